"""What kind of message this is: the rules' verdict weighed with words, signs and hints, by what known messages were.

Rules alone know only the words that somebody thought of; words alone stop petitions that speak of past fires. Together
they are a logistic regression, whose weights `./doithoai understanding train` makes from `understanding/messages`.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from understanding.matter import Action, Judgement, accusation, weigh
from understanding.regression import Weights, chances, stored
from understanding.signs import NAME, Signs, Vocabulary
from understanding.spelling import Reading

KINDS = (Action.ACCEPT, Action.DENUNCIATION, Action.COMPLAINT, Action.EMERGENCY)
WEIGHTS = Path(__file__).parent / "weights" / "gate.json"
# Below this it is a petition. What is written without marks can be taken for more.
SURE, SURE_WITHOUT_MARKS = 0.73, 0.78
_CERTAIN = 0.8
# Rules for these go by few words, which are also said of decisions: "hủy", "ghi nhầm", "nói".
_OUTWEIGHED = frozenset({Action.PRIVACY, Action.SPEAK, Action.OTHER, Action.INFO})
_RULED = "r "  # the rules' verdict among the features
_HINT, _HINTS, _VERDICT = 1.5, 0.7, 0.5
_FEWEST = 5
_TOLD = 3
_MOST = 400
# A message of fewer features (each counts its square) says less than a long one, not the same more loudly.
_LENGTH = 6.0


def settle(signs: Signs, start: int, end: int, sure: float = 0.0) -> Judgement:
    """Judge the syllables from `start` up to `end` as one matter, by rules and likeness together.

    Below `sure`, or what is always needed, it is a petition.
    """
    ruled = weigh(signs, start, end)
    if ruled.action not in KINDS:
        return _outweighed(signs, start, end, ruled)
    if ruled.action is Action.ACCEPT and says_little(signs, start, end):
        # "Tôi là …, số …": who writes, no more.
        return ruled
    given = features(signs, start, end, ruled.action)
    if not _evident(given):
        return ruled
    likely = chances(_weights(), given)
    kind = likeliest(likely, marked=signs.reading.marked)
    if kind is Action.ACCEPT or 1 - likely[0] < sure:
        return Judgement(Action.ACCEPT)
    return ruled if kind is ruled.action else accusation(signs, kind, _deciding(signs, start, end, given, kind))


def _outweighed(signs: Signs, start: int, end: int, ruled: Judgement) -> Judgement:
    """What a rule takes for a request about the bot or the office, unless it is as good as certainly an accusation."""
    if ruled.action not in _OUTWEIGHED or says_little(signs, start, end):
        return ruled
    given = features(signs, start, end)
    likely = chances(_weights(), given)
    kind = likeliest(likely)
    if kind is Action.ACCEPT or likely[KINDS.index(kind)] < _CERTAIN:
        return ruled
    return accusation(signs, kind, _deciding(signs, start, end, given, kind))


def likeliest(likely: Sequence[float], *, marked: bool = True) -> Action:
    """The kind with the best chance of those of `KINDS`, a petition unless it is surely none."""
    best = max(range(1, len(KINDS)), key=likely.__getitem__)
    return KINDS[best] if 1 - likely[0] >= (SURE if marked else SURE_WITHOUT_MARKS) else Action.ACCEPT


def features(signs: Signs, start: int, end: int, ruled: Action | None = None) -> dict[str, float]:
    """Syllables, their pairs, signs, hints and pairs of hints, and the verdict.

    The squares of all but the verdict add up to one, or to less in a short message.
    """
    bare = signs.masked[start : min(end, start + _MOST)]
    hints = sorted({sign.name for sign in hints_of(signs).all if start <= sign.start and sign.end <= end})
    given = {f"u {syllable}": 1.0 for syllable in bare}
    given |= {f"b {first} {second}": 1.0 for first, second in pairwise(bare)}
    given |= {f"s {sign.name}": 1.0 for sign in signs.all if start <= sign.start and sign.end <= end}
    given |= {f"h {hint}": _HINT for hint in hints}
    given |= {f"y {first} {second}": _HINTS for at, first in enumerate(hints) for second in hints[at + 1 :]}
    length = max(_LENGTH, math.sqrt(sum(value * value for value in given.values())))
    given = {feature: value / length for feature, value in given.items()}
    return given if ruled is None else {**given, _RULED + ruled: _VERDICT}


def _evident(given: Iterable[str]) -> bool:
    """Whether there is more than words that some accusation happened to have: a song has them, another language too."""
    told = (feature[2:] for feature in given if feature.startswith(("s ", "h ")))
    return any(name not in _everyday() for name in told)


def says_little(signs: Signs, start: int, end: int) -> bool:
    """Whether there is hardly more than names and numbers from syllable `start` up to `end`."""
    return sum(word not in (NAME, "#") for word in signs.masked[start : min(end, start + _MOST)]) < _FEWEST


def _deciding(signs: Signs, start: int, end: int, given: Mapping[str, float], kind: Action) -> tuple[str, ...]:
    """The words that speak most for `kind`, as typed."""
    weights, column = _weights(), KINDS.index(kind)
    words = [feature for feature in given if feature.startswith("u ") and feature in weights]
    words.sort(key=lambda feature: weights[feature][0] - weights[feature][column])
    told = {feature[2:] for feature in words[:_TOLD]}
    places = zip(signs.reading.syllables[start:end], signs.masked[start:end], strict=True)
    said = (signs.reading.text[syllable.start : syllable.end] for syllable, word in places if word in told)
    return tuple(dict.fromkeys(said))


def hints_of(signs: Signs) -> Signs:
    """What else is said in a message that makes it more or less like a petition."""
    return _hints(signs.reading)


@lru_cache(maxsize=4)
def _hints(reading: Reading) -> Signs:
    # A message is looked at as a whole and part by part.
    return _vocabulary().find(reading)


@cache
def _vocabulary() -> Vocabulary:
    hints: Mapping[str, str] = _file()["hints"]
    return Vocabulary({name: [entry.strip() for entry in text.split(",")] for name, text in hints.items()})


@cache
def _everyday() -> frozenset[str]:
    return frozenset(_file()["everyday"].split())


@cache
def _file() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "hunch.yaml").read_text("utf-8"))
    return loaded


@cache
def _weights() -> Weights:
    return stored(WEIGHTS)
