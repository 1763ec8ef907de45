"""Whether people come to a dialogue: they say so themselves, and may change their minds until it begins."""

from actions.desk import Desk
from actions.dialogue import find_dialogue
from domain.dialogue import Dialogue, DialogueState
from domain.notice import words
from domain.refusal import Refused

OFF = (DialogueState.POSTPONED, DialogueState.CANCELLED)


def takes_answers(desk: Desk, dialogue: Dialogue) -> bool:
    """Whether it is asked who comes: from the announcement until it begins."""
    return not dialogue.is_over(desk.now) and dialogue.state not in (DialogueState.PLANNED, *OFF)


async def answer_invitation(desk: Desk, dialogue_id: int, *, comes: bool) -> Dialogue:
    """Note who comes; the answer given last counts. Raises Refused when it is off or has begun."""
    dialogue = await find_dialogue(desk, dialogue_id)
    if dialogue.state in OFF:
        raise Refused(
            "attend-refused-off", {"title": dialogue.title, "state": words(f"dialogue-state-{dialogue.state}")}
        )
    if dialogue.is_over(desk.now):
        raise Refused("dialogue-refused-over")
    await desk.uow.attendances.answer(desk.commune.id, dialogue.id, desk.actor.person, comes, desk.now)
    return dialogue
