"""Answers on their way, who is writing one, and texts to begin them with."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.access import Role
from domain.answer import UNDER_WAY, WRITING_LASTS, Answer, AnswerState, AnswerTemplate, AnswerText, Writing
from domain.notice import Attachment
from domain.petition import Petition, PetitionOutcome, PetitionState
from storage.petition import read_petition
from storage.tables import answer, answer_template, answer_writing, petition

# Written out, so that it is seen that a partial index holds them.
_under_way = answer.c.state.in_([literal(state.value, literal_execute=True) for state in sorted(UNDER_WAY)])
# What is due across communes, in the order in which it became due.
_DUE = (
    select(answer.c.commune_id, answer.c.petition_id, petition.c.code)
    .join(petition, (petition.c.commune_id == answer.c.commune_id) & (petition.c.id == answer.c.petition_id))
    .where(answer.c.state == literal(AnswerState.APPROVED.value, literal_execute=True))
    .order_by(answer.c.sends_at)
)


class Answers:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, to: Petition, written: AnswerText, by: int, now: datetime, **values: Any) -> Answer:
        """Put down what was written; whatever was under way to a petition that has moved since is dropped.

        The petition must be locked.
        """
        await self._connection.execute(
            update(answer).where(*_to(to), _under_way).values(state=AnswerState.DROPPED.value)
        )
        row = await self._connection.execute(
            answer.insert()
            .values(
                commune_id=to.commune_id, petition_id=to.id, drafted_by=by, drafted_at=now,
                **_columns(written), **values,
            )
            .returning(answer)
        )  # fmt: skip
        return _answer(row.one())

    async def find(self, to: Petition, answer_id: int) -> Answer | None:
        row = (await self._connection.execute(select(answer).where(*_to(to), answer.c.id == answer_id))).one_or_none()
        return _answer(row) if row else None

    async def under_way(self, to: Petition) -> Answer | None:
        """The answer that waits to be approved or sent."""
        row = (await self._connection.execute(select(answer).where(*_to(to), _under_way))).one_or_none()
        return _answer(row) if row else None

    async def latest(self, to: Petition) -> Answer | None:
        row = (
            await self._connection.execute(select(answer).where(*_to(to)).order_by(answer.c.id.desc()).limit(1))
        ).one_or_none()
        return _answer(row) if row else None

    async def change(self, changed: Answer, written: AnswerText | None = None, **values: Any) -> Answer:
        """Give it other values, and other words where there are any."""
        row = await self._connection.execute(
            update(answer)
            .where(answer.c.commune_id == changed.commune_id, answer.c.id == changed.id)
            .values(**values, **(_columns(written) if written else {}))
            .returning(answer)
        )
        return _answer(row.one())

    async def due(self, now: datetime, limit: int) -> list[tuple[int, str]]:
        """Commune and petition's code of what can no longer be taken back."""
        rows = await self._connection.execute(_DUE.where(answer.c.sends_at <= now).limit(limit))
        return [(row.commune_id, row.code) for row in rows]

    async def waiting(self, commune_id: int, departments: Collection[str], *, chair: bool) -> list[Petition]:
        """Petitions whose answers wait for the heads of `departments`, and for the chair; longest waiting first."""
        for_head = and_(answer.c.approver == Role.DEPARTMENT_HEAD.value, petition.c.department.in_(list(departments)))
        rows = await self._connection.execute(
            select(petition)
            .join(answer, (petition.c.commune_id == answer.c.commune_id) & (petition.c.id == answer.c.petition_id))
            .where(
                answer.c.commune_id == commune_id,
                answer.c.state == AnswerState.WAITING.value,
                petition.c.state == PetitionState.DRAFTED.value,
                or_(for_head, answer.c.approver == Role.CHAIR.value) if chair else for_head,
            )
            .order_by(answer.c.id)
            .limit(50)
        )
        return [read_petition(row) for row in rows]

    # ── who is writing ────────────────────────────────────────────────────────────────────────────────────────

    async def writing(self, to: Petition) -> Writing | None:
        row = (
            await self._connection.execute(
                select(answer_writing).where(
                    answer_writing.c.commune_id == to.commune_id, answer_writing.c.petition_id == to.id
                )
            )
        ).one_or_none()
        return Writing(row.person_id, row.since) if row else None

    async def write(self, to: Petition, person: int, now: datetime, *, take_over: bool) -> Writing:
        """`person` is writing from now on, unless somebody else is; return who it is."""
        values = {"person_id": person, "since": now}
        new = insert(answer_writing).values(commune_id=to.commune_id, petition_id=to.id, **values)
        free = (answer_writing.c.person_id == person) | (answer_writing.c.since <= now - WRITING_LASTS)
        await self._connection.execute(
            new.on_conflict_do_update(
                index_elements=["commune_id", "petition_id"], set_=values, where=None if take_over else free
            )
        )
        return await self.writing(to) or Writing(person, now)

    async def stop_writing(self, to: Petition, person: int | None = None) -> None:
        """Nobody is writing any more, or not `person`."""
        where = [answer_writing.c.commune_id == to.commune_id, answer_writing.c.petition_id == to.id]
        if person is not None:
            where.append(answer_writing.c.person_id == person)
        await self._connection.execute(delete(answer_writing).where(*where))


class AnswerTemplates:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, template: AnswerTemplate, by: int, now: datetime) -> bool:
        """Keep it; False where its department has one of this name for the topic."""
        added = await self._connection.execute(
            insert(answer_template)
            .values(**asdict(template), made_by=by, made_at=now)
            .on_conflict_do_nothing()
            .returning(answer_template.c.id)
        )
        return added.one_or_none() is not None

    async def find(self, commune_id: int, template_id: int) -> AnswerTemplate | None:
        row = (
            await self._connection.execute(select(answer_template).where(*_at(commune_id, template_id)))
        ).one_or_none()
        return _template(row) if row else None

    async def of(self, commune_id: int, departments: Sequence[str], topic: str | None = None) -> list[AnswerTemplate]:
        """Of `departments`, in the order of their names; on one topic where it is named."""
        where = [answer_template.c.commune_id == commune_id, answer_template.c.department.in_(departments)]
        if topic is not None:
            where.append(answer_template.c.topic == topic)
        rows = await self._connection.execute(
            select(answer_template)
            .where(*where)
            .order_by(answer_template.c.topic, answer_template.c.name, answer_template.c.id)
        )
        return [_template(row) for row in rows]

    async def rename(self, template: AnswerTemplate, name: str) -> bool:
        """False where its department has another of this name for the topic."""
        taken = (
            select(answer_template.c.id)
            .where(
                answer_template.c.commune_id == template.commune_id,
                answer_template.c.department == template.department,
                answer_template.c.topic == template.topic,
                func.lower(answer_template.c.name) == name.lower(),
                answer_template.c.id != template.id,
            )
            .exists()
        )
        renamed = await self._connection.execute(
            update(answer_template)
            .where(*_at(template.commune_id, template.id), ~taken)
            .values(name=name)
            .returning(answer_template.c.id)
        )
        return renamed.one_or_none() is not None

    async def remove(self, template: AnswerTemplate) -> None:
        await self._connection.execute(delete(answer_template).where(*_at(template.commune_id, template.id)))


def _to(to: Petition) -> tuple[Any, Any]:
    return answer.c.commune_id == to.commune_id, answer.c.petition_id == to.id


def _at(commune_id: int, template_id: int) -> tuple[Any, Any]:
    return answer_template.c.commune_id == commune_id, answer_template.c.id == template_id


def _columns(written: AnswerText) -> dict[str, Any]:
    return {
        "text": written.text,
        "files": [asdict(file) for file in written.files],
        "summary": written.summary,
        "letter": asdict(written.letter) if written.letter else None,
        "outcome": written.outcome.value,
        "promised_on": written.promised_on,
    }


def _template(row: Any) -> AnswerTemplate:
    return AnswerTemplate(row.commune_id, row.id, row.department, row.topic, row.name, row.text)


def _answer(row: Any) -> Answer:
    return Answer(
        commune_id=row.commune_id,
        id=row.id,
        petition_id=row.petition_id,
        state=AnswerState(row.state),
        written=AnswerText(
            row.text,
            PetitionOutcome(row.outcome),
            row.promised_on,
            tuple(Attachment(**file) for file in row.files),
            row.summary,
            Attachment(**row.letter) if row.letter else None,
        ),
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        approver=Role(row.approver) if row.approver else None,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        sends_at=row.sends_at,
        sent_at=row.sent_at,
        undone_at=row.undone_at,
    )
