"""Answers that can no longer be taken back are told, authors of late petitions hear of it, answered ones are closed."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from actions.answer import deliver
from actions.calendar import calendar_of
from actions.desk import Desk, actor_of
from actions.rating import close
from actions.record import NOBODY
from actions.work import tell_late
from domain.answer import in_office_hours
from domain.calendar import day_of
from domain.commune import Commune
from domain.petition import Petition
from handlers import notices
from storage.database import Database, UnitOfWork, is_gone

log = logging.getLogger(__name__)

# So many at a time that nothing waits long for their locks.
CHUNK = 500


async def send_answers(database: Database, commune_of: Callable[[int], Commune | None], now: datetime) -> int:
    """Tell every answer whose time to be taken back is over; return how many messages were queued.

    Each in a transaction of its own under the petition's lock: one that fails keeps no other back, and is tried again.
    """
    async with database.single() as uow:
        due = await uow.answers.due(now, CHUNK)
    told = 0
    for commune_id, code in due:
        commune = commune_of(commune_id)
        if commune is None:
            continue
        try:
            async with database.begin() as uow:
                desk = _desk(uow, commune, now)
                await deliver(desk, code)
                told += await notices.queue(uow, commune, desk.notices, now)
        except Exception as failure:
            if is_gone(failure):
                raise
            log.exception("an answer of commune %s was not told", commune.code)
    return told


async def tell_those_waiting(database: Database, communes: Sequence[Commune], now: datetime) -> int:
    """Tell authors once, while offices are open, that their last day has passed; return how many messages that was."""
    today, told = day_of(now), 0
    for commune in communes:
        if in_office_hours(commune, calendar_of(commune, today.year), now):
            late = partial(_late, commune=commune, today=today)
            told += await _each(database, commune, now, tell_late, late)
    return told


async def _late(uow: UnitOfWork, commune: Commune, today: date) -> list[Petition]:
    return await uow.petitions.to_tell_late(commune.id, today, CHUNK)


async def close_answered(database: Database, communes: Sequence[Commune], now: datetime) -> None:
    """Close what was answered so long ago that nobody asks again; nobody is told."""
    for commune in communes:
        await _each(database, commune, now, close, partial(_over, commune=commune, now=now))


async def _over(uow: UnitOfWork, commune: Commune, now: datetime) -> list[Petition]:
    before = now - timedelta(days=commune.answering.again_within_days)
    return await uow.petitions.to_close(commune.id, before, day_of(now), CHUNK)


async def _each(
    database: Database,
    commune: Commune,
    now: datetime,
    act: Callable[[Desk, Petition], Awaitable[Petition]],
    find: Callable[[UnitOfWork], Awaitable[list[Petition]]],
) -> int:
    """Do `act` with what `find` locks; what is left is for the next time."""
    async with database.begin() as uow:
        desk = _desk(uow, commune, now)
        for petition in await find(uow):
            await act(desk, petition)
        return await notices.queue(uow, commune, desk.notices, now)


def _desk(uow: UnitOfWork, commune: Commune, now: datetime) -> Desk:
    return Desk(uow, commune, calendar_of(commune, day_of(now).year), actor_of(commune, NOBODY, ()), now)
