"""Calls: whom a clerk has to ring up because nothing else reaches them, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True)
class Call:
    """`text` is what to tell them, `trouble` why it could not be sent as a code that has words."""

    commune_id: int
    id: int
    person_id: int
    name: str | None
    hamlet: str | None
    phone: str | None
    about: str | None
    kind: str
    text: str
    trouble: str
    made_at: datetime
    done_at: datetime | None


_OPEN = "c.done_at is null and (c.expires_at is null or c.expires_at > :now)"
# Whoever has withdrawn consent, or wants nothing done with their data for now, is not called.
_LISTED = f"{_OPEN} and p.consented_at is not null and p.restricted_at is null"
_ROWS = """
    select c.commune_id, c.id, c.person_id, p.name, p.hamlet, p.phone, c.about, c.kind, c.text, c.trouble, c.made_at,
           c.done_at
    from call c join person p on p.commune_id = c.commune_id and p.id = c.person_id
    where c.commune_id = :commune
"""
_WAITING = text(f"{_ROWS} and {_LISTED} order by c.id")
_ONE = text(f"{_ROWS} and c.id = :id for update of c")
_COUNT = text(f"""
    select count(*) from call c join person p on p.commune_id = c.commune_id and p.id = c.person_id
    where c.commune_id = :commune and {_LISTED}
""")  # noqa: S608  the parts are constants
_RENEW = text(f"""
    update call c
    set text = :text, about = :about, trouble = :trouble, outbox_id = :outbox, made_at = :now, expires_at = :expires_at
    where c.commune_id = :commune and c.person_id = :person and c.kind = :kind and {_OPEN}
""")  # noqa: S608  the parts are constants
_ADD = text("""
    insert into call (commune_id, id, person_id, about, kind, text, trouble, outbox_id, made_at, expires_at)
    values (:commune, :id, :person, :about, :kind, :text, :trouble, :outbox, :now, :expires_at)
    on conflict (commune_id, outbox_id) do nothing
""")
_DONE = text("""
    update call set done_at = :now, done_by = :by, reached = :reached
    where commune_id = :commune and id = :id and done_at is null
""")
_DROP = text("delete from call where commune_id = :commune and person_id = :person and done_at is null")


class Calls:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def renew(self, facts: dict[str, Any]) -> bool:
        """Let the call of this kind that waits for a person say what is true now; False where none waits."""
        return bool((await self._connection.execute(_RENEW, facts)).rowcount)

    async def add(self, call_id: int, facts: dict[str, Any]) -> None:
        await self._connection.execute(_ADD, {"id": call_id, **facts})

    async def waiting(self, commune_id: int, now: datetime) -> list[Call]:
        """Oldest first."""
        rows = await self._connection.execute(_WAITING, {"commune": commune_id, "now": now})
        return [Call(*row) for row in rows]

    async def count(self, commune_id: int, now: datetime) -> int:
        return int(await self._connection.scalar(_COUNT, {"commune": commune_id, "now": now}) or 0)

    async def find(self, commune_id: int, call_id: int) -> Call | None:
        """Locked until the transaction ends."""
        row = (await self._connection.execute(_ONE, {"commune": commune_id, "id": call_id})).one_or_none()
        return Call(*row) if row else None

    async def done(self, of: Call, by: int, now: datetime, *, reached: bool) -> None:
        facts = {"commune": of.commune_id, "id": of.id, "by": by, "now": now, "reached": reached}
        await self._connection.execute(_DONE, facts)

    async def drop_for(self, commune_id: int, person_id: int) -> None:
        """Nobody is called who has withdrawn consent."""
        await self._connection.execute(_DROP, {"commune": commune_id, "person": person_id})
