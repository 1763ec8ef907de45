"""Tokens of an Official Account: had by consent, replaced in time, each refresh token used once and by one process."""

import asyncio
import base64
import hashlib
import logging
import secrets as randomness
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import httpx

from bot.clock import Clock
from domain.delivery import TryLater
from storage.database import Database, UnitOfWork, is_gone
from storage.secret import Secrets, SecretUnreadable
from storage.zalo import SealedPair, ZaloRow

log = logging.getLogger(__name__)

REFRESH_AFTER: Final = timedelta(hours=20)
REFRESH_SHARE: Final = 0.8
# What Zalo's texts say where an answer does not: access for an hour in the old ones, 25 in the new; three months.
ACCESS_LASTS: Final = timedelta(hours=1)
REFRESH_LASTS: Final = timedelta(days=90)
# A refresh holds the account's row; nobody waits longer than this for Zalo.
CALL_SECONDS: Final = 15.0
# While Zalo cannot be reached the old token serves, and not every message asks anew.
PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(minutes=30)
# A token that Zalo refuses right after it was given is not refused because it is old.
FORCED_AGAIN_AFTER: Final = timedelta(minutes=1)
WAIT_FOR_PEOPLE: Final = 3600.0
STORE_TRIES: Final = 120
STORE_PAUSE: Final = 0.5

# Why nothing can be sent; each has words (trouble-…).
CONSENT_NEEDED: Final = "zalo-consent-needed"
APP_WRONG: Final = "zalo-app-wrong"
KEY_WRONG: Final = "zalo-key-wrong"
REFUSED: Final = "zalo-refused"
UNREACHABLE: Final = "zalo-unreachable"
OF_TOKENS: Final = frozenset({CONSENT_NEEDED, APP_WRONG, KEY_WRONG, REFUSED, UNREACHABLE})
# What only a new consent mends; the rest is tried again with the sweep, since a setting may have been mended.
FINAL: Final = frozenset({CONSENT_NEEDED})

_TROUBLES: Final = {-14020: CONSENT_NEEDED, -14002: APP_WRONG, -14003: APP_WRONG, -14004: APP_WRONG, -14029: APP_WRONG}
# Some refusals come without their number.
_NAMES: Final = {"invalid refresh token": -14020, "invalid appid": -14002, "invalid secret key": -14004}
_PASSING: Final = frozenset({-32})

Alert = Callable[[UnitOfWork, str, datetime], Awaitable[None]]
"""Tells those who can mend it of a trouble, in the transaction in which it is noted."""


@dataclass(frozen=True)
class AppSecrets:
    """An app of Zalo's console; the secret is never shown."""

    id: str
    secret: str

    def __repr__(self) -> str:
        return f"AppSecrets({self.id})"


@dataclass(frozen=True)
class Pair:
    """Tokens as Zalo gave them, counted from when they were asked for."""

    access: str
    refresh: str
    since: datetime
    access_until: datetime
    refresh_until: datetime

    def __repr__(self) -> str:
        return f"Pair(until {self.access_until:%Y-%m-%d %H:%M})"


class OAuthRefused(Exception):
    """Zalo says no; `trouble` says what a person can do about it."""

    def __init__(self, code: int, trouble: str) -> None:
        super().__init__(f"{code}, {trouble}")
        self.code = code
        self.trouble = trouble


class OAuthUnreachable(Exception):
    """No answer, or none that can be read: nobody knows whether it was done."""


def new_verifier() -> str:
    """32 random bytes in base64, 43 characters."""
    return randomness.token_urlsafe(32)


def challenge_of(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class OAuth:
    """Zalo's token endpoint (OAuth v4 with PKCE) at `base`."""

    def __init__(self, http: httpx.AsyncClient, base: str) -> None:
        self._http = http
        self._base = base

    async def exchange(self, app: AppSecrets, code: str, verifier: str, now: datetime) -> Pair:
        """The first pair, for the code of a consent. Raises OAuthRefused or OAuthUnreachable."""
        given = {"code": code, "grant_type": "authorization_code", "code_verifier": verifier}
        return await self._ask(app, given, now)

    async def refresh(self, app: AppSecrets, token: str, now: datetime) -> Pair:
        """The next pair; `token` is used up by it. Raises OAuthRefused or OAuthUnreachable."""
        return await self._ask(app, {"refresh_token": token, "grant_type": "refresh_token"}, now)

    async def _ask(self, app: AppSecrets, given: dict[str, str], now: datetime) -> Pair:
        try:
            answer = await self._http.post(
                f"{self._base}/v4/oa/access_token",
                data={**given, "app_id": app.id},
                headers={"secret_key": app.secret},
                timeout=CALL_SECONDS,
                follow_redirects=False,
            )
            said = answer.json()
        except (httpx.HTTPError, ValueError, RecursionError) as trouble:
            # Not with what caused it: it may quote what was sent.
            raise OAuthUnreachable(type(trouble).__name__) from None
        if not isinstance(said, dict):
            raise OAuthUnreachable("no object")
        pair = _pair(said, now)
        if pair is not None:
            return pair
        code = _code(said)
        if code is None or code in _PASSING or answer.status_code >= 500:
            raise OAuthUnreachable(f"HTTP {answer.status_code}")
        raise OAuthRefused(code, _TROUBLES.get(code, REFUSED))


def _pair(said: dict[str, Any], now: datetime) -> Pair | None:
    access, refresh = said.get("access_token"), said.get("refresh_token")
    if not (isinstance(access, str) and access and isinstance(refresh, str) and refresh):
        return None
    access_for = _seconds(said.get("expires_in"), ACCESS_LASTS)
    refresh_for = _seconds(said.get("refresh_token_expires_in"), REFRESH_LASTS)
    return Pair(access, refresh, now, now + access_for, now + refresh_for)


def _seconds(said: object, otherwise: timedelta) -> timedelta:
    """As Zalo writes them: a number, or a number in quotes."""
    try:
        seconds = int(str(said))
    except ValueError:
        return otherwise
    return timedelta(seconds=seconds) if 0 < seconds <= REFRESH_LASTS.total_seconds() * 4 else otherwise


def _code(said: dict[str, Any]) -> int | None:
    """The number of a refusal; 0 for one that has none and no name we know, None for what is no refusal."""
    try:
        return int(str(said["error"])) or None
    except KeyError:
        name = said.get("error_name")
        return _NAMES.get(name.strip().lower(), 0) if isinstance(name, str) else None
    except ValueError:
        return 0


@dataclass
class _Held:
    """A token in memory: `due_at` when it wants replacing, `until` when it ends."""

    token: str
    due_at: datetime
    until: datetime


def _held(token: str, since: datetime, until: datetime) -> _Held:
    return _Held(token, since + min(REFRESH_AFTER, (until - since) * REFRESH_SHARE), until)


class Tokens:
    """The tokens of one account: in memory while they are fresh, else from its row, under the row's lock.

    A new pair is committed before anybody uses it. What remains: a process that dies between Zalo's answer and the
    commit, and an answer that is lost on its way, leave a refresh token that is used up; then a person has to consent
    again. The work is not cancelled in between, and a database that is away is waited for.
    """

    def __init__(
        self,
        database: Database,
        secrets: Secrets,
        oauth: OAuth,
        app: AppSecrets,
        account_id: int,
        clock: Clock,
        *,
        name: str = "",
        alert: Alert | None = None,
    ) -> None:
        self._database = database
        self._secrets = secrets
        self._oauth = oauth
        self._app = app
        self._clock = clock
        self._alert = alert
        self.account_id = account_id
        self.name = name or str(account_id)
        self._held: _Held | None = None
        self._working: asyncio.Task[str] | None = None
        self._failures = 0
        self._not_before: datetime | None = None
        self._asked_at: datetime | None = None
        self._asked_with: str | None = None
        self._forced_at: datetime | None = None

    async def current(self) -> str:
        """The access token, refreshed when it is due. Raises TryLater while there is none."""
        now = self._clock.now()
        held = self._held
        if held is not None and now < held.due_at:
            return held.token
        if held is not None and now < held.until and self._rests(now):
            return held.token
        return await self._work(None)

    async def renewed(self, stale: str) -> str:
        """Another token than `stale`. Raises TryLater."""
        if self._held is not None and self._held.token == stale:
            self._held = None
        return await self._work(stale)

    async def keep(self) -> None:
        """Refresh when it is due. What goes wrong is noted in the account's row, told and logged, not raised."""
        self._not_before = self._asked_at = self._held = None
        try:
            await self._work(None)
        except TryLater:
            return

    async def close(self) -> None:
        """Wait for a refresh that is under way: its answer cannot be had twice."""
        if self._working is not None:
            await asyncio.wait({self._working})

    def _rests(self, now: datetime) -> bool:
        return self._not_before is not None and now < self._not_before

    async def _work(self, stale: str | None) -> str:
        """One at a time in this process, whose outcome all share, and not cancelled with whoever asked for it."""
        while self._working is not None and not self._working.done():
            token = await asyncio.shield(self._working)
            if token != stale:
                return token
        self._working = asyncio.create_task(self._look(stale))
        # Whoever asked may have gone; what went wrong is in the account's row.
        self._working.add_done_callback(lambda done: done.cancelled() or done.exception())
        return await asyncio.shield(self._working)

    async def _look(self, stale: str | None) -> str:
        """The token of the row, if it will do; otherwise a new one."""
        try:
            async with self._database.begin() as uow:
                row = await uow.zalo.get(self.account_id)
                token = self._usable(row, stale)
                if row is not None and token is not None and row.trouble == KEY_WRONG:
                    await uow.zalo.clear_trouble(self.account_id)
            return token if token is not None else await self._refresh(stale)
        except SecretUnreadable:
            async with self._database.begin() as uow:
                await self._note(uow, KEY_WRONG, "what is stored was encrypted under another DOITHOAI_SECRET_KEY")
            raise TryLater(KEY_WRONG, WAIT_FOR_PEOPLE) from None

    def _usable(self, row: ZaloRow | None, stale: str | None, *, due_too: bool = False) -> str | None:
        """What the row holds, when it is fresh and not `stale`; with `due_too` as long as it has not ended.

        Raises SecretUnreadable.
        """
        if row is None or row.access is None or row.refreshed_at is None or row.access_until is None:
            return None
        token = self._secrets.open(row.access)
        held = _held(token, row.refreshed_at, row.access_until)
        if token == stale or self._clock.now() >= (held.until if due_too else held.due_at):
            return None
        self._held = held
        return token

    async def _refresh(self, stale: str | None) -> str:
        now = self._clock.now()
        pair: Pair | None = None
        sealed: SealedPair | None = None
        row: ZaloRow | None = None
        token: str | None = None
        trouble = why = ""
        try:
            async with self._database.begin() as uow:
                row = await uow.zalo.take_for_refresh(self.account_id)
                # Somebody else may have been quicker while this one waited for the row.
                token = self._usable(row, stale)
                if token is not None:
                    return token
                trouble, why = self._obstacle(row, stale, now)
                if row is not None and row.access is not None and row.refresh is not None and not trouble:
                    before = self._secrets.open(row.access), self._secrets.open(row.refresh)
                    self._asked_at, self._asked_with = now, row.refresh
                    try:
                        pair = await self._oauth.refresh(self._app, before[1], now)
                    except OAuthRefused as refused:
                        trouble, why = refused.trouble, f"refused with {refused.code}"
                    except OAuthUnreachable as unreachable:
                        trouble, why = UNREACHABLE, f"no answer ({unreachable})"
                    else:
                        sealed = seal(self._secrets, pair, self._secrets.seal("\n".join(before)))
                        await uow.zalo.store_pair(self.account_id, sealed)
                if trouble:
                    token = await self._without(uow, row, trouble, why, stale)
        except Exception as failure:
            if row is None or sealed is None:
                raise
            # Zalo gives it once: whatever is the matter with the database is waited for.
            log.warning("zalo %s: new tokens wait to be stored (%s)", self.name, type(failure).__name__)
            await self._store_again(row, sealed)
        if pair is not None:
            self._forced_at = now if stale is not None else self._forced_at
            return self._take(pair)
        if token is None:
            raise TryLater(trouble, PAUSE.total_seconds() if trouble in (UNREACHABLE, REFUSED) else WAIT_FOR_PEOPLE)
        return token

    def _obstacle(self, row: ZaloRow | None, stale: str | None, now: datetime) -> tuple[str, str]:
        """Why Zalo need not be asked, and why that is when it is news; empty when it is to be asked."""
        if row is None or row.access is None or row.refresh is None:
            return CONSENT_NEEDED, ""
        if row.trouble in FINAL:
            return row.trouble or "", ""
        if row.refresh_until is not None and now >= row.refresh_until:
            return CONSENT_NEEDED, "the refresh token has ended"
        if stale is not None and self._forced_at is not None and now < self._forced_at + FORCED_AGAIN_AFTER:
            return REFUSED, "a new token is refused as well"
        serves = stale is None and row.access_until is not None and now < row.access_until
        just_asked = self._asked_at is not None and now < self._asked_at + PAUSE
        if self._rests(now) and row.refresh == self._asked_with and (serves or just_asked):
            return row.trouble or UNREACHABLE, ""
        return "", ""

    async def _store_again(self, row: ZaloRow, sealed: SealedPair) -> None:
        for left in range(STORE_TRIES - 1, -1, -1):
            await asyncio.sleep(STORE_PAUSE)
            try:
                async with self._database.begin() as uow:
                    stored = await uow.zalo.take_for_refresh(self.account_id)
                    # It may be there after all, or a person has consented anew meanwhile.
                    if stored is not None and stored.refresh == row.refresh:
                        await uow.zalo.store_pair(self.account_id, sealed)
            except Exception as failure:
                if not is_gone(failure) or not left:
                    raise
            else:
                return

    def _take(self, pair: Pair) -> str:
        self._held = _held(pair.access, pair.since, pair.access_until)
        self._failures, self._not_before = 0, None
        log.info("zalo %s: tokens refreshed", self.name)
        return pair.access

    async def _without(
        self, uow: UnitOfWork, row: ZaloRow | None, trouble: str, why: str, stale: str | None
    ) -> str | None:
        """It was not refreshed: the old token serves while it lasts, unless it is what Zalo has refused."""
        now = self._clock.now()
        if why:
            self._failures += 1
            pause = PAUSE * 2 ** min(self._failures - 1, 10) if trouble == UNREACHABLE else LONGEST_PAUSE
            self._not_before = now + min(pause, LONGEST_PAUSE)
        elif not self._rests(now):
            self._not_before = now + LONGEST_PAUSE
        token = self._usable(row, stale, due_too=True)
        # While the old token serves, a silent Zalo is no trouble yet. Everything else is: people need the time.
        if why and trouble == UNREACHABLE and token is not None:
            log.warning("zalo %s: not refreshed, %s; the token still serves", self.name, why)
        elif why:
            await self._note(uow, trouble, why)
        return token

    async def _note(self, uow: UnitOfWork, trouble: str, why: str) -> None:
        """Keep the trouble in the account's row, and tell of it once."""
        now = self._clock.now()
        if not await uow.zalo.set_trouble(self.account_id, trouble, now):
            return
        log.error("zalo %s: %s: %s", self.name, trouble, why)
        if self._alert is None:
            return
        try:
            async with uow.connection.begin_nested():
                await self._alert(uow, trouble, now)
        except Exception as failure:
            if is_gone(failure):
                raise
            # Noted all the same; the sweep tells of it again.
            log.exception("zalo %s: nobody could be told", self.name)


def seal(secrets: Secrets, pair: Pair, previous: str | None) -> SealedPair:
    return SealedPair(
        secrets.seal(pair.access),
        secrets.seal(pair.refresh),
        previous,
        pair.since,
        pair.access_until,
        pair.refresh_until,
    )
