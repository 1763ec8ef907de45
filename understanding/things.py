"""The words by which matters are told apart: things, troubles, kinds of places, and what is one household's own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from domain.text import fold
from understanding.marks import share
from understanding.spelling import Syllable, written

# A single syllable without marks counts where it means the word so often.
_CLEAR = 0.5
# Two syllables without their marks among others with marks are two other words.
_PAIR = 2
# Of several, one at least has to mean its word sometimes.
_LIKELY = 0.14
_ONLY_WATER = frozenset({"water"})
_NUMBERS = (
    "[2-9]|[1-9][0-9]+|hai|ba|bon|bốn|nam|năm|sau|sáu|bay|bảy|tam|tám|chin|chín|muoi|mười|may|mấy|nhieu|nhiều|cac|các"
)
_SEVERAL = re.compile(rf" ({_NUMBERS}) (ho|nha|cu|nguoi|anh em|chi em|hộ|nhà|cụ|người|chị em) ")


@dataclass(frozen=True)
class Phrase:
    kind: str
    concept: str
    bare: tuple[str, ...]
    written: tuple[str, ...]


@dataclass(frozen=True)
class Spoken:
    """A phrase and the syllable it begins at."""

    phrase: Phrase
    start: int


class Things:
    """The words of `likeness.yaml`, ready for matching."""

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self._light: dict[str, float] = {
            concept: weight for weight, row in entries["light"].items() for concept in row.split()
        }
        self._only_marked = frozenset(entries["only_marked"].split())
        self._level = {
            thing: level for level, row in enumerate(entries["places_of_matters"], 1) for thing in row.split()
        }
        self._families = {family: frozenset(row.split()) for family, row in entries["families"].items()}
        self._telling = frozenset(entries["telling_landmarks"].split())
        self._phrases: dict[tuple[str, ...], list[Phrase]] = {}
        self._shown: dict[str, str] = {}
        for kind, rows in (
            ("things", entries["things"]),
            ("troubles", entries["troubles"]),
            ("", {"": entries["hide"]}),
        ):
            for concept, row in rows.items():
                phrases = [phrase.strip() for phrase in row.split(",")]
                self._shown.setdefault(concept, phrases[0])
                for phrase in phrases:
                    self._add(kind, concept, phrase)
        lengths: dict[str, set[int]] = {}
        for bare in self._phrases:
            lengths.setdefault(bare[0], set()).add(len(bare))
        self._lengths = {first: sorted(of, reverse=True) for first, of in lengths.items()}
        self._places: dict[tuple[str, ...], str] = {}
        self.kinds: dict[str, list[tuple[str, ...]]] = {}
        for kind, row in entries["places"].items():
            for phrase in row.split(","):
                syllables = written(phrase)
                bare = tuple(map(fold, syllables))
                self._places[syllables] = kind
                self.kinds.setdefault(kind, []).append(bare)
        self._bare_places = {tuple(map(fold, syllables)): kind for syllables, kind in self._places.items()}
        self._stop = frozenset(written(" ".join(entries["stop"].replace("_", " ").split())))
        self._bare_stop = frozenset(map(fold, self._stop))
        self._documents, self._needs, self._self, self._many = (
            frozenset(
                padded(form)
                for phrase in entries[kind].split(",")
                for form in (written(phrase), tuple(map(fold, written(phrase))))
            )
            for kind in ("documents", "needs", "self", "many")
        )
        self._common = frozenset(entries["of_the_commune"].split())
        self._announcing = frozenset(syllables[0] for syllables in self._bare_places)
        self._alone = frozenset(syllables[0] for syllables in self._bare_places if len(syllables) == 1)

    def _add(self, kind: str, concept: str, phrase: str) -> None:
        syllables = written(phrase)
        bare = tuple(map(fold, syllables))
        self._phrases.setdefault(bare, []).append(Phrase(kind, concept, bare, syllables))

    def is_personal(self, said: str) -> bool:
        """Whether something is one household's own: its papers, or its needs where it speaks of itself."""
        owned = any(phrase in said for phrase in self._documents) or (
            any(phrase in said for phrase in self._needs) and any(phrase in said for phrase in self._self)
        )
        return owned and not any(phrase in said for phrase in self._many) and not _SEVERAL.search(said)

    def is_common(self, things: frozenset[str]) -> bool:
        return not self._common.isdisjoint(things)

    def without_kind(self, name: tuple[str, ...]) -> tuple[str, ...]:
        """A name without the kind of place before it: of "thon dong" "dong"."""
        return name[1:] if len(name) > 1 and name[0] in self._alone else name

    def is_stopped(self, bare: str) -> bool:
        return bare in self._bare_stop

    def heads(self, things: set[str]) -> tuple[frozenset[str], frozenset[str]]:
        """What a message is about among the things it names, and the landmarks for them."""
        if things <= _ONLY_WATER and things:
            return frozenset({"tap-water"}), frozenset()
        for level in (0, 3, 2, 1):
            if found := frozenset(thing for thing in things if self._level.get(thing, 0) == level):
                return found, frozenset(things - found)
        return frozenset(), frozenset()

    def telling(self, landmarks: frozenset[str]) -> frozenset[str]:
        """Those that set a matter apart: the road to the cemetery is not the road."""
        return landmarks & self._telling

    def with_families(self, troubles: set[str]) -> frozenset[str]:
        return frozenset(troubles | {family for family, members in self._families.items() if members & troubles})

    def broadest(self, troubles: frozenset[str]) -> frozenset[str]:
        """Families, and what belongs to none: who has a trouble in common has one of these in common."""
        inside = {member for family in troubles & self._families.keys() for member in self._families[family]}
        return troubles - inside

    def share(self, shared: frozenset[str], one: frozenset[str], other: frozenset[str]) -> float:
        """How much of the lighter of two sets is shared."""
        least = min(self._weight(one), self._weight(other))
        return min(1.0, self._weight(shared) / least) if least else 0.0

    def share_of_all(self, shared: frozenset[str], every: frozenset[str]) -> float:
        return self._weight(shared) / max(self._weight(every), 1.0)

    def _weight(self, concepts: frozenset[str]) -> float:
        return sum(self._light.get(concept, 1.0) for concept in concepts)

    def said_of(self, name: tuple[str, ...]) -> str:
        """A name as it is shown to people, the kind of place in front where it is needed."""
        kinds = self.kinds.get(name[0])
        return " ".join((*kinds[0], *name[1:]) if kinds else name)

    def word_for(self, concept: str) -> str:
        """How a concept is called to people."""
        return self._shown.get(concept, "")

    def concepts_in(self, syllables: Sequence[Syllable], *, marked: bool) -> list[Spoken]:
        """What is spoken of and where, the longest phrases first."""
        found: list[Spoken] = []
        bare = tuple(syllable.bare for syllable in syllables)
        at = 0
        while at < len(syllables):
            for length in self._lengths.get(bare[at], ()):
                known = self._phrases.get(bare[at : at + length], ())
                here = [phrase for phrase in known if self._is_at(phrase, syllables, at, marked)]
                if here and _together(syllables, at, length):
                    found += [Spoken(phrase, at) for phrase in here if phrase.kind]
                    at += length
                    break
            else:
                at += 1
        return found

    def _is_at(self, phrase: Phrase, syllables: Sequence[Syllable], at: int, marked: bool) -> bool:
        """Whether a phrase whose bare syllables stand at `at` is meant there."""
        if len(phrase.bare) == 1:
            if marked:
                return syllables[at].written == phrase.written[0]
            return share(phrase.written[0], phrase.bare[0]) >= _CLEAR
        # A word without marks among others with marks is another word, unless the phrase is long enough to be sure.
        if not marked and max(map(share, phrase.written, phrase.bare)) < _LIKELY:
            return False
        some = syllables[at : at + len(phrase.bare)]
        if marked and len(phrase.bare) == _PAIR and _bared(phrase, some):
            return False
        return all(
            syllable.written in (syllable.bare, meant) for syllable, meant in zip(some, phrase.written, strict=True)
        )

    def place_at(self, syllables: Sequence[Syllable], at: int, *, marked: bool) -> tuple[str, int]:
        """The kind of place that a word at `at` announces a name of, and the word's length; "" and 0 when none."""
        if syllables[at].bare not in self._announcing:
            return "", 0
        for length in range(min(4, len(syllables) - at), 0, -1):
            some = syllables[at : at + length]
            kind = self._places.get(tuple(syllable.written for syllable in some))
            if kind is None and not marked and (length > 1 or some[0].bare not in self._only_marked):
                kind = self._bare_places.get(tuple(syllable.bare for syllable in some))
            if kind:
                return kind, length
        return "", 0

    def is_idle(self, syllable: Syllable, *, marked: bool) -> bool:
        """Whether a syllable says nothing about a matter."""
        if syllable.written in self._stop or (syllable.written,) in self._places:
            return True
        return not marked and (syllable.bare in self._bare_stop or (syllable.bare,) in self._bare_places)


def _bared(phrase: Phrase, some: Sequence[Syllable]) -> bool:
    """Whether a phrase stands there without any of its marks: "cho con" among words with marks is no "chó con"."""
    return phrase.written != phrase.bare and all(syllable.written == syllable.bare for syllable in some)


def _together(syllables: Sequence[Syllable], at: int, length: int) -> bool:
    """Whether nothing but a blank parts syllables: no phrase goes over a comma."""
    return all(syllables[n + 1].start - syllables[n].end <= 1 for n in range(at, min(at + length, len(syllables)) - 1))


def padded(syllables: Iterable[str]) -> str:
    """Syllables with a blank on each side, so that they are found whole in what was said."""
    return f" {' '.join(syllables)} "


@cache
def vocabulary() -> Things:
    path = Path(__file__).parent / "likeness.yaml"
    return Things(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader))
