"""Tests of two people becoming one in storage: every column that names a person is thought of, none is left behind."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import BigInteger, Column, Table, text
from sqlalchemy.dialects.postgresql import JSONB

from domain.access import Grant, Role
from domain.link import LinkCode
from storage.database import Database, UnitOfWork
from storage.link import MOVES, MOVES_APART, STAYS
from storage.person import Person
from storage.tables import metadata, person, petition, speaker

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
COMMUNE = 1879
# Numbers that are nobody.
NOBODY = {
    "answer.id",
    "answer.petition_id",
    "answer_writing.petition_id",
    "audit.entry",
    "audit.id",
    "audit_seal.until",
    "broadcast.reached",  # how far a broadcast has come
    "call.outbox_id",
    "carried_petition.petition_id",
    "commitment.petition_id",
    "conversation.id",
    "escalation.id",
    "escalation.petition_id",
    "held_message.conversation_id",
    "inbox.id",
    "lexicon_word.id",
    "link_code.conversation_id",
    "linked_chat.conversation_id",
    "outbox.id",
    "outbox.instead_of",
    "person.conversation_id",
    "person.id",
    "petition.id",
    "petition.merged_into",
    "petition_apart.one",
    "petition_apart.other",
    "petition_entry.id",
    "petition_entry.petition_id",
    "petition_filed.petition_id",
    "petition_term.petition_id",
    "petition_term.term",
    "publication.petition_id",
    "reminder.id",
    "stored_file.size",
    "supervisor_question.petition_id",
}
# Values that are looked into and hold nobody's id.
WITHOUT_PEOPLE = {
    "answer.files",
    "answer.letter",
    "broadcast.choices",
    "broadcast.files",
    "broadcast.texts",
    "broadcast.was",
    "calendar_followed.calendar",
    "calendar_followed.edition",
    "channel_event.payload",
    "commitment.files",
    "commune.setup",
    "conclusion_notice.file",
    "conclusion_notice.items",  # what the notice says of petitions, by their ids
    "conversation.recent",
    "data_request.archive",
    "conversation.state",  # forms keep answers and codes; an officer to be given work is looked up when chosen
    "inbox.payload",
    "milestone.files",
    "milestone.rule",
    "outbox.choices",  # keys of buttons name petitions, dialogues and chats
    "outbox.facts",
    "outbox.files",
    "petition.supporting",
    "petition_entry.files",
    "petition_entry.places",
    "petition_entry.refs",
    "plan.choices",
    "plan.document",
    "public_item.photos",  # hashes of pictures
    "publication.photos",
    "speaker.needs",
    "supervisor_question.files",
    "web_message.choices",
    "web_message.files",
}
# Several people in one value.
LISTS = {"broadcast.besides"}
MOVED = {str(column) for column in (*MOVES, *MOVES_APART)}


def columns() -> list[Column[Any]]:
    return [column for table in metadata.sorted_tables for column in table.columns]


def test_every_number_that_could_be_a_person_is_thought_of() -> None:
    """A new column of this kind belongs into `MOVES`, or above among those that are nobody."""
    numbers = {str(column) for column in columns() if isinstance(column.type, BigInteger)}
    assert numbers - MOVED - {str(column) for column in STAYS} == NOBODY
    assert numbers >= MOVED


def test_every_column_that_sounds_like_a_person_or_refers_to_one_moves() -> None:
    sounds = {
        str(column)
        for column in columns()
        if column.name.startswith("person")
        or column.name.endswith(("_by", "_person"))
        or column.name in ("by", "author", "assigned_to")
    }
    refers = {
        str(constraint.columns["person_id"] if "person_id" in constraint.columns else list(constraint.columns)[-1])
        for table in metadata.sorted_tables
        for constraint in table.foreign_key_constraints
        if constraint.referred_table is person
    }
    # Officers who were named for a petition; what the log says stays as it was.
    named = {"petition.assigned_to"}
    assert (sounds | refers | named) - {"zalo_account.sends_by", "audit.by"} == MOVED


def test_values_that_could_hide_a_person_are_thought_of() -> None:
    """A new column of JSON belongs above if it never holds a person's id; otherwise linking has to change it."""
    assert {str(column) for column in columns() if isinstance(column.type, JSONB)} == WITHOUT_PEOPLE | LISTS


# ── a row in every table ──────────────────────────────────────────────────────────────────────────────────────


def some(column: Column[Any], number: int) -> Any:
    """Any value that `column` takes."""
    kind = column.type.python_type
    if kind is bytes:
        return b"x"
    if kind is int:
        return number
    if kind is str:
        return f"{column.name} {number}"
    if kind is datetime:
        return NOW
    if kind is date:
        return date(2025, 11, 7)
    return False if kind is bool else {}


async def insert(uow: UnitOfWork, table: Table, nth: int = 1, /, **given: Any) -> None:
    """A row of `table` with what is given, and anything else that it needs."""
    needed = {
        column.name: some(column, nth)
        for column in table.columns
        if not column.nullable and column.server_default is None and column.identity is None
    }
    values = {**needed, **({"commune_id": COMMUNE} if "commune_id" in table.c else {}), **given}
    await uow.connection.execute(table.insert().values(values))


@pytest.fixture
async def two(database: Database) -> tuple[Person, Person]:
    """Two people, each in a chat of their own: the first in chat 1 on the web, the second in chat 2 on Telegram."""
    async with database.begin() as uow:
        await uow.connection.execute(text("alter sequence person_id_seq restart with 700000001"))
        for channel in ("web", "telegram"):
            await uow.communes.open_account(f"{channel}:cao-minh", channel, COMMUNE, None)
        people = []
        for n, (account, name) in enumerate(((1, "Nguyễn Văn Mẫu"), (2, None)), 1):
            await uow.conversations.open(account, f"chat {n}", f"chat {n}", in_group=False, commune_id=COMMUNE, now=NOW)
            added = await uow.people.add(COMMUNE, name, "vi", NOW, conversation_id=n)
            people.append(added)
            await uow.connection.execute(
                text("update conversation set person_id = :person where id = :n"), {"person": added.id, "n": n}
            )
    return people[0], people[1]


async def join(uow: UnitOfWork, kept: Person, gone: Person, here: int = 2) -> Person:
    await uow.people.lock(COMMUNE, (kept.id, gone.id))
    await uow.links.merge(COMMUNE, kept.id, gone.id, here, NOW + timedelta(days=1))
    return await uow.people.absorb(kept, gone, here)


async def mentions(uow: UnitOfWork, number: int) -> set[str]:
    """The columns of the whole database in which `number` stands, whatever their type."""
    found = set()
    for table in metadata.sorted_tables:
        for column in table.columns:
            statement = f'select count(*) from "{table.name}" where "{column.name}"::text like :like'
            if (await uow.connection.execute(text(statement), {"like": f"%{number}%"})).scalar_one():
                found.add(str(column))
    return found


async def test_nothing_is_left_of_who_goes_in_any_column(database: Database, two: tuple[Person, Person]) -> None:
    kept, gone = two
    async with database.begin() as uow:
        tables = {column.table.name: column.table for column in (*MOVES, *MOVES_APART)}
        for table in metadata.sorted_tables:
            if table.name not in tables or table.name in ("conversation", "linked_chat"):
                continue
            mine: dict[str, Any] = {c.name: gone.id for c in table.columns if str(c) in MOVED}
            if table.name == "broadcast":
                mine["besides"] = [gone.id, 5]
            # Something to hang on is there: petition 1 and dialogue 1 come first.
            await insert(uow, table, **mine)
        before = await mentions(uow, gone.id)
        # The log says who acted as they were then, and goes on saying so.
        assert before == (MOVED | LISTS | {"person.id", "audit.by"}) - {"linked_chat.person_id"}
        await join(uow, kept, gone)
        assert await mentions(uow, gone.id) == {"audit.by"}
        assert await mentions(uow, kept.id) == MOVED | LISTS | {"person.id"}


async def test_other_people_and_communes_keep_what_is_theirs(database: Database, two: tuple[Person, Person]) -> None:
    kept, gone = two
    async with database.begin() as uow:
        await insert(uow, speaker.metadata.tables["dialogue"], created_by=kept.id)
        third = await uow.people.add(COMMUNE, "Lê Văn Mẫu", "vi", NOW)
        await insert(uow, petition, author=third.id, code="CM25-0001")
        await uow.connection.execute(person.insert().values(commune_id=7, id=gone.id, language="vi", created_at=NOW))
        await insert(uow, petition, commune_id=7, author=gone.id, code="XX25-0001", dialogue_id=None)
        await join(uow, kept, gone)
        rows = await uow.connection.execute(text("select commune_id, author from petition order by commune_id"))
        assert [tuple(row) for row in rows] == [(7, gone.id), (COMMUNE, third.id)]


async def test_what_is_not_known_of_the_one_is_taken_from_the_other(
    database: Database, two: tuple[Person, Person]
) -> None:
    kept, gone = two
    async with database.begin() as uow:
        await uow.people.change(COMMUNE, gone.id, name="Trần Thị Mẫu", hamlet="thon-mau-2", phone="+84900000001")
        gone = (await uow.people.lock(COMMUNE, [gone.id]))[gone.id]
        one = await join(uow, kept, gone)
        assert (one.name, one.hamlet, one.phone, one.conversation_id) == (
            "Nguyễn Văn Mẫu", "thon-mau-2", "+84900000001", 2,
        )  # fmt: skip
        assert one.id == kept.id
        assert await uow.people.find(COMMUNE, gone.id) is None


@pytest.mark.parametrize(("first", "second", "comes"), [(0, 1, False), (1, 0, True), (0, 0, False)])
async def test_of_two_answers_whether_one_comes_the_last_counts(
    database: Database, two: tuple[Person, Person], first: int, second: int, comes: bool
) -> None:
    kept, gone = two
    async with database.begin() as uow:
        for dialogue_id in (1, 2):
            await insert(uow, metadata.tables["dialogue"], dialogue_id, id=dialogue_id)
        await uow.attendances.answer(COMMUNE, 1, kept.id, comes=True, now=NOW + timedelta(hours=first))
        await uow.attendances.answer(COMMUNE, 1, gone.id, comes=False, now=NOW + timedelta(hours=second))
        await uow.attendances.answer(COMMUNE, 2, gone.id, comes=True, now=NOW)
        await join(uow, kept, gone)
        assert [await uow.attendances.of_person(COMMUNE, n, kept.id) for n in (1, 2)] == [comes, True]
        assert await uow.attendances.count(COMMUNE, 1) == (int(comes), int(not comes))


async def test_roles_of_both_are_had_once_each(database: Database, two: tuple[Person, Person]) -> None:
    kept, gone = two
    both, only = Grant(Role.OFFICER, "phong-kinh-te"), Grant(Role.HAMLET_HEAD, None, "thon-mau-1")
    async with database.begin() as uow:
        for someone, given in ((kept, both), (gone, both), (gone, only)):
            await uow.people.give(COMMUNE, someone.id, given, NOW)
        await join(uow, kept, gone)
        assert set(await uow.people.grants(COMMUNE, kept.id)) == {both, only}
        assert await uow.people.grants(COMMUNE, gone.id) == ()


async def test_chats_are_of_one_person_and_know_since_when(database: Database, two: tuple[Person, Person]) -> None:
    kept, gone = two
    async with database.begin() as uow:
        await join(uow, kept, gone)
        chats = await uow.links.chats(COMMUNE, kept.id)
        assert [(chat.conversation, chat.channel, chat.since) for chat in chats] == [
            (1, "web", NOW), (2, "telegram", NOW + timedelta(days=1)),
        ]  # fmt: skip
        for account in (1, 2):
            found = await uow.people.in_chat(COMMUNE, account, f"chat {account}")
            assert found is not None
            assert found.id == kept.id
            talk = await uow.conversations.claim(account, f"chat {account}", NOW)
            assert talk is not None
            assert talk.shared
            assert talk.person is not None
            assert talk.person.id == kept.id
        # The step that links goes on; one that is under way elsewhere in the chats of who goes is taken anew.
        assert [row.version for row in await uow.connection.execute(text("select version from conversation"))] == [0, 0]


async def test_steps_under_way_in_other_chats_of_who_goes_are_taken_anew(
    database: Database, two: tuple[Person, Person]
) -> None:
    kept, gone = two
    async with database.begin() as uow:
        await uow.conversations.open(1, "chat 3", "chat 3", in_group=False, commune_id=COMMUNE, now=NOW)
        await uow.connection.execute(text("update conversation set person_id = :p where id = 3"), {"p": gone.id})
        await join(uow, kept, gone)
        versions = await uow.connection.execute(text("select id, version from conversation order by id"))
        assert [tuple(row) for row in versions] == [(1, 0), (2, 0), (3, 1)]
        assert [chat.conversation for chat in await uow.links.chats(COMMUNE, kept.id)] == [1, 2, 3]


async def test_somebody_with_one_chat_has_no_others(database: Database, two: tuple[Person, Person]) -> None:
    async with database.begin() as uow:
        talk = await uow.conversations.claim(1, "chat 1", NOW)
        assert talk is not None
        assert not talk.shared
        assert await uow.links.chats(COMMUNE, two[0].id) == []


async def test_a_parted_chat_is_nobodys_and_what_waits_there_goes_to_the_other(
    database: Database, two: tuple[Person, Person]
) -> None:
    kept, gone = two
    async with database.begin() as uow:
        await join(uow, kept, gone)
        state = {"screen": 7, "wrong": [1.5], "drafts": [{}], "loose": {"parts": []}, "menu": [], "filling": {}}
        await uow.conversations.put_state(2, state)
        outbox = metadata.tables["outbox"]
        others: tuple[dict[str, Any], ...] = ({}, {"sent_at": NOW}, {"urgency": 0}, {"person_id": 5})
        for n, more in enumerate(others):
            facts: dict[str, Any] = {"urgency": 5, "account_id": 2, "address": "chat 2", "person_id": kept.id, **more}
            await insert(uow, outbox, text=str(n), **facts)
        await uow.links.part(COMMUNE, kept.id, 2, 1, 1)
        parted = await uow.connection.execute(text("select person_id, state, version from conversation where id = 2"))
        assert tuple(parted.one()) == (None, {"screen": 7, "wrong": [1.5]}, 2)
        waiting = await uow.connection.execute(
            text("select text from outbox where account_id = 1 and address = 'chat 1'")
        )
        assert list(waiting.scalars()) == ["0"]
        left = await uow.people.find(COMMUNE, kept.id)
        assert left is not None
        assert left.conversation_id == 1
        assert await uow.people.in_chat(COMMUNE, 2, "chat 2") is None
        talk = await uow.conversations.claim(1, "chat 1", NOW)
        assert talk is not None
        assert not talk.shared


async def test_a_person_has_one_code_at_a_time_and_old_ones_are_forgotten(
    database: Database, two: tuple[Person, Person]
) -> None:
    until = NOW + timedelta(minutes=15)
    async with database.begin() as uow:
        for each in ("one", "two"):
            await uow.links.add_code(LinkCode(COMMUNE, each, two[0].id, 1, until), NOW)
        assert await uow.links.find_code(COMMUNE, "one") is None
        assert await uow.links.find_code(7, "two") is None
        code = await uow.links.find_code(COMMUNE, "two", lock=True)
        assert code == LinkCode(COMMUNE, "two", two[0].id, 1, until)
        await uow.links.use_code(code, NOW)
        assert await uow.links.find_code(COMMUNE, "two") == LinkCode(COMMUNE, "two", two[0].id, 1, until, NOW)
        assert await uow.links.forget_codes(until) == 0
        assert await uow.links.forget_codes(until + timedelta(seconds=1)) == 1


async def test_two_who_lock_the_same_people_do_so_in_the_same_order(
    database: Database, two: tuple[Person, Person]
) -> None:
    kept, gone = two

    async def lock(*people: int) -> list[int]:
        async with database.begin() as uow:
            found = await uow.people.lock(COMMUNE, people)
            if len(found) == 2:
                await join(uow, found[kept.id], found[gone.id])
            return sorted(found)

    async with asyncio.timeout(30):
        orders = [(kept.id, gone.id), (gone.id, kept.id)] * 3
        found = await asyncio.gather(*(lock(*order) for order in orders))
    assert sorted(found, key=len, reverse=True) == [[kept.id, gone.id]] + [[kept.id]] * 5
