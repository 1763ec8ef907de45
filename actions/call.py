"""Calls that clerks make where nothing else reaches somebody."""

from actions.desk import Desk
from domain.access import OnCall, check
from domain.refusal import Refused
from storage.call import Call


async def calls_of(desk: Desk) -> list[Call]:
    """Whom to call, oldest first. Raises Refused for anyone but a clerk."""
    check(desk.actor, OnCall.READ, desk.commune)
    return await desk.uow.calls.waiting(desk.commune.id, desk.now)


async def finish_call(desk: Desk, call_id: int, *, reached: bool) -> Call:
    """Note what came of a call. Raises Refused for anyone but a clerk, and when a colleague was quicker."""
    check(desk.actor, OnCall.READ, desk.commune)
    found = await desk.uow.calls.find(desk.commune.id, call_id)
    if found is None or found.done_at is not None:
        raise Refused("call-refused-done")
    await desk.uow.calls.done(found, desk.actor.person, desk.now, reached=reached)
    return found
