"""Conclusion notices: one row for each dialogue, with what it says as one document."""

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.conclusion import ConclusionNotice, NoticeGroup, NoticeItem, NoticeLayout
from domain.notice import Attachment
from storage.tables import conclusion_notice


class Conclusions:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, commune_id: int, dialogue_id: int, *, lock: bool = False) -> ConclusionNotice | None:
        found = select(conclusion_notice).where(
            conclusion_notice.c.commune_id == commune_id, conclusion_notice.c.dialogue_id == dialogue_id
        )
        row = (await self._connection.execute(found.with_for_update() if lock else found)).one_or_none()
        return _notice(row) if row else None

    async def issued_naming(self, commune_id: int, petition_id: int) -> list[str]:
        """The numbers of issued notices that speak of a petition, the latest first."""
        naming = select(conclusion_notice.c.number).where(
            conclusion_notice.c.commune_id == commune_id,
            conclusion_notice.c.issued_at.is_not(None),
            conclusion_notice.c["items"].contains([{"petition": petition_id}]),
        )
        return list(await self._connection.scalars(naming.order_by(conclusion_notice.c.issued_at.desc())))

    async def put(self, notice: ConclusionNotice) -> None:
        """Store every field of `notice`, which may be new."""
        values = _columns(notice)
        keys = {"commune_id": notice.commune_id, "dialogue_id": notice.dialogue_id}
        stored = insert(conclusion_notice).values(**keys, **values)
        await self._connection.execute(
            stored.on_conflict_do_update(
                index_elements=list(keys), set_={name: stored.excluded[name] for name in values}
            )
        )


def _columns(notice: ConclusionNotice) -> dict[str, Any]:
    return {
        "items": [_item_to_json(item) for item in notice.items],
        "layout": notice.layout.value if notice.layout else None,
        "number": notice.number,
        "signed_on": notice.signed_on,
        "signatory_title": notice.signatory_title,
        "signatory": notice.signatory,
        "file": asdict(notice.file) if notice.file else None,
        "own_file": notice.own_file,
        "drafted_at": notice.drafted_at,
        "drafted_by": notice.drafted_by,
        "issued_at": notice.issued_at,
        "issued_by": notice.issued_by,
    }


def _item_to_json(item: NoticeItem) -> dict[str, Any]:
    """What is empty is left out."""
    plain = {**asdict(item), "group": item.group.value, "due_on": item.due_on.isoformat() if item.due_on else None}
    return {name: value for name, value in plain.items() if value not in (None, "", False)}


def _item(plain: dict[str, Any]) -> NoticeItem:
    due = plain.get("due_on")
    known = {**plain, "group": NoticeGroup(plain["group"]), "due_on": date.fromisoformat(due) if due else None}
    return NoticeItem(**{"matter": "", **known})


def _notice(row: Any) -> ConclusionNotice:
    return ConclusionNotice(
        row.commune_id, row.dialogue_id, tuple(_item(item) for item in row.items),
        NoticeLayout(row.layout) if row.layout else None, row.number, row.signed_on, row.signatory_title, row.signatory,
        Attachment(**row.file) if row.file else None, row.own_file, row.drafted_at, row.drafted_by, row.issued_at,
        row.issued_by,
    )  # fmt: skip
