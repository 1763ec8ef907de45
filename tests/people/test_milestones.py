"""Milestones in the chat: seeing them, how their days come about, marking them done with evidence."""

from datetime import date, datetime
from typing import Any

import pytest

from actions.calendar import calendar_of
from actions.desk import Desk, actor_of
from actions.milestone import deadline_of_rule, milestone_key
from actions.reminder import schedule
from domain.commune import VIETNAM
from domain.milestone import Event, Milestone, Rule
from tests.town import PNG, Town, sentence

TITLE = "Hội nghị đối thoại với Nhân dân xã Cao Minh năm 2025"
LAW = "Điều 43 Luật Tổ chức chính quyền địa phương 72/2025"


async def planned(town: Town, *milestones: tuple[str, str, Rule, str | None], dialogue: int = 1) -> None:
    """Milestones as a plan would have them: what, title, rule, department."""
    now = town.clock.now()
    async with town.database.begin() as uow:
        desk = Desk(uow, town.commune, calendar_of(town.commune, now.year), actor_of(town.commune, 0, ()), now)
        of = await uow.dialogues.find(town.commune.id, dialogue)
        assert of is not None
        for position, (what, title, rule, department) in enumerate(milestones, start=1):
            number = await uow.numbers.next(town.commune.id, "milestone")
            happened = of.day if rule.event is Event.DIALOGUE else None
            due = deadline_of_rule(town.commune, rule, happened, desk).due_on
            new = Milestone(
                town.commune.id, number, milestone_key(of.id, None, f"plan-{what}", position), what, rule, due,
                dialogue_id=of.id, title=title, department=department, responsible="UBND xã",
                send_to="Thường trực Đảng ủy", via="Văn phòng Đảng ủy",
            )  # fmt: skip
            await uow.milestones.add([new])
        await schedule(desk, of)


async def until(town: Town, day: int, hour: int = 7, minute: int = 30, month: int = 11) -> None:
    town.clock.moment = datetime(2025, month, day, hour, minute, tzinfo=VIETNAM)
    await town.passes(seconds=0)


REPORT = ("report", "Báo cáo kinh tế - xã hội", Rule(before=date(2025, 11, 21)), "phong-kinh-te")


async def test_the_clerk_sees_every_milestone_with_its_day_and_how_it_comes_about(town: Town) -> None:
    clerk = await town.clerk()
    await town.dialogue(clerk)
    await planned(town, REPORT, ("compile", "Tổng hợp ý kiến", Rule(days=-3, working=True), None))
    await clerk.says("/menu")
    await clerk.presses("Hội nghị đối thoại")
    await clerk.presses(TITLE)
    listed = await clerk.presses("Mốc việc")
    assert f"Mốc việc của {TITLE}.\nThời gian: 07:30, thứ Sáu, ngày 28/11/2025." in listed
    for line in (
        "1. Báo cáo kinh tế - xã hội — UBND xã\nHạn thứ Năm, ngày 20/11/2025 (trước ngày 21/11/2025)",
        "2. Thông báo hội nghị cho người dân\nHạn thứ Sáu, ngày 21/11/2025 (07 ngày trước hội nghị 28/11/2025)",
        "3. Tổng hợp ý kiến — UBND xã\nHạn thứ Ba, ngày 25/11/2025 (03 ngày làm việc trước hội nghị 28/11/2025)",
        "4. Công khai kết quả hội nghị\nHạn thứ Hai, ngày 08/12/2025 (10 ngày sau hội nghị 28/11/2025)",
    ):
        assert line in listed

    page = await clerk.presses("1. Báo cáo kinh tế")
    assert page.split("\n\n")[0].splitlines() == [
        "Báo cáo kinh tế - xã hội", f"Hội nghị: {TITLE}.", "Phụ trách: UBND xã.", "Gửi: Thường trực Đảng ủy.",
        "Qua: Văn phòng Đảng ủy.", "Hạn thứ Năm, ngày 20/11/2025.", "Cách tính: trước ngày 21/11/2025.",
    ]  # fmt: skip
    assert page.split("\n\n")[1].splitlines() == [
        "Nhắc việc:",
        "• sẽ nhắc 07:30, thứ Năm, ngày 13/11/2025",
        "• sẽ nhắc 07:30, thứ Hai, ngày 17/11/2025",
        "• sẽ nhắc 07:30, thứ Tư, ngày 19/11/2025",
    ]
    await clerk.presses("Mốc việc của hội nghị")
    assert f"Căn cứ: {LAW}." in await clerk.presses("2. Thông báo hội nghị")


async def test_an_officer_is_reminded_and_marks_it_done_with_a_file(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    stranger = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    await town.dialogue(clerk)
    await planned(town, REPORT)
    for phone in (clerk, officer):
        await phone.looks()
    await until(town, 12)
    for phone in (clerk, officer, stranger):
        await phone.keeps_in_touch()
        await phone.looks()
    await until(town, 13)
    reminded = f"Còn 7 ngày: Báo cáo kinh tế - xã hội ({TITLE}). Hạn thứ Năm, ngày 20/11/2025. Phụ trách: UBND xã."
    assert await officer.looks() == reminded
    assert await clerk.looks() == reminded
    assert await stranger.looks() == ""

    page = await officer.presses("Mốc: Báo cáo")
    assert "• đã nhắc 07:30, 13/11/2025" in page
    assert "Báo cáo kinh tế - xã hội." in await officer.presses("Ghi là xong")
    await officer.says("Đã gửi Văn phòng Đảng ủy.")
    await officer.sends(PNG, "cong-van.png")
    assert "(kèm 1 tệp)" in await officer.presses("Tiếp tục")
    done = await officer.presses("Ghi là xong")
    assert "Đã ghi là xong: Báo cáo kinh tế - xã hội." in done
    for line in (
        "Đã xong, ghi lúc 07:30, 13/11/2025.", "Người ghi: Cán bộ mẫu.", "Ghi chú: Đã gửi Văn phòng Đảng ủy.",
        "Kèm 1 tệp.",
    ):  # fmt: skip
        assert line in done
    # Telegram sends a file as a message of its own.
    assert sum(seen.files for seen in (await officer.history())[-2:]) == 1

    for day in (17, 18, 19, 20, 21):
        await until(town, day)
    assert "Báo cáo" not in await officer.looks()
    assert "Mốc việc này đã được ghi là xong" in await clerk.presses_any("milestone.done:3")
    assert "3. Báo cáo kinh tế - xã hội — UBND xã\nĐã xong, ghi lúc 07:30, 13/11/2025" in await clerk.presses_key(
        "milestone.list:1"
    )

    again = await clerk.presses_any("milestone.reopen:3")
    assert "Đã mở lại: Báo cáo kinh tế - xã hội." in again
    await officer.keeps_in_touch()
    await until(town, 24)
    assert "Quá hạn 4 ngày: Báo cáo kinh tế - xã hội" in await officer.looks()
    assert await town.failed_steps() == []


async def test_it_can_be_done_without_evidence_and_from_the_list_of_ones_own(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    await town.dialogue(clerk)
    assert sentence("milestone-mine-none") in await officer.presses_any("milestone.mine")
    await planned(town, REPORT)
    await officer.says("/menu")
    mine = await officer.presses("Mốc việc")
    assert mine == (
        f"Mốc việc đang mở: 1, trong đó quá hạn: 0.\n{TITLE}\n\n1. Báo cáo kinh tế - xã hội — UBND xã\n"
        "Hạn thứ Năm, ngày 20/11/2025"
    )
    await officer.presses("1. Báo cáo")
    await officer.presses("Ghi là xong")
    await officer.presses("Không có")
    assert "Đã ghi là xong: Báo cáo kinh tế - xã hội." in await officer.presses("Ghi là xong")


async def test_what_hangs_on_a_day_that_is_not_fixed_says_so(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    await town.dialogue(clerk)
    await planned(town, ("opinions", "Gửi ý kiến", Rule(days=-7), "phong-kinh-te"))
    await clerk.presses_key("dialogue.postpone:1")
    await clerk.says("Bão")
    await clerk.presses("Xác nhận và báo tin")
    listed = await clerk.presses_key("milestone.list:1")
    assert "3. Gửi ý kiến — UBND xã\nChưa có hạn (07 ngày trước hội nghị)" in listed
    await until(town, 10)
    assert await clerk.looks() == sentence("reminder-unfixed", title=TITLE)
    await clerk.presses("Ấn định ngày")
    await clerk.says("12/11")
    await clerk.presses("14:00")
    await clerk.presses("Trụ sở")
    said = await clerk.presses("Ấn định")
    assert "Lưu ý: phải thông báo cho người dân trước ít nhất 7 ngày" in said
    await until(town, 11)
    assert "Quá hạn 6 ngày: Thông báo hội nghị cho người dân" in await clerk.looks()


async def test_what_is_counted_from_the_conclusion_follows_the_day_it_was_issued(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    await town.dialogue(clerk)
    await planned(
        town,
        ("conclusion_notice", "Thông báo kết luận", Rule(days=5), None),
        ("answers", "Văn bản trả lời", Rule(days=5, event=Event.CONCLUSION), "phong-kinh-te"),
    )
    await until(town, 29, 9)
    assert "4. Văn bản trả lời — UBND xã\nChưa có hạn (05 ngày sau thông báo kết luận)" in await clerk.presses_any(
        "milestone.list:1"
    )
    assert "Chưa tính hạn, chờ ban hành thông báo kết luận." in await officer.presses_any("milestone.show:4")
    # The notice itself is late, what waits for it is not.
    await until(town, 15, 9, month=12)
    assert "Quá hạn 12 ngày: Thông báo kết luận" in await clerk.looks()
    assert "Văn bản trả lời" not in await officer.looks()
    assert "quá hạn: 0." in await officer.presses_any("milestone.mine")
    town.clock.moment = datetime(2025, 12, 16, 9, 0, tzinfo=VIETNAM)
    await officer.looks()
    await clerk.presses_key("milestone.done:3")
    await clerk.presses("Không có")
    await clerk.presses("Ghi là xong")
    moved = sentence("milestone-moves-others", what="Thông báo kết luận", title=TITLE, done="yes")
    assert await officer.looks() == f"{moved}\n\n• Văn bản trả lời: hạn Chủ nhật, ngày 21/12/2025"
    assert "05 ngày sau thông báo kết luận 16/12/2025" in await officer.presses("Mốc: Văn bản")


async def test_milestones_are_for_those_whose_work_they_are(town: Town) -> None:
    clerk = await town.clerk()
    stranger = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    resident = await town.resident()
    await town.dialogue(clerk)
    await planned(town, REPORT)
    for phone in (stranger, resident):
        for key in ("milestone.show:3", "milestone.done:3", "milestone.reopen:3"):
            assert await phone.presses_any(key) == sentence("milestone-refused-unknown"), key
        assert await phone.presses_any("milestone.list:1") == sentence("access-refused-officer")
    assert await resident.presses_any("milestone.mine") == sentence("access-refused-officer")
    for key in ("milestone.show", "milestone.show:x", "milestone.done:"):
        assert await clerk.presses_any(key) == sentence("chat-button-incomplete"), key
    assert "Mốc việc" not in await resident.labels()
    assert await town.failed_steps() == []


async def test_a_group_sees_the_milestones_of_its_department_only(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer: Any = await town.officer(clerk)
    await town.dialogue(clerk)
    await planned(town, REPORT, ("venue", "Chuẩn bị hội trường", Rule(on=date(2025, 11, 20)), "cong-an-xa"))
    code = await town.invited(clerk, "Nối nhóm", "Phòng Kinh tế")
    group = town.fake.create_group("Nhóm mẫu", officer.user, bots=list(town.fake.bots))
    inside = officer.in_group(group)
    await inside.says(f"/ketnoi {code}")
    for phone in (inside, officer):
        await phone.looks()
    await until(town, 13)
    assert "Còn 7 ngày: Báo cáo kinh tế - xã hội" in await inside.looks()
    assert await officer.looks() == ""
    assert "Phụ trách: UBND xã." in await inside.presses("Mốc: Báo cáo")
    await inside.presses("Ghi là xong")
    await inside.presses("Không có")
    assert "Đã ghi là xong" in await inside.presses("Ghi là xong")


@pytest.mark.parametrize("day", [16, 17])
async def test_a_reminder_says_where_and_how_to_get_there(web_town: Town, day: int) -> None:
    """On Sunday as well: it is not work."""
    town = web_town
    clerk = await town.clerk()
    await town.dialogue(clerk, f"{day + 7}/11/2025")
    resident = await town.resident()
    await resident.presses("Đăng ký phát biểu")
    await resident.says("Đề nghị làm đường bê tông")
    await resident.says("1")
    await resident.presses("Không cần")
    await resident.presses("Gửi đăng ký")
    await until(town, day)
    said = await resident.looks()
    assert said.splitlines() == [
        f"Còn 7 ngày: {TITLE}.",
        f"Thời gian: 07:30, {'Chủ nhật' if day == 16 else 'thứ Hai'}, ngày {day + 7}/11/2025.",
        "Địa điểm: Trụ sở UBND xã Cao Minh.",
        "Bản đồ: https://www.google.com/maps/search/?api=1&query="
        "Tr%E1%BB%A5%20s%E1%BB%9F%20UBND%20x%C3%A3%20Cao%20Minh%2C%20x%C3%A3%20Cao%20Minh%2C%20Th%C3%A1i%20Nguy%C3%AAn",
        "Ông/bà đã đăng ký phát biểu, số 1.",
    ]
    assert (await resident.last()).keys == ("speaker.show:1:1", "dialogue.show:1")


async def test_a_hamlet_head_hears_how_many_opinions_have_come(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    head = await town.hamlet_head(clerk)
    await town.dialogue(clerk)
    await town.files_petition(await town.resident(), "Đường thôn hỏng", "Đường")
    await head.looks()
    await until(town, 24)
    assert await head.looks() == (
        f"{TITLE} nhận đăng ký phát biểu đến 17:00, thứ Năm, ngày 27/11/2025, nhận ý kiến đến khi hội nghị bắt đầu.\n"
        "thôn Mẫu 1: đã có 1 ý kiến."
    )


async def test_a_file_alone_is_evidence(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    await town.dialogue(clerk)
    await clerk.presses_any("milestone.done:1")
    await clerk.sends(PNG, "cong-van.png")
    assert "• Bằng chứng: kèm 1 tệp" in await clerk.presses("Tiếp tục")
