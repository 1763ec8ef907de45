"""Times as plans write them: days, spans, months, quarters, "before", hours, how long, how many days before."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import pairwise

from documents.plan.letters import bare
from documents.plan.vocabulary import marked, pattern
from domain.plan import Due, PartOfDay, Precision, When

_NUMBERS = {"nhat": 1, "dau": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7,
            "chin": 9, "muoi": 10, "i": 1, "ii": 2, "iii": 3, "iv": 4}  # fmt: skip
_YEARS = range(2000, 2101)
_HALVES = {"½": 1, "1/2": 1, "0,5": 1, "0.5": 1, "nua": 1}


@dataclass(frozen=True)
class Found:
    """A time in a text, where it stands, and whether it can only be read in one way; `open` is "before" or "until"."""

    when: When
    start: int
    end: int
    sure: bool = True
    open: str = ""


@dataclass(frozen=True)
class _Span:
    first: date
    last: date
    precision: Precision
    start: int
    end: int
    sure: bool = True


def number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS.get(word, 0)


def find_whens(text: str, year: int | None) -> list[Found]:
    """All times in `text`, from left to right; `year` is for those that name none."""
    letters = bare(text)
    spans = _joined(letters, sorted(_spans(letters, year), key=lambda span: span.start))
    found = [_opened(letters, span) for span in spans]
    return [_with_hour(text, letters, each, found) for each in found]


def _day(d: str, m: str, y: str | int | None) -> date | None:
    if y is None or int(y) not in _YEARS:
        return None
    try:
        return date(int(y), int(m), int(d))
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _spans(letters: str, year: int | None) -> Iterator[_Span]:
    taken: list[tuple[int, int]] = []
    matches = list(pattern("when", "date").finditer(letters))
    # The year that a list of days ends with is the year of all of them.
    years = [next((m[g] for g in ("y1", "y2", "y3") if m[g]), None) for m in matches]
    following: str | int | None = year
    resolved: list[str | int | None] = []
    for at in reversed(range(len(matches))):
        near = at + 1 < len(matches) and matches[at + 1].start() - matches[at].end() < 40
        following = years[at] or (following if near and following else year)
        resolved.append(following)
    for match, own in zip(matches, reversed(resolved), strict=True):
        d = next(match[g] for g in ("d1", "d2", "d4", "d5") if match[g])
        m = next(match[g] for g in ("m1", "m2", "m4", "m5") if match[g])
        day = _day(d, m, own)
        if day is None:
            continue
        taken.append(match.span())
        at = match.start() + (5 if match[0].startswith("ngay ") else 0)
        head = list(re.finditer(pattern("when", "days_before_it").pattern + "$", letters[max(0, at - 60) : at]))
        first = _day(head[-1]["first"], m, own) if head and "/" not in head[-1][0] else None
        if first is not None and first < day:
            yield _Span(first, day, Precision.RANGE, max(0, at - 60) + head[-1].start(), match.end())
        else:
            yield _Span(day, day, Precision.DAY, match.start(), match.end())
    for kind in (_months, _quarters, _parts_of_year):
        free = [span for span in kind(letters, year) if not any(a < span.end and span.start < b for a, b in taken)]
        taken += [(span.start, span.end) for span in free]
        yield from free


def _months(letters: str, year: int | None) -> Iterator[_Span]:
    for match in pattern("when", "month").finditer(letters):
        before = letters[max(0, match.start() - 40) : match.start()]
        if re.search(r"\d ?$|/$", before) and not re.search(pattern("when", "week").pattern + "$", before):
            continue
        own = int(match["y1"] or match["y2"] or year or 0)
        months = [int(match["m"]), *map(int, re.findall(r"\d{1,2}", match["more"]))]
        if own not in _YEARS or not all(1 <= month <= 12 for month in months):
            continue
        first, last = date(own, months[0], 1), _month_end(own, months[-1])
        if len(months) == 1:
            yield _part_of_month(letters, _Span(first, last, Precision.MONTH, match.start(), match.end()))
        elif pattern("when", "month_span").search(match["more"]) or _neighbours(months):
            spoken = bool(re.search(r"-|den", match["more"]))
            yield _Span(first, last, Precision.RANGE, match.start(), match.end(), sure=spoken)
        else:
            for month in months:
                yield _Span(date(own, month, 1), _month_end(own, month), Precision.MONTH, match.start(), match.end())


def _neighbours(months: list[int]) -> bool:
    return all(after - before == 1 for before, after in pairwise(months))


def _part_of_month(letters: str, span: _Span) -> _Span:
    before = letters[max(0, span.start - 40) : span.start]
    year, month = span.first.year, span.first.month
    week = re.search(pattern("when", "week").pattern + "$", before)
    if week:
        # Offices count weeks of a month differently, so seven days are only a proposal.
        nth = number(week["n"])
        first = date(year, month, 7 * nth - 6) if 1 <= nth <= 4 else span.last - timedelta(days=6)
        last = min(first + timedelta(days=6), span.last)
        start = span.start - len(week[0])
        return replace(span, first=first, last=last, precision=Precision.RANGE, start=start, sure=False)
    third = re.search(pattern("when", "third").pattern + "$", before)
    if third:
        begin, end = {"dau": (1, 10), "thuong tuan": (1, 10), "giua": (11, 20), "trung tuan": (11, 20),
                      "nua dau": (1, 15), "nua cuoi": (16, 31)}.get(third["third"], (21, 31))  # fmt: skip
        return replace(
            span, first=date(year, month, begin), last=date(year, month, min(end, span.last.day)),
            precision=Precision.RANGE, start=span.start - len(third[0]), sure=False,
        )  # fmt: skip
    return span


def _quarters(letters: str, year: int | None) -> Iterator[_Span]:
    for match in pattern("when", "quarter").finditer(letters):
        own = int(match["y1"] or match["y2"] or year or 0)
        if own not in _YEARS:
            continue
        quarters = [number(match["q"]), *map(number, re.findall(r"iv|iii|ii|i|\d", re.sub("quy", "", match["more"])))]
        if len(quarters) > 1 and re.search(r"-|den", match["more"]):
            first, last = date(own, 3 * quarters[0] - 2, 1), _month_end(own, 3 * quarters[-1])
            if first < last:
                yield _Span(first, last, Precision.RANGE, match.start(), match.end())
            continue
        for quarter in quarters:
            first, last = date(own, 3 * quarter - 2, 1), _month_end(own, 3 * quarter)
            yield _Span(first, last, Precision.QUARTER, match.start(), match.end(), sure=len(quarters) == 1)


def _parts_of_year(letters: str, year: int | None) -> Iterator[_Span]:
    for name in ("half_year", "half", "whole_year"):
        for match in pattern("when", name).finditer(letters):
            groups = match.groupdict()
            own = int(groups.get("y") or year or 0)
            if own not in _YEARS:
                continue
            months = number(groups["n"]) if groups.get("n") else 12 if name == "whole_year" else 6
            first = 1 if groups.get("end", "dau") == "dau" else 13 - months
            yield _Span(
                date(own, first, 1), _month_end(own, first + months - 1), Precision.RANGE, match.start(), match.end(),
                sure=name != "whole_year",
            )  # fmt: skip


def _joined(letters: str, spans: list[_Span]) -> list[_Span]:
    """Two spans with "đến" or a dash between them are one."""
    found: list[_Span] = []
    for span in spans:
        if found and found[-1].end <= span.start and found[-1].first <= span.last:
            before, between = found[-1], letters[found[-1].end : span.start]
            adjacent = before.precision is span.precision is Precision.MONTH and (
                before.last + timedelta(days=1) == span.first and re.fullmatch(r" va (?:trong )?", between)
            )
            if re.fullmatch(pattern("when", "span").pattern, between) or adjacent:
                sure = before.sure and span.sure and not adjacent
                found[-1] = _Span(before.first, span.last, Precision.RANGE, before.start, span.end, sure)
                continue
        found.append(span)
    return found


def _opened(letters: str, span: _Span) -> Found:
    """ "trước …" and "chậm nhất …" leave the beginning open."""
    head = letters[max(0, span.start - 50) : span.start]
    until = re.search(r"(?<!\w)(?:" + pattern("when", "until").pattern + r")\s*$", head)
    before = re.search(r"(?<!\w)(?:" + pattern("when", "before").pattern + r")\s*$", head)
    if before and span.precision is not Precision.RANGE:
        start = span.start - (len(head) - before.start())
        when = When(Precision.BEFORE, None, span.first - timedelta(days=1))
        return Found(when, start, span.end, span.sure, "before")
    if until:
        start = span.start - (len(head) - until.start())
        return Found(When(Precision.BEFORE, None, span.last), start, span.end, span.sure, "until")
    return Found(When(span.precision, span.first, span.last), span.start, span.end, span.sure)


def _with_hour(text: str, letters: str, found: Found, others: list[Found]) -> Found:
    """The hour and part of day that stand nearest before or right behind the day."""
    if found.when.precision not in (Precision.DAY, Precision.RANGE):
        return found
    low = max([other.end for other in others if other.end <= found.start], default=0)
    low = max(low, found.start - 80, text.rfind(";", 0, found.start) + 1)
    high = min([other.start for other in others if other.start >= found.end], default=len(text))
    stop = re.search(r"[;.](?:\s|$)", text[found.end : high])
    high = min(found.end + (stop.start() if stop else len(text)), high, found.end + 60)
    for start, end in ((low, found.start), (found.end, high)):
        for hour in pattern("when", "hour").finditer(letters, start, end):
            if int(hour["h"]) < 24:
                at = time(int(hour["h"]), int(hour["min"] or 0))
                return replace(found, when=replace(found.when, at=at, part=_part(text[low:high])))
    part = _part(text[low:high])
    return replace(found, when=replace(found.when, part=part)) if part else found


def hour_in(text: str) -> time | None:
    """The first hour that `text` names."""
    match = pattern("when", "hour").search(bare(text))
    return time(int(match["h"]), int(match["min"] or 0)) if match and int(match["h"]) < 24 else None


def _part(text: str) -> PartOfDay | None:
    # With diacritics: "tối" is the evening, "tới" the next.
    for part in PartOfDay:
        if marked("when", f"part_{part}").search(text.lower()):
            return part
    return None


def is_tentative(text: str) -> bool:
    return bool(pattern("when", "tentative").search(bare(text)))


def half_days(text: str) -> tuple[int, int] | None:
    """How long it lasts, in half days, at least and at most."""
    letters = bare(text)
    found: list[int] = []
    last = 0
    for match in pattern("when", "half_days").finditer(letters):
        # "Trong 01 buổi" says how long, "trong 05 ngày" until when.
        before = "not_half_days_after" if match["of"] == "ngay" else "not_sessions_after"
        if re.search(pattern("when", before).pattern, letters[max(0, match.start() - 40) : match.start()]):
            continue
        if found and not re.fullmatch(r" ?(?:den|-|hoac) ?", letters[last : match.start()]):
            break
        found.append(_halves(match["n"], match["of"]))
        last = match.end()
    if not found or not all(0 < n <= 6 for n in found):
        return None
    return min(found), max(found)


def _halves(count: str, of: str) -> int:
    if count in _HALVES:
        return 1
    whole = float(count.replace(",", ".")) if count[0].isdecimal() else number(count)
    return int(whole * 2) if of == "ngay" else int(whole)


def days_before(text: str) -> Iterator[tuple[Due, int, int]]:
    """Numbers of days before the dialogue, and where they stand."""
    letters = bare(text)
    for match in pattern("when", "days_before").finditer(letters):
        count = next(match[g] for g in "abce" if match[g])
        unit = next(match[f"{g}u"] for g in "abce" if match[g])
        days = number(count) * (7 if unit == "tuan" else 1)
        if 0 < days <= 120:
            yield Due(days_before=days, working=unit == "ngay lam viec"), match.start(), match.end()
