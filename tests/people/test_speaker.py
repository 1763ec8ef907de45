"""Speaking at a dialogue: registering, the waiting list, changing, withdrawing, and registering others."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain.commune import VIETNAM
from domain.notice import words
from tests.town import Town, sentence

ABOUT = "Về đường vào thôn hay ngập"
TITLE = "Hội nghị đối thoại với Nhân dân"
STARTS = datetime(2025, 11, 28, 7, 30, tzinfo=VIETNAM)
UNTIL = datetime(2025, 11, 27, 17, 0, tzinfo=VIETNAM)


async def limited(town: Town, places: int) -> None:
    """The dialogue has room for so many speakers."""
    async with town.database.begin() as uow:
        dialogue = await uow.dialogues.find(town.commune.id, 1)
        assert dialogue is not None
        await uow.dialogues.change(replace(dialogue, speaker_limit=places))


async def registers(phone: Any, about: str = ABOUT, need: str = "", name: str = "") -> str:
    said = await phone.says("/phatbieu")
    if name:
        said = await phone.says(name)
    assert sentence("speaker-ask-summary") in said
    await phone.says(about)
    await phone.says("1")
    if need:
        await phone.presses(need)
    await phone.presses("Xong" if need else "Không cần gì")
    return str(await phone.presses("Gửi đăng ký"))


async def test_a_resident_registers_to_speak_once(town: Town) -> None:
    clerk = await town.clerk()
    await town.dialogue(clerk)
    resident = await town.resident("Nguyễn Văn Mẫu")
    title = (await town.rows("select title from dialogue"))[0].title

    seat = sentence("seat-listed", place=1)
    said = await registers(resident, need="Lối đi xe lăn")
    assert said == "\n\n".join(
        [
            sentence("speaker-registered", number=1, name="Nguyễn Văn Mẫu", seat=seat, title=title),
            sentence("speaker-where", when=words("dialogue-when", starts=STARTS), venue=town.commune.venue),
        ]
    )
    assert "07:30, thứ Sáu, ngày 28/11/2025" in said

    again = await resident.says("/phatbieu")
    assert "số 1" in again
    assert ABOUT in again
    assert sentence("speaker-ask-summary") not in again
    assert await town.rows("select number, name, needs from speaker") == [(1, "Nguyễn Văn Mẫu", ["wheelchair"])]

    await resident.says("/cuatoi")
    assert "Phát biểu số 1: Nguyễn Văn Mẫu" in await resident.labels()
    await clerk.presses("Danh sách phát biểu")
    listed = (await clerk.last()).text
    assert "Số 1 · Nguyễn Văn Mẫu (thôn Mẫu 1) · trong danh sách phát biểu, thứ 1" in listed
    assert f"{ABOUT} · Hỗ trợ: Lối đi xe lăn" in listed


async def test_needs_are_chosen_and_taken_back_one_by_one(town: Town) -> None:
    await town.dialogue(await town.clerk())
    resident = await town.resident()
    await resident.says("/phatbieu")
    await resident.says(ABOUT)
    await resident.says("1")
    await resident.presses("Người phiên dịch")
    await resident.presses("Lối đi xe lăn")
    assert (await resident.labels())[:3] == ("✓ Người phiên dịch", "✓ Lối đi xe lăn", "Xong")
    await resident.presses("Người phiên dịch")
    review = await resident.says("xong")
    assert "• Hỗ trợ: Lối đi xe lăn" in review
    await resident.presses("Gửi đăng ký")
    assert await town.rows("select needs from speaker") == [(["wheelchair"],)]


async def test_who_waits_moves_up_and_is_told_when_somebody_withdraws(town: Town) -> None:
    await town.dialogue(await town.clerk())
    await limited(town, 1)
    first = await town.resident("Nguyễn Văn Mẫu")
    second = await town.resident("Trần Thị Mẫu")
    assert sentence("seat-listed", place=1) in await registers(first)
    assert sentence("seat-waiting", place=1) in await registers(second)
    title = (await town.rows("select title from dialogue"))[0].title

    await first.presses("Xem đăng ký")
    assert sentence("speaker-withdraw-sure", name="Nguyễn Văn Mẫu") in await first.presses("Rút đăng ký")
    assert sentence("speaker-withdrawn", name="Nguyễn Văn Mẫu") in await first.presses("Đúng, rút đăng ký")
    assert await second.looks() == sentence(
        "speaker-promoted",
        name="Trần Thị Mẫu",
        place=1,
        title=title,
        when=words("dialogue-when", starts=STARTS),
        venue=town.commune.venue,
    )
    assert sentence("seat-listed", place=1) in await second.presses("Xem đăng ký")

    assert sentence("seat-waiting", place=1) in await registers(first)
    assert await town.rows("select number, withdrawn_at is null from speaker order by number") == [
        (1, False),
        (2, True),
        (3, True),
    ]
    assert sentence("speaker-refused-not-yours") in await first.presses_any("speaker.withdraw-yes:1:2")


async def test_a_registration_is_changed_and_keeps_its_place(town: Town) -> None:
    await town.dialogue(await town.clerk())
    resident = await town.resident()
    await registers(resident)
    await registers(await town.resident("Trần Thị Mẫu"))

    await resident.presses("Xem đăng ký")
    assert ABOUT in await resident.presses("Sửa nội dung")
    await resident.presses("Sửa lại")
    await resident.presses("Nội dung")
    await resident.says("Về trạm biến áp quá tải")
    said = await resident.presses("Gửi đăng ký")
    assert sentence("speaker-changed") in said
    assert sentence("seat-listed", place=1) in said
    assert await town.rows("select number, summary from speaker order by number") == [
        (1, "Về trạm biến áp quá tải"),
        (2, ABOUT),
    ]


async def test_registration_closes_when_the_dialogue_says(town: Town) -> None:
    await town.dialogue(await town.clerk())
    early, late = await town.resident("Nguyễn Văn Mẫu"), await town.resident("Trần Thị Mẫu")
    await late.says("/start d-1")
    await early.says("/phatbieu")
    await early.says(ABOUT)
    await early.says("1")
    await early.presses("Không cần gì")

    town.clock.moment = UNTIL - timedelta(seconds=1)
    assert sentence("speaker-ask-summary") in await late.presses("Đăng ký phát biểu")
    await late.presses("Dừng lại")
    town.clock.moment = UNTIL
    closed = sentence("speaker-refused-closed", until=UNTIL)
    said = await early.presses("Gửi đăng ký")
    assert closed in said
    assert ABOUT in said
    await late.says("/start d-1")
    assert "Đăng ký phát biểu" not in await late.labels()
    assert closed in await late.presses_any("speaker.begin:1")
    assert sentence("speaker-none-open") in await late.says("/phatbieu")
    assert await town.rows("select number from speaker") == []


async def test_a_closed_dialogue_is_not_swapped_for_an_open_one(town: Town) -> None:
    clerk = await town.clerk()
    await town.dialogue(clerk)
    await town.dialogue(clerk, "05/12/2025")
    resident = await town.resident()
    town.clock.moment = UNTIL
    said = await resident.presses_any("speaker.begin:1")
    assert sentence("speaker-refused-closed", until=UNTIL) in said
    assert sentence("speaker-ask-summary") not in said


async def test_nobody_can_register_before_a_dialogue_is_open(town: Town) -> None:
    resident = await town.resident()
    assert await resident.says("/phatbieu") == sentence("speaker-none-open")
    assert await resident.labels() == ("Gửi ý kiến", "Trang chính")


async def test_a_hamlet_head_registers_people_without_a_phone(town: Town) -> None:
    clerk = await town.clerk()
    head = await town.hamlet_head(clerk)
    await town.dialogue(clerk)
    await limited(town, 1)
    title = (await town.rows("select title from dialogue"))[0].title

    for name, seat in (
        ("Lý Thị Mẫu", sentence("seat-listed", place=1)),
        ("Ma Văn Mẫu", sentence("seat-waiting", place=1)),
    ):
        await head.says("/menu")
        assert sentence("speaker-ask-name", other="yes") in await head.presses("Đăng ký phát biểu giúp bà con")
        await head.says(name)
        await head.says(ABOUT)
        await head.says("1")
        await head.presses("Không cần gì")
        assert f"cho {name}: {seat}" in await head.presses("Gửi đăng ký")

    await head.presses("Đăng ký cho người khác")
    for answer in ("lý thị mẫu", ABOUT, "1"):
        await head.says(answer)
    await head.presses("Không cần gì")
    assert sentence("speaker-refused-twice", number=1, name="Lý Thị Mẫu") in await head.presses("Gửi đăng ký")
    await head.presses("Dừng lại")
    assert await town.rows("select number, name, hamlet, person_id from speaker order by number") == [
        (1, "Lý Thị Mẫu", "thon-mau-1", None),
        (2, "Ma Văn Mẫu", "thon-mau-1", None),
    ]

    await head.says("/menu")
    await head.presses("Ý kiến đã chuyển")
    await head.presses("Phát biểu số 1: Lý Thị Mẫu")
    await head.presses("Rút đăng ký")
    said = await head.presses("Đúng, rút đăng ký")
    assert sentence("speaker-withdrawn", name="Lý Thị Mẫu") in said
    assert (
        sentence(
            "speaker-promoted",
            name="Ma Văn Mẫu",
            place=1,
            title=title,
            when=words("dialogue-when", starts=STARTS),
            venue=town.commune.venue,
        )
        in said
    )


async def test_a_resident_registers_nobody_else(town: Town) -> None:
    await town.dialogue(await town.clerk())
    resident = await town.resident()
    assert sentence("access-refused-hamlet-head") in await resident.presses_any("speaker.begin-other")
    assert await town.rows("select number from speaker") == []
