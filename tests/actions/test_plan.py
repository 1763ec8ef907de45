"""Tests of plans put in force: what is made of them, and what another version changes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Protocol

import pytest
import yaml

from actions.calendar import calendar_of
from actions.commune import apply_setup, commune_of, read_setup
from actions.desk import Desk
from actions.milestone import complete_milestone
from actions.plan import (
    Question,
    add_to_plan,
    begin_plan,
    correct_plan,
    find_reading,
    open_questions,
    settle,
    settle_anew,
)
from actions.plan_change import Applied, apply_plan, compare_plan
from actions.plan_meaning import OPEN, department_key, short_title, slots
from domain.access import Actor, Grant, Role
from domain.commune import VIETNAM
from domain.naming import NOBODY
from domain.notice import Words
from domain.plan import Aftermath, Contact, Due, Plan, PlannedDialogue, PlannedMilestone, Precision, What, When
from domain.plan import Rule as After
from domain.refusal import Refused
from locales import FIRST, render
from storage.database import Database

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "communes" / "cao-minh.yaml"
SETUP = read_setup(yaml.safe_load(SAMPLE.read_text(encoding="utf-8")))
COMMUNE = commune_of(SETUP)
NOW = datetime(2025, 11, 7, 8, 0, tzinfo=VIETNAM)
AUGUST = When(Precision.MONTH, date(2026, 8, 1), date(2026, 8, 31))
FIXED = When(Precision.DAY, date(2025, 11, 14), date(2025, 11, 14), at=time(7, 30))
DIALOGUE = PlannedDialogue(unit="xã Cao Minh", when=AUGUST, venue="Hội trường xã")
PLAN = Plan(title="KẾ HOẠCH đối thoại năm 2025", commune="Cao Minh", year=2025, issuer="Đảng ủy xã Cao Minh")


class Desks(Protocol):
    def __call__(self, *roles: Role) -> AbstractAsyncContextManager[Desk]: ...


@pytest.fixture
async def desks(database: Database) -> Desks:
    async with database.begin() as uow:
        await apply_setup(uow, SETUP, NOW)

    @asynccontextmanager
    async def desk(*roles: Role) -> AsyncIterator[Desk]:
        async with database.begin() as uow:
            actor = Actor(COMMUNE.id, 1, tuple(Grant(role) for role in roles or (Role.CLERK,)))
            yield Desk(uow, COMMUNE, calendar_of(COMMUNE, 2025), actor, NOW)

    return desk


def spoken(name: Words) -> str:
    return render(name, FIRST)


async def begins(desks: Desks, plan: Plan, sha256: str = "a") -> int:
    async def read() -> Plan:
        return plan

    async with desks() as desk:
        return (await begin_plan(desk, sha256, read)).draft.id


async def applies(desks: Desks, plan: Plan, sha256: str = "a", **choices: str) -> Applied:
    number = await begins(desks, plan, sha256)
    async with desks() as desk:
        for key, value in choices.items():
            await settle(desk, number, key, value)
        return await apply_plan(desk, number, spoken)


async def changes(desks: Desks, plan: Plan, sha256: str = "b") -> list[tuple[str, str, str]]:
    """How, what, and the words of what changes."""
    number = await begins(desks, plan, sha256)
    async with desks() as desk:
        found = await compare_plan(desk, await find_reading(desk, number), spoken)
    return [(c.how, c.what, spoken(c.subject)) for c in found.changes]


async def milestones(desks: Desks) -> list[tuple[Any, ...]]:
    async with desks() as desk:
        found = await desk.uow.milestones.of_plan(COMMUNE.id, 1)
    return sorted(
        ((m.dialogue_id, m.what, m.department, m.due_on, m.is_open) for m in found),
        key=lambda row: (row[0] or 0, row[1]),
    )


REPORT = PlannedMilestone(What.REPORT, Due(before=date(2025, 11, 12)), "Phòng Kinh tế", "Đảng ủy")
OPINIONS = PlannedMilestone(What.OPINIONS, Due(days_before=7), "UBMTTQ xã", contact=Contact("Bà Mẫu", "0900000000"))
NOTICE = Aftermath(After.CONCLUSION_NOTICE, 5, start="dialogue")
REPLIES = Aftermath(After.ITEM_WITHOUT_DEADLINE, 3, working=True, start="conclusion_notice", to=("công dân",))
FULL = replace(
    PLAN,
    dialogues=(replace(DIALOGUE, when=FIXED),),
    milestones=(REPORT, OPINIONS),
    after=(NOTICE, REPLIES, Aftermath(After.ESCALATE_BEYOND_AUTHORITY), Aftermath(After.PUBLISH_RESULTS)),
    conclusion_by="Văn phòng HĐND và UBND xã",
)


async def test_a_plan_of_one_dialogue_dates_everything_from_it(desks: Desks) -> None:
    applied = await applies(desks, FULL)
    assert (applied.plan.id, applied.plan.confirmed_at, applied.milestones) == (1, NOW, 4)
    assert await milestones(desks) == [
        (1, "conclusion_notice", "van-phong-hdnd-ubnd", date(2025, 11, 19), True),
        (1, "opinions", "uy-ban-mttq-xa", date(2025, 11, 7), True),
        # Three working days from the notice, which is not issued yet.
        (1, "replies", None, None, True),
        (1, "report", "phong-kinh-te", date(2025, 11, 11), True),
    ]
    async with desks() as desk:
        found = {m.what: m for m in await desk.uow.milestones.of_plan(COMMUNE.id, 1)}
    assert (found["opinions"].key, found["opinions"].send_to) == (
        "dialogue:1/opinions~ubmttq-xa/1", "(Bà Mẫu, 0900000000)",
    )  # fmt: skip


async def test_with_several_dialogues_only_what_is_counted_from_them_is_made_for_each(desks: Desks) -> None:
    two = replace(FULL, dialogues=(DIALOGUE, replace(DIALOGUE, unit="thôn Mẫu 1", when=FIXED)))
    await applies(desks, two)
    assert [row[:2] + row[3:4] for row in await milestones(desks)] == [
        (None, "report", date(2025, 11, 11)),
        (1, "conclusion_notice", None),
        (1, "opinions", None),
        (1, "replies", None),
        (2, "conclusion_notice", date(2025, 11, 19)),
        (2, "opinions", date(2025, 11, 7)),
        (2, "replies", None),
    ]


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        pytest.param(Aftermath(After.PUBLISH_RESULTS, 5, start="dialogue"), date(2025, 11, 19), id="plan-is-stricter"),
        pytest.param(Aftermath(After.PUBLISH_RESULTS, 15, start="dialogue"), date(2025, 11, 24), id="law-is-stricter"),
        # Ten working days are more than the ten days of the law.
        pytest.param(
            Aftermath(After.PUBLISH_RESULTS, 10, working=True, start="dialogue"), date(2025, 11, 24), id="working-days"
        ),
        # As long as the notice is not issued, only the law says when.
        pytest.param(
            Aftermath(After.PUBLISH_RESULTS, 3, start="conclusion_notice"), date(2025, 11, 24), id="from-the-notice"
        ),
    ],
)
async def test_the_plan_and_the_law_make_one_milestone_of_the_publication(
    desks: Desks, rule: Aftermath, due: date
) -> None:
    async def publication() -> list[tuple[date | None, bool, str | None]]:
        async with desks() as desk:
            found = await desk.uow.milestones.of_dialogue(COMMUNE.id, 1)
        return [(m.due_on, m.is_planned_law, m.law) for m in found if m.what == "publish_results"]

    with_rule = replace(FULL, after=(NOTICE, rule))
    await applies(desks, with_rule)
    assert await publication() == [(due, True, "law-publication")]
    assert await changes(desks, with_rule) == []
    # A paper that no longer speaks of it leaves what the law asks for.
    without = replace(FULL, after=(NOTICE,))
    assert ("gone", "milestone", "Công khai kết quả hội nghị") in await changes(desks, without)
    await applies(desks, without, "c")
    assert await publication() == [(date(2025, 11, 24), False, "law-publication")]
    await applies(desks, with_rule, "d")
    assert await publication() == [(due, True, "law-publication")]


async def test_the_same_plan_read_again_changes_nothing(desks: Desks) -> None:
    await applies(desks, FULL)
    assert await changes(desks, FULL) == []
    again = await applies(desks, FULL, "c")
    assert (again.plan.id, again.plan.sha256, again.comparison.changes) == (1, "c", [])
    async with desks() as desk:
        assert [plan.id for plan in await desk.uow.plans.confirmed(COMMUNE.id)] == [1]


async def test_two_clerks_who_confirm_at_once_make_one_plan(desks: Desks) -> None:
    async def read() -> Plan:
        return FULL

    async def confirms(person: int) -> int:
        async with desks() as desk:
            desk.actor = replace(desk.actor, person=person)
            number = (await begin_plan(desk, f"of {person}", read)).draft.id
        ready.release()
        await begun.wait()
        async with desks() as desk:
            return (await apply_plan(desk, number, spoken)).plan.id

    ready, begun = asyncio.Semaphore(0), asyncio.Event()
    both = asyncio.gather(confirms(1), confirms(2))
    for _ in range(2):
        await ready.acquire()
    begun.set()
    first, second = await both
    assert first == second
    async with desks() as desk:
        assert [plan.id for plan in await desk.uow.plans.confirmed(COMMUNE.id)] == [first]
        assert len(await desk.uow.dialogues.latest(COMMUNE.id)) == 1


OTHERS = {
    "year": replace(FULL, year=2026),
    "issuer": replace(FULL, issuer="UBND xã Cao Minh"),
    "title": replace(FULL, title="KẾ HOẠCH đối thoại với doanh nghiệp năm 2025"),
}


@pytest.mark.parametrize("other", OTHERS)
async def test_a_plan_of_another_year_issuer_or_title_is_another_plan(desks: Desks, other: str) -> None:
    await applies(desks, FULL)
    await applies(desks, OTHERS[other], "b")
    async with desks() as desk:
        assert [plan.id for plan in await desk.uow.plans.confirmed(COMMUNE.id)] == [2, 1]
        assert len(await desk.uow.dialogues.latest(COMMUNE.id)) == 2


async def test_a_title_that_is_corrected_does_not_make_another_plan(desks: Desks) -> None:
    await applies(desks, FULL)
    number = await begins(desks, FULL, "b")
    async with desks() as desk:
        await correct_plan(desk, number, "title", "KẾ HOẠCH khác")
        applied = await apply_plan(desk, number, spoken)
    assert applied.plan.id == 1
    assert [(c.how, spoken(c.subject)) for c in applied.comparison.changes] == [("changed", "Tên kế hoạch")]


async def test_facts_that_make_no_milestone_are_changes_as_well(desks: Desks) -> None:
    await applies(desks, FULL)
    newer = replace(
        FULL,
        signed_by="Nguyễn Văn Mẫu",
        topics=("đường thôn",),
        publish=True,
        dialogues=tuple(replace(each, invited=("Công an xã",), half_days=(1, 1)) for each in FULL.dialogues),
        after=FULL.after[:3],
    )
    assert await changes(desks, newer) == [
        ("changed", "fact", "Người ký"),
        ("changed", "fact", "Nội dung"),
        ("changed", "fact", "Công khai kết quả"),
        ("changed", "fact", "Mời dự (xã Cao Minh)"),
        ("changed", "fact", "Thời lượng (xã Cao Minh)"),
        ("changed", "fact", "Việc sau hội nghị"),
    ]
    await applies(desks, newer, "b")
    assert await changes(desks, newer, "c") == []


async def test_what_is_done_stays_done_and_what_is_gone_goes(desks: Desks) -> None:
    await applies(desks, FULL)
    async with desks() as desk:
        done = next(m for m in await desk.uow.milestones.of_plan(COMMUNE.id, 1) if m.what == "report")
        await complete_milestone(desk, done.id)
    newer = replace(
        FULL,
        milestones=(replace(REPORT, due=Due(on=date(2025, 11, 20))), PlannedMilestone(What.VENUE, Due(days_before=1))),
        after=(replace(NOTICE, within_days=7),),
    )
    assert await changes(desks, newer) == [
        ("changed", "fact", "Việc sau hội nghị"),
        ("added", "milestone", "Chuẩn bị địa điểm"),
        ("changed", "milestone", "Ban hành thông báo kết luận (Văn phòng HĐND và UBND xã)"),
        ("gone", "milestone", "Tổng hợp ý kiến gửi về"),
        ("gone", "milestone", "Trả lời việc kết luận chưa nêu thời hạn"),
    ]
    await applies(desks, newer, "b")
    assert await milestones(desks) == [
        (1, "conclusion_notice", "van-phong-hdnd-ubnd", date(2025, 11, 21), True),
        (1, "report", "phong-kinh-te", date(2025, 11, 11), False),
        (1, "venue", None, date(2025, 11, 13), True),
    ]


async def test_what_has_its_own_day_moves_to_the_plan_when_there_are_several_dialogues(desks: Desks) -> None:
    one = replace(FULL, milestones=(REPORT,), after=())
    await applies(desks, one)
    await applies(desks, replace(one, dialogues=(*one.dialogues, replace(DIALOGUE, unit="thôn Mẫu 1"))), "b")
    assert await milestones(desks) == [(None, "report", "phong-kinh-te", date(2025, 11, 11), True)]
    await applies(desks, one, "c")
    assert await milestones(desks) == [(1, "report", "phong-kinh-te", date(2025, 11, 11), True)]


async def test_only_what_is_missing_is_asked_for(desks: Desks) -> None:
    plan = replace(
        PLAN,
        dialogues=(
            replace(DIALOGUE, when=FIXED),
            DIALOGUE,
            replace(DIALOGUE, unit="thôn Lạ", when=replace(FIXED, tentative=True), venue=None),
            replace(DIALOGUE, unit="doanh nghiệp, hợp tác xã", when=None),
        ),
        milestones=(REPORT, replace(REPORT, responsible="UBND xã"), replace(OPINIONS, responsible="UBND xã")),
        conclusion_by="Hội Nông dân xã",
    )
    number = await begins(desks, plan)
    asked = [
        Question("day", "day:xa-cao-minh-2", 1),
        Question("place", "unit:thon la", 2, "thôn Lạ"),
        Question("day", "day:thon-la", 2),
        Question("venue", "venue:thon-la", 2),
        Question("day", "day:doanh-nghiep-hop-tac-xa", 3),
        Question("department", "department:ubnd xa", name="UBND xã"),
    ]
    async with desks() as desk:
        assert await open_questions(desk, await find_reading(desk, number)) == asked
        for question in asked:
            await settle(desk, number, question.key, "@commune" if question.kind == "place" else OPEN)
        assert await open_questions(desk, await find_reading(desk, number)) == []
        assert await open_questions(desk, await settle_anew(desk, number)) == asked
    # What takes part in a notice of conclusions is asked for as well.
    number = await begins(desks, replace(plan, after=(NOTICE,)), "b")
    async with desks() as desk:
        questions = await open_questions(desk, await find_reading(desk, number))
    assert questions[-1] == Question("department", department_key("Hội Nông dân xã"), name="Hội Nông dân xã")


async def test_what_was_settled_is_not_asked_for_another_version(desks: Desks) -> None:
    plan = replace(PLAN, dialogues=(DIALOGUE,), milestones=(replace(REPORT, responsible="UBND xã"),))
    await applies(desks, plan, **{"department:ubnd xa": NOBODY, "day:xa-cao-minh": OPEN})
    number = await begins(desks, replace(plan, signed_by="Nguyễn Văn Mẫu"), "b")
    async with desks() as desk:
        assert await open_questions(desk, await find_reading(desk, number)) == []
    later = replace(DIALOGUE, when=When(Precision.MONTH, date(2026, 9, 1), date(2026, 9, 30)))
    number = await begins(desks, replace(plan, dialogues=(later,)), "c")
    async with desks() as desk:
        questions = await open_questions(desk, await find_reading(desk, number))
    assert [question.key for question in questions] == ["day:xa-cao-minh"]


async def test_a_moment_that_has_passed_is_not_fixed(desks: Desks) -> None:
    past = replace(FIXED, first=date(2025, 10, 1), last=date(2025, 10, 1))
    applied = await applies(desks, replace(PLAN, dialogues=(replace(DIALOGUE, when=past),)))
    assert [(d.starts_at, d.last_day) for d in applied.dialogues] == [(None, date(2025, 10, 1))]


async def test_delegates_and_audience_come_from_the_plan(desks: Desks) -> None:
    two = (
        replace(DIALOGUE, delegates_per_hamlet=2),
        replace(DIALOGUE, unit="doanh nghiệp, hợp tác xã", delegates_per_hamlet=None),
    )
    applied = await applies(desks, replace(PLAN, dialogues=two))
    assert [(d.hamlet, d.audience, d.delegates_per_hamlet, d.title) for d in applied.dialogues] == [
        (None, None, 2, "Hội nghị đối thoại với Nhân dân xã Cao Minh năm 2025"),
        (None, "doanh nghiệp, hợp tác xã", None, "Hội nghị đối thoại với doanh nghiệp, hợp tác xã năm 2025"),
    ]
    assert await changes(desks, replace(PLAN, dialogues=(replace(DIALOGUE, delegates_per_hamlet=3), two[1]))) == [
        ("changed", "dialogue", "Hội nghị đối thoại với Nhân dân xã Cao Minh năm 2025")
    ]


async def test_only_clerks_may(desks: Desks) -> None:
    number = await begins(desks, FULL)
    for roles in ((Role.OFFICER,), (Role.HAMLET_HEAD,), (Role.CHAIR,)):
        async with desks(*roles) as desk:
            for attempt in (
                apply_plan(desk, number, spoken), find_reading(desk, number), settle(desk, number, "x", "y"),
                correct_plan(desk, number, "year", 2026), add_to_plan(desk, number, "dialogues"),
            ):  # fmt: skip
                with pytest.raises(Refused, match="access-refused-clerk"):
                    await attempt


def test_dialogues_of_one_unit_are_counted() -> None:
    units = ("xã Cao Minh", "thôn Mới", "Xã  Cao Minh", None, None)
    plan = replace(PLAN, dialogues=tuple(PlannedDialogue(unit=unit) for unit in units))
    assert slots(plan) == ["xa-cao-minh", "thon-moi", "xa-cao-minh-2", OPEN, f"{OPEN}-2"]


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("KẾ HOẠCH tổ chức đối thoại", "Tổ chức đối thoại"),
        ("Kế hoạch: đối thoại", "Đối thoại"),
        ("Đối thoại năm 2025", "Đối thoại năm 2025"),
        ("KẾ HOẠCH", "KẾ HOẠCH"),
        ("", ""),
    ],
)
def test_titles_go_without_the_word_plan(title: str, short: str) -> None:
    assert short_title(title) == short
