"""The month in numbers, of what is stored now."""

from datetime import date, datetime, time

from actions.desk import Desk
from domain.access import OnHall, check_hall
from domain.calendar import day_of
from domain.commune import VIETNAM
from domain.refusal import Refused
from domain.report import MonthlyReport, monthly_report
from storage.database import UnitOfWork


async def report_of_month(desk: Desk, month: date) -> MonthlyReport:
    """Raises Refused for a month that has not begun."""
    check_hall(desk.actor, OnHall.READ_REPORT)
    if month > day_of(desk.now):
        raise Refused("report-refused-not-yet")
    return await count_month(desk.uow, desk.commune.id, month, day_of(desk.now))


async def count_month(uow: UnitOfWork, commune_id: int, month: date, today: date) -> MonthlyReport:
    first = datetime.combine(month, time(), VIETNAM)
    petitions = await uow.petitions.for_month(commune_id, first)
    return monthly_report(commune_id, month, today, petitions, await uow.commitments.for_month(commune_id, first))
