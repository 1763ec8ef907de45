"""What became of my opinions: list, look up, add, withdraw, reply to a question, react to an answer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.card import head_words, one_line, page
from actions.clock import deadline_of, deadline_words, explained
from actions.escalation import paper_words
from actions.merge import lead_and_members, shown_as
from actions.petition import add_to_petition, ask_again, check_again, withdraw_petition
from actions.rating import RATED_IN
from actions.record import find_petition, read_petition
from domain.access import OnPetition, may
from domain.calendar import day_of
from domain.notice import Words, words
from domain.petition import Petition, PetitionState, read_code
from domain.publication import is_part_of_another
from domain.refusal import Refused
from handlers.answer import answer_rows
from handlers.call import way_words
from handlers.conversation.form import Filling, Form, Known, Line, Problem, Step, Written
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.conversation.step import Conversation
from handlers.petition import show_written, written_files, written_refs, written_text
from handlers.rating import rating_choices
from handlers.visit import Outcome, Visit, effect, form, outcome
from handlers.work import departments_here, work_choices

MERGED_SHOWN = 10


@effect("mine.list", "command.cuatoi", "command.mine", reads=True)
async def mine(visit: Visit) -> Outcome:
    commune, today = visit.desk.commune, day_of(visit.desk.now)
    petitions = await visit.desk.uow.petitions.by_author(commune.id, visit.person.id)
    speaking = await visit.desk.uow.speakers.of_person(commune.id, visit.person.id)
    if not petitions and not speaking:
        return outcome(say("mine-none", choice("petition.begin", "menu-petition"), choice("menu.show", "menu-button")))
    lines = [words("mine-list", count=len(petitions))] if petitions else []
    lines += [one_line(commune, petition, today) for petition in petitions]
    rows = [choice(f"mine.show:{p.code}", "petition-open", code=p.code) for p in petitions]
    for registration in speaking[:10]:
        key = f"speaker.show:{registration.dialogue_id}:{registration.number}"
        rows.append(choice(key, "mine-speaking", number=registration.number, name=registration.name))
    return outcome(Reply(tuple(lines) or (words("mine-only-speaking"),), (*rows, choice("menu.show", "menu-button"))))


@effect("mine.show", "lookup.code", "work.show", in_group=True, reads=True)
async def show(visit: Visit) -> Outcome:
    petition, thread, names = await read_petition(visit.desk, visit.argument())
    here = await departments_here(visit) if visit.known.in_group else None
    if here is not None and not petition.concerns(here):
        return Outcome(then="chat.private")
    lead, members = await lead_and_members(visit.desk, petition)
    shown = petition if lead is None else shown_as(petition, lead)
    inside = here is not None or may(visit.desk.actor, OnPetition.READ_WORK, petition)
    lines, files = page(visit.desk, shown, thread, names, among=here)
    extra = [*await paper_words(visit.desk, petition, inside=inside)]
    if petition.is_open:
        extra.append(deadline_words(deadline_of(visit.desk, petition, thread)))
    if petition.is_late(day_of(visit.desk.now)):
        name = visit.desk.commune.department(petition.department).name
        extra.append(words("petition-is-late", department=name))
    extra += _merged_words(visit, lead, members, inside=inside)
    extra += await _public_words(visit, petition)
    under_way, rows = await answer_rows(visit, petition)
    delivery = await _delivery(visit, petition)
    said = (*lines, *extra, *under_way, *delivery)
    return outcome(Reply(said, (*rows, *_choices(visit, petition)), files, petition.code))


def _merged_words(visit: Visit, lead: Petition | None, members: Sequence[Petition], *, inside: bool) -> list[Words]:
    """That it is dealt with together with others; which these are, only to those who deal with them."""
    if not inside:
        return [words("petition-dealt-together")] if lead else []
    if lead is not None:
        return [words("petition-merged-into", lead=lead.code)]
    if not members:
        return []
    today = day_of(visit.desk.now)
    lines = [one_line(visit.desk.commune, each, today) for each in members[:MERGED_SHOWN]]
    return [words("petition-merged-with", count=len(members)), words("lines", lines=lines)]


async def _public_words(visit: Visit, petition: Petition) -> list[Words]:
    """Where everybody reads it; of what is shown in another, whose code is not told, only where that is."""
    of_another = petition.merged_into is not None and is_part_of_another(petition)
    read = petition
    if petition.merged_into is not None and of_another:
        read = await visit.desk.uow.petitions.get(petition.commune_id, petition.merged_into)
    shown = await visit.desk.uow.publications.find(petition.commune_id, read.code)
    if shown is None or shown.is_withdrawn:
        return []
    address = visit.results_link if of_another else f"{visit.results_link}/{petition.code}"
    return [words("publication-petition", address=address)]


async def _delivery(visit: Visit, petition: Petition) -> tuple[Words, ...]:
    """For the department and the clerk: whether the answer has reached the author."""
    if petition.author == visit.desk.actor.person or petition.state not in RATED_IN:
        return ()
    keys = await visit.desk.uow.petitions.answer_entries(petition)
    found = (
        await visit.desk.uow.outbox.delivery_of(petition.commune_id, f"answer:{petition.code}:{keys[-1]}")
        if keys
        else None
    )
    if found is None:
        return (words("delivery-nobody"),)
    sent_at, trouble = found
    if trouble:
        why = words(f"trouble-{trouble}")
        instead = way_words(
            await visit.desk.uow.outbox.instead_of(petition.commune_id, f"answer:{petition.code}:{keys[-1]}")
        )
        if instead:
            return (words("delivery-otherwise", why=why, instead=instead),)
        head = head_words(visit.desk.commune, visit.desk.commune.hamlet(petition.hamlet))
        return (words("delivery-failed", why=why, head=head),)
    return (words("delivery-done", at=sent_at),) if sent_at else (words("delivery-waiting"),)


def _choices(visit: Visit, petition: Petition) -> list[Choice]:
    actor, code = visit.desk.actor, petition.code
    if visit.known.in_group:
        return [*work_choices(visit, petition), choice("work.list", "menu-work")]
    rows: list[Choice] = []
    if may(actor, OnPetition.ADD, petition) and petition.author_waits:
        asked = petition.waits_for_author
        rows.append(
            choice(f"{'reply' if asked else 'add'}.begin:{code}", "petition-reply" if asked else "petition-add")
        )
    rows += rating_choices(visit, petition)
    if may(actor, OnPetition.WITHDRAW, petition) and petition.author_waits:
        rows.append(choice(f"withdraw.ask:{code}", "petition-withdraw"))
    rows += work_choices(visit, petition)
    back = "work.list" if actor.departments else "mine.list"
    return [
        *rows,
        choice(back, "menu-work" if actor.departments else "menu-mine"),
        choice("menu.show", "menu-button"),
    ]


# ── looking up a code ─────────────────────────────────────────────────────────────────────────────────────────


def _code(text: str, known: Known) -> str:
    code = read_code(text)
    if code is None:
        raise Problem(words("lookup-no-code", example=f"{known.commune.code_prefix}{known.now:%y}-0001"))
    return code


form(
    Form(
        name="lookup",
        version=1,
        steps=(
            Step("code", ask="lookup-ask", takes=Line(max_length=40, parse=_code),
                 facts=lambda k, f: {"example": f"{k.commune.code_prefix}{k.now:%y}-0001"}),
        ),
        finished="lookup.submit",
        drafted=False,
    )
)  # fmt: skip


@effect("lookup.begin", "command.tracuu", "command.lookup", reads=True)
async def begin_lookup(visit: Visit) -> Outcome:
    if visit.arguments:
        code = read_code(visit.arguments[0])
        if code:
            return Outcome(then=f"lookup.code:{code}")
    return Outcome(begin=Filling("lookup", 1, ""))


@effect("lookup.submit", reads=True)
async def look_up(visit: Visit) -> Outcome:
    return Outcome(then=f"lookup.code:{visit.filling.answers['code']}")


# ── adding, replying, asking again ────────────────────────────────────────────────────────────────────────────


def _code_facts(known: Known, filling: Filling) -> dict[str, Any]:
    return {"code": filling.facts["code"]}


for _name, _ask in (("addition", "add-ask"), ("reply", "reply-ask"), ("again", "again-ask")):
    form(
        Form(
            name=_name,
            version=1,
            steps=(Step("more", ask=_ask, takes=Written(), label="petition-label-body", show=show_written,
                        facts=_code_facts, judged=True),),
            finished="again.submit" if _name == "again" else "add.submit",
        )
    )  # fmt: skip


async def _begin(visit: Visit, name: str) -> Outcome:
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.ADD)
    if not petition.author_waits:
        raise Refused(f"petition-refused-add-when-{petition.state}", {"code": petition.code})
    return Outcome(begin=Filling(name, 1, "", facts={"code": petition.code}))


@effect("add.begin")
async def begin_addition(visit: Visit) -> Outcome:
    return await _begin(visit, "addition")


@effect("reply.begin")
async def begin_reply(visit: Visit) -> Outcome:
    return await _begin(visit, "reply")


@effect("again.begin")
async def begin_again(visit: Visit) -> Outcome:
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.RATE)
    try:
        check_again(visit.desk, petition)
    except Refused as refused:
        # Where it is too late, the way on is a new opinion.
        new, home = choice("petition.begin", "menu-petition"), choice("menu.show", "menu-button")
        return outcome(Reply((words(refused.code, **refused.facts),), (new, home)))
    return Outcome(begin=Filling("again", 1, "", facts={"code": petition.code}))


@effect("add.submit")
async def add(visit: Visit) -> Outcome:
    return outcome(await _added(visit, visit.filling.facts["code"], visit.filling.answers["more"]))


async def _added(visit: Visit, code: str, more: dict[str, Any]) -> Reply:
    """Add what was written; where it was what the department waited for, say until when it answers now."""
    before = await find_petition(visit.desk, code, OnPetition.ADD)
    petition = await add_to_petition(visit.desk, code, written_text(more), written_files(more), written_refs(more))
    rows = choice(f"mine.show:{code}", "petition-see"), choice("menu.show", "menu-button")
    if not before.waits_for_author or petition.is_late(day_of(visit.desk.now)):
        return say("petition-addition-sent", *rows, code=code)
    return say("petition-reply-sent", *rows, code=code, due=petition.due_on)


def _nothing_loose(visit: Visit) -> Conversation:
    return replace(visit.state, loose={})


@effect("add.loose")
async def add_loose(visit: Visit) -> Outcome:
    code, loose = visit.argument(), visit.state.loose
    more = {k: loose.get(k, []) for k in ("parts", "files", "places")}
    if not more["parts"] and not more["files"]:
        return Outcome(then=f"add.begin:{code}")
    return outcome(await _added(visit, code, more), state=_nothing_loose(visit))


@effect("again.submit")
async def again(visit: Visit) -> Outcome:
    more, code = visit.filling.answers["more"], visit.filling.facts["code"]
    petition = await ask_again(visit.desk, code, written_text(more), written_files(more))
    sent = words("petition-again-sent", code=code, due=petition.due_on)
    how = await explained(visit.desk, petition)
    return outcome(Reply((sent, how), (choice("menu.show", "menu-button"),)))


# ── withdrawing ───────────────────────────────────────────────────────────────────────────────────────────────


@effect("withdraw.ask")
async def ask_withdraw(visit: Visit) -> Outcome:
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.WITHDRAW)
    petition.check_move(PetitionState.WITHDRAWN)
    yes = choice(f"withdraw.yes:{petition.code}", "petition-withdraw-yes")
    return outcome(
        say(
            "petition-withdraw-sure",
            yes,
            choice(f"mine.show:{petition.code}", "form-back"),
            code=petition.code,
        )
    )


@effect("withdraw.yes")
async def withdraw(visit: Visit) -> Outcome:
    petition = await withdraw_petition(visit.desk, visit.argument())
    return outcome(say("petition-withdrawn", choice("menu.show", "menu-button"), code=petition.code))


@effect("chat.edited", in_group=True)
async def edited(visit: Visit) -> Outcome:
    """A message was changed after it was sent: offer to pass the change on."""
    said = visit.effect.said
    petition = await visit.desk.uow.petitions.by_ref(visit.desk.commune.id, visit.person.id, visit.argument())
    if said is None or petition is None or not petition.author_waits:
        return Outcome(goes_on=True)
    loose = {"parts": [{"ref": said.ref, "text": said.text}], "files": [], "places": []}
    reply = say("petition-edited", choice(f"add.loose:{petition.code}", "petition-offer-add", code=petition.code),
                choice("petition.drop-loose", "petition-offer-drop"), code=petition.code)  # fmt: skip
    return outcome(reply, state=replace(visit.state, loose=loose))
