"""Whether two messages are about the same matter: the same thing, the same trouble, the same place."""

import hashlib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

from domain.text import fold
from understanding.counting import learnt
from understanding.regression import stored
from understanding.spelling import Reading, Syllable, read
from understanding.telex import healed
from understanding.things import Things, padded, vocabulary
from understanding.topic import general

WEIGHTS = Path(__file__).parent / "weights" / "likeness.json"
SPOKEN_OF = Path(__file__).parent / "weights" / "concepts.tsv"

# What comes later in a long message seldom says what it is about, and comparing takes bounded time.
_READ = 1_500
_SYLLABLES = 250
_NAME = 3
_SIDES = ((" truoc ", " sau "), (" dau ", " cuoi "), (" tren ", " duoi "), (" trai ", " phai "))
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
# What is counted or measured by a number is no name.
_COUNTED = frozenset(
    (
        "gio h km cay so ngay thang nam ho nha nguoi cu m met trieu ngan nghin dong lan con dua chau tuan tuoi phut ha"
    ).split()
)
# Kinds of place whose name may be that of the hamlet itself.
_SETTLED = frozenset({"hamlet", "area"})
# Who begins by greeting, or by saying who they are, says nothing of the matter by it.
_GREETING = re.compile(
    r"\s*(?:k[ií]nh (?:gửi|gui|thưa|thua|chào|chao)|xin ch[aà]o|dạ thưa|dạ|thưa|ch[aà]o)\b[^,.:;!\n]{0,50}[,.:;!\n]\s*",
    re.I,
)
_MYSELF = re.compile(
    r"(?:em|tôi|toi|tui|cháu|chau|mình|con|bác|bà|ông) (?:tên là|ten la|tên|ten|là|la)(?= [^\W\d_])", re.I
)
_WORD = re.compile(r"[^\W\d_]+")
# So sure it has to be that people are asked: nine in ten are right of pairs that the weights were not learnt from.
_SURE = 0.63
# So many different words, all of them in another message too, are no chance.
_WHOLE = 6


@dataclass(frozen=True)
class Likeness:
    """What of a message is compared: `things` it is about, `landmarks` near them, `troubles` with them.

    `names` are bare phrases ("cau ban"), `placed` the same with what kind of place each is, where that is said; `words`
    what no list knows, bare, `phrases` two syllables that stand together and both say something, `said` all syllables
    with a blank on each side, `telling` those of them that are no names, `spoken` things and the phrases that name
    them. `topics` are what it is about with their shares. `hamlet` is the key of the place it is filed under;
    `personal` messages are one household's own matter, `common` ones about what a commune has one of.
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
    common: bool = False
    topics: tuple[tuple[str, float], ...] = ()
    placed: frozenset[tuple[str, ...]] = frozenset()
    telling: frozenset[str] = frozenset()

    @cached_property
    def concepts(self) -> frozenset[str]:
        return self.things | self.landmarks | self.troubles

    @cached_property
    def syllables(self) -> frozenset[str]:
        return frozenset(self.said.split())

    @cached_property
    def weights(self) -> tuple[float, float]:
        """How much all its syllables tell together, and those that are no names."""
        return sum(map(_rareness, self.syllables)), sum(map(_rareness, self.telling))

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Neighbours of whatever is said, also where no list knows them."""
        return frozenset(pairwise(self.said.split()))


@dataclass(frozen=True)
class Same:
    """How sure it is that two messages are one matter (0 to 1), and what they share, for people to judge."""

    score: float
    because: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return self.score >= _SURE


@dataclass(frozen=True)
class Cluster:
    """Messages that seem to be one matter, as their keys in the order given; `hamlet` when all have the same."""

    members: tuple[str, ...]
    because: tuple[str, ...]
    hamlet: str | None


def likeness(text: str, hamlet: str | None = None, hamlet_name: str = "") -> Likeness:
    """Read what is compared of a message; `hamlet_name` is no name to tell matters apart by, all there have it."""
    return _likeness(text[:_READ], hamlet, hamlet_name)


@lru_cache(maxsize=1_024)
def _likeness(text: str, hamlet: str | None, hamlet_name: str) -> Likeness:
    reading = read(text)
    known = vocabulary()
    begins = _introduced(reading.text)
    syllables = [_healed(syllable) for syllable in reading.syllables if syllable.start >= begins][:_SYLLABLES]
    spoken = known.concepts_in(syllables, marked=reading.marked)
    taken = frozenset(n for each in spoken for n in range(each.start, each.start + len(each.phrase.bare)))
    own = known.without_kind(tuple(fold(part) for part in re.findall(r"\w+", hamlet_name or hamlet or "")))
    names, named, proper = _names(reading, syllables, taken, known, own)
    concepts = {
        (each.phrase.kind, each.phrase.concept)
        for each in spoken
        if not proper.issuperset(range(each.start, each.start + len(each.phrase.bare)))
    }
    said = padded(syllable.bare for syllable in syllables)
    things, landmarks = known.heads({concept for kind, concept in concepts if kind == "things"})
    spoken_names = {part for name in names for part in name[name[0] in known.kinds :]}
    return Likeness(
        hamlet,
        things,
        landmarks,
        known.with_families({concept for kind, concept in concepts if kind == "troubles"}),
        frozenset(name[1:] if len(name) > 2 and not name[1][0].isdigit() else name for name in names),
        frozenset(
            syllable.bare
            for n, syllable in enumerate(syllables)
            if n not in taken and n not in named and not known.is_idle(syllable, marked=reading.marked)
        ).difference(own),
        _phrases(syllables, known, marked=reading.marked),
        said,
        tuple(
            (each.phrase.concept, padded(each.phrase.bare))
            for each in spoken
            if each.phrase.kind == "things" and (each.phrase.kind, each.phrase.concept) in concepts
        ),
        known.is_personal(padded(syllable.written for syllable in syllables) if reading.marked else said),
        known.is_common(things | landmarks),
        tuple((each.topic, each.score) for each in general().suggest(reading)),
        frozenset(name for name in names if name[0] in known.kinds),
        frozenset(
            syllable.bare
            for syllable in syllables
            if not syllable.bare.isdigit() and not known.is_stopped(syllable.bare)
        ).difference(spoken_names, own),
    )


def same(one: Likeness, other: Likeness) -> Same:
    """Compare two messages of different people in one commune."""
    if parted(one, other):
        return Same(0.0, ())
    signs, because = signs_between(one, other)
    if not because:
        # Nobody is asked without being shown why.
        return Same(0.0, ())
    if _repeats(one, other) and not signs["other_numbers"]:
        return Same(1.0, because)
    weights = _weights()
    score = weights[""] + sum([weights.get(sign, 0.0) * much for sign, much in signs.items()])
    return Same(1 / (1 + math.exp(-score)), because)


def _repeats(one: Likeness, other: Likeness) -> bool:
    """Whether one says all that the other does, which is more than a few words: somebody sends it on, or once more."""
    less, more = sorted((one.syllables, other.syllables), key=len)
    return less == more or (len(less) >= _WHOLE and less <= more)


def parted(one: Likeness, other: Likeness) -> bool:
    """Whether two messages are told apart whatever they say: one is a household's own, or their hamlets differ."""
    return one.personal or other.personal or _elsewhere(one, other)


def _elsewhere(one: Likeness, other: Likeness) -> bool:
    """Of two hamlets only what both call by one name, or what the commune has one of, is one matter."""
    if None in (one.hamlet, other.hamlet) or one.hamlet == other.hamlet:
        return False
    if one.common and other.common and one.things & other.things:
        return False
    both = _found_in(one.names, other.said) | _found_in(other.names, one.said)
    return not any(len(name) > 1 and name[0] not in vocabulary().kinds for name in both)


def signs_between(one: Likeness, other: Likeness) -> tuple[dict[str, float], tuple[str, ...]]:
    """How much of each sign there is, and the words for it."""
    known = vocabulary()
    names = _found_in(one.names, other.said) | _found_in(other.names, one.said)
    if names:
        one, other = _without_names(one, names), _without_names(other, names)
    things, troubles = one.things & other.things, one.troubles & other.troubles
    words = one.words & other.words
    near = one.landmarks & other.landmarks
    of_things = known.share(things, one.things, other.things)
    of_troubles = known.share(troubles, one.troubles, other.troubles)
    rare = _rare(one, other)
    signs = _shared(one, other) | {
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
        "names_alone": float(bool(names) and not one.concepts & other.concepts),
        "other_names": float(bool(one.names and other.names and not names)),
        "more_names": float(bool(one.names) != bool(other.names)),
        "other_numbers": float(_other_numbers(one.names, other.names)),
        "more_numbers": float(_settled(one.names) != _settled(other.names)),
        "other_side": float(_other_side(one.said, other.said)),
        "other_places": float(_other_places(one, other)),
        "words": len(words) / max(2, min(len(one.words), len(other.words))),
        "phrases": min(1.0, len(one.phrases & other.phrases) / 3),
        "topic": sum(share * second for name, share in one.topics for about, second in other.topics if name == about),
        "rare": rare,
        "rare_and_things": rare * of_things,
        "topic_unlike": float(bool(one.topics and other.topics) and one.topics[0][0] != other.topics[0][0]),
        "hamlet": float(one.hamlet is not None and one.hamlet == other.hamlet),
        "other_hamlet": float(None not in (one.hamlet, other.hamlet) and one.hamlet != other.hamlet),
    }
    said = [
        *(known.said_of(name) for name in sorted(names)),
        *(known.word_for(each) for each in sorted(things | near | troubles)),
    ]
    return signs, tuple(dict.fromkeys(word for word in (*said, *sorted(words)) if word))


def _shared(one: Likeness, other: Likeness) -> dict[str, float]:
    """What both speak of and what only one does, each by itself and by how much it tells."""
    both, only = one.concepts & other.concepts, one.concepts ^ other.concepts
    signs = dict.fromkeys((f"both {each}" for each in both), 1.0) | dict.fromkeys((f"one {each}" for each in only), 1.0)
    seldom = sorted((_seldom(each) for each in both), reverse=True)
    first, second = (sum(map(_seldom, here - both)) for here in (one.concepts, other.concepts))
    shared = one.telling & other.telling
    words = [_rareness(word) for word in shared]
    told = sum(words)
    weights = one.weights[1], other.weights[1]
    signs |= dict.fromkeys((f"word {word}" for word in shared), 1.0)
    # One tells of it this way, one that way: of water that stands, of a drain that is clogged.
    here, there = one.troubles - other.troubles, other.troubles - one.troubles
    signs |= dict.fromkeys((f"or {a} {b}" if a < b else f"or {b} {a}" for a in here for b in there), 1.0)
    return signs | {
        "alike": _cosine(both, one.concepts, other.concepts),
        "things_alike": _cosine(both - one.troubles, one.things | one.landmarks, other.things | other.landmarks),
        "troubles_alike": _cosine(one.troubles & other.troubles, one.troubles, other.troubles),
        "nothing_shared": float(not both),
        "two_shared": float(len(both) > 1),
        "most_telling": seldom[0] if seldom else 0.0,
        "told_by_one": max(first, second),
        "told_by_each": min(first, second),
        "rarest_word": max(words, default=0.0),
        "many_words": min(4, len(words)) / 4,
        "words_alike": told / math.sqrt(weights[0] * weights[1]) if all(weights) else 0.0,
        "words_shared": told / min(weights) if all(weights) else 0.0,
        "pairs_alike": len(one.pairs & other.pairs) / math.sqrt(max(1, len(one.pairs) * len(other.pairs))),
    }


def _cosine(both: Iterable[str], one: Iterable[str], other: Iterable[str]) -> float:
    """How alike two sets of concepts are by what they share, 0 to 1, those seldom spoken of counting more."""
    whole = math.sqrt(sum(map(_squared, one)) * sum(map(_squared, other)))
    return sum(map(_squared, both)) / whole if whole else 0.0


@lru_cache(maxsize=4_096)
def _squared(concept: str) -> float:
    return _seldom(concept) ** 2


@lru_cache(maxsize=4_096)
def _seldom(concept: str) -> float:
    """0 for what all messages speak of, 1 for what none does."""
    of_all, seen = spoken_of()
    return 1 - math.log1p(seen.get(concept, 0)) / math.log1p(of_all)


def _rare(one: Likeness, other: Likeness) -> float:
    """How much of the shorter message's words the other has, rare words counting more; 0 to 1."""
    least = min(one.weights[0], other.weights[0])
    return sum(map(_rareness, one.syllables & other.syllables)) / least if least else 0.0


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
        if best[0] >= _SURE:
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


@cache
def spoken_of() -> tuple[int, Mapping[str, int]]:
    """How many known messages there are, and how many of them speak of each concept."""
    first, *lines = SPOKEN_OF.read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return int(first), {concept: int(times) for concept, times in rows}


def forget_counts() -> None:
    """After they were made anew in this process."""
    for counted in (spoken_of, _seldom, _squared):
        counted.cache_clear()


@cache
def _weights() -> dict[str, float]:
    """How much each sign speaks for one matter."""
    return {sign: row[1] for sign, row in stored(WEIGHTS).items()}


# ── looking for candidates ────────────────────────────────────────────────────────────────────────────────────


def terms_of(message: Likeness) -> tuple[int, ...]:
    """Numbers under which a message is filed, so that like ones meet in at least one."""
    return _hashed(_filed(message, (message.hamlet or _NOWHERE, _ANYWHERE)))


def asked_of(message: Likeness) -> dict[int, float]:
    """Numbers under which messages like this one are looked for, each with how much it tells."""
    here = (message.hamlet,) if message.hamlet else ()
    filed = _filed(message, (*here, _ANYWHERE) if message.common or not here else (*here, _NOWHERE))
    return dict(sorted(((_number(term), weight) for term, weight in filed.items()), key=lambda each: -each[1])[:_ASKED])


_ASKED = 48
_NAMES = 4
_Term = tuple[str, ...]


def _filed(message: Likeness, hamlets: Iterable[str]) -> dict[_Term, float]:
    things, landmarks = _rarest(message.things, 4), _rarest(message.landmarks, 3)
    troubles = _rarest(vocabulary().broadest(message.troubles), 3)
    terms: dict[_Term, float] = {}
    for hamlet in hamlets:
        terms |= {("both", hamlet, thing, trouble): 3.0 for thing in things for trouble in troubles}
        terms |= {("thing", hamlet, thing): 2.0 for thing in things}
        terms |= {("thing", hamlet, thing): 1.5 for thing in landmarks}
        terms |= {("trouble", hamlet, trouble): 0.5 for trouble in troubles}
    for name in sorted(message.names)[:_NAMES]:
        # A name with what is said of it: among very many petitions of a place these few are the ones meant.
        terms |= {("name", *name): 3.0}
        terms |= {("named", *name, said): 4.0 for said in (*things[:3], *troubles[:2])}
    terms |= {("phrase", phrase): 1.0 for phrase in sorted(message.phrases)[:24]}
    terms |= {("word", word): 1.0 for word in sorted(message.words)[:16]}
    return terms


def _rarest(concepts: Iterable[str], many: int) -> list[str]:
    return sorted(concepts, key=lambda concept: (-_seldom(concept), concept))[:many]


def _hashed(terms: Mapping[_Term, float]) -> tuple[int, ...]:
    return tuple(sorted({_number(term) for term in terms}))


@lru_cache(maxsize=65_536)
def _number(term: _Term) -> int:
    digest = hashlib.blake2b("\n".join(term).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _healed(syllable: Syllable) -> Syllable:
    """What an input method has left is read as what was meant: "ddường"."""
    meant = healed(syllable.bare)
    return syllable if meant == syllable.bare else replace(syllable, written=meant, bare=meant)


def _introduced(text: str) -> int:
    """Where the matter begins: behind a greeting and the author's own name."""
    greeting = _GREETING.match(text)
    at = greeting.end() if greeting else 0
    if myself := _MYSELF.match(text, at):
        at = myself.end()
        for word in _WORD.finditer(text, at):
            if word.start() > at + 1 or not word[0][0].isupper():
                break
            at = word.end()
        else:
            return 0
    return at if at < len(text) else 0


# ── names of places ───────────────────────────────────────────────────────────────────────────────────────────


def _names(
    reading: Reading,
    syllables: Sequence[Syllable],
    taken: frozenset[int],
    known: Things,
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
                names.add((kind, *name))
            named |= set(range(at, end))
            if capitals or name[0][0].isdigit():
                proper |= set(range(at + length, end))
            at = end
        elif capitals and at in capitals and (end := _run(syllables, capitals, at)) > at + 1:
            name = tuple(syllable.bare for syllable in syllables[at:end])[:_NAME]
            if name != own and known.without_kind(name) != own:
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
    known: Things,
    *,
    marked: bool,
) -> bool:
    """Whether the syllable goes on with a name that begins at `first`."""
    syllable = syllables[at]
    if syllable.bare[0].isdigit():
        counted = syllable.bare[-1] == "h" or (at + 1 < len(syllables) and syllables[at + 1].bare in _COUNTED)
        return at == first and not counted
    if capitals:
        return at in capitals
    if syllables[first].bare[0].isdigit():
        return False
    return at not in taken and not known.is_idle(syllable, marked=marked)


def _phrases(syllables: Sequence[Syllable], known: Things, *, marked: bool) -> frozenset[str]:
    told = [not known.is_idle(syllable, marked=marked) for syllable in syllables]
    return frozenset(
        f"{one.bare} {other.bare}"
        for n, (one, other) in enumerate(pairwise(syllables))
        if told[n] and told[n + 1] and other.start - one.end <= 1
    )


def _without_names(message: Likeness, names: frozenset[tuple[str, ...]]) -> Likeness:
    """The same without things that are only words of a name: đường Cây Keo is about no tree."""
    known = vocabulary()
    phrases = [padded(name[1:] if name[0] in known.kinds else name) for name in names]
    left = {concept for concept, phrase in message.spoken if not any(phrase in name for name in phrases)}
    if left >= message.things | message.landmarks:
        return message
    things, landmarks = known.heads(left)
    return replace(message, things=things, landmarks=landmarks)


def _found_in(names: Iterable[tuple[str, ...]], said: str) -> frozenset[tuple[str, ...]]:
    """Which names occur in what was said; of a name with its kind of place, the kind has to stand there too."""
    known = vocabulary()
    found = set()
    for name in names:
        kinds = known.kinds.get(name[0])
        if kinds is None:
            if padded(name) in said:
                found.add(name)
        elif any(padded((*kind, *name[1:])) in said for kind in kinds):
            found.add(name)
    return frozenset(found)


def _other_numbers(one: Iterable[tuple[str, ...]], other: Iterable[tuple[str, ...]]) -> bool:
    """Whether both name numbered places of a kind and none of them is the same: hẻm 217, hẻm 45."""
    first, second = _numbered(one), _numbered(other)
    return any(not first[kind] & second[kind] for kind in first.keys() & second.keys())


def _other_places(one: Likeness, other: Likeness) -> bool:
    """Whether both name places of a kind, and neither of them those of the other."""
    kinds = {name[0] for name in one.placed} & {name[0] for name in other.placed}
    for kind in kinds:
        first = {name[1:] for name in one.placed if name[0] == kind}
        second = {name[1:] for name in other.placed if name[0] == kind}
        if not any(padded(name) in other.said for name in first) and not any(
            padded(name) in one.said for name in second
        ):
            return True
    return False


def _other_side(one: str, other: str) -> bool:
    """Whether one is before, above or at the end of what the other is behind, below or at the beginning of."""
    for first, second in _SIDES:
        if (first in one and first not in other and second in other and second not in one) or (
            second in one and second not in other and first in other and first not in one
        ):
            return True
    return False


def _settled(names: Iterable[tuple[str, ...]]) -> bool:
    """Whether a house, a lane or a parcel is named by its number."""
    return not _numbered(names).keys().isdisjoint(_EXACT)


def _numbered(names: Iterable[tuple[str, ...]]) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for name in names:
        if len(name) > 1 and name[1][0].isdigit():
            kinds.setdefault(name[0], set()).add(name[1])
    return kinds
