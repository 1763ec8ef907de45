"""The topic of a petition: why it is that, and its correction by a clerk."""

from actions.record import find_petition
from actions.topic import correct_topic, why_topic
from domain.access import OnPetition, may
from domain.notice import Words, verbatim
from domain.petition import Petition
from domain.text import shorten
from handlers.conversation.form import Facts, Filling, Form, Known, OneOf, Step
from handlers.conversation.reply import Choice, choice, say
from handlers.visit import Outcome, Visit, effect, form, outcome
from handlers.work import MORE, belongs_here


def topic_choices(visit: Visit, petition: Petition) -> list[Choice]:
    rows = []
    if may(visit.desk.actor, OnPetition.READ_WORK, petition):
        rows.append(choice(f"topic.why:{petition.code}", "topic-why"))
    if petition.is_open and may(visit.desk.actor, OnPetition.SORT, petition):
        rows.append(choice(f"topic.begin:{petition.code}", "topic-correct"))
    return rows


MORE.append(topic_choices)


@effect("topic.why", in_group=True, reads=True)
async def why(visit: Visit) -> Outcome:
    """The words by which a petition belongs to its topic."""
    code = visit.argument()
    if visit.known.in_group and not await belongs_here(visit, code):
        return Outcome(then="chat.private")
    petition, suggestion = await why_topic(visit.desk, code)
    topic = visit.desk.commune.topic(petition.topic).name
    back = choice(f"work.show:{petition.code}", "card-back", code=petition.code)
    if suggestion is None:
        return outcome(say("topic-because-chosen", back, topic=topic))
    because = [verbatim(word) for word in suggestion.because]
    return outcome(say("topic-because", back, topic=topic, words=because))


# ── correcting ────────────────────────────────────────────────────────────────────────────────────────────────


def _others(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(each.key, verbatim(each.name)) for each in known.commune.topics if each.key != filling.facts["topic"]]


def _ask(known: Known, filling: Filling) -> Facts:
    facts = filling.facts
    return {"code": facts["code"], "topic": known.commune.topic(facts["topic"]).name, "body": facts["body"]}


form(
    Form(
        name="topic",
        version=1,
        steps=(Step("topic", ask="topic-ask", takes=OneOf(_others), facts=_ask),),
        finished="topic.submit",
        drafted=False,
    )
)


@effect("topic.begin")
async def begin(visit: Visit) -> Outcome:
    petition = await find_petition(visit.desk, visit.argument(), OnPetition.SORT)
    facts = {"code": petition.code, "topic": petition.topic, "body": shorten(petition.body, 200) or "…"}
    return Outcome(begin=Filling("topic", 1, "", facts=facts))


@effect("topic.submit")
async def submit(visit: Visit) -> Outcome:
    petition = await correct_topic(visit.desk, visit.filling.facts["code"], visit.filling.answers["topic"])
    commune = visit.desk.commune
    return outcome(
        say(
            "topic-corrected", choice(f"work.show:{petition.code}", "petition-open", code=petition.code),
            choice("lexicon.show", "lexicon"), code=petition.code, topic=commune.topic(petition.topic).name,
            department=commune.department(petition.department).name,
        )
    )  # fmt: skip
