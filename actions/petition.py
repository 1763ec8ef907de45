"""Petitions: submit, take, ask, answer, pass on, add to, withdraw, rate."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.card import card_choices, department_card, head_words
from actions.desk import Desk
from domain.access import OnPetition, OnPetitions, Role, check
from domain.calendar import day_of
from domain.commune import VIETNAM
from domain.deadline import ASKED_AGAIN, RECEIVED, Deadline, after_working_days
from domain.notice import (
    Attachment,
    Choice,
    Notice,
    NoticeKind,
    ToClerks,
    ToDepartment,
    ToPerson,
    verbatim,
    words,
)
from domain.petition import TRANSFERS_BEFORE_CLERK, EntryKind, Petition, PetitionState, make_code
from domain.refusal import Refused
from domain.text import shorten
from storage.petition import Entry


@dataclass(frozen=True)
class PetitionDraft:
    """What a person wrote before it became a petition; `name` None is "not named"."""

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


async def submit_petition(desk: Desk, draft: PetitionDraft) -> tuple[Petition, Deadline]:
    """File `draft` with the department of its topic. Raises Refused when its dialogue no longer takes opinions."""
    commune = desk.commune
    if draft.collected and not desk.actor.heads(draft.hamlet):
        raise Refused(f"access-refused-{Role.HAMLET_HEAD}")
    if draft.dialogue_id is not None:
        dialogue = await desk.uow.dialogues.find(commune.id, draft.dialogue_id)
        if dialogue is None or not dialogue.takes_opinions(desk.now):
            raise Refused("petition-refused-collection-closed")
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
        author=desk.actor.person,
        author_name=draft.name,
        name_shown=draft.name_shown,
        collected=draft.collected,
        body=draft.body,
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
    _tell_department(desk, petition, draft.files, draft.places)
    return petition, deadline


def _tell_department(
    desk: Desk,
    petition: Petition,
    files: Sequence[Attachment] = (),
    places: Sequence[tuple[float, float]] = (),
) -> None:
    lines = department_card(desk.commune, petition, day_of(desk.now), len(files))
    where = tuple(words("card-place", latitude=f"{lat:.5f}", longitude=f"{lon:.5f}") for lat, lon in places)
    desk.tell(
        Notice(
            ToDepartment(petition.department),
            (*lines, *where),
            card_choices(petition),
            files=tuple(files),
            about=petition.code,
            card=not files,
        )
    )


async def find_petition(desk: Desk, code: str, verb: OnPetition, *, lock: bool = False) -> Petition:
    """Return the petition when the actor may do `verb` with it; raises Refused, the same for foreign and unknown."""
    petition = await desk.uow.petitions.find(desk.commune.id, code, lock=lock)
    if petition is None:
        raise Refused("petition-refused-not-yours", {"code": code})
    check(desk.actor, verb, petition)
    return petition


async def read_petition(desk: Desk, code: str) -> tuple[Petition, list[Entry]]:
    petition = await find_petition(desk, code, OnPetition.READ)
    return petition, await desk.uow.petitions.thread(petition)


# ── the department ────────────────────────────────────────────────────────────────────────────────────────────


async def take_petition(desk: Desk, code: str) -> Petition:
    """The actor takes the matter on. Raises Refused when a colleague has it already."""
    petition = await find_petition(desk, code, OnPetition.TAKE, lock=True)
    if petition.taken_by == desk.actor.person and petition.is_open:
        return petition
    if petition.state is PetitionState.TAKEN:
        raise Refused("petition-refused-taken", {"code": code, "name": await _name_of(desk, petition.taken_by)})
    petition.check_move(PetitionState.TAKEN)
    petition = await desk.uow.petitions.change(petition, state=PetitionState.TAKEN.value, taken_by=desk.actor.person)
    await _note(desk, petition, EntryKind.TAKEN)
    return petition


async def answer_petition(desk: Desk, code: str, text: str, files: tuple[Attachment, ...] = ()) -> Petition:
    """Send the answer to the author at once. Raises Refused when somebody answered before."""
    petition = await find_petition(desk, code, OnPetition.ANSWER, lock=True)
    await _check_not_answered(desk, petition)
    petition.check_move(PetitionState.ANSWERED)
    petition = await desk.uow.petitions.change(
        petition,
        state=PetitionState.ANSWERED.value,
        taken_by=petition.taken_by or desk.actor.person,
        answered_at=desk.now,
        proposed_to=None,
    )
    entry = await _note(desk, petition, EntryKind.ANSWERED, text, files)
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
                verbatim(text) if text else words("petition-answer-in-file"),
                words("petition-answer-question"),
            ),
            (
                Choice(f"answer.rate:{code}:5", words("answer-satisfied")),
                Choice(f"answer.rate:{code}:2", words("answer-unsatisfied")),
                Choice(f"again.begin:{code}", words("answer-ask-again")),
            ),
            files=files,
            about=code,
            once=answer_key(code, entry),
            kind=NoticeKind.ANSWER,
            facts=_facts(desk, petition),
        )
    )
    return petition


def _facts(desk: Desk, petition: Petition) -> dict[str, str]:
    """What a template may say of it: nothing of what was written."""
    return {"code": petition.code, "department": desk.commune.department(petition.department).name}


def answer_key(code: str, entry: int) -> str:
    """The key under which an answer is told, by which its delivery can be looked up."""
    return f"answer:{code}:{entry}"


async def _check_not_answered(desk: Desk, petition: Petition) -> None:
    if petition.state is PetitionState.ANSWERED:
        answered = [e for e in await desk.uow.petitions.thread(petition) if e.kind is EntryKind.ANSWERED]
        raise Refused(
            "petition-refused-answered",
            {
                "code": petition.code,
                "name": await _name_of(desk, answered[-1].by),
                "at": answered[-1].at,
            },
        )


async def ask_author(desk: Desk, code: str, text: str) -> Petition:
    """Ask the author for more; the deadline goes on."""
    petition = await find_petition(desk, code, OnPetition.ASK, lock=True)
    await _check_not_answered(desk, petition)
    petition.check_move(PetitionState.ASKED)
    petition = await desk.uow.petitions.change(
        petition, state=PetitionState.ASKED.value, taken_by=petition.taken_by or desk.actor.person
    )
    await _note(desk, petition, EntryKind.ASKED, text)
    desk.tell(
        Notice(
            ToPerson(petition.author),
            (
                words(
                    "petition-asked",
                    code=code,
                    department=desk.commune.department(petition.department).name,
                    body=shorten(petition.body, 80) or words("petition-without-text"),
                ),
                verbatim(text),
            ),
            (Choice(f"reply.begin:{code}", words("petition-reply")),),
            about=code,
            kind=NoticeKind.QUESTION,
            facts=_facts(desk, petition),
        )
    )
    return petition


async def propose_transfer(desk: Desk, code: str, department: str, reason: str) -> Petition:
    """Ask another department to take the matter over; it stays here, and its deadline goes on, until they accept."""
    petition = await find_petition(desk, code, OnPetition.TRANSFER, lock=True)
    await _check_not_answered(desk, petition)
    if not petition.is_open:
        raise Refused(f"petition-refused-when-{petition.state}", {"code": code})
    if department == petition.department or not desk.commune.has_department(department):
        raise Refused("petition-refused-same-department", {"code": code})
    petition = await desk.uow.petitions.change(petition, proposed_to=department)
    await _note(desk, petition, EntryKind.TRANSFER_PROPOSED, reason, department=department)
    files = [f for e in await desk.uow.petitions.thread(petition) for f in e.files]
    desk.tell(
        Notice(
            ToDepartment(department),
            (
                words(
                    "transfer-proposed", code=code,
                    department=desk.commune.department(petition.department).name, reason=reason,
                ),
                *department_card(desk.commune, petition, day_of(desk.now), len(files), name_seen=False),
            ),
            (
                Choice(f"transfer.accept:{code}", words("transfer-accept")),
                Choice(f"transfer.decline:{code}", words("transfer-decline")),
            ),
            files=tuple(files),
            about=code,
        )
    )  # fmt: skip
    return petition


async def accept_transfer(desk: Desk, code: str) -> Petition:
    petition = await _proposed(desk, code)
    return await _hand_over(desk, petition, petition.proposed_to or "", EntryKind.TRANSFER_ACCEPTED, "")


async def decline_transfer(desk: Desk, code: str, reason: str) -> Petition:
    petition = await _proposed(desk, code)
    declined_by = petition.proposed_to or ""
    petition = await desk.uow.petitions.change(petition, proposed_to=None)
    await _note(desk, petition, EntryKind.TRANSFER_DECLINED, reason, department=declined_by)
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
    if not petition.is_open:
        raise Refused(f"petition-refused-when-{petition.state}", {"code": code})
    if department == petition.department or not desk.commune.has_department(department):
        raise Refused("petition-refused-same-department", {"code": code})
    return await _hand_over(desk, petition, department, EntryKind.MOVED, reason)


async def _hand_over(desk: Desk, petition: Petition, department: str, kind: EntryKind, reason: str) -> Petition:
    before = petition.department
    transfers = petition.transfers + 1
    petition = await desk.uow.petitions.change(
        petition,
        department=department,
        proposed_to=None,
        taken_by=None,
        state=PetitionState.RECEIVED.value,
        transfers=transfers,
    )
    await _note(desk, petition, kind, reason, department=department)
    files = [f for e in await desk.uow.petitions.thread(petition) for f in e.files]
    _tell_department(desk, petition, files)
    name = desk.commune.department(department).name
    desk.tell(Notice(ToDepartment(before), (words("transfer-done", code=petition.code, department=name),)))
    desk.tell(
        Notice(
            ToPerson(petition.author),
            (words("petition-transferred", code=petition.code, department=name, due=petition.due_on),),
            (Choice(f"mine.show:{petition.code}", words("petition-see")),),
            about=petition.code,
        )
    )
    if transfers >= TRANSFERS_BEFORE_CLERK and kind is EntryKind.TRANSFER_ACCEPTED:
        desk.tell(
            Notice(
                ToClerks(),
                (words("transfer-too-often", code=petition.code, transfers=transfers, department=name),),
                (Choice(f"move.begin:{petition.code}", words("clerk-move")),),
                about=petition.code,
            )
        )
    return petition


# ── the author ────────────────────────────────────────────────────────────────────────────────────────────────


async def add_to_petition(
    desk: Desk, code: str, text: str, files: tuple[Attachment, ...], refs: tuple[str, ...]
) -> Petition:
    """Add text or files to an open petition; a reply to the department's question sets it going again."""
    petition = await find_petition(desk, code, OnPetition.ADD, lock=True)
    if not petition.is_open:
        raise Refused(f"petition-refused-add-when-{petition.state}", {"code": code})
    replies = petition.state is PetitionState.ASKED
    if replies:
        petition = await desk.uow.petitions.change(petition, state=PetitionState.TAKEN.value)
    await _note(desk, petition, EntryKind.REPLIED if replies else EntryKind.ADDED, text, files, refs=refs)
    desk.tell(
        Notice(
            ToDepartment(petition.department),
            (
                words("petition-replied-to" if replies else "petition-added-to", code=code, due=petition.due_on),
                *((verbatim(text),) if text else ()),
            ),
            card_choices(petition),
            files=files,
            about=code,
        )
    )
    return petition


async def withdraw_petition(desk: Desk, code: str) -> Petition:
    petition = await find_petition(desk, code, OnPetition.WITHDRAW, lock=True)
    petition.check_move(PetitionState.WITHDRAWN)
    petition = await desk.uow.petitions.change(petition, state=PetitionState.WITHDRAWN.value, proposed_to=None)
    await _note(desk, petition, EntryKind.WITHDRAWN)
    desk.tell(
        Notice(ToDepartment(petition.department), (words("petition-withdrawn-by-author", code=code),), about=code)
    )
    return petition


async def rate_answer(desk: Desk, code: str, score: int) -> Petition:
    """Keep whether the author is satisfied (1 to 5); the last word counts."""
    petition = await find_petition(desk, code, OnPetition.RATE, lock=True)
    if petition.state is not PetitionState.ANSWERED:
        raise Refused("petition-refused-not-answered", {"code": code})
    petition = await desk.uow.petitions.change(petition, score=score)
    await _note(desk, petition, EntryKind.RATED, str(score))
    return petition


async def ask_again(desk: Desk, code: str, text: str, files: tuple[Attachment, ...] = ()) -> Petition:
    """The author is not content: the matter goes back to the department with a new answer period."""
    petition = await find_petition(desk, code, OnPetition.RATE, lock=True)
    if petition.state is not PetitionState.ANSWERED:
        raise Refused("petition-refused-not-answered", {"code": code})
    due = after_working_days(day_of(desk.now), petition.answer_days, desk.calendar, ASKED_AGAIN)
    petition = await desk.uow.petitions.change(
        petition, state=PetitionState.RECEIVED.value, taken_by=None, answered_at=None, due_on=due.due_on
    )
    await _note(desk, petition, EntryKind.ASKED_AGAIN, text, files)
    desk.tell(
        Notice(
            ToDepartment(petition.department),
            (
                words("petition-asked-again", code=code, due=petition.due_on),
                *((verbatim(text),) if text else ()),
            ),
            card_choices(petition),
            files=files,
            about=code,
        )
    )
    return petition


# ── the clerk ─────────────────────────────────────────────────────────────────────────────────────────────────


async def petitions_of_commune(
    desk: Desk, *, topic: str | None = None, hamlet: str | None = None, dialogue_id: int | None = None
) -> list[Petition]:
    check(desk.actor, OnPetitions.LIST, desk.commune)
    return await desk.uow.petitions.of_commune(desk.commune.id, topic=topic, hamlet=hamlet, dialogue_id=dialogue_id)


async def _note(
    desk: Desk,
    petition: Petition,
    kind: EntryKind,
    text: str = "",
    files: tuple[Attachment, ...] = (),
    *,
    department: str | None = None,
    refs: tuple[str, ...] = (),
) -> int:
    return await desk.uow.petitions.note(
        petition,
        Entry(kind, desk.now, desk.actor.person, department or petition.department, text, files, refs=refs),
    )


async def _name_of(desk: Desk, person: int | None) -> str:
    found = await desk.uow.people.find(desk.commune.id, person) if person is not None else None
    return (found.name if found else None) or "—"
