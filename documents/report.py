"""The monthly report as a paper: numbers with charts, what is late, what was promised in which words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from documents.official import Head, Recipients, Signature


class PromiseState(StrEnum):
    """How a promise stands; the values are those of a commitment."""

    OPEN = "open"
    UNDATED = "undated"
    LATE = "late"
    KEPT = "kept"
    KEPT_LATE = "kept-late"


@dataclass(frozen=True)
class Counts:
    """Of a department, topic or hamlet by its `name`; `late` of those that wait on the last day.

    `answered_late` of those answered; None where it was not counted.
    """

    name: str
    received: int = 0
    answered: int = 0
    waiting: int = 0
    late: int = 0
    answered_late: int | None = None


@dataclass(frozen=True)
class Promises:
    """`made` and `kept` in the month, `kept_late` of those kept; `open` and of them `late` on its last day."""

    name: str
    made: int = 0
    kept: int = 0
    kept_late: int = 0
    open: int = 0
    late: int = 0


@dataclass(frozen=True)
class Rated:
    """How many have said whether they are content; the average (1 to 5) is None where they are too few."""

    count: int = 0
    average: float | None = None


@dataclass(frozen=True)
class LateItem:
    code: str
    matter: str
    department: str
    due_on: date
    days: int


@dataclass(frozen=True)
class PromiseLine:
    """`words` are those of the notice, `note` what came of it."""

    code: str
    words: str
    department: str
    due_on: date | None
    state: PromiseState
    kept_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class ReportPaper:
    """`month` is its first day, `until` the last day that it looks at. The name of a total is not shown."""

    head: Head
    month: date
    until: date
    total: Counts
    by_department: tuple[Counts, ...]
    by_topic: tuple[Counts, ...]
    by_hamlet: tuple[Counts, ...]
    promises: Promises
    promises_by_department: tuple[Promises, ...]
    passed_up: int
    rated: Rated
    late: tuple[LateItem, ...]
    promised: tuple[PromiseLine, ...]
    recipients: Recipients
    signature: Signature
    rated_by_department: tuple[tuple[str, Rated], ...] = ()
    rated_by_topic: tuple[tuple[str, Rated], ...] = ()
