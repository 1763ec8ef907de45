"""The morning's parts about what was promised after dialogues: whom each goes to, up the ladder."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from domain.access import Role
from domain.calendar import WorkingCalendar
from domain.commitment import Commitment, Rung, ladder
from domain.commune import Commune
from domain.supervision import SupervisorQuestion
from storage.reminder import Chat

# Gives the chats of a role in a commune, of a department where one is named.
WithRole = Callable[[Commune, Role, str], Sequence[Chat]]


def chats_of_department(
    commune: Commune, department: str, rungs: Collection[Rung], with_role: WithRole, group: Chat | None
) -> list[Chat]:
    """The department's group or its officers; its head from the rung on that is theirs, or where there is nobody else;
    clerks speak for a department that nobody of is in the chat.
    """
    officers = [group] if group is not None else _reachable(with_role(commune, Role.OFFICER, department))
    heads = _reachable(with_role(commune, Role.DEPARTMENT_HEAD, department))
    if Rung.HEADS in rungs or not officers:
        officers = [*officers, *heads]
    return officers or list(with_role(commune, Role.CLERK, ""))


def _reachable(chats: Sequence[Chat]) -> list[Chat]:
    return [chat for chat in chats if chat.reachable]


def chats_for(
    commune: Commune, department: str, rungs: Collection[Rung], with_role: WithRole, group: Chat | None
) -> list[Chat]:
    """Everybody on `rungs`, each once."""
    chats = chats_of_department(commune, department, rungs, with_role, group)
    for rung, role in ((Rung.CLERKS, Role.CLERK), (Rung.CHAIRS, Role.CHAIR), (Rung.FRONT, Role.SUPERVISOR)):
        if rung in rungs:
            chats += with_role(commune, role, "")
    return list({(chat.account_id, chat.address): chat for chat in chats}.values())


def rungs_of(
    owed: Commitment | SupervisorQuestion, today: date, calendar: WorkingCalendar, commune: Commune
) -> frozenset[Rung]:
    due = owed.next_due if isinstance(owed, Commitment) else owed.due_on
    return ladder(due, today, calendar, commune.chair_told_after)
