"""The clerk's dialogues: creating one in chat, opening and closing it, and seeing what came in."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from domain.commune import VIETNAM
from domain.dialogue import Dialogue, DialogueKind
from tests.town import Town, open_town

TITLE = "Hội nghị đối thoại với Nhân dân xã Cao Minh năm 2025"


async def created(town: Town) -> Dialogue:
    async with town.database.begin() as uow:
        (only,) = await uow.dialogues.latest(town.commune.id)
    return only


async def test_a_dialogue_takes_seven_presses_or_messages_and_opens_collection(town: Town) -> None:
    clerk = await town.clerk()
    head = await town.hamlet_head(clerk)
    await clerk.says("/menu")
    await clerk.presses("Hội nghị đối thoại")

    said, steps = "", 0
    for step in ("+ Tạo hội nghị", "toàn địa bàn", "14/11/2025", "07:30", "Trụ sở", "Mở ngay", "Tạo hội nghị"):
        said = await (clerk.says(step) if "/" in step else clerk.presses(step))
        steps += 1
    assert steps <= 7
    assert f"Đã tạo: {TITLE}." in said
    assert "Thời gian: 07:30, thứ Sáu, ngày 14/11/2025." in said
    assert "Địa điểm: Trụ sở UBND xã Cao Minh. Dành cho: toàn địa bàn." in said
    assert "Nhận đăng ký phát biểu đến 17:00, thứ Năm, ngày 13/11/2025." in said
    dialogue = await created(town)
    assert dialogue.starts_at == datetime(2025, 11, 14, 7, 30, tzinfo=VIETNAM)
    assert dialogue.venue == "Trụ sở UBND xã Cao Minh"
    assert (dialogue.hamlet, dialogue.state.value, dialogue.speaker_limit) == (None, "collecting", 15)
    told = await head.looks()
    assert f"Đã mở nhận ý kiến cho {TITLE} (07:30, thứ Sáu, ngày 14/11/2025, tại Trụ sở UBND xã Cao Minh)." in told


DAYS = {
    "14/11": "thứ Sáu, ngày 14/11/2025",
    "14/11/2025": "thứ Sáu, ngày 14/11/2025",
    "14-11-25": "thứ Sáu, ngày 14/11/2025",
    "2025-11-14": "thứ Sáu, ngày 14/11/2025",
    "thứ Sáu, ngày 14 tháng 11 năm 2025": "thứ Sáu, ngày 14/11/2025",
    "ngày 14 tháng 11": "thứ Sáu, ngày 14/11/2025",
    "Ngày mai": "thứ Bảy, ngày 08/11/2025",
    "05/01": "thứ Hai, ngày 05/01/2026",
    "hôm nay": "thứ Sáu, ngày 07/11/2025",
}
TIMES = {
    "7h30": "07:30",
    "07:30": "07:30",
    "14 giờ": "14:00",
    "14 giờ 30": "14:30",
    "2h chiều": "14:00",
    "7 giờ rưỡi": "07:30",
    "19g": "19:00",
    "8": "08:00",
}


@pytest.mark.parametrize(("label", "shown"), [("Ngày", DAYS), ("Giờ", TIMES)], ids=["day", "time"])
async def test_days_and_times_are_taken_as_people_write_them(web_town: Town, label: str, shown: dict[str, str]) -> None:
    clerk = await web_town.clerk()
    await clerk.presses_key("dialogue.new")
    await clerk.presses("Mẫu 2")
    await clerk.says("20/12")
    await clerk.says("10h")
    await clerk.says("Nhà văn hóa thôn Mẫu 2")
    await clerk.presses("Để sau")
    for written, read in shown.items():
        await clerk.presses("Sửa lại")
        await clerk.presses(label)
        assert f"• {label}: {read}" in await clerk.says(written), written
    assert "Đã tạo: Hội nghị đối thoại tại thôn Mẫu 2 năm" in await clerk.presses("Tạo hội nghị")
    dialogue = await created(web_town)
    assert (dialogue.hamlet, dialogue.state.value) == ("thon-mau-2", "planned")
    assert dialogue.venue == "Nhà văn hóa thôn Mẫu 2"


async def test_what_is_no_day_no_time_or_past_is_refused_with_an_example(town: Town) -> None:
    clerk = await town.clerk()
    await clerk.presses("Hội nghị đối thoại")
    await clerk.presses("+ Tạo hội nghị")
    await clerk.presses("toàn địa bàn")
    assert "ví dụ 14/11 hoặc 14/11/2025." in (await clerk.last()).text
    assert "Ngày 06/11/2025 đã qua." in await clerk.says("6/11/2025")
    for written in ("sắp tới", "31/02", "99/99/2025", "1/1/2099"):
        assert "Chưa rõ ngày. Xin viết như 14/11/2025." in await clerk.says(written), written
    await clerk.says("07/11")
    for written in ("25h", "7h75", "sáng sớm"):
        assert "Chưa rõ giờ. Xin viết như 7h30" in await clerk.says(written), written
    # Seven in the morning of today, an hour ago: only seen when everything is known, and nothing is lost.
    await clerk.says("7h00")
    await clerk.presses("Trụ sở")
    await clerk.presses("Mở ngay")
    said = await clerk.presses("Tạo hội nghị")
    assert "Thời điểm này đã qua. Xin sửa ngày hoặc giờ." in said
    await clerk.presses("Sửa lại")
    await clerk.presses("Giờ")
    await clerk.presses("14:00")
    assert "Đã tạo" in await clerk.presses("Tạo hội nghị")


async def test_after_closing_nothing_more_can_be_attached(town: Town) -> None:
    clerk = await town.clerk()
    resident = await town.resident()
    await town.dialogue(clerk)
    # One resident is in the middle of the form when the clerk closes.
    await resident.presses_key("petition.begin")
    await resident.says("Đường hỏng")
    await resident.presses("Tiếp tục")
    await resident.says("1")
    await resident.presses(TITLE)
    await resident.presses("Cho thấy tên")

    assert f"Đã đóng nhận ý kiến: {TITLE}." in await clerk.presses("Đóng nhận ý kiến")
    refused = await resident.presses("Gửi ý kiến")
    assert "Hội nghị này không còn nhận ý kiến." in refused
    assert "Đường hỏng" in refused
    await resident.presses("Sửa lại")
    await resident.presses("Hội nghị")
    await resident.presses("Không gắn")
    assert "Đã tiếp nhận ý kiến CM25-0001" in await resident.presses("Gửi ý kiến")

    await resident.presses_key("petition.begin")
    await resident.says("Cầu hỏng")
    await resident.presses("Tiếp tục")
    assert "hội nghị đối thoại nào" not in await resident.says("1")
    await resident.says("/menu")
    await resident.presses("Hội nghị sắp tới")
    assert "đã đóng nhận ý kiến" in await resident.presses(TITLE)
    assert "Đăng ký phát biểu" not in await resident.labels()

    await clerk.presses("Mở nhận ý kiến")
    await resident.presses(TITLE)
    assert "Đăng ký phát biểu" in await resident.labels()


async def test_opening_twice_says_so_and_a_past_dialogue_stays_shut(town: Town) -> None:
    clerk = await town.clerk()
    await town.dialogue(clerk)
    await clerk.presses("Đóng nhận ý kiến")
    await clerk.presses("Mở nhận ý kiến")
    assert f"{TITLE} đang nhận ý kiến." in await clerk.presses_key("dialogue.move:1:collecting")
    await town.passes(days=22)
    assert "Hội nghị này đã diễn ra." in await clerk.presses_key("dialogue.move:1:collated")


async def test_the_clerk_sees_the_list_of_speakers(town: Town) -> None:
    clerk = await town.clerk()
    await town.dialogue(clerk)
    for name, summary, need in (
        ("Nguyễn Văn Mẫu", "Đề nghị làm đường bê tông", "Lối đi xe lăn"),
        ("Trần Thị Mẫu", "Hỏi về học phí", ""),
    ):
        resident = await town.resident(name)
        await resident.presses("Đăng ký phát biểu")
        await resident.says(summary)
        await resident.says("1")
        if need:
            await resident.presses(need)
        await resident.presses("Xong" if need else "Không cần")
        assert "Đã đăng ký phát biểu" in await resident.presses("Gửi đăng ký")

    listed = await clerk.presses("Danh sách phát biểu")
    assert f"{TITLE}: 2 người đăng ký, tối đa 15 người phát biểu." in listed
    assert "Số 1 · Nguyễn Văn Mẫu (thôn Mẫu 1) · trong danh sách phát biểu, thứ 1" in listed
    assert "Đề nghị làm đường bê tông · Hỗ trợ: Lối đi xe lăn" in listed
    assert "Số 2 · Trần Thị Mẫu (thôn Mẫu 1) · trong danh sách phát biểu, thứ 2" in listed


async def test_the_clerk_sees_petitions_by_topic_and_hamlet_and_opens_one(town: Town) -> None:
    clerk = await town.clerk()
    await town.officer(clerk)
    resident = await town.resident()
    road = await town.files_petition(resident, "Đường thôn hỏng", "Đường")
    await town.files_petition(resident, "Cầu treo hỏng", "Đường")
    await town.files_petition(resident, "Sổ đỏ cấp chậm", "Đất đai", name="Giấu tên")
    await clerk.looks()

    await clerk.says("/menu")
    shown = await clerk.presses("Ý kiến theo lĩnh vực")
    assert "3 ý kiến, 3 chờ trả lời." in shown
    assert "• Đường, cầu, cống, xây dựng: 2 (chờ trả lời 2)" in shown
    assert "• Đất đai, môi trường, rác thải: 1 (chờ trả lời 1)" in shown
    assert "• thôn Mẫu 1: 3" in shown
    by_topic = await clerk.presses("Đường, cầu")
    assert f"{road} · chờ xử lý · hạn 21/11/2025" in by_topic
    assert "CM25-0003" not in by_topic
    page = await clerk.presses(f"Xem {road}")
    assert "Đường thôn hỏng" in page
    assert "Nguyễn Văn Mẫu" in page
    await clerk.presses_key("petitions.show")
    by_hamlet = await clerk.presses("thôn Mẫu 1")
    assert "thôn Mẫu 1: 3 ý kiến." in by_hamlet
    hidden = await clerk.presses("Xem CM25-0003")
    assert "người gửi giấu tên" in hidden
    assert "Nguyễn Văn Mẫu" not in hidden


async def registers(resident: Any) -> None:
    for step in ("/phatbieu", "Đề nghị sửa đường"):
        await resident.says(step)
    await resident.says("1")
    await resident.presses("Không cần gì")
    await resident.presses("Gửi đăng ký")


async def test_moving_the_day_moves_what_hangs_on_it_and_tells_those_concerned_once(town: Town) -> None:
    clerk = await town.clerk()
    await town.dialogue(clerk)
    resident, other = await town.resident(), await town.resident("Trần Thị Mẫu")
    head = await town.hamlet_head(clerk)
    await registers(resident)
    before = await town.rows("select key, due_on from milestone order by key")
    assert [(row.key, f"{row.due_on:%d/%m}") for row in before] == [
        ("dialogue:1/announce/1", "21/11"),
        ("dialogue:1/publish_results/1", "08/12"),
    ]

    await clerk.presses_any("dialogue.show:1")
    for step in ("Đổi ngày giờ", "05/12/2025", "14:00", "Trụ sở UBND xã Cao Minh"):
        await (clerk.says(step) if "/" in step else clerk.presses(step))
    said = await clerk.presses("Ấn định")

    assert "Đã ghi: 14:00, thứ Sáu, ngày 05/12/2025." in said
    told = (
        f"{TITLE} đổi lịch: 14:00, thứ Sáu, ngày 05/12/2025, tại Trụ sở UBND xã Cao Minh "
        "(lịch cũ: 07:30, thứ Sáu, ngày 28/11/2025)."
    )
    for concerned in (resident, head):
        assert (await concerned.looks()).count(told) == 1
    assert await other.looks() == ""
    assert [f"{row.due_on:%d/%m}" for row in await town.rows("select due_on from milestone order by key")] == [
        "28/11",
        "15/12",
    ]
    (dialogue,) = await town.rows("select speakers_until from dialogue")
    assert dialogue.speakers_until == datetime(2025, 12, 4, 17, 0, tzinfo=VIETNAM)

    await clerk.presses("Đổi ngày giờ")
    for step in ("05/12/2025", "14:00", "Trụ sở UBND xã Cao Minh"):
        await (clerk.says(step) if "/" in step else clerk.presses(step))
    assert "đã được ghi" in await clerk.presses("Ấn định")
    assert await resident.looks() == ""


async def test_a_postponed_dialogue_waits_for_its_day_and_takes_it_up_again(town: Town) -> None:
    clerk = await town.clerk()
    await town.dialogue(clerk)
    resident = await town.resident()
    await registers(resident)

    await clerk.presses_any("dialogue.show:1")
    await clerk.presses("Hoãn hội nghị")
    await clerk.says("Mưa lũ")
    said = await clerk.presses("Xác nhận và báo tin")
    assert "Thời gian: chưa ấn định ngày." in said
    assert "Tình trạng: tạm hoãn." in said
    told = await resident.looks()
    assert f"{TITLE} tạm hoãn (lịch cũ: 07:30, thứ Sáu, ngày 28/11/2025). Lý do: Mưa lũ." in told
    assert {row.due_on for row in await town.rows("select due_on from milestone")} == {None}
    assert "hiện không nhận đăng ký" in await resident.presses_any("speaker.begin:1") + await resident.says("x")

    await clerk.presses("Ấn định ngày giờ")
    for step in ("12/12/2025", "07:30", "Trụ sở UBND xã Cao Minh"):
        await (clerk.says(step) if "/" in step else clerk.presses(step))
    assert "Tình trạng: chưa nhận ý kiến." in await clerk.presses("Ấn định")
    assert "đổi lịch: 07:30, thứ Sáu, ngày 12/12/2025" in await resident.looks()


async def test_a_cancelled_dialogue_cannot_be_opened_again(town: Town) -> None:
    clerk = await town.clerk()
    await town.dialogue(clerk)
    await clerk.presses_any("dialogue.show:1")
    await clerk.presses("Hủy hội nghị")
    await clerk.says("Gộp với hội nghị khác")
    said = await clerk.presses("Xác nhận và báo tin")
    assert "Tình trạng: đã hủy." in said
    assert "đã hủy" in await clerk.presses_any("dialogue.date:1")
    assert f"{TITLE} đã hủy." in await clerk.presses_any("dialogue.move:1:collecting")


async def test_a_dialogue_is_led_through_its_life_by_buttons(town: Town) -> None:
    clerk = await town.clerk()
    await town.dialogue(clerk)
    await clerk.presses_any("dialogue.show:1")
    await clerk.presses("Đóng nhận ý kiến")
    await clerk.presses("Giao chuẩn bị trả lời")
    assert "Bắt đầu hội nghị" not in await clerk.labels()
    assert "chưa đến ngày" in await clerk.presses_any("dialogue.move:1:in-session")
    await town.passes(days=21)
    await clerk.presses_any("dialogue.show:1")
    for step in ("Bắt đầu hội nghị", "Kết thúc hội nghị"):
        await clerk.presses(step)
    # What is issued and published on paper is marked by hand; until then nothing follows and nothing closes.
    assert "Theo dõi kết luận" not in await clerk.labels()
    assert "Chưa ban hành thông báo kết luận" in await clerk.presses_any("dialogue.move:1:following-up")
    for what in ("Ban hành", "Công khai"):
        await clerk.presses_any("milestone.list:1")
        await clerk.presses(what)
        for step in ("Ghi là xong", "Không có", "Ghi là xong"):
            await clerk.presses(step)
    await clerk.presses_any("dialogue.show:1")
    for step in ("Theo dõi kết luận", "Hoàn tất hội nghị", "Hoàn tất hội nghị"):
        await clerk.presses(step)
    assert (await created(town)).state.value == "closed"


async def test_an_extraordinary_dialogue_takes_no_more_presses_than_a_regular_one(town: Town) -> None:
    clerk = await town.clerk()
    said = await clerk.presses("Hội nghị đối thoại")
    for step in ("+ Hội nghị đột xuất", "toàn địa bàn", "14/11/2025", "07:30", "Trụ sở", "Mở ngay", "Tạo hội nghị"):
        said = await (clerk.says(step) if "/" in step else clerk.presses(step))
    assert "Đã tạo: Hội nghị đối thoại đột xuất với Nhân dân xã Cao Minh năm 2025." in said
    dialogue = await created(town)
    assert (dialogue.kind, dialogue.state.value) == (DialogueKind.EXTRAORDINARY, "collecting")


async def test_a_dialogue_may_be_created_before_its_day_is_fixed(town: Town) -> None:
    clerk = await town.clerk()
    await clerk.presses("Hội nghị đối thoại")
    await clerk.presses("+ Tạo hội nghị")
    await clerk.presses("Mẫu 2")
    assert "Xin ông/bà chọn địa điểm" in await clerk.presses("Chưa ấn định ngày")
    await clerk.presses("Trụ sở")
    said = await clerk.presses("Để sau")
    assert "• Ngày: Chưa ấn định ngày" in said
    assert "Giờ" not in said
    said = await clerk.presses("Tạo hội nghị")
    assert "Đã tạo: Hội nghị đối thoại tại thôn Mẫu 2 năm 2025." in said
    assert "Thời gian: chưa ấn định ngày." in said
    dialogue = await created(town)
    assert (dialogue.starts_at, dialogue.speakers_until, dialogue.kind) == (None, None, DialogueKind.REGULAR)
    # The day can still be given before it is sent.
    await clerk.says("/menu")
    await clerk.presses("Hội nghị đối thoại")
    for step in ("+ Tạo hội nghị", "Mẫu 3", "Chưa ấn định ngày", "Trụ sở", "Để sau", "Sửa lại", "Ngày"):
        await clerk.presses(step)
    assert "giờ" in await clerk.says("20/11/2025")
    await clerk.says("8h")
    assert "Thời gian: 08:00, thứ Năm, ngày 20/11/2025." in await clerk.presses("Tạo hội nghị")


async def test_who_heads_a_hamlet_is_called_as_there(dsn: str, tmp_path: Path) -> None:
    async with open_town("web", dsn, tmp_path, "nam-dan") as town:
        clerk = await town.clerk()
        await town.dialogue(clerk)
        assert "người trả lời sẽ dự và trưởng xóm sẽ được báo." in await clerk.presses("Hoãn hội nghị")
        stranger = await town.phone("Người không đồng ý")
        await stranger.says("xin chào")
        assert "gửi ý kiến qua trưởng xóm, hoặc" in await stranger.presses_any("welcome.refuse")
