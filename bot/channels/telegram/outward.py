"""Messages out to Telegram: how the outbox's rows become calls of the Bot API, and what its refusals mean."""

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Final

import aiohttp
from telegram import InlineKeyboardMarkup, InputFile, InputMediaPhoto
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram.limiter import TelegramLimiter, seconds
from domain.delivery import AddressMoved, GiveUp, TryLater
from domain.text import split_at_sentences
from storage.file import FileStore
from storage.outbox import Message

log = logging.getLogger(__name__)
# At DEBUG the library writes down all that people are told.
logging.getLogger("telegram").setLevel(logging.INFO)

TEXT_LENGTH: Final = 4096
MAX_CHOICES: Final = 90
# Telegram takes about ten thousand bytes of buttons; when there are many, their labels have to be shorter.
MAX_KEYBOARD_BYTES: Final = 9_500
LABEL_LENGTHS: Final = (60, 40, 28, 20)
KEY_BYTES: Final = 64
# Labels up to this length fit beside each other on a small telephone.
HALF_ROW: Final = 14
MAX_PHOTO_BYTES: Final = 10 * 1024 * 1024
PHOTO_ENDINGS: Final = (".jpg", ".png", ".webp")
ALBUM: Final = 10
TIMEOUT: Final = 20.0
UPLOAD_TIMEOUT: Final = 120.0
ACKNOWLEDGE_TIMEOUT: Final = 5.0

_GONE = ("chat not found", "chat was deactivated", "user not found", "peer_id_invalid")
_OUTSIDE = ("was kicked", "not a member", "user is deactivated", "to bots")
_SILENCED = ("not enough rights", "have no rights", "chat_write_forbidden", "chat_restricted", "topic_closed")
_BAD_PHOTO = ("image_process", "photo_", "too big for a photo", "wrong type")


def open_session() -> aiohttp.ClientSession:
    """Connections for any number of bots; to be closed by whoever opened it."""
    connector = aiohttp.TCPConnector(limit=256, keepalive_timeout=30, ttl_dns_cache=300)
    return aiohttp.ClientSession(connector=connector, headers={"User-Agent": BaseRequest.USER_AGENT})


class AiohttpRequest(BaseRequest):
    """The library's requests over aiohttp, at a third of the cost of httpx; bots share the connections."""

    __slots__ = ("_own", "_shared")

    def __init__(self, session: aiohttp.ClientSession | None = None) -> None:
        self._shared = session
        self._own: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return TIMEOUT

    async def initialize(self) -> None:
        """Nothing to do: connections are made when they are needed."""

    async def shutdown(self) -> None:
        if self._own:
            await self._own.close()

    async def do_request(  # the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer. Raises TimedOut or NetworkError."""
        session = self._shared
        if session is None:
            session = self._own = self._own or open_session()
        body: Any = None
        headers = None
        total = TIMEOUT
        if request_data and request_data.contains_files:
            body, total = _form(request_data), UPLOAD_TIMEOUT
        elif request_data:
            body, headers = json.dumps(request_data.parameters), {"Content-Type": "application/json"}
        if isinstance(read_timeout, int | float):
            total = read_timeout
        try:
            timeout = aiohttp.ClientTimeout(total=total)
            async with session.request(method, url, data=body, headers=headers, timeout=timeout) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as trouble:
            # The words of such an error may hold the address, and the address holds the token.
            raise NetworkError(type(trouble).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as an object. Raises TelegramError where somebody else has answered, in HTML."""
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or (answer.get("ok") and "result" not in answer):
            raise TelegramError("Invalid server response")
        return answer


def _form(request_data: RequestData) -> aiohttp.FormData:
    # Names of files as they are: Telegram shows them to people without undoing any quoting.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


class _Bot(ExtBot[None]):
    """The library's bot, with a short way for the one call that is made all the time."""

    __slots__ = ()

    async def say(self, chat: int, thread: int | None, text: str, keyboard: dict[str, Any] | None) -> str:
        """Send plain text and return the message's id.

        `send_message` builds an object of a hundred fields from the answer, which takes longer than sending.
        """
        sent = await self._post(
            "sendMessage",
            {
                "chat_id": chat,
                "message_thread_id": thread,
                "text": text,
                "reply_markup": keyboard,
                "link_preview_options": {"is_disabled": True},
            },
        )
        return str(sent["message_id"])


@dataclass(frozen=True)
class Part:
    """What one call sends: text with its keyboard, or files by how they are shown."""

    shown: str
    files: tuple[Mapping[str, Any], ...] = ()
    text: str = ""
    keyboard: dict[str, Any] | None = None

    def plainer(self, refusal: str) -> list["Part"]:
        """Other ways to send the same when Telegram will not show it like this; none when there are none."""
        if self.shown in ("album", "photo") and any(sign in refusal for sign in _BAD_PHOTO):
            shown = "photo" if self.shown == "album" else "document"
            return [Part(shown, (file,), keyboard=self.keyboard) for file in self.files]
        if self.shown == "voice" and "voice_messages_forbidden" in refusal:
            return [Part("document", self.files, keyboard=self.keyboard)]
        return []


def parts_of(message: Message) -> list[Part]:
    """The calls a message takes: photos, other files, then the text, with the choices at the very end.

    Raises ValueError for choices that Telegram cannot carry: that is a mistake in the program.
    """
    keyboard = keyboard_of(message.choices)
    photos = [file for file in message.files if _is_photo(file)]
    parts = []
    for start in range(0, len(photos), ALBUM):
        few = tuple(photos[start : start + ALBUM])
        parts.append(Part("album" if len(few) > 1 else "photo", few))
    for file in message.files:
        if not _is_photo(file):
            is_voice = file["kind"] == "voice" and file["name"].lower().endswith(".ogg")
            parts.append(Part("voice" if is_voice else "document", (file,)))
    parts += [Part("text", text=text) for text in split_text(message.text)]
    if keyboard:
        if not parts or parts[-1].shown == "album":
            raise ValueError("choices need a text")
        parts[-1] = replace(parts[-1], keyboard=keyboard)
    return parts


def split_text(text: str) -> list[str]:
    """Split into messages; Telegram counts in UTF-16, where a character outside of the first plane is two."""
    if not text.strip():
        return []
    parts = []
    for part in split_at_sentences(text, TEXT_LENGTH):
        fits = len(part.encode("utf-16-le", "replace")) <= 2 * TEXT_LENGTH
        parts += [part] if fits else split_at_sentences(part, TEXT_LENGTH // 2)
    return [part for part in parts if part.strip()]


def keyboard_of(choices: Sequence[Mapping[str, str]]) -> dict[str, Any] | None:
    """Buttons below each other, or two in a row when all are short. Raises ValueError for too long a key."""
    for choice in choices:
        if not 0 < len(choice["key"].encode()) <= KEY_BYTES:
            raise ValueError(f"key of a choice is empty or longer than {KEY_BYTES} bytes: {choice['key']!r}")
    if not choices:
        return None
    shown = choices[:MAX_CHOICES]
    keyboard = _keyboard(shown, LABEL_LENGTHS[0])
    for length in LABEL_LENGTHS[1:]:
        if _size(keyboard) > MAX_KEYBOARD_BYTES:
            keyboard = _keyboard(shown, length)
    while _size(keyboard) > MAX_KEYBOARD_BYTES:
        shown = shown[:-1]
        keyboard = _keyboard(shown, LABEL_LENGTHS[-1])
    if len(shown) < len(choices):
        log.error("of %d choices only %d can be shown", len(choices), len(shown))
    return keyboard


def _keyboard(choices: Sequence[Mapping[str, str]], length: int) -> dict[str, Any]:
    buttons = [{"text": _cut(choice["label"], length), "callback_data": choice["key"]} for choice in choices]
    width = 2 if all(len(button["text"]) <= HALF_ROW for button in buttons) else 1
    return {"inline_keyboard": [buttons[start : start + width] for start in range(0, len(buttons), width)]}


def _cut(label: str, length: int) -> str:
    return label if len(label) <= length else label[: length - 1].rstrip() + "…"


def _size(keyboard: dict[str, Any]) -> int:
    return len(json.dumps(keyboard, ensure_ascii=False).encode())


def _is_photo(file: Mapping[str, Any]) -> bool:
    return (
        file["kind"] == "photo"
        and file["name"].lower().endswith(PHOTO_ENDINGS)
        and int(file["size"]) <= MAX_PHOTO_BYTES
    )


@dataclass
class _Rest:
    """What is left to send of a message, and the id of what went last."""

    parts: list[Part]
    ref: str | None = None


@dataclass
class _Place:
    chat: int
    thread: int | None

    @classmethod
    def of(cls, address: str) -> "_Place":
        chat, _, thread = address.partition("/")
        return cls(int(chat), int(thread) if thread and thread != "0" else None)


class TelegramSender:
    """Sends as one bot, at the pace Telegram allows."""

    # A message that failed half-way goes on where it stopped, as long as it is among so many.
    REMEMBERED: Final = 256

    def __init__(
        self,
        name: str,
        token: str,
        api_base: str,
        *,
        session: aiohttp.ClientSession | None = None,
        limiter: TelegramLimiter | None = None,
    ) -> None:
        self._name = name
        self._limiter = limiter or TelegramLimiter()
        self._request = AiohttpRequest(session)
        self._bot = _Bot(
            token,
            base_url=f"{api_base}/bot",
            base_file_url=f"{api_base}/file/bot",
            request=self._request,
            get_updates_request=self._request,
            rate_limiter=self._limiter,
        )
        # By id and text: cards that were to go as one list may go one by one the next time.
        self._unfinished: OrderedDict[tuple[int, str], _Rest] = OrderedDict()
        self._acknowledging: set[asyncio.Task[None]] = set()
        self._complaints: set[str] = set()

    def ready_in(self, address: str) -> float:
        return self._limiter.ready_in(_Place.of(address).chat)

    async def send(self, message: Message, files: FileStore) -> str | None:
        """Send a message; return the id of its last part, which carries the choices.

        Raises TryLater, GiveUp or AddressMoved, and ValueError for what can never be sent.
        """
        if message.quiets:
            self._acknowledge(message.quiets)
        key = (message.id, message.text)
        rest = self._unfinished.pop(key, None) or _Rest(parts_of(message))
        place = _Place.of(message.address)
        try:
            while rest.parts:
                rest.parts[:1] = await self._send_part(place, rest, files)
        except (TryLater, AddressMoved):
            if rest.ref:
                self._unfinished[key] = rest
                if len(self._unfinished) > self.REMEMBERED:
                    self._unfinished.popitem(last=False)
            raise
        return rest.ref

    async def close(self) -> None:
        if self._acknowledging:
            _, late = await asyncio.wait(self._acknowledging, timeout=1.0)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._request.shutdown()

    def _acknowledge(self, query: str) -> None:
        """Stop the button from spinning; beside the message, which does not wait for it."""
        task = asyncio.create_task(self._answer(query))
        self._acknowledging.add(task)
        task.add_done_callback(self._acknowledging.discard)

    async def _answer(self, query: str) -> None:
        try:
            await self._bot.answer_callback_query(query, read_timeout=ACKNOWLEDGE_TIMEOUT)
        except TelegramError as trouble:
            # Mostly a press from long ago; the person reads the message in any case.
            log.debug("press not acknowledged: %s", type(trouble).__name__)

    async def _send_part(self, place: _Place, rest: _Rest, files: FileStore) -> list[Part]:
        """Send the first part; return what is to be sent in its stead, usually nothing."""
        part = rest.parts[0]
        try:
            rest.ref = await self._deliver(place, part, files) or rest.ref
            return []
        except RetryAfter as flood:
            raise TryLater("flood", after=seconds(flood)) from None
        except ChatMigrated as moved:
            thread = f"/{place.thread}" if place.thread else ""
            raise AddressMoved(f"{moved.new_chat_id}{thread}") from None
        except Forbidden as refusal:
            raise self._forbidden(place, refusal.message.lower()) from None
        except BadRequest as refusal:
            reason = refusal.message.lower()
            if place.thread and "thread not found" in reason:
                place.thread = None
                return [part]
            if plainer := part.plainer(reason):
                return plainer
            raise self._rejected(refusal.message) from None
        except (InvalidToken, EndPointNotFound):
            self._complain("Telegram does not know the token of bot %s")
            raise TryLater("token") from None
        except TelegramError:
            # NetworkError and TimedOut, 5xx, an answer that is none: whether it arrived, nobody knows.
            raise TryLater("network") from None

    async def _deliver(self, place: _Place, part: Part, files: FileStore) -> str | None:
        """Make the call; return the id of the message, None where there is nothing to send."""
        if part.shown == "text":
            return await self._bot.say(place.chat, place.thread, part.text, part.keyboard)
        with ExitStack() as opened:
            uploads = []
            for file in part.files:
                try:
                    handle = await asyncio.to_thread(files.path(file["sha256"]).open, "rb")
                except FileNotFoundError:
                    # Better the words without it than neither.
                    log.error("the file %s of a message is not there", file["sha256"])
                    continue
                opened.enter_context(handle)
                attach = part.shown == "album"
                uploads.append(InputFile(handle, file["name"], attach=attach, read_file_handle=False))
            return await self._upload(place, part, uploads) if uploads else None

    async def _upload(self, place: _Place, part: Part, uploads: Sequence[InputFile]) -> str:
        if len(uploads) > 1:
            media = [InputMediaPhoto(upload) for upload in uploads]
            album = await self._bot.send_media_group(place.chat, media, message_thread_id=place.thread)
            return str(album[-1].id)
        keyboard = InlineKeyboardMarkup.de_json(part.keyboard, self._bot) if part.keyboard else None
        if part.shown == "voice":
            sent = await self._bot.send_voice(
                place.chat, uploads[0], message_thread_id=place.thread, reply_markup=keyboard
            )
        elif part.shown == "document":
            sent = await self._bot.send_document(
                place.chat, uploads[0], message_thread_id=place.thread, reply_markup=keyboard
            )
        else:
            sent = await self._bot.send_photo(
                place.chat, uploads[0], message_thread_id=place.thread, reply_markup=keyboard
            )
        return str(sent.id)

    def _forbidden(self, place: _Place, reason: str) -> GiveUp:
        if any(sign in reason for sign in _OUTSIDE):
            return GiveUp("chat-gone")
        return GiveUp("no-rights" if place.chat < 0 else "blocked")

    def _rejected(self, description: str) -> GiveUp:
        reason = description.lower()
        if any(sign in reason for sign in _GONE):
            return GiveUp("chat-gone")
        if any(sign in reason for sign in _SILENCED):
            return GiveUp("no-rights")
        self._complain("Telegram rejects what bot %s sends: " + description.replace("%", "%%"))
        return GiveUp("rejected")

    def _complain(self, words: str) -> None:
        """Log once, not for each of a thousand messages."""
        if words not in self._complaints and len(self._complaints) < self.REMEMBERED:
            self._complaints.add(words)
            log.error(words, self._name)
