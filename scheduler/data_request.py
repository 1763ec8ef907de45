"""What people have asked about their data is carried out: copies at once, erasures when their time has come."""

import asyncio
import logging
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from actions.calendar import calendar_of
from actions.card import hamlet_of, is_for_author, page
from actions.data_request import Erased, carry_out_erasure, note, remind_of
from actions.desk import Desk, actor_of
from documents.my_data import Enclosed, MyDataCopy, Section, write_archives
from domain.audit import AuditKind
from domain.calendar import day_of
from domain.commune import Commune
from domain.data_request import DataRequest, RequestKind
from domain.notice import Attachment, Notice, ToPerson, Urgency, Words, words
from handlers import notices
from locales import render, render_all
from storage.database import Database, UnitOfWork, is_gone
from storage.file import FileStore, StoredFile
from storage.my_data import MyData
from storage.person import Person

log = logging.getLogger(__name__)


async def answer_requests(
    database: Database, communes: Callable[[int], Commune | None], files: FileStore, now: datetime
) -> int:
    """Carry out what is due; return how many messages were queued. What fails is tried again the next time."""
    async with database.single() as uow:
        waiting = await uow.data_requests.waiting()
    queued = 0
    for request in waiting:
        commune = communes(request.commune_id)
        if commune is None:
            continue
        try:
            if request.kind is RequestKind.EXPORT:
                queued += await _export(database, commune, files, request, now)
            elif request.is_due(day_of(now)):
                queued += await _erase(database, commune, request, now)
            else:
                queued += await _remind(database, commune, request, now)
        except Exception as failure:
            if is_gone(failure):
                raise
            log.exception("data request %s of commune %s failed", request.id, commune.code)
    return queued


def _desk(uow: UnitOfWork, commune: Commune, person: int, now: datetime) -> Desk:
    return Desk(uow, commune, calendar_of(commune, day_of(now).year), actor_of(commune, person, ()), now)


# ── a copy ────────────────────────────────────────────────────────────────────────────────────────────────────


async def _export(database: Database, commune: Commune, files: FileStore, request: DataRequest, now: datetime) -> int:
    async with database.begin() as uow:
        copy = await _copy(_desk(uow, commune, request.person, now), request, files)
    with tempfile.TemporaryDirectory() as directory:
        written = await asyncio.to_thread(write_archives, copy, Path(directory))
        stored = [await asyncio.to_thread(files.keep_own, each) for each in written]
    name = f"du-lieu-cua-toi-{day_of(now):%Y-%m-%d}"
    archives = tuple(
        _archive(each, f"{name}.zip" if len(stored) == 1 else f"{name}-{n}.zip") for n, each in enumerate(stored, 1)
    )
    async with database.begin() as uow:
        locked = await uow.data_requests.find(commune.id, request.id, lock=True)
        if locked is None or not locked.is_open:
            return 0
        for each in stored:
            await uow.files.add(each, now)
        desk = _desk(uow, commune, request.person, now)
        await uow.data_requests.done(locked, now, archives)
        await note(desk, AuditKind.EXPORTED, request.person, None, other=request.id)
        told = Notice(
            ToPerson(request.person), (words("data-export-sent", days=commune.retention.archive_days),),
            files=archives, urgency=Urgency.NOTICE, once=f"data-export:{request.id}",
        )  # fmt: skip
        return await notices.queue(uow, commune, [told], now)


def _archive(file: StoredFile, name: str) -> Attachment:
    return Attachment(file.sha256, name, file.kind, file.size)


async def _copy(desk: Desk, request: DataRequest, files: FileStore) -> MyDataCopy:
    """Everything of the person as they may see it: petitions as on their page, the rest as it is stored."""
    commune = desk.commune
    someone = await desk.uow.people.find(commune.id, request.person)
    assert someone is not None
    stored = await desk.uow.my_data.copy(commune.id, someone.id)
    petitions, threads, enclosed = [], {}, {}
    for petition in await desk.uow.petitions.by_author(commune.id, someone.id, 100_000):
        thread = await desk.uow.petitions.thread(petition)
        lines, attached = page(desk, petition, thread, names={})
        petitions.append(render_all(lines, someone.language))
        threads[petition.code] = [
            {"kind": e.kind.value, "at": e.at.isoformat(), "text": e.text, "files": [vars(file) for file in e.files]}
            for e in thread
            if is_for_author(e)
        ]
        enclosed.update({file.sha256: file for file in attached})
    who = words(f"commune-{commune.kind}", name=commune.name)
    return MyDataCopy(
        language=someone.language,
        title=render(words("my-data-title", commune=who, day=day_of(desk.now)), someone.language),
        sections=_sections(desk, someone, stored, petitions),
        record={"person": stored.person, **stored.rows, "threads": threads},
        files=tuple(
            Enclosed(f"{n:03d}-{PurePosixPath(file.name).name}", files.path(file.sha256), file.size)
            for n, file in enumerate(enclosed.values(), 1)
        ),
    )


def _sections(desk: Desk, someone: Person, stored: MyData, petitions: list[str]) -> tuple[Section, ...]:
    language, commune = someone.language, desk.commune

    def section(id_: str, paragraphs: list[str]) -> Section:
        return Section(render(words(id_), language), tuple(paragraphs))

    def lines(rows: str, id_: str, facts: Callable[[Mapping[str, Any]], dict[str, Any]]) -> list[str]:
        return [render(words(id_, **facts(row)), language) for row in stored.rows[rows]]

    about = words(
        "data-page",
        name=someone.name or words("person-unnamed"),
        hamlet=hamlet_of(commune, someone.hamlet) if someone.hamlet else words("form-not-given"),
        phone=someone.phone or words("form-not-given"),
        language=words(f"language-{language}"),
        consented=words("form-day", day=someone.consented_at) if someone.consented_at else words("form-not-given"),
        petitions=len(petitions),
    )
    speaking = lines("speaker.person_id", "my-data-speaker", lambda r: {
        "dialogue": r["dialogue_id"], "number": r["number"], "summary": r["summary"],
    })  # fmt: skip
    coming = lines("attendance.person_id", "my-data-attendance", lambda r: {
        "dialogue": r["dialogue_id"], "comes": "yes" if r["comes"] else "no",
    })  # fmt: skip
    told = lines("outbox.person_id", "my-data-message", lambda r: {
        "at": datetime.fromisoformat(r["queued_at"]), "text": r["text"],
    })  # fmt: skip
    found = [
        section("my-data-about", [render(about, language)]),
        section("my-data-petitions", petitions),
        section("my-data-dialogues", [*speaking, *coming]),
        section("my-data-messages", told),
        section("my-data-more", [render(words("my-data-in-json"), language)]),
    ]
    return tuple(each for each in found if each.paragraphs)


# ── erasing ───────────────────────────────────────────────────────────────────────────────────────────────────


async def _erase(database: Database, commune: Commune, request: DataRequest, now: datetime) -> int:
    async with database.begin() as uow:
        locked = await uow.data_requests.find(commune.id, request.id, lock=True)
        if locked is None or not locked.is_due(day_of(now)):
            return 0
        desk = _desk(uow, commune, 0, now)
        erased = await carry_out_erasure(desk, locked)
        queued = await notices.queue(uow, commune, desk.notices, now)
        if erased is not None:
            queued += await uow.outbox.add(_farewell(commune, request, erased, now))
    return queued


def _farewell(commune: Commune, request: DataRequest, erased: Erased, now: datetime) -> list[dict[str, Any]]:
    """Said once more in every chat, to nobody in particular: the chats are strangers' by now."""
    told: Words = words("data-erased")
    return [
        notices.outbox_row(
            account_id=chat.account_id, address=chat.address, commune_id=commune.id,
            text=render(told, erased.language), urgency=int(Urgency.NOTICE), queued_at=now,
            once=f"data-erased:{request.id}@{n}",
        )
        for n, chat in enumerate(erased.chats)
    ]  # fmt: skip


async def _remind(database: Database, commune: Commune, request: DataRequest, now: datetime) -> int:
    async with database.begin() as uow:
        notice = remind_of(_desk(uow, commune, 0, now), request)
        return await notices.queue(uow, commune, [notice], now) if notice is not None else 0
