"""Sweeps: look for what is due and leave notices, each under a key that lets it be told once."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from actions.calendar import calendar_of, follow_calendar, is_settled, next_year_notice
from actions.card import one_line
from actions.desk import Desk, actor_of
from domain.calendar import day_of
from domain.commune import VIETNAM, Commune
from domain.notice import Choice, Notice, Recipient, ToClerks, ToDepartment, Urgency, Words, words
from domain.petition import Petition
from handlers import notices
from storage.database import Database

DRAFTS_KEPT = timedelta(days=30)
# Channels repeat a delivery for a day at most; a week is on the safe side.
INBOX_KEPT = timedelta(days=7)
# Replies can be given to cards as old as this.
OUTBOX_KEPT = timedelta(days=180)
LISTED = 20


async def remind(database: Database, communes: Sequence[Commune], now: datetime) -> int:
    """Tell departments what waits for them; return how many messages were queued.

    On working days from the digest's hour on, never in quiet hours: a digest of what was open at that hour, and
    one list of what is due on the next working day or late. Clerks get one for all who are not in the chat.
    """
    told = 0
    for commune in communes:
        calendar = calendar_of(commune, now.astimezone(VIETNAM).year)
        today = day_of(now)
        if not calendar.is_working_day(today) or commune.is_quiet(now) or not _past(commune.digest_at, now):
            continue
        tomorrow = calendar.add_working_days(today, 1)
        async with database.begin() as uow:
            waiting = await uow.petitions.open_of(commune.id)
            fresh = await uow.petitions.came_since(commune.id, datetime.combine(today, commune.digest_at, VIETNAM))
            served = {chat.department for chat in await uow.communes.department_chats(commune.id)}
            served |= await uow.people.staffed_departments(commune.id)
            left = next_year_notice(calendar, today)
            shares: dict[Recipient, list[Petition]] = {}
            for petition in waiting:
                department = petition.department
                to: Recipient = ToDepartment(department) if department in served else ToClerks()
                shares.setdefault(to, []).append(petition)
            for recipient, mine in shares.items():
                left += _reminders(commune, recipient, mine, fresh, now, tomorrow)
            told += await notices.queue(uow, commune, left, now)
    return told


def _past(at: time, now: datetime) -> bool:
    return now.astimezone(VIETNAM).time() >= at


def _reminders(
    commune: Commune,
    to: Recipient,
    waiting: Sequence[Petition],
    fresh: frozenset[str],
    now: datetime,
    tomorrow: date,
) -> list[Notice]:
    today = day_of(now)
    whose = to.department if isinstance(to, ToDepartment) else "clerks"
    listed = [petition for petition in waiting if petition.code not in fresh]
    late = [petition for petition in waiting if petition.is_late(today)]
    soon = [petition for petition in waiting if today < petition.due_on <= tomorrow]
    evening = datetime.combine(today, commune.quiet_hours.start, VIETNAM)
    found: list[Notice] = []
    if listed:
        found.append(
            Notice(
                to,
                (
                    words("digest", today=today, count=len(listed), late=len(late)),
                    words("lines", lines=[one_line(commune, petition, today) for petition in listed[:LISTED]]),
                ),
                (Choice("work.list", words("menu-work")),),
                once=f"digest:{today}:{whose}",
                urgency=Urgency.REMINDER,
                expires_at=evening,
            )
        )
    lines: list[Words] = [words("reminder-late", code=p.code, due=p.due_on) for p in late]
    lines += [words("reminder-due", code=p.code, due=p.due_on) for p in soon]
    if lines:
        rows = tuple(
            Choice(f"work.show:{p.code}", words("petition-open", code=p.code)) for p in [*late, *soon][:LISTED]
        )
        found.append(
            Notice(
                to,
                (words("lines", lines=lines[: 2 * LISTED]),),
                rows,
                once=f"reminder:{today}:{whose}",
                urgency=Urgency.REMINDER,
                expires_at=evening,
            )
        )
    return found


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


async def tidy(database: Database, now: datetime) -> None:
    """Forget what is no longer needed: old drafts, deliveries done, messages sent, notices past their time."""
    async with database.begin() as uow:
        await uow.outbox.expire(now)
    async with database.begin() as uow:
        await uow.conversations.forget_drafts(now - DRAFTS_KEPT)
        await uow.inbox.forget_done(now - INBOX_KEPT)
        await uow.outbox.forget_sent(now - OUTBOX_KEPT)
