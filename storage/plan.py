"""Plans: what was understood of them, and what a clerk has confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.plan import Plan, from_json, to_json
from storage.tables import plan

_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtextextended('plan', :of_commune))")


@dataclass(frozen=True)
class StoredPlan:
    """`confirmed_at` is None as long as a clerk is looking through it; `choices` settle what the paper leaves open.

    `replaces` is the plan in force that it will change.
    """

    commune_id: int
    id: int
    title: str
    year: int | None
    plan: Plan
    sha256: str | None
    made_by: int | None
    made_at: datetime
    confirmed_at: datetime | None
    choices: Mapping[str, str] = field(default_factory=dict)
    replaces: int | None = None


class Plans:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, new: StoredPlan) -> StoredPlan:
        await self._connection.execute(
            plan.insert().values(
                commune_id=new.commune_id, id=new.id, made_by=new.made_by, made_at=new.made_at, **_columns(new)
            )
        )
        return new

    async def change(self, changed: StoredPlan) -> None:
        await self._connection.execute(
            update(plan)
            .where(plan.c.commune_id == changed.commune_id, plan.c.id == changed.id)
            .values(**_columns(changed))
        )

    async def remove(self, commune_id: int, plan_id: int) -> None:
        """Forget a plan that was never confirmed."""
        await self._connection.execute(
            delete(plan).where(plan.c.commune_id == commune_id, plan.c.id == plan_id, plan.c.confirmed_at.is_(None))
        )

    async def find(self, commune_id: int, plan_id: int, *, lock: bool = False) -> StoredPlan | None:
        found = select(plan).where(plan.c.commune_id == commune_id, plan.c.id == plan_id)
        row = (await self._connection.execute(found.with_for_update() if lock else found)).one_or_none()
        return _plan(row) if row else None

    async def forget_unconfirmed(self, commune_id: int, made_by: int) -> None:
        """What somebody began to look through and did not confirm."""
        await self._connection.execute(
            delete(plan).where(
                plan.c.commune_id == commune_id, plan.c.made_by == made_by, plan.c.confirmed_at.is_(None)
            )
        )

    async def unconfirmed(self, commune_id: int, made_by: int) -> StoredPlan | None:
        """What somebody is looking through."""
        rows = await self._connection.execute(
            select(plan)
            .where(plan.c.commune_id == commune_id, plan.c.made_by == made_by, plan.c.confirmed_at.is_(None))
            .order_by(plan.c.id.desc())
            .limit(1)
        )
        row = rows.one_or_none()
        return _plan(row) if row else None

    async def one_at_a_time(self, commune_id: int) -> None:
        """Wait until nobody else confirms a plan of this commune; holds until the transaction ends."""
        await self._connection.execute(_ONE_AT_A_TIME, {"of_commune": commune_id})

    async def confirmed(self, commune_id: int) -> list[StoredPlan]:
        """Plans in force, latest first."""
        rows = await self._connection.execute(
            select(plan)
            .where(plan.c.commune_id == commune_id, plan.c.confirmed_at.is_not(None))
            .order_by(plan.c.id.desc())
        )
        return [_plan(row) for row in rows]


def _columns(of: StoredPlan) -> dict[str, Any]:
    return {
        "title": of.title,
        "year": of.year,
        "document": to_json(of.plan),
        "choices": dict(of.choices),
        "replaces": of.replaces,
        "sha256": of.sha256,
        "confirmed_at": of.confirmed_at,
    }


def _plan(row: Any) -> StoredPlan:
    return StoredPlan(
        row.commune_id,
        row.id,
        row.title,
        row.year,
        from_json(row.document),
        row.sha256,
        row.made_by,
        row.made_at,
        row.confirmed_at,
        row.choices,
        row.replaces,
    )
