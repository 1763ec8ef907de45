"""The benchmark of a broadcast: an announcement to 100,000 people, and what replies notice of it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import psutil

from bot.bench.figures import Figure, Findings, machine, percentile, print_line, show
from bot.bench.ground import Ground, Town
from bot.collector import spare_what_stays
from bot.settings import Settings
from domain.notice import Choice, words
from handlers.notices import outbox_row, render_choices
from locales import FIRST, LANGUAGES, render
from scheduler.broadcasts import send_broadcasts
from storage.broadcast import Broadcast, BroadcastKind

PEOPLE = 100_000
LOOKS = 300
# What a courier asks for that serves both accounts.
ADDRESSES, EACH = 300, 20
ROOMS, SPARE, BROADCASTS = (300, 30), (100, 6), 150
_FIRST_PERSON = 1_000_000

_PEOPLE = """
    insert into person (commune_id, id, language, hamlet, consented_at, conversation_id, created_at)
    overriding system value
    select $1, $2 + n, case when n % 10 = 0 then 'en' else 'vi' end, $3, now(), $2 + n, now()
    from generate_series(1, $4::int) n
"""
_CHATS = """
    insert into conversation (id, account_id, key, address, commune_id, person_id, updated_at)
    overriding system value
    select $2 + n, case when n % 2 = 0 then $3::int else $4::int end, $2 + n, $2 + n, $1, $2 + n, now()
    from generate_series(1, $5::int) n
"""


async def broadcast(settings: Settings, share: float) -> int:
    """Announce something to very many; return 1 when somebody was left out or told twice, otherwise 0."""
    started = time.monotonic()
    findings = Findings()
    people = int(PEOPLE * share)
    async with Ground(settings) as ground:
        print_line(machine(ground.postgres))
        async with ground.town(1, ["unused"]) as town:
            await _settle(town, people)
            await _queue(town, findings, people)
            await _look(town, findings)
            await _progress(town, findings, people)
        findings.wrong += ground.troubles
    show(findings)
    print_line(f"{time.monotonic() - started:.0f} s")
    return 1 if findings.wrong else 0


async def _settle(town: Town, people: int) -> None:
    """Half of them on the web, half on Telegram, every tenth speaks English."""
    [place] = town.places
    hamlet = place.commune.hamlets[0].key
    await town.fetch(_PEOPLE, place.commune.id, _FIRST_PERSON, hamlet, people)
    chats = _CHATS.replace("$2 + n, $2 + n, $1", "($2 + n)::text, ($2 + n)::text, $1")
    await town.fetch(chats, place.commune.id, _FIRST_PERSON, place.web, place.telegram, people)
    # Not the outbox: nobody analyses a table while it is empty.
    await town.fetch("analyze person")
    await town.fetch("analyze conversation")
    choices = (Choice("attend.yes:1", words("attend-yes")), Choice("attend.no:1", words("attend-no")))
    said = words("announce-how", head=words("head-any"), office=place.commune.venue)
    async with town.database.begin() as uow:
        await uow.broadcasts.add(
            Broadcast(
                place.commune.id, 1, BroadcastKind.ANNOUNCEMENT, 1, None,
                {language: 4 * f"{render(said, language)}\n" for language in LANGUAGES},
                {language: render_choices(choices, language) for language in LANGUAGES},
                made_by=None, made_at=datetime.now(UTC),
            )
        )  # fmt: skip


async def _queue(town: Town, findings: Findings, people: int) -> None:
    """By the sweep itself, in this process; meanwhile replies are looked for as a courier does."""
    [place] = town.places
    async with _replies(town, 20):
        # What is done for the first time in a process takes longer: it is not what is measured.
        pass
    spare_what_stays()
    before = _megabytes()
    async with _sampled() as memory, _replies(town) as looks:
        began = time.perf_counter()
        # At noon: quiet hours are of no interest here.
        noon = datetime.now(UTC).replace(hour=5, minute=0)
        await send_broadcasts(town.database, {place.commune.id: place.commune}.get, lambda: noon)
        seconds = time.perf_counter() - began
    findings.check("people queued", await town.count("select count(distinct person_id) from outbox"), people)
    findings.check("messages queued", await town.count("select count(*) from outbox where urgency = 20"), people)
    findings.add(Figure(f"{people:,} people queued", seconds, "s", most=10))
    findings.add(Figure("growth of this process meanwhile", max(memory, default=before) - before, "MB", most=30))
    findings.add(Figure("a reply looked for meanwhile: p50", percentile(looks, 50), "ms"))
    findings.add(Figure("a reply looked for meanwhile: p99", percentile(looks, 99), "ms", most=100))


async def _look(town: Town, findings: Findings) -> None:
    """While all of them wait."""
    await town.fetch("update outbox set not_before = null, queued_at = now() - interval '1 day' where urgency = 20")
    await town.fetch("vacuum analyze outbox")
    async with _replies(town, LOOKS) as looks:
        pass
    findings.add(Figure("a reply looked for while all wait: p50", percentile(looks, 50), "ms", most=5))
    findings.add(Figure("a reply looked for while all wait: p99", percentile(looks, 99), "ms", most=15))
    [place] = town.places
    full = []
    rooms = dict(zip((place.web, place.telegram), ROOMS, strict=True))
    async with town.database.single() as uow:
        for _ in range(LOOKS):
            began = time.perf_counter()
            found = await uow.outbox.next(rooms, [], datetime.now(UTC), ADDRESSES, EACH)
            full.append(1000 * (time.perf_counter() - began))
            if len(found) != ADDRESSES:
                findings.check("addresses found by a look that fills up", len(found), ADDRESSES)
    findings.add(Figure("a look that fills up with broadcasts: p50", percentile(full, 50), "ms", most=15))


async def _progress(town: Town, findings: Findings, people: int) -> None:
    [place] = town.places
    async with town.database.begin() as uow:
        running = await uow.broadcasts.find(place.commune.id, 1)
        assert running is not None
        began = time.perf_counter()
        progress = await uow.broadcasts.progress(running)
        findings.add(Figure("progress shown", 1000 * (time.perf_counter() - began), "ms"))
        findings.check("messages waiting", progress.waiting, people)
        await uow.broadcasts.stop(running)
    began = time.perf_counter()
    await send_broadcasts(town.database, {place.commune.id: place.commune}.get, lambda: datetime.now(UTC))
    findings.add(Figure("stopped, all given up", time.perf_counter() - began, "s"))
    findings.check(
        "messages still waiting",
        await town.count("select count(*) from outbox where urgency = 20 and given_up_at is null"), 0
    )  # fmt: skip


@asynccontextmanager
async def _replies(town: Town, count: int | None = None) -> AsyncIterator[list[float]]:
    """Queue replies and look for each; the list holds how many milliseconds the looks took."""
    [place] = town.places
    took: list[float] = []

    async def look(number: int) -> None:
        reply = outbox_row(
            account_id=place.telegram, address=f"{_FIRST_PERSON + number}", commune_id=place.commune.id,
            text=render(words("menu"), FIRST), queued_at=datetime.now(UTC),
        )  # fmt: skip
        async with town.database.begin() as uow:
            await uow.outbox.add([reply])
        rooms, spare = (dict(zip((place.web, place.telegram), each, strict=True)) for each in (ROOMS, SPARE))
        async with town.database.single() as uow:
            began = time.perf_counter()
            found = await uow.outbox.next(rooms, [], datetime.now(UTC), ADDRESSES, EACH, spare, BROADCASTS)
            took.append(1000 * (time.perf_counter() - began))
            await uow.outbox.sent([(found[0][0].id, None, datetime.now(UTC))])
        assert found[0][0].urgency == 0

    async def go_on() -> None:
        number = 0
        while True:
            number += 1
            await look(number)
            await asyncio.sleep(0.02)

    if count is not None:
        for number in range(count):
            await look(number)
        yield took
        return
    task = asyncio.create_task(go_on())
    try:
        yield took
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def _sampled() -> AsyncIterator[list[float]]:
    """Memory of this process, looked at again and again."""
    samples: list[float] = []

    async def go_on() -> None:
        while True:
            samples.append(_megabytes())
            await asyncio.sleep(0.05)

    task = asyncio.create_task(go_on())
    try:
        yield samples
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _megabytes() -> float:
    return float(psutil.Process().memory_info().rss) / 2**20
