"""Text as people type it: cleaning, comparing without diacritics, splitting at sentence ends."""

import re
import unicodedata

# Kept out of stored text: controls, bidirectional overrides and zero-width characters can hide or reverse
# what an official reads. Joiners inside emoji are lost, which is harmless here.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?…;])\s+|\n+")


def clean(text: str) -> str:
    """Return `text` in NFC with Đ spelt one way, without unseen characters and runs of blanks."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u00d0", "\u0110").replace("\u00f0", "\u0111")
    text = _SPACES.sub(" ", _UNSEEN.sub("", text))
    text = "\n".join(line.strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip()


def fold(text: str) -> str:
    """Return the matching copy of `text`: lower case, no diacritics, words parted by one space."""
    decomposed = unicodedata.normalize("NFD", clean(text).lower().replace("\u0111", "d"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(_WORD.findall(bare))


def has_words(text: str) -> bool:
    """Tell whether anything in `text` can be read: a letter or a digit."""
    return any(c.isalnum() for c in text)


def shorten(text: str, length: int) -> str:
    """Return at most `length` characters of `text` on one line, cut between words, marked with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    head, blank, _ = cut.rpartition(" ")
    return (head if blank and len(head) > length // 2 else cut).rstrip(" ,.;:") + "…"


def split_at_sentences(text: str, length: int) -> list[str]:
    """Split `text` into parts of at most `length` characters, at paragraph or sentence ends where there are any."""
    parts: list[str] = []
    rest = text
    while len(rest) > length:
        ends = [m.end() for m in _SENTENCE_END.finditer(rest, 0, length) if m.end() > length // 3]
        if ends:
            cut = ends[-1]
        else:
            blank = rest.rfind(" ", length // 3, length)
            cut = blank + 1 if blank > 0 else length
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest or not parts else parts
