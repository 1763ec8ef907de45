"""Web chats: who may open one, and what was said in it, numbered per chat without gaps."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import web_chat, web_message


@dataclass(frozen=True)
class WebMessage:
    n: int
    at: datetime
    mine: bool
    text: str
    choices: Sequence[dict[str, str]]
    files: Sequence[dict[str, Any]]
    delivery: str | None


@dataclass(frozen=True)
class FromPerson:
    """What a person wrote: `payload` for the worker, `text` and `files` as the history shows them."""

    key: str
    client_key: str
    payload: dict[str, Any]
    text: str
    files: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True)
class FromBot:
    """What the bot says; `once` names the message, so that saying it again changes nothing."""

    key: str
    once: str
    text: str
    choices: Sequence[dict[str, str]] = ()
    files: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True)
class Kept:
    """What became of a message: no account where the chat is gone, no number where it was there already."""

    account_id: int | None
    n: int | None


# Both statements lock the rows of their chats first, in the order of the keys: numbers are given in the order
# in which they become visible, in the inbox as in the history, and no two statements wait for each other.
_LOCKED = """
    chat as (
        select key, account_id, last from web_chat where key in (select key from row)
        order by key for no key update
    )
"""

_HEARD = text(f"""
    with row as (
        select * from jsonb_to_recordset(:rows)
        as r(i int, key text, client_key text, payload jsonb, text text, files jsonb)
    ), {_LOCKED}, delivered as (
        insert into inbox (account_id, delivery, conversation, payload, received_at)
        select account_id, row.key || ':' || client_key, row.key, payload, cast(:now as timestamptz)
        from row join chat on chat.key = row.key order by row.i
        on conflict (account_id, delivery) do nothing returning conversation, delivery
    ), fresh as (
        select row.*, row_number() over (partition by row.key order by row.i) as position,
            count(*) over (partition by row.key) as total
        from row join delivered on conversation = row.key and delivery = row.key || ':' || row.client_key
    ), numbered as (
        update web_chat set last = last + counted.total
        from (select distinct key, total from fresh) counted where web_chat.key = counted.key
        returning web_chat.key, web_chat.last - counted.total as before
    ), said as (
        insert into web_message (key, n, at, mine, text, files, delivery)
        select fresh.key, before + position, cast(:now as timestamptz), true, text, files, client_key
        from fresh join numbered on numbered.key = fresh.key
    )
    select chat.account_id, before + position as n
    from row left join chat on chat.key = row.key
    left join fresh on fresh.i = row.i left join numbered on numbered.key = row.key
    order by row.i
""").bindparams(bindparam("rows", type_=JSONB))  # noqa: S608  the parts are constants

# A courier that died between saying and marking as sent says its last batch again; that was the end of the
# chat, so looking through the newest messages is enough.
_SAID = text(f"""
    with row as (
        select * from jsonb_to_recordset(:rows)
        as r(i int, key text, once text, text text, choices jsonb, files jsonb)
    ), {_LOCKED}, earlier as (
        select row.i, m.n from row join chat on chat.key = row.key
        join web_message m on m.key = row.key and m.n > chat.last - 200 and not mine and m.delivery = row.once
    ), fresh as (
        select row.*, row_number() over (partition by row.key order by row.i) as position,
            count(*) over (partition by row.key) as total
        from row join chat on chat.key = row.key
        where not exists (select 1 from earlier where earlier.i = row.i)
    ), numbered as (
        update web_chat set last = last + counted.total
        from (select distinct key, total from fresh) counted where web_chat.key = counted.key
        returning web_chat.key, web_chat.last - counted.total as before
    ), said as (
        insert into web_message (key, n, at, mine, text, choices, files, delivery)
        select fresh.key, before + position, cast(:now as timestamptz), false, text, choices, files, once
        from fresh join numbered on numbered.key = fresh.key
    )
    select coalesce(earlier.n, before + position) as n
    from row left join earlier on earlier.i = row.i
    left join fresh on fresh.i = row.i left join numbered on numbered.key = row.key
    order by row.i
""").bindparams(bindparam("rows", type_=JSONB))  # noqa: S608  the parts are constants

# One row without a number where the chat exists and has nothing newer; long texts end the page early.
_AFTER = text("""
    select m.* from web_chat c left join lateral (
        select w.*, sum(octet_length(w.text)) over (order by w.n) - octet_length(w.text) as before
        from (select * from web_message where key = c.key and n > :n order by n limit :limit) w
    ) m on m.before < 1000000
    where c.key = :key order by m.n
""").columns(*web_message.c)


class WebChats:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self, account_id: int, key: str, now: datetime) -> None:
        await self._connection.execute(web_chat.insert().values(account_id=account_id, key=key, created_at=now))

    async def account_of(self, key: str) -> int | None:
        account: int | None = await self._connection.scalar(select(web_chat.c.account_id).where(web_chat.c.key == key))
        return account

    async def heard(self, messages: Sequence[FromPerson], now: datetime) -> list[Kept]:
        """Store what people wrote, for the history and for the worker at once.

        No two of `messages` have both the key and the client key in common.
        """
        rows = [{"i": i, **asdict(message)} for i, message in enumerate(messages)]
        kept = await self._connection.execute(_HEARD, {"rows": rows, "now": now})
        return [Kept(row.account_id, row.n) for row in kept]

    async def said(self, messages: Sequence[FromBot], now: datetime) -> list[int | None]:
        """Store what the bot says, in order; return the numbers, None where a chat is gone."""
        rows = [{"i": i, **asdict(message)} for i, message in enumerate(messages)]
        return list(await self._connection.scalars(_SAID, {"rows": rows, "now": now}))

    async def after(self, key: str, n: int, limit: int = 200) -> list[WebMessage] | None:
        """The next messages after number `n`, about a megabyte of them; None without such a chat."""
        rows = (await self._connection.execute(_AFTER, {"key": key, "n": n, "limit": limit})).all()
        if not rows:
            return None
        return [WebMessage(r.n, r.at, r.mine, r.text, r.choices, r.files, r.delivery) for r in rows if r.n is not None]

    async def label_of(self, key: str, choice: str) -> str | None:
        """The words on the button that was offered last under `choice`."""
        label: str | None = await self._connection.scalar(
            text("""
                select c ->> 'label' from web_message m, jsonb_array_elements(m.choices) c
                where m.key = :key and c ->> 'key' = :choice order by m.n desc limit 1
            """),
            {"key": key, "choice": choice},
        )
        return label

    async def forget(self, commune_id: int, before: datetime) -> int:
        """What was said in a commune's web chats before then."""
        gone = await self._connection.execute(
            text("""
                delete from web_message m using web_chat c, channel_account a
                where m.key = c.key and a.id = c.account_id and a.commune_id = :commune and m.at < :before
            """),
            {"commune": commune_id, "before": before},
        )
        return gone.rowcount

    async def has_file(self, key: str, sha256: str) -> dict[str, Any] | None:
        """The file as it was shown in this chat; None when it never was."""
        found: dict[str, Any] | None = await self._connection.scalar(
            text("""
                select f from web_message m, jsonb_array_elements(m.files) f
                where m.key = :key and f ->> 'sha256' = :sha256 limit 1
            """).columns(f=JSONB),
            {"key": key, "sha256": sha256},
        )
        return found
