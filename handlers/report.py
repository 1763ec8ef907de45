"""The monthly report: its numbers in the chat, and as a Word or Excel file."""

import asyncio
import re
from datetime import date

from actions.card import hamlet_of
from actions.report import report_of_month
from documents.report import ReportPaper, ReportTable, write_report_docx, write_report_xlsx
from domain.access import OnHall, check_hall
from domain.calendar import day_of
from domain.commune import Commune
from domain.notice import Words, words
from domain.refusal import Refused
from domain.report import FEWEST_RATINGS, MonthlyReport, PromiseTally, Tally, month_before
from handlers.conversation.reply import Reply, choice
from handlers.papers import keep_paper
from handlers.visit import Outcome, Visit, effect, outcome
from locales import FIRST, render

_MONTH = re.compile(r"(\d{4})-(\d{2})")
WRITERS = {"docx": write_report_docx, "xlsx": write_report_xlsx}


def _month(visit: Visit) -> date:
    found = _MONTH.fullmatch(visit.argument())
    if not found or not 1 <= int(found[2]) <= 12 or int(found[1]) < 2000:
        raise Refused("chat-button-incomplete")
    return date(int(found[1]), int(found[2]), 1)


def month_key(month: date) -> str:
    return f"{month:%Y-%m}"


def month_words(month: date) -> str:
    return f"{month:%m/%Y}"


@effect("report.show", reads=True)
async def show(visit: Visit) -> Outcome:
    """This month so far, or another one; the month before is the one that is reported."""
    check_hall(visit.desk.actor, OnHall.READ_REPORT)
    this = day_of(visit.desk.now).replace(day=1)
    month = _month(visit) if visit.arguments else this
    report = await report_of_month(visit.desk, month)
    before = month_before(month)
    key = month_key(month)
    rows = (
        choice(f"report.make:{key}:docx", "report-docx"),
        choice(f"report.make:{key}:xlsx", "report-xlsx"),
        choice(f"report.show:{month_key(before)}", "report-month", month=month_words(before)),
        choice("front.show", "form-back"),
    )
    head = words("report-title", month=month_words(month), until=report.until)
    return outcome(Reply((head, words("lines", lines=report_lines(report))), rows))


def report_lines(report: MonthlyReport) -> list[Words]:
    """The numbers of the whole commune, a sentence each."""
    total, promises = report.total, report.promises
    lines = [
        words("report-received", received=total.received, answered=total.answered),
        words("report-waiting", waiting=total.waiting, late=total.late),
        words("report-promises", made=promises.made, kept=promises.kept, kept_late=promises.kept_late),
        words("report-promises-open", open=promises.open, late=promises.late),
        words("report-passed-up", count=report.passed_up),
    ]
    satisfaction = report.satisfaction
    if satisfaction.average is not None:
        lines.append(words("report-satisfaction", count=satisfaction.count, average=f"{satisfaction.average:.1f}"))
    elif satisfaction.count:
        lines.append(words("report-satisfaction-few", fewest=FEWEST_RATINGS))
    return lines


def _say(said: Words) -> str:
    return render(said, FIRST)


def report_paper(commune: Commune, report: MonthlyReport) -> ReportPaper:
    """In the words of the commune's language, whoever asks for it."""
    columns = tuple(_say(words(f"report-column-{each}")) for each in ("received", "answered", "waiting", "late"))
    promised = tuple(_say(words(f"report-column-{each}")) for each in ("made", "kept", "kept-late", "open", "late"))

    def named(key: str, kind: str) -> str:
        match kind:
            case "department":
                return commune.department(key).name
            case "topic":
                return commune.topic(key).name
            case _:
                return _say(hamlet_of(commune, key))

    def table(kind: str, tallies: tuple[Tally, ...]) -> ReportTable:
        rows = tuple((named(t.key, kind), t.received, t.answered, t.waiting, t.late) for t in tallies)
        name = _say(words(f"report-by-{kind}"))
        return ReportTable(name, name, (_say(words(f"report-{kind}")), *columns), rows)

    def promise(tally: PromiseTally) -> tuple[str | int, ...]:
        return named(tally.key, "department"), tally.made, tally.kept, tally.kept_late, tally.open, tally.late

    by_promise = _say(words("report-by-promise"))
    return ReportPaper(
        _say(words("report-paper-title", month=month_words(report.month))),
        _say(words("report-paper-until", commune=words(f"commune-{commune.kind}", name=commune.name),
                   until=report.until)),
        tuple(_say(line) for line in report_lines(report)),
        (
            table("department", report.by_department),
            table("topic", report.by_topic),
            table("hamlet", report.by_hamlet),
            ReportTable(by_promise, by_promise, (_say(words("report-department")), *promised),
                        tuple(promise(t) for t in report.promises_by_department)),
        ),
    )  # fmt: skip


@effect("report.make")
async def make(visit: Visit) -> Outcome:
    month = _month(visit)
    ending = visit.argument(1)
    if ending not in WRITERS:
        raise Refused("chat-button-incomplete")
    report = await report_of_month(visit.desk, month)
    content = await asyncio.to_thread(WRITERS[ending], report_paper(visit.desk.commune, report))
    file = await keep_paper(visit, content, f"bao-cao-{month_key(month)}.{ending}")
    back = choice(f"report.show:{month_key(month)}", "form-back")
    return outcome(Reply((words("report-made", month=month_words(month)),), (back,), (file,)))
