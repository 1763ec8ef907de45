"""Tests of the audit log: it keeps itself, only ever grows, and shows the first link that was touched."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.audit import AuditKind, Fault, Subject, Written, digest_of
from domain.notice import Attachment
from domain.petition import EntryKind, Petition, PetitionState
from storage.audit import Checked
from storage.database import Database, UnitOfWork
from storage.migrate import migrate
from storage.petition import Entry
from tests.storage.test_migrations import MakeDsn

NOW = datetime(2025, 11, 7, 1, 0, 0, 123457, tzinfo=UTC)
COMMUNE = 1879
ELSEWHERE = 7
WORDS = 'Đường "vào" thôn\\xóm ngập\n\tmỗi khi mưa \u0001 \u007f ✓ 𝄞'
PHOTO = Attachment("a" * 64, "ảnh “đẹp”.jpg", "photo", 12)


async def file_one(uow: UnitOfWork, number: int, commune_id: int = COMMUNE) -> Petition:
    author = await uow.people.add(commune_id, "Nguyễn Văn Mẫu", "vi", NOW)
    filed = await uow.petitions.add(
        commune_id=commune_id, code=f"CM25-{number:04d}", state=PetitionState.RECEIVED.value, topic="duong",
        department="kinh-te", hamlet=None, dialogue_id=None, author=author.id, author_name=None, name_shown=True,
        collected=False, body=WORDS, received_at=NOW, due_on=date(2025, 11, 21), answer_days=10, transfers=0,
    )  # fmt: skip
    await uow.petitions.note(
        filed, Entry(EntryKind.SUBMITTED, NOW, author.id, "kinh-te", files=(PHOTO,), places=((19.1, 105.25),))
    )
    await uow.petitions.note(filed, Entry(EntryKind.TAKEN, NOW + timedelta(hours=1), 5, "kinh-te"))
    await uow.petitions.note(filed, Entry(EntryKind.ANSWERED, NOW + timedelta(hours=2), 5, "kinh-te", WORDS))
    return filed


async def seal(database: Database, now: datetime = NOW) -> int | None:
    async with database.begin() as uow:
        mark = await uow.audits.mark()
    async with database.begin() as uow:
        made = await uow.audits.seal(mark, now)
        return None if made is None else len(made)


async def check(database: Database, commune_id: int | None = None) -> Checked:
    async with database.single() as uow:
        return await uow.audits.check(commune_id)


@pytest.fixture
async def filed(database: Database) -> list[Petition]:
    """Three petitions in one commune and one in another, sealed; then one more act."""
    async with database.begin() as uow:
        petitions = [await file_one(uow, n) for n in (1, 2, 3)]
        await file_one(uow, 1, ELSEWHERE)
    assert await seal(database) == 2
    async with database.begin() as uow:
        await uow.petitions.note(petitions[0], Entry(EntryKind.RATED, NOW, petitions[0].author, "kinh-te", "5"))
        await uow.audits.add(
            COMMUNE, Subject.PERSON, 5, AuditKind.ROLE_GRANTED, NOW, 9, department="kinh-te", other=9
        )  # fmt: skip
    assert await seal(database) == 1
    return petitions


async def tamper(database: Database, *statements: str) -> None:
    """As whoever owns the database can: with triggers switched off."""
    async with database.begin() as uow:
        await uow.connection.execute(text("set local session_replication_role = replica"))
        for statement in statements:
            assert (await uow.connection.execute(text(statement))).rowcount


async def test_every_entry_is_on_the_log_and_the_log_holds(database: Database, filed: list[Petition]) -> None:
    checked = await check(database)
    assert (checked.rows, checked.seals, checked.broken) == (14, 3, None)
    assert [(last.commune_id, last.n) for last in checked.last] == [(ELSEWHERE, 1), (COMMUNE, 2)]
    async with database.begin() as uow:
        rows = await uow.audits.of_subject(COMMUNE, Subject.PETITION, filed[0].id)
        assert [(row.n, row.kind, row.by) for row in rows] == [
            (1, "submitted", filed[0].author), (2, "taken", 5), (3, "answered", 5), (4, "rated", filed[0].author),
        ]  # fmt: skip
        [granted] = await uow.audits.of_subject(COMMUNE, Subject.PERSON, 5)
        assert (granted.n, granted.kind, granted.by, granted.department, granted.other) == (
            1, "role-granted", 9, "kinh-te", 9,
        )  # fmt: skip
        assert await uow.audits.has_seal(checked.last[1].hash.hex())
        assert not await uow.audits.has_seal(checked.last[1].hash.hex(), ELSEWHERE)
        assert not await uow.audits.has_seal("00" * 32)
    assert (await check(database, ELSEWHERE)).rows == 3


ONE = f"commune_id = {COMMUNE} and subject = 'petition' and subject_id = 1"
ENTRY = f"commune_id = {COMMUNE} and petition_id = 1"


@pytest.mark.parametrize(
    ("statements", "fault", "n"),
    [
        ([f"delete from audit where {ONE} and n = 2"], Fault.GAP, 3),
        ([f"delete from audit where {ONE} and n = 1"], Fault.GAP, 2),
        ([f"delete from audit where {ONE} and n = 4"], Fault.NOT_LOGGED, 0),
        ([f"update audit set kind = 'asked' where {ONE} and n = 2"], Fault.CHANGED, 2),
        ([f"update audit set by = 6 where {ONE} and n = 2"], Fault.CHANGED, 2),
        ([f"update audit set at = at + interval '1 microsecond' where {ONE} and n = 2"], Fault.CHANGED, 2),
        ([f"update audit set other = 6 where {ONE} and n = 2"], Fault.CHANGED, 2),
        ([f"update audit set previous = 'x' where {ONE} and n = 2"], Fault.PREVIOUS, 2),
        ([f"update audit set hash = sha256(hash) where {ONE} and n = 2"], Fault.CHANGED, 2),
        ([f"update petition_entry set text = 'Không' where {ENTRY} and kind = 'answered'"], Fault.CONTENT_CHANGED, 3),
        ([f"update petition_entry set files = '[]' where {ENTRY} and kind = 'submitted'"], Fault.CONTENT_CHANGED, 1),
        ([f"update petition set body = 'Khác' where commune_id = {COMMUNE} and id = 1"], Fault.CONTENT_CHANGED, 1),
        ([f"update petition_entry set salt = gen_random_uuid() where {ENTRY} and kind = 'taken'"],
         Fault.CONTENT_CHANGED, 2),
        ([f"update petition_entry set department = 'cong-an' where {ENTRY} and kind = 'answered'"],
         Fault.ENTRY_CHANGED, 3),
        ([f"update petition_entry set kind = 'asked' where {ENTRY} and kind = 'answered'"], Fault.ENTRY_CHANGED, 3),
        ([f"update petition_entry set at = at + interval '1 day' where {ENTRY} and kind = 'answered'"],
         Fault.ENTRY_CHANGED, 3),
        ([f"delete from petition_entry where {ENTRY} and kind = 'answered'"], Fault.ENTRY_GONE, 3),
        (["insert into petition_entry (commune_id, petition_id, kind, at) values (1879, 1, 'answered', now())"],
         Fault.NOT_LOGGED, 0),
        ([f"delete from audit where {ONE} and n = 4", f"delete from petition_entry where {ENTRY} and kind = 'rated'"],
         Fault.SEALED_ROWS, 2),
        ([f"delete from audit where {ONE}", f"delete from petition_entry where {ENTRY}",
          f"delete from petition where commune_id = {COMMUNE} and id = 1"], Fault.SEALED_ROWS, 1),
        (["delete from audit where subject = 'person'"], Fault.SEALED_ROWS, 2),
        ([f"delete from audit_seal where commune_id = {COMMUNE} and n = 1"], Fault.SEAL_GAP, 2),
        ([f"update audit_seal set rows = rows + 1 where commune_id = {COMMUNE} and n = 1"], Fault.SEAL_CHANGED, 1),
        ([f"update audit_seal set previous = 'x' where commune_id = {COMMUNE} and n = 2"], Fault.SEAL_PREVIOUS, 2),
    ],
)  # fmt: skip
async def test_whatever_is_touched_is_found(
    database: Database, filed: list[Petition], statements: list[str], fault: Fault, n: int
) -> None:
    assert filed[0].id == 1
    await tamper(database, *statements)
    broken = (await check(database)).broken
    assert broken is not None
    assert (broken.commune_id, broken.fault, broken.n) == (COMMUNE, fault, n)
    # What was done in one commune says nothing of another.
    assert (await check(database, ELSEWHERE)).broken is None


async def test_a_chain_that_was_made_anew_is_found_by_the_seal(database: Database, filed: list[Petition]) -> None:
    """Whoever computes a whole chain again, hashes and all, cannot do so for the seals that were written down."""
    kept = (await check(database)).last[1].hash.hex()
    await tamper(
        database,
        f"update petition_entry set text = 'Không' where {ENTRY} and kind = 'answered'",
        f"delete from audit where {ONE}",
        f"select audit_add_entry(e) from (select * from petition_entry where {ENTRY} order by id) e",
    )
    broken = (await check(database)).broken
    assert broken is not None
    assert (broken.fault, broken.n) == (Fault.SEALED_ROWS, 1)
    await tamper(database, "delete from audit_seal")
    assert await seal(database) == 2
    assert (await check(database)).broken is None
    async with database.begin() as uow:
        assert not await uow.audits.has_seal(kept)


async def test_words_that_are_changed_on_record_leave_the_log_whole(database: Database, filed: list[Petition]) -> None:
    async with database.begin() as uow:
        found = await uow.connection.execute(
            text(f"update petition_entry set text = '…' where {ENTRY} and kind = 'answered' returning id, salt")
        )
        entry, salt = found.one()
        await uow.audits.add_redaction(COMMUNE, 1, entry, NOW, 9)
        changed = await uow.connection.execute(text(f"select salt from petition_entry where id = {entry}"))
        assert changed.scalar_one() != salt
    assert (await check(database)).broken is None
    # They are kept from then on like all others; and what nobody spoke of is found as before.
    await tamper(database, f"update petition_entry set text = 'Khác' where id = {entry}")
    broken = (await check(database)).broken
    assert broken is not None
    assert (broken.fault, broken.n) == (Fault.CONTENT_CHANGED, 3)


async def test_the_beginning_of_a_petition_can_be_changed_on_record(database: Database, filed: list[Petition]) -> None:
    async with database.begin() as uow:
        await uow.connection.execute(text(f"update petition set body = '…' where commune_id = {COMMUNE} and id = 1"))
        entry = (await uow.petitions.entries(filed[0]))[0][0]
        await uow.audits.add_redaction(COMMUNE, 1, entry, NOW, 9)
    assert (await check(database)).broken is None


@pytest.mark.parametrize(
    "statement",
    [
        "update audit set kind = 'asked'", "delete from audit where n = 100", "truncate audit",
        "update audit_seal set rows = 0", "delete from audit_seal", "truncate audit_seal",
    ],
)  # fmt: skip
async def test_the_log_is_only_ever_added_to(database: Database, filed: list[Petition], statement: str) -> None:
    with pytest.raises(DBAPIError, match="only ever added to"):
        async with database.begin() as uow:
            await uow.connection.execute(text(statement))
    assert (await check(database)).broken is None


async def test_an_act_that_is_undone_is_not_on_the_log(database: Database) -> None:
    async def files_and_fails() -> None:
        async with database.begin() as uow:
            await file_one(uow, 1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await files_and_fails()
    assert (await check(database)).rows == 0


async def test_two_acts_at_once_follow_each_other(database: Database) -> None:
    async def grant(n: int) -> None:
        async with database.begin() as uow:
            await uow.audits.add(COMMUNE, Subject.PERSON, 5, AuditKind.ROLE_GRANTED, NOW, n)

    await asyncio.gather(*(grant(n) for n in range(20)))
    checked = await check(database)
    assert (checked.rows, checked.broken) == (20, None)


async def test_nothing_is_sealed_past_what_is_still_under_way(database: Database, filed: list[Petition]) -> None:
    """A transaction that began before the mark and ends after the seal would be missing from it."""
    async with database.begin() as slow:
        await slow.audits.add(COMMUNE, Subject.PERSON, 6, AuditKind.CORRECTED, NOW, 6)
        async with database.begin() as uow:
            await uow.audits.add(COMMUNE, Subject.PERSON, 7, AuditKind.CORRECTED, NOW, 7)
        assert await seal(database) is None
    assert await seal(database) == 1
    assert await seal(database) == 0
    checked = await check(database)
    assert (checked.seals, checked.broken) == (4, None)


async def test_two_who_seal_at_once_make_one_seal(database: Database, filed: list[Petition]) -> None:
    async with database.begin() as uow:
        await uow.audits.add(COMMUNE, Subject.PERSON, 6, AuditKind.CORRECTED, NOW, 6)
    made = await asyncio.gather(*(seal(database) for _ in range(3)))
    assert sum(each or 0 for each in made) == 1
    assert (await check(database)).broken is None


@given(
    words=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40),
    due_on=st.none() | st.dates(),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_words_are_written_here_as_the_database_writes_them(dsn: str, words: str, due_on: date | None) -> None:
    """The log is computed by the database and looked through by us: both must write JSON the same way."""
    connection = await _connection(dsn)
    row = await connection.fetchrow(
        """select jsonb_build_array('s'::text, $1::text, $2::jsonb, '[]'::jsonb, $3::date, $1::text)::text as ours,
                  $2::jsonb::text as files""",
        words, _json([{"name": words, "size": 1}]), due_on,
    )  # fmt: skip
    assert row is not None
    digest = await connection.fetchval("select sha256(convert_to($1, 'UTF8'))", row["ours"])
    assert digest_of(Written("", NOW, None, "s", words, row["files"], "[]", due_on, words)) == digest


_connections: dict[str, Any] = {}


async def _connection(dsn: str) -> Any:
    if dsn not in _connections or _connections[dsn].is_closed():
        _connections.clear()
        _connections[dsn] = await asyncpg.connect(dsn)
    return _connections[dsn]


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)


async def test_what_happened_before_the_log_began_is_its_beginning(new_dsn: MakeDsn) -> None:
    dsn = await new_dsn("template1")
    await migrate(dsn, "0006")
    connection = await asyncpg.connect(dsn)
    await connection.execute("""
        insert into person (commune_id, id, created_at) values (1879, 1, now());
        insert into petition (commune_id, id, code, state, topic, department, author, name_shown, collected, body,
            received_at, due_on, answer_days)
        values (1879, 1, 'CM25-0001', 'taken', 'duong', 'kinh-te', 1, true, false, 'Đường hỏng', now(), now(), 10);
        insert into petition_entry (commune_id, petition_id, kind, at, by, files) values
            (1879, 1, 'submitted', now(), 1, '[{"name": "ảnh", "size": 1}]'), (1879, 1, 'taken', now(), 5, '[]');
    """)
    await connection.close()
    await migrate(dsn)
    database = Database(dsn, 2)
    checked = await check(database)
    await database.close()
    assert (checked.rows, checked.broken) == (2, None)
