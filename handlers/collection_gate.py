"""The gate for what a hamlet head has collected: each matter is judged, and those that may be none wait for a word."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
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
from domain.text import has_words
from handlers.conversation.form import Filling, Known, Option
from handlers.conversation.step import Conversation, Effect, Taken
from handlers.visit import Outcome, Visit, effect
from locales import FIRST, LANGUAGES, render
from storage.gate import Place
from understanding.gate import Body, sort_out
from understanding.spelling import read

Plain = Mapping[str, Any]
# The form in which what was collected is forwarded.
COLLATED = "collation"


# ── in the form ───────────────────────────────────────────────────────────────────────────────────────────────


def judged(filling: Filling) -> Filling:
    """With a judgement of each matter that has none yet, by the mark of its text."""
    before: Plain = filling.facts.get("judged", {})
    marks = {mark_of(item["text"]): item["text"] for item in filling.facts.get("items", [])}
    found = {mark: before[mark] if mark in before else _judgement(text) for mark, text in marks.items()}
    return replace(filling, facts={**filling.facts, "judged": found})


def _judgement(text: str) -> dict[str, Any]:
    found = sort_out(read(text)) if has_words(text) else None
    alarm = alarm_of(found)
    if alarm is None or found is None:
        return {}
    return {**plain_alarm(alarm, found), "number": found.number}


def stopped(filling: Filling, text: str) -> Plain | None:
    """The alarm about a matter that waits for a word; None for one that may be sent."""
    mark = mark_of(text)
    found: Plain = filling.facts.get("judged", {}).get(mark, {})
    if not found or found["alarm"] == Alarm.EMERGENCY or is_confirmed(filling, text):
        return None
    return found


def all_stopped(filling: Filling) -> list[int]:
    """The positions of the matters that wait for a word."""
    return [n for n, item in enumerate(filling.facts.get("items", [])) if stopped(filling, item["text"])]


def is_confirmed(filling: Filling, text: str) -> bool:
    """Whether the head said of this matter that it is an opinion."""
    return mark_of(text) in filling.facts.get("confirmed", ())


def why_stopped(known: Known, filling: Filling, text: str) -> tuple[Words, ...]:
    found = stopped(filling, text)
    return guide_words(known.commune, found) if found else ()


def options_of(found: Plain) -> list[Option]:
    """What may be done with a matter that waits for a word."""
    mixed = [("part", words("gate-part"))] if found["alarm"] == Alarm.MIXED else []
    return [
        *mixed,
        ("guide", words("collation-guide")),
        ("opinion", words("gate-opinion")),
        ("edit", words("collation-edit")),
        ("keep", words("collation-later")),
    ]


def confirm(filling: Filling, at: int) -> Filling:
    """The head says that it is an opinion."""
    mark = mark_of(filling.facts["items"][at]["text"])
    done = {**_word(filling, at, Ended.OPINION), "texts": [], "files": []}
    confirmed = [*filling.facts.get("confirmed", ()), mark]
    return replace(filling, facts={**filling.facts, "confirmed": confirmed, "word": done})


def leave_out(filling: Filling, at: int) -> Filling:
    """The accusation is erased; what else was said in it stays, without files."""
    items, done = list(filling.facts["items"]), _word(filling, at, Ended.PARTED)
    kept = "\n\n".join(done["may_go_on"])
    items[at] = {**items[at], "text": kept, "files": []}
    confirmed = [*filling.facts.get("confirmed", ()), mark_of(kept)]
    facts = {**filling.facts, "items": items, "confirmed": confirmed, "word": {**done, "texts": done["left_out"]}}
    return judged(_without_words(replace(filling, facts=facts), done["files"]))


def guide(filling: Filling, at: int) -> Filling:
    """It goes nowhere: the head tells whoever it came from where to go."""
    items, done = list(filling.facts["items"]), _word(filling, at, Ended.GUIDED)
    del items[at]
    facts = {**filling.facts, "items": items, "word": done}
    return judged(_without_words(replace(filling, facts=facts), done["files"]))


def _word(filling: Filling, at: int, ended: Ended) -> dict[str, Any]:
    """What is still to be done in the world after the head said a word about a matter."""
    item = filling.facts["items"][at]
    sent = filling.answers["body"]["files"]
    files = [sent[n]["sha256"] for n in item["files"] if n < len(sent)]
    return {**(stopped(filling, item["text"]) or {}), "ended": ended.value, "texts": [item["text"]], "files": files}


def _without_words(filling: Filling, files: Sequence[str]) -> Filling:
    """Of what was forwarded only the items are needed any more."""
    body = filling.answers["body"]
    parts = [{**part, "text": ""} for part in body["parts"]]
    sent = [{**file, "sha256": "", "name": ""} if file["sha256"] in files else file for file in body["files"]]
    return filling.answered("body", {**body, "parts": parts, "files": sent})


# ── in the world ──────────────────────────────────────────────────────────────────────────────────────────────


def watch_items(visit: Visit, taken: Taken, filling: Filling) -> Taken:
    """Warn about an emergency, remember what came when, and do what follows from a word of the head."""
    state, facts = taken.state, filling.facts
    if state.filling is None:
        return taken
    if "first" not in facts and filling.answers.get("body"):
        facts = {**facts, "first": visit.talk.inbox_id}
    warned = facts.get("warned", [])
    urgent = [
        (mark, found["number"])
        for mark, found in facts.get("judged", {}).items()
        if found.get("alarm") == Alarm.EMERGENCY and mark not in warned
    ]
    replies = taken.replies
    if urgent:
        facts = {**facts, "warned": [*warned, *(mark for mark, _ in urgent)]}
        for item in facts["items"]:
            if mark_of(item["text"]) in {mark for mark, _ in urgent}:
                tell_on_duty(visit.desk, visit.person, item["text"])
        visit.emergency = urgent[0][1]
    waits = visit.talk.id if all_stopped(filling) else 0
    effect = taken.effect
    if "word" in facts:
        replies, effect = (), Effect("gate.word")
    elif waits != facts.get("waits", 0) and effect is None:
        facts, effect = {**facts, "waits": waits}, Effect("gate.wait")
    if facts is filling.facts and effect is taken.effect:
        return taken
    filling = replace(filling, facts=facts)
    if effect is not None and effect.filling is not None:
        effect = replace(effect, filling=filling)
    return Taken(replace(state, filling=filling), replies, effect)


def place_of(visit: Visit) -> Place:
    talk = visit.talk
    return Place(talk.id, talk.account_id, talk.key, talk.address, visit.person.language, talk.inbox_id)


def erased_words(language: str) -> str:
    """What stands where something was erased."""
    return render(words("gate-erased-text"), language if language in LANGUAGES else FIRST)


@effect("gate.wait")
async def wait(visit: Visit) -> Outcome:
    """From now on an hour is given for a word about what waits; or nothing waits any more."""
    filling = visit.state.filling
    if filling is not None and all_stopped(filling):
        await hold(visit.desk, place_of(visit), filling.facts.get("first"))
    else:
        await let_go(visit, visit.state)
    return Outcome(goes_on=True)


async def let_go(visit: Visit, state: Conversation) -> None:
    """Note that nothing waits in this chat any more, if that is so."""
    batches = (*((state.filling,) if state.filling else ()), *state.drafts)
    if not state.held and not any(map(all_stopped, batches)):
        await visit.desk.uow.gates.let_go(visit.desk.commune.id, visit.talk.id)


async def forget_batch(visit: Visit, filling: Filling) -> None:
    """Erase what waits in a batch that is given up."""
    if not all_stopped(filling):
        return
    _, traces, alarms = lapsed(filling)
    await erase(visit.desk, place_of(visit), traces, erased_words(visit.person.language), visit.files)
    for alarm in alarms:
        await count(visit.desk, alarm, Ended.LAPSED)


@effect("gate.word")
async def word(visit: Visit) -> Outcome:
    """A word was said about a matter: erase what is to be erased, count it, and go on with the others."""
    filling = visit.state.filling
    if filling is None or "word" not in filling.facts:
        return Outcome(then="menu.show")
    done: dict[str, Any] = filling.facts["word"]
    ended = Ended(done["ended"])
    if done["texts"]:
        traces = traces_in(filling, done["texts"], done["files"])
        await erase(visit.desk, place_of(visit), traces, erased_words(visit.person.language), visit.files)
    await count(visit.desk, Alarm(done["alarm"]), ended)
    facts = {key: value for key, value in filling.facts.items() if key != "word"}
    facts["waits"] = visit.talk.id if all_stopped(filling) else 0
    state = replace(visit.state, filling=replace(filling, facts=facts))
    await let_go(visit, state)
    office = office_words(visit.desk.commune, Body(done["body"]))
    said = (words("gate-goes-on"),) if ended is Ended.OPINION else (words("collation-guided", office=office),)
    return Outcome(state=state, again=said)


def traces_in(filling: Filling, texts: Sequence[str], files: Sequence[str]) -> Traces:
    """Where matters of a batch have left something behind: in the messages that were forwarded, and in lists shown."""
    refs = tuple(part["ref"] for part in filling.answers["body"]["parts"] if part["ref"])
    return Traces(tuple(texts), refs, filling.facts.get("first"), tuple(files), datetime.fromisoformat(filling.began))


def lapsed(filling: Filling) -> tuple[Filling, Traces, list[Alarm]]:
    """The batch without what nobody has said a word about, and where that has left something behind."""
    texts: list[str] = []
    files: list[str] = []
    alarms: list[Alarm] = []
    while found := all_stopped(filling):
        done = _word(filling, found[0], Ended.LAPSED)
        texts, files, alarms = [*texts, *done["texts"]], [*files, *done["files"]], [*alarms, Alarm(done["alarm"])]
        filling = guide(filling, found[0])
    facts = {key: value for key, value in filling.facts.items() if key not in ("word", "waits", "doing", "at")}
    return replace(filling, step="check", facts=facts), traces_in(filling, texts, files), alarms
