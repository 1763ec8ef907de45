"""Keeping accounts connected: tokens are refreshed in time, and clerks told before it is too late."""

import math
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from bot.channels.zalo.tokens import Alert, Tokens
from domain.calendar import day_of
from domain.commune import Commune
from domain.notice import Notice, ToClerks, Words, words
from handlers import notices
from storage.database import Database, UnitOfWork

# So many days before a consent ends its clerks are told.
DAYS_BEFORE: Final = (14, 7, 3, 1)

Concerned = Callable[[], Iterable[Commune]]
"""The communes that an account speaks for."""


def alert_clerks(concerned: Concerned) -> Alert:
    """Tells the clerks of an account's communes of a trouble; each trouble once a day."""

    async def alert(uow: UnitOfWork, trouble: str, now: datetime) -> None:
        line = words("zalo-alert-trouble", why=words(f"trouble-{trouble}"))
        await _tell(uow, concerned(), line, f"zalo-trouble:{trouble}:{day_of(now)}", now)

    return alert


async def keep(database: Database, tokens: Tokens, concerned: Concerned, now: datetime) -> None:
    """Refresh the account's tokens when they are due; tell its clerks of an end that is near, or of what is wrong."""
    await tokens.keep()
    async with database.begin() as uow:
        row = await uow.zalo.get(tokens.account_id)
        awake = [commune for commune in concerned() if not commune.is_quiet(now)]
        if row is None or not awake:
            return
        if row.trouble is not None:
            await alert_clerks(lambda: awake)(uow, row.trouble, now)
        elif row.refresh is not None and row.refresh_until is not None:
            left = math.ceil((row.refresh_until - now) / timedelta(days=1))
            near = [days for days in DAYS_BEFORE if left <= days]
            if near:
                line = words("zalo-alert-ends", days=max(left, 0), day=row.refresh_until)
                await _tell(uow, awake, line, f"zalo-ends:{day_of(row.refresh_until)}:{min(near)}", now)


async def _tell(uow: UnitOfWork, communes: Iterable[Commune], line: Words, once: str, now: datetime) -> None:
    for commune in communes:
        await notices.queue(uow, commune, [Notice(ToClerks(), (line,), once=once)], now)
