"""Stored files behind addresses that are signed and expire, for channels that take files only by their address."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from aiohttp import web

from bot.channels.web import FILE, disposition
from domain.attachment import ALLOWED, FileKind
from domain.notice import words
from locales import FIRST, render
from storage.file import FileStore, recognise

# As long as Zalo keeps what is uploaded to it.
GOOD_FOR: Final = timedelta(days=7)
MAC_LENGTH: Final = 32


Link = Callable[[str, str], str]
"""The public address of a stored file, by its SHA-256 and its name."""


def files_in_words(files: Sequence[Mapping[str, Any]], link: Link | None, language: str) -> str:
    """Files that a channel does not carry: their links, or without any where they can be seen; empty for none."""
    if not files:
        return ""
    if link is None:
        return render(words("zalo-files-elsewhere", names=", ".join(str(file["name"]) for file in files)), language)
    shown = [(str(file["name"]), link(str(file["sha256"]), str(file["name"]))) for file in files]
    return "\n".join(render(words("file-link", name=name, link=address), language) for name, address in shown)


def file_key(secret: str) -> bytes:
    """The key of the signatures, derived from a secret of the program that is used for other things too."""
    return hmac.new(secret.encode(), b"file-links", hashlib.sha256).digest()


class FileLinks:
    """Makes addresses of files below `public_url` and serves them. Whoever has an address may see the file."""

    def __init__(self, public_url: str, key: bytes, now: Callable[[], datetime]) -> None:
        self._base = f"{public_url.rstrip('/')}/files"
        self._key = key
        self._now = now

    def link(self, sha256: str, name: str) -> str:
        """The address of a file for the next seven days."""
        expires = str(int((self._now() + GOOD_FOR).timestamp()))
        return f"{self._base}/{sha256}/{expires}/{self._mac(sha256, expires, name)}/{quote(name, safe='')}"

    def routes(self, files: FileStore) -> list[web.RouteDef]:
        """``GET /files/<sha256>/<expires>/<mac>/<name>``: 404 for what was not signed or is gone, 410 when expired."""

        async def show(request: web.Request) -> web.StreamResponse:
            sha256, expires, mac, name = (request.match_info[part] for part in ("sha256", "expires", "mac", "name"))
            if not hmac.compare_digest(mac.encode(), self._mac(sha256, expires, name).encode()):
                raise web.HTTPNotFound
            if int(expires) < self._now().timestamp():
                raise web.HTTPGone(text=render(words("file-link-expired"), FIRST))
            path = files.path(sha256)
            if not await asyncio.to_thread(path.is_file):
                raise web.HTTPNotFound
            mime = await asyncio.to_thread(recognise, path) or "application/octet-stream"
            way = "inline" if ALLOWED.get(mime) is FileKind.PHOTO else "attachment"
            headers = FILE | {
                "Content-Type": "text/plain; charset=utf-8" if mime == "text/plain" else mime,
                "Content-Disposition": disposition(way, name),
                "X-Robots-Tag": "noindex",
            }
            return web.FileResponse(path, headers=headers)

        path = f"/files/{{sha256:[0-9a-f]{{64}}}}/{{expires:[0-9]{{1,12}}}}/{{mac:[0-9a-f]{{{MAC_LENGTH}}}}}/{{name}}"
        return [web.get(path, show)]

    def _mac(self, sha256: str, expires: str, name: str) -> str:
        said = f"{sha256}/{expires}/{name}".encode()
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()[:MAC_LENGTH]
