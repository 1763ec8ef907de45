"""The month in numbers, of what is stored now."""

from dataclasses import replace
from datetime import date, datetime, time

from actions.desk import Desk
from domain.access import OnHall, check
from domain.calendar import day_of
from domain.commitment import Commitment
from domain.commune import VIETNAM
from domain.petition import Petition
from domain.refusal import Refused
from domain.report import MonthlyReport, monthly_report, waited
from storage.database import UnitOfWork


async def report_of_month(desk: Desk, month: date) -> MonthlyReport:
    """Raises Refused for a month that has not begun."""
    check(desk.actor, OnHall.READ_REPORT, desk.commune)
    if month > day_of(desk.now):
        raise Refused("report-refused-not-yet")
    return await count_month(desk.uow, desk.commune.id, month, day_of(desk.now))


async def lines_of_month(desk: Desk, report: MonthlyReport) -> tuple[list[Petition], list[Commitment]]:
    """Behind the numbers: opinions late on the last day, and promises made, kept or open in the month."""
    check(desk.actor, OnHall.READ_REPORT, desk.commune)
    first = datetime.combine(report.month, time(), VIETNAM)
    petitions = await desk.uow.petitions.for_month(desk.commune.id, first)
    commitments = await desk.uow.commitments.for_month(desk.commune.id, first)
    late = [p for p in petitions if waited(p, report.until) and report.until > p.due_on]
    promised = [replace(c, kept_at=None) if _kept_after(c, report.until) else c for c in commitments]
    return sorted(late, key=lambda p: p.due_on), [c for c in promised if c.made_on <= report.until]


def _kept_after(commitment: Commitment, day: date) -> bool:
    return commitment.kept_at is not None and day_of(commitment.kept_at) > day


async def count_month(uow: UnitOfWork, commune_id: int, month: date, today: date) -> MonthlyReport:
    first = datetime.combine(month, time(), VIETNAM)
    petitions = await uow.petitions.for_month(commune_id, first)
    return monthly_report(commune_id, month, today, petitions, await uow.commitments.for_month(commune_id, first))
