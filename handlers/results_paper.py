"""The published results as a paper, in the commune's language: made of what everybody reads, of nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from actions.card import hamlet_of
from documents.official import Meeting, Recipients, Signature
from documents.report import Rated
from documents.results import PublishedResults, ResultItem, ResultState
from domain.commune import VIETNAM, Commune
from domain.conclusion import NoticeLayout
from domain.notice import words
from domain.publication import PublicDialogue, PublicItem, PublicState
from handlers.papers import head_of, on_paper, unit_name


def results_paper(
    commune: Commune, dialogue: PublicDialogue, items: Sequence[PublicItem], today: date, address: str
) -> PublishedResults:
    """The notice of results, without number and signature: who issues it on paper writes them in."""
    title = dialogue.title or on_paper(words("publication-apart"))
    front = on_paper(words("paper-recipient-front", unit=unit_name(commune)))
    held = datetime.combine(dialogue.held_on, time(12), VIETNAM) if dialogue.held_on else None
    return PublishedResults(
        head=replace(head_of(commune, NoticeLayout.STATE), day=today),
        meeting=Meeting(title, held, dialogue.venue),
        items=tuple(_item(commune, item, today) for item in items if not item.is_withdrawn),
        recipients=Recipients((front,), on_paper(words("paper-archive-state"))),
        signature=Signature("…", "…"),
        rated=Rated(dialogue.rated, dialogue.average) if dialogue.rated is not None else None,
        address=address,
    )


def _item(commune: Commune, item: PublicItem, today: date) -> ResultItem:
    state = item.shown_state(today)
    return ResultItem(
        item.code,
        commune.topic(item.topic).name,
        on_paper(hamlet_of(commune, item.hamlet)) if item.hamlet else "",
        item.text,
        item.answer,
        ResultState(state.value),
        commune.department(item.department).name,
        item.due_on if state in (PublicState.PROMISED, PublicState.LATE) else None,
    )
