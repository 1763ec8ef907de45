"""The way: from a webhook through our program to the ears of the fake Telegram, as fast as it goes and at a pace."""

import asyncio
import itertools
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote

from aiohttp import ClientSession, TCPConnector

from bot.bench.figures import Figure, Findings, percentile
from bot.bench.ground import Fake, Ground, Program, Town
from bot.bench.residents import ARRIVAL, PETITION, Act, Say, TelegramResident, carry_out
from bot.channels.telegram.receiver import SECRET_HEADER, webhook_secret
from bot.collector import spare_what_stays

BOTS = 50
CHATS_PER_BOT = 20
CONNECTIONS = 64
PACE = 200
PACED_SECONDS = 15
HEARD_WITHIN = 60.0
# Telegram lets a bot write to a chat once a second.
APART = 1.1
_UNHEARD = (
    "select (select count(*) from inbox where done_at is null) "
    "+ (select count(*) from outbox where sent_at is null and given_up_at is null)"
)


@dataclass
class Person:
    """A resident, what they say one after another, and when they said it on the system's clock."""

    resident: TelegramResident
    acts: Sequence[Act]
    said_at: list[float] = field(default_factory=list)
    heard_at: list[float] = field(default_factory=list)

    def update(self) -> bytes:
        """The next update, as Telegram would post it; after the last act another petition begins."""
        position = len(self.said_at)
        if position >= len(self.acts):
            position = len(ARRIVAL) + (position - len(ARRIVAL)) % (len(self.acts) - len(ARRIVAL))
        # No two of their petitions are the same.
        act = self.acts[position].by(self.resident.user % 10_000 * 100 + len(self.said_at))
        return json.dumps(self.resident.update(act, datetime.now(UTC))).encode()


async def way(ground: Ground, findings: Findings, share: float) -> None:
    """Everything said is a text, and every text is answered by one message: so each answer is known by its place."""
    async with ground.fake("off", BOTS) as fake, ground.town(BOTS, fake.tokens) as town:
        async with ground.program(town, fake) as program:
            people = await _gather(town, fake, max(2, int(CHATS_PER_BOT * share)))
            # A collection here would make answers seem late that were not.
            spare_what_stays()
            async with _Webhooks(program) as webhooks:
                await webhooks.flood(people, len(ARRIVAL))
                await town.until(HEARD_WITHIN, _UNHEARD)
                before = program.seconds()
                await webhooks.flood(people, len(people[0].acts) - len(ARRIVAL))
                await town.until(HEARD_WITHIN, _UNHEARD)
                used = program.seconds() - before
                await webhooks.keep_pace(people, PACE, max(3.0, PACED_SECONDS * share))
                await town.until(HEARD_WITHIN, _UNHEARD)
            memory = program.megabytes()
        await _listen(fake, findings, people)
    findings.check("way: updates not taken", webhooks.refused, 0)
    _note(findings, people, used)
    findings.add(Figure(f"memory: all roles in one process, {BOTS} bots", memory, "MB", most=300))


async def _gather(town: Town, fake: Fake, each: int) -> list[Person]:
    """So many residents of every commune, whom the fake Telegram knows; what they will say is tried out by one more."""
    residents = [TelegramResident.stranger(place) for _ in range(each) for place in town.places]
    rehearsing = TelegramResident.stranger(town.places[0])
    for one in [rehearsing, *residents]:
        await fake.sim("create_user", user_id=one.user, first_name=f"Resident {one.user}")
        await fake.sim("opens", user=one.user, bot=one.place.token)
    wishes = (*ARRIVAL, Say("/menu"), *PETITION)
    acts, _ = await carry_out(town, rehearsing, wishes, datetime.now(UTC), typed=True)
    return [Person(one, acts) for one in residents]


class _Webhooks:
    """Posts updates as Telegram does, over a bounded number of connections."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.refused = 0

    async def __aenter__(self) -> "_Webhooks":
        self._session = ClientSession(self._program.url, connector=TCPConnector(limit=CONNECTIONS))
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self._session.close()

    async def post(self, person: Person, at: float) -> None:
        """Post the person's next update, which was due at the moment `at`."""
        place = person.resident.place
        body = person.update()
        person.said_at.append(at)
        headers = {SECRET_HEADER: webhook_secret(place.token), "Content-Type": "application/json"}
        path = f"/telegram/{quote(f'telegram:{place.commune.slug}', safe='')}"
        async with self._session.post(path, data=body, headers=headers) as answer:
            self.refused += answer.status != 200

    async def flood(self, people: Sequence[Person], rounds: int) -> None:
        """Let everybody say so many things, as fast as they are taken, a chat at most once in APART seconds."""
        turns = iter(list(people) * rounds)

        async def one_line() -> None:
            for person in turns:
                if person.said_at:
                    await asyncio.sleep(max(0.0, person.said_at[-1] + APART - time.time()))
                await self.post(person, time.time())

        await asyncio.gather(*(one_line() for _ in range(CONNECTIONS)))

    async def keep_pace(self, people: Sequence[Person], pace: float, seconds: float) -> None:
        """Post `pace` a second at irregular moments, whether or not the earlier ones were answered."""
        dice = random.Random(1)
        due = time.time() + 0.5
        end = due + seconds
        posting = []
        for person in itertools.cycle(people):
            due += dice.expovariate(pace)
            if due > end:
                break
            await asyncio.sleep(max(0.0, due - time.time()))
            posting.append(asyncio.create_task(self.post(person, due)))
        await asyncio.gather(*posting)


async def _listen(fake: Fake, findings: Findings, people: Sequence[Person]) -> None:
    """When each answer was heard; whatever is missing or too much is noted."""
    lost = twice = 0
    for person in people:
        lines = await fake.sim("transcript", chat=person.resident.user, bot=person.resident.place.token)
        person.heard_at = [line["at"] for line in lines if line["by"] == "bot"]
        lost += max(0, len(person.said_at) - len(person.heard_at))
        twice += max(0, len(person.heard_at) - len(person.said_at))
    findings.check("way: answers lost", lost, 0)
    findings.check("way: answers heard twice", twice, 0)


def _note(findings: Findings, people: Sequence[Person], used: float) -> None:
    arrived, complete = len(ARRIVAL), len(people[0].acts)
    flooded = [(person.said_at[arrived:complete], person.heard_at[arrived:complete]) for person in people]
    heard = [moment for _, moments in flooded for moment in moments]
    seconds = max(heard, default=0.0) - min(said[0] for said, _ in flooded)
    findings.add(Figure("way: webhook to Telegram's ears", len(heard) / seconds, "/s", least=400))
    findings.add(Figure("way: our processor time", 1000 * used / max(1, len(heard)), "ms/message"))
    took = [
        1000 * (heard - said)
        for person in people
        for said, heard in zip(person.said_at[complete:], person.heard_at[complete:], strict=False)
    ]
    findings.add(Figure(f"way: half of the answers at {PACE}/s within", percentile(took, 50), "ms", most=15))
    findings.add(Figure(f"way: 99 of 100 answers at {PACE}/s within", percentile(took, 99), "ms", most=100))
    findings.add(Figure(f"way: all answers at {PACE}/s within", max(took, default=0.0), "ms"))
