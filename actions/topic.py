"""The topic of a petition: why it was suggested, and its correction by a clerk."""

from actions.desk import Desk
from actions.lexicon import propose_words
from actions.record import check_open, find_petition, note
from actions.transfer import hand_over
from domain.access import OnPetition
from domain.petition import EntryKind, Petition
from domain.refusal import Refused
from understanding.spelling import read
from understanding.topic import Suggestion, topics_of


async def correct_topic(desk: Desk, code: str, topic: str) -> Petition:
    """A clerk files it under another topic, and with that one's department unless it was passed on by hand before.

    Its clock goes on, and what it says is remembered for the lexicon. Raises Refused for what is answered already.
    """
    petition = await find_petition(desk, code, OnPetition.SORT, lock=True)
    check_open(petition)
    wanted = desk.commune.topic(topic)
    if not wanted.department or topic == petition.topic:
        raise Refused("topic-refused-same", {"code": code})
    follows = petition.department == desk.commune.topic(petition.topic).department
    petition = await desk.uow.petitions.change(petition, topic=topic)
    await note(desk, petition, EntryKind.SORTED, wanted.name)
    if follows and petition.department != wanted.department:
        petition = await hand_over(desk, petition, wanted.department, EntryKind.MOVED, wanted.name)
    await propose_words(desk, petition, topic)
    return petition


async def why_topic(desk: Desk, code: str) -> tuple[Petition, Suggestion | None]:
    """The petition, and how far what it says points to its topic; None where nothing does."""
    petition = await find_petition(desk, code, OnPetition.READ)
    found = topics_of(desk.commune.topics).suggest(read(petition.body), len(desk.commune.topics))
    return petition, next((each for each in found if each.topic == petition.topic and each.because), None)
