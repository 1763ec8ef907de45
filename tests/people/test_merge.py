"""Many who speak of the same: one petition in which they are dealt with, one answer that reaches all."""

from datetime import date
from typing import Any

from tests.town import Town, sentence

FLOODS = ("Đường vào thôn ngập mỗi khi mưa", "Ngập đường thôn, học sinh không đi học được", "Cống tắc nên đường ngập")
NAMES = ("Nguyễn Văn Mẫu", "Trần Thị Mẫu", "Lê Văn Mẫu")


async def three(town: Town) -> tuple[list[Any], list[str]]:
    """Three residents who complain of one road; the second hides their name. A day lies between any two."""
    phones, codes = [], []
    for name, body, shown in zip(NAMES, FLOODS, ("Cho thấy tên", "Giấu tên", "Cho thấy tên"), strict=True):
        phone = await town.resident(name)
        codes.append(await town.files_petition(phone, body, "Đường", name=shown))
        phones.append(phone)
        await town.passes(days=1)
    for phone in phones:
        await phone.looks()
    return phones, codes


async def merges(phone: Any, code: str, *others: str) -> str:
    await phone.says(code)
    await phone.presses("Việc khác")
    await phone.presses("Gộp, tách ý kiến")
    await phone.presses("Gộp với ý kiến khác")
    for other in others:
        await phone.presses(other)
    await phone.presses("Tiếp tục")
    return str(await phone.presses("Gộp"))


async def answers(town: Town, officer: Any, code: str, text: str = "Sẽ làm cống trong tháng 12.") -> None:
    await officer.presses_any(f"answer.begin:{code}")
    await officer.says(text)
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)


async def test_one_answer_reaches_all_whose_matter_it_is(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    phones, codes = await three(town)
    sent = [len(await phone.history()) for phone in phones]
    await officer.looks()
    # The one due first leads, whichever the officer began with.
    said = await merges(officer, codes[1], codes[0], codes[2])
    assert sentence("merge-done", code=codes[0], count=2) in said
    due = date(2025, 11, 21)
    assert await phones[0].looks() == ""
    for phone, code in zip(phones[1:], codes[1:], strict=True):
        told = await phone.looks()
        assert sentence("petition-merged", code=code, department="Phòng Kinh tế", due=due) in told
        page = await phone.says(code)
        assert sentence("petition-dealt-together") in page
        assert sentence("petition-due", due=due) in page
    page = await officer.says(codes[0])
    assert sentence("petition-merged-with", count=2) in page
    assert all(code in page for code in codes)
    assert sentence("work-list", count=1, late=0) in await officer.says("/viec")

    await phones[2].presses_any(f"add.begin:{codes[2]}")
    await phones[2].says("Hôm nay nước cao nửa mét")
    await phones[2].presses("Tiếp tục")
    added = await officer.looks()
    assert sentence("petition-added-to-merged", code=codes[2], lead=codes[0]) in added
    assert "nước cao nửa mét" in added

    await answers(town, officer, codes[0])
    for phone, code, body in zip(phones, codes, FLOODS, strict=True):
        answer = await phone.looks()
        assert sentence("petition-answered", code=code, department="Phòng Kinh tế", body=body) in answer
        assert "Sẽ làm cống trong tháng 12." in answer
        assert (await phone.last()).labels == (
            "Rất hài lòng",
            "Hài lòng",
            "Bình thường",
            "Không hài lòng",
            "Rất không hài lòng",
        )
    # Each is asked of their own, and none learns of the others (but what all were shown before they sent theirs).
    for phone in phones:
        await phone.presses("Rất hài lòng")
    assert await town.rows("select state, score from petition order by id") == [("answered", 5)] * 3
    for number, phone in enumerate(phones):
        shown = [seen.text for seen in await phone.history()]
        later = "\n".join(shown[sent[number] :])
        for other in {0, 1, 2} - {number}:
            assert codes[other] not in later
            assert FLOODS[other] not in later
            assert NAMES[other] not in "\n".join(shown)
    assert NAMES[1] not in "\n".join(seen.text for seen in await officer.history())

    # Who is not content goes on alone.
    await phones[2].presses_any(f"again.begin:{codes[2]}")
    await phones[2].says("Vẫn ngập")
    await phones[2].presses("Tiếp tục")
    assert await town.rows("select state, merged_into is null from petition order by id") == [
        ("answered", True), ("answered", False), ("received", True),
    ]  # fmt: skip


async def test_what_was_merged_is_taken_apart_with_its_own_clock(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    phones, codes = await three(town)
    await clerk.looks()
    await merges(clerk, codes[0], codes[1], codes[2])
    await phones[1].looks()
    await officer.looks()
    await clerk.says(codes[0])
    await clerk.presses("Việc khác")
    await clerk.presses("Gộp, tách ý kiến")
    said = await clerk.presses(f"Tách {codes[2]}")
    # Filed on Sunday the 9th: ten working days after it.
    due = date(2025, 11, 21)
    assert sentence("merge-undone", code=codes[2], due=due) in said
    assert sentence("petition-unmerged", code=codes[2], department="Phòng Kinh tế", due=due) in await phones[2].looks()
    back = await officer.looks()
    assert sentence("merge-undone-department", code=codes[2]) in back
    assert FLOODS[2] in back
    await answers(town, officer, codes[0])
    assert "Sẽ làm cống" in await phones[1].looks()
    assert "Sẽ làm cống" not in await phones[2].looks()


async def test_every_later_change_is_told_to_all_but_a_question_to_one(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    police = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    phones, codes = await three(town)
    await merges(officer, codes[0], codes[1], codes[2])
    for phone in phones:
        await phone.looks()
    # A question is the matter of the one it is put to; when the clock goes on all are told the new day.
    await officer.presses_key(f"ask.begin:{codes[0]}")
    await officer.says("Đoạn nào?")
    await officer.presses("Gửi câu hỏi")
    assert "Đoạn nào?" in await phones[0].looks()
    assert await phones[1].looks() == ""
    assert sentence("petition-due-paused", left=9) in await officer.says(codes[0])
    await town.passes(days=1)
    await phones[0].presses("Trả lời câu hỏi")
    await phones[0].says("Cạnh cầu")
    await phones[0].presses("Tiếp tục")
    due = date(2025, 11, 24)
    for phone, code in zip(phones[1:], codes[1:], strict=True):
        assert sentence("petition-due-now", code=code, due=due) in await phone.looks()

    await officer.presses_key(f"extension.begin:{codes[0]}")
    await officer.says("Cần đo đạc")
    await officer.presses("Gia hạn")
    due = date(2025, 12, 8)
    for phone, code in zip(phones, codes, strict=True):
        facts = {"code": code, "department": "Phòng Kinh tế", "reason": "Cần đo đạc", "old": date(2025, 11, 24)}
        assert sentence("petition-extended", **facts, due=due) in await phone.looks()

    await clerk.presses_any(f"move.begin:{codes[0]}")
    await clerk.presses("Công an xã")
    await clerk.says("Theo phân công")
    await clerk.presses("Chuyển")
    for phone, code in zip(phones, codes, strict=True):
        told = await phone.looks()
        assert sentence("petition-transferred", code=code, department="Công an xã", due=due) in told
    # Who has the one has what is dealt with in it.
    assert FLOODS[1] in await police.says(codes[1])
    assert sentence("petition-refused-not-yours", code=codes[1]) in await officer.says(codes[1])


async def test_when_the_first_withdraws_the_others_go_on(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    phones, codes = await three(town)
    await merges(officer, codes[0], codes[1], codes[2])
    for phone in (*phones, officer):
        await phone.looks()
    await phones[0].presses_any(f"withdraw.yes:{codes[0]}")
    told = await officer.looks()
    assert sentence("petition-withdrawn-by-author", code=codes[0]) in told
    assert sentence("merge-heir-department", code=codes[0], heir=codes[1]) in told
    due = date(2025, 11, 21)
    for phone, code in zip(phones[1:], codes[1:], strict=True):
        assert sentence("petition-due-now", code=code, due=due) in await phone.looks()
    await answers(town, officer, codes[1])
    assert "Sẽ làm cống" in await phones[2].looks()
    assert "Sẽ làm cống" not in await phones[0].looks()


async def test_codes_may_be_typed_and_what_is_not_theirs_is_refused(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    phones, codes = await three(town)
    foreign = await town.files_petition(phones[0], "Trộm cắp ban đêm", "An ninh")
    await officer.presses_key(f"merge.begin:{codes[0]}")
    assert sentence("lookup-no-code", example="CM25-0001") in await officer.says("mấy ý kiến hôm qua")
    await officer.says(f"{codes[1]}, cm25 4")
    await officer.presses("Tiếp tục")
    assert sentence("petition-refused-not-yours", code=foreign) in await officer.presses("Gộp")
    assert await town.rows("select count(*) from petition where state = 'merged'") == [(0,)]
    # A resident cannot merge, whatever key they press.
    assert sentence("access-refused-merge", code=codes[0]) in await phones[0].presses_any(f"merge.begin:{codes[0]}")
    await merges(clerk, codes[0], codes[1])
    assert await town.rows("select count(*) from petition where state = 'merged'") == [(1,)]
