"""The gate: what is to be done with a message before anything of it is filed or shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from domain.text import fold
from understanding.hunch import settle
from understanding.matter import REDIRECTED, Action, Body, Judgement, signs_of, vocabulary_file
from understanding.parts import Part, divide, without_accusation
from understanding.signs import Signs
from understanding.spelling import Reading, written

__all__ = ["Action", "Body", "Judgement", "Sorting", "joined", "judge", "sort_out"]

_MOOD = ("👍", "❤", "🙏", "👌")


@dataclass(frozen=True)
class _Phrasebook:
    """A message of nothing but these syllables says only so much; `core`: at least one of them is among them."""

    action: Action
    core: frozenset[str]
    also: frozenset[str]


@dataclass(frozen=True)
class Sorting:
    """A judgement with what follows from it.

    `accused`: whether what is not to be filed is a denunciation rather than a complaint; `kept` and `left_out` are the
    parts that may be filed and those that may not; `number` is the telephone number that helps in an emergency.
    """

    judgement: Judgement
    accused: bool = False
    kept: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    number: str = ""


def sort_out(reading: Reading) -> Sorting:
    """Judge a message once, and tell apart what of it may be filed."""
    signs = signs_of(reading)
    found = divide(reading, signs)
    judgement = joined(reading, signs, found)
    match judgement.action:
        case Action.EMERGENCY:
            return Sorting(judgement, number=_number(signs))
        case Action.DENUNCIATION | Action.COMPLAINT:
            return Sorting(judgement, judgement.action is Action.DENUNCIATION)
        case Action.SPLIT_AND_REDIRECT:
            kept = without_accusation(reading, found)
            left_out = [part for part in found if part not in kept]
            accused = any(part.action is Action.DENUNCIATION for part in left_out)
            return Sorting(judgement, accused, _texts(kept), _texts(left_out))
    return Sorting(judgement)


def _texts(found: Iterable[Part]) -> tuple[str, ...]:
    return tuple(part.text for part in found)


def _number(signs: Signs) -> str:
    """Whom to call: the first number one of whose signs is there; the police where none is."""
    numbers: Mapping[str, str] = vocabulary_file()["numbers"]
    return next((number for number, names in numbers.items() if signs.by_name.keys() & names.split()), "113")


def judge(reading: Reading) -> Judgement:
    """Judge a message as a whole: what it is when it is one matter, how it is to be parted when it is several."""
    signs = signs_of(reading)
    return joined(reading, signs, divide(reading, signs))


def joined(reading: Reading, signs: Signs, found: tuple[Part, ...]) -> Judgement:
    """The judgement of a message that has these parts."""
    whole = settle(signs, 0, len(reading.syllables))
    if len(found) <= 1:
        return whole if whole.action is not Action.ACCEPT else Judgement(_said(reading))
    redirected = [part for part in found if part.action in REDIRECTED]
    if len({part.action for part in found}) == 1 and redirected:
        return whole
    if not redirected:
        return Judgement(Action.SPLIT)
    return Judgement(Action.SPLIT_AND_REDIRECT, whole.because, whole.about_head, whole.body)


def _said(reading: Reading) -> Action:
    """Tell a petition from a greeting, from thanks and from a message that does not yet say anything."""
    bare = {syllable.bare for syllable in reading.syllables if not syllable.bare.isdigit()}
    if not bare:
        return Action.ACK if any(mood in reading.text for mood in _MOOD) else Action.ASK_MORE
    for book in _phrasebooks():
        if bare <= book.core | book.also and (not book.core or bare & book.core):
            return book.action
    return Action.ACCEPT


@cache
def _phrasebooks() -> tuple[_Phrasebook, ...]:
    entries: Mapping[str, Mapping[str, Any]] = vocabulary_file()["empty"]
    return tuple(
        _Phrasebook(Action(name), *(frozenset(map(fold, written(entry[kind]))) for kind in ("core", "also")))
        for name, entry in entries.items()
    )
