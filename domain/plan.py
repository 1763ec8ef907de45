"""A plan of dialogues as its paper says it: when and where, who prepares what by which day, what follows.

Every fact has a path ("year", "dialogues[0].when", "milestones[2].due"); `Plan.sources` gives the sentence of the paper
that it was taken from, `Plan.unsure` the paths that a person should look at.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any

from domain.calendar import ONE_DAY, WorkingCalendar

_WEEKDAYS = WorkingCalendar()
_STEP = re.compile(r"(\w+)|\[(\d+)\]")


class Precision(StrEnum):
    """How closely the paper fixes a time; `BEFORE` has only a last day."""

    DAY = "day"
    RANGE = "range"
    MONTH = "month"
    QUARTER = "quarter"
    BEFORE = "before"


class PartOfDay(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class What(StrEnum):
    """What is to be done until a milestone; `OTHER` is told by the sentence alone."""

    REPORT = "report"
    OPINIONS = "opinions"
    COMPILE = "compile"
    PROGRAMME = "programme"
    ANSWERS = "answers"
    INVITATIONS = "invitations"
    DELEGATES = "delegates"
    SPEAKERS = "speakers"
    ANNOUNCE = "announce"
    VENUE = "venue"
    PAPERS = "papers"
    SECURITY = "security"
    BUDGET = "budget"
    OTHER = "other"


class Rule(StrEnum):
    """What has to happen after a dialogue."""

    CONCLUSION_NOTICE = "conclusion_notice"
    ITEM_WITH_DEADLINE = "item_with_deadline"
    ITEM_WITHOUT_DEADLINE = "item_without_deadline"
    ESCALATE_BEYOND_AUTHORITY = "escalate_beyond_authority"
    PUBLISH_RESULTS = "publish_results"


@dataclass(frozen=True)
class When:
    """Days are inclusive; `first` is None only for `Precision.BEFORE`; `at` is local time."""

    precision: Precision
    first: date | None
    last: date
    tentative: bool = False
    at: time | None = None
    part: PartOfDay | None = None

    @property
    def day(self) -> date | None:
        """The day, where the paper names one."""
        return self.last if self.precision is Precision.DAY else None


@dataclass(frozen=True)
class PlannedDialogue:
    """`half_days` is the least and the most it may last; `audience` are those who speak, `invited` the officials."""

    unit: str | None = None
    when: When | None = None
    venue: str | None = None
    half_days: tuple[int, int] | None = None
    delegates_per_hamlet: int | None = None
    audience: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()


@dataclass(frozen=True)
class Due:
    """Exactly one of `before`, `on` and `days_before` is set; `working` says that the days are working days."""

    before: date | None = None
    on: date | None = None
    days_before: int | None = None
    working: bool = False

    def last_day(self, dialogue_day: date | None = None, calendar: WorkingCalendar = _WEEKDAYS) -> date | None:
        """The last day that keeps it; None while it hangs on a dialogue whose day is not fixed."""
        if self.before is not None:
            return self.before - ONE_DAY
        if self.on is not None:
            return self.on
        if self.days_before is None or dialogue_day is None:
            return None
        if not self.working:
            return dialogue_day - timedelta(days=self.days_before)
        day = dialogue_day
        for _ in range(self.days_before):
            day = calendar.working_day_before(day)
        return day


@dataclass(frozen=True)
class Contact:
    """Who takes papers in; either may be missing."""

    name: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class PlannedMilestone:
    """`responsible` does `what`, sends it `to` somebody `via` somebody, until `due`."""

    what: What
    due: Due
    responsible: str | None = None
    to: str | None = None
    via: str | None = None
    speaker_forms: bool = False
    contact: Contact | None = None


@dataclass(frozen=True)
class Aftermath:
    """A rule for after a dialogue; `within_days` are counted from `start` ("dialogue" or "conclusion_notice")."""

    rule: Rule
    within_days: int | None = None
    working: bool = False
    start: str | None = None
    to: tuple[str, ...] = ()
    must: str | None = None
    due: str | None = None
    where: str | None = None


@dataclass(frozen=True)
class Plan:
    """What a reader took down; whatever the paper does not say is None, empty or False."""

    title: str | None = None
    number: str | None = None
    issued_on: date | None = None
    commune: str | None = None
    commune_kind: str | None = None
    district: str | None = None
    province: str | None = None
    year: int | None = None
    issuer: str | None = None
    signed_by: str | None = None
    legal_bases: tuple[str, ...] = ()
    chairs: tuple[str, ...] = ()
    dialogues: tuple[PlannedDialogue, ...] = ()
    topics: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    milestones: tuple[PlannedMilestone, ...] = ()
    after: tuple[Aftermath, ...] = ()
    supervisor: str | None = None
    minutes_by: str | None = None
    conclusion_by: str | None = None
    opinions_by: str | None = None
    ad_hoc_dialogues: bool = False
    survey: bool = False
    publish: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()

    def source(self, path: str) -> str | None:
        """The sentence behind the fact at `path`, or behind what it is part of."""
        while path:
            if path in self.sources:
                return self.sources[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return None

    def sure(self, path: str) -> bool:
        return path not in self.unsure


# ── as JSON ───────────────────────────────────────────────────────────────────────────────────────────────────

_WORDS = (
    "title", "number", "commune", "commune_kind", "district", "province", "year", "issuer", "signed_by",
    "supervisor", "minutes_by", "conclusion_by", "opinions_by",
)  # fmt: skip
_LISTS = ("legal_bases", "chairs", "topics", "programme")


def to_json(plan: Plan) -> dict[str, Any]:
    """Plain values for JSON: what the paper does not say is left out; days are ISO."""
    found: dict[str, Any] = {name: value for name in _WORDS if (value := getattr(plan, name)) is not None}
    if plan.issued_on:
        found["issued_on"] = plan.issued_on.isoformat()
    found |= {name: list(value) for name in _LISTS if (value := getattr(plan, name))}
    found["dialogues"] = [_dialogue_to_json(each) for each in plan.dialogues]
    found["milestones"] = [_milestone_to_json(each) for each in plan.milestones]
    found["after"] = [_aftermath_to_json(each) for each in plan.after]
    if plan.ad_hoc_dialogues:
        found["ad_hoc_dialogues"] = True
    return found | {
        "survey": plan.survey,
        "publish": plan.publish,
        "sources": dict(plan.sources),
        "unsure": sorted(plan.unsure),
    }


def from_json(found: Mapping[str, Any]) -> Plan:
    """The plan that `to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    words: dict[str, Any] = {name: found.get(name) for name in _WORDS}
    lists: dict[str, Any] = {name: tuple(found.get(name, ())) for name in _LISTS}
    return Plan(
        **words,
        **lists,
        issued_on=_day(found.get("issued_on")),
        dialogues=tuple(_dialogue_from_json(each) for each in found["dialogues"]),
        milestones=tuple(_milestone_from_json(each) for each in found["milestones"]),
        after=tuple(_aftermath_from_json(each) for each in found["after"]),
        ad_hoc_dialogues=found.get("ad_hoc_dialogues", False),
        survey=found["survey"],
        publish=found["publish"],
        sources=dict(found.get("sources", {})),
        unsure=frozenset(found.get("unsure", ())),
    )


def correct(plan: Plan, path: str, value: Any) -> Plan:
    """The plan with what stands at `path` replaced by `value` (as in its JSON; None takes it away).

    A corrected fact, with all its parts, is sure, and no sentence of the paper stands behind it any more.
    Raises KeyError for a path that the plan cannot have.
    """
    found = to_json(plan)
    *way, last = _steps(path)
    place: Any = found
    for step in way:
        place = place[step] if isinstance(step, str) else _nth(place, step, path)
    if isinstance(last, int):
        _nth(place, last, path)
        if value is None:
            return _without(plan, path)
        place[last] = value
    elif value is None:
        place.pop(last, None)
        if not way and last in ("dialogues", "milestones", "after"):
            place[last] = []
        if not way and last in ("survey", "publish"):
            place[last] = False
    else:
        place[last] = value
    found["sources"] = {at: said for at, said in plan.sources.items() if not _within(at, path)}
    found["unsure"] = [at for at in plan.unsure if not _within(at, path)]
    return from_json(found)


def _without(plan: Plan, path: str) -> Plan:
    """Take one of a list away; those behind it move up, with their sources."""
    stem, _, index = path[:-1].rpartition("[")
    found = to_json(plan)
    *way, last = _steps(stem)
    place: Any = found
    for step in way:
        place = place[step]
    del place[last][int(index)]

    def moved(at: str) -> str | None:
        match = re.match(re.escape(stem) + r"\[(\d+)\](.*)", at)
        if not match or int(match[1]) < int(index):
            return at
        return None if match[1] == index else f"{stem}[{int(match[1]) - 1}]{match[2]}"

    found["sources"] = {new: said for at, said in plan.sources.items() if (new := moved(at))}
    found["unsure"] = [new for at in plan.unsure if (new := moved(at))]
    return from_json(found)


def _steps(path: str) -> list[str | int]:
    steps: list[str | int] = [m[1] if m[1] else int(m[2]) for m in _STEP.finditer(path)]
    if not steps or isinstance(steps[0], int) or steps[0] not in _TOP:
        raise KeyError(path)
    return steps


def _nth(place: Any, index: int, path: str) -> Any:
    if not isinstance(place, list) or index >= len(place):
        raise KeyError(path)
    return place[index]


def _within(path: str, stem: str) -> bool:
    return path == stem or path.startswith((f"{stem}.", f"{stem}["))


_TOP = frozenset({*_WORDS, *_LISTS, "issued_on", "dialogues", "milestones", "after", "ad_hoc_dialogues", "survey",
                  "publish"})  # fmt: skip


def paths(plan: Plan) -> Iterator[str]:
    """The paths of all facts of `plan`, in the order of its JSON."""
    for name, value in to_json(plan).items():
        if name in ("sources", "unsure"):
            continue
        if name in ("dialogues", "milestones", "after"):
            for index, each in enumerate(value):
                yield from (f"{name}[{index}].{part}" for part in each)
        elif isinstance(value, list):
            yield from (f"{name}[{index}]" for index in range(len(value)))
        elif value is not False:
            yield name


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _given(**values: Any) -> dict[str, Any]:
    """Without what is None, empty or False; 0 counts as given."""
    return {name: value for name, value in values.items() if value is not None and value is not False and value != []}


def _dialogue_to_json(dialogue: PlannedDialogue) -> dict[str, Any]:
    least, most = dialogue.half_days or (None, None)
    return _given(
        unit=dialogue.unit,
        when=_when_to_json(dialogue.when) if dialogue.when else None,
        half_days=least if least == most else [least, most],
        venue=dialogue.venue,
        delegates_per_hamlet=dialogue.delegates_per_hamlet,
        audience=list(dialogue.audience),
        invited=list(dialogue.invited),
    )


def _dialogue_from_json(found: Mapping[str, Any]) -> PlannedDialogue:
    span: Any = found.get("half_days")
    least, most = span if isinstance(span, list) else (span, span)
    return PlannedDialogue(
        unit=found.get("unit"),
        when=_when_from_json(found["when"]) if "when" in found else None,
        venue=found.get("venue"),
        half_days=None if span is None else (least, most),
        delegates_per_hamlet=found.get("delegates_per_hamlet"),
        audience=tuple(found.get("audience", ())),
        invited=tuple(found.get("invited", ())),
    )


def _when_to_json(when: When) -> dict[str, Any]:
    return {
        "precision": when.precision.value,
        "from": when.first.isoformat() if when.first else None,
        "to": when.last.isoformat(),
        **_given(
            tentative=when.tentative,
            time=when.at.strftime("%H:%M") if when.at else None,
            part=when.part.value if when.part else None,
        ),
    }


def _when_from_json(found: Mapping[str, Any]) -> When:
    at, part = found.get("time"), found.get("part")
    return When(
        precision=Precision(found["precision"]),
        first=_day(found["from"]),
        last=date.fromisoformat(found["to"]),
        tentative=found.get("tentative", False),
        at=time.fromisoformat(at) if at else None,
        part=PartOfDay(part) if part else None,
    )


def _milestone_to_json(milestone: PlannedMilestone) -> dict[str, Any]:
    due, contact = milestone.due, milestone.contact
    return _given(
        what=milestone.what.value,
        responsible=milestone.responsible,
        to=milestone.to,
        via=milestone.via,
        due=_given(
            before=due.before.isoformat() if due.before else None,
            on=due.on.isoformat() if due.on else None,
            days_before=due.days_before,
            working_days=due.working,
        ),
        speaker_forms=milestone.speaker_forms,
        contact=contact is not None,
        contact_name=contact.name if contact else None,
        contact_phone=contact.phone if contact else None,
    )


def _milestone_from_json(found: Mapping[str, Any]) -> PlannedMilestone:
    due = found["due"]
    return PlannedMilestone(
        what=What(found["what"]),
        due=Due(_day(due.get("before")), _day(due.get("on")), due.get("days_before"), due.get("working_days", False)),
        responsible=found.get("responsible"),
        to=found.get("to"),
        via=found.get("via"),
        speaker_forms=found.get("speaker_forms", False),
        contact=Contact(found.get("contact_name"), found.get("contact_phone")) if found.get("contact") else None,
    )


def _aftermath_to_json(after: Aftermath) -> dict[str, Any]:
    return {
        "rule": after.rule.value,
        **_given(
            due=after.due,
            within_days=after.within_days,
            working_days=after.working,
            **{"from": after.start},
            must=after.must,
            to=list(after.to),
            where=after.where,
        ),
    }


def _aftermath_from_json(found: Mapping[str, Any]) -> Aftermath:
    return Aftermath(
        rule=Rule(found["rule"]),
        within_days=found.get("within_days"),
        working=found.get("working_days", False),
        start=found.get("from"),
        to=tuple(found.get("to", ())),
        must=found.get("must"),
        due=found.get("due"),
        where=found.get("where"),
    )
