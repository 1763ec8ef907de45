"""Personal data in a message, found so that it can be published without: recall first, precision second."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from domain.text import clean, fold
from understanding.person_name import bare_copy, find_names, is_famous
from understanding.spelling import MAX_READ

HIDDEN = "[…]"
_MORE = "…"


class MarkKind(StrEnum):
    NAME = "name"
    PHONE = "phone"
    IDENTITY = "identity"
    ACCOUNT = "account"
    PARCEL = "parcel"
    PLATE = "plate"
    ADDRESS = "address"
    EMAIL = "email"
    LINK = "link"


@dataclass(frozen=True)
class Mark:
    """A place in the text of a `Redacted`: `start` to `end` are personal data of a kind, `original` their words."""

    start: int
    end: int
    kind: MarkKind
    original: str


@dataclass(frozen=True)
class Redacted:
    """`full` is the clean text that the marks are places of, `marks` in order and apart; never publish `full`."""

    full: str
    marks: tuple[Mark, ...]

    @property
    def text(self) -> str:
        """What may be published, with one sign for whatever was hidden."""
        return self.shown({})

    def shown(self, words: Mapping[MarkKind, str]) -> str:
        """What may be published, with a word in the reader's language for each kind, e.g. ``[số điện thoại]``."""
        parts, at = [], 0
        for mark in self.marks:
            parts += [self.full[at : mark.start], words.get(mark.kind, HIDDEN)]
            at = mark.end
        return "".join((*parts, self.full[at:]))


def redact(text: str) -> Redacted:
    """Find names of private people, telephone, identity and account numbers, parcels, plates, houses, e-mail, profiles.

    Officials by their office, roads, schools and hamlets, decrees, amounts and dates stay. What is longer than
    `MAX_READ` is cut: nothing that was not looked at is published.
    """
    full = clean(text[: 2 * MAX_READ])
    if len(full) > MAX_READ or len(text) > 2 * MAX_READ:
        full = full[: MAX_READ - len(_MORE)] + _MORE
    found = _Page(full)
    return Redacted(full, tuple(Mark(start, end, kind, full[start:end]) for start, end, kind in found.marks()))


_KEPT = re.compile(
    r"""
      (?<![\w])\d{1,6}/\d{4}/[a-z][a-z-]{0,30}              # 49/2015/QĐ-TTg
    | (?<![\w])\d{1,6}/(?:19|20)\d\d(?![\d/])                       # Nghị định 20/2021
    | (?<![\w])\d{1,6}/(?!tbd|to\b|tb\b)[a-z]{2,12}(?:-[a-z]{1,12}){0,3}                        # 123/UBND-VP
    | (?<![\w])[a-z]{2,4}-\d{4}-\d{3,8}(?!\w)                   # PA-2026-000123
    | (?:(?<!\w)(?:thuong|benh)\sbinh(?:\s(?:hang|loai))?\s)\d/\d(?![\d/])  # thương binh 3/4
    | (?<![\d.,/])\d{1,2}([/.-])\d{1,2}\1(?:19|20)\d\d(?![.,/-]?\d)  # 12/3/2026
    | (?<![\w.,])\d{1,3}(?:[.,]\d{3}){1,5}(?:[.,]\d{1,3})?\s?(?:dong|d|vnd|trieu|ty|nghin|ngan(?![ ]hang)|k|m2|ha)(?!\w)
    | (?<![\w.,])[1-9]\d{0,6}\s?(?:dong|vnd|trieu|ty|nghin|ngan(?![ ]hang))(?!\w)
    """,
    re.VERBOSE,
)
_GAP = r"[ .\-–—_*/,·()\ufe0f\u20e3]"
_GROUP = r"(?=[oil]{0,3}\d)[\doil]{1,40}"
_RUN = re.compile(rf"(?<!\d)[(+]{{0,2}}{_GROUP}(?:{_GAP}{{1,3}}{_GROUP}){{0,40}}")
_NUMBER = r"(?<!\d)(?!0\d\d)\d{1,6}[a-z]?(?:\s?(?:/|-|xuyet|xet|xuyen|sec|tren)\s?\d{1,6}[a-z]?){0,4}(?!\w)"
_ROAD = r"(?:duong|pho|dai lo|quoc lo|tinh lo|huong lo)"
_ALONE = 9


@dataclass(frozen=True)
class _Vocabulary:
    cues: Mapping[MarkKind, re.Pattern[str]]
    banks: re.Pattern[str]
    spelt: re.Pattern[str]
    glued: re.Pattern[str]


@cache
def _vocabulary() -> _Vocabulary:
    entries: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "redaction.yaml").read_text("utf-8"))
    digits = "|".join(sorted({fold(word) for word in entries["digits"]}))
    number = rf"(?:(?:{digits})(?!\w)|\d{{1,4}}(?!\w))"
    letters = "|".join(entries["letters"].split())
    return _Vocabulary(
        cues={
            MarkKind(kind): re.compile(rf"(?<!\w)(?:{'|'.join(bare_copy(word) for word in words)})(?!\w)")
            for kind, words in entries["cues"].items()
        },
        banks=re.compile(rf"(?<!\w)(?:{'|'.join(entries['banks'].split())})(?!\w)"),
        spelt=re.compile(rf"(?<!\w){number}(?:[\s,.\-]{{1,3}}(?:(?:so|{letters})\s)?{number}){{6,30}}"),
        glued=re.compile(rf"(?<!\w)(?=[a-z]*\d)(?=\d*[a-z])(?:\d|{digits}){{8,14}}(?!\w)"),
    )


# ── everything that is found ──────────────────────────────────────────────────────────────────────────────────

_Found = tuple[int, int, MarkKind]


class _Page:
    """One text while it is looked through."""

    def __init__(self, full: str) -> None:
        self.full = full
        self.bare = bare_copy(full)
        self.vocabulary = _vocabulary()

    def marks(self) -> list[_Found]:
        """What was found, in order; what overlaps is one mark of the kind that was looked for first."""
        # What must stay is taken out before numbers are looked for, so that no number reaches into it.
        left = _KEPT.sub(lambda kept: "\x00" * len(kept[0]), self.bare)
        found: list[_Found] = []
        for look in (
            self._links,
            self._emails,
            self._plates,
            self._landlines,
            self._parcels,
            self._papers,
            self._addresses,
            self._houses,
            self._numbers,
        ):
            new = list(look(left))
            found += new
            left = _without(left, new)
        found += [(start, end, MarkKind.NAME) for start, end in find_names(self.full, self.bare)]
        return _merged(found)

    def _links(self, left: str) -> Iterator[_Found]:
        for found in _LINK.finditer(left):
            yield found.start(), _without_end_mark(left, found), MarkKind.LINK
        for found in _NICK.finditer(left):
            yield found.start(1), _without_end_mark(left, found), MarkKind.LINK

    def _emails(self, left: str) -> Iterator[_Found]:
        for pattern in (_EMAIL, _SPOKEN_EMAIL):
            for found in pattern.finditer(left):
                yield found.start(), found.end(), MarkKind.EMAIL

    def _plates(self, left: str) -> Iterator[_Found]:
        for pattern in (_PLATE, _SHORT_PLATE, _SAID_PLATE, _MACHINE_PLATE):
            for found in pattern.finditer(left):
                yield found.start(1), found.end(1), MarkKind.PLATE

    def _landlines(self, left: str) -> Iterator[_Found]:
        for found in _LANDLINE.finditer(left):
            digits = sum(letter.isdigit() for letter in found[0])
            if found[0].lstrip("(").startswith("0") and digits in (10, 11):
                yield found.start(), found.end(), MarkKind.PHONE

    def _addresses(self, left: str) -> Iterator[_Found]:
        """Rows of parts of an address of which one says which house: "số 12, ngõ 45, đường Lê Lợi"."""
        row: list[_Component] = []
        for part in self._components(left):
            if row and not _NEAR.fullmatch(left, row[-1].end, part.start):
                yield from _address(row)
                row = []
            row.append(part)
        yield from _address(row)

    def _components(self, left: str) -> Iterator["_Component"]:
        at = 0
        while found := _COMPONENT.search(left, at):
            end, kind = self._component(left, found)
            if end > found.start():
                yield _Component(found.start(), end, kind)
            at = max(end, found.start() + 1)

    def _component(self, left: str, found: re.Match[str]) -> tuple[int, str]:
        """Where a part of an address ends and how much it says; its start when it is none."""
        kind = found.lastgroup or ""
        if kind == "number":
            # "số 22 Phan Chu Trinh" is a house where an address may begin; "hầm chui số 22" is none.
            end = self._name_end(found.end())
            if end > found.end() and _BEGINS.search(left, 0, found.start()):
                return end, "house"
            parted = _PARTED.match(left, found.end()) and not _COUNTS.search(left, 0, found.start())
            return (found.end(), kind) if parted else (found.start(), "")
        if kind in {"where", "building"}:
            # A name with capitals, or a number.
            number = re.compile(rf"[ :]{{1,2}}(?:so )?(?=[a-z]?\d){_LABEL}").match(left, found.end())
            owner = _OWNER.match(left, found.end()) if kind == "building" else None
            end = number.end() if number else self._name_end(owner.end() if owner else found.end())
            if owner and end == owner.end():
                return found.start(), ""
            if kind == "building" and end > found.end() and (rest := _REST.match(left, end)):
                end = rest.end()
            return (end, kind) if end > found.end() else (found.start(), "")
        if kind == "bare":
            # "98A Nguyễn Trãi" is a house alone, "67 Nguyễn Văn Cừ" beside something else that says which.
            clear = not found["bare"].isdigit()
            end = self._name_end(found.end())
            if end > found.end() and self._words(found.end(), end) > 1:
                return end, "house" if clear else "street"
            return (found.end(), "number") if clear else (found.start(), "")
        # A lane off a lane has few houses.
        return found.end(), "inner" if kind == "lane" and "/" in found["lane"] else kind

    def _name_end(self, at: int) -> int:
        """The end of the words with capitals that follow, at most four."""
        end = at
        for _ in range(4):
            word = re.compile(r"[ ]\w+").match(self.full, end)
            if not word or not (word[0][1].isupper() or (word[0][1].isdigit() and end > at)):
                break
            end = word.end()
        return end

    def _words(self, start: int, end: int) -> int:
        return len(self.full[start:end].split())

    def _parcels(self, left: str) -> Iterator[_Found]:
        parcels = [f for f in _PARCEL.finditer(left) if self.says(f.start("word"), f.end("word"), "thửa")]
        for found in parcels:
            yield found.start(), found.end(), MarkKind.PARCEL
        for found in _SHEET.finditer(left):
            near = any(abs(found.start() - each.start()) < 60 for each in parcels)
            # Alone "to 14" is tổ 14, a hamlet.
            if not found["word"] or found["map"] or (near and self.says(*found.span("word"), "tờ")):
                yield found.start(), found.end(), MarkKind.PARCEL
        for found in _PLOT.finditer(left):
            marked_so = self.full[found.start("word") : found.end("word")].lower() == "lô"
            if found["sure"] or marked_so or not found["number"][0].isdigit():
                yield found.start(), found.end(), MarkKind.PARCEL
        for found in _CERTIFICATE.finditer(left):
            yield found.start(1), found.end(1), MarkKind.PARCEL
        for found in _SERIAL.finditer(left):
            if self.full[found.start() : found.start() + 2].isupper():
                yield found.start(), found.end(), MarkKind.PARCEL

    def _papers(self, left: str) -> Iterator[_Found]:
        """Numbers with letters: health insurance cards, passports, accounts after their word."""
        for found in _CARD.finditer(left):
            yield found.start(), found.end(), MarkKind.IDENTITY
        for found in _PASSPORT.finditer(left):
            joined = " " not in found[0] and self.full[found.start()].isupper()
            if joined or self.cue(left, found.start()) is MarkKind.IDENTITY:
                yield found.start(), found.end(), MarkKind.IDENTITY
        for found in _MIXED.finditer(left):
            if self.cue(left, found.start()) is MarkKind.ACCOUNT or self.bank_after(left, found.end()):
                yield found.start(), found.end(), MarkKind.ACCOUNT

    def _houses(self, left: str) -> Iterator[_Found]:
        for found in _PLACE.finditer(left):
            yield found.start(), found.end(), MarkKind.ADDRESS
        for found in _HOUSE.finditer(left):
            if _BORN.fullmatch(found[0]):
                continue
            yield found.start(), found.end(), MarkKind.ADDRESS
        for found in _LANE.finditer(left):
            if self.says(found.start(1), found.end(1), "ngõ", "ngách", "hẻm", "hẽm", "kiệt", "xẹt"):
                yield found.start(), found.end(), MarkKind.ADDRESS
        for found in _ROOM.finditer(left):
            yield found.start(), found.end(), MarkKind.ADDRESS
        for found in _NUMBERED.finditer(left):
            if found["strong"] or found["road"] or self._is_name(found.end("number")):
                yield found.start("from"), found.end("number"), MarkKind.ADDRESS
        for found in _BARE_NUMBERED.finditer(left):
            slashed = "/" in found["number"]
            if _COUNTED.search(left, max(0, found.start("number") - 12), found.start("number")):
                continue
            if found["road"] or (self._is_name(found.end("number")) and (slashed or found["strong"])):
                yield found.start("number"), found.end("number"), MarkKind.ADDRESS

    def _is_name(self, at: int) -> bool:
        """Whether a word with a capital letter follows, or the name of a well-known road."""
        rest = self.full[at : at + 3].lstrip(" ,")
        if rest and rest[0].isupper():
            return True
        following = tuple(re.findall(r"\w+", self.bare[at : at + 40]))
        return any(is_famous(following[:length]) for length in (2, 3, 4))

    def _numbers(self, left: str) -> Iterator[_Found]:
        for found in self.vocabulary.glued.finditer(left):
            yield found.start(), found.end(), MarkKind.PHONE
        for found in self.vocabulary.spelt.finditer(left):
            if _is_spelt(found[0]):
                yield found.start(), found.end(), MarkKind.PHONE
        for found in _RUN.finditer(left):
            yield from self._run(left, found.start(), found[0])

    def _run(self, left: str, start: int, run: str) -> Iterator[_Found]:
        """Telephone, identity and account numbers in a run of groups of digits."""
        groups = [(m.start(), m.end(), m[0]) for m in re.finditer(r"[\doil]+", run)]
        while groups:
            cue = self.cue(left, start + groups[0][0]) or self.bank_after(left, start + groups[-1][1])
            count, kind = _kind(tuple(group for _, _, group in groups), cue)
            if kind is not None:
                first, last = groups[0], groups[count - 1]
                begin = start + first[0]
                while begin > 0 and left[begin - 1] in "+(":
                    begin -= 1
                yield begin, start + last[1], kind
            groups = groups[count:]

    def cue(self, left: str, at: int) -> MarkKind | None:
        """What the words in front of a number say that it is; the nearest counts."""
        before = left[max(0, at - 40) : at].rpartition("\n")[2]
        best: tuple[int, MarkKind] | None = None
        if bank := self.vocabulary.banks.search(before):
            best = (bank.start(), MarkKind.ACCOUNT)
        for kind, pattern in self.vocabulary.cues.items():
            for found in pattern.finditer(before):
                if best is None or found.start() >= best[0]:
                    best = (found.start(), kind)
        return best[1] if best else None

    def bank_after(self, left: str, at: int) -> MarkKind | None:
        after = left[at : at + 25].partition("\n")[0]
        return MarkKind.ACCOUNT if self.vocabulary.banks.search(after) else None

    def says(self, start: int, end: int, *meant: str) -> bool:
        """Whether the word there is one of `meant`, or one of them without its marks."""
        word = self.full[start:end].lower()
        return word in meant or word == self.bare[start:end]


def _without(left: str, found: list[_Found]) -> str:
    letters = list(left)
    for start, end, _ in found:
        letters[start:end] = "\x00" * (end - start)
    return "".join(letters)


def _merged(found: list[_Found]) -> list[_Found]:
    merged: list[tuple[int, int, int, MarkKind]] = []
    for start, end, order, kind in sorted((s, e, order, k) for order, (s, e, k) in enumerate(found)):
        if merged and start < merged[-1][1]:
            before = merged[-1]
            first = min(before[2:], (order, kind))
            merged[-1] = (before[0], max(before[1], end), *first)
        else:
            merged.append((start, end, order, kind))
    return [(start, end, kind) for start, end, _, kind in merged]


@dataclass(frozen=True)
class _Component:
    """A part of an address: `exact` says which house, `number` may do so beside others, the rest says only where."""

    start: int
    end: int
    kind: str


def _address(row: list[_Component]) -> Iterator[_Found]:
    kinds = {part.kind for part in row}
    exact = kinds & {"exact", "house"} or (
        len(row) > 1 and kinds & {"lane", "inner", "street"} and kinds != {"lane", "where"}
    )
    if exact or ("number" in kinds and kinds & {"lane", "building", "where"}):
        yield row[0].start, row[-1].end, MarkKind.ADDRESS


# ── links, numbers, houses ────────────────────────────────────────────────────────────────────────────────────

_LINK = re.compile(
    r"(?:https?://)?(?:[a-z]{1,4}\.)?(?<![\w])"
    r"(?:facebook|fb|zalo|zaloapp|tiktok|instagram|youtube|youtu|telegram|twitter|threads|messenger|t|m|x|fb\.watch)"
    r"\.(?:com|me|be|net|vn|watch)/[^\s<>\"']+"
    r"|(?<![\w.@])@[a-z0-9_][a-z0-9_.]{2,}"
)
_NICK = re.compile(
    r"(?<!\w)(?:fb|facebook|face|nick|zalo|tiktok|insta|instagram|messenger)(?:\s?(?::|la|ten))*\s"
    r"([a-z0-9_]+(?:[._][a-z0-9_]+)+|[a-z]+[0-9_][a-z0-9_]*)"
)
_EMAIL = re.compile(
    r"(?<![\w+.-])[\w+.-]{1,64}\s?(?:@|\[at\]|\(at\)|\(a\)|\[a\])\s?[a-z0-9-]{1,64}"
    r"(?:\s?(?:\.|\[dot\]|\(dot\))\s?[a-z]{2,24}){1,4}"
)
_SPOKEN_EMAIL = re.compile(
    r"(?<![\w+.-])(?:[\w.+-]{1,40}\s(?:(?:cham|gach duoi|gach ngang)\s(?:[\w.+-]{1,40}\s)?){0,2})?[\w.+-]{1,40}"
    r"\s?(?:@|\sa cong|\sat)\s?[a-z0-9-]{1,64}\s?(?:\.|\scham|\sdot)\s?(?:com|vn|net|org)(?:\s?(?:\.|cham)\s?vn)?(?!\w)"
)
_PLATE = re.compile(
    r"(?<![\w.,/])(\d\d[ -]?[a-z](?:[a-z]?\d|[a-z])?[ .\-]{0,3}(?:\d{3}[. \-]?\d\d|\d\d[. ]\d{3}))(?![\w/])"
)
_SHORT_PLATE = re.compile(r"(?<![\w.,/])(\d\d-?(?![hm][ ])[a-z]\d?[ \-]{1,3}(?!(?:19|20)\d\d)\d{4})(?![\w/])")
_SAID_PLATE = re.compile(
    r"(?:bien so|bien kiem soat|bks|mang bien|bien xe|xe bien)(?: la| so)?[ :]{0,2}"
    r"((?=[^\s]{0,4}[ -]{0,2}[^\s]{0,6}\d)[a-z0-9][a-z0-9.\-]*(?: [0-9][0-9.]{2,6})?)"
)
# Tractors and other machines: MK-77 0315.
_MACHINE_PLATE = re.compile(r"(?<![\w.,/-])([a-z]{2}-\d\d[ \-.]{1,3}\d{4})(?![\w/])")
_PARCEL = re.compile(
    r"(?:so )?(?<!\w)(?<!doi )(?P<word>thua)(?: dat)?(?: so)?[ :.]{1,3}\d+[a-z]?(?:/\d+)?(?!\w)"
    r"(?:(?:, ?| va )\d+[a-z]?(?!\w)){0,9}"
)
_SHEET = re.compile(
    r"(?<!\w)(?:so )?(?:(?P<word>to)(?P<map>\s?(?:ban do|bd))?|tbd|ban do)"
    r"(?: dia chinh)?(?: so)?[ :.]{1,3}(?:[a-z]{1,2}-?)?\d+(?!\w)"
)
_PLOT = re.compile(
    r"(?<!\w)(?<!quoc )(?<!tinh )(?<!huong )(?P<word>lo)(?P<sure> dat| nen)?(?: so)?[ :]{1,2}"
    r"(?P<number>[a-z]{0,3}\d+[a-z]?(?:-\d+)?)(?!\w)"
)
_CERTIFICATE = re.compile(
    r"(?<!\w)(?:so do|so hong|bia do|gcn\w*|giay chung nhan|cnqsd\w*|qsd\w*|seri|serial|phat hanh|vao so)"
    r"(?: quyen su dung dat)?(?: cap gcn)?(?: so| seri| so do| so hong)*[ :]{1,3}"
    r"([a-z]{1,2} ?\d{5,8}|[a-z]{2,3}[ -]?\d{4,8})(?!\w)"
)
_SERIAL = re.compile(r"(?<!\w)[a-z]{2} \d{6}(?!\w)")
_LANDLINE = re.compile(r"(?<![\d.,/])\(?0?2\d{1,2}\)?[ .\-]{0,2}[36789]\d{2,3}[ .\-]?\d{3,4}(?![\d/])")
_CARD = re.compile(r"(?<!\w)[a-z]{2}[ .\-]?\d(?:[ .\-]?\d){12}(?!\w)")
_PASSPORT = re.compile(r"(?<!\w)[a-z] ?\d{7,8}(?!\w)")
_MIXED = re.compile(r"(?<!\w)(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{8,20}(?!\w)")
_PLACE = re.compile(r"(?<![\d.])\d{1,2}\.\d{4,}\s?[,;]\s?\d{2,3}\.\d{4,}")
_LABEL = r"(?:[a-z]{1,2}[-.]?)?(?!0\d\d)\d{1,4}[a-z]?\d?(?:[/.-]\d{1,4}[a-z]?){0,4}(?!\w)"
_REST = re.compile(r" [a-z]+(?: [a-z]+)?(?=,)")
_BORN = re.compile(r"sn[ :.]{0,3}(?:19|20)\d\d")
_COUNTED = re.compile(r"(?<!\w)(?:thon|xom|to|ap|khu|doi|ban|khoi|lop|km|quan|phuong|khu pho|cum) \Z")
_BEGINS = re.compile(r"(?:^|[,:;(\n]|(?<!\w)(?:nha|o|tai|dia chi|truoc|gan|canh|ve|doi dien|cho)) ?\Z", re.MULTILINE)
_PARTED = re.compile(
    r"\s?[,;.]|\s(?:ngo|hem|kiet|ngach|xet|duong|pho|to|khu|kp|toa|thon|xom|ap|ban|buon|lang|khom)\b|\s?$"
)
_COUNTS = re.compile(
    r"(?<!\w)(?:tram|bom|cong|cot|dien|tru|ham|chui|cau|cay|tuyen|xe|lop|mo|gieng|loa|phieu|dinh|kenh|muong|ho|bao|ban|don"
    r"|mau|be|bai|kho|cua|truong|ga|chuyen|lan|dot|bao|den|vong|bien) \Z"
)
_OWNER = re.compile(r" (?:cua )?(?:ong|ba|co|chu|anh|chi|bac)(?=[ ])")
_NEAR = re.compile(r"\s?,\s?|\s-\s|\s")
_COMPONENT = re.compile(
    rf"(?<!\w)(?:"
    rf"(?P<exact>(?:nha so|so nha|can nha so|nha tro so|kiot|ki ot|kiosk|sap(?= so)|quay(?= so)|gian hang|hom thu"
    rf"|can ho|can so|can(?= [a-z]?\d{{2,4}}(?!\w| trieu| ty| met))"
    rf"|phong tro|phong(?= (?:so )?(?:[a-z]?\d)))(?: so)?[ :.]{{1,2}}{_LABEL})"
    rf"|(?P<number>so (?=\d){_LABEL}(?=[\s,;.]|$))"
    rf"|(?P<house>(?:(?<=toi )|(?<=tai )|(?<=nha )|(?<= ve )|(?<=chi )|(?<= o ))(?=\d){_LABEL}(?= duong so \d))"
    rf"|(?P<lane>(?:ngo|ngach|hem|kiet)(?: so)? (?=\d){_LABEL})"
    rf"|(?P<building>toa(?: nha)?|block|nha tro|day tro|day|chung cu|khu tap the|tap the|ktt|cu xa|tang|lau"
    rf"|nha(?= [a-z]\d?(?!\w)))(?!\w)"
    rf"|(?P<where>to dan pho|to tu quan|to nhan dan|to|khu pho|khu|kp|khom|cum|doi|ap|thon|xom|ban|buon|lang"
    rf"|lo|duong|pho|ngo|ngach|hem|kiet|xet|phuong|thi tran|cho)(?!\w)"
    rf"|(?P<bare>(?=\d){_LABEL}(?=[ ,]))"
    rf")"
)
_HOUSE = re.compile(rf"(?<!\w)(?:can nha so|nha so|so nha|s/n|sn|day tro so|phong tro so)[ :.]{{0,3}}{_NUMBER}")
_LANE = re.compile(rf"(?<!\w)(ngo|ngach|hem|kiet|xet)(?: so)?[ :.]{{1,2}}{_NUMBER}")
_ROOM = re.compile(
    r"(?<!\w)can \d{1,2}[.-]\d{2}(?!\w)"
    r"|(?<!\w)(?:can ho(?: so)?|can so|phong(?: so)?|p)[ .:]{0,2}(?:[a-z]{1,2}[-.]?)?\d{3,4}(?:[.-]\d+)?(?!\w)"
    r"|(?<!\w)(?:can ho|phong tro|(?<=tro )phong|(?<=tro, )phong)(?: so)?[ :]{1,2}[a-z]?\d+[a-z]?(?!\w)"
)
_NUMBERED = re.compile(
    rf"(?:(?P<strong>(?<!\w)(?:truoc|tai|o|doi dien|dia chi|cho nha|canh|gan|sau|cho)[ :,]{{1,3}})"
    rf"|(?<!\w)nha[ ,]{{1,2}}|^|[,:;(.–-] ?)"
    rf"(?P<from>so[ :]{{1,2}})(?P<number>{_NUMBER})(?P<road>,? {_ROAD}(?!\w))?",
    re.MULTILINE,
)
_BARE_NUMBERED = re.compile(
    rf"(?:(?P<strong>(?<!\w)(?:truoc|tai|o|doi dien|dia chi)[ :,]{{1,3}})|^|(?<=[\s,:;(]))"
    rf"(?P<number>{_NUMBER})(?P<road>,? {_ROAD} (?!\d)(?!so)\w)?",
    re.MULTILINE,
)


def _without_end_mark(left: str, found: re.Match[str]) -> int:
    end = found.end()
    while end > found.start() and left[end - 1] in ".,;:!?)":
        end -= 1
    return end


def _is_spelt(run: str) -> bool:
    """Whether so many digits, at least three of them in words, are a telephone number."""
    words = re.findall(r"[a-z]+", run.replace("so ", ""))
    digits = sum(map(len, re.findall(r"\d+", run)))
    return len(words) >= 3 and 8 <= len(words) + digits <= 24


def _kind(groups: tuple[str, ...], cue: MarkKind | None) -> tuple[int, MarkKind | None]:
    """How many of the groups are one number, and what it is; None for a group that is nothing."""
    sums = [len("".join(groups[: n + 1])) for n in range(len(groups))]
    first = groups[0].replace("o", "0").replace("l", "1").replace("i", "1")
    whole = "".join(groups).replace("o", "0").replace("l", "1").replace("i", "1")
    if sum(c.isdigit() for group in groups for c in group) < 6:
        return 1, None
    if cue is MarkKind.ACCOUNT and sums[-1] >= 6:
        return _up_to(sums, 19), MarkKind.ACCOUNT
    if cue is MarkKind.IDENTITY and sums[-1] >= 8:
        return _up_to(sums, 16), MarkKind.IDENTITY
    if len(first) == 10 and first[0] == "0":
        return 1, MarkKind.PHONE
    if whole[0] == "0" and not whole.startswith("0084") and sums[-1] >= _ALONE:
        if 12 in sums and sums[-1] == 12:
            return len(sums), MarkKind.IDENTITY
        count = _up_to(sums, 12)
        return count, MarkKind.PHONE if sums[count - 1] in (10, 11) else MarkKind.IDENTITY
    if whole.startswith(("84", "0084")) and any(10 <= s <= 14 for s in sums):
        return _up_to(sums, 14), MarkKind.PHONE
    if cue is MarkKind.PHONE and sums[-1] >= 8 and (len(groups) > 1 or len(first) >= 8):
        return _up_to(sums, 12), MarkKind.PHONE
    if len(first) >= _ALONE:
        return 1, MarkKind.IDENTITY if len(first) <= 12 else MarkKind.ACCOUNT
    return 1, None


def _up_to(sums: list[int], most: int) -> int:
    """How many groups have at most so many digits together; at least one."""
    return max(1, sum(each <= most for each in sums))
