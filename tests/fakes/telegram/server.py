"""The fake Telegram over HTTP: the Bot API, file downloads, and /sim/ for those who play the people."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import dataclasses
import inspect
import json
from collections.abc import Callable
from typing import Any, Literal, Self
from urllib.parse import parse_qsl, unquote

import aiohttp
from aiohttp import web

from tests.fakes.telegram.delivery import Delivery, Pace
from tests.fakes.telegram.faults import DOWNLOAD, Fault, Faults, Kind
from tests.fakes.telegram.methods import MEGABYTE, METHODS, Call, Upload
from tests.fakes.telegram.people import Line, People
from tests.fakes.telegram.world import Bot, Chat, Json, Message, Refused, Update, User

BAD_GATEWAY = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)
WITH_UPDATES = ("getupdates", "setwebhook", "deletewebhook", "getwebhookinfo")
# What /sim/<name> may call; the JSON object sent there holds the arguments.
SIMULATED = frozenset(
    "create_bot create_user create_group create_topic delete_topic opens says sends sends_album edits "
    "presses shares_location shares_contact answer_to blocks unblocks deactivate add_to_group "
    "remove_from_group migrate duplicate_next hold release transcript pending fail advance counts "
    "wait_for_line wait_for_sent".split()
)


class FakeTelegram(People):
    """A Bot API server on 127.0.0.1 and the town that uses it; `async with FakeTelegram() as fake`."""

    def __init__(
        self,
        *,
        port: int = 0,
        limits: Literal["strict", "off"] = "strict",
        pace: Pace | None = None,
        seed: int = 0,
    ) -> None:
        super().__init__(limits=limits)
        self.port = port
        self.pace = pace or Pace(retry_base=0.05, patience=5.0)
        self.faults = Faults(seed)
        self.lines: dict[int, Delivery] = {}
        self.on_update = self._deliver
        self.on_change = self._wake
        self._waiting: list[asyncio.Future[None]] = []
        self._closing = asyncio.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        server = web.Server(
            self._answer,
            request_factory=_request,
            handler_cancellation=True,
            access_log=None,
            keepalive_timeout=3600,
        )
        self._runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, backlog=1024)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        self._closing.set()
        for line in self.lines.values():
            await line.stop()
        await self._session.close()
        await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.stop()

    # for tests

    def fail(
        self,
        kind: Kind,
        *,
        bot: Bot | str | None = None,
        method: str | None = None,
        chat: int | None = None,
        times: int | None = 1,
        probability: float = 1.0,
        retry_after: int = 1,
        seconds: float = 60.0,
    ) -> None:
        """Let the next `times` calls that fit go wrong (None: all); "download" is the method for files."""
        number = None if bot is None else self._bot(bot).id
        self.faults.add(Fault(kind, number, method, chat, times, probability, retry_after, seconds))

    def advance(self, seconds: float) -> None:
        """Turn the clock forward: flood windows empty, retries fall due, callback queries grow old."""
        self.clock.advance(seconds)

    def counts(self, bot: Bot | str | None = None) -> Json:
        """What the bot has done: messages sent, 429s received, updates not yet taken, calls by method."""
        one = self._bot(bot)
        return {
            "sent": one.sent,
            "too_many_requests": one.too_many_requests,
            "pending": len(one.updates),
            "dropped": len(one.dropped),
            "calls": one.calls.copy(),
        }

    async def wait_for(self, condition: Callable[[], Any], timeout: float = 5.0) -> Any:
        """Until the condition, looked at after every change, holds; its value, or TimeoutError."""
        # Changes are made by plain calls, which cannot hold the lock of an asyncio.Condition: hence futures.
        async with asyncio.timeout(timeout):
            while not (value := condition()):
                change = asyncio.get_running_loop().create_future()
                self._waiting.append(change)
                await change
            return value

    async def wait_for_line(
        self,
        chat: Chat | User | int,
        text: str = "",
        *,
        bot: Bot | str | None = None,
        count: int = 1,
        timeout: float = 5.0,
    ) -> Line:
        """The `count`-th line that a bot wrote in the chat and that contains the text."""

        def found() -> list[Line]:
            lines = [line for line in self.transcript(chat, bot) if line.by == "bot" and text in line.text]
            return lines[count - 1 : count]

        line: Line = (await self.wait_for(found, timeout))[0]
        return line

    async def wait_for_sent(self, count: int, *, bot: Bot | str | None = None, timeout: float = 5.0) -> None:
        """Until the bot has sent so many messages in all."""
        one = self._bot(bot)
        await self.wait_for(lambda: one.sent >= count, timeout)

    def _wake(self) -> None:
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            for change in waiting:
                if not change.done():
                    change.set_result(None)

    def _deliver(self, bot: Bot, update: Update) -> None:
        self._line(bot).arrived(update)

    def _line(self, bot: Bot) -> Delivery:
        if bot.id not in self.lines:
            self.lines[bot.id] = Delivery(bot, self, self.pace, self._session, self._run_unseen)
        return self.lines[bot.id]

    # HTTP

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        path, _, query = request.raw_path.partition("?")
        if "%" in path:
            path = unquote(path)
        if path.startswith("/bot"):
            token, _, method = path[4:].partition("/")
            return await self._bot_call(request, token, method.lower(), query)
        if path.startswith("/file/bot"):
            token, _, name = path[9:].partition("/")
            return await self._download(request, token, name)
        if path.startswith("/sim/"):
            return await self._simulate(request, path[5:])
        return _failure(404, "Not Found")

    async def _bot_call(self, request: web.BaseRequest, token: str, method: str, query: str) -> web.StreamResponse:
        bot = self.bots.get(token)
        if bot is None:
            return _failure(401, "Unauthorized")
        if method not in METHODS and method not in WITH_UPDATES:
            return _failure(404, "Not Found")
        try:
            call = await _read(request, query)
        except web.HTTPRequestEntityTooLarge:
            return _failure(413, "Request Entity Too Large")
        bot.calls[method] += 1
        self._wake()
        fault = self.faults.take(bot.id, method, call.number("chat_id"))
        if fault and fault.kind != "lost_reply":
            return await self._go_wrong(request, fault, bot)
        remark = None
        try:
            if bot.logged_out:
                raise Refused(400, "Logged out")
            if method == "getupdates":
                result: Any = await self._line(bot).get_updates(call)
            elif method in ("setwebhook", "deletewebhook"):
                remark = self._line(bot).set_webhook(call if method == "setwebhook" else _without_url(call))
                result = True
            elif method == "getwebhookinfo":
                result = self._line(bot).webhook_state()
            else:
                result = METHODS[method](self, bot, call)
        except Refused as refusal:
            bot.too_many_requests += refusal.code == 429
            self._wake()
            return _failure(refusal.code, refusal.description, refusal.parameters)
        except NotImplementedError as gap:
            return _failure(501, str(gap))
        self._wake()
        if fault:
            return _dropped(request)
        return _json({"ok": True, "result": result} | ({"description": remark} if remark else {}))

    def _run_unseen(self, bot: Bot, method: str, params: Json) -> None:
        if method in METHODS:
            bot.calls[method] += 1
            try:
                METHODS[method](self, bot, Call(params))
            except Refused as refusal:
                bot.too_many_requests += refusal.code == 429

    async def _download(self, request: web.BaseRequest, token: str, name: str) -> web.StreamResponse:
        bot = self.bots.get(token)
        if bot is None:
            return _failure(401, "Unauthorized")
        fault = self.faults.take(bot.id, DOWNLOAD, 0)
        if fault:
            return await self._go_wrong(request, fault, bot)
        file = self.files_by_path.get(name)
        if file is None:
            return _failure(404, "Not Found")
        return web.Response(body=file.content, content_type="application/octet-stream")

    async def _go_wrong(self, request: web.BaseRequest, fault: Fault, bot: Bot) -> web.StreamResponse:
        if fault.kind == "flood":
            bot.too_many_requests += 1
            seconds = fault.retry_after
            return _failure(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
        if fault.kind == "error_500":
            return _failure(500, "Internal Server Error")
        if fault.kind == "bad_gateway":
            return web.Response(status=502, body=BAD_GATEWAY, content_type="text/html")
        if fault.kind == "forbidden":
            return _failure(403, "Forbidden: bot was blocked by the user")
        if fault.kind == "hang":
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), fault.seconds)
        return _dropped(request)

    async def _simulate(self, request: web.BaseRequest, name: str) -> web.StreamResponse:
        if name not in SIMULATED:
            return web.json_response({"error": f"there is no /sim/{name}"}, status=404)
        try:
            given = json.loads(await request.read() or b"{}")
            if "content_base64" in given:
                given["content"] = base64.b64decode(given.pop("content_base64"))
            if "contents_base64" in given:
                given["contents"] = [base64.b64decode(one) for one in given.pop("contents_base64")]
            result = getattr(self, name)(**given)
            if inspect.isawaitable(result):
                result = await result
            self._wake()
            return _json(_plain(result))
        except TimeoutError:
            return web.json_response({"error": "the wait was in vain"}, status=408)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)


async def _read(request: web.BaseRequest, query: str) -> Call:
    """The parameters from query, form, JSON or multipart body."""
    params: Json = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    call = Call(params)
    kind = request.content_type
    if kind == "multipart/form-data":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                with value.file:
                    call.files[name] = Upload(value.filename, value.file.read())
            else:
                params[name] = value
    elif request.can_read_body:
        body = (await request.read()).decode("utf-8", "replace")
        if kind == "application/json":
            try:
                given = json.loads(body)
            except ValueError:
                given = {}
            params |= given if isinstance(given, dict) else {}
        else:
            params |= parse_qsl(body, keep_blank_values=True)
    return call


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=50 * MEGABYTE)


def _without_url(call: Call) -> Call:
    return Call({"drop_pending_updates": call.params.get("drop_pending_updates")})


def _json(value: Any, status: int = 200) -> web.Response:
    return web.Response(body=json.dumps(value).encode(), status=status, content_type="application/json")


def _failure(code: int, description: str, parameters: dict[str, int] | None = None) -> web.Response:
    body: Json = {"ok": False, "error_code": code, "description": description}
    return _json(body | ({"parameters": parameters} if parameters else {}), code)


def _dropped(request: web.BaseRequest) -> web.Response:
    """Cut the connection; what is returned reaches nobody."""
    if request.transport:
        request.transport.abort()
    return web.Response()


def _plain(value: Any) -> Any:
    """A result of the simulation as JSON."""
    if isinstance(value, Bot):
        return value.wire | {"token": value.token}
    if isinstance(value, User | Chat | Message):
        return value.wire
    if isinstance(value, Update):
        return value.wire()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return dataclasses.asdict(value) if isinstance(value, Line) else value
