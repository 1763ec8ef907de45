"""Tests of leases: one sender per account, the next one as soon as the first is gone, however it went."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import asyncpg
import pytest

from storage.database import driver_dsn
from storage.lease import Leases

ROOT = Path(__file__).resolve().parents[2]
# Leases account 1, says so, and stays until it is killed.
HOLDER = """
import asyncio, sys
from storage.lease import Leases
async def hold():
    leases = Leases(sys.argv[1])
    print(sorted(await leases.take([1])), flush=True)
    await asyncio.Event().wait()
asyncio.run(hold())
"""


@pytest.fixture
async def couriers(dsn: str) -> AsyncIterator[Callable[[], Leases]]:
    made: list[Leases] = []

    def make() -> Leases:
        made.append(Leases(dsn))
        return made[-1]

    yield make
    for leases in made:
        await leases.close()


async def taken(leases: Leases, *accounts: int) -> frozenset[int]:
    """Take `accounts` as soon as they are free; the server needs a moment to notice that somebody is gone."""
    async with asyncio.timeout(10):
        while not set(accounts) <= await leases.take(accounts):
            await asyncio.sleep(0)
    return leases.held


async def test_an_account_is_leased_by_one_at_a_time(couriers: Callable[[], Leases]) -> None:
    first, second = couriers(), couriers()
    assert await first.take([1, 2]) == {1, 2}
    assert await second.take([1, 2, 3]) == {3}
    assert await first.take([1, 2, 3]) == {1, 2}
    assert first.held == {1, 2}
    assert second.held == {3}


async def test_taking_again_what_one_has_is_harmless(couriers: Callable[[], Leases]) -> None:
    first = couriers()
    for _ in range(3):
        assert await first.take([1]) == {1}
    await first.close()
    assert await taken(couriers(), 1) == {1}


async def test_what_was_closed_is_free_for_the_next(couriers: Callable[[], Leases]) -> None:
    first, second = couriers(), couriers()
    await first.take([1])
    await first.close()
    assert first.held == frozenset()
    assert await taken(second, 1) == {1}
    assert await first.take([1]) == frozenset()


async def test_the_lease_of_a_killed_process_goes_to_the_next(dsn: str, couriers: Callable[[], Leases]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, dsn], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "[1]\n"
        second = couriers()
        assert await second.take([1]) == frozenset()
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert await taken(second, 1) == {1}
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


async def test_who_lost_the_line_has_lost_its_leases_and_can_take_them_again(
    dsn: str, couriers: Callable[[], Leases]
) -> None:
    first = couriers()
    await first.take([1])
    other = await asyncpg.connect(driver_dsn(dsn))
    await other.execute(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'doithoai lease'"
    )
    second = couriers()
    assert await taken(second, 1) == {1}
    await other.close()
    async with asyncio.timeout(10):
        while first.held:
            await asyncio.sleep(0)
    assert await first.take([1]) == frozenset()
    await second.close()
    assert await taken(first, 1) == {1}
