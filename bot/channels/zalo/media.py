"""What people send over Zalo, fetched from where Zalo keeps it, and from nowhere else.

The address comes in a message: followed blindly, it would let anybody make this server call its own network.
"""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

import httpx

from bot.channels import RemoteFile
from domain.attachment import MAX_BYTES
from domain.delivery import GiveUp, TryLater

TIMEOUT: Final = httpx.Timeout(20.0, pool=60.0)
TOTAL_SECONDS: Final = 120.0
MAX_REDIRECTS: Final = 3
CHUNK: Final = 65536

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({400, 401, 403, 404, 410, 451})
# Addresses that stand for others, which are written in their last 32 bits.
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")

# What a host may be called, so that its end is what it seems to be.
_HOST: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host; raises OSError."""


async def resolve(host: str, port: int) -> Sequence[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def open_media_client() -> httpx.AsyncClient:
    """Connections for fetching files. No proxy from the environment: that would look up the hosts itself."""
    return httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=TIMEOUT)


class Media:
    """Fetches files. `hosts` are names, below a name where it begins with a dot, or name and port.

    Only a host that is listed with its port may be one of this network, or be asked without encryption.
    """

    def __init__(self, http: httpx.AsyncClient, hosts: Sequence[str], *, resolve: Resolve = resolve) -> None:
        self._http = http
        self._hosts = frozenset(host for host in hosts if not host.startswith("."))
        self._domains = tuple(host for host in hosts if host.startswith("."))
        self._resolve = resolve

    async def fetch(self, remote: RemoteFile) -> AsyncIterator[bytes]:
        """Stream a file. Raises GiveUp `file-too-big` or `file-unreachable`, or TryLater."""
        if remote.size is not None and remote.size > MAX_BYTES:
            raise GiveUp("file-too-big")
        try:
            async with asyncio.timeout(TOTAL_SECONDS):
                async for chunk in self._stream(remote.ref):
                    yield chunk
        except (httpx.HTTPError, TimeoutError, OSError):
            raise TryLater("network") from None

    async def _stream(self, address: str) -> AsyncIterator[bytes]:
        for _ in range(MAX_REDIRECTS + 1):
            url = _parsed(address)
            request = await self._request(url)
            answer = await self._http.send(request, stream=True)
            try:
                if answer.status_code in _REDIRECTS:
                    address = _joined(url, answer.headers.get("Location", ""))
                    continue
                if answer.status_code in _GONE:
                    raise GiveUp("file-unreachable")
                if answer.status_code != 200:
                    raise TryLater("network")
                async for chunk in _limited(answer):
                    yield chunk
                return
            finally:
                await answer.aclose()
        raise GiveUp("file-unreachable")

    async def _request(self, url: httpx.URL) -> httpx.Request:
        """A request to the very address that was looked at. Raises GiveUp where none may be made."""
        port = url.port or (443 if url.scheme == "https" else 80)
        named = f"{url.host}:{port}" in self._hosts
        known = url.host in self._hosts or any(url.host.endswith(domain) for domain in self._domains)
        if url.userinfo or not (named or (known and url.scheme == "https" and port == 443)):
            raise GiveUp("file-unreachable")
        allowed = [each for each in await self._resolve(url.host, port) if named or is_public(each)]
        if not allowed:
            raise GiveUp("file-unreachable")
        # By number, so that the name cannot lead elsewhere in the meantime; certificates go by the name.
        headers = {"Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity"}
        numbered = url.copy_with(host=allowed[0], port=port)
        return self._http.build_request("GET", numbered, headers=headers, extensions={"sni_hostname": url.host})


def is_public(address: str) -> bool:
    """Whether an address belongs to the world outside, also when it is dressed up as another."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _TRANSLATED else None)
        if inner is not None:
            return is_public(str(inner))
        if ip.teredo is not None or ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast


def _parsed(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError):
        raise GiveUp("file-unreachable") from None
    if url.scheme not in ("https", "http") or not _HOST.fullmatch(url.host):
        raise GiveUp("file-unreachable")
    return url


def _joined(url: httpx.URL, location: str) -> str:
    try:
        return str(url.join(location)) if location else ""
    except (httpx.InvalidURL, ValueError):
        raise GiveUp("file-unreachable") from None


async def _limited(answer: httpx.Response) -> AsyncIterator[bytes]:
    """The body as it comes, unpacked by nobody. Raises GiveUp as soon as it is too much."""
    promised = answer.headers.get("Content-Length", "")
    if promised.isdigit() and int(promised) > MAX_BYTES:
        raise GiveUp("file-too-big")
    size = 0
    async for chunk in answer.aiter_raw(CHUNK):
        size += len(chunk)
        if size > MAX_BYTES:
            raise GiveUp("file-too-big")
        yield chunk
