"""How one bot gets its updates: by asking (getUpdates) or at its webhook, one way at a time."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import aiohttp

from tests.fakes.telegram.methods import Call, bad
from tests.fakes.telegram.world import KINDS, KINDS_BY_DEFAULT, Bot, Json, Refused, Update, World

WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "Conflict: terminated by setWebhook request"
SECRET_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
NOT_AS_ANSWER = ("get", "setwebhook", "deletewebhook", "close", "logout")


@dataclass
class Pace:
    """The webhook's timing: seconds before the second retry, doubled each time, and seconds for an answer."""

    retry_base: float = 2.0
    patience: float = 60.0


class Delivery:
    """The line between Telegram and one bot. `run` carries out a method call given as a webhook's answer."""

    def __init__(
        self,
        bot: Bot,
        world: World,
        pace: Pace,
        session: aiohttp.ClientSession,
        run: Callable[[Bot, str, Json], None],
    ) -> None:
        self.bot = bot
        self.world = world
        self.pace = pace
        self.session = session
        self.run = run
        self.webhook: Webhook | None = None
        self._poll: asyncio.Future[None] | None = None

    def arrived(self, update: Update) -> None:
        if self.webhook:
            self.webhook.push(update)
        elif self._poll and not self._poll.done():
            self._poll.set_result(None)

    async def get_updates(self, call: Call) -> list[Json]:
        if self.webhook:
            raise Refused(409, WEBHOOK_ACTIVE)
        self._choose_kinds(call)
        offset, seconds = call.number("offset"), min(max(call.number("timeout"), 0), 50)
        limit = min(max(call.number("limit", 100), 1), 100)
        updates = self.bot.updates
        self._forget(offset)
        if not updates and seconds:
            self._end_poll(OTHER_POLL)
            mine = self._poll = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait_for(mine, seconds)
            except TimeoutError:
                return []
            finally:
                if self._poll is mine:
                    self._poll = None
        return [update.wire() for update in list(updates.values())[:limit]]

    def set_webhook(self, call: Call) -> str:
        """Set, change or (with an empty url) delete the webhook; returns Telegram's remark on it."""
        url, secret = call.text("url"), call.text("secret_token")
        most = min(max(call.number("max_connections", 40), 1), 100)
        if url:
            parts = urlsplit(url)
            if not parts.hostname:
                raise bad("invalid webhook URL specified")
            if len(secret) > 256:
                raise bad("secret token is too long")
            if not SECRET_SIGNS.issuperset(secret):
                raise bad("secret token contains unallowed characters")
            if parts.hostname not in ("127.0.0.1", "localhost"):
                if parts.scheme != "https":
                    raise bad("bad webhook: An HTTPS URL must be provided for webhook")
                if (parts.port or 443) not in (443, 80, 88, 8443):
                    raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        had = self.webhook
        if call.flag("drop_pending_updates"):
            self.bot.updates.clear()
        elif had and (had.url, had.secret, had.max_connections) == (url, secret, most):
            self._choose_kinds(call)
            return "Webhook is already set"
        if had:
            had.stop()
            self.webhook = None
        if not url:
            return "Webhook was deleted" if had else "Webhook is already deleted"
        self._choose_kinds(call)
        self._end_poll(WEBHOOK_SET)
        self.webhook = Webhook(self, url, secret, most)
        for update in list(self.bot.updates.values()):
            self.webhook.push(update)
        return "Webhook was set"

    def webhook_state(self) -> Json:
        hook = self.webhook
        state: Json = {"url": hook.url if hook else "", "has_custom_certificate": False}
        state["pending_update_count"] = len(self.bot.updates)
        if hook:
            state["max_connections"] = hook.max_connections
            if hook.last_error:
                state |= {"last_error_date": hook.last_error[0], "last_error_message": hook.last_error[1]}
        if self.bot.allowed != KINDS_BY_DEFAULT:
            state["allowed_updates"] = sorted(self.bot.allowed)
        return state

    async def stop(self) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_result(None)
        if self.webhook:
            tasks = list(self.webhook.tasks)
            self.webhook.stop()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _choose_kinds(self, call: Call) -> None:
        """`allowed_updates` left out keeps the choice; an empty list means all but three special kinds."""
        chosen = call.json("allowed_updates", "can't parse allowed_updates JSON object")
        if isinstance(chosen, list):
            self.bot.allowed = KINDS & frozenset(chosen) or KINDS_BY_DEFAULT

    def _forget(self, offset: int) -> None:
        """A positive offset confirms what is before it; a negative one keeps so many from the end."""
        updates, now = self.bot.updates, self.world.clock.unix()
        known = list(updates)
        gone = known[:offset] if offset < 0 else [number for number in known if number < offset]
        for number in gone:
            updates[number].copies -= 1
            if updates[number].copies == 0 or offset < 0:
                del updates[number]
        for number in [number for number, update in updates.items() if update.expires_at < now]:
            self.bot.dropped.append(updates.pop(number))

    def _end_poll(self, reason: str) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_exception(Refused(409, reason))


class Webhook:
    """Delivers every queue in order and the queues side by side."""

    def __init__(self, line: Delivery, url: str, secret: str, max_connections: int) -> None:
        self.line = line
        self.url = url
        self.secret = secret
        self.max_connections = max_connections
        self.last_error: tuple[int, str] | None = None
        self.tasks: set[asyncio.Task[None]] = set()
        self._queues: dict[str, deque[Update]] = {}
        self._slots = asyncio.Semaphore(max_connections)

    def push(self, update: Update) -> None:
        if update.queue in self._queues:
            self._queues[update.queue].append(update)
        else:
            self._queues[update.queue] = deque([update])
            task = asyncio.get_running_loop().create_task(self._drain(update.queue))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    def stop(self) -> None:
        for task in self.tasks:
            task.cancel()

    async def _drain(self, queue: str) -> None:
        waiting = self._queues[queue]
        while waiting:
            while waiting[0].copies:
                await self._deliver(waiting[0])
            waiting.popleft()
        del self._queues[queue]

    async def _deliver(self, update: Update) -> None:
        """Until it is taken or has expired: again at once, then after delays that double."""
        line, clock, failures = self.line, self.line.world.clock, 0
        while True:
            async with self._slots:
                problem, retry_after = await self._post(update)
            if not problem:
                update.copies -= 1
                break
            self.last_error = (int(clock.unix()), problem)
            line.world.on_change()
            delay = line.pace.retry_base * 2 ** min(failures - 1, 5) if failures else 0.0
            wait = min(retry_after, 3600.0) or delay
            failures += 1
            if clock.unix() + wait > update.expires_at:
                update.copies = 0
                line.bot.dropped.append(update)
                break
            await clock.sleep(wait)
        if not update.copies:
            line.bot.updates.pop(update.id, None)
            line.world.on_change()

    async def _post(self, update: Update) -> tuple[str, float]:
        """What went wrong, empty when the bot took it, and the seconds it asked to wait."""
        timeout = aiohttp.ClientTimeout(total=self.line.pace.patience)
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            posting = self.line.session.post(self.url, json=update.wire(), headers=headers, timeout=timeout)
            async with posting as response:
                if 200 <= response.status <= 299:
                    await self._obey(response)
                    return "", 0.0
                asked = response.headers.get("Retry-After", "")
                text = f"Wrong response from the webhook: {response.status} {response.reason}"
                return text, float(asked) if asked.isdigit() else 0.0
        except TimeoutError:
            return "Read timeout expired", 0.0
        except aiohttp.ClientError as error:
            refused = isinstance(error, aiohttp.ClientConnectorError)
            return "Connection refused" if refused else "Webhook connection closed", 0.0

    async def _obey(self, response: aiohttp.ClientResponse) -> None:
        """A taken update may be answered with a method call, whose result nobody sees."""
        params: Any = {}
        if response.content_type.startswith("multipart/"):
            async for part in aiohttp.MultipartReader.from_response(response):
                if isinstance(part, aiohttp.BodyPartReader) and part.name:
                    params[part.name] = await part.text()
        else:
            body = await response.read()
            try:
                is_json = response.content_type == "application/json"
                params = json.loads(body or b"{}") if is_json else dict(parse_qsl(body.decode()))
            except ValueError:
                return
        method = str(params.pop("method", "")).lower() if isinstance(params, dict) else ""
        if method and not method.startswith(NOT_AS_ANSWER):
            self.line.run(self.line.bot, method, params)
