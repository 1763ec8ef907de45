"""Tests of several workers over one database: nothing is taken twice, and no chat is taken out of its order."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import text

from actions.commune import apply_setup, read_setup
from bot.channels.web import WebAccount
from bot.communes import CommuneBook
from bot.worker import Worker
from storage.bell import Announcer
from storage.database import Database
from storage.file import FileStore
from storage.inbox import Delivery
from tests.conftest import TEMPLATE
from tests.town import FRIDAY_MORNING, SAMPLES, StandingClock

# Matters so different that nobody is asked to join a neighbour, who may have been quicker.
MATTERS = {
    "an": ("Đường", "sụt, xe không qua được"),
    "binh": ("Rác", "bốc mùi cả ngày"),
    "chi": ("Điện", "yếu, quạt không quay"),
    "dung": ("Loa", "rè, nghe không rõ"),
    "giang": ("Mương", "cạn, lúa khô hết"),
}
CHATS = tuple(MATTERS)
PETITIONS = 5
CODE = re.compile(r"CM25-(\d{4})")
CLOCK = StandingClock(FRIDAY_MORNING)


def deeds(chat: str) -> list[dict[str, str]]:
    """What one person does: arrives, sends five opinions in two parts each, and says something else.

    A press names the screen it was on, so one that is taken too early or too late is answered otherwise.
    """
    what, how = MATTERS[chat]
    done = [{"text": "/start"}, {"choice": "welcome.agree"}, {"text": "1"}]
    screen = 1
    for n in range(PETITIONS):
        done += [{"choice": "petition.begin"}, {"text": f"{what} {n}"}, {"text": how}]
        screen += 3
        done += [{"choice": f"{screen}.@done"}, {"text": "1"}, {"text": "1"}]
        screen += 3
        if n == 0:
            done.append({"text": f"Người {chat}"})
            screen += 1
        done.append({"choice": f"{screen}.@send"})
    return [*done, {"text": f"Chào, tôi là {chat}"}]


@dataclass(frozen=True)
class Outcome:
    """What became of all deeds: by chat what was said and what is remembered, opinions by author, codes given."""

    said: dict[str, list[str]]
    states: dict[str, Any]
    bodies: dict[str, list[str]]
    codes: list[str]


async def fill(dsn: str) -> None:
    """A commune with everything that everybody does waiting in the inbox, all chats mixed."""
    database = Database(dsn, 1)
    setup = read_setup(yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8")))
    async with database.begin() as uow:
        await apply_setup(uow, setup, CLOCK.now())
        [account] = await uow.communes.accounts()
        deliveries = [
            Delivery(account.id, f"{chat}:{n}", chat, {"chat": chat, "client_key": str(n), **deed})
            for turn in zip(*(enumerate(deeds(chat)) for chat in CHATS), strict=True)
            for chat, (n, deed) in zip(CHATS, turn, strict=True)
        ]
        await uow.inbox.put(deliveries, CLOCK.now())
    await database.close()
    assert len(deliveries) == 200


async def work(dsn: str, directory: Path, workers: int) -> list[int]:
    """Let so many workers, each with a pool of its own as in another process, do it all; return their steps."""
    steps = [0] * workers

    async with AsyncExitStack() as stack:

        async def worker(index: int) -> Worker:
            database = Database(dsn, 6)
            stack.push_async_callback(database.close)
            communes = CommuneBook(database)
            await communes.refresh()
            [account] = communes.accounts()
            channel = WebAccount(
                database, CLOCK, Announcer(database, "web"),
                account_id=account.id, slug="cao-minh", public_url="http://127.0.0.1",
            )  # fmt: skip

            def took(_: set[int]) -> None:
                steps[index] += 1

            return Worker(database, {account.id: channel}, communes, FileStore(directory), CLOCK, sent=took)

        made = [await worker(index) for index in range(workers)]
        async with asyncio.timeout(90):
            await asyncio.gather(*(each.drain() for each in made))
    return steps


async def outcome(dsn: str) -> Outcome:
    """Read what became of it; codes are compared apart, because chats may get theirs in any order."""
    database = Database(dsn, 1)

    async def rows(statement: str) -> list[Any]:
        async with database.begin() as uow:
            return list(await uow.connection.execute(text(statement)))

    unfinished = "select delivery, trouble from inbox where done_at is null or trouble is not null or tries > 0"
    assert await rows(unfinished) == []
    said: dict[str, list[str]] = {chat: [] for chat in CHATS}
    for address, words in await rows("select address, text from outbox order by id"):
        said[address].append(CODE.sub("CODE", words))
    states = {
        key: (CODE.sub("CODE", str(state)), len(recent))
        for key, state, recent in await rows("select key, state, recent from conversation")
    }
    bodies: dict[str, list[str]] = {chat: [] for chat in CHATS}
    for chat, body in await rows("""
        select c.key, p.body from petition p
        join conversation c on (c.commune_id, c.person_id) = (p.commune_id, p.author) order by p.id
    """):
        bodies[chat].append(body)
    codes = sorted(row.code for row in await rows("select code from petition"))
    await database.close()
    return Outcome(said, states, bodies, codes)


async def test_two_workers_come_to_what_one_comes_to(new_dsn: Callable[[str], Awaitable[str]], tmp_path: Path) -> None:
    alone, together = await new_dsn(TEMPLATE), await new_dsn(TEMPLATE)
    for dsn in (alone, together):
        await fill(dsn)
    assert await work(alone, tmp_path, 1) == [200]
    steps = await work(together, tmp_path, 2)
    assert sum(steps) == 200
    assert min(steps) > 0

    expected = await outcome(alone)
    assert await outcome(together) == expected
    # And what one comes to is what the people did.
    assert expected.bodies == {
        chat: [f"{what} {n}\n\n{how}" for n in range(PETITIONS)] for chat, (what, how) in MATTERS.items()
    }
    assert expected.codes == [f"CM25-{n:04d}" for n in range(1, PETITIONS * len(CHATS) + 1)]
    assert {chat: len(said) for chat, said in expected.said.items()} == dict.fromkeys(CHATS, 40)
