"""A deadline that can say in one sentence how it was computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import ONE_DAY, WorkingCalendar
from domain.notice import Words, words

# What a deadline may be counted from, as a noun that its day follows.
RECEIVED = words("deadline-from-received")
ASKED_AGAIN = words("deadline-from-asked-again")
DIALOGUE = words("deadline-from-dialogue")
CONCLUSION = words("deadline-from-conclusion")

# What a clock is stopped for.
FOR_AUTHOR = words("deadline-stopped-for-author")
FOR_UPPER_LEVEL = words("deadline-stopped-for-upper-level")

NamedDay = tuple[date, str]


@dataclass(frozen=True)
class AfterWorkingDays:
    """`count` working days from the day after `start`, with the days off left out and the make-up days counted."""

    start: date | None
    count: int
    event: Words | None = None
    skipped: tuple[NamedDay, ...] = ()
    worked: tuple[NamedDay, ...] = ()


@dataclass(frozen=True)
class BeforeWorkingDays:
    """`count` working days back from the day before an event."""

    on: date | None
    count: int
    event: Words
    skipped: tuple[NamedDay, ...] = ()
    worked: tuple[NamedDay, ...] = ()


@dataclass(frozen=True)
class FromEvent:
    """`days` calendar days after an event, before it where negative; its day is None as long as it is not fixed."""

    on: date | None
    days: int
    event: Words


@dataclass(frozen=True)
class BeforeDay:
    """ "Before 7/11": the last day is the 6th."""

    stated: date


@dataclass(frozen=True)
class Fixed:
    """A day that was set, not computed."""


@dataclass(frozen=True)
class Stopped:
    """A period that stands still since `since` with `left` working days of it to come."""

    before: "Basis"
    since: date
    left: int
    why: Words


@dataclass(frozen=True)
class WentOn:
    """A period that was stopped at `since`, and what is counted from the day it went on."""

    before: "Basis"
    since: date
    why: Words
    rest: AfterWorkingDays


@dataclass(frozen=True)
class Extended:
    """A period that was made longer: `more` is counted from what was its last day."""

    before: "Basis"
    more: AfterWorkingDays


Basis = AfterWorkingDays | BeforeWorkingDays | FromEvent | BeforeDay | Fixed | Stopped | WentOn | Extended


@dataclass(frozen=True)
class Deadline:
    """The last day, None while what it depends on is not known, and what it rests on."""

    due_on: date | None
    basis: Basis

    def is_late(self, today: date) -> bool:
        return self.due_on is not None and today > self.due_on


def after_working_days(
    start: date | None, count: int, calendar: WorkingCalendar, event: Words | None = None
) -> Deadline:
    """`count` working days (1 or more) from the day after `start`."""
    if start is None:
        return Deadline(None, AfterWorkingDays(None, count, event))
    due_on, basis = counted(start, count, calendar, event)
    return Deadline(due_on, basis)


def counted(
    start: date, count: int, calendar: WorkingCalendar, event: Words | None = None
) -> tuple[date, AfterWorkingDays]:
    """The last of `count` working days from the day after `start`, and what it rests on."""
    due_on = calendar.add_working_days(start, count)
    skipped, worked = calendar.named_days_off(start, due_on), calendar.make_up_days(start, due_on)
    return due_on, AfterWorkingDays(start, count, event, tuple(skipped), tuple(worked))


def after_event(on: date | None, days: int, event: Words = DIALOGUE) -> Deadline:
    return Deadline(None if on is None else on + timedelta(days=days), FromEvent(on, days, event))


def before_event(on: date | None, days: int, event: Words = DIALOGUE) -> Deadline:
    return after_event(on, -days, event)


def before_event_working_days(
    on: date | None, count: int, calendar: WorkingCalendar, event: Words = DIALOGUE
) -> Deadline:
    """`count` working days (1 or more) back from the day before the event."""
    if on is None:
        return Deadline(None, BeforeWorkingDays(None, count, event))
    day = on
    for _ in range(count):
        day = calendar.working_day_before(day)
    skipped, worked = calendar.named_days_off(day, on - ONE_DAY), calendar.make_up_days(day, on - ONE_DAY)
    return Deadline(day, BeforeWorkingDays(on, count, event, tuple(skipped), tuple(worked)))


def before_day(stated: date) -> Deadline:
    return Deadline(stated - ONE_DAY, BeforeDay(stated))


def fixed_day(day: date) -> Deadline:
    return Deadline(day, Fixed())


def moved_day(old: date, computed: date, today: date) -> date:
    """The new last day after the calendar has changed: nobody's time ends today or before because of that."""
    return computed if computed > today else old


# ── explaining ────────────────────────────────────────────────────────────────────────────────────────────────


def explain(deadline: Deadline) -> Words:
    """How the last day comes about, in one sentence; it is said beside that day."""
    if deadline.due_on is None and not isinstance(deadline.basis, Stopped):
        event = getattr(deadline.basis, "event", None) or DIALOGUE
        return words("deadline-unknown", period=period(deadline), event=event)
    return period(deadline)


def period(deadline: Deadline) -> Words:
    """What is counted, from which day as far as it is known."""
    return _period(deadline.basis)


def _period(basis: Basis) -> Words:
    match basis:
        case BeforeWorkingDays(on, count, event, skipped, worked):
            since, length = _since(event, on), words("deadline-count-working", count=count)
            exceptions = _exceptions(skipped, worked)
            if exceptions:
                return words("deadline-working-days-before-except", count=length, since=since, exceptions=exceptions)
            return words("deadline-days-before", count=length, since=since)
        case AfterWorkingDays(start, count, event, skipped, worked):
            since, length = _since(event, start), words("deadline-count-working", count=count)
            exceptions = _exceptions(skipped, worked)
            if exceptions:
                return words("deadline-working-days-except", count=length, since=since, exceptions=exceptions)
            return words("deadline-working-days", count=length, since=since)
        case FromEvent(on, days, event):
            since, length = _since(event, on), words("deadline-count", count=abs(days))
            if days == 0:
                return words("deadline-same-day", since=since)
            return words("deadline-days-after" if days > 0 else "deadline-days-before", count=length, since=since)
        case BeforeDay(stated):
            return words("deadline-before-day", day=stated)
        case Fixed():
            return words("deadline-fixed")
        case Stopped(before, since, left, why):
            length = words("deadline-count-working", count=left)
            return words("deadline-stopped", before=_period(before), since=since, why=why, left=length)
        case WentOn(before, since, why, rest):
            return words("deadline-went-on", before=_period(before), since=since, why=why, rest=_period(rest))
        case Extended(before, more):
            return words("deadline-extended", before=_period(before), more=_period(more))


def _exceptions(skipped: Sequence[NamedDay], worked: Sequence[NamedDay]) -> list[Words]:
    return [
        *([words("deadline-skipping", days=_days(skipped))] if skipped else ()),
        *([words("deadline-counting", days=_days(worked))] if worked else ()),
    ]


def _since(event: Words | None, on: date | None) -> Words:
    if on is None:
        return event or DIALOGUE
    return words("deadline-since-day", day=on) if event is None else words("deadline-since", event=event, day=on)


def _days(days: Sequence[NamedDay]) -> list[Words]:
    return [day_words(day, name) for day, name in days]


def day_words(day: date, name: str) -> Words:
    """ "24/11 (Ngày Văn hóa Việt Nam)" """
    short = f"{day:%d/%m}"
    return words("deadline-named-day", day=short, name=name) if name else words("deadline-day", day=short)
