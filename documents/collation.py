"""The table of collated opinions (bảng tổng hợp ý kiến, kiến nghị): a landscape page, or a workbook."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from documents.official import Head, Meeting, Recipients, Signature


class RowState(StrEnum):
    """How an opinion stands, in the words of such tables."""

    NEW = "new"
    ANSWERED = "answered"
    VERIFYING = "verifying"
    WORKING = "working"
    PROMISED = "promised"
    BEYOND = "beyond"
    GUIDED = "guided"


@dataclass(frozen=True)
class CollationRow:
    """`channel` is how it came, `people` how many are of the same opinion."""

    code: str
    received_on: date
    channel: str
    hamlet: str
    topic: str
    matter: str
    people: int = 1
    department: str = ""
    due_on: date | None = None
    answer: str = ""
    state: RowState = RowState.NEW
    note: str = ""


@dataclass(frozen=True)
class CollationPaper:
    """`until` is the day up to which opinions were taken in."""

    head: Head
    meeting: Meeting
    until: date
    rows: tuple[CollationRow, ...]
    recipients: Recipients
    signature: Signature
