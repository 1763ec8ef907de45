"""Dialogues."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.dialogue import Dialogue, DialogueState
from storage.tables import dialogue

# Made once: putting a statement together takes as long as running it.
_COMING = (
    select(dialogue)
    .where(dialogue.c.commune_id == bindparam("of_commune"), dialogue.c.starts_at > bindparam("now"))
    .order_by(dialogue.c.starts_at)
)


class Dialogues:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, new: Dialogue, by: int | None, now: datetime, key: str | None = None) -> Dialogue:
        await self._connection.execute(
            dialogue.insert().values(
                commune_id=new.commune_id,
                id=new.id,
                key=key,
                title=new.title,
                hamlet=new.hamlet,
                venue=new.venue,
                starts_at=new.starts_at,
                speakers_until=new.speakers_until,
                speaker_limit=new.speaker_limit,
                state=new.state.value,
                created_by=by,
                created_at=now,
            )
        )
        return new

    async def find(self, commune_id: int, dialogue_id: int, *, lock: bool = False) -> Dialogue | None:
        found = select(dialogue).where(dialogue.c.commune_id == commune_id, dialogue.c.id == dialogue_id)
        row = (await self._connection.execute(found.with_for_update() if lock else found)).one_or_none()
        return _dialogue(row) if row else None

    async def by_key(self, commune_id: int, key: str) -> Dialogue | None:
        """The dialogue that a file calls `key`, locked."""
        found = select(dialogue).where(dialogue.c.commune_id == commune_id, dialogue.c.key == key)
        row = (await self._connection.execute(found.with_for_update())).one_or_none()
        return _dialogue(row) if row else None

    async def change(self, changed: Dialogue) -> None:
        """Store every field of `changed`."""
        await self._connection.execute(
            update(dialogue)
            .where(dialogue.c.commune_id == changed.commune_id, dialogue.c.id == changed.id)
            .values(
                title=changed.title,
                hamlet=changed.hamlet,
                venue=changed.venue,
                starts_at=changed.starts_at,
                speakers_until=changed.speakers_until,
                speaker_limit=changed.speaker_limit,
                state=changed.state.value,
            )
        )

    async def coming(self, commune_id: int, now: datetime) -> Sequence[Dialogue]:
        """Dialogues that have not begun, soonest first."""
        rows = await self._connection.execute(_COMING, {"of_commune": commune_id, "now": now})
        return [_dialogue(row) for row in rows]

    async def latest(self, commune_id: int, limit: int = 10) -> Sequence[Dialogue]:
        rows = await self._connection.execute(
            select(dialogue)
            .where(dialogue.c.commune_id == commune_id)
            .order_by(dialogue.c.starts_at.desc())
            .limit(limit)
        )
        return [_dialogue(row) for row in rows]

    async def move(self, moved: Dialogue, state: DialogueState) -> Dialogue:
        await self._connection.execute(
            update(dialogue)
            .where(dialogue.c.commune_id == moved.commune_id, dialogue.c.id == moved.id)
            .values(state=state.value)
        )
        return replace(moved, state=state)


def _dialogue(row: Any) -> Dialogue:
    return Dialogue(
        row.commune_id,
        row.id,
        row.title,
        row.hamlet,
        row.venue,
        row.starts_at,
        row.speakers_until,
        row.speaker_limit,
        DialogueState(row.state),
    )
