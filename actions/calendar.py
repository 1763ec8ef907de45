"""The working calendar of a commune: public holidays of Vietnam, what the nation corrected, what the commune adds."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import holidays
import yaml
from pydantic import BaseModel, ConfigDict

from actions.commune import CommuneSetup, commune_of
from actions.desk import Desk
from domain.access import Role, check_role
from domain.calendar import WorkingCalendar, day_of, days_that_differ
from domain.clock import Happened, clock_of, started_on
from domain.commune import VIETNAM, CalendarDay, Commune, DayKind
from domain.deadline import day_words, moved_day
from domain.notice import Choice, Notice, Recipient, ToClerks, ToDepartment, ToPerson, Urgency, Words, words
from domain.petition import Petition
from domain.refusal import Refused
from storage.calendar import to_json

# A deadline may rest on days of two years ago, and lie in the next year or the one after.
YEARS_BEFORE, YEARS_AFTER = 2, 2
# How long a change is looked after: until then other processes may date petitions by the calendar they knew.
UNSETTLED = timedelta(minutes=1)
# Of December: the decision is made late in the year, and the first of its days off is 1 January.
ASKED_UNTIL = 14
LISTED = 20
REASONS = 6


class _NationalDay(BaseModel):
    model_config = ConfigDict(extra="forbid")

    day: date
    kind: DayKind
    name: str
    source: str
    certainty: Literal["decree", "reported"]


class _NationalDays(BaseModel):
    model_config = ConfigDict(extra="forbid")

    edition: int
    days: list[_NationalDay]


@cache
def national_days() -> _NationalDays:
    """What the package `holidays` lacks."""
    return _NationalDays.model_validate(yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8")))


@cache
def _edition() -> tuple[int, ...]:
    """Of the national days; a newer one is greater."""
    return (national_days().edition, *(int(part) for part in version("holidays").split(".") if part.isdecimal()))


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> tuple[CalendarDay, ...]:
    found = holidays.country_holidays("VN", years=[year], language="vi")
    # The package keeps make-up days of other years in the same set.
    make_up = (CalendarDay(day, DayKind.WORK) for day in found.weekend_workdays if day.year == year)
    return (*(CalendarDay(day, DayKind.OFF, name) for day, name in found.items()), *make_up)


@lru_cache(maxsize=1024)
def _calendar(weekdays: tuple[int, ...], days: tuple[CalendarDay, ...], year: int) -> WorkingCalendar:
    years = range(year - YEARS_BEFORE, year + YEARS_AFTER + 1)
    national = (CalendarDay(each.day, each.kind, each.name) for each in national_days().days if each.day.year in years)
    public = (day for each in years for day in _public_holidays(each))
    return WorkingCalendar(frozenset(weekdays)).with_days((*public, *national, *days))


@lru_cache(maxsize=1024)
def _digest(weekdays: tuple[int, ...], days: tuple[CalendarDay, ...], year: int) -> str:
    plain = json.dumps(to_json(_calendar(weekdays, days, year)), sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def calendar_of(commune: Commune, year: int) -> WorkingCalendar:
    """Return the calendar from two years before `year` to two years after it."""
    return _calendar(commune.working_weekdays, commune.days, year)


# ── what clerks change ────────────────────────────────────────────────────────────────────────────────────────


async def add_day(desk: Desk, day: CalendarDay) -> int:
    """Add a day off or a make-up day; return how many last days moved. Raises Refused when it is so already."""
    check_role(desk.actor, Role.CLERK)
    if day.day < day_of(desk.now):
        raise Refused("calendar-refused-past", {"day": day.day})
    setup, added = await _read(desk)
    before = calendar_of(commune_of(setup, added), _year(desk.now))
    if before.is_working_day(day.day) is (day.kind is DayKind.WORK):
        raise Refused(f"calendar-refused-{day.kind}-already", {"day": day.day})
    others = [each for each in added if each.day != day.day]
    without = calendar_of(commune_of(setup, others), _year(desk.now))
    if without.is_working_day(day.day) is (day.kind is DayKind.WORK):
        # Taking back what was added before is enough.
        await desk.uow.calendar_days.remove(desk.commune.id, day.day)
    else:
        others.append(day)
        await desk.uow.calendar_days.put(desk.commune.id, day, desk.actor.person, desk.now)
    return await _follow(desk, commune_of(setup, others), before)


async def remove_day(desk: Desk, day: date) -> int:
    """Take back what a clerk added; return how many last days moved. Raises Refused where nothing was added."""
    check_role(desk.actor, Role.CLERK)
    setup, added = await _read(desk)
    if all(each.day != day for each in added):
        raise Refused("calendar-refused-not-added", {"day": day})
    before = calendar_of(commune_of(setup, added), _year(desk.now))
    await desk.uow.calendar_days.remove(desk.commune.id, day)
    return await _follow(desk, commune_of(setup, [each for each in added if each.day != day]), before)


async def coming_days(desk: Desk, within: timedelta) -> tuple[list[CalendarDay], set[date]]:
    """Days off and make-up days from today on, by day; and which of them clerks have added."""
    check_role(desk.actor, Role.CLERK)
    added = await desk.uow.calendar_days.of_commune(desk.commune.id)
    today = day_of(desk.now)
    calendar = desk.calendar
    found = [
        *(CalendarDay(day, DayKind.OFF, name) for day, name in calendar.days_off.items()),
        *(CalendarDay(day, DayKind.WORK, name) for day, name in calendar.work_days.items()),
    ]
    own = {each.day for each in added}
    coming = [each for each in found if today <= each.day and (each.day <= today + within or each.day in own)]
    return sorted(coming, key=lambda each: each.day), own


def next_year_notice(calendar: WorkingCalendar, today: date) -> list[Notice]:
    """In early December clerks are asked to look after the exchanges of days of the next year, where none is known."""
    year = today.year + 1
    if today.month != 12 or today.day > ASKED_UNTIL or any(day.year == year for day in calendar.work_days):
        return []
    return [
        Notice(
            ToClerks(),
            (words("calendar-next-year", year=str(year)),),
            (Choice("calendar.show", words("menu-calendar")),),
            once=f"calendar:next-year:{year}",
            urgency=Urgency.REMINDER,
        )
    ]


async def _read(desk: Desk) -> tuple[CommuneSetup, list[CalendarDay]]:
    """The commune as it is stored now; nobody else changes it until the end of the transaction."""
    plain = await desk.uow.communes.setup(desk.commune.id, lock=True)
    setup = CommuneSetup.model_validate(plain)
    return setup, await desk.uow.calendar_days.of_commune(desk.commune.id)


def _year(moment: datetime) -> int:
    return moment.astimezone(VIETNAM).year


# ── what follows ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Move:
    """`left` are the working days of a clock that stands still: of that nobody is told until it goes on."""

    petition: Petition
    new: date
    left: int | None
    days: tuple[date, ...]


def is_settled(commune: Commune, followed: tuple[str, datetime] | None, now: datetime) -> bool:
    """Whether open petitions are dated by the calendar of `commune`, and have been for a while."""
    digest = _digest(commune.working_weekdays, commune.days, _year(now))
    return followed is not None and followed[0] == digest and now - followed[1] > UNSETTLED


async def follow_calendar(desk: Desk) -> int:
    """Date open petitions by the calendar as it is now, whoever changed it; return how many last days moved."""
    setup, added = await _read(desk)
    return await _follow(desk, commune_of(setup, added), None)


async def _follow(desk: Desk, commune: Commune, before: WorkingCalendar | None) -> int:
    """`before` is the calendar that somebody has just changed; None for a look whether anybody has."""
    desk.commune, desk.calendar = commune, calendar_of(commune, _year(desk.now))
    days = desk.uow.calendar_days
    followed = await days.followed(commune.id)
    if followed is not None and followed.edition <= _edition():
        before = followed.calendar
    elif followed is not None and before is None:
        # A newer program runs beside this one, and knows more.
        return 0
    digest = _digest(commune.working_weekdays, commune.days, _year(desk.now))
    if followed is None or followed.digest != digest:
        change = await days.follow(commune.id, digest, desk.calendar, _edition(), desk.now)
    else:
        change = followed.version
    moves = _moves(await desk.uow.petitions.counted(commune.id), before, desk.calendar, day_of(desk.now))
    if moves:
        await desk.uow.petitions.move_due(commune.id, [(move.petition, move.new, move.left) for move in moves])
    running = [move for move in moves if move.left is None]
    if running:
        await _tell(desk, running, before, f"{change}:{desk.now:%Y%m%d%H%M%S}")
    return len(running)


def _moves(
    counted: Iterable[tuple[Petition, Sequence[Happened]]],
    before: WorkingCalendar | None,
    after: WorkingCalendar,
    today: date,
) -> list[_Move]:
    found = []
    for petition, happened in counted:
        old, clock = petition.due_on, clock_of(petition, happened, after)
        if petition.days_left is None:
            new, left = moved_day(old, clock.due_on, today), None
        else:
            # By the new calendar it might have been stopped too late: then it stays as it is.
            new, left = (old, petition.days_left) if clock.days_left is None else (clock.due_on, clock.days_left)
        if (new, left) != (old, petition.days_left):
            start = started_on(petition, happened)
            days = days_that_differ(before, after, start, max(old, new)) if before is not None else []
            found.append(_Move(petition, new, left, tuple(days)))
    return found


async def _tell(desk: Desk, moves: Sequence[_Move], before: WorkingCalendar | None, change: str) -> None:
    """Tell each author and each department once, however many of their petitions have moved."""
    concerned: dict[tuple[Recipient, str], list[_Move]] = defaultdict(list)
    merged = await desk.uow.petitions.merged_into(desk.commune.id, [move.petition.id for move in moves])
    for move in moves:
        for each in merged.get(move.petition.id, []):
            own = replace(move, petition=replace(each, due_on=move.petition.due_on))
            concerned[ToPerson(each.author), "mine.show"].append(own)
        concerned[ToPerson(move.petition.author), "mine.show"].append(move)
        concerned[ToDepartment(move.petition.department), "work.show"].append(move)
    for (to, shows), theirs in concerned.items():
        why = _why(before, desk.calendar, theirs)
        whose = to.person if isinstance(to, ToPerson) else to.department if isinstance(to, ToDepartment) else ""
        desk.tell(
            Notice(
                to,
                _lines(theirs, why),
                tuple(
                    Choice(f"{shows}:{move.petition.code}", words("petition-open", code=move.petition.code))
                    for move in theirs[:LISTED]
                ),
                about=theirs[0].petition.code if len(theirs) == 1 else None,
                once=f"calendar:{change}:{whose}",
            )
        )


def _lines(moves: Sequence[_Move], why: Words) -> tuple[Words, ...]:
    if len(moves) == 1:
        petition, new = moves[0].petition, moves[0].new
        return (words("calendar-moved", code=petition.code, old=petition.due_on, new=new, why=why),)
    listed = [
        words("calendar-moved-line", code=move.petition.code, old=move.petition.due_on, new=move.new)
        for move in moves[:LISTED]
    ]
    if len(moves) > LISTED:
        listed.append(words("calendar-moved-more", count=len(moves) - LISTED))
    return words("calendar-moved-several", count=len(moves), why=why), words("lines", lines=listed)


def _why(before: WorkingCalendar | None, after: WorkingCalendar, moves: Sequence[_Move]) -> Words:
    if before is None:
        return words("calendar-why-updated")
    if before.weekdays != after.weekdays:
        return words("calendar-why-weekdays")
    days = sorted({day for move in moves for day in move.days})
    if not days:
        return words("calendar-why-updated")
    named = [_change(before, after, day) for day in days[:REASONS]]
    return words("calendar-why-days", days=named, more=len(days) - len(named))


def _change(before: WorkingCalendar, after: WorkingCalendar, day: date) -> Words:
    if day in after.days_off:
        return words("calendar-why-off", day=day_words(day, after.days_off[day]))
    if day in after.work_days:
        return words("calendar-why-work", day=day_words(day, after.work_days[day]))
    if day in before.days_off:
        return words("calendar-why-no-longer-off", day=day_words(day, before.days_off[day]))
    return words("calendar-why-no-longer-work", day=day_words(day, before.work_days.get(day, "")))
