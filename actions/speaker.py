"""Speaking at a dialogue: register, change, withdraw, move up from the waiting list."""

from collections.abc import Collection
from dataclasses import dataclass

from actions.desk import Desk
from domain.access import OnDialogue, OnSpeaker, Role, check, may
from domain.dialogue import Dialogue
from domain.notice import Choice, Notice, NoticeKind, ToPerson, words
from domain.refusal import Refused
from domain.speaker import Need, Seat, SpeakerRegistration, promoted, seats


@dataclass(frozen=True)
class SpeakerDraft:
    """`for_other` marks a person without a phone whom a hamlet head registers."""

    dialogue_id: int
    topic: str
    summary: str
    name: str
    hamlet: str | None
    needs: tuple[Need, ...] = ()
    for_other: bool = False


async def register_speaker(desk: Desk, draft: SpeakerDraft) -> tuple[Dialogue, SpeakerRegistration, Seat]:
    """Put a person on the list, or on the waiting list when it is full.

    Raises Refused when the dialogue does not take speakers, or the person is on the list already.
    """
    dialogue = await _locked(desk, draft.dialogue_id)
    dialogue.check_takes_speakers(desk.now)
    if draft.for_other and not desk.actor.heads(draft.hamlet):
        raise Refused(f"access-refused-{Role.HAMLET_HEAD}")
    person = None if draft.for_other else desk.actor.person
    before = await desk.uow.speakers.of_dialogue(desk.commune.id, dialogue.id)
    for other in before:
        if not other.withdrawn and _same(other, person, draft):
            raise Refused("speaker-refused-twice", {"number": other.number, "name": other.name})
    number = await desk.uow.numbers.next(desk.commune.id, f"speaker/{dialogue.id}")
    registration = SpeakerRegistration(
        desk.commune.id, dialogue.id, number, person, draft.name, draft.hamlet,
        desk.actor.person, draft.topic, draft.summary, draft.needs,
    )  # fmt: skip
    await desk.uow.speakers.add(registration, desk.now)
    return dialogue, registration, seats([*before, registration], dialogue.speaker_limit)[number]


def _same(other: SpeakerRegistration, person: int | None, draft: SpeakerDraft) -> bool:
    if person is not None:
        return other.person == person
    return other.person is None and other.hamlet == draft.hamlet and other.name.lower() == draft.name.lower()


async def change_speaker(
    desk: Desk, dialogue_id: int, number: int, topic: str, summary: str, needs: tuple[Need, ...]
) -> SpeakerRegistration:
    """Change what somebody wants to speak about; the place in the list stays."""
    dialogue = await _locked(desk, dialogue_id)
    dialogue.check_takes_speakers(desk.now)
    registration = await find_speaker(desk, dialogue_id, number)
    await desk.uow.speakers.change(registration, topic, summary, [need.value for need in needs])
    return registration


async def withdraw_speaker(desk: Desk, dialogue_id: int, number: int) -> SpeakerRegistration:
    """Take somebody off the list; who moves up from the waiting list is told."""
    dialogue = await _locked(desk, dialogue_id)
    registration = await find_speaker(desk, dialogue_id, number)
    await _take_off(desk, dialogue, registration)
    return registration


async def keep_earlier_registrations(desk: Desk, people: Collection[int]) -> list[SpeakerRegistration]:
    """Where `people`, who become one, are on one list twice, take them off it once; return what was taken off."""
    standing: dict[int, list[SpeakerRegistration]] = {}
    for person in people:
        for registration in await desk.uow.speakers.of_person(desk.commune.id, person):
            if registration.person == person:
                standing.setdefault(registration.dialogue_id, []).append(registration)
    later = []
    for dialogue_id, twice in sorted(standing.items()):
        for registration in sorted(twice, key=lambda each: each.number)[1:]:
            await _take_off(desk, await _locked(desk, dialogue_id), registration)
            later.append(registration)
    return later


async def _take_off(desk: Desk, dialogue: Dialogue, registration: SpeakerRegistration) -> None:
    everyone = await desk.uow.speakers.of_dialogue(desk.commune.id, dialogue.id)
    await desk.uow.speakers.withdraw(registration, desk.now)
    if dialogue.starts_at is not None and dialogue.starts_at <= desk.now:
        # It is over: nobody moves up any more.
        return
    before = seats(everyone, dialogue.speaker_limit)
    after = seats([r for r in everyone if r.number != registration.number], dialogue.speaker_limit)
    by_number = {r.number: r for r in everyone}
    for moved_up in promoted(before, after):
        lucky = by_number[moved_up]
        desk.tell(
            Notice(
                ToPerson(lucky.person or lucky.registered_by),
                (
                    words(
                        "speaker-promoted", name=lucky.name, place=after[moved_up].place,
                        title=dialogue.title, when=dialogue.when(), venue=dialogue.venue,
                    ),
                ),
                (Choice(f"speaker.show:{dialogue.id}:{moved_up}", words("speaker-see")),),
                once=f"speaker-promoted:{dialogue.id}:{moved_up}",
                kind=NoticeKind.CHANGE,
                facts={**dialogue.plain_facts(), "change": "promoted"},
            )
        )  # fmt: skip


async def find_speaker(desk: Desk, dialogue_id: int, number: int) -> SpeakerRegistration:
    """Return a standing registration the actor may change; raises Refused."""
    for registration in await desk.uow.speakers.of_dialogue(desk.commune.id, dialogue_id):
        if registration.number == number and not registration.withdrawn:
            if may(desk.actor, OnSpeaker.CHANGE, registration):
                return registration
            break
    raise Refused("speaker-refused-not-yours")


async def speaker_list(desk: Desk, dialogue_id: int) -> tuple[Dialogue, list[SpeakerRegistration], dict[int, Seat]]:
    """The whole list, for the clerk."""
    check(desk.actor, OnDialogue.READ_SPEAKERS, desk.commune)
    dialogue = await desk.uow.dialogues.find(desk.commune.id, dialogue_id)
    if dialogue is None:
        raise Refused("dialogue-refused-unknown")
    everyone = await desk.uow.speakers.of_dialogue(desk.commune.id, dialogue_id)
    return dialogue, [r for r in everyone if not r.withdrawn], seats(everyone, dialogue.speaker_limit)


async def _locked(desk: Desk, dialogue_id: int) -> Dialogue:
    dialogue = await desk.uow.dialogues.find(desk.commune.id, dialogue_id, lock=True)
    if dialogue is None:
        raise Refused("dialogue-refused-unknown")
    return dialogue
