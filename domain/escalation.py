"""What exceeds a commune's competence: the paper that passed it up, when a reply is expected and is asked for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.calendar import WorkingCalendar

ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Escalation:
    """A petition that was passed up to `body` by the paper `number` of `sent_on`.

    On `remind_on` those who wait for the reply are reminded next. `reply_number` may be empty: not every reply has one.
    """

    commune_id: int
    id: int
    petition_id: int
    number: str
    body: str
    sent_on: date
    expected_on: date
    remind_on: date
    replied_at: datetime | None = None
    reply_number: str = ""
    reply_on: date | None = None

    @property
    def is_awaited(self) -> bool:
        return self.replied_at is None

    def is_late(self, today: date) -> bool:
        return self.is_awaited and today > self.expected_on


def first_reminder(expected_on: date, calendar: WorkingCalendar) -> date:
    """The day the reply is expected, or the next working day."""
    return calendar.working_day_from(expected_on)


def next_reminder(reminded_on: date, calendar: WorkingCalendar) -> date:
    """A week after the one before, on a working day."""
    return calendar.working_day_from(reminded_on + ONE_WEEK)
