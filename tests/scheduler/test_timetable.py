"""Tests of the timetable: it wakes the sweeps, and one that fails costs only its own turn."""

import asyncio
import logging

import pytest

from scheduler.timetable import Timetable


class Sweep:
    """Counts its turns; `fails` before it counts, when it is to."""

    def __init__(self, failure: Exception | None = None, until: asyncio.Event | None = None) -> None:
        self.turns = 0
        self.at_once = 0
        self.most_at_once = 0
        self._failure = failure
        self._until = until
        self._turned = asyncio.Condition()

    async def __call__(self) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        async with self._turned:
            self.turns += 1
            self._turned.notify_all()
        if self._until is not None:
            await self._until.wait()
        self.at_once -= 1
        if self._failure is not None:
            raise self._failure

    async def has_had(self, turns: int) -> None:
        async with asyncio.timeout(10), self._turned:
            await self._turned.wait_for(lambda: self.turns >= turns)


async def test_run_all_runs_every_sweep_in_turn() -> None:
    timetable = Timetable()
    first, second = Sweep(), Sweep()
    timetable.every(3600, first)
    timetable.every(3600, second)

    await timetable.run_all()
    await timetable.run_all()

    assert (first.turns, second.turns) == (2, 2)


async def test_a_sweep_that_fails_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    timetable = Timetable()
    broken, whole = Sweep(RuntimeError("a bug")), Sweep()
    timetable.every(3600, broken)
    timetable.every(3600, whole)

    await timetable.run_all()
    await timetable.run_all()

    assert (broken.turns, whole.turns) == (2, 2)
    assert [(r.levelno, r.message) for r in caplog.records] == [(logging.ERROR, "sweep failed")] * 2


async def test_a_database_that_is_away_is_no_bug(caplog: pytest.LogCaptureFixture) -> None:
    timetable = Timetable()
    away, whole = Sweep(ConnectionRefusedError()), Sweep()
    timetable.every(3600, away)
    timetable.every(3600, whole)

    await timetable.run_all()

    assert whole.turns == 1
    assert [(r.levelno, r.message) for r in caplog.records] == [(logging.WARNING, "database away, sweep skipped")]


async def test_sweeps_run_at_their_interval_once_started_and_no_more_once_stopped() -> None:
    timetable = Timetable()
    often, failing, seldom = Sweep(), Sweep(RuntimeError("a bug")), Sweep()
    timetable.every(0.02, often)
    timetable.every(0.02, failing)
    timetable.every(3600, seldom)

    timetable.start()
    try:
        await often.has_had(3)
        await failing.has_had(3)
    finally:
        timetable.stop()

    assert seldom.turns == 0
    timetable.stop()  # harmless


async def test_stopping_in_the_midst_of_a_sweep_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    timetable = Timetable()
    sweep = Sweep(until=asyncio.Event())
    timetable.every(0.01, sweep)
    timetable.start()
    await sweep.has_had(1)
    [running] = [each for each in asyncio.all_tasks() if each is not asyncio.current_task()]
    timetable.stop()
    async with asyncio.timeout(10):
        await asyncio.wait([running])
    assert not running.cancelled()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_sweep_that_takes_long_never_runs_twice_at_once() -> None:
    timetable = Timetable()
    go_on = asyncio.Event()
    slow, often = Sweep(until=go_on), Sweep()
    timetable.every(0.02, slow)
    timetable.every(0.02, often)

    timetable.start()
    try:
        await slow.has_had(1)
        await often.has_had(often.turns + 5)
        assert (slow.turns, slow.most_at_once) == (1, 1)
        go_on.set()
        await slow.has_had(3)
    finally:
        timetable.stop()

    assert slow.most_at_once == 1


async def test_a_sweep_is_repeated_until_it_is_cancelled_whatever_it_raises() -> None:
    timetable = Timetable()
    broken = Sweep(RuntimeError("a bug"))
    timetable.add(broken)
    await timetable.run_all()
    assert broken.turns == 1
    repeating = asyncio.create_task(timetable.repeat(0, broken))
    await broken.has_had(4)
    repeating.cancel()
    with pytest.raises(asyncio.CancelledError):
        await repeating
    assert broken.most_at_once == 1
