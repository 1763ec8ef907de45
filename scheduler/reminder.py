"""A morning: everything that is due is gathered for some communes, and each chat gets one message of it."""

import asyncio
from collections.abc import Callable, Collection, Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from actions.calendar import calendar_of, next_year_notice
from actions.commitment import tell_late
from actions.desk import Desk, actor_of
from actions.report import count_month
from domain.access import OF_DEPARTMENT, Role
from domain.calendar import ONE_DAY, WorkingCalendar, day_of
from domain.commitment import Commitment
from domain.commune import VIETNAM, Commune
from domain.dialogue import Dialogue, DialogueState
from domain.milestone import Milestone
from domain.notice import NoticeKind, Urgency, words
from domain.petition import Petition
from domain.reminder import (
    Reminder,
    ReminderKind,
    ReminderOutcome,
    collapse,
    is_stale,
    of_commitment,
    of_dialogue,
    of_milestone,
    of_question,
    of_year,
    waits_until,
)
from domain.report import month_before
from domain.supervision import SupervisorQuestion
from handlers import reminder as saying
from handlers.notices import outbox_row, queue
from handlers.reminder import Part, Printer
from locales import FIRST
from scheduler.commitment import chats_for, rungs_of
from storage.database import UnitOfWork
from storage.key import Key
from storage.reminder import Chat, Guest, Staff

_K = ReminderKind
T = TypeVar("T")
# Letters that are queued together, while the next are put into words.
LOT = 300
# Dialogues that do not count towards those of the year.
_NOT_HELD = frozenset({DialogueState.POSTPONED, DialogueState.CANCELLED})


@dataclass
class _Letter:
    """What one chat is told."""

    commune: Commune
    chat: Chat
    parts: dict[int, Part] = field(default_factory=dict)


class _Post:
    """Letters by chat: whatever somebody is told in a morning comes in one."""

    def __init__(self) -> None:
        self.letters: dict[tuple[int, int, str], _Letter] = {}

    def put(self, commune: Commune, part: Part, chats: Iterable[Chat]) -> bool:
        """Whether there was anybody to tell."""
        any_ = False
        for chat in chats:
            place = commune.id, chat.account_id, chat.address
            letter = self.letters.setdefault(place, _Letter(commune, chat))
            letter.parts[id(part)] = part
            any_ = True
        return any_

    def lots(self, now: datetime) -> Iterator[list[dict[str, object]]]:
        """The rows of the outbox, a lot at a time: each is put into words when it is asked for."""
        rows = self._rows(now)
        while lot := list(islice(rows, LOT)):
            yield lot

    def _rows(self, now: datetime) -> Iterator[dict[str, object]]:
        printer = Printer()
        evenings: dict[int, datetime] = {}
        for letter in self.letters.values():
            parts = list(letter.parts.values())
            text, choices = printer.message(parts, letter.chat.language)
            evening = evenings.get(letter.commune.id)
            if evening is None:
                evening = evenings[letter.commune.id] = _evening(letter.commune, now)
            facts = next((part.facts for part in parts if part.facts), None)
            yield outbox_row(
                account_id=letter.chat.account_id, address=letter.chat.address, commune_id=letter.commune.id,
                person_id=letter.chat.person, text=text, choices=choices, urgency=int(Urgency.REMINDER),
                queued_at=now, expires_at=max(part.expires_at or evening for part in parts),
                kind=NoticeKind.REMINDER.value if facts else None, facts=dict(facts) if facts else None,
            )  # fmt: skip


def _evening(commune: Commune, now: datetime) -> datetime:
    """When the quiet hours begin: what could not be sent until then is not sent any more."""
    evening = datetime.combine(day_of(now), commune.quiet_hours.start, VIETNAM)
    return evening if evening > now else evening + ONE_DAY


class _Directory:
    """Who has which role, and in which chat; a department has its group, or its officers who can be reached."""

    def __init__(self, staff: Sequence[Staff], groups: Mapping[tuple[int, str], Chat]) -> None:
        self._chats: dict[tuple[int, Role, str], dict[int | None, Chat]] = {}
        self._departments: dict[tuple[int, str], dict[int | None, Chat]] = {}
        for each in staff:
            role = Role(each.role)
            if role in OF_DEPARTMENT:
                self._departments.setdefault((each.commune_id, each.department), {})[each.chat.person] = each.chat
            which = each.department if role in OF_DEPARTMENT else each.hamlet if role is Role.HAMLET_HEAD else ""
            self._chats.setdefault((each.commune_id, role, which), {})[each.chat.person] = each.chat
        self.served = {*groups, *self._departments}
        self._groups = groups

    def with_role(self, commune: Commune, role: Role, which: str = "") -> list[Chat]:
        return list(self._chats.get((commune.id, role, which), {}).values())

    def group(self, commune: Commune, department: str) -> Chat | None:
        return self._groups.get((commune.id, department))

    def department(self, commune: Commune, department: str) -> list[Chat]:
        group = self.group(commune, department)
        if group is not None:
            return [group]
        return [chat for chat in self._departments.get((commune.id, department), {}).values() if chat.reachable]


@dataclass(frozen=True)
class _Facts:
    """What the reminders speak of, as it is now."""

    dialogues: Mapping[Key, Dialogue]
    milestones: Mapping[Key, Milestone]
    commitments: Mapping[Key, Commitment]
    questions: Mapping[Key, SupervisorQuestion]
    guests: Mapping[Key, Sequence[Guest]]
    collected: Mapping[tuple[int, int, str], int]
    delegates: Mapping[tuple[int, int, str], int]


async def tell(
    uow: UnitOfWork, communes: Mapping[int, Commune], mornings: Mapping[int, datetime], now: datetime
) -> int:
    """Tell what is due in `communes`, and in those of `mornings` also what waits for an answer.

    Return how many messages were queued. What was told is marked in the same transaction.
    """
    begun = await uow.reminders.begin_mornings(mornings, now)
    yearly = [
        each
        for commune in begun
        for each in of_year(communes[commune], day_of(now).year, _calendar(communes[commune], now))
    ]
    await uow.reminders.put([each for each in yearly if each.makes_sense(now)], now)
    ready, later = [], []
    when: dict[tuple[int, ReminderKind], datetime | None] = {}
    for each in await uow.reminders.due(communes.keys(), now):
        which = each.commune_id, each.kind
        if which not in when:
            commune = communes[each.commune_id]
            when[which] = waits_until(each.kind, commune, _calendar(commune, now), now)
        at = when[which]
        if at is None:
            ready.append(each)
        else:
            later.append((each, at))
    await uow.reminders.postpone(later)
    chosen, ended = collapse(ready, now)
    concerned = {each.commune_id for each in chosen} | begun
    if not concerned:
        await uow.reminders.finish(ended, now)
        return 0
    directory = await _directory(uow, concerned)
    facts = await _look_up(uow, chosen)
    post = _Post()
    for commune_id in sorted(begun):
        await _petitions(uow, communes[commune_id], directory, post, now)
    coming: list[Reminder] = []
    for each in chosen:
        told = await _one(uow, communes[each.commune_id], each, facts, directory, post, now)
        ended.append((each, ReminderOutcome.TOLD if told else ReminderOutcome.DROPPED))
        coming += _next(communes[each.commune_id], each, facts, now)
    await uow.reminders.put(coming, now)
    authors = await _tell_authors(uow, communes, chosen, facts, now)
    return authors + await _write(uow, ended, post, now)


async def _write(uow: UnitOfWork, ended: Sequence[tuple[Reminder, ReminderOutcome]], post: _Post, now: datetime) -> int:
    """Mark what has ended and queue the letters; return how many. Words are made while the database writes."""
    lots = post.lots(now)
    lot = await _meanwhile(uow.reminders.finish(ended, now), lambda: next(lots, None))
    queued: list[int] = []
    while lot:
        lot = await _meanwhile(_add(uow, lot, queued), lambda: next(lots, None))
    return sum(queued)


async def _add(uow: UnitOfWork, lot: list[dict[str, object]], queued: list[int]) -> None:
    queued.append(await uow.outbox.add(lot))


async def _meanwhile(writing: Coroutine[Any, Any, None], work: Callable[[], T]) -> T:
    """Do `work` while the database is busy with `writing`."""
    task = asyncio.create_task(writing)
    await asyncio.sleep(0)
    try:
        return work()
    finally:
        await task


def _calendar(commune: Commune, now: datetime) -> WorkingCalendar:
    return calendar_of(commune, day_of(now).year)


async def _directory(uow: UnitOfWork, communes: Collection[int]) -> _Directory:
    staff = await uow.reminders.staff(communes, [role.value for role in Role])
    return _Directory(staff, await uow.reminders.groups(communes, FIRST))


async def _look_up(uow: UnitOfWork, chosen: Sequence[Reminder]) -> _Facts:
    def dialogues_of(*kinds: ReminderKind) -> list[Key]:
        return [(r.commune_id, r.dialogue_id) for r in chosen if r.kind in kinds and r.dialogue_id is not None]

    milestones = await uow.milestones.by_ids(
        [(r.commune_id, r.milestone_id) for r in chosen if r.milestone_id is not None]
    )
    hang_on = {(m.commune_id, m.dialogue_id) for m in milestones.values() if m.dialogue_id is not None}
    dialogues = await uow.dialogues.by_ids(sorted({*dialogues_of(*_K), *hang_on}))
    return _Facts(
        dialogues,
        milestones,
        await uow.commitments.by_ids([(r.commune_id, r.commitment_id) for r in chosen if r.commitment_id is not None]),
        await uow.supervisor_questions.by_ids(
            [(r.commune_id, r.question_id) for r in chosen if r.question_id is not None]
        ),
        await uow.reminders.guests(dialogues_of(_K.PEOPLE)),
        await uow.reminders.collected(dialogues_of(_K.HAMLETS)),
        await uow.delegates.count(
            [key for key in dialogues_of(_K.HAMLETS) if key in dialogues and dialogues[key].delegates_per_hamlet]
        ),
    )


# ── petitions ─────────────────────────────────────────────────────────────────────────────────────────────────


async def _petitions(uow: UnitOfWork, commune: Commune, directory: _Directory, post: _Post, now: datetime) -> None:
    """A digest of what was open at the digest's hour, and what is due on the next working day or late.

    Clerks get one for all who are not in the chat.
    """
    today = day_of(now)
    waiting = await uow.petitions.open_of(commune.id)
    if not waiting:
        return
    fresh = await uow.petitions.came_since(commune.id, datetime.combine(today, commune.digest_at, VIETNAM))
    tomorrow = _calendar(commune, now).add_working_days(today, 1)
    clerks = directory.with_role(commune, Role.CLERK)
    shares: dict[str | None, list[Petition]] = {}
    for petition in waiting:
        served = (commune.id, petition.department) in directory.served
        shares.setdefault(petition.department if served else None, []).append(petition)
    for department, mine in shares.items():
        chats = directory.department(commune, department) if department else clerks
        parts = saying.petition_parts(mine, today, tomorrow)
        listed = [petition for petition in mine if petition.code not in fresh]
        if listed:
            parts.append(saying.digest_part(commune, mine, listed, today))
        if department and not chats and parts:
            # Nobody of the department can be reached.
            chats = clerks
            name = commune.department(department).name
            parts.append(Part(saying.DIGEST, -1, words("notice-nobody-in-department", department=name), block=True))
        for part in parts:
            post.put(commune, part, chats)


# ── reminders ─────────────────────────────────────────────────────────────────────────────────────────────────


async def _one(
    uow: UnitOfWork, commune: Commune, due: Reminder, facts: _Facts, directory: _Directory, post: _Post, now: datetime
) -> bool:
    """Put one reminder into the post; False where there is nothing to say any more, or nobody to tell."""
    today = day_of(now)
    dialogue = facts.dialogues.get((commune.id, due.dialogue_id)) if due.dialogue_id is not None else None
    match due.kind:
        case _K.MILESTONE:
            return _milestone(commune, due, facts, directory, post, now)
        case _K.COMMITMENT | _K.QUESTION:
            return _owed(commune, due, facts, directory, post, now)
        case _K.REPORT:
            return await _report(uow, commune, directory, post, now)
        case _K.PEOPLE if dialogue is not None and not dialogue.is_over(now) and _hangs_on(due, dialogue.day):
            said = saying.people_words(commune, dialogue, today)
            by_person: dict[int | None, list[Guest]] = {}
            for guest in facts.guests.get((commune.id, dialogue.id), ()):
                by_person.setdefault(guest.chat.person, []).append(guest)
            for coming in by_person.values():
                post.put(commune, saying.guest_part(dialogue, said, coming), [coming[0].chat])
            return bool(by_person)
        case _K.HAMLETS if dialogue is not None and dialogue.takes_speakers(now) and dialogue.speakers_until:
            if not _hangs_on(due, day_of(dialogue.speakers_until)):
                return False
            told = False
            for hamlet in dialogue.hamlets(commune):
                at = (commune.id, dialogue.id, hamlet)
                items, named = facts.collected.get(at, 0), facts.delegates.get(at, 0)
                heads = directory.with_role(commune, Role.HAMLET_HEAD, hamlet)
                told |= post.put(commune, saying.hamlet_part(commune, dialogue, hamlet, items, named), heads)
            return told
        case _K.UNFIXED if dialogue is not None and dialogue.starts_at is None and not dialogue.is_over(now):
            clerks = directory.with_role(commune, Role.CLERK)
            return post.put(commune, saying.unfixed_part(commune, dialogue, today), clerks)
        case _K.YEAR:
            held = [d for d in await uow.dialogues.in_year(commune.id, today.year) if d.state not in _NOT_HELD]
            if len(held) >= commune.dialogues_a_year:
                return False
            part = saying.year_part(commune, today.year, len(held))
            return post.put(commune, part, directory.with_role(commune, Role.CLERK))
        case _K.CALENDAR:
            told = False
            for notice in next_year_notice(_calendar(commune, now), today):
                part = saying.calendar_part(notice.lines, notice.choices)
                told |= post.put(commune, part, directory.with_role(commune, Role.CLERK))
            return told
        case _:
            return False


def _hangs_on(due: Reminder, day: object) -> bool:
    """Whether it was made for this day: one made for another is stale."""
    return due.series.rpartition("/")[2] == str(day)


def _milestone(
    commune: Commune, due: Reminder, facts: _Facts, directory: _Directory, post: _Post, now: datetime
) -> bool:
    """To whom it concerns and the clerks; when it is very late, to the chairs as well."""
    milestone, dialogue = _subject(due, facts)
    if milestone is None or not milestone.is_open or milestone.due_on is None or is_stale(milestone, dialogue, now):
        return False
    if not _hangs_on(due, milestone.due_on):
        return False
    today = day_of(now)
    chats = directory.with_role(commune, Role.CLERK)
    if milestone.department:
        chats += directory.department(commune, milestone.department)
    if today - milestone.due_on >= timedelta(days=commune.chair_told_after):
        chats += directory.with_role(commune, Role.CHAIR)
    return post.put(commune, saying.milestone_part(commune, milestone, dialogue, today), chats)


def _owed(commune: Commune, due: Reminder, facts: _Facts, directory: _Directory, post: _Post, now: datetime) -> bool:
    """A promise or a question of the Front, to whom it concerns and up the ladder."""
    owed = _what_is_owed(due, facts)
    if owed is None or not owed.is_open or not _hangs_on(due, _day_owed(owed)):
        return False
    today = day_of(now)
    rungs = rungs_of(owed, today, _calendar(commune, now), commune)
    chats = chats_for(commune, owed.department, rungs, directory.with_role, directory.group(commune, owed.department))
    part = (
        saying.commitment_part(commune, owed, today)
        if isinstance(owed, Commitment)
        else saying.question_part(commune, owed, today)
    )
    return post.put(commune, part, chats)


def _what_is_owed(due: Reminder, facts: _Facts) -> Commitment | SupervisorQuestion | None:
    if due.kind is _K.COMMITMENT:
        return facts.commitments.get((due.commune_id, due.commitment_id or 0))
    return facts.questions.get((due.commune_id, due.question_id or 0))


def _day_owed(owed: Commitment | SupervisorQuestion) -> date:
    return owed.next_due if isinstance(owed, Commitment) else owed.due_on


async def _report(uow: UnitOfWork, commune: Commune, directory: _Directory, post: _Post, now: datetime) -> bool:
    """The month that has gone, to the Front, the chair and the clerks; nothing where nothing has happened in it."""
    report = await count_month(uow, commune.id, month_before(day_of(now)), day_of(now))
    if report.is_empty:
        return False
    chats = [chat for role in (Role.SUPERVISOR, Role.CHAIR, Role.CLERK) for chat in directory.with_role(commune, role)]
    return post.put(commune, saying.report_part(report), chats)


async def _tell_authors(
    uow: UnitOfWork, communes: Mapping[int, Commune], chosen: Sequence[Reminder], facts: _Facts, now: datetime
) -> int:
    """Whose matter is late hears of it once, and who is responsible; return how many messages were queued."""
    late: dict[int, list[Commitment]] = {}
    for due in chosen:
        owed = _what_is_owed(due, facts) if due.kind is _K.COMMITMENT else None
        if isinstance(owed, Commitment) and owed.is_late(day_of(now)) and _hangs_on(due, owed.next_due):
            late.setdefault(due.commune_id, []).append(owed)
    told = 0
    for commune_id, commitments in late.items():
        commune = communes[commune_id]
        desk = Desk(uow, commune, _calendar(commune, now), actor_of(commune, 0, ()), now)
        await tell_late(desk, commitments)
        told += await queue(uow, commune, desk.notices, now)
    return told


def _subject(due: Reminder, facts: _Facts) -> tuple[Milestone | None, Dialogue | None]:
    milestone = facts.milestones.get((due.commune_id, due.milestone_id or 0))
    if milestone is None or milestone.dialogue_id is None:
        return milestone, None
    return milestone, facts.dialogues.get((due.commune_id, milestone.dialogue_id))


def _next(commune: Commune, told: Reminder, facts: _Facts, now: datetime) -> list[Reminder]:
    """Where one follows another as long as nothing happens: the next."""
    found: list[Reminder] = []
    if told.kind is _K.MILESTONE:
        milestone, of = _subject(told, facts)
        # Until the first day after the last one they are all there.
        if milestone is not None and milestone.due_on is not None and milestone.due_on < day_of(now):
            found = of_milestone(milestone, of, commune, _calendar(commune, now), now)
    elif told.kind in (_K.COMMITMENT, _K.QUESTION):
        owed = _what_is_owed(told, facts)
        if owed is not None and _day_owed(owed) < day_of(now):
            calendar = _calendar(commune, now)
            found = (
                of_commitment(owed, commune, calendar, now)
                if isinstance(owed, Commitment)
                else of_question(owed, commune, calendar, now)
            )
    elif told.kind is _K.UNFIXED and told.dialogue_id is not None:
        dialogue = facts.dialogues.get((told.commune_id, told.dialogue_id))
        if dialogue is not None and dialogue.starts_at is None:
            found = of_dialogue(dialogue, commune, _calendar(commune, now), now)
    coming = [each for each in found if each.due_at > now]
    return [min(coming, key=lambda each: each.due_at)] if coming else []
