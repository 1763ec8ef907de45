"""The intake: deliveries are written to the inbox, many in one statement, before any is acknowledged."""

import asyncio
from collections.abc import Callable, Sequence

from bot.clock import Clock
from storage.database import Database
from storage.inbox import Delivery


class Intake:
    """While one statement is under way the next deliveries gather; nobody waits longer than two statements."""

    def __init__(self, database: Database, clock: Clock, delivered: Callable[[Sequence[Delivery]], None]) -> None:
        self._database = database
        self._clock = clock
        self._delivered = delivered
        self._gathered: list[tuple[list[Delivery], asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def put(self, deliveries: list[Delivery]) -> None:
        """Return once `deliveries` are stored. Raises what the database raises; then nothing is acknowledged."""
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._gathered.append((deliveries, stored))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await stored

    async def _write(self) -> None:
        """Every statement is a transaction of its own; the connection is kept while there is something to write."""
        while self._gathered:
            batch: list[tuple[list[Delivery], asyncio.Future[None]]] = []
            try:
                async with self._database.single() as uow:
                    while self._gathered:
                        batch, self._gathered = self._gathered, []
                        together = [delivery for deliveries, _ in batch for delivery in deliveries]
                        await uow.inbox.put(together, self._clock.now())
                        # Stored: they need not wait until the connection has been given back.
                        for _, stored in batch:
                            if not stored.done():
                                stored.set_result(None)
                        self._delivered(together)
                        batch = []
            except Exception as failure:
                if not batch:
                    # There was no connection to be had.
                    batch, self._gathered = self._gathered, []
                for _, stored in batch:
                    if not stored.done():
                        stored.set_exception(failure)
