"""Corrections of topics, remembered as words that a clerk may add to what points to them."""

from actions.desk import Desk
from domain.access import OnLexicon, check
from domain.lexicon import LexiconWord, WordState
from domain.petition import Petition
from domain.refusal import Refused
from understanding.topic import topics_of
from understanding.wording import new_phrases

# Words in use that are listed.
LISTED = 20


async def propose_words(desk: Desk, petition: Petition, topic: str) -> None:
    """The petition belongs to `topic`: what it says, and nothing yet points there by, is proposed."""
    commune = desk.commune
    phrases = new_phrases(petition.body, topics_of(commune.topics), topic, [hamlet.name for hamlet in commune.hamlets])
    await desk.uow.lexicon.propose(commune.id, topic, phrases, desk.now)


async def propose_words_of(desk: Desk, petition: Petition, department: str) -> None:
    """The petition belongs to `department`: where that has one topic alone, it is of that."""
    topics = [topic.key for topic in desk.commune.topics if topic.department == department]
    if len(topics) == 1 and topics[0] != petition.topic:
        await propose_words(desk, petition, topics[0])


async def next_word(desk: Desk) -> tuple[LexiconWord | None, int]:
    """The word that was proposed most often and is not decided yet, and how many there are."""
    check(desk.actor, OnLexicon.READ, desk.commune)
    found = await desk.uow.lexicon.in_state(desk.commune.id, WordState.PROPOSED, 1)
    counts = await desk.uow.lexicon.counts(desk.commune.id)
    return (found[0] if found else None), counts.get(WordState.PROPOSED, 0)


async def words_in_use(desk: Desk) -> list[LexiconWord]:
    check(desk.actor, OnLexicon.READ, desk.commune)
    return await desk.uow.lexicon.in_state(desk.commune.id, WordState.USED, LISTED)


async def decide_word(desk: Desk, word_id: int, *, use: bool) -> LexiconWord:
    """Use a word from now on, or no longer and never propose it again. Raises Refused for one that is unknown."""
    check(desk.actor, OnLexicon.DECIDE, desk.commune)
    state = WordState.USED if use else WordState.DROPPED
    word = await desk.uow.lexicon.decide(desk.commune.id, word_id, state, desk.actor.person, desk.now)
    if word is None:
        raise Refused("chat-button-incomplete")
    return word
