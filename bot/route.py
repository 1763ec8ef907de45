"""Messages in, what they are about out: one JSON object a line, for other programs and for trying the suggestions."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from understanding.gate import joined
from understanding.matter import signs_of
from understanding.parts import divide
from understanding.spelling import Reading, read
from understanding.topic import general

# More than anybody writes; what is longer is no line of messages.
MAX_LINE = 4_000_000


def route(lines: Iterable[str]) -> Iterator[str]:
    """Answer every line that is not blank; one that is no message is answered with `error`."""
    for line in lines:
        if line.strip():
            yield json.dumps(answer(line), ensure_ascii=False)


def answer(line: str) -> dict[str, Any]:
    """`{"id","action","topics":[{"topic","score"}],"units":[],"parts":[],"because":[]}` for `{"id","text"}`."""
    try:
        message = json.loads(line) if len(line) <= MAX_LINE else None
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, dict) or not isinstance(message.get("text"), str):
        return {"id": None, "error": 'not a JSON object like {"id": "1", "text": "…"}', **_about(read(""))}
    return {"id": message.get("id"), **_about(read(message["text"]))}


def _about(reading: Reading) -> dict[str, Any]:
    topics = general()
    suggested = topics.suggest(reading)
    best = suggested[0] if suggested else None
    signs = signs_of(reading)
    found = divide(reading, signs)
    judged = joined(reading, signs, found)
    return {
        "action": judged.action.value,
        "topics": [{"topic": each.topic, "score": round(each.score, 3)} for each in suggested],
        "units": list(topics.units(reading, best.topic)) if best else [],
        "parts": [
            {"start": part.start, "end": part.end, "text": part.text, "action": part.action.value} for part in found
        ],
        "because": list(dict.fromkeys((*judged.because, *(best.because if best else ())))),
    }
