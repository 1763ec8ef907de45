"""The conclusion notice of a dialogue as a paper: what is on it, and what is read from a copy that was edited."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from documents.official import Head, Meeting, Recipients, Signature


class Part(StrEnum):
    """The parts of a notice, in their order; the values are those of the dialogue's notice."""

    ANSWERED = "answered"
    PROMISED = "promised"
    ASSIGNED = "assigned"
    BEYOND = "beyond"
    OPEN = "open"


@dataclass(frozen=True)
class ConclusionItem:
    """One matter: `matter` is what was raised, `words` what the notice says of it.

    `department` and `hamlet` are names. `due_on` is the day promised. `passed_to` is the body above that what is beyond
    the commune's competence goes to. `carried` came from a dialogue before.
    """

    code: str
    part: Part
    matter: str
    words: str = ""
    department: str = ""
    due_on: date | None = None
    hamlet: str = ""
    passed_to: str = ""
    carried: bool = False


@dataclass(frozen=True)
class ConclusionPaper:
    """`chair` is whose conclusion it is, e.g. "đồng chí Nguyễn Văn An, Chủ tịch UBND xã"; empty: of the chairs.

    `report_days` is within how many days a department says when it will be done, where no day was named.
    """

    head: Head
    meeting: Meeting
    items: tuple[ConclusionItem, ...]
    recipients: Recipients
    signature: Signature
    chair: str = ""
    report_days: int = 5
