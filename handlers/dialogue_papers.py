"""Papers of a dialogue that a clerk takes along: the letter of invitation, the table of opinions, the minutes.

They are begun here with everything that is known, and finished in Word: numbers, offices and signatures are left open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.card import hamlet_of
from actions.dialogue import find_dialogue
from documents.collation import CollationPaper, CollationRow, RowState
from documents.invitation_letter import InvitationLetter
from documents.minutes import MinutesPaper, Statement
from documents.official import Meeting, Recipients, Signature
from domain.access import OnDialogue, check
from domain.calendar import day_of
from domain.commune import VIETNAM, Commune
from domain.conclusion import COMMITTED, NoticeLayout, group_of
from domain.dialogue import BEFORE_SESSION, Dialogue
from domain.notice import words
from domain.petition import Petition, PetitionOutcome, PetitionState
from domain.speaker import SpeakerRegistration, seats
from domain.text import shorten
from handlers.conversation.reply import Reply, choice, say
from handlers.papers import head_of, on_paper, print_paper, unit_name
from handlers.visit import Outcome, Visit, effect, outcome

# Each with the ending of its file.
PAPERS: Mapping[str, str] = {"invitation": "docx", "opinions": "docx", "table": "xlsx", "minutes": "docx"}
MATTER_SHOWN = 400
_OPEN = "…"
_STATES = {
    PetitionOutcome.ANSWERED: RowState.ANSWERED,
    PetitionOutcome.RESOLVED: RowState.ANSWERED,
    PetitionOutcome.PROMISED: RowState.PROMISED,
    PetitionOutcome.BEYOND: RowState.BEYOND,
    PetitionOutcome.GUIDED: RowState.GUIDED,
}
_NOT_LISTED = (PetitionState.WITHDRAWN, PetitionState.REFUSED, PetitionState.MERGED)


@effect("papers.list", reads=True)
async def listed(visit: Visit) -> Outcome:
    dialogue = await _dialogue(visit)
    rows = [choice(f"papers.make:{dialogue.id}:{kind}", f"papers-{kind}") for kind in _fitting(dialogue)]
    back = choice(f"dialogue.show:{dialogue.id}", "form-back")
    return outcome(say("papers-list", *rows, back, title=dialogue.title))


@effect("papers.make")
async def make(visit: Visit) -> Outcome:
    """A paper with what is known now, as a file to be finished and signed."""
    dialogue, kind = await _dialogue(visit), visit.arguments[1] if len(visit.arguments) > 1 else ""
    back = choice(f"papers.list:{dialogue.id}", "form-back")
    if kind not in _fitting(dialogue):
        return await listed(visit)
    name = f"{on_paper(words(f'papers-file-{kind}'))}-{dialogue.id}.{PAPERS[kind]}"
    file = await print_paper(visit, await _paper(visit, dialogue, kind), name)
    return outcome(Reply((words("papers-made"),), (back,), (file,)))


async def _dialogue(visit: Visit) -> Dialogue:
    check(visit.desk.actor, OnDialogue.CHANGE, visit.desk.commune)
    return await find_dialogue(visit.desk, visit.number())


def _fitting(dialogue: Dialogue) -> list[str]:
    """Nobody is invited to what has begun, and there are no minutes before."""
    passed = "minutes" if dialogue.state in BEFORE_SESSION else "invitation"
    return [kind for kind in PAPERS if kind != passed]


async def _paper(visit: Visit, dialogue: Dialogue, kind: str) -> InvitationLetter | CollationPaper | MinutesPaper:
    desk = visit.desk
    if kind == "invitation":
        return invitation(desk.commune, dialogue)
    carried = await desk.uow.carried.into(desk.commune.id, dialogue.id)
    petitions = await desk.uow.petitions.of_dialogue(desk.commune.id, dialogue.id, carried)
    said = await desk.uow.petitions.latest_answers(desk.commune.id, [each.id for each in petitions])
    if kind == "minutes":
        speakers = await desk.uow.speakers.of_dialogue(desk.commune.id, dialogue.id)
        return minutes(desk.commune, dialogue, petitions, said, speakers)
    joined = await desk.uow.petitions.merged_into(desk.commune.id, [each.id for each in petitions])
    day = day_of(desk.now)
    rows = tuple(
        _row(desk.commune, each, said.get(each.id, ""), 1 + len(joined.get(each.id, ())))
        for each in petitions
        if each.state not in _NOT_LISTED
    )
    head = replace(head_of(desk.commune, NoticeLayout.STATE), day=day)
    return CollationPaper(head, _meeting(desk.commune, dialogue), day, rows, _recipients(), _signature())


def _meeting(commune: Commune, dialogue: Dialogue) -> Meeting:
    starts = dialogue.starts_at.astimezone(VIETNAM) if dialogue.starts_at else None
    return Meeting(dialogue.title, starts, dialogue.venue, commune.chairs)


def _recipients() -> Recipients:
    return Recipients((), on_paper(words("paper-archive-state")))


def _signature() -> Signature:
    return Signature(_OPEN, _OPEN)


# ── what stands on each ───────────────────────────────────────────────────────────────────────────────────────


def invitation(commune: Commune, dialogue: Dialogue) -> InvitationLetter:
    """To whom it goes follows from whose dialogue it is; what it is about is the usual order of such a meeting."""
    if dialogue.audience:
        to = dialogue.audience
    elif dialogue.hamlet:
        to = on_paper(words("papers-invited-hamlet", hamlet=hamlet_of(commune, dialogue.hamlet)))
    else:
        to = on_paper(words("papers-invited-all", unit=unit_name(commune)))
    contents = tuple(on_paper(words(f"papers-content-{part}")) for part in ("report", "talk", "conclusion"))
    return InvitationLetter(
        head_of(commune, NoticeLayout.STATE), _meeting(commune, dialogue), (to,), contents,
        on_paper(words("papers-contact", unit=unit_name(commune))), _recipients(), _signature(),
    )  # fmt: skip


def _row(commune: Commune, petition: Petition, answer: str, people: int) -> CollationRow:
    """No names: the table goes to many desks."""
    state = RowState.NEW if petition.state is PetitionState.RECEIVED else RowState.WORKING
    if petition.state is PetitionState.ESCALATED:
        state = RowState.BEYOND
    elif petition.outcome is not None:
        state = _STATES[petition.outcome]
    return CollationRow(
        petition.code,
        day_of(petition.received_at),
        on_paper(words("papers-channel-hamlet-head" if petition.collected else "papers-channel-chat")),
        on_paper(hamlet_of(commune, petition.hamlet)) if petition.hamlet else "",
        commune.topic(petition.topic).name,
        shorten(petition.body, MATTER_SHOWN) or on_paper(words("petition-without-text")),
        people,
        commune.department(petition.department).name,
        petition.due_on,
        shorten(answer, MATTER_SHOWN),
        state,
    )


def minutes(
    commune: Commune,
    dialogue: Dialogue,
    petitions: Sequence[Petition],
    said: Mapping[int, str],
    speakers: Sequence[SpeakerRegistration],
) -> MinutesPaper:
    """Who was to speak and what about, and what was decided; who was there and what was said is for the secretary."""
    places = seats(speakers, dialogue.speaker_limit)
    listed = [each for each in speakers if each.number in places and not places[each.number].waiting]
    decided = [each for each in petitions if group_of(each) in COMMITTED and said.get(each.id)]
    return MinutesPaper(
        head=replace(head_of(commune, NoticeLayout.STATE), day=dialogue.day),
        meeting=_meeting(commune, dialogue),
        ended_at=None,
        secretary=_OPEN,
        invited=None,
        present=None,
        agenda=(on_paper(words("papers-content-report")),),
        statements=tuple(Statement(_speaker(commune, each), each.summary) for each in listed),
        conclusions=tuple(_decision(commune, each, said[each.id]) for each in decided),
        signed_by_secretary=_signature(),
        signed_by_chair=_signature(),
    )


def _speaker(commune: Commune, speaker: SpeakerRegistration) -> str:
    where = f", {on_paper(hamlet_of(commune, speaker.hamlet))}" if speaker.hamlet else ""
    return on_paper(words("papers-speaker", name=speaker.name)) + where


def _decision(commune: Commune, petition: Petition, said: str) -> str:
    facts = {
        "code": petition.code, "department": commune.department(petition.department).name,
        "text": shorten(said, MATTER_SHOWN).rstrip(" ."),
    }  # fmt: skip
    if petition.promised_on is not None:
        return on_paper(words("papers-decision-by", **facts, due=petition.promised_on))
    return on_paper(words("papers-decision", **facts))
