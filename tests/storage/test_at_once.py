"""Tests of what many do at once: with deliveries, numbers, messages and leases."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count

import asyncpg
from sqlalchemy import text

from handlers.notices import outbox_row
from storage.database import Database
from storage.inbox import Delivery
from storage.lease import Leases

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
COMMUNE = 1879
WITHIN = 30  # seconds in which all of them must be done


class _Undone(Exception):
    pass


async def put(database: Database, *ids: str) -> None:
    async with database.begin() as uow:
        await uow.inbox.put([Delivery(1, each, "chat", {"id": each}) for each in ids], NOW)


async def stored(database: Database) -> list[str]:
    async with database.begin() as uow:
        return list(await uow.connection.scalars(text("select delivery from inbox order by id")))


async def test_a_delivery_that_comes_many_times_at_once_is_stored_once(database: Database) -> None:
    async with asyncio.timeout(WITHIN):
        await asyncio.gather(*(put(database, "7", f"own-{n}") for n in range(12)))
    assert sorted(await stored(database)) == sorted(["7", *(f"own-{n}" for n in range(12))])


async def test_twenty_take_numbers_some_give_up_and_none_is_missing(dsn: str) -> None:
    database = Database(dsn, 20)
    turns = count()

    async def take() -> int:
        undo = next(turns) % 3 == 0
        try:
            async with database.begin() as uow:
                number = await uow.numbers.next(COMMUNE, "petition/2025")
                # Others come in between if they can.
                await uow.connection.exec_driver_sql("select 1")
                if undo:
                    raise _Undone
        except _Undone:
            return 0
        return number

    async def person() -> list[int]:
        return [await take() for _ in range(10)]

    async with asyncio.timeout(WITHIN):
        taken = [number for numbers in await asyncio.gather(*(person() for _ in range(20))) for number in numbers]
    await database.close()
    kept = sorted(number for number in taken if number)
    assert kept == list(range(1, 200 - 67 + 1))


async def test_different_series_do_not_wait_for_each_other(database: Database) -> None:
    async with asyncio.timeout(WITHIN), database.begin() as one, database.begin() as other:
        assert await one.numbers.next(COMMUNE, "a") == 1
        assert await other.numbers.next(COMMUNE, "b") == 1
        assert await other.numbers.next(2, "a") == 1


async def test_what_many_want_to_tell_once_is_told_once(database: Database) -> None:
    row = outbox_row(
        account_id=1, address="chat", text="một lần", commune_id=COMMUNE, once="answer:CM25-0001", queued_at=NOW
    )

    async def tell() -> int:
        async with database.begin() as uow:
            return await uow.outbox.add([row])

    async with asyncio.timeout(WITHIN):
        told = await asyncio.gather(*(tell() for _ in range(12)))
    assert sorted(told) == [0] * 11 + [1]
    async with database.begin() as uow:
        [[message]] = await uow.outbox.next({1: 500}, [], NOW, 10, 10)
    assert message.once == "answer:CM25-0001"


async def test_many_messages_are_marked_as_sent_at_once_and_no_others(database: Database) -> None:
    rows = [outbox_row(account_id=1, address=f"chat {n % 7}", text=str(n), queued_at=NOW) for n in range(500)]
    async with database.begin() as uow:
        assert await uow.outbox.add(rows) == 500
        ids = {row.text: row.id for row in await uow.connection.execute(text("select text, id from outbox"))}
    async with database.begin() as uow:
        marks = [(ids[str(n)], f"ref {n}" if n % 4 else None, NOW + timedelta(seconds=n)) for n in range(0, 500, 2)]
        await uow.outbox.sent([*marks, (max(ids.values()) + 1, "of no message", NOW)])
    async with database.begin() as uow:
        marked = await uow.connection.execute(
            text("select id, channel_ref, sent_at from outbox where sent_at is not null order by text::int")
        )
        assert [tuple(row) for row in marked] == marks
        left = [m.text for batch in await uow.outbox.next({1: 500}, [], NOW, 100, 500) for m in batch]
    assert sorted(left, key=int) == [str(n) for n in range(1, 500, 2)]


async def test_each_account_has_one_holder_when_many_take_them_at_once(dsn: str) -> None:
    all_leases = [Leases(dsn) for _ in range(6)]
    async with asyncio.timeout(WITHIN):
        held = await asyncio.gather(*(leases.take(range(20)) for leases in all_leases))
        await asyncio.gather(*(leases.close() for leases in all_leases))
    assert sorted(account for each in held for account in each) == list(range(20))


async def test_tasks_that_take_leases_at_once_share_one_connection(dsn: str) -> None:
    leases = Leases(dsn)
    admin = await asyncpg.connect(dsn)
    await asyncio.gather(*(leases.take([account]) for account in range(8)))
    assert leases.held == frozenset(range(8))
    connections = await admin.fetch(
        "select from pg_stat_activity where application_name = 'doithoai lease' and datname = current_database()"
    )
    assert len(connections) == 1
    await leases.close()
    await admin.close()
