"""The menu, help, the language, and drafts."""

from dataclasses import replace

from domain.access import OnCall, OnDataRequests, OnHall, OnPetitions, Role, may
from domain.invitation import read_code as read_invitation
from domain.notice import words
from domain.text import shorten
from handlers.collection_gate import forget_batch
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.link import drafts_elsewhere
from handlers.visit import Outcome, Visit, effect, outcome


@effect("menu.show", "command.menu", "command.huy", "command.cancel", in_group=True, reads=True)
async def menu(visit: Visit) -> Outcome:
    """What this person can do here, most likely first."""
    actor = visit.desk.actor
    rows: list[Choice] = [
        choice(f"draft.resume:{position}", "menu-draft", text=_glimpse(draft.answers))
        for position, draft in enumerate(visit.state.drafts[:2])
    ]
    rows += [
        choice(f"draft.fetch:{draft.mark}", "menu-draft", text=_glimpse(draft.filling.answers))
        for draft in await drafts_elsewhere(visit)
    ]
    if any(visit.state.loose.get(key) for key in ("parts", "files", "places")):
        rows.append(choice("petition.from-loose", "menu-draft", text=_glimpse({"body": visit.state.loose})))
    if visit.known.in_group:
        return outcome(Reply((words("group-menu"),), (*rows, choice("work.list", "menu-work"))))
    if may(actor, OnCall.READ, visit.desk.commune):
        calls = await visit.desk.uow.calls.count(visit.desk.commune.id, visit.desk.now)
        rows += [choice("call.list", "menu-calls", count=calls)] if calls else []
    if may(actor, OnHall.NOTE, visit.desk.commune):
        sitting = await visit.desk.uow.dialogues.sitting(visit.desk.commune.id)
        rows += [choice(f"dialogue.show:{d.id}", "menu-hall", title=shorten(d.title, 30)) for d in sitting[:2]]
    if may(actor, OnDataRequests.LIST, visit.desk.commune):
        waiting = len(await visit.desk.uow.data_requests.open_of(visit.desk.commune.id))
        rows += [choice("data.requests", "menu-data-requests", count=waiting)] if waiting else []
    if actor.has(Role.CLERK):
        rows += [
            choice("dialogue.list", "menu-dialogues-clerk"),
            choice("plan.list", "menu-plans"),
            choice("milestone.mine", "menu-milestones"),
            choice("petitions.show", "menu-petitions"),
            choice("front.show", "menu-front-clerk"),
            choice("publish.list", "menu-publication"),
            choice("calendar.show", "menu-calendar"),
            choice("undelivered.show", "menu-undelivered"),
            choice("invite.begin", "menu-invite"),
        ]
    if actor.departments:
        rows.append(choice("work.list", "menu-work"))
        owed = await visit.desk.uow.commitments.open_of(visit.desk.commune.id, actor.departments)
        asked = await visit.desk.uow.supervisor_questions.open_of(visit.desk.commune.id, actor.departments)
        if owed or asked:
            rows.append(choice("commitment.mine", "menu-commitments"))
    if actor.has(Role.SUPERVISOR) or (actor.has(Role.CHAIR) and not actor.has(Role.CLERK)):
        rows.append(choice("front.show", "menu-front"))
        rows.append(choice("report.show", "menu-report"))
    if actor.has(Role.CHAIR):
        rows.append(choice("approval.list", "menu-approvals"))
        if not actor.has(Role.CLERK):
            rows.append(choice("publish.list", "menu-publication"))
    if not actor.has(Role.CLERK) and (actor.departments or actor.has(Role.CHAIR)):
        rows.append(choice("milestone.mine", "menu-milestones"))
    if not actor.has(Role.CLERK) and may(actor, OnPetitions.LIST, visit.desk.commune):
        rows.append(choice("petitions.show", "menu-petitions"))
    if actor.hamlets:
        rows += [
            choice("collation.begin", "menu-collation"),
            choice("speaker.begin-other", "menu-speaker-other"),
            choice("delegate.begin", "menu-delegates"),
            choice("hamlet.items", "menu-hamlet"),
        ]
    if not actor.has(Role.CLERK):
        rows += [choice("petition.begin", "menu-petition"), choice("speaker.begin", "menu-speaker")]
        rows.append(choice("dialogue.coming", "menu-dialogues"))
        rows.append(choice("mine.list", "menu-mine"))
    rows += [
        choice("lookup.begin", "menu-lookup"),
        choice("help.show", "menu-help"),
        choice("data.show", "menu-data"),
        choice("language.show", "menu-language"),
    ]
    return outcome(Reply((words("menu"),), tuple(rows)))


def _glimpse(answers: dict[str, object]) -> str:
    for value in answers.values():
        if isinstance(value, dict) and value.get("parts"):
            return shorten(str(value["parts"][0]["text"]), 30)
        if isinstance(value, str) and len(value) > 12:
            return shorten(value, 30)
    return "…"


@effect("help.show", "command.help", "command.trogiup", in_group=True, reads=True)
async def show_help(visit: Visit) -> Outcome:
    commune = visit.desk.commune
    actor = visit.desk.actor
    if visit.known.in_group:
        return outcome(say("group-help", choice("work.list", "menu-work")))
    lines = [words("help", commune=words(f"commune-{commune.kind}", name=commune.name), venue=commune.venue)]
    if actor.departments:
        lines.append(words("help-officer"))
    if actor.has(Role.DEPARTMENT_HEAD):
        lines.append(words("help-department-head"))
    if actor.has(Role.CHAIR):
        lines.append(words("help-chair"))
    if actor.hamlets:
        lines.append(words("help-hamlet-head"))
    if actor.has(Role.CLERK):
        lines.append(words("help-clerk"))
    if await visit.desk.uow.publications.dialogues(commune.id):
        lines.append(words("publication-address", address=visit.results_link))
    staff = (choice("staff.show", "staff-button"),) if actor.has(Role.CLERK) else ()
    if may(actor, OnDataRequests.LIST, commune):
        staff = (*staff, choice("data.requests", "data-requests-button"))
    return outcome(Reply(tuple(lines), (*staff, choice("menu.show", "menu-button"))))


@effect("draft.resume", in_group=True)
async def resume_draft(visit: Visit) -> Outcome:
    return Outcome(resume=visit.number())


@effect("draft.drop", in_group=True)
async def drop_draft(visit: Visit) -> Outcome:
    position = visit.number()
    drafts = visit.state.drafts
    if not 0 <= position < len(drafts):
        return outcome(say("form-draft-gone"), then="menu.show")
    await forget_batch(visit, drafts[position])
    state = replace(visit.state, drafts=(*drafts[:position], *drafts[position + 1 :]))
    return outcome(say("draft-dropped"), state=state, then="menu.show")


@effect("chat.unknown", in_group=True, reads=True)
async def unknown(visit: Visit) -> Outcome:
    """A command or button nobody knows; in a group it may be meant for somebody else."""
    if visit.known.in_group:
        return Outcome(goes_on=True)
    if visit.state.filling is not None:
        return Outcome(again=(words("chat-unknown-command"),))
    return outcome(say("chat-unknown-command"), then="menu.show")


@effect("chat.private", in_group=True, reads=True)
async def private(visit: Visit) -> Outcome:
    """Something that is nobody else's business was asked for in a group."""
    link = visit.link("")
    lines = (words("group-private"), *((words("group-private-link", link=link),) if link else ()))
    return outcome(Reply(lines), goes_on=True)


@effect("invitation.typed")
async def typed_invitation(visit: Visit) -> Outcome:
    code = read_invitation(visit.argument())
    return Outcome(then=f"command.start:i-{(code or '').replace('-', '')}")
