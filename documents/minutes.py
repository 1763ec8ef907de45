"""The minutes of a dialogue (biên bản), signed by its secretary and its chair."""

from dataclasses import dataclass
from datetime import datetime

from documents.official import Head, Meeting, Signature


@dataclass(frozen=True)
class Reply:
    by: str
    text: str


@dataclass(frozen=True)
class Statement:
    """What somebody said: `speaker` with office or hamlet as it is to be written; `code` where it has one."""

    speaker: str
    text: str
    replies: tuple[Reply, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Vote:
    question: str
    agreed: int
    against: int
    other: int = 0


@dataclass(frozen=True)
class MinutesPaper:
    """`invited` and `present` are numbers of people; `agenda` what happened before people spoke, in order."""

    head: Head
    meeting: Meeting
    ended_at: datetime | None
    secretary: str
    invited: int | None
    present: int | None
    agenda: tuple[str, ...]
    statements: tuple[Statement, ...]
    conclusions: tuple[str, ...]
    signed_by_secretary: Signature
    signed_by_chair: Signature
    votes: tuple[Vote, ...] = ()
