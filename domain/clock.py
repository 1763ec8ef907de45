"""The clock of a petition: it begins, is stopped, goes on, is given more time; a stop costs no working day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.calendar import WorkingCalendar, day_of
from domain.commune import Answering
from domain.deadline import (
    ASKED_AGAIN,
    FOR_AUTHOR,
    FOR_UPPER_LEVEL,
    RECEIVED,
    Basis,
    Deadline,
    Extended,
    Stopped,
    WentOn,
    counted,
)
from domain.petition import EntryKind, Petition, PetitionState

_E = EntryKind
STOPS = {_E.ASKED: FOR_AUTHOR, _E.ESCALATED: FOR_UPPER_LEVEL}
# What is waited for has come, or is not waited for any more.
GOES_ON = frozenset(
    {
        _E.REPLIED, _E.UNREPLIED, _E.UPPER_REPLIED, _E.DRAFTED, _E.MERGED, _E.TRANSFER_ACCEPTED, _E.MOVED,
        _E.ESCALATED,
    }
)  # fmt: skip
MATTERS = frozenset({*STOPS, *GOES_ON, _E.EXTENDED, _E.ASKED_AGAIN})

# What happened to a petition, and when (aware).
Happened = tuple[EntryKind, datetime]


def days_left(due_on: date, today: date, calendar: WorkingCalendar) -> int | None:
    """Working days that are left after `today`; None when the last day has passed: then no clock can be stopped."""
    return None if today > due_on else calendar.working_days_between(today, due_on)


def day_after_pause(due_on: date, left: int, today: date, calendar: WorkingCalendar) -> date:
    """The new last day of a clock that was stopped before `due_on` with `left` working days, and goes on today.

    Who had no day left gets the next one: what comes in the evening makes nobody late.
    """
    if left == 0:
        return due_on if today <= due_on else calendar.add_working_days(today, 1)
    return max(due_on, calendar.add_working_days(today, left))


@dataclass(frozen=True)
class Clock:
    """Where the clock of a petition stands; while it is stopped `due_on` is the day that it was stopped before."""

    due_on: date
    basis: Basis
    days_left: int | None = None

    @property
    def deadline(self) -> Deadline:
        return Deadline(None if self.days_left is not None else self.due_on, self.basis)

    def stopped(self, today: date, kind: EntryKind, calendar: WorkingCalendar) -> "Clock":
        left = days_left(self.due_on, today, calendar)
        if left is None or self.days_left is not None:
            return self
        return replace(self, basis=Stopped(self.basis, today, left, STOPS[kind]), days_left=left)

    def gone_on(self, today: date, calendar: WorkingCalendar) -> "Clock":
        if self.days_left is None or not isinstance(self.basis, Stopped):
            return self
        due_on = day_after_pause(self.due_on, self.days_left, today, calendar)
        if due_on == self.due_on:
            return Clock(due_on, self.basis.before)
        _, rest = counted(today, max(self.days_left, 1), calendar)
        return Clock(due_on, WentOn(self.basis.before, self.basis.since, self.basis.why, rest))

    def extended(self, days: int, calendar: WorkingCalendar) -> "Clock":
        due_on, more = counted(self.due_on, days, calendar)
        return Clock(due_on, Extended(self.basis, more))


def _again(happened: Sequence[Happened]) -> int | None:
    """The position at which its author asked again last."""
    return next((n for n in range(len(happened) - 1, -1, -1) if happened[n][0] is _E.ASKED_AGAIN), None)


def started_on(petition: Petition, happened: Sequence[Happened]) -> date:
    """The day from which the answer period counts."""
    again = _again(happened)
    return day_of(petition.received_at if again is None else happened[again][1])


def clock_of(petition: Petition, happened: Sequence[Happened], calendar: WorkingCalendar) -> Clock:
    """The clock as `calendar` makes it run: from the day it came, or from the day its author asked again."""
    again = _again(happened)
    event = RECEIVED if again is None else ASKED_AGAIN
    clock = Clock(*counted(started_on(petition, happened), petition.answer_days, calendar, event))
    for kind, at in happened[0 if again is None else again + 1 :]:
        if kind in GOES_ON:
            clock = clock.gone_on(day_of(at), calendar)
        if kind in STOPS:
            clock = clock.stopped(day_of(at), kind, calendar)
        if kind is _E.EXTENDED:
            clock = clock.extended(petition.extension_days, calendar)
    return clock


def again_until(petition: Petition, within_days: int) -> date | None:
    """The last day on which its author may ask again; None as long as it is not answered."""
    if petition.state not in (PetitionState.ANSWERED, PetitionState.CLOSED) or petition.answered_at is None:
        return None
    return day_of(petition.answered_at) + timedelta(days=within_days)


class Silence(StrEnum):
    """What comes of a question that its author does not reply to."""

    WAIT = "wait"
    REPEAT = "repeat"
    GIVE_UP = "give-up"


def silence(asked_on: date, times: int, today: date, answering: Answering, calendar: WorkingCalendar) -> Silence:
    """A question that was asked `times` since `asked_on` is asked once more, and not waited for endlessly."""
    passed = calendar.working_days_between(asked_on, today)
    if passed >= answering.unreplied_working_days:
        return Silence.GIVE_UP
    if passed >= answering.repeat_question_working_days and times == 1:
        return Silence.REPEAT
    return Silence.WAIT
