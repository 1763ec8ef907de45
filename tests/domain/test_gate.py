"""Tests of the gate's rules: when one text repeats another, and what is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gate import Alarm, Ended, counted, mark_of, repeats

ACCUSED = "Ông A trưởng thôn nhận 20 triệu của nhà tôi"


@pytest.mark.parametrize(
    ("said", "is_repeated"),
    [
        pytest.param(f"Ông/bà vừa gửi: “{ACCUSED}”", True, id="whole"),
        pytest.param("Viết tiếp: Ông A trưởng thôn nhận…", True, id="its-beginning"),
        pytest.param("ong a truong thon nhan tien", True, id="without-marks"),
        pytest.param("Ông A trưởng thôn mời họp", True, id="four-words-are-enough"),
        pytest.param("Ông B trưởng thôn mời họp", False, id="two-words"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_a_text_that_shows_four_words_of_another_repeats_it(said: str, is_repeated: bool) -> None:
    assert repeats(said, ACCUSED) is is_repeated


@pytest.mark.parametrize(("text", "is_repeated"), [("Ông A", True), ("Ông C", False), ("…", False)])
def test_of_a_short_text_all_of_it_has_to_be_there(text: str, is_repeated: bool) -> None:
    assert repeats(ACCUSED, text) is is_repeated


WORDS = st.text("abcdefgh", min_size=1, max_size=5)


@given(st.lists(WORDS, min_size=4, max_size=20), st.lists(WORDS), st.lists(WORDS))
def test_whatever_stands_around_it_a_text_is_found(written: list[str], before: list[str], after: list[str]) -> None:
    text = " ".join(written)
    assert repeats(" ".join([*before, *written[:4], *after]), text)


@given(st.text(), st.text())
def test_texts_have_marks_of_their_own(one: str, other: str) -> None:
    assert (mark_of(one) == mark_of(other)) is (one.encode(errors="replace") == other.encode(errors="replace"))


def test_alarms_are_counted_with_those_that_were_false() -> None:
    rows = {
        (Alarm.DENUNCIATION, Ended.GUIDED): 3,
        (Alarm.DENUNCIATION, Ended.OPINION): 2,
        (Alarm.COMPLAINT, Ended.LAPSED): 1,
    }
    assert counted(rows) == (6, 2)
    assert counted({}) == (0, 0)
