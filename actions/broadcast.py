"""Broadcasts: how far one has come, stopping it, and what becomes of it when its dialogue changes."""

from actions.desk import Desk
from domain.access import OnDialogue, check
from domain.dialogue import Dialogue
from domain.notice import Words, words
from domain.refusal import Refused
from domain.schedule import Schedule
from storage.broadcast import Broadcast, BroadcastKind, BroadcastState, Progress

# Given up at once when a broadcast is stopped, so that a courier finds nothing while the sweep comes for the rest.
AT_ONCE = 5000


async def broadcasts_of(desk: Desk, dialogue_id: int) -> list[tuple[Broadcast, Progress]]:
    """What was sent to many about a dialogue, latest first."""
    check(desk.actor, OnDialogue.ANNOUNCE, desk.commune)
    found = await desk.uow.broadcasts.of_dialogue(desk.commune.id, dialogue_id)
    return [(each, await desk.uow.broadcasts.progress(each)) for each in found]


async def stop_broadcast(desk: Desk, broadcast_id: int) -> Broadcast:
    """Whoever has not got it does not get it. Raises Refused for anyone but a clerk, and for what has ended."""
    check(desk.actor, OnDialogue.ANNOUNCE, desk.commune)
    found = await desk.uow.broadcasts.find(desk.commune.id, broadcast_id, lock=True)
    if found is None:
        raise Refused("broadcast-refused-unknown")
    if not found.is_running:
        raise Refused("broadcast-refused-ended")
    await _stop(desk, found, BroadcastState.STOPPED)
    return found


async def replace_broadcasts_of(desk: Desk, before: Dialogue) -> tuple[Schedule, ...]:
    """What is being said of a dialogue is no longer true; return the schedules that people may believe in."""
    found = await desk.uow.broadcasts.of_dialogue(desk.commune.id, before.id)
    was = [before.schedule]
    for each in found:
        locked = await desk.uow.broadcasts.find(desk.commune.id, each.id, lock=True) if each.is_running else None
        if locked is None or not locked.is_running:
            continue
        await _stop(desk, locked, BroadcastState.REPLACED)
        if locked.kind is BroadcastKind.CHANGE:
            # Some have heard of it, or of what was announced since; others still believe what was before it.
            heard = found[0].id > locked.id or (await desk.uow.broadcasts.progress(locked)).sent
            was = [*locked.was, *(was if heard else ())]
    return tuple(dict.fromkeys(each for each in was if each.starts_at))


async def _stop(desk: Desk, broadcast: Broadcast, state: BroadcastState) -> None:
    stopped = await desk.uow.broadcasts.stop(broadcast, state)
    await desk.uow.broadcasts.give_up_some(stopped, AT_ONCE, desk.now)


def progress_words(progress: Progress) -> tuple[Words, ...]:
    """How many were queued, sent, wait and failed, and why those failed."""
    lines = [
        words(
            "broadcast-counts",
            queued=progress.queued, sent=progress.sent, waiting=progress.waiting, failed=sum(progress.failed.values()),
        )
    ]  # fmt: skip
    if progress.failed:
        most_first = sorted(progress.failed.items(), key=lambda each: (-each[1], each[0]))
        whys = [words("broadcast-failed", why=words(f"trouble-{why}"), count=count) for why, count in most_first]
        lines.append(words("lines", lines=whys))
    return tuple(lines)
