"""Tests of the demo: phones, staff who came by invitation, a clock that can be pushed, and a second start."""

import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import text

from bot.demo import PHONES, Demo
from bot.settings import Settings
from domain.calendar import day_of
from domain.commune import VIETNAM
from tests.town import sentence


@pytest.fixture
def settings(dsn: str, tmp_path: Path) -> Settings:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return Settings(tmp_path / "var", dsn, "127.0.0.1", port, None, None, "http://127.0.0.1:9", 0, "INFO")


class Visit:
    """Somebody who tries the demo out in a browser."""

    def __init__(self, demo: Demo, http: ClientSession) -> None:
        self.demo = demo
        self.http = http

    async def page(self, language: str = "vi", path: str = "/") -> str:
        async with self.http.get(path, params={"lang": language}) as answer:
            assert answer.status == 200
            return await answer.text()

    async def chats(self, path: str = "/") -> dict[str, str]:
        frames = re.findall(r"<iframe[^>]* src=\"([^\"]+)\"", await self.page(path=path))
        return dict(zip(PHONES, (unescape(src).partition("#chat=")[2] for src in frames), strict=True))

    async def messages(self, phone: str) -> list[dict[str, Any]]:
        async with self.http.get(f"/api/chats/{(await self.chats())[phone]}/messages") as answer:
            assert answer.status == 200
            found: list[dict[str, Any]] = await answer.json()
            return found

    async def push(self, **request: Any) -> tuple[int, dict[str, Any]]:
        async with self.http.post("/demo/clock", **request) as answer:
            return answer.status, await answer.json()

    async def now_text(self, language: str = "vi") -> str:
        async with self.http.get("/demo/clock", params={"lang": language}) as answer:
            shown: str = (await answer.json())["now_text"]
            return shown

    async def rows(self, statement: str) -> list[tuple[Any, ...]]:
        async with self.demo.program.database.begin() as uow:
            return [tuple(row) for row in await uow.connection.execute(text(statement))]


@asynccontextmanager
async def started(settings: Settings, day: date | None = None) -> AsyncIterator[Visit]:
    demo = Demo(settings, day)
    await demo.start()
    try:
        async with ClientSession(settings.own_url) as http:
            yield Visit(demo, http)
    finally:
        await demo.stop()


async def test_the_page_shows_phones_with_people_who_came_as_everybody_does(settings: Settings) -> None:
    async with started(settings) as visit:
        page = await visit.page()
        assert page.count("<iframe") == len(PHONES)
        chats = await visit.chats()
        assert len(set(chats.values())) == len(PHONES)
        assert "" not in chats.values()
        for phone in PHONES:
            assert sentence(f"demo-hint-{phone}") in unescape(page)
        assert sentence("demo-role-clerk", "en") in unescape(await visit.page("en"))

        assert sorted(await visit.rows("select commune_id, role, department, hamlet from role_grant")) == [
            (1879, "chair", "", ""),
            (1879, "clerk", "", ""),
            (1879, "department-head", "phong-kinh-te", ""),
            (1879, "hamlet-head", "", "thon-mau-1"),
            (1879, "officer", "phong-kinh-te", ""),
            (1879, "supervisor", "", ""),
        ]
        assert await visit.rows("select count(*) from invitation where used_at is null") == [(0,)]
        assert await visit.rows("select count(*) from inbox where set_aside_at is not null") == [(0,)]
        ((starts, state),) = await visit.rows("select starts_at, state from dialogue")
        assert state == "collecting"
        assert day_of(starts) == day_of(visit.demo.clock.now()) + timedelta(days=21)
        assert len(await visit.rows("select id from commune")) == 5


async def test_the_resident_is_welcomed_and_has_done_nothing_yet(settings: Settings) -> None:
    async with started(settings) as visit:
        mine, welcome = await visit.messages("resident")

        assert (mine["from"], mine["text"]) == ("me", "/start")
        assert welcome["from"] == "bot"
        assert "welcome.agree" in [choice["key"] for choice in welcome["choices"]]
        assert await visit.rows(
            "select p.name, p.consented_at from conversation t join person p on p.id = t.person_id "
            "where not exists (select from role_grant g where g.person_id = p.id)"
        ) == [(None, None)]
        last = (await visit.messages("clerk"))[-1]
        assert last["from"] == "bot"
        assert last["choices"] != []


async def test_the_clock_is_pushed_by_hours_and_days(settings: Settings) -> None:
    async with started(settings) as visit:
        assert abs(visit.demo.clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
        for step, ahead in (({"hours": 1}, 1), ({"days": 2}, 49), ({"days": 1, "hours": 1}, 74)):
            status, answer = await visit.push(json=step)
            assert status == 200
            assert visit.demo.clock.ahead == timedelta(hours=ahead)
            shown = sentence("demo-now", now=datetime.now(UTC) + timedelta(hours=ahead))
            assert answer["now_text"].partition(",")[2] == shown.partition(",")[2]

        assert (await visit.now_text("en")) != (await visit.now_text("vi"))


async def test_what_falls_due_happens_when_the_clock_is_pushed(settings: Settings) -> None:
    async with started(settings) as visit:
        turns: list[datetime] = []

        async def sweep() -> None:
            turns.append(visit.demo.clock.now())

        visit.demo.program.timetable.every(3600, sweep)
        before = visit.demo.clock.now()
        await visit.push(json={"days": 3})

        *mornings, last = turns
        # When people are awake, and at the digest's hour.
        assert sorted(turn.astimezone(VIETNAM).strftime("%H:%M") for turn in mornings) == ["06:30"] * 3 + ["07:30"] * 3
        # Each hour once a day, whatever the time is when somebody pushes.
        for hour in ("06:30", "07:30"):
            days = {day_of(turn) for turn in mornings if turn.astimezone(VIETNAM).strftime("%H:%M") == hour}
            assert len(days) == 3
        assert last >= before + timedelta(days=3)


WRONG = [
    pytest.param({"json": {}}, id="nothing"),
    pytest.param({"json": {"hours": 0}}, id="no-time"),
    pytest.param({"json": {"hours": -1}}, id="back"),
    pytest.param({"json": {"days": 2, "hours": -1}}, id="half-back"),
    pytest.param({"json": {"days": 32}}, id="too-far"),
    pytest.param({"json": {"hours": 1.5}}, id="a-fraction"),
    pytest.param({"json": {"hours": "1"}}, id="text"),
    pytest.param({"json": {"hours": True}}, id="a-yes"),
    pytest.param({"json": {"days": None}}, id="null"),
    pytest.param({"json": {"days": 10**30}}, id="a-huge-number"),
    pytest.param({"json": [1]}, id="a-list"),
    pytest.param({"json": 1}, id="a-number"),
    pytest.param({"data": b"hours=1"}, id="no-json"),
    pytest.param({"data": b'{"hours": 1\xff}'}, id="no-text"),
    pytest.param(
        {"data": b'{"hours": 1}', "headers": {"Content-Type": "application/json; charset=klingon"}}, id="no-encoding"
    ),
    pytest.param({"data": b""}, id="empty"),
]


async def test_a_wrong_push_is_refused_with_a_sentence_and_moves_nothing(settings: Settings) -> None:
    async with started(settings) as visit:
        kept = visit.demo.clock.ahead
        answers = {}
        for case in WRONG:
            (request,) = case.values
            assert isinstance(request, dict)
            answers[case.id] = await visit.push(**request)

        assert answers == {case.id: (400, {"error": sentence("demo-clock-wrong")}) for case in WRONG}
        assert visit.demo.clock.ahead == kept


async def test_the_clock_has_a_farthest_day(settings: Settings) -> None:
    async with started(settings) as visit:
        visit.demo.clock.push(timedelta(days=3649))
        statuses = [(await visit.push(json={"days": 1}))[0] for _ in range(2)]

        assert statuses == [200, 400]
        assert visit.demo.clock.ahead == timedelta(days=3650)


async def test_it_begins_on_the_day_one_asks_for_and_goes_on_from_there(settings: Settings) -> None:
    async with started(settings, date(2025, 10, 1)) as visit:
        assert f"{visit.demo.clock.now().astimezone(VIETNAM):%Y-%m-%d %H}" == "2025-10-01 08"
        assert await visit.rows("select id from dialogue") == []
        await visit.push(json={"days": 2})
    async with started(settings, date(2025, 10, 1)) as visit:
        assert day_of(visit.demo.clock.now()) == date(2025, 10, 3)
    async with started(settings) as visit:
        assert day_of(visit.demo.clock.now()) == day_of(datetime.now(UTC))


async def test_each_commune_has_its_phones_and_its_plan(settings: Settings) -> None:
    async with started(settings) as visit:
        others = [unescape(link) for link in re.findall(r'href="(/\?commune=[^"]+)"', await visit.page())]
        assert len(others) == 5
        plans, chats = [], set[str]()
        for path in others:
            page = await visit.page(path=path)
            assert page.count("aria-current") == 1
            plans += re.findall(r'href="(/demo/plans/[^"]+)"', page)
            chats |= set((await visit.chats(path)).values())
        assert len(set(plans)) == 5
        assert len(chats) == 5 * len(PHONES)
        # Whoever looks again meets the same people.
        assert set((await visit.chats(others[1])).values()) <= chats
        granted = await visit.rows("select commune_id, count(*) from role_grant group by commune_id")
        assert sorted(count for _, count in granted) == [6] * 5
        assert await visit.rows("select commune_id from dialogue") == [(1879,)]
        assert sentence("demo-role-hamlet-head", kind="bản") in await visit.page(path="/?commune=khoen-on")

        for plan in plans:
            async with visit.http.get(plan) as answer:
                assert answer.status == 200
                assert "attachment" in answer.headers["Content-Disposition"]
                assert "kế hoạch" in (await answer.text()).lower()
        for other in (
            "/demo/plans/mau-xa-thanh-nien.txt", "/demo/plans/..%2F..%2FREADME.md", "/demo/plans/x", "/?commune=x",
        ):  # fmt: skip
            async with visit.http.get(other) as answer:
                assert answer.status == 404


async def test_a_second_start_keeps_the_chats_and_the_clock(settings: Settings) -> None:
    async with started(settings) as visit:
        await visit.push(json={"days": 5})
        before = await visit.chats(), await visit.messages("clerk"), await visit.rows("select * from role_grant")
    kept = settings.data_dir / "demo" / "demo.json"
    assert kept.stat().st_mode & 0o777 == 0o600  # it opens everybody's chat

    async with started(settings) as visit:
        assert visit.demo.clock.ahead == timedelta(days=5)
        after = await visit.chats(), await visit.messages("clerk"), await visit.rows("select * from role_grant")
        assert after == before
        assert await visit.rows("select count(*) from dialogue") == [(1,)]


async def test_a_start_that_was_interrupted_is_begun_again(settings: Settings) -> None:
    async with started(settings) as visit:
        first = await visit.chats()
    kept = settings.data_dir / "demo" / "demo.json"
    kept.write_text(kept.read_text(encoding="utf-8")[:40], encoding="utf-8")

    async with started(settings) as visit:
        again = await visit.chats()
        assert len(set(again.values())) == len(PHONES)
        assert not set(first.values()) & set(again.values())
        assert (await visit.messages("resident"))[-1]["from"] == "bot"
