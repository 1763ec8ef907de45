"""Forms declared as data: steps that ask, and what each takes for an answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from domain.access import Actor
from domain.commune import Commune
from domain.notice import Choice, Words, words
from domain.petition import MAX_ATTACHMENTS, MAX_BODY
from domain.text import clean, has_words
from handlers.conversation.event import Event, Said, SharedPlace

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """What is known about the person and the moment while a step is taken.

    `typed` maps folded words people type ("quay lai", "huy") to what they mean ("back", "cancel").
    """

    commune: Commune
    actor: Actor
    now: datetime
    name: str | None
    hamlet: str | None
    consented: bool
    in_group: bool
    typed: Mapping[str, str]
    forms: Mapping[str, "Form"]


@dataclass(frozen=True)
class Filling:
    """A form being filled in: plain values only, so that it survives as JSON.

    `facts` were looked up when it began (options, defaults); `correcting` returns to the review after one answer.
    """

    form: str
    version: int
    step: str
    answers: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    correcting: bool = False
    shows_all: bool = False
    began: str = ""

    def answered(self, key: str, value: Any) -> "Filling":
        return replace(self, answers={**self.answers, key: value})


@dataclass(eq=False)
class Problem(Exception):
    """The answer cannot be taken; `words` say why and what to do."""

    words: Words


class Takes(Protocol):
    """A kind of answer."""

    @property
    def free(self) -> bool:
        """Whether typed text is the answer itself, so that "1" stays text."""
        ...

    def choices(self, known: Known, filling: Filling, value: Any) -> Sequence[Choice]: ...

    def take(self, event: Event, known: Known, filling: Filling, value: Any) -> Any:
        """Return the new value; raise `Problem`."""
        ...

    def is_complete(self, value: Any) -> bool:
        """Whether the form moves on after this value without being told."""
        ...


Option = tuple[str, Words]
Options = Callable[[Known, Filling], Sequence[Option]]


@dataclass(frozen=True)
class OneOf:
    """One of several options, by button, number or name; `shortlist` shows the likeliest first.

    `why` says, when asked, why these.
    """

    options: Options
    shortlist: Options | None = None
    free: bool = False
    why: Callable[[Known, Filling], Words | None] | None = None

    def choices(self, known: Known, filling: Filling, value: Any) -> Sequence[Choice]:
        if self.shortlist and not filling.shows_all:
            short = self.shortlist(known, filling)
            if short:
                why = [Choice("@why", words("form-why"))] if self.why and self.why(known, filling) else []
                return [*(Choice(k, label) for k, label in short), *why, Choice("@all", words("form-show-all"))]
        return [Choice(k, label) for k, label in self.options(known, filling)]

    def take(self, event: Event, known: Known, filling: Filling, value: Any) -> Any:
        raise Problem(words("form-choose-one"))

    def chosen(self, key: str, known: Known, filling: Filling) -> str | None:
        return key if key in {k for k, _ in self.options(known, filling)} else None

    def is_complete(self, value: Any) -> bool:
        return True


@dataclass(frozen=True)
class SomeOf:
    """Any number of options, pressed one after another; pressing again takes back."""

    options: Options
    free: bool = False

    def choices(self, known: Known, filling: Filling, value: Any) -> Sequence[Choice]:
        chosen = set(value or ())
        rows = [
            Choice(k, words("form-chosen", option=label) if k in chosen else label)
            for k, label in self.options(known, filling)
        ]
        return [*rows, Choice("@done", words("form-done" if chosen else "form-none-of-these"))]

    def take(self, event: Event, known: Known, filling: Filling, value: Any) -> Any:
        raise Problem(words("form-choose-one"))

    def chosen(self, key: str, known: Known, filling: Filling, value: Any) -> list[str] | None:
        if key not in {k for k, _ in self.options(known, filling)}:
            return None
        return [k for k in (value or []) if k != key] if key in (value or []) else [*(value or []), key]

    def is_complete(self, value: Any) -> bool:
        return False


@dataclass(frozen=True)
class Line:
    """One short text, e.g. a name; `parse` may turn it into something else or raise `Problem`."""

    max_length: int = 200
    parse: Callable[[str, Known], Any] | None = None
    suggestions: Options | None = None
    free: bool = True

    def choices(self, known: Known, filling: Filling, value: Any) -> Sequence[Choice]:
        return [Choice(k, label) for k, label in self.suggestions(known, filling)] if self.suggestions else ()

    def take(self, event: Event, known: Known, filling: Filling, value: Any) -> Any:
        if not isinstance(event, Said) or not event.text:
            raise Problem(words("form-write-text"))
        text = clean(event.text)
        if not has_words(text):
            raise Problem(words("form-write-text"))
        if len(text) > self.max_length:
            raise Problem(words("form-too-long", length=len(text), most=self.max_length))
        return self.parse(text, known) if self.parse else " ".join(text.split())

    def chosen(self, key: str, known: Known, filling: Filling) -> str | None:
        if self.suggestions and key in {k for k, _ in self.suggestions(known, filling)}:
            return key
        return None

    def is_complete(self, value: Any) -> bool:
        return True


@dataclass(frozen=True)
class Written:
    """Any number of messages, files and places, until told that it is all.

    The value is ``{"parts": [{"ref", "text"}], "files": [{"sha256", "name", "kind", "size"}],
    "places": [[lat, lon]]}``, with files also ``"beside"``: the position of the part each came with or after.
    """

    max_length: int = MAX_BODY
    max_files: int = MAX_ATTACHMENTS
    needs_text: bool = False
    free: bool = True

    def choices(self, known: Known, filling: Filling, value: Any) -> Sequence[Choice]:
        return [Choice("@done", words("form-go-on"))] if self.is_enough(value) else []

    def is_enough(self, value: Any) -> bool:
        if not value:
            return False
        return bool(value["parts"]) or (not self.needs_text and bool(value["files"]))

    def take(self, event: Event, known: Known, filling: Filling, value: Any) -> Any:
        value = value or {"parts": [], "files": [], "places": []}
        if isinstance(event, SharedPlace):
            return {**value, "places": [*value["places"], [event.latitude, event.longitude]][-5:]}
        if not isinstance(event, Said):
            raise Problem(words("form-write-or-send"))
        text = clean(event.text)
        if event.troubles and not event.files and not has_words(text):
            trouble, name = event.troubles[0]
            raise Problem(words(trouble, name=name))
        if not event.files and not has_words(text):
            raise Problem(words("form-write-or-send"))
        length = sum(len(part["text"]) for part in value["parts"]) + len(text)
        if length > self.max_length:
            raise Problem(words("form-too-long", length=length, most=self.max_length))
        if len(value["files"]) + len(event.files) > self.max_files:
            raise Problem(words("form-too-many-files", most=self.max_files))
        parts = [*value["parts"], {"ref": event.ref, "text": text}] if has_words(text) else value["parts"]
        files = [{"sha256": f.sha256, "name": f.name, "kind": f.kind, "size": f.size} for f in event.files]
        taken = {**value, "parts": parts, "files": [*value["files"], *files]}
        if files:
            taken["beside"] = [*value.get("beside", ()), *[len(parts) - 1] * len(files)]
        return taken

    def is_complete(self, value: Any) -> bool:
        return False


def no_facts(known: Known, filling: Filling) -> Facts:
    return {}


def shown_as_text(known: Known, filling: Filling, value: Any) -> Words:
    return words("form-not-given") if value in (None, "", []) else Words("verbatim", {"text": str(value)})


def always(known: Known, filling: Filling) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """One question. `ask` and `facts` make the sentence; `show` makes the answer's line in the review."""

    key: str
    ask: str
    takes: Takes
    label: str = ""
    show: Callable[[Known, Filling, Any], Words] = shown_as_text
    facts: Callable[[Known, Filling], Facts] = no_facts
    when: Callable[[Known, Filling], bool] = always
    skip: str | None = None
    # Where text goes that is typed while a button is asked for: nothing typed is lost.
    spill: str | None = None
    # What follows from the answer for the rest of the form; another step in the filling is asked next.
    then: Callable[[Known, Filling], Filling] | None = None
    # A step beside the way: going back from it is leaving it.
    leave: Callable[[Known, Filling], Filling] | None = None
    # Whether the answer has a line in the review and can be corrected from there.
    reviewed: bool = True
    # Whether what is written here is judged before it is filed or shown: it may be no opinion at all.
    judged: bool = False
    # The effect that looks up what has to be known before this is asked, and begins the form again with it; None when
    # it is known.
    look: Callable[[Known, Filling], str | None] | None = None


@dataclass(frozen=True)
class Form:
    """Steps in order, a review, and the name of the effect that runs when it is sent.

    A form with `review` None is small enough to run as soon as its last question is answered.
    `drafted` False: begun anew as quickly as gone on with, so leaving it keeps nothing.
    `left` is the key of what stopping leads to; without it that is the main page.
    """

    name: str
    version: int
    steps: tuple[Step, ...]
    finished: str
    review: str | None = None
    send: str = "form-send"
    about: Callable[[Known, Filling], Facts] = no_facts
    drafted: bool = True
    left: Callable[[Filling], str] | None = None

    def step(self, key: str) -> Step:
        return next(step for step in self.steps if step.key == key)

    def has_step(self, key: str) -> bool:
        return any(step.key == key for step in self.steps)

    def worth_keeping(self, filling: Filling) -> bool:
        """Whether anything was written into it that would have to be written again."""
        return self.drafted and any(step.takes.free and filling.answers.get(step.key) for step in self.steps)

    def open_steps(self, known: Known, filling: Filling) -> list[Step]:
        return [step for step in self.steps if step.when(known, filling)]
