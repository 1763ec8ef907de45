"""Passing on: to a department that accepts or declines, back to one that had it before, or by a clerk at once."""

from datetime import datetime
from typing import Any

from actions.record import find_petition
from actions.transfer import (
    accept_transfer,
    circle_words,
    decline_transfer,
    move_petition,
    passed_by,
    propose_transfer,
)
from domain.access import OnPetition
from domain.notice import Words, verbatim, words
from domain.transfer import Passed, PassedHow
from handlers.conversation.form import Facts, Filling, Form, Known, Line, OneOf, Step
from handlers.conversation.reply import choice, say
from handlers.visit import Outcome, Visit, effect, form, outcome
from handlers.work import code_facts, filling_about

LONGEST_REASON = 500


def other_departments(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    """All but the one that has it."""
    return [
        (department.key, verbatim(department.name))
        for department in known.commune.departments
        if department.key != filling.facts["department"]
    ]


def show_department(known: Known, filling: Filling, value: Any) -> Words:
    return verbatim(known.commune.department(value).name)


def _had_it(known: Known, filling: Filling) -> bool:
    return filling.answers.get("department") in filling.facts.get("had", {})


def _how_it_left(known: Known, filling: Filling) -> Facts:
    department = filling.answers["department"]
    had = filling.facts["had"][department]
    passed = Passed(department, PassedHow(had["how"]), datetime.fromisoformat(had["at"]), had["reason"])
    return {"before": circle_words(known.commune, filling.facts["code"], passed)}


def _again(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [("again", words("transfer-again"))]


for _name, _finished, _review in (
    ("transfer", "transfer.submit", "transfer-review"),
    ("move", "move.submit", "move-review"),
):
    form(
        Form(
            name=_name,
            version=2,
            steps=(
                Step("department", ask="transfer-ask-department", takes=OneOf(other_departments),
                     label="transfer-label-department", show=show_department, facts=code_facts),
                Step("again", ask="transfer-ask-again", takes=OneOf(_again), when=_had_it, facts=_how_it_left,
                     reviewed=False),
                Step("reason", ask="transfer-ask-reason", takes=Line(max_length=LONGEST_REASON),
                     label="transfer-label-reason"),
            ),
            review=_review,
            send="transfer-send",
            finished=_finished,
            about=code_facts,
        )
    )  # fmt: skip


async def _begin(visit: Visit, name: str, verb: OnPetition) -> Outcome:
    petition = await find_petition(visit.desk, visit.argument(), verb)
    had = {
        key: {"how": passed.how.value, "at": passed.at.isoformat(), "reason": passed.reason}
        for key, passed in (await passed_by(visit.desk, petition)).items()
    }
    return Outcome(begin=await filling_about(visit, name, verb, department=petition.department, had=had))


@effect("transfer.begin", in_group=True)
async def begin_transfer(visit: Visit) -> Outcome:
    return await _begin(visit, "transfer", OnPetition.TRANSFER)


@effect("transfer.submit", in_group=True)
async def transfer(visit: Visit) -> Outcome:
    code, answers = visit.filling.facts["code"], visit.filling.answers
    petition = await propose_transfer(
        visit.desk, code, answers["department"], answers["reason"], again=answers.get("again") == "again"
    )
    back, name = choice("work.list", "menu-work"), visit.desk.commune.department(answers["department"]).name
    if petition.is_paused:
        return outcome(say("transfer-sent-paused", back, code=code, department=name))
    return outcome(say("transfer-sent", back, code=code, department=name, due=petition.due_on))


@effect("transfer.accept", in_group=True)
async def accept(visit: Visit) -> Outcome:
    petition = await accept_transfer(visit.desk, visit.argument())
    return outcome(say("transfer-accepted", choice("work.list", "menu-work"), code=petition.code, due=petition.due_on))


form(
    Form(
        name="decline",
        version=1,
        steps=(Step("reason", ask="transfer-ask-decline-reason", takes=Line(max_length=LONGEST_REASON),
                    facts=lambda k, f: {"code": f.facts["code"]}),),
        finished="transfer.declined",
    )
)  # fmt: skip


@effect("transfer.decline", in_group=True)
async def begin_decline(visit: Visit) -> Outcome:
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.DECIDE_TRANSFER)
    return Outcome(begin=Filling("decline", 1, "", facts={"code": petition.code}))


@effect("transfer.declined", in_group=True)
async def decline(visit: Visit) -> Outcome:
    code = visit.filling.facts["code"]
    await decline_transfer(visit.desk, code, visit.filling.answers["reason"])
    return outcome(say("transfer-decline-sent", choice("work.list", "menu-work"), code=code))


@effect("move.begin", in_group=True)
async def begin_move(visit: Visit) -> Outcome:
    return await _begin(visit, "move", OnPetition.MOVE)


@effect("move.submit", in_group=True)
async def move(visit: Visit) -> Outcome:
    code, answers = visit.filling.facts["code"], visit.filling.answers
    await move_petition(visit.desk, code, answers["department"], answers["reason"])
    name = visit.desk.commune.department(answers["department"]).name
    return outcome(say("move-done", choice("petitions.show", "menu-petitions"), code=code, department=name))
