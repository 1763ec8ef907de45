"""Tests of a commune's hours, and of what was removed from its set-up since."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from domain.commune import VIETNAM, Commune, CommuneKind, Department, Hamlet, HamletKind, Hours, Topic

COMMUNE = Commune(
    id=1879,
    slug="mau",
    name="Mẫu",
    kind=CommuneKind.XA,
    province="Tỉnh mẫu",
    code_prefix="M",
    venue="Trụ sở",
    quiet_hours=Hours(time(21, 0), time(6, 30)),
    digest_at=time(7, 30),
    answer_working_days=10,
    speaker_limit=15,
    hamlets=(Hamlet("cam", "Cấm", HamletKind.THON),),
    departments=(Department("van-phong", "Văn phòng"),),
    topics=(Topic("dat", "Đất đai", "van-phong", answer_working_days=20), Topic("khac", "Khác", "van-phong")),
)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [((20, 59), False), ((21, 0), True), ((23, 59), True), ((0, 0), True), ((6, 29), True), ((6, 30), False)],
)
def test_quiet_hours_run_over_midnight(at: tuple[int, int], quiet: bool) -> None:
    assert COMMUNE.is_quiet(datetime(2025, 11, 7, *at, tzinfo=VIETNAM)) is quiet


@pytest.mark.parametrize(
    ("hours", "at", "until"),
    [
        pytest.param((21, 6), (20, 59), None, id="before"),
        pytest.param((21, 6), (21, 0), (8, 6), id="evening"),
        pytest.param((21, 6), (5, 59), (7, 6), id="morning"),
        pytest.param((21, 6), (6, 0), None, id="over"),
        pytest.param((12, 14), (13, 0), (7, 14), id="of-one-day"),
        pytest.param((21, 0), (23, 0), (8, 0), id="until-midnight"),
        pytest.param((0, 0), (12, 0), None, id="none"),
    ],
)
def test_quiet_hours_end_in_the_morning_after(
    hours: tuple[int, int], at: tuple[int, int], until: tuple[int, int] | None
) -> None:
    commune = replace(COMMUNE, quiet_hours=Hours(time(hours[0]), time(hours[1])))
    expected = datetime(2025, 11, *until, tzinfo=VIETNAM) if until else None
    assert commune.quiet_until(datetime(2025, 11, 7, *at, tzinfo=VIETNAM)) == expected


@pytest.mark.parametrize(("at", "inside"), [((7, 29), False), ((7, 30), True), ((11, 29), True), ((11, 30), False)])
def test_hours_hold_their_start_but_not_their_end(at: tuple[int, int], inside: bool) -> None:
    assert Hours(time(7, 30), time(11, 30)).holds(time(*at)) is inside


def test_what_was_removed_since_is_called_by_its_key() -> None:
    assert COMMUNE.department("van-phong").name == "Văn phòng"
    assert COMMUNE.department("cu") == Department("cu", "cu")
    assert COMMUNE.topic("cu") == Topic("cu", "cu", "")
    assert COMMUNE.hamlet("cam") == Hamlet("cam", "Cấm", HamletKind.THON)
    assert COMMUNE.hamlet("cu") is None
    assert COMMUNE.hamlet(None) is None
    assert COMMUNE.has_department("van-phong")
    assert not COMMUNE.has_department("cu")


def test_a_topic_may_have_an_answer_period_of_its_own() -> None:
    assert (COMMUNE.answer_days("dat"), COMMUNE.answer_days("khac"), COMMUNE.answer_days("cu")) == (20, 10, 10)


def test_the_administrative_code_has_five_digits() -> None:
    assert (COMMUNE.code, replace(COMMUNE, id=25).code) == ("01879", "00025")
