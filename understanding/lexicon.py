"""Which words of a message point to which topic: phrases matched as written and without marks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.text import fold
from understanding.spelling import Reading, Syllable
from understanding.telex import healed

# After these a thing is only where the matter lies, or whom it concerns: of a drain before the school the drain is
# asked for, of health cards for poor households the cards.
_BESIDE = frozenset(
    (
        "gần trước cạnh sau giáp ven dọc ngoài trong trên dưới ở tại vào vô đến tới từ xuống lên ra qua bên cho của với"
    ).split()
)
# Without its marks "tới" is mostly "tôi", "từ" "tự", "vô" "vợ".
_BARE_BESIDE = frozenset(map(fold, _BESIDE)) - {"toi", "tu", "vo"}
_BESIDE_SHARE = 0.5
# Who writes marks rarely leaves one out: a syllable without is mostly another word; so is one with other marks.
_UNMARKED, _OTHER_MARKS = 0.5, 0.4
# ngã and hỏi are one tone to half of the country; y and i after a consonant are one vowel.
_TILDE = str.maketrans("ãẵẫẽễĩõỗỡũữỹ", "ảẳẩẻểỉỏổởủửỷ")
_VOWEL = re.compile(r"(?<=^[hklmst])y$")
_PARTING = re.compile(r"[,.;:!?()\n…]")
# A message in which so much is capital says nothing by its capitals.
_SHOUTED = 0.5


@dataclass(frozen=True)
class Phrase:
    """`topic` is empty for words that only hide shorter ones.

    An `exact` one counts only with its marks where there are marks; `unmarked` is what it says without them, 0 to 1.
    """

    topic: str
    written: tuple[str, ...]
    weight: float
    exact: bool = False
    unmarked: float = 1.0


@dataclass(frozen=True)
class Hit:
    """A phrase found: syllables `start` up to `end`, and how much it says there."""

    topic: str
    start: int
    end: int
    weight: float


class Lexicon:
    """Phrases of all topics, ready for matching."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases: dict[tuple[str, ...], list[Phrase]] = {}
        self._longest: dict[str, int] = {}
        for phrase in phrases:
            key = tuple(_key(healed(fold(syllable))) for syllable in phrase.written)
            self._phrases.setdefault(key, []).append(phrase)
            self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    def find(self, reading: Reading) -> list[Hit]:
        """Return what was found, first things first; nothing that lies inside something longer."""
        keys = [_key(healed(syllable.bare)) for syllable in reading.syllables]
        named, runs = _names(reading), _runs(reading)
        hits: list[Hit] = []
        covered = 0
        for start, first in enumerate(keys):
            for length in range(min(self._longest.get(first, 0), runs[start]), 0, -1):
                end = start + length
                if end <= covered:
                    break
                found = self._at(reading, tuple(keys[start:end]), start)
                if not found or all(named[start:end]):
                    continue
                if start < covered:
                    _give_way(hits, start)
                hits += found
                covered = end
                break
        return [hit for hit in hits if hit.topic]

    def _at(self, reading: Reading, key: tuple[str, ...], start: int) -> list[Hit]:
        typed = reading.syllables[start : start + len(key)]
        share = _BESIDE_SHARE if start and _leads_aside(reading, start - 1) else 1.0
        return [
            Hit(phrase.topic, start, start + len(key), phrase.weight * share * agreed)
            for phrase in self._phrases.get(key, ())
            if (agreed := _agreement(typed, phrase, marked=reading.marked))
        ]


def _give_way(hits: list[Hit], start: int) -> None:
    """A word that two phrases share belongs to the later: "sửa đường điện" is about "đường điện"."""
    for at in range(len(hits) - 1, -1, -1):
        if hits[at].end <= start:
            break
        hits[at] = replace(hits[at], weight=hits[at].weight / 2)


def _key(bare: str) -> str:
    return _VOWEL.sub("i", bare) if len(bare) == 2 else bare


def _leads_aside(reading: Reading, at: int) -> bool:
    syllable = reading.syllables[at]
    return syllable.written in _BESIDE if reading.marked else syllable.bare in _BARE_BESIDE


def _agreement(typed: Sequence[Syllable], phrase: Phrase, *, marked: bool) -> float:
    """How surely what was typed is the phrase, 0 to 1: missing marks say less, other marks little."""
    if not marked:
        return phrase.unmarked
    alone = len(typed) == 1
    share, others = 1.0, 0
    for syllable, wanted in zip(typed, phrase.written, strict=True):
        if syllable.written == wanted or healed(syllable.bare) != syllable.bare:
            continue
        if syllable.written == syllable.bare:
            share *= min(_UNMARKED, phrase.unmarked)
        else:
            others += alone or syllable.written.translate(_TILDE) != wanted.translate(_TILDE)
    if others:
        share = _OTHER_MARKS if others == 1 and not alone else 0.0
    return 0.0 if phrase.exact and share < 1 else share


def _runs(reading: Reading) -> list[int]:
    """How many syllables follow each other from each one on, itself included, before a comma or the like."""
    runs: list[int] = []
    after = len(reading.text)
    for syllable in reversed(reading.syllables):
        parted = _PARTING.search(reading.text, syllable.end, after)
        runs.append(1 if parted or not runs else runs[-1] + 1)
        after = syllable.start
    return runs[::-1]


def _names(reading: Reading) -> list[bool]:
    """Which syllables belong to a name of two or more: "Chợ Mới" is no market, "Đảng" alone no name."""
    capital = [_is_capital(reading.text[syllable.start : syllable.end]) for syllable in reading.syllables]
    if sum(capital) > _SHOUTED * len(capital):
        return [False] * len(capital)
    inside = [is_capital and not _opens(reading, at) for at, is_capital in enumerate(capital)]
    beside = [False, *inside], [*inside[1:], False]
    return [is_in and (before or after) for is_in, before, after in zip(inside, *beside, strict=False)]


def _is_capital(typed: str) -> bool:
    return typed[0].isupper() and (len(typed) == 1 or typed[1].islower())


def _opens(reading: Reading, at: int) -> bool:
    """Tell whether the syllable is the first of its sentence."""
    if at == 0:
        return True
    between = reading.text[reading.syllables[at - 1].end : reading.syllables[at].start]
    return any(sign in between for sign in ".!?:\n;…")
