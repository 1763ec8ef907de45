"""Where the tone mark of an open syllable stands: ủy, hòa or uỷ, hoà. Offices have their own custom."""

import re

from documents.official import Tones

_MARKED = {"a": "àáảãạ", "e": "èéẻẽẹ", "o": "òóỏõọ", "u": "ùúủũụ", "y": "ỳýỷỹỵ"}
# In these the mark stands on either letter where nothing follows; after q the u is no vowel of its own.
_PAIRS = (("o", "a"), ("o", "e"), ("u", "y"))


def _changes(tones: Tones) -> dict[str, str]:
    changes: dict[str, str] = {}
    for first, second in _PAIRS:
        for on_first, on_second in zip(_MARKED[first], _MARKED[second], strict=True):
            old, new = on_first + second, first + on_second
            here, there = (new, old) if tones is Tones.OLD else (old, new)
            changes |= {here: there, here.upper(): there.upper(), here.capitalize(): there.capitalize()}
    return changes


_CHANGES = {tones: _changes(tones) for tones in Tones}
_WRITTEN = {tones: re.compile(rf"(?<![qQ])(?:{'|'.join(_CHANGES[tones])})(?!\w)") for tones in Tones}


def with_tones(text: str, tones: Tones) -> str:
    """Return `text` (NFC) with its tone marks where `tones` has them."""
    return _WRITTEN[tones].sub(lambda found: _CHANGES[tones][found[0]], text)
