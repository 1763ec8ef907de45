"""Neighbours who have sent the same: shown without their names, joined by one tap, answered with one answer."""

from datetime import date
from typing import Any

from tests.town import PNG, Town, sentence

ROAD = "Đoạn đường từ nhà văn hóa xuống cầu Bản nát hết, đi xe máy toàn bị ngã, mong xã sửa sớm"
AGAIN = "duong xuong cau ban hong het roi, xe may di toan nga, de nghi xa sua"
THIRD = "Đường xuống cầu Bản hỏng nặng, xe máy hay ngã"
DUE = date(2025, 11, 21)


async def begins(phone: Any, text: str) -> str:
    await phone.presses_key("petition.begin")
    await phone.says(text)
    return str(await phone.presses("Tiếp tục"))


async def joins(phone: Any, text: str, *, name: str = "Cho thấy tên") -> str:
    await begins(phone, text)
    await phone.presses("Góp chung")
    await phone.presses(name)
    return str(await phone.presses("Gửi ý kiến"))


async def test_a_neighbour_joins_and_gets_the_answer_and_the_survey(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    first = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(first, ROAD, "Đường")
    await officer.looks()
    second = await town.resident("Trần Thị Mẫu")

    said = await begins(second, AGAIN)
    assert sentence("neighbours-here", people=1, kind="thôn") in said
    assert f"“{ROAD}” ({code})" in said
    assert "Nguyễn Văn Mẫu" not in said
    assert (await second.labels())[:2] == ("Góp chung", "Không, gửi riêng")
    # Neither topic nor dialogue is asked: they are those of the matter.
    assert sentence("petition-ask-name-shown") in await second.presses("Góp chung")
    review = await second.presses("Cho thấy tên")
    assert f"• Góp chung với: {code}" in review
    said = await second.presses("Gửi ý kiến")
    facts = {"department": "Phòng Kinh tế", "due": DUE}
    assert sentence("neighbours-joined", code="CM25-0002", **facts) in said
    told = await officer.looks()
    assert sentence("neighbours-joined-department", lead=code, code="CM25-0002", count=2) in told
    assert AGAIN in told
    assert await town.rows("select code, state, topic, body from petition order by id") == [
        (code, "received", "xay-dung-giao-thong", ROAD), ("CM25-0002", "merged", "xay-dung-giao-thong", AGAIN),
    ]  # fmt: skip
    assert sentence("petition-dealt-together") in await second.says("CM25-0002")

    third = await town.resident("Lê Văn Mẫu")
    assert sentence("neighbours-here", people=2, kind="thôn") in await begins(third, THIRD)

    await officer.presses_any(f"answer.begin:{code}")
    await officer.says("Sẽ sửa trong tháng 12.")
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)
    for phone, own in ((first, code), (second, "CM25-0002")):
        answer = await phone.looks()
        assert own in answer
        assert "Sẽ sửa trong tháng 12." in answer
        await phone.presses("Rất hài lòng")
    assert await town.rows("select state, score from petition order by id") == [("answered", 5), ("answered", 5)]
    # What is answered is not offered any more, and nothing of it is kept for looking.
    assert await town.rows("select count(*) from petition_term") == [(0,)]


async def test_who_does_not_want_to_join_sends_their_own(town: Town) -> None:
    await town.files_petition(await town.resident("Nguyễn Văn Mẫu"), ROAD, "Đường")
    second = await town.resident("Trần Thị Mẫu")
    await begins(second, AGAIN)
    assert sentence("petition-ask-topic", guessed="yes") in await second.presses("gửi riêng")
    await second.presses("Đường")
    assert f"• Góp chung với: {sentence('neighbours-none')}" in await second.presses("Cho thấy tên")
    await second.presses("Gửi ý kiến")
    assert await town.rows("select state from petition order by id") == [("received",), ("received",)]


async def test_nothing_private_is_shown_to_neighbours(web_town: Town) -> None:
    town = web_town
    hidden = await town.resident("Nguyễn Văn Mẫu")
    await town.files_petition(hidden, ROAD, "Đường", name="Giấu tên")
    neighbour = await town.resident("Trần Thị Mẫu")
    # Who hid their name is not shown, not even without it.
    assert sentence("petition-ask-topic", guessed="yes") in await begins(neighbour, AGAIN)
    await neighbour.presses("Dừng lại")

    told = f"Tôi là Nguyễn Thị Mận, số 0912 345 678. {ROAD}"
    await town.files_petition(await town.resident("Nguyễn Thị Mận"), told, "Đường")
    said = await begins(await town.resident("Lê Văn Mẫu"), ROAD)
    assert "[…]" in said
    assert "cầu Bản" in said
    assert not any(private in said for private in ("Mận", "0912", "345"))


async def test_ones_own_and_what_is_one_households_are_not_offered(web_town: Town) -> None:
    town = web_town
    first = await town.resident("Nguyễn Văn Mẫu")
    await town.files_petition(first, ROAD, "Đường")
    await town.files_petition(first, "Sổ đỏ nhà tôi nộp hồ sơ 2 năm chưa có", "Đất")
    assert sentence("neighbours-join") not in await begins(first, AGAIN)
    await first.presses("Dừng lại")
    other = await town.resident("Trần Thị Mẫu")
    await begins(other, "so do nha toi nop ho so 2 nam chua co")
    assert sentence("neighbours-join") not in await other.labels()


async def test_what_was_dealt_with_meanwhile_is_sent_alone(web_town: Town) -> None:
    town = web_town
    first = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(first, ROAD, "Đường")
    second = await town.resident("Trần Thị Mẫu")
    await begins(second, AGAIN)
    await second.presses("Góp chung")
    await second.presses("Cho thấy tên")
    await first.presses_any(f"withdraw.yes:{code}")
    said = await second.presses("Gửi ý kiến")
    assert sentence("neighbours-gone", code=code) in said
    assert sentence("petition-ask-topic", guessed="yes") in said
    await second.presses("Đường")
    await second.presses("Gửi ý kiến")
    assert await town.rows("select state, body from petition order by id") == [
        ("withdrawn", ROAD), ("received", AGAIN),
    ]  # fmt: skip


async def test_what_is_added_while_being_asked_is_kept(web_town: Town) -> None:
    town = web_town
    await town.files_petition(await town.resident("Nguyễn Văn Mẫu"), ROAD, "Đường")
    second = await town.resident("Trần Thị Mẫu")
    await begins(second, AGAIN)
    said = await second.sends(PNG, "duong.png", "Ảnh chụp sáng nay.")
    assert sentence("form-added") in said
    assert sentence("neighbours-join") in await second.labels()
    await second.presses("Góp chung")
    await second.presses("Cho thấy tên")
    await second.presses("Gửi ý kiến")
    assert await town.rows("select body from petition where state = 'merged'") == [(f"{AGAIN}\n\nẢnh chụp sáng nay.",)]


async def test_another_place_that_is_corrected_is_looked_at_anew(web_town: Town) -> None:
    town = web_town
    await town.files_petition(await town.resident("Nguyễn Văn Mẫu"), ROAD, "Đường")
    second = await town.resident("Trần Thị Mẫu")
    await begins(second, "Xin hỏi lịch tiếp dân")
    await second.presses("Xem tất cả")
    await second.says("1")
    await second.presses("Cho thấy tên")
    await second.presses("Sửa lại")
    await second.presses("Nội dung")
    await second.presses("Viết lại từ đầu")
    await second.says(AGAIN)
    await second.presses("Tiếp tục")
    assert sentence("neighbours-join") in await second.labels()


async def test_joining_what_a_clerk_has_merged_leads_to_where_it_is_dealt_with(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    first = await town.resident("Nguyễn Văn Mẫu")
    codes = [await town.files_petition(first, ROAD, "Đường")]
    await town.passes(days=1)
    codes.append(await town.files_petition(await town.resident("Lê Văn Mẫu"), THIRD, "Đường"))
    second = await town.resident("Trần Thị Mẫu")
    await begins(second, AGAIN)
    await second.presses(f"Góp chung với {codes[1]}")
    await second.presses("Cho thấy tên")
    await clerk.presses_any(f"merge.begin:{codes[0]}")
    await clerk.presses(codes[1])
    await clerk.presses("Tiếp tục")
    await clerk.presses("Gộp")
    await second.presses("Gửi ý kiến")
    assert await town.rows("select code, merged_into is null from petition order by id") == [
        (codes[0], True), (codes[1], False), ("CM25-0003", False),
    ]  # fmt: skip
    assert await town.rows("select count(distinct merged_into) from petition") == [(1,)]


async def test_a_yes_or_a_no_that_is_typed_is_understood(web_town: Town) -> None:
    town = web_town
    await town.files_petition(await town.resident("Nguyễn Văn Mẫu"), ROAD, "Đường")
    second = await town.resident("Trần Thị Mẫu")
    await begins(second, AGAIN)
    assert sentence("petition-ask-name-shown") in await second.says("có")
    await second.presses("Quay lại")
    assert sentence("petition-ask-topic", guessed="yes") in await second.says("không")


# ── what a hamlet head has collected ──────────────────────────────────────────────────────────────────────────


async def test_a_collected_item_joins_what_was_sent_already(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    head = await town.hamlet_head(clerk)
    first = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(first, ROAD, "Đường")
    await officer.looks()
    await head.says("/menu")
    await head.presses("Chuyển ý kiến đã thu thập")
    await head.says(f"1. Ông Lê Văn A: {THIRD}\n2. Cổng trường tiểu học thiếu đèn")
    said = await head.presses("Tiếp tục")
    assert sentence("neighbours-item", people=1, text=ROAD, code=code) in said
    said = await head.presses(f"Góp mục 1 với {code}")
    assert sentence("neighbours-item-joins", code=code) in said
    assert sentence("neighbours-item", people=1, text=ROAD, code=code) not in said
    await head.presses("Gửi riêng mục 1")
    await head.presses(f"Góp mục 1 với {code}")
    receipts = await head.presses("Đúng, gửi cả 2 ý kiến")
    facts = {"code": "CM25-0002", "text": THIRD, "name": "Ông Lê Văn A"}
    assert sentence("neighbours-receipt", **facts, lead=code, department="Phòng Kinh tế") in receipts
    assert await town.rows("select code, state, collected from petition order by id") == [
        (code, "received", False), ("CM25-0002", "merged", True), ("CM25-0003", "received", True),
    ]  # fmt: skip
    assert sentence("neighbours-joined-department", lead=code, code="CM25-0002", count=2) in await officer.looks()

    await officer.presses_any(f"answer.begin:{code}")
    await officer.says("Sẽ sửa trong tháng 12.")
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)
    assert "Sẽ sửa trong tháng 12." in await head.looks()
