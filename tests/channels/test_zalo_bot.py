"""A bot on Zalo's Bot Platform, over HTTP against the strict fake of it: both ways in, the way out, and what fails."""

import asyncio
import io
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import Heard, RemoteFile, place_of
from bot.channels.files import FileLinks, file_key
from bot.channels.webhook import MAX_BODY_BYTES
from bot.channels.zalo_bot import BotLimiter, ZaloBot, ZaloBotPoller, register, webhook_routes
from bot.channels.zalo_bot.inward import conversation_key, delivery, event_of, read, without_name
from bot.channels.zalo_bot.outward import parts_of
from bot.channels.zalo_bot.receiver import SECRET_HEADER, webhook_secret
from domain.delivery import GiveUp, TryLater
from domain.notice import Urgency, words
from handlers.conversation.event import Event, Said, Unreadable
from locales import LANGUAGES, render
from storage.file import FileStore
from storage.inbox import Delivery
from tests.channels import message
from tests.fakes.zalo import Bot, FakeZalo, Person
from tests.fakes.zalo.faults import Kind
from tests.town import PNG

LAN: dict[str, Any] = {"id": "a1b2c3d4e5f60718293a", "is_bot": False, "display_name": "Lan"}
HOME = {"chat_type": "PRIVATE", "id": LAN["id"]}
GROUP = {"chat_type": "GROUP", "id": "0f1e2d3c4b5a69788796"}
HERE, THERE = "a1b2c3d4e5f60718293a", "g0f1e2d3c4b5a69788796/0/a1b2c3d4e5f60718293a"
NOW = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)


def written(
    kind: str = "text", chat: dict[str, Any] = HOME, who: dict[str, Any] = LAN, **content: Any
) -> dict[str, Any]:
    body = {"date": 1789033572455, "chat": chat, "message_id": "m5", "from": who} | content
    return {"event_name": f"message.{kind}.received", "message": body}


def said(text: str = "", **more: Any) -> Said:
    return Said(text, ref="m5", **more)


PHOTO = (RemoteFile("https://photo.zdn.vn/1.jpg", "anh.jpg"),)
VOICE = (RemoteFile("https://voice.zdn.vn/1.aac", "ghi-am.aac"),)
UNREAD = Unreadable("chat-unread")

# Every kind of event: the conversation it belongs to, and what is understood.
TRANSLATED: list[tuple[str, Any, str | None, Event | None, tuple[RemoteFile, ...]]] = [
    ("text", written(text="Đường ngập"), HERE, said("Đường ngập"), ()),
    ("wrapped", {"ok": True, "result": written(text="Đường ngập")}, HERE, said("Đường ngập"), ()),
    ("command", written(text=" /viec "), HERE, said("/viec"), ()),
    ("at-in-private", written(text="@Lan ơi"), HERE, said("@Lan ơi"), ()),
    ("date-as-text", written(text="x", date="1789033572455"), HERE, said("x"), ()),
    ("without-date", written(text="x", date=None), HERE, said("x"), ()),
    ("ids-as-numbers", written(text="x", message_id=7, chat={"chat_type": "PRIVATE", "id": 77},
                               who={"id": 77, "display_name": "Lan"}), "77", Said("x", ref="7"), ()),
    ("empty-text", written(text="  "), HERE, UNREAD, ()),
    ("without-text", written(), HERE, UNREAD, ()),
    ("photo-as-seen", written("image", photo_url=PHOTO[0].ref, caption="Ảnh", message_type="CHAT_PHOTO"), HERE,
     said("Ảnh"), PHOTO),
    ("photo-as-documented", written("image", photo=PHOTO[0].ref), HERE, said(), PHOTO),
    ("photo-without-address", written("image", caption="Ảnh"), HERE, UNREAD, ()),
    ("voice", written("voice", voice_url=VOICE[0].ref), HERE, said(), VOICE),
    ("link", written("link", text="Xem", link="https://a.vn/1"), HERE, said("Xem\nhttps://a.vn/1"), ()),
    ("link-in-text", written("link", text="Xem https://a.vn/1", url="https://a.vn/1"), HERE,
     said("Xem https://a.vn/1"), ()),
    ("sticker", written("sticker", sticker="1", url="https://a.vn/1"), HERE, UNREAD, ()),
    ("unsupported", written("unsupported"), HERE, Unreadable("zalo-bot-unread"), ()),
    ("kind-of-the-future", written("hologram"), HERE, Unreadable("zalo-bot-unread"), ()),
    ("reaction", written("reaction", reaction="/-heart"), None, None, ()),
    ("group", written(chat=GROUP, text="@Bot mẫu CM25-0001 nhận"), THERE, said("CM25-0001 nhận", named=True), ()),
    ("group-name-at-the-end", written(chat=GROUP, text="CM25-0001 @bot MẪU"), THERE, said("CM25-0001", named=True), ()),
    ("group-comma", written(chat=GROUP, text="@Bot mẫu, việc"), THERE, said("việc", named=True), ()),
    ("group-reply", written(chat=GROUP, text="Sẽ làm cống."), THERE, said("Sẽ làm cống.", named=True), ()),
    ("group-name-alone", written(chat=GROUP, text="@Bot mẫu"), THERE, said("", named=True), ()),
    ("group-longer-name", written(chat=GROUP, text="@Bot mẫuu việc"), THERE, said("mẫuu việc", named=True), ()),
    ("group-photo", written("image", chat=GROUP, photo_url=PHOTO[0].ref, caption="@Bot mẫu ảnh"), THERE,
     said("ảnh", named=True), PHOTO),
    ("another-bot", written(text="x", who=LAN | {"is_bot": True}), None, None, ()),
    ("nobody", written(text="x", who={}), None, None, ()),
    ("no-chat", written(text="x", chat={}), None, None, ()),
    ("id-with-a-slash", written(text="x", chat=HOME | {"id": "a/b"}), None, None, ()),
    ("id-like-a-group", written(text="x", chat=HOME | {"id": "gabc"}), None, None, ()),
    ("unknown-event", {"event_name": "bot.updated", "message": {}}, None, None, ()),
    ("no-event", {"ok": True}, None, None, ()),
    ("a-list", [1], None, None, ()),
    ("nothing", None, None, None, ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("update", "key", "event", "remote"), [pytest.param(*row[1:], id=row[0]) for row in TRANSLATED]
)
def test_an_update_is_translated(
    update: Any, key: str | None, event: Event | None, remote: tuple[RemoteFile, ...]
) -> None:
    row = delivery(3, update)
    assert (row and row.conversation) == key
    user = (key or "").rpartition("/")[2]
    heard = read(row.payload, ["Bot mẫu", "bot.VDKyGxQvc"]) if row else None
    assert heard == (Heard(event, user, "Lan", remote=remote) if event else None)


def test_answers_go_where_it_was_said() -> None:
    assert place_of(HERE) == (HERE, False)
    assert place_of(THERE) == ("g0f1e2d3c4b5a69788796", True)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("@Bot xã Cao Minh 1", "1"), ("@Bot xã Cao Minh CM25-0001 trả lời: Sẽ làm", "CM25-0001 trả lời: Sẽ làm"),
        ("@Bot xã Cao Minh /viec", "/viec"), ("@Bot việc", "việc"), ("việc", "việc"), ("@Bot", ""),
    ],
)  # fmt: skip
def test_a_name_that_is_not_known_is_left_out_as_far_as_can_be_told(text: str, rest: str) -> None:
    assert without_name(text) == rest


scraps: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
events = st.fixed_dictionaries(
    {"event_name": st.sampled_from([row[1]["event_name"] for row in TRANSLATED[:1]]) | scraps},
    optional={
        "message": st.fixed_dictionaries(
            {},
            optional={
                "from": scraps | st.just(LAN) | st.fixed_dictionaries({"id": scraps}),
                "chat": scraps | st.sampled_from([HOME, GROUP]) | st.fixed_dictionaries({"id": scraps}),
                **dict.fromkeys(("text", "caption", "photo_url", "message_id", "date", "url"), scraps),
            },
        )
        | scraps
    },
)


@given(scraps | events | st.fixed_dictionaries({"ok": scraps, "result": events}))
def test_whatever_arrives_nothing_is_raised(update: Any) -> None:
    row = delivery(1, update)
    assert read(event_of(update)) == (read(row.payload) if row else None) or "\0" in json.dumps(update)
    if row:
        assert row.conversation == conversation_key(row.payload)
        assert len(row.conversation.split("/")) in (1, 3)
        json.dumps(row.payload).encode()


# ── in ────────────────────────────────────────────────────────────────────────────────────────────────────────


class Shelf:
    """A database that keeps deliveries by their id, and is away when it is told to be."""

    def __init__(self) -> None:
        self.kept: dict[str, Delivery] = {}
        self.failures = 0
        self.attempts = 0
        self._changed = asyncio.Condition()

    async def put(self, deliveries: list[Delivery]) -> None:
        async with self._changed:
            self.attempts += 1
            self._changed.notify_all()
            if self.failures:
                self.failures -= 1
                raise ConnectionError("the database is away")
            for one in deliveries:
                self.kept.setdefault(one.id, one)

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(5), self._changed:
            await self._changed.wait_for(condition)

    @property
    def texts(self) -> list[str]:
        return [one.payload["message"]["text"] for one in self.kept.values()]


@pytest.fixture(params=[False, True], ids=["errors-in-200", "errors-by-status"])
async def fake(request: pytest.FixtureRequest) -> AsyncIterator[FakeZalo]:
    async with FakeZalo(bot_status=request.param) as fake:
        yield fake


@pytest.fixture
def bot(fake: FakeZalo) -> Bot:
    return fake.create_bot("Bot mẫu")


@pytest.fixture
def lan(fake: FakeZalo, bot: Bot) -> Person:
    return fake.create_person("Lan (mẫu)")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


async def no_wait(seconds: float) -> None:
    await asyncio.sleep(0)


@asynccontextmanager
async def opened(fake: FakeZalo, token: str, **more: Any) -> AsyncIterator[ZaloBot]:
    hosts = (urlsplit(fake.url).netloc,)
    account = ZaloBot(
        "zalo-bot:default", 3, token, fake.bases["bot"], media_hosts=hosts, limiter=BotLimiter(sleep=no_wait), **more
    )
    try:
        yield account
    finally:
        await account.close()


@pytest.fixture
async def account(fake: FakeZalo, bot: Bot) -> AsyncIterator[ZaloBot]:
    async with opened(fake, bot.token) as account:
        yield account


@asynccontextmanager
async def polling(account: ZaloBot, shelf: Shelf, poll_seconds: int = 20) -> AsyncIterator[ZaloBotPoller]:
    poller = ZaloBotPoller(account, shelf.put, poll_seconds=poll_seconds, first_pause=0.01, longest_pause=0.02)
    running = asyncio.create_task(poller.run())
    try:
        yield poller
    finally:
        poller.stop()
        async with asyncio.timeout(5):
            await running


@pytest.mark.parametrize("shape", ["flat", "wrapped"])
@pytest.mark.parametrize("field", ["photo_url", "photo"])
async def test_updates_are_polled_one_by_one_and_photos_fetched(
    fake: FakeZalo, bot: Bot, lan: Person, account: ZaloBot, shelf: Shelf, shape: Any, field: Any
) -> None:
    bot.shape, bot.photo_field = shape, field
    for text in ("một", "hai", "ba"):
        fake.says(lan, text)
    async with polling(account, shelf):
        await shelf.until(lambda: len(shelf.kept) == 3)
        assert shelf.texts == ["một", "hai", "ba"]
        fake.sends_photo(lan, PNG)
        await shelf.until(lambda: len(shelf.kept) == 4)
    heard = account.read(list(shelf.kept.values())[-1].payload)
    assert heard
    assert heard.user == fake.chat_id(lan)
    assert b"".join([chunk async for chunk in account.fetch(heard.remote[0])]) == PNG


async def test_an_hour_in_which_nothing_happens_is_no_trouble(
    fake: FakeZalo, bot: Bot, lan: Person, account: ZaloBot, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    async with polling(account, shelf, poll_seconds=0):
        await fake.wait_for(lambda: bot.refusals[408] >= 5)
        fake.says(lan, "có đây")
        await shelf.until(lambda: shelf.texts == ["có đây"])
    assert caplog.records == []


async def test_what_cannot_be_stored_is_held_until_it_can_and_nothing_is_asked_for_meanwhile(
    fake: FakeZalo, bot: Bot, lan: Person, account: ZaloBot, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.failures = 4
    fake.says(lan, "giữ hộ")
    fake.says(lan, "tin sau")
    async with polling(account, shelf):
        await shelf.until(lambda: shelf.attempts >= 4)
        assert bot.calls["getUpdates"] == 1
        await shelf.until(lambda: shelf.texts == ["giữ hộ", "tin sau"])
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [
        "bot zalo-bot:default: not stored (ConnectionError)"
    ]


FAULTS: list[tuple[Kind, int, str]] = [
    ("http_500", 0, "Zalo cannot be reached (BotUnreachable)"),
    ("bad_gateway", 0, "Zalo cannot be reached (BotUnreachable)"),
    ("reset", 0, "Zalo cannot be reached (BotUnreachable)"),
    ("garbled", 0, "Zalo cannot be reached (BotUnreachable)"),
    ("truncated", 0, "Zalo cannot be reached (BotUnreachable)"),
    ("error", 401, "Zalo does not know the token (BotRefused)"),
    ("error", 403, "Zalo refuses to hand out updates (BotRefused)"),
    ("error", 429, "too many requests (BotRefused)"),
]


@pytest.mark.parametrize(("kind", "code", "why"), FAULTS, ids=[f"{kind}-{code}" for kind, code, _ in FAULTS])
async def test_trouble_of_zalo_is_waited_for_and_said_once(
    fake: FakeZalo, bot: Bot, lan: Person, account: ZaloBot, shelf: Shelf, caplog: pytest.LogCaptureFixture,
    kind: Kind, code: int, why: str,
) -> None:  # fmt: skip
    fake.fail(kind, code=code, method="getUpdates", times=3)
    async with polling(account, shelf, poll_seconds=0):
        await fake.wait_for(lambda: bot.calls["getUpdates"] >= 4)
        fake.says(lan, "một")
        await shelf.until(lambda: shelf.texts == ["một"])
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING] == [f"bot zalo-bot:default: {why}"]
    assert bot.token not in caplog.text


async def test_a_webhook_that_was_set_before_is_taken_away(
    fake: FakeZalo, bot: Bot, lan: Person, account: ZaloBot, shelf: Shelf
) -> None:
    await account.api.call("setWebhook", {"url": "https://chat.example.vn/x", "secret_token": "s" * 20})
    async with polling(account, shelf, poll_seconds=1):
        await fake.wait_for(lambda: bot.calls["getUpdates"])
        fake.says(lan, "một")
        await shelf.until(lambda: shelf.texts == ["một"])
        # Somebody sets one while the bot polls.
        await account.api.call("setWebhook", {"url": "https://chat.example.vn/x", "secret_token": "s" * 20})
        await fake.wait_for(lambda: bot.calls["deleteWebhook"] >= 2)
        await fake.wait_for(lambda: bot.refusals[409] == 1)
        fake.says(lan, "hai")
        await shelf.until(lambda: shelf.texts == ["một", "hai"])


@asynccontextmanager
async def serving(routes: list[web.RouteDef]) -> AsyncIterator[str]:
    app = web.Application(client_max_size=1024 * 1024)
    app.add_routes(routes)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("shape", ["flat", "wrapped"])
async def test_zalo_brings_updates_to_the_webhook(
    fake: FakeZalo, bot: Bot, lan: Person, account: ZaloBot, shelf: Shelf, shape: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    bot.shape = shape
    async with serving(webhook_routes([account], shelf.put)) as url:
        await register(account, url)
        assert "Zalo brings updates to" in caplog.text
        fake.says(lan, "Đường ngập")
        group = fake.create_bot_group("Phòng Kinh tế (mẫu)", [lan])
        fake.says(lan, "việc", group=group, mentions=True)
        fake.says(lan, "chuyện riêng", group=group)
        await shelf.until(lambda: len(shelf.kept) == 2)
        await fake.wait_until_quiet()
    first, second = sorted(shelf.kept.values(), key=lambda row: len(row.conversation))
    me = fake.chat_id(lan)
    assert (first.conversation, second.conversation) == (me, f"g{group.id}/0/{me}")
    heard = account.read(first.payload)
    assert heard == Heard(Said("Đường ngập", ref=first.id), me, "Lan (mẫu)")


async def test_a_webhook_that_cannot_be_reached_is_said_in_the_log(
    fake: FakeZalo, account: ZaloBot, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving([]) as url:
        await register(account, url)
    assert "could not use it (http_error, HTTP 404); can it be reached from outside?" in caplog.text


SIGNED = {SECRET_HEADER: webhook_secret("1:token")}
GOOD = json.dumps(written(text="Đường ngập")).encode()


@pytest.mark.parametrize(
    ("body", "headers", "path", "status", "kept"),
    [
        pytest.param(GOOD, SIGNED, "zalo-bot:default", 200, 1, id="good"),
        pytest.param(b"", {}, "zalo-bot:default", 200, 0, id="probe"),
        pytest.param(b"", SIGNED, "zalo-bot:default", 200, 0, id="signed-probe"),
        pytest.param(b"{}", SIGNED, "zalo-bot:default", 200, 0, id="no-event"),
        pytest.param(GOOD, {}, "zalo-bot:default", 401, 0, id="unsigned"),
        pytest.param(GOOD, {SECRET_HEADER: "x" * 64}, "zalo-bot:default", 401, 0, id="forged"),
        pytest.param(GOOD, {SECRET_HEADER: "\udcff"}, "zalo-bot:default", 401, 0, id="not-even-text"),
        pytest.param(GOOD, SIGNED, "zalo-bot:other", 404, 0, id="no-such-account"),
        pytest.param(GOOD[:-5], SIGNED, "zalo-bot:default", 400, 0, id="cut-short"),
        pytest.param(b"[]", SIGNED, "zalo-bot:default", 400, 0, id="a-list"),
        pytest.param(b"[" * 100_000, SIGNED, "zalo-bot:default", 400, 0, id="deep"),
        pytest.param(b"\xff", SIGNED, "zalo-bot:default", 400, 0, id="not-text"),
        pytest.param(b" " * (MAX_BODY_BYTES + 1), SIGNED, "zalo-bot:default", 413, 0, id="too-long"),
    ],
)
async def test_what_is_not_from_zalo_is_refused(
    shelf: Shelf, body: bytes, headers: dict[str, str], path: str, status: int, kept: int
) -> None:
    account = ZaloBot("zalo-bot:default", 3, "1:token", "http://127.0.0.1:1", media_hosts=())
    async with (
        serving(webhook_routes([account], shelf.put)) as url,
        aiohttp.ClientSession() as http,
        http.post(f"{url}/zalo-bot/{path}", data=io.BytesIO(body), headers=headers) as answer,
    ):
        assert answer.status == status
    assert len(shelf.kept) == kept
    await account.close()


async def test_an_update_is_acknowledged_only_when_it_is_stored_and_stored_once(shelf: Shelf) -> None:
    account = ZaloBot("zalo-bot:default", 3, "1:token", "http://127.0.0.1:1", media_hosts=())
    shelf.failures = 1
    async with serving(webhook_routes([account], shelf.put)) as url, aiohttp.ClientSession() as http:
        statuses = []
        for _ in range(3):
            async with http.post(f"{url}/zalo-bot/zalo-bot:default", data=GOOD, headers=SIGNED) as answer:
                statuses.append(answer.status)
    assert statuses == [503, 200, 200]
    assert list(shelf.kept) == ["m5"]
    await account.close()


# ── out ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


CHOICES = [("work.take:CM25-0001", "Nhận việc"), ("answer.begin:CM25-0001", "Trả lời")]


async def test_choices_are_numbered_in_a_reply_and_codes_in_a_notice(
    fake: FakeZalo, lan: Person, account: ZaloBot, files: FileStore
) -> None:
    card = message(fake.chat_id(lan), "CM25-0001 · Đường", CHOICES)
    ref = await account.send(card, files)
    line = fake.last(lan)
    assert line.message_id == ref
    assert line.text == "CM25-0001 · Đường\n\n1. Nhận việc\n2. Trả lời\n\n(Ông/bà trả lời bằng số, ví dụ: 1)"
    await account.send(replace(card, urgency=int(Urgency.NOTICE)), files)
    assert fake.last(lan).text == "CM25-0001 · Đường\n\n(Gõ mã để mở: CM25-0001)"


async def test_a_message_for_a_group_goes_to_the_group(
    fake: FakeZalo, bot: Bot, lan: Person, account: ZaloBot, files: FileStore
) -> None:
    group = fake.create_bot_group("Phòng Kinh tế (mẫu)", [lan])
    await account.send(message(f"g{group.id}", "Việc mới"), files)
    assert fake.last(lan, group=group).text == "Việc mới"


async def test_a_long_text_is_split_at_sentence_ends(
    fake: FakeZalo, lan: Person, account: ZaloBot, files: FileStore
) -> None:
    text = "Một câu vừa phải để đọc. " * 300
    await account.send(message(fake.chat_id(lan), text, [("a", "Được")]), files)
    parts = [line.text for line in fake.sees(lan)]
    assert all(part.endswith(".") for part in parts[:-1])
    assert [len(part) <= 2000 for part in parts] == [True] * len(parts)
    assert " ".join(parts).split() == [*text.split(), *"1. Được (Ông/bà trả lời bằng số, ví dụ: 1)".split()]


FILES: list[dict[str, Any]] = [
    {"sha256": "ab" * 32, "name": "ảnh đường.png", "kind": "photo", "size": 9},
    {"sha256": "cd" * 32, "name": "văn bản.pdf", "kind": "document", "size": 9},
]


async def test_photos_go_by_their_address_and_other_files_as_links(fake: FakeZalo, bot: Bot, lan: Person) -> None:
    links = FileLinks("https://chat.example.vn", file_key("secret"), lambda: NOW)
    async with opened(fake, bot.token, link=links.link) as account:
        await account.send(message(fake.chat_id(lan), "Kèm đây", files=FILES), FileStore(Path("/nonexistent-not-used")))
    photo, text = fake.sees(lan)
    assert photo.images == (links.link(FILES[0]["sha256"], "ảnh đường.png"),)
    assert text.text == f"Kèm đây\n\nvăn bản.pdf: {links.link(FILES[1]['sha256'], 'văn bản.pdf')}"


async def test_a_photo_that_zalo_does_not_take_goes_as_a_link(
    fake: FakeZalo, bot: Bot, lan: Person, files: FileStore
) -> None:
    fake.fail("error", code=400, method="sendPhoto")
    async with opened(fake, bot.token, link=lambda sha256, name: f"https://chat.example.vn/{name}") as account:
        await account.send(message(fake.chat_id(lan), "Kèm đây", files=FILES[:1]), files)
    assert [line.text for line in fake.sees(lan)] == [
        "ảnh đường.png: https://chat.example.vn/ảnh đường.png", "Kèm đây",
    ]  # fmt: skip


def test_without_a_public_address_the_text_says_where_the_files_are() -> None:
    (part,) = parts_of(message(HERE, "Kèm đây", files=FILES), None)
    assert part.text.startswith("Kèm đây\n\nTệp kèm theo không gửi được qua Zalo: ảnh đường.png, văn bản.pdf.")


REFUSED: list[tuple[Kind, int, Exception]] = [
    ("error", 400, GiveUp("rejected")),
    ("error", 401, TryLater("token")),
    ("error", 403, TryLater("network")),
    ("error", 408, TryLater("network")),
    ("error", 429, TryLater("zalo-bot-quota")),
    ("http_500", 0, TryLater("network")),
    ("bad_gateway", 0, TryLater("network")),
    ("reset", 0, TryLater("network")),
    ("garbled", 0, TryLater("network")),
]


@pytest.mark.parametrize(("kind", "code", "trouble"), REFUSED, ids=[f"{kind}-{code}" for kind, code, _ in REFUSED])
async def test_what_zalo_refuses_has_a_meaning_and_one_line_in_the_log(
    fake: FakeZalo, bot: Bot, lan: Person, account: ZaloBot, files: FileStore, caplog: pytest.LogCaptureFixture,
    kind: Kind, code: int, trouble: Exception,
) -> None:  # fmt: skip
    for _ in range(2):
        fake.fail(kind, code=code, method="sendMessage")
        with pytest.raises(type(trouble)) as raised:
            await account.send(message(fake.chat_id(lan), "Chào ông/bà"), files)
        assert raised.value == trouble
    assert len(caplog.records) == (0 if trouble == TryLater("network") else 1)
    assert "Chào" not in caplog.text
    assert bot.token not in caplog.text
    await account.send(message(fake.chat_id(lan), "Chào ông/bà"), files)
    assert fake.last(lan).text == "Chào ông/bà"


async def test_a_chat_that_is_not_there_is_given_up(account: ZaloBot, files: FileStore) -> None:
    with pytest.raises(GiveUp, match="chat-gone"):
        await account.send(message("0" * 20, "Chào"), files)


async def test_a_wrong_token_is_told_apart(fake: FakeZalo, bot: Bot, files: FileStore) -> None:
    async with opened(fake, "1:wrong") as account:
        with pytest.raises(TryLater, match="token"):
            await account.send(message(HERE, "Chào"), files)


async def test_a_bot_with_as_many_people_as_it_may_have_says_so_to_the_clerk(
    fake: FakeZalo, bot: Bot, lan: Person, account: ZaloBot, files: FileStore
) -> None:
    bot.most_users = 1
    await account.send(message(fake.chat_id(lan), "Chào"), files)
    newcomer = message(fake.chat_id(fake.create_person("Tâm (mẫu)")), "Chào")
    for tries in range(8):
        # A flood would be over by now, and others do get through.
        with pytest.raises((TryLater, GiveUp)) as raised:
            await account.send(replace(newcomer, tries=tries), files)
        assert raised.value == (TryLater("zalo-bot-quota") if tries < 6 else GiveUp("zalo-bot-full"))
        await account.send(message(fake.chat_id(lan), f"Tin {tries}"), files)
    for language in LANGUAGES:
        assert render(words("trouble-zalo-bot-full"), language)


async def test_a_month_that_is_used_up_is_waited_for(
    fake: FakeZalo, bot: Bot, lan: Person, account: ZaloBot, files: FileStore
) -> None:
    bot.most_messages = 1
    await account.send(message(fake.chat_id(lan), "Chào"), files)
    for tries in range(8):
        with pytest.raises(TryLater, match="zalo-bot-quota"):
            await account.send(replace(message(fake.chat_id(lan), "Chào"), tries=tries), files)


async def test_a_message_goes_on_where_it_stopped(fake: FakeZalo, bot: Bot, lan: Person, files: FileStore) -> None:
    fake.fail("reset", method="sendMessage", times=2)
    kept = message(fake.chat_id(lan), "Kèm đây", files=FILES[:1])
    async with opened(fake, bot.token, link=lambda sha256, name: "https://chat.example.vn/1.png") as account:
        for _ in range(2):
            with pytest.raises(TryLater):
                await account.send(kept, files)
        ref = await account.send(kept, files)
    assert [(line.kind, line.text) for line in fake.sees(lan)] == [("image", ""), ("text", "Kèm đây")]
    assert fake.last(lan).message_id == ref


async def test_the_bot_learns_its_name_also_late(fake: FakeZalo, bot: Bot, account: ZaloBot) -> None:
    fake.fail("reset", method="getMe")
    await account.start()
    await fake.wait_for(lambda: bot.calls["getMe"] >= 2)
    async with asyncio.timeout(5):
        while not account.names:
            await asyncio.sleep(0)
    assert account.names == (bot.account_name,)
    assert account.link("d-3") is None


def test_a_bot_speaks_once_a_second_in_a_chat_and_twenty_times_in_all() -> None:
    now = [0.0]
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(round(seconds, 3))

    limiter = BotLimiter(lambda: now[0], sleep)
    asyncio.run(_turns(limiter, ["a", "a", "b", "c"]))
    assert waits == [1.0, 1.05, 1.1]
    assert (limiter.ready_in("a"), limiter.ready_in("d")) == (2.0, 0.0)
    now[0] = 2.0
    assert limiter.ready_in("a") == 0.0


async def _turns(limiter: BotLimiter, addresses: list[str]) -> None:
    for address in addresses:
        await limiter.turn(address)


# ── files behind addresses ────────────────────────────────────────────────────────────────────────────────────


async def test_a_file_is_seen_by_whoever_has_its_address_until_it_expires(files: FileStore) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield PNG

    sha256 = (await files.keep(chunks())).sha256
    moment = [NOW]
    links = FileLinks("", file_key("secret"), lambda: moment[0])
    name = "ảnh / <b>.png"
    path = links.link(sha256, name)
    forged = FileLinks("", file_key("another"), lambda: moment[0]).link(sha256, name)
    later = path.replace(str(int((NOW + timedelta(days=7)).timestamp())), "9999999999")
    async with serving(links.routes(files)) as url, aiohttp.ClientSession() as http:

        async def got(path: str) -> tuple[int, bytes]:
            from yarl import URL

            async with http.get(URL(url + path, encoded=True)) as answer:
                if answer.status == 200:
                    assert answer.headers["Content-Type"] == "image/png"
                    assert answer.headers["X-Content-Type-Options"] == "nosniff"
                    assert answer.headers["Content-Disposition"].startswith("inline; ")
                return answer.status, await answer.read()

        assert await got(path) == (200, PNG)
        for wrong in (forged, later, path[:-1], path + "x", links.link("00" * 32, name), path.replace(sha256, "zz")):
            assert (await got(wrong))[0] == 404, wrong
        moment[0] += timedelta(days=7, seconds=1)
        status, text = await got(path)
        assert (status, text.decode()) == (410, render(words("file-link-expired"), "vi"))
