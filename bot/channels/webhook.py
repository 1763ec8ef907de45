"""What webhooks of all channels share: how much they read, and where they put it."""

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from storage.inbox import Delivery

Put = Callable[[list[Delivery]], Awaitable[None]]
"""Stores deliveries; once it has returned they are safe. Raises whatever when they are not."""

MAX_BODY_BYTES: Final = 1024 * 1024


async def read_body(request: web.Request) -> bytes | None:
    """The body; None when it is longer than an update ever is, whatever other pages may take."""
    if (request.content_length or 0) > MAX_BODY_BYTES:
        return None
    body = bytearray()
    async for chunk in request.content.iter_chunked(65536):
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            return None
    return bytes(body)
