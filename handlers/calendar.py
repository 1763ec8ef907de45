"""The working calendar: clerks see the coming days off, add days off and make-up days, and take back what was added."""

from datetime import date, timedelta
from typing import Any

from actions.calendar import add_day, coming_days, remove_day
from domain.access import Role, check_role
from domain.calendar import day_of
from domain.commune import CalendarDay, DayKind
from domain.notice import Words, words
from domain.refusal import Refused
from handlers.conversation.form import Facts, Filling, Form, Known, Line, Step
from handlers.conversation.reply import Reply, choice, say
from handlers.dialogue import read_day
from handlers.visit import Outcome, Visit, effect, form, outcome

SHOWN = timedelta(days=183)


def _line(day: CalendarDay, *, own: bool) -> Words:
    kind = "off" if day.kind is DayKind.OFF else "work"
    said = words(f"calendar-line-{kind}", day=day.day)
    if day.name:
        said = words(f"calendar-line-{kind}-named", day=day.day, name=day.name)
    return words("calendar-line-own", line=said) if own else said


@effect("calendar.show")
async def show(visit: Visit) -> Outcome:
    days, own = await coming_days(visit.desk, SHOWN)
    lines = [
        words("calendar-coming" if days else "calendar-empty"),
        *([words("lines", lines=[_line(day, own=day.day in own) for day in days])] if days else ()),
    ]
    rows = [
        choice("calendar.new:off", "calendar-new-off"),
        choice("calendar.new:work", "calendar-new-work"),
        *(choice(f"calendar.ask:{each.day}", "calendar-remove", day=each.day) for each in days if each.day in own),
        choice("menu.show", "menu-button"),
    ]
    return outcome(Reply(tuple(lines), tuple(rows)))


# ── adding ────────────────────────────────────────────────────────────────────────────────────────────────────


def _kind_and_example(known: Known, filling: Filling) -> Facts:
    """Late in December, where days are exchanged: the next one."""
    kind, today = DayKind(filling.facts["kind"]), day_of(known.now)
    example = date(today.year, 12, 24 if kind is DayKind.OFF else 26)
    example = example if example >= today else example.replace(year=today.year + 1)
    return {"kind": kind.value, "short": f"{example:%d/%m}", "day": example}


def _kind(known: Known, filling: Filling) -> Facts:
    return {"kind": filling.facts["kind"]}


def _show_day(known: Known, filling: Filling, value: Any) -> Words:
    return words("form-day", day=date.fromisoformat(value))


form(
    Form(
        name="calendar-day",
        version=1,
        steps=(
            Step("day", ask="calendar-ask-day", takes=Line(max_length=40, parse=read_day),
                 label="calendar-label-day", show=_show_day, facts=_kind_and_example),
            Step("name", ask="calendar-ask-name", takes=Line(max_length=80), label="calendar-label-name",
                 facts=_kind, skip="calendar-no-name"),
        ),
        review="calendar-review",
        send="calendar-send",
        about=_kind,
        finished="calendar.added",
    )
)  # fmt: skip


@effect("calendar.new")
async def new(visit: Visit) -> Outcome:
    check_role(visit.desk.actor, Role.CLERK)
    if visit.argument() not in {kind.value for kind in DayKind}:
        raise Refused("chat-button-incomplete")
    return Outcome(begin=Filling("calendar-day", 1, "", facts={"kind": visit.argument()}))


@effect("calendar.added")
async def added(visit: Visit) -> Outcome:
    answers = visit.filling.answers
    day = CalendarDay(
        date.fromisoformat(answers["day"]), DayKind(visit.filling.facts["kind"]), answers.get("name") or ""
    )
    moved = await add_day(visit.desk, day)
    return outcome(
        say("calendar-added", day=day.day, kind=day.kind.value, moved=words("calendar-moved-count", count=moved)),
        then="calendar.show",
    )


# ── taking back ───────────────────────────────────────────────────────────────────────────────────────────────


def _day(visit: Visit) -> date:
    try:
        return date.fromisoformat(visit.argument())
    except ValueError:
        raise Refused("chat-button-incomplete") from None


@effect("calendar.ask")
async def ask(visit: Visit) -> Outcome:
    check_role(visit.desk.actor, Role.CLERK)
    day = _day(visit)
    return outcome(
        say(
            "calendar-remove-sure",
            choice(f"calendar.remove:{day}", "calendar-remove-yes"),
            choice("calendar.show", "form-back"),
            day=day,
        )
    )


@effect("calendar.remove")
async def remove(visit: Visit) -> Outcome:
    day = _day(visit)
    moved = await remove_day(visit.desk, day)
    return outcome(
        say("calendar-removed", day=day, moved=words("calendar-moved-count", count=moved)), then="calendar.show"
    )
