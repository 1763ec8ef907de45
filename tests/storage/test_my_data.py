"""Tests of what is stored of a person: every column that names one is thought of, and nothing is left when erased."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from domain.access import Grant, Role
from domain.notice import Attachment
from domain.petition import EntryKind, Petition, PetitionState
from storage.database import Database, UnitOfWork
from storage.link import MOVES, MOVES_APART, STAYS
from storage.my_data import ABOUT_THEMSELVES, HOLDINGS, LISTS, Fate
from storage.petition import Entry
from storage.tables import metadata, person
from tests.storage.test_link import COMMUNE, insert

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
NAME, PHONE, CHAT, WORDS = "Nguyễn Thị Riêng", "+84900000077", "chat-of-riêng", "Chỉ nói với trợ lý"
PHOTO = Attachment("b" * 64, "ảnh.jpg", "photo", 12)


def test_every_column_that_names_a_person_is_thought_of_in_copies_and_in_erasing() -> None:
    """A new one belongs into `HOLDINGS`: what of it is theirs to have, and what becomes of it."""
    assert {str(each.column) for each in HOLDINGS} == {str(column) for column in (*MOVES, *MOVES_APART, *STAYS)}
    assert len(HOLDINGS) == len({str(each.column) for each in HOLDINGS})
    assert {str(column) for column in LISTS} == {"broadcast.besides"}


def test_what_is_kept_when_a_person_is_erased_has_no_free_text_about_them() -> None:
    """`KEPT` is for numbers of who did something as staff, or for others; words of one's own are another fate."""
    theirs = {"petition.author", "petition_entry.by", "speaker.person_id", "outbox.person_id", "conversation.person_id"}
    assert {str(each.column) for each in HOLDINGS if each.fate is Fate.KEPT} & theirs == set()


def test_of_the_person_themselves_everything_is_copied_and_what_says_who_they_are_is_erased() -> None:
    """A new column of the person is copied, or stands here with its reason."""
    ours = {"commune_id", "id", "conversation_id", "erased_at"}
    assert {column.name for column in person.columns} == {*ABOUT_THEMSELVES} | ours


async def lived(uow: UnitOfWork, name: str = NAME, chat: str = CHAT, phone: str = PHONE) -> tuple[int, Petition]:
    """Somebody who has done everything that leaves something behind."""
    account = await uow.communes.open_account("web:cao-minh", "web", COMMUNE, None)
    await uow.web_chats.open(account.id, chat, NOW)
    await uow.conversations.open(account.id, chat, chat, in_group=False, commune_id=COMMUNE, now=NOW)
    [number] = await uow.connection.scalars(text("select id from conversation where key = :key"), {"key": chat})
    someone = await uow.people.add(COMMUNE, name, "vi", NOW, conversation_id=number)
    await uow.people.change(COMMUNE, someone.id, phone=phone, hamlet="thon-mau-1", consented_at=NOW)
    await uow.connection.execute(
        text("update conversation set person_id = :p, state = jsonb_build_object('loose', cast(:w as text))"
             " where id = :c"), {"p": someone.id, "w": WORDS, "c": number},
    )  # fmt: skip
    petition = await uow.petitions.add(
        commune_id=COMMUNE, code=f"CM25-{someone.id:04d}", state=PetitionState.RECEIVED.value, topic="duong",
        department="kinh-te", hamlet="thon-mau-1", dialogue_id=None, author=someone.id, author_name=name,
        name_shown=True, collected=False, body="Đường hỏng", received_at=NOW, due_on=date(2025, 11, 21),
        answer_days=10, transfers=0,
    )  # fmt: skip
    await uow.petitions.note(
        petition, Entry(EntryKind.SUBMITTED, NOW, someone.id, "kinh-te", files=(PHOTO,), refs=(f"ref-of-{chat}",))
    )
    await insert(uow, metadata.tables["dialogue"], someone.id, id=someone.id, created_by=None)
    dialogue: dict[str, Any] = {"dialogue_id": someone.id}
    await insert(uow, metadata.tables["speaker"], **dialogue, person_id=someone.id, name=name, registered_by=someone.id)
    await insert(uow, metadata.tables["attendance"], **dialogue, person_id=someone.id, comes=True)
    await insert(uow, metadata.tables["call"], someone.id, person_id=someone.id, text=f"Gọi {name} {phone}")
    await insert(uow, metadata.tables["linked_chat"], conversation_id=number, person_id=someone.id)
    await insert(uow, metadata.tables["link_code"], someone.id, person_id=someone.id, conversation_id=number)
    await uow.people.give(COMMUNE, someone.id, Grant(Role.OFFICER, "kinh-te"), NOW)
    mine: dict[str, Any] = {"account_id": account.id, "address": chat}
    outbox = metadata.tables["outbox"]
    await insert(uow, outbox, **mine, person_id=someone.id, text=f"Chào {name}", facts={"phone": phone})
    await insert(uow, outbox, account_id=9, address="phòng", text=f"Người gửi: {name}", about=petition.code)
    await insert(uow, metadata.tables["web_message"], key=chat, n=1, mine=True, text=WORDS, at=NOW)
    await insert(uow, metadata.tables["inbox"], someone.id, account_id=account.id, conversation=chat,
                 payload={"text": WORDS}, done_at=NOW)  # fmt: skip
    return someone.id, petition


async def everything(uow: UnitOfWork) -> str:
    """The whole database as text."""
    found = []
    for table in metadata.sorted_tables:
        rows = await uow.connection.execute(text(f'select row_to_json(t)::text from "{table.name}" t'))
        found += [f"{table.name}: {row}" for row in rows.scalars()]
    return "\n".join(found)


async def test_nothing_that_says_who_they_were_is_left(database: Database) -> None:
    async with database.begin() as uow:
        someone, petition = await lived(uow)
        assert NAME in await everything(uow)
        await uow.people.lock(COMMUNE, [someone])
        own = await uow.my_data.erase(COMMUNE, someone, NOW + timedelta(days=3))
        assert [each.code for each in own] == [petition.code]
        left = await everything(uow)
        for private in (NAME, PHONE, WORDS, f"ref-of-{CHAT}"):
            assert private not in left
        # The browser's own chat stays open, and a delivery that is repeated is still known; both are hashes.
        assert {line.partition(":")[0] for line in left.split("\n") if CHAT in line} == {"web_chat", "inbox"}
        [case] = re.findall(r'petition: .*"body":"([^"]*)"', left)
        assert case == "Đường hỏng"
        assert await uow.people.grants(COMMUNE, someone) == ()
        assert await uow.people.in_chat(COMMUNE, 1, CHAT) is None
        assert (await uow.petitions.thread(petition))[0].files == (PHOTO,)


async def test_erasing_one_leaves_everybody_else_as_they_were(database: Database) -> None:
    async with database.begin() as uow:
        other, _ = await lived(uow, "Trần Văn Khác", "chat-of-other", "+84900000088")
        before = await everything(uow)
        gone, _ = await lived(uow)
        await uow.people.lock(COMMUNE, [gone])
        await uow.my_data.erase(COMMUNE, gone, NOW)
        after = await everything(uow)
        lost = [line for line in before.split("\n") if line not in after]
        # One counter for both: how the account was opened.
        assert lost == []
        copy = await uow.my_data.copy(COMMUNE, other)
        assert copy.person["name"] == "Trần Văn Khác"


async def test_a_copy_holds_everything_of_the_person_and_nothing_of_others(database: Database) -> None:
    async with database.begin() as uow:
        someone, petition = await lived(uow)
        await lived(uow, "Trần Văn Khác", "chat-of-other", "+84900000088")
        copy = await uow.my_data.copy(COMMUNE, someone)
        assert (copy.person["name"], copy.person["phone"]) == (NAME, PHONE)
        assert [row["code"] for row in copy.rows["petition.author"]] == [petition.code]
        assert [row["text"] for row in copy.rows["web_message"]] == [WORDS]
        assert copy.rows["role_grant.person_id"][0]["department"] == "kinh-te"
        assert copy.rows["petition_entry.by"][0]["files"][0]["sha256"] == PHOTO.sha256
        assert "Khác" not in str(copy)
        assert {str(each.column) for each in HOLDINGS if each.copies} | {"web_message"} == set(copy.rows)


async def test_names_put_down_by_hamlet_heads_are_found_and_taken_off_one_by_one(database: Database) -> None:
    async with database.begin() as uow:
        head, _ = await lived(uow, "Trưởng Thôn Mẫu", "chat-of-head", "+84900000099")
        dialogue: dict[str, Any] = {"dialogue_id": head, "hamlet": "thon-mau-1"}
        for n in (2, 3):
            await insert(uow, metadata.tables["speaker"], n, **dialogue, person_id=None, registered_by=head,
                         name=NAME if n == 2 else "Trần Văn Khác")  # fmt: skip
        await insert(uow, metadata.tables["delegate"], **dialogue, name=NAME.upper(), named_by=head)
        collected = await uow.petitions.add(
            commune_id=COMMUNE, code="CM25-9999", state=PetitionState.RECEIVED.value, topic="duong",
            department="kinh-te", hamlet="thon-mau-1", dialogue_id=None, author=head, author_name=NAME,
            name_shown=True, collected=True, body="Cống tắc", received_at=NOW, due_on=date(2025, 11, 21),
            answer_days=10, transfers=0,
        )  # fmt: skip
        await insert(uow, metadata.tables["outbox"], text=f"Người gửi: {NAME}", about="CM25-9999")
        found = await uow.my_data.named_by_others(COMMUNE, f" {NAME.lower()} ")
        assert {each.kind for each in found} == {"speaker", "delegate", "petition"}
        assert await uow.my_data.named_by_others(COMMUNE + 1, NAME) == []
        touched = {await uow.my_data.forget_named(COMMUNE, each) for each in found}
        assert touched == {None, collected.id}
        left = await everything(uow)
        assert NAME.lower() not in left.lower()
        assert "Trần Văn Khác" in left
        assert "Cống tắc" in left
