"""The list of speakers of a dialogue: who is on it, who waits, who moves up."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Need(StrEnum):
    INTERPRETER = "interpreter"
    WHEELCHAIR = "wheelchair"


@dataclass(frozen=True)
class SpeakerRegistration:
    """`number` is gapless per dialogue and never changes; the place in the list is computed from it."""

    commune_id: int
    dialogue_id: int
    number: int
    person: int | None
    name: str
    hamlet: str | None
    registered_by: int
    topic: str
    summary: str
    needs: tuple[Need, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True)
class Seat:
    """A place among the speakers (`waiting` False) or on the waiting list, counted from 1."""

    place: int
    waiting: bool


def seats(registrations: Sequence[SpeakerRegistration], limit: int) -> dict[int, Seat]:
    """Return the seat of every registration that stands, by its number: first come, first on the list."""
    standing = sorted(r.number for r in registrations if not r.withdrawn)
    return {
        number: Seat(index + 1, waiting=False) if index < limit else Seat(index + 1 - limit, waiting=True)
        for index, number in enumerate(standing)
    }


def promoted(before: dict[int, Seat], after: dict[int, Seat]) -> list[int]:
    """Numbers that waited before and are on the list after."""
    return [n for n, seat in sorted(after.items()) if not seat.waiting and n in before and before[n].waiting]
