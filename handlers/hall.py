"""In the hall: one matter is noted in three taps and one line."""

from datetime import date, timedelta
from typing import Any

from actions.card import due_words
from actions.hall import Hall, hall_of, note_in_hall, raise_in_hall
from domain.access import OnHall, OnPetition, check, may
from domain.calendar import day_of
from domain.hall import HallDecision, HallNote, match_speaker
from domain.notice import Words, verbatim, words
from domain.petition import Petition, PetitionOutcome
from domain.refusal import Refused
from domain.text import shorten
from handlers.conversation.form import Facts, Filling, Form, Known, Line, OneOf, Step
from handlers.conversation.reply import Choice, Reply, choice
from handlers.dialogue import read_day
from handlers.petition import topic_of
from handlers.visit import Outcome, Visit, effect, form, outcome

A_PAGE = 6
SPEAKERS_SHOWN = 15
# Days from today that are offered for what is promised.
AHEAD = (7, 15, 30)
NO_DAY = "none"
# Answers of the form.
ASSIGN, OTHER = "assign", "other"


def matter(petition: Petition, length: int = 80) -> str | Words:
    return shorten(petition.body, length) or words("petition-without-text")


@effect("hall.show", reads=True)
async def show(visit: Visit) -> Outcome:
    """What waits for a word of the chair, with how much has been noted."""
    hall = await hall_of(visit.desk, visit.number())
    page = visit.number(1) if len(visit.arguments) > 1 else 0
    id_ = hall.dialogue.id
    shown = hall.waiting[page * A_PAGE : (page + 1) * A_PAGE]
    lines = [words("hall-page", title=hall.dialogue.title), words("lines", lines=_counts(hall))]
    if shown:
        lines.append(words("lines", lines=[words("hall-waiting"), *(_line(p, hall) for p in shown)]))
    rows = [choice(f"hall.raise:{id_}", "hall-raise")]
    rows += [choice(f"hall.item:{id_}:{p.code}", "hall-option", code=p.code, text=matter(p, 30)) for p in shown]
    if len(hall.waiting) > (page + 1) * A_PAGE:
        rows.append(choice(f"hall.show:{id_}:{page + 1}", "hall-more"))
    if hall.decided:
        rows.append(choice(f"hall.decided:{id_}", "hall-see-decided"))
    return outcome(Reply(tuple(lines), (*rows, choice(f"dialogue.show:{id_}", "form-back"))))


def _counts(hall: Hall) -> list[Words]:
    kinds = [kind_of(p) for p in hall.decided]
    found = [words("hall-count", kind=words(f"hall-kind-{kind}"), count=kinds.count(kind))
             for kind in ("answered", "promised", "assigned", "beyond") if kind in kinds]  # fmt: skip
    return [*found, words("hall-count", kind=words("hall-kind-waiting"), count=len(hall.waiting))]


def kind_of(petition: Petition) -> str:
    """What was said of it."""
    if petition.outcome is PetitionOutcome.PROMISED:
        return "promised" if petition.promised_on else "assigned"
    return "beyond" if petition.outcome is PetitionOutcome.BEYOND else "answered"


def _line(petition: Petition, hall: Hall) -> Words:
    carried = words("carried-mark") if petition.id in hall.carried else ""
    return words("hall-line", code=petition.code, text=matter(petition), carried=carried)


@effect("hall.decided", reads=True)
async def decided(visit: Visit) -> Outcome:
    hall = await hall_of(visit.desk, visit.number())
    id_ = hall.dialogue.id
    lines = [
        words(
            f"hall-decided-{kind_of(p)}", code=p.code, text=matter(p), due=p.promised_on or "",
            department=visit.desk.commune.department(p.department).name,
        )
        for p in hall.decided
    ]  # fmt: skip
    rows = [choice(f"hall.item:{id_}:{p.code}", "hall-correct", code=p.code) for p in hall.decided[-A_PAGE:]]
    said = words("lines", lines=lines[-20:] or [words("hall-none-decided")])
    return outcome(Reply((words("hall-decided"), said), (*rows, choice(f"hall.show:{id_}", "form-back"))))


# ── noting ────────────────────────────────────────────────────────────────────────────────────────────────────


def _department(known: Known, filling: Filling) -> str:
    """Where it goes unless another is chosen: where it is, or by what was said."""
    if filling.facts.get("department"):
        return str(filling.facts["department"])
    _, _, body = match_speaker(str(filling.answers.get("said") or ""), ())
    return known.commune.topic(topic_of(known.commune, body)).department


def _decisions(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    name = known.commune.department(_department(known, filling)).name
    return [
        (HallDecision.ANSWERED, words("hall-answer")),
        (ASSIGN, words("hall-assign", department=shorten(name, 30))),
        (OTHER, words("hall-assign-other")),
        (HallDecision.BEYOND, words("hall-beyond")),
    ]


def _departments(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(d.key, verbatim(d.name)) for d in known.commune.departments if not d.upper_level]


def days_ahead(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    """Days that are often promised, and none."""
    today = day_of(known.now)
    days = [today + timedelta(days=ahead) for ahead in AHEAD]
    found = [(day.isoformat(), words("hall-due", days=n, day=day)) for n, day in zip(AHEAD, days, strict=True)]
    return [*found, (NO_DAY, words("hall-no-day"))]


def _assigned(known: Known, filling: Filling) -> bool:
    return filling.answers.get("decision") in (ASSIGN, OTHER)


def _matter_facts(known: Known, filling: Filling) -> Facts:
    said = shorten(str(filling.facts.get("body") or filling.answers.get("said") or "…"), 200)
    code = filling.facts.get("code")
    return {"text": f"{code}: {said}" if code else said}


def _said_facts(known: Known, filling: Filling) -> Facts:
    return {"speakers": filling.facts.get("speakers") or words("hall-no-speakers")}


form(
    Form(
        name="hall",
        version=1,
        steps=(
            Step("said", ask="hall-ask-said", takes=Line(max_length=2000), facts=_said_facts,
                 when=lambda k, f: not f.facts.get("code")),
            Step("decision", ask="hall-ask-decision", takes=OneOf(_decisions), facts=_matter_facts),
            Step("department", ask="hall-ask-department", takes=OneOf(_departments),
                 when=lambda k, f: f.answers.get("decision") == OTHER),
            Step("due", ask="hall-ask-due", takes=Line(max_length=40, parse=read_day, suggestions=days_ahead),
                 when=_assigned),
            Step("words", ask="hall-ask-words", takes=Line(max_length=1000), skip="hall-no-words",
                 when=lambda k, f: bool(f.facts.get("code"))),
        ),
        finished="hall.noted",
        left=lambda filling: f"hall.show:{filling.facts['dialogue']}",
    )
)  # fmt: skip


@effect("hall.item")
async def item(visit: Visit) -> Outcome:
    """A petition of this dialogue is being spoken of."""
    hall = await hall_of(visit.desk, visit.number())
    code = visit.argument(1)
    petition = next((p for p in (*hall.waiting, *hall.decided) if p.code == code), None)
    if petition is None or not may(visit.desk.actor, OnPetition.DECIDE_IN_HALL, petition):
        raise Refused("hall-refused-other-dialogue", {"code": code})
    facts = {
        "dialogue": hall.dialogue.id, "code": code, "department": petition.department,
        "body": shorten(petition.body, 200),
    }  # fmt: skip
    today = day_of(visit.desk.now)
    state = words(f"petition-state-{petition.state}")
    shown = words("hall-item", code=code, state=state, due=due_words(petition, today)) if petition.is_open else None
    return outcome(*([Reply((shown,))] if shown else []), begin=Filling("hall", 1, "", facts=facts))


@effect("hall.raise")
async def begin_raise(visit: Visit) -> Outcome:
    """Somebody says something that nobody has sent in."""
    hall = await hall_of(visit.desk, visit.number())
    listed = [f"{s.number}. {s.name}: {shorten(s.summary, 40)}" for s in hall.speakers[:SPEAKERS_SHOWN]]
    facts: dict[str, Any] = {"dialogue": hall.dialogue.id, "speakers": "\n".join(listed)}
    return Outcome(begin=Filling("hall", 1, "", facts=facts))


@effect("hall.noted")
async def noted(visit: Visit) -> Outcome:
    check(visit.desk.actor, OnHall.NOTE, visit.desk.commune)
    answers, facts = visit.filling.answers, visit.filling.facts
    id_ = int(facts["dialogue"])
    note = _note(visit, answers, facts)
    if facts.get("code"):
        petition = await note_in_hall(visit.desk, id_, facts["code"], note)
    else:
        said = answers["said"]
        _, _, body = match_speaker(said, ())
        petition = await raise_in_hall(visit.desk, id_, said, topic_of(visit.desk.commune, body), note)
    done = words(
        f"hall-decided-{kind_of(petition)}", code=petition.code, text=matter(petition), due=petition.promised_on or "",
        department=visit.desk.commune.department(petition.department).name,
    )  # fmt: skip
    return outcome(Reply((words("hall-noted"), done)), then=f"hall.show:{id_}")


def _note(visit: Visit, answers: dict[str, Any], facts: dict[str, Any]) -> HallNote:
    said = answers.get("words") or ""
    decision = answers["decision"]
    if decision not in (ASSIGN, OTHER):
        return HallNote(HallDecision(decision), words=said)
    department = answers["department"] if decision == OTHER else facts.get("department")
    due = None if answers["due"] == NO_DAY else date.fromisoformat(answers["due"])
    return HallNote(HallDecision.ASSIGNED, department, due, said)


def hall_choice(dialogue_id: int) -> Choice:
    return choice(f"hall.show:{dialogue_id}", "hall-button")
