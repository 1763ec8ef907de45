"""The sheet of a poster: one A4 page as PDF or PNG, to be read from two metres away, with QR codes.

Run as ``python -m documents.poster_sheet``: the poster as JSON on standard input, both files on standard output.
"""

import json
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from io import BytesIO
from itertools import accumulate, pairwise
from math import inf
from pathlib import Path
from unicodedata import combining, normalize

import pypdfium2
import segno
from fpdf import FPDF

from documents.poster import Poster, Row, poster_from_json
from domain.text import clean

FONTS = Path(__file__).parent / "fonts"
WIDTH, HEIGHT = 210.0, 297.0  # mm, as everything here that is not a size of letters (points)
MARGIN = 14.0
INNER = WIDTH - 2 * MARGIN
PAD = 7.0
LEAST_CODE, MOST_CODE = 41.0, 54.0  # the code itself, without the quiet zone around it
QUIET = 4  # modules (ISO/IEC 18004)

POINT = 25.4 / 72
LEADING = 1.3  # of the size: from the marks on a capital to the foot of a g, so that lines never touch
BASELINE = 1.055
SCALES = [step / 100 for step in range(50, 132, 2)]
GAP, MOST_GAP = 3.5, 9.0
_MOST_EVEN = 80  # words
_COMMA = 0.12  # how much a break after a comma is worth, in shares of a line squared

# All of these differ in lightness, so nothing is lost in black and white.
Colour = tuple[int, int, int]
INK: Colour = (24, 28, 34)
NAVY: Colour = (17, 54, 94)
BRICK: Colour = (158, 42, 31)
TINT: Colour = (233, 239, 245)
PALE: Colour = (205, 219, 234)
WHITE: Colour = (255, 255, 255)

_MADE = datetime(2025, 1, 1, tzinfo=UTC)  # of every poster, so that the same poster is the same file
_MAY_BREAK_AFTER = "/.?&="  # not a hyphen, which whoever types would leave out


def poster_pdf(poster: Poster) -> bytes:
    """Set the poster as PDF with text that can be searched; the same poster gives the same bytes."""
    return _Sheet(poster).pdf()


def poster_png(poster: Poster, dpi: int = 150) -> bytes:
    """Return the page of `poster_pdf` as a picture, for chats that show no PDF."""
    return _picture(poster_pdf(poster), dpi)


def _picture(pdf: bytes, dpi: int) -> bytes:
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=dpi / 72).to_pil()
    written = BytesIO()
    # A few flat colours: a palette is a third of the size and as sharp.
    picture.quantize(64, dither=0).save(written, "PNG", dpi=(dpi, dpi))
    return written.getvalue()


@dataclass(frozen=True)
class _Block:
    """Something that is `height` high and can be drawn with its upper edge at a given place."""

    height: float
    draw: Callable[[float], None]


@dataclass(frozen=True)
class _Text:
    """Text broken into lines that fit; `even` ones may still be made about as long as each other."""

    lines: tuple[str, ...]
    size: float
    width: float
    bold: bool
    even: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * POINT * LEADING


class _Sheet:
    def __init__(self, poster: Poster) -> None:
        self._poster = poster
        self._lengths: dict[tuple[str, bool], int] = {}
        self._cleaned: dict[str, str] = {}
        self._drawn = [_Code(link.url) for link in poster.links]
        self._pdf = pdf = FPDF(unit="mm", format="A4")
        pdf.set_creation_date(_MADE)
        pdf.set_auto_page_break(False)
        pdf.add_font("poster", "", FONTS / "NotoSans-Regular.ttf")
        pdf.add_font("poster", "B", FONTS / "NotoSans-Bold.ttf")
        pdf.set_lang(poster.language)
        pdf.set_title(self._clean(poster.title))
        pdf.set_author(self._clean(poster.heading))
        pdf.add_page()

    def pdf(self) -> bytes:
        """Draw at the largest scale at which everything fits, the codes at the foot."""
        scale = SCALES[max(0, bisect_left(SCALES, x=True, key=lambda each: self._free(each) < 0) - 1)]
        *blocks, foot = self._blocks(scale)
        gap = min(MOST_GAP, GAP + self._free(scale) / len(blocks))
        lowest = HEIGHT - MARGIN - foot.height
        # What is free beyond the widest gaps is spread between the rest, so that the foot stays at the foot.
        spread = max(0.0, lowest - MARGIN - sum(block.height + gap for block in blocks)) / len(blocks)
        top = MARGIN
        for block in blocks:
            block.draw(top)
            top += block.height + gap + spread
        foot.draw(lowest)
        return bytes(self._pdf.output())

    def _free(self, scale: float) -> float:
        """How much of the height is left at `scale` with the least gaps; less than nothing where it does not fit."""
        heights = [block.height for block in self._blocks(scale)]
        return HEIGHT - 2 * MARGIN - sum(heights) - GAP * (len(heights) - 1)

    # ── what stands on the page ───────────────────────────────────────────────────────────────────────────────

    def _blocks(self, scale: float) -> Iterator[_Block]:
        poster = self._poster
        yield self._head(scale)
        yield self._when_and_where(scale)
        if deadlines := [row for row in poster.deadlines if row.text]:
            yield self._deadlines(deadlines, scale)
        if rows := [row for row in (poster.who, self._topics(scale)) if row.text]:
            yield self._rows(rows, scale)
        yield self._foot(scale)

    def _head(self, scale: float) -> _Block:
        poster = self._poster
        heading = self._fit(poster.heading, INNER, 15 * scale, 10 * scale, 1, bold=True)
        place = self._fit(poster.place, INNER, 12 * scale, 9 * scale, 1)
        invitation = self._fit(poster.invitation, INNER, 26 * scale, 15 * scale, 2, bold=True, even=True)
        title = self._fit(poster.title, INNER, 37 * scale, 22 * scale, 4, bold=True, even=True)
        rule = 4.0

        def draw(top: float) -> None:
            self._box(MARGIN, top, INNER, 1.6, NAVY)
            top += rule
            top = self._write(heading, MARGIN, top, NAVY)
            top = self._write(place, MARGIN, top, INK)
            top = self._write(invitation, MARGIN, top + 5 * scale, BRICK)
            self._write(title, MARGIN, top + 1 * scale, NAVY)

        height = rule + heading.height + place.height + invitation.height + title.height + 6 * scale
        return _Block(height, draw)

    def _when_and_where(self, scale: float) -> _Block:
        poster = self._poster
        pad = PAD * min(scale, 1)
        width = INNER - 2 * pad
        day, hour = (self._large(text, width, scale) for text in (poster.day, poster.hour))
        label = self._fit(poster.venue.label if poster.venue.text else "", width, 15 * scale, 11 * scale, 1)
        venue = self._fit(poster.venue.text, width, 24 * scale, 16 * scale, 4, bold=True, even=True)
        between = 3 * scale if venue.lines else 0.0
        height = 2 * pad + day.height + hour.height + between + label.height + venue.height

        def draw(top: float) -> None:
            self._box(MARGIN, top, INNER, height, NAVY, radius=3)
            top = self._write(hour, MARGIN + pad, top + pad, WHITE)
            top = self._write(day, MARGIN + pad, top, WHITE)
            top = self._write(label, MARGIN + pad, top + between, PALE)
            self._write(venue, MARGIN + pad, top, WHITE)

        return _Block(height, draw)

    def _large(self, text: str, width: float, scale: float) -> _Text:
        """On one line, unless it is so long that two lines of larger letters are easier to read."""
        one = self._fit(text, width, 40 * scale, 32 * scale, 1, bold=True)
        if not one.lines or one.lines[0] == self._clean(text):
            return one
        return self._fit(text, width, 38 * scale, 22 * scale, 2, bold=True, even=True)

    def _deadlines(self, rows: Sequence[Row], scale: float) -> _Block:
        apart = 5.0
        pad = 4.0 * min(scale, 1)
        width = (INNER - apart * (len(rows) - 1)) / len(rows)
        texts = [
            (
                self._fit(row.label, width - 2 * pad, 15 * scale, 11 * scale, 2),
                self._fit(row.text, width - 2 * pad, 21 * scale, 13 * scale, 3, bold=True, even=True),
            )
            for row in rows
        ]
        height = max(label.height + text.height for label, text in texts) + 2 * pad

        def draw(top: float) -> None:
            for number, (label, text) in enumerate(texts):
                left = MARGIN + number * (width + apart)
                self._frame(left, top, width, height)
                below = self._write(label, left + pad, top + pad, INK)
                self._write(text, left + pad, below, BRICK)

        return _Block(height, draw)

    def _topics(self, scale: float) -> Row:
        """The topics, as many as three lines hold; `others` stands for the rest."""
        poster = self._poster
        topics = [shown for shown in map(self._clean, poster.topics) if shown]
        size, width = 16 * scale, INNER - self._label_width(scale)
        for count in range(len(topics), 0, -1):
            rest = [self._clean(poster.others)] if count < len(topics) else []
            text = "; ".join([*topics[:count], *rest])
            if len(self._wrap(text, width, size, bold=False)) <= 3:
                return Row(poster.topics_label, text)
        return Row(poster.topics_label, "; ".join([*topics[:1], *([poster.others] if len(topics) > 1 else [])]))

    def _label_width(self, scale: float) -> float:
        labels = (self._poster.who.label, self._poster.topics_label)
        widest = max(self._wide(self._clean(label), 16 * scale, bold=True) for label in labels)
        return min(widest, INNER / 4) + 4

    def _rows(self, rows: Sequence[Row], scale: float) -> _Block:
        column = self._label_width(scale)
        texts = [
            (
                self._fit(row.label, column - 4, 16 * scale, 9 * scale, 1, bold=True),
                self._fit(row.text, INNER - column, 16 * scale, 12 * scale, 3),
            )
            for row in rows
        ]
        apart = 1.5 * scale

        def draw(top: float) -> None:
            for label, text in texts:
                # On the baseline of the text, whatever size the label has.
                self._write(label, MARGIN, top + (text.size - label.size) * POINT * BASELINE, NAVY)
                top = self._write(text, MARGIN + column, top, INK) + apart

        return _Block(sum(max(label.height, text.height) + apart for label, text in texts) - apart, draw)

    def _foot(self, scale: float) -> _Block:
        """The codes, and what there is for people without a telephone."""
        contact = self._fit(self._poster.contact, INNER, 16 * scale, 11 * scale, 3, bold=True, even=True)
        panel = (self._one_code if len(self._poster.links) == 1 else self._codes)(scale)
        apart = 3.0 if contact.lines and panel.height else 0.0

        def draw(top: float) -> None:
            panel.draw(top)
            self._write(contact, MARGIN, top + panel.height + apart, INK)

        return _Block(panel.height + apart + contact.height, draw)

    def _one_code(self, scale: float) -> _Block:
        """One code with the words beside it."""
        [link] = self._poster.links
        pad = PAD * min(scale, 1)
        [code] = self._drawn
        wanted = min(MOST_CODE, max(LEAST_CODE, 48 * scale))
        side = code.side(wanted)
        left = MARGIN + pad + side + pad
        width = INNER - side - 3 * pad
        scan = self._fit(self._poster.scan, width, 30 * scale, 18 * scale, 3, bold=True, even=True)
        label = self._fit(link.label, width, 18 * scale, 12 * scale, 2, bold=True)
        text = self._fit(link.text, width, 15 * scale, 9, 3)
        words = scan.height + 2 * scale + label.height + text.height
        height = max(side, words) + 2 * pad

        def draw(top: float) -> None:
            self._box(MARGIN, top, INNER, height, TINT, radius=3)
            self._draw_code(code, link.url, MARGIN + pad, top + (height - side) / 2, side, wanted)
            below = self._write(scan, left, top + (height - words) / 2, NAVY)
            below = self._write(label, left, below + 2 * scale, INK)
            self._write(text, left, below, INK)

        return _Block(height, draw)

    def _codes(self, scale: float) -> _Block:
        """Codes side by side, each with its channel above and its address below."""
        links = self._poster.links
        if not links:
            return _Block(0, lambda top: None)
        pad, apart = 5.0, 3.0
        column = (INNER - 2 * pad - apart * (len(links) - 1)) / len(links)
        codes = self._drawn
        wanted = min(MOST_CODE, max(LEAST_CODE, 44 * scale))
        side = min(column, max(code.side(wanted) for code in codes))
        scan = self._fit(self._poster.scan, INNER - 2 * pad, 27 * scale, 17 * scale, 2, bold=True, even=True)
        labels = [self._fit(link.label, column, 17 * scale, 10 * scale, 1, bold=True) for link in links]
        texts = [self._fit(link.text, column, 13.5 * scale, 8.5, 3) for link in links]
        above, below = max(each.height for each in labels), max(each.height for each in texts)
        head = scan.height + 1.5 * scale
        height = pad + head + above + side + 1 + below + pad / 2

        def draw(top: float) -> None:
            self._box(MARGIN, top, INNER, height, TINT, radius=3)
            self._write(scan, MARGIN + INNER / 2, top + pad, NAVY, centred=True)
            for number, link in enumerate(links):
                middle = MARGIN + pad + number * (column + apart) + column / 2
                upper = top + pad + head
                self._write(labels[number], middle, upper, INK, centred=True)
                self._draw_code(codes[number], link.url, middle - side / 2, upper + above, side, wanted)
                self._write(texts[number], middle, upper + above + side + 1, INK, centred=True)

        return _Block(height, draw)

    # ── fitting ───────────────────────────────────────────────────────────────────────────────────────────────

    def _fit(
        self, text: str, width: float, most: float, least: float, lines: int, *, bold: bool = False, even: bool = False
    ) -> _Text:
        """The largest letters between two sizes with which `text` takes no more than `lines`, else an ellipsis.

        No word is broken unless even the smallest letters make it wider than a line.
        """
        text = self._clean(text)
        if not text:
            return _Text((), most, width, bold)
        sizes = [most - step for step in range(int(most - least) + 1)] + [least]
        size = sizes[bisect_left(sizes, x=True, key=lambda size: self._holds(text, width, size, lines, bold=bold))
                     if self._holds(text, width, least, lines, bold=bold) else -1]  # fmt: skip
        broken = self._wrap(text, width, size, bold=bold)
        if len(broken) > lines:
            broken = [*broken[: lines - 1], self._cut(" ".join(broken[lines - 1 :]), width, size, bold=bold)]
        return _Text(tuple(broken), size, width, bold, even)

    def _holds(self, text: str, width: float, size: float, lines: int, *, bold: bool) -> bool:
        broken = self._wrap(text, width, size, bold=bold)
        return len(broken) <= lines and " ".join(broken) == text

    def _wrap(self, text: str, width: float, size: float, *, bold: bool) -> list[str]:
        room, blank = width / (size * POINT) * 1000, self._length(" ", bold=bold)
        lines: list[str] = []
        words: list[str] = []
        used = 0
        for word in text.split():
            length = self._length(word, bold=bold)
            if words and used + blank + length <= room:
                words.append(word)
                used += blank + length
                continue
            if words:
                lines.append(" ".join(words))
            *whole, last = self._pieces(word, room, bold=bold)
            lines += whole
            words, used = [last], self._length(last, bold=bold)
        return [*lines, " ".join(words)] if words else lines

    def _pieces(self, word: str, room: float, *, bold: bool) -> list[str]:
        """A word that is wider than a line, broken where an address may be, else anywhere."""
        pieces = []
        while self._length(word, bold=bold) > room:
            end = self._as_much(word, room, bold=bold)
            good = [n for n in range(end // 2 + 1, end + 1) if word[n - 1] in _MAY_BREAK_AFTER]
            end = good[-1] if good else end
            pieces.append(word[:end])
            word = word[end:]
        return [*pieces, word] if word else pieces

    def _as_much(self, text: str, room: float, *, bold: bool) -> int:
        """How many characters of `text` fit, one at least."""
        widths = self._widths[bold]
        end = 0
        for character in text:
            room -= widths[ord(character)]
            if room < 0:
                break
            end += 1
        return max(1, end)

    def _cut(self, text: str, width: float, size: float, *, bold: bool) -> str:
        """The beginning of `text` with an ellipsis, cut between words where that loses little."""
        room = width / (size * POINT) * 1000 - self._length("…", bold=bold)
        end = self._as_much(text, room, bold=bold)
        kept = text[:end]
        if text[end : end + 1] not in {"", " "}:
            head, blank, _ = kept.rpartition(" ")
            kept = head if blank and len(head) > len(kept) // 2 else kept
        return kept.rstrip(" ,.;:–-") + "…"

    def _evened(self, text: _Text) -> Sequence[str]:
        """The same words on the same number of lines, about as long as each other, broken after commas if possible."""
        words = " ".join(text.lines).split()
        count, room = len(text.lines), text.width / (text.size * POINT) * 1000
        if not text.even or count < 2 or len(words) > _MOST_EVEN or not self._whole(text, room):
            return text.lines
        blank = self._length(" ", bold=text.bold)
        ends = [0, *accumulate(self._length(word, bold=text.bold) + blank for word in words)]

        @cache
        def best(start: int, lines: int) -> tuple[float, tuple[int, ...]]:
            """The least cost of setting the words from `start` on so many lines, and where the lines end."""
            found: tuple[float, tuple[int, ...]] = (inf, ())
            last = len(words)
            for end in (last,) if lines == 1 else range(start + 1, last - lines + 2):
                free = room - (ends[end] - ends[start] - blank)
                if free < 0:
                    continue
                cost = (free / room) ** 2 - (_COMMA if end < last and words[end - 1][-1] in ",;:–-" else 0)
                after, rest = best(end, lines - 1) if lines > 1 else (0.0, ())
                found = min(found, (cost + after, (end, *rest)))
            return found

        _, breaks = best(0, count)
        return [" ".join(words[start:end]) for start, end in pairwise((0, *breaks))]

    def _whole(self, text: _Text, room: float) -> bool:
        """Whether no word had to be broken."""
        return all(self._length(word, bold=text.bold) <= room for word in " ".join(text.lines).split())

    @cached_property
    def _widths(self) -> dict[bool, dict[int, int]]:
        """Widths of characters in thousandths of the size, by boldness."""
        fonts = self._pdf.fonts
        names = {False: "poster", True: "posterB"}
        return {bold: {int(c): round(w) for c, w in dict(fonts[name].cw).items()} for bold, name in names.items()}

    def _length(self, text: str, *, bold: bool) -> int:
        """The width of `text` in thousandths of the size."""
        length = self._lengths.get((text, bold))
        if length is None:
            widths = self._widths[bold]
            length = self._lengths[text, bold] = sum(widths[ord(character)] for character in text)
        return length

    def _wide(self, text: str, size: float, *, bold: bool) -> float:
        return self._length(text, bold=bold) * size * POINT / 1000

    def _clean(self, text: str) -> str:
        """One line in NFC of what the font has; other letters lose their marks or are left out."""
        shown = self._cleaned.get(text)
        if shown is None:
            kept = (c if self._has(c) else "".join(filter(self._has, normalize("NFKD", c))) for c in clean(text))
            shown = self._cleaned[text] = " ".join("".join(kept).split())
        return shown

    def _has(self, character: str) -> bool:
        """Whether the font can set it; a mark without its letter would stand on the letter before."""
        return character.isspace() or (ord(character) in self._widths[False] and not combining(character))

    # ── drawing ───────────────────────────────────────────────────────────────────────────────────────────────

    def _write(self, text: _Text, left: float, top: float, colour: Colour, *, centred: bool = False) -> float:
        """Write the lines; return where they end."""
        self._pdf.set_font("poster", "B" if text.bold else "", text.size)
        self._pdf.set_text_color(*colour)
        for line in self._evened(text):
            start = left - self._wide(line, text.size, bold=text.bold) / 2 if centred else left
            self._pdf.text(start, top + text.size * POINT * BASELINE, line)
            top += text.size * POINT * LEADING
        return top

    def _box(self, left: float, top: float, width: float, height: float, colour: Colour, *, radius: float = 0) -> None:
        self._pdf.set_fill_color(*colour)
        self._pdf.rect(left, top, width, height, style="F", round_corners=radius > 0, corner_radius=radius)

    def _frame(self, left: float, top: float, width: float, height: float) -> None:
        self._pdf.set_draw_color(*NAVY)
        self._pdf.set_line_width(0.7)
        self._pdf.rect(
            left + 0.35, top + 0.35, width - 0.7, height - 0.7, style="D", round_corners=True, corner_radius=3
        )

    def _draw_code(self, code: "_Code", url: str, left: float, top: float, side: float, wanted: float) -> None:
        """Draw the code, `wanted` wide if its quiet zone then fits into `side`. On a screen it may be pressed."""
        self._box(left, top, side, side, WHITE)
        module = min(wanted / code.modules, side / (code.modules + 2 * QUIET))
        edge = (side - module * code.modules) / 2
        self._pdf.set_fill_color(0, 0, 0)
        for row, start, length in code.runs():
            # A trace higher than they are, or a screen shows white hairs between rows.
            self._pdf.rect(
                left + edge + start * module, top + edge + row * module, length * module, module * 1.02, style="F"
            )
        self._pdf.link(left, top, side, side, url)


class _Code:
    """A QR code that is read also with 15 % of it damaged (error correction M, or better where it costs nothing)."""

    def __init__(self, url: str) -> None:
        self._rows = [bytes(row) for row in segno.make(url, error="m", micro=False).matrix]
        self.modules = len(self._rows)

    def side(self, width: float) -> float:
        """How wide it is with the quiet zone when the code itself is `width` wide."""
        return width * (self.modules + 2 * QUIET) / self.modules

    def runs(self) -> Iterator[tuple[int, int, int]]:
        """The dark modules: row, first column, how many in a line."""
        for number, row in enumerate(self._rows):
            start = 0
            while (start := row.find(1, start)) >= 0:
                end = row.find(0, start)
                end = len(row) if end < 0 else end
                yield number, start, end - start
                start = end


if __name__ == "__main__":
    pdf = poster_pdf(poster_from_json(json.load(sys.stdin)))
    for made in (pdf, _picture(pdf, 150)):
        sys.stdout.buffer.write(len(made).to_bytes(8, "big") + made)
