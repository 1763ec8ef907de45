"""Reminders: which there are for a milestone, a dialogue and a year, when each is due and until when it makes sense.

What is said in them is made when they are told, from what is true then; here are only the moments.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.calendar import ONE_DAY, WorkingCalendar, day_of
from domain.commitment import Commitment
from domain.commune import VIETNAM, Commune
from domain.dialogue import BEFORE_SESSION, DROPPED, Dialogue, DialogueState
from domain.milestone import Milestone
from domain.supervision import SupervisorQuestion

ONE_WEEK = timedelta(days=7)
HALF_A_WEEK = timedelta(days=4)
PEOPLE_DAYS_BEFORE = (7, 1)
HAMLETS_DAYS_BEFORE = (3, 1)
UNFIXED_DAYS_BEFORE = (30, 14, 7)
# A dialogue that begins before the usual hour of reminders is recalled this long before.
EARLY = timedelta(hours=1)
# Months of the year on whose first working day it is looked whether enough dialogues are held.
YEAR_MONTHS = (10, 12)
# Of December, until which clerks are asked for the exchanged days of the next year.
CALENDAR_UNTIL = 15


class ReminderKind(StrEnum):
    MILESTONE = "milestone"
    PEOPLE = "people"
    HAMLETS = "hamlets"
    UNFIXED = "unfixed"
    YEAR = "year"
    CALENDAR = "calendar"
    COMMITMENT = "commitment"
    QUESTION = "question"
    REPORT = "report"


# Told on working days only; what residents and hamlet heads are told does not wait for Monday.
AT_WORK = frozenset(ReminderKind) - {ReminderKind.PEOPLE, ReminderKind.HAMLETS}


class ReminderOutcome(StrEnum):
    """`MERGED`: a later one of the same subject was told instead; `SKIPPED`: too late; `DROPPED`: not needed."""

    TOLD = "told"
    MERGED = "merged"
    SKIPPED = "skipped"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Reminder:
    """`key` is unique in its commune: the same moment of the same subject is told once. Moments are aware.

    After `until` it makes no sense any more; None: as long as its subject is open.
    """

    commune_id: int
    key: str
    kind: ReminderKind
    due_at: datetime
    until: datetime | None = None
    dialogue_id: int | None = None
    milestone_id: int | None = None
    id: int = 0
    done_at: datetime | None = None
    outcome: ReminderOutcome | None = None
    commitment_id: int | None = None
    question_id: int | None = None

    @property
    def subject(self) -> tuple[object, ...]:
        about = self.dialogue_id, self.milestone_id, self.commitment_id, self.question_id
        return self.commune_id, self.kind, *about

    @property
    def series(self) -> str:
        """The subject with the day it hangs on: what the key is without the reminder's own day."""
        return self.key.rpartition("/")[0]

    def makes_sense(self, now: datetime) -> bool:
        return self.until is None or now < self.until


# ── moments ───────────────────────────────────────────────────────────────────────────────────────────────────


def morning(commune: Commune, day: date) -> datetime:
    """The moment of `day` at which people are reminded: the digest's hour, or when the quiet hours around it end."""
    at = datetime.combine(day, commune.digest_at, VIETNAM)
    return datetime.combine(day, commune.quiet_hours.end, VIETNAM) if commune.is_quiet(at) else at


def waits_until(kind: ReminderKind, commune: Commune, calendar: WorkingCalendar, now: datetime) -> datetime | None:
    """The next moment at which it may be told, None when that is now: not at night, work not on days off."""
    today = day_of(now)
    if kind in AT_WORK and not calendar.is_working_day(today):
        return morning(commune, calendar.add_working_days(today, 1))
    if not commune.is_quiet(now):
        return None
    ends = datetime.combine(today, commune.quiet_hours.end, VIETNAM)
    ends = ends if ends > now else ends + ONE_DAY
    if kind not in AT_WORK:
        return ends
    day = day_of(ends)
    day = day if calendar.is_working_day(day) else calendar.add_working_days(day, 1)
    # The digest's hour may lie before the night that is just ending.
    return max(morning(commune, day), ends)


def _at_or_before(calendar: WorkingCalendar, day: date) -> date:
    return day if calendar.is_working_day(day) else calendar.working_day_before(day)


def _at_or_after(calendar: WorkingCalendar, day: date) -> date:
    return calendar.add_working_days(day - ONE_DAY, 1)


# ── milestones ────────────────────────────────────────────────────────────────────────────────────────────────


def is_stale(milestone: Milestone, dialogue: Dialogue | None, now: datetime) -> bool:
    """Whether nobody needs to do it any more: its dialogue is called off, or it was to prepare one that is over."""
    if dialogue is None:
        return False
    if dialogue.state in DROPPED or dialogue.state is DialogueState.POSTPONED:
        return True
    if milestone.due_on is None or dialogue.day is None:
        return False
    return milestone.due_on <= dialogue.day and dialogue.is_over(now)


def of_milestone(
    milestone: Milestone, dialogue: Dialogue | None, commune: Commune, calendar: WorkingCalendar, now: datetime
) -> list[Reminder]:
    """Before the last day, on it, and the next one after it; each on the last working day at or before.

    Those that have passed are among them, so that what waits to be told is known; from the last day on there is
    always one more, on the next working morning.
    """
    due = milestone.due_on
    if due is None or not milestone.is_open or is_stale(milestone, dialogue, now):
        return []
    days = {_at_or_before(calendar, due - timedelta(days=before)) for before in commune.remind_days_before}
    if dialogue is not None and dialogue.day is not None and milestone.rule.follows:
        # What comes of a dialogue is not asked for before it was held.
        days = {day for day in days if day > dialogue.day}
    return [
        Reminder(
            commune.id, f"milestone/{milestone.id}/{due}/{day}", ReminderKind.MILESTONE, morning(commune, day),
            milestone_id=milestone.id,
        )
        for day in sorted({*days, _next_late(due, commune, calendar, now)})
    ]  # fmt: skip


def _next_late(due: date, commune: Commune, calendar: WorkingCalendar, now: datetime) -> date:
    """The next working day after `due` whose morning is still to come."""
    late = calendar.add_working_days(due, 1)
    while morning(commune, late) <= now:
        late = calendar.add_working_days(late, 1)
    return late


# ── after a dialogue ──────────────────────────────────────────────────────────────────────────────────────────


def of_commitment(commitment: Commitment, commune: Commune, calendar: WorkingCalendar, now: datetime) -> list[Reminder]:
    """As of a milestone: before the day, on it, and every working morning after it."""
    if not commitment.is_open:
        return []
    return [
        Reminder(commune.id, f"commitment/{commitment.id}/{commitment.next_due}/{day}", ReminderKind.COMMITMENT,
                 morning(commune, day), commitment_id=commitment.id)
        for day in _owed(commitment.next_due, commitment.made_on, commune, calendar, now)
    ]  # fmt: skip


def of_question(
    question: SupervisorQuestion, commune: Commune, calendar: WorkingCalendar, now: datetime
) -> list[Reminder]:
    """As of a commitment."""
    if not question.is_open:
        return []
    return [
        Reminder(commune.id, f"question/{question.id}/{question.due_on}/{day}", ReminderKind.QUESTION,
                 morning(commune, day), question_id=question.id)
        for day in _owed(question.due_on, day_of(question.asked_at), commune, calendar, now)
    ]  # fmt: skip


def _owed(due: date, since: date, commune: Commune, calendar: WorkingCalendar, now: datetime) -> list[date]:
    """The days on which somebody is reminded of what they have owed `since` a day."""
    days = {_at_or_before(calendar, due - timedelta(days=before)) for before in commune.remind_days_before}
    return sorted({*(day for day in days if day > since), _next_late(due, commune, calendar, now)})


# ── dialogues ─────────────────────────────────────────────────────────────────────────────────────────────────


def of_dialogue(dialogue: Dialogue, commune: Commune, calendar: WorkingCalendar, now: datetime) -> list[Reminder]:
    """Of its people and hamlets once its day is fixed, of its day to the clerks until then."""
    if dialogue.state not in BEFORE_SESSION or dialogue.is_over(now):
        return []
    if dialogue.starts_at is None:
        return _unfixed(dialogue, commune, calendar, now)
    return [*_people(dialogue, commune, dialogue.starts_at), *_hamlets(dialogue, commune)]


def _people(dialogue: Dialogue, commune: Commune, starts_at: datetime) -> list[Reminder]:
    day = day_of(starts_at)
    moments = [morning(commune, day - timedelta(days=before)) for before in PEOPLE_DAYS_BEFORE]
    last = _before_it_begins(commune, starts_at)
    return [
        Reminder(
            commune.id, f"people/{dialogue.id}/{day}/{day_of(at)}", ReminderKind.PEOPLE, at, starts_at, dialogue.id
        )
        for at in (*moments, *((last,) if last else ()))
    ]


def _before_it_begins(commune: Commune, starts_at: datetime) -> datetime | None:
    """On its morning; earlier where it begins early, but not at night."""
    day = day_of(starts_at)
    usual, early = morning(commune, day), starts_at - EARLY
    if usual <= early:
        return usual
    if day_of(early) == day and not commune.is_quiet(early):
        return early
    awake = datetime.combine(day, commune.quiet_hours.end, VIETNAM)
    return awake if awake < starts_at and not commune.is_quiet(awake) else None


def _hamlets(dialogue: Dialogue, commune: Commune) -> list[Reminder]:
    closes = dialogue.speakers_until
    if closes is None:
        return []
    day = day_of(closes)
    return [
        Reminder(
            commune.id, f"hamlets/{dialogue.id}/{day}/{on}", ReminderKind.HAMLETS, morning(commune, on), closes,
            dialogue.id,
        )
        for on in (day - timedelta(days=before) for before in HAMLETS_DAYS_BEFORE)
        if morning(commune, on) < closes
    ]  # fmt: skip


def announce_by(dialogue: Dialogue, commune: Commune) -> date | None:
    """The last day on which a dialogue without a day can still be announced in time."""
    return dialogue.window.last - timedelta(days=commune.notice_days) if dialogue.window else None


def _unfixed(dialogue: Dialogue, commune: Commune, calendar: WorkingCalendar, now: datetime) -> list[Reminder]:
    """Before the days open that the plan leaves, weekly from then on, and when it must be announced at the latest."""
    today = day_of(now)
    window, last_announced = dialogue.window, announce_by(dialogue, commune)
    days: set[date] = set()
    if window is None or last_announced is None:
        # On Mondays, so that it is the same day whoever reckons when.
        week, last = today - timedelta(days=today.weekday()), today
    else:
        week, last = window.first or window.last, window.last
        days = {week - timedelta(days=before) for before in UNFIXED_DAYS_BEFORE} | {last_announced}
    weekly = [_at_or_before(calendar, week)]
    while week <= last or morning(commune, weekly[-1]) <= now:
        week += ONE_WEEK
        day = _at_or_before(calendar, week)
        # Long holidays would bring it forward to a few days after the one before.
        if day - weekly[-1] > HALF_A_WEEK:
            weekly.append(day)
    return [
        Reminder(
            commune.id, f"unfixed/{dialogue.id}/{day}", ReminderKind.UNFIXED, morning(commune, day),
            dialogue_id=dialogue.id,
        )
        for day in sorted({*weekly, *(_at_or_before(calendar, each) for each in days)})
    ]  # fmt: skip


# ── the year ──────────────────────────────────────────────────────────────────────────────────────────────────


def of_year(commune: Commune, year: int, calendar: WorkingCalendar) -> list[Reminder]:
    """Whether enough dialogues are held (Law on Local Government Organisation 72/2025, art. 43), the calendar, and the
    report of each month that has gone, on the first working day of the next.
    """
    found = [_of_month(commune, date(year, month, 1), calendar) for month in range(1, 13)]
    for month in YEAR_MONTHS:
        day = _at_or_after(calendar, date(year, month, 1))
        until = datetime.combine(date(year, month, 1) + timedelta(days=31), time(), VIETNAM)
        key = f"year/{year}/{month:02d}"
        found.append(Reminder(commune.id, key, ReminderKind.YEAR, morning(commune, day), until))
    day = _at_or_after(calendar, date(year, 12, 1))
    until = datetime(year, 12, CALENDAR_UNTIL, tzinfo=VIETNAM)
    found.append(Reminder(commune.id, f"calendar/{year}/12", ReminderKind.CALENDAR, morning(commune, day), until))
    return found


def _of_month(commune: Commune, first: date, calendar: WorkingCalendar) -> Reminder:
    day = _at_or_after(calendar, first)
    until = datetime.combine(first + timedelta(days=28), time(), VIETNAM)
    key = f"report/{first.year}/{first.month:02d}"
    return Reminder(commune.id, key, ReminderKind.REPORT, morning(commune, day), until)


def collapse(due: Iterable[Reminder], now: datetime) -> tuple[list[Reminder], list[tuple[Reminder, ReminderOutcome]]]:
    """Of several of one subject only the latest is told; what is too late is not. Those to tell, and the others."""
    latest: dict[object, Reminder] = {}
    ended: list[tuple[Reminder, ReminderOutcome]] = []
    for each in sorted(due, key=lambda r: (r.due_at, r.id)):
        if not each.makes_sense(now):
            ended.append((each, ReminderOutcome.SKIPPED))
            continue
        before = latest.get(each.subject)
        if before is not None:
            ended.append((before, ReminderOutcome.MERGED))
        latest[each.subject] = each
    return list(latest.values()), ended
