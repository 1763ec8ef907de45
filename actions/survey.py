"""The question after a dialogue: asked once of who took part, answered by a press, told only as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.desk import Desk
from domain.access import OnSurvey, OnSurveys, check
from domain.dialogue import Dialogue
from domain.notice import Choice, Notice, ToPerson, Urgency, words
from domain.refusal import Refused
from domain.satisfaction import FEWEST, Satisfaction, told
from domain.survey import ASKED_WITHIN, SurveySlip, asks_now
from understanding.redaction import redact

SCORES = (5, 4, 3, 2, 1)
MAX_NOTE = 500


@dataclass(frozen=True)
class SurveyResult:
    """What may be told of a dialogue's survey; `notes` are there only when there are enough to stay unknown."""

    satisfaction: Satisfaction
    notes: Sequence[str] = ()


async def ask_participants(desk: Desk, dialogue: Dialogue) -> int:
    """Ask everybody who took part and can be written to now; return how many. Each is asked once."""
    if not asks_now(dialogue, desk.now):
        return 0
    wanted = await desk.uow.surveys.to_ask(desk.commune.id, dialogue.id)
    told_in = await desk.uow.people.addressees(desk.commune.id, wanted)
    # A question that does not arrive is not worth a call.
    reached = [each.person for each in told_in if each.chat.is_open(desk.now)]
    asked = await desk.uow.surveys.ask(desk.commune.id, dialogue.id, reached, desk.now)
    for person in asked:
        desk.tell(
            Notice(
                ToPerson(person),
                (words("survey-ask", title=dialogue.title),),
                tuple(Choice(f"survey.rate:{dialogue.id}:{score}", words(f"score-{score}")) for score in SCORES),
                once=f"survey:{dialogue.id}:{person}",
                urgency=Urgency.REMINDER,
                expires_at=desk.now + ASKED_WITHIN,
            )
        )
    return len(asked)


async def rate_dialogue(desk: Desk, dialogue_id: int, score: int) -> SurveySlip:
    """Keep how content the actor is (1 to 5). Raises Refused for who was not asked."""
    if score not in SCORES:
        raise Refused("chat-button-incomplete")
    slip = await _own(desk, dialogue_id)
    await desk.uow.surveys.rate(slip, score, desk.now)
    return slip


async def say_why(desk: Desk, dialogue_id: int, note: str) -> None:
    slip = await _own(desk, dialogue_id)
    await desk.uow.surveys.say_why(slip, note)


async def _own(desk: Desk, dialogue_id: int) -> SurveySlip:
    slip = await desk.uow.surveys.find(desk.commune.id, dialogue_id, desk.actor.person)
    if slip is None:
        raise Refused("survey-refused-not-asked")
    check(desk.actor, OnSurvey.ANSWER, slip)
    return slip


async def survey_result(desk: Desk, dialogue_id: int) -> SurveyResult:
    """What is told to the office, the chair and the Front. Words come without names."""
    check(desk.actor, OnSurveys.READ, desk.commune)
    scores = await desk.uow.surveys.scores(desk.commune.id, dialogue_id)
    notes = await desk.uow.surveys.notes(desk.commune.id, dialogue_id)
    shown = [redact(note).text for note in notes] if len(notes) >= FEWEST else []
    return SurveyResult(told(scores), shown)
