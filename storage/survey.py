"""How content people are with a dialogue. What they said leaves here without their names only."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.survey import HELD, SurveySlip
from storage.tables import dialogue, survey

# Who spoke, said they would come, or had sent an opinion for it. Who works for the commune does not judge it; heads of
# hamlets are residents.
_TOOK_PART = text("""
    select p.id from person p
    where p.commune_id = :commune and p.consented_at is not null and p.restricted_at is null
      and not exists (select from survey s
                      where s.commune_id = p.commune_id and s.dialogue_id = :dialogue and s.person_id = p.id)
      and not exists (select from role_grant g
                      where g.commune_id = p.commune_id and g.person_id = p.id and g.role <> 'hamlet-head')
      and (exists (select from speaker s
                   where s.commune_id = p.commune_id and s.dialogue_id = :dialogue and s.person_id = p.id
                     and s.withdrawn_at is null)
           or exists (select from attendance a
                      where a.commune_id = p.commune_id and a.dialogue_id = :dialogue and a.person_id = p.id
                        and a.comes)
           or exists (select from petition t
                      where t.commune_id = p.commune_id and t.dialogue_id = :dialogue and t.author = p.id
                        and t.state <> 'withdrawn'))
    order by p.id
""")


class Surveys:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def held(self, communes: Collection[int], since: datetime, until: datetime) -> list[tuple[int, int]]:
        """Dialogues held between two moments, as pairs of commune and number."""
        rows = await self._connection.execute(
            select(dialogue.c.commune_id, dialogue.c.id)
            .where(
                dialogue.c.commune_id.in_(list(communes)),
                dialogue.c.starts_at > since,
                dialogue.c.starts_at <= until,
                dialogue.c.state.in_([state.value for state in HELD]),
            )
            .order_by(dialogue.c.commune_id, dialogue.c.id)
        )
        return [(row.commune_id, row.id) for row in rows]

    async def to_ask(self, commune_id: int, dialogue_id: int) -> list[int]:
        """Those who took part and were not asked yet."""
        found = await self._connection.scalars(_TOOK_PART, {"commune": commune_id, "dialogue": dialogue_id})
        return list(found)

    async def ask(self, commune_id: int, dialogue_id: int, people: Collection[int], now: datetime) -> list[int]:
        """Note that `people` are asked; return those who were not asked before, whoever else asks at the same time."""
        if not people:
            return []
        rows = [{"commune_id": commune_id, "dialogue_id": dialogue_id, "person_id": p, "asked_at": now} for p in people]
        asked = insert(survey).values(rows).on_conflict_do_nothing().returning(survey.c.person_id)
        return sorted(await self._connection.scalars(asked))

    async def find(self, commune_id: int, dialogue_id: int, person: int) -> SurveySlip | None:
        rows = await self._connection.execute(select(survey).where(*_is(commune_id, dialogue_id, person)))
        row = rows.one_or_none()
        if row is None:
            return None
        return SurveySlip(row.commune_id, row.dialogue_id, row.person_id, row.asked_at, row.score, row.note)

    async def rate(self, slip: SurveySlip, score: int, now: datetime) -> None:
        """The last word counts."""
        await self._change(slip, score=score, answered_at=now)

    async def say_why(self, slip: SurveySlip, note: str) -> None:
        await self._change(slip, note=note)

    async def scores(self, commune_id: int, dialogue_id: int) -> list[int]:
        """Everything that was said, in the order it was, without who said it."""
        found = await self._connection.scalars(
            select(survey.c.score)
            .where(survey.c.commune_id == commune_id, survey.c.dialogue_id == dialogue_id, survey.c.score.is_not(None))
            .order_by(survey.c.answered_at, survey.c.person_id)
        )
        return [int(score) for score in found]

    async def notes(self, commune_id: int, dialogue_id: int) -> list[str]:
        """What was written, by the alphabet: not even in which order."""
        found = await self._connection.scalars(
            select(survey.c.note)
            .where(survey.c.commune_id == commune_id, survey.c.dialogue_id == dialogue_id, survey.c.note != "")
            .order_by(survey.c.note)
        )
        return list(found)

    async def _change(self, slip: SurveySlip, **values: Any) -> None:
        await self._connection.execute(
            update(survey).where(*_is(slip.commune_id, slip.dialogue_id, slip.person)).values(**values)
        )


def _is(commune_id: int, dialogue_id: int, person: int) -> tuple[Any, ...]:
    return survey.c.commune_id == commune_id, survey.c.dialogue_id == dialogue_id, survey.c.person_id == person
