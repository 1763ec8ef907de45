"""The public pages of results: looked for, filtered and counted, one by one, and as JSON.

They need no login and set no cookie. All they can read is the public register: what has been approved for it.
"""

import asyncio
import hashlib
import json
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from documents.official import print_docx
from documents.results import PublishedResults
from domain.calendar import day_of
from domain.commune import Commune
from domain.notice import Words, words
from domain.petition import only_code, read_code
from domain.publication import NO_DIALOGUE, PublicDialogue, PublicItem, PublicState
from handlers.results_paper import results_paper
from locales import FIRST, render
from storage.public_register import A_PAGE, DepartmentCount, PublicRegister, Sought
from web.pages import Pages, language_of, place_of

# What has changed is seen after a minute, by whoever keeps a copy.
KEPT = "public, max-age=60"
MOST_LETTERS = 100
MOST_PAGE = 9999
JSON_VERSION = 1
MOST_PAPERS = 20
HASH = re.compile(r"[0-9a-f]{64}")
# Whatever it turns out to hold, it runs nothing.
PICTURE = {"Content-Security-Policy": "sandbox; default-src 'none'"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The bars are as wide as this, whatever that is on the screen.
BAR = 1000


@dataclass(frozen=True)
class Shown:
    """A matter as the templates know it: finished words."""

    code: str
    link: str
    state: str
    state_words: str
    topic: str
    place: str
    department: str
    text: str
    answer: str
    notes: tuple[str, ...]
    pictures: tuple[str, ...]


@dataclass(frozen=True)
class Bar:
    """A department's row of the chart; `pieces` are kind, left edge and width in thousandths of the longest."""

    department: str
    answered: int
    under_way: int
    late: int
    label: str
    pieces: tuple[tuple[str, int, int], ...]

    @property
    def total(self) -> int:
        return self.answered + self.under_way + self.late


@dataclass(frozen=True)
class Option:
    value: str
    name: str


class ResultPages:
    """Handlers of the public results of every commune; `communes` may change at any time."""

    def __init__(
        self,
        pages: Pages,
        communes: Mapping[str, Commune],
        register: PublicRegister,
        now: Callable[[], datetime],
        public_url: str = "",
        picture_path: Callable[[str], Path] | None = None,
    ) -> None:
        self._pages = pages
        self._communes = communes
        self._register = register
        self._now = now
        self._public_url = public_url.rstrip("/")
        self._picture_path = picture_path
        # The latest papers, by what they are made of; one is made at a time, whoever asks for them.
        self._papers: OrderedDict[PublishedResults, bytes] = OrderedDict()
        self._printing = asyncio.Lock()

    def add_to(self, app: web.Application) -> None:
        route = app.router
        route.add_get("/c/{slug}/ket-qua", self._list)
        route.add_get("/c/{slug}/ket-qua.json", self._json)
        route.add_get("/c/{slug}/ket-qua.docx", self._paper)
        route.add_get("/c/{slug}/ket-qua/anh/{picture}.jpg", self._picture)
        route.add_get("/c/{slug}/ket-qua/{code}", self._one)

    def _commune(self, request: web.Request) -> Commune:
        commune = self._communes.get(request.match_info["slug"])
        if commune is None:
            raise web.HTTPNotFound
        return commune

    # ── the list ──────────────────────────────────────────────────────────────────────────────────────────────

    async def _list(self, request: web.Request) -> web.StreamResponse:
        commune, language, today = self._commune(request), language_of(request), day_of(self._now())
        dialogues = await self._register.dialogues(commune.id)
        sought = read_query(request.query, commune, dialogues)
        found = await self._register.look(commune.id, sought, today)
        pages = max(1, ceil(found.count / A_PAGE))
        if sought.page > pages:
            sought = _at_page(sought, pages)
            found = await self._register.look(commune.id, sought, today)
        topics, hamlets = await self._register.used(commune.id)
        counted = await self._register.by_department(commune.id, today, sought.dialogue)
        say = _Say(commune, language, today)
        page = self._pages.page(
            "results.html",
            language,
            place=say.place,
            home=f"/c/{commune.slug}{say.query}",
            here=f"/c/{commune.slug}/ket-qua",
            dialogues=[(say.dialogue(each), say.satisfaction(each)) for each in dialogues if _is_shown(each, sought)],
            sought=sought,
            is_sought=_at_page(sought, 1) != Sought(),
            is_filtered=_at_page(sought, 1) != Sought(sought.words),
            options={
                "linh-vuc": [Option(t.key, t.name) for t in commune.topics if t.key in topics],
                "noi-o": [Option(h.key, say.hamlet(h.key)) for h in commune.hamlets if h.key in hamlets],
                "ket-qua": [Option(s.value, say(f"web-results-state-{s}")) for s in PublicState],
                "hoi-nghi": [Option(str(d.id), say.dialogue(d)) for d in dialogues],
            },
            chosen=_to_query(sought),
            items=[say.item(item) for item in found.items],
            count=found.count,
            pages=pages,
            before=_link(sought, sought.page - 1, language) if sought.page > 1 else "",
            after=_link(sought, sought.page + 1, language) if sought.page < pages else "",
            bars=bars(counted, say),
            files=_files(commune, sought, dialogues),
        )
        return _answer(request, page)

    # ── one ───────────────────────────────────────────────────────────────────────────────────────────────────

    async def _one(self, request: web.Request) -> web.StreamResponse:
        commune, language, today = self._commune(request), language_of(request), day_of(self._now())
        written = request.match_info["code"]
        code = read_code(written) if only_code(written) and len(written) < MOST_LETTERS else None
        say = _Say(commune, language, today)
        if code is not None and code != written:
            raise web.HTTPFound(f"/c/{commune.slug}/ket-qua/{code}{say.query}")
        item = await self._register.find(commune.id, code) if code else None
        status = 404 if item is None else 410 if item.is_withdrawn else 200
        withdrawn_on = item.withdrawn_at if item is not None else None
        page = self._pages.page(
            "result.html",
            language,
            status=status,
            place=say.place,
            home=f"/c/{commune.slug}{say.query}",
            here=f"/c/{commune.slug}/ket-qua{say.query}",
            code=code or written[:20],
            item=say.item(item) if item is not None and status == 200 else None,
            gone=say("web-results-withdrawn-on", day=withdrawn_on) if withdrawn_on else "",
        )
        if status != 200:
            page.headers["X-Robots-Tag"] = "noindex"
        return _answer(request, page)

    # ── for programs ──────────────────────────────────────────────────────────────────────────────────────────

    async def _json(self, request: web.Request) -> web.StreamResponse:
        commune, today = self._commune(request), day_of(self._now())
        dialogues = await self._register.dialogues(commune.id)
        wanted = read_query(request.query, commune, dialogues).dialogue
        items = await self._register.everything(commune.id, wanted)
        gone = await self._register.withdrawn(commune.id, wanted)
        shown = [each for each in dialogues if wanted in (None, each.id)]
        body = json.dumps(as_json(commune, shown, items, gone, today), ensure_ascii=False, indent=1)
        response = web.Response(text=body, content_type="application/json", headers=dict(_FOR_ALL))
        response.enable_compression()
        return _answer(request, response)

    async def _paper(self, request: web.Request) -> web.StreamResponse:
        """The results of one dialogue, of the latest where none is named, as a Word file."""
        commune, today = self._commune(request), day_of(self._now())
        dialogues = await self._register.dialogues(commune.id)
        wanted = read_query(request.query, commune, dialogues).dialogue
        dialogue = next((each for each in dialogues if wanted in (None, each.id)), None)
        if dialogue is None:
            raise web.HTTPNotFound
        items = await self._register.everything(commune.id, dialogue.id)
        address = f"{self._public_url}/c/{commune.slug}/ket-qua"
        content = await self._printed(results_paper(commune, dialogue, items, today, address))
        name = f"ket-qua-{commune.slug}-{dialogue.id}.docx"
        headers = {**_FOR_ALL, "Content-Disposition": f'attachment; filename="{name}"', "Content-Type": WORD}
        return _answer(request, web.Response(body=content, headers=headers))

    async def _picture(self, request: web.Request) -> web.StreamResponse:
        """A picture that was chosen to be shown, as long as what it belongs to is."""
        commune, sha256 = self._commune(request), request.match_info["picture"]
        if self._picture_path is None or not HASH.fullmatch(sha256):
            raise web.HTTPNotFound
        if not await self._register.shows_picture(commune.id, sha256):
            raise web.HTTPNotFound
        path = self._picture_path(sha256)
        if not await asyncio.to_thread(path.is_file):
            raise web.HTTPNotFound
        return web.FileResponse(path, headers={"Content-Type": "image/jpeg", "Cache-Control": KEPT, **PICTURE})

    async def _printed(self, paper: PublishedResults) -> bytes:
        async with self._printing:
            content = self._papers.pop(paper, None)
            if content is None:
                content = await asyncio.to_thread(print_docx, paper)
            self._papers[paper] = content
            while len(self._papers) > MOST_PAPERS:
                self._papers.popitem(last=False)
        return content


# Anybody's page may show what is public.
_FOR_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept-Encoding",
}


class _Say:
    """Words for one reader of one commune's page."""

    def __init__(self, commune: Commune, language: str, today: date) -> None:
        self._commune = commune
        self._language = language
        self._today = today
        [place] = place_of([commune], language)
        name = self("web-chat-commune", kind=place.kind_name, name=place.name)
        self.place = name[:1].upper() + name[1:]
        self.query = "" if language == FIRST else f"?lang={language}"

    def __call__(self, id_: str, /, **facts: Any) -> str:
        return render(words(id_, **facts), self._language)

    def hamlet(self, key: str) -> str:
        hamlet = self._commune.hamlet(key)
        if hamlet is None:
            return self("web-results-whole")
        kind = Words(f"hamlet-kind-{hamlet.kind}")
        name = self("hamlet-name", kind=kind, name=hamlet.name)
        return name[:1].upper() + name[1:]

    def department(self, key: str) -> str:
        return self._commune.department(key).name

    def dialogue(self, dialogue: PublicDialogue) -> str:
        if dialogue.id == NO_DIALOGUE:
            return self("web-results-apart")
        if dialogue.held_on is None:
            return dialogue.title
        return self("web-results-held", title=dialogue.title, day=dialogue.held_on)

    def satisfaction(self, dialogue: PublicDialogue) -> str:
        if dialogue.id == NO_DIALOGUE:
            return ""
        if dialogue.rated is None or dialogue.average is None:
            return self("web-results-satisfied-few")
        average = f"{dialogue.average:.1f}"
        shown = average.replace(".", ",") if self._language == FIRST else average
        return self("web-results-satisfied", average=shown, count=dialogue.rated)

    def item(self, item: PublicItem) -> Shown:
        state = item.shown_state(self._today)
        return Shown(
            item.code,
            f"/c/{self._commune.slug}/ket-qua/{item.code}{self.query}",
            state.value,
            self._state(item, state),
            self._commune.topic(item.topic).name,
            self.hamlet(item.hamlet),
            self.department(item.department),
            item.text,
            item.answer,
            tuple(self._notes(item)),
            tuple(f"/c/{self._commune.slug}/ket-qua/anh/{sha256}.jpg" for sha256 in item.photos),
        )

    def _state(self, item: PublicItem, state: PublicState) -> str:
        if state is PublicState.LATE:
            return self("public-state-late", due=item.due_on)
        if state is PublicState.PROMISED and item.due_on is not None:
            return self("public-state-promised-by", due=item.due_on)
        return self(f"public-state-{state}")

    def _notes(self, item: PublicItem) -> list[str]:
        notes = [self("web-results-received", day=item.received_on)]
        if item.answered_on is not None:
            notes.append(self("web-results-answered-on", day=item.answered_on))
        if item.people is not None:
            notes.append(self("web-results-people", count=item.people))
        elif item.several:
            notes.append(self("web-results-several"))
        if item.corrected_at is not None:
            notes.append(self("web-results-corrected", day=item.corrected_at))
        return notes


# ── what is sought ────────────────────────────────────────────────────────────────────────────────────────────


def read_query(query: Mapping[str, str], commune: Commune, dialogues: Sequence[PublicDialogue]) -> Sought:
    """What an address asks for; what there is none of does not count."""
    topics = {topic.key for topic in commune.topics}
    hamlets = {hamlet.key for hamlet in commune.hamlets}
    states = {state.value: state for state in PublicState}
    topic, hamlet = query.get("linh-vuc", ""), query.get("noi-o", "")
    page, dialogue = _number(query.get("trang", "")), _number(query.get("hoi-nghi", ""))
    return Sought(
        " ".join(query.get("tu", "")[:MOST_LETTERS].split()),
        topic if topic in topics else "",
        hamlet if hamlet in hamlets else "",
        states.get(query.get("ket-qua", "")),
        dialogue if dialogue in {each.id for each in dialogues} else None,
        min(max(page or 1, 1), MOST_PAGE),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None


def _at_page(sought: Sought, page: int) -> Sought:
    return Sought(sought.words, sought.topic, sought.hamlet, sought.state, sought.dialogue, page)


def _to_query(sought: Sought) -> dict[str, str]:
    return {
        "tu": sought.words,
        "linh-vuc": sought.topic,
        "noi-o": sought.hamlet,
        "ket-qua": sought.state.value if sought.state else "",
        "hoi-nghi": "" if sought.dialogue is None else str(sought.dialogue),
    }


def _link(sought: Sought, page: int, language: str) -> str:
    """The address of another page of what is sought."""
    facts = {**_to_query(sought), "trang": str(page) if page > 1 else "", "lang": "" if language == FIRST else language}
    return "?" + urlencode({name: value for name, value in facts.items() if value})


def _is_shown(dialogue: PublicDialogue, sought: Sought) -> bool:
    return sought.dialogue in (None, dialogue.id)


def _files(commune: Commune, sought: Sought, dialogues: Sequence[PublicDialogue]) -> list[tuple[str, str]]:
    """The same as files: all of it as JSON, a dialogue as a paper (the one that is looked at, or the latest)."""
    if not dialogues:
        return []
    query = "" if sought.dialogue is None else f"?hoi-nghi={sought.dialogue}"
    path = f"/c/{commune.slug}/ket-qua"
    return [("web-results-docx", f"{path}.docx{query}"), ("web-results-json", f"{path}.json{query}")]


# ── the chart ─────────────────────────────────────────────────────────────────────────────────────────────────


def bars(counted: Sequence[DepartmentCount], say: _Say) -> list[Bar]:
    """The rows of the chart, each as long as it has matters."""
    most = max((each.answered + each.under_way + each.late for each in counted), default=1)
    return [_bar(each, most, say) for each in counted]


def _bar(each: DepartmentCount, most: int, say: _Say) -> Bar:
    department = say.department(each.department)
    label = say(
        "web-results-chart-bar", department=department, answered=each.answered, waiting=each.under_way, late=each.late
    )
    pieces, left = [], 0
    for kind, count in (("answered", each.answered), ("under-way", each.under_way), ("late", each.late)):
        if count:
            width = max(1, round(BAR * count / most))
            pieces.append((kind, left, width))
            left += width
    return Bar(department, each.answered, each.under_way, each.late, label, tuple(pieces))


# ── answers ───────────────────────────────────────────────────────────────────────────────────────────────────


def as_json(
    commune: Commune,
    dialogues: Sequence[PublicDialogue],
    items: Sequence[PublicItem],
    withdrawn: Sequence[PublicItem],
    today: date,
) -> dict[str, Any]:
    """What is public as plain values; the shape is described in `docs/public-results.md`."""
    return {
        "version": JSON_VERSION,
        "commune": {
            "code": commune.code, "name": commune.name, "kind": commune.kind.value, "province": commune.province
        },
        "dialogues": [
            {
                "id": each.id, "title": each.title, "held_on": _day(each.held_on),
                "published_on": _day(day_of(each.published_at)),
                "satisfaction": {"count": each.rated, "average": each.average} if each.rated is not None else None,
            }
            for each in dialogues
        ],
        "items": [_item_json(commune, item, today) for item in items],
        "withdrawn": [
            {"code": item.code, "withdrawn_on": _day(day_of(item.withdrawn_at))}
            for item in withdrawn
            if item.withdrawn_at is not None
        ],
    }  # fmt: skip


def _item_json(commune: Commune, item: PublicItem, today: date) -> dict[str, Any]:
    hamlet = commune.hamlet(item.hamlet)
    return {
        "code": item.code,
        "dialogue": item.dialogue_id,
        "topic": {"key": item.topic, "name": commune.topic(item.topic).name},
        "hamlet": {"key": item.hamlet, "name": hamlet.name} if hamlet else None,
        "department": {"key": item.department, "name": commune.department(item.department).name},
        "state": item.shown_state(today).value,
        "due_on": _day(item.due_on),
        "received_on": _day(item.received_on),
        "answered_on": _day(item.answered_on),
        "text": item.text,
        "answer": item.answer,
        "pictures": [f"/c/{commune.slug}/ket-qua/anh/{sha256}.jpg" for sha256 in item.photos],
        "several": item.several,
        "people": item.people,
        "published_on": _day(day_of(item.published_at)),
        "corrected_on": _day(day_of(item.corrected_at)) if item.corrected_at else None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _answer(request: web.Request, response: web.Response) -> web.Response:
    """With a mark of its content, so that who has it already need not load it again."""
    body = response.body
    assert isinstance(body, bytes)
    mark = hashlib.sha256(body).hexdigest()[:24]
    headers = {"Cache-Control": KEPT, "ETag": f'"{mark}"'}
    if response.status == 200 and any(each.value in (mark, "*") for each in request.if_none_match or ()):
        kept = {name: response.headers[name] for name in ("Vary", *_FOR_ALL) if name in response.headers}
        return web.Response(status=304, headers=kept | headers)
    response.headers.update(headers)
    return response
