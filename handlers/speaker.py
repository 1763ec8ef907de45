"""Registering to speak at a dialogue, for oneself or (hamlet heads) for people without a phone."""

from collections.abc import Sequence
from typing import Any

from actions.card import hamlet_of
from actions.dialogue import find_dialogue
from actions.speaker import (
    SpeakerDraft,
    change_speaker,
    find_speaker,
    register_speaker,
    withdraw_speaker,
)
from domain.dialogue import Dialogue
from domain.notice import Words, words
from domain.speaker import Need, Seat, seats
from handlers.conversation.form import Filling, Form, Known, Line, OneOf, SomeOf, Step
from handlers.conversation.reply import Reply, choice, say
from handlers.petition import (
    listed_dialogues,
    plain_dialogue,
    show_topic,
    suggested_topics,
    topic_facts,
    topic_options,
)
from handlers.visit import Outcome, Visit, effect, form, outcome


def show_listed_dialogue(known: Known, filling: Filling, value: Any) -> Words:
    return dict(listed_dialogues(known, filling)).get(value, words("form-not-given"))


def _needs(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(need.value, words(f"need-{need}")) for need in Need]


def needs_words(needs: Sequence[str]) -> Words:
    if not needs:
        return words("need-none")
    return words("form-listed", items=[words(f"need-{need}") for need in needs])


def _show_needs(known: Known, filling: Filling, value: Any) -> Words:
    return needs_words(value or ())


def _heads_several(known: Known, filling: Filling) -> bool:
    return bool(filling.facts.get("for_other")) and len(known.actor.hamlets) > 1


def own_hamlets(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(key, hamlet_of(known.commune, key)) for key in known.actor.hamlets]


def show_hamlet_key(known: Known, filling: Filling, value: Any) -> Words:
    return hamlet_of(known.commune, value)


def _asks_name(known: Known, filling: Filling) -> bool:
    return bool(filling.facts.get("for_other")) or known.name is None


def _is_new(known: Known, filling: Filling) -> bool:
    return "number" not in filling.facts


def _name_facts(known: Known, filling: Filling) -> dict[str, str]:
    return {"other": "yes" if filling.facts.get("for_other") else "no"}


form(
    Form(
        name="speaker",
        version=1,
        steps=(
            Step("dialogue", ask="speaker-ask-dialogue", takes=OneOf(listed_dialogues), label="speaker-label-dialogue",
                 show=show_listed_dialogue, when=_is_new),
            Step("hamlet", ask="speaker-ask-hamlet", takes=OneOf(own_hamlets), label="petition-label-hamlet",
                 show=show_hamlet_key, when=_heads_several),
            Step("name", ask="speaker-ask-name", takes=Line(max_length=80), label="form-label-name",
                 when=lambda k, f: _is_new(k, f) and _asks_name(k, f), facts=_name_facts),
            Step("summary", ask="speaker-ask-summary", takes=Line(max_length=500), label="speaker-label-summary",
                 judged=True),
            Step("topic", ask="speaker-ask-topic", takes=OneOf(topic_options, shortlist=suggested_topics),
                 label="petition-label-topic", show=show_topic, facts=topic_facts),
            Step("needs", ask="speaker-ask-needs", takes=SomeOf(_needs), label="speaker-label-needs",
                 show=_show_needs),
        ),
        review="speaker-review",
        send="speaker-send",
        finished="speaker.submit",
    )
)  # fmt: skip


@effect("speaker.begin", "command.phatbieu", "command.speak", reads=True)
async def begin(visit: Visit) -> Outcome:
    return await _begin(visit, for_other=False)


@effect("speaker.begin-other")
async def begin_for_other(visit: Visit) -> Outcome:
    if not visit.desk.actor.hamlets:
        return outcome(say("access-refused-hamlet-head"), then="menu.show")
    return await _begin(visit, for_other=True)


async def _begin(visit: Visit, *, for_other: bool) -> Outcome:
    if visit.arguments:
        # Who pressed a button of one conference does not mean another.
        (await find_dialogue(visit.desk, visit.number())).check_takes_speakers(visit.desk.now)
    coming = await visit.desk.uow.dialogues.coming(visit.desk.commune.id, visit.desk.now)
    taking = [d for d in coming if d.takes_speakers(visit.desk.now)]
    if not taking:
        return outcome(
            say(
                "speaker-none-open",
                choice("petition.begin", "menu-petition"),
                choice("menu.show", "menu-button"),
            )
        )
    facts: dict[str, Any] = {"dialogues": [plain_dialogue(d) for d in taking], "for_other": for_other}
    answers: dict[str, Any] = {}
    if visit.arguments and any(str(d.id) == visit.arguments[0] for d in taking):
        answers["dialogue"] = visit.arguments[0]
    elif len(taking) == 1:
        answers["dialogue"] = str(taking[0].id)
    if not for_other and "dialogue" in answers:
        # Who is on the list already is shown their registration instead of being asked everything again.
        for mine in await visit.desk.uow.speakers.of_person(visit.desk.commune.id, visit.person.id):
            if mine.person == visit.person.id and str(mine.dialogue_id) == answers["dialogue"]:
                return Outcome(then=f"speaker.show:{mine.dialogue_id}:{mine.number}")
    return Outcome(begin=Filling("speaker", 1, "", answers, facts))


@effect("speaker.submit")
async def submit(visit: Visit) -> Outcome:
    filling, answers = visit.filling, visit.filling.answers
    needs = tuple(Need(need) for need in answers.get("needs") or ())
    if "number" in filling.facts:
        number, dialogue_id = filling.facts["number"], filling.facts["dialogue"]
        await change_speaker(visit.desk, dialogue_id, number, answers["topic"], answers["summary"], needs)
        return Outcome((say("speaker-changed"),), then=f"speaker.show:{dialogue_id}:{number}")
    for_other = bool(filling.facts.get("for_other"))
    own = visit.desk.actor.hamlets
    hamlet = answers.get("hamlet") or (own[0] if own else None) if for_other else visit.person.hamlet
    name = answers.get("name") or visit.person.name or "—"
    if not for_other and answers.get("name"):
        await visit.desk.uow.people.change(visit.desk.commune.id, visit.person.id, name=answers["name"])
    dialogue, registration, seat = await register_speaker(
        visit.desk,
        SpeakerDraft(int(answers["dialogue"]), answers["topic"], answers["summary"], name, hamlet, needs, for_other),
    )
    rows = [choice(f"speaker.show:{dialogue.id}:{registration.number}", "speaker-see")]
    if for_other:
        rows.append(choice("speaker.begin-other", "speaker-next-other"))
    rows.append(choice("menu.show", "menu-button"))
    lines = (
        words(
            "speaker-registered",
            number=registration.number,
            name=name,
            seat=seat_words(seat),
            title=dialogue.title,
        ),
        words("speaker-where", when=dialogue.when(), venue=dialogue.venue),
    )
    return outcome(Reply(lines, tuple(rows)))


def seat_words(seat: Seat) -> Words:
    return words("seat-waiting" if seat.waiting else "seat-listed", place=seat.place)


@effect("speaker.show", reads=True)
async def show(visit: Visit) -> Outcome:
    dialogue_id, number = visit.number(0), visit.number(1)
    registration = await find_speaker(visit.desk, dialogue_id, number)
    dialogue = await visit.desk.uow.dialogues.find(visit.desk.commune.id, dialogue_id)
    everyone = await visit.desk.uow.speakers.of_dialogue(visit.desk.commune.id, dialogue_id)
    if dialogue is None:
        return outcome(say("dialogue-refused-unknown"), then="menu.show")
    seat = seats(everyone, dialogue.speaker_limit)[number]
    lines = (
        words(
            "speaker-page", number=number, name=registration.name, seat=seat_words(seat), title=dialogue.title,
            topic=visit.desk.commune.topic(registration.topic).name, summary=registration.summary,
            needs=needs_words(registration.needs),
        ),
        words("speaker-where", when=dialogue.when(), venue=dialogue.venue),
    )  # fmt: skip
    rows = [choice("menu.show", "menu-button")]
    if dialogue.takes_speakers(visit.desk.now):
        rows.insert(0, choice(f"speaker.change:{dialogue_id}:{number}", "speaker-change"))
    if not dialogue.is_over(visit.desk.now):
        rows.insert(-1, choice(f"speaker.withdraw:{dialogue_id}:{number}", "speaker-withdraw"))
    return outcome(Reply(lines, tuple(rows)))


@effect("speaker.change")
async def change(visit: Visit) -> Outcome:
    dialogue_id, number = visit.number(0), visit.number(1)
    dialogue: Dialogue | None = await visit.desk.uow.dialogues.find(visit.desk.commune.id, dialogue_id)
    if dialogue is not None:
        dialogue.check_takes_speakers(visit.desk.now)
    registration = await find_speaker(visit.desk, dialogue_id, number)
    answers = {
        "summary": registration.summary,
        "topic": registration.topic,
        "needs": [need.value for need in registration.needs],
    }
    return Outcome(
        begin=Filling("speaker", 1, "", answers, {"number": number, "dialogue": dialogue_id, "dialogues": []})
    )


@effect("speaker.withdraw")
async def ask_withdraw(visit: Visit) -> Outcome:
    dialogue_id, number = visit.number(0), visit.number(1)
    registration = await find_speaker(visit.desk, dialogue_id, number)
    return outcome(
        say(
            "speaker-withdraw-sure",
            choice(f"speaker.withdraw-yes:{dialogue_id}:{number}", "speaker-withdraw-yes"),
            choice(f"speaker.show:{dialogue_id}:{number}", "form-back"),
            name=registration.name,
        )
    )


@effect("speaker.withdraw-yes")
async def withdraw(visit: Visit) -> Outcome:
    registration = await withdraw_speaker(visit.desk, visit.number(0), visit.number(1))
    return outcome(say("speaker-withdrawn", name=registration.name), then="menu.show")
