"""The month in numbers, of what is stored now."""

from datetime import date, datetime, time

from actions.desk import Desk
from domain.access import OnHall, check
from domain.calendar import day_of
from domain.commitment import Commitment
from domain.commune import VIETNAM
from domain.petition import Petition
from domain.refusal import Refused
from domain.report import MonthlyReport, monthly_report
from storage.database import UnitOfWork


async def report_of_month(desk: Desk, month: date) -> MonthlyReport:
    """Raises Refused for a month that has not begun."""
    check(desk.actor, OnHall.READ_REPORT, desk.commune)
    if month > day_of(desk.now):
        raise Refused("report-refused-not-yet")
    return await count_month(desk.uow, desk.commune.id, month, day_of(desk.now))


async def lists_of_month(desk: Desk, month: date) -> tuple[list[Petition], list[Commitment]]:
    """What waits for an answer, and what was promised and is open or was kept in the month or since."""
    check(desk.actor, OnHall.READ_REPORT, desk.commune)
    first = datetime.combine(month, time(), VIETNAM)
    waiting = await desk.uow.petitions.open_of(desk.commune.id)
    return waiting, await desk.uow.commitments.for_month(desk.commune.id, first)


async def count_month(uow: UnitOfWork, commune_id: int, month: date, today: date) -> MonthlyReport:
    first = datetime.combine(month, time(), VIETNAM)
    petitions = await uow.petitions.for_month(commune_id, first)
    return monthly_report(commune_id, month, today, petitions, await uow.commitments.for_month(commune_id, first))
