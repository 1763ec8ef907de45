"""Tests of the one message of a morning: what stands together, and what its buttons say."""

from dataclasses import replace
from datetime import UTC, date, datetime

import yaml

from actions.commune import commune_of, read_setup
from domain.dialogue import Dialogue, DialogueState
from domain.milestone import Milestone, Rule
from domain.notice import words
from handlers.reminder import Part, Printer, milestone_part, year_part
from tests.town import SAMPLES

COMMUNE = commune_of(read_setup(yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8"))))
TODAY = date(2025, 11, 7)
FIRST = Dialogue(
    COMMUNE.id, 1, "Đối thoại quý I", None, "Hội trường", datetime(2025, 12, 1, tzinfo=UTC), None, 15,
    DialogueState.COLLECTING,
)  # fmt: skip
SECOND = replace(FIRST, id=2, title="Đối thoại quý II")


def part(number: int, day: int, of: Dialogue | None, title: str = "Báo cáo", who: str = "") -> Part:
    due = date(2025, 11, day)
    made = Milestone(COMMUNE.id, number, f"{number}", "report", Rule(on=due), due, title=title, responsible=who)
    return milestone_part(COMMUNE, made, of, TODAY)


def labels(parts: list[Part]) -> list[str]:
    return [row["label"] for row in Printer().message(parts, "vi")[1]]


def test_lines_of_one_dialogue_stand_under_its_title_and_the_most_pressing_first() -> None:
    parts = [
        part(1, 10, FIRST, "Gửi giấy mời"),
        part(2, 6, FIRST, "Báo cáo", "UBND xã"),
        part(3, 7, SECOND, "Hội trường"),
        part(4, 5, None, "Kinh phí"),
        part(5, 12, None, "Tài liệu"),
    ]
    text, _ = Printer().message(parts, "vi")
    assert text == (
        "Quá hạn 2 ngày: Kinh phí. Hạn thứ Tư, ngày 05/11/2025. Làm xong xin ghi lại.\n"
        "Hôm nay là hạn: Hội trường (Đối thoại quý II), thứ Sáu, ngày 07/11/2025.\n"
        "Còn 5 ngày: Tài liệu. Hạn thứ Tư, ngày 12/11/2025.\n\n"
        "Đối thoại quý I:\n"
        "• Quá hạn 1 ngày: Báo cáo. Hạn thứ Năm, ngày 06/11/2025. Làm xong xin ghi lại. Phụ trách: UBND xã.\n"
        "• Còn 3 ngày: Gửi giấy mời. Hạn thứ Hai, ngày 10/11/2025."
    )


def test_one_line_alone_names_its_dialogue() -> None:
    text, _ = Printer().message([part(1, 10, FIRST)], "vi")
    assert text == "Còn 3 ngày: Báo cáo (Đối thoại quý I). Hạn thứ Hai, ngày 10/11/2025."


def test_what_stands_by_itself_parts_the_lines_and_too_many_are_counted() -> None:
    block = replace(year_part(COMMUNE, 2025, 0), block=True, line=words("menu-work"))
    text, _ = Printer().message([*(part(n, 20, FIRST) for n in range(45)), block], "vi")
    lines = text.splitlines()
    assert (lines[0], sum(line.startswith("• ") for line in lines)) == ("Đối thoại quý I:", 40)
    assert lines[-3:] == ["Việc cần trả lời", "", "… và 5 việc khác."]


def test_no_two_buttons_say_the_same() -> None:
    assert labels([part(1, 10, FIRST, who="UBND xã"), part(2, 10, FIRST, who="Mặt trận")]) == [
        "Mốc: Báo cáo · UBND xã", "Mốc: Báo cáo · Mặt trận",
    ]  # fmt: skip
    assert labels([part(1, 10, FIRST, who="UBND xã"), part(2, 11, SECOND, who="UBND xã")]) == [
        "Mốc: Báo cáo · 10/11", "Mốc: Báo cáo · 11/11",
    ]  # fmt: skip
    assert labels([part(1, 10, FIRST), part(2, 10, SECOND), part(3, 11, FIRST, "Giấy mời")]) == [
        "Mốc: Báo cáo · 1", "Mốc: Báo cáo · 2", "Mốc: Giấy mời",
    ]  # fmt: skip
