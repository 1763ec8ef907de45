"""Linking chats: a code is made in one and typed in the other, and two people become one; parting them again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from actions.desk import Desk
from actions.speaker import keep_earlier_registrations
from domain.audit import AuditKind, Subject
from domain.link import LASTS, LinkCode, LinkedChat, check_part, hash_code, new_code
from domain.notice import Choice, Notice, ToChat, ToPerson, words
from domain.refusal import Refused
from domain.speaker import SpeakerRegistration
from storage.person import Person


@dataclass(frozen=True)
class Made:
    """A fresh code; it is shown now and stored nowhere."""

    code: str
    until: datetime


@dataclass(frozen=True)
class Linked:
    """Who both chats belong to now; `withdrawn` are registrations to speak that the person had twice."""

    person: Person
    withdrawn: tuple[SpeakerRegistration, ...]


@dataclass(frozen=True)
class Offered:
    """What a code leads to: whose chat it was made in, and on which channel."""

    code: LinkCode
    person: Person
    channel: str


@dataclass(frozen=True)
class Parted:
    """A chat that is a stranger's now; `heir` is the one that inherits, `states` are those of all chats before."""

    chat: LinkedChat
    heir: int
    states: Mapping[int, dict[str, Any]]


async def make_code(desk: Desk, conversation: int) -> Made:
    """Make the actor's code in their chat `conversation`; the one before is void."""
    code = new_code()
    commune_id, until = desk.commune.id, desk.now + LASTS
    made = LinkCode(commune_id, hash_code(commune_id, code), desk.actor.person, conversation, until)
    await desk.uow.links.add_code(made, desk.now)
    return Made(code, made.expires_at)


async def look_up(desk: Desk, code: str, here: int, *, lock: bool = False) -> Offered:
    """What `code` leads to when it is typed in the chat `here`. Raises Refused."""
    found = await desk.uow.links.find_code(desk.commune.id, hash_code(desk.commune.id, code), lock=lock)
    if found is None:
        raise Refused("link-refused-unknown")
    if found.person == desk.actor.person:
        raise Refused("link-refused-same-chat" if found.conversation == here else "link-refused-joined")
    found.check_usable(desk.now)
    person = await desk.uow.people.find(desk.commune.id, found.person)
    if person is None or person.consented_at is None:
        # Consent was taken back since: nothing may be stored for them.
        raise Refused("link-refused-expired")
    return Offered(found, person, await desk.uow.links.channel_of(found.conversation))


async def link(desk: Desk, code: str, here: int) -> Linked:
    """Let the actor, who writes in the chat `here`, be the person who made `code`. Raises Refused.

    The people are locked before the code, in the same order by everyone: of two that cross, the second sees what the
    first has made of them.
    """
    commune_id = desk.commune.id
    offered = await look_up(desk, code, here)
    people = await desk.uow.people.lock(commune_id, (offered.code.person, desk.actor.person))
    offered = await look_up(desk, code, here, lock=True)
    gone = people.get(desk.actor.person)
    if gone is None:
        raise Refused("link-refused-used")
    kept = people[offered.code.person]
    withdrawn = await keep_earlier_registrations(desk, (kept.id, gone.id))
    # Whom either of them registered may have moved up by it.
    desk.notices[:] = [replace(n, to=ToPerson(kept.id)) if n.to == ToPerson(gone.id) else n for n in desk.notices]
    await desk.uow.links.use_code(offered.code, desk.now)
    await desk.uow.links.merge(commune_id, kept.id, gone.id, here, desk.now)
    person = await desk.uow.people.absorb(kept, gone, here)
    await desk.uow.audits.add(commune_id, Subject.PERSON, kept.id, AuditKind.LINKED, desk.now, kept.id, other=gone.id)
    channel = words(f"channel-{await desk.uow.links.channel_of(here)}")
    for chat in await desk.uow.links.chats(commune_id, kept.id):
        if chat.conversation != here:
            desk.tell(
                Notice(
                    ToChat(chat.conversation),
                    (words("link-told", channel=channel),),
                    (Choice(f"link.part-yes:{here}", words("link-not-me")),),
                    once=f"linked:{offered.code.code_hash}:{chat.conversation}",
                )
            )
    return Linked(person, tuple(withdrawn))


async def check_linked(desk: Desk, own: int, other: int) -> LinkedChat:
    """The actor's chat `other`, which they may take away from the chat `own`. Raises Refused."""
    chats = {chat.conversation: chat for chat in await desk.uow.links.chats(desk.commune.id, desk.actor.person)}
    if own not in chats or other not in chats or len(chats) < 2:
        raise Refused("link-refused-not-yours")
    check_part(chats[own], chats[other], desk.now)
    return chats[other]


async def part(desk: Desk, own: int, other: int) -> Parted:
    """Take the chat `other` away from the actor, who writes in `own`. Raises Refused."""
    commune_id, person = desk.commune.id, desk.actor.person
    await desk.uow.people.lock(commune_id, (person,))
    parted = await check_linked(desk, own, other)
    states = await desk.uow.conversations.lock_states(commune_id, person)
    rest = [chat for chat in await desk.uow.links.chats(commune_id, person) if chat.conversation != other]
    heir = own if own != other else rest[0].conversation
    await desk.uow.links.part(commune_id, person, other, heir, own)
    await desk.uow.audits.add(commune_id, Subject.PERSON, person, AuditKind.PARTED, desk.now, person)
    channel = words(f"channel-{parted.channel}")
    for chat in rest:
        if chat.conversation != own:
            desk.tell(Notice(ToChat(chat.conversation), (words("link-parted-told", channel=channel),)))
    if other != own:
        again = Choice("welcome.show", words("welcome-again"))
        desk.tell(Notice(ToChat(other), (words("link-parted-here"),), (again,)))
    return Parted(parted, heir, states)
