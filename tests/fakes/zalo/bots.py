"""The methods of the Bot Platform: what bots may send, and how strictly it is looked at."""

from __future__ import annotations

import json
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.zalo.world import Bot, BotChat, BotGroup, Json, Line, Refused, World

TEXTS = {
    400: "Bad request",
    401: "Unauthorized",
    403: "Internal server error",
    404: "Not found",
    408: "Request timeout",
    409: "Conflict: getUpdates does not work while a webhook is set; call deleteWebhook first",
    429: "Quota exceeded",
}
TEXT_MOST = 2000
# b, i, u, s; sizes, colours, lists and indents.
STYLES = frozenset(
    "b i u s f_13 f_15 f_18 f_20 c_050a19 c_15a85f c_f7b503 c_f27806 c_db342e lst_1 lst_2 "
    "ind_1 ind_2 ind_3 ind_4 ind_5".split()
)

Method = Callable[[World, Bot, Json], Any]


def bad(text: str) -> Refused:
    return Refused(400, f"Bad request: {text}")


def failure(code: int, text: str = "") -> Json:
    return {"ok": False, "error_code": code, "description": text or TEXTS.get(code, "Unknown error")}


def public(url: str) -> bool:
    """Whether Zalo would go there. 127.0.0.1, by number, stands for the world outside."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host == "127.0.0.1":
        return parts.scheme in ("http", "https")
    try:
        if not ip_address(host).is_global:
            return False
    except ValueError:
        pass
    return parts.scheme == "https" and "." in host and not host.endswith((".local", ".internal", ".localhost"))


def _me(world: World, bot: Bot, given: Json) -> Json:
    return {"id": bot.id, "account_name": bot.account_name, "account_type": "BASIC", "can_join_groups": False}


def _message(world: World, bot: Bot, given: Json) -> Json:
    _only(given, "chat_id", "text", "parse_mode", "text_styles", "reply_to_message_id")
    place = _place(bot, given)
    text = _words(given, "text")
    if given.get("parse_mode") not in (None, "markdown", "html"):
        raise bad("parse_mode")
    if "parse_mode" not in given and "text_styles" in given:
        _check_styles(given["text_styles"], text)
    return _put(world, bot, place, "text", text, quote=given.get("reply_to_message_id"))


def _check_styles(styles: Any, text: str) -> None:
    if isinstance(styles, str):  # a form or a query has no other way to carry a list
        try:
            styles = json.loads(styles)
        except ValueError:
            raise bad("text_styles") from None
    units = len(text.encode("utf-16-le")) // 2
    if not isinstance(styles, list):
        raise bad("text_styles")
    for one in styles:
        if not isinstance(one, dict) or not isinstance(one.get("st"), list) or not STYLES.issuperset(one["st"]):
            raise bad("text_styles")
        start, length = one.get("start"), one.get("len")
        if (
            not isinstance(start, int)
            or not isinstance(length, int)
            or start < 0
            or length < 1
            or start + length > units
        ):
            raise bad("text_styles")


def _photo(world: World, bot: Bot, given: Json) -> Json:
    _only(given, "chat_id", "photo", "caption", "reply_to_message_id")
    place = _place(bot, given)
    photo = given.get("photo")
    if not isinstance(photo, str) or not public(photo):
        raise bad("photo must be a public URL")
    caption = _words(given, "caption") if "caption" in given else ""
    return _put(world, bot, place, "image", caption, image=photo)


def _sticker(world: World, bot: Bot, given: Json) -> Json:
    _only(given, "chat_id", "sticker")
    place = _place(bot, given)
    sticker = _words(given, "sticker")
    if "/" in sticker:
        raise bad("sticker")
    return _put(world, bot, place, "sticker", "", image=sticker)


def _voice(world: World, bot: Bot, given: Json) -> Json:
    _only(given, "chat_id", "voice_url")
    place = _place(bot, given)
    url = given.get("voice_url")
    if not isinstance(url, str) or not public(url) or not urlsplit(url).path.endswith(".aac"):
        raise bad("voice_url must be a public URL that ends with .aac")
    if isinstance(place, BotGroup):
        # Groups say yes and show nothing.
        return {"message_id": world.hex_id(), "date": int(world.clock.unix() * 1000)}
    return _put(world, bot, place, "voice", "", image=url)


def _action(world: World, bot: Bot, given: Json) -> None:
    _only(given, "chat_id", "action")
    place = _place(bot, given)
    if given.get("action") != "typing":
        raise bad("action")
    place.actions.append("typing")


def _put(world: World, bot: Bot, place: BotChat, kind: str, text: str, *, image: str = "", quote: Any = None) -> Json:
    if world.limited and place.id not in bot.written_to:
        groups = sum(isinstance(bot.chats[one], BotGroup) for one in bot.written_to)
        full = groups >= bot.most_groups if isinstance(place, BotGroup) else None
        if full or (full is None and len(bot.written_to) - groups >= bot.most_users):
            raise Refused(429, TEXTS[429])
    if not world.months.admit(("bot", bot.id), bot.most_messages):
        raise Refused(429, TEXTS[429])
    bot.written_to.add(place.id)
    bot.sent += 1
    line = Line(world.hex_id(), "bot", bot.id, kind, text, world.clock.unix())
    line.images = (image,) if image else ()
    line.quote = quote if isinstance(quote, str) and quote in place.chat.lines else None
    world.put(place.chat, line)
    return {"message_id": line.message_id, "date": int(line.at * 1000)}


def _place(bot: Bot, given: Json) -> BotChat:
    place = bot.chats.get(given["chat_id"]) if isinstance(given.get("chat_id"), str) else None
    if place is None:
        raise bad("chat not found")
    return place


def _words(given: Json, name: str) -> str:
    words = given.get(name)
    if not isinstance(words, str) or not 1 <= len(words) <= TEXT_MOST or not words.strip():
        raise bad(f"{name} must have 1 to {TEXT_MOST} characters")
    return words


def _only(given: Json, *names: str) -> None:
    for name in given:
        if name not in names:
            raise bad(f"unknown parameter {name}")


METHODS: dict[str, Method] = {
    "getMe": _me,
    "sendMessage": _message,
    "sendPhoto": _photo,
    "sendSticker": _sticker,
    "sendVoice": _voice,
    "sendChatAction": _action,
}
