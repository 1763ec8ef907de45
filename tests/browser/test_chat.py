"""The main loop in a real browser, on a phone-sized screen."""

import re

import pytest
from playwright.async_api import Browser, expect

from bot.settings import Settings
from bot.wiring import Program
from tests.browser.conftest import clerk_link, phone, press, say, sees
from tests.town import PNG

pytestmark = pytest.mark.browser


async def test_an_opinion_goes_from_phone_to_phone_and_comes_back_answered(browser: Browser, program: Program) -> None:
    clerk = await phone(browser, await clerk_link(program))
    await press(clerk, "Tôi đồng ý")
    await sees(clerk, "họ và tên")
    await say(clerk, "Cán bộ văn phòng mẫu")
    await press(clerk, "Mời người, nối nhóm")
    await press(clerk, "Cán bộ trả lời")
    await press(clerk, "Phòng Kinh tế")
    await sees(clerk, "Lời mời cán bộ Phòng Kinh tế")
    text = await clerk.get_by_text("Lời mời cán bộ Phòng Kinh tế").last.inner_text()
    link = re.search(r"http://\S+", text)
    assert link

    officer = await phone(browser, link[0])
    await press(officer, "Tôi đồng ý")
    await sees(officer, "họ và tên")
    await say(officer, "Cán bộ kinh tế mẫu")
    await sees(officer, "Đã ghi tên")

    resident = await phone(browser, f"{program.settings.own_url}/c/cao-minh")
    await press(resident, "Tôi đồng ý")
    await press(resident, "thôn Mẫu 1")
    await press(resident, "Gửi ý kiến")
    await sees(resident, "Xin ông/bà viết ý kiến")
    await say(resident, "Đường vào thôn <b>ngập</b> & lầy, đề nghị làm cống")
    await sees(resident, "Đã ghi lại")
    async with resident.expect_file_chooser() as chooser:
        await press(resident, "Ảnh, tệp")
    await (await chooser.value).set_files({"name": "duong.png", "mimeType": "image/png", "buffer": PNG})
    if await resident.locator("textarea").is_visible():
        send = resident.get_by_role("button", name="Gửi", exact=True).last
        if await send.is_enabled():
            await send.click()
    await sees(resident, "kèm 1 tệp")
    await press(resident, "Tiếp tục")
    await press(resident, "Đường, cầu, cống, xây dựng")
    await press(resident, "Cho thấy tên")
    await sees(resident, "họ và tên")
    await say(resident, "Nguyễn Văn Mẫu")
    await sees(resident, "Xin ông/bà xem lại trước khi gửi")
    await press(resident, "Gửi ý kiến")
    await sees(resident, "Đã tiếp nhận ý kiến")

    # Markup that somebody typed is text, for everybody who reads it.
    await sees(officer, "Đường vào thôn <b>ngập</b> & lầy, đề nghị làm cống")
    await expect(officer.get_by_role("img", name="Ảnh: duong.png")).to_be_visible()
    await press(officer, "Trả lời")
    await sees(officer, "Xin viết câu trả lời")
    await say(officer, "Sẽ làm cống trong tháng 12.")
    await press(officer, "Tiếp tục")
    await press(officer, "Đã giải thích")
    await press(officer, "Gửi trả lời")

    await sees(resident, "Sẽ làm cống trong tháng 12.")
    await press(resident, "Rất hài lòng")
    await sees(resident, "Cảm ơn ông/bà")


async def test_history_stays_on_reload_and_nothing_is_lost_while_the_server_is_away(
    browser: Browser, settings: Settings
) -> None:
    program = Program(settings)
    await program.start()
    page = await phone(browser, f"{settings.own_url}/c/cao-minh")
    await press(page, "Tôi đồng ý")
    await sees(page, "Ông/bà ở thôn, xóm nào?")
    await page.reload()
    await sees(page, "Ông/bà ở thôn, xóm nào?")

    await program.stop()
    await say(page, "thôn Mẫu 2")
    again = Program(settings)
    await again.start()
    try:
        await page.get_by_text("Đã ghi: thôn Mẫu 2").wait_for(timeout=45_000)
        assert await page.get_by_text("thôn Mẫu 2", exact=True).count() >= 1
        assert await page.get_by_text("Đã ghi: thôn Mẫu 2").count() == 1
    finally:
        await page.close()
        await again.stop()


async def test_the_chat_can_be_held_with_the_keyboard_alone(browser: Browser, program: Program) -> None:
    page = await phone(browser, f"{program.settings.own_url}/c/cao-minh", width=1024)
    await page.get_by_role("button", name="Tôi đồng ý").focus()
    await page.keyboard.press("Enter")
    await sees(page, "Ông/bà ở thôn, xóm nào?")
    await page.locator("textarea").focus()
    await page.keyboard.type("1")
    await page.keyboard.press("Enter")
    await sees(page, "Đã ghi: thôn Mẫu 1")
    await expect(page.locator("[role=log]")).to_have_attribute("aria-live", "polite")


@pytest.mark.parametrize("width", [320, 360, 768])
async def test_nothing_sticks_out_sideways(browser: Browser, program: Program, width: int) -> None:
    page = await phone(browser, f"{program.settings.own_url}/c/cao-minh", width=width)
    await sees(page, "Ông/bà có đồng ý không?")
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
