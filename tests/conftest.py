"""What all tests share: a real PostgreSQL, one fresh copy of the migrated database per test, and a town of people."""

import asyncio
import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
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


@pytest.fixture
async def dsn(server: EmbeddedPostgres) -> AsyncIterator[str]:
    """The address of a database of this test's own."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    connection = await asyncpg.connect(server.dsn("postgres"))
    # Copied as files: written to the log, ten megabytes each time, it takes ten times as long.
    await connection.execute(f"create database {name} template {TEMPLATE} strategy file_copy")
    yield server.dsn(name)
    await connection.execute(f"drop database {name} with (force)")
    await connection.close()


@pytest.fixture
async def database(dsn: str) -> AsyncIterator[Database]:
    opened = Database(dsn, 6)
    yield opened
    await opened.close()


@pytest.fixture(params=["web", "telegram", "zalo"])
async def town(request: pytest.FixtureRequest, dsn: str, tmp_path: Path) -> AsyncIterator[Town]:
    """A commune whose people all use one channel; every test that asks for it runs on each."""
    async with open_town(request.param, dsn, tmp_path) as opened:
        yield opened


@pytest.fixture
async def web_town(dsn: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town("web", dsn, tmp_path) as opened:
        yield opened


@pytest.fixture
async def telegram_town(dsn: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town("telegram", dsn, tmp_path) as opened:
        yield opened
