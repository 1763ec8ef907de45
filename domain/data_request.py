"""What somebody asks about their own data: a copy of it, or that it be erased; and by when that is done.

Decree 356/2025, art. 5: an answer within 2 working days, carried out within 15 days; both are settings of the commune.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.calendar import WorkingCalendar
from domain.commune import Rights
from domain.refusal import Refused

ONE_DAY = timedelta(days=1)
# Fewer are no telephone number.
MIN_DIGITS = 8
_GAP = r"[ .\-]?"


class RequestKind(StrEnum):
    EXPORT = "export"
    ERASURE = "erasure"


class RequestState(StrEnum):
    """`HELD`: a clerk has said what stands against it; it is not carried out before they let it go."""

    OPEN = "open"
    HELD = "held"
    DONE = "done"
    CALLED_OFF = "called-off"


@dataclass(frozen=True)
class DataRequest:
    """`runs_on` is the day on which it is carried out if nothing stands against it, `due_on` the last day."""

    commune_id: int
    id: int
    person: int
    kind: RequestKind
    state: RequestState
    asked_at: datetime
    runs_on: date
    due_on: date
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in (RequestState.OPEN, RequestState.HELD)

    def is_due(self, today: date) -> bool:
        return self.state is RequestState.OPEN and self.runs_on <= today

    def check_open(self) -> None:
        """Raise `Refused` when it is over."""
        if not self.is_open:
            raise Refused("data-refused-over")


@dataclass(frozen=True)
class Days:
    """A copy is made at once; an erasure waits until its time for an answer is over, so that it can be thought over."""

    runs_on: date
    due_on: date


def days_of(kind: RequestKind, asked_on: date, rights: Rights, calendar: WorkingCalendar) -> Days:
    """When a request of that day is carried out, and by when it has to be."""
    due_on = asked_on + timedelta(days=rights.carry_out_days)
    if kind is RequestKind.EXPORT:
        return Days(asked_on, due_on)
    answered_by = calendar.add_working_days(asked_on, rights.respond_working_days)
    return Days(min(answered_by + ONE_DAY, due_on), due_on)


BLANK = "…"


def without(text: str, name: str | None, phone: str | None) -> str:
    """`text` with a person's own name and telephone number left out, however they are spaced and capitalised.

    A name of one word is left where it is: it stands for too much else.
    """
    parts = (name or "").split()
    if len(parts) > 1:
        spaced = r"\s+".join(re.escape(part) for part in parts)
        text = re.sub(rf"(?<!\w){spaced}(?!\w)", BLANK, text, flags=re.IGNORECASE)
    digits = re.sub(r"\D", "", phone or "").removeprefix("84").removeprefix("0")
    if len(digits) >= MIN_DIGITS:
        text = re.sub(rf"(?<!\d)(?:\+?84|0){_GAP}{_GAP.join(digits)}(?!\d)", BLANK, text)
    return text
