"""Questions of the Front to departments."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notice import Attachment
from domain.supervision import SupervisorQuestion
from storage.key import Key, pairs
from storage.tables import petition, supervisor_question

_WITH_CODE = select(supervisor_question, petition.c.code).join(
    petition,
    (petition.c.commune_id == supervisor_question.c.commune_id) & (petition.c.id == supervisor_question.c.petition_id),
)
_WANTED = text(
    "(supervisor_question.commune_id, supervisor_question.id) in "
    "(select * from unnest(cast(:communes as int[]), cast(:ids as int[])))"
)
_FIELDS = (
    "commune_id", "id", "petition_id", "department", "asked_by", "asked_at", "text", "due_on", "answered_at",
    "answered_by", "answer",
)  # fmt: skip


class SupervisorQuestions:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, new: SupervisorQuestion) -> None:
        await self._connection.execute(supervisor_question.insert().values(**_columns(new)))

    async def change(self, changed: SupervisorQuestion) -> None:
        """Store every field of `changed`."""
        await self._connection.execute(
            update(supervisor_question)
            .where(supervisor_question.c.commune_id == changed.commune_id, supervisor_question.c.id == changed.id)
            .values(**_columns(changed))
        )

    async def find(self, commune_id: int, question_id: int, *, lock: bool = False) -> SupervisorQuestion | None:
        found = _WITH_CODE.where(
            supervisor_question.c.commune_id == commune_id, supervisor_question.c.id == question_id
        )
        rows = await self._connection.execute(found.with_for_update(of=supervisor_question) if lock else found)
        row = rows.one_or_none()
        return _question(row) if row else None

    async def by_ids(self, keys: Collection[Key]) -> dict[Key, SupervisorQuestion]:
        """Those that are there, of as many communes as one likes."""
        if not keys:
            return {}
        rows = await self._connection.execute(_WITH_CODE.where(_WANTED), pairs(keys))
        return {(row.commune_id, row.id): _question(row) for row in rows}

    async def of_petition(self, commune_id: int, petition_id: int) -> list[SupervisorQuestion]:
        return await self._select(commune_id, supervisor_question.c.petition_id == petition_id)

    async def open_of(self, commune_id: int, departments: Sequence[str] | None = None) -> list[SupervisorQuestion]:
        """What waits for an answer: of `departments`, or of everybody."""
        mine = () if departments is None else (supervisor_question.c.department.in_(departments),)
        return await self._select(commune_id, supervisor_question.c.answered_at.is_(None), *mine)

    async def latest(self, commune_id: int, limit: int) -> list[SupervisorQuestion]:
        """Those that wait first, then the latest."""
        order = supervisor_question.c.answered_at.is_not(None), supervisor_question.c.id.desc()
        rows = await self._connection.execute(
            _WITH_CODE.where(supervisor_question.c.commune_id == commune_id).order_by(*order).limit(limit)
        )
        return [_question(row) for row in rows]

    async def _select(self, commune_id: int, *where: ColumnElement[bool]) -> list[SupervisorQuestion]:
        rows = await self._connection.execute(
            _WITH_CODE.where(supervisor_question.c.commune_id == commune_id, *where).order_by(
                supervisor_question.c.due_on, supervisor_question.c.id
            )
        )
        return [_question(row) for row in rows]


def _columns(of: SupervisorQuestion) -> dict[str, Any]:
    return {**{name: getattr(of, name) for name in _FIELDS}, "files": [asdict(file) for file in of.files]}


def _question(row: Any) -> SupervisorQuestion:
    values = {name: getattr(row, name) for name in _FIELDS}
    return SupervisorQuestion(**values, code=row.code, files=tuple(Attachment(**file) for file in row.files))
