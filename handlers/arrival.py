"""Which commune somebody writes to, where several share a channel account."""

from collections.abc import Sequence
from dataclasses import replace

from actions.invitation import look_up
from domain.commune import Commune
from domain.invitation import read_code
from domain.notice import words
from domain.refusal import Refused
from domain.text import fold
from handlers.conversation.event import Chose, Command, Event, Said
from handlers.conversation.reply import Reply, choice
from handlers.conversation.step import Conversation, keep_loose
from handlers.welcome import read_payload
from storage.conversation import Talk
from storage.database import UnitOfWork


async def find_commune(uow: UnitOfWork, communes: Sequence[Commune], talk: Talk, event: Event, user: str) -> int | None:
    """The commune that the group is connected to, the link names, the invitation is for, or the person chose."""
    if len(communes) == 1:
        return communes[0].id
    if talk.in_group:
        bound = await uow.communes.departments_at(talk.account_id, talk.address)
        if bound:
            return bound[0][0]
    if isinstance(event, Chose) and event.key.startswith("commune.choose:"):
        chosen = event.key.removeprefix("commune.choose:")
        return next((c.id for c in communes if str(c.id) == chosen), None)
    if isinstance(event, Command) and event.argument:
        named = read_payload(event.argument).get("c")
        if named and named.isdigit():
            return next((c.id for c in communes if c.id == int(named)), None)
        code = read_code(event.argument.removeprefix("i-"))
        if code:
            try:
                return (await look_up(uow, code)).commune_id
            except Refused:
                return None
    if isinstance(event, Said):
        wanted = fold(event.text)
        named_so = [c.id for c in communes if fold(c.name) == wanted]
        if len(named_so) == 1:
            return named_so[0]
        position = int(wanted) if wanted.isdigit() else 0
        if 1 <= position <= len(communes):
            return communes[position - 1].id
    if talk.in_group:
        commune_id, _ = await uow.conversations.person_in_private(talk.account_id, user)
        return commune_id
    return None


def ask_commune(communes: Sequence[Commune], state: Conversation, event: Event) -> tuple[Conversation, Reply]:
    """Ask which commune is meant; what was written meanwhile is kept."""
    if isinstance(event, Said) and len(fold(event.text)) > 20:
        state = keep_loose(state, event)
    if isinstance(event, Command) and event.name == "start" and event.argument:
        state = replace(state, payload=event.argument)
    rows = tuple(
        choice(
            f"commune.choose:{c.id}",
            words(f"commune-with-province-{c.kind}", name=c.name, province=c.province),
        )
        for c in communes
    )
    return state, Reply((words("commune-ask"),), rows)
