"""Answers: written, approved or returned, taken back, and told to the author when nobody can do that any more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from actions.card import head_words
from actions.clock import going_on
from actions.desk import Desk
from actions.merge import authors_of, spread
from actions.record import NOBODY, check_not_answered, facts_of, find_petition, name_of, note
from domain.access import OnPetition, Role
from domain.answer import SCORES, Answer, AnswerState, AnswerText, approver
from domain.calendar import day_of
from domain.notice import (
    Attachment,
    Choice,
    Notice,
    NoticeKind,
    Recipient,
    ToChairs,
    ToDepartmentHeads,
    ToPerson,
    Words,
    verbatim,
    words,
)
from domain.petition import EntryKind, Petition, PetitionOutcome, PetitionState
from domain.refusal import Refused
from domain.text import shorten


@dataclass(frozen=True)
class Begun:
    """What whoever begins an answer has to know: who will look at it, and the colleague who is writing one already."""

    petition: Petition
    approver: Role | None
    writer: str | None = None
    since: datetime | None = None


# ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────


async def begin_answer(desk: Desk, code: str, *, take_over: bool = False) -> Begun:
    """Let the actor write, and let colleagues know it; with `take_over` also while one of them is writing.

    Raises Refused when there is an answer already.
    """
    petition = await find_petition(desk, code, OnPetition.ANSWER)
    await _check_unwritten(desk, petition)
    petition.check_move(PetitionState.DRAFTED)
    before = await desk.uow.answers.writing(petition)
    writing = await desk.uow.answers.write(petition, desk.actor.person, desk.now, take_over=take_over)
    begun = Begun(petition, await _approver(desk, petition))
    if writing.holds(desk.actor.person, desk.now):
        return Begun(petition, begun.approver, await name_of(desk, writing.person), writing.since)
    if take_over and before is not None and before.holds(desk.actor.person, desk.now):
        name = await name_of(desk, desk.actor.person)
        desk.tell(Notice(ToPerson(before.person), (words("answer-taken-over", code=code, name=name),), about=code))
    return begun


async def send(desk: Desk, code: str, written: AnswerText) -> Answer:
    """The answer goes to who approves it, or out as soon as it can no longer be taken back where nobody has to.

    Raises Refused when somebody was quicker; then nothing of `written` is stored.
    """
    return await put_forward(desk, await find_petition(desk, code, OnPetition.ANSWER, lock=True), written)


async def put_forward(desk: Desk, petition: Petition, written: AnswerText) -> Answer:
    """The same for a petition that is locked, whatever lets the actor speak for its department. Raises Refused."""
    await _check_unwritten(desk, petition)
    petition.check_move(PetitionState.DRAFTED)
    written.check(day_of(desk.now))
    waits_for = await _approver(desk, petition)
    petition = await desk.uow.petitions.change(
        petition,
        state=PetitionState.DRAFTED.value,
        taken_by=petition.taken_by or desk.actor.person,
        proposed_to=None,
        **going_on(desk, petition),
    )
    answer = await desk.uow.answers.add(
        petition, written, desk.actor.person, desk.now,
        state=AnswerState.WAITING.value, approver=waits_for.value if waits_for else None,
    )  # fmt: skip
    await desk.uow.answers.stop_writing(petition)
    await note(desk, petition, EntryKind.DRAFTED, written.text, written.files)
    if waits_for is None:
        return await _approved(desk, petition, answer, by=None)
    await _ask_to_approve(desk, petition, answer, waits_for)
    return answer


async def _approver(desk: Desk, petition: Petition) -> Role | None:
    """Who looks at an answer of the actor's, among those who are in the chat."""
    people, commune = desk.uow.people, desk.commune
    heads = await people.with_role(commune.id, Role.DEPARTMENT_HEAD, department=petition.department)
    chairs = await people.with_role(commune.id, Role.CHAIR)
    present = [role for role, who in ((Role.DEPARTMENT_HEAD, heads), (Role.CHAIR, chairs)) if who]
    return approver(commune.topic(petition.topic), commune.department(petition.department), desk.actor, present)


async def _check_unwritten(desk: Desk, petition: Petition) -> None:
    """Raise `Refused` with who was quicker, and when."""
    await check_not_answered(desk, petition)
    answer = await desk.uow.answers.under_way(petition)
    if answer is None or petition.state not in (PetitionState.DRAFTED, PetitionState.APPROVED):
        return
    facts = {"code": petition.code, "name": await name_of(desk, answer.drafted_by), "at": answer.drafted_at}
    raise Refused(f"answer-refused-{answer.state}", facts)


# ── approving ─────────────────────────────────────────────────────────────────────────────────────────────────


def _recipient(petition: Petition, waits_for: Role) -> Recipient:
    return ToChairs() if waits_for is Role.CHAIR else ToDepartmentHeads(petition.department)


async def _ask_to_approve(desk: Desk, petition: Petition, answer: Answer, waits_for: Role) -> None:
    code, written = petition.code, answer.written
    desk.tell(
        Notice(
            _recipient(petition, waits_for),
            (
                words(
                    "approval-asked", code=code, name=await name_of(desk, answer.drafted_by),
                    department=desk.commune.department(petition.department).name,
                    body=shorten(petition.body, 500) or words("petition-without-text"),
                ),
                *answer_words(written),
            ),
            approval_choices(petition, answer),
            files=answer_files(written),
            about=code,
        )
    )  # fmt: skip


def approval_choices(petition: Petition, answer: Answer) -> tuple[Choice, ...]:
    """What may be done with an answer that waits: the keys name it, so that none is approved unseen."""
    key = f"{petition.code}:{answer.id}"
    return (
        Choice(f"approval.yes:{key}", words("approval-yes")),
        Choice(f"approval.no:{key}", words("approval-no")),
        Choice(f"approval.edit:{key}", words("approval-edit")),
        Choice(f"work.show:{petition.code}", words("petition-open", code=petition.code)),
    )


async def waiting_for(desk: Desk, departments: Collection[str] | None = None) -> list[Petition]:
    """Petitions whose answers wait for the actor: as head of `departments`, of all of theirs, or as chair."""
    led = [each for each in desk.actor.departments if desk.actor.leads(each)]
    mine = led if departments is None else [each for each in led if each in departments]
    chair = departments is None and desk.actor.has(Role.CHAIR)
    if not mine and not chair:
        return []
    return await desk.uow.answers.waiting(desk.commune.id, mine, chair=chair)


async def find_waiting(desk: Desk, code: str, answer_id: int | None, *, lock: bool = False) -> tuple[Petition, Answer]:
    """The answer that the actor may approve; without `answer_id` the one that waits now. Raises Refused."""
    petition, answer = await _find(desk, code, answer_id, OnPetition.APPROVE, lock=lock)
    answer.check_approves(desk.actor, petition.department)
    answer.check_move(AnswerState.RETURNED)
    petition.check_move(PetitionState.APPROVED)
    return petition, answer


async def _find(
    desk: Desk, code: str, answer_id: int | None, verb: OnPetition, *, lock: bool
) -> tuple[Petition, Answer]:
    petition = await find_petition(desk, code, verb, lock=lock)
    answers = desk.uow.answers
    answer = await (answers.under_way(petition) if answer_id is None else answers.find(petition, answer_id))
    if answer is None:
        raise Refused("answer-refused-none", {"code": code})
    return petition, answer


async def approve(desk: Desk, code: str, answer_id: int | None = None, edited: AnswerText | None = None) -> Answer:
    """The answer goes out as soon as it can no longer be taken back, in other words where `edited` has any."""
    petition, answer = await find_waiting(desk, code, answer_id, lock=True)
    if edited is not None:
        edited.check(day_of(desk.now))
    answer = await _approved(desk, petition, answer, by=desk.actor.person, edited=edited)
    name = await name_of(desk, desk.actor.person)
    desk.tell(
        Notice(
            ToPerson(answer.drafted_by),
            (
                words("approval-edited" if edited else "approval-given", code=code, name=name, at=answer.sends_at),
                *(answer_words(edited) if edited else ()),
            ),
            (undo_choice(petition, answer),),
            about=code,
        )
    )
    return answer


async def _approved(
    desk: Desk, petition: Petition, answer: Answer, *, by: int | None, edited: AnswerText | None = None
) -> Answer:
    """`by` is None where nobody else had to approve, and the record says so."""
    petition = await desk.uow.petitions.change(petition, state=PetitionState.APPROVED.value)
    answer = await desk.uow.answers.change(
        answer,
        edited,
        state=AnswerState.APPROVED.value,
        approved_by=by,
        approved_at=desk.now,
        sends_at=desk.now + timedelta(seconds=desk.commune.answering.undo_seconds),
    )
    text, files = (edited.text, edited.files) if edited else ("", ())
    await note(desk, petition, EntryKind.APPROVED, text, files, by=NOBODY if by is None else by)
    return answer


async def return_draft(desk: Desk, code: str, answer_id: int | None, reason: str) -> Petition:
    """Whoever drafted it is told why, and goes on from what was written."""
    petition, answer = await find_waiting(desk, code, answer_id, lock=True)
    petition = await desk.uow.petitions.change(petition, state=PetitionState.TAKEN.value)
    await desk.uow.answers.change(
        answer, state=AnswerState.RETURNED.value, returned_by=desk.actor.person, returned_at=desk.now, reason=reason
    )
    await note(desk, petition, EntryKind.RETURNED, reason)
    name = await name_of(desk, desk.actor.person)
    desk.tell(
        Notice(
            ToPerson(answer.drafted_by),
            (words("approval-returned", code=code, name=name, reason=reason),),
            redraft_choices(code),
            about=code,
        )
    )
    return petition


# ── taking back ───────────────────────────────────────────────────────────────────────────────────────────────


def undo_choice(petition: Petition, answer: Answer) -> Choice:
    return Choice(f"answer.undo:{petition.code}:{answer.id}", words("answer-undo"))


def redraft_choices(code: str) -> tuple[Choice, ...]:
    return (
        Choice(f"answer.redraft:{code}", words("answer-redraft")),
        Choice(f"work.show:{code}", words("petition-open", code=code)),
    )


async def undo(desk: Desk, code: str, answer_id: int | None = None) -> Answer:
    """Take an answer back before it goes out; others who know of it are told. Raises Refused when it is too late."""
    petition, answer = await _find(desk, code, answer_id, OnPetition.UNDO, lock=True)
    answer.check_undo(desk.actor.person, desk.now)
    petition.check_move(PetitionState.TAKEN)
    petition = await desk.uow.petitions.change(petition, state=PetitionState.TAKEN.value)
    undone = await desk.uow.answers.change(
        answer, state=AnswerState.UNDONE.value, undone_by=desk.actor.person, undone_at=desk.now
    )
    await note(desk, petition, EntryKind.UNDONE)
    told = words("answer-undone-by", code=code, name=await name_of(desk, desk.actor.person))
    if desk.actor.person != answer.drafted_by:
        desk.tell(Notice(ToPerson(answer.drafted_by), (told,), redraft_choices(code), about=code))
    elif answer.approved_by is not None:
        desk.tell(Notice(ToPerson(answer.approved_by), (told,), about=code))
    elif answer.approver is not None:
        desk.tell(Notice(_recipient(petition, answer.approver), (told,), about=code))
    return undone


# ── telling the author ────────────────────────────────────────────────────────────────────────────────────────


async def deliver(desk: Desk, code: str) -> bool:
    """Tell the author an answer that can no longer be taken back; False where there is none any more.

    May be done again by anybody: the petition is locked, and what was told is sent.
    """
    petition = await desk.uow.petitions.find(desk.commune.id, code, lock=True)
    answer = await desk.uow.answers.under_way(petition) if petition else None
    if petition is None or answer is None or answer.sends_at is None or desk.now < answer.sends_at:
        return False
    if petition.state is not PetitionState.APPROVED:
        # Withdrawn, merged or moved meanwhile.
        await desk.uow.answers.change(answer, state=AnswerState.DROPPED.value)
        return False
    written, by = answer.written, answer.drafted_by
    values: dict[str, Any] = {
        "state": PetitionState.ANSWERED.value,
        "answered_at": desk.now,
        "outcome": written.outcome.value,
        "promised_on": written.promised_on,
        "score": None,
        "score_note": "",
        "rated_at": None,
        "days_left": None,
    }
    told = {each.id for each in await authors_of(desk, petition)}
    petition = await desk.uow.petitions.change(petition, **values)
    await desk.uow.answers.change(answer, state=AnswerState.SENT.value, sent_at=desk.now)
    entry = await note(desk, petition, EntryKind.ANSWERED, written.text, written.files, by=by)
    others = await spread(desk, petition, EntryKind.ANSWERED, written.text, written.files, by=by, **values)
    for each, of_it in [(petition, entry), *others]:
        if each.id in told:
            tell_answer(desk, each, written, of_it)
    return True


def tell_answer(desk: Desk, petition: Petition, written: AnswerText, entry: int) -> None:
    """The answer with the question whether its author is satisfied; `entry` is the act that it tells of."""
    code = petition.code
    head = head_words(desk.commune, desk.commune.hamlet(petition.hamlet))
    desk.tell(
        Notice(
            ToPerson(petition.author),
            (
                words(
                    "petition-answered-collected" if petition.collected else "petition-answered",
                    code=code,
                    department=desk.commune.department(petition.department).name,
                    body=shorten(petition.body, 80) or words("petition-without-text"),
                    name=petition.author_name or words("author-collected-unnamed", head=head),
                ),
                *answer_words(written),
                words("petition-answer-question-collected" if petition.collected else "petition-answer-question"),
            ),
            tuple(Choice(f"answer.rate:{code}:{score}", words(f"score-{score}")) for score in SCORES),
            files=answer_files(written),
            about=code,
            once=answer_key(code, entry),
            kind=NoticeKind.ANSWER,
            facts=facts_of(desk, petition),
        )
    )


def answer_words(written: AnswerText) -> tuple[Words, ...]:
    """What is said of an answer in a chat: its text, or what it comes to where that is a file, and its outcome."""
    if written.letter is not None:
        said: tuple[Words, ...] = (verbatim(written.short), words("petition-answer-in-letter"))
    else:
        said = (verbatim(written.text) if written.text else words("petition-answer-in-file"),)
    return (*said, *outcome_words(written.outcome, written.promised_on))


def outcome_words(outcome: PetitionOutcome | None, promised_on: object) -> tuple[Words, ...]:
    """What an answer comes to, where that is more than an explanation."""
    match outcome:
        case None | PetitionOutcome.ANSWERED:
            return ()
        case PetitionOutcome.PROMISED:
            return (words("outcome-told-promised", day=promised_on),)
        case _:
            return (words(f"outcome-told-{outcome}"),)


def answer_files(written: AnswerText) -> tuple[Attachment, ...]:
    return (*((written.letter,) if written.letter else ()), *written.files)


def answer_key(code: str, entry: int) -> str:
    """The key under which an answer is told, by which its delivery can be looked up."""
    return f"answer:{code}:{entry}"
