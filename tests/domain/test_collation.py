"""Tests of splitting what hamlet heads collected."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.collation import CollectedItem, join, split_message
from domain.text import clean


def item(text: str, name: str | None = None) -> CollectedItem:
    return CollectedItem(text, name)


@pytest.mark.parametrize(
    ("message", "items"),
    [
        pytest.param("Đường hỏng", [item("Đường hỏng")], id="one"),
        pytest.param("1. Đường hỏng\n2. Cầu hỏng", [item("Đường hỏng"), item("Cầu hỏng")], id="numbers"),
        pytest.param("1) Đường hỏng\n2/ Cầu hỏng", [item("Đường hỏng"), item("Cầu hỏng")], id="other-marks"),
        pytest.param("- Đường hỏng\n• Cầu hỏng", [item("Đường hỏng"), item("Cầu hỏng")], id="dashes"),
        pytest.param("a) Đường hỏng\nb) Cầu hỏng", [item("Đường hỏng"), item("Cầu hỏng")], id="letters"),
        pytest.param("I. Đường hỏng\nII. Cầu hỏng", [item("Đường hỏng"), item("Cầu hỏng")], id="roman"),
        pytest.param(
            "Ý kiến 1: Đường hỏng\nÝ kiến số 2: Cầu hỏng", [item("Đường hỏng"), item("Cầu hỏng")], id="said-in-words"
        ),
        pytest.param(
            "Ý kiến thôn Cấm:\n1. Đường hỏng\n2. Cầu hỏng", [item("Đường hỏng"), item("Cầu hỏng")], id="heading"
        ),
        pytest.param(
            "Bà con rất bức xúc.\n1. Đường hỏng\n2. Cầu hỏng",
            [item("Bà con rất bức xúc."), item("Đường hỏng"), item("Cầu hỏng")],
            id="a-sentence-before-the-list-is-no-heading",
        ),
        pytest.param("1. Đường hỏng\nnhất là lúc mưa\n2. Cầu", [item("Đường hỏng\nnhất là lúc mưa"), item("Cầu")],
                     id="lines-belong-to-the-bullet-above"),
        pytest.param("Đường hỏng\n\nCầu hỏng", [item("Đường hỏng"), item("Cầu hỏng")], id="blank-lines"),
        pytest.param("Đường hỏng\nnhất là lúc mưa", [item("Đường hỏng\nnhất là lúc mưa")], id="two-lines-are-one"),
        pytest.param("1. Đường hỏng", [item("Đường hỏng")], id="a-list-of-one"),
        pytest.param("Ông Nguyễn Văn Mẫu: Đường hỏng", [item("Đường hỏng", "Ông Nguyễn Văn Mẫu")], id="name-first"),
        pytest.param("Đường hỏng (bà Trần Thị Mẫu)", [item("Đường hỏng", "Bà Trần Thị Mẫu")], id="name-last"),
        pytest.param(
            "Đường hỏng (bà Mẫu, xóm 3)", [item("Đường hỏng", "Bà Mẫu, xóm 3")], id="name-with-the-place"
        ),
        pytest.param("Ông Mẫu (xóm 3): Đường hỏng", [item("Đường hỏng", "Ông Mẫu (xóm 3)")], id="name-and-place-first"),
        pytest.param("Chị Mẫu hỏi: Đường hỏng", [item("Đường hỏng", "Chị Mẫu")], id="what-somebody-does-is-no-name"),
        pytest.param("Bác Mẫu có ý kiến: Đường hỏng", [item("Đường hỏng", "Bác Mẫu")], id="nor-two-words-of-it"),
        pytest.param("Bà con: Đường hỏng", [item("Bà con: Đường hỏng")], id="a-people-is-no-name"),
        pytest.param("- …\n- ???\n- Đường", [item("Đường")], id="nothing-to-read"),
        pytest.param("", [], id="empty"),
    ],
)  # fmt: skip
def test_a_message_is_split_into_its_matters(message: str, items: list[CollectedItem]) -> None:
    assert split_message(message) == items


LINES = st.lists(
    st.sampled_from(
        [
            "", "", "1. Đường hỏng", "2) Cầu hỏng", "- Điện yếu", "ông Mẫu: nước bẩn", "Đất đai (bà Hoa, xóm 3)",
            "mưa ngập", "a. chợ cũ", "Ý kiến 3: rác", "ông", "(xóm 4)", "3. Bà Lan (tổ 2): trường dột", "12/11", "1.",
            "– Cô Mai - nhà trẻ", "Anh Nam (xóm 1) nói: kênh",
        ]
    ),
    max_size=12,
)  # fmt: skip


def read(text: str) -> list[str]:
    return sorted(re.findall(r"\w+", text.lower()))


@given(LINES)
def test_splitting_loses_no_word_but_the_marks_of_the_list(lines: list[str]) -> None:
    message = "\n".join(lines)
    kept = read(" ".join(f"{i.text} {i.name or ''}" for i in split_message(message)))
    for word in set(kept):
        assert kept.count(word) <= read(message).count(word)
    marks = {"1", "2", "3", "12", "a", "ý", "kiến"}
    assert [w for w in read(message) if w not in marks] == [w for w in kept if w not in marks]


@given(st.text(max_size=300))
def test_whatever_is_pasted_items_can_be_read_and_say_nothing_new(message: str) -> None:
    for found in split_message(message):
        assert any(c.isalnum() for c in found.text)
        assert found.text == found.text.strip()
        assert all(line in clean(message) for line in found.text.split("\n"))


def test_items_are_joined_with_the_one_before() -> None:
    items = [CollectedItem("a"), CollectedItem("b", "Bà Mẫu", (0,)), CollectedItem("c", "Ông Mẫu", (1, 2))]
    assert join(items, 1) == [CollectedItem("a\nb", "Bà Mẫu", (0,)), items[2]]
    assert join(items, 2) == [items[0], CollectedItem("b\nc", "Bà Mẫu", (0, 1, 2))]
