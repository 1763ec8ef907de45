"""What a person did in a chat, the same for every channel."""

from dataclasses import dataclass

from domain.notice import Attachment


@dataclass(frozen=True)
class Said:
    """A written message, files, or both; `ref` is the channel's id of it, `reply_to` of the message answered.

    `album` marks parts of one album; `troubles` are ids of sentences about files that could not be taken.
    `named` tells that in a group the bot was called by its name, which is not part of the text any more.
    """

    text: str = ""
    files: tuple[Attachment, ...] = ()
    ref: str | None = None
    reply_to: str | None = None
    album: str | None = None
    troubles: tuple[tuple[str, str], ...] = ()
    named: bool = False


@dataclass(frozen=True)
class Chose:
    """A button was pressed."""

    key: str


@dataclass(frozen=True)
class Command:
    """A word after a slash, e.g. ``/viec``, with what followed it."""

    name: str
    argument: str = ""


@dataclass(frozen=True)
class SharedPlace:
    latitude: float
    longitude: float
    ref: str | None = None


@dataclass(frozen=True)
class SharedContact:
    """A telephone number; `own` tells whether it is the sender's own, as the channel vouches."""

    phone: str
    own: bool


@dataclass(frozen=True)
class Edited:
    ref: str
    text: str


@dataclass(frozen=True)
class Unreadable:
    """Something the bot cannot take: a sticker, a poll …; `why` is the id of the sentence about it."""

    why: str


@dataclass(frozen=True)
class Left:
    """The person blocked the bot, or the bot was removed from the group."""


@dataclass(frozen=True)
class Joined:
    """The person unblocked the bot, or the bot was added to a group."""


@dataclass(frozen=True)
class Moved:
    """The group got another id."""

    address: str


Event = Said | Chose | Command | SharedPlace | SharedContact | Edited | Unreadable | Left | Joined | Moved
