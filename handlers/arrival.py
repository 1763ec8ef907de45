"""Which commune somebody writes to, where several share a channel account."""

from collections.abc import Sequence
from dataclasses import replace

from actions.invitation import look_up
from domain.commune import Commune
from domain.invitation import read_code
from domain.notice import words
from domain.refusal import Refused
from domain.text import fold
from handlers.conversation.event import Chose, Command, Event, Joined, Said
from handlers.conversation.meaning import number_of
from handlers.conversation.reply import Reply, choice, say
from handlers.conversation.step import Conversation, keep_loose
from handlers.gate import as_loose
from handlers.visit import FORMS
from handlers.welcome import read_payload
from locales import FIRST, typed
from storage.conversation import Talk
from storage.database import UnitOfWork

CONNECT = ("ketnoi", "connect")


async def find_commune(uow: UnitOfWork, communes: Sequence[Commune], talk: Talk, event: Event, user: str) -> int | None:
    """The commune that the person chose, the link names, the invitation is for, or the group is connected to.

    Otherwise the one they wrote to before.
    """
    if len(communes) == 1:
        return communes[0].id
    ids = {commune.id for commune in communes}
    named = await _named(uow, event)
    if named in ids:
        return named
    if talk.in_group:
        bound = await uow.communes.departments_at(talk.account_id, talk.chat)
        if bound:
            return bound[0][0]
    if talk.commune_id in ids:
        return talk.commune_id
    if talk.in_group:
        commune_id, _ = await uow.conversations.person_in_private(talk.account_id, user)
        return commune_id
    if isinstance(event, Said):
        wanted = fold(event.text)
        named_so = [c.id for c in communes if fold(c.name) == wanted]
        if len(named_so) == 1:
            return named_so[0]
        position = number_of(wanted, typed(FIRST)) or 0
        if 1 <= position <= len(communes):
            return communes[position - 1].id
    return None


async def _named(uow: UnitOfWork, event: Event) -> int | None:
    """The commune that a press, a link or an invitation's code names."""
    match event:
        case Chose(key) if key.startswith("commune.choose:"):
            chosen = key.removeprefix("commune.choose:")
            return int(chosen) if chosen.isdecimal() else None
        case Command(_, argument) if argument:
            named = read_payload(argument).get("c", "")
            return int(named) if named.isdecimal() else await _invites(uow, argument.removeprefix("i-"))
        case Said(text) if len(text) < 24:
            return await _invites(uow, text)
    return None


async def _invites(uow: UnitOfWork, text: str) -> int | None:
    code = read_code(text)
    if code is None:
        return None
    try:
        return (await look_up(uow, code)).commune_id
    except Refused:
        return None


def leave_commune(state: Conversation) -> Conversation:
    """What is kept when somebody turns to another commune: what they wrote, not what they chose there."""
    drafts = (*((state.filling,) if state.filling else ()), *state.drafts)
    kept = tuple(
        replace(draft, step="", answers={"body": draft.answers["body"]}, facts={})
        for draft in drafts
        if draft.form == "petition" and draft.answers.get("body")
    )
    return Conversation(
        screen=state.screen, drafts=kept, loose=state.loose, payload=state.payload, wrong=state.wrong,
        held=as_loose(state.held, FORMS),
    )  # fmt: skip


def ask_commune(
    communes: Sequence[Commune], state: Conversation, event: Event, *, in_group: bool
) -> tuple[Conversation, list[Reply]]:
    """Ask which commune is meant; what was written meanwhile is kept. In a group only commands are answered."""
    if in_group:
        return state, _ask_in_group(event)
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
    return state, [Reply((words("commune-ask"),), rows)]


def _ask_in_group(event: Event) -> list[Reply]:
    match event:
        case Joined():
            return [say("group-hello")]
        case Command("start", argument) if argument:
            return [say("invitation-refused-unknown")]
        case Command(name, argument) if name in CONNECT:
            return [say("invitation-refused-unknown" if read_code(argument) else "group-no-code")]
    return []
