"""Broadcasts: what very many people are told, put into the outbox chunk by chunk, and how far that has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notice import Urgency
from storage.tables import broadcast


class BroadcastKind(StrEnum):
    ANNOUNCEMENT = "announcement"


class BroadcastState(StrEnum):
    QUEUEING = "queueing"
    SENDING = "sending"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Broadcast:
    """`texts` and `choices` (``{"key", "label"}``) by language; `hamlet` None is everybody in the commune."""

    commune_id: int
    id: int
    kind: BroadcastKind
    dialogue_id: int | None
    hamlet: str | None
    texts: Mapping[str, str]
    choices: Mapping[str, Sequence[Mapping[str, str]]]
    made_by: int | None
    made_at: datetime
    expires_at: datetime | None = None
    state: BroadcastState = BroadcastState.QUEUEING
    queued: int = 0
    ended_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        return self.state in (BroadcastState.QUEUEING, BroadcastState.SENDING)


@dataclass(frozen=True)
class Progress:
    """How many messages there are, how many of them wait, arrived, or did not, by trouble."""

    queued: int
    waiting: int
    failed: Mapping[str, int]

    @property
    def sent(self) -> int:
        return self.queued - self.waiting - sum(self.failed.values())


_URGENCY = f"{Urgency.BROADCAST:d}"
# Who is told: people who agreed, in the chat they used last, unless it is known to be shut.
_REACHED = "p.consented_at is not null and c.reachable and not c.in_group"
_OF_HAMLET = "and p.hamlet = :hamlet"

# How many is written out in these statements, so that the planner knows that it is few.
# One statement, so that no message passes through this process however many there are.
_QUEUE = """
    with these as materialized (
        select p.id, p.language, p.consented_at, p.conversation_id from person p
        where p.commune_id = :commune and p.id > :reached {audience} order by p.id limit {limit}
    ), put as (
        insert into outbox (account_id, address, commune_id, person_id, text, choices, files, urgency, queued_at,
                            not_before, expires_at, broadcast_id)
        select c.account_id, c.address, :commune, p.id, coalesce(b.texts ->> p.language, b.texts ->> :first),
               coalesce(b.choices -> p.language, b.choices -> :first), b.files, {urgency}, :now, :not_before,
               b.expires_at, b.id
        from these p
        join conversation c on c.id = p.conversation_id
        join broadcast b on b.commune_id = :commune and b.id = :broadcast
        where {reached}
        order by p.id
        returning 1
    )
    select (select max(id) from these) as last, (select count(*) from these) as looked_at,
           (select count(*) from put) as queued
"""

_COUNT = """
    select count(*) from person p join conversation c on c.id = p.conversation_id
    where p.commune_id = :commune and {reached} {audience}
"""

# Rows that somebody else is at, such as a courier that has just sent them, are left to him.
_GIVE_UP = """
    update outbox set given_up_at = :now, trouble = 'stopped'
    where id in (
        select id from outbox
        where commune_id = :commune and broadcast_id = :broadcast and sent_at is null and given_up_at is null
        limit {limit} for update skip locked)
"""

_FORGET = text("""
    update outbox set given_up_at = :now, trouble = 'withdrawn'
    where commune_id = :commune and person_id = :person and broadcast_id is not null
      and sent_at is null and given_up_at is null
""")

_HOLD = """
    update outbox set not_before = :until
    where id in (
        select o.id from outbox o
        where o.account_id in (select a.id from channel_account a
                               where a.commune_id = :commune or a.commune_id is null)
          and o.sent_at is null and o.given_up_at is null and o.urgency >= {urgency}
          and coalesce(o.not_before, o.queued_at) < :until and o.commune_id = :commune
        limit {limit} for update skip locked)
"""

_WAITING = text("""
    select count(*) from outbox
    where commune_id = :commune and broadcast_id = :broadcast and sent_at is null and given_up_at is null
""")
_ANY_WAITING = text("""
    select exists (
        select from outbox
        where commune_id = :commune and broadcast_id = :broadcast and sent_at is null and given_up_at is null)
""")
_FAILED = text("""
    select trouble, count(*) as number from outbox
    where commune_id = :commune and given_up_at >= :made_at and broadcast_id = :broadcast group by trouble
""")


class Broadcasts:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, new: Broadcast) -> None:
        await self._connection.execute(
            broadcast.insert().values(
                commune_id=new.commune_id, id=new.id, kind=new.kind.value, dialogue_id=new.dialogue_id,
                hamlet=new.hamlet, texts=dict(new.texts), choices=dict(new.choices), state=new.state.value,
                made_by=new.made_by, made_at=new.made_at, expires_at=new.expires_at,
            )
        )  # fmt: skip

    async def find(self, commune_id: int, broadcast_id: int, *, lock: bool = False) -> Broadcast | None:
        found = select(broadcast).where(broadcast.c.commune_id == commune_id, broadcast.c.id == broadcast_id)
        row = (await self._connection.execute(found.with_for_update() if lock else found)).one_or_none()
        return _broadcast(row) if row else None

    async def of_dialogue(self, commune_id: int, dialogue_id: int) -> list[Broadcast]:
        """Latest first."""
        rows = await self._connection.execute(
            select(broadcast)
            .where(broadcast.c.commune_id == commune_id, broadcast.c.dialogue_id == dialogue_id)
            .order_by(broadcast.c.id.desc())
        )
        return [_broadcast(row) for row in rows]

    async def open_ones(self) -> list[tuple[int, int]]:
        """Commune and id of every broadcast with something left to do, oldest first."""
        rows = await self._connection.execute(
            select(broadcast.c.commune_id, broadcast.c.id)
            .where(broadcast.c.ended_at.is_(None))
            .order_by(broadcast.c.made_at, broadcast.c.id)
        )
        return [(row.commune_id, row.id) for row in rows]

    async def take(self, commune_id: int, broadcast_id: int) -> Broadcast | None:
        """Lock an open broadcast for this transaction; None when somebody else is at it, or nothing is left to do."""
        row = (
            await self._connection.execute(
                select(broadcast)
                .where(
                    broadcast.c.commune_id == commune_id,
                    broadcast.c.id == broadcast_id,
                    broadcast.c.ended_at.is_(None),
                )
                .with_for_update(skip_locked=True)
            )
        ).one_or_none()
        return _broadcast(row) if row else None

    async def audience(self, commune_id: int, hamlet: str | None) -> int:
        """How many people an announcement would reach now."""
        counted = text(_COUNT.format(reached=_REACHED, audience=_OF_HAMLET if hamlet else ""))
        facts = {"commune": commune_id, **({"hamlet": hamlet} if hamlet else {})}
        return int((await self._connection.execute(counted, facts)).scalar_one())

    async def queue_some(
        self, of: Broadcast, limit: int, now: datetime, *, first: str, not_before: datetime | None = None
    ) -> int:
        """Put the next `limit` people's messages into the outbox; return how many that were.

        `of` is locked by this transaction (`take`), so nobody is told twice, whatever is killed when. When nobody
        is left it goes on to `sending`. `first` is the language of those for whose own there is no text.
        """
        reached = (
            await self._connection.execute(
                select(broadcast.c.reached).where(broadcast.c.commune_id == of.commune_id, broadcast.c.id == of.id)
            )
        ).scalar_one()
        audience = _OF_HAMLET if of.hamlet else ""
        queued = text(_QUEUE.format(audience=audience, reached=_REACHED, urgency=_URGENCY, limit=int(limit)))
        row = (
            await self._connection.execute(
                queued,
                {
                    "commune": of.commune_id, "broadcast": of.id, "reached": reached, "now": now,
                    "not_before": not_before, "first": first, **({"hamlet": of.hamlet} if of.hamlet else {}),
                },
            )
        ).one()  # fmt: skip
        values: dict[str, Any] = {"queued": broadcast.c.queued + row.queued, "reached": row.last or reached}
        if row.looked_at < limit:
            values["state"] = BroadcastState.SENDING.value
        await self._change(of, **values)
        return int(row.queued)

    async def stop(self, of: Broadcast) -> None:
        """Nobody is told any more; what waits already is given up by `give_up_some`."""
        await self._change(of, state=BroadcastState.STOPPED.value)

    async def give_up_some(self, of: Broadcast, limit: int, now: datetime) -> int:
        """Give up what waits of a stopped broadcast; return how many messages that were."""
        facts = {"commune": of.commune_id, "broadcast": of.id, "now": now}
        return (await self._connection.execute(text(_GIVE_UP.format(limit=int(limit))), facts)).rowcount

    async def give_up_for(self, commune_id: int, person_id: int, now: datetime) -> None:
        """Give up what waits for somebody who is not to be told any more."""
        await self._connection.execute(_FORGET, {"commune": commune_id, "person": person_id, "now": now})

    async def hold(self, commune_id: int, until: datetime, limit: int) -> int:
        """Let what waits of a commune's broadcasts wait until a moment; return how many messages that were."""
        held = text(_HOLD.format(urgency=_URGENCY, limit=int(limit)))
        return (await self._connection.execute(held, {"commune": commune_id, "until": until})).rowcount

    async def any_waiting(self, of: Broadcast) -> bool:
        facts = {"commune": of.commune_id, "broadcast": of.id}
        return bool((await self._connection.execute(_ANY_WAITING, facts)).scalar_one())

    async def end(self, of: Broadcast, now: datetime) -> None:
        """Nothing is left to do for it."""
        state = BroadcastState.STOPPED if of.state is BroadcastState.STOPPED else BroadcastState.DONE
        await self._change(of, state=state.value, ended_at=now)

    async def progress(self, of: Broadcast) -> Progress:
        facts = {"commune": of.commune_id, "broadcast": of.id}
        waiting = (await self._connection.execute(_WAITING, facts)).scalar_one()
        failed = await self._connection.execute(_FAILED, {**facts, "made_at": of.made_at})
        return Progress(of.queued, waiting, {row.trouble: row.number for row in failed})

    async def _change(self, of: Broadcast, **values: Any) -> None:
        await self._connection.execute(
            update(broadcast).where(broadcast.c.commune_id == of.commune_id, broadcast.c.id == of.id).values(**values)
        )


def _broadcast(row: Any) -> Broadcast:
    return Broadcast(
        row.commune_id,
        row.id,
        BroadcastKind(row.kind),
        row.dialogue_id,
        row.hamlet,
        row.texts,
        row.choices,
        row.made_by,
        row.made_at,
        row.expires_at,
        BroadcastState(row.state),
        row.queued,
        row.ended_at,
    )
