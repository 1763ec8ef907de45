"""First contact: what this is, what is stored and who sees it, consent, language, hamlet, and links that lead here."""

import re
from dataclasses import replace

from actions import invitation as invitations
from actions.card import hamlet_of, hamlet_words, head_words
from actions.data_request import correct
from domain.access import Role
from domain.invitation import read_code as read_invitation
from domain.notice import Words, words
from domain.refusal import Refused
from handlers.conversation.form import Filling, Form, Known, OneOf, Step
from handlers.conversation.reply import Reply, choice, say
from handlers.conversation.step import Conversation
from handlers.visit import Outcome, Visit, effect, form, outcome
from locales import LANGUAGES


def hamlet_options(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(hamlet.key, hamlet_words(hamlet)) for hamlet in known.commune.hamlets]


def hamlet_choices(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [*hamlet_options(known, filling), ("-", words("hamlet-other"))]


form(
    Form(
        name="hamlet",
        version=1,
        steps=(Step("hamlet", ask="welcome-ask-hamlet", takes=OneOf(hamlet_choices)),),
        finished="welcome.hamlet",
    )
)


@effect("welcome.show", reads=True)
async def welcome(visit: Visit) -> Outcome:
    """Say what this is and ask for consent, which is never assumed (Law on Personal Data Protection 91/2025)."""
    commune = visit.desk.commune
    invited = await _invitation(visit)
    who = words(f"commune-{commune.kind}", name=commune.name)
    lines: list[Words] = [words("welcome", commune=who), words("welcome-stored")]
    if invited:
        lines.append(invited)
    if visit.state.loose.get("parts") or visit.state.loose.get("files"):
        lines.append(words("welcome-kept"))
    lines.append(words("welcome-question"))
    other = next(language for language in LANGUAGES if language != visit.person.language)
    choices = (
        choice("welcome.agree", "welcome-agree"),
        choice("welcome.refuse", "welcome-refuse"),
        choice(f"language.set:{other}", f"language-{other}"),
    )
    return outcome(Reply(tuple(lines), choices))


async def _invitation(visit: Visit) -> Words | None:
    code = _invitation_code(visit.state.payload)
    if code is None:
        return None
    try:
        invitation = await invitations.look_up(visit.desk.uow, code)
        invitation.check_usable(visit.desk.now)
        return words(
            "welcome-invited",
            role=role_words(visit, invitation.grant.role, invitation.department, invitation.hamlet),
        )
    except Refused as refused:
        return words(refused.code, **refused.facts)


def role_words(visit: Visit, role: Role, department: str | None, hamlet: str | None) -> Words:
    return words(
        f"role-{role}",
        department=visit.desk.commune.department(department).name if department else "",
        hamlet=hamlet_of(visit.desk.commune, hamlet),
    )


@effect("welcome.agree")
async def agree(visit: Visit) -> Outcome:
    if visit.person.consented_at is None:
        # Only now: what the channel calls somebody is not kept of those who do not agree.
        await visit.desk.uow.people.change(
            visit.desk.commune.id,
            visit.person.id,
            consented_at=visit.desk.now,
            name=visit.person.name or visit.name_heard,
            conversation_id=visit.talk.id,
        )
        visit.person = replace(visit.person, name=visit.person.name or visit.name_heard)
    return await arrived(visit, words("welcome-thanks"))


async def arrived(visit: Visit, *before: Words) -> Outcome:
    """Somebody who has agreed came by a link or for the first time: do what the link says."""
    commune = visit.desk.commune
    payload, state = visit.state.payload, replace(visit.state, payload="")
    code = _invitation_code(payload)
    if code is not None:
        try:
            grant = await invitations.accept(visit.desk, code)
        except Refused as refused:
            return outcome(Reply((*before, words(refused.code, **refused.facts))), state=state, then="menu.show")
        hamlet = grant.hamlet or visit.person.hamlet
        await visit.desk.uow.people.change(commune.id, visit.person.id, hamlet=hamlet)
        given = words("invitation-accepted", role=role_words(visit, grant.role, grant.department, grant.hamlet))
        if visit.person.name is None:
            return outcome(Reply((*before, given)), state=state, begin=Filling("name", 1, ""))
        return outcome(Reply((*before, given)), state=state, then="menu.show")
    link = read_payload(payload)
    hamlet_key = link.get("h")
    if hamlet_key and commune.hamlet(hamlet_key) and visit.person.hamlet is None:
        await visit.desk.uow.people.change(commune.id, visit.person.id, hamlet=hamlet_key)
    elif visit.person.hamlet is None and commune.hamlets and not visit.desk.actor.grants:
        return outcome(
            *((Reply(before),) if before else ()),
            state=state,
            begin=Filling("hamlet", 1, "", facts={"payload": payload}),
        )
    return await _go_on(visit, state, link, *before)


async def _go_on(visit: Visit, state: Conversation, link: dict[str, str], *before: Words) -> Outcome:
    replies = (Reply(before),) if before else ()
    if visit.state.loose.get("parts") or visit.state.loose.get("files"):
        return Outcome(replies, state=state, then="petition.offer")
    if link.get("d", "").isdecimal():
        return Outcome(replies, state=state, then=f"dialogue.show:{link['d']}")
    return Outcome(replies, state=state, then="menu.show")


@effect("welcome.hamlet")
async def hamlet_chosen(visit: Visit) -> Outcome:
    chosen = visit.filling.answers["hamlet"]
    key = chosen if visit.desk.commune.hamlet(chosen) else None
    if visit.person.hamlet is None:
        await visit.desk.uow.people.change(visit.desk.commune.id, visit.person.id, hamlet=key)
    else:
        await correct(visit.desk, hamlet=key)
    state = replace(visit.state, filling=None)
    said = words("welcome-hamlet-noted", hamlet=hamlet_of(visit.desk.commune, key))
    return await _go_on(visit, state, read_payload(str(visit.filling.facts.get("payload", ""))), said)


@effect("welcome.refuse")
async def refuse(visit: Visit) -> Outcome:
    """Nothing is kept of somebody who does not agree. Who has agreed before is asked whether to take it back."""
    if visit.known.consented:
        return Outcome(then="data.withdraw")
    await visit.desk.uow.conversations.forget_said(visit.talk)
    state = replace(visit.state, loose={}, drafts=(), filling=None, payload="")
    return outcome(
        say(
            "welcome-refused",
            choice("welcome.show", "welcome-again"),
            venue=visit.desk.commune.venue,
            head=head_words(visit.desk.commune, None),
        ),
        state=state,
    )


@effect("command.start", in_group=True)
async def start(visit: Visit) -> Outcome:
    payload = visit.arguments[0] if visit.arguments else ""
    state = replace(visit.state, payload=payload or visit.state.payload)
    arriving = replace(visit, state=state)
    if visit.known.in_group:
        return Outcome(then=f"group.bind:{_invitation_code(payload) or payload}") if payload else Outcome()
    if not visit.known.consented:
        shown = await welcome(arriving)
        return replace(shown, state=state)
    return await arrived(arriving)


@effect("language.show", "command.ngonngu", "command.language", reads=True)
async def languages(visit: Visit) -> Outcome:
    rows = [choice(f"language.set:{language}", f"language-{language}") for language in LANGUAGES]
    return outcome(Reply((words("language-ask"),), tuple(rows)))


@effect("language.set")
async def set_language(visit: Visit) -> Outcome:
    language = visit.argument()
    if language not in LANGUAGES:
        return Outcome(then="language.show")
    await visit.desk.uow.people.change(visit.desk.commune.id, visit.person.id, language=language)
    visit.person = replace(visit.person, language=language)
    if not visit.known.consented:
        return replace(await welcome(visit), language=language)
    return Outcome((say("language-set"),), language=language, then="menu.show")


_PART = re.compile(r"^([cdh])-(.+)$")


def read_payload(payload: str) -> dict[str, str]:
    """Read a deep link: ``h-<hamlet>``, ``d-<dialogue>``, ``c-<commune code>``, joined by underscores."""
    found: dict[str, str] = {}
    for part in payload.split("_"):
        matched = _PART.match(part)
        if matched:
            found[matched[1]] = matched[2]
    return found


def dialogue_payload(commune_id: int, dialogue_id: int, hamlet: str | None = None) -> str:
    """What a printed link carries: it leads to the dialogue and says where its reader lives.

    With the commune, for several may share a bot. 64 of ``A-Za-z0-9_-`` is what Telegram takes, and enough: the longest
    key of a hamlet leaves eleven digits to the dialogue.
    """
    return f"c-{commune_id}_d-{dialogue_id}" + (f"_h-{hamlet}" if hamlet else "")


def _invitation_code(payload: str) -> str | None:
    """The invitation a link or a typed code carries: ``i-7KMQX3RTBA``."""
    return read_invitation(payload.removeprefix("i-")) if payload.startswith("i-") else None


def invitation_payload(code: str) -> str:
    return f"i-{code.replace('-', '')}"
