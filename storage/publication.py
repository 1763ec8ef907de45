"""What clerks have decided about making matters public, and putting them where everybody reads them."""

from collections.abc import Collection, Sequence
from string import ascii_letters
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.petition import OPEN, Petition, PetitionState
from domain.publication import UNSETTLED, Decision, Publication, PublicDialogue, PublicItem, sought
from storage.petition import read_petition
from storage.public_register import read_public_dialogue, read_public_item
from storage.tables import petition, public_dialogue, public_item, publication

_MOST_APART = 500
_SETTLED = (PetitionState.ANSWERED.value, PetitionState.CLOSED.value)
# Public matters that may have become something else, with the petitions that they were made of.
_TO_FOLLOW = text("""
    select i.code from public_item i
    left join petition p on p.commune_id = i.commune_id and p.code = i.code
    where i.commune_id = :commune and i.withdrawn_at is null
      and (p.id is null or i.state = any(:unsettled) or p.state = any(:open) or p.state = any(:gone)
           or p.outcome = 'guided' or not (p.name_shown or p.collected))
    order by i.code
""")
_COMMUNES = text("select distinct commune_id from public_dialogue order by commune_id")


class Publications:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    # ── what was decided ──────────────────────────────────────────────────────────────────────────────────────

    async def decided(self, commune_id: int, petitions: Collection[int]) -> dict[int, Publication]:
        """The decisions about `petitions`, by their ids."""
        rows = await self._connection.execute(
            select(publication).where(
                publication.c.commune_id == commune_id, publication.c.petition_id.in_(list(petitions))
            )
        )
        return {row.petition_id: _publication(row) for row in rows}

    async def decide(self, decision: Publication) -> None:
        """Keep `decision` in place of the one before."""
        values = _columns(decision)
        keys = {"commune_id": decision.commune_id, "petition_id": decision.petition_id}
        stored = insert(publication).values(**keys, **values)
        await self._connection.execute(
            stored.on_conflict_do_update(
                index_elements=list(keys), set_={name: stored.excluded[name] for name in values}
            )
        )

    async def submitters(self, commune_id: int, leads: Collection[int]) -> dict[int, int]:
        """How many people besides its own author raised each of `leads`, by its id; those who did alone are missing."""
        lead = petition.alias("lead")
        rows = await self._connection.execute(
            select(petition.c.merged_into, func.count(petition.c.author.distinct()))
            .join(lead, (lead.c.commune_id == petition.c.commune_id) & (lead.c.id == petition.c.merged_into))
            .where(
                petition.c.commune_id == commune_id,
                petition.c.merged_into.in_(list(leads)),
                petition.c.state != PetitionState.WITHDRAWN.value,
                petition.c.author != lead.c.author,
            )
            .group_by(petition.c.merged_into)
        )
        return {row[0]: row[1] for row in rows}

    async def answered_apart(self, commune_id: int) -> list[Petition]:
        """Those answered that belong to no dialogue, latest first."""
        rows = await self._connection.execute(
            select(petition)
            .where(
                petition.c.commune_id == commune_id,
                petition.c.dialogue_id.is_(None),
                petition.c.state.in_(_SETTLED),
            )
            .order_by(petition.c.id.desc())
            .limit(_MOST_APART)
        )
        return [read_petition(row) for row in rows]

    # ── what everybody reads ──────────────────────────────────────────────────────────────────────────────────

    async def put_dialogue(self, shown: PublicDialogue) -> None:
        """Store every field but when it was first published, which stays."""
        values = {
            "title": shown.title, "held_on": shown.held_on, "venue": shown.venue, "rated": shown.rated,
            "average": None if shown.average is None else round(shown.average * 10), "changed_at": shown.changed_at,
        }  # fmt: skip
        keys = {"commune_id": shown.commune_id, "id": shown.id}
        stored = insert(public_dialogue).values(**keys, **values, published_at=shown.published_at)
        await self._connection.execute(stored.on_conflict_do_update(index_elements=list(keys), set_=values))

    async def find_dialogue(self, commune_id: int, dialogue_id: int) -> PublicDialogue | None:
        rows = await self._connection.execute(
            select(public_dialogue).where(
                public_dialogue.c.commune_id == commune_id, public_dialogue.c.id == dialogue_id
            )
        )
        row = rows.one_or_none()
        return read_public_dialogue(row) if row else None

    async def dialogues(self, commune_id: int) -> list[PublicDialogue]:
        rows = await self._connection.execute(
            select(public_dialogue).where(public_dialogue.c.commune_id == commune_id).order_by(public_dialogue.c.id)
        )
        return [read_public_dialogue(row) for row in rows]

    async def put(self, item: PublicItem, *names: str) -> None:
        """Store every field of `item`, which may be new; `names` are words that lead to it too."""
        values = _item_columns(item, names)
        keys = {"commune_id": item.commune_id, "code": item.code}
        stored = insert(public_item).values(**keys, **values)
        await self._connection.execute(stored.on_conflict_do_update(index_elements=list(keys), set_=values))
        await self._connection.execute(
            update(public_dialogue)
            .where(public_dialogue.c.commune_id == item.commune_id, public_dialogue.c.id == item.dialogue_id)
            .values(changed_at=item.changed_at)
        )

    async def find(self, commune_id: int, code: str, *, lock: bool = False) -> PublicItem | None:
        found = select(public_item).where(public_item.c.commune_id == commune_id, public_item.c.code == code)
        row = (await self._connection.execute(found.with_for_update() if lock else found)).one_or_none()
        return read_public_item(row) if row else None

    async def shown(self, commune_id: int, codes: Collection[str]) -> dict[str, PublicItem]:
        """Those of `codes` that were ever public, also those withdrawn since."""
        rows = await self._connection.execute(
            select(public_item).where(public_item.c.commune_id == commune_id, public_item.c.code.in_(list(codes)))
        )
        return {row.code: read_public_item(row) for row in rows}

    async def of_dialogue(self, commune_id: int, dialogue_id: int) -> list[PublicItem]:
        """What is shown of a dialogue, by code."""
        rows = await self._connection.execute(
            select(public_item)
            .where(
                public_item.c.commune_id == commune_id,
                public_item.c.dialogue_id == dialogue_id,
                public_item.c.withdrawn_at.is_(None),
            )
            .order_by(public_item.c.code)
        )
        return [read_public_item(row) for row in rows]

    async def communes(self) -> list[int]:
        """Those that have made anything public."""
        return list(await self._connection.scalars(_COMMUNES))

    async def to_follow(self, commune_id: int) -> list[str]:
        """Codes of public matters that may stand elsewhere now, or may not be shown any more."""
        found = await self._connection.scalars(
            _TO_FOLLOW,
            {
                "commune": commune_id,
                "unsettled": [state.value for state in UNSETTLED],
                "open": [state.value for state in OPEN],
                "gone": [PetitionState.WITHDRAWN.value, PetitionState.MERGED.value, PetitionState.REFUSED.value],
            },
        )
        return list(found)


def _columns(of: Publication) -> dict[str, Any]:
    return {
        "decision": of.decision.value, "text": of.text, "answer": of.answer, "reason": of.reason,
        "photos": [list(pair) for pair in of.photos], "mark": of.mark, "decided_by": of.decided_by,
        "decided_at": of.decided_at,
    }  # fmt: skip


def _publication(row: Any) -> Publication:
    return Publication(
        row.commune_id, row.petition_id, Decision(row.decision), row.text, row.answer, row.mark, row.decided_by,
        row.decided_at, tuple((pair[0], pair[1]) for pair in row.photos), row.reason,
    )  # fmt: skip


def _item_columns(item: PublicItem, names: Sequence[str]) -> dict[str, Any]:
    plain: dict[str, Any] = {
        name: getattr(item, name)
        for name in (
            "dialogue_id", "topic", "hamlet", "department", "due_on", "received_on", "answered_on", "several", "people",
            "text", "answer", "published_at", "changed_at", "corrected_at", "withdrawn_at",
        )
    }  # fmt: skip
    words = (
        "" if item.is_withdrawn else sought(item.code, item.code.lstrip(ascii_letters), item.text, item.answer, *names)
    )
    return {**plain, "state": item.state.value, "photos": list(item.photos), "sought": words}
