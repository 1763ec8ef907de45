"""Answers in the database: one at a time is under way, and what sweeps look for is found by an index."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from domain.access import Role
from domain.answer import AnswerState, AnswerText
from domain.petition import Petition, PetitionOutcome, PetitionState
from storage.database import Database, UnitOfWork

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
COMMUNE = 1879
WRITTEN = AnswerText("Sẽ làm cống.", PetitionOutcome.ANSWERED)
WAITING = {"state": AnswerState.WAITING.value, "approver": Role.CHAIR.value}


async def petition(uow: UnitOfWork) -> Petition:
    author = await uow.people.add(COMMUNE, "Nguyễn Văn Mẫu", "vi", NOW)
    return await uow.petitions.add(
        commune_id=COMMUNE, code="CM25-0001", state=PetitionState.DRAFTED.value, topic="duong", department="kinh-te",
        hamlet=None, dialogue_id=None, author=author.id, author_name=None, name_shown=False, collected=False,
        body="Đường hỏng", received_at=NOW, due_on=date(2025, 11, 6), answer_days=10, transfers=0,
    )  # fmt: skip


async def test_a_new_draft_takes_the_place_of_one_that_was_left_behind(database: Database) -> None:
    async with database.begin() as uow:
        to = await petition(uow)
        first = await uow.answers.add(to, WRITTEN, 1, NOW, **WAITING)
        second = await uow.answers.add(to, WRITTEN, 2, NOW, **WAITING)
        assert await uow.answers.under_way(to) == second == await uow.answers.latest(to)
        dropped = await uow.answers.find(to, first.id)
        assert dropped is not None
        assert dropped.state is AnswerState.DROPPED
        assert await uow.answers.waiting(COMMUNE, [], chair=True) == [to]
        assert await uow.answers.waiting(COMMUNE, ["kinh-te"], chair=False) == []


async def test_two_answers_are_never_under_way(database: Database) -> None:
    async with database.begin() as uow:
        to = await petition(uow)
        await uow.answers.add(to, WRITTEN, 1, NOW, **WAITING)
    row = "insert into answer (commune_id, petition_id, state, text, outcome, drafted_by, drafted_at)"
    another = text(f"{row} values (:commune, :petition, 'approved', '', 'answered', 1, :now)")
    async with database.begin() as uow:
        with pytest.raises(IntegrityError):
            await uow.connection.execute(another, {"commune": COMMUNE, "petition": to.id, "now": NOW})


@pytest.mark.usefixtures("new_copy")
@pytest.mark.parametrize(
    ("sweep", "index"),
    [("due", "answer_sends_idx"), ("late", "petition_late_idx"), ("close", "petition_answered")],
)
async def test_sweeps_find_their_rows_by_an_index(database: Database, sweep: str, index: str) -> None:
    heard: list[str] = []
    async with database.begin() as uow:
        # What is far from a plan over the whole table as soon as the table is large.
        await uow.connection.execute(text("set local enable_seqscan = off"))
        await uow.connection.execute(text("set local enable_bitmapscan = off"))
        await uow.connection.execute(text("set local plan_cache_mode = force_generic_plan"))
        connection = (await uow.connection.get_raw_connection()).dbapi_connection

        @event.listens_for(database.engine.sync_engine, "before_cursor_execute")
        def hear(conn: object, cursor: object, statement: str, *more: object) -> None:
            heard.append(statement)

        match sweep:
            case "due":
                await uow.answers.due(NOW, 10)
            case "late":
                await uow.petitions.to_tell_late(COMMUNE, date(2025, 11, 7), 10)
            case _:
                await uow.petitions.to_close(COMMUNE, NOW, date(2025, 11, 7), 10)
        event.remove(database.engine.sync_engine, "before_cursor_execute", hear)
        assert connection is not None
        driver = connection.driver_connection
        await driver.execute(f"prepare asked as {heard[-1]}")
        count = heard[-1].count("$")
        rows = await driver.fetch(f"explain execute asked({', '.join(['null'] * count)})")
        assert index in "\n".join(row[0] for row in rows)
