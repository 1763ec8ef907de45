"""Messages of which it is known where each matter begins, and the weights of `parting` and `frames`."""

import json
import math
import random
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from understanding import frames, parting
from understanding.authors import MESSAGES, by_author, lines
from understanding.hunch_training import without_marks
from understanding.joints import Clause, Layout, clauses, joint, link, stretch, whole
from understanding.matter import Action, signs_of
from understanding.parting import Scores, Stretch, stretches, summed
from understanding.regression import Row, fit, write
from understanding.spelling import Reading, read
from understanding.training import LABELLED, invented, labelled

_PASSES, _PACE, _RIDGE = 4, 0.1, 0.02
_FRAME_PASSES, _FRAME_RIDGE = 50, 2.0
_SLIGHT, _RARE = 0.03, 3
# How much a message counts: of one matter there are many more.
_SINGLE, _STORY, _LIGHT, _ACCUSING = 1.0, 1.0, 1.0, 0.2
_MIDDLE = 0.3  # a clause in the middle of a message is no frame, but where it stands says little of what would be one
_TINY = 1e-4
_NEAR = 2  # syllables
# Invented messages of one clause are strung together: how many such strings, and how.
_STRINGS, _STRING = 700, 0.3
_STRUNG: tuple[str, ...] = (
    (", ",) * 6 + (". ",) * 3 + (" và ", ", và ", ", còn ", " còn ", "; ", "; ", ", rồi ", ", mà ")
)
_STRUNG += (
    ", với lại ",
    ". Ngoài ra, ",
    ", ngoài ra ",
    ", thêm nữa ",
    ", đồng thời ",
    ". Với lại ",
    "\n",
    " mà ",
    ", lại thêm ",
)
_OPENINGS = ("",) * 6 + ("Dạ ", "xã ơi ", "Cho em hỏi ", "Tôi xin phản ánh ", "Đề nghị ", "Cử tri kiến nghị ")
_CLOSINGS = ("",) * 6 + (", mong xã giúp", ", xã xem giúp", ". Xin cảm ơn", ", nhờ xã coi dùm", " ạ")
_SHORT, _SAME_TOPIC = 14, 0.2
# Matters out of messages of several are strung together too: how many such strings, and the share of lists of wishes.
_RESTRUNG, _ALL_ASKED = 1200, 0.35
_JOINED = re.compile(
    r"^(và|còn|mà|rồi|với lại|ngoài ra|đồng thời|thêm nữa|va|con|ma|roi|voi lai|ngoai ra|dong thoi|them nua)[ ,]+", re.I
)
_JOINED_BEHIND = re.compile(
    r"[, .]+(và|còn|mà|rồi|với lại|ngoài ra|đồng thời|va|con|ma|roi|voi lai|ngoai ra|dong thoi)$", re.I
)
_WISHES = re.compile(
    r"^((kính|cử tri|bà con|dân|tôi|em|cu tri|ba con|dan|toi)\s)*"
    r"(đề nghị|kiến nghị|xin|mong|nhờ|de nghi|kien nghi|nho)\s"
    r"((UBND|ủy ban|uy ban|xã|xa|ngành chức năng|chính quyền|xem xét|sớm|som|được|cho)\s)*",
    re.I,
)
_NUMBERED = re.compile(r"^\(?\w+[.)/:]|^\d|^[-+*•]|(là|la|nhất|hai|ba|nhat)[,:]")


@dataclass(frozen=True)
class Parted:
    """A message, the characters at which another matter begins, and those of what only frames the matters.

    `framed` says whether the frames are known; else `frames` is empty.
    """

    text: str
    cuts: tuple[int, ...]
    weight: float = 1.0
    frames: tuple[Stretch, ...] = ()
    framed: bool = False


def known(without: int = 0) -> Iterator[Parted]:
    """All messages whose matters are known apart; without those of one author, to be measured by."""
    yield from told(without=without)
    yield from _told_by_rules()
    for name, weight in (("single", _SINGLE), ("ordinary", _LIGHT)):
        yield from (Parted(line, (), weight) for line in lines(name, without=without))
    for name in ("denunciations", "complaints", "emergencies"):
        yield from (Parted(line, (), _ACCUSING) for line in lines(name, without=without))
    yield from (Parted(example.text, (), _SINGLE) for name in LABELLED for example in labelled(name))
    yield from _strung()
    yield from _restrung(without)


def told(*, without: int = 0, only: int = 0) -> Iterator[Parted]:
    """Those that were written for this."""
    for _, texts in by_author("several", without=without, only=only):
        framed = any("{" in text for text in texts)
        yield from (parted(text, framed=framed) for text in texts)
    yield from (parted(line) for line in lines("stories", without=without, only=only))
    for line in lines("mixed", without=without, only=only):
        _, first, second = line.split("|")
        yield parted(f"{first.strip()} |{second.strip()}")


def _told_by_rules() -> Iterator[Parted]:
    for line in (MESSAGES / "gate.jsonl").read_text("utf-8").splitlines():
        message = json.loads(line)
        if "parts" in message:
            starts = [message["text"].index(part["text"]) for part in message["parts"]]
            yield Parted(message["text"], tuple(starts[1:]))
        elif message["action"] == Action.ACCEPT:
            yield Parted(message["text"], (), _STORY)


def _strung() -> Iterator[Parted]:
    """Short messages of one topic or several strung together as people do it, the same every time."""
    chance = random.Random(1)
    short = [example for example in invented() if len(example.text.split()) <= _SHORT and "," not in example.text]
    by_topic = {example.topic: [each for each in short if each.topic == example.topic] for example in short}
    for _ in range(_STRINGS):
        first = chance.choice(short)
        count = chance.choice((1, 1, 2, 3))
        others = [
            chance.choice(by_topic[first.topic] if chance.random() < _SAME_TOPIC else short) for _ in range(count)
        ]
        joint = chance.choice(_STRUNG) if chance.random() < 0.5 else ""
        pieces = [chance.choice(_OPENINGS) + first.text.rstrip(".!? ")]
        for other in others:
            pieces.append((joint or chance.choice(_STRUNG)) + other.text.rstrip(".!? "))
        pieces[-1] += chance.choice(_CLOSINGS)
        cuts = tuple(sum(map(len, pieces[:at])) for at in range(1, len(pieces)))
        yield Parted("".join(pieces), cuts, _STRING)


def _restrung(without: int) -> Iterator[Parted]:
    """Matters of different messages of several strung together, the same every time."""
    chance = random.Random(2)
    pieces = [piece for message in told(without=without) for piece in _matters_of(message)]
    wishes = [each for each in pieces if _WISHES.match(each)]
    wishes += [each.text.rstrip(".!? ") for each in invented() if _WISHES.match(each.text) and _is_short(each.text)]
    for _ in range(_RESTRUNG):
        asking = chance.random() < _ALL_ASKED
        several = [chance.choice(wishes if asking else pieces) for _ in range(chance.choice((2, 2, 2, 3, 3, 4)))]
        several[1:] = [_WISHES.sub("", each) if asking else each[:1].lower() + each[1:] for each in several[1:]]
        joint = chance.choice(_STRUNG) if chance.random() < 0.5 else ""
        text, cuts = chance.choice(_OPENINGS[:9]) + several[0], []
        for piece in several[1:]:
            cuts.append(len(text))
            text += (joint or chance.choice(_STRUNG)) + piece
        yield Parted(text + chance.choice(_CLOSINGS), tuple(cuts), _STRING)


def _matters_of(message: Parted) -> Iterator[str]:
    """The short matters of a message of several, without what joins them."""
    bounds = [0, *message.cuts, len(message.text)]
    for start, end in pairwise(bounds) if message.cuts else ():
        kept = (at for at in range(start, end) if not any(first <= at < last for first, last in message.frames))
        piece = _JOINED.sub("", "".join(message.text[at] for at in kept).strip(" ,.;:\n"))
        piece = _JOINED_BEHIND.sub("", piece)
        if 3 <= len(piece.split()) <= _SHORT and not _NUMBERED.search(piece):
            yield piece


def _is_short(text: str) -> bool:
    return len(text.split()) <= _SHORT and "," not in text


def parted(line: str, *, framed: bool = False) -> Parted:
    """ "Chào xã, |" before each further matter, braces around what frames them: "{Chào xã,} đường hỏng, |rác nhiều"."""
    text, cuts, around = "", [], []
    for sign in line:
        match sign:
            case "|":
                cuts.append(len(text))
            case "{":
                around.append((len(text), len(text)))
            case "}":
                around[-1] = (around[-1][0], len(text))
            case _:
                text += sign
    return Parted(text, tuple(cuts), 1.0 if cuts else _STORY, tuple(around), framed)


# ── where another matter begins ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Weighable:
    """A message by the numbers of its features, the stretches that are right, and how much it counts."""

    joints: Sequence[Sequence[int]]
    links: dict[Stretch, Sequence[int]]
    stretches: dict[Stretch, Sequence[int]]
    whole: Sequence[tuple[int, float]]
    right: frozenset[Stretch]
    weight: float

    @property
    def count(self) -> int:
        return len(self.joints)

    def scores(self, weights: Sequence[float]) -> Scores:
        count = self.count
        joints = [sum([weights[at] for at in numbers]) for numbers in self.joints]
        found = {
            (begun, end): sum([weights[at] for at in numbers])
            + (joints[end] + sum([weights[at] for at in self.links[begun, end]]) if end < count else 0.0)
            for (begun, end), numbers in self.stretches.items()
        }
        found[0, count] = sum([weights[at] * value for at, value in self.whole])
        return found

    def slopes(self, weights: Sequence[float]) -> dict[int, float]:
        """By how much each feature is too heavy."""
        count, found = self.count, self.scores(weights)
        sums, back = summed(found, count), _summed_back(found, count)
        slopes: dict[int, float] = {}
        cuts = [0.0] * count
        for (begun, end), score in found.items():
            wrong = math.exp(sums[begun] + score + back[end] - sums[count]) - ((begun, end) in self.right)
            if abs(wrong) < _TINY:
                continue
            wrong *= self.weight
            if (begun, end) == (0, count):
                for at, value in self.whole:
                    slopes[at] = slopes.get(at, 0.0) + wrong * value
                continue
            numbers = self.stretches[begun, end]
            if end < count:
                cuts[end] += wrong
                numbers = (*numbers, *self.links[begun, end])
            for at in numbers:
                slopes[at] = slopes.get(at, 0.0) + wrong
        for wrong, numbers in zip(cuts, self.joints, strict=True):
            for at in numbers:
                slopes[at] = slopes.get(at, 0.0) + wrong
        return slopes


def _summed_back(found: Scores, count: int) -> list[float]:
    """`summed` from the other end: for each clause the weight of all ways to part those from it on."""
    turned = {(count - end, count - begun): score for (begun, end), score in found.items()}
    return summed(turned, count)[::-1]


def learnt(messages: Iterable[Parted]) -> dict[str, float]:
    """Weights by feature, learnt message by message (AdaGrad on the likelihood of the right way to part it).

    The mean of the weights after each pass but the first: what the last messages pulled does not count so much.
    """
    numbers: dict[str, int] = {}
    seen: Counter[int] = Counter()
    given = [each for message in messages for each in _weighable(message, numbers)]
    weights, squares, sums = ([start] * len(numbers) for start in (0.0, 1.0, 0.0))
    chance = random.Random(3)
    for turn in range(_PASSES):
        chance.shuffle(given)
        for message in given:
            for at, slope in message.slopes(weights).items():
                step = slope + _RIDGE * weights[at]
                squares[at] += step * step
                weights[at] -= _PACE * step / math.sqrt(squares[at])
                if not turn:
                    seen[at] += 1
        if turn:
            sums = [total + weight for total, weight in zip(sums, weights, strict=True)]
    means = [total / (_PASSES - 1) for total in sums]
    return {
        feature: round(means[at], 2)
        for feature, at in sorted(numbers.items())
        if abs(means[at]) >= _SLIGHT and seen[at] >= _RARE
    }


def _weighable(message: Parted, numbers: dict[str, int]) -> Iterator[_Weighable]:
    """A message with and without its marks; one clause cannot be parted."""

    def numbered(features: Iterable[str]) -> list[int]:
        return [numbers.setdefault(feature, len(numbers)) for feature in features]

    for text in dict.fromkeys((message.text, without_marks(message.text))):
        if len(text) != len(message.text):
            continue
        reading = read(text)
        found = clauses(reading, signs_of(reading))
        told = Layout(found)
        count = len(told)
        if count < 2:
            continue
        begins = sorted({0, *(at for cut in message.cuts if (at := _clause_at(reading, told.clauses, cut)))})
        yield _Weighable(
            [[], *(numbered(joint(told, at)) for at in range(1, count))],
            {(begun, end): numbered(link(told, begun, end)) for begun, end in stretches(count) if end < count},
            {(begun, end): numbered(stretch(told, begun, end)) for begun, end in stretches(count)},
            [(numbers.setdefault(feature, len(numbers)), value) for feature, value in whole(told).items()],
            frozenset(zip(begins, [*begins[1:], count], strict=True)),
            message.weight,
        )


def _clause_at(reading: Reading, found: Sequence[Clause], character: int) -> int:
    """The clause that begins nearest to a character, what joins it before or behind; 0 where none begins near."""
    here = bisect_left(reading.syllables, character, key=lambda syllable: syllable.start)
    near = min(range(len(found)), key=lambda at: abs(found[at].start - here))
    return near if abs(found[near].start - here) <= _NEAR else 0


# ── what frames the matters ───────────────────────────────────────────────────────────────────────────────────


def frame_rows(messages: Iterable[Parted]) -> Iterator[Row]:
    """The first and last clauses of messages of several matters, and clauses that are written down as frames."""
    for line in (MESSAGES / "frames.txt").read_text("utf-8").splitlines():
        first, said = line.startswith(">"), line[2:]
        for text in (said + (", " if first else "."), without_marks(said.lower()) + (": " if first else " ")):
            reading = read(text)
            yield Row(frames.features(reading, clauses(reading, signs_of(reading))[0], first=first), 1)
    for message in messages:
        if message.cuts:
            for text in dict.fromkeys((message.text, without_marks(message.text))):
                if len(text) == len(message.text):
                    yield from _frames_of(text, message)


def _frames_of(text: str, message: Parted) -> Iterator[Row]:
    reading = read(text)
    found = clauses(reading, signs_of(reading))
    for at, clause in enumerate(found):
        start, end = reading.syllables[clause.start].start, reading.syllables[clause.end - 1].end
        frame = any(2 * (min(end, last) - max(start, first)) > end - start for first, last in message.frames)
        if 0 < at < len(found) - 1:
            if not frame:
                yield from (Row(frames.features(reading, clause, first=first), 0, _MIDDLE) for first in (True, False))
        elif message.framed:
            yield Row(frames.features(reading, clause, first=at == 0), int(frame))


def learnt_frames(messages: Iterable[Parted]) -> dict[str, list[float]]:
    return fit(frame_rows(messages), ridge=_FRAME_RIDGE, passes=_FRAME_PASSES, balanced=False)


def train_all() -> int:
    """Write the weights that the program uses; return how many features they are of."""
    messages = list(known())
    weights, around = learnt(messages), learnt_frames(messages)
    parting.WEIGHTS.write_text(write_sums(weights), "utf-8")
    frames.WEIGHTS.write_text(write(around), "utf-8")
    return len(weights) + len(around)


def write_sums(weights: dict[str, float]) -> str:
    lines = (f"{json.dumps(feature, ensure_ascii=False)}: {weight}" for feature, weight in weights.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"
