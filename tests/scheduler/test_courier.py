"""Tests of the courier on a real PostgreSQL, with carriers whose luck is written down beforehand."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import text

from actions.commune import apply_setup, commune_of, read_setup
from domain.access import Grant, Role
from domain.commune import Commune
from domain.delivery import AddressMoved, GiveUp, TryLater
from handlers.notices import outbox_row
from scheduler.courier import MAX_TRIES, Courier
from storage.commune import DepartmentChat
from storage.database import Database
from storage.file import FileStore
from storage.lease import Leases
from storage.outbox import Message
from tests.town import FRIDAY_MORNING, SAMPLES, StandingClock, sentence

SETUP = read_setup(yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8")))
CAO_MINH = commune_of(SETUP)
ECONOMY = "phong-kinh-te"
GROUP = "-100200"


class Carrier:
    """Sends nowhere; `luck` holds what happens to the next sendings to an address, then everything goes well."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.tried: list[tuple[str, str]] = []
        self.luck: dict[str, list[Exception]] = {}
        self.always: dict[str, Callable[[], Exception]] = {}
        self.shut: dict[str, asyncio.Event] = {}
        self.not_ready: set[str] = set()
        self.news = asyncio.Condition()

    def ready_in(self, address: str) -> float:
        return 30.0 if address in self.not_ready else 0.0

    async def send(self, message: Message, files: FileStore) -> str | None:
        self.tried.append((message.address, message.text))
        if message.address in self.shut:
            await self.shut[message.address].wait()
        if message.address in self.always:
            raise self.always[message.address]()
        if self.luck.get(message.address):
            raise self.luck[message.address].pop(0)
        async with self.news:
            self.sent.append(message)
            self.news.notify_all()
        return f"ref{len(self.sent)}"

    @property
    def said(self) -> list[tuple[str, str]]:
        return [(message.address, message.text) for message in self.sent]

    async def has_sent(self, count: int) -> None:
        async with asyncio.timeout(10), self.news:
            await self.news.wait_for(lambda: len(self.sent) >= count)


class BulkCarrier(Carrier):
    def __init__(self) -> None:
        super().__init__()
        self.batches: list[list[tuple[str, str]]] = []
        self.troubles: list[Exception] = []
        self.gone: set[str] = set()

    async def send_many(self, messages: Sequence[Message]) -> list[str | None]:
        if self.troubles:
            raise self.troubles.pop(0)
        self.batches.append([(message.address, message.text) for message in messages])
        return [None if message.address in self.gone else f"bulk{message.id}" for message in messages]


class Round:
    """The courier with its carriers: account 1, account 2, and account 3, which takes many at once."""

    def __init__(self, database: Database, directory: Path) -> None:
        self.database = database
        self.directory = directory
        self.clock = StandingClock(FRIDAY_MORNING)
        self.carrier, self.other, self.bulk = Carrier(), Carrier(), BulkCarrier()
        self.courier, self.leases = self.another()

    def another(self) -> tuple[Courier, Leases]:
        leases = Leases(self.database.dsn)
        communes: dict[int | None, Commune] = {CAO_MINH.id: CAO_MINH}
        carriers = {1: self.carrier, 2: self.other, 3: self.bulk}
        files = FileStore(self.directory)
        return Courier(self.database, leases, carriers, communes.get, files, self.clock), leases

    async def queue(self, address: str, *texts: str, account: int = 1, **values: Any) -> None:
        async with self.database.begin() as uow:
            facts = {"account_id": account, "address": address, "queued_at": self.clock.now(), **values}
            await uow.outbox.add([outbox_row(text=each, **facts) for each in texts])

    async def cards(self, count: int, address: str = GROUP, first: int = 1) -> list[str]:
        codes = [f"CM25-{number:04d}" for number in range(first, first + count)]
        for code in codes:
            await self.queue(
                address, f"{code} · Đường, cầu, cống\nThôn Mẫu 1\n\nĐường ngập ở {code}", about=code, card=True,
                commune_id=CAO_MINH.id, choices=[{"key": f"answer.begin:{code}", "label": "Trả lời"}], urgency=5,
            )  # fmt: skip
        return codes

    async def rows(self, statement: str = "select text, tries, trouble from outbox order by id") -> list[Any]:
        async with self.database.begin() as uow:
            return [tuple(row) for row in await uow.connection.execute(text(statement))]

    async def person(self, key: str, *grants: Grant, account: int = 1) -> int:
        """Somebody of Cao Minh who is told things in the chat `key`."""
        async with self.database.begin() as uow:
            now = self.clock.now()
            await uow.conversations.open(account, key, key, in_group=False, commune_id=CAO_MINH.id, now=now)
            someone = await uow.people.add(CAO_MINH.id, f"Người {key}", "vi", now)
            talk = await uow.conversations.claim(account, key, now)
            assert talk is not None
            await uow.people.change(CAO_MINH.id, someone.id, conversation_id=talk.id)
            for grant in grants:
                await uow.people.give(CAO_MINH.id, someone.id, grant, now)
            return someone.id

    async def petition(self, code: str, author: int, state: str = "received") -> None:
        async with self.database.begin() as uow:
            await uow.petitions.add(
                commune_id=CAO_MINH.id, code=code, state=state, topic="khac", department=ECONOMY, hamlet=None,
                author=author, author_name=None, name_shown=False, collected=False, body=f"Đường ngập ở {code}",
                received_at=self.clock.now(), due_on=self.clock.now().date(), answer_days=10,
            )  # fmt: skip


@pytest.fixture
async def round_(database: Database, tmp_path: Path) -> AsyncIterator[Round]:
    async with database.begin() as uow:
        await apply_setup(uow, SETUP, FRIDAY_MORNING)
    opened = Round(database, tmp_path / "files")
    yield opened
    await opened.leases.close()


# ── order ─────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_each_address_gets_its_messages_in_order(round_: Round) -> None:
    for text_ in ("một", "hai", "ba"):
        for address in ("an", "binh", "chi"):
            await round_.queue(address, text_, urgency=9 if text_ == "một" else 0)

    assert await round_.courier.drain()

    for address in ("an", "binh", "chi"):
        assert [said for to, said in round_.carrier.said if to == address] == ["một", "hai", "ba"]
    assert await round_.rows("select count(*), count(sent_at), count(distinct channel_ref) from outbox") == [(9, 9, 9)]
    assert not await round_.courier.drain()


async def test_a_reply_goes_before_the_reminders_of_others(round_: Round) -> None:
    """Urgency orders addresses; within one address nothing overtakes."""
    for number in range(40):
        await round_.queue(f"kênh {number}", "nhắc việc", urgency=9)
    await round_.queue("an", "trả lời", urgency=0)

    await round_.courier.drain()

    assert round_.carrier.said[0] == ("an", "trả lời")
    assert len(round_.carrier.said) == 41


async def test_what_is_past_its_time_is_not_sent(round_: Round) -> None:
    await round_.queue("an", "hôm qua", expires_at=round_.clock.now() - timedelta(seconds=1))
    await round_.queue("an", "hôm nay", expires_at=round_.clock.now() + timedelta(hours=1))

    await round_.courier.drain()

    assert round_.carrier.said == [("an", "hôm nay")]


async def test_an_address_whose_limit_is_reached_waits_and_others_do_not(round_: Round) -> None:
    round_.carrier.not_ready = {"an"}
    await round_.queue("an", "một")
    await round_.queue("binh", "hai")

    await round_.courier.drain()

    assert round_.carrier.tried == [("binh", "hai")]
    assert await round_.rows() == [("một", 0, None), ("hai", 0, None)]


# ── passing trouble ───────────────────────────────────────────────────────────────────────────────────────────


async def test_a_passing_trouble_is_waited_out_and_holds_back_what_comes_after(round_: Round) -> None:
    round_.carrier.luck["an"] = [TryLater("flood", 7), TryLater("network"), TryLater("network")]
    await round_.queue("an", "một", "hai")
    await round_.queue("binh", "ba")

    async def passes(seconds: float) -> None:
        round_.clock.moment += timedelta(seconds=seconds)
        await round_.courier.drain()

    await passes(0)
    assert round_.carrier.tried.count(("an", "một")) == 1
    assert round_.carrier.said == [("binh", "ba")]
    assert await round_.rows() == [("một", 1, "flood"), ("hai", 0, None), ("ba", 0, None)]
    await passes(6.9)  # the channel said seven seconds
    assert round_.carrier.tried.count(("an", "một")) == 1
    await passes(0.1)
    assert round_.carrier.tried.count(("an", "một")) == 2
    await passes(1.9)  # the channel said nothing: two seconds after the second try, four after the third
    assert round_.carrier.tried.count(("an", "một")) == 2
    await passes(0.1)
    assert round_.carrier.tried.count(("an", "một")) == 3
    await passes(3.9)
    assert round_.carrier.tried.count(("an", "một")) == 3
    await passes(0.1)
    assert [said for to, said in round_.carrier.said if to == "an"] == ["một", "hai"]


async def test_waiting_doubles_up_to_ten_minutes_and_ends_some_day(round_: Round) -> None:
    round_.carrier.always["an"] = lambda: TryLater("network")
    resident = await round_.person("an")
    await round_.queue("an", "một", commune_id=CAO_MINH.id, person_id=resident)
    await round_.queue("an", "hai")
    waits = []
    while True:
        await round_.courier.drain()
        ((until, given_up),) = await round_.rows("select not_before, given_up_at from outbox where text = 'một'")
        if given_up is not None:
            break
        waits.append((until - round_.clock.now()).total_seconds())
        round_.clock.moment = until

    assert waits[:10] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]
    assert set(waits[10:]) == {600}
    assert len(waits) == MAX_TRIES - 1
    assert (await round_.rows())[0] == ("một", MAX_TRIES, "unreachable")

    del round_.carrier.always["an"]
    round_.clock.moment += timedelta(minutes=10)
    await round_.courier.drain()
    assert round_.carrier.said == [("an", "hai")]


async def test_a_bug_of_ours_is_tried_again_and_then_given_up(round_: Round, caplog: pytest.LogCaptureFixture) -> None:
    round_.carrier.always["an"] = lambda: RuntimeError("a bug")
    await round_.queue("an", "một")
    await round_.queue("binh", "hai")

    for _ in range(6):
        await round_.courier.drain()
        round_.clock.moment += timedelta(minutes=1)

    assert round_.carrier.said == [("binh", "hai")]
    assert await round_.rows() == [("một", 4, "internal"), ("hai", 0, None)]
    assert sum(record.message.startswith("sending failed [") for record in caplog.records) == 4


# ── lasting trouble ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("why", ["blocked", "chat-gone", "no-rights", "rejected"])
async def test_an_answer_that_does_not_arrive_is_told_to_its_department(round_: Round, why: str) -> None:
    resident = await round_.person("an")
    await round_.person("can-bo", Grant(Role.OFFICER, ECONOMY))
    await round_.petition("CM25-0001", resident, "answered")
    round_.carrier.luck["an"] = [GiveUp(why)]
    await round_.queue(
        "an", "Xã sẽ sửa", commune_id=CAO_MINH.id, person_id=resident, about="CM25-0001", once="answer:1", urgency=0
    )

    await round_.courier.drain()

    told = sentence("delivery-failed-notice", code="CM25-0001", why=sentence(f"trouble-{why}"))
    assert [(to, said.strip()) for to, said in round_.carrier.said] == [("can-bo", told.strip())]
    assert round_.carrier.sent[0].about == "CM25-0001"
    reachable = why in ("no-rights", "rejected")
    assert await round_.rows("select reachable from conversation where key = 'an'") == [(reachable,)]
    async with round_.database.begin() as uow:
        assert await uow.outbox.delivery_of(CAO_MINH.id, "answer:1") == (None, why)


async def test_other_news_that_does_not_arrive_is_nobodys_business(round_: Round) -> None:
    resident = await round_.person("an")
    await round_.person("can-bo", Grant(Role.OFFICER, ECONOMY))
    await round_.petition("CM25-0001", resident)
    round_.carrier.luck["an"] = [GiveUp("blocked"), GiveUp("blocked")]
    await round_.queue("an", "Đã nhận việc", commune_id=CAO_MINH.id, person_id=resident, about="CM25-0001")
    await round_.queue("an", "Không thuộc xã nào")

    await round_.courier.drain()

    assert round_.carrier.said == []
    assert await round_.rows() == [("Đã nhận việc", 1, "blocked"), ("Không thuộc xã nào", 1, "blocked")]


# ── a group that moves, a group that is gone ──────────────────────────────────────────────────────────────────


async def bind(round_: Round, address: str) -> None:
    async with round_.database.begin() as uow:
        chat = DepartmentChat(ECONOMY, 1, address)
        await uow.communes.bind_department(CAO_MINH.id, chat, round_.clock.now(), None)


async def test_everything_follows_a_group_that_moves(round_: Round) -> None:
    await bind(round_, f"{GROUP}/4")
    async with round_.database.begin() as uow:
        await uow.conversations.open(
            1, f"{GROUP}/4/77", f"{GROUP}/4", in_group=True, commune_id=CAO_MINH.id, now=round_.clock.now()
        )
    round_.carrier.luck[f"{GROUP}/4"] = [AddressMoved("-300")]
    await round_.queue(f"{GROUP}/4", "một", "hai")
    await round_.queue(f"{GROUP}0", "một nhóm khác")

    await round_.courier.drain()

    assert [said for to, said in round_.carrier.said if to == "-300/4"] == ["một", "hai"]
    assert (f"{GROUP}0", "một nhóm khác") in round_.carrier.said
    assert await round_.rows("select distinct address from outbox order by address") == [(f"{GROUP}0",), ("-300/4",)]
    assert await round_.rows("select key, address from conversation") == [("-300/4/77", "-300/4")]
    assert await round_.rows("select address from department_chat") == [("-300/4",)]
    assert await round_.rows("select sum(tries) from outbox") == [(0,)]


async def test_the_cards_of_a_group_that_is_gone_all_go_to_its_officers(round_: Round) -> None:
    """A list of them is refused as a whole: none of those on it may be lost."""
    await bind(round_, GROUP)
    resident = await round_.person("an")
    await round_.person("can-bo", Grant(Role.OFFICER, ECONOMY))
    await round_.person("van-phong", Grant(Role.CLERK))
    codes = await round_.cards(6)
    for code in codes:
        await round_.petition(code, resident)
    round_.carrier.always[GROUP] = lambda: GiveUp("chat-gone")

    await round_.courier.drain()

    told = [message for message in round_.carrier.sent if message.address == "can-bo"]
    listed = [choice["key"].partition(":")[2] for message in told for choice in message.choices]
    assert sorted(set(listed)) == codes
    assert [said for to, said in round_.carrier.said if to == "van-phong"] != []
    assert await round_.rows("select count(*) from department_chat") == [(0,)]
    assert await round_.rows("select count(*) from outbox where sent_at is null and given_up_at is null") == [(0,)]


# ── lists of cards ────────────────────────────────────────────────────────────────────────────────────────────


async def test_cards_that_wait_together_become_one_list(round_: Round) -> None:
    codes = await round_.cards(4)
    await round_.queue(GROUP, "sau các thẻ")

    await round_.courier.drain()

    listed, after = round_.carrier.sent
    assert listed.text.splitlines()[0] == sentence("card-digest", count=4)
    assert [line for line in listed.text.splitlines()[1:] if line.startswith("• CM25-")] == listed.text.splitlines()[1:]
    assert [f"Đường ngập ở {code}" in listed.text for code in codes] == [True] * 4
    assert [choice["key"] for choice in listed.choices] == [f"work.show:{code}" for code in codes]
    assert [choice["label"] for choice in listed.choices] == [sentence("petition-open", code=code) for code in codes]
    assert after.text == "sau các thẻ"
    assert await round_.rows("select count(sent_at) from outbox") == [(5,)]


async def test_a_reply_to_a_list_leads_to_no_petition(round_: Round) -> None:
    await round_.cards(4)
    await round_.courier.drain()
    await round_.cards(1, first=5)
    await round_.courier.drain()

    async with round_.database.begin() as uow:
        assert await uow.outbox.about_ref(1, GROUP, "ref1") is None
        assert await uow.outbox.about_ref(1, GROUP, "ref2") == (CAO_MINH.id, "CM25-0005")


async def test_a_few_cards_are_sent_as_they_are(round_: Round) -> None:
    codes = await round_.cards(3)

    await round_.courier.drain()

    assert [message.about for message in round_.carrier.sent] == codes
    assert [message.choices[0]["key"] for message in round_.carrier.sent] == [f"answer.begin:{code}" for code in codes]


async def test_only_cards_before_the_first_other_message_are_listed(round_: Round) -> None:
    await round_.cards(3)
    await round_.queue(GROUP, "giữa chừng")
    await round_.cards(3, first=4)

    await round_.courier.drain()

    assert [message.about for message in round_.carrier.sent] == [
        "CM25-0001", "CM25-0002", "CM25-0003", None, "CM25-0004", "CM25-0005", "CM25-0006",
    ]  # fmt: skip


async def test_a_list_holds_twenty_cards_at_most(round_: Round) -> None:
    await round_.cards(25)

    await round_.courier.drain()

    assert [len(message.choices) for message in round_.carrier.sent] == [20, 5]


async def test_a_list_that_cannot_be_sent_yet_is_sent_whole_later(round_: Round) -> None:
    round_.carrier.luck[GROUP] = [TryLater("flood", 5)]
    await round_.cards(4)
    await round_.courier.drain()
    assert round_.carrier.sent == []

    await round_.cards(1, first=5)
    round_.clock.moment += timedelta(seconds=5)
    await round_.courier.drain()

    assert [len(message.choices) for message in round_.carrier.sent] == [5]


# ── accounts ──────────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_trouble_of_one_account_does_not_stop_another(round_: Round) -> None:
    """Account 1 hangs in every sending it may have in flight; what account 2 has is sent all the same."""
    still = asyncio.Event()
    for number in range(40):
        round_.carrier.shut[f"chat {number}"] = still
        await round_.queue(f"chat {number}", "một")
    running = asyncio.create_task(round_.courier.run())
    try:
        for number in range(40):
            await round_.queue(f"chat {number}", "hai", account=2)
        round_.courier.wake()
        await round_.other.has_sent(40)
        assert round_.carrier.sent == []
        still.set()
        await round_.carrier.has_sent(40)
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    assert await round_.rows("select count(*), count(sent_at) from outbox") == [(80, 80)]


async def test_a_chat_that_hangs_does_not_stop_the_other_chats_of_its_account(round_: Round) -> None:
    still = round_.carrier.shut["an"] = asyncio.Event()
    await round_.queue("an", "một", "hai")
    running = asyncio.create_task(round_.courier.run())
    try:
        await round_.queue("binh", "ba", "bốn")
        round_.courier.wake()
        await round_.carrier.has_sent(2)
        assert round_.carrier.said == [("binh", "ba"), ("binh", "bốn")]
        still.set()
        await round_.carrier.has_sent(4)
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    assert round_.carrier.said[2:] == [("an", "một"), ("an", "hai")]


async def test_an_account_is_served_by_one_courier_at_a_time(round_: Round) -> None:
    second, leases = round_.another()
    await round_.courier.drain()
    await round_.queue("an", "một")

    assert not await second.drain()
    assert round_.carrier.said == []
    await round_.leases.close()
    assert await second.drain()
    assert round_.carrier.said == [("an", "một")]
    await leases.close()


# ── many at once ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_channel_that_takes_many_gets_all_in_one_go(round_: Round) -> None:
    for address in ("an", "binh", "chi"):
        await round_.queue(address, "một", "hai", account=3)
    round_.bulk.gone = {"binh"}

    await round_.courier.drain()

    assert [sorted(batch) for batch in round_.bulk.batches] == [
        [("an", "hai"), ("an", "một"), ("binh", "hai"), ("binh", "một"), ("chi", "hai"), ("chi", "một")]
    ]
    for address in ("an", "binh", "chi"):
        assert [said for to, said in round_.bulk.batches[0] if to == address] == ["một", "hai"]
    assert await round_.rows(
        "select address, channel_ref = 'bulk' || id, given_up_at is not null, trouble from outbox order by id"
    ) == [
        *[("an", True, False, None)] * 2,
        *[("binh", None, True, "chat-gone")] * 2,
        *[("chi", True, False, None)] * 2,
    ]


@pytest.mark.parametrize("trouble", [TryLater("network"), RuntimeError("a bug")])
async def test_what_a_channel_did_not_take_in_one_go_is_tried_again(round_: Round, trouble: Exception) -> None:
    round_.bulk.troubles = [trouble]
    await round_.queue("an", "một", account=3)
    await round_.queue("an", "hai", account=1)

    await round_.courier.drain()

    assert round_.bulk.batches == [[("an", "một")]]
    assert round_.carrier.said == [("an", "hai")]
    assert await round_.rows("select count(sent_at) from outbox") == [(2,)]
