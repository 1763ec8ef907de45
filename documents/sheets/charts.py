"""Charts of a report as pictures: bars from left to right, told apart without colour as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
from fpdf import FPDF

FONTS = Path(__file__).resolve().parent.parent / "fonts"
WIDTH = 160.0  # mm, as everything here that is not a size of letters (points)
LABELS = 52.0
ROW, BAR = 7.0, 4.8
TOP = 10.0
MOST_ROWS = 12
SIZE = 10.0
LEGEND = 8.5
DPI = 200

Colour = tuple[int, int, int]
# Each is much lighter or darker than its neighbours.
SHADES: tuple[Colour, ...] = ((17, 54, 94), (170, 194, 218), (158, 42, 31), (236, 190, 120))
_INK: Colour = (24, 28, 34)
_WHITE: Colour = (255, 255, 255)
_GREY: Colour = (190, 190, 190)
_MADE = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Series:
    """`values`, one for each label; `shade` is a place in `SHADES`."""

    name: str
    values: tuple[int, ...]
    shade: int


def bars_png(labels: Sequence[str], series: Sequence[Series]) -> bytes:
    """Stacked bars, one for each label, with their numbers; the same chart gives the same bytes."""
    height = TOP + ROW * len(labels) + 2
    pdf = FPDF(unit="mm", format=(WIDTH, height))
    pdf.set_creation_date(_MADE)
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.add_font("chart", "", FONTS / "NotoSans-Regular.ttf")
    pdf.set_font("chart", size=SIZE)
    pdf.add_page()
    _legend(pdf, series)
    most = max((sum(each.values[n] for each in series) for n in range(len(labels))), default=0) or 1
    room = WIDTH - LABELS - 12
    for number, label in enumerate(labels):
        top = TOP + number * ROW
        _text(pdf, _cut(pdf, label, LABELS - 4), LABELS - 3, top + ROW / 2, _INK, "R")
        left = LABELS
        for each in series:
            wide = room * each.values[number] / most
            if wide:
                pdf.set_fill_color(*SHADES[each.shade])
                pdf.rect(left, top + (ROW - BAR) / 2, wide, BAR, "F")
                _number(pdf, each.values[number], left, wide, top, each.shade)
            left += wide
        total = str(sum(each.values[number] for each in series))
        _text(pdf, total, left + 1.5, top + ROW / 2, _INK, "L")
    pdf.set_draw_color(*_GREY)
    pdf.line(LABELS, TOP, LABELS, height - 2)
    return _png(bytes(pdf.output()))


def _legend(pdf: FPDF, series: Sequence[Series]) -> None:
    if len(series) < 2:
        return
    pdf.set_font_size(LEGEND)
    widths = [pdf.get_string_width(each.name) + 8 for each in series]
    left = max(0.0, (WIDTH - sum(widths)) / 2)
    for each, width in zip(series, widths, strict=True):
        pdf.set_fill_color(*SHADES[each.shade])
        pdf.rect(left, 2.2, 3.6, 3.6, "F")
        _text(pdf, each.name, left + 5, 4, _INK, "L")
        left += width
    pdf.set_font_size(SIZE)


def _number(pdf: FPDF, value: int, left: float, wide: float, top: float, shade: int) -> None:
    """The number inside its piece of the bar, where there is room for it."""
    if pdf.get_string_width(str(value)) + 1.5 <= wide:
        dark = sum(SHADES[shade]) < 330
        _text(pdf, str(value), left + wide / 2, top + ROW / 2, _WHITE if dark else _INK, "C")


def _text(pdf: FPDF, text: str, at: float, middle: float, colour: Colour, align: str) -> None:
    width = pdf.get_string_width(text)
    left = {"L": at, "R": at - width, "C": at - width / 2}[align]
    pdf.set_text_color(*colour)
    pdf.text(left, middle + SIZE * 0.125, text)


def _cut(pdf: FPDF, text: str, width: float) -> str:
    if pdf.get_string_width(text) <= width:
        return text
    while text and pdf.get_string_width(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _png(pdf: bytes) -> bytes:
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=DPI / 72).to_pil()
    written = BytesIO()
    picture.quantize(64, dither=0).save(written, "PNG", dpi=(DPI, DPI))
    return written.getvalue()
