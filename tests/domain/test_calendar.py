"""Tests of working days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar, day_of

SPRING_2026 = WorkingCalendar(
    days_off={
        date(2026, 4, 27): "Nghỉ bù Giỗ Tổ",
        date(2026, 4, 30): "Ngày Chiến thắng",
        date(2026, 5, 1): "Quốc tế Lao động",
        date(2026, 5, 2): "trùng thứ Bảy",
    },
    work_days=frozenset({date(2026, 5, 9)}),
)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
CALENDARS = st.builds(
    WorkingCalendar,
    st.frozensets(st.integers(1, 7), min_size=1),
    st.dictionaries(DAYS, st.just("ngày nghỉ"), max_size=30),
    st.frozensets(DAYS, max_size=5),
)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        pytest.param(date(2026, 4, 20), 0, date(2026, 4, 20), id="no-days"),
        pytest.param(date(2026, 4, 20), 1, date(2026, 4, 21), id="next-day"),
        pytest.param(date(2026, 4, 24), 1, date(2026, 4, 28), id="over-weekend-and-holiday"),
        pytest.param(date(2026, 4, 29), 1, date(2026, 5, 4), id="over-two-holidays-and-a-weekend"),
        pytest.param(date(2026, 5, 8), 1, date(2026, 5, 9), id="a-saturday-worked-for-a-bridge-day"),
        pytest.param(date(2026, 4, 25), 1, date(2026, 4, 28), id="received-on-a-day-off"),
        pytest.param(date(2026, 4, 20), 10, date(2026, 5, 7), id="ten"),
    ],
)
def test_due_day_skips_days_the_office_is_shut(received: date, days: int, due: date) -> None:
    assert SPRING_2026.add_working_days(received, days) == due


@given(CALENDARS, DAYS, st.integers(1, 40))
def test_a_due_day_is_a_working_day_with_as_many_before_it(calendar: WorkingCalendar, start: date, count: int) -> None:
    due = calendar.add_working_days(start, count)
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert calendar.is_working_day(due)
    assert sum(calendar.is_working_day(day) for day in between) == count


@given(CALENDARS, DAYS, st.integers(0, 20), st.integers(0, 20))
def test_a_later_start_or_a_longer_period_is_never_due_earlier(
    calendar: WorkingCalendar, start: date, count: int, more: int
) -> None:
    due = calendar.add_working_days(start, count)
    assert calendar.add_working_days(start, count + more) >= due
    assert calendar.add_working_days(start + timedelta(days=more), count) >= due


@given(CALENDARS, DAYS)
def test_the_working_day_before_is_the_nearest_one(calendar: WorkingCalendar, day: date) -> None:
    before = calendar.working_day_before(day)
    assert before < day
    assert calendar.is_working_day(before)
    assert calendar.add_working_days(before, 1) >= day


def test_only_days_off_that_would_have_been_worked_are_named() -> None:
    assert SPRING_2026.named_days_off(date(2026, 4, 27), date(2026, 5, 4)) == [
        (date(2026, 4, 30), "Ngày Chiến thắng"),
        (date(2026, 5, 1), "Quốc tế Lao động"),
    ]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 4, 20, 16, 59, tzinfo=UTC), date(2026, 4, 20)),
        (datetime(2026, 4, 20, 17, 0, tzinfo=UTC), date(2026, 4, 21)),
    ],
)
def test_a_day_begins_at_midnight_in_vietnam(moment: datetime, day: date) -> None:
    assert day_of(moment) == day
