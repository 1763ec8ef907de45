"""Updates of the Bot Platform as conversation events; pure functions over what Zalo delivers."""

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from bot.channels import Heard, RemoteFile
from domain.petition import PETITION_CODE
from handlers.conversation.event import Event, Said, Unreadable
from storage.inbox import Delivery

Json = dict[str, Any]

_NAME: Final = re.compile(r"message\.([a-z_]+)\.received")
# Where the address of a file is: the documentation and real traffic do not agree.
_FILES: Final = {"image": (("photo_url", "photo"), "anh.jpg"), "voice": (("voice_url", "voice"), "ghi-am.aac")}
_TEXTS: Final = ("text", "link")
# What somebody does with a message, and no message.
_NOT_WRITTEN: Final = frozenset({"reaction"})
# In a key of a conversation a group begins with g, and a slash parts it from who speaks.
_USER = re.compile(r"(?!g)[A-Za-z0-9_-]{1,64}")
_GROUP = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ID = re.compile(r"[!-~]{1,100}")
# A mention of whose words only the end is known: a number, a command or a code.
_AFTER_UNKNOWN = re.compile(rf"@\S+(?:\s+\S+){{0,6}}?\s+(/[A-Za-z].*|\d{{1,3}}\W*|{PETITION_CODE}.*)", re.DOTALL)


def delivery(account_id: int, update: Any) -> Delivery | None:
    """The update as a row of the inbox; None when there is nothing to answer."""
    event = event_of(update)
    key = conversation_key(event)
    if key is None:
        return None
    try:
        storable = _storable(event)
    except RecursionError:  # no person writes anything that deep
        return None
    message = _part(event, "message")
    made_up = f"{event.get('event_name')}+{_id(message.get('date')) or ''}+{key}"
    return Delivery(account_id, _id(message.get("message_id")) or made_up, key, storable)


def event_of(update: Any) -> Json:
    """The event itself, from a body in its wrapping or without; empty for what is none."""
    if isinstance(update, dict) and "event_name" not in update:
        update = update.get("result")
    return update if isinstance(update, dict) else {}


def conversation_key(event: Json) -> str | None:
    """Whose conversation an event belongs to: ``<user>``, or ``g<chat>/0/<user>`` in a group; None for none."""
    if _kind(event) is None:
        return None
    message = _part(event, "message")
    who, chat = _part(message, "from"), _part(message, "chat")
    user, place = _id(who.get("id")), _id(chat.get("id"))
    # Two bots would talk for ever.
    if who.get("is_bot") is True or user is None or not _USER.fullmatch(user):
        return None
    if not _is_group(message):
        # They are the same; were they not, answers belong into the chat.
        return place if place and _USER.fullmatch(place) else None
    return f"g{place}/0/{user}" if place and _GROUP.fullmatch(place) else None


def read(event: Json, names: Sequence[str] = ()) -> Heard | None:
    """Translate an event; None when there is nothing to answer. `names` are what the bot is called in groups."""
    if conversation_key(event) is None:
        return None
    message, kind = _part(event, "message"), _kind(event)
    who = _part(message, "from")
    said, remote = _written(kind or "", message, names)
    return Heard(said, _id(who.get("id")) or "", _text(who.get("display_name")).strip() or None, remote=remote)


def _written(kind: str, message: Json, names: Sequence[str]) -> tuple[Event, tuple[RemoteFile, ...]]:
    in_group = _is_group(message)
    text = _text(message.get("text")) or _text(message.get("caption"))
    if kind == "link":
        links = (_text(message.get(field)).strip() for field in ("link", "url", "href"))
        text = "\n".join([text, *(link for link in links if link and link not in text)])
    if in_group:
        text = without_name(text, names)
    remote: tuple[RemoteFile, ...] = ()
    if kind in _FILES:
        fields, name = _FILES[kind]
        url = next((url for field in fields if (url := _text(message.get(field)).strip())), None)
        remote = (RemoteFile(url, name),) if url else ()
    if kind not in _TEXTS and not remote:
        return Unreadable("chat-unread" if kind in ("sticker", *_FILES) else "zalo-bot-unread"), ()
    if kind in _TEXTS and not text.strip() and not in_group:
        return Unreadable("chat-unread"), ()
    # In a group Zalo delivers only what is meant for the bot, and does not tell which message it answers.
    return Said(text.strip(), ref=_id(message.get("message_id")), named=in_group), remote


def without_name(text: str, names: Sequence[str] = ()) -> str:
    """What is said in a group without the mention of the bot around it."""
    text = text.strip()
    for name in sorted(filter(None, names), key=len, reverse=True):
        mention = rf"@{re.escape(name)}(?!\w)"
        if found := re.match(rf"{mention}[\s,:]*", text, re.IGNORECASE):
            return text[found.end() :]
        if found := re.search(rf"\s*{mention}\s*$", text, re.IGNORECASE):
            return text[: found.start()]
    if found := _AFTER_UNKNOWN.fullmatch(text):
        return found[1]
    return re.sub(r"^@\S+[\s,:]*", "", text)


def _kind(event: Json) -> str | None:
    """What was written: text, image …; None for what nobody wrote."""
    found = _NAME.fullmatch(_text(event.get("event_name")))
    return found[1] if found and found[1] not in _NOT_WRITTEN else None


def _is_group(message: Json) -> bool:
    return _text(_part(message, "chat").get("chat_type")).upper() == "GROUP"


def _id(value: Any) -> str | None:
    """An id as text; now and then one comes as a number. None for what no id looks like."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    try:
        text = str(value).strip()
    except ValueError:  # a number with thousands of digits
        return None
    return text if _ID.fullmatch(text) else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _part(event: Json, name: str) -> Json:
    part = event.get(name)
    return part if isinstance(part, dict) else {}


def _storable(event: Json) -> Json:
    """The event without what a database column of JSON refuses: NUL and halves of surrogate pairs."""
    text = json.dumps(event)
    if "\\u0000" not in text and "\\ud" not in text:
        return event
    clean: Json = json.loads(text, object_pairs_hook=lambda pairs: {_clean(k): _clean(v) for k, v in pairs})
    return clean


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return [_clean(one) for one in value] if isinstance(value, list) else value
