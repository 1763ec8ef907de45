"""The clerk's list of what seems to be one matter: merged by one tap, or never proposed again."""

from typing import Any

from tests.town import Town, sentence

ROADS = (
    "Đoạn đường từ nhà văn hóa xuống cầu Bản nát hết, đi xe máy toàn bị ngã, mong xã sửa sớm",
    "duong xuong cau ban hong het roi, xe may di toan nga, de nghi xa sua",
    "Đường xuống cầu Bản hỏng nặng, xe máy hay ngã",
)
LAMP = "Xin lắp đèn đường ở ngã ba trường học, tối đi lại nguy hiểm"


async def files(town: Town, *bodies: str) -> list[str]:
    """Each by a resident of its own, who does not join the others."""
    codes = []
    for n, body in enumerate(bodies, 1):
        phone = await town.resident(f"Nguyễn Văn Mẫu {n}")
        codes.append(await town.files_petition(phone, body, "Đường"))
    return codes


async def opens(clerk: Any) -> str:
    await clerk.says("/menu")
    await clerk.presses("Ý kiến theo lĩnh vực")
    return str(await clerk.presses("Việc giống nhau"))


async def test_a_clerk_merges_a_group_by_one_tap(town: Town) -> None:
    clerk = await town.clerk()
    codes = await files(town, *ROADS[:2], LAMP)
    said = await opens(clerk)
    assert sentence("cluster-list", count=1) in said
    assert "1. thôn Mẫu 1, 2 ý kiến" in said
    assert "đường" in said.partition("Cùng nhắc: ")[2]
    shown = await clerk.presses("Nhóm 1")
    assert all(code in shown for code in codes[:2])
    assert codes[2] not in shown
    said = await clerk.presses("Gộp 2 ý kiến")
    assert sentence("merge-done", code=codes[0], count=1) in said
    assert await town.rows("select state from petition order by id") == [("received",), ("merged",), ("received",)]
    assert sentence("cluster-none") in await clerk.presses("Nhóm khác")


async def test_what_is_not_the_same_is_not_proposed_again(town: Town) -> None:
    clerk = await town.clerk()
    await files(town, *ROADS[:2])
    await opens(clerk)
    await clerk.presses("Nhóm 1")
    said = await clerk.presses("Không cùng một việc")
    assert sentence("cluster-apart-done") in said
    assert sentence("cluster-none") in said
    # One that comes later may be the same as either.
    await files(town, ROADS[2])
    said = await opens(clerk)
    assert sentence("cluster-list", count=1) in said
    assert "2 ý kiến" in said


async def test_one_that_is_not_the_same_is_taken_out_of_a_group(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    codes = await files(town, *ROADS)
    await opens(clerk)
    await clerk.presses("Nhóm 1 (3")
    said = await clerk.presses(f"Bỏ {codes[1]} ra")
    assert sentence("cluster-taken-out", code=codes[1]) in said
    assert codes[1] not in said.partition(sentence("cluster-taken-out", code=codes[1]))[2]
    assert ROADS[2] in await clerk.presses(f"Xem {codes[2]}")
    await opens(clerk)
    await clerk.presses("Nhóm 1")
    await clerk.presses("Gộp 2 ý kiến")
    assert await town.rows("select code from petition where state = 'merged'") == [(codes[2],)]


async def test_what_was_taken_apart_is_not_proposed_again(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    codes = await files(town, *ROADS[:2])
    await opens(clerk)
    await clerk.presses("Nhóm 1")
    await clerk.presses("Gộp 2 ý kiến")
    await clerk.presses_key(f"merge.undo:{codes[1]}")
    assert sentence("cluster-none") in await opens(clerk)


async def test_a_group_that_changed_meanwhile_is_looked_at_anew(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    codes = await files(town, *ROADS[:2])
    await opens(clerk)
    async with town.database.begin() as uow:
        first = await uow.petitions.find(town.commune.id, codes[0])
        assert first is not None
        await uow.petitions.change(first, state="answered")
    said = await clerk.presses("Nhóm 1")
    assert sentence("cluster-gone") in said
    assert sentence("cluster-none") in said
