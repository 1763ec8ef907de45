"""How apps and bots learn what happened: signed webhooks with retries, and one update at a time."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter, deque

import aiohttp

from tests.fakes.zalo.bots import TEXTS, bad, public
from tests.fakes.zalo.world import App, Bot, Event, Json, Refused, World

# Seconds on the fake's clock between one attempt and the next.
LADDER = (30.0, 300.0, 900.0, 1800.0, 3600.0)


class Webhook:
    """The one webhook of an app. Deliveries run side by side and keep no order."""

    def __init__(self, app: App, world: World, session: aiohttp.ClientSession, patience: float) -> None:
        self.app = app
        self.world = world
        self.session = session
        self.url = ""
        self.enabled = False
        self.counts: Counter[str] = Counter()
        self.seconds: deque[float] = deque(maxlen=100_000)
        self.under_way = 0
        # When, which attempt, and what; kept apart from tasks so that turning the clock begins them at once.
        self.waiting: list[tuple[float, int, Event]] = []
        self.timers: list[asyncio.TimerHandle] = []
        self.repeats = 0
        self.held: list[Event] | None = None
        self.tasks: set[asyncio.Task[None]] = set()
        # A storm must not make the fake itself the slow one.
        self._slots = asyncio.Semaphore(200)
        self._timeout = aiohttp.ClientTimeout(total=patience)

    def push(self, event: Event) -> None:
        if not self.enabled:
            self.counts["dropped"] += 1
        elif self.held is not None:
            self.held.append(event)
        else:
            self._begin(event)
            if self.repeats:
                self.repeats -= 1
                self._begin(event)

    def catch_up(self) -> None:
        """Begin the repetitions that have fallen due."""
        now = self.world.clock.unix()
        due = [one for one in self.waiting if one[0] <= now]
        self.waiting = [one for one in self.waiting if one[0] > now]
        for _, number, event in due:
            self._begin(event, number)

    def _begin(self, event: Event, number: int = 0) -> None:
        self.under_way += 1
        self.counts["events"] += not number
        task = asyncio.get_running_loop().create_task(self._deliver(event, number))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _deliver(self, event: Event, number: int) -> None:
        """One attempt. The sixth in vain shuts the webhook until someone sets it again."""
        taken = self.enabled and await self._attempt(event, number)
        self.under_way -= 1
        if not taken and self.enabled and number < len(LADDER):
            self.waiting.append((self.world.clock.unix() + LADDER[number], number + 1, event))
            self.timers.append(asyncio.get_running_loop().call_later(LADDER[number], self.catch_up))
        elif not taken:
            self.enabled = False
            self.counts["lost"] += 1
        self.world.on_change(None)

    async def _attempt(self, event: Event, number: int) -> bool:
        headers = event.headers | ({"num_retry": str(number)} if number else {})
        async with self._slots:
            began = time.perf_counter()
            status = await self._post(self.url, event.raw, headers)
        self.seconds.append(time.perf_counter() - began)
        event.statuses.append(status)
        self.counts["delivered" if status == 200 else "failed"] += 1
        return status == 200

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        """The HTTP status, or 0 when there was no answer in time."""
        posting = self.session.post(url, data=body, headers=headers, timeout=self._timeout, allow_redirects=False)
        try:
            async with posting as response:
                await response.read()
                return response.status
        except (TimeoutError, aiohttp.ClientError):
            return 0

    async def probe(self, url: str) -> int:
        """What the console does before it keeps an address: an unsigned `{}`; returns the HTTP status."""
        return await self._post(url, b"{}", {"Content-Type": "application/json"})

    async def stop(self) -> None:
        for timer in self.timers:
            timer.cancel()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


class BotLine:
    """The line between Zalo and one bot: getUpdates or a webhook, never both. What a webhook misses is gone."""

    def __init__(self, bot: Bot, world: World, session: aiohttp.ClientSession, patience: float) -> None:
        self.bot = bot
        self.world = world
        self.session = session
        self.url = ""
        self.secret = ""
        self.updated_at = 0
        self.counts: Counter[str] = Counter()
        self.under_way = 0
        self.tasks: set[asyncio.Task[None]] = set()
        self._updates: deque[Json] = deque()
        self._poll: asyncio.Future[None] | None = None
        self._timeout = aiohttp.ClientTimeout(total=patience)

    def push(self, event: Json) -> None:
        if self.url:
            self.under_way += 1
            task = asyncio.get_running_loop().create_task(self._deliver(event))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        else:
            self._updates.append(event)
            if self._poll and not self._poll.done():
                self._poll.set_result(None)

    def shaped(self, event: Json) -> Json:
        return {"ok": True, "result": event} if self.bot.shape == "wrapped" else event

    async def get_updates(self, given: Json) -> Json:
        """The oldest event, which is then forgotten; 408 when none came in time."""
        if self.url:
            raise Refused(409, TEXTS[409])
        timeout = str(given.get("timeout", 30))
        if not timeout.isdigit():
            raise bad("timeout")
        if not self._updates:
            if self._poll and not self._poll.done():
                self._poll.set_result(None)
            mine = self._poll = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait_for(mine, min(int(timeout), 60))
            except TimeoutError:
                pass
            finally:
                if self._poll is mine:
                    self._poll = None
        if self.url:
            raise Refused(409, TEXTS[409])
        if not self._updates:
            raise Refused(408, TEXTS[408])
        return self._updates.popleft()

    async def set_webhook(self, given: Json) -> Json:
        """The address is kept even when it does not answer; what waited for getUpdates is gone."""
        url, secret = given.get("url"), given.get("secret_token")
        if not isinstance(url, str) or not public(url):
            raise bad("url must be a public HTTPS address")
        if not isinstance(secret, str) or not 8 <= len(secret) <= 256:
            raise bad("secret_token must have 8 to 256 characters")
        self.url, self.secret, self.updated_at = url, secret, int(self.world.clock.unix() * 1000)
        self._updates.clear()
        if self._poll and not self._poll.done():
            self._poll.set_result(None)
        status = await self._post(b"")
        good = 200 <= status <= 299
        outcome = "success" if good else "http_error" if status else "unreachable"
        hint = "" if good else "The address must answer 2xx"
        verification = {"ok": good, "outcome": outcome, "status_code": status, "hint": hint}
        return self.info() | {"verification": verification}

    def delete_webhook(self) -> Json:
        self.url, self.secret, self.updated_at = "", "", int(self.world.clock.unix() * 1000)
        return self.info()

    def info(self) -> Json:
        return {"url": self.url, "updated_at": self.updated_at}

    async def _deliver(self, event: Json) -> None:
        status = await self._post(json.dumps(self.shaped(event), ensure_ascii=False).encode(errors="replace"))
        self.under_way -= 1
        self.counts["delivered" if 200 <= status <= 299 else "lost"] += 1
        self.world.on_change(None)

    async def _post(self, body: bytes) -> int:
        headers = {"Content-Type": "application/json", "X-Bot-Api-Secret-Token": self.secret}
        posting = self.session.post(self.url, data=body, headers=headers, timeout=self._timeout, allow_redirects=False)
        try:
            async with posting as response:
                await response.read()
                return response.status
        except (TimeoutError, aiohttp.ClientError):
            return 0

    async def stop(self) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_result(None)
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
