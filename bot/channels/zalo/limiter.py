"""The pace at which an app may call Zalo, kept before Zalo has to say so; its accounts share one."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from domain.delivery import TryLater

PER_MINUTE: Final = 4000
# A little longer than Zalo's minute: two calls may travel at different speeds.
MINUTE: Final = 60.5
# Whoever would have to wait longer than this is told so instead.
PATIENCE: Final = 2.0


# So many may go at once; the others are spread over the minute, or whoever comes last would wait for the next one.
AT_ONCE_SHARE: Final = 0.1
# Fewer calls than these are not worth spreading.
WORTH_SPREADING: Final = 200


class AppLimiter:
    """At most `most` calls in any minute. Who wants to call queues up and is woken once, when the turn comes.

    A package may allow far less than the interface does: what Zalo's headers say of it counts from then on.
    """

    def __init__(
        self,
        most: int = PER_MINUTE,
        *,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
        unix: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._most = most
        self._patience = patience
        self._clock = clock
        self._unix = unix
        self._sleep = sleep
        self._went: deque[float] = deque()
        self._paused_until = 0.0
        self._turn = asyncio.Lock()
        self._under_way = 0
        # When the calls so far would have gone, one after the other.
        self._due = 0.0

    def ready_in(self) -> float:
        """Seconds until one more call may go; reserves nothing."""
        return max(0.0, self._free_at() - self._clock())

    async def enter(self) -> None:
        """Wait for a turn. Raises TryLater where that would take long; otherwise `leave` has to follow."""
        async with self._turn:
            while (wait := self.ready_in()) > 0:
                if wait > self._patience:
                    raise TryLater("flood", after=wait)
                await self._sleep(wait)
            now = self._clock()
            self._went.append(now)
            self._due = max(self._due, now) + self._gap
            self._under_way += 1

    def leave(self, limit: int | None = None, left: int | None = None) -> None:
        """A call was answered; `limit` and `left` are what Zalo said of this minute."""
        self._under_way -= 1
        if limit is not None and limit > 0:
            self._most = min(limit, PER_MINUTE)
        if left is not None and left <= self._under_way:
            self.pause()

    def pause(self) -> float:
        """Nothing more goes in this minute. Return how many seconds that are."""
        rest = 60.0 - self._unix() % 60.0 + (MINUTE - 60.0)
        self._paused_until = max(self._paused_until, self._clock() + rest)
        return rest

    def _free_at(self) -> float:
        now = self._clock()
        while self._went and self._went[0] + MINUTE <= now:
            self._went.popleft()
        full = self._went[-self._most] + MINUTE if len(self._went) >= self._most else 0.0
        return max(self._paused_until, full, self._due - self._at_once * self._gap)

    @property
    def _at_once(self) -> float:
        return AT_ONCE_SHARE * self._most

    @property
    def _gap(self) -> float:
        """Seconds between two calls when they are spread."""
        return MINUTE / (self._most - self._at_once) if self._most >= WORTH_SPREADING else 0.0
