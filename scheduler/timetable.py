"""The timetable: APScheduler only wakes the sweeps; the database knows what is due."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from storage.database import is_gone

log = logging.getLogger(__name__)

Sweep = Callable[[], Awaitable[object]]


class Timetable:
    """Runs each sweep at its interval, never twice at once; a missed run is caught up by the next."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._sweeps: list[Sweep] = []

    def every(self, seconds: float, sweep: Sweep) -> None:
        async def run() -> None:
            try:
                await _guarded(sweep)
            except asyncio.CancelledError:
                # Stopping with the program is no failure, which APScheduler would log it as.
                log.debug("sweep stopped")

        self._sweeps.append(sweep)
        self._scheduler.add_job(
            run, IntervalTrigger(seconds=seconds), max_instances=1, coalesce=True, misfire_grace_time=None
        )

    def add(self, sweep: Sweep) -> None:
        """A sweep that is woken by `repeat`, or only when everything is looked for."""
        self._sweeps.append(sweep)

    async def repeat(self, seconds: float, sweep: Sweep) -> None:
        """Run `sweep` again so many seconds after it has ended, however long it took, until cancelled."""
        while True:
            await asyncio.sleep(seconds)
            await _guarded(sweep)

    async def run_all(self) -> None:
        """Run every sweep now, e.g. at the start or when the clock of the demo was pushed."""
        for sweep in self._sweeps:
            await _guarded(sweep)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


async def _guarded(sweep: Sweep) -> None:
    try:
        await sweep()
    except Exception as failure:
        if is_gone(failure):
            log.warning("database away, sweep skipped")
        else:
            log.exception("sweep failed")
