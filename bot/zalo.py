"""Setting Zalo accounts up on the command line: connecting one with the app's console, and checking it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from actions.commune import load_communes
from bot.channels.zalo.check import Finding, ask_zalo, look_at_row, look_at_settings
from bot.channels.zalo.consent import CALLBACK, Consents, connected
from bot.channels.zalo.oa import open_http
from bot.channels.zalo.setup import OaSetUp, oa_setups, open_secrets, webhook_path
from bot.channels.zalo.tokens import OAuth, Tokens
from bot.clock import Clock, SystemClock
from bot.settings import Settings, SettingWrong
from bot.wiring import open_database
from domain.commune import Commune
from domain.notice import Words, words
from domain.refusal import Refused
from storage.database import Database
from storage.zalo import CONSENT_LASTS, ZaloRow

LOOK_EVERY = 1.0


@dataclass(frozen=True)
class _Desk:
    """What the commands work with."""

    settings: Settings
    database: Database
    communes: Sequence[Commune]
    clock: Clock

    @property
    def setups(self) -> list[OaSetUp]:
        return oa_setups(self.settings.zalo, self.communes, os.environ)


@asynccontextmanager
async def _open(settings: Settings) -> AsyncIterator[_Desk]:
    async with AsyncExitStack() as stack:
        database = await open_database(settings, stack)
        async with database.begin() as uow:
            communes = list((await load_communes(uow)).values())
        yield _Desk(settings, database, communes, SystemClock())


def _pick(desk: _Desk, slug: str | None) -> list[OaSetUp]:
    """The accounts that are meant: that of a commune, its own or the shared one; without a slug all."""
    setups = desk.setups
    if slug is not None:
        if all(commune.slug != slug for commune in desk.communes):
            raise SettingWrong(f"no commune {slug}; doithoai commune list shows them.")
        own = [each for each in setups if each.commune is not None and each.commune.slug == slug]
        setups = own or [each for each in setups if each.commune is None]
    if not setups:
        raise SettingWrong(
            "No Zalo account is set up; set DOITHOAI_ZALO_APP_ID, DOITHOAI_ZALO_APP_SECRET and "
            "DOITHOAI_ZALO_OA_SECRET, or describe it in the commune's file (channels: zalo_oa: …); see docs/zalo.md."
        )
    return setups


async def connect(settings: Settings, slug: str | None, callback: str | None, *, paste: bool) -> AsyncIterator[Words]:
    """Walk somebody through the consent; what is yielded is said to them. Raises Refused where it fails."""
    if callback is not None:
        parts = urlsplit(callback)
        if parts.scheme not in ("https", "http") or not parts.netloc or parts.query or parts.fragment:
            raise SettingWrong(
                "--callback must be an address such as https://example.vn/zalo/callback, without ? or #."
            )
    async with _open(settings) as desk, open_http() as http:
        setups = _pick(desk, slug)
        if len(setups) > 1:
            known = ", ".join(each.commune.slug for each in setups if each.commune is not None)
            raise SettingWrong(f"There are several Zalo accounts; say whose to connect with --commune: {known}.")
        setup = setups[0]
        secrets = open_secrets(settings.zalo)
        missing = [each for each in setup.missing if each != "DOITHOAI_ZALO_OA_SECRET"]
        if missing:
            raise SettingWrong(f"{setup.name} cannot be connected yet: set {', '.join(missing)} and try again.")
        consents = Consents(desk.database, secrets, http, settings.zalo, lambda: desk.setups, desk.clock)
        redirect_uri = callback or settings.own_url + CALLBACK
        account = await consents.open(setup)
        before = await _row(desk, account.id)
        link = await consents.begin(setup, redirect_uri)
        yield words("zalo-connect-begin", app=setup.app_id)
        yield words("zalo-connect-callback", address=redirect_uri)
        if settings.zalo.code_verifier:
            challenge = parse_qs(urlsplit(link).query)["code_challenge"][0]
            yield words("zalo-connect-challenge", challenge=challenge)
        if settings.public_url is not None:
            yield words("zalo-connect-webhook", address=settings.public_url + webhook_path(setup))
        yield words("zalo-connect-link", link=link)
        if paste or settings.public_url is None:
            yield words("zalo-connect-paste")
            # Nothing else happens in this program until there is an answer.
            facts = await consents.finish(sys.stdin.readline().strip())
            yield connected(facts)
        else:
            yield words("zalo-connect-wait")
            yield await _wait(desk, account.id, before)
        yield words("zalo-connect-next")


async def _row(desk: _Desk, account_id: int) -> ZaloRow | None:
    async with desk.database.begin() as uow:
        return await uow.zalo.get(account_id)


async def _wait(desk: _Desk, account_id: int, before: ZaloRow | None) -> Words:
    """Until the running program has taken what the browser brought."""
    until = desk.clock.now() + CONSENT_LASTS
    while desk.clock.now() < until:
        row = await _row(desk, account_id)
        if row is not None and row.refresh is not None and (before is None or row.refresh != before.refresh):
            return words("zalo-connected", name=row.oa_name) if row.oa_name else words("zalo-connected-nameless")
        await asyncio.sleep(LOOK_EVERY)
    raise Refused("zalo-connect-nobody")


async def check(settings: Settings, slug: str | None) -> AsyncIterator[tuple[OaSetUp, list[Finding]]]:
    """The accounts that are meant, each with what was found."""
    async with _open(settings) as desk, open_http() as http:
        for setup in _pick(desk, slug):
            found = list(look_at_settings(setup, settings.public_url))
            async with desk.database.begin() as uow:
                accounts = {each.name: each.id for each in await uow.communes.accounts()}
                row = await uow.zalo.get(accounts[setup.name]) if setup.name in accounts else None
            asked: tuple[Finding, ...] = ()
            if row is not None and row.refresh is not None and settings.zalo.secrets:
                oauth = OAuth(http, settings.zalo.oauth_base)
                tokens = Tokens(
                    desk.database, open_secrets(settings.zalo), oauth, setup.app, row.account_id, desk.clock,
                    name=setup.name,
                )  # fmt: skip
                try:
                    asked = await ask_zalo(http, settings.zalo, setup, tokens)
                finally:
                    await tokens.close()
                # Asking may have refreshed the tokens, or found that they cannot be.
                row = await _row(desk, row.account_id)
            yield setup, [*found, *look_at_row(setup, row, desk.clock.now()), *asked]
