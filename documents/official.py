"""What official papers have in common, and how they are made: in a process of its own, as docx or xlsx.

Layouts: of the State by decree 30/2020, of the Party by instruction 05-HD/VPTW of 2026.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from domain.text import clean

SECONDS = 60

_ROOT = Path(__file__).resolve().parent.parent
# What may not stand in XML and is not taken out of every text already.
_NOT_IN_XML = re.compile("[\ufffe\uffff]")


class Layout(StrEnum):
    PARTY = "party"
    STATE = "state"


class Tones(StrEnum):
    """Where tone marks stand: `OLD` as in ủy, hòa; `NEW` as in uỷ, hoà."""

    OLD = "old"
    NEW = "new"


class Signing(StrEnum):
    """How somebody signs: `OWN` as who they are, `BODY` for a body (TM., T/M), `DEPUTY` for its head (KT.),
    `ORDER` by order (TL., T/L). The Party knows no signing for a head."""

    OWN = "own"
    BODY = "body"
    DEPUTY = "deputy"
    ORDER = "order"


@dataclass(frozen=True)
class Head:
    """What stands above the title: `body` issues the paper, `above` is the one above it where it is named.

    `number` is as it is written after "Số" ("05/TB-UBND", "05-TB/ĐU"); empty, like a `day` of None, it leaves room for
    writing by hand. `short` is the body's abbreviation for that, e.g. "UBND".
    """

    layout: Layout
    body: str
    place: str
    day: date | None = None
    number: str = ""
    above: str = ""
    short: str = ""
    tones: Tones = Tones.OLD


@dataclass(frozen=True)
class Signature:
    """`of` is the body or head signed for; empty is what is usual for the layout."""

    title: str
    name: str
    signing: Signing = Signing.BODY
    of: str = ""


@dataclass(frozen=True)
class Meeting:
    """A dialogue as papers name it; `chairs` and `participants` with their offices, as they are to be written."""

    title: str
    starts_at: datetime | None = None
    venue: str = ""
    chairs: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recipients:
    """Who gets the paper, without dashes and stops; `kept` is where a copy stays, e.g. "VT, VP"."""

    to: tuple[str, ...] = ()
    kept: str = ""


def clean_text(text: str) -> str:
    """What people wrote, as it may stand in a file: nothing unseen, nothing that breaks XML, no empty lines."""
    return clean(_NOT_IN_XML.sub("", text)).replace("\n\n", "\n")


def short_day(day: date) -> str:
    """As offices write it: a nought before the days below 10 and the months 1 and 2 (decree 30/2020)."""
    return f"{day:%d}/{short_month(day)}/{day.year}"


def short_month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def print_docx(paper: Any) -> bytes:
    """A paper of this room as a Word file. It takes about a second: call it in a thread. Raises RuntimeError.

    The same paper gives the same bytes. What it needs for this is gone when it is done.
    """
    return _printed(paper, "docx")


def print_xlsx(paper: Any) -> bytes:
    """A report or a collation as an Excel file; as `print_docx`."""
    return _printed(paper, "xlsx")


def _printed(paper: Any, form: str) -> bytes:
    order = {"paper": type(paper).__name__, "form": form, "facts": asdict(paper)}
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "documents.sheets"],
            input=json.dumps(order, default=str, ensure_ascii=False).encode("utf-8", "ignore"),
            capture_output=True,
            timeout=SECONDS,
            cwd=_ROOT,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "PYTHONUTF8": "1"},
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failure:
        # Without what it wrote: that quotes the texts.
        raise RuntimeError(f"the paper cannot be made: {type(failure).__name__}") from None
    return ran.stdout
