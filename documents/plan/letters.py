"""Matching copies of text: same length as what they copy, so that a match can be cut out of the original."""

import re
import unicodedata

from domain.text import clean

_DASHES = "‐‑‒–—―−"
_MARKS = "•·▪●◦■□○➢✓✔\uf0b7\uf0a7\uf0d8\uf0fc"


class _Bare(dict[int, str]):
    """One character without diacritics for each; learned as they are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in "đĐ":
            bare = "d"
        elif letter in _DASHES:
            bare = "-"
        elif letter in _MARKS:
            bare = "•"
        elif letter in "“”„«»":
            bare = '"'
        elif letter in "‘’`´":
            bare = "'"
        else:
            bare = unicodedata.normalize("NFD", letter)[0].lower()
            bare = bare if len(bare) == 1 else letter
        self[code] = bare
        return bare


_BARE = _Bare()


def shown(text: str) -> str:
    """One line of clean text in NFC, as it is quoted."""
    return " ".join(clean(text).split())


def bare(text: str) -> str:
    """Lower case without diacritics, one character for one: `uỷ` and `ủy`, `Đ` and `Ð`, dashes are alike."""
    return text.translate(_BARE)


def small(text: str) -> str:
    """Lower case with its diacritics, one character for one."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def plain(text: str) -> str:
    """For comparing two wordings: bare, without punctuation."""
    return " ".join(re.findall(r"\w+", bare(text)))


def is_upper(text: str) -> bool:
    """Whether `text` is set in capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) > 0.85 * len(letters)


def is_capital(word: str) -> bool:
    return bool(word) and (word[0].isupper() or word[0].isdigit())


def trim(text: str) -> str:
    """Without the punctuation that stands around a phrase."""
    text = text.strip(' \t\n.,;:-–—*…/"“”')
    if text.count(")") > text.count("("):
        text = text.rstrip(") ").rstrip(" .,;")
    if text.count("(") > text.count(")"):
        text = text.lstrip("( ") if text.startswith("(") else text.rpartition("(")[0].rstrip(" .,;")
    return text


def lower_first(text: str) -> str:
    """`text` as it would stand inside a sentence; abbreviations keep their capitals."""
    head = text.split(" ", 1)[0]
    return text if not head or is_upper(head) else text[0].lower() + text[1:]
