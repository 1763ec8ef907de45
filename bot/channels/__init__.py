"""Channels: translate what people do in, send what is to be said out; one module per channel."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from handlers.conversation.event import Event
from storage.file import FileStore
from storage.outbox import Message


@dataclass(frozen=True)
class RemoteFile:
    """A file that the channel still holds: `ref` fetches it, `size` in bytes where it is known."""

    ref: str
    name: str
    size: int | None = None


@dataclass(frozen=True)
class Heard:
    """A delivery in the words of the conversation engine.

    `user` is the channel's id of who did it, `name` and `language` what the channel says of them, `quiets` the id
    of a button press that wants an acknowledgement, `remote` files to fetch before the event is complete.
    """

    event: Event
    user: str
    name: str | None = None
    language: str | None = None
    quiets: str | None = None
    remote: tuple[RemoteFile, ...] = field(default=())


class Channel(Protocol):
    """One channel account: a bot, or the web chat of a commune."""

    @property
    def name(self) -> str: ...

    def read(self, payload: dict[str, Any]) -> Heard | None:
        """Translate a raw delivery; None when there is nothing to answer."""
        ...

    def fetch(self, remote: RemoteFile) -> AsyncIterator[bytes]:
        """Stream a file the channel holds. Raises TryLater or GiveUp."""
        ...

    def ready_in(self, address: str) -> float:
        """Seconds until a message may be sent to `address` without exceeding the channel's limits."""
        ...

    async def send(self, message: Message, files: FileStore) -> str | None:
        """Send a message; return the channel's id of it.

        Raises TryLater, GiveUp or AddressMoved (domain.delivery).
        """
        ...

    def lists(self, choices: int, *, in_group: bool) -> bool:
        """Whether so many choices are shown as a numbered list rather than as buttons."""
        ...

    def link(self, payload: str, *, group: bool = False) -> str | None:
        """A link that opens this channel and says `payload`; None where it has none."""
        ...


def place_of(key: str) -> tuple[str, bool]:
    """Address and whether it is a group, from the key of a conversation.

    A private chat is ``<chat>``; in a group everyone has a conversation of their own, ``<chat>/<thread>/<user>``,
    and is answered at ``<chat>`` or ``<chat>/<thread>``.
    """
    chat, *rest = key.split("/")
    if not rest:
        return chat, False
    return (chat if rest[0] == "0" else f"{chat}/{rest[0]}"), True


__all__ = ["Channel", "Heard", "RemoteFile", "place_of"]
