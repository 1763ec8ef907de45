"""Telegram groups of departments: connecting them, working in them, and what happens to them."""

from typing import Any

import pytest

from storage.tables import stored_file
from tests.fakes.telegram import Chat
from tests.town import PNG, TOKEN, Town, sentence

ROAD = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"
NAME = "DoiThoaiMauBot"
HELLO = "Để nhóm nhận việc của cơ quan, xin gõ /ketnoi và mã"


def makes_group(town: Town, creator: Any, *members: Any, **kind: bool) -> Chat:
    users = [member.user for member in members]
    return town.fake.create_group("Nhóm mẫu", creator.user, bots=[TOKEN], users=users, **kind)


async def connects(town: Town, clerk: Any, officer: Any, *members: Any, **kind: bool) -> tuple[Any, Chat]:
    """The officer's phone in a fresh group of the department, connected by the clerk's code."""
    code = await town.invited(clerk, "Nối nhóm", "Phòng Kinh tế")
    group = makes_group(town, officer, *members, **kind)
    inside = officer.in_group(group)
    assert "Nhóm đã được nối với Phòng Kinh tế." in await inside.says(f"/ketnoi {code}")
    return inside, group


async def test_a_group_connected_by_code_gets_the_cards_and_answers_them(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    colleague = await town.officer(clerk, name="Cán bộ hai")
    resident = await town.resident()
    inside, group = await connects(town, clerk, officer, colleague)
    other = colleague.in_group(group)
    await other.looks()
    for phone in (officer, colleague):
        await phone.looks()

    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    assert f"{code} · Đường, cầu, cống, xây dựng · thôn Mẫu 1" in await inside.looks()
    assert await inside.labels() == ("Nhận việc", "Trả lời", "Hỏi người gửi", "Chuyển cơ quan khác")
    assert await officer.looks() == ""
    assert await colleague.looks() == ""

    assert f"Cán bộ mẫu nhận {code}" in await inside.presses("Nhận việc")
    await other.looks()
    assert f"{code} đã có Cán bộ mẫu nhận." in await other.presses("Nhận việc")
    assert "Xin trả lời (reply) vào chính tin nhắn này." in await inside.presses("Trả lời")
    # In privacy mode the bot hears replies to itself, and nothing of what colleagues say to each other.
    await other.looks()
    assert await other.says("Ai đi khảo sát chưa?") == ""
    noted = await inside.replies("Xã sẽ làm cống trong tháng 12.", "Xin viết câu trả lời")
    assert "Đã ghi lại." in noted
    await inside.presses("Tiếp tục")
    assert f"Đã ghi trả lời {code}" in await town.sends_answer(inside)
    assert "Xã sẽ làm cống trong tháng 12." in await resident.looks()
    assert "Trả lời đã đến người gửi lúc 08:01" in await inside.presses("Đã đến người gửi chưa")


async def test_a_reply_to_the_card_with_a_file_is_an_answer(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    inside, _ = await connects(town, clerk, officer)
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()

    await inside.replies_with_file(PNG, "ban-ve.png", "Sẽ làm cống, kèm bản vẽ.", code)
    review = await inside.presses("Đã giải thích")
    assert f"Trả lời {code}. Xin ông/bà xem lại" in review
    assert "Sẽ làm cống, kèm bản vẽ. (kèm 1 tệp)" in review
    await town.sends_answer(inside)
    assert "Sẽ làm cống, kèm bản vẽ." in await resident.looks()
    assert any(seen.files for seen in (await resident.history())[-2:])


async def test_a_group_connected_by_the_link_that_adds_the_bot(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    await clerk.presses_key("invite.begin")
    await clerk.presses("Nối nhóm")
    made = await clerk.presses("Phòng Kinh tế")
    link = made.split("Hoặc mở đường dẫn này và chọn nhóm: ")[1].split()[0]
    assert link.startswith("https://t.me/DoiThoaiMauBot?startgroup=")

    group = makes_group(town, officer)
    inside = officer.in_group(group)
    # Telegram adds the bot and says for the person: /start@bot payload.
    said = await inside.says(f"/start@DoiThoaiMauBot {link.split('=')[1]}")
    assert "Nhóm đã được nối với Phòng Kinh tế." in said
    assert "CM25-0001" in await _card(town, inside)


async def _card(town: Town, inside: Any) -> str:
    await inside.looks()
    await town.files_petition(await town.resident(), ROAD, "Đường")
    return str(await inside.looks())


async def test_a_code_that_cannot_be_used_says_what_to_do(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    used = await town.invited(clerk, "Nối nhóm", "Phòng Kinh tế")
    late = await town.invited(clerk, "Nối nhóm", "Phòng Kinh tế")
    personal = await town.invited(clerk, "Cán bộ trả lời", "Phòng Kinh tế")
    group = makes_group(town, officer)
    inside = officer.in_group(group)
    assert HELLO in await inside.looks()

    assert "Xin gõ /ketnoi và mã do văn phòng" in await inside.says("/ketnoi")
    assert "Xin gõ /ketnoi và mã do văn phòng" in await inside.says("/ketnoi abc")
    wrong = await inside.says("/ketnoi 22222-33333")
    assert wrong.startswith("Mã mời này không đúng. Xin ông/bà hỏi lại cán bộ văn phòng")
    assert "Mã này dành cho một người, không dùng để nối nhóm." in await inside.says(f"/ketnoi {personal}")
    assert "đã được nối" in await inside.says(f"/ketnoi {used.lower()}")
    assert "Mã mời này đã được dùng. Xin ông/bà hỏi cán bộ văn phòng" in await inside.says(f"/ketnoi {used}")
    await town.passes(days=7)
    await inside.looks()
    assert "Mã mời này đã hết hạn." in await inside.says(f"/ketnoi {late}")
    # Said in private, the code of a group says where it belongs.
    fresh = await town.invited(clerk, "Nối nhóm", "Công an xã")
    assert "xin gõ trong nhóm đó" in await officer.says(fresh)
    assert "Lệnh này dùng trong nhóm của cơ quan." in await officer.says("/ketnoi")


async def test_a_member_without_a_role_is_refused_and_chatter_is_ignored(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    guest = await town.phone("Người quen")
    stranger = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    resident = await town.resident()
    _, group = await connects(town, clerk, officer, guest, stranger, resident)
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    before = len(await officer.in_group(group).history())

    for phone in (guest, stranger, resident):
        inside = phone.in_group(group)
        await inside.looks()
        assert await inside.says("Chào cả nhóm, chiều nay họp nhé") == ""
        for refused in (
            await inside.replies("Để tôi trả lời thay", f"{code} · Đường") if phone is not resident else "cơ quan",
            await inside.presses("Nhận việc"),
            await inside.says("/viec"),
        ):
            assert "được mời" in refused or "cơ quan" in refused
    assert await resident.looks() == ""
    page = await resident.presses_key(f"mine.show:{code}")
    assert f"Ý kiến {code} — chờ xử lý" in page
    assert len(await officer.in_group(group).history()) > before


async def test_what_people_send_each_other_is_not_kept_even_where_the_bot_hears_all(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    inside, group = await connects(town, clerk, officer)
    await town.files_petition(await town.resident(), ROAD, "Đường")
    bot = next(iter(town.fake.bots.values()))
    town.fake.set_status(group, bot, "administrator", officer.user)
    await inside.looks()

    assert await inside.sends(PNG, "anh-lien-hoan.png", "Ảnh liên hoan") == ""
    await inside.presses("Trả lời")
    assert await inside.says("Trưa nay ăn gì?") == ""
    assert await inside.sends(PNG, "thuc-don.png") == ""
    async with town.database.begin() as uow:
        assert (await uow.connection.execute(stored_file.select())).all() == []
    await inside.replies("Sẽ làm cống.", "Xin viết câu trả lời")
    await inside.presses("Tiếp tục")
    review = await inside.presses("Đã giải thích")
    assert "• Trả lời: Sẽ làm cống." in review
    assert "ăn gì" not in review


@pytest.mark.parametrize("command", ["/viec", "/viec@DoiThoaiMauBot"])
async def test_work_is_listed_in_the_group_for_its_department_only(telegram_town: Town, command: str) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    police = await town.invited(clerk, "Cán bộ trả lời", "Công an xã")
    await officer.says(police)
    resident = await town.resident()
    inside, _ = await connects(town, clerk, officer)
    road = await town.files_petition(resident, ROAD, "Đường")
    noise = await town.files_petition(resident, "Karaoke ồn ào ban đêm", "An ninh")
    await inside.looks()

    listed = await inside.says(command)
    assert road in listed
    assert noise not in listed
    own = await officer.says("/viec")
    assert road in own
    assert noise in own


async def test_private_matters_stay_out_of_the_group(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.resident("Cán bộ cũng là người dân")
    await officer.says(await town.invited(clerk, "Cán bộ trả lời", "Phòng Kinh tế"))
    inside, _ = await connects(town, clerk, officer)
    own = await town.files_petition(officer, "Thủ tục cấp sổ đỏ chậm", "Đất đai", name="Giấu tên")
    await inside.looks()
    for command in ("/dulieu", "/cuatoi", f"/tracuu {own}", "/ykien", "/phatbieu", "/ngonngu"):
        said = await inside.says(command)
        assert "Việc này xin làm trong trò chuyện riêng với trợ lý." in said, command
        assert "https://t.me/DoiThoaiMauBot" in said
    assert "Gõ /viec để xem việc." in await inside.says("/menu")
    assert "Trả lời một ý kiến" in await inside.says("/trogiup")
    assert await inside.says("/lenhcuabotkhac") == ""
    # The officer wrote with a hidden name: the colleagues in the group read along.
    await inside.says("/viec")
    page = await inside.presses(f"Xem {own}")
    assert "người gửi giấu tên" in page
    assert "Cán bộ cũng là người dân" not in page
    assert await inside.labels() == (
        "Nhận việc",
        "Trả lời",
        "Hỏi người gửi",
        "Chuyển cơ quan khác",
        "Việc khác",
        "Việc cần trả lời",
    )


async def test_buttons_of_a_colleagues_form_do_nothing_to_ones_own(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    first = await town.officer(clerk, name="Cán bộ một")
    second = await town.officer(clerk, name="Cán bộ hai")
    resident = await town.resident()
    inside, group = await connects(town, clerk, first, second)
    beside = second.in_group(group)
    codes = [await town.files_petition(resident, f"Đường số {n} hỏng", "Đường") for n in (1, 2)]
    await inside.replies("Sửa đường số 1 tuần tới.", codes[0])
    await inside.presses("Đã giải thích")
    await beside.replies("Sửa đường số 2 tháng tới.", codes[1])
    await beside.presses("Đã giải thích")
    await resident.looks()

    shown = [seen for seen in await inside.history() if "Xin ông/bà xem lại" in seen.text]
    assert [len(seen.keys) for seen in shown] == [3, 3]
    await beside.looks()
    said = await beside.presses_key(shown[0].keys[0])
    assert "Nút này thuộc câu hỏi cũ" in said
    assert await resident.looks() == ""
    await inside.presses_key(shown[0].keys[0])
    await town.undo_passes()
    assert "Sửa đường số 1 tuần tới." in await resident.looks()


async def test_a_reply_to_what_is_about_no_petition_is_not_lost_in_silence(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    guest = await town.phone("Người quen")
    inside, group = await connects(town, clerk, officer, guest)
    said = await inside.replies("Đã làm xong rồi", "Nhóm đã được nối")
    assert said == sentence("group-reply-to-card")
    outside = guest.in_group(group)
    await outside.looks()
    assert await outside.replies("Cảm ơn", "Nhóm đã được nối") == ""


async def test_officers_work_by_typing_the_code(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    inside, _ = await connects(town, clerk, officer)
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    await inside.looks()

    assert f"Ý kiến {code} — chờ xử lý" in await inside.says(f"@{NAME} {code.lower()}")
    assert f"Cán bộ mẫu nhận {code}" in await inside.replies("số 1", f"Ý kiến {code}")
    asks = await inside.says(f"@{NAME} {code} hỏi: Chỗ ngập gần nhà ai?")
    assert f"Câu hỏi về {code}. Xin xem lại" in asks
    assert "Chỗ ngập gần nhà ai?" in asks
    await inside.says(f"@{NAME} gửi")
    assert "Chỗ ngập gần nhà ai?" in await resident.looks()
    await inside.replies(f"{code} trả lời: Xã sẽ làm cống: tháng 12.", "Nhóm đã được nối")
    await inside.says(f"@{NAME} Đã giải quyết xong")
    await inside.says(f"@{NAME} đồng ý")
    await town.undo_passes()
    assert "Xã sẽ làm cống: tháng 12." in await resident.looks()
    assert "/viec" in await inside.says("/trogiup")


async def test_a_code_with_words_that_are_no_short_form_says_how(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    inside, _ = await connects(town, clerk, officer)
    code = await town.files_petition(resident, ROAD, "Đường")
    await inside.looks()
    said = await inside.says(f"@{NAME} {code} đã khảo sát chưa?")
    assert f"Để trả lời, xin gõ “{code} trả lời:”" in said
    assert f"Ý kiến {code} — chờ xử lý" in said
    assert "gõ mã trước câu trả lời" in await inside.says(f"@{NAME} chào cả nhà")
    assert f"Chuyển {code} đến cơ quan nào?" in await inside.says(f"@{NAME} {code} chuyển")
    assert "Xin ông/bà cho biết lý do chuyển." in await inside.says(f"@{NAME} số 1")


async def test_a_short_form_shows_no_matter_of_another_department(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    await officer.says(await town.invited(clerk, "Cán bộ trả lời", "Công an xã"))
    stranger = await town.phone("Người quen")
    inside, group = await connects(town, clerk, officer, stranger)
    road = await town.files_petition(await town.resident(), ROAD, "Đường")
    noise = await town.files_petition(await town.resident(), "Karaoke ồn ào ban đêm", "An ninh")
    await inside.looks()
    for verb in (
        "",
        " nhận",
        " trả lời: Đã nhắc nhở.",
        " hỏi: Ở đâu?",
        " chuyển",
        " gì vậy",
        " duyệt",
        " rút lại",
        " trả lại: Sai",
        " ghi chú: Xem",
        " từ chối: Không",
        " giao",
    ):
        said = await inside.says(f"@{NAME} {noise}{verb}")
        assert "Việc này xin làm trong trò chuyện riêng với trợ lý." in said, verb
        assert "Karaoke" not in said
    outside = stranger.in_group(group)
    await outside.looks()
    for verb in ("", " nhận", " trả lời: Để tôi.", " chuyển"):
        assert "Chỉ cán bộ" in (said := await outside.says(f"@{NAME} {road}{verb}")) or road in said, verb
        assert ROAD not in said
    # In a chat of one's own everything is there, without the name of the bot.
    assert f"nhận {noise}" in await officer.says(f"{noise} nhận")
    assert f"Kết quả của {noise} là gì?" in await officer.says(f"{noise} tra loi: Đã nhắc nhở.")
    assert f"Trả lời {noise}. Xin ông/bà xem lại" in await officer.says("Đã giải quyết xong")
    assert f"Đã ghi trả lời {noise}" in await officer.says("ok")


async def test_a_forum_topic_gets_the_cards_and_its_end_loses_none(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    code = await town.invited(clerk, "Nối nhóm", "Phòng Kinh tế")
    group = makes_group(town, officer, forum=True)
    topic = town.fake.create_topic(group, "Ý kiến người dân", officer.user)
    inside = officer.in_group(group, topic)
    assert "đã được nối" in await inside.says(f"/ketnoi {code}")

    first = await town.files_petition(resident, ROAD, "Đường")
    lines = [line for line in town.fake.transcript(group) if first in line.text]
    assert [line.thread_id for line in lines] == [topic]
    await inside.replies("Sẽ làm cống.", first)
    await resident.looks()
    await town.sends_answer(inside)
    assert "Sẽ làm cống." in await resident.looks()

    town.fake.delete_topic(group, topic)
    second = await town.files_petition(resident, "Cầu treo hỏng", "Đường")
    await resident.looks()
    lines = [line for line in town.fake.transcript(group) if second in line.text]
    assert [line.thread_id for line in lines] == [None]
    general = officer.in_group(group)
    assert f"Kết quả của {second} là gì?" in await general.replies("Sẽ sửa cầu.", second)
    await town.sends_answer(general)
    assert "Sẽ sửa cầu." in await resident.looks()


@pytest.mark.parametrize("heard_late", [False, True], ids=["told-first", "found-out-by-sending"])
async def test_a_group_that_becomes_a_supergroup_keeps_its_work(telegram_town: Town, heard_late: bool) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    inside, group = await connects(town, clerk, officer)
    await town.files_petition(resident, ROAD, "Đường")
    await inside.presses("Trả lời")

    if heard_late:
        town.fake.hold(f"chat:{group.id}")
    moved = town.fake.migrate(group, officer.user)
    there = officer.in_group(moved)
    # Somebody speaks in the new place before the bot has heard of the move.
    await there.says("/viec") if heard_late else await town.settle()
    code = await town.files_petition(resident, "Cầu treo hỏng", "Đường")
    if heard_late:
        town.fake.release(f"chat:{group.id}")
    await resident.looks()

    assert f"{code} · Đường" in await there.looks()
    assert "Việc cần trả lời: 2" in await there.says("/viec")
    await there.replies("Sẽ sửa cầu.", f"{code} · Đường, cầu, cống, xây dựng · thôn")
    await town.sends_answer(there)
    assert "Sẽ sửa cầu." in await resident.looks()
    async with town.database.begin() as uow:
        assert await uow.inbox.all_set_aside() == []


async def test_cards_go_to_the_officers_when_the_bot_is_put_out_of_the_group(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    _, group = await connects(town, clerk, officer)
    await officer.looks()
    await clerk.looks()

    town.fake.remove_from_group(group, next(iter(town.fake.bots.values())), officer.user)
    told = await clerk.looks()
    assert "Trợ lý không còn trong nhóm của Phòng Kinh tế." in told
    assert await clerk.labels() == ("Mời người, nối nhóm",)
    code = await town.files_petition(resident, ROAD, "Đường")
    assert f"{code} · Đường" in await officer.looks()
    await resident.looks()
    await officer.replies("Sẽ làm cống.", code)
    await town.sends_answer(officer)
    assert "Sẽ làm cống." in await resident.looks()


async def test_a_card_that_finds_the_group_gone_goes_to_the_officers(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    _, group = await connects(town, clerk, officer)
    await officer.looks()
    await clerk.looks()
    # Telegram's word of it is late, so the bot finds out by sending.
    town.fake.hold(f"member:{group.id}")
    town.fake.hold(f"chat:{group.id}")
    town.fake.remove_from_group(group, next(iter(town.fake.bots.values())), officer.user)

    code = await town.files_petition(resident, ROAD, "Đường")
    card = await officer.looks()
    assert f"{code} · Đường" in card
    assert await officer.labels() == ("Nhận việc", "Trả lời", "Hỏi người gửi", "Chuyển cơ quan khác")
    assert "Trợ lý không còn trong nhóm của Phòng Kinh tế." in await clerk.looks()
    town.fake.release(f"member:{group.id}")
    assert await clerk.looks() == ""
    await town.files_petition(resident, "Cầu treo hỏng", "Đường")
    assert "CM25-0002 · Đường" in await officer.looks()


async def test_cards_too_fast_for_the_group_come_as_one_list(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    inside, group = await connects(town, clerk, officer)
    await inside.looks()
    town.fake.fail("flood", chat=group.id, retry_after=40)
    codes = [await town.files_petition(resident, f"Đoạn đường số {n} bị hỏng", "Đường") for n in range(1, 6)]
    assert await inside.looks() == ""
    before = town.fake.counts()["sent"]

    await town.passes(seconds=41)
    assert town.fake.counts()["sent"] == before + 1
    said = await inside.looks()
    assert "Có 5 việc mới." in said
    assert all(f"• {code} · Đường" in said for code in codes)
    assert await inside.labels() == tuple(f"Xem {code}" for code in codes)
    page = await inside.presses("Xem CM25-0004")
    assert "Đoạn đường số 4 bị hỏng" in page
    assert "Hạn" in page or "hạn" in page
    await inside.replies("Sẽ sửa đoạn số 4.", "Ý kiến CM25-0004")
    await resident.looks()
    await town.sends_answer(inside)
    assert "trả lời ý kiến CM25-0004" in await resident.looks()
