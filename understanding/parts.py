"""Several matters in one message: where each begins and ends."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import yaml

from domain.text import fold
from understanding.hunch import settle
from understanding.joints import clauses, features, likely
from understanding.matter import REDIRECTED, Action, signs_of
from understanding.signs import Signs
from understanding.spelling import Reading

_LONGEST = 8  # syllables of an opening
# From this chance on another matter begins.
_CUT = 0.52
# What tells of a decision or an act before a complaint against it is made, and what belongs to an accusation.
_CONTESTED = frozenset({"decision", "official_act", "head", "contest", "contest_firmly"})
_BLAME = frozenset({"bribe", "gain", "crime", "violence", "denounce", "prosecute"})


@dataclass(frozen=True)
class Part:
    """One matter: characters `start` up to `end` of the reading's text, and what is to be done with it."""

    start: int
    end: int
    text: str
    action: Action


_Span = tuple[int, int]


def parts(reading: Reading) -> tuple[Part, ...]:
    """The matters of a message in its order: one for a message of one matter, none for an empty one."""
    return divide(reading, signs_of(reading))


def divide(reading: Reading, signs: Signs) -> tuple[Part, ...]:
    """`parts` of a message whose signs for the gate have been found already."""
    count = len(reading.syllables)
    if not count:
        return ()
    whole = settle(signs, 0, count).action
    if whole not in REDIRECTED | {Action.ACCEPT}:
        return (_whole(reading, whole),)
    spans = _spans(reading, signs)
    judged = [(span, _settled(signs, span, whole)) for span in spans]
    judged = list(_joined(judged))
    if len(judged) == 1 or (whole in REDIRECTED and not any(action in REDIRECTED for _, action in judged)):
        return (_whole(reading, whole),)
    return tuple(_part(reading, span, action) for span, action in judged)


def without_accusation(reading: Reading, found: Sequence[Part]) -> tuple[Part, ...]:
    """The parts that may be filed: nothing of a denunciation or a complaint is kept (Law on Denunciations, art. 8)."""
    return tuple(part for part in found if part.action not in REDIRECTED and part.end <= len(reading.text))


def _spans(reading: Reading, signs: Signs) -> list[_Span]:
    """Syllables from one matter to the next."""
    found = clauses(reading, signs)
    begun = [0]
    for at in range(1, len(found)):
        if likely(features(found, at, begun[-1])) >= _CUT:
            begun.append(at)
    starts = [found[at].start for at in begun]
    return list(zip(starts, [*starts[1:], len(reading.syllables)], strict=True))


def _settled(signs: Signs, span: _Span, whole: Action) -> Action:
    """What one matter is; the scene of a complaint or an accusation belongs to it."""
    action = settle(signs, *span).action
    if action is not Action.ACCEPT or whole not in REDIRECTED:
        return action
    names = {sign.name for sign in signs.all if span[0] <= sign.start < span[1]}
    scene = _CONTESTED if whole is Action.COMPLAINT else _BLAME
    return whole if names & scene else action


def _joined(judged: Sequence[tuple[_Span, Action]]) -> Iterator[tuple[_Span, Action]]:
    """Neighbours that go the same other way are one: an accusation is not taken apart."""
    held: tuple[_Span, Action] | None = None
    for span, action in judged:
        if held and action in REDIRECTED and held[1] is action:
            held = ((held[0][0], span[1]), action)
            continue
        if held:
            yield held
        held = (span, action)
    if held:
        yield held


def _whole(reading: Reading, action: Action) -> Part:
    return _closed(reading, 0, len(reading.syllables), action)


def _part(reading: Reading, span: _Span, action: Action) -> Part:
    """Without what only joins it to others: "Dạ em xin phản ánh", "với lại", "nữa ạ"."""
    start, end = span
    while start < end - 2 and (length := _begins(reading, start, end)):
        start += length
    while end > start + 2 and (length := _ends(reading, start, end)):
        end -= length
    return _closed(reading, start, end, action) if end > start else _closed(reading, *span, action)


def _closed(reading: Reading, start: int, end: int, action: Action) -> Part:
    """From the first syllable to the sign that closes the last one."""
    first = reading.syllables[start].start
    last = reading.syllables[end - 1].end
    after = reading.syllables[end].start if end < len(reading.syllables) else len(reading.text)
    closing = re.match(r"[?!…]*\.?", reading.text[last:after])
    last += closing.end() if closing else 0
    return Part(first, last, reading.text[first:last], action)


def _begins(reading: Reading, start: int, end: int) -> int:
    """How many syllables of a phrase that only opens stand first."""
    longest = min(_LONGEST, end - 2 - start)
    bare = reading.bare[start : start + longest]
    if bare and bare[0].isdecimal() and _numbers(reading, start):
        return 1
    length = next((length for length in range(longest, 0, -1) if bare[:length] in _openings()), 0)
    # "con em", "con mương" without marks is no "còn".
    child = length == 1 and bare[0] == "con" and reading.syllables[start].written != "còn"
    return 0 if child else length


def _ends(reading: Reading, start: int, end: int) -> int:
    longest = min(_LONGEST, end - 2 - start)
    bare = reading.bare[end - longest : end]
    return next((length for length in range(longest, 0, -1) if bare[-length:] in _closings()), 0)


def _numbers(reading: Reading, at: int) -> bool:
    """Whether a number only counts: "(1) …", "2. …"."""
    syllable = reading.syllables[at]
    before = reading.text[:syllable.start].rstrip()
    return reading.text[syllable.end : syllable.end + 1] in {")", ".", "/"} and (not before or before[-1] in "(.;:!?,")


@cache
def _phrases(kind: str) -> frozenset[tuple[str, ...]]:
    """Phrases of parts.yaml without marks; "a/b" offers syllables for one place."""
    text: str = yaml.safe_load((Path(__file__).parent / "parts.yaml").read_text("utf-8"))[kind]
    places = ([tuple(fold(choice) for choice in place.split("/")) for place in entry.split()] for entry in text.split(","))
    return frozenset(chosen for entry in places for chosen in product(*entry))


def _openings() -> frozenset[tuple[str, ...]]:
    return _phrases("openings")


def _closings() -> frozenset[tuple[str, ...]]:
    return _phrases("closings")

