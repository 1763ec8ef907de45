"""Tests of groups of petitions that seem to be one matter, less those that are not."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from domain.likeness import without_apart

IDS = st.lists(st.integers(1, 12), unique=True)
PAIRS = st.frozensets(
    st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda pair: pair[0] < pair[1]), max_size=20
)


def test_a_group_is_split_where_two_are_apart() -> None:
    assert without_apart([1, 2, 3, 4], []) == [[1, 2, 3, 4]]
    assert without_apart([1, 2, 3, 4], {(1, 2)}) == [[1, 3, 4]]
    assert without_apart([1, 2, 3, 4], {(1, 2), (1, 4)}) == [[1, 3], [2, 4]]
    assert without_apart([2, 1], {(1, 2)}) == []


@given(IDS, PAIRS)
def test_no_two_of_a_group_are_apart_and_none_is_in_two(ids: list[int], apart: frozenset[tuple[int, int]]) -> None:
    groups = without_apart(ids, apart)
    for group in groups:
        assert len(group) > 1
        assert not {(min(pair), max(pair)) for pair in combinations(group, 2)} & apart
    members = [each for group in groups for each in group]
    assert len(members) == len(set(members))
    assert set(members) <= set(ids)
