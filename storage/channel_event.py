"""Events of a channel that nobody has to answer: seen, received, what our own staff wrote; kept for a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import channel_event


@dataclass(frozen=True)
class ChannelEvent:
    """`delivery` makes a repeated event harmless; `name` is the channel's."""

    account_id: int
    delivery: str
    name: str
    payload: dict[str, Any]


_PUT = text("""
    insert into channel_event (account_id, delivery, name, received_at, payload)
    select account_id, delivery, name, :now, payload
    from jsonb_to_recordset(:rows) as row(account_id int, delivery text, name text, payload jsonb)
    on conflict (account_id, delivery) do nothing
""").bindparams(bindparam("rows", type_=JSONB))


class ChannelEvents:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, events: Sequence[ChannelEvent], now: datetime) -> None:
        """Store `events`; those that are there already are left as they are."""
        rows = [
            {"account_id": e.account_id, "delivery": e.delivery, "name": e.name, "payload": e.payload} for e in events
        ]
        if rows:
            await self._connection.execute(_PUT, {"rows": rows, "now": now})

    async def forget(self, before: datetime) -> int:
        """Delete what was received before `before`."""
        gone = await self._connection.execute(channel_event.delete().where(channel_event.c.received_at < before))
        return gone.rowcount
