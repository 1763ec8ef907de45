"""Tests of deadlines that say how they were computed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar
from domain.deadline import (
    CONCLUSION,
    DIALOGUE,
    RECEIVED,
    AfterWorkingDays,
    BeforeDay,
    Deadline,
    Fixed,
    FromEvent,
    after_event,
    after_working_days,
    before_day,
    before_event,
    explain,
    fixed_day,
    moved_day,
)
from locales import render

CALENDAR = WorkingCalendar(
    days_off={
        date(2025, 8, 30): "trùng thứ Bảy",
        date(2025, 9, 1): "",
        date(2025, 9, 2): "Quốc khánh",
        date(2026, 11, 24): "Ngày Văn hóa Việt Nam",
    },
    work_days={date(2025, 9, 6): "bù cho 1/9", date(2025, 9, 4): "thứ Năm"},
)
CONFERENCE = date(2025, 11, 14)


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        pytest.param(
            after_working_days(date(2025, 8, 28), 5, CALENDAR, RECEIVED),
            Deadline(
                date(2025, 9, 6),
                AfterWorkingDays(
                    date(2025, 8, 28), 5, RECEIVED,
                    ((date(2025, 9, 1), ""), (date(2025, 9, 2), "Quốc khánh")), ((date(2025, 9, 6), "bù cho 1/9"),),
                ),
            ),
            id="working-days",
        ),
        pytest.param(
            after_working_days(None, 5, CALENDAR, DIALOGUE), Deadline(None, AfterWorkingDays(None, 5, DIALOGUE)),
            id="working-days-after-nobody-knows-when",
        ),
        pytest.param(
            after_event(CONFERENCE, 5), Deadline(date(2025, 11, 19), FromEvent(CONFERENCE, 5, DIALOGUE)), id="after"
        ),
        pytest.param(
            before_event(CONFERENCE, 7), Deadline(date(2025, 11, 7), FromEvent(CONFERENCE, -7, DIALOGUE)), id="before"
        ),
        pytest.param(after_event(None, 5), Deadline(None, FromEvent(None, 5, DIALOGUE)), id="not-yet-known"),
        pytest.param(
            before_day(date(2025, 11, 7)), Deadline(date(2025, 11, 6), BeforeDay(date(2025, 11, 7))), id="before-a-day"
        ),
        pytest.param(before_day(date(2026, 1, 1)), Deadline(date(2025, 12, 31), BeforeDay(date(2026, 1, 1))), id="new"),
        pytest.param(fixed_day(CONFERENCE), Deadline(CONFERENCE, Fixed()), id="fixed"),
    ],
)  # fmt: skip
def test_a_deadline_holds_what_it_rests_on(deadline: Deadline, expected: Deadline) -> None:
    assert deadline == expected


@pytest.mark.parametrize(
    ("deadline", "vietnamese", "english"),
    [
        (
            after_event(CONFERENCE, 5),
            "05 ngày sau hội nghị 14/11/2025",
            "5 days after the conference 14/11/2025",
        ),
        (
            before_event(CONFERENCE, 7),
            "07 ngày trước hội nghị 14/11/2025",
            "7 days before the conference 14/11/2025",
        ),
        (
            after_event(CONFERENCE, 0),
            "cùng ngày với hội nghị 14/11/2025",
            "on the day of the conference 14/11/2025",
        ),
        (
            after_event(None, 1, CONCLUSION),
            "01 ngày sau thông báo kết luận; chưa tính được, vì chưa ấn định ngày thông báo kết luận",
            "1 day after the conclusion notice; not known yet, because the day of the conclusion notice is not fixed",
        ),
        (before_day(date(2025, 11, 7)), "trước ngày 07/11/2025", "before 07/11/2025"),
        (fixed_day(CONFERENCE), "ngày đã ấn định", "a day that was set"),
        (
            after_working_days(date(2026, 11, 20), 10, CALENDAR),
            "10 ngày làm việc kể từ 20/11/2026, trừ 24/11 (Ngày Văn hóa Việt Nam)",
            "10 working days from 20/11/2026, except 24/11 (Ngày Văn hóa Việt Nam)",
        ),
        (
            after_working_days(date(2026, 11, 25), 1, CALENDAR, RECEIVED),
            "01 ngày làm việc kể từ ngày nhận 25/11/2026",
            "1 working day from the day of receipt 25/11/2026",
        ),
        (
            after_working_days(date(2025, 8, 28), 5, CALENDAR, DIALOGUE),
            "05 ngày làm việc kể từ hội nghị 28/08/2025, trừ 01/09, 02/09 (Quốc khánh), "
            "tính cả ngày làm bù 06/09 (bù cho 1/9)",
            "5 working days from the conference 28/08/2025, except 01/09, 02/09 (Quốc khánh), "
            "counting the make-up days 06/09 (bù cho 1/9)",
        ),
        (
            after_working_days(None, 12, CALENDAR, DIALOGUE),
            "12 ngày làm việc kể từ hội nghị; chưa tính được, vì chưa ấn định ngày hội nghị",
            "12 working days from the conference; not known yet, because the day of the conference is not fixed",
        ),
    ],
)
def test_a_deadline_explains_itself_in_one_sentence(deadline: Deadline, vietnamese: str, english: str) -> None:
    assert (render(explain(deadline), "vi"), render(explain(deadline), "en")) == (vietnamese, english)


DAYS = st.dates(date(2026, 11, 1), date(2027, 2, 28))
CALENDARS = st.builds(
    WorkingCalendar,
    st.frozensets(st.integers(1, 7), min_size=1),
    st.dictionaries(DAYS, st.sampled_from(["", "Tết"]), max_size=30),
    st.dictionaries(DAYS, st.sampled_from(["", "bù"]), max_size=10),
)


@given(CALENDARS, DAYS, st.integers(1, 40))
def test_an_explanation_names_exactly_the_days_that_are_not_as_usual(
    calendar: WorkingCalendar, start: date, count: int
) -> None:
    deadline = after_working_days(start, count, calendar)
    assert deadline.due_on is not None
    assert isinstance(deadline.basis, AfterWorkingDays)
    between = [start + timedelta(days=n) for n in range(1, (deadline.due_on - start).days + 1)]
    usual = {day for day in between if day.isoweekday() in calendar.weekdays}
    open_on = {day for day in between if calendar.is_working_day(day)}
    assert [day for day, _ in deadline.basis.skipped] == sorted(usual - open_on)
    assert [day for day, _ in deadline.basis.worked] == sorted(open_on - usual)
    # Whoever counts by the explanation alone comes to the same.
    assert len(usual) - len(deadline.basis.skipped) + len(deadline.basis.worked) == count
    said = render(explain(deadline), "vi").partition(",")[2]
    for day in between:
        assert (f"{day:%d/%m}" in said) is (day in usual ^ open_on)


@pytest.mark.parametrize(
    ("computed", "new"),
    [
        pytest.param(date(2025, 11, 24), date(2025, 11, 24), id="later"),
        pytest.param(date(2025, 11, 19), date(2025, 11, 19), id="earlier"),
        pytest.param(date(2025, 11, 11), date(2025, 11, 11), id="tomorrow"),
        pytest.param(date(2025, 11, 10), date(2025, 11, 21), id="today"),
        pytest.param(date(2025, 11, 7), date(2025, 11, 21), id="already-over"),
    ],
)
def test_nobodys_time_ends_before_tomorrow_because_the_calendar_changed(computed: date, new: date) -> None:
    assert moved_day(date(2025, 11, 21), computed, date(2025, 11, 10)) == new


def test_a_deadline_is_late_from_the_day_after() -> None:
    deadline = fixed_day(date(2025, 9, 8))
    assert not deadline.is_late(date(2025, 9, 8))
    assert deadline.is_late(date(2025, 9, 9))
    assert not after_event(None, 5).is_late(date(2025, 9, 9))
