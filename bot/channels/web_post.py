"""What a person posts to the web chat: JSON, or a form with files, read within limits."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar
from urllib.parse import unquote

from aiohttp import BodyPartReader, MultipartReader, web

from domain.refusal import Refused
from domain.text import clean, shorten
from storage.file import FileStore, StoredFile, attachment

MAX_TEXT = 200_000  # characters
MAX_JSON = 4 * 1024 * 1024  # bytes: the longest text with every letter escaped
MAX_FILES = 10
MAX_REQUEST = 100 * 1024 * 1024  # bytes
MAX_CHOICE = 200
CHUNK = 256 * 1024
STALLED = 60.0  # seconds without a byte

T = TypeVar("T")


@dataclass(frozen=True)
class Post:
    """One thing said: text with files, a choice, or a place (latitude, longitude in degrees)."""

    text: str = ""
    choice: str | None = None
    place: tuple[float, float] | None = None
    files: tuple[dict[str, Any], ...] = ()
    troubles: tuple[tuple[str, str], ...] = ()
    stored: tuple[StoredFile, ...] = ()

    def payload(self) -> dict[str, Any]:
        if self.choice is not None:
            return {"choice": self.choice}
        if self.place is not None:
            return {"location": {"latitude": self.place[0], "longitude": self.place[1]}}
        said: dict[str, Any] = {"text": self.text}
        if self.files:
            said["files"] = self.files
        if self.troubles:
            said["troubles"] = self.troubles
        return said


async def read_json(request: web.Request) -> Post:
    """Raises Refused."""
    body = bytearray()
    while not request.content.at_eof():
        body += await _arrived(request.content.readany())
        if len(body) > MAX_JSON:
            raise Refused("web-error-text-too-long", {"most": MAX_TEXT})
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused("web-error-not-json") from None
    if not isinstance(said, dict):
        raise Refused("web-error-not-json")
    text, choice, location = said.get("text"), said.get("choice"), said.get("location")
    if sum(part is not None for part in (text, choice, location)) != 1:
        raise Refused("web-error-nothing-said")
    if text is not None:
        return Post(text=_text(text))
    if choice is not None:
        # A choice comes back as it was offered, so nothing is cleaned.
        if not isinstance(choice, str) or not 0 < len(choice) <= MAX_CHOICE or not choice.isprintable():
            raise Refused("web-error-wrong-field", {"field": "choice"})
        return Post(choice=choice)
    if not isinstance(location, dict):
        raise Refused("web-error-wrong-field", {"field": "location"})
    return Post(place=(_degrees(location, "latitude", 90), _degrees(location, "longitude", 180)))


def _text(text: object) -> str:
    if not isinstance(text, str):
        raise Refused("web-error-wrong-field", {"field": "text"})
    if len(text) > MAX_TEXT:
        raise Refused("web-error-text-too-long", {"most": MAX_TEXT})
    cleaned = clean(text)
    if not cleaned:
        raise Refused("web-error-nothing-said")
    return cleaned


def _degrees(location: dict[str, Any], field: str, most: int) -> float:
    degrees = location.get(field)
    if isinstance(degrees, bool) or not isinstance(degrees, int | float) or not -most <= degrees <= most:
        raise Refused("web-error-wrong-field", {"field": field})
    return float(degrees)


async def read_parts(request: web.Request, files: FileStore) -> Post:
    """Read a form: the field `text`, and files, of which those that cannot be taken become troubles.

    Raises Refused.
    """
    if (request.content_length or 0) > MAX_REQUEST:
        raise _too_much()
    text, troubles = "", list[tuple[str, str]]()
    kept, stored = list[dict[str, Any]](), list[StoredFile]()
    incoming = _Incoming()
    reader = await _arrived(request.multipart())
    while (part := await _arrived(reader.next())) is not None:
        if isinstance(part, MultipartReader):
            raise Refused("web-error-not-parts")
        called = part.filename
        if called is None:
            written = await incoming.written(part)
            text = text or (written if part.name == "text" else "")
            continue
        called = _unquoted(called)
        named = shorten(clean(called), 80)
        if len(kept) + len(troubles) >= MAX_FILES:
            if await incoming.dropped(part):
                troubles.append(("web-file-too-many", named))
            continue
        try:
            file = await files.keep(incoming.chunks(part))
        except Refused as refused:
            if refused.code.startswith("web-error-"):
                raise
            # A field for files in which none was chosen arrives as a file without name and content.
            if named or refused.code != "file-empty":
                troubles.append((refused.code, named))
            continue
        kept.append(asdict(attachment(file, called)))
        stored.append(file)
    if len(text) > MAX_TEXT:
        raise Refused("web-error-text-too-long", {"most": MAX_TEXT})
    text = clean(text)
    if not (text or kept or troubles):
        raise Refused("web-error-nothing-said")
    return Post(text=text, files=tuple(kept), troubles=tuple(troubles), stored=tuple(stored))


def _unquoted(name: str) -> str:
    """A file's name as its owner sees it: browsers write quotes as %22, some programs every other letter too."""
    try:
        return unquote(name, errors="strict")
    except UnicodeDecodeError:
        return name


class _Incoming:
    """The parts of one request, and how many bytes they have had together."""

    def __init__(self) -> None:
        self._bytes = 0

    async def chunks(self, part: BodyPartReader) -> AsyncIterator[bytes]:
        while not part.at_eof():
            chunk = await _arrived(part.read_chunk(CHUNK))
            self._bytes += len(chunk)
            if self._bytes > MAX_REQUEST:
                raise _too_much()
            if chunk:
                yield chunk

    async def written(self, part: BodyPartReader) -> str:
        body = bytearray()
        async for chunk in self.chunks(part):
            body += chunk
            if len(body) > MAX_JSON:
                raise Refused("web-error-text-too-long", {"most": MAX_TEXT})
        try:
            return body.decode()
        except UnicodeDecodeError:
            raise Refused("web-error-not-parts") from None

    async def dropped(self, part: BodyPartReader) -> int:
        """Read `part` to its end and return its size in bytes."""
        return sum([len(chunk) async for chunk in self.chunks(part)])


def _too_much() -> Refused:
    return Refused("web-error-too-much", {"megabytes": MAX_REQUEST // 1024 // 1024})


async def _arrived(reading: Awaitable[T]) -> T:
    """What was read. Raises Refused when the connection stalls or breaks, or brings nonsense."""
    try:
        async with asyncio.timeout(STALLED):
            return await reading
    except TimeoutError:
        raise Refused("web-error-slow") from None
    except Exception as broken:
        # The reader has no exception of its own: whatever it raises is about what was sent.
        raise Refused("web-error-not-parts") from broken
