"""What confirming a plan adds, changes and takes away, and doing it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from actions.desk import Desk
from actions.dialogue import DialogueDraft, create_dialogue, fix_day, speakers_until
from actions.milestone import (
    PUBLISH_RESULTS,
    deadline_of_milestone,
    follow_dialogue,
    milestone_key,
    publication_rule,
)
from actions.plan import Reading, find_reading
from actions.plan_meaning import (
    Meant,
    Task,
    dialogue_key,
    meant_dialogues,
    rule_words,
    slots,
    task_words,
    tasks_of,
    title_words,
)
from actions.reminder import schedule_all
from domain.access import OnPlan, check
from domain.commune import VIETNAM, Commune
from domain.dialogue import BEFORE_SESSION, Dialogue, DialogueState
from domain.milestone import Event, Milestone, Rule
from domain.notice import Words, verbatim, words
from domain.plan import Plan, to_json
from domain.text import shorten
from storage.plan import StoredPlan

# Turns the words of a title into a name that stays.
Spoken = Callable[[Words], str]


# ── what changes ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Change:
    """`how` added, changed, gone or kept; `what` a dialogue, milestone or fact of the paper."""

    how: str
    what: str
    subject: Words
    before: Words | None = None
    after: Words | None = None


@dataclass
class Comparison:
    """A plan that is looked through, held against what is there."""

    reading: Reading
    plan_id: int
    meant: list[Meant]
    there: dict[str, Dialogue]
    # By slot: as the dialogue will be. Those that are not there yet are missing.
    changed: dict[str, Dialogue] = field(default_factory=dict)
    gone: list[Dialogue] = field(default_factory=list)
    new_tasks: list[Task] = field(default_factory=list)
    changed_tasks: list[Milestone] = field(default_factory=list)
    gone_tasks: list[Milestone] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def is_update(self) -> bool:
        return self.reading.base is not None


async def compare_plan(desk: Desk, reading: Reading, spoken: Spoken) -> Comparison:
    """What confirming the plan would add, change and take away."""
    commune, plan, choices = desk.commune, reading.plan, reading.draft.choices
    plan_id = reading.base.id if reading.base else reading.draft.id
    there = await desk.uow.dialogues.of_plan(commune.id, plan_id)
    by_slot = {key.removeprefix(dialogue_key(plan_id, "")): found for key, found in there.items()}
    meant = meant_dialogues(plan, choices, commune)
    found = Comparison(reading, plan_id, meant, by_slot)
    if reading.base:
        found.changes += _changed_facts(reading.base.plan, plan)
    was = {m.slot: m for m in _meant_before(reading.base, commune)}
    for each in meant:
        _compare_dialogue(desk, found, each, was.get(each.slot), spoken)
    await _compare_gone(desk, found)
    await _compare_tasks(desk, found)
    return found


def _meant_before(base: StoredPlan | None, commune: Commune) -> list[Meant]:
    return meant_dialogues(base.plan, base.choices, commune) if base else []


def _compare_dialogue(desk: Desk, found: Comparison, now: Meant, was: Meant | None, spoken: Spoken) -> None:
    known = found.there.get(now.slot)
    if known is None:
        title = title_words(desk.commune, now, found.reading.plan.year or desk.now.year)
        found.changes.append(Change("added", "dialogue", verbatim(spoken(title)), after=_when(desk, now)))
        return
    back = known.state is DialogueState.CANCELLED and was is None
    if known.state not in BEFORE_SESSION and not back:
        return
    after = replace(known, state=DialogueState.PLANNED) if back else known
    # Only what the paper says differently from before counts: what was settled in the chat since stays.
    if was is None or (now.hamlet, now.audience) != (was.hamlet, was.audience):
        after = replace(after, hamlet=now.hamlet, audience=now.audience)
    if now.venue and (was is None or now.venue != was.venue):
        after = replace(after, venue=now.venue)
    if was is None or now.delegates_per_hamlet != was.delegates_per_hamlet:
        after = replace(after, delegates_per_hamlet=now.delegates_per_hamlet)
    starts = _new_start(now, was, known)
    if starts is not None and starts > desk.now and known.state is not DialogueState.POSTPONED:
        after = replace(after, starts_at=starts)
    if now.window and (was is None or now.window != was.window):
        after = replace(after, window=now.window)
    if after == known:
        return
    found.changed[now.slot] = after
    subject = verbatim(known.title)
    if back:
        found.changes.append(Change("added", "dialogue", subject, after=after.when()))
        return
    if after.starts_at != known.starts_at or (known.starts_at is None and after.window != known.window):
        found.changes.append(Change("changed", "dialogue", subject, known.when(), after.when()))
    if after.venue != known.venue:
        found.changes.append(Change("changed", "dialogue", subject, verbatim(known.venue), verbatim(after.venue)))
    if after.delegates_per_hamlet != known.delegates_per_hamlet:
        counts = [words("plan-delegates", count=d.delegates_per_hamlet or 0) for d in (known, after)]
        found.changes.append(Change("changed", "dialogue", subject, *counts))
    if (after.hamlet, after.audience) != (known.hamlet, known.audience):
        who = [verbatim(d.audience) if d.audience else _where(desk.commune, d.hamlet) for d in (known, after)]
        found.changes.append(Change("changed", "dialogue", subject, *who))


def _where(commune: Commune, key: str | None) -> Words:
    hamlet = commune.hamlet(key)
    if hamlet is None:
        return words("hamlet-none")
    return words("hamlet-name", kind=words(f"hamlet-kind-{hamlet.kind}"), name=hamlet.name)


def _new_start(now: Meant, was: Meant | None, known: Dialogue) -> datetime | None:
    """The moment that the paper or the clerk now names, where it is another than before."""
    if now.starts_at is not None:
        return now.starts_at if was is None or now.starts_at != was.starts_at else None
    named = now.window.first if now.window and now.window.first == now.window.last else None
    if named is None or known.starts_at is None or (was and was.window == now.window) or known.day == named:
        return None
    # The paper names another day and no hour: it begins as early as it would have.
    return datetime.combine(named, known.starts_at.astimezone(VIETNAM).time(), VIETNAM)


def _when(desk: Desk, meant: Meant) -> Words:
    starts = meant.starts_at if meant.starts_at and meant.starts_at > desk.now else None
    return Dialogue(0, 0, "", None, "", starts, None, 0, DialogueState.PLANNED, window=meant.window).when()


async def _compare_gone(desk: Desk, found: Comparison) -> None:
    """A dialogue that the paper no longer names is called off, unless something hangs on it by now."""
    base = found.reading.base
    still = {each.slot for each in found.meant}
    # What was kept before is not spoken of again.
    named = set(slots(base.plan)) - still if base else set()
    for slot, dialogue in found.there.items():
        if slot not in named or dialogue.state is DialogueState.CANCELLED:
            continue
        speakers = await desk.uow.speakers.of_dialogue(desk.commune.id, dialogue.id)
        petitions = await desk.uow.petitions.tallies(desk.commune.id, dialogue.id)
        fresh = dialogue.state is DialogueState.PLANNED and dialogue.starts_at is None
        done = any(m.done_at for m in await desk.uow.milestones.of_dialogue(desk.commune.id, dialogue.id))
        if fresh and not speakers and not petitions and not done:
            found.gone.append(dialogue)
            found.changes.append(Change("gone", "dialogue", verbatim(dialogue.title)))
        else:
            found.changes.append(Change("kept", "dialogue", verbatim(dialogue.title)))


async def _compare_tasks(desk: Desk, found: Comparison) -> None:
    plan, choices = found.reading.plan, found.reading.draft.choices
    there = {m.key: m for m in await desk.uow.milestones.of_plan(desk.commune.id, found.plan_id)}
    left = dict(there)
    # Those of a dialogue that stays although the paper no longer names it stay with it.
    staying = {d.id for slot, d in found.there.items() if slot not in {m.slot for m in found.meant}}
    for task in tasks_of(plan, choices, desk.commune):
        dialogue = found.there.get(task.slot or "")
        known = None
        if task.slot is None or dialogue is not None:
            known = left.pop(_key(found.plan_id, task, dialogue), None) or _elsewhere(left, task)
        if known is None:
            found.new_tasks.append(task)
            if found.is_update and (dialogue is None or dialogue.state in BEFORE_SESSION):
                found.changes.append(_added_task(task))
        elif known.is_open:
            place = dialogue.id if dialogue else None
            after = replace(known, rule=task.rule, dialogue_id=place, **_fields(task))
            if after != known:
                found.changed_tasks.append(after)
            if replace(after, dialogue_id=known.dialogue_id) != known:
                found.changes.append(_changed_task(known, after, desk.commune))
    for gone in left.values():
        if gone.is_open and gone.dialogue_id not in staying:
            found.gone_tasks.append(gone)
            found.changes.append(Change("gone", "milestone", gone.words()))


def _elsewhere(left: dict[str, Milestone], task: Task) -> Milestone | None:
    """What has a day of its own belongs to the only dialogue, or to the plan once there are several."""
    found = [key for key, m in left.items() if key.endswith(f"/{task.stem}/{task.number}") and not m.rule.moves]
    return left.pop(found[0]) if found and not task.rule.moves else None


def _key(plan_id: int, task: Task, dialogue: Dialogue | None) -> str:
    return milestone_key(dialogue.id if dialogue else None, plan_id, task.stem, task.number)


def _fields(task: Task) -> dict[str, Any]:
    return {name: getattr(task, name) for name in ("what", "title", "responsible", "department", "send_to", "via")}


def _added_task(task: Task) -> Change:
    return Change("added", "milestone", _by(task), after=rule_words(task.rule))


def _by(of: Task | Milestone) -> Words:
    return words("plan-task-by", what=task_words(of), who=of.responsible) if of.responsible else task_words(of)


def _changed_task(before: Milestone, after: Milestone, commune: Commune) -> Change:
    if before.rule != after.rule:
        return Change("changed", "milestone", _by(after), rule_words(before.rule), rule_words(after.rule))
    if before.department != after.department:
        names = [
            verbatim(commune.department(each.department).name) if each.department else words("plan-department-none")
            for each in (before, after)
        ]
        return Change("changed", "milestone", _by(after), *names)
    said = [words("plan-task-to", to=each.send_to or "–", via=each.via or "–") for each in (before, after)]
    return Change("changed", "milestone", _by(after), *said)


_OF_PARTS = frozenset({"dialogues", "milestones", "after", "sources", "unsure"})


def _changed_facts(old: Plan, new: Plan) -> Iterator[Change]:
    """Facts of the paper itself; what makes dialogues and milestones is compared as such."""
    before, after = to_json(old), to_json(new)
    for name in dict.fromkeys((*after, *before)):
        if name in _OF_PARTS or before.get(name) == after.get(name):
            continue
        label = words(f"plan-label-{name}")
        sides = [_fact_words(each.get(name)) for each in (before, after)]
        yield Change("changed", "fact", label, *sides)
    was = dict(zip(slots(old), before["dialogues"], strict=True))
    for slot, dialogue in zip(slots(new), after["dialogues"], strict=True):
        for name in ("audience", "invited", "half_days"):
            if slot in was and was[slot].get(name) != dialogue.get(name):
                label = words("plan-fact-of", label=words(f"plan-label-{name}"), of=dialogue.get("unit", ""))
                sides = [_fact_words(each.get(name)) for each in (was[slot], dialogue)]
                yield Change("changed", "fact", label, *sides)
    if _undated(before["after"]) != _undated(after["after"]):
        label = words("plan-label-after")
        yield Change("changed", "fact", label, *(_rules_words(each["after"]) for each in (before, after)))


def _undated(rules: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What becomes a milestone is compared as such."""
    return [rule for rule in rules if "within_days" not in rule]


def _rules_words(rules: Sequence[dict[str, Any]]) -> Words:
    said = [words(f"plan-after-{rule['rule']}") for rule in _undated(rules)]
    return words("form-listed", items=said) if said else words("plan-not-said")


def _fact_words(value: Any) -> Words:
    match value:
        case None | [] | "":
            return words("plan-not-said")
        case bool():
            return words("plan-yes" if value else "plan-no")
        case list():
            return verbatim(shorten("; ".join(str(each) for each in value), 80))
    return verbatim(shorten(str(value), 80))


# ── confirming ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Applied:
    """The plan in force, its dialogues in its order, and what was different."""

    plan: StoredPlan
    dialogues: tuple[Dialogue, ...]
    milestones: int
    comparison: Comparison


async def apply_plan(desk: Desk, plan_id: int, spoken: Spoken) -> Applied:
    """Put a plan that was looked through in force: its dialogues and milestones are made, or those there follow it."""
    check(desk.actor, OnPlan.CHANGE, desk.commune)
    await desk.uow.plans.one_at_a_time(desk.commune.id)
    reading = await find_reading(desk, plan_id, lock=True)
    found = await compare_plan(desk, reading, spoken)
    stored = replace(reading.draft, id=found.plan_id, confirmed_at=desk.now, replaces=None)
    await desk.uow.plans.change(stored)
    if reading.base is not None:
        await desk.uow.plans.remove(desk.commune.id, reading.draft.id)
    for each in found.meant:
        if each.slot not in found.there:
            found.there[each.slot] = await _create(desk, found, each, spoken)
        elif each.slot in found.changed:
            found.there[each.slot] = await _change(desk, found.there[each.slot], found.changed[each.slot])
    await _apply_tasks(desk, found)
    for dialogue in found.gone:
        await desk.uow.dialogues.change(replace(dialogue, state=DialogueState.CANCELLED))
    dialogues = [found.there[each.slot] for each in found.meant]
    for dialogue in dialogues:
        await follow_dialogue(desk, dialogue)
    await schedule_all(desk)
    milestones = await desk.uow.milestones.of_plan(desk.commune.id, found.plan_id)
    return Applied(stored, tuple(dialogues), len(milestones), found)


async def _create(desk: Desk, found: Comparison, meant: Meant, spoken: Spoken) -> Dialogue:
    plan = found.reading.plan
    starts = meant.starts_at if meant.starts_at and meant.starts_at > desk.now else None
    return await create_dialogue(
        desk,
        DialogueDraft(
            title=spoken(title_words(desk.commune, meant, plan.year or desk.now.year)),
            hamlet=meant.hamlet,
            venue=meant.venue or spoken(words("plan-venue-open")),
            starts_at=starts,
            speakers_until=speakers_until(starts, desk.now) if starts else None,
            speaker_limit=desk.commune.speaker_limit,
            collecting=False,
            audience=meant.audience,
            window=meant.window,
            plan_id=found.plan_id,
            key=dialogue_key(found.plan_id, meant.slot),
            delegates_per_hamlet=meant.delegates_per_hamlet,
        ),
    )


async def _change(desk: Desk, before: Dialogue, after: Dialogue) -> Dialogue:
    """What nobody has to be told of is stored; another day or venue is told to those concerned."""
    told = after.starts_at is not None and (after.starts_at, after.venue) != (before.starts_at, before.venue)
    quiet = replace(after, starts_at=before.starts_at, venue=before.venue) if told else after
    if quiet != before:
        await desk.uow.dialogues.change(quiet)
    if told and after.starts_at is not None:
        return (await fix_day(desk, before.id, after.starts_at, after.venue)).dialogue
    return after


async def _apply_tasks(desk: Desk, found: Comparison) -> None:
    commune = desk.commune
    await desk.uow.milestones.remove(commune.id, [m.id for m in found.gone_tasks if not m.is_planned_law])
    for each in found.gone_tasks:
        if each.is_planned_law:
            # What the paper no longer asks for, the law still does.
            plain = replace(each, plan_id=None, rule=publication_rule(commune), **_fields(_LEGAL))
            await desk.uow.milestones.change(plain)
    for milestone in found.changed_tasks:
        dialogue = next((d for d in found.there.values() if d.id == milestone.dialogue_id), None)
        due = deadline_of_milestone(desk, milestone, dialogue).due_on if not _waits(milestone.rule) else None
        await desk.uow.milestones.change(replace(milestone, due_on=due))
    new = []
    for task in found.new_tasks:
        dialogue = found.there.get(task.slot or "")
        if task.slot is not None and (dialogue is None or dialogue.state not in BEFORE_SESSION):
            continue
        key = _key(found.plan_id, task, dialogue)
        if dialogue is not None and await _joins_law(desk, found, task, dialogue, key):
            continue
        number = await desk.uow.numbers.next(commune.id, "milestone")
        milestone = Milestone(
            commune.id, number, key, due_on=None, rule=task.rule,
            plan_id=found.plan_id, dialogue_id=dialogue.id if dialogue else None, **_fields(task),
        )  # fmt: skip
        if not _waits(task.rule):
            milestone = replace(milestone, due_on=deadline_of_milestone(desk, milestone, dialogue).due_on)
        new.append(milestone)
    await desk.uow.milestones.add(new)


# What a milestone of the law says where no plan speaks of it.
_LEGAL = Task(None, "", 1, PUBLISH_RESULTS, Rule())


async def _joins_law(desk: Desk, found: Comparison, task: Task, dialogue: Dialogue, key: str) -> bool:
    """Whether the law asks for the same, so that the plan's rule is put beside it."""
    there = await desk.uow.milestones.of_dialogue(desk.commune.id, dialogue.id)
    legal = next((m for m in there if m.key == key and m.law is not None), None)
    if legal is None:
        return False
    joined = replace(legal, plan_id=found.plan_id)
    if legal.is_open:
        joined = replace(joined, rule=task.rule, **_fields(task))
    await desk.uow.milestones.change(joined)
    return True


def _waits(rule: Rule) -> bool:
    """What is counted from the conclusion notice gets its day together with that."""
    return rule.moves and rule.event is Event.CONCLUSION
