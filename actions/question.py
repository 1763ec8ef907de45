"""Asking the author for more: the clock stands still until they reply, and does not stand still for ever."""

from datetime import timedelta

from actions.card import card_choices, tell_department
from actions.clock import explained, going_on, stopping
from actions.desk import Desk
from actions.merge import tell_authors
from actions.record import check_not_answered, check_open, facts_of, find_petition, note
from domain.access import OnPetition
from domain.calendar import day_of
from domain.clock import Silence, silence
from domain.notice import Attachment, Choice, Notice, NoticeKind, ToDepartment, ToPerson, Words, verbatim, words
from domain.petition import EntryKind, Petition, PetitionState
from domain.refusal import Refused
from domain.text import shorten
from storage.petition import Unreplied

# More than a commune has waiting at a time.
AT_ONCE = 1000


async def ask_author(desk: Desk, code: str, text: str) -> Petition:
    """Ask the author for more and stop the clock; one that has run out already cannot be stopped."""
    petition = await find_petition(desk, code, OnPetition.ASK, lock=True)
    await check_not_answered(desk, petition)
    petition.check_move(PetitionState.ASKED)
    petition = await desk.uow.petitions.change(
        petition,
        state=PetitionState.ASKED.value,
        taken_by=petition.taken_by or desk.actor.person,
        **stopping(desk, petition),
    )
    await note(desk, petition, EntryKind.ASKED, text)
    _ask(desk, petition, text, "petition-asked")
    return petition


def _ask(desk: Desk, petition: Petition, text: str, id_: str) -> None:
    about = words(
        id_,
        code=petition.code,
        department=desk.commune.department(petition.department).name,
        body=shorten(petition.body, 80) or words("petition-without-text"),
    )
    paused = (words("petition-paused"),) if petition.is_paused else ()
    desk.tell(
        Notice(
            ToPerson(petition.author),
            (about, verbatim(text), *paused),
            (Choice(f"reply.begin:{petition.code}", words("petition-reply")),),
            about=petition.code,
            kind=NoticeKind.QUESTION,
            facts=facts_of(desk, petition),
        )
    )


async def take_reply(
    desk: Desk, petition: Petition, text: str, files: tuple[Attachment, ...], refs: tuple[str, ...]
) -> Petition:
    """Its author has replied: the clock goes on, and the department is told until when. The petition is locked."""
    paused = petition.is_paused
    petition = await desk.uow.petitions.change(petition, state=PetitionState.TAKEN.value, **going_on(desk, petition))
    await note(desk, petition, EntryKind.REPLIED, text, files, refs=refs)
    how = (await explained(desk, petition),) if paused else ()
    desk.tell(
        Notice(
            ToDepartment(petition.department),
            (
                words("petition-replied-to", code=petition.code, due=petition.due_on),
                *((verbatim(text),) if text else ()),
                *how,
            ),
            card_choices(petition),
            files=files,
            about=petition.code,
        )
    )
    if paused:
        await tell_authors(desk, petition, due_line, but=petition.author)
    return petition


def due_line(petition: Petition) -> tuple[Words, ...]:
    return (words("petition-due-now", code=petition.code, due=petition.due_on),)


# ── authors who do not reply ──────────────────────────────────────────────────────────────────────────────────


async def follow_questions(desk: Desk) -> None:
    """Ask authors who are silent once more; where they stay silent, hand the matter back to the department."""
    first = min(desk.commune.answering.repeat_question_working_days, desk.commune.answering.unreplied_working_days)
    # Working days are days at least.
    before = desk.now - timedelta(days=first - 1)
    for each in await desk.uow.petitions.unreplied(desk.commune.id, before, AT_ONCE):
        match silence(day_of(each.asked_at), each.times, day_of(desk.now), desk.commune.answering, desk.calendar):
            case Silence.REPEAT:
                await _repeat(desk, each)
            case Silence.GIVE_UP:
                await _give_up(desk, each.petition)
            case Silence.WAIT:
                pass


async def _repeat(desk: Desk, unreplied: Unreplied) -> None:
    await note(desk, unreplied.petition, EntryKind.REPEATED)
    _ask(desk, unreplied.petition, unreplied.text, "petition-asked-repeatedly")


async def _give_up(desk: Desk, petition: Petition) -> None:
    petition = await desk.uow.petitions.change(petition, state=PetitionState.TAKEN.value, **going_on(desk, petition))
    await note(desk, petition, EntryKind.UNREPLIED)
    days = desk.commune.answering.unreplied_working_days
    told = words("petition-unreplied-department", code=petition.code, count=days)
    tell_department(desk, petition, (), (), told, await explained(desk, petition))
    name = desk.commune.department(petition.department).name
    late = petition.is_late(day_of(desk.now))
    desk.tell(
        Notice(
            ToPerson(petition.author),
            (
                words("petition-unreplied", code=petition.code, department=name),
                words("petition-is-late", department=name) if late else due_line(petition)[0],
            ),
            (Choice(f"add.begin:{petition.code}", words("petition-add")),),
            about=petition.code,
            kind=NoticeKind.CHANGE,
            facts=facts_of(desk, petition),
        )
    )
    if not late:
        await tell_authors(desk, petition, due_line, but=petition.author)


# ── more time ─────────────────────────────────────────────────────────────────────────────────────────────────


async def check_extension(desk: Desk, code: str, *, lock: bool = False) -> Petition:
    """The petition, which may be given more time: once, and not after its last day. Raises Refused."""
    petition = await find_petition(desk, code, OnPetition.EXTEND, lock=lock)
    check_open(petition)
    if petition.extended:
        raise Refused("extension-refused-twice", {"code": code})
    if petition.is_paused:
        raise Refused("extension-refused-paused", {"code": code})
    if day_of(desk.now) > petition.due_on:
        raise Refused("extension-refused-late", {"code": code, "due": petition.due_on})
    return petition


async def extend(desk: Desk, code: str, reason: str) -> Petition:
    """Give an answer more time, once; its authors are told why and until when."""
    petition = await check_extension(desk, code, lock=True)
    days, old = desk.commune.answering.extension_working_days, petition.due_on
    petition = await desk.uow.petitions.change(
        petition,
        due_on=desk.calendar.add_working_days(old, days),
        extended=True,
        extension_days=days,
    )
    await note(desk, petition, EntryKind.EXTENDED, reason)
    how = await explained(desk, petition)
    name = desk.commune.department(petition.department).name

    def told(each: Petition) -> tuple[Words, ...]:
        due = words("petition-extended", code=each.code, department=name, reason=reason, old=old, due=petition.due_on)
        return due, how

    await tell_authors(desk, petition, told)
    return petition
