"""Tests of what is told of opinions: never those of fewer than five, whichever way one reckons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.satisfaction import FEWEST, UNTOLD, Satisfaction, told, told_by_group

SCORES = st.lists(st.integers(1, 5), max_size=40)
GROUPED = st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 5)), max_size=80)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], Satisfaction()),
        ([5], UNTOLD),
        ([5, 5, 5, 5], UNTOLD),
        ([5, 4, 4, 5, 3], Satisfaction(5, 4.2, 80)),
        ([1, 1, 1, 1, 1], Satisfaction(5, 1.0, 0)),
        # The sixth to the ninth wait for the tenth.
        ([5, 4, 4, 5, 3, 1, 1, 1, 1], Satisfaction(5, 4.2, 80)),
        ([5, 4, 4, 5, 3, 1, 1, 1, 1, 1], Satisfaction(10, 2.6, 40)),
        ([4, 4, 4, 4, 5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4], Satisfaction(20, 4.3, 100)),
    ],
)
def test_what_is_told(scores: list[int], expected: Satisfaction) -> None:
    assert told(scores) == expected


@given(SCORES, st.integers(1, 5))
def test_one_more_opinion_is_never_seen_by_itself(scores: list[int], more: int) -> None:
    before, after = told(scores), told([*scores, more])
    if before.is_told:
        assert after == before or (after.count or 0) == (before.count or 0) + FEWEST
    else:
        assert not after.is_told or after.count == FEWEST


@given(GROUPED)
def test_what_is_kept_back_holds_the_opinions_of_nobody_or_of_five(scores: list[tuple[str, int]]) -> None:
    table = told_by_group(scores)
    sizes = {key: sum(each == key for each, _ in scores) for key, _ in scores}
    assert table.groups.keys() == sizes.keys()
    assert table.total.is_told is (len(scores) >= FEWEST)
    kept_back = sum(sizes[key] for key, found in table.groups.items() if not found.is_told)
    shown = [key for key, found in table.groups.items() if found.is_told]
    assert all(sizes[key] >= FEWEST for key in shown)
    # With something shown beside a total, what is left over is nobody's or that of many.
    assert not shown or kept_back == 0 or kept_back >= FEWEST


@given(GROUPED)
def test_no_more_is_kept_back_than_has_to_be(scores: list[tuple[str, int]]) -> None:
    table = told_by_group(scores)
    sizes = {key: sum(each == key for each, _ in scores) for key, _ in scores}
    few = {key for key, size in sizes.items() if size < FEWEST}
    besides = {key for key, found in table.groups.items() if not found.is_told} - few
    # One more at most, and only because of the few.
    assert len(besides) <= 1
    if not few or sum(sizes[key] for key in few) >= FEWEST:
        assert not besides


def test_of_two_departments_the_small_one_cannot_be_worked_out() -> None:
    scores = [*[("kinh-te", 5)] * 20, ("cong-an", 1)]
    table = told_by_group(scores)
    assert table.total == Satisfaction(20, 5.0, 100)
    assert set(table.groups.values()) == {UNTOLD}
