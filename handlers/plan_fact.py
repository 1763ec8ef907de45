"""The facts of a plan one by one: under which name, as they are shown, and how a clerk's correction is read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from actions.plan_meaning import rule_of, rule_words, short_title
from documents.plan.when import days_before, find_whens
from domain.calendar import ONE_DAY
from domain.dialogue import Window
from domain.notice import Words, verbatim, words
from domain.plan import Due, Plan, PlannedDialogue, PlannedMilestone, What, When, from_json, to_json
from domain.text import clean, shorten
from handlers.conversation.event import Event
from handlers.conversation.form import Filling, Known, Line, Problem

PAPER, DIALOGUES, TASKS, AFTER, CONTENT = range(1, 6)
SECTIONS = (PAPER, DIALOGUES, TASKS, AFTER, CONTENT)
# The list of a section, each of which has facts of its own.
LISTS = {DIALOGUES: "dialogues", TASKS: "milestones", AFTER: "after"}
TAKE_AWAY = "@none"
KEEP = "@same"
MOST_LETTERS = 600
MOST_DAYS = 400

_OF_SECTION = {
    PAPER: ("title", "number", "issued_on", "issuer", "signed_by", "commune", "year", "legal_bases"),
    DIALOGUES: ("chairs",),
    TASKS: (),
    AFTER: ("supervisor", "minutes_by", "conclusion_by", "opinions_by", "survey", "publish", "ad_hoc_dialogues"),
    CONTENT: ("topics", "programme"),
}  # fmt: skip
_OF_LIST = {
    "dialogues": ("unit", "when", "venue", "audience", "invited", "delegates_per_hamlet", "half_days"),
    "milestones": ("what", "responsible", "to", "via", "due"),
    "after": ("within_days", "to"),
}
_KINDS = {
    "issued_on": "day", "year": "year", "legal_bases": "list", "chairs": "list", "topics": "list",
    "programme": "list", "survey": "flag", "publish": "flag", "ad_hoc_dialogues": "flag", "when": "when",
    "audience": "list", "invited": "list", "delegates_per_hamlet": "number", "half_days": "halves", "what": "what",
    "due": "due", "within_days": "number", "after.to": "list",
}  # fmt: skip
# Without these nothing is left of what they belong to.
_NEEDED = frozenset({"what", "due"})


@dataclass(frozen=True)
class Fact:
    """One fact: `value` as in the plan's JSON, None where the paper does not say it."""

    path: str
    kind: str
    value: Any
    sure: bool = True
    source: str | None = None

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]

    @property
    def label(self) -> Words:
        return words(f"plan-label-{self.name}")

    @property
    def needed(self) -> bool:
        return self.name in _NEEDED

    def shown(self, length: int = MOST_LETTERS) -> Words:
        if self.value in (None, [], "") and self.kind != "flag":
            return words("plan-not-said")
        if self.name == "title":
            return verbatim(shorten(short_title(self.value), length))
        return _SHOWN.get(self.kind, _shown_text)(self.value, length)


def facts_of(plan: Plan, section: int) -> list[Fact]:
    """The facts of a section that belong to no dialogue, milestone or rule."""
    found = to_json(plan)
    return [_fact(plan, name, _KINDS.get(name, "text"), found.get(name)) for name in _OF_SECTION[section]]


def facts_of_item(plan: Plan, section: int, index: int) -> list[Fact]:
    """The facts of one dialogue, milestone or rule; none where there is no such one."""
    listed = LISTS[section]
    items = to_json(plan)[listed]
    if not 0 <= index < len(items):
        return []
    return [
        _fact(
            plan, f"{listed}[{index}].{name}", _KINDS.get(f"{listed}.{name}") or _KINDS.get(name, "text"),
            items[index].get(name),
        )
        for name in _OF_LIST[listed]
    ]  # fmt: skip


def all_facts(plan: Plan) -> Iterator[tuple[int, Fact]]:
    """Every fact with the number of its section."""
    for section in SECTIONS:
        yield from ((section, fact) for fact in facts_of(plan, section))
        for index in range(count_of(plan, section)):
            yield from ((section, fact) for fact in facts_of_item(plan, section, index))


def count_of(plan: Plan, section: int) -> int:
    return len(getattr(plan, LISTS[section])) if section in LISTS else 0


def _fact(plan: Plan, path: str, kind: str, value: Any) -> Fact:
    parts = [each for each in plan.unsure if each == path or each.startswith(f"{path}[")]
    item = path.rpartition(".")[0]
    return Fact(path, kind, value, not parts and item not in plan.unsure, plan.source(path))


def sentences(plan: Plan, section: int) -> list[str]:
    """The sentences of the paper behind a section, each once, in its order."""
    stems = (*_OF_SECTION[section], *((LISTS[section],) if section in LISTS else ()))
    said = [text for at, text in plan.sources.items() if re.split(r"[.\[]", at)[0] in stems]
    return list(dict.fromkeys(said))


# ── as shown ──────────────────────────────────────────────────────────────────────────────────────────────────


def _shown_text(value: Any, length: int) -> Words:
    return verbatim(shorten(str(value), length))


def _shown_list(value: Any, length: int) -> Words:
    return verbatim(shorten("; ".join(str(each) for each in value), length))


def _shown_day(value: Any, length: int) -> Words:
    return verbatim("/".join(reversed(str(value).split("-"))))


def _shown_flag(value: Any, length: int) -> Words:
    return words("plan-yes" if value else "plan-no")


def _shown_when(value: Any, length: int) -> Words:
    (dialogue,) = _plan_of(dialogues=[{"when": value}]).dialogues
    return when_words(dialogue.when) if dialogue.when else words("plan-not-said")


def _shown_due(value: Any, length: int) -> Words:
    (milestone,) = _plan_of(milestones=[{"what": "other", "due": value}]).milestones
    return rule_words(rule_of(milestone.due))


def _shown_halves(value: Any, length: int) -> Words:
    least, most = value if isinstance(value, list) else (value, value)
    if least == most:
        return words("plan-half-days-exactly", count=least)
    return words("plan-half-days", least=least, most=most)


def _shown_what(value: Any, length: int) -> Words:
    return words(f"milestone-what-{value}")


_SHOWN = {
    "list": _shown_list,
    "day": _shown_day,
    "flag": _shown_flag,
    "when": _shown_when,
    "due": _shown_due,
    "halves": _shown_halves,
    "what": _shown_what,
}


def when_words(when: When) -> Words:
    said = Window(when.first, when.last).words()
    if when.at is not None:
        said = words("plan-when-at", when=said, time=when.at)
    elif when.part is not None:
        said = words("plan-when-part", when=said, part=words(f"plan-part-{when.part}"))
    return words("plan-when-tentative", when=said) if when.tentative else said


def _plan_of(**parts: Any) -> Plan:
    return from_json({"dialogues": [], "milestones": [], "after": [], "survey": False, "publish": False, **parts})


# ── as corrected ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class FactLine(Line):
    """A correction, read by the kind of its fact."""

    def take(self, event: Event, known: Known, filling: Filling, value: Any) -> Any:
        kind, year = filling.facts["kind"], filling.facts["year"]
        text = super().take(event, known, filling, value)
        read = _READ.get(kind, _read_text)(text, year or known.now.year)
        if read is None:
            raise Problem(words(f"plan-unread-{kind}", year=str(known.now.year)))
        return read


def fact_line() -> FactLine:
    # Lines stay apart: they part the entries of a list.
    return FactLine(max_length=4000, parse=lambda text, known: clean(text), suggestions=_suggestions)


def _suggestions(known: Known, filling: Filling) -> Sequence[tuple[str, Words]]:
    rows: list[tuple[str, Words]] = []
    if filling.facts["kind"] == "what":
        rows += [(what.value, words(f"milestone-what-{what}")) for what in What]
    if not filling.facts["needed"]:
        rows.append((TAKE_AWAY, words("plan-take-away")))
    return [*rows, (KEEP, words("plan-keep"))]


def _read_text(text: str, year: int) -> str | None:
    return " ".join(text.split())


def _read_list(text: str, year: int) -> list[str] | None:
    entries = [" ".join(entry.split()).strip(" -•.") for entry in re.split(r"[;\n]", text)]
    return [entry for entry in entries if entry] or None


def _read_number(text: str, year: int) -> int | None:
    found = re.findall(r"\d+", text)
    return int(found[0]) if len(found) == 1 and 0 < int(found[0]) <= MOST_DAYS else None


def _read_halves(text: str, year: int) -> int | list[int] | None:
    found = [int(each) for each in re.findall(r"\d+", text)]
    if not 1 <= len(found) <= 2 or not 0 < found[0] <= found[-1] <= MOST_DAYS:
        return None
    return found[0] if len(found) == 1 else found


def _read_year(text: str, year: int) -> int | None:
    found = re.fullmatch(r"\D*(20\d\d)\D*", text)
    return int(found[1]) if found else None


def find_when(text: str, year: int) -> tuple[When, str] | None:
    """The one time that is written, and "before" or "until" where it leaves the beginning open."""
    # A day and a month alone are a day of the plan's year.
    dated = re.sub(r"(?<![\d/])(\d{1,2})[/.-](\d{1,2})(?!\d|[/.-]\d)", rf"\1/\2/{year}", text)
    found = find_whens(dated if re.search(r"\b\d{1,2}[/.-]\d{1,2}\b", text) else text, year)
    return (found[0].when, found[0].open) if len(found) == 1 else None


def _read_when(text: str, year: int) -> Any:
    found = find_when(text, year)
    if found is None:
        return None
    return to_json(Plan(dialogues=(PlannedDialogue(when=found[0]),)))["dialogues"][0]["when"]


def _read_day(text: str, year: int) -> str | None:
    found = find_when(text, year)
    return found[0].day.isoformat() if found and found[0].day else None


def _read_due(text: str, year: int) -> Any:
    due = _due(text, year)
    if due is None:
        return None
    return to_json(Plan(milestones=(PlannedMilestone(What.OTHER, due),)))["milestones"][0]["due"]


def _due(text: str, year: int) -> Due | None:
    counted = next((due for due, _, _ in days_before(text)), None)
    if counted is not None:
        return counted
    found = find_when(text, year)
    if found is None:
        return None
    when, opened = found
    if opened == "before":
        # The last day that keeps it is the one before the day that is named.
        return Due(before=when.last + ONE_DAY)
    return Due(on=when.last)


def _read_what(text: str, year: int) -> str | None:
    return text if text in {what.value for what in What} else None


_READ = {
    "list": _read_list,
    "number": _read_number,
    "halves": _read_halves,
    "year": _read_year,
    "day": _read_day,
    "when": _read_when,
    "due": _read_due,
    "what": _read_what,
}
