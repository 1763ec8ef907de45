"""Several matters in one message: where each begins and ends."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from domain.text import fold
from understanding.hunch import settle
from understanding.matter import ACTORS, REDIRECTED, Action, signs_of, vocabulary_file
from understanding.signs import Sign, Signs, Vocabulary
from understanding.spelling import Reading, written

_BULLET = re.compile(r"(?:^|[\s(])\(?\d{1,2}[.)/](?!\d)|(?:^|[.;:]\s*)\d{1,2},\s|(?:^|\n)\s*[-+*•]\s")
_SAYING = frozenset({"bao", "noi", "ho", "lai", "duoc", "phai", "moi", "sao"})
_DASH = re.compile(r"\s-\s")
_ENOUGH = 3
# What has more clauses than this is no chat message; its rest stays with what came last.
_MOST_PIECES = 150
# What tells of a decision or an act before a complaint against it is made.
_CONTESTED = frozenset({"decision", "official_act", "head", "contest", "contest_firmly"})
_BLAME = frozenset({"bribe", "gain", "crime", "violence", "denounce", "prosecute"})


@dataclass(frozen=True)
class Part:
    """One matter: characters `start` up to `end` of the reading's text, and what is to be done with it."""

    start: int
    end: int
    text: str
    action: Action


@dataclass
class _Piece:
    """A clause: its syllables, the things it names (those it is about first) and how it begins."""

    start: int
    end: int
    opens_sentence: bool
    numbered: bool = False
    signs: list[Sign] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    things: set[str] = field(default_factory=set)
    action: Action = Action.ACCEPT
    contested: bool = False
    blames: bool = False
    after_semicolon: bool = False
    after_colon: bool = False
    topical: bool = False
    after_question: bool = False
    pairs: set[tuple[str, str]] = field(default_factory=set)

    def names(self) -> set[str]:
        return {sign.name for sign in self.signs}

    @property
    def says(self) -> bool:
        """Whether something is asked for or said to be wrong."""
        return self.topical or bool(self.names() & {"ask", "work", "lack", "question", "parallel", "item"})

    def begins_with(self, *names: str) -> bool:
        """Whether one of these signs opens the piece, at most a joint ("và", "còn") before it."""
        opening = self.start
        for sign in self.signs:
            if sign.start > opening + ("ask" in names):
                return False
            if sign.name in names:
                return True
            opening = max(opening, sign.end if sign.name in {"also", "also_strong"} else opening)
        return False

    @property
    def lacks(self) -> set[str]:
        return {sign.typed.lower() for sign in self.signs if sign.name == "lack"}

    @property
    def tells(self) -> bool:
        """Whether it opens as stories go on, naming no thing and joining nothing."""
        opening = {sign.name for sign in self.signs if sign.start == self.start}
        return "story" in opening and not any("/" in name for name in opening)

    @property
    def wants(self) -> bool:
        """Whether it opens with a thing and says what is wrong with it."""
        opening = bool(self.signs) and "/" in self.signs[0].name
        return opening and bool(self.names() & {"lack", "parallel"})


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
        return (_part(reading, 0, count, whole),)
    spans = _spans(reading, signs, whole)
    found = [_part(reading, start, end, settle(signs, start, end).action) for start, end in spans]
    if whole in REDIRECTED and not any(part.action in REDIRECTED for part in found):
        return (_part(reading, 0, count, whole),)
    return tuple(found)


def without_accusation(reading: Reading, found: Sequence[Part]) -> tuple[Part, ...]:
    """The parts that may be filed: nothing of a denunciation or a complaint is kept (Law on Denunciations, art. 8)."""
    return tuple(part for part in found if part.action not in REDIRECTED and part.end <= len(reading.text))


def _part(reading: Reading, start: int, end: int, action: Action) -> Part:
    """From the first syllable to the sign that closes the last one, without what only joins it to others."""
    first = reading.syllables[start].start
    last = reading.syllables[end - 1].end
    after = reading.syllables[end].start if end < len(reading.syllables) else len(reading.text)
    closing = re.match(r"[?!…]*\.?", reading.text[last:after])
    last += closing.end() if closing else 0
    return Part(first, last, reading.text[first:last], action)


def _spans(reading: Reading, signs: Signs, whole: Action) -> Iterator[tuple[int, int]]:
    pieces = list(_pieces(reading, signs, whole))
    numbered = sum(piece.numbered for piece in pieces) > 1
    start, so_far = 0, [pieces[0]]
    for piece in pieces[1:]:
        if _begins_another(piece, so_far, numbered):
            yield start, piece.start
            start, so_far = piece.start, [piece]
        else:
            so_far.append(piece)
    yield start, len(reading.syllables)


def _begins_another(piece: _Piece, so_far: list[_Piece], numbered: bool) -> bool:
    if numbered and piece.numbered:
        # What stands before the first number only announces it.
        return any(before.numbered or (before.says and before.about) for before in so_far)
    told = {thing for before in so_far for thing in before.things}
    complete = bool(told) and any(
        before.says and "heard" not in before.names() and not before.begins_with("because") for before in so_far
    )
    complete = complete or (bool(told) and piece.begins_with("also_strong"))
    accused = {before.action for before in so_far if before.action in REDIRECTED}
    if piece.action in REDIRECTED and piece.action not in accused:
        scene = piece.action is Action.COMPLAINT and any(before.contested for before in so_far)
        return (complete or bool(accused)) and not scene and not piece.begins_with("because")
    if accused and (
        piece.blames or piece.contested or not (piece.opens_sentence or piece.begins_with("also_strong", "ask"))
    ):
        return False
    if numbered and any(before.numbered for before in so_far) and not piece.begins_with("also_strong"):
        return False
    joined = piece.begins_with("also") and not piece.opens_sentence and not piece.begins_with("item")
    complete = complete or (
        not joined
        and any(
            before.names() & {"lack", "work"} and len(before.pairs) > 1 and not before.begins_with("because")
            for before in so_far
        )
    )
    if piece.after_colon or not piece.says or not (complete or accused):
        return False
    if piece.about:
        return piece.about[0] not in told and _weight(piece, so_far, told) >= _ENOUGH
    # What no word of the vocabulary names can still be another matter, if the form says so and no words return.
    known = set().union(*(before.pairs for before in so_far))
    asked = any("ask" in before.names() for before in so_far)
    formal = piece.after_semicolon or piece.begins_with("also_strong") or (asked and piece.begins_with("ask", "item"))
    formal = formal or piece.topical or (piece.opens_sentence and "parallel" in piece.names())
    formal = formal or (piece.opens_sentence and (piece.after_question or so_far[-1].begins_with("ask")))
    return (
        formal
        and not piece.tells
        and not accused
        and len(piece.pairs) > 1
        and not (piece.things & told or piece.pairs & known)
    )


def _weight(piece: _Piece, so_far: list[_Piece], told: set[str]) -> int:
    names = piece.names()
    groups = {thing.split("/")[0] for thing in told}
    weight = 0
    weight += 2 * ("also_strong" in names and piece.begins_with("also_strong"))
    weight += 2 * ("parallel" in names) or bool(names & {"also"})
    weight += bool(names & {"ask", "work"})
    weight += bool(names & {"lack", "question", "parallel"})
    weight += bool(piece.signs) and "/" in piece.signs[0].name and piece.signs[0].start == piece.start
    weight += not piece.about or piece.about[0].split("/")[0] not in groups
    weight += piece.opens_sentence + piece.after_semicolon + piece.after_question + piece.topical
    weight += piece.opens_sentence and so_far[-1].begins_with("ask") and not piece.begins_with("ask")
    # A second request that begins as requests do, and does not only ask to act upon the first.
    asked_before = any("ask" in before.names() for before in so_far)
    weight += 2 * (asked_before and piece.begins_with("ask") and bool(piece.pairs))
    # "A is broken, please do B": the request that closes a matter.
    weight -= 2 * (not asked_before and piece.begins_with("ask") and not piece.begins_with("also_strong"))
    weight += 2 * (asked_before and piece.begins_with("item"))
    # "Vé xe buýt tăng. Bến xe không có mái che.": a terse row of wants.
    weight += piece.wants and all(
        (before.wants and before.end - before.start <= 9) or "heard" in before.names() for before in (piece, *so_far)
    )
    weight += piece.wants and bool(piece.lacks & so_far[-1].lacks)
    weight -= piece.tells
    # "…, lắp loa, hỗ trợ bàn ghế": a list of requests goes on.
    asked = any(before.names() & {"ask", "work"} for before in so_far)
    weight += 2 * (asked and piece.begins_with("work"))
    weight -= 2 * piece.begins_with("because")
    weight -= 2 * ("ask" in names and bool(piece.things & told))
    return weight


def _pieces(reading: Reading, signs: Signs, whole: Action) -> Iterator[_Piece]:
    things, joints = (words.find(reading).all for words in _vocabularies())
    own = Signs(reading, tuple(sorted((*things, *joints), key=lambda sign: (sign.start, sign.end))))
    clauses, sentences = signs.clauses, signs.sentences
    cuts = {0} | {at for at in range(1, len(clauses)) if clauses[at] != clauses[at - 1]}
    bullets = _bullets(reading)
    cuts |= bullets
    numbered_up_to = 0
    actors = {sign.start for sign in signs.all if sign.name in ACTORS}
    for sign in own.all:
        if sign.name == "also_strong" or (sign.name == "also" and _cuts(sign, own)):
            cuts.add(sign.start)
        if sign.name == "also" and own.reading.syllables[sign.start].bare == "con" and sign.end in actors:
            cuts.add(sign.start)
        if "/" in sign.name and not _led_in(sign, own) and "thi" in _around(reading, sign.end) and sign.start:
            cuts.add(sign.start)
        if sign.name == "number" and sign.start >= numbered_up_to:
            numbered_up_to = sign.end
            cuts.add(sign.start)
            bullets = bullets | {sign.start}
    places = sorted(cuts)[:_MOST_PIECES]
    for start, end in zip(places, [*places[1:], len(reading.syllables)], strict=True):
        piece = _Piece(start, end, bool(start) and sentences[start] != sentences[start - 1], start in bullets)
        piece.signs = [sign for sign in own.all if start <= sign.start < end]
        piece.after_semicolon = bool(start) and ";" in _between(reading, start)
        piece.after_question = bool(start) and "?" in _between(reading, start)
        piece.topical = _topical(reading, piece)
        piece.after_colon = bool(start) and ":" in _between(reading, start)
        piece.pairs = _pairs(reading, piece)
        for sign in piece.signs:
            if "/" in sign.name:
                piece.things.add(sign.name)
                if not _aside(sign, piece):
                    piece.about.append(sign.name)
        if whole in REDIRECTED:
            piece.action = settle(signs, start, end).action
            named = {sign.name for sign in signs.all if start <= sign.start < end}
            piece.contested, piece.blames = bool(named & _CONTESTED), bool(named & _BLAME)
        yield piece


def _cuts(sign: Sign, own: Signs) -> bool:
    """ "… và hỗ trợ bàn ghế", "còn đường thì …": a joint before a verb of request, or "còn" before a thing."""
    following = next((other for other in own.all if other.start >= sign.end), None)
    if following is None or following.start - sign.end > 2:
        return False
    joint = own.reading.syllables[sign.start].bare
    if joint in {"va", "roi"}:
        return following.name in {"ask", "work", "item"} and following.start - sign.end <= 1
    if joint == "ma":
        return "/" in following.name and _bare_at(own.reading, following.end) == "thi"
    return joint in {"con", "nhung"} and "/" in following.name


def _aside(sign: Sign, piece: _Piece) -> bool:
    """ "đường vào trường", "để làm nhà văn hóa": what only says where or what for."""
    return any(other.name == "at" and 0 <= sign.start - other.end <= 1 for other in piece.signs)


def _led_in(sign: Sign, own: Signs) -> bool:
    leading = {"at", "because", "also", "ask", "work"}
    return any(other.name in leading and other.end == sign.start for other in own.all)


def _topical(reading: Reading, piece: _Piece) -> bool:
    """ "bãi xe thì thu tiền cao": something is set beside something; not "ra xã thì bảo chờ", which goes on telling."""
    bare = [syllable.bare for syllable in reading.syllables[piece.start : min(piece.end, piece.start + 7)]]
    if "thi" not in bare[1:5] or piece.tells or piece.begins_with("at", "because", "ask"):
        return False
    after = bare[bare.index("thi") + 1 :]
    return bool(after) and after[0] not in _SAYING


def _between(reading: Reading, at: int) -> str:
    return reading.text[reading.syllables[at - 1].end : reading.syllables[at].start]


def _pairs(reading: Reading, piece: _Piece) -> set[tuple[str, str]]:
    """Neighbouring syllables that carry something: what a matter is about, as far as words alone can tell."""
    plain = {place for sign in piece.signs if "/" not in sign.name for place in range(sign.start, sign.end)}
    bare = [
        reading.syllables[at].bare
        for at in range(piece.start, piece.end)
        if at not in plain
        and not (reading.text[reading.syllables[at].start].isupper() and at > piece.start)
        and reading.syllables[at].bare not in hollow()
    ]
    return set(pairwise(bare))


def _around(reading: Reading, at: int) -> tuple[str, str]:
    return _bare_at(reading, at - 1), _bare_at(reading, at)


def _bare_at(reading: Reading, at: int) -> str:
    return reading.syllables[at].bare if at < len(reading.syllables) else ""


def _bullets(reading: Reading) -> set[int]:
    """The syllables that stand first behind a number or a dash."""
    found: set[int] = set()
    dashed = _DASH.finditer(reading.text) if reading.text.startswith("-") else ()
    for bullet in (*_BULLET.finditer(reading.text), *dashed):
        found.add(bisect_left(reading.syllables, bullet.start(), key=lambda syllable: syllable.start))
    return found - {len(reading.syllables)}


@cache
def hollow() -> frozenset[str]:
    """Syllables of which a message may consist without saying what it is about."""
    return frozenset(map(fold, written(vocabulary_file()["empty"]["ask-more"]["also"])))


@cache
def _vocabularies() -> tuple[Vocabulary, Vocabulary]:
    """Things and joints apart: "mất điện" names a thing and says what is wrong with it."""
    loaded: Mapping[str, Mapping[str, str]] = yaml.safe_load((Path(__file__).parent / "parts.yaml").read_text("utf-8"))
    things, signs = (
        Vocabulary({name: [entry.strip() for entry in text.split(",")] for name, text in loaded[kind].items()})
        for kind in ("things", "signs")
    )
    return things, signs
