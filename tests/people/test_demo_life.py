"""The demo, with its clock: opinions from the day they are sent until their results are public and rated."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from sqlalchemy import text

from bot.demo import PHONES, Demo
from bot.settings import Settings
from domain.calendar import day_of
from domain.commune import VIETNAM
from tests.people.after import assigns, issues
from tests.town import Town, WebPhone

BEGINS, HELD = date(2025, 11, 3), date(2025, 11, 28)
ROAD = "Đường từ nhà văn hóa ra cầu bị sụt, xe không qua được"
LIGHT = "Đèn đường xóm dưới hỏng ba tháng nay"
DITCH = "Rãnh thoát nước dọc đường liên thôn bị vỡ nắp, nguy hiểm cho trẻ em"
BRIDGE = "Cầu dân sinh qua suối hẹp, đề nghị mở rộng mặt cầu"
HIGHWAY = "Quốc lộ đoạn qua chợ thường ngập, đề nghị nâng mặt đường và làm cống"
NAME = "Nguyễn Văn Mẫu"
AT_REST = """
    select not exists (select from inbox where done_at is null and set_aside_at is null)
       and not exists (select from outbox where sent_at is null and given_up_at is null
                       and (not_before is null or not_before <= :now))
"""


PROMISE = """
    select c.id from commitment c join petition p on p.commune_id = c.commune_id and p.id = c.petition_id
    where p.code = :code
"""


class DemoTown:
    """What a phone needs of a town, of the running demo: nobody but the program itself does its work."""

    def __init__(self, demo: Demo, http: ClientSession) -> None:
        self.demo = demo
        self.http = http
        [self.commune] = [each for each in demo.program.communes.all() if each.slug == "cao-minh"]

    async def settle(self) -> None:
        async with asyncio.timeout(30):
            while not (await self.rows(AT_REST, now=self.demo.clock.now()))[0][0]:
                await asyncio.sleep(0.01)

    async def rows(self, statement: str, **facts: Any) -> list[Any]:
        async with self.demo.program.database.begin() as uow:
            return list(await uow.connection.execute(text(statement), facts))

    async def phone(self, which: str) -> WebPhone:
        """One of those that the page shows."""
        async with self.http.get("/") as answer:
            frames = re.findall(r"<iframe[^>]* src=\"([^\"]+)\"", await answer.text())
        phone = WebPhone(self)  # type: ignore[arg-type]
        phone.chat = dict(zip(PHONES, (unescape(src).partition("#chat=")[2] for src in frames), strict=True))[which]
        await phone.looks()
        return phone

    async def goes_on_to(self, day: date, hour: int = 9) -> None:
        """The clock is pushed as on the page, by days and hours."""
        now = self.demo.clock.now().astimezone(VIETNAM)
        left = datetime(day.year, day.month, day.day, hour, tzinfo=VIETNAM) - now
        hours = max(1, round(left / timedelta(hours=1)))
        request = {"days": hours // 24, "hours": hours % 24}
        async with self.http.post("/demo/clock", json=request) as answer:
            assert answer.status == 200, await answer.text()
        await self.settle()
        assert day_of(self.demo.clock.now()) == day

    async def states(self) -> dict[str, tuple[str, str | None]]:
        rows = await self.rows("select code, state, outcome from petition order by code")
        return {row.code: (row.state, row.outcome) for row in rows}


@asynccontextmanager
async def demo(dsn: str, directory: Path) -> AsyncIterator[DemoTown]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = Demo(Settings(directory, dsn, "127.0.0.1", port, None, None, "http://127.0.0.1:9", 0, "INFO"), BEGINS)
    await running.start()
    try:
        async with ClientSession(running.settings.own_url) as http:
            yield DemoTown(running, http)
    finally:
        await running.stop()


async def test_from_an_opinion_to_its_public_result(dsn: str, tmp_path: Path) -> None:
    async with demo(dsn, tmp_path / "var") as town:
        resident, officer, head = [await town.phone(each) for each in ("resident", "officer", "department-head")]
        clerk, chair, front = [await town.phone(each) for each in ("clerk", "chair", "supervisor")]
        files = Town.files_petition

        # Collected.
        await Town.dialogue(town, clerk, f"{HELD:%d/%m/%Y}")  # type: ignore[arg-type]
        await resident.presses("Tôi đồng ý")
        await resident.says("1")
        await resident.presses("Thông tin của tôi")
        await resident.presses("Sửa tên")
        await resident.says(NAME)
        codes = [await files(town, resident, body, "Đường") for body in (ROAD, LIGHT, DITCH, BRIDGE, HIGHWAY)]  # type: ignore[arg-type]
        road, light, ditch, bridge, highway = codes

        # Answered in the chat, with the head's approval; passed up with a document.
        await officer.presses_key(f"work.show:{light}")
        await officer.presses("Trả lời")
        await officer.says("Đội điện đã thay ba bóng đèn. Bà con xem lại, nếu còn hỏng xin báo.")
        await officer.presses("Tiếp tục")
        await officer.presses("Đã giải quyết xong")
        await officer.presses("Gửi")
        await head.looks()
        await head.presses("Duyệt")
        await town.goes_on_to(BEGINS, 11)
        assert "Đội điện đã thay ba bóng đèn" in await resident.looks()
        await resident.presses("5")
        await officer.says(highway)
        await officer.presses("Việc khác")
        await officer.presses("Vượt thẩm quyền")
        await officer.says("Khu Quản lý đường bộ")
        await officer.says("125/UBND-KT")
        await officer.presses("Hôm nay")
        await officer.says("15/12/2025")
        await officer.presses("Không có bản chụp")
        await officer.presses("Ghi đã gửi cấp trên")
        assert (await town.states())[highway] == ("escalated", None)

        # Held and concluded: three promises with their days.
        await town.goes_on_to(HELD)
        await clerk.presses_any("dialogue.show:1")
        await clerk.presses("Bắt đầu hội nghị")
        await assigns(clerk, road, "15 ngày", "Sửa xong đường")
        await assigns(clerk, ditch, "15 ngày", "Thay nắp rãnh")
        await assigns(clerk, bridge, "15 ngày", "Mở rộng mặt cầu")
        await clerk.presses_any("dialogue.show:1")
        await clerk.presses("Kết thúc hội nghị")
        await issues(clerk)
        told = await resident.looks()
        for code in (road, ditch, bridge):
            assert code in told

        # Two promises are kept, one is late and everybody knows.
        due = HELD + timedelta(days=15)
        await town.goes_on_to(date(2025, 12, 8))
        for code, said in ((road, "Đã đổ bê tông 40 m"), (ditch, "Đã thay 12 nắp")):
            [promise] = await town.rows(PROMISE, code=code)
            await officer.presses_any(f"commitment.keep:{promise.id}")
            await officer.says(said)
            await officer.presses("Tiếp tục")
            await officer.presses("Báo đã xong")
        told = await resident.looks()
        assert "Đã đổ bê tông 40 m" in told
        await town.goes_on_to(due + timedelta(days=3))
        assert f"{due:%d/%m/%Y}" in await resident.looks()
        assert bridge in await front.presses_any("front.show")

        # The upper level has replied, and its words are passed on.
        await officer.presses_any(f"upper.begin:{highway}")
        await officer.says("Khu Quản lý đường bộ sẽ nâng mặt đường trong quý I năm 2026.")
        await officer.presses("Tiếp tục")
        await officer.says("88/KQL")
        await officer.presses("Hôm nay")
        await officer.presses("Chuyển đến người dân ngay")
        said = await officer.presses("Ghi trả lời")
        assert "trình người đứng đầu cơ quan duyệt" in said
        await head.looks()
        await head.presses("Duyệt")
        await town.goes_on_to(due + timedelta(days=3), 11)
        assert "sẽ nâng mặt đường trong quý I năm 2026" in await resident.looks()

        # Published: what a clerk has looked through, and nothing of who wrote it.
        await clerk.presses_any("publish.look:1")
        await clerk.presses("Duyệt cả 5 mục")
        await clerk.presses_any("publish.ask:1")
        await clerk.presses("Đăng công khai")
        async with town.http.get("/c/cao-minh/ket-qua.json") as answer:
            public = await answer.json()
        shown = {entry["code"]: entry["state"] for entry in public["items"]}
        assert shown == {road: "resolved", light: "resolved", ditch: "resolved", bridge: "late", highway: "beyond"}
        async with town.http.get("/c/cao-minh/ket-qua") as answer:
            page = await answer.text()
        assert all(code in page for code in codes)
        assert NAME not in page + str(public)

        # Rated, and the chair sees that there are too few to be told.
        await resident.looks()
        survey = next(key for seen in await resident.history() for key in seen.keys if key.startswith("survey.rate"))
        assert "Xin cảm ơn" in await resident.presses_key(survey)
        assert "Hài lòng về hội nghị" in await chair.presses_any("dialogue.show:1")

        assert await town.states() == {
            road: ("answered", "resolved"),
            light: ("closed", "resolved"),
            ditch: ("answered", "resolved"),
            bridge: ("answered", "promised"),
            highway: ("answered", "beyond"),
        }
        assert await town.rows("select 1 from inbox where trouble is not null or tries > 0") == []
