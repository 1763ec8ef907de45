"""Tests of the rules with the sample commune of Cao Minh: its own words and Vietnam's own days off."""

import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from actions.calendar import calendar_of
from actions.commune import commune_of, read_setup
from domain.calendar import day_of
from domain.deadline import AfterWorkingDays, after_working_days
from domain.routing import lexicon

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "communes" / "cao-minh.yaml"
COMMUNE = commune_of(read_setup(yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))))


def bare(text: str) -> str:
    """As it is typed on a telephone without Vietnamese letters."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in letters if not unicodedata.combining(c))


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("Đường vào thôn Cấm ngập sau mỗi trận mưa", "xay-dung-giao-thong"),
        ("Nhà tôi làm sổ đỏ hai năm chưa xong", "dat-dai-moi-truong"),
        ("Xe rác cả tuần không vào thu gom rác", "dat-dai-moi-truong"),
        ("Điện yếu, tối nào cũng mất điện", "dien-nuoc"),
        ("Kênh mương lâu rồi không nạo vét", "nong-nghiep-nong-thon"),
        ("Giá đền bù thu hồi đất thấp quá", "giai-phong-mat-bang-tai-dinh-cu"),
        ("Thuế hộ kinh doanh năm nay tăng", "thue-phi-tai-chinh"),
        ("Con tôi học mầm non, thu quỹ lớp quá cao", "giao-duc"),
        ("Trạm y tế thiếu thuốc cho người già", "y-te-bao-hiem"),
        ("Thôn tôi chưa có nhà văn hóa", "van-hoa-the-thao"),
        ("Đề nghị xét hộ nghèo cho bà cụ neo đơn", "chinh-sach-xa-hoi"),
        ("Sau sáp nhập xã phải đi xa, trụ sở cũ bỏ không", "sap-xep-don-vi-hanh-chinh"),
        ("Cán bộ có thái độ hách dịch với dân", "xay-dung-dang-can-bo"),
        ("Mạng internet yếu, không nộp được hồ sơ trực tuyến", "thu-tuc-hanh-chinh-chuyen-doi-so"),
        ("Quán karaoke mở loa to đến nửa đêm", "an-ninh-trat-tu"),
        ("Con trai tôi được gọi khám nghĩa vụ quân sự", "quan-su-nghia-vu"),
    ],
)
@pytest.mark.parametrize("typed", [str, bare, str.upper], ids=["with-marks", "without-marks", "capitals"])
def test_a_plain_sentence_leads_to_its_topic(sentence: str, topic: str, typed: type[str]) -> None:
    suggested = lexicon(COMMUNE.topics).suggest(typed(sentence))
    assert suggested[0].topic == topic


@pytest.mark.parametrize("sentence", ["Xin chào", "xin cam on", "👍", "12345"])
def test_what_speaks_of_nothing_leads_nowhere(sentence: str) -> None:
    assert lexicon(COMMUNE.topics).suggest(sentence) == []


@pytest.mark.parametrize(
    ("received", "due_on", "skipped"),
    [
        pytest.param(
            datetime(2026, 11, 20, 8, 0, tzinfo=UTC), date(2026, 12, 7),
            ((date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),), id="day-of-culture",
        ),
        pytest.param(
            datetime(2026, 11, 23, 18, 0, tzinfo=UTC), date(2026, 12, 8), (), id="received-on-the-day-off-itself"
        ),
        pytest.param(
            datetime(2026, 4, 24, 2, 0, tzinfo=UTC), date(2026, 5, 13),
            (
                (date(2026, 4, 27), "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),
                (date(2026, 4, 30), "Ngày Chiến thắng"),
                (date(2026, 5, 1), "Ngày Quốc tế Lao động"),
            ),
            id="three-in-spring",
        ),
        pytest.param(
            datetime(2026, 8, 20, 2, 0, tzinfo=UTC), date(2026, 9, 7),
            (
                (date(2026, 8, 31), "Ngày nghỉ (thay cho ngày 22/08/2026)"),
                (date(2026, 9, 1), "Quốc khánh"),
                (date(2026, 9, 2), "Quốc khánh"),
            ),
            id="a-saturday-worked-for-a-bridge-day",
        ),
        pytest.param(
            datetime(2025, 12, 31, 2, 0, tzinfo=UTC), date(2026, 1, 15),
            ((date(2026, 1, 1), "Tết Dương lịch"), (date(2026, 1, 2), "Ngày nghỉ thay cho ngày 10/01/2026")),
            id="over-the-turn-of-the-year",
        ),
    ],
)  # fmt: skip
def test_a_deadline_names_the_days_off_it_skipped(
    received: datetime, due_on: date, skipped: tuple[tuple[date, str], ...]
) -> None:
    calendar = calendar_of(COMMUNE, received.year)
    deadline = after_working_days(day_of(received), COMMUNE.answer_working_days, calendar)
    assert isinstance(deadline.basis, AfterWorkingDays)
    assert (deadline.due_on, deadline.basis.count, deadline.basis.skipped) == (due_on, 10, skipped)
