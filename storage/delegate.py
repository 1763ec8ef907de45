"""Delegates: whom a hamlet sends to a dialogue."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.key import Key, pairs
from storage.tables import delegate

_COUNT = text("""
    select d.commune_id, d.dialogue_id, d.hamlet, count(*) as named
    from delegate d
    join unnest(cast(:communes as int[]), cast(:ids as int[])) as wanted(of_commune, of_id)
      on d.commune_id = of_commune and d.dialogue_id = of_id
    group by 1, 2, 3
""")


class Delegates:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def name(
        self, commune_id: int, dialogue_id: int, hamlet: str, names: Sequence[str], by: int, now: datetime
    ) -> None:
        """Let these be all that the hamlet sends."""
        await self._connection.execute(
            delete(delegate).where(
                delegate.c.commune_id == commune_id,
                delegate.c.dialogue_id == dialogue_id,
                delegate.c.hamlet == hamlet,
            )
        )
        if names:
            rows = [
                {
                    "commune_id": commune_id, "dialogue_id": dialogue_id, "hamlet": hamlet, "number": number,
                    "name": name, "named_by": by, "named_at": now,
                }
                for number, name in enumerate(names, 1)
            ]  # fmt: skip
            await self._connection.execute(delegate.insert(), rows)

    async def of_dialogue(self, commune_id: int, dialogue_id: int) -> dict[str, list[str]]:
        """Names by hamlet, in the order in which they were given."""
        rows = await self._connection.execute(
            select(delegate.c.hamlet, delegate.c.name)
            .where(delegate.c.commune_id == commune_id, delegate.c.dialogue_id == dialogue_id)
            .order_by(delegate.c.hamlet, delegate.c.number)
        )
        found: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(row.hamlet, []).append(row.name)
        return found

    async def count(self, keys: Collection[Key]) -> dict[tuple[int, int, str], int]:
        """How many are named for dialogues, by commune, dialogue and hamlet."""
        if not keys:
            return {}
        rows = await self._connection.execute(_COUNT, pairs(keys))
        return {(r.commune_id, r.dialogue_id, r.hamlet): r.named for r in rows}
