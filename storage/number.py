"""Numbers for people: gapless, given by the database inside the transaction that uses them."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_NEXT = text("""
    insert into number_series (commune_id, series, last) values (:commune, :series, 1)
    on conflict (commune_id, series) do update set last = number_series.last + 1 returning last
""")


class Numbers:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def next(self, commune_id: int, series: str) -> int:
        """Return the next number of `series`, from 1; the series stays locked until the transaction ends."""
        number: int = await self._connection.scalar(_NEXT, {"commune": commune_id, "series": series})
        return number
