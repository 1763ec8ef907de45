"""Dialogues: residents see the coming ones; clerks create them, open and close collection, see the speakers."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from actions.attendance import takes_answers
from actions.card import author_words, day_words, hamlet_of, hamlet_words, head_words, one_line
from actions.closing import closing_of
from actions.dialogue import (
    Changed,
    DialogueDraft,
    cancel_dialogue,
    create_dialogue,
    find_dialogue,
    fix_day,
    move_dialogue,
    postpone_dialogue,
    speakers_until,
)
from actions.escalation import awaited
from actions.milestone import LAW_NOTICE, is_late_by_law
from actions.petition import petitions_of_commune
from actions.speaker import speaker_list
from domain.access import OnDelivery, OnDialogue, OnHall, OnPetition, OnPetitions, OnSurveys, Role, check, may
from domain.calendar import day_of
from domain.commune import VIETNAM, Commune
from domain.dialogue import BEFORE_SESSION, MOVES, Dialogue, DialogueKind, DialogueState
from domain.gate import counted
from domain.hall import NOTED_IN
from domain.notice import Words, verbatim, words
from domain.refusal import Refused
from domain.survey import HELD
from domain.text import fold
from handlers.call import way_words
from handlers.conversation.form import Facts, Filling, Form, Known, Line, OneOf, Problem, Step
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.lexicon import lexicon_rows
from handlers.speaker import needs_words, seat_words
from handlers.survey import survey_lines
from handlers.visit import Outcome, Visit, effect, form, outcome
from locales import FIRST, render
from storage.outbox import Undelivered

WHOLE_COMMUNE = "-"
# The venue itself may be longer than the key of a button.
USUAL_VENUE = "@venue"
# The day is still to be fixed.
OPEN_DAY = "@open"


# ── everybody ─────────────────────────────────────────────────────────────────────────────────────────────────


def _line(visit: Visit, dialogue: Dialogue) -> Words:
    return words(
        "dialogue-line",
        title=dialogue.title,
        when=dialogue.when(),
        venue=dialogue.venue,
        state=words(f"dialogue-state-{dialogue.state}"),
    )


@effect("dialogue.coming", reads=True)
async def coming(visit: Visit) -> Outcome:
    dialogues = await visit.desk.uow.dialogues.coming(visit.desk.commune.id, visit.desk.now)
    if not dialogues:
        return outcome(
            say("dialogue-none", choice("petition.begin", "menu-petition"), choice("menu.show", "menu-button"))
        )
    rows = [choice(f"dialogue.show:{d.id}", "dialogue-option", title=d.title, day=day_words(d.day))
            for d in dialogues]  # fmt: skip
    lines = (words("dialogue-coming"), *(_line(visit, dialogue) for dialogue in dialogues))
    return outcome(Reply(lines, (*rows, choice("menu.show", "menu-button"))))


@effect("dialogue.show", reads=True)
async def show(visit: Visit) -> Outcome:
    dialogue = await find_dialogue(visit.desk, visit.number())
    lines = [
        words(
            "dialogue-page", title=dialogue.title, when=dialogue.when(), venue=dialogue.venue,
            who=dialogue.audience or hamlet_of(visit.desk.commune, dialogue.hamlet),
            state=words(f"dialogue-state-{dialogue.state}"),
        )
    ]  # fmt: skip
    rows: list[Choice] = []
    if dialogue.takes_speakers(visit.desk.now):
        until = dialogue.speakers_until
        lines.append(words("dialogue-speakers-until", until=until) if until else words("dialogue-speakers-open"))
        rows.append(choice(f"speaker.begin:{dialogue.id}", "menu-speaker"))
    if dialogue.takes_opinions(visit.desk.now):
        rows.append(choice(f"petition.begin:{dialogue.id}", "menu-petition"))
    answered, answers = await _attendance(visit, dialogue)
    lines += answered
    lines += await survey_lines(visit, dialogue)
    if await visit.desk.uow.publications.find_dialogue(dialogue.commune_id, dialogue.id):
        lines.append(words("publication-address", address=visit.results_link))
    if visit.desk.actor.has(Role.CLERK):
        rows = await _clerk_choices(visit, dialogue)
    else:
        rows = [*_leader_choices(visit, dialogue), *rows, *answers, *_reader_choices(visit, dialogue)]
    return outcome(Reply(tuple(lines), (*rows, choice("menu.show", "menu-button"))))


def _reader_choices(visit: Visit, dialogue: Dialogue) -> list[Choice]:
    """The lists that others than clerks may read as well: who chairs knows who will speak."""
    actor = visit.desk.actor
    rows: list[Choice] = []
    if may(actor, OnDialogue.READ_SPEAKERS, dialogue):
        rows.append(choice(f"speakers.list:{dialogue.id}", "clerk-speakers"))
    if dialogue.delegates_per_hamlet and may(actor, OnDialogue.READ_DELEGATES, dialogue):
        rows.append(choice(f"delegate.list:{dialogue.id}", "clerk-delegates"))
    if may(actor, OnPetitions.LIST, dialogue):
        rows.append(choice(f"petitions.show:{dialogue.id}", "menu-petitions"))
    return rows


async def _attendance(visit: Visit, dialogue: Dialogue) -> tuple[list[Words], list[Choice]]:
    """How many come, for a clerk; for everybody else what they answered, and the answers still to be given."""
    attendances, commune_id = visit.desk.uow.attendances, visit.desk.commune.id
    if visit.desk.actor.has(Role.CLERK):
        yes, no = await attendances.count(commune_id, dialogue.id)
        return ([words("attend-count", yes=yes, no=no)] if yes or no else []), []
    comes = await attendances.of_person(commune_id, dialogue.id, visit.person.id)
    said = [] if comes is None else [words("attend-mine-yes" if comes else "attend-mine-no")]
    if not takes_answers(visit.desk, dialogue):
        return said, []
    rows = [choice(f"attend.yes:{dialogue.id}", "attend-yes"), choice(f"attend.no:{dialogue.id}", "attend-no")]
    return said, [row for row, answer in zip(rows, (True, False), strict=True) if answer is not comes]


# ── the clerk ─────────────────────────────────────────────────────────────────────────────────────────────────


# The steps that are taken by a button alone, in their order.
STEPS = (
    DialogueState.COLLECTING,
    DialogueState.COLLATED,
    DialogueState.ANSWERING,
    DialogueState.IN_SESSION,
    DialogueState.CONCLUDED,
    DialogueState.FOLLOWING_UP,
    DialogueState.CLOSED,
)


def _is_time_for(state: DialogueState, visit: Visit, dialogue: Dialogue) -> bool:
    if state is DialogueState.IN_SESSION:
        return dialogue.day is not None and dialogue.day <= day_of(visit.desk.now)
    if dialogue.state is DialogueState.POSTPONED:
        return False
    return state not in BEFORE_SESSION or not dialogue.is_over(visit.desk.now)


def _leader_choices(visit: Visit, dialogue: Dialogue) -> list[Choice]:
    """What clerks and chairs do from the session on, and what the Front looks at."""
    actor, state = visit.desk.actor, dialogue.state
    rows = []
    if may(actor, OnHall.NOTE, visit.desk.commune) and state in NOTED_IN:
        rows.append(choice(f"hall.show:{dialogue.id}", "hall-button"))
    if may(actor, OnHall.READ_NOTICE, visit.desk.commune) and (
        state in (DialogueState.FOLLOWING_UP, DialogueState.CLOSED)
        or (state is DialogueState.CONCLUDED and may(actor, OnHall.NOTE, visit.desk.commune))
    ):
        rows.append(choice(f"conclusion.show:{dialogue.id}", "conclusion-button"))
    if may(actor, OnHall.FOLLOW, visit.desk.commune) and state in (DialogueState.FOLLOWING_UP, DialogueState.CLOSED):
        rows.append(choice(f"front.dialogue:{dialogue.id}", "front-see"))
    if may(actor, OnHall.PUBLISH, visit.desk.commune) and state in HELD:
        rows.append(choice(f"publish.show:{dialogue.id}", "publication-button"))
    if may(actor, OnSurveys.READ, visit.desk.commune) and state in HELD:
        rows.append(choice(f"survey.show:{dialogue.id}", "survey-button"))
    return rows


async def _clerk_choices(visit: Visit, dialogue: Dialogue) -> list[Choice]:
    rows = [
        *_leader_choices(visit, dialogue),
        choice(f"speakers.list:{dialogue.id}", "clerk-speakers"),
        choice(f"petitions.show:{dialogue.id}", "menu-petitions"),
        choice(f"milestone.list:{dialogue.id}", "clerk-milestones"),
    ]
    if not dialogue.is_over(visit.desk.now) and dialogue.state is not DialogueState.POSTPONED:
        rows.append(choice(f"announce.begin:{dialogue.id}", "clerk-announce"))
        rows.append(choice(f"poster.begin:{dialogue.id}", "clerk-poster"))
    if await visit.desk.uow.broadcasts.of_dialogue(dialogue.commune_id, dialogue.id):
        rows.append(choice(f"broadcast.list:{dialogue.id}", "clerk-broadcasts"))
    if DialogueState.CLOSED in MOVES[dialogue.state]:
        rows.append(choice(f"dialogue.close:{dialogue.id}", "clerk-move-closed"))
    if await visit.desk.uow.carried.into(dialogue.commune_id, dialogue.id):
        rows.append(choice(f"carried.list:{dialogue.id}", "clerk-carried"))
    for state in STEPS:
        # Closing begins with what is missing, and the notice itself leads to following up.
        if state is DialogueState.CLOSED or state not in MOVES[dialogue.state]:
            continue
        waits = state is DialogueState.FOLLOWING_UP and (await closing_of(visit.desk, dialogue)).missing
        if not waits and _is_time_for(state, visit, dialogue):
            rows.append(choice(f"dialogue.move:{dialogue.id}:{state}", f"clerk-move-{state}"))
    if dialogue.delegates_per_hamlet:
        rows.append(choice(f"delegate.list:{dialogue.id}", "clerk-delegates"))
    if not dialogue.is_over(visit.desk.now):
        link = visit.web_link(f"d-{dialogue.id}")
        if link:
            rows.append(choice(f"dialogue.link:{dialogue.id}", "clerk-link"))
    # What undoes much stands last.
    if dialogue.state in BEFORE_SESSION:
        fixed = dialogue.starts_at is not None
        rows.append(choice(f"dialogue.date:{dialogue.id}", "clerk-move-day" if fixed else "clerk-fix-day"))
        if dialogue.state is not DialogueState.POSTPONED:
            rows.append(choice(f"dialogue.postpone:{dialogue.id}", "clerk-postpone"))
        rows.append(choice(f"dialogue.cancel:{dialogue.id}", "clerk-cancel"))
    return rows


@effect("dialogue.list", reads=True)
async def listed(visit: Visit) -> Outcome:
    check(visit.desk.actor, OnDialogue.CHANGE, visit.desk.commune)
    dialogues = await visit.desk.uow.dialogues.latest(visit.desk.commune.id)
    lines = [
        words("clerk-dialogues" if dialogues else "clerk-no-dialogues"),
        *(_line(visit, d) for d in dialogues),
    ]
    rows = [choice(f"dialogue.show:{d.id}", "dialogue-option", title=d.title, day=day_words(d.day))
            for d in dialogues]  # fmt: skip
    new = choice("dialogue.new", "clerk-new-dialogue")
    extra = choice(f"dialogue.new:{DialogueKind.EXTRAORDINARY}", "clerk-new-extraordinary")
    return outcome(Reply(tuple(lines), (new, extra, *rows, choice("menu.show", "menu-button"))))


@effect("dialogue.link")
async def link(visit: Visit) -> Outcome:
    check(visit.desk.actor, OnDialogue.ANNOUNCE, visit.desk.commune)
    dialogue = await find_dialogue(visit.desk, visit.number())
    links = [link for link in (visit.web_link(f"d-{dialogue.id}"), visit.link(f"d-{dialogue.id}")) if link]
    shown = "\n".join(dict.fromkeys(links))
    return outcome(
        say(
            "clerk-links",
            choice(f"dialogue.show:{dialogue.id}", "form-back"),
            title=dialogue.title,
            links=shown,
        )
    )


@effect("dialogue.move")
async def move(visit: Visit) -> Outcome:
    wanted = visit.argument(1)
    if wanted not in STEPS:
        raise Refused("chat-button-incomplete")
    dialogue = await move_dialogue(visit.desk, visit.number(), DialogueState(wanted))
    return outcome(say(f"clerk-moved-{wanted}", title=dialogue.title), then=f"dialogue.show:{dialogue.id}")


# On folded text: "ngày 14 tháng 11 năm 2025", "14/11" and "14-11-25" are all numbers with words between them.
_DAY = re.compile(r"\b(\d{1,2})(?: thang)? (\d{1,2})\b(?:(?: nam)? (\d{4}|\d{2})\b)?")
_YEAR_FIRST = re.compile(r"\b(\d{4}) (\d{1,2}) (\d{1,2})\b")
_TIME = re.compile(
    r"(?:luc )?(\d{1,2}) ?(?:h|g|gio)? ?(\d{1,2}|ruoi)?(?: ?(?:p|phut))?(?: (sang|trua|chieu|toi|am|pm))?"
)
_DAYS_AHEAD = {"hom nay": 0, "today": 0, "ngay mai": 1, "mai": 1, "tomorrow": 1, "ngay kia": 2}
_DAYS_AGO = {"hom nay": 0, "today": 0, "hom qua": 1, "yesterday": 1}
FARTHEST = timedelta(days=800)
# What is given as an example is neither past nor today.
EXAMPLE_AHEAD = timedelta(days=7)


def _example(known: Known) -> date:
    return day_of(known.now) + EXAMPLE_AHEAD


def _day_facts(known: Known, filling: Filling) -> Facts:
    example = _example(known)
    return {"short": f"{example:%d/%m}", "day": example}


def _written_day(written: str, today: date) -> tuple[date, bool] | None:
    """The day in folded text, in this year where none is said, and whether one is. Raises ValueError for 31/2."""
    year_first, found = _YEAR_FIRST.search(written), _DAY.search(written)
    if year_first:
        year, month, of_month = (int(part) for part in year_first.groups())
    elif found:
        year, month, of_month = int(found[3] or today.year), int(found[2]), int(found[1])
    else:
        return None
    said = year_first is not None or bool(found and found[3])
    return date(year + 2000 if year < 100 else year, month, of_month), said


def read_day(text: str, known: Known) -> str:
    """A day as people write it (``14/11``, ``ngày 14 tháng 11 năm 2025``, ``ngày mai``); never one that has passed."""
    today, written = day_of(known.now), fold(text)
    unread = Problem(words("dialogue-no-day", day=_example(known)))
    if written in _DAYS_AHEAD:
        return (today + timedelta(days=_DAYS_AHEAD[written])).isoformat()
    try:
        found = _written_day(written, today)
        if found is None:
            raise unread
        day, has_year = found
        if day < today and not has_year:
            day = day.replace(year=day.year + 1)
    except ValueError:
        raise unread from None
    if day < today:
        raise Problem(words("dialogue-day-past", day=day))
    if day > today + FARTHEST:
        raise unread
    return day.isoformat()


def read_past_day(text: str, known: Known) -> str:
    """A day as people write it, today or before."""
    today, written = day_of(known.now), fold(text)
    unread = Problem(words("form-no-past-day", day=today))
    if written in _DAYS_AGO:
        return (today - timedelta(days=_DAYS_AGO[written])).isoformat()
    try:
        found = _written_day(written, today)
        if found is None:
            raise unread
        day, has_year = found
        if day > today and not has_year:
            day = day.replace(year=day.year - 1)
    except ValueError:
        raise unread from None
    if day > today:
        raise Problem(words("form-day-to-come", day=day))
    if day < today - FARTHEST:
        raise unread
    return day.isoformat()


def read_near_day(text: str, known: Known) -> str:
    """A day as people write it, also one that has passed; without a year the nearest one to today."""
    today, written = day_of(known.now), fold(text)
    if written in _DAYS_AHEAD:
        return (today + timedelta(days=_DAYS_AHEAD[written])).isoformat()
    found = _DAY.search(written)
    try:
        if found is None:
            raise ValueError(text)
        years = [int(found[3])] if found[3] else [today.year - 1, today.year, today.year + 1]
        days = [date(year + 2000 if year < 100 else year, int(found[2]), int(found[1])) for year in years]
    except ValueError:
        raise Problem(words("dialogue-no-day", day=today)) from None
    return min(days, key=lambda day: abs(day - today)).isoformat()


def read_time(text: str, known: Known) -> str:
    """A time as people write it (``7h30``, ``07:30``, ``14 giờ``, ``2 giờ chiều``)."""
    found = _TIME.fullmatch(fold(text))
    if not found:
        raise Problem(words("dialogue-no-time"))
    hour, minute = int(found[1]), 30 if found[2] == "ruoi" else int(found[2] or 0)
    if (found[3] in ("chieu", "toi", "pm") and hour < 12) or (found[3] == "trua" and hour < 4):
        hour += 12
    if hour > 23 or minute > 59:
        raise Problem(words("dialogue-no-time"))
    return f"{hour:02d}:{minute:02d}"


def _units(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(WHOLE_COMMUNE, words("hamlet-none")), *((h.key, hamlet_words(h)) for h in known.commune.hamlets)]


def _times(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(at, verbatim(at)) for at in ("07:30", "08:00", "14:00", "19:00")]


def _open_day(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(OPEN_DAY, words("dialogue-leave-open"))]


def _has_day(known: Known, filling: Filling) -> bool:
    return filling.answers.get("day") != OPEN_DAY


def _venues(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(USUAL_VENUE, verbatim(known.commune.venue))]


def _venue(commune: Commune, value: str) -> str:
    return commune.venue if value == USUAL_VENUE else value


def _show_venue(known: Known, filling: Filling, value: Any) -> Words:
    return verbatim(_venue(known.commune, value))


def _show_day(known: Known, filling: Filling, value: Any) -> Words:
    if value == OPEN_DAY:
        return words("dialogue-leave-open")
    return words("form-day", day=date.fromisoformat(value))


def _show_unit(known: Known, filling: Filling, value: Any) -> Words:
    return hamlet_of(known.commune, value)


def _collecting(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [("now", words("dialogue-collect-now")), ("later", words("dialogue-collect-later"))]


def _show_collecting(known: Known, filling: Filling, value: Any) -> Words:
    return words(f"dialogue-collect-{value}")


form(
    Form(
        name="dialogue",
        version=1,
        steps=(
            Step("unit", ask="dialogue-ask-unit", takes=OneOf(_units), label="dialogue-label-unit", show=_show_unit),
            Step("day", ask="dialogue-ask-day", takes=Line(max_length=40, parse=read_day, suggestions=_open_day),
                 label="dialogue-label-day", show=_show_day, facts=_day_facts),
            Step("time", ask="dialogue-ask-time", takes=Line(max_length=20, parse=read_time, suggestions=_times),
                 label="dialogue-label-time", when=_has_day),
            Step("venue", ask="dialogue-ask-venue", takes=Line(max_length=200, suggestions=_venues),
                 label="dialogue-label-venue", show=_show_venue),
            Step("collecting", ask="dialogue-ask-collecting", takes=OneOf(_collecting),
                 label="dialogue-label-collecting", show=_show_collecting),
        ),
        review="dialogue-review",
        send="dialogue-send",
        finished="dialogue.created",
    )
)  # fmt: skip


@effect("dialogue.new")
async def new(visit: Visit) -> Outcome:
    check(visit.desk.actor, OnDialogue.CHANGE, visit.desk.commune)
    extraordinary = visit.arguments == (DialogueKind.EXTRAORDINARY,)
    kind = DialogueKind.EXTRAORDINARY if extraordinary else DialogueKind.REGULAR
    return Outcome(begin=Filling("dialogue", 1, "", facts={"kind": kind.value}))


@effect("dialogue.created")
async def created(visit: Visit) -> Outcome:
    answers, commune = visit.filling.answers, visit.desk.commune
    starts = None if answers["day"] == OPEN_DAY else _moment(answers)
    kind = DialogueKind(visit.filling.facts.get("kind", DialogueKind.REGULAR))
    hamlet = commune.hamlet(answers["unit"])
    where = words(f"commune-{commune.kind}", name=commune.name) if hamlet is None else hamlet_words(hamlet)
    dialogue = await create_dialogue(
        visit.desk,
        DialogueDraft(
            title=visit.filling.facts.get("title")
            or title_of(where, starts.date() if starts else day_of(visit.desk.now), whole=hamlet is None, kind=kind),
            hamlet=hamlet.key if hamlet else None,
            venue=_venue(commune, answers["venue"]),
            starts_at=starts,
            speakers_until=speakers_until(starts, visit.desk.now) if starts else None,
            speaker_limit=commune.speaker_limit,
            collecting=answers["collecting"] == "now",
            kind=kind,
        ),
    )
    said = Reply((words("dialogue-created", title=dialogue.title), *await _too_soon(visit, dialogue)))
    return outcome(said, then=f"dialogue.show:{dialogue.id}")


def _moment(answers: dict[str, Any]) -> datetime:
    return datetime.combine(date.fromisoformat(answers["day"]), time.fromisoformat(answers["time"]), VIETNAM)


def title_of(where: Words, day: date, *, whole: bool, kind: DialogueKind = DialogueKind.REGULAR) -> str:
    """The title is a name, so it is kept in the language of the commune."""
    facts = {"where": where, "whole": "yes" if whole else "no", "year": str(day.year)}
    regular = kind is DialogueKind.REGULAR
    return render(
        words("dialogue-title", **facts) if regular else words("dialogue-title-extraordinary", **facts), FIRST
    )


# ── the day ───────────────────────────────────────────────────────────────────────────────────────────────────


def _date_venues(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    usual = _venues(known, filling) if filling.facts["usual"] != known.commune.venue else []
    return [("@same", verbatim(filling.facts["usual"])), *usual]


def _date_venue(commune: Commune, facts: Mapping[str, Any], value: str) -> str:
    return str(facts["usual"]) if value == "@same" else _venue(commune, value)


def _show_date_venue(known: Known, filling: Filling, value: Any) -> Words:
    return verbatim(_date_venue(known.commune, filling.facts, value))


form(
    Form(
        name="dialogue-date",
        version=1,
        steps=(
            Step("day", ask="dialogue-ask-day", takes=Line(max_length=40, parse=read_day),
                 label="dialogue-label-day", show=_show_day, facts=_day_facts),
            Step("time", ask="dialogue-ask-time", takes=Line(max_length=20, parse=read_time, suggestions=_times),
                 label="dialogue-label-time"),
            Step("venue", ask="dialogue-ask-venue", takes=Line(max_length=200, suggestions=_date_venues),
                 label="dialogue-label-venue", show=_show_date_venue),
        ),
        review="dialogue-date-review",
        send="dialogue-date-send",
        finished="dialogue.dated",
    )
)  # fmt: skip

form(
    Form(
        name="dialogue-off",
        version=1,
        steps=(Step("reason", ask="dialogue-ask-reason", takes=Line(max_length=300), label="dialogue-label-reason"),),
        review="dialogue-off-review",
        send="dialogue-off-send",
        finished="dialogue.off",
    )
)


@effect("dialogue.date")
async def begin_date(visit: Visit) -> Outcome:
    check(visit.desk.actor, OnDialogue.CHANGE, visit.desk.commune)
    dialogue = await find_dialogue(visit.desk, visit.number())
    if dialogue.state not in BEFORE_SESSION:
        raise Refused(f"dialogue-refused-when-{dialogue.state}", {"title": dialogue.title})
    facts = {"dialogue": dialogue.id, "usual": dialogue.venue}
    return outcome(
        say("dialogue-date-now", title=dialogue.title, when=dialogue.when()),
        begin=Filling("dialogue-date", 1, "", facts=facts),
    )


@effect("dialogue.dated")
async def dated(visit: Visit) -> Outcome:
    answers, facts = visit.filling.answers, visit.filling.facts
    venue = _date_venue(visit.desk.commune, facts, answers["venue"])
    changed = await fix_day(visit.desk, facts["dialogue"], _moment(answers), venue)
    dialogue = changed.dialogue
    again = (words("dialogue-announce-again"),) if changed.announce_again else ()
    lines = (words("dialogue-dated", when=dialogue.when()), *_being_told(visit, changed))
    said = Reply((*lines, *again, *await _too_soon(visit, dialogue)))
    return outcome(said, then=f"dialogue.show:{dialogue.id}")


async def _too_soon(visit: Visit, dialogue: Dialogue) -> tuple[Words, ...]:
    """The clerk is told at once when the day leaves less time than the law asks for."""
    if not await is_late_by_law(visit.desk, dialogue):
        return ()
    return (words("dialogue-too-soon", days=visit.desk.commune.notice_days, law=words(LAW_NOTICE)),)


def _being_told(visit: Visit, changed: Changed) -> tuple[Words, ...]:
    """How many residents hear of it besides those concerned, and from when on."""
    if not changed.residents:
        return ()
    quiet = visit.desk.commune.quiet_until(visit.desk.now)
    later = (words("announce-quiet", at=quiet),) if quiet else ()
    return (words("dialogue-residents-told", people=changed.residents), *later)


@effect("dialogue.postpone", "dialogue.cancel")
async def begin_off(visit: Visit) -> Outcome:
    check(visit.desk.actor, OnDialogue.CHANGE, visit.desk.commune)
    dialogue = await find_dialogue(visit.desk, visit.number())
    how = DialogueState.POSTPONED if visit.effect.name == "dialogue.postpone" else DialogueState.CANCELLED
    dialogue.check_move(how)
    head = head_words(visit.desk.commune, visit.desk.commune.hamlet(dialogue.hamlet))
    return outcome(
        say(f"dialogue-off-{how}", title=dialogue.title, head=head),
        begin=Filling("dialogue-off", 1, "", facts={"dialogue": dialogue.id, "how": how.value}),
    )


@effect("dialogue.off")
async def off(visit: Visit) -> Outcome:
    call_off = postpone_dialogue if visit.filling.facts["how"] == DialogueState.POSTPONED else cancel_dialogue
    changed = await call_off(visit.desk, visit.filling.facts["dialogue"], visit.filling.answers["reason"])
    lines = (words("dialogue-off-done"), *_being_told(visit, changed))
    sent = await visit.desk.uow.broadcasts.of_dialogue(changed.dialogue.commune_id, changed.dialogue.id)
    if sent:
        lines = (*lines, words("dialogue-off-announced"))
    return outcome(Reply(lines), then=f"dialogue.show:{changed.dialogue.id}")


@effect("speakers.list", reads=True)
async def speakers(visit: Visit) -> Outcome:
    dialogue, standing, seats = await speaker_list(visit.desk, visit.number())
    commune = visit.desk.commune
    head = words("clerk-speaker-list", title=dialogue.title, count=len(standing), limit=dialogue.speaker_limit)
    lines = [
        words(
            "clerk-speaker", number=str(r.number), name=r.name, hamlet=hamlet_of(commune, r.hamlet),
            topic=commune.topic(r.topic).name, summary=r.summary, seat=seat_words(seats[r.number]),
            needs=needs_words(r.needs),
        )
        for r in standing
    ]  # fmt: skip
    return outcome(Reply((head, *lines), (choice(f"dialogue.show:{dialogue.id}", "form-back"),)))


@effect("petitions.show", reads=True)
async def petitions(visit: Visit) -> Outcome:
    """How many petitions there are, by topic and by hamlet."""
    check(visit.desk.actor, OnPetitions.LIST, visit.desk.commune)
    commune = visit.desk.commune
    dialogue_id = visit.number() if visit.arguments else None
    tallies = await visit.desk.uow.petitions.tallies(commune.id, dialogue_id)
    carried = await visit.desk.uow.carried.into(commune.id, dialogue_id) if dialogue_id else frozenset()
    back = choice(f"dialogue.show:{dialogue_id}", "form-back") if dialogue_id else choice("menu.show", "menu-button")
    if not tallies:
        return outcome(say("clerk-no-petitions", back))
    suffix = f":{dialogue_id}" if dialogue_id else ""
    topics = {t.key: (sum(x.all for x in tallies if x.topic == t.key), sum(x.open for x in tallies if x.topic == t.key))
              for t in commune.topics}  # fmt: skip
    hamlets = {h.key: sum(x.all for x in tallies if x.hamlet == h.key) for h in commune.hamlets}
    nowhere = sum(x.all for x in tallies if commune.hamlet(x.hamlet) is None)
    above = await awaited(visit.desk) if dialogue_id is None else []
    lines = [
        words("clerk-petitions", count=sum(x.all for x in tallies), open=sum(x.open for x in tallies)),
        words("lines", lines=[
            words("clerk-tally", name=commune.topic(key).name, count=count, open=unanswered)
            for key, (count, unanswered) in topics.items() if count
        ]),
        words("lines", lines=[
            words("clerk-tally-hamlet", name=hamlet_of(commune, key), count=count)
            for key, count in (*hamlets.items(), (None, nowhere)) if count
        ]),
    ]  # fmt: skip
    alarms, false = counted(await visit.desk.uow.gates.counts(commune.id)) if dialogue_id is None else (0, 0)
    if alarms:
        lines.append(words("gate-counts", found=alarms, false=false))
    rows = [
        choice(f"petitions.topic:{key}{suffix}", verbatim(commune.topic(key).name))
        for key, (n, _) in topics.items()
        if n
    ]
    rows += [choice(f"petitions.hamlet:{key}{suffix}", hamlet_of(commune, key)) for key, n in hamlets.items() if n]
    if dialogue_id is None and may(visit.desk.actor, OnPetitions.COMPARE, commune):
        rows.insert(0, choice("cluster.list", "clerk-clusters"))
        rows[:0] = await lexicon_rows(visit)
    if above:
        rows.insert(0, choice("escalation.list", "clerk-escalations", count=len(above)))
    if carried:
        lines.append(words("carried-count", count=len(carried)))
        rows.append(choice(f"carried.list:{dialogue_id}", "clerk-carried"))
    return outcome(Reply(tuple(lines), (*rows, back)))


@effect("petitions.topic", reads=True)
async def by_topic(visit: Visit) -> Outcome:
    return await _petition_list(visit, topic=visit.argument())


@effect("petitions.hamlet", reads=True)
async def by_hamlet(visit: Visit) -> Outcome:
    return await _petition_list(visit, hamlet=visit.argument())


async def _petition_list(visit: Visit, *, topic: str | None = None, hamlet: str | None = None) -> Outcome:
    dialogue_id = visit.number(1) if len(visit.arguments) > 1 else None
    found = await petitions_of_commune(visit.desk, topic=topic, hamlet=hamlet, dialogue_id=dialogue_id)
    today = day_of(visit.desk.now)
    name = verbatim(visit.desk.commune.topic(topic).name) if topic else hamlet_of(visit.desk.commune, hamlet)
    lines = [words("clerk-petitions-of", name=name, count=len(found))]
    lines += [one_line(visit.desk.commune, petition, today) for petition in found]
    rows = [choice(f"mine.show:{p.code}", "petition-open", code=p.code) for p in found]
    back = f"petitions.show:{dialogue_id}" if dialogue_id else "petitions.show"
    return outcome(Reply(tuple(lines), (*rows, choice(back, "form-back"))))


async def _recipient(visit: Visit, person_id: int, about: str | None) -> str | Words:
    """Whom a message was for; an author who hid their name stays hidden here too."""
    commune_id = visit.desk.commune.id
    petition = await visit.desk.uow.petitions.find(commune_id, about) if about else None
    if petition and petition.author == person_id and not petition.collected:
        return author_words(
            visit.desk.commune, petition, name_seen=may(visit.desk.actor, OnPetition.READ_NAME, petition)
        )
    person = await visit.desk.uow.people.find(commune_id, person_id)
    return (person.name if person else None) or words("person-unnamed")


def _instead_words(undelivered: Undelivered) -> str | Words:
    instead = way_words(undelivered.instead)
    return words("clerk-undelivered-instead", instead=instead) if instead else ""


async def _cost_of_month(visit: Visit) -> tuple[Words, ...]:
    """What messages of this month have cost, where any has."""
    first = datetime.combine(day_of(visit.desk.now).replace(day=1), time(), VIETNAM)
    cost = await visit.desk.uow.outbox.charged(visit.desk.commune.id, first)
    return (words("clerk-cost", cost=cost),) if cost else ()


@effect("undelivered.show", reads=True)
async def undelivered(visit: Visit) -> Outcome:
    check(visit.desk.actor, OnDelivery.READ, visit.desk.commune)
    since = visit.desk.now - timedelta(days=30)
    failed = await visit.desk.uow.outbox.undelivered(visit.desk.commune.id, since)
    cost = await _cost_of_month(visit)
    if not failed:
        return outcome(Reply((words("clerk-all-delivered"), *cost), (choice("menu.show", "menu-button"),)))
    lines = [words("clerk-undelivered", count=len(failed))]
    for each in failed:
        name = words("clerk-group") if each.person_id is None else await _recipient(visit, each.person_id, each.about)
        lines.append(
            words(
                "clerk-undelivered-line", about=each.about or "—", at=each.given_up_at,
                name=name,
                why=words(f"trouble-{each.trouble}"), instead=_instead_words(each),
            )
        )  # fmt: skip
    lines += cost
    rows = [choice(f"mine.show:{code}", "petition-open", code=code)
            for code in dict.fromkeys(each.about for each in failed if each.about)]  # fmt: skip
    return outcome(Reply(tuple(lines), (*rows[:20], choice("menu.show", "menu-button"))))
