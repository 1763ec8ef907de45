"""The audit log: who did what when, each row chained to the one before it, so that nothing can be changed unseen.

A row says what was done and holds a digest of what was written, never the words themselves. The digest is salted and
the salt is kept with the words: when they are erased on record they get another, so that the chain still holds and its
first digest gives nothing away to who would guess.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Subject(StrEnum):
    """What a chain is of: each petition and each person has one."""

    PETITION = "petition"
    PERSON = "person"


class AuditKind(StrEnum):
    """Acts that are no entry of a petition's thread; those are on the log by their own kind."""

    REDACTED = "redacted"
    NAME_HIDDEN = "name-hidden"
    CORRECTED = "corrected"
    CONSENTED = "consented"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    RESTRICTED = "restricted"
    RELEASED = "released"
    EXPORT_ASKED = "export-asked"
    EXPORTED = "exported"
    ERASURE_ASKED = "erasure-asked"
    ERASURE_CALLED_OFF = "erasure-called-off"
    ERASURE_HELD = "erasure-held"
    ERASURE_LET_GO = "erasure-let-go"
    ERASED = "erased"
    NAME_ERASED = "name-erased"
    LINKED = "linked"
    PARTED = "parted"
    ROLE_GRANTED = "role-granted"
    ROLE_REVOKED = "role-revoked"


@dataclass(frozen=True)
class Written:
    """What stands in a petition's thread under a row; `files` and `places` as the database writes JSON.

    `body` is the petition's own text, of its first entry only.
    """

    kind: str
    at: datetime
    department: str | None
    salt: str
    text: str
    files: str
    places: str
    due_on: date | None
    body: str | None


@dataclass(frozen=True)
class AuditRow:
    """`n` counts from 1 in its chain; `entry` is the entry of the thread, `other` whom or what else it concerns."""

    commune_id: int
    subject: str
    subject_id: int
    n: int
    at: datetime
    by: int | None
    kind: str
    department: str | None
    other: int | None
    entry: int | None
    digest: bytes | None
    previous: bytes
    hash: bytes
    written: Written | None = None

    @property
    def chain(self) -> tuple[int, str, int]:
        return self.commune_id, self.subject, self.subject_id


@dataclass(frozen=True)
class Seal:
    """The rows of a commune with ids above the last seal's `until` and up to this one's, `rows` of them."""

    commune_id: int
    n: int
    at: datetime
    until: int
    rows: int
    digest: bytes
    previous: bytes
    hash: bytes


class Fault(StrEnum):
    """What may be wrong with a link of a chain."""

    GAP = "gap"
    PREVIOUS = "previous"
    CHANGED = "changed"
    ENTRY_GONE = "entry-gone"
    ENTRY_CHANGED = "entry-changed"
    CONTENT_CHANGED = "content-changed"
    NOT_LOGGED = "not-logged"
    SEAL_GAP = "seal-gap"
    SEAL_PREVIOUS = "seal-previous"
    SEAL_CHANGED = "seal-changed"
    SEALED_ROWS = "sealed-rows"
    SEALED_DIGEST = "sealed-digest"


@dataclass(frozen=True)
class Broken:
    """The first link that does not hold; `n` counts in its chain, of a seal in the commune's seals."""

    commune_id: int
    fault: Fault
    n: int
    subject: str = ""
    subject_id: int = 0
    at: datetime | None = None


def _array(*values: object) -> bytes:
    """As PostgreSQL writes a JSON array of text, numbers and null."""
    return json.dumps(values, ensure_ascii=False).encode()


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def digest_of(written: Written) -> bytes:
    due_on = written.due_on.isoformat() if written.due_on else None
    parts = (json.dumps(written.salt), json.dumps(written.text, ensure_ascii=False), written.files, written.places,
             json.dumps(due_on), json.dumps(written.body, ensure_ascii=False))  # fmt: skip
    return hashlib.sha256(f"[{', '.join(parts)}]".encode()).digest()


def hash_of(row: AuditRow) -> bytes:
    return hashlib.sha256(
        _array(
            row.previous.hex(), row.commune_id, row.subject, row.subject_id, row.n, _micros(row.at), row.by, row.kind,
            row.department, row.other, row.entry, None if row.digest is None else row.digest.hex(),
        )
    ).digest()  # fmt: skip


def seal_hash(seal: Seal) -> bytes:
    return hashlib.sha256(
        _array(seal.previous.hex(), seal.commune_id, seal.n, _micros(seal.at), seal.until, seal.rows, seal.digest.hex())
    ).digest()


@dataclass
class Chains:
    """Looks through rows that come chain by chain, in order; remembers no more than the chain it is in."""

    _before: AuditRow | None = None
    # Entries of this chain whose words are others than a row says: right only if a later one says what they became.
    _changed: dict[int, AuditRow] = field(default_factory=dict)

    def look_at(self, row: AuditRow) -> Broken | None:
        before = self._before if self._before is not None and self._before.chain == row.chain else None
        if before is None:
            left = self.end()
            if left is not None:
                return left
        self._before = row
        fault = _fault(row, before)
        if fault is not None:
            return Broken(row.commune_id, fault, row.n, row.subject, row.subject_id, row.at)
        if row.digest is not None and row.entry is not None and row.written is not None:
            if digest_of(row.written) == row.digest:
                self._changed.pop(row.entry, None)
            else:
                self._changed.setdefault(row.entry, row)
        return None

    def end(self) -> Broken | None:
        """What can only be said when a chain has been seen to its end: words that were changed, and nobody said so."""
        for row in self._changed.values():
            return Broken(row.commune_id, Fault.CONTENT_CHANGED, row.n, row.subject, row.subject_id, row.at)
        return None


def _fault(row: AuditRow, before: AuditRow | None) -> Fault | None:
    if row.n != (before.n + 1 if before else 1):
        return Fault.GAP
    if row.previous != (before.hash if before else b""):
        return Fault.PREVIOUS
    if row.hash != hash_of(row):
        return Fault.CHANGED
    if row.digest is None:
        return None
    written = row.written
    if written is None:
        return Fault.ENTRY_GONE
    said = (row.kind, row.at, row.department)
    if row.kind != AuditKind.REDACTED and (written.kind, written.at, written.department) != said:
        return Fault.ENTRY_CHANGED
    return None


def seal_fault(seal: Seal, before: Seal | None, rows: int, digest: bytes) -> Fault | None:
    """What is wrong with a seal over what is `rows` rows, whose hashes together have this `digest`."""
    if seal.n != (before.n + 1 if before else 1):
        return Fault.SEAL_GAP
    if seal.previous != (before.hash if before else b""):
        return Fault.SEAL_PREVIOUS
    if seal.hash != seal_hash(seal):
        return Fault.SEAL_CHANGED
    if rows != seal.rows:
        return Fault.SEALED_ROWS
    return None if digest == seal.digest else Fault.SEALED_DIGEST
