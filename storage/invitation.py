"""Invitations, by the hash of their code."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.access import Role
from domain.invitation import Invitation, Opens
from storage.tables import invitation


class Invitations:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, made: Invitation, now: datetime) -> None:
        await self._connection.execute(
            invitation.insert().values(
                commune_id=made.commune_id,
                code_hash=made.code_hash,
                opens=made.opens.value,
                role=made.role.value if made.role else None,
                department=made.department,
                hamlet=made.hamlet,
                made_by=made.made_by,
                made_at=now,
                expires_at=made.expires_at,
            )
        )

    async def lock(self, code_hash: str) -> Invitation | None:
        """Return the invitation, locked so that two people cannot use it at once."""
        row = (
            await self._connection.execute(
                select(invitation).where(invitation.c.code_hash == code_hash).with_for_update()
            )
        ).one_or_none()
        if row is None:
            return None
        return Invitation(
            row.commune_id,
            row.code_hash,
            Opens(row.opens),
            Role(row.role) if row.role else None,
            row.department,
            row.hamlet,
            row.made_by,
            row.expires_at,
            row.used_at,
        )

    async def void_of(self, commune_id: int, made_by: int, now: datetime) -> int:
        """Open invitations of somebody who may invite no more are good for nothing; return how many there were."""
        gone = await self._connection.execute(
            update(invitation)
            .where(
                invitation.c.commune_id == commune_id,
                invitation.c.made_by == made_by,
                invitation.c.used_at.is_(None),
                invitation.c.expires_at > now,
            )
            .values(expires_at=now)
        )
        return gone.rowcount

    async def use(self, code_hash: str, now: datetime, by: int | None) -> None:
        await self._connection.execute(
            update(invitation).where(invitation.c.code_hash == code_hash).values(used_at=now, used_by=by)
        )
