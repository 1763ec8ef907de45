"""Zalo's events by webhook: checked, stored, and only then acknowledged; one address per app."""

import asyncio
import hashlib
import hmac
import json
import logging
import math
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final, Protocol

from aiohttp import web

from bot.channels.webhook import Put, read_body
from bot.channels.zalo.inward import account_ids, channel_event, delivery
from storage.channel_event import ChannelEvent

log = logging.getLogger(__name__)

Keep = Callable[[ChannelEvent], Awaitable[None]]
"""Stores an event that nobody answers, in the same way."""
Note = Callable[[int, str], Awaitable[None]]
"""Notes how the latest event of an account was signed: body, header, unsigned or mismatched."""

# Zalo waits two seconds, and then counts the event as not delivered.
ANSWER_SECONDS: Final = 1.5
NOTE_EVERY: Final = 60.0
# Zalo repeats an event for less than two hours.
OLDEST_SECONDS: Final = 24 * 3600.0
SIGNATURE_HEADER: Final = "X-ZEvent-Signature"
TIMESTAMP_HEADER: Final = "X-ZEvent-Timestamp"
UNSIGNED: Final = "unsigned"
MISMATCHED: Final = "mismatched"
DEFAULT_ACCOUNT: Final = "zalo:default"
DEFAULT_APP: Final = "default"


class Account(Protocol):
    """What receiving needs of an account. `oa_id` is None until it has been connected."""

    @property
    def name(self) -> str: ...
    @property
    def account_id(self) -> int: ...
    @property
    def app_id(self) -> str: ...
    @property
    def oa_id(self) -> str | None: ...
    @property
    def oa_secret(self) -> str: ...


class ZaloWebhook:
    """``POST /zalo/<app id or "default">``: 200 once the event is stored, 503 when it could not be.

    `accounts` is looked through for every event, so a view that changes may be given. Where signatures are not
    enforced, what is not signed is taken, logged and noted.
    """

    def __init__(
        self,
        accounts: Iterable[Account],
        put: Put,
        keep: Keep,
        note: Note,
        *,
        enforce: bool = True,
        unix: Callable[[], float] = time.time,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._accounts = accounts
        self._put = put
        self._keep = keep
        self._note = note
        self._enforce = enforce
        self._unix = unix
        self._answer_seconds = answer_seconds
        self._noted: dict[int, float] = {}
        self._proven: set[int] = set()
        self._noting: set[asyncio.Task[None]] = set()

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/zalo/{app}", self.receive)]

    async def close(self) -> None:
        """Let what is being noted be noted."""
        if self._noting:
            await asyncio.gather(*self._noting, return_exceptions=True)

    async def receive(self, request: web.Request) -> web.Response:
        app = request.match_info["app"]
        accounts = [
            one for one in self._accounts if one.app_id == app or (app == DEFAULT_APP and one.name == DEFAULT_ACCOUNT)
        ]
        if not accounts:
            return web.Response(status=404)
        try:
            async with asyncio.timeout(self._answer_seconds):
                return web.Response(status=await self._take(request, accounts))
        except TimeoutError:
            log.warning("app %s: an event could not be stored in time", accounts[0].app_id)
            return web.Response(status=503)

    async def _take(self, request: web.Request, accounts: list[Account]) -> int:
        """The HTTP status that answers an event."""
        body = await read_body(request)
        if body is None:
            return 413
        event = _parsed(body)
        if event is None:
            return 400
        if not event:
            # What the console sends before it keeps the address.
            return 200
        said = request.headers.get(SIGNATURE_HEADER, "")
        timestamps = {"body": _plain(event.get("timestamp")), "header": request.headers.get(TIMESTAMP_HEADER, "")}
        way = signed(body, said, timestamps, {(one.app_id, one.oa_secret) for one in accounts})
        account = _whose(event, accounts)
        genuine = way in timestamps
        if not genuine:
            reason = "it is not signed" if way == UNSIGNED else "the signature is wrong"
            if account is not None and account.account_id not in self._proven:
                # Most likely the secret is not the right one; once it was, somebody else is at work.
                self._note_way(account.account_id, way)
            if self._enforce:
                log.warning("app %s: an event was refused, %s", accounts[0].app_id, reason)
                return 403
            log.warning("app %s: an event was taken although %s", accounts[0].app_id, reason)
        if account is None:
            log.warning("app %s: an event of another account was left", accounts[0].app_id)
            return 200
        if self._is_old(timestamps.get(way) or timestamps["body"]):
            log.warning("account %s: an event from long ago was left", account.name)
            return 200
        if genuine:
            self._proven.add(account.account_id)
            self._note_way(account.account_id, way)
        try:
            if (row := delivery(account.account_id, event)) is not None:
                await self._put([row])
            elif (kept := channel_event(account.account_id, event)) is not None:
                await self._keep(kept)
        except Exception as trouble:
            log.warning("account %s: an event was not stored (%s)", account.name, type(trouble).__name__)
            return 503
        return 200

    def _is_old(self, timestamp: str) -> bool:
        """Whether an event of this moment, in milliseconds, can only be one that somebody has kept."""
        if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 16:
            return False
        return self._unix() - int(timestamp) / 1000 > OLDEST_SECONDS

    def _note_way(self, account_id: int, way: str) -> None:
        """Beside the answer, which does not wait for it."""
        now = time.monotonic()
        if now - self._noted.get(account_id, -NOTE_EVERY) < NOTE_EVERY:
            return
        self._noted[account_id] = now
        task = asyncio.create_task(self._write_down(account_id, way))
        self._noting.add(task)
        task.add_done_callback(self._noting.discard)

    async def _write_down(self, account_id: int, way: str) -> None:
        try:
            await self._note(account_id, way)
        except Exception as trouble:
            log.warning("not noted how events are signed (%s)", type(trouble).__name__)


def mac(app_id: str, body: bytes, timestamp: str, oa_secret: str) -> str:
    """Zalo's signature: a plain hash, of the body as it came."""
    return hashlib.sha256(b"".join((app_id.encode(), body, _bytes(timestamp), oa_secret.encode()))).hexdigest()


def signed(body: bytes, said: str, timestamps: dict[str, str], keys: Iterable[tuple[str, str]]) -> str:
    """With which of `timestamps` the body was signed by one of `keys` (app id, secret); else unsigned or mismatched.

    Nobody has shown for certain which moment Zalo means, so both are tried.
    """
    said = said.strip()
    for prefix in ("mac=", "sha256="):
        said = said.removeprefix(prefix)
    if not said:
        return UNSIGNED
    given = _bytes(said.strip().lower())
    for app_id, secret in keys:
        for way, timestamp in timestamps.items():
            if hmac.compare_digest(given, mac(app_id, body, timestamp, secret).encode()):
                return way
    return MISMATCHED


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _plain(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).encode("utf-8", "replace").decode()


def _whose(event: dict[str, Any], accounts: Iterable[Account]) -> Account | None:
    known = {account.oa_id: account for account in accounts if account.oa_id}
    return next((known[each] for each in account_ids(event) if each in known), None)


def _parsed(body: bytes) -> dict[str, Any] | None:
    """The body as an object; None when it is none."""
    try:
        event = json.loads(body, parse_float=_finite, parse_constant=_finite)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None


def _finite(text: str) -> float:
    """Raises ValueError for numbers that no database keeps."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("not a number that can be kept")
    return number
