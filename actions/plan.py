"""Plans: what a clerk looks through, what is still missing in it, and making its dialogues and milestones from it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.dialogue import DialogueDraft, create_dialogue, fix_day, hamlets_of, speakers_until
from actions.milestone import (
    CONCLUSION_NOTICE,
    PUBLISH_RESULTS,
    deadline_of_milestone,
    follow_dialogue,
    milestone_key,
)
from actions.desk import Desk
from domain.access import Role, check_role
from domain.commune import VIETNAM, Commune
from domain.dialogue import BEFORE_SESSION, Dialogue, DialogueState, Window
from domain.milestone import Event, Milestone, Rule
from domain.naming import AUDIENCE, NOBODY, WHOLE_COMMUNE, Vocabulary, department_named, hamlet_named
from domain.notice import Words, verbatim, words
from domain.plan import (
    Aftermath,
    Due,
    Plan,
    PlannedDialogue,
    PlannedMilestone,
    Precision,
    What,
    correct,
    to_json,
)
from domain.plan import Rule as After
from domain.refusal import Refused
from domain.text import fold, shorten
from storage.plan import StoredPlan

# What a clerk may answer instead of a day, a venue or a department.
OPEN = "-"
REPLIES = "replies"
MOST_LETTERS_OF_TITLE = 120
# Turns the words of a title into a name that stays.
Spoken = Callable[[Words], str]


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _entries() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return loaded


def _folded(phrases: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold(phrase) for phrase in phrases)


@cache
def vocabulary() -> Vocabulary:
    entries = _entries()
    return Vocabulary(
        {body: _folded(phrases) for body, phrases in entries["bodies"].items()},
        *(_folded(entries[name]) for name in ("nobody", "helpers", "places", "whole")),
    )


def _issuer(plan: Plan) -> str:
    """Which kind of body issued it: the same plan of another body is another plan."""
    name = f" {fold(plan.issuer or '')} "
    for body, phrases in _entries()["issuers"].items():
        if any(f" {phrase} " in name for phrase in _folded(phrases)):
            return str(body)
    return name.strip()


def is_of(plan: Plan, commune: Commune) -> bool:
    """Whether the paper names this commune, or none."""
    return plan.commune is None or fold(plan.commune) == fold(commune.name)


# ── looking through ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Reading:
    """A plan while it is looked through; `base` is the plan in force that it will change."""

    draft: StoredPlan
    base: StoredPlan | None

    @property
    def plan(self) -> Plan:
        return self.draft.plan


async def begin_plan(desk: Desk, plan: Plan | None, sha256: str) -> Reading:
    """Keep what was read of a file until it is confirmed; `plan` None takes the plan in force read from it.

    What was settled for the plan in force is not asked again.
    """
    check_role(desk.actor, Role.CLERK)
    confirmed = await desk.uow.plans.confirmed(desk.commune.id)
    same_file = next((each for each in confirmed if each.sha256 == sha256), None)
    if same_file is not None:
        plan = same_file.plan
    if plan is None:
        raise Refused("plan-refused-gone")
    base = same_file or next((each for each in confirmed if _same(each.plan, plan)), None)
    return await _keep(desk, plan, sha256, base)


async def reopen_plan(desk: Desk, plan_id: int) -> Reading:
    """Look through a plan in force once more."""
    check_role(desk.actor, Role.CLERK)
    base = await find_plan(desk, plan_id)
    return await _keep(desk, base.plan, base.sha256, base)


async def _keep(desk: Desk, plan: Plan, sha256: str | None, base: StoredPlan | None) -> Reading:
    await desk.uow.plans.forget_unconfirmed(desk.commune.id, desk.actor.person)
    draft = StoredPlan(
        desk.commune.id,
        await desk.uow.numbers.next(desk.commune.id, "plan"),
        plan.title or "",
        plan.year,
        plan,
        sha256,
        desk.actor.person,
        desk.now,
        None,
        _carried(base, plan) if base else {},
    )
    await desk.uow.plans.add(draft)
    return Reading(draft, base)


def _same(old: Plan, new: Plan) -> bool:
    return (old.year, _issuer(old), fold(old.title or "")) == (new.year, _issuer(new), fold(new.title or ""))


def _carried(base: StoredPlan, plan: Plan) -> dict[str, str]:
    """What was settled before, except the days of dialogues of which the paper now says something else."""
    old, new = _whens(base.plan), _whens(plan)
    moved = {slot for slot in new if slot not in old or old[slot] != new[slot]}
    return {key: value for key, value in base.choices.items() if key not in {f"day:{slot}" for slot in moved}}


def _whens(plan: Plan) -> dict[str, Any]:
    return {slot: dialogue.when for slot, dialogue in zip(slots(plan), plan.dialogues, strict=True)}


async def find_plan(desk: Desk, plan_id: int, *, lock: bool = False) -> StoredPlan:
    check_role(desk.actor, Role.CLERK)
    found = await desk.uow.plans.find(desk.commune.id, plan_id, lock=lock)
    if found is None:
        raise Refused("plan-refused-gone")
    return found


async def find_reading(desk: Desk, plan_id: int, *, lock: bool = False) -> Reading:
    """A plan that is being looked through. Raises Refused `plan-refused-gone` once it is confirmed or put away."""
    draft = await find_plan(desk, plan_id, lock=lock)
    if draft.confirmed_at is not None:
        raise Refused("plan-refused-gone")
    confirmed = await desk.uow.plans.confirmed(desk.commune.id)
    base = next((each for each in confirmed if each.sha256 is not None and each.sha256 == draft.sha256), None)
    return Reading(draft, base or next((each for each in confirmed if _same(each.plan, draft.plan)), None))


async def correct_plan(desk: Desk, plan_id: int, path: str, value: Any) -> Reading:
    """Replace a fact, or take it away with None; what was settled about it is asked again where it has to be."""
    reading = await find_reading(desk, plan_id, lock=True)
    try:
        corrected = correct(reading.plan, path, value)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refused("plan-refused-gone") from None
    draft = replace(reading.draft, plan=corrected, title=corrected.title or "", year=corrected.year)
    draft = replace(draft, choices=_carried(reading.draft, corrected))
    await desk.uow.plans.change(draft)
    return await find_reading(desk, plan_id)


async def settle(desk: Desk, plan_id: int, key: str, value: str) -> Reading:
    """Keep what a clerk has answered about something that the paper leaves open."""
    reading = await find_reading(desk, plan_id, lock=True)
    draft = replace(reading.draft, choices={**reading.draft.choices, key: value})
    await desk.uow.plans.change(draft)
    return replace(reading, draft=draft)


async def drop_plan(desk: Desk, plan_id: int) -> None:
    reading = await find_reading(desk, plan_id)
    await desk.uow.plans.remove(desk.commune.id, reading.draft.id)


# ── what the paper means here ─────────────────────────────────────────────────────────────────────────────────


def slots(plan: Plan) -> list[str]:
    """A name for each dialogue that stays the same when the plan is read again: its unit, counted where it repeats."""
    seen: Counter[str] = Counter()
    found = []
    for dialogue in plan.dialogues:
        unit = "-".join(fold(dialogue.unit or "").split()) or OPEN
        seen[unit] += 1
        found.append(unit if seen[unit] == 1 else f"{unit}-{seen[unit]}")
    return found


@dataclass(frozen=True)
class Meant:
    """A dialogue as the plan and the clerk's choices set it; `venue` and `starts_at` None are not fixed."""

    slot: str
    hamlet: str | None
    audience: str | None
    venue: str | None
    starts_at: datetime | None
    window: Window | None
    nth: int = 1


def place_of(plan: Plan, choices: Mapping[str, str], commune: Commune, index: int) -> str | None:
    """A hamlet's key, `WHOLE_COMMUNE` or `AUDIENCE`; None while that is not known."""
    unit = plan.dialogues[index].unit or ""
    chosen = choices.get(unit_key(unit))
    if chosen in (WHOLE_COMMUNE, AUDIENCE) or commune.hamlet(chosen):
        return chosen
    return hamlet_named(unit, commune, vocabulary())


def unit_key(unit: str) -> str:
    return f"unit:{fold(unit)}"


def department_of(name: str | None, choices: Mapping[str, str], commune: Commune) -> str | None:
    """The key of the department, `NOBODY`, or None while it is not known."""
    if not name:
        return NOBODY
    chosen = choices.get(department_key(name))
    if chosen == NOBODY or (chosen and commune.has_department(chosen)):
        return chosen
    return department_named(name, commune, vocabulary())


def department_key(name: str) -> str:
    return f"department:{fold(name)}"


def planned_start(dialogue: PlannedDialogue) -> datetime | None:
    """The moment, where the paper fixes day and hour."""
    when = dialogue.when
    if when is None or when.day is None or when.at is None or when.tentative:
        return None
    return datetime.combine(when.day, when.at, VIETNAM)


def meant_dialogues(plan: Plan, choices: Mapping[str, str], commune: Commune) -> list[Meant]:
    """What the dialogues of a plan are here; what is not known yet is left open."""
    found = []
    places: Counter[tuple[str | None, str | None]] = Counter()
    for index, (slot, dialogue) in enumerate(zip(slots(plan), plan.dialogues, strict=True)):
        place = place_of(plan, choices, commune, index)
        hamlet = place if commune.hamlet(place) else None
        audience = dialogue.unit if place in (AUDIENCE, None) else None
        chosen, venue = choices.get(f"day:{slot}"), choices.get(f"venue:{slot}")
        starts = planned_start(dialogue) if chosen is None else None
        if chosen not in (None, OPEN):
            starts = _moment(chosen)
        when = dialogue.when
        places[hamlet, audience] += 1
        found.append(
            Meant(
                slot, hamlet, audience, dialogue.venue or (venue if venue != OPEN else None), starts,
                Window(when.first, when.last) if when else None, places[hamlet, audience],
            )
        )  # fmt: skip
    return found


def _moment(chosen: str | None) -> datetime | None:
    return datetime.fromisoformat(chosen).replace(tzinfo=VIETNAM) if chosen else None


@dataclass(frozen=True)
class Task:
    """A milestone as the plan sets it: for the dialogue in `slot`, or once for the whole plan."""

    slot: str | None
    stem: str
    number: int
    what: str
    rule: Rule
    title: str = ""
    responsible: str = ""
    department: str | None = None
    send_to: str = ""
    via: str = ""


def tasks_of(plan: Plan, choices: Mapping[str, str], commune: Commune) -> list[Task]:
    """What has to be done by when. What is counted from a dialogue is to be done for each of them."""
    seen: Counter[tuple[str | None, str]] = Counter()
    all_slots: list[str | None] = [*slots(plan)]
    found: list[Task] = []

    def add(where: Sequence[str | None], what: str, rule: Rule, name: str | None, **more: str) -> None:
        key = department_of(name, choices, commune)
        # The counter stays with what is done by whom, so that the order in the paper does not matter.
        stem = f"{what}~{'-'.join(fold(name or '').split())}"
        for slot in where:
            seen[slot, stem] += 1
            department = None if key in (None, NOBODY) else key
            found.append(Task(slot, stem, seen[slot, stem], what, rule, responsible=name or "",
                              department=department, **more))  # fmt: skip

    for index, milestone in enumerate(plan.milestones):
        rule = rule_of(milestone.due)
        where = all_slots if rule.moves or len(all_slots) == 1 else [None]
        add(
            where, milestone.what.value, rule, milestone.responsible, title=_title(plan, milestone, index),
            send_to=milestone.to or "", via=milestone.via or "",
        )  # fmt: skip
    for after in plan.after:
        what = _AFTERWARDS.get(after.rule)
        if what is not None and after.within_days:
            name = plan.conclusion_by if after.rule is After.CONCLUSION_NOTICE else None
            add(all_slots, what, rule_after(after), name, send_to="; ".join(after.to))
    return found


_AFTERWARDS = {
    After.CONCLUSION_NOTICE: CONCLUSION_NOTICE,
    After.ITEM_WITHOUT_DEADLINE: REPLIES,
    After.PUBLISH_RESULTS: PUBLISH_RESULTS,
}


def _title(plan: Plan, milestone: PlannedMilestone, index: int) -> str:
    """The kind says it all, except where there is none."""
    if milestone.what is not What.OTHER:
        return ""
    return shorten(plan.source(f"milestones[{index}].what") or "", MOST_LETTERS_OF_TITLE)


def rule_of(due: Due) -> Rule:
    if due.days_before is not None:
        return Rule(days=-due.days_before, working=due.working)
    return Rule(on=due.on, before=due.before)


def rule_after(after: Aftermath) -> Rule:
    event = Event.CONCLUSION if after.start == "conclusion_notice" else Event.DIALOGUE
    return Rule(days=after.within_days, event=event, working=after.working)


# ── questions ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Question:
    """Something that is needed and that the paper leaves open: `kind` place, day, venue or department."""

    kind: str
    key: str
    index: int = 0
    name: str = ""


async def open_questions(desk: Desk, reading: Reading) -> list[Question]:
    """What has to be asked, in the order of the paper; what was answered is not asked again."""
    plan, choices, commune = reading.plan, reading.draft.choices, desk.commune
    there = await desk.uow.dialogues.of_plan(commune.id, reading.base.id) if reading.base else {}
    before = _whens(reading.base.plan) if reading.base else {}
    found: list[Question] = []
    for index, (slot, dialogue) in enumerate(zip(slots(plan), plan.dialogues, strict=True)):
        if place_of(plan, choices, commune, index) is None:
            found.append(Question("place", unit_key(dialogue.unit or ""), index, dialogue.unit or ""))
        known = there.get(dialogue_key(reading.base.id, slot)) if reading.base else None
        if known is not None and known.state not in BEFORE_SESSION:
            continue
        if f"day:{slot}" not in choices and _asks_day(desk, dialogue, known, before.get(slot)):
            found.append(Question("day", f"day:{slot}", index))
        if dialogue.venue is None and f"venue:{slot}" not in choices and known is None:
            found.append(Question("venue", f"venue:{slot}", index))
    names = dict.fromkeys(_responsible(plan))
    found += [
        Question("department", department_key(name), name=name)
        for name in names
        if department_of(name, choices, commune) is None
    ]
    return list({question.key: question for question in found}.values())


def _asks_day(desk: Desk, dialogue: PlannedDialogue, known: Dialogue | None, before: Any) -> bool:
    starts = planned_start(dialogue)
    if starts is not None and starts > desk.now:
        return False
    if known is None:
        return True
    # What was settled in the chat since is not asked again, unless the paper says something else now.
    return known.starts_at is None and known.state is not DialogueState.POSTPONED and dialogue.when != before


def _responsible(plan: Plan) -> Iterator[str]:
    yield from (each.responsible for each in plan.milestones if each.responsible)
    if plan.conclusion_by and any(a.rule is After.CONCLUSION_NOTICE and a.within_days for a in plan.after):
        yield plan.conclusion_by


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


def dialogue_key(plan_id: int, slot: str) -> str:
    return f"plan:{plan_id}:{slot}"


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


def title_words(commune: Commune, meant: Meant, year: int) -> Words:
    where = words(f"commune-{commune.kind}", name=commune.name)
    hamlet = commune.hamlet(meant.hamlet)
    if hamlet is not None:
        where = words("hamlet-name", kind=words(f"hamlet-kind-{hamlet.kind}"), name=hamlet.name)
    if meant.audience:
        titled = words("plan-title-audience", audience=shorten(meant.audience, 100), year=str(year))
    else:
        titled = words("dialogue-title", where=where, whole="yes" if hamlet is None else "no", year=str(year))
    return words("plan-title-nth", title=titled, nth=meant.nth) if meant.nth > 1 else titled


def _compare_dialogue(desk: Desk, found: Comparison, now: Meant, was: Meant | None, spoken: Spoken) -> None:
    known = found.there.get(now.slot)
    if known is None:
        title = title_words(desk.commune, now, found.reading.plan.year or desk.now.year)
        found.changes.append(Change("added", "dialogue", verbatim(spoken(title)), after=_when(desk, now)))
        return
    if known.state not in BEFORE_SESSION:
        return
    after = known
    # Only what the paper says differently from before counts: what was settled in the chat since stays.
    if was is None or (now.hamlet, now.audience) != (was.hamlet, was.audience):
        after = replace(after, hamlet=now.hamlet, audience=now.audience)
    if now.venue and (was is None or now.venue != was.venue):
        after = replace(after, venue=now.venue)
    starts = _new_start(now, was, known)
    if starts is not None and starts > desk.now and known.state is not DialogueState.POSTPONED:
        after = replace(after, starts_at=starts)
    if now.window and (was is None or now.window != was.window):
        after = replace(after, window=now.window)
    if after == known:
        return
    found.changed[now.slot] = after
    subject = verbatim(known.title)
    if after.starts_at != known.starts_at or (known.starts_at is None and after.window != known.window):
        found.changes.append(Change("changed", "dialogue", subject, known.when(), after.when()))
    if after.venue != known.venue:
        found.changes.append(Change("changed", "dialogue", subject, verbatim(known.venue), verbatim(after.venue)))
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
    still = {each.slot for each in found.meant}
    for slot, dialogue in found.there.items():
        if slot in still or dialogue.state is DialogueState.CANCELLED:
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
            known = left.pop(_key(found.plan_id, task, dialogue), None)
        if known is None:
            found.new_tasks.append(task)
            if found.is_update and (dialogue is None or dialogue.state in BEFORE_SESSION):
                found.changes.append(_added_task(task))
        elif known.is_open:
            after = replace(known, rule=task.rule, **_fields(task))
            if after != known:
                found.changed_tasks.append(after)
                found.changes.append(_changed_task(known, after, desk.commune))
    for gone in left.values():
        if gone.is_open and gone.dialogue_id not in staying:
            found.gone_tasks.append(gone)
            found.changes.append(Change("gone", "milestone", gone.words()))


def _key(plan_id: int, task: Task, dialogue: Dialogue | None) -> str:
    return milestone_key(dialogue.id if dialogue else None, plan_id, task.stem, task.number)


def _fields(task: Task) -> dict[str, Any]:
    return {
        name: getattr(task, name) for name in ("what", "title", "responsible", "department", "send_to", "via")
    }


def rule_words(rule: Rule) -> Words:
    """When something is due, as a plan puts it."""
    if rule.before is not None:
        return words("plan-due-before", day=rule.before)
    if rule.on is not None:
        return words("plan-due-on", day=rule.on)
    days = rule.days or 0
    count = words("deadline-count-working" if rule.working else "deadline-count", count=abs(days))
    if days < 0:
        return words("plan-due-days-before", count=count)
    return words("plan-due-days-after", count=count, event=words(f"deadline-from-{rule.event}"))


def task_words(of: Task | Milestone) -> Words:
    return verbatim(of.title) if of.title else words(f"milestone-what-{of.what}")


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
    for name in dict.fromkeys((*before, *after)):
        if name in _OF_PARTS or before.get(name) == after.get(name):
            continue
        label = words(f"plan-label-{name}")
        sides = [_fact_words(each.get(name)) for each in (before, after)]
        yield Change("changed", "fact", label, *sides)


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
    check_role(desk.actor, Role.CLERK)
    await desk.uow.plans.one_at_a_time(desk.commune.id)
    reading = await find_reading(desk, plan_id, lock=True)
    found = await compare_plan(desk, reading, spoken)
    stored = replace(reading.draft, id=found.plan_id, confirmed_at=desk.now)
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
        ),
    )


async def _change(desk: Desk, before: Dialogue, after: Dialogue) -> Dialogue:
    """What nobody has to be told of is stored; another day or venue is told to those concerned."""
    told = after.starts_at is not None and (after.starts_at, after.venue) != (before.starts_at, before.venue)
    quiet = replace(after, starts_at=before.starts_at, venue=before.venue) if told else after
    if quiet != before:
        await desk.uow.dialogues.change(quiet)
    if told and after.starts_at is not None:
        return await fix_day(desk, before.id, after.starts_at, after.venue)
    return after


async def _apply_tasks(desk: Desk, found: Comparison) -> None:
    commune = desk.commune
    await desk.uow.milestones.remove(commune.id, [m.id for m in found.gone_tasks])
    for milestone in found.changed_tasks:
        dialogue = next((d for d in found.there.values() if d.id == milestone.dialogue_id), None)
        due = deadline_of_milestone(desk, milestone, dialogue).due_on if not _waits(milestone.rule) else None
        await desk.uow.milestones.change(replace(milestone, due_on=due))
    new = []
    for task in found.new_tasks:
        dialogue = found.there.get(task.slot or "")
        if task.slot is not None and (dialogue is None or dialogue.state not in BEFORE_SESSION):
            continue
        number = await desk.uow.numbers.next(commune.id, "milestone")
        milestone = Milestone(
            commune.id, number, _key(found.plan_id, task, dialogue), due_on=None, rule=task.rule,
            plan_id=found.plan_id, dialogue_id=dialogue.id if dialogue else None, **_fields(task),
        )  # fmt: skip
        if not _waits(task.rule):
            milestone = replace(milestone, due_on=deadline_of_milestone(desk, milestone, dialogue).due_on)
        new.append(milestone)
    await desk.uow.milestones.add(new)


def _waits(rule: Rule) -> bool:
    """What is counted from the conclusion notice gets its day together with that."""
    return rule.moves and rule.event is Event.CONCLUSION
