"""The department's work: cards, taking, answering, asking, passing on."""

from dataclasses import replace
from typing import Any

from actions.card import card_choices, deadline_of, deadline_words, one_line
from actions.petition import (
    accept_transfer,
    answer_petition,
    ask_author,
    decline_transfer,
    find_petition,
    move_petition,
    propose_transfer,
    take_petition,
)
from domain.access import OnPetition, may
from domain.calendar import day_of
from domain.notice import Words, words
from domain.petition import Petition, PetitionState
from domain.refusal import Refused
from domain.text import fold
from handlers.conversation.event import Said
from handlers.conversation.form import Facts, Filling, Form, Known, Line, OneOf, Step, Written
from handlers.conversation.meaning import numbered
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.petition import show_written, written_files, written_text
from handlers.visit import Outcome, Visit, effect, form, outcome


def work_choices(visit: Visit, petition: Petition) -> list[Choice]:
    """What the actor may do with a petition on behalf of a department, or as a clerk."""
    actor, code = visit.desk.actor, petition.code
    rows: list[Choice] = []
    if petition.is_open and may(actor, OnPetition.ANSWER, petition):
        rows += card_choices(petition)
    if petition.is_open and petition.proposed_to and may(actor, OnPetition.DECIDE_TRANSFER, petition):
        rows += [
            choice(f"transfer.accept:{code}", "transfer-accept"),
            choice(f"transfer.decline:{code}", "transfer-decline"),
        ]
    if petition.is_open and may(actor, OnPetition.MOVE, petition):
        # A clerk moves a matter on at once where a department has to ask the other.
        rows = [row for row in rows if row.key != f"transfer.begin:{code}"]
        rows.append(choice(f"move.begin:{code}", "clerk-move"))
    if may(actor, OnPetition.REDACT, petition) and not visit.known.in_group:
        rows.append(choice(f"redact.begin:{code}", "redact-begin"))
    return rows


@effect("work.list", "command.viec", "command.work", in_group=True, reads=True)
async def work(visit: Visit) -> Outcome:
    """Open work by due day, most pressing first, with transfers that wait for a decision on top."""
    departments = visit.desk.actor.departments
    if not departments:
        return outcome(say("access-refused-officer"), then=None if visit.known.in_group else "menu.show")
    if visit.known.in_group:
        here = await departments_here(visit)
        departments = tuple(department for department in departments if department in here)
        if not departments:
            return outcome(say("group-not-yours"))
    return outcome(await work_list(visit, departments))


async def departments_here(visit: Visit) -> frozenset[str]:
    """The departments whose group this is; what belongs to others is not shown in it."""
    bound = await visit.desk.uow.communes.departments_at(visit.talk.account_id, visit.talk.chat)
    return frozenset(department for commune_id, department in bound if commune_id == visit.desk.commune.id)


async def work_list(visit: Visit, departments: tuple[str, ...]) -> Reply:
    commune, today = visit.desk.commune, day_of(visit.desk.now)
    proposed = await visit.desk.uow.petitions.proposed_to(commune.id, departments)
    waiting = await visit.desk.uow.petitions.open_for(commune.id, departments, 21)
    home = () if visit.known.in_group else (choice("menu.show", "menu-button"),)
    if not proposed and not waiting:
        return say("work-none", *home)
    late = sum(petition.is_late(today) for petition in waiting)
    lines = [words("work-list", count=len(waiting) if len(waiting) <= 20 else "20+", late=late)]
    lines += [words("work-proposed", line=one_line(commune, petition, today)) for petition in proposed]
    lines += [one_line(commune, petition, today) for petition in waiting[:20]]
    rows = [choice(f"work.show:{p.code}", "petition-open", code=p.code) for p in [*proposed, *waiting[:20]]]
    return Reply(tuple(lines), (*rows, *home))


@effect("work.take", in_group=True)
async def take(visit: Visit) -> Outcome:
    petition = await take_petition(visit.desk, visit.argument())
    thread = await visit.desk.uow.petitions.thread(petition)
    lines = (
        words("work-taken", code=petition.code, name=visit.person.name or "—", due=petition.due_on),
        deadline_words(deadline_of(visit.desk, petition, thread)),
    )
    return outcome(Reply(lines, card_choices(petition), about=petition.code))


# ── answering and asking ──────────────────────────────────────────────────────────────────────────────────────


def _code_facts(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"], "body": filling.facts["body"]}


form(
    Form(
        name="answer",
        version=1,
        steps=(Step("answer", ask="answer-ask", takes=Written(), label="answer-label", show=show_written,
                    facts=_code_facts),),
        review="answer-review",
        send="answer-send",
        finished="answer.submit",
        about=_code_facts,
    )
)  # fmt: skip
form(
    Form(
        name="question",
        version=1,
        steps=(Step("question", ask="ask-ask", takes=Line(max_length=2000), label="ask-label", facts=_code_facts),),
        review="ask-review",
        send="ask-send",
        finished="ask.submit",
        about=_code_facts,
    )
)


async def _filling(visit: Visit, name: str, verb: OnPetition, **facts: Any) -> Filling:
    petition = await find_petition(visit.desk, visit.argument(), verb)
    if petition.state is PetitionState.ANSWERED or not petition.is_open:
        raise Refused(f"petition-refused-when-{petition.state}", {"code": petition.code})
    body = petition.body[:200] or "…"
    return Filling(name, 1, "", facts={"code": petition.code, "body": body, **facts})


@effect("answer.begin", in_group=True)
async def begin_answer(visit: Visit) -> Outcome:
    return Outcome(begin=await _filling(visit, "answer", OnPetition.ANSWER))


@effect("answer.submit", in_group=True)
async def answer(visit: Visit) -> Outcome:
    written, code = visit.filling.answers["answer"], visit.filling.facts["code"]
    await answer_petition(visit.desk, code, written_text(written), written_files(written))
    return outcome(
        say(
            "answer-sent",
            choice(f"work.show:{code}", "answer-delivery"),
            choice("work.list", "menu-work"),
            code=code,
        )
    )


@effect("ask.begin", in_group=True)
async def begin_ask(visit: Visit) -> Outcome:
    return Outcome(begin=await _filling(visit, "question", OnPetition.ASK))


@effect("ask.submit", in_group=True)
async def ask(visit: Visit) -> Outcome:
    code = visit.filling.facts["code"]
    petition = await ask_author(visit.desk, code, visit.filling.answers["question"])
    return outcome(say("ask-sent", choice("work.list", "menu-work"), code=code, due=petition.due_on))


@effect("chat.replied", in_group=True)
async def replied(visit: Visit) -> Outcome:
    """An officer answers by replying to the card; anybody else's reply is just what they say next."""
    said = visit.effect.said or Said()
    found = await visit.desk.uow.outbox.about_ref(visit.talk.account_id, visit.talk.address, visit.argument())
    under_way = visit.effect.filling
    if found is None or found[0] != visit.desk.commune.id or (under_way and under_way.facts.get("code") == found[1]):
        return _says_next(visit, under_way)
    petition = await visit.desk.uow.petitions.find(visit.desk.commune.id, found[1])
    if petition is None:
        return _says_next(visit, under_way)
    chosen = numbered(visit.state.menu, fold(said.text), visit.known.typed) if visit.known.in_group else None
    if chosen and under_way is None and not said.files and chosen.endswith(f":{petition.code}"):
        # A number under its list, where there are no buttons; it is checked by what it leads to.
        return Outcome(then=chosen)
    # A reply says which petition is meant, whatever other form is under way: that one is kept as a draft.
    if may(visit.desk.actor, OnPetition.ANSWER, petition):
        visit = replace(visit, effect=replace(visit.effect, arguments=(petition.code,)))
        filling = await _filling(visit, "answer", OnPetition.ANSWER)
        value = Written().take(said, visit.known, filling, None) if said.text or said.files else None
        return Outcome(begin=filling.answered("answer", value) if value else filling)
    if petition.author == visit.person.id and petition.is_open:
        filling = Filling(
            "reply" if petition.state is PetitionState.ASKED else "addition",
            1,
            "",
            facts={"code": petition.code},
        )
        value = Written().take(said, visit.known, filling, None) if said.text or said.files else None
        return Outcome(begin=filling.answered("more", value) if value else filling)
    if visit.known.in_group:
        raise Refused("access-refused-answer", {"code": petition.code})
    return Outcome(resume=-1)


def _says_next(visit: Visit, under_way: Filling | None) -> Outcome:
    """A reply to what speaks of no petition, or of the one being answered, is what is said next."""
    if visit.known.in_group and under_way is None and visit.desk.actor.departments:
        raise Refused("group-reply-to-card")
    return Outcome(resume=-1)


@effect("work.typed", in_group=True, reads=True)
async def typed_work(visit: Visit) -> Outcome:
    """A code with what is to be done, typed where there are no buttons; in a group only what belongs to it."""
    code, meaning = visit.argument(), visit.arguments[1] if len(visit.arguments) > 1 else ""
    said = visit.effect.said or Said()
    if visit.known.in_group and not await _belongs_here(visit, code):
        return Outcome(then="chat.private")
    match meaning:
        case "petition-take":
            return Outcome(then=f"work.take:{code}")
        case "petition-answer":
            filling = await _filling(visit, "answer", OnPetition.ANSWER)
            value = Written().take(said, visit.known, filling, None) if said.text or said.files else None
            return Outcome(begin=filling.answered("answer", value) if value else filling)
        case "petition-ask":
            filling = await _filling(visit, "question", OnPetition.ASK)
            takes = visit.known.forms["question"].step("question").takes
            return Outcome(
                begin=filling.answered("question", takes.take(said, visit.known, filling, None))
                if said.text
                else filling
            )
        case "petition-transfer":
            petition = await find_petition(visit.desk, code, OnPetition.READ)
            verb = "move" if may(visit.desk.actor, OnPetition.MOVE, petition) else "transfer"
            return Outcome(then=f"{verb}.begin:{code}")
        case "":
            return outcome(say("work-typed-how", code=code), then=f"work.show:{code}")
    return Outcome(then=f"work.show:{code}")


@effect("work.unclear", in_group=True, reads=True)
async def unclear(visit: Visit) -> Outcome:
    """The bot was named in a group, but not told about what."""
    return outcome(say("group-reply-to-card"), goes_on=True) if visit.desk.actor.departments else Outcome(goes_on=True)


async def _belongs_here(visit: Visit, code: str) -> bool:
    here = await departments_here(visit)
    petition = await visit.desk.uow.petitions.find(visit.desk.commune.id, code)
    return petition is None or petition.department in here or petition.proposed_to in here


# ── passing on ────────────────────────────────────────────────────────────────────────────────────────────────


def _departments(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [
        (department.key, Words("verbatim", {"text": department.name}))
        for department in known.commune.departments
        if department.key != filling.facts["department"]
    ]


def _show_department(known: Known, filling: Filling, value: Any) -> Words:
    return Words("verbatim", {"text": known.commune.department(value).name})


for _name, _finished, _review in (
    ("transfer", "transfer.submit", "transfer-review"),
    ("move", "move.submit", "move-review"),
):
    form(
        Form(
            name=_name,
            version=1,
            steps=(
                Step("department", ask="transfer-ask-department", takes=OneOf(_departments),
                     label="transfer-label-department", show=_show_department, facts=_code_facts),
                Step("reason", ask="transfer-ask-reason", takes=Line(max_length=500), label="transfer-label-reason"),
            ),
            review=_review,
            send="transfer-send",
            finished=_finished,
            about=_code_facts,
        )
    )  # fmt: skip


@effect("transfer.begin", in_group=True)
async def begin_transfer(visit: Visit) -> Outcome:
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.TRANSFER)
    return Outcome(begin=await _filling(visit, "transfer", OnPetition.TRANSFER, department=petition.department))


@effect("transfer.submit", in_group=True)
async def transfer(visit: Visit) -> Outcome:
    code, answers = visit.filling.facts["code"], visit.filling.answers
    petition = await propose_transfer(visit.desk, code, answers["department"], answers["reason"])
    name = visit.desk.commune.department(answers["department"]).name
    return outcome(
        say("transfer-sent", choice("work.list", "menu-work"), code=code, department=name, due=petition.due_on)
    )


@effect("transfer.accept", in_group=True)
async def accept(visit: Visit) -> Outcome:
    petition = await accept_transfer(visit.desk, visit.argument())
    return outcome(say("transfer-accepted", choice("work.list", "menu-work"), code=petition.code, due=petition.due_on))


form(
    Form(
        name="decline",
        version=1,
        steps=(Step("reason", ask="transfer-ask-decline-reason", takes=Line(max_length=500),
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
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.MOVE)
    return Outcome(begin=await _filling(visit, "move", OnPetition.MOVE, department=petition.department))


@effect("move.submit", in_group=True)
async def move(visit: Visit) -> Outcome:
    code, answers = visit.filling.facts["code"], visit.filling.answers
    await move_petition(visit.desk, code, answers["department"], answers["reason"])
    name = visit.desk.commune.department(answers["department"]).name
    return outcome(say("move-done", choice("petitions.show", "menu-petitions"), code=code, department=name))
