"""What may come of trying to deliver a message."""

from dataclasses import dataclass


class NotDelivered(Exception):
    """The message did not reach the person, or nobody knows whether it did."""


@dataclass
class TryLater(NotDelivered):
    """A passing trouble; `after` seconds where the channel said how long."""

    trouble: str
    after: float | None = None


@dataclass
class GiveUp(NotDelivered):
    """It will never work; `trouble` is a code that has words: blocked, chat-gone, no-rights, rejected."""

    trouble: str


@dataclass
class WindowClosed(NotDelivered):
    """The channel lets nothing be sent until the person writes again; `trouble` is a code that has words."""

    trouble: str = "window-closed"


@dataclass
class AddressMoved(NotDelivered):
    """The chat has another address now."""

    address: str
