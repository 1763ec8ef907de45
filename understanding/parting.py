"""How a message is best parted into matters: every way to part it is weighed as a whole, by what known messages were.

A semi-Markov model: a way to part a message weighs what its joints and its stretches weigh; a message of one matter
what the whole weighs. `./doithoai understanding train` makes the weights from `understanding/messages`.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from understanding.joints import Layout, joint, link, stretch, whole
from understanding.regression import stored

WEIGHTS = Path(__file__).parent / "weights" / "parts.json"
# A matter among others has no more clauses than this, and in a long list, where there are very many ways, fewer.
LONGEST, LONGEST_IN_LISTS = 12, 5
_LIST = 14

Stretch = tuple[int, int]
Scores = dict[Stretch, float]


def scores(told: Layout, weights: Mapping[str, float]) -> Scores:
    """What each stretch of clauses weighs as a matter, the cut behind it included; of the whole, as the only one."""
    count = len(told)
    joints = [0.0] + [_sum(weights, joint(told, at)) for at in range(1, count)]
    found = {
        (begun, end): _sum(weights, stretch(told, begun, end))
        + (joints[end] + _sum(weights, link(told, begun, end)) if end < count else 0.0)
        for begun, end in stretches(count)
    }
    found[0, count] = sum(weights.get(feature, 0.0) * value for feature, value in whole(told).items())
    return found


def stretches(count: int) -> Iterable[Stretch]:
    """All that may be a matter among others."""
    longest = LONGEST if count <= _LIST else LONGEST_IN_LISTS
    for begun in range(count):
        for end in range(begun + 1, min(begun + longest, count) + 1):
            if end - begun < count:
                yield begun, end


def several(weighed: Scores, count: int) -> float:
    """The chance that there are several matters."""
    every = summed(weighed, count)[count]
    return 1 - math.exp(weighed[0, count] - every)


def summed(weighed: Scores, count: int) -> list[float]:
    """For each clause the weight of all ways to part those before it, as a logarithm."""
    by_end: list[list[tuple[int, float]]] = [[] for _ in range(count + 1)]
    for (begun, end), weight in weighed.items():
        by_end[end].append((begun, weight))
    sums = [0.0] * (count + 1)
    for end in range(1, count + 1):
        ways = [sums[begun] + weight for begun, weight in by_end[end]]
        top = max(ways)
        sums[end] = top + math.log(sum([math.exp(way - top) for way in ways]))
    return sums


def best(weighed: Scores, count: int, bonus: float = 0.0) -> list[int]:
    """The clauses with which the matters begin when there are several; `bonus` is for each cut."""
    top, back = [0.0] + [-math.inf] * count, [0] * (count + 1)
    for (begun, end), weight in sorted(weighed.items(), key=lambda each: each[0][1]):
        if (begun, end) != (0, count) and top[begun] + weight + bonus > top[end]:
            top[end], back[end] = top[begun] + weight + bonus, begun
    begins: list[int] = []
    at = count
    while at:
        at = back[at]
        begins.insert(0, at)
    return begins


def _sum(weights: Mapping[str, float], features: Iterable[str]) -> float:
    return sum([weights.get(feature, 0.0) for feature in features])


@cache
def learnt() -> Mapping[str, float]:
    return stored(WEIGHTS)


def begins(told: Layout, sure: float) -> tuple[Sequence[int], float]:
    """With which clauses the matters of a message begin, and the chance that there are several.

    One where that is less than `sure`.
    """
    if len(told) < 2:
        return (0,), 0.0
    weighed = scores(told, learnt())
    chance = several(weighed, len(told))
    return (best(weighed, len(told)) if chance >= sure else (0,)), chance
