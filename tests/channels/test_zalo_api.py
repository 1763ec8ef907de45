"""Calls to Zalo's interface, against the strict fake of it: tokens, versions, pace, and every error code."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.zalo import AppLimiter, ZaloOa, api
from bot.channels.zalo.api import international
from bot.channels.zalo.errors import BUSINESS, OPENAPI, Class, ZaloRefused
from domain.delivery import GiveUp, NotDelivered, TryLater, WindowClosed
from domain.notice import words
from locales import LANGUAGES, render
from storage.file import FileStore
from tests.channels import message
from tests.channels.zalo_account import Notebook, Tokens, open_account
from tests.fakes.zalo import FakeZalo, OfficialAccount, Person, business, openapi
from tests.fakes.zalo.faults import Kind
from tests.fakes.zalo.world import DAY, HOUR, STATE_AGENCY

CS, V2 = "v3.0/oa/message/cs", "v2.0/oa/message"


@pytest.fixture
async def fake() -> AsyncIterator[FakeZalo]:
    async with FakeZalo() as fake:
        yield fake


@pytest.fixture
def oa(fake: FakeZalo) -> OfficialAccount:
    return fake.create_oa()


@pytest.fixture
def lan(fake: FakeZalo, oa: OfficialAccount) -> Person:
    lan = fake.create_person("Lan (mẫu)", "84912345678")
    fake.follows(lan)
    return lan


@pytest.fixture
def tokens(fake: FakeZalo, oa: OfficialAccount) -> Tokens:
    return Tokens(fake, oa)


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


@pytest.fixture
async def account(fake: FakeZalo, oa: OfficialAccount, tokens: Tokens, notebook: Notebook) -> AsyncIterator[ZaloOa]:
    async with open_account(fake, oa, tokens, remember=notebook) as account:
        yield account


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


# ── every error code ──────────────────────────────────────────────────────────────────────────────────────────

# As Zalo's list has them: what becomes of a message that is refused with the code, and the trouble on record.
AT_ONCE: list[tuple[int, type[NotDelivered], str]] = [
    (-200, TryLater, "zalo-not-sent"),
    (-201, GiveUp, "rejected"),
    (-204, GiveUp, "zalo-account-closed"),
    (-205, GiveUp, "zalo-account-closed"),
    (-209, GiveUp, "zalo-app-inactive"),
    (-210, GiveUp, "rejected"),
    (-211, WindowClosed, "quota"),
    (-212, GiveUp, "zalo-app-unregistered"),
    (-213, WindowClosed, "unfollowed"),
    (-214, TryLater, "zalo-busy"),
    (-217, WindowClosed, "blocked"),
    (-218, WindowClosed, "zalo-person-quota"),
    (-219, GiveUp, "zalo-app-removed"),
    (-221, GiveUp, "zalo-unverified"),
    (-223, GiveUp, "zalo-not-authorised"),
    (-224, GiveUp, "zalo-package"),
    (-227, WindowClosed, "zalo-inactive"),
    (-230, WindowClosed, "window-closed"),
    (-232, WindowClosed, "window-closed"),
    (-233, GiveUp, "rejected"),
    (-234, TryLater, "zalo-night"),
    (-237, GiveUp, "zalo-group-expired"),
    (-238, GiveUp, "zalo-group-expired"),
    (-240, GiveUp, "zalo-account-kind"),
    (-241, GiveUp, "zalo-group-expired"),
    (-244, WindowClosed, "zalo-restricted"),
    (-248, GiveUp, "zalo-policy"),
    (-249, GiveUp, "zalo-template-not-by-id"),
    (-320, GiveUp, "zalo-no-wallet"),
    (-321, GiveUp, "zalo-no-money"),
    (-403, GiveUp, "chat-gone"),
    (-99999, GiveUp, "zalo-unknown"),
]
# The call itself does something about these first.
MENDED = {-32, -100, -216, -220, -235, -242}


@pytest.mark.parametrize(("code", "kind", "trouble"), AT_ONCE)
async def test_every_code_has_its_consequence(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore, code: int, kind: type[NotDelivered], trouble: str
) -> None:
    fake.fail("error", code=code, method="message/cs", times=None)
    with pytest.raises(kind) as raised:
        await account.send(message(fake.uid(lan), "Chào"), files)
    assert raised.value == kind(
        trouble, **({"after": raised.value.after} if isinstance(raised.value, TryLater) else {})
    )
    assert fake.counts()["calls"] == {CS: 1}


def test_no_code_is_forgotten() -> None:
    assert {code for code, *_ in AT_ONCE} | MENDED == {*OPENAPI, -99999}
    assert set(openapi.TEXTS) <= set(OPENAPI)
    assert set(business.TEXTS) <= set(BUSINESS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clerk_can_read_of_every_trouble(language: str) -> None:
    for meaning in [*OPENAPI.values(), *BUSINESS.values()]:
        assert render(words(f"trouble-{meaning.trouble}"), language)


BY_PHONE: list[tuple[int, type[NotDelivered], str]] = [
    (-100, TryLater, "zalo-busy"),
    (-108, WindowClosed, "zalo-phone-wrong"),
    (-109, GiveUp, "zalo-template-unknown"),
    (-112, GiveUp, "zalo-template-data"),
    (-1121, GiveUp, "zalo-template-data"),
    (-1122, GiveUp, "zalo-template-data"),
    (-1124, GiveUp, "zalo-template-data"),
    (-114, WindowClosed, "zalo-phone-unreachable"),
    (-115, GiveUp, "zalo-no-money"),
    (-117, GiveUp, "zalo-template-not-allowed"),
    (-118, WindowClosed, "zalo-phone-unreachable"),
    (-119, WindowClosed, "zalo-phone-unreachable"),
    (-124, TryLater, "zalo-token"),
    (-125, GiveUp, "zalo-account-closed"),
    (-126, GiveUp, "zalo-template-trial"),
    (-127, GiveUp, "zalo-template-trial"),
    (-131, GiveUp, "zalo-template-unapproved"),
    (-132, GiveUp, "rejected"),
    (-133, TryLater, "zalo-night"),
    (-135, GiveUp, "zalo-unverified"),
    (-136, GiveUp, "zalo-no-wallet"),
    (-137, GiveUp, "zalo-no-money"),
    (-1381, GiveUp, "zalo-no-wallet"),
    (-139, WindowClosed, "zalo-restricted"),
    (-140, WindowClosed, "zalo-restricted"),
    (-141, WindowClosed, "blocked"),
    (-144, TryLater, "zalo-template-quota"),
    (-146, GiveUp, "zalo-template-disabled"),
    (-147, TryLater, "zalo-template-quota"),
    (-99999, GiveUp, "zalo-unknown"),
]


@pytest.mark.parametrize(("code", "kind", "trouble"), BY_PHONE)
async def test_every_code_of_templates_by_telephone_has_its_consequence(
    fake: FakeZalo, account: ZaloOa, code: int, kind: type[NotDelivered], trouble: str
) -> None:
    fake.fail("error", code=code, method="business/message/template", times=None)
    with pytest.raises(kind) as raised:
        await account.send_template_to_phone("0912345678", "7", {}, "t1")
    assert getattr(raised.value, "trouble", None) == trouble
    assert {each for each, *_ in BY_PHONE} == {*BUSINESS, -99999} - {-32}


async def test_a_trouble_a_human_must_mend_is_noted_once_and_its_end_too(
    fake: FakeZalo, account: ZaloOa, oa: OfficialAccount, lan: Person, notebook: Notebook, files: FileStore,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    oa.package = ""
    for _ in range(2):
        with pytest.raises(GiveUp, match="zalo-package"):
            await account.send(message(fake.uid(lan), "Bí mật"), files)
    oa.package = "Growth"
    await account.send(message(fake.uid(lan), "Bí mật"), files)
    await account.send(message(fake.uid(lan), "Bí mật"), files)
    assert notebook.kept == [{"trouble": "zalo-package"}, {"trouble": None}]
    assert [record.levelno for record in caplog.records if record.name.startswith("bot.")] == [logging.ERROR]
    assert "Bí mật" not in caplog.text
    assert fake.uid(lan) not in caplog.text


async def test_a_database_that_is_away_keeps_nothing_from_being_sent(
    fake: FakeZalo, account: ZaloOa, oa: OfficialAccount, lan: Person, notebook: Notebook, files: FileStore
) -> None:
    notebook.away, oa.oa_type = True, STATE_AGENCY
    assert await account.send(message(fake.uid(lan), "Chào"), files)
    assert account.api.sends_by == "v2"


async def test_a_wrong_person_is_a_chat_that_is_gone(account: ZaloOa, files: FileStore) -> None:
    with pytest.raises(GiveUp, match="chat-gone"):
        await account.send(message("123456789", "Chào"), files)


# ── which version ─────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_state_agency_sends_by_the_older_call_and_remembers_it(
    fake: FakeZalo, account: ZaloOa, oa: OfficialAccount, lan: Person, notebook: Notebook, files: FileStore
) -> None:
    oa.oa_type = STATE_AGENCY
    for text in ("Một", "Hai"):
        await account.send(message(fake.uid(lan), text), files)
    assert [line.text for line in fake.sees(lan)] == ["Một", "Hai"]
    assert fake.counts()["calls"] == {CS: 1, V2: 2}
    assert notebook.kept == [{"sends_by": "v2"}]


async def test_an_enterprise_goes_back_to_the_newer_call(
    fake: FakeZalo, oa: OfficialAccount, tokens: Tokens, lan: Person, notebook: Notebook, files: FileStore
) -> None:
    async with open_account(fake, oa, tokens, sends_by="v2", remember=notebook) as account:
        for text in ("Một", "Hai"):
            await account.send(message(fake.uid(lan), text), files)
    assert fake.counts()["calls"] == {V2: 1, CS: 2}
    assert notebook.kept == [{"sends_by": "v3"}]


async def test_where_neither_version_sends_a_human_is_told(
    fake: FakeZalo, account: ZaloOa, lan: Person, notebook: Notebook, files: FileStore
) -> None:
    fake.fail("error", code=-235, method="message/cs", times=None)
    with pytest.raises(GiveUp, match="zalo-account-kind"):
        await account.send(message(fake.uid(lan), "Chào"), files)
    assert fake.counts()["calls"] == {CS: 1, V2: 1}
    assert notebook.kept == [{"trouble": "zalo-account-kind"}]
    assert account.api.sends_by == "v3"


# ── tokens ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("trouble", ["expired", "unknown", "http-401"])
async def test_a_stale_token_is_renewed_once(
    fake: FakeZalo, account: ZaloOa, tokens: Tokens, lan: Person, files: FileStore, trouble: str
) -> None:
    fake.says(lan, "Chào")
    if trouble == "expired":
        fake.advance(26 * HOUR)
    elif trouble == "unknown":
        tokens.token = "made up"
    else:
        fake.fail("http_401", method="message/cs")
    await account.send(message(fake.uid(lan), "Vâng"), files)
    assert (tokens.renewals, fake.last(lan).text) == (1, "Vâng")


async def test_a_token_that_stays_stale_is_not_renewed_for_ever(
    fake: FakeZalo, account: ZaloOa, tokens: Tokens, lan: Person, files: FileStore
) -> None:
    tokens.token, tokens.stuck = "made up", True
    with pytest.raises(TryLater, match="zalo-token"):
        await account.send(message(fake.uid(lan), "Chào"), files)
    assert tokens.renewals == 1


async def test_an_app_that_wants_proof_gets_it(
    fake: FakeZalo, account: ZaloOa, oa: OfficialAccount, lan: Person, files: FileStore
) -> None:
    oa.apps[0].needs_proof = True
    await account.send(message(fake.uid(lan), "Chào"), files)
    assert fake.last(lan).text == "Chào"


async def test_a_wrong_proof_is_a_human_s_business(
    fake: FakeZalo, account: ZaloOa, oa: OfficialAccount, lan: Person, files: FileStore
) -> None:
    oa.apps[0].needs_proof, oa.apps[0].secret = True, "changed in the console"
    with pytest.raises(GiveUp, match="zalo-proof"):
        await account.send(message(fake.uid(lan), "Chào"), files)


# ── trouble on the way ────────────────────────────────────────────────────────────────────────────────────────

FAULTS: list[Kind] = ["http_500", "bad_gateway", "reset", "lost_reply", "truncated", "garbled", "hang"]


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_got_lost_on_the_way_is_tried_again(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore, fault: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "TIMEOUT", 0.3)
    fake.fail(fault, method="message/cs")
    one = message(fake.uid(lan), "Chào")
    with pytest.raises(TryLater) as raised:
        await account.send(one, files)
    assert raised.value == TryLater("network")
    await account.send(one, files)
    assert fake.last(lan).text == "Chào"


async def test_nothing_listens(fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore) -> None:
    await fake.stop()
    with pytest.raises(TryLater, match="network"):
        await account.send(message(fake.uid(lan), "Chào"), files)


async def test_the_account_and_its_people_can_be_asked_about(
    fake: FakeZalo, account: ZaloOa, oa: OfficialAccount, lan: Person
) -> None:
    assert (await account.api.account())["oa_id"] == oa.id
    assert (await account.api.user(fake.uid(lan)))["display_name"] == lan.name
    assert (await account.api.quota(fake.uid(lan)))["last_interaction"].isdigit()
    with pytest.raises(ZaloRefused) as refused:
        await account.api.user("1")
    assert (refused.value.code, refused.value.field) == (-201, "user_id")
    assert refused.value.meaning.kind is Class.GONE


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("0912 345 678", "84912345678"), ("+84 912.345.678", "84912345678"), ("84912345678", "84912345678"),
     ("0084912345678", "84912345678")],
)  # fmt: skip
def test_telephone_numbers_are_written_as_zalo_wants(typed: str, wanted: str) -> None:
    assert international(typed) == wanted


async def test_a_template_by_telephone_needs_no_conversation(fake: FakeZalo, account: ZaloOa) -> None:
    tam = fake.create_person("Tâm (mẫu)", "84987654321")
    fake.create_template("7", "Ý kiến <code> đã có trả lời.")
    ref = await account.send_template_to_phone("0987654321", "7", {"code": "CM25-0042"}, "t" * 60)
    line = fake.sent_templates[ref]
    assert (line.text, line.tracking_id) == ("Ý kiến CM25-0042 đã có trả lời.", "t" * 48)
    assert fake.sees(tam) == [line]


async def test_a_template_by_id_goes_through_a_shut_window(fake: FakeZalo, account: ZaloOa, lan: Person) -> None:
    fake.create_template("7", "Ý kiến <code> đã có trả lời.")
    fake.advance(30 * DAY)
    assert await account.send_template(fake.uid(lan), "7", {"code": "CM25-0042"}) == fake.last(lan).message_id
    with pytest.raises(GiveUp, match="rejected"):
        await account.send_template(fake.uid(lan), "7", {})


# ── the pace ──────────────────────────────────────────────────────────────────────────────────────────────────


class Hands:
    """A clock that moves when somebody sleeps, and how often that was."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)

    def limiter(self, most: int = 4000, patience: float = 2.0) -> AppLimiter:
        return AppLimiter(most, patience=patience, clock=self, unix=self, sleep=self.sleep)


async def test_whoever_waits_is_woken_once() -> None:
    hands = Hands()
    pace = hands.limiter(10, patience=100.0)
    went: list[float] = []

    async def call() -> None:
        await pace.enter()
        went.append(hands.now)
        pace.leave()

    await asyncio.gather(*(call() for _ in range(25)))
    assert went == sorted(went)
    assert len(hands.slept) == 2
    assert all(later - earlier > 60 for earlier, later in zip(went, went[10:], strict=False))


async def test_many_calls_are_spread_over_the_minute_but_for_a_tenth() -> None:
    hands = Hands()
    pace = hands.limiter(4000, patience=100.0)
    went: list[float] = []
    for _ in range(5000):
        await pace.enter()
        went.append(hands.now)
        pace.leave()
    assert went[399] == went[0]
    assert 5 < went[800] - went[0] < 8
    assert all(later - earlier > 60 for earlier, later in zip(went, went[4000:], strict=False))


@settings(max_examples=60, deadline=None)
@given(gaps=st.lists(st.floats(0, 20), min_size=1, max_size=120), most=st.integers(1, 12))
def test_no_minute_has_more_calls_than_are_allowed(gaps: list[float], most: int) -> None:
    hands = Hands()
    went: list[float] = []

    async def calls() -> None:
        pace = hands.limiter(most, patience=100.0)
        for gap in gaps:
            hands.now += gap
            await pace.enter()
            went.append(hands.now)
            pace.leave()

    asyncio.run(calls())
    assert len(went) == len(gaps)
    assert all(later - earlier > 60 for earlier, later in zip(went, went[most:], strict=False))


async def test_whoever_would_wait_long_is_told_how_long() -> None:
    pace = Hands().limiter(1)
    await pace.enter()
    with pytest.raises(TryLater) as raised:
        await pace.enter()
    assert raised.value == TryLater("flood", after=60.5)


async def test_what_a_package_allows_counts() -> None:
    hands = Hands()
    pace = hands.limiter()
    for _ in range(5):
        await pace.enter()
    pace.leave(limit=5, left=4)
    assert pace.ready_in() == 60.5
    hands.now += 60.5
    assert pace.ready_in() == 0.0


async def test_when_only_those_under_way_are_left_the_rest_waits_for_the_next_minute() -> None:
    hands = Hands()  # 1000 s is 40 s into a minute
    pace = hands.limiter()
    for _ in range(3):
        await pace.enter()
    pace.leave(limit=4000, left=3)
    assert pace.ready_in() == 0.0
    pace.leave(limit=4000, left=1)
    assert pace.ready_in() == 20.5


async def test_accounts_of_one_app_share_its_calls(
    fake: FakeZalo, oa: OfficialAccount, tokens: Tokens, lan: Person, files: FileStore
) -> None:
    fake.clock.freeze()
    oa.apps[0].rate = 4
    other = fake.create_oa("UBND xã khác", app=oa.apps[0])
    fake.follows(lan, other)
    pace = Hands().limiter()
    async with (
        open_account(fake, oa, tokens, limiter=pace) as ours,
        open_account(fake, other, Tokens(fake, other), limiter=pace) as theirs,
    ):
        for _ in range(2):
            await ours.send(message(fake.uid(lan, oa), "Chào"), files)
            await theirs.send(message(fake.uid(lan, other), "Chào"), files)
        assert ours.ready_in("1") == theirs.ready_in("2") > 20
        with pytest.raises(TryLater, match="flood"):
            await theirs.send(message(fake.uid(lan, other), "Chào"), files)
    assert fake.counts()["refusals"] == {}


async def test_too_many_calls_after_all_are_not_repeated_in_this_minute(
    fake: FakeZalo, oa: OfficialAccount, tokens: Tokens, lan: Person, files: FileStore
) -> None:
    hands = Hands()
    async with open_account(fake, oa, tokens, limiter=hands.limiter()) as account:
        fake.fail("error", code=-32, method="message/cs")
        with pytest.raises(TryLater) as raised:
            await account.send(message(fake.uid(lan), "Chào"), files)
        assert raised.value == TryLater("flood", after=20.5)
        assert account.ready_in(fake.uid(lan)) == 20.5
        hands.now += 20.5
        await account.send(message(fake.uid(lan), "Chào"), files)


def test_silence(caplog: pytest.LogCaptureFixture) -> None:
    """Addresses hold the ids of people."""
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("httpx").info("GET https://openapi.zalo.me/?data=…")
    assert caplog.text == ""
