"""Messages out to the Bot Platform: how the outbox's rows become calls, and what Zalo's refusals mean."""

import logging
import unicodedata
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.channels.files import Link, files_in_words
from bot.channels.numbered import language_of, with_codes, with_numbers
from bot.channels.zalo_bot.api import BotApi, BotRefused, BotUnreachable
from bot.channels.zalo_bot.limiter import BotLimiter
from domain.delivery import GiveUp, NotDelivered, TryLater
from domain.notice import Urgency
from domain.text import split_at_sentences
from storage.outbox import Message

log = logging.getLogger(__name__)

TEXT_LENGTH: Final = 2000
PHOTO_ENDINGS: Final = (".jpg", ".jpeg", ".png", ".webp")
BAD_REQUEST, NO_TOKEN, UNKNOWN, QUOTA = 400, 401, 404, 429
# So many tries are more than a minute: no passing flood that others get through.
LONG_REFUSED: Final = 6


@dataclass(frozen=True)
class Part:
    """What one call sends: a text, or a photo by its address with the text that takes its place."""

    text: str
    photo: str | None = None


def parts_of(message: Message, link: Link | None) -> list[Part]:
    """The calls a message takes: photos, then the text with the links of other files and the choices.

    Without `link` nobody outside can reach a file, and the text says where it can be seen.
    """
    language = language_of(message.text)
    shown = [file for file in message.files if link and _is_photo(file)]
    photos = [
        Part(files_in_words([file], link, language), link(str(file["sha256"]), str(file["name"])))
        for file in shown
        if link
    ]
    beside = files_in_words([file for file in message.files if file not in shown], link, language)
    text = "\n\n".join(part for part in (message.text, beside) if part.strip())
    return [*photos, *(Part(part) for part in split_text(in_words(message, text)))]


def in_words(message: Message, text: str) -> str:
    """The text with its choices: numbered where they answer what was said, otherwise by the codes that open them."""
    choices: Sequence[Mapping[str, str]] = message.choices
    is_reply = message.urgency == Urgency.REPLY
    return with_numbers(text, choices) if is_reply else with_codes(text, choices)


def _is_photo(file: Mapping[str, Any]) -> bool:
    return file["kind"] == "photo" and str(file["name"]).lower().endswith(PHOTO_ENDINGS)


def split_text(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", text)
    return [part for part in split_at_sentences(text, TEXT_LENGTH) if part.strip()]


def chat_of(address: str) -> str:
    """Zalo's id of a chat; our address of a group has a g in front."""
    return address.partition("/")[0].removeprefix("g")


@dataclass
class _Rest:
    """What is left to send of a message, and the id of what went last."""

    parts: list[Part]
    ref: str | None = None
    begun: bool = False


class ZaloBotSender:
    """Sends as one bot."""

    # A message that failed half-way goes on where it stopped, as long as it is among so many.
    REMEMBERED: Final = 256
    # More people than a bot may have.
    KNOWN: Final = 1024

    def __init__(self, name: str, api: BotApi, *, link: Link | None = None, limiter: BotLimiter | None = None) -> None:
        self._name = name
        self._api = api
        self._link = link
        self._limiter = limiter or BotLimiter()
        # By id and text: cards that were to go as one list may go one by one the next time.
        self._unfinished: OrderedDict[tuple[int, str], _Rest] = OrderedDict()
        self._complaints: set[str] = set()
        # Who was reached, how often anybody was, and how often when somebody new was refused first.
        self._reached: OrderedDict[str, None] = OrderedDict()
        self._successes = 0
        self._refused: OrderedDict[str, int] = OrderedDict()

    def ready_in(self, address: str) -> float:
        return self._limiter.ready_in(address)

    async def send(self, message: Message) -> str | None:
        """Send a message; return the id of its last part. Raises TryLater or GiveUp."""
        key = (message.id, message.text)
        rest = self._unfinished.pop(key, None) or _Rest(parts_of(message, self._link))
        try:
            while rest.parts:
                rest.parts[:1] = await self._send_part(message, rest)
        except TryLater:
            if rest.begun:
                self._unfinished[key] = rest
                _forget_oldest(self._unfinished, self.REMEMBERED)
            raise
        return rest.ref

    async def _send_part(self, message: Message, rest: _Rest) -> list[Part]:
        """Send the first part; return what is to be sent in its stead, usually nothing."""
        part = rest.parts[0]
        chat = chat_of(message.address)
        await self._limiter.turn(message.address)
        try:
            if part.photo:
                sent = await self._api.call("sendPhoto", {"chat_id": chat, "photo": part.photo})
            else:
                sent = await self._api.call("sendMessage", {"chat_id": chat, "text": part.text})
        except BotRefused as refused:
            if part.photo and refused.code == BAD_REQUEST and not _is_gone(refused):
                # Zalo could not or would not fetch it: whoever reads it can.
                return [Part(part.text)]
            raise self._meaning(message, refused) from None
        except BotUnreachable:
            raise TryLater("network") from None
        rest.begun = True
        ref = sent.get("message_id") if isinstance(sent, dict) else None
        rest.ref = str(ref) if ref is not None else rest.ref
        self._arrived(message.address)
        return []

    def _meaning(self, message: Message, refused: BotRefused) -> NotDelivered:
        if refused.code == QUOTA:
            return self._over_quota(message)
        if refused.code in (NO_TOKEN, UNKNOWN):
            self._complain("Zalo does not know the token of bot %s")
            return TryLater("token")
        if refused.code == BAD_REQUEST and _is_gone(refused):
            return GiveUp("chat-gone")
        if refused.code == BAD_REQUEST:
            self._complain("Zalo rejects what bot %s sends")
            return GiveUp("rejected")
        # Also 403, which is what Zalo calls an error of its own.
        return TryLater("network")

    def _over_quota(self, message: Message) -> NotDelivered:
        """The same words for three things: too fast, the month's messages, and a bot that may have nobody new.

        The last it is where others get through for longer than a flood lasts.
        """
        address = message.address
        if address not in self._reached:
            before = self._refused.setdefault(address, self._successes)
            _forget_oldest(self._refused, self.KNOWN)
            if message.tries >= LONG_REFUSED and self._successes > before:
                self._complain("bot %s has as many people as Zalo lets it have")
                return GiveUp("zalo-bot-full")
        self._complain("Zalo lets bot %s send no more for now: too fast, or too much this month")
        return TryLater("zalo-bot-quota")

    def _arrived(self, address: str) -> None:
        self._successes += 1
        self._refused.pop(address, None)
        self._reached[address] = None
        self._reached.move_to_end(address)
        _forget_oldest(self._reached, self.KNOWN)

    def _complain(self, words: str) -> None:
        """Log once, not for each of a thousand messages."""
        if words not in self._complaints:
            self._complaints.add(words)
            log.error(words, self._name)


def _is_gone(refused: BotRefused) -> bool:
    return "not found" in refused.description.lower()


def _forget_oldest(remembered: OrderedDict[Any, Any], most: int) -> None:
    if len(remembered) > most:
        remembered.popitem(last=False)
