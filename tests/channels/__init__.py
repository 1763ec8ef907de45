"""Tests of the channels, against servers that speak their protocols."""

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from storage.outbox import Message

_numbers = itertools.count(1)


def message(
    address: str,
    text: str = "",
    choices: Sequence[tuple[str, str]] = (),
    *,
    files: Sequence[dict[str, Any]] = (),
    quiets: str | None = None,
) -> Message:
    """A row of the outbox; `choices` are pairs of key and label."""
    return Message(
        id=next(_numbers),
        account_id=1,
        address=address,
        commune_id=1,
        person_id=None,
        text=text,
        choices=[{"key": key, "label": label} for key, label in choices],
        files=files,
        about=None,
        card=False,
        quiets=quiets,
        queued_at=datetime(2026, 4, 1, tzinfo=UTC),
        tries=0,
    )
