"""What may have been a denunciation and got no word of its author in time is erased, and its author told."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from actions.calendar import calendar_of
from actions.desk import Desk, actor_of
from actions.gate import count, erase
from domain.commune import Commune
from domain.gate import HELD_FOR, Alarm, Ended
from domain.notice import Notice, ToChat, words
from handlers import notices
from handlers.collection_gate import all_stopped, erased_words, lapsed
from handlers.gate import traces_of
from handlers.state import from_json, to_json
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
    await uow.gates.let_go(commune.id, conversation)
    if place is None:
        return 0
    state = from_json(dict(place.state))
    erased, alarms = [], []
    if state.held:
        erased.append(traces_of(state.held, FORMS))
        alarms.append(Alarm(state.held["alarm"]))
    drafts = []
    for draft in (*((state.filling,) if state.filling else ()), *state.drafts):
        if not all_stopped(draft):
            drafts.append(draft)
            continue
        without, traces, of_it = lapsed(draft)
        drafts.append(without)
        erased.append(traces)
        alarms += of_it
    if not erased:
        return 0
    for traces in erased:
        await erase(desk, place, traces, erased_words(place.language), files)
    for alarm in alarms:
        await count(desk, alarm, Ended.LAPSED)
    filling = drafts.pop(0) if state.filling else None
    state = replace(state, held={}, menu=(), filling=filling, drafts=tuple(drafts))
    await uow.gates.put_state(conversation, to_json(state))
    desk.tell(Notice(ToChat(conversation), (words("gate-lapsed", count=len(alarms)),)))
    return await notices.queue(uow, commune, desk.notices, now)
