"""The benchmark of the same matter: what neighbours have sent that is like a message, among very many."""

import random
import time
from dataclasses import replace
from datetime import UTC, date, datetime

from actions.desk import Desk
from actions.likeness import edition, file, of_text
from actions.neighbours import neighbours
from bot.bench.figures import Figure, Findings, machine, percentile, print_line, show
from bot.bench.ground import Ground, Town, driver
from bot.bench.texts import trouble
from bot.collector import spare_what_stays
from bot.settings import Settings
from domain.access import Actor
from understanding.likeness import asked_of, likeness, terms_of
from understanding.redaction import redact
from understanding.training import labelled

PETITIONS = 100_000
ASKED = 400
MOST_NEAR = 20.0
MOST_READ = 5.0
MOST_FILING = 1.0
LEAST_FOUND = 95.0
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
COLUMNS = (
    "commune_id", "id", "code", "state", "topic", "department", "hamlet", "author", "name_shown", "collected", "body",
    "received_at", "due_on", "answer_days",
)  # fmt: skip


async def bench_likeness(settings: Settings, share: float) -> int:
    """Measure; return 1 when a program that was started failed, otherwise 0."""
    started = time.monotonic()
    findings = Findings()
    async with Ground(settings) as ground:
        print_line(machine(ground.postgres))
        async with ground.town(1, ["1:none-needed"]) as town:
            chance = random.Random(7)
            filling = time.monotonic()
            bodies = await _fill(town, chance, int(PETITIONS * share))
            findings.add(Figure(f"filing {len(bodies):,} petitions", time.monotonic() - filling, "s"))
            await _ask(town, findings, chance, bodies)
            await _file(town, findings, chance)
    _read(findings)
    findings.wrong += ground.troubles
    show(findings)
    print_line(f"{time.monotonic() - started:.0f} s")
    return 1 if findings.wrong else 0


async def _fill(town: Town, chance: random.Random, many: int) -> list[tuple[str, str]]:
    """File so many petitions of one commune; return the body and the hamlet of each."""
    commune = town.places[0].commune
    hamlets = [hamlet.key for hamlet in commune.hamlets]
    async with town.database.begin() as uow:
        author = (await uow.people.add(commune.id, "Benchmark", "vi", NOW)).id
    made = [(trouble(chance), chance.choice(hamlets)) for _ in range(many)]
    topic = commune.topics[0]
    async with driver(town.database) as connection:
        await connection.copy_records_to_table(
            "petition",
            columns=COLUMNS,
            records=[
                (
                    commune.id, n, f"B26-{n:06d}", "received", topic.key, topic.department or "-", hamlet, author, True,
                    False, body, NOW, date(2026, 3, 16), 10,
                )
                for n, (body, hamlet) in enumerate(made, 1)
            ],
        )  # fmt: skip
        terms = [(n, terms_of(of_text(commune, body, hamlet))) for n, (body, hamlet) in enumerate(made, 1)]
        await connection.copy_records_to_table(
            "petition_filed",
            columns=("commune_id", "petition_id", "edition", "terms"),
            records=[(commune.id, n, edition(), list(each)) for n, each in terms],
        )
        await connection.copy_records_to_table(
            "petition_term",
            columns=("commune_id", "term", "petition_id"),
            records=[(commune.id, term, n) for n, each in terms for term in each],
        )
        await connection.execute("vacuum analyze petition_term")
        await connection.execute("vacuum analyze petition")
    return made


async def _ask(town: Town, findings: Findings, chance: random.Random, bodies: list[tuple[str, str]]) -> None:
    """Ask as a resident would: in the words of one of the petitions, without marks, in another order."""
    commune = town.places[0].commune
    searched, whole, used, found = [], [], [], 0
    spare_what_stays()
    async with town.database.begin() as uow:
        stranger = await uow.people.add(commune.id, "Benchmark", "vi", NOW)
        calendar = None
        desk = Desk(uow, commune, calendar, Actor(commune.id, stranger.id), NOW)  # type: ignore[arg-type]
        for _ in range(20):
            await neighbours(desk, trouble(chance), commune.hamlets[0].key)
        for _ in range(ASKED):
            body, hamlet = chance.choice(bodies)
            text = _retold(body)
            begun, worked = time.perf_counter(), time.process_time()
            answer = await neighbours(desk, text, hamlet)
            whole.append((time.perf_counter() - begun) * 1000)
            used.append((time.process_time() - worked) * 1000)
            found += bool(answer)
            asked = asked_of(of_text(commune, text, hamlet))
            begun = time.perf_counter()
            await uow.likenesses.near(commune.id, asked, public=True)
            searched.append((time.perf_counter() - begun) * 1000)
    for name, times in (("the search alone", searched), ("open petitions near a message", whole)):
        most = MOST_NEAR if times is whole else None
        findings.add(Figure(f"{name}, half of the times", percentile(times, 50), "ms", most=most))
        findings.add(Figure(f"{name}, 99 % of the times", percentile(times, 99), "ms", most=most))
    findings.add(Figure("open petitions near a message, our processor time", sum(used) / len(used), "ms"))
    findings.add(Figure("messages for which one was found", 100 * found / ASKED, "%", least=LEAST_FOUND))


async def _file(town: Town, findings: Findings, chance: random.Random) -> None:
    """What filing adds to the step in which a petition is sent: reading it, and one statement."""
    commune, times, used = town.places[0].commune, [], []
    async with town.database.begin() as uow:
        [some] = await uow.petitions.by_ids(commune.id, [1])
        for n in range(2, ASKED):
            petition = replace(some, id=n, body=trouble(chance))
            begun, worked = time.perf_counter(), time.process_time()
            await file(uow, commune, [petition])
            times.append((time.perf_counter() - begun) * 1000)
            used.append((time.process_time() - worked) * 1000)
    findings.add(Figure("filing one petition, half of the times", percentile(times, 50), "ms"))
    findings.add(Figure("filing one petition, 99 % of the times", percentile(times, 99), "ms"))
    findings.add(Figure("filing one petition, our processor time", sum(used) / len(used), "ms", most=MOST_FILING))


def _retold(body: str) -> str:
    first, _, second = body.partition(", ")
    return f"{second}, {first}"


def _read(findings: Findings) -> None:
    texts = [message.text for message in labelled("petitions")]
    for name, work in (("redacting a message", _redact), ("reading one for comparing", _compare)):
        times = []
        for n, text in enumerate(texts):
            begun = time.perf_counter()
            work(text, n)
            times.append((time.perf_counter() - begun) * 1000)
        findings.add(Figure(f"{name}, 99 % of the times", percentile(times, 99), "ms", most=MOST_READ))


def _redact(text: str, _: int) -> None:
    redact(text)


def _compare(text: str, number: int) -> None:
    # Under a hamlet of its own each time, so that nothing is remembered from before.
    likeness(text, f"hamlet {number}")
