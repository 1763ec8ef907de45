"""Tests of where tone marks stand."""

import pytest

from documents.official import Tones
from documents.tones import with_tones


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Đảng ủy", "Đảng uỷ"),
        ("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN"),
        ("Ủy ban", "Uỷ ban"),
        ("hòa giải, khóa họp, tòa án", "hoà giải, khoá họp, toà án"),
        ("khỏe mạnh", "khoẻ mạnh"),
        ("xóa, thúy, lũy", "xoá, thuý, luỹ"),
        # After q the u is no vowel; with a letter behind them the mark has one place only.
        ("quý vị, quỳ, quỹ thôn", "quý vị, quỳ, quỹ thôn"),
        ("hoàn thành, thoát nước, chuyển, khuyến", "hoàn thành, thoát nước, chuyển, khuyến"),
        ("Hòa Bình", "Hoà Bình"),
    ],
)
def test_marks_move_to_the_other_letter_and_back(old: str, new: str) -> None:
    assert with_tones(old, Tones.NEW) == with_tones(new, Tones.NEW) == new
    assert with_tones(new, Tones.OLD) == with_tones(old, Tones.OLD) == old
