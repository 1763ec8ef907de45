"""Tests of deadlines that say how they were computed."""

from datetime import UTC, date, datetime

from domain.calendar import WorkingCalendar
from domain.deadline import Deadline, answer_deadline

CALENDAR = WorkingCalendar(days_off={date(2025, 9, 1): "nghỉ thêm", date(2025, 9, 2): "Quốc khánh"})


def test_a_deadline_names_what_it_skipped() -> None:
    assert answer_deadline(datetime(2025, 8, 28, 2, 0, tzinfo=UTC), 5, CALENDAR) == Deadline(
        due_on=date(2025, 9, 8),
        received=date(2025, 8, 28),
        days=5,
        skipped=((date(2025, 9, 1), "nghỉ thêm"), (date(2025, 9, 2), "Quốc khánh")),
    )


def test_a_petition_sent_late_in_the_evening_utc_is_received_the_next_day_in_vietnam() -> None:
    deadline = answer_deadline(datetime(2025, 8, 27, 17, 30, tzinfo=UTC), 1, CALENDAR)
    assert (deadline.received, deadline.due_on) == (date(2025, 8, 28), date(2025, 8, 29))


def test_a_deadline_is_late_from_the_day_after() -> None:
    deadline = Deadline(date(2025, 9, 8), date(2025, 8, 28), 5)
    assert not deadline.is_late(date(2025, 9, 8))
    assert deadline.is_late(date(2025, 9, 9))
