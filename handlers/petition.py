"""Sending an opinion: what it says, its topic, for which dialogue, with or without a name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from actions.card import day_words, hamlet_of
from actions.clock import deadline_words
from actions.petition import PetitionDraft, submit_petition
from domain.access import Role
from domain.attachment import FileKind
from domain.commune import Commune, Topic
from domain.dialogue import Dialogue
from domain.invitation import read_code as read_invitation
from domain.notice import Attachment, Words, verbatim, words
from domain.petition import only_code, read_code
from domain.text import fold, has_words, shorten
from handlers.conversation.form import Facts, Filling, Form, Known, Line, OneOf, Step, Written
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.neighbours import JOIN, is_alone, joined_code, submit_joined, with_neighbours
from handlers.visit import Outcome, Visit, effect, form, outcome
from handlers.welcome import hamlet_choices
from understanding.spelling import read
from understanding.topic import Suggestion, topics_of


def topic_options(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(topic.key, Words("verbatim", {"text": topic.name})) for topic in known.commune.topics]


def suggested_topics(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    """The three likeliest topics of what was written; none when nothing points anywhere."""
    names = dict(topic_options(known, filling))
    return [(suggestion.topic, names[suggestion.topic]) for suggestion in _suggestions(known, filling)]


def _suggestions(known: Known, filling: Filling) -> Sequence[Suggestion]:
    text = written_text(filling.answers.get("body") or filling.answers.get("summary"))
    return _suggested(known.commune.topics, text)


@lru_cache(maxsize=64)
def _suggested(topics: tuple[Topic, ...], text: str) -> Sequence[Suggestion]:
    # One question is put together of its choices, its words and its reason.
    return topics_of(topics).suggest(read(text))


def written_text(value: Any) -> str:
    if isinstance(value, dict):
        return "\n\n".join(part["text"] for part in value["parts"])
    return str(value or "")


def written_files(value: Any) -> tuple[Attachment, ...]:
    return tuple(Attachment(**file) for file in value["files"]) if isinstance(value, dict) else ()


def written_places(value: Any) -> tuple[tuple[float, float], ...]:
    return tuple((lat, lon) for lat, lon in value["places"]) if isinstance(value, dict) else ()


def written_refs(value: Any) -> tuple[str, ...]:
    return tuple(p["ref"] for p in value["parts"] if p["ref"]) if isinstance(value, dict) else ()


def show_written(known: Known, filling: Filling, value: Any) -> Words:
    text = shorten(written_text(value), 300)
    files, places = len(value["files"]), len(value["places"])
    beside = [
        *([words("form-files", files=files)] if files else ()),
        *([words("form-place")] if places else ()),
    ]
    if not beside:
        return verbatim(text)
    return words("form-written-with", text=text, beside=beside) if text else words("form-beside", beside=beside)


def show_topic(known: Known, filling: Filling, value: Any) -> Words:
    return Words("verbatim", {"text": known.commune.topic(value).name})


def why_suggested(known: Known, filling: Filling) -> Words | None:
    """Why the first topic is suggested first: the words that decided."""
    found = _suggestions(known, filling)
    if not found or not found[0].because:
        return None
    because = [verbatim(word) for word in found[0].because]
    return words("petition-why", topic=known.commune.topic(found[0].topic).name, words=because)


def topic_facts(known: Known, filling: Filling) -> Facts:
    return {"guessed": "yes" if suggested_topics(known, filling) and not filling.shows_all else "no"}


def listed_dialogues(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    """The dialogues that were looked up when the form began, as options."""
    return [
        (str(d["id"]), words("dialogue-option", title=d["title"], day=known_day(d["day"])))
        for d in filling.facts.get("dialogues", [])
    ]


def dialogue_options(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [*listed_dialogues(known, filling), ("-", words("petition-no-dialogue"))]


def known_day(day: str | None) -> Words | str:
    """A day as it is kept in a form; None while it is not fixed."""
    return day_words(date.fromisoformat(day) if day else None)


def show_dialogue(known: Known, filling: Filling, value: Any) -> Words:
    return dict(dialogue_options(known, filling)).get(value, words("petition-no-dialogue"))


def name_options(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [("shown", words("petition-name-shown")), ("hidden", words("petition-name-hidden"))]


def show_name_choice(known: Known, filling: Filling, value: Any) -> Words:
    return words(f"petition-name-{value}")


def show_hamlet(known: Known, filling: Filling, value: Any) -> Words:
    return hamlet_of(known.commune, value)


def _needs_dialogue(known: Known, filling: Filling) -> bool:
    return bool(filling.facts.get("dialogues")) and is_alone(known, filling)


def _needs_hamlet(known: Known, filling: Filling) -> bool:
    return known.hamlet is None and bool(known.commune.hamlets)


def _needs_name(known: Known, filling: Filling) -> bool:
    return known.name is None and filling.answers.get("name_shown") == "shown"


form(
    Form(
        name="petition",
        version=1,
        steps=(
            Step("body", ask="petition-ask-body", takes=Written(), label="petition-label-body", show=show_written,
                 judged=True),
            Step(
                "hamlet", ask="petition-ask-hamlet", takes=OneOf(hamlet_choices), label="petition-label-hamlet",
                show=show_hamlet, when=_needs_hamlet, spill="body",
            ),
            JOIN,
            Step(
                "topic", ask="petition-ask-topic",
                takes=OneOf(topic_options, shortlist=suggested_topics, why=why_suggested),
                label="petition-label-topic", show=show_topic, facts=topic_facts, when=is_alone, spill="body",
            ),
            Step(
                "dialogue", ask="petition-ask-dialogue", takes=OneOf(dialogue_options),
                label="petition-label-dialogue", show=show_dialogue, when=_needs_dialogue, spill="body",
            ),
            Step(
                "name_shown", ask="petition-ask-name-shown", takes=OneOf(name_options),
                label="petition-label-name", show=show_name_choice, spill="body",
            ),
            Step("name", ask="form-ask-name", takes=Line(max_length=80), label="form-label-name", when=_needs_name),
        ),
        review="petition-review",
        send="petition-send",
        finished="petition.submit",
    )
)  # fmt: skip


async def open_dialogues(visit: Visit) -> list[dict[str, Any]]:
    """Dialogues that take opinions now, as plain values for a form."""
    coming: Sequence[Dialogue] = await visit.desk.uow.dialogues.coming(visit.desk.commune.id, visit.desk.now)
    return [plain_dialogue(d) for d in coming if d.takes_opinions(visit.desk.now)]


def plain_dialogue(dialogue: Dialogue) -> dict[str, Any]:
    return {"id": dialogue.id, "title": dialogue.title, "day": dialogue.day.isoformat() if dialogue.day else None}


@effect("petition.begin", "command.ykien", "command.opinion", reads=True)
async def begin_petition(visit: Visit) -> Outcome:
    dialogues = await open_dialogues(visit)
    answers: dict[str, Any] = {}
    if visit.arguments and any(str(d["id"]) == visit.arguments[0] for d in dialogues):
        answers["dialogue"] = visit.arguments[0]
    return Outcome(begin=Filling("petition", 1, "", answers, {"dialogues": dialogues}))


@effect("petition.offer", reads=True)
async def offer(visit: Visit) -> Outcome:
    """Something was written outside a form: offer to send it as an opinion. A code is looked up instead."""
    said = visit.effect.said
    parts = visit.state.loose.get("parts", [])
    if not any(visit.state.loose.get(what) for what in ("parts", "files", "places")):
        return outcome(then="menu.show")
    text = said.text if said else ""
    if said and not said.files and len(fold(text)) < 24:
        forgotten = replace(visit.state, loose=_without_last(visit.state.loose))
        code = read_code(text)
        if code and (code.startswith(visit.desk.commune.code_prefix) or only_code(text)):
            return Outcome(state=forgotten, then=f"lookup.code:{code}")
        if read_invitation(text):
            return Outcome(state=forgotten, then=f"invitation.typed:{text.strip()}")
        meaning = visit.known.typed.get(fold(text))
        if meaning and "." in meaning and not meaning.startswith("welcome."):
            return Outcome(state=forgotten, then=meaning)
    lead = visit.state.loose.get("gate", {}).get("lead")
    if lead in _ONLY_POLITE:
        return outcome(say(f"petition-offer-{lead}"), state=replace(visit.state, loose={}), then="menu.show")
    glimpse = shorten(" ".join(part["text"] for part in parts), 200)
    plan = _plan_choice(visit)
    # What asks for something that has its own place is led there; whoever means an opinion still sends it.
    led = [choice(*_LEADS[lead])] if lead in _LEADS else []
    rows: list[Choice] = [*plan, *led, choice("petition.from-loose", "petition-offer-send")]
    mine = await visit.desk.uow.petitions.by_author(visit.desk.commune.id, visit.person.id, 10)
    rows += [choice(f"add.loose:{p.code}", "petition-offer-add", code=p.code) for p in mine if p.author_waits][:3]
    rows.append(choice("petition.drop-loose", "petition-offer-drop"))
    files = len(visit.state.loose.get("files", []))
    if plan:
        line = words("plan-offer", files=files)
    elif has_words(glimpse):
        line = words("petition-offer", text=glimpse, files=files)
    else:
        line = words("petition-offer-files", files=files) if files else words("petition-offer-place")
    return outcome(Reply((line,), tuple(rows)))


_ONLY_POLITE = frozenset({"greet", "ack"})
_LEADS = {
    "status": ("mine.list", "menu-mine"),
    "rating": ("mine.list", "menu-mine"),
    "register-speak": ("speaker.begin", "menu-speaker"),
    "privacy-request": ("data.show", "menu-data"),
    "info": ("help.show", "menu-help"),
}


def _plan_choice(visit: Visit) -> list[Choice]:
    """What a clerk sends may be a plan: the newest document can be read as one."""
    papers = [file for file in visit.state.loose.get("files", []) if file["kind"] == FileKind.DOCUMENT]
    if not papers or visit.known.in_group or not visit.desk.actor.has(Role.CLERK):
        return []
    return [choice(f"plan.read:{papers[-1]['sha256'][:16]}", "plan-read")]


def _without_last(loose: dict[str, Any]) -> dict[str, Any]:
    """What was kept before the last message: that one turned out to be no opinion."""
    parts = loose.get("parts", [])[:-1]
    return {**loose, "parts": parts} if parts or loose.get("files") or loose.get("places") else {}


@effect("petition.from-loose")
async def begin_from_loose(visit: Visit) -> Outcome:
    loose = {k: visit.state.loose.get(k, []) for k in ("parts", "files", "places")}
    state = replace(visit.state, loose={})
    answers = {"body": loose} if any(loose.values()) else {}
    facts = {"dialogues": await open_dialogues(visit), "gate": visit.state.loose.get("gate", {})}
    return Outcome(begin=Filling("petition", 1, "", answers, facts), state=state)


@effect("petition.drop-loose")
async def drop_loose(visit: Visit) -> Outcome:
    return outcome(state=replace(visit.state, loose={}), then="menu.show")


@effect("petition.neighbours", reads=True)
async def look_for_neighbours(visit: Visit) -> Outcome:
    return await with_neighbours(visit, written_text(visit.filling.answers["body"]))


@effect("petition.submit")
async def submit(visit: Visit) -> Outcome:
    answers = visit.filling.answers
    body = answers["body"]
    hamlet = answers.get("hamlet", visit.person.hamlet)
    hamlet = hamlet if visit.desk.commune.hamlet(hamlet) else None
    name = answers.get("name") or visit.person.name
    await _remember(visit, answers)
    dialogue = answers.get("dialogue", "-")
    draft = PetitionDraft(
        body=written_text(body),
        topic=answers.get("topic", ""),
        hamlet=hamlet,
        dialogue_id=int(dialogue) if dialogue not in ("-", None) else None,
        name=name,
        name_shown=answers["name_shown"] == "shown",
        files=written_files(body),
        places=written_places(body),
        refs=written_refs(body),
        confirmed=visit.filling.facts.get("gate", {}).get("confirmed", False),
    )
    if code := joined_code(visit.filling):
        return await submit_joined(visit, draft, code)
    petition, deadline = await submit_petition(visit.desk, draft)
    receipt = words(
        "petition-received",
        code=petition.code,
        department=visit.desk.commune.department(petition.department).name,
        due=deadline.due_on,
    )
    rows = (
        choice(f"mine.show:{petition.code}", "petition-see"),
        choice("speaker.begin", "menu-speaker"),
        choice("menu.show", "menu-button"),
    )
    return outcome(Reply((receipt, deadline_words(deadline)), rows))


async def _remember(visit: Visit, answers: dict[str, Any]) -> None:
    """Keep what the person said of themselves, so that it is asked once."""
    changes: dict[str, Any] = {}
    if answers.get("name"):
        changes["name"] = answers["name"]
    if visit.person.hamlet is None and visit.desk.commune.hamlet(answers.get("hamlet")):
        changes["hamlet"] = answers["hamlet"]
    if changes:
        await visit.desk.uow.people.change(visit.desk.commune.id, visit.person.id, **changes)


def topic_of(commune: Commune, text: str) -> str:
    """The likeliest topic of a text; the last one ("other") when nothing points anywhere."""
    best = topics_of(commune.topics).suggest(read(text), 1)
    return best[0].topic if best else commune.topics[-1].key
