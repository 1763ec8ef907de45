"""Commitments: made by a conclusion notice, reported on, given another day, kept; and who is told of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from actions.desk import Desk
from actions.hall import move_to_department
from actions.milestone import REPLIES, complete_of_kind
from actions.reminder import schedule_commitment
from domain.access import OnCommitment, check
from domain.calendar import day_of
from domain.commitment import Commitment
from domain.conclusion import ConclusionNotice, NoticeItem
from domain.deadline import CONCLUSION, after_event
from domain.dialogue import Dialogue
from domain.notice import (
    Attachment,
    Choice,
    Notice,
    NoticeKind,
    Recipient,
    ToChairs,
    ToClerks,
    ToDepartment,
    ToPerson,
    ToSupervisors,
    Words,
    verbatim,
    words,
)
from domain.petition import EntryKind, Petition, PetitionOutcome, PetitionState
from domain.refusal import Refused
from domain.text import shorten
from storage.petition import Entry

# Buttons for somebody who has several matters in one notice.
CODES_SHOWN = 5


async def commit(desk: Desk, dialogue: Dialogue, notice: ConclusionNotice) -> list[Commitment]:
    """What the notice promises or assigns is owed from today on; the authors are told in its words."""
    today = day_of(desk.now)
    report_due_on = await _report_due(desk, dialogue, today)
    made = []
    told: dict[int, dict[str, Words]] = {}
    for item in notice.committed:
        petition = await desk.uow.petitions.get(desk.commune.id, item.petition, lock=True)
        petition = await move_to_department(desk, petition, item.department or petition.department)
        number = await desk.uow.numbers.next(desk.commune.id, "commitment")
        commitment = Commitment(
            desk.commune.id, number, dialogue.id, petition.id, petition.code, petition.department,
            item.words or shorten(petition.body, 500), today, item.due_on, item.due_on,
            None if item.due_on else report_due_on,
        )  # fmt: skip
        await desk.uow.commitments.add(commitment)
        await desk.uow.petitions.change(
            petition,
            state=PetitionState.ANSWERED.value if petition.is_open else petition.state.value,
            outcome=PetitionOutcome.PROMISED.value,
            promised_on=item.due_on,
            answered_at=petition.answered_at or desk.now,
            proposed_to=None,
        )
        await _note(desk, petition, EntryKind.PROMISED, commitment.words, due_on=item.due_on)
        await schedule_commitment(desk, commitment)
        for author, code in await _authors(desk, petition):
            told.setdefault(author, {})[code] = _promised(desk, notice, item, commitment, code)
        made.append(commitment)
    for author, lines in told.items():
        _tell_author_of_all(desk, dialogue, author, lines)
    return made


def _tell_author_of_all(desk: Desk, dialogue: Dialogue, author: int, lines: dict[str, Words]) -> None:
    """One message, however many of the matters are theirs."""
    codes = list(lines)
    desk.tell(
        Notice(
            ToPerson(author),
            tuple(lines.values()),
            tuple(Choice(f"mine.show:{c}", words("petition-open", code=c)) for c in codes[:CODES_SHOWN]),
            about=codes[0],
            once=f"commitments:{dialogue.id}:{author}",
            kind=NoticeKind.CHANGE,
            facts={"code": ", ".join(codes[:CODES_SHOWN])},
        )
    )


async def _report_due(desk: Desk, dialogue: Dialogue, today: date) -> date:
    """Until when a department says when it will be done: by the plan where it says so, else the commune's period."""
    for milestone in await desk.uow.milestones.of_dialogue(desk.commune.id, dialogue.id):
        if milestone.what == REPLIES and milestone.is_open and milestone.due_on and milestone.due_on >= today:
            return milestone.due_on
    due = after_event(today, desk.commune.follow_up.progress_days, CONCLUSION).due_on
    assert due is not None
    return due


def _promised(desk: Desk, notice: ConclusionNotice, item: NoticeItem, commitment: Commitment, code: str) -> Words:
    facts = {
        "number": notice.number or "", "code": code,
        "department": desk.commune.department(commitment.department).name, "text": shorten(commitment.words, 300),
    }  # fmt: skip
    if item.due_on:
        return words("commitment-to-author", **facts, due=item.due_on)
    return words("commitment-to-author-undated", **facts, due=commitment.next_due)


async def _authors(desk: Desk, petition: Petition) -> list[tuple[int, str]]:
    """Everybody whose matter it is, each with their own code: also of petitions that were merged into this one."""
    merged = await desk.uow.petitions.once_merged_into(desk.commune.id, petition.id)
    return list(dict.fromkeys((p.author, p.code) for p in (petition, *merged)))


async def _tell_authors(desk: Desk, petition: Petition, lines: tuple[Words, ...], once: str) -> None:
    for author, code in await _authors(desk, petition):
        desk.tell(
            Notice(
                ToPerson(author),
                lines,
                (Choice(f"mine.show:{code}", words("petition-see")),),
                about=code,
                once=f"commitment:{code}:{once}",
                kind=NoticeKind.CHANGE,
                facts={"code": code, "department": desk.commune.department(petition.department).name},
            )
        )


# ── what there is ─────────────────────────────────────────────────────────────────────────────────────────────


async def find_commitment(
    desk: Desk, commitment_id: int, verb: OnCommitment = OnCommitment.READ, *, lock: bool = False
) -> Commitment:
    """Raises Refused, the same for what does not exist and what is not the actor's business."""
    found = await desk.uow.commitments.find(desk.commune.id, commitment_id, lock=lock)
    if found is None:
        raise Refused("commitment-refused-unknown")
    check(desk.actor, verb, found)
    return found


async def owed_by(desk: Desk) -> list[Commitment]:
    """What the actor's departments still owe."""
    if not desk.actor.departments:
        raise Refused("access-refused-officer")
    return await desk.uow.commitments.open_of(desk.commune.id, desk.actor.departments)


# ── the department ────────────────────────────────────────────────────────────────────────────────────────────


async def report_progress(
    desk: Desk, commitment_id: int, text: str, expected: date | None, files: tuple[Attachment, ...] = ()
) -> Commitment:
    """Say how far it has come. Where no day was named, `expected` becomes the day (None is refused), and the report
    goes to the chair, the author and the Front (plans: "trả lời bằng văn bản … dự kiến thời gian giải quyết").
    """
    commitment = await find_commitment(desk, commitment_id, OnCommitment.REPORT, lock=True)
    commitment.check_open()
    petition = await desk.uow.petitions.get(desk.commune.id, commitment.petition_id, lock=True)
    if commitment.due_on is not None:
        await _note(desk, petition, EntryKind.PROGRESS, text, files)
        return commitment
    if expected is None or expected < day_of(desk.now):
        raise Refused("commitment-refused-no-date")
    commitment = await _dated(desk, replace(commitment, due_on=expected, first_due_on=expected), petition)
    await _note(desk, petition, EntryKind.PROGRESS, text, files, due_on=expected)
    said = words(
        "commitment-reported", code=commitment.code, due=expected, text=shorten(text, 500),
        department=desk.commune.department(commitment.department).name,
    )  # fmt: skip
    for to in (ToChairs(), ToSupervisors()):
        _tell(desk, to, commitment, (said,), files)
    await _tell_authors(desk, petition, (said,), f"reported:{expected}")
    await _settle_replies(desk, commitment.dialogue_id)
    return commitment


async def _settle_replies(desk: Desk, dialogue_id: int) -> None:
    """Once every department has said when, what the plan asks for is done."""
    commitments = await desk.uow.commitments.of_dialogue(desk.commune.id, dialogue_id)
    if all(c.due_on is not None or not c.is_open for c in commitments):
        await complete_of_kind(desk, dialogue_id, REPLIES)


async def _dated(desk: Desk, commitment: Commitment, petition: Petition) -> Commitment:
    await desk.uow.commitments.change(commitment)
    await desk.uow.petitions.change(petition, promised_on=commitment.due_on)
    await schedule_commitment(desk, commitment)
    return commitment


async def keep_commitment(desk: Desk, commitment_id: int, text: str, files: tuple[Attachment, ...] = ()) -> Commitment:
    """It is done, with what shows it; the author is told and may say that it is not."""
    commitment = await find_commitment(desk, commitment_id, OnCommitment.KEEP, lock=True)
    commitment.check_open()
    petition = await desk.uow.petitions.get(desk.commune.id, commitment.petition_id, lock=True)
    kept = replace(
        commitment, kept_at=desk.now, kept_by=desk.actor.person, note=text, files=files, asked_on=None, asked_why=""
    )
    await desk.uow.commitments.change(kept)
    await desk.uow.petitions.change(petition, outcome=PetitionOutcome.RESOLVED.value)
    await _note(desk, petition, EntryKind.KEPT, text, files)
    await schedule_commitment(desk, kept)
    name = desk.commune.department(kept.department).name
    for author, code in await _authors(desk, petition):
        desk.tell(
            Notice(
                ToPerson(author),
                (
                    words("commitment-kept-to-author", code=code, department=name, text=shorten(kept.words, 300)),
                    *((verbatim(text),) if text else ()),
                ),
                (
                    Choice(f"mine.show:{code}", words("petition-see")),
                    Choice(f"again.begin:{code}", words("answer-ask-again")),
                ),
                files=files,
                about=code,
                once=f"commitment:{code}:kept:{kept.id}",
                kind=NoticeKind.ANSWER,
                facts={"code": code, "department": name},
            )
        )
    await _settle_replies(desk, kept.dialogue_id)
    return kept


async def ask_new_date(desk: Desk, commitment_id: int, asked_on: date, why: str) -> Commitment:
    """Ask for another day; the one that was promised counts until the chair or a clerk agrees."""
    commitment = await find_commitment(desk, commitment_id, OnCommitment.ASK_DATE, lock=True)
    commitment.check_open()
    if commitment.due_on is None:
        raise Refused("commitment-refused-report-first", {"code": commitment.code})
    if asked_on <= commitment.due_on or asked_on <= day_of(desk.now):
        raise Refused("commitment-refused-not-later", {"due": commitment.due_on})
    asked = replace(commitment, asked_on=asked_on, asked_why=why)
    await desk.uow.commitments.change(asked)
    petition = await desk.uow.petitions.get(desk.commune.id, asked.petition_id, lock=True)
    await _note(desk, petition, EntryKind.DATE_ASKED, why, due_on=asked_on)
    said = words(
        "commitment-date-asked", code=asked.code, text=shorten(asked.words, 200), due=commitment.due_on,
        asked=asked_on, why=why, department=desk.commune.department(asked.department).name,
    )  # fmt: skip
    for to in (ToChairs(), ToClerks()):
        _tell(
            desk, to, asked, (said,), (),
            Choice(f"commitment.agree:{asked.id}:{asked_on}", words("commitment-agree")),
            Choice(f"commitment.refuse:{asked.id}:{asked_on}", words("commitment-refuse")),
        )  # fmt: skip
    return asked


async def decide_date(desk: Desk, commitment_id: int, asked_on: date, *, agreed: bool) -> Commitment:
    """The chair or a clerk decides on the day that was asked for; the department and, of a new day, the author hear."""
    commitment = await find_commitment(desk, commitment_id, OnCommitment.DECIDE_DATE, lock=True)
    commitment.check_open()
    if commitment.asked_on != asked_on:
        raise Refused("commitment-refused-decided", {"code": commitment.code})
    petition = await desk.uow.petitions.get(desk.commune.id, commitment.petition_id, lock=True)
    why = commitment.asked_why
    decided = replace(commitment, asked_on=None, asked_why="")
    department = desk.commune.department(decided.department).name
    if not agreed:
        await desk.uow.commitments.change(decided)
        await _note(desk, petition, EntryKind.DATE_REFUSED, due_on=decided.due_on)
        refused = words("commitment-date-refused", code=decided.code, asked=asked_on, due=decided.next_due)
        _tell(desk, ToDepartment(decided.department), decided, (refused,))
        return decided
    decided = await _dated(desk, replace(decided, due_on=asked_on), petition)
    await _note(desk, petition, EntryKind.DATE_SET, why, due_on=asked_on)
    _tell(desk, ToDepartment(decided.department), decided,
          (words("commitment-date-agreed", code=decided.code, due=asked_on),))  # fmt: skip
    said = words(
        "commitment-new-date", code=decided.code, department=department, text=shorten(decided.words, 200),
        due=asked_on, why=why,
    )  # fmt: skip
    await _tell_authors(desk, petition, (said,), f"date:{asked_on}")
    return decided


# ── late ──────────────────────────────────────────────────────────────────────────────────────────────────────


async def tell_late(desk: Desk, commitments: Iterable[Commitment]) -> None:
    """The authors hear once of each day that has passed, and who is responsible."""
    for commitment in commitments:
        petition = await desk.uow.petitions.get(desk.commune.id, commitment.petition_id, lock=True)
        thread = await desk.uow.petitions.thread(petition)
        if any(e.kind is EntryKind.PROMISE_LATE and e.due_on == commitment.next_due for e in thread):
            continue
        await _note(desk, petition, EntryKind.PROMISE_LATE, due_on=commitment.next_due)
        said = words(
            "commitment-late-to-author" if commitment.due_on else "commitment-late-to-author-undated",
            code=commitment.code, text=shorten(commitment.words, 200), due=commitment.next_due,
            department=desk.commune.department(commitment.department).name,
        )  # fmt: skip
        await _tell_authors(desk, petition, (said,), f"late:{commitment.next_due}")


def _tell(
    desk: Desk,
    to: Recipient,
    commitment: Commitment,
    lines: tuple[Words, ...],
    files: tuple[Attachment, ...] = (),
    *rows: Choice,
) -> None:
    show = Choice(f"commitment.show:{commitment.id}", words("commitment-open", code=commitment.code))
    desk.tell(Notice(to, lines, (*rows, show), files=files))


async def _note(
    desk: Desk,
    petition: Petition,
    kind: EntryKind,
    text: str = "",
    files: tuple[Attachment, ...] = (),
    *,
    due_on: date | None = None,
) -> None:
    by = desk.actor.person or None
    await desk.uow.petitions.note(
        petition, Entry(kind, desk.now, by, petition.department, text, files, due_on=due_on)
    )  # fmt: skip
