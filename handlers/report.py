"""The monthly report: its numbers in the chat, and as a Word or Excel file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from actions.card import hamlet_of
from actions.report import lines_of_month, report_of_month
from documents.official import Recipients, Signature
from documents.report import Counts, LateItem, PromiseLine, Promises, PromiseState, Rated, ReportPaper
from domain.access import OnHall, check
from domain.calendar import day_of
from domain.commitment import Commitment
from domain.commune import Commune
from domain.conclusion import NoticeLayout
from domain.notice import Words, words
from domain.petition import Petition
from domain.refusal import Refused
from domain.report import MonthlyReport, PromiseTally, Tally, month_before
from domain.satisfaction import FEWEST, Satisfaction
from domain.text import shorten
from handlers.conversation.reply import Reply, choice
from handlers.papers import WRITERS, head_of, on_paper, print_paper, unit_name
from handlers.survey import satisfaction_words
from handlers.visit import Outcome, Visit, effect, outcome
from understanding.redaction import redact

_MONTH = re.compile(r"(\d{4})-(\d{2})")


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
    check(visit.desk.actor, OnHall.READ_REPORT, visit.desk.commune)
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
    by_group = satisfaction_lines(visit.desk.commune, report)
    return outcome(Reply((head, words("lines", lines=report_lines(report)), *by_group), rows))


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
    elif satisfaction.few:
        lines.append(words("report-satisfaction-few", fewest=FEWEST))
    return lines


def satisfaction_lines(commune: Commune, report: MonthlyReport) -> list[Words]:
    """How content people are with the answers of each department and on each topic, as far as it may be told."""
    departments = [satisfaction_words(s, commune.department(key).name)
                   for key, s in sorted(report.satisfaction_by_department.items())]  # fmt: skip
    topics = [satisfaction_words(s, commune.topic(key).name)
              for key, s in sorted(report.satisfaction_by_topic.items())]  # fmt: skip
    if not departments:
        return []
    return [
        words("lines", lines=[words("report-satisfaction-departments"), *departments]),
        words("lines", lines=[words("report-satisfaction-topics"), *topics]),
    ]


def report_paper(
    commune: Commune, report: MonthlyReport, late: Sequence[Petition], promised: Sequence[Commitment]
) -> ReportPaper:
    """In the words of the commune's language, whoever asks for it: numbers, what is late, what was promised."""

    def counts(kind: str, tallies: Iterable[Tally]) -> tuple[Counts, ...]:
        return tuple(Counts(_named(commune, kind, t.key), t.received, t.answered, t.waiting, t.late) for t in tallies)

    def promises(tally: PromiseTally) -> Promises:
        name = _named(commune, "department", tally.key)
        return Promises(name, tally.made, tally.kept, tally.kept_late, tally.open, tally.late)

    total, rated = report.total, report.satisfaction
    return ReportPaper(
        head=replace(head_of(commune, NoticeLayout.STATE), day=report.until),
        month=report.month,
        until=report.until,
        total=Counts("", total.received, total.answered, total.waiting, total.late),
        by_department=counts("department", report.by_department),
        by_topic=counts("topic", report.by_topic),
        by_hamlet=counts("hamlet", report.by_hamlet),
        promises=promises(report.promises),
        promises_by_department=tuple(promises(each) for each in report.promises_by_department),
        passed_up=report.passed_up,
        rated=Rated(rated.count or int(rated.few), rated.average),
        late=tuple(_late_item(commune, petition, report.until) for petition in late),
        promised=tuple(_promise_line(commune, each, report.until) for each in promised),
        recipients=Recipients(
            (on_paper(words("paper-recipient-front", unit=unit_name(commune))),), on_paper(words("paper-archive-state"))
        ),
        signature=Signature("…", "…"),
        rated_by_department=_rated_by(commune, "department", report.satisfaction_by_department),
        rated_by_topic=_rated_by(commune, "topic", report.satisfaction_by_topic),
    )


def _rated_by(commune: Commune, kind: str, found: Mapping[str, Satisfaction]) -> tuple[tuple[str, Rated], ...]:
    return tuple(
        (_named(commune, kind, key), Rated(s.count or int(s.few), s.average)) for key, s in sorted(found.items())
    )


def _named(commune: Commune, kind: str, key: str) -> str:
    match kind:
        case "department":
            return commune.department(key).name if key else ""
        case "topic":
            return commune.topic(key).name
        case _:
            return on_paper(hamlet_of(commune, key))


def _late_item(commune: Commune, petition: Petition, until: date) -> LateItem:
    name = commune.department(petition.department).name
    matter = shorten(redact(petition.body).text, 120)
    return LateItem(petition.code, matter, name, petition.due_on, (until - petition.due_on).days)


def _promise_line(commune: Commune, each: Commitment, until: date) -> PromiseLine:
    kept_on = day_of(each.kept_at) if each.kept_at else None
    name = commune.department(each.department).name
    return PromiseLine(each.code, each.words, name, each.due_on, PromiseState(each.state(until)), kept_on, each.note)


@effect("report.make")
async def make(visit: Visit) -> Outcome:
    month = _month(visit)
    ending = visit.argument(1)
    if ending not in WRITERS:
        raise Refused("chat-button-incomplete")
    report = await report_of_month(visit.desk, month)
    late, promised = await lines_of_month(visit.desk, report)
    paper = report_paper(visit.desk.commune, report, late, promised)
    file = await print_paper(visit, paper, f"bao-cao-{month_key(month)}.{ending}")
    back = choice(f"report.show:{month_key(month)}", "form-back")
    return outcome(Reply((words("report-made", month=month_words(month)),), (back,), (file,)))
