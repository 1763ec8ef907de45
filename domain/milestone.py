"""A milestone: what somebody has to have done by a day, and how that day comes about."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.calendar import WorkingCalendar
from domain.deadline import (
    CONCLUSION,
    DIALOGUE,
    Deadline,
    after_event,
    after_working_days,
    before_day,
    before_event,
    before_event_working_days,
    fixed_day,
)
from domain.notice import Attachment, Words, verbatim, words


class Event(StrEnum):
    """What a milestone may be counted from."""

    DIALOGUE = "dialogue"
    CONCLUSION = "conclusion"


_EVENTS = {Event.DIALOGUE: DIALOGUE, Event.CONCLUSION: CONCLUSION}


@dataclass(frozen=True)
class Rule:
    """Exactly one of a fixed day, "before" a day, and `days` after `event` (negative: before it)."""

    on: date | None = None
    before: date | None = None
    days: int | None = None
    event: Event = Event.DIALOGUE
    working: bool = False

    def deadline(self, happened: date | None, calendar: WorkingCalendar) -> Deadline:
        """The last day, where the event falls on `happened`; without it not yet known."""
        if self.on is not None:
            return fixed_day(self.on)
        if self.before is not None:
            return before_day(self.before)
        days, event = self.days or 0, _EVENTS[self.event]
        if not self.working or days == 0:
            return after_event(happened, days, event) if days >= 0 else before_event(happened, -days, event)
        if days > 0:
            return after_working_days(happened, days, calendar, event)
        return before_event_working_days(happened, -days, calendar, event)

    @property
    def follows(self) -> bool:
        """Whether it can only be done after the dialogue."""
        return self.days is not None and (self.event is Event.CONCLUSION or self.days > 0)

    @property
    def moves(self) -> bool:
        """Whether the last day follows that of an event."""
        return self.on is None and self.before is None


@dataclass(frozen=True)
class Milestone:
    """`title` are the plan's own words, `what` the kind of thing that has to be done.

    `responsible`, `send_to` and `via` are as the plan names them, `department` the key of the commune's department
    that is meant, where that is known. `law` names the article behind it.
    """

    commune_id: int
    id: int
    key: str
    what: str
    rule: Rule
    due_on: date | None
    plan_id: int | None = None
    dialogue_id: int | None = None
    title: str = ""
    responsible: str = ""
    department: str | None = None
    send_to: str = ""
    via: str = ""
    law: str | None = None
    done_at: datetime | None = None
    done_by: int | None = None
    note: str = ""
    files: tuple[Attachment, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.done_at is None

    @property
    def is_planned_law(self) -> bool:
        """Whether a plan sets a day for what the law asks for as well: then the earlier of both counts."""
        return self.law is not None and self.plan_id is not None

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and today > self.due_on

    def words(self) -> Words:
        """What is to be done, in the plan's words or by its kind."""
        return verbatim(self.title) if self.title else words(f"milestone-what-{self.what}")
