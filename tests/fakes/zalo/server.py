"""The fake Zalo over HTTP: its four hosts under four prefixes, files, and /sim/ for those who play the people."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import dataclasses
import inspect
import json
from collections.abc import Awaitable, Callable
from typing import Any, Literal, Self
from urllib.parse import parse_qsl, unquote

import aiohttp
from aiohttp import web

from tests.fakes.zalo import bots, business, oauth, openapi
from tests.fakes.zalo.delivery import BotLine, Webhook
from tests.fakes.zalo.faults import AFTERWARDS, MEDIA, Fault, Faults, Kind
from tests.fakes.zalo.people import People
from tests.fakes.zalo.world import (
    App,
    Bot,
    BotChat,
    Chat,
    Event,
    Gap,
    Grant,
    Group,
    Json,
    Line,
    OfficialAccount,
    Person,
    Refused,
    Template,
)

MEGABYTE = 1024 * 1024
BAD_GATEWAY = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
NO_SUCH_API = "You are accessing an empty or invalid API"
WITH_UPDATES = ("getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo")
# What /sim/<name> may call; the JSON object sent there holds the arguments.
SIMULATED = frozenset(
    "create_app create_oa create_person create_bot create_group create_bot_group create_template change uid chat_id "
    "set_callback set_webhook probe consent tokens follows unfollows blocks unblocks clicks_chat says presses "
    "sends_photo sends_gif sends_voice sends_video sends_file sends_sticker sends_location sends_link sends_card "
    "shares_contact reacts receives opens staff_says joins asks_to_join leaves puts_account_out tells tells_bot "
    "expire_media sees last fail heal advance counts hold release duplicate_next deliveries many wait_for_line "
    "wait_for_sent wait_for_delivered wait_until_quiet".split()
)
ALIASES = {"clock": "advance", "wait": "wait_for_line"}


class FakeZalo(People):
    """Zalo on 127.0.0.1 and the people who use it; `async with FakeZalo() as fake`.

    `patience` is how many seconds a webhook may take. `bot_status` answers refusals of the Bot Platform with their
    code as HTTP status instead of 200; the sources do not say which is right.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        limits: Literal["strict", "off"] = "strict",
        patience: float = 2.0,
        bot_status: bool = False,
        seed: int = 0,
    ) -> None:
        super().__init__(limits=limits, seed=seed)
        self.port = port
        self.patience = patience
        self.bot_status = bot_status
        self.faults = Faults(seed)
        self.webhooks: dict[str, Webhook] = {}
        self.bot_lines: dict[str, BotLine] = {}
        self.on_event = self._deliver
        self.on_bot_event = self._deliver_to_bot
        self.on_change = self._wake
        self._waiting: list[asyncio.Future[None]] = []
        self._closing = asyncio.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def bases(self) -> dict[str, str]:
        """The base address of each of Zalo's hosts."""
        return {host: f"{self.url}/{host}" for host in ("oauth", "openapi", "business", "bot")}

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
        for hook in self.webhooks.values():
            await hook.stop()
        for line in self.bot_lines.values():
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
        code: int = -200,
        method: str | None = None,
        user: str | None = None,
        times: int | None = 1,
        probability: float = 1.0,
        seconds: float = 60.0,
    ) -> None:
        """Let the next `times` calls that fit go wrong (None: all); see faults.py for the kinds and methods."""
        self.faults.add(Fault(kind, code, method, user, times, probability, seconds))

    def heal(self) -> None:
        """Nothing goes wrong any more."""
        self.faults.waiting.clear()

    def advance(self, seconds: float) -> float:
        """Turn the clock forward: tokens, windows and uploads end, retries fall due. The new time."""
        self.clock.advance(seconds)
        for hook in self.webhooks.values():
            hook.catch_up()
        return self.clock.unix()

    async def set_webhook(
        self, url: str, app: App | str | None = None, *, events: list[str] | None = None, probe: bool = True
    ) -> None:
        """Save the address in the console, which first sends it `{}`; ValueError unless that is answered 200.

        `events` are the toggles that are on, None all of them.
        """
        if not bots.public(url):
            raise ValueError(f"the console wants a public HTTPS address, not {url}")
        app = self._app(app)
        hook = self._webhook(app)
        status = await hook.probe(url) if probe else 200
        if status != 200:
            raise ValueError(f"the console does not keep {url}: it answered {status}")
        app.events = None if events is None else frozenset(events)
        hook.url, hook.enabled = url, True

    async def probe(self, app: App | str | None = None) -> int:
        """The console's `{}` once more; the HTTP status, 0 for none."""
        hook = self._webhook(self._app(app))
        return await hook.probe(hook.url)

    def consent(self, url: str, oa: OfficialAccount | str | None = None) -> str:
        """Where the browser goes when an administrator of the account agrees on the page `url`."""
        return oauth.consent(self, oauth.query_of(url), self._oa(oa))

    def tokens(self, oa: OfficialAccount | str | None = None, app: App | str | None = None) -> Json:
        """A pair of tokens without the way there, as from the API Explorer."""
        oa = self._oa(oa)
        return oauth.pair(self, self.grant(oa.apps[0] if app is None else self._app(app), oa))

    def hold(self, app: App | str | None = None) -> None:
        """Keep back events from now on."""
        hook = self._webhook(self._app(app))
        hook.held = hook.held or []

    def release(self, app: App | str | None = None, *, backwards: bool = False) -> None:
        """Hand out what was held, the newest first if so wished."""
        hook = self._webhook(self._app(app))
        held, hook.held = hook.held or [], None
        for event in reversed(held) if backwards else held:
            hook.push(event)

    def duplicate_next(self, times: int = 1, app: App | str | None = None) -> None:
        """The next events are delivered twice."""
        self._webhook(self._app(app)).repeats += times

    def deliveries(self, name: str | None = None) -> list[Event]:
        """The newest events, those of one name or all, with how they were answered."""
        return [event for event in self.events if name in (None, event.name)]

    def counts(self, app: App | str | None = None, *, begin_anew: bool = False) -> Json:
        """Calls and refusals, messages sent and paid for, and how quickly webhooks were answered.

        `begin_anew` forgets the seconds so far, so that a benchmark's warming up does not count.
        """
        app = self._app(app)
        hook = self._webhook(app)
        seconds = sorted(hook.seconds)
        if begin_anew:
            hook.seconds.clear()
        ours = [oa for oa in self.oas.values() if app in oa.apps]
        return {
            "sent": sum(oa.sent for oa in ours),
            "spent": sum(oa.spent for oa in ours),
            "calls": dict(app.calls),
            "refusals": {str(code): count for code, count in app.refusals.items()},
            "webhook": dict(hook.counts),
            "webhook_enabled": hook.enabled,
            "answer_seconds": {
                f"p{part}": round(seconds[min(len(seconds) * part // 100, len(seconds) - 1)], 6)
                for part in (50, 95, 99, 100)
                if seconds
            },
        }

    async def many(self, calls: list[tuple[str, Json]]) -> int:
        """Several simulated things at once, as [[name, arguments], …]; how many."""
        for name, given in calls:
            result = self._play(name, given)
            if inspect.isawaitable(result):
                await result
        return len(calls)

    async def wait_for(self, condition: Callable[[], Any], timeout: float = 5.0, chat: Chat | None = None) -> Any:
        """Until the condition, looked at after every change (of the chat), holds; its value, or TimeoutError."""
        waiting = self._waiting if chat is None else chat.waiting
        async with asyncio.timeout(timeout):
            while not (value := condition()):
                change = asyncio.get_running_loop().create_future()
                waiting.append(change)
                await change
            return value

    async def wait_for_line(
        self,
        person: Person | str,
        text: str = "",
        *,
        count: int = 1,
        timeout: float = 5.0,
        oa: OfficialAccount | str | None = None,
        bot: Bot | str | None = None,
        group: Group | str | None = None,
    ) -> Line:
        """The `count`-th message that the person did not write and that contains the text."""
        chat = self._chat(person, {"oa": oa, "bot": bot, "group": group})

        def found() -> list[Line]:
            lines = [line for line in chat.lines.values() if line.by != "person" and text in line.text]
            return lines[count - 1 : count]

        line: Line = (await self.wait_for(found, timeout, chat))[0]
        return line

    async def wait_for_sent(self, count: int, *, timeout: float = 5.0) -> None:
        """Until all accounts and bots together have sent so many messages."""
        senders: list[OfficialAccount | Bot] = [*self.oas.values(), *self.bots.values()]
        await self.wait_for(lambda: sum(one.sent for one in senders) >= count, timeout)

    async def wait_for_delivered(self, count: int, app: App | str | None = None, *, timeout: float = 5.0) -> None:
        """Until the app has taken so many events."""
        hook = self._webhook(self._app(app))
        await self.wait_for(lambda: hook.counts["delivered"] >= count, timeout)

    async def wait_until_quiet(self, timeout: float = 5.0) -> None:
        """Until every event has been taken, lost, or waits for its next attempt."""

        def quiet() -> bool:
            lines: list[Webhook | BotLine] = [*self.webhooks.values(), *self.bot_lines.values()]
            return not any(line.under_way for line in lines)

        await self.wait_for(quiet, timeout)

    def _wake(self, chat: Chat | None = None) -> None:
        if self._waiting:
            _let_go(self._waiting)
        if chat and chat.waiting:
            _let_go(chat.waiting)

    def _webhook(self, app: App) -> Webhook:
        if app.id not in self.webhooks:
            self.webhooks[app.id] = Webhook(app, self, self._session, self.patience)
        return self.webhooks[app.id]

    def _deliver(self, app: App, event: Event) -> None:
        self._webhook(app).push(event)

    def _bot_line(self, bot: Bot) -> BotLine:
        if bot.token not in self.bot_lines:
            self.bot_lines[bot.token] = BotLine(bot, self, self._session, self.patience)
        return self.bot_lines[bot.token]

    def _deliver_to_bot(self, bot: Bot, event: Json) -> None:
        self._bot_line(bot).push(event)

    # HTTP

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        path, _, query = request.raw_path.partition("?")
        host, _, rest = path[1:].partition("/")
        if host == "openapi":
            return await self._openapi(request, rest, query)
        if host == "bot" and rest.startswith("bot"):
            token, _, method = rest[3:].partition("/")
            return await self._bot_call(request, unquote(token), method, query)
        if host == "sim":
            return await self._simulate(request, rest)
        if host == "oauth":
            return await self._oauth(request, rest, query)
        if host == "business":
            return await self._business(request, rest, query)
        if host == "media":
            return await self._media(request, unquote(rest))
        return web.Response(status=404, text="Not Found")

    async def _oauth(self, request: web.BaseRequest, path: str, query: str) -> web.StreamResponse:
        try:
            if path == "v4/oa/permission" and request.method == "GET":
                return web.Response(text=oauth.page(self, query), content_type="text/html")
            if path == "v4/oa/consent" and request.method == "POST":
                chosen = dict(parse_qsl((await request.read()).decode())).get("oa_id", "")
                back = oauth.consent(self, query, self.oas[chosen])
                return web.Response(status=302, headers={"Location": back})
        except Refused as refusal:
            return _json(oauth.failure(refusal.code, refusal.text))
        if path != "v4/oa/access_token" or request.method != "POST":
            return web.Response(status=404, text=NO_SUCH_API)
        form = request.content_type == "application/x-www-form-urlencoded"
        given = dict(parse_qsl((await request.read()).decode("utf-8", "replace"), keep_blank_values=True))
        app = self.apps.get(given.get("app_id", ""))

        def call() -> Json:
            try:
                return oauth.exchange(self, given if form else {}, request.headers.get("secret_key", ""))
            except Refused as refusal:
                if app:
                    app.refusals[refusal.code] += 1
                return oauth.failure(refusal.code, refusal.text)

        if app:
            app.calls["access_token"] += 1
        fault = self.faults.take("access_token")
        return await self._carry_out(request, fault, call, oauth.failure)

    async def _openapi(self, request: web.BaseRequest, path: str, query: str) -> web.StreamResponse:
        method = openapi.METHODS.get((request.method, path))
        uploading = path.startswith("v2.0/oa/upload/") and request.method == "POST"
        if method is None and not uploading:
            if path in openapi.GAPS:
                return web.Response(status=501, text=f"{path} is not played")
            return web.Response(status=404, text=NO_SUCH_API)
        try:
            app, oa = openapi.authorise(
                self, request.headers.get("access_token"), request.headers.get("appsecret_proof")
            )
        except Refused as refusal:
            await request.read()
            return _json(openapi.failure(refusal.code, refusal.text))
        headers = self._rate(app)
        if not headers:
            await request.read()
            app.refusals[-32] += 1
            limits = {"X-RateLimit-Limit": str(app.rate), "X-RateLimit-Remain": "0"}
            return _json(openapi.failure(-32), headers=limits)
        app.calls[path] += 1
        call: Callable[[], Json]
        given: Json = {}
        try:
            if uploading:
                name, content = await _uploaded(request)
                call = lambda: openapi.upload(self, oa, path.rpartition("/")[2], name, content)  # noqa: E731
            else:
                assert method is not None
                known, given = method, await _given(request, query)
                call = lambda: known(self, app, oa, given)  # noqa: E731
        except Refused as refusal:
            app.refusals[refusal.code] += 1
            return _json(openapi.failure(refusal.code, refusal.text), headers=headers)

        def enveloped() -> Json:
            try:
                return {"data": call(), "error": 0, "message": "Success"}
            except Refused as refusal:
                app.refusals[refusal.code] += 1
                return openapi.failure(refusal.code, refusal.text)

        fault = self.faults.take(path, openapi.whom(given))
        return await self._carry_out(request, fault, enveloped, openapi.failure, headers)

    async def _business(self, request: web.BaseRequest, path: str, query: str) -> web.StreamResponse:
        method = business.METHODS.get((request.method, path))
        if method is None:
            return web.Response(status=404, text=NO_SUCH_API)
        known = method
        try:
            app, oa = openapi.authorise(self, request.headers.get("access_token"), None)
            given = await _given(request, query)
        except Refused as refusal:
            await request.read()
            code = -132 if refusal.code == -201 else -124
            return _json(business.failure(code))
        app.calls[f"business/{path}"] += 1

        def call() -> Json:
            try:
                return {"error": 0, "message": "Success", "data": known(self, app, oa, given)}
            except Refused as refusal:
                app.refusals[refusal.code] += 1
                return business.failure(refusal.code, refusal.text)

        fault = self.faults.take(f"business/{path}", openapi.whom(given))
        return await self._carry_out(request, fault, call, business.failure)

    def _rate(self, app: App) -> dict[str, str]:
        """The headers that count down the calls of this minute; empty when there are none left."""
        if not self.minutes.admit(app.id, app.rate):
            return {}
        left = max(app.rate - self.minutes.used(app.id), 0)
        return {"X-RateLimit-Limit": str(app.rate), "X-RateLimit-Remain": str(left)}

    async def _bot_call(self, request: web.BaseRequest, token: str, name: str, query: str) -> web.StreamResponse:
        bot = self.bots.get(token)
        if bot is None:
            return self._bot_refusal(401)
        if name not in bots.METHODS and name not in WITH_UPDATES:
            return self._bot_refusal(404)
        try:
            given = await _parameters(request, query)
        except ValueError:
            return self._bot_refusal(400)
        bot.calls[name] += 1
        self._wake()
        line = self._bot_line(bot)

        async def call() -> Json:
            result: Any
            try:
                if name == "getUpdates":
                    result = await line.get_updates(given)
                elif name == "setWebhook":
                    result = await line.set_webhook(given)
                elif name in WITH_UPDATES:
                    result = line.delete_webhook() if name == "deleteWebhook" else line.info()
                else:
                    result = bots.METHODS[name](self, bot, given)
            except Refused as refusal:
                bot.refusals[refusal.code] += 1
                return bots.failure(refusal.code, refusal.text)
            return {"ok": True} | ({} if result is None else {"result": result})

        fault = self.faults.take(name, openapi.whom(given))
        return await self._carry_out(request, fault, call, bots.failure)

    def _bot_refusal(self, code: int, text: str = "") -> web.Response:
        return _json(bots.failure(code, text), code if self.bot_status else 200)

    async def _media(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        file = self.media.get(path)
        if file is None or file.gone:
            return web.Response(status=404, text="Not Found")
        if file.redirect:
            return web.Response(status=302, headers={"Location": file.redirect})
        fault = self.faults.take(MEDIA)
        if fault and fault.kind == "truncated":
            return await _cut_short(request, file.content, file.content_type)
        if fault:
            return await self._carry_out(request, fault, dict, openapi.failure)
        return web.Response(body=file.content, content_type=file.content_type)

    async def _carry_out(
        self,
        request: web.BaseRequest,
        fault: Fault | None,
        call: Callable[[], Json | Awaitable[Json]],
        failure: Callable[[int], Json],
        headers: dict[str, str] | None = None,
    ) -> web.StreamResponse:
        """Make the call and answer it, with what goes wrong before, in between or after."""
        if fault and fault.kind not in AFTERWARDS:
            answer = await self._go_wrong(request, fault, failure)
            if answer:
                return answer
            fault = None
        try:
            result = call()
            body = await result if inspect.isawaitable(result) else result
        except Gap as gap:
            return web.Response(status=501, text=str(gap))
        self._wake()
        code = body.get("error_code", 0)
        status = code if self.bot_status and isinstance(code, int) and code else 200
        if fault is None:
            return _json(body, status, headers)
        if fault.kind == "delivered_error":
            return _json(failure(fault.code) if _went_well(body) else body, headers=headers)
        if fault.kind == "lost_reply":
            return _dropped(request)
        raw = json.dumps(body, ensure_ascii=False).encode(errors="replace")
        if fault.kind == "truncated":
            return await _cut_short(request, raw, "application/json")
        return web.Response(body=raw[: len(raw) // 2], content_type="application/json", headers=headers)

    async def _go_wrong(
        self, request: web.BaseRequest, fault: Fault, failure: Callable[[int], Json]
    ) -> web.StreamResponse | None:
        """The answer instead of the call's; None when it is only late."""
        if fault.kind == "error":
            status = fault.code if self.bot_status and 400 <= fault.code < 500 else 200
            return _json(failure(fault.code), status)
        if fault.kind == "unnumbered":
            return _json(oauth.failure(fault.code, numbered=False))
        if fault.kind == "http_401":
            return _json(failure(-220), 401)
        if fault.kind == "http_500":
            return web.Response(status=500, text="Internal Server Error")
        if fault.kind == "bad_gateway":
            return web.Response(status=502, body=BAD_GATEWAY, content_type="text/html")
        if fault.kind in ("hang", "slow"):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), fault.seconds)
            if fault.kind == "slow":
                return None
        return _dropped(request)

    async def _simulate(self, request: web.BaseRequest, name: str) -> web.StreamResponse:
        if ALIASES.get(name, name) not in SIMULATED:
            return _json({"error": f"there is no /sim/{name}"}, 404)
        try:
            result = self._play(name, json.loads(await request.read() or b"{}"))
            if inspect.isawaitable(result):
                result = await result
            self._wake()
            return _json(_plain(result))
        except TimeoutError:
            return _json({"error": "the wait was in vain"}, 408)
        except Refused as refusal:
            return _json({"error": refusal.text, "code": refusal.code}, 400)
        except (LookupError, TypeError, ValueError, AttributeError, StopIteration) as error:
            return _json({"error": f"{type(error).__name__}: {error}"}, 400)

    def _play(self, name: str, given: Json) -> Any:
        name = ALIASES.get(name, name)
        if name not in SIMULATED:
            raise LookupError(f"there is no {name}")
        if "content_base64" in given:
            given["content"] = base64.b64decode(given.pop("content_base64"))
        return getattr(self, name)(**given)


def _went_well(body: Json) -> bool:
    return body.get("ok") is True or body.get("error") == 0 or "access_token" in body


def _let_go(waiting: list[asyncio.Future[None]]) -> None:
    """The list itself is emptied: those who wait hold it and come back to it."""
    changes = waiting.copy()
    waiting.clear()
    for change in changes:
        if not change.done():
            change.set_result(None)


async def _given(request: web.BaseRequest, query: str) -> Json:
    """The JSON body of a POST; of a GET the JSON in `data`, else the plain parameters."""
    if request.method == "GET":
        plain = dict(parse_qsl(query, keep_blank_values=True))
        raw: str | bytes = plain.get("data", "")
        if "data" not in plain:
            return {**plain}
    else:
        if request.content_type != "application/json":
            raise openapi.invalid("Content-Type")
        raw = await request.read()
    try:
        given = json.loads(raw)
    except ValueError:
        raise openapi.invalid("data" if request.method == "GET" else "body") from None
    if not isinstance(given, dict):
        raise openapi.invalid("data" if request.method == "GET" else "body")
    return given


async def _uploaded(request: web.BaseRequest) -> tuple[str, bytes]:
    if request.content_type != "multipart/form-data":
        raise openapi.invalid("Content-Type")
    try:
        file = (await request.post()).get("file")
    except ValueError:
        file = None
    if not isinstance(file, web.FileField):
        raise openapi.invalid("file")
    with file.file:
        return file.filename, file.file.read()


async def _parameters(request: web.BaseRequest, query: str) -> Json:
    """From query, form, JSON or multipart body."""
    given: Json = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    if request.content_type == "multipart/form-data":
        given |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    elif request.can_read_body and (body := await request.read()):
        if request.content_type == "application/json":
            found = json.loads(body)
            if not isinstance(found, dict):
                raise ValueError("not an object")
            given |= found
        else:
            given |= parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return given


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=50 * MEGABYTE)


def _json(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    raw = json.dumps(body, ensure_ascii=False).encode(errors="replace")
    return web.Response(body=raw, status=status, content_type="application/json", charset="utf-8", headers=headers)


def _dropped(request: web.BaseRequest) -> web.Response:
    """Cut the connection; what is returned reaches nobody."""
    if request.transport:
        request.transport.abort()
    return web.Response()


async def _cut_short(request: web.BaseRequest, body: bytes, content_type: str) -> web.StreamResponse:
    """Promise all of it, send half, and go."""
    response = web.StreamResponse(headers={"Content-Length": str(len(body)), "Content-Type": content_type})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport:
        request.transport.close()
    return response


def _plain(value: Any) -> Any:
    """A result of the simulation as JSON."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, Line):
        return dataclasses.asdict(value)
    if isinstance(value, Event):
        return {"name": value.name, "body": value.body, "statuses": value.statuses, "headers": value.headers}
    if isinstance(value, App):
        return {name: getattr(value, name) for name in ("id", "name", "secret", "oa_secret", "callback_url")}
    if isinstance(value, Bot):
        return {name: getattr(value, name) for name in ("id", "name", "account_name", "token")}
    if isinstance(value, Person):
        return {name: getattr(value, name) for name in ("id", "name", "phone")}
    if isinstance(value, OfficialAccount | Group | BotChat | Template):
        return {"id": value.id, "name": getattr(value, "name", "")}
    if isinstance(value, Grant):
        return {"access_token": value.access, "refresh_token": value.refresh}
    return value
