"""After a dialogue: who took part is asked once how content they are, and only what is nobody's is told."""

from typing import Any

from tests.people.after import TITLE, Hall, concludes, sitting, until
from tests.town import Town

ASKED = f"{TITLE} đã xong. Ông/bà hài lòng với hội nghị ở mức nào?"


async def held(town: Town) -> Hall:
    """Concluded in the morning; in the afternoon those who took part are asked."""
    hall = await sitting(town)
    await concludes(hall)
    for phone in (hall.resident, hall.neighbour, hall.clerk, hall.officer):
        await phone.looks()
    await until(town, 28, 11, hour=14)
    return hall


async def more(town: Town, scores: str) -> None:
    """So many more people took part, and have said what they think."""
    await town.rows("select 1")
    async with town.database.begin() as uow:
        for n, score in enumerate(scores):
            someone = await uow.people.add(town.commune.id, f"Người mẫu {n}", "vi", town.clock.now())
            [person] = await uow.surveys.ask(town.commune.id, 1, [someone.id], town.clock.now())
            slip = await uow.surveys.find(town.commune.id, 1, person)
            assert slip is not None
            await uow.surveys.rate(slip, int(score), town.clock.now())
            await uow.surveys.say_why(slip, f"Lời {n} của anh Trần Văn Lạ, số 0987 654 321")


async def test_who_took_part_is_asked_once_and_answers_by_one_press(town: Town) -> None:
    hall = await held(town)
    assert (await hall.resident.looks()).count(ASKED) == 1
    assert (await hall.neighbour.looks()).count(ASKED) == 1
    for phone in (hall.clerk, hall.officer, hall.chair, hall.front):
        assert "Ông/bà hài lòng với hội nghị" not in await phone.looks()
    said = await hall.resident.presses("Hài lòng")
    assert f"Đã ghi: Hài lòng với {TITLE}." in said or f"Đã ghi: Rất hài lòng với {TITLE}." in said
    await hall.resident.presses("Viết thêm một câu")
    assert "Đã ghi lời ông/bà" in await hall.resident.says("Nên có loa to hơn")
    # Another day, and another choice; nobody is asked again.
    await until(town, 29, 11, hour=9)
    assert ASKED not in await hall.resident.looks()
    await hall.resident.presses_any("survey.rate:1:2")
    rows = await town.rows("select score, note from survey where score is not null")
    assert [tuple(row) for row in rows] == [(2, "Nên có loa to hơn")]


async def test_too_few_opinions_are_told_to_nobody(town: Town) -> None:
    hall = await held(town)
    await hall.resident.presses_any("survey.rate:1:5")
    await more(town, "431")
    for phone in (hall.clerk, hall.chair, hall.front):
        page = await phone.presses_any("dialogue.show:1")
        assert "Hài lòng về hội nghị: chưa đủ 5 lượt nên chưa nêu." in page
        page = await phone.presses_any("survey.show:1")
        assert "Lời góp ý hiện ra khi có từ 5 lời trở lên." in page
        assert "Trần Văn Lạ" not in page
    assert "Hài lòng về hội nghị" not in await hall.resident.presses_any("dialogue.show:1")
    for phone in (hall.officer, hall.resident):
        assert "dành cho văn phòng, lãnh đạo chủ trì và Mặt trận" in await phone.presses_any("survey.show:1")


async def test_five_opinions_are_told_as_a_whole_to_everybody(web_town: Town) -> None:
    town = web_town
    hall = await held(town)
    await more(town, "55443")
    page = await hall.front.presses_any("survey.show:1")
    assert "trung bình 4,2 trên 5, 5 lượt, 80% hài lòng trở lên." in page
    assert "• Lời 0 của anh […], số […]" in page
    await publishes(hall)
    assert "chưa đủ 5 lượt" in await public_page(town)
    await town.passes(minutes=10)
    assert "Hài lòng về hội nghị: trung bình 4,2 trên 5, 5 lượt đánh giá." in await public_page(town)
    # The sixth says nothing by itself.
    await more(town, "1")
    await town.passes(minutes=10)
    assert "trung bình 4,2 trên 5, 5 lượt" in await public_page(town)


async def publishes(hall: Any) -> None:
    await hall.clerk.presses_any("publish.look:1")
    await hall.clerk.presses("Duyệt")
    await hall.clerk.presses_any("publish.ask:1")
    await hall.clerk.presses("Đăng công khai")


async def public_page(town: Town) -> str:
    async with town.http.get(f"/c/{town.slug}/ket-qua") as answer:
        assert answer.status == 200
        return await answer.text()


async def test_who_did_not_take_part_is_not_asked_and_cannot_say(town: Town) -> None:
    hall = await held(town)
    stranger = await town.resident("Lê Thị Lạ")
    assert "dành cho người dự hội nghị" in await stranger.presses_any("survey.rate:1:1")
    assert "dành cho người dự hội nghị" in await hall.officer.presses_any("survey.rate:1:1")
    await hall.resident.presses_any("survey.rate:1:9")
    assert await town.rows("select 1 from survey where score is not null") == []
