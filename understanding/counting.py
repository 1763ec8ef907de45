"""In how many known messages of each topic a word stood, and what that says of a new message.

The rule is complement naive Bayes: a word speaks against a topic when the messages of all others have it.
"""

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from understanding.spelling import Reading
from understanding.telex import healed

FILE = Path(__file__).parent / "weights" / "topics.tsv"
# Words and pairs that stood in a single message say nothing of the next one; one known word is no likeness.
_OFTEN = 2
_SMOOTHING = 0.3


def words(reading: Reading) -> tuple[str, ...]:
    """The syllables of a message and its pairs of neighbours, without diacritics and numbers, each once."""
    syllables = [healed(syllable.bare) for syllable in reading.syllables if not syllable.bare.isdecimal()]
    pairs = (f"{first} {second}" for first, second in itertools.pairwise(syllables))
    return tuple(dict.fromkeys((*syllables, *pairs)))


class Counts:
    """`seen` says of a word in how many messages of each of `topics` it stood; `totals` are of all words."""

    def __init__(self, topics: Sequence[str], totals: Sequence[int], seen: Mapping[str, Sequence[int]]) -> None:
        self.topics, self.totals, self.seen = tuple(topics), tuple(totals), seen
        self._weights: dict[str, tuple[float, ...]] = {}

    def scores(self, reading: Reading) -> dict[str, float]:
        """How like the messages of each topic it is, 0 on average; empty when it has too little in common with any."""
        known = [self.weights(word) for word in words(reading) if word in self.seen]
        if len(known) < _OFTEN:
            return {}
        sums = map(sum, zip(*known, strict=True))
        return {topic: total / math.sqrt(len(known)) for topic, total in zip(self.topics, sums, strict=True)}

    def weights(self, word: str) -> tuple[float, ...]:
        """What a word says for each topic, 0 on average. Raises KeyError when it is not known."""
        if word not in self._weights:
            row, all_words = self.seen[word], sum(self.totals)
            against = [
                math.log((sum(row) - here + _SMOOTHING) / (all_words - total + _SMOOTHING * len(self.seen)))
                for here, total in zip(row, self.totals, strict=True)
            ]
            middle = sum(against) / len(against)
            self._weights[word] = tuple(middle - each for each in against)
        return self._weights[word]


def count(messages: Iterable[tuple[Reading, str]], topics: Sequence[str]) -> Counts:
    """Count the words of messages whose topics are known."""
    column = {topic: at for at, topic in enumerate(topics)}
    seen: dict[str, Counter[int]] = {}
    for reading, topic in messages:
        for word in words(reading):
            seen.setdefault(word, Counter())[column[topic]] += 1
    rows = {word: tuple(of[at] for at in column.values()) for word, of in seen.items()}
    totals = [sum(column) for column in zip(*rows.values(), strict=True)] or [0] * len(topics)
    return Counts(topics, totals, {word: row for word, row in sorted(rows.items()) if sum(row) >= _OFTEN})


def write(counts: Counts) -> str:
    """One line a word, with the topics that had it by their place in the first line: "cup dien", "2:7"."""
    lines = ["\t".join(f"{topic}:{total}" for topic, total in zip(counts.topics, counts.totals, strict=True))]
    for word, row in counts.seen.items():
        lines.append(f"{word}\t{' '.join(f'{at}:{times}' for at, times in enumerate(row) if times)}")
    return "\n".join(lines) + "\n"


@cache
def learnt() -> Counts:
    """What `./doithoai understanding train` has counted."""
    first, *lines = FILE.read_text("utf-8").splitlines()
    topics, totals = zip(*(each.rsplit(":", 1) for each in first.split("\t")), strict=True)
    return Counts(topics, [int(total) for total in totals], {w: _row(row, len(topics)) for w, row in _split(lines)})


def _split(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    return ((word, row) for word, _, row in (line.partition("\t") for line in lines))


def _row(text: str, length: int) -> tuple[int, ...]:
    row = [0] * length
    for each in text.split(" "):
        at, _, times = each.partition(":")
        row[int(at)] = int(times)
    return tuple(row)
