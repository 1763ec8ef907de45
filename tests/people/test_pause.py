"""A question to the author stops the clock; one extension; and asking again within a period, by a short clock."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.commune import VIETNAM
from tests.people.test_calendar import adds
from tests.town import Town, sentence

ROAD = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"
QUESTION = "Đoạn nào, dài bao nhiêu mét?"


async def asks(officer: Any, code: str, question: str = QUESTION) -> str:
    await officer.presses_key(f"ask.begin:{code}")
    await officer.says(question)
    return str(await officer.presses("Gửi câu hỏi"))


async def replies(resident: Any, text: str = "Từ nhà văn hóa đến cầu, 200 mét") -> str:
    await resident.presses("Trả lời câu hỏi")
    await resident.says(text)
    return str(await resident.presses("Tiếp tục"))


async def answers(town: Town, officer: Any, code: str, text: str = "Sẽ làm cống trong tháng 12.") -> None:
    await officer.presses_any(f"answer.begin:{code}")
    await officer.says(text)
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)


async def test_a_question_stops_the_clock_and_the_reply_sets_it_going(town: Town) -> None:
    officer, resident = await town.officer(await town.clerk()), await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await town.passes(days=3)
    await resident.looks()

    # Monday the 10th: nine working days are left of ten.
    assert sentence("ask-sent", code=code, left=9) in await asks(officer, code)
    asked = await resident.looks()
    assert QUESTION in asked
    assert sentence("petition-paused") in asked
    page = await resident.says(code)
    assert sentence("petition-due-paused-author") in page
    assert "tạm dừng từ 10/11/2025 để chờ bổ sung, còn 09 ngày làm việc" in page
    assert f"{code} · chờ người gửi bổ sung, hạn tạm dừng" in await resident.says("/cuatoi")
    assert sentence("petition-due-paused", left=9) in await officer.says(code)

    # The Saturday after what would have been its last day: nothing is late.
    await town.passes(days=12)
    await resident.keeps_in_touch()
    assert sentence("work-list", count=1, late=0) in await officer.says("/viec")
    assert sentence("petition-due-paused", left=9) in await officer.says(code)
    await resident.looks()

    await resident.presses_any(f"reply.begin:{code}")
    await resident.says("Từ nhà văn hóa đến cầu, 200 mét")
    due = date(2025, 12, 4)
    assert sentence("petition-reply-sent", code=code, due=due) in await resident.presses("Tiếp tục")
    page = await resident.says(code)
    assert sentence("petition-due", due=due) in page
    assert "tạm dừng từ 10/11/2025 để chờ bổ sung; tính tiếp 09 ngày làm việc kể từ 22/11/2025" in page


async def test_the_new_last_day_is_told_to_both(town: Town) -> None:
    officer, resident = await town.officer(await town.clerk()), await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await asks(officer, code)
    await town.passes(days=4)
    await resident.looks()
    said = await replies(resident)
    # Tuesday the 11th and ten working days after it.
    due = date(2025, 11, 25)
    assert sentence("petition-reply-sent", code=code, due=due) in said
    told = await officer.looks()
    assert sentence("petition-replied-to", code=code, due=due) in told
    assert "200 mét" in told
    how = "tạm dừng từ 07/11/2025 để chờ bổ sung; tính tiếp 10 ngày làm việc kể từ 11/11/2025."
    assert how in told
    assert how in await resident.says(code)
    assert sentence("petition-due", due=due) in await officer.says(code)
    assert await town.rows("select due_on, days_left, state from petition") == [(due, None, "taken")]


async def test_a_question_of_who_is_late_already_stops_nothing(web_town: Town) -> None:
    town = web_town
    officer, resident = await town.officer(await town.clerk()), await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await town.passes(days=17)
    await resident.looks()
    assert sentence("ask-sent-late", code=code, due=date(2025, 11, 21)) in await asks(officer, code)
    assert sentence("petition-paused") not in await resident.looks()
    assert sentence("petition-is-late", department="Phòng Kinh tế") in await resident.says(code)
    await resident.presses("Trả lời câu hỏi")
    await resident.says("Cạnh cầu")
    assert sentence("petition-addition-sent", code=code) in await resident.presses("Tiếp tục")
    assert await town.rows("select due_on, days_left, state from petition") == [(date(2025, 11, 21), None, "taken")]


async def test_who_is_silent_is_asked_once_more_and_then_answered_by_what_there_is(town: Town) -> None:
    clerk = await town.clerk()
    officer, resident = await town.officer(clerk), await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await asks(officer, code)
    await resident.looks()
    await town.passes(days=6)
    await resident.keeps_in_touch()
    assert QUESTION not in await resident.looks()

    await town.passes(days=1)
    again = await resident.looks()
    about = sentence("petition-asked-repeatedly", code=code, department="Phòng Kinh tế", body=ROAD)
    assert about in again
    assert QUESTION in again
    await town.passes(hours=3)
    await town.passes(days=5)
    await resident.keeps_in_touch()
    assert about not in await resident.looks()
    await officer.keeps_in_touch()
    await officer.looks()

    # Ten working days after Friday the 7th.
    await town.passes(days=2)
    due = date(2025, 12, 5)
    told = await resident.looks()
    assert sentence("petition-unreplied", code=code, department="Phòng Kinh tế") in told
    assert sentence("petition-due-now", code=code, due=due) in told
    back = await officer.looks()
    assert sentence("petition-unreplied-department", code=code, count=10) in back
    assert "tính tiếp 10 ngày làm việc kể từ 21/11/2025." in back
    assert await town.rows("select due_on, days_left, state from petition") == [(due, None, "taken")]
    # What they say later is not lost.
    await resident.presses("Bổ sung")
    await resident.says("Cạnh cầu treo")
    await resident.presses("Tiếp tục")
    assert "Cạnh cầu treo" in await officer.looks()


async def test_a_changed_calendar_moves_a_clock_that_stands_still(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer, resident = await town.officer(clerk), await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await town.passes(days=3)
    await asks(officer, code)
    await resident.looks()
    await adds(clerk, "Ngày nghỉ", "12/11", None)
    assert await town.rows("select due_on, days_left from petition") == [(date(2025, 11, 24), 9)]
    # Nobody is told a day that does not run.
    assert await resident.looks() == ""
    await town.passes(days=3)
    await resident.presses_any(f"reply.begin:{code}")
    await resident.says("Cạnh cầu")
    await resident.presses("Tiếp tục")
    assert await town.rows("select due_on, days_left from petition") == [(date(2025, 11, 26), None)]
    await adds(clerk, "Ngày nghỉ", "20/11", None)
    assert await town.rows("select due_on, days_left from petition") == [(date(2025, 11, 27), None)]
    assert "tính tiếp 09 ngày làm việc kể từ 13/11/2025, trừ 20/11." in await resident.says(code)


# ── more time ─────────────────────────────────────────────────────────────────────────────────────────────────


async def extends(officer: Any, code: str, reason: str = "Cần đo đạc thực địa") -> str:
    await officer.says(code)
    await officer.presses("Việc khác")
    await officer.presses("Gia hạn trả lời")
    await officer.says(reason)
    return str(await officer.presses("Gia hạn"))


async def test_more_time_is_given_once_with_a_reason_that_the_author_is_told(town: Town) -> None:
    officer, resident = await town.officer(await town.clerk()), await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    await town.passes(days=5)
    due = date(2025, 12, 5)
    said = await extends(officer, code)
    assert sentence("extension-sent", code=code, due=due) in said
    told = await resident.looks()
    assert sentence(
        "petition-extended", code=code, department="Phòng Kinh tế", reason="Cần đo đạc thực địa",
        old=date(2025, 11, 21), due=due,
    ) in told  # fmt: skip
    how = "10 ngày làm việc kể từ ngày nhận 07/11/2025; gia hạn thêm 10 ngày làm việc kể từ 21/11/2025"
    assert how in told
    assert how in await officer.says(code)
    await officer.presses("Việc khác")
    assert "Gia hạn trả lời" not in await officer.labels()
    assert sentence("extension-refused-twice", code=code) in await officer.presses_any(f"extension.begin:{code}")


async def test_after_the_last_day_there_is_no_extension(web_town: Town) -> None:
    town = web_town
    officer, resident = await town.officer(await town.clerk()), await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    town.clock.moment = datetime(2025, 11, 21, 16, 0, tzinfo=VIETNAM)
    await officer.presses_key(f"extension.begin:{code}")
    await officer.says("Cần đo đạc")
    await town.passes(days=1)
    refused = await officer.presses("Gia hạn")
    assert sentence("extension-refused-late", code=code, due=date(2025, 11, 21)) in refused
    assert "Cần đo đạc" in refused
    assert await town.rows("select due_on, extended from petition") == [(date(2025, 11, 21), False)]
    # While it waits for its author it needs none.
    other = await town.files_petition(resident, "Cầu hỏng", "Đường")
    await asks(officer, other)
    assert sentence("extension-refused-paused", code=other) in await officer.presses_any(f"extension.begin:{other}")


# ── asking again ──────────────────────────────────────────────────────────────────────────────────────────────


async def approves(town: Town, head: Any, code: str) -> None:
    await head.says(f"{code}")
    await head.presses("Duyệt")
    await town.undo_passes()


async def again(resident: Any, code: str, text: str) -> str:
    await resident.presses_any(f"again.begin:{code}")
    await resident.says(text)
    return str(await resident.presses("Tiếp tục"))


async def test_asking_again_begins_a_short_clock_and_the_second_time_calls_the_head(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    head = await town.department_head(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await answers(town, officer, code)
    await approves(town, head, code)
    await town.passes(days=3)
    await head.looks()
    due = date(2025, 11, 17)
    said = await again(resident, code, "Vẫn ngập")
    assert sentence("petition-again-sent", code=code, due=due) in said
    assert "05 ngày làm việc kể từ ngày hỏi lại 10/11/2025" in said
    told = await officer.looks()
    assert sentence("petition-asked-again", code=code, due=due) in told
    assert "05 ngày làm việc kể từ ngày hỏi lại 10/11/2025" in told
    often = {"code": code, "department": "Phòng Kinh tế", "due": due}
    assert sentence("petition-asked-again-often", times=2, **often) not in await head.looks()

    await answers(town, officer, code, "Đang làm.")
    await approves(town, head, code)
    await again(resident, code, "Chưa thấy ai làm")
    assert sentence("petition-asked-again-often", times=2, **often) in await head.looks()


async def test_what_was_closed_may_be_asked_about_again(web_town: Town) -> None:
    town = web_town
    officer, resident = await town.officer(await town.clerk()), await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await answers(town, officer, code)
    async with town.database.begin() as uow:
        petition = await uow.petitions.find(town.commune.id, code)
        assert petition is not None
        await uow.petitions.change(petition, state="closed", closed_at=town.clock.now())
    await resident.says(code)
    await resident.presses("Hỏi lại")
    await resident.says("Vẫn ngập")
    await resident.presses("Tiếp tục")
    assert await town.rows("select state, closed_at, outcome, answered_at from petition") == [
        ("received", None, None, None)
    ]


@pytest.mark.parametrize("late", ["beginning", "sending"])
async def test_after_the_period_a_new_opinion_is_offered(web_town: Town, late: str) -> None:
    town = web_town
    officer, resident = await town.officer(await town.clerk()), await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await answers(town, officer, code)
    await town.passes(days=30)
    if late == "sending":
        await resident.presses_any(f"again.begin:{code}")
        await resident.says("Vẫn ngập như cũ")
        await town.passes(days=1)
        said = await resident.presses("Tiếp tục")
        assert "“Vẫn ngập như cũ”" in said
    else:
        await town.passes(days=1)
        said = await resident.presses_any(f"again.begin:{code}")
        assert "Gửi ý kiến" in await resident.labels()
    assert sentence("petition-refused-again-over", code=code, count=30) in said
    assert await town.rows("select state from petition") == [("closed",)]
