"""Telegram's flood limits: sliding windows over what one bot has sent."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable

# Seconds that a message may be early, so that a client that paces itself exactly is not hit by jitter.
TOLERANCE = 0.05


class Window:
    """At most `most` messages in any `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most = most
        self.seconds = seconds - TOLERANCE
        self.sent: deque[float] = deque(maxlen=most)

    def wait(self, now: float) -> float:
        """Seconds until one more may go; 0 or less when it may go now."""
        return self.sent[0] + self.seconds - now if len(self.sent) == self.most else 0.0


class FloodLimits:
    """30 messages a second for a bot, one a second in a private chat, 20 a minute in a group."""

    def __init__(self, clock: Callable[[], float], *, strict: bool = True) -> None:
        self.clock = clock
        self.strict = strict
        self._bots: defaultdict[int, Window] = defaultdict(lambda: Window(30, 1.0))
        self._private: defaultdict[tuple[int, int], Window] = defaultdict(lambda: Window(1, 1.0))
        self._groups: defaultdict[tuple[int, int], Window] = defaultdict(lambda: Window(20, 60.0))

    def admit(self, bot: int, chat: int, *, private: bool, messages: int = 1) -> int:
        """Count the messages and return 0, or count nothing and return the whole seconds to wait.

        An album is one message to a private chat and as many as it has parts to the other windows.
        """
        if not self.strict:
            return 0
        now = self.clock()
        here = self._private[bot, chat] if private else self._groups[bot, chat]
        overall = self._bots[bot]
        wait = max(here.wait(now), overall.wait(now))
        if wait > 0:
            return math.ceil(wait)
        overall.sent.extend([now] * messages)
        here.sent.extend([now] * (1 if private else messages))
        return 0
