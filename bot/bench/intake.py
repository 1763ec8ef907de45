"""The benchmark of the way in and out: from a message to its answer."""

import time

from bot.bench.burst import burst
from bot.bench.courier import courier
from bot.bench.figures import Findings, machine, print_line, show
from bot.bench.ground import Ground
from bot.bench.raw import raw
from bot.bench.steps import steps
from bot.bench.way import way
from bot.settings import Settings


async def intake(settings: Settings, only: frozenset[str], share: float) -> int:
    """Run the sections in `only`; return 1 when something was lost or told twice, otherwise 0."""
    started = time.monotonic()
    findings = Findings()
    raw_limit: float | None = None
    async with Ground(settings) as ground:
        print_line(machine(ground.postgres))
        if "raw" in only:
            raw_limit = await raw(ground, findings, share)
        if "steps" in only:
            await steps(ground, findings, share, raw_limit)
        if "way" in only:
            await way(ground, findings, share)
        if "burst" in only:
            await burst(ground, findings, share)
        if "courier" in only:
            await courier(ground, findings, share)
    findings.wrong += ground.troubles
    show(findings)
    print_line(f"{time.monotonic() - started:.0f} s")
    return 1 if findings.wrong else 0
