"""The gate: what is to be done with a message before anything of it is filed or shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from domain.text import fold
from understanding.hunch import settle
from understanding.matter import REDIRECTED, Action, Body, Judgement, signs_of, vocabulary_file
from understanding.parts import Part, divide
from understanding.signs import Signs
from understanding.spelling import Reading, written

__all__ = ["Action", "Body", "Judgement", "joined", "judge"]

_MOOD = ("👍", "❤", "🙏", "👌")


@dataclass(frozen=True)
class _Phrasebook:
    """A message of nothing but these syllables says only so much; `core`: at least one of them is among them."""

    action: Action
    core: frozenset[str]
    also: frozenset[str]


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
