"""A whole turn: one step of the engine and the effects it asks for, inside one unit of work."""

from collections.abc import Sequence
from dataclasses import replace

from actions.desk import find_actor
from actions.gate import emergency_words, somebody_is_told
from domain.access import Actor
from domain.notice import Choice, Words, words
from domain.refusal import Refused
from handlers import (  # noqa: F401  # each registers its forms and effects
    announcement,
    answer,
    answer_template,
    calendar,
    call,
    closing,
    cluster,
    collation,
    commitment,
    conclusion,
    data_request,
    delegate,
    dialogue,
    dialogue_papers,
    escalation,
    extension,
    front,
    guide,
    hall,
    invitation,
    lexicon,
    link,
    menu,
    merge,
    milestone,
    mine,
    person,
    petition,
    plan,
    plan_question,
    publication,
    rating,
    report,
    role,
    speaker,
    support,
    survey,
    topic,
    transfer,
    welcome,
    work,
)
from handlers.conversation.event import Event, Said
from handlers.conversation.form import Known, Problem
from handlers.conversation.reply import Reply
from handlers.conversation.step import (
    Conversation,
    Effect,
    Taken,
    ask_again,
    begin,
    last_question,
    resume,
    say_in_form,
    set_aside,
    step,
)
from handlers.gate import warn_at_once, watch
from handlers.visit import EFFECTS, IN_GROUPS, READS, Outcome, Visit
from storage.person import Person

MAX_CHAIN = 6


async def take_turn(visit: Visit, event: Event) -> tuple[Conversation, list[Reply]]:
    """Take the step that `event` asks for; return the new state and what to say. Notices are left on the desk."""
    taken = warn_at_once(visit, event, step(visit.state, event, visit.known))
    state, said = await _carry_out(visit, taken, [])
    if visit.emergency:
        told = await somebody_is_told(visit.desk)
        said.insert(0, Reply(emergency_words(visit.desk.commune, visit.emergency, told=told)))
    return state, said


async def _carry_out(visit: Visit, taken: Taken, said: list[Reply]) -> tuple[Conversation, list[Reply]]:
    for _ in range(MAX_CHAIN):
        taken = watch(visit, taken)
        said.extend(taken.replies)
        if taken.effect is None:
            return taken.state, said
        visit.state, visit.effect = taken.state, taken.effect
        taken = await _run(visit, said)
    raise RuntimeError(f"effects lead in a circle: {visit.effect.name}")


async def _run(visit: Visit, said: list[Reply]) -> Taken:
    """Run one effect; what it refuses is undone and said in words."""
    name = visit.effect.name
    handler = EFFECTS.get(name) or EFFECTS["chat.unknown"]
    if visit.known.in_group and name in EFFECTS and name not in IN_GROUPS:
        name, handler = "chat.private", EFFECTS["chat.private"]
    before = len(visit.desk.notices)
    try:
        async with visit.step.attempt(reads=name in READS):
            found = await handler(visit)
    except Refused as refused:
        del visit.desk.notices[before:]
        return _refused(visit, refused)
    except Problem as problem:
        del visit.desk.notices[before:]
        return Taken(visit.state, (Reply((problem.words,)),))
    await _refresh(visit)
    return _after(visit, found, said)


def _refused(visit: Visit, refused: Refused) -> Taken:
    why = words(refused.code, **refused.facts)
    if visit.effect.filling is not None and visit.state.filling is not None and visit.effect.said is None:
        form = visit.known.forms.get(visit.state.filling.form)
        if form is not None and form.review is not None:
            # What was typed is still there: the review is shown again under the reason.
            return ask_again(visit.state, visit.known, why)
        return _sent_in_vain(visit, why)
    if visit.known.in_group or visit.state.filling is not None:
        return Taken(visit.state, (Reply((why,)),))
    return Taken(visit.state, (Reply((why,), (Choice("menu.show", words("menu-button")),)),))


def _sent_in_vain(visit: Visit, why: Words) -> Taken:
    """A form without a review was refused: what was written in it is not lost."""
    filling = visit.state.filling
    form = visit.known.forms.get(filling.form) if filling else None
    written = [value for value in filling.answers.values() if isinstance(value, dict)] if filling else []
    state = replace(visit.state, filling=None)
    if not written or form is None:
        return Taken(state, (Reply((why,)),), Effect("menu.show"))
    if len(form.steps) > 1:
        return ask_again(last_question(visit.state, visit.known), visit.known, why)
    loose = {key: [*state.loose.get(key, []), *written[0].get(key, [])] for key in ("parts", "files", "places")}
    return Taken(replace(state, loose=loose), (Reply((why,)),), Effect("petition.offer"))


def _after(visit: Visit, found: Outcome, said: list[Reply]) -> Taken:
    state = found.state or visit.state
    replies: Sequence[Reply] = found.replies
    if found.resume is not None:
        said.extend(replies)
        if found.resume < 0:
            return say_in_form(state, visit.effect.said or Said(), visit.known)
        return resume(state, found.resume, visit.known)
    finished = visit.effect.filling is not None and visit.effect.said is None
    if finished:
        state = replace(state, filling=None)
    if found.begin is not None:
        said.extend(replies)
        return begin(state, found.begin, visit.known)
    if found.again and state.filling is not None:
        said.extend(replies)
        return ask_again(state, visit.known, *found.again)
    if not found.goes_on and not finished:
        state, kept = set_aside(state, visit.known)
        replies = (*kept, *replies)
    if found.then is not None:
        name, _, arguments = found.then.partition(":")
        return Taken(state, tuple(replies), Effect(name, tuple(a for a in arguments.split(":") if a)))
    return Taken(state, tuple(replies))


async def _refresh(visit: Visit) -> None:
    """What an effect changed about the person is known to the next."""
    people = visit.desk.uow.people
    changed, given = people.changed, people.given
    people.changed, people.given = None, False
    if changed is not None and (changed.commune_id, changed.id) == (visit.person.commune_id, visit.person.id):
        visit.person = changed
    elif not given:
        return
    if given and visit.person.id:
        grants = await people.grants(visit.person.commune_id, visit.person.id)
        visit.desk.actor = await find_actor(visit.desk.uow, visit.desk.commune, visit.person.id, grants)
    visit.known = know(visit.known, visit.desk.actor, visit.person)


def know(known: Known, actor: Actor, someone: Person) -> Known:
    return replace(
        known,
        actor=actor,
        name=someone.name,
        hamlet=someone.hamlet,
        consented=someone.consented_at is not None,
    )
