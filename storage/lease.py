"""Leases: who may do what only one process may do at a time, held for as long as its connection lives."""

import asyncio
import logging
from collections.abc import Collection

import asyncpg

from storage.database import driver_dsn

log = logging.getLogger(__name__)

# The first half of the advisory lock keys of channel accounts; the second is the account's id.
_ACCOUNTS = 4_200_002


class Leases:
    """Advisory locks on a connection of their own. When it breaks, all leases are lost at once."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._connection: asyncpg.Connection | None = None
        self._held: set[int] = set()
        self._lock = asyncio.Lock()

    @property
    def held(self) -> frozenset[int]:
        """Accounts leased now; empty as soon as the connection is known to be broken."""
        if self._connection is None or self._connection.is_closed():
            return frozenset()
        return frozenset(self._held)

    async def take(self, wanted: Collection[int]) -> frozenset[int]:
        """Try to lease what is wanted and free; return everything held. Raises what the connection raises."""
        async with self._lock:
            if self._connection is None or self._connection.is_closed():
                self._held.clear()
                self._connection = await asyncpg.connect(
                    driver_dsn(self._dsn), timeout=5, server_settings={"application_name": "doithoai lease"}
                )
            for account in sorted(set(wanted) - self._held):
                if await self._connection.fetchval("select pg_try_advisory_lock($1, $2)", _ACCOUNTS, account):
                    self._held.add(account)
            # A dead connection is noticed here rather than by the other side's sending twice.
            await self._connection.fetchval("select 1", timeout=5)
            return self.held

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None
        self._held.clear()
