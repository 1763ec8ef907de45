"""People whose channel lets nobody write to them any more: what reaches them instead, and what the clerk sees."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
import yaml

from actions.commune import apply_setup, read_setup
from domain.commune import VIETNAM
from domain.delivery import GiveUp, NotDelivered, TryLater
from storage.file import FileStore
from storage.outbox import Message
from tests.town import SAMPLES, Town, sentence

ROAD = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"
ANSWER = "Sẽ làm cống trong tháng 12."
TEMPLATES = {
    "answer": {"id": "3001", "facts": {"ma": "code", "co_quan": "department", "ten": "name"}, "price": 300},
    "reminder": {"id": "3002", "facts": {"hoi_nghi": "title", "ngay": "day"}, "price": 200},
}


class Windowed:
    """The channel of a town that also sends templates; what goes wrong with the next ones is written down before."""

    def __init__(self, channel: Any) -> None:
        self._channel = channel
        self.tried: list[tuple[str, str]] = []
        self.templates: list[tuple[str, str, dict[str, str]]] = []
        self.phones: list[tuple[str, str, dict[str, str]]] = []
        self.luck: list[NotDelivered] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)

    def ready_in(self, address: str) -> float:
        return 0.0

    async def send(self, message: Message, files: FileStore) -> str | None:
        self.tried.append((message.address, message.text))
        ref: str | None = await self._channel.send(message, files)
        return ref

    async def send_template(self, user: str, template: str, data: Mapping[str, str]) -> str:
        if self.luck:
            raise self.luck.pop(0)
        self.templates.append((user, template, dict(data)))
        return f"t{len(self.templates)}"

    async def send_template_to_phone(self, phone: str, template: str, data: Mapping[str, str], tracking: str) -> str:
        assert tracking
        if self.luck:
            raise self.luck.pop(0)
        self.phones.append((phone, template, dict(data)))
        return f"p{len(self.phones)}"


@pytest.fixture
async def carrier(telegram_town: Town) -> Windowed:
    """The town's channel lets people be written to for seven days, as an Official Account does."""
    await telegram_town.rows("update channel_account set channel = 'zalo' where channel = 'telegram' returning id")
    account = next(iter(telegram_town.program.telegram))
    windowed = Windowed(telegram_town.program.channels[account])
    telegram_town.program.channels[account] = windowed
    return windowed


async def set_up(town: Town, templates: Mapping[str, Any] = TEMPLATES, **more: Any) -> None:
    raw = yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8"))
    raw["channels"] = {
        "zalo_oa": {
            "app_id": "1", "oa_id": "2", "app_secret_env": "A", "oa_secret_env": "B", "templates": dict(templates),
            **more,
        }
    }  # fmt: skip
    async with town.database.begin() as uow:
        await apply_setup(uow, read_setup(raw), town.clock.now() + timedelta(seconds=1))
    await town.program.look_for_changes()


async def answered_after(town: Town, days: float, name: str = "Cho thấy tên") -> tuple[Any, Any, Any, str]:
    """Clerk, officer and resident, whose opinion is answered so many days after they wrote."""
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường", name)
    await resident.looks()
    await town.passes(days=days)
    await officer.says("/viec")
    await officer.presses_any(f"answer.begin:{code}")
    await officer.says(ANSWER)
    await officer.presses("Tiếp tục")
    assert f"Đã gửi trả lời {code}" in await officer.presses("Gửi trả lời")
    return clerk, officer, resident, code


async def ways(town: Town) -> list[tuple[str, str | None, int | None]]:
    """How the answer went: each way with its trouble and its cost."""
    rows = await town.rows("select way, trouble, cost from outbox where kind = 'answer' order by id")
    return [tuple(row) for row in rows]


@pytest.mark.parametrize(("days", "cost"), [(0, 0), (3, 55), (6.9, 55)])
async def test_who_wrote_within_seven_days_gets_the_answer_itself(
    telegram_town: Town, carrier: Windowed, days: float, cost: int
) -> None:
    _, _, resident, _ = await answered_after(telegram_town, days)
    assert ANSWER in await resident.looks()
    assert await ways(telegram_town) == [("chat", None, cost)]


async def test_who_was_away_eight_days_is_called_by_the_clerk(telegram_town: Town, carrier: Windowed) -> None:
    town = telegram_town
    clerk, officer, resident, code = await answered_after(town, 8)
    assert await resident.looks() == ""
    # It is known here that the channel is closed, so it is not even asked.
    assert not any(ANSWER in text for address, text in carrier.tried if address == str(resident.user.id))
    assert await ways(town) == [("chat", "window-closed", None)]
    page = await officer.presses("Đã đến người gửi chưa")
    assert sentence("trouble-window-closed") in page
    assert "Cách khác: văn phòng gọi điện: đang chờ." in page

    await clerk.says("/menu")
    said = await clerk.presses("Cần gọi điện (1)")
    assert "• Nguyễn Văn Mẫu · thôn Mẫu 1 · chưa có số điện thoại" in said
    assert f"Xin báo: Phòng Kinh tế đã trả lời ý kiến {code}." in said
    # What to tell them, not what was written.
    assert ANSWER not in said
    assert ROAD not in said
    said = await clerk.presses("Đã gọi được: Nguyễn Văn Mẫu")
    assert "Đã ghi: gọi được Nguyễn Văn Mẫu." in said
    assert "Không còn ai cần gọi điện." in said
    assert "Cách khác: văn phòng gọi điện: đã xong." in await officer.presses_any(f"work.show:{code}")
    assert sentence("call-refused-done") in await clerk.presses_any("call.missed:1")
    await clerk.says("/menu")
    assert not any("Cần gọi điện" in label for label in await clerk.labels())


async def test_an_approved_message_goes_out_and_its_cost_is_shown(telegram_town: Town, carrier: Windowed) -> None:
    town = telegram_town
    await set_up(town)
    clerk, officer, resident, code = await answered_after(town, 8)
    user = str(resident.user.id)
    assert carrier.templates == [(user, "3001", {"ma": code, "co_quan": "Phòng Kinh tế", "ten": "Nguyễn Văn Mẫu"})]
    assert await ways(town) == [("chat", "window-closed", None), ("template", None, 300)]
    assert "Cách khác: tin theo mẫu qua Zalo: đã xong." in await officer.presses("Đã đến người gửi chưa")
    said = await clerk.says("/menu") and await clerk.presses("Tin chưa gửi được")
    assert f"• {code} · Nguyễn Văn Mẫu" in said
    assert "→ tin theo mẫu qua Zalo: đã xong" in said
    assert "Tiền tin nhắn tháng này: 300 đồng." in said
    # Whoever opens the chat again finds the answer, and can be written to.
    assert ANSWER in await resident.says(code)


async def test_a_failed_template_goes_to_the_telephone_and_then_to_the_clerk(
    telegram_town: Town, carrier: Windowed
) -> None:
    town = telegram_town
    await set_up(town)
    carrier.luck = [GiveUp("rejected")]
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    await town.rows("update person set phone = '0900 000 001' where name = 'Nguyễn Văn Mẫu' returning id")
    codes = [await town.files_petition(resident, ROAD, "Đường") for _ in range(2)]
    await town.passes(days=8)
    for code in codes:
        await officer.presses_any(f"answer.begin:{code}")
        await officer.says(ANSWER)
        await officer.presses("Tiếp tục")
        await officer.presses("Gửi trả lời")
        carrier.luck = [GiveUp("rejected"), GiveUp("rejected")]
    assert [(phone, data["ma"]) for phone, _, data in carrier.phones] == [("84900000001", codes[0])]
    assert await ways(town) == [
        ("chat", "window-closed", None), ("template", "rejected", 300), ("template-phone", None, 300),
        ("chat", "window-closed", None), ("template", "rejected", 300), ("template-phone", "rejected", 300),
    ]  # fmt: skip
    # What was refused was not paid for.
    assert "Tiền tin nhắn tháng này: 300 đồng." in await clerk.presses_any("undelivered.show")
    said = await clerk.presses_any("call.list")
    assert f"ý kiến {codes[1]}" in said
    assert codes[0] not in said
    assert "0900 000 001" in said
    # The telephone is nowhere but where it is needed.
    assert {row.address for row in await town.rows("select address from outbox where way = 'template-phone'")} == {
        f"phone:{row.id}" for row in await town.rows("select id from person where name = 'Nguyễn Văn Mẫu'")
    }


async def test_an_author_who_hid_the_name_is_called_by_nobody(telegram_town: Town, carrier: Windowed) -> None:
    town = telegram_town
    clerk = await town.clerk()
    head = await town.hamlet_head(clerk)
    officer = await town.officer(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường", "Giấu tên")
    await town.passes(days=8)
    await head.says("/menu")
    await officer.says("/viec")
    await officer.presses_any(f"answer.begin:{code}")
    await officer.says(ANSWER)
    await officer.presses("Tiếp tục")
    said = await officer.presses("Gửi trả lời")
    assert f"Chưa chuyển được trả lời {code}: {sentence('trouble-window-closed')}." in said
    assert await town.rows("select * from call") == []
    assert await head.looks() == ""
    assert "Nguyễn Văn Mẫu" not in await clerk.presses_any("undelivered.show")


async def test_a_hamlet_head_hears_nothing_of_what_residents_sent_themselves(
    telegram_town: Town, carrier: Windowed
) -> None:
    town = telegram_town
    clerk = await town.clerk()
    head = await town.hamlet_head(clerk)
    await town.officer(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    await town.passes(days=8)
    await head.says("/menu")
    officer = await town.officer(clerk, name="Cán bộ hai")
    await officer.presses_any(f"answer.begin:{code}")
    await officer.says(ANSWER)
    await officer.presses("Tiếp tục")
    await officer.presses("Gửi trả lời")
    assert await head.looks() == ""
    assert len(await town.rows("select * from call")) == 1


async def speaks(town: Town) -> tuple[Any, Any]:
    """A clerk, and a resident who speaks at a dialogue on 28/11/2025."""
    clerk = await town.clerk()
    await town.dialogue(clerk)
    resident = await town.resident()
    await resident.says("/phatbieu")
    await resident.says("Đề nghị công khai quỹ thôn")
    await resident.says("1")
    await resident.presses("Không cần")
    assert "Đã đăng ký phát biểu số 1" in await resident.presses("Gửi đăng ký")
    return clerk, resident


async def test_a_hamlet_head_is_asked_to_tell_of_a_day_that_was_moved(telegram_town: Town, carrier: Windowed) -> None:
    town = telegram_town
    clerk, resident = await speaks(town)
    head = await town.hamlet_head(clerk)
    await town.passes(days=8)
    await head.says("/menu")
    await resident.looks()
    await clerk.presses_any("dialogue.date:1")
    for step in ("30/11/2025", "07:30", "Trụ sở UBND xã Cao Minh"):
        await (clerk.says(step) if "/" in step else clerk.presses(step))
    await clerk.presses("Ấn định")
    said = await head.looks()
    assert "Nhờ ông/bà báo giúp Nguyễn Văn Mẫu" in said
    assert "07:30 ngày 30/11/2025" in said
    assert "quỹ thôn" not in said
    assert await resident.looks() == ""
    assert await town.rows("select * from call") == []
    rows = await town.rows(
        "select way, trouble from outbox where kind = 'change' and (way <> 'chat' or trouble <> '') order by id"
    )
    assert [tuple(row) for row in rows] == [("chat", "window-closed"), ("hamlet-head", None)]


async def test_of_several_reminders_one_call_is_left_until_the_dialogue_begins(
    telegram_town: Town, carrier: Windowed
) -> None:
    town = telegram_town
    clerk, resident = await speaks(town)
    for day in (21, 27, 28):
        town.clock.moment = datetime(2025, 11, day, 6, 45, tzinfo=VIETNAM)
        await town.passes(minutes=30 if day == 28 else 60)
    assert await resident.looks() == ""
    assert len(await town.rows("select * from call")) == 1
    assert "07:30 ngày 28/11/2025" in (await town.rows("select text from call"))[0].text
    assert "Nguyễn Văn Mẫu" in await clerk.presses_any("call.list")
    await town.passes(hours=1)
    assert "Không còn ai cần gọi điện." in await clerk.presses_any("call.list")


async def test_who_withdraws_consent_is_not_called(telegram_town: Town, carrier: Windowed) -> None:
    town = telegram_town
    clerk, _, resident, _ = await answered_after(town, 8)
    assert len(await town.rows("select * from call")) == 1
    await resident.presses_any("data.withdraw-yes")
    assert await town.rows("select * from call") == []
    assert "Không còn ai cần gọi điện." in await clerk.presses_any("call.list")


async def test_the_telephone_of_who_withdraws_consent_is_forgotten_and_nothing_waits_for_it(
    telegram_town: Town, carrier: Windowed
) -> None:
    town = telegram_town
    await set_up(town)
    carrier.luck = [GiveUp("rejected"), TryLater("busy")]
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    await town.rows("update person set phone = '0900 000 001' where name = 'Nguyễn Văn Mẫu' returning id")
    code = await town.files_petition(resident, ROAD, "Đường")
    await town.passes(days=8)
    await officer.presses_any(f"answer.begin:{code}")
    await officer.says(ANSWER)
    await officer.presses("Tiếp tục")
    await officer.presses("Gửi trả lời")
    assert (await town.rows("select facts from outbox where way = 'template-phone'"))[0].facts["phone"] == "84900000001"
    await resident.presses_any("data.withdraw-yes")
    await town.passes(hours=1)
    assert carrier.phones == []
    row = (await town.rows("select facts, trouble from outbox where way = 'template-phone'"))[0]
    assert (row.trouble, "phone" in row.facts) == ("withdrawn", False)


async def test_only_clerks_see_whom_to_call(telegram_town: Town, carrier: Windowed) -> None:
    town = telegram_town
    _, officer, resident, _ = await answered_after(town, 8)
    for phone in (officer, resident):
        for key in ("call.list", "call.reached:1", "call.missed:1"):
            said = await phone.presses_any(key)
            assert sentence("access-refused-clerk") in said
            assert "Nguyễn Văn Mẫu ·" not in said
    assert (await town.rows("select done_at from call"))[0].done_at is None


async def test_an_officer_who_was_silent_does_not_swallow_the_card(telegram_town: Town, carrier: Windowed) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officers = [await town.officer(clerk, name=name) for name in ("Cán bộ một", "Cán bộ hai")]
    resident = await town.resident()
    await town.passes(days=8)
    await clerk.says("/menu")
    await resident.says("/menu")
    code = await town.files_petition(resident, ROAD, "Đường")
    assert f"{code} · Đường" in await clerk.looks()
    assert [await officer.looks() for officer in officers] == ["", ""]


async def test_announcements_leave_out_who_cannot_be_told_and_the_clerk_sees_how_many(
    telegram_town: Town, carrier: Windowed
) -> None:
    town = telegram_town
    clerk = await town.clerk()
    away = await town.resident("Nguyễn Thị Xa")
    await town.passes(days=8)
    here = await town.resident("Nguyễn Văn Gần")
    await town.dialogue(clerk)
    await here.looks()
    preview = await clerk.presses_any("announce.begin:1")
    assert "2 người" in preview
    await clerk.presses("Gửi")
    await town.passes(minutes=1)
    assert "28/11/2025" in await here.looks()
    assert await away.looks() == ""
    said = await clerk.presses_any("broadcast.list:1")
    assert f"{sentence('trouble-window-closed')}: 1" in said
    assert await town.rows("select * from call") == []


async def test_with_a_template_for_announcements_nobody_is_left_out(telegram_town: Town, carrier: Windowed) -> None:
    town = telegram_town
    template = {"id": "3009", "facts": {"hoi_nghi": "title", "ngay": "day", "xa": "commune"}, "price": 400}
    await set_up(town, {"announcement": template})
    clerk = await town.clerk()
    away = await town.resident("Nguyễn Thị Xa")
    await town.passes(days=8)
    await town.dialogue(clerk)
    await clerk.presses_any("announce.begin:1")
    await clerk.presses("Gửi")
    await town.passes(minutes=1)
    assert [(user, data["ngay"], data["xa"]) for user, _, data in carrier.templates] == [
        (str(away.user.id), "28/11/2025", "xã Cao Minh")
    ]
    said = await clerk.presses_any("broadcast.list:1")
    assert "Không gửi được: 0" in said
    assert "Tiền tin nhắn tháng này: 400 đồng." in await clerk.presses_any("undelivered.show")


# ── the tap ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_who_waits_for_an_answer_is_asked_once_to_press_and_stays_reachable(
    telegram_town: Town, carrier: Windowed
) -> None:
    town = telegram_town
    clerk = await town.clerk()
    await town.officer(clerk)
    resident, neighbour = await town.resident(), await town.resident("Trần Thị Mẫu")
    code = await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    await town.passes(days=5, hours=11)
    assert await resident.looks() == ""
    # A few hours later it would be time, but that is at night.
    town.clock.moment = datetime(2025, 11, 12, 22, 0, tzinfo=VIETNAM)
    await town.passes(minutes=1)
    assert await resident.looks() == ""
    await town.passes(hours=9)
    asked = await resident.looks()
    assert f"Ý kiến {code} của ông/bà đang được giải quyết." in asked
    assert await resident.labels() == ("Tôi vẫn nhận tin",)
    await town.passes(hours=3)
    assert await resident.looks() == ""
    # Who waits for nothing is left in peace.
    assert not any("Zalo" in seen.text for seen in await neighbour.history())

    assert await resident.presses("Tôi vẫn nhận tin") == sentence("tap-thanks")
    await town.passes(days=4)
    officer = await town.officer(clerk, name="Cán bộ hai")
    await officer.presses_any(f"answer.begin:{code}")
    await officer.says(ANSWER)
    await officer.presses("Tiếp tục")
    await officer.presses("Gửi trả lời")
    assert ANSWER in await resident.looks()
    # Another silence, another question, but nothing waits any more.
    await town.passes(days=6)
    assert "Zalo" not in await resident.looks()


async def test_who_comes_to_a_dialogue_beyond_the_window_is_asked_and_before_it_not(
    telegram_town: Town, carrier: Windowed
) -> None:
    town = telegram_town
    _, resident = await speaks(town)
    await resident.looks()
    await town.passes(days=6)
    assert "Để được nhắc ngày giờ" in await resident.looks()
    await resident.presses("Tôi vẫn nhận tin")
    # Until 28/11 more than a week is left; on 22/11 less, so that every reminder will arrive.
    await town.passes(days=6)
    assert "Để được nhắc ngày giờ" in await resident.looks()
    town.clock.moment = datetime(2025, 11, 22, 9, 0, tzinfo=VIETNAM)
    await resident.says("/menu")
    asked = len([seen for seen in await resident.history() if "bấm nút dưới đây" in seen.text])
    await town.passes(days=5, hours=20)
    assert len([seen for seen in await resident.history() if "bấm nút dưới đây" in seen.text]) == asked == 2


async def test_staff_are_asked_too_because_work_may_come_any_day(telegram_town: Town, carrier: Windowed) -> None:
    town = telegram_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    await officer.looks()
    await town.passes(days=6)
    assert sentence("tap-ask-staff") in await officer.looks()
    assert await officer.presses("Tôi vẫn nhận tin") == sentence("tap-thanks")
    await town.passes(days=5)
    assert sentence("tap-ask-staff") not in await officer.looks()


async def test_a_commune_may_do_without_asking(telegram_town: Town, carrier: Windowed) -> None:
    town = telegram_town
    await set_up(town, ask_to_tap=False)
    clerk = await town.clerk()
    await town.officer(clerk)
    resident = await town.resident()
    await town.files_petition(resident, ROAD, "Đường")
    await resident.looks()
    await town.passes(days=6)
    assert await resident.looks() == ""
