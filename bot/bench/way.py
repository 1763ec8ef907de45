"""The whole way: from a webhook's delivery to what the fake Telegram hears."""

import asyncio
import time
from datetime import UTC, datetime

from aiohttp import ClientSession, TCPConnector

from bot.bench.figures import Figure, Findings, percentile
from bot.bench.ground import Fake, Ground, Place, Program, Town
from bot.bench.residents import ARRIVAL, Act, TelegramResident, carry_out
from bot.channels.telegram.receiver import SECRET_HEADER, webhook_secret

BOTS = 25
EACH = 40
ROUNDS = 4
CONNECTIONS = 48
STEADY = 200
STEADY_SECONDS = 10
HEARD_WITHIN = 60
SAID = ("/help", "/menu", "/cuatoi", "/menu")
_LEFT = "select count(*) from inbox where done_at is null"


async def way(ground: Ground, findings: Findings, share: float) -> None:
    """Residents of 25 bots, known and agreed, look about: as fast as it goes, then steadily at 200 a second."""
    async with ground.fake("off", BOTS) as fake, ground.town(BOTS, fake.tokens) as town:
        people = [
            TelegramResident(place, 700_000 + n * BOTS + b) for n in range(EACH) for b, place in enumerate(town.places)
        ]
        await _open_chats(fake, people)
        async with ground.program(town, fake, "worker"):
            await _arrive(town, people)
        async with (
            ground.program(town, fake) as program,
            ClientSession(connector=TCPConnector(limit=CONNECTIONS)) as http,
        ):
            await _as_fast_as_it_goes(findings, fake, program, http, people, max(1, round(ROUNDS * share)))
            await _steadily(findings, fake, program, http, people, max(2, round(STEADY_SECONDS * share)))
            findings.add(Figure("memory: all roles in one process", program.megabytes(), "MB", most=300))
        findings.check("way: deliveries not taken", await town.count(_LEFT), 0)


async def _open_chats(fake: Fake, people: list[TelegramResident]) -> None:
    for person in people:
        await fake.sim("create_user", first_name=f"Resident {person.user}", user_id=person.user)
        await fake.sim("opens", user=person.user, bot=person.place.token)


async def _arrive(town: Town, people: list[TelegramResident]) -> None:
    """Everybody agrees and says where they live; what they are answered is not part of the measurement."""
    now = datetime.now(UTC)
    acts, _ = await carry_out(town, TelegramResident(town.places[0], 1), ARRIVAL, now)
    async with town.database.begin() as uow:
        for person in people:
            await uow.inbox.put([person.delivery(act, now) for act in acts], now)
    await town.until(HEARD_WITHIN, _LEFT)
    await town.fetch("update outbox set sent_at = now() where sent_at is null")


class _Hooks:
    """Telegram's side of the webhooks."""

    def __init__(self, program: Program, http: ClientSession) -> None:
        self._program = program
        self._http = http
        self._headers: dict[str, dict[str, str]] = {}

    async def deliver(self, person: TelegramResident, text: str) -> None:
        place: Place = person.place
        token = place.token
        headers = self._headers.setdefault(token, {SECRET_HEADER: webhook_secret(token)})
        url = f"{self._program.url}/telegram/telegram:{place.commune.slug}"
        update = person.update(Act(text), datetime.now(UTC))
        async with self._http.post(url, json=update, headers=headers) as answer:
            await answer.read()
            answer.raise_for_status()


async def _heard(fake: Fake, town_places: set[str]) -> int:
    return sum([int((await fake.sim("counts", bot=token))["sent"]) for token in town_places])


async def _as_fast_as_it_goes(
    findings: Findings, fake: Fake, program: Program, http: ClientSession, people: list[TelegramResident], rounds: int
) -> None:
    hooks = _Hooks(program, http)
    tokens = {person.place.token for person in people}
    before = await _heard(fake, tokens)
    started = time.monotonic()
    for n in range(rounds):
        # A chat takes one message a second, so a round is not begun within a second of the last.
        begun = time.monotonic()
        await asyncio.gather(*(hooks.deliver(person, SAID[n % len(SAID)]) for person in people))
        await asyncio.sleep(max(0.0, 1.02 - (time.monotonic() - begun)) if n + 1 < rounds else 0)
    wanted = rounds * len(people)
    heard = 0
    while time.monotonic() - started < HEARD_WITHIN and heard < wanted:
        await asyncio.sleep(0.05)
        heard = await _heard(fake, tokens) - before
    rate = heard / (time.monotonic() - started)
    findings.check("way: answers heard", heard, wanted)
    findings.add(Figure("way: from webhook to Telegram's ears", rate, "/s", least=400))


async def _steadily(
    findings: Findings, fake: Fake, program: Program, http: ClientSession, people: list[TelegramResident], seconds: int
) -> None:
    """Open loop: a delivery is due every 5 ms whether or not the last one has been answered."""
    hooks = _Hooks(program, http)
    await asyncio.sleep(1.1)
    count = min(seconds * STEADY, len(people) * 4)
    sent: dict[int, list[float]] = {}
    loop = asyncio.get_running_loop()
    start = loop.time()
    under_way: list[asyncio.Task[None]] = []
    for n in range(count):
        person = people[n % len(people)]
        await asyncio.sleep(max(0.0, start + n / STEADY - loop.time()))
        sent.setdefault(person.user, []).append(time.time())
        under_way.append(asyncio.create_task(hooks.deliver(person, SAID[n // len(people) % len(SAID)])))
    await asyncio.gather(*under_way)
    await asyncio.sleep(2.0)
    took: list[float] = []
    for person in people:
        moments = sent.get(person.user, [])
        lines = await fake.sim("transcript", chat=person.user, bot=person.place.token)
        answers = [line["at"] for line in lines if line["by"] == "bot"][-len(moments) :] if moments else []
        took += [(heard - said) * 1000 for said, heard in zip(moments, answers, strict=False)]
    findings.check("way: answers at a steady 200/s", len(took), count)
    findings.add(Figure("way at 200/s: half of the answers within", percentile(took, 50), "ms", most=15))
    findings.add(Figure("way at 200/s: 99 of 100 within", percentile(took, 99), "ms", most=100))
    findings.add(Figure("way at 200/s: all within", max(took, default=0.0), "ms"))
