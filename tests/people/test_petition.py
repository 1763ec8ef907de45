"""A resident's opinion, from the first word to the answer."""

from tests.town import Town


async def test_an_opinion_reaches_the_department_and_comes_back_answered(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident("Nguyễn Văn Mẫu")

    code = await town.files_petition(resident, "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống", "Đường")

    assert code == "CM25-0001"
    receipt = (await resident.last()).text
    assert "Cơ quan trả lời: Phòng Kinh tế." in receipt
    assert "Hạn trả lời: thứ Sáu, ngày 21/11/2025." in receipt
    assert "Cách tính: 10 ngày làm việc, tính từ sau ngày nhận 07/11/2025, đến hết ngày 21/11/2025." in receipt

    card = await officer.looks()
    assert "CM25-0001 · Đường, cầu, cống, xây dựng · thôn Mẫu 1" in card
    assert "Người gửi: Nguyễn Văn Mẫu" in card
    assert "Đường vào thôn ngập mỗi khi mưa" in card

    assert "Cán bộ mẫu nhận CM25-0001" in await officer.presses("Nhận việc")
    await officer.presses("Trả lời")
    await officer.says("Phòng đã khảo sát, sẽ làm cống trong tháng 12/2025.")
    await officer.presses("Tiếp tục")
    assert "Đã gửi trả lời CM25-0001" in await officer.presses("Gửi trả lời")

    answer = await resident.looks()
    assert "Phòng Kinh tế trả lời ý kiến CM25-0001" in answer
    assert "sẽ làm cống trong tháng 12/2025" in answer
    assert "Cảm ơn ông/bà" in await resident.presses("Hài lòng")
    assert "Trả lời đã đến người gửi lúc 08:00" in await officer.presses("Đã đến người gửi chưa")
    assert "đã trả lời" in await resident.says("cm25 1")
