"""What was said in the hall: what became of each matter, as the chair decided it on the spot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.dialogue import Dialogue, DialogueState
from domain.petition import OPEN, Petition, PetitionState
from domain.refusal import Refused
from domain.speaker import SpeakerRegistration
from domain.text import fold

# While people sit together, and until the notice about it has been issued.
NOTED_IN = frozenset({DialogueState.IN_SESSION, DialogueState.CONCLUDED})


class HallDecision(StrEnum):
    """`ANSWERED`: on the spot; `ASSIGNED`: to a department, with or without a day; `BEYOND`: to be passed up."""

    ANSWERED = "answered"
    ASSIGNED = "assigned"
    BEYOND = "beyond"


@dataclass(frozen=True)
class HallNote:
    """`words` are what was answered or promised; empty where nobody has written it down."""

    decision: HallDecision
    department: str | None = None
    due_on: date | None = None
    words: str = ""


# Of these the chair may say in the hall what becomes of them; what was answered before may still be promised.
DECIDED_IN_HALL = OPEN | {PetitionState.ANSWERED}


def check_decided(petition: Petition) -> None:
    """Raise `Refused` where nobody waits for a word of the chair any more."""
    if petition.state not in DECIDED_IN_HALL:
        raise Refused(f"petition-refused-when-{petition.state}", {"code": petition.code})


def check_noted(dialogue: Dialogue) -> None:
    """Raise `Refused` unless what is said may be noted now."""
    if dialogue.state not in NOTED_IN:
        raise Refused("hall-refused-not-now", {"title": dialogue.title})


_NUMBER = re.compile(r"\s*(?:số\s*|so\s*)?(\d{1,3})\s*[.:)\-–]\s*(?=\S)", re.IGNORECASE)
_HEAD = re.compile(r"([^:\n]{2,80}):\s*(?=\S)")


def match_speaker(
    text: str, speakers: Sequence[SpeakerRegistration]
) -> tuple[SpeakerRegistration | None, str | None, str]:
    """Who of the registered speakers raised it, the name written in front where it is nobody's, and the matter.

    "3: đường ngập", "Nguyễn Văn Mẫu: đường ngập" and "ông Mẫu: đường ngập" are understood.
    """
    numbered = _NUMBER.match(text)
    if numbered:
        found = next((s for s in speakers if s.number == int(numbered[1])), None)
        if found is not None:
            return found, found.name, text[numbered.end() :].strip()
    head = _HEAD.match(text)
    if head is None or not any(c.isalpha() for c in head[1]):
        return None, None, text.strip()
    said = fold(head[1])
    known = [s for s in speakers if fold(s.name) == said or said.endswith(" " + fold(s.name))]
    # One's given name stands last and is what people call each other by.
    known = known or [s for s in speakers if said.split()[-1:] == fold(s.name).split()[-1:]]
    if len(known) == 1:
        return known[0], known[0].name, text[head.end() :].strip()
    return None, head[1].strip(), text[head.end() :].strip()
