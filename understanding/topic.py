"""Which topics and units a message is about, best first, with the words that decided."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from domain.commune import Topic
from understanding.counting import Counts, learnt
from understanding.lexicon import Hit, Lexicon, Phrase
from understanding.marks import share
from understanding.spelling import Reading, read
from understanding.telex import healed

_FOLDER = Path(__file__).parent / "topics"
_NEUTRAL = "neutral"
# How much a phrase says that it is this topic.
_WEIGHTS = {"ruling": 4.5, "decisive": 3.0, "telling": 2.0, "faint": 1.0}
# A phrase that the commune has added, by the number of its syllables: short ones are often also something else.
_OWN = (1.0, 2.0, 2.5)
_RISKY = 0.15
# What counts beside the vocabulary: likeness to known messages. Measured, see docs/understanding.md.
_LIKENESS = 1.5
# A lower number makes the scores of the best more certain.
_CALM = 1.5
# Less is no reason that anyone would accept; and likeness alone must say at least so much.
_SLIGHT, _UNSURE = 0.5, 0.1
_MOST_REASONS = 4
_MOST_UNITS = 3


@dataclass(frozen=True)
class Suggestion:
    """`score` from 0 to 1, of all topics together 1; `because` are words of the message as typed, weightiest first."""

    topic: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class About:
    """Each topic's share of a text, the greatest first, together 1; and the phrases of the vocabulary found in it."""

    shares: Mapping[str, float]
    hits: tuple[Hit, ...]


class Topics:
    """The topics of a commune: the general vocabulary of those it has, and the words it has added.

    `departments` are the keys of those it has; without, every unit of the general rules is taken.
    """

    def __init__(
        self, topics: Sequence[Topic], departments: Collection[str] = (), counts: Counts | None = None
    ) -> None:
        self._topics = {topic.key: topic for topic in topics}
        self._departments = frozenset(departments)
        self._lexicon = Lexicon(_phrases(topics))
        self._counts = counts

    def suggest(self, reading: Reading, limit: int = 3) -> list[Suggestion]:
        """Return the best topics first; none when nothing in the message points to any."""
        about, counts = self.about(reading), self._counts or learnt()
        return [
            Suggestion(topic, share, _because(reading, about.hits, counts, topic))
            for topic, share in list(about.shares.items())[:limit]
        ]

    def about(self, reading: Reading) -> About:
        """What a text is about, without the words that say so."""
        hits = self._lexicon.find(reading)
        counts = self._counts or learnt()
        like = counts.scores(reading)
        if not hits and not like:
            return About({}, ())
        points = {topic: _LIKENESS * like.get(topic, 0.0) for topic in self._topics}
        for hit in _unrepeated(reading, hits):
            points[hit.topic] += hit.weight
        ranked = sorted(points, key=lambda topic: -points[topic])
        certain = {topic: math.exp((points[topic] - points[ranked[0]]) / _CALM) for topic in ranked}
        total = sum(certain.values())
        if total * _UNSURE > 1 and all(hit.weight < _SLIGHT for hit in hits):
            return About({}, tuple(hits))
        return About({topic: score / total for topic, score in certain.items()}, tuple(hits))

    def pointed_to(self, text: str) -> frozenset[str]:
        """The topics to which some phrase of the vocabulary points that is in a text."""
        return frozenset(hit.topic for hit in self._lexicon.find(read(text)))

    def units(self, reading: Reading, topic: str) -> tuple[str, ...]:
        """Return who answers, the first one first: by what the message is about within its topic."""
        named = _units(reading, topic)
        known = tuple(unit for unit in named if not self._departments or unit in self._departments)
        own = self._topics[topic].department if topic in self._topics else ""
        return known[:_MOST_UNITS] or ((own,) if own else ())


@lru_cache(maxsize=64)
def topics_of(topics: tuple[Topic, ...], departments: tuple[str, ...] = ()) -> Topics:
    """The topics of a commune, made once."""
    return Topics(topics, departments)


@cache
def general() -> Topics:
    """The topics of the program, for messages of no particular commune."""
    return Topics([Topic(key, key, "") for key in keys()])


@cache
def keys() -> tuple[str, ...]:
    return tuple(path.stem for path in sorted(_FOLDER.glob("*.yaml")) if path.stem != _NEUTRAL)


# ── why ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _unrepeated(reading: Reading, hits: Iterable[Hit]) -> Iterator[Hit]:
    """What is said several times counts once, where it says most."""
    seen = set()
    for hit in sorted(hits, key=lambda hit: -hit.weight):
        said = (hit.topic, *(syllable.bare for syllable in reading.syllables[hit.start : hit.end]))
        if said not in seen:
            seen.add(said)
            yield hit


def _because(reading: Reading, hits: Iterable[Hit], counts: Counts, topic: str) -> tuple[str, ...]:
    strong = [hit for hit in hits if hit.topic == topic and hit.weight >= _SLIGHT]
    strong.sort(key=lambda hit: -hit.weight)
    said = [(hit.start, hit.end) for hit in strong] or _likest(reading, counts, topic)
    words = (reading.text[reading.syllables[start].start : reading.syllables[end - 1].end] for start, end in said)
    return tuple(dict.fromkeys(words))[:_MOST_REASONS]


def _likest(reading: Reading, counts: Counts, topic: str) -> list[tuple[int, int]]:
    """The syllables that make a message like the known ones of a topic, likest first."""
    if topic not in counts.topics:
        return []
    at = counts.topics.index(topic)
    bare = [healed(syllable.bare) for syllable in reading.syllables]
    said = [(counts.weights(word)[at], place) for place, word in enumerate(bare) if word in counts.seen]
    return [(place, place + 1) for weight, place in sorted(said, reverse=True) if weight > 0][:_MOST_REASONS]


# ── the vocabulary ────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _file(key: str) -> dict[str, Any]:
    path = _FOLDER / f"{key}.yaml"
    entries: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    return entries


@cache
def _vocabulary(key: str) -> tuple[Phrase, ...]:
    """The general phrases of a topic; none for a topic that only the commune has."""
    if key not in keys():
        return ()
    return tuple(phrase_of(key, phrase, weight) for tier, weight in _WEIGHTS.items() for phrase in _file(key)[tier])


@cache
def _hiding() -> tuple[Phrase, ...]:
    return tuple(phrase_of("", phrase, 0.0) for phrase in _file(_NEUTRAL)["phrases"])


def _phrases(topics: Sequence[Topic]) -> Iterator[Phrase]:
    yield from _hiding()
    for topic in topics:
        known = {phrase.written for phrase in _vocabulary(topic.key)}
        yield from _vocabulary(topic.key)
        for word in topic.words:
            own = phrase_of(topic.key, word, 0.0)
            if own.written and own.written not in known:
                known.add(own.written)
                yield replace(own, weight=_OWN[min(len(own.written), len(_OWN)) - 1])


def phrase_of(topic: str, phrase: str, weight: float) -> Phrase:
    """A phrase of a vocabulary; "!" at its end says that it counts only with its marks, and hardly where none are."""
    syllables = read(phrase).syllables
    spelt = tuple(syllable.written for syllable in syllables)
    exact = phrase.endswith("!")
    if len(spelt) == 1:
        return Phrase(topic, spelt, weight, exact, share(spelt[0], syllables[0].bare))
    return Phrase(topic, spelt, weight, exact, _RISKY if exact else 1.0)


# ── units ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _units(reading: Reading, topic: str) -> tuple[str, ...]:
    """The units of the rules whose words occur, in the order of the rules; a rule without words always holds."""
    if topic not in keys():
        return ()
    named = {int(hit.topic) for hit in _rules(topic).find(reading)}
    rules = _file(topic)["units"]
    units = (unit for at, rule in enumerate(rules) if at in named or not rule["for"] for unit in rule["to"])
    return tuple(dict.fromkeys(units)) or tuple(_file(topic)["otherwise"])


@cache
def _rules(topic: str) -> Lexicon:
    rules = enumerate(_file(topic)["units"])
    return Lexicon(phrase_of(str(at), phrase, 1.0) for at, rule in rules for phrase in rule["for"])
