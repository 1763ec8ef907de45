"""The gate: what is no opinion is asked about before it is filed or shown, and nothing of a denunciation is kept."""

import logging
import zipfile
from datetime import datetime
from typing import Any

import pytest

from domain.commune import VIETNAM
from tests.people.after import concludes, sitting
from tests.people.test_lexicon import corrects
from tests.town import PNG, Town, sentence

ROAD = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"
# A word that is in nothing else: where it is found, something of the message was kept.
RARE = "Zanhtrọng"
BRIBE = f"Ông {RARE} cán bộ địa chính xã nhận 20 triệu của nhà tôi để làm sổ đỏ"
HEAD = f"Chủ tịch xã {RARE} nhận hối lộ 50 triệu của công ty để cấp đất, tôi tố cáo"
MIXED = f"{ROAD}. Ngoài ra tôi tố cáo ông {RARE} địa chính nhận 20 triệu làm sổ đỏ"
COMPLAINT = f"Tôi khiếu nại quyết định số 12 thu hồi đất {RARE} của xã, tôi không đồng ý"
FIRE = "CHÁY NHÀ xóm 3 rồi cứu với"


async def kept(town: Town, word: str = RARE) -> list[str]:
    """Tables and columns of the database in which the word is, in whatever kind of column."""
    columns = await town.rows("""
        select table_name, column_name from information_schema.columns
        where table_schema = 'public' and data_type not in ('integer', 'bigint', 'smallint', 'boolean', 'date')
    """)
    assert ("inbox", "payload") in columns
    assert ("conversation", "state") in columns
    found = []
    for table, column in columns:
        rows = await town.rows(
            f'select 1 from "{table}" where position(lower(:word) in lower("{column}"::text)) > 0 '
            f'or position(:bytes in "{column}"::text) > 0 limit 1',
            word=word, bytes=word.encode().hex(),
        )  # fmt: skip
        found += [f"{table}.{column}"] if rows else []
    return found


async def writes(phone: Any, text: str) -> str:
    await phone.presses_key("petition.begin")
    return str(await phone.says(text))


async def insists(resident: Any, *, of_a_dialogue: bool = False) -> None:
    """Say that what was taken for an accusation is an opinion, and send it."""
    await resident.presses("Không, đây là ý kiến")
    await resident.presses("Tiếp tục")
    await resident.says("1")
    if of_a_dialogue:
        await resident.says("1")
    await resident.presses("Cho thấy tên")
    await resident.presses("Gửi ý kiến")


async def files_anyway(resident: Any, text: str, *, of_a_dialogue: bool = False) -> None:
    await writes(resident, text)
    await insists(resident, of_a_dialogue=of_a_dialogue)


async def test_a_denunciation_is_shown_its_way_and_nothing_of_it_is_kept(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    await officer.looks()

    asked = await writes(resident, BRIBE)
    assert sentence("gate-denunciation") in asked
    assert "Chủ tịch Ủy ban nhân dân xã Cao Minh" in asked
    assert sentence("gate-level-above") not in asked
    assert await kept(town) != []

    said = await resident.presses("Đã hiểu")
    assert sentence("gate-erased") in said
    assert await kept(town) == []
    assert RARE.lower() not in caplog.text.lower()
    assert await town.rows("select 1 from petition") == []
    assert RARE not in await officer.looks()
    assert await town.rows("select alarm, ended, count from alarm_count") == [("denunciation", "guided", 1)]
    assert await town.failed_steps() == []


@pytest.mark.parametrize("loose", [False, True])
async def test_a_false_alarm_is_left_in_one_tap_with_everything_there(town: Town, loose: bool) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    await officer.looks()

    assert sentence("gate-denunciation") in await (resident.says(BRIBE) if loose else writes(resident, BRIBE))
    said = await resident.presses("Không, đây là ý kiến")
    assert sentence("gate-goes-on") in said
    if loose:
        assert RARE in said
        await resident.presses("Gửi thành ý kiến")
    else:
        await resident.presses("Tiếp tục")
    await resident.says("1")
    await resident.presses("Cho thấy tên")
    assert sentence("gate-denunciation") not in await resident.presses("Gửi ý kiến")
    assert await town.rows("select body, confirmed from petition") == [(BRIBE, True)]
    assert BRIBE in await officer.looks()
    assert await town.rows("select alarm, ended, count from alarm_count") == [("denunciation", "opinion", 1)]


async def test_about_the_heads_the_level_above_is_named(town: Town) -> None:
    resident = await town.resident()
    asked = await writes(resident, HEAD)
    assert sentence("gate-level-above") in asked
    assert "Chủ tịch Ủy ban nhân dân xã" not in asked
    assert "cấp tỉnh" in asked


async def test_a_complaint_goes_to_who_decided_and_is_not_kept(town: Town) -> None:
    resident = await town.resident()
    asked = await writes(resident, COMPLAINT)
    assert sentence("gate-complaint") in asked
    assert "Người hoặc cơ quan đã ra quyết định" in asked
    await resident.presses("Đã hiểu")
    assert await kept(town) == []


async def test_in_danger_people_are_told_whom_to_call_and_those_on_duty_are_told(town: Town) -> None:
    clerk = await town.clerk()
    resident = await town.resident("Nguyễn Văn Mẫu")
    await clerk.looks()

    said = await resident.says(FIRE)
    assert said.startswith(sentence("emergency-114"))
    assert "Trực ban Công an xã: 0208 000 0000." in said
    assert sentence("emergency-unwatched", told="yes") in said
    told = await clerk.looks()
    # Nobody of the police is in the chat, and a clerk is told once all the same.
    assert told.count("KHẨN CẤP") == 1
    assert FIRE in told
    assert "Nguyễn Văn Mẫu" in told
    # They may still send it, and are not warned again.
    await resident.presses("Gửi thành ý kiến")
    said = await resident.presses("Tiếp tục") if "Tiếp tục" in await resident.labels() else ""
    assert sentence("emergency-114") not in said
    assert await clerk.looks() == ""


async def test_where_nobody_is_clerk_nobody_is_said_to_be_told(web_town: Town) -> None:
    resident = await web_town.resident()
    said = await writes(resident, FIRE)
    assert said.index("114") < said.index(sentence("emergency-unwatched", told="no"))
    assert "văn phòng" not in said.partition(sentence("emergency-unwatched", told="no"))[0]


async def test_of_a_mixed_message_the_opinion_goes_on(town: Town) -> None:
    resident = await town.resident()
    asked = await writes(resident, MIXED)
    assert f"Gửi được thành ý kiến: “{ROAD}" in asked
    assert RARE in asked
    said = await resident.presses("Chỉ gửi phần ý kiến")
    assert sentence("gate-parted") in said
    assert await kept(town) == []
    await resident.presses("Tiếp tục")
    await resident.says("1")
    await resident.presses("Cho thấy tên")
    await resident.presses("Gửi ý kiến")
    [(body,)] = await town.rows("select body from petition")
    assert body.startswith(ROAD)
    assert RARE not in body
    assert await kept(town) == []


async def test_without_marks_it_is_recognised_too(town: Town) -> None:
    resident = await town.resident()
    asked = await resident.says("can bo dia chinh xa nhan 20 trieu cua nha toi de lam so do")
    assert sentence("gate-denunciation") in asked


async def test_what_is_written_meanwhile_belongs_to_it(town: Town) -> None:
    resident = await town.resident()
    await writes(resident, BRIBE)
    assert sentence("gate-first") in await resident.says(f"Việc này {RARE} xảy ra hôm 3/11 tại nhà tôi")
    await resident.sends(PNG, "anh.png", f"Ảnh giấy biên nhận của {RARE}")
    assert sentence("gate-first") in await resident.says("/ykien")
    await resident.presses("Đã hiểu")
    assert await kept(town) == []
    assert await town.rows("select 1 from stored_file") == []


async def test_what_was_written_meanwhile_is_there_when_it_was_an_opinion(town: Town) -> None:
    resident = await town.resident()
    await writes(resident, BRIBE)
    await resident.says("Mong xã xem giúp")
    await insists(resident)
    assert await town.rows("select body from petition") == [(f"{BRIBE}\n\nMong xã xem giúp",)]


async def test_without_a_word_it_is_erased_after_an_hour(town: Town) -> None:
    resident = await town.resident()
    await writes(resident, BRIBE)
    await town.passes(minutes=59)
    assert await kept(town) != []
    await town.passes(minutes=2)
    assert await kept(town) == []
    assert "đã được xoá vì ông/bà chưa chọn" in await resident.looks()
    assert sentence("gate-over") in await resident.says("đây là ý kiến")
    assert await town.rows("select ended from alarm_count") == [("lapsed",)]
    assert await town.rows("select 1 from held_message") == []


async def test_an_ordinary_opinion_is_not_asked_about(town: Town) -> None:
    resident = await town.resident()
    await town.files_petition(resident, ROAD, "Đường")
    assert await town.rows("select confirmed from petition") == [(False,)]
    assert await town.rows("select 1 from alarm_count") == []


# ── hamlet heads' batches ─────────────────────────────────────────────────────────────────────────────────────

BATCH = f"""1. {ROAD}
2. {BRIBE}
3. Cổng trường tiểu học thiếu đèn"""


async def collects(head: Any, *messages: str) -> str:
    await head.says("/menu")
    await head.presses("Chuyển ý kiến đã thu thập")
    for message in messages:
        await head.says(message)
    return str(await head.presses("Tiếp tục"))


async def test_in_a_batch_what_is_no_opinion_waits_and_the_others_go_on(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    head = await town.hamlet_head(clerk)
    await officer.looks()

    said = await collects(head, BATCH)
    assert sentence("collation-stopped", numbers="2", count=1) in said
    assert not any("Đúng, gửi cả" in label for label in await head.labels())
    assert sentence("gate-denunciation") in await head.presses("Chọn cho mục 2")
    said = await head.presses("Chỉ nơi nhận")
    assert "Đã xoá, không lưu lại." in said
    assert "Tách được 2 ý kiến." in said
    assert await kept(town) == []
    await head.presses("Đúng, gửi cả 2 ý kiến")
    assert [body for (body,) in await town.rows("select body from petition order by id")] == [
        ROAD, "Cổng trường tiểu học thiếu đèn",
    ]  # fmt: skip
    assert RARE not in await officer.looks()
    assert await kept(town) == []
    assert await town.rows("select alarm, ended, count from alarm_count") == [("denunciation", "guided", 1)]
    assert await town.rows("select 1 from held_message") == []


async def test_in_a_batch_a_false_alarm_goes_on_with_the_others(town: Town) -> None:
    head = await town.hamlet_head(await town.clerk())
    await collects(head, BATCH)
    await head.presses("Chọn cho mục 2")
    await head.presses("Không, đây là ý kiến")
    await head.presses("Đúng, gửi cả 3 ý kiến")
    assert await town.rows("select confirmed from petition order by id") == [(False,), (True,), (False,)]


async def test_of_a_mixed_matter_in_a_batch_the_opinion_goes_on(town: Town) -> None:
    head = await town.hamlet_head(await town.clerk())
    await collects(head, f"1. {MIXED}\n2. Cổng trường tiểu học thiếu đèn")
    await head.presses("Chọn cho mục 1")
    await head.presses("Chỉ gửi phần ý kiến")
    assert await kept(town) == []
    await head.presses("Đúng, gửi cả 2 ý kiến")
    assert await kept(town) == []
    assert len(await town.rows("select 1 from petition")) == 2


async def test_what_a_head_says_no_word_about_is_erased_and_the_others_stay(town: Town) -> None:
    head = await town.hamlet_head(await town.clerk())
    await collects(head, BATCH)
    await town.passes(minutes=61)
    assert await kept(town) == []
    assert "đã được xoá" in await head.looks()
    assert await town.rows("select 1 from held_message") == []
    await head.says("3")
    said = await head.says("Đúng, gửi cả 2 ý kiến")
    if "Tách được" in said:
        await head.presses("Đúng, gửi cả 2 ý kiến")
    assert len(await town.rows("select 1 from petition")) == 2


async def test_a_batch_that_is_given_up_leaves_nothing_of_what_waited(town: Town) -> None:
    head = await town.hamlet_head(await town.clerk())
    await collects(head, BATCH)
    await head.presses("Dừng lại")
    assert await kept(town) != []
    await head.presses("Xoá bản viết dở")
    assert await kept(town) == []


async def test_danger_in_a_batch_is_told_at_once(town: Town) -> None:
    clerk = await town.clerk()
    head = await town.hamlet_head(clerk)
    await clerk.looks()
    said = await collects(head, f"1. {ROAD}\n2. {FIRE}")
    assert sentence("emergency-114") in said
    assert FIRE in await clerk.looks()
    assert FIRE not in await clerk.looks()


# ── what was filed all the same ───────────────────────────────────────────────────────────────────────────────


async def test_a_clerk_guides_what_was_filed_and_nothing_of_it_stays(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    await files_anyway(resident, BRIBE)
    await resident.says("/cuatoi")
    await resident.presses("Xem CM25-0001")
    await officer.looks()
    await officer.presses("Nhận việc")
    await officer.says("/viec")
    await officer.presses("Xem CM25-0001")
    await officer.presses("Hỏi người gửi")
    assert await kept(town) != []

    await clerk.says("/menu")
    await clerk.presses("Ý kiến theo lĩnh vực")
    assert "Nhận ra 1 tin giống tố cáo, khiếu nại; 1 tin" in (await clerk.last()).text
    await clerk.says("CM25-0001")
    assert sentence("petition-confirmed") in (await clerk.last()).text
    await clerk.presses("Việc khác")
    await clerk.presses("hướng dẫn và xoá")
    assert "sẽ bị xoá hẳn" in await clerk.presses("Tố cáo cán bộ xã")
    assert "Đã hướng dẫn và xoá nội dung CM25-0001" in await clerk.presses("Hướng dẫn và xoá")

    assert await kept(town) == []
    told = await resident.looks()
    assert sentence("guide-told", code="CM25-0001") in told
    assert sentence("guide-told-erased") in told
    assert sentence("guide-told-office", code="CM25-0001") in await officer.looks()
    assert await town.rows("select state, outcome, erased_at is not null from petition") == [
        ("refused", "guided", True)
    ]
    await clerk.says("CM25-0001")
    assert not any("Mở lại" in label for label in await clerk.labels())
    assert "Đã hướng dẫn, đã xoá nội dung" in (await clerk.last()).text
    assert await town.failed_steps() == []


def papers_with(town: Town, word: str = RARE) -> list[str]:
    """Files on the disk in which the word is, packages unpacked."""
    found = []
    for path in town.program.files.path("ab" * 32).parents[1].rglob("*"):
        if not path.is_file():
            continue
        contents = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                contents = [package.read(name) for name in package.namelist()]
        found += [path.name] if any(word.encode() in content for content in contents) else []
    return found


async def test_drafts_and_papers_do_not_quote_what_was_guided_away(town: Town) -> None:
    """The notice is drafted, papers were made, the author has a copy of their data, a topic was corrected."""
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    await town.dialogue(clerk)
    resident, neighbour = await town.resident("Nguyễn Văn Mẫu"), await town.resident("Trần Thị Mẫu")
    await files_anyway(resident, BRIBE, of_a_dialogue=True)
    road = await town.files_petition(neighbour, ROAD, "Đường")
    await corrects(clerk, "CM25-0001", "Cán bộ, đảng viên")
    await resident.says("/dulieu")
    await resident.presses("Tải dữ liệu của tôi")
    await town.passes(seconds=1)
    await resident.looks()
    town.clock.moment = datetime(2025, 11, 28, 7, 35, tzinfo=VIETNAM)
    for phone in (clerk, officer, resident, neighbour):
        await phone.keeps_in_touch()
        await phone.looks()
    for paper in ("opinions", "table"):
        await clerk.presses_any(f"papers.make:1:{paper}")
    await clerk.presses_any("dialogue.show:1")
    await clerk.presses("Bắt đầu hội nghị")
    await clerk.presses_any("dialogue.show:1")
    await clerk.presses("Kết thúc hội nghị")
    await clerk.presses_any("conclusion.show:1")
    await clerk.presses("Xem bản Word")
    places = await kept(town)
    assert {"conclusion_notice.items", "petition.body", "outbox.text"} <= set(places)
    assert await town.rows("select word from lexicon_word") != []
    assert len(papers_with(town)) == 4

    await clerk.presses_any("guide.begin:CM25-0001")
    await clerk.presses("Tố cáo cán bộ xã")
    said = await clerk.presses("Hướng dẫn và xoá")
    assert "cả trong dự thảo và giấy tờ" in said
    assert "đã ban hành" not in said

    assert await kept(town) == []
    assert papers_with(town) == []
    assert await town.rows("select word from lexicon_word") == []
    draft = await clerk.presses_any("conclusion.show:1")
    assert road in draft
    assert "CM25-0001" not in draft
    assert await town.failed_steps() == []


async def test_what_has_a_draft_is_guided_away_with_it(town: Town) -> None:
    clerk = await town.clerk()
    officer, head = await town.officer(clerk), await town.department_head(clerk)
    resident = await town.resident()
    await files_anyway(resident, BRIBE)
    for phone in (officer, head):
        await phone.looks()
    await officer.presses_any("answer.begin:CM25-0001")
    await officer.says(f"Đã nhắc ông {RARE}")
    await officer.presses("Tiếp tục")
    await officer.presses("Đã giải thích")
    await officer.presses("Gửi trả lời")
    assert RARE in await head.looks()

    # Its department cannot refuse it any more; the clerk guides it away.
    await officer.presses_any("refuse.begin:CM25-0001")
    assert "đã có dự thảo trả lời" in (await officer.last()).text
    await clerk.presses_any("guide.begin:CM25-0001")
    await clerk.presses("Tố cáo cán bộ xã")
    await clerk.presses("Hướng dẫn và xoá")
    assert await kept(town) == []
    assert await town.rows("select state from answer") == [("dropped",)]
    await head.presses_any("approval.yes:CM25-0001")
    assert RARE not in await resident.looks()
    assert await kept(town) == []
    assert await town.failed_steps() == []


async def test_of_an_issued_notice_the_clerk_is_told(web_town: Town) -> None:
    """The matter was open when the notice was issued: the paper is out, and somebody has to recall it."""
    hall = await sitting(web_town)
    await concludes(hall)
    body = (await web_town.rows("select body from petition where code = :code", code=hall.school))[0].body
    await hall.clerk.presses_any(f"guide.begin:{hall.school}")
    await hall.clerk.presses("Tố cáo cán bộ xã")
    said = await hall.clerk.presses("Hướng dẫn và xoá")
    assert "Thông báo số 05/TB-UBND đã ban hành có ghi việc này" in said
    assert await kept(web_town, body) == []
    [notice] = await web_town.rows("select items, file from conclusion_notice")
    assert hall.school in [item["code"] for item in notice.items]
    assert web_town.program.files.path(notice.file["sha256"]).is_file()


async def test_only_a_clerk_guides_and_erases(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    await town.files_petition(resident, ROAD, "Đường")
    for somebody in (officer, resident):
        await somebody.presses_any("guide.begin:CM25-0001")
        assert sentence("guide-send") not in await somebody.labels()
    assert await town.rows("select body from petition") == [(ROAD,)]
    assert await town.failed_steps() == []


# ── wherever it is written ────────────────────────────────────────────────────────────────────────────────────


async def test_who_accuses_in_several_messages_accuses(town: Town) -> None:
    resident = await town.resident()
    said = await resident.says(f"Nhà tôi làm sổ đỏ ở xã, người làm là {RARE}")
    assert sentence("gate-denunciation") not in said
    assert RARE in said
    asked = await resident.says(f"Cán bộ địa chính {RARE} nhận 20 triệu của nhà tôi để làm sổ đỏ")
    assert sentence("gate-denunciation") in asked
    await resident.presses("Đã hiểu")
    assert await kept(town) == []


async def test_before_consent_danger_is_answered_and_an_accusation_waits(town: Town) -> None:
    clerk = await town.clerk()
    await clerk.looks()
    stranger = await town.phone("Người lạ")
    said = await stranger.says(FIRE)
    assert said.startswith(sentence("emergency-114"))
    assert "KHẨN CẤP" in await clerk.looks()

    other = await town.phone("Người khác")
    assert sentence("gate-denunciation") not in await other.says(BRIBE)
    await other.presses("Tôi đồng ý")
    said = await other.says("1")
    assert sentence("gate-denunciation") in said
    await other.presses("Đã hiểu")
    assert await kept(town) == []


async def test_what_is_added_to_an_opinion_is_judged_too(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    await town.files_petition(resident, ROAD, "Đường")
    await officer.looks()
    await resident.presses("Xem ý kiến")
    await resident.presses("Bổ sung")
    assert sentence("gate-denunciation") in await resident.says(BRIBE)
    await resident.presses("Đã hiểu")
    assert await kept(town) == []
    assert await officer.looks() == ""


async def test_what_somebody_wants_to_speak_about_is_judged_too(town: Town) -> None:
    await town.dialogue(await town.clerk())
    resident = await town.resident()
    await resident.says("/phatbieu")
    said = await resident.says(BRIBE)
    if sentence("gate-denunciation") not in said:
        await resident.presses("Hội nghị")
        said = await resident.says(BRIBE)
    assert sentence("gate-denunciation") in said
    assert "lĩnh vực" not in said
    said = await resident.presses("Không, đây là ý kiến")
    assert sentence("gate-goes-on") in said
    assert "lĩnh vực" in said


async def test_the_word_beside_a_rating_is_judged_too(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    await town.files_petition(resident, ROAD, "Đường")
    await officer.looks()
    await officer.presses("Nhận việc")
    await officer.presses("Trả lời")
    await officer.says("Phòng đã khảo sát.")
    await officer.presses("Tiếp tục")
    await town.sends_answer(officer)
    await resident.looks()
    await resident.presses("Không hài lòng")
    await resident.presses("Viết thêm một câu")
    assert sentence("gate-denunciation") in await resident.says(BRIBE)
    await resident.presses("Không, đây là ý kiến")
    assert await town.rows("select score_note from petition") == [(BRIBE,)]


async def test_a_word_typed_instead_of_a_button_is_understood(town: Town) -> None:
    resident = await town.resident()
    await writes(resident, BRIBE)
    assert sentence("gate-goes-on") in await resident.says("không")
    await resident.says("/menu")
    other = await town.resident("Lò Thị Mẫu")
    await writes(other, BRIBE)
    assert sentence("gate-erased") in await other.says("Đã hiểu")


async def test_who_takes_consent_back_leaves_nothing_that_waited(town: Town) -> None:
    resident = await town.resident()
    await writes(resident, BRIBE)
    await resident.presses_key("data.withdraw")
    await resident.presses_key("data.withdraw-yes")
    assert await kept(town) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [("Ý kiến của tôi đến đâu rồi", "Ý kiến của tôi"), ("Tôi muốn đăng ký phát biểu", "Đăng ký phát biểu")],
)
async def test_what_has_a_place_of_its_own_is_led_there_and_may_still_be_sent(
    web_town: Town, text: str, label: str
) -> None:
    resident = await web_town.resident()
    await resident.says(text)
    labels = await resident.labels()
    assert label in labels[0]
    assert "Gửi thành ý kiến" in labels


@pytest.mark.parametrize("text", ["Cảm ơn xã nhiều ạ", "Kính chào các bác ạ"])
async def test_thanks_and_greetings_are_no_opinions(web_town: Town, text: str) -> None:
    resident = await web_town.resident()
    said = await resident.says(text)
    assert "Gửi thành ý kiến" not in await resident.labels()
    assert any(sentence(f"petition-offer-{lead}") in said for lead in ("greet", "ack"))


async def test_who_cries_for_help_where_something_else_is_asked_is_heard(town: Town) -> None:
    clerk = await town.clerk()
    resident = await town.resident()
    await clerk.looks()
    await writes(resident, BRIBE)
    said = await resident.says("Cứu với, nó đang đánh tôi")
    assert said.startswith(sentence("emergency-113"))
    assert sentence("gate-first") in said
    assert "nó đang đánh tôi" in await clerk.looks()
    await resident.presses("Đã hiểu")

    for begin in ("lookup.begin", "data.hamlet"):
        await resident.presses_key(begin)
        said = await resident.says(FIRE)
        assert said.count(sentence("emergency-114")) == 1


async def test_those_on_duty_are_told_beside_the_office(web_town: Town) -> None:
    clerk = await web_town.clerk()
    police = await web_town.officer(clerk, "Công an xã", "Công an mẫu")
    other = await web_town.officer(clerk)
    resident = await web_town.resident()
    for somebody in (clerk, police, other):
        await somebody.looks()
    # In the night, when nothing else disturbs anybody.
    web_town.clock.moment = web_town.clock.moment.replace(hour=2)
    await writes(resident, FIRE)
    for somebody in (clerk, police):
        assert FIRE in await somebody.looks()
    assert await other.looks() == ""


async def test_a_message_that_is_edited_into_an_accusation_is_judged_too(telegram_town: Town) -> None:
    town = telegram_town
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    message = town.fake.says(resident.user, ROAD)
    await resident.looks()
    town.fake.edits(resident.user, message, BRIBE)
    assert sentence("gate-denunciation") in await resident.looks()
    town.fake.edits(resident.user, message, f"{BRIBE} năm 2024")
    assert sentence("gate-first") in await resident.looks()
    await resident.presses("Đã hiểu")
    assert await kept(town) == []


async def test_a_filed_message_that_is_edited_into_an_accusation_is_judged_too(telegram_town: Town) -> None:
    town = telegram_town
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    await resident.presses("Gửi ý kiến")
    message = town.fake.says(resident.user, ROAD)
    await resident.looks()
    await resident.presses("Tiếp tục")
    await resident.says("1")
    await resident.presses("Cho thấy tên")
    await resident.presses("Gửi ý kiến")
    await officer.looks()
    town.fake.edits(resident.user, message, BRIBE)
    assert sentence("gate-denunciation") in await resident.looks()
    await resident.presses("Đã hiểu")
    assert await kept(town) == []
    assert await officer.looks() == ""
