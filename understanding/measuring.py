"""How often the suggestions are right, counted on messages that were not learnt from."""

import random
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.commune import Topic
from understanding.counting import Counts
from understanding.spelling import read
from understanding.topic import Topics, keys
from understanding.training import Example, learn

FOLDS = 10


@dataclass(frozen=True)
class Score:
    """Of `messages`, how many had the label itself, or an equally right one, first, and among the first three."""

    messages: int
    exact: int
    first: int
    three: int

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.messages + other.messages, self.exact + other.exact, self.first + other.first, self.three + other.three
        )


def stripped(text: str) -> str:
    """The text as someone types it who writes no diacritics; capitals and signs stay."""
    decomposed = unicodedata.normalize("NFD", text.translate(str.maketrans("đĐÐ", "dDD")))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def score(topics: Topics, examples: Iterable[Example], *, bare: bool = False) -> Score:
    total = Score(0, 0, 0, 0)
    for example in examples:
        text = stripped(example.text) if bare else example.text
        found = [suggestion.topic for suggestion in topics.suggest(read(text))]
        total += Score(
            1, found[:1] == [example.topic], bool({*found[:1]} & example.right), bool({*found} & example.right)
        )
    return total


def across(examples: Sequence[Example], beside: Sequence[Example], *, bare: bool = False) -> Score:
    """Cross-validation: each tenth is suggested for by what was learnt from the others and from `beside`."""
    parts = (score(topics_from(learn([*rest, *beside])), fold, bare=bare) for rest, fold in folds(examples))
    return sum(parts, Score(0, 0, 0, 0))


def topics_from(counts: Counts) -> Topics:
    return Topics([Topic(key, key, "") for key in keys()], counts=counts)


def folds(examples: Sequence[Example]) -> Iterator[tuple[list[Example], list[Example]]]:
    """Pairs of the rest and a tenth, mixed the same way every time."""
    mixed = list(examples)
    random.Random(1).shuffle(mixed)
    for at in range(FOLDS):
        yield [each for place, each in enumerate(mixed) if place % FOLDS != at], mixed[at::FOLDS]
