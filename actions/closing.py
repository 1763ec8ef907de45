"""Closing a dialogue: what is missing before it, and what is carried into the next one."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.desk import Desk
from actions.milestone import CONCLUSION_NOTICE, PUBLISH_RESULTS
from domain.commitment import Commitment
from domain.dialogue import BEFORE_SESSION, Dialogue
from domain.milestone import Milestone
from domain.notice import Choice, Notice, NoticeKind, ToPerson, Words, words
from domain.petition import EntryKind, Petition, PetitionState
from domain.refusal import Refused
from domain.supervision import SupervisorQuestion
from storage.petition import Entry

# Without these it cannot be closed.
NEEDED = (CONCLUSION_NOTICE, PUBLISH_RESULTS)
_GONE = frozenset({PetitionState.WITHDRAWN, PetitionState.MERGED, PetitionState.REFUSED})


@dataclass(frozen=True)
class Closing:
    """`missing` has to be done first; `unresolved` is carried into `next`, where there is one already."""

    dialogue: Dialogue
    missing: Sequence[Milestone]
    unresolved: Sequence[Petition]
    commitments: Sequence[Commitment]
    questions: Sequence[SupervisorQuestion]
    next: Dialogue | None

    @property
    def open_commitments(self) -> list[Commitment]:
        return [c for c in self.commitments if c.is_open]


async def closing_of(desk: Desk, dialogue: Dialogue) -> Closing:
    """What stands in the way of closing `dialogue`, and what will be carried on."""
    commune_id = desk.commune.id
    milestones = await desk.uow.milestones.of_dialogue(commune_id, dialogue.id)
    commitments = await desk.uow.commitments.of_dialogue(commune_id, dialogue.id)
    carried = await desk.uow.carried.into(commune_id, dialogue.id)
    petitions = await desk.uow.petitions.of_dialogue(commune_id, dialogue.id, carried)
    owed = {c.petition_id for c in commitments if c.is_open}
    of_it = {p.id for p in petitions}
    return Closing(
        dialogue,
        [m for m in milestones if m.what in NEEDED and m.is_open],
        [p for p in petitions if p.state not in _GONE and (p.is_open or p.id in owed)],
        commitments,
        [q for q in await desk.uow.supervisor_questions.open_of(commune_id) if q.petition_id in of_it],
        await _next(desk, dialogue.id),
    )


async def _next(desk: Desk, besides: int) -> Dialogue | None:
    """The dialogue that comes next; one whose day is not fixed comes after those whose day is."""
    coming = await desk.uow.dialogues.coming(desk.commune.id, desk.now)
    return next((d for d in coming if d.id != besides), None)


def check_concluded(missing: Sequence[Milestone]) -> None:
    """Raise `Refused` as long as the conclusion notice has not been issued."""
    if any(m.what == CONCLUSION_NOTICE for m in missing):
        raise Refused("dialogue-refused-no-notice")


async def close(desk: Desk, dialogue: Dialogue) -> None:
    """Check that nothing is missing; carry what is unresolved on, and tell its authors once."""
    closing = await closing_of(desk, dialogue)
    if closing.missing:
        lines = [words("closing-missing", what=m.words()) for m in closing.missing]
        raise Refused("dialogue-refused-incomplete", {"missing": words("lines", lines=lines)})
    into = closing.next
    ids = [p.id for p in closing.unresolved]
    await desk.uow.carried.add(desk.commune.id, ids, dialogue.id, into.id if into else None, desk.now)
    for petition in closing.unresolved:
        locked = await desk.uow.petitions.get(desk.commune.id, petition.id, lock=True)
        entry = Entry(EntryKind.CARRIED, desk.now, desk.actor.person, locked.department, into.title if into else "")
        await desk.uow.petitions.note(locked, entry)
        _tell_author(desk, dialogue, locked, into)


def _tell_author(desk: Desk, dialogue: Dialogue, petition: Petition, into: Dialogue | None) -> None:
    department = desk.commune.department(petition.department).name
    desk.tell(
        Notice(
            ToPerson(petition.author),
            (
                words("carried-to", code=petition.code, title=dialogue.title, next=into.title, department=department)
                if into
                else words("carried-on", code=petition.code, title=dialogue.title, department=department),
            ),
            (Choice(f"mine.show:{petition.code}", words("petition-see")),),
            about=petition.code,
            once=f"carried:{petition.code}:{dialogue.id}",
            kind=NoticeKind.CHANGE,
            facts={"code": petition.code, "department": department},
        )
    )


async def take_over(desk: Desk, dialogue: Dialogue) -> None:
    """A dialogue is new or comes again: what waits for a next one is carried into it."""
    if dialogue.state in BEFORE_SESSION:
        await desk.uow.carried.redirect(desk.commune.id, None, dialogue.id)


async def hand_on(desk: Desk, dialogue: Dialogue) -> None:
    """A dialogue is called off: what was carried into it goes to the one after it, or waits."""
    after = await _next(desk, dialogue.id)
    await desk.uow.carried.redirect(desk.commune.id, dialogue.id, after.id if after else None)


async def carried_into(desk: Desk, dialogue: Dialogue) -> list[Petition]:
    """What came from dialogues before, as it stands now; what has been withdrawn since is left out."""
    ids = await desk.uow.carried.into(desk.commune.id, dialogue.id)
    found = [await desk.uow.petitions.get(desk.commune.id, each) for each in sorted(ids)]
    return [p for p in found if p.state not in _GONE]


def next_words(closing: Closing) -> Words:
    """Where it will be carried."""
    return words("closing-into", title=closing.next.title) if closing.next else words("closing-into-later")
