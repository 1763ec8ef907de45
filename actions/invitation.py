"""Invitations: a clerk makes them, one person uses each."""

from dataclasses import dataclass
from datetime import datetime

from actions.desk import Desk
from domain.access import Grant, OnRole, Role, check
from domain.audit import AuditKind, Subject
from domain.commune import Commune
from domain.invitation import LASTS, Invitation, Opens, hash_code, new_code
from domain.notice import Choice, Notice, ToClerks, words
from domain.refusal import Refused
from storage.commune import DepartmentChat
from storage.database import UnitOfWork


@dataclass(frozen=True)
class Made:
    """A fresh invitation; the code is shown now and stored nowhere."""

    code: str
    invitation: Invitation


async def invite(desk: Desk, grant: Grant) -> Made:
    """Make an invitation to a role. Raises Refused for anyone but a clerk."""
    check(desk.actor, OnRole.INVITE, desk.commune)
    return await _make(desk, Opens.ROLE, grant.role, grant.department, grant.hamlet, desk.actor.person)


async def invite_group(desk: Desk, department: str) -> Made:
    """Make a code that connects a department's group."""
    check(desk.actor, OnRole.INVITE, desk.commune)
    if not desk.commune.has_department(department):
        raise Refused("invitation-refused-unknown")
    return await _make(desk, Opens.GROUP, None, department, None, desk.actor.person)


async def first_clerk(desk: Desk) -> Made:
    """The administrator's own way in: an invitation that no clerk has made."""
    return await _make(desk, Opens.ROLE, Role.CLERK, None, None, None)


async def _make(
    desk: Desk, opens: Opens, role: Role | None, department: str | None, hamlet: str | None, by: int | None
) -> Made:
    code = new_code()
    made = Invitation(desk.commune.id, hash_code(code), opens, role, department, hamlet, by, desk.now + LASTS)
    await desk.uow.invitations.add(made, desk.now)
    return Made(code, made)


async def look_up(uow: UnitOfWork, code: str) -> Invitation:
    """Return the invitation `code` opens, locked; raises Refused when there is none."""
    invitation = await uow.invitations.lock(hash_code(code))
    if invitation is None:
        raise Refused("invitation-refused-unknown")
    return invitation


async def accept(desk: Desk, code: str) -> Grant:
    """Give the actor the role; the invitation is used up. Raises Refused."""
    invitation = await look_up(desk.uow, code)
    if invitation.commune_id != desk.commune.id:
        raise Refused("invitation-refused-unknown")
    invitation.check_usable(desk.now)
    grant = invitation.grant
    await desk.uow.invitations.use(invitation.code_hash, desk.now, desk.actor.person)
    await desk.uow.people.give(desk.commune.id, desk.actor.person, grant, desk.now)
    await note_role(desk, AuditKind.ROLE_GRANTED, desk.actor.person, grant, invitation.made_by)
    return grant


async def note_role(desk: Desk, kind: AuditKind, person: int, grant: Grant, by: int | None) -> None:
    """Put on the log that a role was given or taken, and by whom; nobody is who runs the server."""
    scope = grant.department or grant.hamlet
    await desk.uow.audits.add(
        desk.commune.id, Subject.PERSON, person, kind, desk.now, by,
        department=f"{grant.role}/{scope}" if scope else grant.role.value,
    )  # fmt: skip


async def bind_group(desk: Desk, code: str, account_id: int, address: str) -> str:
    """Connect the group at `address` to the department the code was made for; return the department."""
    invitation = await look_up(desk.uow, code)
    if invitation.commune_id != desk.commune.id:
        raise Refused("invitation-refused-unknown")
    invitation.check_usable(desk.now)
    if invitation.opens is not Opens.GROUP or invitation.department is None:
        raise Refused("invitation-refused-not-group")
    await desk.uow.invitations.use(invitation.code_hash, desk.now, desk.actor.person or None)
    chat = DepartmentChat(invitation.department, account_id, address)
    await desk.uow.communes.bind_department(desk.commune.id, chat, desk.now, desk.actor.person or None)
    return invitation.department


async def release_group(desk: Desk, account_id: int, chat: str) -> None:
    """The assistant was put out of the group `chat`: its department's officers are told things themselves again."""
    for commune_id, department in await desk.uow.communes.unbind(account_id, chat):
        if commune_id == desk.commune.id:
            desk.tell(group_gone(desk.commune, department, desk.now))


def group_gone(commune: Commune, department: str, now: datetime) -> Notice:
    """Tell the clerks that a department has no group any more."""
    return Notice(
        ToClerks(),
        (words("group-gone", department=commune.department(department).name),),
        (Choice("invite.begin", words("menu-invite")),),
        once=f"group-gone:{department}:{now:%Y%m%d%H%M}",
    )
