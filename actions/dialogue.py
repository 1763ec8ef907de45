"""Dialogues: set one up, fix and move its day, lead it through its life, call it off."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import reduce
from typing import Any

from actions.broadcast import replace_broadcasts_of
from actions.closing import check_concluded, close, closing_of, hand_on, take_over
from actions.desk import Desk
from actions.milestone import (
    add_conclusion_milestone,
    add_legal_milestones,
    ask_for_notice_again,
    follow_dialogue,
    moved_words,
)
from actions.reminder import schedule
from domain.access import OF_DEPARTMENT, OnDialogue, Role, check
from domain.calendar import day_of
from domain.commune import VIETNAM
from domain.dialogue import BEFORE_SESSION, Dialogue, DialogueKind, DialogueState, Window
from domain.notice import (
    Choice,
    Notice,
    NoticeKind,
    Recipient,
    ToDepartment,
    ToHamletHeads,
    ToInvited,
    ToPerson,
    Urgency,
    Words,
    verbatim,
    words,
)
from domain.refusal import Refused
from domain.schedule import Schedule

SPEAKERS_CLOSE_BEFORE = timedelta(days=1)
SPEAKERS_CLOSE_AT = time(17, 0)


@dataclass(frozen=True)
class DialogueDraft:
    """`starts_at` None: the day is still to be fixed, within `window` where that is known."""

    title: str
    hamlet: str | None
    venue: str
    starts_at: datetime | None
    speakers_until: datetime | None
    speaker_limit: int
    collecting: bool
    kind: DialogueKind = DialogueKind.REGULAR
    audience: str | None = None
    window: Window | None = None
    plan_id: int | None = None
    key: str | None = None
    delegates_per_hamlet: int | None = None


@dataclass(frozen=True)
class Changed:
    """A dialogue after a change: how many residents are being told who had got an announcement or waited for one.

    `announce_again`: the notice that the law asks for had been given, of another day.
    """

    dialogue: Dialogue
    residents: int
    announce_again: bool = False


def speakers_until(starts_at: datetime, now: datetime) -> datetime:
    """Speakers are listed until the evening before; a dialogue on short notice takes them until it begins."""
    evening = datetime.combine(day_of(starts_at) - SPEAKERS_CLOSE_BEFORE, SPEAKERS_CLOSE_AT, VIETNAM)
    return evening if evening > now else starts_at


async def create_dialogue(desk: Desk, draft: DialogueDraft) -> Dialogue:
    """With what the law asks for around it. Raises Refused for anyone but a clerk, and for a moment that has passed."""
    check(desk.actor, OnDialogue.CHANGE, desk.commune)
    if draft.starts_at is not None and draft.starts_at <= desk.now:
        raise Refused("dialogue-refused-past")
    number = await desk.uow.numbers.next(desk.commune.id, "dialogue")
    state = DialogueState.COLLECTING if draft.collecting else DialogueState.PLANNED
    dialogue = Dialogue(
        desk.commune.id, number, draft.title, draft.hamlet, draft.venue, draft.starts_at,
        draft.speakers_until, draft.speaker_limit, state, draft.kind, draft.audience, draft.window, draft.plan_id,
        draft.delegates_per_hamlet,
    )  # fmt: skip
    await desk.uow.dialogues.add(dialogue, desk.actor.person, desk.now, draft.key)
    await add_legal_milestones(desk, dialogue)
    await schedule(desk, dialogue)
    await take_over(desk, dialogue)
    if draft.collecting:
        _tell_hamlet_heads(desk, dialogue)
    return dialogue


async def move_dialogue(desk: Desk, dialogue_id: int, state: DialogueState) -> Dialogue:
    """Take the next step of its life. Raises Refused where the table of moves has none."""
    dialogue = await _locked(desk, dialogue_id)
    dialogue.check_move(state)
    if state in BEFORE_SESSION and dialogue.is_over(desk.now):
        raise Refused("dialogue-refused-over")
    if state is DialogueState.IN_SESSION and (dialogue.day is None or dialogue.day > day_of(desk.now)):
        raise Refused("dialogue-refused-not-yet", {"title": dialogue.title, "when": dialogue.when()})
    if state is DialogueState.FOLLOWING_UP:
        check_concluded((await closing_of(desk, dialogue)).missing)
    if state is DialogueState.CLOSED:
        await close(desk, dialogue)
    dialogue = await desk.uow.dialogues.move(dialogue, state)
    if state is DialogueState.CONCLUDED:
        await add_conclusion_milestone(desk, dialogue)
    await schedule(desk, dialogue)
    if state is DialogueState.COLLECTING:
        _tell_hamlet_heads(desk, dialogue)
    return dialogue


async def fix_day(desk: Desk, dialogue_id: int, starts_at: datetime, venue: str) -> Changed:
    """Fix or move moment and venue; every day that hangs on it follows, and those concerned are told once."""
    before = await _locked(desk, dialogue_id)
    if before.state not in BEFORE_SESSION:
        raise Refused(f"dialogue-refused-when-{before.state}", {"title": before.title})
    if starts_at <= desk.now:
        raise Refused("dialogue-refused-past")
    if (before.starts_at, before.venue) == (starts_at, venue):
        raise Refused("dialogue-refused-same", {"when": before.when()})
    state = DialogueState.PLANNED if before.state is DialogueState.POSTPONED else before.state
    after = replace(
        before, starts_at=starts_at, venue=venue, state=state, speakers_until=speakers_until(starts_at, desk.now)
    )
    await desk.uow.dialogues.change(after)
    again = after.day != before.day and await ask_for_notice_again(desk, after)
    return Changed(after, await _tell_of_change(desk, before, after), again)


async def postpone_dialogue(desk: Desk, dialogue_id: int, reason: str) -> Changed:
    """It is not held on its day; the new one is not known yet."""
    return await _call_off(desk, dialogue_id, DialogueState.POSTPONED, reason)


async def cancel_dialogue(desk: Desk, dialogue_id: int, reason: str) -> Changed:
    """It is not held at all."""
    return await _call_off(desk, dialogue_id, DialogueState.CANCELLED, reason)


async def _call_off(desk: Desk, dialogue_id: int, state: DialogueState, reason: str) -> Changed:
    before = await _locked(desk, dialogue_id)
    before.check_move(state)
    after = replace(before, state=state, starts_at=None, speakers_until=None)
    await desk.uow.dialogues.change(after)
    if state is DialogueState.CANCELLED:
        await hand_on(desk, after)
    return Changed(after, await _tell_of_change(desk, before, after, reason))


def _change_words(before: Dialogue, after: Dialogue, was: Sequence[Schedule], reason: str) -> Words:
    """What has changed, for those who may still believe what `was`."""
    facts = {"title": after.title, "when": after.when(), "venue": after.venue}
    if after.starts_at is None:
        return words(f"dialogue-{after.state}", **facts, was=_was(was, ""), reason=verbatim(reason))
    if before.starts_at is None and before.state is not DialogueState.POSTPONED:
        return words("dialogue-fixed", **facts)
    was = [each for each in was if each != after.schedule]
    if not was and before.state is not DialogueState.POSTPONED:
        return words("dialogue-stays", **facts)
    if was and all(each.starts_at == after.starts_at for each in was):
        return words("dialogue-moved-venue", **facts, was=[verbatim(each.venue) for each in was])
    return words("dialogue-moved", **facts, was=_was(was, after.venue))


def _change(before: Dialogue, after: Dialogue) -> str:
    """What has happened, where only facts can be told: fixed, moved, postponed or cancelled."""
    if after.starts_at is None:
        return after.state.value
    return "fixed" if before.starts_at is None and before.state is not DialogueState.POSTPONED else "moved"


def _was(was: Sequence[Schedule], venue: str) -> Words | str:
    """The days before; with the places where they differ from `venue`."""
    if not was:
        return ""
    told = [
        words(
            "dialogue-was-at" if venue and each.venue != venue else "dialogue-when",
            starts=each.starts_at, venue=each.venue,
        )
        for each in was
    ]  # fmt: skip
    said = reduce(lambda before, then: words("dialogue-was-both", before=before, then=then), told)
    return words("dialogue-was", before=said)


async def find_dialogue(desk: Desk, dialogue_id: int) -> Dialogue:
    dialogue = await desk.uow.dialogues.find(desk.commune.id, dialogue_id)
    if dialogue is None:
        raise Refused("dialogue-refused-unknown")
    return dialogue


async def _locked(desk: Desk, dialogue_id: int) -> Dialogue:
    check(desk.actor, OnDialogue.CHANGE, desk.commune)
    dialogue = await desk.uow.dialogues.find(desk.commune.id, dialogue_id, lock=True)
    if dialogue is None:
        raise Refused("dialogue-refused-unknown")
    return dialogue


async def _tell_of_change(desk: Desk, before: Dialogue, dialogue: Dialogue, reason: str = "") -> int:
    """What hangs on the day follows; everybody is told once of all that has changed for them.

    Return how many of those there are who had got an announcement, or waited for one.
    """
    line = _change_words(before, dialogue, [before.schedule] if before.starts_at else [], reason)
    moved = await follow_dialogue(desk, dialogue)
    await schedule(desk, dialogue)
    guests = await desk.uow.reminders.guests([(desk.commune.id, dialogue.id)])
    people = {guest.chat.person for each in guests.values() for guest in each if guest.chat.person is not None}
    # Heads are told as such, whomever else they have registered.
    heads = ToHamletHeads(tuple(dialogue.hamlets(desk.commune)))
    leading = set(await desk.uow.people.with_role(desk.commune.id, Role.HAMLET_HEAD, hamlets=heads.hamlets))
    people -= leading
    told: dict[Recipient, list[Words]] = {ToPerson(person): [] for person in sorted(people)}
    told[heads] = []
    for each in moved:
        if each.after.department:
            told.setdefault(ToDepartment(each.after.department), []).append(moved_words(each))
    departments = [to.department for to in told if isinstance(to, ToDepartment)]
    besides = people | leading | await _told_for(desk, departments) | {desk.actor.person}
    residents = await _tell_invited(desk, before, dialogue, reason, besides)
    about_people: dict[str, Any] = {
        "kind": NoticeKind.CHANGE,
        "facts": {**dialogue.plain_facts(), "change": _change(before, dialogue)},
        "expires_at": dialogue.starts_at,
    }
    for to, lines in told.items():
        desk.tell(
            Notice(
                to,
                (line, *((words("lines", lines=lines),) if lines else ())),
                (Choice(f"dialogue.show:{dialogue.id}", words("dialogue-see")),),
                **({} if isinstance(to, ToDepartment) else about_people),
            )
        )
    return residents


async def _told_for(desk: Desk, departments: Collection[str]) -> set[int]:
    """Who is told in their own chats what `departments` are told: of one without anybody, the clerks."""
    in_groups = {chat.department for chat in await desk.uow.communes.department_chats(desk.commune.id)}
    found: set[int] = set()
    for department in set(departments) - in_groups:
        officers = await desk.uow.people.with_role(desk.commune.id, OF_DEPARTMENT, department=department)
        told = await desk.uow.people.addressees(desk.commune.id, officers)
        reached = [each for each in told if each.chat.is_open(desk.now)]
        found |= {each.person for each in reached}
        if not reached:
            found |= set(await desk.uow.people.with_role(desk.commune.id, Role.CLERK))
    return found


async def _tell_invited(desk: Desk, before: Dialogue, after: Dialogue, reason: str, besides: Collection[int]) -> int:
    """Those who were told by an announcement are told what is true now; return how many these are."""
    was = await replace_broadcasts_of(desk, before)
    people = await desk.uow.broadcasts.invited(desk.commune.id, after.id, besides)
    if not people:
        return 0
    answers = () if after.starts_at is None else (
        Choice(f"attend.yes:{after.id}", words("attend-yes")),
        Choice(f"attend.no:{after.id}", words("attend-no")),
    )  # fmt: skip
    desk.tell(
        Notice(
            ToInvited(after.id, desk.actor.person, tuple(sorted(besides)), was),
            (_change_words(before, after, was, reason),),
            (*answers, Choice(f"dialogue.show:{after.id}", words("dialogue-see"))),
            kind=NoticeKind.CHANGE,
            urgency=Urgency.BROADCAST,
            expires_at=after.starts_at,
        )
    )
    return people


def _tell_hamlet_heads(desk: Desk, dialogue: Dialogue) -> None:
    until, each = dialogue.speakers_until, dialogue.delegates_per_hamlet
    desk.tell(
        Notice(
            ToHamletHeads(tuple(dialogue.hamlets(desk.commune))),
            (
                words(
                    "dialogue-collecting", title=dialogue.title, when=dialogue.when(), venue=dialogue.venue,
                    speakers=words("dialogue-speakers-until", until=until) if until
                    else words("dialogue-speakers-open"),
                ),
                *((words("dialogue-collecting-delegates", limit=each),) if each else ()),
            ),
            (
                Choice("collation.begin", words("menu-collation")),
                Choice("speaker.begin-other", words("menu-speaker-other")),
                *((Choice("delegate.begin", words("menu-delegates")),) if each else ()),
            ),
            once=f"collecting:{dialogue.id}:{desk.now:%Y%m%d%H%M}",
        )
    )  # fmt: skip
