"""Many who speak of the same: choosing which petitions are dealt with together, and taking one out again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actions.merge import alike, lead_and_members, merge, unmerge
from actions.record import find_petition
from domain.access import OnPetition, may
from domain.notice import Choice as Button
from domain.notice import Words, verbatim, words
from domain.petition import MOVES, Petition, PetitionState, read_codes
from domain.text import shorten
from handlers.conversation.event import Event, Said
from handlers.conversation.form import Facts, Filling, Form, Known, Problem, SomeOf, Step
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.visit import Outcome, Visit, effect, form, outcome
from handlers.work import MORE, belongs_here

GLIMPSE = 24
MOST_TYPED = 50


def merge_choices(visit: Visit, petition: Petition) -> list[Choice]:
    can_join = petition.is_merged or PetitionState.MERGED in MOVES[petition.state]
    if not can_join or not may(visit.desk.actor, OnPetition.MERGE, petition):
        return []
    return [choice(f"merge.show:{petition.code}", "merge")]


MORE.append(merge_choices)


@effect("merge.show", in_group=True, reads=True)
async def show(visit: Visit) -> Outcome:
    """What a petition is dealt with together with; each can be taken out again."""
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.MERGE)
    if visit.known.in_group and not await belongs_here(visit, petition.code):
        return Outcome(then="chat.private")
    lead, members = await lead_and_members(visit.desk, petition)
    code = petition.code
    rows = [choice(f"merge.undo:{each.code}", "merge-undo", code=each.code) for each in members]
    if lead is not None:
        rows = [choice(f"merge.undo:{code}", "merge-undo", code=code)]
        line = words("petition-merged-into", lead=lead.code)
    elif members:
        line = words("petition-merged-with", count=len(members))
    else:
        line = words("merge-none", code=code)
    if petition.is_open:
        rows.insert(0, choice(f"merge.begin:{code}", "merge-begin"))
    return outcome(Reply((line,), (*rows, choice(f"work.show:{code}", "card-back", code=code))))


# ── merging ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Codes(SomeOf):
    """Petitions, by button or by their codes typed: those that are likest are offered."""

    free: bool = True

    def choices(self, known: Known, filling: Filling, value: Any) -> Sequence[Button]:
        rows = list(super().choices(known, filling, value))[:-1]
        return [*rows, Button("@done", words("form-go-on"))] if value else rows

    def take(self, event: Event, known: Known, filling: Filling, value: Any) -> Any:
        found = read_codes(event.text)[:MOST_TYPED] if isinstance(event, Said) else []
        if not found:
            raise Problem(words("lookup-no-code", example=f"{known.commune.code_prefix}{known.now:%y}-0001"))
        own = filling.facts["code"]
        return list(dict.fromkeys([*(value or []), *(code for code in found if code != own)]))


def _options(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    offered: dict[str, str] = filling.facts["alike"]
    typed = [code for code in filling.answers.get("others") or [] if code not in offered]
    return [
        *((code, words("merge-option", code=code, text=text)) for code, text in offered.items()),
        *((code, verbatim(code)) for code in typed),
    ]


def _code(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"]}


def _show(known: Known, filling: Filling, value: Any) -> Words:
    return verbatim(", ".join(value or ()))


form(
    Form(
        name="merge",
        version=1,
        steps=(Step("others", ask="merge-ask", takes=Codes(_options), label="merge-label", show=_show, facts=_code),),
        review="merge-review",
        send="merge-send",
        finished="merge.submit",
        about=_code,
    )
)


@effect("merge.begin", in_group=True)
async def begin(visit: Visit) -> Outcome:
    petition, others = await alike(visit.desk, visit.argument())
    if visit.known.in_group and not await belongs_here(visit, petition.code):
        return Outcome(then="chat.private")
    glimpses = {each.code: shorten(each.body, GLIMPSE) for each in others}
    return Outcome(begin=Filling("merge", 1, "", facts={"code": petition.code, "alike": glimpses}))


@effect("merge.submit", in_group=True)
async def submit(visit: Visit) -> Outcome:
    code, others = visit.filling.facts["code"], visit.filling.answers["others"]
    lead = await merge(visit.desk, [code, *others])
    see = choice(f"work.show:{lead.code}", "petition-open", code=lead.code)
    return outcome(say("merge-done", see, choice("work.list", "menu-work"), code=lead.code, count=len(others)))


@effect("merge.undo", in_group=True)
async def undo(visit: Visit) -> Outcome:
    petition = await unmerge(visit.desk, visit.argument())
    see = choice(f"work.show:{petition.code}", "petition-open", code=petition.code)
    return outcome(say("merge-undone", see, code=petition.code, due=petition.due_on))
