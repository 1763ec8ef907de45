"""The messages of `understanding/messages`, file by file and author by author."""

import re
from collections.abc import Iterator
from pathlib import Path

MESSAGES = Path(__file__).parent / "messages"
_AUTHOR = re.compile(r"-(\d+)\.")
# Who wrote the files without a number, and most of the program.
OWN = 1


def lines(name: str, *, without: int = 0, only: int = 0) -> Iterator[str]:
    """The lines of a kind of file, by all authors; not those of the author `without`, or `only` those of one."""
    for _, texts in by_author(name, without=without, only=only):
        yield from texts


def by_author(name: str, *, without: int = 0, only: int = 0) -> Iterator[tuple[int, list[str]]]:
    """The same, each author's lines together."""
    for file in sorted(MESSAGES.glob(f"{name}*.txt")):
        number = _AUTHOR.search(file.name)
        author = int(number[1]) if number else OWN
        if author != without and only in {0, author}:
            yield author, [line.replace("\\n", "\n") for line in file.read_text("utf-8").splitlines()]
