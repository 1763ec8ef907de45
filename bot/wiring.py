"""The one place that builds everything: database, channels, roles, clock."""

import asyncio
import errno
import logging
import os
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack
from datetime import date
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.channels import Channel
from bot.channels.web import WebAccount, WebChat, runner
from bot.clock import Clock, SystemClock
from bot.collector import spare_what_stays
from bot.communes import CommuneBook
from bot.intake import Intake
from bot.patience import until_done
from bot.settings import Settings, SettingWrong, check_token
from bot.worker import Worker
from domain.calendar import day_of
from domain.commune import Commune
from scheduler.answer import close_answered, send_answers, tell_those_waiting
from scheduler.broadcasts import send_broadcasts
from scheduler.courier import Courier
from scheduler.data_request import answer_requests
from scheduler.gate import erase_held
from scheduler.likeness import file_anew
from scheduler.publication import follow_publications
from scheduler.question import look_after_questions
from scheduler.retention import keep_no_longer
from scheduler.survey import ask_after_dialogues
from scheduler.sweeps import follow_calendars, remind, renew_reminders, seal, tidy
from scheduler.tap import ask_to_tap
from scheduler.timetable import Timetable
from storage.audit import Mark
from storage.bell import EVERYTHING, Announcer, Bells, listen
from storage.database import Database, is_gone
from storage.embedded import EmbeddedPostgres, EmbeddedPostgresError
from storage.file import FileStore
from storage.inbox import Delivery
from storage.lease import Leases
from storage.migrate import NoEntry, migrate
from storage.public_register import PublicRegister
from understanding.loading import load

if TYPE_CHECKING:
    from bot.channels.telegram import TelegramAccount, TelegramLimiter
    from bot.channels.zalo import AppLimiter
    from bot.channels.zalo_bot import BotLimiter
    from bot.zalo_channels import ZaloChannels

log = logging.getLogger(__name__)

ROLES = ("web", "receiver", "worker", "courier", "scheduler")
DEFAULT_TELEGRAM = "telegram:default"
LOOK_FOR_CHANGES = 5.0
REMIND_EVERY = 20.0
TIDY_EVERY = 600.0
QUESTIONS_EVERY = 600.0
FILE_ANEW_EVERY = 600.0
KEEP_TOKENS_EVERY = 1800.0
ASK_TO_TAP_EVERY = 300.0
ERASE_HELD_EVERY = 60.0
LOOK_FOR_BROADCASTS = 1.0
SEND_ANSWERS_EVERY = 2.0
TELL_LATE_EVERY = 300.0
ANSWER_REQUESTS_EVERY = 20.0
SEAL_EVERY = 300.0
FOLLOW_PUBLIC_EVERY = 120.0
ASK_AFTER_DIALOGUES_EVERY = 600.0


async def open_database(settings: Settings, stack: AsyncExitStack, *, size: int = 12) -> Database:
    """Start the embedded PostgreSQL where no `DATABASE_URL` is given, bring the schema up to date, open the pool."""
    dsn = settings.database_url
    if dsn is None:
        make_data_dir(settings)
        server = EmbeddedPostgres(settings.data_dir / "postgres")
        try:
            dsn = await asyncio.to_thread(server.start)
        except EmbeddedPostgresError as failure:
            raise SettingWrong(
                f"DATABASE_URL is not set, and the embedded PostgreSQL cannot be used: {failure}"
            ) from None
        stack.push_async_callback(asyncio.to_thread, server.stop)
    try:
        await migrate(dsn)
    except NoEntry as refused:
        raise SettingWrong(
            f"DATABASE_URL: the database cannot be opened ({refused}); start it or correct the address."
        ) from None
    database = Database(dsn, size)
    stack.push_async_callback(database.close)
    return database


def make_data_dir(settings: Settings) -> None:
    """Raises SettingWrong where nothing can be stored."""
    try:
        settings.files_dir.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise SettingWrong(
            f"DOITHOAI_DATA_DIR: nothing can be stored in {settings.data_dir} ({failure.strerror}); "
            "correct it or make it writable."
        ) from None


class Program:
    """The running program. `roles` says which parts of it this process plays."""

    def __init__(
        self,
        settings: Settings,
        roles: Iterable[str] = ROLES,
        clock: Clock | None = None,
        home: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None,
        telegram_limiter: "Callable[[], TelegramLimiter] | None" = None,
        zalo_limiter: "Callable[[], AppLimiter] | None" = None,
        zalo_bot_limiter: "Callable[[], BotLimiter] | None" = None,
    ) -> None:
        self.settings = settings
        self.roles = frozenset(roles)
        self.clock: Clock = clock or SystemClock()
        self._home = home
        self._telegram_limiter = telegram_limiter
        self._zalo_limiter = zalo_limiter
        self._zalo_bot_limiter = zalo_bot_limiter
        self.timetable = Timetable()
        self.app = web.Application(client_max_size=1024 * 1024)
        self.channels: dict[int, Channel] = {}
        self.telegram: dict[int, TelegramAccount] = {}
        self.zalo: ZaloChannels | None = None
        self._web_accounts: dict[str, WebAccount] = {}
        self._stack = AsyncExitStack()
        self._tasks: list[asyncio.Task[Any]] = []
        self._failed = asyncio.Event()
        # Of each commune: on which day its morning was begun, and with which settings its reminders were made.
        self._looked: dict[int, date] = {}
        self._renewed: dict[int, Commune] = {}
        # How far the audit log had come when it was last looked at, and the day of which nothing is left to forget.
        self._marked: Mark | None = None
        self._kept_until: date | None = None

    async def start(self) -> None:
        """Start every role. Raises SettingWrong with a sentence for whoever starts the program."""
        try:
            await self._start()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        self.timetable.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._stack.aclose()

    async def wait(self) -> None:
        """Return when a part of the program has ended that should not."""
        await self._failed.wait()

    async def _start(self) -> None:
        settings = self.settings
        make_data_dir(settings)
        self.database = await open_database(settings, self._stack)
        self.files = FileStore(settings.files_dir)
        self.communes = CommuneBook(self.database)
        await self.communes.refresh()
        self._rooms = {name: Bells() for name in ("inbox", "outbox", "web")}
        self._announcers = {name: Announcer(self.database, name, bells) for name, bells in self._rooms.items()}
        for announcer in self._announcers.values():
            self._stack.push_async_callback(announcer.close)
        self.worker = Worker(
            self.database, self.channels, self.communes, self.files, self.clock,
            sent=self._sent, links=self._links,
        )  # fmt: skip
        self.leases = Leases(self.database.dsn)
        self.courier = Courier(self.database, self.leases, self.channels, self.communes.get, self.files, self.clock)
        self.intake = Intake(self.database, self.clock, self._delivered)
        await self._open_telegram()
        await self._open_zalo()
        await self._open_web_accounts()
        self._spawn(listen(self.database.dsn, self._rooms), "listener")
        self._spawn(self._follow("inbox", self.worker.wake), "inbox bell")
        self._spawn(self._follow("outbox", self.courier.wake), "outbox bell")
        self._spawn(self._follow_changes(), "set-up")
        if "worker" in self.roles:
            self._spawn(self.worker.run(), "worker")
        if "courier" in self.roles:
            self._spawn(self.courier.run(), "courier")
        # Before the reminders: they go by the last days.
        self.timetable.every(REMIND_EVERY, self._follow_calendars)
        self.timetable.every(REMIND_EVERY, self._renew_reminders)
        self.timetable.every(REMIND_EVERY, self._remind)
        self.timetable.every(QUESTIONS_EVERY, self._look_after_questions)
        self.timetable.every(TIDY_EVERY, self._tidy)
        self.timetable.every(ERASE_HELD_EVERY, self._erase_held)
        self.timetable.every(ASK_TO_TAP_EVERY, self._ask_to_tap)
        self.timetable.every(SEND_ANSWERS_EVERY, self._send_answers)
        self.timetable.every(TELL_LATE_EVERY, self._tell_those_waiting)
        self.timetable.every(TIDY_EVERY, self._close_answered)
        self.timetable.every(FILE_ANEW_EVERY, self._file_anew)
        self.timetable.every(ANSWER_REQUESTS_EVERY, self._answer_requests)
        self.timetable.every(SEAL_EVERY, self._seal)
        self.timetable.every(TIDY_EVERY, self._keep_no_longer)
        self.timetable.every(FOLLOW_PUBLIC_EVERY, self._follow_publications)
        self.timetable.every(ASK_AFTER_DIALOGUES_EVERY, self._ask_after_dialogues)
        self.timetable.add(self._send_broadcasts)
        if "scheduler" in self.roles:
            self.timetable.start()
            self._spawn(self.timetable.run_all(), "first sweeps", ends=True)
            self._spawn(self.timetable.repeat(LOOK_FOR_BROADCASTS, self._send_broadcasts), "broadcasts")
        if "web" in self.roles:
            self.web_chat = WebChat(
                self.database, self._web_accounts, self.files, self.clock,
                announcer=self._announcers["web"], delivered=self._delivered_to,
                trusted_proxies=settings.trusted_proxies,
            )  # fmt: skip
            self.web_chat.add_to(self.app)
            from web.pages import Pages
            from web.results import ResultPages

            self.pages = Pages(self.communes.by_slug)
            if self._home is not None:
                self.app.router.add_get("/", self._home)
            self.pages.add_to(self.app, with_index=self._home is None)
            register = PublicRegister(self.database.engine)
            ResultPages(
                self.pages, self.communes.by_slug, register, self.clock.now, settings.own_url, self.files.path
            ).add_to(self.app)
        if "receiver" in self.roles:
            await self._receive_telegram()
            if self.zalo is not None:
                self.app.add_routes(self.zalo.routes(self._stack))
                self.zalo.receive(self._spawn, self._stack)
        if "worker" in self.roles:
            # Read when first needed, it would hold up everybody for a third of a second.
            await asyncio.to_thread(load)
        if self.roles & {"web", "receiver"}:
            await self._serve()
        spare_what_stays()

    async def _serve(self) -> None:
        serving = runner(self.app)
        await serving.setup()
        self._stack.push_async_callback(serving.cleanup)
        try:
            await web.TCPSite(serving, self.settings.host, self.settings.port, backlog=2048).start()
        except OSError as failure:
            host, port = self.settings.host, self.settings.port
            if failure.errno != errno.EADDRINUSE:
                raise SettingWrong(
                    f"DOITHOAI_HOST, DOITHOAI_PORT: nothing can listen at {host}, port {port} "
                    f"({type(failure).__name__}); correct them or leave them out."
                ) from None
            raise SettingWrong(
                f"Port {port} of {host} is taken; stop the other program "
                "or choose another with --port or DOITHOAI_PORT."
            ) from None

    # ── channels ──────────────────────────────────────────────────────────────────────────────────────────────

    async def _open_telegram(self) -> None:
        tokens: dict[str, tuple[str, int | None]] = {}
        if self.settings.telegram_token:
            tokens[DEFAULT_TELEGRAM] = (self.settings.telegram_token, None)
        for commune in self.communes.all():
            token = os.environ.get(commune.telegram_token_env or "", "").strip()
            if token:
                check_token(commune.telegram_token_env or "", token)
                tokens[f"telegram:{commune.slug}"] = (token, commune.id)
        if not tokens:
            return
        # aiogram's types take a second and 125 MB: only those who use them pay.
        from bot.channels.telegram import TelegramAccount, open_session

        session = open_session()
        self._stack.push_async_callback(session.close)
        async with self.database.begin() as uow:
            opened = {
                name: await uow.communes.open_account(name, "telegram", commune_id, None)
                for name, (_, commune_id) in tokens.items()
            }
        await self.communes.refresh()
        for name, account in opened.items():
            token, _ = tokens[name]
            bot = TelegramAccount(
                name, account.id, token, self.settings.telegram_api_base,
                session=session, limiter=self._telegram_limiter() if self._telegram_limiter else None,
            )  # fmt: skip
            self._stack.push_async_callback(bot.close)
            self.telegram[account.id] = bot
            self.channels[account.id] = bot
        await asyncio.gather(*(bot.start() for bot in self.telegram.values()))

    async def _receive_telegram(self) -> None:
        if not self.telegram:
            return
        from bot.channels.telegram import TelegramPoller, register, set_commands, webhook_routes

        public_url = self.settings.public_url
        if public_url:
            self.app.add_routes(webhook_routes(self.telegram.values(), self.intake.put))
        for bot in self.telegram.values():
            if public_url:
                self._spawn(until_done(register, bot, public_url), f"webhook {bot.name}", ends=True)
            else:
                poller = TelegramPoller(bot, self.intake.put)
                self._stack.callback(poller.stop)
                self._spawn(poller.run(), f"poller {bot.name}")
            self._spawn(until_done(set_commands, bot.bot), f"commands {bot.name}", ends=True)

    async def _open_zalo(self) -> None:
        of_communes = any(commune.zalo or commune.zalo_bot_token_env for commune in self.communes.all())
        if not of_communes and not self.settings.zalo.is_used:
            return
        # Encryption and its HTTP library take twenty megabytes: only those who use them pay.
        from bot.zalo_channels import ZaloChannels

        self.zalo = ZaloChannels(
            self.settings, self.database, self.communes, self.files, self.clock, self.intake.put,
            limiter=self._zalo_limiter, bot_limiter=self._zalo_bot_limiter,
        )  # fmt: skip
        await self.zalo.open(self._stack)
        self.channels.update(self.zalo.channels)
        await self.communes.refresh()
        self.timetable.every(KEEP_TOKENS_EVERY, self.zalo.keep)

    async def _open_web_accounts(self) -> None:
        for account in self.communes.accounts():
            commune = self.communes.get(account.commune_id)
            if account.channel == "web" and commune is not None and commune.slug not in self._web_accounts:
                opened = WebAccount(
                    self.database, self.clock, self._announcers["web"],
                    account_id=account.id, slug=commune.slug, public_url=self.settings.own_url,
                )  # fmt: skip
                self._web_accounts[commune.slug] = opened
                self.channels[account.id] = opened

    def _links(self, commune: Commune, payload: str) -> dict[str, str]:
        """Into every channel of the commune, by channel; a bot of its own goes before one that it shares."""
        names = (f"telegram:{commune.slug}", DEFAULT_TELEGRAM)
        bots = {bot.name: bot for bot in self.telegram.values()}
        found = {
            "web": self._web_accounts.get(commune.slug),
            "telegram": next((bots[name] for name in names if name in bots), None),
            "zalo": self.zalo.of_commune(commune) if self.zalo is not None else None,
        }
        links = {channel: account.link(payload) for channel, account in found.items() if account}
        return {channel: link for channel, link in links.items() if link}

    # ── bells ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _delivered(self, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            self._delivered_to(delivery.account_id, delivery.conversation)

    def _delivered_to(self, account_id: int, key: str) -> None:
        if "worker" in self.roles:
            self.worker.tell(account_id, key)
        else:
            self._announcers["inbox"].announce(EVERYTHING)

    def _sent(self, accounts: set[int]) -> None:
        self.courier.wake()
        if accounts and "courier" not in self.roles:
            self._announcers["outbox"].announce(EVERYTHING)

    async def _follow(self, room: str, wake: Any) -> None:
        with self._rooms[room].hear(EVERYTHING) as bell:
            while True:
                if await bell.wait(60):
                    wake()

    async def _follow_changes(self) -> None:
        while True:
            await asyncio.sleep(LOOK_FOR_CHANGES)
            try:
                await self.look_for_changes()
            except Exception as failure:
                if not is_gone(failure):
                    raise

    async def look_for_changes(self) -> None:
        """Take up what was set up since."""
        if await self.communes.refresh():
            await self._open_web_accounts()
        if self.zalo is not None:
            await self.zalo.follow()

    # ── time ──────────────────────────────────────────────────────────────────────────────────────────────────

    async def _follow_calendars(self) -> None:
        if await follow_calendars(self.database, self.communes.all(), self.clock.now()):
            self._sent(set(self.channels))

    async def _remind(self) -> None:
        if await remind(self.database, self.communes.all(), self.clock.now(), self._looked):
            self._sent(set(self.channels))

    async def _renew_reminders(self) -> None:
        if await renew_reminders(self.database, self.communes.all(), self.clock.now(), self._renewed):
            self._sent(set(self.channels))

    async def _look_after_questions(self) -> None:
        if await look_after_questions(self.database, self.communes.all(), self.clock.now()):
            self._sent(set(self.channels))

    async def _send_broadcasts(self) -> None:
        await send_broadcasts(
            self.database, self.communes.get, self.clock.now, queued=lambda: self._sent(set(self.channels))
        )

    async def _send_answers(self) -> None:
        if await send_answers(self.database, self.communes.get, self.clock.now()):
            self._sent(set(self.channels))

    async def _tell_those_waiting(self) -> None:
        if await tell_those_waiting(self.database, self.communes.all(), self.clock.now()):
            self._sent(set(self.channels))

    async def _close_answered(self) -> None:
        await close_answered(self.database, self.communes.all(), self.clock.now())

    async def _follow_publications(self) -> None:
        await follow_publications(self.database, self.communes.all(), self.clock.now())

    async def _ask_after_dialogues(self) -> None:
        if await ask_after_dialogues(self.database, self.communes.all(), self.clock.now()):
            self._sent(set(self.channels))

    async def _ask_to_tap(self) -> None:
        if await ask_to_tap(self.database, self.communes.all(), self.clock.now()):
            self._sent(set(self.channels))

    async def _file_anew(self) -> None:
        await file_anew(self.database, self.communes.all())

    async def _answer_requests(self) -> None:
        if await answer_requests(self.database, self.communes.get, self.files, self.clock.now()):
            self._sent(set(self.channels))

    async def _seal(self) -> None:
        self._marked = await seal(self.database, self._marked, self.clock.now())

    async def _keep_no_longer(self) -> None:
        """Once a day: some of it reads everything."""
        now = self.clock.now()
        if self._kept_until != day_of(now):
            await keep_no_longer(self.database, self.communes.all(), self.files, now)
            self._kept_until = day_of(now)

    async def _erase_held(self) -> None:
        if await erase_held(self.database, self.communes.get, self.files, self.clock.now()):
            self._sent(set(self.channels))

    async def _tidy(self) -> None:
        await tidy(self.database, self.clock.now())

    def _spawn(self, work: Coroutine[Any, Any, Any], name: str, *, ends: bool = False) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.append(task)
        task.add_done_callback(lambda done: self._ended(done, ends=ends))

    def _ended(self, task: asyncio.Task[Any], *, ends: bool) -> None:
        if task.cancelled():
            return
        failure = task.exception()
        if failure is not None:
            log.error("%s ended: %s", task.get_name(), type(failure).__name__, exc_info=failure)
        if failure is not None or not ends:
            # A part that has ended is not noticed by the others: better to stop as a whole and be started anew.
            self._failed.set()
