"""A schedule: moment and venue of a dialogue, as people were told them at some time."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Schedule:
    """`starts_at` None: no day was fixed."""

    starts_at: datetime | None
    venue: str
