"""The department's work: cards, taking, answering, asking for more, the list of what waits."""

import asyncio
from datetime import datetime

from domain.commune import VIETNAM
from tests.town import PNG, Town, sentence

ROAD = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"


async def test_a_card_reaches_every_officer_of_the_department_and_nobody_else(town: Town) -> None:
    clerk = await town.clerk()
    first = await town.officer(clerk, name="Cán bộ một")
    second = await town.officer(clerk, name="Cán bộ hai")
    stranger = await town.officer(clerk, "Công an xã", "Cán bộ ba")
    resident = await town.resident()
    await clerk.looks()

    await resident.presses_key("petition.begin")
    await resident.says(ROAD)
    await resident.sends(PNG, "cong.png")
    await resident.presses("Tiếp tục")
    await resident.presses("Đường")
    await resident.presses("Cho thấy tên")
    await resident.presses("Gửi ý kiến")

    for officer in (first, second):
        card = await officer.looks()
        assert "CM25-0001 · Đường, cầu, cống, xây dựng · thôn Mẫu 1" in card
        assert "Người gửi: Nguyễn Văn Mẫu · hạn thứ Sáu, ngày 21/11/2025" in card
        assert ROAD in card
        assert "Kèm 1 tệp." in card
        assert any(seen.files for seen in (await officer.history())[-2:])
        assert await officer.labels() == ("Nhận việc", "Trả lời", "Hỏi người gửi", "Chuyển cơ quan khác")
    assert await stranger.looks() == ""
    assert await clerk.looks() == ""


async def test_who_takes_second_is_told_by_whom(town: Town) -> None:
    clerk = await town.clerk()
    quick = await town.officer(clerk, name="Cán bộ nhanh")
    slow = await town.officer(clerk, name="Cán bộ chậm")
    code = await town.files_petition(await town.resident(), ROAD, "Đường")

    await quick.looks()
    taken = await quick.presses("Nhận việc")
    assert f"Cán bộ nhanh nhận {code}. Hạn trả lời: thứ Sáu, ngày 21/11/2025." in taken
    assert "Cách tính: 10 ngày làm việc" in taken
    await slow.looks()
    assert f"{code} đã có Cán bộ nhanh nhận." in await slow.presses("Nhận việc")
    assert f"Cán bộ nhanh nhận {code}" in await quick.presses_key(f"work.take:{code}")


async def test_an_answer_with_a_file_reaches_the_resident_at_once(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()

    await officer.presses("Trả lời")
    await officer.says("Xã sẽ làm cống trong tháng 12/2025.")
    await officer.sends(PNG, "ban-ve.png", "Bản vẽ kèm theo.")
    assert f"Kết quả của {code} là gì?" in await officer.presses("Tiếp tục")
    review = await officer.presses("Đã giải thích")
    assert f"Trả lời {code}. Xin ông/bà xem lại" in review
    assert "ông/bà còn 60 giây để rút lại" in review
    assert await resident.looks() == ""
    await town.sends_answer(officer)

    answer = await resident.looks()
    assert f"Phòng Kinh tế trả lời ý kiến {code} của ông/bà" in answer
    assert "Xã sẽ làm cống trong tháng 12/2025.\n\nBản vẽ kèm theo." in answer
    assert any(seen.files for seen in (await resident.history())[-2:])
    assert "Trả lời đã đến người gửi lúc 08:01, 07/11/2025." in await officer.presses("Đã đến người gửi chưa")


async def test_an_answer_may_be_nothing_but_a_file(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    await town.files_petition(resident, ROAD, "Đường")
    await officer.presses("Trả lời")
    await officer.sends(PNG, "tra-loi.png")
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)
    assert "(Nội dung trả lời ở tệp kèm theo.)" in await resident.looks()


async def test_replying_to_the_card_answers_it(telegram_town: Town) -> None:
    town = telegram_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    first = await town.files_petition(resident, ROAD, "Đường")
    second = await town.files_petition(resident, "Cầu treo thôn Mẫu hỏng, đề nghị sửa", "Đường")
    await officer.looks()

    await officer.replies_with_file(PNG, "a.png", "Đang khảo sát cống.", first)
    review = await officer.presses("Đã giải thích")
    assert f"Trả lời {first}. Xin ông/bà xem lại" in review
    assert "Đang khảo sát cống. (kèm 1 tệp)" in review
    # A reply to another card never becomes part of this answer.
    assert "Bản đang viết dở đã được giữ lại" in await officer.replies("Cầu treo sẽ sửa tuần sau.", second)
    assert f"Đã ghi trả lời {second}" in await town.sends_answer(officer)
    answer = await resident.looks()
    assert f"trả lời ý kiến {second}" in answer
    assert "Cầu treo sẽ sửa tuần sau." in answer
    assert "khảo sát" not in answer

    await officer.replies("Sẽ làm cống tháng 12.", first)
    await town.sends_answer(officer)
    answer = await resident.looks()
    assert f"trả lời ý kiến {first}" in answer
    assert "Sẽ làm cống tháng 12." in answer


async def test_of_two_answers_at_once_the_first_is_sent_and_the_second_told(town: Town) -> None:
    clerk = await town.clerk()
    officers = [await town.officer(clerk, name=name) for name in ("Cán bộ một", "Cán bộ hai")]
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    sends = []
    for number, officer in enumerate(officers, start=1):
        await officer.looks()
        await officer.presses("Trả lời")
        if number == 2:
            await officer.presses("Tôi soạn thay")
        await officer.says(f"Câu trả lời số {number}")
        await officer.presses("Tiếp tục")
        await officer.presses("Đã giải thích")
        sends.append(next(key for key in (await officer.last()).keys if key.endswith("@send")))

    await asyncio.gather(*(officer._press(key) for officer, key in zip(officers, sends, strict=True)))
    said = [await officer.looks() for officer in officers]
    await town.undo_passes()

    answers = [seen.text for seen in await resident.history() if f"trả lời ý kiến {code}" in seen.text]
    assert len(answers) == 1
    winner = 0 if "Câu trả lời số 1" in answers[0] else 1
    assert f"Đã ghi trả lời {code}" in said[winner]
    names = ("Cán bộ một", "Cán bộ hai")
    assert f"{code} đã được {names[winner]} trả lời lúc 08:00" in said[1 - winner]
    assert f"Câu trả lời số {2 - winner}" in said[1 - winner]


async def test_asking_for_more_stops_the_clock_and_brings_the_reply_back(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()

    await officer.presses("Hỏi người gửi")
    await officer.says("Đoạn đường nào, dài khoảng bao nhiêu mét?")
    said = await officer.presses("Gửi câu hỏi")
    assert sentence("ask-sent", code=code, left=10) in said

    assert "Phòng Kinh tế cần biết thêm về ý kiến CM25-0001" in await resident.looks()
    assert "Đoạn đường nào" in (await resident.last()).text
    await resident.presses("Trả lời câu hỏi")
    await resident.says("Từ nhà văn hóa đến cầu, khoảng 200 mét")
    await resident.presses("Tiếp tục")

    back = await officer.looks()
    assert f"Người gửi đã trả lời câu hỏi về {code} (hạn 21/11/2025)" in back
    assert "khoảng 200 mét" in back
    assert await officer.labels() == ("Trả lời", "Hỏi người gửi", "Chuyển cơ quan khác")


async def test_work_is_listed_by_due_day_with_what_is_late(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    assert "Không có việc nào chờ trả lời." in await officer.says("/viec")
    old = await town.files_petition(resident, ROAD, "Đường")
    town.clock.moment = datetime(2025, 11, 24, 9, 0, tzinfo=VIETNAM)
    new = await town.files_petition(resident, "Cầu treo hỏng", "Đường")
    answered = await town.files_petition(resident, "Cột đèn ở ngõ không sáng", "Đường")
    await officer.presses_key(f"answer.begin:{answered}")
    await officer.says("Đã thay bóng.")
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)

    listed = await officer.says("/viec")
    assert "Việc cần trả lời: 2, trong đó quá hạn: 1." in listed
    assert f"{old} · quá hạn · hạn 21/11/2025" in listed
    assert f"{new} · chờ xử lý · hạn 08/12/2025" in listed
    assert listed.index(old) < listed.index(new)
    assert answered not in listed
    page = await officer.presses(f"Xem {old}")
    assert "QUÁ HẠN, hạn thứ Sáu, ngày 21/11/2025" in page
    assert "Việc đã quá hạn. Phòng Kinh tế đang chịu trách nhiệm trả lời." in page
    assert await officer.labels() == (
        "Nhận việc", "Trả lời", "Hỏi người gửi", "Chuyển cơ quan khác", "Việc khác", "Việc cần trả lời", "Trang chính",
    )  # fmt: skip


async def test_a_department_without_officers_is_served_by_the_clerk(town: Town) -> None:
    clerk = await town.clerk()
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()

    card = await clerk.looks()
    assert "(Phòng Kinh tế chưa có cán bộ trong trợ lý. Xin văn phòng chuyển giúp hoặc trả lời thay.)" in card
    assert f"{code} · Đường" in card
    assert "Chuyển cơ quan" in await clerk.labels()
    assert f"{code} · chờ xử lý" in await clerk.says("/viec")
    await clerk.presses("Xem CM25-0001")
    await clerk.presses("Trả lời")
    await clerk.says("Văn phòng đã chuyển phòng Kinh tế khảo sát.")
    await clerk.presses("Tiếp tục")
    await town.sends_answer(clerk)
    assert "Phòng Kinh tế trả lời ý kiến CM25-0001" in await resident.looks()


async def test_a_department_that_has_officers_is_not_answered_for_by_the_clerk(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    await town.officer(clerk)
    code = await town.files_petition(await town.resident(), ROAD, "Đường")
    assert await clerk.looks() == ""
    await clerk.presses_key(f"mine.show:{code}")
    assert await clerk.labels() == ("Chuyển cơ quan", "Việc khác", "Việc cần trả lời", "Trang chính")
    assert f"Chỉ cán bộ của cơ quan phụ trách trả lời được {code}" in await clerk.presses_key(f"answer.begin:{code}")


async def test_many_cards_at_once_come_as_one_list_whose_buttons_show_them(telegram_town: Town) -> None:
    town = telegram_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    await officer.looks()
    town.fake.fail("flood", chat=officer.user.id, retry_after=30)
    codes = [await town.files_petition(resident, f"Đoạn đường số {n} bị hỏng", "Đường") for n in range(1, 7)]
    assert await officer.looks() == ""

    await town.passes(seconds=31)
    said = await officer.looks()
    assert "Có 6 việc mới." in said
    assert "• CM25-0003 · Đường, cầu, cống, xây dựng · thôn Mẫu 1: Đoạn đường số 3 bị hỏng" in said
    assert await officer.labels() == tuple(f"Xem {code}" for code in codes)
    page = await officer.presses("Xem CM25-0004")
    assert "Đoạn đường số 4 bị hỏng" in page
    assert "Trả lời" in await officer.labels()
