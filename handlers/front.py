"""What comes of dialogues, for the Front, the chair and the clerks: promises, what is late, questions in writing."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from actions.dialogue import find_dialogue
from actions.record import find_petition
from actions.supervision import answer_question, ask_department, find_question
from domain.access import OnHall, OnPetition, OnQuestion, Role, check, may
from domain.calendar import day_of
from domain.commitment import Commitment, CommitmentState
from domain.notice import Words, words
from domain.refusal import Refused
from domain.supervision import SupervisorQuestion
from domain.text import shorten
from handlers.commitment import commitment_line, open_choice
from handlers.conversation.form import Facts, Filling, Form, Known, Line, Step, Written
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.petition import show_written, written_files, written_text
from handlers.visit import Outcome, Visit, effect, form, outcome
from handlers.work import departments_here

A_PAGE, DIALOGUES, LISTED = 7, 5, 12


def _tally(commitments: Sequence[Commitment], today: date) -> dict[str, int]:
    states = [c.state(today) for c in commitments]
    done = {CommitmentState.KEPT, CommitmentState.KEPT_LATE}
    return {
        "count": len(states),
        "kept": sum(s in done for s in states),
        "late": states.count(CommitmentState.LATE),
    }


@effect("front.show", "command.giamsat", reads=True)
async def show(visit: Visit) -> Outcome:
    """How many promises there are, kept and late, dialogue by dialogue."""
    check(visit.desk.actor, OnHall.FOLLOW, visit.desk.commune)
    commune_id, today = visit.desk.commune.id, day_of(visit.desk.now)
    everything = await visit.desk.uow.commitments.of_commune(commune_id)
    waiting = await visit.desk.uow.supervisor_questions.open_of(commune_id)
    late = [c for c in everything if c.is_late(today)]
    overdue = [p for p in await visit.desk.uow.petitions.open_of(commune_id) if p.is_late(today)]
    by_dialogue = {key: list(found) for key, found in groupby(everything, key=lambda c: c.dialogue_id)}
    dialogues = await visit.desk.uow.dialogues.by_ids([(commune_id, each) for each in by_dialogue])
    lines = [words("front-page", **_tally(everything, today))] if everything else [words("front-none")]
    if overdue:
        lines.append(words("front-overdue", count=len(overdue)))
    rows = [choice("front.late", "front-late", count=len(late) + len(overdue))] if late or overdue else []
    for (_, id_), dialogue in sorted(dialogues.items(), reverse=True)[:DIALOGUES]:
        lines.append(words("front-dialogue-line", title=dialogue.title, **_tally(by_dialogue[id_], today)))
        rows.append(choice(f"front.dialogue:{id_}", "front-dialogue-option", title=shorten(dialogue.title, 36)))
    if visit.desk.actor.has(Role.SUPERVISOR):
        lines.append(words("front-may-ask"))
    rows += [
        choice("front.questions", "front-questions", count=len(waiting)),
        choice("report.show", "menu-report"),
        choice("menu.show", "menu-button"),
    ]
    return outcome(Reply(tuple(lines), tuple(rows)))


@effect("front.late", reads=True)
async def late(visit: Visit) -> Outcome:
    """By department: promises that are late, and opinions nobody has answered in time."""
    check(visit.desk.actor, OnHall.FOLLOW, visit.desk.commune)
    commune, today = visit.desk.commune, day_of(visit.desk.now)
    promises = [c for c in await visit.desk.uow.commitments.open_of(commune.id) if c.is_late(today)]
    petitions = [p for p in await visit.desk.uow.petitions.open_of(commune.id) if p.is_late(today)]
    lines: list[Words] = [words("front-late-head", promises=len(promises), petitions=len(petitions))]
    for key in dict.fromkeys([*(c.department for c in promises), *(p.department for p in petitions)]):
        mine = [commitment_line(c, today) for c in promises if c.department == key]
        mine += [words("front-late-petition", code=p.code, due=p.due_on, text=shorten(p.body, 60) or
                       words("petition-without-text")) for p in petitions if p.department == key]  # fmt: skip
        head = words("front-department", department=commune.department(key).name, count=len(mine))
        more = [words("reminder-more", count=len(mine) - LISTED)] if len(mine) > LISTED else []
        lines.append(words("lines", lines=[head, *mine[:LISTED], *more]))
    rows = [open_choice(c) for c in promises[:A_PAGE]]
    rows += [choice(f"mine.show:{p.code}", "petition-open", code=p.code) for p in petitions[: A_PAGE - len(rows)]]
    return outcome(Reply(tuple(lines), (*rows, choice("front.show", "form-back"))))


@effect("front.dialogue", reads=True)
async def of_dialogue(visit: Visit) -> Outcome:
    """What was promised in which words, and what came of it."""
    check(visit.desk.actor, OnHall.FOLLOW, visit.desk.commune)
    dialogue = await find_dialogue(visit.desk, visit.number())
    page = visit.number(1) if len(visit.arguments) > 1 else 0
    today = day_of(visit.desk.now)
    found = await visit.desk.uow.commitments.of_dialogue(visit.desk.commune.id, dialogue.id)
    notice = await visit.desk.uow.conclusions.find(visit.desk.commune.id, dialogue.id)
    lines = [words("front-dialogue", title=dialogue.title, **_tally(found, today))]
    shown = found[page * A_PAGE : (page + 1) * A_PAGE]
    for commitment in shown:
        who = visit.desk.commune.department(commitment.department).name
        lines.append(words("front-promise", line=commitment_line(commitment, today), department=who))
    rows = [open_choice(c) for c in shown]
    if len(found) > (page + 1) * A_PAGE:
        rows.append(choice(f"front.dialogue:{dialogue.id}:{page + 1}", "hall-more"))
    if notice is not None and notice.is_issued:
        rows.append(choice(f"conclusion.show:{dialogue.id}", "conclusion-button"))
    return outcome(Reply(tuple(lines), (*rows, choice("front.show", "form-back"))))


# ── questions in writing ──────────────────────────────────────────────────────────────────────────────────────


def _what(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"], "department": filling.facts["department"], "text": filling.facts["text"]}


form(
    Form(
        name="supervisor-question",
        version=1,
        steps=(Step("question", ask="question-ask-text", takes=Line(max_length=2000), label="question-label-text",
                    facts=_what),),
        review="question-review",
        send="question-send",
        finished="question.sent",
        about=_what,
    )
)  # fmt: skip
form(
    Form(
        name="supervisor-answer",
        version=1,
        steps=(Step("body", ask="question-ask-answer", takes=Written(max_length=4000), label="question-label-answer",
                    show=show_written, facts=_what),),
        review="question-answer-review",
        finished="question.replied",
        about=_what,
    )
)  # fmt: skip


@effect("question.begin")
async def begin_question(visit: Visit) -> Outcome:
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.QUESTION)
    facts = {
        "code": petition.code, "department": visit.desk.commune.department(petition.department).name,
        "text": shorten(petition.body, 200) or "…",
    }  # fmt: skip
    return Outcome(begin=Filling("supervisor-question", 1, "", facts=facts))


@effect("question.sent")
async def ask(visit: Visit) -> Outcome:
    question = await ask_department(visit.desk, visit.filling.facts["code"], visit.filling.answers["question"])
    name = visit.desk.commune.department(question.department).name
    rows = (choice("front.questions", "front-questions-all"), choice("front.show", "menu-front"))
    return outcome(say("question-sent", *rows, code=question.code, department=name, due=question.due_on))


@effect("front.questions", reads=True)
async def questions(visit: Visit) -> Outcome:
    """Those that wait first."""
    check(visit.desk.actor, OnHall.FOLLOW, visit.desk.commune)
    found = await visit.desk.uow.supervisor_questions.latest(visit.desk.commune.id, A_PAGE)
    back = choice("front.show", "form-back")
    if not found:
        return outcome(say("question-none", back))
    today = day_of(visit.desk.now)
    lines = [_question_line(q, today) for q in found]
    rows = [choice(f"question.show:{q.id}", "question-open", code=q.code) for q in found]
    return outcome(Reply((words("question-list"), words("lines", lines=lines)), (*rows, back)))


def _question_line(question: SupervisorQuestion, today: date) -> Words:
    facts = {"code": question.code, "text": shorten(question.text, 100), "due": question.due_on}
    if not question.is_open:
        return words("question-line-answered", **facts)
    return words("question-line-late" if question.is_late(today) else "question-line", **facts)


@effect("question.show", in_group=True, reads=True)
async def show_question(visit: Visit) -> Outcome:
    question = await find_question(visit.desk, visit.number())
    if visit.known.in_group and question.department not in await departments_here(visit):
        raise Refused("commitment-refused-elsewhere")
    name = visit.desk.commune.department(question.department).name
    lines = [words("question-page", code=question.code, department=name, at=question.asked_at, text=question.text)]
    rows: list[Choice] = []
    if question.answered_at is not None:
        lines.append(words("question-page-answer", at=question.answered_at, text=question.answer or "…"))
    else:
        lines.append(words("question-page-due", due=question.due_on))
        if may(visit.desk.actor, OnQuestion.ANSWER, question):
            rows.append(choice(f"question.answer:{question.id}", "question-answer"))
    if not visit.known.in_group:
        rows += [
            choice(f"mine.show:{question.code}", "petition-open", code=question.code),
            choice("menu.show", "menu-button"),
        ]
    return outcome(Reply(tuple(lines), tuple(rows), question.files, about=question.code))


@effect("question.answer", in_group=True)
async def begin_answer(visit: Visit) -> Outcome:
    question = await find_question(visit.desk, visit.number(), OnQuestion.ANSWER)
    if visit.known.in_group and question.department not in await departments_here(visit):
        raise Refused("commitment-refused-elsewhere")
    question.check_open()
    facts = {
        "question": question.id, "code": question.code, "text": question.text,
        "department": visit.desk.commune.department(question.department).name,
    }  # fmt: skip
    return Outcome(begin=Filling("supervisor-answer", 1, "", facts=facts))


@effect("question.replied", in_group=True)
async def replied(visit: Visit) -> Outcome:
    written = visit.filling.answers["body"]
    question = await answer_question(
        visit.desk, visit.filling.facts["question"], written_text(written), written_files(written)
    )
    return outcome(say("question-replied", code=question.code), then=f"question.show:{question.id}")
