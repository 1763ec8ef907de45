"""Tests of when a dialogue takes opinions and speakers."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from domain.commune import Commune, CommuneKind, Hamlet, HamletKind, Hours
from domain.dialogue import BEFORE_SESSION, MOVES, Dialogue, DialogueState, Window
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
        (DialogueState.COLLATED, UNTIL - MOMENT, False, False),
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


@pytest.mark.parametrize(
    ("changes", "hamlets"),
    [
        ({}, ["a", "b"]),
        ({"hamlet": "b"}, ["b"]),
        ({"audience": "doanh nghiệp"}, []),
        # Each hamlet sends some of them.
        ({"audience": "nông dân", "delegates_per_hamlet": 5}, ["a", "b"]),
    ],
)
def test_heads_have_to_do_with_what_is_for_their_hamlet_or_for_all(changes: dict[str, Any], hamlets: list[str]) -> None:
    hours = Hours(time(21), time(6))
    commune = Commune(
        1, "mau", "Mẫu", CommuneKind.XA, "", "MM", "", hours, time(7), 10, 15,
        hamlets=(Hamlet("a", "A", HamletKind.THON), Hamlet("b", "B", HamletKind.THON)),
    )  # fmt: skip
    assert replace(DIALOGUE, **changes).hamlets(commune) == hamlets


S = DialogueState
OFF = {S.POSTPONED, S.CANCELLED}
ALLOWED = {
    S.PLANNED: {S.ANNOUNCED, S.COLLECTING} | OFF,
    S.ANNOUNCED: {S.COLLECTING} | OFF,
    S.COLLECTING: {S.COLLATED, S.IN_SESSION} | OFF,
    S.COLLATED: {S.COLLECTING, S.ANSWERING, S.IN_SESSION} | OFF,
    S.ANSWERING: {S.COLLECTING, S.IN_SESSION} | OFF,
    S.IN_SESSION: {S.CONCLUDED},
    S.CONCLUDED: {S.FOLLOWING_UP, S.CLOSED},
    S.FOLLOWING_UP: {S.CLOSED},
    S.CLOSED: set(),
    S.POSTPONED: {S.PLANNED, S.ANNOUNCED, S.COLLECTING, S.CANCELLED},
    S.CANCELLED: set(),
}


@pytest.mark.parametrize("old", DialogueState)
@pytest.mark.parametrize("new", DialogueState)
def test_a_dialogue_takes_only_the_steps_of_its_life(old: DialogueState, new: DialogueState) -> None:
    assert set(MOVES) == set(ALLOWED) == set(DialogueState)
    dialogue = replace(DIALOGUE, state=old)
    if new in ALLOWED[old]:
        dialogue.check_move(new)
    else:
        with pytest.raises(Refused, match=f"dialogue-refused-when-{old}"):
            dialogue.check_move(new)


def test_a_dialogue_without_a_day_takes_opinions_and_speakers_while_it_collects() -> None:
    dialogue = replace(DIALOGUE, starts_at=None, speakers_until=None)
    assert dialogue.takes_opinions(UNTIL)
    assert dialogue.takes_speakers(UNTIL)
    assert (dialogue.day, dialogue.last_day) == (None, None)


@pytest.mark.parametrize("state", sorted(set(DialogueState) - BEFORE_SESSION))
def test_once_it_has_begun_it_is_over_for_those_who_come_late(state: DialogueState) -> None:
    dialogue = replace(DIALOGUE, starts_at=None, speakers_until=None, state=state)
    assert dialogue.is_over(UNTIL)
    with pytest.raises(Refused, match="speaker-refused-not-open"):
        dialogue.check_takes_speakers(UNTIL)


@pytest.mark.parametrize(
    ("window", "id_", "facts"),
    [
        (Window(None, date(2026, 5, 31)), "window-before", {"day": date(2026, 6, 1)}),
        (Window(date(2025, 8, 1), date(2025, 8, 31)), "window-month", {"month": "8", "year": "2025"}),
        (Window(date(2024, 2, 1), date(2024, 2, 29)), "window-month", {"month": "2", "year": "2024"}),
        (Window(date(2024, 10, 1), date(2024, 12, 31)), "window-quarter", {"quarter": "IV", "year": "2024"}),
        (
            Window(date(2024, 2, 1), date(2024, 4, 30)),
            "window-range",
            {"first": date(2024, 2, 1), "last": date(2024, 4, 30)},
        ),
        (
            Window(date(2025, 11, 15), date(2025, 11, 30)),
            "window-range",
            {"first": date(2025, 11, 15), "last": date(2025, 11, 30)},
        ),
        (Window(date(2025, 11, 14), date(2025, 11, 14)), "window-day", {"day": date(2025, 11, 14)}),
    ],
)
def test_an_open_day_is_named_as_the_plan_names_it(window: Window, id_: str, facts: dict[str, object]) -> None:
    said = window.words()
    assert (said.id, dict(said.facts)) == (id_, facts)
