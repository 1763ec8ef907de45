"""The fake Telegram's memory: bots, people, chats, messages, files and updates, without any network."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import mimetypes
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.fakes.telegram.limits import FloodLimits

Json = dict[str, Any]

DAY = 24 * 3600.0
KINDS = frozenset(
    "message edited_message callback_query my_chat_member chat_member inline_query chosen_inline_result "
    "channel_post edited_channel_post shipping_query pre_checkout_query poll poll_answer chat_join_request "
    "message_reaction message_reaction_count".split()
)
KINDS_BY_DEFAULT = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}
RIGHTS = (
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members "
    "can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories can_pin_messages "
    "can_manage_topics can_send_welcome_messages"
).split()
MEMBER_FIELDS: dict[str, Json] = {
    "kicked": {"until_date": 0},
    "creator": {"is_anonymous": False},
    "administrator": {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(RIGHTS, True),
}
PRESENT = ("creator", "administrator", "member")


class Refused(Exception):
    """An answer with ok=false: HTTP status and description as Telegram words them."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class Clock:
    """Real time, or frozen time, plus what a test has turned the hands forward by."""

    def __init__(self) -> None:
        self.ahead = 0.0
        self.frozen_at: tuple[float, float] | None = None
        self._turned = asyncio.Event()

    def monotonic(self) -> float:
        return (self.frozen_at[0] if self.frozen_at else time.monotonic()) + self.ahead

    def unix(self) -> float:
        return (self.frozen_at[1] if self.frozen_at else time.time()) + self.ahead

    def freeze(self) -> None:
        """From now on only `advance` moves the hands."""
        self.frozen_at = (time.monotonic(), time.time())

    def advance(self, seconds: float) -> None:
        self.ahead += seconds
        self._turned.set()
        self._turned = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        """Wait until so much time has passed here, be it by itself or by `advance`."""
        until = self.monotonic() + seconds
        while (left := until - self.monotonic()) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._turned.wait(), left)


@dataclass(eq=False)
class User:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "vi"
    is_bot: bool = False
    deactivated: bool = False
    wire: Json = field(init=False, repr=False)

    def __post_init__(self) -> None:
        given = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        self.wire = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name} | _without_none(given)


@dataclass
class Update:
    """Something a bot is to learn; `queue` is the line in which Telegram keeps order."""

    kind: str
    body: Json
    queue: str
    expires_at: float
    id: int = 0
    copies: int = 1

    def wire(self) -> Json:
        return {"update_id": self.id, self.kind: self.body}


@dataclass(eq=False)
class Bot(User):
    token: str = ""
    privacy: bool = True
    logged_out: bool = False
    allowed: frozenset[str] = field(default=KINDS_BY_DEFAULT, repr=False)
    updates: dict[int, Update] = field(default_factory=dict, repr=False)
    held: dict[str, list[Update]] = field(default_factory=dict, repr=False)
    to_duplicate: int = 0
    dropped: list[Update] = field(default_factory=list, repr=False)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict, repr=False)
    texts: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    calls: Counter[str] = field(default_factory=Counter, repr=False)
    sent: int = 0
    too_many_requests: int = 0
    update_ids: itertools.count[int] = field(default_factory=lambda: itertools.count(700_001), repr=False)


@dataclass(eq=False, slots=True)
class Message:
    """One message; `wire` is the Bot API object, `keyboard` the markup as it was given."""

    chat: Chat = field(repr=False)
    sender: User = field(repr=False)
    wire: Json
    at: float
    keyboard: Json | None = None

    @property
    def id(self) -> int:
        number: int = self.wire["message_id"]
        return number

    @property
    def text(self) -> str:
        words: str = self.wire.get("text") or self.wire.get("caption") or ""
        return words

    def quoted(self) -> Json:
        """The message as another message shows it: without what it itself replies to."""
        return {key: value for key, value in self.wire.items() if key != "reply_to_message"}


@dataclass(eq=False)
class Chat:
    """A private chat of one person with one bot, or a group. Members who went keep a status."""

    id: int
    kind: Literal["private", "group", "supergroup"]
    title: str = ""
    person: User | None = None
    bot: Bot | None = None
    is_forum: bool = False
    members: dict[int, str] = field(default_factory=dict)
    topics: dict[int, Message] = field(default_factory=dict, repr=False)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    last_id: int = 0
    last_bot: User | None = field(default=None, repr=False)
    migrated_to: int | None = None
    actions: list[str] = field(default_factory=list)
    wire: Json = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.wire = {"id": self.id, "type": self.kind}
        if self.person:
            names = {key: self.person.wire.get(key) for key in ("first_name", "last_name", "username")}
            self.wire |= _without_none(names)
        else:
            self.wire["title"] = self.title
            if self.is_forum:
                self.wire["is_forum"] = True

    @property
    def is_private(self) -> bool:
        return self.kind == "private"

    def has(self, user: User) -> bool:
        return self.members.get(user.id) in PRESENT


@dataclass
class File:
    id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    size: int
    content: bytes


@dataclass
class Callback:
    bot: Bot
    asked_at: float
    answer: Json | None = None


class World:
    """All there is, and the changes that bots and people have in common."""

    callback_seconds = 30.0

    def __init__(self, *, limits: Literal["strict", "off"] = "strict") -> None:
        self.clock = Clock()
        self.limits = FloodLimits(self.clock.monotonic, strict=limits == "strict")
        self.bots: dict[str, Bot] = {}
        self.users: dict[int, User] = {}
        self.private: dict[tuple[int, int], Chat] = {}
        self.groups: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.files_by_path: dict[str, File] = {}
        self.callbacks: dict[str, Callback] = {}
        self.numbers = itertools.count(1)
        self.on_update: Callable[[Bot, Update], None] = lambda bot, update: None
        self.on_change: Callable[[], None] = lambda: None

    # who and where

    def reach(self, bot: Bot, chat_id: int, *, writing: bool = True) -> Chat:
        """The chat as far as the bot may go there; raises `Refused` as the real access check does."""
        chat = self.private.get((bot.id, chat_id)) or self.groups.get(chat_id)
        if chat is None or bot.id not in chat.members:
            user = self.users.get(chat_id)
            if user is not None and user.is_bot:
                raise Refused(403, "Forbidden: bot can't send messages to bots")
            if writing and user is not None and any(g.has(bot) and g.has(user) for g in self.groups.values()):
                raise Refused(403, "Forbidden: bot can't initiate conversation with a user")
            raise Refused(400, "Bad Request: chat not found")
        if chat.person:
            if chat.person.deactivated and writing:
                raise Refused(403, "Forbidden: user is deactivated")
        elif chat.migrated_to:
            if writing:
                text = "Bad Request: group chat was upgraded to a supergroup chat"
                raise Refused(400, text, migrate_to_chat_id=chat.migrated_to)
        elif writing or chat.kind == "supergroup":
            if chat.members[bot.id] == "kicked":
                raise Refused(403, f"Forbidden: bot was kicked from the {chat.kind} chat")
            if not chat.has(bot):
                raise Refused(403, f"Forbidden: bot is not a member of the {chat.kind} chat")
        return chat

    def member(self, chat: Chat, user: User) -> Json:
        status = chat.members.get(user.id, "left")
        return {"user": user.wire, "status": status} | MEMBER_FIELDS.get(status, {})

    def bots_in(self, chat: Chat) -> list[Bot]:
        return [bot for bot in self.bots.values() if chat.has(bot)]

    # messages

    def post(
        self,
        chat: Chat,
        sender: User,
        content: Json,
        *,
        thread: int | None = None,
        reply_to: Message | None = None,
        keyboard: Json | None = None,
    ) -> Message:
        """Write the message into the chat. Telling the bots of it is the caller's part."""
        chat.last_id += 1
        now = self.clock.unix()
        wire: Json = {"message_id": chat.last_id, "from": sender.wire, "chat": chat.wire, "date": int(now)}
        if thread and chat.is_forum:
            wire |= {"message_thread_id": thread, "is_topic_message": True}
            # A plain message in a topic looks like a reply to the message that opened the topic.
            reply_to = reply_to or chat.topics.get(thread)
        elif reply_to and chat.kind == "supergroup":
            wire["message_thread_id"] = reply_to.wire.get("message_thread_id", reply_to.id)
        if reply_to:
            wire["reply_to_message"] = reply_to.quoted()
        wire |= content
        if keyboard and "inline_keyboard" in keyboard:
            wire["reply_markup"] = keyboard
        if sender.is_bot:
            chat.last_bot = sender
        message = chat.messages[chat.last_id] = Message(chat, sender, wire, now, keyboard)
        self.on_change()
        return message

    def tell(self, bots: Iterable[Bot], kind: str, body: Json, queue: str, lifetime: float = DAY) -> None:
        """Give every one of the bots an update, unless it has not asked for the kind."""
        for bot in bots:
            if kind in bot.allowed:
                update = Update(kind, body, queue, self.clock.unix() + lifetime)
                if queue in bot.held:
                    bot.held[queue].append(update)
                else:
                    self.hand_out(bot, update)

    def hand_out(self, bot: Bot, update: Update) -> None:
        update.id = next(bot.update_ids)
        if bot.to_duplicate:
            bot.to_duplicate -= 1
            update.copies = 2
        bot.updates[update.id] = update
        self.on_update(bot, update)

    def set_status(self, chat: Chat, user: User, status: str, by: User) -> None:
        """Change someone's standing in a chat; the bots concerned learn of it as chat member updates."""
        body: Json = {"chat": chat.wire, "from": by.wire, "date": int(self.clock.unix())}
        body["old_chat_member"] = self.member(chat, user)
        chat.members[user.id] = status
        body["new_chat_member"] = self.member(chat, user)
        if isinstance(user, Bot):
            self.tell([user], "my_chat_member", body, f"member:{chat.id}")
        admins = [bot for bot in self.bots_in(chat) if chat.members[bot.id] == "administrator" and bot is not user]
        self.tell(admins, "chat_member", body, f"member:{chat.id}")
        self.on_change()

    def store(self, kind: str, name: str, content: bytes, size: int | None = None) -> File:
        """Keep a file. `size` may claim more bytes than there are, so that a test need not make them."""
        number = next(self.numbers)
        suffix = "." + name.rpartition(".")[2] if "." in name else ""
        mime_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        path = f"{kind}s/file_{number}{suffix}"
        size = len(content) if size is None else size
        file = File(f"AgACAgUAAx-{number}", f"AQAD-{number}", path, name, mime_type, size, content)
        self.files[file.id] = self.files_by_path[path] = file
        if kind == "photo":
            self.files[file.id + "-s"] = file
        return file


def media(kind: str, file: File, **more: Any) -> Json:
    """The content of a message that carries the file."""
    base: Json = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size}
    if kind == "photo":
        small = base | {"file_id": file.id + "-s", "file_unique_id": file.unique_id + "-s", "file_size": 1000}
        return {"photo": [small | {"width": 320, "height": 240}, base | {"width": 1280, "height": 960}]} | more
    if kind == "voice":
        return {"voice": base | {"duration": 3, "mime_type": "audio/ogg"}} | more
    if kind == "sticker":
        form = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {"sticker": base | form} | more
    if kind == "video":
        return {"video": base | {"width": 640, "height": 480, "duration": 3, "mime_type": file.mime_type}} | more
    return {kind: base | {"file_name": file.name, "mime_type": file.mime_type}} | more


def _without_none(given: Json) -> Json:
    return {key: value for key, value in given.items() if value is not None}
