"""Telegram in and out, over HTTP against the strict fake of its server."""

import asyncio
import hashlib
import io
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiogram.types import Update
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels import Heard, RemoteFile, place_of
from bot.channels.telegram import (
    TelegramAccount,
    TelegramPoller,
    open_session,
    register,
    set_commands,
    webhook_routes,
)
from bot.channels.telegram.inward import conversation_key, read
from bot.channels.telegram.limiter import TelegramLimiter
from bot.channels.telegram.outward import keyboard_of, split_text
from bot.channels.telegram.receiver import SECRET_HEADER, webhook_secret
from bot.channels.webhook import MAX_BODY_BYTES
from domain.delivery import AddressMoved, GiveUp, TryLater
from handlers.conversation.event import (
    Chose,
    Command,
    Edited,
    Event,
    Joined,
    Left,
    Moved,
    Said,
    SharedContact,
    SharedPlace,
    Unreadable,
)
from storage.file import FileStore
from storage.inbox import Delivery
from tests.channels import message
from tests.fakes.telegram import Bot, FakeTelegram, User

TOKEN = "4242:sample-token-of-a-fake-bot"
BOT_ID = 4242
NAME = "doithoai_sample_bot"
ME: dict[str, Any] = {"id": BOT_ID, "is_bot": True, "first_name": "Bot", "username": NAME}
LAN: dict[str, Any] = {"id": 77, "is_bot": False, "first_name": "Lan", "last_name": "Mẫu", "language_code": "vi"}
ANONYMOUS_ADMIN: dict[str, Any] = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
HOME: dict[str, Any] = {"id": 77, "type": "private", "first_name": "Lan"}
GROUP: dict[str, Any] = {"id": -100500, "type": "supergroup", "title": "Phòng Kinh tế (mẫu)", "is_forum": True}
OLD_GROUP: dict[str, Any] = {"id": -500, "type": "group", "title": "Phòng Kinh tế (mẫu)"}
CHANNEL: dict[str, Any] = {"id": -100900, "type": "channel", "title": "Kênh mẫu"}
FILE: dict[str, Any] = {"file_id": "F1", "file_unique_id": "U1", "file_size": 9}
SIZES = [
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 60, "file_size": 1},
    {"file_id": "large", "file_unique_id": "l", "width": 1280, "height": 960, "file_size": 8},
    {"file_id": "middle", "file_unique_id": "m", "width": 320, "height": 240, "file_size": 3},
]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def written(chat: dict[str, Any] = HOME, **content: Any) -> dict[str, Any]:
    """An update with a message."""
    return {"update_id": 9, "message": {"message_id": 5, "date": 1775000000, "chat": chat, "from": LAN} | content}


def edited(**content: Any) -> dict[str, Any]:
    return {"update_id": 9, "edited_message": written(**content)["message"] | {"edit_date": 1775000009}}


def pressed(where: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    query = {"id": "880", "from": LAN, "chat_instance": "1", "message": where} | more
    return {"update_id": 9, "callback_query": {key: value for key, value in query.items() if value is not None}}


def member(chat: dict[str, Any], old: str, new: str, who: dict[str, Any] = LAN, **more: Any) -> dict[str, Any]:
    def standing(status: str) -> dict[str, Any]:
        rights = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
            "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
            "can_edit_stories can_delete_stories can_send_welcome_messages"
        )
        limits = (
            "is_member can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos "
            "can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages can_edit_tag "
            "can_add_web_page_previews can_change_info can_invite_users can_pin_messages can_manage_topics "
            "can_react_to_messages"
        )
        fields: dict[str, dict[str, Any]] = {
            "administrator": dict.fromkeys(rights.split(), True),
            "kicked": {"until_date": 0},
            "restricted": {"until_date": 0} | dict.fromkeys(limits.split(), True),
        }
        return {"user": ME, "status": status} | fields.get(status, {})

    change = {"chat": chat, "from": who, "date": 1775000000}
    changed = change | {"old_chat_member": standing(old), "new_chat_member": standing(new) | more}
    return {"update_id": 9, "my_chat_member": changed}


def said(text: str = "", **more: Any) -> Said:
    return Said(text, ref="5", **more)


def file(name: str, ref: str = "F1", size: int = 9) -> tuple[RemoteFile, ...]:
    return (RemoteFile(ref, name, size),)


FROM_BOT = {"message_id": 3, "date": 1775000000, "chat": HOME, "from": ME, "text": "Mời chọn"}
FROM_OTHER = FROM_BOT | {"from": {"id": 78, "is_bot": False, "first_name": "Tâm"}}
TOPIC_BY_BOT = {"message_id": 31, "date": 1775000000, "chat": GROUP, "from": ME,
                "forum_topic_created": {"name": "Đất đai", "icon_color": 1}}  # fmt: skip
IN_TOPIC = {"message_thread_id": 31, "is_topic_message": True}
PLACE = {"latitude": 21.03, "longitude": 105.85}
OWN_CONTACT = {"phone_number": "84912345678", "first_name": "Lan", "user_id": 77}
NAMED = {"user": "77", "name": "Lan Mẫu", "language": "vi"}
GONE = {"message_id": 3, "chat": HOME, "date": 0}

# Every kind of update: the conversation it belongs to, and what is understood.
TRANSLATED: list[tuple[str, dict[str, Any], str | None, Event | None, dict[str, Any]]] = [
    ("text", written(text="Đường ngập"), "77", said("Đường ngập"), {}),
    ("text-in-group", written(GROUP, text="Đường ngập"), "-100500/0/77", said("Đường ngập"), {}),
    ("text-in-topic", written(GROUP, text="Chào", reply_to_message=TOPIC_BY_BOT, **IN_TOPIC),
     "-100500/31/77", said("Chào"), {}),
    ("chain-of-replies-is-no-topic", written(GROUP, text="Chào", message_thread_id=12),
     "-100500/0/77", said("Chào"), {}),
    ("anonymous-administrator", written(GROUP, text="Chào", sender_chat=GROUP, **{"from": ANONYMOUS_ADMIN}),
     "-100500/0/0", said("Chào"), {"user": "0", "name": None, "language": None}),
    ("as-a-channel", written(GROUP, text="Chào", sender_chat=CHANNEL, **{"from": ANONYMOUS_ADMIN}),
     "-100500/0/0", said("Chào"), {"user": "0", "name": None, "language": None}),
    ("channel-forwarded-itself", written(GROUP, text="Tin", sender_chat=CHANNEL, is_automatic_forward=True),
     None, None, {}),
    ("another-bot", written(GROUP, text="Tin", **{"from": ME | {"id": 5}}), None, None, {}),
    ("reply-to-bot", written(text="Vâng", reply_to_message=FROM_BOT), "77", said("Vâng", reply_to="3"), {}),
    ("reply-to-other", written(text="Vâng", reply_to_message=FROM_OTHER), "77", said("Vâng"), {}),
    ("mention-in-front", written(GROUP, text=f"@{NAME.upper()}, trả lời"), "-100500/0/77",
     said("trả lời", named=True), {}),
    ("mention-alone", written(GROUP, text=f"@{NAME}"), "-100500/0/77",
     said(f"@{NAME}", named=True), {}),
    ("mention-of-longer-name", written(text=f"@{NAME}2 ơi"), "77", said(f"@{NAME}2 ơi"), {}),
    ("command", written(text="/ViEc"), "77", Command("viec"), {}),
    ("command-with-argument", written(text="/tracuu  CM25-0042\n"), "77", Command("tracuu", "CM25-0042"), {}),
    ("command-with-payload", written(text="/start d-3_h-cam"), "77", Command("start", "d-3_h-cam"), {}),
    ("command-to-this-bot", written(GROUP, text=f"/ketnoi@{NAME.title()} A1"), "-100500/0/77",
     Command("ketnoi", "A1"), {}),
    ("command-to-another-bot", written(GROUP, text="/ketnoi@khac_bot"), "-100500/0/77", None, {}),
    ("command-after-mention", written(GROUP, text=f"@{NAME} /viec"), "-100500/0/77", Command("viec"), {}),
    ("slash-in-front-of-words", written(text="/đường ngập"), "77", said("/đường ngập"), {}),
    ("photo", written(photo=SIZES, caption="Ảnh"), "77", said("Ảnh"), {"remote": file("anh.jpg", "large", 8)}),
    ("part-of-album", written(photo=SIZES, media_group_id="A1"), "77", said(album="A1"),
     {"remote": file("anh.jpg", "large", 8)}),
    ("live-photo", written(photo=SIZES, live_photo=FILE | {"width": 1, "height": 1, "duration": 1}), "77", said(),
     {"remote": file("anh.jpg", "large", 8)}),
    ("live-photo-without-still", written(live_photo=FILE | {"width": 1, "height": 1, "duration": 1}), "77", said(),
     {"remote": file("video.mp4")}),
    ("voice", written(voice=FILE | {"duration": 3}), "77", said(), {"remote": file("ghi-am.ogg")}),
    ("audio", written(audio=FILE | {"duration": 3, "file_name": "họp.mp3"}), "77", said(),
     {"remote": file("họp.mp3")}),
    ("audio-without-name", written(audio=FILE | {"duration": 3}), "77", said(), {"remote": file("am-thanh")}),
    ("video", written(video=FILE | {"duration": 3, "width": 1, "height": 1}), "77", said(),
     {"remote": file("video.mp4")}),
    ("video-note", written(video_note=FILE | {"duration": 3, "length": 1}), "77", said(),
     {"remote": file("video.mp4")}),
    ("document", written(document=FILE | {"file_name": "đơn.pdf"}), "77", said(), {"remote": file("đơn.pdf")}),
    ("document-without-name", written(document=FILE), "77", said(), {"remote": file("tep")}),
    ("animation", written(animation=FILE | {"duration": 3, "width": 1, "height": 1}, document=FILE), "77", said(),
     {"remote": file("video.mp4")}),
    ("location", written(location=PLACE), "77", SharedPlace(21.03, 105.85, "5"), {}),
    ("venue", written(venue={"location": PLACE, "title": "Nhà văn hóa", "address": "Thôn Cấm"}, location=PLACE),
     "77", SharedPlace(21.03, 105.85, "5"), {}),
    ("own-contact", written(contact=OWN_CONTACT), "77", SharedContact("+84912345678", own=True), {}),
    ("contact-of-another", written(contact=OWN_CONTACT | {"user_id": 78, "phone_number": "+84 912 345 678"}), "77",
     SharedContact("+84912345678", own=False), {}),
    ("contact-without-account", written(contact={"phone_number": "0912345678", "first_name": "Lan"}), "77",
     SharedContact("0912345678", own=False), {}),
    ("sticker", written(sticker=FILE | {"type": "regular", "width": 1, "height": 1, "is_animated": False,
                                        "is_video": False}), "77", Unreadable("chat-unread"), {}),
    ("dice", written(dice={"emoji": "🎲", "value": 3}), "77", Unreadable("chat-unread"), {}),
    ("poll", written(poll={"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                           "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                           "allows_revoting": False, "members_only": False}),
     "77", Unreadable("chat-unread"), {}),
    ("content-of-the-future", written(hologram={"size": 3}), "77", Unreadable("chat-unread"), {}),
    ("edited-text", edited(text="Sửa lại"), "77", Edited("5", "Sửa lại"), {}),
    ("edited-caption", edited(photo=SIZES, caption="Sửa lại"), "77", Edited("5", "Sửa lại"), {}),
    ("live-location-moves", edited(location=PLACE), None, None, {}),
    ("button", pressed(FROM_BOT, data="12.send"), "77", Chose("12.send"), {"quiets": "880"}),
    ("button-in-topic", pressed(FROM_BOT | {"chat": GROUP} | IN_TOPIC, data="x"), "-100500/31/77", Chose("x"),
     {"quiets": "880"}),
    ("button-of-deleted-message", pressed(GONE, data="x"), "77", Chose("x"), {"quiets": "880"}),
    ("button-of-inline-message", pressed(None, data="x", inline_message_id="1"), None, None, {}),
    ("blocked", member(HOME, "member", "kicked"), "77", Left(), {}),
    ("unblocked", member(HOME, "kicked", "member"), "77", Joined(), {}),
    ("put-out-of-group", member(GROUP, "administrator", "left"), "-100500/0/77", Left(), {}),
    ("added-to-group", member(GROUP, "left", "administrator"), "-100500/0/77", Joined(), {}),
    ("added-by-anonymous", member(GROUP, "left", "member", ANONYMOUS_ADMIN), "-100500/0/0", Joined(),
     {"user": "0", "name": "Group", "language": None}),
    ("made-administrator", member(GROUP, "member", "administrator"), "-100500/0/77", None, {}),
    ("restricted", member(GROUP, "member", "restricted"), "-100500/0/77", None, {}),
    ("restricted-and-out", member(GROUP, "member", "restricted", is_member=False), "-100500/0/77", Left(), {}),
    ("added-to-channel", member(CHANNEL, "left", "administrator"), None, Joined(), {}),
    ("migrated", written(OLD_GROUP, migrate_to_chat_id=-100500), "-500/0/0", Moved("-100500"),
     {"user": "0", "name": None, "language": None}),
    ("migrated-from", written(GROUP, migrate_from_chat_id=-500), None, None, {}),
    ("bot-came", written(GROUP, new_chat_members=[ME]), None, None, {}),
    ("somebody-left", written(GROUP, left_chat_member=LAN), None, None, {}),
    ("topic-opened", written(GROUP, forum_topic_created={"name": "A", "icon_color": 1}, **IN_TOPIC), None, None, {}),
    ("pinned", written(GROUP, pinned_message=FROM_BOT), None, None, {}),
    ("channel-post", {"update_id": 9, "channel_post": written(CHANNEL, text="Tin")["message"]}, None, None, {}),
    ("inline-query", {"update_id": 9, "inline_query": {"id": "1", "from": LAN, "query": "", "offset": ""}},
     None, None, {}),
    ("unknown-kind", {"update_id": 9, "telepathy": {"thought": 1}}, None, None, {}),
    ("broken", {"update_id": 9, "message": {"text": "không có gì khác"}}, None, None, {}),
]  # fmt: skip


@pytest.mark.parametrize(("update", "key", "event", "more"), [pytest.param(*row[1:], id=row[0]) for row in TRANSLATED])
def test_an_update_is_translated(
    update: dict[str, Any], key: str | None, event: Event | None, more: dict[str, Any]
) -> None:
    assert conversation_key(update) == key
    assert read(update, NAME, BOT_ID) == (Heard(event, **(NAMED | more)) if event else None)


@pytest.mark.parametrize(
    ("code", "language"), [("vi", "vi"), ("vi-VN", "vi"), ("en-GB", "en"), ("fr", None), (None, None)]
)
def test_language_is_one_that_we_speak(code: str | None, language: str | None) -> None:
    heard = read(written(text="x", **{"from": LAN | {"language_code": code}}), NAME, BOT_ID)
    assert heard
    assert heard.language == language


def test_a_command_is_taken_while_the_own_name_is_unknown() -> None:
    heard = read(written(GROUP, text="/viec@some_bot"), None, BOT_ID)
    assert heard
    assert heard.event == Command("viec")


@pytest.mark.parametrize("update", [row[1] for row in TRANSLATED if row[2]])
def test_answers_go_where_it_was_said(update: dict[str, Any]) -> None:
    key = conversation_key(update)
    assert key is not None
    address, in_group = place_of(key)
    body = next(update[kind] for kind in update if kind != "update_id")
    chat = body.get("chat") or body["message"]["chat"]
    assert address.split("/")[0] == str(chat["id"])
    assert in_group == (chat["type"] != "private")


scraps = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(data=st.data(), scrap=scraps)
def test_nothing_that_arrives_raises(data: st.DataObject, scrap: Any) -> None:
    update = json.loads(json.dumps(data.draw(st.sampled_from([row[1] for row in TRANSLATED]))))
    place = update
    while True:
        name = data.draw(st.sampled_from(sorted(place)))
        if isinstance(place[name], dict) and place[name] and data.draw(st.booleans()):
            place = place[name]
            continue
        place[name] = scrap
        break
    if conversation_key(update) is None or isinstance(update.get("update_id"), int):
        read(update, NAME, BOT_ID)


# ── in ────────────────────────────────────────────────────────────────────────────────────────────────────────


class Shelf:
    """A database that keeps deliveries by their id, and is away when it is told to be."""

    def __init__(self) -> None:
        self.kept: dict[str, Delivery] = {}
        self.failures = 0
        self.attempts = 0
        self.closed: asyncio.Event | None = None
        self._changed = asyncio.Condition()

    async def put(self, deliveries: list[Delivery]) -> None:
        async with self._changed:
            self.attempts += 1
            self._changed.notify_all()
        if self.closed:
            await self.closed.wait()
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the database is away")
        async with self._changed:
            for one in deliveries:
                self.kept.setdefault(one.id, one)
            self._changed.notify_all()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(5), self._changed:
            await self._changed.wait_for(condition)

    @property
    def texts(self) -> list[str]:
        return [one.payload["message"]["text"] for one in self.kept.values()]


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(limits="off") as fake:
        yield fake


@pytest.fixture
def bot(fake: FakeTelegram) -> Bot:
    return fake.create_bot(TOKEN, NAME)


@pytest.fixture
def lan(fake: FakeTelegram, bot: Bot) -> User:
    lan = fake.create_user("Lan (mẫu)")
    fake.opens(lan, bot)
    return lan


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


class Leap:
    """Time that passes only by waiting, and then at once."""

    now = 0.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
async def account(fake: FakeTelegram, bot: Bot) -> AsyncIterator[TelegramAccount]:
    async with open_session() as session:
        leap = Leap()
        limiter = TelegramLimiter(clock=lambda: leap.now, sleep=leap.sleep)
        account = TelegramAccount("telegram:xa-mau", 3, TOKEN, fake.url, session=session, limiter=limiter)
        yield account
        await account.close()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def poller(account: TelegramAccount, shelf: Shelf) -> AsyncIterator[TelegramPoller]:
    poller = TelegramPoller(account, shelf.put, poll_seconds=5, first_pause=0.01)
    running = asyncio.create_task(poller.run())
    yield poller
    poller.stop()
    await asyncio.wait_for(running, 5)


async def test_polling_stores_what_telegram_says_word_for_word(
    fake: FakeTelegram, poller: TelegramPoller, shelf: Shelf, lan: User
) -> None:
    fake.says(lan, "Đường thôn Cấm ngập 🌊")
    wire = fake.pending()[0].wire()
    await shelf.until(lambda: bool(shelf.kept))
    (stored,) = shelf.kept.values()
    assert stored == Delivery(3, str(wire["update_id"]), str(lan.id), wire)
    assert Update.model_validate(stored.payload).message is not None
    heard = read(stored.payload, NAME, BOT_ID)
    assert heard
    assert isinstance(heard.event, Said)
    assert heard.event.text == "Đường thôn Cấm ngập 🌊"


async def test_a_batch_is_stored_in_one_call(
    fake: FakeTelegram, account: TelegramAccount, shelf: Shelf, lan: User
) -> None:
    for number in range(25):
        fake.says(lan, str(number))
    poller = TelegramPoller(account, shelf.put)
    running = asyncio.create_task(poller.run())
    await shelf.until(lambda: len(shelf.kept) == 25)
    poller.stop()
    await running
    assert (shelf.attempts, shelf.texts) == (1, [str(number) for number in range(25)])


async def test_an_update_that_nobody_understands_does_not_stop_the_rest(
    fake: FakeTelegram, bot: Bot, poller: TelegramPoller, shelf: Shelf, lan: User
) -> None:
    fake.tell([bot], "message", {"text": "ở đâu, khi nào?"}, "chat:0")
    fake.says(lan, "rõ ràng")
    await shelf.until(lambda: bool(shelf.kept))
    await fake.wait_for(lambda: not fake.pending())
    assert shelf.texts == ["rõ ràng"]


async def test_polling_ends_a_webhook_that_was_set(
    fake: FakeTelegram, account: TelegramAccount, shelf: Shelf, lan: User
) -> None:
    await account.bot.set_webhook("https://127.0.0.1/telegram/elsewhere")
    poller = TelegramPoller(account, shelf.put)
    running = asyncio.create_task(poller.run())
    fake.says(lan, "chào")
    await shelf.until(lambda: bool(shelf.kept))
    poller.stop()
    await running
    assert shelf.texts == ["chào"]


async def test_a_database_that_is_away_loses_nothing(
    fake: FakeTelegram, poller: TelegramPoller, shelf: Shelf, lan: User
) -> None:
    shelf.failures = 3
    fake.says(lan, "một")
    fake.says(lan, "hai")
    await shelf.until(lambda: len(shelf.kept) == 2)
    fake.says(lan, "ba")
    await shelf.until(lambda: len(shelf.kept) == 3)
    assert shelf.texts == ["một", "hai", "ba"]
    assert shelf.attempts >= 4


async def test_a_receiver_that_dies_while_storing_is_told_again(
    fake: FakeTelegram, account: TelegramAccount, shelf: Shelf, lan: User
) -> None:
    shelf.closed = asyncio.Event()
    first = asyncio.create_task(TelegramPoller(account, shelf.put).run())
    fake.says(lan, "còn đây")
    await shelf.until(lambda: shelf.attempts == 1)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert not shelf.kept
    shelf.closed = None
    poller = TelegramPoller(account, shelf.put)
    second = asyncio.create_task(poller.run())
    await shelf.until(lambda: bool(shelf.kept))
    poller.stop()
    await second
    assert shelf.texts == ["còn đây"]


async def test_stopping_waits_for_what_is_being_stored(
    fake: FakeTelegram, account: TelegramAccount, shelf: Shelf, lan: User
) -> None:
    shelf.closed = asyncio.Event()
    poller = TelegramPoller(account, shelf.put)
    running = asyncio.create_task(poller.run())
    fake.says(lan, "gần xong")
    await shelf.until(lambda: shelf.attempts == 1)
    poller.stop()
    shelf.closed.set()
    await asyncio.wait_for(running, 5)
    assert shelf.texts == ["gần xong"]


@pytest.mark.parametrize("trouble", ["error_500", "bad_gateway", "reset", "flood", "lost_reply"])
async def test_polling_survives(
    fake: FakeTelegram, poller: TelegramPoller, shelf: Shelf, lan: User, trouble: Any
) -> None:
    fake.fail(trouble, method="getUpdates", times=2, retry_after=0)
    fake.says(lan, "vẫn đến")
    await shelf.until(lambda: bool(shelf.kept))
    assert shelf.texts == ["vẫn đến"]


async def test_a_second_program_for_one_bot_is_said_once(
    fake: FakeTelegram, account: TelegramAccount, shelf: Shelf, lan: User, caplog: pytest.LogCaptureFixture
) -> None:
    other = TelegramAccount("xa-mau-2", 3, TOKEN, fake.url)
    pollers = [TelegramPoller(one, shelf.put, first_pause=0.01, longest_pause=0.01) for one in (account, other)]
    running = [asyncio.create_task(poller.run()) for poller in pollers]
    await fake.wait_for(lambda: fake.counts()["calls"].get("getupdates", 0) > 20)
    fake.says(lan, "chào")
    await shelf.until(lambda: bool(shelf.kept))
    for poller in pollers:
        poller.stop()
    await asyncio.gather(*running)
    await other.close()
    warned = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(warned) == len(set(warned)) <= 2
    assert all("another program receives for it" in line for line in warned)


async def test_what_the_database_cannot_hold_does_not_stop_the_rest(account: TelegramAccount, shelf: Shelf) -> None:
    async with Post(account, shelf) as post:
        assert await post.brings(written(text="a\0b\ud800c🌊", entities=[])) == 200
    (stored,) = shelf.kept.values()
    assert stored.payload["message"]["text"] == "ab\ufffdc🌊"


class Post:
    """Telegram's side of the webhook: brings updates to the pages of an account."""

    def __init__(self, account: TelegramAccount, shelf: Shelf) -> None:
        self._app = web.Application(client_max_size=64 * 1024 * 1024)
        self._app.add_routes(webhook_routes([account], shelf.put))
        self._secret = webhook_secret(TOKEN)

    async def __aenter__(self) -> "Post":
        self._runner = web.AppRunner(self._app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._http = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self._http.close()
        await self._runner.cleanup()

    async def brings(self, update: Any, *, secret: str | None = "", name: str = "telegram:xa-mau") -> int:
        """The status that Telegram gets; `secret` None leaves the header out."""
        body = update if isinstance(update, bytes | io.BytesIO) else json.dumps(update).encode()
        headers = {} if secret is None else {SECRET_HEADER: secret or self._secret}
        async with self._http.post(f"{self.url}/telegram/{name}", data=body, headers=headers) as answer:
            return answer.status


async def test_the_webhook_takes_only_what_telegram_brings(account: TelegramAccount, shelf: Shelf) -> None:
    async with Post(account, shelf) as post:
        update = written(text="chào")
        assert await post.brings(update, secret="guess") == 401
        assert await post.brings(update, secret="bí mật") == 401
        assert await post.brings(update, secret=None) == 401
        assert await post.brings(update, name="xa-khac") == 404
        assert await post.brings(b"{") == 400
        assert await post.brings(b"[" * 100_000) == 400
        assert await post.brings([update]) == 400
        assert await post.brings({"message": update["message"]}) == 400
        assert await post.brings(update | {"update_id": True}) == 400
        assert await post.brings(io.BytesIO(b" " * (MAX_BODY_BYTES + 1))) == 413
        assert not shelf.attempts
        assert await post.brings(update) == 200
        assert await post.brings({"update_id": 10, "poll": None}) == 200
    assert list(shelf.kept.values()) == [Delivery(3, "9", "77", update)]


async def test_the_webhook_refuses_a_long_body_of_unknown_length(account: TelegramAccount, shelf: Shelf) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 65536

    async with Post(account, shelf) as post, aiohttp.ClientSession() as http:
        headers = {SECRET_HEADER: webhook_secret(TOKEN)}
        try:
            answer = await http.post(f"{post.url}/telegram/telegram:xa-mau", data=endless(), headers=headers)
            assert answer.status == 413
        except aiohttp.ClientError:
            pass  # hung up on, which is an answer as well
    assert not shelf.attempts


async def test_the_webhook_acknowledges_nothing_that_is_not_stored(
    fake: FakeTelegram, account: TelegramAccount, shelf: Shelf, lan: User
) -> None:
    shelf.failures = 2
    async with Post(account, shelf) as post:
        assert await post.brings(written(text="chào")) == 503
        await register(account, post.url + "/")
        fake.says(lan, "chào lại")
        await shelf.until(lambda: bool(shelf.kept))
        await fake.wait_for(lambda: not fake.pending())
    assert shelf.texts == ["chào lại"]
    assert shelf.attempts == 3


async def test_registering_asks_for_what_is_read_and_nothing_else(
    fake: FakeTelegram, bot: Bot, account: TelegramAccount
) -> None:
    await register(account, "https://127.0.0.1")
    state = await account.bot.get_webhook_info()
    assert (state.url, state.max_connections) == ("https://127.0.0.1/telegram/telegram%3Axa-mau", 40)
    assert bot.allowed == {"message", "edited_message", "callback_query", "my_chat_member"}


async def test_commands_are_listed_in_both_languages(fake: FakeTelegram, bot: Bot, account: TelegramAccount) -> None:
    await set_commands(account.bot)
    listed = {key: [(one["command"], one["description"]) for one in value] for key, value in bot.commands.items()}
    private, group = '{"type": "all_private_chats"}', '{"type": "all_group_chats"}'
    assert listed.keys() == {(scope, code) for scope in (private, group) for code in ("", "vi", "en")}
    assert [name for name, _ in listed[private, ""]] == [
        "start", "menu", "ykien", "phatbieu", "cuatoi", "tracuu", "viec", "trogiup", "ngonngu",
    ]  # fmt: skip
    assert [name for name, _ in listed[group, "en"]] == ["viec", "ketnoi", "trogiup"]
    assert listed[private, ""] == listed[private, "vi"] != listed[private, "en"]


async def test_a_file_is_fetched_as_it_was_sent(fake: FakeTelegram, account: TelegramAccount, lan: User) -> None:
    content = bytes(range(256)) * 1000
    fake.sends(lan, "photo", content=content, caption="Ảnh")
    heard = account.read(fake.pending()[0].wire())
    assert heard
    assert heard.event == replace(said("Ảnh"), ref="1")
    assert b"".join([chunk async for chunk in account.fetch(heard.remote[0])]) == content


async def test_a_file_that_is_too_big_is_not_fetched(fake: FakeTelegram, account: TelegramAccount, lan: User) -> None:
    fake.sends(lan, "document", size=21 * 1024 * 1024)
    heard = account.read(fake.pending()[0].wire())
    assert heard
    for remote in (heard.remote[0], replace(heard.remote[0], size=None)):
        with pytest.raises(GiveUp, match="file-too-big"):
            _ = [chunk async for chunk in account.fetch(remote)]


@pytest.mark.parametrize(
    ("method", "kind", "expected"),
    [
        ("getFile", "flood", TryLater("flood", after=2)),
        ("getFile", "error_500", TryLater("network")),
        ("getFile", "reset", TryLater("network")),
        ("download", "bad_gateway", TryLater("network")),
    ],
)
async def test_a_file_is_fetched_later(
    fake: FakeTelegram, account: TelegramAccount, lan: User, method: str, kind: Any, expected: TryLater
) -> None:
    fake.sends(lan, "voice")
    heard = account.read(fake.pending()[0].wire())
    assert heard
    fake.fail(kind, method=method, retry_after=2)
    with pytest.raises(TryLater) as failure:
        _ = [chunk async for chunk in account.fetch(heard.remote[0])]
    assert failure.value == expected
    assert failure.value.__suppress_context__
    assert [chunk async for chunk in account.fetch(heard.remote[0])] == [b"sample"]


async def test_a_file_nobody_knows_is_given_up(account: TelegramAccount) -> None:
    with pytest.raises(GiveUp, match="rejected"):
        _ = [chunk async for chunk in account.fetch(RemoteFile("unknown", "x"))]


async def test_the_bot_learns_its_name_and_makes_links(account: TelegramAccount) -> None:
    assert account.link("d-3") is None
    await account.start()
    assert account.link("d-3") == f"https://t.me/{NAME}?start=d-3"
    assert account.link("i-ABC", group=True) == f"https://t.me/{NAME}?startgroup=i-ABC"
    assert account.link("") == f"https://t.me/{NAME}"
    for wrong in ("thôn", "a b", "x" * 65):
        with pytest.raises(ValueError, match="not a payload"):
            account.link(wrong)


async def test_starting_does_not_wait_for_a_telegram_that_is_away(
    fake: FakeTelegram, account: TelegramAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.INTRODUCTION_SECONDS", 0.05)
    fake.fail("hang", method="getMe", seconds=0.2)
    await account.start()
    assert account.link("x") is None
    await fake.wait_for(lambda: fake.counts()["calls"].get("getme", 0) == 2)
    async with asyncio.timeout(5):
        while account.link("x") is None:
            await asyncio.sleep(0)


# ── out ───────────────────────────────────────────────────────────────────────────────────────────────────────


def stored(files: FileStore, content: bytes, name: str, kind: str) -> dict[str, Any]:
    """A file in the store, as the outbox names it."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = files.path(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return {"sha256": sha256, "name": name, "kind": kind, "size": len(content)}


@asynccontextmanager
async def answering(answer: Any, status: int = 200) -> AsyncIterator[tuple[TelegramAccount, list[Any]]]:
    """An account whose Telegram gives one and the same answer, and what it was asked."""
    asked: list[Any] = []

    async def note(request: web.BaseRequest) -> web.Response:
        asked.append((request.path, await request.json()))
        return web.json_response(answer, status=status)

    runner = web.ServerRunner(web.Server(note))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    account = TelegramAccount("telegram:xa-mau", 3, TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}/")
    yield account, asked
    await account.close()
    await runner.cleanup()


async def test_nothing_is_asked_of_telegram_but_to_show_the_words(files: FileStore) -> None:
    async with answering({"ok": True, "result": {"message_id": 8}}) as (account, asked):
        assert await account.send(message("77", "https://xa-mau.example", [("a", "A")]), files) == "8"
    expected = {
        "chat_id": 77,
        "text": "https://xa-mau.example",
        "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]},
        "link_preview_options": {"is_disabled": True},
    }
    assert asked == [(f"/bot{TOKEN}/sendMessage", expected)]


@pytest.mark.parametrize("answer", [[], {"ok": True}, "<html>"])
async def test_an_answer_that_is_none_is_no_delivery(files: FileStore, answer: Any) -> None:
    async with answering(answer) as (account, _):
        with pytest.raises(TryLater, match="network"):
            await account.send(message("77", "Mời họp"), files)


async def test_a_message_goes_out_as_plain_text(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    ref = await account.send(message(str(lan.id), "Giá < 5 & *đậm* _nghiêng_ 🌊"), files)
    (line,) = fake.transcript(lan)
    assert (line.text, line.buttons, str(line.message_id)) == ("Giá < 5 & *đậm* _nghiêng_ 🌊", (), ref)


async def test_choices_become_buttons(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    long = "Ý kiến về đường giao thông nông thôn, thủy lợi nội đồng và điện chiếu sáng"
    await account.send(message(str(lan.id), "Mời chọn", [("1.yes", "Có"), ("1.no", "Không")]), files)
    await account.send(message(str(lan.id), "Mời chọn", [("2.a", "Có"), ("2.b", long)]), files)
    short, tall = fake.transcript(lan)
    assert [[(one.label, one.data) for one in row] for row in short.buttons] == [[("Có", "1.yes"), ("Không", "1.no")]]
    assert [[one.label for one in row] for row in tall.buttons] == [["Có"], [long[:58] + "…"]]
    fake.presses(lan, "Không")
    heard = account.read(fake.pending()[0].wire())
    assert heard
    assert heard.event == Chose("1.no")


def test_a_key_that_does_not_fit_is_a_mistake_of_ours() -> None:
    assert keyboard_of([{"key": "ă" * 32, "label": "x"}])
    for key in ("ă" * 32 + "a", ""):
        with pytest.raises(ValueError, match="key of a choice"):
            keyboard_of([{"key": key, "label": "x"}])


async def test_ninety_long_choices_are_shown(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    label = "Thôn Cấm Thượng Đông Bắc Sông Hồng (mẫu) số "
    choices = [(f"12.hamlet:thon-{number}", f"{number} {label}") for number in range(95)]
    await account.send(message(str(lan.id), "Thôn nào?", choices), files)
    (line,) = fake.transcript(lan)
    assert len(line.labels) == 90
    assert line.labels[7].startswith("7 Thôn Cấm")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("aă🌊. \n"), min_size=1, max_size=300))
def test_every_part_of_a_long_text_fits(text: str) -> None:
    text *= 9000 // len(text)
    parts = split_text(text)
    assert all(part.strip() and len(part.encode("utf-16-le")) <= 2 * 4096 for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


async def test_a_long_text_has_its_choices_at_the_end(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    text = " ".join(f"Câu số {number} nói về đường làng." for number in range(400))
    ref = await account.send(message(str(lan.id), text, [("ok", "Đã đọc")]), files)
    lines = fake.transcript(lan)
    assert " ".join(line.text for line in lines) == text
    assert [line.labels for line in lines] == [[], [], ["Đã đọc"]]
    assert ref == str(lines[-1].message_id)


async def test_files_go_before_the_text(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    photos = [stored(files, PNG + bytes([number]), f"anh-{number}.png", "photo") for number in range(3)]
    row = message(
        str(lan.id),
        "Kèm theo đây",
        [("ok", "Xong")],
        files=[
            photos[0],
            stored(files, b"OggS", "ghi-am.ogg", "voice"),
            photos[1],
            stored(files, b"ID3", "ghi-am.mp3", "voice"),
            stored(files, b"%PDF", "đơn.pdf", "document"),
            stored(files, b"heic", "anh.heic", "photo"),
            photos[2],
        ],
    )
    ref = await account.send(row, files)
    lines = fake.transcript(lan)
    assert [line.kind for line in lines] == [
        "photo", "photo", "photo", "voice", "document", "document", "document", "text",
    ]  # fmt: skip
    assert [fake.files[line.files[0]].content for line in lines[:5]] == [
        *(PNG + bytes([number]) for number in range(3)), b"OggS", b"ID3",
    ]  # fmt: skip
    assert fake.files[lines[5].files[0]].name == "đơn.pdf"
    assert (lines[-1].labels, ref) == (["Xong"], str(lines[-1].message_id))
    assert fake.counts()["calls"]["sendmediagroup"] == 1


async def test_one_photo_and_eleven_photos(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    photos = [stored(files, PNG + bytes([number]), "anh.png", "photo") for number in range(12)]
    await account.send(message(str(lan.id), files=photos[:1]), files)
    ref = await account.send(message(str(lan.id), files=photos[1:]), files)
    assert fake.counts()["calls"] == {"sendphoto": 2, "sendmediagroup": 1}
    assert ref == str(fake.transcript(lan)[-1].message_id)


async def test_photos_that_telegram_cannot_show_go_as_documents(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    good, bad = stored(files, PNG, "tốt.png", "photo"), stored(files, b"broken", "hỏng.jpg", "photo")
    await account.send(message(str(lan.id), "Hai ảnh", files=[good, bad]), files)
    assert [line.kind for line in fake.transcript(lan)] == ["photo", "document", "text"]


async def test_a_file_that_is_lost_does_not_take_the_words_with_it(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User, caplog: pytest.LogCaptureFixture
) -> None:
    lost = {"sha256": "0" * 64, "name": "mất.pdf", "kind": "document", "size": 1}
    await account.send(message(str(lan.id), "Văn bản", files=[lost]), files)
    assert [line.text for line in fake.transcript(lan)] == ["Văn bản"]
    assert "0" * 64 in caplog.text


async def test_a_large_file_arrives_whole(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    content = bytes(range(256)) * 4096 * 5
    await account.send(message(str(lan.id), files=[stored(files, content, "phim.mp4", "video")]), files)
    assert fake.files[fake.transcript(lan)[0].files[0]].content == content


async def test_nothing_to_say_sends_nothing(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    assert await account.send(message(str(lan.id), " \n"), files) is None
    with pytest.raises(ValueError, match="choices need a text"):
        await account.send(message(str(lan.id), "", [("x", "X")]), files)
    assert fake.transcript(lan) == []


async def test_a_press_is_acknowledged(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    await account.send(message(str(lan.id), "Mời chọn", [("x", "Chọn")]), files)
    query = fake.presses(lan, "Chọn")
    await account.send(message(str(lan.id), "Đã ghi", quiets=query), files)
    answer = await fake.wait_for(lambda: fake.answer_to(query))
    assert answer["text"] == ""


@pytest.mark.parametrize("trouble", [None, "flood", "error_500", "hang", "reset"])
async def test_a_press_of_long_ago_or_in_trouble_does_not_keep_the_message_back(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User, trouble: Any
) -> None:
    if trouble:
        fake.fail(trouble, method="answerCallbackQuery", seconds=1.0)
    async with asyncio.timeout(0.9):
        assert await account.send(message(str(lan.id), "Đã ghi", quiets="404"), files)
    assert [line.text for line in fake.transcript(lan)] == ["Đã ghi"]


async def test_a_message_reaches_its_topic(
    fake: FakeTelegram, bot: Bot, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    forum = fake.create_group("Phòng mẫu", lan, bots=[bot], forum=True)
    topic = fake.create_topic(forum, "Đất đai", lan)
    await account.send(message(f"{forum.id}/{topic}", "Vào đề mục"), files)
    await account.send(message(str(forum.id), "Chung"), files)
    assert [(line.text, line.thread_id) for line in fake.transcript(forum)[-2:]] == [
        ("Vào đề mục", topic), ("Chung", None),
    ]  # fmt: skip


async def test_a_topic_that_is_gone_is_answered_beside_it(
    fake: FakeTelegram, bot: Bot, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    forum = fake.create_group("Phòng mẫu", lan, bots=[bot], forum=True)
    topic = fake.create_topic(forum, "Đất đai", lan)
    fake.delete_topic(forum, topic)
    photo = stored(files, PNG, "anh.png", "photo")
    await account.send(message(f"{forum.id}/{topic}", "Vẫn đến", files=[photo]), files)
    assert [(line.kind, line.thread_id) for line in fake.transcript(forum)[-2:]] == [("photo", None), ("text", None)]


async def test_a_group_that_moved_is_reported_with_its_new_address(
    fake: FakeTelegram, bot: Bot, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    group = fake.create_group("Phòng mẫu", lan, bots=[bot])
    new = fake.migrate(group, lan)
    with pytest.raises(AddressMoved) as moved:
        await account.send(message(str(group.id), "Việc mới"), files)
    assert moved.value.address == str(new.id)
    with pytest.raises(AddressMoved) as moved:
        await account.send(message(f"{group.id}/4", "Việc mới"), files)
    assert moved.value.address == f"{new.id}/4"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("flood", TryLater("flood", after=3)),
        ("error_500", TryLater("network")),
        ("bad_gateway", TryLater("network")),
        ("reset", TryLater("network")),
        ("lost_reply", TryLater("network")),
        ("forbidden", GiveUp("blocked")),
    ],
)
async def test_a_failure_is_named(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User, kind: Any, expected: Exception
) -> None:
    fake.fail(kind, method="sendMessage", retry_after=3)
    with pytest.raises((TryLater, GiveUp)) as failure:
        await account.send(message(str(lan.id), "Mời họp"), files)
    assert failure.value == expected
    assert account.ready_in(str(lan.id)) == pytest.approx(3 if kind == "flood" else 1.02)
    assert account.ready_in("1") == 0


async def test_a_telegram_that_hangs_is_left(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.outward.TIMEOUT", 0.1)
    fake.fail("hang", method="sendMessage", seconds=60)
    with pytest.raises(TryLater, match="network"):
        async with asyncio.timeout(5):
            await account.send(message(str(lan.id), "Mời họp"), files)


async def test_a_telegram_that_is_not_there(files: FileStore) -> None:
    account = TelegramAccount("telegram:xa-mau", 3, TOKEN, "http://127.0.0.1:9")
    with pytest.raises(TryLater) as failure:
        await account.send(message("1", "Mời họp"), files)
    assert TOKEN not in repr(failure.value)
    assert failure.value.__suppress_context__
    await account.close()


async def test_those_who_are_gone_are_told_apart(
    fake: FakeTelegram, bot: Bot, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    tam, dong = fake.create_user("Tâm (mẫu)"), fake.create_user("Đông (mẫu)")
    fake.opens(tam, bot)
    fake.deactivate(tam)
    fake.blocks(lan, bot)
    kicked, left = (fake.create_group(title, dong, bots=[bot], supergroup=True) for title in ("Một", "Hai"))
    fake.remove_from_group(kicked, bot, dong)
    await account.bot.leave_chat(left.id)
    expected = {
        lan.id: "blocked", dong.id: "chat-gone", tam.id: "chat-gone", kicked.id: "chat-gone", left.id: "chat-gone",
    }  # fmt: skip
    found = {}
    for address in expected:
        with pytest.raises(GiveUp) as failure:
            await account.send(message(str(address), "Mời họp"), files)
        found[address] = failure.value.trouble
    assert found == expected


async def test_a_wrong_token_is_said_once_and_tried_again(
    fake: FakeTelegram, files: FileStore, caplog: pytest.LogCaptureFixture
) -> None:
    account = TelegramAccount("telegram:xa-mau", 3, "1:revoked-sample", fake.url)
    for person in ("1", "2"):
        with pytest.raises(TryLater, match="token"):
            await account.send(message(person, "Mời họp"), files)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "revoked" not in caplog.text
    await account.close()


@pytest.mark.parametrize(
    ("status", "description", "trouble"),
    [
        (400, "Bad Request: BUTTON_DATA_INVALID", "rejected"),
        (400, "Bad Request: something % new", "rejected"),
        (400, "Bad Request: group chat was deactivated", "chat-gone"),
        (400, "Bad Request: not enough rights to send text messages to the chat", "no-rights"),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", "no-rights"),
        (403, "Forbidden: not enough rights", "no-rights"),
    ],
)
async def test_a_refusal_is_given_up_with_a_code_and_without_the_words(
    files: FileStore, caplog: pytest.LogCaptureFixture, status: int, description: str, trouble: str
) -> None:
    refusal = {"ok": False, "error_code": status, "description": description}
    async with answering(refusal, status) as (account, _):
        for group in ("-100500", "-100501"):
            with pytest.raises(GiveUp, match=trouble):
                await account.send(message(group, "Lời riêng"), files)
    said_lines = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(said_lines) == (trouble == "rejected")
    # The library changes the case of Telegram's words.
    assert all(description.partition(": ")[2].lower() in line.lower() for line in said_lines)
    assert "Lời riêng" not in caplog.text


async def test_a_message_that_failed_half_way_goes_on_where_it_stopped(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    row = message(str(lan.id), "Kèm ảnh", files=[stored(files, PNG, "anh.png", "photo")])
    fake.fail("error_500", method="sendMessage")
    with pytest.raises(TryLater):
        await account.send(row, files)
    ref = await account.send(row, files)
    lines = fake.transcript(lan)
    assert ([line.kind for line in lines], str(lines[-1].message_id)) == (["photo", "text"], ref)
    assert await account.send(row, files) != ref


async def test_what_is_left_of_a_message_is_not_taken_for_another(
    fake: FakeTelegram, account: TelegramAccount, files: FileStore, lan: User
) -> None:
    row = message(str(lan.id), "Ba việc", files=[stored(files, PNG, "anh.png", "photo")])
    fake.fail("error_500", method="sendMessage")
    with pytest.raises(TryLater):
        await account.send(row, files)
    await account.send(replace(row, text="Một việc"), files)
    assert [line.kind for line in fake.transcript(lan)] == ["photo", "photo", "text"]
