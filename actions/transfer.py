"""Passing a matter on: proposed by a department and accepted by the other, or moved by a clerk; its clock goes on."""

from actions.card import card_choices, department_card, sent_files, tell_department
from actions.clock import going_on
from actions.desk import Desk
from actions.lexicon import propose_words_of
from actions.merge import tell_authors
from actions.record import check_not_answered, check_open, find_petition, note
from domain.access import OnPetition, check
from domain.calendar import day_of
from domain.commune import Commune
from domain.notice import Choice, Notice, ToClerks, ToDepartment, Words, words
from domain.petition import TRANSFERS_BEFORE_CLERK, EntryKind, Petition, PetitionState
from domain.refusal import Refused
from domain.transfer import Passed, passed_before, passed_on
from storage.petition import Entry


async def passed_by(desk: Desk, petition: Petition) -> dict[str, Passed]:
    """How each department that has had the matter, or was asked to take it, got rid of it last."""
    return {each.department: each for each in passed_on(await desk.uow.petitions.thread(petition))}


def circle_words(commune: Commune, code: str, passed: Passed) -> Words:
    """That the matter was with a department before, when it passed it on and why."""
    return words(
        f"transfer-circle-{passed.how}",
        code=code,
        department=commune.department(passed.department).name,
        at=passed.at,
        reason=passed.reason,
    )


async def propose_transfer(desk: Desk, code: str, department: str, reason: str, *, again: bool = False) -> Petition:
    """Ask another department to take the matter over; it stays here, and its deadline goes on, until they accept.

    To a department that has passed it on before it goes only `again`, and the clerks are told. Raises Refused.
    """
    petition = await find_petition(desk, code, OnPetition.TRANSFER, lock=True)
    await check_not_answered(desk, petition)
    check_open(petition)
    _check_movable(petition)
    if department == petition.department or not desk.commune.has_department(department):
        raise Refused("petition-refused-same-department", {"code": code})
    thread = await desk.uow.petitions.thread(petition)
    before = passed_before(thread, department)
    if before is not None and not again:
        raise Refused("transfer-refused-circle", {"before": circle_words(desk.commune, code, before)})
    petition = await desk.uow.petitions.change(petition, proposed_to=department)
    await note(desk, petition, EntryKind.TRANSFER_PROPOSED, reason, department=department)
    _propose(desk, petition, department, reason, thread)
    if before is not None:
        _tell_circle(desk, petition, before, reason)
    return petition


def _check_movable(petition: Petition) -> None:
    """Raise Refused for what is with the upper level, or whose answer is on its way."""
    if petition.state is not PetitionState.RECEIVED:
        petition.check_move(PetitionState.RECEIVED)


def _propose(desk: Desk, petition: Petition, department: str, reason: str, thread: list[Entry]) -> None:
    files = sent_files(thread)
    desk.tell(
        Notice(
            ToDepartment(department),
            (
                words(
                    "transfer-proposed", code=petition.code,
                    department=desk.commune.department(petition.department).name, reason=reason,
                ),
                *department_card(desk.commune, petition, day_of(desk.now), len(files), name_seen=False),
            ),
            (
                Choice(f"transfer.accept:{petition.code}", words("transfer-accept")),
                Choice(f"transfer.decline:{petition.code}", words("transfer-decline")),
            ),
            files=files,
            about=petition.code,
        )
    )  # fmt: skip


def _tell_circle(desk: Desk, petition: Petition, before: Passed, reason: str) -> None:
    here = desk.commune.department(petition.department).name
    told = words("transfer-circle-clerk", before=circle_words(desk.commune, petition.code, before), department=here,
                 reason=reason)  # fmt: skip
    move = Choice(f"move.begin:{petition.code}", words("clerk-move"))
    desk.tell(Notice(ToClerks(), (told,), (move,), about=petition.code))


async def accept_transfer(desk: Desk, code: str) -> Petition:
    petition = await _proposed(desk, code)
    return await hand_over(desk, petition, petition.proposed_to or "", EntryKind.TRANSFER_ACCEPTED, "")


async def decline_transfer(desk: Desk, code: str, reason: str) -> Petition:
    petition = await _proposed(desk, code)
    declined_by = petition.proposed_to or ""
    petition = await desk.uow.petitions.change(petition, proposed_to=None)
    await note(desk, petition, EntryKind.TRANSFER_DECLINED, reason, department=declined_by)
    desk.tell(
        Notice(
            ToDepartment(petition.department),
            (
                words(
                    "transfer-declined", code=code,
                    department=desk.commune.department(declined_by).name, reason=reason,
                ),
            ),
            card_choices(petition),
            about=code,
        )
    )  # fmt: skip
    return petition


async def _proposed(desk: Desk, code: str) -> Petition:
    petition = await desk.uow.petitions.find(desk.commune.id, code, lock=True)
    if petition is None:
        raise Refused("petition-refused-not-yours", {"code": code})
    if petition.proposed_to is None or not petition.is_open:
        check(desk.actor, OnPetition.READ, petition)
        raise Refused("petition-refused-transfer-over", {"code": code})
    check(desk.actor, OnPetition.DECIDE_TRANSFER, petition)
    return petition


async def move_petition(desk: Desk, code: str, department: str, reason: str) -> Petition:
    """A clerk assigns the matter to another department."""
    petition = await find_petition(desk, code, OnPetition.MOVE, lock=True)
    check_open(petition)
    if department == petition.department or not desk.commune.has_department(department):
        raise Refused("petition-refused-same-department", {"code": code})
    petition = await hand_over(desk, petition, department, EntryKind.MOVED, reason)
    await propose_words_of(desk, petition, department)
    return petition


async def hand_over(desk: Desk, petition: Petition, department: str, kind: EntryKind, reason: str) -> Petition:
    """What was asked of the author is not waited for any more: the clock goes on, and what they reply is added."""
    _check_movable(petition)
    before, paused, transfers = petition.department, petition.is_paused, petition.transfers + 1
    petition = await desk.uow.petitions.change(
        petition,
        department=department,
        proposed_to=None,
        taken_by=None,
        assigned_to=None,
        state=PetitionState.RECEIVED.value,
        transfers=transfers,
        supporting=[each for each in petition.supporting if each != department],
        **going_on(desk, petition),
    )
    for member in (await desk.uow.petitions.merged_into(petition.commune_id, [petition.id])).get(petition.id, []):
        await desk.uow.petitions.change(member, department=department)
    await note(desk, petition, kind, reason, department=department)
    tell_department(desk, petition, sent_files(await desk.uow.petitions.thread(petition)))
    name = desk.commune.department(department).name
    desk.tell(Notice(ToDepartment(before), (words("transfer-done", code=petition.code, department=name),)))
    id_ = "petition-transferred-goes-on" if paused else "petition-transferred"
    await tell_authors(desk, petition, lambda each: (words(id_, code=each.code, department=name, due=petition.due_on),))
    if transfers >= TRANSFERS_BEFORE_CLERK and kind is EntryKind.TRANSFER_ACCEPTED:
        _tell_too_often(desk, petition, name)
    return petition


def _tell_too_often(desk: Desk, petition: Petition, department: str) -> None:
    line = words("transfer-too-often", code=petition.code, transfers=petition.transfers, department=department)
    move = Choice(f"move.begin:{petition.code}", words("clerk-move"))
    desk.tell(Notice(ToClerks(), (line,), (move,), about=petition.code))
