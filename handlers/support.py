"""Working together: asking other departments for help, replying, and talking where the author does not listen."""

from typing import Any

from actions.record import find_petition
from actions.support import ask_support, check_support, discuss, read_support, reply_support
from domain.access import OnPetition, may
from domain.notice import Words, words
from domain.petition import Petition
from handlers.conversation.form import Facts, Filling, Form, Known, Line, OneOf, Step, Written
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.petition import show_written, written_files, written_text
from handlers.transfer import other_departments, show_department
from handlers.visit import Outcome, Visit, effect, form, outcome
from handlers.work import MORE, belongs_here, filling_about


def support_page_choice(visit: Visit, petition: Petition) -> list[Choice]:
    actor = visit.desk.actor
    asks = may(actor, OnPetition.ASK_SUPPORT, petition)
    talks = bool(petition.supporting) and may(actor, OnPetition.DISCUSS, petition)
    if not petition.is_open or not (asks or talks):
        return []
    return [choice(f"support.show:{petition.code}", "support")]


MORE.append(support_page_choice)


@effect("support.show", in_group=True, reads=True)
async def show(visit: Visit) -> Outcome:
    """Who helps, who has replied, and what can be said to them."""
    petition, helping = await read_support(visit.desk, visit.argument())
    if visit.known.in_group and not await belongs_here(visit, petition.code):
        return Outcome(then="chat.private")
    code, commune = petition.code, visit.desk.commune
    lines: list[Words] = [words("support-page" if helping else "support-page-none", code=code)]
    lines += [
        words("support-line-replied" if each.replied else "support-line", name=commune.department(each.department).name)
        for each in helping
    ]
    rows: list[Choice] = []
    if petition.is_open and may(visit.desk.actor, OnPetition.ASK_SUPPORT, petition):
        rows.append(choice(f"support.begin:{code}", "support-ask"))
    if petition.is_open and helping:
        rows.append(choice(f"discuss.begin:{code}", "discuss"))
    return outcome(Reply((words("lines", lines=lines),), (*rows, choice(f"work.show:{code}", "card-back", code=code))))


def _code(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"]}


form(
    Form(
        name="support",
        version=1,
        steps=(
            Step("department", ask="support-ask-department", takes=OneOf(other_departments),
                 label="support-label-department", show=show_department, facts=_code),
            Step("question", ask="support-ask-question", takes=Line(max_length=2000), label="ask-label"),
        ),
        review="support-review",
        send="support-send",
        finished="support.submit",
        about=_code,
    )
)  # fmt: skip
form(
    Form(
        name="support-reply",
        version=1,
        steps=(Step("reply", ask="support-ask-reply", takes=Written(), label="answer-label", show=show_written,
                    facts=_code),),
        review="support-reply-review",
        send="support-reply-send",
        finished="support.replied",
        about=_code,
    )
)  # fmt: skip
form(
    Form(
        name="discuss",
        version=1,
        steps=(Step("said", ask="discuss-ask", takes=Line(max_length=2000), facts=_code),),
        finished="discuss.submit",
    )
)


@effect("support.begin", in_group=True)
async def begin(visit: Visit) -> Outcome:
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.ASK_SUPPORT)
    facts: dict[str, Any] = {"department": petition.department}
    return Outcome(begin=await filling_about(visit, "support", OnPetition.ASK_SUPPORT, **facts))


@effect("support.submit", in_group=True)
async def submit(visit: Visit) -> Outcome:
    code, answers = visit.filling.facts["code"], visit.filling.answers
    await ask_support(visit.desk, code, answers["department"], answers["question"])
    name = visit.desk.commune.department(answers["department"]).name
    return outcome(say("support-sent", choice(f"work.show:{code}", "petition-open", code=code), code=code,
                       department=name))  # fmt: skip


@effect("support.reply", in_group=True)
async def begin_reply(visit: Visit) -> Outcome:
    petition = await check_support(visit.desk, visit.argument(), visit.argument(1))
    facts = {"code": petition.code, "department": visit.argument(1)}
    return Outcome(begin=Filling("support-reply", 1, "", facts=facts))


@effect("support.replied", in_group=True)
async def reply(visit: Visit) -> Outcome:
    facts, written = visit.filling.facts, visit.filling.answers["reply"]
    await reply_support(visit.desk, facts["code"], facts["department"], written_text(written), written_files(written))
    return outcome(say("support-reply-sent", choice("work.list", "menu-work"), code=facts["code"]))


@effect("discuss.begin", in_group=True)
async def begin_talk(visit: Visit) -> Outcome:
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.DISCUSS)
    return Outcome(begin=await filling_about(visit, "discuss", OnPetition.DISCUSS, department=petition.department))


@effect("discuss.submit", in_group=True)
async def talk(visit: Visit) -> Outcome:
    code = visit.filling.facts["code"]
    await discuss(visit.desk, code, visit.filling.answers["said"])
    return outcome(say("discuss-sent", choice(f"work.show:{code}", "petition-open", code=code), code=code))
