"""A dialogue conference: when it is, when opinions are collected, when the list of speakers closes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.refusal import Refused


class DialogueState(StrEnum):
    PLANNED = "planned"
    COLLECTING = "collecting"
    COLLECTED = "collected"


MOVES: dict[DialogueState, frozenset[DialogueState]] = {
    DialogueState.PLANNED: frozenset({DialogueState.COLLECTING}),
    DialogueState.COLLECTING: frozenset({DialogueState.COLLECTED}),
    DialogueState.COLLECTED: frozenset({DialogueState.COLLECTING}),
}


@dataclass(frozen=True)
class Dialogue:
    """`hamlet` None means the whole commune; moments are aware and in UTC."""

    commune_id: int
    id: int
    title: str
    hamlet: str | None
    venue: str
    starts_at: datetime
    speakers_until: datetime
    speaker_limit: int
    state: DialogueState

    def is_over(self, now: datetime) -> bool:
        return now >= self.starts_at

    def takes_opinions(self, now: datetime) -> bool:
        return self.state is DialogueState.COLLECTING and not self.is_over(now)

    def takes_speakers(self, now: datetime) -> bool:
        return self.takes_opinions(now) and now < self.speakers_until

    def check_takes_speakers(self, now: datetime) -> None:
        """Raise `Refused` unless people may register to speak at `now`."""
        if not self.takes_speakers(now):
            raise Refused("speaker-refused-closed", {"until": self.speakers_until})

    def check_move(self, state: DialogueState) -> None:
        """Raise `Refused` unless the dialogue may move to `state`."""
        if state not in MOVES[self.state]:
            raise Refused(f"dialogue-refused-when-{self.state}", {"title": self.title})
