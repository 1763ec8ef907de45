"""What a plan means in this commune: its dialogues, its milestones, and whose departments and hamlets it names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.milestone import CONCLUSION_NOTICE, PUBLISH_RESULTS
from domain.commune import VIETNAM, Commune
from domain.dialogue import Window
from domain.milestone import Event, Milestone, Rule
from domain.naming import AUDIENCE, NOBODY, WHOLE_COMMUNE, Vocabulary, department_named, hamlet_named
from domain.notice import Words, verbatim, words
from domain.plan import Aftermath, Due, Plan, PlannedDialogue, PlannedMilestone, What
from domain.plan import Rule as After
from domain.text import fold, shorten

# What a clerk may answer instead of a day, a venue or a department.
OPEN = "-"
REPLIES = "replies"
MOST_LETTERS_OF_TITLE = 120


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _entries() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("plan.yaml").read_text("utf-8"))
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


def issuer_kind(plan: Plan) -> str:
    """Which kind of body issued it: the same plan of another body is another plan."""
    name = f" {fold(plan.issuer or '')} "
    for body, phrases in _entries()["issuers"].items():
        if any(f" {phrase} " in name for phrase in _folded(phrases)):
            return str(body)
    return name.strip()


def short_title(title: str) -> str:
    """A title without the word that every plan begins with."""
    for phrase in _entries()["paper"]:
        if title.casefold().startswith(phrase):
            rest = title[len(phrase) :].strip(" :.-–")
            return rest[:1].upper() + rest[1:] or title
    return title


def is_of(plan: Plan, commune: Commune) -> bool:
    """Whether the paper names this commune, or none."""
    return plan.commune is None or fold(plan.commune) == fold(commune.name)


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
    delegates_per_hamlet: int | None = None
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
        if chosen is not None and "T" in chosen:
            starts = datetime.fromisoformat(chosen).replace(tzinfo=VIETNAM)
        when = dialogue.when
        window = Window(when.first, when.last) if when else None
        if chosen not in (None, OPEN) and "T" not in chosen:
            # The day is known, the hour is not.
            day = date.fromisoformat(chosen)
            window = Window(day, day)
        places[hamlet, audience] += 1
        found.append(
            Meant(
                slot, hamlet, audience, dialogue.venue or (venue if venue != OPEN else None), starts,
                window, dialogue.delegates_per_hamlet, places[hamlet, audience],
            )
        )  # fmt: skip
    return found


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
        if key == NOBODY and name and department_key(name) not in choices:
            # Who is not in the chat, such as the body of a hamlet, is reminded by whom the paper goes through.
            key = department_of(more.get("via"), {}, commune)
        # The counter stays with what is done by whom, so that the order in the paper does not matter.
        stem = f"{what}~{'-'.join(fold(name or '').split())}"
        if what == PUBLISH_RESULTS:
            # The law asks for it anyway: the plan's rule and the law's belong to one milestone.
            stem = what
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
            send_to=_addressee(milestone), via=milestone.via or "",
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


def _addressee(milestone: PlannedMilestone) -> str:
    """To whom it is sent, with who takes it in there."""
    contact = milestone.contact
    person = ", ".join(part for part in (contact.name, contact.phone) if part) if contact else ""
    return " ".join(part for part in (milestone.to, f"({person})" if person else "") if part)


def rule_of(due: Due) -> Rule:
    if due.days_before is not None:
        return Rule(days=-due.days_before, working=due.working)
    return Rule(on=due.on, before=due.before)


def rule_after(after: Aftermath) -> Rule:
    event = Event.CONCLUSION if after.start == "conclusion_notice" else Event.DIALOGUE
    return Rule(days=after.within_days, event=event, working=after.working)


def dialogue_key(plan_id: int, slot: str) -> str:
    return f"plan:{plan_id}:{slot}"


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
