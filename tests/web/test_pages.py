"""Tests of the pages and of what comes with them: headers, static files, words."""

import gzip
import json
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from jinja2 import UndefinedError
from yarl import URL

from domain.commune import Commune, CommuneKind, Hours
from locales import LANGUAGES
from web.pages import Pages, StaticFile, read_static, version_of, words_for_script

STATIC = Path(__file__).parents[2] / "web" / "static"
SCRIPT = (STATIC / "chat.js").read_text(encoding="utf-8")


def commune(slug: str, name: str, kind: CommuneKind) -> Commune:
    return Commune(
        id=len(name),
        slug=slug,
        name=name,
        kind=kind,
        province="Mẫu",
        code_prefix="M",
        venue="Hội trường mẫu",
        quiet_hours=Hours(time(21), time(6)),
        digest_at=time(7),
        answer_working_days=10,
        speaker_limit=5,
        sample=True,
    )


COMMUNES = {
    "mau": commune("mau", "Mẫu", CommuneKind.XA),
    "an": commune("an", "An & <b>Bình</b>", CommuneKind.PHUONG),
}


@asynccontextmanager
async def browsing(communes: dict[str, Commune]) -> AsyncIterator[TestClient[Any, Any]]:
    async def broken(request: web.Request) -> web.Response:
        raise ValueError(f"quoting {request.query['private']}")

    app = web.Application()
    Pages(communes).add_to(app)
    app.router.add_get("/broken", broken)
    app.router.add_get("/api/missing", broken)
    async with TestClient(TestServer(app), auto_decompress=True) as client:
        yield client


@pytest.fixture
async def browser() -> AsyncIterator[TestClient[Any, Any]]:
    async with browsing(COMMUNES) as client:
        yield client


async def text(browser: TestClient[Any, Any], path: str, status: int = 200) -> str:
    answer: ClientResponse = await browser.get(path)
    assert (answer.status, answer.content_type) == (status, "text/html")
    return await answer.text()


async def test_the_first_page_lists_the_communes(browser: TestClient[Any, Any]) -> None:
    page = await text(browser, "/")
    assert re.findall(r'<li><a href="([^"]+)">([^\n]+)</a></li>', page) == [
        ("/c/an", "Phường An &amp; &lt;b&gt;Bình&lt;/b&gt;"),
        ("/c/mau", "Xã Mẫu"),
    ]
    assert '<html lang="vi">' in page


async def test_the_first_page_speaks_english_when_asked(browser: TestClient[Any, Any]) -> None:
    page = await text(browser, "/?lang=en")
    assert '<html lang="en">' in page
    assert 'href="/c/mau?lang=en"' in page


async def test_without_communes_the_first_page_says_so() -> None:
    async with browsing({}) as browser:
        assert "Chưa có xã" in await text(browser, "/")


async def test_a_commune_that_is_added_later_is_found() -> None:
    communes: dict[str, Commune] = {}
    async with browsing(communes) as browser:
        await text(browser, "/c/mau", 404)
        communes.update(COMMUNES)
        await text(browser, "/c/mau")


async def test_the_chat_page_carries_what_its_script_needs(browser: TestClient[Any, Any]) -> None:
    page = await text(browser, "/c/mau?start=i-ABC_1&lang=en")
    assert '<html lang="en">' in page
    assert 'data-slug="mau"' in page
    assert 'data-start="i-ABC_1"' in page
    assert 'data-embedded=""' in page
    found = re.search(r'<script type="application/json" id="words">(.*?)</script>', page, re.S)
    assert found is not None
    assert json.loads(found[1]) == words_for_script("en")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("embedded=1", 'data-embedded="yes"'),
        ("embedded=0", 'data-embedded=""'),
        ("start=%22%3E%3Cscript%3E", 'data-start=""'),
        (f"start={'a' * 65}", 'data-start=""'),
        (f"start={'a' * 64}", f'data-start="{"a" * 64}"'),
        ("role=officer", "Cán bộ phòng, ban"),
        ("role=nonsense", "Trợ lý tự động"),
        ("lang=xx", '<html lang="vi">'),
    ],
)
async def test_the_chat_page_takes_only_what_it_knows(browser: TestClient[Any, Any], query: str, expected: str) -> None:
    page = await text(browser, f"/c/mau?{query}")
    assert expected in page
    assert "<script>" not in page


async def test_a_name_cannot_write_into_the_page(browser: TestClient[Any, Any]) -> None:
    page = await text(browser, "/c/an")
    assert "<b>" not in page
    assert "Phường An & <b>Bình</b>" in unescape(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_script_is_there(language: str) -> None:
    prefix = re.search(r"words = \(id\) => spoken\['(web-[a-z-]*)' \+ id\]", SCRIPT)
    assert prefix is not None
    named = {
        prefix[1] + id_
        for call in re.findall(r"\bwords\(([^()]*)\)", SCRIPT)
        for id_ in re.findall(r"'([a-z][a-z-]*[a-z])'", call)
    }
    found = words_for_script(language)
    assert len(named) > 20
    assert named - found.keys() == set()
    assert {f"web-weekday-{day}" for day in range(7)} <= found.keys()


async def test_a_template_without_a_value_is_a_bug() -> None:
    with pytest.raises(UndefinedError):
        Pages(COMMUNES).render("chat.html", "vi")


# Headers


@pytest.mark.parametrize("path", ["/", "/c/mau", "/c/mau?embedded=1", "/nowhere", "/broken?private=x"])
async def test_every_page_has_the_headers_that_protect_it(browser: TestClient[Any, Any], path: str) -> None:
    answer = await browser.get(path)
    headers = dict(answer.headers)
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'self'",
        "img-src": "'self' blob: data:",
        "media-src": "'self' blob:",
        "frame-ancestors": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "object-src": "'none'",
    }
    expected = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "geolocation=(self), microphone=(self), camera=(self)",
        "X-Frame-Options": "SAMEORIGIN",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    assert {name: headers.get(name) for name in expected} == expected
    assert "Server" not in headers


@pytest.mark.parametrize("template", ["index.html", "trouble.html", "chat.html", "demo.html", "layout.html"])
def test_templates_keep_to_the_policy(template: str) -> None:
    """Styles and scripts within a page would be refused by every browser."""
    written = (STATIC.parent / "templates" / template).read_text(encoding="utf-8")
    assert re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", written) is None
    assert all("src=" in tag or 'type="application/json"' in tag for tag in re.findall(r"<script[^>]*>", written))


# What goes wrong


@pytest.mark.parametrize(
    "path", ["/nowhere", "/c/nowhere", "/c/", "/static/nothing.css", "/static/../pages.py", "/static/%2e%2e/pages.py"]
)
async def test_a_page_that_is_not_there_is_told_in_words(browser: TestClient[Any, Any], path: str) -> None:
    answer = await browser.get(URL(path, encoded=True))
    assert (answer.status, answer.content_type) == (404, "text/html")
    assert "Không có trang này" in await answer.text()


async def test_a_page_takes_no_posts(browser: TestClient[Any, Any]) -> None:
    answer = await browser.post("/c/mau")
    assert (answer.status, answer.content_type) == (405, "text/html")


async def test_a_bug_is_told_with_a_reference_and_logged_without_content(
    browser: TestClient[Any, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    page = await text(browser, "/broken?private=secret-word", 500)
    [record] = caplog.records
    reference = record.getMessage().split()[1].rstrip(":")
    assert reference in page
    assert "ValueError" in record.getMessage()
    assert "secret-word" not in caplog.text
    assert "secret-word" not in page


async def test_the_interface_for_programs_speaks_for_itself(browser: TestClient[Any, Any]) -> None:
    answer = await browser.get("/api/nothing")
    assert (answer.status, answer.content_type) == (404, "text/plain")


# Static files


async def test_static_files_are_kept_as_long_as_their_version(browser: TestClient[Any, Any]) -> None:
    page = await text(browser, "/c/mau")
    [style] = re.findall(r'href="(/static/chat\.css\?v=[0-9a-f]+)"', page)
    answer = await browser.get(style)
    assert await answer.text() == (STATIC / "chat.css").read_text(encoding="utf-8")
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Vary"] == "Accept-Encoding"
    other = await browser.get("/static/chat.css?v=old")
    assert other.headers["Cache-Control"] == "public, max-age=300"
    again = await browser.get(style, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")


async def test_static_files_are_packed_for_who_can_unpack(browser: TestClient[Any, Any]) -> None:
    packed = await browser.get("/static/chat.js", headers={"Accept-Encoding": "gzip"})
    plain = await browser.get("/static/chat.js", headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 2
    assert await packed.read() == await plain.read() == SCRIPT.encode()


async def test_the_icon_is_found_where_browsers_look(browser: TestClient[Any, Any]) -> None:
    answer = await browser.get("/favicon.ico")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")


def test_static_files_are_read_with_their_kind(tmp_path: Path) -> None:
    (tmp_path / "icons").mkdir()
    (tmp_path / "icons" / "a.svg").write_bytes(b"<svg/>")
    (tmp_path / "long.css").write_bytes(b"a" * 2000)
    (tmp_path / "odd.xyz").write_bytes(b"?" * 2000)
    found = read_static(tmp_path)
    assert {path: (file.mime, file.packed is not None) for path, file in found.items()} == {
        "icons/a.svg": ("image/svg+xml; charset=utf-8", False),
        "long.css": ("text/css; charset=utf-8", True),
        "odd.xyz": ("application/octet-stream", False),
    }
    packed = found["long.css"].packed
    assert packed is not None
    assert gzip.decompress(packed) == b"a" * 2000


def test_the_version_changes_with_any_file() -> None:
    first = {"a": StaticFile(b"1", None, "text/css", "e1"), "b": StaticFile(b"2", None, "text/css", "e2")}
    changed = first | {"b": StaticFile(b"3", None, "text/css", "e3")}
    renamed = {"a": first["a"], "c": first["b"]}
    assert len({version_of(files) for files in (first, changed, renamed)}) == 3
    assert version_of(first) == version_of(dict(reversed(first.items())))
