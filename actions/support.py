"""Departments that help the one responsible: asked, replying, and talking with each other where no author listens."""

from dataclasses import dataclass

from actions.card import card_choices, department_card, sent_files
from actions.desk import Desk
from actions.record import check_open, find_petition, note
from domain.access import OnPetition, Role
from domain.calendar import day_of
from domain.notice import Attachment, Choice, Notice, ToDepartment, verbatim, words
from domain.petition import EntryKind, Petition
from domain.refusal import Refused
from storage.petition import Entry


@dataclass(frozen=True)
class Support:
    """A department that was asked for help, and whether it has replied to what it was asked last."""

    department: str
    replied: bool


def supports(petition: Petition, thread: list[Entry]) -> list[Support]:
    """The departments that help, in the order in which they were asked first."""
    last = {
        entry.department: entry.kind for entry in thread if entry.kind in (EntryKind.SUPPORT_ASKED, EntryKind.SUPPORTED)
    }
    return [Support(each, last.get(each) is EntryKind.SUPPORTED) for each in petition.supporting]


async def read_support(desk: Desk, code: str) -> tuple[Petition, list[Support]]:
    petition = await find_petition(desk, code, OnPetition.DISCUSS)
    return petition, supports(petition, await desk.uow.petitions.thread(petition))


async def ask_support(desk: Desk, code: str, department: str, question: str) -> Petition:
    """Ask another department for help; the matter and its clock stay where they are."""
    petition = await find_petition(desk, code, OnPetition.ASK_SUPPORT, lock=True)
    check_open(petition)
    if department == petition.department or not desk.commune.has_department(department):
        raise Refused("support-refused-same-department", {"code": code})
    supporting = [*petition.supporting, *([department] if department not in petition.supporting else ())]
    petition = await desk.uow.petitions.change(petition, supporting=supporting)
    await note(desk, petition, EntryKind.SUPPORT_ASKED, question, department=department)
    files = sent_files(await desk.uow.petitions.thread(petition))
    own = desk.commune.department(petition.department).name
    desk.tell(
        Notice(
            ToDepartment(department),
            (
                words("support-asked", code=code, department=own, question=question),
                *department_card(desk.commune, petition, day_of(desk.now), len(files), name_seen=False),
            ),
            support_choices(petition, department),
            files=files,
            about=code,
        )
    )
    return petition


def support_choices(petition: Petition, department: str) -> tuple[Choice, ...]:
    """What a department that helps may do."""
    return (
        Choice(f"support.reply:{petition.code}:{department}", words("support-reply")),
        Choice(f"discuss.begin:{petition.code}", words("discuss")),
    )


async def check_support(desk: Desk, code: str, department: str, *, lock: bool = False) -> Petition:
    """The petition for which the actor replies as `department`, which was asked. Raises Refused."""
    petition = await find_petition(desk, code, OnPetition.SUPPORT, lock=lock)
    check_open(petition)
    if department not in petition.supporting or not desk.actor.answers_for(department):
        raise Refused("access-refused-support", {"code": code})
    return petition


async def reply_support(desk: Desk, code: str, department: str, text: str, files: tuple[Attachment, ...]) -> Petition:
    """What a department that was asked says to the one responsible."""
    petition = await check_support(desk, code, department, lock=True)
    await note(desk, petition, EntryKind.SUPPORTED, text, files, department=department)
    name = desk.commune.department(department).name
    desk.tell(
        Notice(
            ToDepartment(petition.department),
            (words("support-replied", code=code, department=name), *((verbatim(text),) if text else ())),
            card_choices(petition),
            files=files,
            about=code,
        )
    )
    return petition


def speaks_for(desk: Desk, petition: Petition) -> str | None:
    """The department as which the actor talks with the others; None for the office."""
    own = [each for each in (petition.department, *petition.supporting) if desk.actor.answers_for(each)]
    return None if desk.actor.has(Role.CLERK) else own[0]


async def discuss(desk: Desk, code: str, text: str) -> Petition:
    """Say something to all departments that deal with the matter; its author sees nothing of it."""
    petition = await find_petition(desk, code, OnPetition.DISCUSS, lock=True)
    check_open(petition)
    own = speaks_for(desk, petition)
    entry = Entry(EntryKind.DISCUSSED, desk.now, desk.actor.person, own, text)
    await desk.uow.petitions.note(petition, entry)
    name = desk.commune.department(own).name if own else words("office")
    for department in dict.fromkeys((petition.department, *petition.supporting)):
        if department != own:
            go_on = (
                Choice(f"discuss.begin:{code}", words("discuss-go-on")),
                Choice(f"work.show:{code}", words("petition-open", code=code)),
            )
            line = words("discuss-said", code=code, department=name)
            desk.tell(Notice(ToDepartment(department), (line, verbatim(text)), go_on, about=code))
    return petition
