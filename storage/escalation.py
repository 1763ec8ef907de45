"""What was passed up to the upper level, and what came back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.escalation import Escalation
from domain.petition import Petition, PetitionState
from storage.petition import read_petition
from storage.tables import escalation, petition

_FIELDS = ("commune_id", "id", "petition_id", "number", "body", "sent_on", "expected_on", "remind_on",
           "replied_at", "reply_number", "reply_on")  # fmt: skip
_LATEST = (
    select(escalation)
    .where(escalation.c.commune_id == bindparam("commune"), escalation.c.petition_id == bindparam("petition"))
    .order_by(escalation.c.id.desc())
    .limit(1)
)
_AWAITED = (
    select(petition, *(escalation.c[name].label(f"up_{name}") for name in _FIELDS))
    .join(
        petition, (petition.c.commune_id == escalation.c.commune_id) & (petition.c.id == escalation.c.petition_id)
    )
    .where(escalation.c.replied_at.is_(None), petition.c.state == PetitionState.ESCALATED.value)
    .order_by(escalation.c.expected_on, escalation.c.id)
)  # fmt: skip
_REMIND = (
    update(escalation)
    .where(escalation.c.commune_id == bindparam("commune"), escalation.c.id == bindparam("which"))
    .values(remind_on=bindparam("day"))
)


class Escalations:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        of: Petition, number: str, body: str, sent_on: date, expected_on: date, remind_on: date
    ) -> Escalation:  # fmt: skip
        row = (
            await self._connection.execute(
                escalation.insert()
                .values(
                    commune_id=of.commune_id, petition_id=of.id, number=number, body=body, sent_on=sent_on,
                    expected_on=expected_on, remind_on=remind_on,
                )
                .returning(escalation)
            )
        ).one()  # fmt: skip
        return _escalation(row)

    async def latest(self, of: Petition) -> Escalation | None:
        """The last paper that passed it up, whether or not a reply has come."""
        row = (await self._connection.execute(_LATEST, {"commune": of.commune_id, "petition": of.id})).one_or_none()
        return _escalation(row) if row else None

    async def reply(self, to: Escalation, number: str, on: date, at: datetime) -> None:
        await self._connection.execute(
            update(escalation)
            .where(escalation.c.commune_id == to.commune_id, escalation.c.id == to.id)
            .values(replied_at=at, reply_number=number, reply_on=on)
        )

    async def awaited(self, commune_id: int, limit: int = 100) -> list[tuple[Petition, Escalation]]:
        """What was sent up and has had no reply, first what is expected first."""
        rows = await self._connection.execute(_AWAITED.where(escalation.c.commune_id == commune_id).limit(limit))
        return [_both(row) for row in rows]

    async def to_remind(self, commune_id: int, today: date) -> list[tuple[Petition, Escalation]]:
        """What a reply should be asked for by now."""
        rows = await self._connection.execute(
            _AWAITED.where(escalation.c.commune_id == commune_id, escalation.c.remind_on <= today)
        )
        return [_both(row) for row in rows]

    async def remind_next(self, told: Sequence[tuple[Escalation, date]]) -> None:
        if told:
            await self._connection.execute(
                _REMIND, [{"commune": each.commune_id, "which": each.id, "day": day} for each, day in told]
            )


def _both(row: Any) -> tuple[Petition, Escalation]:
    return read_petition(row), Escalation(**{name: getattr(row, f"up_{name}") for name in _FIELDS})


def _escalation(row: Any) -> Escalation:
    return Escalation(**{name: getattr(row, name) for name in _FIELDS})
