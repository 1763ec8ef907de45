"""A clerk hands over the file of a plan: it is read, shown section by section, corrected, completed and confirmed."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from actions.card import day_words
from actions.milestone import PUBLISH_RESULTS
from actions.plan import (
    Reading,
    add_to_plan,
    begin_plan,
    correct_plan,
    drop_plan,
    find_plan,
    find_reading,
    open_questions,
    reopen_plan,
)
from actions.plan_change import Change, Comparison, apply_plan, compare_plan
from actions.plan_meaning import (
    Task,
    department_of,
    is_of,
    rule_after,
    rule_of,
    rule_words,
    short_title,
    task_words,
    tasks_of,
)
from documents.plan import read_plan
from documents.text import read_text
from domain.access import OnPlan, check
from domain.dialogue import Dialogue
from domain.milestone import Rule
from domain.naming import NOBODY
from domain.notice import Attachment, Words, verbatim, words
from domain.plan import Plan
from domain.refusal import Refused
from domain.text import shorten
from handlers.conversation.form import Facts, Filling, Form, Known, Step
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.plan_fact import (
    CONTENT,
    DIALOGUES,
    KEEP,
    LISTS,
    PAPER,
    SECTIONS,
    TAKE_AWAY,
    TASKS,
    Fact,
    all_facts,
    count_of,
    fact_line,
    facts_of,
    facts_of_item,
    sentences,
)
from handlers.visit import Outcome, Visit, effect, form, outcome
from locales import FIRST, render
from storage.plan import StoredPlan

# A screen that is longer is not read on a phone.
MOST_LETTERS = 1400
MOST_BUTTONS = 12


def _spoken(name: Words) -> str:
    """A title is a name, so it is kept in the language of the commune."""
    return render(name, FIRST)


def _fitting(lines: Iterable[Words], language: str, room: int = MOST_LETTERS) -> list[Words]:
    """As many lines as one screen holds, then how many there are more."""
    kept: list[Words] = []
    every = list(lines)
    for line in every:
        room -= len(render(line, language)) + 2
        if room < 0 and kept:
            return [*kept, words("plan-more", count=len(every) - len(kept))]
        kept.append(line)
    return kept


# ── the file ──────────────────────────────────────────────────────────────────────────────────────────────────


@effect("plan.read")
async def read(visit: Visit) -> Outcome:
    """What cannot be read stays where it was and is offered again."""
    check(visit.desk.actor, OnPlan.CHANGE, visit.desk.commune)
    loose = visit.state.loose
    mark = visit.argument()
    file = next((f for f in reversed(loose.get("files", [])) if len(mark) >= 8 and f["sha256"].startswith(mark)), None)
    if file is None:
        raise Refused("plan-refused-no-file")

    async def understand() -> Plan:
        return await asyncio.to_thread(_read, visit, Attachment(**file))

    try:
        reading = await begin_plan(visit.desk, file["sha256"], understand)
    except Refused as refused:
        return outcome(say(refused.code, **refused.facts), then="petition.offer")
    state = replace(visit.state, loose=_without(loose, file))
    comparison = await compare_plan(visit.desk, reading, _spoken)
    if comparison.is_update and not comparison.changes and not await open_questions(visit.desk, reading):
        await drop_plan(visit.desk, reading.draft.id)
        return outcome(_nothing_new(visit, comparison), state=state)
    if not is_of(reading.plan, visit.desk.commune):
        return outcome(_of_another_commune(visit, reading), state=state)
    told = (say("plan-newer"),) if comparison.is_update else ()
    return outcome(*told, state=state, then=f"plan.section:{reading.draft.id}:{PAPER}")


def _read(visit: Visit, file: Attachment) -> Plan:
    try:
        content = visit.files.path(file.sha256).read_bytes()
    except OSError:
        raise Refused("plan-refused-no-file") from None
    return read_plan(read_text(content, file.name))


def _without(loose: dict[str, Any], file: dict[str, Any]) -> dict[str, Any]:
    """What was sent outside forms, without the plan; what was written beside it alone goes with it."""
    files = [each for each in loose.get("files", []) if each["sha256"] != file["sha256"]]
    if not files and not loose.get("places") and len(loose.get("parts", [])) <= 1:
        return {}
    return {**loose, "files": files, "beside": []}


def _nothing_new(visit: Visit, comparison: Comparison) -> Reply:
    base = comparison.reading.base
    assert base is not None
    dialogues = list(comparison.there.values())
    return Reply(
        (words("plan-nothing-new", title=shorten(short_title(base.title), 120)), *_dialogue_lines(visit, dialogues)),
        (*_dialogue_choices(dialogues), choice(f"plan.reopen:{base.id}", "plan-reopen"),
         choice("menu.show", "menu-button")),
    )  # fmt: skip


def _of_another_commune(visit: Visit, reading: Reading) -> Reply:
    commune = visit.desk.commune
    return say(
        "plan-of-another",
        choice(f"plan.section:{reading.draft.id}:{PAPER}", "plan-go-on-anyway"),
        choice(f"plan.drop:{reading.draft.id}", "plan-stop"),
        named=reading.plan.commune or "",
        commune=words(f"commune-{commune.kind}", name=commune.name),
    )


# ── plans in force ────────────────────────────────────────────────────────────────────────────────────────────


@effect("plan.list")
async def listed(visit: Visit) -> Outcome:
    check(visit.desk.actor, OnPlan.READ, visit.desk.commune)
    commune = visit.desk.commune.id
    plans = await visit.desk.uow.plans.confirmed(commune)
    begun = await visit.desk.uow.plans.unconfirmed(commune, visit.person.id)
    lines = [words("plan-send-here"), words("plan-list")] if plans else [words("plan-none"), words("plan-send-here")]
    rows = [choice(f"plan.section:{begun.id}:{PAPER}", "plan-resume")] if begun else []
    rows += [
        choice(
            f"plan.show:{each.id}",
            "plan-option",
            title=shorten(short_title(each.title), 60),
            year=str(each.year or "–"),
        )
        for each in plans[:MOST_BUTTONS]
    ]
    return outcome(Reply(tuple(lines), (*rows, choice("menu.show", "menu-button"))))


def _year(plan: StoredPlan) -> str:
    return str(plan.year or "–")


@effect("plan.show")
async def show(visit: Visit) -> Outcome:
    plan = await find_plan(visit.desk, visit.number())
    dialogues = list((await visit.desk.uow.dialogues.of_plan(plan.commune_id, plan.id)).values())
    milestones = await visit.desk.uow.milestones.of_plan(plan.commune_id, plan.id)
    shared = [_due_line(m.words(), m.responsible, m.rule) for m in milestones if m.dialogue_id is None and m.is_open]
    lines = [words("plan-in-force", title=shorten(short_title(plan.title), 200)), *_dialogue_lines(visit, dialogues)]
    if shared:
        lines += [words("plan-tasks-shared"), *_fitting(shared, visit.person.language, 600)]
    rows = (*_dialogue_choices(dialogues), choice(f"plan.reopen:{plan.id}", "plan-reopen"),
            choice("plan.list", "form-back"), choice("menu.show", "menu-button"))  # fmt: skip
    return outcome(Reply(tuple(lines), rows))


@effect("plan.reopen")
async def reopen(visit: Visit) -> Outcome:
    reading = await reopen_plan(visit.desk, visit.number())
    return outcome(then=f"plan.section:{reading.draft.id}:{PAPER}")


def _dialogue_lines(visit: Visit, dialogues: Sequence[Dialogue]) -> list[Words]:
    lines = [words("plan-dialogue-line", title=d.title, when=d.when()) for d in dialogues]
    return _fitting(lines, visit.person.language, 900)


def _dialogue_choices(dialogues: Sequence[Dialogue]) -> list[Choice]:
    rows = [
        choice(f"dialogue.show:{d.id}", "dialogue-option", title=d.title, day=day_words(d.day))
        for d in dialogues[:MOST_BUTTONS]
    ]
    if len(dialogues) > MOST_BUTTONS:
        rows.append(choice("dialogue.list", "menu-dialogues-clerk"))
    return rows


# ── section by section ────────────────────────────────────────────────────────────────────────────────────────


def _section(visit: Visit, position: int = 1) -> int:
    section = visit.number(position)
    if section not in SECTIONS:
        raise Refused("chat-button-incomplete")
    return section


def _fact_line(fact: Fact, length: int = 160) -> Words:
    said = words("plan-line", label=fact.label, value=fact.shown(length))
    if fact.sure or not fact.value:
        return said
    if fact.source:
        return words("plan-line-unsure-source", line=said, source=shorten(fact.source, 200))
    return words("plan-line-unsure", line=said)


def _is_shown(fact: Fact) -> bool:
    """What the paper does not say is mentioned where it should have."""
    return fact.value not in (None, [], "", False) or not fact.sure or fact.name in ("commune", "year", "issuer")


def _lines(facts: Iterable[Fact], length: int = 160) -> Words:
    return words("lines", lines=[_fact_line(fact, length) for fact in facts if _is_shown(fact)])


def _blocks(reading: Reading, visit: Visit, section: int) -> list[Words]:
    """What was understood of a section: its own facts, then one block for each dialogue, milestone or rule."""
    plan = reading.plan
    own = [fact for fact in facts_of(plan, section) if _is_shown(fact)]
    blocks = [_lines(own, 400 if section == CONTENT else 160)] if own else []
    for index in range(count_of(plan, section)):
        blocks.append(_block(reading, visit, section, index))
    return blocks or [words(f"plan-empty-{section}")]


def _block(reading: Reading, visit: Visit, section: int, index: int) -> Words:
    plan = reading.plan
    facts = facts_of_item(plan, section, index)
    if section == DIALOGUES:
        head = words("plan-item", nth=index + 1, what=heading(reading, section, index))
        return words("lines", lines=[head, _lines(facts[1:], 120)])
    if section == TASKS:
        return words("lines", lines=_task_lines_of(reading, visit, index, facts))
    head = words("plan-item", nth=index + 1, what=heading(reading, section, index))
    if f"after[{index}]" in plan.unsure:
        said = plan.source(f"after[{index}]")
        unsure = words("plan-line-unsure", line=head)
        head = words("plan-line-unsure-source", line=head, source=shorten(said, 200)) if said else unsure
    # In how many days is said in its heading.
    shown = [fact for fact in facts[1:] if fact.value]
    return words("lines", lines=[head, *([_lines(shown)] if shown else ())])


def _task_lines_of(reading: Reading, visit: Visit, index: int, facts: Sequence[Fact]) -> list[Words]:
    milestone, commune = reading.plan.milestones[index], visit.desk.commune
    key = department_of(milestone.responsible, reading.draft.choices, commune)
    if not milestone.responsible:
        who = words("plan-not-said")
    elif key is None:
        who = words("plan-who-unknown", name=milestone.responsible)
    elif key == NOBODY or commune.department(key).name == milestone.responsible:
        who = verbatim(milestone.responsible)
    else:
        who = words("plan-who", name=milestone.responsible, department=commune.department(key).name)
    said = [
        words("plan-task-head", nth=index + 1, what=heading(reading, TASKS, index), who=who),
        words("plan-task-due", due=rule_words(rule_of(milestone.due))),
    ]
    if milestone.to:
        said.append(words("plan-task-sent", to=milestone.to, via=milestone.via) if milestone.via
                    else words("plan-task-sent-to", to=milestone.to))  # fmt: skip
    # What is unsure is shown with its sentence, the last day in its own place.
    doubts = {fact.name: _fact_line(fact) for fact in facts if not fact.sure and fact.value}
    if "due" in doubts:
        said[1] = doubts.pop("due")
    return [*said, *doubts.values()]


def heading(reading: Reading, section: int, index: int) -> Words:
    """What a dialogue, milestone or rule is called in a list."""
    plan = reading.plan
    if section == DIALOGUES:
        unit = plan.dialogues[index].unit
        return verbatim(shorten(unit, 100)) if unit else words("plan-dialogue-unnamed")
    if section == TASKS:
        milestone = plan.milestones[index]
        source = plan.source(f"milestones[{index}].what") if milestone.what == "other" else None
        return verbatim(shorten(source, 100)) if source else words(f"milestone-what-{milestone.what}")
    after = plan.after[index]
    what = words(f"plan-after-{after.rule}")
    return words("plan-after-due", what=what, due=rule_words(rule_after(after))) if after.within_days else what


@effect("plan.section")
async def show_section(visit: Visit) -> Outcome:
    reading = await find_reading(visit.desk, visit.number())
    section = _section(visit)
    plan, id_ = reading.plan, reading.draft.id
    lines = [
        words("plan-section", nth=section, of=len(SECTIONS), name=words(f"plan-section-{section}")),
        *_fitting(_blocks(reading, visit, section), visit.person.language),
    ]
    onward = f"plan.section:{id_}:{section + 1}" if section < SECTIONS[-1] else f"plan.ask:{id_}"
    rows = [choice(onward, "plan-right"), choice(f"plan.edit:{id_}:{section}", "plan-edit")]
    if sentences(plan, section):
        rows.append(choice(f"plan.source:{id_}:{section}", "plan-source"))
    if section > PAPER:
        rows.append(choice(f"plan.section:{id_}:{section - 1}", "form-back"))
    return outcome(Reply(tuple(lines), (*rows, choice(f"plan.stop:{id_}", "plan-stop"))))


@effect("plan.source")
async def show_source(visit: Visit) -> Outcome:
    reading = await find_reading(visit.desk, visit.number())
    section = _section(visit)
    said = [words("plan-quoted", text=shorten(text, 400)) for text in sentences(reading.plan, section)]
    lines = [words("plan-quotes"), *_fitting(said, visit.person.language)]
    back = choice(f"plan.section:{reading.draft.id}:{section}", "form-back")
    return outcome(Reply(tuple(lines), (back,)))


@effect("plan.stop")
async def stop(visit: Visit) -> Outcome:
    reading = await find_reading(visit.desk, visit.number())
    id_ = reading.draft.id
    return outcome(
        say(
            "plan-stopped",
            choice(f"plan.section:{id_}:{PAPER}", "plan-resume"),
            choice(f"plan.drop:{id_}", "plan-drop"),
            choice("menu.show", "menu-button"),
        )
    )


@effect("plan.drop")
async def drop(visit: Visit) -> Outcome:
    await drop_plan(visit.desk, visit.number())
    return outcome(say("plan-dropped"), then="menu.show")


# ── correcting ────────────────────────────────────────────────────────────────────────────────────────────────


@effect("plan.edit")
async def edit(visit: Visit) -> Outcome:
    """Choose what to correct: of a section, or of one dialogue, milestone or rule in it."""
    reading = await find_reading(visit.desk, visit.number())
    section = _section(visit)
    plan, id_ = reading.plan, reading.draft.id
    back = choice(f"plan.section:{id_}:{section}", "form-back")
    if len(visit.arguments) > 2:
        item = visit.number(2)
        facts = facts_of_item(plan, section, item) if section in LISTS else []
        if not facts:
            raise Refused("plan-refused-gone")
        rows = [*_fact_choices(id_, facts), choice(f"plan.remove:{id_}:{section}:{item}", f"plan-remove-{section}")]
        what = words("plan-item", nth=item + 1, what=heading(reading, section, item))
        return outcome(Reply((what, words("plan-edit-which")), (*rows, back)))
    rows = [
        choice(f"plan.edit:{id_}:{section}:{index}", "plan-item", nth=index + 1,
               what=verbatim(shorten(render(heading(reading, section, index), visit.person.language), 50)))
        for index in range(count_of(plan, section))
    ]  # fmt: skip
    rows += _fact_choices(id_, facts_of(plan, section), len(rows))
    if section in (DIALOGUES, TASKS):
        rows.append(choice(f"plan.add:{id_}:{section}", f"plan-add-{section}"))
    return outcome(Reply((words("plan-edit-which"),), (*rows, back)))


def _fact_choices(plan_id: int, facts: Sequence[Fact], before: int = 0) -> list[Choice]:
    return [
        choice(f"plan.fact:{plan_id}:{fact.path}", "plan-fact-option", nth=before + nth, label=fact.label,
               value=fact.shown(40))
        for nth, fact in enumerate(facts, start=1)
    ]  # fmt: skip


def _say_fact(known: Known, filling: Filling) -> Facts:
    return {"label": words(f"plan-label-{filling.facts['name']}"), "now": filling.facts["now"],
            "how": words(f"plan-how-{filling.facts['kind']}", year=str(known.now.year))}  # fmt: skip


form(
    Form(
        name="plan-fact",
        version=1,
        steps=(Step("fact", ask="plan-ask-fact", takes=fact_line(), facts=_say_fact),),
        finished="plan.corrected",
        drafted=False,
        left=lambda filling: f"plan.section:{filling.facts['plan']}:{filling.facts['section']}",
    )
)


@effect("plan.fact")
async def begin_fact(visit: Visit) -> Outcome:
    reading = await find_reading(visit.desk, visit.number())
    path, id_ = visit.argument(1), reading.draft.id
    found = next(((section, fact) for section, fact in all_facts(reading.plan) if fact.path == path), None)
    if found is None:
        raise Refused("plan-refused-gone")
    section, fact = found
    if fact.kind == "flag":
        await correct_plan(visit.desk, id_, path, not fact.value)
        return outcome(then=f"plan.section:{id_}:{section}")
    facts = {
        "plan": id_, "path": path, "name": fact.name, "kind": fact.kind, "section": section, "needed": fact.needed,
        "year": reading.plan.year, "now": render(fact.shown(), visit.person.language),
    }  # fmt: skip
    return Outcome(begin=Filling("plan-fact", 1, "", facts=facts))


@effect("plan.corrected")
async def corrected(visit: Visit) -> Outcome:
    facts, value = visit.filling.facts, visit.filling.answers["fact"]
    onward = f"plan.section:{facts['plan']}:{facts['section']}"
    if value == KEEP:
        return outcome(then=onward)
    await correct_plan(visit.desk, facts["plan"], facts["path"], None if value == TAKE_AWAY else value)
    return outcome(say("plan-corrected"), then=onward)


@effect("plan.remove")
async def remove(visit: Visit) -> Outcome:
    section = _section(visit)
    if section not in LISTS:
        raise Refused("chat-button-incomplete")
    await correct_plan(visit.desk, visit.number(), f"{LISTS[section]}[{visit.number(2)}]", None)
    return outcome(say("plan-corrected"), then=f"plan.section:{visit.number()}:{section}")


@effect("plan.add")
async def add(visit: Visit) -> Outcome:
    section = _section(visit)
    if section not in (DIALOGUES, TASKS):
        raise Refused("chat-button-incomplete")
    reading = await add_to_plan(visit.desk, visit.number(), LISTS[section])
    return outcome(then=f"plan.edit:{reading.draft.id}:{section}:{count_of(reading.plan, section) - 1}")


# ── confirming ────────────────────────────────────────────────────────────────────────────────────────────────


@effect("plan.summary")
async def summary(visit: Visit) -> Outcome:
    reading = await find_reading(visit.desk, visit.number())
    id_ = reading.draft.id
    comparison = await compare_plan(visit.desk, reading, _spoken)
    if comparison.is_update:
        if not comparison.changes:
            await drop_plan(visit.desk, id_)
            return outcome(_nothing_new(visit, comparison))
        lines = [words("plan-changes"), *_changes(visit, comparison.changes)]
    else:
        lines = _creations(visit, reading, comparison)
    rows = (
        choice(f"plan.confirm:{id_}", "plan-confirm"),
        *([choice(f"plan.again:{id_}", "plan-ask-again")] if _has_answers(reading) else ()),
        choice(f"plan.section:{id_}:{CONTENT}", "form-back"),
        choice(f"plan.stop:{id_}", "plan-stop"),
    )
    return outcome(Reply(tuple(lines), rows))


def _has_answers(reading: Reading) -> bool:
    return reading.draft.choices != (reading.base.choices if reading.base else {})


def _creations(visit: Visit, reading: Reading, comparison: Comparison) -> list[Words]:
    tasks = tasks_of(reading.plan, reading.draft.choices, visit.desk.commune)
    made = [change for change in comparison.changes if change.what == "dialogue"]
    lines = [words("plan-dialogue-line", title=c.subject, when=c.after) for c in made]
    return [
        words("plan-summary", dialogues=len(made), milestones=len(tasks)),
        *_fitting(lines, visit.person.language, 700),
        *([words("lines", lines=_fitting(_task_lines(tasks), visit.person.language, 600))] if tasks else ()),
        words("plan-summary-law-notice" if any(t.what == PUBLISH_RESULTS for t in tasks) else "plan-summary-law"),
    ]


def _task_lines(tasks: Sequence[Task]) -> list[Words]:
    """Each once, also when it is to be done for every dialogue."""
    once = {(t.stem, t.number): t for t in tasks}
    return [_due_line(task_words(t), t.responsible, t.rule) for t in once.values()]


def _due_line(what: Words, who: str, rule: Rule) -> Words:
    if not who:
        return words("plan-task-line-nobody", what=what, due=rule_words(rule))
    return words("plan-task-line", what=what, who=who, due=rule_words(rule))


def _changes(visit: Visit, changes: Sequence[Change]) -> list[Words]:
    lines = [_change_line(change) for change in changes]
    return [words("lines", lines=_fitting(lines, visit.person.language))]


def _change_line(change: Change) -> Words:
    if change.how == "changed":
        return words("plan-change-changed", subject=change.subject, before=change.before, after=change.after)
    if change.how == "added":
        return words("plan-change-added", subject=change.subject, after=change.after)
    return words(f"plan-change-{change.how}", subject=change.subject)


@effect("plan.confirm")
async def confirm(visit: Visit) -> Outcome:
    """Everything is made in the transaction of this press, or nothing is."""
    reading = await find_reading(visit.desk, visit.number())
    if await open_questions(visit.desk, reading):
        return outcome(then=f"plan.ask:{reading.draft.id}")
    applied = await apply_plan(visit.desk, reading.draft.id, _spoken)
    told = words(
        "plan-updated" if applied.comparison.is_update else "plan-applied",
        dialogues=len(applied.dialogues), milestones=applied.milestones,
    )  # fmt: skip
    return outcome(
        Reply(
            (told, *_dialogue_lines(visit, applied.dialogues)),
            (*_dialogue_choices(applied.dialogues), choice("menu.show", "menu-button")),
        )
    )
