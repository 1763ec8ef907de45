"""The outbox: everything that is to be said, until it is sent or given up."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, select, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notice import Urgency
from domain.reach import Way
from storage.tables import department_chat, outbox


@dataclass(frozen=True)
class Message:
    """One message to send; `choices` are ``{"key", "label"}``, `files` ``{"sha256", "name", "kind", "size"}``.

    `kind` decides by which ways it may go; `way` is the one it goes, `instead_of` the first message of these ways.
    `facts` fill a template; for one that goes by it they are ``{"template", "data"}``, to a telephone with ``phone``.
    """

    id: int
    account_id: int
    address: str
    commune_id: int | None
    person_id: int | None
    text: str
    choices: Sequence[dict[str, str]]
    files: Sequence[dict[str, Any]]
    about: str | None
    card: bool
    quiets: str | None
    queued_at: datetime
    tries: int
    once: str | None = None
    urgency: int = 0
    kind: str | None = None
    way: Way = Way.CHAT
    facts: Mapping[str, Any] = field(default_factory=dict)
    cost: int | None = None
    instead_of: int | None = None
    expires_at: datetime | None = None
    broadcast_id: int | None = None


@dataclass(frozen=True)
class Undelivered:
    """`instead` are the ways that were gone instead, in order."""

    about: str | None
    person_id: int | None
    address: str
    text: str
    trouble: str
    given_up_at: datetime
    instead: tuple["Taken", ...] = ()


@dataclass(frozen=True)
class Taken:
    """A way that was taken: when the message was sent or the call made, and whether that failed; else it waits."""

    way: Way
    done_at: datetime | None
    failed: bool


# Rows to be queued come as one JSON array: any number of them is the same statement, ready in the database.
_QUEUED = """
    (account_id, address, commune_id, person_id, text, choices, files, about, card, quiets, urgency, once, queued_at,
     not_before, expires_at, kind, way, facts, cost, instead_of, broadcast_id)
    select account_id, address, commune_id, person_id, text, choices, files, about, card, quiets, urgency, once,
           queued_at, not_before, expires_at, kind, coalesce(way, 'chat'), facts, cost, instead_of, broadcast_id
    from jsonb_to_recordset({rows}) as row(
        account_id int, address text, commune_id int, person_id bigint, text text, choices jsonb, files jsonb,
        about text, card boolean, quiets text, urgency smallint, once text, queued_at timestamptz,
        not_before timestamptz, expires_at timestamptz, kind text, way text, facts jsonb, cost int,
        instead_of bigint, broadcast_id int)
    where {condition}
    on conflict (commune_id, once) do nothing
"""


def queue_sql(rows: str, condition: str = "true") -> str:
    """The statement that queues the JSON array which the parameter `rows` holds."""
    return "insert into outbox " + _QUEUED.format(rows=rows, condition=condition)


_ADD = text(queue_sql(":rows")).bindparams(bindparam("rows", type_=JSONB))

_waits = and_(outbox.c.sent_at.is_(None), outbox.c.given_up_at.is_(None))

# Urgent is what people wait for; in bulk goes what very many are told, of which no more is read than there is room for.
_WALKED = 1000
# Written out, not as parameters, so that the indexes over either half are found; and asked of each row (`count`),
# neither joined nor sought by the smallest id nor by another index (`+ 0`), under a limit that the planner knows
# (`_WALKED`): so no plan, made in whatever state of the table, reads all of it.
_HALVES = (text(f"urgency < {Urgency.BROADCAST:d}"), text(f"urgency >= {Urgency.BROADCAST:d}"))

_NEXT = text(f"""
    with account as materialized (
        select * from unnest(cast(:accounts as int[]), cast(:rooms as int[]), cast(:spare as int[]),
                             cast(:in_bulk as boolean[])) as account(id, room, spare, in_bulk)
    ), heads as (
        select account_id, address, min(urgency) as urgency, min(id) as first,
               (array_agg(not_before order by id))[1] as not_before, (array_agg(card order by id))[1] as card
        from outbox
        where sent_at is null and given_up_at is null and urgency < {Urgency.BROADCAST:d}
          and account_id = any(:accounts)
          and (expires_at is null or expires_at > :now) and (account_id || '|' || address) <> all(:busy)
        group by account_id, address
    ), ranked as (
        select *, row_number() over (partition by account_id order by urgency, first) as rank
        from heads where not_before is null or not_before <= :now
    ), chosen as materialized (
        select ranked.*, card or account.in_bulk as several from ranked join account on account.id = account_id
        where rank <= room order by urgency, first limit :addresses
    ), taken as (
        select account_id, count(*) as count from chosen group by account_id
    ), bulk as materialized (
        select one.* from account left join taken on taken.account_id = account.id cross join lateral (
            select o.id, o.urgency, o.due from (
                select id, account_id, address, urgency, expires_at, coalesce(not_before, queued_at) as due
                from outbox
                where account_id = account.id and sent_at is null and given_up_at is null
                  and urgency >= {Urgency.BROADCAST:d} and coalesce(not_before, queued_at) <= :now
                order by coalesce(not_before, queued_at), id limit {_WALKED}) o
            where (o.expires_at is null or o.expires_at > :now)
              and (o.account_id || '|' || o.address) <> all(:busy)
              and (select count(*) from outbox u
                   where u.account_id = o.account_id and u.address = o.address and u.sent_at is null
                     and u.given_up_at is null and u.urgency < {Urgency.BROADCAST:d}
                     and (u.expires_at is null or u.expires_at > :now)) = 0
              and (select count(*) from outbox e
                   where e.address = o.address and e.account_id + 0 = o.account_id and e.id + 0 < o.id
                     and e.sent_at is null and e.given_up_at is null and e.urgency >= {Urgency.BROADCAST:d}
                     and (e.expires_at is null or e.expires_at > :now)) = 0
            order by o.due, o.id
            limit greatest(0, least(account.spare, account.room - coalesce(taken.count, 0)))) one
        where account.spare > 0
        order by one.due, one.id limit greatest(0, least(:broadcasts, :addresses - (select count(*) from chosen)))
    )
    select c.urgency as rank, c.first, o.* from chosen c cross join lateral (
        select * from outbox o
        where o.account_id = c.account_id and o.address = c.address and o.sent_at is null and o.given_up_at is null
          and o.urgency < {Urgency.BROADCAST:d} and (o.expires_at is null or o.expires_at > :now)
        order by o.id limit case when c.several then :each else 1 end) o
    union all
    select b.urgency, b.id, o.* from bulk b join outbox o on o.id = b.id
    order by rank, first, id
""").columns(choices=JSONB, files=JSONB, facts=JSONB)  # noqa: S608  the parts are constants

_SENT = text("""
    update outbox
    set sent_at = row.at, channel_ref = row.ref, given_up_at = null, cost = coalesce(row.cost, outbox.cost)
    from jsonb_to_recordset(:rows) as row(id bigint, ref text, at timestamptz, cost int)
    where outbox.id = row.id
""").bindparams(bindparam("rows", type_=JSONB))


# A first message, what goes instead of it, and the call that is left when nothing does.
_WAYS = text("""
    select first.id as first, way.id, way.way, way.done_at, way.failed
    from outbox first cross join lateral (
        select 0 as last, o.id, o.way, o.sent_at as done_at, o.given_up_at is not null as failed
        from outbox o where o.id = first.id or o.instead_of = first.id
        union all
        select 1, 0, 'call', case when c.reached then c.done_at end, c.done_at is not null and c.reached is not true
        from call c where c.commune_id = first.commune_id and c.outbox_id = first.id
    ) way
    where first.id = any(:ids)
    order by first.id, way.last, way.id
""")

# What waits for somebody on a way that uses what they agreed to, and the telephone of what was sent.
_WITHDRAWN = text("""
    update outbox
    set facts = facts - 'phone',
        trouble = case when sent_at is null and given_up_at is null then 'withdrawn' else trouble end,
        given_up_at = case when sent_at is null then coalesce(given_up_at, :now) end
    where commune_id = :commune and way in ('template', 'template-phone', 'hamlet-head')
      and instead_of in (select id from outbox where commune_id = :commune and person_id = :person
                         and kind is not null and given_up_at is not null)
""")


_FORGET_OF = text("""
    delete from outbox where commune_id = :commune
    and (coalesce(sent_at, given_up_at) < :before
         or (once like 'data-erased:%' and coalesce(sent_at, given_up_at) is not null))
""")


class Outbox:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, rows: Sequence[dict[str, Any]]) -> int:
        """Queue `rows` (columns by name); what was said once already is left out. Return how many were queued."""
        if not rows:
            return 0
        added = await self._connection.execute(_ADD, {"rows": rows})
        return added.rowcount

    async def next(
        self,
        rooms: Mapping[int, int],
        busy: Sequence[tuple[int, str]],
        now: datetime,
        addresses: int,
        each: int,
        spare: Mapping[int, int] | None = None,
        broadcasts: int | None = None,
        in_bulk: Collection[int] | None = None,
    ) -> list[list[Message]]:
        """The oldest messages of the most urgent `addresses`, in order.

        At most `each` per address where they can go together: cards, and everything of the accounts `in_bulk` (all,
        where that is not given); otherwise one. `rooms` says of how many addresses each account may be served,
        `spare` how many of these may get broadcasts, of which `broadcasts` is the most in all.
        An address whose oldest message waits for its time is left out whole: nothing overtakes it. Broadcasts are
        what is said when there is nothing else to say in a chat: there anything may overtake them but each other.
        """
        rows = await self._connection.execute(
            _NEXT,
            {
                "accounts": list(rooms),
                "rooms": list(rooms.values()),
                "spare": [room if spare is None else spare.get(account, 0) for account, room in rooms.items()],
                "busy": [f"{account}|{address}" for account, address in busy],
                "now": now,
                "addresses": addresses,
                "broadcasts": addresses if broadcasts is None else broadcasts,
                "each": each,
                "in_bulk": [in_bulk is None or account in in_bulk for account in rooms],
            },
        )
        batches: dict[tuple[int, str], list[Message]] = {}
        for r in rows:
            batches.setdefault((r.account_id, r.address), []).append(_message(r))
        return list(batches.values())

    async def sent(
        self, rows: Sequence[tuple[int, str | None, datetime]], costs: Mapping[int, int] | None = None
    ) -> None:
        """Mark messages as sent: id, the channel's id, moment; `costs` in VND by id, of those whose channel has any."""
        costs = costs or {}
        plain = [{"id": i, "ref": ref, "at": at.isoformat(), "cost": costs.get(i)} for i, ref, at in rows]
        await self._connection.execute(_SENT, {"rows": plain})

    async def find(self, message_id: int, *, lock: bool = False) -> Message | None:
        found = select(outbox).where(outbox.c.id == message_id)
        row = (await self._connection.execute(found.with_for_update() if lock else found)).one_or_none()
        return _message(row) if row else None

    async def ways(self, first: int) -> list[Taken]:
        """How the message `first` went, and what was tried instead, in order; calls come last."""
        rows = await self._connection.execute(_WAYS, {"ids": [first]})
        return [_taken(row) for row in rows]

    async def postponed(self, message_id: int, until: datetime, trouble: str) -> None:
        await self._connection.execute(
            update(outbox)
            .where(outbox.c.id == message_id)
            .values(tries=outbox.c.tries + 1, not_before=until, trouble=trouble)
        )

    async def given_up(self, message_ids: Sequence[int], trouble: str, now: datetime) -> None:
        await self._connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(message_ids))
            .values(tries=outbox.c.tries + 1, given_up_at=now, trouble=trouble)
        )

    async def expire(self, now: datetime) -> int:
        """Give up what is no longer worth saying."""
        gone = 0
        for half in _HALVES:
            expired = update(outbox).where(_waits, half, outbox.c.expires_at < now)
            gone += (await self._connection.execute(expired.values(given_up_at=now, trouble="expired"))).rowcount
        return gone

    async def undelivered(self, commune_id: int, since: datetime, limit: int = 20) -> list[Undelivered]:
        """What could not be delivered as it was meant, with what was done instead, latest first.

        Of broadcasts, their pages tell.
        """
        rows = await self._connection.execute(
            select(outbox)
            .where(
                outbox.c.commune_id == commune_id,
                outbox.c.given_up_at > since,
                outbox.c.trouble != "expired",
                outbox.c.broadcast_id.is_(None),
                outbox.c.instead_of.is_(None),
            )
            .order_by(outbox.c.given_up_at.desc())
            .limit(limit)
        )
        failed = list(rows)
        instead: dict[int, list[Taken]] = {}
        for row in await self._connection.execute(_WAYS, {"ids": [r.id for r in failed]}):
            if row.id != row.first:
                instead.setdefault(row.first, []).append(_taken(row))
        return [
            Undelivered(
                r.about, r.person_id, r.address, r.text, r.trouble, r.given_up_at, tuple(instead.get(r.id, ()))
            )
            for r in failed
        ]  # fmt: skip

    async def charged(self, commune_id: int, since: datetime) -> int:
        """What messages sent since then have cost, in VND."""
        cost = await self._connection.scalar(
            select(func.coalesce(func.sum(outbox.c.cost), 0)).where(
                outbox.c.commune_id == commune_id, outbox.c.sent_at >= since, outbox.c.cost > 0
            )
        )
        return int(cost or 0)

    async def about_ref(self, account_id: int, address: str, ref: str) -> tuple[int | None, str] | None:
        """Commune and petition code that a sent message speaks of.

        A message for a department's thread that is gone was sent beside it, so the whole group is looked through.
        """
        chat = address.partition("/")[0]
        threads = select(department_chat.c.address).where(
            department_chat.c.account_id == account_id,
            department_chat.c.address.startswith(f"{chat}/", autoescape=True),
        )
        row = (
            await self._connection.execute(
                select(outbox.c.commune_id, outbox.c.about)
                .where(
                    outbox.c.account_id == account_id,
                    (outbox.c.address.in_([address, chat])) | outbox.c.address.in_(threads),
                    outbox.c.channel_ref == ref,
                )
                .where(outbox.c.about.is_not(None))
                .limit(1)
            )
        ).one_or_none()
        return (row.commune_id, row.about) if row else None

    async def delivery_of(self, commune_id: int, once: str) -> tuple[datetime | None, str | None] | None:
        """When the message with key `once` was sent, and what trouble it had; None when there is none."""
        row = (
            await self._connection.execute(
                select(outbox.c.sent_at, outbox.c.trouble, outbox.c.given_up_at).where(
                    outbox.c.commune_id == commune_id, outbox.c.once == once
                )
            )
        ).one_or_none()
        return (row.sent_at, row.trouble if row.given_up_at else None) if row else None

    async def instead_of(self, commune_id: int, once: str) -> list[Taken]:
        """What was done instead of the message with key `once`, in order."""
        first = select(outbox.c.id).where(outbox.c.commune_id == commune_id, outbox.c.once == once)
        found = await self._connection.scalar(first)
        return [] if found is None else (await self.ways(found))[1:]

    async def forget_ways(self, commune_id: int, person_id: int, now: datetime) -> None:
        """Nobody is reached by template, telephone or neighbours who has withdrawn consent."""
        await self._connection.execute(_WITHDRAWN, {"commune": commune_id, "person": person_id, "now": now})

    async def forget_of(self, commune_id: int, before: datetime) -> int:
        """What a commune has said before then; the last word to who was erased goes as soon as it was said."""
        gone = await self._connection.execute(_FORGET_OF, {"commune": commune_id, "before": before})
        return gone.rowcount

    async def forget_sent(self, before: datetime) -> int:
        """What was said before then to people of whom no commune was known yet."""
        gone = await self._connection.execute(
            outbox.delete().where(outbox.c.commune_id.is_(None), outbox.c.sent_at < before)
        )
        return gone.rowcount


def _message(r: Any) -> Message:
    return Message(
        r.id, r.account_id, r.address, r.commune_id, r.person_id, r.text, r.choices, r.files, r.about, r.card,
        r.quiets, r.queued_at, r.tries, r.once, r.urgency, r.kind, Way(r.way), r.facts or {}, r.cost, r.instead_of,
        r.expires_at, r.broadcast_id,
    )  # fmt: skip


def _taken(row: Any) -> Taken:
    return Taken(Way(row.way), row.done_at, row.failed)
