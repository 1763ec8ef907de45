"""Tests of a plan's values: last days, JSON, corrections."""

import json
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingCalendar
from domain.plan import (
    Aftermath,
    Contact,
    Due,
    PartOfDay,
    Plan,
    PlannedDialogue,
    PlannedMilestone,
    Precision,
    Rule,
    What,
    When,
    correct,
    from_json,
    paths,
    to_json,
)

DAY = date(2025, 11, 14)  # a Friday
PLAN = Plan(
    commune="Mẫu An",
    year=2025,
    chairs=("Bí thư Đảng ủy", "Chủ tịch UBND xã"),
    dialogues=(
        PlannedDialogue("thôn 1", When(Precision.DAY, DAY, DAY, at=time(8)), "Nhà văn hóa thôn 1", (1, 2)),
        PlannedDialogue("thôn 2", When(Precision.BEFORE, None, DAY, tentative=True)),
    ),
    milestones=(PlannedMilestone(What.REPORT, Due(before=date(2025, 11, 7)), "UBND xã", contact=Contact("Lê Mẫu")),),
    after=(Aftermath(Rule.CONCLUSION_NOTICE, 5, start="dialogue", to=("MTTQ xã",)),),
    survey=True,
    sources={"year": "năm 2025", "chairs[0]": "một", "chairs[1]": "hai", "dialogues[0].when": "ngày 14/11/2025"},
    unsure=frozenset({"chairs[1]", "dialogues[0].when"}),
)


@pytest.mark.parametrize(
    ("due", "last"),
    [
        pytest.param(Due(before=date(2025, 11, 7)), date(2025, 11, 6), id="before"),
        pytest.param(Due(on=date(2025, 11, 7)), date(2025, 11, 7), id="on"),
        pytest.param(Due(days_before=7), date(2025, 11, 7), id="days-before"),
        pytest.param(Due(days_before=5, working=True), date(2025, 11, 7), id="working-days-before"),
        pytest.param(Due(days_before=0), DAY, id="on-the-day"),
    ],
)
def test_the_last_day_that_keeps_it(due: Due, last: date) -> None:
    assert due.last_day(DAY) == last


def test_what_hangs_on_a_day_that_is_not_fixed_has_no_last_day() -> None:
    assert Due(days_before=7).last_day() is None
    assert Due(before=DAY).last_day() == date(2025, 11, 13)


def test_working_days_before_are_those_of_the_office() -> None:
    calendar = WorkingCalendar(days_off={date(2025, 11, 13): "nghỉ"})
    assert Due(days_before=1, working=True).last_day(DAY, calendar) == date(2025, 11, 12)


def test_json_has_the_words_of_the_paper_and_nothing_empty() -> None:
    assert to_json(PLAN) == {
        "commune": "Mẫu An",
        "year": 2025,
        "chairs": ["Bí thư Đảng ủy", "Chủ tịch UBND xã"],
        "dialogues": [
            {
                "unit": "thôn 1",
                "when": {"precision": "day", "from": "2025-11-14", "to": "2025-11-14", "time": "08:00"},
                "half_days": [1, 2],
                "venue": "Nhà văn hóa thôn 1",
            },
            {"unit": "thôn 2", "when": {"precision": "before", "from": None, "to": "2025-11-14", "tentative": True}},
        ],
        "milestones": [
            {
                "what": "report", "responsible": "UBND xã", "due": {"before": "2025-11-07"}, "contact": True,
                "contact_name": "Lê Mẫu",
            }
        ],
        "after": [{"rule": "conclusion_notice", "within_days": 5, "from": "dialogue", "to": ["MTTQ xã"]}],
        "survey": True,
        "publish": False,
        "sources": dict(PLAN.sources),
        "unsure": ["chairs[1]", "dialogues[0].when"],
    }  # fmt: skip


DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
TEXTS = st.text(min_size=1, max_size=12)
MAYBE = st.none() | TEXTS
LISTS = st.lists(TEXTS, max_size=3).map(tuple)
WHENS = st.builds(
    When, st.sampled_from(Precision), st.none() | DAYS, DAYS, st.booleans(),
    st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)), st.none() | st.sampled_from(PartOfDay),
)  # fmt: skip
DUES = (
    st.builds(Due, before=DAYS)
    | st.builds(Due, on=DAYS)
    | st.builds(Due, days_before=st.integers(0, 60), working=st.booleans())
)
SPANS = st.none() | st.tuples(st.integers(1, 3), st.integers(1, 3)).map(lambda span: (min(span), max(span)))
PLANS = st.builds(
    Plan,
    title=MAYBE, number=MAYBE, issued_on=st.none() | DAYS, commune=MAYBE, commune_kind=MAYBE, district=MAYBE,
    province=MAYBE, year=st.none() | st.integers(2000, 2100), issuer=MAYBE, signed_by=MAYBE, legal_bases=LISTS,
    chairs=LISTS, topics=LISTS, programme=LISTS,
    dialogues=st.lists(
        st.builds(PlannedDialogue, MAYBE, st.none() | WHENS, MAYBE, SPANS, st.none() | st.integers(0, 9), LISTS, LISTS),
        max_size=3,
    ).map(tuple),
    milestones=st.lists(
        st.builds(
            PlannedMilestone, st.sampled_from(What), DUES, MAYBE, MAYBE, MAYBE, st.booleans(),
            st.none() | st.builds(Contact, MAYBE, MAYBE),
        ),
        max_size=3,
    ).map(tuple),
    after=st.lists(
        st.builds(
            Aftermath, st.sampled_from(Rule), st.none() | st.integers(0, 60), st.booleans(), MAYBE, LISTS, MAYBE, MAYBE,
            MAYBE,
        ),
        max_size=3,
    ).map(tuple),
    supervisor=MAYBE, minutes_by=MAYBE, conclusion_by=MAYBE, opinions_by=MAYBE, ad_hoc_dialogues=st.booleans(),
    survey=st.booleans(), publish=st.booleans(), sources=st.dictionaries(TEXTS, TEXTS, max_size=3),
    unsure=st.frozensets(TEXTS, max_size=3),
)  # fmt: skip


@given(PLANS)
def test_a_plan_comes_back_from_json(plan: Plan) -> None:
    assert from_json(json.loads(json.dumps(to_json(plan)))) == plan


@given(PLANS)
def test_every_path_can_be_corrected_to_what_it_is(plan: Plan) -> None:
    for path in paths(plan):
        value: Any = to_json(plan)
        for step in path.replace("[", ".[").split("."):
            value = value[int(step[1:-1])] if step.startswith("[") else value[step]
        corrected = correct(plan, path, value)
        assert replace(corrected, sources=plan.sources, unsure=plan.unsure) == plan


def test_a_corrected_fact_is_sure_and_no_longer_the_papers() -> None:
    when = {"precision": "day", "from": "2025-11-21", "to": "2025-11-21"}
    corrected = correct(PLAN, "dialogues[0].when", when)
    assert corrected.dialogues[0].when == When(Precision.DAY, date(2025, 11, 21), date(2025, 11, 21))
    assert corrected.dialogues[1] == PLAN.dialogues[1]
    assert corrected.unsure == {"chairs[1]"}
    assert "dialogues[0].when" not in corrected.sources


def test_a_fact_is_taken_away() -> None:
    assert correct(PLAN, "dialogues[0].venue", None).dialogues[0].venue is None
    assert correct(PLAN, "survey", None).survey is False
    assert correct(PLAN, "milestones", None).milestones == ()


def test_what_follows_one_taken_away_moves_up_with_its_source() -> None:
    corrected = correct(PLAN, "chairs[0]", None)
    assert corrected.chairs == ("Chủ tịch UBND xã",)
    assert corrected.source("chairs[0]") == "hai"
    assert corrected.unsure == {"chairs[0]", "dialogues[0].when"}


@pytest.mark.parametrize("path", ["", "mayor", "chairs[2]", "dialogues[9].when", "[0]"])
def test_a_path_that_cannot_be_is_an_error(path: str) -> None:
    with pytest.raises(KeyError):
        correct(PLAN, path, "x")


def test_a_part_has_the_source_of_the_whole() -> None:
    assert PLAN.source("dialogues[0].when.from") == "ngày 14/11/2025"
    assert PLAN.source("dialogues[0].venue") is None
    assert not PLAN.sure("chairs[1]")
    assert PLAN.sure("chairs[0]")
