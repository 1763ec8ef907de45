"""Dialogues."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.commune import VIETNAM
from domain.dialogue import BEFORE_SESSION, Dialogue, DialogueKind, DialogueState, Window
from storage.key import Key, pairs
from storage.tables import dialogue

# Made once: putting a statement together takes as long as running it.
_COMING = (
    select(dialogue)
    .where(
        dialogue.c.commune_id == bindparam("of_commune"),
        dialogue.c.state.in_([state.value for state in BEFORE_SESSION]),
        (dialogue.c.starts_at > bindparam("now")) | dialogue.c.starts_at.is_(None),
    )
    .order_by(dialogue.c.starts_at.nulls_last(), dialogue.c.window_to, dialogue.c.id)
)
_BY_IDS = text("""
    select d.* from dialogue d
    join unnest(cast(:communes as int[]), cast(:ids as int[])) as wanted(of_commune, of_id)
      on d.commune_id = of_commune and d.id = of_id
""")


class Dialogues:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, new: Dialogue, by: int | None, now: datetime, key: str | None = None) -> Dialogue:
        await self._connection.execute(
            dialogue.insert().values(
                commune_id=new.commune_id, id=new.id, key=key, created_by=by, created_at=now, **_columns(new)
            )
        )
        return new

    async def find(self, commune_id: int, dialogue_id: int, *, lock: bool = False) -> Dialogue | None:
        found = select(dialogue).where(dialogue.c.commune_id == commune_id, dialogue.c.id == dialogue_id)
        row = (await self._connection.execute(found.with_for_update() if lock else found)).one_or_none()
        return dialogue_of_row(row) if row else None

    async def by_ids(self, keys: Collection[Key]) -> dict[Key, Dialogue]:
        """Those that are there, of as many communes as one likes."""
        if not keys:
            return {}
        found = [dialogue_of_row(row) for row in await self._connection.execute(_BY_IDS, pairs(keys))]
        return {(d.commune_id, d.id): d for d in found}

    async def by_key(self, commune_id: int, key: str) -> Dialogue | None:
        """The dialogue that a file calls `key`, locked."""
        found = select(dialogue).where(dialogue.c.commune_id == commune_id, dialogue.c.key == key)
        row = (await self._connection.execute(found.with_for_update())).one_or_none()
        return dialogue_of_row(row) if row else None

    async def change(self, changed: Dialogue) -> None:
        """Store every field of `changed`."""
        await self._connection.execute(
            update(dialogue)
            .where(dialogue.c.commune_id == changed.commune_id, dialogue.c.id == changed.id)
            .values(**_columns(changed))
        )

    async def coming(self, commune_id: int, now: datetime) -> Sequence[Dialogue]:
        """Dialogues that have not begun, soonest first, those without a day last."""
        rows = await self._connection.execute(_COMING, {"of_commune": commune_id, "now": now})
        return [dialogue_of_row(row) for row in rows]

    async def of_plan(self, commune_id: int, plan_id: int) -> dict[str, Dialogue]:
        """The dialogues of a plan by their keys, locked."""
        rows = await self._connection.execute(
            select(dialogue)
            .where(dialogue.c.commune_id == commune_id, dialogue.c.plan_id == plan_id)
            .order_by(dialogue.c.id)
            .with_for_update()
        )
        return {row.key: dialogue_of_row(row) for row in rows}

    async def in_year(self, commune_id: int, year: int) -> Sequence[Dialogue]:
        """Dialogues held, fixed or planned for a year, cancelled ones left out."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        day = func.coalesce(func.date(func.timezone(VIETNAM.key, dialogue.c.starts_at)), dialogue.c.window_to)
        rows = await self._connection.execute(
            select(dialogue).where(
                dialogue.c.commune_id == commune_id,
                dialogue.c.state != DialogueState.CANCELLED.value,
                day.between(first, last),
            )
        )
        return [dialogue_of_row(row) for row in rows]

    async def sitting(self, commune_id: int) -> Sequence[Dialogue]:
        """Those in session, or over without a notice yet; latest first."""
        states = [DialogueState.IN_SESSION.value, DialogueState.CONCLUDED.value]
        rows = await self._connection.execute(
            select(dialogue)
            .where(dialogue.c.commune_id == commune_id, dialogue.c.state.in_(states))
            .order_by(dialogue.c.starts_at.desc(), dialogue.c.id.desc())
        )
        return [dialogue_of_row(row) for row in rows]

    async def latest(self, commune_id: int, limit: int = 10) -> Sequence[Dialogue]:
        rows = await self._connection.execute(
            select(dialogue)
            .where(dialogue.c.commune_id == commune_id)
            .order_by(dialogue.c.starts_at.desc().nulls_first(), dialogue.c.id.desc())
            .limit(limit)
        )
        return [dialogue_of_row(row) for row in rows]

    async def move(self, moved: Dialogue, state: DialogueState) -> Dialogue:
        await self._connection.execute(
            update(dialogue)
            .where(dialogue.c.commune_id == moved.commune_id, dialogue.c.id == moved.id)
            .values(state=state.value)
        )
        return replace(moved, state=state)


def _columns(of: Dialogue) -> dict[str, Any]:
    return {
        "title": of.title,
        "hamlet": of.hamlet,
        "venue": of.venue,
        "starts_at": of.starts_at,
        "speakers_until": of.speakers_until,
        "speaker_limit": of.speaker_limit,
        "state": of.state.value,
        "kind": of.kind.value,
        "audience": of.audience,
        "window_from": of.window.first if of.window else None,
        "window_to": of.window.last if of.window else None,
        "plan_id": of.plan_id,
        "delegates_per_hamlet": of.delegates_per_hamlet,
    }


def dialogue_of_row(row: Any) -> Dialogue:
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
        DialogueKind(row.kind),
        row.audience,
        Window(row.window_from, row.window_to) if row.window_to else None,
        row.plan_id,
        row.delegates_per_hamlet,
    )
