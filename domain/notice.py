"""What is to be said, and to whom: ids of sentences with their facts, never finished sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from domain.schedule import Schedule


@dataclass(frozen=True)
class Words:
    """A sentence by its locale id, with the facts it mentions (text, numbers, dates, moments, or further Words)."""

    id: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def words(id_: str, /, **facts: Any) -> Words:
    return Words(id_, facts)


def verbatim(text: str) -> Words:
    """Text that somebody wrote, shown as it is."""
    return Words("verbatim", {"text": text})


@dataclass(frozen=True)
class Choice:
    """Something that may be pressed: `key` comes back unchanged."""

    key: str
    label: Words


@dataclass(frozen=True)
class Attachment:
    """A stored file, by the SHA-256 of its content."""

    sha256: str
    name: str
    kind: str
    size: int


@dataclass(frozen=True)
class ToPerson:
    person: int


@dataclass(frozen=True)
class ToChat:
    """One chat, whichever its person used last; told of a person only what concerns the chat itself."""

    conversation: int


@dataclass(frozen=True)
class ToDepartment:
    """To the department's group where one is connected, otherwise to each of its officers."""

    department: str


@dataclass(frozen=True)
class ToDepartmentHeads:
    """To the heads of a department themselves, whether or not it has a group."""

    department: str


@dataclass(frozen=True)
class ToClerks:
    pass


@dataclass(frozen=True)
class ToChairs:
    pass


@dataclass(frozen=True)
class ToSupervisors:
    """To the Front, which watches what comes of dialogues."""


@dataclass(frozen=True)
class ToHamletHeads:
    """Whoever heads several of the hamlets is told once."""

    hamlets: tuple[str, ...]


@dataclass(frozen=True)
class ToResidents:
    """To everybody who lives in `hamlet`, or in the commune: a broadcast about a dialogue that `by` has made."""

    dialogue: int
    hamlet: str | None
    by: int


@dataclass(frozen=True)
class ToInvited:
    """To everybody who has got an announcement of a dialogue or waits for one: a broadcast that `by` has made.

    `besides` are told otherwise, `was` are the schedules that the others may still believe in.
    """

    dialogue: int
    by: int
    besides: tuple[int, ...] = ()
    was: tuple[Schedule, ...] = ()


Recipient = (
    ToPerson
    | ToChat
    | ToDepartment
    | ToDepartmentHeads
    | ToClerks
    | ToChairs
    | ToSupervisors
    | ToHamletHeads
    | ToResidents
    | ToInvited
)


class Urgency(IntEnum):
    """Order of sending within a channel account: lower goes first."""

    REPLY = 0
    NOTICE = 5
    REMINDER = 9
    BROADCAST = 20


class NoticeKind(StrEnum):
    """What a notice is, where that decides the ways it may go when the chat is closed.

    `PROGRESS` is news of a petition that nobody has to do anything about, `CHANGE` that of a dialogue.
    """

    ANSWER = "answer"
    QUESTION = "question"
    PROGRESS = "progress"
    CHANGE = "change"
    REMINDER = "reminder"
    ANNOUNCEMENT = "announcement"


@dataclass(frozen=True)
class Notice:
    """Something to tell people outside the conversation that caused it.

    `about` is the code of a petition, `once` a key under which a person is told one time only, `card` whether
    it shows a petition to a department and may be merged with others into one list. `facts` fill a template
    where the notice has to go by one.
    """

    to: Recipient
    lines: tuple[Words, ...]
    choices: tuple[Choice, ...] = ()
    files: tuple[Attachment, ...] = ()
    about: str | None = None
    once: str | None = None
    card: bool = False
    urgency: Urgency = Urgency.NOTICE
    expires_at: datetime | None = None
    kind: NoticeKind | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
