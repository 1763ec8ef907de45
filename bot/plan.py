"""What was understood of a plan, as lines for whoever reads it on the command line."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.plan import Plan, to_json

_SECTIONS = {
    "The paper": ("title", "number", "issued_on", "issuer", "signed_by", "commune_kind", "commune", "district",
                  "province", "year", "legal_bases"),
    "Chairs": ("chairs",),
    "Dialogues": ("dialogues",),
    "Topics": ("topics",),
    "Programme": ("programme",),
    "Until when": ("milestones",),
    "Afterwards": ("after", "supervisor", "minutes_by", "conclusion_by", "opinions_by", "ad_hoc_dialogues", "survey",
                   "publish"),
}  # fmt: skip
_PARTS = ("dialogues", "milestones", "after")
_ALWAYS = ("chairs", "issuer", "commune", "year", "dialogues")


def page(plan: Plan) -> Iterator[str]:
    """Sections; under each fact the sentence it was taken from, once."""
    found = to_json(plan)
    for section, names in _SECTIONS.items():
        lines = [line for name in names for line in _lines(plan, name, found.get(name))]
        if lines:
            yield f"── {section} " + "─" * (76 - len(section))
            yield from lines
            yield ""


def _lines(plan: Plan, name: str, value: Any) -> Iterator[str]:
    if value is None or value == []:
        if name in _ALWAYS or not plan.sure(name):
            yield f"{_words(name)}: not found"
    elif name in _PARTS:
        if not plan.sure(name):
            yield f"{_words(name)}: there may be more  (not sure)"
            yield f"    “{plan.source(name)}”"
        for index, each in enumerate(value):
            yield from _part(plan, f"{name}[{index}]", f"{index + 1}.", each)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _fact(plan, f"{name}[{index}]", f"{_words(name)} {index + 1}", each)
    elif value is not False:
        yield from _fact(plan, name, _words(name), value)


def _fact(plan: Plan, path: str, label: str, value: Any) -> Iterator[str]:
    yield f"{label}: {_shown(value)}{_doubt(plan, path)}"
    source = plan.source(path)
    if source and source.rstrip(".;") != _shown(value):
        yield f"    “{source}”"


def _part(plan: Plan, path: str, mark: str, found: dict[str, Any]) -> Iterator[str]:
    said: list[str] = []
    for name, value in found.items():
        yield f"{mark or ' ' * 2} {_words(name)}: {_shown(value)}{_doubt(plan, f'{path}.{name}') or _doubt(plan, path)}"
        mark = ""
        source = plan.source(f"{path}.{name}")
        if source and source not in said:
            said.append(source)
    for name in ("unit", "when", "venue", "responsible"):
        if name not in found and not plan.sure(f"{path}.{name}"):
            yield f"   {_words(name)}: not found"
    for source in said:
        yield f"    “{source}”"


def _doubt(plan: Plan, path: str) -> str:
    return "" if plan.sure(path) else "  (not sure)"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _shown(value: Any) -> str:
    match value:
        case {"precision": _}:
            return _when(value)
        case {"before": day}:
            return f"before {_date(day)}"
        case {"on": day}:
            return f"by {_date(day)}"
        case {"days_before": days}:
            return f"{days} {'working ' if value.get('working_days') else ''}days before the dialogue"
        case [int(least), int(most)]:
            return f"{least} to {most}"
        case list():
            return "; ".join(str(each) for each in value)
        case True:
            return "yes"
        case _:
            return str(value)


def _when(when: dict[str, Any]) -> str:
    first, last = when["from"], when["to"]
    if first is None:
        days = f"until {_date(last)}"
    elif first == last:
        days = _date(last)
    else:
        days = f"{_date(first)} to {_date(last)} ({when['precision']})"
    hour = f"{when['time']} " if "time" in when else f"{when['part']} of " if "part" in when else ""
    return f"{hour}{days}{', tentative' if when.get('tentative') else ''}"


def _date(day: str) -> str:
    return f"{date.fromisoformat(day):%d/%m/%Y}"
