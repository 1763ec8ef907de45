"""Those who took part in a dialogue are asked how content they are, once, some hours after it."""

from collections.abc import Sequence
from datetime import datetime

from actions.calendar import calendar_of
from actions.desk import Desk, actor_of
from actions.survey import ask_participants
from domain.calendar import day_of
from domain.commune import Commune
from domain.survey import ASKED_AFTER, ASKED_WITHIN
from handlers import notices
from storage.database import Database


async def ask_after_dialogues(database: Database, communes: Sequence[Commune], now: datetime) -> int:
    """Never in quiet hours; return how many messages that made. Who was asked is noted in the same transaction."""
    awake = {commune.id: commune for commune in communes if not commune.is_quiet(now)}
    async with database.single() as uow:
        held = await uow.surveys.held(awake.keys(), now - ASKED_WITHIN, now - ASKED_AFTER)
    told = 0
    for commune_id, dialogue_id in held:
        commune = awake[commune_id]
        async with database.begin() as uow:
            desk = Desk(uow, commune, calendar_of(commune, day_of(now).year), actor_of(commune, 0, ()), now)
            dialogue = await uow.dialogues.find(commune_id, dialogue_id)
            if dialogue is not None and await ask_participants(desk, dialogue):
                told += await notices.queue(uow, commune, desk.notices, now)
    return told
