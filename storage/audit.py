"""The audit log: adding to it, sealing it, and reading it to see whether it still holds.

Entries of petitions get their rows by a trigger (`audit_log.sql`): no act can be forgotten, and none takes a statement
more. What is no entry is added here. Seals cover the rows of a commune since the last one, so that a whole chain that
is taken away leaves a mark; they are made by a sweep, because one chain per commune would have every step wait for
every other.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audit import AuditKind, AuditRow, Broken, Chains, Fault, Seal, Subject, Written, seal_fault, seal_hash
from storage.driver import driver_of
from storage.tables import audit_seal

# Rows fetched at once: what is held in memory, whatever the length of the log.
FETCHED = 2000
_SEALING = 4_200_002

_ADD = text("""
    select audit_add(
        cast(:commune as int), cast(:subject as text), cast(:id as bigint), cast(:at as timestamptz),
        cast(:by as bigint), cast(:kind as text), cast(:department as text), cast(:other as bigint),
        cast(:entry as bigint), null)
""")
_ADD_REDACTION = text("""
    with salted as (
        update petition_entry set salt = gen_random_uuid()
        where commune_id = :commune and petition_id = :id and id = :entry returning petition_entry
    )
    select audit_add(
        cast(:commune as int), 'petition', cast(:id as bigint), cast(:at as timestamptz), cast(:by as bigint),
        'redacted', null, null, cast(:entry as bigint), audit_digest(petition_entry))
    from salted
""")
_REACHED = text("select case when is_called then last_value else 0 end from audit_id_seq")
_NEXT_TRANSACTION = text("select cast(cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as bigint)")
_OLDEST_TRANSACTION = text("select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)")
_NEW = text("""
    select commune_id, count(*) as rows, sha256(string_agg(hash, cast('' as bytea) order by id)) as digest
    from audit where id > coalesce((select max(until) from audit_seal), 0) and id <= :until
    group by commune_id order by commune_id
""")
_LAST = text("""
    select distinct on (commune_id) commune_id, n, at, until, rows, digest, previous, hash from audit_seal
    where commune_id = any(:communes) order by commune_id, n desc
""")
_ROWS = """
    select a.commune_id, a.subject, a.subject_id, a.n, a.at, a.by, a.kind, a.department, a.other, a.entry, a.digest,
           a.previous, a.hash, e.id as found, e.kind as e_kind, e.at as e_at, e.department as e_department,
           e.salt::text as salt, e.text, e.files::text as files, e.places::text as places, e.due_on, p.body
    from audit a
    left join petition_entry e on a.digest is not null and a.subject = 'petition' and e.commune_id = a.commune_id
        and e.petition_id = a.subject_id and e.id = a.entry
    left join petition p on e.kind = 'submitted' and p.commune_id = e.commune_id and p.id = e.petition_id
    where $1::int is null or a.commune_id = $1
    order by a.commune_id, a.subject, a.subject_id, a.n
"""
_NOT_LOGGED = """
    select e.commune_id, e.petition_id, e.at from petition_entry e
    where ($1::int is null or e.commune_id = $1) and not exists (
        select from audit a where a.commune_id = e.commune_id and a.subject = 'petition'
        and a.subject_id = e.petition_id and a.entry = e.id)
    order by e.commune_id, e.petition_id, e.id limit 1
"""
_SEALS = """
    select commune_id, n, at, until, rows, digest, previous, hash from audit_seal
    where $1::int is null or commune_id = $1 order by commune_id, n
"""
_HASHES = "select commune_id, id, hash from audit where $1::int is null or commune_id = $1 order by commune_id, id"


@dataclass(frozen=True)
class Mark:
    """How far the log had come at a moment, and the number of the transaction that would begin next."""

    until: int
    transaction: int


@dataclass(frozen=True)
class Checked:
    """What was looked through, and the first link that does not hold; `last` are the latest seals of the communes."""

    rows: int
    seals: int
    last: tuple[Seal, ...]
    broken: Broken | None = None


class Audits:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        commune_id: int,
        subject: Subject,
        subject_id: int,
        kind: AuditKind,
        at: datetime,
        by: int | None,
        *,
        department: str | None = None,
        other: int | None = None,
        entry: int | None = None,
    ) -> None:
        """Put an act that is no entry of a thread on the log; `by` None is the program itself."""
        await self._connection.execute(
            _ADD,
            {
                "commune": commune_id, "subject": subject.value, "id": subject_id, "at": at, "by": by,
                "kind": kind.value, "department": department, "other": other, "entry": entry,
            },
        )  # fmt: skip

    async def add_redaction(self, commune_id: int, petition_id: int, entry: int, at: datetime, by: int | None) -> None:
        """Say that the words of an entry are others now, and which; before that they get another salt."""
        await self._connection.execute(
            _ADD_REDACTION, {"commune": commune_id, "id": petition_id, "entry": entry, "at": at, "by": by}
        )

    async def of_subject(self, commune_id: int, subject: Subject, subject_id: int) -> list[AuditRow]:
        """A chain, oldest first, without what was written."""
        rows = await self._connection.execute(
            text("""
                select commune_id, subject, subject_id, n, at, by, kind, department, other, entry, digest, previous,
                       hash
                from audit where commune_id = :commune and subject = :subject and subject_id = :id order by n
            """),
            {"commune": commune_id, "subject": subject.value, "id": subject_id},
        )
        return [AuditRow(*row) for row in rows]

    async def mark(self) -> Mark:
        """How far the log has come. Nothing up to there is added later than by the transactions of now.

        The order counts: whoever has a number up to `until` had their transaction before the second statement.
        """
        until = (await self._connection.execute(_REACHED)).scalar_one()
        return Mark(until, (await self._connection.execute(_NEXT_TRANSACTION)).scalar_one())

    async def seal(self, mark: Mark, now: datetime) -> list[Seal] | None:
        """Seal the new rows of every commune up to `mark`; None while a transaction of then is still under way."""
        if (await self._connection.execute(_OLDEST_TRANSACTION)).scalar_one() < mark.transaction:
            return None
        alone = await self._connection.execute(text(f"select pg_try_advisory_xact_lock({_SEALING})"))
        if not alone.scalar_one():
            return []
        new = (await self._connection.execute(_NEW, {"until": mark.until})).all()
        found = await self._connection.execute(_LAST, {"communes": [row.commune_id for row in new]})
        last = {row.commune_id: Seal(*row) for row in found}
        seals = []
        for row in new:
            before = last.get(row.commune_id)
            seal = Seal(
                row.commune_id, before.n + 1 if before else 1, now, mark.until, row.rows, row.digest,
                before.hash if before else b"", b"",
            )  # fmt: skip
            seals.append(replace(seal, hash=seal_hash(seal)))
        if seals:
            await self._connection.execute(audit_seal.insert(), [vars(seal) for seal in seals])
        return seals

    async def has_seal(self, written_down: str, commune_id: int | None = None) -> bool:
        """Whether a seal that was kept elsewhere, in hexadecimal, is still there."""
        found = await self._connection.execute(
            text("""
                select exists (select from audit_seal where encode(hash, 'hex') = lower(:hash)
                               and (cast(:commune as int) is null or commune_id = :commune))
            """),
            {"hash": written_down.strip(), "commune": commune_id},
        )
        return bool(found.scalar_one())

    async def check(self, commune_id: int | None = None) -> Checked:
        """Look through the log of a commune, or of all, at one moment; stops at the first link that does not hold."""
        driver = await driver_of(self._connection)
        async with driver.transaction(isolation="repeatable_read", readonly=True):
            # Each chain is read along its index: the first rows come at once, and nothing is sorted in memory.
            await driver.execute("set local enable_hashjoin = off; set local enable_mergejoin = off")
            rows, broken = await _check_chains(driver, commune_id)
            seals = 0
            last: dict[int, Seal] = {}
            if broken is None:
                await driver.execute("set local enable_hashjoin = on; set local enable_mergejoin = on")
                broken = await _not_logged(driver, commune_id)
            if broken is None:
                seals, last, broken = await _check_seals(driver, commune_id)
        return Checked(rows, seals, tuple(last.values()), broken)


async def _check_chains(driver: Any, commune_id: int | None) -> tuple[int, Broken | None]:
    chains, count = Chains(), 0
    async for row in driver.cursor(_ROWS, commune_id, prefetch=FETCHED):
        count += 1
        broken = chains.look_at(_row(row))
        if broken is not None:
            return count, broken
    return count, chains.end()


async def _not_logged(driver: Any, commune_id: int | None) -> Broken | None:
    row = await driver.fetchrow(_NOT_LOGGED, commune_id)
    if row is None:
        return None
    return Broken(row["commune_id"], Fault.NOT_LOGGED, 0, Subject.PETITION.value, row["petition_id"], row["at"])


async def _check_seals(driver: Any, commune_id: int | None) -> tuple[int, dict[int, Seal], Broken | None]:
    """Two readings side by side: the seals, and the hashes of the rows that they cover."""
    hashes = aiter(driver.cursor(_HASHES, commune_id, prefetch=FETCHED))
    row = await anext(hashes, None)
    last: dict[int, Seal] = {}
    count = 0
    async for each in driver.cursor(_SEALS, commune_id, prefetch=FETCHED):
        seal = Seal(*each)
        count += 1
        digest, rows = hashlib.sha256(), 0
        while row is not None and (row["commune_id"], row["id"]) <= (seal.commune_id, seal.until):
            if row["commune_id"] == seal.commune_id:
                digest.update(row["hash"])
                rows += 1
            row = await anext(hashes, None)
        fault = seal_fault(seal, last.get(seal.commune_id), rows, digest.digest())
        if fault is not None:
            return count, last, Broken(seal.commune_id, fault, seal.n, at=seal.at)
        last[seal.commune_id] = seal
    return count, last, None


def _row(row: Any) -> AuditRow:
    written = None
    if row["found"] is not None:
        written = Written(
            row["e_kind"], row["e_at"], row["e_department"], row["salt"], row["text"], row["files"], row["places"],
            row["due_on"], row["body"],
        )  # fmt: skip
    return AuditRow(
        row["commune_id"], row["subject"], row["subject_id"], row["n"], row["at"], row["by"], row["kind"],
        row["department"], row["other"], row["entry"], row["digest"], row["previous"], row["hash"], written,
    )  # fmt: skip
