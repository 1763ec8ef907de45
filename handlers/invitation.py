"""Clerks invite people and connect department groups; groups are bound by a one-time code."""

from actions import invitation as invitations
from actions.role import staff_of
from domain.access import OF_DEPARTMENT, Grant, OnRole, Role, check
from domain.invitation import read_code
from domain.notice import Words, verbatim, words
from domain.refusal import Refused
from handlers.conversation.form import Filling, Form, Known, OneOf, Step
from handlers.conversation.reply import Reply, choice, say
from handlers.visit import Outcome, Visit, effect, form, outcome
from handlers.welcome import hamlet_options, invitation_payload, role_words

GROUP = "group"


def _roles(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [
        *((role.value, words(f"invite-role-{role}")) for role in Role),
        (GROUP, words("invite-role-group")),
    ]


def _departments(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(department.key, verbatim(department.name)) for department in known.commune.departments]


form(
    Form(
        name="invitation",
        version=1,
        steps=(
            Step("role", ask="invite-ask-role", takes=OneOf(_roles)),
            Step("department", ask="invite-ask-department", takes=OneOf(_departments),
                 when=lambda k, f: f.answers.get("role") in (*OF_DEPARTMENT, GROUP)),
            Step("hamlet", ask="invite-ask-hamlet", takes=OneOf(hamlet_options),
                 when=lambda k, f: f.answers.get("role") == Role.HAMLET_HEAD),
        ),
        finished="invite.made",
    )
)  # fmt: skip


@effect("invite.begin")
async def begin(visit: Visit) -> Outcome:
    check(visit.desk.actor, OnRole.INVITE, visit.desk.commune)
    return Outcome(begin=Filling("invitation", 1, ""))


@effect("invite.made")
async def made(visit: Visit) -> Outcome:
    answers = visit.filling.answers
    department, hamlet = answers.get("department", ""), answers.get("hamlet")
    again, back = choice("invite.begin", "invite-again"), choice("menu.show", "menu-button")
    everybody = choice("staff.show", "staff-button")
    if answers["role"] == GROUP:
        group = await invitations.invite_group(visit.desk, department)
        link = visit.group_link(group.code.replace("-", ""))
        lines = [words("invite-group-made", department=visit.desk.commune.department(department).name,
                       code=group.code, until=group.invitation.expires_at)]  # fmt: skip
        if link:
            lines.append(words("invite-group-link", link=link))
        return outcome(Reply(tuple(lines), (again, back)))
    grant = Grant(Role(answers["role"]), department or None, hamlet)
    person = await invitations.invite(visit.desk, grant)
    payload = invitation_payload(person.code)
    links = [link for link in (visit.web_link(payload), visit.link(payload)) if link]
    line = words(
        "invite-made", role=role_words(visit, grant.role, department, hamlet), code=person.code,
        until=person.invitation.expires_at, links="\n".join(dict.fromkeys(links)),
    )  # fmt: skip
    return outcome(Reply((line,), (again, everybody, back)))


@effect("staff.show", "command.nguoi", "command.staff", reads=True)
async def staff(visit: Visit) -> Outcome:
    """Who has which role, and on which channels they are."""
    found = await staff_of(visit.desk)
    channels = await visit.desk.uow.links.channels(visit.desk.commune.id, {person.id for person, _ in found})
    lines = [words("staff-list", count=len(found))]
    for person, grant in found:
        shown = [words(f"channel-{channel}") for channel in dict.fromkeys(channels.get(person.id, ()))]
        line = words(
            "staff-line", name=person.name or words("person-unnamed"),
            role=role_words(visit, grant.role, grant.department, grant.hamlet),
            channels=shown or words("form-not-given"),
        )  # fmt: skip
        lines.append(line)
    rows = (
        choice("invite.begin", "invite-again"),
        choice("role.list", "revoke-begin"),
        choice("menu.show", "menu-button"),
    )
    return outcome(Reply((words("lines", lines=lines),), rows))


@effect("group.bind", "command.ketnoi", "command.connect", in_group=True)
async def bind(visit: Visit) -> Outcome:
    """Connect the group this is said in; the code is proof enough, it was given to whom the clerk chose."""
    if not visit.known.in_group:
        if not visit.arguments:
            return outcome(say("group-only-in-group"), then="menu.show")
        return Outcome(then=f"command.start:i-{visit.argument().replace('-', '')}")
    code = read_code(visit.argument()) if visit.arguments else None
    if code is None:
        raise Refused("group-no-code")
    department = await invitations.bind_group(visit.desk, code, visit.talk.account_id, visit.talk.address)
    return outcome(say("group-bound", department=visit.desk.commune.department(department).name))
