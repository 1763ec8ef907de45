"""The poster of a dialogue: what is on it. It is set and drawn in a process of its own (`documents.poster_sheet`)."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SECONDS = 60

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Row:
    label: str
    text: str


@dataclass(frozen=True)
class Link:
    """A channel people come in by: its name, the address in the code, and the shorter one for who types it."""

    label: str
    url: str
    text: str


@dataclass(frozen=True)
class Poster:
    """All texts of a poster, in the language it is printed in; what is empty is left out.

    `invitation` says who is asked to come, with the name of the hamlet where it is for one. `day` and `hour` stand in
    large letters; a day not yet fixed is a sentence in `day` with `hour` empty. `others` ends a list of `topics` that
    had to be cut. `scan` is what to do with the codes of `links` (one to three). Texts of any length fit: they become
    smaller, then end in an ellipsis.
    """

    language: str
    heading: str
    place: str
    invitation: str
    title: str
    day: str
    hour: str
    venue: Row
    who: Row
    topics_label: str
    topics: tuple[str, ...]
    others: str
    deadlines: tuple[Row, ...]
    scan: str
    links: tuple[Link, ...]
    contact: str


def print_poster(poster: Poster) -> tuple[bytes, bytes]:
    """The poster as PDF and as PNG. It takes about a second: call it in a thread. Raises RuntimeError.

    What it needs for this, some forty megabytes of it, is gone when it is done.
    """
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "documents.poster_sheet"],
            input=json.dumps(asdict(poster)).encode(),
            capture_output=True,
            timeout=SECONDS,
            cwd=_ROOT,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "PYTHONUTF8": "1"},
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failure:
        # Without what it wrote: that quotes the texts.
        raise RuntimeError(f"the poster cannot be set: {type(failure).__name__}") from None
    length = int.from_bytes(ran.stdout[:8], "big")
    return ran.stdout[8 : 8 + length], ran.stdout[16 + length :]


def poster_from_json(written: Mapping[str, Any]) -> Poster:
    rows = {name: Row(**written[name]) for name in ("venue", "who")}
    several = {"topics": tuple(written["topics"]), "deadlines": tuple(Row(**row) for row in written["deadlines"])}
    return Poster(**{**written, **rows, **several, "links": tuple(Link(**link) for link in written["links"])})
