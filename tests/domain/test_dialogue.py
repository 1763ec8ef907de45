"""Tests of when a dialogue takes opinions and speakers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.dialogue import MOVES, Dialogue, DialogueState
from domain.refusal import Refused

STARTS = datetime(2025, 11, 28, 0, 30, tzinfo=UTC)
UNTIL = datetime(2025, 11, 27, 10, 0, tzinfo=UTC)
DIALOGUE = Dialogue(1879, 1, "Hội nghị mẫu", None, "Trụ sở", STARTS, UNTIL, 15, DialogueState.COLLECTING)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("state", "now", "opinions", "speakers"),
    [
        (DialogueState.PLANNED, UNTIL - MOMENT, False, False),
        (DialogueState.COLLECTING, UNTIL - MOMENT, True, True),
        (DialogueState.COLLECTING, UNTIL, True, False),
        (DialogueState.COLLECTING, STARTS - MOMENT, True, False),
        (DialogueState.COLLECTING, STARTS, False, False),
        (DialogueState.COLLECTED, UNTIL - MOMENT, False, False),
    ],
)
def test_opinions_and_speakers_are_taken_while_it_collects(
    state: DialogueState, now: datetime, opinions: bool, speakers: bool
) -> None:
    dialogue = replace(DIALOGUE, state=state)
    assert (dialogue.takes_opinions(now), dialogue.takes_speakers(now)) == (opinions, speakers)


def test_who_comes_too_late_to_speak_is_told_until_when_it_was() -> None:
    DIALOGUE.check_takes_speakers(UNTIL - MOMENT)
    with pytest.raises(Refused) as refused:
        DIALOGUE.check_takes_speakers(UNTIL)
    assert refused.value.code == "speaker-refused-closed"
    assert refused.value.facts == {"until": UNTIL}


@pytest.mark.parametrize("old", DialogueState)
@pytest.mark.parametrize("new", DialogueState)
def test_collection_is_opened_and_closed_again(old: DialogueState, new: DialogueState) -> None:
    allowed = {
        DialogueState.PLANNED: {DialogueState.COLLECTING},
        DialogueState.COLLECTING: {DialogueState.COLLECTED},
        DialogueState.COLLECTED: {DialogueState.COLLECTING},
    }
    assert set(MOVES) == set(DialogueState)
    dialogue = replace(DIALOGUE, state=old)
    if new in allowed[old]:
        dialogue.check_move(new)
    else:
        with pytest.raises(Refused, match=f"dialogue-refused-when-{old}"):
            dialogue.check_move(new)
