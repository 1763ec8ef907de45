"""Tests of requests about one's data: their days, and a person's own name and number left out of a text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar
from domain.commune import Rights
from domain.data_request import BLANK, RequestKind, days_of, without
from tests.domain.test_calendar import SPRING_2026


@pytest.mark.parametrize(
    ("kind", "asked", "runs", "due"),
    [
        pytest.param(RequestKind.EXPORT, date(2026, 4, 24), date(2026, 4, 24), date(2026, 5, 9), id="a-copy-at-once"),
        pytest.param(RequestKind.ERASURE, date(2026, 4, 13), date(2026, 4, 16), date(2026, 4, 28), id="in-the-week"),
        pytest.param(RequestKind.ERASURE, date(2026, 4, 24), date(2026, 4, 30), date(2026, 5, 9), id="over-holidays"),
    ],
)
def test_days_of_a_request(kind: RequestKind, asked: date, runs: date, due: date) -> None:
    days = days_of(kind, asked, Rights(), SPRING_2026)
    assert (days.runs_on, days.due_on) == (runs, due)


@given(st.dates(date(2026, 1, 5), date(2026, 6, 30)), st.integers(1, 10), st.integers(1, 60))
def test_nothing_is_carried_out_after_its_last_day(asked: date, respond: int, carry_out: int) -> None:
    days = days_of(RequestKind.ERASURE, asked, Rights(respond, carry_out), WorkingCalendar())
    assert asked < days.runs_on <= days.due_on


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tôi là Nguyễn Văn An, đường hỏng", "Tôi là …, đường hỏng"),
        ("tôi là NGUYỄN  VĂN\nAN.", "tôi là …."),
        ("Nguyễn Văn Anh là người khác", "Nguyễn Văn Anh là người khác"),
        ("An ninh trong thôn", "An ninh trong thôn"),
        ("Gọi 0912345678 hoặc 0912.345.678", "Gọi … hoặc …"),
        ("+84 912 345 678; 84912345678", "…; …"),
        ("Số 09123456789 và 10912345678", "Số 09123456789 và 10912345678"),
    ],
)
def test_ones_own_name_and_number_are_left_out_of_a_text(text: str, left: str) -> None:
    assert without(text, "Nguyễn Văn An", "+84912345678") == left


def test_a_name_of_one_word_stands_for_too_much_else() -> None:
    assert without("An ninh của An", "An", None) == "An ninh của An"
    assert without("Gọi 113", None, "113") == "Gọi 113"


@given(st.text(max_size=60), st.text(max_size=20), st.text("0123456789+ ", max_size=14))
def test_leaving_out_never_fails_and_leaves_nothing_of_the_name(text: str, name: str, phone: str) -> None:
    once = without(text, name, phone)
    assert without(once, name, phone).replace(BLANK, "") == once.replace(BLANK, "")
