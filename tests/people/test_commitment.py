"""What was promised: kept, reported on, given another day, late; and a story from the hall to the end of the year."""

from datetime import date
from typing import Any

from tests.people.after import LIGHT, Hall, assigns, concludes, files_of, issues, sitting, until
from tests.town import PNG, Town


async def promised(town: Town, day: str = "7 ngày", said: str = "Thay toàn bộ đèn hỏng") -> Hall:
    """One promise, made on Friday the 28th of November; what people were told of it they have read."""
    hall = await sitting(town)
    await assigns(hall.clerk, hall.light, day, said)
    await concludes(hall)
    for phone in (hall.officer, hall.head, hall.chair, hall.front, hall.resident, hall.neighbour, hall.clerk):
        await phone.looks()
    return hall


async def opened(phone: Any, number: int = 1) -> str:
    return str(await phone.presses_any(f"commitment.show:{number}"))


async def test_the_department_keeps_a_promise_and_shows_it(town: Town) -> None:
    hall = await promised(town)
    listed = await hall.officer.presses_any("commitment.mine")
    assert f"• {hall.light}: Thay toàn bộ đèn hỏng — hạn 05/12/2025" in listed
    page = await hall.officer.presses(f"Việc {hall.light}")
    assert f"Người dân nêu: {LIGHT}" in page
    assert "Đã hứa: “Thay toàn bộ đèn hỏng”" in page
    await hall.officer.presses("Báo đã xong")
    await hall.officer.sends(PNG, "anh.png", "Đã thay 12 bóng")
    await hall.officer.presses("Tiếp tục")
    assert f"Đã ghi {hall.light} là xong" in await hall.officer.presses("Báo đã xong")
    told = await hall.resident.looks()
    assert f"báo đã làm xong việc ông/bà nêu ở {hall.light}: Thay toàn bộ đèn hỏng" in told
    assert "Đã thay 12 bóng" in told
    assert await files_of(hall.resident) == 1
    [petition] = await town.rows("select outcome from petition where code = :code", code=hall.light)
    assert petition.outcome == "resolved"
    # Done is done, and nothing more is asked for.
    assert "đã được báo là xong" in await hall.officer.presses_any("commitment.keep:1")
    await hall.officer.presses_any("menu.show")
    await until(town, 8, 12)
    assert "Thay toàn bộ đèn hỏng" not in await hall.officer.looks()
    # The author may say that it is not so.
    for phone in (hall.resident, hall.officer):
        await phone.keeps_in_touch()
    await hall.resident.presses_any(f"again.begin:{hall.light}")
    await hall.resident.says("Vẫn còn hai bóng chưa sáng")
    await hall.resident.presses("Tiếp tục")
    assert "hỏi lại" in await hall.officer.looks()


async def test_without_a_day_the_department_names_one_within_five_days(town: Town) -> None:
    hall = await promised(town, "Không hẹn ngày")
    assert "chưa có ngày, báo tiến độ trước hết ngày 03/12/2025" in await opened(hall.officer)
    # The morning before, and on the day, its officer is reminded; the head only when it is late.
    await until(town, 2, 12)
    told = await hall.officer.looks()
    assert f"Còn 1 ngày để báo tiến độ và ngày dự kiến: {hall.light} — Thay toàn bộ đèn hỏng" in told
    assert hall.light not in await hall.head.looks()

    await opened(hall.officer)
    await hall.officer.presses("Báo tiến độ")
    await hall.officer.says("Đã khảo sát, đang chờ vật tư")
    await hall.officer.presses("Tiếp tục")
    await hall.officer.says("19/12")
    assert "Đã gửi báo cáo tiến độ" in await hall.officer.presses("Gửi")
    said = f"{hall.light}: Phòng Kinh tế báo tiến độ và hẹn xong đến thứ Sáu, ngày 19/12/2025.\nĐã khảo sát"
    for phone in (hall.chair, hall.front, hall.resident):
        assert said in await phone.looks()
    [row] = await town.rows("select due_on, first_due_on from commitment")
    assert tuple(row) == (date(2025, 12, 19), date(2025, 12, 19))
    assert "hạn 19/12/2025" in await opened(hall.officer)


async def test_another_day_is_asked_for_and_counts_once_it_is_agreed(town: Town) -> None:
    hall = await promised(town)
    await opened(hall.officer)
    await hall.officer.presses("Xin dời ngày")
    # Earlier than what was promised is no other day.
    await hall.officer.says("1/12")
    await hall.officer.says("Chờ vật tư")
    assert "phải sau 05/12/2025" in await hall.officer.presses("Gửi")
    await hall.officer.presses("Sửa lại")
    await hall.officer.presses("Ngày")
    await hall.officer.says("15/12/2025")
    await hall.officer.presses("Gửi")
    assert "hạn 05/12/2025" in await opened(hall.officer)
    asked = await hall.chair.looks()
    assert f"Phòng Kinh tế xin dời {hall.light} từ 05/12/2025 đến 15/12/2025: Thay toàn bộ đèn hỏng" in asked
    assert "Lý do: Chờ vật tư" in asked
    # The Front reads it, but does not decide.
    assert "do chủ trì hoặc văn phòng quyết định" in await hall.front.presses_any("commitment.agree:1:2025-12-15")
    assert "dời đến thứ Hai, ngày 15/12/2025" in await hall.chair.presses("Đồng ý dời")
    told = await hall.resident.looks()
    assert f"{hall.light}: Phòng Kinh tế chưa xong và được dời đến thứ Hai, ngày 15/12/2025" in told
    assert "Lý do: Chờ vật tư" in told
    # The clerk's button is of a decision that has been taken.
    assert "đã được quyết định" in await hall.clerk.presses("Không đồng ý")
    assert "Ngày hẹn đầu tiên: thứ Sáu, ngày 05/12/2025." in await opened(hall.front)


async def test_a_refused_day_leaves_the_promise_as_it_was(web_town: Town) -> None:
    town = web_town
    hall = await promised(town)
    await opened(hall.officer)
    await hall.officer.presses("Xin dời ngày")
    await hall.officer.says("15/12/2025")
    await hall.officer.says("Chờ vật tư")
    await hall.officer.presses("Gửi")
    await hall.clerk.looks()
    assert "vẫn là thứ Sáu, ngày 05/12/2025" in await hall.clerk.presses("Không đồng ý")
    assert "không đồng ý dời đến 15/12/2025" in await hall.officer.looks()
    assert hall.light not in await hall.resident.looks()


async def test_the_ladder_of_what_is_late(town: Town) -> None:
    """Due on Friday the 5th: the officer on that morning, the head on Monday, the chair after three days."""
    hall = await promised(town)
    late = f"{hall.light} — Thay toàn bộ đèn hỏng (Phòng Kinh tế)"
    await until(town, 5, 12)
    assert f"Hôm nay là hạn: {late}" in await hall.officer.looks()
    for phone in (hall.head, hall.chair, hall.front, hall.resident):
        assert hall.light not in await phone.looks()
    # Nothing at the weekend.
    await until(town, 6, 12)
    await until(town, 7, 12, hour=9)
    for phone in (hall.officer, hall.head, hall.front, hall.resident):
        assert hall.light not in await phone.looks()
    await hall.keep_in_touch()
    await until(town, 8, 12)
    for phone in (hall.officer, hall.head, hall.clerk, hall.front, hall.chair):
        assert f"Quá hạn 3 ngày: {late}" in await phone.looks()
    told = await hall.resident.looks()
    assert f"{hall.light}: việc Phòng Kinh tế hứa xong đến 05/12/2025 đã quá hạn" in told
    # The next day: the office again in one message, the Front and the author not.
    await until(town, 9, 12)
    assert f"Quá hạn 4 ngày: {late}" in await hall.officer.looks()
    assert hall.light not in await hall.front.looks()
    assert hall.light not in await hall.resident.looks()
    # Late is computed: keeping it a week later says so.
    assert "QUÁ HẠN 4 ngày" in await opened(hall.front)


async def test_one_message_of_the_morning_holds_everything(town: Town) -> None:
    hall = await sitting(town)
    await assigns(hall.clerk, hall.light, "7 ngày", "Thay đèn")
    await assigns(hall.clerk, hall.road, "7 ngày", "Sửa đường")
    await concludes(hall)
    await hall.head.looks()
    await until(town, 3, 12)
    await hall.keep_in_touch()
    await until(town, 8, 12)
    before = len(await hall.head.history())
    told = await hall.head.looks()
    assert "Thay đèn" in told
    assert "Sửa đường" in told
    await hall.head.looks()
    assert len(await hall.head.history()) == before


async def test_what_was_promised_to_several_is_told_to_each(web_town: Town) -> None:
    town = web_town
    hall = await sitting(town)
    await town.rows(
        "update petition set state = 'merged', merged_into = (select id from petition where code = :road)"
        " where code = :school returning id",
        road=hall.road, school=hall.school,
    )  # fmt: skip
    await assigns(hall.clerk, hall.road, "7 ngày", "Sửa đường")
    await concludes(hall)
    assert f"Ý kiến {hall.road} của ông/bà" in await hall.resident.looks()
    assert "Sửa đường" in await hall.neighbour.looks()


async def test_a_story_from_the_hall_to_the_new_year(town: Town) -> None:
    """Two promises kept, one of them late up the ladder, one matter passed up; the Front asks and gets an answer."""
    hall = await sitting(town)
    await assigns(hall.clerk, hall.road, "15 ngày", "Sửa đoạn sụt")
    await assigns(hall.clerk, hall.light, "7 ngày", "Thay đèn hỏng")
    await hall.clerk.presses_any("hall.show:1")
    await hall.clerk.presses(hall.school)
    await hall.clerk.presses("Vượt thẩm quyền")
    await hall.clerk.says("Đề nghị cấp tỉnh bố trí vốn")
    await hall.clerk.presses_any("dialogue.show:1")
    await hall.clerk.presses("Kết thúc hội nghị")
    # The notice comes on Monday, three days after.
    await until(town, 1, 12, hour=9)
    await issues(hall.clerk, "12/TB-UBND")
    await hall.keep_in_touch()

    # The lamps on time, with a photo.
    await until(town, 4, 12, hour=15)
    await opened(hall.officer, 2 if await is_second(town, hall.light) else 1)
    await hall.officer.presses("Báo đã xong")
    await hall.officer.says("Đã thay 12 bóng")
    await hall.officer.presses("Tiếp tục")
    await hall.officer.presses("Báo đã xong")
    assert "Đã thay 12 bóng" in await hall.resident.looks()

    # The road is late: Saturday the 13th has passed; on Monday everybody hears, on Tuesday the Front asks.
    await until(town, 11, 12, hour=16)
    await hall.keep_in_touch()
    await until(town, 15, 12)
    for phone in (hall.officer, hall.head, hall.front):
        assert "Sửa đoạn sụt" in await phone.looks()
    assert "đã quá hạn" in await hall.resident.looks()
    await until(town, 16, 12, hour=9)
    await hall.chair.looks()
    await hall.front.presses_any("front.late")
    await hall.front.presses(f"Việc {hall.road}")
    await hall.front.presses("Hỏi cơ quan")
    await hall.front.says("Vì sao chưa sửa xong, bao giờ xong?")
    assert "Hạn trả lời: thứ Ba, ngày 23/12/2025" in await hall.front.presses("Gửi câu hỏi")
    assert "Vì sao chưa sửa xong" in await hall.officer.looks()
    await hall.officer.presses("Trả lời Mặt trận")
    await hall.officer.says("Mưa kéo dài, sẽ xong trong tuần này")
    await hall.officer.presses("Tiếp tục")
    await hall.officer.presses("Gửi")
    assert "Mưa kéo dài, sẽ xong trong tuần này" in await hall.front.looks()
    await until(town, 19, 12, hour=16)
    await hall.keep_in_touch()
    await opened(hall.officer, 1 if await is_second(town, hall.light) else 2)
    await hall.officer.presses("Báo đã xong")
    await hall.officer.says("Đã sửa xong ngày 18/12")
    await hall.officer.presses("Tiếp tục")
    await hall.officer.presses("Báo đã xong")
    page = await opened(hall.front, 1 if await is_second(town, hall.light) else 2)
    for line in (
        "Đã hứa: “Sửa đoạn sụt”", "đã xong muộn, 19/12/2025", "Mặt trận hỏi", "trả lời Mặt trận: Mưa kéo dài",
        "đã báo người nêu ý kiến là quá hạn 13/12/2025",
    ):  # fmt: skip
        assert line in page
    # What went inside the office never reached the author.
    seen = "\n".join(seen.text for seen in await hall.resident.history())
    assert "Vì sao chưa sửa xong" not in seen
    assert "Mưa kéo dài" not in seen
    assert "Mưa kéo dài" not in await hall.resident.says(hall.road)

    # On the first working day of the month the numbers are there.
    await until(town, 31, 12, hour=16)
    await hall.keep_in_touch()
    await until(town, 5, 1, 2026)
    for phone in (hall.front, hall.chair, hall.clerk):
        told = await phone.looks()
        assert "Báo cáo tháng 12/2025: nhận 0 ý kiến, trả lời 0" in told
        assert "Việc được giao: xong 2, quá hạn 0." in told
    assert await town.failed_steps() == []


async def is_second(town: Town, code: str) -> bool:
    """Whether the promise about `code` is the second one: a notice is in the order of its petitions."""
    [row] = await town.rows(
        "select c.id from commitment c join petition p on p.id = c.petition_id where p.code = :code", code=code
    )
    return bool(row.id == 2)
