"""The conclusion notice of a dialogue as a paper: what is on it, and what is read from a copy that was edited."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from io import BytesIO
from typing import Any

from documents.official import Head, Meeting, Recipients, Signature, clean_text, short_day
from documents.text import check_package
from domain.notice import Words, words
from domain.refusal import Refused
from domain.text import fold
from locales import render


class Part(StrEnum):
    """The parts of a notice, in their order; the values are those of the dialogue's notice."""

    ANSWERED = "answered"
    PROMISED = "promised"
    ASSIGNED = "assigned"
    BEYOND = "beyond"
    OPEN = "open"


@dataclass(frozen=True)
class ConclusionItem:
    """One matter: `matter` is what was raised, `words` what the notice says of it.

    `department` and `hamlet` are names. `due_on` is the day promised. `passed_to` is the body above that what is beyond
    the commune's competence goes to. `carried` came from a dialogue before.
    """

    code: str
    part: Part
    matter: str
    words: str = ""
    department: str = ""
    due_on: date | None = None
    hamlet: str = ""
    passed_to: str = ""
    carried: bool = False


@dataclass(frozen=True)
class ConclusionPaper:
    """`chair` is whose conclusion it is, e.g. "đồng chí Nguyễn Văn An, Chủ tịch UBND xã"; empty: of the chairs.

    `report_days` is within how many days a department says when it will be done, where no day was named.
    """

    head: Head
    meeting: Meeting
    items: tuple[ConclusionItem, ...]
    recipients: Recipients
    signature: Signature
    chair: str = ""
    report_days: int = 5


@dataclass(frozen=True)
class Edited:
    """What an edited copy says: all items of the paper, those that could be read with their texts as they are now.

    `changed` are the codes of those that differ. Of `missing` nothing was found: cut out, or written anew. Of `unclear`
    the line that says who acts until when was changed in a way that is not understood. `strange` is text that stands
    among the items and belongs to none.
    """

    items: tuple[ConclusionItem, ...]
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether everything in it was understood."""
        return not (self.missing or self.unclear or self.strange)


class Slot(StrEnum):
    """The pieces of a notice that begin with a bookmark."""

    PART = "part"
    LEAD = "lead"
    MATTER = "matter"
    WORDS = "words"
    DUE = "due"


_DATE = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b")
_LANGUAGE = "vi"
_PREFIX = "dt_"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OF_ITEM = (Slot.LEAD, Slot.MATTER, Slot.WORDS, Slot.DUE)
# What has been struck out, properties, and what Word keeps for older programs.
_NOT_SAID = frozenset({"del", "moveFrom", "pPr", "rPr", "sectPr", "Fallback", "instrText"})


def mark_name(of: str, slot: Slot) -> str:
    """The name of the bookmark before a piece of the item with this code, or before a part (40 characters at most)."""
    return f"{_PREFIX}{re.sub(r'[^A-Za-z0-9]', '_', of)[:28]}_{slot}"


def label_words(item: ConclusionItem, slot: Slot) -> Words:
    """What stands in bold before a piece of an item."""
    if slot is Slot.WORDS:
        return words(f"paper-item-{item.part}")
    if slot is Slot.MATTER:
        return words("paper-item-matter")
    return words("paper-item-answered-by" if item.part is Part.ANSWERED else "paper-item-due")


def shown(item: ConclusionItem, slot: Slot) -> str:
    """What is printed of a matter or of its conclusion: there is always something to read."""
    text = item.matter if slot is Slot.MATTER else item.words
    if clean_text(text):
        return text
    return render(words("paper-no-matter") if slot is Slot.MATTER else words(f"paper-no-words-{item.part}"), _LANGUAGE)


def due_words(item: ConclusionItem, report_days: int) -> Words:
    """Who acts, until when."""
    who = item.department or words("paper-department-none")
    if item.part is Part.ANSWERED:
        return words("paper-due-answered", department=who)
    if item.part is Part.BEYOND:
        return words("paper-due-beyond", department=who, body=item.passed_to or words("paper-body-none"))
    if item.due_on is not None:
        id_ = "paper-due-open" if item.part is Part.OPEN else "paper-due-promised"
        return words(id_, department=who, due=short_day(item.due_on))
    if item.part is Part.OPEN:
        return words("paper-due-open-undated", department=who)
    return words("paper-due-assigned", department=who, days=f"{report_days:02d}")


def read_edited(content: bytes, paper: ConclusionPaper) -> Edited:
    """Read a notice that was printed from `paper` and then edited in Word or LibreOffice.

    Raises Refused (official-refused-unreadable) for what is no Word file.
    """
    found = _pieces(content)
    items: list[ConclusionItem] = []
    missing: list[str] = []
    unclear: list[str] = []
    strange = [line for part in Part for line in found.get(mark_name(part, Slot.PART), [])[1:]]
    for item in paper.items:
        lead, raised, concluded, due = (found.get(mark_name(item.code, slot), []) for slot in _OF_ITEM)
        strange += [*lead[1:], *due[1:]]
        matter, said = _unlabelled(raised, item, Slot.MATTER), _unlabelled(concluded, item, Slot.WORDS)
        if not raised or not concluded or not matter:
            missing.append(item.code)
            items.append(item)
            continue
        now = replace(
            item,
            matter=item.matter if clean_text(shown(item, Slot.MATTER)) == matter else matter,
            words=item.words if clean_text(shown(item, Slot.WORDS)) == said else said,
        )
        dated = _dated(now, _unlabelled(due[:1], item, Slot.DUE), paper.report_days)
        if dated is None:
            unclear.append(item.code)
        items.append(dated or now)
    changed = tuple(now.code for now, item in zip(items, paper.items, strict=True) if now != item)
    return Edited(tuple(items), changed, tuple(missing), tuple(unclear), tuple(strange))


def _unlabelled(lines: list[str], item: ConclusionItem, slot: Slot) -> str:
    """The text behind the label, which has the tone marks of any office."""
    text = "\n".join(lines)
    label = render(label_words(item, slot), _LANGUAGE)
    return text[len(label) :].strip() if fold(text[: len(label)]) == fold(label) else text


def _dated(item: ConclusionItem, line: str, report_days: int) -> ConclusionItem | None:
    """The item with the day that `line` names, or without one; None where anything else in it was changed."""
    days: list[date | None] = [None]
    try:
        for found in _DATE.finditer(line):
            days.append(date(int(found[3]), int(found[2]), int(found[1])))
    except ValueError:
        return None
    for now in (item, *(_due_by(item, day) for day in days)):
        if _bare(render(due_words(now, report_days), _LANGUAGE)) == _bare(line):
            return now
    return None


def _due_by(item: ConclusionItem, day: date | None) -> ConclusionItem:
    """What is promised and what is only assigned differ by a day."""
    part = item.part
    if part in (Part.PROMISED, Part.ASSIGNED):
        part = Part.PROMISED if day else Part.ASSIGNED
    return replace(item, due_on=day, part=part)


def _bare(line: str) -> str:
    """For comparing: however days and tone marks are written."""
    return fold(_DATE.sub(lambda found: f"{int(found[1])}/{int(found[2])}/{found[3]}", line))


def _pieces(content: bytes) -> dict[str, list[str]]:
    """Lines by the bookmark that they stand behind. A piece goes on to the next bookmark."""
    try:
        check_package(content)
        import docx

        body = docx.Document(BytesIO(content)).element.body
    except Exception:
        # python-docx tells a damaged package in a dozen ways.
        raise Refused("official-refused-unreadable") from None
    found: dict[str, list[str]] = {}
    piece: list[str] = []
    waiting: list[str] = []
    for kind, value in _walk(body):
        if kind == "mark":
            waiting.append(value)
            continue
        lines = [line for line in clean_text(value).split("\n") if line]
        # What is typed before the bookmark of a paragraph belongs behind it; of several the last has the text.
        for name in waiting:
            piece = found.setdefault(name, [])
        waiting = []
        piece += lines
    return found


def _walk(element: Any) -> Iterator[tuple[str, str]]:
    """Marks ("mark", its name) before the paragraph ("text", its text) that they stand in, in reading order."""
    for child in element.iterchildren():
        tag = str(child.tag).rpartition("}")[2]
        if tag == "bookmarkStart":
            yield from _mark(child)
        elif tag == "p":
            pieces: list[str] = []
            yield from _inside(child, pieces)
            yield "text", "".join(pieces)
        elif tag not in _NOT_SAID:
            yield from _walk(child)


def _inside(element: Any, pieces: list[str]) -> Iterator[tuple[str, str]]:
    """The marks of a paragraph; its text is put into `pieces`, without what has been struck out."""
    for child in element.iterchildren():
        tag = str(child.tag).rpartition("}")[2]
        if tag == "bookmarkStart":
            yield from _mark(child)
        elif tag == "t":
            pieces.append(child.text or "")
        elif tag in ("br", "cr"):
            pieces.append("\n")
        elif tag == "tab":
            pieces.append(" ")
        elif tag == "noBreakHyphen":
            pieces.append("-")
        elif tag not in _NOT_SAID:
            yield from _inside(child, pieces)


def _mark(element: Any) -> Iterator[tuple[str, str]]:
    name = str(element.get(f"{_W}name"))
    if name.startswith(_PREFIX):
        yield "mark", name
