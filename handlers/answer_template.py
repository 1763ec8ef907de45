"""Texts to begin answers with: the list, keeping one, using, renaming and deleting it."""

from actions.answer_template import (
    delete_template,
    find_template,
    keep_template,
    rename_template,
    templates_for,
    templates_of,
)
from domain.access import OnPetition, may
from domain.answer import AnswerTemplate
from domain.notice import Words, verbatim, words
from domain.petition import Petition
from domain.text import shorten
from handlers.conversation.form import Facts, Filling, Form, Known, Line, Step
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.visit import Outcome, Visit, effect, form, outcome
from handlers.work import MORE


def _offered(visit: Visit, petition: Petition) -> list[Choice]:
    answering = petition.is_open and may(visit.desk.actor, OnPetition.ANSWER, petition)
    return [choice(f"template.list:{petition.code}", "template-list")] if answering else []


MORE.append(_offered)


@effect("template.list", reads=True, in_group=True)
async def show_all(visit: Visit) -> Outcome:
    """Those for one petition's topic, or all that may be used."""
    code = visit.argument() if visit.arguments else ""
    found = await (templates_for(visit.desk, code) if code else templates_of(visit.desk))
    back = choice(f"work.show:{code}", "card-back", code=code) if code else choice("work.list", "menu-work")
    if not found:
        return outcome(say("template-none", back))
    lines = [words("template-all", count=len(found)), *(_line(visit, each) for each in found)]
    if code:
        rows = [choice(f"template.use:{code}:{each.id}", "template-use", name=each.name) for each in found]
    else:
        rows = [choice(f"template.show:{each.id}", verbatim(each.name)) for each in found]
    return outcome(Reply(tuple(lines), (*rows, back)))


def _line(visit: Visit, template: AnswerTemplate) -> Words:
    topic = visit.desk.commune.topic(template.topic).name
    return words("template-line", name=template.name, topic=topic, text=shorten(template.text, 80))


@effect("template.show", reads=True)
async def show(visit: Visit) -> Outcome:
    template = await find_template(visit.desk, visit.number())
    topic = visit.desk.commune.topic(template.topic).name
    rows = (
        choice(f"template.rename:{template.id}", "template-rename"),
        choice(f"template.drop:{template.id}", "template-delete"),
        choice("template.list", "template-list"),
    )
    return outcome(Reply((words("template-page", name=template.name, topic=topic), verbatim(template.text)), rows))


def _named(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts.get("code", ""), "name": filling.facts.get("name", "")}


form(
    Form(
        name="template",
        version=1,
        steps=(Step("name", ask="template-ask-name", takes=Line(max_length=60), facts=_named),),
        finished="template.kept",
        drafted=False,
    )
)
form(
    Form(
        name="template-name",
        version=1,
        steps=(Step("name", ask="template-ask-new-name", takes=Line(max_length=60), facts=_named),),
        finished="template.renamed",
        drafted=False,
    )
)


@effect("template.keep", in_group=True, reads=True)
async def keep(visit: Visit) -> Outcome:
    return Outcome(begin=Filling("template", 1, "", facts={"code": visit.argument()}))


@effect("template.kept", in_group=True)
async def kept(visit: Visit) -> Outcome:
    template = await keep_template(visit.desk, visit.filling.facts["code"], visit.filling.answers["name"])
    topic = visit.desk.commune.topic(template.topic).name
    return outcome(say("template-kept", choice("work.list", "menu-work"), name=template.name, topic=topic))


@effect("template.rename", reads=True)
async def rename(visit: Visit) -> Outcome:
    template = await find_template(visit.desk, visit.number())
    return Outcome(begin=Filling("template-name", 1, "", facts={"id": template.id, "name": template.name}))


@effect("template.renamed")
async def renamed(visit: Visit) -> Outcome:
    template_id = visit.filling.facts["id"]
    await rename_template(visit.desk, template_id, visit.filling.answers["name"])
    return Outcome(then=f"template.show:{template_id}")


@effect("template.drop", reads=True)
async def ask_drop(visit: Visit) -> Outcome:
    template = await find_template(visit.desk, visit.number())
    rows = (
        choice(f"template.drop-yes:{template.id}", "template-delete-yes"),
        choice(f"template.show:{template.id}", "form-back"),
    )
    return outcome(say("template-delete-sure", *rows, name=template.name))


@effect("template.drop-yes")
async def drop(visit: Visit) -> Outcome:
    template = await delete_template(visit.desk, visit.number())
    return outcome(say("template-deleted", choice("template.list", "template-list"), name=template.name))
