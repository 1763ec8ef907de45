"""The real program as a process of its own, to be killed."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import yaml

from actions.commune import apply_setup, read_setup
from bot.clock import SystemClock
from storage.database import Database
from tests.town import SAMPLES

ROOT = Path(__file__).parent.parent.parent


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


async def set_up(dsn: str) -> None:
    database = Database(dsn, 1)
    setup = read_setup(yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8")))
    async with database.begin() as uow:
        await apply_setup(uow, setup, SystemClock().now())
    await database.close()


class Running:
    """Starts, kills and starts again; `url` stays the same."""

    def __init__(self, dsn: str, directory: Path, **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = directory / "program.log"
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": dsn,
            "DOITHOAI_DATA_DIR": str(directory / "var"),
            "DOITHOAI_PORT": str(self.port),
            **environment,
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run",
                cwd=ROOT, env=self._environment, stdout=asyncio.subprocess.PIPE, stderr=log,
            )  # fmt: skip

    async def is_up(self) -> None:
        """Return when the program says where it is reached."""
        assert self._process is not None
        assert self._process.stdout is not None
        async with asyncio.timeout(60):
            line = await self._process.stdout.readline()
        assert self.url in line.decode(), self.log.read_text(encoding="utf-8")[-2000:]

    async def kill(self) -> None:
        """End it as a power cut would: nothing is said to it."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()


@asynccontextmanager
async def running(dsn: str, directory: Path, **environment: str) -> AsyncIterator[Running]:
    await set_up(dsn)
    program = Running(dsn, directory, **environment)
    await program.start()
    try:
        yield program
    finally:
        await program.stop()
