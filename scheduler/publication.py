"""What is public follows what becomes of it: promises kept, matters passed up, what may not be shown any more."""

from collections.abc import Sequence
from datetime import datetime

from actions.calendar import calendar_of
from actions.desk import Desk, actor_of
from actions.publication import follow_public
from domain.calendar import day_of
from domain.commune import Commune
from storage.database import Database


async def follow_publications(database: Database, communes: Sequence[Commune], now: datetime) -> int:
    """Look at every commune that has made anything public; return how many matters changed. It may run twice."""
    async with database.single() as uow:
        public = set(await uow.publications.communes())
    changed = 0
    for commune in communes:
        if commune.id in public:
            async with database.begin() as uow:
                calendar = calendar_of(commune, day_of(now).year)
                changed += await follow_public(Desk(uow, commune, calendar, actor_of(commune, 0, ()), now))
    return changed
