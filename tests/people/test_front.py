"""The Front: what is late, what was promised and what came of it, questions in writing, a month in numbers."""

import openpyxl
from docx import Document

from tests.people.after import SCHOOL, TITLE, assigns, concludes, files_of, sitting, until
from tests.town import Town


async def test_the_front_sees_promises_but_no_names(town: Town) -> None:
    hall = await sitting(town)
    await assigns(hall.clerk, hall.school, "7 ngày", "Trả lời về phòng học")
    await assigns(hall.clerk, hall.road, "15 ngày", "Sửa đường")
    await concludes(hall)
    front = hall.front
    await front.says("/menu")
    page = await front.presses("Giám sát sau hội nghị")
    assert "Việc được giao sau các hội nghị: 2. Đã xong: 0. Quá hạn: 0." in page
    listed = await front.presses(TITLE[:20])
    assert f"• {hall.road}: Sửa đường — hạn 13/12/2025" in listed
    await front.presses(f"Việc {hall.school}")
    shown = await front.says(hall.school)
    assert SCHOOL in shown
    await front.says(hall.road)
    seen = "\n".join(seen.text + " ".join(seen.labels) for seen in await front.history())
    assert "Trần Thị Mẫu" not in seen
    assert "Nguyễn Văn Mẫu" not in seen
    # It watches and asks; it does not do the office's work.
    assert "Chỉ cơ quan được giao" in await front.presses_any("commitment.keep:1")
    assert "Chỉ văn phòng soạn" in await front.presses_any("conclusion.items:1")


async def test_late_is_listed_by_department_with_opinions_nobody_answered(town: Town) -> None:
    hall = await sitting(town)
    await assigns(hall.clerk, hall.road, "7 ngày", "Sửa đường")
    await concludes(hall)
    await hall.keep_in_touch()
    await until(town, 9, 12)
    page = await hall.front.presses_any("front.late")
    assert "Quá hạn: 1 việc được giao, 2 ý kiến chưa trả lời." in page
    economy, _, culture = page.partition("Phòng Văn hóa - Xã hội (1):")
    assert "Phòng Kinh tế (2):" in economy
    assert f"• {hall.road}: Sửa đường — QUÁ HẠN 4 ngày, hạn 05/12/2025" in economy
    assert f"• {hall.light}" in economy
    assert f"• {hall.school}" in culture


async def test_a_question_gets_an_answer_on_record_and_is_recalled_until_then(town: Town) -> None:
    hall = await sitting(town)
    await hall.front.says(hall.light)
    await hall.front.presses("Hỏi cơ quan")
    await hall.front.says("Việc này đến đâu rồi?")
    # Five working days from Friday the 28th of November.
    assert "Hạn trả lời: thứ Sáu, ngày 05/12/2025" in await hall.front.presses("Gửi câu hỏi")
    asked = await hall.officer.looks()
    assert f"Ủy ban MTTQ hỏi về {hall.light}" in asked
    assert "Việc này đến đâu rồi?" in asked
    # Nobody else answers for the department.
    assert "Chỉ cơ quan được hỏi" in await hall.chair.presses_any("question.answer:1")
    assert "Không tìm thấy câu hỏi" in await hall.resident.presses_any("question.show:1")

    await hall.keep_in_touch()
    await until(town, 5, 12)
    assert f"Hôm nay phải trả lời Mặt trận về {hall.light}" in await hall.officer.looks()
    assert f"Mặt trận về {hall.light}" not in await hall.head.looks()
    await hall.keep_in_touch()
    await until(town, 8, 12)
    for phone in (hall.officer, hall.head, hall.front):
        assert f"chưa trả lời Mặt trận về {hall.light}" in await phone.looks()
    assert "QUÁ HẠN trả lời 05/12/2025" in await hall.front.presses_any("front.questions")

    await hall.officer.presses_any("question.answer:1")
    await hall.officer.says("Đã đặt mua đèn, thay trong tuần")
    await hall.officer.presses("Tiếp tục")
    assert "Đã gửi trả lời" in await hall.officer.presses("Gửi")
    answered = await hall.front.looks()
    assert f"Phòng Kinh tế trả lời câu hỏi của Mặt trận về {hall.light}." in answered
    assert "Đã đặt mua đèn" in answered
    assert "đã được trả lời" in await hall.officer.presses_any("question.answer:1")
    await until(town, 9, 12)
    assert "Mặt trận" not in await hall.officer.looks()
    [row] = await town.rows("select text, answer, answered_at is not null as done from supervisor_question")
    assert tuple(row) == ("Việc này đến đâu rồi?", "Đã đặt mua đèn, thay trong tuần", True)


async def test_the_report_of_a_month_as_word_and_excel(town: Town) -> None:
    hall = await sitting(town)
    await assigns(hall.clerk, hall.road, "7 ngày", "Sửa đường")
    await concludes(hall)
    await hall.keep_in_touch()
    page = await hall.front.presses_any("report.show")
    assert "Ý kiến nhận được: 3; đã trả lời: 1." in page
    assert "Việc được giao sau hội nghị: 1; đã xong: 0, trong đó xong muộn: 0." in page
    await hall.front.presses("Tải bản Word")
    assert await files_of(hall.front) == 2
    # Offered on the first working day of the next month, once.
    await until(town, 1, 12)
    for phone in (hall.front, hall.chair, hall.clerk):
        told = await phone.looks()
        assert told.count("Báo cáo tháng 11/2025: nhận 3 ý kiến, trả lời 1") == 1
    assert "Báo cáo tháng" not in await hall.officer.looks()
    await until(town, 2, 12)
    assert "Báo cáo tháng" not in await hall.front.looks()
    await hall.front.presses_any("report.make:2025-11:xlsx")
    assert "chưa đến" in await hall.front.presses_any("report.make:2026-05:docx")
    assert "dành cho văn phòng" in await hall.resident.presses_any("report.make:2025-11:docx")

    paths = [town.program.files.path(row.sha256) for row in await town.rows("select sha256 from stored_file")]
    books = [openpyxl.load_workbook(path) for path in paths if b"xl/workbook.xml" in path.read_bytes()]
    [rows] = [[row for sheet in book for row in sheet.iter_rows(values_only=True)] for book in books]
    [economy] = [row for row in rows if row[0] == "Phòng Kinh tế" and row[1:5] == (2, 1, 1, 1)]
    assert economy
    assert any(hall.road in row and "Sửa đường" in row for row in rows)
    papers = [Document(path) for path in paths if b"word/document.xml" in path.read_bytes()]
    said = "\n".join(paragraph.text for paper in papers for paragraph in paper.paragraphs)
    assert "tháng 11 năm 2025" in said
    # Few ratings, few words: nothing of who sent what.
    assert "Nguyễn Văn Mẫu" not in said
