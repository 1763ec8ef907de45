"""Steps: how fast the worker turns waiting deliveries into answers that are stored to be sent."""

from contextlib import AsyncExitStack
from datetime import UTC, datetime

from bot.bench.figures import Figure, Findings
from bot.bench.ground import CannotRun, Ground, Town
from bot.bench.residents import (
    ARRIVAL,
    LOOKING_ABOUT,
    PETITION,
    Act,
    Resident,
    TelegramResident,
    WebResident,
    carry_out,
)

RESIDENTS = 500
WARM_UP = 60
WORKERS = 1
DONE_WITHIN = 90.0
TARGET = 1000
_LEFT = "select count(*) from inbox where done_at is null"


async def steps(ground: Ground, findings: Findings, share: float, raw: float | None) -> None:
    """Half of the residents are on the web, half on Telegram: they arrive, look about and file a petition each."""
    count = max(20, int(RESIDENTS * share))
    async with ground.fake("off", 1) as fake, ground.town(1, fake.tokens) as town, AsyncExitStack() as stack:
        workers = [await stack.enter_async_context(ground.program(town, fake, "worker")) for _ in range(WORKERS)]
        acts = await _rehearse(town)
        await _fill(town, WARM_UP, acts)
        if not await town.until(DONE_WITHIN, _LEFT):
            raise CannotRun("the worker does not finish its warm-up")
        before = sum(worker.seconds() for worker in workers)
        await _fill(town, count, acts)
        if not await town.until(DONE_WITHIN, _LEFT):
            findings.wrong.append(f"steps: {await town.count(_LEFT)} were not taken in time")
        used = sum(worker.seconds() for worker in workers) - before
        await _note(town, findings, count, len(acts), used, raw)


async def _rehearse(town: Town) -> list[Act]:
    """What everybody will do, tried out by one resident of each channel, who must end up doing the same."""
    [place] = town.places
    now = datetime.now(UTC)
    first: list[Resident] = [TelegramResident.stranger(place), web := WebResident(place)]
    await web.open(town, now)
    wishes = (*ARRIVAL, *LOOKING_ABOUT, *PETITION, *LOOKING_ABOUT[1:])
    done = [(await carry_out(town, resident, wishes, now))[0] for resident in first]
    if done[0] != done[1]:
        raise CannotRun("the web and Telegram are not asked the same")
    return done[0]


async def _fill(town: Town, count: int, acts: list[Act]) -> None:
    """Let everything wait for the workers at once: stored in one transaction, so that they find all or nothing."""
    [place] = town.places
    now = datetime.now(UTC)
    async with town.database.begin() as uow:
        for number in range(count):
            said = [act.by(number) for act in acts]
            if number % 2:
                one = TelegramResident.stranger(place)
                await uow.inbox.put([one.delivery(act, now) for act in said], now)
            else:
                other = WebResident(place)
                await uow.web_chats.open(other.account, other.address, now)
                await uow.web_chats.heard([other.said(act) for act in said], now)


async def _note(town: Town, findings: Findings, count: int, each: int, used: float, raw: float | None) -> None:
    wanted = count * each
    [[taken, seconds]] = await town.fetch(
        "select count(*), extract(epoch from max(done_at) - min(done_at))::float8 "
        "from inbox where received_at = (select max(received_at) from inbox)"
    )
    everybody = count + WARM_UP + 2
    findings.check("steps taken", taken, wanted)
    findings.check("answers to steps", await town.count("select count(*) from outbox"), everybody * each)
    findings.check("petitions of steps", await town.count("select count(*) from petition"), everybody)
    findings.check("codes of steps", await town.count("select count(distinct code) from petition"), everybody)
    rate = taken / seconds if seconds else 0.0
    findings.add(Figure("steps: durable conversation steps", rate, "/s", least=TARGET))
    findings.add(Figure("steps: our processor time", used / taken * 1000 if taken else 0.0, "ms/step"))
    if raw:
        findings.add(Figure("steps: share of the raw database limit", 100 * rate / raw, "%"))
