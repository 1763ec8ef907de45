"""What stands around the matters of a message: who writes, greets, counts them, and asks for all of them in the end."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from understanding.joints import Clause
from understanding.regression import Weights, chances, stored
from understanding.spelling import Reading

WEIGHTS = Path(__file__).parent / "weights" / "frames.json"
_SURE = 0.35
_COUNTS = frozenset({"mot", "hai", "ba", "bon", "may"})
_COUNTED = frozenset({"y", "viec", "chuyen", "cai", "vu", "dieu", "van"})


def unframed(reading: Reading, found: Sequence[Clause], *, first: bool, last: bool) -> Sequence[Clause]:
    """A matter without the clauses that only frame the message it begins or ends with; one clause is left at least."""
    while first and len(found) > 1 and frames(reading, found[0], first=True):
        found = found[1:]
    while last and len(found) > 1 and frames(reading, found[-1], first=False):
        found = found[:-1]
    return found


def frames(reading: Reading, clause: Clause, *, first: bool) -> bool:
    """Whether a clause at the beginning or the end of a message belongs to no matter."""
    return chances(_weights(), features(reading, clause, first=first))[1] > _SURE


def features(reading: Reading, clause: Clause, *, first: bool) -> dict[str, float]:
    words = clause.words
    after = reading.text[reading.syllables[clause.end - 1].end :][:1]
    length = len(words)
    given = {
        f"first {first}",
        f"kind {clause.kind}",
        f"thing {bool(clause.things)}",
        f"topic {bool(clause.topics)}",
        f"long {(length > 2) + (length > 3) + (length > 5) + (length > 7) + (length > 10)}",
        f"begins {words[0]}",
        f"ends {words[-1]}",
        f"closed by {after}",
        *(f"word {word}" for word in words),
        *(f"words {one} {other}" for one, other in pairwise(words)),
    }
    if _COUNTED & {*words} and (_COUNTS & {*words} or any(word.isdecimal() for word in words)):
        given.add("counts")
    return dict.fromkeys(given, 1.0)


@cache
def _weights() -> Weights:
    return stored(WEIGHTS)
