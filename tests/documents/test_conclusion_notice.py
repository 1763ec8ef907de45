"""Tests of the conclusion notice: what it says, and what is read back from a copy that a clerk has edited."""

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.conclusion_notice import ConclusionItem, ConclusionPaper, Edited, Part, read_edited
from documents.official import Tones, clean_text
from documents.sheets.conclusion_notice import conclusion_docx
from domain.refusal import Refused
from tests.documents.official_papers import CONCLUSION_PARTY, CONCLUSION_STATE, ITEMS
from tests.documents.test_official import NASTY, convert, office, opened, texts

__all__ = ["office"]

Change = Callable[[Document], None]


def edited(change: Change, paper: ConclusionPaper = CONCLUSION_STATE) -> Edited:
    document = opened(conclusion_docx(paper))
    change(document)
    written = BytesIO()
    document.save(written)
    return read_edited(written.getvalue(), paper)


def found(document: Document, start: str) -> Any:
    return next(p for p in document.paragraphs if p.text.startswith(start))


def item(code: str, items: tuple[ConclusionItem, ...]) -> ConclusionItem:
    return next(each for each in items if each.code == code)


def rewrite(paragraph: Any, text: str) -> None:
    """As somebody does who selects what is behind the label and types."""
    *_, last = paragraph.runs
    last.text = text


# ── what it says ──────────────────────────────────────────────────────────────────────────────────────────────


def test_every_part_says_who_does_what_until_when() -> None:
    written = texts(opened(conclusion_docx(CONCLUSION_STATE)))
    at = written.index("II. NỘI DUNG GIAO GIẢI QUYẾT, CÓ THỜI HẠN")
    assert written[at : at + 10] == [
        "II. NỘI DUNG GIAO GIẢI QUYẾT, CÓ THỜI HẠN",
        "3. Ý kiến ND26-0002 (xóm Hòa Bình)",
        "Nội dung: Đường từ nhà ông Thìn đến trạm biến áp dài khoảng 300 m xuống cấp, mưa là ngập, học sinh đi lại rất"
        " khó khăn.",
        "Đề nghị xã sửa trước năm học mới.",
        "Kết luận: Ủy ban nhân dân xã bố trí kinh phí sửa chữa, khơi thông rãnh thoát nước hai bên đường.",
        "Thực hiện: Phòng Kinh tế, chậm nhất ngày 30/9/2026.",
        "4. Ý kiến ND26-0007 (xóm Hòa Bình; chuyển từ hội nghị trước)",
        "Nội dung: Hai cột đèn đường ở ngã ba cầu Đòn hỏng từ tháng 5.",
        "Kết luận: Thay bóng và kiểm tra đường dây.",
        "Thực hiện: Phòng Kinh tế, chậm nhất ngày 10/9/2026.",
    ]
    assert "Đơn vị trả lời: Phòng Kinh tế." in written
    for line in (
        "Thực hiện: Phòng Kinh tế; thông báo dự kiến thời gian giải quyết trong thời hạn 05 ngày kể từ ngày ban hành"
        " Thông báo.",
        "Thực hiện: Phòng Kinh tế tham mưu văn bản kiến nghị Công ty TNHH một thành viên Thủy lợi Nam Nghệ An xem xét,"
        " giải quyết và theo dõi việc trả lời.",
        "Thực hiện: Văn phòng HĐND và UBND trả lời, chậm nhất ngày 18/9/2026.",
    ):
        assert line in written


@pytest.mark.parametrize("part", Part)
def test_a_notice_may_have_one_part_only(part: Part) -> None:
    paper = replace(CONCLUSION_PARTY, items=(replace(ITEMS[0], part=part, department=""),))
    written = texts(opened(conclusion_docx(paper)))
    headings = [text for text in written if text.startswith(("I- ", "II- ", "III- "))]
    assert len(headings) == 2
    assert headings[1] == "II- TỔ CHỨC THỰC HIỆN"
    assert any("Hội nghị đã tiếp nhận, xem xét 1 ý kiến" in text for text in written)


def test_a_notice_without_matters_says_so() -> None:
    written = texts(opened(conclusion_docx(replace(CONCLUSION_STATE, items=()))))
    assert any("hội nghị không có ý kiến, kiến nghị cần giải quyết tiếp" in text for text in written)


def test_there_is_always_something_to_read_of_a_matter() -> None:
    silent = replace(CONCLUSION_STATE, items=(replace(ITEMS[0], matter="", words=" "),))
    content = conclusion_docx(silent)
    written = texts(opened(content))
    assert "Nội dung: Nội dung trong tệp gửi kèm ý kiến." in written
    assert "Trả lời: Đã trả lời trực tiếp tại hội nghị." in written
    assert read_edited(content, silent) == Edited(silent.items)


# ── what is read back ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("paper", [CONCLUSION_STATE, CONCLUSION_PARTY])
def test_an_untouched_copy_says_what_was_printed(paper: ConclusionPaper) -> None:
    assert edited(lambda document: None, paper) == Edited(paper.items)


def test_changed_words_are_read() -> None:
    read = edited(lambda document: rewrite(found(document, "Kết luận: Thay bóng"), "Thay cả hai bóng trong tháng 9."))
    assert item("ND26-0007", read.items).words == "Thay cả hai bóng trong tháng 9."
    assert (read.changed, read.is_whole) == (("ND26-0007",), True)


def test_what_is_typed_in_front_and_behind_and_on_new_lines_is_read() -> None:
    def change(document: Document) -> None:
        paragraph = found(document, "Kết luận: Thay bóng")
        paragraph.add_run(" Báo cáo kết quả.")
        more = copy.deepcopy(paragraph._p)
        for mark in [*more.iter(qn("w:bookmarkStart")), *more.iter(qn("w:bookmarkEnd"))]:
            mark.getparent().remove(mark)
        paragraph._p.addnext(more)
        Paragraph(more, paragraph._parent).text = "Kinh phí lấy từ ngân sách xã."

    read = edited(change)
    assert item("ND26-0007", read.items).words == (
        "Thay bóng và kiểm tra đường dây. Báo cáo kết quả.\nKinh phí lấy từ ngân sách xã."
    )
    assert read.is_whole


@pytest.mark.parametrize(
    ("start", "text", "code", "part", "due"),
    [
        ("Thực hiện: Phòng Kinh tế, chậm nhất ngày 10", "Phòng Kinh tế, chậm nhất ngày 15/10/2026.", "ND26-0007",
         Part.PROMISED, date(2026, 10, 15)),
        # A day makes an assignment a promise.
        ("Thực hiện: Phòng Kinh tế; thông báo", "Phòng Kinh tế, chậm nhất ngày 05/11/2026", "ND26-0003",
         Part.PROMISED, date(2026, 11, 5)),
        ("Thực hiện: Văn phòng", "Văn phòng HĐND và UBND trả lời, chậm nhất ngày 1/10/2026.", "ND26-0006", Part.OPEN,
         date(2026, 10, 1)),
        ("Thực hiện: Văn phòng", "Văn phòng HĐND và UBND tiếp tục xem xét, trả lời.", "ND26-0006", Part.OPEN, None),
    ],
)  # fmt: skip
def test_another_day_is_read(start: str, text: str, code: str, part: Part, due: date | None) -> None:
    read = edited(lambda document: rewrite(found(document, start), text))
    now = item(code, read.items)
    assert (now.part, now.due_on, read.changed, read.is_whole) == (part, due, (code,), True)


@pytest.mark.parametrize("text", [
    "Phòng Văn hóa - Xã hội, chậm nhất ngày 10/9/2026.", "Phòng Kinh tế, chậm nhất ngày 31/9/2026.", "Làm ngay.", "",
])  # fmt: skip
def test_another_department_or_an_impossible_day_is_not_guessed(text: str) -> None:
    read = edited(lambda document: rewrite(found(document, "Thực hiện: Phòng Kinh tế, chậm nhất ngày 10"), text))
    assert (read.unclear, read.changed, read.is_whole) == (("ND26-0007",), (), False)
    assert read.items == CONCLUSION_STATE.items


def test_an_item_that_was_cut_out_is_missing() -> None:
    def change(document: Document) -> None:
        lead = found(document, "4. Ý kiến ND26-0007")._p
        for paragraph in [lead, *list(lead.itersiblings())[:3]]:
            paragraph.getparent().remove(paragraph)

    read = edited(change)
    assert (read.missing, read.changed, read.is_whole) == (("ND26-0007",), (), False)
    assert read.items == CONCLUSION_STATE.items


def test_an_item_that_was_typed_anew_belongs_to_none() -> None:
    def change(document: Document) -> None:
        due = found(document, "Thực hiện: Phòng Kinh tế, chậm nhất ngày 10")
        after = document.add_paragraph("5. Ý kiến bổ sung: sửa cổng nhà văn hóa.")
        due._p.addnext(after._p)

    read = edited(change)
    assert read.strange == ("5. Ý kiến bổ sung: sửa cổng nhà văn hóa.",)
    assert read.items == CONCLUSION_STATE.items


def test_what_word_has_struck_out_is_not_read() -> None:
    def change(document: Document) -> None:
        paragraph = found(document, "Kết luận: Thay bóng")
        run = paragraph.runs[-1]._r
        struck, added = OxmlElement("w:del"), OxmlElement("w:ins")
        new = copy.deepcopy(run)
        run.addprevious(struck)
        struck.append(run)
        for text in struck.iter(qn("w:t")):
            text.tag = qn("w:delText")
        struck.addnext(added)
        added.append(new)
        new.text = "Thay đèn LED."

    assert item("ND26-0007", edited(change).items).words == "Thay đèn LED."


def test_a_copy_without_its_bookmarks_is_missing_everything() -> None:
    def change(document: Document) -> None:
        for mark in list(document.element.body.iter(qn("w:bookmarkStart"))):
            mark.getparent().remove(mark)

    read = edited(change)
    assert read.missing == tuple(each.code for each in CONCLUSION_STATE.items)
    assert read.items == CONCLUSION_STATE.items


def test_items_are_found_by_their_code_when_the_draft_has_changed_since() -> None:
    content = conclusion_docx(CONCLUSION_STATE)
    fewer = replace(CONCLUSION_STATE, items=tuple(reversed(CONCLUSION_STATE.items[2:])))
    read = read_edited(content, fewer)
    assert read == Edited(fewer.items)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", b"words", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_edited(content, CONCLUSION_STATE)
    assert refused.value.code == "official-refused-unreadable"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(Part), st.text(max_size=60), st.text(max_size=60)), max_size=5),
       st.sampled_from(Tones))  # fmt: skip
def test_whatever_people_wrote_comes_back(raised: list[tuple[Part, str, str]], tones: Tones) -> None:
    items = tuple(
        ConclusionItem(f"ND26-{n:04d}", part, matter, said, "Ủy ban xã", date(2026, 9, 1) if n % 2 else None)
        for n, (part, matter, said) in enumerate(raised)
    )
    paper = replace(CONCLUSION_STATE, head=replace(CONCLUSION_STATE.head, tones=tones), items=items)
    assert read_edited(conclusion_docx(paper), paper) == Edited(items)


@pytest.mark.office
def test_a_copy_that_libreoffice_has_saved_is_still_read(office: str, tmp_path: Path) -> None:
    # Texts that look like what LibreOffice escapes letters with are escaped by it, and stay so.
    items = (*ITEMS, replace(ITEMS[0], code="ND26-0099", matter=NASTY.replace("_x0041_", "")))
    paper = replace(CONCLUSION_PARTY, items=items)
    (tmp_path / "notice.docx").write_bytes(conclusion_docx(paper))
    convert(office, tmp_path, ["notice.docx"], "odt")
    (tmp_path / "out" / "notice.odt").rename(tmp_path / "notice.odt")
    convert(office, tmp_path, ["notice.odt"], "docx")
    read = read_edited((tmp_path / "out" / "notice.docx").read_bytes(), paper)
    assert read.is_whole, read
    assert [clean_text(each.matter) for each in read.items] == [clean_text(each.matter) for each in items]
