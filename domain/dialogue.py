"""A dialogue conference: when it is, what may happen to it next, when opinions and speakers are taken."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.calendar import day_of
from domain.commune import VIETNAM, Commune
from domain.notice import Words, words
from domain.refusal import Refused
from domain.schedule import Schedule


class DialogueState(StrEnum):
    PLANNED = "planned"
    ANNOUNCED = "announced"
    COLLECTING = "collecting"
    COLLATED = "collated"
    ANSWERING = "answering"
    IN_SESSION = "in-session"
    CONCLUDED = "concluded"
    FOLLOWING_UP = "following-up"
    CLOSED = "closed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


_S = DialogueState
_OFF = (_S.POSTPONED, _S.CANCELLED)

#  planned ─► announced ─► collecting ◄─► collated ─► answering ─► in session ─► concluded ─► following up ─► closed
#     └───────────────────────►┘ └────────────────────────────────►┘ └──────►┘
#  Before the session any of them may be postponed (and taken up again where it is planned, announced or collecting)
#  or cancelled, which is final.
MOVES: dict[DialogueState, frozenset[DialogueState]] = {
    _S.PLANNED: frozenset({_S.ANNOUNCED, _S.COLLECTING, *_OFF}),
    _S.ANNOUNCED: frozenset({_S.COLLECTING, *_OFF}),
    _S.COLLECTING: frozenset({_S.COLLATED, _S.IN_SESSION, *_OFF}),
    _S.COLLATED: frozenset({_S.COLLECTING, _S.ANSWERING, _S.IN_SESSION, *_OFF}),
    _S.ANSWERING: frozenset({_S.COLLECTING, _S.IN_SESSION, *_OFF}),
    _S.IN_SESSION: frozenset({_S.CONCLUDED}),
    _S.CONCLUDED: frozenset({_S.FOLLOWING_UP, _S.CLOSED}),
    _S.FOLLOWING_UP: frozenset({_S.CLOSED}),
    _S.CLOSED: frozenset(),
    _S.POSTPONED: frozenset({_S.PLANNED, _S.ANNOUNCED, _S.COLLECTING, _S.CANCELLED}),
    _S.CANCELLED: frozenset(),
}
BEFORE_SESSION = frozenset({_S.PLANNED, _S.ANNOUNCED, _S.COLLECTING, _S.COLLATED, _S.ANSWERING, _S.POSTPONED})
# Nothing that was to be done for it counts any more.
DROPPED = frozenset({_S.CANCELLED, _S.CLOSED})


class DialogueKind(StrEnum):
    REGULAR = "regular"
    EXTRAORDINARY = "extraordinary"


@dataclass(frozen=True)
class Window:
    """The days among which the day of a dialogue is still to be chosen; `first` None is "before"."""

    first: date | None
    last: date

    def words(self) -> Words:
        """ "tháng 8/2025", "quý III/2025", "từ 15/11 đến 30/11/2025", "trước 01/6/2026" """
        first, last = self.first, self.last
        if first is None:
            return words("window-before", day=last + timedelta(days=1))
        if first == last:
            return words("window-day", day=last)
        if first.day == 1 and first.year == last.year and last.day == calendar.monthrange(last.year, last.month)[1]:
            if first.month == last.month:
                return words("window-month", month=str(first.month), year=str(first.year))
            if last.month - first.month == 2 and last.month % 3 == 0:
                return words("window-quarter", quarter="I II III IV".split()[last.month // 3 - 1], year=str(first.year))
        return words("window-range", first=first, last=last)


@dataclass(frozen=True)
class Dialogue:
    """`hamlet` None means the whole commune; moments are aware and in UTC, None as long as no day is fixed.

    `audience` names whom it is for where that is not the people of a place. `window` is what the plan says of the day,
    `delegates_per_hamlet` how many people each hamlet sends, where it says so.
    """

    commune_id: int
    id: int
    title: str
    hamlet: str | None
    venue: str
    starts_at: datetime | None
    speakers_until: datetime | None
    speaker_limit: int
    state: DialogueState
    kind: DialogueKind = DialogueKind.REGULAR
    audience: str | None = None
    window: Window | None = None
    plan_id: int | None = None
    delegates_per_hamlet: int | None = None

    @property
    def day(self) -> date | None:
        """The day in Vietnam, once it is fixed."""
        return None if self.starts_at is None else day_of(self.starts_at)

    @property
    def schedule(self) -> Schedule:
        return Schedule(self.starts_at, self.venue)

    @property
    def last_day(self) -> date | None:
        """The last day on which it may still be held."""
        return self.day or (self.window.last if self.window else None)

    def hamlets(self, commune: Commune) -> Sequence[str]:
        """Keys of those whose heads have to do with it: none where it is for a trade that comes from no hamlet."""
        if self.hamlet:
            return [self.hamlet]
        if self.audience and not self.delegates_per_hamlet:
            return []
        return [hamlet.key for hamlet in commune.hamlets]

    def when(self) -> Words:
        """Moment, or what is known of it."""
        if self.starts_at is not None:
            return words("dialogue-when", starts=self.starts_at)
        if self.window is not None:
            return words("dialogue-when-open", window=self.window.words())
        return words("dialogue-when-unknown")

    def plain_facts(self) -> dict[str, str]:
        """What a template may say of it, as plain text; day and hour are empty while not fixed."""
        at = self.starts_at.astimezone(VIETNAM) if self.starts_at else None
        return {
            "title": self.title,
            "venue": self.venue,
            "day": f"{at:%d/%m/%Y}" if at else "",
            "hour": f"{at:%H:%M}" if at else "",
        }

    def is_over(self, now: datetime) -> bool:
        if self.state not in BEFORE_SESSION:
            return True
        return self.starts_at is not None and now >= self.starts_at

    def takes_opinions(self, now: datetime) -> bool:
        return self.state is DialogueState.COLLECTING and not self.is_over(now)

    def takes_speakers(self, now: datetime) -> bool:
        return self.takes_opinions(now) and (self.speakers_until is None or now < self.speakers_until)

    def check_takes_speakers(self, now: datetime) -> None:
        """Raise `Refused` unless people may register to speak at `now`."""
        if not self.takes_speakers(now):
            if self.speakers_until is None:
                raise Refused("speaker-refused-not-open", {"title": self.title})
            raise Refused("speaker-refused-closed", {"until": self.speakers_until})

    def check_move(self, state: DialogueState) -> None:
        """Raise `Refused` unless the dialogue may move to `state`."""
        if state not in MOVES[self.state]:
            raise Refused(f"dialogue-refused-when-{self.state}", {"title": self.title})
