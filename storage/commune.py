"""Communes as they set themselves up, and the channel accounts they use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import channel_account, commune, department_chat


@dataclass(frozen=True)
class ChannelAccount:
    """`commune_id` is None for an account that several communes share."""

    id: int
    name: str
    channel: str
    commune_id: int | None
    handle: str | None


@dataclass(frozen=True)
class DepartmentChat:
    department: str
    account_id: int
    address: str


class Communes:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def setups(self) -> list[tuple[dict[str, Any], datetime]]:
        """The set-up of every commune with the moment it was applied."""
        rows = await self._connection.execute(select(commune.c.setup, commune.c.applied_at).order_by(commune.c.id))
        return [(row.setup, row.applied_at) for row in rows]

    async def setup(self, commune_id: int, *, lock: bool = False) -> dict[str, Any] | None:
        """With `lock` nobody else changes the commune or its calendar until the transaction ends."""
        wanted = select(commune.c.setup).where(commune.c.id == commune_id)
        found: dict[str, Any] | None = await self._connection.scalar(wanted.with_for_update() if lock else wanted)
        return found

    async def id_of(self, slug: str) -> int | None:
        found: int | None = await self._connection.scalar(select(commune.c.id).where(commune.c.slug == slug))
        return found

    async def latest_change(self) -> datetime | None:
        """When any commune was set up last: what is kept in memory is as old as this."""
        found: datetime | None = await self._connection.scalar(select(func.max(commune.c.applied_at)))
        return found

    async def apply(self, commune_id: int, slug: str, setup: dict[str, Any], now: datetime) -> None:
        new = insert(commune).values(id=commune_id, slug=slug, setup=setup, applied_at=now)
        await self._connection.execute(
            new.on_conflict_do_update(
                index_elements=[commune.c.id], set_={"slug": slug, "setup": setup, "applied_at": now}
            )
        )

    async def open_account(self, name: str, channel: str, commune_id: int | None, handle: str | None) -> ChannelAccount:
        """Create the account or bring it up to date."""
        new = insert(channel_account).values(name=name, channel=channel, commune_id=commune_id, handle=handle)
        row = (
            await self._connection.execute(
                new.on_conflict_do_update(
                    index_elements=[channel_account.c.name], set_={"commune_id": commune_id, "handle": handle}
                ).returning(channel_account)
            )
        ).one()
        return ChannelAccount(row.id, row.name, row.channel, row.commune_id, row.handle)

    async def accounts(self) -> list[ChannelAccount]:
        rows = await self._connection.execute(select(channel_account).order_by(channel_account.c.id))
        return [ChannelAccount(r.id, r.name, r.channel, r.commune_id, r.handle) for r in rows]

    async def bind_department(self, commune_id: int, chat: DepartmentChat, now: datetime, by: int | None) -> None:
        values = {"account_id": chat.account_id, "address": chat.address, "bound_at": now, "bound_by": by}
        new = insert(department_chat).values(commune_id=commune_id, department=chat.department, **values)
        await self._connection.execute(
            new.on_conflict_do_update(index_elements=["commune_id", "department"], set_=values)
        )

    async def department_chats(self, commune_id: int) -> Sequence[DepartmentChat]:
        rows = await self._connection.execute(select(department_chat).where(department_chat.c.commune_id == commune_id))
        return [DepartmentChat(r.department, r.account_id, r.address) for r in rows]

    async def departments_at(self, account_id: int, chat: str) -> list[tuple[int, str]]:
        """Commune and department of the group `chat`, whichever of its threads they have."""
        rows = await self._connection.execute(
            select(department_chat.c.commune_id, department_chat.c.department)
            .where(department_chat.c.account_id == account_id, _in_chat(chat))
            .order_by(department_chat.c.bound_at)
        )
        return [(r.commune_id, r.department) for r in rows]

    async def unbind(self, account_id: int, chat: str) -> list[tuple[int, str]]:
        """Forget the group (and its threads); return whose it was."""
        rows = await self._connection.execute(
            department_chat.delete()
            .where(department_chat.c.account_id == account_id, _in_chat(chat))
            .returning(department_chat.c.commune_id, department_chat.c.department)
        )
        return [(r.commune_id, r.department) for r in rows]


def _in_chat(chat: str) -> ColumnElement[bool]:
    address = department_chat.c.address
    return (address == chat) | address.startswith(f"{chat}/", autoescape=True)
