"""Delegates: a hamlet head names them, the clerk sees who is missing."""

from typing import Any

from sqlalchemy import update

from storage.tables import dialogue
from tests.town import Town, sentence


async def wants(town: Town, clerk: Any, each: int) -> None:
    await town.dialogue(clerk)
    async with town.database.begin() as uow:
        await uow.connection.execute(update(dialogue).values(delegates_per_hamlet=each))


async def names(head: Any, text: str) -> str:
    await head.presses_any("delegate.begin")
    await head.says(text)
    return str(await head.presses("Gửi danh sách"))


async def test_a_hamlet_head_names_delegates_and_the_clerk_sees_who_is_missing(town: Town) -> None:
    clerk = await town.clerk()
    await wants(town, clerk, 2)
    head = await town.hamlet_head(clerk)

    said = await names(head, "1. Nguyễn Văn Mẫu\n2. Trần Thị Mẫu")
    assert "Đã ghi đại biểu của thôn Mẫu 1" in said
    assert "Nguyễn Văn Mẫu, Trần Thị Mẫu" in said
    listed = await clerk.presses_any("delegate.list:1")
    assert "mỗi nơi cử 2 đại biểu, đã có 2 người, còn 2 nơi chưa cử" in listed
    assert "• thôn Mẫu 1: Nguyễn Văn Mẫu, Trần Thị Mẫu" in listed
    assert "• thôn Mẫu 2: chưa cử" in listed

    assert "Đã ghi đại biểu" in await names(head, "Lý Thị Mẫu")
    assert "• thôn Mẫu 1: Lý Thị Mẫu\n" in await clerk.presses_any("delegate.list:1")


async def test_heads_are_told_that_their_hamlet_sends_somebody(web_town: Town) -> None:
    town, clerk = web_town, await web_town.clerk()
    await wants(town, clerk, 2)
    head = await town.hamlet_head(clerk)
    await clerk.presses_any("dialogue.move:1:collated")
    await clerk.presses_any("dialogue.move:1:collecting")
    assert "Mỗi nơi cử 2 đại biểu dự hội nghị." in await head.looks()
    assert "delegate.begin" in (await head.last()).keys
    for days, said in ((17, "chưa có tên ai."), (2, "mới có tên 1 người.")):
        await town.passes(days=days)
        await town.program.timetable.run_all()
        await town.settle()
        assert f"Mỗi nơi cử 2 đại biểu, {said}" in await head.looks()
        assert "Đã ghi đại biểu" in await names(head, "Lý Thị Mẫu")


async def test_more_than_the_hamlet_sends_are_refused_and_nothing_typed_is_lost(town: Town) -> None:
    clerk = await town.clerk()
    await wants(town, clerk, 1)
    head = await town.hamlet_head(clerk)
    said = await names(head, "Nguyễn Văn Mẫu\nTrần Thị Mẫu")
    assert sentence("delegate-refused-too-many", limit=1, count=2) in said
    assert "Nguyễn Văn Mẫu, Trần Thị Mẫu" in said
    assert await town.rows("select * from delegate") == []


async def test_who_is_no_hamlet_head_names_nobody(town: Town) -> None:
    clerk = await town.clerk()
    await wants(town, clerk, 1)
    resident = await town.resident()
    assert await resident.presses_any("delegate.begin") == sentence("access-refused-hamlet-head")
    assert await resident.presses_any("delegate.list:1") == sentence("access-refused-clerk")


async def test_a_dialogue_that_asks_for_none_is_not_offered(town: Town) -> None:
    clerk = await town.clerk()
    await town.dialogue(clerk)
    head = await town.hamlet_head(clerk)
    assert await head.presses_any("delegate.begin") == sentence("delegate-none-wanted")
