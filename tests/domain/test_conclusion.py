"""Tests of the conclusion notice: what a draft says, how it is edited, numbers as offices write them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.conclusion import (
    ConclusionNotice,
    NoticeGroup,
    NoticeItem,
    NoticeLayout,
    draft_items,
    group_of,
    read_number,
)
from domain.petition import Petition, PetitionOutcome, PetitionState
from domain.refusal import Refused

S, T, G = PetitionState, PetitionOutcome, NoticeGroup
DAY, TODAY = date(2026, 5, 30), date(2026, 5, 20)
ROAD = Petition(
    commune_id=1, id=7, code="ND26-0001", state=S.RECEIVED, topic="duong", department="kinh-te", hamlet="hoa-binh",
    dialogue_id=1, author=10, author_name=None, name_shown=True, collected=False, body="Đường hỏng",
    received_at=datetime(2026, 5, 7, tzinfo=UTC), due_on=date(2026, 5, 21), answer_days=10,
)  # fmt: skip


@pytest.mark.parametrize(
    ("state", "outcome", "promised_on", "group"),
    [
        pytest.param(S.RECEIVED, None, None, G.OPEN, id="nothing-said"),
        pytest.param(S.ASKED, None, None, G.OPEN, id="asked-for-more"),
        pytest.param(S.ANSWERED, T.ANSWERED, None, G.ANSWERED, id="answered"),
        pytest.param(S.ANSWERED, None, None, G.ANSWERED, id="answered-before-outcomes"),
        pytest.param(S.CLOSED, T.RESOLVED, None, G.ANSWERED, id="resolved"),
        pytest.param(S.ANSWERED, T.GUIDED, None, G.ANSWERED, id="guided"),
        pytest.param(S.ANSWERED, T.PROMISED, DAY, G.PROMISED, id="promised"),
        pytest.param(S.TAKEN, T.PROMISED, None, G.ASSIGNED, id="assigned"),
        pytest.param(S.TAKEN, T.BEYOND, None, G.BEYOND, id="to-be-passed-up"),
        pytest.param(S.ESCALATED, None, None, G.BEYOND, id="passed-up"),
        pytest.param(S.ANSWERED, T.BEYOND, None, G.BEYOND, id="passed-up-and-answered"),
        pytest.param(S.WITHDRAWN, None, None, None, id="withdrawn"),
        pytest.param(S.REFUSED, None, None, None, id="refused"),
        pytest.param(S.MERGED, None, None, None, id="merged"),
    ],
)
def test_what_became_of_a_petition_decides_its_part(
    state: PetitionState, outcome: PetitionOutcome | None, promised_on: date | None, group: NoticeGroup | None
) -> None:
    assert group_of(replace(ROAD, state=state, outcome=outcome, promised_on=promised_on)) is group


def test_what_was_answered_with_another_is_said_once() -> None:
    assert group_of(replace(ROAD, state=S.ANSWERED, outcome=T.ANSWERED, merged_into=8)) is None


def test_a_draft_follows_petitions_but_for_what_was_edited() -> None:
    light = replace(ROAD, id=8, code="ND26-0002", body="Đèn hỏng")
    first = draft_items([ROAD, light], {}, frozenset({8}), TODAY)
    assert [(i.code, i.group, i.carried, i.due_on) for i in first] == [
        ("ND26-0001", G.OPEN, False, ROAD.due_on),
        ("ND26-0002", G.OPEN, True, ROAD.due_on),
    ]
    edited = (replace(first[1], words="Thay đèn", edited=True), replace(first[0], left_out=True))
    answered = replace(ROAD, state=S.ANSWERED, outcome=T.ANSWERED)
    school = replace(ROAD, id=9, code="ND26-0003")
    after = draft_items([answered, light, school], {7: "Đã sửa"}, frozenset(), TODAY, edited)
    # The order of the clerk, what is new behind it; a petition that is gone is gone.
    assert [(i.code, i.group, i.words, i.left_out) for i in after] == [
        ("ND26-0002", G.OPEN, "Thay đèn", False),
        ("ND26-0001", G.ANSWERED, "Đã sửa", True),
        ("ND26-0003", G.OPEN, "", False),
    ]
    withdrawn = replace(light, state=S.WITHDRAWN)
    assert [i.code for i in draft_items([withdrawn], {}, frozenset(), TODAY, after)] == []


ITEM = NoticeItem(7, "ND26-0001", G.ASSIGNED, "Đường hỏng", department="kinh-te")


def test_a_day_that_has_passed_is_not_said() -> None:
    [item] = draft_items([ROAD], {}, frozenset(), date(2026, 5, 22))
    assert (item.group, item.due_on) == (G.OPEN, None)


def test_a_day_makes_an_assignment_a_promise_and_back() -> None:
    promised = ITEM.due_by(DAY)
    assert (promised.group, promised.due_on, promised.edited) == (G.PROMISED, DAY, True)
    assert promised.due_by(None).group is G.ASSIGNED
    assert replace(ITEM, group=G.OPEN).due_by(DAY).group is G.OPEN
    assert replace(ITEM, group=G.PROMISED, due_on=DAY).of_group(G.PROMISED) == promised
    # The day an answer was due is no promise, and what is open again has none.
    moved = replace(ITEM, group=G.OPEN, due_on=DAY).of_group(G.PROMISED)
    assert (moved.group, moved.due_on) == (G.ASSIGNED, None)
    assert promised.of_group(G.OPEN).due_on is None


@given(st.lists(st.sampled_from(G), min_size=1, max_size=8), st.data())
def test_moving_keeps_every_item_and_changes_only_its_own_part(groups: list[NoticeGroup], data: st.DataObject) -> None:
    items = tuple(replace(ITEM, code=f"N-{n}", petition=n, group=group) for n, group in enumerate(groups))
    notice = ConclusionNotice(1, 1, items)
    chosen = data.draw(st.sampled_from(items))
    by = data.draw(st.sampled_from([-1, 1]))
    moved = notice.moved(chosen.code, by)
    assert sorted(i.code for i in moved.items) == sorted(i.code for i in items)
    for group in G:
        before = [i.code for i in notice.kept if i.group is group]
        after = [i.code for i in moved.kept if i.group is group]
        if group is not chosen.group:
            assert after == before
        elif 0 <= before.index(chosen.code) + by < len(before):
            assert after.index(chosen.code) == before.index(chosen.code) + by
        else:
            assert after == before
    # There and back is where it was.
    if moved != notice:
        assert moved.moved(chosen.code, -by) == notice


def test_what_is_lacking_and_what_is_final() -> None:
    notice = ConclusionNotice(1, 1, (ITEM,))
    assert notice.lacks == ("number", "day", "title", "name")
    complete = replace(
        notice, number="05/TB-UBND", signed_on=DAY, signatory_title="Chủ tịch", signatory="Mẫu",
        layout=NoticeLayout.STATE,
    )  # fmt: skip
    assert complete.lacks == ()
    complete.check_open()
    with pytest.raises(Refused, match="conclusion-refused-issued"):
        replace(complete, issued_at=datetime(2026, 5, 25, tzinfo=UTC)).check_open()
    with pytest.raises(Refused, match="conclusion-refused-no-item"):
        complete.item("ND26-0009")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("Số 05-TB/ĐU", ("05-TB/ĐU", NoticeLayout.PARTY), id="party"),
        pytest.param("5-tb/đu", ("05-TB/ĐU", NoticeLayout.PARTY), id="party-in-small-letters"),
        pytest.param("05/TB-UBND", ("05/TB-UBND", NoticeLayout.STATE), id="state"),
        pytest.param("Số: 128/TB-UBND", ("128/TB-UBND", NoticeLayout.STATE), id="state-three-digits"),
        pytest.param(" 7 / TB - UBND ", ("07/TB-UBND", NoticeLayout.STATE), id="blanks"),
        pytest.param("05", None, id="only-a-number"),
        pytest.param("05/KH-UBND", None, id="a-plan"),
        pytest.param("số năm", None, id="words"),
        pytest.param("05/TB-UBND 06/TB-UBND", None, id="two"),
    ],
)
def test_numbers_as_offices_write_them(text: str, number: tuple[str, NoticeLayout] | None) -> None:
    assert read_number(text) == number
