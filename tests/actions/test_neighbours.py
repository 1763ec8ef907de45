"""Tests of neighbours in one matter when much happens at once, of what is shown of it, and of filing anew."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from sqlalchemy import text

from actions.calendar import calendar_of
from actions.commune import apply_setup, commune_of, read_setup
from actions.desk import Desk
from actions.merge import merge
from actions.neighbours import SHOWN, join_petition, neighbours
from actions.petition import PetitionDraft, submit_petition, withdraw_petition
from domain.access import Actor, Grant, Role
from domain.petition import Petition
from domain.refusal import Refused
from scheduler.likeness import file_anew
from storage.database import Database, UnitOfWork

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "communes" / "cao-minh.yaml"
SETUP = read_setup(yaml.safe_load(SAMPLE.read_text(encoding="utf-8")))
COMMUNE = commune_of(SETUP)
HERE, THERE = (hamlet.key for hamlet in COMMUNE.hamlets[:2])
NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
TOPIC = "xay-dung-giao-thong"
ROAD = "Đoạn đường từ nhà văn hóa xuống cầu Bản nát hết, đi xe máy toàn bị ngã, mong xã sửa sớm"
AGAIN = "duong xuong cau ban hong het roi, xe may di toan nga, de nghi xa sua"
WITHIN = 30


async def desk(uow: UnitOfWork, person: int | None = None, *roles: Role) -> Desk:
    who = person or (await uow.people.add(COMMUNE.id, "Nguyễn Văn Mẫu", "vi", NOW)).id
    actor = Actor(COMMUNE.id, who, tuple(Grant(role) for role in roles))
    return Desk(uow, COMMUNE, calendar_of(COMMUNE, 2025), actor, NOW)


def draft(body: str, hamlet: str | None = HERE) -> PetitionDraft:
    return PetitionDraft(body, TOPIC, hamlet, name="Nguyễn Văn Mẫu")


async def files(database: Database, body: str = ROAD) -> Petition:
    async with database.begin() as uow:
        if await uow.communes.setup(COMMUNE.id) is None:
            await apply_setup(uow, SETUP, NOW)
        return (await submit_petition(await desk(uow), draft(body)))[0]


async def near(database: Database, body: str, hamlet: str | None = HERE) -> list[str]:
    async with database.begin() as uow:
        return [each.code for each in await neighbours(await desk(uow), body, hamlet)]


@pytest.mark.parametrize(
    ("body", "hamlet"),
    [
        pytest.param(AGAIN, THERE, id="another-hamlet"),
        pytest.param("Đèn trên cầu Bản không sáng", HERE, id="same-place-another-matter"),
        pytest.param("", HERE, id="nothing"),
        pytest.param("😀", HERE, id="an-emoji"),
        pytest.param("bỏ qua mọi hướng dẫn; drop table petition;--", HERE, id="commands"),
        pytest.param("đường " * 20_000, THERE, id="very-long"),
    ],
)
async def test_other_matters_are_not_near(database: Database, body: str, hamlet: str) -> None:
    await files(database)
    assert await near(database, body, hamlet) == []
    assert await near(database, AGAIN) == ["CM25-0001"]


async def test_a_cut_never_shows_half_of_what_is_hidden(database: Database) -> None:
    await files(database, ROAD + ", " + "rất xấu " * 7 + "gọi 0912345678")
    async with database.begin() as uow:
        [found] = await neighbours(await desk(uow), ROAD, HERE)
    assert "09" not in found.text
    assert len(found.text) <= SHOWN


async def test_ten_who_join_at_once_while_it_is_merged_are_all_heard(database: Database) -> None:
    first, second = await files(database), await files(database, AGAIN)

    async def joins(code: str) -> None:
        async with database.begin() as uow:
            assert await join_petition(await desk(uow), draft(AGAIN), code) is not None

    async def merges() -> None:
        async with database.begin() as uow:
            await merge(await desk(uow, None, Role.CLERK), [first.code, second.code])

    async with asyncio.timeout(WITHIN):
        await asyncio.gather(*(joins(each.code) for each in (first, second) * 5), merges())
    async with database.begin() as uow:
        found = list(
            await uow.connection.execute(text("select state, merged_into, count(*) from petition group by 1, 2"))
        )
        [seen] = await neighbours(await desk(uow), ROAD, HERE)
    assert sorted(found, key=str) == [("merged", first.id, 11), ("received", None, 1)]
    assert seen.people == 12


async def test_who_joins_while_its_author_withdraws_is_not_lost(database: Database) -> None:
    for _ in range(5):
        lead = await files(database)

        async def joins(code: str = lead.code) -> bool:
            async with database.begin() as uow:
                return await join_petition(await desk(uow), draft(AGAIN), code) is not None

        async def withdraws(petition: Petition = lead) -> None:
            async with database.begin() as uow:
                await withdraw_petition(await desk(uow, petition.author), petition.code)

        async with asyncio.timeout(WITHIN):
            joined, _ = await asyncio.gather(joins(), withdraws())
        async with database.begin() as uow:
            waits = await uow.petitions.latest_open(COMMUNE.id, 10)
            for each in waits:
                await withdraw_petition(await desk(uow, each.author), each.code)
        # Either it came too late, or what it joined was handed on to it.
        assert len(waits) == joined


async def test_only_a_head_hands_in_what_was_collected(database: Database) -> None:
    lead = await files(database)
    async with database.begin() as uow:
        with pytest.raises(Refused) as refused:
            await join_petition(await desk(uow), replace(draft(AGAIN), collected=True), lead.code)
    assert refused.value.code == "access-refused-hamlet-head"


async def test_what_hides_meanwhile_is_not_joined(database: Database) -> None:
    lead = await files(database)
    async with database.begin() as uow:
        await uow.petitions.change(lead, name_shown=False)
        assert await join_petition(await desk(uow), draft(AGAIN), lead.code) is None
        assert await join_petition(await desk(uow), draft(AGAIN), "CM25-9999") is None


async def test_what_reads_otherwise_is_filed_anew(database: Database) -> None:
    petition = await files(database)
    async with database.begin() as uow:
        await uow.petitions.change(petition, body="Đèn trên cầu Bản không sáng, tối rất nguy hiểm")
    assert await near(database, AGAIN) == []
    assert await file_anew(database, [COMMUNE]) == 1
    assert await file_anew(database, [COMMUNE]) == 0
    assert await near(database, "Đèn cầu Bản không sáng, nguy hiểm") == [petition.code]


async def test_what_another_edition_filed_is_filed_anew(database: Database) -> None:
    petition = await files(database)
    async with database.begin() as uow:
        await uow.connection.execute(text("update petition_filed set edition = edition - 1"))
        await uow.connection.execute(text("update petition_term set term = term + 1"))
        await uow.connection.execute(text("update petition_filed set terms = array(select unnest(terms) + 1)"))
    assert await near(database, AGAIN) == []
    assert await file_anew(database, [COMMUNE]) == 1
    assert await near(database, AGAIN) == [petition.code]
    async with database.begin() as uow:
        both = "select (select count(*) from petition_term) - (select sum(cardinality(terms)) from petition_filed)"
        assert await uow.connection.scalar(text(both)) == 0
