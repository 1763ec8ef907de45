"""Making results public: looking through, approving, changing, leaving out, publishing, correcting, taking back."""

import io
from html import unescape
from typing import Any

from docx import Document
from PIL import Image

from tests.people.after import LIGHT, ROAD, SCHOOL, Hall, assigns, concludes, sitting, until
from tests.town import Town

PHONE = "0912 345 678"


async def concluded(town: Town) -> Hall:
    """One matter answered, one promised by a day, one whose author hid their name; the notice is issued."""
    hall = await sitting(town)
    await assigns(hall.clerk, hall.road, "15 ngày", "Sửa xong đường trước Tết dương lịch")
    await hall.clerk.presses_any("hall.show:1")
    await hall.clerk.presses(hall.light)
    await hall.clerk.presses("Đã trả lời tại chỗ")
    await hall.clerk.says("Đèn đã thay. Bà con gọi ông Trần Văn Thợ, số 0987 654 321 nếu còn hỏng.")
    await concludes(hall)
    return hall


async def publishes(hall: Hall) -> str:
    await hall.clerk.presses_any("publish.ask:1")
    return str(await hall.clerk.presses("Đăng công khai"))


async def public_rows(town: Town) -> dict[str, Any]:
    return {row.code: row for row in await town.rows("select * from public_item order by code")}


async def test_what_is_proposed_is_looked_through_approved_and_published(town: Town) -> None:
    hall = await concluded(town)
    leader = await town.hamlet_head(hall.clerk)
    page = await hall.clerk.presses_any("publish.show:1")
    assert "Chờ duyệt: 2" in page
    assert "Người gửi xin giấu tên: 1" in page
    page = await hall.clerk.presses("Xem và duyệt")
    assert f"Hỏi: {ROAD}" in page
    assert "Trả lời: Đèn đã thay. Bà con gọi ông [tên], số [số điện thoại] nếu còn hỏng." in page
    assert "Đã che: tên" in page or "Đã che: [tên]" in page
    assert hall.school not in page
    said = await hall.clerk.presses("Duyệt cả 2 mục")
    assert "Đã duyệt 2 mục." in said
    assert "Đã duyệt, chờ đăng: 2" in said
    assert await public_rows(town) == {}
    for phone in (hall.resident, hall.front, leader):
        await phone.looks()
    said = await publishes(hall)
    assert "Đã đăng 2 mục tại" in said
    # Heads of hamlets get the results (Law 72/2025, art. 43), and the Front.
    for phone in (hall.front, leader):
        assert (await phone.looks()).count("Kết quả trả lời 2 ý kiến tại Hội nghị") == 1
    assert "/c/cao-minh/ket-qua" in await leader.says("/help")
    rows = await public_rows(town)
    assert {code: row.state for code, row in rows.items()} == {hall.road: "promised", hall.light: "answered"}
    assert rows[hall.light].answer == "Đèn đã thay. Bà con gọi ông [tên], số [số điện thoại] nếu còn hỏng."
    [milestone] = await town.rows("select done_at, note from milestone where what = 'publish_results'")
    assert milestone.done_at is not None
    assert milestone.note.endswith("/c/cao-minh/ket-qua")
    # The author is told once, and finds the address with the petition.
    told = await hall.resident.looks()
    assert told.count("đã được công khai, không nêu tên ông/bà") == 1
    assert f"/c/cao-minh/ket-qua/{hall.light}" in await hall.resident.presses_any(f"mine.show:{hall.light}")
    assert "công khai" not in await hall.neighbour.looks()
    assert "ket-qua" not in await hall.neighbour.presses_any(f"mine.show:{hall.school}")
    assert "chưa có mục nào" in (await hall.clerk.presses_any("publish.ask:1")).lower()


async def test_words_are_changed_and_personal_data_in_them_is_seen(town: Town) -> None:
    hall = await concluded(town)
    clerk = hall.clerk
    await clerk.presses_any(f"publish.edit:1:{hall.light}:answer")
    said = await clerk.says(f"Đèn đã thay ngày 20/11. Hỏi thêm xin gọi {PHONE}.")
    assert "Lời vừa viết có:" in said
    assert "Hỏi thêm xin gọi [số điện thoại]." in said
    said = await clerk.presses("Che đi")
    assert "Trả lời: Đèn đã thay ngày 20/11. Hỏi thêm xin gọi [số điện thoại]." in said
    assert "Đã duyệt, chờ đăng." in said
    # The telephone of an office may stand there.
    await clerk.presses("Sửa câu trả lời")
    await clerk.says(f"Hỏi thêm xin gọi trực ban {PHONE}.")
    assert f"trực ban {PHONE}" in await clerk.presses("Giữ nguyên")
    # Who wrote it may not be named, whatever somebody presses.
    await clerk.presses("Sửa câu hỏi")
    said = await clerk.says("Theo ông Nguyễn Văn Mẫu thì đèn hỏng")
    said = await clerk.presses("Giữ nguyên")
    assert "còn tên hoặc số điện thoại của người gửi" in said
    await publishes(hall)
    rows = await public_rows(town)
    assert list(rows) == [hall.light]
    assert rows[hall.light].text == LIGHT


async def test_what_is_left_out_is_not_public_and_may_be_approved_later(town: Town) -> None:
    hall = await concluded(town)
    clerk = hall.clerk
    await clerk.presses_any(f"publish.leave:1:{hall.road}")
    said = await clerk.presses("Còn đang xác minh")
    assert f"{hall.road} sẽ không công khai." in said
    await clerk.presses("Duyệt cả")
    await publishes(hall)
    assert list(await public_rows(town)) == [hall.light]
    said = await clerk.presses_any("publish.out:1")
    assert hall.road in said
    assert "Lý do: Còn đang xác minh" in await clerk.presses(hall.road)
    await clerk.presses("✓ Duyệt")
    await publishes(hall)
    assert set(await public_rows(town)) == {hall.light, hall.road}


async def test_a_page_that_has_changed_is_not_approved_unseen(town: Town) -> None:
    hall = await concluded(town)
    await hall.clerk.presses_any("publish.look:1")
    [key] = [k for k in (await hall.clerk.last()).keys if k.startswith("publish.approve")]
    await hall.chair.presses_any(f"publish.leave:1:{hall.road}")
    await hall.chair.presses("chuyện riêng")
    assert "Nội dung vừa thay đổi" in await hall.clerk.presses_any(key)
    assert await town.rows("select 1 from publication where decision = 'approved'") == []


async def test_public_words_are_corrected_and_taken_back(town: Town) -> None:
    hall = await concluded(town)
    clerk = hall.clerk
    await clerk.presses_any("publish.look:1")
    await clerk.presses("Duyệt cả")
    await publishes(hall)
    await clerk.presses_any(f"publish.edit:1:{hall.light}:answer")
    said = await clerk.says("Đã thay cả năm bóng đèn.")
    assert "Đang công khai bản cũ" in said
    assert "Đèn đã thay" in (await public_rows(town))[hall.light].answer
    await clerk.presses("Đăng bản đính chính")
    await clerk.presses("Đăng công khai")
    row = (await public_rows(town))[hall.light]
    assert (row.answer, row.corrected_at) == ("Đã thay cả năm bóng đèn.", town.clock.now())
    assert "Đã đính chính nội dung công khai" in await hall.resident.presses_any(f"mine.show:{hall.light}")

    await clerk.presses_any(f"publish.withdraw:1:{hall.light}")
    said = await clerk.presses("chuyện riêng")
    assert f"Đã gỡ {hall.light}." in said
    row = (await public_rows(town))[hall.light]
    assert (row.text, row.answer, row.topic, row.sought) == ("", "", "", "")
    assert row.withdrawn_at == town.clock.now()
    assert "ket-qua" not in await hall.resident.presses_any(f"mine.show:{hall.light}")
    # The reason is the office's.
    assert "chuyện riêng" not in await hall.resident.presses_any(f"mine.show:{hall.light}")


async def test_what_is_public_stands_where_it_stands_now(town: Town) -> None:
    hall = await concluded(town)
    await hall.clerk.presses_any("publish.look:1")
    await hall.clerk.presses("Duyệt cả")
    await publishes(hall)
    [promise] = await town.rows("select id from commitment")
    await hall.officer.presses_any(f"commitment.keep:{promise.id}")
    await hall.officer.says("Đã đổ bê tông 200 m")
    await hall.officer.presses("Tiếp tục")
    await hall.officer.presses("Báo đã xong")
    await until(town, 1, 12)
    row = (await public_rows(town))[hall.road]
    assert row.state == "resolved"
    assert row.corrected_at is None


async def test_who_hides_their_name_later_is_taken_off(web_town: Town) -> None:
    town = web_town
    hall = await concluded(town)
    await hall.clerk.presses_any("publish.look:1")
    await hall.clerk.presses("Duyệt cả")
    await publishes(hall)
    await town.rows("update petition set name_shown = false where code = :code returning 1", code=hall.light)
    await town.rows("update public_item set code = 'CM25-0099' where code = :code returning 1", code=hall.road)
    await town.passes(minutes=2)
    shown = {code: row.withdrawn_at is None for code, row in (await public_rows(town)).items()}
    assert shown == {hall.light: False, "CM25-0099": False}


async def test_the_three_views_never_mix(web_town: Town) -> None:
    """Whatever stands in the author's and the office's views, the public's has what was approved and no more."""
    town = web_town
    hall = await sitting(town)
    clerk, officer = hall.clerk, hall.officer
    private = "Tôi là Nguyễn Văn Mẫu, số 0912 345 678, thửa 12 tờ bản đồ số 5, đèn trước nhà hỏng"
    code = await town.files_petition(hall.resident, private, "Đường")
    await officer.presses_any(f"note.begin:{code}")
    await officer.says("Ghi chú riêng của phòng: người này hay kiện")
    await officer.presses_any(f"answer.begin:{code}")
    await officer.says("Kính gửi ông Nguyễn Văn Mẫu, đèn sẽ được thay.")
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)
    await hall.head.looks()
    await hall.head.presses("Duyệt")
    await town.undo_passes()
    await assigns(clerk, hall.road, "15 ngày", "Sửa xong đường")
    await concludes(hall)
    await clerk.presses_any("publish.look:1")
    await clerk.presses("Duyệt")
    await clerk.presses_any(f"publish.leave:1:{hall.light}")
    await clerk.presses("chuyện riêng")
    await publishes(hall)
    # What came after the dialogue had begun belongs to none.
    await clerk.presses_any("publish.look:0")
    await clerk.presses("Duyệt")
    await clerk.presses_any("publish.ask:0")
    await clerk.presses("Đăng công khai")
    rows = await public_rows(town)
    assert set(rows) == {code, hall.road}
    base = f"/c/{town.slug}/ket-qua"
    seen = []
    for path in (base, f"{base}?tu=nguyen+van+mau", f"{base}.json", *(f"{base}/{each}" for each in rows)):
        async with town.http.get(path) as answer:
            assert answer.status == 200, path
            assert not answer.cookies
            seen.append(await answer.text())
    for dialogue in (0, 1):
        async with town.http.get(f"{base}.docx?hoi-nghi={dialogue}") as answer:
            assert answer.status == 200
            word = Document(io.BytesIO(await answer.read()))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        seen.append("\n".join([*cells, *(paragraph.text for paragraph in word.paragraphs)]))
    assert all(code in text for text in (seen[0], seen[2], seen[-2]))
    for text in map(unescape, seen):
        for hidden in (
            "Nguyễn Văn Mẫu", "Trần Thị Mẫu", "0912", "345 678", "thửa 12", "tờ bản đồ", "hay kiện", "Cán bộ mẫu",
            SCHOOL, hall.school, LIGHT, "chuyện riêng",
        ):  # fmt: skip
            # What somebody looked for themselves stays in the form.
            assert hidden not in text.replace('value="nguyen van mau"', "")
    assert "Không có mục nào khớp" in seen[1]
    # The office's own view still has the whole text, and the author's too.
    assert "0912 345 678" in await clerk.presses_any(f"work.show:{code}")
    assert "Nguyễn Văn Mẫu" in await hall.resident.presses_any(f"mine.show:{code}")
    # The paper for the notice board says the same.
    said = await clerk.presses_any("publish.paper:1")
    assert "Bản Word có 1 mục" in said
    assert (await clerk.last()).files == 1


async def test_only_the_office_and_the_chair_publish(town: Town) -> None:
    hall = await concluded(town)
    for phone in (hall.officer, hall.head, hall.front, hall.resident):
        for key in (
            "publish.list",
            "publish.show:1",
            "publish.look:1",
            f"publish.item:1:{hall.light}",
            "publish.ask:1",
        ):
            assert "dành cho văn phòng và lãnh đạo chủ trì" in await phone.presses_any(key)
        await phone.presses_any(f"publish.leave:1:{hall.light}")
        await phone.presses_any("publish.now:1:00000000")
    assert await town.rows("select 1 from publication") == []
    assert "Chờ duyệt: 2" in await hall.chair.presses_any("publish.show:1")


def photo_with_place() -> bytes:
    """A photo as telephones take it, with where it was taken written beside it."""
    picture = Image.new("RGB", (1600, 900), "green")
    beside = picture.getexif()
    beside[0x010F] = "Máy ảnh mẫu"
    beside.get_ifd(0x8825)[2] = (19.0, 6.0, 0.0)
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=beside)
    return written.getvalue()


async def test_photos_are_shown_only_when_chosen_and_without_the_place(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident("Nguyễn Văn Mẫu")
    await resident.presses_key("petition.begin")
    await resident.sends(photo_with_place(), "anh.jpg", ROAD)
    await resident.sends(b"GIF89a" + bytes(20), "hong.gif")
    await resident.presses("Tiếp tục")
    await resident.says("1")
    await resident.presses("Cho thấy tên")
    await resident.presses("Gửi ý kiến")
    await officer.presses_any("answer.begin:CM25-0001")
    await officer.says("Đã sửa đường.")
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)
    await clerk.presses_any("publish.item:0:CM25-0001")
    await clerk.presses("Chọn ảnh để đăng (0/2)")
    assert (await clerk.last()).files == 2
    assert "không mở được" in await clerk.presses("Ảnh 2")
    await clerk.presses_any("publish.photos:0:CM25-0001")
    assert "Đang chọn đăng 1 ảnh" in await clerk.presses("Ảnh 1")
    await clerk.presses_any("publish.ask:0")
    await clerk.presses("Đăng công khai")
    [row] = await town.rows("select photos from public_item")
    [sha256] = row.photos
    [sent] = [f for r in await town.rows("select files from petition_entry") for f in r.files if f["name"] == "anh.jpg"]
    address = f"/c/{town.slug}/ket-qua/anh/{sha256}.jpg"
    async with town.http.get(f"/c/{town.slug}/ket-qua") as answer:
        assert f'src="{address}"' in await answer.text()
    async with town.http.get(address) as answer:
        assert (answer.status, answer.content_type) == (200, "image/jpeg")
        shown = Image.open(io.BytesIO(await answer.read()))
    assert shown.size == (1280, 720)
    assert not shown.getexif()
    # What was sent is nobody's to see, and neither is what is not shown any more.
    async with town.http.get(f"/c/{town.slug}/ket-qua/anh/{sent['sha256']}.jpg") as answer:
        assert answer.status == 404
    await clerk.presses_any("publish.photos:0:CM25-0001")
    assert "Đang chọn đăng 0 ảnh" in await clerk.presses("Ảnh 1")
    await clerk.presses_any("publish.ask:0")
    await clerk.presses("Đăng công khai")
    async with town.http.get(address) as answer:
        assert answer.status == 404
