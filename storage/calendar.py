"""The days that clerks add to the working calendar, and the calendar by which open petitions were dated last."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import WorkingCalendar
from domain.commune import CalendarDay, DayKind
from storage.tables import calendar_day, calendar_followed


@dataclass(frozen=True)
class Followed:
    """By which calendar open petitions are dated, since when; `edition` is that of its national days."""

    digest: str
    calendar: WorkingCalendar
    edition: tuple[int, ...]
    version: int
    at: datetime


class CalendarDays:
    """`changed` tells whether a calendar was changed through these."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.changed = False

    async def by_commune(self) -> Mapping[int, Sequence[CalendarDay]]:
        rows = await self._connection.execute(select(calendar_day).order_by(calendar_day.c.commune_id))
        found: dict[int, list[CalendarDay]] = defaultdict(list)
        for row in rows:
            found[row.commune_id].append(CalendarDay(row.day, DayKind(row.kind), row.name))
        return found

    async def of_commune(self, commune_id: int) -> list[CalendarDay]:
        rows = await self._connection.execute(
            select(calendar_day).where(calendar_day.c.commune_id == commune_id).order_by(calendar_day.c.day)
        )
        return [CalendarDay(row.day, DayKind(row.kind), row.name) for row in rows]

    async def put(self, commune_id: int, day: CalendarDay, by: int, now: datetime) -> None:
        values = {"kind": day.kind.value, "name": day.name, "added_by": by, "added_at": now}
        new = insert(calendar_day).values(commune_id=commune_id, day=day.day, **values)
        await self._connection.execute(new.on_conflict_do_update(index_elements=["commune_id", "day"], set_=values))

    async def remove(self, commune_id: int, day: date) -> None:
        await self._connection.execute(
            calendar_day.delete().where(calendar_day.c.commune_id == commune_id, calendar_day.c.day == day)
        )

    async def version(self) -> int:
        """Another with every change of the calendar of any commune."""
        return int(await self._connection.scalar(select(func.sum(calendar_followed.c.version))) or 0)

    async def all_followed(self) -> dict[int, tuple[str, datetime]]:
        """Digest and moment of every commune's calendar."""
        columns = calendar_followed.c.commune_id, calendar_followed.c.digest, calendar_followed.c.followed_at
        rows = await self._connection.execute(select(*columns))
        return {row.commune_id: (row.digest, row.followed_at) for row in rows}

    async def followed(self, commune_id: int) -> Followed | None:
        rows = await self._connection.execute(
            select(calendar_followed).where(calendar_followed.c.commune_id == commune_id)
        )
        row = rows.one_or_none()
        if row is None:
            return None
        return Followed(row.digest, _from_json(row.calendar), tuple(row.edition), row.version, row.followed_at)

    async def follow(
        self, commune_id: int, digest: str, calendar: WorkingCalendar, edition: Sequence[int], now: datetime
    ) -> int:
        """Keep by which calendar open petitions are dated from now on; return the number of this change."""
        values: dict[str, Any] = {
            "digest": digest, "calendar": to_json(calendar), "edition": list(edition), "followed_at": now,
        }  # fmt: skip
        new = insert(calendar_followed).values(commune_id=commune_id, version=1, **values)
        version: int | None = await self._connection.scalar(
            new.on_conflict_do_update(
                index_elements=["commune_id"], set_={**values, "version": calendar_followed.c.version + 1}
            ).returning(calendar_followed.c.version)
        )
        assert version is not None
        self.changed = True
        return version


def to_json(calendar: WorkingCalendar) -> dict[str, Any]:
    return {
        "weekdays": sorted(calendar.weekdays),
        "days_off": {day.isoformat(): name for day, name in sorted(calendar.days_off.items())},
        "work_days": {day.isoformat(): name for day, name in sorted(calendar.work_days.items())},
    }


def _from_json(plain: dict[str, Any]) -> WorkingCalendar:
    days_off, work_days = (
        {date.fromisoformat(day): name for day, name in plain[key].items()} for key in ("days_off", "work_days")
    )
    return WorkingCalendar(frozenset(plain["weekdays"]), days_off, work_days)
