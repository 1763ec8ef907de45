"""A whole year of each of five plans, read from its paper: who is told what and when, against lists that were read."""

from collections import Counter
from datetime import date, datetime
from functools import partial

import yaml

from actions.calendar import add_day
from actions.commitment import keep_commitment, report_progress
from actions.commune import apply_setup, read_setup
from actions.dialogue import cancel_dialogue, postpone_dialogue
from actions.hall import note_in_hall, raise_in_hall
from actions.petition import withdraw_petition
from actions.supervision import answer_question, ask_department
from domain.access import Grant, Role
from domain.commune import VIETNAM, CalendarDay, DayKind
from domain.dialogue import Dialogue, DialogueState, Window
from domain.hall import HallDecision, HallNote
from domain.milestone import Rule
from storage.database import Database
from tests.people.year import Year, compare
from tests.town import SAMPLES


def at(day: int, month: int, year: int = 2025, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=VIETNAM)


def one_a_morning(year: Year) -> None:
    """Nobody is reminded twice in the same sweep, or told the same thing twice in a day."""
    counted = Counter((told.who, told.at, told.text) for told in year.told)
    assert [told for told, count in counted.items() if count > 1] == []
    mornings = Counter((told.who, told.at) for told in year.told if told.at.hour < 9)
    assert [told for told, count in mornings.items() if count > 1] == []


SITTING = (DialogueState.IN_SESSION, DialogueState.CONCLUDED)
AFTERWARDS = (DialogueState.FOLLOWING_UP, DialogueState.CLOSED)
OFFICE = "van-phong-hdnd-ubnd"
FRONT = "uy-ban-mttq-xa"
PARTY = "ban-xay-dung-dang"
ECONOMY = "phong-kinh-te"


async def test_the_year_of_cao_minh(database: Database) -> None:
    """The plan names the day and its clerk the hour; three papers are due before, one of them is late."""
    year = await Year.begin(database, "cao-minh", date(2025, 10, 20))
    await year.staff({"UBND": OFFICE, "Mặt trận": FRONT, "Ban XDĐ": PARTY}, {"Trưởng thôn Mẫu 1": "thon-mau-1"})
    await year.comes("Ông Mẫu", hamlet="thon-mau-1")
    await year.comes("Bà Mẫu", hamlet="thon-mau-2")
    [dialogue] = await year.hands_over(
        "cao-minh-2025", {"day:xa-cao-minh": "2025-11-14T07:30", "department:ubnd xa": OFFICE}
    )

    async def people_answer() -> None:
        await year.will_come(dialogue, "Bà Mẫu")
        await year.speaks(dialogue, "Ông Mẫu", "Bà Mẫu")
        await year.speaks(dialogue, "Cụ Mẫu", by="Trưởng thôn Mẫu 1")
        await year.collects(dialogue, "thon-mau-1", "Trưởng thôn Mẫu 1", 4)

    await year.lives(
        date(2026, 10, 19),
        {
            at(22, 10): lambda: year.moves(dialogue, DialogueState.COLLECTING),
            at(27, 10): lambda: year.announces(dialogue),
            at(28, 10, hour=19): people_answer,
            at(4, 11): lambda: year.finishes("report", by="UBND"),
            at(7, 11): lambda: year.finishes("compile", by="Ban XDĐ"),
            at(12, 11): lambda: year.finishes("opinions", by="Mặt trận"),
            at(13, 11, hour=17): lambda: year.moves(dialogue, DialogueState.COLLATED, DialogueState.ANSWERING),
            at(14, 11, hour=11): lambda: year.moves(dialogue, *SITTING),
            at(18, 11): lambda: year.finishes("conclusion_notice"),
            at(20, 11): lambda: year.finishes("publish_results"),
            at(1, 12): lambda: year.moves(dialogue, *AFTERWARDS),
        },
    )
    one_a_morning(year)
    compare(year, "cao-minh")


async def test_the_year_of_khoen_on(database: Database) -> None:
    """The plan leaves a month open; the day is fixed in July, and the paper is due a week before it."""
    year = await Year.begin(database, "khoen-on", date(2025, 7, 15))
    await year.staff({"Mặt trận": FRONT}, {"Trưởng bản Mỳ": "ban-my"})
    await year.comes("Ông Mẫu", hamlet="ban-my")
    [dialogue] = await year.hands_over("khoen-on-2025", {})
    await year.lives(
        date(2026, 7, 14),
        {
            at(29, 7): lambda: year.fixes(dialogue, at(20, 8, hour=14)),
            at(30, 7): lambda: year.moves(dialogue, DialogueState.COLLECTING),
            at(12, 8): lambda: year.announces(dialogue),
            at(13, 8): lambda: year.speaks(dialogue, "Ông Mẫu"),
            at(14, 8): lambda: year.finishes("opinions", by="Mặt trận"),
            at(20, 8, hour=17): lambda: year.moves(dialogue, *SITTING),
            at(22, 8): lambda: year.finishes("conclusion_notice"),
            at(28, 8): lambda: year.finishes("publish_results"),
            at(29, 8): lambda: year.moves(dialogue, *AFTERWARDS),
        },
    )
    one_a_morning(year)
    compare(year, "khoen-on")


async def test_the_year_of_xuan_truong(database: Database) -> None:
    """A range of days with papers due by the calendar; the day is fixed late, and moved once."""
    year = await Year.begin(database, "xuan-truong", date(2025, 10, 1))
    await year.staff(
        {"UBND": OFFICE, "Mặt trận": FRONT, "Ban XDĐ": PARTY},
        {"Trưởng thôn Mẫu 1": "thon-mau-1", "Trưởng thôn Mẫu 2": "thon-mau-2"},
    )
    await year.comes("Bà Mẫu", hamlet="thon-mau-2")
    [dialogue] = await year.hands_over("xuan-truong-2025", {"department:ubnd xa": OFFICE})

    async def opens() -> None:
        await year.fixes(dialogue, at(22, 11, hour=8))
        await year.moves(dialogue, DialogueState.COLLECTING)

    async def people_answer() -> None:
        await year.speaks(dialogue, "Bà Mẫu")
        await year.sends(dialogue, "thon-mau-2", "Cụ Mẫu", by="Trưởng thôn Mẫu 2")

    await year.lives(
        date(2026, 9, 30),
        {
            at(3, 11): lambda: year.finishes("opinions", by="Mặt trận"),
            at(4, 11): lambda: year.finishes("opinions"),
            at(5, 11): lambda: year.finishes("compile", by="Ban XDĐ"),
            at(6, 11): opens,
            at(7, 11): lambda: year.finishes("programme", by="Ban XDĐ"),
            at(10, 11): lambda: year.finishes("report", by="UBND"),
            at(13, 11): lambda: year.announces(dialogue),
            at(14, 11): people_answer,
            at(17, 11): lambda: year.fixes(dialogue, at(29, 11, hour=8)),
            at(18, 11): lambda: year.finishes("answers"),
            at(19, 11): lambda: year.announces(dialogue),
            at(29, 11, hour=11, minute=30): lambda: year.moves(dialogue, *SITTING),
            at(3, 12): lambda: year.finishes("conclusion_notice"),
            at(5, 12): lambda: year.finishes("publish_results"),
        },
    )
    one_a_morning(year)
    compare(year, "xuan-truong")


async def test_the_year_of_cam_son(database: Database) -> None:
    """Four quarters, a hamlet each: the second is postponed and called off, the fourth never gets a day."""
    year = await Year.begin(database, "cam-son", date(2024, 1, 2))
    heads = {"Trưởng thôn Mới": "thon-moi", "Trưởng thôn Ao Vường": "thon-ao-vuong", "Trưởng thôn Cấm": "thon-cam"}
    await year.staff({}, heads)
    await year.comes("Bà Mẫu", hamlet="thon-cam")
    first, second, third, _ = await year.hands_over("cam-son-2024", {})

    async def calls_off() -> None:
        await year.acts(lambda desk: cancel_dialogue(desk, second.id, "Sáp nhập thôn"))

    await year.lives(
        date(2024, 12, 31),
        {
            at(8, 3, 2024): lambda: year.fixes(first, at(22, 3, 2024, 8)),
            at(14, 3, 2024): lambda: year.announces(first),
            at(15, 3, 2024): lambda: year.moves(first, DialogueState.COLLECTING),
            at(22, 3, 2024, 11): lambda: year.moves(first, *SITTING),
            at(26, 3, 2024): lambda: year.finishes("conclusion_notice"),
            at(29, 3, 2024): lambda: year.finishes("publish_results"),
            at(24, 5, 2024): lambda: year.fixes(second, at(14, 6, 2024, 8)),
            at(10, 6, 2024): lambda: year.acts(lambda desk: postpone_dialogue(desk, second.id, "Mưa lũ")),
            at(24, 6, 2024): calls_off,
            at(5, 8, 2024): lambda: year.fixes(third, at(30, 8, 2024, 8)),
            at(6, 8, 2024): lambda: year.moves(third, DialogueState.COLLECTING),
            at(20, 8, 2024): lambda: year.announces(third),
            at(21, 8, 2024): lambda: year.will_come(third, "Bà Mẫu"),
            at(30, 8, 2024, 11): lambda: year.moves(third, *SITTING),
            at(5, 9, 2024): lambda: year.finishes("conclusion_notice"),
            at(6, 9, 2024): lambda: year.finishes("publish_results"),
        },
    )
    one_a_morning(year)
    compare(year, "cam-son")


async def test_the_year_of_nam_dan(database: Database) -> None:
    """One before June, one in October; what follows is counted from the day and from the conclusion notice."""
    year = await Year.begin(database, "nam-dan", date(2026, 3, 2))
    await year.staff({"Kinh tế": ECONOMY}, {"Xóm trưởng Hòa Bình": "xom-hoa-binh"})
    await year.comes("Trưởng phòng", Grant(Role.DEPARTMENT_HEAD, department=ECONOMY))
    await year.comes("Mặt trận", Grant(Role.SUPERVISOR))
    await year.comes("Bà Mẫu", hamlet="xom-hoa-binh")
    first, second = await year.hands_over(
        "nam-dan-2026",
        {
            "venue:xom-hoa-binh": "Nhà văn hóa xóm Hòa Bình",
            "venue:hop-tac-xa-doanh-nghiep-chu-co-so-san-xuat-kinh-doanh": "Hội trường UBND xã",
        },
    )

    async def people_write() -> None:
        for body, topic in (
            ("Đường ra cầu bị sụt", "xay-dung-giao-thong"),
            ("Đèn đường hỏng", "dien-nuoc"),
            ("Kênh N3 bồi lắng, xã không sửa được", "nong-nghiep-nong-thon"),
        ):
            await year.writes(first, body, topic, "Bà Mẫu", "xom-hoa-binh")

    async def hall() -> None:
        """One with a day, one without, one beyond the commune's competence; one raised aloud, to be done in a week."""
        await year.moves(first, DialogueState.IN_SESSION)
        for code, decision, due, said in (
            ("ND26-0001", HallDecision.ASSIGNED, at(1, 6, 2026).date(), "Sửa đoạn sụt"),
            ("ND26-0002", HallDecision.ASSIGNED, None, "Thay đèn"),
            ("ND26-0003", HallDecision.BEYOND, None, "Đề nghị thủy nông nạo vét"),
        ):
            note = HallNote(decision, due_on=due, words=said)
            await year.acts(partial(note_in_hall, dialogue_id=first.id, code=code, note=note))
        week = HallNote(HallDecision.ASSIGNED, ECONOMY, at(29, 5, 2026).date())
        raised = partial(raise_in_hall, dialogue_id=first.id, said="1: Loa xóm hỏng", topic="khac", note=week)
        await year.acts(raised, "Chủ tịch")
        await year.moves(first, DialogueState.CONCLUDED)

    await year.lives(
        date(2027, 3, 1),
        {
            at(6, 5, 2026): lambda: year.fixes(first, at(20, 5, 2026, 8)),
            at(7, 5, 2026): lambda: year.moves(first, DialogueState.COLLECTING),
            at(8, 5, 2026): lambda: year.announces(first),
            at(9, 5, 2026): lambda: year.speaks(first, "Bà Mẫu"),
            at(18, 5, 2026, 19): people_write,
            at(20, 5, 2026, 11): hall,
            at(22, 5, 2026): lambda: year.issues(first, "12/TB-UBND", at(22, 5, 2026).date()),
            at(26, 5, 2026): lambda: year.acts(
                lambda desk: report_progress(desk, 3, "Đã khảo sát, đang chờ vật tư", at(12, 6, 2026).date()), "Kinh tế"
            ),
            at(28, 5, 2026): lambda: year.acts(lambda desk: keep_commitment(desk, 2, "Đã sửa loa"), "Kinh tế"),
            at(29, 5, 2026): lambda: year.finishes("publish_results"),
            at(3, 6, 2026): lambda: year.acts(
                lambda desk: ask_department(desk, "ND26-0001", "Vì sao chưa sửa xong?"), "Mặt trận"
            ),
            at(4, 6, 2026): lambda: year.acts(
                lambda desk: answer_question(desk, 1, "Mưa kéo dài, xong trong tuần này"), "Trưởng phòng"
            ),
            at(5, 6, 2026): lambda: year.acts(lambda desk: keep_commitment(desk, 1, "Đã sửa xong"), "Kinh tế"),
            at(12, 6, 2026): lambda: year.acts(lambda desk: keep_commitment(desk, 3, "Đã thay đèn"), "Kinh tế"),
            at(15, 6, 2026): lambda: year.moves(first, DialogueState.CLOSED),
            at(16, 6, 2026): lambda: year.acts(lambda desk: withdraw_petition(desk, "ND26-0003"), "Bà Mẫu"),
            at(28, 9, 2026): lambda: year.fixes(second, at(15, 10, 2026, 14)),
            at(5, 10, 2026): lambda: year.moves(second, DialogueState.COLLECTING),
            at(6, 10, 2026): lambda: year.announces(second),
            at(15, 10, 2026, 17): lambda: year.moves(second, *SITTING),
            at(22, 10, 2026): lambda: year.finishes("conclusion_notice"),
            at(23, 10, 2026): lambda: year.finishes("publish_results"),
            at(27, 10, 2026): lambda: year.finishes("replies"),
        },
    )
    one_a_morning(year)
    compare(year, "nam-dan")


# ── what may come between ─────────────────────────────────────────────────────────────────────────────────────


async def a_november(database: Database) -> tuple[Year, Dialogue]:
    """A dialogue on Friday the 28th at two, with one speaker and one paper due on Friday the 21st."""
    year = await Year.begin(database, "cao-minh", date(2025, 11, 3))
    await year.staff({"Kinh tế": "phong-kinh-te"}, {})
    await year.comes("Ông Mẫu")
    dialogue = await year.dialogue(
        "Đối thoại", venue="Hội trường", starts=at(28, 11, hour=14),
        milestones=(("report", "Báo cáo", Rule(on=date(2025, 11, 21)), "phong-kinh-te"),),
    )  # fmt: skip
    await year.finishes("announce")
    await year.speaks(dialogue, "Ông Mẫu")
    return year, dialogue


def heard(year: Year, who: str) -> list[str]:
    """What somebody was told, by day: only the first words."""
    return [f"{told.at:%d/%m %H:%M} {told.text.partition(':')[0]}" for told in year.told if told.who == who]


async def test_undisturbed(database: Database) -> None:
    year, _ = await a_november(database)
    await year.lives(date(2025, 11, 28), {at(24, 11): lambda: year.finishes("Báo cáo", by="Kinh tế")})
    assert heard(year, "Kinh tế") == [
        "14/11 07:30 Còn 7 ngày", "18/11 07:30 Còn 3 ngày", "20/11 07:30 Còn 1 ngày", "21/11 07:30 Hôm nay là hạn",
        "24/11 07:30 Quá hạn 3 ngày",
    ]  # fmt: skip
    assert heard(year, "Chủ tịch") == ["24/11 07:30 Quá hạn 3 ngày"]
    assert heard(year, "Ông Mẫu") == ["21/11 07:30 Còn 7 ngày", "27/11 07:30 Ngày mai", "28/11 07:30 Hôm nay"]


async def test_three_days_of_downtime_are_made_up_for_once_by_the_facts_of_the_day(database: Database) -> None:
    year, _ = await a_november(database)
    await year.lives(date(2025, 11, 25), down=[(at(17, 11, hour=12), at(20, 11, hour=10, minute=15))])
    await year.lives(date(2025, 11, 28), down=[(at(26, 11, hour=12), at(28, 11, hour=10))])
    # The third and the first day before come as one, at ten; the others as ever.
    assert heard(year, "Kinh tế")[:3] == [
        "14/11 07:30 Còn 7 ngày", "20/11 10:15 Còn 1 ngày", "21/11 07:30 Hôm nay là hạn",
    ]  # fmt: skip
    assert heard(year, "Ông Mẫu") == ["21/11 07:30 Còn 7 ngày", "28/11 10:00 Hôm nay"]
    found = await year.outcomes()
    assert ("milestone/3/2025-11-21/2025-11-18", "merged") in found
    assert ("milestone/3/2025-11-21/2025-11-20", "told") in found
    assert ("people/1/2025-11-28/2025-11-27", "merged") in found
    assert ("people/1/2025-11-28/2025-11-28", "told") in found


async def test_what_makes_no_sense_any_more_is_skipped_and_this_is_kept(database: Database) -> None:
    year, _ = await a_november(database)
    await year.lives(date(2025, 11, 30), down=[(at(24, 11, hour=12), at(28, 11, hour=14))])
    assert heard(year, "Ông Mẫu") == ["21/11 07:30 Còn 7 ngày"]
    skipped = [key for key, outcome in await year.outcomes() if outcome == "skipped"]
    assert skipped == [
        "hamlets/1/2025-11-27/2025-11-26", "people/1/2025-11-28/2025-11-27", "people/1/2025-11-28/2025-11-28",
    ]  # fmt: skip
    # The paper was to prepare it: it is over.
    assert ("milestone/3/2025-11-21/2025-11-25", "dropped") in await year.outcomes()


async def test_downtime_that_ends_on_a_day_off_or_at_night_wakes_nobody(database: Database) -> None:
    year, _ = await a_november(database)
    await year.lives(date(2025, 11, 24), down=[(at(13, 11, hour=12), at(15, 11)), (at(20, 11), at(20, 11, hour=22))])
    # What was due on Friday is told on Monday; what was due on Thursday morning, on Friday.
    assert heard(year, "Kinh tế") == [
        "17/11 07:30 Còn 4 ngày", "18/11 07:30 Còn 3 ngày", "20/11 07:30 Còn 1 ngày", "21/11 07:30 Hôm nay là hạn",
        "24/11 07:30 Quá hạn 3 ngày",
    ]  # fmt: skip


async def test_restarts_and_a_clock_that_is_put_back_tell_nobody_twice(database: Database) -> None:
    year, _ = await a_november(database)
    await year.lives(date(2025, 11, 18))
    before = len(year.told)
    for _ in range(3):
        await year.restarts()
        year.now = at(18, 11, hour=7)
        await year.lives(date(2025, 11, 18))
    assert len(year.told) == before


async def test_a_day_that_is_moved_moves_everything_and_old_reminders_vanish(database: Database) -> None:
    year, dialogue = await a_november(database)
    await year.lives(date(2025, 12, 10), {at(24, 11): lambda: year.fixes(dialogue, at(8, 12, hour=14), "Sân vận động")})
    assert heard(year, "Ông Mẫu") == [
        "21/11 07:30 Còn 7 ngày", "24/11 09:00 Đối thoại đổi lịch", "01/12 07:30 Còn 7 ngày", "07/12 07:30 Ngày mai",
        "08/12 07:30 Hôm nay",
    ]  # fmt: skip
    assert "Địa điểm: Sân vận động." in [told for told in year.told if told.who == "Ông Mẫu"][-1].text
    assert not [key for key, outcome in await year.outcomes() if key.startswith("people/1/2025-11-28") and not outcome]


async def test_moving_it_there_and_back_tells_no_reminder_twice(database: Database) -> None:
    year, dialogue = await a_november(database)
    await year.lives(
        date(2025, 11, 28),
        {
            at(24, 11): lambda: year.fixes(dialogue, at(8, 12, hour=14)),
            at(24, 11, hour=10): lambda: year.fixes(dialogue, at(28, 11, hour=14)),
        },
    )
    assert heard(year, "Ông Mẫu") == [
        "21/11 07:30 Còn 7 ngày", "24/11 09:00 Đối thoại đổi lịch", "24/11 10:00 Đối thoại đổi lịch",
        "27/11 07:30 Ngày mai", "28/11 07:30 Hôm nay",
    ]  # fmt: skip


async def test_what_is_done_is_not_recalled(database: Database) -> None:
    year, _ = await a_november(database)
    await year.lives(date(2025, 11, 30), {at(18, 11): lambda: year.finishes("Báo cáo", by="Kinh tế")})
    assert heard(year, "Kinh tế") == ["14/11 07:30 Còn 7 ngày", "18/11 07:30 Còn 3 ngày"]
    assert heard(year, "Chủ tịch") == []


async def test_a_dialogue_that_is_postponed_is_not_recalled_but_its_day_is_asked_for(database: Database) -> None:
    year, dialogue = await a_november(database)

    async def postpones() -> None:
        await year.acts(lambda desk: postpone_dialogue(desk, dialogue.id, "Bão"))

    await year.lives(date(2025, 12, 10), {at(18, 11): postpones})
    assert heard(year, "Kinh tế") == ["14/11 07:30 Còn 7 ngày", "18/11 07:30 Còn 3 ngày"]
    assert heard(year, "Ông Mẫu") == ["18/11 09:00 Đối thoại tạm hoãn (lịch cũ"]
    assert heard(year, "Văn phòng")[-3:] == [
        "24/11 07:30 Chưa ấn định ngày", "01/12 07:30 Chưa ấn định ngày", "08/12 07:30 Chưa ấn định ngày",
    ]  # fmt: skip


async def test_a_day_off_moves_what_is_counted_in_working_days(database: Database) -> None:
    year = await Year.begin(database, "cao-minh", date(2025, 11, 3))
    await year.staff({"Kinh tế": "phong-kinh-te"}, {})
    await year.dialogue(
        "Đối thoại", venue="Hội trường", starts=at(28, 11, hour=14),
        milestones=(("report", "Báo cáo", Rule(days=-5, working=True), "phong-kinh-te"),),
    )  # fmt: skip

    async def adds_a_day_off() -> None:
        await year.acts(lambda desk: add_day(desk, CalendarDay(date(2025, 11, 26), DayKind.OFF, "Ngày hội xã")))

    await year.lives(date(2025, 11, 20), {at(10, 11): adds_a_day_off})
    assert [told.text for told in year.told if told.who == "Kinh tế" and told.at.day < 13] == [
        "Lịch làm việc thay đổi nên hạn của mốc việc đổi theo:\n\n• Báo cáo: hạn thứ Năm, ngày 20/11/2025"
    ]
    assert heard(year, "Kinh tế")[1:] == [
        "13/11 07:30 Còn 7 ngày", "17/11 07:30 Còn 3 ngày", "19/11 07:30 Còn 1 ngày", "20/11 07:30 Hôm nay là hạn",
    ]  # fmt: skip


async def test_settings_that_change_are_followed(database: Database) -> None:
    year, _ = await a_november(database)

    async def reminds_less() -> None:
        raw = yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8"))
        async with database.begin() as uow:
            await apply_setup(uow, read_setup({**raw, "reminders": {"days_before": [2]}}), year.now)

    await year.lives(date(2025, 11, 22), {at(10, 11): reminds_less})
    assert heard(year, "Kinh tế") == ["19/11 07:30 Còn 2 ngày"]


async def test_who_is_several_things_gets_one_message_with_the_most_pressing_first(database: Database) -> None:
    year = await Year.begin(database, "cao-minh", date(2025, 11, 3))
    await year.comes("Văn phòng", Grant(Role.CLERK), Grant(Role.CHAIR), Grant(Role.OFFICER, department="phong-kinh-te"))
    made = []
    for number, starts in enumerate((None, at(28, 11, hour=14)), start=1):
        made.append(
            await year.dialogue(
                f"Đối thoại {number}", venue="Hội trường", starts=starts, collecting=False,
                window=None if starts else Window(date(2025, 11, 21), date(2025, 12, 31)),
                milestones=[
                    (f"report-{n}", f"Việc {number}.{n}", Rule(on=date(2025, 11, 18 + n)), "phong-kinh-te")
                    for n in range(6)
                ],
            )
        )  # fmt: skip
    await year.speaks(made[1], "Văn phòng")
    await year.lives(date(2025, 11, 21))
    [told] = [each for each in year.told if each.at == at(21, 11, hour=7, minute=30)]
    assert [line.partition(":")[0] for line in told.text.splitlines() if line] == [
        "Đối thoại 1", "• Quá hạn 3 ngày", "• Quá hạn 2 ngày", "• Quá hạn 1 ngày", "• Hôm nay là hạn",
        "Đối thoại 2", "• Quá hạn 3 ngày", "• Quá hạn 2 ngày", "• Quá hạn 1 ngày", *["• Hôm nay là hạn"] * 2,
        "Còn 7 ngày", "Thời gian", "Địa điểm", "Bản đồ", "Ông/bà đã đăng ký phát biểu, số 1.",
        "Đối thoại 1", "• Còn 1 ngày", "• Còn 2 ngày", "Đối thoại 2", "• Còn 1 ngày", "• Còn 2 ngày",
        "Chưa ấn định ngày",
        "Phải thông báo trước ít nhất 7 ngày, chậm nhất 24/12/2025 "
        "(Điều 43 Luật Tổ chức chính quyền địa phương 72/2025).",
    ]  # fmt: skip
    assert len(told.keys) == 10
    assert told.keys[-1] == "milestone.mine"


async def test_a_head_is_reminded_of_whom_they_registered_and_named_and_told_once_of_a_change(
    database: Database,
) -> None:
    year = await Year.begin(database, "cao-minh", date(2025, 11, 3))
    await year.staff({}, {"Trưởng thôn": "thon-mau-1"})
    dialogue = await year.dialogue("Đối thoại", venue="Hội trường", starts=at(28, 11, hour=14), collecting=False)
    await year.speaks(dialogue, "Cụ Mẫu", by="Trưởng thôn")
    async with database.begin() as uow:
        head = year.people["Trưởng thôn"]
        await uow.delegates.name(year.commune.id, dialogue.id, "thon-mau-1", ["Ông A", "Bà B"], head, year.now)
    await year.lives(date(2025, 11, 21), {at(10, 11): lambda: year.fixes(dialogue, at(28, 11, hour=15))})
    told = [each.text.splitlines() for each in year.told if each.who == "Trưởng thôn"]
    assert [lines[0].partition(":")[0] for lines in told] == ["Đối thoại đổi lịch", "Còn 7 ngày"]
    assert told[1][-2:] == [
        "Người ông/bà đăng ký giúp: Cụ Mẫu (số 1). Xin ông/bà nhắc bà con.",
        "Đại biểu ông/bà đã cử: Bà B, Ông A. Xin ông/bà nhắc bà con.",
    ]


async def test_a_head_of_two_hamlets_is_told_once(database: Database) -> None:
    year = await Year.begin(database, "cao-minh", date(2025, 11, 3))
    await year.staff({}, {})
    await year.comes("Trưởng hai thôn", *(Grant(Role.HAMLET_HEAD, hamlet=f"thon-mau-{n}") for n in (1, 2)))
    dialogue = await year.dialogue("Đối thoại", venue="Hội trường", starts=at(28, 11, hour=14))
    await year.lives(date(2025, 11, 25), {at(10, 11): lambda: year.fixes(dialogue, at(28, 11, hour=15))})
    told = [each.text.splitlines() for each in year.told if each.who == "Trưởng hai thôn"]
    assert [lines[0].partition(" (")[0].partition(":")[0] for lines in told] == [
        "Đã mở nhận ý kiến cho Đối thoại", "Đối thoại đổi lịch", "Đối thoại nhận đăng ký phát biểu đến 17",
    ]  # fmt: skip
    # What each hamlet has sent is a matter of each.
    assert [line for line in told[2] if "chưa có ý kiến" in line] == [
        "thôn Mẫu 1: chưa có ý kiến nào.", "thôn Mẫu 2: chưa có ý kiến nào.",
    ]  # fmt: skip
