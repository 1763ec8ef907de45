"""Pages: the list of communes, the chat of each, and what is shown when there is no such page."""

import gzip
import hashlib
import logging
import re
import secrets
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from domain.commune import Commune
from domain.notice import Words
from locales import FIRST, LANGUAGES, WordsMissing, ids
from locales import render as sentence
from web.security import protect

log = logging.getLogger(__name__)

HERE = Path(__file__).parent
START = re.compile(r"[A-Za-z0-9_-]{1,64}")
ROLES = ("citizen", "hamlet-head", "officer", "clerk")
FOREVER = "public, max-age=31536000, immutable"
SMALL = 1024  # bytes that are not worth packing
# Not as the machine's own table says, which may call a script plain text; and whether it is written text.
KINDS = {
    ".css": ("text/css", True),
    ".ico": ("image/x-icon", False),
    ".jpg": ("image/jpeg", False),
    ".js": ("text/javascript", True),
    ".json": ("application/json", True),
    ".png": ("image/png", False),
    ".svg": ("image/svg+xml", True),
    ".webmanifest": ("application/manifest+json", True),
    ".woff2": ("font/woff2", False),
}


@dataclass(frozen=True)
class StaticFile:
    """A file of the pages, with its packed form where that is smaller."""

    content: bytes
    packed: bytes | None
    mime: str
    etag: str


@dataclass(frozen=True)
class Place:
    """A commune as the templates know it."""

    slug: str
    name: str
    kind_name: str


class Pages:
    """Handlers of the pages. `communes` are found by their slug and may change at any time."""

    def __init__(self, communes: Mapping[str, Commune]) -> None:
        self._communes = communes
        self._static = read_static(HERE / "static")
        self._version = version_of(self._static)
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
        )

    def add_to(self, app: web.Application, *, with_index: bool = True) -> None:
        """Add the routes, the headers that every answer has, and pages in words for what goes wrong."""
        app.middlewares.append(self._in_words)
        app.on_response_prepare.append(protect)
        route = app.router
        if with_index:
            route.add_get("/", self._index)
        route.add_get("/c/{slug}", self._chat)
        route.add_get("/static/{path:.+}", self._file)
        route.add_get("/favicon.ico", self._icon)

    def render(self, template: str, language: str, **values: Any) -> str:
        """The HTML of a template with `values`, in "vi" or "en"."""

        def words(id_: str, /, **facts: Any) -> str:
            return sentence(Words(id_, facts), language)

        return self._templates.get_template(template).render(
            language=language, static_version=self._version, words=words, **values
        )

    def page(self, template: str, language: str, *, status: int = 200, **values: Any) -> web.Response:
        response = web.Response(
            text=self.render(template, language, **values),
            status=status,
            content_type="text/html",
            headers={"Cache-Control": "no-cache", "Vary": "Accept-Encoding"},
        )
        response.enable_compression()
        return response

    async def _index(self, request: web.Request) -> web.Response:
        language = language_of(request)
        places = sorted(place_of(self._communes.values(), language), key=lambda place: place.name)
        return self.page("index.html", language, communes=places)

    async def _chat(self, request: web.Request) -> web.Response:
        commune = self._communes.get(request.match_info["slug"])
        if commune is None:
            raise web.HTTPNotFound
        language = language_of(request)
        query = request.query
        start, role = query.get("start", ""), query.get("role", "")
        [place] = place_of([commune], language)
        return self.page(
            "chat.html",
            language,
            commune=place,
            start=start if START.fullmatch(start) else "",
            embedded=query.get("embedded", "") not in ("", "0", "no"),
            role_label=sentence(Words(f"web-role-{role}"), language) if role in ROLES else "",
            web_words=words_for_script(language),
        )

    async def _file(self, request: web.Request) -> web.Response:
        return self._answer(request, request.match_info["path"])

    async def _icon(self, request: web.Request) -> web.Response:
        return self._answer(request, "icons/doithoai.svg")

    def _answer(self, request: web.Request, path: str) -> web.Response:
        file = self._static.get(path)
        if file is None:
            raise web.HTTPNotFound
        headers = {
            # An address with the version in it never shows anything else.
            "Cache-Control": FOREVER if request.query.get("v") == self._version else "public, max-age=300",
            "ETag": f'"{file.etag}"',
            "Vary": "Accept-Encoding",
        }
        if any(etag.value in (file.etag, "*") for etag in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        body = file.content
        if file.packed and "gzip" in request.headers.get("Accept-Encoding", ""):
            body = file.packed
            headers["Content-Encoding"] = "gzip"
        return web.Response(body=body, headers=headers | {"Content-Type": file.mime})

    @web.middleware
    async def _in_words(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith("/api/"):
            return await handler(request)
        try:
            return await handler(request)
        except (web.HTTPNotFound, web.HTTPMethodNotAllowed) as wrong:
            about = sentence(Words("web-trouble-no-page-about"), language_of(request))
            return self._trouble(request, wrong.status, "web-trouble-no-page", about)
        except web.HTTPException:
            raise
        except Exception as failure:
            # Where it happened, not what it says: that may quote what people wrote.
            reference = secrets.token_hex(4)
            where = "".join(traceback.format_tb(failure.__traceback__))
            log.error("Reference %s: %s\n%s", reference, type(failure).__qualname__, where)
            facts = {"reference": reference}
            about = sentence(Words("web-trouble-failed-about", facts), language_of(request))
            return self._trouble(request, 500, "web-trouble-failed", about)

    def _trouble(self, request: web.Request, status: int, title: str, about: str) -> web.Response:
        language = language_of(request)
        return self.page("trouble.html", language, status=status, title=sentence(Words(title), language), about=about)


def read_static(directory: Path) -> dict[str, StaticFile]:
    """All files below `directory`, by their path in it: few and small, and nothing else can be asked for."""
    found = {}
    for path in sorted(directory.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            mime, written = KINDS.get(path.suffix, ("application/octet-stream", False))
            packed = gzip.compress(content, mtime=0) if written and len(content) > SMALL else None
            found[path.relative_to(directory).as_posix()] = StaticFile(
                content,
                packed,
                f"{mime}; charset=utf-8" if written else mime,
                hashlib.sha256(content).hexdigest()[:24],
            )
    return found


def version_of(files: Mapping[str, StaticFile]) -> str:
    """Another word whenever the content of any file is another."""
    named = "\n".join(f"{path} {file.etag}" for path, file in sorted(files.items()))
    return hashlib.sha256(named.encode()).hexdigest()[:12]


def language_of(request: web.Request) -> str:
    """What `lang` in the address says, else Vietnamese: many telephones here are left in English."""
    chosen = request.query.get("lang", "")
    return chosen if chosen in LANGUAGES else FIRST


def place_of(communes: Iterable[Commune], language: str) -> list[Place]:
    return [Place(c.slug, c.name, sentence(Words(f"web-kind-{c.kind}"), language)) for c in communes]


@cache
def words_for_script(language: str) -> dict[str, str]:
    """The sentences that the chat's script shows, by id; those with facts are in the page already."""
    found = {}
    for id_ in ids(language):
        if id_.startswith(("web-chat-", "web-weekday-")):
            try:
                found[id_] = sentence(Words(id_), language)
            except WordsMissing:
                continue
    return found
