"""My data: a copy of it, letting it rest, erasing it; what clerks decide, and people whom hamlet heads have named."""

import json
import os
import re
import zipfile
from typing import Any

from sqlalchemy import text

from tests.town import PNG, Town, sentence

NAME = "Nguyễn Thị Riêng"
ROAD = f"Tôi là {NAME.upper()}, đường vào thôn ngập, đề nghị làm cống"


async def log_holds(town: Town) -> bool:
    async with town.database.single() as uow:
        return (await uow.audits.check()).broken is None


async def acts_on(town: Town, person: str) -> list[str]:
    """What stands on the log of the person with this name, in order."""
    rows = await town.rows(
        "select kind from audit where subject = 'person' and subject_id = (select id from person where name = :name)"
        " order by n", name=person,
    )  # fmt: skip
    return [row.kind for row in rows]


def archive_of(town: Town, files: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(town.program.files.path(files[0]["sha256"]))


async def asks_to_be_erased(phone: Any) -> str:
    await phone.says("/dulieu")
    await phone.presses("Xoá, tạm ngừng")
    await phone.presses("Xoá dữ liệu của tôi")
    return str(await phone.presses("Xin xoá dữ liệu"))


# ── a copy ────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_copy_of_everything_comes_into_the_chat(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident(NAME)
    other = await town.resident("Trần Văn Khác")
    await town.files_petition(other, "Việc của người khác", "Đường")
    await resident.presses_key("petition.begin")
    await resident.sends(PNG, "cong.png", "Cống <b>tắc</b>")
    await resident.presses("Tiếp tục")
    await resident.presses("Đường, cầu")
    await resident.presses("Cho thấy tên")
    await resident.presses("Gửi ý kiến")
    await officer.looks()

    await resident.says("/dulieu")
    assert sentence("data-export-asked") in await resident.presses("Tải dữ liệu của tôi")
    assert sentence("data-refused-asked-export", due="x")[:20] in await resident.presses("Tải dữ liệu của tôi")
    await town.passes(seconds=20)
    said = await resident.looks()
    assert sentence("data-export-sent", days=7) in said
    seen = await resident.history()
    if town.channel != "zalo":
        assert sum(each.files for each in seen[-3:]) == 1
    else:
        assert "du-lieu-cua-toi-2025-11-07.zip" in said
        assert "/files/" in said

    [row] = await town.rows("select archive, state, done_at from data_request")
    assert row.state == "done"
    with archive_of(town, row.archive) as archive:
        page = archive.read("du-lieu.html").decode()
        record = json.loads(archive.read("du-lieu.json"))
        [photo] = [name for name in archive.namelist() if name.startswith("tep/")]
        assert archive.read(photo) == PNG
    for expected in (NAME, "thôn Mẫu 1", "Cống &lt;b&gt;tắc&lt;/b&gt;", "CM25-0002"):
        assert expected in page
    assert record["person"]["name"] == NAME
    assert record["petition.author"][0]["body"] == "Cống <b>tắc</b>"
    assert [each["kind"] for each in record["threads"]["CM25-0002"]] == ["submitted"]
    assert "Việc của người khác" not in page + str(record)
    assert (await acts_on(town, NAME))[-2:] == ["export-asked", "exported"]
    assert await log_holds(town)


async def test_a_copy_can_be_asked_for_in_english_and_goes_after_a_week(web_town: Town) -> None:
    town = web_town
    resident = await town.resident(NAME)
    await resident.presses_key("language.set:en")
    await resident.presses_key("data.export")
    await town.passes(seconds=20)
    assert sentence("data-export-sent", "en", days=7) in await resident.looks()
    [row] = await town.rows("select archive from data_request")
    path = town.program.files.path(row.archive[0]["sha256"])
    with archive_of(town, row.archive) as archive:
        assert "About me" in archive.read("du-lieu.html").decode()
    await town.passes(days=6)
    assert path.is_file()
    # Put there when the clock of the town says so.
    os.utime(path, (0, town.clock.now().timestamp() - 600_000))
    await town.passes(days=2)
    assert await town.rows("select archive from data_request where archive is not null") == []
    assert not path.exists()
    # Nobody is told twice, and another copy may be asked for.
    await resident.presses_key("data.export")
    await town.passes(seconds=20)
    assert sentence("data-export-sent", "en", days=7) in await resident.looks()


# ── erasing ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_erasing_keeps_the_case_and_not_the_person(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident(NAME)
    code = await town.files_petition(resident, ROAD, "Đường")
    assert NAME in await officer.looks()

    await resident.says("/dulieu")
    await resident.presses("Xoá, tạm ngừng")
    said = await resident.presses("Xoá dữ liệu của tôi")
    assert sentence("data-erase-sure", venue=town.commune.venue) in said
    assert sentence("data-erase-unanswered", count=1) in said
    said = await resident.presses("Xin xoá dữ liệu")
    # Friday: two working days for an answer end on Tuesday; carried out the day after.
    assert "dữ liệu được xoá ngày 12/11/2025, chậm nhất ngày 22/11/2025" in said
    assert "Một người xin xoá dữ liệu của mình" in await clerk.looks()
    assert "Đang chờ: xoá dữ liệu ngày 12/11/2025." in await resident.says("/dulieu")

    await town.passes(days=4)
    assert await town.rows("select name from person where name = :name", name=NAME) != []
    await town.passes(days=1)
    await resident.keeps_in_touch()
    assert sentence("data-erased") in "\n".join(seen.text for seen in await resident.history())

    assert await town.rows("select author_name, name_shown from petition") == [(None, False)]
    await officer.says("/viec")
    page = await officer.presses(f"Xem {code}")
    assert "Tôi là …, đường vào thôn ngập, đề nghị làm cống" in page
    assert "giấu tên" in page
    erased = await town.rows("select name, phone, hamlet, consented_at from person where erased_at is not null")
    assert erased == [(None, None, None, None)]
    for table in ("person", "petition", "petition_entry", "outbox", "web_message", "conversation"):
        assert (
            await town.rows(f"select * from {table} t where strpos(row_to_json(t)::text, :name) > 0", name=NAME) == []
        )
    assert await log_holds(town)

    # Whoever writes there next is somebody new, and has nothing to do with the case.
    # What the browser showed of before is gone as well.
    resident._read = len(await resident.history())
    assert sentence("welcome-question") in await resident.says("/start")
    await resident.presses("Tôi đồng ý")
    await resident.says("1")
    assert code not in await resident.says("/cuatoi")
    # What is answered meanwhile finds nobody, and nobody else.
    await officer.presses("Trả lời")
    await officer.says("Đã xử lý.")
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)
    assert "Đã xử lý." not in await resident.looks()
    assert await town.failed_steps() == []


async def test_who_thinks_better_of_it_keeps_everything(town: Town) -> None:
    await town.clerk()
    resident = await town.resident(NAME)
    await asks_to_be_erased(resident)
    assert sentence("data-called-off") in await resident.presses("Thôi, không xoá nữa")
    await town.passes(days=20)
    await resident.keeps_in_touch()
    assert NAME in await resident.says("/dulieu")
    assert (await acts_on(town, NAME))[-2:] == ["erasure-asked", "erasure-called-off"]
    # A button of then does nothing any more.
    assert sentence("data-refused-over") in await resident.presses("Thôi, không xoá nữa")


async def test_a_clerk_holds_an_erasure_with_a_reason_and_lets_it_go(town: Town) -> None:
    clerk = await town.clerk()
    resident = await town.resident(NAME)
    await asks_to_be_erased(resident)
    await clerk.looks()
    await clerk.says("/menu")
    assert NAME in await clerk.presses("Yêu cầu xoá dữ liệu (1)")
    await clerk.presses(f"Xem: {NAME}")
    await clerk.presses("Tạm giữ lại")
    assert sentence("data-held") in await clerk.says("Đang có khiếu nại liên quan.")
    assert "Lý do: Đang có khiếu nại liên quan. Văn phòng sẽ giải quyết chậm nhất ngày 22/11/2025" in (
        await resident.looks()
    )
    await town.passes(days=6)
    await clerk.keeps_in_touch()
    await town.passes(days=5)
    assert await town.rows("select state from data_request") == [("held",)]
    await town.passes(days=1)
    near = sentence("data-erasure-near", due=(await town.rows("select due_on from data_request"))[0].due_on)
    assert near in "\n".join(seen.text for seen in await clerk.history())
    told = sum(near in seen.text for seen in await clerk.history())
    await town.passes(hours=1)
    assert sum(near in seen.text for seen in await clerk.history()) == told
    await clerk.presses("Xem yêu cầu")
    await clerk.presses("Xoá hôm nay")
    await town.passes(seconds=20)
    assert await town.rows("select count(*) from person where erased_at is not null") == [(1,)]
    kinds = [row.kind for row in await town.rows("select kind from audit where kind like 'eras%' order by id")]
    assert kinds == ["erasure-asked", "erasure-held", "erasure-let-go", "erased"]
    # Whose numbers act is on the log; not one of the words is.
    assert await town.rows("select * from audit a where strpos(row_to_json(a)::text, 'khiếu nại') > 0") == []


async def test_staff_give_their_roles_back_when_they_are_erased(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    said = await officer.presses_key("data.erase")
    assert "cán bộ Phòng Kinh tế" in said
    await officer.presses("Xin xoá dữ liệu")
    await clerk.looks()
    await town.passes(days=5)
    assert sentence("data-erased-staff") in await clerk.looks()
    assert [row.role for row in await town.rows("select role from role_grant")] == ["clerk"]
    # The last clerk cannot go: somebody has to be there.
    assert sentence("data-refused-last-clerk") in await clerk.presses_key("data.erase-yes")
    other = await town.staff(clerk, "Cán bộ hai", "Cán bộ văn phòng")
    await clerk.presses_key("data.erase-yes")
    # Meanwhile the other one has left.
    await other.presses_key("data.more")
    await other.presses("Trả lại vai trò cán bộ văn phòng")
    await other.presses("Đúng, trả lại")
    await town.passes(days=5)
    assert sentence("data-refused-last-clerk") in await clerk.looks()
    assert await town.rows("select state from data_request where done_at is null") == [("held",)]
    assert await log_holds(town)


async def test_a_place_among_the_speakers_goes_to_the_next(web_town: Town) -> None:
    town = web_town
    clerk = await town.clerk()
    await town.dialogue(clerk)
    async with town.database.begin() as uow:
        await uow.connection.execute(text("update dialogue set speaker_limit = 1"))
    first, second = await town.resident(NAME), await town.resident("Trần Văn Sau")
    for phone in (first, second):
        await phone.says("/phatbieu")
        await phone.says("Đề nghị công khai quỹ thôn")
        await phone.says("1")
        await phone.presses("Không cần")
        await phone.presses("Gửi đăng ký")
    await asks_to_be_erased(first)
    await second.looks()
    await town.passes(days=5)
    assert "được chuyển từ danh sách chờ lên danh sách phát biểu, thứ 1" in await second.looks()
    assert [row.name for row in await town.rows("select name from speaker order by number")] == ["—", "Trần Văn Sau"]


# ── resting ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_data_that_rest_are_shown_to_nobody_and_nobody_is_told_what_they_did_not_ask(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident(NAME)
    code = await town.files_petition(resident, "Đường hỏng", "Đường")
    await officer.looks()
    await resident.says("/dulieu")
    await resident.presses("Xoá, tạm ngừng")
    assert sentence("data-restrict-sure") in await resident.presses("Tạm ngừng dùng dữ liệu")
    assert sentence("data-restricted") in await resident.presses("Tạm ngừng")
    assert NAME not in await officer.says(code)
    # They still see and keep their own, and are answered.
    assert NAME in await resident.says("/dulieu")
    await officer.presses("Trả lời")
    await officer.says("Đã sửa đường.")
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)
    assert "Đã sửa đường." in await resident.looks()
    await town.dialogue(clerk)
    await clerk.presses_key("announce.begin:1")
    before = len(await resident.history())
    assert "tới 2 người" in await clerk.presses("Gửi thông báo")
    await town.passes(minutes=1)
    assert len(await resident.history()) == before
    await resident.presses_key("data.release")
    assert await town.rows("select count(*) from person where restricted_at is not null") == [(0,)]
    assert (await acts_on(town, NAME))[-2:] == ["restricted", "released"]


# ── correcting, withdrawing ───────────────────────────────────────────────────────────────────────────────────


async def test_a_corrected_name_is_correct_on_what_was_sent(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident(NAME)
    code = await town.files_petition(resident, "Đường hỏng", "Đường")
    await resident.says("/dulieu")
    await resident.presses("Sửa tên")
    await resident.says("Nguyễn Thị Ring")
    assert "Nguyễn Thị Ring" in await officer.says(code)
    assert (await acts_on(town, "Nguyễn Thị Ring"))[-1] == "corrected"


async def test_a_telephone_number_is_removed(telegram_town: Town) -> None:
    town = telegram_town
    resident = await town.resident(NAME)
    town.fake.shares_contact(resident.user, "84900000004")
    await resident.looks()
    await resident.says("/dulieu")
    assert sentence("data-phone-gone") in await resident.presses("Xoá số điện thoại")
    assert await town.rows("select phone from person") == [(None,)]


async def test_consent_given_and_taken_back_is_on_the_log(town: Town) -> None:
    resident = await town.resident(NAME)
    await resident.says("/dulieu")
    await resident.presses("Rút đồng ý")
    await resident.presses("Đúng, rút đồng ý")
    kinds = [row.kind for row in await town.rows("select kind from audit where subject = 'person' order by n")]
    assert (kinds[0], kinds[-1]) == ("consented", "consent-withdrawn")
    assert await log_holds(town)


# ── named by others, redacting ────────────────────────────────────────────────────────────────────────────────


async def test_a_name_that_a_hamlet_head_put_down_is_removed_by_the_clerk(town: Town) -> None:
    clerk = await town.clerk()
    head = await town.hamlet_head(clerk)
    await town.dialogue(clerk)
    await head.presses_key("speaker.begin-other")
    await head.says(NAME)
    await head.says("Đề nghị công khai quỹ thôn")
    await head.says("1")
    await head.presses("Không cần")
    await head.presses("Gửi đăng ký")
    assert await town.rows("select name from speaker") == [(NAME,)]

    await clerk.says("/trogiup")
    await clerk.presses("Yêu cầu về dữ liệu")
    await clerk.presses("Xoá tên người do trưởng thôn ghi")
    said = await clerk.says("nguyễn thị riêng")
    assert "có ở 1 nơi" in said
    await clerk.presses("Phát biểu, HN 1")
    assert sentence("named-done") in await clerk.presses("Đúng, xoá tên")
    assert await town.rows("select name, summary from speaker") == [("— 1", "Đề nghị công khai quỹ thôn")]
    await clerk.presses("Xoá tên người do trưởng thôn ghi")
    assert sentence("named-none", name="nguyễn thị riêng") in await clerk.says("nguyễn thị riêng")


async def test_a_clerk_blanks_private_things_in_a_petition_and_the_log_says_so(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident(NAME)
    code = await town.files_petition(resident, "Cháu tôi số CCCD 001200000001 chưa có thẻ", "Giấy tờ")
    await clerk.says(code)
    await clerk.presses("Việc khác")
    await clerk.presses("Che thông tin riêng")
    await clerk.says("Cháu tôi chưa có thẻ")
    await clerk.presses("Giữ nguyên")
    assert sentence("redact-done", code=code) in await clerk.presses("Thay nội dung")
    assert "001200000001" not in await clerk.says(code)
    assert await town.rows("select body from petition") == [("Cháu tôi chưa có thẻ",)]
    assert await log_holds(town)
    # Nobody else may.
    said = await officer.presses_any(f"redact.begin:{code}")
    assert re.search("không có ý kiến|văn phòng", said.lower())
