"""The results of a dialogue as they are made public: every matter as it was approved, its answer, how it stands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from documents.official import Head, Meeting, Recipients, Signature
from documents.report import Rated


class ResultState(StrEnum):
    """How a matter stands for the public; closed never means resolved by itself."""

    ANSWERED = "answered"
    RESOLVED = "resolved"
    PROMISED = "promised"
    BEYOND = "beyond"
    GUIDED = "guided"
    OPEN = "open"
    LATE = "late"


@dataclass(frozen=True)
class ResultItem:
    """`text` and `answer` as they were approved for publishing; `due_on` is the day promised."""

    code: str
    topic: str
    hamlet: str
    text: str
    answer: str
    state: ResultState
    department: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class PublishedResults:
    """`address` is where the results can be read and searched."""

    head: Head
    meeting: Meeting
    items: tuple[ResultItem, ...]
    recipients: Recipients
    signature: Signature
    rated: Rated | None = None
    address: str = ""
