"""The clauses of a message, and what speaks for another matter beginning with one of them."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

import yaml

from understanding.signs import Sign, Signs, Vocabulary
from understanding.spelling import Reading
from understanding.things import Spoken
from understanding.things import vocabulary as things_known
from understanding.topic import About, general

Features = dict[str, float]

_BULLET = re.compile(
    r"(?:^|[\s(])\(?(?:\d{1,2}|[a-dA-D])[.)/](?!\d)|(?:^|[.;:]\s*)\d{1,2},\s|(?:^|\n)\s*[-+*•]\s|\s\+\s"
)
_DASH = re.compile(r"\s-\s")
_COUNTED = re.compile(r"(?:^|[.;:!?\n]\s*)(?:Một|Hai|Ba|Bốn|Năm|Mot|Bon|Nam)\s*[,:]")
# What has more clauses than this is no chat message; its rest stays with what came last.
MOST = 24
_JOINING = frozenset({"va", "con", "ma", "roi", "nhung", "voi", "ngoai", "dong", "them", "tien", "kem", "lai", "cung"})
_JOINING_PAIRS = frozenset(
    "voi lai|voi ca|ngoai ra|dong thoi|them nua|them vao|them chuyen|tien the|tien day|tien cho|kem theo|lai them|"
    "cung xin|cung nho".split("|")
)
_ALONE = frozenset({"va", "con", "ma", "roi", "nhung"})
# Behind these "con" without marks is a child or the people, not "còn".
_OF_CHILDREN = frozenset("tre ba cac may dua cua nuoi me vo cho nhung hai 2".split())
_TELLING = frozenset({"story", "because", "heard"})
_TELLERS = frozenset("nay gio roi den toi hoi nam thang lan cu ma nen hua bao noi ho ai".split())
_LISTING = frozenset({"ask", "work", "thing", "item"})
_SAYING = frozenset({"ask", "work", "lack", "question", "parallel"})
_SURE, _HALF_SURE = 0.6, 0.35
_POLITE = frozenset("a vay xa ad nhi ta em anh chi".split())
_ASKS = frozenset("khong chua nao gi dau rang mo sao ai nhieu hong ha".split())
_BIDS = frozenset("di gium dum voi giup nhe nha nghe".split())
_COUNTS = frozenset("hai ba bon nam may".split())
_MATTERS = frozenset("y viec chuyen cai vu dieu van nguyen kien noi thu cau mong".split())
_PLACES = frozenset("thon xom ap ban khom khu to buon lang".split())
# Words that say nothing of what a clause is about.
_EMPTY = frozenset(
    "va co la o thi ma cho de cua khong nay xa duoc nghi toi em bi xin voi ra vao len nha con den di lam mot da roi "
    "cac tu chua".split()
)
_NUMBERS = frozenset({"mot", "hai", "ba", "bon", "nam"})
_LONG = (8, 12, 18, 26, 36, 50, 80)
# Who writes so many syllables without any sign may speak of several matters.
_RUN_ON = 11
_SIGNED = re.compile(r"[,.;:!?\n]")
_I = frozenset("toi tui em con chau bac minh chung".split())
_WANTS = frozenset("can muon hoi xin nho mong".split())
# Behind these a thing is said to be somewhere, somebody's, or one of two.
_HOLDING = frozenset(
    "o tai gan canh truoc sau trong ngoai qua toi den vao vo ra tu ben doc cua xuong len theo quanh "
    "cuoi dau sang ve bang cho de lam sua xay co khong la bi duoc voi va hay mo xin cai may cac nhung con".split()
)


@dataclass(frozen=True)
class Clause:
    """Syllables `start` up to `end`, what parts it from those before, and what it is about.

    `kind` says in letters what it has: Q(uestion), A(sking), W(ork wanted), L(ack), s(tory), t(hing); and whether its
    last word asks (q) or bids (b).
    """

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
    about: About
    words: tuple[str, ...]
    opens_with_topic: bool
    spoken_of: frozenset[str]
    troubles: frozenset[str]

    @cached_property
    def kind(self) -> str:
        said = (("Q", {"question"}), ("A", {"ask"}), ("W", {"work"}), ("L", {"lack"}), ("s", _TELLING))
        letters = "".join(letter for letter, names in said if self.names & names)
        last = next((word for word in reversed(self.words) if word not in _POLITE), "")
        return letters + ("t" if self.things else "") + ("q" if last in _ASKS else "b" if last in _BIDS else "")

    @cached_property
    def stands(self) -> bool:
        """Whether it names a thing and says what is wrong with it or wanted: a petition by itself."""
        about = self.things or self.spoken_of or self.topics
        return bool(about) and bool(self.troubles or self.names & _SAYING)

    @cached_property
    def announces(self) -> bool:
        """Whether it says how many matters there are: "tôi có hai việc", "3 ý kiến"."""
        counts = (one.isdecimal() or one in _COUNTS for one in self.words)
        return any(
            counting and word in _MATTERS and one != "1"
            for counting, one, word in zip(counts, self.words, self.words[1:], strict=False)
        )

    @cached_property
    def places(self) -> frozenset[str]:
        """Hamlets named."""
        return frozenset(f"{one} {other}" for one, other in pairwise(self.words) if one in _PLACES)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """Its words without those that join it."""
        return self.words[0 if self.joined_by == "nothing" else len(self.joined_by.split()) :] or self.words

    @cached_property
    def topics(self) -> frozenset[str]:
        """Those to which a phrase of the vocabulary points."""
        return frozenset(hit.topic for hit in self.about.hits if hit.weight > 0)


@dataclass(frozen=True)
class Contents:
    """What clauses that follow each other have among them."""

    names: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    spoken_of: frozenset[str] = frozenset()
    troubles: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    standing: int = 0

    def and_then(self, clause: Clause) -> "Contents":
        """Longer by the clause behind it."""
        return Contents(
            self.names | clause.names,
            self.things | clause.things,
            self.topics | clause.topics,
            self.places | clause.places,
            self.words | {*clause.words},
            self.spoken_of | clause.spoken_of,
            self.troubles | clause.troubles,
            self.about | {clause.topic} if clause.sureness >= _HALF_SURE else self.about,
            self.standing + clause.stands,
        )


class Layout:
    """The clauses of one message with what is looked at again and again."""

    def __init__(self, found: Sequence[Clause]) -> None:
        self.clauses = tuple(found[:MOST])
        self.kinds = [clause.kind for clause in found]
        self.topics = [clause.topics for clause in found]
        self.length = found[-1].end if found else 0
        self.long = _bucket(self.length, _LONG)
        count = len(found) or 1
        told = sum(bool(clause.names & _TELLING) or clause.opening in _TELLERS for clause in found)
        self.told = _bucket(told, (1, 2, 3, 5))
        self.listed = round(3 * sum(clause.opening in _LISTING for clause in found) / count)
        self.mean = _bucket(self.length // count, (4, 6, 8, 11))
        self.many = min(4, len({clause.topic for clause in found if clause.sureness >= _SURE}))
        parted = [clause.parted_by for clause in found[1:]]
        strong = next((sign for sign in ("number", "line", ";") if sign in parted), "")
        self.announced = any(clause.announces for clause in found)
        self.standing = min(4, sum(clause.stands for clause in found))
        self.strongest = strong or ("stop" if {*".?!…"} & {*parted} else "," if "," in parted else "nothing")
        self._contents: dict[tuple[int, int], Contents] = {}
        self._likes: dict[tuple[int, int], float | None] = {}

    def __len__(self) -> int:
        return len(self.clauses)

    def contents(self, begun: int, end: int) -> Contents:
        """What clauses `begun` up to `end` have, put together of shorter ones."""
        if begun == end:
            return Contents()
        known = self._contents.get((begun, end))
        if known is None:
            known = self.contents(begun, end - 1).and_then(self.clauses[end - 1])
            self._contents[begun, end] = known
        return known

    def likeness(self, one: int, other: int) -> float | None:
        """How much two clauses are about the same topics, 0 to 1; None where nobody knows."""
        if (one, other) not in self._likes:
            first, second = self.clauses[one].about.shares, self.clauses[other].about.shares
            alike = sum(share * second.get(topic, 0.0) for topic, share in first.items()) if first and second else None
            self._likes[one, other] = alike
        return self._likes[one, other]


def clauses(reading: Reading, signs: Signs) -> list[Clause]:
    """The clauses of a message; another matter may begin with each but the first."""
    own = _found(reading)
    starts = _starts(reading, signs, own)
    ends = [*starts[1:], len(reading.syllables)]
    counting = bullets(reading)
    spoken = things_known().concepts_in(reading.syllables, marked=reading.marked)
    return [
        _clause(reading, own, spoken, start, end, numbered=start in counting)
        for start, end in zip(starts, ends, strict=True)
    ]


def joint(told: Layout, at: int) -> Iterator[str]:
    """What speaks for and against a cut before clause `at`, wherever the matter before it began."""
    here, before = told.clauses[at], told.clauses[at - 1]
    kind, parted, long = told.kinds[at], here.parted_by, told.long
    follows = told.kinds[at + 1] if at + 1 < len(told) else "end"
    words = here.own
    yield from (
        f"told by {told.told}",
        f"told by {told.told} long {long}",
        f"told by {told.told} parted {parted}",
        f"listed {told.listed}",
        f"listed {told.listed} told by {told.told}",
        f"listed {told.listed} parted {parted}",
        f"mean {told.mean}",
        f"mean {told.mean} parted {parted}",
        f"mean {told.mean} long {long}",
        f"topics {told.many}",
        f"opening {here.opening} long {long}",
        f"parted {parted}",
        f"joined {here.joined_by}",
        f"parted {parted} joined {here.joined_by}",
        f"opening {here.opening}",
        f"opening {here.opening} parted {parted}",
        f"before {before.opening} opening {here.opening}",
        f"last {before.last}",
        f"long {long}",
        f"long {long} parted {parted}",
        f"clauses {_bucket(len(told), (2, 3, 4, 6, 9))} long {long}",
        f"here {_bucket(here.end - here.start, (2, 4, 6, 9, 14))}",
        f"before {_bucket(before.end - before.start, (2, 4, 6, 9, 14))}",
        f"says {bool(here.names & _SAYING)}",
        f"end {at == len(told) - 1}",
        f"first word {words[0]}",
        f"first words {' '.join(words[:2])}",
        f"last word {words[-1]}",
        f"word before {before.words[-1]}",
        f"kind {kind}",
        f"kinds {told.kinds[at - 1]} {kind}",
        f"kind {kind} follows {follows}",
        f"follows {follows}",
        f"strongest {told.strongest} parted {parted}",
        f"strongest {told.strongest} parted {parted} kind {kind}",
        f"announced {told.announced} parted {parted}",
        f"announced {told.announced} announces {before.announces}",
        f"stands {here.stands} stood {before.stands}",
        f"stands {here.stands} stood {before.stands} parted {parted}",
        f"stand {told.standing} of {_bucket(len(told), (2, 3, 4, 6, 9))}",
        f"troubled {bool(here.troubles)} spoken {bool(here.spoken_of)} kind {kind}",
    )
    yield from (f"word {word}" for word in {*words})
    yield from (f"trouble {trouble}" for trouble in here.troubles)
    yield from (f"here {name}" for name in here.names)


def link(told: Layout, begun: int, at: int) -> Iterator[str]:
    """What speaks for and against a cut before clause `at` when the matter before it began with clause `begun`."""
    here, first, so_far = told.clauses[at], told.clauses[begun], told.contents(begun, at)
    kind, parted, long = told.kinds[at], here.parted_by, told.long
    about = relation(here, so_far.about)
    asking = "ask" if here.opening in {"ask", "work"} else "tell"
    asked = bool(so_far.names & {"ask", "work"})
    thing = "new" if here.things - so_far.things else "shared" if here.things else "none"
    like = _like(told, begun, at)
    words = here.own
    shared = len(so_far.words.intersection(words) - _EMPTY)
    hit, place = _hit(told.topics[at], so_far.topics), _hit(here.places, so_far.places, other="other")
    opens = here.opens_with_topic
    of, wrong = _hit(here.spoken_of, so_far.spoken_of), _hit(here.troubles, so_far.troubles)
    stands = f"{here.stands} {so_far.standing > 0}"
    yield from (
        f"of {of}",
        f"of {of} parted {parted}",
        f"of {of} wrong {wrong}",
        f"of {of} wrong {wrong} phrase {hit}",
        f"of {of} stands {stands}",
        f"of {of} like {like}",
        f"of {of} things {thing} about {about}",
        f"wrong {wrong}",
        f"wrong {wrong} stands {stands}",
        f"stands {stands}",
        f"stands {stands} parted {parted}",
        f"stands {stands} about {about}",
        f"stands {stands} {asking} asked {asked}",
        f"stands {stands} like {like}",
        f"place {place}",
        f"place {place} parted {parted}",
        f"announced {told.announced} like {like}",
        f"first {first.opening} opening {here.opening}",
        f"so far {_bucket(here.start - first.start, (4, 7, 12, 20))}",
        f"about {about}",
        f"about {about} long {long}",
        f"about {about} parted {parted}",
        f"about {about} joined {here.joined_by}",
        f"about {about} things {thing}",
        f"about {about} opening {here.opening}",
        f"about {about} topics {told.many}",
        f"things {thing}",
        f"things {thing} {asking}",
        f"{asking} asked {asked}",
        f"{asking} asked {asked} about {about}",
        f"lack {'lack' in here.names} lacked {'lack' in so_far.names}",
        f"like {like}",
        f"like {like} parted {parted}",
        f"like {like} kind {kind}",
        f"like {like} things {bool(here.things)}",
        f"shared {min(3, shared)}",
        f"shared {min(2, shared)} like {like}",
        f"phrase {hit}",
        f"phrase {hit} opens {opens}",
        f"phrase {hit} opens {opens} parted {parted}",
        f"phrase {hit} kind {kind}",
        f"opens {opens} opened {first.opens_with_topic} kind {kind}",
    )
    if words[0] == first.words[0]:
        yield "begins alike"
        yield f"begins alike parted {parted}"
    yield from (f"so far {name}" for name in so_far.names)


def _hit(here: frozenset[str], before: frozenset[str], other: str = "new") -> str:
    return "none" if not here else "first" if not before else "same" if here & before else other


def stretch(told: Layout, begun: int, end: int) -> Iterator[str]:
    """What speaks for and against clauses `begun` up to `end` being one matter among others."""
    inside, kinds, has = told.clauses[begun:end], told.kinds[begun:end], told.contents(begun, end)
    count, length = end - begun, inside[-1].end - inside[0].start
    long = _bucket(length, (3, 5, 8, 12, 18, 26))
    says, things = bool(has.names & _SAYING), bool(has.things)
    place = "first" if begun == 0 else "last" if end == len(told) else "middle"
    sure = {clause.topic for clause in inside if clause.sureness >= 0.5}
    yield from (
        f"= says {says} things {things}",
        f"= {place} says {says} things {things}",
        f"= long {long}",
        f"= clauses {min(count, 5)}",
        f"= clauses {min(count, 5)} {place}",
        f"= long {long} clauses {min(count, 4)}",
        f"= topics {min(3, len(sure))}",
        f"= things {min(3, len(has.things))}",
        f"= kinds {' '.join(kinds[:4])}",
        f"= wishes {min(3, sum('A' in kind or 'W' in kind for kind in kinds))}",
        f"= lacks {min(3, sum('L' in kind for kind in kinds))}",
        f"= share {round(4 * length / told.length)} of {_bucket(len(told), (2, 3, 4, 6, 9))}",
        f"= phrases {min(3, len(has.topics))}",
        f"= phrases {bool(has.topics)} says {says}",
        f"= opens {inside[0].opens_with_topic} says {says}",
        f"= stands {min(3, has.standing)} clauses {min(count, 4)}",
        f"= stands {min(3, has.standing)} {place}",
        f"= spoken {min(3, len(has.spoken_of))} troubles {min(2, len(has.troubles))}",
        f"= spoken {min(2, len(has.spoken_of))} troubles {min(2, len(has.troubles))} says {says} things {things}",
    )


def whole(told: Layout) -> Features:
    """What speaks for and against a message being one matter."""
    found, kinds, count = told.clauses, told.kinds[: len(told)], len(told)
    words = [word for clause in found for word in clause.words]
    slight = 1 / len({*words}) ** 0.5
    given = {f"* word {word}": 1.5 * slight for word in words}
    given |= {f"* words {first} {second}": slight for first, second in pairwise(words)}
    some = {f"* kinds {' '.join(kinds[at : at + n])}" for n in (1, 2, 3) for at in range(count - n + 1)}
    some |= {f"* parted {clause.parted_by}" for clause in found[1:]}
    some |= {f"* joined {clause.joined_by}" for clause in found[1:]}
    some |= {f"* parted {clause.parted_by} joined {clause.joined_by}" for clause in found[1:]}
    some |= {f"* opening {clause.opening}" for clause in found}
    some |= {f"* first words {' '.join(clause.words[:2])}" for clause in found}
    some |= {f"* stands {one.stands} {other.stands} parted {other.parted_by}" for one, other in pairwise(found)}
    some |= {f"* openings {one.opening} {other.opening}" for one, other in pairwise(found)}
    for at in range(1, count):
        known = frozenset().union(*told.topics[:at])
        hit = "none" if not told.topics[at] else "same" if told.topics[at] & known else "new"
        some.add(f"* phrase {hit} kind {kinds[at]} parted {found[at].parted_by}")
    given |= dict.fromkeys(some, 0.5)
    given |= dict.fromkeys(_shape(told, kinds), 1.0)
    likes = [like for at in range(1, count) for before in range(at) if (like := told.likeness(before, at)) is not None]
    if likes:
        given |= {"* least like": min(likes), "* most like": max(likes), "* like": sum(likes) / len(likes)}
        given[f"* least like {_bucket(min(likes), (0.02, 0.05, 0.1, 0.2, 0.4))}"] = 0.7
    return given


def _shape(told: Layout, kinds: Sequence[str]) -> Iterator[str]:
    """How long and how full a message is, and how many things it speaks of."""
    found, count, few = told.clauses, len(told), min(len(told), 5)
    clauses_of = {letter: sum(letter in kind for kind in kinds) for letter in "AWLQst"}
    for letter, having in clauses_of.items():
        yield f"* {letter} {min(having, 4)}"
        yield f"* {letter} share {round(4 * having / count)}"
    full = sum("t" in kind and bool({*"LWAQ"} & {*kind}) for kind in kinds)
    things: frozenset[str] = frozenset().union(*(clause.things for clause in found))
    groups = {thing.split("/")[0] for thing in things}
    new = 0
    known: frozenset[str] = told.topics[0]
    for topics in told.topics[1:count]:
        new += bool(topics and known and not topics & known)
        known |= topics
    says = sum(bool(told.topics[at] and found[at].names & _SAYING) for at in range(count))
    sure = Counter(clause.topic for clause in found if clause.sureness >= _SURE)
    places = [clause.places for clause in found if clause.places]
    spoken: frozenset[str] = frozenset().union(*(clause.spoken_of for clause in found))
    troubles: frozenset[str] = frozenset().union(*(clause.troubles for clause in found))
    fresh = _standing_apart(found)
    asks, bids = (sum(letter in kind for kind in kinds) for letter in "qb")
    opening = sum(clause.opens_with_topic for clause in found)
    yield from (
        f"* clauses {_bucket(count, (1, 2, 3, 4, 6, 9))}",
        f"* long {told.long}",
        f"* mean {_bucket(told.length // count, (3, 4, 5, 6, 8, 11))}",
        f"* strongest {told.strongest}",
        f"* strongest {told.strongest} clauses {few}",
        f"* strongest {told.strongest} long {told.long}",
        f"* full {min(full, 4)}",
        f"* full share {round(4 * full / count)}",
        f"* full {min(full, 4)} clauses {few}",
        f"* topics {min(4, len(sure))}",
        f"* topics {min(4, len(sure))} clauses {few}",
        f"* things {min(5, len(things))}",
        f"* groups {min(5, len(groups))}",
        f"* groups {min(5, len(groups))} clauses {few}",
        f"* new {min(new, 4)}",
        f"* new {min(new, 4)} clauses {few}",
        f"* opens {opening} of {few}",
        f"* topics say {min(says, 4)}",
        f"* topics say {min(says, 4)} clauses {few}",
        f"* all {' '.join(kinds[:3])}",
        f"* announced {told.announced}",
        f"* announced {told.announced} clauses {few}",
        f"* places {min(3, len({*places}))}",
        f"* spoken {min(5, len(spoken))}",
        f"* spoken {min(5, len(spoken))} clauses {few}",
        f"* troubles {min(4, len(troubles))}",
        f"* stand {told.standing}",
        f"* stand {told.standing} clauses {few}",
        f"* apart {fresh}",
        f"* apart {fresh} clauses {few}",
        f"* apart {fresh} stand {told.standing}",
        f"* apart {fresh} long {told.long}",
        f"* apart {fresh} topics {min(4, len(sure))}",
        f"* apart {fresh} new {min(new, 4)}",
        f"* asks {min(asks, 3)}",
        f"* bids {min(bids, 3)}",
        f"* wants {min(4, asks + bids + clauses_of['A'])} clauses {few}",
    )


def _standing_apart(found: Sequence[Clause]) -> int:
    """How many clauses stand alone and speak of something that none before them spoke of."""
    known: frozenset[str] = frozenset()
    apart = 0
    for clause in found:
        of = clause.spoken_of or frozenset(thing.split("/")[0] for thing in clause.things)
        apart += clause.stands and bool(of) and not of & known
        known |= of
    return min(apart, 4)


def _like(told: Layout, begun: int, at: int) -> str:
    likes = [told.likeness(each, at) for each in range(begun, at)]
    known = [like for like in likes if like is not None]
    return str(_bucket(max(known), (0.03, 0.1, 0.25, 0.5))) if known else "unknown"


def relation(here: Clause, topics: frozenset[str]) -> str:
    """Whether a clause is about what a matter is about.

    ``same``, ``other``, ``perhaps other``, or ``unknown``.
    """
    if here.sureness < _HALF_SURE or not topics:
        return "unknown"
    if here.topic in topics:
        return "same"
    return "other" if here.sureness >= _SURE else "perhaps other"


def _bucket(value: float, bounds: Sequence[float]) -> int:
    return bisect_left(bounds, value)


def _starts(reading: Reading, signs: Signs, own: Signs) -> list[int]:
    count = len(reading.syllables)
    numbers = signs.clauses
    counting = bullets(reading)
    starts = {0} | {at for at in range(1, count) if numbers[at] != numbers[at - 1]} | counting
    # The dot behind "1." ends no clause.
    starts -= {at + 1 for at in counting if is_number(reading, at)}
    strong = [sign.start for sign in own.all if sign.name in {"also_strong", "number"} and sign.start]
    starts |= {at for at in strong if at - 1 not in starts}
    for at in range(1, count):
        joined = joining(reading, at)
        if joined and joining(reading, at - 1) != joined and at - 1 not in starts:
            starts.add(at)
    return sorted(starts | _unsigned(reading, own, sorted(starts)))[:MOST]


def _unsigned(reading: Reading, own: Signs, starts: Sequence[int]) -> set[int]:
    """Where another matter may begin in what is written on and on without a sign: before a wish or a thing."""
    count = len(reading.syllables)
    if count < _RUN_ON or _SIGNED.search(reading.text.strip(" .,;!?\n")):
        return set()
    found: set[int] = set()
    bare = reading.bare
    likely = {sign.start for sign in own.all if sign.name in {"ask", "question"} or "/" in sign.name}
    likely |= {each.start for each in things_known().concepts_in(reading.syllables, marked=reading.marked)}
    likely |= {at for at in range(count - 1) if bare[at] in _I and bare[at + 1] in _WANTS}
    for start, end in zip(starts, [*starts[1:], count], strict=True):
        if end - start < _RUN_ON:
            continue
        last = start
        for at in sorted(likely):
            begins = at - (bare[at - 1] in _I and bare[at] in _WANTS)
            if last + 2 <= begins <= end - 2 and bare[begins - 1] not in _HOLDING:
                found.add(begins)
                last = begins
    return found


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
    if bare == "con" and not reading.marked and at and reading.syllables[at - 1].bare in _OF_CHILDREN:
        return ""
    return bare if bare in _ALONE else ""


def bullets(reading: Reading) -> set[int]:
    """The syllables that stand first behind a number or a dash, the number itself where it is one."""
    found: set[int] = set()
    dashed = _DASH.finditer(reading.text) if reading.text.startswith("-") else ()
    for bullet in (*_numbers(reading.text), *_COUNTED.finditer(reading.text), *dashed):
        found.add(bisect_left(reading.syllables, bullet.start(), key=lambda syllable: syllable.start))
    return found - {len(reading.syllables)}


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """Numbers that count matters; the one of "ngõ 3. Đề nghị" does not, unless 1 and 2 are counted too."""
    found = list(_BULLET.finditer(text))
    said = {bullet[0].strip(" .") for bullet in found}
    for bullet in found:
        ends_a_sentence = bullet[0].rstrip().endswith(".") and bullet[0].strip(" .").isdecimal()
        if not ends_a_sentence or {"1", "2"} <= said or not text[: bullet.start()].rstrip()[-1:].isalnum():
            yield bullet


def is_number(reading: Reading, at: int) -> bool:
    """Whether a syllable that counts is a number: "2.", "Hai,"."""
    return reading.syllables[at].bare.isdecimal() or reading.syllables[at].bare in _NUMBERS


def _clause(reading: Reading, own: Signs, spoken: Sequence[Spoken], start: int, end: int, *, numbered: bool) -> Clause:
    syllables = reading.syllables
    between = reading.text[syllables[start - 1].end if start else 0 : syllables[start].start]
    joined = joining(reading, start) if start else ""
    inner = start + len(joined.split())
    inside = [sign for sign in own.all if start <= sign.start < end]
    opening = next((sign for sign in inside if sign.start >= inner), None)
    about = general().about(reading.part(min(inner, end - 1), end))
    best = next(iter(about.shares), "")
    concepts = [each.phrase for each in spoken if start <= each.start < end]
    troubles = {each.concept for each in concepts if each.kind == "troubles"}
    parting = _parting(between, numbered=numbered and bool(between.strip() or not start))
    return Clause(
        start,
        end,
        "run" if parting == "nothing" and not joined and start else parting,
        joined or "nothing",
        _opening(opening, inner, syllables[min(inner, end - 1)].bare),
        syllables[start - 1].bare if start else "",
        frozenset(sign.name for sign in inside if "/" not in sign.name),
        frozenset(sign.name for sign in inside if "/" in sign.name and not _aside(sign, inside)),
        best,
        about.shares.get(best, 0.0),
        about,
        tuple(syllable.bare for syllable in syllables[start:end]),
        any(hit.start <= 1 for hit in about.hits),
        frozenset(each.concept for each in concepts if each.kind == "things"),
        things_known().broadest(things_known().with_families(troubles)),
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
