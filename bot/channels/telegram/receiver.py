"""Updates in from Telegram: long polling and webhook, both of which store a row before they acknowledge anything."""

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from contextlib import suppress
from typing import Any, ClassVar, Final, Protocol
from urllib.parse import quote

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from aiohttp import ClientError, ClientResponseError, web

from bot.channels import RemoteFile
from bot.channels.telegram.inward import ALLOWED_UPDATES, delivery
from domain.attachment import MAX_BYTES
from domain.delivery import GiveUp, TryLater
from domain.notice import words
from locales import FIRST, LANGUAGES, render
from storage.inbox import Delivery

log = logging.getLogger(__name__)

Put = Callable[[list[Delivery]], Awaitable[None]]
"""Stores deliveries; once it has returned they are safe. Raises whatever when they are not."""

POLL_SECONDS: Final = 30
# The answer may take this much longer than the poll itself.
GRACE_SECONDS: Final = 15
MAX_BODY_BYTES: Final = 1024 * 1024
MAX_CONNECTIONS: Final = 40
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
PRIVATE_COMMANDS: Final = "start menu ykien phatbieu cuatoi tracuu viec trogiup ngonngu".split()
GROUP_COMMANDS: Final = "viec ketnoi trogiup".split()


class Account(Protocol):
    """What receiving needs of an account."""

    @property
    def name(self) -> str: ...
    @property
    def account_id(self) -> int: ...
    @property
    def bot(self) -> Bot: ...


def open_bot(token: str, api_base: str) -> Bot:
    return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_base)))


class RawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates, answered with what Telegram wrote.

    As objects, one update with something new in it would keep all others from being read.
    """

    __returning__: ClassVar[Any] = list[dict[str, Any]]
    __api_method__: ClassVar[str] = "getUpdates"

    offset: int | None = None
    timeout: int = POLL_SECONDS
    allowed_updates: list[str] = ALLOWED_UPDATES


class TelegramPoller:
    """Long polling for one bot. An update is acknowledged by asking for the next, after it was stored."""

    def __init__(
        self,
        account: Account,
        put: Put,
        *,
        poll_seconds: int = POLL_SECONDS,
        first_pause: float = 1.0,
        longest_pause: float = 30.0,
    ) -> None:
        self._account = account
        self._put = put
        self._poll_seconds = poll_seconds
        self._first_pause = first_pause
        self._longest_pause = longest_pause
        self._offset: int | None = None
        self._webhook_deleted = False
        self._failures = 0
        self._trouble: str | None = None
        self._stopping = asyncio.Event()
        self._asking: asyncio.Task[list[dict[str, Any]]] | None = None

    async def run(self) -> None:
        """Receive until stopped. No trouble of Telegram's or of `put` ends it."""
        while not self._stopping.is_set():
            try:
                self._asking = asyncio.create_task(self._ask())
                updates = await self._asking
            except asyncio.CancelledError:
                if self._stopping.is_set():
                    return
                raise
            except (AiogramError, ClientError, OSError) as trouble:
                await self._pause(self._named(trouble), trouble)
                continue
            if updates and not await self._store(updates):
                continue
            self._fine()

    def stop(self) -> None:
        """Let `run` return; what is being stored is stored first."""
        self._stopping.set()
        if self._asking:
            self._asking.cancel()

    async def _ask(self) -> list[dict[str, Any]]:
        bot = self._account.bot
        if not self._webhook_deleted:
            await bot.delete_webhook()
            self._webhook_deleted = True
        ask = RawUpdates(offset=self._offset, timeout=self._poll_seconds)
        return await bot(ask, request_timeout=self._poll_seconds + GRACE_SECONDS)

    async def _store(self, updates: list[dict[str, Any]]) -> bool:
        """Store them, and only then go on behind the last one."""
        arrived = [row for update in updates if (row := delivery(self._account.account_id, update))]
        if arrived:
            try:
                await self._put(arrived)
            except Exception as trouble:
                await self._pause("not stored", trouble)
                return False
        self._offset = updates[-1]["update_id"] + 1
        return True
