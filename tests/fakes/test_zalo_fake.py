"""The fake Zalo refuses, delivers and forgets as the real one does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.fakes.zalo import FakeZalo, OfficialAccount, Person

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
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
        self.delay = 0.0
        self.url = ""

    async def take(self, request: web.BaseRequest) -> web.Response:
        self.bodies.append(await request.read())
        self.headers.append(dict(request.headers))
        if self.delay:
            await asyncio.sleep(self.delay)
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
