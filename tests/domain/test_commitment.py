"""Tests of promises: how one stands on a day, and who is told when it is late."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar
from domain.commitment import Commitment, CommitmentState, Rung, ladder, working_days_late
from domain.commune import VIETNAM

C, R = CommitmentState, Rung
CALENDAR = WorkingCalendar(days_off={date(2025, 12, 10): "Ngày nghỉ"})
FRIDAY = date(2025, 12, 5)
PROMISE = Commitment(1, 3, 1, 7, "CM25-0001", "kinh-te", "Sửa đường", date(2025, 11, 28), FRIDAY, FRIDAY)


def at(day: int, month: int = 12) -> datetime:
    return datetime(2025, month, day, 9, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("promise", "today", "state"),
    [
        pytest.param(PROMISE, FRIDAY, C.OPEN, id="on-the-day"),
        pytest.param(PROMISE, date(2025, 12, 6), C.LATE, id="the-day-after"),
        pytest.param(replace(PROMISE, kept_at=at(5)), date(2025, 12, 31), C.KEPT, id="kept"),
        pytest.param(replace(PROMISE, kept_at=at(6)), date(2025, 12, 31), C.KEPT_LATE, id="kept-late"),
        pytest.param(
            replace(PROMISE, due_on=None, report_due_on=date(2025, 12, 3)), date(2025, 12, 3), C.UNDATED, id="undated"
        ),
        pytest.param(
            replace(PROMISE, due_on=None, report_due_on=date(2025, 12, 3)), date(2025, 12, 4), C.LATE, id="no-report"
        ),
        pytest.param(replace(PROMISE, due_on=date(2025, 12, 20)), date(2025, 12, 8), C.OPEN, id="another-day"),
    ],
)
def test_late_is_computed(promise: Commitment, today: date, state: CommitmentState) -> None:
    assert promise.state(today) is state


OFFICE = {R.OFFICERS, R.HEADS, R.CLERKS}


@pytest.mark.parametrize(
    ("today", "told"),
    [
        pytest.param(date(2025, 12, 2), {R.OFFICERS}, id="before"),
        pytest.param(FRIDAY, {R.OFFICERS}, id="on-the-day"),
        pytest.param(date(2025, 12, 6), {R.OFFICERS}, id="saturday"),
        pytest.param(date(2025, 12, 8), OFFICE | {R.FRONT, R.CHAIRS}, id="the-first-working-day"),
        pytest.param(date(2025, 12, 9), OFFICE | {R.CHAIRS}, id="then-not-the-front"),
        pytest.param(date(2025, 12, 12), OFFICE | {R.CHAIRS}, id="friday"),
        pytest.param(date(2025, 12, 15), OFFICE | {R.FRONT, R.CHAIRS}, id="the-front-again-on-monday"),
    ],
)
def test_the_ladder(today: date, told: set[Rung]) -> None:
    assert ladder(FRIDAY, today, CALENDAR, 3) == told


def test_the_chair_comes_after_the_head() -> None:
    monday = date(2025, 12, 1)
    told = [ladder(monday, monday + timedelta(days=n), CALENDAR, 3) for n in range(4)]
    assert [R.HEADS in each for each in told] == [False, True, True, True]
    assert [R.CHAIRS in each for each in told] == [False, False, False, True]


def test_working_days_leave_out_days_off() -> None:
    assert [working_days_late(date(2025, 12, 9), date(2025, 12, day), CALENDAR) for day in (9, 10, 11, 12)] == [
        0,
        0,
        1,
        2,
    ]


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(0, 60), st.integers(1, 10))
def test_rungs_are_never_taken_away_but_for_the_front(due: date, days: int, chair_after: int) -> None:
    """Once somebody is on the ladder they stay on it; the Front is told week by week."""
    here = ladder(due, due + timedelta(days=days), CALENDAR, chair_after) - {R.FRONT}
    later = ladder(due, due + timedelta(days=days + 1), CALENDAR, chair_after)
    assert here <= later
