"""Registrations to speak."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.speaker import Need, SpeakerRegistration
from storage.tables import speaker

# Made once: putting a statement together takes as long as running it.
_OF_PERSON = (
    select(speaker)
    .where(
        speaker.c.commune_id == bindparam("of_commune"),
        (speaker.c.person_id == bindparam("person")) | (speaker.c.registered_by == bindparam("person")),
        speaker.c.withdrawn_at.is_(None),
    )
    .order_by(speaker.c.dialogue_id.desc(), speaker.c.number)
)


class Speakers:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, new: SpeakerRegistration, now: datetime) -> None:
        await self._connection.execute(
            speaker.insert().values(
                commune_id=new.commune_id,
                dialogue_id=new.dialogue_id,
                number=new.number,
                person_id=new.person,
                name=new.name,
                hamlet=new.hamlet,
                registered_by=new.registered_by,
                topic=new.topic,
                summary=new.summary,
                needs=[need.value for need in new.needs],
                registered_at=now,
            )
        )

    async def of_dialogue(self, commune_id: int, dialogue_id: int) -> list[SpeakerRegistration]:
        """All registrations of a dialogue by number, withdrawn ones too."""
        rows = await self._connection.execute(
            select(speaker)
            .where(speaker.c.commune_id == commune_id, speaker.c.dialogue_id == dialogue_id)
            .order_by(speaker.c.number)
        )
        return [_registration(row) for row in rows]

    async def of_person(self, commune_id: int, person_id: int) -> list[SpeakerRegistration]:
        """What stands of a person's own registrations and those they made for others."""
        rows = await self._connection.execute(_OF_PERSON, {"of_commune": commune_id, "person": person_id})
        return [_registration(row) for row in rows]

    async def change(self, changed: SpeakerRegistration, topic: str, summary: str, needs: list[str]) -> None:
        await self._connection.execute(
            update(speaker).where(*_is(changed)).values(topic=topic, summary=summary, needs=needs)
        )

    async def withdraw(self, withdrawn: SpeakerRegistration, now: datetime) -> None:
        await self._connection.execute(update(speaker).where(*_is(withdrawn)).values(withdrawn_at=now))


def _is(r: SpeakerRegistration) -> tuple[Any, ...]:
    return (
        speaker.c.commune_id == r.commune_id,
        speaker.c.dialogue_id == r.dialogue_id,
        speaker.c.number == r.number,
    )


def _registration(row: Any) -> SpeakerRegistration:
    return SpeakerRegistration(
        row.commune_id,
        row.dialogue_id,
        row.number,
        row.person_id,
        row.name,
        row.hamlet,
        row.registered_by,
        row.topic,
        row.summary,
        tuple(Need(need) for need in row.needs),
        row.withdrawn_at is not None,
    )
