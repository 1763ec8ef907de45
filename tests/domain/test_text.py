"""Tests of text as people type it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text import clean, fold, has_words, shorten, split_at_sentences

TYPED = st.text(
    alphabet=st.characters() | st.sampled_from("aăâđĐôơưỳ \n\r\t.!?…;\u200b\u202e\u0301\ufeff"), max_size=200
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("  Đường   hỏng \n", "Đường hỏng", id="blanks"),
        pytest.param("a\r\nb\rc", "a\nb\nc", id="line-ends"),
        pytest.param("a\n\n\n\n\nb", "a\n\nb", id="blank-lines"),
        pytest.param("Đu\u031bo\u031b\u0300ng", "Đường", id="decomposed-letters"),
        pytest.param("\u00d0ường \u00f0ó", "Đường đó", id="icelandic-eth"),
        pytest.param("a\u202egnurt\u200bb\ufeff", "agnurtb", id="reversed-and-unseen"),
        pytest.param("a\x00b\x07\ud83d", "ab", id="controls-and-half-pairs"),
        pytest.param("<b>1 & 2</b>", "<b>1 & 2</b>", id="markup-is-text"),
        pytest.param("", "", id="empty"),
    ],
)
def test_cleaning_keeps_what_can_be_read(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(TYPED)
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    once = clean(typed)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()  # a half of a surrogate pair would raise


@given(TYPED)
def test_cleaning_loses_no_letter_or_digit(typed: str) -> None:
    def read(text: str) -> list[str]:
        same = unicodedata.normalize("NFC", text).replace("\u00d0", "\u0110").replace("\u00f0", "\u0111")
        return [c for c in same if c.isalnum()]

    assert read(clean(typed)) == read(typed)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đường, cầu, cống!", "duong cau cong"),
        ("  HUỶ  ", "huy"),
        ("hủy", "huy"),
        ("← Quay lại", "quay lai"),
        ("①", "①"),
        ("…", ""),
    ],
)
def test_folding_compares_without_marks_case_and_signs(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(TYPED)
def test_folding_twice_changes_nothing(typed: str) -> None:
    assert fold(fold(typed)) == fold(typed)
    assert fold(clean(typed)) == fold(typed)


@pytest.mark.parametrize(("text", "readable"), [("a", True), ("1", True), ("Đ", True), ("", False), ("?! 🙂", False)])
def test_readable_is_what_has_a_letter_or_a_digit(text: str, readable: bool) -> None:
    assert has_words(text) is readable


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("Đường hỏng", 20, "Đường hỏng"),
        ("Đường vào thôn hỏng nặng", 16, "Đường vào thôn…"),
        ("Đường vào thôn, xóm", 17, "Đường vào thôn…"),
        ("a" * 30, 10, "a" * 9 + "…"),
        ("dòng một\ndòng hai", 40, "dòng một dòng hai"),
    ],
)
def test_shortening_cuts_between_words(text: str, length: int, short: str) -> None:
    assert shorten(text, length) == short


@given(TYPED, st.integers(2, 80))
def test_a_shortened_text_fits_on_one_line(text: str, length: int) -> None:
    short = shorten(text, length)
    assert len(short) <= length
    assert "\n" not in short
    assert short.endswith("…") or short == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "length", "parts"),
    [
        ("Một. Hai. Ba.", 100, ["Một. Hai. Ba."]),
        ("Một câu. Hai câu. Ba câu.", 18, ["Một câu. Hai câu.", "Ba câu."]),
        ("dòng một\ndòng hai", 10, ["dòng một", "dòng hai"]),
        ("không có dấu câu nào", 13, ["không có dấu", "câu nào"]),
        ("a" * 25, 10, ["a" * 10, "a" * 10, "a" * 5]),
        ("", 10, [""]),
    ],
)
def test_long_texts_are_split_where_a_sentence_ends(text: str, length: int, parts: list[str]) -> None:
    assert split_at_sentences(text, length) == parts


@given(TYPED, st.integers(3, 60))
def test_splitting_loses_nothing_but_blanks(text: str, length: int) -> None:
    parts = split_at_sentences(text, length)
    assert all(len(part) <= length for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
