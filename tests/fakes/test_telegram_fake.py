"""The fake Telegram answers aiogram, python-telegram-bot and rule breakers as the real one does."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import timedelta
from typing import Any

import aiogram
import aiohttp
import pytest
import telegram
import telegram.error
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramConflictError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiogram.types import BotCommand, BufferedInputFile, InputMediaPhoto
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from telegram.ext import ExtBot

from tests.fakes.telegram import Bot, Button, FakeTelegram, User

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
MEGABYTE = 1024 * 1024

Call = Callable[..., Coroutine[Any, Any, tuple[int, Any]]]


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(limits="off") as fake:
        yield fake


@pytest.fixture
def bot(fake: FakeTelegram) -> Bot:
    return fake.create_bot("4242:sample-token", "dialogue_bot")


@pytest.fixture
def lan(fake: FakeTelegram, bot: Bot) -> User:
    lan = fake.create_user("Lan (mẫu)", username="lan_sample")
    fake.opens(lan, bot)
    return lan


@pytest.fixture
async def call(fake: FakeTelegram, bot: Bot) -> AsyncIterator[Call]:
    """Any method as a JSON request; returns the description and parameters of a refusal, or the result."""
    async with aiohttp.ClientSession() as http:

        async def call(method: str, token: str = bot.token, **params: Any) -> tuple[int, Any]:
            async with http.post(f"{fake.url}/bot{token}/{method}", json=params) as response:
                body = await response.json()
                assert response.status == (200 if body["ok"] else body["error_code"])
                return response.status, body["result"] if body["ok"] else body["description"]

        yield call


@pytest.fixture
async def aio(fake: FakeTelegram, bot: Bot) -> AsyncIterator[aiogram.Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(fake.url))
    async with aiogram.Bot(bot.token, session=session) as client:
        yield client


@pytest.fixture
async def ptb(fake: FakeTelegram, bot: Bot) -> AsyncIterator[ExtBot[None]]:
    async with ExtBot(bot.token, base_url=f"{fake.url}/bot", base_file_url=f"{fake.url}/file/bot") as client:
        yield client


class Receiver:
    """A webhook that notes what it gets and answers as it is told to, then with 200."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.arrived = asyncio.Condition()
        self.url = ""

    async def take(self, request: web.BaseRequest) -> web.Response:
        async with self.arrived:
            self.updates.append(await _json(request))
            self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
            self.arrived.notify_all()
        return self.answers.pop(0) if self.answers else web.Response()

    async def received(self, count: int) -> list[Any]:
        """The texts (or callback data) of so many deliveries, in their order."""
        async with self.arrived, asyncio.timeout(5):
            await self.arrived.wait_for(lambda: len(self.updates) >= count)
        kinds = ("message", "edited_message", "callback_query", "my_chat_member")
        bodies = [next(update[kind] for kind in kinds if kind in update) for update in self.updates]
        return [body.get("data") or body.get("text") or body["new_chat_member"]["status"] for body in bodies]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    runner = web.ServerRunner(web.Server(receiver.take))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def _json(request: web.BaseRequest) -> Any:
    return json.loads(await request.read())


# aiogram


async def test_aiogram_polls_and_confirms(fake: FakeTelegram, aio: aiogram.Bot, lan: User) -> None:
    me = await aio.get_me()
    assert (me.username, me.can_read_all_group_messages) == ("dialogue_bot", False)
    fake.says(lan, "/start x")
    fake.shares_contact(lan, "84900000000")
    first, second = await aio.get_updates()
    assert first.message
    assert first.message.entities
    assert second.message
    assert second.message.contact
    assert (first.message.chat.type, first.message.entities[0].type) == ("private", "bot_command")
    assert second.message.contact.user_id == lan.id
    assert await aio.get_updates(offset=second.update_id) == [second]
    assert await aio.get_updates(offset=second.update_id + 1) == []
    polling = asyncio.create_task(aio.get_updates(timeout=20))
    await fake.wait_for(lambda: fake.counts()["calls"]["getupdates"] == 4)
    fake.presses(lan, _keyboard_in(fake, lan, "Yes", "y"))
    (update,) = await polling
    assert update.callback_query
    assert update.callback_query.data == "y"


async def test_aiogram_downloads_and_uploads(fake: FakeTelegram, aio: aiogram.Bot, lan: User) -> None:
    fake.sends(lan, "voice", content=b"OggS-sample")
    (update,) = await aio.get_updates()
    assert update.message
    assert update.message.voice
    assert (await _downloaded(aio, update.message.voice.file_id)) == b"OggS-sample"
    sent = await aio.send_document(lan.id, BufferedInputFile(b"%PDF-1", "giấy mời.pdf"), caption="a <b>b</b>")
    assert sent.document
    assert (sent.document.file_name, sent.caption) == ("giấy mời.pdf", "a <b>b</b>")
    assert await _downloaded(aio, sent.document.file_id) == b"%PDF-1"
    assert fake.transcript(lan)[-1].files == (sent.document.file_id,)


async def _downloaded(aio: aiogram.Bot, file_id: str) -> bytes:
    stream = io.BytesIO()
    await aio.download(file_id, stream)
    return stream.getvalue()


async def test_aiogram_sends_an_album_as_messages_of_one_group(fake: FakeTelegram, aio: aiogram.Bot, lan: User) -> None:
    photos = [InputMediaPhoto(media=BufferedInputFile(PNG, "a.png"), caption=c) for c in ("first", None)]
    sent = await aio.send_media_group(lan.id, [*photos])
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in sent] == ["first", None]
    fake.sends_album(lan, "photo", [PNG, PNG, PNG], caption="ba ảnh")
    received = [update.message for update in await aio.get_updates()]
    assert len({message.media_group_id for message in received if message}) == 1
    assert [message.caption for message in received if message] == ["ba ảnh", None, None]


async def test_aiogram_names_the_errors(fake: FakeTelegram, aio: aiogram.Bot, lan: User, bot: Bot) -> None:
    fake.fail("flood", method="sendMessage", retry_after=7)
    with pytest.raises(TelegramRetryAfter) as flood:
        await aio.send_message(lan.id, "x")
    assert flood.value.retry_after == 7
    group = fake.create_group("Thôn Mẫu", lan, bots=[bot])
    new = fake.migrate(group, lan)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await aio.send_message(group.id, "x")
    assert moved.value.migrate_to_chat_id == new.id
    assert [
        (u.message.migrate_to_chat_id, u.message.migrate_from_chat_id)
        for u in (await aio.get_updates(allowed_updates=["message"]))[-2:]
        if u.message
    ] == [(new.id, None), (None, group.id)]
    member = await aio.get_chat_member(new.id, lan.id)
    assert member.status == "creator"
    assert (await aio.get_chat(new.id)).title == "Thôn Mẫu"


async def test_aiogram_takes_the_webhook(fake: FakeTelegram, aio: aiogram.Bot, lan: User) -> None:
    dispatcher = aiogram.Dispatcher()

    @dispatcher.message()
    async def echo(message: aiogram.types.Message) -> Any:
        return message.answer(f"re: {message.text}")

    app = web.Application()
    SimpleRequestHandler(dispatcher, aio, handle_in_background=False, secret_token="s3cret").register(app, "/")
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await aio.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/", secret_token="s3cret")
        fake.says(lan, "một")
        assert (await fake.wait_for_line(lan, "re: một")).by == "bot"
    finally:
        await aio.delete_webhook()
        await runner.cleanup()


async def test_commands_are_kept_by_scope_and_language(aio: aiogram.Bot) -> None:
    await aio.set_my_commands([BotCommand(command="hoi", description="Đặt câu hỏi")], language_code="vi")
    assert [one.command for one in await aio.get_my_commands(language_code="vi")] == ["hoi"]
    assert await aio.get_my_commands() == []
    await aio.set_my_description("mô tả")
    assert (await aio.get_my_description(language_code="vi")).description == "mô tả"


# python-telegram-bot


async def test_ptb_sends_edits_and_answers(fake: FakeTelegram, ptb: ExtBot[None], lan: User) -> None:
    buttons = [[telegram.InlineKeyboardButton("Đồng ý", callback_data="ok:1")]]
    markup = telegram.InlineKeyboardMarkup(buttons)
    sent = await ptb.send_message(lan.id, "Ông/bà <b>đồng ý</b>?", parse_mode="HTML", reply_markup=markup)
    assert sent.text_html == "Ông/bà <b>đồng ý</b>?"
    query = fake.presses(lan, "Đồng ý")
    (update,) = await ptb.get_updates()
    assert update.callback_query
    assert update.callback_query.message
    assert (update.callback_query.data, update.callback_query.id) == ("ok:1", query)
    assert await ptb.answer_callback_query(query, "Đã ghi")
    assert fake.answer_to(query) == {"text": "Đã ghi", "show_alert": False}
    await ptb.edit_message_text("Đã ghi nhận", lan.id, sent.message_id)
    (line,) = fake.transcript(lan)
    assert (line.text, line.buttons, line.edited, line.sender) == ("Đã ghi nhận", (), True, "dialogue_bot")
    again = await ptb.send_message(lan.id, "Chọn", reply_markup=markup)
    assert fake.transcript(lan)[-1].buttons == ((Button("Đồng ý", "ok:1"),),)
    assert await ptb.edit_message_reply_markup(lan.id, again.message_id)
    assert await ptb.delete_message(lan.id, again.message_id)
    document = await ptb.send_document(lan.id, b"%PDF-1", filename="a.pdf", caption="giấy mời")
    assert document.document
    assert await (await document.document.get_file()).download_as_bytearray() == b"%PDF-1"
    assert await ptb.send_chat_action(lan.id, "typing")


async def test_ptb_names_the_errors(
    fake: FakeTelegram, ptb: ExtBot[None], lan: User, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # its seconds as a number are deprecated, with a warning
    fake.fail("flood", retry_after=3)
    with pytest.raises(telegram.error.RetryAfter) as flood:
        await ptb.send_message(lan.id, "x")
    assert flood.value.retry_after == timedelta(seconds=3)
    fake.blocks(lan)
    with pytest.raises(telegram.error.Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(lan.id, "x")
    fake.unblocks(lan)
    group = fake.create_group("Thôn Mẫu", lan, bots=[bot])
    new = fake.migrate(group, lan)
    with pytest.raises(telegram.error.ChatMigrated) as moved:
        await ptb.send_message(group.id, "x")
    assert moved.value.new_chat_id == new.id
    with pytest.raises(telegram.error.BadRequest, match="Chat not found"):
        await ptb.send_message(777, "x")
    statuses = [u.my_chat_member.new_chat_member.status for u in await ptb.get_updates() if u.my_chat_member]
    assert statuses == ["kicked", "member", "member"]


@pytest.mark.parametrize(
    ("kind", "error", "kept"),
    [
        ("error_500", telegram.error.NetworkError, False),
        ("bad_gateway", telegram.error.NetworkError, False),
        ("reset", telegram.error.NetworkError, False),
        ("hang", telegram.error.TimedOut, False),
        ("lost_reply", telegram.error.NetworkError, True),
        ("forbidden", telegram.error.Forbidden, False),
    ],
)
async def test_ptb_meets_what_goes_wrong_once(
    *, fake: FakeTelegram, ptb: ExtBot[None], lan: User, kind: Any, error: type[Exception], kept: bool
) -> None:
    fake.fail(kind, method="sendMessage", chat=lan.id)
    with pytest.raises(error):
        await ptb.send_message(lan.id, "một", read_timeout=0.2)
    assert [line.text for line in fake.transcript(lan)] == (["một"] if kept else [])
    await ptb.send_message(lan.id, "hai")
    assert fake.transcript(lan)[-1].text == "hai"


async def test_polls_and_downloads_go_wrong_too(fake: FakeTelegram, aio: aiogram.Bot, lan: User) -> None:
    fake.fail("lost_reply", method="getUpdates")
    fake.fail("bad_gateway", method="download")
    fake.says(lan, "một")
    fake.sends(lan, "voice", content=b"OggS-sample")
    with pytest.raises(TelegramNetworkError):
        await aio.get_updates()
    update = (await aio.get_updates())[-1]
    assert update.message
    assert update.message.voice
    with pytest.raises(aiohttp.ClientResponseError):
        await _downloaded(aio, update.message.voice.file_id)
    assert await _downloaded(aio, update.message.voice.file_id) == b"OggS-sample"


async def test_a_part_of_the_calls_goes_wrong(fake: FakeTelegram, call: Call) -> None:
    fake.fail("error_500", method="getMe", times=None, probability=0.5)
    failures = [(await call("getMe"))[0] for _ in range(40)].count(500)
    assert 10 < failures < 30


# what is refused, and how

HTML = {"parse_mode": "HTML"}
MARKDOWN = {"parse_mode": "MarkdownV2"}
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def _inline(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"text": "a", "reply_markup": {"inline_keyboard": [[button] for button in buttons]}}


BAD_REQUESTS = [
    ("sendMessage", {"text": ""}, "message text is empty"),
    ("sendMessage", {"text": " \n "}, "text must be non-empty"),
    ("sendMessage", {"text": "a" * 4097}, "message is too long"),
    ("sendMessage", {"text": "<b>" + "a" * 4097 + "</b>"} | HTML, "message is too long"),
    ("sendMessage", {"text": "a", "chat_id": ""}, "chat_id is empty"),
    ("sendMessage", {"text": "a", "chat_id": 777}, "chat not found"),
    ("sendMessage", {"text": "a", "parse_mode": "Wiki"}, "unsupported parse_mode"),
    ("sendMessage", {"text": "a <b>b"} | HTML,
     "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ("sendMessage", {"text": "ố <p>b</p>"} | HTML,
     'can\'t parse entities: Unsupported start tag "p" at byte offset 4'),
    ("sendMessage", {"text": "a < b"} | HTML,
     'can\'t parse entities: Unsupported start tag "" at byte offset 2'),
    ("sendMessage", {"text": "a <b"} | HTML, "can't parse entities: Unclosed start tag at byte offset 2"),
    ("sendMessage", {"text": "a</b>"} | HTML, "can't parse entities: Unexpected end tag at byte offset 1"),
    ("sendMessage", {"text": "<b>a</i>"} | HTML,
     'can\'t parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("sendMessage", {"text": "Hết."} | MARKDOWN,
     "can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'"),
    ("sendMessage", {"text": "a *b"} | MARKDOWN,
     "can't parse entities: Can't find end of Bold entity at byte offset 2"),
    ("sendMessage", {"text": "a", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ("sendMessage", {"text": "a", "message_thread_id": 5}, "message thread not found"),
    ("sendMessage", _inline({"text": "x", "callback_data": "ă" * 32 + "a"}), "BUTTON_DATA_INVALID"),
    ("sendMessage", _inline({"text": "x"}),
     "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ("sendMessage", _inline(*[{"text": "x", "callback_data": "x"}] * 101), "reply markup is too long"),
    ("sendMessage", _inline(*[{"text": "x" * 200, "callback_data": "x"}] * 50), "reply markup is too long"),
    ("sendMessage", {"text": "a", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ("sendPhoto", {}, "there is no photo in the request"),
    ("sendDocument", {"document": "nope"}, "wrong file identifier/HTTP URL specified"),
    ("sendDocument", {"caption": "a" * 1025}, "message caption is too long"),
    ("sendMediaGroup", {"media": []}, "there are no messages to send"),
    ("sendLocation", {"latitude": 20}, "longitude is empty"),
    ("sendChatAction", {"action": "sing"}, "wrong parameter action in request"),
    ("editMessageText", {"text": "a"}, "message identifier is not specified"),
    ("editMessageText", {"text": "a", "message_id": 99}, "message to edit not found"),
    ("editMessageText", {"text": "a", "message_id": 1}, "message can't be edited"),
    ("editMessageText", {"text": "old", "message_id": 2},
     "message is not modified: specified new message content and reply markup are exactly the same as a "
     "current content and reply markup of the message"),
    ("deleteMessage", {"message_id": 99}, "message to delete not found"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, QUERY_TOO_OLD),
    ("getFile", {"file_id": "nope"}, "invalid file_id"),
    ("getChatMember", {"user_id": 777}, "user not found"),
    ("setWebhook", {"url": "http://example.org/"},
     "bad webhook: An HTTPS URL must be provided for webhook"),
    ("setWebhook", {"url": "https://example.org/", "secret_token": "a b"},
     "secret token contains unallowed characters"),
    ("setMyCommands", {"commands": [{"command": "Hỏi", "description": "x"}]}, "BOT_COMMAND_INVALID"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "params", "reason"), BAD_REQUESTS)
async def test_bad_requests_are_worded_as_telegram_words_them(
    *, fake: FakeTelegram, call: Call, lan: User, method: str, params: dict[str, Any], reason: str
) -> None:
    fake.says(lan, "hello")
    assert (await call("sendMessage", chat_id=lan.id, text="old"))[0] == 200
    assert await call(method, **({"chat_id": lan.id} | params)) == (400, f"Bad Request: {reason}")


@pytest.mark.parametrize(
    "params",
    [
        {"text": "a" * 4096},
        {"text": "<b>" + "a" * 4096 + "</b> "} | HTML,
        _inline({"text": "x", "callback_data": "ă" * 32}),
        _inline(*[{"text": "x", "callback_data": "x"}] * 100),
        {"text": "nửa cặp \ud83d"},
    ],
)
async def test_what_just_fits_is_taken(call: Call, lan: User, params: dict[str, Any]) -> None:
    assert (await call("sendMessage", chat_id=lan.id, **params))[0] == 200


async def test_unknown_tokens_and_methods(call: Call) -> None:
    assert await call("getMe", token="1:x") == (401, "Unauthorized")
    assert await call("sendNothing") == (404, "Not Found")


async def test_closed_doors_are_worded_as_telegram_words_them(
    fake: FakeTelegram, call: Call, lan: User, bot: Bot
) -> None:
    async def send(chat_id: int, **more: Any) -> Any:
        return (await call("sendMessage", chat_id=chat_id, text="x", **more))[1]

    tam = fake.create_user("Tâm (mẫu)")
    group = fake.create_group("Nhóm mẫu", lan, users=[tam], bots=[bot])
    forum = fake.create_group("Diễn đàn mẫu", lan, bots=[bot], forum=True)
    topic = fake.create_topic(forum, "Đất đai", lan)
    assert await send(tam.id) == "Forbidden: bot can't initiate conversation with a user"
    assert await send(bot.id) == "Forbidden: bot can't send messages to bots"
    assert await send(forum.id, message_thread_id=1) == "Bad Request: message thread not found"
    assert (await send(forum.id, message_thread_id=topic))["is_topic_message"] is True
    assert await send(lan.id, reply_to_message_id=99, allow_sending_without_reply=True)
    fake.remove_from_group(group, bot, by=lan)
    fake.remove_from_group(forum, bot, by=lan)
    assert await send(group.id) == "Forbidden: bot was kicked from the group chat"
    assert await send(forum.id) == "Forbidden: bot was kicked from the supergroup chat"
    fake.add_to_group(group, bot, by=lan)
    assert await call("leaveChat", chat_id=group.id) == (200, True)
    assert await send(group.id) == "Forbidden: bot is not a member of the group chat"
    fake.deactivate(lan)
    assert await send(lan.id) == "Forbidden: user is deactivated"
    assert await call("logOut") == (200, True)
    assert await call("getMe") == (400, "Logged out")


@pytest.mark.parametrize(
    ("mode", "source", "text", "entities"),
    [
        ("HTML", "1 &lt; 2 &amp; <b>😀 <i>x</i></b>", "1 < 2 & 😀 x", [("bold", 8, 4), ("italic", 11, 1)]),
        ("HTML", '  <a href="https://a.vn/?x=1&amp;y">đây</a> ', "đây", [("text_link", 0, 3)]),
        ("HTML", "<pre>a</pre><blockquote expandable>b</blockquote>", "ab",
         [("pre", 0, 1), ("expandable_blockquote", 1, 1)]),
        ("MarkdownV2", r"*đậm _nghiêng_* 1\.5", "đậm nghiêng 1.5", [("bold", 0, 11), ("italic", 4, 7)]),
        ("MarkdownV2", "__u__ ||s|| `a.b` [x](https://a.vn/\\)\\.)", "u s a.b x",
         [("underline", 0, 1), ("spoiler", 2, 1), ("code", 4, 3), ("text_link", 8, 1)]),
        ("MarkdownV2", ">trích\n>dẫn\nhết", "trích\ndẫn\nhết", [("blockquote", 0, 9)]),
        ("", "xem /start và @ai_do", "xem /start và @ai_do", [("bot_command", 4, 6), ("mention", 14, 6)]),
    ],
)  # fmt: skip
async def test_markup_becomes_entities(
    *, call: Call, lan: User, mode: str, source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    status, sent = await call("sendMessage", chat_id=lan.id, text=source, parse_mode=mode)
    assert (status, sent["text"]) == (200, text)
    assert [(e["type"], e["offset"], e["length"]) for e in sent["entities"]] == entities


async def test_a_file_of_over_20_megabytes_cannot_be_fetched(fake: FakeTelegram, call: Call, lan: User) -> None:
    message = fake.sends(lan, "document", size=20 * MEGABYTE + 1)
    file_id = message.wire["document"]["file_id"]
    assert await call("getFile", file_id=file_id) == (400, "Bad Request: file is too big")


async def test_an_upload_of_over_50_megabytes_is_refused(fake: FakeTelegram, ptb: ExtBot[None], lan: User) -> None:
    with pytest.raises(telegram.error.NetworkError, match="Request Entity Too Large"):
        await ptb.send_document(lan.id, bytes(50 * MEGABYTE + 1), filename="a.bin", write_timeout=60)
    assert fake.transcript(lan) == []


async def test_a_callback_query_is_answered_once_and_in_time(fake: FakeTelegram, call: Call, lan: User) -> None:
    too_old = (400, f"Bad Request: {QUERY_TOO_OLD}")
    data = _keyboard_in(fake, lan, "Yes", "y")
    first, second = fake.presses(lan, data), fake.presses(lan, data)
    assert await call("answerCallbackQuery", callback_query_id=first) == (200, True)
    assert await call("answerCallbackQuery", callback_query_id=first) == too_old
    fake.advance(31)
    assert await call("answerCallbackQuery", callback_query_id=second) == too_old


def _keyboard_in(fake: FakeTelegram, user: User, label: str, data: str) -> str:
    bot = next(iter(fake.bots.values()))
    keyboard = {"inline_keyboard": [[{"text": label, "callback_data": data}]]}
    fake.post(fake.opens(user, bot), bot, {"text": "?"}, keyboard=keyboard)
    return data


# limits


async def test_flood_limits_slide(call: Call, fake: FakeTelegram, bot: Bot, lan: User) -> None:
    fake.limits.strict = True
    people = [fake.create_user() for _ in range(30)]
    group = fake.create_group("Nhóm mẫu", lan, bots=[bot])
    for person in people:
        fake.opens(person, bot)
    fake.clock.freeze()

    async def send(chat_id: int) -> str:
        status, result = await call("sendMessage", chat_id=chat_id, text="x")
        return "" if status == 200 else f"{status} {result}"

    assert [await send(lan.id), await send(lan.id)] == ["", "429 Too Many Requests: retry after 1"]
    fake.advance(0.9)
    assert await send(lan.id) == "429 Too Many Requests: retry after 1"
    fake.advance(0.06)
    assert await send(lan.id) == ""
    assert [await send(person.id) for person in people] == [""] * 29 + ["429 Too Many Requests: retry after 1"]
    fake.advance(1)
    for _ in range(20):
        assert await send(group.id) == ""
        fake.advance(1)
    assert await send(group.id) == "429 Too Many Requests: retry after 40"
    fake.advance(40)
    assert await send(group.id) == ""
    assert fake.counts()["too_many_requests"] == 4


# getting updates


async def test_the_newer_poll_ends_the_older(fake: FakeTelegram, aio: aiogram.Bot, lan: User) -> None:
    older = asyncio.create_task(aio.get_updates(timeout=20))
    await fake.wait_for(lambda: fake.counts()["calls"]["getupdates"] == 1)
    newer = asyncio.create_task(aio.get_updates(timeout=20))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request; make sure that only"):
        await older
    fake.says(lan, "một")
    assert len(await newer) == 1


async def test_polling_and_webhook_exclude_each_other(
    fake: FakeTelegram, call: Call, lan: User, receiver: Receiver
) -> None:
    polling = asyncio.create_task(call("getUpdates", timeout=20))
    await fake.wait_for(lambda: fake.counts()["calls"]["getupdates"] == 1)
    assert await call("setWebhook", url=receiver.url, allowed_updates=["message"]) == (200, True)
    assert await polling == (409, "Conflict: terminated by setWebhook request")
    assert await call("getUpdates") == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    state = (await call("getWebhookInfo"))[1]
    assert (state["url"], state["pending_update_count"], state["allowed_updates"]) == (
        receiver.url,
        0,
        ["message"],
    )
    fake.presses(lan, _keyboard_in(fake, lan, "Yes", "y"))
    assert await call("deleteWebhook") == (200, True)
    assert await call("getUpdates") == (200, [])


async def test_offsets_confirm_and_count_from_the_end(fake: FakeTelegram, call: Call, lan: User) -> None:
    for text in ("một", "hai", "ba", "bốn"):
        fake.says(lan, text)

    async def texts(**params: Any) -> list[str]:
        return [update["message"]["text"] for update in (await call("getUpdates", **params))[1]]

    assert await texts(limit=2) == ["một", "hai"]
    assert await texts(offset=-2) == ["ba", "bốn"]
    fake.duplicate_next()
    fake.says(lan, "năm")
    assert await texts() == ["ba", "bốn", "năm"]
    last = fake.pending()[-1].id
    assert [await texts(offset=last + 1), await texts(offset=last + 1)] == [["năm"], []]


async def test_webhook_sends_the_secret_and_tries_again_in_order(
    fake: FakeTelegram, call: Call, lan: User, receiver: Receiver
) -> None:
    receiver.answers = [web.Response(status=500), web.Response(status=503)]
    await call("setWebhook", url=receiver.url, secret_token="s3cret")
    fake.says(lan, "một")
    fake.says(lan, "hai")
    assert await receiver.received(4) == ["một", "một", "một", "hai"]
    assert set(receiver.secrets) == {"s3cret"}
    assert len({update["update_id"] for update in receiver.updates}) == 2
    await fake.wait_for(lambda: not fake.pending())
    assert "503" in (await call("getWebhookInfo"))[1]["last_error_message"]


async def test_a_failing_webhook_blocks_only_its_own_queue(
    fake: FakeTelegram, call: Call, lan: User, receiver: Receiver
) -> None:
    tam = fake.create_user("Tâm (mẫu)")
    receiver.answers = [web.Response(status=500, headers={"Retry-After": "60"})]
    await call("setWebhook", url=receiver.url)
    fake.says(lan, "một")
    assert await receiver.received(1) == ["một"]
    fake.says(lan, "hai")
    fake.says(tam, "của Tâm")
    fake.presses(lan, _keyboard_in(fake, lan, "Yes", "data"))
    assert sorted(await receiver.received(3)) == ["của Tâm", "data", "một"]
    await fake.wait_for(lambda: len(fake.pending()) == 2)
    fake.advance(60)
    assert (await receiver.received(5))[3:] == ["một", "hai"]


async def test_a_webhook_that_stays_away_loses_what_expires(
    fake: FakeTelegram, call: Call, lan: User, receiver: Receiver
) -> None:
    await call("setWebhook", url="http://127.0.0.1:9/")
    fake.presses(lan, _keyboard_in(fake, lan, "Yes", "data"))
    await fake.wait_for(lambda: fake.lines[4242].webhook and fake.lines[4242].webhook.last_error)
    fake.advance(151)
    await fake.wait_for(lambda: fake.counts()["dropped"] == 1)
    fake.says(lan, "một")
    await call("setWebhook", url=receiver.url)
    assert await receiver.received(1) == ["một"]


async def test_a_webhook_may_answer_with_a_method(
    fake: FakeTelegram, call: Call, lan: User, receiver: Receiver
) -> None:
    receiver.answers = [web.json_response({"method": "sendMessage", "chat_id": lan.id, "text": "đã nhận"})]
    await call("setWebhook", url=receiver.url)
    fake.says(lan, "một")
    assert (await fake.wait_for_line(lan)).text == "đã nhận"


async def test_deliveries_can_be_doubled_and_overtaken(
    fake: FakeTelegram, call: Call, lan: User, receiver: Receiver
) -> None:
    await call("setWebhook", url=receiver.url)
    fake.hold(f"chat:{lan.id}")
    fake.says(lan, "một")
    fake.duplicate_next()
    fake.presses(lan, _keyboard_in(fake, lan, "Yes", "data"))
    assert await receiver.received(2) == ["data", "data"]
    fake.release(f"chat:{lan.id}")
    assert await receiver.received(3) == ["data", "data", "một"]
    ids = [update["update_id"] for update in receiver.updates]
    assert ids[0] == ids[1] < ids[2]


async def test_people_edit_and_share_contacts_of_others(fake: FakeTelegram, aio: aiogram.Bot, lan: User) -> None:
    fake.edits(lan, fake.says(lan, "mot"), "một")
    fake.shares_contact(lan, "84900000000", stranger="Sample")
    fake.shares_location(lan, 21.0, 105.8)
    _, edited, contact, location = await aio.get_updates()
    assert edited.edited_message
    assert (edited.edited_message.text, edited.edited_message.message_id) == ("một", 1)
    assert contact.message
    assert contact.message.contact
    assert (contact.message.contact.first_name, contact.message.contact.user_id) == ("Sample", None)
    assert location.message
    assert location.message.location
    assert location.message.location.latitude == 21.0


async def test_a_reply_keyboard_speaks_for_the_person(fake: FakeTelegram, call: Call, lan: User) -> None:
    keyboard = {"keyboard": [[{"text": "Gửi câu hỏi"}], ["Tra cứu"]], "resize_keyboard": True}
    await call("sendMessage", chat_id=lan.id, text="Chọn", reply_markup=keyboard)
    assert fake.transcript(lan)[0].keyboard == (("Gửi câu hỏi",), ("Tra cứu",))
    assert fake.presses(lan, "Tra cứu") == ""
    assert [line.text for line in fake.transcript(lan)] == ["Chọn", "Tra cứu"]
    with pytest.raises(LookupError, match="no button"):
        fake.presses(lan, "Khác")


# groups


async def test_privacy_mode_hides_what_is_not_for_the_bot(fake: FakeTelegram, call: Call, lan: User, bot: Bot) -> None:
    second = fake.create_bot(username="other_sample_bot", privacy=False)
    group = fake.create_group("Nhóm mẫu", lan, bots=[bot, second])
    said = fake.post(group, bot, {"text": "xin chào"})
    fake.says(lan, "trò chuyện riêng", chat=group)
    fake.says(lan, "/lich", chat=group)
    fake.says(lan, "/lich@other_sample_bot", chat=group)
    fake.says(lan, "nhờ @dialogue_bot xem", chat=group)
    fake.says(lan, "trả lời", chat=group, reply_to=said)
    fake.sends(lan, "photo", chat=group)

    def heard(by: Bot) -> list[str]:
        return [update.body["text"] for update in fake.pending(by) if "text" in update.body]

    assert heard(bot) == ["/lich", "nhờ @dialogue_bot xem", "trả lời"]
    assert len(heard(second)) == 5
    news = [update.kind for update in fake.pending(bot)][:3]
    assert news == ["my_chat_member", "message", "message"]


async def test_topics_are_threads(fake: FakeTelegram, call: Call, lan: User, bot: Bot) -> None:
    forum = fake.create_group("Diễn đàn mẫu", lan, bots=[bot], forum=True)
    topic = fake.create_topic(forum, "Đất đai", lan)
    fake.says(lan, "/hoi", chat=forum, thread=topic)
    question = fake.pending()[-1].body
    assert (question["message_thread_id"], question["is_topic_message"]) == (topic, True)
    assert question["reply_to_message"]["forum_topic_created"]["name"] == "Đất đai"
    await call("sendMessage", chat_id=forum.id, text="trả lời", message_thread_id=topic)
    assert fake.transcript(forum)[-1].thread_id == topic
    fake.delete_topic(forum, topic)
    gone = (400, "Bad Request: message thread not found")
    assert await call("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic) == gone
    plain = fake.create_group("Nhóm mẫu", lan, bots=[bot], supergroup=True)
    said = fake.post(plain, bot, {"text": "xin chào"})
    fake.says(lan, "vâng", chat=plain, reply_to=said)
    assert fake.pending()[-1].body["message_thread_id"] == said.id
    not_a_topic = (400, "Bad Request: message thread is not a forum topic thread")
    assert await call("sendMessage", chat_id=plain.id, text="x", message_thread_id=said.id) == not_a_topic


# as a process


async def test_the_simulation_is_there_over_http(fake: FakeTelegram, call: Call, lan: User, bot: Bot) -> None:
    async with aiohttp.ClientSession() as http:

        async def sim(operation: str, /, **given: Any) -> Any:
            async with http.post(f"{fake.url}/sim/{operation}", json=given) as response:
                return await response.json()

        user = await sim("create_user", first_name="Tâm (mẫu)", user_id=555)
        assert user["id"] == 555
        assert (await sim("says", user=555, text="xin chào"))["text"] == "xin chào"
        await sim("sends", user=555, kind="document", content_base64="JVBERi0=", name="a.pdf")
        waiting = asyncio.create_task(sim("wait_for_line", chat=555, text="chào"))
        await call("sendMessage", chat_id=555, text="chào Tâm")
        assert (await waiting)["by"] == "bot"
        assert await sim("wait_for_sent", count=1) is None
        assert await sim("wait_for_sent", count=2, timeout=0.01) == {"error": "the wait was in vain"}
        assert [line["kind"] for line in await sim("transcript", chat=555)] == ["text", "document", "text"]
        await sim("fail", kind="flood", method="sendMessage", retry_after=9)
        assert (await call("sendMessage", chat_id=555, text="x"))[1] == "Too Many Requests: retry after 9"
        assert (await sim("counts"))["too_many_requests"] == 1
        assert "no button" in (await sim("presses", user=555, button="?"))["error"]
        assert "error" in await sim("stop")
