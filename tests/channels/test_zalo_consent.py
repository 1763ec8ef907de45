"""Consent to write in the name of an Official Account, as the browser of its administrator meets it."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import yaml
from aiohttp import web

from actions.commune import commune_of, read_setup
from bot.channels.zalo.consent import CALLBACK, Consents, callback_routes
from bot.channels.zalo.oa import open_http
from bot.channels.zalo.setup import DEFAULT_ACCOUNT, OaSetUp, oa_setups, open_secrets, webhook_path
from bot.channels.zalo.tokens import challenge_of, new_verifier
from bot.settings import SettingWrong, ZaloSettings
from domain.commune import Commune, ZaloAccount
from storage.database import Database
from storage.secret import new_key
from storage.zalo import CONSENT_LASTS, ZaloRow
from tests.fakes.zalo import FakeZalo, OfficialAccount
from tests.town import SAMPLES, StandingClock, sentence

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
KEY = new_key()


@dataclass
class Desk:
    """A program that serves the callback, with the shared account set up."""

    fake: FakeZalo
    oa: OfficialAccount
    database: Database
    clock: StandingClock
    settings: ZaloSettings
    setups: list[OaSetUp]
    consents: Consents
    browser: httpx.AsyncClient
    callback: str

    async def link(self, setup: OaSetUp | None = None) -> str:
        return await self.consents.begin(setup or self.setups[0], self.callback)

    async def consents_to(self, link: str, oa: OfficialAccount | None = None) -> httpx.Response:
        """Press the button on Zalo's page, and be sent back."""
        return await self.browser.get(self.fake.consent(link, oa or self.oa))

    async def rows(self) -> list[ZaloRow]:
        async with self.database.begin() as uow:
            return await uow.zalo.all()


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    routes, clock, setups = web.Application(), StandingClock(NOW), list[OaSetUp]()
    runner = web.AppRunner(routes, access_log=None)
    async with FakeZalo() as fake, open_http() as http, httpx.AsyncClient() as browser:
        app = fake.create_app()
        settings = ZaloSettings(
            oauth_base=fake.bases["oauth"], openapi_base=fake.bases["openapi"],
            app_id=app.id, app_secret=app.secret, oa_secret=app.oa_secret, secrets=(KEY,),
        )  # fmt: skip
        setups += oa_setups(settings, [], {})
        consents = Consents(database, open_secrets(settings), http, settings, lambda: setups, clock)
        routes.add_routes(callback_routes(consents))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        app.callback_url = f"http://127.0.0.1:{runner.addresses[0][1]}{CALLBACK}"
        yield Desk(
            fake, fake.create_oa("UBND xã mẫu"), database, clock, settings, setups, consents, browser, app.callback_url
        )
        await runner.cleanup()


async def test_an_administrator_consents_and_the_pair_is_stored(desk: Desk) -> None:
    link = await desk.link()
    given = parse_qs(urlsplit(link).query)
    page = await desk.consents_to(link)

    assert link.startswith(f"{desk.fake.bases['oauth']}/v4/oa/permission?")
    assert set(given) == {"app_id", "redirect_uri", "code_challenge", "state"}
    assert (given["app_id"], given["redirect_uri"]) == ([desk.settings.app_id], [desk.callback])
    assert (page.status_code, page.text) == (200, "Đã kết nối UBND xã mẫu.\n")
    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    (row,) = await desk.rows()
    assert (row.oa_id, row.oa_name, row.oa_type, row.package) == (desk.oa.id, "UBND xã mẫu", 2, "Growth")
    assert row.refresh is not None
    assert desk.fake.by_refresh[open_secrets(desk.settings).open(row.refresh)].alive
    assert (row.refreshed_at, row.refresh_until) == (NOW, NOW + timedelta(days=90))


async def test_every_link_has_a_state_and_a_challenge_of_its_own(desk: Desk) -> None:
    one, other = [parse_qs(urlsplit(await desk.link()).query) for _ in range(2)]

    assert one["state"] != other["state"]
    assert one["code_challenge"] != other["code_challenge"]


async def test_a_challenge_kept_in_the_console_can_be_used(desk: Desk) -> None:
    verifier = new_verifier()
    desk.fake.set_callback(desk.callback, challenge=challenge_of(verifier))
    refused = await desk.consents_to(await desk.link())
    settings = replace(desk.settings, code_verifier=verifier)
    async with open_http() as http:
        consents = Consents(desk.database, open_secrets(settings), http, settings, lambda: desk.setups, desk.clock)
        taken = await desk.consents_to(await consents.begin(desk.setups[0], desk.callback))

    assert (refused.status_code, taken.status_code) == (502, 200)


async def test_a_link_is_good_once(desk: Desk) -> None:
    back = desk.fake.consent(await desk.link())
    first, second = [await desk.browser.get(back) for _ in range(2)]

    assert (first.status_code, second.status_code) == (200, 410)
    assert second.text == sentence("zalo-consent-refused-used") + "\n"
    (row,) = await desk.rows()
    assert row.access is not None


async def test_a_link_is_good_for_ten_minutes(desk: Desk) -> None:
    back = desk.fake.consent(await desk.link())
    desk.clock.moment += CONSENT_LASTS
    page = await desk.browser.get(back)

    assert (page.status_code, page.text) == (410, sentence("zalo-consent-refused-late") + "\n")
    assert desk.fake.apps[desk.settings.app_id or ""].calls["access_token"] == 0


INCOMPLETE, UNKNOWN = "zalo-consent-refused-incomplete", "zalo-consent-refused-unknown"


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        pytest.param("", 400, INCOMPLETE, id="nothing"),
        pytest.param("code=abc", 400, INCOMPLETE, id="no-state"),
        pytest.param("state=abc", 400, INCOMPLETE, id="no-code"),
        pytest.param("code=&state=abc", 400, INCOMPLETE, id="empty-code"),
        pytest.param("code=a%00b&state=abc", 400, INCOMPLETE, id="no-text"),
        pytest.param("code=abc&state=%3Cscript%3E", 400, INCOMPLETE, id="markup"),
        pytest.param(f"code=abc&state={'a' * 200}", 400, INCOMPLETE, id="long-state"),
        pytest.param(f"code={'a' * 3000}&state=abc", 400, INCOMPLETE, id="long-code"),
        pytest.param("&".join(["state=abc"] * 50), 400, INCOMPLETE, id="many"),
        pytest.param("error=access_denied&state=abc", 400, "zalo-consent-refused-declined", id="declined"),
        pytest.param("code=abc&state=abc", 404, UNKNOWN, id="unknown"),
    ],
)
async def test_what_nobody_asked_for_changes_nothing(desk: Desk, query: str, status: int, said: str) -> None:
    page = await desk.browser.get(f"{desk.callback}?{query}")

    assert (page.status_code, page.text) == (status, sentence(said) + "\n")
    assert desk.fake.apps[desk.settings.app_id or ""].calls["access_token"] == 0
    assert await desk.rows() == []


async def test_the_page_is_only_read(desk: Desk) -> None:
    assert (await desk.browser.post(desk.callback)).status_code == 405
    assert (await desk.browser.head(desk.callback)).status_code == 405


async def test_what_zalo_refuses_and_when_it_is_silent(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    back = desk.fake.consent(await desk.link())
    refused = await desk.browser.get(back.replace("code=", "code=x"))
    desk.fake.fail("bad_gateway", method="access_token")
    silent = await desk.consents_to(await desk.link())

    assert (refused.status_code, refused.text) == (
        502, sentence("zalo-consent-refused-by-zalo", code="-14019") + "\n",
    )  # fmt: skip
    assert (silent.status_code, silent.text) == (502, sentence("zalo-consent-refused-no-answer") + "\n")
    (row,) = await desk.rows()
    assert row.access is None
    code, state = (parse_qs(urlsplit(back).query)[name][0] for name in ("code", "state"))
    for secret in (code, state, desk.settings.app_secret or "-", KEY):
        assert secret not in caplog.text


async def test_an_account_whose_name_zalo_does_not_tell_is_connected_all_the_same(desk: Desk) -> None:
    desk.fake.fail("http_500", method="getoa")
    page = await desk.consents_to(await desk.link())

    assert (page.status_code, page.text) == (200, sentence("zalo-connected-nameless") + "\n")
    (row,) = await desk.rows()
    assert (row.oa_id, row.access is None) == (None, False)


# ── whose account it is ───────────────────────────────────────────────────────────────────────────────────────


def commune_with(account: ZaloAccount | None) -> Commune:
    setup = yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8"))
    return replace(commune_of(read_setup(setup)), zalo=account)


def own(desk: Desk, oa_id: str) -> OaSetUp:
    """A commune's own account, in its file, in the same app."""
    app_id = desk.settings.app_id or ""
    commune = commune_with(ZaloAccount(app_id, oa_id, "MAU_APP_SECRET", "MAU_OA_SECRET"))
    environment = {"MAU_APP_SECRET": desk.settings.app_secret or "", "MAU_OA_SECRET": "x"}
    _, found = oa_setups(desk.settings, [commune], environment)
    desk.setups[:] = [*desk.setups[:1], found]
    return found


@pytest.mark.parametrize("told", [True, False], ids=["the-browser-tells", "only-zalo-tells"])
async def test_an_account_other_than_the_communes_is_refused_and_the_good_pair_kept(desk: Desk, *, told: bool) -> None:
    setup = own(desk, desk.oa.id)
    await desk.consents_to(await desk.link(setup))
    (good,) = await desk.rows()
    other = desk.fake.create_oa("Quán cà phê mẫu")
    back = desk.fake.consent(await desk.link(setup), other)
    page = await desk.browser.get(back if told else back.replace(f"oa_id={other.id}", ""))

    assert (page.status_code, page.text) == (400, sentence("zalo-consent-refused-other-account") + "\n")
    assert await desk.rows() == [good]


async def test_an_official_account_is_connected_in_one_place(desk: Desk) -> None:
    await desk.consents_to(await desk.link())
    setup = own(desk, desk.oa.id)
    taken = await desk.consents_to(await desk.link(setup))
    assert taken.text == sentence("zalo-consent-refused-taken", name=DEFAULT_ACCOUNT) + "\n"

    del desk.setups[0]
    moved = await desk.consents_to(await desk.link(setup))

    assert moved.status_code == 200
    shared, commune = await desk.rows()
    assert (shared.oa_id, shared.access, shared.refresh) == (None, None, None)
    assert (commune.oa_id, commune.access is None) == (desk.oa.id, False)


async def test_an_account_that_is_no_longer_set_up_is_not_connected(desk: Desk) -> None:
    link = await desk.link()
    desk.setups.clear()

    page = await desk.consents_to(link)

    assert (page.status_code, page.text) == (400, sentence("zalo-consent-refused-not-set-up") + "\n")


# ── what is set up ────────────────────────────────────────────────────────────────────────────────────────────

SHARED = ZaloSettings(app_id="500", app_secret="s", oa_secret="o", secrets=(KEY,))
OWN = ZaloAccount("501", "9001", "MAU_APP_SECRET", "MAU_OA_SECRET")
NAMED = {"MAU_APP_SECRET": "s1", "MAU_OA_SECRET": "o1"}


@pytest.mark.parametrize(
    ("settings", "account", "environment", "expected"),
    [
        pytest.param(ZaloSettings(), None, {}, {}, id="nothing"),
        pytest.param(ZaloSettings(secrets=(KEY,)), None, {}, {}, id="only-a-key"),
        pytest.param(SHARED, None, {}, {"zalo:default": ()}, id="shared"),
        pytest.param(
            ZaloSettings(app_id="500"), None, {},
            {"zalo:default": ("DOITHOAI_ZALO_APP_SECRET", "DOITHOAI_ZALO_OA_SECRET", "DOITHOAI_SECRET_KEY")},
            id="begun",
        ),
        pytest.param(SHARED, OWN, NAMED, {"zalo:default": (), "zalo:cao-minh": ()}, id="both"),
        pytest.param(
            ZaloSettings(secrets=(KEY,)), OWN, {"MAU_APP_SECRET": " ", "MAU_OA_SECRET": "o1"},
            {"zalo:cao-minh": ("MAU_APP_SECRET",)},
            id="own-without-its-secret",
        ),
    ],
)  # fmt: skip
def test_accounts_come_from_the_environment_and_from_communes_files(
    settings: ZaloSettings,
    account: ZaloAccount | None,
    environment: dict[str, str],
    expected: dict[str, tuple[str, ...]],
) -> None:
    found = oa_setups(settings, [commune_with(account)], environment)

    assert {each.name: each.missing for each in found} == expected
    assert not any(secret in repr(found) for secret in ("s1", "o1", "'s'", "'o'"))


def test_without_a_key_no_account_is_opened() -> None:
    with pytest.raises(SettingWrong, match=r"^DOITHOAI_SECRET_KEY is missing, .* make a key with \./doithoai secret"):
        open_secrets(ZaloSettings())


def test_an_app_has_a_webhook_of_its_own() -> None:
    shared = OaSetUp(DEFAULT_ACCOUNT, None, "123", "s", "o", None, ())
    assert webhook_path(shared) == "/zalo/default"
    assert webhook_path(replace(shared, name="zalo:cao-minh")) == "/zalo/123"
