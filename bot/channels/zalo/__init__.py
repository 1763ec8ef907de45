"""The Zalo channel: an Official Account whose events come in by webhook and whose messages go out by httpx."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import httpx

from bot.channels import Heard, RemoteFile
from bot.channels.files import Link
from bot.channels.zalo import inward
from bot.channels.zalo.api import Remember, TokenSource, ZaloApi
from bot.channels.zalo.limiter import AppLimiter
from bot.channels.zalo.media import Media, open_media_client
from bot.channels.zalo.outward import ZaloSender
from bot.channels.zalo.payload import Signer
from bot.channels.zalo.webhook import ZaloWebhook
from bot.settings import ZaloSettings
from domain.commune import VIETNAM
from storage.file import FileStore
from storage.outbox import Message

LINKS: Final = "https://zalo.me"
# An invitation is worth nothing without its code, and no link to Zalo can carry one.
INVITATION: Final = "i-"


async def _forget(**changed: Any) -> None:
    """Remember nothing beyond this process."""


class ZaloOa:
    """One Official Account. Accounts of one app share `limiter` and, as they like, the connections `http` and `media`.

    `sends_by`, `buttons` and `trouble` are what was remembered of it; `remember` is told when that changes, and
    `charged` what a message (its id in the outbox) has cost in VND.
    """

    def __init__(
        self,
        name: str,
        account_id: int,
        *,
        settings: ZaloSettings,
        app_id: str,
        app_secret: str,
        oa_secret: str,
        oa_id: str | None,
        tokens: TokenSource,
        http: httpx.AsyncClient | None = None,
        media: httpx.AsyncClient | None = None,
        limiter: AppLimiter | None = None,
        link: Link | None = None,
        sends_by: str = "v3",
        buttons: bool = True,
        trouble: str | None = None,
        remember: Remember = _forget,
        charged: Callable[[int, int], None] = lambda message, cost: None,
        now: Callable[[], datetime] = lambda: datetime.now(VIETNAM),
    ) -> None:
        self.name = name
        self.account_id = account_id
        self.app_id = app_id
        self.oa_id = oa_id
        self.oa_secret = oa_secret
        self._own: list[httpx.AsyncClient] = []
        self._signer = Signer(oa_secret)
        self.api = ZaloApi(
            http or self._opened(open_client()), settings, tokens, app_secret,
            limiter=limiter, sends_by=sends_by, remember=remember,
        )  # fmt: skip
        self._sender = ZaloSender(
            name, self.api, self._signer,
            remember=remember, link=link, buttons=buttons, trouble=trouble, now=now, charged=charged,
        )  # fmt: skip
        self._media = Media(media or self._opened(open_media_client()), settings.media_hosts)

    async def close(self) -> None:
        for client in self._own:
            await client.aclose()

    def read(self, payload: dict[str, Any]) -> Heard | None:
        return inward.read(payload, self._signer)

    def fetch(self, remote: RemoteFile) -> AsyncIterator[bytes]:
        return self._media.fetch(remote)

    def ready_in(self, address: str) -> float:
        return self.account_ready_in()

    def account_ready_in(self) -> float:
        """The same for all addresses: Zalo counts the calls of an app, not who they are for."""
        return self.api.limiter.ready_in()

    async def send(self, message: Message, files: FileStore) -> str | None:
        """Send a message; return the id of its last part. Raises TryLater, GiveUp or WindowClosed."""
        return await self._sender.send(message, files)

    async def send_template(self, user_id: str, template_id: str, data: Mapping[str, str]) -> str:
        """Send an approved text; return its id. Raises as `send`."""
        return await self._sender.send_template(user_id, template_id, data)

    async def send_template_to_phone(self, phone: str, template_id: str, data: Mapping[str, str], tracking: str) -> str:
        """Send an approved text to a telephone number; return its id. `tracking` comes back with the receipt."""
        return await self._sender.send_template_to_phone(phone, template_id, data, tracking)

    def lists(self, choices: int, *, in_group: bool) -> bool:
        return self._sender.lists(choices, in_group=in_group)

    def link(self, payload: str, *, group: bool = False) -> str | None:
        """A link to the account's page, from where people write to it. It carries no payload.

        That of a poster leads well enough to where the dialogue is found on the main page.
        """
        if self.oa_id is None or group or payload.startswith(INVITATION):
            return None
        return f"{LINKS}/{self.oa_id}"

    def _opened(self, client: httpx.AsyncClient) -> httpx.AsyncClient:
        self._own.append(client)
        return client


def open_client() -> httpx.AsyncClient:
    """Connections to Zalo for any number of accounts; to be closed by whoever opened it."""
    # Zalo lets an app call 67 times a second; the library looks through all connections at every call.
    limits = httpx.Limits(max_connections=20, max_keepalive_connections=20, keepalive_expiry=30)
    return httpx.AsyncClient(limits=limits)


@dataclass(frozen=True)
class Connections:
    """What accounts and bots share: `http` to Zalo, `media` to where it keeps files."""

    http: httpx.AsyncClient
    media: httpx.AsyncClient

    async def close(self) -> None:
        await self.http.aclose()
        await self.media.aclose()


def open_connections() -> Connections:
    return Connections(open_client(), open_media_client())


__all__ = [
    "AppLimiter",
    "Connections",
    "Remember",
    "TokenSource",
    "ZaloApi",
    "ZaloOa",
    "ZaloWebhook",
    "open_client",
    "open_connections",
    "open_media_client",
]
