"""A deadline that can say how it was computed."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.calendar import WorkingCalendar
from domain.commune import VIETNAM


@dataclass(frozen=True)
class Deadline:
    """The last day for an answer: `days` working days counted from the day after `received`."""

    due_on: date
    received: date
    days: int
    skipped: tuple[tuple[date, str], ...] = ()

    def is_late(self, today: date) -> bool:
        return today > self.due_on


def answer_deadline(received_at: datetime, days: int, calendar: WorkingCalendar) -> Deadline:
    """Return the deadline of a petition received at `received_at` (aware).

    No law sets one number for ordinary petitions, so `days` is the commune's own setting.
    """
    received = received_at.astimezone(VIETNAM).date()
    due_on = calendar.add_working_days(received, days)
    return Deadline(due_on, received, days, tuple(calendar.named_days_off(received, due_on)))
