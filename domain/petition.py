"""A petition's life: its states, the moves between them, and what an author may do when.

received ─► assigned ─► taken ─► drafted ─► approved ─► answered ─► closed
   ▲            │          │ ▲       │ ▲        │           │          │
   │            │          │ └───────┘ └────────┘ (returned, undone)   │
   │            │          ├──ask──► asked ──reply──► taken │          │
   │            │          ├──────► escalated ──reply from above──► taken, drafted
   │            │          └──────► refused                 │          │
   └──transfer──┴──────────┘                                │          │
   └◄──────────────── asked again ──────────────────────────┴──────────┘
From every state that waits for us it may be withdrawn, merged into another (and taken apart again), or, where it is
none, be guided away by a clerk, which refuses it; a department refuses only what has no draft yet.
What the chair says of it in the hall answers whatever waits for us (`domain.hall`).
"""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.refusal import Refused

MAX_BODY = 10_000
MAX_ATTACHMENTS = 30
TRANSFERS_BEFORE_CLERK = 3


class PetitionState(StrEnum):
    """`ASSIGNED`: an officer was named; `APPROVED`: the answer goes out as soon as it can no longer be taken back."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    TAKEN = "taken"
    ASKED = "asked"
    DRAFTED = "drafted"
    APPROVED = "approved"
    ESCALATED = "escalated"
    ANSWERED = "answered"
    CLOSED = "closed"
    REFUSED = "refused"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class PetitionOutcome(StrEnum):
    """What an answer comes to. Closed never means resolved by itself.

    `ANSWERED`: explained; `RESOLVED`: done; `PROMISED`: by a date; `BEYOND`: sent to the upper level;
    `GUIDED`: no petition, its author was told where to turn.
    """

    ANSWERED = "answered"
    RESOLVED = "resolved"
    PROMISED = "promised"
    BEYOND = "beyond"
    GUIDED = "guided"


class EntryKind(StrEnum):
    """What happened to a petition, in the order of its thread.

    `NOTED` is read in one department, `DISCUSSED` in all that deal with the matter. `REPEATED`: the author was asked
    once more; `UNREPLIED`: they did not reply, and the department goes on without. `SORTED`: its topic was corrected.
    """

    SUBMITTED = "submitted"
    ADDED = "added"
    ASSIGNED = "assigned"
    TAKEN = "taken"
    ASKED = "asked"
    REPEATED = "repeated"
    UNREPLIED = "unreplied"
    REPLIED = "replied"
    DRAFTED = "drafted"
    RETURNED = "returned"
    APPROVED = "approved"
    UNDONE = "undone"
    ANSWERED = "answered"
    CLOSED = "closed"
    NOTED = "noted"
    DISCUSSED = "discussed"
    TRANSFER_PROPOSED = "transfer-proposed"
    TRANSFER_ACCEPTED = "transfer-accepted"
    TRANSFER_DECLINED = "transfer-declined"
    MOVED = "moved"
    SORTED = "sorted"
    SUPPORT_ASKED = "support-asked"
    SUPPORTED = "supported"
    EXTENDED = "extended"
    LATE_TOLD = "late-told"
    PROMISE_LATE = "promise-late"
    ESCALATED = "escalated"
    UPPER_REPLIED = "upper-replied"
    REFUSED = "refused"
    REOPENED = "reopened"
    MERGED = "merged"
    JOINED = "joined"
    UNMERGED = "unmerged"
    CARRIED = "carried"
    RATED = "rated"
    RATED_WHY = "rated-why"
    ASKED_AGAIN = "asked-again"
    WITHDRAWN = "withdrawn"
    RAISED = "raised"
    DECIDED = "decided"
    PROMISED = "promised"
    PROGRESS = "progress"
    DATE_ASKED = "date-asked"
    DATE_SET = "date-set"
    DATE_REFUSED = "date-refused"
    KEPT = "kept"
    QUESTIONED = "questioned"
    EXPLAINED = "explained"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    UNPUBLISHED = "unpublished"


_S = PetitionState
_AWAY = frozenset({_S.WITHDRAWN, _S.MERGED})
_WORK = frozenset({_S.ASKED, _S.DRAFTED, _S.APPROVED, _S.ESCALATED, _S.REFUSED}) | _AWAY
MOVES: dict[PetitionState, frozenset[PetitionState]] = {
    _S.RECEIVED: _WORK | {_S.ASSIGNED, _S.TAKEN},
    _S.ASSIGNED: _WORK | {_S.RECEIVED, _S.TAKEN},
    _S.TAKEN: _WORK | {_S.RECEIVED, _S.ASSIGNED},
    _S.ASKED: _WORK - {_S.ASKED} | {_S.RECEIVED, _S.ASSIGNED, _S.TAKEN},
    _S.DRAFTED: _AWAY | {_S.RECEIVED, _S.TAKEN, _S.APPROVED, _S.ASKED, _S.REFUSED},
    _S.APPROVED: _AWAY | {_S.ANSWERED, _S.TAKEN, _S.REFUSED},
    _S.ESCALATED: _AWAY | {_S.TAKEN, _S.DRAFTED, _S.APPROVED, _S.REFUSED},
    _S.ANSWERED: frozenset({_S.RECEIVED, _S.CLOSED}),
    _S.CLOSED: frozenset({_S.RECEIVED}),
    _S.REFUSED: frozenset({_S.RECEIVED}),
    _S.MERGED: frozenset({_S.RECEIVED, _S.ANSWERED, _S.REFUSED, _S.WITHDRAWN}),
    _S.WITHDRAWN: frozenset(),
}

# What a department may refuse: nobody has written an answer or a paper about it.
REFUSABLE = frozenset({_S.RECEIVED, _S.ASSIGNED, _S.TAKEN, _S.ASKED})
# Its author still waits for something from us.
OPEN = frozenset({_S.RECEIVED, _S.ASSIGNED, _S.TAKEN, _S.ASKED, _S.DRAFTED, _S.APPROVED, _S.ESCALATED})
# The same, also of what is dealt with in another.
AUTHOR_WAITS = OPEN | {_S.MERGED}


@dataclass(frozen=True)
class Petition:
    """One matter that one department owes an answer to.

    `author` is the person who sent it (for a matter collected at home, the hamlet head), `author_name` the name
    it is filed under or None when not named, `proposed_to` the department a transfer waits for. `supporting` are
    departments that help the one responsible, `days_left` the working days that remained when its clock was stopped,
    `extension_days` the working days it was given beyond its period, `merged_into` the id of the petition that it is,
    or was, dealt with in. `confirmed`: its author was asked whether it is an opinion; `erased_at`: it was none,
    and what it said is gone.
    """

    commune_id: int
    id: int
    code: str
    state: PetitionState
    topic: str
    department: str
    hamlet: str | None
    dialogue_id: int | None
    author: int
    author_name: str | None
    name_shown: bool
    collected: bool
    body: str
    received_at: datetime
    due_on: date
    answer_days: int
    taken_by: int | None = None
    proposed_to: str | None = None
    transfers: int = 0
    answered_at: datetime | None = None
    score: int | None = None
    assigned_to: int | None = None
    supporting: tuple[str, ...] = ()
    days_left: int | None = None
    extended: bool = False
    outcome: PetitionOutcome | None = None
    promised_on: date | None = None
    merged_into: int | None = None
    closed_at: datetime | None = None
    rated_at: datetime | None = None
    score_note: str = ""
    extension_days: int = 0
    confirmed: bool = False
    erased_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_merged(self) -> bool:
        return self.state is PetitionState.MERGED

    @property
    def author_waits(self) -> bool:
        return self.state in AUTHOR_WAITS

    @property
    def waits_above(self) -> bool:
        return self.state is PetitionState.ESCALATED

    @property
    def waits_for_author(self) -> bool:
        asked = self.state is PetitionState.ASKED
        return asked or (self.is_open and self.days_left is not None and not self.waits_above)

    @property
    def is_paused(self) -> bool:
        """Whether its clock stands still: nobody here can do anything about it now."""
        return self.is_open and (self.days_left is not None or self.waits_above)

    def concerns(self, departments: Collection[str]) -> bool:
        """Whether one of `departments` answers for it, is asked to take it over, or helps."""
        return any(each in departments for each in (self.department, self.proposed_to, *self.supporting))

    def is_late(self, today: date) -> bool:
        return self.is_open and not self.is_paused and today > self.due_on

    def check_move(self, state: PetitionState) -> None:
        """Raise `Refused` unless the petition may move to `state`."""
        if state not in MOVES[self.state]:
            raise Refused(f"petition-refused-when-{self.state}", {"code": self.code})

    def check_refusable(self) -> None:
        """Raise `Refused` unless its department may refuse it."""
        if self.state not in REFUSABLE:
            raise Refused(f"petition-refused-when-{self.state}", {"code": self.code})


def pseudonym(commune_id: int, petition_id: int) -> str:
    """A stable mark that sets hidden authors apart without naming them, e.g. ``7F3A``."""
    return hashlib.sha256(f"{commune_id}/{petition_id}".encode()).hexdigest()[:4].upper()


def make_code(prefix: str, year: int, number: int) -> str:
    """Return the code people use, e.g. ``CM25-0042``."""
    return f"{prefix}{year % 100:02d}-{number:04d}"


PETITION_CODE = r"[A-Za-z]{1,4}\s?\d{2}\s*[-–—. ]\s*\d{1,6}\b"
_CODE = re.compile(r"\b([A-Za-z]{1,4})\s?(\d{2})\s*[-–—. ]\s*(\d{1,6})\b")


def read_code(text: str) -> str | None:
    """Find a code in what somebody typed (``cm25 42``, ``CM25-0042``) and return it as written on receipts."""
    found = _CODE.search(text)
    if not found:
        return None
    return f"{found[1].upper()}{int(found[2]):02d}-{int(found[3]):04d}"


def read_codes(text: str) -> list[str]:
    """All codes in what somebody typed, each once, as written on receipts."""
    return list(dict.fromkeys(f"{found[1].upper()}{found[2]}-{int(found[3]):04d}" for found in _CODE.finditer(text)))


def code_at_head(text: str) -> tuple[str, str] | None:
    """The code that `text` begins with and what follows it, e.g. ``("CM25-0001", "trả lời: …")``."""
    found = _CODE.match(text)
    if not found:
        return None
    return read_code(found[0]) or "", text[found.end() :].lstrip(" .,;:!-–—\n")


def only_code(text: str) -> bool:
    """Whether `text` is nothing but a code, rather than a sentence with something like one in it (``QL37 - 2 km``)."""
    return _CODE.fullmatch(text.strip(" .,;:!?\n")) is not None
