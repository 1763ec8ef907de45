"""Tests of working days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar, day_of, days_that_differ
from domain.commune import CalendarDay, DayKind

SPRING_2026 = WorkingCalendar(
    days_off={
        date(2026, 4, 27): "Nghỉ bù Giỗ Tổ",
        date(2026, 4, 30): "Ngày Chiến thắng",
        date(2026, 5, 1): "Quốc tế Lao động",
        date(2026, 5, 2): "trùng thứ Bảy",
    },
    work_days={date(2026, 5, 9): "làm bù cho 4/5", date(2026, 5, 7): "thứ Năm"},
)
# Two years, so that deadlines cross their ends.
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
CALENDARS = st.builds(
    WorkingCalendar,
    st.frozensets(st.integers(1, 7), min_size=1),
    st.dictionaries(DAYS, st.just("ngày nghỉ"), max_size=30),
    st.dictionaries(DAYS, st.just("làm bù"), max_size=5),
)
# Near each other, so that what is added lies between a start and its due day.
STARTS = st.dates(date(2026, 12, 1), date(2027, 1, 31))
NEARBY = st.dates(date(2026, 12, 1), date(2027, 3, 31))
CROWDED = st.builds(
    WorkingCalendar,
    st.frozensets(st.integers(1, 7), min_size=1),
    st.dictionaries(NEARBY, st.just("ngày nghỉ"), max_size=30),
    st.dictionaries(NEARBY, st.just("làm bù"), max_size=10),
)


def days_of(kind: DayKind) -> st.SearchStrategy[list[CalendarDay]]:
    return st.lists(st.builds(CalendarDay, NEARBY, st.just(kind), st.just("thêm")), max_size=20)


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


@given(CROWDED, STARTS, st.integers(0, 40), days_of(DayKind.OFF))
def test_more_days_off_never_make_a_due_day_earlier(
    calendar: WorkingCalendar, start: date, count: int, added: list[CalendarDay]
) -> None:
    assert calendar.with_days(added).add_working_days(start, count) >= calendar.add_working_days(start, count)


@given(CROWDED, STARTS, st.integers(0, 40), days_of(DayKind.WORK))
def test_more_make_up_days_never_make_a_due_day_later(
    calendar: WorkingCalendar, start: date, count: int, added: list[CalendarDay]
) -> None:
    assert calendar.with_days(added).add_working_days(start, count) <= calendar.add_working_days(start, count)


@given(CROWDED, days_of(DayKind.OFF), days_of(DayKind.WORK))
def test_what_is_said_last_of_a_day_counts(
    calendar: WorkingCalendar, off: list[CalendarDay], work: list[CalendarDay]
) -> None:
    shut, opened = {each.day for each in off}, {each.day for each in work}
    corrected = calendar.with_days([*work, *off])
    assert not any(corrected.is_working_day(day) for day in shut)
    assert all(corrected.is_working_day(day) for day in opened - shut)
    assert corrected.with_days([*off, *work]).is_working_day(min(opened, default=date(2026, 5, 4))) or not opened
    untouched = {date(2026, 12, 1) + timedelta(days=n) for n in range(121)} - shut - opened
    assert all(corrected.is_working_day(day) is calendar.is_working_day(day) for day in untouched)


@given(CROWDED, CROWDED, STARTS, st.integers(0, 60))
def test_calendars_without_a_day_that_differs_count_alike(
    before: WorkingCalendar, after: WorkingCalendar, start: date, count: int
) -> None:
    ends = before.add_working_days(start, count), after.add_working_days(start, count)
    differing = days_that_differ(before, after, start, max(ends))
    assert all(start < day <= max(ends) for day in differing)
    assert all(before.is_working_day(day) is not after.is_working_day(day) for day in differing)
    assert differing or ends[0] == ends[1]


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


def test_only_make_up_days_on_which_the_office_would_be_shut_are_named() -> None:
    assert SPRING_2026.make_up_days(date(2026, 5, 4), date(2026, 5, 9)) == [(date(2026, 5, 9), "làm bù cho 4/5")]
    assert SPRING_2026.make_up_days(date(2026, 5, 4), date(2026, 5, 8)) == []


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 4, 20, 16, 59, tzinfo=UTC), date(2026, 4, 20)),
        (datetime(2026, 4, 20, 17, 0, tzinfo=UTC), date(2026, 4, 21)),
    ],
)
def test_a_day_begins_at_midnight_in_vietnam(moment: datetime, day: date) -> None:
    assert day_of(moment) == day
