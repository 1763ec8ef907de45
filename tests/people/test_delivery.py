"""Whether an answer arrived: what the officer and the clerk see when it did not."""

from tests.town import Town

ROAD = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"


async def test_a_resident_who_blocked_the_bot_is_known_to_the_department_and_the_clerk(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await officer.looks()
    assert "Mọi tin đều đã gửi được." in await clerk.presses("Tin chưa gửi được")

    town.fake.blocks(resident.user)
    await officer.replies("Sẽ làm cống.", code)
    said = await town.sends_answer(officer)
    assert f"Đã ghi trả lời {code}" in said
    assert f"Chưa chuyển được trả lời {code}: người nhận đã chặn trợ lý." in said
    assert "Xin liên hệ trực tiếp hoặc nhờ trưởng thôn, bản, tổ dân phố." in said
    page = await officer.presses("Đã đến người gửi chưa")
    assert "Chưa chuyển được trả lời vào cuộc trò chuyện: người nhận đã chặn trợ lý." in page
    assert "Cách khác: văn phòng gọi điện: đang chờ." in page

    await clerk.says("/menu")
    listed = await clerk.presses("Tin chưa gửi được")
    assert "1 tin chưa gửi được" in listed
    assert f"• {code} · Nguyễn Văn Mẫu · người nhận đã chặn trợ lý (08:01" in listed
    assert "→ văn phòng gọi điện: đang chờ" in listed
    assert f"Ý kiến {code} — đã trả lời" in await clerk.presses(f"Xem {code}")


async def test_who_comes_back_after_blocking_finds_the_answer(telegram_town: Town) -> None:
    town = telegram_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    town.fake.blocks(resident.user)
    await officer.replies("Sẽ làm cống.", code)
    await town.sends_answer(officer)
    town.fake.unblocks(resident.user)
    page = await resident.says(code)
    assert f"Ý kiến {code} — đã trả lời" in page
    assert "Phòng Kinh tế trả lời: Sẽ làm cống." in page


async def test_an_answer_is_tried_again_while_the_channel_is_in_trouble(telegram_town: Town) -> None:
    town = telegram_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    await officer.looks()
    town.fake.fail("bad_gateway", chat=resident.user.id, method="sendMessage", times=3)
    await officer.replies("Sẽ làm cống.", code)
    await town.sends_answer(officer)
    assert "Trả lời đang được gửi." in await officer.presses("Đã đến người gửi chưa")
    for _ in range(3):
        await town.passes(minutes=1)
    assert (await resident.looks()).count("Sẽ làm cống.") == 1
    assert "Trả lời đã đến người gửi lúc" in await officer.says(code)


async def test_a_hidden_name_stays_hidden_in_the_list_of_what_was_not_delivered(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường", name="Giấu tên")
    town.fake.blocks(resident.user)
    await officer.replies("Sẽ làm cống.", code)
    await town.sends_answer(officer)
    await clerk.says("/menu")
    listed = await clerk.presses("Tin chưa gửi được")
    assert f"• {code} · người gửi giấu tên" in listed
    assert "Nguyễn Văn Mẫu" not in "\n".join(seen.text for seen in [*await clerk.history(), *await officer.history()])


async def test_work_of_an_officer_who_blocked_the_bot_goes_to_the_clerk(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    await clerk.looks()
    # The bot learns of it only by sending.
    town.fake.hold(f"member:{officer.user.id}")
    town.fake.blocks(officer.user)
    first = await town.files_petition(resident, ROAD, "Đường")
    card = await clerk.looks()
    assert "(Phòng Kinh tế chưa có cán bộ trong trợ lý." in card
    assert f"{first} · Đường" in card
    assert "Chuyển cơ quan" in await clerk.labels()

    town.fake.release(f"member:{officer.user.id}")
    second = await town.files_petition(resident, "Cầu treo hỏng", "Đường")
    assert f"{second} · Đường" in await clerk.looks()
    # Once it is known, nothing more is tried there.
    await clerk.says("/menu")
    assert "1 tin chưa gửi được" in await clerk.presses("Tin chưa gửi được")
    town.fake.unblocks(officer.user)
    third = await town.files_petition(resident, "Cột điện nghiêng", "Đường")
    assert f"{third} · Đường" in await officer.looks()
    assert await clerk.looks() == ""


async def test_who_was_asked_for_help_and_cannot_be_reached_is_spoken_for_by_the_clerk(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    police = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    code = await town.files_petition(await town.resident(), ROAD, "Đường")
    await clerk.looks()
    town.fake.hold(f"member:{police.user.id}")
    town.fake.blocks(police.user)
    await officer.presses_any(f"support.begin:{code}")
    await officer.presses("Công an xã")
    await officer.says("Có cấm xe tải được không?")
    await officer.presses("Gửi")
    told = await clerk.looks()
    assert "(Công an xã chưa có cán bộ trong trợ lý." in told
    assert "Có cấm xe tải được không?" in told
    await clerk.presses("Trao đổi")
    await clerk.says("Công an báo: cấm được từ tháng 12")
    assert "Công an báo: cấm được từ tháng 12" in await officer.looks()


async def test_one_of_two_officers_who_blocked_the_bot_disturbs_nobody(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    away = await town.officer(clerk, name="Cán bộ một")
    here = await town.officer(clerk, name="Cán bộ hai")
    await clerk.looks()
    await here.looks()
    town.fake.blocks(away.user)
    code = await town.files_petition(await town.resident(), ROAD, "Đường")
    assert (await here.looks()).count(f"{code} · Đường") == 1
    assert await clerk.looks() == ""


async def test_a_muted_bot_in_the_group_tells_the_officers_instead(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    code = await town.invited(clerk, "Nối nhóm", "Phòng Kinh tế")
    group = town.fake.create_group("Nhóm mẫu", officer.user, bots=list(town.fake.bots))
    inside = officer.in_group(group)
    await inside.says(f"/ketnoi {code}")
    await officer.looks()
    town.fake.fail("forbidden", chat=group.id, method="sendMessage", times=1)
    first = await town.files_petition(await town.resident(), ROAD, "Đường")
    assert f"{first} · Đường" in await officer.looks()
    await clerk.says("/menu")
    assert f"• {first} · nhóm của cơ quan · trợ lý không được phép gửi vào nhóm" in await clerk.presses(
        "Tin chưa gửi được"
    )
    # The group is still connected: next time it may work.
    second = await town.files_petition(await town.resident(), "Cầu treo hỏng", "Đường")
    assert second in await inside.looks()
    assert await officer.looks() == ""
