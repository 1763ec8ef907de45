"""Messages as syllables for matching: as written and without diacritics, each with its place in the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

import yaml

from domain.text import clean, fold

# What is longer is read up to here: nobody's petition is, and reading takes bounded time.
MAX_READ = 10_000
_SYLLABLE = re.compile(r"\w+")
# The tone mark of oa, oe, uy stands on either vowel ("hoà", "hòa"); for matching they are one word.
_TONES = str.maketrans(dict(zip("àáảãạèéẻẽẹỳýỷỹỵ", "òóỏõọ" * 2 + "ùúủũụ", strict=True)))
_PLAIN = str.maketrans(dict(zip("àáảãạèéẻẽẹỳýỷỹỵ", "aaaaaeeeeeyyyyy", strict=True)))
_PLACED = re.compile(r"o[àáảãạ](?!\w)|o[èéẻẽẹ](?!\w)|(?<!q)u[ỳýỷỹỵ](?!\w)")


@dataclass(frozen=True)
class Syllable:
    """`written` in lower case with its marks, `bare` without; `start` and `end` in the text of the reading."""

    written: str
    bare: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """`text` is clean (NFC, at most `MAX_READ` characters); `marked` whether its author writes diacritics."""

    text: str
    syllables: tuple[Syllable, ...]
    marked: bool

    @cached_property
    def bare(self) -> tuple[str, ...]:
        return tuple(syllable.bare for syllable in self.syllables)

    def part(self, start: int, end: int) -> "Reading":
        """Syllables `start` up to `end` as a message of their own, in the same text."""
        inside = self.syllables[start:end]
        return Reading(self.text, inside, _is_marked(inside))


def read(text: str) -> Reading:
    """Read a message: chat shorthand is spelt out (its syllables share one place), tone marks stand in one place."""
    shown = clean(text[: 2 * MAX_READ])[:MAX_READ]
    syllables = tuple(
        Syllable(written, _bare(written), found.start(), found.end())
        for found in _SYLLABLE.finditer(shown)
        for written in _spelt(found[0])
    )
    return Reading(shown, syllables, _is_marked(syllables))


def _is_marked(syllables: Sequence[Syllable]) -> bool:
    return sum(syllable.written != syllable.bare for syllable in syllables) * 5 >= len(syllables)


def written(phrase: str) -> tuple[str, ...]:
    """The syllables of a phrase of some vocabulary, as `read` would give them, shorthand left as it is."""
    return tuple(_place(syllable.lower()) for syllable in _SYLLABLE.findall(clean(phrase)))


def _place(syllable: str) -> str:
    return _PLACED.sub(lambda found: found[0][1].translate(_TONES) + found[0][1].translate(_PLAIN), syllable)


def _spelt(syllable: str) -> tuple[str, ...]:
    low = _place(syllable.lower())
    meant = _short().get(low)
    return meant if meant is not None else (low,)


@cache
def _short() -> dict[str, tuple[str, ...]]:
    entries = yaml.safe_load((Path(__file__).parent / "spelling.yaml").read_text("utf-8"))["short"]
    return {short: written(meant) for short, meant in entries.items()}


@lru_cache(maxsize=32_768)
def _fold(syllable: str) -> str:
    return fold(syllable) or syllable


def _bare(syllable: str) -> str:
    return syllable if syllable.isascii() else _fold(syllable)
