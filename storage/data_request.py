"""What people ask about their data: copies and erasures, until they are done."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.data_request import DataRequest, RequestKind, RequestState
from domain.notice import Attachment
from storage.tables import data_request

_OPEN = data_request.c.done_at.is_(None)


class DataRequests:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, new: DataRequest) -> None:
        values = {**vars(new), "person_id": new.person, "kind": new.kind.value, "state": new.state.value}
        del values["person"]
        await self._connection.execute(data_request.insert().values(values))

    async def find(self, commune_id: int, request_id: int, *, lock: bool = False) -> DataRequest | None:
        found = select(data_request).where(data_request.c.commune_id == commune_id, data_request.c.id == request_id)
        row = (await self._connection.execute(found.with_for_update() if lock else found)).one_or_none()
        return _request(row) if row else None

    async def open_of_person(self, commune_id: int, person_id: int) -> list[DataRequest]:
        """What somebody waits for."""
        rows = await self._connection.execute(
            select(data_request)
            .where(data_request.c.commune_id == commune_id, data_request.c.person_id == person_id, _OPEN)
            .order_by(data_request.c.id)
        )
        return [_request(row) for row in rows]

    async def open_of(self, commune_id: int) -> list[DataRequest]:
        """Erasures that are not done yet, the next one first."""
        rows = await self._connection.execute(
            select(data_request)
            .where(
                data_request.c.commune_id == commune_id, _OPEN, data_request.c.kind == RequestKind.ERASURE.value
            )
            .order_by(data_request.c.due_on, data_request.c.id)
        )  # fmt: skip
        return [_request(row) for row in rows]

    async def waiting(self) -> list[DataRequest]:
        """Of all communes, what is not done yet."""
        rows = await self._connection.execute(select(data_request).where(_OPEN).order_by(data_request.c.id))
        return [_request(row) for row in rows]

    async def change(self, changed: DataRequest, **values: Any) -> None:
        await self._connection.execute(
            update(data_request)
            .where(data_request.c.commune_id == changed.commune_id, data_request.c.id == changed.id)
            .values(**values)
        )

    async def done(self, request: DataRequest, now: datetime, archives: Sequence[Attachment] = ()) -> None:
        await self.change(
            request, state=RequestState.DONE.value, done_at=now, reason="",
            archive=[asdict(each) for each in archives] if archives else null(),
        )  # fmt: skip

    async def drop_archives(self, commune_id: int, before: datetime) -> list[str]:
        """Let go of copies that were sent before then; return the SHA-256 of their files."""
        rows = (
            await self._connection.execute(
                select(data_request.c.id, data_request.c.archive)
                .where(
                    data_request.c.commune_id == commune_id,
                    data_request.c.archive.is_not(None),
                    data_request.c.done_at < before,
                )
                .with_for_update()
            )
        ).all()
        for row in rows:
            await self._connection.execute(
                update(data_request)
                .where(data_request.c.commune_id == commune_id, data_request.c.id == row.id)
                .values(archive=null())
            )
        return [each["sha256"] for row in rows for each in row.archive]


def _request(row: Any) -> DataRequest:
    return DataRequest(
        row.commune_id, row.id, row.person_id, RequestKind(row.kind), RequestState(row.state), row.asked_at,
        row.runs_on, row.due_on, row.reason,
    )  # fmt: skip
