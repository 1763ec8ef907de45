"""My data: what is stored of me, correcting it, my telephone number, and taking consent back."""

from tests.town import Town, sentence

ROAD = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"


async def test_what_is_stored_is_shown_and_corrected(town: Town) -> None:
    resident = await town.resident("Nguyễn Văn Mẫu")
    await town.files_petition(resident, ROAD, "Đường")
    page = await resident.says("/dulieu")
    assert page == "\n\n".join(
        [
            sentence(
                "data-page", name="Nguyễn Văn Mẫu", hamlet="thôn Mẫu 1", phone=sentence("form-not-given"),
                language="Tiếng Việt", consented="thứ Sáu, ngày 07/11/2025", petitions=1,
            ),
            sentence("welcome-stored"),
        ]
    )  # fmt: skip

    await resident.presses("Sửa tên")
    assert sentence("data-named", name="Nguyễn Văn Mẫu Hai") in await resident.says("  Nguyễn  Văn Mẫu\tHai ")
    await resident.says("/dulieu")
    await resident.presses("Sửa nơi ở")
    await resident.presses("thôn Mẫu 3")
    page = await resident.says("/dulieu")
    assert "• Tên: Nguyễn Văn Mẫu Hai\n• Nơi ở: thôn Mẫu 3" in page
    assert await town.rows("select name, hamlet from person where hamlet is not null") == [
        ("Nguyễn Văn Mẫu Hai", "thon-mau-3")
    ]


async def test_taking_consent_back_takes_the_name_off_what_was_sent(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, ROAD, "Đường")
    assert "Nguyễn Văn Mẫu" in await officer.looks()
    await resident.says("/ykien")
    await resident.says("Một bản viết dở")

    await resident.says("/dulieu")
    assert sentence("data-withdraw-sure") in await resident.presses("Rút đồng ý")
    assert sentence("data-withdrawn") in await resident.presses("Đúng, rút đồng ý")

    await officer.says("/viec")
    page = await officer.presses(f"Xem {code}")
    assert ROAD in page
    assert "Nguyễn Văn Mẫu" not in page
    assert "giấu tên" in page
    assert await town.rows("select author_name, name_shown from petition") == [(None, False)]
    assert await town.rows(
        "select name, hamlet, phone, consented_at from person where id = (select author from petition)"
    ) == [(None, None, None, None)]
    states = [str(row.state) for row in await town.rows("select state from conversation")]
    assert not any("Một bản viết dở" in state for state in states)

    assert sentence("welcome-question") in await resident.says("/ykien")
    await officer.presses("Trả lời")
    await officer.says("Xã sẽ làm cống trong tháng 12/2025.")
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)
    assert "Xã sẽ làm cống trong tháng 12/2025." in await resident.looks()


async def test_consent_can_be_kept_after_all(town: Town) -> None:
    resident = await town.resident("Nguyễn Văn Mẫu")
    await resident.says("/dulieu")
    await resident.presses("Rút đồng ý")
    await resident.presses("Quay lại")
    assert "Nguyễn Văn Mẫu" in await resident.says("/dulieu")


async def test_an_old_refusal_does_not_take_consent_back_by_itself(town: Town) -> None:
    resident = await town.phone("Nguyễn Văn Mẫu")
    await resident.says("/start h-thon-mau-1")
    await resident.presses("Tôi đồng ý")
    await resident.says("/ykien")
    await resident.says(ROAD)
    said = await resident.presses("Tôi không đồng ý")
    assert sentence("data-withdraw-sure") in said
    await resident.presses("Quay lại")
    assert any(ROAD[:20] in label for label in await resident.labels())


async def test_only_ones_own_telephone_number_is_kept(telegram_town: Town) -> None:
    town = telegram_town
    resident = await town.resident("Nguyễn Văn Mẫu")
    town.fake.shares_contact(resident.user, "+84900000001", stranger="Người lạ")
    assert sentence("contact-not-own") in await resident.looks()
    other = town.fake.create_user("Trần Thị Mẫu")
    town.fake.shares_contact(resident.user, "+84900000002", owner=other)
    assert sentence("contact-not-own") in await resident.looks()
    await resident.presses_any("chat.contact:+84900000003:own")
    assert await town.rows("select phone from person") == [(None,)]

    town.fake.shares_contact(resident.user, "84900000004")
    assert sentence("contact-kept", phone="+84900000004") in await resident.looks()
    assert "• Điện thoại: +84900000004" in await resident.says("/dulieu")

    await resident.says("/ykien")
    town.fake.shares_contact(resident.user, "84900000005")
    said = await resident.looks()
    assert said == "\n\n".join([sentence("form-no-contact-here"), sentence("petition-ask-body")])
