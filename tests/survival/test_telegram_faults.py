"""Telegram has a bad day: everything arrives all the same, in order, and nobody is told twice."""

import pytest

from tests.fakes.telegram.faults import Kind
from tests.town import Town

FAULTS = [
    pytest.param("flood", 0, id="too-many-requests"),
    pytest.param("error_500", 0, id="internal-error"),
    pytest.param("bad_gateway", 0, id="bad-gateway-with-html"),
    pytest.param("reset", 0, id="connection-reset"),
    pytest.param("lost_reply", 1, id="delivered-but-the-answer-lost"),
]


@pytest.mark.parametrize(("fault", "repeats"), FAULTS)
async def test_a_message_that_failed_is_sent_again_in_its_place(telegram_town: Town, fault: Kind, repeats: int) -> None:
    town = telegram_town
    resident = await town.resident()
    before = len(await resident.history())
    town.fake.fail(fault, method="sendMessage", times=1, retry_after=1)
    await resident.presses("Trang chính") if "Trang chính" in await resident.labels() else await resident.says("menu")
    await resident.says("/help")
    await town.passes(minutes=1)
    await town.passes(minutes=1)

    new = [seen.text for seen in (await resident.history())[before:]]
    menu = [n for n, text in enumerate(new) if text == "Ông/bà muốn làm gì?"]
    helped = [n for n, text in enumerate(new) if text.startswith("Trợ lý của xã Cao Minh giúp")]
    assert len(menu) == 1 + repeats
    assert len(helped) == 1
    assert menu[-1] < helped[0]


async def test_who_blocked_the_bot_is_not_tried_for_ever(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, "Đường hỏng, đề nghị sửa", "Đường")
    await officer.looks()
    town.fake.blocks(resident.user)
    await town.settle()
    await officer.presses("Trả lời")
    await officer.says("Sẽ sửa trong tháng này.")
    await officer.presses("Tiếp tục")
    said = await officer.presses("Gửi trả lời")
    said += await officer.looks()
    assert f"Chưa chuyển được trả lời {code}: người nhận đã chặn trợ lý" in said
    assert code in await clerk.presses_key("undelivered.show")
