"""Tests of bells: who waits is rung, here and in other processes, also after the database was away."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from storage.bell import EVERYTHING, Announcer, Bell, Bells, listen
from storage.database import Database

WITHIN = 10  # seconds in which anything that is waited for must happen


@asynccontextmanager
async def hearing(dsn: str, **rooms: Bells) -> AsyncIterator[asyncio.Event]:
    """Another process's ear; yields an event that is set while it listens."""
    listening = asyncio.Event()
    listener = asyncio.create_task(listen(dsn, rooms, listening))
    async with asyncio.timeout(WITHIN):
        await listening.wait()
    try:
        yield listening
    finally:
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)


async def rung(bell: Bell) -> bool:
    return await bell.wait(WITHIN)


async def test_a_ring_before_the_wait_is_not_lost() -> None:
    bells = Bells()
    with bells.hear("a") as bell:
        bells.ring("a")
        bells.ring("a")
        assert await rung(bell)
        assert not await bell.wait(0.01)
    bells.ring("a")
    assert not await bell.wait(0.01)


async def test_only_the_bells_of_a_key_ring_unless_everything_does() -> None:
    bells = Bells()
    with bells.hear("a") as first, bells.hear("a") as second, bells.hear("b") as other:
        bells.ring("a")
        assert [await bell.wait(0) for bell in (first, second, other)] == [True, True, False]
        bells.ring(EVERYTHING)
        assert [await bell.wait(0) for bell in (first, second, other)] == [True, True, True]
        bells.silence()
        assert [bell.silenced for bell in (first, second, other)] == [True, True, True]


async def test_a_wait_starts_from_now() -> None:
    bells = Bells()
    bells.ring("a")
    assert not await bells.wait("a", 0.01)
    waiting = asyncio.create_task(bells.wait("a", WITHIN))
    await asyncio.sleep(0)
    bells.ring("a")
    assert await waiting


async def test_keys_that_nobody_waits_for_are_forgotten() -> None:
    bells = Bells()
    with bells.hear("kept") as kept:
        for number in range(5000):
            with bells.hear(str(number)):
                pass
        assert len(bells._heard) < 2100
        bells.ring("kept")
        assert await rung(kept)


async def test_an_announcement_rings_here_at_once_and_in_other_processes(database: Database, dsn: str) -> None:
    here, there, elsewhere = Bells(), Bells(), Bells()
    announcer = Announcer(database, "web", here)
    keys = [f"{number:032x}" for number in range(600)]
    async with hearing(dsn, web=there, outbox=elsewhere):
        with here.hear(keys[0]) as near, elsewhere.hear(keys[0]) as other:
            far = [there.hear(key).__enter__() for key in keys]
            for key in keys:
                announcer.announce(key)
            assert await near.wait(0)
            assert all([await rung(bell) for bell in far])
            assert not await other.wait(0)
    await announcer.close()


async def test_many_announcements_make_few_notifications(database: Database, dsn: str) -> None:
    told: list[str] = []
    done = asyncio.Event()

    def hear(*call: object) -> None:
        told.append(str(call[-1]))
        if "last" in told[-1]:
            done.set()

    connection = await asyncpg.connect(dsn)
    await connection.add_listener("web", hear)
    announcer = Announcer(database, "web")
    keys = [f"{number:032x}" for number in range(1000)] * 2 + ["last"]
    for key in keys:
        announcer.announce(key)
    async with asyncio.timeout(WITHIN):
        await done.wait()
    assert len(told) == 5
    assert max(len(payload) for payload in told) < 8000
    assert [key for payload in told for key in payload.split()[1:]] == [*keys[:1000], "last"]
    await announcer.close()
    await connection.close()


async def test_a_process_does_not_hear_itself_again(database: Database, dsn: str) -> None:
    here = Bells()
    announcer = Announcer(database, "web", here)
    async with hearing(dsn, web=here):
        with here.hear("a") as bell, here.hear("b") as other:
            announcer.announce("a")
            assert await rung(bell)
            # What comes from elsewhere is heard, also when it does not say where from.
            connection = await asyncpg.connect(dsn)
            await announcer.close()
            await connection.execute("select pg_notify('web', 'b')")
            assert await rung(other)
            assert not await bell.wait(0)
            await connection.close()


async def test_a_broken_line_is_mended_and_everybody_looks(dsn: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    bells = Bells()
    connection = await asyncpg.connect(dsn)
    async with hearing(dsn, web=bells) as listening:
        with bells.hear("a") as bell:
            await bell.wait(0)
            ended = await connection.fetchval(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity "
                "where application_name = 'doithoai listener' and datname = current_database()"
            )
            assert ended == 1
            assert await rung(bell)
            assert listening.is_set()
            await connection.execute("select pg_notify('web', 'x a')")
            assert await rung(bell)
    await connection.close()
    assert [r.getMessage() for r in caplog.records if r.name == "storage.bell"] == [
        "Cannot hear other processes: ConnectionResetError",
        "Other processes are heard again.",
    ]


async def test_without_the_database_bells_ring_here_and_the_rest_is_told_later(
    dsn: str, database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    here, there = Bells(), Bells()
    away = Database(f"postgresql://postgres@/nothing?host={tmp_path}")
    announcer = Announcer(away, "web", here)
    async with hearing(dsn, web=there):
        with here.hear("a") as near, there.hear("a") as far:
            announcer.announce("a")
            assert await near.wait(0)
            while not caplog.records:
                await asyncio.sleep(0)
            # It comes back.
            announcer._engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
            assert await rung(far)
    assert [r.getMessage() for r in caplog.records] == ["Cannot ring at other processes: FileNotFoundError"]
    await announcer.close()
    await away.close()


async def test_an_announcer_stops_though_the_database_is_away(tmp_path: Path) -> None:
    away = Database(f"postgresql://postgres@/nothing?host={tmp_path}")
    announcer = Announcer(away, "web")
    announcer.announce("a")
    async with asyncio.timeout(WITHIN):
        await announcer.close()
    await away.close()


async def test_too_many_untold_keys_become_one_for_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.bell.MOST_KEYS", 3)
    away = Database(f"postgresql://postgres@/nothing?host={tmp_path}")
    announcer = Announcer(away, "web")
    for key in "abcd":
        announcer.announce(key)
    assert list(announcer._untold) == [EVERYTHING, "d"]
    await announcer.close()
    await away.close()


@pytest.mark.parametrize("key", ["", "a b", " a", "a" * 201])
async def test_a_key_is_one_short_word(key: str, tmp_path: Path) -> None:
    away = Database(f"postgresql://postgres@/nothing?host={tmp_path}")
    with pytest.raises(ValueError, match="not a key"):
        Announcer(away, "web").announce(key)
    await away.close()
