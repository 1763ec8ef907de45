"""One step of a conversation: ``step(state, event, known) -> Taken``.

  ┌────────── idle ◄──────────────────────────────┐
  │ begin                                 sent,   │ left off (kept as draft)
  ▼                                       dropped │
asking ──answer──► asking … ──last──► reviewing ──┘
  ▲  └─back─┘                            │
  └──────────── correct one ─────────────┘
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from domain.access import Role
from domain.invitation import read_code as read_invitation
from domain.link import read_code as read_link
from domain.notice import Choice, Words, words
from domain.text import clean, fold, has_words, shorten
from handlers.conversation.event import (
    Chose,
    Command,
    Edited,
    Event,
    Joined,
    Left,
    Moved,
    Said,
    SharedContact,
    SharedPlace,
    Unreadable,
)
from handlers.conversation.form import Filling, Form, Known, Line, OneOf, Problem, SomeOf, Step, Written
from handlers.conversation.meaning import at_large, in_form, numbered, typed_work
from handlers.conversation.reply import Reply

REVIEW = "@review"
MAX_DRAFTS = 5
MAX_GIVEN_UP = 1000
# Letters from which a text is more than a greeting or a wrong answer.
WORTH_KEEPING = 20
# Letters from which a part of a label may stand for it.
SHORTEST_PART = 3
WELCOMES = {"yes": "welcome.agree", "no": "welcome.refuse"}
# Commands that need nothing to be stored of a person.
ANSWERS_TO_LINK = ("link.take", "link.leave")
BEFORE_CONSENT = ("start", "language", "ngonngu", "help", "trogiup", "ketnoi", "connect")


@dataclass(frozen=True)
class Conversation:
    """The state of one chat; plain values only.

    `screen` numbers the questions asked, so that a button of an older one is known; `menu` is what was offered
    last, as shown, so that numbers and words can stand for buttons; `listed` says that it was shown with numbers;
    `loose` is text that belongs to no form yet; `wrong` are moments at which codes were typed that link nothing;
    `held` is what may be no opinion and waits for a word of its author.
    """

    screen: int = 0
    menu: tuple[tuple[str, str], ...] = ()
    listed: bool = False
    filling: Filling | None = None
    drafts: tuple[Filling, ...] = ()
    loose: dict[str, Any] = field(default_factory=dict)
    album: str | None = None
    payload: str = ""
    wrong: tuple[float, ...] = ()
    held: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Effect:
    """Something to be done in the world: the name of a handler, and what it was told."""

    name: str
    arguments: tuple[str, ...] = ()
    filling: Filling | None = None
    said: Said | None = None


@dataclass(frozen=True)
class Taken:
    state: Conversation
    replies: tuple[Reply, ...] = ()
    effect: Effect | None = None


def step(state: Conversation, event: Event, known: Known) -> Taken:
    """Take one step. Never raises for anything a person may send."""
    match event:
        case Left() | Joined():
            return Taken(state, effect=Effect("chat.left" if isinstance(event, Left) else "chat.joined"))
        case Moved():
            return Taken(state, effect=Effect("chat.moved", (event.address,)))
        case Command():
            return _commanded(state, event, known)
        case Said(text=text) if text.startswith("/") and len(text) < 200 and text[1:2].isalpha():
            name, _, argument = text[1:].partition(" ")
            return _commanded(state, Command(name.partition("@")[0].lower(), argument.strip()), known)
    if isinstance(event, Said) and (work := _typed_work(state, event, known)):
        return Taken(state, effect=work)
    if known.in_group and not _is_to_us(state, event, known):
        return Taken(state)
    if not known.consented and not known.in_group:
        return _before_consent(state, event, known)
    return _heard(state, event, known)


def _is_to_us(state: Conversation, event: Event, known: Known) -> bool:
    """Whether what is said in a group is meant for the bot: its name, a press, a reply, a change to what it keeps.

    Where nothing can be pressed, whoever has a form under way presses by saying a number or the word alone.
    """
    if isinstance(event, Said):
        return event.named or event.reply_to is not None or _presses_by_word(state, event, known)
    return isinstance(event, Chose) or (isinstance(event, Edited) and state.filling is not None)


def _presses_by_word(state: Conversation, said: Said, known: Known) -> bool:
    if not state.listed or state.filling is None or said.files:
        return False
    typed = fold(said.text)
    asks_for_text = _asks_for_text(_form(state, known))
    pressed = numbered(state.menu, typed, known.typed) or in_form(
        state.menu, state.screen, typed, known.typed, asks_for_text=asks_for_text
    )
    return pressed is not None


def _typed_work(state: Conversation, said: Said, known: Known) -> Effect | None:
    """An officer's short form with a code in front: the way to work where there are no buttons.

    In a group a short form is meant for the bot by what it is; a code with other words only when the bot is named.
    """
    work = typed_work(said.text, known.typed, known.commune.code_prefix)
    if work is None or not (work.meaning or (known.in_group and said.named)):
        return None
    if not known.in_group:
        is_staff = bool(known.actor.departments) or known.actor.has(Role.CLERK)
        if not (known.consented and is_staff) or _asks_for_text(_form(state, known)):
            return None
    return Effect("work.typed", (work.code, work.meaning), None, replace(said, text=work.text, reply_to=None))


def _heard(state: Conversation, event: Event, known: Known) -> Taken:
    if isinstance(event, Chose):
        return _chose(state, event.key, known)
    if isinstance(event, Edited):
        return _edited(state, event, known)
    if isinstance(event, Said) and event.album and event.album == state.album and state.filling is not None:
        return _rest_of_album(state, event, known)
    if isinstance(event, Said):
        state = replace(state, album=event.album)
        if event.reply_to:
            return Taken(state, effect=Effect("chat.replied", (event.reply_to,), state.filling, event))
        key = _meant(state, event, known)
        if key:
            return _chose(state, key, known)
    if state.filling is not None:
        return _answer(state, event, known)
    if known.in_group:
        return Taken(state, effect=Effect("work.unclear"))
    return _loose(state, event)


def say_in_form(state: Conversation, event: Said, known: Known) -> Taken:
    """Go on with `event` as if it had not been a reply to an older message."""
    if known.in_group and state.filling is None:
        return Taken(state)
    return _heard(state, replace(event, reply_to=None), known)


# ── beginning, going on, leaving off ──────────────────────────────────────────────────────────────────────────


def begin(state: Conversation, filling: Filling, known: Known) -> Taken:
    """Start `filling`; a form under way is kept as a draft. The steps already answered are not asked again."""
    state, kept = set_aside(state, known)
    form = known.forms[filling.form]
    filling = replace(filling, version=form.version, began=filling.began or known.now.isoformat())
    filling = _at_next(form, filling, known)
    taken = _ask(replace(state, filling=filling), known)
    return replace(taken, replies=(*kept, *taken.replies)) if kept else taken


def set_aside(state: Conversation, known: Known) -> tuple[Conversation, tuple[Reply, ...]]:
    """Keep the form under way as a draft when anything was typed into it."""
    filling = state.filling
    if filling is None:
        return state, ()
    form = known.forms.get(filling.form)
    if form is None or not form.worth_keeping(filling):
        return replace(state, filling=None), ()
    drafts = (filling, *state.drafts)
    given_up = [words("form-kept-no-longer", text=_written(each)) for each in drafts[MAX_DRAFTS:]]
    return replace(state, filling=None, drafts=drafts[:MAX_DRAFTS]), (Reply((words("form-kept"), *given_up)),)


def _written(filling: Filling) -> str:
    """What was typed into a form, as far as a message shows it: whoever wrote it can copy it."""
    texts: list[str] = []
    for value in filling.answers.values():
        if isinstance(value, Mapping):
            texts += [part["text"] for part in value.get("parts", ())]
    return shorten("\n".join(texts), MAX_GIVEN_UP) or "…"


def resume(state: Conversation, index: int, known: Known) -> Taken:
    """Go on with draft `index`; an unknown form or one that changed is asked anew where it has to be."""
    if not 0 <= index < len(state.drafts):
        return Taken(state, (Reply((words("form-draft-gone"),)),))
    draft = state.drafts[index]
    state = replace(state, drafts=(*state.drafts[:index], *state.drafts[index + 1 :]))
    return begin(state, replace(draft, correcting=False), known)


def ask_again(state: Conversation, known: Known, *before: Words) -> Taken:
    """Show the question of the form under way once more, after `before`."""
    taken = _ask(state, known)
    if not taken.replies:
        return replace(taken, replies=(Reply(before),)) if before else taken
    first, *rest = taken.replies
    return replace(taken, replies=(replace(first, lines=(*before, *first.lines)), *rest))


def last_question(state: Conversation, known: Known) -> Conversation:
    """The state with the form under way at its last question, answered by pressing, once more."""
    found = _form(state, known)
    if found is None:
        return state
    form, filling = found
    last = [s for s in form.open_steps(known, filling) if s.key in filling.answers][-1]
    answers = {key: value for key, value in filling.answers.items() if key != last.key or last.takes.free}
    return replace(state, filling=replace(filling, step=last.key, answers=answers))


def _form(state: Conversation, known: Known) -> tuple[Form, Filling] | None:
    filling = state.filling
    if filling is None or filling.form not in known.forms:
        return None
    form = known.forms[filling.form]
    if filling.version != form.version or not (filling.step == REVIEW or form.has_step(filling.step)):
        answers = {key: value for key, value in filling.answers.items() if form.has_step(key)}
        filling = _at_next(form, replace(filling, version=form.version, answers=answers), known)
    if filling.step != REVIEW and not form.step(filling.step).when(known, filling):
        # What was asked is known by now, e.g. from another chat of the same person.
        filling = _at_next(form, filling, known)
    return form, filling


def _at_next(form: Form, filling: Filling, known: Known) -> Filling:
    for candidate in form.open_steps(known, filling):
        takes = candidate.takes
        part = isinstance(takes, Written) and not takes.is_enough(filling.answers.get(candidate.key))
        if candidate.key not in filling.answers or (part and filling.answers[candidate.key] is not None):
            return replace(filling, step=candidate.key, correcting=False, shows_all=False)
    return replace(filling, step=REVIEW, correcting=False, shows_all=False)


def _ask(state: Conversation, known: Known) -> Taken:
    found = _form(state, known)
    if found is None:
        return Taken(replace(state, filling=None), (Reply((words("form-draft-gone"),)),), Effect("menu.show"))
    form, filling = found
    if filling.step == REVIEW and form.review is None:
        return Taken(replace(state, filling=filling), (), Effect(form.finished, (), filling))
    look = None if filling.step == REVIEW else form.step(filling.step).look
    if look and (effect := look(known, filling)):
        return Taken(replace(state, filling=filling), (), Effect(effect, (), filling))
    screen = state.screen + 1
    if filling.step == REVIEW:
        lines, choices = _review(form, filling, known)
    else:
        current = form.step(filling.step)
        here = (words("group-reply-here"),) if known.in_group and current.takes.free else ()
        lines = (Words(current.ask, current.facts(known, filling)), *here)
        offered = list(current.takes.choices(known, filling, filling.answers.get(current.key)))
        choices = [*offered, *_navigation(form, current, filling, known)]
    keyed = tuple(Choice(f"{screen}.{c.key}", c.label) for c in choices)
    return Taken(replace(state, screen=screen, filling=filling), (Reply(lines, keyed, about=_about(filling)),))


def _about(filling: Filling) -> str | None:
    """The petition a form is about: a reply to any of its questions means that one."""
    code = filling.facts.get("code")
    return code if isinstance(code, str) else None


def _review(form: Form, filling: Filling, known: Known) -> tuple[tuple[Words, ...], list[Choice]]:
    shown = [
        words("form-answer", label=words(s.label), answer=s.show(known, filling, filling.answers[s.key]))
        for s in form.open_steps(known, filling)
        if s.key in filling.answers and s.reviewed
    ]
    choices = [
        Choice("@send", words(form.send)),
        Choice("@correct", words("form-correct")),
        Choice("@cancel", words("form-cancel")),
    ]
    return (Words(form.review or "", form.about(known, filling)), words("lines", lines=shown)), choices


def _navigation(form: Form, current: Step, filling: Filling, known: Known) -> list[Choice]:
    rows = []
    if current.skip and current.key not in filling.answers:
        rows.append(Choice("@skip", words(current.skip)))
    if filling.correcting and isinstance(current.takes, Written) and filling.answers.get(current.key):
        rows.append(Choice("@rewrite", words("form-rewrite")))
    if not filling.correcting and isinstance(current.takes, Line) and filling.answers.get(current.key):
        rows.append(Choice("@keep", words("form-keep")))
    steps = form.open_steps(known, filling)
    if filling.correcting or steps[0].key != current.key:
        rows.append(Choice("@back", words("form-back")))
    return [*rows, Choice("@cancel", words("form-cancel"))]


# ── what was meant ────────────────────────────────────────────────────────────────────────────────────────────


def _meant(state: Conversation, said: Said, known: Known) -> str | None:
    """The key of the button that typed text stands for, or None where it is text."""
    typed = fold(said.text)
    if not typed or said.files:
        return None
    found = _form(state, known)
    asks_for_text = _asks_for_text(found)
    # Where free text is asked too, a number is text, unless it was said that numbers choose.
    if (state.listed or not asks_for_text) and (key := numbered(state.menu, typed, known.typed)):
        return key
    labels = [(key, fold(label)) for key, label in state.menu]
    for key, label in labels:
        if label == typed:
            return key
    if found is None:
        return at_large(state.menu, typed, known.typed)
    if key := in_form(state.menu, state.screen, typed, known.typed, asks_for_text=asks_for_text):
        return key
    if asks_for_text:
        return None
    meaning = known.typed.get(typed, "")
    if "." in meaning:
        return meaning
    near = [key for key, label in labels if typed in label] if len(typed) >= SHORTEST_PART else []
    return near[0] if len(near) == 1 else None


def _asks_for_text(found: tuple[Form, Filling] | None) -> bool:
    return found is not None and found[1].step != REVIEW and found[0].step(found[1].step).takes.free


def _commanded(state: Conversation, command: Command, known: Known) -> Taken:
    if not known.consented and not known.in_group and command.name not in BEFORE_CONSENT:
        return Taken(state, effect=Effect("welcome.show"))
    return Taken(state, effect=Effect(f"command.{command.name}", (command.argument,) if command.argument else ()))


def _chose(state: Conversation, key: str, known: Known) -> Taken:
    screen, dot, rest = key.partition(".")
    if dot and screen.isdecimal():
        # Only what is on the newest screen may be pressed: other keys would lead where the form is not.
        offered = any(key == shown for shown, _ in state.menu)
        if state.filling is None or screen != str(state.screen) or not offered:
            return _outdated(state, known)
        return _pressed(state, rest, known)
    if key.startswith("chat."):
        # These say what a channel vouches for, e.g. whose telephone number it is; a button cannot.
        return Taken(state, effect=Effect("chat.unknown"))
    return Taken(state, effect=_named(key))


def _outdated(state: Conversation, known: Known) -> Taken:
    if state.filling is not None:
        return ask_again(state, known, words("form-old-button"))
    return Taken(state, (Reply((words("form-old-button"),)),), Effect("menu.show"))


def _pressed(state: Conversation, key: str, known: Known) -> Taken:
    found = _form(state, known)
    if found is None:
        return _outdated(state, known)
    form, filling = found
    state = replace(state, filling=filling)
    match key:
        case "@cancel":
            return _cancel(state, form, filling, known)
        case "@back":
            return _ask(replace(state, filling=_back(form, filling, known)), known)
        case "@send" if filling.step == REVIEW:
            return Taken(state, effect=Effect(form.finished, (), filling))
        case "@correct" if filling.step == REVIEW:
            return _offer_corrections(state, form, filling, known)
        case "@rewrite" if filling.step != REVIEW:
            answers = {k: v for k, v in filling.answers.items() if k != filling.step}
            return _ask(replace(state, filling=replace(filling, answers=answers)), known)
        case "@keep" if filling.step in filling.answers:
            return _advance(state, form, filling, known)
        case "@all":
            return _ask(replace(state, filling=replace(filling, shows_all=True)), known)
        case "@why" if filling.step != REVIEW and (why := _why(form, filling, known)):
            return ask_again(state, known, why)
    if key.startswith("@step-") and form.has_step(key.removeprefix("@step-")):
        corrected = replace(filling, step=key.removeprefix("@step-"), correcting=True, shows_all=True)
        return _ask(replace(state, filling=corrected), known)
    if filling.step == REVIEW:
        return _outdated(state, known)
    current = form.step(filling.step)
    value = filling.answers.get(current.key)
    takes = current.takes
    if key == "@skip" and current.skip:
        return _advance(state, form, filling.answered(current.key, None), known)
    if key == "@done" and isinstance(takes, SomeOf):
        return _advance(state, form, filling.answered(current.key, value or []), known)
    if key == "@done" and isinstance(takes, Written) and takes.is_enough(value):
        return _advance(state, form, filling, known)
    if isinstance(takes, OneOf | Line):
        chosen = takes.chosen(key, known, filling)
        if chosen is not None:
            return _advance(state, form, filling.answered(current.key, chosen), known)
    if isinstance(takes, SomeOf):
        some = takes.chosen(key, known, filling, value)
        if some is not None:
            return _ask(replace(state, filling=filling.answered(current.key, some)), known)
    return _outdated(state, known)


def _why(form: Form, filling: Filling, known: Known) -> Words | None:
    takes = form.step(filling.step).takes
    return takes.why(known, filling) if isinstance(takes, OneOf) and takes.why else None


def _advance(state: Conversation, form: Form, filling: Filling, known: Known) -> Taken:
    then = form.step(filling.step).then
    after = then(known, filling) if then else filling
    if after.step == filling.step:
        after = _at_next(form, after, known)
    return _ask(replace(state, filling=after), known)


def _back(form: Form, filling: Filling, known: Known) -> Filling:
    leave = form.step(filling.step).leave if filling.step != REVIEW else None
    if filling.correcting or leave:
        return _at_next(form, leave(known, filling) if leave else filling, known)
    steps = form.open_steps(known, filling)
    keys = [s.key for s in steps]
    position = len(keys) if filling.step == REVIEW else keys.index(filling.step)
    previous = keys[max(position - 1, 0)]
    # What was typed stays; what was pressed is pressed again.
    stays = form.step(previous).takes.free
    kept = {k: v for k, v in filling.answers.items() if k != previous or stays}
    return replace(filling, step=previous, answers=kept, shows_all=False)


def _cancel(state: Conversation, form: Form, filling: Filling, known: Known) -> Taken:
    state, kept = set_aside(state, known)
    if kept:
        choices = (
            Choice("draft.resume:0", words("draft-resume")),
            Choice("draft.drop:0", words("draft-drop")),
            Choice("menu.show", words("menu-button")),
        )
        return Taken(state, (Reply((*kept[0].lines, words("form-left-off")), choices),))
    return Taken(state, (Reply((words("form-cancelled"),)),), _named(form.left(filling) if form.left else "menu.show"))


def _named(key: str) -> Effect:
    """What a key of a button names, with its arguments."""
    name, _, arguments = key.partition(":")
    return Effect(name, tuple(a for a in arguments.split(":") if a))


def _offer_corrections(state: Conversation, form: Form, filling: Filling, known: Known) -> Taken:
    screen = state.screen + 1
    rows = [
        Choice(f"{screen}.@step-{s.key}", words(s.label))
        for s in form.open_steps(known, filling)
        if s.key in filling.answers and s.reviewed
    ]
    rows.append(Choice(f"{screen}.@back", words("form-back")))
    # Going back from here shows the review again: nothing is asked anew.
    filling = replace(filling, correcting=True)
    return Taken(
        replace(state, screen=screen, filling=filling),
        (Reply((words("form-what-to-correct"),), tuple(rows)),),
    )


# ── answers ───────────────────────────────────────────────────────────────────────────────────────────────────


def _answer(state: Conversation, event: Event, known: Known) -> Taken:
    found = _form(state, known)
    if found is None:
        return _ask(state, known)
    form, filling = found
    state = replace(state, filling=filling)
    if isinstance(event, Unreadable):
        return ask_again(state, known, words(event.why))
    if isinstance(event, SharedContact):
        return ask_again(state, known, words("form-no-contact-here"))
    current = form.step(filling.step) if filling.step != REVIEW else None
    if current is None or not current.takes.free:
        return _spill(state, form, filling, current, event, known)
    try:
        value = current.takes.take(event, known, filling, filling.answers.get(current.key))
    except Problem as problem:
        kept = None if isinstance(current.takes, Written) else _beside(state, event, known)
        return _with_kept(kept, known, problem.words) if kept else ask_again(state, known, problem.words)
    filling = filling.answered(current.key, value)
    if current.takes.is_complete(value):
        kept = _beside(state, replace(event, text=""), known) if isinstance(event, Said) else None
        taken = _advance(kept or state, form, filling, known)
        if kept:
            return _offering_kept(_after_saying(taken, words("form-kept-beside")))
        unwanted = isinstance(event, Said) and (event.files or event.troubles)
        return _after_saying(taken, words("form-no-files-here")) if unwanted else taken
    if isinstance(current.takes, SomeOf):
        return _ask(replace(state, filling=filling), known)
    return _received(replace(state, filling=filling), current, value, known, _troubles(event))


def _beside(state: Conversation, event: Event, known: Known) -> Conversation | None:
    """The state with what the question cannot take kept beside its form; None where there is nothing of the kind."""
    files = isinstance(event, SharedPlace) or (isinstance(event, Said) and bool(event.files))
    kept = keep_loose(state, event) if files and not known.in_group else state
    return None if kept is state else kept


def _with_kept(kept: Conversation, known: Known, *before: Words) -> Taken:
    return _offering_kept(ask_again(kept, known, words("form-kept-beside"), *before))


def _offering_kept(taken: Taken) -> Taken:
    """With a button that leads to what was kept."""
    first, *rest = taken.replies
    offered = (*first.choices, Choice("petition.offer", words("form-see-kept")))
    return replace(taken, replies=(replace(first, choices=offered), *rest))


def _troubles(event: Event) -> tuple[Words, ...]:
    """Why files that came with a message could not be taken."""
    return tuple(words(trouble, name=name) for trouble, name in getattr(event, "troubles", ()))


def _after_saying(taken: Taken, line: Words) -> Taken:
    if not taken.replies:
        return replace(taken, replies=(Reply((line,)),))
    first, *rest = taken.replies
    return replace(taken, replies=(replace(first, lines=(line, *first.lines)), *rest))


def _rest_of_album(state: Conversation, event: Said, known: Known) -> Taken:
    """Take it in silence, because the first part was answered, unless something is wrong with it."""
    taken = _answer(state, event, known)
    before, after = state.filling, taken.state.filling
    unchanged = before is None or after is None or before.answers == after.answers
    unchanged = unchanged and taken.state.loose == state.loose
    if taken.effect or unchanged or event.troubles:
        return taken
    # The buttons that are shown stay good.
    return Taken(replace(taken.state, screen=state.screen))


def _received(state: Conversation, current: Step, value: Any, known: Known, before: Sequence[Words]) -> Taken:
    """Confirm a part of an answer that may have more parts."""
    assert state.filling is not None
    screen = state.screen + 1
    form = known.forms[state.filling.form]
    noted = words("form-noted", parts=len(value["parts"]), files=len(value["files"]), places=len(value["places"]))
    choices = [
        *current.takes.choices(known, state.filling, value),
        *_navigation(form, current, state.filling, known),
    ]
    keyed = tuple(Choice(f"{screen}.{c.key}", c.label) for c in choices)
    return Taken(replace(state, screen=screen), (Reply((*before, noted), keyed, about=_about(state.filling)),))


def _spill(
    state: Conversation, form: Form, filling: Filling, current: Step | None, event: Event, known: Known
) -> Taken:
    """Text typed where a button is asked for: added to the form's long text where it has one."""
    target = (current.spill if current else None) or next((s.spill for s in form.steps if s.spill), None)
    says_something = isinstance(event, SharedPlace) or (
        isinstance(event, Said) and (event.files or len(fold(event.text)) > 2)
    )
    if target is None and isinstance(event, Said) and not known.in_group and read_invitation(event.text):
        # Somebody who was given a code to type types it wherever they are.
        return Taken(state, effect=Effect("invitation.typed", (event.text.strip(),)))
    if isinstance(event, Said) and not known.in_group and _links(event):
        return Taken(state, effect=Effect("link.typed", (event.text.strip(),)))
    if target is None or not says_something or target not in filling.answers:
        beside = _beside(state, event, known)
        if beside:
            return _with_kept(beside, known, *_troubles(event), words("form-choose-one"))
        if target is None and len(fold(getattr(event, "text", ""))) > WORTH_KEEPING and not known.in_group:
            kept = keep_loose(state, event)
            if kept is not state:
                return ask_again(kept, known, *_troubles(event), words("form-kept-aside"), words("form-choose-one"))
        return ask_again(state, known, *_troubles(event), words("form-choose-one"))
    try:
        value = form.step(target).takes.take(event, known, filling, filling.answers.get(target))
    except Problem as problem:
        return ask_again(state, known, problem.words)
    state = replace(state, filling=filling.answered(target, value))
    return ask_again(state, known, *_troubles(event), words("form-added"))


def _edited(state: Conversation, event: Edited, known: Known) -> Taken:
    """A message changed after it was sent: the copy that is kept of it changes with it."""
    text = clean(event.text)
    try:
        changed = with_edit(state, event.ref, text, known) if has_words(text) else None
    except Problem as problem:
        return Taken(state, (Reply((problem.words,)),))
    if changed is not None:
        return Taken(changed, (Reply((words("form-edited"),)),))
    return Taken(state, effect=Effect("chat.edited", (event.ref,), None, Said(text, ref=event.ref)))


def with_edit(state: Conversation, ref: str, text: str, known: Known) -> Conversation | None:
    """The state with message `ref` in its new words; None when it is not kept here. Raises `Problem`."""
    for filling in (*((state.filling,) if state.filling else ()), *state.drafts):
        form = known.forms.get(filling.form)
        for key, value in filling.answers.items() if form else ():
            takes = form.step(key).takes if form and form.has_step(key) else None
            edited = _edited_parts(value, ref, text, takes.max_length if isinstance(takes, Written) else 0)
            if edited is None:
                continue
            new = filling.answered(key, edited)
            if filling is state.filling:
                return replace(state, filling=new)
            return replace(state, drafts=tuple(new if draft is filling else draft for draft in state.drafts))
    loose = _edited_parts(state.loose, ref, text, Written().max_length)
    return None if loose is None else replace(state, loose=loose)


def _edited_parts(value: Any, ref: str, text: str, most: int) -> dict[str, Any] | None:
    parts = value.get("parts", []) if isinstance(value, dict) else []
    if all(part["ref"] != ref for part in parts):
        return None
    changed = [{**part, "text": text} if part["ref"] == ref else part for part in parts]
    length = sum(len(part["text"]) for part in changed)
    if length > most:
        raise Problem(words("form-too-long", length=length, most=most))
    return {**value, "parts": changed}


# ── outside forms ─────────────────────────────────────────────────────────────────────────────────────────────


def keep_loose(state: Conversation, event: Event) -> Conversation:
    """Keep what was sent outside a form, so that it can be sent as an opinion; what cannot be taken is left out."""
    with suppress(Problem):
        return _with_loose(state, event)
    return state


def _with_loose(state: Conversation, event: Event) -> Conversation:
    """Raises `Problem`."""
    loose = state.loose or {"parts": [], "files": [], "places": []}
    if isinstance(event, Said | SharedPlace):
        loose = {**loose, **Written(needs_text=False).take(event, _NOBODY, _NOTHING, loose)}
    return replace(state, loose=loose)


def _links(event: Said) -> bool:
    """Whether it is nothing but a code that links this chat with another of the same person."""
    return not event.files and read_link(event.text) is not None


def _loose(state: Conversation, event: Event) -> Taken:
    match event:
        case Unreadable():
            return Taken(state, (Reply((words(event.why),)),), Effect("menu.show"))
        case SharedContact():
            return Taken(state, effect=Effect("chat.contact", (event.phone, "own" if event.own else "")))
        case Said(text=text) if _links(event):
            return Taken(state, effect=Effect("link.typed", (text.strip(),)))
        case Said() if not has_words(event.text) and not event.files:
            return Taken(state, (Reply(_troubles(event) or (words("chat-unread"),)),), Effect("menu.show"))
        case Said():
            silent = event.album is not None and event.album == state.loose.get("album")
            try:
                kept = _with_loose(state, event)
            except Problem as problem:
                return Taken(state, (Reply((problem.words,)),))
            kept = replace(kept, loose={**kept.loose, "album": event.album})
            troubles = (Reply(_troubles(event)),) if event.troubles else ()
            return Taken(kept, troubles, None if silent else Effect("petition.offer", said=event))
        case _:
            return Taken(keep_loose(state, event), effect=Effect("petition.offer"))


def _before_consent(state: Conversation, event: Event, known: Known) -> Taken:
    if isinstance(event, Chose):
        if event.key.startswith(("welcome.", "language.")) or event.key.partition(":")[0] in ANSWERS_TO_LINK:
            return Taken(state, effect=_named(event.key))
        return Taken(state, effect=Effect("welcome.show"))
    if isinstance(event, Said):
        typed = fold(event.text)
        meaning = known.typed.get(typed, "")
        meaning = WELCOMES.get(meaning, meaning)
        if _links(event):
            return Taken(state, effect=Effect("link.typed", (event.text.strip(),)))
        asked = dict(zip(("welcome.agree", "welcome.refuse"), _asked_to_link(state), strict=False)).get(meaning)
        if asked:
            return _before_consent(state, Chose(asked), known)
        if meaning.startswith("welcome."):
            return Taken(state, effect=Effect(meaning))
        labelled = next((key for key, label in state.menu if fold(label) == typed), None)
        key = numbered(state.menu, typed, known.typed) or labelled
        if key:
            return _before_consent(state, Chose(key), known)
        code = read_invitation(event.text)
        if code:
            state = replace(state, payload=f"i-{code.replace('-', '')}")
        elif (has_words(event.text) and not meaning) or event.files:
            return _kept_before_consent(state, event)
        elif event.troubles:
            return Taken(state, (Reply(_troubles(event)),), Effect("welcome.show"))
    if isinstance(event, SharedPlace):
        return _kept_before_consent(state, event)
    return Taken(state, effect=Effect("welcome.show"))


def _asked_to_link(state: Conversation) -> list[str]:
    """The buttons that are yes and no while it is asked whether to link; none otherwise."""
    return [key for name in ANSWERS_TO_LINK for key, _ in state.menu if key.partition(":")[0] == name]


def _kept_before_consent(state: Conversation, event: Said | SharedPlace) -> Taken:
    try:
        kept, why = _with_loose(state, event), _troubles(event)
    except Problem as problem:
        kept, why = state, (problem.words,)
    return Taken(kept, (Reply(why),) if why else (), Effect("welcome.show"))


_NOTHING = Filling("", 0, "")
_NOBODY: Known = None  # type: ignore[assignment]  # Written does not look at who writes
