"""Zalo's events as conversation events; pure functions over what Zalo delivers."""

import json
import re
from typing import Any, Final

from bot.channels import Heard, RemoteFile
from bot.channels.zalo.payload import Signer
from handlers.conversation.event import (
    Chose,
    Command,
    Event,
    Joined,
    Left,
    Said,
    SharedContact,
    SharedPlace,
    Unreadable,
)
from storage.channel_event import ChannelEvent
from storage.inbox import Delivery

Json = dict[str, Any]

# What a file is called that has no name of its own.
_FILES: Final = {
    "image": "anh.jpg",
    "gif": "anh.gif",
    "audio": "ghi-am.aac",
    "video": "video.mp4",
    "file": "tep",
}
_TEXTS: Final = frozenset({"text", "link"})
_UNREADABLE: Final = frozenset({"sticker", "business_card"})
_WRITTEN: Final = re.compile(r"user_send_(group_)?([a-z_]+)")
_KINDS: Final = frozenset({*_FILES, *_TEXTS, *_UNREADABLE, "location"})
# Who begins to follow is greeted as whoever opens a chat elsewhere.
_FOLLOWS: Final[dict[str, Event]] = {"follow": Command("start"), "unfollow": Left(), "user_click_chatnow": Joined()}
# In a key of a conversation a group begins with g, and a slash parts it from who speaks.
_USER = re.compile(r"(?!g)[A-Za-z0-9_-]{1,64}")
_GROUP = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ID = re.compile(r"[!-~]{1,100}")


def delivery(account_id: int, event: Json) -> Delivery | None:
    """The event as a row of the inbox; None when it is not something that a person did in a conversation."""
    key = conversation_key(event)
    if key is None:
        return None
    wrote = _WRITTEN.fullmatch(_text(event.get("event_name")))
    ref = _id(_part(event, "message").get("msg_id")) if wrote else None
    return Delivery(account_id, ref or _made_up_id(event), key, _storable(event))


def channel_event(account_id: int, event: Json) -> ChannelEvent | None:
    """The event to be kept for a while; None for the echo of what was sent in the account's name."""
    name = _name(event) or "unknown"
    if name.startswith("oa_send_"):
        return None
    ref = _id(_part(event, "message").get("msg_id"))
    return ChannelEvent(account_id, f"{_made_up_id(event)}{f'+{ref}' if ref else ''}", name, _storable(event))


def conversation_key(event: Json) -> str | None:
    """Whose conversation an event belongs to; None when it belongs to none.

    ``<user>`` in private, ``g<group>/0/<user>`` in a group of the account.
    """
    user = _speaker(event)
    if user is None:
        return None
    wrote = _WRITTEN.fullmatch(_text(event.get("event_name")))
    if wrote is None or not wrote[1]:
        return user
    group = _id(_part(event, "recipient").get("id"))
    return f"g{group}/0/{user}" if group and _GROUP.fullmatch(group) else None


def account_ids(event: Json) -> list[str]:
    """Which of the ids in an event may be that of the account, likeliest first."""
    found = (event.get("oa_id"), _part(event, "recipient").get("id"), _part(event, "sender").get("id"))
    return [each for each in map(_id, found) if each]


def read(event: Json, signer: Signer) -> Heard | None:
    """Translate an event; None when there is nothing to answer."""
    user = _speaker(event)
    if user is None:
        return None
    name = _text(event.get("event_name"))
    if name in _FOLLOWS:
        return Heard(_FOLLOWS[name], user)
    if name == "user_submit_info":
        info = _part(event, "info")
        phone = _phone(info.get("phone"))
        return Heard(SharedContact(phone, own=True), user, _text(info.get("name")).strip() or None) if phone else None
    wrote = _WRITTEN.fullmatch(name)
    return _written(wrote[2], _part(event, "message"), user, signer) if wrote else None


def _speaker(event: Json) -> str | None:
    """The id of the person whose doing this is; None for all else: reports, echoes, what we do not know."""
    name = _text(event.get("event_name"))
    wrote = _WRITTEN.fullmatch(name)
    if name in _FOLLOWS:
        user = _id(_part(event, "follower").get("id")) or _id(event.get("user_id"))
    elif (wrote and wrote[2] in _KINDS) or (name == "user_submit_info" and _phone(_part(event, "info").get("phone"))):
        user = _id(_part(event, "sender").get("id"))
    else:
        return None
    return user if user and _USER.fullmatch(user) else None


def _written(kind: str, message: Json, user: str, signer: Signer) -> Heard:
    text = _text(message.get("text"))
    payloads = [_part(one, "payload") for one in _list(message.get("attachments"))]
    ref = _id(message.get("msg_id"))
    if kind == "text" and (key := signer.key(text.strip())):
        return Heard(Chose(key), user)
    if kind == "location":
        place = next((place for one in payloads if (place := _place(one, ref))), None)
        return Heard(place or _unread(text, ref), user)
    if kind == "link":
        text = "\n".join([text, *(url for one in payloads if (url := _text(one.get("url"))) and url not in text)])
    remote: tuple[RemoteFile, ...] = ()
    if kind in _FILES:
        remote = tuple(file for one in payloads if (file := _file(kind, one)))
    if kind in _UNREADABLE or not (text.strip() or remote):
        return Heard(Unreadable("chat-unread"), user)
    said = Said(text.strip(), ref=ref, reply_to=_id(message.get("quote_msg_id")))
    return Heard(said, user, remote=remote)


def _unread(text: str, ref: str | None) -> Event:
    return Said(text.strip(), ref=ref) if text.strip() else Unreadable("chat-unread")


def _place(payload: Json, ref: str | None) -> SharedPlace | None:
    """Where somebody is; Zalo writes degrees as text."""
    given = _part(payload, "coordinates")
    latitude, longitude = _degrees(given.get("latitude"), 90), _degrees(given.get("longitude"), 180)
    return SharedPlace(latitude, longitude, ref) if latitude is not None and longitude is not None else None


def _degrees(value: Any, most: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        degrees = float(value)
    except (ValueError, OverflowError):
        return None
    return degrees if -most <= degrees <= most else None


def _file(kind: str, payload: Json) -> RemoteFile | None:
    url = _text(payload.get("url")).strip()
    if not url:
        return None
    size = _text(payload.get("size")) or str(payload.get("size"))
    bytes_ = int(size) if re.fullmatch(r"[0-9]{1,15}", size) else None
    return RemoteFile(url, _text(payload.get("name")).strip() or _FILES[kind], bytes_)


def _phone(value: Any) -> str | None:
    """With the plus that Zalo leaves out; a national number stays as it is."""
    digits = re.sub(r"[^0-9]", "", _id(value) or "")
    if not 8 <= len(digits) <= 15:
        return None
    return digits if digits.startswith("0") else f"+{digits}"


def _made_up_id(event: Json) -> str:
    """What is the same when an event without an id of its own is delivered again."""
    who = _id(_part(event, "sender").get("id")) or _speaker(event) or _id(event.get("user_id")) or ""
    at = _id(event.get("timestamp")) or ""
    return f"{_name(event)}+{at}+{who}"


def _name(event: Json) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "", _text(event.get("event_name")))[:100]


def _id(value: Any) -> str | None:
    """An id as text; now and then one comes as a number. None for what no id looks like."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip()
    return text if _ID.fullmatch(text) else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _part(event: Json, name: str) -> Json:
    part = event.get(name)
    return part if isinstance(part, dict) else {}


def _list(value: Any) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


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
