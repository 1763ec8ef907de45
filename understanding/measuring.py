"""How often the suggestions are right, counted on messages that were not learnt from."""

import random
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.commune import Topic
from understanding.counting import Counts
from understanding.spelling import read
from understanding.topic import Topics, keys
from understanding.training import LABELLED, Example, invented, labelled, learn

FOLDS = 10


@dataclass(frozen=True)
class Score:
    """Of `messages`, how many had the label itself, or an equally right one, first, and among the first three."""

    messages: int
    exact: int
    first: int
    three: int

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.messages + other.messages, self.exact + other.exact, self.first + other.first, self.three + other.three
        )


def stripped(text: str) -> str:
    """The text as someone types it who writes no diacritics; capitals and signs stay."""
    decomposed = unicodedata.normalize("NFD", text.translate(str.maketrans("đĐÐ", "dDD")))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def score(topics: Topics, examples: Iterable[Example], *, bare: bool = False) -> Score:
    total = Score(0, 0, 0, 0)
    for example in examples:
        text = stripped(example.text) if bare else example.text
        found = [suggestion.topic for suggestion in topics.suggest(read(text))]
        total += Score(
            1, found[:1] == [example.topic], bool({*found[:1]} & example.right), bool({*found} & example.right)
        )
    return total


def across(examples: Sequence[Example], beside: Sequence[Example], *, bare: bool = False) -> Score:
    """Cross-validation: each tenth is suggested for by what was learnt from the others and from `beside`."""
    parts = (score(topics_from(learn([*rest, *beside])), fold, bare=bare) for rest, fold in folds(examples))
    return sum(parts, Score(0, 0, 0, 0))


def topics_from(counts: Counts) -> Topics:
    return Topics([Topic(key, key, "") for key in keys()], counts=counts)


def folds(examples: Sequence[Example]) -> Iterator[tuple[list[Example], list[Example]]]:
    """Pairs of the rest and a tenth, mixed the same way every time."""
    mixed = list(examples)
    random.Random(1).shuffle(mixed)
    for at in range(FOLDS):
        yield [each for place, each in enumerate(mixed) if place % FOLDS != at], mixed[at::FOLDS]


def table() -> Iterator[str]:
    """The lines of the table in docs/understanding.md that can be measured again."""
    kept = {name: labelled(name) for name in LABELLED}
    yield "| messages | learnt from | exact | first | first three | stripped: exact | first | first three |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, examples in kept.items():
        others = [each for other in kept if other != name for each in kept[other]]
        yield _line(
            f"{name} ({len(examples)})",
            "nothing: vocabulary only",
            [score(_unlearnt(), examples, bare=b) for b in _BOTH],
        )
        if name == "petitions":
            taught = topics_from(learn(list(invented())))
            yield _line(name, "invented", [score(taught, examples, bare=b) for b in _BOTH])
        beside = [*invented(), *others]
        yield _line(
            name, "invented, the other files, 9 of 10 of these", [across(examples, beside, bare=b) for b in _BOTH]
        )
    beside = [each for examples in kept.values() for each in examples]
    yield _line(
        f"invented ({len(invented())})",
        "labelled files, 9 of 10 of these",
        [across(invented(), beside, bare=b) for b in _BOTH],
    )


_BOTH = (False, True)


def _unlearnt() -> Topics:
    return topics_from(Counts(keys(), [0] * len(keys()), {}))


def _line(name: str, learnt_from: str, scores: Iterable[Score]) -> str:
    shares = (f"{part / each.messages:.1%}" for each in scores for part in (each.exact, each.first, each.three))
    return f"| {' | '.join((name, learnt_from, *shares))} |"
