"""What the bot says back in the same chat."""

from dataclasses import dataclass
from typing import Any

from domain.notice import Attachment, Choice, Words, words

__all__ = ["Choice", "Reply", "Words", "choice", "say", "words"]


@dataclass(frozen=True)
class Reply:
    """Lines said together, with what may be pressed under them.

    `about` is the code of the petition it shows: who replies to it means that one.
    """

    lines: tuple[Words, ...]
    choices: tuple[Choice, ...] = ()
    files: tuple[Attachment, ...] = ()
    about: str | None = None


def say(id_: str, /, *choices: Choice, **facts: Any) -> Reply:
    return Reply((Words(id_, facts),), choices)


def choice(key: str, label: str | Words, /, **facts: Any) -> Choice:
    """`label` is a locale id with its facts, or finished words."""
    return Choice(key, label if isinstance(label, Words) else Words(label, facts))
