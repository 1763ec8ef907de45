"""Time: the digest in the morning, reminders before the due day and after it, and never in quiet hours."""

import asyncio
from datetime import datetime
from typing import Any

import pytest
import yaml
from sqlalchemy import text

from actions.commune import apply_setup, read_setup
from domain.commune import VIETNAM
from scheduler.sweeps import remind
from tests.town import SAMPLES, Town

ROAD = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"
DIGEST = "Việc hôm nay"


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2025, month, day, hour, minute, tzinfo=VIETNAM)


async def until(town: Town, moment: datetime) -> None:
    """Let the clock stand at `moment`, and what is due then happen."""
    town.clock.moment = moment
    await town.passes(seconds=0)


async def test_the_digest_comes_once_at_half_past_seven(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    stranger = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    code = await town.files_petition(await town.resident(), ROAD, "Đường")
    await town.passes(minutes=30)
    assert DIGEST not in await officer.looks()

    await until(town, at(10, 7, 29))
    assert await officer.looks() == ""
    await until(town, at(10, 7, 30))
    digest = await officer.looks()
    assert "Việc hôm nay, thứ Hai, ngày 10/11/2025: 1 việc chờ trả lời, 0 quá hạn." in digest
    assert f"{code} · chờ xử lý · hạn 21/11/2025" in digest
    assert await stranger.looks() == ""
    assert await clerk.looks() == ""
    for minutes in (1, 60, 60):
        await town.passes(minutes=minutes)
    assert await officer.looks() == ""
    assert code in await officer.presses("Việc cần trả lời")
    await until(town, at(11, 7, 30))
    assert "thứ Ba, ngày 11/11/2025" in await officer.looks()


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(at(8, 7, 30), id="saturday"),
        pytest.param(at(9, 12), id="sunday"),
        pytest.param(at(10, 6), id="before-quiet-hours-end"),
        pytest.param(at(10, 21), id="quiet-hours-begin"),
        pytest.param(at(1, 8, month=9), id="holiday"),
        pytest.param(at(20, 8), id="day-off-of-the-commune"),
        pytest.param(at(18, 7, 45), id="quiet-hours-of-the-commune"),
    ],
)
async def test_there_is_no_digest_on_days_off_and_in_quiet_hours(web_town: Town, moment: datetime) -> None:
    town = web_town
    raw = yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8"))
    async with town.database.begin() as uow:
        quiet = "21:00-08:00" if moment == at(18, 7, 45) else "21:00-06:30"
        await apply_setup(uow, read_setup({**raw, "days_off": ["2025-11-20"], "quiet_hours": quiet}), at(8, 8))
    await town.program.look_for_changes()
    town.clock.moment = at(25, 8, month=8)
    officer = await town.officer(await town.clerk())
    await town.files_petition(await town.resident(), ROAD, "Đường")
    await officer.looks()
    await until(town, moment)
    assert await officer.looks() == ""


async def test_a_digest_that_could_not_be_sent_in_time_is_not_sent_at_night(telegram_town: Town) -> None:
    town = telegram_town
    officer = await town.officer(await town.clerk())
    await town.files_petition(await town.resident(), ROAD, "Đường")
    await officer.looks()
    town.fake.fail("bad_gateway", chat=officer.user.id, method="sendMessage", times=None)
    await until(town, at(10, 20, 59))
    town.fake.faults.waiting.clear()
    town.clock.moment = at(10, 21, 5)
    assert await officer.looks() == ""
    await until(town, at(11, 7, 30))
    assert "thứ Ba, ngày 11/11/2025" in await officer.looks()


async def test_one_reminder_before_the_due_day_and_one_a_day_when_late(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    told: dict[int, list[str]] = {}
    await officer.looks()
    for day in range(18, 27):
        await officer.keeps_in_touch()
        for moment in (at(day, 6, 30), at(day, 7, 30), at(day, 12), at(day, 20)):
            await until(town, moment)
            lines = (await officer.looks()).splitlines()
            told.setdefault(day, []).extend(line for line in lines if line.startswith(("Sắp đến hạn", "Quá hạn")))
    # Due on Friday the 21st: Thursday is the working day before it, and the weekend is left in peace.
    late = f"Quá hạn: {code}, hạn thứ Sáu, ngày 21/11/2025. Xin trả lời hoặc báo văn phòng."
    assert told == {
        18: [], 19: [], 20: [f"Sắp đến hạn: {code}, thứ Sáu, ngày 21/11/2025."], 21: [],
        22: [], 23: [], 24: [late], 25: [late], 26: [late],
    }  # fmt: skip

    await officer.presses(f"Xem {code}")
    await officer.presses("Trả lời")
    await officer.says("Đã làm cống.")
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)
    await until(town, at(27, 8))
    assert await officer.looks() == ""
    assert "Quá hạn" not in "\n".join(seen.text for seen in await resident.history())


async def test_what_is_due_on_monday_is_recalled_on_friday(web_town: Town) -> None:
    town = web_town
    town.clock.moment = at(10, 9)
    officer = await town.officer(await town.clerk())
    code = await town.files_petition(await town.resident(), ROAD, "Đường")
    await officer.looks()
    await until(town, at(21, 7, 30))
    assert f"Sắp đến hạn: {code}, thứ Hai, ngày 24/11/2025." in await officer.looks()


async def test_sweeping_twice_and_in_two_processes_tells_once(web_town: Town) -> None:
    town = web_town
    officers = [await town.officer(await town.clerk())]
    code = await town.files_petition(await town.resident(), ROAD, "Đường")
    await officers[0].looks()
    town.clock.moment = at(24, 7, 30)
    communes = town.program.communes.all()
    queued = await asyncio.gather(*(remind(town.database, communes, town.clock.now()) for _ in range(4)))
    assert sum(queued) == 1
    await town.passes(minutes=5)
    said = [seen.text for seen in await officers[0].history()]
    assert [text.count(DIGEST) for text in said if DIGEST in text] == [1]
    assert [text for text in said if text.startswith(f"Quá hạn: {code}")] == said[-1:]


async def test_the_clerk_gets_one_digest_for_all_who_are_not_in_the_chat(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    for body, topic in ((ROAD, "Đường"), ("Karaoke ồn ào", "An ninh"), ("Lớp học dột", "Trường học")):
        await town.files_petition(resident, body, topic)
    for phone in (clerk, officer):
        await phone.looks()
    await until(town, at(10, 7, 30))
    digest = await clerk.looks()
    assert digest.count(DIGEST) == 1
    assert "2 việc chờ trả lời" in digest
    assert "Karaoke ồn ào" in digest
    assert "Lớp học dột" in digest
    assert ROAD[:20] in await officer.looks()


async def test_what_comes_in_during_the_day_waits_for_the_next_digest(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    await until(town, at(10, 7, 30))
    await town.files_petition(resident, ROAD, "Đường")
    await officer.looks()
    await town.passes(minutes=1)
    assert await officer.looks() == ""
    await until(town, at(11, 7, 30))
    assert DIGEST in await officer.looks()


@pytest.mark.parametrize("kind", ["digest", "reminder"])
async def test_a_department_with_a_group_is_told_in_the_group(telegram_town: Town, kind: str) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer: Any = await town.officer(clerk)
    code = await town.invited(clerk, "Nối nhóm", "Phòng Kinh tế")
    group = town.fake.create_group("Nhóm mẫu", officer.user, bots=list(town.fake.bots))
    inside = officer.in_group(group)
    await inside.says(f"/ketnoi {code}")
    petition = await town.files_petition(await town.resident(), ROAD, "Đường")
    for phone in (inside, officer):
        await phone.looks()
    await until(town, at(10, 7, 30) if kind == "digest" else at(24, 7, 30))
    said = await inside.looks()
    assert said.count(DIGEST) == 1
    assert (f"Quá hạn: {petition}" in said) is (kind == "reminder")
    assert await officer.looks() == ""


async def test_a_morning_comes_in_one_message_with_the_most_pressing_first(web_town: Town) -> None:
    """A late petition, the law's notice due today, what waits, and a day that is not fixed."""
    town = web_town
    clerk = await town.clerk()
    await town.dialogue(clerk)
    for body in (ROAD, "Cầu treo hỏng"):
        await town.files_petition(await town.resident(), body, "Đường")
    await clerk.looks()
    await until(town, at(21, 7, 30))
    shown = await clerk.looks()
    assert (await clerk.history())[-1].text == shown
    assert [line.partition(":")[0].partition(" · ")[0] for line in shown.splitlines() if line] == [
        "Hôm nay là hạn", "Việc hôm nay, thứ Sáu, ngày 21/11/2025", "CM25-0001", "CM25-0002",
    ]  # fmt: skip
    await until(town, at(25, 7, 30))
    shown = await clerk.looks()
    assert (await clerk.history())[-1].text == shown
    assert [line.partition(":")[0].partition(" · ")[0] for line in shown.splitlines() if line] == [
        "Quá hạn", "Quá hạn", "Quá hạn 4 ngày", "Việc hôm nay, thứ Ba, ngày 25/11/2025", "CM25-0001", "CM25-0002",
    ]  # fmt: skip
    assert (await clerk.last()).keys == ("work.show:CM25-0001", "work.show:CM25-0002", "milestone.show:1", "work.list")


async def test_what_fails_in_one_commune_silences_no_other(web_town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town = web_town
    officer = await town.officer(await town.clerk())
    await town.files_petition(await town.resident(), ROAD, "Đường")
    await officer.looks()
    raw = yaml.safe_load((SAMPLES / "khoen-on.yaml").read_text(encoding="utf-8"))
    async with town.database.begin() as uow:
        await apply_setup(uow, read_setup(raw), at(8, 8))
        # What no version of the program has written.
        await uow.connection.execute(
            text(
                "insert into reminder (commune_id, key, kind, due_at) select id, 'x', 'unheard-of', :now from commune"
                " where id <> :this"
            ),
            {"now": at(10, 7), "this": town.commune.id},
        )
    await town.program.look_for_changes()
    await until(town, at(10, 7, 30))
    assert DIGEST in await officer.looks()
    assert [record.getMessage() for record in caplog.records if "reminders of commune" in record.getMessage()] == [
        f"reminders of commune {raw['code']} failed"
    ]
    await town.passes(seconds=20)
    assert await officer.looks() == ""
