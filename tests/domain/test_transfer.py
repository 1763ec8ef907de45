"""Tests of matters that go round in circles."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from domain.petition import EntryKind
from domain.transfer import Passed, PassedHow, passed_before, passed_on

E = EntryKind
MOMENT = datetime(2025, 11, 7, tzinfo=UTC)


@dataclass(frozen=True)
class Noted:
    kind: EntryKind
    department: str | None
    text: str = ""
    at: datetime = MOMENT


CAME = Noted(E.SUBMITTED, "kinh-te")
TO_POLICE = [Noted(E.TRANSFER_PROPOSED, "cong-an", "Trật tự"), Noted(E.TRANSFER_ACCEPTED, "cong-an")]
DECLINED = [Noted(E.TRANSFER_PROPOSED, "y-te", "Bụi"), Noted(E.TRANSFER_DECLINED, "y-te", "Không phải y tế")]
MOVED = [Noted(E.MOVED, "quan-su", "Theo chỉ đạo")]


@pytest.mark.parametrize(
    ("thread", "found"),
    [
        pytest.param([CAME], [], id="never"),
        pytest.param([CAME, *TO_POLICE[:1]], [], id="proposed-only"),
        pytest.param([CAME, *TO_POLICE], [Passed("kinh-te", PassedHow.PASSED, MOMENT, "Trật tự")], id="accepted"),
        pytest.param([CAME, *DECLINED], [Passed("y-te", PassedHow.DECLINED, MOMENT, "Không phải y tế")], id="declined"),
        pytest.param(
            [CAME, *TO_POLICE, *MOVED],
            [
                Passed("kinh-te", PassedHow.PASSED, MOMENT, "Trật tự"),
                Passed("cong-an", PassedHow.MOVED, MOMENT, "Theo chỉ đạo"),
            ],
            id="moved-by-a-clerk",
        ),
    ],
)
def test_who_has_passed_a_matter_on(thread: list[Noted], found: list[Passed]) -> None:
    assert passed_on(thread) == found


def test_the_last_time_counts() -> None:
    back = [Noted(E.TRANSFER_PROPOSED, "kinh-te", "Đường"), Noted(E.TRANSFER_ACCEPTED, "kinh-te")]
    again = [Noted(E.TRANSFER_PROPOSED, "y-te", "Ô nhiễm"), Noted(E.TRANSFER_ACCEPTED, "y-te")]
    thread = [CAME, *TO_POLICE, *back, *again]
    assert passed_before(thread, "kinh-te") == Passed("kinh-te", PassedHow.PASSED, MOMENT, "Ô nhiễm")
    assert passed_before(thread, "y-te") is None
