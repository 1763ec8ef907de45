"""Tests of which petition leads when several are dealt with together."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.merge import KEPT, lead_of, many_voices
from domain.petition import MOVES, OPEN, PetitionState
from domain.refusal import Refused
from tests.domain.test_petition import PETITION

S = PetitionState
FIRST = replace(PETITION, id=5, code="CM25-0005", due_on=date(2025, 11, 20))
LATER = replace(PETITION, id=2, code="CM25-0002", due_on=date(2025, 11, 25))
DRAFTED = replace(PETITION, id=9, code="CM25-0009", due_on=date(2025, 12, 1), state=S.DRAFTED)


def test_what_is_due_first_leads_unless_an_answer_is_under_way() -> None:
    for some in permutations([FIRST, LATER]):
        assert lead_of(some) == FIRST
    for some in permutations([FIRST, LATER, DRAFTED]):
        assert lead_of(some) == DRAFTED


def test_of_what_is_due_together_the_older_leads() -> None:
    assert lead_of([FIRST, replace(LATER, due_on=FIRST.due_on)]).id == 2


def test_people_count_once_and_what_was_collected_by_itself() -> None:
    assert many_voices([FIRST]) == 1
    assert many_voices([FIRST, LATER]) == 1
    assert many_voices([FIRST, replace(LATER, author=99)]) == 2
    collected = replace(FIRST, author=30, collected=True)
    assert many_voices([collected, replace(collected, id=6), replace(collected, id=7)]) == 3


def test_two_answers_under_way_are_not_merged() -> None:
    other = replace(DRAFTED, id=10, code="CM25-0010", state=S.ESCALATED)
    with pytest.raises(Refused) as refused:
        lead_of([DRAFTED, FIRST, other])
    assert refused.value.code == "merge-refused-both-ahead"
    assert refused.value.facts == {"code": "CM25-0009", "other": "CM25-0010"}


@pytest.mark.parametrize("state", sorted(set(S) - OPEN))
def test_what_nobody_waits_for_is_not_merged(state: PetitionState) -> None:
    with pytest.raises(Refused) as refused:
        lead_of([FIRST, replace(LATER, state=state)])
    assert refused.value.code == f"petition-refused-when-{state}"


@given(st.lists(st.tuples(st.sampled_from(sorted(OPEN - KEPT)), st.integers(0, 40)), min_size=1, max_size=8))
def test_nobody_waits_longer_than_they_were_told(rows: list[tuple[PetitionState, int]]) -> None:
    found = [
        replace(PETITION, id=n, state=state, due_on=PETITION.due_on + timedelta(days=later))
        for n, (state, later) in enumerate(rows)
    ]
    lead = lead_of(found)
    assert all(lead.due_on <= each.due_on for each in found)
    assert all(S.MERGED in MOVES[each.state] for each in found)
