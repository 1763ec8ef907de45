"""How a petition is shown: to a department as a card, to its author and to others as a page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from actions.desk import Desk
from domain.access import OnPetition, may
from domain.calendar import day_of
from domain.commune import Commune, Hamlet
from domain.notice import Attachment, Choice, Notice, ToDepartment, Words, verbatim, words
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


def due_words(petition: Petition, today: date, *, to_author: bool = False) -> Words:
    """The last day; that it is late, or that its clock stands still."""
    if petition.waits_above:
        return words("petition-due-above")
    if petition.is_paused:
        return words("petition-due-paused-author" if to_author else "petition-due-paused", left=petition.days_left or 0)
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
    if petition.waits_above:
        return (Choice(f"upper.begin:{code}", words("upper-enter")),)
    take = (Choice(f"work.take:{code}", words("card-take")),) if petition.state in _UNTAKEN else ()
    return (
        *take,
        Choice(f"answer.begin:{code}", words("card-answer")),
        Choice(f"ask.begin:{code}", words("card-ask")),
        Choice(f"transfer.begin:{code}", words("card-transfer")),
    )


def one_line(commune: Commune, petition: Petition, today: date) -> Words:
    """A petition in a list."""
    text = shorten(petition.body, 60) or words("petition-without-text")
    if petition.is_paused:
        state = PetitionState.ASKED if petition.waits_for_author else petition.state
        return words(
            "petition-line-paused",
            code=petition.code,
            state=words(f"petition-state-{state}"),
            topic=commune.topic(petition.topic).name,
            text=text,
        )
    return words(
        "petition-line",
        code=petition.code,
        state=words(f"petition-state-{'late' if petition.is_late(today) else petition.state}"),
        due=petition.due_on,
        topic=commune.topic(petition.topic).name,
        text=text,
    )


def sent_files(thread: Sequence[Entry]) -> tuple[Attachment, ...]:
    """What its author has sent."""
    return tuple(file for entry in thread if entry.kind in _BY_AUTHOR for file in entry.files)


def page(
    desk: Desk,
    petition: Petition,
    thread: list[Entry],
    names: Mapping[int, str],
    *,
    among: Collection[str] | None = None,
) -> tuple[tuple[Words, ...], tuple[Attachment, ...]]:
    """Everything the actor may see of a petition, and its files.

    `among` are the departments whose people read along: then it is what they may see. `names` are those of the staff
    whose acts offices see, by person.
    """
    commune = desk.commune
    name_seen = may(desk.actor, OnPetition.READ_NAME, petition)
    if among is not None:
        name_seen = name_seen and petition.name_shown and petition.department in among
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
            due=due_words(petition, day_of(desk.now), to_author=petition.author == desk.actor.person),
        ),
        *((verbatim(petition.body),) if petition.body else ()),
    ]
    if petition.confirmed and among is None and may(desk.actor, OnPetition.GUIDE, petition):
        lines.append(words("petition-confirmed"))
    inside = among is not None or may(desk.actor, OnPetition.READ_WORK, petition)
    seen = [entry for entry in thread if entry.kind in _seen_kinds(desk, petition, among)]
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
    carriers = [entry for entry in seen if inside or entry.kind not in _OWN_FILES]
    return tuple(lines), tuple(dict.fromkeys(file for entry in carriers for file in entry.files))


def _seen_kinds(desk: Desk, petition: Petition, among: Collection[str] | None) -> Collection[EntryKind]:
    """What the actor reads; among colleagues of `among`, what these may read."""
    if among is None:
        works = may(desk.actor, OnPetition.READ_WORK, petition)
        notes = may(desk.actor, OnPetition.READ_NOTES, petition)
    else:
        works, notes = True, petition.department in among
    return _OF_INTEREST_TO_ALL | (_INSIDE if works else set()) | (_NOTES if notes else set())


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
    EntryKind.EXTENDED,
    EntryKind.ESCALATED,
    EntryKind.REFUSED,
    EntryKind.REOPENED,
    EntryKind.WITHDRAWN,
    EntryKind.RAISED,
    EntryKind.DECIDED,
    EntryKind.PROMISED,
    EntryKind.PROGRESS,
    EntryKind.DATE_SET,
    EntryKind.PROMISE_LATE,
    EntryKind.KEPT,
    EntryKind.CARRIED,
    EntryKind.PUBLISHED,
    EntryKind.CORRECTED,
}
_BY_AUTHOR = {EntryKind.SUBMITTED, EntryKind.ADDED, EntryKind.REPLIED, EntryKind.ASKED_AGAIN}
_INSIDE = {
    EntryKind.TRANSFER_PROPOSED,
    EntryKind.TRANSFER_DECLINED,
    EntryKind.TAKEN,
    EntryKind.ASSIGNED,
    EntryKind.DRAFTED,
    EntryKind.RETURNED,
    EntryKind.APPROVED,
    EntryKind.UNDONE,
    EntryKind.LATE_TOLD,
    EntryKind.REPEATED,
    EntryKind.UNREPLIED,
    EntryKind.SUPPORT_ASKED,
    EntryKind.SUPPORTED,
    EntryKind.DISCUSSED,
    EntryKind.JOINED,
    EntryKind.MERGED,
    EntryKind.UNMERGED,
    EntryKind.SORTED,
    EntryKind.UPPER_REPLIED,
    EntryKind.DATE_ASKED,
    EntryKind.DATE_REFUSED,
    EntryKind.QUESTIONED,
    EntryKind.EXPLAINED,
    EntryKind.UNPUBLISHED,
}
# What a department writes down for itself.
_NOTES = {EntryKind.NOTED}
# What has no line of its own: it is the petition itself.
_UNSAID = {EntryKind.SUBMITTED}
# What has a line of its own on a petition's page.
SHOWN = (_OF_INTEREST_TO_ALL | _INSIDE | _NOTES) - _UNSAID
_DRAFTS = {EntryKind.DRAFTED, EntryKind.APPROVED}
_BY_NAME = {
    EntryKind.ASSIGNED,
    EntryKind.DRAFTED,
    EntryKind.RETURNED,
    EntryKind.APPROVED,
    EntryKind.UNDONE,
    EntryKind.NOTED,
}
# Papers of the office, beside what its people write to each other.
_OWN_FILES = {EntryKind.ESCALATED}


def is_for_author(entry: Entry) -> bool:
    """Whether the author sees it; all else is said among those who work on it, with what is attached to it."""
    return entry.kind in _OF_INTEREST_TO_ALL or entry.kind is EntryKind.SUBMITTED


def _entry_words(commune: Commune, entry: Entry, names: Mapping[int, str], *, inside: bool) -> Words:
    # Why a department passes a matter on is said among departments, not to the author.
    hidden = not inside and entry.kind in (EntryKind.TRANSFER_ACCEPTED, EntryKind.MOVED)
    facts: dict[str, Any] = {
        "at": entry.at,
        "department": commune.department(entry.department).name if entry.department else words("office"),
        "text": "" if hidden else entry.text,
        "due": entry.due_on or "",
    }
    if entry.kind in _BY_NAME:
        facts["name"] = names.get(entry.by or 0, "—")
    nobody = "-nobody" if entry.kind is EntryKind.APPROVED and entry.by is None else ""
    said_aloud = entry.kind is EntryKind.ANSWERED and not entry.text and not entry.files
    return words("entry-answered-aloud" if said_aloud else f"entry-{entry.kind}{nobody}{dated(entry)}", **facts)


def dated(entry: Entry) -> str:
    """What follows the name of a sentence about an entry that may set a day, where it does."""
    may_set = entry.kind in (EntryKind.PROMISED, EntryKind.PROGRESS)
    return "-dated" if may_set and entry.due_on is not None else ""


def tell_department(
    desk: Desk,
    petition: Petition,
    files: Sequence[Attachment] = (),
    places: Sequence[tuple[float, float]] = (),
    *before: Words,
) -> None:
    """Show a petition to the department that answers for it, after the words `before`."""
    lines = department_card(desk.commune, petition, day_of(desk.now), len(files))
    where = tuple(words("card-place", latitude=f"{lat:.5f}", longitude=f"{lon:.5f}") for lat, lon in places)
    desk.tell(
        Notice(
            ToDepartment(petition.department),
            (*before, *lines, *where),
            card_choices(petition),
            files=tuple(files),
            about=petition.code,
            card=not files and not before,
        )
    )
