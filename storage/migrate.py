"""Bringing the database to the version the program needs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage.database import engine_url
from storage.driver import reason_of_refusal

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"
# One process migrates at a time; any number, as long as nothing else uses it.
_LOCK = 4_200_001


class NoEntry(ConnectionError):
    """The database cannot be opened; the text is the reason in a word, never anything of the address."""


def migration_config(connection: Connection | None = None) -> "Config":
    # Alembic is half a second to import; a database that is up to date does without.
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The number of the last migration: the files are numbered without gaps."""
    return max(file.name[:4] for file in (_MIGRATIONS / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))


def _upgrade(connection: Connection, target: str) -> None:
    from alembic import command

    command.upgrade(migration_config(connection), target)


async def _version(connection: AsyncConnection) -> str | None:
    if not await connection.scalar(text("select to_regclass('alembic_version')")):
        return None
    version: str | None = await connection.scalar(text("select version_num from alembic_version"))
    return version


@asynccontextmanager
async def _entered(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    connection = engine.connect()
    try:
        await connection.start()
    except Exception as failure:
        reason = reason_of_refusal(failure.orig if isinstance(failure, DBAPIError) and failure.orig else failure)
        if reason is None:
            raise
        raise NoEntry(reason) from None
    try:
        yield connection
    finally:
        await connection.close()


async def migrate(dsn: str, target: str = "head") -> None:
    """Upgrade the database at `dsn`; waits for another process that is doing so. Raises NoEntry."""
    engine = create_async_engine(engine_url(dsn), poolclass=NullPool)
    try:
        async with _entered(engine) as connection:
            await connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": _LOCK})
            await connection.commit()
            try:
                if target != "head" or await _version(connection) != newest():
                    await connection.run_sync(_upgrade, target)
                await connection.commit()
            finally:
                await connection.rollback()
                await connection.execute(text("select pg_advisory_unlock(:lock)"), {"lock": _LOCK})
    finally:
        await engine.dispose()
