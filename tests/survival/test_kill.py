"""A process killed at any moment loses nothing that was acknowledged, and repeats at most what was in flight."""

import asyncio
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession, ClientTimeout
from sqlalchemy import text

from storage.database import Database
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.people import Line
from tests.fakes.telegram.world import User
from tests.survival.running import Running, running

ON_THE_WEB = 4
ON_TELEGRAM = 3
EACH = 3
KILLS = 6
TOKEN = "100001:sample-token-of-the-tests"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

# What a resident presses once the opinion is begun and written.
PRESSES = ("Tiếp tục", "Đường", "Giấu tên", "Gửi ý kiến")


def opinion(person: str, n: int) -> str:
    return f"Ý kiến số {n} của người {person}: đường vào thôn hỏng"


class Steps:
    """Counts what residents have done, so that a kill comes in the middle of something."""

    def __init__(self) -> None:
        self._left = 0
        self._reached = asyncio.Event()

    def done(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._reached.set()

    async def pass_by(self, count: int) -> None:
        self._left = count
        self._reached.clear()
        await self._reached.wait()


class OnTheWeb:
    """A resident whose phone keeps trying, as the page does: each message under a key of its own until it is taken."""

    def __init__(self, http: ClientSession, url: str, name: str, steps: Steps) -> None:
        self._steps = steps
        self._http = http
        self._url = url
        self.name = name
        self.taken = 0
        self._seen = 0
        self.chat = ""
        self.messages: list[dict[str, Any]] = []

    async def files(self) -> None:
        self.chat = (await self._ask("POST", "/api/communes/cao-minh/chats"))["chat"]
        await self._does({"text": "/start"})
        await self._presses("Tôi đồng ý")
        await self._presses("thôn Mẫu 1")
        for n in range(EACH):
            await self._does({"choice": "petition.begin"})
            await self._does({"text": opinion(self.name, n)})
            for label in PRESSES:
                await self._presses(label)

    async def history(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = await self._ask("GET", f"/api/chats/{self.chat}/messages")
        return messages

    async def _presses(self, label: str) -> None:
        keys = [offered["key"] for offered in self.messages[-1]["choices"] if label in offered["label"]]
        assert keys, f"no {label!r} in {self.messages[-1]}"
        await self._does({"choice": keys[0]})

    async def _does(self, body: dict[str, str]) -> None:
        """Send until it is acknowledged, then wait for the reply."""
        headers = {"Idempotency-Key": f"{self.name}-{self.taken}"}
        await self._ask("POST", f"/api/chats/{self.chat}/messages", json=body, headers=headers)
        self.taken += 1
        self._steps.done()
        while True:
            for message in await self._ask("GET", f"/api/chats/{self.chat}/messages?after={self._seen}&wait=10"):
                self._seen = message["id"]
                if message["from"] == "bot":
                    self.messages.append(message)
                    return

    async def _ask(self, method: str, path: str, **request: Any) -> Any:
        while True:
            try:
                async with self._http.request(method, self._url + path, **request) as answer:
                    if answer.status < 500:
                        assert answer.status in (200, 201, 202), await answer.text()
                        return await answer.json()
            except (ClientError, TimeoutError):
                pass
            # The page waits a little before it tries again, and so does this.
            await asyncio.sleep(0.05)


class OnTelegram:
    """A resident who reads each reply before going on, and knows a repeated message from a new one."""

    def __init__(self, fake: FakeTelegram, user: User, steps: Steps) -> None:
        self._steps = steps
        self._fake = fake
        self.user = user
        self._read: Line | None = None

    async def files(self) -> None:
        self._fake.says(self.user, "/start")
        for label in ("Tôi đồng ý", "thôn Mẫu 1", "Gửi ý kiến"):
            await self._presses(label)
        await self._reads()
        self._fake.says(self.user, opinion(self.user.first_name, 0))
        for label in PRESSES:
            await self._presses(label)
        await self._reads()

    @property
    def shown(self) -> list[Line]:
        return [line for line in self._fake.transcript(self.user) if line.by == "bot"]

    async def _presses(self, label: str) -> None:
        line = await self._reads()
        assert any(label in shown for shown in line.labels), (label, line)
        self._fake.presses(self.user, next(shown for shown in line.labels if label in shown), line.message_id)

    async def _reads(self) -> Line:
        """The next thing the bot says that is not what it said before."""

        def new() -> Line | None:
            last = self.shown[-1:]
            fresh = not self._read or not last or _what(last[0]) != _what(self._read)
            return last[0] if last and fresh else None

        line: Line = await self._fake.wait_for(new, timeout=90)
        self._read = line
        self._steps.done()
        return line


def _what(line: Line) -> tuple[str, tuple[object, ...]]:
    return line.text, line.buttons


async def _kill_now_and_then(program: Running, steps: Steps, dice: random.Random) -> None:
    for _ in range(KILLS):
        await program.is_up()
        await steps.pass_by(dice.randint(2, 12))
        for _ in range(dice.randint(0, 40)):
            await asyncio.sleep(0)  # a little further, to another place in the middle of something
        await program.kill()
        await program.start()
    await program.is_up()


async def test_whatever_is_under_way_survives_kills(dsn: str, database: Database, tmp_path: Path) -> None:
    async with FakeTelegram(limits="off") as fake, ClientSession(timeout=ClientTimeout(total=15)) as http:
        fake.create_bot(TOKEN, "DoiThoaiMauBot")
        environment = {"DOITHOAI_TELEGRAM_TOKEN": TOKEN, "DOITHOAI_TELEGRAM_API_BASE": fake.url}
        async with running(dsn, tmp_path, **environment) as program:
            steps = Steps()
            web = [OnTheWeb(http, program.url, f"web {n}", steps) for n in range(ON_THE_WEB)]
            telegram = [OnTelegram(fake, fake.create_user(f"telegram {n}"), steps) for n in range(ON_TELEGRAM)]
            killer = asyncio.create_task(_kill_now_and_then(program, steps, random.Random(7)))
            await asyncio.gather(*(person.files() for person in web), *(person.files() for person in telegram))
            await killer
            await _everything_is_done(database)
            histories = [await person.history() for person in web]

    filed = sorted(await _rows(database, "select code, body from petition"))
    bodies = [opinion(person.name, n) for person in web for n in range(EACH)]
    bodies += [opinion(person.user.first_name, 0) for person in telegram]
    assert Counter(body for _, body in filed) == Counter(bodies)
    prefix = filed[0][0][:5]
    assert re.fullmatch(r"CM\d\d-", prefix)
    assert [code for code, _ in filed] == [f"{prefix}{n:04d}" for n in range(1, len(bodies) + 1)]
    assert await _rows(database, "select 1 from inbox where set_aside_at is not null or tries > 0") == []

    # On the web nothing is said twice, and every message that was acknowledged is there once.
    for person, history in zip(web, histories, strict=True):
        assert sum(message["from"] == "me" for message in history) == person.taken
        receipts = [message["text"] for message in history if "Đã tiếp nhận ý kiến" in message["text"]]
        assert len(receipts) == len(set(receipts)) == EACH
        assert sum(message["from"] == "bot" for message in history) == person.taken

    # Telegram cannot tell whether a message in flight arrived: one may come twice for each kill.
    for each in telegram:
        queued = await _rows(database, "select text from outbox where address = :a order by id", a=str(each.user.id))
        shown = [line.text for line in each.shown]
        assert list(dict.fromkeys(shown)) == list(dict.fromkeys(row[0] for row in queued))
        assert 0 <= len(shown) - len(queued) <= KILLS
        assert sum("Đã tiếp nhận ý kiến" in said for said in set(shown)) == 1


async def _rows(database: Database, statement: str, **facts: Any) -> list[tuple[Any, ...]]:
    async with database.begin() as uow:
        return [tuple(row) for row in await uow.connection.execute(text(statement), facts)]


async def _everything_is_done(database: Database) -> None:
    """Return when no delivery waits for its step and no message for its courier."""
    waiting = """
        select 1 from inbox where done_at is null union all
        select 1 from outbox where sent_at is null and given_up_at is null
    """
    async with asyncio.timeout(60):
        while await _rows(database, waiting):
            await asyncio.sleep(0.05)
