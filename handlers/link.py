"""One person in several chats: linking them by a code, drafts that follow, and parting them again."""

from dataclasses import dataclass, replace

from actions import link as links
from domain.link import check_tries, newest, read_code, still_counted
from domain.notice import Words, words
from domain.refusal import Refused
from handlers.conversation.form import Filling, Known
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.conversation.step import MAX_DRAFTS, Conversation, set_aside
from handlers.state import from_json, to_json
from handlers.visit import Outcome, Visit, effect, outcome
from storage.person import Person

# Of other chats, so many drafts are offered in the menu.
MOST_OFFERED = 3


@effect("link.show")
async def show_code(visit: Visit) -> Outcome:
    commune = visit.desk.commune
    made = await links.make_code(visit.desk, visit.talk.id)
    who = words(f"commune-{commune.kind}", name=commune.name)
    lines = [words("link-code", code=made.code, until=made.until, commune=who)]
    payload = f"c-{commune.id}"
    others = [link for link in visit.links(payload).values() if link != visit.link(payload)]
    if others:
        lines.append(words("link-where", links="\n".join(others)))
    return outcome(Reply(tuple(lines), (choice("data.show", "form-back"), choice("menu.show", "menu-button"))))


@effect("link.typed", reads=True)
async def typed(visit: Visit) -> Outcome:
    """A code was typed: say whose chat it would link with, and ask."""
    try:
        code, offered = await _offered(visit)
    except Refused as refused:
        return _refused(visit, refused)
    name = offered.person.name or words("person-unnamed")
    asked = say(
        "link-sure", choice(f"link.take:{code}", "link-yes"), choice("link.leave", "link-no"),
        channel=words(f"channel-{offered.channel}"), name=name,
    )  # fmt: skip
    return outcome(asked)


@effect("link.take")
async def take(visit: Visit) -> Outcome:
    try:
        code, _ = await _offered(visit)
    except Refused as refused:
        return _refused(visit, refused)
    is_new = not visit.known.consented
    linked = await links.link(visit.desk, code, visit.talk.id)
    visit.person, visit.talk = linked.person, replace(visit.talk, person=linked.person, shared=True)
    lines = [words("link-done")]
    lines += [words("link-one-registration", number=each.number, name=each.name) for each in linked.withdrawn]
    state = await _newest_drafts(visit, replace(visit.state, wrong=()))
    # Somebody new may have come by a link, or have written something before.
    return outcome(Reply(tuple(lines)), state=state, then="command.start" if is_new else "menu.show")


@effect("link.leave", reads=True)
async def leave(visit: Visit) -> Outcome:
    return outcome(say("link-left"), then="menu.show" if visit.known.consented else "welcome.show")


async def _offered(visit: Visit) -> tuple[str, links.Offered]:
    """Raises Refused."""
    check_tries(visit.state.wrong, visit.desk.now)
    code = read_code(visit.argument())
    if code is None:
        raise Refused("link-refused-unknown")
    return code, await links.look_up(visit.desk, code, visit.talk.id)


def _refused(visit: Visit, refused: Refused) -> Outcome:
    """Wrong codes are counted, so that nobody finds one by trying."""
    state, now = visit.state, visit.desk.now
    if refused.code == "link-refused-unknown":
        state = replace(state, wrong=(*still_counted(state.wrong, now), now.timestamp()))
    why = words(refused.code, **refused.facts)
    if state.filling is not None:
        return Outcome(state=state, again=(why,))
    back = choice("menu.show", "menu-button") if visit.known.consented else choice("welcome.show", "welcome-again")
    return outcome(Reply((why,), (back,)), state=state)


# ── the chats of a person ─────────────────────────────────────────────────────────────────────────────────────


async def show_chats(visit: Visit) -> tuple[tuple[Words, ...], tuple[Choice, ...]]:
    """Which chats are linked, and what may be pressed about them."""
    rows = [choice("link.show", "link-button")]
    chats = await visit.desk.uow.links.chats(visit.desk.commune.id, visit.person.id)
    if len(chats) < 2:
        return (), tuple(rows)
    lines = [words("link-chats")]
    for chat in chats:
        channel, here = words(f"channel-{chat.channel}"), chat.conversation == visit.talk.id
        lines.append(words("link-chat-here" if here else "link-chat", channel=channel, since=chat.since))
        label = "link-part-here" if here else "link-part"
        rows.append(choice(f"link.part:{chat.conversation}", label, channel=channel, since=chat.since))
    return (words("lines", lines=lines),), tuple(rows)


@effect("link.part", reads=True)
async def ask_part(visit: Visit) -> Outcome:
    parted = await links.check_linked(visit.desk, visit.talk.id, visit.number())
    here = parted.conversation == visit.talk.id
    yes = choice(f"link.part-yes:{parted.conversation}", "link-part-yes")
    channel = words(f"channel-{parted.channel}")
    return outcome(
        say("link-part-here-sure" if here else "link-part-sure", yes, choice("data.show", "form-back"), channel=channel)
    )


@effect("link.part-yes")
async def part(visit: Visit) -> Outcome:
    """A chat becomes a stranger's; what was begun there stays with the person."""
    other, own = visit.number(), visit.talk.id
    parted = await links.part(visit.desk, own, other)
    states, heir = parted.states, parted.heir
    channel = words(f"channel-{parted.chat.channel}")
    if other != own:
        left = _drafts(from_json(states[other]), visit.known) if other in states else ()
        drafts = (*visit.state.drafts, *left)[:MAX_DRAFTS]
        state = replace(visit.state, drafts=drafts)
        return outcome(say("link-parted", channel=channel), state=state, then="data.show")
    if heir in states:
        inherits = from_json(states[heir])
        inherits = replace(inherits, drafts=(*inherits.drafts, *_drafts(visit.state, visit.known))[:MAX_DRAFTS])
        await visit.desk.uow.conversations.put_state(heir, to_json(inherits))
    visit.person = Person(visit.desk.commune.id, 0, None, visit.person.language, None, None, None, None)
    # What waits is erased in its time.
    state = Conversation(screen=visit.state.screen, wrong=visit.state.wrong, held=visit.state.held)
    return outcome(say("link-parted-here", choice("welcome.show", "welcome-again")), state=state)


# ── drafts ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class DraftElsewhere:
    """A draft in another chat of the same person; `mark` finds it again."""

    conversation: int
    filling: Filling

    @property
    def mark(self) -> str:
        return f"{self.conversation}:{self.filling.form}:{_digits(self.filling.began)}"


def _digits(moment: str) -> str:
    return "".join(each for each in moment if each.isdecimal())


def _drafts(state: Conversation, known: Known) -> tuple[Filling, ...]:
    """What was begun in a chat, the form under way too."""
    return set_aside(state, known)[0].drafts


async def drafts_elsewhere(visit: Visit) -> list[DraftElsewhere]:
    """What the person began in their other chats, newest first."""
    if not visit.talk.shared or visit.known.in_group or not visit.person.id:
        return []
    found = [
        DraftElsewhere(conversation, draft)
        for conversation, state in await visit.desk.uow.conversations.elsewhere(visit.talk)
        for draft in _drafts(from_json(state), visit.known)
    ]
    return sorted(found, key=lambda draft: draft.filling.began, reverse=True)[:MOST_OFFERED]


@effect("draft.fetch")
async def fetch_draft(visit: Visit) -> Outcome:
    """Go on here with what was begun in another chat: it moves."""
    mark = ":".join(visit.arguments)
    states = await visit.desk.uow.conversations.lock_states(visit.desk.commune.id, visit.person.id)
    state = from_json(states.get(visit.number(), {}))
    taken = next((d for d in _drafts(state, visit.known) if DraftElsewhere(visit.number(), d).mark == mark), None)
    if taken is None or visit.number() == visit.talk.id:
        return outcome(say("form-draft-gone"), then="menu.show")
    left = replace(
        state,
        filling=None if state.filling is taken else state.filling,
        drafts=tuple(draft for draft in state.drafts if draft is not taken),
    )
    await visit.desk.uow.conversations.put_state(visit.number(), to_json(left))
    return Outcome(state=replace(visit.state, drafts=(taken, *visit.state.drafts)), resume=0)


async def _newest_drafts(visit: Visit, state: Conversation) -> Conversation:
    """Of all drafts of somebody who was two people until now the newest are kept; return this chat's state."""
    states = await visit.desk.uow.conversations.lock_states(visit.desk.commune.id, visit.person.id)
    chats = {
        **{each: from_json(plain) for each, plain in states.items()},
        visit.talk.id: set_aside(state, visit.known)[0],
    }
    begun = [(chat, n, draft.began) for chat, of in chats.items() for n, draft in enumerate(of.drafts)]
    kept = newest(begun, MAX_DRAFTS)
    for chat, of in chats.items():
        drafts = tuple(draft for n, draft in enumerate(of.drafts) if (chat, n) in kept)
        if chat == visit.talk.id:
            state = replace(of, drafts=drafts)
        elif drafts != of.drafts:
            await visit.desk.uow.conversations.put_state(chat, to_json(replace(of, drafts=drafts)))
    return state


async def forget_elsewhere(visit: Visit) -> None:
    """What was typed and not sent in the person's other chats goes with their consent."""
    if not visit.talk.shared:
        return
    states = await visit.desk.uow.conversations.lock_states(visit.desk.commune.id, visit.person.id)
    for chat, plain in states.items():
        if chat != visit.talk.id:
            state = replace(from_json(plain), filling=None, drafts=(), loose={}, payload="", menu=())
            await visit.desk.uow.conversations.put_state(chat, to_json(state))
