"""Commitments: what departments owe after a dialogue, with the code of the petition that each came from."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.commitment import Commitment
from domain.notice import Attachment
from storage.key import Key, pairs
from storage.tables import commitment, petition

_NEXT_DUE = func.coalesce(commitment.c.due_on, commitment.c.report_due_on)
_WITH_CODE = select(commitment, petition.c.code).join(
    petition, (petition.c.commune_id == commitment.c.commune_id) & (petition.c.id == commitment.c.petition_id)
)
_WANTED = text(
    "(commitment.commune_id, commitment.id) in (select * from unnest(cast(:communes as int[]), cast(:ids as int[])))"
)
_FIELDS = (
    "commune_id", "id", "dialogue_id", "petition_id", "department", "words", "made_on", "due_on", "first_due_on",
    "report_due_on", "asked_on", "asked_why", "kept_at", "kept_by", "note",
)  # fmt: skip


class Commitments:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, new: Commitment) -> None:
        await self._connection.execute(commitment.insert().values(**_columns(new)))

    async def change(self, changed: Commitment) -> None:
        """Store every field of `changed`."""
        await self._connection.execute(
            update(commitment)
            .where(commitment.c.commune_id == changed.commune_id, commitment.c.id == changed.id)
            .values(**_columns(changed))
        )

    async def find(self, commune_id: int, commitment_id: int, *, lock: bool = False) -> Commitment | None:
        found = _WITH_CODE.where(commitment.c.commune_id == commune_id, commitment.c.id == commitment_id)
        rows = await self._connection.execute(found.with_for_update(of=commitment) if lock else found)
        row = rows.one_or_none()
        return _commitment(row) if row else None

    async def by_ids(self, keys: Collection[Key]) -> dict[Key, Commitment]:
        """Those that are there, of as many communes as one likes."""
        if not keys:
            return {}
        rows = await self._connection.execute(_WITH_CODE.where(_WANTED), pairs(keys))
        return {(row.commune_id, row.id): _commitment(row) for row in rows}

    async def of_dialogue(self, commune_id: int, dialogue_id: int) -> list[Commitment]:
        """In the order of the notice."""
        return await self._select(commune_id, commitment.c.dialogue_id == dialogue_id, order=commitment.c.id)

    async def of_petition(self, commune_id: int, petition_id: int) -> list[Commitment]:
        return await self._select(commune_id, commitment.c.petition_id == petition_id, order=commitment.c.id)

    async def of_petitions(self, commune_id: int, petitions: Collection[int]) -> dict[int, list[Commitment]]:
        """Those that came from `petitions`, by their ids."""
        found: dict[int, list[Commitment]] = {}
        for each in await self._select(
            commune_id, commitment.c.petition_id.in_(list(petitions)), order=commitment.c.id
        ):
            found.setdefault(each.petition_id, []).append(each)
        return found

    async def open_of(self, commune_id: int, departments: Sequence[str] | None = None) -> list[Commitment]:
        """What is still owed, most pressing first: by `departments`, or by everybody."""
        mine = () if departments is None else (commitment.c.department.in_(departments),)
        return await self._select(commune_id, commitment.c.kept_at.is_(None), *mine, order=_NEXT_DUE)

    async def of_commune(self, commune_id: int) -> list[Commitment]:
        """All that was ever promised, latest dialogue first."""
        return await self._select(commune_id, order=commitment.c.dialogue_id.desc())

    async def for_month(self, commune_id: int, first: datetime) -> list[Commitment]:
        """What is open, or was kept since `first`."""
        still = commitment.c.kept_at.is_(None) | (commitment.c.kept_at >= first)
        return await self._select(commune_id, still, order=commitment.c.id)

    async def _select(self, commune_id: int, *where: ColumnElement[bool], order: Any) -> list[Commitment]:
        rows = await self._connection.execute(
            _WITH_CODE.where(commitment.c.commune_id == commune_id, *where).order_by(order, commitment.c.id)
        )
        return [_commitment(row) for row in rows]


def _columns(of: Commitment) -> dict[str, Any]:
    plain: dict[str, date | datetime | str | int | None] = {name: getattr(of, name) for name in _FIELDS}
    return {**plain, "files": [asdict(file) for file in of.files]}


def _commitment(row: Any) -> Commitment:
    values = {name: getattr(row, name) for name in _FIELDS}
    return Commitment(**values, code=row.code, files=tuple(Attachment(**file) for file in row.files))
