"""Which topic a text is about: the commune's own words, matched with and without diacritics."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.commune import Topic
from domain.text import clean, fold

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Suggestion:
    topic: str
    score: float


def _normal(text: str) -> str:
    return " ".join(_WORD.findall(clean(text).lower()))


class Lexicon:
    """The words of all topics of a commune, ready for matching."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._order = {topic.key: position for position, topic in enumerate(topics)}
        self._phrases: dict[str, list[tuple[str, str, float]]] = {}
        spread: dict[str, int] = {}
        for topic in topics:
            for word in topic.words:
                spread[fold(word)] = spread.get(fold(word), 0) + 1
        for topic in topics:
            for word in topic.words:
                bare = fold(word)
                if bare:
                    # Longer phrases say more; a phrase shared by several topics says less.
                    weight = len(bare.split()) ** 1.5 / spread[bare]
                    first = bare.split()[0]
                    self._phrases.setdefault(first, []).append((bare, topic.key, weight))
        self._exact = {fold(w): {_normal(x) for t in topics for x in t.words if fold(x) == fold(w)}
                       for t in topics for w in t.words}

    def suggest(self, text: str, limit: int = 3) -> list[Suggestion]:
        """Return the best topics first; topics nothing points to are left out."""
        bare_words = fold(text).split()
        bare = " ".join(bare_words)
        padded, written = f" {bare} ", f" {_normal(text)} "
        has_marks = bare != " ".join(_WORD.findall(clean(text).lower()))
        scores: dict[str, float] = {}
        for first in set(bare_words):
            for phrase, topic, weight in self._phrases.get(first, ()):
                times = padded.count(f" {phrase} ")
                if not times:
                    continue
                # "đường" written with its marks must not count for "đương": the marked copy decides where there is one.
                if has_marks and not any(f" {form} " in written for form in self._exact[phrase]):
                    weight *= 0.25
                scores[topic] = scores.get(topic, 0.0) + weight * min(times, 2)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], self._order[item[0]]))
        return [Suggestion(topic, score) for topic, score in ranked[:limit]]


@lru_cache(maxsize=64)
def lexicon(topics: tuple[Topic, ...]) -> Lexicon:
    return Lexicon(topics)
