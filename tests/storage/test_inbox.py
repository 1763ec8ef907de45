"""Tests of the inbox: each delivery once, in order per chat, tried again and set aside."""

from datetime import UTC, datetime, timedelta
from typing import Any

from storage.database import Database
from storage.inbox import Delivery

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def delivery(number: int, chat: str = "anna", account: int = 1, **payload: Any) -> Delivery:
    return Delivery(account, str(number), chat, payload or {"text": f"tin {number}"})


async def put(database: Database, *deliveries: Delivery) -> None:
    async with database.begin() as uow:
        await uow.inbox.put(deliveries, NOW)


async def heads(database: Database, now: datetime = NOW) -> list[tuple[int, str]]:
    async with database.begin() as uow:
        return await uow.inbox.waiting(now, 100)


async def take(database: Database, chat: str = "anna", now: datetime = NOW, account: int = 1) -> str | None:
    """Take the next step of a chat as a worker does; return the text it was about."""
    async with database.step() as uow:
        talk = await uow.conversations.claim(account, chat, now)
        if talk is None:
            await uow.conversations.open(account, chat, chat, in_group=False, commune_id=None, now=now)
            talk = await uow.conversations.claim(account, chat, now)
        assert talk is not None
        if talk.inbox_id is None:
            return None
        assert await uow.conversations.finish(
            talk, state={}, recent=[], commune_id=None, person_id=None, reachable=True, outbox=[], now=now
        )
    return str(talk.payload["text"])


async def head(database: Database, chat: str = "anna", now: datetime = NOW) -> int:
    async with database.begin() as uow:
        await uow.conversations.open(1, chat, chat, in_group=False, commune_id=None, now=now)
        talk = await uow.conversations.claim(1, chat, now)
    assert talk is not None
    assert talk.inbox_id is not None
    return talk.inbox_id


async def test_a_repeated_delivery_is_stored_once_and_stays_as_it_was(database: Database) -> None:
    await put(database, delivery(1, text="một"), delivery(2, text="hai"))
    await put(database, delivery(1, text="khác"), delivery(3, text="ba"))
    await put(database, delivery(3, text="ba"), delivery(3, text="ba"))
    assert [await take(database) for _ in range(4)] == ["một", "hai", "ba", None]


async def test_a_delivery_that_was_done_is_still_known_when_it_is_repeated(database: Database) -> None:
    await put(database, delivery(1))
    assert await take(database) == "tin 1"
    await put(database, delivery(1))
    assert await take(database) is None


async def test_the_same_number_of_another_account_is_another_delivery(database: Database) -> None:
    await put(database, delivery(1), delivery(1, account=2, text="của tài khoản khác"))
    assert await take(database) == "tin 1"
    assert await take(database, account=2) == "của tài khoản khác"


async def test_chats_that_waited_longest_come_first(database: Database) -> None:
    await put(database, delivery(1, "anna"), delivery(2, "bình"), delivery(3, "anna"), delivery(4, "chi"))
    assert await heads(database) == [(1, "anna"), (1, "bình"), (1, "chi")]
    await take(database, "anna")
    assert await heads(database) == [(1, "bình"), (1, "anna"), (1, "chi")]


async def test_nothing_overtakes_a_delivery_that_is_tried_again_later(database: Database) -> None:
    await put(database, delivery(1), delivery(2), delivery(3, "bình"))
    first = await head(database)
    async with database.begin() as uow:
        await uow.inbox.failed(first, "4f2a", NOW + 2 * SECOND)
    assert await heads(database) == [(1, "bình")]
    assert await take(database) is None
    await put(database, delivery(4))
    assert await take(database) is None
    later = NOW + 2 * SECOND
    assert await heads(database, later) == [(1, "anna"), (1, "bình")]
    assert [await take(database, now=later) for _ in range(4)] == ["tin 1", "tin 2", "tin 4", None]


async def test_who_is_slowed_down_is_answered_in_order_and_others_at_once(database: Database) -> None:
    await put(database, delivery(1), delivery(2), delivery(3, "bình"))
    async with database.begin() as uow:
        await uow.inbox.slow_down(1, "anna", NOW + SECOND)
    await put(database, delivery(4))
    assert await heads(database) == [(1, "bình")]
    assert await take(database) is None
    assert [await take(database, now=NOW + SECOND) for _ in range(3)] == ["tin 1", "tin 2", "tin 4"]


async def test_what_is_set_aside_lets_the_chat_go_on_and_can_be_tried_again(database: Database) -> None:
    await put(database, delivery(1), delivery(2))
    first = await head(database)
    async with database.begin() as uow:
        await uow.inbox.set_aside(first, "4f2a", NOW)
    assert await take(database) == "tin 2"
    assert await take(database) is None
    async with database.begin() as uow:
        [aside] = await uow.inbox.all_set_aside()
        assert (aside.id, aside.conversation, aside.trouble) == (first, "anna", "4f2a")
        assert await uow.inbox.retry_set_aside() == 1
        assert await uow.inbox.all_set_aside() == []
        assert await uow.inbox.tries(first) == 0
    assert await take(database) == "tin 1"


async def test_tries_are_counted(database: Database) -> None:
    await put(database, delivery(1))
    first = await head(database)
    for tried in range(3):
        async with database.begin() as uow:
            assert await uow.inbox.tries(first) == tried
            await uow.inbox.failed(first, "4f2a", NOW)
    async with database.begin() as uow:
        talk = await uow.conversations.claim(1, "anna", NOW)
    assert talk is not None
    assert talk.tries == 3


async def test_waiting_deliveries_of_a_chat_are_counted(database: Database) -> None:
    await put(database, *(delivery(n) for n in range(1, 6)), delivery(9, "bình"))
    await take(database)
    async with database.begin() as uow:
        assert await uow.inbox.count_waiting(1, "anna") == 4
        assert await uow.inbox.count_waiting(1, "chi") == 0


async def test_only_what_was_done_long_ago_is_forgotten(database: Database) -> None:
    await put(database, delivery(1), delivery(2), delivery(3))
    await take(database, now=NOW)
    await take(database, now=NOW + 2 * SECOND)
    async with database.begin() as uow:
        assert await uow.inbox.forget_done(NOW + SECOND) == 1
    await put(database, delivery(2))
    assert await take(database, now=NOW + 2 * SECOND) == "tin 3"


async def test_no_more_chats_are_shown_than_asked_for(database: Database) -> None:
    await put(database, *(delivery(n, f"chat {n}") for n in range(10)))
    async with database.begin() as uow:
        assert await uow.inbox.waiting(NOW, 3) == [(1, "chat 0"), (1, "chat 1"), (1, "chat 2")]
