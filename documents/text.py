"""The text of a paper (docx, PDF with a text layer, plain text), as paragraphs and table rows in reading order."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from documents.pdf_text import MAX_LETTERS, read_pdf
from domain.refusal import Refused

MAX_BYTES = 20 << 20
MAX_UNPACKED = 60 << 20
MAX_XML = 12 << 20  # of one part: a plan of a hundred pages has one
MAX_PARTS = 3000
MAX_BLOCKS = 20_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CELLS = re.compile(r"\s*\|\s*|\t+")
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Block:
    """A paragraph or line, or a table row with its `cells`; a row's `text` is its cells in one line."""

    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """`broken`: blocks are printed lines, which may end in the middle of a sentence."""

    blocks: tuple[Block, ...]
    broken: bool


def read_text(content: bytes, name: str = "") -> Text:
    """Read a paper by its content; `name` only decides for what has no mark of its own.

    Raises Refused: plan-refused-scan, -encrypted, -type, -too-big, -broken.
    """
    if len(content) > MAX_BYTES:
        raise Refused("plan-refused-too-big")
    if b"%PDF-" in content[:1024]:
        return _bounded(_from_pdf(content), broken=True)
    if content.startswith(b"PK"):
        return _bounded(_from_docx(content), broken=False)
    if content.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise Refused("plan-refused-encrypted" if encrypted else "plan-refused-type")
    if content.startswith(_PICTURES):
        raise Refused("plan-refused-scan")
    return _bounded(_from_plain(content, name), broken=True)


def _bounded(blocks: Iterator[Block], *, broken: bool) -> Text:
    kept: list[Block] = []
    letters = 0
    for block in blocks:
        kept.append(block)
        letters += len(block.text)
        if letters > MAX_LETTERS or len(kept) > MAX_BLOCKS:
            raise Refused("plan-refused-too-big")
    return Text(tuple(kept), broken)


def _row(cells: list[str]) -> Block:
    return Block(" | ".join(" ".join(cell.split()) for cell in cells), tuple(cells))


# ── PDF and plain text ────────────────────────────────────────────────────────────────────────────────────────


def _from_pdf(content: bytes) -> Iterator[Block]:
    for kind, value in read_pdf(content):
        yield _row(value) if kind == "row" else Block(value)


def _from_plain(content: bytes, name: str) -> Iterator[Block]:
    text = _decoded(content, name)
    if len(text) > MAX_LETTERS:
        raise Refused("plan-refused-too-big")
    if len(_CONTROLS.findall(text[:100_000])) > 2 or text.startswith("{\\rtf") or "<html" in text[:1000].lower():
        raise Refused("plan-refused-type")
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n"):
        line = raw.strip(" ")
        cells = _CELLS.split(line.strip("| ") if line.startswith("|") else line)
        # A tab or two are indentation; a bar or columns of tabs are a table.
        yield _row(cells) if len(cells) >= 3 else Block(line.replace("|", " "))


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    half = content[:2000]
    if half.count(0) > len(half) // 4:
        return content.decode("utf-16-le" if half[1::2].count(0) > half[::2].count(0) else "utf-16-be", "replace")
    if not name.lower().endswith(".txt"):
        raise Refused("plan-refused-type")
    # The bytes that Windows' Vietnamese page leaves free are not worth losing a paper over.
    return content.decode("cp1258", "replace")


# ── docx ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _from_docx(content: bytes) -> Iterator[Block]:
    check_package(content)
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
        body, numbers = document.element.body, _Numbers(document)
    except Exception:
        # python-docx tells a damaged package in a dozen ways: KeyError, ValueError, lxml's and zipfile's errors …
        raise Refused("plan-refused-broken") from None
    found = False
    for block in _inside(body, numbers):
        found = found or bool(block.text.strip())
        yield block
    if not found:
        raise Refused("plan-refused-scan")


def check_package(content: bytes) -> None:
    """Look at the table of contents before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise Refused("plan-refused-encrypted")
            if "word/document.xml" not in package.namelist():
                raise Refused("plan-refused-type")
            xml = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
            if (
                len(parts) > MAX_PARTS
                or sum(part.file_size for part in parts) > MAX_UNPACKED
                or any(part.file_size > MAX_XML for part in xml)
            ):
                raise Refused("plan-refused-too-big")
            for part in xml:
                # Word never declares a document type; entities that unfold without end begin there.
                if b"<!DOCTYPE" in package.read(part)[:4096]:
                    raise Refused("plan-refused-broken")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        raise Refused("plan-refused-broken") from None
    except Exception as failure:
        if type(failure).__module__ in ("zlib", "lzma"):
            raise Refused("plan-refused-broken") from None
        raise


def _inside(parent: Any, numbers: "_Numbers") -> Iterator[Block]:
    """Paragraphs and rows below `parent`, also those wrapped in content controls and tracked insertions."""
    for child in parent.iterchildren():
        if child.tag == f"{_W}p":
            yield from _paragraph(child, numbers)
        elif child.tag == f"{_W}tbl":
            yield from _table(child, numbers)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            yield from _inside(child, numbers)


def _paragraph(paragraph: Any, numbers: "_Numbers") -> Iterator[Block]:
    pieces: list[str] = []
    boxes: list[Any] = []
    _collect(paragraph, pieces, boxes)
    text = "".join(pieces)
    if text.strip():
        for line in (numbers.mark(paragraph) + text.strip()).split("\n"):
            yield Block(line)
    for box in boxes:
        yield from _inside(box, numbers)


def _collect(element: Any, pieces: list[str], boxes: list[Any]) -> None:
    for child in element.iterchildren():
        tag = child.tag
        if tag == f"{_W}t":
            pieces.append(child.text or "")
        elif tag == f"{_W}tab":
            pieces.append(" ")
        elif tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif tag == f"{_W}txbxContent":
            boxes.append(child)
        elif tag not in (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK):
            _collect(child, pieces, boxes)


def _table(table: Any, numbers: "_Numbers") -> Iterator[Block]:
    above: list[str] = []
    for row in table.iterchildren(f"{_W}tr"):
        cells: list[str] = []
        for cell in row.iterchildren(f"{_W}tc"):
            properties = cell.find(f"{_W}tcPr")
            span, merged = 1, None
            if properties is not None:
                wide, tall = properties.find(f"{_W}gridSpan"), properties.find(f"{_W}vMerge")
                span = min(_number(wide.get(f"{_W}val"), 1), 30) if wide is not None else 1
                merged = tall.get(f"{_W}val", "continue") if tall is not None else None
            text = "\n".join(block.text for block in _inside(cell, numbers))
            if merged == "continue" and len(cells) < len(above):
                text = above[len(cells)]
            cells += [text] * max(span, 1)
        above = cells
        # What Word sets side by side without a table's meaning (letterhead, signature) is told apart by its reader.
        yield _row(cells)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise


class _Numbers:
    """The marks that Word makes itself ("1.", "a)", "-"): they are in no run, only in the numbering part."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._styles = {
            style.get(f"{_W}styleId"): style.find(f"{_W}pPr/{_W}numPr")
            for style in document.styles.element.iterchildren(f"{_W}style")
        }
        part = next((each.target_part for each in document.part.rels.values() if each.reltype.endswith("/numbering")
                     and not each.is_external), None)  # fmt: skip
        if part is None or not hasattr(part, "element"):
            return
        for abstract in part.element.iterchildren(f"{_W}abstractNum"):
            levels = self._levels.setdefault(abstract.get(f"{_W}abstractNumId", ""), {})
            for level in abstract.iterchildren(f"{_W}lvl"):
                levels[_number(level.get(f"{_W}ilvl"), 0)] = (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    _number(_value(level, "start"), 1),
                )
        for each in part.element.iterchildren(f"{_W}num"):
            self._lists[each.get(f"{_W}numId", "")] = _value(each, "abstractNumId") or ""

    def mark(self, paragraph: Any) -> str:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return ""
        numbered = properties.find(f"{_W}numPr")
        if numbered is None:
            numbered = self._styles.get(_value(properties, "pStyle"))
        if numbered is None:
            return ""
        level = _number(_value(numbered, "ilvl"), 0)
        kind = self._lists.get(_value(numbered, "numId") or "")
        levels = self._levels.get(kind or "", {})
        if kind is None or level not in levels:
            return ""
        form, pattern, start = levels[level]
        if form in ("bullet", "none"):
            return ("- ", "+ ")[min(level, 1)] if form == "bullet" else ""
        self._counts[kind, level] = self._counts.get((kind, level), start - 1) + 1
        for deeper in range(level + 1, 10):
            self._counts.pop((kind, deeper), None)

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form, _, start = levels.get(at, ("decimal", "", 1))
            return _written(self._counts.get((kind, at), start), form)

        return re.sub(r"%(\d)", shown, pattern) + " "


def _value(parent: Any, name: str) -> str | None:
    child = parent.find(f"{_W}{name}")
    return None if child is None else child.get(f"{_W}val")


def _written(number: int, form: str) -> str:
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman"):
        text = ""
        for value, sign in _ROMAN:
            text += sign * (number // value)
            number %= value
        return text if form == "upperRoman" else text.lower()
    return str(number)
