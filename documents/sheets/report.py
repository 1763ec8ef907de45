"""The monthly report as a Word file with pictures of charts, and as a workbook with charts of its own."""

from collections.abc import Sequence

from documents.official import clean_text, short_day, short_month
from documents.report import Counts, LateItem, PromiseLine, Promises, Rated, ReportPaper
from documents.sheets.book import Book, Cell, Chart
from documents.sheets.charts import MOST_ROWS, Series, bars_png
from documents.sheets.official import Column, Sheet
from documents.sheets.wording import Wording
from domain.notice import Words, words

CHART_WIDE = 155  # mm


def report_docx(paper: ReportPaper) -> bytes:
    sheet = Sheet(paper.head)
    sheet.begin("BC", words("paper-report"), _about(sheet, paper))
    sheet.body(words("paper-report-opening", first=short_day(paper.month), last=short_day(paper.until)))
    sheet.heading(words("paper-report-general"))
    for number, line in enumerate(_general(paper), start=1):
        sheet.body(f"{number}. {sheet.say(line)}")
    for title, rows, name in _tables(paper):
        sheet.heading(words(title))
        _put_counts(sheet, rows, paper.total, words(name))
    sheet.heading(words("paper-report-promised"))
    _put_promises(sheet, paper)
    sheet.heading(words("paper-report-late"))
    _put_late(sheet, paper.late)
    sheet.closing(words("paper-report-closing"))
    sheet.end(paper.recipients, paper.signature)
    return sheet.file()


def _about(say: Wording, paper: ReportPaper) -> Words:
    return words("paper-report-about", month=short_month(paper.month), year=str(paper.month.year))


def _tables(paper: ReportPaper) -> tuple[tuple[str, Sequence[Counts], str], ...]:
    """Title, rows and name of the first column of each table of numbers."""
    return (
        ("paper-report-by-department", paper.by_department, "paper-column-department"),
        ("paper-report-by-topic", paper.by_topic, "paper-column-topic"),
        ("paper-report-by-hamlet", paper.by_hamlet, "paper-column-hamlet"),
    )


def _general(paper: ReportPaper) -> list[Words]:
    total, promises = paper.total, paper.promises
    lines = [words("paper-report-received", received=total.received, answered=total.answered)]
    if total.answered_late is not None:
        in_time = total.answered - total.answered_late
        lines.append(words("paper-report-in-time", in_time=in_time, too_late=total.answered_late))
    return [
        *lines,
        words("paper-report-waiting", waiting=total.waiting, late=total.late),
        words("paper-report-passed-up", count=paper.passed_up),
        words(
            "paper-report-promises", made=promises.made, kept=promises.kept, kept_late=promises.kept_late,
            open=promises.open, late=promises.late,
        ),
        rated_words(paper.rated),
        *(rated_of(name, rated) for name, rated in (*paper.rated_by_department, *paper.rated_by_topic)),
    ]  # fmt: skip


def rated_of(name: str, rated: Rated) -> Words:
    """How content people are with one department, or on one topic."""
    if rated.average is None:
        return words("paper-report-rated-few-of", name=name)
    average = f"{rated.average:.1f}".replace(".", ",")
    return words("paper-report-rated-of", name=name, average=average, count=rated.count)


def rated_words(rated: Rated) -> Words:
    """The average only of so many that nobody can be found out."""
    if rated.average is not None:
        return words("paper-report-rated", average=f"{rated.average:.1f}".replace(".", ","), count=rated.count)
    return words("paper-report-rated-few") if rated.count else words("paper-report-rated-none")


def _name(say: Wording, name: str) -> str:
    return say.say(name) if name else say.say(words("paper-unnamed"))


def _counts_columns(rows: Sequence[Counts], first: Words) -> list[Column]:
    columns = [
        Column(first, 60), Column(words("paper-column-received"), 22, centred=True),
        Column(words("paper-column-answered"), 22, centred=True),
    ]  # fmt: skip
    if any(row.answered_late is not None for row in rows):
        columns.append(Column(words("paper-column-answered-late"), 22, centred=True))
    return [
        *columns,
        Column(words("paper-column-waiting"), 22, centred=True),
        Column(words("paper-column-late"), 22, centred=True),
    ]


def _counts_row(name: str, row: Counts, *, with_late: bool) -> list[Cell]:
    answered_late: list[Cell] = ["" if row.answered_late is None else row.answered_late] if with_late else []
    return [name, row.received, row.answered, *answered_late, row.waiting, row.late]


def _counts_rows(say: Wording, rows: Sequence[Counts], total: Counts) -> list[list[Cell]]:
    with_late = any(row.answered_late is not None for row in rows)
    return [
        *(_counts_row(_name(say, row.name), row, with_late=with_late) for row in rows),
        _counts_row(say.say(words("paper-column-total")), total, with_late=with_late),
    ]


def _put_counts(sheet: Sheet, rows: Sequence[Counts], total: Counts, first: Words) -> None:
    if not rows:
        sheet.body(words("paper-report-nothing"))
        return
    table = [[str(each) for each in row] for row in _counts_rows(sheet, rows, total)]
    sheet.table(_counts_columns(rows, first), table, total=True)
    shown = _most(rows)
    series = [
        Series(sheet.say(words("paper-series-answered")), tuple(row.answered for row in shown), 0),
        Series(sheet.say(words("paper-series-waiting")), tuple(row.waiting - row.late for row in shown), 1),
        Series(sheet.say(words("paper-series-late")), tuple(row.late for row in shown), 2),
    ]
    names = [_name(sheet, row.name) for row in shown]
    if len(rows) > len(shown):
        rest = rows[len(shown) :]
        names.append(sheet.say(words("paper-chart-others", count=len(rest))))
        more = (sum(r.answered for r in rest), sum(r.waiting - r.late for r in rest), sum(r.late for r in rest))
        series = [Series(s.name, (*s.values, extra), s.shade) for s, extra in zip(series, more, strict=True)]
    if any(any(each.values) for each in series):
        sheet.picture(bars_png(names, series), CHART_WIDE, words("paper-chart-work"))


def _most(rows: Sequence[Counts]) -> Sequence[Counts]:
    return rows if len(rows) <= MOST_ROWS else rows[: MOST_ROWS - 1]


_PROMISE_COLUMNS = (
    Column(words("paper-column-department"), 60),
    Column(words("paper-column-made"), 21, centred=True),
    Column(words("paper-column-kept"), 21, centred=True),
    Column(words("paper-column-kept-late"), 21, centred=True),
    Column(words("paper-column-open"), 21, centred=True),
    Column(words("paper-column-late"), 21, centred=True),
)

_PROMISED_COLUMNS = (
    Column(words("paper-column-code"), 24),
    Column(words("paper-column-words"), 58),
    Column(words("paper-column-department"), 29),
    Column(words("paper-column-due"), 24, centred=True),
    Column(words("paper-column-state"), 36),
)


def _promise_rows(say: Wording, paper: ReportPaper) -> list[list[Cell]]:
    def row(name: str, each: Promises) -> list[Cell]:
        return [name, each.made, each.kept, each.kept_late, each.open, each.late]

    total = say.say(words("paper-column-total"))
    return [*(row(_name(say, each.name), each) for each in paper.promises_by_department), row(total, paper.promises)]


def _put_promises(sheet: Sheet, paper: ReportPaper) -> None:
    if not paper.promises_by_department and not paper.promised:
        sheet.body(words("paper-report-nothing-promised"))
        return
    if shown := paper.promises_by_department[:MOST_ROWS]:
        sheet.table(_PROMISE_COLUMNS, [[str(each) for each in row] for row in _promise_rows(sheet, paper)], total=True)
        series = [
            Series(sheet.say(words("paper-series-kept")), tuple(p.kept - p.kept_late for p in shown), 0),
            Series(sheet.say(words("paper-series-kept-late")), tuple(p.kept_late for p in shown), 3),
            Series(sheet.say(words("paper-series-open")), tuple(p.open - p.late for p in shown), 1),
            Series(sheet.say(words("paper-series-open-late")), tuple(p.late for p in shown), 2),
        ]
        if any(any(each.values) for each in series):
            names = [_name(sheet, each.name) for each in shown]
            sheet.picture(bars_png(names, series), CHART_WIDE, words("paper-chart-promises"))
    if paper.promised:
        sheet.table(_PROMISED_COLUMNS, [_promise_line(sheet, each) for each in paper.promised])


def _promise_line(say: Wording, line: PromiseLine) -> list[str]:
    due = short_day(line.due_on) if line.due_on else "–"
    return [line.code, clean_text(line.words), say.say(line.department), due, _promise_state(say, line)]


def _promise_state(say: Wording, line: PromiseLine) -> str:
    state = say.say(words(f"paper-promise-{line.state}"))
    if line.kept_on:
        state += " " + say.say(words("paper-promise-on", day=short_day(line.kept_on)))
    return f"{state}\n{clean_text(line.note)}" if line.note else state


_LATE_COLUMNS = (
    Column(words("paper-column-code"), 24),
    Column(words("paper-column-matter"), 70),
    Column(words("paper-column-department"), 32),
    Column(words("paper-column-due"), 23, centred=True),
    Column(words("paper-column-days"), 20, centred=True),
)


def _put_late(sheet: Sheet, items: Sequence[LateItem]) -> None:
    if not items:
        sheet.body(words("paper-report-nothing-late"))
        return
    sheet.table(
        _LATE_COLUMNS,
        [
            [each.code, clean_text(each.matter), sheet.say(each.department), short_day(each.due_on), str(each.days)]
            for each in items
        ],
    )


# ── the workbook ──────────────────────────────────────────────────────────────────────────────────────────────


def report_xlsx(paper: ReportPaper) -> bytes:
    """One sheet for each table, with charts that Excel and LibreOffice draw from its numbers."""
    say = Wording(paper.head)
    book = Book(say.say(_about(say, paper)), say.say(paper.head.body).replace("\n", " "))
    book.lines(say.say(words("paper-report-general")), [say.say(line) for line in _general(paper)])
    for title, rows, name in _tables(paper):
        columns = _counts_columns(rows, words(name))
        waiting = len(columns) - 2
        chart = Chart(say.say(words("paper-chart-work")), (2, waiting, waiting + 1))
        book.table(say.say(words(title)), _named(say, columns), _counts_rows(say, rows, paper.total), chart, total=True)
    book.table(
        say.say(words("paper-report-promised")), _named(say, _PROMISE_COLUMNS), _promise_rows(say, paper),
        Chart(say.say(words("paper-chart-promises")), (2, 4, 5)), total=True,
    )  # fmt: skip
    book.table(
        say.say(words("paper-report-promised-each")), _named(say, _PROMISED_COLUMNS),
        [[p.code, clean_text(p.words), say.say(p.department), p.due_on or "", _promise_state(say, p)]
         for p in paper.promised],
    )  # fmt: skip
    book.table(
        say.say(words("paper-report-late")), _named(say, _LATE_COLUMNS),
        [[each.code, clean_text(each.matter), say.say(each.department), each.due_on, each.days] for each in paper.late],
    )  # fmt: skip
    return book.file()


def _named(say: Wording, columns: Sequence[Column]) -> list[tuple[str, float]]:
    return [(say.say(column.title), column.width) for column in columns]
