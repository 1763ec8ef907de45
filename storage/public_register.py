"""What everybody may read: looked for by words, topic, hamlet, state and dialogue.

The pages that need no login read through this and nothing else, and this reads two tables: `public_dialogue` and
`public_item`. What stands there has been approved for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.publication import AWAITED, PublicDialogue, PublicItem, PublicState
from domain.text import fold
from storage.tables import public_dialogue, public_item

A_PAGE = 20
MOST_ITEMS = 10_000
# More words than that find nothing that fewer do not.
MOST_WORDS = 8


@dataclass(frozen=True)
class Sought:
    """What somebody looks for; what is empty or None does not matter. `page` begins with 1."""

    words: str = ""
    topic: str = ""
    hamlet: str = ""
    state: PublicState | None = None
    dialogue: int | None = None
    page: int = 1


@dataclass(frozen=True)
class FoundPage:
    """Some of what was found, and how many that is altogether."""

    items: Sequence[PublicItem]
    count: int


@dataclass(frozen=True)
class DepartmentCount:
    """How the matters of a department stand: answered (also resolved), being dealt with, and of these late."""

    department: str
    answered: int
    under_way: int
    late: int


class PublicRegister:
    """Reads with connections of its own, outside of any transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def dialogues(self, commune_id: int) -> list[PublicDialogue]:
        """Latest first; what belongs to no dialogue last."""
        rows = await self._all(
            select(public_dialogue)
            .where(public_dialogue.c.commune_id == commune_id)
            .order_by(public_dialogue.c.held_on.desc().nulls_last(), public_dialogue.c.id.desc())
        )
        return [read_public_dialogue(row) for row in rows]

    async def find(self, commune_id: int, code: str) -> PublicItem | None:
        """The matter of a code, also one that was withdrawn: then nothing but the code is known of it."""
        rows = await self._all(
            select(public_item).where(public_item.c.commune_id == commune_id, public_item.c.code == code)
        )
        return read_public_item(rows[0]) if rows else None

    async def shows_picture(self, commune_id: int, sha256: str) -> bool:
        """Whether a picture belongs to something that is shown now."""
        return bool(
            await self._all(
                select(public_item.c.code)
                .where(
                    public_item.c.commune_id == commune_id,
                    public_item.c.withdrawn_at.is_(None),
                    public_item.c.photos.contains([sha256]),
                )
                .limit(1)
            )
        )

    async def look(self, commune_id: int, sought: Sought, today: date) -> FoundPage:
        """A page of what is sought, by the state of `today`."""
        where = _where(commune_id, sought, today)
        listed = (
            select(public_item, func.count().over().label("found"))
            .where(where)
            .order_by(public_item.c.dialogue_id.desc(), public_item.c.code)
            .limit(A_PAGE)
            .offset(A_PAGE * (sought.page - 1))
        )
        rows = await self._all(listed)
        if rows:
            return FoundPage([read_public_item(row) for row in rows], rows[0].found)
        return FoundPage([], 0 if sought.page == 1 else await self._count(where))

    async def everything(self, commune_id: int, dialogue: int | None = None) -> list[PublicItem]:
        """All that is shown of a commune or one of its dialogues, by code."""
        where = _where(commune_id, Sought(dialogue=dialogue), date.min)
        rows = await self._all(
            select(public_item).where(where).order_by(public_item.c.dialogue_id, public_item.c.code).limit(MOST_ITEMS)
        )
        return [read_public_item(row) for row in rows]

    async def withdrawn(self, commune_id: int, dialogue: int | None = None) -> list[PublicItem]:
        """What was shown and is not any more, by code: nothing is left of it but that."""
        where = [public_item.c.commune_id == commune_id, public_item.c.withdrawn_at.is_not(None)]
        if dialogue is not None:
            where.append(public_item.c.dialogue_id == dialogue)
        rows = await self._all(select(public_item).where(*where).order_by(public_item.c.code).limit(MOST_ITEMS))
        return [read_public_item(row) for row in rows]

    async def used(self, commune_id: int) -> tuple[frozenset[str], frozenset[str]]:
        """The topics and hamlets that something is shown of."""
        rows = await self._all(
            select(public_item.c.topic, public_item.c.hamlet)
            .where(public_item.c.commune_id == commune_id, public_item.c.withdrawn_at.is_(None))
            .distinct()
        )
        return frozenset(row.topic for row in rows), frozenset(row.hamlet for row in rows if row.hamlet)

    async def by_department(self, commune_id: int, today: date, dialogue: int | None = None) -> list[DepartmentCount]:
        """Most matters first."""
        counted = (
            select(
                public_item.c.department,
                func.count().filter(public_item.c.state.in_(_DONE)),
                func.count().filter(public_item.c.state.not_in(_DONE) & ~_is_late(today)),
                func.count().filter(_is_late(today)),
            )
            .where(_where(commune_id, Sought(dialogue=dialogue), today))
            .group_by(public_item.c.department)
            .order_by(func.count().desc(), public_item.c.department)
        )
        return [DepartmentCount(*row) for row in await self._all(counted)]

    async def _count(self, where: ColumnElement[bool]) -> int:
        [row] = await self._all(select(func.count()).select_from(public_item).where(where))
        return int(row[0])

    async def _all(self, statement: Any) -> Sequence[Any]:
        async with self._engine.connect() as connection:
            return (await connection.execute(statement)).all()


_AWAITED = sorted(state.value for state in AWAITED)
_DONE = (PublicState.ANSWERED.value, PublicState.RESOLVED.value)


def _is_late(today: date) -> ColumnElement[bool]:
    late = public_item.c.state.in_(_AWAITED) & (public_item.c.due_on < today)
    # Without a day nothing is late, rather than unknown.
    return case((late, literal(value=True)), else_=literal(value=False))


def _where(commune_id: int, sought: Sought, today: date) -> ColumnElement[bool]:
    where = [public_item.c.commune_id == commune_id, public_item.c.withdrawn_at.is_(None)]
    for column, wanted in ((public_item.c.topic, sought.topic), (public_item.c.hamlet, sought.hamlet)):
        if wanted:
            where.append(column == wanted)
    if sought.dialogue is not None:
        where.append(public_item.c.dialogue_id == sought.dialogue)
    if sought.state is PublicState.LATE:
        where.append(_is_late(today))
    elif sought.state is not None:
        where.append(public_item.c.state == sought.state.value)
        if sought.state in AWAITED:
            where.append(~_is_late(today))
    where += [
        public_item.c.sought.contains(f" {word} ", autoescape=True) for word in fold(sought.words).split()[:MOST_WORDS]
    ]
    return and_(*where)


def read_public_item(row: Any) -> PublicItem:
    return PublicItem(
        row.commune_id, row.code, row.dialogue_id, row.topic, row.hamlet, row.department, PublicState(row.state),
        row.due_on, row.received_on, row.answered_on, row.text, row.answer, row.published_at, row.changed_at,
        row.several, row.people, tuple(row.photos), row.corrected_at, row.withdrawn_at,
    )  # fmt: skip


def read_public_dialogue(row: Any) -> PublicDialogue:
    return PublicDialogue(
        row.commune_id, row.id, row.title, row.held_on, row.venue, row.published_at, row.changed_at, row.rated,
        None if row.average is None else row.average / 10,
    )  # fmt: skip
