"""Passing a matter on: between departments, to bodies outside the chat, and by the clerk."""

from typing import Any

from tests.town import Town

POWER = "Mất điện liên tục ở thôn Mẫu 1, đề nghị kiểm tra trạm biến áp"


async def transfers(officer: Any, code: str, department: str, reason: str) -> str:
    await officer.presses_key(f"transfer.begin:{code}")
    await officer.presses(department)
    await officer.says(reason)
    return str(await officer.presses("Chuyển"))


async def test_a_transfer_is_accepted_and_only_then_the_resident_is_told(town: Town) -> None:
    clerk = await town.clerk()
    economy = await town.officer(clerk)
    police = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    resident = await town.resident()
    code = await town.files_petition(resident, "Xe tải chạy nhanh trên đường thôn", "Đường")
    await resident.looks()
    await town.passes(days=3)
    await police.looks()

    sent = await transfers(economy, code, "Công an xã", "Thuộc trật tự an toàn giao thông")
    assert f"Đã đề nghị Công an xã nhận {code}. Hạn vẫn là thứ Sáu, ngày 21/11/2025" in sent
    assert await resident.looks() == ""
    proposal = await police.looks()
    assert f"Phòng Kinh tế đề nghị chuyển {code}. Lý do: Thuộc trật tự an toàn giao thông" in proposal
    assert "Xe tải chạy nhanh trên đường thôn" in proposal
    assert await police.labels() == ("Nhận", "Không nhận")
    assert "Chờ ông/bà nhận chuyển: CM25-0001" in await police.says("/viec")

    accepted = await police.presses_key(f"transfer.accept:{code}")
    assert f"Đã nhận {code}. Hạn trả lời: thứ Sáu, ngày 21/11/2025." in accepted
    assert "CM25-0001 nay thuộc Công an xã." in await economy.looks()
    told = await resident.looks()
    assert f"Ý kiến {code} của ông/bà đã được chuyển đến Công an xã. Hạn trả lời vẫn là thứ Sáu" in told
    page = await resident.presses("Xem ý kiến")
    assert "Cơ quan trả lời: Công an xã" in page
    assert "Chuyển đến Công an xã." in page
    assert "Thuộc trật tự" not in "\n".join(seen.text for seen in await resident.history())
    assert "Thuộc trật tự an toàn giao thông" in await police.says(code)
    assert f"Không có ý kiến {code} nào của ông/bà" in await economy.says(code)


async def test_a_declined_transfer_stays_with_the_reason_and_without_the_resident(town: Town) -> None:
    clerk = await town.clerk()
    economy = await town.officer(clerk)
    police = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    resident = await town.resident()
    code = await town.files_petition(resident, "Đường hỏng do xe quá tải", "Đường")
    await transfers(economy, code, "Công an xã", "Do xe quá tải")
    await resident.looks()
    await police.looks()

    await police.presses("Không nhận")
    assert f"Đã báo không nhận {code}" in await police.says("Sửa đường không thuộc công an")
    back = await economy.looks()
    assert f"Công an xã không nhận {code}. Lý do: Sửa đường không thuộc công an" in back
    assert "Trả lời" in await economy.labels()
    assert await resident.looks() == ""
    page = await resident.presses_key(f"mine.show:{code}")
    assert "Cơ quan trả lời: Phòng Kinh tế" in page
    assert "quá tải" not in page.replace("Đường hỏng do xe quá tải", "")
    assert f"Không có ý kiến {code} nào của ông/bà" in await police.presses_key(f"transfer.accept:{code}")


async def test_an_answer_ends_a_transfer_that_was_still_waiting(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    economy = await town.officer(clerk)
    police = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    code = await town.files_petition(await town.resident(), "Đường hỏng", "Đường")
    await transfers(economy, code, "Công an xã", "Nhầm")
    await economy.presses_key(f"answer.begin:{code}")
    await economy.says("Sẽ sửa trong tháng.")
    await economy.presses("Tiếp tục")
    await town.sends_answer(economy)
    await police.looks()
    assert f"Không có ý kiến {code} nào của ông/bà" in await police.presses("Nhận")
    assert "Không có việc nào chờ trả lời." in await police.says("/viec")


async def test_the_third_accepted_transfer_calls_the_clerk(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    departments = ("Phòng Kinh tế", "Công an xã", "Trạm Y tế xã", "Ban Chỉ huy Quân sự xã")
    officers = [await town.officer(clerk, name, f"Cán bộ {name}") for name in departments]
    code = await town.files_petition(await town.resident(), "Đường hỏng", "Đường")
    await clerk.looks()
    for step in range(3):
        await transfers(officers[step], code, departments[step + 1], f"Lý do {step}")
        assert await clerk.looks() == ""
        await officers[step + 1].looks()
        await officers[step + 1].presses("Nhận")
    called = await clerk.looks()
    assert f"{code} đã chuyển 3 lần, hiện ở Ban Chỉ huy Quân sự xã. Xin văn phòng xem và phân công." in called
    assert await clerk.labels() == ("Chuyển cơ quan",)


async def test_the_clerk_relays_for_a_body_outside_the_chat(town: Town) -> None:
    clerk = await town.clerk()
    economy = await town.officer(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, POWER, "Điện, nước")
    await clerk.looks()

    await transfers(economy, code, "Điện lực", "Trạm biến áp của điện lực")
    asked = await clerk.looks()
    assert "(Điện lực chưa có cán bộ trong trợ lý. Xin văn phòng chuyển giúp hoặc trả lời thay.)" in asked
    assert "Lý do: Trạm biến áp của điện lực" in asked
    await clerk.presses("Nhận")
    assert "đã được chuyển đến Điện lực" in await resident.looks()
    await clerk.presses_key(f"answer.begin:{code}")
    await clerk.says("Điện lực sẽ thay trạm biến áp ngày 20/11.")
    await clerk.presses("Tiếp tục")
    await town.sends_answer(clerk)
    answer = await resident.looks()
    assert f"Điện lực trả lời ý kiến {code}" in answer
    assert "sẽ thay trạm biến áp ngày 20/11" in answer


async def test_the_clerk_moves_a_petition_without_asking(town: Town) -> None:
    clerk = await town.clerk()
    economy = await town.officer(clerk)
    police = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    resident = await town.resident()
    code = await town.files_petition(resident, "Karaoke ồn ào ban đêm", "Đường")
    await resident.looks()
    await police.looks()
    await economy.looks()

    await clerk.says(code)
    await clerk.presses("Chuyển cơ quan")
    assert "Phòng Kinh tế" not in await clerk.labels()
    await clerk.presses("Công an xã")
    assert "Cơ quan mới nhận việc ngay" in await clerk.says("Thuộc an ninh trật tự")
    assert f"Đã chuyển {code} đến Công an xã." in await clerk.presses("Chuyển")
    assert f"{code} · Đường" in await police.looks()
    assert f"{code} nay thuộc Công an xã." in await economy.looks()
    told = await resident.looks()
    assert "đã được chuyển đến Công an xã" in told
    assert "an ninh trật tự" not in told + await resident.presses("Xem ý kiến")
