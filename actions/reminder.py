"""Reminders: made anew whenever what they hang on changes."""

from collections.abc import Sequence

from actions.calendar import calendar_of
from actions.desk import Desk
from domain.calendar import day_of
from domain.commitment import Commitment
from domain.dialogue import Dialogue
from domain.milestone import Milestone
from domain.reminder import Reminder, of_commitment, of_dialogue, of_milestone, of_question
from domain.supervision import SupervisorQuestion


async def schedule(desk: Desk, dialogue: Dialogue) -> None:
    """Make the reminders of a dialogue and its milestones: what was told stays told, what is stale vanishes."""
    milestones = await desk.uow.milestones.of_dialogue(desk.commune.id, dialogue.id)
    await _keep(desk, dialogue, milestones, whole=True)


async def schedule_milestone(desk: Desk, milestone: Milestone) -> None:
    """Make the reminders of one milestone."""
    dialogue = None
    if milestone.dialogue_id is not None:
        dialogue = await desk.uow.dialogues.find(desk.commune.id, milestone.dialogue_id)
    await _keep(desk, dialogue, [milestone], whole=False)


async def schedule_commitment(desk: Desk, commitment: Commitment) -> None:
    """Make the reminders of one promise."""
    wanted = of_commitment(commitment, desk.commune, calendar_of(desk.commune, day_of(desk.now).year), desk.now)
    await desk.uow.reminders.drop(desk.commune.id, (), (), wanted, desk.now, commitments=[commitment.id])
    await desk.uow.reminders.put([each for each in wanted if each.due_at > desk.now], desk.now)


async def schedule_question(desk: Desk, question: SupervisorQuestion) -> None:
    """Make the reminders of one question of the Front."""
    wanted = of_question(question, desk.commune, calendar_of(desk.commune, day_of(desk.now).year), desk.now)
    await desk.uow.reminders.drop(desk.commune.id, (), (), wanted, desk.now, questions=[question.id])
    await desk.uow.reminders.put([each for each in wanted if each.due_at > desk.now], desk.now)


async def schedule_all(desk: Desk) -> None:
    """Make the reminders of everything that is open in the commune, e.g. after its settings have changed."""
    open_ones = await desk.uow.milestones.open_of(desk.commune.id)
    dialogues = {d.id: d for d in await desk.uow.dialogues.coming(desk.commune.id, desk.now)}
    missing = {m.dialogue_id for m in open_ones if m.dialogue_id is not None} - dialogues.keys()
    others = await desk.uow.dialogues.by_ids([(desk.commune.id, each) for each in sorted(missing)])
    dialogues |= {each: found for (_, each), found in others.items()}
    for dialogue in dialogues.values():
        await _keep(desk, dialogue, [m for m in open_ones if m.dialogue_id == dialogue.id], whole=True)
    await _keep(desk, None, [m for m in open_ones if m.dialogue_id is None], whole=False)
    for commitment in await desk.uow.commitments.open_of(desk.commune.id):
        await schedule_commitment(desk, commitment)
    for question in await desk.uow.supervisor_questions.open_of(desk.commune.id):
        await schedule_question(desk, question)


async def _keep(desk: Desk, dialogue: Dialogue | None, milestones: Sequence[Milestone], *, whole: bool) -> None:
    wanted: list[Reminder] = []
    calendar = calendar_of(desk.commune, day_of(desk.now).year)
    for milestone in milestones:
        wanted += of_milestone(milestone, dialogue, desk.commune, calendar, desk.now)
    of_it = [dialogue] if dialogue is not None and whole else []
    for each in of_it:
        wanted += of_dialogue(each, desk.commune, calendar, desk.now)
    await desk.uow.reminders.drop(
        desk.commune.id, [each.id for each in of_it], [m.id for m in milestones], wanted, desk.now
    )
    # What would have been due before it was known is not told: who has just set the day knows it.
    await desk.uow.reminders.put([each for each in wanted if each.due_at > desk.now], desk.now)
