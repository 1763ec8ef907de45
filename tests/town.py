"""A town for tests: people with phones, the real program between them, and a clock that stands still."""

import itertools
import socket
import struct
import zlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import yaml
from aiohttp import ClientSession, FormData
from aiohttp.web_app import _cached_build_middleware
from sqlalchemy import text

from actions.calendar import calendar_of
from actions.commune import CommuneSetup, apply_setup, read_setup
from actions.desk import Desk, actor_of
from actions.invitation import first_clerk
from bot.channels.telegram import TelegramLimiter
from bot.channels.zalo import AppLimiter
from bot.channels.zalo_bot import BotLimiter
from bot.settings import Settings, ZaloSettings
from bot.wiring import Program
from domain.commune import VIETNAM, Commune
from domain.notice import words
from domain.text import fold
from handlers.welcome import invitation_payload
from locales import FIRST, render
from scheduler.answer import send_answers
from storage.database import Database
from storage.secret import Secrets
from storage.zalo import SealedPair
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.world import Chat, User
from tests.fakes.zalo import Bot, FakeZalo, OfficialAccount

SAMPLES = Path(__file__).parent.parent / "samples" / "communes"
FRIDAY_MORNING = datetime(2025, 11, 7, 8, 0, tzinfo=VIETNAM)
TOKEN = "100001:sample-token-of-the-tests"
ZALO_APP = "4318657068771012646"
ZALO_KEY = "c2FtcGxlIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGU="


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


# The smallest photo that a browser shows: 8 by 8 grey points.
PNG = b"".join(
    (
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress((b"\x00" + b"\x99" * 8) * 8)),
        _chunk(b"IEND", b""),
    )
)

# The first pages of a voice message: what tells that it is one.
OGG = b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead\x01\x01\x38\x01\x80\xbb" + bytes(5)


def sentence(id_: str, language: str = FIRST, /, **facts: Any) -> str:
    """What the bot says under a locale id."""
    return render(words(id_, **facts), language)


class StandingClock:
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@dataclass(frozen=True)
class Seen:
    """A message of the bot as a person sees it."""

    text: str
    labels: tuple[str, ...]
    keys: tuple[str, ...]
    files: int = 0


class Phone(ABC):
    """Somebody's phone, on one channel."""

    def __init__(self, town: "Town") -> None:
        self.town = town
        self._read = 0

    async def says(self, text: str, *, delivery: str | None = None) -> str:
        """Send a text; return everything the bot has said since."""
        await self._say(text, delivery)
        return await self.looks()

    async def presses(self, label: str) -> str:
        """Press the newest button whose words contain `label`; return everything the bot has said since."""
        for seen in reversed(await self.heard()):
            for shown, key in zip(seen.labels, seen.keys, strict=True):
                if fold(label) in fold(shown):
                    await self._press(key)
                    return await self.looks()
        raise AssertionError(f"no button {label!r}; the last message was {(await self.heard())[-1:]}")

    async def twice(self, label: str) -> str:
        """Press a button of the newest message in such a way that the channel delivers it twice."""
        last = await self.last()
        await self._press_twice(next(k for k, shown in zip(last.keys, last.labels, strict=True) if label in shown))
        return await self.looks()

    async def presses_key(self, key: str) -> str:
        await self._press(key)
        return await self.looks()

    async def presses_any(self, key: str) -> str:
        """Press a button that was never offered, as a tampered program could."""
        await self._press_any(key)
        return await self.looks()

    async def sends(self, content: bytes, name: str = "anh.png", caption: str = "") -> str:
        await self._send(content, name, caption)
        return await self.looks()

    async def looks(self) -> str:
        """Let everything happen that is due; return what is new."""
        await self.town.settle()
        shown = await self.heard()
        new, self._read = shown[self._read :], len(shown)
        return "\n\n".join(seen.text for seen in new)

    async def keeps_in_touch(self) -> None:
        """Does something, where a channel lets nobody write to people who have been silent for long."""
        return

    async def last(self) -> Seen:
        return (await self.heard())[-1]

    async def heard(self) -> list[Seen]:
        """What the bot has said, as it was when it came."""
        return await self.history()

    async def labels(self) -> tuple[str, ...]:
        return (await self.last()).labels

    async def arrives(self, payload: str = "", name: str | None = None) -> str:
        """Open the chat by a link, agree, and give a name when asked."""
        await self.says(f"/start {payload}".strip())
        said = await self.presses("Tôi đồng ý")
        if name and "họ và tên" in said:
            said = await self.says(name)
        return said

    @abstractmethod
    async def history(self) -> list[Seen]:
        """What the bot has said, as it stands now."""

    @abstractmethod
    async def _say(self, text: str, delivery: str | None) -> None: ...

    @abstractmethod
    async def _press(self, key: str) -> None: ...

    @abstractmethod
    async def _press_any(self, key: str) -> None: ...

    @abstractmethod
    async def _press_twice(self, key: str) -> None: ...

    @abstractmethod
    async def _send(self, content: bytes, name: str, caption: str) -> None: ...


class WebPhone(Phone):
    """A browser, through the public HTTP interface."""

    chat = ""

    def __init__(self, town: "Town") -> None:
        super().__init__(town)
        self._known: list[Seen] = []
        self._last = 0

    async def open(self) -> None:
        async with self.town.http.post(f"/api/communes/{self.town.commune.slug}/chats") as answer:
            assert answer.status == 201, await answer.text()
            self.chat = (await answer.json())["chat"]

    async def history(self) -> list[Seen]:
        return (await self._after(0))[0]

    async def heard(self) -> list[Seen]:
        new, self._last = await self._after(self._last)
        self._known += new
        return list(self._known)

    async def _after(self, last: int) -> tuple[list[Seen], int]:
        """What the bot has said after message `last`, and the last message there is, whoever wrote it."""
        seen: list[Seen] = []
        while True:
            async with self.town.http.get(f"/api/chats/{self.chat}/messages", params={"after": last}) as answer:
                assert answer.status == 200, await answer.text()
                page = await answer.json()
            if not page:
                return seen, last
            last = page[-1]["id"]
            seen += [
                Seen(
                    m["text"],
                    tuple(c["label"] for c in m["choices"]),
                    tuple(c["key"] for c in m["choices"]),
                    len(m["files"]),
                )
                for m in page
                if m["from"] == "bot"
            ]

    async def post(self, delivery: str | None = None, **request: Any) -> int:
        headers = {"Idempotency-Key": delivery} if delivery else {}
        async with self.town.http.post(f"/api/chats/{self.chat}/messages", headers=headers, **request) as answer:
            return answer.status

    async def _say(self, text: str, delivery: str | None) -> None:
        assert await self.post(delivery, json={"text": text}) == 202

    async def _press(self, key: str) -> None:
        assert await self.post(json={"choice": key}) == 202

    async def _press_any(self, key: str) -> None:
        await self._press(key)

    async def _press_twice(self, key: str) -> None:
        for _ in range(2):
            assert await self.post(f"press of {key}", json={"choice": key}) == 202

    async def _send(self, content: bytes, name: str, caption: str) -> None:
        form = FormData()
        form.add_field("text", caption)
        form.add_field("files", content, filename=name)
        assert await self.post(data=form) == 202


class TelegramPhone(Phone):
    """A Telegram user; in a group when `group` is given, in one of its topics when `thread` is."""

    def __init__(self, town: "Town", user: User, group: Chat | None = None, thread: int | None = None) -> None:
        super().__init__(town)
        self.user = user
        self.group = group
        self.thread = thread

    def in_group(self, group: Chat, thread: int | None = None) -> "TelegramPhone":
        return TelegramPhone(self.town, self.user, group, thread)

    async def history(self) -> list[Seen]:
        lines = self.town.fake.transcript(self.group or self.user)
        return [
            Seen(
                line.text,
                tuple(b.label for row in line.buttons for b in row),
                tuple(b.data or "" for row in line.buttons for b in row),
                len(line.files),
            )
            for line in lines
            if line.by == "bot"
        ]

    async def replies(self, text: str, to: str) -> str:
        """Reply to the newest message of the bot that contains `to`."""
        self.town.fake.says(self.user, text, chat=self.group, thread=self.thread, reply_to=self._message(to))
        return await self.looks()

    async def replies_with_file(self, content: bytes, name: str, caption: str, to: str) -> str:
        """Reply with a document to the newest message of the bot that contains `to`."""
        self.town.fake.sends(
            self.user, "document", content=content, name=name, caption=caption or None, chat=self.group,
            thread=self.thread, reply_to=self._message(to),
        )  # fmt: skip
        return await self.looks()

    def _message(self, containing: str) -> int:
        lines = self.town.fake.transcript(self.group or self.user)
        return next(line for line in reversed(lines) if line.by == "bot" and containing in line.text).message_id

    async def _say(self, text: str, delivery: str | None) -> None:
        if delivery is not None:
            self.town.fake.duplicate_next()
        self.town.fake.says(self.user, text, chat=self.group, thread=self.thread)

    async def _press_any(self, key: str) -> None:
        self.town.fake.tampers(self.user, key, chat=self.group)

    async def _press_twice(self, key: str) -> None:
        self.town.fake.duplicate_next()
        await self._press(key)

    async def _press(self, key: str) -> None:
        self.town.fake.presses(self.user, key, chat=self.group)

    async def _send(self, content: bytes, name: str, caption: str) -> None:
        kinds: dict[str, Literal["photo", "voice", "document"]] = {".png": "photo", ".jpg": "photo", ".ogg": "voice"}
        kind = kinds.get(name[-4:], "document")
        self.town.fake.sends(self.user, kind, content=content, name=name, caption=caption or None, chat=self.group)


class Town:
    """A commune, Cao Minh unless another is named, with everything running but time.

    Nothing happens unless somebody acts or looks.
    """

    a_while = timedelta(seconds=1)
    oa: OfficialAccount
    bot: Bot | None = None

    def __init__(
        self,
        channel: str,
        program: Program,
        fake: FakeTelegram,
        http: ClientSession,
        slug: str = "cao-minh",
        beside: str | None = None,
    ) -> None:
        self.channel = channel
        self.beside = beside
        self.slug = slug
        self.program = program
        self.fake = fake
        self.zalo: FakeZalo | None = None
        self.http = http
        self._users = itertools.count(1)

    @property
    def commune(self) -> Commune:
        return next(c for c in self.program.communes.all() if c.slug == self.slug)

    @property
    def database(self) -> Database:
        return self.program.database

    @property
    def clock(self) -> StandingClock:
        assert isinstance(self.program.clock, StandingClock)
        return self.program.clock

    async def settle(self) -> None:
        """Let everything happen that is due now."""
        if "telegram" in (self.channel, self.beside):
            await self.fake.wait_for(lambda: not self.fake.pending(), timeout=20)
        if self.zalo is not None:
            await self.zalo.wait_until_quiet(timeout=20)
        for _ in range(10):
            worked = await self.program.worker.drain()
            sent = await self.program.courier.drain()
            if not worked and not sent:
                return
        raise AssertionError("the town does not come to rest")

    async def shares_place(self, phone: Any, latitude: float, longitude: float) -> str:
        if isinstance(phone, WebPhone):
            assert await phone.post(json={"location": {"latitude": latitude, "longitude": longitude}}) == 202
        elif not isinstance(phone, TelegramPhone):
            await phone.shares_place(latitude, longitude)
        else:
            self.fake.shares_location(phone.user, latitude, longitude)
        return str(await phone.looks())

    async def restarts(self) -> None:
        """The program is stopped and started anew on the same database; people notice nothing."""
        before = self.program
        await before.stop()
        await before.leases.close()
        self.program = Program(
            before.settings,
            before.roles,
            before.clock,
            telegram_limiter=_no_waiting,
            zalo_limiter=_no_zalo_waiting,
            zalo_bot_limiter=_no_bot_waiting,
        )
        await self.program.start()

    async def close(self) -> None:
        await self.http.close()
        await self.program.stop()
        await self.program.leases.close()
        # It remembers the handlers of every application there has ever been, and each of those knows its program.
        _cached_build_middleware.cache_clear()

    async def rows(self, statement: str, **facts: Any) -> list[Any]:
        """What is stored, read with a statement."""
        async with self.database.begin() as uow:
            return list(await uow.connection.execute(text(statement), facts))

    async def failed_steps(self) -> list[Any]:
        """Deliveries whose step raised something."""
        return await self.rows("select id, payload, trouble from inbox where trouble is not null or tries > 0")

    async def passes(self, **time: float) -> None:
        """Time passes, and what becomes due is looked for."""
        self.clock.moment += timedelta(**time)
        await self.program.timetable.run_all()
        await self.settle()

    async def sends_answer(self, officer: Any, outcome: str = "Đã giải thích") -> str:
        """Say what an answer that was written comes to, send it, and let the time to take it back pass.

        Return what the officer is told meanwhile; the author has the answer then.
        """
        if any(outcome in label for label in await officer.labels()):
            await officer.presses(outcome)
        said = await officer.presses("Gửi trả lời")
        await self.undo_passes()
        return str(said + await officer.looks())

    async def undo_passes(self) -> None:
        """What was answered can no longer be taken back, and goes out; nothing else is looked for."""
        self.clock.moment += timedelta(seconds=self.commune.answering.undo_seconds + 1)
        await send_answers(self.database, self.program.communes.get, self.clock.now())
        await self.settle()

    async def other_phone(self, name: str = "") -> Any:
        """A phone that has never been here, on the town's second channel."""
        assert self.beside is not None
        return await self.phone(name, self.beside)

    async def phone(self, name: str = "", channel: str | None = None) -> Any:
        """A phone that has never been here, on the town's own channel unless another is named."""
        if (channel or self.channel) == "web":
            phone = WebPhone(self)
            await phone.open()
            return phone
        if (channel or self.channel) == "zalo":
            assert self.zalo is not None
            from tests.zalo_phone import ZaloPhone

            person = self.zalo.create_person(name or f"Người {next(self._users)}")
            return ZaloPhone(self, self.zalo, person, self.oa)
        if (channel or self.channel) == "zalo-bot":
            assert self.zalo is not None
            assert self.bot is not None
            from tests.zalo_phone import ZaloBotPhone

            return ZaloBotPhone(self, self.zalo, self.zalo.create_person(name or "Người mẫu"), self.bot)
        return TelegramPhone(self, self.fake.create_user(name or f"Người {next(self._users)}"))

    async def resident(self, name: str = "Nguyễn Văn Mẫu", channel: str | None = None) -> Any:
        """A resident of the first hamlet who has agreed and whose name is known."""
        phone = await self.phone(name, channel)
        await phone.arrives()
        await phone.says("1")
        await phone.presses("Thông tin của tôi")
        await phone.presses("Sửa tên")
        await phone.says(name)
        return phone

    async def clerk(self) -> Any:
        async with self.database.begin() as uow:
            now = self.clock.now()
            desk = Desk(uow, self.commune, calendar_of(self.commune, now.year), actor_of(self.commune, 0, ()), now)
            made = await first_clerk(desk)
        phone = await self.phone("Cán bộ văn phòng")
        await phone.arrives(invitation_payload(made.code), "Cán bộ văn phòng mẫu")
        return phone

    async def invited(self, clerk: Any, *presses: str) -> str:
        """The code of an invitation the clerk makes by pressing through."""
        await clerk.presses_key("invite.begin")
        said = ""
        for label in presses:
            said = await clerk.presses(label)
        return next(word for word in said.split() if len(word) == 11 and word[5] == "-")

    async def staff(self, clerk: Any, name: str, *presses: str) -> Any:
        code = await self.invited(clerk, *presses)
        phone = await self.phone(name)
        await phone.arrives(f"i-{code.replace('-', '')}", name)
        return phone

    async def officer(self, clerk: Any, department: str = "Phòng Kinh tế", name: str = "Cán bộ mẫu") -> Any:
        return await self.staff(clerk, name, "Cán bộ trả lời", department)

    async def department_head(
        self, clerk: Any, department: str = "Phòng Kinh tế", name: str = "Trưởng phòng mẫu"
    ) -> Any:
        return await self.staff(clerk, name, "Người đứng đầu cơ quan", department)

    async def chair(self, clerk: Any, name: str = "Lãnh đạo mẫu") -> Any:
        return await self.staff(clerk, name, "Lãnh đạo chủ trì")

    async def supervisor(self, clerk: Any, name: str = "Cán bộ Mặt trận mẫu") -> Any:
        return await self.staff(clerk, name, "Mặt trận")

    async def hamlet_head(self, clerk: Any, name: str = "Trưởng thôn mẫu") -> Any:
        return await self.staff(clerk, name, "Trưởng thôn", "Mẫu 1")

    async def dialogue(self, clerk: Any, day: str = "28/11/2025") -> None:
        """A dialogue of the whole commune that takes opinions and speakers."""
        await clerk.says("/menu")
        await clerk.presses("Hội nghị đối thoại")
        await clerk.presses("+ Tạo hội nghị")
        await clerk.presses("toàn địa bàn")
        await clerk.says(day)
        await clerk.presses("07:30")
        await clerk.presses("Trụ sở")
        await clerk.presses("Mở ngay")
        await clerk.presses("Tạo hội nghị")

    async def files_petition(self, phone: Any, body: str, topic: str = "", name: str = "Cho thấy tên") -> str:
        """Send an opinion through the whole form; return its code."""
        await phone.presses_key("petition.begin")
        await phone.says(body)
        await phone.presses("Tiếp tục")
        if sentence("neighbours-alone") in await phone.labels():
            await phone.presses("gửi riêng")
        if topic and not any(fold(topic) in fold(label) for label in await phone.labels()):
            await phone.presses("Xem tất cả")
        said = await (phone.presses(topic) if topic else phone.says("1"))
        if "hội nghị đối thoại nào" in said:
            said = await phone.says("1")
        said = await phone.presses(name)
        said = await phone.presses("Gửi ý kiến")
        return str(next(word for word in said.replace(".", " ").split() if word.startswith("CM25-")))


@cache
def _setup(slug: str) -> CommuneSetup:
    return read_setup(yaml.safe_load((SAMPLES / f"{slug}.yaml").read_text(encoding="utf-8")))


def _no_waiting() -> TelegramLimiter:
    """A limiter to which a minute seems to pass between any two looks: its limits have tests of their own."""
    minutes = itertools.count(0, 60)
    return TelegramLimiter(clock=lambda: float(next(minutes)))


def _no_zalo_waiting() -> AppLimiter:
    minutes = itertools.count(0, 60)
    return AppLimiter(clock=lambda: float(next(minutes)))


def _no_bot_waiting() -> BotLimiter:
    minutes = itertools.count(0, 60)
    return BotLimiter(clock=lambda: float(next(minutes)))


async def _open_zalo(fake: FakeZalo) -> OfficialAccount:
    fake.create_app(app_id=ZALO_APP, secret="app-secret", oa_secret="oa-secret")
    return fake.create_oa("UBND xã mẫu")


async def _connect(program: Program, fake: FakeZalo, oa: OfficialAccount) -> None:
    """What a clerk does once: consent, and the address of the webhook in the console."""
    now = program.clock.now()
    tokens = fake.tokens(oa)
    secrets = Secrets([ZALO_KEY])
    pair = SealedPair(
        secrets.seal(tokens["access_token"]), secrets.seal(tokens["refresh_token"]), None, now,
        now + timedelta(hours=25), now + timedelta(days=800),
    )  # fmt: skip
    assert program.zalo is not None
    [account] = program.zalo.accounts
    async with program.database.begin() as uow:
        await uow.zalo.store_pair(account, pair)
        await uow.zalo.describe(account, oa.id, oa.name, oa.oa_type, None)
    await program.zalo.follow()
    await fake.set_webhook(f"{program.settings.own_url}/zalo/default")


@asynccontextmanager
async def open_town(
    channel: str, dsn: str, directory: Path, slug: str = "cao-minh", beside: str | None = None
) -> AsyncIterator[Town]:
    """A town whose people use `channel`; `beside` is a second one that some of them use as well."""
    channels = {channel, beside}
    async with AsyncExitStack() as stack:
        fake = await stack.enter_async_context(FakeTelegram(limits="off"))
        fake.create_bot(TOKEN, "DoiThoaiMauBot")
        on_zalo = channels & {"zalo", "zalo-bot"}
        zalo = await stack.enter_async_context(FakeZalo(limits="off")) if on_zalo else None
        oa = await _open_zalo(zalo) if zalo is not None else None
        bot = zalo.create_bot("Bot xã mẫu") if zalo is not None and "zalo-bot" in channels else None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = Settings(
            data_dir=directory / "var",
            database_url=dsn,
            host="127.0.0.1",
            port=port,
            public_url=f"http://127.0.0.1:{port}",
            telegram_token=TOKEN if "telegram" in channels else None,
            telegram_api_base=fake.url,
            trusted_proxies=0,
            log_level="INFO",
            zalo=_zalo_settings(zalo, bot) if zalo is not None else ZaloSettings(),
        )
        clock = StandingClock(FRIDAY_MORNING)
        database = Database(dsn, 2)
        setup = _setup(slug)
        async with database.begin() as uow:
            await apply_setup(uow, setup, clock.now())
        await database.close()
        # No worker, courier or timetable of their own: the town lets them work when somebody looks.
        roles = [
            role for role, of in (("web", {"web"}), ("receiver", {"telegram", "zalo", "zalo-bot"})) if of & channels
        ]
        program = Program(
            settings,
            roles,
            clock,
            telegram_limiter=_no_waiting,
            zalo_limiter=_no_zalo_waiting,
            zalo_bot_limiter=_no_bot_waiting,
        )
        await program.start()
        town = Town(channel, program, fake, ClientSession(settings.own_url), slug, beside)
        stack.push_async_callback(town.close)
        if "telegram" in channels:
            await fake.wait_for(lambda: "setwebhook" in {call.lower() for call in fake.counts()["calls"]}, timeout=10)
        if zalo is not None and oa is not None:
            town.zalo, town.oa, town.bot = zalo, oa, bot
            await _connect(program, zalo, oa)
            if bot is not None:
                await zalo.wait_for(lambda: zalo.bot_lines[bot.token].url, timeout=10)
        yield town


def _zalo_settings(fake: FakeZalo, bot: Bot | None) -> ZaloSettings:
    return ZaloSettings(
        oauth_base=fake.bases["oauth"],
        openapi_base=fake.bases["openapi"],
        business_base=fake.bases["business"],
        bot_base=fake.bases["bot"],
        media_hosts=(urlsplit(fake.url).netloc,),
        app_id=ZALO_APP,
        app_secret="app-secret",
        oa_secret="oa-secret",
        bot_token=bot.token if bot is not None else None,
        secrets=(ZALO_KEY,),
    )
