"""Words that a commune adds to what points to its topics: proposed by corrections, used when a clerk agrees."""

from dataclasses import dataclass
from enum import StrEnum


class WordState(StrEnum):
    PROPOSED = "proposed"
    USED = "used"
    DROPPED = "dropped"


@dataclass(frozen=True)
class LexiconWord:
    """A few syllables as written, and the topic they point to; `count` is the corrections in which they stood."""

    commune_id: int
    id: int
    topic: str
    word: str
    state: WordState
    count: int
