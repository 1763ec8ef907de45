"""Which topic a text is about: the commune's own words, matched with and without diacritics."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.commune import Topic
from domain.text import clean, fold

_WORD = re.compile(r"\w+")
# The tone mark of oa, oe, uy stands on either vowel ("hoà", "hòa"); for matching they are one word.
_PLACES = [
    (f"{first}{marked}", f"{moved}{second}")
    for first, second, rows in (
        ("o", "a", (("à", "ò"), ("á", "ó"), ("ả", "ỏ"), ("ã", "õ"), ("ạ", "ọ"))),
        ("o", "e", (("è", "ò"), ("é", "ó"), ("ẻ", "ỏ"), ("ẽ", "õ"), ("ẹ", "ọ"))),
        ("u", "y", (("ỳ", "ù"), ("ý", "ú"), ("ỷ", "ủ"), ("ỹ", "ũ"), ("ỵ", "ụ"))),
    )
    for marked, moved in rows
]
# A word written without its marks may be another word: it says half as much in a text that has marks.
_UNMARKED = 0.5


@dataclass(frozen=True)
class Suggestion:
    topic: str
    score: float


@dataclass(frozen=True)
class _Phrase:
    topic: str
    bare: tuple[str, ...]
    written: tuple[str, ...]
    weight: float


def _syllables(text: str) -> list[str]:
    words = clean(text).lower()
    for new, old in _PLACES:
        words = words.replace(new, old)
    return _WORD.findall(words)


class Lexicon:
    """The words of all topics of a commune, ready for matching."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._order = {topic.key: position for position, topic in enumerate(topics)}
        self._phrases: dict[str, list[_Phrase]] = {}
        for topic in topics:
            for word in topic.words:
                written = tuple(_syllables(word))
                bare = tuple(fold(syllable) for syllable in written)
                if bare:
                    # Longer phrases say more.
                    self._phrases.setdefault(bare[0], []).append(_Phrase(topic.key, bare, written, len(bare) ** 1.5))

    def suggest(self, text: str, limit: int = 3) -> list[Suggestion]:
        """Return the best topics first; topics that nothing points to are left out."""
        # A question, its buttons and the answer to it each look at the same text.
        return list(_suggest(self, text)[:limit])

    def _rank(self, text: str) -> list[Suggestion]:
        written = _syllables(text)
        bare = [fold(syllable) for syllable in written]
        marked = bare != written
        found: list[tuple[int, int, _Phrase, float]] = []
        for start, first in enumerate(bare):
            for phrase in self._phrases.get(first, ()):
                end = start + len(phrase.bare)
                if tuple(bare[start:end]) != phrase.bare:
                    continue
                share = _agreement(written[start:end], phrase) if marked else 1.0
                if share:
                    found.append((start, end, phrase, phrase.weight * share))
        scores: dict[str, float] = {}
        seen: set[tuple[str, tuple[str, ...]]] = set()
        for start, end, phrase, weight in found:
            inside_longer = any(s <= start and end <= e and e - s > end - start for s, e, _, _ in found)
            if not inside_longer and (phrase.topic, phrase.bare) not in seen:
                seen.add((phrase.topic, phrase.bare))
                scores[phrase.topic] = scores.get(phrase.topic, 0.0) + weight
        ranked = sorted(scores.items(), key=lambda item: (-item[1], self._order[item[0]]))
        return [Suggestion(topic, score) for topic, score in ranked]


@lru_cache(maxsize=64)
def _suggest(words: Lexicon, text: str) -> list[Suggestion]:
    return words._rank(text)


def _agreement(written: Sequence[str], phrase: _Phrase) -> float:
    """1 when the marks agree, less for syllables written without any, 0 when one has other marks."""
    share = 1.0
    for syllable, wanted, bare in zip(written, phrase.written, phrase.bare, strict=True):
        if syllable == wanted:
            continue
        if syllable != bare:
            return 0.0
        share = _UNMARKED
    return share


@lru_cache(maxsize=64)
def lexicon(topics: tuple[Topic, ...]) -> Lexicon:
    """The lexicon of a commune's topics, made once."""
    return Lexicon(topics)
