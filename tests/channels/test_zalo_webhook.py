"""Zalo's webhook: what is genuine is stored before it is acknowledged, what is not leaves nothing behind."""

import asyncio
import hashlib
import io
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import text

from bot.channels.webhook import MAX_BODY_BYTES
from bot.channels.zalo.webhook import ZaloWebhook, mac, signed
from bot.clock import SystemClock
from bot.intake import Intake
from storage.channel_event import ChannelEvent
from storage.database import Database
from storage.inbox import Delivery
from tests.fakes.zalo import App, FakeZalo, OfficialAccount, Person
from tests.fakes.zalo.world import DAY


@dataclass
class Ours:
    """Our side of an account."""

    account_id: int
    app_id: str
    oa_id: str | None
    oa_secret: str
    name: str = "zalo:cao-minh"


@dataclass
class Office:
    """Where events arrive: the webhook over HTTP, and what it was given to store."""

    database: Database
    accounts: list[Ours] = field(default_factory=list)
    delivered: list[str] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    away: bool = False
    stuck: asyncio.Event | None = None
    url: str = ""

    def __post_init__(self) -> None:
        self.intake = Intake(self.database, SystemClock(), lambda some: self.delivered.extend(d.id for d in some))

    async def put(self, deliveries: list[Delivery]) -> None:
        await self._gate()
        await self.intake.put(deliveries)

    async def keep(self, event: ChannelEvent) -> None:
        await self._gate()
        async with self.database.single() as uow:
            await uow.channel_events.put([event], SystemClock().now())

    async def note(self, account_id: int, way: str) -> None:
        self.notes.append((account_id, way))

    async def _gate(self) -> None:
        if self.away:
            raise ConnectionError("the database is away")
        if self.stuck:
            await self.stuck.wait()

    async def inbox(self) -> list[tuple[int, str, str]]:
        """Account, conversation and id of what is stored, oldest first."""
        async with self.database.engine.connect() as connection:
            rows = await connection.execute(text("select account_id, conversation, delivery from inbox order by id"))
            return [(row.account_id, row.conversation, row.delivery) for row in rows]

    async def events(self) -> list[str]:
        async with self.database.engine.connect() as connection:
            rows = await connection.execute(text("select name from channel_event order by name"))
            return [row.name for row in rows]


async def serve(office: Office, **more: Any) -> tuple[ZaloWebhook, web.AppRunner]:
    webhook = ZaloWebhook(office.accounts, office.put, office.keep, office.note, **more)
    app = web.Application()
    app.add_routes(webhook.routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    office.url = f"http://127.0.0.1:{runner.addresses[0][1]}/zalo/"
    return webhook, runner


@pytest.fixture
async def fake() -> AsyncIterator[FakeZalo]:
    async with FakeZalo() as fake:
        yield fake


@pytest.fixture
def oa(fake: FakeZalo) -> OfficialAccount:
    return fake.create_oa()


@pytest.fixture
def app(oa: OfficialAccount) -> App:
    return oa.apps[0]


@pytest.fixture
def lan(fake: FakeZalo, oa: OfficialAccount) -> Person:
    return fake.create_person()


@pytest.fixture
async def office(database: Database, oa: OfficialAccount, app: App) -> Office:
    return Office(database, [Ours(3, app.id, oa.id, app.oa_secret)])


@pytest.fixture
async def webhook(fake: FakeZalo, office: Office, app: App) -> AsyncIterator[ZaloWebhook]:
    """Signatures are enforced, and the address is saved in the console."""
    webhook, runner = await serve(office)
    await fake.set_webhook(office.url + app.id)
    yield webhook
    await webhook.close()
    await runner.cleanup()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as http:
        yield http


def event_of(oa: OfficialAccount, words: str = "Chào", **more: Any) -> dict[str, Any]:
    return {
        "event_name": "user_send_text", "app_id": oa.apps[0].id, "sender": {"id": "77"}, "recipient": {"id": oa.id},
        "message": {"text": words, "msg_id": "m1"}, "timestamp": str(int(time.time() * 1000)),
    } | more  # fmt: skip


def signature(app: App, raw: bytes, timestamp: str, prefix: str = "mac=") -> str:
    return prefix + hashlib.sha256(app.id.encode() + raw + timestamp.encode() + app.oa_secret.encode()).hexdigest()


Post = Callable[..., Any]


@pytest.fixture
def post(office: Office, app: App, http: aiohttp.ClientSession) -> Post:
    """Send an event, rightly signed unless said otherwise; the HTTP status."""

    async def post(event: Any, to: str = "", **headers: str) -> int:
        raw = event if isinstance(event, bytes) else json.dumps(event, ensure_ascii=False).encode()
        if isinstance(event, dict) and "X-ZEvent-Signature" not in headers:
            headers["X-ZEvent-Signature"] = signature(app, raw, str(event.get("timestamp", "")))
        async with http.post(office.url + (to or app.id), data=io.BytesIO(raw), headers=headers) as response:
            return response.status

    return post


# ── what is genuine ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("webhook")
async def test_what_people_do_is_stored_once_whatever_is_delivered_twice(
    fake: FakeZalo, office: Office, oa: OfficialAccount, lan: Person
) -> None:
    fake.duplicate_next(3)
    fake.follows(lan)
    line = fake.says(lan, "Đường ngập 😀")
    photo = fake.sends_photo(lan)
    group = fake.create_group("Phòng Kinh tế (mẫu)", [lan])
    in_group = fake.says(lan, "CM25-0042", group=group)
    await fake.wait_until_quiet()
    uid = fake.uid(lan)
    stored = await office.inbox()
    assert {(account, key) for account, key, _ in stored} == {(3, uid), (3, f"g{group.id}/0/{uid}")}
    ids = [id_ for *_, id_ in stored]
    assert sorted(id_ for id_ in ids if "+" not in id_) == sorted(each.message_id for each in (line, photo, in_group))
    assert len(ids) == 4
    assert all(event.statuses in ([200], [200, 200]) for event in fake.deliveries())
    assert set(office.delivered) == set(ids)


@pytest.mark.usefixtures("webhook")
async def test_reports_and_echoes_are_kept_but_are_no_deliveries(
    fake: FakeZalo, office: Office, oa: OfficialAccount, lan: Person
) -> None:
    fake.staff_says(lan, "Mời ông/bà lên trụ sở")
    fake.receives(lan)
    fake.opens(lan)
    fake.tells("user_thinks", {"sender": {"id": "77"}})
    await fake.wait_until_quiet()
    assert await office.inbox() == []
    assert await office.events() == ["user_received_message", "user_seen_message", "user_thinks"]
    async with office.database.engine.connect() as connection:
        kept = str((await connection.execute(text("select payload from channel_event"))).scalars().all())
    assert "trụ sở" not in kept
    async with office.database.single() as uow:
        assert await uow.channel_events.forget(SystemClock().now()) == 3


@pytest.mark.parametrize("where", ["body", "header"])
@pytest.mark.parametrize("prefix", ["mac=", "sha256=", ""])
@pytest.mark.usefixtures("webhook")
async def test_either_moment_and_any_prefix_will_do_and_which_is_noted(
    office: Office, oa: OfficialAccount, app: App, webhook: ZaloWebhook, post: Post, where: str, prefix: str
) -> None:
    event = event_of(oa)
    raw = json.dumps(event, ensure_ascii=False).encode()
    moment = event["timestamp"] if where == "body" else str(int(event["timestamp"]) + 7)
    said = {"X-ZEvent-Signature": signature(app, raw, moment, prefix), "X-ZEvent-Timestamp": moment}
    assert await post(raw, **said) == 200
    await webhook.close()
    assert office.notes == [(3, where)]
    assert len(await office.inbox()) == 1


async def test_a_timestamp_may_be_a_number(
    office: Office, oa: OfficialAccount, webhook: ZaloWebhook, post: Post
) -> None:
    assert await post(event_of(oa, timestamp=int(time.time() * 1000))) == 200
    assert len(await office.inbox()) == 1


async def test_how_events_are_signed_is_noted_once_a_minute(
    fake: FakeZalo, office: Office, lan: Person, webhook: ZaloWebhook
) -> None:
    for n in range(5):
        fake.says(lan, f"Tin {n}")
    await fake.wait_until_quiet()
    await webhook.close()
    assert office.notes == [(3, "body")]
    assert len(await office.inbox()) == 5


async def test_an_app_has_one_address_for_all_its_accounts(
    fake: FakeZalo, office: Office, oa: OfficialAccount, app: App, lan: Person, webhook: ZaloWebhook
) -> None:
    other = fake.create_oa("UBND xã khác", app=app)
    office.accounts.append(Ours(4, app.id, other.id, app.oa_secret, "zalo:khac"))
    fake.says(lan, "Một", oa=oa)
    fake.says(lan, "Hai", oa=other)
    fake.follows(lan, other)
    await fake.wait_until_quiet()
    assert {(account, key) for account, key, _ in await office.inbox()} == {
        (3, fake.uid(lan, oa)),
        (4, fake.uid(lan, other)),
    }


async def test_the_shared_account_is_reached_by_default(
    office: Office, oa: OfficialAccount, webhook: ZaloWebhook, post: Post
) -> None:
    assert await post(event_of(oa), to="default") == 404
    office.accounts[0].name = "zalo:default"
    assert await post(event_of(oa), to="default") == 200
    assert await post(event_of(oa), to="another") == 404


# ── what is not ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("webhook")
async def test_the_console_s_probe_is_answered(fake: FakeZalo, office: Office) -> None:
    assert await fake.probe() == 200
    assert await office.inbox() == []
    assert office.notes == []


@pytest.mark.parametrize(
    ("said", "reason"),
    [("", "not signed"), ("mac=" + "0" * 64, "wrong"), ("mac=", "not signed"), ("mác=ộ", "wrong"), ("x" * 9000, None)],
)
async def test_what_is_forged_is_refused_and_leaves_one_line(
    office: Office, oa: OfficialAccount, webhook: ZaloWebhook, post: Post, caplog: pytest.LogCaptureFixture,
    said: str, reason: str | None,
) -> None:  # fmt: skip
    status = await post(event_of(oa, "Bí mật"), **{"X-ZEvent-Signature": said})
    assert (status, await office.inbox(), await office.events()) == (403 if reason else 400, [], [])
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert len(lines) == (1 if reason else 0)
    assert all(reason in line for line in lines if reason)
    assert "Bí mật" not in caplog.text
    assert "77" not in "".join(lines).replace(oa.apps[0].id, "")


async def test_a_changed_body_is_forged(
    office: Office, oa: OfficialAccount, app: App, webhook: ZaloWebhook, post: Post
) -> None:
    event = event_of(oa)
    said = signature(app, json.dumps(event, ensure_ascii=False).encode(), event["timestamp"])
    assert await post(event | {"sender": {"id": "78"}}, **{"X-ZEvent-Signature": said}) == 403
    assert await office.inbox() == []


async def test_an_event_signed_for_another_app_is_forged(
    fake: FakeZalo, office: Office, oa: OfficialAccount, webhook: ZaloWebhook, post: Post
) -> None:
    stranger = fake.create_app("Ứng dụng khác")
    event = event_of(oa)
    said = signature(stranger, json.dumps(event, ensure_ascii=False).encode(), event["timestamp"])
    assert await post(event, **{"X-ZEvent-Signature": said}) == 403


async def test_a_secret_that_never_fitted_is_noted_and_a_forger_is_not(
    office: Office, oa: OfficialAccount, webhook: ZaloWebhook, post: Post
) -> None:
    forged = {"X-ZEvent-Signature": "mac=" + "0" * 64}
    assert await post(event_of(oa), **forged) == 403
    await webhook.close()
    assert office.notes == [(3, "mismatched")]
    webhook._noted.clear()
    assert await post(event_of(oa)) == 200
    webhook._noted.clear()
    assert await post(event_of(oa), **forged) == 403
    await webhook.close()
    assert office.notes == [(3, "mismatched"), (3, "body")]


async def test_where_signatures_are_only_logged_all_is_taken(
    office: Office, oa: OfficialAccount, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    webhook, runner = await serve(office, enforce=False)
    assert await post(event_of(oa), **{"X-ZEvent-Signature": ""}) == 200
    assert await post(event_of(oa, message={"msg_id": "m2"}), **{"X-ZEvent-Signature": "mac=00"}) == 200
    await webhook.close()
    await runner.cleanup()
    assert [id_ for *_, id_ in await office.inbox()] == ["m1", "m2"]
    assert office.notes == [(3, "unsigned")]
    assert caplog.text.count("was taken although") == 2


async def test_an_event_of_another_account_is_left(
    fake: FakeZalo, office: Office, app: App, lan: Person, webhook: ZaloWebhook, caplog: pytest.LogCaptureFixture
) -> None:
    fake.says(lan, "Bí mật", oa=fake.create_oa("UBND xã khác", app=app))
    office.accounts[0].oa_id = None
    fake.says(lan, "Bí mật", oa=next(iter(fake.oas.values())))
    await fake.wait_until_quiet()
    assert [event.statuses for event in fake.deliveries()] == [[200], [200]]
    assert (await office.inbox(), await office.events()) == ([], [])
    assert caplog.text.count("of another account was left") == 2
    assert "Bí mật" not in caplog.text


async def test_what_somebody_kept_and_sends_again_is_left(
    office: Office, oa: OfficialAccount, webhook: ZaloWebhook, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    def ago(seconds: float) -> str:
        return str(int((time.time() - seconds) * 1000))

    assert await post(event_of(oa, timestamp=ago(DAY + 60))) == 200
    assert await office.inbox() == []
    assert caplog.text.count("from long ago was left") == 1
    assert await post(event_of(oa, timestamp=ago(DAY - 60))) == 200
    assert len(await office.inbox()) == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"event_name":"user_send_te', b"[]", b'"x"', b"null", b"\xff\xfe", b'{"a":NaN}', b'{"a":1e999}',
     b"[" * 100_000, b'{"a":' + b"9" * 5000 + b"}"],
)  # fmt: skip
async def test_what_is_no_event_is_refused(office: Office, webhook: ZaloWebhook, post: Post, body: bytes) -> None:
    assert await post(body) == 400
    assert await office.inbox() == []


async def test_a_body_longer_than_any_event_is_refused(
    office: Office, oa: OfficialAccount, webhook: ZaloWebhook, post: Post, http: aiohttp.ClientSession, app: App
) -> None:
    long = event_of(oa, "a" * MAX_BODY_BYTES)
    assert await post(long) == 413

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 65536 + 2):
            yield b" " * 65536

    async with http.post(office.url + app.id, data=chunks()) as response:
        assert response.status == 413
    assert await post(event_of(oa, "a" * (MAX_BODY_BYTES - 2000))) == 200


async def test_what_no_column_takes_is_stored_without_it(
    office: Office, oa: OfficialAccount, webhook: ZaloWebhook, post: Post
) -> None:
    event = event_of(oa, message={"text": "a", "msg_id": "m\0"}, sender={"id": "77"})
    raw = json.dumps(event | {"odd": "\ud800\0"}).encode()
    assert await post(raw, **{"X-ZEvent-Signature": signature(oa.apps[0], raw, event["timestamp"])}) == 200
    assert [key for _, key, _ in await office.inbox()] == ["77"]


# ── when the database is away ─────────────────────────────────────────────────────────────────────────────────


async def test_nothing_is_acknowledged_that_is_not_stored(
    fake: FakeZalo, office: Office, lan: Person, webhook: ZaloWebhook, caplog: pytest.LogCaptureFixture
) -> None:
    office.away = True
    fake.says(lan, "Đường ngập")
    fake.receives(lan)
    await fake.wait_until_quiet()
    assert [event.statuses for event in fake.deliveries()] == [[503]]
    office.away = False
    fake.advance(30)
    await fake.wait_until_quiet()
    assert [event.statuses for event in fake.deliveries()] == [[503, 200]]
    assert len(await office.inbox()) == 1
    assert caplog.text.count("was not stored (ConnectionError)") == 1


async def test_a_database_that_does_not_answer_is_not_waited_for(
    office: Office, oa: OfficialAccount, post: Post
) -> None:
    office.stuck = asyncio.Event()
    _, runner = await serve(office, answer_seconds=0.2)
    assert await post(event_of(oa)) == 503
    office.stuck.set()
    assert await post(event_of(oa)) == 200
    await runner.cleanup()
    assert len(await office.inbox()) == 1


async def test_notes_that_cannot_be_made_hold_up_nothing(
    office: Office, oa: OfficialAccount, app: App, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    async def note(account_id: int, way: str) -> None:
        raise ConnectionError("the database is away")

    office.note = note  # type: ignore[method-assign]
    webhook, runner = await serve(office)
    assert await post(event_of(oa)) == 200
    await webhook.close()
    await runner.cleanup()
    assert "not noted how events are signed (ConnectionError)" in caplog.text


def test_the_hash_is_the_one_that_is_documented() -> None:
    known = hashlib.sha256(b'12{"a":1}99s3cret').hexdigest()
    assert mac("12", b'{"a":1}', "99", "s3cret") == known
    assert signed(b'{"a":1}', f"mac={known.upper()}", {"body": "99"}, [("1", "x"), ("12", "s3cret")]) == "body"
    assert signed(b'{"a":1}', known, {"body": "98"}, [("12", "s3cret")]) == "mismatched"
