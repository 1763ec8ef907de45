"""More about my data: a copy, letting it rest, erasing it; and what a clerk decides about such requests."""

from typing import Any

from actions import data_request as requests
from actions.card import hamlet_of
from actions.record import find_petition
from actions.role import mark_of, role_words
from domain.access import OnDataRequest, OnDataRequests, OnPetition, check
from domain.data_request import DataRequest, RequestKind, RequestState
from domain.notice import Words, words
from domain.petition import MAX_BODY
from domain.refusal import Refused
from handlers.conversation.form import Facts, Filling, Form, Known, Line, OneOf, Step
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.visit import Outcome, Visit, effect, form, outcome
from storage.my_data import NamedByOthers

LISTED = 6


async def request_words(visit: Visit) -> list[Words]:
    """What somebody waits for, one line each."""
    open_ = await visit.desk.uow.data_requests.open_of_person(visit.desk.commune.id, visit.person.id)
    return [
        words(f"data-waits-{each.kind}-{each.state}", runs=each.runs_on, due=each.due_on, reason=each.reason)
        for each in open_
    ]


@effect("data.more", reads=True)
async def more(visit: Visit) -> Outcome:
    """What is asked for less often: to rest, to be erased, to give a role back."""
    person = visit.person
    found = await visit.desk.uow.people.find(visit.desk.commune.id, person.id)
    rests = found is not None and found.restricted_at is not None
    waiting = await visit.desk.uow.data_requests.open_of_person(visit.desk.commune.id, person.id)
    grants = visit.desk.actor.grants
    lines = [words("data-more", roles="yes" if grants else "no"), *await request_words(visit)]
    rows: list[Choice] = [choice("data.release", "data-release") if rests else choice("data.restrict", "data-restrict")]
    erasure = next((each for each in waiting if each.kind is RequestKind.ERASURE), None)
    if erasure is None:
        rows.append(choice("data.erase", "data-erase"))
    else:
        rows.append(choice(f"data.call-off:{erasure.id}", "data-call-off"))
    rows += [
        choice(f"role.ask:{person.id}:{mark_of(grant)}", "return-role", role=role_words(visit.desk, grant))
        for grant in grants[:4]
    ]
    return outcome(Reply(tuple(lines), (*rows, choice("data.show", "form-back"))))


@effect("data.export")
async def export(visit: Visit) -> Outcome:
    await requests.ask(visit.desk, RequestKind.EXPORT)
    return outcome(say("data-export-asked", choice("menu.show", "menu-button")))


@effect("data.restrict", reads=True)
async def ask_restrict(visit: Visit) -> Outcome:
    return outcome(say("data-restrict-sure", choice("data.restrict-yes", "data-restrict-yes"),
                       choice("data.more", "form-back")))  # fmt: skip


@effect("data.restrict-yes")
async def restrict(visit: Visit) -> Outcome:
    await requests.restrict(visit.desk)
    return outcome(say("data-restricted", choice("data.release", "data-release"), choice("menu.show", "menu-button")))


@effect("data.release")
async def release(visit: Visit) -> Outcome:
    await requests.release(visit.desk)
    return outcome(say("data-released"), then="menu.show")


@effect("data.erase", reads=True)
async def ask_erase(visit: Visit) -> Outcome:
    """What goes and what stays, in plain words, before anything is asked for."""
    commune = visit.desk.commune
    own = await visit.desk.uow.petitions.by_author(commune.id, visit.person.id, 1000)
    lines = [words("data-erase-sure", venue=commune.venue)]
    unanswered = sum(petition.is_open for petition in own)
    if unanswered:
        lines.append(words("data-erase-unanswered", count=unanswered))
    if visit.desk.actor.grants:
        roles = words("lines", lines=[role_words(visit.desk, grant) for grant in visit.desk.actor.grants])
        lines.append(words("data-erase-roles", roles=roles))
    rows = (
        choice("data.erase-yes", "data-erase-yes"),
        choice("data.export", "data-export"),
        choice("data.more", "form-back"),
    )
    return outcome(Reply(tuple(lines), rows))


@effect("data.erase-yes")
async def erase(visit: Visit) -> Outcome:
    asked = await requests.ask(visit.desk, RequestKind.ERASURE)
    rows = (choice(f"data.call-off:{asked.id}", "data-call-off"), choice("menu.show", "menu-button"))
    return outcome(say("data-erase-asked", *rows, runs=asked.runs_on, due=asked.due_on))


@effect("data.call-off")
async def call_off(visit: Visit) -> Outcome:
    await requests.call_off(visit.desk, visit.number())
    return outcome(say("data-called-off"), then="data.show")


@effect("data.phone-gone")
async def phone_gone(visit: Visit) -> Outcome:
    await requests.correct(visit.desk, phone=None)
    return outcome(say("data-phone-gone"), then="menu.show")


# ── the clerk ─────────────────────────────────────────────────────────────────────────────────────────────────


async def _name(visit: Visit, request: DataRequest) -> str | Words:
    found = await visit.desk.uow.people.find(request.commune_id, request.person)
    return (found.name if found else None) or words("person-unnamed")


@effect("data.requests", reads=True)
async def listed(visit: Visit) -> Outcome:
    waiting = await requests.requests_of(visit.desk)
    named = choice("named.begin", "named-begin")
    if not waiting:
        return outcome(say("data-requests-none", named, choice("menu.show", "menu-button")))
    lines = [words("data-requests", count=len(waiting))]
    rows = []
    for each in waiting[:LISTED]:
        name = await _name(visit, each)
        state = words(f"data-state-{each.state}")
        lines.append(words("data-request-line", name=name, state=state, runs=each.runs_on, due=each.due_on))
        rows.append(choice(f"data.request:{each.id}", "data-request-show", name=name))
    return outcome(Reply(tuple(lines), (*rows, named, choice("menu.show", "menu-button"))))


@effect("data.request", reads=True)
async def show(visit: Visit) -> Outcome:
    request = await requests.find_request(visit.desk, visit.number(), OnDataRequest.DECIDE)
    lines = [
        words(
            "data-request-page", name=await _name(visit, request), state=words(f"data-state-{request.state}"),
            asked=request.asked_at, runs=request.runs_on, due=request.due_on,
        )
    ]  # fmt: skip
    if request.reason:
        lines.append(words("data-request-reason", reason=request.reason))
    rows: list[Choice] = []
    if request.is_open:
        rows.append(choice(f"data.let-go:{request.id}", "data-let-go"))
    if request.state is RequestState.OPEN:
        rows.append(choice(f"data.hold:{request.id}", "data-hold"))
    return outcome(Reply(tuple(lines), (*rows, choice("data.requests", "form-back"))))


def _request_facts(known: Known, filling: Filling) -> Facts:
    return {"name": filling.facts["name"]}


form(
    Form(
        name="data-hold",
        version=1,
        steps=(Step("reason", ask="data-hold-ask", takes=Line(max_length=500), facts=_request_facts),),
        finished="data.held",
    )
)


@effect("data.hold")
async def begin_hold(visit: Visit) -> Outcome:
    request = await requests.find_request(visit.desk, visit.number(), OnDataRequest.DECIDE)
    request.check_open()
    name = await _name(visit, request)
    facts = {"id": request.id, "name": name if isinstance(name, str) else "—"}
    return Outcome(begin=Filling("data-hold", 1, "", facts=facts))


@effect("data.held")
async def hold(visit: Visit) -> Outcome:
    await requests.hold(visit.desk, int(visit.filling.facts["id"]), visit.filling.answers["reason"])
    return outcome(say("data-held"), then="data.requests")


@effect("data.let-go")
async def let_go(visit: Visit) -> Outcome:
    await requests.let_go(visit.desk, visit.number())
    return outcome(say("data-let-go-done"), then="data.requests")


# ── people whom hamlet heads have named ───────────────────────────────────────────────────────────────────────

form(
    Form(
        name="named",
        version=1,
        steps=(Step("name", ask="named-ask", takes=Line(max_length=80)),),
        finished="named.found",
        drafted=False,
    )
)


@effect("named.begin")
async def begin_named(visit: Visit) -> Outcome:
    check(visit.desk.actor, OnDataRequests.FORGET_NAMED, visit.desk.commune)
    return Outcome(begin=Filling("named", 1, ""))


@effect("named.found")
async def found_named(visit: Visit) -> Outcome:
    """Somebody without a chat has asked at the office: where their name stands, and a button for each."""
    name = str(visit.filling.answers["name"])
    found = await requests.named_by_others(visit.desk, name)
    again, back = choice("named.begin", "named-again"), choice("data.requests", "form-back")
    if not found:
        return outcome(say("named-none", again, back, name=name))
    rows = [choice(f"named.ask:{_key(each)}", f"named-{each.kind}", **_named_facts(visit, each)) for each in found]
    return outcome(Reply((words("named-list", name=name, count=len(found)),), (*rows, again, back)))


def _key(named: NamedByOthers) -> str:
    if named.kind == "petition":
        return f"petition:{named.code}"
    # Numbers of delegates are counted in each hamlet.
    return f"{named.kind}:{named.dialogue}:{named.number}:{named.hamlet or ''}"


def _named_facts(visit: Visit, named: NamedByOthers) -> dict[str, Any]:
    if named.kind == "petition":
        return {"code": named.code}
    return {"dialogue": named.dialogue, "hamlet": hamlet_of(visit.desk.commune, named.hamlet)}


def _named(visit: Visit) -> NamedByOthers:
    kind = visit.argument()
    if kind == "petition":
        return NamedByOthers(kind, None, None, None, visit.argument(1), "")
    if kind not in ("speaker", "delegate"):
        raise Refused("chat-button-incomplete")
    hamlet = visit.arguments[3] if len(visit.arguments) > 3 else None
    return NamedByOthers(kind, visit.number(1), hamlet, visit.number(2), None, "")


@effect("named.ask", reads=True)
async def ask_named(visit: Visit) -> Outcome:
    check(visit.desk.actor, OnDataRequests.FORGET_NAMED, visit.desk.commune)
    named = _named(visit)
    what = words(f"named-{named.kind}", **_named_facts(visit, named))
    yes = choice(f"named.yes:{_key(named)}", "named-yes")
    return outcome(say("named-sure", yes, choice("data.requests", "form-back"), what=what))


@effect("named.yes")
async def forget_named(visit: Visit) -> Outcome:
    await requests.forget_named(visit.desk, _named(visit))
    return outcome(say("named-done"), then="data.requests")


# ── redacting a petition ──────────────────────────────────────────────────────────────────────────────────────


def _attached(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [("keep", words("redact-keep")), ("bare", words("redact-bare"))]


def _show_attached(known: Known, filling: Filling, value: Any) -> Words:
    return words(f"redact-{value}")


def _code(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"]}


form(
    Form(
        name="redact",
        version=1,
        steps=(
            Step("body", ask="redact-ask", takes=Line(max_length=MAX_BODY), label="petition-label-body", facts=_code),
            Step("attached", ask="redact-ask-attached", takes=OneOf(_attached), label="redact-label-attached",
                 show=_show_attached),
        ),
        review="redact-review",
        send="redact-send",
        finished="redact.submit",
        about=_code,
    )
)  # fmt: skip


@effect("redact.begin")
async def begin_redact(visit: Visit) -> Outcome:
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.REDACT)
    shown = Reply((words("verbatim", text=petition.body),)) if petition.body else None
    return outcome(*([shown] if shown else []), begin=Filling("redact", 1, "", facts={"code": petition.code}))


@effect("redact.submit")
async def redact(visit: Visit) -> Outcome:
    code, answers = visit.filling.facts["code"], visit.filling.answers
    await requests.redact_petition(visit.desk, code, answers["body"], bare=answers["attached"] == "bare")
    return outcome(say("redact-done", choice(f"mine.show:{code}", "petition-see"), code=code))
