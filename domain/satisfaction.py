"""How content people are, told so that nobody's opinion can be found out from it.

Opinions of fewer than five people are not told. Neither is a group that could be worked out from the others: what is
not told of a table holds the opinions of nobody, or of five at least. Opinions are counted in steps of five, so that
who looks twice does not see what one more person has said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

# Opinions of fewer people could be traced to one of them.
FEWEST = 5
CONTENT = 4  # the score from which somebody is content


@dataclass(frozen=True)
class Satisfaction:
    """What may be told of scores from 1 to 5; None while they are too few to stay unknown, which is `few`.

    `content` is the share of those who are content, in percent.
    """

    count: int | None = None
    average: float | None = None
    content: int | None = None
    few: bool = False

    @property
    def is_told(self) -> bool:
        return self.count is not None


UNTOLD = Satisfaction(few=True)


def told(scores: Sequence[int]) -> Satisfaction:
    """What may be told of all `scores`, in the order they were given."""
    counted = scores[: len(scores) // FEWEST * FEWEST]
    if not counted:
        return UNTOLD if scores else Satisfaction()
    average = Fraction(sum(counted), len(counted))
    content = Fraction(100 * sum(score >= CONTENT for score in counted), len(counted))
    # Half is rounded up, as people do.
    return Satisfaction(len(counted), int(average * 10 + Fraction(1, 2)) / 10, int(content + Fraction(1, 2)))


@dataclass(frozen=True)
class SatisfactionTable:
    """Of everybody, and of each group that has said something; what is `UNTOLD` there is kept back."""

    total: Satisfaction
    groups: Mapping[str, Satisfaction]


def told_by_group(scores: Sequence[tuple[str, int]]) -> SatisfactionTable:
    """What may be told of groups and of all of them together, so that no group can be worked out from the rest.

    `scores` are pairs of a group and a score, in the order they were given. The smallest groups are kept back too,
    until those kept back have five opinions among them.
    """
    given: dict[str, list[int]] = {}
    for key, score in scores:
        given.setdefault(key, []).append(score)
    total = told([score for _, score in scores])
    kept_back = {key for key, found in given.items() if len(found) < FEWEST}
    for key in sorted(given.keys() - kept_back, key=lambda each: (len(given[each]), each)):
        if not 0 < sum(len(given[each]) for each in kept_back) < FEWEST:
            break
        kept_back.add(key)
    return SatisfactionTable(total, {key: UNTOLD if key in kept_back else told(given[key]) for key in given})
