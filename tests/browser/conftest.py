"""A browser, and the program with everything running."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import yaml
from playwright.async_api import Browser, Page, async_playwright

from actions.calendar import calendar_of
from actions.commune import apply_setup, read_setup
from actions.desk import Desk, actor_of
from actions.invitation import first_clerk
from bot.checks import chromium
from bot.clock import SystemClock
from bot.settings import Settings
from bot.wiring import Program
from handlers.welcome import invitation_payload
from storage.database import Database
from tests.town import SAMPLES

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield opened
        await opened.close()


@pytest.fixture
async def settings(dsn: str, tmp_path: Path) -> Settings:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = Database(dsn, 1)
    written = yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8"))
    # The clock goes on by itself here: nobody waits a minute for an answer.
    setup = read_setup({**written, "answering": {"undo_seconds": 0}})
    async with database.begin() as uow:
        await apply_setup(uow, setup, SystemClock().now())
    await database.close()
    return Settings(tmp_path / "var", dsn, "127.0.0.1", port, None, None, "http://127.0.0.1:9", 0, "INFO")


@pytest.fixture
async def program(settings: Settings) -> AsyncIterator[Program]:
    started = Program(settings)
    await started.start()
    yield started
    await started.stop()


async def phone(browser: Browser, address: str, *, width: int = 360, height: int = 740) -> Page:
    """A page on a phone; an error in its script fails the test."""
    page = await browser.new_page(viewport={"width": width, "height": height})
    page.on("pageerror", _fail)
    page.set_default_timeout(10_000)
    await page.goto(address)
    return page


def _fail(error: object) -> None:
    raise AssertionError(f"the page's script failed: {error}")


async def press(page: Page, label: str) -> None:
    """Press the newest button with these words."""
    await page.get_by_role("button", name=label).last.click()


async def say(page: Page, text: str) -> None:
    await page.locator("textarea").fill(text)
    await page.get_by_role("button", name="Gửi", exact=True).last.click()


async def sees(page: Page, text: str) -> None:
    """Wait until the page shows `text`."""
    await page.get_by_text(text).last.wait_for()


async def clerk_link(program: Program) -> str:
    commune = program.communes.by_slug["cao-minh"]
    async with program.database.begin() as uow:
        now = program.clock.now()
        desk = Desk(uow, commune, calendar_of(commune, now.year), actor_of(commune, 0, ()), now)
        made = await first_clerk(desk)
    return f"{program.settings.own_url}/c/cao-minh?start={invitation_payload(made.code)}"
