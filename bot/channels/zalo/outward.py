"""Messages out to Zalo: how the outbox's rows become calls of its interface, and what its refusals mean."""

import asyncio
import logging
import re
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from datetime import time as time_of_day
from typing import Any, Final

from bot.channels.files import Link, files_in_words
from bot.channels.numbered import language_of, with_codes, with_numbers
from bot.channels.zalo.api import Remember, Sent, ZaloApi
from bot.channels.zalo.errors import REFUSES_BUTTONS, Class, ZaloRefused
from bot.channels.zalo.payload import Signer
from domain.commune import VIETNAM
from domain.delivery import GiveUp, NotDelivered, TryLater, WindowClosed
from domain.notice import Urgency
from domain.text import split_at_sentences
from storage.file import FileStore
from storage.outbox import Message

log = logging.getLogger(__name__)

TEXT_LENGTH: Final = 2000
MAX_BUTTONS: Final = 5
TITLE_LENGTH: Final = 100
PAYLOAD_LENGTH: Final = 1000
MEGABYTE: Final = 1024 * 1024
IMAGES: Final = (".jpg", ".jpeg", ".png")
MAX_IMAGE: Final = MEGABYTE
DOCUMENTS: Final = (".pdf", ".doc", ".docx", ".csv")
MAX_DOCUMENT: Final = 5 * MEGABYTE
# Zalo keeps uploads for seven days.
ASSET_SECONDS: Final = 6.5 * 24 * 3600
# After a failure of which nobody knows whether the message arrived.
DOUBT_SECONDS: Final = 10.0
MORNING: Final = time_of_day(6, 0)

# Marks people in a group; what somebody wrote must not call them.
_MENTION = re.compile(r"\[@([^\]\n]*)\]")
_NOT_OF_BUTTONS = frozenset({"recipient", "user_id", "text"})


@dataclass(frozen=True)
class Part:
    """What one call sends: a text, maybe with choices as buttons, or a file.

    `instead` tells what Zalo said to the same with buttons: when this goes, it was because of them.
    """

    text: str = ""
    choices: tuple[Mapping[str, str], ...] = ()
    file: Mapping[str, Any] | None = None
    instead: str = ""


def group_of(address: str) -> str | None:
    """The id of the group an address is; None for a person's."""
    return address[1:].partition("/")[0] if address.startswith("g") else None


def parts_of(message: Message, *, buttons: bool = True, link: Link | None = None) -> list[Part]:
    """The calls a message takes: images, other files, then the text, with the choices at the very end.

    Files that Zalo does not carry become links, or without `link` a sentence that says where to see them. Choices are
    buttons where these may be had and are few, else part of the text. Raises ValueError for a choice that no button
    can carry: that is a mistake in the program.
    """
    for choice in message.choices:
        if not choice["key"] or len(choice["key"]) > PAYLOAD_LENGTH - 16:
            raise ValueError(f"key of a choice is empty or too long: {choice['key']!r}")
    in_group = group_of(message.address) is not None
    carried = [file for file in message.files if not in_group and (_is_image(file) or _is_document(file))]
    text = message.text
    if beside := files_in_words([file for file in message.files if file not in carried], link, language_of(text)):
        text = f"{text}\n\n{beside}" if text.strip() else beside
    parts = [Part(file=file) for file in sorted(carried, key=lambda file: not _is_image(file))]
    shown: tuple[Mapping[str, str], ...] = ()
    if buttons and not in_group and 0 < len(message.choices) <= MAX_BUTTONS and text.strip():
        shown = tuple(message.choices)
    else:
        text = _in_words(text, message.choices, message)
    if in_group:
        text = _MENTION.sub(r"@\1", text)
    texts = [Part(text) for text in split_text(text)]
    if shown:
        texts[-1] = replace(texts[-1], choices=shown)
    return parts + texts


def split_text(text: str) -> list[str]:
    """Split into messages, in Unicode's composed form; what is outside of the first plane may count double."""
    text = unicodedata.normalize("NFC", text)
    parts = []
    for part in split_at_sentences(text, TEXT_LENGTH):
        fits = len(part.encode("utf-16-le", "replace")) <= 2 * TEXT_LENGTH
        parts += [part] if fits else split_at_sentences(part, TEXT_LENGTH // 2)
    return [part for part in parts if part.strip()]


def buttons_of(choices: Sequence[Mapping[str, str]], signer: Signer) -> list[dict[str, Any]]:
    return [
        {"title": _cut(choice["label"]), "type": "oa.query.hide", "payload": signer.payload(choice["key"])}
        for choice in choices
    ]


def _in_words(text: str, choices: Sequence[Mapping[str, str]], message: Message) -> str:
    """A number stands for what was shown last in answer to the person; for notices there are codes."""
    return with_numbers(text, choices) if message.urgency == Urgency.REPLY else with_codes(text, choices)


def _cut(label: str) -> str:
    label = unicodedata.normalize("NFC", label)
    return label if len(label) <= TITLE_LENGTH else label[: TITLE_LENGTH - 1].rstrip() + "…"


def _is_image(file: Mapping[str, Any]) -> bool:
    return str(file["name"]).lower().endswith(IMAGES) and int(file["size"]) <= MAX_IMAGE


def _is_document(file: Mapping[str, Any]) -> bool:
    return str(file["name"]).lower().endswith(DOCUMENTS) and int(file["size"]) <= MAX_DOCUMENT


@dataclass
class _Rest:
    """What is left to send of a message, the id of what went last, and what it has cost so far."""

    parts: list[Part]
    ref: str | None = None
    cost: int = 0
    begun: bool = False


class ZaloSender:
    """Sends as one account."""

    # A message that failed half-way goes on where it stopped, as long as it is among so many.
    REMEMBERED: Final = 256
    UPLOADS: Final = 1024

    def __init__(
        self,
        name: str,
        api: ZaloApi,
        signer: Signer,
        *,
        remember: Remember,
        link: Link | None = None,
        buttons: bool = True,
        trouble: str | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(VIETNAM),
        charged: Callable[[int, int], None] = lambda message, cost: None,
    ) -> None:
        self.buttons = buttons
        self._link = link
        self._name = name
        self._api = api
        self._signer = signer
        self._keep = remember
        self._clock = clock
        self._now = now
        self._charged = charged
        self._trouble = trouble
        # By id and text: cards that were to go as one list may go one by one the next time.
        self._unfinished: OrderedDict[tuple[int, str], _Rest] = OrderedDict()
        self._assets: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._complaints: set[str] = set()

    def lists(self, choices: int, *, in_group: bool) -> bool:
        """Whether so many choices are part of the text, by their numbers."""
        return choices > 0 and (in_group or choices > MAX_BUTTONS or not self.buttons)

    async def send(self, message: Message, files: FileStore) -> str | None:
        """Send a message; return the id of its last part. Raises TryLater, GiveUp or WindowClosed."""
        key = (message.id, message.text)
        rest = self._unfinished.pop(key, None) or _Rest(parts_of(message, buttons=self.buttons, link=self._link))
        try:
            while rest.parts:
                rest.parts[:1] = await self._send_part(message, rest, files)
        except TryLater:
            if rest.begun:
                self._unfinished[key] = rest
                if len(self._unfinished) > self.REMEMBERED:
                    self._unfinished.popitem(last=False)
            raise
        if rest.cost:
            self._charged(message.id, rest.cost)
        return rest.ref

    async def send_template(self, user: str, template: str, data: Mapping[str, str]) -> str:
        return await self._template(lambda: self._api.send_template(user, template, data))

    async def send_template_to_phone(self, phone: str, template: str, data: Mapping[str, str], tracking: str) -> str:
        return await self._template(lambda: self._api.send_template_to_phone(phone, template, data, tracking))

    async def _template(self, call: Callable[[], Any]) -> str:
        try:
            sent: Sent = await call()
        except ZaloRefused as refused:
            raise await self._raised(refused, doubted=False) from None
        await self._fine()
        return sent.ref or ""

    async def _send_part(self, message: Message, rest: _Rest, files: FileStore) -> list[Part]:
        """Send the first part; return what is to be sent in its stead, usually nothing."""
        part = rest.parts[0]
        try:
            sent = await self._deliver(message.address, part, files)
        except ZaloRefused as refused:
            if part.choices and _may_be_buttons(refused):
                plain = split_text(_in_words(part.text, part.choices, message))
                return [Part(text, instead=str(refused)) for text in plain]
            raise await self._raised(refused, doubted=message.tries > 0) from None
        if sent is None:
            return []
        rest.ref = sent.ref or rest.ref
        rest.cost += sent.cost
        rest.begun = True
        if part.instead and self.buttons:
            self.buttons = False
            log.warning("account %s: Zalo takes no buttons (%s), choices are numbered now", self._name, part.instead)
            await self._remember(buttons=False)
        await self._fine()
        return []

    async def _deliver(self, address: str, part: Part, files: FileStore) -> Sent | None:
        """Make the call; None where there is nothing to send."""
        group = group_of(address)
        if group is not None:
            return await self._api.send_to_group(group, part.text)
        if part.file is None:
            return await self._api.send_text(address, part.text, buttons_of(part.choices, self._signer) or None)
        asset = await self._asset(part.file, files)
        if asset is None:
            return None
        send = self._api.send_image if _is_image(part.file) else self._api.send_file
        try:
            return await send(address, asset)
        except ZaloRefused as refused:
            if refused.meaning.kind is not Class.REUPLOAD:
                raise
        self._assets.pop(str(part.file["sha256"]), None)
        asset = await self._asset(part.file, files)
        return await send(address, asset) if asset is not None else None

    async def _asset(self, file: Mapping[str, Any], files: FileStore) -> str | None:
        """What Zalo calls the file, uploaded where it was not yet or too long ago; None where it is not there."""
        sha256 = str(file["sha256"])
        known = self._assets.get(sha256)
        if known is not None and known[1] > self._clock():
            return known[0]
        try:
            content = await asyncio.to_thread(files.path(sha256).read_bytes)
        except FileNotFoundError:
            # Better the words without it than neither.
            log.error("the file %s of a message is not there", sha256)
            return None
        upload = self._api.upload_image if _is_image(file) else self._api.upload_file
        asset = await upload(str(file["name"]), content)
        self._assets[sha256] = asset, self._clock() + ASSET_SECONDS
        if len(self._assets) > self.UPLOADS:
            self._assets.popitem(last=False)
        return asset

    # ── what refusals mean ────────────────────────────────────────────────────────────────────────────────────

    async def _raised(self, refused: ZaloRefused, *, doubted: bool) -> NotDelivered:
        """What the courier is told; `doubted` says that the message may have arrived before."""
        trouble = refused.meaning.trouble
        match refused.meaning.kind:
            case Class.RETRY | Class.REFRESH | Class.NEXT_MINUTE:
                return TryLater(trouble)
            case Class.AMBIGUOUS:
                return GiveUp(trouble) if doubted else TryLater(trouble, after=DOUBT_SECONDS)
            case Class.PERSON | Class.WINDOW | Class.QUOTA:
                return WindowClosed(trouble)
            case Class.NIGHT:
                return TryLater(trouble, after=_until_morning(self._now()))
            case Class.TOMORROW:
                return TryLater(trouble, after=_until_morning(self._now(), tomorrow=True))
            case Class.HUMAN | Class.PROOF | Class.USE_V2 | Class.USE_V3:
                if self._trouble != trouble:
                    self._trouble = trouble
                    log.error("account %s: Zalo lets nothing be sent: %s", self._name, refused)
                    await self._remember(trouble=trouble)
            case Class.SETUP | Class.OURS | Class.REUPLOAD:
                self._complain(f"account %s: Zalo rejects a message: {refused}")
        return GiveUp(trouble)

    async def _fine(self) -> None:
        if self._trouble is not None:
            self._trouble = None
            log.info("account %s sends again", self._name)
            await self._remember(trouble=None)

    async def _remember(self, **changed: Any) -> None:
        try:
            await self._keep(**changed)
        except Exception as trouble:
            # What was learned is learned again after the next start.
            log.warning("account %s: not kept what Zalo said (%s)", self._name, type(trouble).__name__)

    def _complain(self, words: str) -> None:
        """Log once, not for each of a thousand messages."""
        if words not in self._complaints and len(self._complaints) < self.REMEMBERED:
            self._complaints.add(words)
            log.error(words, self._name)


def _may_be_buttons(refused: ZaloRefused) -> bool:
    return refused.code in REFUSES_BUTTONS and refused.field not in _NOT_OF_BUTTONS


def _until_morning(now: datetime, *, tomorrow: bool = False) -> float:
    """Seconds until six o'clock in Vietnam, and a minute for clocks that differ."""
    local = now.astimezone(VIETNAM)
    morning = datetime.combine(local.date(), MORNING, VIETNAM)
    if tomorrow or morning <= local:
        morning += timedelta(days=1)
    return (morning - local).total_seconds() + 60.0
