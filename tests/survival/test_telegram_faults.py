"""Telegram has a bad day: everything arrives all the same, in order, and nobody is told twice."""

import pytest

from tests.fakes.telegram.faults import Kind
from tests.town import Town

FAULTS = [
    pytest.param("flood", 0, id="too-many-requests"),
    pytest.param("error_500", 0, id="internal-error"),
    pytest.param("bad_gateway", 0, id="bad-gateway-with-html"),
    pytest.param("reset", 0, id="connection-reset"),
    pytest.param("hang", 0, id="no-answer-at-all"),
    pytest.param("lost_reply", 2, id="delivered-but-the-answer-lost"),
]
TIMES = 2


@pytest.mark.parametrize(("fault", "repeats"), FAULTS)
async def test_messages_that_failed_are_sent_again_in_their_order(
    telegram_town: Town, monkeypatch: pytest.MonkeyPatch, fault: Kind, repeats: int
) -> None:
    monkeypatch.setattr("bot.channels.telegram.outward.TIMEOUT", 0.3)
    town = telegram_town
    resident, other = await town.resident("Người này"), await town.resident("Người kia")
    before = len(await resident.history())
    town.fake.fail(fault, method="sendMessage", chat=resident.user.id, times=TIMES, retry_after=1, seconds=30.0)
    asked = [f"/tracuu CM25-{n:04d}" for n in range(1, 5)]
    for question in asked:
        town.fake.says(resident.user, question)
    await resident.looks()
    # While one chat has trouble, another has none.
    assert "Trợ lý của xã Cao Minh giúp" in await other.says("/help")
    for _ in range(TIMES + 1):
        await town.passes(minutes=1)

    new = [seen.text for seen in (await resident.history())[before:]]
    told = [code for text in new for code in asked if code.removeprefix("/tracuu ") in text]
    assert told == [*[asked[0]] * repeats, *asked]
    assert await town.rows("select 1 from outbox where sent_at is null") == []


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
    said = await town.sends_answer(officer)
    said += await officer.looks()
    assert f"Chưa chuyển được trả lời {code}: người nhận đã chặn trợ lý" in said
    assert code in await clerk.presses_key("undelivered.show")
