"""What a plan leaves open, asked one by one: day and hour, place, venue, department."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from actions.card import hamlet_words
from actions.plan import Question, Reading, find_reading, open_questions, settle, settle_anew
from actions.plan_meaning import OPEN
from domain.calendar import day_of
from domain.commune import VIETNAM
from domain.naming import AUDIENCE, NOBODY, WHOLE_COMMUNE
from domain.notice import Words, verbatim, words
from domain.plan import PartOfDay, Precision
from handlers.conversation.form import Facts, Filling, Form, Known, Line, OneOf, Step
from handlers.conversation.reply import say
from handlers.dialogue import read_day, read_time
from handlers.plan import heading
from handlers.plan_fact import CONTENT, DIALOGUES, when_words
from handlers.visit import Outcome, Visit, effect, form, outcome
from locales import render

USUAL_HOURS: dict[PartOfDay | None, list[str]] = {
    None: ["07:30", "08:00", "14:00"],
    PartOfDay.MORNING: ["07:30", "08:00", "08:30"],
    PartOfDay.AFTERNOON: ["13:30", "14:00", "14:30"],
    PartOfDay.EVENING: ["19:00", "19:30", "20:00"],
}
NOT_FIXED = "@open"
NONE_FIXED = "@open-all"
ELSEWHERE = "@none"


def _asked(known: Known, filling: Filling) -> Facts:
    return {name: filling.facts[name] for name in ("left", "about", "said")}


def _asked_who(known: Known, filling: Filling) -> Facts:
    return {name: filling.facts[name] for name in ("left", "about")}


def _days(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    day = filling.facts["day"]
    planned = [(day, words("window-day", day=datetime.fromisoformat(day)))] if day else []
    rest = [(NONE_FIXED, words("plan-none-fixed"))] if filling.facts["days_left"] > 1 else []
    return [*planned, (NOT_FIXED, words("plan-not-fixed")), *rest]


def _hours(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    usual = filling.facts["hours"]
    return [*((at, verbatim(at)) for at in usual), (NOT_FIXED, words("plan-hour-not-fixed"))]


def _needs_hour(known: Known, filling: Filling) -> bool:
    return filling.answers.get("on") not in (NOT_FIXED, NONE_FIXED)


def _places(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [
        *((hamlet.key, hamlet_words(hamlet)) for hamlet in known.commune.hamlets),
        (WHOLE_COMMUNE, words("plan-whole-commune")),
        (AUDIENCE, words("plan-audience")),
    ]


def _venues(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [("@venue", verbatim(known.commune.venue)), (NOT_FIXED, words("plan-venue-not-fixed"))]


def _departments(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [
        *((department.key, verbatim(department.name)) for department in known.commune.departments),
        (ELSEWHERE, words("plan-no-department")),
    ]


def _asks(name: str, *steps: Step) -> None:
    # The plan itself is the draft: it keeps what was answered before, and is where stopping leads back to.
    form(Form(name=name, version=1, steps=steps, finished="plan.answered", drafted=False, left=_plan))


def _plan(filling: Filling) -> str:
    return f"plan.section:{filling.facts['plan']}:{CONTENT}"


_asks(
    "plan-day",
    Step("on", ask="plan-ask-day", takes=Line(max_length=40, parse=read_day, suggestions=_days), facts=_asked),
    Step("at", ask="plan-ask-hour", takes=Line(max_length=20, parse=read_time, suggestions=_hours), facts=_asked,
         when=_needs_hour),
)  # fmt: skip
_asks("plan-place", Step("place", ask="plan-ask-place", takes=OneOf(_places), facts=_asked))
_asks("plan-venue", Step("where", ask="plan-ask-venue", takes=Line(max_length=200, suggestions=_venues), facts=_asked))
_asks("plan-department", Step("department", ask="plan-ask-department", takes=OneOf(_departments), facts=_asked_who))


@effect("plan.ask")
async def ask(visit: Visit) -> Outcome:
    """Ask for the next thing that is missing; when nothing is, show what confirming will do."""
    reading = await find_reading(visit.desk, visit.number())
    questions = await open_questions(visit.desk, reading)
    if not questions:
        return outcome(then=f"plan.summary:{reading.draft.id}")
    return Outcome(begin=_question(visit, reading, questions))


@effect("plan.again")
async def ask_again(visit: Visit) -> Outcome:
    reading = await settle_anew(visit.desk, visit.number())
    return outcome(then=f"plan.ask:{reading.draft.id}")


def _question(visit: Visit, reading: Reading, questions: Sequence[Question]) -> Filling:
    plan, language, question = reading.plan, visit.person.language, questions[0]
    today = day_of(visit.desk.now)
    facts: dict[str, Any] = {
        "plan": reading.draft.id, "key": question.key, "left": len(questions), "about": question.name, "said": "",
        "day": None, "hours": USUAL_HOURS[None],
        "days_left": sum(each.kind == "day" for each in questions),
    }  # fmt: skip
    answers: dict[str, Any] = {}
    if question.kind != "department":
        when = plan.dialogues[question.index].when
        facts["about"] = render(heading(reading, DIALOGUES, question.index), language)
        said = when_words(when) if when else words("plan-no-day")
        past = when is not None and when.last < today
        facts["said"] = render(words("plan-when-past", when=said) if past else said, language)
        if question.kind == "day" and when is not None:
            facts["day"] = when.day.isoformat() if when.day and when.day >= today else None
            facts["hours"] = [f"{when.at:%H:%M}"] if when.at else USUAL_HOURS[when.part]
            if facts["day"] and when.precision is Precision.DAY and not when.tentative:
                answers["on"] = facts["day"]
    return Filling(f"plan-{question.kind}", 1, "", answers, facts)


@effect("plan.answered")
async def answered(visit: Visit) -> Outcome:
    answers, facts = visit.filling.answers, visit.filling.facts
    onward = f"plan.ask:{facts['plan']}"
    if answers.get("on") == NONE_FIXED:
        reading = await find_reading(visit.desk, facts["plan"])
        for question in await open_questions(visit.desk, reading):
            if question.kind == "day":
                await settle(visit.desk, facts["plan"], question.key, OPEN)
        return outcome(then=onward)
    if "on" in answers:
        value = _moment(answers)
        if len(value) > len("2025-11-14") and datetime.fromisoformat(value).replace(tzinfo=VIETNAM) <= visit.desk.now:
            return outcome(say("dialogue-refused-past"), then=onward)
    elif "where" in answers:
        where = answers["where"]
        value = {NOT_FIXED: OPEN, "@venue": visit.desk.commune.venue}.get(where, where)
    else:
        value = answers.get("place") or answers["department"]
    await settle(visit.desk, facts["plan"], facts["key"], NOBODY if value == ELSEWHERE else value)
    return outcome(then=onward)


def _moment(answers: dict[str, Any]) -> str:
    """A moment, a day without an hour, or nothing."""
    if answers["on"] == NOT_FIXED:
        return OPEN
    return str(answers["on"] if answers["at"] == NOT_FIXED else f"{answers['on']}T{answers['at']}")
