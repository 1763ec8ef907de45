"""From notices to outbox rows: who is meant, in which chat, in which language."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from domain.access import OF_DEPARTMENT, Role
from domain.commune import Commune
from domain.notice import (
    Choice,
    Notice,
    ToChairs,
    ToChat,
    ToClerks,
    ToDepartment,
    ToHamletHeads,
    ToInvited,
    ToPerson,
    ToResidents,
    ToSupervisors,
    Urgency,
    Words,
    words,
)
from locales import FIRST, LANGUAGES, render, render_all
from storage.broadcast import Broadcast, BroadcastKind
from storage.database import UnitOfWork
from storage.outbox import Message


@dataclass(frozen=True)
class _Target:
    account_id: int
    address: str
    language: str
    person: int | None


async def queue(uow: UnitOfWork, commune: Commune, notices: Sequence[Notice], now: datetime) -> int:
    """Queue `notices`; return how many messages that makes. What was told once already is not told again."""
    rows = [row for notice in notices for row in await _rows(uow, commune, notice, now)]
    return await uow.outbox.add(rows)


async def _broadcast(
    uow: UnitOfWork, commune: Commune, notice: Notice, to: ToResidents | ToInvited, now: datetime
) -> None:
    """What is for very many is only noted down here; `scheduler.broadcasts` puts it into the outbox."""
    await uow.broadcasts.add(
        Broadcast(
            commune.id,
            await uow.numbers.next(commune.id, "broadcast"),
            BroadcastKind.ANNOUNCEMENT if isinstance(to, ToResidents) else BroadcastKind.CHANGE,
            to.dialogue,
            to.hamlet if isinstance(to, ToResidents) else None,
            texts={language: render_all(notice.lines, language) for language in LANGUAGES},
            choices={language: render_choices(notice.choices, language) for language in LANGUAGES},
            made_by=to.by,
            made_at=now,
            expires_at=notice.expires_at,
            besides=to.besides if isinstance(to, ToInvited) else (),
            was=to.was if isinstance(to, ToInvited) else (),
        )
    )


async def _rows(uow: UnitOfWork, commune: Commune, notice: Notice, now: datetime) -> list[dict[str, Any]]:
    lines, choices = notice.lines, notice.choices
    targets: list[_Target] = []
    match notice.to:
        case ToPerson(person):
            targets = await _people(uow, commune, [person])
        case ToChat(conversation):
            targets = await _chat(uow, commune, conversation)
        case ToClerks():
            targets = await _people(uow, commune, await uow.people.with_role(commune.id, Role.CLERK))
        case ToChairs():
            targets = await _people(uow, commune, await uow.people.with_role(commune.id, Role.CHAIR))
        case ToSupervisors():
            targets = await _people(uow, commune, await uow.people.with_role(commune.id, Role.SUPERVISOR))
        case ToHamletHeads(hamlets):
            heads = await uow.people.with_role(commune.id, Role.HAMLET_HEAD, hamlets=hamlets)
            targets = await _people(uow, commune, heads)
        case ToResidents() | ToInvited() as to:
            await _broadcast(uow, commune, notice, to, now)
        case ToDepartment(department):
            targets = await _department(uow, commune, department, now)
            if not targets:
                lines = (_nobody(commune, department), *lines)
                choices = tuple(_for_clerk(choice) for choice in choices)
                targets = await _people(uow, commune, await uow.people.with_role(commune.id, Role.CLERK))
    rows = []
    for target in targets:
        once = notice.once
        if once is not None and not isinstance(notice.to, ToPerson | ToChat):
            once = f"{once}@{target.account_id}/{target.address}"
        rows.append(
            outbox_row(
                account_id=target.account_id,
                address=target.address,
                commune_id=commune.id,
                person_id=target.person,
                text=render_all(lines, target.language),
                choices=render_choices(choices, target.language),
                files=[asdict(file) for file in notice.files],
                about=notice.about,
                card=notice.card,
                urgency=int(notice.urgency),
                once=once,
                queued_at=now,
                expires_at=notice.expires_at,
                kind=notice.kind.value if notice.kind else None,
                facts=dict(notice.facts) or None,
            )
        )
    return rows


async def redirect(uow: UnitOfWork, commune: Commune, message: Message, now: datetime) -> int:
    """A department's message did not arrive: tell its people instead of its group, and the clerks when none is left.

    Return how many messages were queued: none for what is no department's, or what others have as well.
    """
    keys = [choice["key"].partition(":")[0] for choice in message.choices]
    in_group = message.person_id is None
    if message.about is None or message.urgency == Urgency.REPLY or (message.once or "").startswith(_INSTEAD):
        return 0
    if not in_group and "answer.begin" not in keys and "transfer.accept" not in keys:
        return 0
    petition = await uow.petitions.find(commune.id, message.about)
    if petition is None or not petition.is_open:
        return 0
    department = petition.proposed_to if "transfer.accept" in keys else petition.department
    if department is None:
        return 0
    officers = await uow.people.with_role(commune.id, OF_DEPARTMENT, department=department)
    if not in_group and message.person_id not in officers:
        return 0
    targets = await _people(uow, commune, [each for each in officers if each != message.person_id], open_at=now)
    if targets and not in_group:
        return 0
    choices, before = list(message.choices), ""
    if not targets:
        choices = [choice for choice in choices if not choice["key"].startswith("transfer.begin:")]
        choices.append({"key": f"move.begin:{petition.code}", "label": render(words("clerk-move"), FIRST)})
        before = render(_nobody(commune, department), FIRST) + "\n\n"
        targets = await _people(uow, commune, await uow.people.with_role(commune.id, Role.CLERK))
    rows = [
        outbox_row(
            account_id=target.account_id, address=target.address, commune_id=commune.id, person_id=target.person,
            text=before + message.text, choices=choices, files=list(message.files),
            about=message.about, card=message.card, urgency=int(Urgency.NOTICE),
            once=f"{_INSTEAD}{message.id}@{target.account_id}/{target.address}", queued_at=now,
        )
        for target in targets
    ]  # fmt: skip
    return await uow.outbox.add(rows)


_INSTEAD = "instead:"


def _nobody(commune: Commune, department: str) -> Words:
    return words("notice-nobody-in-department", department=commune.department(department).name)


def _for_clerk(choice: Choice) -> Choice:
    """A clerk moves a matter on at once where a department has to ask the other."""
    if not choice.key.startswith("transfer.begin:"):
        return choice
    return replace(choice, key=choice.key.replace("transfer.", "move.", 1), label=words("clerk-move"))


async def _people(
    uow: UnitOfWork, commune: Commune, people: Sequence[int], *, open_at: datetime | None = None
) -> list[_Target]:
    """Their chats; only those in which something can be said at `open_at`, where that is given."""
    found = await uow.people.addressees(commune.id, people) if people else []
    return [
        _Target(a.chat.account_id, a.chat.address, a.language, a.person)
        for a in found
        if open_at is None or a.chat.is_open(open_at)
    ]


async def _chat(uow: UnitOfWork, commune: Commune, conversation: int) -> list[_Target]:
    found = await uow.people.in_conversation(commune.id, conversation)
    if found is None:
        return []
    account_id, address, person, language = found
    return [_Target(account_id, address, language or FIRST, person)]


async def _department(uow: UnitOfWork, commune: Commune, department: str, now: datetime) -> list[_Target]:
    groups = [c for c in await uow.communes.department_chats(commune.id) if c.department == department]
    if groups:
        return [_Target(group.account_id, group.address, FIRST, None) for group in groups]
    officers = await uow.people.with_role(commune.id, OF_DEPARTMENT, department=department)
    return await _people(uow, commune, officers, open_at=now)


def render_choices(choices: Iterable[Choice], language: str) -> list[dict[str, str]]:
    return [{"key": choice.key, "label": render(choice.label, language)} for choice in choices]


def outbox_row(**values: Any) -> dict[str, Any]:
    """A row with every column that has to be there; what is not given is null."""
    return {"choices": [], "files": [], "card": False, "urgency": 0, **values}
