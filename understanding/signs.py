"""Signs: phrases of a vocabulary found in a message, each with its place; the ground on which rules stand."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise, product

from domain.text import fold
from understanding.person_name import bare_copy, find_names
from understanding.spelling import Reading, written
from understanding.telex import healed

NAME = "@"  # stands for each syllable of a name
_DIGITS = re.compile(r"\d+")
_STOP = re.compile(r"[,.;:!?…\n()]")
_ENTRY = re.compile(r"[\w#/]+")
_SENTENCE_END = re.compile(r"[!?…;\n•]|\.(?=\D|$)")
_CLAUSE_END = re.compile(r"[,:()–—]")
# Hỏi and ngã are one tone to half the country, and so they are mixed up in writing.
_ONE_TONE = str.maketrans("ãẵẫẽễĩõỗỡũữỹ", "ảẳẩẻểỉỏổởủửỷ")


@dataclass(frozen=True)
class Sign:
    """`name` as in the vocabulary; syllables `start` up to `end` of the reading; the `typed` words."""

    name: str
    start: int
    end: int
    typed: str


@dataclass(frozen=True)
class _Phrase:
    name: str
    written: tuple[str, ...]
    marks_needed: bool
    through_commas: bool


class Vocabulary:
    """Phrases by sign, ready for matching.

    An entry is a phrase as it is spelt with marks. ``a/b`` offers syllables for one place, ``#`` is any number, a
    closing ``!`` makes a phrase hold only where it is written with its marks (without them it means other things),
    ``&`` lets a comma stand in it ("phòng & chống").
    """

    def __init__(self, signs: Mapping[str, Iterable[str]]) -> None:
        self._phrases: dict[tuple[str, ...], list[_Phrase]] = defaultdict(list)
        lengths: dict[str, set[int]] = defaultdict(set)
        for name, entries in signs.items():
            for entry in entries:
                for phrase in _spelt_out(entry):
                    bare = tuple(_bare(syllable) for syllable in phrase)
                    self._phrases[bare].append(_Phrase(name, phrase, entry.endswith("!"), "&" in entry))
                    lengths[bare[0]].add(len(bare))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def find(self, reading: Reading) -> "Signs":
        """All signs of a message in their order. What lies inside a longer sign is part of that and no sign itself."""
        bare = tuple(_DIGITS.sub("#", syllable) for syllable in reading.bare)
        found: list[Sign] = []
        longest = (0, 0)
        for start, first in enumerate(bare):
            for length in self._lengths.get(first, ()):
                end = start + length
                if end > len(bare):
                    continue
                if end <= longest[1] and (start, end) != longest:
                    break  # shorter ones lie inside too
                for phrase in self._phrases.get(bare[start:end], ()):
                    if _agrees(reading, start, phrase) and (phrase.through_commas or _unbroken(reading, start, end)):
                        found.append(Sign(phrase.name, start, end, _typed(reading, start, end)))
                        longest = (start, end)
        return Signs(reading, tuple(found))


@dataclass(frozen=True)
class Signs:
    """The signs of one reading, with the sentences and clauses that its punctuation makes."""

    reading: Reading
    all: tuple[Sign, ...]

    @cached_property
    def by_name(self) -> dict[str, list[Sign]]:
        named: dict[str, list[Sign]] = defaultdict(list)
        for sign in self.all:
            named[sign.name].append(sign)
        return named

    @cached_property
    def names(self) -> list[tuple[int, int]]:
        """Where people are named, in characters. Without marks too much looks like a name; nothing is one then."""
        if not self.reading.marked:
            return []
        return find_names(self.reading.text, bare_copy(self.reading.text))

    @cached_property
    def masked(self) -> tuple[str, ...]:
        """The syllables without marks, but NAME for who somebody is and "#" for how many: neither says what it is."""
        named = {
            at
            for start, end in self.names
            for at, syllable in enumerate(self.reading.syllables)
            if start <= syllable.start < end
        }
        return tuple(
            NAME if at in named else _DIGITS.sub("#", healed(bare)) for at, bare in enumerate(self.reading.bare)
        )

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """The number of the sentence of each syllable."""
        return self._numbered(_SENTENCE_END)

    @cached_property
    def clauses(self) -> tuple[int, ...]:
        """The number of the clause of each syllable; sentences end clauses too."""
        return self._numbered(re.compile(f"{_SENTENCE_END.pattern}|{_CLAUSE_END.pattern}"))

    def _numbered(self, end: re.Pattern[str]) -> tuple[int, ...]:
        numbers: list[int] = []
        number, last = 0, 0
        text = self.reading.text
        for syllable in self.reading.syllables:
            between = text[last : syllable.start]
            # The dot of "ông T." belongs to the name.
            initial = (
                between.startswith(". ") and last > 1 and text[last - 1].isupper() and not text[last - 2].isalnum()
            )
            # So does that of "400.000".
            inside = between in (".", ",") and text[last - 1].isdecimal() and text[syllable.start].isdecimal()
            number += bool(numbers) and not initial and not inside and end.search(between) is not None
            numbers.append(number)
            last = syllable.end
        return tuple(numbers)


def _spelt_out(entry: str) -> list[tuple[str, ...]]:
    places = [[_one(choice) for choice in place.split("/")] for place in _ENTRY.findall(entry)]
    return [tuple(phrase) for phrase in product(*places)]


def _one(choice: str) -> str:
    return choice if "#" in choice else written(choice)[0]


@lru_cache(maxsize=32_768)
def _bare(syllable: str) -> str:
    return syllable if "#" in syllable else fold(syllable)


def _agrees(reading: Reading, start: int, phrase: _Phrase) -> bool:
    """With marks they must agree, one or the other forgotten; a message without marks is taken at its letters."""
    if not reading.marked:
        return not phrase.marks_needed
    forgotten = 0
    for place, wanted in enumerate(phrase.written, start):
        syllable = reading.syllables[place]
        if syllable.written == wanted or "#" in wanted:
            continue
        if syllable.written == syllable.bare:
            forgotten += 1
        elif syllable.written.translate(_ONE_TONE) != wanted.translate(_ONE_TONE):
            return False
    return forgotten == 0 or (not phrase.marks_needed and forgotten <= len(phrase.written) // 2)


def _unbroken(reading: Reading, start: int, end: int) -> bool:
    places = reading.syllables[start:end]
    return not any(_STOP.search(reading.text, before.end, after.start) for before, after in pairwise(places))


def _typed(reading: Reading, start: int, end: int) -> str:
    return reading.text[reading.syllables[start].start : reading.syllables[end - 1].end]
