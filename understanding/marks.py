"""What a syllable without diacritics mostly stands for in petitions: "rac" is rác, "cho" is hardly ever chó."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from understanding.spelling import Reading

FILE = Path(__file__).parent / "weights" / "marks.tsv"
# What is supposed of a syllable that nobody has seen, and how many seen ones that counts for.
_SUPPOSED, _PATIENCE = 0.15, 2.0


def share(written: str, bare: str) -> float:
    """How often `bare` means `written` where people write marks, 0 to 1."""
    seen = _seen().get(bare, {})
    return (seen.get(written, 0) + _SUPPOSED * _PATIENCE) / (sum(seen.values()) + _PATIENCE)


def written_forms(readings: Iterable[Reading]) -> str:
    """The forms of every syllable in messages with marks, one bare form a line: "rac", "rác:41 rạc:1"."""
    forms: dict[str, Counter[str]] = {}
    for reading in readings:
        if reading.marked:
            for syllable in reading.syllables:
                forms.setdefault(syllable.bare, Counter())[syllable.written] += 1
    lines = (
        f"{bare}\t{' '.join(f'{form}:{times}' for form, times in sorted(of.items()))}\n"
        for bare, of in sorted(forms.items())
        if bare.isalpha() and of.total() > 1
    )
    return "".join(lines)


@cache
def _seen() -> dict[str, dict[str, int]]:
    rows = (line.split("\t") for line in FILE.read_text("utf-8").splitlines())
    return {
        bare: {form: int(times) for form, times in (each.split(":") for each in of.split(" "))} for bare, of in rows
    }
