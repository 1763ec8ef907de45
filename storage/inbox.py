"""The inbox: what channels delivered, raw, until a worker has taken the step it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import channel_account, inbox


@dataclass(frozen=True)
class Delivery:
    """One delivery of a channel; `id` is the channel's own and makes a repeated delivery harmless."""

    account_id: int
    id: str
    conversation: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class SetAside:
    """A delivery that kept failing; `trouble` is the reference of the logged failure."""

    id: int
    account_id: int
    conversation: str
    received_at: datetime
    trouble: str | None


_PUT = text("""
    insert into inbox (account_id, delivery, conversation, payload, received_at)
    select account_id, delivery, conversation, payload, :now
    from jsonb_to_recordset(:rows) as row(account_id int, delivery text, conversation text, payload jsonb)
    on conflict (account_id, delivery) do nothing
""").bindparams(bindparam("rows", type_=JSONB))

# The oldest delivery of a chat holds up the later ones: nothing overtakes it while it waits to be tried again.
_WAITING = text("""
    select account_id, conversation from (
        select distinct on (account_id, conversation) account_id, conversation, id, not_before
        from inbox where done_at is null and set_aside_at is null order by account_id, conversation, id
    ) head where not_before is null or not_before <= :now order by id limit :limit
""")


class Inbox:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, deliveries: Sequence[Delivery], now: datetime) -> None:
        """Store `deliveries`; those that are there already are left as they are."""
        rows = [
            {
                "account_id": d.account_id,
                "delivery": d.id,
                "conversation": d.conversation,
                "payload": d.payload,
            }
            for d in deliveries
        ]
        await self._connection.execute(_PUT, {"rows": rows, "now": now})

    async def waiting(self, now: datetime, limit: int) -> list[tuple[int, str]]:
        """Account and key of conversations with something to do, longest waiting first."""
        rows = await self._connection.execute(_WAITING, {"now": now, "limit": limit})
        return [(row.account_id, row.conversation) for row in rows]

    async def count_waiting(self, account_id: int, conversation: str) -> int:
        count: int = await self._connection.scalar(
            text(
                "select count(*) from inbox where account_id = :account and conversation = :key "
                "and done_at is null and set_aside_at is null"
            ),
            {"account": account_id, "key": conversation},
        )
        return count

    async def slow_down(self, account_id: int, conversation: str, until: datetime) -> None:
        """Let what waits for one conversation wait until `until`: its oldest delivery, and with it all others."""
        waiting = select(func.min(inbox.c.id)).where(
            inbox.c.account_id == account_id,
            inbox.c.conversation == conversation,
            inbox.c.done_at.is_(None),
            inbox.c.set_aside_at.is_(None),
        )
        await self._connection.execute(
            update(inbox).where(inbox.c.id == waiting.scalar_subquery()).values(not_before=until)
        )

    async def waits(self, inbox_id: int) -> bool:
        """Tell whether the step that a delivery asks for has still to be taken."""
        found = await self._connection.scalar(
            select(inbox.c.id).where(inbox.c.id == inbox_id, inbox.c.done_at.is_(None), inbox.c.set_aside_at.is_(None))
        )
        return found is not None

    async def tries(self, inbox_id: int) -> int:
        tries = await self._connection.scalar(select(inbox.c.tries).where(inbox.c.id == inbox_id))
        return tries or 0

    async def failed(self, inbox_id: int, trouble: str, retry_at: datetime) -> None:
        await self._connection.execute(
            update(inbox)
            .where(inbox.c.id == inbox_id)
            .values(tries=inbox.c.tries + 1, trouble=trouble, not_before=retry_at)
        )

    async def set_aside(self, inbox_id: int, trouble: str, now: datetime) -> None:
        await self._connection.execute(
            update(inbox)
            .where(inbox.c.id == inbox_id)
            .values(tries=inbox.c.tries + 1, trouble=trouble, set_aside_at=now)
        )

    async def all_set_aside(self) -> list[SetAside]:
        rows = await self._connection.execute(
            select(inbox).where(inbox.c.set_aside_at.is_not(None), inbox.c.done_at.is_(None)).order_by(inbox.c.id)
        )
        return [SetAside(r.id, r.account_id, r.conversation, r.received_at, r.trouble) for r in rows]

    async def retry_set_aside(self) -> int:
        tried = await self._connection.execute(
            update(inbox)
            .where(inbox.c.set_aside_at.is_not(None), inbox.c.done_at.is_(None))
            .values(set_aside_at=None, tries=0, not_before=None)
        )
        return tried.rowcount

    async def forget_done(self, before: datetime) -> int:
        """Delete deliveries done before then to accounts that several communes share: nothing repeats them."""
        of_communes = select(channel_account.c.id).where(channel_account.c.commune_id.is_not(None))
        return await self._forget(inbox.c.account_id.not_in(of_communes), before)

    async def forget_of(self, commune_id: int, before: datetime) -> int:
        """The same of the accounts that are a commune's own."""
        own = select(channel_account.c.id).where(channel_account.c.commune_id == commune_id)
        return await self._forget(inbox.c.account_id.in_(own), before)

    async def _forget(self, whose: ColumnElement[bool], before: datetime) -> int:
        gone = await self._connection.execute(inbox.delete().where(inbox.c.done_at < before, whose))
        return gone.rowcount
