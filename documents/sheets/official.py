"""A sheet of official paper: page, head, title, paragraphs, tables and signatures, in the layout of State or Party.

State: decree 30/2020, appendix I. Party: instruction 05-HD/VPTW of 2026.
"""

import copy
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from documents.official import Head, Layout, Recipients, Signature, Signing, clean_text, short_month
from documents.sheets.wording import LANGUAGE, Wording
from documents.tones import with_tones
from domain.notice import Words, words
from locales import render

FONT = "Times New Roman"
WIDTH, HEIGHT = 210, 297  # mm, as everything here that is not a size of letters or a space between lines (points)
POINT = 25.4 / 72

_CENTRE, _LEFT, _RIGHT, _JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
)  # fmt: skip
_MADE = datetime(2025, 1, 1)  # noqa: DTZ001 - of every file, so that the same paper is the same file
_ZIPPED = (2025, 1, 1, 0, 0, 0)
_BLANK = "\u00a0"
# Of the size of letters, as Times New Roman has them on average.
_WIDE_CAPITAL = 0.625
_WHOLE_ROW = 1200  # characters: a longer row may go over two pages
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Measures:
    """The numbers of a layout. `line` is in points exactly, or a multiple of single spacing when below 5."""

    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    body: float = 14
    line: float = 1.15
    indent: float = 10
    before: float = 6
    motto: float = 13
    motto_wide: float = 73
    motto_below: float = 14
    motto_below_wide: float = 60.5
    issuer: float = 13
    number: float = 13
    place: float = 14
    kind: float = 14
    about: float = 14
    page: float = 14
    recipients: float = 12
    recipient: float = 11
    head_left: float = 66
    sign_left: float = 75
    stop: str = "./."
    heading: str = "{}. "
    between: str = ";"


LAYOUTS = {
    Layout.STATE: Measures(),
    Layout.PARTY: Measures(
        line=19, motto=15, issuer=14, number=14, kind=16, recipients=14, recipient=12, head_left=78,
        stop=".", heading="{}- ", between=",",
    ),
}  # fmt: skip
_TIGHT: dict[Layout, dict[str, Any]] = {
    Layout.STATE: {"body": 13, "line": 1.0},
    Layout.PARTY: {"line": 18},
}


@dataclass(frozen=True)
class Column:
    """`width` in mm; figures and dates stand in the middle."""

    title: Words
    width: float
    centred: bool = False


class Sheet(Wording):
    """A paper in the making: what is put on it stands below what was put before."""

    def __init__(self, head: Head, *, landscape: bool = False, tight: bool = False) -> None:
        """A `tight` one has the smallest letters and lines that the rules allow, to end on its first page."""
        super().__init__(head)
        self.measures = LAYOUTS[head.layout]
        if tight:
            self.measures = replace(self.measures, **_TIGHT[head.layout])
        self._document: Document = docx.Document()
        self._marks = 0
        self._headings = 0
        self._last: Paragraph | None = None
        self._prepare_styles()
        self._prepare_page(landscape=landscape)
        self._forget_template()

    # ── the page ──────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def inner(self) -> float:
        """What the margins leave of the width, in mm."""
        return float(round(self._section.page_width.mm)) - self.measures.left - self.measures.right

    @property
    def _section(self) -> Any:
        return self._document.sections[0]

    def _prepare_page(self, *, landscape: bool) -> None:
        section, measures = self._section, self.measures
        section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(HEIGHT), Mm(WIDTH)
        section.top_margin, section.bottom_margin = Mm(measures.top), Mm(measures.bottom)
        section.left_margin, section.right_margin = Mm(measures.left), Mm(measures.right)
        section.header_distance = section.footer_distance = Mm(10)
        # The number stands at the top in the middle, from the second page on.
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.style = self._style("Normal")
        paragraph.alignment = _CENTRE
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        run = Run(OxmlElement("w:r"), paragraph)
        run.text, run.font.size = "2", Pt(measures.page)
        field.append(run._r)
        paragraph._p.append(field)

    def _style(self, name: str) -> ParagraphStyle:
        style: ParagraphStyle = self._document.styles[name]
        return style

    def _prepare_styles(self) -> None:
        measures = self.measures
        normal = self._style("Normal")
        normal.font.name, normal.font.size = FONT, Pt(measures.body)
        for script in ("w:eastAsia", "w:cs"):
            normal.element.rPr.rFonts.set(qn(script), FONT)
        _space(normal, 0, 0)
        for language in self._document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), "vi-VN")
        body = self._add_style("Paper Body")
        _space(body, measures.before, 0, measures.line)
        body.paragraph_format.alignment = _JUSTIFY
        body.paragraph_format.first_line_indent = Mm(measures.indent)
        body.paragraph_format.widow_control = True
        heading = self._add_style("Paper Heading", body)
        heading.font.bold = True
        heading.paragraph_format.keep_with_next = True
        _space(self._add_style("Paper Cell"), 1, 1)
        _space(self._add_style("Paper Line"), 0, 0)

    def _add_style(self, name: str, base: ParagraphStyle | None = None) -> ParagraphStyle:
        style = self._document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style = base or self._style("Normal")
        return style

    def _forget_template(self) -> None:
        """Leave out the picture of the template, and let Word lay out as it does today."""
        relations = self._document.part.package.rels
        for key in [key for key, each in relations.items() if each.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            del relations[key]
        for mode in self._document.settings.element.iter(qn("w:compatSetting")):
            if mode.get(qn("w:name")) == "compatibilityMode":
                mode.set(qn("w:val"), "15")

    # ── head and title ────────────────────────────────────────────────────────────────────────────────────────

    def begin(self, code: str, kind: Words, about: Words | str | None, *, dated: bool = True) -> None:
        """Head, kind and subject. `code` ("TB") stands in the number that is still to be given; without it none is."""
        self._put_head(code, dated=dated)
        measures = self.measures
        self._line(self.say(kind).upper(), measures.kind, bold=True, before=18)
        if about is not None:
            text = self.say(about)
            # The Party begins the subject with a small letter.
            text = text if self.is_party else text[:1].upper() + text[1:]
            subject = self._line(text, measures.about, bold=True, before=2)
            subject.paragraph_format.left_indent = subject.paragraph_format.right_indent = Mm(8)
        if self.is_party:
            self._line("-----", measures.about, after=6)
        elif about is not None:
            self._rule(self._document.add_paragraph(), 45, self.inner, after=8)
        properties = self._document.core_properties
        properties.title = self.say(kind if about is None else about)[:200]
        properties.author = self.say(self.head.body).replace("\n", " ")[:200]
        properties.language = "vi-VN"
        properties.comments = ""

    def _put_head(self, code: str, *, dated: bool) -> None:
        head, measures = self.head, self.measures
        left = measures.head_left if self.inner < WIDTH else self.inner * 0.4
        table = self._frame((left, self.inner - left), rows=2)
        (issuer, motto), (number, place) = (row.cells for row in table.rows)
        above, body = (self._broken(text, measures.issuer, left) for text in (head.above, head.body))
        if above:
            self._line(above, measures.issuer, cell=issuer)
        self._line(body, measures.issuer, cell=issuer, bold=True)
        if self.is_party:
            self._line("*", measures.issuer, cell=issuer)
        else:
            longest = max(map(len, body.split("\n"))) * _WIDE_CAPITAL * measures.issuer * POINT
            self._rule(issuer.add_paragraph(), longest * 0.4, left)
        self._put_motto(motto, self.inner - left)
        if written := self._number(code):
            self._line(written, measures.number, cell=number, before=3)
        if dated:
            self._line(self._place_and_day(), measures.place, cell=place, before=3, italic=True)

    def _put_motto(self, cell: _Cell, width: float) -> None:
        measures = self.measures
        if self.is_party:
            self._line(self.say(words("paper-motto-party")), measures.motto, cell=cell, bold=True)
            self._rule(cell.add_paragraph(), measures.motto_wide, width)
            return
        self._line(self.say(words("paper-motto-state")), measures.motto, cell=cell, bold=True)
        self._line(self.say(words("paper-motto-below")), measures.motto_below, cell=cell, bold=True)
        self._rule(cell.add_paragraph(), measures.motto_below_wide, width)

    def _broken(self, name: str, size: float, width: float) -> str:
        """A body's name in capitals, on two lines where it has to be, broken where its place begins."""
        text = self.say(name)
        if "\n" not in text and len(text) * _WIDE_CAPITAL * size * POINT > width - 2:
            places = self.say(words("paper-breaks"))
            text = re.sub(rf"^(.+)\s(?=(?:{places})\s)", r"\1" + "\n", text, count=1)
        return text.upper()

    def _number(self, code: str) -> str:
        head = self.head
        written = clean_text(head.number)
        if not written:
            if not code:
                return ""
            short = self.say(head.short or words(f"paper-short-{self.layout}")).upper()
            room = _BLANK * 8
            written = f"{room}-{code}/{short}" if self.is_party else f"{room}/{code}-{short}"
        return self.say(words(f"paper-number-{self.layout}", number="\ue000")).replace("\ue000", written)

    def _place_and_day(self) -> str:
        day, room = self.head.day, _BLANK * 6
        parts = (f"{day:%d}", short_month(day), str(day.year)) if day else (room, room, room)
        said = render(
            words("paper-place-day", place=self.say(self.head.place), day=parts[0], month=parts[1], year=parts[2]),
            LANGUAGE,
        )
        return with_tones(said, self.head.tones)

    # ── paragraphs ────────────────────────────────────────────────────────────────────────────────────────────

    def heading(self, said: Words | str) -> Paragraph:
        """A part of the paper, counted in Roman numbers."""
        self._headings += 1
        number = _roman(self._headings)
        return self.body(self.measures.heading.format(number) + self.say(said).upper(), style="Paper Heading")

    def body(
        self, text: Words | str, *, lead: str = "", style: str = "Paper Body", own: bool = True, even: bool = True
    ) -> Paragraph:
        """Paragraphs of the body, one for each line of `text`, the first behind `lead` in bold; returns the first.

        With long words in it, e.g. addresses, the right edge had better not be `even`.
        What people wrote is not `own`: it stays as it is.
        """
        said = self.say(text) if own or isinstance(text, Words) else clean_text(text)
        first: Paragraph | None = None
        for line in said.split("\n") if said or lead else []:
            paragraph = self._document.add_paragraph(style=style)
            if first is None and lead:
                paragraph.add_run(f"{lead} " if line else lead).bold = True
            paragraph.add_run(line)
            if not even:
                paragraph.alignment = _LEFT
            first = first or paragraph
            self._last = paragraph
        if first is None:
            first = self._document.add_paragraph(style=style)
        return first

    def closing(self, said: Words | str) -> None:
        """The last sentence, with the sign that nothing follows."""
        self.body(self.say(said).rstrip(" .") + self.measures.stop)

    def mark(self, paragraph: Paragraph, name: str) -> None:
        """Put an unseen bookmark before the paragraph's text."""
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        self._marks += 1
        for element in (start, end):
            element.set(qn("w:id"), str(self._marks))
        start.set(qn("w:name"), name)
        at = 1 if paragraph._p.pPr is not None else 0
        paragraph._p.insert(at, start)
        paragraph._p.append(end)

    def _line(
        self, text: str, size: float, *, cell: _Cell | None = None, bold: bool = False, italic: bool = False,
        before: float = 0, after: float = 0, alignment: WD_ALIGN_PARAGRAPH = _CENTRE, underlined: bool = False,
    ) -> Paragraph:  # fmt: skip
        paragraph = self._fresh(cell)
        paragraph.style = self._style("Paper Line")
        paragraph.alignment = alignment
        _space(paragraph, before, after)
        run = paragraph.add_run(text)
        run.font.size, run.bold, run.italic, run.underline = Pt(size), bold or None, italic or None, underlined or None
        return paragraph

    def _fresh(self, cell: _Cell | None) -> Paragraph:
        """A paragraph at the end; a cell has an empty one from the beginning."""
        if cell is None:
            added: Paragraph = self._document.add_paragraph()
            return added
        only = cell.paragraphs[0]
        fresh: Paragraph = only if not only.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
        return fresh

    def _rule(self, paragraph: Paragraph, width: float, room: float, after: float = 0) -> None:
        """A line of `width` mm in the middle of `room`."""
        paragraph.style = self._style("Paper Line")
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = Mm((room - width) / 2)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
        form.space_before, form.space_after = Pt(0), Pt(after)
        borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
            bottom.set(qn(f"w:{name}"), value)
        borders.append(bottom)
        # The schema has an order, and the indents come behind.
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
        )

    # ── tables and pictures ───────────────────────────────────────────────────────────────────────────────────

    def table(
        self, columns: Sequence[Column], rows: Iterable[Sequence[str]], *, size: float = 12, total: bool = False
    ) -> Table:
        """A table over the width of the page that repeats its head; with `total` its last row is bold."""
        self._gap(4, keep=True)
        scale = self.inner / sum(column.width for column in columns)
        widths = [column.width * scale for column in columns]
        table: Table = self._document.add_table(rows=1, cols=len(columns))
        table.style = "Table Grid"
        _fix(table, widths, margin=size / 10)
        cells = table.rows[0].cells
        for cell, column in zip(cells, columns, strict=True):
            self._fill(cell, self.say(column.title), size, bold=True, alignment=_CENTRE)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
        _row_property(table.rows[0], "w:cantSplit", "w:tblHeader")
        texts = [[clean_text(text) for text in row] for row in rows]
        pattern: _Row = table.add_row()  # type: ignore[no-untyped-call]
        for cell, column in zip(pattern.cells, columns, strict=True):
            self._fill(cell, "", size, bold=False, alignment=_CENTRE if column.centred else _LEFT)
        table._tbl.remove(pattern._tr)
        for row in texts:
            table._tbl.append(_row_like(pattern._tr, row))
        if total and texts:
            for run in (r for cell in table.rows[-1].cells for p in cell.paragraphs for r in p.runs):
                run.bold = True
        self._gap(4, keep=False)
        return table

    def _fill(self, cell: _Cell, text: str, size: float, *, bold: bool, alignment: WD_ALIGN_PARAGRAPH) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.style = self._style("Paper Cell")
        paragraph.alignment = alignment
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), bold or None

    def _gap(self, height: float, *, keep: bool) -> None:
        """Room above or below a table, which has none of its own; in points."""
        paragraph = self._document.add_paragraph(style=self._style("Paper Line"))
        form = paragraph.paragraph_format
        form.keep_with_next = keep or None
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(height)
        self._last = None

    def picture(self, png: bytes, width: float, title: Words) -> None:
        """A picture in the middle, with what it shows for who cannot see it, and below it."""
        paragraph = self._document.add_paragraph(style=self._style("Paper Line"))
        paragraph.alignment = _CENTRE
        paragraph.paragraph_format.keep_with_next = True
        _space(paragraph, 6, 0)
        inline = paragraph.add_run().add_picture(BytesIO(png), width=Mm(width))._inline
        inline.docPr.set("descr", self.say(title))
        self._line(self.say(title), 12, italic=True, after=6)

    def _frame(self, widths: Sequence[float], rows: int = 1) -> Table:
        """A table without lines, to put things side by side."""
        table: Table = self._document.add_table(rows=rows, cols=len(widths))
        _fix(table, widths, margin=0)
        return table

    # ── the end ───────────────────────────────────────────────────────────────────────────────────────────────

    def end(self, recipients: Recipients, signature: Signature) -> None:
        """Who gets the paper, beside who signs it; never on a page without a line of the paper itself."""
        measures = self.measures
        if self._last is not None:
            self._last.paragraph_format.keep_with_next = True
        self._line("", 6)
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        table = self._frame((measures.sign_left, self.inner - measures.sign_left))
        left, right = table.rows[0].cells
        _row_property(table.rows[0], "w:cantSplit")
        self._line(
            self.say(words("paper-recipients")), measures.recipients, cell=left, alignment=_LEFT,
            bold=not self.is_party, italic=not self.is_party, underlined=self.is_party,
        )  # fmt: skip
        for line in self._recipients(recipients):
            self._line(line, measures.recipient, cell=left, alignment=_LEFT)
        self._sign(right, self._signed_as(signature), signature)

    def end_with_two(self, left: Signature, right: Signature, left_title: Words, right_title: Words) -> None:
        """Two who sign the same paper, as minutes are."""
        if self._last is not None:
            self._last.paragraph_format.keep_with_next = True
        self._line("", 6)
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        table = self._frame((self.inner / 2, self.inner / 2))
        _row_property(table.rows[0], "w:cantSplit")
        for cell, signature, title in zip(table.rows[0].cells, (left, right), (left_title, right_title), strict=True):
            self._sign(cell, [self.say(title)], signature)

    def _recipients(self, recipients: Recipients) -> list[str]:
        kept = self.say(recipients.kept or words(f"paper-kept-usual-{self.layout}")).rstrip(" .;,")
        lines = [self.say(to).strip().removeprefix("-").strip(" .;,") for to in recipients.to]
        *before, last = [*lines, self.say(words(f"paper-kept-{self.layout}", kept=kept))]
        return [*(f"- {line}{self.measures.between}" for line in before if line), f"- {last}."]

    def _signed_as(self, signature: Signature) -> list[str]:
        """For whom somebody signs and as what, line by line."""
        title, of = self.say(signature.title), self.say(signature.of)
        signing = signature.signing
        if signing is Signing.DEPUTY and not self.is_party:
            return [self.say(words("paper-sign-deputy-state", of=of)), title]
        if signing is Signing.ORDER:
            return [self.say(words(f"paper-sign-order-{self.layout}", of=of)), title]
        if signing is Signing.OWN or (signing is Signing.DEPUTY and not of):
            return [title]
        of = of if of and signing is Signing.BODY else self.say(words(f"paper-sign-of-{self.layout}"))
        lines = [self.say(words(f"paper-sign-body-{self.layout}", of=of))]
        deputy = self.say(words("paper-deputy")) + " "
        if not self.is_party and title.lower().startswith(deputy.lower()):
            # The deputy of the head signs for the head, who signs for the body.
            lines.append(self.say(words("paper-sign-deputy-state", of=title[len(deputy) :])))
        return [*lines, title]

    def _sign(self, cell: _Cell, above: Sequence[str], signature: Signature) -> None:
        for number, line in enumerate(above):
            # The Party writes the office itself in letters that are not bold.
            bold = not self.is_party or number < len(above) - 1 or not signature.title
            self._line(line.upper(), self.measures.body, cell=cell, bold=bold)
        self._line(self.say(signature.name), self.measures.body, cell=cell, bold=True, before=64)

    def file(self) -> bytes:
        """The paper as docx; the same paper gives the same bytes."""
        properties = self._document.core_properties
        properties.created = properties.modified = _MADE
        properties.last_modified_by = ""
        properties.revision = 1
        written = BytesIO()
        self._document.save(written)
        return _packed(written.getvalue())


def _roman(number: int) -> str:
    """``XIV``: there are as many parts as topics."""
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _packed(content: bytes) -> bytes:
    """The same package without the moment it was made."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, _ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(part))
    return packed.getvalue()


def _space(of: ParagraphStyle | Paragraph, before: float, after: float, line: float = 1.0) -> None:
    form = of.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    if line < 5:
        form.line_spacing = line
    else:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)


def _fix(table: Table, widths: Sequence[float], margin: float) -> None:
    """Columns of these widths, whatever is in them; `margin` between lines and text."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(round(margin / POINT * 20)))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)


def _row_like(pattern: Any, texts: Sequence[str]) -> Any:
    """A copy of a row with other texts: making each anew takes ten times as long."""
    row = copy.deepcopy(pattern)
    for cell, text in zip(row.tc_lst, texts, strict=True):
        first = cell.p_lst[0]
        for number, line in enumerate(text.split("\n")):
            paragraph = first if number == 0 else copy.deepcopy(first)
            if number:
                cell.append(paragraph)
            paragraph.r_lst[0].text = line
    if sum(map(len, texts)) <= _WHOLE_ROW:
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row


def _row_property(row: Any, *names: str) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in names:
        properties.append(OxmlElement(name))
