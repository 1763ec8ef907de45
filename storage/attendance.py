"""Who said they would come to a dialogue, and who that they would not."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import attendance


class Attendances:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def answer(self, commune_id: int, dialogue_id: int, person_id: int, comes: bool, now: datetime) -> None:
        """The answer given last counts."""
        given = insert(attendance).values(
            commune_id=commune_id, dialogue_id=dialogue_id, person_id=person_id, comes=comes, answered_at=now
        )
        await self._connection.execute(
            given.on_conflict_do_update(
                index_elements=["commune_id", "dialogue_id", "person_id"],
                set_={"comes": given.excluded.comes, "answered_at": given.excluded.answered_at},
            )
        )

    async def of_person(self, commune_id: int, dialogue_id: int, person_id: int) -> bool | None:
        """What somebody answered; None when nothing."""
        found = select(attendance.c.comes).where(
            attendance.c.commune_id == commune_id,
            attendance.c.dialogue_id == dialogue_id,
            attendance.c.person_id == person_id,
        )
        return (await self._connection.execute(found)).scalar_one_or_none()

    async def count(self, commune_id: int, dialogue_id: int) -> tuple[int, int]:
        """How many come, and how many do not."""
        comes = attendance.c.comes
        counted = select(func.count().filter(comes), func.count().filter(~comes)).where(
            attendance.c.commune_id == commune_id, attendance.c.dialogue_id == dialogue_id
        )
        yes, no = (await self._connection.execute(counted)).one()
        return yes, no
