"""A dialogue that has been held, step by step, as the people of a town do it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.commune import VIETNAM
from tests.town import Town

TITLE = "Hội nghị đối thoại với Nhân dân xã Cao Minh năm 2025"
ROAD = "Đường từ nhà văn hóa ra cầu bị sụt, xe không qua được"
LIGHT = "Đèn đường xóm dưới hỏng ba tháng nay"
SCHOOL = "Đề nghị xây thêm phòng học cho điểm trường"


@dataclass
class Hall:
    """Who is there, and the codes of what was sent in before."""

    town: Town
    clerk: Any
    officer: Any
    head: Any
    chair: Any
    front: Any
    resident: Any
    neighbour: Any
    road: str
    light: str
    school: str

    async def keep_in_touch(self) -> None:
        for phone in (self.clerk, self.officer, self.head, self.chair, self.front, self.resident, self.neighbour):
            await phone.keeps_in_touch()
            await phone.looks()


async def files_of(phone: Any) -> int:
    """How many files the phone has got; some channels send each as a message of its own."""
    return sum(seen.files for seen in await phone.history())


async def until(town: Town, day: int, month: int, year: int = 2025, hour: int = 7, minute: int = 30) -> None:
    """It is this moment, and what has become due is told."""
    town.clock.moment = datetime(year, month, day, hour, minute, tzinfo=VIETNAM)
    await town.passes(seconds=0)


async def sitting(town: Town) -> Hall:
    """People have sent three opinions; on the 28th of November the dialogue is in session."""
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    head = await town.department_head(clerk)
    chair, front = await town.chair(clerk), await town.supervisor(clerk)
    await town.dialogue(clerk)
    resident, neighbour = await town.resident("Nguyễn Văn Mẫu"), await town.resident("Trần Thị Mẫu")
    road = await town.files_petition(resident, ROAD, "Đường")
    light = await town.files_petition(resident, LIGHT, "Đường")
    school = await town.files_petition(neighbour, SCHOOL, "Trường", name="Giấu tên")
    hall = Hall(town, clerk, officer, head, chair, front, resident, neighbour, road, light, school)
    town.clock.moment = datetime(2025, 11, 28, 7, 35, tzinfo=VIETNAM)
    await hall.keep_in_touch()
    await town.passes(seconds=0)
    await opens(hall)
    return hall


async def opens(hall: Hall) -> None:
    await hall.clerk.presses_any("dialogue.show:1")
    await hall.clerk.presses("Bắt đầu hội nghị")


async def assigns(phone: Any, code: str, day: str, said: str) -> str:
    """Three taps and a line: the matter, to the department it is with, the day, what the chair said."""
    await phone.presses_any("hall.show:1")
    await phone.presses(code)
    await phone.presses("Giao Phòng")
    await phone.presses(day)
    return str(await phone.says(said))


async def concludes(hall: Hall, number: str = "05/TB-UBND") -> str:
    """The conference ends, the notice gets its number and is issued; what the clerk was told at last."""
    await hall.clerk.presses_any("dialogue.show:1")
    await hall.clerk.presses("Kết thúc hội nghị")
    return await issues(hall.clerk, number)


async def issues(clerk: Any, number: str = "05/TB-UBND") -> str:
    await clerk.presses_any("conclusion.show:1")
    await clerk.presses("Ghi số, ngày")
    await clerk.says(number)
    await clerk.presses("ngày")
    await clerk.presses("Chủ tịch")
    await clerk.says("Lê Văn Mẫu")
    await clerk.presses("Ghi")
    await clerk.presses("Ban hành")
    return str(await clerk.presses("Ban hành"))
