"""The dialogues of a plan: one for each time it sets, with place, people and those who lead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from documents.plan.heading import Heading
from documents.plan.letters import bare, lower_first, plain, small, trim
from documents.plan.names import hamlets, short, undoubled
from documents.plan.notes import Notes
from documents.plan.outline import Item, Outline, header_columns, sentence_at
from documents.plan.vocabulary import marked, pattern
from documents.plan.when import Found, days_before, find_whens, half_days, hour_in, is_tentative
from domain.plan import PlannedDialogue, Precision, When

_BRACKETS = re.compile(r"\([^)]*\)")
MOST = 120  # more dialogues than any commune holds in a year


@dataclass
class _Draft:
    """A dialogue while it is put together; `said` holds the sentence behind each field, `doubts` what is unsure."""

    items: list[Item]
    unit: str | None = None
    when: When | None = None
    venue: str | None = None
    audience: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    half_days: tuple[int, int] | None = None
    delegates: int | None = None
    said: dict[str, str] = field(default_factory=dict)
    doubts: set[str] = field(default_factory=set)

    def put(self, name: str, value: object, sentence: str, *, sure: bool = True) -> None:
        if value and not getattr(self, name):
            setattr(self, name, value)
            self.said[name] = sentence
            if not sure:
                self.doubts.add(name)


def read_dialogues(outline: Outline, heading: Heading, notes: Notes) -> tuple[PlannedDialogue, ...]:
    where = _Where(outline)
    drafts = _of_tables(outline, heading) or _of_items(where, heading)
    if not drafts:
        drafts = [_Draft([])]
        notes.doubt("dialogues")
    if len(drafts) > MOST:
        del drafts[MOST:]
        notes.doubt("dialogues")
    _places(where, drafts)
    _spans(where, drafts)
    _those_meant(where, drafts)
    _units(where, heading, drafts)
    _people(where, drafts)
    if len(drafts) == 1:
        _doubt_number(where, notes)
    found = []
    for index, draft in enumerate(drafts):
        path = f"dialogues[{index}]"
        dialogue = PlannedDialogue(
            draft.unit, draft.when, draft.venue, draft.half_days, draft.delegates, draft.audience, draft.invited
        )
        names = {"delegates": "delegates_per_hamlet"}
        for name, sentence in draft.said.items():
            notes.take(f"{path}.{names.get(name, name)}", sentence, sure=name not in draft.doubts)
        for name in ("when", "venue", "unit"):
            if getattr(draft, name) is None:
                notes.doubt(f"{path}.{name}")
        found.append(dialogue)
    if found == [PlannedDialogue()]:
        return ()
    return tuple(found)


def _doubt_number(where: "_Where", notes: Notes) -> None:
    """ "Mỗi thôn 01 buổi", "mỗi quý một lần": more dialogues than the one that was found, and nobody knows which."""
    for item in where.outline.items:
        match = None if where.prepares(item) else pattern("dialogues", "periodic").search(item.bare)
        if match:
            notes.take("dialogues", sentence_at(item.text, match.start()), sure=False)
            return


class _Where:
    """Items of the outline by what they are about."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.above = {item.index: outline.ancestors(item) for item in outline.items}
        label = pattern("dialogues", "label_of_time")
        self._tentative_below = {
            item.parent
            for item in outline.items
            if item.text.startswith("(") and label.search(item.bare) and is_tentative(item.text)
        }

    def prepares(self, item: Item) -> bool:
        """Whether it stands where tasks are handed out."""
        return self.about(item, "preparations")

    def about(self, item: Item, label: str, *, depth: int = 9) -> bool:
        """Whether the item or what it stands under is labelled so."""
        return any(
            pattern("dialogues", label).fullmatch(each.label)
            for each in (item, *self.above[item.index][:depth])
            if each.label
        )

    def labelled(self, label: str) -> Iterator[Item]:
        for item in self.outline.items:
            if item.label and not item.cells and pattern("dialogues", label).fullmatch(item.label):
                yield item

    def is_time(self, item: Item) -> bool:
        for each in (item, *self.above[item.index]):
            if each.label and pattern("dialogues", "not_label_time").fullmatch(each.label):
                return False
            if each.label and (
                pattern("dialogues", "label_time").fullmatch(each.label)
                or (
                    each.is_heading
                    and not (each.label_end and each.rest)
                    and pattern("dialogues", "heading_of_time").fullmatch(each.label)
                )
            ):
                return each is item or not self._is_other(item)
        return False

    def is_tentative(self, item: Item) -> bool:
        """Whether a label of time above it, or a note beside it, says so: "Thời gian dự kiến:"."""
        label = pattern("dialogues", "label_of_time")
        above = (each.label for each in self.above[item.index] if label.search(each.label))
        return item.parent in self._tentative_below or any(is_tentative(each) for each in above)

    def _is_other(self, item: Item) -> bool:
        """Labelled with something else below a heading that also speaks of time."""
        names = ("label_venue", "label_audience", "label_chair")
        own = item.label if item.label_end else ""
        return any(pattern("dialogues", name).fullmatch(own) for name in names) and not find_whens(own, 2026)


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_tables(outline: Outline, heading: Heading) -> list[_Draft]:
    drafts: list[_Draft] = []
    columns: dict[str, int] = {}
    for item in outline.items:
        if not item.cells:
            columns = {} if len(item.text) > 3 else columns
            continue
        if header_columns(item.cells) or (not columns and _columns(item.cells)):
            columns = _columns(item.cells)
            continue
        if "time" in columns and ("unit" in columns or "venue" in columns):
            draft = _row(item, columns, heading)
            if draft:
                drafts.append(draft)
    return drafts


def _columns(cells: tuple[str, ...]) -> dict[str, int]:
    """Which column says what; nothing for tables of tasks."""
    letters = [bare(cell).strip() for cell in cells]
    if any(pattern("outline", "column_task").fullmatch(cell) for cell in letters) and any(
        re.search("hoan thanh|thuc hien|phu trach|phoi hop", cell) for cell in letters
    ):
        return {}
    found: dict[str, int] = {}
    for name in ("time", "hour", "venue", "chair", "unit", "audience"):
        for index, cell in enumerate(letters):
            if index not in found.values() and pattern("outline", f"column_{name}").fullmatch(cell):
                found[name] = index
                break
    return found


def _row(item: Item, columns: dict[str, int], heading: Heading) -> _Draft | None:
    cells = dict(zip(columns, (item.cells[n] if n < len(item.cells) else "" for n in columns.values()), strict=True))
    times = ", ".join(cells[name] for name in ("hour", "time") if cells.get(name))
    whens = find_whens(times, heading.year) or find_whens(" ".join(item.cells), heading.year)
    if not whens:
        day = re.fullmatch(r"\s*(\d{1,2})/(\d{1,2})\s*", cells["time"])
        whens = find_whens(f"ngay {cells['time'].strip()}", heading.year) if day else []
    if not whens:
        return None
    draft = _Draft([item])
    _set_when(draft, whens[0], item.text, is_tentative(item.text))
    venue, unit = trim(cells.get("venue", "")), trim(cells.get("unit", ""))
    if venue and not pattern("dialogues", "later").search(bare(venue)):
        draft.put("venue", _venue(venue) or undoubled(venue), item.text)
    if unit:
        named = hamlets(unit)
        only = named[0][0] if named and plain(named[0][0]) == plain(unit) else None
        draft.put("unit", only or _audience_unit(unit), item.text)
    audience = trim(cells.get("audience", ""))
    if audience:
        draft.put("audience", tuple(_people_of(audience)), item.text)
    return draft


# ── lists and labels ──────────────────────────────────────────────────────────────────────────────────────────


def _of_items(where: _Where, heading: Heading) -> list[_Draft]:
    entries: list[_Draft] = []
    plain_times: list[_Draft] = []
    for item in where.outline.items:
        if item.cells or (where.prepares(item) and not _strong_label(item)):
            continue
        if not where.is_time(item):
            if _free_entry(where, item, heading):
                entries += _entries(item, item.text, heading)
            continue
        for text in _parts(item, heading):
            made = _entries(item, text, heading, tentative=where.is_tentative(item))
            (entries if any(draft.unit or draft.venue for draft in made) else plain_times).extend(made)
        if len(entries) + len(plain_times) > MOST:
            break
    listed = entries and not (len(entries) == 1 and plain_times)
    return (entries if listed else _merged(plain_times, entries)) or _of_sentences(where, heading)


def _strong_label(item: Item) -> bool:
    return bool(item.label_end and pattern("dialogues", "label_time").fullmatch(item.label)) and not pattern(
        "dialogues", "not_label_time"
    ).fullmatch(item.label)


def _free_entry(where: _Where, item: Item, heading: Heading) -> bool:
    """An entry of a list of dialogues that stands under no heading of time: "Ngày 20/11: đối thoại với … tại …"."""
    whens = find_whens(item.text, heading.year)
    if not whens or where.about(item, "label_audience") or whens[0].start > 60 or item.level < 3:
        return False
    letters = item.bare
    return bool(
        (pattern("dialogues", "with_whom").search(letters) and hamlets(item.text))
        or (pattern("dialogues", "entry_number").match(letters) and item.label_end)
        or (pattern("dialogues", "entry_unit").match(letters) and pattern("dialogues", "at").search(letters))
    )


def _parts(item: Item, heading: Heading) -> list[str]:
    """A line with several times and places is cut at its semicolons."""
    pieces = [piece.strip() for piece in re.split(r";\s+", item.text) if piece.strip()]
    if len(pieces) > 1 and sum(bool(find_whens(piece, heading.year)) for piece in pieces) > 1:
        return pieces
    return [item.text]


def _entries(item: Item, text: str, heading: Heading, *, tentative: bool = False) -> list[_Draft]:
    letters = bare(text)
    of_paper = pattern("milestones", "no_task")  # "Công văn số 210 ngày 20/02": no day of a dialogue
    whens = [
        each
        for each in find_whens(text, heading.year)
        if not of_paper.search(letters[max(0, each.start - 60) : each.start])
    ]
    if not whens or next(days_before(text), None):
        return []
    whens = [
        each for each, other in zip(whens, [*whens[1:], None], strict=True) if not (other and _closer(other, each))
    ]
    drafts = []
    several = len({(each.when.first, each.when.last) for each in whens}) > 1
    if several:
        # "ngày 20/11 … thời gian cụ thể …": only times that are listed side by side are dialogues of their own.
        whens = [whens[0], *[b for a, b in pairwise(whens) if _listed(text[a.end : b.start])]]
    for found in whens:
        draft = _Draft([item])
        _set_when(draft, found, sentence_at(item.text, max(0, item.text.find(text[found.start : found.end]))),
                  tentative or is_tentative(item.text))  # fmt: skip
        rest = text[found.end :] if len(whens) == 1 else text
        head = text[: found.start]
        _entry_unit(draft, head, rest, item)
        venue = _venue_in(text)
        if venue:
            draft.put("venue", venue, item.text)
        drafts.append(draft)
    return drafts


def _closer(other: Found, each: Found) -> bool:
    """Whether `other` says right behind `each` the same more closely: "Quý I: ngày 18/3/2027"."""
    one, two = each.when, other.when
    return bool(
        one.first and two.first and one.first <= two.first and two.last <= one.last
        and (one.first, one.last) != (two.first, two.last) and 0 <= other.start - each.end < 30
    )  # fmt: skip


def _listed(between: str) -> bool:
    return pattern("dialogues", "between_times").fullmatch(bare(between)) is not None


def _set_when(draft: _Draft, found: Found, sentence: str, tentative: bool) -> None:
    draft.put("when", replace(found.when, tentative=tentative), sentence, sure=found.sure)


def _entry_unit(draft: _Draft, head: str, rest: str, item: Item) -> None:
    label = re.compile(pattern("dialogues", "entry_unit").pattern + r"[:\s]+").search(bare(rest))
    meant = pattern("dialogues", "meant_for").search(bare(rest))
    bracket = rest[meant.start() : meant.end()] if meant and rest[meant.start() - 1 : meant.start()] == "(" else ""
    for text in (bracket, rest, head):
        without_venue = _without_venue(text)
        names = dict.fromkeys(name for name, _, _ in hamlets(without_venue))
        if names:
            draft.put("unit", ", ".join(names), item.text)
            return
    who = pattern("dialogues", "with_whom").search(bare(rest))
    if who:
        unit = _audience_unit(rest[who.start("who") : who.end("who")])
        draft.put("unit", unit, item.text)
        return
    if label and ":" in label[0]:
        draft.put("unit", _audience_unit(_without_venue(rest[label.end() :])), item.text)
        return
    named = hamlets(rest) if draft.when and draft.when.precision is not Precision.DAY else []
    if named:
        draft.put("unit", named[0][0], item.text, sure=False)


def _without_venue(text: str) -> str:
    letters = bare(text)
    for match in re.finditer(pattern("dialogues", "at").pattern, letters):
        if pattern("names", "venue").match(letters, match.end()):
            return text[: match.start()]
    return text


def _audience_unit(text: str) -> str | None:
    """The people a dialogue is held with, without what every plan says of them."""
    text = trim(text)
    cut = pattern("dialogues", "within_commune").search(bare(text))
    text = text[: cut.start()] if cut else text
    staff = re.match(pattern("dialogues", "staff_of").pattern, bare(text))
    text = text[staff.end() :] if staff else text
    text = _without_some(text)
    text = marked("dialogues", "unit_end").split(text)[0]
    return trim(text) or None


def _without_some(text: str) -> str:
    for match in reversed(list(pattern("dialogues", "some").finditer(bare(text)))):
        if match.start() == 0 or text[match.start() - 2 : match.start()] in (", ", "à "):
            text = text[: match.start()] + text[match.end() :]
    return text


def _merged(plain_times: list[_Draft], entries: list[_Draft]) -> list[_Draft]:
    """Times without place or unit: one dialogue each, unless they only say the same more closely."""
    found: list[_Draft] = []
    for draft in (*entries, *plain_times):
        assert draft.when is not None
        same = next((each for each in found if each.when and _overlaps(each.when, draft.when)), None)
        if same is None:
            found.append(draft)
        elif same.when and draft.when.precision is Precision.DAY and same.when.precision is not Precision.DAY:
            same.when = draft.when
            same.said["when"] = draft.said["when"]
    return found


def _overlaps(one: When, other: When) -> bool:
    if one.precision is other.precision is Precision.DAY:
        return one.last == other.last
    return (one.first or one.last) <= other.last and (other.first or other.last) <= one.last


def _of_sentences(where: _Where, heading: Heading) -> list[_Draft]:
    """No heading of time at all: a sentence that holds a dialogue on a day."""
    for item in (*where.outline.items, *where.outline.opening):
        letters = item.bare
        if item.index in where.above and where.prepares(item):
            continue
        if pattern("dialogues", "holds").search(letters):
            text = item.text
            drawn = pattern("outline", "drawn_up").search(letters)
            if drawn and item in where.outline.opening:
                continue
            made = [draft for draft in _entries(item, text, heading) if draft.when]
            if made:
                made[0].doubts.add("when")
                return made[:1]
    return []


# ── places, spans, units ──────────────────────────────────────────────────────────────────────────────────────


def _venue_in(text: str) -> str | None:
    letters = bare(text)
    for match in re.finditer(r"(?<!\w)(?:" + pattern("dialogues", "at").pattern + ")", letters):
        begin = match.end()
        if pattern("names", "venue").match(letters, begin):
            return _venue(text[begin:])
    label = pattern("dialogues", "venue_label").search(letters)
    if label and not pattern("dialogues", "later").search(letters, label.end()):
        return _venue(text[label.end() :])
    return None


def _venue(text: str) -> str | None:
    letters = bare(text)
    at = re.match(pattern("dialogues", "at").pattern, letters)
    if at:
        text = text[at.end() :]
        letters = bare(text)
    end = pattern("dialogues", "venue_end").search(letters)
    text = undoubled(trim(text[: end.start()] if end else text))
    return text if 3 <= len(text) <= 200 else None


def _places(where: _Where, drafts: list[_Draft]) -> None:
    for item in where.labelled("label_both"):
        if where.prepares(item) and not item.label_end:
            continue
        lines = [item.text[item.label_end :]] if item.label_end and item.rest else []
        is_venue = pattern("dialogues", "label_venue").fullmatch(item.label) and "thoi gian" not in item.label
        lines += [each.text for each in where.outline.below(item) if not each.label_end or is_venue]
        venue = None
        for line in lines:
            if pattern("dialogues", "later").search(bare(line)):
                continue
            venue = _venue_in(line) or (_venue(line) if is_venue else None)
            if venue:
                if _venues_by_number(line, drafts):
                    continue
                mine = [draft for draft in drafts if _near(where, item, draft)] or drafts
                named = hamlets(line)
                if is_venue and len(mine) > 1 and named:
                    mine = [draft for draft in mine if draft.unit and plain(draft.unit) in plain(line)] or mine
                for draft in mine:
                    draft.put("venue", venue, sentence_at(item.text if item.label_end and item.rest else line, 0))


def _venues_by_number(line: str, drafts: list[_Draft]) -> bool:
    """ "Lần 1 tại Hội quán thôn Bắc; lần 2 tại …"."""
    found = [(int(m["n"]), m.end()) for m in pattern("dialogues", "nth_at").finditer(bare(line))]
    if len(found) < 2 or [n for n, _ in found] != list(range(1, len(drafts) + 1)):
        return False
    for n, end in found:
        drafts[n - 1].put("venue", _venue(line[end:]), line)
    return True


def _near(where: _Where, item: Item, draft: _Draft) -> bool:
    """Whether a labelled line belongs to one dialogue: both stand under the same entry, or it follows the time."""
    return any(own.index in {item.index, item.parent} or own.parent == item.parent for own in draft.items)


def _spans(where: _Where, drafts: list[_Draft]) -> None:
    """How long, and how many from each hamlet."""
    for item in where.outline.items:
        if where.prepares(item):
            continue
        timed = where.is_time(item)
        if pattern("dialogues", "label_of_number").fullmatch(item.label):
            continue
        if timed:
            _start_of_all(item, drafts)
        span = half_days(item.text) if timed or pattern("dialogues", "session").search(item.bare) else None
        if span and (timed or "buoi" in item.bare or pattern("dialogues", "label_span").search(item.label)):
            mine = [draft for draft in drafts if item in draft.items] or drafts
            for draft in mine:
                draft.put("half_days", span, item.text)
        count = pattern("dialogues", "per_hamlet").search(item.bare)
        if count:
            for draft in drafts:
                draft.put("delegates", int(count["n"] or count["n2"]), sentence_at(item.text, count.start()))


def _start_of_all(item: Item, drafts: list[_Draft]) -> None:
    """ "Thời gian bắt đầu: 8 giờ" below a list of days."""
    if not (item.label_end and pattern("dialogues", "label_of_start").fullmatch(item.label)):
        return
    found = hour_in(item.rest)
    for draft in drafts:
        if found and draft.when and draft.when.day and not draft.when.at and item not in draft.items:
            draft.when = replace(draft.when, at=found)
            draft.said["when"] = f"{draft.said['when']} / {item.text}"


def _those_meant(where: _Where, drafts: list[_Draft]) -> None:
    """ "Đối tượng: …" beside the time of one of several dialogues: whose it is."""
    for item in where.labelled("label_those_meant"):
        mine = _beside(item, drafts)
        if not item.rest or len(mine) != 1 or len(drafts) < 2:
            continue
        names = dict.fromkeys(name for name, _, _ in hamlets(item.rest))
        mine[0].put("unit", ", ".join(names) or _audience_unit(item.rest), item.text)


def _beside(item: Item, drafts: list[_Draft]) -> list[_Draft]:
    """The dialogues whose time stands below the same entry; all where that tells none apart."""
    mine = [draft for draft in drafts if any(own.parent == item.parent and own.label_end for own in draft.items)]
    return mine if item.parent is not None and mine else drafts


def _units(where: _Where, heading: Heading, drafts: list[_Draft]) -> None:
    """Whose dialogue it is, where the time does not say it: the hamlet that the plan is for, else the commune."""
    missing = [draft for draft in drafts if draft.unit is None]
    if not missing:
        return
    outline = where.outline
    lines = [outline.title, *(item.text for item in (*outline.opening, *outline.items))]
    if len(drafts) == 1:
        for line in lines:
            letters = bare(line)
            for name, start, _ in hamlets(line):
                head = letters[max(0, start - 60) : start].rstrip()
                spoken_to = re.search(pattern("dialogues", "with_residents").pattern + "$", head)
                if spoken_to and not pattern("dialogues", "in_house").search(head[-20:]):
                    missing[0].put("unit", name, sentence_at(line, start))
                    return
        if _unit_of_title(outline.title, missing):
            return
        venue = missing[0].venue
        named = hamlets(venue) if venue else []
        if named and not pattern("dialogues", "whole_commune").search(bare(" ".join(lines[:3]))):
            missing[0].put("unit", named[0][0], missing[0].said["venue"], sure=False)
            return
    elif len(drafts) > 1:
        for draft in missing:
            for item in [each for own in draft.items for each in where.above[own.index]]:
                names = dict.fromkeys(name for name, _, _ in hamlets(item.text))
                if names:
                    draft.put("unit", ", ".join(names), item.text)
                    break
            named_venue = hamlets(draft.venue) if draft.venue else []
            if named_venue and len({each.venue for each in drafts}) > 1:
                draft.put("unit", named_venue[0][0], draft.said["venue"], sure=False)
    missing = [draft for draft in drafts if draft.unit is None]
    if _unit_of_title(outline.title, missing):
        return
    whole = " ".join(part for part in (heading.commune_kind, heading.commune) if part)
    for draft in missing:
        draft.put("unit", whole, outline.title or lines[1], sure=len(drafts) == 1)


def _unit_of_title(title: str, missing: list[_Draft]) -> bool:
    """ "Đối thoại giữa Chủ tịch UBND xã với thanh niên": a plan for some, not for all residents."""
    match = pattern("dialogues", "title_whom").search(bare(title))
    if not match or pattern("dialogues", "all_residents").search(match["who"]) or hamlets(title[match.start("who") :]):
        return False
    unit = _audience_unit(title[match.start("who") : match.end("who")])
    for draft in missing:
        draft.put("unit", unit, title)
    return unit is not None


# ── people ────────────────────────────────────────────────────────────────────────────────────────────────────


def _people(where: _Where, drafts: list[_Draft]) -> None:
    read: set[int] = set()
    for section in where.labelled("label_audience"):
        if pattern("dialogues", "label_other").match(section.label):
            continue
        if pattern("dialogues", "label_mixed").search(section.label) and not section.rest:
            continue
        lines = [section] if section.label_end and section.rest else []
        for line in (*lines, *where.outline.below(section)):
            bare_heading = not line.cells and line.is_heading and not line.label_end and where.outline.below(line)
            if line.index in read or line.cells or bare_heading or (line.label_end and not line.rest):
                continue
            if _is_of_others(where, line, section):
                continue
            read.add(line.index)
            _take_people(where, line, drafts)


def _is_of_others(where: _Where, line: Item, section: Item) -> bool:
    """Whether a line below a section on people speaks of something else."""
    between = [each for each in where.above[line.index] if each.index > section.index]
    return any(each.label and pattern("dialogues", "label_other").match(each.label) for each in (line, *between) if
               each.label_end or each.is_heading)  # fmt: skip


def _take_people(where: _Where, line: Item, drafts: list[_Draft]) -> None:
    above = where.above[line.index]
    labels = " | ".join(small(each.text[: each.label_end or 120]) for each in (line, *above[:2]) if each.label)
    text = line.rest if line.label_end else line.text
    lead = marked("dialogues", "lead_of_audience").match(small(text))
    text = text[lead.end() :] if lead else text
    own = line.label if line.label_end else " ".join(each.label for each in above[:1])
    officials = marked("dialogues", "labels_officials").search(labels)
    if officials and line.label_end and pattern("dialogues", "all_residents").fullmatch(line.label):
        officials = None  # "Nhân dân: …" in a list of all who are invited
    if (
        line.label_end
        and not officials
        and not _residents(_BRACKETS.sub("", text))
        and _residents(line.text[: line.label_end - 1])
    ):
        text = line.text[: line.label_end - 1]  # "Hội viên phụ nữ: mỗi thôn 06 người": the label says who
    mine = _beside(line, drafts)
    mine = mine if len(mine) < len(drafts) else _drafts_of(own, drafts)
    if officials:
        _add_people(mine, "invited", _invited(text), line)
        return
    pieces = re.split(r";\s*", text)
    if not _residents(pieces[0]):
        # "Lãnh đạo xã, các ngành; bí thư chi bộ, trưởng thôn và Nhân dân": officials first, then residents
        hearing = next((n for n, piece in enumerate(pieces) if _residents(piece)), len(pieces))
        _add_people(mine, "invited", _invited("; ".join(pieces[:hearing])), line)
        pieces = pieces[hearing:]
    if pieces:
        _add_people(mine, "audience", _people_of("; ".join(pieces)), line)


def _add_people(drafts: list[_Draft], name: str, named: Iterator[str], line: Item) -> None:
    people = list(named)
    if not people:
        return
    for draft in drafts:
        before = getattr(draft, name)
        known = {plain(each) for each in before}
        setattr(draft, name, before + tuple(each for each in people if plain(each) not in known))
        draft.said[name] = f"{draft.said[name]} / {line.text}" if name in draft.said else line.text


def _invited(text: str) -> Iterator[str]:
    """Officials as the plan lists them: commas belong to their names ("Thường trực Đảng ủy, HĐND xã")."""
    for piece in re.split(r";\s*", text):
        name = short(trim(piece))
        if len(name) > 2:
            yield name[:300]


def _drafts_of(label: str, drafts: list[_Draft]) -> list[_Draft]:
    """Those that a label like "Đối với hội nghị tại xóm …" means."""
    if len(drafts) < 2 or not label:
        return drafts
    letters = plain(label)
    exact = [draft for draft in drafts if draft.unit and plain(draft.unit) in letters]
    if exact:
        return exact
    words = set(letters.split())
    scored = [(len(words & set(plain(draft.unit or "").split())), n) for n, draft in enumerate(drafts)]
    best = max(scored)
    tied = [n for score, n in scored if score == best[0]]
    return [drafts[best[1]]] if best[0] >= 3 and len(tied) == 1 else drafts


def _residents(text: str) -> bool:
    letters = bare(text)
    first = pattern("dialogues", "residents").search(letters)
    return bool(first) and not re.match(pattern("dialogues", "officials_first").pattern, letters)


def _people_of(text: str) -> Iterator[str]:
    """The groups that a list of people names."""
    groups: list[str] = []
    text = " ".join(_BRACKETS.sub("", text).split())
    for piece in marked("dialogues", "between_groups").sub("; ", _kept_together(text)).split(";"):
        name = trim(piece.replace("\x01", ", "))
        letters = bare(name)
        there = pattern("dialogues", "lives_there").search(letters)
        if there:
            name = name[: there.start()]
        cut = pattern("dialogues", "within_commune").search(bare(name))
        if cut:
            name = name[: cut.start()]
        comrade = re.match(pattern("dialogues", "comrade").pattern, bare(name))
        if comrade:
            name = name[comrade.end() :]
        represented = pattern("dialogues", "represented").match(bare(name))
        if represented:
            name = f"{name[:8]} {name[represented.end() :]}"
        ground = pattern("dialogues", "on_ground").search(bare(name))
        if ground:
            name = f"{name[: ground.start()]} {name[ground.end() :]}"
        name = short(trim(name))
        if not 2 < len(name) < 160:
            continue
        named = hamlets(name)
        if groups and named and plain(named[0][0]) == plain(name):
            groups[-1] = f"{groups[-1]}, {name}"  # "Nhân dân ấp Lung, ấp Biển" is one group
        else:
            groups.append(lower_first(name) if bare(name).startswith(("dai dien", "can bo")) else name)
    yield from groups


def _kept_together(text: str) -> str:
    """Commas inside one group ("cán bộ, đảng viên và Nhân dân") are hidden from the cutting."""
    for match in reversed(list(pattern("dialogues", "one_group").finditer(bare(text)))):
        text = text[: match.start()] + text[match.start() : match.end()].replace(", ", "\x01") + text[match.end() :]
    return text


# ── who leads ─────────────────────────────────────────────────────────────────────────────────────────────────


def read_chairs(outline: Outline, notes: Notes) -> tuple[str, ...]:
    where = _Where(outline)
    found: list[tuple[str, str, bool]] = []
    for item in where.labelled("label_chair"):
        if where.prepares(item):
            continue
        lines = [item] if item.label_end and item.rest else []
        below = outline.below(item)
        lines += [each for each in below if not each.label_end or where.about(each, "label_chair", depth=0)]
        for line in lines:
            text = line.rest if line.label_end else line.text
            for name, sure in _posts(text):
                found.append((name, line.text, sure))
    if not found:
        for item in outline.items:
            match = pattern("dialogues", "chaired").search(item.bare)
            if match and not where.prepares(item):
                for name, sure in _posts(item.text[match.start("before") : match.end("before")]):
                    found.append((name, sentence_at(item.text, match.start()), sure))
                break
    if not found:
        match = pattern("dialogues", "heads_of_title").search(bare(outline.title))
        if match:
            group = "who" if match["who"] else "who2"
            for name, _ in _posts(outline.title[match.start(group) : match.end(group)]):
                found.append((name, outline.title, False))
    chairs: list[str] = []
    for name, sentence, sure in found:
        if plain(name) not in {plain(each) for each in chairs}:
            notes.take(f"chairs[{len(chairs)}]", sentence, sure=sure)
            chairs.append(name)
    if not chairs:
        notes.doubt("chairs")
    return tuple(chairs)


def _posts(text: str) -> Iterator[tuple[str, bool]]:
    """The posts that a list of leaders names; a comma may join two posts of one person."""
    chaired = pattern("dialogues", "chairs_it").search(bare(text))
    text = text[: chaired.start()] if chaired and chaired.start() > 8 else text
    cut = marked("dialogues", "between_posts").sub(";", text).split(";")
    for piece in cut:
        other = pattern("dialogues", "or_another").search(bare(piece))  # "Chủ tịch hoặc Phó Chủ tịch": the first
        name = trim(piece[: other.start()] if other else piece)
        for _ in range(2):
            comrade = re.match(pattern("dialogues", "comrade").pattern, bare(name))
            name = name[comrade.end() :] if comrade else name
        if not name or not re.search(pattern("dialogues", "post").pattern, bare(name)) or len(name) > 160:
            continue
        while pair := pattern("dialogues", "two_leaders").fullmatch(bare(name)):
            yield short(name[: pair.end("one")]), True
            name = name[pair.start("two") :]
        letters = bare(name)
        generic = re.match(pattern("dialogues", "generic_chair").pattern, letters)
        pair = pattern("dialogues", "two_posts").match(letters)
        if pair and not re.search(pattern("dialogues", "one_person").pattern, letters):
            yield trim(name[: pair.end(1)]), False
            yield trim(name[pair.start(2) :]), False
        else:
            yield short(name), generic is None
