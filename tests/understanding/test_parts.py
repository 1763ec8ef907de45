"""Several matters in one message are told apart; one story stays one."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.understanding.test_gate import WORDS, as_typed, invented
from understanding import frames
from understanding.gate import judge
from understanding.hunch_training import without_marks
from understanding.joints_training import known, learnt, learnt_frames, write_sums
from understanding.matter import REDIRECTED, Action
from understanding.parting import WEIGHTS
from understanding.parts import Part, parts, without_accusation
from understanding.regression import write
from understanding.spelling import read


def found_right(message: dict[str, object], typed: Callable[[str], str]) -> tuple[int, int]:
    """How many of the parts of a message were found (at least seven tenths shared, the same action), of how many."""
    text = typed(str(message["text"]))
    found = parts(read(text))
    wanted = message["parts"]
    assert isinstance(wanted, list)
    right = 0
    for part in wanted:
        start = text.index(typed(part["text"]))
        end = start + len(typed(part["text"]))
        right += any(
            (min(end, p.end) - max(start, p.start)) / (max(end, p.end) - min(start, p.start)) >= 0.7
            and p.action == part["action"]
            for p in found
        )
    return right, len(wanted)


@pytest.mark.parametrize(
    ("name", "typed", "share"),
    [
        ("tuning", as_typed, 0.84),
        ("tuning", without_marks, 0.825),
        # Greetings and closing requests are counted among the parts there; the program leaves them out.
        ("unseen", as_typed, 0.80),
        ("unseen", without_marks, 0.74),
    ],
)
def test_parts_are_found(name: str, typed: Callable[[str], str], share: float) -> None:
    counts = [found_right(message, typed) for message in invented(name) if "parts" in message]
    assert sum(right for right, _ in counts) / sum(count for _, count in counts) >= share


@pytest.mark.parametrize("typed", [as_typed, without_marks])
@pytest.mark.parametrize("name", ["tuning", "unseen"])
def test_one_story_stays_one(name: str, typed: Callable[[str], str]) -> None:
    whole = [message for message in invented(name) if message["action"] == "accept"]
    cut = [message["text"] for message in whole if judge(read(typed(message["text"]))).action is Action.SPLIT]
    assert len(cut) / len(whole) <= 0.05


def texts(found: tuple[Part, ...]) -> list[tuple[str, Action]]:
    return [(part.text, part.action) for part in found]


def test_the_accusation_in_a_mixed_message_is_kept_apart() -> None:
    reading = read("Đường thôn hỏng đề nghị sửa. Với lại ông phó thôn ăn chặn xi măng của dân làm đường")
    found = parts(reading)
    assert texts(found) == [
        ("Đường thôn hỏng đề nghị sửa.", Action.ACCEPT),
        ("ông phó thôn ăn chặn xi măng của dân làm đường", Action.DENUNCIATION),
    ]
    assert texts(without_accusation(reading, found)) == [("Đường thôn hỏng đề nghị sửa.", Action.ACCEPT)]


def test_petition_complaint_and_denunciation_are_three() -> None:
    text = (
        "Đường thôn 3 hỏng, xin sửa. Ngoài ra tôi khiếu nại quyết định trả hồ sơ đất của tôi. "
        "Với lại cán bộ địa chính đòi tôi 5 triệu tiền bồi dưỡng."
    )
    found = parts(read(text))
    assert [part.action for part in found] == [Action.ACCEPT, Action.COMPLAINT, Action.DENUNCIATION]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Cho em phản ánh đường xóm 3 hỏng, với lại rác ứ đầu ngõ nữa ạ", "rác ứ đầu ngõ"),
        ("Xã ơi điện yếu. Ngoài ra, trường thiếu cô giáo", "trường thiếu cô giáo"),
        ("(1) cầu hư, (2) chợ dột", "chợ dột"),
    ],
)
def test_a_part_has_no_words_that_only_join_it(text: str, part: str) -> None:
    assert [found.text for found in parts(read(text))][-1] == part


@pytest.mark.parametrize(
    "text",
    [
        "1. Sửa đường. 2. Cấp thẻ bảo hiểm y tế.",
        "- Sửa đường\n- Cấp thẻ bảo hiểm y tế",
        "Thứ nhất là đường hỏng. Thứ hai là thẻ bảo hiểm y tế chậm.",
    ],
)
def test_numbered_matters_are_parted(text: str) -> None:
    assert len(parts(read(text))) == 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # No sign between them: a wish begins the next.
        ("xin lam duong xin keo dien xin xay truong cho ban Chu Lin", 3),
        # A number that ends a sentence counts nothing.
        ("Đề nghị lắp đèn ngõ 3. Trạm y tế xã thiếu thuốc huyết áp.", 2),
        ("Đề nghị xã nạo vét mương và mở lớp dạy nghề cho chị em", 2),
        ("Đường thôn 5 hỏng nặng, trạm y tế thiếu thuốc", 2),
        ("xin cho tre con thon toi duoc hoc boi", 1),
        ("Xin hỗ trợ giống lúa và phân bón", 1),
        ("Cống tắc, nước tràn vào nhà, mong xã cho người xuống xem", 1),
    ],
)
def test_each_side_of_a_cut_stands_alone(text: str, wanted: int) -> None:
    assert len(parts(read(text))) == wanted


def test_a_word_is_no_opening_because_it_looks_like_one_without_its_marks() -> None:
    found = parts(read("Nhà văn hóa thôn chưa có nhà vệ sinh, sân thì lầy lội, bàn ghế gãy gần hết"))
    assert [part.text for part in found][1] == "sân thì lầy lội"


def test_an_empty_message_has_no_parts() -> None:
    assert parts(read("  ")) == ()


@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=300))
def test_parts_lie_in_the_text_in_order(text: str) -> None:
    reading = read(text)
    found = parts(reading)
    assert all(reading.text[part.start : part.end] == part.text for part in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
    assert not any(part.action in REDIRECTED for part in without_accusation(reading, found))


@pytest.mark.slow
def test_the_weights_are_those_of_the_messages() -> None:
    """After a change of messages or signs: ``./doithoai understanding train``."""
    messages = list(known())
    assert WEIGHTS.read_text("utf-8") == write_sums(learnt(messages))
    assert frames.WEIGHTS.read_text("utf-8") == write(learnt_frames(messages))
