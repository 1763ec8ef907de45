"""The conclusion notice of a dialogue: what was answered, promised, assigned, passed up, and what is open."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.notice import Attachment
from domain.petition import Petition, PetitionOutcome, PetitionState
from domain.refusal import Refused

MAX_WORDS = 2000


class NoticeGroup(StrEnum):
    """The parts of a notice, in their order."""

    ANSWERED = "answered"
    PROMISED = "promised"
    ASSIGNED = "assigned"
    BEYOND = "beyond"
    OPEN = "open"


GROUPS = tuple(NoticeGroup)
# What a department owes from then on.
COMMITTED = frozenset({NoticeGroup.PROMISED, NoticeGroup.ASSIGNED})


class NoticeLayout(StrEnum):
    """Of the Party (instruction 05-HD/VPTW) or of the State (decree 30/2020)."""

    PARTY = "party"
    STATE = "state"


@dataclass(frozen=True)
class NoticeItem:
    """One matter: `matter` is what was raised, `words` what the notice says of it.

    `due_on` is the day promised, for what is open the day an answer is due, as long as that has not passed. `carried`
    came from a dialogue before.
    `edited` was changed by a clerk: a draft that is made anew leaves it as it is.
    """

    petition: int
    code: str
    group: NoticeGroup
    matter: str
    words: str = ""
    department: str | None = None
    due_on: date | None = None
    hamlet: str | None = None
    carried: bool = False
    edited: bool = False
    left_out: bool = False

    def due_by(self, day: date | None) -> "NoticeItem":
        """With another day or none; what is promised and what is only assigned differ by that."""
        group = self.group
        if group in COMMITTED:
            group = NoticeGroup.PROMISED if day else NoticeGroup.ASSIGNED
        return replace(self, due_on=day, group=group, edited=True)

    def of_group(self, group: NoticeGroup) -> "NoticeItem":
        """Moved to another part; only a day that was promised stays, and makes an assignment a promise."""
        due = self.due_on if self.group in COMMITTED and group in COMMITTED else None
        if group in COMMITTED:
            group = NoticeGroup.PROMISED if due else NoticeGroup.ASSIGNED
        return replace(self, group=group, due_on=due, edited=True)


@dataclass(frozen=True)
class ConclusionNotice:
    """One for each dialogue. `file` is the issued version; `own_file` that a clerk sent it in, edited by hand."""

    commune_id: int
    dialogue_id: int
    items: tuple[NoticeItem, ...]
    layout: NoticeLayout | None = None
    number: str | None = None
    signed_on: date | None = None
    signatory_title: str | None = None
    signatory: str | None = None
    file: Attachment | None = None
    own_file: bool = False
    drafted_at: datetime | None = None
    drafted_by: int | None = None
    issued_at: datetime | None = None
    issued_by: int | None = None

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None

    @property
    def kept(self) -> tuple[NoticeItem, ...]:
        """What it says, part by part."""
        return tuple(i for group in GROUPS for i in self.items if i.group is group and not i.left_out)

    @property
    def committed(self) -> tuple[NoticeItem, ...]:
        return tuple(item for item in self.kept if item.group in COMMITTED)

    @property
    def lacks(self) -> tuple[str, ...]:
        """What has still to be said before it can be issued; the layout comes with the number."""
        facts = {
            "number": self.number, "day": self.signed_on, "title": self.signatory_title, "name": self.signatory,
        }  # fmt: skip
        return tuple(name for name, value in facts.items() if not value)

    def item(self, code: str) -> NoticeItem:
        """Raises Refused where it holds nothing of this code."""
        for item in self.items:
            if item.code == code:
                return item
        raise Refused("conclusion-refused-no-item", {"code": code})

    def with_item(self, changed: NoticeItem) -> "ConclusionNotice":
        return replace(self, items=tuple(changed if i.code == changed.code else i for i in self.items))

    def moved(self, code: str, by: int) -> "ConclusionNotice":
        """With an item `by` places further down (up where negative) in its part."""
        item = self.item(code)
        places = [n for n, each in enumerate(self.items) if each.group is item.group and not each.left_out]
        at = next((k for k, n in enumerate(places) if self.items[n].code == code), None)
        if at is None or not 0 <= at + by < len(places):
            return self
        items = list(self.items)
        here, there = places[at], places[at + by]
        items[here], items[there] = items[there], items[here]
        return replace(self, items=tuple(items))

    def check_open(self) -> None:
        """Raise `Refused` once it has been issued."""
        if self.is_issued:
            raise Refused("conclusion-refused-issued", {"number": self.number or "", "at": self.issued_at})


# What nobody waits for any more, or is dealt with in another.
_NOT_SAID = frozenset({PetitionState.WITHDRAWN, PetitionState.MERGED, PetitionState.REFUSED})


def group_of(petition: Petition) -> NoticeGroup | None:
    """The part of the notice that a petition belongs in; None where the notice does not speak of it."""
    if petition.state in _NOT_SAID or (petition.merged_into is not None and not petition.is_open):
        return None
    if petition.outcome is PetitionOutcome.PROMISED:
        return NoticeGroup.PROMISED if petition.promised_on else NoticeGroup.ASSIGNED
    if petition.outcome is PetitionOutcome.BEYOND or petition.state is PetitionState.ESCALATED:
        return NoticeGroup.BEYOND
    return NoticeGroup.OPEN if petition.is_open else NoticeGroup.ANSWERED


def item_of(petition: Petition, said: str, today: date, *, carried: bool) -> NoticeItem | None:
    """What a draft says of a petition; `said` is its latest answer."""
    group = group_of(petition)
    if group is None:
        return None
    answer_due = petition.due_on if petition.due_on >= today else None
    due = {NoticeGroup.PROMISED: petition.promised_on, NoticeGroup.OPEN: answer_due}.get(group)
    return NoticeItem(
        petition.id, petition.code, group, petition.body, said, petition.department, due, petition.hamlet, carried
    )


def draft_items(
    petitions: Iterable[Petition],
    said: Mapping[int, str],
    carried: frozenset[int],
    today: date,
    before: Sequence[NoticeItem] = (),
) -> tuple[NoticeItem, ...]:
    """The items of a draft, in the order of `before` and then as they came; what a clerk has edited stays."""
    fresh = [item_of(p, said.get(p.id, ""), today, carried=p.id in carried) for p in petitions]
    new = {item.petition: item for item in fresh if item is not None}
    kept = [i if i.edited else replace(new[i.petition], left_out=i.left_out) for i in before if i.petition in new]
    known = {item.petition for item in kept}
    return (*kept, *(item for key, item in new.items() if key not in known))


# "Số 05-TB/ĐU" of the Party, "Số: 05/TB-UBND" of the State.
_PARTY = re.compile(r"^(?:số|so)?\s*:?\s*(\d{1,4})\s*-\s*(TB)\s*/\s*(\S{1,20})$", re.IGNORECASE)
_STATE = re.compile(r"^(?:số|so)?\s*:?\s*(\d{1,4})\s*/\s*(TB)\s*-\s*(\S{1,20})$", re.IGNORECASE)


def read_number(text: str) -> tuple[str, NoticeLayout] | None:
    """The number of a notice as offices write it, with the layout it belongs to; None for anything else."""
    bare = " ".join(text.split())
    if found := _PARTY.match(bare):
        return f"{int(found[1]):02d}-TB/{found[3].upper()}", NoticeLayout.PARTY
    if found := _STATE.match(bare):
        return f"{int(found[1]):02d}/TB-{found[3].upper()}", NoticeLayout.STATE
    return None
