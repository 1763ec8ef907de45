"""What people may ask about their own data: to correct it, to have a copy, that it rest, that it be erased."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from actions.desk import Desk
from actions.record import find_petition
from actions.role import take_roles
from actions.speaker import withdraw_speaker
from domain.access import Actor, OnDataRequest, OnDataRequests, OnPetition, Role, check
from domain.audit import AuditKind, Subject
from domain.calendar import day_of
from domain.data_request import BLANK, DataRequest, RequestKind, RequestState, days_of, without
from domain.notice import Choice, Notice, ToClerks, ToPerson, words
from domain.petition import EntryKind, Petition
from domain.reach import Chat
from domain.refusal import Refused
from storage.my_data import NamedByOthers

# Clerks are reminded of what is held so many days before its last day.
REMIND_BEFORE = timedelta(days=3)


async def note(desk: Desk, kind: AuditKind, person: int, by: int | None, **more: Any) -> None:
    """Put on the log what was done with a person's data, without any of it."""
    await desk.uow.audits.add(desk.commune.id, Subject.PERSON, person, kind, desk.now, by, **more)


# ── the person ────────────────────────────────────────────────────────────────────────────────────────────────


async def correct(desk: Desk, **values: str | None) -> None:
    """Correct the actor's name, hamlet or telephone; a name also where it stands on what they sent."""
    person = desk.actor.person
    await desk.uow.people.change(desk.commune.id, person, **values)
    name = values.get("name")
    if name:
        await desk.uow.petitions.rename_author(desk.commune.id, person, name)
    await note(desk, AuditKind.CORRECTED, person, person)


async def withdraw_consent(desk: Desk) -> None:
    """Name, telephone and hamlet go, open petitions go on without a name (Decree 356/2025)."""
    commune_id, person = desk.commune.id, desk.actor.person
    await desk.uow.people.change(commune_id, person, name=None, phone=None, hamlet=None, consented_at=None)
    await _hide(desk, await desk.uow.petitions.hide_author(commune_id, person))
    await _leave_alone(desk)
    await note(desk, AuditKind.CONSENT_WITHDRAWN, person, person)


async def restrict(desk: Desk) -> None:
    """The data rest: they are kept and shown to nobody, and the person is told nothing but what they asked for."""
    commune_id, person = desk.commune.id, desk.actor.person
    await desk.uow.people.change(commune_id, person, restricted_at=desk.now)
    await _hide(desk, await desk.uow.petitions.keep_name_back(commune_id, person))
    await _leave_alone(desk)
    await note(desk, AuditKind.RESTRICTED, person, person)


async def release(desk: Desk) -> None:
    """The person may be told everything again; a name that was kept back stays so."""
    await desk.uow.people.change(desk.commune.id, desk.actor.person, restricted_at=None)
    await note(desk, AuditKind.RELEASED, desk.actor.person, desk.actor.person)


async def _leave_alone(desk: Desk) -> None:
    commune_id, person = desk.commune.id, desk.actor.person
    await desk.uow.broadcasts.give_up_for(commune_id, person, desk.now)
    await desk.uow.calls.drop_for(commune_id, person)
    await desk.uow.outbox.forget_ways(commune_id, person, desk.now)


async def _hide(desk: Desk, petitions: list[int]) -> None:
    for each in petitions:
        await desk.uow.audits.add(
            desk.commune.id, Subject.PETITION, each, AuditKind.NAME_HIDDEN, desk.now, desk.actor.person
        )


async def ask(desk: Desk, kind: RequestKind) -> DataRequest:
    """Ask for a copy or for erasure. Raises Refused where that is under way, and for the last clerk's erasure."""
    commune, person = desk.commune, desk.actor.person
    for under_way in await desk.uow.data_requests.open_of_person(commune.id, person):
        if under_way.kind is kind:
            raise Refused(f"data-refused-asked-{kind}", {"due": under_way.due_on})
    if kind is RequestKind.ERASURE and await desk.uow.people.lock_clerks(commune.id) == [person]:
        raise Refused("data-refused-last-clerk")
    days = days_of(kind, day_of(desk.now), commune.rights, desk.calendar)
    number = await desk.uow.numbers.next(commune.id, "data-request")
    request = DataRequest(
        commune.id, number, person, kind, RequestState.OPEN, desk.now, days.runs_on, days.due_on
    )  # fmt: skip
    await desk.uow.data_requests.add(request)
    asked = AuditKind.EXPORT_ASKED if kind is RequestKind.EXPORT else AuditKind.ERASURE_ASKED
    await note(desk, asked, person, person, other=number)
    if kind is RequestKind.ERASURE:
        # Without the name: what is said to clerks is kept longer than the name may be.
        line = words("data-erasure-asked-clerk", runs=request.runs_on, due=request.due_on)
        desk.tell(Notice(ToClerks(), (line,), (_open(request),)))
    return request


def _open(request: DataRequest) -> Choice:
    return Choice(f"data.request:{request.id}", words("data-request-open"))


async def call_off(desk: Desk, request_id: int) -> DataRequest:
    """The person has thought better of it. Raises Refused."""
    request = await find_request(desk, request_id, OnDataRequest.CALL_OFF, lock=True)
    request.check_open()
    await desk.uow.data_requests.change(request, state=RequestState.CALLED_OFF.value, done_at=desk.now, reason="")
    await note(desk, AuditKind.ERASURE_CALLED_OFF, request.person, desk.actor.person, other=request.id)
    return request


async def find_request(desk: Desk, request_id: int, act: OnDataRequest, *, lock: bool = False) -> DataRequest:
    """The request when the actor may do `act` with it. Raises Refused."""
    request = await desk.uow.data_requests.find(desk.commune.id, request_id, lock=lock)
    if request is None:
        raise Refused("data-refused-unknown")
    check(desk.actor, act, request)
    return request


# ── the clerk ─────────────────────────────────────────────────────────────────────────────────────────────────


async def requests_of(desk: Desk) -> list[DataRequest]:
    """Erasures that are waited for, the most pressing first. Raises Refused for anyone but a clerk."""
    check(desk.actor, OnDataRequests.LIST, desk.commune)
    return await desk.uow.data_requests.open_of(desk.commune.id)


async def hold(desk: Desk, request_id: int, reason: str) -> DataRequest:
    """Something stands against an erasure: it waits, and the person is told what. Raises Refused."""
    request = await find_request(desk, request_id, OnDataRequest.DECIDE, lock=True)
    request.check_open()
    await desk.uow.data_requests.change(
        request, state=RequestState.HELD.value, reason=reason, decided_by=desk.actor.person
    )
    await note(desk, AuditKind.ERASURE_HELD, request.person, desk.actor.person, other=request.id)
    desk.tell(Notice(ToPerson(request.person), (words("data-erasure-held", reason=reason, due=request.due_on),)))
    return replace(request, state=RequestState.HELD, reason=reason)


async def let_go(desk: Desk, request_id: int) -> DataRequest:
    """Nothing stands against it (any more): it is carried out today. Raises Refused."""
    request = await find_request(desk, request_id, OnDataRequest.DECIDE, lock=True)
    request.check_open()
    today = day_of(desk.now)
    await desk.uow.data_requests.change(
        request, state=RequestState.OPEN.value, reason="", runs_on=today, decided_by=desk.actor.person
    )
    await note(desk, AuditKind.ERASURE_LET_GO, request.person, desk.actor.person, other=request.id)
    return replace(request, state=RequestState.OPEN, reason="", runs_on=today)


async def named_by_others(desk: Desk, name: str) -> list[NamedByOthers]:
    """Where hamlet heads have put the name of somebody without a chat. Raises Refused for anyone but a clerk."""
    check(desk.actor, OnDataRequests.FORGET_NAMED, desk.commune)
    return await desk.uow.my_data.named_by_others(desk.commune.id, name)


async def forget_named(desk: Desk, named: NamedByOthers) -> None:
    """Take the name off a list or a petition; what it was about stays. Raises Refused."""
    check(desk.actor, OnDataRequests.FORGET_NAMED, desk.commune)
    petition = await desk.uow.my_data.forget_named(desk.commune.id, named)
    if petition is not None:
        await desk.uow.audits.add(
            desk.commune.id, Subject.PETITION, petition, AuditKind.NAME_ERASED, desk.now, desk.actor.person
        )
    else:
        await note(desk, AuditKind.NAME_ERASED, desk.actor.person, desk.actor.person, other=named.dialogue)


async def redact_petition(desk: Desk, code: str, body: str, *, bare: bool) -> Petition:
    """Put a text without personal data in the place of what was written.

    `bare` leaves out what the author attached and added later. That it was done stays on the log, what stood there
    does not. Raises Refused.
    """
    petition = await find_petition(desk, code, OnPetition.REDACT, lock=True)
    for entry_id, entry in await desk.uow.petitions.entries(petition):
        first = entry.kind is EntryKind.SUBMITTED
        added = bare and entry.by == petition.author and (entry.text or entry.files)
        if first or added:
            await desk.uow.petitions.redact(
                petition, entry_id, body=body if first else None, text=None if first else BLANK, bare=bare
            )
            await desk.uow.audits.add_redaction(petition.commune_id, petition.id, entry_id, desk.now, desk.actor.person)
    return replace(petition, body=body)


# ── carrying out ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Erased:
    """Who is nobody any more: where they can be told so for the last time, and in which language."""

    chats: tuple[Chat, ...]
    language: str


async def carry_out_erasure(desk: Desk, request: DataRequest) -> Erased | None:
    """Let nothing but cases be left of a person; None when it cannot be done: who asked is the last clerk by now.

    Their roles are given back, their place among speakers goes to the next, their name and telephone are taken out
    of what they wrote.
    """
    commune_id, person = desk.commune.id, request.person
    clerks = await desk.uow.people.lock_clerks(commune_id)
    someone = (await desk.uow.people.lock(commune_id, [person])).get(person)
    assert someone is not None
    if clerks == [person]:
        await _hold_last_clerk(desk, request)
        return None
    grants = await desk.uow.people.grants(commune_id, person)
    await take_roles(desk, person, grants, by=None)
    as_themselves = replace(desk, actor=Actor(commune_id, person), notices=desk.notices)
    for registration in await desk.uow.speakers.of_person(commune_id, person):
        dialogue = await desk.uow.dialogues.find(commune_id, registration.dialogue_id)
        if registration.person == person and dialogue is not None and not dialogue.is_over(desk.now):
            await withdraw_speaker(as_themselves, dialogue.id, registration.number)
    chats = tuple(chat for _, chat in await desk.uow.conversations.chats_of(commune_id, person))
    for petition in await desk.uow.my_data.erase(commune_id, person, desk.now):
        await _without_own_name(desk, petition, person, someone.name, someone.phone)
        await desk.uow.audits.add(commune_id, Subject.PETITION, petition.id, AuditKind.NAME_HIDDEN, desk.now, None)
    await desk.uow.data_requests.done(request, desk.now)
    await note(desk, AuditKind.ERASED, person, None, other=request.id)
    if grants and Role.CLERK not in {grant.role for grant in grants}:
        everybody = Choice("staff.show", words("staff-button"))
        desk.tell(Notice(ToClerks(), (words("data-erased-staff"),), (everybody,)))
    return Erased(chats, someone.language)


async def _hold_last_clerk(desk: Desk, request: DataRequest) -> None:
    await desk.uow.data_requests.change(request, state=RequestState.HELD.value)
    await note(desk, AuditKind.ERASURE_HELD, request.person, None, other=request.id)
    desk.tell(Notice(ToPerson(request.person), (words("data-refused-last-clerk"),)))


async def _without_own_name(desk: Desk, petition: Petition, person: int, name: str | None, phone: str | None) -> None:
    for entry_id, entry in await desk.uow.petitions.entries(petition):
        if entry.by != person:
            continue
        body = without(petition.body, name, phone) if entry.kind is EntryKind.SUBMITTED else petition.body
        text = without(entry.text, name, phone)
        if body != petition.body or text != entry.text:
            await desk.uow.petitions.redact(
                petition, entry_id, text=text, body=body if entry.kind is EntryKind.SUBMITTED else None
            )
            await desk.uow.audits.add_redaction(petition.commune_id, petition.id, entry_id, desk.now, None)


def remind_of(desk: Desk, request: DataRequest) -> Notice | None:
    """What the clerks are told of a request whose last day is near; None while there is time."""
    if request.kind is not RequestKind.ERASURE or day_of(desk.now) < request.due_on - REMIND_BEFORE:
        return None
    return Notice(
        ToClerks(),
        (words("data-erasure-near", due=request.due_on),),
        (_open(request),),
        once=f"data-erasure-near:{request.id}",
    )
