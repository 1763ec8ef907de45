"""The database goes away for a while and comes back: nothing acknowledged is lost, nobody has to do anything."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from aiohttp import ClientSession
from sqlalchemy.exc import DBAPIError, InterfaceError

from storage.embedded import EmbeddedPostgres
from storage.inbox import Inbox
from storage.migrate import migrate
from tests.fakes.telegram import FakeTelegram
from tests.survival.running import running
from tests.town import Town

TOKEN = "100001:sample-token-of-the-tests"

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def own_server() -> Iterator[EmbeddedPostgres]:
    directory = Path(tempfile.mkdtemp(prefix="doithoai-test-"))
    server = EmbeddedPostgres(directory / "postgres", durable=False)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(directory, ignore_errors=True)


@pytest.mark.slow
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
            assert "đồng ý" in (await _replies(http, chat, 1))[0]
            at_the_last_moment = 5
            for n in range(at_the_last_moment):
                assert await _post(http, chat, f"last-{n}", "/help") == (202, None)

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
            # Everything that was acknowledged is answered, once and in order.
            replies = await _replies(http, chat, at_the_last_moment + 2)
            assert "Ông/bà ở thôn, xóm nào?" in replies[-1]
            assert len(replies) == at_the_last_moment + 2
            # Telegram was asked for the update until it was stored, and told of it once.
            assert sum(line.by == "bot" for line in fake.transcript(person)) == 1


LINE_LOST = DBAPIError("select 1", None, Exception(), connection_invalidated=True)


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(ConnectionRefusedError(), id="nobody-answers"),
        pytest.param(asyncpg.CannotConnectNowError("the database system is shutting down"), id="it-shuts-down"),
        pytest.param(asyncpg.ConnectionDoesNotExistError("connection was closed"), id="line-cut"),
        pytest.param(LINE_LOST, id="line-of-the-pool-cut"),
        pytest.param(InterfaceError("select 1", None, Exception("connection is closed")), id="line-closed"),
        pytest.param(TimeoutError(), id="no-answer"),
    ],
)
async def test_no_part_of_the_program_ends_whatever_a_database_says_when_it_goes(
    web_town: Town, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    """Each part looks into the database by itself; here each is told twice that it is away."""
    program = web_town.program
    monkeypatch.setattr("bot.wiring.LOOK_FOR_CHANGES", 0.0)
    asked: dict[str, int] = {}
    all_asked = asyncio.Event()

    def goes_away(name: str, usual: Any) -> Any:
        async def away(*arguments: Any, **more: Any) -> Any:
            asked[name] = asked.get(name, 0) + 1
            if len(asked) == 3 and min(asked.values()) > 2:
                all_asked.set()
            if asked[name] <= 2:
                raise failure
            return await usual(*arguments, **more)

        return away

    monkeypatch.setattr(program.communes, "refresh", goes_away("set-up", program.communes.refresh))
    monkeypatch.setattr(program.leases, "take", goes_away("courier", program.leases.take))
    monkeypatch.setattr(Inbox, "waiting", goes_away("worker", Inbox.waiting))
    parts = [
        asyncio.create_task(part) for part in (program._follow_changes(), program.courier.run(), program.worker.run())
    ]
    try:
        async with asyncio.timeout(20):
            await all_asked.wait()
        assert [part.done() for part in parts] == [False] * 3
    finally:
        for part in parts:
            part.cancel()
        await asyncio.gather(*parts, return_exceptions=True)


async def _post(http: ClientSession, chat: str, key: str, text: str) -> tuple[int, str | None]:
    async with http.post(chat, json={"text": text}, headers={"Idempotency-Key": key}) as answer:
        await answer.read()
        return answer.status, answer.headers.get("Retry-After")


async def _replies(http: ClientSession, chat: str, count: int) -> list[str]:
    """What the bot has said, as soon as it is as much as `count` messages."""
    said: list[str] = []
    seen = 0
    async with asyncio.timeout(60):
        while len(said) < count:
            async with http.get(chat, params={"after": seen, "wait": 10}) as answer:
                messages: list[dict[str, Any]] = await answer.json() if answer.status == 200 else []
            said += [m["text"] for m in messages if m["from"] == "bot"]
            seen = max([seen, *(m["id"] for m in messages)])
    return said
