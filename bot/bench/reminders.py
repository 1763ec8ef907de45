"""The benchmark of reminders: a sweep over very many that are not due, and one that finds some."""

import statistics
import time
from datetime import datetime, timedelta

from actions.calendar import calendar_of
from bot.bench.figures import Figure, Findings, machine, print_line, show
from bot.bench.ground import Ground, Town, fetch
from bot.collector import spare_what_stays
from bot.settings import Settings
from domain.access import Grant, Role
from domain.calendar import day_of
from domain.commune import VIETNAM
from domain.milestone import Milestone, Rule
from domain.reminder import Reminder, ReminderKind, morning
from scheduler.sweeps import remind
from storage.database import Database

PENDING = 1_000_000
FOUND = 500
COMMUNES = 50
EACH = FOUND // COMMUNES
# The clerk of each commune is told of all of them in one message.
MESSAGES = FOUND + COMMUNES
TIMES = 9
# Beyond the milestones that the reminders of the filling name.
FIRST_ID = 10_000_000
MOST_NONE = 5.0
MOST_FOUND = 50.0

# Spread over the ten years after the moment of the benchmark, of every commune alike.
_FILL = """
    insert into reminder (commune_id, key, kind, due_at, milestone_id)
    select 90001 + n % {communes}, 'milestone/' || n, 'milestone',
           $1::timestamptz + interval '1 day' + n * interval '5 minutes', n
    from generate_series(1, $2::int) as n
"""


async def reminders(settings: Settings, share: float) -> int:
    """Measure; return 1 when something was not told or told twice, otherwise 0."""
    started = time.monotonic()
    findings = Findings()
    async with Ground(settings) as ground:
        print_line(machine(ground.postgres))
        async with ground.town(COMMUNES, [f"{number}:none-needed" for number in range(1, COMMUNES + 1)]) as town:
            now = _a_working_morning(town)
            filling = time.monotonic()
            await fetch(town.database, _FILL.format(communes=COMMUNES), now, int(PENDING * share))
            await fetch(town.database, "vacuum analyze reminder")
            findings.add(Figure("inserting what waits", time.monotonic() - filling, "s"))
            await _measure(town, findings, now)
    findings.wrong += ground.troubles
    show(findings)
    print_line(f"{time.monotonic() - started:.0f} s")
    return 1 if findings.wrong else 0


def _a_working_morning(town: Town) -> datetime:
    """A moment at which reminders are told, whatever day the benchmark is run on."""
    commune = town.places[0].commune
    calendar = calendar_of(commune, 2026)
    return morning(commune, calendar.add_working_days(datetime(2026, 3, 1, tzinfo=VIETNAM).date(), 5))


async def _measure(town: Town, findings: Findings, now: datetime) -> None:
    communes = [place.commune for place in town.places]
    looked = {commune.id: day_of(now) for commune in communes}
    spare_what_stays()
    query, none = [], []
    for _ in range(TIMES):
        query.append(await _query(town.database, now))
        begun = time.perf_counter()
        told = await remind(town.database, communes, now, looked)
        none.append((time.perf_counter() - begun) * 1000)
        findings.check("messages of a sweep that finds nothing", told, 0)
    findings.add(Figure("the query that finds none", statistics.median(query), "ms"))
    findings.add(Figure("a sweep that finds none", statistics.median(none), "ms", most=MOST_NONE))
    await _hire(town, now)
    found = []
    for round_ in range(TIMES):
        await _make_due(town, now, round_)
        begun = time.perf_counter()
        told = await remind(town.database, communes, now, looked)
        found.append((time.perf_counter() - begun) * 1000)
        findings.check("messages of a sweep that finds some", told, MESSAGES)
        findings.check("sweeping again", await remind(town.database, communes, now, looked), 0)
    told = await town.count("select count(*) from reminder where outcome = 'told'")
    findings.check("reminders told", told, FOUND * TIMES)
    findings.add(Figure(f"a sweep that finds {FOUND}", statistics.median(found), "ms", most=MOST_FOUND))
    findings.add(Figure("the fastest of them", min(found), "ms"))
    # The first puts sentences and statements together.
    findings.add(Figure("the first of them", found[0], "ms"))


async def _query(database: Database, now: datetime) -> float:
    async with database.single() as uow:
        begun = time.perf_counter()
        await uow.reminders.due_communes(now)
        return (time.perf_counter() - begun) * 1000


async def _hire(town: Town, now: datetime) -> None:
    """A clerk in every commune, and an officer in each of its first departments."""
    async with town.database.begin() as uow:
        for place in town.places:
            commune = place.commune
            grants = [Grant(Role.CLERK), *(Grant(Role.OFFICER, department=d.key) for d in commune.departments[:EACH])]
            for number, grant in enumerate(grants):
                address = f"{commune.id}{number:02d}"
                await uow.conversations.open(
                    place.telegram, address, address, in_group=False, commune_id=commune.id, now=now
                )
                chat = await uow.conversations.claim(place.telegram, address, now)
                person = await uow.people.add(commune.id, None, "vi", now, chat.id if chat else None)
                await uow.people.give(commune.id, person.id, grant, now)


async def _make_due(town: Town, now: datetime, round_: int) -> None:
    """A milestone for each officer, and its reminder, which is due now."""
    due = day_of(now) + timedelta(days=3)
    milestones = [
        Milestone(
            place.commune.id, FIRST_ID + 100 * round_ + number, f"bench/{round_}/{number}", "report", Rule(on=due), due,
            title=department.name, department=department.key,
        )
        for place in town.places
        for number, department in enumerate(place.commune.departments[:EACH])
    ]  # fmt: skip
    async with town.database.begin() as uow:
        await uow.milestones.add(milestones)
        await uow.reminders.put(
            [
                Reminder(
                    m.commune_id,
                    f"milestone/{m.id}/{due}/{day_of(now)}",
                    ReminderKind.MILESTONE,
                    now,
                    milestone_id=m.id,
                )
                for m in milestones
            ],
            now,
        )
