"""The Bot API's methods, each as strict and as worded as Telegram's own server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.telegram import markup
from tests.fakes.telegram.world import Bot, Chat, File, Json, Message, Refused, World, media

MEGABYTE = 1024 * 1024
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note".split()
)
IMAGE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")


@dataclass
class Upload:
    name: str
    content: bytes


@dataclass
class Call:
    """The parameters of one request, which arrive as text (forms) or as JSON values."""

    params: Json = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.params.get(name)
        return "" if value is None else value if isinstance(value, str) else json.dumps(value)

    def number(self, name: str, default: int = 0) -> int:
        value = self.params.get(name)
        try:
            return default if value in (None, "") else int(value)
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        return str(self.params.get(name, "")).lower() in ("true", "yes", "1")

    def json(self, name: str, complaint: str) -> Any:
        """The decoded value, None where there is none; what is not JSON is refused with the complaint."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad(complaint) from None


def bad(reason: str) -> Refused:
    return Refused(400, f"Bad Request: {reason}")


def _chat(world: World, bot: Bot, call: Call, *, writing: bool = True) -> Chat:
    if not call.text("chat_id"):
        raise bad("chat_id is empty")
    return world.reach(bot, call.number("chat_id"), writing=writing)


# what is sent


def _formatted(raw: str, mode: str, given: Any) -> tuple[str, list[Json]]:
    if len(raw) > 8192 and len(raw.encode("utf-8", "surrogatepass")) > 32768:
        raise bad("text is too long")
    mode = mode.lower()
    entities: list[Json] = []
    if raw and mode not in ("", "none"):
        if mode == "markdown":
            raise NotImplementedError("the fake does not know the old parse mode Markdown")
        if mode not in ("html", "markdownv2"):
            raise bad("unsupported parse_mode")
        try:
            raw, entities = markup.parsed(raw, mode)
        except markup.MarkupError as error:
            raise bad(f"can't parse entities: {error}") from None
    elif isinstance(given, list):
        entities = given
    text, entities = markup.trimmed(raw, entities)
    marked = [(one["offset"], one["offset"] + one["length"]) for one in entities]
    for one in markup.found(text):
        if all(one["offset"] >= end or one["offset"] + one["length"] <= start for start, end in marked):
            entities = [*entities, one]
    return text, entities


def _text(call: Call, too_long: str) -> Json:
    if not call.text("text"):
        raise bad("message text is empty")
    given = call.json("entities", "can't parse entities JSON object")
    text, entities = _formatted(call.text("text"), call.text("parse_mode"), given)
    if not text:
        raise bad("text must be non-empty")
    # Counted as Telegram counts offsets; where a character lies outside the BMP this is the stricter reading.
    if markup.units(text) > 4096:
        raise bad(too_long)
    return {"text": text, "entities": entities} if entities else {"text": text}


def _caption(raw: str, mode: str, given: Any) -> Json:
    text, entities = _formatted(raw, mode, given)
    if markup.units(text) > 1024:
        raise bad("message caption is too long")
    return ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})


def _file(world: World, call: Call, kind: str, source: str, field_name: str) -> File:
    if source.startswith("attach://"):
        field_name, source = source.removeprefix("attach://"), ""
    upload = call.files.get(field_name)
    if upload is not None:
        size = len(upload.content)
        if not size:
            raise bad("file must be non-empty")
        if kind == "photo" and size > 10 * MEGABYTE:
            raise bad(f"file of size {size} bytes is too big for a photo; the maximum size is 10485760 bytes")
        if kind == "photo" and not upload.content.startswith(IMAGE_STARTS):
            raise bad("IMAGE_PROCESS_FAILED")
        return world.store(kind, upload.name, upload.content)
    if not source:
        raise bad(f"there is no {kind} in the request")
    if source in world.files:
        return world.files[source]
    if urlsplit(source).scheme in ("http", "https"):
        return world.store(kind, source.rpartition("/")[2] or "file", source.encode())
    raise bad("wrong file identifier/HTTP URL specified")


def _keyboard(call: Call, chat: Chat | None = None) -> Json | None:
    """The reply markup, checked for form; with the chat also for what Telegram allows there."""
    given = call.json("reply_markup", "can't parse reply keyboard markup JSON object")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad("object expected as reply markup")
    inline, reply = given.get("inline_keyboard") or [], given.get("keyboard") or []
    if not all(isinstance(row, list) for row in inline):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if not all(isinstance(row, list) for row in reply):
        raise bad('field "keyboard" must be an Array of Arrays')
    buttons = [button for row in inline for button in row]
    for button in buttons:
        problem = _problem(button)
        if problem:
            raise bad(f"can't parse inline keyboard button: {problem}")
    if chat is None:
        return given
    # Telegram names no size for a whole keyboard; about 10 kB is what it takes in practice.
    if (
        len(buttons) + sum(map(len, reply)) > 100
        or len(json.dumps(given, ensure_ascii=False).encode("utf-8", "surrogatepass")) > 10_000
    ):
        raise bad("reply markup is too long")
    for button in buttons:
        if len(button.get("callback_data", "").encode("utf-8", "surrogatepass")) > 64:
            raise bad("BUTTON_DATA_INVALID")
        if button.get("url") and not re.match(r"(?i)(https?|tg)://[^\s]+|[\w-]+(\.[\w-]+)+", button["url"]):
            raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
        if "web_app" in button and not chat.is_private:
            raise bad("BUTTON_TYPE_INVALID")
    for button in [b for row in reply for b in row if isinstance(b, dict)]:
        if not chat.is_private and button.get("request_contact"):
            raise bad("phone number can be requested in private chats only")
        if not chat.is_private and button.get("request_location"):
            raise bad("location can be requested in private chats only")
    return given if inline or reply or given.get("remove_keyboard") or given.get("force_reply") else None


def _problem(button: Any) -> str:
    if not isinstance(button, dict):
        return "InlineKeyboardButton must be an Object"
    if "text" not in button:
        return 'Can\'t find field "text"'
    kinds = ("url", "callback_data", "web_app", "copy_text", "login_url", "pay")
    if any(button.get(kind) for kind in kinds) or any(key.startswith("switch_inline_query") for key in button):
        return ""
    return "Text buttons are unallowed in the inline keyboard"


def _reply_target(call: Call, chat: Chat) -> Message | None:
    given = call.json("reply_parameters", "can't parse reply parameters JSON object") or {}
    number = int(given.get("message_id") or call.number("reply_to_message_id"))
    if number <= 0:
        return None
    lenient = given.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply")
    target = chat.messages.get(number)
    if target is None and not lenient:
        raise bad("message to be replied not found")
    return target


def _send(world: World, bot: Bot, call: Call, *contents: Json) -> list[Message]:
    """Check in Telegram's order: form, chat, reply, thread, what only its inner servers know, flood."""
    _keyboard(call)
    chat = _chat(world, bot, call)
    reply_to = _reply_target(call, chat)
    thread = call.number("message_thread_id")
    if thread and thread not in chat.topics:
        plain = not chat.is_forum and any(m.wire.get("message_thread_id") == thread for m in chat.messages.values())
        raise bad("message thread is not a forum topic thread" if plain else "message thread not found")
    if chat.is_private and chat.members[bot.id] == "kicked":
        raise Refused(403, "Forbidden: bot was blocked by the user")
    keyboard = _keyboard(call, chat)
    wait = world.limits.admit(bot.id, chat.id, private=chat.is_private, messages=len(contents))
    if wait:
        raise Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
    bot.sent += len(contents)
    return [world.post(chat, bot, content, thread=thread, reply_to=reply_to, keyboard=keyboard) for content in contents]


def send_message(world: World, bot: Bot, call: Call) -> Json:
    return _send(world, bot, call, _text(call, "message is too long"))[0].wire


def _send_file(kind: str) -> Callable[[World, Bot, Call], Json]:
    def send(world: World, bot: Bot, call: Call) -> Json:
        given = call.json("caption_entities", "can't parse entities JSON object")
        caption = _caption(call.text("caption"), call.text("parse_mode"), given)
        file = _file(world, call, kind, call.text(kind), kind)
        return _send(world, bot, call, media(kind, file, **caption))[0].wire

    return send


def send_location(world: World, bot: Bot, call: Call) -> Json:
    place: dict[str, float] = {}
    for name in ("latitude", "longitude"):
        if not call.text(name).strip():
            raise bad(f"{name} is empty")
        place[name] = float(call.text(name))
    return _send(world, bot, call, {"location": place})[0].wire


def send_media_group(world: World, bot: Bot, call: Call) -> list[Json]:
    items = call.json("media", "can't parse media JSON object")
    if not isinstance(items, list):
        raise bad("expected an Array of InputMedia")
    if not items:
        raise bad("there are no messages to send")
    if len(items) > 10:
        raise bad("too many messages to send as an album")
    kinds = {item.get("type") for item in items}
    if not kinds <= {"photo", "video", "document"} or ("document" in kinds and len(kinds) > 1):
        raise bad("can't use the media of the specified type in the album")
    group = {"media_group_id": str(14_000_000_000 + next(world.numbers))}
    contents = []
    for item in items:
        caption = _caption(item.get("caption") or "", item.get("parse_mode") or "", item.get("caption_entities"))
        file = _file(world, call, item["type"], item.get("media", ""), "")
        contents.append(media(item["type"], file) | group | caption)
    return [message.wire for message in _send(world, bot, call, *contents)]


def send_chat_action(world: World, bot: Bot, call: Call) -> bool:
    if call.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat = _chat(world, bot, call)
    if chat.is_private and chat.members[bot.id] == "kicked":
        raise Refused(403, "Forbidden: bot was blocked by the user")
    chat.actions.append(call.text("action"))
    world.on_change()
    return True


# what is changed afterwards


def _named_message(world: World, bot: Bot, call: Call, purpose: str) -> Message:
    chat = _chat(world, bot, call)
    if call.number("message_id") <= 0:
        raise bad("message identifier is not specified")
    message = chat.messages.get(call.number("message_id"))
    if message is None:
        raise bad(f"message to {purpose} not found")
    return message


def _edit(world: World, message: Message, bot: Bot, call: Call, content: Json) -> Json:
    keyboard = _keyboard(call, message.chat)
    if message.sender is not bot or (message.keyboard and "inline_keyboard" not in message.keyboard):
        raise bad("message can't be edited")
    new = {key: value for key, value in message.wire.items() if key not in ("reply_markup", "edit_date")}
    if "text" in content:
        new.pop("entities", None)
    new |= content | ({"reply_markup": keyboard} if keyboard else {})
    if new == {key: value for key, value in message.wire.items() if key != "edit_date"}:
        raise Refused(400, NOT_MODIFIED)
    message.wire = new | {"edit_date": int(world.clock.unix())}
    message.keyboard = keyboard
    world.on_change()
    return message.wire


def edit_message_text(world: World, bot: Bot, call: Call) -> Json:
    content = _text(call, "MESSAGE_TOO_LONG")
    message = _named_message(world, bot, call, "edit")
    if "text" not in message.wire:
        raise bad("there is no text in the message to edit")
    return _edit(world, message, bot, call, content)


def edit_message_reply_markup(world: World, bot: Bot, call: Call) -> Json:
    return _edit(world, _named_message(world, bot, call, "edit"), bot, call, {})


def delete_message(world: World, bot: Bot, call: Call) -> bool:
    message = _named_message(world, bot, call, "delete")
    chat = message.chat
    may = message.sender is bot or chat.is_private or chat.members[bot.id] == "administrator"
    if not may:
        raise bad("message can't be deleted")
    if world.clock.unix() - message.at > 48 * 3600:
        raise bad("message can't be deleted for everyone")
    del chat.messages[message.id]
    world.on_change()
    return True


def answer_callback_query(world: World, bot: Bot, call: Call) -> bool:
    asked = world.callbacks.get(call.text("callback_query_id"))
    if asked is None or asked.bot is not bot or asked.answer is not None:
        raise Refused(400, QUERY_TOO_OLD)
    if world.clock.monotonic() - asked.asked_at > world.callback_seconds:
        raise Refused(400, QUERY_TOO_OLD)
    if markup.units(call.text("text")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    asked.answer = {"text": call.text("text"), "show_alert": call.flag("show_alert")}
    world.on_change()
    return True


# what is asked


def get_me(world: World, bot: Bot, call: Call) -> Json:
    return bot.wire | {
        "can_join_groups": True,
        "can_read_all_group_messages": not bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_file(world: World, bot: Bot, call: Call) -> Json:
    if not call.text("file_id"):
        raise bad("file_id not specified")
    file = world.files.get(call.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if file.size > 20 * MEGABYTE:
        raise bad("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "file_path": file.path,
    }


def get_chat(world: World, bot: Bot, call: Call) -> Json:
    chat = _chat(world, bot, call, writing=False)
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    full = {
        "accent_color_id": 1,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    return chat.wire | full


def get_chat_member(world: World, bot: Bot, call: Call) -> Json:
    chat = _chat(world, bot, call, writing=False)
    user = world.users.get(call.number("user_id"))
    if user is None:
        raise bad("user not found")
    return world.member(chat, user)


def leave_chat(world: World, bot: Bot, call: Call) -> bool:
    chat = _chat(world, bot, call)
    if chat.is_private:
        raise bad("can't leave private chats")
    world.set_status(chat, bot, "left", bot)
    left = world.post(chat, bot, {"left_chat_member": bot.wire})
    world.tell(world.bots_in(chat), "message", left.wire.copy(), f"chat:{chat.id}")
    return True


# how the bot presents itself


def _scope(world: World, bot: Bot, call: Call) -> tuple[str, str]:
    scope = call.json("scope", "can't parse BotCommandScope JSON object") or {"type": "default"}
    kinds = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
    if scope.get("type") not in kinds:
        if scope.get("type") not in ("chat", "chat_administrators", "chat_member"):
            raise bad("can't parse BotCommandScope: Unsupported type specified")
        world.reach(bot, int(scope.get("chat_id") or 0), writing=False)
    return json.dumps(scope, sort_keys=True), _language(call)


def _language(call: Call) -> str:
    code = call.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad("invalid language code specified")
    return code


def set_my_commands(world: World, bot: Bot, call: Call) -> bool:
    commands = call.json("commands", "can't parse commands JSON object") or []
    if not isinstance(commands, list):
        raise bad("expected an Array of BotCommand")
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", one.get("command", "")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(one.get("description", "")) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    bot.commands[_scope(world, bot, call)] = commands
    return True


def get_my_commands(world: World, bot: Bot, call: Call) -> list[Json]:
    return bot.commands.get(_scope(world, bot, call), [])


def delete_my_commands(world: World, bot: Bot, call: Call) -> bool:
    bot.commands.pop(_scope(world, bot, call), None)
    return True


def _set_words(name: str, most: int, too_long: str) -> Callable[[World, Bot, Call], bool]:
    def change(world: World, bot: Bot, call: Call) -> bool:
        if markup.units(call.text(name)) > most:
            raise bad(too_long)
        bot.texts[name, _language(call)] = call.text(name)
        return True

    return change


def _get_words(name: str) -> Callable[[World, Bot, Call], Json]:
    def read(world: World, bot: Bot, call: Call) -> Json:
        return {name: bot.texts.get((name, _language(call))) or bot.texts.get((name, ""), "")}

    return read


def log_out(world: World, bot: Bot, call: Call) -> bool:
    bot.logged_out = True
    return True


def close(world: World, bot: Bot, call: Call) -> bool:
    return True


METHODS: dict[str, Callable[[World, Bot, Call], Any]] = {
    "getme": get_me,
    "sendmessage": send_message,
    "sendphoto": _send_file("photo"),
    "senddocument": _send_file("document"),
    "sendvoice": _send_file("voice"),
    "sendmediagroup": send_media_group,
    "sendlocation": send_location,
    "sendchataction": send_chat_action,
    "editmessagetext": edit_message_text,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "getfile": get_file,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "leavechat": leave_chat,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmydescription": _set_words("description", 512, "DESCRIPTION_TOO_LONG"),
    "getmydescription": _get_words("description"),
    "setmyshortdescription": _set_words("short_description", 120, "ABOUT_TOO_LONG"),
    "getmyshortdescription": _get_words("short_description"),
    "logout": log_out,
    "close": close,
}
