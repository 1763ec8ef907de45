"""The connection pool and the unit of work: one transaction with a repository per noun, undone unless it ends well."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Generic, TypeVar
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage.answer import Answers, AnswerTemplates
from storage.attendance import Attendances
from storage.audit import Audits
from storage.broadcast import Broadcasts
from storage.calendar import CalendarDays
from storage.call import Calls
from storage.carry import Carried
from storage.channel_event import ChannelEvents
from storage.commitment import Commitments
from storage.commune import Communes
from storage.conclusion import Conclusions
from storage.conversation import Conversations
from storage.data_request import DataRequests
from storage.delegate import Delegates
from storage.dialogue import Dialogues
from storage.driver import is_away, is_line_lost, to_json
from storage.escalation import Escalations
from storage.file import Files
from storage.gate import Gates
from storage.inbox import Inbox
from storage.invitation import Invitations
from storage.lexicon import Lexicon
from storage.likeness import Likenesses
from storage.line import Line, Lines
from storage.link import Links
from storage.milestone import Milestones
from storage.my_data import MyDataStore
from storage.number import Numbers
from storage.outbox import Outbox
from storage.person import People
from storage.petition import Petitions
from storage.plan import Plans
from storage.publication import Publications
from storage.reminder import Reminders
from storage.speaker import Speakers
from storage.supervision import SupervisorQuestions
from storage.survey import Surveys
from storage.tap import Taps
from storage.web_chat import WebChats
from storage.zalo import ZaloAccounts

# What is raised while the database cannot be reached: worth waiting for, never a reason to drop anything.
GONE = (OperationalError, InterfaceError, PoolTimeoutError, ConnectionError, OSError, TimeoutError)


def is_gone(failure: BaseException) -> bool:
    """Tell whether `failure` means that the database is away for a while, rather than that a statement is wrong."""
    if isinstance(failure, GONE) or is_line_lost(failure):
        return True
    if isinstance(failure, DBAPIError):
        return failure.connection_invalidated or is_away(getattr(failure.orig, "sqlstate", None))
    return False


T = TypeVar("T")


class Repository(Generic[T]):
    """A repository of a unit of work, made when it is first asked for: most units need a few of them."""

    def __init__(self, make: Callable[[AsyncConnection], T]) -> None:
        self._make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, uow: "UnitOfWork", owner: type | None = None) -> T:
        # No `__set__`: from the second time on it is found in the unit itself.
        made = uow.__dict__[self._name] = self._make(uow.connection)
        return made


class UnitOfWork:
    """One transaction; its repositories see what it has written so far."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection

    answers = Repository(Answers)
    answer_templates = Repository(AnswerTemplates)
    attendances = Repository(Attendances)
    audits = Repository(Audits)
    broadcasts = Repository(Broadcasts)
    calendar_days = Repository(CalendarDays)
    channel_events = Repository(ChannelEvents)
    calls = Repository(Calls)
    carried = Repository(Carried)
    commitments = Repository(Commitments)
    communes = Repository(Communes)
    conclusions = Repository(Conclusions)
    conversations = Repository(Conversations)
    data_requests = Repository(DataRequests)
    delegates = Repository(Delegates)
    dialogues = Repository(Dialogues)
    escalations = Repository(Escalations)
    files = Repository(Files)
    gates = Repository(Gates)
    inbox = Repository(Inbox)
    invitations = Repository(Invitations)
    lexicon = Repository(Lexicon)
    likenesses = Repository(Likenesses)
    links = Repository(Links)
    milestones = Repository(Milestones)
    my_data = Repository(MyDataStore)
    numbers = Repository(Numbers)
    outbox = Repository(Outbox)
    people = Repository(People)
    petitions = Repository(Petitions)
    plans = Repository(Plans)
    publications = Repository(Publications)
    supervisor_questions = Repository(SupervisorQuestions)
    reminders = Repository(Reminders)
    speakers = Repository(Speakers)
    surveys = Repository(Surveys)
    taps = Repository(Taps)
    web_chats = Repository(WebChats)
    zalo = Repository(ZaloAccounts)


class Step(UnitOfWork):
    """The unit of work of a conversation's step."""

    def __init__(self, line: Line, *, strictly: bool) -> None:
        super().__init__(line)
        self._line = line
        self._strictly = strictly

    def attempt(self, *, reads: bool = False) -> AbstractAsyncContextManager[None]:
        """What is done inside is undone when it raises; `reads` says that it changes nothing."""
        return self._line.reading(strictly=self._strictly) if reads else self._line.attempt()


class Database:
    """Opens units of work. `dsn` is ``postgresql://…``; `size` the number of connections kept beside those of steps."""

    # Whether the database itself watches that what says it only reads does so: one round trip more.
    strictly = False

    def __init__(self, dsn: str, size: int = 12) -> None:
        self.dsn = dsn
        self.engine = _engine(dsn, pool_size=size, max_overflow=0, pool_timeout=30)
        self._singly = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._lines = Lines(_engine(dsn, isolation_level="AUTOCOMMIT", poolclass=NullPool))

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[UnitOfWork]:
        async with self.engine.begin() as connection:
            yield UnitOfWork(connection)

    @asynccontextmanager
    async def step(self) -> AsyncIterator[Step]:
        """A unit of work whose transaction begins with the first statement that is not the driver's own."""
        async with self._lines.take() as line:
            yield Step(line, strictly=self.strictly)

    @asynccontextmanager
    async def single(self) -> AsyncIterator[UnitOfWork]:
        """Statements that need no transaction around them: each takes one round trip and is final."""
        async with self._singly.connect() as connection:
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
        await self._lines.close()
        await self.engine.dispose()


def _engine(dsn: str, **options: Any) -> AsyncEngine:
    return create_async_engine(
        engine_url(dsn),
        json_serializer=to_json,
        # A failure that is logged quotes the statement, never what people wrote.
        hide_parameters=True,
        connect_args={"timeout": 5, "server_settings": {"application_name": "doithoai", "jit": "off"}},
        **options,
    )


def driver_dsn(dsn: str) -> str:
    """Return `dsn` for the driver itself."""
    return dsn.replace("postgresql+asyncpg://", "postgresql://", 1)


def engine_url(dsn: str) -> str:
    """Return `dsn` for SQLAlchemy's asyncpg dialect."""
    parts = urlsplit(dsn)
    query = "&".join(f"{key}={value}" for key, value in parse_qsl(parts.query) if key in ("host", "port", "ssl"))
    return urlunsplit(("postgresql+asyncpg", parts.netloc, parts.path, query, ""))
