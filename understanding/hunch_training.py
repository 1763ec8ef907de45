"""Messages whose kind is known, and the weights of `hunch` that are learnt from them."""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from understanding.authors import MESSAGES, lines
from understanding.hunch import KINDS, WEIGHTS, features
from understanding.matter import Action, signs_of, weigh
from understanding.regression import Row, train, write
from understanding.spelling import read
from understanding.training import everything

_FILES = {
    "denunciations": Action.DENUNCIATION,
    "complaints": Action.COMPLAINT,
    "emergencies": Action.EMERGENCY,
    "ordinary": Action.ACCEPT,
    "single": Action.ACCEPT,
    "stories": Action.ACCEPT,
}
_REDIRECTED = {"D": Action.DENUNCIATION, "C": Action.COMPLAINT}
# Of these every word of the rules was made, so that the rules' verdict on them says too much.
_TUNED = "gate.jsonl"
_LIGHT = 0.5  # ordinary petitions of all kinds, of which there are very many
_ROUNDS = 12


@dataclass(frozen=True)
class Known:
    """A message and its kind; `apart` from what the rules were made of, so that it may be measured by."""

    text: str
    kind: Action
    apart: bool
    weight: float = 1.0


def known(without: int = 0) -> Iterator[Known]:
    """All messages with their kinds: those written for the gate, and petitions of every topic.

    Without those of one author, to be measured by.
    """
    yield from told(without=without)
    for line in (MESSAGES / _TUNED).read_text("utf-8").splitlines():
        message = json.loads(line)
        if message["action"] != Action.SPLIT_AND_REDIRECT:
            kind = Action(message["action"])
            yield Known(message["text"], kind if kind in KINDS else Action.ACCEPT, apart=False)
    yield from (Known(example.text, Action.ACCEPT, apart=False, weight=_LIGHT) for example in everything())


def told(*, without: int = 0, only: int = 0) -> Iterator[Known]:
    """Those that were written for the gate."""
    for name, kind in _FILES.items():
        yield from (Known(text, kind, apart=True) for text in lines(name, without=without, only=only))
    for line in lines("mixed", without=without, only=only):
        yield from _mixed(line)


def _mixed(line: str) -> Iterator[Known]:
    """A petition with an accusation or a complaint behind it, or before it: the whole, and either of the two."""
    letter, first, second = line.split("|")
    redirected, petition = (second, first) if letter.isupper() else (first, second)
    kind = _REDIRECTED[letter.upper()]
    yield Known(f"{first.strip()} {second.strip()}", kind, apart=True)
    yield Known(petition.strip(), Action.ACCEPT, apart=True)
    yield Known(redirected.strip(), kind, apart=True)


def rows(messages: Iterable[Known]) -> Iterator[Row]:
    """Each message with and without its marks."""
    for message in messages:
        for text in (message.text, without_marks(message.text)):
            yield Row(given_of(text, ruled=message.apart), KINDS.index(message.kind), message.weight)


def given_of(text: str, *, ruled: bool = True) -> dict[str, float]:
    signs = signs_of(read(text))
    count = len(signs.reading.syllables)
    verdict = weigh(signs, 0, count).action
    return features(signs, 0, count, verdict if ruled and verdict in KINDS else None)


def without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def learnt(messages: Iterable[Known]) -> dict[str, list[float]]:
    return train(rows(messages), len(KINDS), rounds=_ROUNDS)


def train_all() -> int:
    """Write the weights that the program uses; return how many features they are of."""
    weights = learnt(known())
    WEIGHTS.write_text(write(weights), "utf-8")
    return len(weights)
