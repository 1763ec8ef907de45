"""Consent: an administrator of the Official Account allows the app to write in its name."""

import hashlib
import logging
import re
import secrets as randomness
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
from aiohttp import web

from bot.channels.zalo.oa import OaFacts, OaRefused, oa_facts
from bot.channels.zalo.setup import CHANNEL, OaSetUp
from bot.channels.zalo.tokens import (
    OAuth,
    OAuthRefused,
    OAuthUnreachable,
    Pair,
    challenge_of,
    new_verifier,
    seal,
)
from bot.clock import Clock
from bot.settings import ZaloSettings
from domain.notice import Words, words
from domain.refusal import Refused
from locales import FIRST, render
from storage.commune import ChannelAccount
from storage.database import Database, UnitOfWork
from storage.secret import Secrets, SecretUnreadable
from storage.zalo import ZaloRow

log = logging.getLogger(__name__)

CALLBACK: Final = "/zalo/callback"
_STATE: Final = re.compile(r"[A-Za-z0-9_-]{1,128}")
_CODE: Final = re.compile(r"[\x21-\x7e]{1,2048}")
# Of the page; everything else is what the browser brought.
_STATUS: Final = {
    "zalo-consent-refused-unknown": 404,
    "zalo-consent-refused-used": 410,
    "zalo-consent-refused-late": 410,
    "zalo-consent-refused-by-zalo": 502,
    "zalo-consent-refused-no-answer": 502,
}

SetUps = Callable[[], Sequence[OaSetUp]]


class Consents:
    """Sends people to consent and takes what they bring back; `setups` are the accounts set up at the moment."""

    def __init__(
        self,
        database: Database,
        secrets: Secrets,
        http: httpx.AsyncClient,
        settings: ZaloSettings,
        setups: SetUps,
        clock: Clock,
    ) -> None:
        self._database = database
        self._secrets = secrets
        self._http = http
        self._settings = settings
        self._setups = setups
        self._clock = clock
        self._oauth = OAuth(http, settings.oauth_base)

    async def open(self, setup: OaSetUp) -> ChannelAccount:
        """The account of `setup`, stored where it is not yet."""
        commune = setup.commune.id if setup.commune is not None else None
        async with self._database.begin() as uow:
            account = await uow.communes.open_account(setup.name, CHANNEL, commune, None)
            await uow.zalo.open(account.id, setup.app_id)
        return account

    async def begin(self, setup: OaSetUp, redirect_uri: str) -> str:
        """The link at which an administrator consents, good once and for ten minutes."""
        account = await self.open(setup)
        verifier = self._settings.code_verifier or new_verifier()
        state = randomness.token_urlsafe(32)
        async with self._database.begin() as uow:
            await uow.zalo.begin_consent(_hash(state), account.id, self._secrets.seal(verifier), self._clock.now())
        query = {
            "app_id": setup.app_id,
            "redirect_uri": redirect_uri,
            "code_challenge": challenge_of(verifier),
            "state": state,
        }
        return f"{self._settings.oauth_base}/v4/oa/permission?{urlencode(query)}"

    async def finish(self, came_back: str) -> OaFacts | None:
        """Exchange what the browser was sent back with (an address, or its query) for tokens, and store them.

        None when Zalo would not tell the account's name. Raises Refused (zalo-consent-refused-…).
        """
        try:
            query = parse_qs(urlsplit(came_back).query, max_num_fields=20)
        except ValueError:
            raise Refused("zalo-consent-refused-incomplete") from None
        given = {name: values[0] for name, values in query.items()}
        state, code = given.get("state", ""), given.get("code", "")
        if not _STATE.fullmatch(state):
            raise Refused("zalo-consent-refused-incomplete")
        if not _CODE.fullmatch(code):
            raise Refused("zalo-consent-refused-declined" if "error" in given else "zalo-consent-refused-incomplete")
        setup, account_id, verifier = await self._use(state)
        if setup.oa_id and given.get("oa_id", setup.oa_id) != setup.oa_id:
            raise Refused("zalo-consent-refused-other-account")
        now = self._clock.now()
        try:
            pair = await self._oauth.exchange(setup.app, code, verifier, now)
        except OAuthRefused as refused:
            log.warning("zalo %s: consent refused with %s", setup.name, refused.code)
            raise Refused("zalo-consent-refused-by-zalo", {"code": str(refused.code)}) from None
        except OAuthUnreachable as unreachable:
            log.warning("zalo %s: no answer to a consent (%s)", setup.name, unreachable)
            raise Refused("zalo-consent-refused-no-answer") from None
        # Before it is stored: a pair of another account must not replace one that works.
        facts = await self._facts(setup, pair)
        if facts is not None and setup.oa_id and facts.id != setup.oa_id:
            raise Refused("zalo-consent-refused-other-account")
        await self._store(account_id, pair, facts)
        log.info("zalo %s: connected", setup.name)
        return facts

    async def _use(self, state: str) -> tuple[OaSetUp, int, str]:
        now, key = self._clock.now(), _hash(state)
        async with self._database.begin() as uow:
            used = await uow.zalo.use_consent(key, now)
            known = await uow.zalo.consent(key) if used is None else used
            accounts = {each.id: each.name for each in await uow.communes.accounts()}
        if known is None:
            raise Refused("zalo-consent-refused-unknown")
        if used is None:
            raise Refused(f"zalo-consent-refused-{'used' if known.used_at is not None else 'late'}")
        setups = {each.name: each for each in self._setups()}
        setup = setups.get(accounts.get(used.account_id, ""))
        if setup is None or not (setup.app_id and setup.app_secret):
            raise Refused("zalo-consent-refused-not-set-up")
        try:
            return setup, used.account_id, self._secrets.open(used.verifier)
        except SecretUnreadable:
            raise Refused("zalo-consent-refused-not-set-up") from None

    async def _facts(self, setup: OaSetUp, pair: Pair) -> OaFacts | None:
        try:
            return await oa_facts(self._http, self._settings.openapi_base, pair.access)
        except OaRefused as refused:
            # No reason not to connect: the check says what is wrong with it.
            log.warning("zalo %s: its name is not known (%s)", setup.name, refused.code)
            return None

    async def _store(self, account_id: int, pair: Pair, facts: OaFacts | None) -> None:
        async with self._database.begin() as uow:
            row = await uow.zalo.take_for_refresh(account_id)
            if facts is not None:
                await self._claim(uow, account_id, facts)
            await uow.zalo.store_pair(account_id, seal(self._secrets, pair, self._before(row)))

    async def _claim(self, uow: UnitOfWork, account_id: int, facts: OaFacts) -> None:
        """An Official Account belongs to one of our accounts; one that is no longer set up gives it back."""
        owner = await uow.zalo.owner_of(facts.id)
        if owner is not None and owner != account_id:
            name = next((each.name for each in await uow.communes.accounts() if each.id == owner), "")
            if name in {each.name for each in self._setups()}:
                raise Refused("zalo-consent-refused-taken", {"name": name})
            await uow.zalo.release(owner)
        await uow.zalo.describe(account_id, facts.id, facts.name, facts.kind, facts.package)

    def _before(self, row: ZaloRow | None) -> str | None:
        if row is None or row.access is None or row.refresh is None:
            return None
        try:
            return self._secrets.seal(f"{self._secrets.open(row.access)}\n{self._secrets.open(row.refresh)}")
        except SecretUnreadable:
            return None


def callback_routes(consents: Consents) -> list[web.RouteDef]:
    """``GET /zalo/callback``: what the browser of whoever consented is sent to; a sentence about what came of it."""

    async def called_back(request: web.Request) -> web.Response:
        try:
            facts = await consents.finish(str(request.rel_url))
        except Refused as refused:
            return _page(words(refused.code, **refused.facts), _STATUS.get(refused.code, 400))
        return _page(connected(facts), 200)

    return [web.get(CALLBACK, called_back, allow_head=False)]


def connected(facts: OaFacts | None) -> Words:
    return words("zalo-connected", name=facts.name) if facts is not None else words("zalo-connected-nameless")


def _page(said: Words, status: int) -> web.Response:
    # The address holds a code: neither kept nor passed on.
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
    return web.Response(text=render(said, FIRST) + "\n", status=status, headers=headers)


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
