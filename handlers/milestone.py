"""Milestones: what is to be done by when, marking it done with evidence, and what was reminded of."""

from collections.abc import Sequence
from typing import Any

from actions.card import head_words
from actions.dialogue import find_dialogue
from actions.milestone import (
    PUBLISH_RESULTS,
    complete_milestone,
    deadline_of_milestone,
    find_milestone,
    may_see_milestone,
    open_milestones,
    reopen_milestone,
    short_title,
)
from domain.access import OnHall, may
from domain.calendar import day_of
from domain.deadline import Deadline, fixed_day, period
from domain.dialogue import Dialogue
from domain.milestone import Event, Milestone
from domain.notice import Words, verbatim, words
from domain.refusal import Refused
from domain.reminder import Reminder, ReminderKind, ReminderOutcome
from handlers.conversation.form import Facts, Filling, Form, Known, Step, Written
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.petition import show_written, written_files, written_text
from handlers.reminder import responsible_words, source_words
from handlers.visit import Outcome, Visit, effect, form, outcome
from handlers.work import departments_here
from locales import FIRST, render

LISTED = 20
# Of the reminders of one milestone: those that were, and those that come.
PAST_SHOWN, COMING_SHOWN = 5, 3


def _state(milestone: Milestone, visit: Visit) -> Words:
    if milestone.done_at is not None:
        return words("milestone-state-done", at=milestone.done_at)
    if milestone.due_on is None:
        waits = milestone.rule.event is Event.CONCLUSION
        return words("milestone-state-waits" if waits else "milestone-state-open")
    late = milestone.is_late(day_of(visit.desk.now))
    return words("milestone-state-late" if late else "milestone-state-due", due=milestone.due_on)


def _deadline(visit: Visit, milestone: Milestone, dialogue: Dialogue | None, siblings: Sequence[Milestone]) -> Deadline:
    """How the last day comes about; one that was kept although the calendar has changed is a day that was set."""
    computed = deadline_of_milestone(visit.desk, milestone, dialogue, siblings)
    kept = milestone.due_on is not None and computed.due_on != milestone.due_on
    return fixed_day(milestone.due_on) if kept and milestone.due_on else computed


def _open_choices(milestones: Sequence[Milestone]) -> list[Choice]:
    """Numbered as in the list: several may be called the same."""
    return [
        choice(f"milestone.show:{m.id}", "milestone-option", nth=nth, what=short_title(m))
        for nth, m in enumerate(milestones[:LISTED], start=1)
    ]


def _head(visit: Visit, nth: int, milestone: Milestone) -> Words:
    who = responsible_words(visit.desk.commune, milestone)
    if not who:
        return words("milestone-head", nth=nth, what=milestone.words())
    return words("milestone-head-who", nth=nth, what=milestone.words(), who=who)


@effect("milestone.list", reads=True)
async def listed(visit: Visit) -> Outcome:
    """All milestones of a dialogue that the actor may see, with how their last days come about."""
    dialogue = await find_dialogue(visit.desk, visit.number())
    everything = await visit.desk.uow.milestones.of_dialogue(visit.desk.commune.id, dialogue.id)
    seen = [milestone for milestone in everything if may_see_milestone(visit.desk, milestone)]
    if everything and not seen:
        raise Refused("access-refused-officer")
    back = choice(f"dialogue.show:{dialogue.id}", "form-back")
    if not seen:
        return outcome(say("milestone-list-none", back))
    lines = [words("milestone-list", title=dialogue.title, when=dialogue.when())]
    # What is to be done comes first.
    seen.sort(key=lambda m: not m.is_open)
    for nth, milestone in enumerate(seen[:LISTED], start=1):
        due = _state(milestone, visit)
        if milestone.is_open:
            counted = period(_deadline(visit, milestone, dialogue, everything))
            due = words("milestone-due-how" if milestone.due_on else "milestone-undated", due=due, how=counted)
        lines.append(words("lines", lines=[_head(visit, nth, milestone), due]))
    lines += await _skipped(visit, dialogue)
    return outcome(Reply(tuple(lines), (*_open_choices(seen), back)))


async def _skipped(visit: Visit, dialogue: Dialogue) -> list[Words]:
    """Reminders of guests and hamlet heads that were too late to be sent."""
    found = await visit.desk.uow.reminders.of_dialogue(
        visit.desk.commune.id, dialogue.id, (ReminderKind.PEOPLE, ReminderKind.HAMLETS)
    )
    skipped = [each for each in found if each.outcome is ReminderOutcome.SKIPPED]
    if not skipped:
        return []
    head = head_words(visit.desk.commune, visit.desk.commune.hamlet(dialogue.hamlet))
    return [
        words("milestone-people-skipped", head=head),
        words("lines", lines=[_reminder_line(each) for each in skipped]),
    ]


@effect("milestone.mine", in_group=True, reads=True)
async def mine(visit: Visit) -> Outcome:
    """What is still to be done: by everybody for clerks and chairs, by their departments for officers."""
    milestones = await open_milestones(visit.desk)
    if visit.known.in_group:
        here = await departments_here(visit)
        milestones = [milestone for milestone in milestones if milestone.department in here]
    ids = sorted({m.dialogue_id for m in milestones if m.dialogue_id is not None})
    dialogues = await visit.desk.uow.dialogues.by_ids([(visit.desk.commune.id, each) for each in ids])
    today = day_of(visit.desk.now)
    rows = [] if visit.known.in_group else [choice("menu.show", "menu-button")]
    if not milestones:
        return outcome(say("milestone-mine-none", *rows))
    head = words("milestone-mine", count=len(milestones), late=sum(m.is_late(today) for m in milestones))
    # What all of them belong to is said once.
    titles = {of.title for of in dialogues.values()} if all(m.dialogue_id for m in milestones) else set()
    lines = [words("lines", lines=[head, *map(verbatim, titles)]) if len(titles) == 1 else head]
    for nth, milestone in enumerate(milestones[:LISTED], start=1):
        of = dialogues.get((milestone.commune_id, milestone.dialogue_id or 0))
        title = [verbatim(of.title)] if of and len(titles) != 1 else []
        said = [_head(visit, nth, milestone), *title, _state(milestone, visit)]
        lines.append(words("lines", lines=said))
    return outcome(Reply(tuple(lines), (*_open_choices(milestones), *rows)))


# ── one of them ───────────────────────────────────────────────────────────────────────────────────────────────


async def _found(visit: Visit) -> Milestone:
    """The milestone that is meant; in a group only what is that department's."""
    milestone = await find_milestone(visit.desk, visit.number())
    if visit.known.in_group and milestone.department not in await departments_here(visit):
        raise Refused("milestone-refused-elsewhere")
    return milestone


@effect("milestone.show", in_group=True, reads=True)
async def show(visit: Visit) -> Outcome:
    milestone = await _found(visit)
    desk = visit.desk
    dialogue, siblings = None, [milestone]
    if milestone.dialogue_id is not None:
        dialogue = await find_dialogue(desk, milestone.dialogue_id)
        siblings = await desk.uow.milestones.of_dialogue(desk.commune.id, dialogue.id)
    who = responsible_words(desk.commune, milestone)
    facts: list[Words] = [
        milestone.words(),
        *([words("milestone-page-of", title=dialogue.title)] if dialogue else []),
        *([words("milestone-page-who", who=who)] if who else []),
        *([words("milestone-page-to", to=milestone.send_to)] if milestone.send_to else []),
        *([words("milestone-page-via", via=milestone.via)] if milestone.via else []),
        words("milestone-page-state", state=_state(milestone, visit)),
        words("milestone-page-how", how=period(_deadline(visit, milestone, dialogue, siblings))),
        *([words("milestone-page-law", law=source_words(desk.commune, milestone))] if milestone.law else []),
    ]
    if not milestone.is_open:
        facts += await _evidence(visit, milestone)
    lines = [words("lines", lines=facts)]
    reminders = _shown(await desk.uow.reminders.of_milestone(desk.commune.id, milestone.id))
    if reminders:
        lines.append(words("lines", lines=[words("milestone-reminders"), *map(_reminder_line, reminders)]))
    rows = [choice(f"milestone.done:{milestone.id}", "milestone-do")]
    if not milestone.is_open:
        rows = [choice(f"milestone.reopen:{milestone.id}", "milestone-undo")]
    if not visit.known.in_group:
        if dialogue is not None:
            if milestone.what == PUBLISH_RESULTS and may(desk.actor, OnHall.PUBLISH, desk.commune):
                rows.insert(0, choice(f"publish.show:{dialogue.id}", "publication-button"))
            rows.append(choice(f"milestone.list:{dialogue.id}", "milestone-back"))
        rows.append(choice("menu.show", "menu-button"))
    return outcome(Reply(tuple(lines), tuple(rows), milestone.files))


async def _evidence(visit: Visit, milestone: Milestone) -> list[Words]:
    by = await visit.desk.uow.people.find(milestone.commune_id, milestone.done_by) if milestone.done_by else None
    return [
        *([words("milestone-page-by", name=by.name)] if by and by.name else []),
        *([words("milestone-page-note", note=milestone.note)] if milestone.note else []),
        *([words("milestone-page-files", files=len(milestone.files))] if milestone.files else []),
    ]


def _shown(reminders: Sequence[Reminder]) -> list[Reminder]:
    past = [each for each in reminders if each.done_at is not None]
    coming = [each for each in reminders if each.done_at is None]
    return [*past[-PAST_SHOWN:], *coming[:COMING_SHOWN]]


def _reminder_line(reminder: Reminder) -> Words:
    if reminder.done_at is None:
        return words("milestone-reminder-waiting", at=reminder.due_at)
    told = reminder.outcome is ReminderOutcome.TOLD
    return words(f"milestone-reminder-{reminder.outcome}", at=reminder.done_at if told else reminder.due_at)


# ── marking it done ───────────────────────────────────────────────────────────────────────────────────────────


def _what(known: Known, filling: Filling) -> Facts:
    return {"what": filling.facts["what"]}


def _show_evidence(known: Known, filling: Filling, value: Any) -> Words:
    return show_written(known, filling, value) if value else words("milestone-no-evidence")


form(
    Form(
        name="milestone-done",
        version=1,
        steps=(Step("body", ask="milestone-ask-evidence", takes=Written(max_length=2000),
                    label="milestone-label-evidence", show=_show_evidence, facts=_what, skip="milestone-no-evidence"),),
        review="milestone-review",
        send="milestone-send",
        finished="milestone.completed",
        about=_what,
    )
)  # fmt: skip


@effect("milestone.done", in_group=True)
async def begin_done(visit: Visit) -> Outcome:
    milestone = await _found(visit)
    if not milestone.is_open:
        raise Refused("milestone-refused-done", {"at": milestone.done_at})
    facts = {"milestone": milestone.id, "what": _named(milestone)}
    return Outcome(begin=Filling("milestone-done", 1, "", facts=facts))


def _named(milestone: Milestone) -> str:
    """What is to be done, as it is kept in a form."""
    return milestone.title or render(milestone.words(), FIRST)


@effect("milestone.completed", in_group=True)
async def completed(visit: Visit) -> Outcome:
    written = visit.filling.answers.get("body")
    note, files = written_text(written), written_files(written)
    milestone = await complete_milestone(visit.desk, visit.filling.facts["milestone"], note, files)
    return outcome(say("milestone-done", what=milestone.words()), then=f"milestone.show:{milestone.id}")


@effect("milestone.reopen", in_group=True)
async def reopen(visit: Visit) -> Outcome:
    milestone = await _found(visit)
    milestone = await reopen_milestone(visit.desk, milestone.id)
    return outcome(say("milestone-reopened", what=milestone.words()), then=f"milestone.show:{milestone.id}")
