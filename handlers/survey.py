"""How content people are with a dialogue as a whole: one press, and a word if they like."""

from actions.dialogue import find_dialogue
from actions.survey import MAX_NOTE, rate_dialogue, say_why, survey_result
from domain.access import OnSurveys, check, may
from domain.dialogue import Dialogue
from domain.notice import Words, verbatim, words
from domain.satisfaction import FEWEST, Satisfaction
from domain.survey import HELD
from handlers.conversation.form import Facts, Filling, Form, Known, Line, Step
from handlers.conversation.reply import Reply, choice, say
from handlers.visit import Outcome, Visit, effect, form, outcome

NOTES_SHOWN = 20


@effect("survey.rate")
async def rate(visit: Visit) -> Outcome:
    dialogue_id, score = visit.number(0), visit.number(1)
    await rate_dialogue(visit.desk, dialogue_id, score)
    dialogue = await find_dialogue(visit.desk, dialogue_id)
    rows = (choice(f"survey.begin:{dialogue_id}", "rating-say-why"), choice("menu.show", "menu-button"))
    return outcome(say("survey-rated", *rows, title=dialogue.title, score=words(f"score-{score}")))


def _title(known: Known, filling: Filling) -> Facts:
    return {"title": filling.facts["title"]}


form(
    Form(
        name="survey",
        version=1,
        steps=(Step("why", ask="survey-ask-why", takes=Line(max_length=MAX_NOTE), facts=_title, judged=True),),
        finished="survey.submit",
    )
)


@effect("survey.begin", reads=True)
async def begin(visit: Visit) -> Outcome:
    dialogue = await find_dialogue(visit.desk, visit.number())
    return Outcome(begin=Filling("survey", 1, "", facts={"dialogue": dialogue.id, "title": dialogue.title}))


@effect("survey.submit")
async def submit(visit: Visit) -> Outcome:
    await say_why(visit.desk, visit.filling.facts["dialogue"], visit.filling.answers["why"])
    return outcome(say("survey-noted", choice("menu.show", "menu-button"), title=visit.filling.facts["title"]))


# ── what is told of it ────────────────────────────────────────────────────────────────────────────────────────


def satisfaction_words(found: Satisfaction, key: str = "") -> Words:
    """ "4,2 trên 5, 15 lượt, 80% hài lòng", or that too few have said something; of a group by its name."""
    if not found.is_told or found.average is None:
        return (
            words("satisfaction-few", name=key, fewest=FEWEST) if key else words("satisfaction-untold", fewest=FEWEST)
        )
    facts = {"average": found.average, "count": found.count, "content": found.content}
    return words("satisfaction-of", name=key, **facts) if key else words("satisfaction-told", **facts)


async def survey_lines(visit: Visit, dialogue: Dialogue) -> list[Words]:
    """A line on the page of a dialogue, for those who may read it; where nobody has said anything, none."""
    if dialogue.state not in HELD or not may(visit.desk.actor, OnSurveys.READ, visit.desk.commune):
        return []
    result = await survey_result(visit.desk, dialogue.id)
    if not result.satisfaction.is_told and not result.satisfaction.few:
        return []
    return [words("survey-line", told=satisfaction_words(result.satisfaction))]


@effect("survey.show", reads=True)
async def show(visit: Visit) -> Outcome:
    """The whole of it, with what was written, in no order and without names."""
    check(visit.desk.actor, OnSurveys.READ, visit.desk.commune)
    dialogue = await find_dialogue(visit.desk, visit.number())
    result = await survey_result(visit.desk, dialogue.id)
    lines = [words("survey-page", title=dialogue.title), satisfaction_words(result.satisfaction)]
    if result.notes:
        said = [verbatim(f"• {note}") for note in result.notes[:NOTES_SHOWN]]
        lines.append(words("lines", lines=[words("survey-notes"), *said]))
    else:
        lines.append(words("survey-notes-few", fewest=FEWEST))
    return outcome(Reply(tuple(lines), (choice(f"dialogue.show:{dialogue.id}", "form-back"),)))
