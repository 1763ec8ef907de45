"""Messages are read alike however they are typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understanding.spelling import MAX_READ, read, written


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("Hoà khoẻ uỷ", "hòa khỏe ủy", id="tone-marks-of-the-new-school"),
        pytest.param("quý quỳ", "quý quỳ", id="the-u-of-qu-never-carries-it"),
        pytest.param("toàn hoàng khoản", "toàn hoàng khoản", id="closed-syllables-keep-it"),
        pytest.param("ÐẤT ĐAI", "đất đai", id="eth-and-capitals"),
        pytest.param(unicodedata.normalize("NFD", "Đề nghị"), "đề nghị", id="decomposed"),
        pytest.param("ko dc j", "không được gì", id="shorthand"),
    ],
)
def test_a_message_is_read(typed: str, meant: str) -> None:
    assert [syllable.written for syllable in read(typed).syllables] == meant.split()


def test_shorthand_stands_where_it_was_typed() -> None:
    assert [(s.bare, s.start, s.end) for s in read("mn, ơi").syllables] == [
        ("moi", 0, 2),
        ("nguoi", 0, 2),
        ("oi", 4, 6),
    ]


@given(st.text(max_size=400))
def test_anything_can_be_read(text: str) -> None:
    reading = read(text)
    assert all(0 <= s.start < s.end <= len(reading.text) and s.bare for s in reading.syllables)


def test_long_texts_are_read_to_a_bound() -> None:
    assert len(read("đường " * 100_000).text) <= MAX_READ


def test_vocabulary_is_spelt_alike() -> None:
    assert written("Uỷ ban") == ("ủy", "ban")
