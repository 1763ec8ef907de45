"""Asking to press once: who waits for something, or is told of work, is asked while the channel still lets us write."""

from collections.abc import Sequence
from datetime import datetime

from domain.commune import Commune
from domain.notice import Urgency, words
from domain.reach import ASK_TO_TAP_AFTER, WINDOWS
from handlers.notices import outbox_row
from locales import render
from storage.database import Database
from storage.tap import Silent

AT_ONCE = 500


async def ask_to_tap(database: Database, communes: Sequence[Commune], now: datetime) -> int:
    """Ask everybody whom it is time to ask, never in quiet hours; return how many that were.

    Once for each time that the channel is open; asked and marked in one transaction.
    """
    asking = [each.id for each in communes if (each.zalo is None or each.zalo.ask_to_tap) and not each.is_quiet(now)]
    asked = 0
    for channel, window in WINDOWS.items():
        while asking:
            async with database.begin() as uow:
                silent = await uow.taps.ask(
                    asking, channel, now, after=ASK_TO_TAP_AFTER, window=window.open, limit=AT_ONCE
                )
                asked += await uow.outbox.add([_row(each, each.heard_at + window.open, now) for each in silent])
            if len(silent) < AT_ONCE:
                break
    return asked


def _row(silent: Silent, until: datetime, now: datetime) -> dict[str, object]:
    if silent.staff:
        line = words("tap-ask-staff")
    elif silent.code:
        line = words("tap-ask-petition", code=silent.code)
    else:
        line = words("tap-ask-dialogue", title=silent.title)
    return outbox_row(
        account_id=silent.account_id, address=silent.address, commune_id=silent.commune_id, person_id=silent.person,
        text=render(line, silent.language),
        choices=[{"key": "tap.here", "label": render(words("tap-here"), silent.language)}],
        urgency=int(Urgency.REMINDER), queued_at=now, expires_at=until,
    )  # fmt: skip
