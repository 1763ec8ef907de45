"""Texts that a department begins its answers with: kept from answers, used, renamed, deleted."""

from actions.desk import Desk
from actions.record import find_petition
from domain.access import OnPetition, OnTemplate, Role, may
from domain.answer import AnswerTemplate
from domain.petition import Petition
from domain.refusal import Refused


async def keep_template(desk: Desk, code: str, name: str) -> AnswerTemplate:
    """Keep the latest answer to a petition for others on its topic. Raises Refused where there is none."""
    petition = await _petition(desk, code)
    answer = await desk.uow.answers.latest(petition)
    if answer is None or not answer.written.text:
        raise Refused("template-refused-nothing", {"code": code})
    number = await desk.uow.numbers.next(desk.commune.id, "answer-template")
    template = AnswerTemplate(desk.commune.id, number, petition.department, petition.topic, name, answer.written.text)
    if not await desk.uow.answer_templates.add(template, desk.actor.person, desk.now):
        raise Refused("template-refused-name", {"name": name})
    return template


async def templates_for(desk: Desk, code: str) -> list[AnswerTemplate]:
    """Those for the topic of a petition."""
    petition = await _petition(desk, code)
    return await desk.uow.answer_templates.of(desk.commune.id, (petition.department,), petition.topic)


async def templates_of(desk: Desk) -> list[AnswerTemplate]:
    """All that the actor may use."""
    commune = desk.commune
    everywhere = tuple(department.key for department in commune.departments)
    departments = everywhere if desk.actor.has(Role.CLERK) else desk.actor.departments
    if not departments:
        raise Refused("access-refused-officer")
    return await desk.uow.answer_templates.of(commune.id, departments)


async def find_template(desk: Desk, template_id: int) -> AnswerTemplate:
    """Raises Refused, the same for foreign and unknown."""
    found = await desk.uow.answer_templates.find(desk.commune.id, template_id)
    if found is None or not may(desk.actor, OnTemplate.USE, found):
        raise Refused("template-refused-gone")
    return found


async def rename_template(desk: Desk, template_id: int, name: str) -> AnswerTemplate:
    template = await find_template(desk, template_id)
    if not await desk.uow.answer_templates.rename(template, name):
        raise Refused("template-refused-name", {"name": name})
    return template


async def delete_template(desk: Desk, template_id: int) -> AnswerTemplate:
    template = await find_template(desk, template_id)
    await desk.uow.answer_templates.remove(template)
    return template


async def _petition(desk: Desk, code: str) -> Petition:
    petition = await find_petition(desk, code, OnPetition.READ)
    if not may(desk.actor, OnTemplate.USE, petition):
        raise Refused("access-refused-answer", {"code": code})
    return petition
