"""Sweeps: look for what is due and leave notices, each under a key that lets it be told once."""

import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from actions.calendar import calendar_of, follow_calendar, is_settled
from actions.desk import Desk, actor_of
from actions.milestone import follow_working_days
from actions.reminder import schedule_all
from domain.calendar import day_of
from domain.commune import VIETNAM, Commune
from domain.reminder import morning
from handlers import notices
from scheduler.reminder import tell
from storage.audit import Mark
from storage.database import Database, is_gone

log = logging.getLogger(__name__)

DRAFTS_KEPT = timedelta(days=30)
# Of no commune's own; each sets its own periods for the rest (`scheduler.retention`).
INBOX_KEPT = timedelta(days=7)
OUTBOX_KEPT = timedelta(days=180)
# What channels tell beside what people write: seen, received.
EVENTS_KEPT = timedelta(days=30)
LINK_CODES_KEPT = timedelta(days=1)
# Communes whose reminders are told in one transaction.
AT_ONCE = 100


async def remind(
    database: Database, communes: Sequence[Commune], now: datetime, looked: dict[int, date] | None = None
) -> int:
    """Tell everybody what is due in one message a morning; return how many messages were queued.

    `looked` keeps on which day each commune's morning was begun, so that it is not asked again and again: with
    nothing due a sweep is one statement. Petitions and other work are told on working days only.
    """
    looked = {} if looked is None else looked
    mornings = {
        commune.id: morning(commune, day_of(now))
        for commune in communes
        if looked.get(commune.id) != day_of(now) and _begins_work(commune, now)
    }
    async with database.single() as uow:
        due = await uow.reminders.due_communes(now)
    waiting = [commune for commune in communes if commune.id in due or commune.id in mornings]
    told = 0
    for first in range(0, len(waiting), AT_ONCE):
        told += await _remind(database, waiting[first : first + AT_ONCE], mornings, now, looked)
    return told


def _begins_work(commune: Commune, now: datetime) -> bool:
    today = day_of(now)
    working = calendar_of(commune, today.year).is_working_day(today)
    return working and not commune.is_quiet(now) and now >= morning(commune, today)


async def _remind(
    database: Database,
    communes: Sequence[Commune],
    mornings: Mapping[int, datetime],
    now: datetime,
    looked: dict[int, date],
) -> int:
    """Tell what is due in some communes at once; where that fails, in each by itself: one cannot silence the others."""
    here = {commune.id: commune for commune in communes}
    begin = {commune: at for commune, at in mornings.items() if commune in here}
    try:
        async with database.begin() as uow:
            if not await uow.reminders.alone():
                return 0
            told = await tell(uow, here, begin, now)
    except Exception as failure:
        if is_gone(failure):
            raise
        if len(communes) == 1:
            log.exception("reminders of commune %s failed", communes[0].code)
            return 0
        return sum([await _remind(database, [commune], mornings, now, looked) for commune in communes])
    looked.update(dict.fromkeys(begin, day_of(now)))
    return told


async def renew_reminders(
    database: Database, communes: Sequence[Commune], now: datetime, known: dict[int, Commune]
) -> int:
    """Date milestones and make reminders anew where a commune's settings or calendar have changed since `known`.

    Return how many messages were queued.
    """
    told = 0
    for commune in communes:
        if known.get(commune.id) == commune:
            continue
        async with database.begin() as uow:
            calendar = calendar_of(commune, day_of(now).year)
            desk = Desk(uow, commune, calendar, actor_of(commune, 0, ()), now)
            await follow_working_days(desk)
            await schedule_all(desk)
            told += await notices.queue(uow, commune, desk.notices, now)
        known[commune.id] = commune
    return told


async def follow_calendars(database: Database, communes: Sequence[Commune], now: datetime) -> int:
    """Move the last days of open petitions where a calendar has changed; return how many messages were queued."""
    async with database.begin() as uow:
        followed = await uow.calendar_days.all_followed()
    told = 0
    for commune in communes:
        if is_settled(commune, followed.get(commune.id), now):
            continue
        async with database.begin() as uow:
            calendar = calendar_of(commune, now.astimezone(VIETNAM).year)
            desk = Desk(uow, commune, calendar, actor_of(commune, 0, ()), now)
            await follow_calendar(desk)
            told += await notices.queue(uow, desk.commune, desk.notices, now)
    return told


async def seal(database: Database, marked: Mark | None, now: datetime) -> Mark:
    """Seal what has come to the audit log by now, or where something is under way by `marked`; return how far it is."""
    async with database.single() as uow:
        mark = await uow.audits.mark()
    for each in (mark, marked):
        if each is None:
            continue
        async with database.begin() as uow:
            if await uow.audits.seal(each, now) is not None:
                break
    return mark


async def tidy(database: Database, now: datetime) -> None:
    """Forget what is no longer needed: old drafts, deliveries done, messages sent, notices past their time."""
    async with database.begin() as uow:
        await uow.outbox.expire(now)
    async with database.begin() as uow:
        await uow.conversations.forget_drafts(now - DRAFTS_KEPT)
        await uow.inbox.forget_done(now - INBOX_KEPT)
        await uow.outbox.forget_sent(now - OUTBOX_KEPT)
        await uow.channel_events.forget(now - EVENTS_KEPT)
        await uow.zalo.forget_consents(now)
        await uow.links.forget_codes(now - LINK_CODES_KEPT)
