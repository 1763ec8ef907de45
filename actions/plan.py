"""Plans while a clerk looks through them: what was read, corrected and settled, and what is still missing."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from actions.desk import Desk
from actions.plan_meaning import (
    department_key,
    department_of,
    dialogue_key,
    issuer_kind,
    place_of,
    planned_start,
    slots,
    unit_key,
)
from domain.access import OnPlan, check
from domain.dialogue import BEFORE_SESSION, Dialogue, DialogueState
from domain.plan import Plan, PlannedDialogue, correct, to_json
from domain.plan import Rule as After
from domain.refusal import Refused
from domain.text import fold
from storage.plan import StoredPlan

# ── looking through ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Reading:
    """A plan while it is looked through; `base` is the plan in force that it will change."""

    draft: StoredPlan
    base: StoredPlan | None

    @property
    def plan(self) -> Plan:
        return self.draft.plan


async def begin_plan(desk: Desk, sha256: str, read: Callable[[], Awaitable[Plan]]) -> Reading:
    """Keep what was read of a file until it is confirmed.

    A file that is in force already is taken as it was corrected then, and what was settled is not asked again.
    """
    check(desk.actor, OnPlan.CHANGE, desk.commune)
    confirmed = await desk.uow.plans.confirmed(desk.commune.id)
    same_file = next((each for each in confirmed if each.sha256 == sha256), None)
    plan = same_file.plan if same_file else await read()
    base = same_file or next((each for each in confirmed if _same(each.plan, plan)), None)
    return await _keep(desk, plan, sha256, base)


async def reopen_plan(desk: Desk, plan_id: int) -> Reading:
    """Look through a plan in force once more."""
    check(desk.actor, OnPlan.CHANGE, desk.commune)
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
        base.id if base else None,
    )
    await desk.uow.plans.add(draft)
    return Reading(draft, base)


def _same(old: Plan, new: Plan) -> bool:
    return (old.year, issuer_kind(old), fold(old.title or "")) == (new.year, issuer_kind(new), fold(new.title or ""))


def _carried(base: StoredPlan, plan: Plan) -> dict[str, str]:
    """What was settled before, except the days of dialogues of which the paper now says something else."""
    old, new = _whens(base.plan), _whens(plan)
    moved = {slot for slot in new if slot not in old or old[slot] != new[slot]}
    return {key: value for key, value in base.choices.items() if key not in {f"day:{slot}" for slot in moved}}


def _whens(plan: Plan) -> dict[str, Any]:
    return {slot: dialogue.when for slot, dialogue in zip(slots(plan), plan.dialogues, strict=True)}


async def find_plan(desk: Desk, plan_id: int, *, lock: bool = False) -> StoredPlan:
    check(desk.actor, OnPlan.READ, desk.commune)
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
    base = next((each for each in confirmed if each.id == draft.replaces), None)
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


async def settle_anew(desk: Desk, plan_id: int) -> Reading:
    """Forget what was answered while this plan was looked through, so that it is asked again."""
    reading = await find_reading(desk, plan_id, lock=True)
    draft = replace(reading.draft, choices=_carried(reading.base, reading.plan) if reading.base else {})
    await desk.uow.plans.change(draft)
    return replace(reading, draft=draft)


# What is put down first for a dialogue or milestone that the paper does not name.
_BLANK: dict[str, dict[str, Any]] = {"dialogues": {}, "milestones": {"what": "other", "due": {"days_before": 7}}}


async def add_to_plan(desk: Desk, plan_id: int, listed: str) -> Reading:
    """Add a dialogue or milestone to what was read; it is corrected like any other."""
    reading = await find_reading(desk, plan_id, lock=True)
    plan = reading.plan
    added = correct(plan, listed, [*to_json(plan)[listed], _BLANK[listed]])
    # The others are as they were read.
    draft = replace(reading.draft, plan=replace(added, sources=plan.sources, unsure=plan.unsure))
    await desk.uow.plans.change(draft)
    return replace(reading, draft=draft)


async def drop_plan(desk: Desk, plan_id: int) -> None:
    reading = await find_reading(desk, plan_id)
    await desk.uow.plans.remove(desk.commune.id, reading.draft.id)


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
