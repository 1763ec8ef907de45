"""Delegates: the names that a hamlet head writes down."""

import re

from domain.text import clean, fold

_NUMBER = re.compile(r"^\s*(?:[-+•*]|\d{1,2}[.)\-:]?)\s*")
MAX_NAME = 60


def read_names(text: str) -> tuple[str, ...]:
    """Names as people list them: one a line, or with commas between; numbered or not; nobody twice."""
    found: dict[str, str] = {}
    for part in re.split(r"[\n,;]+", text):
        name = clean(_NUMBER.sub("", part)).strip()[:MAX_NAME].strip()
        if name and any(letter.isalpha() for letter in name):
            found.setdefault(fold(name), name)
    return tuple(found.values())
