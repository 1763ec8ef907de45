"""Security headers: what a browser may do with our pages."""

from aiohttp import web

CONTENT = "; ".join((
    "default-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "frame-ancestors 'self'",  # the trial page shows the chat in frames
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
))  # fmt: skip
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE = {
    "Content-Security-Policy": CONTENT,
    "Permissions-Policy": "geolocation=(self), microphone=(self), camera=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",  # for browsers that do not know frame-ancestors
}


async def protect(request: web.Request, response: web.StreamResponse) -> None:
    """Add the headers that an answer lacks; a signal for `on_response_prepare`."""
    headers = response.headers
    headers.popall("Server", None)  # which versions run here is nobody's business
    for name, value in EVERYWHERE.items():
        headers.setdefault(name, value)
    if response.content_type == "text/html":
        for name, value in PAGE.items():
            headers.setdefault(name, value)
