"""What Zalo says of an Official Account itself: its name, kind and package, and how much it may send."""

from dataclasses import dataclass
from typing import Any, Final

import httpx

CALL_SECONDS: Final = 15.0
STATE_AGENCY: Final = 4


@dataclass(frozen=True)
class OaFacts:
    """`kind` is 2 for enterprises, 4 for state agencies; `package_until` as Zalo writes it, DD/MM/YYYY."""

    id: str
    name: str
    verified: bool
    kind: int | None
    package: str | None
    package_until: str | None
    calls_a_minute: int | None


class OaRefused(Exception):
    """Zalo answered with an error code, 0 where it did not answer at all or not as it should."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


def open_http() -> httpx.AsyncClient:
    """A client for Zalo's hosts; it never follows them elsewhere, because it carries tokens."""
    return httpx.AsyncClient(timeout=CALL_SECONDS, follow_redirects=False)


async def oa_facts(http: httpx.AsyncClient, openapi_base: str, token: str) -> OaFacts:
    """Raises OaRefused."""
    data, headers = await _get(http, f"{openapi_base}/v2.0/oa/getoa", token)
    id_ = data.get("oa_id") or data.get("oaid")
    if not id_:
        raise OaRefused(0)
    return OaFacts(
        str(id_),
        str(data.get("name") or id_),
        data.get("is_verified") in (True, 1, "1", "true"),
        _number(data.get("oa_type")),
        _text(data.get("package_name")),
        _text(data.get("package_valid_through_date")),
        _number(headers.get("X-RateLimit-Limit")),
    )


async def templates_left(http: httpx.AsyncClient, business_base: str, token: str) -> tuple[int | None, int | None]:
    """How many template messages may still be sent today, and how many a day. Raises OaRefused."""
    data, _ = await _get(http, f"{business_base}/message/quota", token)
    return _number(data.get("remainingQuota")), _number(data.get("dailyQuota"))


async def _get(http: httpx.AsyncClient, url: str, token: str) -> tuple[dict[str, Any], httpx.Headers]:
    try:
        answer = await http.get(url, headers={"access_token": token}, timeout=CALL_SECONDS)
        said = answer.json()
    except (httpx.HTTPError, ValueError, RecursionError):
        raise OaRefused(0) from None
    error = _number(said.get("error")) if isinstance(said, dict) else None
    if not isinstance(said, dict) or error is None:
        raise OaRefused(0)
    data = said.get("data")
    if error or not isinstance(data, dict):
        raise OaRefused(error)
    return data, answer.headers


def _number(said: object) -> int | None:
    try:
        return int(str(said))
    except ValueError:
        return None


def _text(said: object) -> str | None:
    return said.strip() or None if isinstance(said, str) else None
