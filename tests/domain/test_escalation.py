"""Tests of when those who wait for the upper level are reminded."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar
from domain.escalation import Escalation, first_reminder, next_reminder

CALENDAR = WorkingCalendar(days_off={date(2025, 12, 8): ""}, work_days={date(2025, 12, 13): ""})


@pytest.mark.parametrize(
    ("expected", "first", "second"),
    [
        pytest.param(date(2025, 11, 25), date(2025, 11, 25), date(2025, 12, 2), id="a-tuesday"),
        pytest.param(date(2025, 12, 7), date(2025, 12, 9), date(2025, 12, 16), id="a-sunday-before-a-day-off"),
        pytest.param(date(2025, 12, 6), date(2025, 12, 9), date(2025, 12, 16), id="a-saturday"),
        pytest.param(date(2025, 12, 13), date(2025, 12, 13), date(2025, 12, 22), id="a-saturday-that-is-worked"),
    ],
)
def test_reminders_come_on_working_days_every_week(expected: date, first: date, second: date) -> None:
    assert first_reminder(expected, CALENDAR) == first
    assert next_reminder(first, CALENDAR) == second


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_reminders_never_come_early_nor_on_days_off(day: date) -> None:
    first, second = first_reminder(day, CALENDAR), next_reminder(day, CALENDAR)
    assert day <= first
    assert (second - day).days >= 7
    assert CALENDAR.is_working_day(first)
    assert CALENDAR.is_working_day(second)


def test_a_reply_that_is_awaited_may_be_late() -> None:
    day = date(2025, 11, 25)
    paper = Escalation(1, 1, 1, "125/UBND", "Sở mẫu", date(2025, 11, 10), day, day)
    assert (paper.is_late(day), paper.is_late(date(2025, 11, 26))) == (False, True)
    answered = Escalation(
        1, 1, 1, "125/UBND", "Sở mẫu", date(2025, 11, 10), day, day, datetime(2025, 12, 1, tzinfo=UTC), "9/SXD", day
    )
    assert not answered.is_late(date(2025, 12, 1))
