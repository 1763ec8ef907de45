"""Authors who do not reply to a question: asked once more, and not waited for endlessly."""

from collections.abc import Sequence
from datetime import datetime

from actions.calendar import calendar_of
from actions.desk import Desk, actor_of
from actions.question import follow_questions
from domain.calendar import day_of
from domain.commune import Commune
from handlers import notices
from storage.database import Database


async def look_after_questions(database: Database, communes: Sequence[Commune], now: datetime) -> int:
    """Look at every question that waits, on working days and never in quiet hours; return how many messages that made.

    What was done is noted in the same transaction, under the lock of the petition: it may run twice.
    """
    told = 0
    for commune in communes:
        calendar = calendar_of(commune, day_of(now).year)
        if commune.is_quiet(now) or not calendar.is_working_day(day_of(now)):
            continue
        async with database.begin() as uow:
            desk = Desk(uow, commune, calendar, actor_of(commune, 0, ()), now)
            await follow_questions(desk)
            told += await notices.queue(uow, commune, desk.notices, now)
    return told
