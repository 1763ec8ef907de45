"""Petitions and what happened to them."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, array
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.answer import LATE_STATES
from domain.clock import MATTERS, Happened
from domain.notice import Attachment
from domain.petition import OPEN, EntryKind, Petition, PetitionOutcome, PetitionState
from storage.tables import petition, petition_entry


@dataclass(frozen=True)
class Entry:
    """One thing that happened to a petition; `by` is a person, `department` the one concerned, `due_on` a day set."""

    kind: EntryKind
    at: datetime
    by: int | None = None
    department: str | None = None
    text: str = ""
    files: tuple[Attachment, ...] = ()
    places: tuple[tuple[float, float], ...] = ()
    refs: tuple[str, ...] = ()
    due_on: date | None = None


@dataclass(frozen=True)
class Unreplied:
    """A question to an author that waits for their reply; `times` it was asked, since `asked_at` (aware)."""

    petition: Petition
    asked_at: datetime
    times: int
    text: str


@dataclass(frozen=True)
class Tally:
    """How many petitions of one topic and hamlet there are, and how many of them are open."""

    topic: str
    hamlet: str | None
    all: int
    open: int


# Written out, so that it is seen that a partial index holds them.
_is_late_state = petition.c.state.in_([literal(state.value, literal_execute=True) for state in sorted(LATE_STATES)])
_is_answered = petition.c.state == literal(PetitionState.ANSWERED.value, literal_execute=True)
# How a petition comes to its department once more.
_CAME = (
    EntryKind.TRANSFER_ACCEPTED, EntryKind.MOVED, EntryKind.ASKED_AGAIN, EntryKind.REOPENED, EntryKind.UNMERGED,
    EntryKind.UNREPLIED,
)  # fmt: skip
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
    .values(due_on=bindparam("new"), days_left=bindparam("left"))
)
_FIND_ALL = (
    select(petition)
    .where(petition.c.commune_id == bindparam("of_commune"), petition.c.code.in_(bindparam("codes", expanding=True)))
    .order_by(petition.c.id)
    .with_for_update()
)
_MERGED_INTO = (
    select(petition)
    .where(
        petition.c.commune_id == bindparam("of_commune"),
        petition.c.merged_into.in_(bindparam("leads", expanding=True)),
        petition.c.state == PetitionState.MERGED.value,
    )
    .order_by(petition.c.due_on, petition.c.id)
)
# So that nothing like them finds them.
TAKE_OUT = text("""
    with gone as (
        delete from petition_filed where commune_id = :commune and petition_id = any(cast(:petitions as bigint[]))
        returning petition_id, terms)
    delete from petition_term using gone
    where commune_id = :commune and term = any(gone.terms) and petition_term.petition_id = gone.petition_id
""")
_OF_CLOCKS = sorted(kind.value for kind in MATTERS)
# Asked, and silent since.
_ASKED_TO_SUPPORT = text("""
    exists (
        select from petition_entry asked
        where asked.commune_id = petition.commune_id and asked.petition_id = petition.id
          and asked.kind = 'support-asked' and asked.department = any(:departments)
          and not exists (
            select from petition_entry said
            where said.commune_id = asked.commune_id and said.petition_id = asked.petition_id
              and said.kind = 'supported' and said.department = asked.department and said.id > asked.id))
""")
# The question that waits, and how often it was asked; of petitions that nobody is working on.
_UNREPLIED = text("""
    select p.*, asked.at as asked_at, asked.text as asked_text, 1 + (
        select count(*) from petition_entry again
        where again.commune_id = p.commune_id and again.petition_id = p.id
          and again.kind = 'repeated' and again.id > asked.id) as times
    from petition p
    cross join lateral (
        select e.id, e.at, e.text from petition_entry e
        where e.commune_id = p.commune_id and e.petition_id = p.id and e.kind = 'asked'
        order by e.id desc limit 1) asked
    where p.commune_id = :commune and (p.days_left is not null or p.state = 'asked')
      and p.state in ('received', 'assigned', 'taken', 'asked')
      and asked.at < :before
    order by p.id
    limit :limit
    for update of p skip locked
""").columns(
    **{column.name: column.type for column in petition.c},
    asked_at=petition.c.received_at.type, asked_text=petition.c.body.type, times=petition.c.transfers.type,
)  # fmt: skip


class Petitions:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, **values: Any) -> Petition:
        """Insert a petition (its fields without `id`) and return it."""
        return read_petition((await self._connection.execute(_ADD, values)).one())

    async def find(self, commune_id: int, code: str, *, lock: bool = False) -> Petition | None:
        found = _FIND_AND_LOCK if lock else _FIND
        row = (await self._connection.execute(found, {"of_commune": commune_id, "code": code})).one_or_none()
        return read_petition(row) if row else None

    async def code_of(self, commune_id: int, petition_id: int) -> str | None:
        found: str | None = await self._connection.scalar(
            select(petition.c.code).where(petition.c.commune_id == commune_id, petition.c.id == petition_id)
        )
        return found

    async def change(self, changed: Petition, **values: Any) -> Petition:
        """Change values of a petition. What nobody waits for any more, or reads otherwise, is not found by what it was
        like: a sweep files the latter anew.
        """
        row = (
            await self._connection.execute(
                update(petition)
                .where(petition.c.commune_id == changed.commune_id, petition.c.id == changed.id)
                .values(**values)
                .returning(petition)
            )
        ).one()
        after = read_petition(row)
        if changed.author_waits and (not after.author_waits or "body" in values):
            await self._connection.execute(TAKE_OUT, {"commune": after.commune_id, "petitions": [after.id]})
        return after

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
                "due_on": entry.due_on,
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
                    r.due_on,
                ),
            )
            for r in rows
        ]

    async def find_all(self, commune_id: int, codes: Sequence[str]) -> list[Petition]:
        """Those of `codes` that there are, locked, always in the same order."""
        if not codes:
            return []
        rows = await self._connection.execute(_FIND_ALL, {"of_commune": commune_id, "codes": list(codes)})
        return [read_petition(row) for row in rows]

    async def by_id(self, commune_id: int, id_: int) -> Petition | None:
        row = (
            await self._connection.execute(
                select(petition).where(petition.c.commune_id == commune_id, petition.c.id == id_)
            )
        ).one_or_none()
        return read_petition(row) if row else None

    async def by_ids(self, commune_id: int, ids: Collection[int]) -> list[Petition]:
        rows = await self._connection.execute(
            select(petition).where(petition.c.commune_id == commune_id, petition.c.id.in_(list(ids)))
        )
        return [read_petition(row) for row in rows]

    async def merged_into(self, commune_id: int, leads: Sequence[int]) -> dict[int, list[Petition]]:
        """What is dealt with in each of `leads`, by its id, first what is due first."""
        found: dict[int, list[Petition]] = {}
        if leads:
            rows = await self._connection.execute(_MERGED_INTO, {"of_commune": commune_id, "leads": list(leads)})
            for row in rows:
                found.setdefault(row.merged_into, []).append(read_petition(row))
        return found

    async def alike(self, to: Petition, departments: Sequence[str] | None, limit: int = 10) -> list[Petition]:
        """Open petitions that may speak of the same: of its topic, first those of its hamlet, then the latest.

        Of `departments`; None: of any.
        """
        where = [
            petition.c.commune_id == to.commune_id,
            petition.c.topic == to.topic,
            petition.c.id != to.id,
            _is_open,
        ]
        if departments is not None:
            where.append(petition.c.department.in_(departments))
        same_hamlet = petition.c.hamlet.is_not_distinct_from(to.hamlet)
        rows = await self._connection.execute(
            select(petition).where(*where).order_by(same_hamlet.desc(), petition.c.id.desc()).limit(limit)
        )
        return [read_petition(row) for row in rows]

    async def to_support(self, commune_id: int, departments: Sequence[str]) -> list[Petition]:
        """Open petitions for which one of `departments` was asked for help and has not replied yet."""
        rows = await self._connection.execute(
            select(petition)
            .where(
                petition.c.commune_id == commune_id,
                _is_open,
                petition.c.supporting.has_any(array(departments)),
                _ASKED_TO_SUPPORT.bindparams(departments=list(departments)),
            )
            .order_by(petition.c.due_on, petition.c.id)
            .limit(50)
        )
        return [read_petition(row) for row in rows]

    async def unreplied(self, commune_id: int, before: datetime, limit: int) -> list[Unreplied]:
        """Questions asked before a moment whose authors have not replied, while the clock stands still; locked."""
        rows = await self._connection.execute(_UNREPLIED, {"commune": commune_id, "before": before, "limit": limit})
        return [Unreplied(read_petition(row), row.asked_at, row.times, row.asked_text) for row in rows]

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
        return [read_petition(row) for row in rows]

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

    async def of_dialogue(self, commune_id: int, dialogue_id: int, besides: Collection[int] = ()) -> list[Petition]:
        """All that were filed for a dialogue, and those with the ids `besides`, as they came."""
        of_it = (petition.c.dialogue_id == dialogue_id) | petition.c.id.in_(list(besides))
        return await self._select(and_(petition.c.commune_id == commune_id, of_it), petition.c.id, 10_000)

    async def get(self, commune_id: int, petition_id: int, *, lock: bool = False) -> Petition:
        """The petition of a record that names it; it is there."""
        found = select(petition).where(petition.c.commune_id == commune_id, petition.c.id == petition_id)
        return read_petition((await self._connection.execute(found.with_for_update() if lock else found)).one())

    async def once_merged_into(self, commune_id: int, petition_id: int) -> list[Petition]:
        """Those that are, or were, dealt with in this one."""
        apart = [PetitionState.WITHDRAWN.value, PetitionState.REFUSED.value]
        where = petition.c.commune_id == commune_id, petition.c.merged_into == petition_id
        return await self._select(and_(*where, petition.c.state.not_in(apart)), petition.c.id, 1000)

    async def latest_answers(self, commune_id: int, ids: Collection[int]) -> dict[int, str]:
        """What was answered last, or decided in the hall, by the id of the petition."""
        said = [EntryKind.ANSWERED.value, EntryKind.DECIDED.value]
        rows = await self._connection.execute(
            select(petition_entry.c.petition_id, petition_entry.c.text)
            .where(
                petition_entry.c.commune_id == commune_id,
                petition_entry.c.petition_id.in_(list(ids)),
                petition_entry.c.kind.in_(said),
            )
            .order_by(petition_entry.c.id)
        )
        return {row.petition_id: row.text for row in rows}

    async def for_month(self, commune_id: int, first: datetime) -> list[Petition]:
        """What came or was answered since `first`, and what is still open."""
        counted = (petition.c.received_at >= first) | (petition.c.answered_at >= first) | _is_open
        return await self._select(and_(petition.c.commune_id == commune_id, counted), petition.c.id, 1_000_000)

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

    async def latest_open(self, commune_id: int, limit: int) -> list[Petition]:
        """Open petitions of a commune, latest first."""
        return await self._select(and_(petition.c.commune_id == commune_id, _is_open), petition.c.id.desc(), limit)

    async def counted(self, commune_id: int) -> list[tuple[Petition, list[Happened]]]:
        """All open petitions of a commune, locked, each with what happened to its clock."""
        rows = await self._connection.execute(
            select(petition).where(petition.c.commune_id == commune_id, _is_open).order_by(petition.c.id)
            .with_for_update()
        )  # fmt: skip
        found = [read_petition(row) for row in rows]
        happened: dict[int, list[Happened]] = {}
        for entry in await self._connection.execute(
            select(petition_entry.c.petition_id, petition_entry.c.kind, petition_entry.c.at)
            .join(
                petition,
                (petition.c.commune_id == petition_entry.c.commune_id)
                & (petition.c.id == petition_entry.c.petition_id),
            )
            .where(petition.c.commune_id == commune_id, _is_open, petition_entry.c.kind.in_(_OF_CLOCKS))
            .order_by(petition_entry.c.petition_id, petition_entry.c.id)
        ):
            happened.setdefault(entry.petition_id, []).append((EntryKind(entry.kind), entry.at))
        return [(each, happened.get(each.id, [])) for each in found]

    async def move_due(self, commune_id: int, moved: Sequence[tuple[Petition, date, int | None]]) -> None:
        """Give each petition its new last day, and the working days that are left while its clock is stopped."""
        await self._connection.execute(
            _MOVE_DUE,
            [{"of_commune": commune_id, "of_id": each.id, "new": due_on, "left": left} for each, due_on, left in moved],
        )

    async def to_tell_late(self, commune_id: int, today: date, limit: int) -> list[Petition]:
        """Petitions whose authors have not been told that their last day has passed; locked, those nobody works on."""
        rows = await self._connection.execute(
            select(petition)
            .where(
                petition.c.commune_id == commune_id,
                petition.c.due_on < today,
                _is_late_state,
                petition.c.days_left.is_(None),
                petition.c.late_told.is_(None) | (petition.c.late_told < petition.c.due_on),
            )
            .order_by(petition.c.due_on, petition.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [read_petition(row) for row in rows]

    async def to_close(self, commune_id: int, answered_before: datetime, today: date, limit: int) -> list[Petition]:
        """Petitions answered up to a moment, with nothing promised from `today` on; locked, those nobody works on."""
        rows = await self._connection.execute(
            select(petition)
            .where(
                petition.c.commune_id == commune_id,
                _is_answered,
                petition.c.answered_at <= answered_before,
                petition.c.promised_on.is_(None) | (petition.c.promised_on < today),
            )
            .order_by(petition.c.answered_at, petition.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [read_petition(row) for row in rows]

    async def came_since(self, commune_id: int, moment: datetime) -> frozenset[str]:
        """Codes of open petitions that came to their department, for the first time or again, since `moment`."""
        came = [kind.value for kind in _CAME]
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
        return read_petition(row) if row else None

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
        return [read_petition(row) for row in rows]

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
        return [read_petition(row) for row in rows]


def _of(of: Petition) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return petition_entry.c.commune_id == of.commune_id, petition_entry.c.petition_id == of.id


def _own(commune_id: int, author: int) -> tuple[ColumnElement[bool], ...]:
    """What somebody sent for themselves: on what a hamlet head collected stand the names of others."""
    return petition.c.commune_id == commune_id, petition.c.author == author, petition.c.collected.is_(False)


def read_petition(row: Any) -> Petition:
    """The petition of a row with all its columns."""
    values = {name: getattr(row, name) for name in _FIELDS}
    return Petition(
        **{
            **values,
            "state": PetitionState(row.state),
            "outcome": PetitionOutcome(row.outcome) if row.outcome else None,
            "supporting": tuple(row.supporting),
        }
    )
