"""Pairs of messages as they are written down: several tellings of a matter, and what is easily taken for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.text import fold
from understanding.likeness import Likeness, likeness

MATTERS = Path(__file__).parent / "likeness"


@dataclass(frozen=True)
class Told:
    """A message and the hamlet it is filed under, None when its author did not say."""

    text: str
    hamlet: str | None

    def read(self, *, bare: bool = False) -> Likeness:
        text = "".join(fold(c) if c.isalpha() else c for c in self.text) if bare else self.text
        return likeness(text, fold(self.hamlet) if self.hamlet else None, self.hamlet or "")


@dataclass(frozen=True)
class Pair:
    one: Told
    other: Told
    same: bool


@dataclass(frozen=True)
class Matter:
    tellings: tuple[Told, ...]
    others: tuple[Told, ...]

    def pairs(self) -> Iterator[Pair]:
        for n, one in enumerate(self.tellings):
            yield from (Pair(one, other, same=True) for other in self.tellings[n + 1 :])
            yield from (Pair(one, other, same=False) for other in self.others)


def matters(name: str) -> list[Matter]:
    lines = [line for line in (MATTERS / name).read_text("utf-8").splitlines() if line and line[0] != "#"]
    found: list[Matter] = []
    hamlet: str | None = None
    for line in lines:
        if line[0] == "=":
            hamlet = None if line[1:].strip() == "-" else line[1:].strip()
            found.append(Matter((), ()))
            continue
        matched = re.fullmatch(r"([+-])(?:\[(.*?)\])?\s*(.*)", line)
        assert matched is not None, line
        told = Told(matched[3], matched[2] or hamlet)
        last = found[-1]
        tellings = (*last.tellings, told) if matched[1] == "+" else last.tellings
        others = (*last.others, told) if matched[1] == "-" else last.others
        found[-1] = Matter(tellings, others)
    return found


def pairs(name: str) -> list[Pair]:
    return [pair for matter in matters(name) for pair in matter.pairs()]
