"""A refusal: something a rule does not allow, as a code that has words in every language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Fact = object
Facts = Mapping[str, Fact]


# Not frozen: Python itself writes the traceback into an exception that passes a context manager.
@dataclass(eq=False)
class Refused(Exception):
    """Raised by rules and actions; `code` is the id of the sentence a person reads, `facts` its variables."""

    code: str
    facts: Facts = field(default_factory=dict)

    def __str__(self) -> str:
        return self.code
