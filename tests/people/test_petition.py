"""A resident's opinion, from the first word to the answer."""

import asyncio
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from domain.commune import VIETNAM
from scheduler.sweeps import tidy
from tests.town import OGG, PNG, Town, sentence

ROAD = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"


async def test_an_opinion_reaches_the_department_and_comes_back_answered(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident("Nguyễn Văn Mẫu")

    code = await town.files_petition(resident, "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống", "Đường")

    assert code == "CM25-0001"
    receipt = (await resident.last()).text
    assert "Cơ quan trả lời: Phòng Kinh tế." in receipt
    assert "Hạn trả lời: thứ Sáu, ngày 21/11/2025." in receipt
    assert "Cách tính: 10 ngày làm việc kể từ ngày nhận 07/11/2025." in receipt

    card = await officer.looks()
    assert "CM25-0001 · Đường, cầu, cống, xây dựng · thôn Mẫu 1" in card
    assert "Người gửi: Nguyễn Văn Mẫu" in card
    assert "Đường vào thôn ngập mỗi khi mưa" in card

    assert "Cán bộ mẫu nhận CM25-0001" in await officer.presses("Nhận việc")
    await officer.presses("Trả lời")
    await officer.says("Phòng đã khảo sát, sẽ làm cống trong tháng 12/2025.")
    await officer.presses("Tiếp tục")
    assert "Đã ghi trả lời CM25-0001" in await town.sends_answer(officer)

    answer = await resident.looks()
    assert "Phòng Kinh tế trả lời ý kiến CM25-0001" in answer
    assert "sẽ làm cống trong tháng 12/2025" in answer
    assert "Cảm ơn ông/bà" in await resident.presses("Hài lòng")
    assert "Trả lời đã đến người gửi lúc 08:01" in await officer.presses("Đã đến người gửi chưa")
    assert "đã trả lời" in await resident.says("cm25 1")


async def test_many_messages_files_and_a_place_become_one_opinion(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()

    await resident.presses("Gửi ý kiến")
    await resident.says(ROAD)
    assert "kèm 1 tệp" in await resident.sends(PNG, "ngap.png", "Ảnh chụp sáng nay.")
    assert "kèm 2 tệp" in await resident.sends(OGG, "ghi-am.ogg")
    assert "Đã nhận vị trí" in await town.shares_place(resident, 21.39, 105.72)
    await resident.says("Mong xã xem giúp.")
    await resident.presses("Tiếp tục")
    await resident.says("1")
    review = await resident.presses("Cho thấy tên")
    assert f"{ROAD} Ảnh chụp sáng nay. Mong xã xem giúp. (kèm 2 tệp, có vị trí)" in review
    await resident.presses("Gửi ý kiến")

    body = f"{ROAD}\n\nẢnh chụp sáng nay.\n\nMong xã xem giúp."
    assert await town.rows("select code, body from petition") == [("CM25-0001", body)]
    card = await officer.looks()
    assert body in card
    assert "Kèm 2 tệp." in card
    assert "21.39000, 105.72000" in card
    assert sum(seen.files for seen in await officer.history()) == 2
    assert body in await resident.presses("Xem ý kiến")


async def test_three_likely_topics_are_shown_first_then_all(town: Town) -> None:
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    await resident.says("Cả xóm mất điện từ hôm qua, nước giếng khoan cũng đục, đường thì ngập")
    said = await resident.presses("Tiếp tục")

    assert sentence("petition-ask-topic", guessed="yes") in said
    first = await resident.labels()
    assert first[:2] == ("Điện, nước sạch", "Đường, cầu, cống, xây dựng")
    assert first[-4:] == ("Vì sao?", "Xem tất cả lĩnh vực", "← Quay lại", "Dừng lại")
    assert 6 <= len(first) <= 7

    why = await resident.presses("Vì sao?")
    assert "“Điện, nước sạch” được gợi ý đầu tiên vì ý kiến có: mất điện" in why
    assert await resident.labels() == first

    await resident.presses("Xem tất cả")
    names = tuple(topic.name for topic in town.commune.topics)
    assert await resident.labels() == (*names, "← Quay lại", "Dừng lại")
    await resident.says("Trường học, giáo dục")
    await resident.presses("Cho thấy tên")
    await resident.presses("Gửi ý kiến")
    assert await town.rows("select topic, department from petition") == [("giao-duc", "phong-van-hoa-xa-hoi")]


async def test_an_opinion_that_points_nowhere_is_shown_every_topic(town: Town) -> None:
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    await resident.says("Tôi có một băn khoăn")
    assert sentence("petition-ask-topic", guessed="no") in await resident.presses("Tiếp tục")
    assert len(await resident.labels()) == len(town.commune.topics) + 2


async def test_an_opinion_is_for_a_dialogue_or_for_none(town: Town) -> None:
    await town.dialogue(await town.clerk())
    resident = await town.resident()
    for answer in ("Hội nghị đối thoại", "Không gắn với hội nghị"):
        await resident.says("/ykien")
        await resident.says(ROAD)
        await resident.presses("Tiếp tục")
        assert sentence("petition-ask-dialogue") in await resident.says("1")
        await resident.presses(answer)
        await resident.presses("Cho thấy tên")
        await resident.presses("Gửi ý kiến")

    assert await town.rows("select dialogue_id from petition order by id") == [(1,), (None,)]


async def test_a_hidden_name_is_nowhere_to_be_seen_by_those_who_answer(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, ROAD, "Đường", name="Giấu tên")

    card = await officer.looks()
    mark = re.findall(r"ký hiệu ([0-9A-F]{4})", card)
    assert len(mark) == 1
    await officer.presses("Nhận việc")
    await officer.says("/viec")
    assert f"ký hiệu {mark[0]}" in await officer.presses(f"Xem {code}")
    await clerk.says("/menu")
    await clerk.presses("Ý kiến theo lĩnh vực")
    await clerk.presses("Đường, cầu")
    assert f"ký hiệu {mark[0]}" in await clerk.presses(f"Xem {code}")
    await clerk.presses("Chuyển cơ quan")
    await clerk.presses("Công an xã")
    await clerk.says("Thuộc an ninh trật tự")
    await clerk.presses("Chuyển")
    await town.passes(days=14)

    for reader in (officer, clerk):
        seen = [f"{one.text} {one.labels}" for one in await reader.history()]
        assert [text for text in seen if "Nguyễn Văn Mẫu" in text] == []
    assert "Người gửi: Nguyễn Văn Mẫu" in await resident.says(code)


async def test_the_clerk_does_not_learn_a_hidden_name_from_what_could_not_be_delivered(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, ROAD, "Đường", name="Giấu tên")
    town.fake.blocks(resident.user)

    await officer.presses("Trả lời")
    await officer.says("Xã sẽ làm cống trong tháng 12/2025.")
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)
    await clerk.says("/menu")
    said = await clerk.presses("Tin chưa gửi được")
    assert code in said
    assert "Nguyễn Văn Mẫu" not in said


async def test_one_answer_is_corrected_from_the_review(town: Town) -> None:
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    await resident.says(ROAD)
    await resident.presses("Tiếp tục")
    await resident.says("1")
    before = await resident.presses("Cho thấy tên")
    await resident.presses("Sửa lại")
    assert await resident.labels() == ("Nội dung", "Lĩnh vực", "Tên", "← Quay lại")

    await resident.presses("Lĩnh vực")
    after = await resident.presses("Điện, nước sạch")
    assert after == before.replace("Đường, cầu, cống, xây dựng", "Điện, nước sạch")

    await resident.presses("Sửa lại")
    await resident.presses("Nội dung")
    await resident.presses("Viết lại từ đầu")
    await resident.says("Trạm biến áp hỏng")
    assert "Trạm biến áp hỏng" in await resident.presses("Tiếp tục")
    await resident.presses("Sửa lại")
    await resident.presses("Quay lại")
    await resident.presses("Gửi ý kiến")
    assert await town.rows("select body, topic from petition") == [("Trạm biến áp hỏng", "dien-nuoc")]


@pytest.mark.parametrize("word", ["quay lại", "TRO LAI"])
async def test_going_back_by_word_keeps_what_was_written(town: Town, word: str) -> None:
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    await resident.says(ROAD)
    await resident.presses("Tiếp tục")
    await resident.says("1")
    assert sentence("petition-ask-topic", guessed="yes") in await resident.says(word)
    assert sentence("petition-ask-body") in await resident.says(word)
    await resident.presses("Tiếp tục")
    await resident.says("1")
    assert ROAD in await resident.presses("Giấu tên")


async def test_back_is_never_taken_for_a_part_of_the_opinion(town: Town) -> None:
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    assert sentence("form-cancelled") in await resident.says("quay lại")
    await resident.says("/ykien")
    await resident.says(ROAD)
    assert sentence("petition-ask-topic", guessed="yes") in await resident.says("gửi đi")
    await resident.says("1")
    await resident.presses("Giấu tên")
    assert sentence("form-what-to-correct") in await resident.says("quay lại")
    await resident.says("quay lại")
    await resident.says("gửi")
    assert await town.rows("select body from petition") == [(ROAD,)]


async def test_asking_for_help_in_the_middle_is_no_part_of_the_opinion(town: Town) -> None:
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    await resident.says(ROAD)
    await resident.presses("Tiếp tục")
    said = await resident.says("trợ giúp")
    assert sentence("form-kept") in said
    assert sentence("help", commune="xã Cao Minh", venue=town.commune.venue) in said
    await resident.says("/menu")
    await resident.presses("Viết tiếp")
    await resident.says("1")
    await resident.presses("Giấu tên")
    await resident.presses("Gửi ý kiến")
    assert await town.rows("select body from petition") == [(ROAD,)]


async def test_leaving_off_keeps_a_draft_that_can_be_gone_on_with(town: Town) -> None:
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    await resident.says(ROAD)
    await resident.presses("Tiếp tục")
    for word in ("huỷ", "hủy", "HUY", "/huy", "Dừng lại", "/menu"):
        assert sentence("form-kept") in await resident.says(word), word
        await resident.says("/menu")
        assert sentence("petition-ask-topic", guessed="yes") in await resident.presses(sentence("draft-resume"))
    assert await town.rows("select id from petition") == []

    await resident.says("1")
    assert ROAD in await resident.presses("Cho thấy tên")
    await resident.presses("Gửi ý kiến")
    assert await town.rows("select body from petition") == [(ROAD,)]
    await resident.says("/menu")
    assert not any("✎" in label for label in await resident.labels())


async def test_a_draft_lasts_thirty_days(web_town: Town) -> None:
    town = web_town
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    await resident.says(ROAD)
    await resident.says("/menu")
    for days, kept in ((29, True), (31, False)):
        town.clock.moment += timedelta(days=days)
        await tidy(town.database, town.clock.now())
        [[state]] = await town.rows("select state from conversation")
        assert (ROAD in str(state)) is kept


async def test_a_restart_in_the_middle_of_a_form_loses_nothing(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    await resident.says(ROAD)
    await resident.sends(PNG, "ngap.png")
    await town.restarts()
    await resident.presses("Tiếp tục")
    await town.restarts()
    await resident.says("1")
    await resident.presses("Cho thấy tên")
    await town.restarts()
    assert "CM25-0001" in await resident.presses("Gửi ý kiến")

    card = await officer.looks()
    assert ROAD in card
    assert "Kèm 1 tệp." in card


async def test_the_receipt_explains_the_last_day_with_the_holidays_left_out(town: Town) -> None:
    town.clock.moment = datetime(2026, 11, 20, 16, 0, tzinfo=VIETNAM)
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    await resident.says(ROAD)
    await resident.presses("Tiếp tục")
    await resident.says("1")
    await resident.presses("Cho thấy tên")
    receipt = await resident.presses("Gửi ý kiến")

    due = date(2026, 12, 7)
    assert receipt == "\n\n".join(
        [
            sentence("petition-received", code="CM26-0001", department="Phòng Kinh tế", due=due),
            "Cách tính: 10 ngày làm việc kể từ ngày nhận 20/11/2026, trừ 24/11 (Ngày Văn hóa Việt Nam).",
        ]
    )  # fmt: skip
    assert "thứ Hai, ngày 07/12/2026" in receipt


async def test_codes_have_no_gaps_when_twenty_send_at_once(web_town: Town) -> None:
    town = web_town
    residents = [await town.phone() for _ in range(20)]

    async def all_post(**said: Any) -> None:
        assert set(await asyncio.gather(*(each.post(json=said) for each in residents))) == {202}
        await town.settle()

    async def all_press(label: str) -> None:
        keys = [next(k for k, shown in zip(seen.keys, seen.labels, strict=True) if label in shown)
                for seen in [await each.last() for each in residents]]  # fmt: skip
        await asyncio.gather(*(each.post(json={"choice": key}) for each, key in zip(residents, keys, strict=True)))
        await town.settle()

    await all_post(text="/start h-thon-mau-1")
    await all_press("Tôi đồng ý")
    await all_press("Gửi ý kiến")
    await all_post(text=ROAD)
    for label in ("Tiếp tục", "Đường", "Giấu tên", "Gửi ý kiến"):
        await all_press(label)

    receipts = [(await resident.last()).text for resident in residents]
    codes = sorted(code for receipt in receipts for code in re.findall(r"tiếp nhận ý kiến (CM25-\d{4})", receipt))
    assert codes == [f"CM25-{number:04d}" for number in range(1, 21)]
    assert await town.failed_steps() == []


async def test_a_repeated_delivery_files_one_opinion(town: Town) -> None:
    resident = await town.resident()
    await resident.twice("Gửi ý kiến")
    await resident.says(ROAD, delivery="a")
    if town.channel == "web":
        await resident.says(ROAD, delivery="a")
    await resident.twice("Tiếp tục")
    await resident.says("1")
    await resident.twice("Cho thấy tên")
    await resident.twice("Gửi ý kiến")

    assert await town.rows("select code, body from petition") == [("CM25-0001", ROAD)]
    history = [seen.text for seen in await resident.history()]
    assert sum("Đã tiếp nhận ý kiến CM25-0001" in text for text in history) == 1


async def test_a_number_is_text_where_text_is_asked(town: Town) -> None:
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    for text in ("1", "Số 2", "Tiếp nữa là 3"):
        await resident.says(text)
    await resident.presses("Tiếp tục")
    await resident.presses("Việc khác")
    await resident.presses("Cho thấy tên")
    await resident.presses("Gửi ý kiến")
    assert await town.rows("select body from petition") == [("1\n\nSố 2\n\nTiếp nữa là 3",)]


async def test_a_notice_in_the_middle_of_a_form_does_not_disturb_its_numbers(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.says("/ykien")
    await resident.says("Cả xóm mất điện từ hôm qua")
    await resident.presses("Tiếp tục")

    await officer.looks()
    await officer.presses("Hỏi người gửi")
    await officer.says("Ngập đoạn nào?")
    await officer.presses("Gửi câu hỏi")
    assert f"Phòng Kinh tế cần biết thêm về ý kiến {code}" in await resident.looks()
    assert await resident.labels() == ("Trả lời câu hỏi",)

    assert sentence("petition-ask-name-shown") in await resident.says("1")
    await resident.says("2")
    await resident.presses("Gửi ý kiến")
    assert await town.rows("select topic, name_shown from petition order by id") == [
        ("xay-dung-giao-thong", True),
        ("dien-nuoc", False),
    ]


async def test_a_button_of_an_old_question_gets_a_plain_answer_and_the_form_goes_on(town: Town) -> None:
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    await resident.says(ROAD)
    await resident.presses("Tiếp tục")
    old = (await resident.last()).keys[0]
    await resident.presses("Đường")

    said = await resident.presses_key(old)
    assert said == "\n\n".join([sentence("form-old-button"), sentence("petition-ask-name-shown")])
    await resident.presses("Giấu tên")
    await resident.presses("Gửi ý kiến")
    said = await resident.presses_key(old)
    assert said == "\n\n".join([sentence("form-old-button"), sentence("menu")])
    assert await town.rows("select topic from petition") == [("xay-dung-giao-thong",)]


async def test_text_outside_a_form_is_offered_to_be_sent(town: Town) -> None:
    resident = await town.resident()
    assert f"“{ROAD}”" in await resident.says(ROAD)
    assert await resident.labels() == ("Gửi thành ý kiến", "Không gửi")
    assert f"“{ROAD} Mong xã xem giúp.” (kèm 1 tệp)" in await resident.sends(PNG, "ngap.png", "Mong xã xem giúp.")
    await resident.says("1")
    await resident.says("1")
    await resident.presses("Giấu tên")
    await resident.presses("Gửi ý kiến")
    assert await town.rows("select body from petition") == [(f"{ROAD}\n\nMong xã xem giúp.",)]

    await resident.says("Cả xóm mất điện từ hôm qua")
    await resident.presses("Không gửi")
    assert "mất điện" not in await resident.says("Trường thiếu một lớp học")


async def test_text_outside_a_form_can_be_added_to_an_open_opinion(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await officer.looks()

    await resident.says("Hôm nay nước còn cao hơn")
    assert await resident.labels() == ("Gửi thành ý kiến", f"Thêm vào {code}", "Không gửi")
    assert sentence("petition-addition-sent", code=code) in await resident.presses(f"Thêm vào {code}")
    assert "Hôm nay nước còn cao hơn" in await officer.looks()
    assert len(await town.rows("select id from petition")) == 1


async def test_looking_up_a_code_does_not_cost_what_was_written_before(town: Town) -> None:
    resident = await town.resident()
    await resident.says(ROAD)
    await resident.says("CM25-0007")
    assert f"“{ROAD} Mong xã xem giúp.”" in await resident.says("Mong xã xem giúp.")


async def test_what_only_looks_like_a_code_is_an_opinion(town: Town) -> None:
    resident = await town.resident()
    assert "“Đường QL37 - 2 ổ gà”" in await resident.says("Đường QL37 - 2 ổ gà")


async def test_an_edited_message_changes_the_opinion_before_and_is_offered_after(telegram_town: Town) -> None:
    town = telegram_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    message = town.fake.says(resident.user, "Đường vào thôn ngập")
    await resident.looks()
    town.fake.edits(resident.user, message, ROAD)
    assert sentence("form-edited") in await resident.looks()
    await resident.presses("Tiếp tục")
    await resident.says("1")
    await resident.presses("Cho thấy tên")
    await resident.presses("Gửi ý kiến")
    assert await town.rows("select body from petition") == [(ROAD,)]
    await officer.looks()

    town.fake.edits(resident.user, message, f"{ROAD} rộng 2 m")
    assert sentence("petition-edited", code="CM25-0001") in await resident.looks()
    assert await officer.looks() == ""
    await resident.presses("Thêm vào CM25-0001")
    assert f"{ROAD} rộng 2 m" in await officer.looks()


async def test_an_album_is_answered_once_and_comes_along_whole(telegram_town: Town) -> None:
    town = telegram_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    before = len(await resident.history())
    photos = [PNG + bytes([number]) for number in range(4)]
    town.fake.sends_album(resident.user, "photo", photos, caption=ROAD)
    await resident.looks()
    assert len(await resident.history()) == before + 1

    assert sentence("form-old-button") not in await resident.presses("Tiếp tục")
    await resident.says("1")
    await resident.presses("Cho thấy tên")
    await resident.presses("Gửi ý kiến")
    assert "Kèm 4 tệp." in await officer.looks()


async def test_an_album_outside_a_form_is_offered_once_and_whole(telegram_town: Town) -> None:
    town = telegram_town
    resident = await town.resident()
    before = len(await resident.history())
    town.fake.sends_album(resident.user, "photo", [PNG + b"1", PNG + b"2", PNG + b"3"])
    await resident.looks()
    assert len(await resident.history()) == before + 1
    await resident.presses("Gửi thành ý kiến")
    [[state]] = await town.rows("select state from conversation where state ? 'filling'")
    assert len(state["filling"]["answers"]["body"]["files"]) == 3


async def test_a_voice_message_alone_is_an_opinion(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    await resident.sends(OGG, "ghi-am.ogg")
    assert sentence("petition-ask-topic", guessed="no") in await resident.presses("Tiếp tục")
    await resident.presses("Việc khác")
    await resident.presses("Cho thấy tên")
    await resident.presses("Gửi ý kiến")

    assert await town.rows("select body, department from petition") == [("", "van-phong-hdnd-ubnd")]
    [[files]] = await town.rows("select files from petition_entry where kind = 'submitted'")
    assert [(file["kind"], file["name"]) for file in files] == [("voice", "ghi-am.ogg")]
    assert await officer.looks() == ""


async def test_an_opinion_is_not_taken_for_a_dialogue_that_closed_meanwhile_and_is_not_lost(town: Town) -> None:
    clerk = await town.clerk()
    await town.dialogue(clerk)
    resident = await town.resident()
    await resident.says("/ykien")
    await resident.says(ROAD)
    await resident.presses("Tiếp tục")
    await resident.says("1")
    await resident.presses("Hội nghị đối thoại")
    await resident.presses("Cho thấy tên")
    await clerk.presses("Đóng nhận ý kiến")

    said = await resident.presses("Gửi ý kiến")
    assert sentence("petition-refused-collection-closed") in said
    assert ROAD in said
    await resident.presses("Sửa lại")
    await resident.presses("Hội nghị")
    await resident.presses("Không gắn")
    assert "CM25-0001" in await resident.presses("Gửi ý kiến")
