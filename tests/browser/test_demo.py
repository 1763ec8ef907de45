"""The demo page: phones, and a clock that can be pushed."""

from dataclasses import replace

import pytest
from playwright.async_api import Browser

from bot.demo import Demo
from bot.settings import Settings
from tests.browser.conftest import phone, press

pytestmark = pytest.mark.browser


async def test_what_the_resident_sends_is_seen_on_the_officers_phone(browser: Browser, settings: Settings) -> None:
    demo = Demo(replace(settings))
    await demo.start()
    try:
        page = await phone(browser, f"{settings.own_url}/", width=1440, height=900)
        frames = page.locator("iframe")
        assert await frames.count() == 7
        resident, officer = (frames.nth(n).content_frame for n in (0, 2))

        await resident.get_by_role("button", name="Tôi đồng ý").last.click()
        await resident.get_by_role("button", name="thôn Mẫu 1").last.click()
        await resident.get_by_text("Đã ghi: thôn Mẫu 1").wait_for()
        await resident.locator("textarea").fill("Đường vào thôn ngập, đề nghị làm cống")
        await resident.get_by_role("button", name="Gửi", exact=True).last.click()
        await resident.get_by_role("button", name="Gửi thành ý kiến").last.click()
        await resident.get_by_role("button", name="Đường, cầu, cống, xây dựng").last.click()
        await resident.get_by_role("button", name="Không gắn với hội nghị").last.click()
        await resident.get_by_role("button", name="Giấu tên").last.click()
        await resident.get_by_text("Xin ông/bà xem lại trước khi gửi").wait_for()
        await resident.get_by_role("button", name="Gửi ý kiến").last.click()
        await resident.get_by_text("Đã tiếp nhận ý kiến").wait_for()

        await officer.get_by_text("người gửi giấu tên").wait_for()

        for _ in range(3):
            # Past any weekend a working day comes, with its digest.
            async with page.expect_response(
                lambda answer: "/demo/clock" in answer.url and answer.request.method == "POST"
            ):
                await press(page, "+1 ngày")
        await officer.get_by_text("Việc hôm nay").first.wait_for()
    finally:
        await demo.stop()
