"""Tests of the embedded server: shared, stopped by the last one, back after every kind of death."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import psutil
import pytest

from storage.embedded import EmbeddedPostgres, EmbeddedPostgresError

ROOT = Path(__file__).resolve().parents[2]
# Starts the server, says so, and stays until its input ends.
HOLDER = """
import sys
from pathlib import Path
from storage.embedded import EmbeddedPostgres
print(EmbeddedPostgres(Path(sys.argv[1])).start(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def directory() -> Iterator[Path]:
    """Not below pytest's own directory: every session of pytest closes that to the user the server runs as."""
    top = Path(tempfile.mkdtemp(prefix="doithoai-test-"))
    yield top / "postgres"
    shutil.rmtree(top, ignore_errors=True)


@pytest.fixture
def server(directory: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(directory)
    yield server
    server.stop()


def hold(directory: Path) -> subprocess.Popen[str]:
    """Another process with a started handle on the server in `directory`."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", HOLDER, str(directory)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("postgresql://")
    return process


def postmaster(directory: Path) -> psutil.Process:
    return psutil.Process(int((directory / "data" / "postmaster.pid").read_text().split()[0]))


def is_alive(process: psutil.Process) -> bool:
    """False also for a dead process that nobody has collected, as in a container without an init."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


async def ask(dsn: str, query: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


async def test_a_first_start_makes_the_server_as_it_should_be(server: EmbeddedPostgres) -> None:
    dsn = server.start()

    wanted = {
        "listen_addresses": "",
        "shared_buffers": "128MB",
        "max_connections": "100",
        "max_wal_size": "1GB",
        "fsync": "on",
        "synchronous_commit": "on",
        "jit": "off",
        "TimeZone": "UTC",
        "server_encoding": "UTF8",
    }
    assert {name: await ask(dsn, f"SHOW {name}") for name in wanted} == wanted
    assert await ask(dsn, "SELECT current_database()") == "doithoai"
    assert await ask(dsn, "SELECT lower('ĐỐI THOẠI')") == "đối thoại"
    assert await ask(dsn, "SELECT datlocale FROM pg_database WHERE datname = 'doithoai'") == "C.UTF-8"


def test_only_its_owner_can_reach_the_socket(server: EmbeddedPostgres, directory: Path) -> None:
    dsn = server.start()

    socket_directory = Path(parse_qs(urlsplit(dsn).query)["host"][0])
    assert socket_directory.stat().st_mode & 0o777 == 0o700
    assert directory.stat().st_mode & 0o777 == 0o700
    assert postmaster(directory).net_connections("inet") == []


async def test_a_very_long_path_is_no_obstacle(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / ("xã, phường 'đặc khu' " * 4) / ("a" * 100))
    dsn = server.start()

    try:
        assert await ask(dsn, "SELECT 1") == 1
    finally:
        server.stop()


async def test_the_last_handle_stops_the_server(directory: Path) -> None:
    first, second = EmbeddedPostgres(directory), EmbeddedPostgres(directory)
    dsn = first.start()
    process = postmaster(directory)
    assert second.start() == dsn
    assert postmaster(directory) == process

    first.stop()
    assert await ask(dsn, "SELECT 1") == 1
    second.stop()

    assert not is_alive(process)


async def test_what_was_stored_is_there_after_a_restart(server: EmbeddedPostgres) -> None:
    await ask(server.start(), "CREATE TABLE kept AS SELECT 7 AS number")
    server.stop()

    assert await ask(server.start(), "SELECT number FROM kept") == 7


def test_a_normal_exit_stops_the_server_without_a_word(server: EmbeddedPostgres, directory: Path) -> None:
    server.start()  # the first start says which folders it had to open to the server's user
    server.stop()
    holder = hold(directory)
    process = postmaster(directory)

    _, complaints = holder.communicate(timeout=60)

    assert (holder.returncode, complaints) == (0, "")
    assert not is_alive(process)


async def test_the_server_of_a_killed_process_is_taken_over(server: EmbeddedPostgres, directory: Path) -> None:
    holder = hold(directory)
    process = postmaster(directory)
    holder.send_signal(signal.SIGKILL)
    holder.communicate(timeout=60)

    assert await ask(server.start(), "SELECT 1") == 1
    assert postmaster(directory) == process
    server.stop()

    assert not is_alive(process)


async def test_a_killed_server_recovers_with_everything_committed(server: EmbeddedPostgres, directory: Path) -> None:
    await ask(server.start(), "CREATE TABLE kept AS SELECT 7 AS number")
    process = postmaster(directory)
    process.kill()

    assert await ask(server.start(), "SELECT number FROM kept") == 7


async def test_a_pid_file_naming_a_stranger_does_not_prevent_the_start(
    server: EmbeddedPostgres, directory: Path
) -> None:
    server.start()
    file = directory / "data" / "postmaster.pid"
    lines = file.read_text().splitlines(keepends=True)
    server.stop()
    file.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))
    file.chmod(0o600)

    assert await ask(server.start(), "SELECT 1") == 1


async def test_an_interrupted_first_start_is_begun_again(server: EmbeddedPostgres, directory: Path) -> None:
    (directory / "data.unfinished").mkdir(parents=True)
    (directory / "data.unfinished" / "PG_VERSION").write_text("18\n")

    assert await ask(server.start(), "SELECT 1") == 1


def test_handles_starting_at_once_make_one_server(directory: Path) -> None:
    servers = [EmbeddedPostgres(directory) for _ in range(3)]

    with ThreadPoolExecutor(3) as pool:
        dsns = set(pool.map(EmbeddedPostgres.start, servers))
    process = postmaster(directory)
    for server in servers:
        server.stop()

    assert len(dsns) == 1
    assert not is_alive(process)


def test_a_dsn_needs_a_started_server(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedPostgresError, match="not been started"):
        EmbeddedPostgres(tmp_path / "postgres").dsn("doithoai")
