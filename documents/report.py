"""The monthly report as a Word file and as an Excel file, from the same tables."""

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True)
class ReportTable:
    """`rows` have a name and as many numbers as there are `columns` after the first; `sheet` is its short name."""

    heading: str
    sheet: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


@dataclass(frozen=True)
class ReportPaper:
    """Everything that stands on it, in the words of the commune's language; `lines` are the numbers in sentences."""

    title: str
    subtitle: str
    lines: tuple[str, ...]
    tables: tuple[ReportTable, ...]


def write_report_docx(paper: ReportPaper) -> bytes:
    """The report as .docx. It takes a tenth of a second: not in the event loop."""
    # 60 ms to import: only who writes papers pays.
    from docx import Document

    document = Document()
    document.add_heading(paper.title, 1)
    document.add_paragraph(paper.subtitle)
    for line in paper.lines:
        document.add_paragraph(line)
    for table in paper.tables:
        document.add_heading(table.heading, 2)
        grid = document.add_table(rows=0, cols=len(table.columns))
        grid.style = "Table Grid"
        for row in (table.columns, *table.rows):
            cells = grid.add_row().cells
            for cell, value in zip(cells, row, strict=True):
                cell.text = str(value)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>
{sheets}</Types>"""
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_report_xlsx(paper: ReportPaper) -> bytes:
    """The report as .xlsx: a sheet of its lines, and one for each table, numbers as numbers."""
    lines = ReportTable(paper.title, paper.title[:31], (paper.title,), tuple((line,) for line in paper.lines))
    sheets = (lines, *paper.tables)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        overrides = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_MAIN}.worksheet+xml"/>\n'
            for n in range(1, len(sheets) + 1)
        )
        archive.writestr("[Content_Types].xml", _TYPES.format(main=_MAIN, sheets=overrides))
        archive.writestr("_rels/.rels", _related([("officeDocument", "xl/workbook.xml")]))
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            _related([("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]),
        )
        listed = "".join(
            f'<sheet name={quoteattr(_sheet_name(sheet.sheet))} sheetId="{n}" r:id="r{n}"/>'
            for n, sheet in enumerate(sheets, start=1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_RELATION}"><sheets>{listed}</sheets></workbook>',
        )
        for n, sheet in enumerate(sheets, start=1):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", _sheet(sheet))
    return content.getvalue()


def _related(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'


def _sheet_name(name: str) -> str:
    """Excel takes 31 letters, and none of these."""
    return "".join(c for c in name if c not in "[]:*?/\\")[:31]


def _sheet(table: ReportTable) -> str:
    rows = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in (table.columns, *table.rows))
    return f'<worksheet xmlns="{_SPREADSHEET}"><sheetData>{rows}</sheetData></worksheet>'


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
