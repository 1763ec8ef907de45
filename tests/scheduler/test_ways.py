"""The courier where a channel lets nothing through: which way comes next, and what is written down of it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from domain.access import Grant, Role
from domain.commune import Commune, Template, ZaloAccount
from domain.delivery import GiveUp, TryLater, WindowClosed
from handlers.notices import outbox_row
from scheduler.courier import MAX_TRIES, Courier
from storage.database import Database
from storage.file import FileStore
from storage.lease import Leases
from tests.scheduler.test_courier import CAO_MINH, ECONOMY, Carrier
from tests.town import FRIDAY_MORNING, StandingClock

NOW = FRIDAY_MORNING
CODE = "CM25-0001"
HAMLET = CAO_MINH.hamlets[0].key
FACTS = {"code": CODE, "department": "Phòng Kinh tế"}
DAY = {"title": "Hội nghị", "venue": "Nhà văn hóa", "day": "28/11/2025", "hour": "07:30", "change": "moved"}
WITH_TEMPLATE = replace(
    CAO_MINH,
    zalo=ZaloAccount("1", "2", "A", "B", (("answer", Template("3001", (("ma", "code"), ("so_nha", "house")), 300)),)),
)


class TemplateCarrier(Carrier):
    def __init__(self) -> None:
        super().__init__()
        self.templates: list[tuple[str, str, dict[str, str]]] = []
        self.trouble: list[Exception] = []

    async def send_template(self, user: str, template: str, data: Mapping[str, str]) -> str:
        if self.trouble:
            raise self.trouble.pop(0)
        self.templates.append((user, template, dict(data)))
        return "t"

    async def send_template_to_phone(self, phone: str, template: str, data: Mapping[str, str], tracking: str) -> str:
        return await self.send_template(phone, template, data)


class Office:
    """Account 1 is an Official Account, account 2 a bot without a window."""

    def __init__(self, database: Database, directory: Path) -> None:
        self.database = database
        self.clock = StandingClock(NOW)
        self.zalo: Carrier = TemplateCarrier()
        self.telegram = Carrier()
        self.directory = directory
        self.leases = Leases(database.dsn)

    def courier(self, commune: Commune = CAO_MINH) -> Courier:
        carriers = {1: self.zalo, 2: self.telegram}
        communes: dict[int | None, Commune] = {CAO_MINH.id: commune}
        return Courier(self.database, self.leases, carriers, communes.get, FileStore(self.directory), self.clock)

    async def person(
        self, key: str, heard: datetime | None, *grants: Grant, account: int = 1, of: int | None = None
    ) -> int:
        """Somebody in the chat `key`; another chat of the person `of` where that is given."""
        async with self.database.begin() as uow:
            await uow.conversations.open(account, key, key, in_group=False, commune_id=CAO_MINH.id, now=NOW)
            talk = await uow.conversations.claim(account, key, NOW)
            assert talk is not None
            if of is None:
                someone = await uow.people.add(CAO_MINH.id, f"Người {key}", "vi", NOW, conversation_id=talk.id)
                of = someone.id
                await uow.people.change(CAO_MINH.id, of, consented_at=NOW, hamlet=HAMLET)
            for grant in grants:
                await uow.people.give(CAO_MINH.id, of, grant, NOW)
        await self.rows(
            "update conversation set person_id = :person, heard_at = :heard where key = :key and account_id = :account "
            "returning id",
            person=of, heard=heard, key=key, account=account,
        )  # fmt: skip
        return of

    async def queue(self, person: int, address: str, kind: str | None, facts: Mapping[str, str], **more: Any) -> None:
        async with self.database.begin() as uow:
            row = {
                "account_id": 1, "address": address, "commune_id": CAO_MINH.id, "person_id": person, "urgency": 5,
                "text": "Nội dung riêng", "queued_at": NOW, "kind": kind, "facts": dict(facts), **more,
            }  # fmt: skip
            await uow.outbox.add([outbox_row(**row)])

    async def petition(self, author: int, **more: Any) -> None:
        async with self.database.begin() as uow:
            facts = {
                "commune_id": CAO_MINH.id, "code": CODE, "state": "answered", "topic": "khac", "department": ECONOMY,
                "hamlet": HAMLET, "author": author, "author_name": "Người mẫu", "name_shown": True, "collected": False,
                "body": "Đường hỏng", "received_at": NOW, "due_on": NOW.date(), "answer_days": 10, **more,
            }  # fmt: skip
            await uow.petitions.add(**facts)

    async def rows(self, statement: str, **facts: Any) -> list[Any]:
        async with self.database.begin() as uow:
            return [tuple(row) for row in await uow.connection.execute(text(statement), facts)]

    async def ways(self) -> list[Any]:
        return await self.rows(
            "select way, account_id, address, trouble, sent_at is not null, cost from outbox order by id"
        )


@pytest.fixture
async def office(database: Database, tmp_path: Path) -> AsyncIterator[Office]:
    made = Office(database, tmp_path)
    async with database.begin() as uow:
        first = await uow.communes.open_account("zalo:cao-minh", "zalo", CAO_MINH.id, None)
        second = await uow.communes.open_account("telegram:default", "telegram", None, None)
    assert (first.id, second.id) == (1, 2)
    yield made
    with suppress(Exception):
        await made.leases.close()


def days(count: float) -> datetime:
    return NOW - timedelta(days=count)


@pytest.mark.parametrize(
    ("heard", "cost"), [(0.0, 0), (1.99, 0), (2.0, 55), (6.99, 55)], ids=["now", "free", "billed", "last-minute"]
)
async def test_what_a_message_costs_is_written_down(office: Office, heard: float, cost: int) -> None:
    person = await office.person("186", days(heard))
    await office.queue(person, "186", "answer", FACTS)
    await office.courier().drain()
    assert await office.ways() == [("chat", 1, "186", None, True, cost)]


async def test_another_chat_of_the_same_person_gets_all_of_it(office: Office) -> None:
    person = await office.person("186", days(8))
    await office.person("77", days(100), account=2, of=person)
    await office.queue(person, "186", "answer", FACTS, choices=[{"key": "answer.rate:x:5", "label": "Hài lòng"}])
    await office.courier().drain()
    assert office.zalo.tried == []
    assert [(m.address, m.text, m.choices[0]["label"]) for m in office.telegram.sent] == [
        ("77", "Nội dung riêng", "Hài lòng")
    ]
    assert [row[:5] for row in await office.ways()] == [
        ("chat", 1, "186", "window-closed", False), ("other-chat", 2, "77", None, True),
    ]  # fmt: skip


async def test_what_the_channel_says_counts_more_than_what_is_known_here(office: Office) -> None:
    person = await office.person("186", days(1))
    await office.queue(person, "186", "change", DAY)
    office.zalo.luck["186"] = [WindowClosed("window-closed")]
    await office.courier().drain()
    assert await office.rows("select kind, trouble, person_id from call") == [("change", "window-closed", person)]
    # The chat is not gone: the next message is tried.
    await office.queue(person, "186", "change", DAY)
    await office.courier().drain()
    assert len(office.zalo.sent) == 1


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"urgency": 0}, id="a-reply"),
        pytest.param({"kind": None}, id="no-kind"),
    ],
)
async def test_what_has_no_other_way_is_given_up(office: Office, more: Mapping[str, Any]) -> None:
    person = await office.person("186", days(1))
    await office.queue(person, "186", **{"kind": "answer", "facts": FACTS, **more})
    office.zalo.luck["186"] = [WindowClosed()]
    await office.courier().drain()
    assert [row[:5] for row in await office.ways()] == [("chat", 1, "186", "window-closed", False)]
    assert await office.rows("select * from call") == []


@pytest.mark.parametrize("why", ["blocked", "chat-gone"])
async def test_who_shut_the_chat_is_reached_otherwise(office: Office, why: str) -> None:
    person = await office.person("186", days(1))
    await office.queue(person, "186", "change", DAY)
    office.zalo.luck["186"] = [GiveUp(why)]
    await office.courier().drain()
    assert await office.rows("select trouble from call") == [(why,)]


async def test_a_message_that_is_refused_as_such_is_not_sent_round(office: Office) -> None:
    person = await office.person("186", days(1))
    await office.queue(person, "186", "change", DAY)
    office.zalo.luck["186"] = [GiveUp("rejected")]
    await office.courier().drain()
    assert await office.rows("select * from call") == []


async def test_a_template_has_every_parameter_even_where_nothing_is_known(office: Office) -> None:
    person = await office.person("186", days(8))
    await office.petition(person)
    await office.queue(person, "186", "answer", FACTS, about=CODE)
    await office.courier(WITH_TEMPLATE).drain()
    assert isinstance(office.zalo, TemplateCarrier)
    assert office.zalo.templates == [("186", "3001", {"ma": CODE, "so_nha": "—"})]
    assert (await office.ways())[1] == ("template", 1, "186", None, True, 300)


async def test_a_template_waits_out_a_passing_trouble_and_then_gives_way(office: Office) -> None:
    person = await office.person("186", days(8))
    await office.petition(person)
    await office.queue(person, "186", "answer", FACTS, about=CODE)
    assert isinstance(office.zalo, TemplateCarrier)
    office.zalo.trouble = [TryLater("busy")]
    courier = office.courier(WITH_TEMPLATE)
    await courier.drain()
    assert await office.rows("select * from call") == []
    await office.rows("update outbox set tries = :tries where way = 'template' returning id", tries=MAX_TRIES - 1)
    office.zalo.trouble = [TryLater("busy")]
    office.clock.moment += timedelta(minutes=1)
    await courier.drain()
    assert [row[3] for row in await office.ways()] == ["window-closed", "unreachable"]
    assert await office.rows("select about from call") == [(CODE,)]


async def test_an_account_that_sends_no_templates_is_no_end(office: Office) -> None:
    office.zalo = Carrier()
    person = await office.person("186", days(8))
    await office.petition(person)
    await office.queue(person, "186", "answer", FACTS, about=CODE)
    await office.courier(WITH_TEMPLATE).drain()
    assert [row[3] for row in await office.ways()] == ["window-closed", "no-templates"]
    assert await office.rows("select about, trouble from call") == [(CODE, "no-templates")]


HEAD = Grant(Role.HAMLET_HEAD, hamlet=HAMLET)


async def test_heads_of_the_hamlet_are_asked_in_their_own_chats(office: Office) -> None:
    person = await office.person("186", days(8))
    await office.person("201", days(1), HEAD)
    await office.person("202", days(9), HEAD)
    await office.person("203", days(1), Grant(Role.HAMLET_HEAD, hamlet=CAO_MINH.hamlets[1].key))
    await office.queue(person, "186", "change", DAY)
    await office.courier().drain()
    # Not the one who is out of reach as well, nor that of another hamlet.
    assert [(m.address, "báo giúp Người 186" in m.text) for m in office.zalo.sent] == [("201", True)]
    assert "07:30 ngày 28/11/2025" in office.zalo.sent[0].text
    assert "Nội dung riêng" not in office.zalo.sent[0].text


async def test_only_when_no_head_could_be_told_it_is_left_to_a_call(office: Office) -> None:
    person = await office.person("186", days(8))
    for key in ("201", "202"):
        await office.person(key, days(1), HEAD)
    await office.queue(person, "186", "change", DAY)
    office.zalo.luck = {"201": [GiveUp("blocked")]}
    await office.courier().drain()
    assert await office.rows("select * from call") == []
    await office.rows("update conversation set reachable = true returning id")
    await office.queue(person, "186", "change", DAY)
    office.zalo.luck = {"201": [GiveUp("blocked")], "202": [WindowClosed()]}
    await office.courier().drain()
    assert len(await office.rows("select * from call")) == 1


async def test_nobody_wakes_a_hamlet_head(office: Office) -> None:
    office.clock.moment = NOW.replace(hour=22)
    person = await office.person("186", days(8))
    await office.person("201", days(0.1), HEAD)
    await office.queue(person, "186", "change", DAY)
    courier = office.courier()
    await courier.drain()
    assert office.zalo.sent == []
    office.clock.moment += timedelta(hours=9)
    await courier.drain()
    assert [m.address for m in office.zalo.sent] == ["201"]


@pytest.mark.parametrize(
    ("more", "head", "call"),
    [
        pytest.param({}, False, True, id="sent-by-the-resident"),
        pytest.param({"name_shown": False}, False, False, id="with-a-hidden-name"),
        pytest.param({"collected": True}, True, False, id="collected-by-a-head"),
        pytest.param({"collected": True, "hamlet": CAO_MINH.hamlets[1].key}, False, True, id="in-another-hamlet"),
    ],
)
async def test_who_may_be_told_of_a_petition(office: Office, more: Mapping[str, Any], head: bool, call: bool) -> None:
    author = await office.person("186", days(8), *([HEAD] if more.get("collected") else []))
    await office.person("201", days(1), HEAD)
    await office.petition(author, **more)
    await office.queue(author, "186", "answer", FACTS, about=CODE)
    await office.courier().drain()
    assert [m.address for m in office.zalo.sent] == (["201"] if head else [])
    assert bool(await office.rows("select * from call")) is call


async def test_one_message_that_fails_twice_makes_one_call(office: Office) -> None:
    """Whatever is killed when: what follows a message is queued once."""
    person = await office.person("186", days(8))
    await office.queue(person, "186", "change", DAY)
    courier = office.courier()
    await courier.drain()
    await office.rows("update outbox set given_up_at = null, trouble = null returning id")
    await courier.drain()
    assert len(await office.rows("select * from call")) == 1


async def test_reminders_of_one_person_are_one_call_and_other_news_another(office: Office) -> None:
    person, other = await office.person("186", days(8)), await office.person("187", days(8))
    ends = NOW + timedelta(days=1)
    for who, key, kind, day in (
        (person, "186", "reminder", "28/11/2025"), (person, "186", "change", "29/11/2025"),
        (person, "186", "reminder", "29/11/2025"), (other, "187", "reminder", "29/11/2025"),
    ):  # fmt: skip
        await office.queue(who, key, kind, {**DAY, "day": day}, expires_at=ends)
        await office.courier().drain()
    calls = await office.rows("select person_id, kind, text like '%29/11/2025%' from call order by id")
    assert calls == [(person, "reminder", True), (person, "change", True), (other, "reminder", True)]
    async with office.database.begin() as uow:
        assert len(await uow.calls.waiting(CAO_MINH.id, NOW)) == 3
        assert await uow.calls.waiting(CAO_MINH.id, ends) == []
