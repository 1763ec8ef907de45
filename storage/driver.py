"""The driver below SQLAlchemy: for the few statements that are run thousands of times a second."""

import json
from datetime import date
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection


def _written(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")


# One encoder for all: `json.dumps` would make another each time. Moments are written as PostgreSQL reads them.
to_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_written).encode


async def driver_of(connection: AsyncConnection) -> Any:
    """The driver's own connection.

    Its statements belong to the transaction of `connection` once that has run a statement; before that each is a
    transaction of its own. JSON goes in as text and comes out as values.
    """
    line = (await connection.get_raw_connection()).driver_connection
    assert line is not None
    return line


def is_line_lost(failure: BaseException) -> bool:
    """Tell whether the driver's own error means that the database is away for a while."""
    if isinstance(failure, asyncpg.InterfaceError):
        return True
    return isinstance(failure, asyncpg.PostgresError) and is_away(failure.sqlstate)


def is_away(sqlstate: str | None) -> bool:
    """Tell it from PostgreSQL's code: 57P01..03 shutting down, crashed, starting up; 08 connection; 53 resources."""
    state = sqlstate or ""
    return state[:2] in ("08", "53") or state[:3] == "57P"


def reason_of_refusal(failure: BaseException) -> str | None:
    """Why no connection could be opened, as a word (``InvalidPasswordError``); None for any other failure."""
    for each in (failure, failure.__cause__):
        if isinstance(each, OSError | asyncpg.PostgresError | asyncpg.InterfaceError):
            return type(each).__name__
    return None
