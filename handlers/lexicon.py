"""The words that corrections propose: a clerk looks at one after the other."""

from actions.lexicon import decide_word, next_word, words_in_use
from domain.access import OnLexicon, may
from domain.lexicon import WordState
from domain.notice import words
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.visit import Outcome, Visit, effect, outcome


async def lexicon_rows(visit: Visit) -> list[Choice]:
    """The way to the words, for who decides about them, where there are any."""
    if not may(visit.desk.actor, OnLexicon.DECIDE, visit.desk.commune):
        return []
    counts = await visit.desk.uow.lexicon.counts(visit.desk.commune.id)
    if not counts.get(WordState.PROPOSED) and not counts.get(WordState.USED):
        return []
    return [choice("lexicon.show", "clerk-lexicon", count=counts.get(WordState.PROPOSED, 0))]


@effect("lexicon.show", reads=True)
async def show_next(visit: Visit) -> Outcome:
    """One proposed word after the other, those of most corrections first."""
    word, left = await next_word(visit.desk)
    rows = [choice("lexicon.used", "lexicon-used"), choice("petitions.show", "form-back")]
    if word is None:
        return outcome(Reply((words("lexicon-none"),), tuple(rows)))
    topic = visit.desk.commune.topic(word.topic).name
    rows = [
        choice(f"lexicon.use:{word.id}", "lexicon-use"),
        choice(f"lexicon.drop:{word.id}", "lexicon-drop"),
        *rows,
    ]
    line = words("lexicon-ask", word=word.word, topic=topic, count=word.count, left=left)
    return outcome(Reply((line,), tuple(rows)))


@effect("lexicon.use")
async def use(visit: Visit) -> Outcome:
    word = await decide_word(visit.desk, visit.number(), use=True)
    topic = visit.desk.commune.topic(word.topic).name
    return outcome(say("lexicon-now-used", word=word.word, topic=topic), then="lexicon.show")


@effect("lexicon.drop")
async def drop(visit: Visit) -> Outcome:
    word = await decide_word(visit.desk, visit.number(), use=False)
    return outcome(say("lexicon-dropped", word=word.word), then="lexicon.show")


@effect("lexicon.used", reads=True)
async def show_used(visit: Visit) -> Outcome:
    """What the commune has added, to be taken back."""
    found = await words_in_use(visit.desk)
    back = choice("lexicon.show", "form-back")
    if not found:
        return outcome(say("lexicon-none-used", back))
    commune = visit.desk.commune
    lines = [words("lexicon-line", word=each.word, topic=commune.topic(each.topic).name) for each in found]
    rows = [choice(f"lexicon.drop:{each.id}", "lexicon-take-back", word=each.word) for each in found]
    return outcome(Reply((words("lexicon-list"), words("lines", lines=lines)), (*rows, back)))
