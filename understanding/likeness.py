"""Whether two messages are about the same matter: the same thing, the same trouble, the same place."""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from domain.text import fold
from understanding.counting import learnt
from understanding.regression import Weights, chances
from understanding.spelling import Reading, Syllable, read, written
from understanding.topic import general

WEIGHTS = Path(__file__).parent / "weights" / "likeness.json"

# What comes later in a long message seldom says what it is about, and comparing takes bounded time.
_READ = 1_500
_SYLLABLES = 250
_NAME = 3
# So many known messages have the commonest words.
_OFTEN = 1_200
_NOWHERE = "-"
_ANYWHERE = "*"
# Whoever names one of these by its number means that one.
_EXACT = frozenset({"parcel", "house", "lane"})
# Of a way it counts most where it leads to.
_WAY = "road"
# The commune itself: all petitions have it.
_COMMUNE = "commune"
# Kinds of place whose name may be that of the hamlet itself.
_SETTLED = frozenset({"hamlet", "area"})


@dataclass(frozen=True)
class Likeness:
    """What of a message is compared: `things` it is about, `landmarks` near them, `troubles` with them.

    `names` are bare phrases ("cau ban"), `words` what no list knows, bare, `phrases` two syllables that stand together
    and both say something, `said` all syllables with a blank on each side, `spoken` things and the phrases that name
    them. `topics` are what it is about with their shares. `hamlet` is the key of the place it is filed under;
    `personal` messages are one household's own matter.
    """

    hamlet: str | None
    things: frozenset[str]
    landmarks: frozenset[str]
    troubles: frozenset[str]
    names: frozenset[tuple[str, ...]]
    words: frozenset[str]
    phrases: frozenset[str]
    said: str
    spoken: tuple[tuple[str, str], ...]
    personal: bool
    topics: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Same:
    """How sure it is that two messages are one matter (0 to 1), and what they share, for people to judge."""

    score: float
    because: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return self.score >= 0.5


@dataclass(frozen=True)
class Cluster:
    """Messages that seem to be one matter, as their keys in the order given; `hamlet` when all have the same."""

    members: tuple[str, ...]
    because: tuple[str, ...]
    hamlet: str | None


def likeness(text: str, hamlet: str | None = None, hamlet_name: str = "") -> Likeness:
    """Read what is compared of a message; `hamlet_name` is no name to tell matters apart by, all there have it."""
    return _likeness(text[:_READ], hamlet, hamlet_name)


@lru_cache(maxsize=4_096)
def _likeness(text: str, hamlet: str | None, hamlet_name: str) -> Likeness:
    reading = read(text)
    known = _vocabulary()
    syllables = reading.syllables[:_SYLLABLES]
    spoken = known.concepts_in(syllables, marked=reading.marked)
    taken = frozenset(n for each in spoken for n in range(each.start, each.start + len(each.phrase.bare)))
    own = tuple(fold(part) for part in hamlet_name.split())
    names, named, proper = _names(reading, syllables, taken, known, own)
    concepts = {
        (each.phrase.kind, each.phrase.concept)
        for each in spoken
        if not proper.issuperset(range(each.start, each.start + len(each.phrase.bare)))
    }
    said = _phrase(syllable.bare for syllable in syllables)
    things, landmarks = known.heads({concept for kind, concept in concepts if kind == "things"})
    return Likeness(
        hamlet,
        things,
        landmarks,
        known.with_families({concept for kind, concept in concepts if kind == "troubles"}),
        frozenset(names),
        frozenset(
            syllable.bare
            for n, syllable in enumerate(syllables)
            if n not in taken and n not in named and not known.is_idle(syllable, marked=reading.marked)
        ).difference(own),
        _phrases(syllables, known, marked=reading.marked),
        said,
        tuple(
            (each.phrase.concept, _phrase(each.phrase.bare))
            for each in spoken
            if each.phrase.kind == "things" and (each.phrase.kind, each.phrase.concept) in concepts
        ),
        known.is_personal(said),
        tuple((each.topic, each.score) for each in general().suggest(reading)),
    )


def same(one: Likeness, other: Likeness) -> Same:
    """Compare two messages of different people in one commune."""
    if parted(one, other):
        return Same(0.0, ())
    signs, because = signs_between(one, other)
    return Same(chances(_weights(), signs)[1], because)


def parted(one: Likeness, other: Likeness) -> bool:
    """Whether two messages are told apart whatever they say: one is a household's own, or their hamlets differ."""
    return one.personal or other.personal or _elsewhere(one, other)


def _elsewhere(one: Likeness, other: Likeness) -> bool:
    return None not in (one.hamlet, other.hamlet) and one.hamlet != other.hamlet


def signs_between(one: Likeness, other: Likeness) -> tuple[dict[str, float], tuple[str, ...]]:
    """How much of each sign there is, and the words for it."""
    known = _vocabulary()
    names = _found_in(one.names, other.said) | _found_in(other.names, one.said)
    if names:
        one, other = known.without_names(one, names), known.without_names(other, names)
    things, troubles = one.things & other.things, one.troubles & other.troubles
    words = one.words & other.words
    near = one.landmarks & other.landmarks
    of_things = known.share(things, one.things, other.things)
    of_troubles = known.share(troubles, one.troubles, other.troubles)
    signs = {
        "things": of_things,
        "other_things": float(bool(one.things and other.things and not things)),
        "cross": float(not things and bool(one.things & other.landmarks or other.things & one.landmarks)),
        "more_things": float(bool(things) and one.things != other.things),
        "each_more_things": float(bool(things) and bool(one.things - other.things) and bool(other.things - one.things)),
        "landmarks": float(bool(near)),
        "other_landmarks": float(bool(one.landmarks and other.landmarks and not near)),
        "more_landmarks": float(bool(known.telling(one.landmarks)) != bool(known.telling(other.landmarks))),
        "other_way": float(_WAY in things and known.telling(one.landmarks) != known.telling(other.landmarks)),
        "troubles": of_troubles,
        "all_troubles": known.share_of_all(troubles, one.troubles | other.troubles),
        "other_troubles": float(bool(one.troubles and other.troubles and not troubles)),
        "more_troubles": float(bool(one.troubles) != bool(other.troubles)),
        "both": math.sqrt(of_things * of_troubles),
        "names": float(bool(names)),
        "other_names": float(bool(one.names and other.names and not names)),
        "more_names": float(bool(one.names) != bool(other.names)),
        "other_numbers": float(_other_numbers(one.names, other.names)),
        "more_numbers": float(_settled(one.names) != _settled(other.names)),
        "words": len(words) / max(2, min(len(one.words), len(other.words))),
        "phrases": min(1.0, len(one.phrases & other.phrases) / 3),
        "topic": sum(share * second for name, share in one.topics for about, second in other.topics if name == about),
        "rare": _rare(one, other),
        "rare_and_things": _rare(one, other) * of_things,
        "topic_unlike": float(bool(one.topics and other.topics) and one.topics[0][0] != other.topics[0][0]),
        "hamlet": float(one.hamlet is not None and one.hamlet == other.hamlet),
    }
    said = [
        *(known.said_of(name) for name in sorted(names)),
        *(known.word_for(each) for each in sorted(things | near | troubles)),
    ]
    return signs, tuple(dict.fromkeys(word for word in (*said, *sorted(words)) if word))


def _rare(one: Likeness, other: Likeness) -> float:
    """How much of the shorter message's words the other has, rare words counting more; 0 to 1."""
    first, second = set(one.said.split()), set(other.said.split())
    least = min(sum(map(_rareness, first)), sum(map(_rareness, second)))
    return sum(map(_rareness, first & second)) / least if least else 0.0


@lru_cache(maxsize=16_384)
def _rareness(word: str) -> float:
    """0 for what stands in every petition, 1 for what stands in none."""
    counts = learnt()
    seen = sum(counts.seen.get(word, ()))
    return 1 - math.log1p(seen) / math.log1p(_OFTEN)


def clusters(messages: Iterable[tuple[str, Likeness]], *, most: int = 500) -> list[Cluster]:
    """Put messages together that are one matter, the largest cluster first; single ones are left out.

    Each joins the cluster whose every member is like enough to it, so that a chain of likenesses makes no heap.
    Looks at no more than `most` messages.
    """
    given = list(messages)[:most]
    heaps: list[list[tuple[str, Likeness]]] = []
    by_term: dict[int, set[int]] = {}
    for key, message in given:
        terms = terms_of(message)
        near = {heap for term in terms for heap in by_term.get(term, ())}
        best = max(((min(same(message, each).score for _, each in heaps[n]), -n) for n in near), default=(0.0, 0))
        if best[0] >= 0.5:
            at = -best[1]
            heaps[at].append((key, message))
        else:
            at = len(heaps)
            heaps.append([(key, message)])
        for term in terms:
            by_term.setdefault(term, set()).add(at)
    found = [_cluster(heap) for heap in heaps if len(heap) > 1]
    return sorted(found, key=lambda cluster: -len(cluster.members))


def _cluster(heap: Sequence[tuple[str, Likeness]]) -> Cluster:
    first = heap[0][1]
    counted: dict[str, int] = {}
    for _, message in heap[1:]:
        for word in same(first, message).because:
            counted[word] = counted.get(word, 0) + 1
    hamlets = {message.hamlet for _, message in heap}
    because = sorted(counted, key=lambda word: -counted[word])[:5]
    return Cluster(tuple(key for key, _ in heap), tuple(because), hamlets.pop() if len(hamlets) == 1 else None)


# ── looking for candidates ────────────────────────────────────────────────────────────────────────────────────


def terms_of(message: Likeness) -> tuple[int, ...]:
    """Numbers under which a message is filed, so that like ones meet in at least one."""
    return _hashed(_filed(message, {message.hamlet or _NOWHERE, _ANYWHERE}))


def asked_of(message: Likeness) -> dict[int, float]:
    """Numbers under which messages like this one are looked for, each with how much it tells."""
    hamlets = {message.hamlet, _NOWHERE} if message.hamlet else {_ANYWHERE}
    filed = _filed(message, {str(hamlet) for hamlet in hamlets})
    return dict(sorted(((_number(term), weight) for term, weight in filed.items()), key=lambda each: -each[1])[:_ASKED])


_ASKED = 48
_NAMES = 4
_Term = tuple[str, ...]


def _filed(message: Likeness, hamlets: Iterable[str]) -> dict[_Term, float]:
    things, troubles = sorted(message.things)[:6], sorted(message.troubles)[:6]
    terms: dict[_Term, float] = {}
    for hamlet in hamlets:
        for thing in things:
            terms |= {("both", hamlet, thing, trouble): 3.0 for trouble in troubles}
        terms |= {("thing", hamlet, thing): 1.0 for thing in things}
        terms |= {("trouble", hamlet, trouble): 0.5 for trouble in troubles}
    for name in sorted(message.names)[:_NAMES]:
        # A name with what is said of it: among very many petitions of a place these few are the ones meant.
        terms |= {("name", *name): 3.0}
        terms |= {("named", *name, said): 4.0 for said in (*things[:4], *troubles[:4])}
    terms |= {("phrase", phrase): 1.0 for phrase in sorted(message.phrases)[:24]}
    terms |= {("word", word): 1.0 for word in sorted(message.words)[:16]}
    return terms


def _hashed(terms: Mapping[_Term, float]) -> tuple[int, ...]:
    return tuple(sorted({_number(term) for term in terms}))


@lru_cache(maxsize=65_536)
def _number(term: _Term) -> int:
    digest = hashlib.blake2b("\n".join(term).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


# ── names of places ───────────────────────────────────────────────────────────────────────────────────────────


def _names(
    reading: Reading,
    syllables: Sequence[Syllable],
    taken: frozenset[int],
    known: "_Vocabulary",
    own: tuple[str, ...],
) -> tuple[set[tuple[str, ...]], set[int], set[int]]:
    """Names of places, with what kind of place they are where a single syllable or a number is the name.

    Also which syllables they take, with the word before them and without. The hamlet's `own` name is none.
    """
    capitals = _capitals(reading.text, syllables)
    names: set[tuple[str, ...]] = set()
    named: set[int] = set()
    proper: set[int] = set()
    at = 0
    while at < len(syllables):
        kind, length = known.place_at(syllables, at, marked=reading.marked)
        end = at + length
        while (
            kind
            and end < len(syllables)
            and end - at - length < _NAME
            and _is_name(syllables, end, at + length, taken, capitals, known, marked=reading.marked)
        ):
            end += 1
        if kind and end > at + length:
            name = tuple(syllable.bare for syllable in syllables[at + length : end])
            if kind != _COMMUNE and (name != own or kind not in _SETTLED):
                names.add((kind, *name) if len(name) == 1 or name[0][0].isdigit() else name)
            named |= set(range(at, end))
            if capitals or name[0][0].isdigit():
                proper |= set(range(at + length, end))
            at = end
        elif capitals and at in capitals and (end := _run(syllables, capitals, at)) > at + 1:
            name = tuple(syllable.bare for syllable in syllables[at:end])[:_NAME]
            if name != own:
                names.add(name)
            named |= set(range(at, end))
            proper |= set(range(at, end))
            at = end
        else:
            at += 1
    return names, named, proper


def _capitals(text: str, syllables: Sequence[Syllable]) -> frozenset[int]:
    """Which syllables have a capital letter inside a sentence; none where nearly all have."""
    found = frozenset(
        n
        for n, syllable in enumerate(syllables)
        if text[syllable.start].isupper() and n and not set(text[syllables[n - 1].end : syllable.start]) & set(".!?\n:")
    )
    return found if len(found) * 2 < len(syllables) or len(syllables) < 6 else frozenset()


def _run(syllables: Sequence[Syllable], capitals: frozenset[int], at: int) -> int:
    end = at + 1
    while end in capitals and syllables[end].start == syllables[end - 1].end + 1:
        end += 1
    return end


def _is_name(
    syllables: Sequence[Syllable],
    at: int,
    first: int,
    taken: frozenset[int],
    capitals: frozenset[int],
    known: "_Vocabulary",
    *,
    marked: bool,
) -> bool:
    """Whether the syllable goes on with a name that begins at `first`."""
    syllable = syllables[at]
    if syllable.bare[0].isdigit():
        return at == first
    if capitals and marked:
        return at in capitals
    if syllables[first].bare[0].isdigit():
        return False
    return at not in taken and not known.is_idle(syllable, marked=marked)


def _phrases(syllables: Sequence[Syllable], known: "_Vocabulary", *, marked: bool) -> frozenset[str]:
    told = [not known.is_idle(syllable, marked=marked) for syllable in syllables]
    return frozenset(
        f"{one.bare} {other.bare}"
        for n, (one, other) in enumerate(pairwise(syllables))
        if told[n] and told[n + 1] and other.start - one.end <= 1
    )


def _found_in(names: Iterable[tuple[str, ...]], said: str) -> frozenset[tuple[str, ...]]:
    """Which names occur in what was said; of a name with its kind of place, the kind has to stand there too."""
    known = _vocabulary()
    found = set()
    for name in names:
        kinds = known.kinds.get(name[0])
        if kinds is None:
            if _phrase(name) in said:
                found.add(name)
        elif any(_phrase((*kind, *name[1:])) in said for kind in kinds):
            found.add(name)
    return frozenset(found)


def _phrase(syllables: Iterable[str]) -> str:
    return f" {' '.join(syllables)} "


def _other_numbers(one: Iterable[tuple[str, ...]], other: Iterable[tuple[str, ...]]) -> bool:
    """Whether both name numbered places of a kind and none of them is the same: hẻm 217, hẻm 45."""
    first, second = _numbered(one), _numbered(other)
    return any(not first[kind] & second[kind] for kind in first.keys() & second.keys())


def _settled(names: Iterable[tuple[str, ...]]) -> bool:
    """Whether a house, a lane or a parcel is named by its number."""
    return not _numbered(names).keys().isdisjoint(_EXACT)


def _numbered(names: Iterable[tuple[str, ...]]) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for name in names:
        if len(name) > 1 and name[1][0].isdigit():
            kinds.setdefault(name[0], set()).add(name[1])
    return kinds


# ── the words ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Phrase:
    kind: str
    concept: str
    bare: tuple[str, ...]
    written: tuple[str, ...]


@dataclass(frozen=True)
class _Spoken:
    """A phrase and the syllable it begins at."""

    phrase: _Phrase
    start: int


class _Vocabulary:
    def __init__(self, entries: Mapping[str, Any]) -> None:
        self._light: dict[str, float] = {
            concept: weight for weight, row in entries["light"].items() for concept in row.split()
        }
        self._clear = frozenset(entries["clear"].split())
        self._only_marked = frozenset(entries["only_marked"].split())
        self._level = {
            thing: level for level, row in enumerate(entries["places_of_matters"], 1) for thing in row.split()
        }
        self._families = {family: frozenset(row.split()) for family, row in entries["families"].items()}
        self._telling = frozenset(entries["telling_landmarks"].split())
        self._phrases: dict[str, list[_Phrase]] = {}
        self._shown: dict[str, str] = {}
        for kind in ("things", "troubles"):
            for concept, row in entries[kind].items():
                phrases = [phrase.strip() for phrase in row.split(",")]
                self._shown.setdefault(concept, phrases[0])
                for phrase in phrases:
                    self._add(kind, concept, phrase)
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
        self._personal = tuple(
            _phrase(map(fold, written(phrase.replace("_", " ")))) for phrase in entries["personal"].split(",")
        )

    def _add(self, kind: str, concept: str, phrase: str) -> None:
        syllables = written(phrase)
        bare = tuple(map(fold, syllables))
        self._phrases.setdefault(bare[0], []).append(_Phrase(kind, concept, bare, syllables))

    def is_personal(self, said: str) -> bool:
        return any(phrase in said for phrase in self._personal)

    def heads(self, things: set[str]) -> tuple[frozenset[str], frozenset[str]]:
        """What a message is about among the things it names, and the landmarks for them."""
        if things <= _ONLY_WATER and things:
            return frozenset({"tap-water"}), frozenset()
        for level in (0, 3, 2, 1):
            if found := frozenset(thing for thing in things if self._level.get(thing, 0) == level):
                return found, frozenset(things - found)
        return frozenset(), frozenset()

    def without_names(self, message: Likeness, names: frozenset[tuple[str, ...]]) -> Likeness:
        """The same without things that are only words of a name: đường Cây Keo is about no tree."""
        phrases = [_phrase(name[1:] if name[0] in self.kinds else name) for name in names]
        left = {concept for concept, phrase in message.spoken if not any(phrase in name for name in phrases)}
        if left >= message.things | message.landmarks:
            return message
        things, landmarks = self.heads(left)
        return replace(message, things=things, landmarks=landmarks)

    def telling(self, landmarks: frozenset[str]) -> frozenset[str]:
        """Those that set a matter apart: the road to the cemetery is not the road."""
        return landmarks & self._telling

    def with_families(self, troubles: set[str]) -> frozenset[str]:
        return frozenset(troubles | {family for family, members in self._families.items() if members & troubles})

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

    def concepts_in(self, syllables: Sequence[Syllable], *, marked: bool) -> list["_Spoken"]:
        """What is spoken of and where, the longest phrases first."""
        found: list[_Spoken] = []
        at = 0
        while at < len(syllables):
            here = [
                phrase
                for phrase in self._phrases.get(syllables[at].bare, ())
                if self._is_at(phrase, syllables, at, marked)
            ]
            length = max((len(phrase.bare) for phrase in here), default=0)
            found += [_Spoken(phrase, at) for phrase in here if len(phrase.bare) == length]
            at += length or 1
        return found

    def _is_at(self, phrase: _Phrase, syllables: Sequence[Syllable], at: int, marked: bool) -> bool:
        some = syllables[at : at + len(phrase.bare)]
        if not marked and len(phrase.bare) == 1 and phrase.bare[0] not in self._clear:
            return False
        if tuple(syllable.written for syllable in some) == phrase.written:
            return True
        if tuple(syllable.bare for syllable in some) != phrase.bare:
            return False
        # A word without marks among others with marks is another word, unless the phrase is long enough to be sure.
        if any(
            syllable.written not in (syllable.bare, meant) for syllable, meant in zip(some, phrase.written, strict=True)
        ):
            return False
        if len(some) > 1 or marked:
            return len(some) > 1
        first = next(each for each in self._phrases[phrase.bare[0]] if len(each.bare) == 1)
        return phrase.written == first.written

    def place_at(self, syllables: Sequence[Syllable], at: int, *, marked: bool) -> tuple[str, int]:
        """The kind of place that a word at `at` announces a name of, and the word's length; "" and 0 when none."""
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


@cache
def _weights() -> Weights:
    loaded: Weights = json.loads(WEIGHTS.read_text("utf-8"))
    return loaded


_ONLY_WATER = frozenset({"water"})


@cache
def _vocabulary() -> _Vocabulary:
    return _Vocabulary(yaml.safe_load((Path(__file__).parent / "likeness.yaml").read_text("utf-8")))
