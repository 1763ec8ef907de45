"""The monthly report: its numbers in the chat, and as a Word or Excel file."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from actions.card import hamlet_of
from actions.report import lines_of_month, report_of_month
from documents.official import Layout, Recipients, Signature, print_docx, print_xlsx
from documents.report import Counts, LateItem, PromiseLine, Promises, PromiseState, Rated, ReportPaper
from domain.access import OnHall, check_hall
from domain.calendar import day_of
from domain.commune import Commune
from domain.notice import Words, words
from domain.refusal import Refused
from domain.report import FEWEST_RATINGS, MonthlyReport, PromiseTally, Tally, month_before
from domain.text import shorten
from handlers.conclusion_paper import head_of
from handlers.conversation.reply import Reply, choice
from handlers.papers import keep_paper
from handlers.visit import Outcome, Visit, effect, outcome
from locales import FIRST, render

_MONTH = re.compile(r"(\d{4})-(\d{2})")
PRINTERS = {"docx": print_docx, "xlsx": print_xlsx}


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


def report_paper(
    visit: Visit, report: MonthlyReport, late: Sequence[LateItem], promised: Sequence[PromiseLine]
) -> ReportPaper:
    """In the words of the commune's language, whoever asks for it."""
    commune = visit.desk.commune
    head = replace(head_of(commune, Layout.STATE), day=day_of(visit.desk.now))
    satisfaction = report.satisfaction
    return ReportPaper(
        head,
        report.month,
        report.until,
        _counts("", report.total),
        tuple(_counts(commune.department(t.key).name, t) for t in report.by_department),
        tuple(_counts(commune.topic(t.key).name, t) for t in report.by_topic),
        tuple(_counts(_hamlet(commune, t.key), t) for t in report.by_hamlet),
        _promises("", report.promises),
        tuple(_promises(commune.department(t.key).name, t) for t in report.promises_by_department),
        report.passed_up,
        Rated(satisfaction.count, satisfaction.average),
        tuple(late),
        tuple(promised),
        Recipients(kept=render(words("official-kept-state"), FIRST)),
        Signature("", ""),
    )


def _hamlet(commune: Commune, key: str) -> str:
    return render(hamlet_of(commune, key), FIRST) if key else ""


def _counts(name: str, tally: Tally) -> Counts:
    return Counts(name, tally.received, tally.answered, tally.waiting, tally.late)


def _promises(name: str, tally: PromiseTally) -> Promises:
    return Promises(name, tally.made, tally.kept, tally.kept_late, tally.open, tally.late)


async def _lines(visit: Visit, report: MonthlyReport) -> tuple[list[LateItem], list[PromiseLine]]:
    """What is late on the last day, and what was promised in which words and what came of it."""
    commune, until = visit.desk.commune, report.until
    petitions, commitments = await lines_of_month(visit.desk, report)
    late = [
        LateItem(p.code, shorten(p.body, 200), commune.department(p.department).name, p.due_on, (until - p.due_on).days)
        for p in petitions
    ]
    promised = [
        PromiseLine(
            c.code, c.words, commune.department(c.department).name, c.due_on, PromiseState(c.state(until)),
            day_of(c.kept_at) if c.kept_at else None, shorten(c.note, 200),
        )
        for c in commitments
    ]  # fmt: skip
    return late, promised


@effect("report.make")
async def make(visit: Visit) -> Outcome:
    month = _month(visit)
    ending = visit.argument(1)
    if ending not in PRINTERS:
        raise Refused("chat-button-incomplete")
    report = await report_of_month(visit.desk, month)
    paper = report_paper(visit, report, *await _lines(visit, report))
    content = await asyncio.to_thread(PRINTERS[ending], paper)
    file = await keep_paper(visit, content, f"bao-cao-{month_key(month)}.{ending}")
    back = choice(f"report.show:{month_key(month)}", "form-back")
    return outcome(Reply((words("report-made", month=month_words(month)),), (back,), (file,)))
