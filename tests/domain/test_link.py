"""Tests of the rules of linking: codes, tries, who may part whom, which drafts are kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.invitation import read_code as read_invitation
from domain.link import (
    LinkCode,
    LinkedChat,
    check_part,
    check_tries,
    hash_code,
    new_code,
    newest,
    read_code,
    still_counted,
)
from domain.petition import read_code as read_petition
from domain.refusal import Refused

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)


def test_a_new_code_is_read_and_is_no_other_kind_of_code() -> None:
    codes = {new_code() for _ in range(300)}
    assert len(codes) > 290
    for code in codes:
        assert read_code(code) == code
        assert read_invitation(code) is None
        assert read_petition(code) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7KMQ-3RTB", "7KMQ-3RTB"),
        (" 7kmq 3rtb\n", "7KMQ-3RTB"),
        ("7kmq3rtb", "7KMQ-3RTB"),
        ("mã 7KMQ-3RTB", None),
        ("7KMQ-3RTBX", None),
        ("7KMQ--3RTB", None),
        ("7KAQ-3RTB", None),
        ("1KMQ-3RTB", None),
        ("CM25-2234", None),
        ("28112025", None),
        ("3 cây xanh", None),
        ("3 cay 4 xa", None),
        ("7KMQX-3RTBA", None),
        ("７KMQ-3RTB", None),
        ("", None),
    ],
)
def test_only_a_code_and_nothing_else_is_read_as_one(typed: str, code: str | None) -> None:
    assert read_code(typed) == code


@given(st.text(max_size=20))
def test_whatever_is_typed_is_read_the_same_again(text: str) -> None:
    code = read_code(text)
    assert code is None or read_code(code) == code


def test_the_hash_depends_on_the_commune_but_not_on_how_the_code_is_written() -> None:
    assert hash_code(1879, "7kmq3rtb") == hash_code(1879, "7KMQ-3RTB")
    assert hash_code(1879, "7KMQ-3RTB") != hash_code(1880, "7KMQ-3RTB")
    assert "7KMQ" not in hash_code(1879, "7KMQ-3RTB").upper()


@pytest.mark.parametrize(
    ("used", "after", "refused"),
    [
        (None, timedelta(minutes=14, seconds=59), None),
        (None, timedelta(minutes=15), "link-refused-expired"),
        (NOW, timedelta(minutes=1), "link-refused-used"),
        (NOW, timedelta(hours=1), "link-refused-used"),
    ],
)
def test_a_code_is_good_once_and_until_it_expires(used: datetime | None, after: timedelta, refused: str | None) -> None:
    code = LinkCode(1879, "hash", 1, 1, NOW + timedelta(minutes=15), used)
    if refused is None:
        code.check_usable(NOW + after)
        return
    with pytest.raises(Refused, match=refused):
        code.check_usable(NOW + after)


def test_five_wrong_codes_within_an_hour_are_too_many() -> None:
    wrong = [(NOW - timedelta(minutes=n)).timestamp() for n in (0, 10, 20, 30, 60)]
    check_tries(wrong, NOW)
    assert len(still_counted(wrong, NOW)) == 4
    wrong[-1] += 1
    with pytest.raises(Refused, match="link-refused-tries"):
        check_tries(wrong, NOW)
    check_tries(wrong, NOW + timedelta(hours=1))


@pytest.mark.parametrize(
    ("own", "other", "hours", "may"),
    [
        pytest.param(0, 0, 0, True, id="the chat one writes in"),
        pytest.param(0, 10, 10, True, id="one that came in later"),
        pytest.param(10, 0, 10, False, id="one that was there before, at once"),
        pytest.param(10, 0, 33, False, id="one that was there before, within a day"),
        pytest.param(10, 0, 34, True, id="one that was there before, after a day"),
        pytest.param(10, 10, 10, True, id="one that came in at the same time"),
    ],
)
def test_who_has_just_come_in_does_not_put_out_who_was_there_before(
    own: int, other: int, hours: int, may: bool
) -> None:
    chats = [LinkedChat(n, "web", NOW + timedelta(hours=since)) for n, since in enumerate((own, other))]
    now = NOW + timedelta(hours=hours)
    if may:
        check_part(chats[0], chats[1], now)
        return
    with pytest.raises(Refused, match="link-refused-too-new") as refused:
        check_part(chats[0], chats[1], now)
    assert refused.value.facts == {"when": NOW + timedelta(hours=own + 24)}


def test_a_chat_may_always_part_itself() -> None:
    own = LinkedChat(1, "web", NOW)
    check_part(own, own, NOW)


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(0, 6))
def test_no_draft_that_is_kept_is_older_than_one_that_is_not(moments: list[int], most: int) -> None:
    drafts = [(n % 3, n, f"2025-11-0{at}") for n, at in enumerate(moments)]
    kept = newest(drafts, most)
    assert len(kept) == min(most, len(drafts))
    ages = {(chat, n): began for chat, n, began in drafts}
    left = [ages[each] for each in ages if each not in kept]
    assert all(ages[each] >= old for each in kept for old in left)
