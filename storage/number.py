"""Numbers for people: gapless, given by the database inside the transaction that uses them."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import number_series


class Numbers:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def next(self, commune_id: int, series: str) -> int:
        """Return the next number of `series`, from 1; the series stays locked until the transaction ends."""
        new = insert(number_series).values(commune_id=commune_id, series=series, last=1)
        number: int = (
            await self._connection.execute(
                new.on_conflict_do_update(
                    index_elements=["commune_id", "series"], set_={"last": number_series.c.last + 1}
                ).returning(number_series.c.last)
            )
        ).scalar_one()
        return number
