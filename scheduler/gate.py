"""What may have been a denunciation and got no word of its author in time is erased, and its author told."""

import logging
from collections.abc import Callable
from datetime import datetime

from actions.calendar import calendar_of
from actions.desk import Desk, actor_of
from actions.gate import erase, let_go
from domain.commune import Commune
from domain.gate import HELD_FOR, Alarm, Ended
from domain.notice import Notice, ToChat, words
from handlers import notices
from handlers.gate import erased_words, traces_of
from handlers.visit import FORMS
from storage.database import Database, UnitOfWork, is_gone
from storage.file import FileStore

log = logging.getLogger(__name__)


async def erase_held(
    database: Database, commune_of: Callable[[int], Commune | None], files: FileStore, now: datetime
) -> int:
    """Erase what has waited too long; return how many messages were queued. Each chat in a transaction of its own."""
    async with database.single() as uow:
        overdue = await uow.gates.overdue(now - HELD_FOR)
    told = 0
    for commune_id, conversation in overdue:
        commune = commune_of(commune_id)
        if commune is None:
            continue
        try:
            async with database.begin() as uow:
                told += await _erase(uow, commune, conversation, files, now)
        except Exception as failure:
            if is_gone(failure):
                raise
            # Without the failure's own words: they may quote what was written.
            log.error("what was held in a chat of commune %s was not erased: %s", commune.code, type(failure).__name__)
    return told


async def _erase(uow: UnitOfWork, commune: Commune, conversation: int, files: FileStore, now: datetime) -> int:
    desk = Desk(uow, commune, calendar_of(commune, now.year), actor_of(commune, 0, ()), now)
    place = await uow.gates.lock_place(conversation)
    held = place.state.get("held") if place else None
    if place is None or not held:
        await uow.gates.let_go(commune.id, conversation)
        return 0
    await erase(desk, place, traces_of(held, FORMS), erased_words(place.language), files)
    await uow.gates.put_state(
        conversation, {key: each for key, each in place.state.items() if key not in ("held", "menu")}
    )
    await let_go(desk, conversation, Alarm(held["alarm"]), Ended.LAPSED)
    desk.tell(Notice(ToChat(conversation), (words("gate-lapsed", at=datetime.fromisoformat(held["since"])),)))
    return await notices.queue(uow, commune, desk.notices, now)
