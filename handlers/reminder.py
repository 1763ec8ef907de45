"""What reminders say: each is a part of the one message that somebody gets in a morning."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from urllib.parse import quote

from actions.card import hamlet_of, one_line
from actions.milestone import LAW_NOTICE, LAW_PUBLICATION, publication_rule, short_title
from actions.plan_meaning import rule_words
from domain.commitment import Commitment
from domain.commune import Commune
from domain.dialogue import Dialogue
from domain.milestone import Milestone
from domain.notice import Choice, Words, verbatim, words
from domain.petition import Petition
from domain.reminder import announce_by
from domain.report import MonthlyReport
from domain.supervision import SupervisorQuestion
from domain.text import shorten
from locales import FIRST, render
from storage.reminder import Guest

# Opens the map of a phone, or a page with it.
MAP = "https://www.google.com/maps/search/?api=1&query={place}"
LISTED = 20
MOST_CHOICES = 10
MOST_LINES = 40
# Lists that hold everything: they stay when there are too many buttons.
GENERAL = ("work.list", "milestone.mine")

# What comes first in a message.
LATE, TODAY, PEOPLE, SOON, HAMLETS, UNFIXED, YEAR, CALENDAR, REPORT, DIGEST = range(10)


@dataclass(frozen=True, eq=False)
class Part:
    """`rank` and, within it, `order` put the most pressing first; a `block` stands by itself, others are lines.

    `facts` are there where it may also be told by a template, or by somebody else.
    Several lines about the same (`about`) stand together under it, each as `beneath`. One of `apart` is added to the
    label of its button where another has the same.
    """

    rank: int
    order: int
    line: Words
    choices: tuple[Choice, ...] = ()
    block: bool = False
    expires_at: datetime | None = None
    facts: Mapping[str, str] | None = None
    about: str = ""
    beneath: Words | None = None
    apart: tuple[str, ...] = ()


def law_words(law: str) -> Words:
    """The article, by its name where it is one that the program itself watches."""
    return words(law) if law in (LAW_NOTICE, LAW_PUBLICATION) else verbatim(law)


def source_words(commune: Commune, milestone: Milestone) -> Words:
    """The article behind a milestone that has one; both rules where a plan asks for it as well."""
    law = law_words(milestone.law or "")
    if not milestone.is_planned_law:
        return law
    legal, plan = rule_words(publication_rule(commune)), rule_words(milestone.rule)
    return words("law-and-plan", law=law, legal=legal, plan=plan)


# ── work ──────────────────────────────────────────────────────────────────────────────────────────────────────


def responsible_words(commune: Commune, milestone: Milestone) -> str:
    """Who has to do it, as the plan names them or as the commune does; empty where nobody is named."""
    if milestone.responsible:
        return milestone.responsible
    return commune.department(milestone.department).name if milestone.department else ""


def milestone_part(commune: Commune, milestone: Milestone, dialogue: Dialogue | None, today: date) -> Part:
    """By the facts of today: how many days are left, or how late it is."""
    assert milestone.due_on is not None
    left = (milestone.due_on - today).days
    who = responsible_words(commune, milestone)
    rank, id_ = (LATE, "late") if left < 0 else (TODAY, "today") if left == 0 else (SOON, "soon")
    facts = {
        "days": abs(left),
        "what": milestone.words(),
        "due": milestone.due_on,
        "who": words("reminder-who", who=who) if who else "",
        "law": words("reminder-law", law=source_words(commune, milestone)) if milestone.law else "",
    }
    of = words("reminder-of", title=dialogue.title) if dialogue else ""
    beneath = words("reminder-beneath", line=words(f"reminder-milestone-{id_}", title="", **facts)) if of else None
    open_it = Choice(f"milestone.show:{milestone.id}", words("milestone-open", what=short_title(milestone)))
    return Part(
        rank, left, words(f"reminder-milestone-{id_}", title=of, **facts), (open_it,),
        about=dialogue.title if dialogue else "", beneath=beneath,
        apart=(shorten(who, 25), f"{milestone.due_on:%d/%m}"),
    )  # fmt: skip


def _when(due: date, today: date) -> tuple[int, str, int]:
    """The rank of what is due on a day, how it is said, and how many days are left."""
    left = (due - today).days
    rank, id_ = (LATE, "late") if left < 0 else (TODAY, "today") if left == 0 else (SOON, "soon")
    return rank, id_, left


def commitment_part(commune: Commune, commitment: Commitment, today: date) -> Part:
    """What was promised, or that a day has to be named for it."""
    rank, when, left = _when(commitment.next_due, today)
    facts = {
        "days": abs(left), "code": commitment.code, "text": shorten(commitment.words, 120), "due": commitment.next_due,
        "who": commune.department(commitment.department).name,
    }  # fmt: skip
    line = words(f"reminder-commitment-{when}" if commitment.due_on else f"reminder-undated-{when}", **facts)
    open_it = Choice(f"commitment.show:{commitment.id}", words("commitment-open", code=commitment.code))
    return Part(rank, left, line, (open_it,))


def question_part(commune: Commune, question: SupervisorQuestion, today: date) -> Part:
    rank, when, left = _when(question.due_on, today)
    facts = {
        "days": abs(left), "code": question.code, "text": shorten(question.text, 120), "due": question.due_on,
        "who": commune.department(question.department).name,
    }  # fmt: skip
    open_it = Choice(f"question.show:{question.id}", words("question-open", code=question.code))
    return Part(rank, left, words(f"reminder-question-{when}", **facts), (open_it,))


def report_part(report: MonthlyReport) -> Part:
    """The report of a month is there, with its numbers in short."""
    month, total, promises = f"{report.month:%m/%Y}", report.total, report.promises
    promised = promises.made or promises.kept or promises.open
    line = words(
        "reminder-report", month=month, received=total.received, answered=total.answered, late=total.late,
        promises=words("reminder-report-promises", kept=promises.kept, late=promises.late) if promised else "",
    )  # fmt: skip
    key = f"{report.month:%Y-%m}"
    rows = (
        Choice(f"report.make:{key}:docx", words("report-docx-of", month=month)),
        Choice(f"report.make:{key}:xlsx", words("report-xlsx-of", month=month)),
    )
    return Part(REPORT, 0, line, rows, block=True)


def petition_parts(waiting: Sequence[Petition], today: date, tomorrow: date) -> list[Part]:
    """What is late, and what is due on the next working day."""
    parts = []
    for petition in waiting:
        if petition.is_late(today):
            rank, line = LATE, words("reminder-late", code=petition.code, due=petition.due_on)
        elif today < petition.due_on <= tomorrow:
            rank, line = SOON, words("reminder-due", code=petition.code, due=petition.due_on)
        else:
            continue
        open_it = Choice(f"work.show:{petition.code}", words("petition-open", code=petition.code))
        parts.append(Part(rank, (petition.due_on - today).days, line, (open_it,)))
    return parts


def digest_part(commune: Commune, waiting: Sequence[Petition], listed: Sequence[Petition], today: date) -> Part:
    late = sum(petition.is_late(today) for petition in waiting)
    lines = [
        words("digest", today=today, count=len(listed), late=late),
        verbatim(""),
        *(one_line(commune, petition, today) for petition in listed[:LISTED]),
    ]
    return Part(DIGEST, 0, words("lines", lines=lines), (Choice("work.list", words("menu-work")),), block=True)


def unfixed_part(commune: Commune, dialogue: Dialogue, today: date) -> Part:
    by = announce_by(dialogue, commune)
    if by is None:
        line = words("reminder-unfixed", title=dialogue.title)
    elif by >= today:
        line = words(
            "reminder-unfixed-window", title=dialogue.title, window=dialogue.window.words() if dialogue.window else "",
            by=by, days=commune.notice_days, law=law_words(LAW_NOTICE),
        )  # fmt: skip
    else:
        line = words(
            "reminder-unfixed-late", title=dialogue.title, window=dialogue.window.words() if dialogue.window else "",
            by=by, days=commune.notice_days, law=law_words(LAW_NOTICE),
        )  # fmt: skip
    fix = Choice(f"dialogue.date:{dialogue.id}", words("reminder-fix", title=dialogue.title))
    return Part(UNFIXED, (by - today).days if by else 0, line, (fix,))


def year_part(commune: Commune, year: int, count: int) -> Part:
    line = words(
        "reminder-year", year=str(year), count=count, wanted=commune.dialogues_a_year, law=law_words(LAW_NOTICE)
    )
    return Part(YEAR, 0, line, (Choice("dialogue.new", words("clerk-new-dialogue")),))


def calendar_part(lines: Iterable[Words], choices: tuple[Choice, ...]) -> Part:
    return Part(CALENDAR, 0, words("lines", lines=list(lines)), choices, block=True)


# ── people ────────────────────────────────────────────────────────────────────────────────────────────────────


def map_link(commune: Commune, venue: str) -> str:
    named = render(words(f"commune-{commune.kind}", name=commune.name), FIRST)
    return MAP.format(place=quote(f"{venue}, {named}, {commune.province}", safe=""))


def people_words(commune: Commune, dialogue: Dialogue, today: date) -> Words:
    """When and where, with a map; the same for everybody."""
    assert dialogue.starts_at is not None
    assert dialogue.day is not None
    return words(
        "reminder-dialogue", days=(dialogue.day - today).days, title=dialogue.title, starts=dialogue.starts_at,
        venue=dialogue.venue, map=map_link(commune, dialogue.venue),
    )  # fmt: skip


def guest_part(dialogue: Dialogue, said: Words, coming: Sequence[Guest]) -> Part:
    """`coming` are the records of one person: their own and of those whom they registered."""
    lines, rows = [said], []
    own = [guest for guest in coming if guest.own and guest.number is not None]
    others = [guest for guest in coming if not guest.own and guest.number is not None]
    delegates = [guest.name or "" for guest in coming if not guest.own and guest.number is None]
    lines += [words("reminder-speaks", number=str(guest.number)) for guest in own]
    if others:
        names = [words("reminder-speaker", name=guest.name or "", number=str(guest.number)) for guest in others]
        lines.append(words("reminder-speaks-other", names=names))
    if delegates:
        lines.append(words("reminder-delegates", names=delegates))
    rows += [Choice(f"speaker.show:{dialogue.id}:{guest.number}", words("speaker-see")) for guest in own[:1]]
    rows.append(Choice(f"dialogue.show:{dialogue.id}", words("dialogue-see")))
    said_in_full = words("lines", lines=lines)
    return Part(
        PEOPLE, 0, said_in_full, tuple(rows), block=True, expires_at=dialogue.starts_at, facts=dialogue.plain_facts()
    )


def hamlet_part(commune: Commune, dialogue: Dialogue, hamlet: str, items: int, named: int) -> Part:
    """`items` are the opinions that have come from the hamlet, `named` the delegates that it sends."""
    closes, wanted = dialogue.speakers_until, dialogue.delegates_per_hamlet or 0
    assert closes is not None
    lines = [words("reminder-hamlet", title=dialogue.title, until=closes, hamlet=hamlet_of(commune, hamlet),
                   count=items)]  # fmt: skip
    rows = [
        Choice("collation.begin", words("menu-collation")),
        Choice("speaker.begin-other", words("menu-speaker-other")),
    ]
    if named < wanted:
        lines.append(words("reminder-hamlet-delegates", limit=wanted, count=named))
        rows.append(Choice("delegate.begin", words("menu-delegates")))
    return Part(HAMLETS, 0, words("lines", lines=lines), tuple(rows), block=True, expires_at=closes)


# ── one message ───────────────────────────────────────────────────────────────────────────────────────────────


class Rendered:
    """A part in one language: each way of saying it is made once, and only if somebody reads it."""

    __slots__ = ("_beneath", "_choices", "_language", "_part", "_text")

    def __init__(self, part: Part, language: str) -> None:
        self._part = part
        self._language = language
        self._text: str | None = None
        self._beneath: str | None = None
        self._choices: list[dict[str, str]] | None = None

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = render(self._part.line, self._language)
        return self._text

    @property
    def beneath(self) -> str:
        if self._beneath is None:
            self._beneath = render(self._part.beneath, self._language) if self._part.beneath else ""
        return self._beneath

    @property
    def choices(self) -> list[dict[str, str]]:
        if self._choices is None:
            self._choices = [{"key": c.key, "label": render(c.label, self._language)} for c in self._part.choices]
        return self._choices


class Printer:
    """Puts parts together to messages."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, str], Rendered] = {}

    def _render(self, part: Part, language: str) -> Rendered:
        made = self._made.get((id(part), language))
        if made is None:
            made = self._made[id(part), language] = Rendered(part, language)
        return made

    def message(self, parts: Iterable[Part], language: str) -> tuple[str, list[dict[str, str]]]:
        """The most pressing first; lines stand with their neighbours, those of one dialogue under its title."""
        parts = list(parts)
        if len(parts) == 1:
            made = self._render(parts[0], language)
            return made.text, made.choices
        ordered = sorted(parts, key=lambda p: (p.rank, p.order))
        said = {id(part) for part in [each for each in ordered if not each.block][:MOST_LINES]}
        paragraphs: list[str] = []
        rows: dict[str, dict[str, str]] = {}
        marks = {choice.key: part.apart for part in parts for choice in part.choices}
        for block, together in groupby(ordered, key=lambda part: part.block):
            told = [part for part in together if block or id(part) in said]
            if block:
                paragraphs += [self._render(part, language).text for part in told]
            else:
                paragraphs += self._lines(told, language)
            for part in told:
                for row in self._render(part, language).choices:
                    rows.setdefault(row["key"], row)
        more = sum(not part.block for part in ordered) - len(said)
        if more:
            paragraphs.append(render(words("reminder-more", count=more), language))
        return "\n\n".join(paragraphs), _fitting(_told_apart(list(rows.values()), marks), language)

    def _lines(self, parts: Sequence[Part], language: str) -> list[str]:
        """Paragraphs: the lines about one thing under it, all others as they come."""
        counted = Counter(part.about for part in parts)
        found: dict[str, list[str]] = {}
        for part in parts:
            made = self._render(part, language)
            under = part.about if counted[part.about] > 1 and part.beneath else ""
            if under and under not in found:
                found[under] = [render(words("reminder-under", title=under), language)]
            found.setdefault(under, []).append(made.beneath if under else made.text)
        return ["\n".join(lines) for lines in found.values()]


def _told_apart(rows: Sequence[dict[str, str]], marks: Mapping[str, tuple[str, ...]]) -> list[dict[str, str]]:
    """Buttons of which no two say the same; `marks` by key are tried in their order, last comes a number."""
    alike: dict[str, list[str]] = {}
    for row in rows:
        alike.setdefault(row["label"], []).append(row["key"])
    labels = {row["key"]: row["label"] for row in rows}
    for label, keys in alike.items():
        numbers = [str(nth) for nth, _ in enumerate(keys, start=1)]
        tried = (*zip(*(marks.get(key, ()) for key in keys), strict=False), numbers)
        said = next(each for each in tried if all(each) and len(set(each)) == len(keys))
        if len(keys) > 1:
            labels |= {key: f"{label} · {mark}" for key, mark in zip(keys, said, strict=True)}
    return [{"key": row["key"], "label": labels[row["key"]]} for row in rows]


def _fitting(rows: list[dict[str, str]], language: str) -> list[dict[str, str]]:
    general = [row for row in rows if row["key"] in GENERAL]
    special = [row for row in rows if row["key"] not in GENERAL]
    if len(rows) > MOST_CHOICES and any(row["key"].startswith("milestone.") for row in special):
        general.append({"key": "milestone.mine", "label": render(words("menu-milestones"), language)})
    if len(rows) > MOST_CHOICES and any(row["key"].startswith(("commitment.", "question.")) for row in special):
        general.append({"key": "commitment.list", "label": render(words("menu-commitments"), language)})
    return [*special[: MOST_CHOICES - len(general)], *general]
