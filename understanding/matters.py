"""Messages known to be one matter or another, and the weights of `likeness` that are learnt from their pairs."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from understanding.authors import MESSAGES
from understanding.hunch_training import without_marks
from understanding.likeness import SPOKEN_OF, WEIGHTS, Likeness, forget_counts, likeness, parted, signs_between
from understanding.regression import Row, fit, write
from understanding.training import everything

LEARNT_FROM = tuple(sorted(MESSAGES.glob("matters-*.txt")))
_LINE = re.compile(r"([+-])(?:\[(.*?)\])?\s*(.*)")
_PASSES, _RIDGE = 300, 4.0
# A sign of fewer rows is chance.
_SELDOM = 10
# So many pairs of a matter weigh one each.
_USUAL = 6
# What is easily taken for the same is written down on purpose, and so is rarer among real messages.
_APART = 0.7


@dataclass(frozen=True)
class Told:
    """A message and the hamlet it is filed under, None when its author did not say."""

    text: str
    hamlet: str | None

    def read(self, *, bare: bool = False) -> Likeness:
        text = without_marks(self.text) if bare else self.text
        return likeness(text, without_marks(self.hamlet).lower() if self.hamlet else None, self.hamlet or "")


@dataclass(frozen=True)
class Pair:
    """`weight` is smaller where a matter has many: they are much alike, and no author is to outweigh the others."""

    one: Told
    other: Told
    same: bool
    weight: float = 1.0


@dataclass(frozen=True)
class Matter:
    """Several tellings of one matter, and others that are easily taken for it."""

    tellings: tuple[Told, ...]
    others: tuple[Told, ...]

    def pairs(self) -> Iterator[Pair]:
        many = len(self.tellings)
        weight = math.sqrt(_USUAL / max(1, many * (many - 1) // 2 + many * len(self.others)))
        for at, one in enumerate(self.tellings):
            yield from (Pair(one, other, same=True, weight=weight) for other in self.tellings[at + 1 :])
            yield from (Pair(one, other, same=False, weight=weight) for other in self.others)


def matters(file: Path) -> list[Matter]:
    """ "= hamlet" begins a matter, "+" is a telling, "-" another matter, "[hamlet]" that line's own, "[-]" none."""
    found: list[Matter] = []
    hamlet: str | None = None
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("="):
            hamlet = None if line[1:].strip() == "-" else line[1:].strip()
            found.append(Matter((), ()))
        elif matched := _LINE.fullmatch(line):
            told = Told(matched[3], hamlet if matched[2] is None else None if matched[2] == "-" else matched[2])
            last = found[-1]
            found[-1] = (
                Matter((*last.tellings, told), last.others)
                if matched[1] == "+"
                else Matter(last.tellings, (*last.others, told))
            )
    return found


def pairs(file: Path) -> list[Pair]:
    return [pair for matter in matters(file) for pair in matter.pairs()]


def rows(given: Iterable[Pair]) -> Iterator[Row]:
    """Each pair with and without marks; those that are told apart before anything is weighed are left out."""
    for pair in given:
        for bare in (False, True):
            one, other = pair.one.read(bare=bare), pair.other.read(bare=bare)
            if not parted(one, other):
                signs, _ = signs_between(one, other)
                yield Row(signs, int(pair.same), pair.weight * (1.0 if pair.same else _APART))


def learnt(given: Iterable[Pair]) -> dict[str, list[float]]:
    known = list(rows(given))
    often = Counter(sign for row in known for sign in row.given)
    seen = [
        replace(row, given={sign: much for sign, much in row.given.items() if often[sign] >= _SELDOM}) for row in known
    ]
    return fit(seen, ridge=_RIDGE, passes=_PASSES, balanced=False)


def spoken(texts: Iterable[str]) -> str:
    """How many messages there are, and each concept with how many speak of it."""
    counted: Counter[str] = Counter()
    messages = 0
    for text in texts:
        messages += 1
        counted.update(likeness(text).concepts)
    lines = (f"{concept}\t{times}" for concept, times in sorted(counted.items()))
    return "\n".join((str(messages), *lines)) + "\n"


def train_all() -> int:
    """Write the weights that the program uses; return how many pairs they are of."""
    SPOKEN_OF.write_text(spoken(example.text for example in everything()), "utf-8")
    forget_counts()
    given = [pair for file in LEARNT_FROM for pair in pairs(file)]
    WEIGHTS.write_text(write(learnt(given)), "utf-8")
    return len(given)
