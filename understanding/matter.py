"""What one matter is: an ordinary petition, or something with a way of its own, and the words that say so."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from domain.text import fold
from understanding.signs import Sign, Signs, Vocabulary
from understanding.spelling import Reading, written

_GAP = 8
# "Đề nghị công an xã …": who stands directly behind these is asked, not accused.
_ASKED_WITHIN = 1
_ASKING = frozenset({"wish"})
ACTORS = frozenset({"head", "official", "staff", "person", "named"})
# The middle names that most people have.
_MIDDLE = frozenset({"van", "thi"})
_CODE = re.compile(r"(?<!\w)[A-Za-z]{2}-?\d{2,4}-\d{3,6}(?!\w)")
_LINK = re.compile(r"https?://|www\.|\.(?:com|xyz|vn|net|top|info)(?:/|\b)", re.IGNORECASE)


class Action(StrEnum):
    """What is to be done with a message."""

    ACCEPT = "accept"
    SPLIT = "split"
    SPLIT_AND_REDIRECT = "split-and-redirect"
    COMPLAINT = "redirect-complaint"
    DENUNCIATION = "redirect-denunciation"
    OTHER = "redirect-other"
    EMERGENCY = "emergency"
    REJECT = "reject"
    ACK = "ack"
    GREET = "greet"
    ASK_MORE = "ask-more"
    PRIVACY = "privacy-request"
    INFO = "info"
    STATUS = "status"
    SPEAK = "register-speak"
    RATING = "rating"


class Body(StrEnum):
    """Who hears what the commune's petitions are not for (Law on Denunciations 25/2018, art. 12-13, 41)."""

    COMMUNE_CHAIR = "commune-chair"  # officials of the commune
    UPPER_LEVEL = "upper-level"  # heads of the commune and their deputies
    PARTY_INSPECTION = "party-inspection"  # party members as such
    POLICE = "police"  # crimes
    UPPER_POLICE = "upper-police"  # the commune's police
    DECIDING_BODY = "deciding-body"  # a complaint goes first to whoever decided or acted
    COURT = "court"  # what people owe each other
    RESCUE = "rescue"  # 113, 114, 115 and the duty officer


@dataclass(frozen=True)
class Judgement:
    """`because`: the deciding words as typed; `about_head`: the commune's heads or its police are the ones accused."""

    action: Action
    because: tuple[str, ...] = ()
    about_head: bool = False
    body: Body | None = None


REDIRECTED = frozenset({Action.COMPLAINT, Action.DENUNCIATION})


@dataclass(frozen=True)
class _Rule:
    action: Action
    chain: tuple[frozenset[str], ...]
    gap: int
    need: tuple[frozenset[str], ...]
    across: bool
    unless: frozenset[str]
    despite: frozenset[str]
    short: int


def signs_of(reading: Reading) -> Signs:
    """The signs of the gate's vocabulary in a message, names among them."""
    found = vocabulary().find(reading)
    kept = (sign for sign in found.all if sign.name != "person" or not _part_of_place(reading, sign))
    return Signs(
        reading, tuple(sorted((*kept, *_names(reading), *_codes(reading)), key=lambda sign: (sign.start, sign.end)))
    )


def weigh(signs: Signs, start: int, end: int) -> Judgement:
    """Judge the syllables from `start` up to `end` as one matter."""
    matter = _Matter(signs, start, end)
    for rule in _rules():
        held = matter.holds(rule)
        if held:
            return matter.judgement(rule, held)
    return Judgement(Action.ACCEPT)


def accusation(signs: Signs, action: Action, because: tuple[str, ...]) -> Judgement:
    """A judgement that rests on the whole message and not on a rule."""
    if action is not Action.DENUNCIATION:
        return Judgement(action, because, body=_BODIES.get(action))
    matter = _Matter(signs, 0, len(signs.reading.syllables))
    held = tuple(sign for sign in matter.signs if sign.name in ACTORS and sign not in matter.asked)
    heads = [sign for sign in held if sign.name == "head"]
    return Judgement(action, because, bool(heads), matter.body(held, heads))


class _Matter:
    """A stretch of a message, with its signs by sentence."""

    def __init__(self, signs: Signs, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.signs = [sign for sign in signs.all if start <= sign.start and sign.end <= end]
        self.sentence_of = signs.sentences
        self.names = {sign.name for sign in self.signs}
        self.by_sentence: dict[int, list[Sign]] = {}
        for sign in self.signs:
            self.by_sentence.setdefault(self.sentence_of[sign.start], []).append(sign)
        self.asked = {
            actor
            for actor in self.signs
            if actor.name in ACTORS
            for asking in self.signs
            if asking.name in _ASKING and 0 <= actor.start - asking.end <= _ASKED_WITHIN
        }

    def holds(self, rule: _Rule) -> tuple[Sign, ...]:
        """The signs by which the rule holds; none when it does not."""
        if self.end - self.start > rule.short or not all(self.names & link for link in rule.chain):
            return ()
        if rule.across and not all(self.names & needed for needed in rule.need):
            return ()
        for signs in self.by_sentence.values():
            names = {sign.name for sign in signs}
            if names & rule.unless and not names & rule.despite:
                continue
            if not rule.across and not all(names & needed for needed in rule.need):
                continue
            chain = self._chain(signs, rule)
            if chain:
                return (*chain, *self._needed(rule, signs))
        return ()

    def _chain(self, signs: list[Sign], rule: _Rule) -> tuple[Sign, ...]:
        if len(rule.chain) == 1:
            return next(((sign,) for sign in signs if sign.name in rule.chain[0]), ())
        first, second = rule.chain
        for act in signs:
            if act.name not in second or act in self.asked:
                continue
            for actor in reversed(signs):
                if actor.name in first and actor not in self.asked and 0 <= act.start - actor.end <= rule.gap:
                    return (actor, act)
        return ()

    def _needed(self, rule: _Rule, sentence: list[Sign]) -> Iterator[Sign]:
        for needed in rule.need:
            yield next(sign for sign in (self.signs if rule.across else sentence) if sign.name in needed)

    def judgement(self, rule: _Rule, held: tuple[Sign, ...]) -> Judgement:
        because = tuple(dict.fromkeys(sign.typed for sign in sorted(held, key=lambda sign: sign.start)))
        if rule.action != Action.DENUNCIATION:
            return Judgement(rule.action, because, body=_BODIES.get(rule.action))
        heads = self._heads(held)
        return Judgement(rule.action, because, bool(heads), self.body(held, heads))

    def _heads(self, held: tuple[Sign, ...]) -> list[Sign]:
        """The heads accused: those in the sentence of the accusation, before its last word, who are not asked."""
        sentences = {self.sentence_of[sign.start] for sign in held}
        last = max(sign.start for sign in held)
        return [
            sign
            for sign in self.signs
            if sign.name == "head"
            and sign not in self.asked
            and sign.start <= last
            and self.sentence_of[sign.start] in sentences
        ]

    def body(self, held: tuple[Sign, ...], heads: list[Sign]) -> Body:
        if heads:
            police = any("cong an" in " ".join(_folded(sign)) for sign in heads)
            return Body.UPPER_POLICE if police else Body.UPPER_LEVEL
        names = {sign.name for sign in held}
        if "party" in self.names:
            return Body.PARTY_INSPECTION
        if names & {"official", "staff"}:
            return Body.COMMUNE_CHAIR
        return Body.POLICE


_BODIES = {Action.COMPLAINT: Body.DECIDING_BODY, Action.OTHER: Body.COURT, Action.EMERGENCY: Body.RESCUE}


def _folded(sign: Sign) -> list[str]:
    return fold(sign.typed).split()


def _names(reading: Reading) -> Iterator[Sign]:
    """People named: "ông Bình", "anh T.", "Lò Văn P."; in a message of capitals a name cannot be seen."""
    text, syllables = reading.text, reading.syllables
    if text.isupper():
        return
    titled_by = "titles" if reading.marked else "titles_unmarked"
    places, surnames, titles = (_words(kind, reading.marked) for kind in ("places", "surnames", titled_by))
    for at, (first, second) in enumerate(itertools.pairwise(syllables)):
        word, before = (first, syllables[at - 1] if at else None)
        spelt = word.written if reading.marked else word.bare
        beside = "" if before is None else before.written if reading.marked else before.bare
        if beside in places and second.bare not in _MIDDLE:
            continue
        if text[word.end : second.start] == " " and text[second.start].isupper():
            titled = spelt in titles
            family = spelt in surnames and text[word.start].isupper() and bool(before)
            family = family or second.bare in _MIDDLE
            if titled or family:
                yield Sign("named", at, at + 2, text[word.start : second.end])


def _part_of_place(reading: Reading, sign: Sign) -> bool:
    if not sign.start or not reading.text[reading.syllables[sign.start].start].isupper():
        return False
    before = reading.syllables[sign.start - 1]
    return (before.written if reading.marked else before.bare) in _words("places", reading.marked)


def _codes(reading: Reading) -> Iterator[Sign]:
    for code in _CODE.finditer(reading.text):
        inside = [at for at, syllable in enumerate(reading.syllables) if code.start() <= syllable.start < code.end()]
        yield Sign("code", inside[0], inside[-1] + 1, code[0])


@cache
def _words(kind: str, marked: bool) -> frozenset[str]:
    words = written(vocabulary_file()[kind])
    return frozenset(words if marked else map(fold, words))


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary({name: _entries(text) for name, text in vocabulary_file()["signs"].items()})


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_rule(entry) for entry in vocabulary_file()["rules"])


def _rule(entry: Mapping[str, Any]) -> _Rule:
    return _Rule(
        action=Action(entry["action"]),
        chain=tuple(frozenset(link.split("|")) for link in entry["chain"]),
        gap=entry.get("gap", _GAP),
        need=tuple(frozenset(needed.split("|")) for needed in entry.get("need", ())),
        across=entry.get("across", False),
        unless=frozenset(entry.get("unless", "").split()),
        despite=frozenset(entry.get("despite", "").split()),
        short=entry.get("short", 10_000_000),
    )


def _entries(text: str) -> list[str]:
    return [entry for entry in (piece.strip() for piece in text.split(",")) if entry]


@cache
def vocabulary_file() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "gate.yaml").read_text("utf-8"))
    return loaded
