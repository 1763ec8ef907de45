"""What is carried from one dialogue into the next."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import carried_petition


class Carried:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, commune_id: int, petitions: Collection[int], from_dialogue: int, into: int | None, now: datetime
    ) -> None:
        """`into` None: they wait for the next dialogue. What was carried from there before stays as it is."""
        if petitions:
            rows = [
                {
                    "commune_id": commune_id, "petition_id": petition, "from_dialogue": from_dialogue,
                    "into_dialogue": into, "carried_at": now,
                }
                for petition in petitions
            ]  # fmt: skip
            await self._connection.execute(insert(carried_petition).values(rows).on_conflict_do_nothing())

    async def into(self, commune_id: int, dialogue_id: int) -> frozenset[int]:
        """The petitions that are carried into a dialogue."""
        found = select(carried_petition.c.petition_id).where(
            carried_petition.c.commune_id == commune_id, carried_petition.c.into_dialogue == dialogue_id
        )
        return frozenset(await self._connection.scalars(found))

    async def redirect(self, commune_id: int, before: int | None, after: int | None) -> None:
        """What was carried into `before`, or waits where that is None, goes into `after`."""
        waits = carried_petition.c.into_dialogue
        await self._connection.execute(
            update(carried_petition)
            .where(
                carried_petition.c.commune_id == commune_id,
                waits.is_(None) if before is None else waits == before,
            )
            .values(into_dialogue=after)
        )
