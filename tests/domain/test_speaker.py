"""Tests of the list of speakers."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.speaker import Seat, SpeakerRegistration, promoted, seats


def registration(number: int, *, withdrawn: bool = False) -> SpeakerRegistration:
    return SpeakerRegistration(1879, 1, number, number, f"Người {number}", None, number, "dat-dai", "…", (), withdrawn)


LISTS = st.lists(st.booleans(), max_size=40).map(
    lambda gone: [registration(n, withdrawn=each) for n, each in enumerate(gone, 1)]
)


def test_first_come_first_on_the_list_the_others_wait() -> None:
    everyone = [registration(3), registration(1), registration(2, withdrawn=True), registration(4)]
    assert seats(everyone, 2) == {
        1: Seat(1, waiting=False),
        3: Seat(2, waiting=False),
        4: Seat(1, waiting=True),
    }


def test_who_waited_first_moves_up_when_somebody_leaves() -> None:
    everyone = [registration(n) for n in range(1, 6)]
    before = seats(everyone, 3)
    after = seats([replace(r, withdrawn=r.number == 2) for r in everyone], 3)
    assert promoted(before, after) == [4]
    assert after[5] == Seat(1, waiting=True)


def test_nobody_moves_up_when_somebody_leaves_the_waiting_list() -> None:
    everyone = [registration(n) for n in range(1, 6)]
    after = seats([replace(r, withdrawn=r.number == 4) for r in everyone], 3)
    assert promoted(seats(everyone, 3), after) == []


@given(LISTS, st.integers(1, 20))
def test_places_are_counted_without_gaps_in_the_order_of_numbers(
    everyone: list[SpeakerRegistration], limit: int
) -> None:
    found = seats(everyone, limit)
    assert set(found) == {r.number for r in everyone if not r.withdrawn}
    listed = [seat.place for _, seat in sorted(found.items()) if not seat.waiting]
    waiting = [seat.place for _, seat in sorted(found.items()) if seat.waiting]
    assert listed == list(range(1, len(listed) + 1))
    assert waiting == list(range(1, len(waiting) + 1))
    assert len(listed) == min(limit, len(found))
    assert all(n < m for n, s in found.items() for m, t in found.items() if not s.waiting and t.waiting)


@given(LISTS, st.integers(1, 20), st.data())
def test_one_who_leaves_moves_up_at_most_one_and_nobody_falls_back(
    everyone: list[SpeakerRegistration], limit: int, data: st.DataObject
) -> None:
    before = seats(everyone, limit)
    if not before:
        return
    leaves = data.draw(st.sampled_from(sorted(before)))
    after = seats([r for r in everyone if r.number != leaves], limit)
    someone_waits = any(seat.waiting for seat in before.values())
    assert len(promoted(before, after)) == (someone_waits and not before[leaves].waiting)
    for number, seat in after.items():
        assert not (seat.waiting and not before[number].waiting)
        assert seat.place <= before[number].place or not seat.waiting
