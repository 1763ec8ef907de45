"""The raw limit of the database: the two statements of a step, by the driver alone, and nothing else."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

from bot.bench.figures import Figure, Findings
from bot.bench.ground import Ground, Town, driver
from bot.bench.residents import Act, TelegramResident
from handlers.notices import outbox_row
from storage.conversation import CLAIM, FINISH
from storage.driver import to_json

CONNECTIONS = 10
REACHABLE = True
CHATS = 400
STEPS_PER_CHAT = 20
TIMES = 2


async def raw(ground: Ground, findings: Findings, share: float) -> float:
    """Claim and finish prepared deliveries as fast as the driver can; return the best steps a second.

    A step that only goes on in a form consists of exactly these two statements, and each finish is a commit.
    """
    best = 0.0
    async with ground.town(1, ["1:none-needed"]) as town, AsyncExitStack() as stack:
        lines = [await stack.enter_async_context(driver(town.database)) for _ in range(CONNECTIONS)]
        for _ in range(TIMES):
            best = max(best, await _one_run(town, lines, max(20, int(CHATS * share))))
    findings.add(Figure("raw: the database's own limit", best, "steps/s"))
    return best


async def _one_run(town: Town, lines: Sequence[Any], chats: int) -> float:
    [place] = town.places
    now = datetime.now(UTC)
    residents = [TelegramResident(place, number) for number in range(1, chats + 1)]
    async with town.database.begin() as uow:
        for one in residents:
            await uow.conversations.open(
                one.account, one.address, one.address, in_group=False, commune_id=place.commune.id, now=now
            )
            await uow.inbox.put([one.delivery(Act("1"), now) for _ in range(STEPS_PER_CHAT)], now)
    text = " ".join(place.commune.topics[0].words)[:400]
    choices = [{"key": f"1.{hamlet.key}", "label": hamlet.name} for hamlet in place.commune.hamlets]

    async def work(line: Any, mine: Sequence[TelegramResident]) -> None:
        for one in mine:
            row = outbox_row(
                account_id=one.account, address=one.address, commune_id=place.commune.id, text=text, choices=choices,
                queued_at=now.isoformat(),
            )  # fmt: skip
            state, outbox = to_json({"screen": 1, "menu": [[c["key"], c["label"]] for c in choices]}), to_json([row])
            for _ in range(STEPS_PER_CHAT):
                talk = await line.fetchrow(CLAIM, one.account, one.address, now)
                await line.fetchval(
                    FINISH, talk["id"], talk["inbox_id"], state, "[]", place.commune.id, None, REACHABLE, outbox, now,
                    talk["version"], talk["received_at"],
                )  # fmt: skip

    started = time.perf_counter()
    await asyncio.gather(*(work(line, residents[at :: len(lines)]) for at, line in enumerate(lines)))
    return len(residents) * STEPS_PER_CHAT / (time.perf_counter() - started)
