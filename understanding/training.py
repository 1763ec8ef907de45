"""Messages whose topics are known, and what is learnt from them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from understanding import marks
from understanding.counting import FILE, Counts, count, write
from understanding.spelling import read
from understanding.topic import keys

CORPUS = Path(__file__).parent / "corpus"
LABELLED = ("petitions", "reported", "chat")


@dataclass(frozen=True)
class Example:
    """A message, its topic, and topics that are equally right; units are empty where nobody has labelled them."""

    text: str
    topic: str
    others: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def right(self) -> frozenset[str]:
        return frozenset((self.topic, *self.others))


@cache
def invented() -> tuple[Example, ...]:
    """The messages written for this project, by topic."""
    lines = ((topic, (CORPUS / f"{topic}.txt").read_text("utf-8").splitlines()) for topic in keys())
    return tuple(Example(line, topic) for topic, texts in lines for line in texts)


@cache
def labelled(name: str) -> tuple[Example, ...]:
    """One of the `LABELLED` files, without what is about no topic."""
    rows = map(json.loads, (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines())
    return tuple(
        Example(row["text"], row["field"], tuple(row["alt_fields"]), tuple(row.get("expected_units", ())))
        for row in rows
        if row["field"]
    )


def everything() -> Iterator[Example]:
    yield from invented()
    for name in LABELLED:
        yield from labelled(name)


def learn(examples: Sequence[Example]) -> Counts:
    return count(((read(example.text), example.topic) for example in examples), keys())


def train() -> int:
    """Write the weights that the program uses; return how many words they are of."""
    marks.FILE.write_text(marks.written_forms(read(example.text) for example in everything()), "utf-8")
    counts = learn(list(everything()))
    FILE.write_text(write(counts), "utf-8")
    return len(counts.seen)
