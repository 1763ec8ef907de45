"""Every sentence a person reads: Fluent files per language, and the strict reader of them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentNone
from fluent.syntax import ast as ftl

from domain.commune import VIETNAM
from domain.notice import Words
from domain.text import fold

LANGUAGES = ("vi", "en")
FIRST = LANGUAGES[0]
_HERE = Path(__file__).parent
_LONG = 2000
# Greater numbers have marks between their digits, as the language has it.
WRITTEN_PLAINLY = 1000


class WordsMissing(LookupError):
    """No such sentence, or a fact it mentions was not given."""


def _local(moment: Any) -> Any:
    return moment.astimezone(VIETNAM) if isinstance(moment, datetime) else moment


def _day_words(language: str, day: date) -> str:
    return _weekdays(language)[day.isoweekday() - 1]


@cache
def _weekdays(language: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _fixed(language, "weekdays").split("|"))


@lru_cache(maxsize=1024)
def _long_day(language: str, day: date) -> str:
    return _bundle_text(language, "date-long", {"weekday": _day_words(language, day), "date": f"{day:%d/%m/%Y}"})


def _functions(language: str) -> dict[str, Any]:
    """How offices write dates and times: ``thứ Sáu, ngày 14/11/2025``, ``07:30``."""

    def _absent(value: Any) -> bool:
        return isinstance(value, FluentNone)

    def day(value: Any) -> Any:
        if _absent(value):
            return value
        local = _local(value)
        return _long_day(language, local.date() if isinstance(local, datetime) else local)

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


@dataclass(frozen=True)
class _Fact:
    """A place where a fact is put in, as it is or by a function."""

    name: str
    function: Callable[[Any], Any] | None = None


@cache
def _plain(language: str, id_: str) -> tuple[str | _Fact, ...] | None:
    """A sentence that is nothing but text with facts put in; None for one that chooses between words."""
    bundle = _bundle(language)
    pattern = bundle.get_message(id_).value if bundle.has_message(id_) else None
    found: list[str | _Fact] = []
    for element in getattr(pattern, "elements", ()):
        match element:
            case ftl.TextElement(value=text):
                found.append(text)
            case (ftl.StringLiteral() as literal) | ftl.Placeable(expression=ftl.StringLiteral() as literal):
                found.append(literal.parse()["value"])
            case ftl.Placeable(expression=ftl.VariableReference(id=fact)):
                found.append(_Fact(fact.name))
            case ftl.Placeable(
                expression=ftl.FunctionReference(
                    id=function, arguments=ftl.CallArguments(positional=[ftl.VariableReference(id=fact)], named=[])
                )
            ):
                found.append(_Fact(fact.name, _functions(language)[function.name]))
            case _:
                return None
    return tuple(found) or None


def _put_in(plain: tuple[str | _Fact, ...], facts: Mapping[str, Any], language: str) -> str | None:
    """The sentence, ten times as fast as by Fluent; None where Fluent has to say how a fact is written, or is wrong."""
    parts = []
    for part in plain:
        if isinstance(part, str):
            parts.append(part)
            continue
        value = facts.get(part.name)
        if part.function is not None and isinstance(value, date):
            parts.append(part.function(value))
        elif part.function is None and type(value) is str:
            parts.append(value)
        elif part.function is None and type(value) is int and 0 <= value < WRITTEN_PLAINLY:
            parts.append(str(value))
        elif part.function is None and type(value) is Words:
            parts.append(render(value, language))
        else:
            return None
    return "".join(parts)


def _bundle_text(language: str, id_: str, facts: Mapping[str, Any]) -> str:
    plain = _plain(language, id_)
    text = _put_in(plain, facts, language) if plain is not None else None
    return _by_fluent(language, id_, facts) if text is None else text


def _by_fluent(language: str, id_: str, facts: Mapping[str, Any]) -> str:
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
    plain = _plain(language, words.id)
    put_in = _put_in(plain, words.facts, language) if plain is not None else None
    if put_in is not None:
        return put_in
    facts = {k: v if type(v) is str else _fact(v, language) for k, v in words.facts.items()}
    # Fluent puts in no more than 2,500 characters at once, and people write more: a mark stands for what is long.
    marks = {k: f"\ue000{k}\ue001" for k, v in facts.items() if isinstance(v, str) and len(v) > _LONG}
    text = _by_fluent(language, words.id, facts | marks)
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
