"""The conclusion notice: drafted from what became of each petition, edited, and issued."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from actions.commitment import commit
from actions.desk import Desk
from actions.dialogue import find_dialogue, move_dialogue
from actions.milestone import CONCLUSION_NOTICE, REPLIES, complete_of_kind
from domain.access import OnHall, check
from domain.calendar import day_of
from domain.conclusion import ConclusionNotice, NoticeGroup, NoticeItem, NoticeLayout, draft_items
from domain.dialogue import Dialogue, DialogueState
from domain.notice import (
    Attachment,
    Choice,
    Notice,
    ToChairs,
    ToDepartment,
    ToSupervisors,
    Words,
    words,
)
from domain.refusal import Refused
from domain.text import shorten

# In these there is something to conclude from.
CONCLUDING = frozenset({DialogueState.CONCLUDED, DialogueState.FOLLOWING_UP})
LISTED = 15


@dataclass(frozen=True)
class NoticeFacts:
    """What stands above and below the items."""

    number: str
    layout: NoticeLayout
    signed_on: date
    signatory_title: str
    signatory: str


async def find_notice(desk: Desk, dialogue_id: int) -> tuple[Dialogue, ConclusionNotice | None]:
    """Raises Refused for who may not read it."""
    check(desk.actor, OnHall.READ_NOTICE, desk.commune)
    dialogue = await find_dialogue(desk, dialogue_id)
    return dialogue, await desk.uow.conclusions.find(desk.commune.id, dialogue.id)


async def draft_notice(desk: Desk, dialogue_id: int) -> tuple[Dialogue, ConclusionNotice]:
    """The notice as it stands: a draft follows what becomes of petitions, but for what a clerk has edited."""
    check(desk.actor, OnHall.EDIT_NOTICE, desk.commune)
    dialogue = await find_dialogue(desk, dialogue_id)
    if dialogue.state not in CONCLUDING:
        raise Refused("conclusion-refused-not-yet", {"title": dialogue.title})
    before = await desk.uow.conclusions.find(desk.commune.id, dialogue.id, lock=True)
    if before is not None and before.is_issued:
        return dialogue, before
    carried = await desk.uow.carried.into(desk.commune.id, dialogue.id)
    petitions = await desk.uow.petitions.of_dialogue(desk.commune.id, dialogue.id, carried)
    said = await desk.uow.petitions.latest_answers(desk.commune.id, [p.id for p in petitions])
    items = draft_items(petitions, said, carried, day_of(desk.now), before.items if before else ())
    base = before or ConclusionNotice(desk.commune.id, dialogue.id, ())
    notice = replace(base, items=items)
    if notice != before:
        notice = replace(notice, drafted_at=desk.now, drafted_by=desk.actor.person)
        await desk.uow.conclusions.put(notice)
    return dialogue, notice


async def _open_draft(desk: Desk, dialogue_id: int) -> ConclusionNotice:
    check(desk.actor, OnHall.EDIT_NOTICE, desk.commune)
    notice = await desk.uow.conclusions.find(desk.commune.id, dialogue_id, lock=True)
    if notice is None:
        raise Refused("conclusion-refused-none")
    notice.check_open()
    return notice


async def _keep(desk: Desk, notice: ConclusionNotice) -> ConclusionNotice:
    """A file that was sent in shows what was edited before it: after another change it does not count any more."""
    kept = replace(notice, file=None, own_file=False)
    await desk.uow.conclusions.put(kept)
    return kept


async def change_item(desk: Desk, dialogue_id: int, changed: NoticeItem) -> ConclusionNotice:
    notice = await _open_draft(desk, dialogue_id)
    notice.item(changed.code)
    return await _keep(desk, notice.with_item(changed))


async def move_item(desk: Desk, dialogue_id: int, code: str, by: int) -> ConclusionNotice:
    notice = await _open_draft(desk, dialogue_id)
    return await _keep(desk, notice.moved(code, by))


async def set_facts(desk: Desk, dialogue_id: int, facts: NoticeFacts) -> ConclusionNotice:
    notice = await _open_draft(desk, dialogue_id)
    return await _keep(
        desk,
        replace(
            notice, number=facts.number, layout=facts.layout, signed_on=facts.signed_on,
            signatory_title=facts.signatory_title, signatory=facts.signatory,
        ),
    )  # fmt: skip


async def set_file(desk: Desk, dialogue_id: int, file: Attachment, items: tuple[NoticeItem, ...]) -> ConclusionNotice:
    """A clerk has edited the paper by hand: their version is the one that will be issued, with `items` as it says."""
    notice = replace(await _open_draft(desk, dialogue_id), file=file, own_file=True, items=items)
    await desk.uow.conclusions.put(notice)
    return notice


async def issue_notice(desk: Desk, dialogue_id: int, file: Attachment) -> tuple[Dialogue, ConclusionNotice]:
    """Issue it with `file` as its version: promises become commitments, everybody concerned is told.

    The department of each matter, the Front and the chair get it (plans: "gửi đến ban, phòng, ngành, đơn vị liên quan
    … và gửi đến MTTQ xã để giám sát"). Raises Refused as long as something is lacking.
    """
    dialogue = await find_dialogue(desk, dialogue_id)
    notice = await _open_draft(desk, dialogue_id)
    if notice.lacks:
        raise Refused(
            "conclusion-refused-lacks", {"lacks": [words(f"conclusion-lacks-{each}") for each in notice.lacks]}
        )
    notice = replace(notice, file=file, issued_at=desk.now, issued_by=desk.actor.person)
    await desk.uow.conclusions.put(notice)
    if not any(item.group is NoticeGroup.ASSIGNED for item in notice.kept):
        # Nobody has to say when it will be done.
        await complete_of_kind(desk, dialogue.id, REPLIES)
    await complete_of_kind(desk, dialogue.id, CONCLUSION_NOTICE, (file,))
    if dialogue.state is DialogueState.CONCLUDED:
        dialogue = await move_dialogue(desk, dialogue.id, DialogueState.FOLLOWING_UP)
    await commit(desk, dialogue, notice)
    _tell_departments(desk, dialogue, notice)
    _tell_leaders(desk, dialogue, notice)
    return dialogue, notice


def _tell_departments(desk: Desk, dialogue: Dialogue, notice: ConclusionNotice) -> None:
    """Each gets what concerns it."""
    theirs: dict[str, list[NoticeItem]] = {}
    for item in notice.kept:
        if item.department and item.group is not NoticeGroup.ANSWERED:
            theirs.setdefault(item.department, []).append(item)
    for department, items in theirs.items():
        desk.tell(
            Notice(
                ToDepartment(department),
                (
                    words(
                        "conclusion-to-department", number=notice.number or "", title=dialogue.title,
                        department=desk.commune.department(department).name,
                    ),
                    words("lines", lines=_lines(items)),
                ),
                (Choice("commitment.mine", words("menu-commitments")),),
                files=_files(notice),
                once=f"conclusion:{dialogue.id}:{department}",
            )
        )  # fmt: skip


def _tell_leaders(desk: Desk, dialogue: Dialogue, notice: ConclusionNotice) -> None:
    counts = [words("conclusion-count", group=words(f"conclusion-group-{group}"), count=count)
              for group, count in counted(notice.kept) if count]  # fmt: skip
    for to in (ToSupervisors(), ToChairs()):
        desk.tell(
            Notice(
                to,
                (
                    words("conclusion-issued", number=notice.number or "", title=dialogue.title),
                    words("lines", lines=counts),
                ),
                (Choice(f"front.dialogue:{dialogue.id}", words("front-see")),),
                files=_files(notice),
                once=f"conclusion:{dialogue.id}",
            )
        )


def _files(notice: ConclusionNotice) -> tuple[Attachment, ...]:
    return (notice.file,) if notice.file else ()


def counted(items: Sequence[NoticeItem]) -> list[tuple[NoticeGroup, int]]:
    """How many matters each part of the notice has."""
    return [(group, sum(item.group is group for item in items)) for group in NoticeGroup]


def _lines(items: Sequence[NoticeItem]) -> list[Words]:
    lines = [item_line(item) for item in items[:LISTED]]
    return [*lines, *([words("reminder-more", count=len(items) - LISTED)] if len(items) > LISTED else ())]


def item_line(item: NoticeItem) -> Words:
    """A matter of the notice, with what is to be done until when."""
    late = item.group is NoticeGroup.OPEN and item.due_on is None
    return words(
        "conclusion-line-open-late" if late else f"conclusion-line-{item.group}",
        code=item.code,
        text=shorten(item.words or item.matter, 160) or words("petition-without-text"),
        due=item.due_on or "",
    )
