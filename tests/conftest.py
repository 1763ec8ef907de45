"""What all tests share: a real PostgreSQL, one fresh copy of the migrated database per test, and a town of people."""

import asyncio
import itertools
import os
import shutil
import tempfile
import zlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest
from hypothesis import settings

from storage.database import Database
from storage.embedded import EmbeddedPostgres
from storage.migrate import migrate
from tests.town import Town, open_town

_numbers = itertools.count(1)
TEMPLATE = "template_of_tests"

# The same examples every time, so that a red run means a change; HYPOTHESIS_PROFILE=searching looks for new ones.
settings.register_profile("steady", derandomize=True)
settings.register_profile("searching", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedPostgres]:
    """An embedded PostgreSQL with a migrated database to copy from; a power cut may cost it, a test may not.

    Not below pytest's own directory: every session of pytest closes that to the user the server runs as.
    """
    directory = Path(tempfile.mkdtemp(prefix="doithoai-test-"))
    started = EmbeddedPostgres(directory / "postgres", durable=False)
    started.start()

    async def make_template() -> None:
        connection = await asyncpg.connect(started.dsn("postgres"))
        # What the planner believes of a table is not to depend on when somebody came by to count its rows.
        await connection.execute("alter system set autovacuum = off")
        await connection.execute("select pg_reload_conf()")
        await connection.execute(f"create database {TEMPLATE}")
        await connection.close()
        await migrate(started.dsn(TEMPLATE))

    asyncio.run(make_template())
    yield started
    started.stop()
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(autouse=True, scope="session")
def reading_is_watched() -> None:
    """What says that it only reads is held to it by the database."""
    Database.strictly = True


@pytest.fixture(autouse=True, scope="session")
def programs_end_here() -> Iterator[None]:
    """What a program spares from being collected, as it runs for weeks, would be kept of every program of a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.wiring.spare_what_stays", lambda: None)
        yield


# A copy of the template is some hundred files; emptying one takes a twentieth of making it. What was deleted from it
# still lies in its files, so it does not serve for ever.
TESTS_PER_COPY = 40
_EMPTY = """
    set session_replication_role = replica;
    do $$
    declare name text;
    begin
        for name in
            select oid::regclass from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'alembic_version'
        loop
            execute 'delete from ' || name;
        end loop;
        perform setval(oid::regclass, 1, false) from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'S';
    end $$;
"""
# What a test may have done to the tables themselves; then the copy is of no more use.
_SHAPE = """
    select md5(string_agg(part, ' ' order by part)) from (
        select concat_ws(':', oid, relname, relnatts, reloptions) from pg_class
        where relnamespace = 'public'::regnamespace
        union all select concat_ws(':', oid, tgenabled) from pg_trigger
        union all select concat_ws(':', oid, proname, md5(prosrc)) from pg_proc
        where pronamespace = 'public'::regnamespace
        union all select concat_ws(':', attrelid, attname, atttypid, attnotnull, atthasdef) from pg_attribute
        where attrelid >= 16384
        union all select concat_ws(':', oid, conname) from pg_constraint
    ) of_all (part)
"""


@dataclass
class Copies:
    """The databases of this process's tests, one at a time."""

    server: EmbeddedPostgres
    name: str = ""
    shape: str = ""
    used: int = 0

    async def empty(self) -> str:
        """The name of a database as the migrations leave it."""
        if self.name and self.used < TESTS_PER_COPY and await self._emptied():
            self.used += 1
            return self.name
        connection = await asyncpg.connect(self.server.dsn("postgres"))
        if self.name:
            await connection.execute(f"drop database {self.name} with (force)")
        self.name, self.used = f"test_{os.getpid()}_{next(_numbers)}", 1
        # Copied as files: written to the log, ten megabytes each time, it takes ten times as long.
        await connection.execute(f"create database {self.name} template {TEMPLATE} strategy file_copy")
        await connection.close()
        connection = await asyncpg.connect(self.server.dsn(self.name))
        self.shape = await connection.fetchval(_SHAPE)
        await connection.close()
        return self.name

    async def _emptied(self) -> bool:
        connection = await asyncpg.connect(self.server.dsn(self.name))
        try:
            await connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
            if await connection.fetchval(_SHAPE) != self.shape:
                return False
            await connection.execute(_EMPTY)
            return True
        finally:
            await connection.close()


EVERY_CHANNEL = "--every-channel"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(EVERY_CHANNEL, action="store_true", help="run what people do on all channels, not on two of three")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "town_channel" in metafunc.fixturenames:
        every = bool(metafunc.config.getoption(EVERY_CHANNEL))
        metafunc.parametrize("town_channel", channels_of(metafunc.function.__name__, every=every))


def channels_of(test: str, *, every: bool) -> tuple[str, ...]:
    """The channels that a test of people runs on.

    Choices are buttons on the web and on Telegram, and mostly numbered lists on Zalo: each test runs on Zalo and on one
    of the others, always the same one, half of the tests on each.
    """
    if every:
        return ("web", "telegram", "zalo")
    return (("web", "telegram")[zlib.crc32(test.encode()) % 2], "zalo")


@pytest.fixture(scope="session")
def copies(server: EmbeddedPostgres) -> Copies:
    return Copies(server)


@pytest.fixture
def new_copy(copies: Copies) -> None:
    """For tests of what the planner makes of a statement: no database that was used, whose sizes say little."""
    copies.used = TESTS_PER_COPY


@pytest.fixture
async def dsn(copies: Copies) -> str:
    """The address of an empty database of this test's own."""
    return copies.server.dsn(await copies.empty())


@pytest.fixture
async def database(dsn: str) -> AsyncIterator[Database]:
    opened = Database(dsn, 6)
    yield opened
    await opened.close()


@pytest.fixture
async def town(town_channel: str, dsn: str, tmp_path: Path) -> AsyncIterator[Town]:
    """A commune whose people all use one channel; a test that asks for it runs on several (`channels_of`)."""
    async with open_town(town_channel, dsn, tmp_path) as opened:
        yield opened


@pytest.fixture
async def web_town(dsn: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town("web", dsn, tmp_path) as opened:
        yield opened


@pytest.fixture
async def telegram_town(dsn: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town("telegram", dsn, tmp_path) as opened:
        yield opened
