"""A department's own affairs with a petition: who works on it, notes, not taking it up, and being late."""

from typing import Any

from actions.card import card_choices, department_card
from actions.desk import Desk
from actions.likeness import file
from actions.merge import authors_of, spread
from actions.record import NOBODY, facts_of, find_petition, name_of, note
from domain.access import OF_DEPARTMENT, OnPetition, Role
from domain.answer import is_told_late
from domain.calendar import day_of
from domain.deadline import after_working_days
from domain.notice import Attachment, Choice, Notice, NoticeKind, ToClerks, ToDepartment, ToPerson, verbatim, words
from domain.petition import EntryKind, Petition, PetitionState
from domain.refusal import Refused
from domain.text import shorten

_S = PetitionState


async def officers_for(desk: Desk, code: str) -> tuple[Petition, dict[int, str]]:
    """Whom the head may name, with their names. Raises Refused for anybody but the head."""
    petition = await find_petition(desk, code, OnPetition.ASSIGN)
    people = await desk.uow.people.with_role(desk.commune.id, OF_DEPARTMENT, department=petition.department)
    names = await desk.uow.people.names(desk.commune.id, people)
    return petition, {person: names.get(person, "—") for person in people}


async def assign(desk: Desk, code: str, person: int) -> tuple[Petition, str]:
    """Name the officer who works on it; they get its card. Return their name with it."""
    petition = await find_petition(desk, code, OnPetition.ASSIGN, lock=True)
    _, officers = await officers_for(desk, code)
    if person not in officers:
        raise Refused("assign-refused-nobody", {"code": code})
    # While its author is asked for more it stays so.
    state = petition.state if petition.state is _S.ASKED else _S.ASSIGNED
    if petition.state not in (_S.ASSIGNED, _S.ASKED):
        petition.check_move(state)
    petition = await desk.uow.petitions.change(petition, state=state.value, assigned_to=person, taken_by=None)
    await note(desk, petition, EntryKind.ASSIGNED, officers[person])
    if person != desk.actor.person:
        files = [file for entry in await desk.uow.petitions.thread(petition) for file in entry.files]
        name = await name_of(desk, desk.actor.person)
        desk.tell(
            Notice(
                ToPerson(person),
                (
                    words("work-assigned-to-you", code=code, name=name),
                    *department_card(desk.commune, petition, day_of(desk.now), len(files)),
                ),
                card_choices(petition),
                files=tuple(files),
                about=code,
            )
        )
    return petition, officers[person]


async def add_note(desk: Desk, code: str, text: str, files: tuple[Attachment, ...] = ()) -> Petition:
    """Words among offices that no author sees; the department is told of what others write."""
    petition = await find_petition(desk, code, OnPetition.NOTE, lock=True)
    await note(desk, petition, EntryKind.NOTED, text, files)
    if not desk.actor.answers_for(petition.department):
        name = await name_of(desk, desk.actor.person)
        desk.tell(
            Notice(
                ToDepartment(petition.department),
                (words("note-told", code=code, name=name), *((verbatim(text),) if text else ())),
                (Choice(f"work.show:{code}", words("petition-open", code=code)),),
                files=files,
                about=code,
            )
        )
    return petition


# ── not taking up ─────────────────────────────────────────────────────────────────────────────────────────────


async def refuse(desk: Desk, code: str, reason: str, turn_to: str = "") -> Petition:
    """Do not take it up: its author hears why and where to turn, the clerks may open it again."""
    petition = await find_petition(desk, code, OnPetition.REFUSE, lock=True)
    petition.check_refusable()
    values: dict[str, Any] = {"state": _S.REFUSED.value, "proposed_to": None, "days_left": None}
    told = await authors_of(desk, petition)
    petition = await desk.uow.petitions.change(petition, **values)
    why = " → ".join(part for part in (reason, turn_to) if part)
    await note(desk, petition, EntryKind.REFUSED, why)
    await spread(desk, petition, EntryKind.REFUSED, why, **values)
    department = desk.commune.department(petition.department).name
    for each in told:
        _tell_refused(desk, each, department, reason, turn_to)
    if not desk.actor.has(Role.CLERK):
        desk.tell(
            Notice(
                ToClerks(),
                (words("petition-refused-clerks", code=code, department=department, reason=reason),),
                (Choice(f"work.show:{code}", words("petition-open", code=code)),),
                about=code,
            )
        )
    return petition


def _tell_refused(desk: Desk, petition: Petition, department: str, reason: str, turn_to: str) -> None:
    desk.tell(
        Notice(
            ToPerson(petition.author),
            (
                words(
                    "petition-refused-told", code=petition.code, department=department, reason=reason,
                    body=shorten(petition.body, 80) or words("petition-without-text"),
                ),
                *((words("petition-refused-turn-to", where=turn_to),) if turn_to else ()),
                words("petition-refused-not-content", venue=desk.commune.venue),
            ),
            about=petition.code,
            kind=NoticeKind.ANSWER,
            facts=facts_of(desk, petition),
        )
    )  # fmt: skip


async def reopen(desk: Desk, code: str) -> Petition:
    """A clerk opens again what was not taken up; there is at least the short period for it."""
    petition = await find_petition(desk, code, OnPetition.REOPEN, lock=True)
    if petition.state is not _S.REFUSED:
        raise Refused(f"petition-refused-when-{petition.state}", {"code": code})
    if petition.erased_at is not None:
        raise Refused("petition-refused-erased", {"code": code})
    period = after_working_days(day_of(desk.now), desk.commune.answering.again_working_days, desk.calendar)
    due_on = max(petition.due_on, period.due_on or petition.due_on)
    petition = await desk.uow.petitions.change(
        petition, state=_S.RECEIVED.value, taken_by=None, assigned_to=None, due_on=due_on
    )
    await note(desk, petition, EntryKind.REOPENED)
    await file(desk.uow, desk.commune, [petition])
    files = [file for entry in await desk.uow.petitions.thread(petition) for file in entry.files]
    desk.tell(
        Notice(
            ToDepartment(petition.department),
            (
                words("petition-reopened-office", code=code),
                *department_card(desk.commune, petition, day_of(desk.now), len(files)),
            ),
            card_choices(petition),
            files=tuple(files),
            about=code,
        )
    )
    desk.tell(
        Notice(
            ToPerson(petition.author),
            (
                words(
                    "petition-reopened", code=code, due=due_on,
                    department=desk.commune.department(petition.department).name,
                ),
            ),
            (Choice(f"mine.show:{code}", words("petition-see")),),
            about=code,
            kind=NoticeKind.PROGRESS,
            facts=facts_of(desk, petition),
        )
    )  # fmt: skip
    return petition


# ── being late ────────────────────────────────────────────────────────────────────────────────────────────────


async def tell_late(desk: Desk, petition: Petition) -> Petition:
    """Tell its authors once that the last day has passed, who is responsible and what comes next."""
    if not is_told_late(petition, day_of(desk.now)):
        return petition
    petition = await desk.uow.petitions.change(petition, late_told=petition.due_on)
    await note(desk, petition, EntryKind.LATE_TOLD, by=NOBODY)
    for each in await authors_of(desk, petition):
        desk.tell(
            Notice(
                ToPerson(each.author),
                (
                    words(
                        "petition-late-told", code=each.code, due=petition.due_on,
                        department=desk.commune.department(petition.department).name,
                        body=shorten(each.body, 80) or words("petition-without-text"),
                        step=words(f"late-step-{petition.state}"),
                    ),
                ),
                (Choice(f"mine.show:{each.code}", words("petition-see")),),
                about=each.code,
                kind=NoticeKind.PROGRESS,
                facts=facts_of(desk, each),
            )
        )  # fmt: skip
    return petition
