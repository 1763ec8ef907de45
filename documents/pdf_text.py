"""The text layer of a PDF, line by line and cell by cell, read in a process of its own.

Papers come from strangers and PDFium is native code: what crashes it, or fills memory or time, must not take the
program along. Run as ``python -m documents.pdf_text``: the file on standard input, JSON on standard output.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.refusal import Refused

MAX_PAGES = 200
MAX_LETTERS = 250_000  # a plan of eighty pages
FEWEST_LETTERS = 40  # a scan often carries a stamp or a page number as text
SECONDS = 10
MEMORY = 1 << 30

_ROOT = Path(__file__).resolve().parent.parent
_MAX_PATHS = 20_000
_THIN = 2.5  # points: a ruling line, however it was drawn
_NEAR = 3.0

# A word ("line" or "row") and the text of a line, or the texts of a row's cells.
Piece = tuple[str, Any]


def read_pdf(content: bytes) -> list[Piece]:
    """Return lines and table rows in order. Raises Refused for scans, passwords, too much of it and broken files."""
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "documents.pdf_text"],
            input=content,
            capture_output=True,
            timeout=SECONDS * 2,
            cwd=_ROOT,
            # Nothing of the program's environment: tokens have no business beside a stranger's file.
            env={"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "PYTHONUTF8": "1"},
            check=False,
        )
        said: dict[str, Any] = json.loads(ran.stdout) if ran.returncode == 0 else {"refused": "plan-refused-broken"}
    except (subprocess.TimeoutExpired, ValueError):
        raise Refused("plan-refused-broken") from None
    if "refused" in said:
        raise Refused(said["refused"])
    return [(kind, value) for kind, value in said["pieces"]]


# ── in the process of its own ─────────────────────────────────────────────────────────────────────────────────


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit of the caller stays
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _read(content: bytes) -> dict[str, Any]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as failure:
        locked = "password" in str(failure).lower() or "security" in str(failure).lower()
        return {"refused": "plan-refused-encrypted" if locked else "plan-refused-broken"}
    if len(pdf) > MAX_PAGES:
        return {"refused": "plan-refused-too-big"}
    pieces: list[Piece] = []
    letters = 0
    for page in pdf:
        text = page.get_textpage()
        letters += text.count_chars()
        if letters > MAX_LETTERS:
            return {"refused": "plan-refused-too-big"}
        pieces += _page(page, text)
        text.close()
        page.close()
    seen = sum(len("".join(value).strip()) for _, value in pieces)
    return {"refused": "plan-refused-scan"} if seen < FEWEST_LETTERS else {"pieces": pieces}


def _page(page: Any, text: Any) -> Iterator[Piece]:
    width, height = page.get_size()
    top = height
    for grid in _grids(page):
        yield from _lines(text.get_text_bounded(0, grid.top, width, top))
        for row in grid.rows(text):
            yield "row", row
        top = grid.bottom
    if top == height:
        yield from _lines(text.get_text_range())
    else:
        yield from _lines(text.get_text_bounded(0, 0, width, top))


def _lines(text: str) -> Iterator[Piece]:
    # PDFium writes U+FFFE for a hyphen at the end of a line.
    for line in text.replace("\ufffe", "-").replace("\r", "\n").split("\n"):
        yield "line", line


class _Grid:
    """A ruled table: where its lines are, and which parts of them are drawn."""

    def __init__(self, xs: list[float], ys: list[float], upright: list[Any], level: list[Any]) -> None:
        self.xs, self.ys, self.upright, self.level = xs, ys, upright, level
        self.top, self.bottom = ys[0], ys[-1]

    def rows(self, text: Any) -> Iterator[list[str]]:
        above: list[str] = []
        for index, (top, bottom) in enumerate(zip(self.ys, self.ys[1:], strict=False)):
            cells: list[str] = []
            for left, right in zip(self.xs, self.xs[1:], strict=False):
                column = len(cells)
                middle = (left + right) / 2
                if index and column < len(above) and not self._level_at(middle, top):
                    cells.append(above[column])  # one cell beside several rows belongs to each of them
                elif column and not self._upright_at(left, (top + bottom) / 2):
                    cells.append(cells[-1])
                else:
                    cells.append(self._cell(text, left, right, top, bottom, column))
            above = cells
            yield cells

    def _cell(self, text: Any, left: float, right: float, top: float, bottom: float, column: int) -> str:
        for x in self.xs[column + 2 :]:
            if self._upright_at(right, (top + bottom) / 2):
                break
            right = x
        for y in self.ys[self.ys.index(bottom) + 1 :]:
            if self._level_at((left + right) / 2, bottom):
                break
            bottom = y
        return str(text.get_text_bounded(left + 1, bottom + 1, right - 1, top - 1)).replace("\r", "").strip()

    def _upright_at(self, x: float, y: float) -> bool:
        return any(abs(each[0] - x) < _NEAR and each[1] - _NEAR <= y <= each[2] + _NEAR for each in self.upright)

    def _level_at(self, x: float, y: float) -> bool:
        return any(abs(each[0] - y) < _NEAR and each[1] - _NEAR <= x <= each[2] + _NEAR for each in self.level)


def _grids(page: Any) -> list[_Grid]:
    """The ruled tables of a page, from the top down."""
    import pypdfium2.raw as pdfium

    upright: list[tuple[float, float, float]] = []
    level: list[tuple[float, float, float]] = []
    for count, path in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])):
        if count > _MAX_PATHS:
            return []
        left, bottom, right, top = path.get_bounds()
        if right - left <= _THIN < top - bottom:
            upright.append(((left + right) / 2, bottom, top))
        elif top - bottom <= _THIN < right - left:
            level.append(((bottom + top) / 2, left, right))
        elif right - left > _THIN and top - bottom > _THIN:
            upright += [(left, bottom, top), (right, bottom, top)]
            level += [(bottom, left, right), (top, left, right)]
    if len(upright) + len(level) > _MAX_PATHS // 10:
        return []  # a drawing
    found = []
    for low, high in _bands([(each[1], each[2]) for each in upright]):
        mine = [each for each in upright if low - _NEAR <= each[1] and each[2] <= high + _NEAR]
        ours = [each for each in level if low - _NEAR <= each[0] <= high + _NEAR]
        xs, ys = _apart([each[0] for each in mine]), _apart([each[0] for each in ours])[::-1]
        if len(xs) >= 3 and len(ys) >= 2:
            found.append(_Grid(xs, ys, mine, ours))
    return found


def _bands(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Join spans that touch; the highest first."""
    joined: list[tuple[float, float]] = []
    for low, high in sorted(spans):
        if joined and low <= joined[-1][1] + _NEAR:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined[::-1]


def _apart(places: list[float]) -> list[float]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _NEAR:
            kept.append(place)
    return kept


if __name__ == "__main__":
    _limit()
    json.dump(_read(sys.stdin.buffer.read()), sys.stdout)
