"""Updates in from Telegram, by long polling or webhook: stored first, acknowledged then."""

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from typing import Any, ClassVar, Final, Protocol
from urllib.parse import quote

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from aiohttp import ClientError, web

from bot.channels import RemoteFile
from bot.channels.telegram.inward import ALLOWED_UPDATES, delivery
from bot.channels.webhook import Put, read_body
from domain.attachment import MAX_BYTES
from domain.delivery import GiveUp, TryLater
from domain.notice import words
from locales import FIRST, LANGUAGES, render

log = logging.getLogger(__name__)


POLL_SECONDS: Final = 30
# The answer may take this much longer than the poll itself.
GRACE_SECONDS: Final = 15
MAX_CONNECTIONS: Final = 40
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a name
PRIVATE_COMMANDS: Final = "start menu ykien phatbieu cuatoi tracuu viec trogiup ngonngu".split()
GROUP_COMMANDS: Final = "viec ketnoi trogiup".split()
CONFLICT: Final = "another program receives for it"


class Account(Protocol):
    """What receiving needs of an account."""

    @property
    def name(self) -> str: ...
    @property
    def account_id(self) -> int: ...
    @property
    def bot(self) -> Bot: ...


class _Session(AiohttpSession):
    async def close(self) -> None:
        """Without the quarter of a second that the library waits, for what its HTTP library does by itself now."""
        if self._session is not None and not self._session.closed:
            await self._session.close()


def open_bot(token: str, api_base: str) -> Bot:
    return Bot(token, session=_Session(api=TelegramAPIServer.from_base(api_base)))


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
        self._said: set[str] = set()
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

    def _named(self, trouble: Exception) -> str:
        match trouble:
            case TelegramConflictError():
                return CONFLICT
            case TelegramUnauthorizedError() | TelegramNotFound():
                return "Telegram does not know the token"
            case TelegramRetryAfter():
                return "too many requests"
            case _:
                return "Telegram cannot be reached"

    async def _pause(self, what: str, trouble: Exception) -> None:
        """Wait, longer each time; say once why. Errors may quote people, so only their kind is said."""
        if what not in self._said:
            self._said.add(what)
            log.warning("bot %s: %s (%s)", self._account.name, what, type(trouble).__name__)
        pause = min(self._first_pause * 2 ** min(self._failures, 10), self._longest_pause)
        if isinstance(trouble, TelegramRetryAfter):
            pause = trouble.retry_after
        self._failures += 1
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._stopping.wait()

    def _fine(self) -> None:
        self._failures = 0
        # Two programs that receive for one bot take turns; each of them would say this again and again.
        if self._said - {CONFLICT}:
            log.info("bot %s receives again", self._account.name)
            self._said &= {CONFLICT}


def webhook_secret(token: str) -> str:
    """What Telegram has to say in the header, derived from the token so that it need not be kept anywhere."""
    return hmac.new(token.encode(), b"telegram-webhook-secret", hashlib.sha256).hexdigest()


def webhook_routes(accounts: Iterable[Account], put: Put) -> list[web.RouteDef]:
    """``POST /telegram/<account name>``: 200 once the update is stored, 503 when it could not be."""
    known = {account.name: (account, webhook_secret(account.bot.token).encode()) for account in accounts}

    async def receive(request: web.Request) -> web.Response:
        found = known.get(request.match_info["account"])
        if found is None:
            return web.Response(status=404)
        account, secret = found
        said = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(said, secret):
            return web.Response(status=401)
        body = await read_body(request)
        if body is None:
            return web.Response(status=413)
        try:
            update = json.loads(body)
            if not isinstance(update, dict) or type(update.get("update_id")) is not int:
                raise ValueError("not an update")
        except (ValueError, RecursionError):
            return web.Response(status=400)
        row = delivery(account.account_id, update)
        if row:
            try:
                await put([row])
            except Exception as trouble:
                log.warning("bot %s: not stored (%s)", account.name, type(trouble).__name__)
                return web.Response(status=503)
        return web.Response()

    return [web.post("/telegram/{account}", receive)]


async def username_of(account: Account) -> str | None:
    """The name people find the bot by; asked for until Telegram tells it."""
    pause, said = 1.0, False
    while True:
        try:
            return (await account.bot.get_me()).username
        except (AiogramError, ClientError, OSError) as trouble:
            if not said:
                log.warning("bot %s: its name is not known yet (%s)", account.name, type(trouble).__name__)
                said = True
        await asyncio.sleep(pause)
        pause = min(2 * pause, 60.0)


async def register(account: Account, public_url: str) -> None:
    """Have updates of the account brought to ``<public_url>/telegram/<account name>``."""
    await account.bot.set_webhook(
        f"{public_url.rstrip('/')}/telegram/{quote(account.name, safe='')}",
        secret_token=webhook_secret(account.bot.token),
        allowed_updates=ALLOWED_UPDATES,
        max_connections=MAX_CONNECTIONS,
    )


async def set_commands(bot: Bot) -> None:
    """Give the bot its menu of commands: in every language we speak, and in the first one for all others."""
    private, group = BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()
    for code in (None, *LANGUAGES):
        language = code or FIRST
        await bot.set_my_commands(_commands(PRIVATE_COMMANDS, language), scope=private, language_code=code)
        await bot.set_my_commands(_commands(GROUP_COMMANDS, language), scope=group, language_code=code)


def _commands(names: list[str], language: str) -> list[BotCommand]:
    described = {name: render(words(f"telegram-command-{name}"), language) for name in names}
    return [BotCommand(command=name, description=text) for name, text in described.items()]


async def download(bot: Bot, remote: RemoteFile) -> AsyncIterator[bytes]:
    """Stream a file that Telegram holds. Raises GiveUp `file-too-big` or `rejected`, or TryLater."""
    if remote.size is not None and remote.size > MAX_BYTES:
        raise GiveUp("file-too-big")
    try:
        file = await bot.get_file(remote.ref)
        if file.file_size is not None and file.file_size > MAX_BYTES:
            raise GiveUp("file-too-big")
        if not file.file_path:
            raise GiveUp("rejected")
        url = bot.session.api.file_url(bot.token, file.file_path)
        async for chunk in bot.session.stream_content(url, timeout=60, chunk_size=65536):
            yield chunk
    except TelegramBadRequest as refusal:
        raise GiveUp("file-too-big" if "too big" in refusal.message else "rejected") from None
    except TelegramRetryAfter as flood:
        raise TryLater("flood", after=flood.retry_after) from None
    except TelegramUnauthorizedError:
        raise TryLater("token") from None
    except (AiogramError, ClientError, TimeoutError, OSError):
        # Not with what caused it: an error of the connection quotes the address, which holds the token.
        raise TryLater("network") from None
