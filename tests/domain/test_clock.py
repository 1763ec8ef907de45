"""Tests of a petition's clock: whatever stops it and sets it going, no working day is won or lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar, day_of
from domain.clock import Silence, again_until, clock_of, day_after_pause, days_left, silence, started_on
from domain.commune import Answering
from domain.deadline import Deadline, explain
from domain.petition import EntryKind, PetitionState
from locales import render
from tests.domain.test_petition import PETITION

E = EntryKind
# 7 November 2025 is a Friday; 20 November is a day off, Saturday the 29th is worked instead.
CALENDAR = WorkingCalendar(
    days_off={date(2025, 11, 20): "Ngày nghỉ mẫu"}, work_days={date(2025, 11, 29): "làm bù 20/11"}
)
FRIDAY = date(2025, 11, 7)


def at(day: int, month: int = 11) -> datetime:
    return datetime(2025, month, day, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "today", "left"),
    [
        pytest.param(date(2025, 11, 21), FRIDAY, 9, id="over-a-day-off"),
        pytest.param(date(2025, 11, 21), date(2025, 11, 21), 0, id="on-the-last-day"),
        pytest.param(date(2025, 11, 21), date(2025, 11, 22), None, id="too-late-to-stop"),
        pytest.param(date(2025, 12, 1), date(2025, 11, 28), 2, id="over-a-day-worked-instead"),
    ],
)
def test_days_that_are_left(due: date, today: date, left: int | None) -> None:
    assert days_left(due, today, CALENDAR) == left


@pytest.mark.parametrize(
    ("due", "left", "today", "after"),
    [
        pytest.param(date(2025, 11, 21), 9, FRIDAY, date(2025, 11, 21), id="on-the-day-it-was-stopped"),
        pytest.param(date(2025, 11, 21), 6, date(2025, 11, 17), date(2025, 11, 26), id="a-week-later"),
        pytest.param(
            date(2025, 11, 21), 0, date(2025, 11, 21), date(2025, 11, 21), id="stopped-and-gone-on-at-the-end"
        ),
        pytest.param(date(2025, 11, 21), 0, date(2025, 11, 22), date(2025, 11, 24), id="no-day-left-gets-the-next"),
        pytest.param(date(2025, 11, 23), 1, date(2025, 11, 20), date(2025, 11, 23), id="a-last-day-that-is-a-sunday"),
    ],
)
def test_the_last_day_after_a_pause(due: date, left: int, today: date, after: date) -> None:
    assert day_after_pause(due, left, today, CALENDAR) == after


days = st.integers(0, 60).map(lambda n: FRIDAY + timedelta(days=n))
calendars = st.builds(
    lambda off, work: WorkingCalendar(
        days_off=dict.fromkeys(off, ""), work_days=dict.fromkeys((day for day in work if day not in off), "")
    ),
    st.sets(days, max_size=15),
    st.sets(days, max_size=10),
)


@given(calendars, days, st.integers(1, 20), st.integers(0, 30), st.integers(0, 60))
def test_a_pause_neither_wins_nor_loses_a_working_day(
    calendar: WorkingCalendar, start: date, count: int, asked: int, silent: int
) -> None:
    due, asked_on = calendar.add_working_days(start, count), start + timedelta(days=asked)
    left = days_left(due, asked_on, calendar)
    if left is None:
        assert asked_on > due
        return
    replied_on = asked_on + timedelta(days=silent)
    after = day_after_pause(due, left, replied_on, calendar)
    used = calendar.working_days_between(start, asked_on) + calendar.working_days_between(replied_on, after)
    # Only who had no day left gets one: the reply has to be read.
    gift = 1 if left == 0 and replied_on > due else 0
    assert used == count + gift
    assert after >= due
    assert not (replied_on > after)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[EntryKind, datetime]]:
    """Questions, replies, handing over and extensions, in any order."""
    kinds = st.sampled_from(
        [E.ASKED, E.REPLIED, E.UNREPLIED, E.MOVED, E.ESCALATED, E.UPPER_REPLIED, E.ADDED, E.DRAFTED]
    )
    steps = draw(st.lists(st.tuples(kinds, st.integers(0, 5)), max_size=8))
    day, found = 0, []
    for kind, later in steps:
        day += later
        found.append((kind, PETITION.received_at + timedelta(days=day)))
    return found


@given(calendars, histories())
def test_working_days_are_kept_through_any_number_of_pauses(
    calendar: WorkingCalendar, happened: list[tuple[EntryKind, datetime]]
) -> None:
    """Counted day by day: each working day is used once, while the clock runs; one is given where none was left."""
    clock = clock_of(PETITION, happened, calendar)
    running = day_of(PETITION.received_at)
    used = gifts = 0
    stopped, last = False, calendar.add_working_days(running, PETITION.answer_days)
    for kind, moment in happened:
        today = day_of(moment)
        if stopped and kind in (E.REPLIED, E.UNREPLIED, E.MOVED, E.UPPER_REPLIED, E.ESCALATED, E.DRAFTED):
            left = PETITION.answer_days + gifts - used
            gifts += 1 if left == 0 and today > last else 0
            running, stopped = today, False
            last = max(last, calendar.add_working_days(today, PETITION.answer_days + gifts - used))
        if not stopped and kind in (E.ASKED, E.ESCALATED) and today <= last:
            used, stopped = used + calendar.working_days_between(running, today), True
    if stopped:
        assert clock.days_left == PETITION.answer_days + gifts - used
        assert clock.deadline.due_on is None
    else:
        assert (clock.due_on, clock.days_left) == (last, None)
        assert used + calendar.working_days_between(running, last) == PETITION.answer_days + gifts


@pytest.mark.parametrize(
    ("happened", "changes", "due", "explained"),
    [
        pytest.param(
            [], {}, date(2025, 11, 24), "10 ngày làm việc kể từ ngày nhận 07/11/2025, trừ 20/11 (Ngày nghỉ mẫu)",
            id="running",
        ),
        pytest.param(
            [(E.ASKED, at(12)), (E.REPLIED, at(18))], {}, date(2025, 11, 28),
            "10 ngày làm việc kể từ ngày nhận 07/11/2025, trừ 20/11 (Ngày nghỉ mẫu); "
            "tạm dừng từ 12/11/2025 để chờ bổ sung; "
            "tính tiếp 07 ngày làm việc kể từ 18/11/2025, trừ 20/11 (Ngày nghỉ mẫu)", id="after-a-reply",
        ),
        pytest.param(
            [(E.ASKED, at(12))], {}, None,
            "10 ngày làm việc kể từ ngày nhận 07/11/2025, trừ 20/11 (Ngày nghỉ mẫu); "
            "tạm dừng từ 12/11/2025 để chờ bổ sung, còn 07 ngày làm việc", id="waiting-for-a-reply",
        ),
        pytest.param(
            [(E.ESCALATED, at(12))], {}, None,
            "10 ngày làm việc kể từ ngày nhận 07/11/2025, trừ 20/11 (Ngày nghỉ mẫu); "
            "tạm dừng từ 12/11/2025 để chờ cấp trên, còn 07 ngày làm việc", id="waiting-for-the-upper-level",
        ),
        pytest.param(
            [(E.EXTENDED, at(12))], {"extension_days": 5}, date(2025, 11, 29),
            "10 ngày làm việc kể từ ngày nhận 07/11/2025, trừ 20/11 (Ngày nghỉ mẫu); gia hạn thêm 05 ngày làm việc "
            "kể từ 24/11/2025, tính cả ngày làm bù 29/11 (làm bù 20/11)", id="extended",
        ),
        pytest.param(
            [(E.ASKED, at(25)), (E.REPLIED, at(28))], {}, date(2025, 11, 24),
            "10 ngày làm việc kể từ ngày nhận 07/11/2025, trừ 20/11 (Ngày nghỉ mẫu)", id="asked-too-late-to-stop-it",
        ),
        pytest.param(
            [(E.ASKED, at(12)), (E.REPLIED, at(12))], {}, date(2025, 11, 24),
            "10 ngày làm việc kể từ ngày nhận 07/11/2025, trừ 20/11 (Ngày nghỉ mẫu)", id="replied-the-same-day",
        ),
        pytest.param(
            [(E.ASKED, at(12)), (E.REPLIED, at(13)), (E.ASKED_AGAIN, at(3, 12))], {"answer_days": 5},
            date(2025, 12, 10), "05 ngày làm việc kể từ ngày hỏi lại 03/12/2025", id="asked-again-begins-anew",
        ),
    ],
)  # fmt: skip
def test_a_clock_explains_itself(
    happened: list[tuple[EntryKind, datetime]], changes: dict[str, Any], due: date | None, explained: str
) -> None:
    deadline = clock_of(replace(PETITION, **changes), happened, CALENDAR).deadline
    assert deadline.due_on == due
    assert render(explain(deadline), "vi") == explained
    assert render(explain(deadline), "en")
    assert isinstance(deadline, Deadline)


def test_the_period_counts_from_the_day_it_came_or_was_asked_about_again() -> None:
    assert started_on(PETITION, []) == FRIDAY
    assert started_on(PETITION, [(E.ASKED, at(9)), (E.ASKED_AGAIN, at(12)), (E.ASKED, at(13))]) == date(2025, 11, 12)


@pytest.mark.parametrize(
    ("today", "times", "found"),
    [
        pytest.param(FRIDAY, 1, Silence.WAIT, id="the-same-day"),
        pytest.param(date(2025, 11, 13), 1, Silence.WAIT, id="four-working-days"),
        pytest.param(date(2025, 11, 14), 1, Silence.REPEAT, id="five-working-days"),
        pytest.param(date(2025, 11, 14), 2, Silence.WAIT, id="repeated-already"),
        pytest.param(date(2025, 11, 21), 2, Silence.WAIT, id="nine-working-days"),
        pytest.param(date(2025, 11, 24), 2, Silence.GIVE_UP, id="ten-working-days"),
        pytest.param(date(2025, 12, 24), 1, Silence.GIVE_UP, id="after-a-standstill"),
    ],
)
def test_a_question_is_repeated_once_and_not_waited_for_endlessly(today: date, times: int, found: Silence) -> None:
    assert silence(FRIDAY, times, today, Answering(), CALENDAR) is found


@pytest.mark.parametrize(
    ("state", "until"),
    [
        (PetitionState.ANSWERED, date(2025, 12, 12)),
        (PetitionState.CLOSED, date(2025, 12, 12)),
        (PetitionState.TAKEN, None),
        (PetitionState.WITHDRAWN, None),
    ],
)
def test_who_was_answered_may_ask_again_for_a_while(state: PetitionState, until: date | None) -> None:
    answered = replace(PETITION, state=state, answered_at=at(12))
    assert again_until(answered, 30) == until
    assert again_until(replace(answered, answered_at=None), 30) is None


PAUSED = replace(PETITION, state=PetitionState.ASKED, days_left=3)


@pytest.mark.parametrize(
    ("petition", "paused", "waits", "late"),
    [
        pytest.param(PETITION, False, False, True, id="running"),
        pytest.param(PAUSED, True, True, False, id="asked"),
        pytest.param(replace(PAUSED, days_left=None), False, True, True, id="asked-when-it-was-late"),
        pytest.param(replace(PAUSED, state=PetitionState.TAKEN), True, True, False, id="taken-over-by-a-colleague"),
        pytest.param(replace(PAUSED, state=PetitionState.ESCALATED), True, False, False, id="with-the-upper-level"),
        pytest.param(
            replace(PETITION, state=PetitionState.ESCALATED), True, False, False, id="passed-up-when-it-was-late"
        ),
        pytest.param(replace(PAUSED, state=PetitionState.ANSWERED), False, False, False, id="answered-meanwhile"),
    ],
)
def test_what_waits_for_others_is_never_late(petition: object, paused: bool, waits: bool, late: bool) -> None:
    assert isinstance(petition, type(PETITION))
    assert (petition.is_paused, petition.waits_for_author) == (paused, waits)
    assert petition.is_late(date(2026, 3, 1)) is late
