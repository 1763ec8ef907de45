"""Tests of the month in numbers."""

from dataclasses import replace
from datetime import date, datetime

from domain.commitment import Commitment
from domain.commune import VIETNAM
from domain.petition import Petition, PetitionOutcome, PetitionState
from domain.report import PromiseTally, Tally, month_before, month_end, monthly_report
from domain.satisfaction import UNTOLD, Satisfaction

S, T = PetitionState, PetitionOutcome
NOVEMBER = date(2025, 11, 1)


def at(day: int, month: int = 11) -> datetime:
    return datetime(2025, month, day, 9, tzinfo=VIETNAM)


def petition(id_: int, **changes: object) -> Petition:
    plain = Petition(
        commune_id=1, id=id_, code=f"CM25-{id_:04d}", state=S.RECEIVED, topic="duong", department="kinh-te",
        hamlet="cam", dialogue_id=None, author=10, author_name=None, name_shown=True, collected=False, body="",
        received_at=at(5), due_on=date(2025, 11, 19), answer_days=10,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]  # fields of the petition


PETITIONS = [
    petition(1),
    petition(2, state=S.ANSWERED, outcome=T.ANSWERED, answered_at=at(10), score=5),
    petition(3, department="van-hoa", topic="truong", hamlet=None, due_on=date(2025, 12, 10)),
    # Came before and was answered in the month; answered only after it, so it waited at its end.
    petition(4, received_at=at(20, 10), state=S.ANSWERED, outcome=T.PROMISED, answered_at=at(3)),
    petition(5, state=S.ANSWERED, outcome=T.ANSWERED, answered_at=at(2, 12)),
    petition(6, state=S.ESCALATED, due_on=date(2025, 12, 10)),
    petition(7, state=S.WITHDRAWN),
    petition(8, received_at=at(1, 12)),
]
PROMISE = Commitment(1, 1, 1, 4, "CM25-0004", "kinh-te", "x", date(2025, 11, 3), date(2025, 11, 10), None)
PROMISES = [
    PROMISE,
    replace(PROMISE, id=2, kept_at=at(12)),
    replace(PROMISE, id=3, department="van-hoa", kept_at=at(9)),
    # Kept after the month: open at its end, and not late yet.
    replace(PROMISE, id=4, due_on=date(2025, 12, 30), kept_at=at(5, 12)),
    replace(PROMISE, id=5, made_on=date(2025, 12, 1)),
]


def test_a_month_in_numbers() -> None:
    report = monthly_report(1, NOVEMBER, date(2025, 12, 9), PETITIONS, PROMISES)
    assert report.until == date(2025, 11, 30)
    assert report.total == Tally("", received=5, answered=2, waiting=4, late=2)
    assert report.by_department == (
        Tally("kinh-te", received=4, answered=2, waiting=3, late=2),
        Tally("van-hoa", received=1, waiting=1),
    )
    assert [t.key for t in report.by_topic] == ["duong", "truong"]
    assert [(t.key, t.received) for t in report.by_hamlet] == [("cam", 4), ("", 1)]
    assert report.promises == PromiseTally("", made=4, kept=2, kept_late=1, open=2, late=1)
    assert report.promises_by_department == (
        PromiseTally("kinh-te", made=3, kept=1, kept_late=1, open=2, late=1),
        PromiseTally("van-hoa", made=1, kept=1),
    )
    assert report.passed_up == 1
    assert not report.is_empty


def test_the_month_that_is_going_on_ends_today() -> None:
    report = monthly_report(1, NOVEMBER, date(2025, 11, 6), PETITIONS, PROMISES)
    assert report.until == date(2025, 11, 6)
    assert report.total.late == 0
    assert report.promises.open == 4
    assert report.promises.late == 0


def test_few_ratings_are_not_averaged() -> None:
    def rated(scores: list[int]) -> Satisfaction:
        found = [petition(n, state=S.ANSWERED, answered_at=at(10), score=score) for n, score in enumerate(scores)]
        return monthly_report(1, NOVEMBER, date(2025, 12, 9), found, []).satisfaction

    assert rated([5, 1, 1, 1]) == UNTOLD
    assert rated([5, 4, 4, 5, 3]) == Satisfaction(5, 4.2, 80)
    assert rated([]) == Satisfaction()


def test_ratings_of_a_department_are_told_when_nobody_can_be_found_out() -> None:
    def rated(department: str, first: int, scores: list[int]) -> list[Petition]:
        return [
            petition(first + n, state=S.ANSWERED, answered_at=at(10), score=score, department=department)
            for n, score in enumerate(scores)
        ]

    many, some, few = rated("kinh-te", 10, [5] * 10), rated("van-hoa", 30, [4] * 5), rated("cong-an", 50, [1])
    report = monthly_report(1, NOVEMBER, date(2025, 12, 9), [*many, *some, *few], [])
    # The one rating of the police would be what is left of all without the others.
    assert report.satisfaction_by_department == {
        "kinh-te": Satisfaction(10, 5.0, 100), "van-hoa": UNTOLD, "cong-an": UNTOLD,
    }  # fmt: skip
    assert report.satisfaction_by_topic == {"duong": report.satisfaction}


def test_nothing_is_nothing_to_tell_of() -> None:
    assert monthly_report(1, NOVEMBER, date(2025, 12, 9), [petition(7, state=S.WITHDRAWN)], []).is_empty


def test_months() -> None:
    assert [month_end(date(2024, m, 1)).day for m in (1, 2, 4, 12)] == [31, 29, 30, 31]
    assert month_before(date(2026, 1, 15)) == date(2025, 12, 1)
