"""Floods: how much one sender may ask for within a minute, counted in memory."""

from collections import deque
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address
from time import monotonic

MINUTE = 60.0


class PerMinute:
    """At most `most` of something per key within any minute."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._times: dict[str, deque[float]] = {}
        self._swept_at = monotonic()

    def take(self, key: str) -> float:
        """Count one more and return 0, or return the seconds until the next one is allowed."""
        now = monotonic()
        if now - self._swept_at > MINUTE:
            self._times = {k: times for k, times in self._times.items() if now - times[-1] < MINUTE}
            self._swept_at = now
        times = self._times.setdefault(key, deque(maxlen=self._most))
        if len(times) == self._most and now - times[0] < MINUTE:
            return MINUTE - (now - times[0])
        times.append(now)
        return 0.0


class Pace:
    """Tells chats whose messages must be counted in the database from the many that write as people do.

    One with more than `quick` messages in a minute gets an allowance, and is counted again when it is used up.
    """

    def __init__(self, quick: int) -> None:
        self._quick = quick
        self._counts: dict[str, int] = {}
        self._allowances: dict[str, int] = {}
        self._began_at = monotonic()

    def wants_counting(self, key: str) -> bool:
        """Count one more message; tell whether those that wait in the database must be counted before it."""
        now = monotonic()
        if now - self._began_at > MINUTE:
            self._counts, self._allowances, self._began_at = {}, {}, now
        count = self._counts[key] = self._counts.get(key, 0) + 1
        if count <= self._quick:
            return False
        left = self._allowances.get(key, 0)
        self._allowances[key] = left - 1
        return left <= 0

    def allow(self, key: str, messages: int) -> None:
        """Take `messages` more without counting."""
        self._allowances[key] = messages


def peer_of(remote: str | None, headers: Mapping[str, str], trusted_proxies: int) -> str | None:
    """The network a request comes from, or None for this machine itself.

    With `trusted_proxies` in front, each has appended the address it was called from to X-Forwarded-For, so
    what the outermost of them wrote counts; everything left of it may be invented. IPv6 addresses count by
    their /64 network, which is what one household has.
    """
    address = remote or ""
    if trusted_proxies > 0:
        forwarded = [part.strip() for part in headers.get("X-Forwarded-For", "").split(",")]
        if len(forwarded) >= trusted_proxies and forwarded[-trusted_proxies]:
            address = forwarded[-trusted_proxies]
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address or None
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is None:
            return None if parsed.is_loopback else str(IPv6Address(int(parsed) >> 64 << 64))
        parsed = parsed.ipv4_mapped
    return None if parsed.is_loopback else str(parsed)
