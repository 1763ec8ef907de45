"""Tests of what is said aloud: hours on the clock of twelve, abbreviations, signs."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.announcement import DayPart, SpokenTime, read_out, spoken_time
from domain.commune import VIETNAM

SAID = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "TP.": "thành phố", "TP": "thành phố", "&": "và"}
MIDNIGHT = datetime(2025, 11, 14, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        ("00:15", SpokenTime(12, 15, DayPart.NIGHT)),
        ("01:00", SpokenTime(1, 0, DayPart.MORNING)),
        ("07:30", SpokenTime(7, 30, DayPart.MORNING)),
        ("10:59", SpokenTime(10, 59, DayPart.MORNING)),
        ("11:00", SpokenTime(11, 0, DayPart.LATE_MORNING)),
        ("12:05", SpokenTime(12, 5, DayPart.NOON)),
        ("13:30", SpokenTime(1, 30, DayPart.AFTERNOON)),
        ("17:00", SpokenTime(5, 0, DayPart.AFTERNOON)),
        ("18:00", SpokenTime(6, 0, DayPart.EVENING)),
        ("21:59", SpokenTime(9, 59, DayPart.EVENING)),
        ("22:00", SpokenTime(10, 0, DayPart.NIGHT)),
    ],
)
def test_hours_are_said_as_people_say_them(clock: str, said: SpokenTime) -> None:
    assert spoken_time(datetime.fromisoformat(f"2025-11-14T{clock}+07:00")) == said


def test_no_two_minutes_of_a_day_are_said_alike() -> None:
    said = [spoken_time(MIDNIGHT + timedelta(minutes=minute)) for minute in range(24 * 60)]
    assert len(set(said)) == 24 * 60
    assert {time.hour for time in said} == set(range(1, 13))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Hội trường UBND xã", "Hội trường Ủy ban nhân dân xã"),
        ("HĐND-UBND xã", "Hội đồng nhân dân, Ủy ban nhân dân xã"),
        ("UBNDX, ubnd", "UBNDX, ubnd"),
        ("TP. Thái Nguyên", "thành phố Thái Nguyên"),
        ("TP Thái Nguyên (cũ)", "thành phố Thái Nguyên, cũ"),
        ("Bí thư & Chủ tịch", "Bí thư và Chủ tịch"),
        ("Nhà ông A / ông B – xóm 2", "Nhà ông A, ông B, xóm 2"),
        ("12-14 Trần Phú, 14/11/2025", "12-14 Trần Phú, 14/11/2025"),
        ("“Dân hỏi,  cán bộ trả lời”", "Dân hỏi, cán bộ trả lời"),
        ("", ""),
    ],
)
def test_abbreviations_and_signs_are_read_out(written: str, said: str) -> None:
    assert read_out(written, SAID) == said


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd"]) | st.sampled_from(" ,.-()&")))
def test_what_was_made_to_be_read_out_is_left_as_it_is(text: str) -> None:
    once = read_out(text, SAID)
    assert read_out(once, SAID) == once
    assert read_out(text, {}) == read_out(read_out(text, {}), {})
