"""After an answer: how satisfied its author is, and its end when nobody has asked again."""

from actions.desk import Desk
from actions.record import NOBODY, find_petition, note
from domain.access import OnPetition
from domain.answer import may_close
from domain.petition import EntryKind, Petition, PetitionState
from domain.refusal import Refused

RATED_IN = frozenset({PetitionState.ANSWERED, PetitionState.CLOSED})


async def rate_answer(desk: Desk, code: str, score: int) -> Petition:
    """Keep how satisfied the author is (1 to 5); the last word counts."""
    petition = await _answered(desk, code)
    petition = await desk.uow.petitions.change(petition, score=score, rated_at=desk.now)
    await note(desk, petition, EntryKind.RATED, str(score))
    return petition


async def say_why(desk: Desk, code: str, text: str) -> Petition:
    """A word of the author's with the score that was given."""
    petition = await _answered(desk, code)
    if petition.score is None:
        raise Refused("rating-refused-no-score", {"code": code})
    petition = await desk.uow.petitions.change(petition, score_note=text)
    await note(desk, petition, EntryKind.RATED_WHY, text)
    return petition


async def _answered(desk: Desk, code: str) -> Petition:
    petition = await find_petition(desk, code, OnPetition.RATE, lock=True)
    if petition.state not in RATED_IN:
        raise Refused("petition-refused-not-answered", {"code": code})
    return petition


async def close(desk: Desk, petition: Petition) -> Petition:
    """It is over, whatever came of it: the outcome stays. What may not be closed yet is left as it is."""
    if not may_close(petition, desk.now, desk.commune.answering.again_within_days):
        return petition
    petition = await desk.uow.petitions.change(petition, state=PetitionState.CLOSED.value, closed_at=desk.now)
    await note(desk, petition, EntryKind.CLOSED, by=NOBODY)
    return petition
