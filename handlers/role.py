"""Taking roles back, and giving back one's own."""

from actions.role import find_role, mark_of, revoke_role, role_words, staff_of
from domain.access import OnRole, check
from domain.notice import words
from handlers.conversation.reply import Reply, choice, say
from handlers.visit import Outcome, Visit, effect, outcome

LISTED = 6


@effect("role.list", reads=True)
async def listed(visit: Visit) -> Outcome:
    """Whose role is to be taken back: a few at a time."""
    check(visit.desk.actor, OnRole.REVOKE, visit.desk.commune)
    everybody = await staff_of(visit.desk)
    first = visit.number() if visit.arguments else 0
    rows = [
        choice(
            f"role.ask:{person.id}:{mark_of(grant)}", "revoke-line",
            name=person.name or words("person-unnamed"), role=role_words(visit.desk, grant),
        )
        for person, grant in everybody[first : first + LISTED]
    ]  # fmt: skip
    if len(everybody) > first + LISTED:
        rows.append(choice(f"role.list:{first + LISTED}", "revoke-more"))
    return outcome(Reply((words("revoke-whose"),), (*rows, choice("staff.show", "form-back"))))


@effect("role.ask", reads=True)
async def ask(visit: Visit) -> Outcome:
    person, grant = await find_role(visit.desk, visit.number(), visit.argument(1))
    own = person.id == visit.person.id
    yes = choice(f"role.revoke:{person.id}:{mark_of(grant)}", "return-yes" if own else "revoke-yes")
    role = role_words(visit.desk, grant)
    if own:
        return outcome(say("return-sure", yes, choice("data.show", "form-back"), role=role))
    name = person.name or words("person-unnamed")
    return outcome(say("revoke-sure", yes, choice("role.list", "form-back"), name=name, role=role))


@effect("role.revoke")
async def revoke(visit: Visit) -> Outcome:
    person, grant = await revoke_role(visit.desk, visit.number(), visit.argument(1))
    role = role_words(visit.desk, grant)
    if person.id == visit.person.id:
        return outcome(say("return-done", role=role), then="menu.show")
    done = say("revoke-done", name=person.name or words("person-unnamed"), role=role)
    return outcome(done, then="staff.show")
