"""A burst: two thousand residents file a whole petition each, all at once, over the web."""

import asyncio
import time
from datetime import UTC, datetime

from aiohttp import ClientSession, TCPConnector

from bot.bench.figures import Figure, Findings
from bot.bench.ground import Ground, Program, Town
from bot.bench.residents import ARRIVAL, PETITION, Act, WebResident, carry_out

RESIDENTS = 2000
CONNECTIONS = 64
RECEIPTS_WITHIN = 120.0
_LEFT = "select count(*) from inbox where done_at is null"
_UNSENT = "select count(*) from outbox where sent_at is null and given_up_at is null"


async def burst(ground: Ground, findings: Findings, share: float) -> None:
    """Nobody waits for an answer before the next word: the inbox keeps each chat's order."""
    count = max(20, int(RESIDENTS * share))
    async with (
        ground.fake("off", 1) as fake,
        ground.town(1, fake.tokens) as town,
        ground.program(town, fake) as program,
    ):
        [place] = town.places
        now = datetime.now(UTC)
        first = WebResident(place)
        await first.open(town, now)
        acts, _ = await carry_out(town, first, (*ARRIVAL, *PETITION), now)
        [series] = await town.fetch("select last from number_series where series like 'petition/%'")
        started = time.monotonic()
        async with ClientSession(connector=TCPConnector(limit=CONNECTIONS)) as http:
            await asyncio.gather(*(_file(http, program, n, acts) for n in range(count)))
        said = time.monotonic() - started
        done = await town.until(RECEIPTS_WITHIN, _LEFT) and await town.until(RECEIPTS_WITHIN, _UNSENT)
        seconds = time.monotonic() - started
        if not done:
            findings.wrong.append("burst: not everything was answered in time")
        await _check(town, findings, count, int(series[0]))
        findings.add(Figure(f"burst: {count:,} petitions taken in", said, "s"))
        findings.add(Figure("burst: the last receipt after", seconds, "s"))
        findings.add(Figure("burst: steps", count * len(acts) / seconds, "/s"))
        findings.add(Figure("memory: after the burst", program.megabytes(), "MB", most=300))


async def _file(http: ClientSession, program: Program, number: int, acts: list[Act]) -> None:
    # Each from an address of their own, as through a proxy.
    headers = {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}
    slug = "bench-1"
    async with http.post(f"{program.url}/api/communes/{slug}/chats", headers=headers) as answer:
        answer.raise_for_status()
        chat = (await answer.json())["chat"]
    for n, act in enumerate(acts):
        body = {"choice": act.key} if act.key else {"text": act.by(number + 1).text}
        key = {"Idempotency-Key": f"{number}-{n}"}
        async with http.post(f"{program.url}/api/chats/{chat}/messages", json=body, headers=key) as answer:
            await answer.read()
            answer.raise_for_status()


async def _check(town: Town, findings: Findings, count: int, before: int) -> None:
    findings.check("burst: petitions", await town.count("select count(*) from petition") - before, count)
    findings.check(
        "burst: different petitions", await town.count("select count(distinct body) from petition"), count + 1
    )
    findings.check(
        "burst: last code",
        await town.count("select max(substr(code, strpos(code, '-') + 1)::int) from petition"),
        count + before,
    )
    receipts = "from web_message m join petition p on not m.mine and strpos(m.text, p.code) > 0"
    findings.check("burst: receipts", await town.count(f"select count(*) {receipts}"), count + before)  # ours
    findings.check(
        "burst: people with a receipt",
        await town.count(f"select count(distinct m.key) {receipts}"),  # a constant of ours
        count + before,
    )
    findings.check("burst: set aside", await town.count("select count(*) from inbox where set_aside_at is not null"), 0)
