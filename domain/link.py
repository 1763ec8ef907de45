"""Linking: one person in several chats. The code that joins two of them, and who may part them again."""

import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.refusal import Refused

LASTS = timedelta(minutes=15)
MOST_WRONG = 5
WRONG_COUNTS = timedelta(hours=1)
# Until then a chat that has come in cannot put out those that were there before: they have time to put it out.
SETTLES = timedelta(days=1)

# No vowels, W or D: input methods make other letters of those, and no word of any language looks like a code.
_LETTERS = "BCFGHJKMNPQRSTVXZ"
_DIGITS = "23456789"
_SHAPE = re.compile(rf"([{_DIGITS}][{_LETTERS}]{{3}})[ -]?([{_DIGITS}][{_LETTERS}]{{3}})", re.ASCII)


@dataclass(frozen=True)
class LinkCode:
    """`person` made it in the chat `conversation`, and is who the other chat's person becomes."""

    commune_id: int
    code_hash: str
    person: int
    conversation: int
    expires_at: datetime
    used_at: datetime | None = None

    def check_usable(self, now: datetime) -> None:
        """Raise `Refused` when it was used or has expired."""
        if self.used_at is not None:
            raise Refused("link-refused-used")
        if now >= self.expires_at:
            raise Refused("link-refused-expired")


@dataclass(frozen=True)
class LinkedChat:
    """One chat of a person who has several; `since` is when it became theirs."""

    conversation: int
    channel: str
    since: datetime


def new_code() -> str:
    """Return a fresh code (30 bits, enough for a quarter of an hour and five tries), e.g. ``7KMQ-3RTB``."""
    halves = (secrets.choice(_DIGITS) + "".join(secrets.choice(_LETTERS) for _ in range(3)) for _ in range(2))
    return "-".join(halves)


def read_code(text: str) -> str | None:
    """The code that somebody typed, and nothing else; in any case and with or without its dash."""
    found = _SHAPE.fullmatch(text.strip().upper())
    return f"{found[1]}-{found[2]}" if found else None


def hash_code(commune_id: int, code: str) -> str:
    """Only the hash is stored, another in every commune."""
    return hashlib.sha256(f"link {commune_id} {code.upper().replace('-', '')}".encode()).hexdigest()


def still_counted(wrong: Iterable[float], now: datetime) -> tuple[float, ...]:
    """The moments (seconds since 1970) of wrong codes that count against another try."""
    return tuple(at for at in wrong if at > (now - WRONG_COUNTS).timestamp())


def check_tries(wrong: Iterable[float], now: datetime) -> None:
    """Raise `Refused` when too many wrong codes were typed in a chat."""
    if len(still_counted(wrong, now)) >= MOST_WRONG:
        raise Refused("link-refused-tries")


def check_part(own: LinkedChat, other: LinkedChat, now: datetime) -> None:
    """Raise `Refused` unless whoever writes in `own` may take `other` away from the person.

    Who has come by a code that was not meant for them must not shut out whom it belongs to.
    """
    if own != other and own.since > other.since and now < own.since + SETTLES:
        raise Refused("link-refused-too-new", {"when": own.since + SETTLES})


def newest(drafts: Sequence[tuple[int, int, str]], most: int) -> frozenset[tuple[int, int]]:
    """Of drafts as (chat, position, when begun in ISO form) the chats and positions of the `most` newest."""
    latest = sorted(drafts, key=lambda draft: draft[2], reverse=True)[:most]
    return frozenset((chat, position) for chat, position, _ in latest)
