"""Hamlet heads name whom their hamlet sends to a dialogue; clerks see who is still missing."""

from dataclasses import dataclass

from actions.desk import Desk
from actions.dialogue import find_dialogue
from domain.access import OnDialogue, check
from domain.dialogue import Dialogue
from domain.refusal import Refused


@dataclass(frozen=True)
class Sent:
    """What a hamlet sends."""

    hamlet: str
    names: tuple[str, ...]


async def name_delegates(desk: Desk, dialogue_id: int, hamlet: str, names: tuple[str, ...]) -> Dialogue:
    """Let `names` be all that the hamlet sends. Raises Refused for who is not its head, too many, or too late."""
    if not desk.actor.heads(hamlet):
        raise Refused("access-refused-hamlet-head")
    dialogue = await find_dialogue(desk, dialogue_id)
    if not takes_delegates(desk, dialogue, hamlet):
        raise Refused("delegate-refused-closed", {"title": dialogue.title})
    limit = dialogue.delegates_per_hamlet or 0
    if len(names) > limit:
        raise Refused("delegate-refused-too-many", {"limit": limit, "count": len(names)})
    await desk.uow.delegates.name(desk.commune.id, dialogue_id, hamlet, names, desk.actor.person, desk.now)
    return dialogue


def takes_delegates(desk: Desk, dialogue: Dialogue, hamlet: str) -> bool:
    """Whether the hamlet may send somebody, or change whom it sends."""
    return bool(
        dialogue.delegates_per_hamlet and not dialogue.is_over(desk.now) and hamlet in dialogue.hamlets(desk.commune)
    )


async def wanted_from(desk: Desk, hamlet: str) -> list[Dialogue]:
    """Coming dialogues to which the hamlet sends somebody."""
    coming = await desk.uow.dialogues.coming(desk.commune.id, desk.now)
    return [dialogue for dialogue in coming if takes_delegates(desk, dialogue, hamlet)]


async def delegate_list(desk: Desk, dialogue_id: int) -> tuple[Dialogue, list[Sent]]:
    """Whom every hamlet sends; those that have named nobody too. For clerks."""
    check(desk.actor, OnDialogue.READ_DELEGATES, desk.commune)
    dialogue = await find_dialogue(desk, dialogue_id)
    named = await desk.uow.delegates.of_dialogue(desk.commune.id, dialogue_id)
    return dialogue, [Sent(hamlet, tuple(named.get(hamlet, ()))) for hamlet in dialogue.hamlets(desk.commune)]
