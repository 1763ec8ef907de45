"""The clock of a petition in whatever is done with it: stopping it, setting it going, and how it is explained."""

from collections.abc import Sequence
from typing import Any

from actions.desk import Desk
from actions.record import happened_in
from domain.calendar import day_of
from domain.clock import STOPS, clock_of, day_after_pause, days_left
from domain.deadline import Deadline, Fixed, Stopped, explain, fixed_day
from domain.notice import Words, words
from domain.petition import Petition
from storage.petition import Entry


def stopping(desk: Desk, petition: Petition) -> dict[str, Any]:
    """What changes when the clock is stopped today; nothing where it has run out, or stands still already."""
    left = days_left(petition.due_on, day_of(desk.now), desk.calendar)
    return {} if left is None or petition.days_left is not None else {"days_left": left}


def going_on(desk: Desk, petition: Petition) -> dict[str, Any]:
    """What changes when nothing is waited for any more; nothing where the clock is running."""
    if petition.days_left is None:
        return {}
    due_on = day_after_pause(petition.due_on, petition.days_left, day_of(desk.now), desk.calendar)
    return {"due_on": due_on, "days_left": None}


def deadline_of(desk: Desk, petition: Petition, thread: Sequence[Entry]) -> Deadline:
    """How the last day came about: counted from the day it came or its author asked again, with every pause."""
    clock = clock_of(petition, happened_in(thread), desk.calendar)
    if (clock.due_on, clock.days_left) == (petition.due_on, petition.days_left):
        return clock.deadline
    # A change of the calendar takes nobody's last day away: then it stays as it was told.
    if petition.days_left is None:
        return fixed_day(petition.due_on)
    stop = next(entry for entry in reversed(thread) if entry.kind in STOPS)
    return Deadline(None, Stopped(Fixed(), day_of(stop.at), petition.days_left, STOPS[stop.kind]))


def deadline_words(deadline: Deadline) -> Words:
    """How the last day was computed, in one sentence."""
    return words("deadline-explained", how=explain(deadline))


async def explained(desk: Desk, petition: Petition) -> Words:
    """How the last day of a petition was computed, in one sentence."""
    return deadline_words(deadline_of(desk, petition, await desk.uow.petitions.thread(petition)))
