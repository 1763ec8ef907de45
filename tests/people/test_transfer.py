"""Passing a matter on: between departments, to bodies outside the chat, and by the clerk."""

from datetime import date, datetime
from typing import Any

from domain.commune import VIETNAM
from tests.town import Seen, Town, sentence

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
    await economy.presses("Gửi trả lời")
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
    await clerk.presses("Gửi trả lời")
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


# ── circles ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_matter_goes_back_only_knowingly_and_the_clerk_is_told(town: Town) -> None:
    clerk = await town.clerk()
    economy = await town.officer(clerk)
    police = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    resident = await town.resident()
    code = await town.files_petition(resident, "Xe tải chạy nhanh trên đường thôn", "Đường")
    await transfers(economy, code, "Công an xã", "Thuộc trật tự giao thông")
    await police.looks()
    await police.presses("Nhận")
    await town.passes(days=3)
    await clerk.looks()

    await police.presses_key(f"transfer.begin:{code}")
    before = sentence(
        "transfer-circle-passed", code=code, department="Phòng Kinh tế",
        at=datetime(2025, 11, 7, 8, 0, tzinfo=VIETNAM), reason="Thuộc trật tự giao thông",
    )  # fmt: skip
    said = await police.presses("Phòng Kinh tế")
    assert before in said
    assert "Phòng Kinh tế đã chuyển CM25-0001 đi ngày 07/11/2025: “Thuộc trật tự giao thông”" in said
    await police.presses("Vẫn chuyển về đó")
    await police.says("Cần cắm biển báo, việc của phòng Kinh tế")
    assert await clerk.looks() == ""
    sent = await police.presses("Chuyển")
    assert sentence("transfer-sent", code=code, department="Phòng Kinh tế", due=date(2025, 11, 21)) in sent

    reason = "Cần cắm biển báo, việc của phòng Kinh tế"
    told = sentence("transfer-circle-clerk", before=before, department="Công an xã", reason=reason)
    assert told in await clerk.looks()
    assert await clerk.labels() == ("Chuyển cơ quan",)
    await economy.looks()
    accepted = await economy.presses("Nhận")
    assert sentence("transfer-accepted", code=code, due=date(2025, 11, 21)) in accepted
    # The original clock was kept, and nothing of it all is the author's business.
    page = await resident.says(code)
    assert "thứ Sáu, ngày 21/11/2025" in page
    assert "biển báo" not in page


async def test_a_button_that_knows_no_circle_is_refused(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    economy = await town.officer(clerk)
    health = await town.officer(clerk, "Trạm Y tế xã", "Cán bộ y tế")
    code = await town.files_petition(await town.resident(), "Bụi mù mịt", "Đường")
    await economy.presses_key(f"transfer.begin:{code}")
    await economy.presses("Trạm Y tế")
    await economy.says("Việc bụi bẩn")
    # While this review waited, the other department was asked by a colleague and declined.
    colleague = await town.officer(clerk, name="Cán bộ hai")
    await transfers(colleague, code, "Trạm Y tế", "Bụi")
    await health.looks()
    await health.presses("Không nhận")
    await health.says("Không phải y tế")
    await economy.looks()
    refused = await economy.presses_key(next(k for k in (await reviewed(economy)).keys if k.endswith("@send")))
    assert "Trạm Y tế xã đã không nhận CM25-0001 ngày 07/11/2025: “Không phải y tế”" in refused
    assert await town.rows("select proposed_to from petition") == [(None,)]


async def reviewed(phone: Any) -> Seen:
    history: list[Seen] = await phone.history()
    return next(seen for seen in reversed(history) if any(key.endswith("@send") for key in seen.keys))


# ── working together ──────────────────────────────────────────────────────────────────────────────────────────


async def test_another_department_helps_and_the_author_sees_nothing_of_it(town: Town) -> None:
    clerk = await town.clerk()
    economy = await town.officer(clerk)
    police = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    health = await town.officer(clerk, "Trạm Y tế xã", "Cán bộ y tế")
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, "Xe tải chạy nhanh", "Đường", name="Giấu tên")
    await resident.looks()
    await police.looks()
    seen_before = len(await resident.history())

    await economy.says(code)
    await economy.presses("Việc khác")
    await economy.presses("Phối hợp, trao đổi")
    await economy.presses("Nhờ cơ quan khác phối hợp")
    await economy.presses("Công an xã")
    await economy.says("Có thể cấm xe tải giờ cao điểm không?")
    sent = await economy.presses("Gửi")
    assert sentence("support-sent", code=code, department="Công an xã") in sent

    asked = await police.looks()
    question = "Có thể cấm xe tải giờ cao điểm không?"
    assert sentence("support-asked", code=code, department="Phòng Kinh tế", question=question) in asked
    assert "Xe tải chạy nhanh" in asked
    assert await police.labels() == ("Trả lời phối hợp", "Trao đổi")
    listed = await police.says("/viec")
    assert "Chờ ông/bà phối hợp: CM25-0001" in listed
    page = await police.presses("Xem CM25-0001")
    assert "người gửi giấu tên" in page
    # They help; what the matter comes to is the other department's business.
    assert "Trả lời" not in await police.labels()
    assert sentence("access-refused-answer", code=code) in await police.presses_any(f"answer.begin:{code}")
    assert sentence("petition-refused-not-yours", code=code) in await health.says(code)

    await police.presses("Trao đổi")
    said = await police.says("Đoạn nào xe chạy nhiều nhất?")
    assert sentence("discuss-sent", code=code) in said
    assert "Đoạn nào xe chạy nhiều nhất?" in await economy.looks()
    await economy.presses("Trao đổi tiếp")
    await economy.says("Đoạn qua trường học")
    assert "Đoạn qua trường học" in await police.looks()

    await police.presses_key(f"support.reply:{code}:cong-an-xa")
    await police.says("Sẽ cấm từ 6 đến 8 giờ")
    await police.presses("Tiếp tục")
    assert sentence("support-reply-sent", code=code) in await police.presses("Gửi trả lời phối hợp")
    replied = await economy.looks()
    assert sentence("support-replied", code=code, department="Công an xã") in replied
    assert "Sẽ cấm từ 6 đến 8 giờ" in replied
    assert "Chờ ông/bà phối hợp" not in await police.says("/viec")
    await economy.says(code)
    await economy.presses("Việc khác")
    assert "• Công an xã: đã trả lời" in await economy.presses("Phối hợp, trao đổi")

    assert await resident.looks() == ""
    page = await resident.says(code)
    for inner in ("cấm xe tải", "Đoạn", "Sẽ cấm", "Công an"):
        assert inner not in page
    assert len(await resident.history()) == seen_before + 1
    for phone in (police, economy):
        assert "Nguyễn Văn Mẫu" not in "\n".join(seen.text for seen in await phone.history())
    assert await clerk.looks() == ""


async def test_the_clerk_replies_for_a_body_outside_the_chat(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    economy = await town.officer(clerk)
    code = await town.files_petition(await town.resident(), POWER, "Đường")
    await clerk.looks()
    await economy.presses_key(f"support.begin:{code}")
    await economy.presses("Điện lực")
    await economy.says("Trạm biến áp nào?")
    await economy.presses("Gửi")
    assert sentence("notice-nobody-in-department", department="Điện lực") in await clerk.looks()
    await clerk.presses("Trả lời phối hợp")
    await clerk.says("Trạm số 3")
    await clerk.presses("Tiếp tục")
    await clerk.presses("Gửi trả lời phối hợp")
    assert "Trạm số 3" in await economy.looks()


async def test_a_transfer_sets_a_stopped_clock_going(town: Town) -> None:
    clerk = await town.clerk()
    economy = await town.officer(clerk)
    police = await town.officer(clerk, "Công an xã", "Cán bộ công an")
    resident = await town.resident()
    code = await town.files_petition(resident, "Xe tải chạy nhanh", "Đường")
    await economy.presses_key(f"ask.begin:{code}")
    await economy.says("Giờ nào?")
    await economy.presses("Gửi câu hỏi")
    await town.passes(days=3)
    sent = await transfers(economy, code, "Công an xã", "Thuộc trật tự giao thông")
    assert sentence("transfer-sent-paused", code=code, department="Công an xã") in sent
    await police.looks()
    await resident.looks()
    await police.presses("Nhận")
    due = date(2025, 11, 24)
    told = await resident.looks()
    assert sentence("petition-transferred-goes-on", code=code, department="Công an xã", due=due) in told
    # What its author replies now reaches who has it.
    await resident.presses_any(f"reply.begin:{code}")
    await resident.says("Từ 5 giờ sáng")
    await resident.presses("Tiếp tục")
    assert "Từ 5 giờ sáng" in await police.looks()
    assert await town.rows("select due_on, days_left, department from petition") == [(due, None, "cong-an-xa")]
