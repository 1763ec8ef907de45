"""Dialogues: residents see the coming ones; clerks create them, open and close collection, see the speakers."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from actions.card import author_words, hamlet_of, hamlet_words, one_line
from actions.dialogue import DialogueDraft, close_collection, create_dialogue, find_dialogue, open_collection
from actions.petition import petitions_of_commune
from actions.speaker import speaker_list
from domain.access import OnPetition, Role, check_role, may
from domain.calendar import day_of
from domain.commune import VIETNAM, Commune
from domain.dialogue import Dialogue, DialogueState
from domain.notice import Words, verbatim, words
from domain.text import fold
from handlers.conversation.form import Filling, Form, Known, Line, OneOf, Problem, Step
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.speaker import needs_words, seat_words
from handlers.visit import Outcome, Visit, effect, form, outcome
from locales import FIRST, render

WHOLE_COMMUNE = "-"
# The venue itself may be longer than the key of a button.
USUAL_VENUE = "@venue"
SPEAKERS_CLOSE_BEFORE = timedelta(days=1)


# ── everybody ─────────────────────────────────────────────────────────────────────────────────────────────────


def _line(visit: Visit, dialogue: Dialogue) -> Words:
    return words(
        "dialogue-line",
        title=dialogue.title,
        starts=dialogue.starts_at,
        venue=dialogue.venue,
        state=words(f"dialogue-state-{dialogue.state}"),
    )


@effect("dialogue.coming")
async def coming(visit: Visit) -> Outcome:
    dialogues = await visit.desk.uow.dialogues.coming(visit.desk.commune.id, visit.desk.now)
    if not dialogues:
        return outcome(
            say("dialogue-none", choice("petition.begin", "menu-petition"), choice("menu.show", "menu-button"))
        )
    rows = [choice(f"dialogue.show:{d.id}", "dialogue-option", title=d.title, day=f"{day_of(d.starts_at):%d/%m/%Y}")
            for d in dialogues]  # fmt: skip
    lines = (words("dialogue-coming"), *(_line(visit, dialogue) for dialogue in dialogues))
    return outcome(Reply(lines, (*rows, choice("menu.show", "menu-button"))))


@effect("dialogue.show")
async def show(visit: Visit) -> Outcome:
    dialogue = await find_dialogue(visit.desk, visit.number())
    lines = [
        words(
            "dialogue-page", title=dialogue.title, starts=dialogue.starts_at, venue=dialogue.venue,
            who=hamlet_of(visit.desk.commune, dialogue.hamlet), state=words(f"dialogue-state-{dialogue.state}"),
        )
    ]  # fmt: skip
    rows: list[Choice] = []
    if dialogue.takes_speakers(visit.desk.now):
        lines.append(words("dialogue-speakers-until", until=dialogue.speakers_until))
        rows.append(choice(f"speaker.begin:{dialogue.id}", "menu-speaker"))
    if dialogue.takes_opinions(visit.desk.now):
        rows.append(choice(f"petition.begin:{dialogue.id}", "menu-petition"))
    if visit.desk.actor.has(Role.CLERK):
        rows = _clerk_choices(visit, dialogue)
    return outcome(Reply(tuple(lines), (*rows, choice("menu.show", "menu-button"))))


# ── the clerk ─────────────────────────────────────────────────────────────────────────────────────────────────


def _clerk_choices(visit: Visit, dialogue: Dialogue) -> list[Choice]:
    rows = [
        choice(f"speakers.list:{dialogue.id}", "clerk-speakers"),
        choice(f"petitions.show:{dialogue.id}", "menu-petitions"),
    ]
    if not dialogue.is_over(visit.desk.now):
        if dialogue.state is DialogueState.COLLECTING:
            rows.append(choice(f"dialogue.close:{dialogue.id}", "clerk-close-collection"))
        else:
            rows.append(choice(f"dialogue.open:{dialogue.id}", "clerk-open-collection"))
        link = visit.web_link(f"d-{dialogue.id}")
        if link:
            rows.append(choice(f"dialogue.link:{dialogue.id}", "clerk-link"))
    return rows


@effect("dialogue.list")
async def listed(visit: Visit) -> Outcome:
    check_role(visit.desk.actor, Role.CLERK)
    dialogues = await visit.desk.uow.dialogues.latest(visit.desk.commune.id)
    lines = [
        words("clerk-dialogues" if dialogues else "clerk-no-dialogues"),
        *(_line(visit, d) for d in dialogues),
    ]
    rows = [choice(f"dialogue.show:{d.id}", "dialogue-option", title=d.title, day=f"{day_of(d.starts_at):%d/%m/%Y}")
            for d in dialogues]  # fmt: skip
    new = choice("dialogue.new", "clerk-new-dialogue")
    return outcome(Reply(tuple(lines), (new, *rows, choice("menu.show", "menu-button"))))


@effect("dialogue.link")
async def link(visit: Visit) -> Outcome:
    check_role(visit.desk.actor, Role.CLERK)
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


@effect("dialogue.open")
async def open_(visit: Visit) -> Outcome:
    dialogue = await open_collection(visit.desk, visit.number())
    return outcome(say("clerk-collection-opened", title=dialogue.title), then=f"dialogue.show:{dialogue.id}")


@effect("dialogue.close")
async def close(visit: Visit) -> Outcome:
    dialogue = await close_collection(visit.desk, visit.number())
    return outcome(say("clerk-collection-closed", title=dialogue.title), then=f"dialogue.show:{dialogue.id}")


# On folded text: "ngày 14 tháng 11 năm 2025", "14/11" and "14-11-25" are all numbers with words between them.
_DAY = re.compile(r"\b(\d{1,2})(?: thang)? (\d{1,2})\b(?:(?: nam)? (\d{4}|\d{2})\b)?")
_YEAR_FIRST = re.compile(r"\b(\d{4}) (\d{1,2}) (\d{1,2})\b")
_TIME = re.compile(
    r"(?:luc )?(\d{1,2}) ?(?:h|g|gio)? ?(\d{1,2}|ruoi)?(?: ?(?:p|phut))?(?: (sang|trua|chieu|toi|am|pm))?"
)
_DAYS_AHEAD = {"hom nay": 0, "today": 0, "ngay mai": 1, "mai": 1, "tomorrow": 1, "ngay kia": 2}
FARTHEST = timedelta(days=800)


def read_day(text: str, known: Known) -> str:
    """A day as people write it (``14/11``, ``ngày 14 tháng 11 năm 2025``, ``ngày mai``); never one that has passed."""
    today, written = day_of(known.now), fold(text)
    if written in _DAYS_AHEAD:
        return (today + timedelta(days=_DAYS_AHEAD[written])).isoformat()
    year_first = _YEAR_FIRST.search(written)
    found = _DAY.search(written)
    if year_first:
        year, month, of_month = (int(part) for part in year_first.groups())
    elif found:
        year, month, of_month = int(found[3] or today.year), int(found[2]), int(found[1])
    else:
        raise Problem(words("dialogue-no-day"))
    try:
        day = date(year + 2000 if year < 100 else year, month, of_month)
        if day < today and not year_first and found and not found[3]:
            day = day.replace(year=day.year + 1)
    except ValueError:
        raise Problem(words("dialogue-no-day")) from None
    if day < today:
        raise Problem(words("dialogue-day-past", day=day))
    if day > today + FARTHEST:
        raise Problem(words("dialogue-no-day"))
    return day.isoformat()


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


def _venues(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(USUAL_VENUE, verbatim(known.commune.venue))]


def _venue(commune: Commune, value: str) -> str:
    return commune.venue if value == USUAL_VENUE else value


def _show_venue(known: Known, filling: Filling, value: Any) -> Words:
    return verbatim(_venue(known.commune, value))


def _show_day(known: Known, filling: Filling, value: Any) -> Words:
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
            Step("day", ask="dialogue-ask-day", takes=Line(max_length=40, parse=read_day),
                 label="dialogue-label-day", show=_show_day),
            Step("time", ask="dialogue-ask-time", takes=Line(max_length=20, parse=read_time, suggestions=_times),
                 label="dialogue-label-time"),
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
    check_role(visit.desk.actor, Role.CLERK)
    return Outcome(begin=Filling("dialogue", 1, ""))


@effect("dialogue.created")
async def created(visit: Visit) -> Outcome:
    answers, commune = visit.filling.answers, visit.desk.commune
    at = time.fromisoformat(answers["time"])
    starts = datetime.combine(date.fromisoformat(answers["day"]), at, VIETNAM)
    hamlet = commune.hamlet(answers["unit"])
    where = words(f"commune-{commune.kind}", name=commune.name) if hamlet is None else hamlet_words(hamlet)
    # Speakers are listed until the evening before; a dialogue on short notice takes them until it begins.
    until = datetime.combine(starts.date() - SPEAKERS_CLOSE_BEFORE, time(17, 0), VIETNAM)
    dialogue = await create_dialogue(
        visit.desk,
        DialogueDraft(
            title=visit.filling.facts.get("title") or title_of(where, starts.date(), whole=hamlet is None),
            hamlet=hamlet.key if hamlet else None,
            venue=_venue(commune, answers["venue"]),
            starts_at=starts,
            speakers_until=until if until > visit.desk.now else starts,
            speaker_limit=commune.speaker_limit,
            collecting=answers["collecting"] == "now",
        ),
    )
    return outcome(say("dialogue-created", title=dialogue.title), then=f"dialogue.show:{dialogue.id}")


def title_of(where: Words, day: date, *, whole: bool) -> str:
    """The title is a name, so it is kept in the language of the commune."""
    return render(words("dialogue-title", where=where, whole="yes" if whole else "no", year=str(day.year)), FIRST)


@effect("speakers.list")
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


@effect("petitions.show")
async def petitions(visit: Visit) -> Outcome:
    """How many petitions there are, by topic and by hamlet."""
    check_role(visit.desk.actor, Role.CLERK)
    commune = visit.desk.commune
    dialogue_id = visit.number() if visit.arguments else None
    tallies = await visit.desk.uow.petitions.tallies(commune.id, dialogue_id)
    if not tallies:
        return outcome(say("clerk-no-petitions", choice("menu.show", "menu-button")))
    suffix = f":{dialogue_id}" if dialogue_id else ""
    topics = {t.key: (sum(x.all for x in tallies if x.topic == t.key), sum(x.open for x in tallies if x.topic == t.key))
              for t in commune.topics}  # fmt: skip
    hamlets = {h.key: sum(x.all for x in tallies if x.hamlet == h.key) for h in commune.hamlets}
    nowhere = sum(x.all for x in tallies if commune.hamlet(x.hamlet) is None)
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
    rows = [
        choice(f"petitions.topic:{key}{suffix}", verbatim(commune.topic(key).name))
        for key, (n, _) in topics.items()
        if n
    ]
    rows += [choice(f"petitions.hamlet:{key}{suffix}", hamlet_of(commune, key)) for key, n in hamlets.items() if n]
    return outcome(Reply(tuple(lines), (*rows, choice("menu.show", "menu-button"))))


@effect("petitions.topic")
async def by_topic(visit: Visit) -> Outcome:
    return await _petition_list(visit, topic=visit.argument())


@effect("petitions.hamlet")
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
    return outcome(Reply(tuple(lines), (*rows, choice("petitions.show", "form-back"))))


async def _recipient(visit: Visit, person_id: int, about: str | None) -> str | Words:
    """Whom a message was for; an author who hid their name stays hidden here too."""
    commune_id = visit.desk.commune.id
    petition = await visit.desk.uow.petitions.find(commune_id, about) if about else None
    if petition and petition.author == person_id and not petition.collected:
        return author_words(petition, name_seen=may(visit.desk.actor, OnPetition.READ_NAME, petition))
    person = await visit.desk.uow.people.find(commune_id, person_id)
    return (person.name if person else None) or words("person-unnamed")


@effect("undelivered.show")
async def undelivered(visit: Visit) -> Outcome:
    check_role(visit.desk.actor, Role.CLERK)
    since = visit.desk.now - timedelta(days=30)
    failed = await visit.desk.uow.outbox.undelivered(visit.desk.commune.id, since)
    if not failed:
        return outcome(say("clerk-all-delivered", choice("menu.show", "menu-button")))
    lines = [words("clerk-undelivered", count=len(failed))]
    for each in failed:
        name = words("clerk-group") if each.person_id is None else await _recipient(visit, each.person_id, each.about)
        lines.append(
            words(
                "clerk-undelivered-line", about=each.about or "—", at=each.given_up_at,
                name=name,
                why=words(f"trouble-{each.trouble}"),
            )
        )  # fmt: skip
    rows = [choice(f"mine.show:{code}", "petition-open", code=code)
            for code in dict.fromkeys(each.about for each in failed if each.about)]  # fmt: skip
    return outcome(Reply(tuple(lines), (*rows[:20], choice("menu.show", "menu-button"))))
