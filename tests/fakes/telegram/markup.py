"""Telegram's message markup: HTML and MarkdownV2 as text and entities, and entities found in plain text."""

from __future__ import annotations

import re
from typing import Any

Entity = dict[str, Any]

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote", "a": "text_link",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?""")
RESERVED = "_*[]()~`>#+-=|{}.!"
OPENERS = {"_": "italic", "*": "bold", "~": "strikethrough", "[": "text_link", "`": "code",
           "__": "underline", "||": "spoiler", "```": "pre", "![": "custom_emoji"}  # fmt: skip
CLOSERS = {"text_link": "]", "custom_emoji": "]"} | {kind: mark for mark, kind in OPENERS.items() if "[" not in mark}
NAMES = {"text_link": "TextUrl", "custom_emoji": "CustomEmoji", "blockquote": "BlockQuote"}
FOUND = re.compile(
    r"(?<![\w/<>])(?P<bot_command>/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?)(?![\w/])"
    r"|(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<!\w)(?P<mention>@[a-zA-Z][a-zA-Z0-9_]{2,31})(?!\w)"
    r"|(?<!\w)(?P<hashtag>#\w*[^\W\d]\w*)"
)


class MarkupError(ValueError):
    """Text that Telegram would not parse; the message is Telegram's."""


def units(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts offsets."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parsed(text: str, mode: str) -> tuple[str, list[Entity]]:
    """Text without its markup, and the entities; `mode` is "html" or "markdownv2"."""
    return _Html(text).parse() if mode == "html" else _MarkdownV2(text).parse()


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """What is left when Telegram has cut the white space off both ends."""
    lead = units(text) - units(text.lstrip())
    text = text.strip()
    if not entities:
        return text, entities
    end = units(text)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        stop = min(entity["offset"] + entity["length"] - lead, end)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return text, kept


def found(text: str) -> list[Entity]:
    """Commands, mentions, addresses and hashtags, which Telegram marks without being asked."""
    return [
        {"type": match.lastgroup, "offset": units(text[: match.start()]), "length": units(match.group())}
        for match in FOUND.finditer(text)
    ]


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.units = 0
        self.open: list[tuple[str, int, int, dict[str, str]]] = []
        self.entities: list[Entity] = []

    def byte(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "surrogatepass"))

    def put(self, text: str) -> None:
        self.out.append(text)
        self.units += units(text)

    def close(self, kind: str, start: int, extra: dict[str, str]) -> None:
        if self.units > start and not (kind == "text_link" and not _is_link(extra.get("url", ""))):
            self.entities.append({"type": kind, "offset": start, "length": self.units - start} | extra)

    def written_since(self, start: int) -> str:
        return "".join(self.out).encode("utf-16-le", "surrogatepass")[start * 2 :].decode("utf-16-le", "replace")

    def result(self) -> tuple[str, list[Entity]]:
        return "".join(self.out), sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))


class _Html(_Parser):
    def parse(self) -> tuple[str, list[Entity]]:
        source = self.source
        while self.at < len(source):
            if source[self.at] == "<":
                if source.startswith("</", self.at):
                    self.end_tag()
                else:
                    self.start_tag()
            elif source[self.at] == "&" and (match := CHARACTER.match(source, self.at)):
                self.put(_character(match))
                self.at = match.end()
            else:
                stop = min((i for i in (source.find("<", self.at), source.find("&", self.at + 1)) if i > 0),
                           default=len(source))  # fmt: skip
                self.put(source[self.at : stop])
                self.at = stop
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        return self.result()

    def start_tag(self) -> None:
        begin = self.byte(self.at)
        name = _word(self.source, self.at + 1)
        position = self.at + 1 + len(name)
        if position >= len(self.source):
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        tag = name.lower()
        if tag not in TAGS:
            raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        given: dict[str, str] = {}
        while not re.compile(r"\s*>").match(self.source, position):
            match = ATTRIBUTE.match(self.source, position)
            if match is None or match.end() >= len(self.source):
                raise MarkupError(f"Unclosed start tag at byte offset {begin}")
            written = next((value for value in match.groups()[1:] if value is not None), None)
            if written is None and (tag, match[1]) != ("blockquote", "expandable"):
                raise MarkupError(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {begin}'
                )
            given[match[1]] = CHARACTER.sub(_character, written or "")
            position = match.end()
        if tag == "span" and given.get("class") != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append((tag, self.units, begin, given))
        self.at = self.source.index(">", position) + 1

    def end_tag(self) -> None:
        begin = self.byte(self.at)
        if not self.open:
            raise MarkupError(f"Unexpected end tag at byte offset {begin}")
        name = _word(self.source, self.at + 2)
        close = re.compile(r"\s*>").match(self.source, self.at + 2 + len(name))
        if close is None:
            raise MarkupError(f"Unclosed end tag at byte offset {begin}")
        tag, start, _, given = self.open.pop()
        if name and name.lower() != tag:
            raise MarkupError(
                f'Unmatched end tag at byte offset {begin}, expected "</{tag}>", found "</{name.lower()}>"'
            )
        kind, extra = TAGS[tag], {}
        if tag == "a":
            extra["url"] = given.get("href") or self.written_since(start)
        elif tag == "tg-emoji":
            extra["custom_emoji_id"] = given.get("emoji-id", "")
        elif tag == "blockquote" and "expandable" in given:
            kind = "expandable_blockquote"
        self.close(kind, start, extra)
        self.at = close.end()


class _MarkdownV2(_Parser):
    def parse(self) -> tuple[str, list[Entity]]:
        source = self.source
        while self.at < len(source):
            sign = source[self.at]
            inside = self.open[-1][0] if self.open else ""
            verbatim = inside in ("code", "pre")
            if sign == "\\" and 0 < ord(source[self.at + 1 : self.at + 2] or "\0") <= 126:
                self.put(source[self.at + 1])
                self.at += 2
            elif sign == "\n" and not verbatim:
                self.line_end()
            elif sign not in RESERVED or (verbatim and sign != "`"):
                self.put(sign)
                self.at += 1
            elif sign == ">" and self.at == 0:
                self.begin("blockquote", 1)
            else:
                self.mark(inside)
        if self.open and self.open[-1][0] == "blockquote":
            self.end()
        if self.open:
            raise self.unended()
        return self.result()

    def mark(self, inside: str) -> None:
        """An entity's begin or end at this place; the longest mark counts."""
        mark = next((m for m in ("```", "__", "||", "![") if self.source.startswith(m, self.at)), self.source[self.at])
        closer = CLOSERS.get(inside)
        if closer and (mark == closer or (inside in ("code", "pre") and self.source.startswith(closer, self.at))):
            self.at += len(closer)
            self.end()
        elif mark in OPENERS:
            self.begin(OPENERS[mark], len(mark))
        else:
            raise MarkupError(
                f"Character '{self.source[self.at]}' is reserved and must be escaped with the preceding '\\'"
            )

    def begin(self, kind: str, length: int) -> None:
        extra: dict[str, str] = {}
        self.open.append((kind, self.units, self.byte(self.at), extra))
        self.at += length
        if kind == "pre" and (match := re.compile(r"([^\s`]*)\r?\n").match(self.source, self.at)):
            if match[1]:
                extra["language"] = match[1]
            self.at = match.end()

    def end(self) -> None:
        kind, start, _, extra = self.open.pop()
        if kind in ("text_link", "custom_emoji"):
            target = self.written_since(start)
            if self.source.startswith("(", self.at):
                match = re.compile(r"\(((?:\\.|[^)\\])*)\)").match(self.source, self.at)
                if match is None:
                    raise MarkupError(f"Can't find end of a URL at byte offset {self.byte(self.at + 1)}")
                target = re.sub(r"\\(.)", r"\1", match[1])
                self.at = match.end()
            elif kind == "custom_emoji":
                raise MarkupError("Custom emoji entity must contain a tg://emoji URL")
            extra = {"url": target} if kind == "text_link" else {"custom_emoji_id": target.rpartition("id=")[2]}
        self.close(kind, start, extra)

    def line_end(self) -> None:
        quoted = any(kind == "blockquote" for kind, *_ in self.open)
        goes_on = self.source.startswith("\n>", self.at)
        if quoted and not goes_on:
            if self.open[-1][0] != "blockquote":
                raise self.unended()
            self.end()
        self.put("\n")
        self.at += 1
        if goes_on and not quoted:
            self.begin("blockquote", 1)
        elif goes_on:
            self.at += 1

    def unended(self) -> MarkupError:
        kind, _, begin, extra = self.open[-1]
        name = "PreCode" if "language" in extra else NAMES.get(kind, kind.capitalize())
        return MarkupError(f"Can't find end of {name} entity at byte offset {begin}")


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF else match.group()


def _word(source: str, start: int) -> str:
    match = re.compile(r"[^\s>]*").match(source, start)
    return match.group() if match else ""


def _is_link(url: str) -> bool:
    return bool(re.match(r"(?i)(?:https?|tg|tonsite)://\S|(?:mailto|tel):\S|[\w-]+(?:\.[\w-]+)+", url))
