"""Tests of broadcasts in the background: beside replies, at a pace that leaves room, held at night, ended once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.commune import VIETNAM
from domain.notice import Urgency
from scheduler import courier as scheduled
from scheduler.broadcasts import send_broadcasts
from storage.broadcast import Broadcast, BroadcastKind, BroadcastState
from storage.database import Database
from tests.scheduler.test_courier import CAO_MINH, Round

TWO = 2


@pytest.fixture
async def round_(database: Database, tmp_path: Path) -> AsyncIterator[Round]:
    opened = Round(database, tmp_path)
    yield opened
    await opened.leases.close()


async def broadcasts(round_: Round, count: int, account: int = 1) -> None:
    for n in range(count):
        await round_.queue(f"người {n}", f"loa {n}", account=account, urgency=Urgency.BROADCAST)


async def announce(round_: Round, people: int, made_by: int | None = None) -> Broadcast:
    """An announcement to `people` in the chats of account 1."""
    for n in range(people):
        someone = await round_.person(f"dân {n}")
        async with round_.database.begin() as uow:
            await uow.people.change(CAO_MINH.id, someone, consented_at=round_.clock.now())
    made = Broadcast(
        CAO_MINH.id, 1, BroadcastKind.ANNOUNCEMENT, None, None, {"vi": "Kính mời"}, {"vi": []}, made_by,
        round_.clock.now(),
    )  # fmt: skip
    async with round_.database.begin() as uow:
        await uow.broadcasts.add(made)
    return made


async def sweep(round_: Round, chunk: int = 100) -> int:
    return await send_broadcasts(round_.database, {CAO_MINH.id: CAO_MINH}.get, round_.clock.now, chunk=chunk)


async def state(round_: Round) -> Broadcast:
    async with round_.database.begin() as uow:
        found = await uow.broadcasts.find(CAO_MINH.id, 1)
        assert found is not None
        return found


async def test_broadcasts_take_few_of_the_places_and_a_reply_finds_a_free_one(round_: Round) -> None:
    await broadcasts(round_, 20)
    await round_.leases.take([1, 2, 3])
    await round_.courier.look()
    await round_.queue("anna", "trả lời")
    await round_.courier.look()
    for task in list(round_.courier._busy.values()):
        await task
    first = [f"loa {n}" for n in range(scheduled.BROADCASTS_AT_ONCE)]
    assert [text for _, text in round_.carrier.said] == [*first, "trả lời"]


async def test_broadcasts_keep_a_pace_below_the_channels_own(round_: Round) -> None:
    await broadcasts(round_, 16)
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert await round_.courier.drain()
    assert len(round_.carrier.said) == 16
    assert loop.time() - began >= (16 - scheduled.BROADCASTS_AT_ONCE) / scheduled.BROADCASTS_A_SECOND


async def test_a_channel_that_takes_many_gets_many_but_not_all_at_once(round_: Round) -> None:
    await broadcasts(round_, scheduled.BROADCASTS_IN_BULK + 20, account=3)
    await round_.queue("anna", "trả lời", account=3)
    assert await round_.courier.drain()
    assert [len(batch) for batch in round_.bulk.batches] == [scheduled.BROADCASTS_IN_BULK + 1, 20]
    assert ("anna", "trả lời") in round_.bulk.batches[0]


async def test_an_open_broadcast_is_queued_in_one_sweep_and_ended_when_all_is_said(round_: Round) -> None:
    await announce(round_, 5)
    assert await sweep(round_, chunk=TWO) == 5
    assert (await state(round_)).state is BroadcastState.SENDING
    assert await sweep(round_) == 0
    await round_.courier.drain()
    assert sorted(round_.carrier.said) == [(f"dân {n}", "Kính mời") for n in range(5)]
    await sweep(round_)
    ended = await state(round_)
    assert (ended.state, ended.ended_at, ended.queued) == (BroadcastState.DONE, round_.clock.now(), 5)


async def test_many_who_sweep_at_once_queue_everybody_once(round_: Round) -> None:
    await announce(round_, 9)
    done = await asyncio.gather(*(sweep(round_, chunk=TWO) for _ in range(4)))
    assert sum(done) + await sweep(round_, chunk=TWO) == 9
    await round_.courier.drain()
    assert sorted(round_.carrier.said) == [(f"dân {n}", "Kính mời") for n in range(9)]


async def test_a_stopped_broadcast_is_given_up_chunk_by_chunk_and_ended(round_: Round) -> None:
    made = await announce(round_, 5)
    await sweep(round_)
    async with round_.database.begin() as uow:
        await uow.broadcasts.stop(made)
    await sweep(round_, chunk=TWO)
    assert (await state(round_)).state is BroadcastState.STOPPED
    assert (await state(round_)).ended_at == round_.clock.now()
    await round_.courier.drain()
    assert round_.carrier.said == []


async def test_the_evening_holds_what_waits_and_the_morning_sends_it(round_: Round) -> None:
    async with round_.database.begin() as uow:
        assert (await uow.communes.open_account("telegram:default", "telegram", None, None)).id == 1
    await announce(round_, 3)
    await sweep(round_)
    round_.clock.moment = datetime(2025, 11, 7, 20, 59, 54, tzinfo=VIETNAM)
    await sweep(round_)
    await round_.courier.drain()
    assert len(round_.carrier.said) == 3

    made = await announce_again(round_)
    await sweep(round_)
    round_.clock.moment += timedelta(seconds=TWO)
    await sweep(round_)
    await round_.courier.drain()
    assert len(round_.carrier.said) == 3
    round_.clock.moment = datetime(2025, 11, 8, 6, 30, tzinfo=VIETNAM)
    await round_.courier.drain()
    assert len(round_.carrier.said) == 6
    assert made.id == TWO


async def announce_again(round_: Round) -> Broadcast:
    made = Broadcast(
        CAO_MINH.id, TWO, BroadcastKind.ANNOUNCEMENT, None, None, {"vi": "Kính mời lần nữa"}, {"vi": []}, None,
        round_.clock.now(),
    )  # fmt: skip
    async with round_.database.begin() as uow:
        await uow.broadcasts.add(made)
    return made


async def test_a_commune_that_is_unknown_here_is_left_to_others(round_: Round) -> None:
    await announce(round_, 1)
    assert await send_broadcasts(round_.database, lambda commune_id: None, round_.clock.now) == 0
    assert (await state(round_)).state is BroadcastState.QUEUEING
