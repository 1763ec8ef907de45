"""What is kept no longer: once a day, each commune by its own periods."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.audit import AuditKind, Subject
from domain.commune import Commune, Retention
from storage.database import Database
from storage.file import FileStore

log = logging.getLogger(__name__)

# A file that nothing refers to is marked, and goes at the earliest when this has passed and still nothing does.
BETWEEN = timedelta(days=1)
# What was put there a moment ago is about to be referred to.
FRESH = timedelta(hours=1)
AT_ONCE = 200


async def keep_no_longer(database: Database, communes: Sequence[Commune], files: FileStore, now: datetime) -> None:
    """Forget what has been kept long enough. May run twice, late, or in two processes."""
    for commune in communes:
        kept = commune.retention
        while await _forget_people(database, commune, now):
            pass
        async with database.begin() as uow:
            await uow.outbox.forget_of(commune.id, now - timedelta(days=kept.message_days))
            await uow.web_chats.forget(commune.id, now - timedelta(days=kept.chat_days))
            await uow.inbox.forget_of(commune.id, now - timedelta(days=kept.delivery_days))
        await _forget_archives(database, commune, files, now)
    await _forget_files(database, communes, files, now)


async def _forget_people(database: Database, commune: Commune, now: datetime) -> int:
    """Who wrote petitions that were closed long ago, and what they attached; the words and the answer stay."""
    before = now - timedelta(days=commune.retention.petition_years * 365.25)
    async with database.begin() as uow:
        old = await uow.petitions.named_before(commune.id, before, AT_ONCE)
        for petition in old:
            facts = (commune.id, Subject.PETITION, petition.id)
            for entry in await uow.petitions.forget_author(petition):
                await uow.audits.add_redaction(commune.id, petition.id, entry, now, None)
            await uow.audits.add(*facts, AuditKind.NAME_HIDDEN, now, None)
    return len(old)


async def _forget_archives(database: Database, commune: Commune, files: FileStore, now: datetime) -> None:
    async with database.begin() as uow:
        before = now - timedelta(days=commune.retention.archive_days)
        gone = await uow.data_requests.drop_archives(commune.id, before)
        await uow.files.drop(gone)
    for sha256 in gone:
        await asyncio.to_thread(files.remove, sha256, now.timestamp())


async def _forget_files(database: Database, communes: Sequence[Commune], files: FileStore, now: datetime) -> None:
    """Uploaded files that nothing refers to, in two goes. One may be of several communes: the longest period counts."""
    days = max((commune.retention.file_days for commune in communes), default=Retention().file_days)
    old, fresh = now - timedelta(days=days), now - FRESH
    async with database.begin() as uow:
        gone = await uow.files.forget_unused(stored_before=old, unused_before=now - BETWEEN, now=now)
    for sha256 in gone:
        await asyncio.to_thread(files.remove, sha256, fresh.timestamp())
    # What was stored but never became known, e.g. because the step that brought it was given up.
    found = await asyncio.to_thread(files.older_than, old.timestamp())
    for start in range(0, len(found), 1000):
        some = found[start : start + 1000]
        async with database.single() as uow:
            unknown = set(some) - await uow.files.known(some)
        for name in unknown:
            await asyncio.to_thread(files.remove, name, old.timestamp())
    if gone:
        log.info("%s files that nothing referred to are gone", len(gone))
