"""Cases of redaction as they are written down: what has to go stands as {kind:what}."""

import re
from dataclasses import dataclass
from pathlib import Path

from domain.text import fold
from understanding.redaction import redact

CASES = Path(__file__).parent / "redaction"
_SPAN = re.compile(r"\{(\w+):([^}]*)\}")
_DIGITS_TELL = {"address", "parcel"}


@dataclass(frozen=True)
class Case:
    """`spans` are places in `text` with their kind."""

    text: str
    spans: tuple[tuple[int, int, str], ...]

    def missed(self) -> list[str]:
        """What should have gone and can still be read, wholly or in part."""
        hidden = {n for mark in redact(self.text).marks for n in range(mark.start, mark.end)}
        return [
            self.text[start:end]
            for start, end, kind in self.spans
            if any(n not in hidden for n in range(start, end) if _tells(self.text[n], kind))
        ]

    def needless(self) -> list[str]:
        """What went although nothing in it, or less than half of it, had to."""
        wanted = {n for start, end, _ in self.spans for n in range(start, end)}
        return [
            mark.original
            for mark in redact(self.text).marks
            if sum(n in wanted for n in range(mark.start, mark.end)) * 2 < mark.end - mark.start
            and not any(
                start < mark.end and mark.start < end and kind in _DIGITS_TELL for start, end, kind in self.spans
            )
        ]


def _tells(character: str, kind: str) -> bool:
    return character.isdigit() if kind in _DIGITS_TELL else character.isalnum()


def cases(name: str) -> list[Case]:
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [_case(line) for line in lines if line and not line.startswith("#")]


def bare(case: Case) -> Case:
    """The same as somebody types it who leaves marks and capitals out."""
    text = "".join(fold(c) if c.isalpha() else c for c in case.text)
    assert len(text) == len(case.text)
    return Case(text, case.spans)


def _case(line: str) -> Case:
    text, spans, at = "", [], 0
    for found in _SPAN.finditer(line):
        text += line[at : found.start()]
        spans.append((len(text), len(text) + len(found[2]), found[1]))
        text += found[2]
        at = found.end()
    return Case(text + line[at:], tuple(spans))
