"""Every sentence a person reads: Fluent files per language, and the strict reader of them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentNone

from domain.commune import VIETNAM
from domain.notice import Words
from domain.text import fold

LANGUAGES = ("vi", "en")
FIRST = LANGUAGES[0]
_HERE = Path(__file__).parent
_LONG = 2000


class WordsMissing(LookupError):
    """No such sentence, or a fact it mentions was not given."""


def _local(moment: Any) -> Any:
    return moment.astimezone(VIETNAM) if isinstance(moment, datetime) else moment


def _day_words(language: str, day: date) -> str:
    return _weekdays(language)[day.isoweekday() - 1]


@cache
def _weekdays(language: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _fixed(language, "weekdays").split("|"))


def _functions(language: str) -> dict[str, Any]:
    """How offices write dates and times: ``thứ Sáu, ngày 14/11/2025``, ``07:30``."""

    def _absent(value: Any) -> bool:
        return isinstance(value, FluentNone)

    def day(value: Any) -> Any:
        if _absent(value):
            return value
        local = _local(value)
        return _bundle_text(
            language, "date-long", {"weekday": _day_words(language, local), "date": f"{local:%d/%m/%Y}"}
        )

    def short_day(value: Any) -> Any:
        return value if _absent(value) else f"{_local(value):%d/%m/%Y}"

    def at_time(value: Any) -> Any:
        return value if _absent(value) else f"{_local(value):%H:%M}"

    return {"DAY": day, "DATE": short_day, "TIME": at_time}


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], functions=_functions(language), use_isolating=False)
    for file in sorted((_HERE / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle


def _bundle_text(language: str, id_: str, facts: Mapping[str, Any]) -> str:
    bundle = _bundle(language)
    if not bundle.has_message(id_):
        raise WordsMissing(f"{language}: {id_}")
    message = bundle.get_message(id_)
    if message.value is None:
        raise WordsMissing(f"{language}: {id_} has no text")
    text, errors = bundle.format_pattern(message.value, dict(facts))
    if errors:
        raise WordsMissing(f"{language}: {id_}: {errors[0]}")
    return str(text)


@cache
def _fixed(language: str, id_: str) -> str:
    return _bundle_text(language, id_, {})


def render(words: Words, language: str) -> str:
    """Return the sentence in `language` ("vi" or "en"). Raises WordsMissing."""
    if words.id == "verbatim":
        return str(words.facts["text"])
    if words.id == "lines":
        return "\n".join(render(line, language) for line in words.facts["lines"])
    if not words.facts:
        return _fixed(language, words.id)
    facts = {k: _fact(v, language) for k, v in words.facts.items()}
    # Fluent puts in no more than 2,500 characters at once, and people write more: a mark stands for what is long.
    marks = {k: f"\ue000{k}\ue001" for k, v in facts.items() if isinstance(v, str) and len(v) > _LONG}
    text = _bundle_text(language, words.id, facts | marks)
    for k, mark in marks.items():
        text = text.replace(mark, facts[k])
    return text


def _fact(value: Any, language: str) -> Any:
    if isinstance(value, Words):
        return render(value, language)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, list | tuple):
        return ", ".join(str(_fact(part, language)) for part in value)
    if value is None:
        raise WordsMissing("a fact is None")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def render_all(lines: Iterable[Words], language: str, between: str = "\n\n") -> str:
    return between.join(render(line, language) for line in lines)


@cache
def typed(language: str) -> Mapping[str, str]:
    """What people type for a button, folded: ``{"quay lai": "back", …}``, from the messages ``typed-…``."""
    found: dict[str, str] = {}
    for spoken in dict.fromkeys((language, *LANGUAGES)):
        for id_ in ids(spoken):
            if id_.startswith("typed-"):
                for word in _fixed(spoken, id_).split(","):
                    found.setdefault(fold(word), id_.removeprefix("typed-").replace("_", "."))
    return found


@cache
def ids(language: str) -> tuple[str, ...]:
    """The ids of all messages of a language."""
    pattern = re.compile(r"^([a-z][a-z0-9_-]*) *=", re.MULTILINE)
    return tuple(
        id_ for file in sorted((_HERE / language).glob("*.ftl")) for id_ in pattern.findall(file.read_text("utf-8"))
    )
