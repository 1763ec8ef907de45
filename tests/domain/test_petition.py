"""Tests of a petition's life and its code."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.petition import MOVES, OPEN, Petition, PetitionState, make_code, only_code, pseudonym, read_code
from domain.refusal import Refused

PETITION = Petition(
    commune_id=1879,
    id=1,
    code="CM25-0001",
    state=PetitionState.RECEIVED,
    topic="giao-thong",
    department="phong-kinh-te",
    hamlet=None,
    dialogue_id=None,
    author=7,
    author_name=None,
    name_shown=False,
    collected=False,
    body="Đường hỏng",
    received_at=datetime(2025, 11, 7, 1, 0, tzinfo=UTC),
    due_on=date(2025, 11, 21),
    answer_days=10,
)
S = PetitionState
AWAY = {S.MERGED, S.WITHDRAWN}
WORK = {S.ASKED, S.DRAFTED, S.APPROVED, S.ESCALATED, S.REFUSED, *AWAY}
ALLOWED = {
    S.RECEIVED: {S.ASSIGNED, S.TAKEN, *WORK},
    S.ASSIGNED: {S.RECEIVED, S.TAKEN, *WORK},
    S.TAKEN: {S.RECEIVED, S.ASSIGNED, *WORK},
    S.ASKED: {S.RECEIVED, S.ASSIGNED, S.TAKEN, *WORK} - {S.ASKED},
    S.DRAFTED: {S.RECEIVED, S.TAKEN, S.APPROVED, S.ASKED, S.REFUSED, *AWAY},
    S.APPROVED: {S.ANSWERED, S.TAKEN, S.REFUSED, *AWAY},
    S.ESCALATED: {S.TAKEN, S.DRAFTED, S.APPROVED, S.REFUSED, *AWAY},
    S.ANSWERED: {S.RECEIVED, S.CLOSED},
    S.CLOSED: {S.RECEIVED},
    S.REFUSED: {S.RECEIVED},
    S.MERGED: {S.RECEIVED, S.ANSWERED, S.REFUSED, S.WITHDRAWN},
    S.WITHDRAWN: set(),
}


@pytest.mark.parametrize("old", PetitionState)
@pytest.mark.parametrize("new", PetitionState)
def test_a_petition_moves_only_along_its_life(old: PetitionState, new: PetitionState) -> None:
    petition = replace(PETITION, state=old)
    if new in ALLOWED[old]:
        petition.check_move(new)
    else:
        with pytest.raises(Refused) as refused:
            petition.check_move(new)
        assert refused.value.code == f"petition-refused-when-{old}"
        assert refused.value.facts == {"code": "CM25-0001"}


@pytest.mark.parametrize("state", PetitionState)
def test_a_department_refuses_only_what_nobody_has_written_about(state: PetitionState) -> None:
    petition = replace(PETITION, state=state)
    if state in (S.RECEIVED, S.ASSIGNED, S.TAKEN, S.ASKED):
        petition.check_refusable()
    else:
        with pytest.raises(Refused) as refused:
            petition.check_refusable()
        assert refused.value.code == f"petition-refused-when-{state}"


def test_every_state_has_its_moves_and_open_is_what_can_still_be_answered() -> None:
    assert set(MOVES) == set(PetitionState)
    ends = {S.ANSWERED, S.CLOSED, S.REFUSED, S.MERGED, S.WITHDRAWN}
    assert set(PetitionState) - ends == OPEN
    assert {state for state in PetitionState if S.WITHDRAWN in MOVES[state]} == OPEN | {S.MERGED}


@pytest.mark.parametrize(
    ("state", "today", "late"),
    [
        (S.RECEIVED, date(2025, 11, 21), False),
        (S.RECEIVED, date(2025, 11, 22), True),
        (S.ASKED, date(2025, 11, 22), True),
        (S.ANSWERED, date(2025, 12, 22), False),
        (S.WITHDRAWN, date(2025, 12, 22), False),
    ],
)
def test_only_an_open_petition_is_late_and_only_after_its_day(state: PetitionState, today: date, late: bool) -> None:
    assert replace(PETITION, state=state).is_late(today) is late


@pytest.mark.parametrize(
    ("prefix", "year", "number", "code"),
    [("CM", 2025, 42, "CM25-0042"), ("XT", 2030, 1, "XT30-0001"), ("CM", 2025, 12345, "CM25-12345")],
)
def test_a_code_is_prefix_year_and_number(prefix: str, year: int, number: int, code: str) -> None:
    assert make_code(prefix, year, number) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("CM25-0042", "CM25-0042"),
        ("cm25 42", "CM25-0042"),
        ("CM 25-42", "CM25-0042"),
        ("CM25.0042", "CM25-0042"),
        ("CM25–0042", "CM25-0042"),
        ("cm25 - 42", "CM25-0042"),
        ("mã của tôi là CM25-0042 ạ", "CM25-0042"),
        ("CM25-12345", "CM25-12345"),
        ("CM25", None),
        ("25-0042", None),
        ("ABCDE25-0042", None),
        ("CM25-1234567", None),
        ("", None),
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str, code: str | None) -> None:
    assert read_code(typed) == code


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=4), st.integers(2000, 2099), st.integers(1, 999_999))
def test_every_code_that_is_made_can_be_read(prefix: str, year: int, number: int) -> None:
    code = make_code(prefix, year, number)
    for typed in (code, code.lower(), f"  {code}.", f"tra cứu {code} giúp tôi"):
        assert read_code(typed) == code
    assert only_code(code)


@given(st.text())
def test_whatever_is_typed_reading_a_code_gives_one_or_none(typed: str) -> None:
    code = read_code(typed)
    assert code is None or read_code(code) == code


@pytest.mark.parametrize(
    ("typed", "only"),
    [("CM25-0001", True), (" cm25 1. ", True), ("QL37 - 2 km", False), ("CM25-0001 sao rồi", False), ("", False)],
)
def test_a_sentence_with_something_like_a_code_is_a_sentence(typed: str, only: bool) -> None:
    assert only_code(typed) is only


def test_a_pseudonym_is_stable_and_sets_authors_apart() -> None:
    assert pseudonym(1879, 1) == pseudonym(1879, 1)
    assert len({pseudonym(1879, n) for n in range(100)}) > 90
