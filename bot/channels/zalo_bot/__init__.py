"""A bot on Zalo's Bot Platform: for staff and pilots, since each may have fifty people."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import Any, Final

import httpx

from bot.channels import Heard, RemoteFile
from bot.channels.files import Link
from bot.channels.zalo.media import Media, open_media_client
from bot.channels.zalo_bot import inward
from bot.channels.zalo_bot.api import BotApi, BotRefused, BotUnreachable, open_client
from bot.channels.zalo_bot.limiter import BotLimiter
from bot.channels.zalo_bot.outward import ZaloBotSender
from bot.channels.zalo_bot.receiver import ZaloBotPoller, register, webhook_routes
from storage.file import FileStore
from storage.outbox import Message

log = logging.getLogger(__name__)

# Zalo names a bot quickly or not at all; the rest of the program does not wait for it.
INTRODUCTION_SECONDS: Final = 1.0
_NAMES: Final = ("display_name", "name", "account_name")


class ZaloBot:
    """One bot. `link` makes public addresses of stored files (`bot.channels.files.FileLinks`), None where none reach.

    `http` and `media` are connections that several may share; without them it opens its own.
    """

    def __init__(
        self,
        name: str,
        account_id: int,
        token: str,
        base: str,
        *,
        media_hosts: Sequence[str],
        link: Link | None = None,
        http: httpx.AsyncClient | None = None,
        media: httpx.AsyncClient | None = None,
        limiter: BotLimiter | None = None,
    ) -> None:
        self.name = name
        self.account_id = account_id
        self.token = token
        self.names: tuple[str, ...] = ()
        self._own: list[httpx.AsyncClient] = []
        self.api = BotApi(http or self._opened(open_client()), token, base)
        self._sender = ZaloBotSender(name, self.api, link=link, limiter=limiter)
        self._media = Media(media or self._opened(open_media_client()), media_hosts)
        self._introduction: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Ask Zalo what the bot is called, and go on asking in the background when it does not answer."""
        self._introduction = asyncio.create_task(self._introduce())
        await asyncio.wait({self._introduction}, timeout=INTRODUCTION_SECONDS)

    async def close(self) -> None:
        if self._introduction:
            self._introduction.cancel()
            with suppress(asyncio.CancelledError):
                await self._introduction
        for client in self._own:
            await client.aclose()

    def read(self, payload: dict[str, Any]) -> Heard | None:
        return inward.read(payload, self.names)

    def fetch(self, remote: RemoteFile) -> AsyncIterator[bytes]:
        return self._media.fetch(remote)

    def ready_in(self, address: str) -> float:
        return self._sender.ready_in(address)

    async def send(self, message: Message, files: FileStore) -> str | None:
        """Send a message; return the id of its last part. Raises TryLater or GiveUp."""
        return await self._sender.send(message)

    def lists(self, choices: int, *, in_group: bool) -> bool:
        return choices > 0

    def link(self, payload: str, *, group: bool = False) -> str | None:
        """None: no link to a bot is known that says anything for whoever opens it."""
        return None

    async def _introduce(self) -> None:
        pause, said = 1.0, False
        while True:
            try:
                me = await self.api.call("getMe")
            except (BotRefused, BotUnreachable) as trouble:
                if not said:
                    log.warning("bot %s: its name is not known yet (%s)", self.name, type(trouble).__name__)
                    said = True
                await asyncio.sleep(pause)
                pause = min(2 * pause, 60.0)
                continue
            given = me if isinstance(me, dict) else {}
            self.names = tuple(name for field in _NAMES if isinstance(name := given.get(field), str) and name.strip())
            return

    def _opened(self, client: httpx.AsyncClient) -> httpx.AsyncClient:
        self._own.append(client)
        return client


__all__ = [
    "BotLimiter",
    "ZaloBot",
    "ZaloBotPoller",
    "open_client",
    "register",
    "webhook_routes",
]
