"""Tests of the state of chats: one step at a time, all of it or nothing."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.access import Grant, Role
from handlers.notices import outbox_row
from storage.conversation import Talk
from storage.database import Database, UnitOfWork
from storage.inbox import Delivery

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
COMMUNE = 1879


async def opened(database: Database, *texts: str, key: str = "anna") -> None:
    async with database.begin() as uow:
        await uow.conversations.open(1, key, key, in_group=False, commune_id=COMMUNE, now=NOW)
        await uow.inbox.put([Delivery(1, f"{key}/{n}", key, {"text": text}) for n, text in enumerate(texts)], NOW)


async def claim(uow: UnitOfWork, key: str = "anna") -> Talk:
    talk = await uow.conversations.claim(1, key, NOW)
    assert talk is not None
    return talk


async def finish(uow: UnitOfWork, talk: Talk, said: str = "", **more: Any) -> bool:
    rows = [outbox_row(account_id=1, address=talk.address, text=said, queued_at=NOW.isoformat())] if said else []
    values: dict[str, Any] = {
        "state": {"screen": 1}, "recent": [1.5], "commune_id": COMMUNE, "person_id": None, "reachable": True,
        "outbox": rows, "now": NOW,
    } | more  # fmt: skip
    return await uow.conversations.finish(talk, **values)


async def said(database: Database) -> list[str]:
    async with database.begin() as uow:
        return [m.text for batch in await uow.outbox.next({1: 500}, [], NOW, 100, 100) for m in batch]


async def test_a_chat_nobody_has_opened_is_nothing(database: Database) -> None:
    async with database.begin() as uow:
        assert await uow.conversations.claim(1, "anna", NOW) is None


async def test_opening_a_chat_twice_leaves_it_as_it_is(database: Database) -> None:
    await opened(database, "một")
    async with database.step() as uow:
        assert await finish(uow, await claim(uow))
    await opened(database)
    async with database.begin() as uow:
        assert (await claim(uow)).state == {"screen": 1}


async def test_a_step_stores_state_mark_and_messages_together(database: Database) -> None:
    await opened(database, "một", "hai")
    async with database.step() as uow:
        talk = await claim(uow)
        assert (talk.payload, talk.state, talk.more, talk.person) == ({"text": "một"}, {}, True, None)
        assert await finish(uow, talk, "chào")
    async with database.begin() as uow:
        talk = await claim(uow)
    assert (talk.payload, talk.state, talk.recent, talk.more) == ({"text": "hai"}, {"screen": 1}, [1.5], False)
    assert await said(database) == ["chào"]


async def test_a_step_that_raises_leaves_nothing(database: Database) -> None:
    await opened(database, "một")
    try:
        async with database.step() as uow:
            talk = await claim(uow)
            await uow.people.add(COMMUNE, "Mẫu", "vi", NOW)
            assert await finish(uow, talk, "chào")
            raise RuntimeError("at the last moment")
    except RuntimeError:
        pass
    async with database.begin() as uow:
        talk = await claim(uow)
        assert (talk.state, talk.payload) == ({}, {"text": "một"})
        assert await uow.people.find(COMMUNE, 1) is None
    assert await said(database) == []


async def test_of_two_who_take_the_same_step_one_stores_it(database: Database) -> None:
    await opened(database, "một", "hai")
    async with database.begin() as first, database.begin() as second:
        mine, theirs = await claim(first), await claim(second)
        assert mine.inbox_id == theirs.inbox_id
        assert await finish(first, mine, "của người đầu")
        await first.connection.commit()
        assert not await finish(second, theirs, "của người sau")
    assert await said(database) == ["của người đầu"]
    async with database.begin() as uow:
        assert (await claim(uow)).payload == {"text": "hai"}


async def test_who_comes_second_waits_for_the_first_and_then_gives_way(database: Database) -> None:
    await opened(database, "một", "hai")

    async def late() -> bool:
        async with database.begin() as uow:
            talk = await claim(uow)
            claimed.set()
            await go_on.wait()
            return await finish(uow, talk, "của người sau")

    claimed, go_on = asyncio.Event(), asyncio.Event()
    second = asyncio.create_task(late())
    await claimed.wait()
    async with database.begin() as uow:
        await uow.people.add(COMMUNE, "Mẫu", "vi", NOW)  # a transaction begins with the first thing written
        assert await finish(uow, await claim(uow), "của người đầu")
        go_on.set()
        done, _ = await asyncio.wait({second}, timeout=0.1)
        assert not done
    assert not await second
    assert await said(database) == ["của người đầu"]


async def test_a_step_on_an_outdated_state_is_refused_even_for_another_delivery(database: Database) -> None:
    """The first delivery was set aside between the claims: the state it saw is not the one it would overwrite."""
    await opened(database, "một", "hai")
    async with database.begin() as slow:
        old = await claim(slow)
        async with database.begin() as uow:
            assert old.inbox_id is not None
            await uow.inbox.set_aside(old.inbox_id, "4f2a", NOW)
        async with database.step() as uow:
            assert await finish(uow, await claim(uow), "hai")
        assert not await finish(slow, old, "một")
    assert await said(database) == ["hai"]


async def test_changing_the_chat_inside_the_step_is_no_interference(database: Database) -> None:
    await opened(database, "một")
    async with database.begin() as uow:
        talk = await claim(uow)
        await uow.conversations.mark_reachable(1, "anna", reachable=False)
        assert await finish(uow, talk, "chào")
    assert await said(database) == ["chào"]


async def test_what_was_said_once_is_not_said_again_by_a_step(database: Database) -> None:
    await opened(database, "một", "hai")
    for _ in range(2):
        async with database.step() as uow:
            row = outbox_row(
                account_id=1, address="anna", text="một lần", commune_id=COMMUNE, once="x", queued_at=NOW.isoformat()
            )
            assert await finish(uow, await claim(uow), outbox=[row])
    assert await said(database) == ["một lần"]


async def test_a_claim_brings_the_person_with_their_roles(database: Database) -> None:
    await opened(database, "một", "hai")
    async with database.begin() as uow:
        someone = await uow.people.add(COMMUNE, "Nguyễn Văn Mẫu", "vi", NOW)
        await uow.people.give(COMMUNE, someone.id, Grant(Role.OFFICER, "phong-kinh-te"), NOW)
        await uow.people.give(COMMUNE, someone.id, Grant(Role.CLERK), NOW)
    async with database.step() as uow:
        assert await finish(uow, await claim(uow), person_id=someone.id)
    async with database.begin() as uow:
        talk = await claim(uow)
        assert await uow.conversations.person_in_private(1, "anna") == (COMMUNE, someone.id)
        assert await uow.conversations.of_person(COMMUNE, someone.id) == [(1, "anna")]
    assert talk.person == someone
    assert set(talk.grants) == {Grant(Role.OFFICER, "phong-kinh-te"), Grant(Role.CLERK)}


async def test_a_group_with_another_id_keeps_its_chats_and_messages(database: Database) -> None:
    async with database.begin() as uow:
        for key, address in (("-5/0/7", "-5"), ("-5/3/7", "-5/3"), ("-55/0/7", "-55")):
            await uow.conversations.open(1, key, address, in_group=True, commune_id=COMMUNE, now=NOW)
        rows = [outbox_row(account_id=1, address=a, text=a, queued_at=NOW) for a in ("-5", "-5/3", "-55")]
        await uow.outbox.add(rows)
        await uow.conversations.rename(1, "-5", "-1005")
    async with database.begin() as uow:
        found = [await uow.conversations.claim(1, key, NOW) for key in ("-1005/0/7", "-1005/3/7", "-55/0/7")]
        assert [talk and talk.address for talk in found] == ["-1005", "-1005/3", "-55"]
        batches = await uow.outbox.next({1: 500}, [], NOW, 10, 10)
    assert [batch[0].address for batch in batches] == ["-1005", "-1005/3", "-55"]


async def test_drafts_nobody_touched_for_long_are_forgotten_and_nothing_else(database: Database) -> None:
    states = {
        "old": {"screen": 4, "drafts": [{}], "filling": {}, "loose": {"parts": []}, "menu": [["a", "b"]]},
        "plain": {"screen": 2},
        "fresh": {"drafts": [{}]},
    }
    for key, state in states.items():
        await opened(database, "một", key=key)
        async with database.step() as uow:
            now = NOW if key == "fresh" else NOW - timedelta(days=31)
            assert await finish(uow, await claim(uow, key), state=state, now=now)
    async with database.begin() as uow:
        assert await uow.conversations.forget_drafts(NOW - timedelta(days=30)) == 1
        left = {key: (await claim(uow, key)).state for key in states}
    assert left == {"old": {"screen": 4}, "plain": {"screen": 2}, "fresh": {"drafts": [{}]}}
