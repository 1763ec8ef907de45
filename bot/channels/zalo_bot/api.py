"""Calls of the Bot Platform's interface, and what its answers mean."""

import json
import logging
from typing import Any, Final

import httpx

TIMEOUT: Final = 20.0
REQUEST_TIMEOUT: Final = 408
# These write down every address they call, and ours hold the token.
for _noisy in ("httpx", "httpcore"):
    logging.getLogger(_noisy).setLevel(logging.WARNING)


class BotRefused(Exception):
    """Zalo has answered with an error: its code, which is the HTTP status or in the answer, and its words."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(code)
        self.code = code
        self.description = description


class BotUnreachable(Exception):
    """No answer, or none that can be read: whether the call was carried out, nobody knows."""


class BotApi:
    """One bot's calls. The token is part of every address, so nothing of the connection's errors is passed on."""

    def __init__(self, http: httpx.AsyncClient, token: str, base: str) -> None:
        self._http = http
        self._base = f"{base.rstrip('/')}/bot{token}"

    async def call(self, method: str, given: dict[str, Any] | None = None, *, within: float = TIMEOUT) -> Any:
        """The result of a method. Raises BotRefused or BotUnreachable."""
        try:
            answer = await self._http.post(f"{self._base}/{method}", json=given or {}, timeout=within)
            body = json.loads(answer.content)
        except (httpx.HTTPError, OSError, ValueError, RecursionError):
            raise BotUnreachable from None
        if not isinstance(body, dict):
            raise BotUnreachable
        if body.get("ok") is True:
            return body.get("result")
        code = body.get("error_code")
        if isinstance(code, bool) or not isinstance(code, int):
            code = answer.status_code
        if code < 400 or code >= 500:
            raise BotUnreachable
        description = body.get("description")
        raise BotRefused(code, description if isinstance(description, str) else "")


def open_client() -> httpx.AsyncClient:
    """Connections to Zalo for any number of bots; to be closed by whoever opened it."""
    return httpx.AsyncClient(limits=httpx.Limits(max_connections=64, max_keepalive_connections=32, keepalive_expiry=30))
