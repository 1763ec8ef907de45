"""The pace at which a bot may speak: Telegram's flood limits, kept before Telegram has to say so."""

import asyncio
import os
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any, Final

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

# Asks the library for the type that will be the only one; otherwise every 429 also warns that it will change.
os.environ.setdefault("PTB_TIMEDELTA", "true")

# A little longer than Telegram's second and minute: two messages may travel at different speeds.
SECOND: Final = 1.02
MINUTE: Final = 60.5
PER_SECOND: Final = 30
PER_MINUTE_IN_GROUP: Final = 20
# Thirty answers at once are spread over half a second, so that they do not crowd at the edge of a window.
SPACING: Final = 0.02
# Whoever would have to wait longer than this for the end of a pause is told so instead.
PATIENCE: Final = 2.0
# Floods in two chats within this time mean the bot as a whole, not a chat.
TOGETHER: Final = 10.0

Answer = bool | dict[str, Any] | list[dict[str, Any]]


class Window:
    """At most `most` messages in any `seconds`, by the moments at which they went."""

    __slots__ = ("_seconds", "_sent")

    def __init__(self, most: int, seconds: float) -> None:
        self._seconds = seconds
        self._sent: deque[float] = deque(maxlen=most)

    def free_at(self, count: int) -> float:
        """The moment from which `count` more fit."""
        most = self._sent.maxlen or 1
        first_to_leave = len(self._sent) + min(count, most) - most - 1
        return self._sent[first_to_leave] + self._seconds if first_to_leave >= 0 else 0.0

    def add(self, now: float, count: int) -> None:
        self._sent.extend([now] * count)


class _Chat:
    """What was sent to one chat; `waiting` counts those who hold on to it."""

    __slots__ = ("free_at", "group", "paused_until", "turn", "waiting")

    def __init__(self, *, group: bool) -> None:
        self.free_at = 0.0
        self.paused_until = 0.0
        self.group = Window(PER_MINUTE_IN_GROUP, MINUTE) if group else None
        self.turn = asyncio.Lock()
        self.waiting = 0

    def ready_at(self, count: int = 1) -> float:
        return max(self.free_at, self.paused_until, self.group.free_at(count) if self.group else 0.0)

    def sent(self, now: float, count: int) -> None:
        self.free_at = now + SECOND
        if self.group:
            self.group.add(now, count)

    def is_idle(self, now: float) -> bool:
        return not self.waiting and self.ready_at(PER_MINUTE_IN_GROUP) <= now


class TelegramLimiter(BaseRateLimiter[None]):
    """One bot's limits: 30 messages a second, one a second in a chat, 20 a minute in a group.

    Who wants to send queues up, first for the chat and then for the bot, and is woken once, when the turn
    comes. What counts is the moment at which a message really goes, so a process that was held up cannot
    crowd two into one slot. After a 429 the chat it was about is left alone for the time Telegram asked for;
    when two chats get one shortly after each other, it is the bot that was too fast, and all of it pauses.
    Messages that meet a pause are refused with what is left of it.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._bot = Window(PER_SECOND, SECOND)
        self._next = 0.0
        self._turn = asyncio.Lock()
        self._paused_until = 0.0
        self._flood: tuple[int, float] | None = None
        self._chats: dict[int, _Chat] = {}
        self._room = 1024

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""

    async def process_request(  # the library's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Answer:
        """Wait for the turn of a message, then send it; what is no message does not wait.

        Raises RetryAfter, also without asking Telegram, when there is a pause.
        """
        if not endpoint.startswith("send") or endpoint == "sendChatAction":
            return await callback(*args, **kwargs)
        number = int(data["chat_id"])
        await self._wait(number, len(data["media"]) if endpoint == "sendMediaGroup" else 1)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as flood:
            self._flooded(number, seconds(flood))
            raise

    def ready_in(self, number: int) -> float:
        """Seconds until a message may go to the chat, apart from what others send; reserves nothing."""
        chat = self._chats.get(number)
        return max(0.0, max(self._paused_until, chat.ready_at() if chat else 0.0) - self._clock())

    @property
    def remembered(self) -> int:
        """How many chats are in memory."""
        return len(self._chats)

    async def _wait(self, number: int, count: int) -> None:
        chat = self._chat(number)
        chat.waiting += 1
        try:
            async with chat.turn:
                await self._until(chat, lambda: chat.ready_at(count))
                async with self._turn:
                    await self._until(chat, lambda: max(self._next, self._bot.free_at(count)))
                    now = self._clock()
                    self._next = now + SPACING
                    self._bot.add(now, count)
                    chat.sent(now, count)
        finally:
            chat.waiting -= 1

    async def _until(self, chat: _Chat, moment: Callable[[], float]) -> None:
        """Wait for a moment that may move while one waits. Raises RetryAfter for a long pause."""
        while True:
            now = self._clock()
            pause = max(self._paused_until, chat.paused_until) - now
            if pause > PATIENCE:
                raise RetryAfter(timedelta(seconds=pause))
            wait = max(pause, moment() - now)
            if wait <= 0:
                return
            await self._sleep(wait)

    def _flooded(self, number: int, seconds: float) -> None:
        now = self._clock()
        until = now + seconds
        chat = self._chat(number)
        chat.paused_until = max(chat.paused_until, until)
        if self._flood and self._flood[0] != number and now - self._flood[1] < TOGETHER:
            self._paused_until = max(self._paused_until, until)
        self._flood = number, now

    def _chat(self, number: int) -> _Chat:
        chat = self._chats.get(number)
        if chat is None:
            if len(self._chats) >= self._room:
                now = self._clock()
                self._chats = {key: one for key, one in self._chats.items() if not one.is_idle(now)}
                self._room = max(1024, 2 * len(self._chats))
            chat = self._chats[number] = _Chat(group=number < 0)
        return chat


def seconds(flood: RetryAfter) -> float:
    """How long Telegram asked to wait, whichever of its two types the library was told to use."""
    after = flood.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
