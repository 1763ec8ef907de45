"""Milestones of plans and dialogues."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.milestone import Event, Milestone, Rule
from domain.notice import Attachment
from storage.key import Key, pairs
from storage.tables import milestone

_AS_TEXT = {"rule": "rule #>> '{}'", "files": "files #>> '{}'"}
_BY_IDS = text(f"""
    select {", ".join(_AS_TEXT.get(column.name, column.name) for column in milestone.c)} from milestone
    join unnest(cast(:communes as int[]), cast(:ids as int[])) as wanted(of_commune, of_id)
      on commune_id = of_commune and id = of_id
""")  # noqa: S608  the parts are constants


class Milestones:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, new: Sequence[Milestone]) -> None:
        if new:
            rows = [{"commune_id": m.commune_id, "id": m.id, "key": m.key, **_columns(m)} for m in new]
            await self._connection.execute(milestone.insert(), rows)

    async def change(self, changed: Milestone) -> None:
        """Store every field of `changed`."""
        await self._connection.execute(
            update(milestone)
            .where(milestone.c.commune_id == changed.commune_id, milestone.c.id == changed.id)
            .values(**_columns(changed))
        )

    async def remove(self, commune_id: int, ids: Sequence[int]) -> None:
        await self._connection.execute(
            delete(milestone).where(milestone.c.commune_id == commune_id, milestone.c.id.in_(ids))
        )

    async def find(self, commune_id: int, milestone_id: int, *, lock: bool = False) -> Milestone | None:
        found = select(milestone).where(milestone.c.commune_id == commune_id, milestone.c.id == milestone_id)
        row = (await self._connection.execute(found.with_for_update() if lock else found)).one_or_none()
        return milestone_of_row(row) if row else None

    async def by_ids(self, keys: Collection[Key]) -> dict[Key, Milestone]:
        """Those that are there, of as many communes as one likes."""
        if not keys:
            return {}
        # Read here, not by the statement: most rules and lists of files are the same ones again.
        found = [_milestone(row, _rule, _files) for row in await self._connection.execute(_BY_IDS, pairs(keys))]
        return {(m.commune_id, m.id): m for m in found}

    async def of_dialogue(self, commune_id: int, dialogue_id: int) -> list[Milestone]:
        """By the day they are due, those without a day last."""
        return (await self.of_dialogues(commune_id, [dialogue_id])).get(dialogue_id, [])

    async def of_dialogues(self, commune_id: int, dialogue_ids: Collection[int]) -> dict[int, list[Milestone]]:
        """By dialogue, each as `of_dialogue` gives them; a dialogue that has none is missing."""
        rows = await self._connection.execute(
            select(milestone)
            .where(milestone.c.commune_id == commune_id, milestone.c.dialogue_id.in_(dialogue_ids))
            .order_by(milestone.c.due_on.nulls_last(), milestone.c.id)
        )
        found: dict[int, list[Milestone]] = {}
        for row in rows:
            found.setdefault(row.dialogue_id, []).append(milestone_of_row(row))
        return found

    async def of_plan(self, commune_id: int, plan_id: int) -> list[Milestone]:
        rows = await self._connection.execute(
            select(milestone)
            .where(milestone.c.commune_id == commune_id, milestone.c.plan_id == plan_id)
            .order_by(milestone.c.due_on.nulls_last(), milestone.c.id)
        )
        return [milestone_of_row(row) for row in rows]

    async def open_of(self, commune_id: int, departments: Sequence[str] | None = None) -> list[Milestone]:
        """What is still to be done, soonest first: of `departments`, or of everybody."""
        found = select(milestone).where(milestone.c.commune_id == commune_id, milestone.c.done_at.is_(None))
        if departments is not None:
            found = found.where(milestone.c.department.in_(departments))
        rows = await self._connection.execute(found.order_by(milestone.c.due_on.nulls_last(), milestone.c.id))
        return [milestone_of_row(row) for row in rows]


def rule_to_json(rule: Rule) -> dict[str, Any]:
    return {
        name: value
        for name, value in {
            "on": rule.on.isoformat() if rule.on else None,
            "before": rule.before.isoformat() if rule.before else None,
            "days": rule.days,
            "event": rule.event.value if rule.days is not None else None,
            "working": rule.working or None,
        }.items()
        if value is not None
    }


def rule_from_json(found: dict[str, Any]) -> Rule:
    on, before = found.get("on"), found.get("before")
    return Rule(
        date.fromisoformat(on) if on else None,
        date.fromisoformat(before) if before else None,
        found.get("days"),
        Event(found.get("event", Event.DIALOGUE)),
        found.get("working", False),
    )


def _columns(of: Milestone) -> dict[str, Any]:
    plain: dict[str, date | datetime | str | int | None] = {
        name: getattr(of, name)
        for name in (
            "plan_id", "dialogue_id", "what", "title", "responsible", "department", "send_to", "via", "due_on", "law",
            "done_at", "done_by", "note",
        )
    }  # fmt: skip
    return {**plain, "rule": rule_to_json(of.rule), "files": [asdict(file) for file in of.files]}


def milestone_of_row(row: Any) -> Milestone:
    return _milestone(row, rule_from_json, _files_from_json)


def _milestone(
    row: Any, rule_of: Callable[[Any], Rule], files_of: Callable[[Any], tuple[Attachment, ...]]
) -> Milestone:
    """`row` has the columns of the table in their order: by name, each takes longer than the rest of reading one."""
    (
        commune_id, id_, key, plan_id, dialogue_id, what, title, responsible, department, send_to, via, rule, due_on,
        law, done_at, done_by, note, files,
    ) = row  # fmt: skip
    return Milestone(
        commune_id, id_, key, what, rule_of(rule), due_on, plan_id, dialogue_id, title, responsible, department,
        send_to, via, law, done_at, done_by, note, files_of(files),
    )  # fmt: skip


def _files_from_json(found: list[dict[str, Any]]) -> tuple[Attachment, ...]:
    return tuple(Attachment(**file) for file in found)


@lru_cache(maxsize=1024)
def _rule(text: str) -> Rule:
    return rule_from_json(json.loads(text))


@lru_cache(maxsize=1024)
def _files(text: str) -> tuple[Attachment, ...]:
    return _files_from_json(json.loads(text))
