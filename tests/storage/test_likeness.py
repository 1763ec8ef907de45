"""Tests of what like petitions share in storage: filed once, bounded, of one commune only, gone when it is over."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import text

from domain.petition import Petition, PetitionState
from storage.database import Database, UnitOfWork

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
COMMUNE = 1879
EDITION = 7


async def files(uow: UnitOfWork, *terms: int, commune: int = COMMUNE, number: int = 1, **values: Any) -> Petition:
    author = await uow.people.add(commune, None, "vi", NOW)
    plain = {
        "state": PetitionState.RECEIVED.value, "topic": "khac", "department": "vp", "hamlet": None, "dialogue_id": None,
        "author_name": None, "name_shown": True, "collected": False, "body": "…", "received_at": NOW,
        "due_on": date(2025, 11, 21), "answer_days": 10, "transfers": 0,
    }  # fmt: skip
    petition = await uow.petitions.add(
        commune_id=commune, code=f"CM25-{number:04d}", author=author.id, **{**plain, **values}
    )
    await uow.likenesses.file(commune, [(petition.id, terms)], EDITION)
    return petition


async def near(uow: UnitOfWork, asked: dict[int, float], **more: Any) -> list[int]:
    return [found.petition.id for found in await uow.likenesses.near(COMMUNE, asked, **more)]


async def terms(uow: UnitOfWork) -> int:
    return int(await uow.connection.scalar(text("select count(*) from petition_term")))


async def test_what_shares_most_comes_first(database: Database) -> None:
    async with database.begin() as uow:
        one = await files(uow, 1, 2, -(2**63))
        two = await files(uow, 1, 2**63 - 1, number=2)
        await files(uow, 5, number=3)
        assert await near(uow, {1: 1.0, -(2**63): 3.0, 7: 9.0}) == [one.id, two.id]
        assert await near(uow, {}) == []


async def test_other_communes_are_not_found(database: Database) -> None:
    async with database.begin() as uow:
        await files(uow, 1, commune=7)
        assert await near(uow, {1: 1.0}) == []


async def test_of_what_very_many_share_the_latest_are_found(database: Database) -> None:
    async with database.begin() as uow:
        made = [await files(uow, 1, number=n) for n in range(1, 80)]
        assert await near(uow, {1: 1.0}, limit=100) == [petition.id for petition in made[:-61:-1]]


async def test_whose_author_hides_is_left_out_where_others_look(database: Database) -> None:
    async with database.begin() as uow:
        shown = await files(uow, 1)
        hidden = await files(uow, 1, number=2, name_shown=False)
        collected = await files(uow, 1, number=3, name_shown=False, collected=True)
        assert await near(uow, {1: 1.0}) == [collected.id, hidden.id, shown.id]
        assert await near(uow, {1: 1.0}, public=True) == [collected.id, shown.id]


async def test_what_is_merged_leads_to_where_it_is_dealt_with(database: Database) -> None:
    async with database.begin() as uow:
        lead, other = await files(uow, 1), await files(uow, 2, number=2)
        await uow.petitions.change(other, state=PetitionState.MERGED.value, merged_into=lead.id)
        [found] = await uow.likenesses.near(COMMUNE, {2: 1.0})
        assert (found.petition.id, found.lead) == (other.id, lead.id)


async def test_what_nobody_waits_for_is_taken_out(database: Database) -> None:
    async with database.begin() as uow:
        petition = await files(uow, 1, 2, 3)
        await files(uow, 3, number=2)
        petition = await uow.petitions.change(petition, state=PetitionState.TAKEN.value)
        assert await terms(uow) == 4
        await uow.petitions.change(petition, state=PetitionState.ANSWERED.value)
        assert await terms(uow) == 1
        assert await near(uow, {1: 1.0}) == []


async def test_what_is_not_filed_or_by_another_edition_is_found_to_be_filed(database: Database) -> None:
    async with database.begin() as uow:
        old, new = await files(uow, 1), await files(uow, number=2)
        assert await uow.likenesses.unfiled(COMMUNE, EDITION, 10) == []
        assert [each.id for each in await uow.likenesses.unfiled(COMMUNE, EDITION + 1, 10)] == [new.id, old.id]
        await uow.likenesses.take_out(COMMUNE, [new.id, old.id])
        await uow.likenesses.file(COMMUNE, [(old.id, (4,)), (new.id, (4, 5))], EDITION + 1)
        await uow.likenesses.file(COMMUNE, [(new.id, (4, 5))], EDITION + 1)
        assert await uow.likenesses.unfiled(COMMUNE, EDITION + 1, 10) == []
        assert await near(uow, {4: 1.0, 5: 1.0}) == [new.id, old.id]
        assert await near(uow, {1: 1.0}) == []
        answered = await uow.petitions.change(old, state=PetitionState.ANSWERED.value)
        assert answered.id not in {each.id for each in await uow.likenesses.unfiled(COMMUNE, 0, 10)}
