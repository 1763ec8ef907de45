"""Tests of the outbox: in order per address, postponed, told once, given up."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from handlers.notices import outbox_row
from storage.database import Database
from storage.outbox import _NEXT, Message

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


async def say(database: Database, *texts: str, address: str = "anna", account: int = 1, **more: Any) -> int:
    rows = [
        outbox_row(account_id=account, address=address, text=text, **{"queued_at": NOW, "commune_id": 1879, **more})
        for text in texts
    ]
    async with database.begin() as uow:
        return await uow.outbox.add(rows)


async def due(
    database: Database, now: datetime = NOW, *, addresses: int = 100, each: int = 20, busy: tuple[str, ...] = ()
) -> list[list[Message]]:
    async with database.begin() as uow:
        return await uow.outbox.next({1: 500}, [(1, address) for address in busy], now, addresses, each)


def texts(batches: list[list[Message]]) -> list[list[str]]:
    return [[message.text for message in batch] for batch in batches]


async def sent(database: Database, *messages: Message) -> None:
    async with database.begin() as uow:
        await uow.outbox.sent([(message.id, f"ref-{message.id}", NOW) for message in messages])


async def test_messages_of_an_address_come_in_the_order_they_were_queued(database: Database) -> None:
    await say(database, "một", "hai")
    await say(database, "cho Bình", address="bình")
    await say(database, "ba")
    assert texts(await due(database)) == [["một", "hai", "ba"], ["cho Bình"]]
    [anna, _] = await due(database)
    await sent(database, anna[0])
    assert texts(await due(database)) == [["hai", "ba"], ["cho Bình"]]


async def test_a_message_that_waits_for_its_time_holds_up_those_behind_it(database: Database) -> None:
    await say(database, "một", "hai")
    await say(database, "cho Bình", address="bình")
    [[first, _], _] = await due(database)
    async with database.begin() as uow:
        await uow.outbox.postponed(first.id, NOW + SECOND, "flood")
    await say(database, "gấp", urgency=0)
    assert texts(await due(database)) == [["cho Bình"]]
    assert texts(await due(database, NOW + SECOND)) == [["một", "hai", "gấp"], ["cho Bình"]]
    [[again, *_], _] = await due(database, NOW + SECOND)
    assert again.tries == 1


async def test_addresses_in_hand_are_left_out(database: Database) -> None:
    await say(database, "một")
    await say(database, "cho Bình", address="bình")
    assert texts(await due(database, busy=("anna",))) == [["cho Bình"]]


async def test_replies_go_before_reminders_of_other_chats(database: Database) -> None:
    await say(database, "nhắc", address="anna", urgency=9)
    await say(database, "báo", address="bình", urgency=5)
    await say(database, "trả lời", address="chi", urgency=0)
    assert texts(await due(database)) == [["trả lời"], ["báo"], ["nhắc"]]
    assert texts(await due(database, addresses=1)) == [["trả lời"]]


async def test_no_more_messages_per_address_are_read_than_asked_for(database: Database) -> None:
    await say(database, *"abcdef")
    assert texts(await due(database, each=2)) == [["a", "b"]]


async def test_other_accounts_are_left_to_who_holds_them(database: Database) -> None:
    await say(database, "của tài khoản khác", account=2)
    assert await due(database) == []


async def test_no_more_addresses_of_an_account_are_read_than_it_has_room_for(database: Database) -> None:
    for account in (1, 2):
        for n in range(3):
            await say(database, f"{account}-{n}", account=account, address=f"chat {n}")
    async with database.begin() as uow:
        found = await uow.outbox.next({1: 2, 2: 1}, [(2, "chat 0")], NOW, 10, 10)
        assert [m.text for batch in found for m in batch] == ["1-0", "1-1", "2-1"]


async def test_what_has_a_key_is_said_once_per_commune(database: Database) -> None:
    assert await say(database, "một", once="answer:CM25-0001") == 1
    assert await say(database, "một nữa", once="answer:CM25-0001") == 0
    assert await say(database, "xã khác", once="answer:CM25-0001", commune_id=2) == 1
    assert await say(database, "không khoá", "không khoá") == 2
    [batch] = await due(database)
    await sent(database, *batch)
    assert await say(database, "sau khi gửi", once="answer:CM25-0001") == 0
    assert await say(database) == 0


async def test_what_was_given_up_is_not_sent_and_is_shown_to_the_clerk(database: Database) -> None:
    await say(database, "một", about="CM25-0001", person_id=None)
    await say(database, "hai")
    [[first, second]] = await due(database)
    async with database.begin() as uow:
        await uow.outbox.given_up([first.id], "blocked", NOW)
        [undelivered] = await uow.outbox.undelivered(1879, NOW - SECOND)
    assert (undelivered.about, undelivered.text, undelivered.trouble) == ("CM25-0001", "một", "blocked")
    assert texts(await due(database)) == [[second.text]]


async def test_what_is_no_longer_worth_saying_is_given_up_without_bothering_anybody(database: Database) -> None:
    await say(database, "nhắc buổi sáng", expires_at=NOW + SECOND)
    await say(database, "còn hạn", expires_at=NOW + 3 * SECOND)
    later = NOW + 2 * SECOND
    assert texts(await due(database, later)) == [["còn hạn"]]
    async with database.begin() as uow:
        assert await uow.outbox.expire(later) == 1
        assert await uow.outbox.undelivered(1879, NOW) == []


async def test_whether_a_message_arrived_can_be_told_by_its_key(database: Database) -> None:
    async def state() -> Any:
        async with database.begin() as uow:
            return await uow.outbox.delivery_of(1879, "answer:CM25-0001:5")

    assert await state() is None
    await say(database, "trả lời", once="answer:CM25-0001:5")
    assert await state() == (None, None)
    [[message]] = await due(database)
    async with database.begin() as uow:
        await uow.outbox.postponed(message.id, NOW, "network")
    assert await state() == (None, None)
    await sent(database, message)
    assert await state() == (NOW, None)


async def test_a_reply_is_found_by_the_message_it_answers(database: Database) -> None:
    await say(database, "thẻ", about="CM25-0001")
    await say(database, "danh sách")
    [[card, digest]] = await due(database)
    await sent(database, card, digest)
    async with database.begin() as uow:
        assert await uow.outbox.about_ref(1, "anna", f"ref-{card.id}") == (1879, "CM25-0001")
        assert await uow.outbox.about_ref(1, "anna", f"ref-{digest.id}") is None
        assert await uow.outbox.about_ref(1, "bình", f"ref-{card.id}") is None
        assert await uow.outbox.about_ref(2, "anna", f"ref-{card.id}") is None


async def test_what_was_sent_long_ago_is_forgotten_and_what_waits_is_not(database: Database) -> None:
    await say(database, "một", "hai")
    [[first, _]] = await due(database)
    await sent(database, first)
    async with database.begin() as uow:
        assert await uow.outbox.forget_sent(NOW + SECOND) == 0
        assert await uow.outbox.forget_of(7, NOW + SECOND) == 0
        assert await uow.outbox.forget_of(1879, NOW + SECOND) == 1
    assert texts(await due(database)) == [["hai"]]


BULK: dict[str, Any] = {"urgency": 20}


async def test_broadcasts_fill_the_room_that_everything_else_leaves(database: Database) -> None:
    for n in range(3):
        await say(database, f"loa {n}", address=f"chat {n}", **BULK)
    await say(database, "trả lời", address="anna")
    assert texts(await due(database)) == [["trả lời"], ["loa 0"], ["loa 1"], ["loa 2"]]
    assert texts(await due(database, addresses=2)) == [["trả lời"], ["loa 0"]]
    async with database.begin() as uow:
        assert texts(await uow.outbox.next({1: 3}, [], NOW, 100, 20)) == [["trả lời"], ["loa 0"], ["loa 1"]]
        assert texts(await uow.outbox.next({1: 500}, [], NOW, 100, 20, {1: 1})) == [["trả lời"], ["loa 0"]]
        assert texts(await uow.outbox.next({1: 500}, [], NOW, 100, 20, {1: 5}, 2)) == [
            ["trả lời"],
            ["loa 0"],
            ["loa 1"],
        ]
        assert texts(await uow.outbox.next({1: 500}, [], NOW, 100, 20, {})) == [["trả lời"]]
        assert texts(await uow.outbox.next({1: 1}, [(1, "chat 0")], NOW, 100, 20, {1: 1})) == [["trả lời"]]


async def test_anything_may_overtake_a_broadcast_of_the_same_chat_but_another_broadcast(database: Database) -> None:
    await say(database, "loa một", "loa hai", **BULK)
    await say(database, "trả lời", "báo")
    assert texts(await due(database)) == [["trả lời", "báo"]]
    [[reply, notice]] = await due(database)
    async with database.begin() as uow:
        # What waits for its time holds up the whole chat.
        await uow.outbox.postponed(reply.id, NOW + SECOND, "flood")
    assert texts(await due(database)) == []
    await sent(database, reply, notice)
    [[first]] = await due(database)
    assert first.text == "loa một"
    async with database.begin() as uow:
        await uow.outbox.postponed(first.id, NOW + SECOND, "flood")
    assert texts(await due(database)) == []
    await say(database, "trả lời nữa")
    assert texts(await due(database)) == [["trả lời nữa"]]
    [[again]] = await due(database)
    await sent(database, again)
    assert texts(await due(database, NOW + SECOND)) == [["loa một"]]
    await sent(database, first)
    assert texts(await due(database)) == [["loa hai"]]


async def test_a_broadcast_waits_for_its_time_and_its_chat(database: Database) -> None:
    await say(database, "mai", address="chat 0", not_before=NOW + SECOND, **BULK)
    await say(database, "hết hạn", address="chat 1", expires_at=NOW, **BULK)
    await say(database, "đang bận", address="chat 2", **BULK)
    await say(database, "của tài khoản khác", address="chat 3", account=2, **BULK)
    assert texts(await due(database, busy=("chat 2",))) == []
    assert texts(await due(database, NOW + SECOND)) == [["mai"], ["đang bận"]]
    async with database.begin() as uow:
        assert await uow.outbox.expire(NOW + SECOND) == 1


@pytest.mark.usefixtures("new_copy")
async def test_no_more_is_read_of_very_many_broadcasts_than_there_is_room_for(database: Database) -> None:
    """Also by a plan that was made when nothing was known of the table: such are kept from its first day."""
    async with database.begin() as uow:
        fill = (
            "insert into outbox (account_id, address, text, urgency, queued_at) "
            "select 1, 'chat ' || n, 'loa', 20, :now from generate_series(1, 3000) n"
        )
        await uow.connection.execute(text(fill), {"now": NOW})
        facts = {
            "accounts": [1], "rooms": [300], "spare": [10], "busy": [], "now": NOW, "addresses": 300,
            "broadcasts": 300, "each": 20, "in_bulk": [False],
        }  # fmt: skip
        [plan] = await uow.connection.scalar(text(f"explain (analyze, format json) {_NEXT}"), facts)
    read = [
        (node["Index Name"], (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"])
        for node in _nodes(plan["Plan"])
        if "Index Name" in node
    ]
    assert ("outbox_waiting_idx", 0) in read
    assert ("outbox_bulk_idx", 10) in read
    assert all(rows <= 10 for _, rows in read), read
    assert all(node["Node Type"] != "Seq Scan" for node in _nodes(plan["Plan"]))


def _nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(below for each in node.get("Plans", ()) for below in _nodes(each))]
