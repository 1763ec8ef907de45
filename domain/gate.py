"""The gate: what is asked about before it is filed, how long that waits for a word, and what is left of it after.

A denunciation is made in writing or in person, and nothing in it may become known (Law on Denunciations 25/2018,
art. 8, 22); a complaint goes to whoever decided (Law on Complaints 02/2011, art. 7-9). Neither is an opinion.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.text import fold

# What nobody has said a word about by then is erased.
HELD_FOR = timedelta(hours=1)
# Neighbouring words from which one text repeats another. Fewer are turns of phrase.
_REPEATED = 4
# How anything begins that shows a text: at least so much of it is in every list, card and paper.
_SHOWN_AT_LEAST = 45
_WRITTEN_OTHERWISE = re.compile(r'["\\\n\t]')


class Alarm(StrEnum):
    """What a message was taken for; `MIXED`: a part of it may go on as an opinion."""

    DENUNCIATION = "denunciation"
    COMPLAINT = "complaint"
    MIXED = "mixed"
    EMERGENCY = "emergency"


class Ended(StrEnum):
    """What came of an alarm: its author was shown the way, said it is an opinion, sent the rest, or said nothing."""

    GUIDED = "guided"
    OPINION = "opinion"
    PARTED = "parted"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Traces:
    """Where a text has left something behind in one chat.

    `texts` are what was written, `refs` the channel's ids of the messages, `first` the id of the first delivery that
    brought something of it, `files` the hashes of what was sent with it; nothing of it is older than `since`.
    """

    texts: tuple[str, ...]
    refs: tuple[str, ...]
    first: int | None
    files: tuple[str, ...]
    since: datetime


def mark_of(text: str) -> str:
    """A mark by which a text is known again without being kept."""
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=8).hexdigest()


def repeats(said: str, text: str) -> bool:
    """Whether `said` repeats something of `text`: so many words in a row, or all of a shorter one."""
    words, heard = fold(text).split(), fold(said).split()
    length = min(_REPEATED, len(words))
    if not length:
        return False
    runs = {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}
    return any(tuple(heard[at : at + length]) in runs for at in range(len(heard) - length + 1))


def openings_of(texts: Iterable[str]) -> list[str]:
    """How each of `texts` begins where it is shown, in small letters, as far as JSON writes it as it is.

    What is so short that it may stand anywhere is left out.
    """
    starts = (_opening_of(each) for each in texts)
    return [start for start in starts if len(start) > _SHOWN_AT_LEAST // 4]


def _opening_of(written: str) -> str:
    line = _WRITTEN_OTHERWISE.split(written.strip().strip('"'), maxsplit=1)[0]
    return " ".join(line.split())[:_SHOWN_AT_LEAST].lower()


def counted(rows: Mapping[tuple[Alarm, Ended], int]) -> tuple[int, int]:
    """How many alarms there were, and how many of them were false by their authors' word."""
    return sum(rows.values()), sum(count for (_, ended), count in rows.items() if ended is Ended.OPINION)
