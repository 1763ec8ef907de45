"""Choices in words, for chats without buttons: a numbered list, or the codes to type."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from domain.notice import words
from domain.petition import read_code
from locales import FIRST, LANGUAGES, render

# Vietnamese is written with marks on most of its words, any other language with few that are Vietnamese names.
_MARKED: Final = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")
OTHER: Final = next(language for language in LANGUAGES if language != FIRST)
MARKED_SHARE: Final = 0.3


def with_numbers(text: str, choices: Sequence[Mapping[str, str]]) -> str:
    """The text, its choices numbered from 1, and how to answer; the text alone where there are none.

    The numbers are those by which the engine knows the choices it has shown last.
    """
    if not choices:
        return text
    listed = "\n".join(f"{number}. {choice['label']}" for number, choice in enumerate(choices, start=1))
    hint = render(words("numbered-answer"), language_of(f"{text}\n{listed}"))
    return "\n\n".join(part for part in (text, listed, hint) if part.strip())


def with_codes(text: str, choices: Sequence[Mapping[str, str]]) -> str:
    """The text and the codes that open what the choices are about.

    For what nobody has just asked for: there a number would stand for what was shown before. Choices that no code
    stands for are left out; they are on the main page.
    """
    codes = dict.fromkeys(code for choice in choices if (code := read_code(choice["key"].partition(":")[2])))
    if not codes:
        return text
    hint = render(words("numbered-codes", codes=", ".join(codes)), language_of(text))
    return "\n\n".join(part for part in (text, hint) if part.strip())


def language_of(text: str) -> str:
    """The language a message was written in; messages do not carry it."""
    found = _WORD.findall(text)
    marked = sum(_MARKED.search(word) is not None for word in found)
    return OTHER if found and marked < MARKED_SHARE * len(found) else FIRST
