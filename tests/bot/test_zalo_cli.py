"""Zalo on the command line: connecting an account and checking it, with the strict fake of Zalo on the other side."""

import asyncio
import io
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from aiohttp import web
from sqlalchemy import text

from bot.channels.zalo.consent import CALLBACK, Consents, callback_routes
from bot.channels.zalo.oa import open_http
from bot.channels.zalo.setup import oa_setups, open_secrets
from bot.cli import main
from bot.clock import SystemClock
from bot.settings import read_settings
from storage.database import Database
from storage.secret import Secrets, new_key
from storage.zalo import MISMATCHED, UNSIGNED
from tests.fakes.zalo import App, FakeZalo, OfficialAccount
from tests.fakes.zalo.world import STATE_AGENCY
from tests.town import SAMPLES, sentence

KEY = new_key()
LINK = re.compile(r"http://\S+/v4/oa/permission\?\S+")


class Screen(io.StringIO):
    """What the program prints; `shows` waits for something on it."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()

    def write(self, said: str) -> int:
        written = super().write(said)
        self._loop.call_soon_threadsafe(self._changed.set)
        return written

    async def shows(self, pattern: re.Pattern[str]) -> str:
        async with asyncio.timeout(30):
            while not (found := pattern.search(self.getvalue())):
                await self._changed.wait()
                self._changed.clear()
        return found[0]


class Keyboard:
    """Somebody who types one line, once they are asked for it."""

    def __init__(self, types: Callable[[], str]) -> None:
        self._types = types

    def readline(self) -> str:
        return self._types() + "\n"


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


@dataclass
class Office:
    """A technician at a machine whose environment names the app."""

    fake: FakeZalo
    app: App
    oa: OfficialAccount
    database: Database
    monkeypatch: pytest.MonkeyPatch

    def sets(self, name: str, value: str | None) -> None:
        if value is None:
            self.monkeypatch.delenv(f"DOITHOAI_{name}", raising=False)
        else:
            self.monkeypatch.setenv(f"DOITHOAI_{name}", value)

    async def runs(
        self,
        *arguments: object,
        types: Callable[[Screen], str] | None = None,
        meanwhile: Callable[[Screen], Awaitable[None]] | None = None,
    ) -> Ran:
        screen, errors = Screen(), io.StringIO()
        self.monkeypatch.setattr(sys, "stdout", screen)
        self.monkeypatch.setattr(sys, "stderr", errors)
        if types is not None:
            self.monkeypatch.setattr(sys, "stdin", Keyboard(lambda: types(screen)))
        running = asyncio.create_task(asyncio.to_thread(main, [str(each) for each in arguments]))
        if meanwhile is not None:
            await meanwhile(screen)
        status = await running
        return Ran(status, screen.getvalue(), errors.getvalue())

    def comes_back(self, screen: Screen) -> str:
        """The address the browser is sent to after pressing the button on Zalo's page."""
        found = LINK.search(screen.getvalue())
        assert found is not None
        return self.fake.consent(found[0], self.oa)

    async def connects(self, *arguments: str) -> Ran:
        return await self.runs("zalo", "connect", "--paste", *arguments, types=self.comes_back)

    async def does(self, statement: str, **facts: Any) -> None:
        async with self.database.begin() as uow:
            await uow.connection.execute(text(statement), facts)

    async def sets_commune_up(self, tmp_path: Path, account: dict[str, Any] | None = None) -> None:
        setup = yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8"))
        if account is not None:
            setup["channels"] = {"zalo_oa": account}
        file = tmp_path / "commune.yaml"
        file.write_text(yaml.safe_dump(setup, allow_unicode=True), encoding="utf-8")
        ran = await self.runs("commune", "apply", file)
        assert ran.status == 0, ran.err


@pytest.fixture
async def office(
    dsn: str, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    async with FakeZalo() as fake:
        app = fake.create_app(callback_url=f"http://127.0.0.1:8080{CALLBACK}")
        office = Office(fake, app, fake.create_oa("UBND xã mẫu"), database, monkeypatch)
        monkeypatch.setenv("DATABASE_URL", dsn)
        for name in ("PUBLIC_URL", "HOST", "PORT", "TELEGRAM_TOKEN", "LOG_LEVEL", "ZALO_CODE_VERIFIER"):
            office.sets(name, None)
        office.sets("DATA_DIR", str(tmp_path / "var"))
        office.sets("SECRET_KEY", KEY)
        office.sets("ZALO_APP_ID", app.id)
        office.sets("ZALO_APP_SECRET", app.secret)
        office.sets("ZALO_OA_SECRET", app.oa_secret)
        for host in ("oauth", "openapi", "business"):
            office.sets(f"ZALO_{host.upper()}_BASE", fake.bases[host])
        yield office


# ── connect ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_an_account_is_connected_by_pasting_the_address(office: Office) -> None:
    ran = await office.connects()

    assert (ran.status, ran.err) == (0, "")
    assert sentence("zalo-connect-callback", address=f"http://127.0.0.1:8080{CALLBACK}") in ran.out
    assert sentence("zalo-connected", name="UBND xã mẫu") in ran.out
    async with office.database.begin() as uow:
        (account,) = [each for each in await uow.communes.accounts() if each.channel == "zalo"]
        row = await uow.zalo.get(account.id)
    assert (account.name, account.commune_id) == ("zalo:default", None)
    assert row is not None
    assert (row.oa_id, row.oa_name) == (office.oa.id, "UBND xã mẫu")
    for secret in (office.app.secret, office.app.oa_secret, KEY):
        assert secret not in ran.out


async def test_with_a_public_address_the_running_program_takes_what_comes_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.zalo.LOOK_EVERY", 0.01)
    office.sets("PUBLIC_URL", "https://mau.example.vn")
    office.fake.set_callback(f"https://mau.example.vn{CALLBACK}")
    settings = read_settings().zalo
    served = web.Application()
    async with open_http() as http, httpx.AsyncClient() as browser:
        setups = oa_setups(settings, [], {})
        consents = Consents(office.database, open_secrets(settings), http, settings, lambda: setups, SystemClock())
        served.add_routes(callback_routes(consents))
        runner = web.AppRunner(served, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()

        async def agrees(screen: Screen) -> None:
            await screen.shows(LINK)
            here = f"http://127.0.0.1:{runner.addresses[0][1]}"
            assert (await browser.get(office.comes_back(screen).replace("https://mau.example.vn", here))).is_success

        ran = await office.runs("zalo", "connect", "--language", "en", meanwhile=agrees)
        await runner.cleanup()

    assert (ran.status, ran.err) == (0, "")
    assert "https://mau.example.vn/zalo/default" in ran.out
    assert sentence("zalo-connected", "en", name="UBND xã mẫu") in ran.out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("", "zalo-consent-refused-incomplete", id="nothing"),
        pytest.param("xin chào", "zalo-consent-refused-incomplete", id="words"),
        pytest.param("http://[", "zalo-consent-refused-incomplete", id="half-an-address"),
        pytest.param("https://mau.example.vn/zalo/callback?state=abc", "zalo-consent-refused-incomplete", id="half"),
        pytest.param("?code=abc&state=abc", "zalo-consent-refused-unknown", id="not-ours"),
    ],
)
async def test_what_is_pasted_wrongly_is_told(office: Office, typed: str, said: str) -> None:
    ran = await office.runs("zalo", "connect", types=lambda screen: typed)

    assert (ran.status, ran.err) == (1, "")
    assert ran.out.endswith(f"{sentence(said)}\n")


async def test_connecting_again_replaces_the_pair(office: Office) -> None:
    pairs = []
    for _ in range(2):
        assert (await office.connects()).status == 0
        async with office.database.begin() as uow:
            (row,) = await uow.zalo.all()
        assert row.refresh is not None
        pairs.append((Secrets([KEY]).open(row.refresh), row.previous))

    (first, nothing), (second, previous) = pairs
    assert first != second
    assert nothing is None
    assert previous is not None
    assert Secrets([KEY]).open(previous).splitlines()[1] == first


async def test_a_constant_challenge_is_shown_for_the_console(office: Office) -> None:
    office.sets("ZALO_CODE_VERIFIER", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")

    ran = await office.runs("zalo", "connect", types=lambda screen: "")

    assert sentence("zalo-connect-challenge", challenge="E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM") in ran.out
    assert "dBjftJeZ4CVP" not in ran.out


@pytest.mark.parametrize(
    ("changed", "arguments", "said"),
    [
        pytest.param({"SECRET_KEY": None}, (), "DOITHOAI_SECRET_KEY is missing", id="no-key"),
        pytest.param(
            {"ZALO_APP_ID": None, "ZALO_APP_SECRET": None, "ZALO_OA_SECRET": None}, (),
            "No Zalo account is set up; set DOITHOAI_ZALO_APP_ID", id="no-account",
        ),
        pytest.param(
            {"ZALO_APP_SECRET": None}, (),
            "zalo:default cannot be connected yet: set DOITHOAI_ZALO_APP_SECRET", id="half",
        ),
        pytest.param({}, ("--commune", "atlantis"), "no commune atlantis;", id="no-such-commune"),
        pytest.param({}, ("--callback", "mau.example.vn"), "--callback must be an address", id="callback-no-address"),
        pytest.param(
            {}, ("--callback", "https://mau.example.vn/?a=1"),
            "--callback must be an address", id="callback-with-query",
        ),
    ],
)  # fmt: skip
async def test_what_cannot_be_connected_is_said_in_one_sentence(
    office: Office, changed: dict[str, str | None], arguments: tuple[str, ...], said: str
) -> None:
    for name, value in changed.items():
        office.sets(name, value)

    ran = await office.runs("zalo", "connect", *arguments)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"doithoai: {said}")
    assert ran.err.count("\n") == 1
    assert office.app.secret not in ran.err


async def test_with_several_accounts_one_has_to_be_named(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = {
        "app_id": office.app.id, "oa_id": office.oa.id, "app_secret_env": "MAU_APP_SECRET", "oa_secret_env": "MAU_OA",
    }  # fmt: skip
    await office.sets_commune_up(tmp_path, account)
    monkeypatch.setenv("MAU_APP_SECRET", office.app.secret)
    monkeypatch.setenv("MAU_OA", office.app.oa_secret)

    several = await office.runs("zalo", "connect")
    named = await office.connects("--commune", "cao-minh")

    assert (several.status, several.out) == (2, "")
    assert several.err.endswith("say whose to connect with --commune: cao-minh.\n")
    assert named.status == 0
    async with office.database.begin() as uow:
        assert [each.name for each in await uow.communes.accounts() if each.channel == "zalo"] == ["zalo:cao-minh"]


# ── check ─────────────────────────────────────────────────────────────────────────────────────────────────────


async def ready(office: Office) -> None:
    """Everything in order: connected, with a public address, and an event just heard."""
    await office.connects()
    office.sets("PUBLIC_URL", "https://mau.example.vn")
    await office.does("update zalo_account set heard_at = now(), signature = 'app_id, body'")


def marks(ran: Ran) -> dict[str, str]:
    """What was found, by mark."""
    found: dict[str, str] = {}
    for mark, said in re.findall(r"^  ([✓✗?]) (.+)$", ran.out, re.MULTILINE):
        found[mark] = f"{found.get(mark, '')}{said}\n"
    return found


async def test_an_account_in_order_is_checked_line_by_line(office: Office) -> None:
    await ready(office)

    ran = await office.runs("zalo", "check")

    assert (ran.status, ran.err) == (0, "")
    found = marks(ran)
    assert "✗" not in found
    assert ran.out.splitlines()[0] == "zalo:default"
    end = datetime.now(UTC) + timedelta(days=90)
    expected = [
        sentence("zalo-check-settings"),
        sentence("zalo-check-address", address="https://mau.example.vn/zalo/default"),
        sentence("zalo-check-consent", day=end),
        sentence("zalo-check-sends-v3"),
        sentence("zalo-check-buttons"),
        sentence("zalo-check-name", name="UBND xã mẫu", kind=sentence("zalo-check-kind-other")),
        sentence("zalo-check-verified"),
        sentence("zalo-check-package", package="Growth", day="31/12/2027"),
        sentence("zalo-check-calls", count=4000),
    ]
    for said in expected:
        assert f"{said}\n" in found["✓"]
    assert "chữ ký đúng (app_id, body)" in found["✓"]
    assert found["?"] == sentence("zalo-check-no-templates") + "\n"


WRONG = [
    pytest.param({"sets": {"SECRET_KEY": None}}, "zalo-check-missing", {"name": "DOITHOAI_SECRET_KEY"}, id="no-key"),
    pytest.param(
        {"sets": {"ZALO_OA_SECRET": None}},
        "zalo-check-missing", {"name": "DOITHOAI_ZALO_OA_SECRET"}, id="no-oa-secret",
    ),
    pytest.param({"sets": {"PUBLIC_URL": "http://mau.example.vn"}}, "zalo-check-no-address", {}, id="no-https"),
    pytest.param({"sets": {"PUBLIC_URL": None}}, "zalo-check-no-address", {}, id="no-address"),
    pytest.param({"does": "delete from zalo_account"}, "zalo-check-no-consent", {}, id="not-connected"),
    pytest.param({"does": "update zalo_account set heard_at = null"}, "zalo-check-not-heard", {}, id="not-heard"),
    pytest.param({"oa": {"verified": False}}, "zalo-check-not-verified", {}, id="not-verified"),
    pytest.param({"oa": {"disabled": True}}, "zalo-check-refused", {"code": "-204"}, id="account-disabled"),
    pytest.param({"oa": {"package": ""}}, "zalo-check-refused", {"code": "-224"}, id="no-package"),
    pytest.param({"app": {"registered": False}}, "zalo-check-refused", {"code": "-212"}, id="not-registered"),
    pytest.param({"fails": "bad_gateway"}, "zalo-check-no-answer", {}, id="silent"),
    pytest.param(
        {"sets": {"SECRET_KEY": new_key()}}, "zalo-check-trouble", {"why": "trouble-zalo-key-wrong"}, id="another-key",
    ),
    pytest.param(
        {"does": "update zalo_account set refreshed_at = now() - interval '2 days', access_until = now()",
         "sets": {"ZALO_APP_SECRET": "another"}},
        "zalo-check-trouble", {"why": "trouble-zalo-app-wrong"}, id="another-app-secret",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said", "facts"), WRONG)
async def test_what_is_missing_is_said_with_what_to_do(
    office: Office, change: dict[str, Any], said: str, facts: dict[str, str]
) -> None:
    await ready(office)
    for name, value in change.get("sets", {}).items():
        office.sets(name, value)
    if statement := change.get("does"):
        await office.does(statement)
    for thing in ("oa", "app"):
        for name, value in change.get(thing, {}).items():
            setattr(getattr(office, thing), name, value)
    if kind := change.get("fails"):
        office.fake.fail(kind, method="getoa")

    ran = await office.runs("zalo", "check")

    known = {name: sentence(fact) if fact.startswith("trouble-") else fact for name, fact in facts.items()}
    assert (ran.status, ran.err.count("Traceback")) == (1, 0)
    lines = ran.out.splitlines()
    at = lines.index(f"  ✗ {sentence(said, **known)}")
    assert lines[at + 1].startswith("    → ")
    for secret in (office.app.secret, office.app.oa_secret, KEY):
        assert secret not in ran.out + ran.err


@pytest.mark.parametrize(
    ("signature", "said"),
    [(UNSIGNED, "không có chữ ký"), (MISMATCHED, "có chữ ký không khớp"), (None, "không có chữ ký")],
)
async def test_events_that_are_not_rightly_signed_are_said(office: Office, signature: str | None, said: str) -> None:
    await ready(office)
    await office.does("update zalo_account set signature = :signature", signature=signature)

    ran = await office.runs("zalo", "check")

    assert ran.status == 1
    assert said in marks(ran)["✗"]
    assert sentence("zalo-check-signature-mend") in ran.out


async def test_a_long_silence_is_for_a_person_to_judge(office: Office) -> None:
    await ready(office)
    await office.does("update zalo_account set heard_at = now() - interval '8 days'")

    ran = await office.runs("zalo", "check")

    assert ran.status == 0
    assert "Lâu rồi chưa có tin đến" in marks(ran)["?"]


async def test_a_consent_that_ends_soon_is_wrong(office: Office) -> None:
    await ready(office)
    await office.does("update zalo_account set refresh_until = now() + interval '13 days'")

    ran = await office.runs("zalo", "check", "--language", "en")

    assert ran.status == 1
    assert "The connection ends soon" in marks(ran)["✗"]


async def test_what_sending_has_taught_is_said(office: Office) -> None:
    office.oa.oa_type = STATE_AGENCY
    await ready(office)
    await office.does("update zalo_account set sends_by = 'v2', buttons = false")

    found = marks(await office.runs("zalo", "check"))

    assert sentence("zalo-check-sends-v2") in found["✓"]
    assert sentence("zalo-check-no-buttons") in found["✓"]
    assert sentence("zalo-check-name", name="UBND xã mẫu", kind=sentence("zalo-check-kind-state")) in found["✓"]


async def test_a_token_that_zalo_no_longer_takes_is_replaced_by_asking(office: Office) -> None:
    await ready(office)
    next(grant for grant in office.fake.by_access.values() if grant.alive).access_until = 0

    ran = await office.runs("zalo", "check")

    assert ran.status == 0
    assert "UBND xã mẫu" in marks(ran)["✓"]


async def test_templates_and_how_many_are_left_are_said(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = {
        "app_id": office.app.id, "oa_id": office.oa.id, "app_secret_env": "MAU_APP_SECRET", "oa_secret_env": "MAU_OA",
        "templates": {"answer": {"id": "7895417"}},
    }  # fmt: skip
    await office.sets_commune_up(tmp_path, account)
    monkeypatch.setenv("MAU_APP_SECRET", office.app.secret)
    monkeypatch.setenv("MAU_OA", office.app.oa_secret)
    for name in ("APP_ID", "APP_SECRET", "OA_SECRET"):
        office.sets(f"ZALO_{name}", None)
    await ready(office)

    first = await office.runs("zalo", "check", "--commune", "cao-minh")
    office.oa.daily_templates = 0
    second = await office.runs("zalo", "check")

    assert (first.status, second.status) == (0, 1)
    assert sentence("zalo-check-templates", count=1) in marks(first)["✓"]
    assert sentence("zalo-check-quota", left="500", daily="500") in marks(first)["✓"]
    assert sentence("zalo-check-quota", left="0", daily="0") in marks(second)["✗"]


async def test_a_commune_without_an_account_of_its_own_uses_the_shared_one(office: Office, tmp_path: Path) -> None:
    await office.sets_commune_up(tmp_path)
    await ready(office)

    ran = await office.runs("zalo", "check", "--commune", "cao-minh")

    assert (ran.status, ran.out.splitlines()[0]) == (0, "zalo:default")


# ── secret ────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_key_is_made_that_the_settings_take_also_while_they_hold_a_wrong_one(office: Office) -> None:
    office.sets("SECRET_KEY", "wrong")

    ran = await office.runs("secret")

    assert (ran.status, ran.err) == (0, "")
    assert read_settings({"DOITHOAI_SECRET_KEY": ran.out}).zalo.secrets == (ran.out.strip(),)
