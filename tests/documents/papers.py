"""Sample plans as Word and PDF files (letterhead side by side, real tables, Word's own numbers), and a poster."""

import io
import re
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from documents.poster import Link, Poster, Row

ROOT = Path(__file__).resolve().parents[2]
PLANS = ROOT / "samples" / "plans"
FONT = ROOT / "documents" / "fonts" / "NotoSans-Regular.ttf"
START = "?start=c-1879_d-1_h-thon-mau-1"
WEB = Link(
    "Trang web", f"https://doithoai.thainguyen.gov.vn/c/cao-minh{START}", "doithoai.thainguyen.gov.vn/c/cao-minh"
)
TELEGRAM = Link("Telegram", f"https://t.me/XaCaoMinhBot{START}", "t.me/XaCaoMinhBot")
POSTER = Poster(
    language="vi",
    heading="Ủy ban nhân dân xã Cao Minh",
    place="Thái Nguyên",
    invitation="Kính mời bà con thôn Mẫu 1",
    title="Hội nghị tiếp xúc, đối thoại với Nhân dân xã Cao Minh năm 2025",
    day="Thứ Sáu, 14/11/2025",
    hour="8 giờ 30 sáng",
    venue=Row("Địa điểm", "Hội trường UBND xã Cao Minh"),
    who=Row("Dành cho", "Toàn thể Nhân dân xã Cao Minh"),
    topics_label="Nội dung",
    topics=("Đất đai, môi trường", "Đường, cầu, cống", "Điện, nước sạch"),
    others="và các nội dung khác",
    deadlines=(
        Row("Nhận ý kiến đến hết", "Thứ Sáu, 07/11/2025"),
        Row("Đăng ký phát biểu trước", "5 giờ chiều, thứ Năm 13/11/2025"),
    ),
    scan="Quét mã để gửi ý kiến",
    links=(WEB, TELEGRAM),
    contact="Không dùng điện thoại: xin gửi ý kiến qua trưởng thôn hoặc tại Trụ sở UBND xã Cao Minh.",
)
_HEADING = re.compile(r"(\d{1,2})[.-] (?=\D)")


def source(name: str) -> str:
    return (PLANS / f"{name}.txt").read_text(encoding="utf-8")


def pieces(text: str) -> list[str | list[list[str]]]:
    """Lines, and tables as rows of cells."""
    found: list[str | list[list[str]]] = []
    for line in text.splitlines():
        if line.count("|") >= 2:
            row = [cell.strip() for cell in line.split("|")]
            if found and isinstance(found[-1], list):
                found[-1].append(row)
            else:
                found.append([row])
        elif line.strip():
            found.append(line.strip())
    return found


def as_docx(text: str, *, numbered: bool = False) -> bytes:
    """`numbered`: "1." is made by Word, as in most plans, and is in no run."""
    document = docx.Document()
    body = pieces(text)
    title = next(n for n, piece in enumerate(body) if str(piece).strip().upper() == "KẾ HOẠCH")
    head = document.add_table(1, 2)
    for n, piece in enumerate(body[:title]):
        head.cell(0, n >= title // 2).add_paragraph(str(piece))
    for piece in body[title:]:
        if isinstance(piece, list):
            table = document.add_table(0, max(map(len, piece)))
            for row in piece:
                for cell, words in zip(table.add_row().cells, row, strict=False):
                    cell.text = words
            continue
        mark = _HEADING.match(piece)
        if numbered and mark:
            _number(document.add_paragraph(piece[mark.end() :]), restart=mark[1] == "1")
        else:
            document.add_paragraph(piece)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _number(paragraph: Any, *, restart: bool) -> None:
    """Number as Word does: a list of its own each time the count begins again."""
    numbering = paragraph.part.numbering_part.element
    if restart:
        abstract = OxmlElement("w:abstractNum")
        ids = [int(each.get(qn("w:abstractNumId"))) for each in numbering.findall(qn("w:abstractNum"))]
        abstract.set(qn("w:abstractNumId"), str(max(ids, default=0) + 1))
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), "0")
        for name, value in (("start", "1"), ("numFmt", "decimal"), ("lvlText", "%1.")):
            child = OxmlElement(f"w:{name}")
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
        numbering.insert(0, abstract)
        numbering.add_num(int(abstract.get(qn("w:abstractNumId"))))
    last = numbering.num_lst[-1].numId
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = last


def as_pdf(text: str, *, size: float = 12) -> bytes:
    """Printed: lines broken where the page ends, pages numbered, tables ruled."""
    pdf = _Numbered(format="A4")
    pdf.add_font("Noto", fname=FONT)
    pdf.set_font("Noto", size=size)
    pdf.set_margins(30, 20, 20)
    pdf.add_page()
    for piece in pieces(text):
        if isinstance(piece, list):
            with pdf.table(first_row_as_headings=False) as table:
                for row in piece:
                    table.row([*row, *[""] * (len(piece[0]) - len(row))])
        else:
            pdf.multi_cell(0, 7, piece, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    return bytes(pdf.output())


class _Numbered(FPDF):
    def header(self) -> None:
        self.set_font("Noto", size=12)
        self.cell(0, 10, str(self.page_no()), align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
