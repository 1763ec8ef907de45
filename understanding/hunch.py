"""A hunch about a message on which no rule holds: how like it is to denunciations, complaints and emergencies."""

import json
import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from understanding.matter import Action, Judgement, accusation, signs_of
from understanding.signs import Signs
from understanding.spelling import read

KINDS = (Action.ACCEPT, Action.DENUNCIATION, Action.COMPLAINT, Action.EMERGENCY)
MESSAGES = Path(__file__).parent / "messages" / "gate.jsonl"
WEIGHTS = Path(__file__).parent / "weights" / "gate.json"
# Below this it says nothing. By fourfold cross-validation 1.4 % of ordinary petitions lie above.
SURE = 0.6
_DIGITS = re.compile(r"\d+")
_ROUNDS = 40
_PULL = 0.0004  # towards zero, each round and feature: words seen once shall not decide
_TOLD = 3


def hunch(signs: Signs) -> Judgement | None:
    """What the message is most like, when that is surely no ordinary petition."""
    weights = _weights()
    given = features(signs)
    chances = _chances(weights, given)
    best = max(range(1, len(KINDS)), key=chances.__getitem__)
    if 1 - chances[0] < SURE:
        return None
    words = [feature for feature in given if feature.startswith("u ") and feature in weights]
    words.sort(key=lambda feature: weights[feature][0] - weights[feature][best])
    deciding = {feature[2:] for feature in words[:_TOLD]}
    syllables = signs.reading.syllables
    because = dict.fromkeys(signs.reading.text[s.start : s.end] for s in syllables if s.bare in deciding)
    return accusation(signs, KINDS[best], tuple(because))


def features(signs: Signs) -> dict[str, float]:
    """Syllables, neighbouring syllables, signs and pairs of signs of a message; the squares of all add up to one."""
    bare = [_DIGITS.sub("#", syllable.bare) for syllable in signs.reading.syllables[:400]]
    names = sorted(signs.by_name)[:40]
    given = {f"u {syllable}": 1.0 for syllable in bare}
    given |= {f"b {first} {second}": 1.0 for first, second in pairwise(bare)}
    given |= {f"s {name}": 1.0 for name in names}
    given |= {f"p {first} {second}": 0.5 for at, first in enumerate(names) for second in names[at + 1 :]}
    length = math.sqrt(sum(value * value for value in given.values())) or 1.0
    return {feature: value / length for feature, value in given.items()}


def _chances(weights: Mapping[str, list[float]], given: Mapping[str, float]) -> list[float]:
    scores = list(weights[""])
    for feature, value in given.items():
        for kind, weight in enumerate(weights.get(feature, ())):
            scores[kind] += weight * value
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    return [power / sum(powers) for power in powers]


@cache
def _weights() -> Mapping[str, list[float]]:
    loaded: Mapping[str, list[float]] = json.loads(WEIGHTS.read_text("utf-8"))
    return loaded


def train(messages: Iterable[Mapping[str, Any]]) -> dict[str, list[float]]:
    """Weights by feature and kind (logistic regression), each message read with and without its marks.

    The same messages give the same weights.
    """
    rows = [
        (features(signs_of(read(text))), KINDS.index(Action(action)))
        for message in messages
        for action in [message["action"] if message["action"] in KINDS else Action.ACCEPT]
        if message["action"] != Action.SPLIT_AND_REDIRECT
        for text in (message["text"], _without_marks(message["text"]))
    ]
    counts = [sum(kind == known for _, kind in rows) for known in range(len(KINDS))]
    weights: dict[str, list[float]] = {"": [0.0] * len(KINDS)}
    squares: dict[str, list[float]] = {"": [1.0] * len(KINDS)}
    for turn in range(_ROUNDS):
        # A fixed shuffle: every row once, neighbours far apart.
        for at in range(len(rows)):
            given, wanted = rows[(at * 7919 + turn) % len(rows)]
            share = len(rows) / (len(KINDS) * counts[wanted])
            chances = _chances(weights, given)
            for feature, value in (("", 1.0), *given.items()):
                row = weights.setdefault(feature, [0.0] * len(KINDS))
                sums = squares.setdefault(feature, [1.0] * len(KINDS))
                for kind in range(len(KINDS)):
                    step = share * (chances[kind] - (kind == wanted)) * value + _PULL * row[kind]
                    sums[kind] += step * step
                    row[kind] -= step / math.sqrt(sums[kind])
    return {
        feature: [round(weight, 2) for weight in row]
        for feature, row in sorted(weights.items())
        if feature == "" or max(map(abs, row)) >= 0.1
    }


def _without_marks(text: str) -> str:
    return " ".join(syllable.bare for syllable in read(text).syllables)


def main() -> None:
    """``python -m understanding.hunch``: make the weights again from the messages."""
    lines = MESSAGES.read_text("utf-8").splitlines()
    weights = train(map(json.loads, lines))
    rows = ",\n".join(
        f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(row)}" for feature, row in weights.items()
    )
    WEIGHTS.write_text(f"{{\n{rows}\n}}\n", "utf-8")


if __name__ == "__main__":
    main()
