"""The connection pool and the unit of work: one transaction with a repository per noun, undone unless it ends well."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.commune import Communes
from storage.conversation import Conversations
from storage.dialogue import Dialogues
from storage.file import Files
from storage.inbox import Inbox
from storage.invitation import Invitations
from storage.number import Numbers
from storage.outbox import Outbox
from storage.person import People
from storage.petition import Petitions
from storage.speaker import Speakers
from storage.web_chat import WebChats

to_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))

# What is raised while the database cannot be reached: worth waiting for, never a reason to drop anything.
GONE = (OperationalError, InterfaceError, PoolTimeoutError, ConnectionError, OSError, TimeoutError)


def is_gone(failure: BaseException) -> bool:
    """Tell whether `failure` means that the database is away for a while, rather than that a statement is wrong."""
    if isinstance(failure, GONE):
        return True
    if isinstance(failure, DBAPIError):
        # 57P01..03: shutting down, crashed, starting up; 08*: connection; 53*: out of resources.
        state = getattr(failure.orig, "sqlstate", None) or ""
        return failure.connection_invalidated or state[:2] in ("08", "53") or state[:3] == "57P"
    return False


class UnitOfWork:
    """One transaction; its repositories see what it has written so far."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.communes = Communes(connection)
        self.conversations = Conversations(connection)
        self.dialogues = Dialogues(connection)
        self.files = Files(connection)
        self.inbox = Inbox(connection)
        self.invitations = Invitations(connection)
        self.numbers = Numbers(connection)
        self.outbox = Outbox(connection)
        self.people = People(connection)
        self.petitions = Petitions(connection)
        self.speakers = Speakers(connection)
        self.web_chats = WebChats(connection)

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """A savepoint: what is done inside is undone when it raises."""
        async with self.connection.begin_nested():
            yield


class Database:
    """Opens units of work. `dsn` is ``postgresql://…``; `size` the number of connections kept."""

    def __init__(self, dsn: str, size: int = 12) -> None:
        self.dsn = dsn
        self.engine: AsyncEngine = create_async_engine(
            engine_url(dsn),
            pool_size=size,
            max_overflow=0,
            pool_timeout=30,
            json_serializer=to_json,
            # A failure that is logged quotes the statement, never what people wrote.
            hide_parameters=True,
            connect_args={"timeout": 5, "server_settings": {"application_name": "doithoai", "jit": "off"}},
        )

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[UnitOfWork]:
        async with self.engine.begin() as connection:
            yield UnitOfWork(connection)

    async def is_up(self) -> bool:
        """Tell whether the database answers."""
        try:
            async with self.engine.connect() as connection:
                await connection.execute(text("select 1"))
        except Exception as failure:
            if is_gone(failure):
                return False
            raise
        return True

    async def close(self) -> None:
        await self.engine.dispose()


def driver_dsn(dsn: str) -> str:
    """Return `dsn` for the driver itself."""
    return dsn.replace("postgresql+asyncpg://", "postgresql://", 1)


def engine_url(dsn: str) -> str:
    """Return `dsn` for SQLAlchemy's asyncpg dialect."""
    parts = urlsplit(dsn)
    query = "&".join(f"{key}={value}" for key, value in parse_qsl(parts.query) if key in ("host", "port", "ssl"))
    return urlunsplit(("postgresql+asyncpg", parts.netloc, parts.path, query, ""))
