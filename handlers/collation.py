"""Hamlet heads: forward what was collected at home meetings, and see what became of it."""

from dataclasses import asdict, replace
from typing import Any

from actions.card import hamlet_of, one_line
from actions.neighbours import join_petition
from actions.petition import PetitionDraft, submit_petition
from domain.calendar import day_of
from domain.collation import CollectedItem, join, split_message
from domain.notice import Attachment, Words, words
from domain.petition import Petition
from domain.text import shorten
from handlers.collection_gate import (
    all_stopped,
    confirm,
    guide,
    is_confirmed,
    judged,
    leave_out,
    options_of,
    stopped,
    why_stopped,
)
from handlers.conversation.form import Facts, Filling, Form, Known, Line, OneOf, Step, Written
from handlers.conversation.reply import Reply, choice, say
from handlers.neighbours import join_options, joining, joins, look_at_items, neighbour_lines, with_items_neighbours
from handlers.petition import dialogue_options, open_dialogues, show_dialogue, show_written, topic_of, topic_options
from handlers.speaker import own_hamlets, show_hamlet_key
from handlers.visit import Outcome, Visit, effect, form, outcome

MAX_ITEMS = 60


def _items(filling: Filling) -> list[CollectedItem]:
    return [
        CollectedItem(item["text"], item["name"], tuple(item["files"]), item.get("topic"))
        for item in filling.facts.get("items", [])
    ]


def _with_items(filling: Filling, items: list[CollectedItem]) -> Filling:
    while len(items) > MAX_ITEMS:
        # A list nobody could look through: what is over stays with the last that fits.
        last = items[-1]
        named = f"{last.name}: {last.text}" if last.name else last.text
        items = join([*items[:-1], replace(last, text=named, name=None)], len(items) - 1)
    plain = [{**asdict(item), "files": list(item.files)} for item in items]
    return judged(replace(filling, facts={**filling.facts, "items": plain}))


def _without(filling: Filling, *keys: str, **facts: Any) -> Filling:
    answers = {key: value for key, value in filling.answers.items() if key not in keys}
    return replace(filling, answers=answers, facts={**filling.facts, **facts})


def split(known: Known, filling: Filling) -> Filling:
    """What was forwarded since the last time, as single matters behind those that are there already.

    A file belongs to the last matter of the message it came with or after.
    """
    body = filling.answers["body"]
    parts, files = filling.facts.get("split", (0, 0))
    beside = body.get("beside", ())
    fresh: list[CollectedItem] = []
    for position, part in enumerate(body["parts"][parts:], parts):
        fresh += split_message(part["text"])
        first, last = position == parts, position == len(body["parts"]) - 1
        mine = tuple(
            n for n in range(files, len(body["files"]))
            if (at := beside[n] if n < len(beside) else position) == position
            or (first and at < position) or (last and at > position)
        )  # fmt: skip
        if mine and fresh:
            fresh[-1] = replace(fresh[-1], files=(*fresh[-1].files, *mine))
    if not fresh and files < len(body["files"]):
        fresh = [CollectedItem("", None, tuple(range(files, len(body["files"]))))]
    done = [len(body["parts"]), len(body["files"])]
    return _with_items(_without(filling, "check", doing="", split=done), [*_items(filling), *fresh])


def _checked(known: Known, filling: Filling) -> Filling:
    answer = str(filling.answers["check"])
    if answer == "more":
        return replace(_without(filling, "check"), step="body")
    if answer.startswith("near-"):
        item = _items(filling)[int(answer.removeprefix("near-"))]
        return joining(_without(filling, "check"), item.text)
    if answer.startswith("item-"):
        return _without(filling, "check", "item", doing="item", at=int(answer.removeprefix("item-")))
    return filling


def _item_chosen(known: Known, filling: Filling) -> Filling:
    items, at = _items(filling), int(filling.facts["at"])
    match filling.answers["item"]:
        case "edit" | "name" | "topic" as doing:
            return _without(filling, "item", "edit", "name", "topic", doing=doing)
        case "guide" | "opinion" | "part" as said if stopped(filling, items[at].text):
            decide = {"guide": guide, "opinion": confirm, "part": leave_out}[said]
            return decide(_without(filling, "item", doing=""), at)
        case "unname":
            items[at] = replace(items[at], name=None)
        case "join" if at > 0:
            items = join(items, at)
        case "drop":
            items = [*items[:at], *items[at + 1 :]]
    return _with_items(_without(filling, "item", doing=""), items)


def _edited(known: Known, filling: Filling) -> Filling:
    items, at = _items(filling), int(filling.facts["at"])
    items[at] = replace(items[at], text=filling.answers["edit"])
    return _with_items(_without(filling, "edit", doing=""), items)


def _named(known: Known, filling: Filling) -> Filling:
    items, at = _items(filling), int(filling.facts["at"])
    items[at] = replace(items[at], name=filling.answers["name"])
    return _with_items(_without(filling, "name", doing=""), items)


def _topic_chosen(known: Known, filling: Filling) -> Filling:
    items, at = _items(filling), int(filling.facts["at"])
    items[at] = replace(items[at], topic=filling.answers["topic"])
    return _with_items(_without(filling, "topic", doing=""), items)


def _topic(known: Known, item: CollectedItem) -> str:
    return item.topic or topic_of(known.commune, item.text)


def _left(known: Known, filling: Filling) -> Filling:
    return _without(filling, "item", "edit", "name", doing="")


def _doing(what: str) -> Any:
    return lambda known, filling: filling.facts.get("doing") == what


def item_line(known: Known, number: int, item: CollectedItem, length: int = 160) -> Words:
    return words(
        "collation-item",
        number=str(number),
        name=words("collation-named", name=item.name) if item.name else words("collation-unnamed"),
        text=shorten(item.text, length) or "…",
        topic=known.commune.topic(_topic(known, item)).name,
        files=len(item.files),
    )


def _list_facts(known: Known, filling: Filling) -> Facts:
    items = _items(filling)
    length = 160 if len(items) <= 15 else 60
    lines = [
        line
        for n, item in enumerate(items, 1)
        for line in (item_line(known, n, item, length), *neighbour_lines(filling, item.text))
    ]
    waiting = all_stopped(filling)
    if waiting:
        numbers = ", ".join(str(n + 1) for n in waiting)
        lines.append(words("collation-stopped", numbers=numbers, count=len(waiting)))
    return {"count": len(items), "items": words("lines", lines=lines)}


def _check_options(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    count, waiting = len(_items(filling)), all_stopped(filling)
    rows = [(f"item-{n}", words("collation-decide", number=str(n + 1))) for n in waiting]
    rows += [("all", words("collation-all-right", count=count))] if count and not waiting else []
    rows += [] if waiting else join_options(filling)
    rows += [(f"item-{n}", words("collation-correct", number=str(n + 1))) for n in range(count) if n not in waiting]
    return [*rows, ("more", words("collation-again"))]


def _item_facts(known: Known, filling: Filling) -> Facts:
    at = int(filling.facts["at"])
    item = _items(filling)[at]
    line = item_line(known, at + 1, item, 1500)
    return {"item": words("lines", lines=[line, *why_stopped(known, filling, item.text)])}


def _item_options(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    at = int(filling.facts["at"])
    if waits := stopped(filling, _items(filling)[at].text):
        return options_of(waits)
    rows = [
        ("edit", words("collation-edit")),
        ("topic", words("collation-topic")),
        ("name", words("collation-name")),
    ]
    if _items(filling)[at].name:
        rows.append(("unname", words("collation-unname")))
    if at > 0:
        rows.append(("join", words("collation-join")))
    return [*rows, ("drop", words("collation-drop")), ("keep", words("collation-keep"))]


def _has_dialogues(known: Known, filling: Filling) -> bool:
    return bool(filling.facts.get("dialogues"))


form(
    Form(
        name="collation",
        version=1,
        steps=(
            Step("hamlet", ask="speaker-ask-hamlet", takes=OneOf(own_hamlets), label="petition-label-hamlet",
                 show=show_hamlet_key, when=lambda k, f: len(k.actor.hamlets) > 1),
            Step("dialogue", ask="petition-ask-dialogue", takes=OneOf(dialogue_options),
                 label="petition-label-dialogue", show=show_dialogue, when=_has_dialogues),
            Step("body", ask="collation-ask", takes=Written(max_length=40_000), show=show_written, then=split,
                 reviewed=False),
            Step("item", ask="collation-ask-item", takes=OneOf(_item_options), facts=_item_facts,
                 when=_doing("item"), then=_item_chosen, leave=_left, reviewed=False),
            Step("edit", ask="collation-ask-edit", takes=Line(max_length=4000), facts=_item_facts,
                 when=_doing("edit"), then=_edited, leave=_left, reviewed=False),
            Step("name", ask="collation-ask-name", takes=Line(max_length=80), facts=_item_facts,
                 when=_doing("name"), then=_named, leave=_left, reviewed=False),
            Step("topic", ask="petition-ask-topic", takes=OneOf(topic_options), facts=lambda k, f: {"guessed": "no"},
                 when=_doing("topic"), then=_topic_chosen, reviewed=False),
            Step("check", ask="collation-check", takes=OneOf(_check_options), facts=_list_facts, then=_checked,
                 reviewed=False, look=look_at_items),
        ),
        finished="collation.submit",
    )
)  # fmt: skip


@effect("collation.begin")
async def begin(visit: Visit) -> Outcome:
    if not visit.desk.actor.hamlets:
        return outcome(say("access-refused-hamlet-head"), then="menu.show")
    dialogues = await open_dialogues(visit)
    answers = {"dialogue": str(dialogues[0]["id"])} if len(dialogues) == 1 else {}
    return Outcome(begin=Filling("collation", 1, "", answers, {"dialogues": dialogues}))


@effect("collation.neighbours", reads=True)
async def look_for_neighbours(visit: Visit) -> Outcome:
    return await with_items_neighbours(visit, _hamlet(visit))


def _hamlet(visit: Visit) -> str:
    return str(visit.filling.answers.get("hamlet") or visit.desk.actor.hamlets[0])


@effect("collation.submit")
async def submit(visit: Visit) -> Outcome:
    """One petition and one receipt per item."""
    filling, commune, hamlet = visit.filling, visit.desk.commune, _hamlet(visit)
    receipts = []
    for item in _items(filling):
        draft = _draft(visit, item, hamlet)
        code = joins(filling, item.text)
        joined = await join_petition(visit.desk, draft, code) if code else None
        if joined is not None:
            receipts.append(_receipt_joined(visit, item, *joined))
            continue
        petition, _ = await submit_petition(visit.desk, draft)
        receipts.append(
            words(
                "collation-receipt", code=petition.code, text=shorten(item.text, 50) or "…",
                name=item.name or words("collation-unnamed"),
                department=commune.department(petition.department).name, due=petition.due_on,
            )
        )  # fmt: skip
    if not receipts:
        return outcome(say("collation-nothing"), then="menu.show")
    head = words("collation-sent", count=len(receipts), hamlet=hamlet_of(commune, hamlet))
    rows = (
        choice("hamlet.items", "menu-hamlet"),
        choice("collation.begin", "menu-collation"),
        choice("menu.show", "menu-button"),
    )
    return outcome(Reply((head, words("lines", lines=receipts)), rows))


def _draft(visit: Visit, item: CollectedItem, hamlet: str) -> PetitionDraft:
    files = visit.filling.answers["body"]["files"]
    dialogue = visit.filling.answers.get("dialogue", "-")
    return PetitionDraft(
        body=item.text,
        topic=item.topic or topic_of(visit.desk.commune, item.text),
        hamlet=hamlet,
        dialogue_id=int(dialogue) if dialogue not in ("-", None) else None,
        name=item.name,
        name_shown=item.name is not None,
        files=tuple(Attachment(**files[n]) for n in item.files if n < len(files)),
        collected=True,
        confirmed=is_confirmed(visit.filling, item.text),
    )


def _receipt_joined(visit: Visit, item: CollectedItem, petition: Petition, lead: Petition) -> Words:
    return words(
        "neighbours-receipt", code=petition.code, text=shorten(item.text, 50) or "…",
        name=item.name or words("collation-unnamed"), lead=lead.code,
        department=visit.desk.commune.department(lead.department).name,
    )  # fmt: skip


@effect("hamlet.items", reads=True)
async def items(visit: Visit) -> Outcome:
    hamlets = visit.desk.actor.hamlets
    if not hamlets:
        return outcome(say("access-refused-hamlet-head"), then="menu.show")
    commune, today = visit.desk.commune, day_of(visit.desk.now)
    petitions = await visit.desk.uow.petitions.collected_in(commune.id, hamlets, 20)
    speaking = await visit.desk.uow.speakers.of_person(commune.id, visit.person.id)
    if not petitions and not speaking:
        return outcome(
            say("hamlet-no-items", choice("collation.begin", "menu-collation"), choice("menu.show", "menu-button"))
        )
    lines = [words("hamlet-list", hamlet=hamlet_of(commune, hamlets[0]), count=len(petitions))]
    lines += [one_line(commune, petition, today) for petition in petitions]
    rows = [choice(f"mine.show:{p.code}", "petition-open", code=p.code) for p in petitions]
    for registration in speaking[:20]:
        key = f"speaker.show:{registration.dialogue_id}:{registration.number}"
        rows.append(choice(key, "mine-speaking", number=registration.number, name=registration.name))
    return outcome(Reply(tuple(lines), (*rows, choice("menu.show", "menu-button"))))
