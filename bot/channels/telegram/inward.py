"""Telegram updates as conversation events; pure functions over what Telegram delivers."""

import json
import logging
import re
from typing import Any

from aiogram.enums import ChatMemberStatus, ChatType, ContentType
from aiogram.types import Chat, Message, ResultChatMemberUnion, Update, User
from pydantic import ValidationError

from bot.channels import Heard, RemoteFile
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
from storage.inbox import Delivery

log = logging.getLogger(__name__)

# What a bot asks Telegram for; everything else is not sent to it at all.
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]

ANONYMOUS = "0"
_ANONYMOUS_ADMIN = 1087968824
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_PRESENT = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER)
# What tells in which chat a button was pressed.
_PLACE = frozenset(("chat", "date", "is_topic_message", "message_id", "message_thread_id"))
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?", re.DOTALL)

_FILES = "animation audio document live_photo photo video video_note voice".split()
_READABLE = [*_FILES, *"contact location text venue".split()]
# Written by people, but nothing the bot can take. Content that this version does not know is among it.
_UNREADABLE = "checklist dice game paid_media poll rich_message sticker story unknown".split()


def delivery(account_id: int, update: dict[str, Any]) -> Delivery | None:
    """The update as a row of the inbox; None when there is nothing to answer. KeyError without an id."""
    key = conversation_key(update)
    return Delivery(account_id, str(update["update_id"]), key, _storable(update)) if key else None


def conversation_key(update: dict[str, Any]) -> str | None:
    """Whose conversation an update belongs to; None when it belongs to none.

    ``<chat>`` in private, ``<chat>/<thread>/<user>`` in a group; thread 0 is outside of topics, user 0 an
    anonymous administrator or the chat itself.
    """
    known = _known(update)
    if known is None:
        return None
    if (query := known.callback_query) and query.message:
        thread = _thread(query.message) if isinstance(query.message, Message) else 0
        return _key(query.message.chat, thread, _number(query.from_user))
    if change := known.my_chat_member:
        return _key(change.chat, 0, _number(change.from_user))
    edited = known.edited_message
    # A place that is shared live is "edited" every few seconds.
    message = known.message or (edited if edited and (edited.text or edited.caption) else None)
    if message is None:
        return None
    if message.migrate_to_chat_id:
        return _key(message.chat, 0, ANONYMOUS)
    if message.content_type not in (*_READABLE, *_UNREADABLE):
        return None
    user = _speaker(message)
    return _key(message.chat, _thread(message), user) if user else None


def read(update: dict[str, Any], bot_username: str | None, bot_id: int) -> Heard | None:
    """Translate an update; None when there is nothing to answer."""
    known = _known(update)
    if known is None:
        return None
    if query := known.callback_query:
        if not query.data or not query.message:
            return None
        return _heard(Chose(query.data), query.from_user, quiets=query.id)
    if change := known.my_chat_member:
        was, is_now = _is_present(change.old_chat_member), _is_present(change.new_chat_member)
        if not is_now:
            return _heard(Left(), change.from_user)
        return None if was else _heard(Joined(), change.from_user)
    if edited := known.edited_message:
        text = _spoken(edited, bot_username)
        return _from(edited, Edited(str(edited.message_id), text)) if text else None
    return _message(known.message, bot_username, bot_id) if known.message else None


def _message(message: Message, bot_username: str | None, bot_id: int) -> Heard | None:
    if message.migrate_to_chat_id:
        return Heard(Moved(str(message.migrate_to_chat_id)), ANONYMOUS)
    ref = str(message.message_id)
    match message.content_type:
        case ContentType.TEXT:
            text = _spoken(message, bot_username)
            command = _COMMAND.fullmatch(text)
            if command is None:
                return _from(message, _said(message, bot_username, bot_id))
            name, mentioned, argument = command.groups()
            to_other = mentioned and bot_username and mentioned.lower() != bot_username.lower()
            if to_other and _is_group(message.chat):
                return None
            return _from(message, Command(name.lower(), (argument or "").strip()))
        case ContentType.LOCATION | ContentType.VENUE:
            place = message.venue.location if message.venue else message.location
            return _from(message, SharedPlace(place.latitude, place.longitude, ref)) if place else None
        case ContentType.CONTACT if message.contact:
            own = message.from_user is not None and message.contact.user_id == message.from_user.id
            return _from(message, SharedContact(_international(message.contact.phone_number), own))
        case kind if kind in _FILES:
            return _from(message, _said(message, bot_username, bot_id), remote=(_file(message),))
        case kind if kind in _UNREADABLE:
            return _from(message, Unreadable("chat-unread"))
    return None


def _said(message: Message, bot_username: str | None, bot_id: int) -> Said:
    reply_to = None
    answered = message.reply_to_message
    # In a topic every plain message looks like a reply to the one that opened it.
    if answered and answered.from_user and not answered.forum_topic_created:
        reply_to = str(answered.message_id) if answered.from_user.id == bot_id else None
    named = _is_group(message.chat) and _named(message, bot_username) is not None
    return Said(
        _spoken(message, bot_username),
        ref=str(message.message_id),
        reply_to=reply_to,
        album=message.media_group_id,
        named=named,
    )


def _file(message: Message) -> RemoteFile:
    """The file of a message; of a photo the largest size. What has no name is called after its kind."""
    sizes = message.photo or (message.live_photo.photo if message.live_photo else None)
    if sizes:
        largest = max(sizes, key=lambda size: size.width * size.height)
        return RemoteFile(largest.file_id, "anh.jpg", largest.file_size)
    if message.voice:
        return RemoteFile(message.voice.file_id, "ghi-am.ogg", message.voice.file_size)
    if unnamed := message.video_note or message.live_photo:
        return RemoteFile(unnamed.file_id, "video.mp4", unnamed.file_size)
    if film := message.animation or message.video:
        return RemoteFile(film.file_id, film.file_name or "video.mp4", film.file_size)
    other = message.audio or message.document
    assert other is not None
    name = other.file_name or ("am-thanh" if message.audio else "tep")
    return RemoteFile(other.file_id, name, other.file_size)


def _spoken(message: Message, bot_username: str | None) -> str:
    """Text or caption, without the bot's name in front."""
    return _named(message, bot_username) or message.text or message.caption or ""


def _named(message: Message, bot_username: str | None) -> str | None:
    """What is said to the bot after its name in front; None where it is not named."""
    text = message.text or message.caption or ""
    name = re.match(rf"@{re.escape(bot_username)}\b[\s,:]*", text, re.IGNORECASE) if bot_username else None
    return text[name.end() :] if name else None


def _heard(event: Event, user: User, *, quiets: str | None = None) -> Heard:
    return Heard(event, _number(user), user.full_name.strip() or None, _language(user), quiets)


def _from(message: Message, event: Event, *, remote: tuple[RemoteFile, ...] = ()) -> Heard | None:
    speaker = _speaker(message)
    if speaker is None:
        return None
    if speaker == ANONYMOUS or message.from_user is None:
        return Heard(event, ANONYMOUS, remote=remote)
    user = message.from_user
    return Heard(event, speaker, user.full_name.strip() or None, _language(user), remote=remote)


def _speaker(message: Message) -> str | None:
    """The id of who wrote; None for bots, lest two of them talk for ever, and for what a channel passes on."""
    user = message.from_user
    if message.is_automatic_forward:
        return None
    if message.sender_chat or user is None:
        return ANONYMOUS
    return None if user.is_bot else _number(user)


def _number(user: User) -> str:
    return ANONYMOUS if user.id == _ANONYMOUS_ADMIN else str(user.id)


def _language(user: User) -> str | None:
    code = (user.language_code or "")[:2].lower()
    return code if code in ("vi", "en") else None


def _international(phone: str) -> str:
    """With the plus that some of Telegram's programs leave out; a national number stays as it is."""
    digits = re.sub(r"[^\d+]", "", phone)
    return digits if digits.startswith(("+", "0")) else f"+{digits}"


def _is_present(member: ResultChatMemberUnion) -> bool:
    return member.status in _PRESENT or (member.status == ChatMemberStatus.RESTRICTED and member.is_member)


def _is_group(chat: Chat) -> bool:
    return chat.type in _GROUPS


def _thread(message: Message) -> int:
    """The topic; in a supergroup without topics the field numbers chains of replies, which are no place."""
    return message.message_thread_id or 0 if message.is_topic_message else 0


def _key(chat: Chat, thread: int, user: str) -> str | None:
    if chat.type == ChatType.PRIVATE:
        return str(chat.id)
    return f"{chat.id}/{thread}/{user}" if _is_group(chat) else None


def _known(update: dict[str, Any]) -> Update | None:
    try:
        return Update.model_validate(_brief(update))
    except ValidationError as unknown:
        # Without the input: people's words do not belong into the log.
        place = ".".join(map(str, unknown.errors(include_input=False)[0]["loc"]))
        log.warning("update %s cannot be read at %s", update.get("update_id"), place)
        return None


def _brief(update: dict[str, Any]) -> dict[str, Any]:
    """The update without the words and buttons of the message whose button was pressed: half of the time of reading."""
    query = update.get("callback_query")
    if not isinstance(query, dict) or not isinstance(shown := query.get("message"), dict):
        return update
    return {**update, "callback_query": {**query, "message": {k: v for k, v in shown.items() if k in _PLACE}}}


def _storable(update: dict[str, Any]) -> dict[str, Any]:
    """The update without what a database column of JSON refuses: NUL and halves of surrogate pairs."""
    text = json.dumps(update)
    if "\\u0000" not in text and "\\ud" not in text:
        return update
    clean: dict[str, Any] = json.loads(text, object_pairs_hook=lambda pairs: {k: _clean(v) for k, v in pairs})
    return clean


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return [_clean(one) for one in value] if isinstance(value, list) else value
