"""The table of collated opinions on pages across, and as a workbook."""

from documents.collation import CollationPaper, CollationRow
from documents.official import clean_text, short_day
from documents.sheets.book import Book, Cell
from documents.sheets.official import Column, Sheet
from documents.sheets.wording import Wording
from domain.notice import Words, words

SIZE = 10  # points
_COLUMNS = (
    Column(words("paper-column-number"), 10, centred=True),
    Column(words("paper-column-code"), 22.5),
    Column(words("paper-column-received-on"), 19.5, centred=True),
    Column(words("paper-column-channel"), 13),
    Column(words("paper-column-hamlet"), 17),
    Column(words("paper-column-topic"), 17),
    Column(words("paper-column-matter"), 41),
    Column(words("paper-column-people"), 14, centred=True),
    Column(words("paper-column-answers"), 20),
    Column(words("paper-column-due"), 19.5, centred=True),
    Column(words("paper-column-answer"), 31),
    Column(words("paper-column-state"), 16),
    Column(words("paper-column-note"), 12),
)


def collation_docx(paper: CollationPaper) -> bytes:
    sheet = Sheet(paper.head, landscape=True)
    sheet.begin("", words("paper-collation"), _about(sheet, paper))
    sheet.body(_until(paper))
    rows = [_row(sheet, number, row) for number, row in enumerate(paper.rows, start=1)]
    sheet.table(_COLUMNS, [[_written(cell) for cell in row] for row in rows], size=SIZE)
    sheet.end(paper.recipients, paper.signature)
    return sheet.file()


def collation_xlsx(paper: CollationPaper) -> bytes:
    say = Wording(paper.head)
    book = Book(say.say(_about(say, paper)), say.say(paper.head.body).replace("\n", " "))
    columns = [(say.say(column.title), column.width) for column in _COLUMNS]
    rows = [_row(say, number, row) for number, row in enumerate(paper.rows, start=1)]
    book.table(say.say(words("paper-collation")), columns, rows)
    return book.file()


def _about(say: Wording, paper: CollationPaper) -> Words:
    return words("paper-collation-about", meeting=say.meeting(paper.meeting))


def _until(paper: CollationPaper) -> Words:
    people = sum(row.people for row in paper.rows)
    return words("paper-collation-until", until=short_day(paper.until), count=len(paper.rows), people=people)


def _row(say: Wording, number: int, row: CollationRow) -> list[Cell]:
    state = say.say(words(f"paper-row-{row.state}"))
    return [
        number, row.code, row.received_on, say.say(row.channel), say.say(row.hamlet), say.say(row.topic),
        clean_text(row.matter), row.people, say.say(row.department), row.due_on or "", clean_text(row.answer), state,
        clean_text(row.note),
    ]  # fmt: skip


def _written(cell: Cell) -> str:
    return cell if isinstance(cell, str) else str(cell) if isinstance(cell, int | float) else short_day(cell)
