"""The way: from a webhook through our program to the ears of the fake Telegram, as fast as it goes and at a pace."""

import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import ClientSession, TCPConnector

from bot.bench.figures import Figure, Findings, percentile, say
from bot.bench.ground import CannotRun, Fake, Ground, Program, Town
from bot.bench.residents import ARRIVAL, LOOKING_ABOUT, Act, TelegramResident, carry_out, petition
from bot.channels.telegram.receiver import SECRET_HEADER, webhook_secret

BOTS = 50
CHATS_PER_BOT = 20
ROUNDS = 6
CONNECTIONS = 64
PACE = 200
PACED_SECONDS = 20
HEARD_WITHIN = 60.0
# Telegram lets a bot write to a chat once a second, and so does our limiter.
APART = 1.1
LEAST, MEDIAN, SLOWEST, MEMORY = 400, 15, 100, 300


@dataclass
class Person:
    """A resident, what they will say, and when they said it; `at` is the time on the system's clock."""

    resident: TelegramResident
    acts: Sequence[Act]
    at: list[float] = field(default_factory=list)
    next_at: float = 0.0

    def body(self) -> bytes:
        """The next update, as Telegram would post it."""
        act = self.acts[len(self.at) % len(self.acts)] if self.at else self.acts[0]
        return json.dumps(self.resident.update(act, datetime.now(UTC))).encode()


async def way(ground: Ground, findings: Findings, share: float, *, speed: bool, memory: bool) -> None:
    """Every message is a text, and every text is answered by one message: so each is known by its place."""
    chats = max(4, int(CHATS_PER_BOT * share))
    async with ground.fake("off", BOTS) as fake, ground.town(BOTS, fake.tokens) as town:
        async with ground.program(town, fake) as program, _Phones(town, program) as phones:
            acts = await _rehearse(town)
            people = [Person(TelegramResident.stranger(place), acts) for _ in range(chats) for place in town.places]
            for one in people:
                user = one.resident.user
                await fake.sim("create_user", user_id=user, first_name=f"Resident {user}")
                await fake.sim("opens", user=user, bot=one.resident.place.token)
            for _ in range(len(ARRIVAL)):
                await phones.flood(people, 1)
            await _heard(town)
            settled = len(ARRIVAL)
            ...
