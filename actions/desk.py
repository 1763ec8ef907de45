"""What an action works with: the open unit of work, the commune, who acts, and the moment."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from domain.access import Actor, Grant, Role
from domain.calendar import WorkingCalendar
from domain.commune import Commune
from domain.notice import Notice
from storage.database import UnitOfWork


@dataclass
class Desk:
    """`notices` are left here and queued in the same transaction by `actions.notice.queue`."""

    uow: UnitOfWork
    commune: Commune
    calendar: WorkingCalendar
    actor: Actor
    now: datetime
    notices: list[Notice] = field(default_factory=list)

    def tell(self, notice: Notice) -> None:
        self.notices.append(notice)


def actor_of(commune: Commune, person: int, grants: tuple[Grant, ...], staffed: Collection[str] | None = None) -> Actor:
    """A clerk also speaks for those who are not in the chat themselves.

    These are external bodies, the upper level, and every department that is not among the `staffed` ones.
    """
    if not any(grant.role is Role.CLERK for grant in grants):
        return Actor(commune.id, person, grants)
    outside = {d.key for d in commune.departments if d.external or d.upper_level}
    if staffed is not None:
        outside = {d.key for d in commune.departments if d.key not in staffed}
    return Actor(commune.id, person, grants, frozenset(outside))


async def find_actor(uow: UnitOfWork, commune: Commune, person: int, grants: tuple[Grant, ...]) -> Actor:
    """The actor with everything they may speak for."""
    is_clerk = any(grant.role is Role.CLERK for grant in grants)
    return actor_of(commune, person, grants, await uow.people.staffed_departments(commune.id) if is_clerk else None)
