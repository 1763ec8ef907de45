"""Papers of a dialogue that a clerk takes along: what is known stands on them, what is not is left open."""

import io
from typing import Any

import openpyxl
from docx import Document

from tests.people.after import LIGHT, ROAD, TITLE, assigns, sitting
from tests.town import Town


async def paper(town: Town) -> str:
    """What stands on the newest Word file."""
    [row] = await town.rows("select sha256 from stored_file order by stored_at desc, ctid desc limit 1")
    document: Any = Document(str(town.program.files.path(row.sha256)))
    tables = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *tables])


async def test_a_clerk_gets_the_papers_that_fit_the_day(town: Town) -> None:
    clerk = await town.clerk()
    await town.officer(clerk)
    await town.dialogue(clerk)
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, ROAD, "Đường")
    await clerk.presses_any("dialogue.show:1")
    await clerk.presses("Giấy mời, bảng tổng hợp")
    assert not any("Biên bản" in label for label in await clerk.labels())
    said = await clerk.presses("Giấy mời (Word)")
    assert "bản nháp" in said
    letter = await paper(town)
    assert "GIẤY MỜI" in letter
    assert TITLE.lower() in letter.lower()
    assert "28/11/2025" in letter or "28 tháng 11 năm 2025" in letter
    await clerk.presses("Quay lại")
    await clerk.presses("Bảng tổng hợp ý kiến (Word)")
    table = await paper(town)
    assert code in table
    assert ROAD in table
    assert "Nguyễn Văn Mẫu" not in table
    # A resident has no business there, whatever they press.
    assert "cán bộ văn phòng" in await resident.presses_any("papers.make:1:opinions")


async def test_the_table_counts_who_is_of_the_same_opinion(web_town: Town) -> None:
    hall = await sitting(web_town)
    other = await web_town.files_petition(hall.neighbour, "Đường ra cầu sụt quá, sửa giúp", "Đường")
    async with web_town.database.begin() as uow:
        lead = await uow.petitions.find(web_town.commune.id, hall.road)
        member = await uow.petitions.find(web_town.commune.id, other)
        assert lead is not None
        assert member is not None
        await uow.petitions.change(member, state="merged", merged_into=lead.id)
    await hall.clerk.presses_any("papers.make:1:table")
    [row] = await web_town.rows("select sha256 from stored_file order by stored_at desc, ctid desc limit 1")
    book = openpyxl.load_workbook(io.BytesIO(web_town.program.files.path(row.sha256).read_bytes()))
    lines = {line[1]: line for sheet in book for line in sheet.iter_rows(values_only=True) if len(line) > 7}
    assert lines[hall.road][7] == 2
    assert other not in lines


async def test_minutes_hold_what_was_decided(web_town: Town) -> None:
    hall = await sitting(web_town)
    await assigns(hall.clerk, hall.light, "15 ngày", "Thay toàn bộ đèn hỏng")
    await hall.clerk.presses_any("papers.list:1")
    assert not any("Giấy mời" in label for label in await hall.clerk.labels())
    await hall.clerk.presses("Biên bản")
    written = await paper(web_town)
    assert "BIÊN BẢN" in written
    assert "Thay toàn bộ đèn hỏng" in written
    assert "chậm nhất ngày 13/12/2025" in written
    assert LIGHT not in written
