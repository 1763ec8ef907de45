"""Logistic regression over named features: used without any library, and learnt the same way on every machine."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Weights = Mapping[str, Sequence[float]]
_PACE = 1.0
_SLIGHT = 0.1


@dataclass(frozen=True)
class Row:
    """Something known: its features and the number of its kind."""

    given: Mapping[str, float]
    column: int
    weight: float = 1.0


def chances(weights: Weights, given: Mapping[str, float]) -> list[float]:
    """How likely each kind is, together 1."""
    scores = list(weights[""])
    for feature, value in given.items():
        for kind, weight in enumerate(weights.get(feature, ())):
            scores[kind] += weight * value
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def train(learnt_from: Iterable[Row], columns: int, *, rounds: int) -> dict[str, list[float]]:
    """Weights by feature and kind, all kinds weighing alike; the same rows give the same weights."""
    given = list(learnt_from)
    totals = [sum(row.weight for row in given if row.column == column) for column in range(columns)]
    shares = [sum(totals) / (columns * total) if total else 0.0 for total in totals]
    weights: dict[str, list[float]] = {"": [0.0] * columns}
    squares: dict[str, list[float]] = {"": [1.0] * columns}
    for turn in range(rounds):
        # A fixed shuffle: every row once, neighbours far apart.
        for at in range(len(given)):
            row = given[(at * 7919 + turn) % len(given)]
            likely = chances(weights, row.given)
            errors = [likely[column] - (column == row.column) for column in range(columns)]
            much = shares[row.column] * row.weight
            for feature, value in (("", 1.0), *row.given.items()):
                has = weights.setdefault(feature, [0.0] * columns)
                sums = squares.setdefault(feature, [1.0] * columns)
                for column, error in enumerate(errors):
                    step = much * error * value
                    sums[column] += step * step
                    has[column] -= _PACE * step / math.sqrt(sums[column])
    return {
        feature: [round(weight, 2) for weight in has]
        for feature, has in sorted(weights.items())
        if feature == "" or max(map(abs, has)) >= _SLIGHT
    }


def write(weights: Weights) -> str:
    """One feature a line, so that weights can be read and compared."""
    lines = (f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(row)}" for feature, row in weights.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"
