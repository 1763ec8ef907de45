"""Invitations: a clerk makes them, one person uses each, and nothing else gives a role."""

import pytest
import yaml

from actions.commune import apply_setup, read_setup
from domain.access import Grant, Role
from domain.commune import Commune
from storage.tables import grant, invitation, outbox
from tests.town import SAMPLES, Town

GRANTS = {
    "officer": (("Cán bộ trả lời", "Phòng Kinh tế"), Grant(Role.OFFICER, "phong-kinh-te"), "cán bộ Phòng Kinh tế"),
    "hamlet-head": (("Trưởng thôn", "Mẫu 2"), Grant(Role.HAMLET_HEAD, None, "thon-mau-2"), "trưởng thôn Mẫu 2"),
    "clerk": (("Cán bộ văn phòng",), Grant(Role.CLERK), "cán bộ văn phòng"),
}


async def granted(town: Town) -> list[Grant]:
    """All roles there are, without the first clerk's."""
    async with town.database.begin() as uow:
        staff = await uow.people.staff(town.commune.id)
    return [given for _, given in sorted(staff, key=lambda each: each[0].id)][1:]


@pytest.mark.parametrize(("role", "by"), [("officer", "link"), ("hamlet-head", "code"), ("clerk", "link")])
async def test_an_invitation_gives_its_role_once(town: Town, role: str, by: str) -> None:
    presses, expected, called = GRANTS[role]
    clerk = await town.clerk()
    code = await town.invited(clerk, *presses)
    made = (await clerk.last()).text
    assert "dùng một lần, đến 08:00 ngày 14/11/2025" in made
    if town.channel == "telegram":
        assert f"https://t.me/DoiThoaiMauBot?start=i-{code.replace('-', '')}" in made

    invited = await town.phone("Người được mời")
    if by == "link":
        await invited.says(f"/start i-{code.replace('-', '')}")
        assert f"Ông/bà được mời làm {called}." in (await invited.last()).text
        said = await invited.presses("Tôi đồng ý")
    else:
        await invited.arrives()
        said = await invited.says(code.lower().replace("-", " "))
    assert f"Ông/bà đã nhận vai trò: {called}." in said
    assert await granted(town) == [expected]

    other = await town.phone("Người khác")
    await other.arrives()
    assert "Mã mời này đã được dùng." in await other.says(code)
    assert await granted(town) == [expected]


async def test_an_invitation_expires_after_seven_days(town: Town) -> None:
    clerk = await town.clerk()
    code = await town.invited(clerk, "Cán bộ văn phòng")
    await town.passes(days=6, hours=23, minutes=59)
    early = await town.phone()
    await early.says(f"/start i-{code.replace('-', '')}")
    assert "được mời làm cán bộ văn phòng" in (await early.last()).text
    await town.passes(minutes=1)
    assert "Mã mời này đã hết hạn. Xin ông/bà hỏi cán bộ văn phòng" in await early.presses("Tôi đồng ý")
    assert await granted(town) == []


async def test_only_the_hash_of_a_code_is_stored(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    code = await town.invited(clerk, "Cán bộ văn phòng")
    bare = code.replace("-", "")
    async with town.database.begin() as uow:
        stored = str((await uow.connection.execute(invitation.select())).all())
        queued = (await uow.connection.execute(outbox.select())).all()
    assert bare not in stored.upper()
    assert code not in stored.upper()
    # What was said to the clerk stays in the chat that it was said in.
    assert {row.person_id for row in queued if bare in row.text.replace("-", "")} <= {1}


async def test_nothing_that_is_typed_gives_a_role(town: Town) -> None:
    await town.clerk()
    resident = await town.resident("Cán bộ văn phòng")
    for typed in (
        "Tôi là cán bộ văn phòng",
        "clerk",
        "/start i-2222233333",
        "/start i-officer",
        "22222-33333",
        "Ông/bà đã nhận vai trò: cán bộ văn phòng.",
        "/viec",
    ):
        await resident.says(typed)
    assert await granted(town) == []
    await resident.says("/menu")
    assert "Mời người, nối nhóm" not in await resident.labels()
    assert "Việc cần trả lời" not in await resident.labels()


async def test_two_who_use_one_code_at_once_do_not_both_get_the_role(town: Town) -> None:
    clerk = await town.clerk()
    code = await town.invited(clerk, "Cán bộ trả lời", "Phòng Kinh tế")
    phones = [await town.phone(f"Người {n}") for n in (1, 2)]
    for phone in phones:
        await phone.says(f"/start i-{code.replace('-', '')}")
    for phone in phones:
        await phone._press("welcome.agree")
    said = [await phone.looks() for phone in phones]
    assert sorted("Ông/bà đã nhận vai trò" in text for text in said) == [False, True]
    assert sorted("Mã mời này đã được dùng." in text for text in said) == [False, True]
    assert await granted(town) == [Grant(Role.OFFICER, "phong-kinh-te")]


async def test_a_code_typed_before_agreeing_is_kept(town: Town) -> None:
    clerk = await town.clerk()
    code = await town.invited(clerk, "Cán bộ trả lời", "Phòng Kinh tế")
    officer = await town.phone("Cán bộ mới")
    assert "Ông/bà được mời làm cán bộ Phòng Kinh tế." in await officer.says(code)
    assert "Ông/bà đã nhận vai trò" in await officer.presses("Tôi đồng ý")


# ── several communes on one bot ───────────────────────────────────────────────────────────────────────────────


async def second_commune(town: Town) -> Commune:
    """Khoen On beside Cao Minh, on the same bot."""
    setup = read_setup(yaml.safe_load((SAMPLES / "khoen-on.yaml").read_text(encoding="utf-8")))
    async with town.database.begin() as uow:
        await apply_setup(uow, setup, town.clock.now())
    await town.program.look_for_changes()
    return next(c for c in town.program.communes.all() if c.slug == "khoen-on")


async def test_a_shared_bot_asks_which_commune_is_meant(telegram_town: Town) -> None:
    town = telegram_town
    await second_commune(town)
    opinion = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"
    resident = await town.phone("Nguyễn Văn Mẫu")
    asked = await resident.says(opinion)
    assert "Xin chọn xã, phường của ông/bà." in asked
    assert set(await resident.labels()) == {"Xã Cao Minh, Thái Nguyên", "Xã Khoen On, Lai Châu"}
    welcome = await resident.presses("Khoen On")
    assert "trợ lý tự động của xã Khoen On" in welcome
    assert "Nội dung ông/bà vừa gửi vẫn được giữ" in welcome
    await resident.presses("Tôi đồng ý")
    assert opinion in await resident.says("1")


@pytest.mark.parametrize("typed", ["2", "số 2", "hai", "chọn 2.", "khoen on"])
async def test_the_commune_can_be_typed(telegram_town: Town, typed: str) -> None:
    town = telegram_town
    await second_commune(town)
    resident = await town.phone("Nguyễn Văn Mẫu")
    await resident.says("/start")
    position = 1 + list(await resident.labels()).index("Xã Khoen On, Lai Châu")
    for wrong in ("0", "3", "số 99"):
        assert "Xin chọn xã, phường" in await resident.says(wrong)
    said = await resident.says(typed if position == 2 else typed.replace("2", "1").replace("hai", "một"))
    assert "trợ lý tự động của xã Khoen On" in said


async def test_a_link_goes_straight_to_its_commune_and_back_again(telegram_town: Town) -> None:
    town = telegram_town
    khoen_on = await second_commune(town)
    resident = await town.phone("Nguyễn Văn Mẫu")
    assert "trợ lý tự động của xã Cao Minh" in await resident.says(f"/start c-{town.commune.code}")
    await resident.presses("Tôi đồng ý")
    await resident.says("1")
    code = await town.files_petition(resident, "Đường hỏng", "Đường", name="Giấu tên")

    assert "trợ lý tự động của xã Khoen On" in await resident.says(f"/start c-{khoen_on.code}")
    await resident.presses("Tôi đồng ý")
    await resident.says("1")
    assert f"Không có ý kiến {code} nào" in await resident.says(code)
    # Who they are in the first commune is still known there.
    await resident.says(f"/start c-{town.commune.code}")
    assert f"Ý kiến {code} — chờ xử lý" in await resident.says(code)


async def test_an_invitation_decides_the_commune_even_for_somebody_of_another(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.phone("Cán bộ mẫu")
    khoen_on = await second_commune(town)
    await officer.says(f"/start c-{khoen_on.code}")
    await officer.presses("Tôi đồng ý")
    await officer.says("1")

    code = await town.invited(clerk, "Cán bộ trả lời", "Phòng Kinh tế")
    assert "trợ lý tự động của xã Cao Minh" in await officer.says(f"/start i-{code.replace('-', '')}")
    assert "Ông/bà đã nhận vai trò: cán bộ Phòng Kinh tế." in await officer.presses("Tôi đồng ý")
    newcomer = await town.phone("Cán bộ mới")
    code = await town.invited(clerk, "Cán bộ trả lời", "Phòng Kinh tế")
    assert "trợ lý tự động của xã Cao Minh" in await newcomer.says(code)


async def test_a_group_on_a_shared_bot_belongs_to_the_commune_of_its_code(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    khoen_on = await second_commune(town)
    bot = next(iter(town.fake.bots.values()))
    group = town.fake.create_group("Nhóm mẫu", officer.user, bots=[bot])
    code = await town.invited(clerk, "Nối nhóm", "Phòng Kinh tế")
    guest = await town.phone("Người lạ")
    town.fake.add_to_group(group, guest.user, by=officer.user)
    outside = guest.in_group(group)
    assert "xin gõ /ketnoi" in await outside.looks()
    assert "Mã mời này không đúng." in await outside.says("/ketnoi 22222-33333")
    assert "Xin gõ /ketnoi và mã" in await outside.says("/ketnoi")
    assert await outside.says("/viec") == ""

    # Also the officer has turned to the other commune in private meanwhile.
    await officer.says(f"/start c-{khoen_on.code}")
    await officer.presses("Tôi đồng ý")
    inside = officer.in_group(group)
    assert "Nhóm đã được nối với Phòng Kinh tế." in await inside.says(f"/ketnoi {code}")
    resident = await town.phone("Nguyễn Văn Mẫu")
    await resident.says(f"/start c-{town.commune.code}")
    await resident.presses("Tôi đồng ý")
    await resident.says("1")
    petition = await town.files_petition(resident, "Đường hỏng", "Đường", name="Giấu tên")
    assert petition in await inside.looks()
    assert f"Cán bộ mẫu nhận {petition}" in await inside.presses("Nhận việc")


async def test_the_first_clerks_invitation_is_like_any_other(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    async with town.database.begin() as uow:
        rows = (await uow.connection.execute(grant.select())).all()
    assert [(row.role, row.department, row.hamlet) for row in rows] == [("clerk", "", "")]
    await clerk.says("/menu")
    assert {"Hội nghị đối thoại", "Tin chưa gửi được", "Mời người, nối nhóm"} <= set(await clerk.labels())
