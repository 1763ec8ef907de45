"""The paper as an outline: lines joined, letterhead, title, opening, numbered and bulleted items, tables, end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from documents.plan.letters import bare, is_capital, is_upper, shown
from documents.plan.vocabulary import pattern
from documents.text import Block, Text
from domain.refusal import Refused

LONGEST = 4000
MAX_ITEMS = 4000
BULLET = 6
PLAIN = 9
# Numbered headings by depth, then bullets: a bullet's depth is where it stands, not what it looks like.
_MARKERS = (
    (1, re.compile(r"(?:phan )?(?:x{0,2}(?:ix|iv|v?i{1,3}|v|x))\s?[.\-:)]+\s?(?=\S)")),
    (3, re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\s?[.)\-/:]?\s?(?=[^\W\d])")),
    (2, re.compile(r"(?:dieu )?\d{1,2}(?:\s?[.)]\s?|\s?[-/:]\s+)(?=[^\W\d]|[\"(])")),
    (4, re.compile(r"[a-h]\s?[.)]\s?(?=\S)")),
    (BULLET, re.compile(r"[-+*•]+\s*(?=[^\s\-*+])")),
)
_CAPITAL_LETTER = re.compile(r"[A-H]\s?[.\-)]\s(?=\S)")
_END = re.compile(r"[.;:!?…/]\W*$")
_SENTENCE = re.compile(r"(?<=[.!?…;])\s+(?=[^\W\d_]|\d|[-+(\"“])")
_SHORT_WORD = re.compile(r"(?:\b(?:tt|tp|d/c|d|c|ths|ts|bs|nxb|vv|tr|kp|p|q|h|x|\d{1,2})\.)$")
_UNSPACED = re.compile(r"(?<=[^\W_][,;:])(?=[^\W\d_])|(?<=[^\W_])(?=\(\w)|(?<=\)[,;:])(?=\w)")
_NOISE = re.compile(r"[\s*_=~.\-–—o0]*")


@dataclass(frozen=True)
class Item:
    """A paragraph or table row; `level` is its depth (`PLAIN` without a mark), `parent` the item it belongs to."""

    index: int
    text: str
    marker: str = ""
    level: int = PLAIN
    parent: int | None = None
    cells: tuple[str, ...] = ()

    @property
    def bare(self) -> str:
        return bare(self.text)

    @property
    def label_end(self) -> int:
        """Where the text after "label:" begins; 0 without a label."""
        colon = self.text.find(":")
        return colon + 1 if 0 < colon <= 130 and self.text[:colon].count(" ") < 24 else 0

    @property
    def label(self) -> str:
        """What stands before the colon, or all of a heading; bare."""
        end = self.label_end
        if end:
            return self.bare[: end - 1]
        return self.bare if len(self.text) < 120 and not self.text.endswith(";") else ""

    @property
    def rest(self) -> str:
        return self.text[self.label_end :].strip()

    @property
    def is_heading(self) -> bool:
        return self.level <= 4 and len(self.text) < 200 and not self.rest[:1].islower()


@dataclass(frozen=True)
class Outline:
    """`head` and `tail` are lines; `opening` what stands between title and first heading."""

    head: tuple[str, ...]
    title: str
    opening: tuple[Item, ...]
    items: tuple[Item, ...]
    tail: tuple[str, ...]

    def ancestors(self, item: Item) -> list[Item]:
        """From the nearest up."""
        known, found = self._known, []
        while item.parent is not None and (parent := known.get(item.parent)) is not None:
            found.append(parent)
            item = parent
        return found

    @cached_property
    def _known(self) -> dict[int, Item]:
        return {item.index: item for item in (*self.opening, *self.items)}

    def below(self, item: Item) -> list[Item]:
        """All that belongs to `item`, at any depth, in order."""
        within = {item.index}
        found = []
        for each in self.items[item.index - self.items[0].index + 1 :]:
            if each.parent not in within:
                break
            within.add(each.index)
            found.append(each)
        return found


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of `text` lie; a semicolon ends none."""
    start = 0
    for match in _SENTENCE.finditer(text):
        before = text[start : match.start()]
        if before.endswith(";") or _SHORT_WORD.search(bare(before)[-8:]):
            continue
        if not is_capital(text[match.end() :].lstrip('("“')):
            continue
        yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def sentence_at(text: str, at: int) -> str:
    """The sentence of `text` around the character `at`."""
    for start, end in sentences(text):
        if at < end:
            return text[start:end].strip()
    return text.strip()


# ── making it ─────────────────────────────────────────────────────────────────────────────────────────────────


def read_outline(text: Text) -> Outline:
    """Raises Refused("plan-refused-no-plan") for papers that are no plan of dialogues."""
    lines = list(_joined(_flat(text.blocks), text.broken))
    at, title, rest = _title(lines)
    head = tuple(line.text for line in lines[:at])
    body = _split_labels(_split_title_mark(lines[rest:]))
    tail_at = _tail(body)
    items = _nested(body[:tail_at])
    first = next((n for n, item in enumerate(items) if item.level <= 2), None)
    if first is None or first > 12:
        drawn = [n for n, item in enumerate(items[:12]) if pattern("outline", "drawn_up").search(item.bare)]
        first = drawn[0] + 1 if drawn else 0
    _check(title, items[:first] or items[:2])
    return Outline(head, title, tuple(items[:first]), tuple(items[first:]), tuple(line.text for line in body[tail_at:]))


def _flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Rows that only set text side by side (letterhead, signature) become lines."""
    run: list[Block] = []
    between: list[Block] = []  # a page's end in the middle of a table: blanks and the number of the page
    for block in (*blocks, Block("…")):
        if block.cells and (not run or len(block.cells) == len(run[0].cells)):
            run.append(block)
            between = []
        elif run and not block.cells and _is_noise(shown(block.text)):
            between.append(block)
        else:
            if run:
                yield from _rows(run)
            yield from between
            run, between = [block] if block.cells else [], []
            if not block.cells:
                yield block


def _is_noise(line: str) -> bool:
    return bool(_NOISE.fullmatch(line) or pattern("outline", "page_number").fullmatch(bare(line)))


def _rows(run: list[Block]) -> Iterator[Block]:
    tidy = [tuple(shown(cell) for cell in row.cells) for row in run]
    if len(run) >= 2 and header_columns(tidy[0]):
        yield from (Block(" | ".join(cells), cells) for cells in tidy)
        return
    for row in run:
        for cell in dict.fromkeys(row.cells):
            yield from (Block(line) for line in cell.split("\n"))
    yield Block("")


def header_columns(cells: tuple[str, ...]) -> bool:
    """Whether a row is the heading of a table whose rows say something."""
    kinds = ("time", "venue", "unit", "audience", "chair", "task", "responsible", "due")
    known = [cell for cell in map(bare, cells) if any(pattern("outline", f"column_{k}").fullmatch(cell) for k in kinds)]
    return len(known) >= 2 and all(len(cell) < 60 and not re.search(r"\d", cell) for cell in cells)


def _joined(blocks: Iterator[Block], broken: bool) -> Iterator[Block]:
    """Join lines that were broken in the middle of a sentence."""
    tidy = []
    beside = False
    for block in (part for each in blocks for part in _columns(each, beside)):
        beside = beside or _is_recipients(block)
        line = _spaced(shown(block.text))
        line = line.strip("* ") if line.startswith("**") and not block.cells else line
        if block.cells:
            tidy.append(Block(line, block.cells))
        elif not _is_noise(line):
            tidy += [Block(part) for part in _cut(line)]
    if len(tidy) > MAX_ITEMS:
        raise Refused("plan-refused-too-big")
    widths = sorted(len(block.text) for block in tidy if len(block.text) > 20 and not block.cells)
    width = widths[int(len(widths) * 0.8)] if broken and widths else 0
    held: Block | None = None
    last = ""
    for block in tidy:
        if held is not None and _goes_on(held, last, block, width):
            glue = "" if re.search(r"\w[-/]$", held.text) and re.match(r"[A-ZĐ]{2}", block.text) else " "
            held = Block(held.text + glue + block.text)
        else:
            if held is not None:
                yield held
            held = block
        last = block.text
    if held is not None:
        yield held


def _columns(block: Block, beside: bool) -> list[Block]:
    """Below "Nơi nhận" the signature stands beside the recipients: what wide gaps part are lines of their own."""
    if block.cells or not (beside or _is_recipients(block)):
        return [block]
    return [Block(part) for part in re.split(r" {4,}", block.text.strip()) if part] or [block]


def _is_recipients(block: Block) -> bool:
    return pattern("outline", "recipients").match(bare(shown(block.text[:60]))) is not None


def _spaced(line: str) -> str:
    """With the blanks that a scan has lost: "trước ngày20/10", "Địa điểm:Hội trường"."""
    line = _UNSPACED.sub(" ", line)
    for match in reversed(list(pattern("outline", "glued").finditer(bare(line)))):
        line = f"{line[: match.end('word')]} {line[match.end('word') :]}"
    return line


def _cut(line: str) -> Iterator[str]:
    """What is longer than any paragraph of a plan, in parts: the rules take time by the square of the length."""
    while len(line) > LONGEST:
        at = line.rfind(" ", LONGEST // 2, LONGEST) + 1 or LONGEST
        yield line[:at].rstrip()
        line = line[at:]
    yield line


def _goes_on(held: Block, last: str, block: Block, width: int) -> bool:
    """Whether `block` continues the paragraph `held`, whose last printed line is `last`."""
    if len(held.text) + len(block.text) > LONGEST:
        return False
    if held.cells or block.cells or is_upper(held.text) or is_upper(block.text) != is_upper(last):
        return False
    line = block.text
    level, marker = _marker(line)
    first = line[len(marker) : len(marker) + 1]
    ended = bool(_END.search(held.text))
    if marker and not (level == BULLET and not ended and (first.islower() or _dashed(last, line))):
        return False
    if pattern("outline", "closing").match(bare(line)) or pattern("outline", "inner_label").match(bare(line)):
        return False
    if first.isupper() and pattern("outline", "opens_paragraph").match(bare(line)):
        return False
    if line[0] == "(" and line[-1] == ")" and line[1:2].isupper():
        return False  # a note in brackets stands by itself
    fits = len(last) + 1 + len(line.split(" ", 1)[0]) < 0.85 * width if width else True
    if ended:
        return held.text[-1] in "/-" or (not fits and first.islower())
    if first.islower() or first in "(,;.)&–-" or (first.isdigit() and bool(width)):
        # A word that goes on with a small letter goes on with the sentence, wherever the line ends.
        return True
    return bool(width) and not fits


def _dashed(last: str, line: str) -> bool:
    """Whether the dash that begins `line` stands inside a name: "Phòng Văn hóa" / "- Xã hội"."""
    match = pattern("outline", "dashed").search(bare(f"{last[-40:]} {line[:40]}"))
    return match is not None and match.start() < len(last[-40:]) < match.end()


def _marker(line: str) -> tuple[int, str]:
    letters = bare(line)
    if _CAPITAL_LETTER.match(line) and not is_upper(line[:3].strip(" .-)") + "x"):
        match = _CAPITAL_LETTER.match(line)
        return (0, match[0]) if match else (PLAIN, "")
    for level, form in _MARKERS:
        match = form.match(letters)
        if match and (level != 1 or line[: match.end()].strip(" .-:/)").isupper() or letters.startswith("phan")):
            return level, line[: match.end()]
    return PLAIN, ""


def _title(lines: list[Block]) -> tuple[int, str, int]:
    """Where the title begins, the subject, and where the text behind it begins."""
    for at, block in enumerate(lines[:60]):
        letters = bare(block.text).strip(' "*:.')
        alone = is_upper(block.text) or len(letters) < 40
        if not block.cells and alone and pattern("outline", "other_papers").fullmatch(letters):
            raise Refused("plan-refused-no-plan")
        if block.cells or not pattern("outline", "title").match(letters):
            continue
        if not (letters.endswith("ke hoach") or is_upper(block.text) or block.text[:8].isupper() or at < 12):
            continue
        subject = [block.text]
        rest = at + 1
        while rest < len(lines) and rest < at + 8 and _goes_on_in_title(lines[rest], subject):
            subject.append(lines[rest].text)
            rest += 1
        return at, " ".join(subject), rest
    for at, block in enumerate(lines[:40]):
        if pattern("outline", "drawn_up").search(bare(block.text)) and "ke hoach" in bare(block.text):
            return at, "", at  # the top was lost, what opens the plan is there
    raise Refused("plan-refused-no-plan")


def _goes_on_in_title(block: Block, subject: list[str]) -> bool:
    letters = bare(block.text)
    return not (
        block.cells
        or letters.startswith("(")
        or _marker(block.text)[1]
        or len(" ".join(subject)) > 300
        or pattern("outline", "opening").match(letters)
        or pattern("outline", "drawn_up").search(letters)
        or pattern("outline", "inner_label").match(letters)
    )


def _split_title_mark(lines: list[Block]) -> list[Block]:
    return [line for line in lines if line.text.strip("-*_ ")]


def _split_labels(lines: list[Block]) -> list[Block]:
    """ "Thời gian: …; địa điểm: …" in one line is two items."""
    found: list[Block] = []
    for block in lines:
        if block.cells:
            found.append(block)
            continue
        _, marker = _marker(block.text)
        cuts = [
            m.start()
            for m in pattern("outline", "inner_label").finditer(bare(block.text), len(marker))
            if m.start() > len(marker) and _may_open(block.text[: m.start()].rstrip())
        ]
        for start, end in zip([0, *cuts], [*cuts, len(block.text)], strict=True):
            part = block.text[start:end].strip()
            found.append(Block(part if start == 0 else f"{marker or ''}{part[:1].upper()}{part[1:]}"))
    return found


def _may_open(head: str) -> bool:
    """Whether a label may begin behind `head`; "Nội dung, thời gian, thành phần:" is one heading."""
    return head[-1:] in (".", ";") or (head[-1:] == "," and ":" in head)


def _tail(lines: list[Block]) -> int:
    """Where the end of the paper begins: whom it is sent to, and the signature."""
    for at, block in enumerate(lines):
        letters = bare(block.text)
        if pattern("heading", "signature").match(letters) and is_upper(block.text[:12]):
            return at
        if at > 2 and pattern("outline", "recipients").match(letters):
            return at
    return len(lines)


def _nested(lines: list[Block]) -> list[Item]:
    """Give each line its level and its parent."""
    items: list[Item] = []
    stack: list[Item] = []
    for index, block in enumerate(lines):
        level, marker = (PLAIN, "") if block.cells else _marker(block.text)
        text = block.text[len(marker) :].strip() or block.text
        marker = bare(marker.strip())
        if level == BULLET:
            glyphs = [each.marker[:1] if each.level == BULLET else "" for each in stack]
            if marker[:1] in glyphs:
                del stack[glyphs.index(marker[:1]) :]
            elif stack and stack[-1].level == PLAIN and not stack[-1].text.endswith(":"):
                stack.pop()
        else:
            while stack and stack[-1].level >= (PLAIN if block.cells else min(level, BULLET)):
                stack.pop()
        item = Item(index, text, marker, level, stack[-1].index if stack else None, block.cells)
        items.append(item)
        stack.append(item)
    return items


def _check(title: str, opening: list[Item]) -> None:
    """Raise Refused unless the paper plans dialogues."""
    said = bare(title)
    if not pattern("outline", "subject").search(said):
        if title and len(said) > len("ke hoach") + 12:
            raise Refused("plan-refused-no-plan")
        said = " ".join(item.bare for item in opening)
        drawn = pattern("outline", "drawn_up").search(said)
        said = said[drawn.start() :] if drawn else ""
    found = pattern("outline", "subject").search(said)
    if not found or pattern("outline", "other_subject").search(said, 0, found.start()):
        raise Refused("plan-refused-no-plan")
