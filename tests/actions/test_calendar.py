"""Tests of a commune's calendar: the nation's days, what the package lacks of them, and what the commune adds."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actions.calendar import calendar_of, national_days
from actions.commune import commune_of, read_setup
from domain.commune import VIETNAM, CalendarDay, Commune, DayKind
from domain.deadline import after_working_days
from domain.refusal import Refused

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "communes" / "cao-minh.yaml"


def commune(**changes: Any) -> Commune:
    return commune_of(read_setup({**yaml.safe_load(SAMPLE.read_text(encoding="utf-8")), **changes}))


CAO_MINH = commune()


def test_next_years_holidays_are_known() -> None:
    """When this fails, the package `holidays` is too old: bring it up to date, or fill actions/calendar.yaml."""
    year = datetime.now(VIETNAM).year + 1
    days_off = {day: name for day, name in calendar_of(CAO_MINH, year - 1).days_off.items() if day.year == year}

    assert date(year, 1, 1) in days_off
    new_year = sorted(day for day, name in days_off.items() if "Tết" in name and day.month in (1, 2) and day.day != 1)
    assert len(new_year) >= 5  # Labour Code 2019, art. 112
    assert any("Hùng Vương" in name and day.month in (3, 4) for day, name in days_off.items())
    assert {date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)} <= days_off.keys()
    assert days_off.keys() & {date(year, 9, 1), date(year, 9, 3)}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(date(2025, 5, 2), False, id="bridge-day-of-2025"),
        pytest.param(date(2025, 4, 26), True, id="saturday-that-made-up-for-it"),
        pytest.param(date(2026, 1, 1), False, id="new-year"),
        pytest.param(date(2026, 1, 2), False, id="day-after-new-year-which-the-package-lacks"),
        pytest.param(date(2026, 1, 10), True, id="saturday-that-makes-up-for-it"),
        pytest.param(date(2026, 1, 3), False, id="another-saturday"),
        pytest.param(date(2026, 2, 17), False, id="tet"),
        pytest.param(date(2026, 4, 27), False, id="in-place-of-a-sunday"),
        pytest.param(date(2026, 8, 22), True, id="saturday-before-the-national-day"),
        pytest.param(date(2026, 11, 24), False, id="day-of-culture"),
        pytest.param(date(2025, 11, 24), True, id="day-of-culture-before-there-was-one"),
        pytest.param(date(2027, 12, 27), True, id="make-up-days-of-other-years"),
    ],
)
def test_the_nations_days(day: date, works: bool) -> None:
    assert calendar_of(CAO_MINH, day.year).is_working_day(day) is works


def test_every_correction_says_where_it_comes_from() -> None:
    days = national_days().days
    assert all(day.name and day.source for day in days)
    assert len({day.day for day in days}) == len(days)


def test_the_commune_has_the_last_word() -> None:
    own = commune(
        days_off=["2026-01-10", {"day": "2026-03-26", "name": "Ngày hội xã"}],
        work_days=[{"day": "2026-02-16", "name": "trực Tết"}, "2026-03-28"],
    )
    assert own.days == (
        CalendarDay(date(2026, 1, 10), DayKind.OFF),
        CalendarDay(date(2026, 3, 26), DayKind.OFF, "Ngày hội xã"),
        CalendarDay(date(2026, 2, 16), DayKind.WORK, "trực Tết"),
        CalendarDay(date(2026, 3, 28), DayKind.WORK),
    )
    calendar = calendar_of(own, 2026)
    shut, opened = (date(2026, 1, 10), date(2026, 3, 26)), (date(2026, 2, 16), date(2026, 3, 28))
    assert not any(calendar.is_working_day(day) for day in shut)
    assert all(calendar.is_working_day(day) for day in opened)
    assert calendar.named_days_off(date(2026, 3, 25), date(2026, 3, 26)) == [(date(2026, 3, 26), "Ngày hội xã")]


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param({"day": "30/4"}, id="no-date"),
        pytest.param({"name": "Hội làng"}, id="no-day"),
        pytest.param({"day": "2026-03-26", "title": "Hội làng"}, id="another-field"),
        pytest.param({"day": "2026-03-26", "name": "x" * 81}, id="too-long"),
    ],
)
def test_a_wrong_day_in_the_file_is_refused(entry: dict[str, str]) -> None:
    with pytest.raises(Refused) as caught:
        commune(days_off=[entry])
    assert str(caught.value.facts["problems"]).startswith("days_off")


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(1, 120))
def test_a_deadline_is_the_same_in_whichever_year_it_is_looked_at(start: date, count: int) -> None:
    computed = after_working_days(start, count, calendar_of(CAO_MINH, start.year))
    assert computed.due_on is not None
    # Looked at a year later, when it is long since late, it still names the days off of the year it came from.
    for year in {computed.due_on.year, start.year + 1}:
        assert after_working_days(start, count, calendar_of(CAO_MINH, year)) == computed


def test_the_longest_period_from_the_last_day_of_a_year() -> None:
    deadline = after_working_days(date(2025, 12, 31), 120, calendar_of(CAO_MINH, 2025))
    # 182 days to the end of June, 51 of them Saturdays or Sundays, 11 days off, 1 Saturday worked: 121 days.
    assert deadline.due_on == date(2026, 6, 30)
