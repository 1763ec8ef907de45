"""What exceeds the commune's competence: passed up by a paper, asked after every week, passed on to its author."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.commune import VIETNAM
from tests.town import PNG, Town, sentence

BRIDGE = "Cầu qua sông Năng xuống cấp, đề nghị tỉnh làm cầu mới"
BODY = "Sở Xây dựng tỉnh"


async def passes_up(phone: Any, code: str, *, file: bool = False, expected: str = "20/11") -> str:
    await phone.says(code)
    await phone.presses("Việc khác")
    await phone.presses("Vượt thẩm quyền")
    await phone.says(BODY)
    await phone.says("125/UBND-KT")
    await phone.presses("Hôm nay")
    await phone.says(expected)
    if file:
        await phone.sends(PNG, "van-ban.png")
        await phone.presses("Tiếp tục")
    else:
        await phone.presses("Không có bản chụp")
    return str(await phone.presses("Ghi đã gửi cấp trên"))


async def enters(phone: Any, text: str, *presses: str) -> str:
    """The reply from above, from the button on."""
    await phone.presses("Nhập trả lời")
    await phone.says(text)
    await phone.presses("Tiếp tục")
    await phone.says("88/SXD-HT")
    await phone.presses("Hôm nay")
    for label in presses:
        await phone.presses(label)
    return str(await phone.presses("Ghi trả lời"))


async def test_a_matter_is_passed_up_asked_after_and_its_reply_passed_on(town: Town) -> None:
    clerk = await town.clerk()
    officer, resident = await town.officer(clerk), await town.resident()
    code = await town.files_petition(resident, BRIDGE, "Đường")
    await resident.looks()
    await clerk.looks()
    expected = date(2025, 11, 20)

    said = await passes_up(officer, code, file=True)
    assert sentence("escalation-sent", code=code, body=BODY, expected=expected) in said
    told = await resident.looks()
    facts = {"code": code, "department": "Phòng Kinh tế", "body": BODY, "expected": expected}
    assert sentence("petition-escalated", **facts) in told
    page = await resident.says(code)
    assert sentence("petition-is-above", body=BODY, expected=expected) in page
    assert "125/UBND-KT" not in page
    assert (await resident.last()).files == 0
    assert "tạm dừng từ 07/11/2025 để chờ cấp trên, còn 10 ngày làm việc" in page
    page = await officer.says(code)
    sent = date(2025, 11, 7)
    above = {"body": BODY, "expected": expected, "number": "125/UBND-KT", "sent": sent}
    assert sentence("petition-is-above-by", **above) in page

    # The clerk sees what is awaited.
    await clerk.says("/menu")
    await clerk.presses("Ý kiến theo lĩnh vực")
    awaited = await clerk.presses("Đang chờ cấp trên (1)")
    assert sentence("escalations", count=1) in awaited
    assert f"{code} · {BODY}, văn bản 125/UBND-KT · dự kiến 20/11/2025" in awaited

    # Nobody is reminded before the day; then in the one message of the morning, and a week later again.
    reminder = sentence("reminder-upper", code=code, **above)
    town.clock.moment = datetime(2025, 11, 19, 9, 0, tzinfo=VIETNAM)
    for day, reminded in ((19, False), (20, True), (21, False), (26, False), (27, True), (28, False)):
        town.clock.moment = datetime(2025, 11, day, 9, 0, tzinfo=VIETNAM)
        for phone in (officer, clerk, resident):
            await phone.keeps_in_touch()
        await phone.looks()
        await officer.looks()
        await clerk.looks()
        await town.passes(minutes=1)
        for phone in (officer, clerk):
            assert (reminder in await phone.looks()) is reminded, day
        assert reminder not in await resident.looks()
    # It is not late: the commune waits as its author does.
    assert sentence("work-list", count=1, late=0) in await officer.says("/viec")

    await officer.presses(f"Xem {code}")
    entered = await enters(officer, "Cầu mới trong kế hoạch đầu tư công 2026-2030.", "Chuyển đến người dân ngay")
    assert sentence("upper-passed", code=code) in entered
    await town.undo_passes()
    answer = await resident.looks()
    assert f"Phòng Kinh tế trả lời ý kiến {code} của ông/bà" in answer
    assert f"{BODY} trả lời tại văn bản 88/SXD-HT ngày 28/11/2025:" in answer
    assert "Cầu mới trong kế hoạch đầu tư công 2026-2030." in answer
    assert await town.rows("select state, outcome, days_left from petition") == [("answered", "beyond", None)]
    await clerk.says("/menu")
    await clerk.presses("Ý kiến theo lĩnh vực")
    assert not any("chờ cấp trên" in label for label in await clerk.labels())
    town.clock.moment = datetime(2025, 12, 4, 9, 0, tzinfo=VIETNAM)
    await town.passes(minutes=1)
    assert reminder not in await officer.looks()


async def test_a_reply_may_be_left_for_the_department_to_answer(town: Town) -> None:
    officer, resident = await town.officer(await town.clerk()), await town.resident()
    code = await town.files_petition(resident, BRIDGE, "Đường")
    await passes_up(officer, code)
    await town.passes(days=4)
    await resident.looks()
    await officer.says(code)
    said = await enters(officer, "Đề nghị xã trả lời theo thẩm quyền.", "Để cơ quan soạn trả lời")
    due = date(2025, 11, 25)
    assert sentence("upper-entered", code=code, due=due) in said
    facts = {"code": code, "department": "Phòng Kinh tế", "body": BODY, "due": due}
    assert sentence("petition-upper-replied", **facts) in await resident.looks()
    # What came from above stays in the office until the department has written its own words.
    page = await resident.says(code)
    assert "theo thẩm quyền" not in page
    assert "tính tiếp 10 ngày làm việc kể từ 11/11/2025" in page
    assert "Cấp trên trả lời: Đề nghị xã trả lời theo thẩm quyền." in await officer.says(code)
    assert await town.rows("select state, due_on, days_left from petition") == [("taken", due, None)]


async def test_the_clerk_passes_up_and_enters_the_reply(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer, resident = await town.officer(clerk), await town.resident()
    code = await town.files_petition(resident, BRIDGE, "Đường")
    await passes_up(clerk, code)
    await resident.looks()
    await clerk.presses_key(f"mine.show:{code}")
    assert "Trả lời" not in await clerk.labels()
    await clerk.presses("Việc khác")
    await enters(clerk, "Sẽ khảo sát.", "Chuyển đến người dân ngay")
    await town.undo_passes()
    answer = await resident.looks()
    assert "Sẽ khảo sát." in answer
    assert sentence("escalation-refused-not-awaited", code=code) in await officer.presses_any(f"upper.begin:{code}")


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        pytest.param("hôm kia kìa", sentence("form-no-past-day", day=date(2025, 11, 7)), id="no-day"),
        pytest.param("9/11/2025", sentence("form-day-to-come", day=date(2025, 11, 9)), id="to-come"),
        pytest.param("31/02/2025", sentence("form-no-past-day", day=date(2025, 11, 7)), id="no-such-day"),
    ],
)
async def test_a_day_that_cannot_be_is_asked_for_again(web_town: Town, typed: str, refused: str) -> None:
    town = web_town
    officer = await town.officer(await town.clerk())
    code = await town.files_petition(await town.resident(), BRIDGE, "Đường")
    await officer.presses_key(f"escalation.begin:{code}")
    await officer.says(BODY)
    await officer.says("125/UBND-KT")
    assert refused in await officer.says(typed)
    # In November, the 20th of December is last year's.
    await officer.says("20/12")
    await officer.says("20/11")
    await officer.presses("Không có bản chụp")
    await officer.presses("Ghi đã gửi cấp trên")
    assert await town.rows("select sent_on from escalation") == [(date(2024, 12, 20),)]


async def test_what_is_above_is_neither_transferred_nor_passed_up_twice(web_town: Town) -> None:
    town = web_town
    officer = await town.officer(await town.clerk())
    code = await town.files_petition(await town.resident(), BRIDGE, "Đường")
    await passes_up(officer, code)
    await officer.says(code)
    assert "Chuyển cơ quan khác" not in await officer.labels()
    refused = sentence("petition-refused-when-escalated", code=code)
    assert refused in await officer.presses_any(f"escalation.begin:{code}")
    await officer.presses_any(f"transfer.begin:{code}")
    await officer.presses("Công an xã")
    await officer.says("Nhầm")
    assert refused in await officer.presses("Chuyển")
    # Its author may still add something, which sets no clock going.
    assert await town.rows("select state, days_left from petition") == [("escalated", 10)]
