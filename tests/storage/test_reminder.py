"""Reminders as rows: told once, found quickly, dropped when they are stale."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from domain.reminder import Reminder, ReminderKind, ReminderOutcome
from storage.database import Database

NOW = datetime(2025, 11, 10, 0, 30, tzinfo=UTC)


def reminder(day: int, milestone: int = 5, due: str = "2025-11-21", commune: int = 1) -> Reminder:
    key = f"milestone/{milestone}/{due}/2025-11-{day:02d}"
    at = datetime(2025, 11, day, 0, 30, tzinfo=UTC)
    return Reminder(commune, key, ReminderKind.MILESTONE, at, milestone_id=milestone)


async def waiting(database: Database) -> list[str]:
    async with database.begin() as uow:
        rows = await uow.connection.execute(text("select key from reminder where done_at is null order by due_at, key"))
        return [row.key for row in rows]


async def test_what_was_told_stays_told_and_what_waits_is_moved(database: Database) -> None:
    async with database.begin() as uow:
        await uow.reminders.put([reminder(10), reminder(14)], NOW)
    async with database.begin() as uow:
        due = await uow.reminders.due([1], NOW)
        assert [each.key for each in due] == [reminder(10).key]
        await uow.reminders.finish([(due[0], ReminderOutcome.TOLD)], NOW)
    later = reminder(14).due_at + timedelta(hours=1)
    async with database.begin() as uow:
        await uow.reminders.put([reminder(10), replace(reminder(14), due_at=later)], NOW)
    async with database.begin() as uow:
        assert await uow.reminders.due([1], NOW) == []
        assert await uow.reminders.due([1], later - timedelta(seconds=1)) == []
        assert [each.due_at for each in await uow.reminders.due([1], later)] == [later]


async def test_stale_ones_are_dropped_but_not_what_is_due_and_not_told_yet(database: Database) -> None:
    old, other = reminder(9), reminder(12, due="2025-11-19")
    async with database.begin() as uow:
        await uow.reminders.put([old, reminder(14), reminder(18), other, reminder(14, milestone=6)], NOW - timedelta(2))
    async with database.begin() as uow:
        # Due on the same day still: what was due yesterday waits for the sweep; the 18th is no working day any more.
        await uow.reminders.drop(1, [], [5], [reminder(14), reminder(17)], NOW)
    assert await waiting(database) == [old.key, reminder(14).key, reminder(14, milestone=6).key]
    async with database.begin() as uow:
        await uow.reminders.drop(1, [], [5], [reminder(20, due="2025-11-28")], NOW)
    assert await waiting(database) == [reminder(14, milestone=6).key]


async def test_what_somebody_is_changing_is_left_for_the_next_look(database: Database) -> None:
    async with database.begin() as uow:
        await uow.reminders.put([reminder(10), reminder(10, milestone=6)], NOW)
    async with database.begin() as one, database.begin() as other:
        await one.connection.execute(text("delete from reminder where milestone_id = 5"))
        assert [each.milestone_id for each in await other.reminders.due([1], NOW)] == [6]
        assert await one.reminders.alone()
        assert not await other.reminders.alone()


async def test_a_morning_is_begun_once_even_when_the_clock_is_put_back(database: Database) -> None:
    mornings = {1: NOW, 2: NOW}
    async with database.begin() as uow:
        assert await uow.reminders.begin_mornings(mornings, NOW) == {1, 2}
    async with database.begin() as uow:
        tomorrow = NOW + timedelta(days=1)
        assert await uow.reminders.begin_mornings({1: tomorrow}, tomorrow) == {1}
        assert await uow.reminders.begin_mornings(mornings, NOW) == frozenset()
        much_later = NOW + timedelta(days=40)
        assert await uow.reminders.begin_mornings({1: much_later}, much_later) == {1}
    rows = "select commune_id, key from reminder order by 1, 2"
    async with database.begin() as uow:
        kept = [tuple(row) for row in await uow.connection.execute(text(rows))]
    assert kept == [(1, "morning/2025-12-20"), (2, "morning/2025-11-10")]


@pytest.mark.usefixtures("new_copy")
async def test_that_nothing_is_due_is_seen_in_the_index_alone(database: Database) -> None:
    async with database.begin() as uow:
        await uow.connection.execute(
            text(
                "insert into reminder (commune_id, key, kind, due_at)"
                " select n % 50, 'k' || n, 'milestone',"
                " cast(:now as timestamptz) + n * interval '1 minute' from generate_series(1, 20000) n"
            ),
            {"now": NOW},
        )
    async with database.single() as uow:
        await uow.connection.execute(text("vacuum analyze reminder"))
        assert await uow.reminders.due_communes(NOW) == frozenset()
        assert await uow.reminders.due_communes(NOW + timedelta(minutes=2)) == {1, 2}
        plan = await uow.connection.scalars(
            text("explain select distinct commune_id from reminder where done_at is null and due_at <= :now"),
            {"now": NOW},
        )
        assert "Index Only Scan using reminder_due_idx" in "\n".join(plan)
