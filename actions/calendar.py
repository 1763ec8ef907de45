"""The working calendar of a commune: public holidays of Vietnam, and what the commune adds."""

from datetime import date
from functools import lru_cache

import holidays

from domain.calendar import WorkingCalendar
from domain.commune import Commune


@lru_cache(maxsize=256)
def _public_holidays(year: int) -> tuple[dict[date, str], frozenset[date]]:
    found = holidays.country_holidays("VN", years=[year], language="vi")
    # The package keeps make-up days of other years in the same set.
    make_up = frozenset(day for day in found.weekend_workdays if day.year == year)
    return dict(found), make_up


@lru_cache(maxsize=256)
def calendar_of(commune: Commune, year: int) -> WorkingCalendar:
    """Return the calendar for `year` and the year after: no answer period is longer."""
    days_off: dict[date, str] = {}
    work_days: set[date] = set(commune.work_days)
    for each in (year, year + 1):
        named, make_up = _public_holidays(each)
        days_off.update(named)
        work_days |= make_up
    days_off.update({day: "" for day in commune.days_off if day not in days_off})
    return WorkingCalendar(frozenset(commune.working_weekdays), days_off, frozenset(work_days))
