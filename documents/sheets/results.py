"""The published results as a Word file: a table for each topic, in the order of the items."""

from collections import Counter

from documents.official import clean_text, short_day
from documents.results import PublishedResults, ResultItem, ResultState
from documents.sheets.official import Column, Sheet
from documents.sheets.report import rated_words
from documents.sheets.wording import Wording
from domain.calendar import day_of
from domain.notice import Words, words

_COLUMNS = (
    Column(words("paper-column-code"), 24),
    Column(words("paper-column-matter"), 57),
    Column(words("paper-column-answer"), 58),
    Column(words("paper-column-state"), 26),
)


def results_docx(paper: PublishedResults) -> bytes:
    sheet = Sheet(paper.head)
    meeting = sheet.meeting(paper.meeting)
    sheet.begin("TB", words("paper-results"), words("paper-results-about", meeting=meeting))
    if paper.meeting.starts_at and paper.meeting.venue:
        day = short_day(day_of(paper.meeting.starts_at))
        sheet.body(words("paper-results-opening", day=day, venue=paper.meeting.venue, meeting=meeting))
    if paper.items:
        sheet.body(words("paper-results-count", count=len(paper.items)))
        _count_states(sheet, paper.items)
    else:
        sheet.body(words("paper-results-none"))
    if paper.rated is not None:
        sheet.body(rated_words(paper.rated))
    for topic in dict.fromkeys(item.topic for item in paper.items):
        sheet.heading(topic or words("paper-unnamed"))
        sheet.table(_COLUMNS, [_row(sheet, item) for item in paper.items if item.topic == topic])
    if paper.address:
        sheet.body(words("paper-results-address", address=paper.address), even=False)
    sheet.closing(words("paper-results-closing"))
    sheet.end(paper.recipients, paper.signature)
    return sheet.file()


def _count_states(sheet: Sheet, items: tuple[ResultItem, ...]) -> None:
    counted = Counter(item.state for item in items)
    lines = [
        sheet.say(words("paper-results-state", state=words(f"paper-result-{state}"), count=counted[state]))
        for state in ResultState
        if counted[state]
    ]
    for number, line in enumerate(lines, start=1):
        sheet.body(f"- {line}{'.' if number == len(lines) else ';'}")


def _row(say: Wording, item: ResultItem) -> list[str]:
    code = f"{item.code}\n{say.say(item.hamlet)}" if item.hamlet else item.code
    answer = clean_text(item.answer)
    if item.department and answer:
        answer = f"{answer}\n({say.say(item.department)})"
    return [code, clean_text(item.text), answer, say.say(_state(item))]


def _state(item: ResultItem) -> Words:
    if item.state is ResultState.PROMISED and item.due_on is not None:
        return words("paper-result-promised-by", due=short_day(item.due_on))
    if item.state is ResultState.LATE and item.due_on is not None:
        return words("paper-result-late-since", due=short_day(item.due_on))
    return words(f"paper-result-{item.state}")
