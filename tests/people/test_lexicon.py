"""Topics: why one was suggested, a clerk's correction, and what is learnt from it for the commune."""

from datetime import date
from typing import Any

from tests.town import Town, sentence

KILN = "Ông Trần Văn Mẫu đốt lò gạch thủ công cạnh thôn, tro bay trắng vườn nhãn, số 0912345678"
DUE = date(2025, 11, 21)


async def corrects(clerk: Any, code: str, topic: str) -> str:
    await clerk.says(code)
    await clerk.presses("Việc khác")
    await clerk.presses("Sửa lĩnh vực")
    return str(await clerk.presses(topic))


async def decides(clerk: Any, answers: dict[str, str]) -> list[str]:
    """Go through what is proposed, with an answer for each word, and drop the others; return all."""
    await clerk.says("/menu")
    await clerk.presses("Ý kiến theo lĩnh vực")
    said, seen = await clerk.presses("Từ gợi ý"), []
    while "Dùng từ này" in await clerk.labels():
        word = said.rpartition("Từ “")[2].partition("”")[0]
        seen.append(word)
        said = await clerk.presses(answers.get(word, "Bỏ qua"))
    return seen


async def test_a_corrected_topic_goes_to_its_department_with_its_clock(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, KILN, "Trường học")
    said = await corrects(clerk, code, "Đất đai, môi trường")
    land = town.commune.topic("dat-dai-moi-truong").name
    assert sentence("topic-corrected", code=code, topic=land, department="Phòng Kinh tế") in said
    assert f"{code} · {land}" in await officer.looks()
    told = await resident.looks()
    assert sentence("petition-transferred", code=code, department="Phòng Kinh tế", due=DUE) in told
    assert f"Sửa lĩnh vực thành “{land}”" in await officer.says(code)
    assert "Sửa lĩnh vực" not in await resident.says(code)
    assert await town.rows("select topic, department from petition") == [("dat-dai-moi-truong", "phong-kinh-te")]


async def test_words_of_a_correction_are_used_when_a_clerk_agrees(town: Town) -> None:
    clerk = await town.clerk()
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, KILN, "Trường học")
    await corrects(clerk, code, "Đất đai, môi trường")
    seen = await decides(clerk, {"vườn nhãn": "Dùng từ này"})
    assert "vườn nhãn" in seen
    assert not {"mẫu", "trần", "văn", "ông", "0912345678"} & {part for word in seen for part in word.split()}
    assert await town.rows("select word, topic from lexicon_word where state = 'used'") == [
        ("vườn nhãn", "dat-dai-moi-truong")
    ]
    # It is used in the next conversation.
    await resident.presses_key("petition.begin")
    await resident.says("Xin xem giúp vườn nhãn của bà con")
    await resident.presses("Tiếp tục")
    assert "Đất đai, môi trường" in (await resident.labels())[0]
    assert "vườn nhãn" in await resident.presses("Vì sao?")

    await clerk.presses("Xem từ đang dùng")
    await clerk.presses("Bỏ “vườn nhãn”")
    assert await town.rows("select count(*) from lexicon_word where state <> 'dropped'") == [(0,)]
    await resident.presses("Quay lại")
    await resident.presses("Tiếp tục")
    assert "Đất đai, môi trường" not in (await resident.labels())[0]


async def test_what_was_dropped_is_not_proposed_again_and_often_comes_first(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    resident = await town.resident("Nguyễn Văn Mẫu")
    codes = [
        await town.files_petition(resident, body, "Trường học")
        for body in (KILN, "Khói lò gạch làm rụng hết hoa của vườn nhãn", "Tro phủ kín vườn nhãn của bà con")
    ]
    await corrects(clerk, codes[0], "Đất đai, môi trường")
    await corrects(clerk, codes[1], "Đất đai, môi trường")
    await clerk.presses("Từ gợi ý")
    shown = (await clerk.last()).text
    assert "Từ “vườn nhãn” có trong 2 ý kiến" in shown
    await clerk.presses("Bỏ qua")
    await corrects(clerk, codes[2], "Đất đai, môi trường")
    assert "vườn nhãn" not in await decides(clerk, {})


async def test_a_department_with_one_topic_tells_the_topic(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, "Đám thanh niên nẹt pô giữa khuya ở ngã ba", "Trường học")
    await clerk.presses_any(f"move.begin:{code}")
    await clerk.presses("Công an xã")
    await clerk.says("Thuộc an ninh trật tự")
    await clerk.presses("Chuyển")
    [topic] = [each.key for each in town.commune.topics if each.department == "cong-an-xa"]
    found = await town.rows("select distinct topic from lexicon_word")
    assert found == [(topic,)]


async def test_officers_are_told_why_and_only_clerks_correct(web_town: Town) -> None:
    town = web_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, "Đường vào thôn ngập mỗi khi mưa", "Đường")
    await officer.says(code)
    await officer.presses("Việc khác")
    said = await officer.presses("Vì sao thuộc lĩnh vực này?")
    assert "Ý kiến này thuộc “Đường, cầu, cống, xây dựng” vì có:" in said
    assert sentence("access-refused-clerk", code=code) in await officer.presses_any(f"topic.begin:{code}")
    assert sentence("access-refused-clerk") in await officer.presses_any("lexicon.show")
