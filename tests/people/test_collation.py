"""Hamlet heads: forwarding what was collected at home meetings, and seeing what became of it."""

from datetime import date
from typing import Any

import pytest

from tests.town import PNG, Town, sentence

LIST = """Ý kiến thôn Mẫu 1:
1. Ông Nguyễn Văn A: Đường vào thôn ngập mỗi khi mưa
2) Trạm biến áp quá tải, tối nào cũng mất điện (bà Lý Thị B)
3/ Cổng trường tiểu học thiếu đèn"""


async def collects(head: Any, *messages: str) -> str:
    """Forward messages, up to the list of what they were split into."""
    await head.says("/menu")
    await head.presses("Chuyển ý kiến đã thu thập")
    for message in messages:
        await head.says(message)
    return str(await head.presses("Tiếp tục"))


async def petitions(town: Town) -> list[Any]:
    return await town.rows("select code, body, author_name, department, hamlet, collected from petition order by id")


async def test_a_pasted_list_becomes_single_opinions_with_names_and_receipts(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    head = await town.hamlet_head(clerk)

    said = await collects(head, LIST)
    assert "Tách được 3 ý kiến." in said
    assert "1. Đường vào thôn ngập mỗi khi mưa\n— Ông Nguyễn Văn A · Đường, cầu, cống, xây dựng" in said
    assert "2. Trạm biến áp quá tải, tối nào cũng mất điện\n— Bà Lý Thị B · Điện, nước sạch" in said
    assert "3. Cổng trường tiểu học thiếu đèn\n— không nêu tên · Trường học, giáo dục" in said

    receipts = await head.presses("Đúng, gửi cả 3 ý kiến")
    assert sentence("collation-sent", count=3, hamlet="thôn Mẫu 1") in receipts
    for code, text, name, department in (
        ("CM25-0001", "Đường vào thôn ngập mỗi khi mưa", "Ông Nguyễn Văn A", "Phòng Kinh tế"),
        ("CM25-0002", "Trạm biến áp quá tải, tối nào cũng mất điện", "Bà Lý Thị B", "Phòng Kinh tế"),
        ("CM25-0003", "Cổng trường tiểu học thiếu đèn", "không nêu tên", "Phòng Văn hóa - Xã hội"),
    ):
        due = date(2025, 11, 21)
        assert (
            sentence("collation-receipt", code=code, text=text, name=name, department=department, due=due) in receipts
        )
    assert await petitions(town) == [
        ("CM25-0001", "Đường vào thôn ngập mỗi khi mưa", "Ông Nguyễn Văn A", "phong-kinh-te", "thon-mau-1", True),
        (
            "CM25-0002", "Trạm biến áp quá tải, tối nào cũng mất điện", "Bà Lý Thị B", "phong-kinh-te", "thon-mau-1",
            True,
        ),
        ("CM25-0003", "Cổng trường tiểu học thiếu đèn", None, "phong-van-hoa-xa-hoi", "thon-mau-1", True),
    ]  # fmt: skip
    cards = await officer.looks()
    assert "Người gửi: Ông Nguyễn Văn A (trưởng thôn chuyển)" in cards
    assert "Người gửi: Bà Lý Thị B (trưởng thôn chuyển)" in cards


async def test_several_messages_keep_their_photos(town: Town) -> None:
    head = await town.hamlet_head(await town.clerk())
    await head.says("/menu")
    await head.presses("Chuyển ý kiến đã thu thập")
    await head.says("Đường vào thôn ngập mỗi khi mưa")
    await head.sends(PNG + b"1", "ngap.png")
    await head.sends(PNG + b"2", "cong.png", "- Cống tràn trước nhà văn hóa\n- Kênh mương bồi lắng")
    await head.sends(PNG + b"3", "kenh.png")
    await head.says("Cổng trường tiểu học thiếu đèn")
    said = await head.presses("Tiếp tục")
    assert "Tách được 4 ý kiến." in said
    await head.presses("Đúng, gửi cả 4 ý kiến")

    found = await town.rows("""
        select body, jsonb_array_length(files) from petition join petition_entry on petition_id = petition.id
        order by petition.id
    """)
    assert found == [
        ("Đường vào thôn ngập mỗi khi mưa", 1),
        ("Cống tràn trước nhà văn hóa", 0),
        ("Kênh mương bồi lắng", 2),
        ("Cổng trường tiểu học thiếu đèn", 0),
    ]


async def test_items_are_corrected_named_joined_and_dropped(town: Town) -> None:
    head = await town.hamlet_head(await town.clerk())
    await collects(
        head, "1. Đường ngập\n2. Nhất là đoạn cổng chào\n3. Mất điện\n4. Thử tin nhắn\n5. Bà Lý Thị B: Thiếu nước"
    )

    await head.presses("Sửa mục 2")
    assert "Tách được 4 ý kiến." in await head.presses("Gộp vào mục trước")
    await head.presses("Sửa mục 3")
    assert "Tách được 3 ý kiến." in await head.presses("Bỏ mục này")
    await head.presses("Sửa mục 2")
    await head.presses("Sửa lời")
    assert "2. Tối nào cũng mất điện" in await head.says("Tối nào cũng mất điện")
    await head.presses("Sửa mục 2")
    await head.presses("Ghi tên người nêu")
    assert "— Ma Văn Mẫu ·" in await head.says("Ma Văn Mẫu")
    await head.presses("Sửa mục 3")
    await head.presses("Bỏ tên")
    await head.presses("Sửa mục 3")
    await head.presses("Đổi lĩnh vực")
    await head.presses("Nông nghiệp")
    await head.presses("Sửa mục 1")
    await head.presses("Giữ nguyên")
    await head.presses("Đúng, gửi cả 3 ý kiến")

    assert await town.rows("select body, author_name, topic from petition order by id") == [
        ("Đường ngập\nNhất là đoạn cổng chào", None, "xay-dung-giao-thong"),
        ("Tối nào cũng mất điện", "Ma Văn Mẫu", "dien-nuoc"),
        ("Thiếu nước", None, "nong-nghiep-nong-thon"),
    ]


async def test_more_can_be_sent_before_it_is_confirmed(town: Town) -> None:
    head = await town.hamlet_head(await town.clerk())
    await collects(head, "1. Đường ngập\n2. Mất điện")
    await head.presses("Sửa mục 1")
    await head.presses("Sửa lời")
    await head.says("Đường ngập nặng")
    await head.presses("Gửi thêm")
    await head.says("Thiếu lớp học")
    assert "Tách được 3 ý kiến." in await head.presses("Tiếp tục")
    await town.restarts()
    await head.presses("Đúng, gửi cả 3 ý kiến")
    assert [row.body for row in await petitions(town)] == ["Đường ngập nặng", "Mất điện", "Thiếu lớp học"]


@pytest.mark.parametrize("leaves", ["huỷ", "/menu", "/cuatoi"])
async def test_a_collation_that_is_left_is_kept(town: Town, leaves: str) -> None:
    head = await town.hamlet_head(await town.clerk())
    await collects(head, LIST)
    await head.presses("Gửi thêm")
    await head.says(leaves)
    assert await petitions(town) == []

    await head.says("/menu")
    await head.presses("Viết tiếp")
    if not any("Đúng, gửi" in label for label in await head.labels()):
        await head.presses("Tiếp tục")
    await head.presses("Đúng, gửi cả 3 ý kiến")
    assert len(await petitions(town)) == 3


async def test_the_head_is_told_when_collection_opens_and_what_was_answered(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    head = await town.hamlet_head(clerk)
    await head.says("/menu")
    assert sentence("hamlet-no-items") in await head.presses("Ý kiến đã chuyển")
    await town.dialogue(clerk)
    told = await head.looks()
    assert "Đã mở nhận ý kiến cho Hội nghị đối thoại" in told
    assert "17:00, thứ Năm, ngày 27/11/2025" in told
    assert (await head.labels()) == ("Chuyển ý kiến đã thu thập", "Đăng ký phát biểu giúp bà con")

    await collects(head, "Ông Nguyễn Văn A: Đường vào thôn ngập mỗi khi mưa")
    await head.presses("Đúng, gửi cả 1 ý kiến")
    assert await town.rows("select dialogue_id from petition") == [(1,)]
    await officer.looks()
    await officer.presses("Trả lời")
    await officer.says("Xã sẽ làm cống trong tháng 12/2025.")
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)

    told = await head.looks()
    assert "Phòng Kinh tế trả lời ý kiến CM25-0001 của Ông Nguyễn Văn A" in told
    assert "Xã sẽ làm cống trong tháng 12/2025." in told
    await head.says("/menu")
    listed = await head.presses("Ý kiến đã chuyển")
    assert sentence("hamlet-list", hamlet="thôn Mẫu 1", count=1) in listed
    assert "CM25-0001 · đã trả lời" in listed
    assert "Xã sẽ làm cống trong tháng 12/2025." in await head.presses("Xem CM25-0001")


async def test_a_dialogue_that_closes_meanwhile_does_not_cost_the_collection(town: Town) -> None:
    clerk = await town.clerk()
    head = await town.hamlet_head(clerk)
    await town.dialogue(clerk)
    await collects(head, LIST)
    await clerk.presses("Đóng nhận ý kiến")

    said = await head.presses("Đúng, gửi cả 3 ý kiến")
    assert sentence("petition-refused-collection-closed") in said
    assert "Tách được 3 ý kiến." in said
    assert await petitions(town) == []
    await head.presses("Quay lại")
    await head.presses("Quay lại")
    await head.presses("Không gắn với hội nghị")
    if not any("Đúng, gửi" in label for label in await head.labels()):
        await head.presses("Tiếp tục")
    await head.presses("Đúng, gửi cả 3 ý kiến")
    assert [row.code for row in await petitions(town)] == ["CM25-0001", "CM25-0002", "CM25-0003"]


async def test_a_resident_cannot_forward_for_a_hamlet(town: Town) -> None:
    resident = await town.resident()
    await resident.says("/menu")
    assert not {"Chuyển ý kiến đã thu thập", "Ý kiến đã chuyển"} & set(await resident.labels())
    refused = "\n\n".join([sentence("access-refused-hamlet-head"), sentence("menu")])
    for key in ("collation.begin", "hamlet.items", "speaker.begin-other"):
        assert await resident.presses_any(key) == refused
    assert sentence("form-draft-gone") in await resident.presses_any("collation.submit")
    assert await petitions(town) == []


async def test_another_hamlets_head_does_not_see_the_items(town: Town) -> None:
    clerk = await town.clerk()
    head = await town.hamlet_head(clerk)
    neighbour = await town.staff(clerk, "Trưởng thôn khác", "Trưởng thôn", "Mẫu 2")
    await collects(head, LIST)
    await head.presses("Đúng, gửi cả 3 ý kiến")
    await neighbour.says("/menu")
    assert sentence("hamlet-no-items") in await neighbour.presses("Ý kiến đã chuyển")
    assert await neighbour.says("CM25-0001") == sentence("petition-refused-not-yours", code="CM25-0001")
