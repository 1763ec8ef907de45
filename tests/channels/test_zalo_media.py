"""Files that people send over Zalo: fetched from the hosts that are allowed, and never from this network."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import RemoteFile
from bot.channels.zalo import media, open_media_client
from bot.channels.zalo.inward import read
from bot.channels.zalo.media import Media, is_public
from bot.channels.zalo.payload import Signer
from bot.settings import ZALO_MEDIA
from domain.attachment import MAX_BYTES
from domain.delivery import GiveUp, NotDelivered, TryLater
from storage.file import FileStore
from tests.fakes.zalo import FakeZalo, Person, samples
from tests.fakes.zalo.faults import Kind

PUBLIC = "14.225.0.1"


@pytest.fixture
async def fake() -> AsyncIterator[FakeZalo]:
    async with FakeZalo() as fake:
        fake.create_oa()
        yield fake


@pytest.fixture
def lan(fake: FakeZalo) -> Person:
    return fake.create_person()


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with open_media_client() as client:
        yield client


@pytest.fixture
def ours(fake: FakeZalo, client: httpx.AsyncClient) -> Media:
    """May fetch from the fake, and from Zalo's own hosts."""
    return Media(client, (*ZALO_MEDIA, f"127.0.0.1:{fake.port}"))


async def fetched(media: Media, url: str, size: int | None = None) -> bytes:
    return b"".join([chunk async for chunk in media.fetch(RemoteFile(url, "x", size))])


class Outside:
    """The world outside, without leaving: which hosts have which addresses, and what was asked of whom."""

    def __init__(self, answers: dict[str, httpx.Response] | None = None, **hosts: Sequence[str]) -> None:
        self.hosts = {name.replace("_", "."): addresses for name, addresses in hosts.items()}
        self.answers = answers or {}
        self.asked: list[tuple[str, str, str]] = []

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        if host not in self.hosts:
            raise OSError("no such host")
        return self.hosts[host]

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((str(request.url), request.headers["Host"], request.extensions["sni_hostname"]))
        return self.answers.get(
            f"{request.headers['Host']}{request.url.path}", httpx.Response(200, stream=httpx.ByteStream(b"file"))
        )

    def media(self, *hosts: str) -> Media:
        client = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))
        return Media(client, hosts or ZALO_MEDIA, resolve=self.resolve)


# ── what is fetched ───────────────────────────────────────────────────────────────────────────────────────────


async def test_what_people_send_is_kept(fake: FakeZalo, lan: Person, ours: Media, tmp_path: Path) -> None:
    seen: list[dict[str, Any]] = []
    fake.on_event = lambda app, event: seen.append(event.body)
    fake.sends_photo(lan)
    fake.sends_voice(lan)
    fake.sends_file(lan, "đơn xin.pdf")
    fake.sends_video(lan)
    fake.sends_gif(lan)
    store, mimes = FileStore(tmp_path), []
    for event in seen:
        heard = read(event, Signer("x"))
        assert heard
        mimes += [(await store.keep(ours.fetch(remote))).mime for remote in heard.remote]
    assert mimes == ["image/jpeg", "audio/aac", "application/pdf", "video/mp4", "image/gif"]


@pytest.mark.parametrize("second", [0xF0, 0xF1, 0xF8, 0xF9])
async def test_a_voice_message_is_known_by_its_frames(tmp_path: Path, second: int) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield bytes([0xFF, second]) + samples.AAC[2:]

    kept = await FileStore(tmp_path).keep(chunks())
    assert (kept.kind, kept.mime) == ("voice", "audio/aac")


async def test_a_redirect_to_an_allowed_host_is_followed(fake: FakeZalo, ours: Media) -> None:
    url = fake.store("a.jpg", samples.JPEG)
    for _ in range(3):
        url = fake.store("a.jpg", b"", redirect=url)
    assert await fetched(ours, url) == samples.JPEG
    with pytest.raises(GiveUp, match="file-unreachable"):
        await fetched(ours, fake.store("a.jpg", b"", redirect=url))


async def test_a_host_is_asked_by_the_address_that_was_looked_at() -> None:
    outside = Outside(f7_zdn_vn=["10.0.0.1", PUBLIC])
    assert await fetched(outside.media(), "https://F7.zdn.vn/a/b.jpg?x=1") == b"file"
    assert outside.asked == [(f"https://{PUBLIC}/a/b.jpg?x=1", "f7.zdn.vn", "f7.zdn.vn")]


# ── what is not ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "url",
    [
        "https://example.vn/a.jpg",
        "https://zdn.vn/a.jpg",
        "https://zdn.vn.example.vn/a.jpg",
        "https://evilzdn.vn/a.jpg",
        "https://f7.zdn.vn@example.vn/a.jpg",
        "https://lan@f7.zdn.vn/a.jpg",
        "https://example.vn/?f7.zdn.vn",
        "https://example.vn#f7.zdn.vn",
        "https://example.vn\\f7.zdn.vn/a.jpg",
        "http://f7.zdn.vn/a.jpg",
        "https://f7.zdn.vn:8443/a.jpg",
        "https://f7.zdn.vn:80/a.jpg",
        "ftp://f7.zdn.vn/a.jpg",
        "file:///etc/passwd",
        "//f7.zdn.vn/a.jpg",
        "f7.zdn.vn/a.jpg",
        "https://",
        "https://[::1/a.jpg",
        "https://[::1]/a.jpg",
        "https://127.0.0.1/a.jpg",
        "https://2130706433/a.jpg",
        "http://169.254.169.254/latest/meta-data",
        "data:text/plain,x",
        "https://f7.zdn.vn\n.example.vn/",
        "",
        " ",
        "\0",
    ],
)
async def test_other_hosts_are_not_asked(url: str) -> None:
    outside = Outside(
        f7_zdn_vn=[PUBLIC], zdn_vn=[PUBLIC], example_vn=[PUBLIC], evilzdn_vn=[PUBLIC], zdn_vn_example_vn=[PUBLIC]
    )
    with pytest.raises(GiveUp, match="file-unreachable"):
        await fetched(outside.media(), url)
    assert outside.asked == []


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
     "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fec0::1", "x"],
)  # fmt: skip
async def test_a_host_that_leads_into_this_network_is_not_asked(address: str) -> None:
    assert not is_public(address)
    outside = Outside(f7_zdn_vn=[address])
    with pytest.raises(GiveUp, match="file-unreachable"):
        await fetched(outside.media(), "https://f7.zdn.vn/a.jpg")
    assert outside.asked == []


@pytest.mark.parametrize("address", [PUBLIC, "2400:cb00::1", "::ffff:14.225.0.1", "64:ff9b::ee1:1"])
def test_the_world_outside_is_public(address: str) -> None:
    assert is_public(address)


@given(st.text(max_size=20))
def test_nothing_that_is_no_address_is_public(address: str) -> None:
    assert is_public(address) in (True, False)


@pytest.mark.parametrize(
    "location",
    ["https://example.vn/a.jpg", "http://f7.zdn.vn/b.jpg", "https://10.0.0.1/a.jpg", "https://inner.zdn.vn/a", "",
     "//example.vn/a.jpg"],
)  # fmt: skip
async def test_a_redirect_to_another_host_is_not_followed(location: str) -> None:
    moved = httpx.Response(302, headers={"Location": location} if location else {})
    outside = Outside({"f7.zdn.vn/a.jpg": moved}, f7_zdn_vn=[PUBLIC], example_vn=[PUBLIC], inner_zdn_vn=["10.0.0.9"])
    with pytest.raises(GiveUp, match="file-unreachable"):
        await fetched(outside.media(), "https://f7.zdn.vn/a.jpg")
    assert len(outside.asked) == 1


async def test_a_relative_redirect_stays_with_its_host() -> None:
    moved = httpx.Response(302, headers={"Location": "/b.jpg"})
    outside = Outside({"f7.zdn.vn/a.jpg": moved}, f7_zdn_vn=[PUBLIC])
    assert await fetched(outside.media(), "https://f7.zdn.vn/a.jpg") == b"file"
    assert [host for _, host, _ in outside.asked] == ["f7.zdn.vn"] * 2


async def test_this_network_is_asked_only_where_host_and_port_are_named(
    fake: FakeZalo, client: httpx.AsyncClient
) -> None:
    url = fake.store("a.jpg", samples.JPEG)
    for hosts in (("127.0.0.1",), (f"127.0.0.1:{fake.port + 1}",), ZALO_MEDIA):
        with pytest.raises(GiveUp, match="file-unreachable"):
            await fetched(Media(client, hosts), url)
    assert await fetched(Media(client, (f"127.0.0.1:{fake.port}",)), url) == samples.JPEG


async def test_a_whole_name_allows_that_host_alone() -> None:
    outside = Outside(media_example_vn=[PUBLIC], a_media_example_vn=[PUBLIC])
    ours = outside.media("media.example.vn")
    assert await fetched(ours, "https://media.example.vn/a") == b"file"
    with pytest.raises(GiveUp):
        await fetched(ours, "https://a.media.example.vn/a")


# ── what goes wrong ───────────────────────────────────────────────────────────────────────────────────────────


async def test_a_file_that_is_gone_is_given_up(fake: FakeZalo, ours: Media) -> None:
    url = fake.store("a.jpg", samples.JPEG)
    fake.expire_media(url)
    with pytest.raises(GiveUp, match="file-unreachable"):
        await fetched(ours, url)


@pytest.mark.parametrize("size", [None, MAX_BYTES + 1])
async def test_a_file_that_is_too_large_is_not_fetched_whole(fake: FakeZalo, ours: Media, size: int | None) -> None:
    url = fake.store("a.jpg", bytes(MAX_BYTES + 1))
    with pytest.raises(GiveUp, match="file-too-big"):
        await fetched(ours, url, size)


async def test_a_file_that_hides_its_size_is_cut_off(client: httpx.AsyncClient) -> None:
    sent = 0

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            while sent < 10 * MAX_BYTES:
                writer.write(b"100000\r\n" + bytes(0x100000) + b"\r\n")
                await writer.drain()
                sent += 0x100000
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(endless, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(GiveUp, match="file-too-big"):
        await fetched(Media(client, (f"127.0.0.1:{port}",)), f"http://127.0.0.1:{port}/a")
    server.close()
    await server.wait_closed()
    assert sent < 2 * MAX_BYTES


FAULTS: list[tuple[Kind, type[NotDelivered]]] = [
    ("http_500", TryLater),
    ("bad_gateway", TryLater),
    ("reset", TryLater),
    ("truncated", TryLater),
    ("hang", TryLater),
    ("http_401", GiveUp),
]


@pytest.mark.parametrize(("fault", "kind"), FAULTS)
async def test_what_got_lost_on_the_way_is_fetched_again(
    fake: FakeZalo, ours: Media, fault: Kind, kind: type[NotDelivered], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "TOTAL_SECONDS", 0.5)
    url = fake.store("a.jpg", samples.JPEG)
    fake.fail(fault, method="media")
    with pytest.raises(kind):
        await fetched(ours, url)
    assert await fetched(ours, url) == samples.JPEG


async def test_a_name_that_is_not_known_now_may_be_later() -> None:
    with pytest.raises(TryLater, match="network"):
        await fetched(Outside().media(), "https://f7.zdn.vn/a.jpg")


async def test_names_are_looked_up(fake: FakeZalo, client: httpx.AsyncClient) -> None:
    ours = Media(client, (f"localhost:{fake.port}",))
    url = fake.store("a.jpg", samples.JPEG).replace("127.0.0.1", "localhost")
    resolved = await media.resolve("localhost", fake.port)
    if resolved[0] != "127.0.0.1":
        pytest.skip("this machine prefers another address")
    assert await fetched(ours, url) == samples.JPEG
