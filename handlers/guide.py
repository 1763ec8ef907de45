"""A clerk finds that a petition is none: its author is shown the way, and what it said is erased."""

from actions.gate import guide_away
from actions.record import find_petition
from domain.access import OnPetition
from domain.notice import Words, words
from domain.petition import PetitionState
from handlers.collection_gate import erased_words
from handlers.conversation.form import Facts, Filling, Form, Known, OneOf, Option, Step
from handlers.conversation.reply import choice, say
from handlers.visit import Outcome, Visit, effect, form, outcome
from locales import FIRST, render
from understanding.gate import Body

_BODIES = (
    Body.COMMUNE_CHAIR, Body.UPPER_LEVEL, Body.PARTY_INSPECTION, Body.POLICE, Body.UPPER_POLICE, Body.DECIDING_BODY,
)  # fmt: skip


def _ways(known: Known, filling: Filling) -> list[Option]:
    return [(body.value, words(f"guide-to-{body}")) for body in _BODIES]


def _show_way(known: Known, filling: Filling, value: str) -> Words:
    return words(f"guide-to-{value}")


def _facts(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"]}


form(
    Form(
        name="guide",
        version=1,
        steps=(Step("body", ask="guide-ask", takes=OneOf(_ways), label="guide-label", show=_show_way, facts=_facts),),
        review="guide-review",
        send="guide-send",
        finished="guide.submit",
        about=_facts,
        drafted=False,
    )
)


@effect("guide.begin")
async def begin(visit: Visit) -> Outcome:
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.GUIDE)
    petition.check_move(PetitionState.REFUSED)
    return Outcome(begin=Filling("guide", 1, "", facts={"code": petition.code}))


@effect("guide.submit")
async def submit(visit: Visit) -> Outcome:
    code, body = visit.filling.facts["code"], Body(visit.filling.answers["body"])
    where = render(words("guide-noted", way=words(f"guide-to-{body}")), FIRST)
    petition = await guide_away(
        visit.desk, code, body, where, erased_words(FIRST), visit.files, conversation=visit.talk.id
    )  # fmt: skip
    issued = await visit.desk.uow.conclusions.issued_naming(petition.commune_id, petition.id)
    papers = "yes" if issued else "no"
    numbers = ", ".join(issued)
    return outcome(
        say("guide-done", choice("petitions.show", "menu-petitions"), code=code, issued=papers, numbers=numbers)
    )
