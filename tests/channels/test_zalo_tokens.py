"""Tokens of an Official Account, over HTTP against the strict fake of Zalo and in a real database."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlalchemy import text

from bot.channels.zalo.keeper import DAYS_BEFORE, alert_clerks, keep
from bot.channels.zalo.oa import open_http
from bot.channels.zalo.tokens import (
    APP_WRONG,
    CONSENT_NEEDED,
    KEY_WRONG,
    REFUSED,
    UNREACHABLE,
    Alert,
    AppSecrets,
    OAuth,
    OAuthRefused,
    OAuthUnreachable,
    Pair,
    Tokens,
    challenge_of,
    new_verifier,
    seal,
)
from domain.delivery import TryLater
from storage.database import Database, UnitOfWork
from storage.secret import Secrets, new_key
from storage.zalo import ZaloRow
from tests.fakes.zalo import App, FakeZalo, OfficialAccount
from tests.fakes.zalo.faults import Kind
from tests.fakes.zalo.world import DAY, HOUR
from tests.town import Town, sentence

ACCOUNT = 7
MINUTE = 60.0
KEY = new_key()


class FakesClock:
    """The fake's time: who turns it turns it for the program too."""

    def __init__(self, fake: FakeZalo) -> None:
        self._fake = fake

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._fake.clock.unix(), UTC)


@dataclass
class Desk:
    """An account that is connected with the fake, and processes that use its tokens."""

    fake: FakeZalo
    oa: OfficialAccount
    app: App
    database: Database
    http: httpx.AsyncClient
    secrets: Secrets
    told: list[tuple[str, datetime]] = field(default_factory=list)

    @property
    def clock(self) -> FakesClock:
        return FakesClock(self.fake)

    @property
    def oauth(self) -> OAuth:
        return OAuth(self.http, self.fake.bases["oauth"])

    def process(
        self,
        *,
        database: Database | None = None,
        secrets: Secrets | None = None,
        oauth: OAuth | None = None,
        secret: str | None = None,
        alert: Alert | None = None,
    ) -> Tokens:
        """The tokens as one process knows them."""

        async def tell(uow: UnitOfWork, trouble: str, now: datetime) -> None:
            self.told.append((trouble, now))

        return Tokens(
            database or self.database, secrets or self.secrets, oauth or self.oauth,
            AppSecrets(self.app.id, secret or self.app.secret), ACCOUNT, self.clock,
            name="zalo:mau", alert=alert or tell,
        )  # fmt: skip

    async def connect(self, *, lasts: float = 25 * HOUR) -> Pair:
        given = self.fake.tokens(self.oa)
        now = self.clock.now()
        until = now + timedelta(seconds=lasts), now + timedelta(days=90)
        pair = Pair(given["access_token"], given["refresh_token"], now, *until)
        async with self.database.begin() as uow:
            await uow.zalo.open(ACCOUNT, self.app.id)
            await uow.zalo.store_pair(ACCOUNT, seal(self.secrets, pair, None))
        return pair

    async def row(self) -> ZaloRow:
        async with self.database.begin() as uow:
            found = await uow.zalo.get(ACCOUNT)
        assert found is not None
        return found

    @property
    def refreshes(self) -> int:
        return self.app.calls["access_token"]

    def is_good(self, token: str) -> bool:
        grant = self.fake.by_access[token]
        return grant.alive and self.fake.clock.unix() < grant.access_until


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    async with FakeZalo() as fake, open_http() as http:
        fake.clock.freeze()
        app = fake.create_app(callback_url="https://mau.example.vn/zalo/callback")
        yield Desk(fake, fake.create_oa("UBND xã mẫu"), app, database, http, Secrets([KEY]))


# ── the endpoint ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_code_is_exchanged_with_its_verifier_and_the_pair_refreshed_once(desk: Desk) -> None:
    verifier = new_verifier()
    app, now = AppSecrets(desk.app.id, desk.app.secret), desk.clock.now()
    query = {"app_id": desk.app.id, "redirect_uri": desk.app.callback_url, "code_challenge": challenge_of(verifier)}
    back = desk.fake.consent(f"{desk.fake.bases['oauth']}/v4/oa/permission?{httpx.QueryParams(query)}")
    code = parse_qs(urlsplit(back).query)["code"][0]

    pair = await desk.oauth.exchange(app, code, verifier, now)
    following = await desk.oauth.refresh(app, pair.refresh, now)

    assert len(verifier) == 43
    assert (pair.since, pair.access_until - now, pair.refresh_until - now) == (
        now, timedelta(hours=25), timedelta(days=90),
    )  # fmt: skip
    assert not desk.is_good(pair.access)
    assert desk.is_good(following.access)
    with pytest.raises(OAuthRefused, match=CONSENT_NEEDED):
        await desk.oauth.refresh(app, pair.refresh, now)


class Answering:
    """A token endpoint that answers what a test wants."""

    def __init__(self, status: int, body: object) -> None:
        self.asked: list[httpx.Request] = []
        self._answer = status, body

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        status, body = self._answer
        if isinstance(body, bytes):
            return httpx.Response(status, content=body)
        return httpx.Response(status, json=body)


GOOD = {"access_token": "a", "refresh_token": "r"}


@pytest.mark.parametrize(
    ("more", "seconds"),
    [
        pytest.param({"expires_in": "90000"}, 90000, id="text"),
        pytest.param({"expires_in": 90000}, 90000, id="number"),
        pytest.param({"expires_in": 3600}, 3600, id="an-hour"),
        pytest.param({}, 3600, id="left-out"),
        pytest.param({"expires_in": None}, 3600, id="null"),
        pytest.param({"expires_in": "soon"}, 3600, id="a-word"),
        pytest.param({"expires_in": -5}, 3600, id="negative"),
        pytest.param({"expires_in": 10**30}, 3600, id="for-ever"),
    ],
)
async def test_how_long_a_token_lasts_may_be_written_in_several_ways(more: dict[str, Any], seconds: int) -> None:
    answering = Answering(200, GOOD | more)
    now = datetime(2025, 11, 7, tzinfo=UTC)
    async with httpx.AsyncClient(transport=httpx.MockTransport(answering)) as http:
        pair = await OAuth(http, "https://oauth.example.vn").refresh(
            AppSecrets("500", "bí-mật".encode().hex()), "r0", now
        )

    assert pair == Pair("a", "r", now, now + timedelta(seconds=seconds), now + timedelta(days=90))
    (asked,) = answering.asked
    assert str(asked.url) == "https://oauth.example.vn/v4/oa/access_token"
    assert asked.headers["secret_key"] == "bí-mật".encode().hex()
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(asked.content.decode()) == {
        "refresh_token": ["r0"], "grant_type": ["refresh_token"], "app_id": ["500"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("status", "body", "raised"),
    [
        pytest.param(200, {"error": -14020}, CONSENT_NEEDED, id="used"),
        pytest.param(200, {"error": "-14020"}, CONSENT_NEEDED, id="a-number-in-quotes"),
        pytest.param(400, {"error": -14004}, APP_WRONG, id="wrong-secret"),
        pytest.param(200, {"error": -14002}, APP_WRONG, id="wrong-app"),
        pytest.param(200, {"error": -14029}, APP_WRONG, id="app-not-approved"),
        pytest.param(200, {"error": -99999}, REFUSED, id="a-code-nobody-knows"),
        pytest.param(200, {"error_name": "Invalid refresh token"}, CONSENT_NEEDED, id="name-without-number"),
        pytest.param(200, {"error_name": "Something"}, REFUSED, id="a-name-nobody-knows"),
        pytest.param(200, {"error": "invalid_request"}, REFUSED, id="a-word-for-a-number"),
        pytest.param(200, {"error": -32}, None, id="too-many-calls"),
        pytest.param(500, {"error": -14020}, None, id="server-fails"),
        pytest.param(200, {}, None, id="nothing"),
        pytest.param(200, {"access_token": "a"}, None, id="half-a-pair"),
        pytest.param(200, {"access_token": "a", "refresh_token": 5}, None, id="no-text"),
        pytest.param(200, [], None, id="no-object"),
        pytest.param(502, b"<html>502</html>", None, id="a-page"),
        pytest.param(200, b"\xff\xfe", None, id="no-text-at-all"),
        pytest.param(302, b"", None, id="elsewhere"),
    ],
)
async def test_what_is_no_pair_is_a_refusal_or_no_answer(status: int, body: object, raised: str | None) -> None:
    async with httpx.AsyncClient(transport=httpx.MockTransport(Answering(status, body))) as http:
        with pytest.raises((OAuthRefused, OAuthUnreachable)) as caught:
            await OAuth(http, "https://oauth.example.vn").refresh(AppSecrets("500", "s"), "r", datetime.now(UTC))

    assert getattr(caught.value, "trouble", None) == raised


# ── in time ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_token_serves_twenty_hours_and_is_then_replaced(desk: Desk) -> None:
    first = await desk.connect()
    tokens = desk.process()

    assert await tokens.current() == first.access
    desk.fake.advance(20 * HOUR - 1)
    assert await tokens.current() == first.access
    assert desk.refreshes == 0
    desk.fake.advance(1)
    second = await tokens.current()

    assert second != first.access
    assert desk.is_good(second)
    assert await tokens.current() == await desk.process().current() == second
    assert desk.refreshes == 1


async def test_a_token_that_lasts_an_hour_is_replaced_after_four_fifths_of_it(desk: Desk) -> None:
    first = await desk.connect(lasts=HOUR)
    tokens = desk.process()
    desk.fake.advance(0.8 * HOUR - 1)
    assert await tokens.current() == first.access
    desk.fake.advance(1)
    assert await tokens.current() != first.access


async def test_the_new_pair_is_stored_encrypted_with_the_one_before(desk: Desk) -> None:
    first = await desk.connect()
    desk.fake.advance(21 * HOUR)
    now = desk.clock.now()
    access = await desk.process().current()

    row = await desk.row()
    async with desk.database.begin() as uow:
        stored = (await uow.connection.execute(text("select zalo_account::text from zalo_account"))).scalar_one()

    assert row.access is not None
    assert row.refresh is not None
    assert row.previous is not None
    assert desk.secrets.open(row.access) == access
    assert desk.secrets.open(row.previous).splitlines() == [first.access, first.refresh]
    assert (row.refreshed_at, row.access_until, row.refresh_until) == (
        now, now + timedelta(hours=25), now + timedelta(days=90),
    )  # fmt: skip
    refresh = desk.secrets.open(row.refresh)
    assert desk.fake.by_refresh[refresh].alive
    for secret in (access, refresh, first.access, first.refresh):
        assert secret not in stored


async def test_an_old_key_is_rotated_out_by_the_next_refresh(desk: Desk) -> None:
    await desk.connect()
    new = new_key()
    desk.fake.advance(20 * HOUR)

    access = await desk.process(secrets=Secrets([new, KEY])).current()

    assert await desk.process(secrets=Secrets([new])).current() == access


# ── once ──────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_two_processes_that_refresh_at_once_ask_zalo_once(desk: Desk, dsn: str) -> None:
    await desk.connect()
    desk.fake.advance(21 * HOUR)
    desk.fake.fail("slow", method="access_token", seconds=0.2, times=None)
    other = Database(dsn, 4)
    try:
        processes = [desk.process(), desk.process(database=other), desk.process(), desk.process(database=other)]
        got = await asyncio.gather(*(each.current() for each in processes for _ in range(5)))
    finally:
        await other.close()

    assert len(set(got)) == 1
    assert desk.is_good(got[0])
    assert desk.refreshes == 1
    assert (await desk.row()).trouble is None


async def test_a_token_zalo_refuses_is_replaced_once_for_all_who_had_it(desk: Desk) -> None:
    first = await desk.connect()
    one, other = desk.process(), desk.process()
    assert await one.current() == await other.current() == first.access

    got = await asyncio.gather(*(each.renewed(first.access) for each in (one, other) for _ in range(5)))

    assert set(got) == {await one.current()}
    assert desk.is_good(got[0])
    assert desk.refreshes == 1
    assert await other.renewed(first.access) == got[0]
    assert desk.refreshes == 1


async def test_a_new_token_that_is_refused_too_is_not_replaced_at_once(desk: Desk) -> None:
    first = await desk.connect()
    tokens = desk.process()
    second = await tokens.renewed(first.access)

    with pytest.raises(TryLater) as caught:
        await tokens.renewed(second)

    assert caught.value == TryLater(REFUSED, MINUTE)
    assert desk.refreshes == 1
    desk.fake.advance(MINUTE)
    assert desk.is_good(await tokens.renewed(second))
    assert desk.refreshes == 2


async def test_a_refresh_is_finished_when_whoever_asked_has_gone(desk: Desk) -> None:
    await desk.connect()
    desk.fake.advance(21 * HOUR)
    desk.fake.fail("slow", method="access_token", seconds=0.2)
    tokens = desk.process()
    asking = asyncio.create_task(tokens.current())
    await asyncio.wait_for(_until(lambda: desk.refreshes == 1), 5)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking

    await tokens.close()

    access = await desk.process().current()
    assert desk.is_good(access)
    assert desk.refreshes == 1


async def _until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0)


CUT = text("""
    select pg_terminate_backend(pid) from pg_stat_activity where datname = :name and pid <> pg_backend_pid()
""")


async def test_a_pair_is_stored_although_the_database_was_away(desk: Desk, dsn: str) -> None:
    await desk.connect()
    desk.fake.advance(21 * HOUR)
    name = dsn.partition("?")[0].rpartition("/")[2]

    class Cutting(OAuth):
        """Cuts the database's connections as soon as Zalo has answered."""

        async def refresh(self, app: AppSecrets, token: str, now: datetime) -> Pair:
            pair = await super().refresh(app, token, now)
            async with other.single() as uow:
                await uow.connection.execute(CUT, {"name": name})
            return pair

    other = Database(dsn, 1)
    try:
        access = await desk.process(oauth=Cutting(desk.http, desk.fake.bases["oauth"])).current()
    finally:
        await other.close()

    assert desk.is_good(access)
    assert await desk.process().current() == access
    assert desk.refreshes == 1


# ── what goes wrong ───────────────────────────────────────────────────────────────────────────────────────────


SILENCES: list[Kind] = ["http_500", "bad_gateway", "reset", "hang"]


@pytest.mark.parametrize("kind", SILENCES)
async def test_while_zalo_is_silent_the_old_token_serves_until_it_ends(
    desk: Desk, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.zalo.tokens.CALL_SECONDS", 0.2)
    first = await desk.connect()
    tokens = desk.process()
    desk.fake.advance(21 * HOUR)
    desk.fake.fail(kind, method="access_token", times=None)

    assert [await tokens.current() for _ in range(3)] == [first.access] * 3
    assert desk.refreshes == 1
    desk.fake.advance(MINUTE)
    assert await tokens.current() == first.access
    assert desk.refreshes == 2
    assert desk.told == []
    desk.fake.advance(4 * HOUR)
    with pytest.raises(TryLater) as caught:
        await tokens.current()
    assert caught.value == TryLater(UNREACHABLE, MINUTE)
    assert [trouble for trouble, _ in desk.told] == [UNREACHABLE]
    desk.fake.heal()
    desk.fake.advance(HOUR)
    assert desk.is_good(await tokens.current())
    assert (await desk.row()).trouble is None


async def test_a_silent_zalo_is_not_asked_for_every_message(desk: Desk) -> None:
    first = await desk.connect()
    tokens = desk.process()
    desk.fake.fail("bad_gateway", method="access_token", times=None)

    for _ in range(3):
        with pytest.raises(TryLater) as caught:
            await tokens.renewed(first.access)
        assert caught.value == TryLater(UNREACHABLE, MINUTE)
    assert desk.refreshes == 1
    desk.fake.heal()
    desk.fake.advance(MINUTE)
    assert desk.is_good(await tokens.renewed(first.access))


async def test_a_trouble_is_noted_although_nobody_could_be_told(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    first = await desk.connect()
    desk.fake.advance(21 * HOUR)

    async def alert(uow: UnitOfWork, trouble: str, now: datetime) -> None:
        await uow.connection.execute(text("select 1 / 0"))

    tokens = desk.process(secret="another", alert=alert)

    assert await tokens.current() == first.access
    assert (await desk.row()).trouble == APP_WRONG
    assert "nobody could be told" in caplog.text


LOST: list[Kind] = ["lost_reply", "truncated", "garbled"]


@pytest.mark.parametrize("kind", LOST)
async def test_an_answer_that_is_lost_costs_a_consent_and_is_told_at_once(desk: Desk, kind: Kind) -> None:
    first = await desk.connect()
    desk.fake.advance(21 * HOUR)
    desk.fake.fail(kind, method="access_token")
    tokens = desk.process()
    assert await tokens.current() == first.access
    assert desk.told == []

    await tokens.keep()

    assert [trouble for trouble, _ in desk.told] == [CONSENT_NEEDED]
    assert (await desk.row()).trouble == CONSENT_NEEDED


async def test_a_refresh_token_that_is_used_up_is_told_once_and_not_tried_again(desk: Desk) -> None:
    first = await desk.connect()
    await desk.oauth.refresh(AppSecrets(desk.app.id, desk.app.secret), first.refresh, desk.clock.now())
    desk.fake.advance(21 * HOUR)
    tokens, other = desk.process(), desk.process()

    for each in (tokens, other):
        assert await each.current() == first.access
        await each.keep()
    with pytest.raises(TryLater) as caught:
        await tokens.renewed(first.access)
    desk.fake.advance(5 * HOUR)
    for each in (tokens, other):
        with pytest.raises(TryLater):
            await each.current()

    assert caught.value == TryLater(CONSENT_NEEDED, 3600.0)
    assert desk.refreshes == 2
    assert desk.told == [(CONSENT_NEEDED, desk.clock.now() - timedelta(hours=5))]
    again = await desk.connect()
    assert await tokens.current() == await other.current() == again.access
    assert (await desk.row()).trouble is None


async def test_a_wrong_app_secret_is_told_and_works_once_it_is_mended(desk: Desk) -> None:
    first = await desk.connect()
    desk.fake.advance(21 * HOUR)

    assert await desk.process(secret="another").current() == first.access
    assert [trouble for trouble, _ in desk.told] == [APP_WRONG]
    assert desk.is_good(await desk.process().current())
    assert (await desk.row()).trouble is None


async def test_another_key_is_one_clear_trouble_and_zalo_is_not_asked(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    first = await desk.connect()
    wrong = desk.process(secrets=Secrets([new_key()]))

    for _ in range(2):
        with pytest.raises(TryLater) as caught:
            await wrong.current()
        assert caught.value == TryLater(KEY_WRONG, 3600.0)
    await wrong.keep()

    assert (await desk.row()).trouble == KEY_WRONG
    assert [trouble for trouble, _ in desk.told] == [KEY_WRONG]
    assert desk.refreshes == 0
    said = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(said) == 1
    assert said[0].exc_info is None
    assert await desk.process().current() == first.access
    assert (await desk.row()).trouble is None


async def test_an_account_that_is_not_connected_is_no_alarm(desk: Desk) -> None:
    tokens = desk.process()
    with pytest.raises(TryLater) as caught:
        await tokens.current()
    async with desk.database.begin() as uow:
        await uow.zalo.open(ACCOUNT, desk.app.id)
    await tokens.keep()

    assert caught.value == TryLater(CONSENT_NEEDED, 3600.0)
    assert desk.told == []
    pair = await desk.connect()
    assert await tokens.current() == pair.access


async def test_after_three_months_without_a_refresh_zalo_is_not_even_asked(desk: Desk) -> None:
    await desk.connect()
    desk.fake.advance(90 * DAY)

    with pytest.raises(TryLater):
        await desk.process().current()

    assert desk.refreshes == 0
    assert [trouble for trouble, _ in desk.told] == [CONSENT_NEEDED]


async def test_no_secret_is_ever_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    first = await desk.connect()
    desk.fake.advance(21 * HOUR)
    tokens = desk.process()
    faults: list[Kind] = ["http_500", "reset", "garbled"]
    for kind in faults:
        desk.fake.fail(kind, method="access_token")
        await tokens.keep()
    again = await desk.connect()
    second = await tokens.renewed(again.access)
    await desk.process(secret=f"x{desk.app.secret}").renewed("another")

    row = await desk.row()
    assert row.refresh is not None
    hidden = [first.access, first.refresh, again.access, again.refresh, second, desk.secrets.open(row.refresh)]
    for secret in [*hidden, desk.app.secret, KEY]:
        assert secret not in caplog.text
    for thing in (again, AppSecrets("500", "the-secret"), tokens):
        assert not any(secret in repr(thing) for secret in [*hidden, "the-secret", desk.app.secret])
    assert any("zalo:mau" in record.getMessage() for record in caplog.records)


# ── the sweep ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def clerk(web_town: Town) -> Any:
    return await web_town.clerk()


async def look(town: Town, *, ends_in: float = 90, trouble: str | None = None) -> None:
    """One sweep over an account whose consent ends in so many days."""
    now = town.clock.now()
    secrets = Secrets([KEY])
    pair = Pair("a", "r", now, now + timedelta(hours=25), now + timedelta(days=ends_in))
    async with town.database.begin() as uow:
        await uow.zalo.open(ACCOUNT, "500")
        await uow.zalo.store_pair(ACCOUNT, seal(secrets, pair, None))
        if trouble:
            await uow.zalo.set_trouble(ACCOUNT, trouble, now)
    async with open_http() as http:
        tokens = Tokens(
            town.database, secrets, OAuth(http, "http://127.0.0.1:9"), AppSecrets("500", "s"), ACCOUNT, town.clock
        )
        await keep(town.database, tokens, lambda: [town.commune], now)
    await town.settle()


async def told(clerk: Any) -> list[str]:
    return [seen.text for seen in await clerk.history() if "Zalo" in seen.text]


async def test_clerks_are_told_days_before_the_consent_ends_each_time_once(web_town: Town, clerk: Any) -> None:
    end = web_town.clock.now() + timedelta(days=20)
    said: list[str] = []
    for day in range(20):
        for _ in range(2):
            await look(web_town, ends_in=(end - web_town.clock.now()) / timedelta(days=1))
        if len(found := await told(clerk)) > len(said):
            assert found[:-1] == said
            said = found
            left = 20 - day
            assert left in DAYS_BEFORE
            assert f"Còn {left} ngày" in found[-1]
            assert "27/11/2025" in found[-1]
        await web_town.passes(days=1)

    assert len(said) == len(DAYS_BEFORE)


async def test_a_consent_that_is_found_late_is_told_all_the_same(web_town: Town, clerk: Any) -> None:
    await look(web_town, ends_in=5)
    await look(web_town, ends_in=5)

    (said,) = await told(clerk)
    assert "Còn 5 ngày" in said


async def test_a_trouble_is_recalled_once_a_day_but_not_at_night(web_town: Town, clerk: Any) -> None:
    await look(web_town, trouble=CONSENT_NEEDED)
    await look(web_town, trouble=CONSENT_NEEDED)
    assert len(await told(clerk)) == 1
    await web_town.passes(hours=15)
    await look(web_town, trouble=CONSENT_NEEDED)
    assert len(await told(clerk)) == 1
    await web_town.passes(hours=9)
    await look(web_town, trouble=CONSENT_NEEDED)

    first, second = await told(clerk)
    assert first == second == sentence("zalo-alert-trouble", why=sentence(f"trouble-{CONSENT_NEEDED}"))


async def test_a_failing_refresh_reaches_the_clerk_at_once_even_at_night(web_town: Town, clerk: Any) -> None:
    await look(web_town)
    await web_town.passes(hours=21)
    alert = alert_clerks(lambda: [web_town.commune])
    async with httpx.AsyncClient(transport=httpx.MockTransport(Answering(200, {"error": -14020}))) as http:
        tokens = Tokens(
            web_town.database, Secrets([KEY]), OAuth(http, "https://oauth.example.vn"), AppSecrets("500", "s"), ACCOUNT,
            web_town.clock, alert=alert,
        )  # fmt: skip
        assert await tokens.current() == "a"
    await web_town.settle()

    assert len(await told(clerk)) == 1


async def test_when_all_is_well_nobody_is_told(web_town: Town, clerk: Any) -> None:
    for days in (90, 15):
        await look(web_town, ends_in=days)

    assert await told(clerk) == []
