"""The gate in the conversation: what may be a denunciation or a complaint is asked about before it is filed or shown.

written ──judged──► ordinary: goes on
             ├────► emergency: told whom to call, and goes on
             └────► held ──"understood"──────────► erased
                     ├─────"no, an opinion"──────► goes on where it was
                     ├─────"send the rest"───────► goes on without the accusation
                     └─────an hour of silence────► erased
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from actions.gate import (
    alarm_of,
    count,
    erase,
    guide_words,
    hold,
    office_words,
    plain_alarm,
    tell_on_duty,
)
from domain.gate import Alarm, Ended, Traces, mark_of
from domain.notice import Words, words
from domain.text import has_words, shorten
from handlers.collection_gate import COLLATED, erased_words, forget_batch, let_go, place_of, watch_items
from handlers.conversation.event import Event, Said
from handlers.conversation.form import Filling, Form, Written
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.conversation.step import Conversation, Effect, Taken, set_aside, with_edit
from handlers.visit import FORMS, Outcome, Visit, effect, outcome
from understanding.gate import Action, Body, Sorting, sort_out
from understanding.spelling import read

# What may have repeated a text that belonged to no form.
LOOKED_BACK = timedelta(days=1)
_SHOWN = 700
# Effects that do something with what was written outside of forms.
_OF_LOOSE = frozenset({"petition.offer", "petition.from-loose", "add.loose", "plan.read"})
# What a message leads to when it says nothing else.
_LEADS = frozenset({Action.STATUS, Action.SPEAK, Action.PRIVACY, Action.INFO, Action.RATING, Action.GREET, Action.ACK})
# Short answers of residents that are no opinions.
ASIDE = {"petition": ("name",), "speaker": ("name",), "lookup": ("code",), "name": ("name",)}
# What is written, marks by which it is known again, and the deliveries it came with.
Gate = dict[str, Any]


# ── judging ───────────────────────────────────────────────────────────────────────────────────────────────────


def watch(visit: Visit, taken: Taken) -> Taken:
    """Judge what was written since it was last judged, and hold what may be no opinion, before anything is done."""
    state = taken.state
    if visit.known.in_group:
        return taken
    if state.held:
        return _while_held(visit, taken)
    ending = _is_ending(taken)
    filling = taken.effect.filling if ending and taken.effect else state.filling
    if filling is not None and visit.known.consented:
        if filling.form == COLLATED:
            return watch_items(visit, taken, filling)
        taken = _watch_form(visit, taken, filling, ending=ending)
    state = taken.state
    if state.held or not state.loose.get("parts"):
        return taken
    if state.filling is None or (taken.effect is not None and taken.effect.name in _OF_LOOSE):
        return _watch_loose(visit, taken)
    return taken


def _is_ending(taken: Taken) -> bool:
    """Whether a form is complete and what it is for is about to be done."""
    return taken.effect is not None and taken.effect.filling is not None and taken.effect.said is None


def _judge(texts: Sequence[str], gate: Gate, row: int | None) -> tuple[Gate, Sorting | None]:
    """Judge what of `texts` nobody has vouched for; None when nothing is new in it."""
    fresh = [text for text in texts if mark_of(text) not in gate.get("cleared", ())]
    written = "\n\n".join(fresh)
    mark = mark_of(written)
    if mark == gate.get("mark") or (not texts and not gate):
        return gate, None
    gate = {"first": row, **gate, "mark": mark}
    return gate, sort_out(read(written)) if has_words(written) else None


def _watch_form(visit: Visit, taken: Taken, filling: Filling, *, ending: bool) -> Taken:
    form = visit.known.forms.get(filling.form)
    texts = texts_of(form, filling) if form else []
    before: Gate = filling.facts.get("gate", {})
    gate, found = _judge(texts, before, visit.talk.inbox_id)
    if gate is before:
        return taken

    def put(gate: Gate) -> Taken:
        judged = replace(filling, facts={**filling.facts, "gate": gate})
        state = replace(taken.state, filling=judged) if taken.state.filling is not None else taken.state
        effect = replace(taken.effect, filling=judged) if ending and taken.effect else taken.effect
        return replace(taken, state=state, effect=effect)

    alarm = alarm_of(found)
    if alarm is None or found is None:
        return put(gate)
    if alarm is Alarm.EMERGENCY:
        return _warn(visit, put(_cleared(gate, texts)), found, texts)
    kept = {"filling": vars(replace(filling, facts={**filling.facts, "gate": gate})), "ending": ending}
    return _held(visit, replace(taken.state, filling=None), alarm, found, kept)


def _watch_loose(visit: Visit, taken: Taken) -> Taken:
    loose = taken.state.loose
    texts = [part["text"] for part in loose["parts"]]
    before: Gate = loose.get("gate", {})
    gate, found = _judge(texts, before, visit.talk.inbox_id)
    if gate is before:
        return taken

    def put(gate: Gate) -> Taken:
        return replace(taken, state=replace(taken.state, loose={**loose, "gate": gate}))

    alarm = alarm_of(found)
    if alarm is Alarm.EMERGENCY and found is not None:
        return _warn(visit, put(_cleared(gate, texts)), found, texts)
    if not visit.known.consented:
        # Judged once more when they have agreed: until then nothing is done with it.
        return put({key: value for key, value in gate.items() if key != "mark"})
    if alarm is None or found is None:
        action = found.judgement.action if found else None
        return put({**gate, "lead": action.value if action in _LEADS and len(texts) == 1 else None})
    return _held(visit, replace(taken.state, loose={}), alarm, found, {"loose": {**loose, "gate": gate}})


def texts_of(form: Form, filling: Filling) -> list[str]:
    """What was written in a form as an opinion, message by message."""
    values = [filling.answers.get(step.key) for step in form.steps if step.judged]
    texts: list[str] = []
    for value in values:
        if isinstance(value, Mapping):
            texts += [part["text"] for part in value["parts"]]
        elif value:
            texts.append(str(value))
    return texts


def _cleared(gate: Gate, texts: Sequence[str]) -> Gate:
    """The gate once `texts` need not be judged any more."""
    return {**gate, "cleared": [mark_of(text) for text in texts], "mark": mark_of("")}


def _warn(visit: Visit, taken: Taken, found: Sorting, texts: Sequence[str]) -> Taken:
    """Somebody is in danger: they are told first of all whom to call, and go on."""
    tell_on_duty(visit.desk, visit.person, "\n\n".join(texts))
    visit.emergency = found.number
    return taken


def _held(visit: Visit, state: Conversation, alarm: Alarm, found: Sorting, kept: dict[str, Any]) -> Taken:
    held = {**plain_alarm(alarm, found), "since": visit.desk.now.isoformat(), **kept}
    return Taken(replace(state, held=held), (), Effect("gate.ask"))


def warn_at_once(visit: Visit, event: Event, taken: Taken) -> Taken:
    """Who cries for help where something else is asked is told whom to call all the same."""
    before, after = visit.state.filling, taken.state.filling
    if not isinstance(event, Said) or before is None or visit.known.in_group or visit.state.held:
        return taken
    form = visit.known.forms.get(before.form)
    if form is None or not form.has_step(before.step) or len(event.text.split()) < 2:
        return taken
    asked = form.step(before.step)
    aside = asked.key in ASIDE.get(form.name, ()) if asked.takes.free else after == before or after is None
    if not aside or (after is not None and texts_of(form, after) != texts_of(form, before)):
        return taken
    return _warned(visit, taken, event.text)


def _warned(visit: Visit, taken: Taken, text: str) -> Taken:
    """With a warning before all else where `text` tells of danger."""
    found = sort_out(read(text)) if has_words(text) else None
    return _warn(visit, taken, found, [text]) if found is not None and alarm_of(found) is Alarm.EMERGENCY else taken


# ── while it waits ────────────────────────────────────────────────────────────────────────────────────────────


def _while_held(visit: Visit, taken: Taken) -> Taken:
    """What is written meanwhile belongs to it; no other form is begun before a word was said."""
    state, effect = taken.state, taken.effect
    if effect is not None and effect.name.startswith("gate."):
        return taken
    if state.filling is not None or _is_ending(taken):
        return Taken(set_aside(state, visit.known)[0], (), Effect("gate.again"))
    if effect is not None and effect.name == "chat.edited" and effect.said is not None:
        changed = with_edit(_as_it_was(state), effect.arguments[0], effect.said.text, visit.known)
        if changed is not None:
            return _added(visit, changed, state.held)
    loose = state.loose
    if not any(loose.get(kind) for kind in ("parts", "files", "places")):
        return taken
    was = _as_it_was(replace(state, loose={}))
    silent = loose.get("album") is not None and loose["album"] == state.held.get("album")
    added = _added(visit, _with(visit, was, loose), {**state.held, "album": loose.get("album")})
    said = "\n\n".join(part["text"] for part in loose.get("parts", ()))
    return _warned(visit, replace(added, effect=None) if silent else added, said)


def _added(visit: Visit, was: Conversation, held: Mapping[str, Any]) -> Taken:
    """Hold what was held already in its new form."""
    kept = {"filling": vars(was.filling)} if was.filling is not None else {"loose": was.loose}
    # What was to be left out, or to go on, is no longer all there is.
    alarm = (Alarm.DENUNCIATION if held["accused"] else Alarm.COMPLAINT).value
    held = {**held, **kept, "alarm": alarm, "may_go_on": [], "left_out": []}
    return Taken(replace(was, filling=None, loose={}, held=held), (), Effect("gate.again"))


def _as_it_was(state: Conversation) -> Conversation:
    """The state with what is held back in its place."""
    held = state.held
    if "filling" in held:
        return replace(state, filling=Filling(**held["filling"]), held={})
    return replace(state, loose=held["loose"], held={})


def _with(visit: Visit, state: Conversation, more: Mapping[str, Any]) -> Conversation:
    """The state with what was written meanwhile behind what was there."""
    filling = state.filling
    if filling is None:
        return replace(state, loose=_joined(state.loose, more))
    form = visit.known.forms[filling.form]
    for step in form.steps:
        value = filling.answers.get(step.key)
        if step.judged and isinstance(value, Mapping):
            return replace(state, filling=filling.answered(step.key, _joined(value, more)))
        if step.judged and value:
            text = " ".join([str(value), *(part["text"] for part in more.get("parts", ()))])
            return replace(state, filling=filling.answered(step.key, text))
    return state


def _joined(value: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    joined = {kind: [*value.get(kind, []), *more.get(kind, [])] for kind in ("parts", "files", "places")}
    return {**{key: each for key, each in value.items() if key != "beside"}, **joined}


# ── asking ────────────────────────────────────────────────────────────────────────────────────────────────────


def _choices(held: Mapping[str, Any]) -> tuple[Choice, ...]:
    mixed = held["alarm"] == Alarm.MIXED
    return (
        *((choice("gate.part", "gate-part"),) if mixed else ()),
        choice("gate.understood", "gate-drop-all" if mixed else "gate-understood"),
        choice("gate.opinion", "gate-opinion-all" if mixed else "gate-opinion"),
    )


@effect("gate.ask")
async def ask(visit: Visit) -> Outcome:
    held = visit.state.held
    if not held:
        return _nothing_waits(visit)
    await hold(visit.desk, place_of(visit), _first(held))
    mixed = held["alarm"] == Alarm.MIXED
    lines = [*guide_words(visit.desk.commune, held)]
    if mixed:
        lines = [
            words(
                "gate-mixed",
                kept=shorten(" … ".join(held["may_go_on"]), _SHOWN),
                left_out=shorten(" … ".join(held["left_out"]), _SHOWN),
            ),
            *lines,
        ]
    lines.append(words("gate-not-kept-mixed" if mixed else "gate-not-kept"))
    return outcome(Reply(tuple(lines), _choices(held)), goes_on=True)


@effect("gate.again")
async def ask_again(visit: Visit) -> Outcome:
    """Something else was written before a word was said."""
    held = visit.state.held
    if not held:
        return Outcome(then="menu.show")
    await hold(visit.desk, place_of(visit), _first(held))
    return outcome(Reply((words("gate-first"),), _choices(held)), goes_on=True)


def _first(held: Mapping[str, Any]) -> int | None:
    kept = held["filling"]["facts"] if "filling" in held else held["loose"]
    first: int | None = kept.get("gate", {}).get("first")
    return first


# ── the word ──────────────────────────────────────────────────────────────────────────────────────────────────


@effect("gate.understood")
async def understood(visit: Visit) -> Outcome:
    """They go where they were shown; nothing of it stays here."""
    held = visit.state.held
    if not held:
        return _nothing_waits(visit)
    await forget_held(visit, Ended.GUIDED)
    state = replace(visit.state, held={})
    where = words("gate-where", office=office_words(visit.desk.commune, Body(held["body"])))
    rows = (choice("petition.begin", "menu-petition"), choice("menu.show", "menu-button"))
    return outcome(Reply((words("gate-erased"), where), rows), state=state)


@effect("gate.opinion")
async def opinion(visit: Visit) -> Outcome:
    """The alarm was false: on from where they were, with everything that was written."""
    held = visit.state.held
    if not held:
        return _nothing_waits(visit)
    state = _as_it_was(visit.state)
    await count(visit.desk, Alarm(held["alarm"]), Ended.OPINION)
    await let_go(visit, state)
    return _on(visit, state, held, _texts_held(visit, held), words("gate-goes-on"))


@effect("gate.part")
async def part(visit: Visit) -> Outcome:
    """The accusation is left out and erased; the rest goes on as an opinion. Files may be about either: they go."""
    held = visit.state.held
    if not held:
        return _nothing_waits(visit)
    if held["alarm"] != Alarm.MIXED:
        return Outcome(then="gate.again")
    kept = "\n\n".join(held["may_go_on"])
    value: dict[str, Any] = {"parts": [{"ref": None, "text": kept}], "files": [], "places": []}
    state, files = _as_it_was(visit.state), bool(traces_of(held, FORMS).files)
    await forget_held(visit, Ended.PARTED, only=held["left_out"])
    if state.filling is None:
        state = replace(state, loose={**value, "gate": state.loose.get("gate", {})})
    else:
        form, answers = visit.known.forms[state.filling.form], dict(state.filling.answers)
        for step in form.steps:
            if step.judged and step.key in answers:
                answers[step.key] = value if isinstance(step.takes, Written) else kept
        state = replace(state, filling=replace(state.filling, answers=answers))
    where = words("gate-where", office=office_words(visit.desk.commune, Body(held["body"])))
    return _on(visit, state, held, [kept], words("gate-parted-files" if files else "gate-parted"), where)


def _on(visit: Visit, state: Conversation, held: Mapping[str, Any], texts: Sequence[str], *said: Words) -> Outcome:
    filling = state.filling
    if filling is None:
        gate = {**_cleared(state.loose.get("gate", {}), texts), "confirmed": True}
        return Outcome((Reply(said),), state=replace(state, loose={**state.loose, "gate": gate}), then="petition.offer")
    gate = {**_cleared(filling.facts.get("gate", {}), texts), "confirmed": True}
    filling = replace(filling, facts={**filling.facts, "gate": gate})
    if held.get("ending"):
        return Outcome((Reply(said),), state=replace(state, filling=None), begin=filling)
    return Outcome(state=replace(state, filling=filling), again=said)


def _nothing_waits(visit: Visit) -> Outcome:
    return outcome(say("gate-over"), then="menu.show")


def _texts_held(visit: Visit, held: Mapping[str, Any]) -> list[str]:
    return list(traces_of(held, visit.known.forms).texts)


# ── erasing ───────────────────────────────────────────────────────────────────────────────────────────────────


def traces_of(held: Mapping[str, Any], forms: Mapping[str, Form]) -> Traces:
    """Where what is held has left something behind."""
    since = datetime.fromisoformat(held["since"]) - LOOKED_BACK
    if "filling" not in held:
        values: list[Any] = [held["loose"]]
        texts = [part["text"] for part in held["loose"]["parts"]]
    else:
        filling = Filling(**held["filling"])
        form = forms.get(filling.form)
        values = [filling.answers.get(step.key) for step in form.steps if step.judged] if form else []
        texts = texts_of(form, filling) if form else []
        began = datetime.fromisoformat(filling.began) if filling.began else since
        since = min(since, began)
    written = [value for value in values if isinstance(value, Mapping)]
    refs = tuple(part["ref"] for value in written for part in value["parts"] if part["ref"])
    files = tuple(file["sha256"] for value in written for file in value["files"])
    return Traces(tuple(texts), refs, _first(held), files, since)


def as_loose(held: dict[str, Any], forms: Mapping[str, Form]) -> dict[str, Any]:
    """What is held as if it had been written outside of any form: forms of another commune ask for other things."""
    if "filling" not in held:
        return held
    filling = Filling(**held["filling"])
    form = forms.get(filling.form)
    loose: dict[str, Any] = {
        "parts": [{"ref": None, "text": text} for text in (texts_of(form, filling) if form else [])]
    }
    written = next((value for value in filling.answers.values() if isinstance(value, Mapping)), loose)
    loose = {**_joined({}, written), "gate": filling.facts.get("gate", {})}
    return {**{key: value for key, value in held.items() if key not in ("filling", "ending")}, "loose": loose}


async def forget_held(visit: Visit, ended: Ended, *, only: Sequence[str] = ()) -> None:
    """Erase what is held, or of what it repeats elsewhere `only` these parts, and count how it ended."""
    held = visit.state.held
    if not held:
        return
    traces = traces_of(held, visit.known.forms)
    traces = replace(traces, texts=tuple(only) or traces.texts)
    await erase(visit.desk, place_of(visit), traces, erased_words(visit.person.language), visit.files)
    await count(visit.desk, Alarm(held["alarm"]), ended)
    await let_go(visit, replace(visit.state, held={}))


async def forget_all(visit: Visit) -> None:
    """Erase whatever waits in this chat: nobody will say a word about it any more."""
    await forget_held(visit, Ended.LAPSED)
    for draft in (*((visit.state.filling,) if visit.state.filling else ()), *visit.state.drafts):
        await forget_batch(visit, draft)
