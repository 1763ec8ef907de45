"""The words that rules match on: YAML beside the rules, compiled once."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
_PART = re.compile(r"%(\w+)%")
_EDGE = r"(?:(?<!\w)|(?!\w))"  # not inside a word; what begins or ends with a blank stands at an edge anyway
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def entries(file: str) -> dict[str, Any]:
    """The content of ``<file>.yaml``."""
    # The loader is one of PyYAML's safe two.
    loaded: dict[str, Any] = yaml.load((_HERE / f"{file}.yaml").read_text("utf-8"), Loader=_LOADER)  # noqa: S506
    return loaded


def _unmarked(pattern: str) -> str:
    decomposed = unicodedata.normalize("NFD", pattern.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _source(file: str, name: str) -> str:
    entry = entries(file)[name]
    text = "|".join(entry) if isinstance(entry, list) else str(entry)
    return _PART.sub(lambda part: f"(?:{_source(file, part[1])})", text)


@cache
def pattern(file: str, name: str) -> re.Pattern[str]:
    """The entry as a pattern for `letters.bare`: a list means "one of", ``%other%`` takes another entry in.

    Written as words are spelt; diacritics are taken off here. Whole words only.
    """
    return re.compile(rf"{_EDGE}(?:{_unmarked(_source(file, name))}){_EDGE}")


@cache
def marked(file: str, name: str) -> re.Pattern[str]:
    """The same for lower-case text with its diacritics, where taking them off would confuse words."""
    return re.compile(rf"{_EDGE}(?:{unicodedata.normalize('NFC', _source(file, name))}){_EDGE}")
