"""Tests of invitation codes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.access import Grant, Role
from domain.invitation import LASTS, Invitation, Opens, hash_code, new_code, read_code
from domain.refusal import Refused

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
INVITATION = Invitation(1879, "…", Opens.ROLE, Role.OFFICER, "phong-kinh-te", None, None, NOW + LASTS)


def test_codes_are_never_alike_and_are_read_back_as_typed() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    for code in codes:
        for typed in (code, code.lower(), code.replace("-", ""), f" {code[:5]} {code[6:]} "):
            assert read_code(typed) == code
            assert hash_code(read_code(typed) or "") == hash_code(code)


def test_a_code_has_no_letters_that_sound_or_look_alike() -> None:
    assert not set("01OILU") & set("".join(new_code() for _ in range(200)))


@pytest.mark.parametrize("typed", ["", "7KMQX", "7KMQX-3RTB", "7KMQX-3RTBAA", "7KMQX-3RTB0", "đường làng", "CM25-0042"])
def test_other_things_are_no_codes(typed: str) -> None:
    assert read_code(typed) is None


@given(st.text())
def test_whatever_is_typed_reading_a_code_gives_one_or_none(typed: str) -> None:
    code = read_code(typed)
    assert code is None or (len(code) == 11 and read_code(code) == code)


@pytest.mark.parametrize(
    ("invitation", "later", "code"),
    [
        (INVITATION, timedelta(), None),
        (INVITATION, LASTS - timedelta(seconds=1), None),
        (INVITATION, LASTS, "invitation-refused-expired"),
        (replace(INVITATION, used_at=NOW), timedelta(), "invitation-refused-used"),
        (replace(INVITATION, used_at=NOW), LASTS, "invitation-refused-used"),
    ],
)
def test_an_invitation_works_once_and_for_a_week(invitation: Invitation, later: timedelta, code: str | None) -> None:
    if code is None:
        invitation.check_usable(NOW + later)
    else:
        with pytest.raises(Refused, match=code):
            invitation.check_usable(NOW + later)


def test_an_invitation_of_a_group_gives_nobody_a_role() -> None:
    assert INVITATION.grant == Grant(Role.OFFICER, "phong-kinh-te", None)
    with pytest.raises(Refused, match="invitation-refused-group"):
        _ = replace(INVITATION, opens=Opens.GROUP, role=None).grant
