"""Benchmarks: they print figures, and fail only when something was lost or told twice."""

import argparse
import asyncio
import sys
from collections.abc import Coroutine
from typing import Any

SECTIONS = ("raw", "steps", "way", "burst", "courier")


def run(arguments: list[str]) -> int:
    """Run a benchmark; return 0, or 1 when something was lost or told twice, 2 when it could not be run."""
    options = _parser().parse_args(arguments)
    from bot.bench.broadcast import broadcast
    from bot.bench.ground import CannotRun
    from bot.bench.intake import intake
    from bot.bench.likeness import bench_likeness
    from bot.bench.reminders import reminders
    from bot.bench.zalo import zalo
    from bot.settings import SettingWrong, read_settings

    if options.benchmark == "understanding":
        from bot.bench.understanding import understanding

        return understanding()
    try:
        if options.benchmark == "reminders":
            return int(_loop(reminders(read_settings(), options.share)))
        if options.benchmark == "likeness":
            return int(_loop(bench_likeness(read_settings(), options.share)))
        if options.benchmark == "zalo":
            return int(_loop(zalo(read_settings(), options.share)))
        if options.benchmark == "broadcast":
            return int(_loop(broadcast(read_settings(), options.share)))
        return int(_loop(intake(read_settings(), frozenset(options.only or SECTIONS), options.share)))
    except (CannotRun, SettingWrong) as failure:
        sys.stderr.write(f"doithoai: {failure}\n")
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="doithoai bench", description="Benchmarks: figures, and whether all is there."
    )
    benchmarks = parser.add_subparsers(required=True, metavar="BENCHMARK", dest="benchmark")
    intake = benchmarks.add_parser(
        "intake",
        help="from a message to its answer: steps, the whole way, a burst, the courier",
        description="Measures a program of its own in a temporary database on this machine, for about four minutes.",
    )
    intake.add_argument(
        "--only", action="append", choices=SECTIONS, metavar="SECTION",
        help=f"run only this part; may be given several times: {', '.join(SECTIONS)}",
    )  # fmt: skip
    many = benchmarks.add_parser(
        "broadcast",
        help="an announcement to 100,000 people: queueing it, and replies meanwhile",
        description="Measures in a temporary database on this machine, for about a minute.",
    )
    oa = benchmarks.add_parser(
        "zalo",
        help="events of an Official Account acknowledged while conversations go on, within Zalo's limit",
        description="Measures a program of its own in a temporary database on this machine, for about two minutes.",
    )
    alike = benchmarks.add_parser(
        "likeness",
        help="what neighbours have sent that is like a message, among 100,000 open petitions",
        description="Measures in a temporary database on this machine, for about two minutes.",
    )
    for each in (intake, many, oa, alike):
        each.add_argument(
            "--share", type=_share, default=1.0, metavar="N",
            help="a share of the load, from 0.05 to 1: quicker, and less to be relied on",
        )  # fmt: skip
    due = benchmarks.add_parser(
        "reminders",
        help="a sweep over a million reminders that are not due, and one that finds 500",
        description="Measures sweeps in a temporary database on this machine, for about a minute.",
    )
    due.add_argument(
        "--share", type=_share, default=1.0, metavar="N",
        help="a share of what waits, from 0.05 to 1: quicker, and less to be relied on",
    )  # fmt: skip
    benchmarks.add_parser(
        "understanding",
        help="topics and units of messages: time a message, loading, memory of the whole route command",
        description="Measures on one core of this machine, for about half a minute; needs no database.",
    )
    return parser


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0.05 <= share <= 1:
        raise argparse.ArgumentTypeError("a share is a number from 0.05 to 1")
    return share


def _loop(work: Coroutine[Any, Any, int]) -> int:
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)
