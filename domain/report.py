"""A month in numbers: what came, what was answered, what became of promises, whether people are content."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import day_of
from domain.commitment import Commitment
from domain.petition import Petition, PetitionOutcome, PetitionState
from domain.satisfaction import Satisfaction, told_by_group


@dataclass(frozen=True)
class Tally:
    """`key` is that of a department, topic or hamlet ("" for none); `late` of those that wait on the last day."""

    key: str
    received: int = 0
    answered: int = 0
    waiting: int = 0
    late: int = 0


@dataclass(frozen=True)
class PromiseTally:
    """`made` and `kept` in the month, `kept_late` of those kept; `open` and of them `late` on its last day."""

    key: str
    made: int = 0
    kept: int = 0
    kept_late: int = 0
    open: int = 0
    late: int = 0


@dataclass(frozen=True)
class MonthlyReport:
    """`month` is its first day, `until` the last day that it looks at: that of the month, or today."""

    commune_id: int
    month: date
    until: date
    total: Tally
    by_department: tuple[Tally, ...]
    by_topic: tuple[Tally, ...]
    by_hamlet: tuple[Tally, ...]
    promises: PromiseTally
    promises_by_department: tuple[PromiseTally, ...]
    passed_up: int
    satisfaction: Satisfaction
    satisfaction_by_department: Mapping[str, Satisfaction]
    satisfaction_by_topic: Mapping[str, Satisfaction]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell of."""
        t, p = self.total, self.promises
        return not (t.received or t.answered or t.waiting or p.made or p.kept or p.open)


_NOT_COUNTED = frozenset({PetitionState.WITHDRAWN, PetitionState.MERGED})


def month_end(month: date) -> date:
    """The last day of the month of `month`."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def month_before(day: date) -> date:
    """The first day of the month before that of `day`."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def monthly_report(
    commune_id: int, month: date, today: date, petitions: Iterable[Petition], commitments: Iterable[Commitment]
) -> MonthlyReport:
    """The numbers of the month that `month` begins, as far as it has gone on `today`."""
    until = min(month_end(month), today)
    counted = [p for p in petitions if p.state not in _NOT_COUNTED and day_of(p.received_at) <= until]
    promised = [c for c in commitments if c.made_on <= until]
    rated = _rated(counted, month, until)
    by_department = told_by_group([(p.department, p.score or 0) for p in rated])
    by_topic = told_by_group([(p.topic, p.score or 0) for p in rated])
    return MonthlyReport(
        commune_id,
        month,
        until,
        _tally("", counted, month, until),
        _by(counted, lambda p: p.department, month, until),
        _by(counted, lambda p: p.topic, month, until),
        _by(counted, lambda p: p.hamlet or "", month, until),
        _promises("", promised, month, until),
        tuple(
            _promises(key, [c for c in promised if c.department == key], month, until)
            for key in sorted({c.department for c in promised})
        ),
        sum(_is_passed_up(p) and _in_month(p, month, until) for p in counted),
        by_department.total,
        by_department.groups,
        by_topic.groups,
    )


def _by(petitions: Sequence[Petition], key_of: Callable[[Petition], str], first: date, last: date) -> tuple[Tally, ...]:
    """One for each key that has anything to tell, most received first."""
    keys = {key_of(p) for p in petitions}
    found = [_tally(key, [p for p in petitions if key_of(p) == key], first, last) for key in keys]
    told = [t for t in found if t.received or t.answered or t.waiting]
    return tuple(sorted(told, key=lambda t: (-t.received, -t.answered, t.key)))


def _tally(key: str, petitions: Iterable[Petition], first: date, last: date) -> Tally:
    received = answered = waiting = late = 0
    for p in petitions:
        received += first <= day_of(p.received_at) <= last
        answered += p.answered_at is not None and first <= day_of(p.answered_at) <= last
        if waited(p, last):
            waiting += 1
            late += last > p.due_on
    return Tally(key, received, answered, waiting, late)


def waited(petition: Petition, last: date) -> bool:
    """Whether its author waited for us at the end of `last`."""
    if petition.answered_at is not None:
        return day_of(petition.answered_at) > last
    return petition.is_open


def _in_month(petition: Petition, first: date, last: date) -> bool:
    return waited(petition, last) or day_of(petition.answered_at or petition.received_at) >= first


def _is_passed_up(petition: Petition) -> bool:
    return petition.state is PetitionState.ESCALATED or petition.outcome is PetitionOutcome.BEYOND


def _promises(key: str, commitments: Iterable[Commitment], first: date, last: date) -> PromiseTally:
    made = kept = kept_late = waiting = late = 0
    for c in commitments:
        made += first <= c.made_on <= last
        day = day_of(c.kept_at) if c.kept_at else None
        if day is not None and day <= last:
            kept += day >= first
            kept_late += day >= first and c.due_on is not None and day > c.due_on
        else:
            waiting += 1
            late += last > c.next_due
    return PromiseTally(key, made, kept, kept_late, waiting, late)


def _rated(petitions: Iterable[Petition], first: date, last: date) -> list[Petition]:
    """Those whose authors said in the month how content they are, in the order they did."""
    said = [(at, p) for p in petitions if p.score is not None and (at := p.rated_at or p.answered_at) is not None]
    found = [(at, p) for at, p in said if first <= day_of(at) <= last]
    return [p for _, p in sorted(found, key=lambda each: (each[0], each[1].id))]
