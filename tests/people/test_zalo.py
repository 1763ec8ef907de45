"""What is different on Zalo: kinds of accounts, choices by number, and people who may not be written to any more."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.commune import apply_setup, read_setup
from tests.fakes.zalo.world import STATE_AGENCY, Line
from tests.town import SAMPLES, Town, open_town, sentence

ROAD = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"
ANSWER = "Sẽ làm cống trong tháng 12."
TEMPLATE = {"id": "3001", "facts": {"ma": "code", "co_quan": "department"}, "price": 300}


@pytest.fixture
async def town(dsn: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town("zalo", dsn, tmp_path) as opened:
        yield opened


def heard(phone: Any) -> list[Line]:
    return [line for line in phone.zalo.sees(phone.person, oa=phone.oa) if line.by != "person"]


async def a_while_passes(town: Town, **time: float) -> None:
    """For Zalo as well."""
    assert town.zalo is not None
    town.zalo.advance(timedelta(**time).total_seconds())
    await town.passes(**time)


async def answers(town: Town, officer: Any, code: str) -> str:
    await officer.says("/viec")
    await officer.presses(f"Xem {code}")
    await officer.presses("Trả lời")
    await officer.says(ANSWER)
    await officer.presses("Tiếp tục")
    return str(await town.sends_answer(officer))


async def set_up(town: Town, **channel: Any) -> None:
    raw = yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8"))
    raw["channels"]["zalo_oa"] = {
        "app_id": "1", "oa_id": "2", "app_secret_env": "A", "oa_secret_env": "B", **channel
    }  # fmt: skip
    async with town.database.begin() as uow:
        await apply_setup(uow, read_setup(raw), town.clock.now() + timedelta(seconds=1))
    await town.program.look_for_changes()


@pytest.mark.parametrize("kind", [pytest.param(STATE_AGENCY, id="state-agency"), pytest.param(2, id="enterprise")])
async def test_an_opinion_comes_back_answered_on_every_kind_of_account(town: Town, kind: int) -> None:
    assert town.zalo is not None
    town.zalo.change(town.oa.id, {"oa_type": kind})
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await officer.looks()
    await answers(town, officer, code)

    assert ANSWER in await resident.looks()
    [row] = await town.rows("select sends_by from zalo_account")
    assert row.sends_by == ("v2" if kind == STATE_AGENCY else "v3")
    # Refused once, then never asked again.
    assert town.zalo.counts()["refusals"].get("-235", 0) == (1 if kind == STATE_AGENCY else 0)
    assert await town.failed_steps() == []


async def test_few_choices_are_buttons_and_many_a_list_to_be_answered_by_number(town: Town) -> None:
    resident = await town.resident()
    menu = heard(resident)[-1]
    assert menu.buttons == ()
    assert "\n\n1. Gửi ý kiến\n2. Đăng ký phát biểu\n" in menu.text
    assert menu.text.endswith(sentence("numbered-answer"))

    for typed in ("1", "số 1", "một", "Gửi ý kiến", "gui y kien"):
        await resident.says("menu")
        assert sentence("petition-ask-body") in await resident.says(typed), typed
        assert heard(resident)[-1].buttons
        assert sentence("menu") in await resident.says("hủy")


async def test_who_begins_to_follow_is_greeted(town: Town) -> None:
    assert town.zalo is not None
    resident = await town.phone()
    town.zalo.follows(resident.person, resident.oa)
    assert sentence("welcome-question") in await resident.looks()
    assert (await resident.labels())[0] == "Tôi đồng ý"


async def test_who_stops_following_is_not_written_to_until_they_come_back(town: Town) -> None:
    assert town.zalo is not None
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    town.zalo.unfollows(resident.person, resident.oa)
    await town.settle()
    before = len(heard(resident))
    await officer.looks()
    await answers(town, officer, code)
    assert len(heard(resident)) == before
    clerk = await town.clerk()
    await clerk.says("menu")
    assert any("Cần gọi điện" in label for label in await clerk.labels())

    town.zalo.follows(resident.person, resident.oa)
    assert ANSWER in await resident.says(code)


async def test_an_answer_to_who_was_silent_for_a_week_goes_by_a_template(town: Town) -> None:
    assert town.zalo is not None
    town.zalo.create_template("3001", "Ý kiến <ma> đã được <co_quan> trả lời.")
    await set_up(town, templates={"answer": TEMPLATE}, ask_to_tap=False)
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await a_while_passes(town, days=8)
    await officer.keeps_in_touch()
    await answers(town, officer, code)

    assert f"Ý kiến {code} đã được" in heard(resident)[-1].text
    rows = await town.rows("select way, cost, trouble from outbox where kind = 'answer' order by id")
    assert [(row.way, row.cost, row.trouble) for row in rows] == [
        ("chat", None, "window-closed"),
        ("template", 300, None),
    ]
    # Nobody was even tried where the chat was known to be closed.
    assert town.zalo.counts()["refusals"] == {}
    assert ANSWER in await resident.says(code)


async def test_who_waits_for_an_answer_is_asked_once_to_press_while_it_is_still_allowed(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    await set_up(town)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await officer.looks()
    told = []
    for _ in range(7):
        await a_while_passes(town, days=1)
        told.append(await resident.looks())
    assert [bool(said) for said in told].count(True) == 1
    day = next(day for day, said in enumerate(told, start=1) if said)
    assert day < 7
    await resident.presses((await resident.labels())[0])
    await a_while_passes(town, days=3)
    await officer.keeps_in_touch()
    await answers(town, officer, code)
    assert ANSWER in await resident.looks()


async def test_officers_in_a_group_of_the_account_work_by_typing_the_code(town: Town) -> None:
    assert town.zalo is not None
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    group = town.zalo.create_group("Nhóm mẫu", [officer.person], oa=town.oa)
    inside = officer.in_group(group)
    code = await town.invited(clerk, "Nối nhóm", "Phòng Kinh tế")
    assert "Nhóm đã được nối với Phòng Kinh tế." in await inside.says(f"/ketnoi {code}")
    code = await town.files_petition(resident, ROAD, "Đường")

    card = await inside.looks()
    assert ROAD in card
    assert f"(Gõ mã để mở: {code})" in card
    # What people say to each other there is not the assistant's business.
    assert await inside.says("Sáng mai họp lúc 8 giờ nhé") == ""
    await inside.says(f"{code} nhận")
    assert f"Kết quả của {code} là gì?" in await inside.says(f"{code} trả lời: {ANSWER}")
    assert await inside.says("Anh em xem giúp tôi") == ""
    assert ANSWER in await inside.says("1")
    assert f"Đã ghi trả lời {code}" in await inside.says("1")
    await town.undo_passes()
    assert ANSWER in await resident.looks()
    assert await town.failed_steps() == []


async def test_the_whole_loop_on_a_bot_of_the_bot_platform(dsn: str, tmp_path: Path) -> None:
    async with open_town("web", dsn, tmp_path, beside="zalo-bot") as town:
        code = await town.invited(await town.clerk(), "Cán bộ trả lời", "Phòng Kinh tế")
        officer, resident = await town.other_phone("Cán bộ mẫu"), await town.other_phone("Nguyễn Văn Mẫu")
        await officer.says(code)
        await officer.says("đồng ý")
        await officer.says("Cán bộ mẫu")
        await resident.says("xin chào")
        await resident.says("đồng ý")
        await resident.says("1")
        await resident.says("menu")
        assert sentence("petition-ask-body") in await resident.says("1")
        await resident.says(ROAD)
        await resident.presses("Tiếp tục")
        await resident.presses("Đường")
        await resident.presses("Giấu tên")
        said = await resident.presses("Gửi ý kiến")
        code = next(word for word in said.replace(".", " ").split() if word.startswith("CM25-"))
        assert code in await officer.looks()
        await officer.says(f"{code} nhận")
        assert f"Kết quả của {code} là gì?" in await officer.says(f"{code} trả lời: {ANSWER}")
        assert ANSWER in await officer.says("1")
        assert f"Đã ghi trả lời {code}" in await town.sends_answer(officer)
        assert ANSWER in await resident.looks()
        assert await town.failed_steps() == []
