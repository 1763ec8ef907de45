"""Messages of which it is known where each matter begins, and the weights of `joints` that are learnt from them."""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from understanding.hunch_training import MESSAGES, without_marks
from understanding.joints import WEIGHTS, clauses, features
from understanding.matter import Action, signs_of
from understanding.regression import Row, fit, write
from understanding.spelling import read
from understanding.training import invented, labelled

_PASSES, _RIDGE = 60, 10.0
# Invented messages of one clause are strung together: how many such strings, and how.
_STRINGS = 700
_STRUNG: tuple[str, ...] = (
    (", ",) * 6 + (". ",) * 3 + (" và ", ", và ", ", còn ", " còn ", "; ", "; ", ", rồi ", ", mà ")
)
_STRUNG += (
    ", với lại ",
    ". Ngoài ra, ",
    ", ngoài ra ",
    ", thêm nữa ",
    ", đồng thời ",
    ". Với lại ",
    "\n",
    " mà ",
    ", lại thêm ",
)
_OPENINGS = ("",) * 6 + ("Dạ ", "xã ơi ", "Cho em hỏi ", "Tôi xin phản ánh ", "Đề nghị ", "Cử tri kiến nghị ")
_CLOSINGS = ("",) * 6 + (", mong xã giúp", ", xã xem giúp", ". Xin cảm ơn", ", nhờ xã coi dùm", " ạ")
# How much a message counts: a story that is cut up is worse than two matters that stay together.
_STORY, _LONGER, _STRING = 4.5, 2.0, 0.1
_SHORT = 14
_SAME_TOPIC = 0.4


@dataclass(frozen=True)
class Parted:
    """A message and the characters at which another matter begins."""

    text: str
    cuts: tuple[int, ...]
    weight: float = 1.0


def known() -> Iterator[Parted]:
    """All messages whose matters are known apart."""
    yield from written()
    for example in (*labelled("petitions"), *labelled("reported"), *labelled("chat")):
        yield Parted(example.text, (), _LONGER)
    yield from _strung()
    yield from (Parted(example.text, ()) for example in invented())


def written() -> Iterator[Parted]:
    """Those that were written for this."""
    for name in ("several", "stories"):
        for line in (MESSAGES / f"{name}.txt").read_text("utf-8").splitlines():
            yield _parted(line.split("|"), 1.0 if "|" in line else _STORY)
    for line in (MESSAGES / "mixed.txt").read_text("utf-8").splitlines():
        _, petition, redirected = line.split("|")
        yield _parted([f"{petition} ", redirected])
    for line in (MESSAGES / "gate.jsonl").read_text("utf-8").splitlines():
        message = json.loads(line)
        if "parts" in message:
            starts = [message["text"].index(part["text"]) for part in message["parts"]]
            yield Parted(message["text"], tuple(starts[1:]))
        elif message["action"] == Action.ACCEPT:
            yield Parted(message["text"], (), _STORY)


def _parted(pieces: list[str], weight: float = 1.0) -> Parted:
    cuts = tuple(sum(map(len, pieces[:at])) for at in range(1, len(pieces)))
    return Parted("".join(pieces), cuts, weight)


def _strung() -> Iterator[Parted]:
    """Short messages of one topic or several strung together as people do it, the same every time."""
    chance = random.Random(1)
    short = [example for example in invented() if len(example.text.split()) <= _SHORT and "," not in example.text]
    by_topic = {example.topic: [each for each in short if each.topic == example.topic] for example in short}
    for _ in range(_STRINGS):
        first = chance.choice(short)
        count = chance.choice((1, 1, 2, 3))
        others = [
            chance.choice(by_topic[first.topic] if chance.random() < _SAME_TOPIC else short) for _ in range(count)
        ]
        joint = chance.choice(_STRUNG) if chance.random() < 0.5 else ""
        pieces = [chance.choice(_OPENINGS) + first.text.rstrip(".!? ")]
        for other in others:
            pieces.append((joint or chance.choice(_STRUNG)) + other.text.rstrip(".!? "))
        pieces[-1] += chance.choice(_CLOSINGS)
        yield _parted(pieces, _STRING)


def rows(messages: Iterable[Parted]) -> Iterator[Row]:
    """One row for each joint, the message read with and without its marks."""
    for message in messages:
        for text in (message.text, without_marks(message.text)):
            yield from _joints_of(text, message)


def _joints_of(text: str, message: Parted) -> Iterator[Row]:
    if len(text) != len(message.text):
        return
    reading = read(text)
    found = clauses(reading, signs_of(reading))
    wanted = {
        next((n for n, clause in enumerate(found) if reading.syllables[clause.start].start >= cut), 0)
        for cut in message.cuts
    }
    begun = 0
    for at in range(1, len(found)):
        yield Row(features(found, at, begun), int(at in wanted), message.weight)
        if at in wanted:
            begun = at


def learnt(messages: Iterable[Parted]) -> dict[str, list[float]]:
    return fit(rows(messages), ridge=_RIDGE, passes=_PASSES)


def train_all() -> int:
    """Write the weights that the program uses; return how many features they are of."""
    weights = learnt(known())
    WEIGHTS.write_text(write(weights), "utf-8")
    return len(weights)
