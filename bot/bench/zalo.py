"""Zalo: how quickly events are acknowledged while conversations go on beside, and whether Zalo's limit is kept."""

import asyncio
import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.bench.figures import Figure, Findings, machine, print_line, show
from bot.bench.ground import FakeOfZalo, Ground, Town
from bot.settings import Settings
from storage.secret import Secrets
from storage.zalo import SealedPair

PEOPLE = 600
PACE = 300
# Longer than the minute in which Zalo counts.
SECONDS = 75.0
WARM_UP = 3.0
TAKEN_WITHIN = 60.0
PER_MINUTE = 4000
SAID = ("menu", "help", "1", "menu", "2", "quay lại")
_UNTAKEN = "select count(*) from inbox where done_at is null"


async def zalo(settings: Settings, share: float) -> int:
    """Return 1 when something was lost, refused or not taken, otherwise 0."""
    started = time.monotonic()
    findings = Findings()
    async with Ground(settings) as ground:
        print_line(machine(ground.postgres))
        async with ground.zalo() as fake, ground.town(1, ["none"]) as town:
            await _connect(town, fake)
            async with ground.program(town, fake) as program:
                await fake.sim("set_webhook", url=f"{program.url}/zalo/default")
                people = [f"p{number}" for number in range(PEOPLE)]
                for person in people:
                    await fake.sim("create_person", person_id=person)
                await _keep_pace(fake, people, WARM_UP)
                await fake.sim("counts", begin_anew=True)
                used, began = program.seconds(), time.monotonic()
                calls = [(began, await _calls(fake))]
                counting = asyncio.create_task(_count(fake, calls))
                said = await _keep_pace(fake, people, max(5.0, SECONDS * share))
                spent, used = time.monotonic() - began, program.seconds() - used
                counting.cancel()
                await fake.sim("wait_until_quiet", timeout=TAKEN_WITHIN)
                counts = await fake.sim("counts")
                if not await town.until(TAKEN_WITHIN, _UNTAKEN):
                    findings.wrong.append(f"events not taken: {await town.count(_UNTAKEN)}")
    took = {name: 1000 * seconds for name, seconds in counts["answer_seconds"].items()}
    findings.add(Figure("events brought", said / spent, "/s", least=0.98 * PACE))
    findings.add(Figure("acknowledged: half of them within", took["p50"], "ms"))
    findings.add(Figure("acknowledged: 99 of 100 within", took["p99"], "ms", most=50))
    findings.add(Figure("acknowledged: all within", took["p100"], "ms"))
    findings.add(Figure("our processor time", 1000 * used / said, "ms/event"))
    findings.add(Figure("calls to Zalo in the busiest minute", _busiest(calls), "", most=PER_MINUTE))
    findings.check("calls refused as too many", counts["refusals"].get("-32", 0), 0)
    findings.check("events not acknowledged", counts["webhook"].get("failed", 0), 0)
    findings.wrong += ground.troubles
    show(findings)
    print_line(f"{time.monotonic() - started:.0f} s")
    return 1 if findings.wrong else 0


async def _connect(town: Town, fake: FakeOfZalo) -> None:
    """What `doithoai zalo connect` leaves behind."""
    now = datetime.now(UTC)
    [oa] = fake.told["accounts"]
    keeper = Secrets([fake.key])
    pair = SealedPair(
        keeper.seal(oa["access_token"]), keeper.seal(oa["refresh_token"]), None, now,
        now + timedelta(hours=25), now + timedelta(days=90),
    )  # fmt: skip
    async with town.database.begin() as uow:
        account = await uow.communes.open_account("zalo:default", "zalo", None, None)
        await uow.zalo.open(account.id, fake.told["app"]["id"])
        await uow.zalo.store_pair(account.id, pair)
        await uow.zalo.describe(account.id, oa["id"], oa["name"], None, None)


async def _keep_pace(fake: FakeOfZalo, people: Sequence[str], seconds: float) -> int:
    """Let people say things at irregular moments, whether or not the earlier ones were answered; how many they were."""
    dice = random.Random(1)
    due = time.monotonic()
    end = due + seconds
    saying: set[asyncio.Task[object]] = set()
    said = 0
    while due < end:
        due += dice.expovariate(PACE)
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        words = SAID[said // len(people) % len(SAID)]
        task = asyncio.create_task(fake.sim("says", person=people[said % len(people)], text=words))
        saying.add(task)
        task.add_done_callback(saying.discard)
        said += 1
    await asyncio.gather(*saying)
    return said


async def _calls(fake: FakeOfZalo) -> int:
    counts = await fake.sim("counts")
    return sum(count for path, count in counts["calls"].items() if path.startswith(("v2", "v3")))


async def _count(fake: FakeOfZalo, calls: list[tuple[float, int]]) -> None:
    while True:
        await asyncio.sleep(1.0)
        calls.append((time.monotonic(), await _calls(fake)))


def _busiest(calls: Sequence[tuple[float, int]]) -> int:
    """The most calls between two looks that are no more than a minute apart."""
    return max(
        (count - before for at, count in calls for earlier, before in calls if earlier < at <= earlier + 60), default=0
    )
