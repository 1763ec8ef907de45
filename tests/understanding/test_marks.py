"""What syllables mostly stand for where nobody writes marks."""

import pytest

from understanding.marks import share, written_forms
from understanding.spelling import read


@pytest.mark.parametrize(("written", "bare"), [("rác", "rac"), ("đường", "duong"), ("nước", "nuoc"), ("điện", "dien")])
def test_clear_words_stay_themselves(written: str, bare: str) -> None:
    assert share(written, bare) > 0.8


@pytest.mark.parametrize(("written", "bare"), [("chó", "cho"), ("chợ", "cho"), ("cua", "cua"), ("đạn", "dan")])
def test_others_are_mostly_another_word(written: str, bare: str) -> None:
    assert share(written, bare) < 0.3


def test_of_a_syllable_that_nobody_has_seen_little_is_supposed() -> None:
    assert share("xoèn", "xoen") == pytest.approx(0.15)


def test_only_messages_with_marks_say_what_marks_are_left_out() -> None:
    assert written_forms([read("Rác đổ ở bãi rác"), read("rac do o bai rac")]) == "rac\trác:2\n"
