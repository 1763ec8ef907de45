"""The gate: where people go with what is no petition, telling who is on duty, and erasing what was written."""

import asyncio
from collections.abc import Collection, Mapping
from typing import Any

from actions.card import hamlet_of
from actions.desk import Desk
from actions.record import facts_of, find_petition, note
from documents.quoting import quotes
from domain.access import OF_DEPARTMENT, OnPetition, Role
from domain.calendar import day_of
from domain.commune import Commune
from domain.gate import Alarm, Ended, Traces, mark_of, openings_of
from domain.notice import (
    Notice,
    NoticeKind,
    Recipient,
    ToClerks,
    ToDepartment,
    ToPerson,
    Urgency,
    Words,
    verbatim,
    words,
)
from domain.petition import EntryKind, Petition, PetitionOutcome, PetitionState
from domain.refusal import Refused
from domain.text import has_words
from storage.file import FileStore
from storage.gate import Place
from storage.person import Person
from understanding.gate import Action, Body, Sorting

# Of these the commune's own seat and hours are said where the set-up says nothing else.
_IN_THE_COMMUNE = frozenset({Body.COMMUNE_CHAIR, Body.PARTY_INSPECTION, Body.DECIDING_BODY})


def office_words(commune: Commune, body: Body) -> Words:
    """Who hears it, and where and when: as the commune has set it up, else in general words."""
    heard_by = Body.COMMUNE_CHAIR if body is Body.DECIDING_BODY else body
    office, inside = commune.office(heard_by), body in _IN_THE_COMMUNE
    who = words(f"commune-{commune.kind}", name=commune.name)
    named = (
        verbatim(office.name) if office.name else words(f"office-{heard_by}", commune=who, province=commune.province)
    )
    lines = [words("office-deciding-body", office=named) if body is Body.DECIDING_BODY else named]
    address = office.address or (commune.venue if inside else "")
    if address:
        lines.append(words("office-address", address=address))
    if office.hours:
        lines.append(words("office-reception", hours=office.hours))
    elif inside and commune.office_hours:
        spans = [f"{span.start:%H:%M}–{span.end:%H:%M}" for span in commune.office_hours]
        lines.append(words("office-hours", hours=", ".join(spans)))
    if office.phone:
        lines.append(words("office-phone", phone=office.phone))
    if body is Body.POLICE:
        lines.append(words("office-police-now"))
    return words("lines", lines=lines)


def guide_words(commune: Commune, alarm: Mapping[str, Any]) -> tuple[Words, ...]:
    """Why what `plain_alarm` tells of is not taken here, and where it is."""
    bring = words("gate-bring", office=office_words(commune, Body(alarm["body"])))
    if not alarm["accused"]:
        return (words("gate-complaint"), bring)
    return (words("gate-denunciation"), *((words("gate-level-above"),) if alarm["head"] else ()), bring)


def alarm_of(found: Sorting | None) -> Alarm | None:
    """What a message is to be held for, or warned about; None for an ordinary one."""
    if found is None:
        return None
    match found.judgement.action:
        case Action.EMERGENCY:
            return Alarm.EMERGENCY
        case Action.DENUNCIATION | Action.COMPLAINT | Action.SPLIT_AND_REDIRECT:
            if any(has_words(text) for text in found.kept):
                return Alarm.MIXED
            return Alarm.DENUNCIATION if found.accused else Alarm.COMPLAINT
    return None


def plain_alarm(alarm: Alarm, found: Sorting) -> dict[str, Any]:
    """An alarm as plain values, which a conversation's state can keep."""
    body = found.judgement.body or (Body.COMMUNE_CHAIR if found.accused else Body.DECIDING_BODY)
    return {
        "alarm": alarm.value,
        "accused": found.accused,
        "body": body.value,
        "head": found.judgement.about_head,
        "may_go_on": list(found.kept),
        "left_out": list(found.left_out),
    }


def emergency_words(commune: Commune, number: str, *, told: bool) -> tuple[Words, ...]:
    """Whom to call at once: the number that helps first, then who is on duty; `told` if the office hears of it too."""
    lines = [words(f"emergency-{number}")]
    if commune.duty is not None:
        lines.append(words("emergency-duty", title=commune.duty.title, phone=commune.duty.phone))
    return (*lines, words("emergency-unwatched", told="yes" if told else "no"))


async def somebody_is_told(desk: Desk) -> bool:
    """Whether what `tell_on_duty` tells reaches anybody: a clerk, or somebody of the department on duty."""
    people, duty = desk.uow.people, desk.commune.duty
    if await people.with_role(desk.commune.id, Role.CLERK):
        return True
    on_duty = duty.department if duty else ""
    return bool(on_duty and await people.with_role(desk.commune.id, OF_DEPARTMENT, department=on_duty))


def tell_on_duty(desk: Desk, author: Person, text: str) -> None:
    """Tell the clerks, and the department that is on duty, what somebody in danger wrote: before everything else."""
    commune, duty = desk.commune, desk.commune.duty
    told: list[Recipient] = [ToDepartment(duty.department)] if duty and duty.department else []
    where = hamlet_of(commune, author.hamlet) if author.hamlet else words("form-not-given")
    lines = (
        words(
            "emergency-told",
            at=desk.now,
            name=author.name or words("person-unnamed"),
            hamlet=where,
            phone=author.phone or words("form-not-given"),
        ),
        verbatim(text),
        words("emergency-told-how"),
    )
    once = f"emergency:{author.id}:{mark_of(text)}"
    for to in (*told, ToClerks()):
        desk.tell(Notice(to, lines, once=once, urgency=Urgency.REPLY))


async def guide_away(
    desk: Desk, code: str, body: Body, where: str, instead: str, files: FileStore, *, conversation: int
) -> Petition:
    """A petition that was none: show its author the way, and keep its code, its days and the way, nothing it said.

    `where` names `body` in the words of the record. Raises Refused.
    """
    petition = await find_petition(desk, code, OnPetition.GUIDE, lock=True)
    petition.check_move(PetitionState.REFUSED)
    if (await desk.uow.petitions.merged_into(desk.commune.id, [petition.id])).get(petition.id):
        raise Refused("guide-refused-merged", {"code": code})
    entries = await desk.uow.petitions.entries(petition)
    texts = [petition.body, *(entry.text for _, entry in entries)]
    refs = [ref for _, entry in entries for ref in entry.refs]
    sent = {file.sha256 for _, entry in entries for file in entry.files}
    for entry_id, entry in entries:
        if entry.text or entry.files or entry.places or entry.refs or entry.kind is EntryKind.SUBMITTED:
            first = "" if entry.kind is EntryKind.SUBMITTED else None
            await desk.uow.petitions.redact(petition, entry_id, text="", body=first, bare=True)
            await desk.uow.audits.add_redaction(petition.commune_id, petition.id, entry_id, desk.now, desk.actor.person)
    gone = await desk.uow.gates.erase_filed(petition, texts, refs, sent, instead, desk.now, but=conversation)
    for sha256 in (*gone, *await _quoting_papers(desk, petition, texts, files)):
        files.forget(sha256)
    petition = await desk.uow.petitions.change(
        petition, state=PetitionState.REFUSED.value, outcome=PetitionOutcome.GUIDED.value, erased_at=desk.now,
        proposed_to=None, days_left=None,
    )  # fmt: skip
    await note(desk, petition, EntryKind.REFUSED, where)
    _tell_guided(desk, petition, body)
    return petition


async def _quoting_papers(desk: Desk, petition: Petition, texts: Collection[str], files: FileStore) -> list[str]:
    """Take away the papers, made or sent since it was written, that quote a petition; return their hashes."""
    openings = openings_of(texts)
    made = await desk.uow.gates.papers_since(petition)
    quoting = await asyncio.to_thread(lambda: [each for each in made if quotes(files.path(each), openings)])
    if quoting:
        await desk.uow.gates.drop_papers(petition, quoting)
    return quoting


def _tell_guided(desk: Desk, petition: Petition, body: Body) -> None:
    accused = body is not Body.DECIDING_BODY
    head = body in (Body.UPPER_LEVEL, Body.UPPER_POLICE)
    way = guide_words(desk.commune, {"accused": accused, "body": body, "head": head})
    code = petition.code
    desk.tell(
        Notice(
            ToPerson(petition.author),
            (words("guide-told", code=code), *way, words("guide-told-erased")),
            about=code,
            kind=NoticeKind.PROGRESS,
            facts=facts_of(desk, petition),
        )
    )
    desk.tell(Notice(ToDepartment(petition.department), (words("guide-told-office", code=code),), about=code))


async def hold(desk: Desk, place: Place, first: int | None) -> None:
    """From now on what was written since delivery `first` waits in the conversation's state for a word."""
    await desk.uow.gates.hold(desk.commune.id, place.conversation, desk.now)
    await desk.uow.gates.empty_deliveries(place, first)


async def count(desk: Desk, alarm: Alarm, ended: Ended) -> None:
    """Note what came of an alarm: that is all that is kept of it."""
    await desk.uow.gates.count(desk.commune.id, day_of(desk.now), alarm, ended)


async def erase(desk: Desk, place: Place, traces: Traces, instead: str, files: FileStore) -> None:
    """Erase what was written in a chat wherever it is kept; `instead` is shown in its place."""
    gone = await desk.uow.gates.erase(place, traces, instead)
    for sha256 in gone:
        files.forget(sha256)
