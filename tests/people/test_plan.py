"""A clerk hands a plan over in the chat: it is shown section by section, corrected, completed, confirmed, updated."""

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest
from fpdf import FPDF

from domain.commune import VIETNAM
from domain.text import fold
from tests.documents.papers import as_docx, as_pdf, source
from tests.town import PNG, Town, open_town, sentence

EXPECTED = json.loads((Path(__file__).parents[1] / "documents" / "expected" / "plans.json").read_text("utf-8"))
REFUSED = Path(__file__).parents[1] / "documents" / "refused"
PLANS = ("cao-minh-2025", "khoen-on-2025", "xuan-truong-2025", "cam-son-2024", "nam-dan-2026")
TITLE = "Hội nghị đối thoại với Nhân dân xã Cao Minh năm 2025"
NOT_FIXED = ("Chưa ấn định", "Chưa rõ giờ", "Chưa rõ địa điểm", "Không thuộc danh sách")
OFFICE = "Văn phòng HĐND và UBND xã"


class Opens(Protocol):
    def __call__(self, slug: str) -> AbstractAsyncContextManager[Town]: ...


@pytest.fixture(params=["web", "telegram"])
def opens(request: pytest.FixtureRequest, dsn: str, tmp_path: Path) -> Opens:
    """Opens a town of another commune than Cao Minh."""
    return lambda slug: open_town(request.param, dsn, tmp_path, slug)


@pytest.fixture
async def cam_son(dsn: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town("web", dsn, tmp_path, "cam-son") as town:
        yield town


async def hands_over(clerk: Any, content: str | bytes, name: str = "ke-hoach.txt") -> str:
    await clerk.sends(content.encode() if isinstance(content, str) else content, name)
    return str(await clerk.presses("Đọc kế hoạch từ tệp này"))


async def looks_through(clerk: Any) -> str:
    """Press on through the sections to the first question, or to the summary."""
    said = ""
    for _ in range(5):
        said = await clerk.presses("Đúng, xem tiếp")
    return said


async def questions_of(clerk: Any, content: str | bytes, name: str = "ke-hoach.txt") -> str:
    """A plan from the file to the first question that it leaves open, or to the summary."""
    await hands_over(clerk, content, name)
    return await looks_through(clerk)


async def leaves_open(clerk: Any, *answers: str) -> str:
    """Answer with what fits, otherwise leave it open, up to the summary."""
    said = ""
    for _ in range(20):
        labels = await clerk.labels()
        if "Xác nhận" in labels:
            return said
        said = await clerk.presses(next(each for each in (*answers, *NOT_FIXED) if each in labels))
    raise AssertionError("the questions do not end")


async def takes_in(clerk: Any, content: str | bytes, *answers: str) -> str:
    """A plan from the file to the confirmation."""
    await questions_of(clerk, content)
    await leaves_open(clerk, *answers)
    return str(await clerk.presses("Xác nhận"))


async def dialogues(town: Town) -> list[tuple[Any, ...]]:
    found = await town.rows("""
        select title, hamlet, audience, venue, starts_at, window_from, window_to, state from dialogue order by id
    """)
    return [tuple(row) for row in found]


async def milestones(town: Town) -> list[tuple[Any, ...]]:
    """Those of the plan: for which dialogue, what, who, which department, to whom, by which rule."""
    found = await town.rows("""
        select dialogue_id, what, responsible, department, send_to, via, rule, due_on from milestone
        where law is null order by dialogue_id, id
    """)
    return [tuple(row) for row in found]


# ── the five plans ────────────────────────────────────────────────────────────────────────────────────────────

CONCLUSION = ("conclusion_notice", "", None, "ban, phòng, ngành, đơn vị liên quan; MTTQ xã", "")
REPLIES = ("replies", "", None, "chủ trì hội nghị; công dân; MTTQ xã", "")
DEPARTMENTS = {
    "UBND xã": "van-phong-hdnd-ubnd",
    "Ủy ban MTTQ và các tổ chức chính trị - xã hội xã": "uy-ban-mttq-xa",
    "Uỷ ban MTTQ, các đoàn thể chính trị - xã hội xã": "uy-ban-mttq-xa",
    "Ban Xây dựng Đảng": "ban-xay-dung-dang",
    # By way of the commune's Front, which is asked to see to it.
    "Ban công tác Mặt trận bản Mỳ": "uy-ban-mttq-xa",
}
CONTACT = " (Phạm Thị Bích Đào, 0346234468)"
TITLES: dict[str, list[tuple[str, str | None, str | None]]] = {
    "cao-minh-2025": [(TITLE, None, None)],
    "khoen-on-2025": [("Hội nghị đối thoại tại bản Mỳ năm 2025", "ban-my", None)],
    "xuan-truong-2025": [("Hội nghị đối thoại với Nhân dân xã Xuân Trường năm 2025", None, None)],
    "cam-son-2024": [
        ("Hội nghị đối thoại tại thôn Mới năm 2024", "thon-moi", None),
        ("Hội nghị đối thoại tại thôn Ao Vường năm 2024", "thon-ao-vuong", None),
        ("Hội nghị đối thoại tại thôn Cấm năm 2024", "thon-cam", None),
        ("Hội nghị đối thoại tại thôn Họa năm 2024", "thon-hoa", None),
    ],
    "nam-dan-2026": [
        ("Hội nghị đối thoại tại xóm Hòa Bình năm 2026", "xom-hoa-binh", None),
        (
            "Hội nghị đối thoại với hợp tác xã, doanh nghiệp, chủ cơ sở sản xuất, kinh doanh năm 2026",
            None,
            "hợp tác xã, doanh nghiệp, chủ cơ sở sản xuất, kinh doanh",
        ),
    ],
}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def wanted_dialogues(plan: str) -> list[tuple[Any, ...]]:
    """What the plan's expected reading means, with every day left open."""
    return [
        (title, hamlet, audience, fold(each.get("venue", "địa điểm sẽ báo sau")), None, day(each["when"]["from"]),
         day(each["when"]["to"]), "planned")
        for (title, hamlet, audience), each in zip(TITLES[plan], EXPECTED[f"{plan}.txt"]["dialogues"], strict=True)
    ]  # fmt: skip


def wanted_milestones(plan: str) -> list[tuple[Any, ...]]:
    if plan == "nam-dan-2026":
        return [
            (dialogue, *task, {"days": 5, "event": event}, None)
            for dialogue in (1, 2)
            for task, event in ((CONCLUSION, "dialogue"), (REPLIES, "conclusion"))
        ]
    found = []
    for each in EXPECTED[f"{plan}.txt"]["milestones"]:
        due, who = each["due"], each["responsible"]
        to = each.get("to", "") + (CONTACT if each.get("contact") else "")
        before = day(due.get("before"))
        found.append(
            (
                1, each["what"], who, DEPARTMENTS.get(who), to,
                each.get("via", ""),
                due if before else {"days": -due["days_before"], "event": "dialogue"},
                date.fromordinal(before.toordinal() - 1) if before else None,
            )
        )  # fmt: skip
    return found


@pytest.mark.parametrize("plan", PLANS)
async def test_each_plan_becomes_its_dialogues_and_milestones(opens: Opens, plan: str) -> None:
    async with opens(plan.rsplit("-", 1)[0]) as town:
        clerk = await town.clerk()
        said = await hands_over(clerk, source(plan))
        assert said.startswith("Phần 1/5: văn bản")
        assert await milestones(town) == []
        await looks_through(clerk)
        await leaves_open(clerk, OFFICE)
        assert await dialogues(town) == []
        said = await clerk.presses("Xác nhận")
        count = len(wanted_milestones(plan))
        assert said.startswith(sentence("plan-applied", dialogues=len(TITLES[plan]), milestones=count))
        assert [(*row[:3], fold(row[3]), *row[4:]) for row in await dialogues(town)] == wanted_dialogues(plan)
        assert await milestones(town) == wanted_milestones(plan)
        assert len(await town.rows("select 1 from milestone where law is not null")) == 2 * len(TITLES[plan])
        for label, (title, _, _) in zip(await clerk.labels(), TITLES[plan], strict=False):
            # Telegram's buttons are narrower.
            assert f"{title} (chưa ấn định ngày)".startswith(label.removesuffix("…"))
        await clerk.presses(TITLES[plan][0][0][:40])
        assert "chưa ấn định ngày (theo kế hoạch:" in (await clerk.last()).text

        # The same file once more.
        before = await dialogues(town), await milestones(town)
        assert "Kế hoạch này đã được ghi nhận trước đây, không có gì thay đổi" in await hands_over(clerk, source(plan))
        assert (await dialogues(town), await milestones(town)) == before
        assert await town.rows("select count(*) from plan") == [(1,)]
        assert await town.failed_steps() == []


async def test_all_five_in_one_commune_and_no_screen_too_long_for_a_phone(cam_son: Town) -> None:
    town, clerk = cam_son, await cam_son.clerk()
    for plan in PLANS:
        await hands_over(clerk, source(plan))
        if plan != "cam-son-2024":
            await clerk.presses("Vẫn xem tiếp")
        for _ in range(5):
            if "Xem câu gốc" in await clerk.labels():
                await clerk.presses("Xem câu gốc")
                await clerk.presses("Quay lại")
            await clerk.presses("Đúng, xem tiếp")
        await leaves_open(clerk, "Toàn địa bàn")
        await clerk.presses("Xác nhận")
    assert len(await dialogues(town)) == sum(len(titles) for titles in TITLES.values())
    assert [len(seen.text) for seen in await clerk.history() if len(seen.text) > 1500] == []
    await clerk.says("/menu")
    assert not any("Viết tiếp" in label for label in await clerk.labels())
    await clerk.presses("Kế hoạch")
    assert [label[:5] for label in await clerk.labels()] == ["2026:", "2024:", "2025:", "2025:", "2025:", "Trang"]
    for label in (await clerk.labels())[:-1]:
        await clerk.presses(label)
        await clerk.presses("Quay lại")
    assert await town.failed_steps() == []


async def test_a_pdf_is_read_as_well(web_town: Town) -> None:
    clerk = await web_town.clerk()
    # Small print, so that the lines stay as they are.
    await questions_of(clerk, as_pdf(source("cao-minh-2025"), size=8), "ke-hoach.pdf")
    await leaves_open(clerk, OFFICE)
    await clerk.presses("Xác nhận")
    assert [row[0] for row in await dialogues(web_town)] == [TITLE]
    assert await milestones(web_town) == wanted_milestones("cao-minh-2025")


OWN = json.loads((Path(__file__).parents[1] / "documents" / "expected" / "own.json").read_text("utf-8"))


@pytest.mark.parametrize("plan", OWN)
async def test_word_files_of_every_layout_become_their_dialogues(web_town: Town, plan: str) -> None:
    clerk = await web_town.clerk()
    await hands_over(clerk, as_docx(source(plan)), "ke-hoach.docx")
    await clerk.presses("Vẫn xem tiếp")
    await looks_through(clerk)
    await leaves_open(clerk, "Chưa ấn định hội nghị nào", "Nơi khác, nhóm người khác")
    await clerk.presses("Xác nhận")
    wanted = [(day(each.get("when", {}).get("from")), day(each.get("when", {}).get("to")))
              for each in OWN[plan]["dialogues"]]  # fmt: skip
    assert [row[5:7] for row in await dialogues(web_town)] == wanted
    counted = [each for each in OWN[plan]["milestones"] if "days_before" in each["due"]]
    after = [each for each in OWN[plan]["after"] if "within_days" in each]
    apart = len(OWN[plan]["milestones"]) - len(counted)
    assert len(await milestones(web_town)) == apart + len(wanted) * (len(counted) + len(after))
    assert [len(seen.text) for seen in await clerk.history() if len(seen.text) > 1500] == []
    assert await web_town.failed_steps() == []


# ── what is seen and asked ────────────────────────────────────────────────────────────────────────────────────


async def test_the_sections_say_what_was_understood(town: Town) -> None:
    clerk = await town.clerk()
    said = await hands_over(clerk, source("cao-minh-2025"))
    assert (
        "• Cơ quan ban hành: Đảng ủy xã Cao Minh\n• Người ký: Hứa Ngọc Sỹ\n• Xã, phường: Cao Minh\n• Năm: 2025" in said
    )
    assert await clerk.labels() == ("Đúng, xem tiếp", "Sửa", "Xem câu gốc", "Thôi")
    said = await clerk.presses("Đúng, xem tiếp")
    assert "1. xã Cao Minh\n• Thời gian: 14/11/2025 (dự kiến)\n• Địa điểm: Hội trường UBND xã Cao Minh" in said
    said = await clerk.presses("Đúng, xem tiếp")
    assert said == (
        "Phần 3/5: việc phải làm trước hội nghị\n\n"
        "1. Báo cáo tình hình — UBND xã (sẽ hỏi cơ quan nào)\n"
        "• Thời hạn: trước ngày 07/11/2025\n"
        "• Gửi Thường trực Đảng ủy, qua Văn phòng Đảng ủy\n\n"
        "2. Tổng hợp ý kiến gửi về — Ủy ban MTTQ và các tổ chức chính trị - xã hội xã (Ủy ban MTTQ Việt Nam xã)\n"
        "• Thời hạn: trước ngày 07/11/2025\n"
        "• Gửi Thường trực Đảng ủy, qua Ban Xây dựng Đảng\n\n"
        "3. Tổng hợp chung các ý kiến — Ban Xây dựng Đảng\n"
        "• Thời hạn: trước ngày 10/11/2025\n"
        "• Gửi Thường trực Đảng ủy; UBND xã"
    )
    assert "gửi về Thường trực Đảng ủy (qua Văn phòng Đảng ủy) trước ngày 07/11/2025" in await clerk.presses(
        "Xem câu gốc"
    )
    assert (await clerk.presses("Quay lại")).startswith("Phần 3/5")
    assert (await clerk.presses("Quay lại")).startswith("Phần 2/5")


async def test_a_file_that_is_sent_instead_of_an_answer_is_kept_and_can_be_read(town: Town) -> None:
    clerk = await town.clerk()
    await questions_of(clerk, source("cao-minh-2025"))
    for answer in ("14/11/2025", "07:30"):
        await clerk.presses(answer)
    question = (await clerk.last()).text
    said = await clerk.sends(source("khoen-on-2025").encode(), "ke-hoach-moi.txt")
    assert said.startswith("Nội dung vừa gửi kèm vẫn được giữ.")
    assert said.endswith(question)
    offered = await clerk.presses("Xem nội dung vừa gửi")
    assert "Đọc kế hoạch từ tệp này" in await clerk.labels()
    assert "1 tệp" in offered
    assert "đây là kế hoạch của Khoen On" in await clerk.presses("Đọc kế hoạch từ tệp này")


async def test_what_is_unsure_is_marked_with_its_sentence(opens: Opens) -> None:
    async with opens("nam-dan") as town:
        clerk = await town.clerk()
        await hands_over(clerk, source("nam-dan-2026"))
        for _ in range(3):
            await clerk.presses("Đúng, xem tiếp")
        said = (await clerk.last()).text
        assert "• Lấy phiếu hài lòng: có (chưa chắc, câu gốc: “Phát phiếu lấy ý kiến hài lòng của Nhân dân" in said
        assert "1. Ban hành thông báo kết luận, trong 05 ngày kể từ hội nghị" in said


async def test_day_hour_and_department_are_asked_for_and_nothing_else(town: Town) -> None:
    clerk = await town.clerk()
    said = await questions_of(clerk, source("cao-minh-2025"))
    assert said.startswith("xã Cao Minh: kế hoạch ghi 14/11/2025 (dự kiến).\nHội nghị vào ngày nào?")
    assert await clerk.labels() == ("14/11/2025", "Chưa ấn định", "Dừng lại")
    assert "Chưa rõ ngày" in await clerk.says("hôm nào cũng được")
    assert "đã qua" in await clerk.says("1/11/2025")
    assert "lúc mấy giờ" in await clerk.says("14/11")
    assert "Chưa rõ giờ" in await clerk.says("sớm")
    said = await clerk.says("7h30")
    assert said.startswith("Kế hoạch giao việc cho “UBND xã”. Đó là cơ quan nào?")
    said = await clerk.presses(OFFICE)
    assert f"{TITLE}: 07:30, thứ Sáu, ngày 14/11/2025" in said
    assert "Trả lời lại các câu hỏi" in await clerk.labels()
    await clerk.presses("Xác nhận")
    assert (await dialogues(town))[0][4] == datetime(2025, 11, 14, 7, 30, tzinfo=VIETNAM)
    found = await town.rows("select what, due_on from milestone where law is not null order by id")
    assert [tuple(row) for row in found] == [
        ("announce", date(2025, 11, 7)),
        ("publish_results", date(2025, 11, 24)),
    ]


async def test_a_day_without_an_hour_is_not_fixed_but_known(web_town: Town) -> None:
    town, clerk = web_town, await web_town.clerk()
    await questions_of(clerk, source("cao-minh-2025"))
    await clerk.says("20/11/2025")
    await clerk.presses("Chưa rõ giờ")
    await leaves_open(clerk)
    await clerk.presses("Xác nhận")
    assert (await dialogues(town))[0][4:7] == (None, date(2025, 11, 20), date(2025, 11, 20))


async def test_a_moment_that_has_passed_is_asked_again(web_town: Town) -> None:
    clerk = await web_town.clerk()
    await questions_of(clerk, source("cao-minh-2025"))
    await clerk.says("07/11/2025")
    said = await clerk.says("7h30")
    assert sentence("dialogue-refused-past") in said
    assert "Hội nghị vào ngày nào?" in said


async def test_all_days_can_be_left_open_at_once_and_answers_given_anew(cam_son: Town) -> None:
    clerk = await cam_son.clerk()
    said = await questions_of(clerk, source("cam-son-2024"))
    assert said.startswith("thôn Mới: kế hoạch ghi quý I/2024 (đã qua).")
    said = await clerk.presses("Chưa ấn định hội nghị nào")
    assert said.startswith("Khi xác nhận, trợ lý sẽ tạo 4 hội nghị theo kế hoạch:")
    assert "thôn Mới: kế hoạch ghi quý I/2024" in await clerk.presses("Trả lời lại các câu hỏi")
    await clerk.says("20/11/2025")
    await clerk.says("8h")
    await clerk.presses("Chưa ấn định hội nghị nào")
    await clerk.presses("Xác nhận")
    assert [row[4] for row in await dialogues(cam_son)] == [
        datetime(2025, 11, 20, 8, tzinfo=VIETNAM), None, None, None,
    ]  # fmt: skip


async def test_a_place_that_the_commune_does_not_have_is_asked_for(cam_son: Town) -> None:
    clerk = await cam_son.clerk()
    await questions_of(clerk, source("cam-son-2024").replace("thôn Họa", "thôn Đồng Mậm"))
    await clerk.presses("Chưa ấn định hội nghị nào")
    said = (await clerk.last()).text
    assert said.startswith("thôn Đồng Mậm không có trong danh sách thôn, xóm của địa phương.")
    assert (await clerk.labels())[-4:] == (
        "thôn Họa", "Toàn địa bàn", "Nơi khác, nhóm người khác", "Dừng lại",
    )  # fmt: skip
    await clerk.presses("thôn Họa")
    await clerk.presses("Xác nhận")
    assert (await dialogues(cam_son))[-1][:2] == ("Hội nghị đối thoại tại thôn Họa năm 2024", "thon-hoa")


async def test_a_place_may_be_a_group_of_people_after_all(cam_son: Town) -> None:
    clerk = await cam_son.clerk()
    await takes_in(clerk, source("cam-son-2024").replace("thôn Họa", "thôn Đồng Mậm"), "Nơi khác, nhóm người khác")
    assert (await dialogues(cam_son))[-1][:3] == (
        "Hội nghị đối thoại với thôn Đồng Mậm năm 2024", None, "thôn Đồng Mậm",
    )  # fmt: skip


async def test_a_plan_of_another_commune_is_only_looked_at_after_asking(town: Town) -> None:
    clerk = await town.clerk()
    said = await hands_over(clerk, source("khoen-on-2025"))
    assert said == ("Xin chú ý: đây là kế hoạch của Khoen On, không phải của xã Cao Minh. Ông/bà có xem tiếp không?")
    assert await clerk.labels() == ("Vẫn xem tiếp", "Thôi")
    await clerk.presses("Thôi")
    assert await town.rows("select count(*) from plan") == [(0,)]
    await hands_over(clerk, source("khoen-on-2025"))
    assert (await clerk.presses("Vẫn xem tiếp")).startswith("Phần 1/5")


# ── what is no plan ───────────────────────────────────────────────────────────────────────────────────────────


def scan() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(20, 20, 100, 100)
    return bytes(pdf.output())


def locked() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_encryption(owner_password="chu", user_password="khach")
    pdf.set_font("helvetica", size=12)
    pdf.cell(0, 10, "Ke hoach doi thoai")
    return bytes(pdf.output())


BAD = {
    "scan": (scan(), "ke-hoach.pdf", "plan-refused-scan"),
    "encrypted": (locked(), "ke-hoach.pdf", "plan-refused-encrypted"),
    "no-plan": ((REFUSED / "giay-moi.txt").read_bytes(), "giay-moi.txt", "plan-refused-no-plan"),
    "minutes": ((REFUSED / "bien-ban.txt").read_bytes(), "bien-ban.txt", "plan-refused-no-plan"),
}


@pytest.mark.parametrize("bad", BAD)
async def test_what_cannot_be_read_is_said_in_one_sentence_and_offered_as_before(town: Town, bad: str) -> None:
    content, name, code = BAD[bad]
    clerk = await town.clerk()
    said = await hands_over(clerk, content, name)
    assert said.startswith(sentence(code))
    assert await clerk.labels() == ("Đọc kế hoạch từ tệp này", "Gửi thành ý kiến", "Không gửi")
    assert await town.rows("select count(*) from plan") == [(0,)]
    assert "thôn, xóm nào" in await clerk.presses("Gửi thành ý kiến") or "lĩnh vực" in (await clerk.last()).text
    assert await town.failed_steps() == []


async def test_only_a_clerk_is_offered_to_read_a_plan_and_only_from_a_document(town: Town) -> None:
    clerk = await town.clerk()
    officer, resident = await town.officer(clerk), await town.resident()
    for phone in (officer, resident):
        await phone.sends(source("cao-minh-2025").encode(), "ke-hoach.txt")
        assert "Đọc kế hoạch từ tệp này" not in await phone.labels()
        for key in ("plan.read:0123456789abcdef", "plan.list", "plan.section:1:1", "plan.confirm:1", "plan.show:1"):
            assert sentence("access-refused-clerk") in await phone.presses_any(key), key
    await clerk.sends(PNG)
    assert "Đọc kế hoạch từ tệp này" not in await clerk.labels()


async def test_keys_that_lead_nowhere_are_refused(town: Town) -> None:
    clerk = await town.clerk()
    gone, incomplete = sentence("plan-refused-gone"), sentence("chat-button-incomplete")
    assert await clerk.presses_any("plan.section:7:1") == gone
    await hands_over(clerk, source("cao-minh-2025"))
    for key, said in {
        "plan.section:1:9": incomplete, "plan.section:1": incomplete, "plan.section:x:1": incomplete,
        "plan.edit:1:3:99": gone, "plan.edit:1:5:0": gone, "plan.fact:1:sources": gone, "plan.fact:1:when": gone,
        "plan.remove:1:3:99": gone, "plan.remove:1:1:0": incomplete, "plan.add:1:1": incomplete, "plan.show:9": gone,
        "plan.read:0123456789abcdef": sentence("plan-refused-no-file"), "plan.again:8": gone, "plan.drop:8": gone,
    }.items():  # fmt: skip
        assert await clerk.presses_any(key) == said, key
    assert await town.failed_steps() == []


# ── correcting ────────────────────────────────────────────────────────────────────────────────────────────────


async def test_any_fact_can_be_corrected(town: Town) -> None:
    clerk = await town.clerk()
    await hands_over(clerk, source("cao-minh-2025"))
    await clerk.presses("Sửa")
    assert "2. Số: chưa nêu" in await clerk.labels()
    said = await clerk.presses("2. Số")
    assert said == "Số hiện là: chưa nêu.\nXin ông/bà viết lại cho đúng."
    assert "• Số: 25-KH/ĐU" in await clerk.says("25-KH/ĐU")

    await clerk.presses("Sửa")
    await clerk.presses("2. Số")
    assert "• Số: 25-KH/ĐU" in await clerk.presses("Giữ nguyên")
    await clerk.presses("Sửa")
    await clerk.presses("5. Người ký")
    assert "Người ký" not in await clerk.presses("Bỏ trống")

    await clerk.presses("Đúng, xem tiếp")
    await clerk.presses("Sửa")
    await clerk.presses("1. xã Cao Minh")
    await clerk.presses("Thời gian")
    assert sentence("plan-unread-when") in await clerk.says("khi nào tiện")
    assert "• Thời gian: quý IV/2025" in await clerk.says("quý IV/2025")
    await clerk.presses("Sửa")
    await clerk.presses("1. xã Cao Minh")
    await clerk.presses("Địa điểm")
    assert "• Địa điểm: Nhà văn hóa xã" in await clerk.says("Nhà văn hóa xã")

    await clerk.presses("Đúng, xem tiếp")
    await clerk.presses("Sửa")
    await clerk.presses("1. Báo cáo tình hình")
    await clerk.presses("Thời hạn")
    assert sentence("plan-unread-due") in await clerk.says("sớm nhất có thể")
    assert "• Thời hạn: trước hội nghị 03 ngày làm việc" in await clerk.says("trước hội nghị 3 ngày làm việc")
    await clerk.presses("Sửa")
    await clerk.presses("1. Báo cáo tình hình")
    await clerk.presses("Cơ quan làm")
    assert "1. Báo cáo tình hình — Phòng Kinh tế\n" in await clerk.says("Phòng Kinh tế")
    await clerk.presses("Sửa")
    await clerk.presses("3. Tổng hợp chung")
    assert "Tổng hợp chung các ý kiến" not in await clerk.presses("Bỏ việc này")

    await clerk.presses("Đúng, xem tiếp")
    await clerk.presses("Sửa")
    assert "• Công khai kết quả: có" in await clerk.presses("Công khai kết quả: không")
    await clerk.presses("Đúng, xem tiếp")
    await clerk.presses("Sửa")
    await clerk.presses("Nội dung")
    assert "• Nội dung: đường thôn; nước sạch" in await clerk.says("đường thôn; nước sạch")
    await clerk.presses("Đúng, xem tiếp")
    await leaves_open(clerk)
    await clerk.presses("Xác nhận")
    assert (await dialogues(town))[0][3:7] == ("Nhà văn hóa xã", None, date(2025, 10, 1), date(2025, 12, 31))
    assert [row[1:4] + row[6:] for row in await milestones(town)] == [
        ("report", "Phòng Kinh tế", "phong-kinh-te", {"days": -3, "event": "dialogue", "working": True}, None),
        (
            "opinions", "Ủy ban MTTQ và các tổ chức chính trị - xã hội xã", "uy-ban-mttq-xa",
            {"before": "2025-11-07"}, date(2025, 11, 6),
        ),
    ]  # fmt: skip
    assert await town.failed_steps() == []


WHENS = {
    "14/11": "14/11/2025",
    "7h30 ngày 14/11/2025": "07:30, 14/11/2025",
    "tháng 8/2025": "tháng 8/2025",
    "quý III": "quý III/2025",
    "từ 15/11 đến 30/11": "từ 15/11/2025 đến 30/11/2025",
    "trước tháng 6/2026": "trước 01/06/2026",
}
DUES = {
    "7/11": "chậm nhất 07/11/2025",
    "trước 7/11/2025": "trước ngày 07/11/2025",
    "trước ngày 10 tháng 11": "trước ngày 10/11/2025",
    "trước hội nghị 5 ngày": "trước hội nghị 05 ngày",
    "7 ngày trước hội nghị": "trước hội nghị 07 ngày",
}


async def test_times_are_taken_as_people_write_them(web_town: Town) -> None:
    clerk = await web_town.clerk()
    await hands_over(clerk, source("cao-minh-2025"))
    for key, label, table in (
        ("plan.fact:1:dialogues[0].when", "Thời gian", WHENS),
        ("plan.fact:1:milestones[0].due", "Thời hạn", DUES),
    ):
        for written, shown in table.items():
            await clerk.presses_any(key)
            assert f"• {label}: {shown}\n" in await clerk.says(written), written


async def test_a_dialogue_and_a_milestone_can_be_added(web_town: Town) -> None:
    clerk = await web_town.clerk()
    await hands_over(clerk, source("cao-minh-2025"))
    await clerk.presses("Đúng, xem tiếp")
    await clerk.presses("Sửa")
    await clerk.presses("+ Thêm hội nghị")
    await clerk.presses("Nơi hoặc đối tượng")
    assert "2. thôn Mẫu 2" in await clerk.says("thôn Mẫu 2")
    assert "• Thời gian: 14/11/2025 (dự kiến)" in (await clerk.last()).text
    await clerk.presses("Đúng, xem tiếp")
    await clerk.presses("Sửa")
    await clerk.presses("+ Thêm việc")
    await clerk.presses("Việc: Việc khác theo kế hoạch")
    assert "4. Gửi giấy mời" in await clerk.presses("Gửi giấy mời")
    await clerk.presses("Đúng, xem tiếp")
    await clerk.presses("Đúng, xem tiếp")
    await clerk.presses("Đúng, xem tiếp")
    await leaves_open(clerk)
    await clerk.presses("Xác nhận")
    assert [row[1] for row in await dialogues(web_town)] == [None, "thon-mau-2"]
    # What is counted from a dialogue is to be done for each, what has a day of its own once.
    assert [(row[0], row[1]) for row in await milestones(web_town)] == [
        (1, "invitations"), (2, "invitations"), (None, "report"), (None, "opinions"), (None, "compile"),
    ]  # fmt: skip
    await clerk.says("/menu")
    await clerk.presses("Kế hoạch")
    said = await clerk.presses("2025: ")
    assert "• Báo cáo tình hình — UBND xã: trước ngày 07/11/2025" in said


# ── once more, and another version ────────────────────────────────────────────────────────────────────────────


async def test_another_version_lists_what_changes_and_tells_whom_it_concerns(town: Town) -> None:
    clerk = await town.clerk()
    head = await town.hamlet_head(clerk)
    await questions_of(clerk, source("cao-minh-2025"))
    await clerk.says("14/11/2025")
    await clerk.says("7h30")
    await clerk.presses(OFFICE)
    await clerk.presses("Xác nhận")
    await town.rows("update milestone set done_at = now(), done_by = 1 where what = 'report' returning 1")
    await head.looks()

    newer = source("cao-minh-2025").replace("ngày 14 tháng 11", "ngày 21 tháng 11").replace("07/11/2025", "12/11/2025")
    said = await hands_over(clerk, newer)
    assert said.startswith(sentence("plan-newer"))
    said = await looks_through(clerk)
    assert said == (
        f"{sentence('plan-changes')}\n\n"
        f"• {TITLE}: 07:30, thứ Sáu, ngày 14/11/2025 → 07:30, thứ Sáu, ngày 21/11/2025\n"
        "• Tổng hợp ý kiến gửi về (Ủy ban MTTQ và các tổ chức chính trị - xã hội xã): "
        "trước ngày 07/11/2025 → trước ngày 12/11/2025"
    )
    assert await head.looks() == ""
    said = await clerk.presses("Xác nhận")
    assert said.startswith(sentence("plan-updated", dialogues=1, milestones=3))
    assert [row[4] for row in await dialogues(town)] == [datetime(2025, 11, 21, 7, 30, tzinfo=VIETNAM)]
    assert [(row[1], row[6]["before"]) for row in await milestones(town)] == [
        # What is done stays as it was done.
        ("report", "2025-11-07"), ("opinions", "2025-11-12"), ("compile", "2025-11-10"),
    ]  # fmt: skip
    assert await town.rows("select count(*) from plan") == [(1,)]
    told = await head.looks()
    assert told.count(TITLE) == 1
    assert "07:30, thứ Sáu, ngày 21/11/2025" in told
    # And back again: nothing doubles.
    await hands_over(clerk, newer)
    assert "không có gì thay đổi" in (await clerk.last()).text
    assert await town.failed_steps() == []


async def test_a_day_fixed_in_the_chat_stays_unless_the_paper_names_another(web_town: Town) -> None:
    town, clerk = web_town, await web_town.clerk()
    await takes_in(clerk, source("cao-minh-2025"), OFFICE)
    await clerk.presses(TITLE)
    await clerk.presses("Ấn định ngày giờ")
    await clerk.says("20/11/2025")
    await clerk.says("8h")
    await clerk.presses("Hội trường")
    await clerk.presses("Ấn định")
    newer = source("cao-minh-2025").replace("Hứa Ngọc Sỹ", "Nguyễn Văn Mẫu")
    said = await questions_of(clerk, newer)
    assert said.endswith("• Người ký: Hứa Ngọc Sỹ → Nguyễn Văn Mẫu")
    await clerk.presses("Xác nhận")
    assert (await dialogues(town))[0][4] == datetime(2025, 11, 20, 8, tzinfo=VIETNAM)


FOURTH = "+ Quý IV/2024: Đơn vị tiếp xúc, đối thoại thôn Họa, Tại Nhà văn hóa thôn Họa. "


async def test_a_dialogue_gone_from_the_paper_is_called_off_and_can_come_back(cam_son: Town) -> None:
    town, clerk = cam_son, await cam_son.clerk()
    await takes_in(clerk, source("cam-son-2024"))
    await hands_over(clerk, source("cam-son-2024").replace(FOURTH, ""))
    assert "− Bỏ Hội nghị đối thoại tại thôn Họa năm 2024" in await looks_through(clerk)
    await clerk.presses("Xác nhận")
    assert [row[-1] for row in await dialogues(town)] == ["planned", "planned", "planned", "cancelled"]
    await questions_of(clerk, source("cam-son-2024"))
    assert "+ Thêm Hội nghị đối thoại tại thôn Họa năm 2024" in (await clerk.last()).text
    await clerk.presses("Xác nhận")
    assert [row[-1] for row in await dialogues(town)] == ["planned"] * 4


async def test_a_dialogue_gone_from_the_paper_stays_when_something_hangs_on_it(cam_son: Town) -> None:
    town, clerk = cam_son, await cam_son.clerk()
    await takes_in(clerk, source("cam-son-2024"))
    await clerk.presses("thôn Họa")
    await clerk.presses("Mở nhận ý kiến")
    await hands_over(clerk, source("cam-son-2024").replace(FOURTH, ""))
    assert "• Giữ lại Hội nghị đối thoại tại thôn Họa năm 2024" in await looks_through(clerk)
    await clerk.presses("Xác nhận")
    assert [row[-1] for row in await dialogues(town)] == ["planned", "planned", "planned", "collecting"]
    assert "không có gì thay đổi" in await hands_over(clerk, source("cam-son-2024").replace(FOURTH, ""))


async def test_a_plan_in_force_can_be_looked_through_and_corrected(web_town: Town) -> None:
    town, clerk = web_town, await web_town.clerk()
    await takes_in(clerk, source("cao-minh-2025"), OFFICE)
    await clerk.says("/menu")
    assert sentence("plan-list") in await clerk.presses("Kế hoạch")
    await clerk.presses("2025: Tổ chức hội nghị")
    await clerk.presses("Xem lại và sửa")
    await clerk.presses_any("plan.fact:2:milestones[2].due")
    assert "• Thời hạn: trước ngày 11/11/2025" in await clerk.says("trước 11/11/2025")
    said = ""
    for _ in range(3):
        said = await clerk.presses("Đúng, xem tiếp")
    assert "Tổng hợp chung các ý kiến (Ban Xây dựng Đảng): trước ngày 10/11/2025 → trước ngày 11/11/2025" in said
    await clerk.presses("Xác nhận")
    assert (await milestones(town))[2][6:] == ({"before": "2025-11-11"}, date(2025, 11, 10))
    # The file it came from says otherwise; what was corrected counts.
    assert "không có gì thay đổi" in await hands_over(clerk, source("cao-minh-2025"))


async def test_confirming_twice_makes_everything_once(town: Town) -> None:
    clerk = await town.clerk()
    await questions_of(clerk, source("cao-minh-2025"))
    await leaves_open(clerk)
    await clerk.twice("Xác nhận")
    assert len(await dialogues(town)) == 1
    assert len(await milestones(town)) == 3
    assert await town.rows("select count(*) from plan where confirmed_at is not null") == [(1,)]
    assert await clerk.presses_any("plan.confirm:1") == sentence("plan-refused-gone")
    assert await town.failed_steps() == []


async def test_everything_survives_a_restart_in_the_middle(town: Town) -> None:
    clerk = await town.clerk()
    await clerk.sends(source("cao-minh-2025").encode(), "ke-hoach.txt")
    await town.restarts()
    await clerk.presses("Đọc kế hoạch từ tệp này")
    await clerk.presses("Đúng, xem tiếp")
    await town.restarts()
    for _ in range(4):
        await clerk.presses("Đúng, xem tiếp")
    await clerk.says("14/11/2025")
    await town.restarts()
    await clerk.says("7h30")
    await town.restarts()
    await clerk.presses(OFFICE)
    await town.restarts()
    await clerk.presses("Xác nhận")
    assert (await dialogues(town))[0][4] == datetime(2025, 11, 14, 7, 30, tzinfo=VIETNAM)
    assert await milestones(town) == wanted_milestones("cao-minh-2025")


async def test_stopping_at_a_question_leads_back_to_the_plan_as_it_was_left(web_town: Town) -> None:
    clerk = await web_town.clerk()
    await hands_over(clerk, source("cao-minh-2025"))
    await clerk.presses("Sửa")
    await clerk.presses("2. Số")
    await clerk.says("25-KH/ĐU")
    await clerk.presses("Sửa")
    await clerk.presses("5. Người ký")
    said = await clerk.presses("Dừng lại")
    assert said.startswith(f"{sentence('form-cancelled')}\n\nPhần 1/5")
    assert "• Số: 25-KH/ĐU" in said
    await looks_through(clerk)
    await clerk.says("14/11/2025")
    await clerk.says("7h30")
    said = await clerk.presses("Dừng lại")
    assert said.startswith(f"{sentence('form-cancelled')}\n\nPhần 5/5")
    # The day was answered before and is not asked again.
    assert (await clerk.presses("Đúng, xem tiếp")).startswith("Kế hoạch giao việc cho “UBND xã”.")
    await clerk.presses(OFFICE)
    await clerk.presses("Xác nhận")
    assert (await dialogues(web_town))[0][4] == datetime(2025, 11, 14, 7, 30, tzinfo=VIETNAM)
    await clerk.says("/menu")
    assert not any("Viết tiếp" in label for label in await clerk.labels())


async def test_publication_is_one_milestone_of_law_and_plan(opens: Opens) -> None:
    async with opens("nam-dan") as town:
        clerk = await town.clerk()
        paper = source("nam-dan-2026").replace(
            "đại chúng để cá nhân", "đại chúng chậm nhất 03 ngày sau hội nghị để cá nhân"
        )
        await questions_of(clerk, paper)
        await clerk.says("14/11/2025")
        await clerk.says("7h30")
        assert sentence("plan-summary-law-notice") in await leaves_open(clerk)
        await clerk.presses("Xác nhận")
        found = await town.rows("select id, due_on from milestone where what = 'publish_results' order by dialogue_id")
        assert [row.due_on for row in found] == [date(2025, 11, 17), None]
        shown = await clerk.presses_any(f"milestone.show:{found[0].id}")
        assert (
            "Căn cứ: Điều 43 Luật Tổ chức chính quyền địa phương 72/2025 (trong 10 ngày kể từ hội nghị) "
            "và kế hoạch (trong 03 ngày kể từ hội nghị)."
        ) in shown
        assert "Hạn thứ Hai, ngày 17/11/2025" in shown


async def test_leaving_off_keeps_the_plan_for_later(web_town: Town) -> None:
    town, clerk = web_town, await web_town.clerk()
    await hands_over(clerk, source("cao-minh-2025"))
    await clerk.presses("Thôi")
    await clerk.says("/menu")
    await clerk.presses("Kế hoạch")
    assert (await clerk.presses("Xem tiếp kế hoạch đang đọc")).startswith("Phần 1/5")
    await looks_through(clerk)
    await clerk.presses("Dừng lại")
    await clerk.presses("Thôi")
    await clerk.presses_any("plan.list")
    assert (await clerk.presses("Xem tiếp")).startswith("Phần 1/5")
    await clerk.presses("Thôi")
    assert sentence("plan-dropped") in await clerk.presses("Bỏ kế hoạch đang đọc")
    assert await town.rows("select count(*) from plan") == [(0,)]
    # A newer one takes the place of one that was begun.
    for _ in range(2):
        await hands_over(clerk, source("cao-minh-2025"))
    assert await town.rows("select count(*) from plan") == [(1,)]
