"""From the hall to the notice: what is noted while people sit, the draft, its paper, issuing it, closing."""

import io
from typing import Any

from docx import Document

from tests.people.after import LIGHT, ROAD, SCHOOL, TITLE, assigns, concludes, files_of, issues, sitting, until
from tests.town import PNG, Town


async def sent_paper(town: Town, key: str = "conclusion.show:1") -> Any:
    """The Word file that the notice names, opened."""
    [row] = await town.rows("select file from conclusion_notice")
    content = town.program.files.path(row.file["sha256"]).read_bytes()
    return Document(io.BytesIO(content))


def text_of(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])


async def test_what_is_said_in_the_hall_is_noted_in_three_taps_and_a_line(town: Town) -> None:
    hall = await sitting(town)
    clerk = hall.clerk
    page = await clerk.presses_any("hall.show:1")
    assert "Chưa ghi: 3" in page
    assert ROAD[:30] in page

    said = await assigns(clerk, hall.road, "15 ngày", "Phòng Kinh tế sửa xong đường trước Tết dương lịch")
    assert f"{hall.road} — Phòng Kinh tế giải quyết đến 13/12/2025" in said
    assert "Giao giải quyết, có hẹn ngày: 1" in said
    assert "Chưa ghi: 2" in said

    # Somebody who sent nothing in speaks; the department is found by what was said, the name stands in front.
    await clerk.presses("Ghi ý kiến vừa phát biểu")
    await clerk.says("Bà Lành: Trạm y tế thiếu thuốc")
    await clerk.presses("Giao Phòng Văn hóa")
    said = await clerk.presses("Không hẹn ngày")
    assert "CM25-0004 — Phòng Văn hóa - Xã hội giải quyết, chưa hẹn ngày: Trạm y tế thiếu thuốc" in said
    [raised] = await town.rows("select author_name, body, dialogue_id from petition where code = 'CM25-0004'")
    assert tuple(raised) == ("Bà Lành", "Trạm y tế thiếu thuốc", 1)
    assert "Nêu trực tiếp tại hội nghị" in await clerk.says("CM25-0004")


async def test_an_answer_in_the_hall_reaches_its_author_and_the_chair_may_note_it(town: Town) -> None:
    hall = await sitting(town)
    assert "Ghi ý kiến tại hội nghị" in " ".join(seen for seen in await menu_of(hall.chair))
    await hall.chair.presses_any("hall.show:1")
    await hall.chair.presses(hall.light)
    await hall.chair.presses("Đã trả lời tại chỗ")
    await hall.chair.says("Đèn sẽ được thay trong hôm nay, Điện lực đã có mặt")
    told = await hall.resident.looks()
    assert f"Ý kiến {hall.light} của ông/bà đã được trả lời tại {TITLE}." in told
    assert "Đèn sẽ được thay trong hôm nay" in told
    # What is passed up stays open with its department, which writes to the upper level.
    await hall.chair.presses_any("hall.show:1")
    await hall.chair.presses(hall.school)
    await hall.chair.presses("Vượt thẩm quyền")
    await hall.chair.presses("Không ghi thêm")
    [school] = await town.rows("select state, outcome from petition where code = :code", code=hall.school)
    assert tuple(school) == ("received", "beyond")


async def menu_of(phone: Any) -> tuple[str, ...]:
    await phone.says("/menu")
    await phone.presses(TITLE[:20])
    labels: tuple[str, ...] = await phone.labels()
    return labels


async def test_the_notice_is_drafted_edited_numbered_and_issued(town: Town) -> None:
    hall = await sitting(town)
    clerk = hall.clerk
    await assigns(clerk, hall.road, "15 ngày", "Sửa xong đường")
    await assigns(clerk, hall.light, "Không hẹn ngày", "Kiểm tra và thay đèn")
    await clerk.presses_any("hall.show:1")
    await clerk.presses(hall.school)
    await clerk.presses("Vượt thẩm quyền")
    await clerk.says("Xây phòng học do cấp tỉnh quyết định đầu tư")
    assert "Kết thúc hội nghị" in " ".join(await dialogue_labels(clerk))
    await clerk.presses("Kết thúc hội nghị")

    draft = await clerk.presses_any("conclusion.show:1")
    assert "Còn thiếu: số, ngày ký, chức vụ người ký, tên người ký." in draft
    assert f"• {hall.road}: Sửa xong đường — hạn 13/12/2025" in draft
    assert f"• {hall.light}: Kiểm tra và thay đèn — chưa ghi thời hạn" in draft
    assert f"• {hall.school}: Xây phòng học" in draft
    # A day makes an assignment a promise; what was edited stays when the draft is looked at again.
    await clerk.presses("Sửa từng việc")
    await clerk.presses(hall.light)
    await clerk.presses("Đổi thời hạn")
    assert "Thời hạn: thứ Sáu, ngày 05/12/2025" in await clerk.presses("7 ngày")
    await clerk.presses("Sửa nội dung")
    await clerk.says("Thay toàn bộ đèn hỏng")
    await clerk.presses("Quay lại")
    assert "1 ngày" not in await clerk.presses("Quay lại")
    assert f"• {hall.light}: Thay toàn bộ đèn hỏng — hạn 05/12/2025" in await clerk.presses_any("conclusion.show:1")

    # Nothing goes out before it is complete, and a number that is none is asked for again.
    assert "Còn thiếu" in await clerk.presses("Ban hành")
    await clerk.presses("Ghi số, ngày")
    assert "Xin viết như 05-TB/ĐU" in await clerk.says("số năm")
    await clerk.presses("Dừng lại")
    said = await issues(hall.clerk)
    assert "Đã ban hành thông báo số 05/TB-UBND và gửi các nơi. Đang theo dõi 2 việc được giao." in said
    paper = text_of(await sent_paper(town))
    for line in ("ỦY BAN NHÂN DÂN\nXÃ CAO MINH", "Số: 05/TB-UBND", "Cao Minh, ngày 28 tháng 11 năm 2025", "TM. ỦY BAN"):
        assert line in paper
    assert "Nguyễn Văn Mẫu" not in paper

    # The department, the Front, the chair and the authors hear of it, each once.
    department = await hall.officer.looks()
    assert "thông báo kết luận số 05/TB-UBND" in department
    assert f"• {hall.road}: Sửa xong đường — hạn 13/12/2025" in department
    for phone in (hall.front, hall.chair):
        told = await phone.looks()
        assert f"Thông báo kết luận số 05/TB-UBND của {TITLE} đã ban hành." in told
        assert await files_of(phone) == 1
    told = await hall.resident.looks()
    assert told.count(f"Ý kiến {hall.road} của ông/bà: theo thông báo kết luận số 05/TB-UBND") == 1
    assert "giải quyết đến thứ Bảy, ngày 13/12/2025" in told
    assert "đã ban hành" in await clerk.presses_any("conclusion.issue:1:x")

    # The milestone is done by it, with the paper as evidence, and the dialogue goes on.
    [milestone] = await town.rows("select done_at, files from milestone where what = 'conclusion_notice'")
    [notice] = await town.rows("select file, issued_at from conclusion_notice")
    assert milestone.done_at == notice.issued_at
    assert [file["sha256"] for file in milestone.files] == [notice.file["sha256"]]
    assert [row.state for row in await town.rows("select state from dialogue")] == ["following-up"]


async def dialogue_labels(clerk: Any) -> tuple[str, ...]:
    await clerk.presses_any("dialogue.show:1")
    labels: tuple[str, ...] = await clerk.labels()
    return labels


async def test_an_edited_word_file_is_the_issued_version_until_something_else_changes(web_town: Town) -> None:
    town = web_town
    hall = await sitting(town)
    clerk = hall.clerk
    await assigns(clerk, hall.road, "15 ngày", "Sửa xong đường")
    await clerk.presses_any("dialogue.show:1")
    await clerk.presses("Kết thúc hội nghị")
    await clerk.presses_any("conclusion.show:1")
    await clerk.presses("Ghi số, ngày")
    await clerk.says("Số 05-TB/ĐU")
    await clerk.presses("ngày")
    await clerk.says("Bí thư Đảng ủy")
    await clerk.says("Lê Văn Mẫu")
    assert "Thể thức văn bản của Đảng" in await clerk.presses("Ghi")
    await clerk.presses("Xem bản Word")
    assert (await clerk.last()).files == 1

    edited = io.BytesIO()
    document = Document()
    document.add_paragraph("Bản đã sửa tay")
    document.save(edited)
    await clerk.presses("Quay lại")
    await clerk.presses("Gửi bản Word đã sửa")
    # A picture is no paper.
    await clerk.sends(PNG)
    assert "Chưa nhận được tệp Word" in await clerk.presses("Tiếp tục")
    await clerk.presses_any("conclusion.show:1")
    await clerk.presses("Gửi bản Word đã sửa")
    await clerk.sends(edited.getvalue(), "thong-bao-da-sua.docx")
    said = await clerk.presses("Tiếp tục")
    assert "Trợ lý không đọc được phần của" in said
    assert "Bản sẽ ban hành: tệp thong-bao-da-sua.docx" in said
    await clerk.presses("Ban hành")
    await clerk.presses("Ban hành")
    assert text_of(await sent_paper(town)) == "Bản đã sửa tay"


async def test_what_was_edited_in_word_is_what_is_followed(web_town: Town) -> None:
    """The clerk changes the words and the day in the paper that was made here."""
    town = web_town
    hall = await sitting(town)
    clerk = hall.clerk
    await assigns(clerk, hall.road, "15 ngày", "Sửa xong đường")
    await clerk.presses_any("dialogue.show:1")
    await clerk.presses("Kết thúc hội nghị")
    await clerk.presses_any("conclusion.show:1")
    await clerk.presses("Xem bản Word")
    [made] = await town.rows("select sha256 from stored_file order by stored_at desc limit 1")
    document = Document(str(town.program.files.path(made.sha256)))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("Sửa xong đường", "Sửa xong đường và hai cống").replace(
                "13/12/2025", "20/12/2025"
            )
    edited = io.BytesIO()
    document.save(edited)
    await clerk.presses("Quay lại")
    await clerk.presses("Gửi bản Word đã sửa")
    await clerk.sends(edited.getvalue(), "da-sua.docx")
    said = await clerk.presses("Tiếp tục")
    assert f"Đã theo bản Word đổi nội dung, thời hạn của: {hall.road}." in said
    assert f"• {hall.road}: Sửa xong đường và hai cống — hạn 20/12/2025" in said


async def test_a_notice_that_is_late_climbs_the_ladder_of_milestones(town: Town) -> None:
    hall = await sitting(town)
    await hall.clerk.presses_any("dialogue.show:1")
    await hall.clerk.presses("Kết thúc hội nghị")
    await hall.chair.looks()
    # Five days after the 28th of November is Wednesday the 3rd; the chair hears three days later, on a working day.
    await until(town, 4, 12)
    assert "Quá hạn 1 ngày: Ban hành thông báo kết luận" in await hall.clerk.looks()
    assert "Ban hành thông báo kết luận" not in await hall.chair.looks()
    await until(town, 8, 12)
    await hall.keep_in_touch()
    await until(town, 9, 12)
    assert "Quá hạn 6 ngày: Ban hành thông báo kết luận" in await hall.chair.looks()


async def test_closing_says_what_is_missing_and_carries_the_rest_on(town: Town) -> None:
    hall = await sitting(town)
    clerk = hall.clerk
    await assigns(clerk, hall.road, "15 ngày", "Sửa xong đường")
    await concludes(hall)
    page = await clerk.presses_any("dialogue.close:1")
    assert "Cần làm xong trước:\n• Công khai kết quả hội nghị" in page
    assert "Chưa giải quyết xong: 3. Sẽ chuyển sang hội nghị kế tiếp khi có" in page
    assert "Chưa hoàn tất được" in await clerk.presses_any("dialogue.move:1:closed")

    await clerk.presses_any("milestone.list:1")
    await clerk.presses("Công khai")
    await clerk.presses("Ghi là xong")
    await clerk.presses("Không có")
    await clerk.presses("Ghi là xong")
    await hall.resident.looks()
    assert "Đã đủ để hoàn tất." in await clerk.presses_any("dialogue.close:1")
    assert "Đã hoàn tất" in await clerk.presses("Hoàn tất hội nghị")
    told = await hall.resident.looks()
    assert told.count("nên được chuyển sang hội nghị kế tiếp") == 2
    assert "Ông/bà không phải gửi lại." in told

    # The next dialogue takes them over by itself, and its notice says where they come from; authors are told once.
    await town.dialogue(clerk, "26/12/2025")
    assert "3 việc chuyển từ hội nghị trước" in await clerk.presses_any("carried.list:2")
    assert "chuyển" not in await hall.resident.looks()
    await until(town, 26, 12, hour=8)
    await clerk.keeps_in_touch()
    await clerk.presses_any("dialogue.move:2:in-session")
    assert f"{hall.light}: {LIGHT[:20]}" in await clerk.presses_any("hall.show:2")
    await clerk.presses_any("dialogue.move:2:concluded")
    await clerk.presses_any("conclusion.show:2")
    await clerk.presses("Sửa từng việc")
    assert "Chuyển từ hội nghị trước." in await clerk.presses(hall.school)
    assert SCHOOL[:20] in (await clerk.last()).text
