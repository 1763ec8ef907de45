"""The joints of a message: where another matter may begin, and how likely it does."""

import json
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from understanding.regression import Weights, chances
from understanding.signs import Sign, Signs, Vocabulary
from understanding.spelling import Reading, read
from understanding.topic import general

WEIGHTS = Path(__file__).parent / "weights" / "parts.json"
_CUT = 1  # the column of the chances that says so
_BULLET = re.compile(r"(?:^|[\s(])\(?(?:\d{1,2}|[a-dA-D])[.)/](?!\d)|(?:^|[.;:]\s*)\d{1,2},\s|(?:^|\n)\s*[-+*•]\s")
_DASH = re.compile(r"\s-\s")
# What has more clauses than this is no chat message; its rest stays with what came last.
_MOST = 60
_JOINING = frozenset({"va", "con", "ma", "roi", "nhung", "voi", "ngoai", "dong", "them", "tien", "kem", "lai", "cung"})
_JOINING_PAIRS = frozenset(
    "voi lai|voi ca|ngoai ra|dong thoi|them nua|them vao|them chuyen|tien the|tien day|tien cho|kem theo|lai them|"
    "cung xin|cung nho".split("|")
)
_ALONE = frozenset({"va", "con", "ma", "roi", "nhung"})
_TELLING = frozenset({"story", "because", "heard"})
_TELLERS = frozenset("nay gio roi den toi hoi nam thang lan cu ma nen hua bao noi ho ai".split())
_LISTING = frozenset({"ask", "work", "thing", "item"})
_SURE, _HALF_SURE = 0.6, 0.35


@dataclass(frozen=True)
class Clause:
    """Syllables `start` up to `end`, what parts it from those before, and what it is about."""

    start: int
    end: int
    parted_by: str
    joined_by: str
    opening: str
    last: str
    names: frozenset[str]
    things: frozenset[str]
    topic: str
    sureness: float


def clauses(reading: Reading, signs: Signs) -> list[Clause]:
    """The clauses of a message; another matter may begin with each but the first."""
    own = _found(reading)
    starts = _starts(reading, signs, own)
    ends = [*starts[1:], len(reading.syllables)]
    counting = bullets(reading)
    return [
        _clause(reading, own, start, end, numbered=start in counting) for start, end in zip(starts, ends, strict=True)
    ]


def features(found: Sequence[Clause], at: int, begun: int) -> dict[str, float]:
    """What speaks for and against a cut before clause `at` when the matter so far began with clause `begun`."""
    here, before, so_far = found[at], found[at - 1], found[begun:at]
    length = found[-1].end
    told: frozenset[str] = frozenset().union(*(clause.things for clause in so_far))
    said: frozenset[str] = frozenset().union(*(clause.names for clause in so_far))
    long = _bucket(length, (12, 18, 26, 36, 50, 80))
    about = relation(found, at, begun)
    asking = "ask" if here.opening in {"ask", "work"} else "tell"
    things = "new" if here.things - told else "shared" if here.things else "none"
    told_by = _bucket(
        sum(bool(clause.names & _TELLING) or clause.opening in _TELLERS for clause in found), (1, 2, 3, 5)
    )
    listed = round(3 * sum(clause.opening in _LISTING for clause in found) / len(found))
    mean = _bucket(length // len(found), (4, 6, 8, 11))
    many = min(4, len({clause.topic for clause in found if clause.sureness >= _SURE}))
    words = {
        f"told by {told_by}",
        f"told by {told_by} long {long}",
        f"told by {told_by} parted {here.parted_by}",
        f"listed {listed}",
        f"listed {listed} told by {told_by}",
        f"listed {listed} parted {here.parted_by}",
        f"mean {mean}",
        f"mean {mean} parted {here.parted_by}",
        f"mean {mean} long {long}",
        f"topics {many}",
        f"topics {many} about {about}",
        f"opening {here.opening} long {long}",
        f"opening {here.opening} about {about}",
        f"parted {here.parted_by}",
        f"joined {here.joined_by}",
        f"parted {here.parted_by} joined {here.joined_by}",
        f"opening {here.opening}",
        f"opening {here.opening} parted {here.parted_by}",
        f"before {before.opening} opening {here.opening}",
        f"first {so_far[0].opening} opening {here.opening}",
        f"last {before.last}",
        f"long {long}",
        f"long {long} parted {here.parted_by}",
        f"clauses {_bucket(len(found), (2, 3, 4, 6, 9))} long {long}",
        f"here {_bucket(here.end - here.start, (2, 4, 6, 9, 14))}",
        f"before {_bucket(before.end - before.start, (2, 4, 6, 9, 14))}",
        f"so far {_bucket(here.start - so_far[0].start, (4, 7, 12, 20))}",
        f"about {about}",
        f"about {about} long {long}",
        f"about {about} parted {here.parted_by}",
        f"about {about} joined {here.joined_by}",
        f"about {about} things {things}",
        f"things {things}",
        f"things {things} {asking}",
        f"{asking} asked {bool(said & {'ask', 'work'})}",
        f"{asking} asked {bool(said & {'ask', 'work'})} about {about}",
        f"lack {'lack' in here.names} lacked {'lack' in said}",
        f"says {bool(here.names & {'ask', 'work', 'lack', 'question'})}",
        f"end {at == len(found) - 1}",
        f"cuts {min(begun, 3)}",
        *(f"here {name}" for name in here.names if "/" not in name),
        *(f"so far {name}" for name in said if "/" not in name),
    }
    return dict.fromkeys(words, 1.0)


def likely(given: Mapping[str, float]) -> float:
    """The chance that a matter begins there."""
    return chances(_weights(), given)[_CUT]


def relation(found: Sequence[Clause], at: int, begun: int) -> str:
    """Whether clause `at` is about what the matter is about that began with clause `begun`.

    ``same``, ``other``, ``perhaps other``, or ``unknown``.
    """
    here, topics = found[at], {clause.topic for clause in found[begun:at] if clause.sureness >= _HALF_SURE}
    if here.sureness < _HALF_SURE or not topics:
        return "unknown"
    if here.topic in topics:
        return "same"
    return "other" if here.sureness >= _SURE else "perhaps other"


def _bucket(value: int, bounds: Sequence[int]) -> int:
    return bisect_left(bounds, value)


def _starts(reading: Reading, signs: Signs, own: Signs) -> list[int]:
    count = len(reading.syllables)
    numbers = signs.clauses
    counting = bullets(reading)
    starts = {0} | {at for at in range(1, count) if numbers[at] != numbers[at - 1]} | counting
    # The dot behind "1." ends no clause.
    starts -= {at + 1 for at in counting if reading.syllables[at].bare.isdecimal()}
    strong = [sign.start for sign in own.all if sign.name in {"also_strong", "number"} and sign.start]
    starts |= {at for at in strong if at - 1 not in starts}
    for at in range(1, count):
        joined = joining(reading, at)
        if joined and joining(reading, at - 1) != joined and at - 1 not in starts:
            starts.add(at)
    return sorted(starts)[:_MOST]


def joining(reading: Reading, at: int) -> str:
    """The words that join another clause at a syllable, "" when there are none."""
    bare = reading.syllables[at].bare
    if bare not in _JOINING:
        return ""
    pair = f"{bare} {reading.syllables[at + 1].bare}" if at + 1 < len(reading.syllables) else ""
    if pair in _JOINING_PAIRS:
        return pair
    if reading.marked and bare in {"con", "ma", "va"} and reading.syllables[at].written not in {"còn", "mà", "và"}:
        return ""
    return bare if bare in _ALONE else ""


def bullets(reading: Reading) -> set[int]:
    """The syllables that stand first behind a number or a dash, the number itself where it is one."""
    found: set[int] = set()
    dashed = _DASH.finditer(reading.text) if reading.text.startswith("-") else ()
    for bullet in (*_BULLET.finditer(reading.text), *dashed):
        found.add(bisect_left(reading.syllables, bullet.start(), key=lambda syllable: syllable.start))
    return found - {len(reading.syllables)}


def _clause(reading: Reading, own: Signs, start: int, end: int, *, numbered: bool) -> Clause:
    syllables = reading.syllables
    between = reading.text[syllables[start - 1].end if start else 0 : syllables[start].start]
    joined = joining(reading, start) if start else ""
    inner = start + len(joined.split())
    inside = [sign for sign in own.all if start <= sign.start < end]
    opening = next((sign for sign in inside if sign.start >= inner), None)
    said = reading.text[syllables[min(inner, end - 1)].start : syllables[end - 1].end]
    best = next(iter(general().suggest(read(said), 1)), None)
    return Clause(
        start,
        end,
        _parting(between, numbered=numbered and bool(between.strip() or not start)),
        joined or "nothing",
        _opening(opening, inner, syllables[min(inner, end - 1)].bare),
        syllables[start - 1].bare if start else "",
        frozenset(sign.name for sign in inside if "/" not in sign.name),
        frozenset(sign.name for sign in inside if "/" in sign.name and not _aside(sign, inside)),
        best.topic if best else "",
        best.score if best else 0.0,
    )


def _parting(between: str, *, numbered: bool) -> str:
    if numbered:
        return "number"
    for sign in "\n;?!:.…,(–—-":
        if sign in between:
            return "line" if sign == "\n" else sign
    return "nothing"


def _opening(sign: Sign | None, at: int, bare: str) -> str:
    if sign is None or sign.start > at + 1:
        return bare
    return "thing" if "/" in sign.name else sign.name


def _aside(sign: Sign, inside: Sequence[Sign]) -> bool:
    """ "đường vào trường": what only says where."""
    return any(other.name == "at" and 0 <= sign.start - other.end <= 1 for other in inside)


def _found(reading: Reading) -> Signs:
    things, joints = (words.find(reading).all for words in vocabularies())
    return Signs(reading, tuple(sorted((*things, *joints), key=lambda sign: (sign.start, sign.end))))


@cache
def vocabularies() -> tuple[Vocabulary, Vocabulary]:
    """Things and joints apart: "mất điện" names a thing and says what is wrong with it."""
    loaded: Mapping[str, Mapping[str, str]] = yaml.safe_load((Path(__file__).parent / "parts.yaml").read_text("utf-8"))
    things, signs = (
        Vocabulary({name: [entry.strip() for entry in text.split(",")] for name, text in loaded[kind].items()})
        for kind in ("things", "signs")
    )
    return things, signs


@cache
def _weights() -> Weights:
    loaded: Weights = json.loads(WEIGHTS.read_text("utf-8"))
    return loaded
