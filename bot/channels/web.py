"""The web chat: its public HTTP interface, and the channel accounts that speak through it."""

import asyncio
import hashlib
import logging
import re
import secrets
import traceback
import unicodedata
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from math import ceil
from typing import Any, Protocol
from urllib.parse import quote

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler

from bot.channels import Heard, RemoteFile
from bot.channels.flood import Pace, PerMinute, peer_of
from bot.channels.web_batch import Batches
from bot.channels.web_post import Post, read_json, read_parts
from domain.attachment import FileKind
from domain.commune import VIETNAM
from domain.delivery import GiveUp, TryLater
from domain.notice import Attachment, Words
from domain.refusal import Refused
from handlers.conversation.event import Chose, Event, Said, SharedPlace
from locales import FIRST, LANGUAGES, render
from storage.bell import Announcer, Bell
from storage.database import Database, is_gone
from storage.driver import to_json
from storage.file import Files, FileStore
from storage.outbox import Message
from storage.web_chat import FromBot, FromPerson, Kept, WebChats, WebMessage

log = logging.getLogger(__name__)

MOST_WAIT = 50.0  # seconds a request for messages may wait
MOST_STREAMS = 5  # per chat
MOST_CHATS = 30  # new ones a minute and peer
QUICK = 60  # messages a minute from which those still waiting are counted
MOST_WAITING = 300
MOST_KEY = 200
HEARTBEAT = 20.0
LOOK_EVERY = 3  # heartbeats between two looks without a ring
LOST = 30.0  # seconds until a reader who takes nothing is let go
STORE_WITHIN = 15.0
SHORT_PAGE = 20
SHORT_TEXT = 200_000
NUMBER = re.compile("[0-9]{1,9}")

STATUS = {
    "web-error-no-commune": 404,
    "web-error-no-chat": 404,
    "web-error-no-file": 404,
    "web-error-no-page": 404,
    "web-error-method": 405,
    "web-error-slow": 408,
    "web-error-text-too-long": 413,
    "web-error-too-much": 413,
    "web-error-many-chats": 429,
    "web-error-many-messages": 429,
    "web-error-failed": 500,
    "web-error-away": 503,
}
AWAY = Refused("web-error-away", {"seconds": 2})

# The answers are for the page that asked, and nothing in them is a document to be opened.
PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
STREAM = PRIVATE | {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}
FILE = {
    "Cache-Control": "private, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
    # Whatever a file turns out to hold, it runs nothing and sends nothing.
    "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; media-src 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SHOWN_INLINE = (FileKind.PHOTO, FileKind.VOICE, FileKind.VIDEO)


class Clock(Protocol):
    def now(self) -> datetime: ...


def key_of(chat: str) -> str:
    """The key under which a chat is stored: whoever reads the database can open none."""
    return hashlib.sha256(chat.encode(errors="replace")).hexdigest()[:32]


class WebAccount:
    """The web chat of one commune, as a channel account. `public_url` is where people reach this server."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        announcer: Announcer,
        *,
        account_id: int,
        slug: str,
        public_url: str,
    ) -> None:
        self.id = account_id
        self.slug = slug
        self._clock = clock
        self._announcer = announcer
        self._public_url = public_url.rstrip("/")
        self._engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")

    @property
    def name(self) -> str:
        return f"web:{self.slug}"

    def read(self, payload: dict[str, Any]) -> Heard:
        return Heard(_event(payload), user=payload["chat"], language=payload.get("language"))

    def fetch(self, remote: RemoteFile) -> AsyncIterator[bytes]:
        """Files come with the message: there is nothing to fetch."""
        raise GiveUp("rejected")

    def ready_in(self, address: str) -> float:
        return 0.0

    async def send(self, message: Message, files: FileStore) -> str:
        """Put the message into its chat; return its number there."""
        [ref] = await self.send_many([message])
        if ref is None:
            raise GiveUp("chat-gone")
        return ref

    async def send_many(self, messages: Sequence[Message]) -> list[str | None]:
        """Put messages into their chats in order, all or none; return the numbers, None where a chat is gone.

        A message that was sent before keeps its number and is not shown again. Raises TryLater.
        """
        said = [FromBot(m.address, f"outbox:{m.id}", m.text, m.choices, m.files) for m in messages]
        try:
            async with asyncio.timeout(STORE_WITHIN), self._engine.connect() as connection:
                numbers = await WebChats(connection).said(said, self._clock.now())
        except Exception as failure:
            if is_gone(failure):
                raise TryLater("database-away") from failure
            raise
        for message, number in zip(messages, numbers, strict=True):
            if number is not None:
                self._announcer.announce(message.address)
        return [None if number is None else str(number) for number in numbers]

    def lists(self, choices: int, *, in_group: bool) -> bool:
        return False

    def link(self, payload: str, *, group: bool = False) -> str | None:
        return None if group else f"{self._public_url}/c/{quote(self.slug)}?start={quote(payload)}"


def _event(payload: dict[str, Any]) -> Event:
    if "choice" in payload:
        return Chose(payload["choice"])
    ref = payload["client_key"]
    if place := payload.get("location"):
        return SharedPlace(place["latitude"], place["longitude"], ref)
    return Said(
        text=payload.get("text", ""),
        files=tuple(Attachment(**file) for file in payload.get("files", ())),
        ref=ref,
        troubles=tuple((code, name) for code, name in payload.get("troubles", ())),
    )


class WebChat:
    """The HTTP interface. `accounts` are found by the slug of their commune and may change at any time.

    `delivered` is told the account and the chat of everything that waits for a worker.
    """

    def __init__(
        self,
        database: Database,
        accounts: Mapping[str, WebAccount],
        files: FileStore,
        clock: Clock,
        *,
        announcer: Announcer,
        delivered: Callable[[int, str], None],
        trusted_proxies: int = 0,
        heartbeat: float = HEARTBEAT,
    ) -> None:
        self._database = database
        # Single statements need no transaction around them, which saves two round trips.
        self._engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._accounts = accounts
        self._files = files
        self._clock = clock
        self._announcer = announcer
        self._bells = announcer.bells
        self._delivered = delivered
        self._trusted_proxies = trusted_proxies
        self._heartbeat = heartbeat
        self._batches = Batches(self._keep_all)
        self._new_chats = PerMinute(MOST_CHATS)
        self._pace = Pace(QUICK)
        self._streams: dict[str, list[Bell]] = {}
        self._closing = False
        self._away = False

    def add_to(self, app: web.Application) -> None:
        """Add the routes, answers in words for all that goes wrong on them, and a clean end."""
        app.middlewares.append(self._in_words)
        app.on_shutdown.append(self._close)
        route = app.router
        route.add_get("/healthz", self._health)
        route.add_post("/api/communes/{slug}/chats", self._open)
        route.add_post("/api/chats/{chat}/messages", self._post)
        route.add_get("/api/chats/{chat}/messages", self._list, allow_head=False)
        route.add_get("/api/chats/{chat}/events", self._stream, allow_head=False)
        route.add_get("/api/chats/{chat}/files/{sha256:[0-9a-f]{64}}", self._file)

    async def _close(self, app: web.Application) -> None:
        self._closing = True
        self._bells.silence()

    @asynccontextmanager
    async def _chats(self) -> AsyncIterator[WebChats]:
        """What is stored of chats, for single statements."""
        async with asyncio.timeout(STORE_WITHIN), self._engine.connect() as connection:
            yield WebChats(connection)

    # Opening

    async def _health(self, request: web.Request) -> web.Response:
        ok = False
        with suppress(TimeoutError):
            async with asyncio.timeout(3):
                ok = await self._database.is_up()
        return _json({"ok": ok}, 200 if ok else 503)

    async def _open(self, request: web.Request) -> web.Response:
        account = self._accounts.get(request.match_info["slug"])
        if account is None:
            raise Refused("web-error-no-commune")
        peer = peer_of(request.remote, request.headers, self._trusted_proxies)
        if peer and (seconds := self._new_chats.take(peer)):
            raise Refused("web-error-many-chats", {"seconds": ceil(seconds)})
        chat = secrets.token_urlsafe(24)
        async with self._chats() as chats:
            await chats.open(account.id, key_of(chat), self._clock.now())
        return _json({"chat": chat}, 201)

    # Hearing

    async def _post(self, request: web.Request) -> web.Response:
        key = key_of(request.match_info["chat"])
        client_key = request.headers.get("Idempotency-Key") or secrets.token_urlsafe(12)
        if len(client_key) > MOST_KEY or not client_key.isprintable():
            raise Refused("web-error-wrong-field", {"field": "Idempotency-Key"})
        if self._pace.wants_counting(key):
            await self._count_waiting(key)
        if request.content_type.startswith("multipart/"):
            await self._account_of(key)
            post = await read_parts(request, self._files)
        else:
            post = await read_json(request)
        payload = {"chat": key, "client_key": client_key} | post.payload()
        if (chosen := request.query.get("lang")) in LANGUAGES:
            payload["language"] = chosen
        said = FromPerson(key, client_key, payload, await self._shown_as(request, key, post), post.files)
        kept = await self._keep_with_files(said, post) if post.stored else await self._batches.keep(said)
        if kept.account_id is None:
            raise Refused("web-error-no-chat")
        if kept.n is not None:
            self._announcer.announce(key)
        self._delivered(kept.account_id, key)
        return _json({"id": kept.n}, 202)

    async def _shown_as(self, request: web.Request, key: str, post: Post) -> str:
        """What the history shows: the words on the button for a choice, the degrees for a place."""
        if post.place is not None:
            latitude, longitude = post.place
            facts = {"latitude": f"{latitude:.6f}", "longitude": f"{longitude:.6f}"}
            return render(Words("web-location", facts), language_of(request))
        if post.choice is not None:
            async with self._chats() as chats:
                return await chats.label_of(key, post.choice) or post.choice
        return post.text

    async def _keep_all(self, messages: Sequence[FromPerson]) -> list[Kept]:
        async with self._chats() as chats:
            kept = await chats.heard(messages, self._clock.now())
        self._away = False
        return kept

    async def _keep_with_files(self, message: FromPerson, post: Post) -> Kept:
        now = self._clock.now()
        async with asyncio.timeout(STORE_WITHIN), self._database.begin() as work:
            for file in post.stored:
                await work.files.add(file, now)
            [kept] = await work.web_chats.heard([message], now)
        return kept

    async def _count_waiting(self, key: str) -> None:
        account_id = await self._account_of(key)
        async with asyncio.timeout(STORE_WITHIN), self._database.begin() as work:
            waiting = await work.inbox.count_waiting(account_id, key)
        if waiting > MOST_WAITING:
            raise Refused("web-error-many-messages", {"seconds": 5})
        self._pace.allow(key, MOST_WAITING - waiting)

    async def _account_of(self, key: str) -> int:
        async with self._chats() as chats:
            account_id = await chats.account_of(key)
        if account_id is None:
            raise Refused("web-error-no-chat")
        return account_id

    # Saying

    async def _list(self, request: web.Request) -> web.Response:
        chat = request.match_info["chat"]
        key, after = key_of(chat), _number(request, "after")
        now = asyncio.get_running_loop().time
        until = now() + _seconds(request)
        with self._bells.hear(key) as bell:
            while not (messages := await self._after(key, after)):
                left = until - now()
                if left <= 0 or self._closing:
                    break
                await bell.wait(left)
        return _json([_shown(chat, message) for message in messages])

    async def _after(self, key: str, n: int) -> list[WebMessage]:
        async with self._chats() as chats:
            messages = await chats.after(key, n)
        if messages is None:
            raise Refused("web-error-no-chat")
        return messages

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        chat = request.match_info["chat"]
        key, after = key_of(chat), _number(request, "after")
        last = request.headers.get("Last-Event-ID", "")
        if NUMBER.fullmatch(last):
            after = int(last)
        with self._bells.hear(key) as bell:
            messages = await self._after(key, after)
            response = web.StreamResponse(headers=STREAM)
            streams = self._streams.setdefault(key, [])
            streams.append(bell)
            if len(streams) > MOST_STREAMS:
                streams.pop(0).silence()
            try:
                await response.prepare(request)
                await _write(response, "retry: 2000\n\n")
                await self._feed(response, chat, bell, after, messages)
                if bell not in streams and not self._closing:
                    # Told to come back soon, it would push out the next one, and so on without end.
                    await _write(response, "retry: 60000\n\n")
            except (ConnectionResetError, TimeoutError):
                log.debug("A reader went away.")
            finally:
                if bell in streams:
                    streams.remove(bell)
                if not streams and self._streams.get(key) is streams:
                    del self._streams[key]
        return response

    async def _feed(
        self, response: web.StreamResponse, chat: str, bell: Bell, after: int, messages: list[WebMessage]
    ) -> None:
        key = key_of(chat)
        beats = 0
        while not (bell.silenced or self._closing):
            if messages:
                after = messages[-1].n
                await _write(response, "".join(f"id: {m.n}\ndata: {to_json(_shown(chat, m))}\n\n" for m in messages))
            if not _may_be_cut(messages) and not await bell.wait(self._heartbeat):
                await _write(response, ": \n\n")
                beats += 1
                if beats % LOOK_EVERY:
                    messages = []
                    continue
            try:
                messages = await self._after(key, after)
            except Exception as failure:
                if not is_gone(failure):
                    if not isinstance(failure, Refused):
                        _report(failure)
                    return
                messages = []
                bell.ring()
                await asyncio.sleep(2)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        sha256 = request.match_info["sha256"]
        async with asyncio.timeout(STORE_WITHIN), self._engine.connect() as connection:
            shown = await WebChats(connection).has_file(key_of(request.match_info["chat"]), sha256)
            stored = await Files(connection).find(sha256) if shown else None
        path = self._files.path(sha256)
        if shown is None or stored is None or not await asyncio.to_thread(path.is_file):
            raise Refused("web-error-no-file")
        way = "inline" if stored.kind in SHOWN_INLINE else "attachment"
        headers = FILE | {
            "Content-Type": "text/plain; charset=utf-8" if stored.mime == "text/plain" else stored.mime,
            "Content-Disposition": disposition(way, shown["name"]),
        }
        return web.FileResponse(path, headers=headers)

    # Refusing

    @web.middleware
    async def _in_words(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith("/api/"):
            return await handler(request)
        allowed: dict[str, str] = {}
        try:
            return await handler(request)
        except Refused as refused:
            reason = refused
        except web.HTTPMethodNotAllowed as wrong:
            reason, allowed = Refused("web-error-method"), {"Allow": wrong.headers["Allow"]}
        except web.HTTPException as wrong:
            reason = Refused("web-error-no-page" if isinstance(wrong, web.HTTPNotFound) else "web-error-refused")
        except Exception as failure:
            if is_gone(failure):
                if not self._away:
                    log.warning("The web chat cannot read or store for now: %s", type(failure).__name__)
                self._away = True
                reason = AWAY
            else:
                reason = Refused("web-error-failed", {"reference": _report(failure)})
        sentence = render(Words(reason.code, reason.facts), language_of(request))
        answer = _json({"error": sentence}, STATUS.get(reason.code, 400))
        answer.headers.update(allowed)
        if "seconds" in reason.facts:
            answer.headers["Retry-After"] = str(reason.facts["seconds"])
        return answer


def _json(value: object, status: int = 200) -> web.Response:
    return web.Response(body=to_json(value).encode(), status=status, headers=PRIVATE, content_type="application/json")


def _shown(chat: str, message: WebMessage) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": message.n,
        "at": message.at.astimezone(VIETNAM).isoformat(timespec="milliseconds"),
        "from": "me" if message.mine else "bot",
        "text": message.text,
        "choices": message.choices,
        "files": [
            {
                "name": file["name"],
                "kind": file["kind"],
                "size": file["size"],
                "url": f"/api/chats/{chat}/files/{file['sha256']}",
            }
            for file in message.files
        ],
    }
    if message.mine:
        shown["key"] = message.delivery
    return shown


def _may_be_cut(messages: Sequence[WebMessage]) -> bool:
    """Tell whether there may be more of what was read: a page ends after many messages or a megabyte."""
    return len(messages) > SHORT_PAGE or sum(len(message.text) for message in messages) > SHORT_TEXT


async def _write(response: web.StreamResponse, text: str) -> None:
    async with asyncio.timeout(LOST):
        await response.write(text.encode())


def _number(request: web.Request, field: str) -> int:
    written = request.query.get(field, "0")
    if not NUMBER.fullmatch(written):
        raise Refused("web-error-wrong-field", {"field": field})
    return int(written)


def _seconds(request: web.Request) -> float:
    try:
        seconds = float(request.query.get("wait", "0"))
    except ValueError:
        seconds = -1.0
    if not seconds >= 0:
        raise Refused("web-error-wrong-field", {"field": "wait"})
    return min(seconds, MOST_WAIT)


def language_of(request: web.Request) -> str:
    """The language to answer in: as the address says, else as the browser prefers, else Vietnamese."""
    chosen = request.query.get("lang")
    if chosen in LANGUAGES:
        return chosen
    preferred = [
        (_weight(rest), -position, tag.strip().lower().partition("-")[0])
        for position, part in enumerate(request.headers.get("Accept-Language", "").split(",")[:20])
        for tag, _, rest in [part.partition(";")]
    ]
    known = [choice for choice in preferred if choice[0] > 0 and choice[2] in LANGUAGES]
    return max(known)[2] if known else FIRST


def _weight(parameter: str) -> float:
    try:
        return float(parameter.strip().removeprefix("q=")) if parameter else 1.0
    except ValueError:
        return 0.0


def disposition(way: str, name: str) -> str:
    """A Content-Disposition, with the name in ASCII for old browsers and in UTF-8 for others (RFC 6266)."""
    bare = unicodedata.normalize("NFKD", name.replace("\u0111", "d").replace("\u0110", "D"))
    plain = "".join(c if c.isalnum() or c in "._- " else "_" for c in bare.encode("ascii", "ignore").decode())
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _report(failure: Exception) -> str:
    """Log where `failure` happened, not what it says, which may quote people. Return the reference."""
    reference = secrets.token_hex(4)
    where = "".join(traceback.format_tb(failure.__traceback__))
    log.error("Reference %s: %s\n%s", reference, type(failure).__qualname__, where)
    return reference


class _WithoutContent(logging.Filter):
    """Keeps what was sent out of the server's own log, which quotes unreadable requests with addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        failure = record.exc_info[1] if record.exc_info else None
        if isinstance(failure, HttpProcessingError):
            return False
        if failure is not None:
            where = "".join(traceback.format_tb(failure.__traceback__))
            record.msg, record.args = f"{record.getMessage()}: {type(failure).__qualname__}\n{where}", ()
            record.exc_info = None
        return True


_server_log = logging.getLogger(f"{__name__}.server")
_server_log.addFilter(_WithoutContent())


def runner(app: web.Application) -> web.AppRunner:
    """What serves `app`. It keeps no access log: the addresses hold the keys to people's chats."""
    return web.AppRunner(app, access_log=None, logger=_server_log, shutdown_timeout=5, keepalive_timeout=75)
