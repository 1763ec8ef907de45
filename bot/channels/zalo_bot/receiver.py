"""Updates in from the Bot Platform, by long polling or webhook: stored before anything else."""

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final, Protocol
from urllib.parse import quote

from aiohttp import web

from bot.channels.webhook import Put, read_body
from bot.channels.zalo_bot.api import REQUEST_TIMEOUT, BotApi, BotRefused, BotUnreachable
from bot.channels.zalo_bot.inward import delivery
from storage.inbox import Delivery

log = logging.getLogger(__name__)


POLL_SECONDS: Final = 30
# The answer may take this much longer than the poll itself.
GRACE_SECONDS: Final = 15
SECRET_HEADER: Final = "X-Bot-Api-Secret-Token"  # noqa: S105  # a name
CONFLICT: Final = "a webhook receives for it"
_TROUBLES: Final = {
    401: "Zalo does not know the token",
    404: "Zalo does not know the token",
    409: CONFLICT,
    429: "too many requests",
}


class Account(Protocol):
    """What receiving needs of an account."""

    @property
    def name(self) -> str: ...
    @property
    def account_id(self) -> int: ...
    @property
    def token(self) -> str: ...
    @property
    def api(self) -> BotApi: ...


class ZaloBotPoller:
    """Long polling for one bot, one update at a time.

    Zalo forgets an update when it hands it out, so what could not be stored is held until it is, and nothing is
    asked for meanwhile.
    """

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
        self._held: list[Delivery] = []
        self._webhook_deleted = False
        self._failures = 0
        self._said: set[str] = set()
        self._stopping = asyncio.Event()
        self._asking: asyncio.Task[Any] | None = None

    async def run(self) -> None:
        """Receive until stopped. No trouble of Zalo's or of `put` ends it."""
        while not self._stopping.is_set():
            try:
                self._asking = asyncio.create_task(self._ask())
                updates = await self._asking
            except asyncio.CancelledError:
                if self._stopping.is_set():
                    return
                raise
            except BotRefused as refused:
                if refused.code == REQUEST_TIMEOUT:
                    self._fine()
                    continue
                self._webhook_deleted = self._webhook_deleted and _TROUBLES.get(refused.code) != CONFLICT
                await self._pause(_TROUBLES.get(refused.code, "Zalo refuses to hand out updates"), refused)
                continue
            except BotUnreachable as trouble:
                await self._pause("Zalo cannot be reached", trouble)
                continue
            for update in updates if isinstance(updates, list) else [updates]:
                if row := delivery(self._account.account_id, update):
                    self._held.append(row)
            if await self._store():
                self._fine()

    def stop(self) -> None:
        """Let `run` return; what is being stored is stored first."""
        self._stopping.set()
        if self._asking:
            self._asking.cancel()

    async def _ask(self) -> Any:
        api = self._account.api
        if not self._webhook_deleted:
            await api.call("deleteWebhook")
            self._webhook_deleted = True
        # The documentation wants the seconds as text.
        wish = {"timeout": str(self._poll_seconds)}
        return await api.call("getUpdates", wish, within=self._poll_seconds + GRACE_SECONDS)

    async def _store(self) -> bool:
        """Store what is held, however often that takes; False when stopped before."""
        while self._held:
            try:
                await self._put(list(self._held))
            except Exception as trouble:
                await self._pause("not stored", trouble)
                if self._stopping.is_set():
                    return False
            else:
                self._held.clear()
        return True

    async def _pause(self, what: str, trouble: Exception) -> None:
        """Wait, longer each time; say once why. Errors may quote people, so only their kind is said."""
        if what not in self._said:
            self._said.add(what)
            log.warning("bot %s: %s (%s)", self._account.name, what, type(trouble).__name__)
        pause = min(self._first_pause * 2 ** min(self._failures, 10), self._longest_pause)
        self._failures += 1
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._stopping.wait()

    def _fine(self) -> None:
        self._failures = 0
        if self._said - {CONFLICT}:
            log.info("bot %s receives again", self._account.name)
            self._said &= {CONFLICT}


def webhook_secret(token: str) -> str:
    """What Zalo has to say in the header, derived from the token so that it need not be kept anywhere."""
    return hmac.new(token.encode(), b"zalo-bot-webhook-secret", hashlib.sha256).hexdigest()


def webhook_routes(accounts: Iterable[Account], put: Put) -> list[web.RouteDef]:
    """``POST /zalo-bot/<account name>``: 200 once the update is stored, 503 when it could not be."""
    known = {account.name: (account, webhook_secret(account.token).encode()) for account in accounts}

    async def receive(request: web.Request) -> web.Response:
        found = known.get(request.match_info["account"])
        if found is None:
            return web.Response(status=404)
        account, secret = found
        body = await read_body(request)
        if body == b"":
            # So Zalo looks whether anybody is there.
            return web.Response()
        said = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(said, secret):
            return web.Response(status=401)
        if body is None:
            return web.Response(status=413)
        try:
            update = json.loads(body)
            if not isinstance(update, dict):
                raise ValueError("not an update")
            row = delivery(account.account_id, update)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if row:
            try:
                await put([row])
            except Exception as trouble:
                log.warning("bot %s: not stored (%s)", account.name, type(trouble).__name__)
                return web.Response(status=503)
        return web.Response()

    return [web.post("/zalo-bot/{account}", receive)]


async def register(account: Account, public_url: str) -> None:
    """Have updates brought to ``<public_url>/zalo-bot/<account name>``. Raises BotRefused or BotUnreachable.

    Zalo keeps the address also when nobody answers there, so what it found is logged.
    """
    url = f"{public_url.rstrip('/')}/zalo-bot/{quote(account.name, safe='')}"
    kept = await account.api.call("setWebhook", {"url": url, "secret_token": webhook_secret(account.token)})
    looked = kept.get("verification") if isinstance(kept, dict) else None
    if not isinstance(looked, dict) or looked.get("ok") is True:
        log.info("bot %s: Zalo brings updates to %s", account.name, url)
        return
    log.warning(
        "bot %s: Zalo keeps %s, but could not use it (%s, HTTP %s); can it be reached from outside?",
        account.name, url, looked.get("outcome"), looked.get("status_code"),
    )  # fmt: skip
