"""Several matters in one message: where each begins and ends."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import yaml

from domain.text import fold
from understanding.frames import frames, unframed
from understanding.hunch import hints_of, says_little, settle
from understanding.joints import Clause, Layout, clauses, is_number
from understanding.matter import REDIRECTED, Action, signs_of, weigh
from understanding.parting import begins
from understanding.signs import Signs
from understanding.spelling import Reading, written

_SAYING = frozenset({"ask", "work", "lack", "question", "parallel"})
_ABOUT, _FEW = 0.5, 5
_LONGEST = 8  # syllables of an opening
# From this chance on there are several matters. Sooner where something is accused: what belongs to the accusation is
# joined to it again.
_SEVERAL = 0.5
_SOONER, _SURELY = 0.2, 0.8
# The whole being a petition, a few words of it are an accusation only when they surely are.
_SURE_OF_A_PART = 0.92
# What tells of a decision or an act before a complaint against it is made, and what belongs to an accusation.
_CONTESTED = frozenset({"decision", "official_act", "head", "contest", "contest_firmly", "done_to_me"})
_BLAME = frozenset({"bribe", "gain", "crime", "violence", "denounce", "prosecute"})


@dataclass(frozen=True)
class Part:
    """One matter: characters `start` up to `end` of the reading's text, and what is to be done with it."""

    start: int
    end: int
    text: str
    action: Action


@dataclass(frozen=True)
class _Matter:
    clauses: tuple[Clause, ...]

    @property
    def start(self) -> int:
        return self.clauses[0].start

    @property
    def end(self) -> int:
        return self.clauses[-1].end

    @property
    def stands_alone(self) -> bool:
        """Whether it names a thing and what is wrong with it or wanted, and could be a petition without the rest."""
        names = frozenset().union(*(clause.names for clause in self.clauses))
        about = any(clause.things for clause in self.clauses)
        about = about or (self.end - self.start > _FEW and any(clause.sureness >= _ABOUT for clause in self.clauses))
        return bool(names & _SAYING) and about


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
    matters, chance = _matters(reading, signs, _SOONER if whole in REDIRECTED else _SEVERAL)
    if len(matters) == 1:
        return (_whole(reading, whole),)
    judged = [(matter, _settled(signs, matter, whole, surely=chance >= _SURELY)) for matter in matters]
    if whole in REDIRECTED:
        judged = _gathered(judged)
    if len(judged) == 1 or (whole in REDIRECTED and not any(action in REDIRECTED for _, action in judged)):
        return (_whole(reading, whole),)
    return tuple(
        _part(reading, _unframed(reading, matter, first=at == 0, last=at == len(judged) - 1), action)
        for at, (matter, action) in enumerate(judged)
    )


def without_accusation(reading: Reading, found: Sequence[Part]) -> tuple[Part, ...]:
    """The parts that may be filed: nothing of a denunciation or a complaint is kept (Law on Denunciations, art. 8)."""
    return tuple(part for part in found if part.action not in REDIRECTED and part.end <= len(reading.text))


def _matters(reading: Reading, signs: Signs, sure: float) -> tuple[list[_Matter], float]:
    """The clauses of a message, those of one matter together; and the chance that there are several."""
    found = clauses(reading, signs)
    begun, chance = begins(Layout(found), sure)
    starts = [0, *(at for at in begun if at and not _is_rest(signs, found[at]))]
    # What only frames the matters is none.
    while len(starts) > 1 and all(frames(reading, clause, first=True) for clause in found[: starts[1]]):
        del starts[1]
    while len(starts) > 1 and all(frames(reading, clause, first=False) for clause in found[starts[-1] :]):
        del starts[-1]
    return [_Matter(tuple(found[at:end])) for at, end in zip(starts, [*starts[1:], len(found)], strict=True)], chance


def _is_rest(signs: Signs, here: Clause) -> bool:
    """Whether a clause says only who writes, and so belongs to what was said before."""
    return bool(signs.names) and here.parted_by != "number" and says_little(signs, here.start, here.end)


def _settled(signs: Signs, matter: _Matter, whole: Action, *, surely: bool) -> Action:
    """What one matter is; the scene of a complaint or an accusation belongs to it.

    A matter stands alone if it says what it wants, or if there are `surely` several.
    """
    sure = _SURE_OF_A_PART if whole is Action.ACCEPT else 0.0
    action = settle(signs, matter.start, matter.end, sure).action
    if whole not in REDIRECTED or action is whole:
        return action
    if action is not Action.ACCEPT:
        # A few words torn from an accusation say little: that they are something else again has to be said clearly.
        ruled = weigh(signs, matter.start, matter.end).action
        return ruled if ruled in REDIRECTED else whole
    told = (*signs.all, *hints_of(signs).all)
    names = {sign.name for sign in told if matter.start <= sign.start < matter.end}
    scene = _CONTESTED if whole is Action.COMPLAINT else _BLAME
    return whole if names & scene or not (surely or matter.stands_alone) else action


def _gathered(judged: Sequence[tuple[_Matter, Action]]) -> list[tuple[_Matter, Action]]:
    """Neighbours that go the same other way are one: neither an accusation nor a complaint is taken apart."""
    gathered: list[tuple[_Matter, Action]] = []
    for matter, action in judged:
        if gathered and action in REDIRECTED and gathered[-1][1] is action:
            gathered[-1] = (_Matter(gathered[-1][0].clauses + matter.clauses), action)
        else:
            gathered.append((matter, action))
    return gathered


def _whole(reading: Reading, action: Action) -> Part:
    return _closed(reading, 0, len(reading.syllables), action)


def _unframed(reading: Reading, matter: _Matter, *, first: bool, last: bool) -> _Span:
    found = unframed(reading, matter.clauses, first=first, last=last)
    return found[0].start, found[-1].end


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
    if bare and is_number(reading, start) and _numbers(reading, start):
        return 1
    length = next((n for n in range(longest, 0, -1) if _is_said(reading, start, start + n, "openings")), 0)
    # "con em", "con mương", "san truong" without marks are no "còn", no "sẵn".
    thing = length == 1 and reading.syllables[start].written in {"con", "san"}
    return 0 if thing else length


def _ends(reading: Reading, start: int, end: int) -> int:
    longest = min(_LONGEST, end - 2 - start)
    return next((n for n in range(longest, 0, -1) if _is_said(reading, end - n, end, "closings")), 0)


def _is_said(reading: Reading, start: int, end: int, kind: str) -> bool:
    """Whether one of the phrases stands there, its marks or none: "sân" is no "sẵn"."""
    said = reading.syllables[start:end]
    return any(
        all(syllable.written in {wanted, syllable.bare} for syllable, wanted in zip(said, phrase, strict=True))
        for phrase in _phrases(kind).get(reading.bare[start:end], ())
    )


def _numbers(reading: Reading, at: int) -> bool:
    """Whether a number only counts: "(1) …", "2. …"."""
    syllable = reading.syllables[at]
    before = reading.text[: syllable.start].rstrip()
    closed = {")", ".", "/", ",", ":"} if syllable.bare.isalpha() else {")", ".", "/"}
    return reading.text[syllable.end : syllable.end + 1] in closed and (not before or before[-1] in "(.;:!?,")


@cache
def _phrases(kind: str) -> Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]:
    """Phrases of parts.yaml by what they are without marks; "a/b" offers syllables for one place."""
    text: str = yaml.safe_load((Path(__file__).parent / "parts.yaml").read_text("utf-8"))[kind]
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for entry in text.split(","):
        for phrase in product(*(place.split("/") for place in entry.split())):
            syllables = written(" ".join(phrase))
            found[tuple(map(fold, syllables))].append(syllables)
    return found
