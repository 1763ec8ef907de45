"""Which petitions that are waited for are near a message, by the numbers that like petitions share.

What two messages have in common is numbers (`understanding.likeness.terms_of`); here they are only found again.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.petition import AUTHOR_WAITS, Petition
from storage.petition import TAKE_OUT, read_petition
from storage.tables import OPEN_STATES, petition, petition_apart, petition_filed

# Of a number that very many petitions share only the latest count, and only the weightiest numbers are looked for: that
# bounds the time of a search.
_OF_ONE_TERM = 60
_ASKED = 24


@dataclass(frozen=True)
class Near:
    """A petition that shares numbers of some weight with a message, and the id of the one in which it is dealt with."""

    petition: Petition
    lead: int
    weight: float


_FILE = text("""
    with given as (
        select * from unnest(cast(:petitions as bigint[]), cast(:terms as bigint[])) as given (petition_id, term)),
    filed as (
        insert into petition_filed (commune_id, petition_id, edition, terms)
        select :commune, petition_id, :edition, coalesce(array_agg(term) filter (where term is not null), '{}')
        from given group by petition_id
        on conflict (commune_id, petition_id) do update set edition = excluded.edition, terms = excluded.terms)
    insert into petition_term (commune_id, term, petition_id)
    select :commune, term, petition_id from given where term is not null
    on conflict do nothing
""")
_NEAR = text(f"""
    select p.*, coalesce(l.id, p.id) as lead, hit.weight as weight from (
        select found.petition_id, sum(asked.weight) as weight
        from unnest(cast(:terms as bigint[]), cast(:weights as float8[])) as asked (term, weight)
        cross join lateral (
            select petition_id from petition_term
            where commune_id = :commune and term = asked.term
            order by petition_id desc limit :of_one_term) found
        group by found.petition_id
        order by weight desc, found.petition_id desc limit :limit) hit
    join petition p on p.commune_id = :commune and p.id = hit.petition_id
    left join petition l on l.commune_id = :commune and l.id = p.merged_into and p.state = 'merged'
    where coalesce(l.state, p.state) in {OPEN_STATES} and (not :public or p.name_shown or p.collected)
    order by hit.weight desc, p.id desc
""")  # noqa: S608  the parts are constants


class Likenesses:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def file(self, commune_id: int, filed: Iterable[tuple[int, Collection[int]]], edition: int) -> None:
        """File petitions, given by id, under their numbers; once more is harmless.

        `edition` is of what the numbers were made by.
        """
        rows = [(petition_id, term) for petition_id, terms in filed for term in terms or (None,)]
        if rows:
            petitions, terms = zip(*rows, strict=True)
            values = {"commune": commune_id, "petitions": list(petitions), "terms": list(terms), "edition": edition}
            await self._connection.execute(_FILE, values)

    async def take_out(self, commune_id: int, petition_ids: Collection[int]) -> None:
        """What nobody waits for any more need not be found."""
        await self._connection.execute(TAKE_OUT, {"commune": commune_id, "petitions": list(petition_ids)})

    async def near(
        self, commune_id: int, asked: Mapping[int, float], limit: int = 30, *, public: bool = False
    ) -> list[Near]:
        """Petitions that are waited for and share most of the numbers, by their weight, heaviest first.

        `public` leaves out whose author does not show their name.
        """
        weightiest = sorted(asked, key=lambda term: -asked[term])[:_ASKED]
        rows = await self._connection.execute(
            _NEAR,
            {
                "commune": commune_id,
                "terms": weightiest,
                "weights": [asked[term] for term in weightiest],
                "of_one_term": _OF_ONE_TERM,
                "limit": limit,
                "public": public,
            },
        )
        return [Near(read_petition(row), row.lead, row.weight) for row in rows]

    async def unfiled(self, commune_id: int, edition: int, limit: int) -> list[Petition]:
        """Petitions that are waited for and not filed yet, or by another edition; latest first."""
        waits = petition.c.state.in_([state.value for state in AUTHOR_WAITS])
        filed = (
            select(petition_filed.c.petition_id)
            .where(
                petition_filed.c.commune_id == petition.c.commune_id,
                petition_filed.c.petition_id == petition.c.id,
                petition_filed.c.edition == edition,
            )
            .exists()
        )
        rows = await self._connection.execute(
            select(petition)
            .where(petition.c.commune_id == commune_id, waits, ~filed)
            .order_by(petition.c.id.desc())
            .limit(limit)
        )
        return [read_petition(row) for row in rows]

    # ── not the same ──────────────────────────────────────────────────────────────────────────────────────────

    async def set_apart(self, commune_id: int, petition_ids: Collection[int], by: int, at: datetime) -> None:
        """Remember that each of the petitions is another matter than each other."""
        rows = [
            {"commune_id": commune_id, "one": one, "other": other, "by": by, "at": at}
            for one, other in combinations(sorted(set(petition_ids)), 2)
        ]
        if rows:
            await self._connection.execute(insert(petition_apart).on_conflict_do_nothing(), rows)

    async def apart(self, commune_id: int, petition_ids: Collection[int]) -> frozenset[tuple[int, int]]:
        """Which of the petitions are another matter than which, the earlier one first."""
        ids = list(petition_ids)
        rows = await self._connection.execute(
            select(petition_apart.c.one, petition_apart.c.other).where(
                petition_apart.c.commune_id == commune_id,
                petition_apart.c.one.in_(ids),
                petition_apart.c.other.in_(ids),
            )
        )
        return frozenset((row.one, row.other) for row in rows)
