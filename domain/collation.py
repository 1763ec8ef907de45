"""Opinions that a hamlet head collected: one pasted list or many messages, split into single matters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.text import clean, has_words

# "1. …", "2) …", "III/ …", "a) …", "- …", "• …", "Ý kiến 3: …": how lists are written by hand.
_BULLET = re.compile(
    r"^\s*(?:(?:ý kiến|y kien|câu|cau)\s+(?:số|so\s+)?\s*\d{1,3}\s*[.:)\-/]?"
    r"|\(?\d{1,3}\s*[.):/]|\(?[ivxIVX]{1,5}\s*[.):/]|\(?[a-zA-Z]\s*[.)]|[-–—•●▪*+])\s*(?=\S)",
    re.IGNORECASE,
)
_TITLE = r"(?:ông|bà|anh|chị|cô|chú|bác|cụ|hộ ông|hộ bà|hộ|ong|ba|chi|co|chu|bac|cu)"
_NAME = r"(?:[A-ZĐÀ-Ỹ][\wÀ-ỹ]*)(?:\s+[A-ZĐÀ-Ỹ][\wÀ-ỹ]*){0,4}"
_NAMED_FIRST = re.compile(
    rf"^(?P<title>{_TITLE})\s+(?P<name>{_NAME})(?P<more>\s*(?:\([^)]*\))?)\s*[:\-–—]\s*(?=\S)", re.IGNORECASE
)
_NAMED_LAST = re.compile(
    rf"\s*[(\[]\s*(?P<title>{_TITLE})\s+(?P<name>{_NAME})(?P<more>[^)\]]*)[)\]]\s*\.?$", re.IGNORECASE
)
# "Chị Mai hỏi: …": what somebody does is no part of the name.
_DOES = re.compile(
    r"(?:\s+(?:có|co|cũng|cung|nói|noi|hỏi|hoi|nêu|neu|đề nghị|de nghi|kiến nghị|kien nghi|phản ánh|phan anh"
    r"|thắc mắc|thac mac|ý kiến|y kien))+$",
    re.IGNORECASE,
)
# What stands beside a name, e.g. where the person lives, belongs to it; what is longer is no name.
_LONGEST_NAME = 80


@dataclass(frozen=True)
class CollectedItem:
    """One matter, with the name of the resident it came from or None when not named.

    `topic` None leaves the choice to the words of the text; `files` are positions among the files sent.
    """

    text: str
    name: str | None = None
    files: tuple[int, ...] = ()
    topic: str | None = None


def _named(text: str) -> CollectedItem:
    for pattern in (_NAMED_FIRST, _NAMED_LAST):
        found = pattern.search(text)
        if found and found["name"][0].isupper():
            rest = (text[: found.start()] + text[found.end() :]).strip()
            name = f"{found['title'].capitalize()} {_DOES.sub('', found['name'])}{found['more'].rstrip()}"
            if has_words(rest) and len(name) <= _LONGEST_NAME:
                return CollectedItem(rest, name)
    return CollectedItem(text)


def split_message(text: str) -> list[CollectedItem]:
    """Split one message at its bullets, else at its blank lines; a message without either is one matter.

    A heading before the first bullet ("Ý kiến thôn Cấm:") is left out when it ends in a colon.
    """
    lines = clean(text).split("\n")
    marked = [i for i, line in enumerate(lines) if _BULLET.match(line)]
    if len(marked) >= 2:
        head = "\n".join(lines[: marked[0]]).strip()
        blocks = [head] if has_words(head) and not head.endswith(":") else []
        for here, there in zip(marked, [*marked[1:], len(lines)], strict=True):
            block = "\n".join(lines[here:there]).strip()
            blocks.append(_BULLET.sub("", block, count=1))
    else:
        blocks = re.split(r"\n\s*\n", clean(text))
        if len(marked) == 1 and len(blocks) == 1:
            blocks = [_BULLET.sub("", blocks[0], count=1)] if marked[0] == 0 else blocks
    return [_named(block.strip()) for block in blocks if has_words(block)]


def join(items: Sequence[CollectedItem], index: int) -> list[CollectedItem]:
    """Join item `index` (from 0) with the one before it."""
    before, this = items[index - 1], items[index]
    joined = replace(
        before,
        text=f"{before.text}\n{this.text}",
        name=before.name or this.name,
        files=(*before.files, *this.files),
    )
    return [*items[: index - 1], joined, *items[index + 1 :]]
