"""Bells: what is waited for by key, rung in this process at once and in all others through the database."""

import asyncio
import logging
import random
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NoReturn

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage.database import Database, engine_url

log = logging.getLogger(__name__)

EVERYTHING = "*"  # a key that rings all bells
COALESCE = 0.005  # seconds in which further keys go into the same notification
PAGE = 7_900  # bytes; PostgreSQL takes less than 8,000 in one notification
MOST_KEYS = 20_000
LONGEST_KEY = 200
PULSE = 30.0  # seconds between two looks at whether the line still stands
PATIENCE = 10.0

_NOTIFY = text("select pg_notify(:channel, page) from unnest(:pages) page").bindparams(
    bindparam("pages", type_=ARRAY(TEXT))
)


class Bell:
    """Rings for one who waits; a ring that comes before the wait ends it at once. Heard until it is left."""

    def __init__(self, heard: set["Bell"]) -> None:
        self._heard = heard
        self._rung = asyncio.Event()
        self.silenced = False

    def __enter__(self) -> "Bell":
        self._heard.add(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._heard.discard(self)

    def ring(self) -> None:
        self._rung.set()

    def silence(self) -> None:
        """Ring for the last time: who waits should stop waiting."""
        self.silenced = True
        self._rung.set()

    async def wait(self, timeout: float) -> bool:  # noqa: ASYNC109  a wait that ends is the purpose
        """Wait for a ring since the last wait, at most `timeout` seconds; tell whether there was one."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await self._rung.wait()
        rung = self._rung.is_set()
        self._rung.clear()
        return rung


class Bells:
    """The bells of this process for one matter, by key."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(6)
        self._heard: dict[str, set[Bell]] = {}
        self._tidy_at = 1000

    def ring(self, key: str) -> None:
        if key == EVERYTHING:
            self.ring_all()
        for bell in self._heard.get(key, ()):
            bell.ring()

    def ring_all(self) -> None:
        for bell in self._all():
            bell.ring()

    def silence(self) -> None:
        """End all waiting, as the process stops."""
        for bell in self._all():
            bell.silence()

    def hear(self, key: str) -> Bell:
        """A bell that misses nothing from here on: enter it, look, and wait only when there was nothing."""
        if len(self._heard) > self._tidy_at:
            self._heard = {key: heard for key, heard in self._heard.items() if heard}
            self._tidy_at = 2 * len(self._heard) + 1000
        return Bell(self._heard.setdefault(key, set()))

    async def wait(self, key: str, timeout: float) -> bool:  # noqa: ASYNC109  a wait that ends is the purpose
        """Wait for a ring from now on, at most `timeout` seconds; tell whether there was one."""
        with self.hear(key) as bell:
            return await bell.wait(timeout)

    def _all(self) -> list[Bell]:
        return [bell for heard in self._heard.values() for bell in heard]


class Announcer:
    """Rings `bells` here, and those of all other processes that listen to `channel`, with few notifications.

    Announce after the commit. While the database is away the keys are kept and told when it is back.
    """

    def __init__(self, database: Database, channel: str, bells: Bells | None = None) -> None:
        self.bells = bells or Bells()
        self._channel = channel
        # A notification needs no transaction around it, which saves two round trips.
        self._engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._untold: dict[str, None] = {}
        self._telling: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()

    def announce(self, key: str) -> None:
        """Ring everywhere. Raises ValueError for a key that is not one short word."""
        if len(key) > LONGEST_KEY or key.split() != [key]:
            raise ValueError("not a key")
        self.bells.ring(key)
        if len(self._untold) >= MOST_KEYS:
            self._untold = {EVERYTHING: None}
        self._untold[key] = None
        if self._telling is None or self._telling.done():
            self._telling = asyncio.get_running_loop().create_task(self._tell())

    async def close(self) -> None:
        """Tell what is untold if the database takes it now, and stop."""
        self._closing.set()
        if self._telling:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._telling, 2)

    async def _tell(self) -> None:
        pause = 0.0
        await self._rest(COALESCE)
        while self._untold:
            keys, self._untold = self._untold, {}
            try:
                async with self._engine.connect() as connection:
                    await connection.execute(_NOTIFY, {"channel": self._channel, "pages": self._pages(keys)})
            except Exception as failure:
                # Whatever it is, bells of other processes are a shortcut: they also look without being rung.
                if not pause:
                    log.warning("Cannot ring at other processes: %s", type(failure).__name__)
                self._untold = keys | self._untold
                if self._closing.is_set():
                    return
                pause = min(5.0, pause * 2 or 0.1)
                await self._rest(pause * random.uniform(0.5, 1.0))
            else:
                pause = 0.0
                await self._rest(COALESCE)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()

    def _pages(self, keys: Iterable[str]) -> list[str]:
        """The keys parted by blanks, after the name of our own bells, which have been rung already."""
        pages = [f"from:{self.bells.name}"]
        for key in keys:
            if len(pages[-1].encode()) + 1 + len(key.encode()) > PAGE:
                pages.append(f"from:{self.bells.name}")
            pages[-1] += f" {key}"
        return pages


async def listen(dsn: str, rooms: Mapping[str, Bells], listening: asyncio.Event | None = None) -> None:
    """Ring the bells of this process when others announce: one connection for all `rooms`, bells by channel.

    Runs until cancelled and connects again whenever the line breaks; then all bells ring, because nobody
    knows what was said meanwhile. `listening` is set while the line stands.
    """
    engine = create_async_engine(
        engine_url(dsn),
        poolclass=NullPool,
        connect_args={"timeout": PATIENCE, "server_settings": {"application_name": "doithoai listener"}},
    )
    pause = 0.0
    while True:
        try:
            async with engine.connect() as connection:
                line = (await connection.get_raw_connection()).driver_connection
                assert line is not None
                lost = asyncio.Event()
                line.add_termination_listener(lambda _, lost=lost: lost.set())
                for channel, bells in rooms.items():
                    await line.add_listener(channel, lambda *said, bells=bells: _heard(bells, said[-1]))
                for bells in rooms.values():
                    bells.ring_all()
                if pause:
                    log.info("Other processes are heard again.")
                pause = 0.0
                if listening:
                    listening.set()
                await _stay(line, lost)
        except Exception as failure:
            if not pause:
                log.warning("Cannot hear other processes: %s", type(failure).__name__)
        finally:
            if listening:
                listening.clear()
        pause = min(5.0, pause * 2 or 0.1)
        await asyncio.sleep(pause * random.uniform(0.5, 1.0))


async def _stay(line: Any, lost: asyncio.Event) -> NoReturn:
    """Keep the line. Raises when it is lost or no longer answers."""
    while True:
        try:
            async with asyncio.timeout(PULSE):
                await lost.wait()
        except TimeoutError:
            await line.execute("select 1", timeout=PATIENCE)
        else:
            raise ConnectionResetError("the line to the database is lost")


def _heard(bells: Bells, payload: str) -> None:
    sender, *keys = payload.split() or [""]
    if sender == f"from:{bells.name}":
        return
    if not sender.startswith("from:"):
        keys = [sender, *keys]
    for key in keys:
        bells.ring(key)
