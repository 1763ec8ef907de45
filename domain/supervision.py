"""A question of the Front to a department, in writing, and its answer on record."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.notice import Attachment
from domain.refusal import Refused


@dataclass(frozen=True)
class SupervisorQuestion:
    """About the petition `code`; `due_on` is the last day for its answer."""

    commune_id: int
    id: int
    petition_id: int
    code: str
    department: str
    asked_by: int
    asked_at: datetime
    text: str
    due_on: date
    answered_at: datetime | None = None
    answered_by: int | None = None
    answer: str = ""
    files: tuple[Attachment, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    def is_late(self, today: date) -> bool:
        return self.is_open and today > self.due_on

    def check_open(self) -> None:
        """Raise `Refused` once it has been answered."""
        if not self.is_open:
            raise Refused("question-refused-answered", {"at": self.answered_at})
