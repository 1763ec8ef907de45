"""How a petition is shown: to a department as a card, to its author and to others as a page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from actions.desk import Desk
from domain.access import OnPetition, may
from domain.calendar import day_of
from domain.commune import Commune, Hamlet
from domain.deadline import ASKED_AGAIN, RECEIVED, Deadline, after_working_days, explain, fixed_day
from domain.notice import Attachment, Choice, Words, verbatim, words
from domain.petition import EntryKind, Petition, PetitionOutcome, PetitionState, pseudonym
from domain.text import shorten
from storage.petition import Entry


def hamlet_words(hamlet: Hamlet | None) -> Words:
    """ "thôn Cấm"; "cả xã" where there is none."""
    if hamlet is None:
        return words("hamlet-none")
    return words("hamlet-name", kind=words(f"hamlet-kind-{hamlet.kind}"), name=hamlet.name)


def hamlet_of(commune: Commune, key: str | None) -> Words:
    return hamlet_words(commune.hamlet(key))


def head_words(commune: Commune, hamlet: Hamlet | None) -> Words:
    """Who heads it; of every hamlet, where none is meant: most communes have one kind of them."""
    kinds = {hamlet.kind} if hamlet else {each.kind for each in commune.hamlets}
    return words(f"head-{kinds.pop() if len(kinds) == 1 else 'any'}")


def day_words(day: date | None) -> Words | str:
    """ "14/11/2025", or that it is not fixed."""
    return words("dialogue-day-open") if day is None else f"{day:%d/%m/%Y}"


def author_words(commune: Commune, petition: Petition, *, name_seen: bool) -> Words:
    """The author as a reader may see them: by name, or by a mark that only sets authors apart."""
    head = head_words(commune, commune.hamlet(petition.hamlet))
    if petition.author_name and name_seen:
        if not petition.collected:
            return words("author-named", name=petition.author_name)
        return words("author-collected", name=petition.author_name, head=head)
    if petition.author_name and petition.name_shown:
        return words("author-withheld")
    if petition.collected:
        return words("author-collected-unnamed", head=head)
    return words("author-hidden", mark=pseudonym(petition.commune_id, petition.id))


def deadline_of(desk: Desk, petition: Petition, thread: Sequence[Entry]) -> Deadline:
    """How the last day came about: counted from the day it came, or from the day its author asked again."""
    asked_again = [entry.at for entry in thread if entry.kind is EntryKind.ASKED_AGAIN]
    counted = after_working_days(
        day_of(asked_again[-1] if asked_again else petition.received_at),
        petition.answer_days,
        desk.calendar,
        ASKED_AGAIN if asked_again else RECEIVED,
    )
    # A change of the calendar takes nobody's last day away: then it stays as it was told.
    return counted if counted.due_on == petition.due_on else fixed_day(petition.due_on)


def deadline_words(deadline: Deadline) -> Words:
    """How the last day was computed, in one sentence."""
    return words("deadline-explained", how=explain(deadline))


def due_words(petition: Petition, today: date) -> Words:
    return words("petition-due-late" if petition.is_late(today) else "petition-due", due=petition.due_on)


def department_card(
    commune: Commune, petition: Petition, today: date, files: int, *, name_seen: bool = True
) -> tuple[Words, ...]:
    """What a department is shown: code, topic, hamlet, author, text, attachments, due day.

    Without `name_seen` the name is kept back also where the author shows it to who answers.
    """
    return (
        words(
            "card",
            code=petition.code,
            topic=commune.topic(petition.topic).name,
            hamlet=hamlet_of(commune, petition.hamlet),
            author=author_words(commune, petition, name_seen=name_seen and petition.name_shown),
            due=due_words(petition, today),
        ),
        verbatim(petition.body) if petition.body else words("petition-without-text"),
        *((words("card-files", files=files),) if files else ()),
    )


_UNTAKEN = frozenset({PetitionState.RECEIVED, PetitionState.ASSIGNED})
# There is an answer already: what may be done with that is on the petition's page.
_WRITTEN = frozenset({PetitionState.DRAFTED, PetitionState.APPROVED})


def card_choices(petition: Petition) -> tuple[Choice, ...]:
    """What a department may do with a petition that waits for it."""
    if petition.proposed_to is not None or petition.state in _WRITTEN:
        return ()
    code = petition.code
    take = (Choice(f"work.take:{code}", words("card-take")),) if petition.state in _UNTAKEN else ()
    return (
        *take,
        Choice(f"answer.begin:{code}", words("card-answer")),
        Choice(f"ask.begin:{code}", words("card-ask")),
        Choice(f"transfer.begin:{code}", words("card-transfer")),
    )


def one_line(commune: Commune, petition: Petition, today: date) -> Words:
    """A petition in a list."""
    return words(
        "petition-line",
        code=petition.code,
        state=words(f"petition-state-{'late' if petition.is_late(today) else petition.state}"),
        due=petition.due_on,
        topic=commune.topic(petition.topic).name,
        text=shorten(petition.body, 60) or words("petition-without-text"),
    )


def page(
    desk: Desk,
    petition: Petition,
    thread: list[Entry],
    names: Mapping[int, str],
    *,
    among_colleagues: bool = False,
) -> tuple[tuple[Words, ...], tuple[Attachment, ...]]:
    """Everything the actor may see of a petition, and its files; `among_colleagues` what a department may see.

    `names` are those of the staff whose acts offices see, by person.
    """
    commune = desk.commune
    name_seen = may(desk.actor, OnPetition.READ_NAME, petition) and (petition.name_shown or not among_colleagues)
    lines = [
        words(
            "petition-page",
            code=petition.code,
            state=words(f"petition-state-{petition.state}"),
            topic=commune.topic(petition.topic).name,
            department=commune.department(petition.department).name,
            hamlet=hamlet_of(commune, petition.hamlet),
            author=author_words(commune, petition, name_seen=name_seen),
            received=petition.received_at,
            due=due_words(petition, day_of(desk.now)),
        ),
        *((verbatim(petition.body),) if petition.body else ()),
    ]
    inside = sees_inside(desk, petition, among_colleagues=among_colleagues)
    seen = [entry for entry in thread if entry.kind in _OF_INTEREST_TO_ALL or (inside and entry.kind in _INSIDE)]
    told = {entry.text for entry in thread if entry.kind is EntryKind.ANSWERED}
    # The text of a draft that was sent is that of the answer.
    said = [replace(each, text="") if each.kind in _DRAFTS and each.text in told else each for each in seen]
    lines += [_entry_words(commune, entry, names, inside=inside) for entry in said if entry.kind in SHOWN]
    if not petition.is_open and petition.outcome is not None:
        lines.append(words("petition-outcome", outcome=outcome_name(petition.outcome, petition.promised_on)))
    if petition.score is not None:
        score, why = words(f"score-{petition.score}"), petition.score_note
        lines.append(
            words("petition-score-why", score=score, note=why) if why else words("petition-score", score=score)
        )
    return tuple(lines), tuple(dict.fromkeys(file for entry in seen for file in entry.files))


def sees_inside(desk: Desk, petition: Petition, *, among_colleagues: bool = False) -> bool:
    """Whether the actor reads what offices say among themselves."""
    return among_colleagues or may(desk.actor, OnPetition.READ_NOTES, petition)


def outcome_name(outcome: PetitionOutcome, promised_on: date | None) -> Words:
    """What an answer came to, in a few words."""
    if outcome is PetitionOutcome.PROMISED and promised_on is not None:
        return words("outcome-promised-by", day=promised_on)
    return words(f"outcome-{outcome}")


_OF_INTEREST_TO_ALL = {
    EntryKind.SUBMITTED,
    EntryKind.ADDED,
    EntryKind.ASKED,
    EntryKind.REPLIED,
    EntryKind.ANSWERED,
    EntryKind.TRANSFER_ACCEPTED,
    EntryKind.MOVED,
    EntryKind.ASKED_AGAIN,
    EntryKind.REFUSED,
    EntryKind.REOPENED,
    EntryKind.WITHDRAWN,
}
_INSIDE = {
    EntryKind.TAKEN,
    EntryKind.ASSIGNED,
    EntryKind.DRAFTED,
    EntryKind.RETURNED,
    EntryKind.APPROVED,
    EntryKind.UNDONE,
    EntryKind.NOTED,
    EntryKind.LATE_TOLD,
    EntryKind.TRANSFER_PROPOSED,
    EntryKind.TRANSFER_DECLINED,
}
# What has no line of its own: it is the petition itself.
_UNSAID = {EntryKind.SUBMITTED}
# What has a line of its own on a petition's page.
SHOWN = (_OF_INTEREST_TO_ALL | _INSIDE) - _UNSAID
_DRAFTS = {EntryKind.DRAFTED, EntryKind.APPROVED}
_BY_NAME = {
    EntryKind.ASSIGNED,
    EntryKind.DRAFTED,
    EntryKind.RETURNED,
    EntryKind.APPROVED,
    EntryKind.UNDONE,
    EntryKind.NOTED,
}


def _entry_words(commune: Commune, entry: Entry, names: Mapping[int, str], *, inside: bool) -> Words:
    # Why a department passes a matter on is said among departments, not to the author.
    hidden = not inside and entry.kind in (EntryKind.TRANSFER_ACCEPTED, EntryKind.MOVED)
    facts = {
        "at": entry.at,
        "department": commune.department(entry.department).name if entry.department else "",
        "text": "" if hidden else entry.text,
    }
    if entry.kind in _BY_NAME:
        facts["name"] = names.get(entry.by or 0, "—")
    nobody = "-nobody" if entry.kind is EntryKind.APPROVED and entry.by is None else ""
    return words(f"entry-{entry.kind}{nobody}", **facts)
