"""Answering: the text, what it comes to, who approves it, taking it back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from actions.answer import (
    Begun,
    answer_files,
    answer_words,
    approval_choices,
    approve,
    begin_answer,
    find_waiting,
    redraft_choices,
    return_draft,
    send,
    undo,
    undo_choice,
    waiting_for,
)
from actions.answer_template import find_template, templates_for
from actions.card import one_line
from actions.record import find_petition, name_of
from domain.access import OnPetition, may
from domain.answer import LONG, OUTCOMES, Answer, AnswerState, AnswerText, is_long
from domain.calendar import day_of
from domain.notice import Attachment, Words, verbatim, words
from domain.petition import Petition, PetitionOutcome, PetitionState
from domain.refusal import Refused
from domain.text import clean, has_words, shorten
from handlers.conversation.event import Event, Said
from handlers.conversation.form import Facts, Filling, Form, Known, Line, OneOf, Option, Problem, Step, Written
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.dialogue import read_day
from handlers.petition import show_written, written_files, written_text
from handlers.visit import Outcome, Visit, effect, form, outcome
from locales import FIRST, render
from storage.file import attachment

AS_IT_IS = "@kept"
# Templates offered beside the question; all of them are on their own page.
MOST_TEMPLATES = 3


# ── the form ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Given(OneOf):
    """A text that is there already: kept by a button, or another one is written in its place."""

    free: bool = True

    def take(self, event: Event, known: Known, filling: Filling, value: Any) -> str:
        text = clean(event.text) if isinstance(event, Said) else ""
        if not has_words(text):
            raise Problem(words("form-write-text"))
        most = Written().max_length
        if len(text) > most:
            raise Problem(words("form-too-long", length=len(text), most=most))
        return text


def _keep(known: Known, filling: Filling) -> list[Option]:
    return [(AS_IT_IS, words("answer-keep"))]


def _used(known: Known, filling: Filling) -> Filling:
    """What was written instead is the answer; a summary of the old one says nothing of it."""
    text = filling.answers["use"]
    if text == AS_IT_IS:
        return filling
    answer = {**filling.answers["answer"], "parts": [{"ref": None, "text": text}]}
    kept = {key: value for key, value in filling.answers.items() if key != "summary"}
    return replace(filling, answers={**kept, "use": AS_IT_IS, "answer": answer})


def _code_facts(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"], "body": filling.facts["body"]}


def _given_facts(known: Known, filling: Filling) -> Facts:
    text = _text(filling)
    return {**_code_facts(known, filling), "text": _whole(text) if text else words("petition-without-text")}


def _text(filling: Filling) -> str:
    return written_text(filling.answers.get("answer"))


def _whole(text: str) -> str:
    """All of it, as far as it goes into one message."""
    return text if not is_long(text) else f"{text[:LONG].rstrip()}…"


def _show_answer(known: Known, filling: Filling, value: Any) -> Words:
    """A review shows everything that is sent."""
    if value["files"] or is_long(written_text(value)):
        return show_written(known, filling, value)
    return verbatim(written_text(value))


def _outcomes(known: Known, filling: Filling) -> list[Option]:
    return [(each.value, words(f"outcome-{each}")) for each in OUTCOMES]


def _show_outcome(known: Known, filling: Filling, value: Any) -> Words:
    return words(f"outcome-{value}")


def _is_promise(known: Known, filling: Filling) -> bool:
    return filling.answers.get("outcome") == PetitionOutcome.PROMISED


def _read_promise(text: str, known: Known) -> str:
    day = read_day(text, known)
    if date.fromisoformat(day) <= day_of(known.now):
        raise Problem(words("answer-promise-too-soon"))
    return day


def _show_day(known: Known, filling: Filling, value: Any) -> Words:
    return words("form-day", day=date.fromisoformat(value))


def _is_long(known: Known, filling: Filling) -> bool:
    return is_long(_text(filling))


def _show_summary(known: Known, filling: Filling, value: Any) -> Words:
    return verbatim(AnswerText(_text(filling), PetitionOutcome.ANSWERED, summary=value or "").short)


def _review_facts(known: Known, filling: Filling) -> Facts:
    approver = filling.facts.get("approver")
    way = (
        words(f"answer-way-{approver}")
        if approver
        else words("answer-way-nobody", seconds=known.commune.answering.undo_seconds)
    )
    return {"code": filling.facts["code"], "way": way}


_STEPS = (
    Step("use", ask="answer-ask-use", takes=Given(_keep), facts=_given_facts, then=_used, reviewed=False,
         when=lambda k, f: bool(f.facts.get("given"))),
    Step("answer", ask="answer-ask", takes=Written(), label="answer-label", show=_show_answer, facts=_code_facts),
    Step("outcome", ask="answer-ask-outcome", takes=OneOf(_outcomes), label="answer-label-outcome",
         show=_show_outcome, facts=_code_facts, spill="answer"),
    Step("promised_on", ask="answer-ask-promised", takes=Line(max_length=40, parse=_read_promise),
         label="answer-label-promised", show=_show_day, when=_is_promise),
    Step("summary", ask="answer-ask-summary", takes=Line(max_length=500), label="answer-label-summary",
         show=_show_summary, when=_is_long, skip="answer-summary-skip"),
)  # fmt: skip

form(
    Form(
        name="answer", version=2, steps=_STEPS, review="answer-review", send="answer-send", finished="answer.submit",
        about=_review_facts, left=lambda filling: f"answer.leave:{filling.facts['code']}",
    )
)  # fmt: skip
form(
    Form(
        name="approval", version=1, steps=_STEPS, review="approval-review", send="approval-send",
        finished="approval.submit", about=_code_facts,
    )
)  # fmt: skip


def _body(petition: Petition) -> str:
    return petition.body[:200] or "…"


def _filling(begun: Begun, answers: dict[str, Any] | None = None) -> Filling:
    petition = begun.petition
    facts = {
        "code": petition.code, "body": _body(petition), "approver": begun.approver or "", "given": bool(answers),
    }  # fmt: skip
    return Filling("answer", 2, "", answers or {}, facts)


def _as_answers(written: AnswerText, today: date) -> dict[str, Any]:
    """An answer as a form holds it; a promise that has become the past is asked for anew."""
    parts = [{"ref": None, "text": written.text}] if written.text else []
    files = [asdict(file) for file in written.files]
    answers: dict[str, Any] = {"answer": {"parts": parts, "files": files, "places": []}}
    answers["outcome"] = written.outcome.value
    if written.promised_on is not None and written.promised_on > today:
        answers["promised_on"] = written.promised_on.isoformat()
    if written.summary:
        answers["summary"] = written.summary
    return answers


async def _written(visit: Visit, code: str, answers: dict[str, Any]) -> AnswerText:
    """What the form holds as an answer; a long text becomes a file."""
    text = written_text(answers["answer"])
    promised = answers.get("promised_on") if answers["outcome"] == PetitionOutcome.PROMISED else None
    long = is_long(text)
    return AnswerText(
        text,
        PetitionOutcome(answers["outcome"]),
        date.fromisoformat(promised) if promised else None,
        written_files(answers["answer"]),
        (answers.get("summary") or "") if long else "",
        await _letter(visit, code, text) if long else None,
    )


async def _letter(visit: Visit, code: str, text: str) -> Attachment:
    """In the commune's first language, as papers are."""
    from documents.letter import write_letter

    petition = await find_petition(visit.desk, code, OnPetition.READ)
    office = visit.desk.commune.department(petition.department).name
    title = render(words("letter-title", code=code), FIRST)
    about = render(words("letter-about", body=shorten(petition.body, 200) or words("petition-without-text")), FIRST)
    content = await asyncio.to_thread(write_letter, office, title, about, text)

    async def at_once() -> AsyncIterator[bytes]:
        yield content

    file = await visit.files.keep(at_once())
    await visit.desk.uow.files.add(file, visit.desk.now)
    return attachment(file, f"tra-loi-{code}.docx")


# ── beginning ─────────────────────────────────────────────────────────────────────────────────────────────────


async def begin_with(visit: Visit, code: str, said: Said | None = None) -> Outcome:
    """Begin an answer to `code`, with what was said already; a colleague who is writing one is named first."""
    begun = await begin_answer(visit.desk, code)
    filling = _filling(begun)
    value = Written().take(said, visit.known, filling, None) if said and (said.text or said.files) else None
    if begun.writer is None:
        offered = await _templates(visit, code) if value is None else ()
        return Outcome(offered, begin=filling.answered("answer", value) if value else filling)
    writing = words("answer-being-written", code=code, name=begun.writer, at=begun.since)
    if value is not None:
        return Outcome((Reply((writing,)),), begin=filling.answered("answer", value))
    rows = (choice(f"answer.take-over:{code}", "answer-take-over"), *_back(code))
    return outcome(Reply((writing, words("answer-take-over-how")), rows, about=code))


def _back(code: str) -> tuple[Choice, ...]:
    return choice(f"work.show:{code}", "petition-open", code=code), choice("work.list", "menu-work")


async def _templates(visit: Visit, code: str) -> tuple[Reply, ...]:
    """The department's texts for the topic, as buttons beside the question."""
    found = await templates_for(visit.desk, code)
    rows = [choice(f"template.use:{code}:{each.id}", "template-use", name=each.name) for each in found[:MOST_TEMPLATES]]
    if len(found) > MOST_TEMPLATES:
        rows.append(choice(f"template.list:{code}", "template-more"))
    return (Reply((), tuple(rows)),) if rows else ()


@effect("answer.begin", in_group=True)
async def begin(visit: Visit) -> Outcome:
    return await begin_with(visit, visit.argument())


@effect("answer.take-over", in_group=True)
async def take_over(visit: Visit) -> Outcome:
    begun = await begin_answer(visit.desk, visit.argument(), take_over=True)
    return Outcome(await _templates(visit, begun.petition.code), begin=_filling(begun))


@effect("answer.leave", in_group=True)
async def leave(visit: Visit) -> Outcome:
    """Nothing was written: colleagues need not wait."""
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.READ)
    await visit.desk.uow.answers.stop_writing(petition, visit.person.id)
    return Outcome(then=f"work.show:{petition.code}")


@effect("answer.redraft", in_group=True)
async def redraft(visit: Visit) -> Outcome:
    """Go on from the text that was returned or taken back."""
    begun = await begin_answer(visit.desk, visit.argument(), take_over=True)
    answer = await visit.desk.uow.answers.latest(begun.petition)
    if answer is None:
        return Outcome(begin=_filling(begun))
    return Outcome(begin=_filling(begun, _as_answers(answer.written, day_of(visit.desk.now))))


@effect("template.use", in_group=True)
async def use_template(visit: Visit) -> Outcome:
    template = await find_template(visit.desk, visit.number(1))
    begun = await begin_answer(visit.desk, visit.argument(), take_over=True)
    value = {"parts": [{"ref": None, "text": template.text}], "files": [], "places": []}
    return Outcome(begin=_filling(begun, {"answer": value}))


# ── sending and taking back ───────────────────────────────────────────────────────────────────────────────────


@effect("answer.submit", in_group=True)
async def submit(visit: Visit) -> Outcome:
    code = visit.filling.facts["code"]
    answer = await send(visit.desk, code, await _written(visit, code, visit.filling.answers))
    petition = await find_petition(visit.desk, code, OnPetition.READ)
    rows = [undo_choice(petition, answer)] if _undoes(visit, answer) else []
    if answer.written.text:
        rows.append(choice(f"template.keep:{code}", "template-keep"))
    rows += [choice(f"work.show:{code}", "answer-delivery"), choice("work.list", "menu-work")]
    if answer.state is AnswerState.APPROVED:
        if not visit.desk.commune.answering.undo_seconds:
            return outcome(say("answer-sends-now", *rows, code=code))
        return outcome(say("answer-sends", *rows, code=code, at=answer.sends_at))
    return outcome(say("answer-waits", *rows, code=code, who=words(f"approver-{answer.approver}")))


@effect("answer.undo", in_group=True)
async def take_back(visit: Visit) -> Outcome:
    code = visit.argument()
    answer = await undo(visit.desk, code, visit.number(1) if len(visit.arguments) > 1 else None)
    mine = answer.drafted_by == visit.person.id
    rows = (*(redraft_choices(code) if mine else _back(code)[:1]), choice("work.list", "menu-work"))
    return outcome(say("answer-undone", *rows, code=code))


async def answer_rows(visit: Visit, petition: Petition) -> tuple[tuple[Words, ...], list[Choice]]:
    """Where an answer under way stands, and what the actor may do with it."""
    if petition.state not in (PetitionState.DRAFTED, PetitionState.APPROVED):
        return (), []
    answer = await visit.desk.uow.answers.under_way(petition)
    if answer is None or not may(visit.desk.actor, OnPetition.READ_NOTES, petition):
        return (), []
    rows: list[Choice] = []
    if answer.state is AnswerState.WAITING:
        name = await name_of(visit.desk, answer.drafted_by)
        lines = (words("answer-waiting", name=name, who=words(f"approver-{answer.approver}"), at=answer.drafted_at),)
        if may(visit.desk.actor, OnPetition.APPROVE, petition) and _approves(visit, petition, answer):
            rows += approval_choices(petition, answer)[:-1]
    else:
        lines = (words("answer-approved", at=answer.sends_at),)
    if may(visit.desk.actor, OnPetition.UNDO, petition) and _undoes(visit, answer):
        rows.append(undo_choice(petition, answer))
    return lines, rows


def _approves(visit: Visit, petition: Petition, answer: Answer) -> bool:
    try:
        answer.check_approves(visit.desk.actor, petition.department)
    except Refused:
        return False
    return True


def _undoes(visit: Visit, answer: Answer) -> bool:
    try:
        answer.check_undo(visit.person.id, visit.desk.now)
    except Refused:
        return False
    return True


# ── approving ─────────────────────────────────────────────────────────────────────────────────────────────────


def _answer_id(visit: Visit) -> int | None:
    """A button names the draft it was shown under; a typed code means the one that waits."""
    return visit.number(1) if len(visit.arguments) > 1 else None


@effect("approval.list", reads=True)
async def list_waiting(visit: Visit) -> Outcome:
    waiting = await waiting_for(visit.desk)
    home = choice("menu.show", "menu-button")
    if not waiting:
        return outcome(say("approval-none", home))
    today = day_of(visit.desk.now)
    lines = [words("approval-list", count=len(waiting))]
    lines += [one_line(visit.desk.commune, petition, today) for petition in waiting]
    rows = [choice(f"approval.show:{p.code}", "petition-open", code=p.code) for p in waiting]
    return outcome(Reply(tuple(lines), (*rows, home)))


@effect("approval.show", in_group=True, reads=True)
async def show_waiting(visit: Visit) -> Outcome:
    petition, answer = await find_waiting(visit.desk, visit.argument(), None)
    asked = words(
        "approval-asked", code=petition.code, name=await name_of(visit.desk, answer.drafted_by),
        department=visit.desk.commune.department(petition.department).name,
        body=shorten(petition.body, 500) or words("petition-without-text"),
    )  # fmt: skip
    lines = (asked, *answer_words(answer.written))
    return outcome(Reply(lines, approval_choices(petition, answer), answer_files(answer.written), petition.code))


@effect("approval.yes", in_group=True)
async def yes(visit: Visit) -> Outcome:
    return await _approved(visit, await approve(visit.desk, visit.argument(), _answer_id(visit)), visit.argument())


async def _approved(visit: Visit, answer: Answer, code: str) -> Outcome:
    petition = await find_petition(visit.desk, code, OnPetition.READ)
    home = "work.list" if visit.desk.actor.departments else "approval.list"
    label = "menu-work" if visit.desk.actor.departments else "menu-approvals"
    return outcome(
        say("approval-done", undo_choice(petition, answer), choice(home, label), code=code, at=answer.sends_at)
    )


@effect("approval.edit", in_group=True)
async def edit(visit: Visit) -> Outcome:
    petition, answer = await find_waiting(visit.desk, visit.argument(), _answer_id(visit))
    facts = {"code": petition.code, "body": _body(petition), "given": True, "answer": answer.id}
    return Outcome(begin=Filling("approval", 1, "", _as_answers(answer.written, day_of(visit.desk.now)), facts))


@effect("approval.submit", in_group=True)
async def submit_edited(visit: Visit) -> Outcome:
    facts = visit.filling.facts
    written = await _written(visit, facts["code"], visit.filling.answers)
    return await _approved(visit, await approve(visit.desk, facts["code"], facts["answer"], written), facts["code"])


form(
    Form(
        name="approval-return",
        version=1,
        steps=(Step("reason", ask="approval-ask-reason", takes=Line(max_length=1000),
                    facts=lambda k, f: {"code": f.facts["code"]}),),
        finished="approval.returned",
    )
)  # fmt: skip


async def begin_return(visit: Visit, said: Said | None = None) -> Outcome:
    petition, answer = await find_waiting(visit.desk, visit.argument(), _answer_id(visit) if said is None else None)
    filling = Filling("approval-return", 1, "", facts={"code": petition.code, "answer": answer.id})
    if said is not None and said.text:
        filling = filling.answered("reason", Line(max_length=1000).take(said, visit.known, filling, None))
    return Outcome(begin=filling)


@effect("approval.no", in_group=True)
async def no(visit: Visit) -> Outcome:
    return await begin_return(visit)


@effect("approval.returned", in_group=True)
async def returned(visit: Visit) -> Outcome:
    facts = visit.filling.facts
    await return_draft(visit.desk, facts["code"], facts["answer"], visit.filling.answers["reason"])
    return outcome(say("approval-return-sent", *_back(facts["code"]), code=facts["code"]))
