"""What people do in the fake Telegram: write, press, share, block, make groups, and read what bots wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypedDict, Unpack

from tests.fakes.telegram import markup
from tests.fakes.telegram.world import Bot, Callback, Chat, Json, Message, Update, User, World, media

CALLBACK_LIFETIME = 150.0
FILE_NAMES = {
    "photo": "photo.jpg",
    "document": "sample.pdf",
    "voice": "voice.oga",
    "sticker": "sticker.webp",
    "video": "video.mp4",
}
CONTENT_KEYS = ("photo", "document", "voice", "video", "sticker", "location", "contact")


@dataclass(frozen=True)
class Button:
    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Line:
    """One line of a chat as a person sees it; `kind` is "text", the kind of file, or the service message."""

    message_id: int
    by: Literal["bot", "user"]
    sender: str
    kind: str
    text: str
    buttons: tuple[tuple[Button, ...], ...]
    keyboard: tuple[tuple[str, ...], ...]
    files: tuple[str, ...]
    thread_id: int | None
    edited: bool
    at: float

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.buttons for button in row]


class Where(TypedDict, total=False):
    """Where something is said: in a group or, without `chat`, in private with the (only) bot."""

    chat: Chat | int | None
    bot: Bot | str | None
    reply_to: Message | int | None
    thread: int | None


class People(World):
    """The world with people in it. Users, chats and messages can be given by id, bots by name or token."""

    # making

    def create_bot(
        self,
        token: str | None = None,
        username: str | None = None,
        *,
        name: str = "Bot",
        privacy: bool = True,
    ) -> Bot:
        """A new bot; without a token it gets one whose number is the bot's id."""
        token = token or f"{900_000 + next(self.numbers)}:sample-token-of-a-fake-bot"
        number = int(token.partition(":")[0])
        username = username or f"sample_{number}_bot"
        bot = Bot(number, name, None, username, None, is_bot=True, token=token, privacy=privacy)
        self.bots[token] = self.users[number] = bot
        return bot

    def create_user(
        self,
        first_name: str = "Sample",
        last_name: str | None = None,
        *,
        user_id: int | None = None,
        username: str | None = None,
        language_code: str | None = "vi",
    ) -> User:
        user_id = user_id or 10_000_000 + next(self.numbers)
        user = User(user_id, first_name, last_name, username, language_code)
        self.users[user.id] = user
        return user

    def create_group(
        self,
        title: str,
        creator: User | int,
        *,
        bots: list[Bot | str] | None = None,
        users: list[User | int] | None = None,
        supergroup: bool = False,
        forum: bool = False,
    ) -> Chat:
        number, creator = next(self.numbers), self._user(creator)
        if supergroup or forum:
            chat = Chat(-1_001_000_000_000 - number, "supergroup", title, is_forum=forum, last_id=1)
        else:
            chat = Chat(-4_000_000 - number, "group", title)
        chat.members[creator.id] = "creator"
        self.groups[chat.id] = chat
        for user in users or []:
            chat.members[self._user(user).id] = "member"
        for bot in bots or []:
            self.add_to_group(chat, self._bot(bot), by=creator)
        return chat

    def create_topic(self, chat: Chat | int, name: str, by: User | int) -> int:
        """A new topic in a forum; returns its thread id."""
        chat = self._group(chat)
        opened = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        message = self.post(chat, self._user(by), opened)
        message.wire |= {"message_thread_id": message.id, "is_topic_message": True}
        chat.topics[message.id] = message
        self._announce(message)
        return message.id

    def delete_topic(self, chat: Chat | int, thread: int) -> None:
        del self._group(chat).topics[thread]

    def opens(self, user: User | int, bot: Bot | str | None = None) -> Chat:
        """The private chat of the two, as if Start had been pressed long ago."""
        user, bot = self._user(user), self._bot(bot)
        chat = self.private.get((bot.id, user.id))
        if chat is None:
            members = {bot.id: "member", user.id: "member"}
            chat = Chat(user.id, "private", person=user, bot=bot, members=members)
            self.private[bot.id, user.id] = chat
        return chat

    # saying and sending

    def says(self, user: User | int, text: str, **where: Unpack[Where]) -> Message:
        found = markup.found(text)
        return self._write(user, {"text": text} | ({"entities": found} if found else {}), where)

    def sends(
        self,
        user: User | int,
        kind: Literal["photo", "document", "voice", "video", "sticker"],
        *,
        content: bytes = b"sample",
        size: int | None = None,
        name: str | None = None,
        caption: str | None = None,
        media_group_id: str | None = None,
        **where: Unpack[Where],
    ) -> Message:
        """A file. `size` may claim more bytes than `content` has."""
        file = self.store(kind, name or FILE_NAMES[kind], content, size)
        more = {"caption": caption, "media_group_id": media_group_id}
        wire = media(kind, file, **{key: value for key, value in more.items() if value is not None})
        return self._write(user, wire, where)

    def sends_album(
        self,
        user: User | int,
        kind: Literal["photo", "document", "video"],
        contents: list[bytes],
        *,
        caption: str | None = None,
        **where: Unpack[Where],
    ) -> list[Message]:
        """Several files at once: separate messages that share a media group id; the first has the caption."""
        group = str(13_000_000_000 + next(self.numbers))
        captions = [caption, *[None] * len(contents)]
        return [
            self.sends(user, kind, content=content, caption=words, media_group_id=group, **where)
            for content, words in zip(contents, captions, strict=False)
        ]

    def shares_location(self, user: User | int, latitude: float, longitude: float, **where: Unpack[Where]) -> Message:
        return self._write(user, {"location": {"latitude": latitude, "longitude": longitude}}, where)

    def shares_contact(
        self,
        user: User | int,
        phone_number: str,
        *,
        owner: User | int | None = None,
        stranger: str | None = None,
        **where: Unpack[Where],
    ) -> Message:
        """The user's own contact, that of another user, or of a `stranger` who has no account."""
        contact: Json = {"phone_number": phone_number, "first_name": stranger}
        if stranger is None:
            whose = self._user(owner or user)
            contact |= {"first_name": whose.first_name, "user_id": whose.id}
        return self._write(user, {"contact": contact}, where)

    def edits(self, user: User | int, message: Message, text: str) -> Message:
        if message.sender is not self._user(user):
            raise ValueError("people can edit only what they wrote")
        message.wire |= {"text": text, "edit_date": int(self.clock.unix())}
        message.wire.pop("entities", None)
        if entities := markup.found(text):
            message.wire["entities"] = entities
        self._announce(message, "edited_message")
        return message

    def presses(
        self, user: User | int, button: str, message: Message | int | None = None, **where: Unpack[Where]
    ) -> str:
        """Press an inline button, named by its label or data, and return the callback query's id.

        Without a message it is the newest with such a button. A reply keyboard's label is said; "" then.
        """
        user = self._user(user)
        place = self._place(user, where)
        shown = list(place.messages.values())
        if message is not None:
            shown = [message if isinstance(message, Message) else place.messages[message]]
        for one in reversed(shown):
            for known in _buttons(one.keyboard):
                if button in (known.data, known.label) and isinstance(one.sender, Bot):
                    if known.data is None:
                        raise LookupError(f"the button {button!r} opens {known.url!r} and sends nothing")
                    return self._ask(user, one.sender, one, known.data)
            if any(button in row for row in _labels(one.keyboard)):
                self.says(user, button, **where)
                return ""
        raise LookupError(f"no button {button!r} among {[b for one in shown for b in _buttons(one.keyboard)]}")

    def tampers(self, user: User | int, data: str, **where: Unpack[Where]) -> str:
        """Press a button that is not there on the newest message of a bot, as a changed program can."""
        user = self._user(user)
        shown = [one for one in self._place(user, where).messages.values() if isinstance(one.sender, Bot)]
        bot = shown[-1].sender
        assert isinstance(bot, Bot)
        return self._ask(user, bot, shown[-1], data)

    def _ask(self, user: User, bot: Bot, message: Message, data: str) -> str:
        query = str(4_000_000_000_000 + next(self.numbers))
        self.callbacks[query] = Callback(bot, self.clock.monotonic())
        body = {"id": query, "from": user.wire, "message": message.wire.copy(), "data": data,
                "chat_instance": str(message.chat.id)}  # fmt: skip
        self.tell([bot], "callback_query", body, f"callback:{user.id}", CALLBACK_LIFETIME)
        return query

    def answer_to(self, query: str) -> Json | None:
        """What the bot answered to the callback query; None while it has not."""
        return self.callbacks[query].answer

    # coming and going

    def blocks(self, user: User | int, bot: Bot | str | None = None) -> None:
        user, bot = self._user(user), self._bot(bot)
        self.set_status(self.opens(user, bot), bot, "kicked", user)

    def unblocks(self, user: User | int, bot: Bot | str | None = None) -> None:
        user, bot = self._user(user), self._bot(bot)
        self.set_status(self.opens(user, bot), bot, "member", user)

    def deactivate(self, user: User | int) -> None:
        self._user(user).deactivated = True

    def add_to_group(
        self,
        chat: Chat | int,
        who: User | int,
        by: User | int,
        *,
        status: Literal["member", "administrator"] = "member",
    ) -> None:
        chat, who, by = self._group(chat), self._user(who), self._user(by)
        self.set_status(chat, who, status, by)
        self._announce(self.post(chat, by, {"new_chat_members": [who.wire], "new_chat_member": who.wire}))

    def remove_from_group(self, chat: Chat | int, who: User | int, by: User | int) -> None:
        """Somebody is put out, or leaves when it is their own doing. A bot that goes sees itself go."""
        chat, who, by = self._group(chat), self._user(who), self._user(by)
        hearers = self.bots_in(chat)
        self.set_status(chat, who, "left" if who is by else "kicked", by)
        message = self.post(chat, by, {"left_chat_member": who.wire})
        self.tell(hearers, "message", message.wire.copy(), f"chat:{chat.id}")

    def migrate(self, chat: Chat | int, by: User | int) -> Chat:
        """Turn a basic group into a supergroup: both get a service message, the old one is shut."""
        old, by = self._group(chat), self._user(by)
        number = -1_002_000_000_000 - next(self.numbers)
        new = Chat(number, "supergroup", old.title, members=old.members.copy(), last_id=1)
        self.groups[new.id] = new
        self._announce(self.post(old, by, {"migrate_to_chat_id": new.id}))
        self._announce(self.post(new, by, {"migrate_from_chat_id": old.id}))
        old.migrated_to = new.id
        return new

    # deliveries that go wrong without anybody failing

    def duplicate_next(self, bot: Bot | str | None = None, times: int = 1) -> None:
        """The next updates reach the bot twice, with the same update id."""
        self._bot(bot).to_duplicate += times

    def hold(self, queue: str, bot: Bot | str | None = None) -> None:
        """Keep back the updates of a queue ("chat:<id>", "callback:<user id>", "member:<chat id>")."""
        self._bot(bot).held[queue] = []

    def release(self, queue: str, bot: Bot | str | None = None) -> None:
        """Hand out what was held; it comes after all that overtook it."""
        bot = self._bot(bot)
        for update in bot.held.pop(queue):
            self.hand_out(bot, update)

    # reading

    def transcript(self, chat: Chat | User | int, bot: Bot | str | None = None) -> list[Line]:
        """All messages of a chat that were not deleted, oldest first. A user stands for the private chat."""
        if isinstance(chat, User):
            chat = chat.id
        if isinstance(chat, int):
            chat = self.groups.get(chat) or self.opens(chat, bot)
        return [_line(message) for message in chat.messages.values()]

    def pending(self, bot: Bot | str | None = None) -> list[Update]:
        """Updates the bot has not taken yet."""
        return list(self._bot(bot).updates.values())

    # finding

    def _bot(self, bot: User | str | None) -> Bot:
        if isinstance(bot, Bot):
            return bot
        known = [one for one in self.bots.values() if bot in (None, one.username, one.token)]
        if len(known) != 1:
            raise LookupError(f"{len(known)} bots fit {bot!r}")
        return known[0]

    def _user(self, user: User | int) -> User:
        return user if isinstance(user, User) else self.users[user]

    def _group(self, chat: Chat | int) -> Chat:
        return chat if isinstance(chat, Chat) else self.groups[chat]

    def _place(self, user: User, where: Where) -> Chat:
        chat = where.get("chat")
        return self.opens(user, where.get("bot")) if chat is None else self._group(chat)

    def _write(self, user: User | int, content: Json, where: Where) -> Message:
        user = self._user(user)
        place = self._place(user, where)
        if not place.has(user) or place.migrated_to:
            raise ValueError(f"{user.first_name} cannot write in chat {place.id}")
        if place.is_private and "kicked" in place.members.values():
            raise ValueError(f"{user.first_name} has blocked the bot")
        replied = where.get("reply_to")
        if isinstance(replied, int):
            replied = place.messages[replied]
        message = self.post(place, user, content, thread=where.get("thread"), reply_to=replied)
        self._announce(message)
        return message

    def _announce(self, message: Message, kind: str = "message") -> None:
        chat = message.chat
        if chat.bot:
            hearers = [chat.bot]
        else:
            there = self.bots_in(chat)
            hearers = [bot for bot in there if _hears(bot, message, alone=len(there) == 1)]
        self.tell(hearers, kind, message.wire.copy(), f"chat:{chat.id}")


def _hears(bot: Bot, message: Message, *, alone: bool) -> bool:
    """Privacy mode: commands for it, mentions, replies to it and service messages."""
    wire, chat = message.wire, message.chat
    if not bot.privacy or chat.members[bot.id] == "administrator":
        return True
    if not any(key in wire for key in ("text", *CONTENT_KEYS)):
        return True
    if wire.get("reply_to_message", {}).get("from", {}).get("id") == bot.id:
        return True
    if re.search(rf"(?i)@{bot.username}\b", message.text):
        return True
    plain_command = re.match(r"/\w+(?!\w|@)", message.text) is not None
    return plain_command and (alone or chat.last_bot is bot)


def _buttons(keyboard: Json | None) -> Iterator[Button]:
    for row in (keyboard or {}).get("inline_keyboard", []):
        for button in row:
            yield _button(button)


def _button(button: Json) -> Button:
    return Button(button["text"], button.get("callback_data"), button.get("url"))


def _labels(keyboard: Json | None) -> tuple[tuple[str, ...], ...]:
    rows: list[list[Any]] = (keyboard or {}).get("keyboard", [])
    return tuple(tuple(b if isinstance(b, str) else b["text"] for b in row) for row in rows)


def _line(message: Message) -> Line:
    wire = message.wire
    kind = next((key for key in (*CONTENT_KEYS, "text") if key in wire), None)
    if kind is None:
        plain = (
            "message_id",
            "from",
            "chat",
            "date",
            "message_thread_id",
            "is_topic_message",
            "reply_to_message",
        )
        kind = next(key for key in wire if key not in plain)
    carried = wire[kind][-1] if kind == "photo" else wire[kind]
    file_id = carried.get("file_id") if isinstance(carried, dict) else None
    return Line(
        message_id=message.id,
        by="bot" if message.sender.is_bot else "user",
        sender=message.sender.username or message.sender.first_name,
        kind=kind,
        text=message.text,
        buttons=tuple(tuple(map(_button, row)) for row in (message.keyboard or {}).get("inline_keyboard", [])),
        keyboard=_labels(message.keyboard),
        files=(file_id,) if file_id else (),
        thread_id=wire.get("message_thread_id"),
        edited="edit_date" in wire,
        at=message.at,
    )
