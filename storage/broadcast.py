"""Broadcasts: what very many people are told, put into the outbox chunk by chunk, and how far that has come."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, select, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notice import Urgency
from domain.reach import WINDOWS
from domain.schedule import Schedule
from storage.tables import broadcast


class BroadcastKind(StrEnum):
    """`CHANGE`: what has changed, to those who were told by announcements."""

    ANNOUNCEMENT = "announcement"
    CHANGE = "change"


class BroadcastState(StrEnum):
    """`STOPPED` by a clerk; `REPLACED`: what it says is no longer true, and those who wait are told what is."""

    QUEUEING = "queueing"
    SENDING = "sending"
    DONE = "done"
    STOPPED = "stopped"
    REPLACED = "replaced"


# Nobody is told any more.
OVER = (BroadcastState.STOPPED, BroadcastState.REPLACED)


@dataclass(frozen=True)
class Broadcast:
    """`texts` and `choices` (``{"key", "label"}``) by language; `hamlet` None is everybody in the commune.

    `closed` are people left out because their channel lets nothing be sent to them.
    A change goes to those who were told by announcements of the dialogue, but `besides`; `was` are the schedules that
    they may still believe in.
    """

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
    closed: int = 0
    ended_at: datetime | None = None
    besides: tuple[int, ...] = ()
    was: tuple[Schedule, ...] = ()

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
WINDOW_CLOSED = "window-closed"
# Who is told: people who agreed, in the chat they used last, unless it is known to be shut.
_REACHED = "p.consented_at is not null and p.restricted_at is null and c.reachable and not c.in_group"
_OF_HAMLET = "and p.hamlet = :hamlet"
# Accounts of channels that let us write for some time only, and who has been silent there for too long and has no
# other chat in which they can be told.
_WINDOWED = text("""
    select id, channel from channel_account
    where channel = any(:channels) and (commune_id = :commune or commune_id is null)
""")
_SHUT = """exists (
    select from unnest(cast(:windowed as int[]), cast(:since as timestamptz[])) as w(id, since)
    where w.id = {chat}.account_id and ({chat}.heard_at is null or {chat}.heard_at <= w.since))"""
_CLOSED = f"""({_SHUT.format(chat="c")} and not exists (
    select from conversation o
    where o.commune_id = :commune and o.person_id = p.id and o.id <> c.id and o.reachable and not o.in_group
      and not {_SHUT.format(chat="o")}))"""
# Who has got an announcement of a dialogue, or waited for it when it was replaced: in the outbox, or still before it.
_INVITED = """
    and p.id not in (select value::bigint from jsonb_array_elements_text(:besides))
    and (
        exists (
            select from broadcast a join outbox o on o.commune_id = :commune and o.broadcast_id = a.id
            where a.commune_id = :commune and a.dialogue_id = :dialogue and a.kind = 'announcement'
              and o.person_id = p.id and (o.given_up_at is null or o.trouble = 'replaced'))
        or exists (
            select from broadcast a
            where a.commune_id = :commune and a.dialogue_id = :dialogue and a.kind = 'announcement'
              and a.state = 'replaced' and p.id > a.reached and p.consented_at <= a.made_at
              and (a.hamlet is null or a.hamlet = p.hamlet)))
"""

_BESIDES = bindparam("besides", type_=JSONB)

# How many is written out in these statements, so that the planner knows that it is few.
# One statement, so that no message passes through this process however many there are.
_QUEUE = """
    with these as materialized (
        select p.id, p.language, p.consented_at, p.conversation_id, p.restricted_at from person p
        where p.commune_id = :commune and p.id > :reached {audience} order by p.id limit {limit}
    ), told as materialized (
        select p.id, p.language, c.account_id, c.address, {closed} as closed
        from these p
        join conversation c on c.id = p.conversation_id
        where {reached}
    ), put as (
        insert into outbox (account_id, address, commune_id, person_id, text, choices, files, urgency, queued_at,
                            not_before, expires_at, broadcast_id, kind)
        select p.account_id, p.address, :commune, p.id, coalesce(b.texts ->> p.language, b.texts ->> :first),
               coalesce(b.choices -> p.language, b.choices -> :first), b.files, {urgency}, :now, :not_before,
               b.expires_at, b.id, 'announcement'
        from told p
        join broadcast b on b.commune_id = :commune and b.id = :broadcast
        where not p.closed
        order by p.id
        returning 1
    )
    select (select max(id) from these) as last, (select count(*) from these) as looked_at,
           (select count(*) from put) as queued, (select count(*) from told where closed) as closed
"""

_COUNT = """
    select count(*) from person p join conversation c on c.id = p.conversation_id
    where p.commune_id = :commune and {reached} {audience}
"""

# Rows that somebody else is at, such as a courier that has just sent them, are left to him.
_GIVE_UP = """
    update outbox set given_up_at = :now, trouble = :why
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
# Who was reached another way is not among those who were not.
_FAILED = text("""
    select trouble, count(*) as number from outbox o
    where commune_id = :commune and given_up_at >= :made_at and broadcast_id = :broadcast and instead_of is null
      and not exists (select from outbox other where other.instead_of = o.id and other.given_up_at is null)
    group by trouble
""")


class Broadcasts:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, new: Broadcast) -> None:
        await self._connection.execute(
            broadcast.insert().values(
                commune_id=new.commune_id, id=new.id, kind=new.kind.value, dialogue_id=new.dialogue_id,
                hamlet=new.hamlet, texts=dict(new.texts), choices=dict(new.choices), state=new.state.value,
                made_by=new.made_by, made_at=new.made_at, expires_at=new.expires_at, besides=list(new.besides),
                was=[_plain(each) for each in new.was],
            )
        )  # fmt: skip

    async def find(self, commune_id: int, broadcast_id: int, *, lock: bool = False) -> Broadcast | None:
        found = select(broadcast).where(broadcast.c.commune_id == commune_id, broadcast.c.id == broadcast_id)
        row = (await self._connection.execute(found.with_for_update() if lock else found)).one_or_none()
        return _broadcast(row) if row else None

    async def of_dialogue(
        self, commune_id: int, dialogue_id: int, kinds: Collection[BroadcastKind] = tuple(BroadcastKind)
    ) -> list[Broadcast]:
        """Latest first."""
        rows = await self._connection.execute(
            select(broadcast)
            .where(
                broadcast.c.commune_id == commune_id,
                broadcast.c.dialogue_id == dialogue_id,
                broadcast.c.kind.in_([kind.value for kind in kinds]),
            )
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

    async def audience(self, commune_id: int, hamlet: str | None, now: datetime, *, templates: bool = False) -> int:
        """How many people an announcement would reach now; `templates` as with `queue_some`."""
        closed, facts = await self._closed(commune_id, now, templates=templates)
        reached = f"{_REACHED} and not {closed}"
        counted = text(_COUNT.format(reached=reached, audience=_OF_HAMLET if hamlet else ""))
        facts |= {"commune": commune_id, **({"hamlet": hamlet} if hamlet else {})}
        return int((await self._connection.execute(counted, facts)).scalar_one())

    async def _closed(self, commune_id: int, now: datetime, *, templates: bool) -> tuple[str, dict[str, Any]]:
        """The condition under which nothing reaches somebody in the chat used last, nor otherwise, with its facts."""
        windows = [
            (row.id, now - WINDOWS[row.channel].open)
            for row in await self._connection.execute(_WINDOWED, {"commune": commune_id, "channels": list(WINDOWS)})
        ]
        if not windows or templates:
            return "false", {}
        return _CLOSED, {"windowed": [each for each, _ in windows], "since": [since for _, since in windows]}

    async def invited(self, commune_id: int, dialogue_id: int, besides: Collection[int]) -> int:
        """How many people a change of the dialogue would reach now."""
        counted = text(_COUNT.format(reached=_REACHED, audience=_INVITED)).bindparams(_BESIDES)
        facts = {"commune": commune_id, "dialogue": dialogue_id, "besides": list(besides)}
        return int((await self._connection.execute(counted, facts)).scalar_one())

    async def queue_some(
        self,
        of: Broadcast,
        limit: int,
        now: datetime,
        *,
        first: str,
        not_before: datetime | None = None,
        templates: bool = False,
    ) -> int:
        """Put the next `limit` people's messages into the outbox; return how many that were.

        Who can be reached by nothing that the program sends is left out and counted; with `templates`, by which
        announcements may go, nobody is.

        `of` is locked by this transaction (`take`), so nobody is told twice, whatever is killed when. When nobody
        is left it goes on to `sending`. `first` is the language of those for whose own there is no text.
        """
        reached = (
            await self._connection.execute(
                select(broadcast.c.reached).where(broadcast.c.commune_id == of.commune_id, broadcast.c.id == of.id)
            )
        ).scalar_one()
        audience, facts = _audience(of)
        closed, windows = await self._closed(of.commune_id, now, templates=templates)
        queued = text(
            _QUEUE.format(audience=audience, reached=_REACHED, closed=closed, urgency=_URGENCY, limit=int(limit))
        )
        if of.kind is BroadcastKind.CHANGE:
            queued = queued.bindparams(_BESIDES)
        row = (
            await self._connection.execute(
                queued,
                {
                    "commune": of.commune_id, "broadcast": of.id, "reached": reached, "now": now,
                    "not_before": not_before, "first": first, **facts, **windows,
                },
            )
        ).one()  # fmt: skip
        values: dict[str, Any] = {
            "queued": broadcast.c.queued + row.queued,
            "closed": broadcast.c.closed + row.closed,
            "reached": row.last or reached,
        }
        if row.looked_at < limit:
            values["state"] = BroadcastState.SENDING.value
        await self._change(of, **values)
        return int(row.queued)

    async def stop(self, of: Broadcast, state: BroadcastState = BroadcastState.STOPPED) -> Broadcast:
        """Nobody is told any more; what waits already is given up by `give_up_some`. `state` is one of `OVER`."""
        await self._change(of, state=state.value)
        return replace(of, state=state)

    async def give_up_some(self, of: Broadcast, limit: int, now: datetime) -> int:
        """Give up what waits of a broadcast that is over; return how many messages that were."""
        why = BroadcastState.REPLACED if of.state is BroadcastState.REPLACED else BroadcastState.STOPPED
        facts = {"commune": of.commune_id, "broadcast": of.id, "now": now, "why": why.value}
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
        state = of.state if of.state in OVER else BroadcastState.DONE
        await self._change(of, state=state.value, ended_at=now)

    async def progress(self, of: Broadcast) -> Progress:
        facts = {"commune": of.commune_id, "broadcast": of.id}
        waiting = (await self._connection.execute(_WAITING, facts)).scalar_one()
        failed = await self._connection.execute(_FAILED, {**facts, "made_at": of.made_at})
        troubles = {row.trouble: row.number for row in failed}
        if of.closed:
            troubles[WINDOW_CLOSED] = troubles.get(WINDOW_CLOSED, 0) + of.closed
        return Progress(of.queued + of.closed, waiting, troubles)

    async def _change(self, of: Broadcast, **values: Any) -> None:
        await self._connection.execute(
            update(broadcast).where(broadcast.c.commune_id == of.commune_id, broadcast.c.id == of.id).values(**values)
        )


def _audience(of: Broadcast) -> tuple[str, dict[str, Any]]:
    """The condition by which people are chosen, and the facts it needs."""
    if of.kind is BroadcastKind.CHANGE:
        return _INVITED, {"dialogue": of.dialogue_id, "besides": list(of.besides)}
    return (_OF_HAMLET, {"hamlet": of.hamlet}) if of.hamlet else ("", {})


def _plain(schedule: Schedule) -> dict[str, str | None]:
    return {
        "starts_at": schedule.starts_at.isoformat() if schedule.starts_at else None,
        "venue": schedule.venue,
    }


def _schedule(plain: Mapping[str, str | None]) -> Schedule:
    starts_at = plain["starts_at"]
    return Schedule(datetime.fromisoformat(starts_at) if starts_at else None, plain["venue"] or "")


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
        row.closed,
        row.ended_at,
        tuple(row.besides),
        tuple(_schedule(each) for each in row.was),
    )
