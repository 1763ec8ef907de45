"""Reminders: on which mornings there are any, and that none comes at night, twice or out of time."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar, day_of
from domain.commune import VIETNAM, Commune, CommuneKind, Hours
from domain.dialogue import BEFORE_SESSION, Dialogue, DialogueState, Window
from domain.milestone import Milestone, Rule
from domain.reminder import (
    AT_WORK,
    Reminder,
    ReminderKind,
    ReminderOutcome,
    collapse,
    morning,
    of_dialogue,
    of_milestone,
    of_year,
    waits_until,
)

COMMUNE = Commune(
    1, "mau", "Mẫu", CommuneKind.XA, "Thái Nguyên", "MM", "Trụ sở", Hours(time(21), time(6, 30)), time(7, 30), 10, 15
)
CALENDAR = WorkingCalendar(days_off={date(2025, 11, 20): "Ngày hội xã"})


def at(day: int, hour: int = 7, minute: int = 30, month: int = 11) -> datetime:
    return datetime(2025, month, day, hour, minute, tzinfo=VIETNAM)


LONG_AGO = at(1, month=9)


def milestone(due_on: date | None, done_at: datetime | None = None) -> Milestone:
    return Milestone(1, 5, "k", "report", Rule(on=due_on), due_on, done_at=done_at)


def dialogue(starts_at: datetime | None, state: DialogueState = DialogueState.COLLECTING) -> Dialogue:
    until = starts_at and datetime.combine(day_of(starts_at) - timedelta(days=1), time(17), VIETNAM)
    return Dialogue(1, 3, "Hội nghị", None, "Hội trường", starts_at, until, 15, state)


def days(found: list[Reminder]) -> list[str]:
    return [f"{each.due_at:%d/%m}" for each in found]


@pytest.mark.parametrize(
    ("due", "now", "told"),
    [
        pytest.param(14, LONG_AGO, ["07/11", "11/11", "13/11", "14/11", "17/11"], id="friday-and-monday-when-late"),
        pytest.param(16, LONG_AGO, ["07/11", "13/11", "14/11", "17/11"], id="sunday-is-told-on-friday"),
        pytest.param(21, LONG_AGO, ["14/11", "18/11", "19/11", "21/11", "24/11"], id="day-off-of-the-commune"),
        pytest.param(14, at(18, 8), ["07/11", "11/11", "13/11", "14/11", "19/11"], id="late-again-tomorrow"),
        pytest.param(14, at(19, 8), ["07/11", "11/11", "13/11", "14/11", "21/11"], id="late-after-the-day-off"),
    ],
)
def test_a_milestone_is_recalled_on_working_mornings_and_daily_when_late(
    due: int, now: datetime, told: list[str]
) -> None:
    assert days(of_milestone(milestone(date(2025, 11, due)), None, COMMUNE, CALENDAR, now)) == told


@pytest.mark.parametrize(
    "nothing",
    [
        pytest.param((milestone(None), None), id="no-day-yet"),
        pytest.param((milestone(date(2025, 11, 14), done_at=at(1)), None), id="done"),
        *(
            pytest.param((milestone(date(2025, 11, 14)), dialogue(at(28), state)), id=state.value)
            for state in (DialogueState.POSTPONED, DialogueState.CANCELLED, DialogueState.CLOSED)
        ),
        pytest.param((milestone(date(2025, 11, 7)), dialogue(at(9))), id="prepared-what-is-over"),
    ],
)
def test_nothing_is_recalled_that_nobody_has_to_do(nothing: tuple[Milestone, Dialogue | None]) -> None:
    assert of_milestone(*nothing, COMMUNE, CALENDAR, at(10)) == []


def test_what_follows_a_dialogue_is_recalled_after_it() -> None:
    publish = replace(milestone(date(2025, 11, 24)), rule=Rule(days=10))
    held = dialogue(at(14), DialogueState.CONCLUDED)
    assert days(of_milestone(publish, held, COMMUNE, CALENDAR, at(15))) == ["17/11", "21/11", "24/11", "25/11"]
    soon = replace(publish, due_on=date(2025, 11, 19), rule=Rule(days=5))
    assert days(of_milestone(soon, dialogue(at(14)), COMMUNE, CALENDAR, at(1))) == ["18/11", "19/11", "21/11"]


@pytest.mark.parametrize(
    ("starts", "told"),
    [
        pytest.param(at(28, 7, 30), [at(21), at(27), at(28, 6, 30)], id="half-past-seven"),
        pytest.param(at(28, 7, 0), [at(21), at(27), at(28, 6, 30)], id="an-hour-before-is-still-night"),
        pytest.param(at(28, 8, 0), [at(21), at(27), at(28, 7, 0)], id="eight"),
        pytest.param(at(28, 14), [at(21), at(27), at(28, 7, 30)], id="afternoon"),
        pytest.param(at(30, 19), [at(23), at(29), at(30, 7, 30)], id="sunday-evening"),
        pytest.param(at(28, 6, 0), [at(21), at(27)], id="before-anybody-is-awake"),
    ],
)
def test_people_are_recalled_a_week_a_day_and_the_morning_before(starts: datetime, told: list[datetime]) -> None:
    found = [r for r in of_dialogue(dialogue(starts), COMMUNE, CALENDAR, LONG_AGO) if r.kind is ReminderKind.PEOPLE]
    assert [each.due_at for each in found] == told
    assert {each.until for each in found} == {starts}


def test_hamlets_are_recalled_three_days_and_a_day_before_collection_closes() -> None:
    found = [r for r in of_dialogue(dialogue(at(28)), COMMUNE, CALENDAR, LONG_AGO) if r.kind is ReminderKind.HAMLETS]
    assert [(each.due_at, each.until) for each in found] == [(at(24), at(27, 17, 0)), (at(26), at(27, 17, 0))]


@pytest.mark.parametrize(
    ("window", "now", "told"),
    [
        pytest.param(
            Window(date(2025, 11, 1), date(2025, 11, 30)), LONG_AGO,
            # 2 and 18 October, 25 October, then Saturdays: each on the Friday before. The 23rd is a Sunday.
            ["02/10", "17/10", "24/10", "31/10", "07/11", "14/11", "21/11", "28/11", "05/12"],
            id="month",
        ),
        pytest.param(
            Window(None, date(2025, 11, 30)), LONG_AGO, ["31/10", "14/11", "21/11", "28/11", "05/12"], id="before"
        ),
        pytest.param(
            Window(None, date(2025, 11, 30)), at(6, month=12), ["31/10", "14/11", "21/11", "28/11", "05/12", "12/12"],
            id="weekly-after-it-has-passed",
        ),
        pytest.param(None, at(5, 8), ["03/11", "10/11"], id="nothing-known-on-mondays"),
    ],
)  # fmt: skip
def test_the_clerk_is_asked_for_the_day_before_the_window_opens_and_weekly_then(
    window: Window | None, now: datetime, told: list[str]
) -> None:
    open_ = replace(dialogue(None, DialogueState.PLANNED), window=window)
    found = of_dialogue(open_, COMMUNE, CALENDAR, now)
    assert days(found) == told
    assert {each.kind for each in found} == {ReminderKind.UNFIXED}


def test_long_holidays_bring_no_second_question_in_the_same_week() -> None:
    closed = WorkingCalendar(days_off={date(2025, 11, day): "Tết" for day in range(10, 15)})
    # Monday the 10th would be Friday the 7th.
    open_ = dialogue(None, DialogueState.PLANNED)
    assert days(of_dialogue(open_, COMMUNE, closed, at(4, 8))) == ["03/11", "17/11"]


def test_in_october_and_december_the_year_is_looked_at() -> None:
    found = {each.key: (each.due_at, each.until) for each in of_year(COMMUNE, 2025, CALENDAR)}
    reports = {key: due for key, (due, _) in found.items() if key.startswith("report/")}
    # Of twelve months, each on the first working day of the next: the 1st of November 2025 is a Saturday.
    assert len(reports) == 12
    assert reports["report/2025/11"] == at(3)
    assert {key: when for key, when in found.items() if key not in reports} == {
        "year/2025/10": (at(1, month=10), datetime(2025, 11, 1, tzinfo=VIETNAM)),
        "year/2025/12": (at(1, month=12), datetime(2026, 1, 1, tzinfo=VIETNAM)),
        "calendar/2025/12": (at(1, month=12), datetime(2025, 12, 15, tzinfo=VIETNAM)),
    }


@pytest.mark.parametrize(
    ("kind", "now", "until"),
    [
        pytest.param(ReminderKind.MILESTONE, at(14, 12), None, id="by-day"),
        pytest.param(ReminderKind.MILESTONE, at(14, 22), at(17), id="friday-night"),
        pytest.param(ReminderKind.MILESTONE, at(15, 9), at(17), id="saturday"),
        pytest.param(ReminderKind.MILESTONE, at(14, 5), at(14), id="early"),
        pytest.param(ReminderKind.PEOPLE, at(15, 9), None, id="people-on-saturday"),
        pytest.param(ReminderKind.PEOPLE, at(14, 22), at(15, 6, 30), id="people-at-night"),
        pytest.param(ReminderKind.PEOPLE, at(14, 5), at(14, 6, 30), id="people-early"),
    ],
)
def test_what_is_late_waits_for_the_day_and_work_for_the_office(
    kind: ReminderKind, now: datetime, until: datetime | None
) -> None:
    assert waits_until(kind, COMMUNE, CALENDAR, now) == until


def test_of_several_of_one_subject_the_latest_is_told() -> None:
    def due(id_: int, day: int, milestone_id: int = 5, until: datetime | None = None) -> Reminder:
        key = f"milestone/{milestone_id}/x/{day}"
        return Reminder(1, key, ReminderKind.MILESTONE, at(day), until, None, milestone_id, id_)

    first, second, other, too_late = due(1, 3), due(2, 5), due(3, 4, 6), due(4, 6, 7, until=at(7))
    assert collapse([second, first, other, too_late], at(8)) == (
        [second, other],
        [(first, ReminderOutcome.MERGED), (too_late, ReminderOutcome.SKIPPED)],
    )


# ── whatever is set up ────────────────────────────────────────────────────────────────────────────────────────

moments = st.integers(0, 2 * 365 * 24 * 60).map(lambda n: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
calendars = st.builds(
    WorkingCalendar,
    weekdays=st.frozensets(st.integers(1, 7), min_size=3),
    days_off=st.dictionaries(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.just(""), max_size=20),
)
clocks = st.times().map(lambda t: t.replace(microsecond=0))
communes = st.builds(
    lambda start, end, digest, before, chairs: replace(
        COMMUNE, quiet_hours=Hours(start, end), digest_at=digest, remind_days_before=tuple(before),
        chair_told_after=chairs,
    ),
    clocks, clocks, clocks, st.lists(st.integers(0, 60), max_size=6), st.integers(0, 30),
)  # fmt: skip
dialogues = st.builds(
    lambda starts_at, state, window: replace(dialogue(starts_at, state), window=window),
    st.none() | moments, st.sampled_from(sorted(BEFORE_SESSION)),
    st.none() | st.builds(lambda first, length: Window(first, first + timedelta(days=length)),
                          st.dates(date(2025, 1, 1), date(2026, 12, 1)), st.integers(0, 120)),
)  # fmt: skip


@given(communes, calendars, st.dates(date(2025, 1, 1), date(2026, 12, 31)), dialogues, moments)
def test_every_reminder_has_a_key_of_its_own_and_none_comes_at_night(
    commune: Commune, calendar: WorkingCalendar, due_on: date, of: Dialogue, now: datetime
) -> None:
    found = [
        *of_milestone(milestone(due_on), None, commune, calendar, now),
        *of_dialogue(of, commune, calendar, now),
        *of_year(commune, now.year, calendar),
    ]
    assert len({each.key for each in found}) == len(found)
    for each in found:
        assert not commune.is_quiet(each.due_at)
        assert each.kind not in AT_WORK or calendar.is_working_day(day_of(each.due_at))
        assert each.until is None or each.due_at < each.until or each.kind not in AT_WORK


@given(communes, calendars, st.dates(date(2025, 1, 1), date(2026, 12, 31)), moments)
def test_an_open_milestone_always_has_one_more_reminder(
    commune: Commune, calendar: WorkingCalendar, due_on: date, now: datetime
) -> None:
    found = of_milestone(milestone(due_on), None, commune, calendar, now)
    assert max(each.due_at for each in found) > now
    assert all(day_of(each.due_at) <= due_on for each in found[:-1])
    assert day_of(found[-1].due_at) > due_on


@given(communes, calendars, dialogues, moments)
def test_a_dialogue_without_a_day_is_asked_for_until_it_has_one(
    commune: Commune, calendar: WorkingCalendar, of: Dialogue, now: datetime
) -> None:
    open_ = replace(of, starts_at=None)
    found = of_dialogue(open_, commune, calendar, now)
    assert max(each.due_at for each in found) > now


@given(communes, calendars, st.sampled_from(sorted(ReminderKind)), moments)
def test_who_waits_waits_for_a_moment_at_which_it_may_be_told(
    commune: Commune, calendar: WorkingCalendar, kind: ReminderKind, now: datetime
) -> None:
    at_last = waits_until(kind, commune, calendar, now)
    if at_last is not None:
        assert at_last > now
        assert waits_until(kind, commune, calendar, at_last) is None


@given(communes, st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_the_morning_is_on_its_day_and_never_quiet(commune: Commune, day: date) -> None:
    assert day_of(morning(commune, day)) == day
    assert not commune.is_quiet(morning(commune, day))
