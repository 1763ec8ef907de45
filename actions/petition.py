"""Petitions: submit, take, add to, withdraw, ask again."""

from dataclasses import dataclass

from actions.card import card_choices, tell_department
from actions.clock import deadline_of, deadline_words
from actions.desk import Desk
from actions.likeness import file
from actions.merge import hand_on, lead_and_members
from actions.question import take_reply
from actions.record import find_petition, name_of, note
from domain.access import OnPetition, OnPetitions, Role, check
from domain.calendar import day_of
from domain.clock import again_until
from domain.commune import VIETNAM
from domain.deadline import RECEIVED, Deadline, after_working_days
from domain.notice import (
    Attachment,
    Choice,
    Notice,
    Recipient,
    ToClerks,
    ToDepartment,
    ToPerson,
    verbatim,
    words,
)
from domain.petition import EntryKind, Petition, PetitionState, make_code
from domain.refusal import Refused
from storage.petition import Entry


@dataclass(frozen=True)
class PetitionDraft:
    """What a person wrote before it became a petition; `name` None is "not named".

    `confirmed`: they were asked whether it is an opinion and not an accusation, and said so.
    """

    body: str
    topic: str
    hamlet: str | None
    dialogue_id: int | None = None
    name: str | None = None
    name_shown: bool = True
    files: tuple[Attachment, ...] = ()
    places: tuple[tuple[float, float], ...] = ()
    refs: tuple[str, ...] = ()
    collected: bool = False
    confirmed: bool = False


async def submit_petition(desk: Desk, draft: PetitionDraft) -> tuple[Petition, Deadline]:
    """File `draft` with the department of its topic. Raises Refused when its dialogue no longer takes opinions."""
    commune = desk.commune
    check_collected(desk, draft)
    if draft.dialogue_id is not None:
        dialogue = await desk.uow.dialogues.find(commune.id, draft.dialogue_id)
        if dialogue is None or not dialogue.takes_opinions(desk.now):
            raise Refused("petition-refused-collection-closed")
    petition, deadline = await file_petition(desk, draft, desk.actor.person)
    tell_department(desk, petition, draft.files, draft.places)
    return petition, deadline


def check_collected(desk: Desk, draft: PetitionDraft) -> None:
    """Raise Refused when the actor hands in what was collected in a hamlet that they do not head."""
    if draft.collected and not desk.actor.heads(draft.hamlet):
        raise Refused("access-refused-hamlet-head")


async def file_petition(desk: Desk, draft: PetitionDraft, author: int) -> tuple[Petition, Deadline]:
    """File `draft` under the name of `author`; the actor may have written it down for them. Nobody is told."""
    commune = desk.commune
    topic = commune.topic(draft.topic)
    if not topic.department:
        raise Refused("petition-refused-no-topic")
    days = commune.answer_days(draft.topic)
    # No law sets one number for ordinary petitions, so it is the commune's own setting.
    deadline = after_working_days(day_of(desk.now), days, desk.calendar, RECEIVED)
    # The number comes last: its series stays locked until the end of the transaction.
    year = desk.now.astimezone(VIETNAM).year
    number = await desk.uow.numbers.next(commune.id, f"petition/{year}")
    petition = await desk.uow.petitions.add(
        commune_id=commune.id,
        code=make_code(commune.code_prefix, year, number),
        state=PetitionState.RECEIVED.value,
        topic=draft.topic,
        department=topic.department,
        hamlet=draft.hamlet,
        dialogue_id=draft.dialogue_id,
        author=author,
        author_name=draft.name,
        name_shown=draft.name_shown,
        collected=draft.collected,
        body=draft.body,
        confirmed=draft.confirmed,
        received_at=desk.now,
        due_on=deadline.due_on,
        answer_days=days,
        transfers=0,
    )
    await desk.uow.petitions.note(
        petition,
        Entry(
            EntryKind.SUBMITTED, desk.now, desk.actor.person, topic.department,
            files=draft.files, places=draft.places, refs=draft.refs,
        ),
    )  # fmt: skip
    await file(desk.uow, commune, [petition])
    return petition, deadline


# ── the department ────────────────────────────────────────────────────────────────────────────────────────────


async def take_petition(desk: Desk, code: str) -> Petition:
    """The actor takes the matter on. Raises Refused when a colleague has it already."""
    petition = await find_petition(desk, code, OnPetition.TAKE, lock=True)
    if petition.taken_by == desk.actor.person and petition.is_open:
        return petition
    if petition.state is PetitionState.TAKEN:
        raise Refused("petition-refused-taken", {"code": code, "name": await name_of(desk, petition.taken_by)})
    given_to = petition.assigned_to
    if petition.state is PetitionState.ASSIGNED and given_to not in (None, desk.actor.person):
        raise Refused("petition-refused-assigned", {"code": code, "name": await name_of(desk, given_to)})
    petition.check_move(PetitionState.TAKEN)
    petition = await desk.uow.petitions.change(petition, state=PetitionState.TAKEN.value, taken_by=desk.actor.person)
    await note(desk, petition, EntryKind.TAKEN)
    return petition


# ── the author ────────────────────────────────────────────────────────────────────────────────────────────────


async def add_to_petition(
    desk: Desk, code: str, text: str, files: tuple[Attachment, ...], refs: tuple[str, ...]
) -> Petition:
    """Add text or files to an open petition; a reply to the department's question sets it going again."""
    petition = await find_petition(desk, code, OnPetition.ADD, lock=True)
    if petition.waits_for_author:
        return await take_reply(desk, petition, text, files, refs)
    lead, _ = await lead_and_members(desk, petition)
    shown = lead or petition
    if not shown.is_open:
        raise Refused(f"petition-refused-add-when-{petition.state}", {"code": code})
    await note(desk, petition, EntryKind.ADDED, text, files, refs=refs)
    told = words("petition-added-to", code=code, due=shown.due_on)
    if lead is not None:
        told = words("petition-added-to-merged", code=code, lead=lead.code)
    elif petition.is_paused:
        told = words("petition-added-to-paused", code=code)
    desk.tell(
        Notice(
            ToDepartment(shown.department),
            (told, *((verbatim(text),) if text else ())),
            card_choices(shown),
            files=files,
            about=shown.code,
        )
    )
    return petition


async def withdraw_petition(desk: Desk, code: str) -> Petition:
    petition = await find_petition(desk, code, OnPetition.WITHDRAW, lock=True)
    petition.check_move(PetitionState.WITHDRAWN)
    petition = await desk.uow.petitions.change(
        petition, state=PetitionState.WITHDRAWN.value, proposed_to=None, days_left=None
    )
    await note(desk, petition, EntryKind.WITHDRAWN)
    desk.tell(
        Notice(ToDepartment(petition.department), (words("petition-withdrawn-by-author", code=code),), about=code)
    )
    await hand_on(desk, petition)
    return petition


async def ask_again(desk: Desk, code: str, text: str, files: tuple[Attachment, ...] = ()) -> Petition:
    """The author is not content: the matter goes back to the department with a short period of its own.

    From the second time on the head of the department is told. Raises Refused when it was answered too long ago.
    """
    petition = await find_petition(desk, code, OnPetition.RATE, lock=True)
    check_again(desk, petition)
    days = desk.commune.answering.again_working_days
    petition = await desk.uow.petitions.change(
        petition,
        state=PetitionState.RECEIVED.value,
        taken_by=None,
        answered_at=None,
        closed_at=None,
        outcome=None,
        promised_on=None,
        merged_into=None,
        days_left=None,
        extension_days=0,
        answer_days=days,
        due_on=desk.calendar.add_working_days(day_of(desk.now), days),
    )
    await note(desk, petition, EntryKind.ASKED_AGAIN, text, files)
    await file(desk.uow, desk.commune, [petition])
    thread = await desk.uow.petitions.thread(petition)
    how = deadline_words(deadline_of(desk, petition, thread))
    times = sum(entry.kind is EntryKind.ASKED_AGAIN for entry in thread)
    lines = (words("petition-asked-again", code=code, due=petition.due_on), *((verbatim(text),) if text else ()), how)
    desk.tell(Notice(ToDepartment(petition.department), lines, card_choices(petition), files=files, about=code))
    if times > 1:
        await _tell_head(desk, petition, times)
    return petition


def check_again(desk: Desk, petition: Petition) -> None:
    """Raise Refused unless its author may ask again: after an answer, for as long as the commune gives."""
    days = desk.commune.answering.again_within_days
    until = again_until(petition, days)
    if until is None:
        raise Refused("petition-refused-not-answered", {"code": petition.code})
    if day_of(desk.now) > until:
        raise Refused("petition-refused-again-over", {"code": petition.code, "count": days})


async def _tell_head(desk: Desk, petition: Petition, times: int) -> None:
    heads = await desk.uow.people.with_role(desk.commune.id, Role.DEPARTMENT_HEAD, department=petition.department)
    name = desk.commune.department(petition.department).name
    line = words("petition-asked-again-often", code=petition.code, department=name, times=times, due=petition.due_on)
    see = (Choice(f"work.show:{petition.code}", words("petition-open", code=petition.code)),)
    to_heads: list[Recipient] = [ToPerson(head) for head in heads]
    for to in to_heads or [ToClerks()]:
        desk.tell(Notice(to, (line,), see, about=petition.code))


# ── the clerk ─────────────────────────────────────────────────────────────────────────────────────────────────


async def petitions_of_commune(
    desk: Desk, *, topic: str | None = None, hamlet: str | None = None, dialogue_id: int | None = None
) -> list[Petition]:
    check(desk.actor, OnPetitions.LIST, desk.commune)
    return await desk.uow.petitions.of_commune(desk.commune.id, topic=topic, hamlet=hamlet, dialogue_id=dialogue_id)
