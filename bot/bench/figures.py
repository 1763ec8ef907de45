"""What a benchmark found: figures beside their targets, and what was lost or told twice."""

import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

import psutil


@dataclass(frozen=True)
class Figure:
    """One measurement; without `least` and `most` it has no target and only explains others."""

    name: str
    measured: float
    unit: str
    least: float | None = None
    most: float | None = None

    @property
    def is_met(self) -> bool | None:
        if self.least is None and self.most is None:
            return None
        return (self.least is None or self.measured >= self.least) and (self.most is None or self.measured <= self.most)

    @property
    def target(self) -> str:
        if self.least is not None and self.most is not None:
            return f"{_number(self.least)}–{_number(self.most)}"
        if self.least is not None:
            return f"≥ {_number(self.least)}"
        return f"≤ {_number(self.most)}" if self.most is not None else ""


@dataclass
class Findings:
    """`wrong` holds a sentence for everything lost, told twice or refused: those fail the benchmark."""

    figures: list[Figure] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, figure: Figure) -> None:
        self.figures.append(figure)

    def check(self, what: str, found: int, wanted: int) -> None:
        """Note it as wrong unless exactly `wanted` were found."""
        if found != wanted:
            self.wrong.append(f"{what}: {found} instead of {wanted}")


def print_line(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def machine(postgres: str) -> str:
    """One line about what was measured on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = psutil.virtual_memory().total / 2**30
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{cores} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, PostgreSQL {postgres}; load before: {load}"
    )


def show(findings: Findings) -> None:
    """Print the table and what went wrong."""
    rows = [("", "target", "measured", "")]
    for figure in findings.figures:
        verdict = {None: "", True: "ok", False: "MISSED"}[figure.is_met]
        rows.append((figure.name, figure.target, f"{_number(figure.measured)} {figure.unit}", verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for name, target, measured, verdict in rows:
        print_line(f"{name:<{widths[0]}}  {target:>{widths[1]}}  {measured:>{widths[2]}}  {verdict}".rstrip())
    for sentence in findings.wrong:
        print_line(f"WRONG: {sentence}")
    if not findings.wrong:
        print_line("Nothing was lost, nothing was told twice.")


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that `percent` of `values` do not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
