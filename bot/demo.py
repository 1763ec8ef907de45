"""The demo: sample communes, four phones side by side for each, and a clock that can be pushed forward."""

import asyncio
import json
import logging
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from aiohttp import ClientSession, web

from actions.calendar import calendar_of
from actions.commune import apply_setup, read_setup
from actions.desk import Desk, actor_of
from actions.invitation import first_clerk
from bot.channels.web import key_of
from bot.clock import PushableClock
from bot.settings import Settings
from bot.wiring import Program
from domain.calendar import day_of
from domain.commune import VIETNAM, Commune
from domain.notice import words
from handlers.welcome import invitation_payload
from locales import FIRST, LANGUAGES, render

log = logging.getLogger(__name__)

SAMPLES = Path(__file__).parent.parent / "samples" / "communes"
PLANS = Path(__file__).parent.parent / "samples" / "plans"
SHOWN = "cao-minh"
# Plans to hand to the clerk's phone of each commune.
PAPERS = {
    "cao-minh": "cao-minh-2025.txt",
    "khoen-on": "khoen-on-2025.txt",
    "xuan-truong": "xuan-truong-2025.txt",
    "cam-son": "cam-son-2024.txt",
    "nam-dan": "nam-dan-2026.txt",
}
OPENS_AT = time(8, 0)
# Seconds that the staff waits for an answer.
PATIENCE = 20.0
_CODE = re.compile(r"\b[A-Z0-9]{5}-[A-Z0-9]{5}\b")
PHONES = ("resident", "hamlet-head", "officer", "department-head", "clerk", "chair", "supervisor")
FARTHEST = timedelta(days=3650)
# Every morning on the way is lived through.
FARTHEST_PUSH = timedelta(days=31)
MOST_HOURS = 24 * 31


class Demo:
    """The real program over a database of its own, with staff who came by real invitations.

    With `day` it begins on the morning of that day, in a database of that day's own: its clock never goes back. Then
    there is no dialogue yet, as in the other communes: those of the plan are what one wants to see.
    """

    def __init__(self, settings: Settings, day: date | None = None) -> None:
        folder = "demo" if day is None else f"demo-{day}"
        self._day = day
        self.settings = replace(settings, data_dir=settings.data_dir / folder, public_url=None)
        self._kept = self.settings.data_dir / "demo.json"
        kept = self._read()
        # By slug of the commune, then by phone.
        self._chats: dict[str, dict[str, str]] = kept.get("communes", {})
        begins = datetime.combine(day, OPENS_AT, VIETNAM) - datetime.now(UTC) if day else timedelta()
        self.clock = PushableClock(timedelta(seconds=kept["ahead"]) if "ahead" in kept else begins)
        self._pushing, self._furnishing = asyncio.Lock(), asyncio.Lock()
        self.program = Program(self.settings, clock=self.clock, home=self._home)
        self.program.app.router.add_get("/demo/clock", self._show_clock)
        self.program.app.router.add_post("/demo/clock", self._push_clock)
        self.program.app.router.add_get("/demo/plans/{name}", self._plan)

    async def start(self) -> None:
        await self.program.start()
        async with self.program.database.begin() as uow:
            for file in sorted(SAMPLES.glob("*.yaml")):
                setup = read_setup(yaml.safe_load(await asyncio.to_thread(file.read_text, encoding="utf-8")))
                await apply_setup(uow, setup, self.clock.now())
        await self.program.look_for_changes()
        await self._phones(self._commune(SHOWN))

    async def stop(self) -> None:
        await self.program.stop()

    async def wait(self) -> None:
        await self.program.wait()

    # ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────

    async def _home(self, request: web.Request) -> web.Response:
        language = request.query.get("lang", FIRST)
        language = language if language in LANGUAGES else FIRST
        commune = self._commune(request.query.get("commune", SHOWN))
        chats = await self._phones(commune)
        phones = [
            {
                "role_label": label,
                "hint": render(words(f"demo-hint-{phone}"), language),
                "src": f"/c/{quote(commune.slug)}?embedded=1&lang={language}&role={quote(label)}#chat={chats[phone]}",
                "paper": PAPERS.get(commune.slug) if phone == "clerk" else None,
            }
            for phone in PHONES
            for label in (self._label(phone, commune, language),)
        ]
        communes = [
            {
                "name": each.name,
                "url": f"/?commune={quote(each.slug)}&lang={language}",
                "shown": each.slug == commune.slug,
            }
            for each in self._communes()
        ]
        return self.program.pages.page(
            "demo.html", language, phones=phones, communes=communes, now_text=self._now_text(language)
        )

    def _label(self, phone: str, commune: Commune, language: str) -> str:
        kind = words(f"hamlet-kind-{commune.hamlets[0].kind}")
        return render(words(f"demo-role-{phone}", kind=kind), language)

    def _communes(self) -> list[Commune]:
        """In the order of their plans."""
        order = list(PAPERS)
        return sorted((c for c in self.program.communes.all() if c.slug in order), key=lambda c: order.index(c.slug))

    def _commune(self, slug: str) -> Commune:
        found = next((commune for commune in self._communes() if commune.slug == slug), None)
        if found is None:
            raise web.HTTPNotFound
        return found

    def _now_text(self, language: str) -> str:
        return render(words("demo-now", now=self.clock.now()), language)

    async def _plan(self, request: web.Request) -> web.StreamResponse:
        """A sample plan, to be kept as a file and handed to the clerk's phone."""
        name = request.match_info["name"]
        if name not in PAPERS.values():
            raise web.HTTPNotFound
        return web.FileResponse(PLANS / name, headers={"Content-Disposition": f'attachment; filename="{name}"'})

    async def _show_clock(self, request: web.Request) -> web.Response:
        return web.json_response({"now_text": self._now_text(request.query.get("lang", FIRST))})

    async def _push_clock(self, request: web.Request) -> web.Response:
        """Push the clock forward by hours or days, and let everything that is due happen at once."""
        pushed: Any = None
        with suppress(ValueError, LookupError):  # no JSON, or in no encoding that there is
            pushed = await request.json()
        hours, days = (pushed.get(unit, 0) for unit in ("hours", "days")) if isinstance(pushed, dict) else (0, 0)
        by = (
            timedelta(hours=hours, days=days)
            if all(type(n) is int and 0 <= n <= MOST_HOURS for n in (hours, days))
            else None
        )
        if not by or by > FARTHEST_PUSH or self.clock.ahead + by > FARTHEST:
            return web.json_response({"error": render(words("demo-clock-wrong"), FIRST)}, status=400)
        async with self._pushing:
            await self._push(by)
        return web.json_response({"now_text": self._now_text(request.query.get("lang", FIRST))})

    async def _push(self, by: timedelta) -> None:
        """Stop at every morning on the way: what is due then is told then, not skipped."""
        start, ahead = self.clock.now(), self.clock.ahead
        communes = self.program.communes.all()
        # What begins early is recalled as soon as people are awake.
        hours = {commune.digest_at for commune in communes} | {commune.quiet_hours.end for commune in communes}
        for after in [*(moment - start for moment in mornings(start, start + by, hours)), by]:
            self.clock.push(ahead + after - self.clock.ahead)
            self._write()
            await self.program.timetable.run_all()
        self.program.worker.wake()

    # ── furnishing ────────────────────────────────────────────────────────────────────────────────────────────

    async def _phones(self, commune: Commune) -> dict[str, str]:
        """The chats of a commune by phone; its people arrive when it is looked at first."""
        async with self._furnishing:
            if not await self._is_furnished(commune):
                await self._furnish(commune)
            return self._chats[commune.slug]

    async def _is_furnished(self, commune: Commune) -> bool:
        """Whether the phones that are remembered are those of this database."""
        chats = self._chats.get(commune.slug, {})
        if set(chats) != set(PHONES):
            return False
        async with self.program.database.begin() as uow:
            return all([await uow.web_chats.account_of(key_of(chat)) for chat in chats.values()])

    async def _furnish(self, commune: Commune) -> None:
        """Let the staff arrive as they would: each opens an invitation and agrees, in their own chat."""
        base = f"http://{self.settings.host}:{self.settings.port}"
        async with ClientSession(base) as session:
            chats = {phone: await _open_chat(session, commune) for phone in PHONES}
            async with self.program.database.begin() as uow:
                now = self.clock.now()
                desk = Desk(uow, commune, calendar_of(commune, now.year), actor_of(commune, 0, ()), now)
                made = await first_clerk(desk)
            clerk = _Phone(session, chats["clerk"])
            await clerk.arrive(invitation_payload(made.code), render(words("demo-name-clerk"), FIRST))
            for phone, where in (
                ("officer", "phong-kinh-te"),
                ("department-head", "phong-kinh-te"),
                ("hamlet-head", commune.hamlets[0].key),
                ("chair", None),
                ("supervisor", None),
            ):
                await clerk.choose("invite.begin")
                await clerk.press(phone)
                if where is not None:
                    await clerk.press(where)
                code = await clerk.is_told(_CODE)
                person = _Phone(session, chats[phone])
                await person.arrive(f"i-{code.replace('-', '')}", render(words(f"demo-name-{phone}"), FIRST))
            if self._day is None and commune.slug == SHOWN:
                await self._dialogue(clerk)
            await clerk.choose("menu.show")
            await _Phone(session, chats["resident"]).say("/start")
        self._chats[commune.slug] = chats
        self._write()

    async def _dialogue(self, clerk: "_Phone") -> None:
        """One that collects, three weeks ahead."""
        day = day_of(self.clock.now()) + timedelta(days=21)
        await clerk.choose("dialogue.new")
        await clerk.press("-")
        await clerk.say(f"{day:%d/%m/%Y}")
        for key in ("07:30", "@venue", "now", "@send"):
            await clerk.press(key)

    def _read(self) -> dict[str, Any]:
        try:
            kept: dict[str, Any] = json.loads(self._kept.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept

    def _write(self) -> None:
        kept = {"communes": self._chats, "ahead": self.clock.ahead.total_seconds()}
        self._kept.write_text(json.dumps(kept), encoding="utf-8")
        self._kept.chmod(0o600)


def mornings(start: datetime, end: datetime, hours: Iterable[time]) -> list[datetime]:
    """Every moment after `start` and before `end` at which it is one of `hours` in Vietnam, in order."""
    days = (day_of(end) - day_of(start)).days
    found = (
        datetime.combine(day_of(start) + timedelta(days=n), hour, VIETNAM) for n in range(days + 1) for hour in hours
    )
    return sorted(moment for moment in found if start < moment < end)


async def _open_chat(session: ClientSession, commune: Commune) -> str:
    async with session.post(f"/api/communes/{commune.slug}/chats") as answer:
        chat: str = (await answer.json())["chat"]
        return chat


class _Phone:
    """A person of the demo, through the same HTTP interface as everybody."""

    def __init__(self, session: ClientSession, chat: str) -> None:
        self._session = session
        self._path = f"/api/chats/{chat}/messages"
        self._seen = 0
        self._last: dict[str, Any] = {}

    async def say(self, text: str) -> None:
        await self._post({"text": text})

    async def press(self, key: str) -> None:
        """Press the button whose key is or ends in `key`, once it is offered: a notice may come in between."""
        async with asyncio.timeout(PATIENCE):
            while not (fits := [c["key"] for c in self._last["choices"] if f".{c['key']}".endswith(f".{key}")]):
                await self._look()
        await self.choose(fits[0])

    async def choose(self, key: str) -> None:
        await self._post({"choice": key})

    async def is_told(self, pattern: re.Pattern[str]) -> str:
        """What fits `pattern` in what is said, as soon as it is said."""
        async with asyncio.timeout(PATIENCE):
            while not (found := pattern.search(self._last["text"])):
                await self._look()
        return found[0]

    async def arrive(self, payload: str, name: str) -> None:
        await self.say(f"/start {payload}")
        await self.press("welcome.agree")
        await self.say(name)

    async def _post(self, body: dict[str, str]) -> None:
        async with self._session.post(self._path, json=body) as answer:
            answer.raise_for_status()
        async with asyncio.timeout(PATIENCE):
            await self._look()

    async def _look(self) -> None:
        """Wait for the next message."""
        while True:
            async with self._session.get(self._path, params={"after": self._seen, "wait": 5}) as answer:
                for message in await answer.json():
                    self._seen = message["id"]
                    if message["from"] == "bot":
                        self._last = message
                        return
