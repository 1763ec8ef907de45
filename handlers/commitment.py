"""What departments have promised after a dialogue: their list, one of them, keeping it, saying how far it has come."""

from datetime import date
from typing import Any

from actions.card import dated
from actions.commitment import (
    ask_new_date,
    decide_date,
    find_commitment,
    keep_commitment,
    owed_by,
    report_progress,
)
from domain.access import OnCommitment, OnHall, OnPetition, may
from domain.calendar import day_of
from domain.commitment import Commitment, CommitmentState
from domain.notice import Words, words
from domain.petition import EntryKind
from domain.refusal import Refused
from domain.text import shorten
from handlers.conversation.form import Facts, Filling, Form, Known, Line, Step, Written
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.dialogue import read_day
from handlers.hall import NO_DAY, days_ahead
from handlers.petition import show_written, written_files, written_text
from handlers.visit import Outcome, Visit, effect, form, outcome
from handlers.work import departments_here

LISTED = 8
# Of what happened to the petition, what concerns the promise.
_HISTORY = {
    EntryKind.PROMISED, EntryKind.PROGRESS, EntryKind.DATE_ASKED, EntryKind.DATE_SET, EntryKind.DATE_REFUSED,
    EntryKind.PROMISE_LATE, EntryKind.KEPT, EntryKind.QUESTIONED, EntryKind.EXPLAINED, EntryKind.CARRIED,
    EntryKind.ASKED_AGAIN,
}  # fmt: skip


def state_words(commitment: Commitment, today: date) -> Words:
    state = commitment.state(today)
    if state is CommitmentState.LATE and commitment.due_on is None:
        return words("commitment-state-late-undated", due=commitment.next_due)
    return words(
        f"commitment-state-{state}",
        due=commitment.next_due,
        days=max((today - commitment.next_due).days, 0),
        at=commitment.kept_at or today,
    )


def commitment_line(commitment: Commitment, today: date) -> Words:
    """One of a list."""
    return words(
        "commitment-line",
        code=commitment.code,
        text=shorten(commitment.words, 100),
        state=state_words(commitment, today),
    )


def open_choice(commitment: Commitment) -> Choice:
    return choice(f"commitment.show:{commitment.id}", "commitment-open", code=commitment.code)


@effect("commitment.mine", in_group=True, reads=True)
async def mine(visit: Visit) -> Outcome:
    """What the actor's departments owe, with questions of the Front that wait for them."""
    owed = await owed_by(visit.desk)
    questions = await visit.desk.uow.supervisor_questions.open_of(visit.desk.commune.id, visit.desk.actor.departments)
    if visit.known.in_group:
        here = await departments_here(visit)
        owed = [c for c in owed if c.department in here]
        questions = [q for q in questions if q.department in here]
    home = [] if visit.known.in_group else [choice("menu.show", "menu-button")]
    if not owed and not questions:
        return outcome(say("commitment-none", *home))
    today = day_of(visit.desk.now)
    lines = [words("commitment-mine", count=len(owed), late=sum(c.is_late(today) for c in owed))]
    lines += [commitment_line(c, today) for c in owed[:LISTED]]
    if len(owed) > LISTED:
        lines.append(words("reminder-more", count=len(owed) - LISTED))
    lines += [words("question-line", code=q.code, text=shorten(q.text, 100), due=q.due_on) for q in questions[:LISTED]]
    rows = [open_choice(c) for c in owed[:LISTED]]
    rows += [choice(f"question.show:{q.id}", "question-open", code=q.code) for q in questions[:LISTED]]
    return outcome(Reply(tuple(lines), (*rows, *home)))


@effect("commitment.list", in_group=True, reads=True)
async def listed(visit: Visit) -> Outcome:
    """What a reminder leads to: one's own, or everything for those who watch."""
    watches = may(visit.desk.actor, OnHall.FOLLOW, visit.desk.commune) and not visit.known.in_group
    return Outcome(then="front.show" if watches else "commitment.mine")


async def _found(visit: Visit) -> Commitment:
    """The one that is meant; in a group only what is that department's."""
    commitment = await find_commitment(visit.desk, visit.number())
    if visit.known.in_group and commitment.department not in await departments_here(visit):
        raise Refused("commitment-refused-elsewhere")
    return commitment


@effect("commitment.show", in_group=True, reads=True)
async def show(visit: Visit) -> Outcome:
    """What was promised in which words, and what has come of it."""
    commitment = await _found(visit)
    desk, today = visit.desk, day_of(visit.desk.now)
    dialogue = await desk.uow.dialogues.find(desk.commune.id, commitment.dialogue_id)
    petition = await desk.uow.petitions.get(desk.commune.id, commitment.petition_id)
    facts = [
        words("commitment-page", code=commitment.code, title=dialogue.title if dialogue else ""),
        words("commitment-page-matter", text=shorten(petition.body, 300) or words("petition-without-text")),
        words("commitment-page-words", text=commitment.words),
        words("commitment-page-who", department=desk.commune.department(commitment.department).name),
        words("commitment-page-state", state=state_words(commitment, today)),
    ]
    if commitment.first_due_on and commitment.due_on and commitment.first_due_on != commitment.due_on:
        facts.append(words("commitment-page-first", due=commitment.first_due_on))
    if commitment.asked_on:
        facts.append(words("commitment-page-asked", asked=commitment.asked_on, why=commitment.asked_why))
    lines = [words("lines", lines=facts)]
    entries = [e for e in await desk.uow.petitions.thread(petition) if e.kind in _HISTORY]
    if entries:
        said = [
            words(
                f"history-{e.kind}{dated(e)}", at=e.at, text=shorten(e.text, 300), due=e.due_on or "",
                files=len(e.files), department=desk.commune.department(e.department).name if e.department else "",
            )
            for e in entries[-12:]
        ]  # fmt: skip
        lines.append(words("lines", lines=[words("commitment-history"), *said]))
    rows = _choices(visit, commitment)
    if not visit.known.in_group:
        if may(desk.actor, OnPetition.QUESTION, petition):
            rows.append(choice(f"question.begin:{commitment.code}", "question-ask"))
        follows = may(desk.actor, OnHall.FOLLOW, desk.commune)
        rows.append(choice(f"front.dialogue:{commitment.dialogue_id}", "form-back") if follows
                    else choice("commitment.mine", "menu-commitments"))  # fmt: skip
        rows.append(choice("menu.show", "menu-button"))
    return outcome(Reply(tuple(lines), tuple(rows), commitment.files, about=commitment.code))


def _choices(visit: Visit, commitment: Commitment) -> list[Choice]:
    actor, rows = visit.desk.actor, []
    if not commitment.is_open:
        return []
    if may(actor, OnCommitment.KEEP, commitment):
        rows.append(choice(f"commitment.keep:{commitment.id}", "commitment-keep"))
        rows.append(choice(f"commitment.report:{commitment.id}", "commitment-report"))
        if commitment.due_on is not None and commitment.asked_on is None:
            rows.append(choice(f"commitment.later:{commitment.id}", "commitment-later"))
    if commitment.asked_on and may(actor, OnCommitment.DECIDE_DATE, commitment):
        rows += [
            choice(f"commitment.agree:{commitment.id}:{commitment.asked_on}", "commitment-agree"),
            choice(f"commitment.refuse:{commitment.id}:{commitment.asked_on}", "commitment-refuse"),
        ]
    return rows


# ── the department ────────────────────────────────────────────────────────────────────────────────────────────


def _what(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"], "text": filling.facts["text"]}


def _dated(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [option for option in days_ahead(known, filling) if option[0] != NO_DAY]


def _show_day(known: Known, filling: Filling, value: Any) -> Words:
    return words("form-day", day=date.fromisoformat(value))


form(
    Form(
        name="commitment-kept",
        version=1,
        steps=(Step("body", ask="commitment-ask-kept", takes=Written(max_length=4000), label="commitment-label-kept",
                    show=show_written, facts=_what),),
        review="commitment-kept-review",
        send="commitment-keep",
        finished="commitment.kept",
        about=_what,
    )
)  # fmt: skip
form(
    Form(
        name="commitment-report",
        version=1,
        steps=(
            Step("body", ask="commitment-ask-report", takes=Written(max_length=4000), label="commitment-label-report",
                 show=show_written, facts=_what),
            Step("due", ask="commitment-ask-expected",
                 takes=Line(max_length=40, parse=read_day, suggestions=_dated), label="commitment-label-due",
                 show=_show_day, when=lambda k, f: not f.facts.get("dated")),
        ),
        review="commitment-report-review",
        finished="commitment.reported",
        about=_what,
    )
)  # fmt: skip
form(
    Form(
        name="commitment-later",
        version=1,
        steps=(
            Step("due", ask="commitment-ask-later", takes=Line(max_length=40, parse=read_day, suggestions=_dated),
                 label="commitment-label-due", show=_show_day, facts=_what),
            Step("why", ask="commitment-ask-why", takes=Line(max_length=500), label="commitment-label-why"),
        ),
        review="commitment-later-review",
        finished="commitment.asked",
        about=_what,
    )
)  # fmt: skip


async def _begin(visit: Visit, name: str, verb: OnCommitment) -> Outcome:
    await _found(visit)
    commitment = await find_commitment(visit.desk, visit.number(), verb)
    commitment.check_open()
    facts = {
        "commitment": commitment.id, "code": commitment.code, "text": shorten(commitment.words, 300),
        "dated": commitment.due_on is not None,
    }  # fmt: skip
    return Outcome(begin=Filling(name, 1, "", facts=facts))


@effect("commitment.keep", in_group=True)
async def begin_keep(visit: Visit) -> Outcome:
    return await _begin(visit, "commitment-kept", OnCommitment.KEEP)


@effect("commitment.report", in_group=True)
async def begin_report(visit: Visit) -> Outcome:
    return await _begin(visit, "commitment-report", OnCommitment.REPORT)


@effect("commitment.later", in_group=True)
async def begin_later(visit: Visit) -> Outcome:
    return await _begin(visit, "commitment-later", OnCommitment.ASK_DATE)


@effect("commitment.kept", in_group=True)
async def kept(visit: Visit) -> Outcome:
    written = visit.filling.answers["body"]
    commitment = await keep_commitment(
        visit.desk, visit.filling.facts["commitment"], written_text(written), written_files(written)
    )
    return outcome(say("commitment-kept", code=commitment.code), then=f"commitment.show:{commitment.id}")


@effect("commitment.reported", in_group=True)
async def reported(visit: Visit) -> Outcome:
    answers, id_ = visit.filling.answers, visit.filling.facts["commitment"]
    due = answers.get("due")
    commitment = await report_progress(
        visit.desk, id_, written_text(answers["body"]), date.fromisoformat(due) if due else None,
        written_files(answers["body"]),
    )  # fmt: skip
    done = say("commitment-report-told", code=commitment.code) if due else say("commitment-noted", code=commitment.code)
    return outcome(done, then=f"commitment.show:{commitment.id}")


@effect("commitment.asked", in_group=True)
async def asked(visit: Visit) -> Outcome:
    answers = visit.filling.answers
    commitment = await ask_new_date(
        visit.desk, visit.filling.facts["commitment"], date.fromisoformat(answers["due"]), answers["why"]
    )
    return outcome(say("commitment-asked", code=commitment.code), then=f"commitment.show:{commitment.id}")


# ── the chair, the clerk ──────────────────────────────────────────────────────────────────────────────────────


@effect("commitment.agree", "commitment.refuse")
async def decide(visit: Visit) -> Outcome:
    agreed = visit.effect.name == "commitment.agree"
    try:
        asked_on = date.fromisoformat(visit.argument(1))
    except ValueError:
        raise Refused("chat-button-incomplete") from None
    commitment = await decide_date(visit.desk, visit.number(), asked_on, agreed=agreed)
    done = "commitment-agreed" if agreed else "commitment-not-agreed"
    said = say(done, code=commitment.code, due=commitment.next_due)
    return outcome(said, then=f"commitment.show:{commitment.id}")
