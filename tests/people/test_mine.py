"""What became of my opinions: following, adding, withdrawing, replying, rating, asking again, looking up."""

from datetime import date
from typing import Any

from domain.text import shorten
from tests.town import PNG, Town, sentence

ROAD = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"


async def test_an_author_follows_adds_and_withdraws(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    assert sentence("mine-none") in await resident.says("/cuatoi")
    code = await town.files_petition(resident, ROAD, "Đường")

    listed = await resident.says("/cuatoi")
    topic = "Đường, cầu, cống, xây dựng"
    line = sentence(
        "petition-line", code=code, state="chờ xử lý", due=date(2025, 11, 21), topic=topic, text=shorten(ROAD, 60)
    )
    assert listed == "\n\n".join([sentence("mine-list", count=1), line])
    page = await resident.presses(f"Xem {code}")
    assert ROAD in page
    assert "Người gửi: Nguyễn Văn Mẫu. Gửi lúc 08:00, 07/11/2025." in page
    assert "10 ngày làm việc" in page
    assert (await resident.labels())[:2] == ("Bổ sung", "Rút ý kiến")
    await officer.looks()

    await resident.presses("Bổ sung")
    await resident.says("Hôm nay nước còn cao hơn")
    await resident.sends(PNG, "nuoc.png")
    assert sentence("petition-addition-sent", code=code) in await resident.presses("Tiếp tục")
    told = await officer.looks()
    assert "Hôm nay nước còn cao hơn" in told
    assert any(seen.files for seen in (await officer.history())[-2:])
    assert "Người gửi bổ sung: Hôm nay nước còn cao hơn" in await resident.presses("Xem ý kiến")

    await resident.presses("Rút ý kiến")
    assert sentence("petition-withdrawn", code=code) in await resident.presses("Đúng, rút ý kiến")
    assert sentence("petition-withdrawn-by-author", code=code) in await officer.looks()
    assert "đã rút" in await resident.says("/cuatoi")
    assert sentence("petition-refused-when-withdrawn", code=code) in await resident.presses_key(f"withdraw.yes:{code}")
    assert sentence("work-none") in await officer.says("/viec")


async def test_a_question_of_the_department_is_replied_to(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await officer.looks()
    await officer.presses("Hỏi người gửi")
    await officer.says("Ngập đoạn nào?")
    await officer.presses("Gửi câu hỏi")

    asked = await resident.looks()
    assert f"Phòng Kinh tế cần biết thêm về ý kiến {code}" in asked
    assert "Ngập đoạn nào?" in asked
    await resident.presses("Trả lời câu hỏi")
    await resident.says("Từ cổng chào đến nhà văn hóa")
    await resident.presses("Tiếp tục")

    told = await officer.looks()
    assert sentence("petition-replied-to", code=code, due=date(2025, 11, 21)) in told
    assert "Từ cổng chào đến nhà văn hóa" in told
    assert "đang xử lý" in await resident.says("/cuatoi")


async def test_a_reply_to_the_message_itself_reaches_the_department(telegram_town: Town) -> None:
    town = telegram_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await officer.looks()
    await officer.presses("Hỏi người gửi")
    await officer.says("Ngập đoạn nào?")
    await officer.presses("Gửi câu hỏi")
    await resident.looks()

    said = await resident.replies("Từ cổng chào đến nhà văn hóa", to="Ngập đoạn nào?")
    assert said == sentence("petition-reply-sent", code=code, due=date(2025, 11, 21))
    assert "Từ cổng chào đến nhà văn hóa" in await officer.looks()


async def answered(town: Town, officer: Any, text: str = "Xã sẽ làm cống trong tháng 12/2025.") -> None:
    await officer.looks()
    await officer.presses("Trả lời")
    await officer.says(text)
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)


async def test_an_answer_is_rated_and_asked_about_again_with_a_new_last_day(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await answered(town, officer)
    await town.passes(days=3)
    await resident.looks()
    levels = ("Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng", "Rất không hài lòng")
    assert await resident.labels() == levels

    well = sentence("answer-rated-well", code=code, score="Rất hài lòng")
    assert well in await resident.presses("Rất hài lòng")
    poor = sentence("answer-rated-poor", code=code, score="Không hài lòng")
    assert poor in await resident.presses("Không hài lòng")
    assert await town.rows("select score from petition") == [(2,)]
    assert sentence("again-ask", code=code) in await resident.presses("Hỏi lại")
    await resident.says("Tháng 12 là quá muộn")
    due = date(2025, 11, 17)
    assert sentence("petition-again-sent", code=code, due=due) in await resident.presses("Tiếp tục")

    told = await officer.looks()
    assert sentence("petition-asked-again", code=code, due=due) in told
    assert "Tháng 12 là quá muộn" in told
    explained = "Cách tính: 05 ngày làm việc kể từ ngày hỏi lại 10/11/2025."
    page = await resident.says(code)
    assert "thứ Hai, ngày 17/11/2025" in page
    assert explained in page
    assert explained in await officer.presses("Nhận việc")

    await answered(town, officer, "Sẽ làm ngay tuần này.")
    assert "Sẽ làm ngay tuần này." in await resident.looks()


async def test_own_foreign_and_unknown_codes(town: Town) -> None:
    owner = await town.resident("Nguyễn Văn Mẫu")
    stranger = await town.resident("Trần Thị Mẫu")
    code = await town.files_petition(owner, ROAD, "Đường")

    for typed in (code, code.lower(), "cm25 1", f"/tracuu {code}", f"mã {code}"):
        assert ROAD in await owner.says(typed)
    await owner.says("/tracuu")
    assert ROAD in await owner.says("CM25-0001")

    foreign = await stranger.says(code)
    unknown = await stranger.says("CM25-0999")
    assert foreign == sentence("petition-refused-not-yours", code=code)
    assert unknown == foreign.replace(code, "CM25-0999")
    for key in ("mine.show", "add.begin", "withdraw.ask", "withdraw.yes", "again.begin", "work.show", "work.take"):
        refused = await stranger.presses_any(f"{key}:{code}")
        assert sentence("petition-refused-not-yours", code=code) in refused
    assert await town.rows("select state from petition") == [("received",)]

    await stranger.says("/tracuu")
    said = await stranger.says("không nhớ")
    assert said.startswith(sentence("lookup-no-code", example="CM25-0001"))


async def test_what_was_to_be_added_is_not_lost_when_the_answer_came_first(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.presses("Xem ý kiến")
    await resident.presses("Bổ sung")
    await resident.says("Hôm nay nước còn cao hơn")
    form = await resident.last()
    await answered(town, officer)
    await resident.looks()

    said = await resident.presses_key(
        next(k for k, shown in zip(form.keys, form.labels, strict=True) if "Tiếp" in shown)
    )
    assert sentence("petition-refused-add-when-answered", code=code) in said
    assert "“Hôm nay nước còn cao hơn”" in said
    await resident.presses("Gửi thành ý kiến")
    await resident.presses("Đường, cầu, cống, xây dựng")
    await resident.presses("Giấu tên")
    await resident.presses("Gửi ý kiến")
    assert await town.rows("select body from petition order by id") == [(ROAD,), ("Hôm nay nước còn cao hơn",)]


async def test_who_is_late_is_said_to_the_author(town: Town) -> None:
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await town.passes(days=15)
    page = await resident.says(code)
    assert sentence("petition-due-late", due=date(2025, 11, 21)) in page
    assert sentence("petition-is-late", department="Phòng Kinh tế") in page
    assert f"{code} · quá hạn" in await resident.says("/cuatoi")
