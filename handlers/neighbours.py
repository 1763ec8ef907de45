"""Neighbours who have sent the same: asked once, before the topic, whether to join them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from actions.neighbours import Neighbour, join_petition, neighbours
from actions.petition import PetitionDraft
from domain.notice import Words, verbatim, words
from handlers.conversation.form import Facts, Filling, Known, OneOf, Step
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.visit import Outcome, Visit, outcome

ALONE = "-"


def _of(known: Known, filling: Filling) -> str:
    """What the neighbours were looked up for."""
    hamlet = filling.answers.get("hamlet", known.hamlet)
    return hashlib.blake2b(repr((filling.answers["body"]["parts"], hamlet)).encode(), digest_size=8).hexdigest()


def _found(filling: Filling) -> list[Neighbour]:
    return [Neighbour(**each) for each in filling.facts.get("near", {}).get("found", [])]


def _is_asked(known: Known, filling: Filling) -> bool:
    return bool("join" in filling.answers or _found(filling) or _look(known, filling))


def _look(known: Known, filling: Filling) -> str | None:
    body = filling.answers.get("body")
    if not body or not body["parts"] or "join" in filling.answers or _found(filling):
        return None
    return None if filling.facts.get("near", {}).get("of") == _of(known, filling) else "petition.neighbours"


async def with_neighbours(visit: Visit, text: str) -> Outcome:
    """The form under way, with what neighbours have sent that is like `text`."""
    filling, known = visit.filling, visit.known
    found = await neighbours(visit.desk, text, filling.answers.get("hamlet", known.hamlet))
    return Outcome(begin=looked_up(known, filling, found))


def looked_up(known: Known, filling: Filling, found: Sequence[Neighbour]) -> Filling:
    near = {"of": _of(known, filling), "found": [asdict(each) for each in found]}
    return replace(filling, facts={**filling.facts, "near": near})


def joined_code(filling: Filling) -> str | None:
    """The code of what is to be joined."""
    chosen = filling.answers.get("join", ALONE)
    return None if chosen == ALONE else str(chosen)


def is_alone(known: Known, filling: Filling) -> bool:
    return joined_code(filling) is None


def _who(known: Known, filling: Filling, neighbour: Neighbour) -> Words:
    """ "3 bà con cùng xóm": how many, and whether of the same hamlet."""
    hamlet = known.commune.hamlet(filling.answers.get("hamlet", known.hamlet))
    if neighbour.here and hamlet is not None:
        return words("neighbours-here", people=neighbour.people, kind=words(f"hamlet-kind-{hamlet.kind}"))
    return words("neighbours-elsewhere", people=neighbour.people)


def _ask(known: Known, filling: Filling) -> Facts:
    found = _found(filling)
    lines = [words("neighbours-line", who=_who(known, filling, each), text=each.text, code=each.code) for each in found]
    return {"items": words("lines", lines=lines), "count": len(found)}


def _options(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    found = _found(filling)
    if len(found) == 1:
        return [(found[0].code, words("neighbours-join")), (ALONE, words("neighbours-alone"))]
    return [
        *((each.code, words("neighbours-join-one", code=each.code)) for each in found),
        (ALONE, words("neighbours-alone")),
    ]


def _show(known: Known, filling: Filling, value: Any) -> Words:
    return words("neighbours-none") if value == ALONE else verbatim(str(value))


JOIN = Step(
    "join", ask="neighbours-ask", takes=OneOf(_options), label="neighbours-label", show=_show, facts=_ask,
    when=_is_asked, look=_look, spill="body",
)  # fmt: skip


async def submit_joined(visit: Visit, draft: PetitionDraft, code: str) -> Outcome:
    """File it with its neighbours; where their matter was closed meanwhile, ask what is left to send it alone."""
    joined = await join_petition(visit.desk, draft, code)
    if joined is None:
        answers = {**visit.filling.answers, "join": ALONE}
        return outcome(say("neighbours-gone", code=code), begin=replace(visit.filling, answers=answers))
    petition, lead = joined
    facts = {"code": petition.code, "department": visit.desk.commune.department(lead.department).name}
    if lead.is_paused:
        receipt = words("neighbours-joined-paused", **facts)
    else:
        receipt = words("neighbours-joined", **facts, due=lead.due_on)
    return outcome(Reply((receipt,), _after(petition.code)))


def _after(code: str) -> tuple[Choice, ...]:
    return (
        choice(f"mine.show:{code}", "petition-see"),
        choice("speaker.begin", "menu-speaker"),
        choice("menu.show", "menu-button"),
    )


# ── what a hamlet head has collected ──────────────────────────────────────────────────────────────────────────

# More buttons under one list than some channels take.
MOST_JOINS = 20


def _mark(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _unknown(filling: Filling) -> list[str]:
    """The items that were not looked at yet."""
    looked = filling.facts.get("alike", {})
    return [
        item["text"] for item in filling.facts.get("items", []) if item["text"] and _mark(item["text"]) not in looked
    ]


def look_at_items(known: Known, filling: Filling) -> str | None:
    return "collation.neighbours" if _unknown(filling) else None


async def with_items_neighbours(visit: Visit, hamlet: str) -> Outcome:
    """The batch under way, with the surest of what was sent already for each of its items."""
    found = {text: await neighbours(visit.desk, text, hamlet) for text in _unknown(visit.filling)}
    return Outcome(begin=items_looked_up(visit.filling, found))


def items_looked_up(filling: Filling, found: Mapping[str, Sequence[Neighbour]]) -> Filling:
    looked = {_mark(text): asdict(each[0]) if each else None for text, each in found.items()}
    return replace(filling, facts={**filling.facts, "alike": {**filling.facts.get("alike", {}), **looked}})


def neighbour_of(filling: Filling, text: str) -> Neighbour | None:
    """What was sent already that is like an item."""
    found = filling.facts.get("alike", {}).get(_mark(text))
    return Neighbour(**found) if found else None


def joins(filling: Filling, text: str) -> str | None:
    """The code of what an item is to join."""
    neighbour = neighbour_of(filling, text)
    return neighbour.code if neighbour and _mark(text) in filling.facts.get("joining", ()) else None


def joining(filling: Filling, text: str) -> Filling:
    """The batch with an item that joins its neighbours, or does no longer."""
    marks, mark = list(filling.facts.get("joining", ())), _mark(text)
    marks = [each for each in marks if each != mark] if mark in marks else [*marks, mark]
    return replace(filling, facts={**filling.facts, "joining": marks})


def neighbour_lines(filling: Filling, text: str) -> list[Words]:
    """Under an item: what is like it, or what it joins."""
    neighbour = neighbour_of(filling, text)
    if neighbour is None:
        return []
    if joins(filling, text):
        return [words("neighbours-item-joins", code=neighbour.code)]
    return [words("neighbours-item", people=neighbour.people, text=neighbour.text, code=neighbour.code)]


def join_options(filling: Filling) -> list[tuple[str, Words]]:
    """For each item with neighbours: join them, or not after all."""
    rows = []
    for n, item in enumerate(filling.facts.get("items", [])):
        if neighbour := neighbour_of(filling, item["text"]):
            label = "neighbours-item-alone" if joins(filling, item["text"]) else "neighbours-item-join"
            rows.append((f"near-{n}", words(label, number=str(n + 1), code=neighbour.code)))
    return rows[:MOST_JOINS]
