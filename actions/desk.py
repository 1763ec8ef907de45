"""What an action works with: the open unit of work, the commune, who acts, and the moment."""

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


def actor_of(commune: Commune, person: int, grants: tuple[Grant, ...]) -> Actor:
    """A clerk also speaks for the bodies that are not in the chat themselves."""
    is_clerk = any(grant.role is Role.CLERK for grant in grants)
    outside = frozenset(d.key for d in commune.departments if d.external or d.upper_level)
    return Actor(commune.id, person, grants, outside if is_clerk else frozenset())
