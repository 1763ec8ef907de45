"""What surrounds a plan: number, day, commune, province, year, issuer, legal bases, signatory."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from documents.plan.letters import bare, is_upper, plain, shown, small, trim
from documents.plan.names import capitals, person, title_case
from documents.plan.notes import Notes
from documents.plan.outline import Outline, sentence_at
from documents.plan.vocabulary import entries, marked, pattern

_AUTHORITIES = ("front", "state", "party")


@dataclass(frozen=True)
class Heading:
    title: str | None
    number: str | None
    issued_on: date | None
    commune: str | None
    commune_kind: str | None
    district: str | None
    province: str | None
    year: int | None
    issuer: str | None
    signed_by: str | None
    legal_bases: tuple[str, ...]


def read_heading(outline: Outline, notes: Notes) -> Heading:
    lines = _lines(outline)
    place, issued_on, placed_year = _place(outline, notes)
    kind, commune = _commune(outline, lines, place, notes)
    return Heading(
        title=_title(outline, notes),
        number=_number(outline, notes),
        issued_on=issued_on,
        commune=commune,
        commune_kind=kind,
        district=_above(lines, "district", commune, notes),
        province=_above(lines, "province", commune, notes),
        year=_year(outline, placed_year, notes),
        issuer=_issuer(outline, kind, commune, notes),
        signed_by=_signed_by(outline, notes),
        legal_bases=_bases(outline, notes),
    )


def _lines(outline: Outline) -> list[str]:
    """Everything, the letterhead first."""
    body = [item.text for item in (*outline.opening, *outline.items)]
    return [*outline.head, outline.title, *body, *outline.tail]


def _title(outline: Outline, notes: Notes) -> str | None:
    if not outline.title:
        notes.doubt("title")
        return None
    notes.take("title", outline.title)
    return trim(outline.title)


def _number(outline: Outline, notes: Notes) -> str | None:
    for line in outline.head:
        match = pattern("heading", "number").search(bare(line))
        if match:
            notes.take("number", line)
            return shown(line[match.start(1) : match.end()]).replace(" ", "")
    return None


def _place(outline: Outline, notes: Notes) -> tuple[str | None, date | None, int | None]:
    """ "Cao Minh, ngày 7 tháng 10 năm 2025": the place, the day where it is filled in, the year."""
    for line in (*outline.head, *outline.tail):
        match = pattern("heading", "place_and_day").search(bare(line))
        if match and len(line) < 200:
            words = line[match.start(1) : match.end(1)].split()
            start = max((n + 1 for n, word in enumerate(words) if not word[0].isupper()), default=0)
            place = " ".join(words[start:])
            day = None
            if match[2] and match[3]:
                try:
                    day = date(int(match[4]), int(match[3]), int(match[2]))
                    notes.take("issued_on", line)
                except ValueError:
                    pass
            return place or None, day, int(match[4])
    return None, None, None


def _commune(outline: Outline, lines: list[str], place: str | None, notes: Notes) -> tuple[str | None, str | None]:
    """Kind and name: the letterhead's, else the place's, else the one that the text speaks of most."""
    votes: Counter[tuple[str, str]] = Counter()
    spelt: dict[tuple[str, str], Counter[str]] = {}
    where: dict[tuple[str, str], str] = {}
    kinds: Counter[str] = Counter()
    opening = len(outline.head) + 1 + len(outline.opening)
    for at, line in enumerate(lines):
        for match in marked("names", "commune").finditer(small(line)):
            key = match[0]
            kinds[key] += 1
            name = _name(line, match.end() + 1)
            if not name:
                continue
            head = at < len(outline.head) and re.search(
                r"(?:dang uy|ubnd|uy ban nhan dan|dang bo|hdnd|hoi dong nhan dan) $", bare(line[: match.start()])
            )
            found = (key, plain(name))
            votes[found] += 50 if head else 8 if at < opening else 5 if at >= len(lines) - 6 else 2
            spelt.setdefault(found, Counter())[name] += 1
            where.setdefault(found, line)
    if place and not any(found[1] == plain(place) for found in votes):
        best = kinds.most_common(1)
        found = (best[0][0] if best else "", plain(place))
        if plain(place) not in {plain(name) for name in entries("names")["provinces"]}:
            votes[found] += 20
            spelt[found] = Counter([place])
            where[found] = next(line for line in lines if place in line)
    elif place:
        for found in votes:
            votes[found] += 30 * (found[1] == plain(place))
    if not votes:
        for path in ("commune", "commune_kind"):
            notes.doubt(path)
        return None, None
    (best_found, most), *others = votes.most_common(2)
    kind, _ = best_found
    name = sorted(spelt[best_found], key=lambda each: (is_upper(each), -spelt[best_found][each]))[0]
    sure = most >= 8 and (not others or others[0][1] < most)
    notes.take("commune", sentence_at(where[best_found], where[best_found].find(name)), sure=sure)
    if kind:
        notes.take("commune_kind", notes.sources["commune"], sure=sure)
    return kind or None, title_case(name)


def _name(line: str, at: int) -> str | None:
    """The name of a commune that begins at `at`."""
    end = capitals(line, at, most=4)
    name = line[at:end]
    if not name or marked("names", "no_name").match(small(name)):
        return None
    cut = pattern("outline", "letterhead").search(bare(line), at)
    if is_upper(line[max(0, at - 4) : at]):
        # A line in capitals runs on: the name ends where the next thing begins.
        words = name.split()
        # … or where small letters begin: the place of the day stands beside the letterhead.
        shouted = next((n for n, word in enumerate(words) if word.isalpha() and not word.isupper()), len(words))
        words = words[: shouted or len(words)]
        name = " ".join(words)
        for n in range(1, len(words)):
            rest = bare(" ".join(words[n:])) + " "
            if re.match(r"(?:nam|dang|cong|doc|ngay|va|voi|ve|ban|thuong|tren|tai|nhiem|giai|to|voi|giua) ", rest):
                words = words[:n]
                break
        name = " ".join(words)
        if cut and cut.start() < at + len(name):
            name = line[at : cut.start()].strip()
    if name.isdigit() and len(name) > 2:
        return None
    return name or None


def _above(lines: list[str], path: str, commune: str | None, notes: Notes) -> str | None:
    """The district or province that the letterhead or the text names."""
    known = {plain(name): name for name in entries("names")["provinces"]}
    votes: Counter[str] = Counter()
    where: dict[str, str] = {}
    for line in lines:
        # With diacritics where that tells words apart: "quận" is a district, "tự quản" is none.
        spoken = marked("heading", path).finditer(small(line)) if path == "district" else None
        for match in spoken or pattern("heading", path).finditer(bare(line)):
            at = match.end() + 1
            name = line[at : capitals(line, at, most=4)]
            if path == "province":
                words = name.split()
                named = [known[p] for n in range(len(words), 0, -1) if (p := plain(" ".join(words[:n]))) in known]
                name = named[0] if named else ""
            elif not name or marked("names", "no_name").match(small(name)) or name[0].isdigit():
                name = ""
            name = title_case(name)
            if name and (path == "province" or name != commune):
                votes[name] += 1
                where.setdefault(name, line)
    if not votes:
        return None
    (name, most), *others = votes.most_common(2)
    sure = not others or others[0][1] < most
    said = where[name]
    notes.take(path, sentence_at(said, max(0, said.lower().find(name.lower()))), sure=sure)
    return name


def _year(outline: Outline, placed: int | None, notes: Notes) -> int | None:
    year = pattern("heading", "year")
    in_title = year.search(bare(outline.title))
    if in_title:
        notes.take("year", outline.title)
        return int(in_title[1])
    for item in reversed(outline.opening):
        found = list(year.finditer(bare(item.text)))
        drawn = pattern("outline", "drawn_up").search(item.bare)
        later = [match for match in found if drawn and match.start() > drawn.start()]
        if later:
            notes.take("year", sentence_at(item.text, later[-1].start()))
            return int(later[-1][1])
    if placed:
        notes.take("year", next(line for line in (*outline.head, *outline.tail) if str(placed) in line))
        return placed
    mentioned = Counter(m[1] for item in outline.items for m in re.finditer(r"(?:/| nam )(20\d\d)", item.bare))
    if not mentioned:
        notes.doubt("year")
        return None
    [(best, _)] = mentioned.most_common(1)
    said = next(item for item in outline.items if best in item.text)
    notes.take("year", sentence_at(said.text, said.text.find(best)), sure=False)
    return int(best)


def _issuer(outline: Outline, kind: str | None, commune: str | None, notes: Notes) -> str | None:
    """Who draws the plan up: the signature's authority, else the letterhead's, else the opening's."""
    for sure, line in _authorities(outline):
        letters = bare(line)
        named = [(m.end(), who, m.start()) for who in _AUTHORITIES for m in pattern("heading", who).finditer(letters)]
        if named:
            _, who, at = max(named)
            notes.take("issuer", sentence_at(line, at), sure=sure and commune is not None)
            return " ".join(part for part in (entries("heading")["authority"][who], kind, commune) if part)
    notes.doubt("issuer")
    return None


def _authorities(outline: Outline) -> Iterator[tuple[bool, str]]:
    for line in outline.tail:
        if pattern("heading", "signature").search(bare(line)):
            match = pattern("heading", "signature").search(bare(line))
            yield True, line[match.start() :] if match else line
    for item in outline.opening:
        drawn = pattern("outline", "drawn_up").search(item.bare)
        if drawn:
            yield True, item.text[max(0, drawn.start() - 80) : drawn.start()]
    for line in outline.head:
        if is_upper(line):
            yield True, line
    yield False, outline.title


def _signed_by(outline: Outline, notes: Notes) -> str | None:
    """The name below the last signature."""
    tail = list(outline.tail)
    starts = [n for n, line in enumerate(tail) if pattern("heading", "signature").search(bare(line))]
    sure = bool(starts)
    if not starts:
        # A chairman signs papers of the office itself with the post alone.
        sure = any(pattern("heading", "post_alone").fullmatch(bare(line)) and is_upper(line) for line in tail)
        post = pattern("heading", "post_line")
        starts = [n for n, line in enumerate(tail) if is_upper(line) and post.fullmatch(bare(line))]
    for start in reversed(starts):
        for at, line in enumerate(tail[start : start + 25]):
            letters = bare(line)
            if at and pattern("outline", "recipients").match(letters):
                break
            # "Nơi nhận" is printed beside the signature, so its lines may stand between post and name.
            if line.startswith(("-", "+")) or pattern("heading", "signed_mark").fullmatch(letters):
                continue
            name = (person(line) or person(_behind_post(line))) if line else None
            if name:
                notes.take("signed_by", " / ".join(tail[start : tail.index(line) + 1][:6]), sure=sure)
                return name
    return _signed_beside(tail, notes)


def _signed_beside(tail: list[str], notes: Notes) -> str | None:
    """The last name behind the recipients, where post and name stand in their lines ("- Lưu: VT. Lò Văn Mẫu")."""
    notes.doubt("signed_by")
    if not any(pattern("heading", "post_beside").search(bare(line)) for line in tail):
        return None
    for line in reversed(tail):
        name = person(re.split(r"[.;,:)]\s+", line)[-1])
        if name and len(name.split()) > 2:
            notes.take("signed_by", line, sure=False)
            return name
    return None


def _behind_post(line: str) -> str:
    """ "CHỦ TỊCH Nguyễn Văn Mẫu" in one line: what is not in capitals."""
    words = line.split()
    for n, word in enumerate(words):
        if word.isalpha() and len(word) > 1 and not word.isupper():
            return " ".join(words[n:])
    return line


def _bases(outline: Outline, notes: Notes) -> tuple[str, ...]:
    """The papers that the plan rests on, as the opening names them."""
    found: list[str] = []
    for item in outline.opening:
        letters = item.bare
        begin = pattern("heading", "basis").match(letters)
        if not begin:
            continue
        drawn = pattern("outline", "drawn_up").search(letters)
        text = item.text[: drawn.start()] if drawn else item.text
        for piece in re.split(r";\s*|(?<=[a-zà-ỹ\d])\.\s+", text[begin.end() :]):
            match = pattern("heading", "basis_paper").search(bare(piece))
            if not match or match.start() > 25 or not re.search(r"\d", piece):
                continue
            base = trim(_without_issuer(piece[match.start() :]))
            notes.take(f"legal_bases[{len(found)}]", sentence_at(item.text, item.text.find(piece[:20])))
            found.append(base)
    return tuple(found)


def _without_issuer(piece: str) -> str:
    """Cut ", Đảng ủy xã … " off, which only says who draws the plan up."""
    letters = bare(piece)
    cuts = [m.start() for m in re.finditer(r"[,.] (?:ban thuong vu|dang uy|ubnd|uy ban nhan dan|uy ban mttq)", letters)]
    end = cuts[-1] if cuts and not re.search(r"\d", piece[cuts[-1] :]) else len(piece)
    return piece[:end]
