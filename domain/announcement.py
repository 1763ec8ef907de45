"""Announcing a dialogue: moments as people say them, and what a loudspeaker can read out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.commune import VIETNAM


class DayPart(StrEnum):
    """What is said with an hour on the clock of twelve; eleven is morning in some languages and noon in others."""

    MORNING = "morning"
    LATE_MORNING = "late-morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


# From which hour on; before the first it is still night.
_PARTS = (
    (22, DayPart.NIGHT),
    (18, DayPart.EVENING),
    (13, DayPart.AFTERNOON),
    (12, DayPart.NOON),
    (11, DayPart.LATE_MORNING),
    (1, DayPart.MORNING),
)


@dataclass(frozen=True)
class SpokenTime:
    """An hour on the clock of twelve: half past seven in the evening is 7, 30, EVENING."""

    hour: int
    minute: int
    part: DayPart


def spoken_time(moment: datetime) -> SpokenTime:
    """The hour of `moment` (aware) in Vietnam, as people say it."""
    local = moment.astimezone(VIETNAM)
    part = next((part for start, part in _PARTS if local.hour >= start), DayPart.NIGHT)
    return SpokenTime((local.hour - 1) % 12 + 1, local.minute, part)


def read_out(text: str, said: Mapping[str, str]) -> str:
    """Return `text` with abbreviations and signs as they are spoken; what else is no letter is a pause.

    `said` maps what is written to what is said. A word is only replaced whole, and a number keeps its signs.
    """
    written = sorted(said, key=len, reverse=True)
    found = "|".join(rf"(?<!\w){re.escape(each)}(?!\w)" if each[0].isalnum() else re.escape(each) for each in written)
    spoken = re.sub(found, lambda match: f" {said[match[0]]} ", text) if written else text
    spoken = re.sub(r"(?<!\d)\s*[-–—/()\[\]|•*_]+\s*|\s*[-–—/()\[\]|•*_]+\s*(?!\d)", ", ", spoken)
    spoken = re.sub(r"[“”\"]", "", spoken)
    spoken = re.sub(r"\s*([,;:.])", r"\1", " ".join(spoken.split()))
    return re.sub(r"([,;:.])[,;]+", r"\1", spoken).strip(" ,;")
