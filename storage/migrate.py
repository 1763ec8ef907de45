"""Bringing the database to the version the program needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage.database import engine_url

_MIGRATIONS = Path(__file__).parent / "migrations"
# One process migrates at a time; any number, as long as nothing else uses it.
_LOCK = 4_200_001


def migration_config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newest() -> str | None:
    return ScriptDirectory.from_config(migration_config()).get_current_head()


def _upgrade(connection: Connection, target: str) -> None:
    command.upgrade(migration_config(connection), target)


async def migrate(dsn: str, target: str = "head") -> None:
    """Upgrade the database at `dsn`; waits for another process that is doing so."""
    engine = create_async_engine(engine_url(dsn), poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            await connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": _LOCK})
            await connection.commit()
            try:
                await connection.run_sync(_upgrade, target)
                await connection.commit()
            finally:
                await connection.rollback()
                await connection.execute(text("select pg_advisory_unlock(:lock)"), {"lock": _LOCK})
    finally:
        await engine.dispose()
