"""The connections of steps: a transaction only where something changes, and nothing kept of what went wrong."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import Database, Step

_WHO = text("select pg_backend_pid()")
_NOTE = text("insert into number_series (commune_id, series, last) values (1, :series, 1)")
_SERIES = text("select series from number_series order by series")
_STATE = text("select state from pg_stat_activity where pid = :pid")


class Undone(Exception):
    """What a step may raise."""


async def note(uow: Step, series: str) -> None:
    await uow.connection.execute(_NOTE, {"series": series})


async def kept(database: Database) -> list[str]:
    async with database.begin() as uow:
        return list(await uow.connection.scalars(_SERIES))


async def fails_after(uow: Step, series: str) -> None:
    async with uow.attempt():
        await note(uow, series)
        raise Undone


async def fails_at_the_end(database: Database, series: str) -> None:
    async with database.step() as uow:
        await note(uow, series)
        raise Undone


async def test_what_a_step_does_is_kept_when_it_ends_well_and_undone_otherwise(database: Database) -> None:
    async with database.step() as uow:
        await note(uow, "a")
    with pytest.raises(Undone):
        await fails_at_the_end(database, "b")
    assert await kept(database) == ["a"]


async def test_an_attempt_that_fails_takes_only_itself_with_it(database: Database) -> None:
    async with database.step() as uow:
        await note(uow, "before")
        with pytest.raises(Undone):
            await fails_after(uow, "inside")
        async with uow.attempt():
            await note(uow, "after")
    async with database.step() as uow:
        with pytest.raises(Undone):
            await fails_after(uow, "first of all")
        await note(uow, "then")
    assert await kept(database) == ["after", "before", "then"]


async def test_who_only_reads_has_no_transaction_and_sees_what_others_do_meanwhile(database: Database) -> None:
    database.strictly = False
    async with database.step() as uow, uow.attempt(reads=True):
        pid = await uow.connection.scalar(_WHO)
        async with database.begin() as other:
            await other.connection.execute(_NOTE, {"series": "new"})
            assert await other.connection.scalar(_STATE, {"pid": pid}) == "idle"
        assert list(await uow.connection.scalars(_SERIES)) == ["new"]


async def test_who_reads_after_a_change_sees_the_change(database: Database) -> None:
    async with database.step() as uow:
        await note(uow, "mine")
        async with uow.attempt(reads=True):
            assert list(await uow.connection.scalars(_SERIES)) == ["mine"]
    assert await kept(database) == ["mine"]


async def test_the_database_refuses_what_says_it_only_reads_and_writes(database: Database) -> None:
    database.strictly = True
    with pytest.raises(DBAPIError, match="read-only"):
        async with database.step() as uow, uow.attempt(reads=True):
            await note(uow, "by the way")
    async with database.step() as uow:
        await note(uow, "openly")
    assert await kept(database) == ["openly"]


async def test_the_next_step_takes_the_same_connection_and_a_lost_one_is_replaced(database: Database) -> None:
    async def who() -> int:
        async with database.step() as uow:
            return int(await uow.connection.scalar(_WHO))

    first = await who()
    assert await who() == first
    async with database.begin() as uow:
        await uow.connection.execute(text("select pg_terminate_backend(:pid, 5000)"), {"pid": first})
    assert await who() != first


async def test_a_step_that_is_cancelled_leaves_nothing_behind(database: Database) -> None:
    noted = asyncio.Event()

    async def endless() -> None:
        async with database.step() as uow:
            await note(uow, "half")
            noted.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(endless())
    await noted.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.step() as uow:
        await note(uow, "whole")
    assert await kept(database) == ["whole"]
