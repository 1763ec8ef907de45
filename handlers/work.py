"""The department's work: cards, taking, answering, asking."""

from collections.abc import Callable
from typing import Any

from actions.answer import waiting_for
from actions.card import card_choices, one_line
from actions.clock import explained
from actions.petition import take_petition
from actions.question import ask_author
from actions.record import find_petition
from actions.support import support_choices
from actions.work import add_note, assign, officers_for, refuse, reopen
from domain.access import OnPetition, may
from domain.calendar import day_of
from domain.notice import Words, verbatim, words
from domain.petition import REFUSABLE, Petition, PetitionState
from domain.refusal import Refused
from domain.text import fold
from handlers.answer import begin_return, begin_with
from handlers.conversation.event import Said
from handlers.conversation.form import Facts, Filling, Form, Known, Line, OneOf, Step, Written
from handlers.conversation.meaning import numbered
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.petition import show_written, written_files, written_text
from handlers.visit import Outcome, Visit, effect, form, outcome

# What is needed more rarely, on a page of its own; a file of handlers adds its own acts.
MORE: list[Callable[[Visit, Petition], list[Choice]]] = []


def more_choices(visit: Visit, petition: Petition) -> list[Choice]:
    return [row for rows in MORE for row in rows(visit, petition)]


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
    if (
        petition.state is PetitionState.REFUSED
        and petition.erased_at is None
        and may(actor, OnPetition.REOPEN, petition)
    ):
        rows.append(choice(f"refuse.reopen:{code}", "refuse-reopen"))
    if petition.is_open and may(actor, OnPetition.SUPPORT, petition):
        asked = [each for each in petition.supporting if actor.answers_for(each)]
        rows += [row for each in asked[:1] for row in support_choices(petition, each)]
    if may(actor, OnPetition.QUESTION, petition):
        rows.append(choice(f"question.begin:{code}", "question-ask"))
    if more_choices(visit, petition):
        rows.append(choice(f"work.more:{code}", "card-more"))
    return rows


@effect("work.more", in_group=True, reads=True)
async def more(visit: Visit) -> Outcome:
    """What else can be done with a petition."""
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.READ)
    if visit.known.in_group and not await belongs_here(visit, petition.code):
        return Outcome(then="chat.private")
    rows = more_choices(visit, petition)
    if not rows:
        return Outcome(then=f"work.show:{petition.code}")
    back = choice(f"work.show:{petition.code}", "card-back", code=petition.code)
    return outcome(Reply((words("work-more", code=petition.code),), (*rows, back), about=petition.code))


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
    helped = await visit.desk.uow.petitions.to_support(commune.id, departments)
    waiting = await visit.desk.uow.petitions.open_for(commune.id, departments, 21)
    approvals = await waiting_for(visit.desk, departments)
    home = (
        () if visit.known.in_group else (choice("template.list", "template-list"), choice("menu.show", "menu-button"))
    )
    if not proposed and not helped and not waiting:
        return say("work-none", *home)
    late = sum(petition.is_late(today) for petition in waiting)
    lines = [words("work-list", count=len(waiting) if len(waiting) <= 20 else "20+", late=late)]
    lines += [words("work-approval", line=one_line(commune, petition, today)) for petition in approvals]
    lines += [words("work-proposed", line=one_line(commune, petition, today)) for petition in proposed]
    lines += [words("work-to-support", line=one_line(commune, petition, today)) for petition in helped]
    listed = [petition for petition in waiting[:20] if petition not in approvals]
    lines += [one_line(commune, petition, today) for petition in listed]
    rows = [choice(f"approval.show:{p.code}", "petition-open", code=p.code) for p in approvals]
    shown = dict.fromkeys(petition.code for petition in [*proposed, *helped, *listed])
    rows += [choice(f"work.show:{code}", "petition-open", code=code) for code in shown]
    return Reply(tuple(lines), (*rows, *home))


@effect("work.take", in_group=True)
async def take(visit: Visit) -> Outcome:
    petition = await take_petition(visit.desk, visit.argument())
    lines = (
        words("work-taken", code=petition.code, name=visit.person.name or "—", due=petition.due_on),
        await explained(visit.desk, petition),
    )
    return outcome(Reply(lines, tuple(work_choices(visit, petition)), about=petition.code))


# ── answering and asking ──────────────────────────────────────────────────────────────────────────────────────


def code_facts(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"], "body": filling.facts["body"]}


form(
    Form(
        name="question",
        version=1,
        steps=(Step("question", ask="ask-ask", takes=Line(max_length=2000), label="ask-label", facts=code_facts),),
        review="ask-review",
        send="ask-send",
        finished="ask.submit",
        about=code_facts,
    )
)


async def filling_about(visit: Visit, name: str, verb: OnPetition, **facts: Any) -> Filling:
    petition = await find_petition(visit.desk, visit.argument(), verb)
    if petition.state is PetitionState.ANSWERED or not petition.is_open:
        raise Refused(f"petition-refused-when-{petition.state}", {"code": petition.code})
    body = petition.body[:200] or "…"
    return Filling(name, 1, "", facts={"code": petition.code, "body": body, **facts})


@effect("ask.begin", in_group=True)
async def begin_ask(visit: Visit) -> Outcome:
    return Outcome(begin=await filling_about(visit, "question", OnPetition.ASK))


@effect("ask.submit", in_group=True)
async def ask(visit: Visit) -> Outcome:
    code = visit.filling.facts["code"]
    petition = await ask_author(visit.desk, code, visit.filling.answers["question"])
    back = choice("work.list", "menu-work")
    if petition.days_left is None:
        return outcome(say("ask-sent-late", back, code=code, due=petition.due_on))
    return outcome(say("ask-sent", back, code=code, left=petition.days_left))


# ── within the office ─────────────────────────────────────────────────────────────────────────────────────────


def _rarer(visit: Visit, petition: Petition) -> list[Choice]:
    """What a department, and the clerk, may do besides answering."""
    actor, code = visit.desk.actor, petition.code
    rows: list[Choice] = []
    if petition.state in _ASSIGNABLE and may(actor, OnPetition.ASSIGN, petition):
        rows.append(choice(f"assign.begin:{code}", "work-assign"))
    if may(actor, OnPetition.NOTE, petition):
        rows.append(choice(f"note.begin:{code}", "note-begin"))
    if petition.state in REFUSABLE and may(actor, OnPetition.REFUSE, petition):
        rows.append(choice(f"refuse.begin:{code}", "refuse-begin"))
    if petition.is_open and may(actor, OnPetition.GUIDE, petition) and not visit.known.in_group:
        rows.append(choice(f"guide.begin:{code}", "guide-begin"))
    if may(actor, OnPetition.REDACT, petition) and not visit.known.in_group:
        rows.append(choice(f"redact.begin:{code}", "redact-begin"))
    return rows


_ASSIGNABLE = frozenset({PetitionState.RECEIVED, PetitionState.ASSIGNED, PetitionState.TAKEN, PetitionState.ASKED})
MORE.append(_rarer)


def _only_code(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"]}


def _officers(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(str(person), verbatim(name)) for person, name in filling.facts["officers"]]


form(
    Form(
        name="assignment",
        version=1,
        steps=(
            Step("officer", ask="assign-ask", takes=OneOf(_officers), facts=lambda k, f: {"code": f.facts["code"]}),
        ),
        finished="assign.submit",
    )
)


@effect("assign.begin", in_group=True)
async def begin_assignment(visit: Visit) -> Outcome:
    petition, officers = await officers_for(visit.desk, visit.argument())
    return Outcome(
        begin=Filling("assignment", 1, "", facts={"code": petition.code, "officers": list(officers.items())})
    )


@effect("assign.submit", in_group=True)
async def assign_to(visit: Visit) -> Outcome:
    petition, name = await assign(visit.desk, visit.filling.facts["code"], int(visit.filling.answers["officer"]))
    return outcome(
        say("assign-done", choice("work.list", "menu-work"), code=petition.code, name=name, due=petition.due_on)
    )


form(
    Form(
        name="note",
        version=1,
        steps=(Step("note", ask="note-ask", takes=Written(), label="note-label", show=show_written, facts=_only_code),),
        finished="note.submit",
    )
)
form(
    Form(
        name="refusal",
        version=1,
        steps=(
            Step("reason", ask="refuse-ask-reason", takes=Line(max_length=1000), label="refuse-label-reason",
                 facts=code_facts),
            Step("turn_to", ask="refuse-ask-where", takes=Line(max_length=300), label="refuse-label-where",
                 skip="refuse-nowhere"),
        ),
        review="refuse-review",
        send="refuse-send",
        finished="refuse.submit",
        about=code_facts,
    )
)  # fmt: skip


async def begin_note(visit: Visit, said: Said | None = None) -> Outcome:
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.NOTE)
    filling = Filling("note", 1, "", facts={"code": petition.code})
    value = Written().take(said, visit.known, filling, None) if said and (said.text or said.files) else None
    return Outcome(begin=filling.answered("note", value) if value else filling)


@effect("note.begin", in_group=True)
async def ask_note(visit: Visit) -> Outcome:
    return await begin_note(visit)


@effect("note.submit", in_group=True)
async def submit_note(visit: Visit) -> Outcome:
    written, code = visit.filling.answers["note"], visit.filling.facts["code"]
    await add_note(visit.desk, code, written_text(written), written_files(written))
    return outcome(say("note-kept", choice(f"work.show:{code}", "card-back", code=code), code=code))


async def begin_refusal(visit: Visit, said: Said | None = None) -> Outcome:
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.REFUSE)
    petition.check_refusable()
    filling = Filling("refusal", 1, "", facts={"code": petition.code, "body": petition.body[:200] or "…"})
    if said is not None and said.text:
        filling = filling.answered("reason", Line(max_length=1000).take(said, visit.known, filling, None))
    return Outcome(begin=filling)


@effect("refuse.begin", in_group=True)
async def ask_refusal(visit: Visit) -> Outcome:
    return await begin_refusal(visit)


@effect("refuse.submit", in_group=True)
async def submit_refusal(visit: Visit) -> Outcome:
    code, answers = visit.filling.facts["code"], visit.filling.answers
    await refuse(visit.desk, code, answers["reason"], answers.get("turn_to") or "")
    return outcome(say("refuse-done", choice("work.list", "menu-work"), code=code))


@effect("refuse.reopen")
async def reopen_refused(visit: Visit) -> Outcome:
    petition = await reopen(visit.desk, visit.argument())
    return outcome(
        say("petition-reopened-done", choice(f"work.show:{petition.code}", "petition-open", code=petition.code),
            code=petition.code, due=petition.due_on)
    )  # fmt: skip


# ── by replying, by typing ────────────────────────────────────────────────────────────────────────────────────


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
        return await begin_with(visit, petition.code, said)
    if petition.author == visit.person.id and petition.author_waits:
        filling = Filling(
            "reply" if petition.waits_for_author else "addition",
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


@effect("work.typed", in_group=True)
async def typed_work(visit: Visit) -> Outcome:
    """A code with what is to be done, typed where there are no buttons; in a group only what belongs to it."""
    code, meaning = visit.argument(), visit.arguments[1] if len(visit.arguments) > 1 else ""
    said = visit.effect.said or Said()
    if visit.known.in_group and not await belongs_here(visit, code):
        return Outcome(then="chat.private")
    match meaning:
        case "petition-take":
            return Outcome(then=f"work.take:{code}")
        case "petition-answer":
            return await begin_with(visit, code, said)
        case "petition-undo":
            return Outcome(then=f"answer.undo:{code}")
        case "petition-approve":
            return Outcome(then=f"approval.yes:{code}")
        case "petition-return":
            return await begin_return(visit, said)
        case "petition-assign":
            return Outcome(then=f"assign.begin:{code}")
        case "petition-note":
            return await begin_note(visit, said)
        case "petition-refuse":
            return await begin_refusal(visit, said)
        case "petition-ask":
            filling = await filling_about(visit, "question", OnPetition.ASK)
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


async def belongs_here(visit: Visit, code: str) -> bool:
    here = await departments_here(visit)
    petition = await visit.desk.uow.petitions.find(visit.desk.commune.id, code)
    return petition is None or petition.concerns(here)
