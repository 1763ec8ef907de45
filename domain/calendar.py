"""Working days: which days an office is open, and counting them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from domain.commune import VIETNAM, CalendarDay, DayKind

ONE_DAY = timedelta(days=1)


def day_of(moment: datetime) -> date:
    """The day in Vietnam at `moment` (aware)."""
    return moment.astimezone(VIETNAM).date()


@dataclass(frozen=True)
class WorkingCalendar:
    """Weekdays (1 = Monday) the office opens, with days off and make-up working days and their names."""

    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    days_off: Mapping[date, str] = field(default_factory=dict)
    work_days: Mapping[date, str] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        if day in self.work_days:
            return True
        return day.isoweekday() in self.weekdays and day not in self.days_off

    def add_working_days(self, start: date, count: int) -> date:
        """Count from the day after `start`: a paper received today starts tomorrow (Civil Code 2015, art. 147)."""
        day = start
        while count > 0:
            day += ONE_DAY
            count -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to `end`: as many as `add_working_days` counts from one to the other."""
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

    def working_day_from(self, day: date) -> date:
        """`day` where the office opens on it, otherwise the next on which it does."""
        return self.add_working_days(day - ONE_DAY, 1)

    def working_day_before(self, day: date) -> date:
        """The last working day before `day`."""
        day -= ONE_DAY
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def named_days_off(self, start: date, end: date) -> list[tuple[date, str]]:
        """Days off with their names that would have been working days, after `start` up to `end`."""
        return sorted(
            (day, name)
            for day, name in self.days_off.items()
            if start < day <= end and day.isoweekday() in self.weekdays and day not in self.work_days
        )

    def make_up_days(self, start: date, end: date) -> list[tuple[date, str]]:
        """Days with their names that are worked although they are no weekdays of work, after `start` up to `end`."""
        return sorted(
            (day, name)
            for day, name in self.work_days.items()
            if start < day <= end and day.isoweekday() not in self.weekdays
        )

    def with_days(self, days: Iterable[CalendarDay]) -> "WorkingCalendar":
        """This calendar corrected by `days`; what is said last of a day counts."""
        off, work = dict(self.days_off), dict(self.work_days)
        for each in days:
            here, there = (off, work) if each.kind is DayKind.OFF else (work, off)
            here[each.day] = each.name
            there.pop(each.day, None)
        return WorkingCalendar(self.weekdays, off, work)


def days_that_differ(before: WorkingCalendar, after: WorkingCalendar, start: date, end: date) -> list[date]:
    """Days after `start` up to `end` on which the office opens by one calendar and not by the other."""
    between = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return [day for day in between if before.is_working_day(day) is not after.is_working_day(day)]
