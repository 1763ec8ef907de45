"""Tests of the same matter: labelled pairs, clusters with their reasons, and that nothing makes it fail or slow."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understanding.likeness import WEIGHTS, asked_of, clusters, likeness, same, terms_of
from understanding.matters import LEARNT_FROM, Pair, learnt, pairs
from understanding.regression import write

KEPT_APART = Path(__file__).parent / "likeness" / "last.txt"


def rates(labelled: list[Pair], *, stripped: bool = False) -> tuple[float, float]:
    """Precision and recall."""
    judged = [
        (pair.same, same(pair.one.read(bare=stripped), pair.other.read(bare=stripped)).is_same) for pair in labelled
    ]
    both = sum(label and said for label, said in judged)
    return both / sum(said for _, said in judged), both / sum(label for label, _ in judged)


def test_pairs_are_judged_as_labelled() -> None:
    """All negatives are taken for the same easily, so precision among real messages is higher."""
    precision, recall = rates([pair for file in LEARNT_FROM for pair in pairs(file)])
    assert precision >= 0.79
    assert recall >= 0.79


def test_pairs_without_marks_are_judged_nearly_as_well() -> None:
    precision, recall = rates([pair for file in LEARNT_FROM for pair in pairs(file)], stripped=True)
    assert precision >= 0.76
    assert recall >= 0.78


def test_like_messages_meet_in_a_number() -> None:
    """What is judged the same must be found: it is looked for by numbers alone."""
    for file in LEARNT_FROM:
        for pair in pairs(file):
            one, other = pair.one.read(), pair.other.read()
            if same(one, other).is_same:
                assert asked_of(one).keys() & set(terms_of(other))


def test_it_is_the_same_from_either_side() -> None:
    for pair in pairs(LEARNT_FROM[0]):
        one, other = pair.one.read(), pair.other.read()
        assert same(one, other).score == pytest.approx(same(other, one).score)
        assert set(same(one, other).because) == set(same(other, one).because)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sổ đỏ nhà tôi nộp 2 năm chưa có", "sổ đỏ của tôi nộp 2 năm chưa có"),
        ("tôi xuất ngũ chưa có trợ cấp", "toi xuat ngu chua co tro cap"),
        ("con em chưa có giấy khai sinh", "cháu nhà tôi chưa có giấy khai sinh"),
    ],
)
def test_what_is_a_households_own_is_never_the_same(one: str, other: str) -> None:
    assert not same(likeness(one), likeness(other)).is_same


def test_other_hamlets_are_other_matters() -> None:
    text = "Đường vào thôn hỏng nặng, đề nghị sửa"
    assert same(likeness(text, "cam"), likeness(text, "cam")).is_same
    assert not same(likeness(text, "cam"), likeness(text, "dong")).is_same
    assert same(likeness(text, "cam"), likeness(text)).is_same


def test_clusters_say_what_their_members_share() -> None:
    messages = {
        "1": ("Đường xuống cầu Bản ổ gà nhiều, sửa giúp dân", "cam"),
        "2": ("Xin lắp đèn đường trong xóm", "cam"),
        "3": ("duong xuong cau ban hong nang, de nghi sua", "cam"),
        "4": ("Đường xuống cầu Bản hỏng", "dong"),
        "5": ("Sổ đỏ nhà tôi chưa có", "cam"),
        "6": ("Sổ đỏ nhà tôi chưa có", "cam"),
    }
    [cluster] = clusters((key, likeness(text, hamlet)) for key, (text, hamlet) in messages.items())
    assert cluster.members == ("1", "3")
    assert cluster.hamlet == "cam"
    assert {"đường", "hỏng"} <= set(cluster.because)


def test_many_messages_are_put_together_in_bounded_time() -> None:
    begun = time.process_time()
    [cluster] = clusters((str(n), likeness("Đường xuống cầu Bản hỏng nặng", "cam")) for n in range(5_000))
    assert len(cluster.members) == 500
    assert time.process_time() - begun < 20


@pytest.mark.parametrize("piece", ["đường ", "a", "cau ban ", "0", "\u0301", "😀", "Nà Lụm ", "<b>", "thôn 3 "])
def test_reading_takes_bounded_time(piece: str) -> None:
    begun = time.process_time()
    message = likeness(piece * (100_000 // len(piece)), "cam")
    assert len(terms_of(message)) < 150
    assert len(asked_of(message)) <= 48
    assert time.process_time() - begun < 1


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=200)
def test_anything_can_be_compared(one: str, other: str) -> None:
    first, second = likeness(one, "cam"), likeness(other, "cam")
    assert 0 <= same(first, second).score <= 1
    assert all(-(2**63) <= term < 2**63 for term in terms_of(first))


@pytest.mark.slow
def test_the_weights_are_those_of_the_pairs() -> None:
    """After a change of pairs or words: ``./doithoai understanding train``."""
    assert WEIGHTS.read_text("utf-8") == write(learnt(pair for file in LEARNT_FROM for pair in pairs(file)))
