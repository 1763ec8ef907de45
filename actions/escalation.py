"""What exceeds the commune's competence: passed up by a paper, asked after, and what comes back passed on."""

from dataclasses import dataclass
from datetime import date

from actions.answer import put_forward
from actions.clock import going_on, stopping
from actions.desk import Desk
from actions.merge import tell_authors
from actions.record import check_open, find_petition, note
from domain.access import OnPetition, Role, check_role
from domain.answer import Answer, AnswerText
from domain.calendar import day_of
from domain.escalation import Escalation, first_reminder
from domain.notice import Attachment, Words, words
from domain.petition import EntryKind, Petition, PetitionOutcome, PetitionState
from domain.refusal import Refused


@dataclass(frozen=True)
class Paper:
    """The paper that passes a matter up: its number, to whom and when it goes, when a reply is expected.

    `remark` is what was written beside it, for the office.
    """

    number: str
    body: str
    sent_on: date
    expected_on: date
    files: tuple[Attachment, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class UpperReply:
    """What the upper level says, with the number (which may be empty) and the day of its paper."""

    number: str
    on: date
    text: str
    files: tuple[Attachment, ...] = ()


async def check_escalation(desk: Desk, code: str, *, lock: bool = False) -> Petition:
    """The petition, which may be passed up. Raises Refused."""
    petition = await find_petition(desk, code, OnPetition.ESCALATE, lock=lock)
    check_open(petition)
    petition.check_move(PetitionState.ESCALATED)
    return petition


async def escalate(desk: Desk, code: str, paper: Paper) -> Petition:
    """Enter that the matter was passed up; its authors are told who has it, and the clock waits. Raises Refused."""
    petition = await check_escalation(desk, code, lock=True)
    today = day_of(desk.now)
    if paper.sent_on > today:
        raise Refused("escalation-refused-not-sent", {"day": paper.sent_on})
    if paper.expected_on < max(paper.sent_on, today):
        raise Refused("escalation-refused-expected", {"day": paper.expected_on})
    # A question to the author is not waited for any more.
    petition = await desk.uow.petitions.change(petition, **going_on(desk, petition), proposed_to=None)
    petition = await desk.uow.petitions.change(
        petition,
        state=PetitionState.ESCALATED.value,
        taken_by=petition.taken_by or desk.actor.person,
        **stopping(desk, petition),
    )
    await desk.uow.escalations.add(
        petition, paper.number, paper.body, paper.sent_on, paper.expected_on,
        first_reminder(paper.expected_on, desk.calendar),
    )  # fmt: skip
    await note(desk, petition, EntryKind.ESCALATED, paper.body, paper.files)
    if paper.remark:
        await note(desk, petition, EntryKind.DISCUSSED, paper.remark)
    name = desk.commune.department(petition.department).name

    def told(each: Petition) -> tuple[Words, ...]:
        facts = {"code": each.code, "department": name, "body": paper.body, "expected": paper.expected_on}
        return (words("petition-escalated", **facts),)

    await tell_authors(desk, petition, told)
    return petition


async def awaited_reply(desk: Desk, code: str, *, lock: bool = False) -> tuple[Petition, Escalation]:
    """The petition and the paper that a reply is awaited to. Raises Refused."""
    petition = await find_petition(desk, code, OnPetition.ESCALATE, lock=lock)
    found = await desk.uow.escalations.latest(petition) if petition.waits_above else None
    if found is None or not found.is_awaited:
        raise Refused("escalation-refused-not-awaited", {"code": code})
    return petition, found


async def enter_reply(
    desk: Desk, code: str, reply: UpperReply, passed_on: str | None
) -> tuple[Petition, Answer | None]:
    """Enter what came from above; `passed_on` is put forward as the answer, where that is None somebody writes one.

    The matter is the department's again and its clock goes on; the answer may wait for somebody's approval. Raises
    Refused.
    """
    petition, escalation = await awaited_reply(desk, code, lock=True)
    if not escalation.sent_on <= reply.on <= day_of(desk.now):
        raise Refused("escalation-refused-reply-day", {"day": reply.on, "sent": escalation.sent_on})
    await desk.uow.escalations.reply(escalation, reply.number, reply.on, desk.now)
    petition = await desk.uow.petitions.change(petition, state=PetitionState.TAKEN.value, **going_on(desk, petition))
    await note(desk, petition, EntryKind.UPPER_REPLIED, reply.text, reply.files)
    if passed_on is None:
        name = desk.commune.department(petition.department).name
        await tell_authors(
            desk,
            petition,
            lambda each: (words("petition-upper-replied", code=each.code, department=name, body=escalation.body,
                                due=petition.due_on),),
        )  # fmt: skip
        return petition, None
    return petition, await put_forward(desk, petition, AnswerText(passed_on, PetitionOutcome.BEYOND, files=reply.files))


async def awaited(desk: Desk) -> list[tuple[Petition, Escalation]]:
    """For clerks: what was sent up and is waited for, first what is expected first."""
    check_role(desk.actor, Role.CLERK)
    return await desk.uow.escalations.awaited(desk.commune.id)


async def paper_words(desk: Desk, petition: Petition, *, inside: bool) -> tuple[Words, ...]:
    """Who has the matter now and when a reply is expected; for the office with the paper."""
    found = await desk.uow.escalations.latest(petition) if petition.waits_above else None
    if found is None:
        return ()
    facts = {"body": found.body, "expected": found.expected_on}
    if not inside:
        return (words("petition-is-above", **facts),)
    return (words("petition-is-above-by", **facts, number=found.number, sent=found.sent_on),)
