"""More time for an answer: once, with a reason that its author is told."""

from datetime import date

from actions.question import check_extension, extend
from domain.access import OnPetition, may
from domain.calendar import day_of
from domain.petition import Petition
from handlers.conversation.form import Facts, Filling, Form, Known, Line, Step
from handlers.conversation.reply import Choice, choice, say
from handlers.visit import Outcome, Visit, effect, form, outcome
from handlers.work import MORE


def extension_choices(visit: Visit, petition: Petition) -> list[Choice]:
    in_time = not petition.extended and not petition.is_paused and day_of(visit.desk.now) <= petition.due_on
    if not petition.is_open or not in_time or not may(visit.desk.actor, OnPetition.EXTEND, petition):
        return []
    return [choice(f"extension.begin:{petition.code}", "extension")]


MORE.append(extension_choices)


def _facts(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"], "due": date.fromisoformat(filling.facts["due"])}


form(
    Form(
        name="extension",
        version=1,
        steps=(Step("reason", ask="extension-ask", takes=Line(max_length=500), label="transfer-label-reason",
                    facts=_facts),),
        review="extension-review",
        send="extension-send",
        finished="extension.submit",
        about=_facts,
    )
)  # fmt: skip


@effect("extension.begin", in_group=True)
async def begin(visit: Visit) -> Outcome:
    petition = await check_extension(visit.desk, visit.argument())
    days = visit.desk.commune.answering.extension_working_days
    due = visit.desk.calendar.add_working_days(petition.due_on, days)
    return Outcome(begin=Filling("extension", 1, "", facts={"code": petition.code, "due": due.isoformat()}))


@effect("extension.submit", in_group=True)
async def submit(visit: Visit) -> Outcome:
    code = visit.filling.facts["code"]
    petition = await extend(visit.desk, code, visit.filling.answers["reason"])
    return outcome(say("extension-sent", choice("work.list", "menu-work"), code=code, due=petition.due_on))
