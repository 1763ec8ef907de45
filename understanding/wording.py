"""Phrases of a message that nothing yet points to its topic by, without personal data: for people to judge."""

from collections.abc import Iterable
from itertools import pairwise

from understanding.likeness import likeness
from understanding.redaction import redact
from understanding.spelling import Reading, Syllable, read
from understanding.topic import Topics

MOST = 8


def new_phrases(text: str, topics: Topics, topic: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Pairs of syllables of `text`, as written in lower case, that could point to `topic` and do not yet.

    None of a message without diacritics; nothing that is, or is part of, personal data, a number or a name, nor of the
    `names` given.
    """
    reading = read(redact(text).text)
    if not reading.marked:
        return ()
    message = likeness(reading.text)
    named = {syllable for name in message.names for syllable in name}
    named |= {syllable.bare for name in names for syllable in read(name).syllables}
    found = [
        f"{one.written} {other.written}"
        for one, other in pairwise(reading.syllables)
        if f"{one.bare} {other.bare}" in message.phrases
        and _is_plain(reading, one, other)
        and not {one.bare, other.bare} & named
    ]
    fresh = (phrase for phrase in dict.fromkeys(found) if topic not in topics.pointed_to(phrase))
    return tuple(fresh)[:MOST]


def _is_plain(reading: Reading, one: Syllable, other: Syllable) -> bool:
    """Whether two syllables stand together, with no digit in them and no capital but at the beginning of a sentence."""
    shown = reading.text[one.start : other.end]
    if reading.text[one.end : other.start] != " " or any(each.isdigit() for each in shown):
        return False
    if any(each.isupper() for each in shown[1:]):
        return False
    return not shown[0].isupper() or _begins_sentence(reading, one)


def _begins_sentence(reading: Reading, syllable: Syllable) -> bool:
    before = reading.text[: syllable.start].rstrip()
    return not before or before[-1] in ".!?…:;" or "\n" in reading.text[len(before) : syllable.start]
