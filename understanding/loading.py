"""Vocabularies and weights are read when they are first needed; a server reads them before anybody waits."""

from functools import cache

from understanding.gate import sort_out
from understanding.likeness import likeness, same
from understanding.parts import parts
from understanding.redaction import redact
from understanding.spelling import read
from understanding.topic import general

# Something of everything: two matters, an accusation, a name, a number.
_MESSAGE = "Đường thôn hỏng, đề nghị sửa. Ngoài ra ông Nguyễn Văn Mẫu, số 0912 345 678, nhận tiền của dân."


@cache
def load() -> None:
    """Read everything, once in a process: a third of a second."""
    for text in (_MESSAGE, _MESSAGE.lower(), "duong hong, de nghi sua"):
        reading = read(text)
        sort_out(reading)
        parts(reading)
        redact(text)
        same(likeness(text, None), likeness(text, None))
        general().suggest(reading, 1)
