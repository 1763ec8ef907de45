"""What has to be ready before the dialogues: who does what, sends it to whom, until when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from documents.plan.heading import Heading
from documents.plan.letters import bare, plain, trim
from documents.plan.names import body_at, capitals, short, subject
from documents.plan.notes import Notes
from documents.plan.outline import Item, Outline, header_columns, sentence_at
from documents.plan.vocabulary import entries, pattern
from documents.plan.when import days_before, find_whens
from domain.calendar import ONE_DAY
from domain.plan import Contact, Due, PlannedDialogue, PlannedMilestone, Precision, What


@dataclass(frozen=True)
class _Dated:
    due: Due
    start: int
    end: int
    sure: bool = True


def read_milestones(
    outline: Outline, heading: Heading, chairs: tuple[str, ...], dialogues: tuple[PlannedDialogue, ...], notes: Notes
) -> tuple[PlannedMilestone, ...]:
    """By their last day, those that hang on the day of a dialogue last."""
    found: list[tuple[PlannedMilestone, str, frozenset[str]]] = []
    dates = {bare(said) for path, said in notes.sources.items() if path.endswith(".when")}
    columns: dict[str, int] = {}
    for item in outline.items:
        if item.cells:
            columns = _columns(item.cells) or columns
            if columns and not _columns(item.cells):
                found += _row(item, columns, heading)
            continue
        columns = columns if len(item.text) < 4 else {}
        vague = pattern("milestones", "day_of_its_month").search(item.bare)
        if vague:
            notes.take("milestones", sentence_at(item.text, vague.start()), sure=False)
        if bare(sentence_at(item.text, 0)) in dates or item.bare in dates:
            continue
        found += _of_item(outline, item, heading, chairs)
    found = sorted(_with_way(outline, found), key=lambda each: _order(each[0].due))
    for index, (milestone, sentence, doubts) in enumerate(found):
        path = f"milestones[{index}]"
        for name in ("what", "due", "responsible", "to", "via", "speaker_forms", "contact"):
            if name in ("what", "due") or getattr(milestone, name):
                notes.take(f"{path}.{name}", sentence, sure=name not in doubts)
        for name in ("name", "phone"):
            if milestone.contact and getattr(milestone.contact, name):
                notes.take(f"{path}.contact_{name}", sentence)
        if milestone.responsible is None:
            notes.doubt(f"{path}.responsible")
    return tuple(milestone for milestone, _, _ in found)


def _order(due: Due) -> tuple[bool, date, int]:
    last = due.last_day()
    return last is None, last or date.max, -(due.days_before or 0)


# ── sentences ─────────────────────────────────────────────────────────────────────────────────────────────────


def _of_item(
    outline: Outline, item: Item, heading: Heading, chairs: tuple[str, ...]
) -> Iterator[tuple[PlannedMilestone, str, frozenset[str]]]:
    begin = 0
    told: tuple[PlannedMilestone, str, frozenset[str]] | None = None
    dues = _dues(item.text, heading)
    for dated in dues:
        between = bare(item.text[begin : dated.start])
        if told and told[1] == sentence_at(item.text, dated.start) and _names_no_task(between):
            # "trước ngày 10/5 (Lần 1) và trước ngày 10/11 (Lần 2)": the same once more.
            told = replace(told[0], due=dated.due), told[1], told[2] | (set() if dated.sure else {"due"})
            yield told
            begin = dated.end
            continue
        sentence = sentence_at(item.text, dated.start)
        at = item.text.find(sentence)
        begin = max(begin, at, 0)
        clause = item.text[begin : dated.start]
        after = item.text[dated.end : dated.end + 160]
        head = _fitting(clause)
        whole = _whole_clause(clause)
        responsible, doing = _responsible(outline, item, begin, whole, dated)
        below = " ".join(each.text for each in outline.ancestors(item)[:1] if each.level >= 6)
        what, sure = _what(doing or whole, after, responsible, below)
        nearest = head.rpartition("; ")[2]
        following = _same_clause(after)
        if dated.start - at < 40 and _names_no_task(bare(clause)) and (later_due := _next_due(dues, dated)) > dated.end:
            # "Ngày 30/9: Phòng Kinh tế tổng hợp; gửi …": the day stands before all that it is for
            following = item.text[dated.end : min(later_due, at + len(sentence))]
        to, via = _way(f"{nearest} {following}", chairs)
        if to is None and nearest != head:
            to, via = _way(head, chairs)
        if to is None:
            to, via = _way(whole, chairs)
        contact = _contact(item.text[max(begin - 1, 0) : max(dated.end + 160, at + len(sentence))])
        doubts = {"due"} if not dated.sure else set()
        if not sure:
            doubts.add("what")
        told = (
            PlannedMilestone(
                what=what,
                due=dated.due,
                responsible=short(responsible) if responsible else None,
                to=to,
                via=via,
                speaker_forms=bool(pattern("milestones", "speaker_forms").search(bare(whole))),
                contact=contact,
            ),
            sentence,
            frozenset(doubts),
        )
        yield told
        begin = dated.end


def _next_due(dues: list[_Dated], dated: _Dated) -> int:
    return min((each.start for each in dues if each.start >= dated.end), default=10**6)


def _names_no_task(between: str) -> bool:
    return len(between) < 60 and not any(
        words.search(between) for words in (*(words for _, words in _kinds()), pattern("milestones", "task"))
    )


def _dues(text: str, heading: Heading) -> list[_Dated]:
    """The last days that `text` sets for something to be done."""
    letters = bare(text)
    found = [
        _Dated(due, start, end)
        for due, start, end in days_before(text)
        if not re.search(pattern("when", "not_before_dialogue").pattern, letters[max(0, start - 12) : end + 12])
    ]
    for each in find_whens(text, heading.year):
        head = letters[max(0, each.start - 60) : each.start]
        if re.search(pattern("milestones", "no_task").pattern, head):
            continue
        when = each.when
        if each.open == "before":
            found.append(_Dated(Due(before=when.last + ONE_DAY), each.start, each.end, each.sure))
        elif each.open == "until":
            exclusive = re.search(r"truoc", letters[each.start : each.start + 24])
            due = Due(before=when.last) if exclusive else Due(on=when.last)
            found.append(_Dated(due, each.start, each.end, each.sure))
        elif re.search(r"(?<!\w)(?:" + pattern("milestones", "last_on").pattern + ")", head):
            sure = each.sure and when.precision is Precision.DAY
            found.append(_Dated(Due(on=when.last), each.start, each.end, sure))
        elif each.start <= 8 and re.match(r" ?[:,]", letters[each.end :]) and subject(text[each.end :].lstrip(" :,")):
            # "Ngày 30/9/2026: Phòng Kinh tế hoàn thành …", a line of a timetable of tasks
            found.append(_Dated(Due(on=when.last), each.start, each.end, each.sure))
        elif when.precision is Precision.RANGE and re.search(pattern("milestones", "from_day").pattern + "$", head):
            found.append(_Dated(Due(on=when.last), each.start, each.end, sure=False))
    found.sort(key=lambda dated: dated.start)
    kept: list[_Dated] = []
    for dated in found:
        if kept and dated.start < kept[-1].end:
            continue
        if pattern("milestones", "task").search(letters):
            kept.append(dated)
    return kept


def _fitting(clause: str) -> str:
    """The part of a clause that the day belongs to: what stands in the same brackets, else all of it."""
    opened = clause.rfind("(")
    if opened > clause.rfind(")"):
        return clause[opened + 1 :]
    return clause


def _whole_clause(clause: str) -> str:
    return clause.lstrip(" ).;,-")


def _same_clause(after: str) -> str:
    return re.split(r"[;.](?:\s|$)", after)[0]


def _responsible(outline: Outline, item: Item, begin: int, whole: str, dated: _Dated) -> tuple[str | None, str]:
    """Who has to do it, and what of the sentence says what."""
    later = subject(whole) if begin else None
    if later:
        return later[0], whole[later[1] :]
    own = subject(item.text)
    if own and own[1] < dated.start:
        return own[0], whole if begin else item.text[own[1] : dated.start]
    labelled = subject(item.rest) if item.label_end else None
    return (labelled[0] if labelled else above_it(outline, item)), whole


def above_it(outline: Outline, item: Item) -> str | None:
    """The body that the nearest line above `item` begins with."""
    for each in outline.ancestors(item):
        found = subject(each.text)
        if found:
            return found[0]
    return None


# ── what ──────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _kinds() -> tuple[tuple[What, re.Pattern[str]], ...]:
    import unicodedata

    def compiled(patterns: list[str]) -> re.Pattern[str]:
        text = unicodedata.normalize("NFD", "|".join(patterns).replace("đ", "d"))
        return re.compile(rf"(?<!\w)(?:{''.join(c for c in text if not unicodedata.combining(c))})(?!\w)")

    return tuple((What(name), compiled(patterns)) for name, patterns in entries("milestones")["what"].items())


def _what(doing: str, after: str, responsible: str | None, above: str) -> tuple[What, bool]:
    """What is done: the kind whose words come first, in the clause, then behind the day, then in the line above."""
    for text, sure in ((doing.rpartition("; ")[2], True), (doing, True), (_same_clause(after), False), (above, False)):
        letters = bare(text)
        firsts = [(match.start(), -len(match[0]), kind) for kind, words in _kinds() if (match := words.search(letters))]
        if not firsts:
            continue
        what = min(firsts)[2]
        if what is What.SPEAKERS and any(kind is What.OPINIONS for _, _, kind in firsts):
            what = What.OPINIONS  # forms to register with go along with the opinions they carry
        if what is What.ANNOUNCE and any(kind is What.SPEAKERS for _, _, kind in firsts):
            what = What.SPEAKERS  # "thông báo cho Nhân dân, lập danh sách phát biểu gửi …": the list is what is due
        if what is What.OPINIONS and responsible:
            lead, staff_words = pattern("milestones", "staff_lead"), pattern("milestones", "staff")
            staff = re.match(lead.pattern + staff_words.pattern, bare(responsible))
            compiled = pattern("milestones", "compile").search(letters)
            own = pattern("milestones", "collects_for_itself")
            if staff and compiled and not own.search(letters[: compiled.start()]):
                what = What.COMPILE
        return what, sure
    return What.OTHER, False


# ── to whom, via whom ─────────────────────────────────────────────────────────────────────────────────────────


def _way(text: str, chairs: tuple[str, ...]) -> tuple[str | None, str | None]:
    letters = bare(text)
    to: list[str] = []
    via = None
    matches = list(pattern("milestones", "send").finditer(letters + " "))
    if not any(_receiver(text, match.end(), chairs) for match in matches):
        # "gửi nội dung trả lời về Phòng Kinh tế": what is sent stands between
        matches = list(pattern("milestones", "send_it_to").finditer(letters + " "))
    for match in matches:
        found = _receiver(text, match.end(), chairs)
        if not found:
            continue
        also = re.search(pattern("milestones", "also").pattern + "$", letters[: match.start()])
        if (also or not to) and plain(found[0]) not in {plain(each) for each in to}:
            to.append(found[0])
        if via is None:
            way = re.match(r"[\s(,\-]*(?:" + pattern("milestones", "via").pattern + ")", letters[found[1] :])
            if way:
                passed = _receiver(text, found[1] + way.end(), ())
                person = passed and pattern("milestones", "comrade").match(f"{bare(passed[0])} ")
                via = passed[0] if passed and not person else None
    return "; ".join(to) or None, via


def _receiver(text: str, at: int, chairs: tuple[str, ...]) -> tuple[str, int] | None:
    letters = bare(text)
    chair = pattern("milestones", "comrade_chair").match(letters, at)
    if chair:
        post = chair["post"]
        full = [each for each in chairs if bare(each).startswith(post) and "mttq" not in bare(each)]
        return (full[0] if len(full) == 1 else text[chair.start("post") : chair.end("post")]), chair.end()
    comrade = pattern("milestones", "comrade").match(letters, at)
    found = body_at(text, comrade.end() if comrade else at, recipient=True)
    if found is None or len(found[0]) < 3:
        return None
    name = short(found[0])
    return (name, found[1]) if len(name) < 120 else None


def _contact(text: str) -> Contact | None:
    letters = bare(text)
    phone = pattern("milestones", "phone").search(letters) or pattern("milestones", "bare_phone").search(letters)
    at = pattern("milestones", "contact").search(letters)
    mail = pattern("milestones", "mail").search(letters)
    name = None
    if at:
        end = capitals(text, at.end(), most=5)
        name = trim(text[at.end() : end]) if end - at.end() > 5 and " " in text[at.end() : end] else None
    if mail and name is None:
        name = text[mail.start() : mail.end()]
    if phone is None and name is None:
        return None
    return Contact(name, re.sub(r"[ .\-]", "", phone["phone"]) if phone else None)


def _with_way(
    outline: Outline, found: list[tuple[PlannedMilestone, str, frozenset[str]]]
) -> list[tuple[PlannedMilestone, str, frozenset[str]]]:
    """Opinions whose way another line tells, without a day: "(gửi về Ủy ban MTTQ xã)" of the same people."""
    mended = []
    for told in found:
        milestone, sentence, doubts = told
        if milestone.what is What.OPINIONS and milestone.to and not milestone.via and milestone.responsible:
            for item in outline.items:
                above = above_it(outline, item) or ""
                if item.cells or plain(milestone.responsible) not in plain(short(above)) or item.text in sentence:
                    continue
                words = next(kind for kind in _kinds() if kind[0] is What.OPINIONS)[1]
                to, _ = _way(item.text, ()) if words.search(item.bare) else (None, None)
                if to and plain(to) != plain(milestone.to):
                    milestone, sentence = replace(milestone, via=to), f"{sentence} / {item.text}"
                    break
        mended.append((milestone, sentence, doubts))
    return mended


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────────────


def _columns(cells: tuple[str, ...]) -> dict[str, int]:
    letters = [bare(cell).strip() for cell in cells]
    if not header_columns(cells):
        return {}
    found: dict[str, int] = {}
    for name in ("task", "responsible", "due"):
        for index, cell in enumerate(letters):
            if index not in found.values() and pattern("outline", f"column_{name}").fullmatch(cell):
                found[name] = index
                break
    return found if {"task", "due"} <= found.keys() else {}


def _row(
    item: Item, columns: dict[str, int], heading: Heading
) -> Iterator[tuple[PlannedMilestone, str, frozenset[str]]]:
    if max(columns.values()) >= len(item.cells):
        return
    cells = {name: item.cells[index] for name, index in columns.items()}
    # A word that marks what follows as something to be done; a cell holds the day alone.
    dues = _dues(f"{entries('milestones')['done']} {cells['due']}", heading)
    if not dues:
        whens = find_whens(cells["due"], heading.year) or find_whens(f"ngay {cells['due'].strip()}", heading.year)
        sure = bool(whens) and whens[0].sure and whens[0].when.precision is Precision.DAY
        dues = [_Dated(Due(on=each.when.last), 0, 0, sure) for each in whens[:1]]
    for dated in dues[:1]:
        responsible = trim(cells.get("responsible", "")) or None
        what, sure = _what(cells["task"], "", responsible, "")
        to, via = _way(cells["task"], ())
        doubts = ({"what"} if not sure else set()) | ({"due"} if not dated.sure else set())
        forms = bool(pattern("milestones", "speaker_forms").search(bare(cells["task"])))
        who = short(responsible) if responsible else None
        milestone = PlannedMilestone(what, dated.due, who, to, via, forms, _contact(item.text))
        yield milestone, item.text, frozenset(doubts)
