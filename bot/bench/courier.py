"""The courier against a Telegram that enforces its limits: as fast as allowed, and never faster."""

import time
from datetime import UTC, datetime

from bot.bench.figures import Figure, Findings
from bot.bench.ground import Fake, Ground, Town
from handlers.notices import outbox_row

ONE = 300
MANY_BOTS = 50
MANY_EACH = 80
SENT_WITHIN = 90.0
BURST = 30
_UNSENT = "select count(*) from outbox where sent_at is null"


async def courier(ground: Ground, findings: Findings, share: float) -> None:
    """One bot with 300 people, then 50 bots with 80 each."""
    await _send(ground, findings, 1, max(90, int(ONE * share)), Figure("courier: one bot", 0, "/s", 29, 30))
    await _send(ground, findings, MANY_BOTS, max(50, int(MANY_EACH * share)), Figure("courier: 50 bots", 0, "/s", 500))


async def _send(ground: Ground, findings: Findings, bots: int, each: int, wanted: Figure) -> None:
    async with ground.fake("strict", bots) as fake, ground.town(bots, fake.tokens) as town:
        for number, place in enumerate(town.places):
            for n in range(each):
                user = 800_000 + number * 1000 + n
                await fake.sim("create_user", first_name=f"Resident {user}", user_id=user)
                await fake.sim("opens", user=user, bot=place.token)
        async with ground.program(town, fake, "courier") as program:
            await _queue(town, each)
            done = await town.until(SENT_WITHIN, _UNSENT)
            used = program.seconds()
        if not done:
            findings.wrong.append(f"{wanted.name}: {await town.count(_UNSENT)} were not sent in time")
        await _note(findings, fake, town, bots * each, wanted)
        findings.add(Figure(f"{wanted.name}: processor time, start included", used, "s"))


async def _queue(town: Town, each: int) -> None:
    now = datetime.now(UTC)
    async with town.database.begin() as uow:
        for number, place in enumerate(town.places):
            await uow.outbox.add(
                [
                    outbox_row(
                        account_id=place.telegram,
                        address=str(800_000 + number * 1000 + n),
                        commune_id=place.commune.id,
                        text=f"{place.commune.venue}: {n}, {time.strftime('%H:%M')}",
                        choices=[{"key": "menu.show", "label": "Menu"}],
                        queued_at=now,
                    )
                    for n in range(each)
                ]
            )


async def _note(findings: Findings, fake: Fake, town: Town, wanted: int, figure: Figure) -> None:
    counts = [await fake.sim("counts", bot=place.token) for place in town.places]
    findings.check(f"{figure.name}: messages heard", sum(int(c["sent"]) for c in counts), wanted)
    findings.check(f"{figure.name}: refused as too fast", sum(int(c["too_many_requests"]) for c in counts), 0)
    # What a bot may send at once after a pause is not its pace: counted is from the last of that to the very last.
    first = BURST * len(town.places)
    [[seconds]] = await town.fetch(
        "select extract(epoch from max(sent_at) - min(sent_at))::float8 "
        "from (select sent_at from outbox order by sent_at offset $1) later", first - 1
    )  # fmt: skip
    rate = (wanted - first) / seconds if seconds else 0.0
    findings.add(Figure(figure.name, rate, figure.unit, figure.least, figure.most))
