"""Milestones: those that the law sets for every dialogue, how their days follow the dialogue's, marking them done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from actions.calendar import calendar_of
from actions.desk import Desk
from actions.reminder import schedule, schedule_milestone
from domain.access import OnMilestone, may
from domain.calendar import day_of
from domain.commune import Commune
from domain.deadline import Deadline, moved_day
from domain.dialogue import DROPPED, Dialogue
from domain.milestone import Event, Milestone, Rule
from domain.notice import Attachment, Choice, Notice, Recipient, ToClerks, ToDepartment, Words, verbatim, words
from domain.refusal import Refused
from domain.text import shorten

ANNOUNCE = "announce"
CONCLUSION_NOTICE = "conclusion_notice"
PUBLISH_RESULTS = "publish_results"
REPLIES = "replies"
# Law on Local Government Organisation 72/2025, art. 43.
LAW_NOTICE = "law-notice"
LAW_PUBLICATION = "law-publication"
LISTED = 8


@dataclass(frozen=True)
class Moved:
    """A milestone whose last day has changed."""

    before: Milestone
    after: Milestone


def milestone_key(dialogue_id: int | None, plan_id: int | None, what: str, number: int = 1) -> str:
    """Where a milestone belongs, and the how-manieth of its kind it is there."""
    place = f"dialogue:{dialogue_id}" if dialogue_id is not None else f"plan:{plan_id}"
    return f"{place}/{what}/{number}"


def publication_rule(commune: Commune) -> Rule:
    """What the law leaves for the publication of results (Law 72/2025, art. 43)."""
    return Rule(days=commune.publish_days)


async def add_legal_milestones(desk: Desk, dialogue: Dialogue) -> None:
    """The notice to residents and the publication of results (Law 72/2025, art. 43), unless they are there."""
    commune = desk.commune
    wanted = (
        (ANNOUNCE, Rule(days=-commune.notice_days), LAW_NOTICE),
        (PUBLISH_RESULTS, publication_rule(commune), LAW_PUBLICATION),
    )
    there = {m.key for m in await desk.uow.milestones.of_dialogue(commune.id, dialogue.id)}
    new = []
    for what, rule, law in wanted:
        key = milestone_key(dialogue.id, None, what)
        if key not in there:
            number = await desk.uow.numbers.next(commune.id, "milestone")
            due = deadline_of_rule(commune, rule, dialogue.day, desk).due_on
            new.append(Milestone(commune.id, number, key, what, rule, due, dialogue_id=dialogue.id, law=law))
    await desk.uow.milestones.add(new)


async def add_conclusion_milestone(desk: Desk, dialogue: Dialogue) -> None:
    """The conclusion notice, by the commune's own period, where no plan has set a day for it."""
    if any(m.what == CONCLUSION_NOTICE for m in await desk.uow.milestones.of_dialogue(desk.commune.id, dialogue.id)):
        return
    rule = Rule(days=desk.commune.follow_up.conclusion_days)
    number = await desk.uow.numbers.next(desk.commune.id, "milestone")
    due = deadline_of_rule(desk.commune, rule, dialogue.day, desk).due_on
    key = milestone_key(dialogue.id, None, CONCLUSION_NOTICE)
    await desk.uow.milestones.add(
        [Milestone(desk.commune.id, number, key, CONCLUSION_NOTICE, rule, due, dialogue_id=dialogue.id)]
    )


async def complete_of_kind(
    desk: Desk, dialogue_id: int, what: str, files: tuple[Attachment, ...] = (), note: str = ""
) -> None:
    """Mark what is open of a kind as done, with its evidence, for it has been done here."""
    for milestone in await desk.uow.milestones.of_dialogue(desk.commune.id, dialogue_id):
        if milestone.what == what and milestone.is_open:
            await _complete(desk, milestone, note, files)


async def ask_for_notice_again(desk: Desk, dialogue: Dialogue) -> bool:
    """What residents were told is of another day now: the notice that the law asks for has still to be given.

    Return whether it had been given.
    """
    given = False
    for milestone in await desk.uow.milestones.of_dialogue(desk.commune.id, dialogue.id):
        if milestone.law == LAW_NOTICE and not milestone.is_open:
            await desk.uow.milestones.change(replace(milestone, done_at=None, done_by=None))
            given = True
    return given


async def is_late_by_law(desk: Desk, dialogue: Dialogue) -> bool:
    """Whether the day that was chosen leaves less time for the notice to residents than the law asks for."""
    milestones = await desk.uow.milestones.of_dialogue(desk.commune.id, dialogue.id)
    return any(m.law == LAW_NOTICE and m.is_late(day_of(desk.now)) for m in milestones)


def deadline_of_rule(commune: Commune, rule: Rule, happened: date | None, desk: Desk) -> Deadline:
    year = (happened or rule.on or rule.before or day_of(desk.now)).year
    return rule.deadline(happened, calendar_of(commune, year))


def deadline_of_milestone(
    desk: Desk, milestone: Milestone, dialogue: Dialogue | None, siblings: Iterable[Milestone] = ()
) -> Deadline:
    """How the last day comes about; `siblings` are the milestones of the same dialogue."""
    happened = _happened(milestone.rule, dialogue, siblings)
    planned = deadline_of_rule(desk.commune, milestone.rule, happened, desk)
    if not milestone.is_planned_law:
        return planned
    legal = deadline_of_rule(desk.commune, publication_rule(desk.commune), dialogue.day if dialogue else None, desk)
    return min(planned, legal, key=lambda each: each.due_on or date.max)


def _happened(rule: Rule, dialogue: Dialogue | None, siblings: Iterable[Milestone]) -> date | None:
    if rule.event is Event.CONCLUSION:
        # Nobody is late with what waits for a notice that was not issued yet.
        return next((day_of(m.done_at) for m in siblings if m.what == CONCLUSION_NOTICE and m.done_at), None)
    return dialogue.day if dialogue else None


async def follow_dialogue(desk: Desk, dialogue: Dialogue) -> list[Moved]:
    """Compute the last days of what is still to be done for `dialogue` again; return those that have changed."""
    milestones = await desk.uow.milestones.of_dialogue(desk.commune.id, dialogue.id)
    moved: list[Moved] = []
    # Those that follow the conclusion notice come after it has got its own day.
    for first in (True, False):
        for index, milestone in enumerate(milestones):
            if (milestone.rule.event is Event.DIALOGUE) is not first or not milestone.is_open:
                continue
            due = deadline_of_milestone(desk, milestone, dialogue, milestones).due_on
            if due != milestone.due_on:
                milestones[index] = replace(milestone, due_on=due)
                await desk.uow.milestones.change(milestones[index])
                moved.append(Moved(milestone, milestones[index]))
    return moved


def moved_words(moved: Moved) -> Words:
    """A milestone with its new last day, as a line of a list."""
    due = moved.after.due_on
    open_ = words("milestone-due-waits" if moved.after.rule.event is Event.CONCLUSION else "milestone-due-open")
    return words("milestone-moved", what=moved.after.words(), due=words("milestone-due", due=due) if due else open_)


async def follow_working_days(desk: Desk) -> list[Moved]:
    """Compute the last days that are counted in working days by the calendar as it is now; tell whose they are, once.

    Nobody's time ends today or before because of the calendar.
    """
    # Two processes may see the change at the same time; the second finds nothing to move.
    await desk.uow.communes.setup(desk.commune.id, lock=True)
    counted = [m for m in await desk.uow.milestones.open_of(desk.commune.id) if m.rule.working and m.due_on is not None]
    dialogues = await _dialogues_of(desk, counted)
    siblings = await desk.uow.milestones.of_dialogues(desk.commune.id, dialogues.keys())
    moved: list[Moved] = []
    for each in counted:
        of = each.dialogue_id or 0
        computed = deadline_of_milestone(desk, each, dialogues.get(of), siblings.get(of, ())).due_on
        if computed is None or each.due_on is None:
            continue
        due = moved_day(each.due_on, computed, day_of(desk.now))
        if due != each.due_on:
            moved.append(Moved(each, replace(each, due_on=due)))
            await desk.uow.milestones.change(moved[-1].after)
    _tell_moved(desk, moved, words("milestone-calendar-moved"))
    return moved


def _tell_moved(desk: Desk, moved: Sequence[Moved], why: Words) -> None:
    """Tell each department once of all that has moved for it, and the clerks of what is nobody's."""
    theirs: dict[Recipient, list[Moved]] = {}
    for each in moved:
        department = each.after.department
        theirs.setdefault(ToDepartment(department) if department else ToClerks(), []).append(each)
    for to, mine in theirs.items():
        desk.tell(
            Notice(
                to,
                (why, words("lines", lines=[moved_words(each) for each in mine])),
                tuple(
                    Choice(f"milestone.show:{each.after.id}", words("milestone-open", what=short_title(each.after)))
                    for each in mine[:LISTED]
                ),
            )
        )


def short_title(milestone: Milestone) -> Words:
    """What is to be done, as short as a button."""
    return verbatim(shorten(milestone.title, 30)) if milestone.title else milestone.words()


async def find_milestone(desk: Desk, milestone_id: int, *, lock: bool = False) -> Milestone:
    """Raises Refused for what does not exist or is not the actor's business."""
    milestone = await desk.uow.milestones.find(desk.commune.id, milestone_id, lock=lock)
    if milestone is None or not may_see_milestone(desk, milestone):
        raise Refused("milestone-refused-unknown")
    return milestone


def may_see_milestone(desk: Desk, milestone: Milestone) -> bool:
    return may(desk.actor, OnMilestone.READ, milestone)


async def open_milestones(desk: Desk) -> list[Milestone]:
    """What is still to be done: by everybody for clerks and chairs, by their departments for officers."""
    everything = may(desk.actor, OnMilestone.LIST_ALL, desk.commune)
    if not everything and not desk.actor.departments:
        raise Refused("access-refused-officer")
    found = await desk.uow.milestones.open_of(desk.commune.id, None if everything else desk.actor.departments)
    dropped = {d.id for d in (await _dialogues_of(desk, found)).values() if d.state in DROPPED}
    return [milestone for milestone in found if milestone.dialogue_id not in dropped]


async def _dialogues_of(desk: Desk, milestones: Iterable[Milestone]) -> dict[int, Dialogue]:
    ids = {m.dialogue_id for m in milestones if m.dialogue_id is not None}
    found = await desk.uow.dialogues.by_ids([(desk.commune.id, each) for each in sorted(ids)])
    return {each: dialogue for (_, each), dialogue in found.items()}


async def complete_milestone(
    desk: Desk, milestone_id: int, note: str = "", files: tuple[Attachment, ...] = ()
) -> Milestone:
    """Mark it done, with evidence; what is counted from it gets its days. Raises Refused when it was done before."""
    milestone = await find_milestone(desk, milestone_id, lock=True)
    if not milestone.is_open:
        raise Refused("milestone-refused-done", {"at": milestone.done_at})
    return await _complete(desk, milestone, note, files)


async def _complete(desk: Desk, milestone: Milestone, note: str, files: tuple[Attachment, ...]) -> Milestone:
    done = replace(milestone, done_at=desk.now, done_by=desk.actor.person, note=note, files=files)
    await desk.uow.milestones.change(done)
    await _follow(desk, done)
    return done


async def reopen_milestone(desk: Desk, milestone_id: int) -> Milestone:
    """It was marked done by mistake."""
    milestone = await find_milestone(desk, milestone_id, lock=True)
    if milestone.is_open:
        raise Refused("milestone-refused-open")
    again = replace(milestone, done_at=None, done_by=None)
    await desk.uow.milestones.change(again)
    await _follow(desk, again)
    return again


async def _follow(desk: Desk, milestone: Milestone) -> None:
    """What is counted from it gets its days, and all of them their reminders."""
    dialogue = None
    if milestone.dialogue_id is not None:
        dialogue = await desk.uow.dialogues.find(desk.commune.id, milestone.dialogue_id)
    if dialogue is None:
        await schedule_milestone(desk, milestone)
        return
    moved = await follow_dialogue(desk, dialogue)
    await schedule(desk, dialogue)
    done = "no" if milestone.is_open else "yes"
    why = words("milestone-moves-others", what=milestone.words(), title=dialogue.title, done=done)
    _tell_moved(desk, moved, why)
