"""The working calendar: a clerk corrects it in the chat, last days move, and whom it concerns is told once."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Any

import yaml

from actions.calendar import add_day, calendar_of
from actions.commune import apply_setup, read_setup
from actions.desk import Desk
from bot.communes import CommuneBook
from domain.access import Actor, Grant, Role
from domain.commune import VIETNAM, CalendarDay, DayKind
from tests.town import SAMPLES, Town, sentence

ROAD = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"
LAMP = "Đường thôn chưa có đèn chiếu sáng, đề nghị lắp"
MOVED = "Hạn trả lời CM25-0001 đổi từ 21/11/2025 sang 24/11/2025 vì 20/11 (Ngày hội xã) được nghỉ."


async def adds(clerk: Any, button: str, day: str, name: str | None) -> str:
    """A clerk adds a day from the page of the calendar; what was said in the end."""
    await clerk.says("/menu")
    await clerk.presses("Lịch làm việc")
    await clerk.presses(button)
    await clerk.says(day)
    await (clerk.presses("Không ghi") if name is None else clerk.says(name))
    return str(await clerk.presses("Thêm vào lịch"))


async def due_days(town: Town) -> list[date]:
    return [due_on for (due_on,) in await town.rows("select due_on from petition order by id")]


async def setup_file(town: Town, **changes: Any) -> None:
    """The set-up file is applied by another process; this one takes it up, and the sweeps run."""
    raw = yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8"))
    town.clock.moment += timedelta(minutes=5)
    async with town.database.begin() as uow:
        await apply_setup(uow, read_setup({**raw, **changes}), town.clock.now())
    await town.program.look_for_changes()
    await town.passes(seconds=1)


async def test_a_day_off_moves_last_days_and_tells_whom_it_concerns_once(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    stranger = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    for phone in (officer, stranger, clerk):
        await phone.looks()

    said = await adds(clerk, "Ngày nghỉ", "20/11", "Ngày hội xã")
    assert "Đã thêm ngày nghỉ: thứ Năm, ngày 20/11/2025. 1 hạn trả lời thay đổi" in said
    assert "• thứ Năm, ngày 20/11/2025: nghỉ (Ngày hội xã) · địa phương thêm" in said
    assert await due_days(town) == [date(2025, 11, 24)]
    assert await resident.looks() == MOVED
    assert await officer.looks() == MOVED
    assert await stranger.looks() == ""

    explained = "10 ngày làm việc kể từ ngày nhận 07/11/2025, trừ 20/11 (Ngày hội xã)."
    assert explained in await resident.presses(f"Xem {code}")
    assert explained in await officer.presses(f"Xem {code}")
    for _ in range(3):
        await town.passes(seconds=40)
        assert [await phone.looks() for phone in (resident, officer, clerk)] == ["", "", ""]


async def test_what_comes_after_the_change_is_counted_by_the_new_calendar(web_town: Town) -> None:
    town = web_town
    clerk, resident = await town.clerk(), await town.resident()
    await adds(clerk, "Ngày nghỉ", "ngày 20 tháng 11", None)
    await town.files_petition(resident, ROAD, "Đường")
    assert "trừ 20/11." in "\n".join(seen.text for seen in await resident.history())
    await town.passes(seconds=30)
    assert await due_days(town) == [date(2025, 11, 24)]
    assert await resident.looks() == ""


async def test_taking_a_day_back_moves_last_days_back(town: Town) -> None:
    clerk, resident = await town.clerk(), await town.resident()
    await town.files_petition(resident, ROAD, "Đường")
    await adds(clerk, "Ngày nghỉ", "20/11", "Ngày hội xã")
    await resident.looks()
    assert "Bỏ thứ Năm, ngày 20/11/2025 khỏi lịch?" in await clerk.presses("Bỏ 20/11/2025")
    said = await clerk.presses("Bỏ ngày này")
    assert "Đã bỏ: thứ Năm, ngày 20/11/2025. 1 hạn trả lời thay đổi" in said
    assert "địa phương thêm" not in said
    assert await due_days(town) == [date(2025, 11, 21)]
    assert await resident.looks() == (
        "Hạn trả lời CM25-0001 đổi từ 24/11/2025 sang 21/11/2025 vì 20/11 (Ngày hội xã) không còn là ngày nghỉ."
    )
    assert sentence("calendar-refused-not-added", day=date(2025, 11, 20)) in await clerk.presses_any(
        "calendar.remove:2025-11-20"
    )


async def test_several_of_one_department_or_author_are_one_message(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    first, second = await town.resident(), await town.resident("Trần Thị Mẫu")
    for resident, text in ((first, ROAD), (first, LAMP), (second, ROAD)):
        await town.files_petition(resident, text, "Đường")
    for phone in (officer, first, second):
        await phone.looks()
    await adds(clerk, "Ngày làm bù", "15/11", "bù cho ngày 03/11")

    why = "thay đổi vì 15/11 (bù cho ngày 03/11) là ngày làm bù:"
    lines = [f"• CM25-000{number}: 21/11/2025 → 20/11/2025" for number in (1, 2, 3)]
    assert await officer.looks() == f"Hạn trả lời của 3 ý kiến {why}\n\n" + "\n".join(lines)
    assert await officer.labels() == ("Xem CM25-0001", "Xem CM25-0002", "Xem CM25-0003")
    assert await first.looks() == f"Hạn trả lời của 2 ý kiến {why}\n\n" + "\n".join(lines[:2])
    assert await second.looks() == (
        "Hạn trả lời CM25-0003 đổi từ 21/11/2025 sang 20/11/2025 vì 15/11 (bù cho ngày 03/11) là ngày làm bù."
    )


async def test_nobodys_time_is_over_because_of_a_make_up_day(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    town.clock.moment = datetime(2025, 11, 20, 8, tzinfo=VIETNAM)
    await setup_file(town, work_days=["2025-11-15"])
    # Computed anew it would have to be answered today, on the 20th.
    assert await due_days(town) == [date(2025, 11, 21)]
    assert await resident.looks() == ""
    assert "Cách tính: ngày đã ấn định." in await resident.says(code)
    # A later change counts everything again.
    await adds(clerk, "Ngày nghỉ", "20/11", None)
    await adds(clerk, "Ngày nghỉ", "21/11", None)
    assert await due_days(town) == [date(2025, 11, 24)]


async def test_a_new_set_up_file_moves_last_days(web_town: Town) -> None:
    town = web_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    await town.files_petition(resident, ROAD, "Đường")
    await town.passes(seconds=1)
    await officer.looks()
    await setup_file(town, days_off=[{"day": "2025-11-20", "name": "Ngày hội xã"}])
    assert (await officer.looks(), await resident.looks()) == (MOVED, MOVED)
    await setup_file(town, days_off=[{"day": "2025-11-20", "name": "Hội"}], venue="Nhà văn hóa xã")
    assert (await officer.looks(), await resident.looks()) == ("", "")
    await setup_file(town, office_hours={"days": [1, 2, 3, 4, 5, 6]})
    assert await resident.looks() == (
        "Hạn trả lời CM25-0001 đổi từ 24/11/2025 sang 19/11/2025 vì ngày làm việc trong tuần thay đổi."
    )


async def test_a_new_edition_of_the_nations_days_moves_last_days(web_town: Town) -> None:
    town = web_town
    town.clock.moment = datetime(2025, 12, 22, 8, tzinfo=VIETNAM)
    resident = await town.resident()
    await town.files_petition(resident, ROAD, "Đường")
    await town.passes(seconds=1)
    # As a program left it that did not know of the exchange of 2 and 10 January yet.
    await town.rows("""
        update calendar_followed
        set digest = 'older', calendar = calendar #- '{days_off,2026-01-02}' #- '{work_days,2026-01-10}' returning 1
    """)
    await town.rows("update petition set due_on = '2026-01-06' returning 1")
    await town.passes(minutes=5)
    assert await resident.looks() == (
        "Hạn trả lời CM25-0001 đổi từ 06/01/2026 sang 07/01/2026 "
        "vì 02/01 (Ngày nghỉ thay cho ngày 10/01/2026) được nghỉ."
    )
    # As a program left it that knows more than this one.
    await town.rows("update calendar_followed set digest = 'newer', edition = '[9999]' returning 1")
    await town.rows("update petition set due_on = '2026-01-08' returning 1")
    await town.passes(minutes=5)
    assert await resident.looks() == ""
    assert await due_days(town) == [date(2026, 1, 8)]


async def test_who_asked_again_is_counted_from_that_day(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer, resident = await town.officer(clerk), await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    for phone, begins, text in ((officer, "answer", "Đã làm cống."), (resident, "again", "Vẫn ngập")):
        await town.passes(days=3)
        await phone.presses_any(f"{begins}.begin:{code}")
        await phone.says(text)
        await phone.presses("Tiếp tục")
        if phone is officer:
            await town.sends_answer(phone)
    assert await due_days(town) == [date(2025, 11, 20)]
    await adds(clerk, "Ngày nghỉ", "19/11", None)
    assert await due_days(town) == [date(2025, 11, 21)]
    assert "ngày hỏi lại 13/11/2025, trừ 19/11." in await resident.says(code)


async def test_what_is_answered_keeps_its_last_day(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer, resident = await town.officer(clerk), await town.resident()
    await town.files_petition(resident, ROAD, "Đường")
    await officer.looks()
    await officer.presses("Trả lời")
    await officer.says("Đã làm cống.")
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)
    await resident.looks()
    assert sentence("calendar-moved-count", count=0) in await adds(clerk, "Ngày nghỉ", "20/11", None)
    assert await due_days(town) == [date(2025, 11, 21)]
    assert await resident.looks() == ""


async def test_the_page_shows_what_comes(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    await setup_file(town, work_days=["2025-11-15"])
    shown = await clerk.presses("Lịch làm việc")
    lines = shown.splitlines()
    assert lines[0] == sentence("calendar-coming")
    assert lines[2:6] == [
        "• thứ Bảy, ngày 15/11/2025: làm bù",
        "• thứ Năm, ngày 01/01/2026: nghỉ (Tết Dương lịch)",
        "• thứ Sáu, ngày 02/01/2026: nghỉ (Ngày nghỉ thay cho ngày 10/01/2026)",
        "• thứ Bảy, ngày 10/01/2026: làm bù (thay cho ngày 02/01/2026)",
    ]
    assert lines[-1] == "• thứ Sáu, ngày 01/05/2026: nghỉ (Ngày Quốc tế Lao động)"
    assert await clerk.labels() == ("+ Ngày nghỉ", "+ Ngày làm bù", "Trang chính")


async def test_a_day_that_is_so_already_is_refused_and_can_be_corrected(web_town: Town) -> None:
    clerk = await web_town.clerk()
    said = await adds(clerk, "Ngày nghỉ", "01/01/2026", "Tết")
    assert sentence("calendar-refused-off-already", day=date(2026, 1, 1)) in said
    assert "Thêm vào lịch" in await clerk.labels()
    await clerk.presses("Sửa")
    await clerk.presses("Ngày")
    await clerk.says("5/1/2026")
    assert "Đã thêm ngày nghỉ: thứ Hai, ngày 05/01/2026" in await clerk.presses("Thêm vào lịch")
    said = await adds(clerk, "Ngày làm bù", "6/1/2026", None)
    assert sentence("calendar-refused-work-already", day=date(2026, 1, 6)) in said
    assert sentence("dialogue-day-past", day=date(2025, 11, 1)) in await _asked(clerk, "1/11/2025")
    assert await web_town.failed_steps() == []


async def _asked(clerk: Any, day: str) -> str:
    await clerk.says("/menu")
    await clerk.presses("Lịch làm việc")
    await clerk.presses("Ngày nghỉ")
    return str(await clerk.says(day))


async def test_the_opposite_of_what_was_added_takes_it_back(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    await adds(clerk, "Ngày nghỉ", "20/11", None)
    assert list(town.commune.days) == [CalendarDay(date(2025, 11, 20), DayKind.OFF)]
    await adds(clerk, "Ngày làm bù", "20/11", None)
    assert list(town.commune.days) == []


async def test_other_processes_see_the_change_when_they_look(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    elsewhere = CommuneBook(town.database)
    assert await elsewhere.refresh()
    assert not await elsewhere.refresh()
    for _ in range(2):
        # Twice at the same moment: it is not the clock that tells.
        before = town.commune.days
        await adds(clerk, "Ngày nghỉ", f"{20 + len(before)}/11", None)
        assert town.commune.days != before
        assert await elsewhere.refresh()
        assert elsewhere.get(town.commune.id) == town.commune


async def test_what_another_process_dated_by_the_old_calendar_is_dated_anew(web_town: Town) -> None:
    town = web_town
    clerk, resident = await town.clerk(), await town.resident()
    await adds(clerk, "Ngày nghỉ", "20/11", None)
    await town.files_petition(resident, ROAD, "Đường")
    # As a process stores it that has not seen the change yet.
    await town.rows("update petition set due_on = '2025-11-21' returning 1")
    await town.passes(seconds=20)
    assert await due_days(town) == [date(2025, 11, 24)]
    assert await resident.looks() == (
        "Hạn trả lời CM25-0001 đổi từ 21/11/2025 sang 24/11/2025 vì lịch làm việc được cập nhật."
    )


async def test_two_who_change_the_calendar_at_once_both_change_it(web_town: Town) -> None:
    town = web_town
    await town.files_petition(await town.resident(), ROAD, "Đường")
    commune, now = town.commune, town.clock.now()
    clerk = Actor(commune.id, 0, (Grant(Role.CLERK),))

    async def add(day: date) -> None:
        async with town.database.begin() as uow:
            await add_day(Desk(uow, commune, calendar_of(commune, 2025), clerk, now), CalendarDay(day, DayKind.OFF))

    await asyncio.gather(*(add(date(2025, 11, day)) for day in (17, 18, 19, 20)))
    await town.program.look_for_changes()
    assert {each.day.day for each in town.commune.days} == {17, 18, 19, 20}
    assert await due_days(town) == [date(2025, 11, 27)]


async def test_the_calendar_is_the_clerks(town: Town) -> None:
    clerk = await town.clerk()
    resident, officer = await town.resident(), await town.officer(clerk)
    keys = ("calendar.show", "calendar.new:off", "calendar.ask:2025-11-20", "calendar.remove:2025-11-20")
    for phone in (resident, officer):
        for key in keys:
            assert await phone.presses_any(key) == sentence("access-refused-clerk"), key
    for key in ("calendar.new:holiday", "calendar.remove:tomorrow", "calendar.ask"):
        assert await clerk.presses_any(key) == sentence("chat-button-incomplete"), key
    assert await town.failed_steps() == []


async def test_clerks_are_asked_once_in_december_to_look_after_the_next_year(web_town: Town) -> None:
    town = web_town
    clerk, resident = await town.clerk(), await town.resident()
    asked = sentence("calendar-next-year", year="2027")
    told = {}
    for year, month, day, hour in (
        (2025, 12, 1, 8), (2026, 11, 30, 8), (2026, 12, 1, 7), (2026, 12, 1, 8), (2026, 12, 1, 9), (2026, 12, 14, 8),
        (2026, 12, 15, 8),
    ):  # fmt: skip
        town.clock.moment = datetime(year, month, day, hour, tzinfo=VIETNAM)
        await town.passes(seconds=0)
        said = await clerk.looks()
        if said:
            told[year, month, day, hour] = said
    # For 2026 make-up days are known. That no dialogue is held comes with it, in one message.
    law = sentence("law-notice")
    none_held = {year: sentence("reminder-year", year=str(year), count=0, wanted=1, law=law) for year in (2025, 2026)}
    assert told == {(2025, 12, 1, 8): none_held[2025], (2026, 12, 1, 8): f"{none_held[2026]}\n\n{asked}"}
    assert await resident.looks() == ""
    assert "Tết" in await clerk.presses("Lịch làm việc")


async def test_the_example_is_a_day_that_still_comes(web_town: Town) -> None:
    clerk = await web_town.clerk()
    assert "ví dụ 24/12 hoặc 24/12/2025." in await clerk.presses_any("calendar.new:off")
    web_town.clock.moment = datetime(2025, 12, 25, 9, 0, tzinfo=VIETNAM)
    assert "ví dụ 24/12 hoặc 24/12/2026." in await clerk.presses_any("calendar.new:off")
    assert "ví dụ 26/12 hoặc 26/12/2025." in await clerk.presses_any("calendar.new:work")
