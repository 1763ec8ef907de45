"""From notices to outbox rows: who is meant, in which chat, in which language."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from domain.access import Role
from domain.commune import Commune
from domain.notice import Choice, Notice, ToClerks, ToDepartment, ToHamletHeads, ToPerson, words
from locales import FIRST, render, render_all
from storage.database import UnitOfWork


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


async def _rows(uow: UnitOfWork, commune: Commune, notice: Notice, now: datetime) -> list[dict[str, Any]]:
    lines = notice.lines
    targets: list[_Target] = []
    match notice.to:
        case ToPerson(person):
            targets = await _people(uow, commune, [person])
        case ToClerks():
            targets = await _people(uow, commune, await uow.people.with_role(commune.id, Role.CLERK))
        case ToHamletHeads(hamlet):
            heads = await uow.people.with_role(commune.id, Role.HAMLET_HEAD, hamlet=hamlet)
            targets = await _people(uow, commune, heads)
        case ToDepartment(department):
            targets = await _department(uow, commune, department)
            if not targets:
                name = commune.department(department).name
                lines = (words("notice-nobody-in-department", department=name), *lines)
                targets = await _people(uow, commune, await uow.people.with_role(commune.id, Role.CLERK))
    rows = []
    for target in targets:
        once = notice.once
        if once is not None and not isinstance(notice.to, ToPerson):
            once = f"{once}@{target.account_id}/{target.address}"
        rows.append(
            outbox_row(
                account_id=target.account_id,
                address=target.address,
                commune_id=commune.id,
                person_id=target.person,
                text=render_all(lines, target.language),
                choices=render_choices(notice.choices, target.language),
                files=[asdict(file) for file in notice.files],
                about=notice.about,
                card=notice.card,
                urgency=int(notice.urgency),
                once=once,
                queued_at=now,
                expires_at=notice.expires_at,
            )
        )
    return rows


async def _people(uow: UnitOfWork, commune: Commune, people: Sequence[int]) -> list[_Target]:
    found = await uow.people.addressees(commune.id, people) if people else []
    return [_Target(a.account_id, a.address, a.language, a.person) for a in found]


async def _department(uow: UnitOfWork, commune: Commune, department: str) -> list[_Target]:
    groups = [c for c in await uow.communes.department_chats(commune.id) if c.department == department]
    if groups:
        return [_Target(group.account_id, group.address, FIRST, None) for group in groups]
    officers = await uow.people.with_role(commune.id, Role.OFFICER, department=department)
    return await _people(uow, commune, officers)


def render_choices(choices: Iterable[Choice], language: str) -> list[dict[str, str]]:
    return [{"key": choice.key, "label": render(choice.label, language)} for choice in choices]


def outbox_row(**values: Any) -> dict[str, Any]:
    """A row with every column, so that rows of one insert agree."""
    return {
        "commune_id": None,
        "person_id": None,
        "choices": [],
        "files": [],
        "about": None,
        "card": False,
        "quiets": None,
        "urgency": 0,
        "once": None,
        "not_before": None,
        "expires_at": None,
        **values,
    }
