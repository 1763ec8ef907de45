"""What is made public of a matter: which may be shown, in which words it stands, how many raised it.

proposed ──approve──► approved ──publish──► public ──correct──► public, with the day of it
   │ └──leave out──► left out                  └──withdraw──► withdrawn: nothing but its code is known
   └──◄── what was asked or answered changes ── approved, left out
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zlib import crc32

from domain.calendar import day_of
from domain.commitment import Commitment
from domain.petition import Petition, PetitionOutcome, PetitionState
from domain.satisfaction import FEWEST
from domain.text import fold

# Where what belongs to no dialogue is shown.
NO_DIALOGUE = 0
MAX_TEXT = 4000
_BETWEEN = "\x00"


class PublicState(StrEnum):
    """How a matter stands for everybody. `LATE` is computed, never stored."""

    ANSWERED = "answered"
    RESOLVED = "resolved"
    PROMISED = "promised"
    BEYOND = "beyond"
    OPEN = "open"
    LATE = "late"


# Something is still to come by a day.
AWAITED = frozenset({PublicState.PROMISED, PublicState.OPEN})
# What may still become something else by itself.
UNSETTLED = AWAITED | {PublicState.BEYOND}


class Withheld(StrEnum):
    """Why a matter is never proposed. `WAITING` is only for now: it has neither an answer nor a conclusion."""

    HIDDEN = "hidden"
    GUIDED = "guided"
    REFUSED = "refused"
    WAITING = "waiting"


class Decision(StrEnum):
    APPROVED = "approved"
    LEFT_OUT = "left-out"


@dataclass(frozen=True)
class Publication:
    """What a clerk has decided about a matter; `mark` is of what it was decided on.

    `photos` are pairs of hashes: of the file that its author sent, and of the picture made of it to be shown.
    """

    commune_id: int
    petition_id: int
    decision: Decision
    text: str
    answer: str
    mark: str
    decided_by: int
    decided_at: datetime
    photos: tuple[tuple[str, str], ...] = ()
    reason: str = ""

    @property
    def pictures(self) -> tuple[str, ...]:
        """Those that everybody sees."""
        return tuple(shown for _, shown in self.photos)


@dataclass(frozen=True)
class PublicDialogue:
    """`rated` and `average` (1 to 5) are None while too few have said anything."""

    commune_id: int
    id: int
    title: str
    held_on: date | None
    venue: str
    published_at: datetime
    changed_at: datetime
    rated: int | None = None
    average: float | None = None


@dataclass(frozen=True)
class PublicItem:
    """One matter as everybody may read it. `several` raised it; `people` says how many where these stay unknown.

    `photos` are hashes of pictures made to be shown. Of what was withdrawn there is nothing but the code.
    """

    commune_id: int
    code: str
    dialogue_id: int
    topic: str
    hamlet: str
    department: str
    state: PublicState
    due_on: date | None
    received_on: date
    answered_on: date | None
    text: str
    answer: str
    published_at: datetime
    changed_at: datetime
    several: bool = False
    people: int | None = None
    photos: tuple[str, ...] = ()
    corrected_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def shown_state(self, today: date) -> PublicState:
        """As it stands on `today`."""
        late = self.state in AWAITED and self.due_on is not None and today > self.due_on
        return PublicState.LATE if late else self.state

    def corrected(self, text: str, answer: str, photos: tuple[str, ...], now: datetime) -> "PublicItem":
        return replace(self, text=text, answer=answer, photos=photos, corrected_at=now, changed_at=now)

    def withdrawn(self, now: datetime) -> "PublicItem":
        """Nothing of it is left but what leads to its page."""
        return replace(
            self, text="", answer="", photos=(), topic="", hamlet="", department="", state=PublicState.ANSWERED,
            due_on=None, answered_on=None, several=False, people=None, withdrawn_at=now, changed_at=now,
        )  # fmt: skip

    def with_standing(self, standing: "Standing", now: datetime) -> "PublicItem":
        """The same words, with where the matter stands now."""
        fresh = replace(
            self, state=standing.state, due_on=standing.due_on, department=standing.department,
            answered_on=standing.answered_on,
        )  # fmt: skip
        return self if fresh == self else replace(fresh, changed_at=now)


@dataclass(frozen=True)
class Standing:
    """Where a matter stands, and by when what is awaited is due."""

    state: PublicState
    department: str
    due_on: date | None
    answered_on: date | None


_GONE = frozenset({PetitionState.WITHDRAWN, PetitionState.MERGED})


def is_part_of_another(petition: Petition) -> bool:
    """Whether it is shown in another, or was taken back by its author: then it is no matter of its own."""
    return petition.state in _GONE or (petition.merged_into is not None and not petition.is_open)


def why_withheld(petition: Petition, *, concluded: bool) -> Withheld | None:
    """Why `petition` is not to be made public; `concluded`: a conclusion notice speaks of it.

    Who hid their name, and who was told to turn elsewhere, is not shown to anybody.
    """
    if not petition.name_shown and not petition.collected:
        return Withheld.HIDDEN
    if petition.outcome is PetitionOutcome.GUIDED:
        return Withheld.GUIDED
    if petition.state is PetitionState.REFUSED:
        return Withheld.REFUSED
    if petition.is_open and not concluded:
        return Withheld.WAITING
    return None


def standing_of(petition: Petition, commitments: Collection[Commitment]) -> Standing:
    """Where `petition` stands; of several `commitments` the one made last counts."""
    answered = day_of(petition.answered_at) if petition.answered_at else None

    def standing(state: PublicState, due_on: date | None = None, on: date | None = answered) -> Standing:
        return Standing(state, petition.department, due_on, on)

    if petition.state is PetitionState.ESCALATED or (petition.outcome is PetitionOutcome.BEYOND):
        return standing(PublicState.BEYOND)
    promise = max(commitments, key=lambda each: each.id, default=None)
    if promise is not None:
        if promise.kept_at is not None:
            return standing(PublicState.RESOLVED, on=day_of(promise.kept_at))
        return standing(PublicState.PROMISED, promise.due_on)
    if petition.is_open:
        return standing(PublicState.OPEN, None if petition.is_paused else petition.due_on, None)
    if petition.outcome is PetitionOutcome.PROMISED:
        return standing(PublicState.PROMISED, petition.promised_on)
    if petition.outcome is PetitionOutcome.RESOLVED:
        return standing(PublicState.RESOLVED)
    return standing(PublicState.ANSWERED)


def people_shown(count: int) -> tuple[bool, int | None]:
    """Whether more than one raised it, and how many where they are enough to stay unknown."""
    return count > 1, count if count >= FEWEST else None


def mark_of(*texts: str) -> str:
    """A short mark of what somebody was shown: another text has another one."""
    return f"{crc32(_BETWEEN.join(texts).encode()):08x}"


def sought(*texts: str) -> str:
    """What is looked through for whole words: without marks, a blank on both sides of each."""
    return f" {' '.join(filter(None, map(fold, texts)))} "


def names_person(text: str, name: str | None, phone: str | None) -> bool:
    """Whether `text` holds somebody's whole name or their telephone; a name of one word is anybody's."""
    bare = f" {fold(text)} "
    if name and len(fold(name).split()) > 1 and f" {fold(name)} " in bare:
        return True
    digits = "".join(c for c in phone or "" if c.isdecimal())
    return len(digits) >= 8 and digits[-8:] in "".join(c for c in text if c.isdecimal())
