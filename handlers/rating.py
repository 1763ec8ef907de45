"""How satisfied the author is with an answer: one press, and a word if they like."""

from actions.rating import RATED_IN, rate_answer, say_why
from domain.access import OnPetition, may
from domain.answer import POOR, SCORES
from domain.notice import words
from domain.petition import Petition
from domain.refusal import Refused
from handlers.conversation.form import Facts, Filling, Form, Known, Line, Step
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.visit import Outcome, Visit, effect, form, outcome


def rating_choices(visit: Visit, petition: Petition) -> list[Choice]:
    """The question again, as long as it was not answered, and the way back to the office."""
    if not may(visit.desk.actor, OnPetition.RATE, petition) or petition.state not in RATED_IN:
        return []
    rows = [choice(f"again.begin:{petition.code}", "answer-ask-again")]
    return rows if petition.score is not None else [*score_choices(petition.code), *rows]


def score_choices(code: str) -> list[Choice]:
    return [choice(f"answer.rate:{code}:{score}", f"score-{score}") for score in SCORES]


@effect("answer.rate")
async def rate(visit: Visit) -> Outcome:
    code, score = visit.argument(0), visit.number(1)
    if score not in SCORES:
        raise Refused("chat-button-incomplete")
    await rate_answer(visit.desk, code, score)
    poor = score <= POOR
    again = [choice(f"again.begin:{code}", "answer-ask-again")] if poor else []
    rows = (*again, choice(f"rating.begin:{code}", "rating-say-why"), choice("menu.show", "menu-button"))
    return outcome(
        Reply((words(f"answer-rated-{'poor' if poor else 'well'}", code=code, score=words(f"score-{score}")),), rows)
    )


def _code_facts(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"]}


form(
    Form(
        name="rating",
        version=1,
        steps=(Step("why", ask="rating-ask-why", takes=Line(max_length=500), facts=_code_facts),),
        finished="rating.submit",
    )
)


@effect("rating.begin", reads=True)
async def begin(visit: Visit) -> Outcome:
    return Outcome(begin=Filling("rating", 1, "", facts={"code": visit.argument()}))


@effect("rating.submit")
async def submit(visit: Visit) -> Outcome:
    code = visit.filling.facts["code"]
    await say_why(visit.desk, code, visit.filling.answers["why"])
    return outcome(say("rating-noted", choice("menu.show", "menu-button"), code=code))
