"""Tests of migrations: each goes up, down and up again, and all of them make the tables that the program knows."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from storage.database import engine_url
from storage.migrate import migrate, migration_config, newest
from storage.tables import metadata

MakeDsn = Callable[[str], Awaitable[str]]
VERSIONS = Path(__file__).parent.parent.parent / "storage" / "migrations" / "versions"
REVISIONS = sorted(file.name[:4] for file in VERSIONS.glob("*.py") if file.name != "__init__.py")

# Everything that makes a schema: columns, constraints, indexes and how tables are stored.
SCHEMA = text("""
    with relation as (
        select c.oid, c.relname, c.reloptions from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
          and c.relname <> 'alembic_version'
    )
    select 'table ' || relname || coalesce(' with ' || reloptions::text, '') as line from relation
    union all
    select concat_ws(' ', 'column', relname, attname, format_type(atttypid, atttypmod),
        case when attnotnull then 'not null' end, attidentity::text, pg_get_expr(adbin, adrelid),
        col_description(relation.oid, attnum))
    from relation join pg_attribute on attrelid = relation.oid and attnum > 0 and not attisdropped
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    union all
    select concat_ws(' ', 'constraint', relname, conname, pg_get_constraintdef(pg_constraint.oid))
    from relation join pg_constraint on conrelid = relation.oid
    union all
    select pg_get_indexdef(indexrelid) from relation join pg_index on indrelid = relation.oid
    union all
    select 'sequence ' || relname from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'S'
    union all
    select 'type ' || typname from pg_type where typnamespace = 'public'::regnamespace and typtype in ('d', 'e')
    union all
    select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
    union all
    select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    order by line
""")


@asynccontextmanager
async def opened(dsn: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(engine_url(dsn), poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            yield connection
    finally:
        await engine.dispose()


async def schema(connection: AsyncConnection) -> list[str]:
    lines = list(await connection.scalars(SCHEMA))
    await connection.commit()
    return lines


def _move(connection: Connection, target: str) -> None:
    config = migration_config(connection)
    here = MigrationContext.configure(connection).get_current_revision() or "0000"
    (command.upgrade if target > here else command.downgrade)(config, "base" if target == "0000" else target)


async def move(connection: AsyncConnection, target: str) -> list[str]:
    """Go up or down to a revision; return the schema there."""
    await connection.run_sync(_move, target)
    await connection.commit()
    return await schema(connection)


def test_files_are_numbered_without_gaps_and_each_has_its_way_back() -> None:
    assert [f"{n:04d}" for n in range(1, len(REVISIONS) + 1)] == REVISIONS
    names = {file.stem for file in VERSIONS.glob("*.py") if file.name != "__init__.py"}
    assert {file.name for file in VERSIONS.glob("*.sql")} == {
        f"{name}{way}.sql" for name in names for way in ("", ".down")
    }


def test_each_revision_follows_the_one_before_it() -> None:
    scripts = ScriptDirectory.from_config(migration_config())
    chain = [(script.revision, script.down_revision) for script in scripts.walk_revisions()]
    assert chain == list(zip(REVISIONS, [None, *REVISIONS], strict=False))[::-1]
    assert newest() == scripts.get_current_head() == REVISIONS[-1]


async def test_every_migration_goes_up_down_and_up_again(new_dsn: MakeDsn) -> None:
    async with opened(await new_dsn("template1")) as connection:
        before = await schema(connection)
        assert before == []
        for previous, revision in zip(["0000", *REVISIONS], REVISIONS, strict=False):
            after = await move(connection, revision)
            assert await move(connection, previous) == before
            assert await move(connection, revision) == after
            before = after
        assert await move(connection, "0000") == []


async def test_the_migrated_schema_is_the_one_that_the_program_knows(dsn: str, new_dsn: MakeDsn) -> None:
    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    async with opened(dsn) as migrated, opened(await new_dsn("template1")) as created:
        assert await migrated.run_sync(differences) == []
        await migrated.rollback()
        await created.run_sync(metadata.create_all)
        await created.commit()
        # What Alembic does not compare: conditions of indexes, names of constraints, comments, storage.
        assert await schema(migrated) == await schema(created)


async def test_several_processes_may_start_on_an_empty_database(new_dsn: MakeDsn, dsn: str) -> None:
    empty = await new_dsn("template1")
    await asyncio.gather(*(migrate(empty) for _ in range(4)))
    async with opened(empty) as connection, opened(dsn) as expected:
        assert await schema(connection) == await schema(expected)
        assert list(await connection.scalars(text("select version_num from alembic_version"))) == [newest()]


async def test_migrating_again_keeps_what_is_stored(dsn: str) -> None:
    async with opened(dsn) as connection:
        await connection.execute(text("insert into number_series values (1879, 'petition/2025', 7)"))
        await connection.commit()
        await migrate(dsn)
        assert list(await connection.scalars(text("select last from number_series"))) == [7]


async def test_a_migration_that_fails_leaves_nothing_behind(new_dsn: MakeDsn) -> None:
    broken = await new_dsn("template1")
    async with opened(broken) as connection:
        await connection.execute(text("create table petition_entry (mine text)"))  # the last table of the first one
        await connection.commit()
        before = await schema(connection)
        with pytest.raises(Exception, match="petition_entry"):
            await migrate(broken)
        assert await schema(connection) == before
        await connection.execute(text("drop table petition_entry"))
        await connection.commit()
        await migrate(broken)
        assert "table petition_entry" in await schema(connection)
