"""A promise that a dialogue ended with: what, who, until when; and who is told when it is late.

Without a day, the department says within a few days when it will be done, and that becomes the day.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.calendar import ONE_DAY, WorkingCalendar, day_of
from domain.notice import Attachment
from domain.refusal import Refused

HEADS_AFTER_WORKING_DAYS = 1


class CommitmentState(StrEnum):
    """As it stands on a day; late is never stored. `UNDATED` waits for the department to say when."""

    OPEN = "open"
    UNDATED = "undated"
    LATE = "late"
    KEPT = "kept"
    KEPT_LATE = "kept-late"


class Rung(StrEnum):
    """Who is told when something is due or late."""

    OFFICERS = "officers"
    HEADS = "heads"
    CLERKS = "clerks"
    CHAIRS = "chairs"
    FRONT = "front"


@dataclass(frozen=True)
class Commitment:
    """`words` are those of the notice; `first_due_on` the day that was named first.

    `report_due_on` is until when the department says when it will be done, where no day was named. `asked_on` is a new
    day that the department has asked for, `asked_why` its reason; both wait for the chair or a clerk.
    """

    commune_id: int
    id: int
    dialogue_id: int
    petition_id: int
    code: str
    department: str
    words: str
    made_on: date
    due_on: date | None
    first_due_on: date | None
    report_due_on: date | None = None
    asked_on: date | None = None
    asked_why: str = ""
    kept_at: datetime | None = None
    kept_by: int | None = None
    note: str = ""
    files: tuple[Attachment, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.kept_at is None

    @property
    def next_due(self) -> date:
        """Until when something is expected: what was promised, or that a day is named."""
        return self.due_on or self.report_due_on or self.made_on

    def is_late(self, today: date) -> bool:
        return self.is_open and today > self.next_due

    def state(self, today: date) -> CommitmentState:
        if self.kept_at is not None:
            late = self.due_on is not None and day_of(self.kept_at) > self.due_on
            return CommitmentState.KEPT_LATE if late else CommitmentState.KEPT
        if self.is_late(today):
            return CommitmentState.LATE
        return CommitmentState.OPEN if self.due_on else CommitmentState.UNDATED

    def check_open(self) -> None:
        """Raise `Refused` once it has been kept."""
        if not self.is_open:
            raise Refused("commitment-refused-kept", {"code": self.code, "at": self.kept_at})


def working_days_late(due_on: date, today: date, calendar: WorkingCalendar) -> int:
    """Working days after `due_on` up to `today`; 0 as long as it is not late."""
    count, day = 0, due_on
    while day < today:
        day += ONE_DAY
        count += calendar.is_working_day(day)
    return count


def ladder(due_on: date, today: date, calendar: WorkingCalendar, chair_after_days: int) -> frozenset[Rung]:
    """Who is told on the morning of `today`: officers from before the day on, then ever more.

    The Front is told on the first morning and then on the first working day of each week: it sees the rest on its page.
    """
    rungs = {Rung.OFFICERS}
    late = working_days_late(due_on, today, calendar)
    if late >= HEADS_AFTER_WORKING_DAYS:
        rungs |= {Rung.HEADS, Rung.CLERKS}
        if late == 1 or calendar.working_day_before(today).isocalendar().week != today.isocalendar().week:
            rungs.add(Rung.FRONT)
    if (today - due_on).days >= chair_after_days:
        rungs.add(Rung.CHAIRS)
    return frozenset(rungs)
