"""The clock: one place that knows what time it is; the demo's can be pushed forward."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class PushableClock:
    """The system's time plus what the visitor of the demo has pushed it forward."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self.ahead = ahead

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def push(self, by: timedelta) -> None:
        self.ahead += by
