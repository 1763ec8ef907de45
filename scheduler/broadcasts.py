"""Broadcasts in the background: chunk by chunk into the outbox, never in quiet hours, until all is said or stopped."""

from collections.abc import Callable
from datetime import datetime, timedelta

from actions.broadcast import progress_words
from domain.commune import Commune
from domain.notice import Choice, Notice, ToPerson, words
from handlers import notices
from locales import FIRST
from storage.broadcast import OVER, Broadcast, BroadcastState
from storage.database import Database, UnitOfWork

# So many at a time that a transaction takes some tenths of a second, and nothing that people wait for waits for it.
CHUNK = 5000
# Quiet hours begin a little earlier here, because a message that is on its way cannot be held any more.
BEFORE_QUIET = timedelta(seconds=5)


async def send_broadcasts(
    database: Database,
    commune_of: Callable[[int], Commune | None],
    now: Callable[[], datetime],
    *,
    queued: Callable[[], None] = lambda: None,
    chunk: int = CHUNK,
) -> int:
    """Take every open broadcast as far as it goes now; return how many messages were queued.

    `queued` is called after each chunk. Any number of processes may do this: a broadcast is locked by who works on it.
    """
    async with database.single() as uow:
        waiting = await uow.broadcasts.open_ones()
    told = 0
    held: set[int] = set()
    for commune_id, broadcast_id in waiting:
        commune = commune_of(commune_id)
        if commune is None:
            continue
        if commune_id not in held and _quiet_until(commune, now()):
            held.add(commune_id)
            await _hold(database, commune, now(), chunk)
        while True:
            async with database.begin() as uow:
                broadcast = await uow.broadcasts.take(commune_id, broadcast_id)
                if broadcast is None:
                    break
                step = await _step(uow, commune, broadcast, now(), chunk)
            if step is None:
                break
            told += step
            queued()
    return told


def _quiet_until(commune: Commune, now: datetime) -> datetime | None:
    return commune.quiet_until(now) or commune.quiet_until(now + BEFORE_QUIET)


async def _hold(database: Database, commune: Commune, now: datetime, chunk: int) -> None:
    """What waits in the outbox waits until the morning."""
    until = _quiet_until(commune, now)
    if until is None:
        return
    while True:
        async with database.begin() as uow:
            if await uow.broadcasts.hold(commune.id, until, chunk) < chunk:
                return


async def _step(uow: UnitOfWork, commune: Commune, broadcast: Broadcast, now: datetime, chunk: int) -> int | None:
    """The next step of a broadcast: how many messages it queued, or None when there is no next one for now."""
    match broadcast.state:
        case BroadcastState.QUEUEING:
            return await uow.broadcasts.queue_some(
                broadcast, chunk, now, first=FIRST, not_before=_quiet_until(commune, now),
                templates=commune.announces_by_template,
            )  # fmt: skip
        case state if state in OVER and await uow.broadcasts.give_up_some(broadcast, chunk, now):
            return 0
        case _ if await uow.broadcasts.any_waiting(broadcast):
            return None
        case _:
            await uow.broadcasts.end(broadcast, now)
            return await _tell_result(uow, commune, broadcast, now)


async def _tell_result(uow: UnitOfWork, commune: Commune, broadcast: Broadcast, now: datetime) -> int:
    """Tell who made it, once, what has become of it."""
    if not broadcast.made_by or broadcast.dialogue_id is None or broadcast.state is BroadcastState.REPLACED:
        # Whoever has changed the dialogue was told who is told now, and hears when they have been.
        return 0
    dialogue = await uow.dialogues.find(commune.id, broadcast.dialogue_id)
    if dialogue is None:
        return 0
    how = "stopped" if broadcast.state is BroadcastState.STOPPED else "done"
    notice = Notice(
        ToPerson(broadcast.made_by),
        (
            words(f"broadcast-result-{broadcast.kind}-{how}", title=dialogue.title),
            *progress_words(await uow.broadcasts.progress(broadcast)),
        ),
        (Choice(f"dialogue.show:{dialogue.id}", words("dialogue-see")),),
        once=f"broadcast:{broadcast.id}",
    )
    return await notices.queue(uow, commune, [notice], now)
