"""The Telegram channel: updates come in by aiogram, messages go out by python-telegram-bot."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any, Final

import aiohttp

from bot.channels import Heard, RemoteFile
from bot.channels.telegram import inward, receiver
from bot.channels.telegram.limiter import TelegramLimiter
from bot.channels.telegram.outward import TelegramSender, open_session
from bot.channels.telegram.receiver import (
    TelegramPoller,
    open_bot,
    register,
    set_commands,
    webhook_routes,
)
from storage.file import FileStore
from storage.outbox import Message

log = logging.getLogger(__name__)

OFFICIAL: Final = "https://api.telegram.org"
LINKS: Final = "https://t.me"
# Telegram names itself quickly or not at all; the rest of the program does not wait for it.
INTRODUCTION_SECONDS: Final = 1.0
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class TelegramAccount:
    """One bot. `session` holds the connections on which it sends; without one it opens its own."""

    def __init__(
        self,
        name: str,
        account_id: int,
        token: str,
        api_base: str = OFFICIAL,
        *,
        session: aiohttp.ClientSession | None = None,
        limiter: TelegramLimiter | None = None,
    ) -> None:
        api_base = api_base.rstrip("/")
        self.name = name
        self.account_id = account_id
        self.bot = open_bot(token, api_base)
        self.username: str | None = None
        self._sender = TelegramSender(name, token, api_base, session=session, limiter=limiter)
        self._introduction: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Ask Telegram for the bot's name, and go on asking in the background when it does not answer."""
        self._introduction = asyncio.create_task(self._introduce())
        await asyncio.wait({self._introduction}, timeout=INTRODUCTION_SECONDS)

    async def close(self) -> None:
        if self._introduction:
            self._introduction.cancel()
            with suppress(asyncio.CancelledError):
                await self._introduction
        await self._sender.close()
        await self.bot.session.close()

    def read(self, payload: dict[str, Any]) -> Heard | None:
        return inward.read(payload, self.username, self.bot.id)

    def fetch(self, remote: RemoteFile) -> AsyncIterator[bytes]:
        return receiver.download(self.bot, remote)

    def ready_in(self, address: str) -> float:
        return self._sender.ready_in(address)

    async def send(self, message: Message, files: FileStore) -> str | None:
        return await self._sender.send(message, files)

    def lists(self, choices: int, *, in_group: bool) -> bool:
        return False

    def link(self, payload: str, *, group: bool = False) -> str | None:
        """A link to the bot; None while its name is unknown. Raises ValueError for what no link can carry."""
        if payload and not _PAYLOAD.fullmatch(payload):
            raise ValueError(f"not a payload for a Telegram link: {payload!r}")
        if self.username is None:
            return None
        link = f"{LINKS}/{self.username}"
        if group:
            return f"{link}?startgroup={payload}"
        return f"{link}?start={payload}" if payload else link

    async def _introduce(self) -> None:
        self.username = await receiver.username_of(self)


__all__ = [
    "OFFICIAL",
    "TelegramAccount",
    "TelegramLimiter",
    "TelegramPoller",
    "open_session",
    "register",
    "set_commands",
    "webhook_routes",
]
