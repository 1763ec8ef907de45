"""Answering as it is lived: drafted, approved or returned, taken back in time, sent, rated, closed; and being late."""

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document

from actions.commune import apply_setup, read_setup
from domain.commune import VIETNAM
from scheduler.answer import close_answered, send_answers, tell_those_waiting
from tests.town import SAMPLES, Town, open_town, sentence

ROAD = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"
ANSWER = "Xã sẽ làm cống trong tháng 12/2025."
FULL = "Phòng đã khảo sát tuyến đường. " + "Đoạn qua nhà văn hóa thôn thấp hơn mặt ruộng nên nước không thoát. " * 40


async def writes(officer: Any, code: str, text: str = ANSWER, outcome: str = "Đã giải thích") -> str:
    """Write an answer and say what it comes to; return what is shown before it is sent."""
    await officer.presses_any(f"answer.begin:{code}")
    await officer.says(text)
    await officer.presses("Tiếp tục")
    return str(await officer.presses(outcome))


async def moves_clock(town: Town, **time: float) -> None:
    """Time passes and the sweep of answers looks; nothing else does."""
    town.clock.moment += timedelta(**time)
    await send_answers(town.database, town.program.communes.get, town.clock.now())
    await town.settle()


async def with_settings(town: Town, **changes: Any) -> None:
    """The commune's own settings, changed as its file would be."""
    written = yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8"))
    for key, change in changes.items():
        written[key] = change(written[key]) if callable(change) else change
    async with town.database.begin() as uow:
        await apply_setup(uow, read_setup(written), town.clock.now() + timedelta(seconds=1))
    await town.program.look_for_changes()


async def states(town: Town) -> list[tuple[str, str]]:
    rows = await town.rows(
        "select p.state, a.state from answer a join petition p on p.id = a.petition_id order by a.id"
    )
    return [tuple(row) for row in rows]


async def kinds(town: Town, code: str) -> list[str]:
    """Everything that was put down about a petition."""
    rows = await town.rows(
        "select kind from petition_entry where petition_id = (select id from petition where code = :code) order by id",
        code=code,
    )
    return [row.kind for row in rows]


# ── taking back ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seconds", [59, 61])
async def test_an_answer_can_be_taken_back_until_it_goes_out(town: Town, seconds: int) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    await writes(officer, code)
    said = await officer.presses("Gửi trả lời")
    assert f"Đã ghi trả lời {code}. Người dân nhận được lúc 08:01; trước lúc đó, ông/bà rút lại được." in said
    assert (await officer.labels())[0] == "Rút lại"

    await moves_clock(town, seconds=seconds)
    if seconds == 59:
        assert await resident.looks() == ""
        undone = await officer.presses("Rút lại")
        assert f"Đã rút lại trả lời {code}. Người dân chưa nhận được gì" in undone
        await moves_clock(town, minutes=10)
        assert await resident.looks() == ""
        assert await states(town) == [("taken", "undone")]
        # What was written is still there.
        assert ANSWER in await officer.presses("Sửa và gửi lại")
        await officer.presses("Dùng bản này")
        await town.sends_answer(officer)
        assert ANSWER in await resident.looks()
        assert await kinds(town, code) == [
            "submitted", "drafted", "approved", "undone", "drafted", "approved", "answered",
        ]  # fmt: skip
    else:
        assert ANSWER in await resident.looks()
        assert "Trả lời này đã gửi đến người dân." in await officer.presses("Rút lại")
        assert await states(town) == [("answered", "sent")]


async def test_after_its_time_an_answer_is_not_taken_back_even_if_it_has_not_gone_out(web_town: Town) -> None:
    town = web_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await writes(officer, code)
    await officer.presses("Gửi trả lời")
    town.clock.moment += timedelta(seconds=61)
    assert "Đã hết thời gian rút lại: trả lời được gửi đi lúc 08:01." in await officer.presses("Rút lại")
    await moves_clock(town)
    assert ANSWER in await resident.looks()


async def test_nobody_waits_for_their_other_messages_while_an_answer_may_be_taken_back(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    other = await town.files_petition(resident, "Cầu treo hỏng", "Đường")
    await writes(officer, code)
    await officer.presses("Gửi trả lời")
    await resident.looks()
    await officer.presses_any(f"ask.begin:{other}")
    await officer.says("Cầu nào?")
    await officer.presses("Gửi câu hỏi")
    assert "Cầu nào?" in await resident.looks()
    assert sentence("menu") in await resident.says("/menu")


async def test_a_sweep_that_runs_twice_tells_once(web_town: Town) -> None:
    town = web_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await writes(officer, code)
    await officer.presses("Gửi trả lời")
    town.clock.moment += timedelta(seconds=61)
    sweeps = [send_answers(town.database, town.program.communes.get, town.clock.now()) for _ in range(3)]
    assert sorted([await sweep for sweep in sweeps]) == [0, 0, 1]
    await town.settle()
    assert [seen.text.count(ANSWER) for seen in await resident.history() if ANSWER in seen.text] == [1]
    assert await kinds(town, code) == ["submitted", "drafted", "approved", "answered"]


async def test_who_withdraws_in_time_is_not_answered_any_more(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await writes(officer, code)
    await officer.presses("Gửi trả lời")
    await resident.presses_any(f"mine.show:{code}")
    await resident.presses("Rút ý kiến")
    await resident.presses("Đúng, rút ý kiến")
    await moves_clock(town, seconds=61)
    assert ANSWER not in "\n".join(seen.text for seen in await resident.history())
    assert await states(town) == [("withdrawn", "dropped")]
    assert await town.failed_steps() == []


# ── approving ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_returned_draft_is_changed_sent_again_and_approved(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    head = await town.department_head(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    await head.looks()

    assert "Bấm gửi là trình người đứng đầu cơ quan duyệt" in await writes(officer, code)
    said = await officer.presses("Gửi trả lời")
    assert f"Đã trình người đứng đầu cơ quan duyệt trả lời {code}." in said
    await moves_clock(town, hours=3)
    assert await resident.looks() == ""
    asked = await head.looks()
    assert f"Cán bộ mẫu (Phòng Kinh tế) trình duyệt trả lời {code}." in asked
    assert ROAD in asked
    assert ANSWER in asked
    assert await head.labels() == ("Duyệt", "Trả lại", "Sửa rồi duyệt", f"Xem {code}")

    await head.presses("Trả lại")
    assert f"Đã trả lại dự thảo {code} kèm lý do." in await head.says("Cần nói rõ ngày nào xong")
    returned = await officer.looks()
    assert f"Trưởng phòng mẫu trả lại dự thảo trả lời {code}. Lý do: Cần nói rõ ngày nào xong" in returned
    assert ANSWER in await officer.presses("Sửa và gửi lại")
    review = await officer.says("Xã làm cống, xong ngày 20/12/2025.")
    assert "• Trả lời: Xã làm cống, xong ngày 20/12/2025." in review
    assert ANSWER not in review
    await officer.presses("Gửi trả lời")

    await head.looks()
    done = await head.presses("Duyệt")
    assert f"Đã duyệt trả lời {code}. Người dân nhận được lúc 11:01" in done
    assert "Rút lại" in await head.labels()
    assert f"Trưởng phòng mẫu đã duyệt trả lời {code}." in await officer.looks()
    assert await resident.looks() == ""
    await moves_clock(town, seconds=61)
    answer = await resident.looks()
    assert "xong ngày 20/12/2025" in answer
    page = await head.presses_any(f"work.show:{code}")
    for line in (
        "Cán bộ mẫu soạn trả lời.", "Trưởng phòng mẫu trả lại dự thảo: Cần nói rõ", "Trưởng phòng mẫu duyệt trả lời.",
    ):  # fmt: skip
        assert line in page
    mine = await resident.says(code)
    assert "trả lại dự thảo" not in mine
    assert "soạn" not in mine
    assert await states(town) == [("answered", "returned"), ("answered", "sent")]


async def test_whoever_approves_may_edit_and_take_back(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    head = await town.department_head(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    await writes(officer, code)
    await officer.presses("Gửi trả lời")

    await head.looks()
    assert ANSWER in await head.presses("Sửa rồi duyệt")
    review = await head.says("Xã sẽ làm cống trước Tết.")
    assert f"Trả lời {code} sau khi ông/bà sửa." in review
    assert "làm cống trước Tết" in review
    await head.presses("Duyệt và gửi")
    told = await officer.looks()
    assert f"Trưởng phòng mẫu đã sửa và duyệt trả lời {code}." in told
    assert "Xã sẽ làm cống trước Tết." in told

    assert f"Đã rút lại trả lời {code}" in await head.presses("Rút lại")
    assert f"Trưởng phòng mẫu đã rút lại trả lời {code}" in await officer.looks()
    await moves_clock(town, minutes=5)
    assert await resident.looks() == ""
    # The draft that was taken back is over, whoever still sees its buttons.
    [row] = await town.rows("select id from answer")
    assert "Trả lời này đã được rút lại." in await head.presses_any(f"approval.yes:{code}:{row.id}")


async def test_a_draft_taken_back_or_replaced_is_not_approved(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    head = await town.department_head(clerk)
    code = await town.files_petition(await town.resident(), ROAD, "Đường")
    await writes(officer, code)
    await officer.presses("Gửi trả lời")
    await head.looks()
    await officer.presses("Rút lại")
    assert f"Cán bộ mẫu đã rút lại trả lời {code}" in await head.looks()
    first = (await town.rows("select id from answer"))[0].id
    assert "Trả lời này đã được rút lại." in await head.presses_any(f"approval.yes:{code}:{first}")
    await officer.presses("Sửa và gửi lại")
    await officer.presses("Dùng bản này")
    await officer.presses("Gửi trả lời")
    # A button of the old draft approves nothing that nobody has read.
    assert "Trả lời này đã được rút lại." in await head.presses_any(f"approval.yes:{code}:{first}")
    assert await states(town) == [("drafted", "undone"), ("drafted", "waiting")]
    assert f"{code} đã được Cán bộ mẫu soạn trả lời" in await officer.presses_any(f"answer.begin:{code}")


async def test_the_heads_list_begins_with_what_waits_for_them(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    head = await town.department_head(clerk)
    resident = await town.resident()
    first = await town.files_petition(resident, ROAD, "Đường")
    second = await town.files_petition(resident, "Cầu treo hỏng", "Đường")
    await writes(officer, second)
    await officer.presses("Gửi trả lời")

    await head.looks()
    listed = await head.says("/viec")
    assert f"Chờ ông/bà duyệt trả lời: {second}" in listed
    assert listed.index(second) < listed.index(first)
    assert (await head.labels())[0] == f"Xem {second}"
    shown = await head.presses(f"Xem {second}")
    assert ANSWER in shown
    assert "Duyệt" in await head.labels()
    # To the officer it is work like any other, and who reads it sees where it stands.
    assert "Chờ ông/bà duyệt" not in await officer.says("/viec")
    page = await officer.presses(f"Xem {second}")
    assert "Trả lời do Cán bộ mẫu soạn lúc 08:00, 07/11/2025, đang chờ người đứng đầu cơ quan duyệt." in page
    assert "Duyệt" not in await officer.labels()
    assert "Rút lại" in await officer.labels()


async def test_a_department_without_a_head_and_a_heads_own_answer_wait_for_nobody(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    first = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    await writes(officer, first)
    await town.sends_answer(officer)
    assert ANSWER in await resident.looks()
    assert "Gửi không qua người khác duyệt." in await officer.presses_any(f"work.show:{first}")

    head = await town.department_head(clerk)
    second = await town.files_petition(resident, "Cầu treo hỏng", "Đường")
    await resident.looks()
    await writes(head, second, "Cầu sẽ sửa tuần sau.")
    await town.sends_answer(head)
    assert "Cầu sẽ sửa tuần sau." in await resident.looks()
    rows = await town.rows("select approver, approved_by from answer order by id")
    assert [tuple(row) for row in rows] == [(None, None), (None, None)]


async def test_on_some_topics_the_chair_approves(web_town: Town) -> None:
    town = web_town
    await with_settings(town, topics=lambda topics: [{**topic, "chair_approves": True} for topic in topics])
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    head = await town.department_head(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường", name="Giấu tên")
    await head.looks()
    # Nobody of that rank is here yet: the department's head looks at it.
    assert "trình người đứng đầu cơ quan duyệt" in await writes(officer, code)
    await officer.presses("Dừng lại")

    chair = await town.chair(clerk)
    assert "Trả lời chờ duyệt" in await chair.labels()
    assert "Không có trả lời nào chờ ông/bà duyệt." in await chair.presses("Trả lời chờ duyệt")
    assert "trình lãnh đạo chủ trì duyệt" in await writes(officer, code)
    await officer.presses("Gửi trả lời")
    assert await head.looks() == ""
    assert "Trả lời này do người khác duyệt." in await head.presses_any(f"approval.yes:{code}")
    assert f"trình duyệt trả lời {code}." in await chair.looks()
    assert "Trả lời chờ ông/bà duyệt: 1." in await chair.presses_any("approval.list")
    await chair.presses(f"Xem {code}")
    await chair.presses("Duyệt")
    await moves_clock(town, seconds=61)
    assert ANSWER in await resident.looks()


async def test_with_approval_switched_off_the_officers_answer_goes_out(web_town: Town) -> None:
    town = web_town
    await with_settings(town, departments=lambda all_: [{**each, "approval": False} for each in all_])
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    await town.department_head(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    assert "ông/bà còn 60 giây để rút lại" in await writes(officer, code)
    await town.sends_answer(officer)
    assert ANSWER in await resident.looks()


async def test_a_restart_between_approval_and_sending_loses_nothing(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    head = await town.department_head(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    await writes(officer, code)
    await officer.presses("Gửi trả lời")
    await head.looks()
    await head.presses("Duyệt")
    await town.restarts()
    await moves_clock(town, seconds=61)
    assert ANSWER in await resident.looks()
    assert await states(town) == [("answered", "sent")]


# ── several officers ──────────────────────────────────────────────────────────────────────────────────────────


async def test_who_begins_second_is_told_who_is_writing_and_nobodys_text_is_lost(town: Town) -> None:
    clerk = await town.clerk()
    first = await town.officer(clerk, name="Cán bộ một")
    second = await town.officer(clerk, name="Cán bộ hai")
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    await first.presses_any(f"answer.begin:{code}")
    await first.says("Đang khảo sát.")
    await town.passes(minutes=5)

    said = await second.presses_any(f"answer.begin:{code}")
    assert f"{code} đang được Cán bộ một soạn trả lời từ 08:00." in said
    assert "Xin viết câu trả lời" in await second.presses("Tôi soạn thay")
    assert f"Cán bộ hai soạn trả lời {code} thay ông/bà." in await first.looks()
    await second.says("Sẽ làm cống tháng 12.")
    await second.presses("Tiếp tục")
    await town.sends_answer(second)
    assert "Sẽ làm cống tháng 12." in await resident.looks()

    assert f"{code} đã được Cán bộ hai trả lời" in await first.presses_any(f"answer.begin:{code}")
    assert "Bản đang viết dở đã được giữ lại" in await first.says("/menu")
    await first.says("/menu")
    assert any("Đang khảo sát." in label for label in await first.labels())


async def test_after_a_quarter_of_an_hour_or_when_left_an_answer_is_free_again(town: Town) -> None:
    clerk = await town.clerk()
    first = await town.officer(clerk, name="Cán bộ một")
    second = await town.officer(clerk, name="Cán bộ hai")
    code = await town.files_petition(await town.resident(), ROAD, "Đường")
    await first.presses_any(f"answer.begin:{code}")
    town.clock.moment += timedelta(minutes=15)
    assert "Xin viết câu trả lời" in await second.presses_any(f"answer.begin:{code}")
    assert "đang được Cán bộ hai soạn" in await first.presses_any(f"answer.begin:{code}")
    # Leaving without having written anything frees it at once.
    await second.presses("Dừng lại")
    assert "Xin viết câu trả lời" in await first.presses_any(f"answer.begin:{code}")


async def test_the_head_gives_a_petition_to_an_officer(town: Town) -> None:
    clerk = await town.clerk()
    first = await town.officer(clerk, name="Cán bộ một")
    second = await town.officer(clerk, name="Cán bộ hai")
    head = await town.department_head(clerk)
    code = await town.files_petition(await town.resident(), ROAD, "Đường")
    for phone in (first, second):
        await phone.looks()

    await head.presses_any(f"work.show:{code}")
    await head.presses("Việc khác")
    await head.presses("Giao cán bộ")
    said = await head.presses("Cán bộ hai")
    assert f"Đã giao {code} cho Cán bộ hai. Hạn trả lời: thứ Sáu, ngày 21/11/2025." in said
    assert await first.looks() == ""
    assert f"Trưởng phòng mẫu giao ông/bà xử lý {code}:" in await second.looks()
    assert "đã giao cán bộ" in await first.says("/viec")
    assert f"{code} đã giao cho Cán bộ hai." in await first.presses_any(f"work.take:{code}")
    assert f"Cán bộ hai nhận {code}" in await second.presses("Nhận việc")
    assert "Trưởng phòng mẫu giao cho Cán bộ hai" in await head.presses_any(f"work.show:{code}")
    assert "Chỉ người đứng đầu cơ quan phụ trách giao được" in await first.presses_any(f"assign.begin:{code}")


# ── outcomes, long answers, templates ─────────────────────────────────────────────────────────────────────────


async def test_a_promise_asks_for_a_day_to_come_and_its_author_reads_it(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    assert "Xin ông/bà viết ngày sẽ giải quyết xong" in await writes(officer, code, outcome="Hứa giải quyết")
    assert "Ngày hứa phải sau hôm nay." in await officer.says("hôm nay")
    assert "Ngày 01/11/2025 đã qua." in await officer.says("1/11/2025")
    assert "Chưa rõ ngày." in await officer.says("sớm nhất có thể")
    review = await officer.says("20/12")
    assert "• Kết quả: Hứa giải quyết đến ngày…" in review
    assert "• Ngày hứa xong: thứ Bảy, ngày 20/12/2025" in review
    await town.sends_answer(officer)
    answer = await resident.looks()
    assert "Kết quả: cơ quan hứa giải quyết xong, chậm nhất thứ Bảy, ngày 20/12/2025." in answer
    assert "Kết quả: Hứa giải quyết xong trước hết ngày 20/12/2025." in await officer.presses_any(f"work.show:{code}")
    rows = await town.rows("select outcome, promised_on from petition")
    assert [(row.outcome, f"{row.promised_on:%d/%m/%Y}") for row in rows] == [("promised", "20/12/2025")]


@pytest.mark.parametrize(
    ("label", "outcome", "told"),
    [
        ("Đã giải quyết xong", "resolved", "Kết quả: việc này đã giải quyết xong."),
        ("Hướng dẫn nơi khác", "guided", "Kết quả: việc này do nơi khác giải quyết"),
    ],
)
async def test_what_an_answer_comes_to_is_told(web_town: Town, label: str, outcome: str, told: str) -> None:
    town = web_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await writes(officer, code, outcome=label)
    await town.sends_answer(officer)
    assert told in await resident.looks()
    assert [tuple(row) for row in await town.rows("select outcome from petition")] == [(outcome,)]


async def test_text_typed_while_the_outcome_is_asked_is_added(web_town: Town) -> None:
    town = web_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await officer.presses_any(f"answer.begin:{code}")
    await officer.says(ANSWER)
    await officer.presses("Tiếp tục")
    assert "Đã thêm câu vừa rồi vào nội dung." in await officer.says("Mong bà con thông cảm.")
    await town.sends_answer(officer)
    answer = await resident.looks()
    assert f"{ANSWER}\n\nMong bà con thông cảm." in answer


async def test_a_long_answer_goes_out_as_a_file_with_a_summary(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    asked = await writes(officer, code, FULL, "Đã giải quyết xong")
    assert "Câu trả lời dài nên sẽ gửi thành tệp." in asked
    review = await officer.says("Đã làm rãnh thoát nước, hết ngập.")
    assert "• Tóm tắt: Đã làm rãnh thoát nước, hết ngập." in review
    await town.sends_answer(officer)
    answer = await resident.looks()
    assert "Đã làm rãnh thoát nước, hết ngập." in answer
    assert "(Toàn văn ở tệp kèm theo.)" in answer
    assert "thấp hơn mặt ruộng" not in answer
    assert any(seen.files for seen in (await resident.history())[-2:])
    [row] = await town.rows("select letter, text from answer")
    assert row.letter["name"] == "tra-loi-CM25-0001.docx"
    paper = Document(io.BytesIO(town.program.files.path(row.letter["sha256"]).read_bytes()))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert text.startswith(f"Phòng Kinh tế\nTrả lời ý kiến {code}\nVề: “{ROAD}”\n")
    assert FULL.strip() in text
    # Whoever looks it up later reads all of it.
    assert "thấp hơn mặt ruộng" in await resident.says(code)


async def test_without_a_summary_the_first_sentences_are_it(web_town: Town) -> None:
    town = web_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await writes(officer, code, FULL)
    await officer.presses("Dùng mấy câu đầu")
    await town.sends_answer(officer)
    assert "Phòng đã khảo sát tuyến đường. Đoạn qua nhà văn hóa thôn" in await resident.looks()


async def test_an_answer_of_nothing_but_signs_is_asked_for_again(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    code = await town.files_petition(await town.resident(), ROAD, "Đường")
    await officer.presses_any(f"answer.begin:{code}")
    assert sentence("form-write-or-send") in await officer.says("👍👍")
    assert "Tiếp tục" not in await officer.labels()
    assert await town.rows("select 1 from answer") == []
    assert await town.failed_steps() == []


async def test_an_answer_is_kept_as_a_template_and_used_renamed_and_deleted(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    colleague = await town.officer(clerk, name="Cán bộ hai")
    police = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    resident = await town.resident()
    first = await town.files_petition(resident, ROAD, "Đường")
    await writes(officer, first)
    await officer.presses("Gửi trả lời")
    assert "Xin ông/bà đặt tên cho mẫu" in await officer.presses("Lưu làm mẫu")
    assert "Đã lưu mẫu “Làm cống”" in await officer.says("Làm cống")
    await officer.presses_any(f"template.keep:{first}")
    assert "Lĩnh vực này đã có mẫu tên “làm cống”" in await officer.says("làm cống")
    await moves_clock(town, seconds=61)

    second = await town.files_petition(resident, "Cống thôn Mẫu 1 vỡ", "Đường")
    await resident.looks()
    await colleague.presses_any(f"answer.begin:{second}")
    given = await colleague.presses("Mẫu: Làm cống")
    assert ANSWER in given
    assert f"Kết quả của {second} là gì?" in await colleague.says("Cống sẽ làm trong tháng 12.")
    await town.sends_answer(colleague)
    answer = await resident.looks()
    assert "Cống sẽ làm trong tháng 12." in answer
    assert ANSWER not in answer

    await colleague.says("/viec")
    assert "Làm cống" in await colleague.presses("Mẫu trả lời")
    await colleague.presses("Làm cống")
    await colleague.presses("Đổi tên")
    assert "Mẫu “Cống, rãnh”" in await colleague.says("Cống, rãnh")
    assert "Mẫu này không còn nữa." in await police.presses_any("template.show:1")
    await colleague.presses("Xoá mẫu")
    assert "Đã xoá mẫu “Cống, rãnh”." in await colleague.presses("Đúng, xoá mẫu")
    assert await town.rows("select 1 from answer_template") == []


# ── within the office, and not taking up ──────────────────────────────────────────────────────────────────────


async def test_notes_are_read_by_offices_and_never_by_the_author(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    chair = await town.chair(clerk)
    front = await town.supervisor(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await officer.looks()
    await officer.presses_any(f"work.more:{code}")
    await officer.presses("Ghi chú nội bộ")
    await officer.says("Đã gọi nhà thầu, hẹn thứ Hai")
    assert f"Đã ghi chú nội bộ về {code}." in await officer.presses("Tiếp tục")
    await chair.presses_any(f"note.begin:{code}")
    await chair.says("Làm trước mùa mưa")
    await chair.presses("Tiếp tục")
    told = await officer.looks()
    assert f"Lãnh đạo mẫu ghi chú nội bộ về {code}" in told
    assert "Làm trước mùa mưa" in told
    for phone in (officer, clerk, chair, front):
        page = await phone.presses_any(f"work.show:{code}")
        assert "Ghi chú nội bộ của Cán bộ mẫu: Đã gọi nhà thầu, hẹn thứ Hai" in page
        assert "Ghi chú nội bộ của Lãnh đạo mẫu: Làm trước mùa mưa" in page
    assert "nhà thầu" not in await resident.says(code)
    assert "ghi chú được về" in await front.presses_any(f"note.begin:{code}")


async def test_what_is_not_taken_up_says_why_and_where_to_turn_and_may_be_opened_again(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, "Nhà hàng xóm không trả nợ", "Đường")
    for phone in (clerk, resident):
        await phone.looks()
    await officer.presses_any(f"work.more:{code}")
    await officer.presses("Không thụ lý")
    await officer.says("Việc vay nợ giữa hai nhà không thuộc ủy ban")
    await officer.says("Tòa án nhân dân khu vực")
    assert f"Đã báo người gửi: {code} không được thụ lý." in await officer.presses("Gửi cho người dân")
    told = await resident.looks()
    assert f"Phòng Kinh tế không thụ lý ý kiến {code} của ông/bà (“Nhà hàng xóm không trả nợ”)." in told
    assert "Lý do: Việc vay nợ giữa hai nhà không thuộc ủy ban" in told
    assert "Ông/bà có thể liên hệ: Tòa án nhân dân khu vực" in told
    assert "Nếu chưa đồng ý, xin ông/bà gặp cán bộ tiếp công dân" in told
    assert f"Phòng Kinh tế không thụ lý {code}." in await clerk.looks()

    await town.passes(days=20)
    await resident.keeps_in_touch()
    await officer.keeps_in_touch()
    await clerk.presses_any(f"work.show:{code}")
    assert f"Đã mở lại {code}. Hạn trả lời: thứ Năm, ngày 04/12/2025." in await clerk.presses("Mở lại")
    assert f"Văn phòng mở lại {code}:" in await officer.looks()
    assert f"Ý kiến {code} của ông/bà được xem xét lại." in await resident.looks()
    await writes(officer, code)
    await town.sends_answer(officer)
    assert ANSWER in await resident.looks()
    assert await town.failed_steps() == []


# ── after it ──────────────────────────────────────────────────────────────────────────────────────────────────


async def test_an_answer_is_rated_with_one_press_and_a_word(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    await writes(officer, code)
    await town.sends_answer(officer)
    answer = await resident.looks()
    assert f"ý kiến {code} của ông/bà (“{ROAD}”)" in answer
    assert "Ông/bà có hài lòng với câu trả lời không?" in answer
    assert len(await resident.labels()) == 5
    said = await resident.presses("Bình thường")
    assert f"Đã ghi đánh giá trả lời {code}: Bình thường. Nếu việc chưa rõ hoặc chưa xong" in said
    assert "Hỏi lại" in await resident.labels()
    await resident.presses("Viết thêm một câu")
    assert f"Đã ghi lời ông/bà về trả lời {code}." in await resident.says("Mong làm sớm")
    rows = await town.rows("select score, score_note, rated_at is not null as rated from petition")
    assert [tuple(row) for row in rows] == [(3, "Mong làm sớm", True)]
    assert "Người gửi đánh giá: Bình thường. “Mong làm sớm”" in await officer.presses_any(f"work.show:{code}")
    # Asked once: the page asks no more, but the way back to the office stays open.
    await resident.says(code)
    assert "Rất hài lòng" not in await resident.labels()
    assert "Hỏi lại" in await resident.labels()
    assert (await kinds(town, code))[-2:] == ["rated", "rated-why"]


async def test_nobody_rates_before_there_is_an_answer(web_town: Town) -> None:
    town = web_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await writes(officer, code)
    await officer.presses("Gửi trả lời")
    assert f"{code} chưa có trả lời nên chưa đánh giá được." in await resident.presses_any(f"answer.rate:{code}:5")
    assert f"{code} chưa có trả lời nên chưa đánh giá được." in await resident.presses_any(f"rating.begin:{code}") + (
        await resident.says("Tốt")
    )
    assert "Chỉ người gửi đánh giá" in await officer.presses_any(f"answer.rate:{code}:5")


async def test_answered_petitions_close_by_themselves_and_say_what_they_came_to(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    plain = await town.files_petition(resident, ROAD, "Đường")
    promised = await town.files_petition(resident, "Cầu treo hỏng", "Đường")
    await writes(officer, plain)
    await town.sends_answer(officer)
    await writes(officer, promised, outcome="Hứa giải quyết")
    await officer.says("31/12/2025")
    await town.sends_answer(officer)
    communes = town.program.communes.all()

    async def closed() -> list[str]:
        await close_answered(town.database, communes, town.clock.now())
        await close_answered(town.database, communes, town.clock.now())
        return [row.code for row in await town.rows("select code from petition where state = 'closed' order by id")]

    town.clock.moment += timedelta(days=29)
    assert await closed() == []
    heard = len(await resident.history())
    town.clock.moment += timedelta(days=1)
    assert await closed() == [plain]
    town.clock.moment = datetime(2026, 1, 1, 8, 0, tzinfo=VIETNAM)
    assert await closed() == [plain, promised]
    assert len(await resident.history()) == heard
    assert (await kinds(town, plain)).count("closed") == 1
    page = await resident.says(promised)
    assert f"Ý kiến {promised} — đã kết thúc" in page
    assert "Kết quả: Hứa giải quyết xong trước hết ngày 31/12/2025." in page
    assert "Rất hài lòng" in await resident.labels()


async def test_authors_are_told_once_in_working_hours_that_we_are_late(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    head = await town.department_head(clerk)
    resident = await town.resident()
    late = await town.files_petition(resident, ROAD, "Đường")
    asked = await town.files_petition(resident, "Cầu treo hỏng", "Đường")
    drafted = await town.files_petition(resident, "Đèn đường hỏng", "Đường")
    await officer.presses_any(f"ask.begin:{asked}")
    await officer.says("Cầu nào?")
    await officer.presses("Gửi câu hỏi")
    await writes(officer, drafted)
    await officer.presses("Gửi trả lời")
    communes = town.program.communes.all()

    async def told(moment: datetime) -> list[str]:
        town.clock.moment = moment.astimezone(VIETNAM)
        for _ in range(2):
            await tell_those_waiting(town.database, communes, town.clock.now())
        rows = await town.rows("select text from outbox where text like '%quá hạn trả lời%' order by id")
        return [row.text for row in rows]

    assert await told(datetime(2025, 11, 21, 10, tzinfo=VIETNAM)) == []
    # The day after is a Saturday.
    assert await told(datetime(2025, 11, 22, 10, tzinfo=VIETNAM)) == []
    assert await told(datetime(2025, 11, 24, 5, tzinfo=VIETNAM)) == []
    said = await told(datetime(2025, 11, 24, 9, tzinfo=VIETNAM))
    assert [text.split("\n")[0].split()[2] for text in said] == [late, drafted]
    assert f"Ý kiến {late} của ông/bà (“{ROAD}”) đã quá hạn trả lời, hạn là thứ Sáu, ngày 21/11/2025." in said[0]
    assert "Phòng Kinh tế đang chịu trách nhiệm. Bước tiếp theo:" in said[0]
    assert "Đã có dự thảo trả lời, đang chờ lãnh đạo duyệt." in said[1]
    assert len(await told(datetime(2025, 11, 25, 9, tzinfo=VIETNAM))) == 2
    assert (await kinds(town, late)).count("late-told") == 1
    assert "late-told" not in await kinds(town, asked)
    assert "Đã báo người gửi là quá hạn." in await head.presses_any(f"work.show:{late}")


# ── typed codes ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def zalo_town(dsn: str, tmp_path: Path) -> Any:
    async with open_town("zalo", dsn, tmp_path) as opened:
        yield opened


async def test_in_a_zalo_group_everything_is_done_by_typing_the_code(zalo_town: Town) -> None:
    town = zalo_town
    assert town.zalo is not None
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    head = await town.department_head(clerk)
    resident = await town.resident()
    group = town.zalo.create_group("Nhóm mẫu", [officer.person, head.person], oa=town.oa)
    inside, boss = officer.in_group(group), head.in_group(group)
    code = await town.invited(clerk, "Nối nhóm", "Phòng Kinh tế")
    await inside.says(f"/ketnoi {code}")
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()

    asked = await boss.says(f"{code} giao")
    assert f"Giao {code} cho ai?" in asked
    assert "Cán bộ mẫu" in await boss.labels()
    assert f"Kết quả của {code} là gì?" in await inside.says(f"{code} trả lời: {ANSWER}")
    assert ANSWER in await inside.says("1")
    assert f"Đã trình người đứng đầu cơ quan duyệt trả lời {code}" in await inside.says("1")
    await boss.looks()
    said = await boss.says(f"{code} trả lại: Nói rõ ngày")
    assert f"Đã trả lại dự thảo {code} kèm lý do." in said
    await inside.looks()
    await inside.says(f"{code} trả lời: {ANSWER}")
    await inside.says("1")
    await inside.says("1")
    await boss.looks()
    assert f"Đã duyệt trả lời {code}" in await boss.says(f"{code} duyệt")
    assert f"Đã rút lại trả lời {code}" in await inside.says(f"{code} rút lại")
    assert await resident.looks() == ""
    await inside.says(f"{code} ghi chú: Chờ báo giá cống")
    assert (await kinds(town, code))[-1] == "noted"
    await inside.says(f"{code} trả lời: {ANSWER}")
    await inside.says("1")
    await inside.says("1")
    await boss.says(f"{code} duyệt")
    await moves_clock(town, seconds=61)
    assert ANSWER in await resident.looks()
    assert await town.failed_steps() == []
