"""Tests of official papers: the layouts' numbers, their fields, and texts that would break a file."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Length
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.checks import libreoffice
from documents.official import (
    Head,
    Recipients,
    Signature,
    Signing,
    Tones,
    clean_text,
    print_docx,
    print_xlsx,
    short_day,
)  # fmt: skip
from documents.sheets.__main__ import PAPERS as DRAWN
from documents.sheets.charts import Series, bars_png
from documents.sheets.conclusion_notice import conclusion_docx
from documents.sheets.official import Sheet
from documents.sheets.report import report_xlsx
from domain.notice import words
from tests.documents.official_papers import (
    COLLATION,
    CONCLUSION_BLANK,
    CONCLUSION_PARTY,
    CONCLUSION_STATE,
    INVITATION,
    ITEMS,
    MINUTES,
    PAPERS,
    PARTY,
    REPORT,
    RESULTS,
    STATE,
    STATE_RECIPIENTS,
)  # fmt: skip

FORMS = [
    (name, form) for name, paper in PAPERS.items() for form in ("docx", "xlsx") if (type(paper).__name__, form) in DRAWN
]
# A landscape table of every kind of thing people could write.
NASTY = (
    "\x00\x0b\x1f\x7f\ufffe\uffff\ud83d <b>&amp;</b> {{ x }} {% raw %} ]]> =1+1 @SUM(A1) \u202eđảo\u202c 👩‍🌾🌾 "
    "مرحبا بالعالم שלום _x0041_ \u200b\t\r\n\r\n\n xuống dòng"
)


def drawn(name: str, form: str = "docx") -> bytes:
    paper = PAPERS[name]
    return DRAWN[type(paper).__name__, form][1](paper)


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def texts(document: Document) -> list[str]:
    """All texts of the body, cells too, in reading order."""
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]


def millimetres(length: Length | None) -> int:
    assert length is not None
    return round(float(length.mm))


def table_texts(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


# ── layout ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", PAPERS)
def test_the_page_is_a4_with_the_margins_of_the_rules(name: str) -> None:
    section = opened(drawn(name)).sections[0]
    across = section.orientation == WD_ORIENT.LANDSCAPE
    size = (millimetres(section.page_width), millimetres(section.page_height))
    assert size == ((297, 210) if across else (210, 297))
    assert across == (name == "collation")
    margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    assert [millimetres(margin) for margin in margins] == [20, 20, 30, 15]


@pytest.mark.parametrize("name", PAPERS)
def test_the_page_number_stands_at_the_top_in_the_middle_from_the_second_page_on(name: str) -> None:
    section = opened(drawn(name)).sections[0]
    [paragraph] = section.header.paragraphs
    [field] = paragraph._p.iter(qn("w:fldSimple"))
    assert (field.get(qn("w:instr")), paragraph.alignment) == ("PAGE", WD_ALIGN_PARAGRAPH.CENTER)
    assert section.different_first_page_header_footer
    assert [p.text for p in section.first_page_header.paragraphs] == [""]


@pytest.mark.parametrize("name", PAPERS)
def test_every_letter_is_times_new_roman_and_vietnamese(name: str) -> None:
    document = opened(drawn(name))
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert not list(document.element.body.iter(qn("w:rFonts")))
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"vi-VN"}


@pytest.mark.parametrize(
    ("name", "size", "rule", "line"),
    [
        ("conclusion-state", 14, WD_LINE_SPACING.MULTIPLE, 1.15),
        ("conclusion-party", 14, WD_LINE_SPACING.EXACTLY, 19),
        ("invitation", 13, WD_LINE_SPACING.SINGLE, 1.0),
    ],
)
def test_the_body_is_set_as_its_layout_wants(name: str, size: float, rule: WD_LINE_SPACING, line: float) -> None:
    document = opened(drawn(name))
    form = document.styles["Paper Body"].paragraph_format
    spacing = form.line_spacing if isinstance(form.line_spacing, float) else form.line_spacing.pt
    assert document.styles["Normal"].font.size.pt == size
    assert (form.line_spacing_rule, spacing) == (rule, line)
    assert (form.alignment, form.space_before.pt) == (WD_ALIGN_PARAGRAPH.JUSTIFY, 6)
    assert form.first_line_indent.mm == pytest.approx(10, abs=0.1)


def test_the_state_has_its_own_head() -> None:
    document = opened(drawn("conclusion-state"))
    head = document.tables[0]
    assert table_texts(head) == [
        ["ỦY BAN NHÂN DÂN\nXÃ NAM ĐÀN\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"],
        ["Số: 05/TB-UBND", "Nam Đàn, ngày 04 tháng 9 năm 2026"],
    ]
    sizes = [[run.font.size.pt for p in cell.paragraphs for run in p.runs] for row in head.rows for cell in row.cells]
    assert sizes == [[13], [13, 14], [13], [14]]
    assert [p.text for p in document.paragraphs[:3]] == [
        "THÔNG BÁO",
        "Kết luận của đồng chí Nguyễn Thị Hoa, Chủ tịch Ủy ban nhân dân xã tại hội nghị tiếp xúc, đối thoại giữa người"
        " đứng đầu cấp ủy, chính quyền với Nhân dân xóm Hòa Bình năm 2026",
        "",
    ]


def test_the_party_has_its_own_head() -> None:
    document = opened(drawn("conclusion-party"))
    head = document.tables[0]
    assert table_texts(head) == [
        ["ĐẢNG BỘ TỈNH NGHỆ AN\nĐẢNG ỦY XÃ NAM ĐÀN\n*", "ĐẢNG CỘNG SẢN VIỆT NAM\n"],
        ["Số 05-TB/ĐU", "Nam Đàn, ngày 04 tháng 9 năm 2026"],
    ]
    title, subject, dashes = [p.text for p in document.paragraphs[:3]]
    assert (title, dashes) == ("THÔNG BÁO", "-----")
    assert subject.startswith("kết luận của đồng chí Lê Văn Sỹ")
    assert [run.font.size.pt for p in head.rows[0].cells[1].paragraphs for run in p.runs] == [15]


def test_lines_below_names_are_as_long_as_the_rules_say() -> None:
    """Below the motto as long as it, below the body between a third and half of it."""
    document = opened(drawn("conclusion-state"))
    issuer, motto = document.tables[0].rows[0].cells

    def width(cell: Any, room: float) -> float:
        form = cell.paragraphs[-1].paragraph_format
        return room - float(form.left_indent.mm) - float(form.right_indent.mm)

    assert width(motto, 99) == pytest.approx(60.5, abs=0.2)
    assert 43.2 / 3 <= width(issuer, 66) <= 43.2 / 2  # "ỦY BAN NHÂN DÂN" is 43.2 mm


def test_what_is_not_known_yet_is_left_blank() -> None:
    rows = table_texts(opened(drawn("conclusion-blank")).tables[0])
    assert [text.replace("\u00a0", "_") for text in rows[1]] == [
        "Số: ________/TB-UBND",
        "Trường Vinh, ngày ______ tháng ______ năm ______",
    ]
    party = replace(CONCLUSION_PARTY, head=replace(PARTY, number="", day=None))
    number = table_texts(opened(conclusion_docx(party)).tables[0])[1][0]
    assert number.replace("\u00a0", "_") == "Số ________-TB/ĐU"


def test_tone_marks_follow_the_office_but_not_in_what_people_wrote() -> None:
    raised = replace(ITEMS[0], matter="Đề nghị ủy ban hòa giải", words="Giao tổ hòa giải.")
    written = texts(opened(conclusion_docx(replace(CONCLUSION_BLANK, items=(raised,)))))
    text = "\n".join(written)
    assert "UỶ BAN NHÂN DÂN" in text
    assert "Đảng uỷ xã" in text
    assert "Nội dung: Đề nghị ủy ban hòa giải" in written
    assert "Trả lời: Giao tổ hòa giải." in written
    assert "Ủy" not in text


@pytest.mark.parametrize(("day", "written"), [
    (date(2026, 1, 5), "05/01/2026"), (date(2026, 2, 28), "28/02/2026"), (date(2026, 9, 4), "04/9/2026"),
    (date(2026, 12, 24), "24/12/2026"),
])  # fmt: skip
def test_days_have_the_noughts_that_decree_30_wants(day: date, written: str) -> None:
    assert short_day(day) == written


# ── the end ───────────────────────────────────────────────────────────────────────────────────────────────────


def signed(head: Head, signature: Signature, recipients: Recipients = STATE_RECIPIENTS) -> tuple[list[str], list[str]]:
    sheet = Sheet(head)
    sheet.begin("TB", words("paper-notice"), None)
    sheet.closing("Hết")
    sheet.end(recipients, signature)
    left, right = opened(sheet.file()).tables[-1].rows[0].cells
    return left.text.split("\n"), right.text.split("\n")


@pytest.mark.parametrize(
    ("head", "signature", "lines"),
    [
        pytest.param(STATE, Signature("Chủ tịch", "A"), ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "A"], id="head"),
        pytest.param(
            STATE, Signature("Phó Chủ tịch", "A"),
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "A"], id="deputy-for-the-body",
        ),
        pytest.param(
            STATE, Signature("Phó Trưởng phòng", "A", Signing.DEPUTY, "Trưởng phòng"),
            ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "A"], id="deputy",
        ),
        pytest.param(
            STATE, Signature("Chánh Văn phòng", "A", Signing.ORDER, "Chủ tịch"),
            ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "A"], id="order",
        ),
        pytest.param(STATE, Signature("Chủ tọa", "A", Signing.OWN), ["CHỦ TỌA", "A"], id="own"),
        pytest.param(PARTY, Signature("Bí thư", "A"), ["T/M BAN THƯỜNG VỤ", "BÍ THƯ", "A"], id="party"),
        pytest.param(
            PARTY, Signature("Phó Bí thư", "A", of="Đảng ủy"), ["T/M ĐẢNG ỦY", "PHÓ BÍ THƯ", "A"], id="party-deputy"
        ),
        # The Party has no signing for a head.
        pytest.param(
            PARTY, Signature("Phó Bí thư", "A", Signing.DEPUTY, "Bí thư"),
            ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "A"], id="party-no-deputy",
        ),
        pytest.param(
            PARTY, Signature("Chánh Văn phòng", "A", Signing.ORDER, "Ban Thường vụ"),
            ["T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "A"], id="party-order",
        ),
    ],
)  # fmt: skip
def test_who_signs_for_whom(head: Head, signature: Signature, lines: list[str]) -> None:
    assert signed(head, signature)[1] == lines


def test_recipients_stand_in_the_punctuation_of_the_layout() -> None:
    to = Recipients(("- Như trên;", "Ủy ban MTTQ xã (giám sát)."), "VT, VP.")
    assert signed(STATE, Signature("Chủ tịch", "A"), to)[0] == [
        "Nơi nhận:", "- Như trên;", "- Ủy ban MTTQ xã (giám sát);", "- Lưu: VT, VP.",
    ]  # fmt: skip
    assert signed(PARTY, Signature("Bí thư", "A"), Recipients(to.to))[0] == [
        "Nơi nhận:", "- Như trên,", "- Ủy ban MTTQ xã (giám sát),", "- Lưu Văn phòng Đảng ủy.",
    ]  # fmt: skip


@pytest.mark.parametrize(("paper", "stop"), [(CONCLUSION_STATE, "thực hiện./."), (CONCLUSION_PARTY, "thực hiện.")])
def test_the_last_sentence_says_that_nothing_follows(paper: Any, stop: str) -> None:
    document = opened(conclusion_docx(paper))
    last = [p for p in document.paragraphs if p.text][-1]
    assert last.text.endswith(stop)
    # So that nobody signs a page with nothing else on it.
    assert last.paragraph_format.keep_with_next


def test_minutes_have_two_signatures_and_no_recipients() -> None:
    document = opened(drawn("minutes"))
    assert table_texts(document.tables[-1]) == [["THƯ KÝ\nLê Thị Mai", "CHỦ TỌA\nNguyễn Thị Hoa"]]
    party = replace(MINUTES, head=PARTY)
    [[left, right]] = table_texts(opened(DRAWN["MinutesPaper", "docx"][1](party)).tables[-1])
    assert (left, right) == ("NGƯỜI GHI BIÊN BẢN\nLê Thị Mai", "CHỦ TRÌ HỘI NGHỊ\nNguyễn Thị Hoa")
    assert "Nơi nhận:" not in texts(document)


# ── what stands in them ───────────────────────────────────────────────────────────────────────────────────────


def test_the_invitation_has_the_parts_of_form_01() -> None:
    written = texts(opened(drawn("invitation")))
    at = written.index("GIẤY MỜI")
    assert written[at + 1 : at + 12] == [
        "Kính mời:",
        "- Bí thư chi bộ, xóm trưởng, Trưởng ban công tác Mặt trận xóm Hòa Bình;",
        "- Đại diện các hộ gia đình xóm Hòa Bình.",
        "Về việc: tham dự hội nghị tiếp xúc, đối thoại giữa người đứng đầu cấp ủy, chính quyền với Nhân dân xóm"
        " Hòa Bình năm 2026.",
        "Ủy ban nhân dân xã Nam Đàn trân trọng kính mời các ông/bà tham dự hội nghị, cụ thể như sau:",
        "1. Thời gian, địa điểm",
        "Thời gian: 07 giờ 30 phút, ngày 30 tháng 8 năm 2026.",
        "Địa điểm: Nhà văn hóa xóm Hòa Bình.",
        "2. Thành phần",
        "a) Chủ trì: đồng chí Lê Văn Sỹ, Bí thư Đảng ủy xã và đồng chí Nguyễn Thị Hoa, Chủ tịch Ủy ban nhân dân xã.",
        "b) Đại biểu: Thường trực Đảng ủy, Hội đồng nhân dân, lãnh đạo Ủy ban nhân dân xã; Ban Thường trực Ủy ban Mặt"
        " trận Tổ quốc Việt Nam xã; đại diện các phòng, ngành, đơn vị và 126 cán bộ, đảng viên và Nhân dân xóm Hòa"
        " Bình.",
    ]
    assert "5. Tài liệu: Tài liệu hội nghị (phát tại hội nghị)." in written


def test_minutes_say_who_spoke_and_who_answered() -> None:
    written = texts(opened(drawn("minutes")))
    last = "Biên bản đã được đọc lại cho những người có mặt cùng nghe, nhất trí thông qua./."
    assert f"Hội nghị kết thúc hồi 11 giờ 15 phút, ngày 30 tháng 8 năm 2026. {last}" in written
    said = ITEMS[2].matter.split("\n")[0]
    at = written.index(f"1. Ông Trần Văn Thìn, xóm Hòa Bình (ý kiến ND26-0002): {said}")
    assert written[at + 1 : at + 3] == [
        "Đề nghị xã sửa trước năm học mới.",
        "Trưởng phòng Kinh tế trả lời: Phòng đã khảo sát, đề nghị bố trí 45 triệu đồng.",
    ]
    assert (
        "Thông qua mức đóng góp làm đường xóm: đồng ý 98 trên 126 (77,8%); không đồng ý 21; ý kiến khác 7." in written
    )


def test_results_stand_in_a_table_for_each_topic() -> None:
    document = opened(drawn("results"))
    tables = document.tables[1:-1]
    topics = list(dict.fromkeys(item.topic for item in RESULTS.items))
    assert len(tables) == len(topics)
    assert table_texts(tables[2]) == [
        ["Mã", "Nội dung", "Nội dung trả lời", "Tình trạng"],
        [
            "ND26-0002\nxóm Hòa Bình", ITEMS[2].matter, f"{ITEMS[2].words}\n(Phòng Kinh tế)",
            "Sẽ giải quyết, chậm nhất ngày 30/9/2026",
        ],
        [
            "ND26-0007\nxóm Hòa Bình", ITEMS[3].matter, f"{ITEMS[3].words}\n(Phòng Kinh tế)",
            "Sẽ giải quyết, chậm nhất ngày 10/9/2026",
        ],
    ]  # fmt: skip
    # Three have rated: their average could be traced.
    assert "dưới 5 lượt đánh giá" in "\n".join(texts(document))


@pytest.mark.parametrize("name", ["report", "results", "collation"])
def test_tables_repeat_their_head_on_every_page(name: str) -> None:
    tables = opened(drawn(name)).tables[1:-1]
    assert tables
    for table in tables:
        heads = [
            row for row in table.rows if row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
        ]
        assert [row.cells[0].text for row in heads] == [table.rows[0].cells[0].text]


def test_the_collation_has_the_columns_of_the_form() -> None:
    document = opened(drawn("collation"))
    rows = table_texts(document.tables[1])
    assert rows[0] == [
        "STT", "Mã", "Ngày nhận", "Kênh", "Địa bàn", "Lĩnh vực", "Nội dung", "Số người cùng ý kiến", "Đơn vị trả lời",
        "Thời hạn", "Nội dung trả lời", "Tình trạng", "Ghi chú",
    ]  # fmt: skip
    assert len(rows) == 1 + len(COLLATION.rows)
    assert rows[2][:4] == ["2", "ND26-0004", "04/8/2026", "Trang web"]
    # The landscape page leaves 252 mm between its margins.
    assert sum(cell.width.mm for cell in document.tables[1].rows[0].cells) == pytest.approx(252, abs=0.5)


def test_the_workbook_of_the_collation_says_the_same() -> None:
    [sheet] = openpyxl.load_workbook(BytesIO(drawn("collation", "xlsx"))).worksheets
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows[0] == tuple(table_texts(opened(drawn("collation")).tables[1])[0])
    assert len(rows) == 1 + len(COLLATION.rows)
    assert (rows[3][1], rows[3][6], rows[3][7]) == ("ND26-0002", ITEMS[2].matter, 15)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$3"


def test_the_report_says_all_numbers() -> None:
    document = opened(drawn("report"))
    written = texts(document)
    assert "1. Tiếp nhận 42 ý kiến, kiến nghị; đã trả lời 35." in written
    assert "2. Trong số đã trả lời: đúng hạn 31, quá hạn 4." in written
    assert "6. Mức độ hài lòng trung bình 4,2 trên 5 điểm, qua 17 lượt đánh giá." in written
    departments, topics, hamlets, promises, promised, late = map(table_texts, document.tables[1:-1])
    assert departments[1] == ["Phòng Kinh tế", "21", "16", "3", "6", "2"]
    assert departments[-1] == ["Tổng số", "42", "35", "4", "9", "3"]
    assert [row[0] for row in topics[1:]] == [*(topic.name or "Chưa rõ" for topic in REPORT.by_topic), "Tổng số"]
    assert len(hamlets) == 2 + len(REPORT.by_hamlet)
    assert promises[-1] == ["Tổng số", "5", "2", "1", "4", "1"]
    assert promised[1][3:] == [
        "30/9/2026",
        "Đã thực hiện, quá hạn (ngày 01/10/2026)\nĐã đổ cấp phối 300 m, nạo vét rãnh.",
    ]
    assert late[1] == ["ND26-0031", REPORT.late[0].matter, "Phòng Kinh tế", "21/9/2026", "7"]
    # A chart below each of the four tables of numbers, with its name for who cannot see it.
    charts = [each.get("descr") for each in document.element.body.iter(qn("wp:docPr"))]
    assert charts == ["Biểu đồ. Ý kiến đã trả lời và đang chờ"] * 3 + ["Biểu đồ. Nội dung đã hứa"]


def test_what_was_not_counted_is_left_out_of_the_report() -> None:
    counts = tuple(replace(each, answered_late=None) for each in REPORT.by_department)
    paper = replace(
        REPORT, total=replace(REPORT.total, answered_late=None), by_department=counts, by_topic=(), by_hamlet=(),
        promises_by_department=(), promised=(), late=(), rated=replace(REPORT.rated, count=4, average=None),
    )  # fmt: skip
    document = opened(DRAWN["ReportPaper", "docx"][1](paper))
    written = texts(document)
    assert [len(row) for row in table_texts(document.tables[1])][:1] == [5]
    for sentence in (
        "Không có số liệu trong kỳ.", "Không có nội dung hứa giải quyết trong kỳ.", "Không có ý kiến quá hạn trả lời.",
        "5. Mức độ hài lòng: có dưới 5 lượt đánh giá nên không nêu điểm, để giữ kín người đánh giá.",
    ):  # fmt: skip
        assert sentence in written
    assert openpyxl.load_workbook(BytesIO(report_xlsx(paper))).sheetnames


def test_the_workbook_of_the_report_has_charts_of_its_own() -> None:
    content = drawn("report", "xlsx")
    book = openpyxl.load_workbook(BytesIO(content))
    assert book.sheetnames == [
        "Số liệu chung", "Kết quả theo đơn vị", "Kết quả theo lĩnh vực", "Kết quả theo địa bàn",
        "Nội dung đã hứa giải quyết", "Từng nội dung đã hứa", "Ý kiến quá hạn trả lời",
    ]  # fmt: skip
    with zipfile.ZipFile(BytesIO(content)) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 4
    rows = list(book["Kết quả theo đơn vị"].iter_rows(min_row=4, values_only=True))[:6]
    assert rows[0] == ("Phòng Kinh tế", 21, 16, 3, 6, 2)
    assert rows[-1] == ("Tổng số", 42, 35, 4, 9, 3)


def test_rows_that_a_chart_has_no_room_for_are_taken_together(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_bars: list[tuple[Sequence[str], Sequence[Series]]] = []

    def bars(labels: Sequence[str], series: Sequence[Series]) -> bytes:
        drawn_bars.append((labels, series))
        return bars_png(labels, series)

    monkeypatch.setattr("documents.sheets.report.bars_png", bars)
    drawn("report")
    labels, series = drawn_bars[2]
    assert (len(REPORT.by_hamlet), len(labels), labels[-1]) == (14, 12, "Khác (3)")
    assert sum(map(sum, (each.values for each in series))) == sum(r.answered + r.waiting for r in REPORT.by_hamlet)


# ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_the_same_paper_is_the_same_file(name: str, form: str) -> None:
    first, second = drawn(name, form), drawn(name, form)
    assert first == second


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_printing_in_a_process_of_its_own_gives_the_same_file(form: str) -> None:
    printed = (print_docx if form == "docx" else print_xlsx)(REPORT)
    assert printed == drawn("report", form)


def test_who_prints_has_nothing_of_word_or_excel_in_memory() -> None:
    rooms = "official conclusion_notice report results collation invitation_letter minutes".split()
    look = (
        f"import {', '.join(f'documents.{room}' for room in rooms)}, sys\n"
        "print(sorted({'docx', 'lxml', 'xlsxwriter', 'fpdf', 'PIL'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run([sys.executable, "-c", look], cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_paper_that_cannot_be_made_does_not_quote_its_texts() -> None:
    with pytest.raises(RuntimeError) as failure:
        print_xlsx(INVITATION)
    assert "Kính mời" not in str(failure.value)


def with_text(text: str) -> Iterator[tuple[str, Any]]:
    """Every paper with `text` wherever people write."""
    items = tuple(replace(item, matter=text, words=text) for item in ITEMS[:2])
    yield "conclusion", replace(CONCLUSION_STATE, items=items)
    yield "report", replace(
        REPORT, late=(replace(REPORT.late[0], matter=text),),
        promised=(replace(REPORT.promised[0], words=text, note=text),),
    )  # fmt: skip
    yield "results", replace(RESULTS, items=(replace(RESULTS.items[0], text=text, answer=text, topic=text[:100]),))
    yield "collation", replace(COLLATION, rows=(replace(COLLATION.rows[0], matter=text, answer=text, note=text),))
    yield (
        "minutes",
        replace(
            MINUTES, statements=(replace(MINUTES.statements[0], text=text, speaker=text[:100]),), conclusions=(text,)
        ),
    )
    yield "invitation", replace(INVITATION, contents=(text,), contact=text)


@pytest.mark.parametrize("text", [
    pytest.param(NASTY, id="nasty"), pytest.param("dài " * 25_000, id="long"),
    pytest.param("x" * 100_000, id="no-blanks"), pytest.param("", id="empty"),
])  # fmt: skip
def test_what_people_write_is_text_and_nothing_else(text: str) -> None:
    expected = clean_text(text).replace("\n", "")
    for name, paper in with_text(text):
        document = opened(DRAWN[type(paper).__name__, "docx"][1](paper))
        assert expected in "".join(texts(document)), name
        if name in ("report", "collation"):
            book = openpyxl.load_workbook(BytesIO(DRAWN[type(paper).__name__, "xlsx"][1](paper)))
            cells = [c for sheet in book for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
            assert {cell.data_type for cell in cells} == {"s"}
            whole = clean_text(text)
            assert [
                c for c in cells if c.value == whole or (len(whole) > 30_000 and c.value == whole[:32_000] + "…")
            ] or not whole


def test_what_people_write_also_goes_through_to_the_other_process() -> None:
    paper = replace(CONCLUSION_STATE, items=(replace(ITEMS[0], matter=NASTY),))
    assert clean_text(NASTY.replace("\ud83d", "")).split("\n")[0] in "".join(texts(opened(print_docx(paper))))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300), st.text(max_size=80))
def test_no_text_breaks_a_paper(text: str, name: str) -> None:
    head = replace(STATE, body=name, above=name, place=name, number=name, tones=Tones.NEW)
    item = replace(ITEMS[2], matter=text, words=name, department=name, hamlet=name)
    paper = replace(
        CONCLUSION_STATE, head=head, items=(item,), chair=name, signature=Signature(name, name),
        recipients=Recipients((name, text), name), meeting=replace(CONCLUSION_STATE.meeting, title=name, venue=text),
    )  # fmt: skip
    assert clean_text(text).replace("\n", "") in "".join(texts(opened(conclusion_docx(paper))))


def test_a_table_of_a_thousand_opinions_is_drawn_in_time() -> None:
    paper = replace(COLLATION, rows=COLLATION.rows * 48)
    rows = opened(print_docx(paper)).tables[1].rows
    assert len(rows) == 1 + len(paper.rows)


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────

PAGES = {
    "conclusion-state": 3, "conclusion-party": 3, "conclusion-blank": 2, "report": 4, "results": 2, "collation": 4,
    "invitation": 1, "minutes": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = libreoffice()
    if found is None:
        pytest.skip("no LibreOffice; to install it: sudo apt-get install libreoffice-writer-nogui")
    return found


def convert(office: str, folder: Path, names: list[str], form: str) -> None:
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation={profile}", "--convert-to", form,
         "--outdir", str(folder / "out"), *(str(folder / name) for name in names)],
        check=True, capture_output=True, timeout=110,
    )  # fmt: skip


@pytest.mark.office
def test_every_paper_opens_in_libreoffice_with_all_its_pages(office: str, tmp_path: Path) -> None:
    long = replace(CONCLUSION_STATE, items=(replace(ITEMS[0], matter=NASTY + "dài " * 20_000),))
    files = {f"{name}.docx": drawn(name) for name in PAPERS} | {"long.docx": conclusion_docx(long)}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    convert(office, tmp_path, list(files), "pdf")
    pages = {}
    for name in files:
        with pypdfium2.PdfDocument(tmp_path / "out" / f"{Path(name).stem}.pdf") as document:
            pages[Path(name).stem] = len(document)
    # Other machines have other fonts: a page more or less is no fault.
    assert pages.pop("long") > 20
    assert {name: abs(count - PAGES[name]) <= 1 for name, count in pages.items()} == dict.fromkeys(PAGES, True)
