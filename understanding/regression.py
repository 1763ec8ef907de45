"""Logistic regression over named features: used without any library, and learnt the same way on every machine."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

Weights = Mapping[str, Sequence[float]]
_PACE = 1.0
_SLIGHT = 0.1
# A feature of fewer rows says nothing of the next message; each message makes two, with and without marks.
_OFTEN = 3
_STEP, _NOTHING, _TINY, _STEEP = 0.1, 0.01, 1e-8, 30.0


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
    rare = {feature for feature, rows in Counter(each for row in given for each in row.given).items() if rows < _OFTEN}
    given = [
        replace(row, given={each: value for each, value in row.given.items() if each not in rare}) for row in given
    ]
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


def fit(known: Iterable[Row], *, ridge: float, passes: int, balanced: bool = True) -> dict[str, list[float]]:
    """Weights of two kinds, 0 for the first, where features are few and half of them chance: `ridge` holds them small.

    Both kinds weigh alike if `balanced`, else as they are many. Every pass looks at all rows, so that their
    order does not matter.
    """
    rows = list(known)
    numbers = {feature: at for at, feature in enumerate(sorted({each for row in rows for each in row.given}))}
    shares = [sum(row.weight for row in rows if row.column != column) for column in range(2)]
    half = sum(shares) / 2 / (shares[0] * shares[1])
    much = [share * half if balanced else 1.0 for share in shares]
    given = [
        ([(numbers[each], value) for each, value in row.given.items()], row.column, row.weight * much[row.column])
        for row in rows
    ]
    weights, squares = [0.0] * (len(numbers) + 1), [_TINY] * (len(numbers) + 1)
    for _ in range(passes):
        slopes = [ridge * weight for weight in weights[:-1]] + [0.0]
        for features, column, weight in given:
            score = weights[-1] + sum([weights[at] * value for at, value in features])
            error = weight * (1 / (1 + math.exp(-max(score, -_STEEP))) - column)
            slopes[-1] += error
            for at, value in features:
                slopes[at] += error * value
        for at, slope in enumerate(slopes):
            squares[at] += slope * slope
            weights[at] -= _STEP * slope / math.sqrt(squares[at])
    return {"": [0.0, round(weights[-1], 2)]} | {
        feature: [0.0, round(weights[at], 2)] for feature, at in numbers.items() if abs(weights[at]) >= _NOTHING
    }


def stored(path: Path) -> dict[str, Any]:
    """The weights of a file that `write` made. Of a hundred thousand numbers few differ: they are kept once."""
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"), parse_float=cache(float))
    return loaded


def write(weights: Weights) -> str:
    """One feature a line, so that weights can be read and compared."""
    lines = (f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(row)}" for feature, row in weights.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"
