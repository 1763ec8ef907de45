"""Roles are taken back by clerks and given back by who has them; the last clerk stays."""

from tests.town import Town, sentence


async def roles(town: Town) -> list[str]:
    return [row.role for row in await town.rows("select role from role_grant order by person_id, role")]


async def test_a_clerk_takes_a_role_back_and_who_had_it_is_told(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk, name="Cán bộ mẫu")
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, "Đường hỏng", "Đường")
    await officer.looks()
    await clerk.says("/nguoi")
    await clerk.presses("Thu hồi vai trò")
    said = await clerk.presses("Cán bộ mẫu: cán bộ Phòng Kinh tế")
    assert sentence("revoke-sure", name="Cán bộ mẫu", role="cán bộ Phòng Kinh tế") in said
    said = await clerk.presses("Đúng, thu hồi")
    assert sentence("revoke-done", name="Cán bộ mẫu", role="cán bộ Phòng Kinh tế") in said
    assert await roles(town) == ["clerk"]

    assert sentence("revoke-told", role="cán bộ Phòng Kinh tế") in await officer.looks()
    # Old buttons and codes lead nowhere any more.
    assert sentence("petition-refused-not-yours", code=code) in await officer.presses("Trả lời")
    assert "Đường hỏng" not in await officer.says(code)
    await officer.says("/menu")
    assert "Việc cần trả lời" not in await officer.labels()
    # What comes next goes to the clerk, who speaks for a department that nobody is in.
    await town.files_petition(resident, "Cầu hỏng", "Đường")
    assert "Cầu hỏng" in await clerk.looks()
    assert "Cầu hỏng" not in await officer.looks()
    [given, taken] = await town.rows(
        "select kind, by, department from audit where kind like 'role%' and department like 'officer%' order by n"
    )
    assert (given.kind, taken.kind) == ("role-granted", "role-revoked")
    assert given.department == taken.department == "officer/phong-kinh-te"
    assert given.by == taken.by == 1


async def test_a_role_is_given_back_by_who_has_it_and_the_clerks_are_told(town: Town) -> None:
    clerk = await town.clerk()
    head = await town.hamlet_head(clerk, "Trưởng thôn mẫu")
    await head.says("/dulieu")
    await head.presses("Xoá, tạm ngừng")
    await head.presses("Trả lại vai trò trưởng thôn Mẫu 1")
    said = await head.presses("Đúng, trả lại")
    assert sentence("return-done", role="trưởng thôn Mẫu 1") in said
    assert await roles(town) == ["clerk"]
    assert sentence("return-told", name="Trưởng thôn mẫu", role="trưởng thôn Mẫu 1") in await clerk.looks()


async def test_the_last_clerk_stays_and_one_of_two_may_go(town: Town) -> None:
    clerk = await town.clerk()
    await clerk.says("/nguoi")
    await clerk.presses("Thu hồi vai trò")
    await clerk.presses("Cán bộ văn phòng")
    assert sentence("revoke-refused-last-clerk") in await clerk.presses("Đúng, trả lại")
    assert await roles(town) == ["clerk"]

    other = await town.staff(clerk, "Cán bộ hai", "Cán bộ văn phòng")
    open_ = await town.invited(clerk, "Cán bộ văn phòng")
    await other.says("/nguoi")
    await other.presses("Thu hồi vai trò")
    await other.presses("Cán bộ văn phòng")
    await other.presses("Đúng, thu hồi")
    assert await roles(town) == ["clerk"]
    # Nor can who is no clerk any more come back by an invitation of their own making.
    assert "hết hạn" in await clerk.says(open_)
    assert await roles(town) == ["clerk"]


async def test_two_clerks_who_take_the_role_from_each_other_at_once_do_not_both_go(town: Town) -> None:
    first = await town.clerk()
    second = await town.staff(first, "Cán bộ hai", "Cán bộ văn phòng")
    for mine, name in ((first, "Cán bộ hai"), (second, "Cán bộ văn phòng")):
        await mine.says("/nguoi")
        await mine.presses("Thu hồi vai trò")
        await mine.presses(name)
    keys = [next(key for key in (await mine.last()).keys if key.startswith("role.revoke:")) for mine in (first, second)]
    for mine, key in zip((first, second), keys, strict=True):
        await mine._press(key)
    for mine in (first, second):
        await mine.looks()
    assert await roles(town) == ["clerk"]


async def test_nobody_else_takes_roles_back(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    await clerk.says("/nguoi")
    await clerk.presses("Thu hồi vai trò")
    await clerk.presses("Cán bộ mẫu")
    key = next(key for key in (await clerk.last()).keys if key.startswith("role.revoke:"))
    chair = await town.staff(clerk, "Chủ tịch mẫu", "Lãnh đạo chủ trì")
    resident = await town.resident()
    for other in (chair, resident):
        for forged in (key, key.replace("revoke", "ask"), "role.list", "staff.show"):
            assert sentence("access-refused-clerk") in await other.presses_any(forged)
    assert await roles(town) == ["clerk", "officer", "chair"]
    # Their own they may; once.
    await officer.presses_any(key)
    assert sentence("revoke-refused-gone") in await officer.presses_any(key)


async def test_a_long_list_is_shown_a_few_at_a_time(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    for n in range(8):
        await town.staff(clerk, f"Cán bộ {n}", "Trưởng thôn", f"Mẫu {n % 3 + 1}")
    await clerk.presses_key("role.list")
    first = await clerk.labels()
    await clerk.presses("Xem thêm")
    second = await clerk.labels()
    assert len(first) == 8
    assert len({label for label in (*first, *second) if ":" in label}) == 9
