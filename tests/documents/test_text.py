"""Tests of taking the text out of papers: kinds of files, order, tables, and files that mean harm."""

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable

import docx
import pypdfium2
import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from documents.pdf_text import MAX_LETTERS, MAX_PAGES
from documents.text import MAX_BYTES, MAX_XML, Block, Text, read_text
from domain.refusal import Refused
from tests.documents import papers

LINE = "Đối thoại với Nhân dân, ngày 14/11/2025"


def code_of(content: bytes, name: str = "plan.txt") -> str:
    try:
        read_text(content, name)
    except Refused as refused:
        return refused.code
    return "read"


def texts(text: Text) -> list[str]:
    return [block.text for block in text.blocks if block.text.strip()]


def refusal(content: bytes, name: str = "plan.txt") -> str:
    with pytest.raises(Refused) as refused:
        read_text(content, name)
    return refused.value.code


def saved(document: "docx.document.Document") -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# ── plain text ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_plain_text_in_any_unicode(encoding: str, end: str) -> None:
    assert texts(read_text(f"{LINE}{end}{LINE}{end}".encode(encoding))) == [LINE, LINE]


def test_windows_vietnamese_only_in_text_files() -> None:
    content = "Đối thoại".encode("cp1258", "ignore") + b"\xd0"
    assert refusal(content, "plan.dat") == "plan-refused-type"
    assert read_text(content, "plan.txt").blocks


def test_columns_of_bars_and_tabs_are_rows() -> None:
    text = read_text("TT | Đơn vị | Thời gian\n1\tthôn A\t14/11\n| a | b | c |\nmột\thai\n".encode())
    assert text.blocks[:4] == (
        Block("TT | Đơn vị | Thời gian", ("TT", "Đơn vị", "Thời gian")),
        Block("1 | thôn A | 14/11", ("1", "thôn A", "14/11")),
        Block("a | b | c", ("a", "b", "c")),
        Block("một\thai"),
    )


# ── docx ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_word_paragraphs_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("Một")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Đơn vị", "Thời gian"
    table.cell(1, 0).text, table.cell(1, 1).text = "thôn A", "14/11"
    document.add_paragraph("Hai\nBa")
    assert read_text(saved(document)).blocks == (
        Block("Một"), Block("Đơn vị | Thời gian", ("Đơn vị", "Thời gian")),
        Block("thôn A | 14/11", ("thôn A", "14/11")), Block("Hai"), Block("Ba"),
    )  # fmt: skip


def test_word_numbers_its_paragraphs() -> None:
    text = read_text(papers.as_docx("KẾ HOẠCH\n1. Một\n2. Hai\n- gạch\n1. Lại một", numbered=True))
    assert texts(text)[-5:] == ["KẾ HOẠCH", "1. Một", "2. Hai", "- gạch", "1. Lại một"]


def test_cells_over_several_rows_and_columns_belong_to_each() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "sáng"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "thôn A"
    assert [block.cells for block in read_text(saved(document)).blocks] == [
        ("sáng", "thôn A", "thôn A"), ("sáng", "", ""),
    ]  # fmt: skip


# ── PDF ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_printed_tables_keep_their_cells() -> None:
    text = read_text(papers.as_pdf("Trước\nTT | Đơn vị | Thời gian\n1 | thôn Mẫu Dài Tên Lắm Thay | 14/11/2025\nSau"))
    rows = [tuple(" ".join(cell.split()) for cell in block.cells) for block in text.blocks if block.cells]
    assert rows == [("TT", "Đơn vị", "Thời gian"), ("1", "thôn Mẫu Dài Tên Lắm Thay", "14/11/2025")]
    assert [line.strip() for line in texts(text) if "|" not in line] == ["1", "Trước", "Sau"]


def blank_pdf(pages: int = 1) -> bytes:
    pdf = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        pdf.new_page(595, 842).close()
    out = io.BytesIO()
    pdf.save(out)
    pdf.close()
    return out.getvalue()


def locked_pdf() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_encryption(owner_password="chu", user_password="khach")
    pdf.set_font("helvetica", size=12)
    pdf.cell(0, 10, "Ke hoach doi thoai")
    return bytes(pdf.output())


def scanned_pdf() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.image(Image.new("L", (60, 80), 200), w=100)
    return bytes(pdf.output())


# ── refused ───────────────────────────────────────────────────────────────────────────────────────────────────


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def word(document_xml: bytes) -> bytes:
    """A real package, with another body."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(docx.Document()))) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.infolist():
            new.writestr(part.filename, document_xml if part.filename == "word/document.xml" else old.read(part))
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BILLION = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)


def image(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, kind)
    return out.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "scan": (scanned_pdf, "plan-refused-scan"),
    "blank pdf": (blank_pdf, "plan-refused-scan"),
    "photo": (lambda: image("JPEG"), "plan-refused-scan"),
    "picture": (lambda: image("PNG"), "plan-refused-scan"),
    "word without text": (lambda: saved(docx.Document()), "plan-refused-scan"),
    "locked pdf": (locked_pdf, "plan-refused-encrypted"),
    "locked word": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "plan-refused-encrypted",
    ),
    "old word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "plan-refused-type"),
    "rtf": (lambda: b"{\\rtf1 Ke hoach}", "plan-refused-type"),
    "spreadsheet": (lambda: package(xl__workbook=b"<x/>"), "plan-refused-type"),
    "program": (lambda: b"\x7fELF" + bytes(range(256)) * 4, "plan-refused-type"),
    "cut pdf": (lambda: papers.as_pdf(LINE)[:300], "plan-refused-broken"),
    "cut word": (lambda: papers.as_docx("KẾ HOẠCH\n" + LINE)[:2000], "plan-refused-broken"),
    "word of nonsense": (lambda: word(b"<w:document"), "plan-refused-broken"),
    "entities": (
        lambda: word(BILLION + b"]><w:document " + W.encode() + b"><w:body>&j;</w:body></w:document>"),
        "plan-refused-broken",
    ),
    "10,000 pages": (lambda: blank_pdf(10_000), "plan-refused-too-big"),
    "big file": (lambda: b"a" * (MAX_BYTES + 1), "plan-refused-too-big"),
    "long text": (lambda: b"a " * MAX_LETTERS, "plan-refused-too-big"),
    "zip bomb": (lambda: word(b"<a>" + b"0" * (MAX_XML + 1)), "plan-refused-too-big"),
    "many parts": (lambda: package(**{"word/document.xml": b"<x/>"}, **{f"p{n}": b"" for n in range(4000)}),
                   "plan-refused-too-big"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_time(name: str) -> None:
    made, code = REFUSED[name]
    content = made()
    started = time.perf_counter()
    assert refusal(content) == code
    assert time.perf_counter() - started < 10


def test_a_long_pdf_within_the_limit_is_read() -> None:
    assert len(texts(read_text(papers.as_pdf("\n".join(f"{LINE} {n}" for n in range(1000)))))) > 1000
    assert MAX_PAGES >= 200


def test_the_reading_of_pdf_knows_nothing_of_the_program() -> None:
    """The process of its own has neither the environment nor a way to hang for good."""
    ran = subprocess.run(
        [sys.executable, "-m", "documents.pdf_text"], input=b"%PDF-1.4 nonsense", capture_output=True, timeout=30,
        cwd=papers.ROOT, env={"PYTHONPATH": str(papers.ROOT)}, check=True,
    )  # fmt: skip
    assert ran.stdout == b'{"refused": "plan-refused-broken"}'


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_word_files_are_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(papers.as_docx("KẾ HOẠCH\n1. " + LINE, numbered=True))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert code_of(bytes(content)).startswith(("read", "plan-refused-"))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.docx", ""]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    assert code_of(content, name).startswith(("read", "plan-refused-"))
