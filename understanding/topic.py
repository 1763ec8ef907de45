"""Which topics and units a message is about, best first, with the words that decided."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from domain.commune import Topic
from understanding.lexicon import Hit, Lexicon, Phrase
from understanding.spelling import Reading, read

_FOLDER = Path(__file__).parent / "topics"
# How much a phrase says that it is this topic.
_WEIGHTS = {"ruling": 4.5, "decisive": 3.0, "telling": 2.0, "faint": 1.0}
# A phrase that the commune has added, by the number of its syllables: short ones are often also something else.
_OWN = (1.0, 2.0, 2.5)


@dataclass(frozen=True)
class Suggestion:
    """`score` from 0 to 1, of all topics together 1; `because` are words of the message as typed, weightiest first."""

    topic: str
    score: float
    because: tuple[str, ...]


class Topics:
    """The topics of a commune: the general vocabulary of those it has, and the words it has added."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = {topic.key: topic for topic in topics}
        self._lexicon = Lexicon(_phrases(topics))

    def suggest(self, reading: Reading, limit: int = 3) -> list[Suggestion]:
        """Return the best topics first; none when nothing in the message points to any."""
        hits = self._lexicon.find(reading)
        scores = {}
        for hit in unrepeated(reading, hits):
            scores[hit.topic] = scores.get(hit.topic, 0) + hit.weight
        ranked = sorted(scores, key=lambda topic: -scores[topic])[:limit]
        return [Suggestion(t, scores[t], _because(reading, [h for h in hits if h.topic == t])) for t in ranked]


def unrepeated(reading: Reading, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Say once what is said several times."""
    seen = set()
    for hit in sorted(hits, key=lambda hit: -hit.weight):
        said = (hit.topic, reading.bare[hit.start : hit.end])
        if said not in seen:
            seen.add(said)
            yield hit


def _because(reading: Reading, hits: Iterable[Hit]) -> tuple[str, ...]:
    words = (
        reading.text[reading.syllables[hit.start].start : reading.syllables[hit.end - 1].end]
        for hit in sorted(hits, key=lambda hit: -hit.weight)
    )
    return tuple(dict.fromkeys(words))[:5]


@cache
def _file(key: str) -> dict[str, Any]:
    path = _FOLDER / f"{key}.yaml"
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) if path.exists() else {}


@cache
def general() -> dict[str, tuple[Phrase, ...]]:
    """The project's own vocabulary, by topic; under "neutral" what only hides shorter words."""
    return {path.stem: tuple(_read(path.stem)) for path in sorted(_FOLDER.glob("*.yaml"))}


def _read(key: str) -> Iterator[Phrase]:
    if key == "neutral":
        yield from (phrase_of("", phrase, 0.01) for phrase in _file(key)["phrases"])
        return
    for tier, weight in _WEIGHTS.items():
        yield from (phrase_of(key, phrase, weight) for phrase in _file(key)[tier])


def phrase_of(topic: str, phrase: str, weight: float) -> Phrase:
    """A phrase of a vocabulary; "!" at its end says that it counts only with its marks."""
    syllables = read(phrase).syllables
    spelt = tuple(syllable.written for syllable in syllables)
    exact = phrase.endswith("!")
    return Phrase(topic, spelt, weight, exact, exact or (len(spelt) == 1 and _is_risky(spelt[0], syllables[0].bare)))


def _is_risky(spelt: str, bare: str) -> bool:
    """Tell whether a word of one syllable is mostly another one where nobody writes marks."""
    neutral = _file("neutral")
    return spelt in neutral["doubtful"] if spelt == bare else spelt not in neutral["clear"]


def _phrases(topics: Sequence[Topic]) -> Iterator[Phrase]:
    yield from general()["neutral"]
    for topic in topics:
        known = {phrase.written: phrase for phrase in general().get(topic.key, ())}
        yield from known.values()
        for word in topic.words:
            own = phrase_of(topic.key, word, 0)
            if own.written and own.written not in known:
                yield replace(own, weight=_OWN[min(len(own.written), len(_OWN)) - 1])
