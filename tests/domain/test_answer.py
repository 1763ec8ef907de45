"""Tests of an answer's way: who approves, who may take it back until when, what is closed, who hears of lateness."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.access import Actor, Grant, Role
from domain.answer import (
    ANSWER_MOVES,
    LATE_STATES,
    LONG,
    OUTCOMES,
    UNDER_WAY,
    Answer,
    AnswerState,
    AnswerText,
    Writing,
    approver,
    first_sentences,
    in_office_hours,
    is_told_late,
    may_close,
)
from domain.calendar import WorkingCalendar
from domain.commune import VIETNAM, Department, Hours, Topic
from domain.petition import OPEN, PetitionOutcome, PetitionState
from domain.refusal import Refused
from storage.tables import LATE_STATES as LATE_STATES_OF_THE_INDEX
from tests.domain.test_cao_minh import COMMUNE
from tests.domain.test_petition import PETITION

NOW = datetime(2025, 11, 7, 8, 0, tzinfo=VIETNAM)
OFFICER = Actor(1, 20, (Grant(Role.OFFICER, "kinh-te"),))
HEAD = Actor(1, 21, (Grant(Role.DEPARTMENT_HEAD, "kinh-te"),))
OTHER_HEAD = Actor(1, 22, (Grant(Role.DEPARTMENT_HEAD, "cong-an"),))
CHAIR = Actor(1, 50, (Grant(Role.CHAIR),))
CLERK = Actor(1, 40, (Grant(Role.CLERK),), frozenset({"kinh-te"}))
BOTH = frozenset({Role.DEPARTMENT_HEAD, Role.CHAIR})

DEPARTMENT = Department("kinh-te", "Phòng Kinh tế")
TOPIC = Topic("duong", "Đường", "kinh-te")
WRITTEN = AnswerText("Sẽ làm cống.", PetitionOutcome.ANSWERED)
WAITING = Answer(1, 3, 7, AnswerState.WAITING, WRITTEN, 20, NOW, approver=Role.DEPARTMENT_HEAD)
APPROVED = replace(
    WAITING, state=AnswerState.APPROVED, approved_by=21, approved_at=NOW, sends_at=NOW + timedelta(seconds=60)
)

# ── who approves ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("chair_approves", "approval", "author", "present", "who"),
    [
        pytest.param(False, True, OFFICER, BOTH, Role.DEPARTMENT_HEAD, id="an-officers-answer"),
        pytest.param(False, True, OFFICER, {Role.CHAIR}, None, id="a-department-without-a-head"),
        pytest.param(False, False, OFFICER, BOTH, None, id="approval-switched-off"),
        pytest.param(False, True, HEAD, BOTH, None, id="the-heads-own"),
        pytest.param(False, True, OTHER_HEAD, BOTH, Role.DEPARTMENT_HEAD, id="the-head-of-another"),
        pytest.param(False, True, CLERK, (), None, id="a-clerk-for-a-department-that-is-not-here"),
        pytest.param(True, True, OFFICER, BOTH, Role.CHAIR, id="a-topic-of-the-chairs"),
        pytest.param(True, True, HEAD, BOTH, Role.CHAIR, id="a-head-on-a-topic-of-the-chairs"),
        pytest.param(True, True, CHAIR, BOTH, None, id="the-chairs-own"),
        pytest.param(True, False, OFFICER, BOTH, Role.CHAIR, id="a-topic-of-the-chairs-though-switched-off"),
        pytest.param(True, True, OFFICER, {Role.DEPARTMENT_HEAD}, Role.DEPARTMENT_HEAD, id="no-chair-here"),
        pytest.param(True, True, OFFICER, (), None, id="nobody-here"),
    ],
)
def test_who_looks_at_an_answer(
    chair_approves: bool, approval: bool, author: Actor, present: Collection[Role], who: Role | None
) -> None:
    topic, department = replace(TOPIC, chair_approves=chair_approves), replace(DEPARTMENT, approval=approval)
    assert approver(topic, department, author, present) is who


@pytest.mark.parametrize(
    ("waits_for", "actor", "may"),
    [
        (Role.DEPARTMENT_HEAD, HEAD, True),
        (Role.DEPARTMENT_HEAD, OTHER_HEAD, False),
        (Role.DEPARTMENT_HEAD, OFFICER, False),
        (Role.DEPARTMENT_HEAD, CHAIR, True),
        (Role.CHAIR, CHAIR, True),
        (Role.CHAIR, HEAD, False),
    ],
)
def test_who_may_approve_what_waits(waits_for: Role, actor: Actor, may: bool) -> None:
    waiting = replace(WAITING, approver=waits_for)
    if may:
        waiting.check_approves(actor, "kinh-te")
    else:
        with pytest.raises(Refused, match="answer-refused-other-approver"):
            waiting.check_approves(actor, "kinh-te")


# ── its way ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("old", AnswerState)
@pytest.mark.parametrize("new", AnswerState)
def test_an_answer_moves_only_along_its_way(old: AnswerState, new: AnswerState) -> None:
    answer = replace(WAITING, state=old)
    if new in ANSWER_MOVES[old]:
        answer.check_move(new)
        assert old in UNDER_WAY
    else:
        with pytest.raises(Refused, match=f"answer-refused-when-{old}"):
            answer.check_move(new)


def test_what_is_over_stays_over() -> None:
    assert {state for state in AnswerState if ANSWER_MOVES[state]} == UNDER_WAY
    assert AnswerState.SENT not in ANSWER_MOVES[AnswerState.WAITING]


@pytest.mark.parametrize(
    ("answer", "person", "seconds", "refused"),
    [
        pytest.param(APPROVED, 20, 59, None, id="who-wrote-it-at-59"),
        pytest.param(APPROVED, 21, 59, None, id="who-approved-it-at-59"),
        pytest.param(APPROVED, 20, 60, "answer-refused-undo-late", id="at-60"),
        pytest.param(APPROVED, 20, 61, "answer-refused-undo-late", id="at-61"),
        pytest.param(APPROVED, 30, 1, "answer-refused-undo-others", id="a-colleague"),
        pytest.param(WAITING, 20, 86_400, None, id="as-long-as-it-waits"),
        pytest.param(WAITING, 21, 1, "answer-refused-undo-others", id="who-returns-it-instead"),
        pytest.param(replace(APPROVED, state=AnswerState.SENT), 20, 1, "answer-refused-when-sent", id="sent"),
        pytest.param(replace(APPROVED, state=AnswerState.UNDONE), 20, 1, "answer-refused-when-undone", id="undone"),
    ],
)
def test_who_may_take_an_answer_back_and_until_when(
    answer: Answer, person: int, seconds: int, refused: str | None
) -> None:
    now = NOW + timedelta(seconds=seconds)
    if refused is None:
        answer.check_undo(person, now)
    else:
        with pytest.raises(Refused, match=refused):
            answer.check_undo(person, now)


@given(st.integers(0, 600), st.integers(-5, 700))
def test_it_can_be_taken_back_exactly_until_it_goes_out(seconds: int, after: int) -> None:
    answer = replace(APPROVED, sends_at=NOW + timedelta(seconds=seconds))
    try:
        answer.check_undo(20, NOW + timedelta(seconds=after))
    except Refused:
        assert after >= seconds
    else:
        assert after < seconds


# ── what it says ──────────────────────────────────────────────────────────────────────────────────────────────


TODAY = date(2025, 11, 7)


@pytest.mark.parametrize(
    ("outcome", "promised_on", "refused"),
    [
        (PetitionOutcome.ANSWERED, None, None),
        (PetitionOutcome.RESOLVED, None, None),
        (PetitionOutcome.GUIDED, None, None),
        (PetitionOutcome.PROMISED, date(2025, 11, 8), None),
        (PetitionOutcome.PROMISED, date(2025, 11, 7), "answer-refused-promise"),
        (PetitionOutcome.PROMISED, date(2025, 11, 6), "answer-refused-promise"),
        (PetitionOutcome.PROMISED, None, "answer-refused-promise"),
        (PetitionOutcome.BEYOND, None, None),
    ],
)
def test_a_promise_needs_a_day_that_is_still_to_come(
    outcome: PetitionOutcome, promised_on: date | None, refused: str | None
) -> None:
    written = replace(WRITTEN, outcome=outcome, promised_on=promised_on)
    if refused is None:
        written.check(TODAY)
    else:
        with pytest.raises(Refused, match=refused):
            written.check(TODAY)


def test_an_answer_says_something_or_has_a_file() -> None:
    with pytest.raises(Refused, match="answer-refused-empty"):
        replace(WRITTEN, text="").check(TODAY)
    assert set(OUTCOMES) == set(PetitionOutcome) - {PetitionOutcome.BEYOND}


@given(st.text(st.characters(categories=["L", "P", "Zs"]), max_size=3 * LONG), st.integers(40, 400))
def test_how_a_text_begins_fits_and_is_its_beginning(text: str, length: int) -> None:
    said = first_sentences(text, length)
    assert len(said) <= length
    assert "".join(text.split()).startswith("".join(said.split()))


def test_the_beginning_ends_with_a_sentence() -> None:
    text = "Xã đã khảo sát tuyến đường. Cống sẽ làm trong tháng 12. " + "Chi tiết như sau: " * 40
    assert first_sentences(text, 80) == "Xã đã khảo sát tuyến đường. Cống sẽ làm trong tháng 12."
    long = replace(WRITTEN, text=text * 3)
    assert long.is_long
    assert long.short == first_sentences(text * 3)
    assert replace(long, summary="Tháng 12 làm cống.").short == "Tháng 12 làm cống."


@pytest.mark.parametrize(
    ("person", "minutes", "told"), [(20, 1, False), (21, 14, True), (21, 15, False), (21, 600, False)]
)
def test_colleagues_hear_for_a_quarter_of_an_hour_who_writes(person: int, minutes: int, told: bool) -> None:
    assert Writing(20, NOW).holds(person, NOW + timedelta(minutes=minutes)) is told


# ── after it ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("state", "days", "promised_on", "closes"),
    [
        (PetitionState.ANSWERED, 29, None, False),
        (PetitionState.ANSWERED, 30, None, True),
        (PetitionState.ANSWERED, 30, date(2025, 12, 6), True),
        (PetitionState.ANSWERED, 30, date(2025, 12, 7), False),
        (PetitionState.ANSWERED, 31, date(2025, 12, 7), True),
        (PetitionState.RECEIVED, 300, None, False),
        (PetitionState.CLOSED, 300, None, False),
    ],
)
def test_what_was_answered_is_over_when_nobody_asks_again_and_every_promise_was_due(
    state: PetitionState, days: int, promised_on: date | None, closes: bool
) -> None:
    answered = replace(PETITION, state=state, answered_at=NOW, promised_on=promised_on)
    assert may_close(answered, NOW + timedelta(days=days), 30) is closes


@pytest.mark.parametrize("state", PetitionState)
def test_authors_hear_that_we_are_late_not_that_they_are(state: PetitionState) -> None:
    late = replace(PETITION, state=state)
    told = state in {"received", "assigned", "taken", "drafted"}
    assert is_told_late(late, date(2025, 11, 22)) is told
    assert not is_told_late(late, date(2025, 11, 21))
    assert not is_told_late(replace(late, days_left=3), date(2025, 11, 22))


def test_the_index_of_late_petitions_speaks_of_the_same_states() -> None:
    assert set(LATE_STATES) == {PetitionState(name.strip("' ")) for name in LATE_STATES_OF_THE_INDEX[1:-1].split(",")}
    assert LATE_STATES < OPEN


MORNING_AND_AFTERNOON = (Hours(time(7), time(11, 30)), Hours(time(13), time(16, 30)))


@pytest.mark.parametrize(
    ("day", "hour", "hours", "is_open"),
    [
        (7, 8, (), True),
        (7, 22, (), False),
        (8, 8, (), False),
        (7, 12, MORNING_AND_AFTERNOON, False),
        (7, 13, MORNING_AND_AFTERNOON, True),
        (8, 13, MORNING_AND_AFTERNOON, False),
    ],
)
def test_when_offices_are_open(day: int, hour: int, hours: tuple[Hours, ...], is_open: bool) -> None:
    commune = replace(COMMUNE, office_hours=hours, quiet_hours=Hours(time(21), time(6)))
    now = datetime(2025, 11, day, hour, tzinfo=VIETNAM).astimezone(UTC)
    assert in_office_hours(commune, WorkingCalendar(), now) is is_open
