"""Passing a matter on: who has had it before, so that it does not go round in circles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.petition import EntryKind


class Entry(Protocol):
    """What is needed to know of an entry of the thread."""

    @property
    def kind(self) -> EntryKind: ...
    @property
    def at(self) -> datetime: ...
    @property
    def department(self) -> str | None: ...
    @property
    def text(self) -> str: ...


class PassedHow(StrEnum):
    """`MOVED`: by a clerk; `DECLINED`: never taken over."""

    PASSED = "passed"
    MOVED = "moved"
    DECLINED = "declined"


@dataclass(frozen=True)
class Passed:
    """`department` did not keep the matter, and why."""

    department: str
    how: PassedHow
    at: datetime
    reason: str


def passed_on(thread: Iterable[Entry]) -> list[Passed]:
    """Whoever has passed the matter on or declined it, in order."""
    found: list[Passed] = []
    here, proposed = "", ""
    for entry in thread:
        match entry.kind:
            case EntryKind.SUBMITTED:
                here = entry.department or ""
            case EntryKind.TRANSFER_PROPOSED:
                proposed = entry.text
            case EntryKind.TRANSFER_DECLINED:
                found.append(Passed(entry.department or "", PassedHow.DECLINED, entry.at, entry.text))
            case EntryKind.TRANSFER_ACCEPTED:
                found.append(Passed(here, PassedHow.PASSED, entry.at, proposed))
                here = entry.department or ""
            case EntryKind.MOVED:
                found.append(Passed(here, PassedHow.MOVED, entry.at, entry.text))
                here = entry.department or ""
    return found


def passed_before(thread: Iterable[Entry], department: str) -> Passed | None:
    """How `department` last got rid of the matter; None when it can be given there without going in a circle."""
    return next((each for each in reversed(passed_on(thread)) if each.department == department), None)
