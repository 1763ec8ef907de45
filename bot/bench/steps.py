"""Steps: how fast the worker turns waiting deliveries into answers that are stored to be sent."""

import asyncio
from datetime import UTC, datetime

from bot.bench.figures import Figure, Findings
from bot.bench.ground import Ground, Town
from bot.bench.residents import (
    ARRIVAL,
    LOOKING_ABOUT,
    Act,
    Resident,
    TelegramResident,
    WebResident,
    carry_out,
    petition,
)

RESIDENTS = 500
DONE_WITHIN = 90.0
TARGET = 1000
_LEFT = "select count(*) from inbox where done_at is null"


async def steps(ground: Ground, findings: Findings, share: float, raw: float | None) -> None:
    """Half of the residents are on the web, half on Telegram: they arrive, look about and file a petition each."""
    count = max(20, int(RESIDENTS * share))
    async with ground.fake("off", 1) as fake, ground.town(1, fake.tokens) as town:
        async with ground.program(town, fake, "worker") as worker, ground.program(town, fake, "worker") as other:
            acts = await _rehearse(town)
            before = worker.seconds()
            await _fill(town, count, acts)
            done = await town.until(DONE_WITHIN, _LEFT)
            used = worker.seconds() - before
        await _note(town, findings, count, len(acts), used, raw)
        if not done:
            findings.wrong.append(f"steps: {await town.count(_LEFT)} were not taken in time")


async def _rehearse(town: Town) -> list[Act]:
    """What everybody will do, tried out by one resident of each channel, who must end up doing the same."""
    [place] = town.places
    now = datetime.now(UTC)
    first: list[Resident] = [TelegramResident(place, 1), web := WebResident(place)]
    await web.open(town, now)
    wishes = (*ARRIVAL, *LOOKING_ABOUT, *petition(place.commune, 0), *LOOKING_ABOUT[1:])
    done = [(await carry_out(town, resident, wishes, now))[0] for resident in first]
    assert done[0] == done[1]
    return done[0]


async def _fill(town: Town, count: int, acts: list[Act]) -> None:
    """Let everything wait for the worker at once: stored in one transaction, so that it finds all or nothing."""
    [place] = town.places
    now = datetime.now(UTC)
    async with town.database.begin() as uow:
        for number in range(count):
            if number % 2:
                one = TelegramResident(place, 1000 + number)
                await uow.inbox.put([one.delivery(act, now) for act in acts], now)
            else:
                other = WebResident(place)
                await uow.web_chats.open(other.account, other.address, now)
                await uow.web_chats.heard([other.said(act) for act in acts], now)
    await asyncio.sleep(0)


async def _note(town: Town, findings: Findings, count: int, each: int, used: float, raw: float | None) -> None:
    wanted = count * each
    [[taken, seconds]] = await town.fetch(
        "select count(*), extract(epoch from max(done_at) - min(done_at))::float8 "
        "from inbox where received_at = (select max(received_at) from inbox)"
    )
    findings.check("steps taken", taken, wanted)
    findings.check("answers to steps", await town.count("select count(*) from outbox"), wanted + 2 * each)
    findings.check("petitions of steps", await town.count("select count(*) from petition"), count + 2)
    rate = taken / seconds if seconds else 0.0
    findings.add(Figure("steps: durable conversation steps", rate, "/s", least=TARGET))
    findings.add(Figure("steps: our processor time", used / taken * 1000 if taken else 0.0, "ms/step"))
    if raw:
        findings.add(Figure("steps: share of the raw database limit", 100 * rate / raw, "%"))
