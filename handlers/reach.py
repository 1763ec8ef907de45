"""Ways on: a notice that could not go by one way is queued for the next, with what that may say."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.access import Actor, Grant, OnPetition, Role, may
from domain.commune import Commune
from domain.notice import NoticeKind, Urgency, Words, words
from domain.reach import WINDOWS, Chat, Contact, Way, mobile_number, next_way
from handlers.notices import outbox_row
from locales import FIRST, render, render_all
from storage.database import UnitOfWork
from storage.outbox import Message
from storage.person import Person

# What a template gets where nothing is known: an empty one would be refused.
NOTHING = "—"
# Every fact that a sentence may ask for.
_FACTS = ("code", "department", "title", "venue", "day", "hour", "change")


async def go_on(uow: UnitOfWork, commune: Commune, message: Message, trouble: str, now: datetime) -> Way | None:
    """Queue the next way of what `message`, given up in this transaction, was to say.

    Return the way it goes now; None where it is no notice that may go by others, or none of them is left.
    """
    first = await uow.outbox.find(message.id if message.instead_of is None else message.instead_of, lock=True)
    if first is None or first.kind is None or first.person_id is None or first.urgency == Urgency.REPLY:
        return None
    someone = await uow.people.find(commune.id, first.person_id)
    if someone is None:
        return None
    taken = await uow.outbox.ways(first.id)
    going = [each.way for each in taken if not each.failed]
    if going:
        # One of several hamlet heads could not be told, the others were.
        return going[-1]
    kind, contact = NoticeKind(first.kind), await _contact(uow, commune, someone, first, now)
    account = await _template_account(uow, commune)
    templates = commune.zalo.templates if commune.zalo and account is not None else ()
    has_template = [kind for kind, _ in templates if not _is_of_dialogues(kind, first)]
    way = next_way(kind, contact, {each.way for each in taken}, has_template, now)
    match way:
        case Way.TEMPLATE | Way.TEMPLATE_PHONE:
            await uow.outbox.add([await _by_template(uow, commune, someone, first, contact, way, account, now)])
        case Way.OTHER_CHAT:
            await uow.outbox.add([_in_other_chat(first, contact, now)])
        case Way.HAMLET_HEAD:
            if not await uow.outbox.add(await _by_heads(uow, commune, someone, first, contact, now)):
                return None
        case Way.CALL:
            await _call(uow, commune, someone, first, trouble, now)
    return way


def _is_of_dialogues(kind: str, first: Message) -> bool:
    """The template for changes speaks of days and places: it says nothing of a petition."""
    return kind == NoticeKind.CHANGE and first.about is not None


async def _contact(uow: UnitOfWork, commune: Commune, someone: Person, first: Message, now: datetime) -> Contact:
    chats = await uow.conversations.chats_of(commune.id, someone.id)
    petition = await uow.petitions.find(commune.id, first.about) if first.about else None
    heads: list[int] = []
    if someone.hamlet:
        of_hamlet = await uow.people.with_role(commune.id, Role.HAMLET_HEAD, hamlets=[someone.hamlet])
        grant = (Grant(Role.HAMLET_HEAD, hamlet=someone.hamlet),)
        candidates = [head for head in of_hamlet if head != someone.id]
        if petition is None and first.about is None:
            heads = candidates
        elif petition is not None:
            heads = [
                head for head in candidates if may(Actor(commune.id, head, grant), OnPetition.TELL_AUTHOR, petition)
            ]
        heads = [each.person for each in await uow.people.addressees(commune.id, heads) if each.chat.is_open(now)]
    clerk = Actor(commune.id, 0, (Grant(Role.CLERK),))
    return Contact(
        chat=next((chat for id_, chat in chats if id_ == someone.conversation_id), None),
        others=tuple(chat for id_, chat in chats if id_ != someone.conversation_id),
        phone=mobile_number(someone.phone),
        consented=someone.consented_at is not None and someone.restricted_at is None,
        heads=tuple(heads),
        may_be_called=first.about is None or (petition is not None and may(clerk, OnPetition.CALL_AUTHOR, petition)),
    )


async def _template_account(uow: UnitOfWork, commune: Commune) -> int | None:
    """The account that sends templates: the commune's own before one that several share."""
    found = [
        account
        for account in await uow.communes.accounts()
        if account.channel in WINDOWS and WINDOWS[account.channel].templates
        and account.commune_id in (commune.id, None)
    ]  # fmt: skip
    own = sorted(found, key=lambda account: account.commune_id is None)
    return own[0].id if own else None


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _row(first: Message, way: Way, account_id: int, address: str, now: datetime, **values: Any) -> dict[str, Any]:
    return outbox_row(
        **{
            "account_id": account_id, "address": address, "commune_id": first.commune_id,
            "person_id": first.person_id, "text": first.text, "about": first.about, "urgency": first.urgency,
            "queued_at": now, "expires_at": first.expires_at, "kind": first.kind, "way": way.value,
            "instead_of": first.id, "broadcast_id": first.broadcast_id,
            "once": f"{way}:{first.id}@{account_id}/{address}", **values,
        }
    )  # fmt: skip


async def _by_template(
    uow: UnitOfWork,
    commune: Commune,
    someone: Person,
    first: Message,
    contact: Contact,
    way: Way,
    account: int | None,
    now: datetime,
) -> dict[str, Any]:
    template = commune.zalo.template(first.kind or "") if commune.zalo else None
    assert template is not None
    assert account is not None
    known = await _facts(uow, commune, someone, first)
    facts: dict[str, Any] = {
        "template": template.id,
        "data": {parameter: known.get(fact) or NOTHING for parameter, fact in template.facts},
    }
    chat = contact.for_template
    if way is Way.TEMPLATE and chat is not None:
        account, address = chat.account_id, chat.address
    else:
        # A queue of its own, without the number: that is needed only where it is sent.
        address = f"phone:{someone.id}"
        facts["phone"] = contact.phone
    return _row(first, way, account, address, now, facts=facts, cost=template.price)


def _in_other_chat(first: Message, contact: Contact, now: datetime) -> dict[str, Any]:
    chat: Chat | None = contact.other(now)
    assert chat is not None
    return _row(
        first, Way.OTHER_CHAT, chat.account_id, chat.address, now,
        choices=list(first.choices), files=[dict(file) for file in first.files],
    )  # fmt: skip


async def _by_heads(
    uow: UnitOfWork, commune: Commune, someone: Person, first: Message, contact: Contact, now: datetime
) -> list[dict[str, Any]]:
    facts = await _facts(uow, commune, someone, first)
    if facts["change"] == "promoted":
        # Who speaks is for the clerks and the speaker to know.
        news = words("reach-news-reminder", **_of_dialogue(facts))
    else:
        news = news_words(first.kind or "", facts)
    line = words(
        "reach-head", name=someone.name or words("person-unnamed"), news=news,
        commune=_commune_words(commune), venue=commune.venue,
    )  # fmt: skip
    return [
        _row(
            first, Way.HAMLET_HEAD, head.chat.account_id, head.chat.address, now, person_id=head.person,
            text=render(line, head.language), not_before=commune.quiet_until(now),
        )
        for head in await uow.people.addressees(commune.id, contact.heads)
    ]  # fmt: skip


async def _call(
    uow: UnitOfWork, commune: Commune, someone: Person, first: Message, trouble: str, now: datetime
) -> None:
    """One call for each thing to tell; of reminders only the latest."""
    news = news_words(first.kind or "", await _facts(uow, commune, someone, first))
    facts = {
        "commune": commune.id, "person": someone.id, "about": first.about, "kind": first.kind,
        "text": render_all([news], FIRST), "trouble": trouble, "outbox": first.id, "now": now,
        "expires_at": first.expires_at,
    }  # fmt: skip
    if first.kind == NoticeKind.REMINDER and await uow.calls.renew(facts):
        return
    await uow.calls.add(await uow.numbers.next(commune.id, "call"), facts)


# ── what they may say ─────────────────────────────────────────────────────────────────────────────────────────


async def _facts(uow: UnitOfWork, commune: Commune, someone: Person, first: Message) -> dict[str, str]:
    facts: dict[str, Any] = dict.fromkeys(_FACTS, "")
    if first.broadcast_id is not None:
        broadcast = await uow.broadcasts.find(commune.id, first.broadcast_id)
        of = broadcast.dialogue_id if broadcast else None
        dialogue = await uow.dialogues.find(commune.id, of) if of is not None else None
        facts |= dialogue.plain_facts() if dialogue else {}
    facts |= first.facts
    return {
        **facts,
        "name": someone.name or "",
        "commune": render(_commune_words(commune), FIRST),
        "office": commune.venue,
    }


def news_words(kind: str, facts: Mapping[str, str]) -> Words:
    """What there is to tell somebody, without what they or others wrote."""
    match kind:
        case NoticeKind.ANSWER:
            return words("reach-news-answer", code=facts["code"], department=facts["department"])
        case NoticeKind.QUESTION:
            return words("reach-news-question", code=facts["code"], department=facts["department"])
        case NoticeKind.CHANGE if facts["code"]:
            return words("reach-news-petition", code=facts["code"], department=facts["department"])
        case NoticeKind.CHANGE:
            return words("reach-news-change", change=facts["change"], **_of_dialogue(facts))
        case _:
            return words("reach-news-reminder", **_of_dialogue(facts))


def _of_dialogue(facts: Mapping[str, str]) -> dict[str, str]:
    return {key: facts[key] for key in ("title", "venue", "day", "hour")}


def _commune_words(commune: Commune) -> Words:
    return words(f"commune-{commune.kind}", name=commune.name)
