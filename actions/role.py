"""Roles: a clerk takes them back from others, everybody may give back their own; the last clerk stays."""

import hashlib
from collections.abc import Sequence

from actions.card import hamlet_of
from actions.desk import Desk
from actions.invitation import note_role
from domain.access import Grant, OnRole, Role, check
from domain.audit import AuditKind
from domain.notice import Choice, Notice, ToClerks, ToPerson, Words, words
from domain.refusal import Refused
from storage.person import Person


def mark_of(grant: Grant) -> str:
    """A role as the key of a button names it: short, whatever the names of departments and hamlets."""
    return hashlib.sha256(f"{grant.role}/{grant.department}/{grant.hamlet}".encode()).hexdigest()[:8]


def role_words(desk: Desk, grant: Grant) -> Words:
    return words(
        f"role-{grant.role}",
        department=desk.commune.department(grant.department).name if grant.department else "",
        hamlet=hamlet_of(desk.commune, grant.hamlet),
    )


async def staff_of(desk: Desk) -> list[tuple[Person, Grant]]:
    """Who has which role. Raises Refused for anyone but a clerk."""
    check(desk.actor, OnRole.READ, desk.commune)
    return await desk.uow.people.staff(desk.commune.id)


async def find_role(desk: Desk, person: int, mark: str) -> tuple[Person, Grant]:
    """A role that the actor may take away: a clerk anybody's, everybody their own. Raises Refused."""
    if person != desk.actor.person:
        check(desk.actor, OnRole.REVOKE, desk.commune)
    found = await desk.uow.people.find(desk.commune.id, person)
    grants = await desk.uow.people.grants(desk.commune.id, person) if found else ()
    for grant in grants:
        if mark_of(grant) == mark and found is not None:
            return found, grant
    raise Refused("revoke-refused-gone")


async def revoke_role(desk: Desk, person: int, mark: str) -> tuple[Person, Grant]:
    """Take a role away; who had it is told, of their own the clerks. Raises Refused for the last clerk's."""
    clerks = await desk.uow.people.lock_clerks(desk.commune.id)
    someone, grant = await find_role(desk, person, mark)
    if grant.role is Role.CLERK and clerks == [person]:
        raise Refused("revoke-refused-last-clerk")
    await take_roles(desk, person, [grant], by=desk.actor.person)
    if person != desk.actor.person:
        again = Choice("menu.show", words("menu-button"))
        desk.tell(Notice(ToPerson(person), (words("revoke-told", role=role_words(desk, grant)),), (again,)))
    else:
        name = someone.name or words("person-unnamed")
        everybody = Choice("staff.show", words("staff-button"))
        desk.tell(Notice(ToClerks(), (words("return-told", name=name, role=role_words(desk, grant)),), (everybody,)))
    return someone, grant


async def take_roles(desk: Desk, person: int, grants: Sequence[Grant], *, by: int | None) -> None:
    """What they invited others with is good for nothing any more, where they may invite no longer."""
    for grant in grants:
        await desk.uow.people.take(desk.commune.id, person, grant)
        await note_role(desk, AuditKind.ROLE_REVOKED, person, grant, by)
        if grant.role is Role.CLERK:
            await desk.uow.invitations.void_of(desk.commune.id, person, desk.now)
