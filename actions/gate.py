"""The gate: where people go with what is no petition, telling who is on duty, and erasing what was written."""

from collections.abc import Mapping
from typing import Any

from actions.card import hamlet_of
from actions.desk import Desk
from domain.calendar import day_of
from domain.commune import Commune
from domain.gate import Alarm, Ended, Traces, mark_of
from domain.notice import Notice, Recipient, ToClerks, ToDepartment, Urgency, Words, verbatim, words
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
    return words("lines", lines=lines)


def guide_words(commune: Commune, alarm: Mapping[str, Any]) -> tuple[Words, ...]:
    """Why what `plain_alarm` tells of is not taken here, and where it is."""
    office = office_words(commune, Body(alarm["body"]))
    if not alarm["accused"]:
        return (words("gate-complaint"), office)
    return (words("gate-denunciation"), *((words("gate-level-above"),) if alarm["head"] else ()), office)


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


def emergency_words(commune: Commune, number: str) -> tuple[Words, ...]:
    """Whom to call at once: the number that helps first, then who is on duty in the commune."""
    lines = [words(f"emergency-{number}")]
    if commune.duty is not None:
        lines.append(words("emergency-duty", title=commune.duty.title, phone=commune.duty.phone))
    return (*lines, words("emergency-unwatched"))


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


async def hold(desk: Desk, place: Place, first: int | None) -> None:
    """From now on what was written since delivery `first` waits in the conversation's state for a word."""
    await desk.uow.gates.hold(desk.commune.id, place.conversation, desk.now)
    await desk.uow.gates.empty_deliveries(place, first)


async def let_go(desk: Desk, conversation: int, alarm: Alarm, ended: Ended) -> None:
    """The word was said: nothing waits any more, and only that it was said is kept."""
    await desk.uow.gates.let_go(desk.commune.id, conversation)
    await count(desk, alarm, ended)


async def count(desk: Desk, alarm: Alarm, ended: Ended) -> None:
    await desk.uow.gates.count(desk.commune.id, day_of(desk.now), alarm, ended)


async def erase(desk: Desk, place: Place, traces: Traces, instead: str, files: FileStore) -> None:
    """Erase what was written in a chat wherever it is kept; `instead` is shown in its place."""
    gone = await desk.uow.gates.erase(place, traces, instead)
    for sha256 in gone:
        files.forget(sha256)
