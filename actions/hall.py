"""In the hall: what was raised there, and what the chair said becomes of each matter."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.desk import Desk
from actions.petition import PetitionDraft, file_petition
from actions.record import find_petition
from domain.access import OnHall, OnPetition, check
from domain.dialogue import Dialogue
from domain.hall import HallDecision, HallNote, check_decided, check_noted, match_speaker
from domain.notice import Choice, Notice, NoticeKind, ToDepartment, ToPerson, verbatim, words
from domain.petition import EntryKind, Petition, PetitionOutcome, PetitionState
from domain.refusal import Refused
from domain.speaker import SpeakerRegistration
from domain.text import shorten
from storage.petition import Entry


@dataclass(frozen=True)
class Hall:
    """`waiting` are petitions of which nothing has been said yet, `decided` the others; `carried` ids of old ones."""

    dialogue: Dialogue
    waiting: Sequence[Petition]
    decided: Sequence[Petition]
    speakers: Sequence[SpeakerRegistration]
    carried: frozenset[int]


async def hall_of(desk: Desk, dialogue_id: int) -> Hall:
    """What is there to be spoken of. Raises Refused while the dialogue is not in session or just over."""
    dialogue = await _noting(desk, dialogue_id)
    carried = await desk.uow.carried.into(desk.commune.id, dialogue.id)
    found = [p for p in await desk.uow.petitions.of_dialogue(desk.commune.id, dialogue.id, carried) if _counts(p)]
    speakers = await desk.uow.speakers.of_dialogue(desk.commune.id, dialogue.id)
    return Hall(
        dialogue,
        [p for p in found if p.is_open and p.outcome is None],
        [p for p in found if not p.is_open or p.outcome is not None],
        [s for s in speakers if not s.withdrawn],
        carried,
    )


def _counts(petition: Petition) -> bool:
    return petition.state not in (PetitionState.WITHDRAWN, PetitionState.MERGED)


async def _noting(desk: Desk, dialogue_id: int) -> Dialogue:
    check(desk.actor, OnHall.NOTE, desk.commune)
    dialogue = await desk.uow.dialogues.find(desk.commune.id, dialogue_id)
    if dialogue is None:
        raise Refused("dialogue-refused-unknown")
    check_noted(dialogue)
    return dialogue


async def note_in_hall(desk: Desk, dialogue_id: int, code: str, note: HallNote) -> Petition:
    """What the chair said becomes of a petition of this dialogue."""
    dialogue = await _noting(desk, dialogue_id)
    petition = await find_petition(desk, code, OnPetition.DECIDE_IN_HALL, lock=True)
    carried = await desk.uow.carried.into(desk.commune.id, dialogue.id)
    if petition.dialogue_id != dialogue.id and petition.id not in carried:
        raise Refused("hall-refused-other-dialogue", {"code": code})
    return await _decide(desk, dialogue, petition, note)


async def raise_in_hall(desk: Desk, dialogue_id: int, said: str, topic: str, note: HallNote) -> Petition:
    """File what somebody said aloud, for a registered speaker or under a name that stands in front of it."""
    dialogue = await _noting(desk, dialogue_id)
    everyone = await desk.uow.speakers.of_dialogue(desk.commune.id, dialogue.id)
    speaker, name, body = match_speaker(said, [s for s in everyone if not s.withdrawn])
    without_phone = speaker is not None and speaker.person is None
    author = desk.actor.person if speaker is None else speaker.person or speaker.registered_by
    draft = PetitionDraft(
        body=body,
        topic=topic,
        hamlet=(speaker.hamlet if speaker else None) or dialogue.hamlet,
        dialogue_id=dialogue.id,
        name=name,
        collected=without_phone,
    )
    petition, _ = await file_petition(desk, draft, author)
    await _note(desk, petition, EntryKind.RAISED)
    return await _decide(desk, dialogue, petition, note)


async def _decide(desk: Desk, dialogue: Dialogue, petition: Petition, note: HallNote) -> Petition:
    check_decided(petition)
    match note.decision:
        case HallDecision.ANSWERED:
            return await _answer(desk, dialogue, petition, note)
        case HallDecision.ASSIGNED:
            return await _assign(desk, petition, note)
        case HallDecision.BEYOND:
            return await _pass_up(desk, dialogue, petition, note)


async def _answer(desk: Desk, dialogue: Dialogue, petition: Petition, note: HallNote) -> Petition:
    """Answered on the spot; its author may not have been there, so the answer is sent as well."""
    petition = await _settled(desk, petition, PetitionOutcome.ANSWERED)
    await _note(desk, petition, EntryKind.ANSWERED, note.words)
    desk.tell(
        Notice(
            ToPerson(petition.author),
            (
                words(
                    "hall-answered", code=petition.code, title=dialogue.title,
                    body=shorten(petition.body, 80) or words("petition-without-text"),
                ),
                verbatim(note.words) if note.words else words("hall-answered-aloud"),
            ),
            (
                Choice(f"mine.show:{petition.code}", words("petition-see")),
                Choice(f"again.begin:{petition.code}", words("answer-ask-again")),
            ),
            about=petition.code,
            kind=NoticeKind.ANSWER,
            facts={"code": petition.code, "department": desk.commune.department(petition.department).name},
        )
    )  # fmt: skip
    return petition


async def _assign(desk: Desk, petition: Petition, note: HallNote) -> Petition:
    """Promised by a department; everybody is told of it by the conclusion notice, which makes it binding."""
    department = note.department or petition.department
    if not desk.commune.has_department(department):
        raise Refused("chat-button-incomplete")
    petition = await move_to_department(desk, petition, department)
    petition = await _settled(desk, petition, PetitionOutcome.PROMISED)
    petition = await desk.uow.petitions.change(petition, promised_on=note.due_on)
    entry = Entry(
        EntryKind.DECIDED, desk.now, desk.actor.person, department, note.words, due_on=note.due_on
    )  # fmt: skip
    await desk.uow.petitions.note(petition, entry)
    return petition


async def move_to_department(desk: Desk, petition: Petition, department: str) -> Petition:
    """Give a petition to another department, where it is not there already."""
    if department == petition.department:
        return petition
    petition = await desk.uow.petitions.change(petition, department=department, taken_by=None, assigned_to=None)
    await _note(desk, petition, EntryKind.MOVED)
    return petition


async def _settled(desk: Desk, petition: Petition, outcome: PetitionOutcome) -> Petition:
    return await desk.uow.petitions.change(
        petition,
        state=PetitionState.ANSWERED.value,
        outcome=outcome.value,
        answered_at=petition.answered_at or desk.now,
        promised_on=None,
        proposed_to=None,
    )


async def _pass_up(desk: Desk, dialogue: Dialogue, petition: Petition, note: HallNote) -> Petition:
    """Beyond the commune's competence: it stays open, and its department writes to the upper level."""
    if not petition.is_open:
        raise Refused(f"petition-refused-when-{petition.state}", {"code": petition.code})
    petition = await desk.uow.petitions.change(petition, outcome=PetitionOutcome.BEYOND.value)
    await _note(desk, petition, EntryKind.DECIDED, note.words)
    desk.tell(
        Notice(
            ToDepartment(petition.department),
            (
                words("hall-passed-up", code=petition.code, title=dialogue.title),
                verbatim(note.words or shorten(petition.body, 200)),
            ),
            (Choice(f"work.show:{petition.code}", words("petition-open", code=petition.code)),),
            about=petition.code,
        )
    )
    return petition


async def _note(desk: Desk, petition: Petition, kind: EntryKind, text: str = "") -> None:
    await desk.uow.petitions.note(
        petition, Entry(kind, desk.now, desk.actor.person, petition.department, text)
    )  # fmt: skip
