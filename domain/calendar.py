"""Working days: which days an office is open, and counting them."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from domain.commune import VIETNAM

ONE_DAY = timedelta(days=1)


def day_of(moment: datetime) -> date:
    """The day in Vietnam at `moment` (aware)."""
    return moment.astimezone(VIETNAM).date()


@dataclass(frozen=True)
class WorkingCalendar:
    """Weekdays (1 = Monday) the office opens, with named days off and make-up working days."""

    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    days_off: dict[date, str] = field(default_factory=dict)
    work_days: frozenset[date] = frozenset()

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
