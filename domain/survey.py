"""The question after a dialogue, to those who took part: how content they are with it as a whole."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.dialogue import Dialogue, DialogueState

# People are on their way home for a while; weeks later nobody remembers.
ASKED_AFTER = timedelta(hours=3)
ASKED_WITHIN = timedelta(days=14)
HELD = frozenset({DialogueState.CONCLUDED, DialogueState.FOLLOWING_UP, DialogueState.CLOSED})


@dataclass(frozen=True)
class SurveySlip:
    """The question to one person, and what they have said; `score` is 1 to 5."""

    commune_id: int
    dialogue_id: int
    person: int
    asked_at: datetime
    score: int | None = None
    note: str = ""


def asks_now(dialogue: Dialogue, now: datetime) -> bool:
    """Whether those who took part are asked at `now`."""
    if dialogue.state not in HELD or dialogue.starts_at is None:
        return False
    return dialogue.starts_at + ASKED_AFTER <= now < dialogue.starts_at + ASKED_WITHIN
