"""Petitions and what happened to them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, DateTime, and_, bindparam, cast, exists, func, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notice import Attachment
from domain.petition import OPEN, EntryKind, Petition, PetitionOutcome, PetitionState
from storage.tables import petition, petition_entry


@dataclass(frozen=True)
class Entry:
    """One thing that happened to a petition; `by` is a person, `department` the one concerned."""

    kind: EntryKind
    at: datetime
    by: int | None = None
    department: str | None = None
    text: str = ""
    files: tuple[Attachment, ...] = ()
    places: tuple[tuple[float, float], ...] = ()
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tally:
    """How many petitions of one topic and hamlet there are, and how many of them are open."""

    topic: str
    hamlet: str | None
    all: int
    open: int


_is_open = petition.c.state.in_([state.value for state in OPEN])
_FIELDS = [field.name for field in fields(Petition)]

# Made once: putting a statement together takes as long as running it.
_ADD = petition.insert().returning(petition)
_NOTE = petition_entry.insert().returning(petition_entry.c.id)
_FIND = select(petition).where(petition.c.commune_id == bindparam("of_commune"), petition.c.code == bindparam("code"))
_FIND_AND_LOCK = _FIND.with_for_update()
_BY_AUTHOR = (
    select(petition)
    .where(petition.c.commune_id == bindparam("of_commune"), petition.c.author == bindparam("author"))
    .order_by(petition.c.id.desc())
    .limit(bindparam("limit"))
)
_MOVE_DUE = (
    update(petition)
    .where(petition.c.commune_id == bindparam("of_commune"), petition.c.id == bindparam("of_id"))
    .values(due_on=bindparam("new"))
)


class Petitions:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, **values: Any) -> Petition:
        """Insert a petition (its fields without `id`) and return it."""
        return _petition((await self._connection.execute(_ADD, values)).one())

    async def find(self, commune_id: int, code: str, *, lock: bool = False) -> Petition | None:
        found = _FIND_AND_LOCK if lock else _FIND
        row = (await self._connection.execute(found, {"of_commune": commune_id, "code": code})).one_or_none()
        return _petition(row) if row else None

    async def code_of(self, commune_id: int, petition_id: int) -> str | None:
        found: str | None = await self._connection.scalar(
            select(petition.c.code).where(petition.c.commune_id == commune_id, petition.c.id == petition_id)
        )
        return found

    async def change(self, changed: Petition, **values: Any) -> Petition:
        row = (
            await self._connection.execute(
                update(petition)
                .where(petition.c.commune_id == changed.commune_id, petition.c.id == changed.id)
                .values(**values)
                .returning(petition)
            )
        ).one()
        return _petition(row)

    async def note(self, noted: Petition, entry: Entry) -> int:
        """Append to the petition's thread; return the entry's id.

        The petition must be locked or new, so that entries keep their order.
        """
        added: int = await self._connection.scalar(
            _NOTE,
            {
                "commune_id": noted.commune_id,
                "petition_id": noted.id,
                "kind": entry.kind.value,
                "at": entry.at,
                "by": entry.by,
                "department": entry.department,
                "text": entry.text,
                "files": [asdict(file) for file in entry.files],
                "places": [list(place) for place in entry.places],
                "refs": list(entry.refs),
            },
        )
        return added

    async def thread(self, of: Petition) -> list[Entry]:
        return [entry for _, entry in await self.entries(of)]

    async def entries(self, of: Petition) -> list[tuple[int, Entry]]:
        """The thread with the ids of its entries, oldest first."""
        rows = await self._connection.execute(select(petition_entry).where(*_of(of)).order_by(petition_entry.c.id))
        return [
            (
                r.id,
                Entry(
                    EntryKind(r.kind),
                    r.at,
                    r.by,
                    r.department,
                    r.text,
                    tuple(Attachment(**file) for file in r.files),
                    tuple((place[0], place[1]) for place in r.places),
                    tuple(r.refs),
                ),
            )
            for r in rows
        ]

    async def redact(
        self, of: Petition, entry: int, *, text: str | None = None, body: str | None = None, bare: bool = False
    ) -> None:
        """Put other words in the place of what was written; `bare` leaves no files, places and channel ids.

        Whoever calls it says so on the audit log.
        """
        changed: dict[str, Any] = {} if text is None else {"text": text}
        if bare:
            changed |= {"files": [], "places": [], "refs": []}
        if changed:
            await self._connection.execute(
                update(petition_entry).where(*_of(of), petition_entry.c.id == entry).values(**changed)
            )
        if body is not None:
            await self.change(of, body=body)

    async def answer_entries(self, of: Petition) -> list[int]:
        """Ids of the entries that were answers, oldest first."""
        rows = await self._connection.scalars(
            select(petition_entry.c.id)
            .where(*_of(of), petition_entry.c.kind == EntryKind.ANSWERED.value)
            .order_by(petition_entry.c.id)
        )
        return list(rows)

    async def by_author(self, commune_id: int, author: int, limit: int = 20) -> list[Petition]:
        """Latest first."""
        rows = await self._connection.execute(_BY_AUTHOR, {"of_commune": commune_id, "author": author, "limit": limit})
        return [_petition(row) for row in rows]

    async def collected_in(self, commune_id: int, hamlets: Sequence[str], limit: int = 50) -> list[Petition]:
        """What heads of `hamlets` forwarded, latest first."""
        return await self._select(
            and_(petition.c.commune_id == commune_id, petition.c.hamlet.in_(hamlets), petition.c.collected),
            petition.c.id.desc(),
            limit,
        )

    async def open_for(self, commune_id: int, departments: Sequence[str], limit: int = 100) -> list[Petition]:
        """Open work of `departments`, most pressing first."""
        return await self._select(
            and_(petition.c.commune_id == commune_id, petition.c.department.in_(departments), _is_open),
            petition.c.due_on,
            limit,
        )

    async def proposed_to(self, commune_id: int, departments: Sequence[str]) -> list[Petition]:
        """Transfers that wait for `departments` to accept or decline."""
        return await self._select(
            and_(petition.c.commune_id == commune_id, petition.c.proposed_to.in_(departments), _is_open),
            petition.c.due_on,
            50,
        )

    async def of_commune(
        self,
        commune_id: int,
        *,
        topic: str | None = None,
        hamlet: str | None = None,
        dialogue_id: int | None = None,
        limit: int = 30,
    ) -> list[Petition]:
        where = [petition.c.commune_id == commune_id]
        if topic is not None:
            where.append(petition.c.topic == topic)
        if hamlet is not None:
            where.append(petition.c.hamlet == hamlet)
        if dialogue_id is not None:
            where.append(petition.c.dialogue_id == dialogue_id)
        return await self._select(and_(*where), petition.c.id.desc(), limit)

    async def tallies(self, commune_id: int, dialogue_id: int | None = None) -> list[Tally]:
        where = [petition.c.commune_id == commune_id, petition.c.state != PetitionState.WITHDRAWN.value]
        if dialogue_id is not None:
            where.append(petition.c.dialogue_id == dialogue_id)
        rows = await self._connection.execute(
            select(
                petition.c.topic,
                petition.c.hamlet,
                func.count().label("all"),
                func.count().filter(_is_open).label("open"),
            )
            .where(*where)
            .group_by(petition.c.topic, petition.c.hamlet)
        )
        return [Tally(r.topic, r.hamlet, r.all, r.open) for r in rows]

    async def open_of(self, commune_id: int) -> list[Petition]:
        """All open petitions of a commune, most pressing first."""
        return await self._select(and_(petition.c.commune_id == commune_id, _is_open), petition.c.due_on, 100_000)

    async def counted(self, commune_id: int) -> list[tuple[Petition, datetime]]:
        """All open petitions of a commune, locked, each with the moment from which its answer period counts."""
        asked_again = (
            select(func.max(petition_entry.c.at))
            .where(
                petition_entry.c.commune_id == petition.c.commune_id,
                petition_entry.c.petition_id == petition.c.id,
                petition_entry.c.kind == EntryKind.ASKED_AGAIN.value,
            )
            .scalar_subquery()
        )
        rows = await self._connection.execute(
            select(petition, func.coalesce(asked_again, petition.c.received_at).label("counted_from"))
            .where(petition.c.commune_id == commune_id, _is_open)
            .order_by(petition.c.id)
            .with_for_update(of=petition)
        )
        return [(_petition(row), row.counted_from) for row in rows]

    async def move_due(self, commune_id: int, moved: Sequence[tuple[Petition, date]]) -> None:
        """Give each petition its new last day."""
        await self._connection.execute(
            _MOVE_DUE, [{"of_commune": commune_id, "of_id": each.id, "new": due_on} for each, due_on in moved]
        )

    async def came_since(self, commune_id: int, moment: datetime) -> frozenset[str]:
        """Codes of open petitions that came to their department, for the first time or again, since `moment`."""
        came = [kind.value for kind in (EntryKind.TRANSFER_ACCEPTED, EntryKind.MOVED, EntryKind.ASKED_AGAIN)]
        codes = await self._connection.scalars(
            select(petition.c.code).where(
                petition.c.commune_id == commune_id,
                _is_open,
                (petition.c.received_at >= moment)
                | exists().where(
                    petition_entry.c.commune_id == petition.c.commune_id,
                    petition_entry.c.petition_id == petition.c.id,
                    petition_entry.c.kind.in_(came),
                    petition_entry.c.at >= moment,
                ),
            )
        )
        return frozenset(codes)

    async def by_ref(self, commune_id: int, author: int, ref: str) -> Petition | None:
        """The author's petition that the message `ref` became part of."""
        rows = await self._connection.execute(
            select(petition)
            .join(
                petition_entry,
                (petition_entry.c.commune_id == petition.c.commune_id)
                & (petition_entry.c.petition_id == petition.c.id),
            )
            .where(
                petition.c.commune_id == commune_id,
                petition.c.author == author,
                petition_entry.c.refs.contains([ref]),
            )
            .order_by(petition.c.id.desc())
            .limit(1)
        )
        row = rows.one_or_none()
        return _petition(row) if row else None

    async def any_open(self, commune_id: int, column: str, key: str) -> bool:
        """Whether an open petition has `key` as its "department", "topic" or "hamlet"."""
        found = await self._connection.scalar(
            select(petition.c.id)
            .where(petition.c.commune_id == commune_id, petition.c[column] == key, _is_open)
            .limit(1)
        )
        return found is not None

    async def hide_author(self, commune_id: int, author: int) -> list[int]:
        """Take the author's name off their own petitions; what they wrote stays on record. Return which had one."""
        found = await self._connection.scalars(
            update(petition)
            .where(*_own(commune_id, author), petition.c.author_name.is_not(None) | petition.c.name_shown)
            .values(author_name=None, name_shown=False)
            .returning(petition.c.id)
        )
        return list(found)

    async def keep_name_back(self, commune_id: int, author: int) -> list[int]:
        """Show the author's name to nobody any more; return the petitions that it was shown on."""
        found = await self._connection.scalars(
            update(petition)
            .where(*_own(commune_id, author), petition.c.name_shown)
            .values(name_shown=False)
            .returning(petition.c.id)
        )
        return list(found)

    async def rename_author(self, commune_id: int, author: int, name: str) -> None:
        """Correct the name on the author's own petitions, where it stands there."""
        await self._connection.execute(
            update(petition)
            .where(*_own(commune_id, author), petition.c.author_name.is_not(None))
            .values(author_name=name)
        )

    async def named_before(self, commune_id: int, before: datetime, limit: int) -> list[Petition]:
        """Petitions that were over before then and still say who wrote them, locked."""
        attached = exists().where(
            petition_entry.c.commune_id == petition.c.commune_id,
            petition_entry.c.petition_id == petition.c.id,
            petition_entry.c.by == petition.c.author,
            (petition_entry.c.files != cast([], JSONB)) | (petition_entry.c.refs != cast([], JSONB)),
        )
        over = func.coalesce(
            petition.c.closed_at, petition.c.answered_at, cast(petition.c.due_on, DateTime(timezone=True))
        )
        rows = await self._connection.execute(
            select(petition)
            .where(
                petition.c.commune_id == commune_id,
                ~_is_open,
                over < before,
                petition.c.author_name.is_not(None) | attached,
            )
            .order_by(petition.c.id)
            .limit(limit)
            .with_for_update(of=petition)
        )
        return [_petition(row) for row in rows]

    async def forget_author(self, of: Petition) -> list[int]:
        """Take the name off, and what the author attached; return the entries that are others now."""
        await self.change(of, author_name=None, name_shown=False)
        bare = []
        for entry_id, entry in await self.entries(of):
            if entry.by == of.author and (entry.files or entry.refs):
                await self.redact(of, entry_id, bare=True)
                bare.append(entry_id)
        return bare

    async def _select(self, where: ColumnElement[bool], order: Any, limit: int) -> list[Petition]:
        rows = await self._connection.execute(select(petition).where(where).order_by(order, petition.c.id).limit(limit))
        return [_petition(row) for row in rows]


def _of(of: Petition) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return petition_entry.c.commune_id == of.commune_id, petition_entry.c.petition_id == of.id


def _own(commune_id: int, author: int) -> tuple[ColumnElement[bool], ...]:
    """What somebody sent for themselves: on what a hamlet head collected stand the names of others."""
    return petition.c.commune_id == commune_id, petition.c.author == author, petition.c.collected.is_(False)


def _petition(row: Any) -> Petition:
    values = {name: getattr(row, name) for name in _FIELDS}
    return Petition(
        **{
            **values,
            "state": PetitionState(row.state),
            "outcome": PetitionOutcome(row.outcome) if row.outcome else None,
            "supporting": tuple(row.supporting),
        }
    )
