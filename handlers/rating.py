"""How satisfied the author is with an answer: one press, and a word if they like."""

from actions.rating import RATED_IN, rate_answer, say_why
from domain.access import OnPetition, may
from domain.answer import POOR, SCORES
from domain.calendar import day_of
from domain.clock import again_until
from domain.notice import words
from domain.petition import Petition
from domain.refusal import Refused
from handlers.conversation.form import Facts, Filling, Form, Known, Line, Step
from handlers.conversation.reply import Choice, choice, say
from handlers.visit import Outcome, Visit, effect, form, outcome


def rating_choices(visit: Visit, petition: Petition) -> list[Choice]:
    """The question again, as long as it was not answered, and the way back to the office."""
    if not may(visit.desk.actor, OnPetition.RATE, petition) or petition.state not in RATED_IN:
        return []
    rows = [] if petition.score is not None else score_choices(petition.code)
    return [*rows, *_again(visit, petition)]


def _again(visit: Visit, petition: Petition) -> list[Choice]:
    until = again_until(petition, visit.desk.commune.answering.again_within_days)
    open_to_it = until is not None and day_of(visit.desk.now) <= until
    return [choice(f"again.begin:{petition.code}", "answer-ask-again")] if open_to_it else []


def score_choices(code: str) -> list[Choice]:
    return [choice(f"answer.rate:{code}:{score}", f"score-{score}") for score in SCORES]


@effect("answer.rate")
async def rate(visit: Visit) -> Outcome:
    code, score = visit.argument(0), visit.number(1)
    if score not in SCORES:
        raise Refused("chat-button-incomplete")
    petition = await rate_answer(visit.desk, code, score)
    again = _again(visit, petition) if score <= POOR else []
    rows = (*again, choice(f"rating.begin:{code}", "rating-say-why"), choice("menu.show", "menu-button"))
    facts = {"code": code, "score": words(f"score-{score}")}
    if score > POOR:
        return outcome(say("answer-rated-well", *rows, **facts))
    return outcome(say("answer-rated-poor" if again else "answer-rated-closed", *rows, **facts))


def _code_facts(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"]}


form(
    Form(
        name="rating",
        version=1,
        steps=(Step("why", ask="rating-ask-why", takes=Line(max_length=500), facts=_code_facts, judged=True),),
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
