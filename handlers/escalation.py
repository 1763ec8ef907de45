"""Beyond the commune's competence: the paper that passes a matter up, and the reply that comes back."""

from datetime import date, timedelta
from typing import Any

from actions.escalation import (
    Paper,
    UpperReply,
    awaited,
    awaited_reply,
    check_escalation,
    enter_reply,
    escalate,
)
from domain.access import OnPetition, may
from domain.calendar import day_of
from domain.escalation import Escalation
from domain.notice import Words, words
from domain.petition import MOVES, Petition, PetitionState
from domain.text import shorten
from handlers.conversation.form import Facts, Filling, Form, Known, Line, OneOf, Step, Written
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.dialogue import read_day, read_past_day
from handlers.petition import show_written, written_files, written_text
from handlers.visit import Outcome, Visit, effect, form, outcome
from handlers.work import MORE
from locales import FIRST, render

# How far ahead a reply is suggested to be expected.
SUGGESTED = (timedelta(days=15), timedelta(days=30))
LISTED = 20


def escalation_choices(visit: Visit, petition: Petition) -> list[Choice]:
    if not petition.is_open or not may(visit.desk.actor, OnPetition.ESCALATE, petition):
        return []
    if petition.waits_above:
        # Who answers for the department has it on the first page.
        answers = may(visit.desk.actor, OnPetition.ANSWER, petition)
        return [] if answers else [choice(f"upper.begin:{petition.code}", "upper-enter")]
    if PetitionState.ESCALATED not in MOVES[petition.state]:
        return []
    return [choice(f"escalation.begin:{petition.code}", "escalation")]


MORE.append(escalation_choices)


def _code(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"]}


def _show_day(known: Known, filling: Filling, value: Any) -> Words:
    return words("form-day", day=date.fromisoformat(value))


def _show_file(known: Known, filling: Filling, value: Any) -> Words:
    return show_written(known, filling, value) if value else words("escalation-no-file")


def _today(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(day_of(known.now).isoformat(), words("form-today"))]


def _later(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    days = [day_of(known.now) + ahead for ahead in SUGGESTED]
    return [(day.isoformat(), words("form-day", day=day)) for day in days]


def _what_next(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [("pass", words("upper-pass")), ("later", words("upper-later"))]


def _show_next(known: Known, filling: Filling, value: Any) -> Words:
    return words(f"upper-{value}")


form(
    Form(
        name="escalation",
        version=1,
        steps=(
            Step("body", ask="escalation-ask-body", takes=Line(max_length=200), label="escalation-label-body",
                 facts=_code),
            Step("number", ask="escalation-ask-number", takes=Line(max_length=60), label="escalation-label-number"),
            Step("sent", ask="escalation-ask-sent", takes=Line(max_length=40, parse=read_past_day, suggestions=_today),
                 label="escalation-label-sent", show=_show_day),
            Step("expected", ask="escalation-ask-expected",
                 takes=Line(max_length=40, parse=read_day, suggestions=_later), label="escalation-label-expected",
                 show=_show_day),
            Step("file", ask="escalation-ask-file", takes=Written(), label="escalation-label-file", show=_show_file,
                 skip="escalation-no-file"),
        ),
        review="escalation-review",
        send="escalation-send",
        finished="escalation.submit",
        about=_code,
    )
)  # fmt: skip
form(
    Form(
        name="upper",
        version=1,
        steps=(
            Step("reply", ask="upper-ask", takes=Written(), label="upper-label", show=show_written, facts=_code),
            Step("number", ask="upper-ask-number", takes=Line(max_length=60), label="escalation-label-number",
                 skip="upper-no-number"),
            Step("dated", ask="upper-ask-day", takes=Line(max_length=40, parse=read_past_day, suggestions=_today),
                 label="upper-label-day", show=_show_day),
            Step("next", ask="upper-ask-next", takes=OneOf(_what_next), label="upper-label-next", show=_show_next),
        ),
        review="upper-review",
        send="upper-send",
        finished="upper.submit",
        about=_code,
    )
)  # fmt: skip


@effect("escalation.begin", in_group=True)
async def begin(visit: Visit) -> Outcome:
    petition = await check_escalation(visit.desk, visit.argument())
    return Outcome(begin=Filling("escalation", 1, "", facts={"code": petition.code}))


@effect("escalation.submit", in_group=True)
async def submit(visit: Visit) -> Outcome:
    code, answers = visit.filling.facts["code"], visit.filling.answers
    expected = date.fromisoformat(answers["expected"])
    paper = Paper(
        answers["number"],
        answers["body"],
        date.fromisoformat(answers["sent"]),
        expected,
        written_files(answers.get("file")),
        written_text(answers.get("file")),
    )
    await escalate(visit.desk, code, paper)
    return outcome(say("escalation-sent", choice(f"work.show:{code}", "petition-open", code=code), code=code,
                       body=paper.body, expected=expected))  # fmt: skip


@effect("upper.begin", in_group=True)
async def begin_reply(visit: Visit) -> Outcome:
    petition, _ = await awaited_reply(visit.desk, visit.argument())
    return Outcome(begin=Filling("upper", 1, "", facts={"code": petition.code}))


@effect("upper.submit", in_group=True)
async def enter(visit: Visit) -> Outcome:
    code, answers = visit.filling.facts["code"], visit.filling.answers
    _, paper = await awaited_reply(visit.desk, code)
    reply = UpperReply(
        answers.get("number") or "",
        date.fromisoformat(answers["dated"]),
        written_text(answers["reply"]),
        written_files(answers["reply"]),
    )
    passed_on = _as_answer(paper, reply) if answers["next"] == "pass" else None
    petition, answer = await enter_reply(visit.desk, code, reply, passed_on)
    back = choice(f"work.show:{code}", "petition-open", code=code)
    if answer is not None and answer.approver is not None:
        return outcome(say("upper-waits", back, code=code, who=words(f"approver-{answer.approver}")))
    if answer is not None:
        return outcome(say("upper-passed", back, code=code))
    return outcome(say("upper-entered", back, code=code, due=petition.due_on))


def _as_answer(paper: Escalation, reply: UpperReply) -> str:
    """What the author is told: whose words these are, and what they say."""
    said = words("upper-says", body=paper.body, number=reply.number or "none", on=reply.on)
    return "\n".join(part for part in (render(said, FIRST), reply.text) if part)


@effect("escalation.list", reads=True)
async def listed(visit: Visit) -> Outcome:
    """For clerks: what was sent up and is waited for, first what is expected first."""
    found, today = await awaited(visit.desk), day_of(visit.desk.now)
    back = choice("petitions.show", "form-back")
    if not found:
        return outcome(say("escalations-none", back))
    lines = [words("escalations", count=len(found))]
    for petition, paper in found[:LISTED]:
        id_ = "escalations-line-late" if paper.is_late(today) else "escalations-line"
        lines.append(
            words(id_, code=petition.code, body=paper.body, number=paper.number, expected=paper.expected_on,
                  text=shorten(petition.body, 60) or words("petition-without-text"))
        )  # fmt: skip
    rows = [choice(f"mine.show:{petition.code}", "petition-open", code=petition.code) for petition, _ in found[:LISTED]]
    return outcome(Reply(tuple(lines), (*rows, back)))
