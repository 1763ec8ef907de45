"""An Official Account of the fake Zalo and ours that speaks for it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from bot.channels.zalo import ZaloOa
from bot.settings import ZaloSettings
from tests.fakes.zalo import FakeZalo, OfficialAccount

NAME = "zalo:cao-minh"


class Tokens:
    """Tokens without the way there. `stuck` gives out the same one for ever."""

    def __init__(self, fake: FakeZalo, oa: OfficialAccount) -> None:
        self.fake, self.oa = fake, oa
        self.token: str = fake.tokens(oa)["access_token"]
        self.renewals = 0
        self.stuck = False

    async def current(self) -> str:
        return self.token

    async def renewed(self, stale: str) -> str:
        assert stale == self.token
        self.renewals += 1
        if not self.stuck:
            self.token = self.fake.tokens(self.oa)["access_token"]
        return self.token


class Notebook:
    """What an account asked to have remembered."""

    def __init__(self) -> None:
        self.kept: list[dict[str, Any]] = []
        self.away = False

    async def __call__(self, **changed: Any) -> None:
        if self.away:
            raise ConnectionError("the database is away")
        self.kept.append(changed)


def settings_of(fake: FakeZalo, **more: Any) -> ZaloSettings:
    bases: dict[str, Any] = {f"{host}_base": base for host, base in fake.bases.items()}
    return replace(ZaloSettings(), **bases, media_hosts=(f"127.0.0.1:{fake.port}",), **more)


@asynccontextmanager
async def open_account(fake: FakeZalo, oa: OfficialAccount, tokens: Tokens, **more: Any) -> AsyncIterator[ZaloOa]:
    app = oa.apps[0]
    opened = ZaloOa(
        NAME, 1, settings=settings_of(fake), app_id=app.id, app_secret=app.secret, oa_secret=app.oa_secret,
        oa_id=oa.id, tokens=tokens, **more,
    )  # fmt: skip
    yield opened
    await opened.close()
