"""Announcing a dialogue: who is told and who is not, buttons, papers, progress, stopping, quiet hours."""

import asyncio
from datetime import date, datetime
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from domain.commune import VIETNAM
from scheduler.broadcasts import send_broadcasts
from tests.town import Town, sentence

TITLE = "Hội nghị đối thoại với Nhân dân xã Cao Minh năm 2025"
OFFICE = "Trụ sở UBND xã Cao Minh"
IN_HAMLET = "Hội nghị đối thoại tại thôn Mẫu 1 năm 2025"
INVITED = "Ủy ban nhân dân xã Cao Minh kính mời ông/bà dự"


async def sweep(town: Town) -> None:
    """What the scheduler does every second: queue first, then see that everything has gone."""
    for _ in range(2):
        await town.program.timetable.run_all()
        await town.settle()


async def neighbour(town: Town, name: str = "Lê Thị Mẫu") -> Any:
    """A resident of the second hamlet."""
    phone = await town.phone(name)
    await phone.arrives()
    assert "thôn Mẫu 2" in await phone.says("2")
    return phone


async def dialogue_of_hamlet(clerk: Any, day: str = "28/11/2025", collecting: str = "Mở ngay") -> None:
    await clerk.presses_any("dialogue.new")
    await clerk.presses("thôn Mẫu 1")
    await clerk.says(day)
    await clerk.presses("07:30")
    await clerk.presses("Trụ sở")
    await clerk.presses(collecting)
    await clerk.presses("Tạo hội nghị")


async def announces(town: Town, clerk: Any) -> str:
    """The clerk announces the first dialogue, and everything is sent."""
    await clerk.presses_any("announce.begin:1")
    said = await clerk.presses("Gửi thông báo")
    await sweep(town)
    return str(said)


async def test_those_of_the_hamlet_are_told_and_those_of_another_are_not(town: Town) -> None:
    clerk = await town.clerk()
    resident, other = await town.resident(), await neighbour(town)
    await dialogue_of_hamlet(clerk)

    shown = await clerk.presses("Thông báo cho người dân")
    assert "Tin sau sẽ được gửi tới 1 người (thôn Mẫu 1):" in shown
    said = [
        f"{INVITED} {IN_HAMLET}.\nThời gian: 07:30, thứ Sáu, ngày 28/11/2025.\n"
        "Địa điểm: Trụ sở UBND xã Cao Minh. Dành cho: thôn Mẫu 1.",
        "Ông/bà gửi ý kiến trước ngay tại đây, đến khi hội nghị bắt đầu.",
        "Nhận đăng ký phát biểu đến 17:00, thứ Năm, ngày 27/11/2025.",
        "Xin ông/bà bấm nút để trả lời có dự hay không. Người không dùng điện thoại xin báo trưởng thôn hoặc đến "
        "Trụ sở UBND xã Cao Minh.",
    ]
    assert "\n\n".join(said) in shown
    assert "• Tôi sẽ dự\n• Tôi không dự được\n• Gửi ý kiến\n• Đăng ký phát biểu\n• Xem hội nghị" in shown
    assert "Điều 43" not in shown
    await resident.looks()
    assert f"Đang gửi thông báo về {IN_HAMLET} tới 1 người." in await clerk.presses("Gửi thông báo")
    assert await resident.looks() == ""

    await sweep(town)
    assert await resident.looks() == "\n\n".join(said)
    assert (await resident.last()).keys == ("attend.yes:1", "attend.no:1", "petition.begin:1", "speaker.begin:1",
                                            "dialogue.show:1")  # fmt: skip
    assert INVITED not in await other.looks()
    told = await clerk.looks()
    assert f"Đã gửi xong thông báo về {IN_HAMLET}." in told
    assert "Tổng số tin: 1. Đã gửi: 1. Đang chờ: 0. Không gửi được: 0." in told
    await sweep(town)
    assert await clerk.looks() == await resident.looks() == ""


async def test_all_are_told_of_a_dialogue_of_the_commune_each_in_their_language(town: Town) -> None:
    clerk = await town.clerk()
    resident, other = await town.resident(), await neighbour(town)
    await other.presses_any("language.set:en")
    stranger = await town.phone("Người chưa đồng ý")
    await stranger.says("xin chào")
    await town.dialogue(clerk)
    assert "tới 3 người" in await announces(town, clerk)
    assert f"{INVITED} {TITLE}." in await resident.looks()
    told = await other.looks()
    assert f"The People’s Committee of Cao Minh commune invites you to {TITLE}." in told
    assert "I will come" in await other.labels()
    assert INVITED not in await stranger.looks()
    assert f"{INVITED} {TITLE}." in await clerk.looks()


async def test_the_buttons_do_what_they_say(town: Town) -> None:
    clerk = await town.clerk()
    resident = await town.resident()
    await town.dialogue(clerk)
    await announces(town, clerk)
    await resident.looks()
    said = await resident.presses("Tôi sẽ dự")
    assert f"Đã ghi: ông/bà sẽ dự {TITLE} (07:30, thứ Sáu, ngày 28/11/2025, tại Trụ sở UBND xã Cao Minh)." in said
    assert "Ông/bà đã trả lời: sẽ dự." in await resident.presses_any("dialogue.show:1")
    assert "Tôi sẽ dự" not in await resident.labels()
    assert "Người dân trả lời: 1 sẽ dự, 0 không dự được." in await clerk.presses_any("dialogue.show:1")
    assert "Đã ghi: ông/bà không dự được" in await resident.presses("Tôi không dự được")
    assert "Người dân trả lời: 0 sẽ dự, 1 không dự được." in await clerk.presses_any("dialogue.show:1")

    assert sentence("speaker-ask-summary").split("\n")[0] in await resident.presses_any("speaker.begin:1")
    await resident.says("/menu")
    await resident.presses_any("petition.begin:1")
    await resident.says("Đường thôn hỏng")
    await resident.presses("Tiếp tục")
    assert "hội nghị đối thoại nào" not in await resident.says("1")


async def test_who_comes_may_be_answered_until_it_begins_and_not_when_it_is_off(town: Town) -> None:
    clerk = await town.clerk()
    resident, late = await town.resident(), await neighbour(town)
    await town.dialogue(clerk)
    await announces(town, clerk)
    await resident.presses("Tôi sẽ dự")
    await clerk.presses_any("dialogue.postpone:1")
    await clerk.says("Mưa bão")
    await clerk.presses("Xác nhận và báo tin")
    await sweep(town)
    told = f"{TITLE} tạm hoãn (lịch cũ: 07:30, thứ Sáu, ngày 28/11/2025). Lý do: Mưa bão."
    for phone in (resident, late):
        assert (await phone.looks()).count(told) == 1
    assert f"{TITLE}: tạm hoãn." in await late.presses_any("attend.yes:1")
    await clerk.presses_any("dialogue.date:1")
    await clerk.says("29/11/2025")
    await clerk.presses("07:30")
    await clerk.presses("Trụ sở")
    await clerk.presses("Ấn định")
    assert "thứ Bảy, ngày 29/11/2025" in await resident.looks()
    await town.passes(days=23)
    assert "Hội nghị này đã diễn ra." in await late.presses_any("attend.yes:1")
    assert "Tôi sẽ dự" not in "".join(await late.labels())


async def test_announcing_moves_the_dialogue_and_completes_the_milestone_of_the_law(town: Town) -> None:
    clerk = await town.clerk()
    await town.resident()
    await dialogue_of_hamlet(clerk, collecting="Để sau")
    said = await announces(town, clerk)
    assert "Đang gửi thông báo" in said
    [milestone] = await town.rows("select done_at, note from milestone where what = 'announce'")
    assert milestone.done_at == town.clock.now()
    assert milestone.note == "Đã thông báo qua trợ lý tới 1 người."
    assert await town.rows("select state from dialogue") == [("announced",)]


async def test_what_is_not_taken_yet_is_said_and_has_no_button(town: Town) -> None:
    clerk = await town.clerk()
    resident = await town.resident()
    await dialogue_of_hamlet(clerk, collecting="Để sau")
    await announces(town, clerk)
    told = await resident.looks()
    assert "Khi xã mở nhận ý kiến, ông/bà gửi ý kiến và đăng ký phát biểu ngay tại đây." in told
    assert (await resident.last()).keys == ("attend.yes:1", "attend.no:1", "dialogue.show:1")


@pytest.mark.parametrize(
    ("day", "warning"), [("13/11", "Chỉ còn 6 ngày."), ("14/11", ""), ("08/11", "Chỉ còn 1 ngày.")]
)  # fmt: skip
async def test_less_notice_than_the_law_asks_for_is_named_and_not_forbidden(
    web_town: Town, day: str, warning: str
) -> None:
    clerk = await web_town.clerk()
    await dialogue_of_hamlet(clerk, day)
    shown = await clerk.presses_any("announce.begin:1")
    law = "Điều 43 Luật Tổ chức chính quyền địa phương số 72/2025/QH15 yêu cầu thông báo trước ít nhất 7 ngày."
    assert (law in shown, warning in shown) == (bool(warning), True)
    assert "Đang gửi thông báo" in await clerk.presses("Gửi thông báo")


async def test_a_dialogue_without_a_day_is_announced_as_such(web_town: Town) -> None:
    clerk, resident = await web_town.clerk(), await web_town.resident()
    await dialogue_of_hamlet(clerk)
    await web_town.rows("update dialogue set starts_at = null, speakers_until = null returning 1")
    await announces(web_town, clerk)
    told = await resident.looks()
    assert "Thời gian: chưa ấn định ngày." in told
    assert "Ngày giờ sẽ được thông báo sau." in told


async def test_a_second_announcement_is_asked_about_and_a_double_press_is_none(town: Town) -> None:
    clerk, resident = await town.clerk(), await town.resident()
    await town.dialogue(clerk)
    await announces(town, clerk)
    assert INVITED in await resident.looks()
    shown = await clerk.presses_any("announce.begin:1")
    assert "Hội nghị này đã được thông báo lúc 08:00, thứ Sáu, ngày 07/11/2025." in shown
    send = next(key for key in (await clerk.last()).keys if key.startswith("announce.send"))
    await clerk.presses_any(send)
    assert "Hội nghị này vừa được thông báo lúc 08:00, 07/11/2025." in await clerk.presses_any(send)
    await sweep(town)
    assert (await resident.looks()).count(INVITED) == 1


async def test_what_has_changed_since_the_preview_is_shown_anew(web_town: Town) -> None:
    clerk = await web_town.clerk()
    await web_town.dialogue(clerk)
    await clerk.presses_any("announce.begin:1")
    send = next(key for key in (await clerk.last()).keys if key.startswith("announce.send"))
    assert "Đã đóng nhận ý kiến" in await clerk.presses_any("dialogue.move:1:collated")
    shown = await clerk.presses_any(send)
    assert "Nội dung vừa thay đổi." in shown
    assert "ý kiến trước" not in shown
    assert "Khi xã mở nhận ý kiến" not in shown
    assert await web_town.rows("select 1 from broadcast") == []
    await clerk.presses("Gửi thông báo")
    assert len(await web_town.rows("select 1 from broadcast")) == 1


async def test_only_clerks_announce_stop_and_see_progress(town: Town) -> None:
    clerk, resident = await town.clerk(), await town.resident()
    await town.dialogue(clerk)
    await announces(town, clerk)
    await resident.looks()
    refused = sentence("access-refused-clerk")
    for key in ("announce.begin:1", "announce.send:1:1:0", "broadcast.list:1", "broadcast.stop:1",
                "broadcast.stop-now:1", "poster.begin:1", "poster.make:1:-"):  # fmt: skip
        assert refused in await resident.presses_any(key), key
    assert await town.failed_steps() == []


async def test_stopping_leaves_those_alone_who_have_not_got_it(town: Town) -> None:
    clerk = await town.clerk()
    resident, other = await town.resident(), await neighbour(town)
    await town.dialogue(clerk)
    await clerk.presses_any("announce.begin:1")
    await clerk.presses("Gửi thông báo")
    # In the outbox, but no courier comes before the clerk thinks better of it.
    await send_broadcasts(town.database, town.program.communes.get, town.clock.now)
    async with town.database.begin() as uow:
        running = await uow.broadcasts.find(town.commune.id, 1)
        assert running is not None
        progress = await uow.broadcasts.progress(running)
        await uow.broadcasts.stop(running)
        await uow.broadcasts.give_up_some(running, 2, town.clock.now())
    assert (progress.queued, progress.sent, progress.waiting) == (3, 0, 3)
    await sweep(town)
    got = [INVITED in await phone.looks() for phone in (resident, other)]
    assert got.count(True) <= 1
    shown = await clerk.presses_any("broadcast.list:1")
    assert "đã dừng." in shown
    assert "• đã dừng gửi: 2" in shown or "• đã dừng gửi: 3" in shown
    assert "Dừng gửi" not in " ".join(await clerk.labels())


async def test_the_clerk_stops_by_two_presses_and_nobody_is_told(town: Town) -> None:
    clerk, resident = await town.clerk(), await town.resident()
    await town.dialogue(clerk)
    await clerk.presses_any("announce.begin:1")
    await clerk.presses("Gửi thông báo")
    assert "Tổng số tin: 0. Đã gửi: 0. Đang chờ: 0." in await clerk.presses("Tiến độ gửi tin")
    assert "Ông/bà có chắc muốn dừng không?" in await clerk.presses("Dừng gửi")
    assert "Đã dừng." in await clerk.presses("Dừng ngay")
    assert "Lần gửi tin này đã kết thúc." in await clerk.presses_any("broadcast.stop-now:1")
    await sweep(town)
    assert INVITED not in await resident.looks()
    assert f"Việc gửi thông báo về {TITLE} đã dừng." in await clerk.looks()
    assert "Không tìm thấy lần gửi tin này." in await clerk.presses_any("broadcast.stop:99")


async def test_who_waits_for_an_announcement_is_told_only_what_is_true_by_then(town: Town) -> None:
    clerk, resident = await town.clerk(), await town.resident()
    await town.dialogue(clerk)
    await clerk.presses_any("announce.begin:1")
    await clerk.presses("Gửi thông báo")
    await send_broadcasts(town.database, town.program.communes.get, town.clock.now)
    async with town.database.begin() as uow:
        # The courier is away while the day is moved.
        await uow.broadcasts.hold(town.commune.id, datetime(2025, 11, 8, 8, 0, tzinfo=VIETNAM), 100)
    await clerk.presses_any("dialogue.cancel:1")
    await clerk.says("Trùng lịch")
    said = await clerk.presses("Xác nhận và báo tin")
    assert "Đang báo thay đổi cho 1 người dân khác đã nhận hoặc đang chờ thông báo." in said
    assert "Xin báo thêm qua loa phát thanh cho người không dùng điện thoại." in said
    await town.passes(days=2)
    told = await resident.looks()
    assert (INVITED in told, told.count(f"{TITLE} đã hủy")) == (False, 1)
    await sweep(town)
    shown = await clerk.presses_any("broadcast.list:1")
    assert "cho toàn địa bàn: đã dừng vì hội nghị thay đổi." in shown
    assert "• hội nghị đã thay đổi: 2" in shown
    assert "cho người đã nhận thông báo: đã gửi xong." in shown


async def moves(town: Town, clerk: Any, day: str, time: str = "07:30", venue: str = OFFICE) -> str:
    """The clerk moves the first dialogue; nothing is sent yet but what goes at once."""
    await clerk.presses_any("dialogue.date:1")
    await clerk.says(day)
    await clerk.says(time)
    await clerk.says(venue)
    return str(await clerk.presses("Ấn định"))


async def test_who_got_the_announcement_is_told_once_what_has_changed_and_nobody_else(town: Town) -> None:
    clerk, resident, english = await town.clerk(), await town.resident(), await neighbour(town)
    await english.presses_any("language.set:en")
    head = await town.hamlet_head(clerk, "Trưởng thôn Mẫu 1")
    comes, gone = await town.resident("Trần Thị Mẫu"), await town.resident("Đỗ Văn Mẫu")
    await town.dialogue(clerk)
    await announces(town, clerk)
    late = await town.resident("Người đến sau")
    await comes.presses("Tôi sẽ dự")
    await gone.presses_any("data.withdraw-yes")
    for phone in (clerk, resident, english, head, comes, gone, late):
        await phone.looks()

    said = await moves(town, clerk, "05/12/2025", "14:00", "Nhà văn hóa")
    assert "Đang báo thay đổi cho 2 người dân khác đã nhận hoặc đang chờ thông báo." in said
    assert "việc thông báo theo luật phải làm lại" in said
    await sweep(town)
    told = (
        f"{TITLE} đổi lịch: 14:00, thứ Sáu, ngày 05/12/2025, tại Nhà văn hóa "
        f"(lịch cũ: 07:30, thứ Sáu, ngày 28/11/2025, tại {OFFICE}). Xin ông/bà theo lịch mới."
    )
    for phone in (resident, comes, head):
        assert await phone.looks() == told
    assert (await resident.last()).keys == ("attend.yes:1", "attend.no:1", "dialogue.show:1")
    assert f"{TITLE} has been moved: 14:00, Friday, 05/12/2025, at Nhà văn hóa" in await english.looks()
    assert await late.looks() == await gone.looks() == ""
    result = await clerk.looks()
    assert f"Đã báo xong thay đổi của {TITLE}." in result
    assert "Tổng số tin: 2. Đã gửi: 2. Đang chờ: 0." in result
    assert TITLE + " đổi lịch" not in result

    said = await moves(town, clerk, "05/12/2025", "14:00", "Sân vận động")
    assert "việc thông báo theo luật" not in said
    await sweep(town)
    told = (
        f"{TITLE} đổi địa điểm: Sân vận động (địa điểm cũ: Nhà văn hóa). "
        "Thời gian không đổi: 14:00, thứ Sáu, ngày 05/12/2025."
    )
    assert await resident.looks() == await comes.looks() == told
    assert await late.looks() == ""


async def test_of_two_changes_while_nobody_was_told_only_the_later_is_said(town: Town) -> None:
    clerk, resident = await town.clerk(), await town.resident()
    await town.dialogue(clerk)
    await announces(town, clerk)
    await resident.looks()
    town.clock.moment = datetime(2025, 11, 7, 22, 0, tzinfo=VIETNAM)
    said = await moves(town, clerk, "05/12/2025")
    assert "Đang là giờ nghỉ, tin sẽ được gửi từ 06:30, thứ Bảy, ngày 08/11/2025." in said
    await sweep(town)
    await moves(town, clerk, "08/12/2025")
    await sweep(town)
    assert await resident.looks() == ""
    await town.passes(hours=9)
    assert await resident.looks() == (
        f"{TITLE} đổi lịch: 07:30, thứ Hai, ngày 08/12/2025, tại {OFFICE} "
        "(lịch cũ: 07:30, thứ Sáu, ngày 28/11/2025). Xin ông/bà theo lịch mới."
    )
    await sweep(town)
    shown = await clerk.presses_any("broadcast.list:1")
    assert shown.count("cho người đã nhận thông báo: đã gửi xong.") == 1
    assert shown.count("cho người đã nhận thông báo: đã dừng vì hội nghị thay đổi.") == 1


async def test_of_two_changes_of_which_some_have_heard_the_first_both_old_days_are_named(town: Town) -> None:
    clerk, resident, other = await town.clerk(), await town.resident(), await neighbour(town)
    await town.dialogue(clerk)
    await announces(town, clerk)
    await resident.looks()
    await other.looks()
    await moves(town, clerk, "05/12/2025")
    await send_broadcasts(town.database, town.program.communes.get, town.clock.now)
    async with town.database.begin() as uow:
        await uow.broadcasts.hold(town.commune.id, datetime(2025, 11, 8, 8, 0, tzinfo=VIETNAM), 1)
    await sweep(town)
    heard = [bool(await phone.looks()) for phone in (resident, other)]
    assert sorted(heard) == [False, True]
    await moves(town, clerk, "08/12/2025")
    await sweep(town)
    told = (
        f"{TITLE} đổi lịch: 07:30, thứ Hai, ngày 08/12/2025, tại {OFFICE} "
        "(lịch cũ: 07:30, thứ Sáu, ngày 28/11/2025 và 07:30, thứ Sáu, ngày 05/12/2025). Xin ông/bà theo lịch mới."
    )
    assert await resident.looks() == await other.looks() == told


async def test_moved_there_and_back_before_anybody_heard_is_no_change(web_town: Town) -> None:
    town = web_town
    clerk, resident = await town.clerk(), await town.resident()
    await town.dialogue(clerk)
    await announces(town, clerk)
    await resident.looks()
    await moves(town, clerk, "05/12/2025")
    await moves(town, clerk, "28/11/2025")
    await sweep(town)
    assert await resident.looks() == f"Lịch của {TITLE}: 07:30, thứ Sáu, ngày 28/11/2025, tại {OFFICE}."


async def test_who_did_not_get_the_announcement_because_a_clerk_stopped_it_is_not_told(town: Town) -> None:
    clerk, resident = await town.clerk(), await town.resident()
    await town.dialogue(clerk)
    await clerk.presses_any("announce.begin:1")
    await clerk.presses("Gửi thông báo")
    await clerk.presses_any("broadcast.stop-now:1")
    await sweep(town)
    await resident.looks()
    assert "Đang báo thay đổi" not in await moves(town, clerk, "05/12/2025")
    await sweep(town)
    assert await resident.looks() == ""


async def test_who_heard_of_no_day_is_told_when_it_is_fixed_and_of_a_postponed_one_when_it_is_taken_up(
    town: Town,
) -> None:
    clerk, resident = await town.clerk(), await town.resident()
    await town.dialogue(clerk)
    await town.rows("update dialogue set starts_at = null, speakers_until = null returning 1")
    await announces(town, clerk)
    assert "Ngày giờ sẽ được thông báo sau." in await resident.looks()
    await moves(town, clerk, "05/12/2025")
    await sweep(town)
    said = f"07:30, thứ Sáu, ngày 05/12/2025, tại {OFFICE}."
    assert await resident.looks() == f"Đã ấn định ngày {TITLE}: {said}"
    await clerk.presses_any("dialogue.postpone:1")
    await clerk.says("Mưa bão")
    await clerk.presses("Xác nhận và báo tin")
    await sweep(town)
    assert "tạm hoãn (lịch cũ: 07:30, thứ Sáu, ngày 05/12/2025)." in await resident.looks()
    await moves(town, clerk, "12/12/2025")
    await sweep(town)
    said = f"07:30, thứ Sáu, ngày 12/12/2025, tại {OFFICE}. Xin ông/bà theo lịch mới."
    assert await resident.looks() == f"{TITLE} đổi lịch: {said}"
    assert "Báo thay đổi lúc" in await clerk.presses("Tiến độ gửi tin")


async def test_after_a_change_the_notice_that_the_law_asks_for_is_due_again(town: Town) -> None:
    clerk, resident = await town.clerk(), await town.resident()
    await town.dialogue(clerk)
    await announces(town, clerk)
    for day, still_done in (("28/11/2025", True), ("01/12/2025", False)):
        await clerk.presses_any("dialogue.date:1")
        await clerk.says(day)
        await clerk.says("9h15")
        await clerk.presses("Trụ sở")
        assert ("thông báo theo luật phải làm lại" in await clerk.presses("Ấn định")) is not still_done
        # Only another day needs the days of notice that the law asks for.
        [milestone] = await town.rows("select done_at, due_on from milestone where what = 'announce'")
        assert (milestone.done_at is not None, milestone.due_on) == (
            still_done, date(2025, 11, 21) if still_done else date(2025, 11, 24),
        )  # fmt: skip
    await resident.looks()
    await clerk.presses_any("announce.begin:1")
    await clerk.presses("Gửi lại thông báo")
    await sweep(town)
    assert "09:15, thứ Hai, ngày 01/12/2025" in await resident.looks()
    assert await town.rows("select 1 from milestone where what = 'announce' and done_at is null") == []


async def test_who_withdraws_consent_while_it_waits_is_not_told(town: Town) -> None:
    clerk, resident, other = await town.clerk(), await town.resident(), await neighbour(town)
    await town.dialogue(clerk)
    await clerk.presses_any("announce.begin:1")
    await clerk.presses("Gửi thông báo")
    await send_broadcasts(town.database, town.program.communes.get, town.clock.now)
    async with town.database.begin() as uow:
        # The courier is away until the next morning.
        await uow.broadcasts.hold(town.commune.id, datetime(2025, 11, 8, 8, 0, tzinfo=VIETNAM), 100)
    await resident.presses_any("data.withdraw-yes")
    await resident.looks()
    await town.passes(days=2)
    await sweep(town)
    assert INVITED not in await resident.looks()
    assert INVITED in await other.looks()
    shown = await clerk.presses_any("broadcast.list:1")
    assert "Tổng số tin: 3. Đã gửi: 2. Đang chờ: 0. Không gửi được: 1." in shown
    assert "• người nhận đã rút đồng ý: 1" in shown


async def test_who_moves_an_announced_day_may_announce_it_again_and_take_the_office(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    await town.dialogue(clerk)
    await announces(town, clerk)
    await moves(town, clerk, "05/12/2025", "14:00", "Nhà văn hóa thôn Mẫu 1")
    assert "đã được thông báo lúc" in await clerk.presses("Thông báo cho người dân")

    # The office's own place can be taken as well as the one that was set.
    await clerk.presses_any("dialogue.date:1")
    await clerk.says("06/12/2025")
    await clerk.presses("14:00")
    assert (await clerk.last()).labels[:2] == ("Nhà văn hóa thôn Mẫu 1", "Trụ sở UBND xã Cao Minh")
    await clerk.presses("Trụ sở")
    assert "Địa điểm: Trụ sở UBND xã Cao Minh." in await clerk.presses("Ấn định")


async def test_in_quiet_hours_nobody_is_disturbed_and_in_the_morning_all_are_told(town: Town) -> None:
    clerk, resident = await town.clerk(), await town.resident()
    await town.dialogue(clerk)
    town.clock.moment = datetime(2025, 11, 7, 22, 0, tzinfo=VIETNAM)
    said = await announces(town, clerk)
    assert "Đang là giờ nghỉ, tin sẽ được gửi từ 06:30, thứ Bảy, ngày 08/11/2025." in said
    assert INVITED not in await resident.looks()
    assert "Tổng số tin: 2. Đã gửi: 0. Đang chờ: 2." in await clerk.presses_any("broadcast.list:1")
    await town.passes(hours=8)
    assert INVITED not in await resident.looks()
    await town.passes(minutes=31)
    assert INVITED in await resident.looks()


async def test_what_waits_when_quiet_hours_begin_waits_until_the_morning(town: Town) -> None:
    clerk, resident = await town.clerk(), await town.resident()
    await town.dialogue(clerk)
    town.clock.moment = datetime(2025, 11, 7, 20, 59, 50, tzinfo=VIETNAM)
    await clerk.presses_any("announce.begin:1")
    await clerk.presses("Gửi thông báo")
    await send_broadcasts(town.database, town.program.communes.get, town.clock.now)
    town.clock.moment = datetime(2025, 11, 7, 20, 59, 56, tzinfo=VIETNAM)
    await sweep(town)
    assert INVITED not in await resident.looks()
    await town.passes(hours=9, minutes=31)
    assert INVITED in await resident.looks()


async def test_two_schedulers_tell_nobody_twice(town: Town) -> None:
    clerk = await town.clerk()
    people = [await town.resident(f"Người Mẫu {n}") for n in range(3)]
    await town.dialogue(clerk)
    await clerk.presses_any("announce.begin:1")
    await clerk.presses("Gửi thông báo")
    for _ in range(3):
        # A chunk for each person; whoever is killed between two leaves the rest to the others.
        await asyncio.gather(
            *(send_broadcasts(town.database, town.program.communes.get, town.clock.now, chunk=1) for _ in range(4))
        )
    await sweep(town)
    for phone in people:
        assert (await phone.looks()).count(INVITED) == 1
    assert (await clerk.looks()).count("Đã gửi xong") == 1


async def test_who_has_blocked_the_bot_is_counted_with_the_reason(telegram_town: Town) -> None:
    town = telegram_town
    clerk, resident, gone = await town.clerk(), await town.resident(), await neighbour(town)
    await town.dialogue(clerk)
    town.fake.blocks(gone.user)
    # The bot does not know yet: the notice of it is on its way.
    await town.settle()
    await town.rows("update conversation set reachable = true returning 1")
    await announces(town, clerk)
    assert INVITED in await resident.looks()
    shown = await clerk.presses_any("broadcast.list:1")
    assert "Tổng số tin: 3. Đã gửi: 2. Đang chờ: 0. Không gửi được: 1." in shown
    assert "• người nhận đã chặn trợ lý: 1" in shown
    assert "tới 2 người" in await clerk.presses_any("announce.begin:1")


async def test_papers_come_as_pdf_and_picture_with_the_script_as_text(town: Town) -> None:
    clerk = await town.clerk()
    await town.dialogue(clerk)
    assert "cho nơi nào?" in await clerk.presses("Tờ thông báo, bài phát thanh")
    said = await clerk.presses("thôn Mẫu 2")
    assert "Tờ thông báo khổ A4 cho thôn Mẫu 2" in said
    assert "Kính thưa toàn thể bà con thôn Mẫu 2!" in said
    assert sum(seen.files for seen in await clerk.history()) == 2
    kinds = await town.rows("select kind, mime from stored_file order by mime")
    assert [row.mime for row in kinds] == ["application/pdf", "image/png"]
    [pdf] = await town.rows("select sha256 from stored_file where mime = 'application/pdf'")
    with PdfDocument(town.program.files.path(pdf.sha256)) as poster:
        printed = poster[0].get_textpage().get_text_range()
    # Every channel that the commune has, whichever the clerk uses.
    assert ("/c/cao-minh" in printed, "t.me/DoiThoaiMauBot" in printed) == (True, town.channel == "telegram")
    assert await town.failed_steps() == []


async def test_papers_of_a_dialogue_in_one_hamlet_are_for_that_one(web_town: Town) -> None:
    clerk = await web_town.clerk()
    await dialogue_of_hamlet(clerk)
    assert "Tờ thông báo khổ A4 cho thôn Mẫu 1" in await clerk.presses("Tờ thông báo, bài phát thanh")
    assert (await clerk.last()).files == 2
