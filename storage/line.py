"""Lines: connections kept open for the steps of conversations; a transaction begins when something is to change."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import PoolProxiedConnection


class Line(AsyncConnection):
    """A connection whose transaction begins with the first statement outside `reading`.

    The driver is told of it directly: what SQLAlchemy does for one takes longer than the transaction itself.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine)
        self._raw: PoolProxiedConnection | None = None
        self.driver: Any = None
        self._begun = False
        self._reading = False

    async def open(self) -> None:
        await self.start()
        self._raw = await super().get_raw_connection()
        self.driver = self._raw.driver_connection

    async def get_raw_connection(self) -> PoolProxiedConnection:
        assert self._raw is not None
        return self._raw

    async def execute(self, *arguments: Any, **options: Any) -> Any:
        if not (self._begun or self._reading):
            await self.driver.execute("begin")
            self._begun = True
        return await super().execute(*arguments, **options)

    async def end(self) -> None:
        """Keep what was done since the transaction began, if one has."""
        if self._begun:
            await self.driver.execute("commit")
            self._begun = False

    async def undo(self) -> None:
        """Undo it."""
        if self._begun:
            self._begun = False
            await self.driver.execute("rollback")

    @property
    def lost(self) -> bool:
        return self.invalidated or bool(self.driver.is_closed())

    async def drop(self) -> None:
        """Close the connection whatever state it is in; the database undoes what was under way."""
        self.driver.terminate()
        await self.invalidate()
        await self.close()

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """What is done inside is undone when it raises."""
        if not self._begun:
            # Nothing was done before, so there is nothing that a savepoint would have to keep.
            try:
                yield
            except BaseException:
                await self.undo()
                raise
            return
        await self.driver.execute("savepoint attempt")
        try:
            yield
        except BaseException:
            await self.driver.execute("rollback to savepoint attempt")
            raise
        await self.driver.execute("release savepoint attempt")

    @asynccontextmanager
    async def reading(self, *, strictly: bool = False) -> AsyncIterator[None]:
        """Nothing done inside changes anything, so it needs no transaction; `strictly` has the database refuse it."""
        if self._begun:
            yield
            return
        self._reading = True
        try:
            if strictly:
                await self.driver.execute("begin read only")
            yield
        finally:
            self._reading = False
            if strictly:
                await self.driver.execute("rollback")


class Lines:
    """Lines that wait for the next step; the one used last is taken first. There are as many as steps at once."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._idle: list[Line] = []

    @asynccontextmanager
    async def take(self) -> AsyncIterator[Line]:
        """What is done on the line is kept if the block ends well, and undone otherwise."""
        line = await self._next()
        clean = False
        try:
            yield line
            await line.end()
            clean = True
        except Exception:
            if not line.lost:
                await line.undo()
                clean = True
            raise
        finally:
            if clean and not line.lost:
                self._idle.append(line)
            else:
                await line.drop()

    async def close(self) -> None:
        while self._idle:
            await self._idle.pop().close()

    async def _next(self) -> Line:
        while self._idle:
            if not (line := self._idle.pop()).lost:
                return line
            await line.drop()
        line = Line(self._engine)
        await line.open()
        return line
