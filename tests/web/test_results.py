"""Tests of the public pages of results: finding, filtering, paging, what was corrected or taken back, as JSON."""

import io
import json
import re
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from docx import Document
from sqlalchemy import event

from domain.commune import Commune, Department, Hamlet, HamletKind, Topic
from domain.publication import PublicDialogue, PublicItem, PublicState
from storage.database import Database
from storage.public_register import A_PAGE, PublicRegister
from tests.web.test_pages import COMMUNES
from web.pages import Pages
from web.results import ResultPages

NOW = datetime(2025, 12, 10, 2, 0, tzinfo=UTC)
MAU: Commune = replace(
    COMMUNES["mau"],
    departments=(Department("kinh-te", "Phòng Kinh tế"), Department("van-hoa", "Phòng Văn hóa <b>Xã hội</b>")),
    topics=(Topic("duong", "Đường", "kinh-te"), Topic("truong", "Trường học", "van-hoa"), Topic("y-te", "Y tế", "x")),
    hamlets=(Hamlet("cam", "Cấm", HamletKind.THON), Hamlet("doai", "Đoài", HamletKind.XOM)),
)
DIALOGUE = PublicDialogue(MAU.id, 1, "Hội nghị <năm> 2025", date(2025, 11, 28), "Hội trường", NOW, NOW)
ITEM = PublicItem(
    MAU.id, "M25-0001", 1, "duong", "cam", "kinh-te", PublicState.ANSWERED, None, date(2025, 11, 5), date(2025, 11, 28),
    "Đường thôn Cấm ngập nước", "Đã khơi thông cống.", NOW, NOW,
)  # fmt: skip
ITEMS = (
    ITEM,
    replace(
        ITEM, code="M25-0002", topic="truong", hamlet="", department="van-hoa", state=PublicState.PROMISED,
        due_on=date(2025, 12, 31), text="Trường dột <script>alert(1)</script>", answer="Sẽ sửa\ntrước Tết.",
        several=True, people=7, answered_on=None,
    ),
    replace(
        ITEM, code="M25-0003", hamlet="doai", state=PublicState.PROMISED, due_on=date(2025, 12, 9),
        text="Cầu gãy 100% ở xóm", answer="Hứa sửa", several=True,
    ),
    replace(ITEM, code="M25-0004", state=PublicState.OPEN, due_on=None, text="Chợ thiếu nước sạch", answer=""),
    replace(ITEM, code="M25-0005", text="Chuyện đã gỡ", answer="Điều đã gỡ").withdrawn(NOW),
    replace(ITEM, code="M25-0006", state=PublicState.RESOLVED, text="Đèn hỏng", corrected_at=NOW),
)  # fmt: skip


async def fill(database: Database, items: tuple[PublicItem, ...]) -> None:
    async with database.begin() as uow:
        await uow.publications.put_dialogue(DIALOGUE)
        for item in items:
            await uow.publications.put(item, MAU.topic(item.topic).name)


@pytest.fixture
async def browser(database: Database) -> AsyncIterator[TestClient[Any, Any]]:
    app = web.Application()
    communes = {"mau": MAU, "an": COMMUNES["an"]}
    pages = Pages(communes)
    pages.add_to(app)
    ResultPages(pages, communes, PublicRegister(database.engine), lambda: NOW).add_to(app)
    async with TestClient(TestServer(app)) as client:
        yield client


async def page(browser: TestClient[Any, Any], path: str, status: int = 200) -> str:
    answer = await browser.get(path)
    assert (answer.status, answer.content_type) == (status, "text/html"), await answer.text()
    assert "Set-Cookie" not in answer.headers
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    return await answer.text()


def codes(text: str) -> list[str]:
    return re.findall(r'<h3><a href="[^"]*">([^<]+)</a>', text)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["M25-0001", "M25-0002", "M25-0003", "M25-0004", "M25-0006"]),
        ("tu=duong+thon", ["M25-0001"]),
        ("tu=%C4%91%C6%B0%E1%BB%9Dng+NGẬP", ["M25-0001"]),
        ("tu=truong", ["M25-0002"]),
        ("tu=25-0003", ["M25-0003"]),
        ("tu=m25+0003", ["M25-0003"]),
        ("tu=chuyen+go", []),
        ("tu=%25", ["M25-0001", "M25-0002", "M25-0003", "M25-0004", "M25-0006"]),
        ("tu=_", []),
        ("tu=';drop+table+public_item;--", []),
        ("linh-vuc=truong", ["M25-0002"]),
        ("linh-vuc=nothing", ["M25-0001", "M25-0002", "M25-0003", "M25-0004", "M25-0006"]),
        ("noi-o=doai", ["M25-0003"]),
        ("ket-qua=promised", ["M25-0002"]),
        ("ket-qua=late", ["M25-0003"]),
        ("ket-qua=open", ["M25-0004"]),
        ("ket-qua=answered&linh-vuc=duong", ["M25-0001"]),
        ("hoi-nghi=1&ket-qua=resolved", ["M25-0006"]),
        ("hoi-nghi=99", ["M25-0001", "M25-0002", "M25-0003", "M25-0004", "M25-0006"]),
        ("trang=0", ["M25-0001", "M25-0002", "M25-0003", "M25-0004", "M25-0006"]),
        ("trang=9999999999", ["M25-0001", "M25-0002", "M25-0003", "M25-0004", "M25-0006"]),
        ("trang=7", ["M25-0001", "M25-0002", "M25-0003", "M25-0004", "M25-0006"]),
    ],
)
async def test_results_are_found(
    database: Database, browser: TestClient[Any, Any], query: str, found: list[str]
) -> None:
    await fill(database, ITEMS)
    assert codes(await page(browser, f"/c/mau/ket-qua?{query}")) == found


async def test_the_list_says_what_a_resident_wants_to_know(database: Database, browser: TestClient[Any, Any]) -> None:
    await fill(database, ITEMS)
    text = await page(browser, "/c/mau/ket-qua")
    shown = unescape(text)
    for said in (
        "Sẽ giải quyết chậm nhất 31/12/2025", "Quá hạn từ 09/12/2025", "7 người cùng nêu", "Nhiều người cùng nêu",
        "Đã đính chính ngày 10/12/2025", "Chưa có câu trả lời.", "Toàn địa bàn", "Xóm Đoài", "chưa đủ 5 lượt",
    ):  # fmt: skip
        assert said in shown, said
    # What people wrote is text, whatever it looks like.
    assert "<script>" not in text
    assert "<b>Xã hội" not in text
    assert "Trường dột <script>alert(1)</script>" in shown
    assert "Chuyện đã gỡ" not in shown
    # The chart says in words and in a table what it draws.
    assert 'aria-label="Phòng Kinh tế: đã trả lời 2, đang giải quyết 1, quá hạn 1"' in text
    row = re.search(r"<tr><th scope=\"row\">Phòng Kinh tế</th>(.*?)</tr>", text)
    assert row is not None
    assert re.findall(r"<td>(\d+)</td>", row[1]) == ["2", "1", "1", "4"]
    assert "<style" not in text
    assert " style=" not in text


async def test_what_is_sought_stays_in_the_form_and_cannot_write_into_it(
    database: Database, browser: TestClient[Any, Any]
) -> None:
    await fill(database, ITEMS)
    text = await page(browser, "/c/mau/ket-qua?tu=%22%3E%3Cscript%3Ealert(1)&linh-vuc=duong")
    assert "<script>" not in text
    assert 'value="&#34;&gt;&lt;script&gt;alert(1)"' in text
    assert '<option value="duong" selected>' in text
    assert "Không có mục nào khớp" in text
    assert "Y tế" not in text  # nothing is shown of it


async def test_one_result_has_a_page_of_its_own(database: Database, browser: TestClient[Any, Any]) -> None:
    await fill(database, ITEMS)
    assert "Đã khơi thông cống." in await page(browser, "/c/mau/ket-qua/M25-0001")
    answer = await browser.get("/c/mau/ket-qua/m25%2001", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, "/c/mau/ket-qua/M25-0001")
    for unknown in ("M25-0999", "khong-co", "%3Cscript%3E", "a" * 300):
        text = await page(browser, f"/c/mau/ket-qua/{unknown}", 404)
        assert "Không có kết quả công khai nào" in text
        assert "<script>" not in text
    # Of what was taken back there is nothing but that.
    gone = await page(browser, "/c/mau/ket-qua/M25-0005", 410)
    assert "đã được gỡ" in gone
    assert "Gỡ ngày 10/12/2025" in gone
    assert "Đường" not in gone
    await page(browser, "/c/nowhere/ket-qua", 404)
    await page(browser, "/c/an/ket-qua/M25-0001", 404)
    assert "Chưa có kết quả nào" in await page(browser, "/c/an/ket-qua")


async def test_everything_is_there_for_programs_too(database: Database, browser: TestClient[Any, Any]) -> None:
    await fill(database, ITEMS)
    answer = await browser.get("/c/mau/ket-qua.json")
    assert answer.content_type == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    found = await answer.json()
    assert found["version"] == 1
    assert found["commune"] == {"code": "00003", "name": "Mẫu", "kind": "xa", "province": "Mẫu"}
    assert found["dialogues"] == [
        {
            "id": 1, "title": "Hội nghị <năm> 2025", "held_on": "2025-11-28", "published_on": "2025-12-10",
            "satisfaction": None,
        }
    ]  # fmt: skip
    assert found["withdrawn"] == [{"code": "M25-0005", "withdrawn_on": "2025-12-10"}]
    assert [(item["code"], item["state"]) for item in found["items"]] == [
        ("M25-0001", "answered"), ("M25-0002", "promised"), ("M25-0003", "late"), ("M25-0004", "open"),
        ("M25-0006", "resolved"),
    ]  # fmt: skip
    assert found["items"][1] == {
        "code": "M25-0002", "dialogue": 1, "topic": {"key": "truong", "name": "Trường học"}, "hamlet": None,
        "department": {"key": "van-hoa", "name": "Phòng Văn hóa <b>Xã hội</b>"}, "state": "promised",
        "due_on": "2025-12-31", "received_on": "2025-11-05", "answered_on": None,
        "text": "Trường dột <script>alert(1)</script>", "answer": "Sẽ sửa\ntrước Tết.", "several": True, "people": 7,
        "pictures": [],
        "published_on": "2025-12-10", "corrected_on": None,
    }  # fmt: skip
    assert "gỡ" not in json.dumps(found, ensure_ascii=False)
    again = await browser.get("/c/mau/ket-qua.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")


async def test_a_dialogue_is_there_as_a_paper(
    database: Database, browser: TestClient[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await browser.get("/c/mau/ket-qua.docx")).status == 404
    await fill(database, ITEMS)
    answer = await browser.get("/c/mau/ket-qua.docx?hoi-nghi=1")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ket-qua-mau-1.docx"'
    word = Document(io.BytesIO(await answer.read()))
    cells = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    for said in ("M25-0002", "Sẽ sửa\ntrước Tết.", "Quá hạn, đã hẹn ngày 09/12/2025", "xóm Đoài"):
        assert said in cells
    assert "M25-0005" not in cells
    # It is made anew only when it would be another.
    monkeypatch.setattr("web.results.print_docx", _fail)
    again = await browser.get("/c/mau/ket-qua.docx")
    assert again.headers["ETag"] == answer.headers["ETag"]
    await fill(database, (ITEM.withdrawn(NOW),))
    assert (await browser.get("/c/mau/ket-qua.docx")).status == 500


def _fail(paper: object) -> bytes:
    raise RuntimeError("made anew")


async def test_a_page_is_sent_again_only_when_it_is_another(database: Database, browser: TestClient[Any, Any]) -> None:
    await fill(database, ITEMS)
    first = await browser.get("/c/mau/ket-qua")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    mark = {"If-None-Match": first.headers["ETag"]}
    assert (await browser.get("/c/mau/ket-qua", headers=mark)).status == 304
    await fill(database, (ITEM.withdrawn(NOW),))
    assert (await browser.get("/c/mau/ket-qua", headers=mark)).status == 200


async def test_pages_read_two_tables_and_no_other(database: Database, browser: TestClient[Any, Any]) -> None:
    """The view of everybody cannot hold what is in no table that it reads."""
    await fill(database, ITEMS)
    read: list[str] = []

    def note(*arguments: Any) -> None:
        read.append(arguments[2])

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    for path in ("ket-qua", "ket-qua?tu=duong&noi-o=cam&ket-qua=late&hoi-nghi=1", "ket-qua/M25-0001", "ket-qua.json"):
        await browser.get(f"/c/mau/{path}")
    tables = {
        name for statement in read for name in re.findall(r"(?i)\b(?:from|join|update|into)\s+([a-z_]+)", statement)
    }
    assert len(read) > 8
    assert tables == {"public_dialogue", "public_item"}


async def test_two_thousand_results_are_paged_quickly(database: Database, browser: TestClient[Any, Any]) -> None:
    many = [
        replace(
            ITEMS[n % 4], code=f"M25-{n:04d}", text=f"Đường số {n} ngập " + "nước chảy vào nhà dân " * 20,
            answer="Đã kiểm tra và xử lý xong. " * 10,
        )
        for n in range(1, 2001)
    ]  # fmt: skip
    await fill(database, tuple(many))
    async with database.begin() as uow:
        await uow.connection.exec_driver_sql("analyze public_item")
    seen = []
    path = "/c/mau/ket-qua"
    first = await page(browser, path)
    assert len(codes(first)) == A_PAGE
    assert "Trang 1 / 100" in first
    last = await page(browser, f"{path}?trang=100")
    assert "Trang sau" not in last
    for query in ("", "tu=nuoc+chay", "tu=1999", "trang=57", "ket-qua=late&noi-o=doai"):
        started = time.perf_counter()
        text = await page(browser, f"{path}?{query}")
        seen.append(time.perf_counter() - started)
        assert codes(text)
    # About 40 ms each on two busy cores; ten times that is a plan that has gone wrong.
    assert sorted(seen)[len(seen) // 2] < 0.4
