"""Tests of numbers for people: without gaps and twins, whatever is undone or comes at once."""

import asyncio

import pytest

from storage.database import Database, Step


async def next_of(database: Database, series: str = "petition/2025", commune: int = 1879) -> int:
    async with database.begin() as uow:
        return await uow.numbers.next(commune, series)


class Undone(Exception):
    """What a step may raise after it has taken a number."""


async def taken_in_vain(database: Database, expected: int) -> None:
    async with database.begin() as uow:
        assert await uow.numbers.next(1879, "petition/2025") == expected
        raise Undone


async def attempted_in_vain(uow: Step) -> None:
    async with uow.attempt():
        assert await uow.numbers.next(1879, "petition/2025") == 1
        raise Undone


async def test_numbers_count_from_one_per_series_and_commune(database: Database) -> None:
    assert [await next_of(database) for _ in range(3)] == [1, 2, 3]
    assert await next_of(database, "petition/2026") == 1
    assert await next_of(database, commune=2) == 1
    assert await next_of(database) == 4


async def test_a_number_that_was_undone_is_given_again(database: Database) -> None:
    assert await next_of(database) == 1
    for _ in range(2):
        with pytest.raises(Undone):
            await taken_in_vain(database, 2)
    assert await next_of(database) == 2


async def test_a_number_undone_inside_a_unit_of_work_is_given_again(database: Database) -> None:
    async with database.step() as uow:
        await uow.numbers.next(1879, "other")
        with pytest.raises(Undone):
            await attempted_in_vain(uow)
        assert await uow.numbers.next(1879, "petition/2025") == 1


async def test_many_at_once_get_all_numbers_even_when_some_fail(database: Database) -> None:
    async def one(n: int) -> int | None:
        try:
            async with database.begin() as uow:
                number = await uow.numbers.next(1879, "petition/2025")
                if n % 3 == 0:
                    raise Undone
        except Undone:
            return None
        return number

    given = [number for number in await asyncio.gather(*(one(n) for n in range(60))) if number]
    assert sorted(given) == list(range(1, 41))


async def test_who_comes_second_waits_for_the_first_to_end(database: Database) -> None:
    async with database.begin() as uow:
        assert await uow.numbers.next(1879, "petition/2025") == 1
        second = asyncio.create_task(next_of(database))
        done, _ = await asyncio.wait({second}, timeout=0.1)
        assert not done
    assert await second == 2
