"""Tests of the web chat, over HTTP and on a real PostgreSQL."""

import asyncio
import hashlib
import io
import json
import logging
import zipfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
from aiohttp import web
from yarl import URL

from bot.channels import RemoteFile, flood, place_of
from bot.channels import web as channel
from bot.channels.flood import Pace, PerMinute, peer_of
from bot.channels.web import WebAccount, WebChat, disposition, key_of, runner
from bot.channels.web_batch import Batches
from domain.attachment import MAX_BYTES
from domain.delivery import GiveUp, TryLater
from handlers.conversation.event import Chose, Said, SharedPlace
from storage.bell import Announcer, Bells, listen
from storage.database import Database
from storage.file import FileStore, StoredFile
from storage.tables import inbox, web_chat
from storage.web_chat import FromPerson, Kept, WebChats, WebMessage
from tests.channels import message

NOON = datetime(2026, 4, 24, 5, 0, tzinfo=UTC)
WITHIN = 10  # seconds in which anything that is waited for must happen
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x00" * 500 + b"\xff\xd9"
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"
NOBODY = "/api/chats/nobody/messages"


class WatchedFiles(FileStore):
    """Tells when a file begins to arrive and when it is done with."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.directory = directory
        self.began, self.ended = asyncio.Event(), asyncio.Event()

    async def keep(self, chunks: AsyncIterator[bytes]) -> StoredFile:
        self.began.set()
        try:
            return await super().keep(chunks)
        finally:
            self.ended.set()

    def kept(self) -> list[Path]:
        """Everything below the directory, also what was not finished."""
        return [path for path in self.directory.rglob("*") if path.is_file()]


class StandingClock:
    def now(self) -> datetime:
        return NOON


@dataclass
class Site:
    """A running web chat of two communes and a browser that uses it."""

    database: Database
    url: str
    http: aiohttp.ClientSession
    announcer: Announcer
    account: WebAccount
    files: WatchedFiles
    delivered: list[tuple[int, str]]
    stop: Callable[[], Any]

    async def open(self) -> str:
        async with self.http.post("/api/communes/cao-minh/chats") as answer:
            assert answer.status == 201
            return str((await answer.json())["chat"])

    async def post(self, chat: str, *, key: str | None = None, lang: str | None = None, **body: Any) -> tuple[int, Any]:
        """Say something: `json=` or `data=`; return the status and the answer."""
        headers = {"Idempotency-Key": key} if key else {}
        params = {"lang": lang} if lang else {}
        url = f"/api/chats/{chat}/messages"
        async with self.http.post(url, headers=headers, params=params, **body) as answer:
            return answer.status, await answer.json()

    async def upload(self, chat: str, *files: tuple[str, bytes], text: str | None = None) -> tuple[int, Any]:
        form = aiohttp.FormData()
        if text is not None:
            form.add_field("text", text)
        for name, content in files:
            kind = "application/octet-stream"  # what a sender says of a file must not matter
            form.add_field("files", io.BytesIO(content), filename=name, content_type=kind)
        return await self.post(chat, data=form)

    async def messages(self, chat: str, **query: Any) -> Any:
        async with self.http.get(f"/api/chats/{chat}/messages", params=query) as answer:
            assert answer.status == 200
            return await answer.json()

    async def says(self, chat: str, text: str, **rest: Any) -> str | None:
        """The bot says something in the chat."""
        [ref] = await self.account.send_many([message(key_of(chat), text, **rest)])
        return ref

    async def payloads(self) -> list[dict[str, Any]]:
        async with self.database.begin() as work:
            rows = await work.connection.execute(inbox.select().order_by(inbox.c.id))
            return [row.payload for row in rows]


@asynccontextmanager
async def running(
    database: Database,
    directory: Path,
    *,
    trusted_proxies: int = 0,
    delivered: Callable[[int, str], None] | None = None,
    heartbeat: float = 20.0,
) -> AsyncIterator[Site]:
    accounts = {}
    announcer = Announcer(database, "web")
    if await database.is_up():
        async with database.begin() as work:
            for number, slug in ((1, "cao-minh"), (2, "ba-vi")):
                opened = await work.communes.open_account(f"web:{slug}", "web", number, None)
                accounts[slug] = account_of(database, announcer, opened.id, slug)
    else:
        accounts["cao-minh"] = account_of(database, announcer, 1, "cao-minh")
    told: list[tuple[int, str]] = []
    files = WatchedFiles(directory / "files")
    chat = WebChat(
        database,
        accounts,
        files,
        StandingClock(),
        announcer=announcer,
        delivered=delivered or (lambda account, key: told.append((account, key))),
        trusted_proxies=trusted_proxies,
        heartbeat=heartbeat,
    )
    app = web.Application()
    chat.add_to(app)
    server = runner(app)
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{server.addresses[0][1]}"
    connector = aiohttp.TCPConnector(limit=0)
    try:
        async with aiohttp.ClientSession(url, connector=connector) as http:
            yield Site(database, url, http, announcer, accounts["cao-minh"], files, told, server.cleanup)
    finally:
        await server.cleanup()
        await announcer.close()


def account_of(database: Database, announcer: Announcer, number: int, slug: str) -> WebAccount:
    return WebAccount(
        database, StandingClock(), announcer, account_id=number, slug=slug, public_url="https://chat.example/"
    )


@pytest.fixture
async def site(database: Database, tmp_path: Path) -> AsyncIterator[Site]:
    async with running(database, tmp_path) as started:
        yield started


@pytest.fixture
async def without_database(tmp_path: Path) -> AsyncIterator[Site]:
    (tmp_path / "socket").mkdir()
    database = Database(f"postgresql://postgres@/doithoai?host={tmp_path / 'socket'}")
    async with running(database, tmp_path) as started:
        yield started
    await database.close()


# Opening


async def test_health_is_told(site: Site) -> None:
    async with site.http.get("/healthz") as answer:
        assert (answer.status, await answer.json()) == (200, {"ok": True})


async def test_a_chat_is_opened_and_only_its_hash_is_stored(site: Site) -> None:
    chat = await site.open()
    assert len(chat) >= 32
    async with site.database.begin() as work:
        rows = (await work.connection.execute(web_chat.select())).all()
    assert [(row.account_id, row.key) for row in rows] == [
        (site.account.id, hashlib.sha256(chat.encode()).hexdigest()[:32])
    ]
    assert chat not in str(rows)


async def test_loopback_opens_as_many_chats_as_it_likes(site: Site) -> None:
    assert len({await site.open() for _ in range(channel.MOST_CHATS + 5)}) == channel.MOST_CHATS + 5


async def test_a_network_opens_thirty_chats_a_minute(database: Database, tmp_path: Path) -> None:
    async with running(database, tmp_path, trusted_proxies=1) as site:

        async def opens(forwarded: str) -> aiohttp.ClientResponse:
            headers = {"X-Forwarded-For": forwarded}
            async with site.http.post("/api/communes/cao-minh/chats", headers=headers) as answer:
                await answer.read()
                return answer

        # What is left of the entry of the proxy itself is invented.
        statuses = [(await opens(f"198.51.100.{i}, 203.0.113.9")).status for i in range(31)]
        assert statuses == [201] * 30 + [429]
        refused = await opens("203.0.113.9")
        assert (refused.status, 0 < int(refused.headers["Retry-After"]) <= 60) == (429, True)
        assert (await opens("203.0.113.10")).status == 201


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "peer"),
    [
        ("127.0.0.1", "203.0.113.9", 0, None),
        ("::1", "", 0, None),
        (None, "", 0, None),
        ("203.0.113.9", "198.51.100.7", 0, "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9", 1, "203.0.113.9"),
        ("127.0.0.1", "127.0.0.1, 203.0.113.9", 1, "203.0.113.9"),
        ("10.0.0.2", "1.1.1.1, 203.0.113.9, 10.0.0.1", 2, "203.0.113.9"),
        ("10.0.0.2", "203.0.113.9", 2, "10.0.0.2"),
        ("10.0.0.2", "", 1, "10.0.0.2"),
        ("2001:db8:1:2:aaaa::1", "", 0, "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::9%eth0", "", 0, "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "", 0, "203.0.113.9"),
        ("::ffff:127.0.0.1", "", 0, None),
        ("10.0.0.2", "unknown", 1, "unknown"),
    ],
)
def test_the_peer_is_whom_the_trusted_proxies_name(
    remote: str | None, forwarded: str, proxies: int, peer: str | None
) -> None:
    assert peer_of(remote, {"X-Forwarded-For": forwarded} if forwarded else {}, proxies) == peer


def test_a_minute_later_the_next_ones_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(flood, "monotonic", lambda: now)
    limit = PerMinute(2)
    assert [limit.take("a"), limit.take("a"), limit.take("b")] == [0, 0, 0]
    now += 20
    assert limit.take("a") == 40
    now += 40
    assert limit.take("a") == 0
    now += 100
    assert limit.take("b") == 0


def test_only_a_quick_chat_is_counted_and_not_at_every_message(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(flood, "monotonic", lambda: now)
    pace = Pace(2)
    assert [pace.wants_counting("a") for _ in range(3)] == [False, False, True]
    pace.allow("a", 2)
    assert [pace.wants_counting("a") for _ in range(3)] == [False, False, True]
    assert not pace.wants_counting("b")
    now += 61
    assert not pace.wants_counting("a")


# Hearing


async def test_what_is_said_is_stored_for_the_worker_and_shown_in_the_history(site: Site) -> None:
    chat = await site.open()
    text = "Đường vào thôn Cấm ngập"
    assert await site.post(chat, key="k1", json={"text": text}) == (202, {"id": 1})
    assert await site.messages(chat) == [
        {
            "id": 1,
            "at": "2026-04-24T12:00:00.000+07:00",
            "from": "me",
            "text": text,
            "choices": [],
            "files": [],
            "key": "k1",
        }
    ]
    [payload] = await site.payloads()
    heard = site.account.read(payload)
    assert (heard.event, heard.user, heard.language) == (Said(text, ref="k1"), key_of(chat), None)
    assert site.delivered == [(site.account.id, key_of(chat))]
    assert place_of(key_of(chat)) == (key_of(chat), False)


async def test_a_message_without_a_key_gets_one_of_its_own(site: Site) -> None:
    chat = await site.open()
    assert [(await site.post(chat, json={"text": "a"}))[1] for _ in range(2)] == [{"id": 1}, {"id": 2}]
    first, second = await site.messages(chat)
    assert first["key"] != second["key"]


async def test_the_language_of_the_address_reaches_the_worker(site: Site) -> None:
    chat = await site.open()
    await site.post(chat, json={"text": "Hello"}, lang="en")
    await site.post(chat, json={"text": "Hello"}, lang="xx")
    assert [site.account.read(p).language for p in await site.payloads()] == ["en", None]


async def test_a_choice_shows_the_words_on_its_button(site: Site) -> None:
    chat = await site.open()
    await site.says(chat, "Mời chọn", choices=[("a:1", "Cũ"), ("b", "Khác")])
    await site.says(chat, "Mời chọn lại", choices=[("a:1", "Gửi ý kiến")])
    await site.post(chat, key="k", json={"choice": "a:1"})
    await site.post(chat, json={"choice": "never.offered"})
    shown = await site.messages(chat, after=2)
    assert [(m["text"], m["from"]) for m in shown] == [("Gửi ý kiến", "me"), ("never.offered", "me")]
    assert site.account.read((await site.payloads())[0]).event == Chose("a:1")


async def test_a_place_is_shown_in_degrees(site: Site) -> None:
    chat = await site.open()
    place = {"latitude": 21.3171, "longitude": 105}
    assert (await site.post(chat, key="k", json={"location": place}))[0] == 202
    assert [m["text"] for m in await site.messages(chat)] == ["Vị trí: 21.317100, 105.000000"]
    [payload] = await site.payloads()
    assert site.account.read(payload).event == SharedPlace(21.3171, 105.0, "k")


async def test_what_cannot_be_seen_is_not_stored(site: Site) -> None:
    chat = await site.open()
    body = '{"text": "a\\u0000b\\ud800 \\u202ec"}'
    assert (await site.post(chat, data=body))[0] == 202
    assert [m["text"] for m in await site.messages(chat)] == ["ab c"]


async def test_a_repeated_message_is_stored_once(site: Site) -> None:
    chat, other = await site.open(), await site.open()
    assert await site.post(chat, key="k", json={"text": "một"}) == (202, {"id": 1})
    assert await site.post(chat, key="k", json={"text": "một"}) == (202, {"id": None})
    assert await site.post(other, key="k", json={"text": "hai"}) == (202, {"id": 1})
    assert [m["text"] for m in await site.messages(chat)] == ["một"]
    assert [p["text"] for p in await site.payloads()] == ["một", "hai"]


async def test_the_same_message_many_times_at_once_is_stored_once(site: Site) -> None:
    chat = await site.open()
    answers = await asyncio.gather(*(site.post(chat, key="k", json={"text": "một"}) for _ in range(30)))
    assert sorted(answers, key=str) == [(202, {"id": 1})] + [(202, {"id": None})] * 29
    assert len(await site.payloads()) == 1
    assert await site.post(chat, json={"text": "hai"}) == (202, {"id": 2})


async def test_numbers_have_no_gaps_and_the_worker_hears_in_the_order_of_the_history(site: Site) -> None:
    chats = [await site.open() for _ in range(3)]
    posts = [site.post(chats[i % 3], json={"text": f"me {i}"}) for i in range(150)]
    says = [
        site.account.send_many([message(key_of(chats[(i + j) % 3]), f"bot {i} {j}") for j in range(4)])
        for i in range(30)
    ]
    answers = await asyncio.gather(*posts, *says)
    assert {answer[0] for answer in answers[:150]} == {202}
    for number, chat in enumerate(chats):
        shown = await site.messages(chat)
        assert [m["id"] for m in shown] == list(range(1, len(shown) + 1))
        mine = [m["text"] for m in shown if m["from"] == "me"]
        assert sorted(mine) == sorted(f"me {i}" for i in range(150) if i % 3 == number)
        assert mine == [p["text"] for p in await site.payloads() if p["chat"] == key_of(chat)]
        said = [m["text"] for m in shown if m["from"] == "bot"]
        assert sorted(said) == sorted(f"bot {i} {j}" for i in range(30) for j in range(4) if (i + j) % 3 == number)


async def test_statements_of_several_processes_do_not_wait_for_each_other_for_ever(
    site: Site, dsn: str, tmp_path: Path
) -> None:
    chats = [await site.open() for _ in range(4)]
    second = Database(dsn, 4)
    async with running(second, tmp_path / "second") as other:
        answers = await asyncio.gather(
            *(one.post(chat, json={"text": "a"}) for _ in range(25) for chat in chats for one in (site, other))
        )
    await second.close()
    assert {status for status, _ in answers} == {202}
    assert [len(await site.messages(chat)) for chat in chats] == [50] * 4


async def test_one_message_that_cannot_be_stored_does_not_harm_the_others() -> None:
    async def store(messages: Sequence[FromPerson]) -> list[Kept]:
        if any(m.text == "bad" for m in messages):
            raise ValueError("bad")
        return [Kept(1, len(messages)) for _ in messages]

    batches = Batches(store)
    said = [FromPerson("chat", str(i), {}, "bad" if i == 3 else "good") for i in range(6)]
    kept = await asyncio.gather(*(batches.keep(one) for one in said), return_exceptions=True)
    assert [str(k) if isinstance(k, Exception) else k for k in kept] == [
        *[Kept(1, 1)] * 3,
        "bad",
        *[Kept(1, 1)] * 2,
    ]


async def test_messages_that_come_together_are_stored_together_and_none_is_forgotten() -> None:
    sizes: list[int] = []
    began, gate = asyncio.Event(), asyncio.Event()

    async def store(messages: Sequence[FromPerson]) -> list[Kept]:
        sizes.append(len(messages))
        began.set()
        await gate.wait()
        return [Kept(1, 1) for _ in messages]

    batches = Batches(store)
    first = [asyncio.create_task(batches.keep(FromPerson("a", str(i), {}, ""))) for i in range(3)]
    await began.wait()
    same = [asyncio.create_task(batches.keep(FromPerson("a", "same", {}, ""))) for _ in range(2)]
    gate.set()
    async with asyncio.timeout(WITHIN):
        await asyncio.gather(*first, *same)
        await batches.keep(FromPerson("b", "later", {}, ""))
    # What has the same name never goes into one statement.
    assert sizes == [3, 1, 1, 1]


# What is refused


NONSENSE = [
    (b"", 400),
    (b"{", 400),
    (b"[]", 400),
    (b'"text"', 400),
    (b"\xff\xfe", 400),
    (b"[" * 100_000, 400),
    (b"{}", 400),
    (b'{"text": null}', 400),
    (b'{"text": ""}', 400),
    (b'{"text": " \\u200b\\n"}', 400),
    (b'{"text": 5}', 400),
    (b'{"text": ["a"]}', 400),
    (b'{"text": "a", "choice": "b"}', 400),
    (b'{"choice": ""}', 400),
    (b'{"choice": 1}', 400),
    (b'{"choice": "a\\u0000"}', 400),
    (b'{"choice": "\\ud800"}', 400),
    (b'{"choice": "' + b"a" * 201 + b'"}', 400),
    (b'{"location": "here"}', 400),
    (b'{"location": {}}', 400),
    (b'{"location": {"latitude": 91, "longitude": 0}}', 400),
    (b'{"location": {"latitude": 0, "longitude": -180.5}}', 400),
    (b'{"location": {"latitude": NaN, "longitude": 0}}', 400),
    (b'{"location": {"latitude": 1' + b"0" * 400 + b', "longitude": 0}}', 400),
    (b'{"location": {"latitude": true, "longitude": 0}}', 400),
    (json.dumps({"text": "ă" * 200_000}).encode(), 202),
    (json.dumps({"text": "â" * 200_001}).encode(), 413),
    (b'{"text": "' + b"a" * 5_000_000 + b'"}', 413),
]


async def test_nonsense_is_refused_in_words(site: Site) -> None:
    chat = await site.open()
    answers = {body[:60]: await site.post(chat, data=io.BytesIO(body)) for body, _ in NONSENSE}
    assert {body: status for body, (status, _) in answers.items()} == {body[:60]: status for body, status in NONSENSE}
    assert {tuple(answer) for status, answer in answers.values() if status != 202} == {("error",)}
    assert len(await site.payloads()) == 1


WRONG_REQUESTS = [
    ("POST", "/api/communes/nowhere/chats", 404),
    ("GET", "/api/communes/cao-minh/chats", 405),
    ("POST", NOBODY, 404),
    ("GET", NOBODY, 404),
    ("GET", f"{NOBODY}?wait=5", 404),
    ("GET", "/api/chats/nobody/events", 404),
    ("GET", f"/api/chats/nobody/files/{'0' * 64}", 404),
    ("GET", "/api/chats/nobody/files/..%2f..%2fetc%2fpasswd", 404),
    ("DELETE", NOBODY, 405),
    ("HEAD", "/api/chats/nobody/events", 405),
    ("GET", f"{NOBODY}?after=x", 400),
    ("GET", f"{NOBODY}?after=-1", 400),
    ("GET", f"{NOBODY}?after=99999999999", 400),
    ("GET", f"{NOBODY}?after=%C2%B2", 400),
    ("GET", f"{NOBODY}?wait=soon", 400),
    ("GET", f"{NOBODY}?wait=nan", 400),
    ("GET", f"{NOBODY}?wait=-1", 400),
    ("GET", "/api/nothing", 404),
]


async def test_wrong_requests_are_refused_in_words(site: Site) -> None:
    found = []
    for method, path, _ in WRONG_REQUESTS:
        url = URL(site.url + path, encoded=True)
        body = {"text": "a"} if method == "POST" else None
        async with site.http.request(method, url, json=body) as answer:
            found.append((method, path, answer.status))
            assert answer.content_type == "application/json"
            if method != "HEAD":
                assert list(await answer.json()) == ["error"]
            assert bool(answer.headers.get("Allow")) == (answer.status == 405)
    assert found == WRONG_REQUESTS


LANGUAGES_ASKED_FOR = [
    ("", "", "trò chuyện"),
    ("", "en-US,en;q=0.9", "conversation"),
    ("", "fr, en;q=0.5, vi;q=0.9", "trò chuyện"),
    ("", "en;q=0, vi;q=0.1", "trò chuyện"),
    ("", "en;q=nonsense", "trò chuyện"),
    ("?lang=vi", "en", "trò chuyện"),
    ("?lang=en", "vi", "conversation"),
    ("?lang=xx", "en", "conversation"),
]


async def test_errors_are_told_in_the_language_asked_for(site: Site) -> None:
    told = []
    for query, header, _ in LANGUAGES_ASKED_FOR:
        async with site.http.get(NOBODY + query, headers={"Accept-Language": header}) as answer:
            sentence = (await answer.json())["error"]
            word = next(word for word in ("trò chuyện", "conversation") if word in sentence)
            told.append((query, header, word))
    assert told == LANGUAGES_ASKED_FOR


async def test_a_wrong_idempotency_key_is_refused(site: Site) -> None:
    chat = await site.open()
    assert (await site.post(chat, key="k" * 200, json={"text": "a"}))[0] == 202
    assert (await site.post(chat, key="k" * 201, json={"text": "a"}))[0] == 400


async def test_a_flood_is_slowed_down_until_the_worker_has_caught_up(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "MOST_WAITING", 70)
    chat, other = await site.open(), await site.open()
    statuses = [(await site.post(chat, json={"text": str(i)}))[0] for i in range(73)]
    assert statuses == [202] * 71 + [429] * 2
    async with site.http.post(f"/api/chats/{chat}/messages", json={"text": "a"}) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "5")
        assert "chờ" in (await answer.json())["error"]
    assert (await site.post(other, json={"text": "a"}))[0] == 202
    async with site.database.begin() as work:
        await work.connection.execute(inbox.update().values(done_at=NOON))
    assert (await site.post(chat, json={"text": "a"}))[0] == 202


async def test_without_the_database_people_are_asked_to_come_back(without_database: Site) -> None:
    http = without_database.http
    form = aiohttp.FormData()
    form.add_field("files", JPEG, filename="a.jpg")
    for request in (
        http.post("/api/communes/cao-minh/chats"),
        http.post(NOBODY, json={"text": "a"}),
        http.post(NOBODY, json={"choice": "a"}),
        http.post(NOBODY, data=form),
        http.get(NOBODY),
        http.get("/api/chats/nobody/events"),
        http.get(f"/api/chats/nobody/files/{'0' * 64}"),
    ):
        async with request as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
            assert "gián đoạn" in (await answer.json())["error"]
    async with http.get("/healthz") as answer:
        assert (answer.status, await answer.json()) == (503, {"ok": False})


async def test_a_bug_is_logged_once_with_a_reference_and_without_what_was_said(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    private = "điều riêng tư"

    def broken(account_id: int, key: str) -> None:
        raise ValueError(f"quoting {private}")

    caplog.set_level(logging.DEBUG)
    async with running(database, tmp_path, delivered=broken) as site:
        chat = await site.open()
        status, answer = await site.post(chat, json={"text": private})
    assert status == 500
    records = [r for r in caplog.records if r.levelno >= logging.WARNING]
    assert len(records) == 1
    reference = records[0].getMessage().split()[1].rstrip(":")
    assert reference in answer["error"]
    assert "ValueError" in records[0].getMessage()
    assert private not in caplog.text


async def test_no_log_holds_the_key_to_a_chat(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("asyncio").setLevel(logging.INFO)
    chat = await site.open()
    await site.post(chat, json={"text": "một"})
    await site.messages(chat)
    host, port = site.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"GET /api/chats/{chat}/messages HTTP/1.1\r\nbad\x00header {chat}\r\n\r\n".encode())
    async with asyncio.timeout(WITHIN):
        assert b"400" in await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert chat not in caplog.text
    assert "một" not in caplog.text


# Saying


async def test_messages_are_shown_after_a_number(site: Site) -> None:
    chat = await site.open()
    await site.says(chat, "Xin chào", choices=[("a", "Đồng ý")])
    await site.post(chat, key="k", json={"text": "Vâng"})
    assert await site.messages(chat, after=2) == []
    assert [m["id"] for m in await site.messages(chat, after=1)] == [2]
    assert (await site.messages(chat))[0] == {
        "id": 1,
        "at": "2026-04-24T12:00:00.000+07:00",
        "from": "bot",
        "text": "Xin chào",
        "choices": [{"key": "a", "label": "Đồng ý"}],
        "files": [],
    }


async def test_a_long_history_comes_in_pages_of_many_messages_or_a_megabyte(site: Site) -> None:
    many, long = await site.open(), await site.open()
    await site.account.send_many([message(key_of(many), str(i)) for i in range(450)])
    await site.account.send_many([message(key_of(long), "ă" * 199_999) for _ in range(7)])
    pages, after = [], 0
    while page := await site.messages(many, after=after):
        after = page[-1]["id"]
        pages.append(len(page))
    assert (sum(pages), max(pages)) == (450, 200)
    assert [m["id"] for m in await site.messages(long)] == [1, 2, 3]
    assert [m["id"] for m in await site.messages(long, after=6)] == [7]


class Reads:
    """Counts how often chats were read, from now on: who has read and found nothing waits for a ring."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._count = 0
        self._more = asyncio.Condition()
        read = WebChats.after

        async def after(chats: WebChats, key: str, n: int) -> list[WebMessage] | None:
            found = await read(chats, key, n)
            async with self._more:
                self._count += 1
                self._more.notify_all()
            return found

        patch.setattr(WebChats, "after", after)

    async def reach(self, count: int) -> None:
        async with self._more:
            await self._more.wait_for(lambda: self._count >= count)


@pytest.fixture
async def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    return Reads(monkeypatch)


async def test_who_waits_is_woken(site: Site, reads: Reads) -> None:
    chat = await site.open()
    async with asyncio.timeout(WITHIN):
        waiting = asyncio.create_task(site.messages(chat, wait=50))
        await reads.reach(1)
        await site.says(chat, "Có tin mới")
        assert [m["text"] for m in await waiting] == ["Có tin mới"]
        assert await site.messages(chat, after=1, wait=0.05) == []
        assert [m["id"] for m in await site.messages(chat, wait=50)] == [1]


async def test_who_waits_is_woken_by_another_process(site: Site, dsn: str, reads: Reads) -> None:
    chat = await site.open()
    elsewhere = Database(dsn, 2)
    announcer = Announcer(elsewhere, "web", Bells())
    listening = asyncio.Event()
    listener = asyncio.create_task(listen(dsn, {"web": site.announcer.bells}, listening))
    async with asyncio.timeout(WITHIN):
        await listening.wait()
        waiting = asyncio.create_task(site.messages(chat, wait=50))
        await reads.reach(1)
        courier = account_of(elsewhere, announcer, site.account.id, "cao-minh")
        await courier.send(message(key_of(chat), "Từ nơi khác"), site.files)
        assert [m["text"] for m in await waiting] == ["Từ nơi khác"]
    listener.cancel()
    await asyncio.gather(listener, return_exceptions=True)
    await announcer.close()
    await elsewhere.close()


class Stream:
    """A browser that listens to the events of a chat."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer

    async def lines(self, until: str) -> list[str]:
        """Read to a line that starts with `until` (included), or to the end."""
        found: list[str] = []
        async with asyncio.timeout(WITHIN):
            while raw := await self.answer.content.readline():
                found.append(raw.decode().rstrip("\n"))
                if found[-1].startswith(until):
                    break
        return found

    async def next(self) -> tuple[int, Any]:
        lines = await self.lines("data: ")
        assert lines[-2].startswith("id: ")
        return int(lines[-2].removeprefix("id: ")), json.loads(lines[-1].removeprefix("data: "))


@asynccontextmanager
async def streaming(site: Site, chat: str, *, last: str | None = None, **query: Any) -> AsyncIterator[Stream]:
    headers = {"Last-Event-ID": last} if last is not None else {}
    async with site.http.get(f"/api/chats/{chat}/events", params=query, headers=headers) as answer:
        assert (answer.status, answer.content_type) == (200, "text/event-stream")
        yield Stream(answer)


async def test_a_stream_brings_what_was_and_what_comes(site: Site) -> None:
    chat = await site.open()
    await site.says(chat, "một")
    async with streaming(site, chat) as stream:
        assert await stream.next() == (1, (await site.messages(chat))[0])
        await site.post(chat, json={"text": "hai\nba"})
        number, shown = await stream.next()
        assert (number, shown["text"], shown["from"]) == (2, "hai\nba", "me")


@pytest.mark.parametrize(
    ("last", "query", "first"),
    [
        (None, {}, 1),
        (None, {"after": 2}, 3),
        ("1", {}, 2),
        ("1", {"after": 2}, 2),
        ("nonsense", {"after": 2}, 3),
    ],
)
async def test_a_stream_goes_on_where_it_broke_off(
    site: Site, last: str | None, query: dict[str, int], first: int
) -> None:
    chat = await site.open()
    await site.account.send_many([message(key_of(chat), str(i)) for i in range(4)])
    async with streaming(site, chat, last=last, **query) as stream:
        assert [(await stream.next())[0] for _ in range(first, 5)] == list(range(first, 5))


async def test_a_stream_brings_a_long_history_whole(site: Site) -> None:
    chat = await site.open()
    await site.account.send_many([message(key_of(chat), str(i)) for i in range(450)])
    async with streaming(site, chat) as stream:
        assert [(await stream.next())[0] for _ in range(450)] == list(range(1, 451))


async def test_a_quiet_stream_beats_and_looks_for_what_it_was_not_told(database: Database, tmp_path: Path) -> None:
    async with running(database, tmp_path, heartbeat=0.05) as site:
        chat = await site.open()
        async with streaming(site, chat) as stream:
            assert (await stream.lines(": "))[-1] == ": "
            # Another process stores a message and dies before it can ring.
            silent = account_of(database, Announcer(database, "elsewhere"), site.account.id, "cao-minh")
            await silent.send_many([message(key_of(chat), "không ai báo")])
            assert (await stream.next())[1]["text"] == "không ai báo"


async def test_the_oldest_of_too_many_streams_is_closed_and_told_to_wait(site: Site) -> None:
    chat = await site.open()
    async with streaming(site, chat) as oldest:
        await oldest.lines("retry: 2000")
        async with streaming(site, chat) as second:
            await second.lines("retry: 2000")
            rest = [streaming(site, chat) for _ in range(4)]
            for one in rest:
                await (await one.__aenter__()).lines("retry: 2000")
            assert await oldest.lines("nothing") == ["", "retry: 60000", ""]
            await site.says(chat, "một")
            assert (await second.next())[0] == 1
            for one in rest:
                await one.__aexit__(None, None, None)


async def test_streams_and_waits_end_when_the_server_stops(site: Site, reads: Reads) -> None:
    chat = await site.open()
    async with streaming(site, chat) as stream:
        await stream.lines("retry")
        waiting = asyncio.create_task(site.messages(chat, wait=50))
        await reads.reach(2)
        async with asyncio.timeout(WITHIN):
            await site.stop()
            assert await stream.lines("nothing") == [""]
            assert await waiting == []


async def test_a_stream_survives_a_pause_of_the_database(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = await site.open()
    async with streaming(site, chat) as stream:
        await stream.lines("retry")
        # The next read fails as it does when the server has closed all connections.
        calls: list[int] = []
        read = WebChats.after

        async def after(chats: WebChats, key: str, n: int) -> list[WebMessage] | None:
            calls.append(n)
            if len(calls) == 1:
                raise ConnectionResetError
            return await read(chats, key, n)

        monkeypatch.setattr(WebChats, "after", after)
        await site.says(chat, "một")
        assert (await stream.next())[0] == 1
        assert len(calls) >= 2


# Files


async def test_files_are_kept_and_shown(site: Site) -> None:
    chat = await site.open()
    name = 'Ảnh đường "ngập".png'
    status, answer = await site.upload(chat, (name, JPEG), ("k.pdf", PDF), text="Xem ảnh")
    assert (status, answer) == (202, {"id": 1})
    [shown] = await site.messages(chat)
    hashes = [hashlib.sha256(content).hexdigest() for content in (JPEG, PDF)]
    assert shown["text"] == "Xem ảnh"
    assert shown["files"] == [
        {
            "name": 'Ảnh đường "ngập".jpg',
            "kind": "photo",
            "size": len(JPEG),
            "url": f"/api/chats/{chat}/files/{hashes[0]}",
        },
        {"name": "k.pdf", "kind": "document", "size": len(PDF), "url": f"/api/chats/{chat}/files/{hashes[1]}"},
    ]
    event = site.account.read((await site.payloads())[0]).event
    assert isinstance(event, Said)
    assert [(f.sha256, f.kind) for f in event.files] == list(zip(hashes, ("photo", "document"), strict=True))
    assert event.troubles == ()


async def test_a_file_is_given_as_it_came_and_runs_nothing(site: Site) -> None:
    chat = await site.open()
    await site.upload(chat, ("đường.jpg", JPEG), ("a.pdf", PDF), ("ghi chú.txt", "Đường ngập".encode()))
    [shown] = await site.messages(chat)
    photo, paper, note = (file["url"] for file in shown["files"])
    async with site.http.get(photo) as answer:
        assert await answer.read() == JPEG
        headers = answer.headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Disposition"] == (
        "inline; filename=\"duong.jpg\"; filename*=UTF-8''%C4%91%C6%B0%E1%BB%9Dng.jpg"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["Cache-Control"].startswith("private")
    async with site.http.get(paper) as answer:
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="a.pdf"')
    async with site.http.get(note) as answer:
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.headers["Content-Disposition"].startswith("attachment; ")


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [("bytes=0-9", 206, 0, 10), ("bytes=100-", 206, 100, None), ("bytes=-5", 206, -5, None)],
)
async def test_a_part_of_a_file_can_be_asked_for(
    site: Site, asked: str, status: int, start: int, end: int | None
) -> None:
    chat = await site.open()
    await site.upload(chat, ("a.jpg", JPEG))
    url = (await site.messages(chat))[0]["files"][0]["url"]
    async with site.http.get(url, headers={"Range": asked}) as answer:
        assert (answer.status, await answer.read()) == (status, JPEG[start:end])
        assert answer.headers["Content-Range"].endswith(f"/{len(JPEG)}")
    async with site.http.get(url, headers={"Range": "bytes=9999-"}) as answer:
        assert answer.status == 416


async def test_a_file_is_given_only_where_it_was_shown(site: Site) -> None:
    chat, other = await site.open(), await site.open()
    await site.upload(chat, ("a.jpg", JPEG))
    sha256 = hashlib.sha256(JPEG).hexdigest()
    async with site.http.get(f"/api/chats/{chat}/files/{sha256}") as answer:
        assert answer.status == 200
    async with site.http.get(f"/api/chats/{other}/files/{sha256}") as answer:
        assert (answer.status, list(await answer.json())) == (404, ["error"])
    file = {"sha256": sha256, "name": "b.jpg", "kind": "photo", "size": len(JPEG)}
    await site.says(other, "Ảnh của vụ việc", files=[file])
    async with site.http.get(f"/api/chats/{other}/files/{sha256}") as answer:
        assert answer.status == 200
    site.files.path(sha256).unlink()
    async with site.http.get(f"/api/chats/{other}/files/{sha256}") as answer:
        assert answer.status == 404


def archive(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return written.getvalue()


def compound(*names: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "\0".join((*names, "")).encode("utf-16-le")


WORD = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")


NOT_ALLOWED = {
    "html": b"<!DOCTYPE html><html></html>",
    "html-with-mark": b"\xef\xbb\xbf<html><script>1</script>",
    "script-in-text": b"hello <script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "svg-as-xml": b'<?xml version="1.0"?><svg/>',
    "exe": b"MZ\x90\x00\x03" + b"\x00" * 200,
    "elf": b"\x7fELF\x02\x01\x01" + b"\x00" * 200,
    "shell": b"#!/bin/sh\nrm -rf /\n",
    "zip": archive("a.txt", "b.exe"),
    "jar": archive("META-INF/MANIFEST.MF", "A.class"),
    "word-with-macros": archive(*WORD, "word/vbaProject.bin"),
    "not-quite-word": archive("word/document.xml"),
    "word-cut-off": archive(*WORD)[:-30],
    "installer": compound("!_StringData"),
    "rtf": b"{\\rtf1 x}",
    "zeros": b"\x00" * 100,
}


async def test_what_is_not_allowed_is_told_to_the_bot_whatever_it_is_called(site: Site) -> None:
    chat = await site.open()
    told = {}
    for kind, content in NOT_ALLOWED.items():
        assert (await site.upload(chat, ("Ảnh.jpg", content), text=kind))[0] == 202
    for payload in await site.payloads():
        event = site.account.read(payload).event
        assert isinstance(event, Said)
        told[event.text] = (event.files, event.troubles)
    assert told == dict.fromkeys(NOT_ALLOWED, ((), (("file-not-allowed", "Ảnh.jpg"),)))
    assert {tuple(m["files"]) for m in await site.messages(chat)} == {()}
    assert site.files.kept() == []


KINDS = [
    ("jpeg", JPEG, "photo", ".jpg"),
    ("png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40, "photo", ".png"),
    ("heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "photo", ".heic"),
    ("iphone-voice", b"\x00\x00\x00\x1cftypM4A " + b"\x00" * 40, "voice", ".m4a"),
    ("browser-voice", b"\x1aE\xdf\xa3\x9fB\x82\x84webm" + b"A_OPUS", "voice", ".webm"),
    ("browser-video", b"\x1aE\xdf\xa3\x9fB\x82\x84webm" + b"V_VP8", "video", ".webm"),
    ("old-voice", b"#!AMR\n" + b"\x3c" * 60, "voice", ".amr"),
    ("mp4", b"\x00\x00\x00\x1cftypisom" + b"\x00" * 40, "video", ".mp4"),
    ("docx", archive(*WORD), "document", ".docx"),
    ("xlsx", archive("xl/workbook.xml", "[Content_Types].xml"), "document", ".xlsx"),
    ("doc", compound("Root Entry", "WordDocument"), "document", ".doc"),
    ("xls", compound("Root Entry", "Workbook"), "document", ".xls"),
    ("text", "# 1. Đường ngập".encode(), "document", ".txt"),
    ("text-cut-in-a-letter", b"a" + "ă".encode() * 3000, "document", ".txt"),
]


async def test_a_file_is_called_what_it_is(site: Site) -> None:
    chat = await site.open()
    for what, content, _, _ in KINDS:
        assert (await site.upload(chat, ("tep.exe", content), text=what))[0] == 202
    found = [(m["text"], m["files"][0]["kind"], m["files"][0]["name"]) for m in await site.messages(chat)]
    assert found == [(what, kind, f"tep{ending}") for what, _, kind, ending in KINDS]


async def test_a_file_that_is_too_big_is_told_to_the_bot_and_the_rest_is_taken(site: Site) -> None:
    chat = await site.open()
    big = b"\xff\xd8\xff\xe0" + bytes(60 * 1024 * 1024)
    largest = b"\xff\xd8\xff\xe0" + bytes(MAX_BYTES - 4)
    assert (await site.upload(chat, ("a.jpg", big), ("b.jpg", JPEG), ("c.jpg", largest)))[0] == 202
    event = site.account.read((await site.payloads())[0]).event
    assert isinstance(event, Said)
    assert event.troubles == (("file-too-big", "a.jpg"),)
    assert [f.name for f in event.files] == ["b.jpg", "c.jpg"]


async def test_more_than_a_request_may_hold_is_refused(site: Site) -> None:
    chat = await site.open()

    async def endless(boundary: bytes, megabytes: int) -> AsyncIterator[bytes]:
        yield b"--" + boundary + b'\r\nContent-Disposition: form-data; name="f"; filename="a.jpg"\r\n\r\n'
        for _ in range(megabytes):
            yield bytes(1024 * 1024)
        yield b"\r\n--" + boundary + b"--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=xyz"}
    url = f"/api/chats/{chat}/messages"
    async with site.http.post(url, data=endless(b"xyz", 101), headers=headers) as answer:
        assert (answer.status, list(await answer.json())) == (413, ["error"])
    async with site.http.post(url, data=endless(b"xyz", 30), headers=headers) as answer:
        assert answer.status == 202
    # What announces its length is refused before anything is read.
    host, port = site.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        f"POST {url} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=xyz\r\n"
        f"Content-Length: {200 * 1024 * 1024}\r\n\r\n".encode()
    )
    async with asyncio.timeout(WITHIN):
        assert b" 413 " in await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert len(await site.payloads()) == 1


async def test_the_eleventh_file_is_told_to_the_bot(site: Site) -> None:
    chat = await site.open()
    files = [(f"{i}.jpg", JPEG + bytes([i])) for i in range(12)]
    assert (await site.upload(chat, *files))[0] == 202
    event = site.account.read((await site.payloads())[0]).event
    assert isinstance(event, Said)
    assert len(event.files) == 10
    assert event.troubles == (("web-file-too-many", "10.jpg"), ("web-file-too-many", "11.jpg"))


async def test_an_empty_file_is_told_but_a_field_left_empty_is_not(site: Site) -> None:
    chat = await site.open()
    assert (await site.upload(chat, ("a.jpg", b"")))[0] == 202
    assert (await site.upload(chat, ("", b""), text="không có tệp"))[0] == 202
    assert (await site.upload(chat, ("", b"")))[0] == 400
    events = [site.account.read(p).event for p in await site.payloads()]
    assert [e.troubles for e in events if isinstance(e, Said)] == [(("file-empty", "a.jpg"),), ()]


FORMS = [
    ("multipart/form-data", b"x", 400),
    ("multipart/form-data; boundary=b", b"", 400),
    ("multipart/form-data; boundary=b", b"nonsense", 400),
    ("multipart/form-data; boundary=b", b"--b\r\nno header\r\n\r\nx\r\n--b--\r\n", 400),
    ("multipart/form-data; boundary=b", b"--b--\r\n", 400),
    (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\xfe\r\n--b--\r\n',
        400,
    ),
    (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + b"a" * 200_001 + b"\r\n--b--\r\n",
        413,
    ),
    (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="other"\r\n\r\na\r\n--b--\r\n',
        400,
    ),
    (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\na\r\n--b--\r\n',
        202,
    ),
    (
        "multipart/form-data; boundary=b",
        b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\na\r\n--c--\r\n--b--\r\n",
        400,
    ),
]


async def test_forms_that_cannot_be_read_are_refused(site: Site) -> None:
    chat = await site.open()
    found = []
    for content_type, body, _ in FORMS:
        headers = {"Content-Type": content_type}
        async with site.http.post(f"/api/chats/{chat}/messages", data=body, headers=headers) as answer:
            found.append((content_type, body, answer.status))
            assert list(await answer.json()) == (["id"] if answer.status == 202 else ["error"])
    assert found == FORMS


async def test_a_browser_sends_names_as_they_are_but_for_quotes(site: Site) -> None:
    chat = await site.open()
    head = '--b\r\nContent-Disposition: form-data; name="files"; filename="Ảnh %22ngập%22 50%.jpg"\r\n\r\n'
    body = head.encode() + JPEG + b"\r\n--b--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    async with site.http.post(f"/api/chats/{chat}/messages", data=body, headers=headers) as answer:
        assert answer.status == 202
    assert [f["name"] for m in await site.messages(chat) for f in m["files"]] == ['Ảnh "ngập" 50%.jpg']


async def test_who_hangs_up_while_sending_leaves_nothing(site: Site) -> None:
    chat = await site.open()
    host, port = site.url.removeprefix("http://").split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        f"POST /api/chats/{chat}/messages HTTP/1.1\r\nHost: x\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="f"; filename="a.jpg"\r\n\r\n'.encode()
        + JPEG
    )
    await writer.drain()
    async with asyncio.timeout(WITHIN):
        await site.files.began.wait()
        assert len(site.files.kept()) == 1
        writer.close()
        await writer.wait_closed()
        await site.files.ended.wait()
    assert site.files.kept() == []
    assert await site.payloads() == []


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a.jpg", "inline; filename=\"a.jpg\"; filename*=UTF-8''a.jpg"),
        ('"; x="', "inline; filename=\"__ x__\"; filename*=UTF-8''%22%3B%20x%3D%22"),
        ("Đỗ\r\n.txt", "inline; filename=\"Do__.txt\"; filename*=UTF-8''%C4%90%E1%BB%97%0D%0A.txt"),
        ("../a", "inline; filename=\".._a\"; filename*=UTF-8''..%2Fa"),
    ],
)
def test_the_name_of_a_file_cannot_leave_its_header(name: str, header: str) -> None:
    assert disposition("inline", name) == header


# The channel


async def test_messages_are_sent_in_order_into_their_chats(site: Site) -> None:
    first, second = await site.open(), await site.open()
    sent = [
        message(key_of(first), "1"),
        message(key_of(second), "2"),
        message("gone", "3"),
        message(key_of(first), "4", choices=[("a", "A")]),
    ]
    assert await site.account.send_many(sent) == ["1", "1", None, "2"]
    # A courier that died before it could mark them sends them again, with others.
    again = [*sent, message(key_of(first), "5")]
    assert await site.account.send_many(again) == ["1", "1", None, "2", "3"]
    assert [m["text"] for m in await site.messages(first)] == ["1", "4", "5"]
    assert [m["text"] for m in await site.messages(second)] == ["2"]
    assert await site.account.send_many([]) == []


async def test_one_message_is_sent_or_given_up(site: Site) -> None:
    chat = await site.open()
    assert await site.account.send(message(key_of(chat), "một"), site.files) == "1"
    with pytest.raises(GiveUp) as gone:
        await site.account.send(message("gone", "một"), site.files)
    assert gone.value.trouble == "chat-gone"


async def test_a_message_waits_for_the_database(without_database: Site) -> None:
    with pytest.raises(TryLater):
        await without_database.account.send(message("a", "một"), without_database.files)


async def test_the_account_has_a_name_a_link_and_nothing_to_fetch(without_database: Site) -> None:
    account = without_database.account
    assert (account.name, account.ready_in("a")) == ("web:cao-minh", 0.0)
    assert account.link("i-AB 1") == f"https://chat.example/c/cao-minh?start={quote('i-AB 1')}"
    assert account.link("x", group=True) is None
    with pytest.raises(GiveUp):
        account.fetch(RemoteFile("a", "a.jpg"))
