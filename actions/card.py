"""How a petition is shown: to a department as a card, to its author and to others as a page."""

from collections.abc import Sequence
from datetime import date

from actions.desk import Desk
from domain.access import OnPetition, may
from domain.calendar import day_of
from domain.commune import Commune, Hamlet
from domain.deadline import ASKED_AGAIN, RECEIVED, Deadline, after_working_days, explain, fixed_day
from domain.notice import Attachment, Choice, Words, verbatim, words
from domain.petition import EntryKind, Petition, PetitionState, pseudonym
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


def card_choices(petition: Petition) -> tuple[Choice, ...]:
    """What a department may do with a petition that waits for it."""
    if petition.proposed_to is not None:
        return ()
    code = petition.code
    take = () if petition.state is not PetitionState.RECEIVED else (Choice(f"work.take:{code}", words("card-take")),)
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
    desk: Desk, petition: Petition, thread: list[Entry], *, among_colleagues: bool = False
) -> tuple[tuple[Words, ...], tuple[Attachment, ...]]:
    """Everything the actor may see of a petition, and its files; `among_colleagues` what a department may see."""
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
    inside = among_colleagues or petition.author != desk.actor.person
    for entry in thread:
        shown = _entry_words(commune, entry, inside=inside)
        if shown is not None:
            lines.append(shown)
    files = tuple(file for entry in thread for file in entry.files)
    return tuple(lines), files


_OF_INTEREST_TO_ALL = {
    EntryKind.ADDED,
    EntryKind.ASKED,
    EntryKind.REPLIED,
    EntryKind.ANSWERED,
    EntryKind.TRANSFER_ACCEPTED,
    EntryKind.MOVED,
    EntryKind.ASKED_AGAIN,
    EntryKind.WITHDRAWN,
    EntryKind.RAISED,
    EntryKind.DECIDED,
    EntryKind.PROMISED,
    EntryKind.PROGRESS,
    EntryKind.DATE_SET,
    EntryKind.LATE_TOLD,
    EntryKind.KEPT,
    EntryKind.CARRIED,
}
_INSIDE = {
    EntryKind.TRANSFER_PROPOSED,
    EntryKind.TRANSFER_DECLINED,
    EntryKind.TAKEN,
    EntryKind.DATE_ASKED,
    EntryKind.DATE_REFUSED,
    EntryKind.QUESTIONED,
    EntryKind.EXPLAINED,
}


def dated(entry: Entry) -> str:
    """What follows the name of a sentence about an entry that may set a day, where it does."""
    may_set = entry.kind in (EntryKind.PROMISED, EntryKind.PROGRESS, EntryKind.LATE_TOLD)
    return "-dated" if may_set and entry.due_on is not None else ""


def _entry_words(commune: Commune, entry: Entry, *, inside: bool) -> Words | None:
    if entry.kind not in _OF_INTEREST_TO_ALL and not (inside and entry.kind in _INSIDE):
        return None
    # Why a department passes a matter on is said among departments, not to the author.
    hidden = not inside and entry.kind in (EntryKind.TRANSFER_ACCEPTED, EntryKind.MOVED)
    said_aloud = entry.kind is EntryKind.ANSWERED and not entry.text and not entry.files
    return words(
        "entry-answered-aloud" if said_aloud else f"entry-{entry.kind}{dated(entry)}",
        at=entry.at,
        department=commune.department(entry.department).name if entry.department else "",
        text="" if hidden else entry.text,
        due=entry.due_on or "",
    )
