"""Zalo's ceilings: calls a minute, uploads and messages a month, counted on the fake's own clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from datetime import UTC, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))


class Counted:
    """How often something happened in the current period; a new period starts at zero."""

    def __init__(self, clock: Callable[[], float], period: Callable[[float], int], *, strict: bool) -> None:
        self.clock = clock
        self.period = period
        self.strict = strict
        self._seen: defaultdict[Hashable, tuple[int, int]] = defaultdict(lambda: (0, 0))

    def used(self, key: Hashable) -> int:
        period, count = self._seen[key]
        return count if period == self.period(self.clock()) else 0

    def admit(self, key: Hashable, most: int) -> bool:
        """Count one more, or count nothing and say no because there were `most` already."""
        now = self.period(self.clock())
        period, count = self._seen[key]
        if period != now:
            count = 0
        if self.strict and count >= most:
            return False
        self._seen[key] = (now, count + 1)
        return True


def minute(now: float) -> int:
    return int(now // 60)


def day(now: float) -> int:
    return datetime.fromtimestamp(now, UTC).astimezone(VIETNAM).toordinal()


def month(now: float) -> int:
    local = datetime.fromtimestamp(now, UTC).astimezone(VIETNAM)
    return local.year * 12 + local.month
