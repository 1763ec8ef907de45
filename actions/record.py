"""The record of a petition: found for who may see it, and noted in whatever is done with it."""

from collections.abc import Sequence

from actions.desk import Desk
from domain.access import OnPetition, check
from domain.clock import MATTERS, Happened
from domain.notice import Attachment
from domain.petition import EntryKind, Petition, PetitionState
from domain.refusal import Refused
from storage.petition import Entry

# Who has done what the program does by itself.
NOBODY = 0


async def find_petition(desk: Desk, code: str, verb: OnPetition, *, lock: bool = False) -> Petition:
    """Return the petition when the actor may do `verb` with it; raises Refused, the same for foreign and unknown."""
    petition = await desk.uow.petitions.find(desk.commune.id, code, lock=lock)
    if petition is None:
        raise Refused("petition-refused-not-yours", {"code": code})
    check(desk.actor, verb, petition)
    return petition


async def read_petition(desk: Desk, code: str) -> tuple[Petition, list[Entry], dict[int, str]]:
    """The petition with everything that happened to it, and the names of who did."""
    petition = await find_petition(desk, code, OnPetition.READ)
    thread = await desk.uow.petitions.thread(petition)
    names = await desk.uow.people.names(desk.commune.id, {entry.by for entry in thread if entry.by})
    return petition, thread, names


async def note(
    desk: Desk,
    petition: Petition,
    kind: EntryKind,
    text: str = "",
    files: tuple[Attachment, ...] = (),
    *,
    department: str | None = None,
    refs: tuple[str, ...] = (),
    by: int | None = None,
) -> int:
    """Put down what the actor, or `by`, has done; return the entry's id. Nobody is `NOBODY`: it was done by itself."""
    who = desk.actor.person if by is None else by
    return await desk.uow.petitions.note(
        petition, Entry(kind, desk.now, who or None, department or petition.department, text, files, refs=refs)
    )


async def name_of(desk: Desk, person: int | None) -> str:
    found = await desk.uow.people.find(desk.commune.id, person) if person is not None else None
    return (found.name if found else None) or "—"


def facts_of(desk: Desk, petition: Petition) -> dict[str, str]:
    """What a template may say of it: nothing of what was written."""
    return {"code": petition.code, "department": desk.commune.department(petition.department).name}


async def check_not_answered(desk: Desk, petition: Petition) -> None:
    """Raise `Refused`, with who answered and when, for what has been answered."""
    if petition.state is PetitionState.ANSWERED:
        answered = [e for e in await desk.uow.petitions.thread(petition) if e.kind is EntryKind.ANSWERED]
        raise Refused(
            "petition-refused-answered",
            {
                "code": petition.code,
                "name": await name_of(desk, answered[-1].by),
                "at": answered[-1].at,
            },
        )


def check_open(petition: Petition) -> None:
    """Raise `Refused` for what nobody waits for any more."""
    if not petition.is_open:
        raise Refused(f"petition-refused-when-{petition.state}", {"code": petition.code})


def happened_in(thread: Sequence[Entry]) -> list[Happened]:
    """What of a thread concerns the clock."""
    return [(entry.kind, entry.at) for entry in thread if entry.kind in MATTERS]
