"""Tests of what is kept no longer: each thing for its period, files in two goes, and nothing that is referred to."""

import hashlib
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB

from actions.commune import apply_setup, commune_of
from domain.commune import Commune, Retention
from domain.notice import Attachment
from domain.petition import EntryKind, PetitionState
from scheduler.retention import keep_no_longer
from storage.database import Database, UnitOfWork
from storage.file import REFERRING, FileStore, StoredFile
from storage.petition import Entry
from storage.tables import metadata
from tests.storage.test_link import insert
from tests.town import PNG, _setup

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
async def commune(database: Database) -> Commune:
    setup = _setup("cao-minh")
    async with database.begin() as uow:
        await apply_setup(uow, setup, NOW)
    return replace(commune_of(setup), retention=Retention(petition_years=2, file_days=30, message_days=90))


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


async def put(files: FileStore, content: bytes, at: datetime = NOW) -> StoredFile:
    """A file that somebody sent at a moment."""

    async def chunks() -> AsyncIterator[bytes]:
        yield content

    stored = await files.keep(chunks())
    os.utime(files.path(stored.sha256), (at.timestamp(), at.timestamp()))
    return stored


def picture(number: int) -> bytes:
    return PNG + bytes([number])


async def upload(database: Database, files: FileStore, content: bytes, at: datetime = NOW) -> StoredFile:
    stored = await put(files, content, at)
    async with database.begin() as uow:
        await uow.files.add(stored, at)
    return stored


async def known(database: Database) -> set[str]:
    async with database.begin() as uow:
        return set(await uow.connection.scalars(text("select sha256 from stored_file")))


async def test_a_file_that_nothing_refers_to_goes_in_two_goes(
    database: Database, files: FileStore, commune: Commune
) -> None:
    stored = await upload(database, files, picture(1))
    for days, is_there in ((29, True), (31, True), (31.5, True), (33, False)):
        await keep_no_longer(database, [commune], files, NOW + days * DAY)
        assert (await known(database) == {stored.sha256}) is is_there, days
        assert files.path(stored.sha256).exists() is is_there, days


async def test_what_is_referred_to_again_in_time_stays(database: Database, files: FileStore, commune: Commune) -> None:
    stored = await upload(database, files, picture(1))
    await keep_no_longer(database, [commune], files, NOW + 31 * DAY)
    async with database.begin() as uow:
        await insert(uow, metadata.tables["outbox"], files=[{"sha256": stored.sha256}], text="x")
    for days in (33, 34, 60):
        await keep_no_longer(database, [commune], files, NOW + days * DAY)
        assert files.path(stored.sha256).exists()
    assert (await known(database)) == {stored.sha256}


async def test_what_is_sent_again_in_time_stays(database: Database, files: FileStore, commune: Commune) -> None:
    stored = await upload(database, files, picture(1))
    await keep_no_longer(database, [commune], files, NOW + 31 * DAY)
    await upload(database, files, picture(1), NOW + 32 * DAY)
    await keep_no_longer(database, [commune], files, NOW + 33 * DAY)
    assert files.path(stored.sha256).exists()
    assert await known(database) == {stored.sha256}


async def test_what_is_being_sent_again_at_that_moment_stays_on_disk(
    database: Database, files: FileStore, commune: Commune
) -> None:
    """It lies there anew, but nothing is known of it yet: whoever sent it is about to say so."""
    stored = await upload(database, files, picture(1))
    await keep_no_longer(database, [commune], files, NOW + 31 * DAY)
    await put(files, picture(1), NOW + 33 * DAY)
    await keep_no_longer(database, [commune], files, NOW + 33 * DAY + timedelta(seconds=1))
    assert await known(database) == set()
    assert files.path(stored.sha256).exists()
    assert list(files.path(stored.sha256).parent.iterdir()) == [files.path(stored.sha256)]


async def test_a_hash_in_any_column_keeps_its_file(database: Database) -> None:
    """Whatever table is added, what it refers to is kept: nobody has to think of it."""
    stored = StoredFile("c" * 64, "photo", "image/png", 1)
    periods = {"stored_before": NOW + DAY, "unused_before": NOW + 2 * DAY, "now": NOW}
    lost = []
    async with database.begin() as uow:
        await uow.files.add(stored, NOW)
        # Rows need nothing to hang on here, and are gone again before the next.
        await uow.connection.execute(text("set local session_replication_role = replica"))
        for column in REFERRING:
            undone = await uow.connection.begin_nested()
            in_json = {"files": [{"sha256": stored.sha256}]}
            referring: dict[str, Any] = {column.name: in_json if isinstance(column.type, JSONB) else "c" * 64}
            await insert(uow, column.table, **referring)
            if await uow.files.forget_unused(**periods):
                lost.append(str(column))
            await undone.rollback()
        assert lost == []
        assert await uow.files.forget_unused(**periods) == [stored.sha256]
    assert {"petition_entry.files", "outbox.files", "plan.sha256", "conversation.state"} <= set(map(str, REFERRING))


async def test_a_file_that_never_became_known_goes_when_it_is_old(
    database: Database, files: FileStore, commune: Commune
) -> None:
    lost, young = await put(files, picture(1)), await put(files, picture(2), NOW + 20 * DAY)
    remnant = files.path(lost.sha256).parent.parent / "tmpabc"
    remnant.write_bytes(b"half")
    os.utime(remnant, (NOW.timestamp(), NOW.timestamp()))
    kept = await upload(database, files, picture(3))
    async with database.begin() as uow:
        await insert(uow, metadata.tables["outbox"], files=[{"sha256": kept.sha256}], text="x")
    await keep_no_longer(database, [commune], files, NOW + 31 * DAY)
    assert not files.path(lost.sha256).exists()
    assert not remnant.exists()
    assert files.path(young.sha256).exists()
    assert files.path(kept.sha256).exists()


async def old_petition(uow: UnitOfWork, state: PetitionState, closed_at: datetime | None) -> int:
    author = await uow.people.add(1879, "Nguyễn Văn Mẫu", "vi", NOW)
    petition = await uow.petitions.add(
        commune_id=1879, code=f"CM25-{author.id:04d}", state=state.value, topic="duong", department="kinh-te",
        hamlet=None, dialogue_id=None, author=author.id, author_name="Nguyễn Văn Mẫu", name_shown=True,
        collected=False, body="Đường hỏng", received_at=NOW, due_on=date(2025, 11, 21), answer_days=10,
        transfers=0, closed_at=closed_at, answered_at=closed_at,
    )  # fmt: skip
    photo = Attachment(hashlib.sha256(b"x").hexdigest(), "ảnh.jpg", "photo", 1)
    await uow.petitions.note(petition, Entry(EntryKind.SUBMITTED, NOW, author.id, "kinh-te", files=(photo,)))
    await uow.petitions.note(petition, Entry(EntryKind.ANSWERED, NOW, 99, "kinh-te", "Đã sửa.", files=(photo,)))
    return petition.id


async def test_who_wrote_is_forgotten_years_after_a_petition_was_closed_and_the_case_stays(
    database: Database, files: FileStore, commune: Commune
) -> None:
    async with database.begin() as uow:
        closed = await old_petition(uow, PetitionState.CLOSED, NOW)
        open_ = await old_petition(uow, PetitionState.TAKEN, None)
    for years, name in ((1.9, "Nguyễn Văn Mẫu"), (2.1, None)):
        await keep_no_longer(database, [commune], files, NOW + years * 365.25 * DAY)
        async with database.begin() as uow:
            found = await uow.connection.execute(text("select id, author_name, body from petition order by id"))
            assert [tuple(row) for row in found] == [
                (closed, name, "Đường hỏng"), (open_, "Nguyễn Văn Mẫu", "Đường hỏng"),
            ]  # fmt: skip
    async with database.begin() as uow:
        found = await uow.connection.execute(
            text("select kind, jsonb_array_length(files) from petition_entry where petition_id = :id order by id"),
            {"id": closed},
        )
        # The office's own answer keeps what came with it.
        assert [tuple(row) for row in found] == [("submitted", 0), ("answered", 1)]
    async with database.single() as uow:
        checked = await uow.audits.check()
        assert checked.broken is None
        assert checked.rows == 6
    # Once is enough.
    await keep_no_longer(database, [commune], files, NOW + 3 * 365.25 * DAY)
    async with database.single() as uow:
        assert (await uow.audits.check()).rows == 6


async def test_messages_and_deliveries_go_after_their_periods_in_their_commune(
    database: Database, files: FileStore, commune: Commune
) -> None:
    async with database.begin() as uow:
        [account] = await uow.connection.scalars(text("select id from channel_account"))
        await uow.web_chats.open(account, "chat", NOW)
        await insert(uow, metadata.tables["web_message"], key="chat", at=NOW)
        outbox, inbox = metadata.tables["outbox"], metadata.tables["inbox"]
        for n, (commune_id, sent) in enumerate(((1879, NOW), (1879, None), (7, NOW))):
            await insert(uow, outbox, commune_id=commune_id, sent_at=sent, text=str(n))
        await insert(uow, inbox, account_id=account, delivery="done", done_at=NOW)
        await insert(uow, inbox, account_id=account, delivery="waiting")
        await insert(uow, inbox, account_id=account + 1, delivery="elsewhere", done_at=NOW)

    async def left() -> tuple[list[str], list[str], int]:
        async with database.begin() as uow:
            texts = await uow.connection.scalars(text("select text from outbox order by id"))
            deliveries = await uow.connection.scalars(text("select delivery from inbox order by id"))
            said = await uow.connection.scalar(text("select count(*) from web_message"))
            return list(texts), list(deliveries), said

    everything = ["0", "1", "2"]
    for days, expected in (
        (6, (everything, ["done", "waiting", "elsewhere"], 1)),
        (8, (everything, ["waiting", "elsewhere"], 1)),
        (91, (["1", "2"], ["waiting", "elsewhere"], 1)),
        (731, (["1", "2"], ["waiting", "elsewhere"], 0)),
    ):
        await keep_no_longer(database, [commune], files, NOW + days * DAY)
        assert await left() == expected
