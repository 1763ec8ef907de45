"""Keeping petitions findable by what is like them, also after what messages are compared by was changed."""

from collections.abc import Iterable

from actions.likeness import edition, file
from domain.commune import Commune
from storage.database import Database

AT_ONCE = 200


async def file_anew(database: Database, communes: Iterable[Commune]) -> int:
    """File what is waited for and was not filed, or by an earlier edition; return how many. A part at a time."""
    count = 0
    for commune in communes:
        found = AT_ONCE
        while found == AT_ONCE:
            found = await _file_some(database, commune)
            count += found
    return count


async def _file_some(database: Database, commune: Commune) -> int:
    async with database.begin() as uow:
        found = await uow.likenesses.unfiled(commune.id, edition(), AT_ONCE)
        if found:
            await uow.likenesses.take_out(commune.id, [each.id for each in found])
            await file(uow, commune, found)
    return len(found)
