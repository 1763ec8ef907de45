"""What a benchmark stands on: a scratch database, a fake Telegram, and programs of ours as processes of their own."""

import asyncio
import json
import os
import re
import secrets
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psutil
import yaml
from aiohttp import ClientSession, TCPConnector

from actions.commune import CommuneSetup, apply_setup, commune_of, read_setup
from bot.settings import Settings
from domain.commune import Commune
from domain.dialogue import Dialogue, DialogueState
from storage.database import Database
from storage.embedded import EmbeddedPostgres
from storage.migrate import migrate
from storage.secret import new_key

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATE = ROOT / "samples" / "communes" / "cao-minh.yaml"
START_WITHIN = 60.0
STOP_WITHIN = 20.0


class CannotRun(RuntimeError):
    """The benchmark cannot be run here; the text says why."""


@dataclass(frozen=True)
class Place:
    """A commune of the benchmark with its two channel accounts."""

    commune: Commune
    web: int
    telegram: int
    token: str

    @property
    def token_env(self) -> str:
        return self.commune.telegram_token_env or ""


@dataclass(frozen=True)
class Program:
    """Our program, as a process."""

    url: str
    process: psutil.Process

    def megabytes(self) -> float:
        """Memory that the process holds now."""
        return float(self.process.memory_info().rss) / 2**20

    def seconds(self) -> float:
        """Processor time used so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


class Fake:
    """A fake Telegram or Zalo, as a process; `told` is what it says of itself, `sim` plays the people."""

    def __init__(self, told: Mapping[str, Any], session: ClientSession) -> None:
        self.told = told
        self.url = str(told["url"])
        self.tokens: Sequence[str] = told.get("tokens", ())
        self._session = session

    def environment(self, places: "Sequence[Place]") -> dict[str, str]:
        """How our program finds it."""
        bots = {place.token_env: place.token for place in places}
        return {"DOITHOAI_TELEGRAM_API_BASE": self.url, **bots}

    async def sim(self, name: str, **given: Any) -> Any:
        async with self._session.post(f"{self.url}/sim/{name}", json=given) as answer:
            found = await answer.json()
            if answer.status != 200:
                raise CannotRun(f"the fake refuses {name}: {found.get('error')}")
            return found


class FakeOfZalo(Fake):
    """With a key for the tokens that our program stores."""

    def __init__(self, told: Mapping[str, Any], session: ClientSession) -> None:
        super().__init__(told, session)
        self.key = new_key()

    def environment(self, places: "Sequence[Place]") -> dict[str, str]:
        return {
            **{
                f"DOITHOAI_ZALO_{host.upper()}_BASE": self.told[host]
                for host in ("oauth", "openapi", "business", "bot")
            },
            "DOITHOAI_ZALO_APP_ID": self.told["app"]["id"],
            "DOITHOAI_ZALO_APP_SECRET": self.told["app"]["secret"],
            "DOITHOAI_ZALO_OA_SECRET": self.told["app"]["oa_secret"],
            "DOITHOAI_SECRET_KEY": self.key,
        }


class Ground:
    """Everything that a benchmark starts ends when it is left."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stack = AsyncExitStack()
        self.postgres = ""
        self.troubles: list[str] = []

    async def __aenter__(self) -> "Ground":
        parent = self._settings.data_dir
        parent.mkdir(parents=True, exist_ok=True)
        self._directory = Path(tempfile.mkdtemp(prefix="bench-", dir=parent))
        self._stack.callback(shutil.rmtree, self._directory, ignore_errors=True)
        try:
            await self._open()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self._stack.aclose()

    async def _open(self) -> None:
        dsn = self._settings.database_url
        if dsn is None:
            server = EmbeddedPostgres(self._directory / "postgres")
            dsn = await asyncio.to_thread(server.start)
            self._stack.push_async_callback(asyncio.to_thread, server.stop)
        self._dsn = dsn
        self._admin = Database(dsn, 1)
        self._stack.push_async_callback(self._admin.close)
        try:
            [row] = await fetch(self._admin, "show server_version")
        except OSError as failure:
            raise CannotRun(f"DATABASE_URL: the database does not answer ({type(failure).__name__}).") from None
        self.postgres = str(row[0]).split()[0]

    @asynccontextmanager
    async def town(self, communes: int, tokens: Sequence[str]) -> AsyncIterator["Town"]:
        """A migrated database of its own with so many communes, each with a bot."""
        name = f"doithoai_bench_{os.getpid()}_{secrets.token_hex(3)}"
        await fetch(self._admin, f'create database "{name}"')
        try:
            dsn = urlunsplit(urlsplit(self._dsn)._replace(path=f"/{name}"))
            await migrate(dsn)
            database = Database(dsn, 12)
            try:
                yield await Town.settle(self, dsn, database, communes, tokens)
            finally:
                await database.close()
        finally:
            await fetch(self._admin, f'drop database "{name}" with (force)')

    @asynccontextmanager
    async def fake(self, limits: str, bots: int) -> AsyncIterator[Fake]:
        """A fake Telegram that enforces the flood limits ("strict") or none ("off")."""
        command = ["tests.fakes.telegram", "--port", "0", "--limits", limits, "--bots", str(bots)]
        async with (
            self._process("fake", command, dict(os.environ)) as (_, line),
            ClientSession(connector=TCPConnector(limit=16)) as session,
        ):
            yield Fake(json.loads(line), session)

    @asynccontextmanager
    async def zalo(self) -> AsyncIterator[FakeOfZalo]:
        """A fake Zalo with one app and one Official Account that keeps Zalo's limits."""
        command = ["tests.fakes.zalo", "--port", "0", "--limits", "strict", "--bots", "0"]
        async with (
            self._process("zalo", command, dict(os.environ)) as (_, line),
            ClientSession(connector=TCPConnector(limit=16)) as session,
        ):
            yield FakeOfZalo(json.loads(line), session)

    @asynccontextmanager
    async def program(self, town: "Town", fake: Fake, *roles: str) -> AsyncIterator[Program]:
        """Our program, started as `doithoai run`, ready."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("DOITHOAI_")}
        environment = {
            **inherited,
            "DATABASE_URL": town.dsn,
            "DOITHOAI_DATA_DIR": str(self._directory / "program"),
            "DOITHOAI_HOST": "127.0.0.1",
            "DOITHOAI_LOG_LEVEL": "WARNING",
            "DOITHOAI_PUBLIC_URL": url,
            # The residents come from addresses of their own, as they do through a proxy.
            "DOITHOAI_TRUSTED_PROXIES": "1",
            **fake.environment(town.places),
        }
        options = [part for role in roles for part in ("--role", role)]
        name = "+".join(roles) or "program"
        async with self._process(name, ["bot", "run", "--port", str(port), *options], environment) as (pid, _):
            yield Program(url, psutil.Process(pid))

    @asynccontextmanager
    async def _process(
        self, name: str, module: list[str], environment: dict[str, str]
    ) -> AsyncIterator[tuple[int, str]]:
        """Start a module, yield its number and the first line it prints, and end it."""
        log = self._directory / f"{name}-{secrets.token_hex(3)}.log"
        environment = {**environment, "PYTHONPATH": str(ROOT)}
        with log.open("wb") as errors:
            started = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", *module,
                cwd=self._directory, env=environment, stdout=asyncio.subprocess.PIPE, stderr=errors,
            )  # fmt: skip
        try:
            assert started.stdout is not None
            try:
                line = (await asyncio.wait_for(started.stdout.readline(), START_WITHIN)).decode().strip()
            except TimeoutError:
                line = ""
            if not line:
                raise CannotRun(f"{name} does not start:\n{log.read_text(errors='replace')[-2000:]}")
            yield started.pid, line
            if started.returncode is not None:
                self.troubles.append(f"{name} ended by itself")
        finally:
            if started.returncode is None:
                with suppress(ProcessLookupError):
                    started.send_signal(signal.SIGTERM)
                try:
                    await asyncio.wait_for(started.wait(), STOP_WITHIN)
                except TimeoutError:
                    started.kill()
                    await started.wait()
            self._read_log(name, log.read_text(errors="replace"))

    def _read_log(self, name: str, log: str) -> None:
        """Errors that a process logged make a figure worthless, so they are shown."""
        errors = [line for line in log.splitlines() if re.search(r" (ERROR|CRITICAL) |^Traceback", line)]
        if errors:
            self.troubles.append(f"{name} logged {len(errors)} errors, the first: {errors[0][:300]}")


class Town:
    """A database with communes of the benchmark."""

    def __init__(self, dsn: str, database: Database, places: Sequence[Place]) -> None:
        self.dsn = dsn
        self.database = database
        self.places = places

    @classmethod
    async def settle(cls, ground: Ground, dsn: str, database: Database, communes: int, tokens: Sequence[str]) -> "Town":
        now = datetime.now(UTC)
        places = []
        async with database.begin() as uow:
            for setup, token in zip(setups(communes), tokens, strict=True):
                await apply_setup(uow, setup, now)
                commune = commune_of(setup)
                web = await uow.communes.open_account(f"web:{commune.slug}", "web", commune.id, None)
                bot = await uow.communes.open_account(f"telegram:{commune.slug}", "telegram", commune.id, None)
                places.append(Place(commune, web.id, bot.id, token))
                dialogue = Dialogue(
                    commune.id, 1, commune.name, None, commune.venue, now + timedelta(days=20),
                    now + timedelta(days=15), 15, DialogueState.COLLECTING,
                )  # fmt: skip
                await uow.dialogues.add(dialogue, None, now)
        return cls(dsn, database, places)

    async def fetch(self, sql: str, *values: Any) -> list[Any]:
        return await fetch(self.database, sql, *values)

    async def count(self, sql: str, *values: Any) -> int:
        [row] = await fetch(self.database, sql, *values)
        return int(row[0])

    async def until(self, seconds: float, sql: str, *values: Any) -> bool:
        """Wait until the query finds 0; False when it does not in so many seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while await self.count(sql, *values):
            if loop.time() > end:
                return False
            await asyncio.sleep(0.1)
        return True


def setups(count: int) -> list[CommuneSetup]:
    """So many communes like the sample, with codes, names and bots of their own."""
    template = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))
    return [
        read_setup(
            {
                **template,
                "code": f"{90001 + number}",
                "slug": f"bench-{number + 1}",
                "name": f"Benchmark {number + 1}",
                "code_prefix": f"B{chr(65 + number // 26)}{chr(65 + number % 26)}",
                "channels": {"telegram": {"token_env": f"DOITHOAI_BENCH_TOKEN_{number + 1}"}},
            }
        )
        for number in range(count)
    ]


async def fetch(database: Database, sql: str, *values: Any) -> list[Any]:
    """Run one statement on the driver itself, outside any transaction."""
    async with driver(database) as connection:
        return list(await connection.fetch(sql, *values))


@asynccontextmanager
async def driver(database: Database) -> AsyncIterator[Any]:
    """A connection of the driver, without what our storage puts on top of it."""
    async with database.engine.connect() as connection:
        yield (await connection.get_raw_connection()).driver_connection
