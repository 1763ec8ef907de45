"""The pace of a bot on the Bot Platform: Zalo publishes no limits per second, so these are a courtesy."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

BETWEEN_IN_CHAT: Final = 1.0
PER_SECOND: Final = 20
MANY: Final = 1024


class BotLimiter:
    """One message a second in a chat, twenty a second in all. Who wants to send reserves a moment and waits for it."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._next = 0.0
        self._chats: dict[str, float] = {}

    def ready_in(self, address: str) -> float:
        """Seconds until a message may go to the chat, apart from what others send; reserves nothing."""
        return max(0.0, self._chats.get(address, 0.0) - self._clock())

    async def turn(self, address: str) -> None:
        """Wait until a message may go to the chat."""
        now = self._clock()
        at = max(now, self._next, self._chats.get(address, 0.0))
        self._next = at + 1 / PER_SECOND
        if len(self._chats) >= MANY:
            self._chats = {chat: free for chat, free in self._chats.items() if free > now}
        self._chats[address] = at + BETWEEN_IN_CHAT
        if at > now:
            await self._sleep(at - now)
