"""An answer on its way to the author: drafted, looked at by who approves, sent when it can no longer be taken back.

waiting ──approve──► approved ──the time to take it back is over──► sent
   │ └──return──► returned  │
   └──────take back─────────┴──► undone
Either is dropped when the petition has gone another way meanwhile. What is drafted anew is an answer of its own.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.access import Actor, Role
from domain.calendar import WorkingCalendar, day_of
from domain.commune import VIETNAM, Commune, Department, Topic
from domain.notice import Attachment
from domain.petition import Petition, PetitionOutcome, PetitionState
from domain.refusal import Refused
from domain.text import split_at_sentences

# Letters from which an answer goes out as a file with a summary: nobody scrolls through more in a chat.
LONG = 1500
SUMMARY = 300
MAX_SUMMARY = 600
# How long a colleague is told that somebody is writing.
WRITING_LASTS = timedelta(minutes=15)
# From very satisfied to not at all.
SCORES = (5, 4, 3, 2, 1)
# Up to this score its author is asked whether they want to ask again.
POOR = 3


class AnswerState(StrEnum):
    """`WAITING`: for who approves; `DROPPED`: the petition went another way."""

    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"
    UNDONE = "undone"
    SENT = "sent"
    DROPPED = "dropped"


_S = AnswerState
ANSWER_MOVES: dict[AnswerState, frozenset[AnswerState]] = {
    _S.WAITING: frozenset({_S.APPROVED, _S.RETURNED, _S.UNDONE, _S.DROPPED}),
    _S.APPROVED: frozenset({_S.SENT, _S.UNDONE, _S.DROPPED}),
    _S.RETURNED: frozenset(),
    _S.UNDONE: frozenset(),
    _S.SENT: frozenset(),
    _S.DROPPED: frozenset(),
}
UNDER_WAY = frozenset({_S.WAITING, _S.APPROVED})

# What an officer may say that an answer comes to; what is beyond the commune has a way of its own.
OUTCOMES = (
    PetitionOutcome.ANSWERED,
    PetitionOutcome.RESOLVED,
    PetitionOutcome.PROMISED,
    PetitionOutcome.GUIDED,
)


@dataclass(frozen=True)
class AnswerText:
    """What somebody writes; `promised_on` is the last day of a promise, `letter` a long text as a file."""

    text: str
    outcome: PetitionOutcome
    promised_on: date | None = None
    files: tuple[Attachment, ...] = ()
    summary: str = ""
    letter: Attachment | None = None

    @property
    def is_long(self) -> bool:
        return is_long(self.text)

    @property
    def short(self) -> str:
        """What is said in the chat of a long answer."""
        return self.summary or first_sentences(self.text)

    def check(self, today: date) -> None:
        """Raise `Refused` unless there is something to read and, of a promise, a day that is still to come."""
        if not self.text and not self.files:
            raise Refused("answer-refused-empty")
        if self.outcome not in (*OUTCOMES, PetitionOutcome.BEYOND):
            raise Refused("answer-refused-outcome")
        if self.outcome is PetitionOutcome.PROMISED and (self.promised_on is None or self.promised_on <= today):
            raise Refused("answer-refused-promise")


@dataclass(frozen=True)
class Answer:
    """A draft and what became of it; `approver` is the role it waits, or waited, for, None for nobody's."""

    commune_id: int
    id: int
    petition_id: int
    state: AnswerState
    written: AnswerText
    drafted_by: int
    drafted_at: datetime
    approver: Role | None = None
    approved_by: int | None = None
    approved_at: datetime | None = None
    sends_at: datetime | None = None
    sent_at: datetime | None = None
    undone_at: datetime | None = None

    def check_move(self, state: AnswerState) -> None:
        """Raise `Refused` unless it may become `state`: somebody was quicker, or it was replaced."""
        if state not in ANSWER_MOVES[self.state]:
            raise Refused(f"answer-refused-when-{self.state}")

    def check_approves(self, actor: Actor, department: str) -> None:
        """Raise `Refused` unless it waits for `actor`; the chair may stand in for any head."""
        waits_for_head = self.approver is Role.DEPARTMENT_HEAD and actor.leads(department)
        if not waits_for_head and not actor.has(Role.CHAIR):
            raise Refused("answer-refused-other-approver")

    def check_undo(self, person: int, now: datetime) -> None:
        """Raise `Refused` unless `person` may take it back at `now`.

        Who drafted it may as long as it has not gone out, who approved it too from then on.
        """
        self.check_move(AnswerState.UNDONE)
        if person not in (self.drafted_by, self.approved_by):
            raise Refused("answer-refused-undo-others")
        if self.sends_at is not None and now >= self.sends_at:
            raise Refused("answer-refused-undo-late", {"at": self.sends_at})


@dataclass(frozen=True)
class Writing:
    """Who is writing an answer, and since when."""

    person: int
    since: datetime

    def holds(self, person: int, now: datetime) -> bool:
        """Whether `person` should be told of it: somebody else's, and not too long ago."""
        return person != self.person and now < self.since + WRITING_LASTS


@dataclass(frozen=True)
class AnswerTemplate:
    """A text that officers of a department begin answers on a topic with."""

    commune_id: int
    id: int
    department: str
    topic: str
    name: str
    text: str


def approver(topic: Topic, department: Department, author: Actor, present: Collection[Role]) -> Role | None:
    """Who looks at an answer of `author` before it goes out; None where nobody does.

    `present` are the roles somebody has in the chat: the department's head, a chair.
    """
    if topic.chair_approves and Role.CHAIR in present:
        return None if author.has(Role.CHAIR) else Role.CHAIR
    if department.approval and Role.DEPARTMENT_HEAD in present and not author.leads(department.key):
        return Role.DEPARTMENT_HEAD
    return None


def is_long(text: str) -> bool:
    return len(text) > LONG


def first_sentences(text: str, length: int = SUMMARY) -> str:
    """How `text` begins, at most `length` characters, at the end of a sentence where there is one."""
    return " ".join(split_at_sentences(text, length)[0].split())


# ── after it ──────────────────────────────────────────────────────────────────────────────────────────────────


def may_close(petition: Petition, now: datetime, within_days: int) -> bool:
    """Whether an answered petition is over: nobody has asked again in time, and nothing promised is still to come."""
    if petition.state is not PetitionState.ANSWERED or petition.answered_at is None:
        return False
    kept = petition.promised_on is None or petition.promised_on < day_of(now)
    return kept and now >= petition.answered_at + timedelta(days=within_days)


# In these it is us who are late; while the author is asked, or the upper level is, the clock stands still.
LATE_STATES = frozenset({PetitionState.RECEIVED, PetitionState.ASSIGNED, PetitionState.TAKEN, PetitionState.DRAFTED})


def is_told_late(petition: Petition, today: date) -> bool:
    """Whether the author should hear that the last day has passed."""
    return petition.state in LATE_STATES and petition.days_left is None and today > petition.due_on


def in_office_hours(commune: Commune, calendar: WorkingCalendar, now: datetime) -> bool:
    """Whether offices are open at `now` (aware); where no hours are set, on working days outside of quiet hours."""
    if not calendar.is_working_day(day_of(now)):
        return False
    if not commune.office_hours:
        return not commune.is_quiet(now)
    return any(hours.holds(now.astimezone(VIETNAM).time()) for hours in commune.office_hours)
