"""Dialogues: set one up, open and close the collection of opinions."""

from dataclasses import dataclass
from datetime import datetime

from actions.desk import Desk
from domain.access import Role, check_role
from domain.dialogue import Dialogue, DialogueState
from domain.notice import Choice, Notice, ToHamletHeads, words
from domain.refusal import Refused


@dataclass(frozen=True)
class DialogueDraft:
    title: str
    hamlet: str | None
    venue: str
    starts_at: datetime
    speakers_until: datetime
    speaker_limit: int
    collecting: bool


async def create_dialogue(desk: Desk, draft: DialogueDraft) -> Dialogue:
    """Raises Refused for anyone but a clerk, and for a moment that has passed."""
    check_role(desk.actor, Role.CLERK)
    if draft.starts_at <= desk.now:
        raise Refused("dialogue-refused-past")
    number = await desk.uow.numbers.next(desk.commune.id, "dialogue")
    state = DialogueState.COLLECTING if draft.collecting else DialogueState.PLANNED
    dialogue = Dialogue(
        desk.commune.id, number, draft.title, draft.hamlet, draft.venue, draft.starts_at,
        draft.speakers_until, draft.speaker_limit, state,
    )  # fmt: skip
    await desk.uow.dialogues.add(dialogue, desk.actor.person, desk.now)
    if draft.collecting:
        _tell_hamlet_heads(desk, dialogue)
    return dialogue


async def open_collection(desk: Desk, dialogue_id: int) -> Dialogue:
    dialogue = await _move(desk, dialogue_id, DialogueState.COLLECTING)
    _tell_hamlet_heads(desk, dialogue)
    return dialogue


async def close_collection(desk: Desk, dialogue_id: int) -> Dialogue:
    return await _move(desk, dialogue_id, DialogueState.COLLECTED)


async def find_dialogue(desk: Desk, dialogue_id: int) -> Dialogue:
    dialogue = await desk.uow.dialogues.find(desk.commune.id, dialogue_id)
    if dialogue is None:
        raise Refused("dialogue-refused-unknown")
    return dialogue


async def _move(desk: Desk, dialogue_id: int, state: DialogueState) -> Dialogue:
    check_role(desk.actor, Role.CLERK)
    dialogue = await desk.uow.dialogues.find(desk.commune.id, dialogue_id, lock=True)
    if dialogue is None:
        raise Refused("dialogue-refused-unknown")
    if dialogue.is_over(desk.now):
        raise Refused("dialogue-refused-over")
    dialogue.check_move(state)
    return await desk.uow.dialogues.move(dialogue, state)


def _tell_hamlet_heads(desk: Desk, dialogue: Dialogue) -> None:
    hamlets = [dialogue.hamlet] if dialogue.hamlet else [hamlet.key for hamlet in desk.commune.hamlets]
    for hamlet in hamlets:
        desk.tell(
            Notice(
                ToHamletHeads(hamlet),
                (
                    words(
                        "dialogue-collecting", title=dialogue.title, starts=dialogue.starts_at,
                        venue=dialogue.venue, until=dialogue.speakers_until,
                    ),
                ),
                (
                    Choice("collation.begin", words("menu-collation")),
                    Choice("speaker.begin-other", words("menu-speaker-other")),
                ),
                once=f"collecting:{dialogue.id}:{hamlet}:{desk.now:%Y%m%d%H%M}",
            )
        )  # fmt: skip
