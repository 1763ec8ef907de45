"""A workbook of tables: every sheet prints on A4 across, repeats its head, and treats what people wrote as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

FONT = "Times New Roman"
A4 = 9  # of Excel's sizes of paper
SIZE, LARGE = 11, 14  # points
MM_A_LETTER = 1.9
TALLEST = 409  # points, as high as Excel makes a row
ON_ONE_PAGE = 20  # rows with their chart
LONGEST = 32_000  # UTF-16 units; Excel holds 32,767 in a cell
_MADE = datetime(2025, 1, 1)  # noqa: DTZ001 - of every file, so that the same paper is the same file
_COLOURS = ("#11365E", "#AAC2DA", "#9E2A1F")
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))

Cell = str | int | float | date


@dataclass(frozen=True)
class Chart:
    """Bars of the columns numbered `series` over the names in the first column."""

    title: str
    series: tuple[int, ...]


class Book:
    """Sheets one after the other."""

    def __init__(self, title: str, author: str) -> None:
        self._written = BytesIO()
        self._book = xlsxwriter.Workbook(
            self._written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._book.set_properties({"title": title[:200], "author": author[:200], "created": _MADE})
        self._title = title[:1].upper() + title[1:]
        self._head = self._form(bold=True, align="center", bg_color="#E9EFF5", border=1)
        self._text = self._form(border=1)
        self._middle = self._form(border=1, align="center")
        self._day = self._form(border=1, align="center", num_format="dd/mm/yyyy")
        self._total = self._form(border=1, bold=True)
        self._total_middle = self._form(border=1, bold=True, align="center")
        self._large = self._form(bold=True, size=LARGE, align="center")

    def _form(self, *, size: int = SIZE, **more: Any) -> Any:
        return self._book.add_format({"font_name": FONT, "font_size": size, "text_wrap": True, "valign": "top", **more})

    def _sheet(self, name: str, widths: Sequence[float], *, landscape: bool = True) -> Worksheet:
        """A sheet with columns of these widths (in Excel's letters) below the title."""
        sheet: Worksheet = self._book.add_worksheet(name.translate(_NOT_IN_NAMES).strip("' ")[:31])
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        sheet.set_header("&C&P")
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        if len(widths) > 1:
            sheet.merge_range(0, 0, 0, len(widths) - 1, "", self._large)
        sheet.write_string(0, 0, _fitting(self._title), self._large)
        sheet.set_row(0, _height([self._title], [sum(widths)], LARGE))
        return sheet

    def lines(self, name: str, lines: Sequence[str]) -> None:
        """A sheet of sentences."""
        sheet = self._sheet(name, [90], landscape=False)
        for row, line in enumerate(lines, start=2):
            sheet.set_row(row, _height([line], [90], SIZE))
            sheet.write_string(row, 0, _fitting(line), self._text)

    def table(
        self, name: str, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[Cell]],
        chart: Chart | None = None, *, total: bool = False,
    ) -> None:  # fmt: skip
        """A table whose columns are as wide as their mm say; with `total` its last row is the sum of the others."""
        widths = [width / MM_A_LETTER for _, width in columns]
        sheet = self._sheet(name, widths)
        sheet.set_row(2, _height([title for title, _ in columns], widths, SIZE))
        for place, (title, _) in enumerate(columns):
            sheet.write_string(2, place, title, self._head)
        for number, row in enumerate(rows, start=3):
            last = total and number == len(rows) + 2
            # Programs that only turn a workbook into pages do not make the rows as high as their text.
            sheet.set_row(number, _height([str(cell) for cell in row], widths, SIZE))
            for place, cell in enumerate(row):
                self._put(sheet, number, place, cell, total=last)
        sheet.freeze_panes(3, 1 if total else 2)
        sheet.repeat_rows(2)
        end = len(rows) + 2
        if not total and rows:
            sheet.autofilter(2, 0, end, len(columns) - 1)
        if chart is not None and len(rows) > 1:
            if len(rows) <= ON_ONE_PAGE:
                sheet.fit_to_pages(1, 1)
            self._draw(sheet, chart, end - 1)

    def _put(self, sheet: Worksheet, row: int, column: int, cell: Cell, *, total: bool) -> None:
        if isinstance(cell, str):
            sheet.write_string(row, column, _fitting(cell), self._total if total else self._text)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), self._day)  # noqa: DTZ001
        else:
            sheet.write_number(row, column, cell, self._total_middle if total else self._middle)

    def _draw(self, sheet: Worksheet, chart: Chart, last: int) -> None:
        drawn = self._book.add_chart({"type": "bar"})
        where = sheet.get_name()
        for place, colour in zip(chart.series, _COLOURS, strict=False):
            drawn.add_series(
                {
                    "name": [where, 2, place],
                    "categories": [where, 3, 0, last, 0],
                    "values": [where, 3, place, last, place],
                    "fill": {"color": colour},
                    "data_labels": {"value": True, "num_format": "0;;"},
                }
            )
        drawn.set_title({"name": chart.title, "name_font": {"name": FONT, "size": 12}})
        drawn.set_y_axis({"reverse": True, "num_font": {"name": FONT}})
        drawn.set_x_axis({"num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#BEBEBE"}}})
        drawn.set_legend({"position": "bottom", "font": {"name": FONT}})
        drawn.set_size({"width": 900, "height": max(280, 110 + 48 * (last - 2))})
        sheet.insert_chart(last + 3, 0, drawn, {"description": chart.title})

    def file(self) -> bytes:
        """The workbook as xlsx; the same tables give the same bytes."""
        self._book.close()
        return self._written.getvalue()


def _fitting(text: str) -> str:
    """As much of it as a cell holds."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * LONGEST].decode("utf-16-le", "ignore") + "…"


def _height(texts: Sequence[str], widths: Sequence[float], size: int) -> float:
    """How high a row has to be for its texts in columns of these widths (in letters); in points."""
    per_letter = size / SIZE * 0.92
    lines = max(
        sum(max(1, ceil(len(line) * per_letter / width)) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(TALLEST, lines * size * 1.32 + 4)
