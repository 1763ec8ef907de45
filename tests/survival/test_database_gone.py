"""The database goes away for a while and comes back: nothing acknowledged is lost, nobody has to do anything."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from storage.embedded import EmbeddedPostgres
from storage.migrate import migrate
from tests.fakes.telegram import FakeTelegram
from tests.survival.running import running

TOKEN = "100001:sample-token-of-the-tests"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


@pytest.fixture
def own_server() -> Iterator[EmbeddedPostgres]:
    directory = Path(tempfile.mkdtemp(prefix="doithoai-test-"))
    server = EmbeddedPostgres(directory / "postgres", durable=False)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(directory, ignore_errors=True)


async def test_the_program_waits_for_its_database(own_server: EmbeddedPostgres, tmp_path: Path) -> None:
    dsn = own_server.dsn("doithoai")
    await migrate(dsn)
    async with FakeTelegram(limits="off") as fake, ClientSession() as http:
        fake.create_bot(TOKEN, "DoiThoaiMauBot")
        person = fake.create_user("Người")
        environment = {"DOITHOAI_TELEGRAM_TOKEN": TOKEN, "DOITHOAI_TELEGRAM_API_BASE": fake.url}
        async with running(dsn, tmp_path, **environment) as program:
            await program.is_up()
            async with http.post(f"{program.url}/api/communes/cao-minh/chats") as answer:
                chat = f"{program.url}/api/chats/{(await answer.json())['chat']}/messages"
            assert await _post(http, chat, "1", "/start") == (202, None)
            assert "đồng ý" in await _reply(http, chat, 0)

            own_server.stop()
            async with http.get(f"{program.url}/healthz") as answer:
                assert (answer.status, await answer.json()) == (503, {"ok": False})
            status, retry_after = await _post(http, chat, "2", "Đồng ý")
            assert status == 503
            assert retry_after is not None
            fake.says(person, "/start")
            own_server.start()

            await fake.wait_for(lambda: any(line.by == "bot" for line in fake.transcript(person)), timeout=60)
            for _ in range(200):
                status, _ = await _post(http, chat, "2", "Đồng ý")
                if status == 202:
                    break
                # The page waits before it tries again, and so does this.
                await asyncio.sleep(0.1)
            assert status == 202
            assert "Ông/bà ở thôn, xóm nào?" in await _reply(http, chat, 3)
            # Telegram was asked for the update until it was stored, and told of it once.
            assert sum(line.by == "bot" for line in fake.transcript(person)) == 1


async def _post(http: ClientSession, chat: str, key: str, text: str) -> tuple[int, str | None]:
    async with http.post(chat, json={"text": text}, headers={"Idempotency-Key": key}) as answer:
        await answer.read()
        return answer.status, answer.headers.get("Retry-After")


async def _reply(http: ClientSession, chat: str, after: int) -> str:
    """The bot's next message after number `after`."""
    for _ in range(20):
        async with http.get(chat, params={"after": after, "wait": 10}) as answer:
            messages: list[dict[str, Any]] = await answer.json() if answer.status == 200 else []
        said = [m["text"] for m in messages if m["from"] == "bot"]
        if said:
            return str(said[0])
    raise AssertionError("the bot says nothing")
