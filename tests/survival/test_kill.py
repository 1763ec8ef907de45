"""A process killed at any moment loses nothing that was acknowledged, and repeats at most what was in flight."""

import asyncio
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession, ClientTimeout

from storage.database import Database
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.world import User
from tests.survival.running import Running, running

RESIDENTS = 5
KILLS = 6
# Each start loads Telegram's libraries, which takes seconds.
TELEGRAM_KILLS = 3
TOKEN = "100001:sample-token-of-the-tests"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


class Persistent:
    """A resident whose phone keeps trying, as the page does: each message under a key of its own until it is taken."""

    def __init__(self, http: ClientSession, url: str, number: int) -> None:
        self._http = http
        self._url = url
        self._number = number
        self._said = 0
        self._seen = 0
        self.chat = ""
        self.messages: list[dict[str, Any]] = []

    async def files(self, count: int) -> None:
        self.chat = (await self._ask("POST", "/api/communes/cao-minh/chats"))["chat"]
        await self._does({"text": "/start"})
        await self._does({"choice": "welcome.agree"})
        await self._presses("thôn Mẫu 1")
        for n in range(count):
            await self._does({"choice": "petition.begin"})
            await self._does({"text": f"Ý kiến số {n} của người {self._number}: đường hỏng"})
            await self._presses("Tiếp tục")
            await self._presses("Đường")
            await self._presses("Giấu tên")
            await self._presses("Gửi ý kiến")

    async def _presses(self, label: str) -> None:
        for offered in self.messages[-1]["choices"]:
            if label in offered["label"]:
                await self._does({"choice": offered["key"]})
                return
        raise AssertionError(f"no {label!r} in {self.messages[-1]}")

    async def _does(self, body: dict[str, str]) -> None:
        """Send until it is acknowledged, then wait for the reply."""
        self._said += 1
        key = f"{self._number}-{self._said}"
        await self._ask("POST", f"/api/chats/{self.chat}/messages", json=body, headers={"Idempotency-Key": key})
        while True:
            path = f"/api/chats/{self.chat}/messages?after={self._seen}&wait=10"
            for message in await self._ask("GET", path):
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


async def _kill_now_and_then(program: Running, kills: int, moments: random.Random) -> None:
    for _ in range(kills):
        await program.is_up()
        await asyncio.sleep(moments.uniform(0.05, 0.9))
        await program.kill()
        await program.start()
    await program.is_up()


async def _petitions(database: Database) -> list[tuple[str, str]]:
    async with database.begin() as uow:
        found = await uow.petitions.of_commune(1879, limit=1000)
    return sorted((petition.code, petition.body) for petition in found)


async def test_web_messages_survive_kills(dsn: str, database: Database, tmp_path: Path) -> None:
    each = 4
    async with running(dsn, tmp_path) as program, ClientSession(timeout=ClientTimeout(total=15)) as http:
        people = [Persistent(http, program.url, n) for n in range(RESIDENTS)]
        killer = asyncio.create_task(_kill_now_and_then(program, KILLS, random.Random(7)))
        await asyncio.gather(*(person.files(each) for person in people))
        await killer

        filed = await _petitions(database)
        assert Counter(body for _, body in filed) == Counter(
            f"Ý kiến số {n} của người {person}: đường hỏng" for person in range(RESIDENTS) for n in range(each)
        )
        year = filed[0][0][2:4]
        assert [code for code, _ in filed] == [f"CM{year}-{n:04d}" for n in range(1, RESIDENTS * each + 1)]
        for person in people:
            receipts = [m["text"] for m in person.messages if "Đã tiếp nhận ý kiến" in m["text"]]
            assert len(receipts) == each
    async with database.begin() as uow:
        assert await uow.inbox.all_set_aside() == []


async def test_telegram_updates_survive_kills(dsn: str, database: Database, tmp_path: Path) -> None:
    async with FakeTelegram(limits="off") as fake:
        fake.create_bot(TOKEN, "DoiThoaiMauBot")
        people = [fake.create_user(f"Người {n}") for n in range(RESIDENTS)]
        environment = {"DOITHOAI_TELEGRAM_TOKEN": TOKEN, "DOITHOAI_TELEGRAM_API_BASE": fake.url}
        async with running(dsn, tmp_path, **environment) as program:
            killer = asyncio.create_task(_kill_now_and_then(program, TELEGRAM_KILLS, random.Random(11)))
            await asyncio.gather(*(_files_by_telegram(fake, person, n) for n, person in enumerate(people)))
            await killer
            filed = await _petitions(database)
            assert sorted(body for _, body in filed) == sorted(f"Người {n}: mất điện cả thôn" for n in range(RESIDENTS))
            assert [code[5:] for code, _ in filed] == [f"{n:04d}" for n in range(1, RESIDENTS + 1)]
            for person in people:
                shown = Counter(line.text for line in fake.transcript(person) if line.by == "bot")
                receipts = sum(n for text, n in shown.items() if "Đã tiếp nhận ý kiến" in text)
                # Telegram cannot tell whether a message in flight arrived: that one may come twice.
                assert 1 <= receipts <= 2
                assert sum(n - 1 for n in shown.values()) <= TELEGRAM_KILLS


async def _files_by_telegram(fake: FakeTelegram, person: User, number: int) -> None:
    async def reads(text: str) -> None:
        await fake.wait_for(lambda: any(text in line.text for line in fake.transcript(person)), timeout=90)

    fake.says(person, "/start")
    await reads("Ông/bà có đồng ý không?")
    fake.presses(person, "Tôi đồng ý")
    await reads("Ông/bà ở thôn, xóm nào?")
    fake.presses(person, "thôn Mẫu 1")
    await reads("Đã ghi: thôn Mẫu 1")
    fake.presses(person, "Gửi ý kiến")
    await reads("Xin ông/bà viết ý kiến")
    fake.says(person, f"Người {number}: mất điện cả thôn")
    await reads("Đã ghi lại.")
    fake.presses(person, "Tiếp tục")
    await reads("thuộc lĩnh vực nào?")
    fake.presses(person, "Điện, nước sạch")
    await reads("có được thấy tên")
    fake.presses(person, "Giấu tên")
    await reads("Xin ông/bà xem lại")
    fake.presses(person, "Gửi ý kiến")
    await reads("Đã tiếp nhận ý kiến")
