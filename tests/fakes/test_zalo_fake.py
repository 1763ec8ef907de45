"""The fake Zalo refuses, delivers and forgets as the real one does."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import io
import json
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
import pytest
from aiohttp import web

from tests.fakes.zalo import App, Bot, FakeZalo, Line, OfficialAccount, Person, business, oauth, openapi, samples
from tests.fakes.zalo.faults import Kind
from tests.fakes.zalo.world import DAY, HOUR, STATE_AGENCY

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
RETRIES = (30, 5 * 60, 15 * 60, 30 * 60, HOUR)
CALLBACK = "http://127.0.0.1:9/zalo/callback"

Call = Callable[..., Coroutine[Any, Any, tuple[int, Any]]]


@pytest.fixture
async def fake() -> AsyncIterator[FakeZalo]:
    async with FakeZalo(patience=0.5) as fake:
        fake.create_app(callback_url=CALLBACK)
        yield fake


@pytest.fixture
def oa(fake: FakeZalo) -> OfficialAccount:
    return fake.create_oa("UBND xã mẫu")


@pytest.fixture
def lan(fake: FakeZalo, oa: OfficialAccount) -> Person:
    lan = fake.create_person("Lan (mẫu)", "84912345678")
    fake.follows(lan)
    return lan


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as http:
        yield http


@pytest.fixture
def call(fake: FakeZalo, oa: OfficialAccount, http: aiohttp.ClientSession) -> Call:
    """A call to the OpenAPI (or another host) with a good token; the error code, and the data or the message."""
    token = fake.tokens(oa)["access_token"]

    async def call(path: str, body: Any = None, *, host: str = "openapi", token: str = token) -> tuple[int, Any]:
        url, headers = f"{fake.url}/{host}/{path}", {"access_token": token}
        asking = http.get(url, headers=headers) if body is None else http.post(url, headers=headers, json=body)
        async with asking as response:
            assert response.status == 200
            answer = await response.json()
            return answer["error"], answer.get("data", answer["message"])

    return call


class Receiver:
    """A webhook that notes what it gets and answers as it is told to, then with 200."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.statuses: list[int] = []
        self.gate: asyncio.Event | None = None
        self.url = ""

    async def take(self, request: web.BaseRequest) -> web.Response:
        self.bodies.append(await request.read())
        self.headers.append(dict(request.headers))
        if self.gate:
            await self.gate.wait()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(body) for body in self.bodies if body not in (b"{}", b"")]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    runner = web.ServerRunner(web.Server(receiver.take))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


def text(uid: str, words: str = "Xin chào", *buttons: dict[str, Any], **more: Any) -> dict[str, Any]:
    message: dict[str, Any] = {"text": words, **more}
    if buttons:
        message["attachment"] = {"type": "template", "payload": {"buttons": list(buttons)}}
    return {"recipient": {"user_id": uid}, "message": message}


def query(title: str, payload: str, kind: str = "oa.query.show") -> dict[str, Any]:
    return {"title": title, "type": kind, "payload": payload}


async def test_a_resident_and_an_account_talk(fake: FakeZalo, call: Call, lan: Person, receiver: Receiver) -> None:
    await fake.set_webhook(receiver.url)
    fake.says(lan, "Xin chào")
    await fake.wait_until_quiet()
    event = receiver.events[-1]
    uid = event["sender"]["id"]
    code, sent = await call("v3.0/oa/message/cs", text(uid, "Ông/bà cần gì?", query("Gửi ý kiến", "#gui")))
    assert (code, sent["user_id"]) == (0, uid)
    line = await fake.wait_for_line(lan, "cần gì")
    assert (line.labels, line.cost) == (["Gửi ý kiến"], 0)
    fake.presses(lan, "Gửi ý kiến")
    await fake.wait_until_quiet()
    names = [event["event_name"] for event in receiver.events]
    assert sorted(names) == ["oa_send_text", "user_send_text", "user_send_text"]
    assert receiver.events[-1]["message"]["text"] == "#gui"


# the way to the tokens


def permission(fake: FakeZalo, **changed: str) -> str:
    query = {"app_id": fake._app(None).id, "redirect_uri": CALLBACK, "state": "s1"}
    return urlencode(query | {"code_challenge": oauth.challenge_of(VERIFIER)} | changed)


@pytest.fixture
def exchange(fake: FakeZalo, http: aiohttp.ClientSession) -> Call:
    """A call to the token endpoint; the error code or 0, and the answer."""

    async def exchange(secret: str = "", **given: str) -> tuple[int, Any]:
        app = fake._app(None)
        form = {"app_id": app.id, "grant_type": "authorization_code", "code_verifier": VERIFIER} | given
        headers = {"secret_key": secret or app.secret}
        async with http.post(f"{fake.url}/oauth/v4/oa/access_token", data=form, headers=headers) as response:
            assert response.status == 200
            answer = await response.json()
            return answer.get("error", 0), answer

    return exchange


def consented(fake: FakeZalo, **changed: str) -> str:
    """The code that the callback gets."""
    back = fake.consent(f"{fake.url}/oauth/v4/oa/permission?{permission(fake, **changed)}")
    return parse_qs(urlsplit(back).query)["code"][0]


async def test_an_administrator_presses_to_consent(
    fake: FakeZalo, oa: OfficialAccount, http: aiohttp.ClientSession, exchange: Call, call: Call
) -> None:
    async with http.get(f"{fake.url}/oauth/v4/oa/permission?{permission(fake)}") as page:
        shown = await page.text()
    action = re.findall(r'action="([^"]+)"', shown)[0].replace("&amp;", "&")
    assert f'<button name="oa_id" value="{oa.id}">UBND xã mẫu</button>' in shown
    pressed = http.post(f"{fake.url}/oauth/v4/oa/{action}", data={"oa_id": oa.id}, allow_redirects=False)
    async with pressed as response:
        assert response.status == 302
        back = response.headers["Location"]
    given = parse_qs(urlsplit(back).query)
    assert back.startswith(CALLBACK + "?code=")
    assert (given["oa_id"], given["state"]) == ([oa.id], ["s1"])
    code, tokens = await exchange(code=given["code"][0])
    assert (code, tokens["expires_in"]) == (0, "90000")
    code, account = await call("v2.0/oa/getoa", token=tokens["access_token"])
    assert (code, account["oa_id"], account["oa_type"]) == (0, oa.id, 2)
    assert (await exchange(code=given["code"][0]))[0] == -14019


@pytest.mark.parametrize(
    ("setting", "changed", "code"),
    [
        pytest.param({}, {"app_id": "1"}, -14002, id="no-such-app"),
        pytest.param({"active": False}, {}, -14002, id="app-not-active"),
        pytest.param({"approved": False}, {}, -14029, id="app-not-approved"),
        pytest.param({}, {"redirect_uri": CALLBACK + "/"}, -14003, id="not-byte-for-byte"),
        pytest.param({"callback_url": CALLBACK + "?a=1"}, {"redirect_uri": CALLBACK + "?a=1"}, -14003, id="has-query"),
        pytest.param({"callback_url": None}, {}, -14003, id="no-callback-saved"),
        pytest.param({}, {"code_challenge": ""}, -14014, id="no-challenge"),
        pytest.param({}, {"code_challenge": VERIFIER + "="}, -14014, id="challenge-padded"),
    ],
)
async def test_the_page_of_consent_is_not_for_everybody(
    fake: FakeZalo,
    oa: OfficialAccount,
    http: aiohttp.ClientSession,
    setting: dict[str, Any],
    changed: dict[str, str],
    code: int,
) -> None:
    fake.change(fake._app(None).id, setting)
    async with http.get(f"{fake.url}/oauth/v4/oa/permission?{permission(fake, **changed)}") as response:
        answer = await response.json()
    assert (response.status, answer["error"]) == (200, code)
    assert {"error_name", "error_reason", "error_description", "ref_doc"} < set(answer)


@pytest.mark.parametrize(
    ("changed", "later", "code"),
    [
        pytest.param({}, 599, 0, id="in-time"),
        pytest.param({}, 600, -14019, id="too-late"),
        pytest.param({"code": "x"}, 0, -14019, id="no-such-code"),
        pytest.param({"secret": "x"}, 0, -14004, id="wrong-secret"),
        pytest.param({"app_id": "1"}, 0, -14002, id="no-such-app"),
        pytest.param({"code_verifier": "A" * 43}, 0, -14012, id="wrong-verifier"),
        pytest.param({"code_verifier": ""}, 0, -14012, id="no-verifier"),
        pytest.param({"grant_type": "password"}, 0, -14005, id="other-grant"),
    ],
)
async def test_a_code_is_good_for_ten_minutes_and_one_verifier(
    fake: FakeZalo, oa: OfficialAccount, exchange: Call, changed: dict[str, str], later: float, code: int
) -> None:
    given = {"code": consented(fake)} | changed
    fake.clock.freeze()
    fake.advance(later)
    if later == 599:
        fake.advance(-0.5)
    assert (await exchange(**given))[0] == code


async def test_the_console_may_hold_one_challenge_for_all(fake: FakeZalo, oa: OfficialAccount, exchange: Call) -> None:
    fake.set_callback(CALLBACK, challenge=oauth.challenge_of(VERIFIER))
    other = "B" * 43
    code = consented(fake, code_challenge=oauth.challenge_of(other))
    assert (await exchange(code=code, code_verifier=other))[0] == -14012
    assert (await exchange(code=code))[0] == 0


async def test_the_token_endpoint_takes_forms_only(fake: FakeZalo, http: aiohttp.ClientSession) -> None:
    app = fake._app(None)
    given = {"app_id": app.id, "grant_type": "refresh_token", "refresh_token": "x"}
    headers = {"secret_key": app.secret}
    async with http.post(f"{fake.url}/oauth/v4/oa/access_token", json=given, headers=headers) as response:
        assert (await response.json())["error"] == -14002


async def test_a_refresh_ends_the_pair_before(fake: FakeZalo, oa: OfficialAccount, exchange: Call, call: Call) -> None:
    first = fake.tokens(oa)
    refresh = {"grant_type": "refresh_token"}
    code, second = await exchange(refresh_token=first["refresh_token"], **refresh)
    assert (code, second["expires_in"]) == (0, "90000")
    assert (await exchange(refresh_token=first["refresh_token"], **refresh))[0] == -14020
    assert (await call("v2.0/oa/getoa", token=first["access_token"]))[0] == -220
    assert (await call("v2.0/oa/getoa", token=second["access_token"]))[0] == 0
    fake.advance(25 * HOUR)
    assert (await call("v2.0/oa/getoa", token=second["access_token"]))[0] == -220
    code, third = await exchange(refresh_token=second["refresh_token"], **refresh)
    assert code == 0
    fake.advance(90 * DAY)
    assert (await exchange(refresh_token=third["refresh_token"], **refresh))[0] == -14020


async def test_a_change_in_the_console_ends_all_grants(
    fake: FakeZalo, oa: OfficialAccount, exchange: Call, call: Call
) -> None:
    tokens = fake.tokens(oa)
    fake.set_callback(CALLBACK)
    assert (await call("v2.0/oa/getoa", token=tokens["access_token"]))[0] == -220
    assert (await exchange(grant_type="refresh_token", refresh_token=tokens["refresh_token"]))[0] == -14020


async def test_a_refresh_may_be_made_and_its_answer_lost(fake: FakeZalo, oa: OfficialAccount, exchange: Call) -> None:
    old = {"grant_type": "refresh_token", "refresh_token": fake.tokens(oa)["refresh_token"]}
    fake.fail("lost_reply", method="access_token")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await exchange(**old)
    assert (await exchange(**old))[0] == -14020
    fake.fail("unnumbered", code=-14020, method="access_token")
    code, answer = await exchange(**old)
    assert (code, "error" in answer, answer["error_name"]) == (0, False, "Invalid refresh token")


# what may be sent


def media(**element: Any) -> dict[str, Any]:
    payload = {"template_type": "media", "elements": [element]}
    return {"attachment": {"type": "template", "payload": payload}}


def template(kind: str, *elements: dict[str, Any]) -> dict[str, Any]:
    payload = {"template_type": kind, "elements": list(elements)}
    return {"attachment": {"type": "template", "payload": payload}}


def buttons(*given: Any, text: str = "Mời chọn") -> dict[str, Any]:
    return {"text": text, "attachment": {"type": "template", "payload": {"buttons": list(given)}}}


OPEN_URL = {"title": "Mở", "type": "oa.open.url", "payload": {"url": "https://example.com"}}
CALL_UP = {"title": "Gọi", "type": "oa.open.phone", "payload": {"phone_code": "0912345678"}}
WRITE = {"title": "Nhắn", "type": "oa.open.sms", "payload": {"content": "a", "phone_code": "84912345678"}}
HIDDEN = query("Ẩn", "#an", "oa.query.hide")
IMAGE = "https://example.com/a.png"


@pytest.mark.parametrize(
    ("message", "code"),
    [
        pytest.param({"text": "ế" * 2000}, 0, id="longest-text"),
        pytest.param({"text": "ế" * 2001}, -210, id="text-too-long"),
        pytest.param({"text": ""}, -201, id="no-text"),
        pytest.param({"text": " \n"}, -201, id="blank-text"),
        pytest.param({"text": 5}, -201, id="text-is-a-number"),
        pytest.param({}, -201, id="nothing"),
        pytest.param("Xin chào", -201, id="message-is-a-text"),
        pytest.param({"text": "a", "txet": "b"}, -201, id="unknown-field"),
        pytest.param({"text": "a", "quote_message_id": "no-such-message"}, -201, id="stale-quote"),
        pytest.param(buttons(*[query(str(n), "#x") for n in range(5)]), 0, id="five-buttons"),
        pytest.param(buttons(*[query(str(n), "#x") for n in range(6)]), -210, id="six-buttons"),
        pytest.param(buttons(), -201, id="no-buttons"),
        pytest.param(buttons(query("ế" * 100, "#x")), 0, id="longest-title"),
        pytest.param(buttons(query("ế" * 101, "#x")), -210, id="title-too-long"),
        pytest.param(buttons(query(" ", "#x")), -201, id="no-title"),
        pytest.param(buttons(query("a", "x" * 1000)), 0, id="longest-payload"),
        pytest.param(buttons(query("a", "x" * 1001)), -210, id="payload-too-long"),
        pytest.param(buttons(query("a", "")), -201, id="no-payload"),
        pytest.param(buttons({"title": "a", "type": "oa.query.show", "payload": {"x": 1}}), -201, id="payload-object"),
        pytest.param(buttons(query("a", "#x", "oa.callback")), -201, id="unknown-button"),
        pytest.param(buttons(query("a", "#x") | {"id": 1}), -201, id="unknown-button-field"),
        pytest.param(buttons("a"), -201, id="button-is-a-text"),
        pytest.param(buttons(OPEN_URL, CALL_UP, WRITE, HIDDEN), 0, id="every-button"),
        pytest.param(buttons(OPEN_URL | {"payload": "https://example.com"}), -201, id="address-not-in-an-object"),
        pytest.param(buttons(OPEN_URL | {"payload": {"url": "javascript:x"}}), -201, id="address-of-no-page"),
        pytest.param(buttons(CALL_UP | {"payload": {"phone_code": "call"}}), -201, id="not-a-number"),
        pytest.param(buttons(query("a", "#x"), text=""), -201, id="buttons-without-text"),
        pytest.param(media(media_type="image", url=IMAGE), 0, id="image"),
        pytest.param(media(media_type="image", url=IMAGE) | {"text": "Ảnh"}, 0, id="image-with-text"),
        pytest.param(media(media_type="image", url=IMAGE, attachment_id="x"), -201, id="url-and-attachment"),
        pytest.param(media(media_type="image"), -201, id="neither-url-nor-attachment"),
        pytest.param(media(media_type="image", attachment_id="x"), -201, id="no-such-attachment"),
        pytest.param(media(media_type="image", url="file:///etc/passwd"), -201, id="image-from-no-web"),
        pytest.param(media(media_type="gif", url=IMAGE, width=8, height=8), 0, id="gif"),
        pytest.param(media(media_type="gif", url=IMAGE, width=8), -201, id="gif-without-height"),
        pytest.param(media(media_type="gif", url=IMAGE), -201, id="gif-without-size"),
        pytest.param(media(media_type="image", url=IMAGE, width=8), -201, id="image-with-size"),
        pytest.param(media(media_type="sticker", attachment_id="46078"), 0, id="sticker"),
        pytest.param(media(media_type="sticker", url=IMAGE), -201, id="sticker-by-address"),
        pytest.param(media(media_type="video", url=IMAGE), -201, id="video"),
        pytest.param(template("request_user_info", {"title": "a", "subtitle": "b", "image_url": IMAGE}), 0, id="form"),
        pytest.param(template("request_user_info", {"title": "a"}, {"title": "b"}), -210, id="two-forms"),
        pytest.param(template("request_user_info", {"title": "a", "subtitle": "b" * 501}), -210, id="long-subtitle"),
        pytest.param(template("request_user_info", {"subtitle": "b"}), -201, id="form-without-title"),
        pytest.param(template("request_user_info"), -201, id="no-form"),
        pytest.param(template("list", {"title": "a"}), -233, id="list-on-v3"),
        pytest.param(template("carousel", {"title": "a"}), -233, id="unknown-template"),
        pytest.param({"attachment": {"type": "file", "payload": {"token": "x"}}}, -201, id="no-such-file"),
        pytest.param({"attachment": {"type": "audio", "payload": {}}}, -201, id="unknown-attachment"),
        pytest.param({"attachment": "x"}, -201, id="attachment-is-a-text"),
    ],
)
async def test_a_message_is_looked_at_closely(fake: FakeZalo, call: Call, lan: Person, message: Any, code: int) -> None:
    recipient = {"user_id": fake.uid(lan)}
    answer = await call("v3.0/oa/message/cs", {"recipient": recipient, "message": message})
    assert answer[0] == code
    assert len(fake.sees(lan)) == (code == 0)
    if code == -201:
        assert re.fullmatch(r"\w[\w-]* is invalid!", answer[1])


async def test_a_sent_message_is_told_in_strings(fake: FakeZalo, call: Call, lan: Person, oa: OfficialAccount) -> None:
    fake.clock.freeze()
    code, sent = await call("v3.0/oa/message/cs", text(fake.uid(lan)))
    line = fake.last(lan)
    quota = {"quota_type": "reply", "owner_type": "OA", "owner_id": oa.id}
    expected = {"message_id": line.message_id, "user_id": fake.uid(lan), "sent_time": fake.millis(), "quota": quota}
    assert (code, sent) == (0, expected)
    said = fake.says(lan, "Cảm ơn")
    code, _ = await call("v3.0/oa/message/cs", text(fake.uid(lan), quote_message_id=said.message_id))
    assert (code, fake.last(lan).quote) == (0, said.message_id)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param({"recipient": {"user_id": 5}, "message": {"text": "a"}}, -201, id="number-as-id"),
        pytest.param({"recipient": {"user_id": "5"}, "message": {"text": "a"}}, -201, id="nobody"),
        pytest.param({"recipient": "5", "message": {"text": "a"}}, -201, id="recipient-is-a-text"),
        pytest.param({"message": {"text": "a"}}, -201, id="no-recipient"),
        pytest.param({"recipient": {"anonymous_id": "1", "conversation_id": "2"}, "message": {}}, -201, id="anonymous"),
        pytest.param([], -201, id="a-list"),
    ],
)
async def test_a_message_needs_somebody(call: Call, body: Any, code: int) -> None:
    assert (await call("v3.0/oa/message/cs", body))[0] == code


async def test_who_may_be_written_to(fake: FakeZalo, call: Call, lan: Person) -> None:
    async def reached(person: Person) -> int:
        code: int = (await call("v3.0/oa/message/cs", text(fake.uid(person, call_oa))))[0]
        return code

    call_oa = fake._oa(None)
    stranger, other = fake.create_person(), fake.create_oa("Xã bên")
    assert await reached(stranger) == -213
    fake.says(stranger, "Chào", oa=call_oa)
    assert await reached(stranger) == 0
    assert (await call("v3.0/oa/message/cs", text(fake.uid(lan, other))))[0] == -201
    assert fake.uid(lan, other) != fake.uid(lan, call_oa)
    fake.unfollows(lan, call_oa)
    assert await reached(lan) == -213
    fake.clicks_chat(lan, call_oa)
    assert await reached(lan) == 0
    fake.blocks(lan, call_oa)
    assert await reached(lan) == -217
    fake.blocks(lan, call_oa, code=-244)
    assert await reached(lan) == -244
    fake.unblocks(lan, call_oa)
    assert await reached(lan) == 0


async def test_the_window_is_free_then_paid_then_shut(
    fake: FakeZalo, call: Call, lan: Person, oa: OfficialAccount
) -> None:
    fake.clock.freeze()
    uid = fake.uid(lan)
    fake.says(lan, "Chào")

    async def price_after(seconds: float) -> tuple[int, int]:
        fake.advance(seconds)
        code, _ = await call("v3.0/oa/message/cs", text(uid), token=fake.tokens()["access_token"])
        return code, fake.last(lan).cost

    assert await price_after(48 * HOUR - 1) == (0, 0)
    assert await price_after(1) == (0, 55)
    assert await price_after(5 * DAY - 1) == (0, 55)
    assert (await price_after(1))[0] == -230
    assert oa.spent == 110
    fake.says(lan, "Chào lại")
    assert await price_after(0) == (0, 0)


async def test_quotas_run_out_in_their_order(fake: FakeZalo, call: Call, lan: Person, oa: OfficialAccount) -> None:
    oa.reply_cap, oa.sub_quota, oa.budget = 2, 1, 60
    kinds = []
    for _ in range(5):
        code, sent = await call("v3.0/oa/message/cs", text(fake.uid(lan)))
        kinds.append(sent["quota"]["quota_type"] if code == 0 else code)
    assert kinds == ["reply", "reply", "sub_quota", "purchase_quota", -211]
    code, quota = await call("v3.0/oa/quota/message", {"user_id": fake.uid(lan)})
    assert (code, quota["cs_reply"]) == (0, {"remain": 0, "total": 2})
    fake.says(lan, "Chào")
    _, sent = await call("v3.0/oa/message/cs", text(fake.uid(lan)))
    assert (sent["quota"]["quota_type"], sent["quota"]["remain"]) == ("reply", "1")
    oa.reply_cap = None
    assert "cs_reply" not in (await call("v3.0/oa/quota/message", {"user_id": fake.uid(lan)}))[1]


@pytest.mark.parametrize(
    ("kind", "new", "old"),
    [pytest.param(STATE_AGENCY, -235, 0, id="state-agency"), pytest.param(2, 0, -240, id="enterprise")],
)
async def test_each_type_of_account_has_its_own_call(
    fake: FakeZalo, call: Call, lan: Person, oa: OfficialAccount, kind: int, new: int, old: int
) -> None:
    oa.oa_type = kind
    message = text(fake.uid(lan), "Chọn", query("a", "#a"))
    assert (await call("v3.0/oa/message/cs", message))[0] == new
    assert (await call("v2.0/oa/message", message))[0] == old
    assert [line.labels for line in fake.sees(lan)] == [["a"]]


async def test_state_agencies_may_send_lists(fake: FakeZalo, call: Call, lan: Person, oa: OfficialAccount) -> None:
    oa.oa_type = STATE_AGENCY
    body = {"recipient": {"user_id": fake.uid(lan)}, "message": template("list", {"title": "a"}, {"title": "b"})}
    assert (await call("v2.0/oa/message", body))[0] == 0
    assert [one["title"] for one in fake.last(lan).elements] == ["a", "b"]


async def test_an_account_reacts_to_a_message(fake: FakeZalo, call: Call, lan: Person) -> None:
    said = fake.says(lan, "Cảm ơn")

    def reaction(icon: str, to: str = said.message_id) -> dict[str, Any]:
        action = {"react_icon": icon, "react_message_id": to}
        return {"recipient": {"user_id": fake.uid(lan)}, "sender_action": action}

    assert (await call("v2.0/oa/message", reaction("/-heart")))[0] == 0
    assert said.reactions == ["/-heart"]
    assert (await call("v2.0/oa/message", reaction("/-fire")))[0] == -201
    assert (await call("v2.0/oa/message", reaction("/-heart", "x")))[0] == -201
    assert (await call("v2.0/oa/message", reaction("/-remove")))[0] == 0
    assert said.reactions == []


# who may call


@pytest.mark.parametrize(
    ("thing", "change", "code"),
    [
        pytest.param("app", {"active": False}, -209, id="app-not-active"),
        pytest.param("app", {"registered": False}, -212, id="api-not-registered"),
        pytest.param("oa", {"disabled": True}, -204, id="account-disabled"),
        pytest.param("oa", {"package": ""}, -224, id="no-package"),
        pytest.param("app", {"needs_proof": True}, -242, id="proof-wanted"),
    ],
)
async def test_accounts_and_apps_may_be_shut(
    fake: FakeZalo, call: Call, oa: OfficialAccount, thing: str, change: dict[str, Any], code: int
) -> None:
    fake.change(oa.id if thing == "oa" else fake._app(None).id, change)
    assert (await call("v2.0/oa/getoa"))[0] == code


async def test_tokens_belong_in_the_header(fake: FakeZalo, oa: OfficialAccount, http: aiohttp.ClientSession) -> None:
    token, secret = fake.tokens(oa)["access_token"], fake._app(None).secret
    proof = hmac.new(secret.encode(), token.encode(), "sha256").hexdigest()
    cases: list[tuple[str, dict[str, str], int]] = [
        ("", {"access_token": token}, 0),
        (f"?access_token={token}", {}, -216),
        ("", {"Authorization": f"Bearer {token}"}, -216),
        ("", {"access_token": "x"}, -216),
        ("", {"access_token": token, "appsecret_proof": proof}, 0),
        ("", {"access_token": token, "appsecret_proof": "0" * 64}, -242),
    ]
    for end, headers, code in cases:
        async with http.get(f"{fake.url}/openapi/v2.0/oa/getoa{end}", headers=headers) as response:
            assert (response.status, (await response.json())["error"]) == (200, code)


@pytest.mark.parametrize(
    ("verb", "path", "status"),
    [
        ("POST", "v3.0/oa/message", 404),
        ("POST", "v3.0/oa/group/listgroup", 404),
        ("GET", "v3.0/oa/message/cs", 404),
        ("POST", "v2.0/oa/upload/video", 501),
        ("GET", "v2.0/oa/listrecentchat", 501),
    ],
)
async def test_there_is_no_other_call(
    fake: FakeZalo, oa: OfficialAccount, http: aiohttp.ClientSession, verb: str, path: str, status: int
) -> None:
    form = aiohttp.FormData({"a": "b"}) if "upload" in path else None
    if form:
        form.add_field("file", b"x", filename="x.mp4")
    headers = {"access_token": fake.tokens(oa)["access_token"]}
    async with http.request(verb, f"{fake.url}/openapi/{path}", data=form, headers=headers) as response:
        assert response.status == status
        if status == 404:
            assert await response.text() == "You are accessing an empty or invalid API"


async def test_calls_are_counted_by_the_minute(
    fake: FakeZalo, oa: OfficialAccount, http: aiohttp.ClientSession
) -> None:
    fake.change(fake._app(None).id, {"rate": 2})
    fake.clock.freeze()
    fake.advance(60 - fake.clock.unix() % 60)
    headers = {"access_token": fake.tokens(oa)["access_token"]}
    seen = []
    for _ in range(4):
        async with http.get(f"{fake.url}/openapi/v2.0/oa/getoa", headers=headers) as response:
            left = response.headers["X-RateLimit-Limit"], response.headers["X-RateLimit-Remain"]
            seen.append(((await response.json())["error"], *left))
        fake.advance(19)
    assert seen == [(0, "2", "1"), (0, "2", "0"), (-32, "2", "0"), (-32, "2", "0")]
    async with http.get(f"{fake.url}/openapi/v2.0/oa/getoa", headers=headers) as response:
        assert (await response.json())["error"] == 0


async def test_limits_can_be_off(http: aiohttp.ClientSession) -> None:
    async with FakeZalo(limits="off") as fake:
        oa, bot = fake.create_oa(), fake.create_bot()
        fake.change(fake._app(None).id, {"rate": 0})
        headers = {"access_token": fake.tokens(oa)["access_token"]}
        async with http.get(f"{fake.url}/openapi/v2.0/oa/getoa", headers=headers) as response:
            assert (await response.json())["error"] == 0
        bot.most_users = bot.most_messages = 0
        body = {"chat_id": fake.chat_id(fake.create_person()), "text": "a"}
        async with http.post(f"{fake.url}/bot/bot{bot.token}/sendMessage", json=body) as response:
            assert (await response.json())["ok"]


# files


@pytest.fixture
def upload(fake: FakeZalo, oa: OfficialAccount, http: aiohttp.ClientSession) -> Call:
    async def upload(kind: str, content: bytes, name: str, field: str = "file") -> tuple[int, Any]:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field(field, io.BytesIO(content), filename=name)
        url, headers = f"{fake.url}/openapi/v2.0/oa/upload/{kind}", {"access_token": fake.tokens(oa)["access_token"]}
        async with http.post(url, data=form, headers=headers) as response:
            answer = await response.json()
            return answer["error"], answer.get("data", answer["message"])

    return upload


MB = 1024 * 1024


@pytest.mark.parametrize(
    ("kind", "content", "name", "code"),
    [
        pytest.param("image", samples.PNG, "a.png", 0, id="png"),
        pytest.param("image", samples.JPEG + bytes(MB - len(samples.JPEG)), "a.jpg", 0, id="largest-jpeg"),
        pytest.param("image", samples.JPEG + bytes(MB), "a.jpg", -210, id="jpeg-too-large"),
        pytest.param("image", samples.GIF, "a.png", -201, id="gif-as-image"),
        pytest.param("gif", samples.GIF, "a.gif", 0, id="gif"),
        pytest.param("gif", samples.PNG, "a.gif", -201, id="png-as-gif"),
        pytest.param("file", samples.PDF, "Kế hoạch.pdf", 0, id="pdf"),
        pytest.param("file", samples.docx("a"), "a.DOCX", 0, id="docx"),
        pytest.param("file", b"a,b", "a.csv", 0, id="csv"),
        pytest.param("file", b"x", "a.exe", -201, id="program"),
        pytest.param("file", b"", "a.pdf", -201, id="empty"),
        pytest.param("file", bytes(5 * MB + 1), "a.pdf", -210, id="file-too-large"),
    ],
)
async def test_uploads_are_looked_at(upload: Call, kind: str, content: bytes, name: str, code: int) -> None:
    found, data = await upload(kind, content, name)
    assert found == code
    assert code or set(data) == {"token" if kind == "file" else "attachment_id"}


async def test_uploads_are_sent_and_grow_old(
    fake: FakeZalo, call: Call, upload: Call, lan: Person, oa: OfficialAccount, http: aiohttp.ClientSession
) -> None:
    async def send(message: dict[str, Any]) -> int:
        fake.says(lan, "Chào")
        body = {"recipient": {"user_id": fake.uid(lan)}, "message": message}
        code: int = (await call("v3.0/oa/message/cs", body, token=fake.tokens(oa)["access_token"]))[0]
        return code

    fake.clock.freeze()
    image = media(media_type="image", attachment_id=(await upload("image", samples.PNG, "a.png"))[1]["attachment_id"])
    token = (await upload("file", samples.PDF, "Kế hoạch.pdf"))[1]["token"]
    file = {"attachment": {"type": "file", "payload": {"token": token}}}
    fake.advance(7 * DAY - 1)
    assert [await send(image), await send(file)] == [0, 0]
    (seen,) = fake.last(lan).files
    assert (seen.name, seen.size) == ("Kế hoạch.pdf", len(samples.PDF))
    async with http.get(seen.url) as response:
        assert await response.read() == samples.PDF
    assert await send(file | {"text": "a"}) == -201
    assert await send(media(media_type="image", attachment_id=token)) == -201
    other = fake.create_oa("Xã bên")
    fake.says(lan, "Chào", oa=other)
    body = {"recipient": {"user_id": fake.uid(lan, other)}, "message": image}
    assert (await call("v3.0/oa/message/cs", body, token=fake.tokens(other)["access_token"]))[0] == -201
    del fake.oas[other.id]
    fake.advance(1)
    assert [await send(image), await send(file)] == [-100, -100]
    oa.uploads = 0
    assert (await upload("image", samples.PNG, "a.png"))[0] == -211
    assert (await upload("image", samples.PNG, "a.png", "image"))[0] == -201


# asking


async def test_an_account_asks_who_somebody_is(fake: FakeZalo, call: Call, lan: Person, oa: OfficialAccount) -> None:
    asked = urlencode({"data": json.dumps({"user_id": fake.uid(lan)})})
    code, about = await call(f"v3.0/oa/user/detail?{asked}")
    assert (code, about["display_name"], about["user_is_follower"]) == (0, "Lan (mẫu)", True)
    assert about["user_id_by_app"] == lan.by_app[oa.apps[0].id]
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", about["user_last_interaction_date"])
    assert (await call("v3.0/oa/user/detail?data=x"))[0] == -201
    assert (await call("v2.0/oa/getoa"))[1]["num_follower"] == 1
    _, quota = await call("v3.0/oa/quota/message", {"user_id": fake.uid(lan)})
    assert quota["last_interaction"].isdigit()


# groups of an account


async def test_groups_take_text_only(
    fake: FakeZalo, call: Call, lan: Person, receiver: Receiver, oa: OfficialAccount
) -> None:
    group = fake.create_group("Thôn 1", [lan])

    async def send(message: dict[str, Any], to: str = group.id) -> int:
        body = {"recipient": {"group_id": to}, "message": message}
        code: int = (await call("v3.0/oa/group/message", body))[0]
        return code

    assert await send({"text": "Mời họp"}) == 0
    assert (await fake.wait_for_line(lan, "Mời họp", group=group)).by == "oa"
    picture = media(media_type="image", url=IMAGE)
    assert [await send(buttons(query("a", "#a"))), await send(picture)] == [-233, -233]
    group.attachments = True
    assert [await send(buttons(query("a", "#a"))), await send(picture)] == [-233, 0]
    assert [await send({"text": "a"}, "x"), await send({"text": "a" * 2001})] == [-201, -210]
    _, listed = await call("v3.0/oa/group/getgroupsofoa?offset=0&count=5")
    assert [(one["group_id"], one["total_member"]) for one in listed["groups"]] == [(group.id, 2)]
    _, members = await call(f"v3.0/oa/group/listmember?group_id={group.id}&count=5")
    assert [one.get("user_id", "oa") for one in members["members"]] == ["oa", fake.uid(lan)]
    group.enabled = False
    assert await send({"text": "a"}) == -237
    fake.puts_account_out(group)
    assert await send({"text": "a"}) == -403
    oa.verified = False
    assert await send({"text": "a"}) == -221


async def test_groups_tell_of_what_happens_in_them(
    fake: FakeZalo, oa: OfficialAccount, lan: Person, receiver: Receiver
) -> None:
    await fake.set_webhook(receiver.url)
    group, tam = fake.create_group("Thôn 1", [lan]), fake.create_person("Tâm (mẫu)")
    fake.says(lan, "Bao giờ họp?", group=group)
    fake.sends_photo(lan, group=group)
    fake.sends_location(lan, 21.0, 105.8, group=group)
    fake.asks_to_join(tam, group)
    fake.joins(tam, group)
    fake.leaves(tam, group, event="user_out_group")
    with pytest.raises(ValueError, match="is not in"):
        fake.says(tam, "Tôi đây", group=group)
    await fake.wait_until_quiet()
    events = {event["event_name"]: event for event in receiver.events}
    assert set(events) == {
        "user_send_group_text",
        "user_send_group_image",
        "user_request_join_group",
        "user_join_group",
        "user_out_group",
    }
    said = events["user_send_group_text"]
    assert (said["sender"]["id"], said["recipient"]["id"], said["oa_id"]) == (fake.uid(lan), group.id, oa.id)
    assert said["message"]["text"] == "Bao giờ họp?"
    joined = events["user_join_group"]
    assert (joined["group_id"], joined["user_id"]) == (group.id, fake.uid(tam))


# what goes wrong on demand


@pytest.mark.parametrize("code", sorted(openapi.TEXTS, reverse=True))
async def test_every_error_of_the_table_can_be_had(fake: FakeZalo, call: Call, lan: Person, code: int) -> None:
    fake.fail("error", code=code, method="message/cs", user=fake.uid(lan), times=1)
    assert (await call("v2.0/oa/getoa"))[0] == 0
    assert await call("v3.0/oa/message/cs", text(fake.uid(lan))) == (code, openapi.TEXTS[code])
    assert (await call("v3.0/oa/message/cs", text(fake.uid(lan))))[0] == 0
    assert len(fake.sees(lan)) == 1


@pytest.mark.parametrize(
    ("kind", "arrives", "failure"),
    [
        ("reset", False, aiohttp.ServerDisconnectedError),
        ("lost_reply", True, aiohttp.ServerDisconnectedError),
        ("truncated", True, aiohttp.ClientPayloadError),
        ("garbled", True, json.JSONDecodeError),
        ("hang", False, TimeoutError),
        ("http_500", False, AssertionError),
        ("http_401", False, AssertionError),
        ("bad_gateway", False, AssertionError),
    ],
)
async def test_calls_go_wrong_on_demand(
    fake: FakeZalo, call: Call, lan: Person, kind: Kind, arrives: bool, failure: type[Exception]
) -> None:
    fake.fail(kind, method="v3.0/oa/message/cs")
    with pytest.raises(failure):
        async with asyncio.timeout(0.5):
            await call("v3.0/oa/message/cs", text(fake.uid(lan)))
    assert len(fake.sees(lan)) == arrives
    assert (await call("v3.0/oa/message/cs", text(fake.uid(lan))))[0] == 0


async def test_a_message_may_arrive_although_it_is_said_to_have_failed(fake: FakeZalo, call: Call, lan: Person) -> None:
    fake.fail("delivered_error", times=2)
    assert (await call("v3.0/oa/message/cs", text(fake.uid(lan))))[0] == -200
    assert len(fake.sees(lan)) == 1
    assert (await call("v3.0/oa/message/cs", text(fake.uid(lan), "")))[0] == -201


async def test_a_part_of_the_calls_goes_wrong(fake: FakeZalo, call: Call) -> None:
    fake.fail("error", code=-32, times=None, probability=0.5)
    failures = [(await call("v2.0/oa/getoa"))[0] for _ in range(40)].count(-32)
    assert 10 < failures < 30
    fake.heal()
    assert (await call("v2.0/oa/getoa"))[0] == 0


async def test_a_call_may_be_slow(fake: FakeZalo, call: Call) -> None:
    fake.fail("slow", seconds=0.05)
    began = asyncio.get_running_loop().time()
    assert (await call("v2.0/oa/getoa"))[0] == 0
    assert asyncio.get_running_loop().time() - began >= 0.05


# webhooks


def signed(app: App, body: bytes, timestamp: str) -> str:
    return "mac=" + hashlib.sha256(app.id.encode() + body + timestamp.encode() + app.oa_secret.encode()).hexdigest()


async def test_events_are_signed_over_the_raw_bytes(fake: FakeZalo, lan: Person, receiver: Receiver) -> None:
    app = fake._app(None)
    await fake.set_webhook(receiver.url)
    fake.says(lan, "Đường vào thôn Cấm ngập")
    await fake.wait_until_quiet()
    body, headers = receiver.bodies[-1], receiver.headers[-1]
    assert "Đường vào" in body.decode()
    assert headers["X-ZEvent-Signature"] == signed(app, body, json.loads(body)["timestamp"])
    app.timestamp_in = "header"
    fake.says(lan, "Đường vào thôn Cấm ngập")
    await fake.wait_until_quiet()
    body, headers = receiver.bodies[-1], receiver.headers[-1]
    assert headers["X-ZEvent-Signature"] == signed(app, body, headers["X-ZEvent-Timestamp"])
    assert headers["X-ZEvent-Signature"] != signed(app, body, json.loads(body)["timestamp"])


async def test_the_console_tries_an_address_first(fake: FakeZalo, oa: OfficialAccount, receiver: Receiver) -> None:
    await fake.set_webhook(receiver.url)
    assert receiver.bodies == [b"{}"]
    assert "X-ZEvent-Signature" not in receiver.headers[0]
    receiver.statuses = [403, 401]
    with pytest.raises(ValueError, match="403"):
        await fake.set_webhook(receiver.url)
    assert await fake.probe() == 401
    with pytest.raises(ValueError, match="public"):
        await fake.set_webhook("http://10.0.0.1/hook")


async def test_an_unanswered_event_climbs_the_ladder(fake: FakeZalo, lan: Person, receiver: Receiver) -> None:
    fake.clock.freeze()
    await fake.set_webhook(receiver.url)
    receiver.statuses = [500, 404]
    said = fake.says(lan, "một")
    await fake.wait_until_quiet()
    fake.advance(RETRIES[0] - 1)
    await fake.wait_until_quiet()
    assert len(receiver.events) == 1
    for seconds in (1, RETRIES[1]):
        fake.advance(seconds)
        await fake.wait_until_quiet()
    assert [event["message"]["msg_id"] for event in receiver.events] == [said.message_id] * 3
    assert [headers.get("num_retry") for headers in receiver.headers[1:]] == [None, "1", "2"]
    assert len({headers["X-ZEvent-Signature"] for headers in receiver.headers[1:]}) == 1
    assert fake.deliveries("user_send_text")[0].statuses == [500, 404, 200]


async def test_a_webhook_that_never_answers_is_shut(fake: FakeZalo, lan: Person, receiver: Receiver) -> None:
    fake.clock.freeze()
    await fake.set_webhook(receiver.url)
    receiver.statuses = [500] * 6
    fake.says(lan, "một")
    event = fake.deliveries()[-1]
    for number, seconds in enumerate(RETRIES, 1):
        await fake.wait_until_quiet()
        fake.advance(seconds - 1)
        await fake.wait_until_quiet()
        assert event.statuses == [500] * number
        assert fake.counts()["webhook_enabled"]
        fake.advance(1)
    await fake.wait_until_quiet()
    assert not fake.counts()["webhook_enabled"]
    fake.says(lan, "hai")
    await fake.wait_until_quiet()
    assert len(receiver.events) == 6
    counts = fake.counts()["webhook"]
    assert (counts["lost"], counts["failed"], counts["dropped"]) == (1, 6, 2)
    await fake.set_webhook(receiver.url)
    fake.says(lan, "ba")
    await fake.wait_for_delivered(1)


async def test_a_slow_answer_is_no_answer(fake: FakeZalo, lan: Person, receiver: Receiver) -> None:
    await fake.set_webhook(receiver.url)
    gate = receiver.gate = asyncio.Event()
    fake.says(lan, "một")
    await fake.wait_until_quiet()
    assert fake.deliveries()[-1].statuses == [0]
    receiver.gate = None
    gate.set()
    fake.advance(30)
    await fake.wait_for_delivered(1)


async def test_nobody_there_is_no_answer(fake: FakeZalo, lan: Person) -> None:
    await fake.set_webhook("http://127.0.0.1:9/hook", probe=False)
    fake.says(lan, "một")
    await fake.wait_until_quiet()
    assert fake.deliveries()[-1].statuses == [0]


async def test_events_can_be_doubled_held_and_forged(fake: FakeZalo, lan: Person, receiver: Receiver) -> None:
    await fake.set_webhook(receiver.url)
    fake.duplicate_next()
    fake.says(lan, "một")
    await fake.wait_until_quiet()
    assert receiver.events[0] == receiver.events[1]
    fake.hold()
    fake.says(lan, "hai")
    await fake.wait_until_quiet()
    assert len(receiver.events) == 2
    fake.release(backwards=True)
    fake.tells("user_pays_tax", {"amount": "5"})
    fake.tells("user_send_text", signature="mac=" + "0" * 64)
    fake.tells("user_send_text", signature="")
    await fake.wait_until_quiet()
    names = [event["event_name"] for event in receiver.events[2:]]
    assert sorted(names) == ["user_pays_tax", "user_send_text", "user_send_text", "user_send_text"]
    assert [headers.get("X-ZEvent-Signature") for headers in receiver.headers].count("mac=" + "0" * 64) == 1


async def test_toggles_choose_the_events(fake: FakeZalo, call: Call, lan: Person, receiver: Receiver) -> None:
    await fake.set_webhook(receiver.url, events=["user_send_text"])
    fake.follows(lan)
    fake.says(lan, "một")
    await call("v3.0/oa/message/cs", text(fake.uid(lan)))
    await fake.wait_until_quiet()
    assert [event["event_name"] for event in receiver.events] == ["user_send_text"]


@pytest.mark.parametrize(
    "words",
    ["<b>&amp;</b>", "'; drop table petitions; --", "\u202eệ\U0001f44d\x00\t", "[@123] {0} %s", "nửa \ud83d chữ"],
)
async def test_words_arrive_as_they_were_written(
    fake: FakeZalo, call: Call, lan: Person, receiver: Receiver, words: str
) -> None:
    await fake.set_webhook(receiver.url)
    fake.says(lan, words)
    await fake.wait_until_quiet()
    assert receiver.events[0]["message"]["text"] == words.replace("\ud83d", "?")
    assert (await call("v3.0/oa/message/cs", text(fake.uid(lan), words)))[0] == 0
    assert fake.last(lan).text == words


async def test_benchmarks_read_how_quickly_they_answered(fake: FakeZalo, lan: Person, receiver: Receiver) -> None:
    await fake.set_webhook(receiver.url)
    fake.says(lan, "một")
    await fake.wait_for_delivered(1)
    counts = fake.counts(begin_anew=True)
    assert (counts["webhook"]["delivered"], list(counts["answer_seconds"])) == (1, ["p50", "p95", "p99", "p100"])
    assert fake.counts()["answer_seconds"] == {}


async def last_event(fake: FakeZalo) -> dict[str, Any]:
    """The newest event without what every event has, which is checked here."""
    event = fake.deliveries()[-1].body
    assert event.pop("app_id") == fake._app(None).id
    assert re.fullmatch(r"\d{13}", event.pop("timestamp"))
    event.pop("user_id_by_app", None)
    return event


async def test_every_kind_of_event_has_its_shape(fake: FakeZalo, oa: OfficialAccount, lan: Person) -> None:
    uid = fake.uid(lan)
    assert int(uid) > 2**53
    assert int(oa.id) > 2**53
    way = {"sender": {"id": uid}, "recipient": {"id": oa.id}}

    async def told(line: Line, name: str, **message: Any) -> None:
        expected = {"event_name": name, **way, "message": message | {"msg_id": line.message_id}}
        assert await last_event(fake) == expected

    await told(fake.says(lan, "Helo"), "user_send_text", text="Helo")
    quoted = fake.says(lan, "Ý tôi là thế này", quote="e2a641af6661713b2874")
    await told(quoted, "user_send_text", text="Ý tôi là thế này", quote_msg_id="e2a641af6661713b2874")
    photo = fake.sends_photo(lan, caption="Cống tắc")
    payload: dict[str, Any] = {"thumbnail": photo.images[0], "url": photo.images[0]}
    await told(photo, "user_send_image", text="Cống tắc", attachments=[{"type": "image", "payload": payload}])
    moving = fake.sends_gif(lan)
    payload = {"thumbnail": moving.images[0], "url": moving.images[0]}
    await told(moving, "user_send_gif", attachments=[{"type": "gif", "payload": payload}])
    file = fake.sends_file(lan, "Đơn.docx")
    payload = {"size": str(file.files[0].size), "name": "Đơn.docx", "type": "docx", "url": file.files[0].url}
    payload["checksum"] = hashlib.md5(samples.docx("Đơn mẫu")).hexdigest()
    await told(file, "user_send_file", attachments=[{"type": "file", "payload": payload}])
    voice = fake.sends_voice(lan)
    await told(voice, "user_send_audio", attachments=[{"type": "audio", "payload": {"url": voice.files[0].url}}])
    video = fake.sends_video(lan)
    payload = {"url": video.files[0].url, "thumbnail": video.files[0].url, "description": ""}
    await told(video, "user_send_video", attachments=[{"type": "video", "payload": payload}])
    place = fake.sends_location(lan, 10.7923119, 106.7820651, text="Cơm Coffee New Sky")
    payload = {"coordinates": {"latitude": "10.7923119", "longitude": "106.7820651"}}
    parts = [{"payload": payload, "type": "location"}]
    await told(place, "user_send_location", text="Cơm Coffee New Sky", attachments=parts)
    sticker = fake.sends_sticker(lan, "123")
    payload = {"id": "123", "url": sticker.images[0]}
    await told(sticker, "user_send_sticker", attachments=[{"type": "sticker", "payload": payload}])
    link = fake.sends_link(lan, "https://example.com/a")
    payload = {"url": "https://example.com/a", "description": "", "thumbnail": ""}
    parts = [{"type": "link", "payload": payload}]
    await told(link, "user_send_link", text="https://example.com/a", attachments=parts)
    fake.sends_card(lan, lan)
    assert (await last_event(fake))["event_name"] == "user_send_business_card"


async def test_following_and_the_rest_have_shapes_of_their_own(
    fake: FakeZalo, call: Call, oa: OfficialAccount, lan: Person
) -> None:
    uid = fake.uid(lan)
    follower = {"oa_id": oa.id, "follower": {"id": uid}}
    fake.follows(lan)
    assert await last_event(fake) == {"event_name": "follow", **follower, "source": "oa_profile"}
    fake.unfollows(lan)
    assert await last_event(fake) == {"event_name": "unfollow", **follower}
    fake.clicks_chat(lan)
    assert await last_event(fake) == {"event_name": "user_click_chatnow", "oa_id": oa.id, "user_id": uid}
    fake.shares_contact(lan, address=("Tỉnh Ninh Bình", "Xã Mẫu", "Thôn 1"))
    home = {"user_city": "Tỉnh Ninh Bình", "user_ward": "Xã Mẫu", "user_address": "Thôn 1"}
    info = {"name": "Lan (mẫu)", "phone": "84912345678", "user_dob": "30/10/1999", "gender": "Nam"}
    way = {"sender": {"id": uid}, "recipient": {"id": oa.id}}
    expected = {"event_name": "user_submit_info", **way, "info": info | {"full_address": home}}
    assert await last_event(fake) == expected
    fake.shares_contact(lan, old_shape=True)
    assert (await last_event(fake))["info"]["phone"] == 84912345678
    _, sent = await call("v3.0/oa/message/cs", text(uid, "Đã nhận"))
    number = sent["message_id"]
    echo = await last_event(fake)
    assert (echo["event_name"], echo["sender"]["id"], echo["recipient"]["id"]) == ("oa_send_text", oa.id, uid)
    assert echo["sender"]["admin_id"].isdigit()
    assert echo["message"] == {"text": "Đã nhận", "msg_id": number}
    back = {"sender": {"id": oa.id}, "recipient": {"id": uid}}
    assert fake.receives(lan) == [number]
    assert await last_event(fake) == {"event_name": "user_received_message", **back, "message": {"msg_id": number}}
    assert fake.opens(lan) == [number]
    assert await last_event(fake) == {"event_name": "user_seen_message", **back, "message": {"msg_ids": [number]}}
    assert (fake.receives(lan), fake.opens(lan)) == ([], [])
    fake.reacts(lan, number)
    message = {"msg_id": number, "react_icon": "/-heart"}
    assert await last_event(fake) == {"event_name": "user_reacted_message", **way, "message": message}
    fake.staff_says(lan, "Tôi là cán bộ")
    assert (await last_event(fake))["event_name"] == "oa_send_text"
    assert fake.last(lan).by == "staff"


@pytest.mark.parametrize(
    ("message", "event"),
    [
        (media(media_type="image", url=IMAGE), "oa_send_image"),
        (media(media_type="gif", url=IMAGE, width=8, height=8), "oa_send_gif"),
        (media(media_type="sticker", attachment_id="1"), "oa_send_sticker"),
        (template("request_user_info", {"title": "a"}), "oa_send_list"),
    ],
)
async def test_our_own_messages_come_back_as_events(
    fake: FakeZalo, call: Call, lan: Person, message: dict[str, Any], event: str
) -> None:
    await call("v3.0/oa/message/cs", {"recipient": {"user_id": fake.uid(lan)}, "message": message})
    assert (await last_event(fake))["event_name"] == event


# what people see and press


async def test_hidden_buttons_are_not_seen_in_the_chat(fake: FakeZalo, call: Call, lan: Person) -> None:
    await call("v3.0/oa/message/cs", text(fake.uid(lan), "Chọn", query("Có", "#co"), HIDDEN, OPEN_URL))
    fake.presses(lan, "Có")
    fake.presses(lan, "Ẩn")
    assert (await last_event(fake))["message"]["text"] == "#an"
    assert [line.text for line in fake.sees(lan)] == ["Chọn", "#co"]
    assert fake.sees(lan)[0].buttons[2].value == "https://example.com"
    with pytest.raises(LookupError, match="sends nothing"):
        fake.presses(lan, "Mở")
    with pytest.raises(LookupError, match="no button"):
        fake.presses(lan, "Khác")


async def test_one_person_in_one_place_acts_for_herself(fake: FakeZalo, call: Call, lan: Person) -> None:
    here = fake.as_person(lan)
    here.says("Xin chào")
    await call("v3.0/oa/message/cs", text(fake.uid(lan), "Chọn", query("Có", "#co")))
    assert (await here.wait_for_line("Chọn")).labels == ["Có"]
    here.presses("Có")
    assert [line.text for line in here.sees()] == ["Xin chào", "Chọn", "#co"]
    with pytest.raises(TimeoutError):
        await here.wait_for_line("Chọn", count=2, timeout=0.01)


async def test_files_of_people_can_be_fetched_vanish_and_lead_astray(
    fake: FakeZalo, lan: Person, http: aiohttp.ClientSession
) -> None:
    async def fetched(url: str) -> tuple[int, str, bytes]:
        async with http.get(url, allow_redirects=False) as response:
            return response.status, response.content_type, await response.read()

    photo, voice = fake.sends_photo(lan).images[0], fake.sends_voice(lan).files[0].url
    paper, form = fake.sends_file(lan, "a.pdf").files[0].url, fake.sends_file(lan, "a.docx").files[0].url
    assert await fetched(photo) == (200, "image/jpeg", samples.JPEG)
    assert await fetched(voice) == (200, "audio/aac", samples.AAC)
    assert (await fetched(paper))[1] == "application/pdf"
    assert (await fetched(form))[2].startswith(b"PK")
    named = fake.sends_file(lan, "Đơn của tôi.pdf").files[0].url
    assert (named.isascii(), (await fetched(named))[0]) == (True, 200)
    fake.expire_media(named)
    assert (await fetched(named))[0] == 404
    fake.expire_media(photo)
    assert [(await fetched(one))[0] for one in (photo, voice)] == [404, 200]
    inside = fake.sends_photo(lan, redirect="http://169.254.169.254/latest/meta-data/").images[0]
    async with http.get(inside, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (302, "http://169.254.169.254/latest/meta-data/")
    fake.fail("http_500", method="media")
    assert [(await fetched(voice))[0] for _ in range(2)] == [500, 200]
    fake.fail("truncated", method="media")
    with pytest.raises(aiohttp.ClientPayloadError):
        await fetched(voice)
    assert fake.sends_photo(lan, url="http://localhost/a.jpg").images == ("http://localhost/a.jpg",)


# templates

INVITATION = "Kính mời <name> dự hội nghị ngày <day>."


@pytest.mark.parametrize(
    ("setting", "change", "code"),
    [
        pytest.param({}, {}, 0, id="good"),
        pytest.param({}, {"phone": "0912345678"}, -108, id="no-country"),
        pytest.param({}, {"phone": "84900000000"}, -118, id="no-account"),
        pytest.param({}, {"template_id": "2"}, -109, id="no-template"),
        pytest.param({"status": "PENDING_REVIEW"}, {}, -131, id="not-approved"),
        pytest.param({"status": "DISABLE"}, {}, -146, id="disabled"),
        pytest.param({}, {"template_data": {"name": "a"}}, -1122, id="data-missing"),
        pytest.param({}, {"template_data": {"name": "a", "day": "b", "x": "c"}}, -1124, id="data-unknown"),
        pytest.param({}, {"template_data": {"name": 5, "day": "b"}}, -1124, id="data-is-a-number"),
        pytest.param({}, {"template_data": {"name": "a" * 201, "day": "b"}}, -1121, id="data-too-long"),
        pytest.param({}, {"template_data": []}, -112, id="data-is-a-list"),
        pytest.param({}, {"tracking_id": "x" * 49}, -132, id="tracking-too-long"),
        pytest.param({}, {"tracking_id": "x" * 48, "sending_mode": "3"}, 0, id="tracking-longest"),
        pytest.param({}, {"sending_mode": "2"}, -132, id="sending-mode"),
        pytest.param({}, {"mode": "development"}, -127, id="development-to-anybody"),
        pytest.param({}, {"user_id": "1"}, -132, id="unknown-field"),
        pytest.param({"daily": 0}, {}, -147, id="template-limit"),
    ],
)
async def test_templates_by_phone_are_looked_at(
    fake: FakeZalo, call: Call, lan: Person, setting: dict[str, Any], change: dict[str, Any], code: int
) -> None:
    fake.create_template("1", INVITATION)
    fake.change("1", setting)
    body = {"phone": "84912345678", "template_id": "1", "tracking_id": "t1"}
    body |= {"template_data": {"name": "bà Lan", "day": "5/12"}} | change
    assert (await call("message/template", body, host="business"))[0] == code
    assert [line.text for line in fake.sees(lan)] == ["Kính mời bà Lan dự hội nghị ngày 5/12."] * (code == 0)


async def test_a_template_by_phone_is_received_and_told_of(
    fake: FakeZalo, call: Call, lan: Person, oa: OfficialAccount, receiver: Receiver
) -> None:
    await fake.set_webhook(receiver.url)
    fake.create_template("1", INVITATION, price=300)
    data = {"name": "bà Lan", "day": "5/12"}
    hashed = hashlib.sha256(b"84912345678").hexdigest()
    body = {"hash_phone": hashed, "template_id": "1", "template_data": data, "tracking_id": "t-7"}
    code, sent = await call("message/template/hashphone", body, host="business")
    assert (code, oa.spent) == (0, 300)
    assert sent["quota"] == {"dailyQuota": "500", "remainingQuota": "499"}
    assert await call("message/quota", host="business") == (0, sent["quota"])
    asked = f"message/status?message_id={sent['msg_id']}"
    assert (await call(asked, host="business"))[1]["status"] == 0
    fake.receives(lan)
    await fake.wait_until_quiet()
    receipt = receiver.events[-1]
    assert (receipt["recipient"]["id"], receipt["message"]["tracking_id"]) == ("84912345678", "t-7")
    assert receiver.headers[-1]["X-ZEvent-Server"] == "ZNS"
    assert (await call(asked, host="business"))[1]["status"] == 1
    _, listed = await call("template/all?offset=0&limit=10", host="business")
    assert [one["templateId"] for one in listed["list"]] == ["1"]
    _, about = await call("template/info/v2?template_id=1", host="business")
    assert [one["name"] for one in about["listParams"]] == ["name", "day"]
    oa.daily_templates = 1
    assert (await call("message/template/hashphone", body, host="business"))[0] == -144
    oa.budget = 300
    assert (await call("message/template/hashphone", body, host="business"))[0] == -115
    fake.blocks(lan)
    assert (await call("message/template/hashphone", body, host="business"))[0] == -141
    oa.verified = False
    assert (await call("message/template/hashphone", body, host="business"))[0] == -135
    assert (await call("message/template/hashphone", body, host="business", token="x"))[0] == -124


@pytest.mark.parametrize("code", sorted(business.TEXTS, reverse=True))
async def test_every_error_of_templates_can_be_had(fake: FakeZalo, call: Call, lan: Person, code: int) -> None:
    fake.fail("error", code=code, method="business/message/template", user=lan.phone)
    body = {"phone": lan.phone}
    assert await call("message/template", body, host="business") == (code, business.TEXTS[code])


async def test_a_template_by_uid_needs_no_window(fake: FakeZalo, call: Call, lan: Person) -> None:
    fake.create_template("1", INVITATION)
    fake.create_template("2", "Chào", by_uid=False)
    uid = fake.uid(lan)
    fake.advance(30 * DAY)
    token = fake.tokens()["access_token"]

    async def send(**change: Any) -> int:
        body = {"user_id": uid, "template_id": "1", "template_data": {"name": "bà Lan", "day": "5/12"}} | change
        code: int = (await call("v3.0/oa/message/template", body, token=token))[0]
        return code

    assert await send() == 0
    assert fake.last(lan).text == "Kính mời bà Lan dự hội nghị ngày 5/12."
    assert await send(tracking_id="x") == -201
    assert await send(template_id="2", template_data={}) == -249
    assert await send(template_id="3") == -201
    assert await send(template_data={"name": "a"}) == -201
    assert await send(user_id="5") == -201
    fake.blocks(lan, code=-244)
    assert await send() == -244


# bots


@pytest.fixture
def bot(fake: FakeZalo) -> Bot:
    return fake.create_bot("Bot Xã Mẫu")


@pytest.fixture
def ask(fake: FakeZalo, bot: Bot, http: aiohttp.ClientSession) -> Call:
    """A call to the Bot Platform; the error code or 0, and the result."""

    async def ask(method: str, token: str = "", **given: Any) -> tuple[int, Any]:
        async with http.post(f"{fake.url}/bot/bot{token or bot.token}/{method}", json=given) as response:
            assert response.status == 200
            answer = await response.json()
            return answer.get("error_code", 0), answer.get("result", answer.get("description"))

    return ask


@pytest.mark.parametrize(
    ("method", "given", "code"),
    [
        ("sendMessage", {"text": "ế" * 2000}, 0),
        ("sendMessage", {"text": "ế" * 2001}, 400),
        ("sendMessage", {"text": ""}, 400),
        ("sendMessage", {}, 400),
        ("sendMessage", {"text": "a", "reply_markup": {}}, 400),
        ("sendMessage", {"text": "a", "parse_mode": "html"}, 0),
        ("sendMessage", {"text": "a", "parse_mode": "MarkdownV2"}, 400),
        ("sendMessage", {"text": "a👍b", "text_styles": [{"start": 1, "len": 3, "st": ["b", "c_db342e"]}]}, 0),
        ("sendMessage", {"text": "ab", "text_styles": [{"start": 1, "len": 2, "st": ["b"]}]}, 400),
        ("sendMessage", {"text": "ab", "text_styles": [{"start": 0, "len": 1, "st": ["blink"]}]}, 400),
        ("sendMessage", {"text": "ab", "text_styles": "x", "parse_mode": "markdown"}, 0),
        ("sendMessage", {"text": "a", "chat_id": "0" * 20}, 400),
        ("sendPhoto", {"photo": "https://example.com/a.jpg", "caption": "a" * 2000}, 0),
        ("sendPhoto", {"photo": "https://example.com/a.jpg", "caption": "a" * 2001}, 400),
        ("sendPhoto", {"photo": "http://192.168.1.1/a.jpg"}, 400),
        ("sendPhoto", {"photo": "a.jpg"}, 400),
        ("sendSticker", {"sticker": "bfe458bf64fa8da4d4eb"}, 0),
        ("sendSticker", {"sticker": "https://example.com/a.png"}, 400),
        ("sendVoice", {"voice_url": "https://example.com/a.aac"}, 0),
        ("sendVoice", {"voice_url": "https://example.com/a.ogg"}, 400),
        ("sendChatAction", {"action": "typing"}, 0),
        ("sendChatAction", {"action": "upload_photo"}, 400),
        ("sendmessage", {"text": "a"}, 404),
        ("sendDocument", {}, 404),
        ("testWebhook", {}, 404),
    ],
)
async def test_what_bots_send_is_looked_at(
    fake: FakeZalo, ask: Call, lan: Person, bot: Bot, method: str, given: dict[str, Any], code: int
) -> None:
    found, result = await ask(method, **{"chat_id": fake.chat_id(lan), **given})
    assert found == code
    if code == 0 and method != "sendChatAction":
        line = fake.last(lan, bot=bot)
        assert result == {"message_id": line.message_id, "date": int(line.at * 1000)}


async def test_bots_have_tokens_that_never_end(fake: FakeZalo, ask: Call, bot: Bot) -> None:
    fake.advance(1000 * DAY)
    code, me = await ask("getMe")
    assert (code, me["id"], me["account_type"], me["can_join_groups"]) == (0, bot.id, "BASIC", False)
    assert (await ask("getMe", token="1:x"))[0] == 401


async def test_bots_are_called_in_any_form(fake: FakeZalo, bot: Bot, lan: Person, http: aiohttp.ClientSession) -> None:
    url, given = f"{fake.url}/bot/bot{bot.token}/sendMessage", {"chat_id": fake.chat_id(lan), "text": "Chào"}
    form = aiohttp.FormData(given, default_to_multipart=True)
    for request in (http.get(url, params=given), http.post(url, data=given), http.post(url, data=form)):
        async with request as response:
            assert (await response.json())["ok"]
    async with http.post(url, data=b"[]", headers={"Content-Type": "application/json"}) as response:
        assert (await response.json())["error_code"] == 400
    assert [line.text for line in fake.sees(lan, bot=bot)] == ["Chào"] * 3


async def test_one_update_at_a_time_and_only_once(fake: FakeZalo, ask: Call, lan: Person, bot: Bot) -> None:
    fake.says(lan, "một", bot=bot)
    fake.sends_photo(lan, caption="ảnh", bot=bot)
    _, first = await ask("getUpdates", timeout="0")
    _, second = await ask("getUpdates", timeout=0)
    assert first["event_name"] == "message.text.received"
    message = first["message"]
    assert message["chat"] == {"chat_type": "PRIVATE", "id": message["from"]["id"]}
    assert re.fullmatch(r"[0-9a-f]{20}", message["chat"]["id"])
    assert (message["text"], len(str(message["date"]))) == ("một", 13)
    assert (second["event_name"], second["message"]["caption"]) == ("message.image.received", "ảnh")
    assert second["message"]["photo_url"].endswith("photo.jpg")
    assert (await ask("getUpdates", timeout=0))[0] == 408
    waiting = asyncio.create_task(ask("getUpdates", timeout=20))
    await fake.wait_for(lambda: bot.calls["getUpdates"] == 4)
    fake.says(lan, "hai", bot=bot)
    assert (await waiting)[1]["message"]["text"] == "hai"


async def test_an_update_whose_answer_is_lost_is_gone(fake: FakeZalo, ask: Call, lan: Person, bot: Bot) -> None:
    fake.says(lan, "một", bot=bot)
    fake.fail("lost_reply", method="getUpdates")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await ask("getUpdates", timeout=0)
    assert (await ask("getUpdates", timeout=0))[0] == 408


@pytest.mark.parametrize(
    ("url", "secret", "code"),
    [
        ("https://example.com/hook", "12345678", 0),
        ("https://example.com/hook", "x" * 256, 0),
        ("https://example.com/hook", "x" * 257, 400),
        ("https://example.com/hook", "1234567", 400),
        ("https://example.com/hook", None, 400),
        ("http://example.com/hook", "12345678", 400),
        ("https://localhost/hook", "12345678", 400),
        ("https://192.168.1.5/hook", "12345678", 400),
        ("", "12345678", 400),
    ],
)
async def test_a_bot_webhook_is_public_and_secret(
    fake: FakeZalo, ask: Call, monkeypatch: pytest.MonkeyPatch, bot: Bot, url: str, secret: str | None, code: int
) -> None:
    async def unreachable(body: bytes) -> int:
        return 0

    monkeypatch.setattr(fake._bot_line(bot), "_post", unreachable)
    given = {"url": url} | ({"secret_token": secret} if secret else {})
    found, result = await ask("setWebhook", **given)
    assert found == code
    info = (await ask("getWebhookInfo"))[1]
    assert info["url"] == ("" if code else url)
    if code == 0:
        assert result["verification"]["outcome"] == "unreachable"


async def test_a_bot_webhook_is_told_once(fake: FakeZalo, ask: Call, lan: Person, bot: Bot, receiver: Receiver) -> None:
    fake.says(lan, "đang chờ getUpdates", bot=bot)
    receiver.statuses = [500]
    _, state = await ask("setWebhook", url=receiver.url, secret_token="12345678")
    assert receiver.bodies == [b""]
    assert state["verification"] == {
        "ok": False,
        "outcome": "http_error",
        "status_code": 500,
        "hint": "The address must answer 2xx",
    }
    assert (await ask("getUpdates"))[0] == 409
    fake.says(lan, "một", bot=bot)
    await fake.wait_until_quiet()
    receiver.statuses = [503]
    fake.says(lan, "hai", bot=bot)
    await fake.wait_until_quiet()
    bot.shape, bot.photo_field = "wrapped", "photo"
    fake.sends_photo(lan, bot=bot)
    await fake.wait_until_quiet()
    flat, lost, wrapped = receiver.events
    assert (flat["message"]["text"], lost["message"]["text"]) == ("một", "hai")
    assert (wrapped["ok"], set(wrapped)) == (True, {"ok", "result"})
    assert wrapped["result"]["message"]["photo"].endswith("photo.jpg")
    assert {headers["X-Bot-Api-Secret-Token"] for headers in receiver.headers} == {"12345678"}
    assert (await ask("deleteWebhook"))[1]["url"] == ""
    assert (await ask("getUpdates", timeout=0))[0] == 408


async def test_bots_hear_of_every_kind(fake: FakeZalo, ask: Call, lan: Person, bot: Bot) -> None:
    fake.says(lan, "a", bot=bot)
    fake.sends_photo(lan, bot=bot)
    fake.sends_sticker(lan, bot=bot)
    fake.sends_voice(lan, bot=bot)
    fake.sends_file(lan, bot=bot)
    fake.sends_location(lan, 21.0, 105.8, bot=bot)
    fake.tells_bot("message.reaction.received", {"reaction": "x"}, bot=bot)
    told = [(await ask("getUpdates", timeout=0))[1] for _ in range(7)]
    kinds = ["text", "image", "sticker", "voice", "unsupported", "unsupported", "reaction"]
    assert [one["event_name"].split(".")[1] for one in told] == kinds
    assert told[3]["message"]["voice_url"].endswith(".aac")
    assert set(told[4]["message"]) == {"date", "chat", "message_id", "from"}


async def test_bots_in_groups_hear_what_is_said_to_them(fake: FakeZalo, ask: Call, lan: Person, bot: Bot) -> None:
    group = fake.create_bot_group("Cán bộ", [lan], bot=bot)
    here = fake.as_person(lan, group=group, bot=bot)
    here.says("trò chuyện riêng")
    here.says("lịch tuần này?", mentions=True)
    _, told = await ask("getUpdates", timeout=0)
    assert told["message"]["chat"] == {"chat_type": "GROUP", "id": group.id}
    assert told["message"]["text"] == "@Bot Xã Mẫu lịch tuần này?"
    assert (await ask("getUpdates", timeout=0))[0] == 408
    _, sent = await ask("sendMessage", chat_id=group.id, text="Thứ năm")
    fake.says(lan, "cảm ơn", group=group, bot=bot, quote=sent["message_id"])
    assert (await ask("getUpdates", timeout=0))[1]["message"]["text"] == "cảm ơn"
    code, _ = await ask("sendVoice", chat_id=group.id, voice_url="https://example.com/a.aac")
    assert (code, here.last().kind) == (0, "text")


async def test_bots_have_few_readers_and_messages(fake: FakeZalo, ask: Call, bot: Bot) -> None:
    people = [fake.create_person() for _ in range(51)]
    codes = [(await ask("sendMessage", chat_id=fake.chat_id(one), text="a"))[0] for one in people]
    assert codes == [0] * 50 + [429]
    group = fake.create_bot_group("Cán bộ", bot=bot)
    assert (await ask("sendMessage", chat_id=group.id, text="a"))[0] == 0
    bot.most_messages = 51
    assert (await ask("sendMessage", chat_id=group.id, text="a"))[0] == 429
    bot.most_messages, bot.most_groups = 3000, 1
    more = fake.create_bot_group("Nữa", bot=bot)
    assert (await ask("sendMessage", chat_id=more.id, text="a"))[0] == 429


@pytest.mark.parametrize("code", [400, 401, 403, 404, 408, 429])
async def test_every_error_of_bots_can_be_had(fake: FakeZalo, ask: Call, lan: Person, code: int) -> None:
    chat = fake.chat_id(lan)
    fake.fail("error", code=code, method="sendMessage", user=chat)
    assert (await ask("sendMessage", chat_id=chat, text="a"))[0] == code
    assert (await ask("sendMessage", chat_id=chat, text="a"))[0] == 0


async def test_refusals_of_bots_may_show_in_the_status(http: aiohttp.ClientSession) -> None:
    async with FakeZalo(bot_status=True) as fake:
        bot = fake.create_bot()
        for method, status in (("getMe", 200), ("sendMessage", 400), ("sendmessage", 404)):
            async with http.post(f"{fake.url}/bot/bot{bot.token}/{method}", json={}) as response:
                assert response.status == status


# as a process


async def test_the_simulation_is_there_over_http(
    fake: FakeZalo, oa: OfficialAccount, call: Call, http: aiohttp.ClientSession
) -> None:
    async def sim(operation: str, /, **given: Any) -> Any:
        async with http.post(f"{fake.url}/sim/{operation}", json=given) as response:
            return await response.json()

    assert (await sim("create_person", name="Tâm (mẫu)", person_id="tam"))["id"] == "tam"
    await sim("follows", person="tam")
    uid = await sim("uid", person="tam")
    waiting = asyncio.create_task(sim("wait", person="tam", text="chào"))
    await call("v3.0/oa/message/cs", text(uid, "Xin chào", query("Có", "#co")))
    assert (await waiting)["buttons"] == [{"label": "Có", "kind": "oa.query.show", "value": "#co"}]
    assert (await sim("presses", person="tam", label="Có"))["text"] == "#co"
    assert (await sim("sends_photo", person="tam", content_base64="iVBORw0KGgo="))["kind"] == "image"
    assert await sim("many", calls=[["says", {"person": "tam", "text": str(n)}] for n in range(3)]) == 3
    assert [line["text"] for line in await sim("sees", person="tam")][-3:] == ["0", "1", "2"]
    assert await sim("wait", person="tam", text="?", timeout=0.01) == {"error": "the wait was in vain"}
    assert await sim("clock", seconds=6 * DAY) > 0
    token = (await sim("tokens"))["access_token"]
    assert (await call("v3.0/oa/message/cs", text(uid), token=token))[0] == 0
    assert await sim("wait_for_sent", count=2) is None
    await sim("fail", kind="error", code=-32)
    assert (await call("v2.0/oa/getoa", token=token))[0] == -32
    assert (await sim("counts"))["sent"] == 2
    assert (await sim("deliveries", name="follow"))[0]["body"]["follower"] == {"id": uid}
    link = oauth.link(fake.bases["oauth"], fake._app(None).id, CALLBACK, VERIFIER)
    assert (await sim("consent", url=link)).startswith(CALLBACK)
    assert (await sim("consent", url=link.replace("callback", "other")))["code"] == -14003
    await sim("change", thing=oa.id, values={"oa_type": 4})
    assert oa.oa_type == STATE_AGENCY
    assert "no button" in (await sim("presses", person="tam", label="?"))["error"]
    assert "error" in await sim("stop")


async def test_the_fake_runs_by_itself(http: aiohttp.ClientSession) -> None:
    command = [sys.executable, "-m", "tests.fakes.zalo", "--port", "0", "--limits", "off", "--state-agency"]
    root = Path(__file__).parents[2]
    process = await asyncio.create_subprocess_exec(*command, cwd=root, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    try:
        told = json.loads(await process.stdout.readline())
        headers = {"access_token": told["accounts"][0]["access_token"]}
        async with http.get(f"{told['openapi']}/v2.0/oa/getoa", headers=headers) as response:
            assert (await response.json())["data"]["oa_type"] == STATE_AGENCY
        async with http.get(f"{told['bot']}/bot{told['bots'][0]}/getMe") as response:
            assert (await response.json())["ok"]
    finally:
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
