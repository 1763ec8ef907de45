"""Zalo in the running program: accounts and bots as they are set up, their tokens, what they learn."""

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import AsyncExitStack
from functools import partial
from typing import Any, Protocol

from aiohttp import web

from bot.channels import Channel
from bot.channels.files import FileLinks, file_key
from bot.channels.webhook import Put
from bot.channels.zalo import AppLimiter, Connections, ZaloOa, ZaloWebhook, open_connections
from bot.channels.zalo.consent import Consents, callback_routes
from bot.channels.zalo.keeper import alert_clerks, keep
from bot.channels.zalo.setup import DEFAULT_ACCOUNT, OaSetUp, oa_setups, open_secrets
from bot.channels.zalo.tokens import OF_TOKENS, OAuth, Tokens
from bot.channels.zalo_bot import BotLimiter, ZaloBot, ZaloBotPoller, register, webhook_routes
from bot.clock import Clock
from bot.communes import CommuneBook
from bot.patience import until_done
from bot.settings import Settings, check_token
from domain.commune import Commune
from storage.channel_event import ChannelEvent
from storage.database import Database, is_gone
from storage.file import FileStore
from storage.zalo import ZaloRow

log = logging.getLogger(__name__)

BOT_CHANNEL = "zalo-bot"
DEFAULT_BOT = "zalo-bot:default"


class Spawn(Protocol):
    """Runs something beside everything else; `ends` says that it ends by itself."""

    def __call__(self, work: Coroutine[Any, Any, Any], name: str, /, *, ends: bool = False) -> None: ...


class ZaloChannels:
    """`put` stores deliveries. An account whose settings are not complete is left out and named in the log."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        communes: CommuneBook,
        files: FileStore,
        clock: Clock,
        put: Put,
        *,
        limiter: Callable[[], AppLimiter] | None = None,
        bot_limiter: Callable[[], BotLimiter] | None = None,
    ) -> None:
        self._settings = settings
        self._database = database
        self._communes = communes
        self._files = files
        self._clock = clock
        self._put = put
        self._limiter = limiter or AppLimiter
        self._bot_limiter = bot_limiter or BotLimiter
        self._limiters: dict[str, AppLimiter] = {}
        self._tokens: dict[int, Tokens] = {}
        self._consents: Consents | None = None
        self._links: FileLinks | None = None
        self.accounts: dict[int, ZaloOa] = {}
        self.bots: dict[int, ZaloBot] = {}

    @property
    def channels(self) -> dict[int, Channel]:
        return {**self.accounts, **self.bots}

    async def open(self, stack: AsyncExitStack) -> None:
        """Open what is set up. Raises SettingWrong where a key is missing or a token is none."""
        setups = self._setups()
        bots = self._bot_tokens()
        if not setups and not bots:
            return
        shared = open_connections()
        stack.push_async_callback(shared.close)
        if self._settings.public_url:
            # Any secret of ours will do; one of these is there for certain.
            secret = next(iter(self._settings.zalo.secrets), None) or next(iter(bots.values()))[0]
            self._links = FileLinks(self._settings.public_url, file_key(secret), self._clock.now)
        if setups:
            await self._open_accounts(setups, shared, stack)
        await self._open_bots(bots, shared, stack)

    def routes(self, stack: AsyncExitStack) -> list[web.RouteDef]:
        """What Zalo and people's browsers call."""
        found: list[web.RouteDef] = []
        if self._consents is not None:
            found += callback_routes(self._consents)
        if self.accounts:
            webhook = ZaloWebhook(
                self.accounts.values(), self._put, self._keep_event, self._note_signature,
                enforce=self._settings.zalo.enforce,
            )  # fmt: skip
            stack.push_async_callback(webhook.close)
            found += webhook.routes()
        if self.bots:
            found += webhook_routes(self.bots.values(), self._put)
        if self._links is not None:
            found += self._links.routes(self._files)
        return found

    def receive(self, spawn: Spawn, stack: AsyncExitStack) -> None:
        """Have the updates of bots brought to us, or fetch them where nobody can reach us."""
        for bot in self.bots.values():
            if self._settings.public_url:
                spawn(until_done(register, bot, self._settings.public_url), f"webhook {bot.name}", ends=True)
            else:
                poller = ZaloBotPoller(bot, self._put)
                stack.callback(poller.stop)
                spawn(poller.run(), f"poller {bot.name}")

    async def follow(self) -> None:
        """Take up which Official Account an account has been connected with since."""
        if self.accounts:
            async with self._database.single() as uow:
                rows = {row.account_id: row for row in await uow.zalo.all()}
            for account in self.accounts.values():
                row = rows.get(account.account_id)
                account.oa_id = row.oa_id if row is not None and row.oa_id else account.oa_id

    async def keep(self) -> None:
        """Refresh tokens that are due; tell clerks of consents that end."""
        for account_id, tokens in self._tokens.items():
            try:
                await keep(self._database, tokens, partial(self._concerned, account_id), self._clock.now())
            except Exception as failure:
                if is_gone(failure):
                    raise
                # One account must not keep the others from being looked after.
                log.exception("tokens of %s were not looked after", self.accounts[account_id].name)

    def of_commune(self, commune: Commune) -> ZaloOa | None:
        """The commune's own account, or the one that is shared."""
        named = {account.name: account for account in self.accounts.values()}
        return named.get(f"zalo:{commune.slug}") or named.get(DEFAULT_ACCOUNT)

    # ── Official Accounts ─────────────────────────────────────────────────────────────────────────────────────

    def _setups(self) -> list[OaSetUp]:
        return oa_setups(self._settings.zalo, self._communes.all(), os.environ)

    async def _open_accounts(self, setups: Iterable[OaSetUp], shared: Connections, stack: AsyncExitStack) -> None:
        settings = self._settings.zalo
        secrets = open_secrets(settings)
        oauth = OAuth(shared.http, settings.oauth_base)
        self._consents = Consents(self._database, secrets, shared.http, settings, self._setups, self._clock)
        for setup in setups:
            if setup.missing:
                log.warning("%s is left out: %s not set", setup.name, ", ".join(setup.missing))
                continue
            opened = await self._consents.open(setup)
            async with self._database.begin() as uow:
                row = await uow.zalo.get(opened.id)
            assert row is not None
            tokens = Tokens(
                self._database, secrets, oauth, setup.app, opened.id, self._clock,
                name=setup.name, alert=alert_clerks(partial(self._concerned, opened.id)),
            )  # fmt: skip
            stack.push_async_callback(tokens.close)
            self._tokens[opened.id] = tokens
            self.accounts[opened.id] = self._account(setup, row, tokens, shared)

    def _account(self, setup: OaSetUp, row: ZaloRow, tokens: Tokens, shared: Connections) -> ZaloOa:
        if setup.app_id not in self._limiters:
            self._limiters[setup.app_id] = self._limiter()
        return ZaloOa(
            setup.name, row.account_id, settings=self._settings.zalo, app_id=setup.app_id,
            app_secret=setup.app_secret, oa_secret=setup.oa_secret, oa_id=setup.oa_id or row.oa_id, tokens=tokens,
            http=shared.http, media=shared.media, limiter=self._limiters[setup.app_id],
            link=self._links.link if self._links else None,
            sends_by=row.sends_by, buttons=row.buttons, trouble=row.trouble,
            remember=partial(self._remember, row.account_id), now=self._clock.now,
        )  # fmt: skip

    def _concerned(self, account_id: int) -> list[Commune]:
        commune = self._communes.get(self._communes.of_account(account_id))
        return [commune] if commune is not None else list(self._communes.all())

    async def _remember(self, account_id: int, **changed: Any) -> None:
        """What an account has learned; a trouble is told to the clerks when it is news."""
        now = self._clock.now()
        async with self._database.begin() as uow:
            if "trouble" in changed:
                trouble = changed.pop("trouble")
                row = await uow.zalo.get(account_id)
                if row is not None and row.trouble in OF_TOKENS:
                    # A token may serve on while the next cannot be had: that trouble is not over with a good call.
                    pass
                elif trouble is None:
                    await uow.zalo.clear_trouble(account_id)
                elif await uow.zalo.set_trouble(account_id, trouble, now):
                    await alert_clerks(partial(self._concerned, account_id))(uow, trouble, now)
            if changed:
                await uow.zalo.remember(account_id, **changed)

    async def _keep_event(self, event: ChannelEvent) -> None:
        async with self._database.single() as uow:
            await uow.channel_events.put([event], self._clock.now())

    async def _note_signature(self, account_id: int, way: str) -> None:
        async with self._database.single() as uow:
            await uow.zalo.heard(account_id, way, self._clock.now())

    # ── bots ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _bot_tokens(self) -> Mapping[str, tuple[str, int | None]]:
        found: dict[str, tuple[str, int | None]] = {}
        if self._settings.zalo.bot_token:
            found[DEFAULT_BOT] = (self._settings.zalo.bot_token, None)
        for commune in self._communes.all():
            name = commune.zalo_bot_token_env or ""
            token = os.environ.get(name, "").strip()
            if token:
                check_token(name, token, "Zalo Bot Creator")
                found[f"zalo-bot:{commune.slug}"] = (token, commune.id)
        return found

    async def _open_bots(
        self,
        tokens: Mapping[str, tuple[str, int | None]],
        shared: Connections,
        stack: AsyncExitStack,
    ) -> None:
        settings = self._settings
        if not tokens:
            return
        async with self._database.begin() as uow:
            opened = {
                name: await uow.communes.open_account(name, BOT_CHANNEL, commune, None)
                for name, (_, commune) in tokens.items()
            }
        for name, account in opened.items():
            bot = ZaloBot(
                name, account.id, tokens[name][0], settings.zalo.bot_base, media_hosts=settings.zalo.media_hosts,
                link=self._links.link if self._links else None, http=shared.http, media=shared.media,
                limiter=self._bot_limiter(),
            )  # fmt: skip
            stack.push_async_callback(bot.close)
            self.bots[account.id] = bot
        await asyncio.gather(*(bot.start() for bot in self.bots.values()))
