"""Delegates: hamlet heads name whom their hamlet sends; clerks see the list and who is missing."""

from typing import Any

from actions.card import day_words, hamlet_of
from actions.delegate import delegate_list, name_delegates, wanted_from
from domain.delegate import read_names
from domain.dialogue import Dialogue
from domain.notice import Words, verbatim, words
from domain.refusal import Refused
from handlers.conversation.form import Filling, Form, Known, Line, OneOf, Problem, Step
from handlers.conversation.reply import Reply, choice, say
from handlers.petition import listed_dialogues, plain_dialogue
from handlers.speaker import own_hamlets, show_hamlet_key, show_listed_dialogue
from handlers.visit import Outcome, Visit, effect, form, outcome


def _names(text: str, known: Known) -> str:
    names = read_names(text)
    if not names:
        raise Problem(words("delegate-no-names"))
    return "\n".join(names)


def _show_names(known: Known, filling: Filling, value: Any) -> Words:
    return verbatim(", ".join(read_names(value)))


form(
    Form(
        name="delegates",
        version=1,
        steps=(
            Step("hamlet", ask="speaker-ask-hamlet", takes=OneOf(own_hamlets), label="petition-label-hamlet",
                 show=show_hamlet_key, when=lambda known, filling: len(known.actor.hamlets) > 1),
            Step("dialogue", ask="delegate-ask-dialogue", takes=OneOf(listed_dialogues), label="speaker-label-dialogue",
                 show=show_listed_dialogue),
            Step("names", ask="delegate-ask-names", takes=Line(max_length=2000, parse=_names),
                 label="delegate-label-names", show=_show_names),
        ),
        review="delegate-review",
        send="delegate-send",
        finished="delegate.named",
    )
)  # fmt: skip


@effect("delegate.begin")
async def begin(visit: Visit) -> Outcome:
    hamlets = visit.desk.actor.hamlets
    if not hamlets:
        raise Refused("access-refused-hamlet-head")
    wanted: dict[int, Dialogue] = {}
    for hamlet in hamlets:
        wanted |= {dialogue.id: dialogue for dialogue in await wanted_from(visit.desk, hamlet)}
    if not wanted:
        return outcome(say("delegate-none-wanted", choice("menu.show", "menu-button")))
    facts = {"dialogues": [plain_dialogue(dialogue) for dialogue in wanted.values()]}
    answers = {"dialogue": str(next(iter(wanted)))} if len(wanted) == 1 else {}
    lines = [
        words("delegate-wanted", title=d.title, day=day_words(d.day), limit=d.delegates_per_hamlet)
        for d in wanted.values()
    ]
    return outcome(Reply(tuple(lines)), begin=Filling("delegates", 1, "", answers, facts))


@effect("delegate.named")
async def named(visit: Visit) -> Outcome:
    answers = visit.filling.answers
    hamlet = answers.get("hamlet") or visit.desk.actor.hamlets[0]
    dialogue = await name_delegates(visit.desk, int(answers["dialogue"]), hamlet, read_names(answers["names"]))
    return outcome(
        say(
            "delegate-named", choice("delegate.begin", "delegate-change"), choice("menu.show", "menu-button"),
            title=dialogue.title, names=verbatim(", ".join(read_names(answers["names"]))),
            hamlet=hamlet_of(visit.desk.commune, hamlet),
        )
    )  # fmt: skip


@effect("delegate.list")
async def listed(visit: Visit) -> Outcome:
    dialogue, sent = await delegate_list(visit.desk, visit.number())
    head = words(
        "delegate-list", title=dialogue.title, limit=dialogue.delegates_per_hamlet or 0,
        count=sum(len(each.names) for each in sent), missing=sum(not each.names for each in sent),
    )  # fmt: skip
    lines = [
        words(
            "delegate-line" if each.names else "delegate-line-missing",
            hamlet=hamlet_of(visit.desk.commune, each.hamlet), names=verbatim(", ".join(each.names)),
        )
        for each in sent
    ]  # fmt: skip
    back = choice(f"dialogue.show:{dialogue.id}", "form-back")
    return outcome(Reply((head, words("lines", lines=lines)), (back,)))
