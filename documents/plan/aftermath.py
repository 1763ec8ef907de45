"""What follows a dialogue: notice, replies, what goes higher up, publication, survey; and who sees to it."""

import re
from dataclasses import dataclass, field

from documents.plan.letters import bare, plain, small, trim
from documents.plan.milestones import above_it
from documents.plan.names import body_at, short, subject
from documents.plan.notes import Notes
from documents.plan.outline import Item, Outline, sentence_at, sentences
from documents.plan.vocabulary import entries, marked, pattern
from documents.plan.when import number
from domain.plan import Aftermath, PlannedMilestone, Rule, What


@dataclass
class After:
    """Everything for after a dialogue; paths are those of the plan."""

    rules: tuple[Aftermath, ...] = ()
    supervisor: str | None = None
    minutes_by: str | None = None
    conclusion_by: str | None = None
    opinions_by: str | None = None
    ad_hoc: bool = False
    survey: bool = False
    publish: bool = False
    found: dict[Rule, tuple[Aftermath, str, bool]] = field(default_factory=dict)


def _p(name: str, text: str) -> re.Match[str] | None:
    return pattern("aftermath", name).search(text)


def read_aftermath(outline: Outline, milestones: tuple[PlannedMilestone, ...], notes: Notes) -> After:
    after = After()
    aims = _aims(outline)
    for item in outline.items:
        for start, end in sentences(item.text):
            sentence = item.text[start:end]
            if item.index not in aims:
                for part in _clauses(sentence):
                    _rules(after, sentence, part)
                _publication(after, sentence, notes)
                _survey(after, sentence, notes)
                _ad_hoc(after, sentence, notes)
            _roles(after, outline, item, sentence, notes, aim=item.index in aims)
    if not any(each.what is What.OPINIONS for each in milestones):
        _opinions_by(after, outline, notes, aims)
    order = list(Rule)
    kept = sorted(after.found.values(), key=lambda each: order.index(each[0].rule))
    after.rules = tuple(rule for rule, _, _ in kept)
    for index, (rule, sentence, sure) in enumerate(kept):
        notes.take(f"after[{index}]", sentence, sure=sure)
        if rule.to:
            notes.take(f"after[{index}].to", sentence, sure=sure)
    return after


def _aims(outline: Outline) -> set[int]:
    """Items below "Mục đích, yêu cầu": what every plan hopes for."""
    found: set[int] = set()
    for item in outline.items:
        if item.is_heading and pattern("aftermath", "aims").match(item.label or item.bare):
            found |= {item.index, *(each.index for each in outline.below(item))}
    return found


# ── rules ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _within(letters: str, at: int = 0) -> tuple[int | None, bool]:
    match = pattern("aftermath", "within").search(letters, at)
    if not match:
        return None, False
    days = 15 if _p("fifteen", match["n"]) else number(match["n"])
    return (days * 7 if match["unit"] == "tuan" else days) or None, match["unit"] == "ngay lam viec"


def _clauses(sentence: str) -> list[str]:
    """What semicolons part: a period, a recipient and a place belong to the clause that they stand in.

    A clause that only says whom to send it to stays with the one before it.
    """
    found: list[str] = []
    for piece in re.split(r"(?<=;)\s+", sentence):
        if found and pattern("aftermath", "sent_on").match(bare(piece)):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def _start(letters: str) -> str | None:
    if _p("after_notice", letters):
        return "conclusion_notice"
    return "dialogue" if _p("after_dialogue", letters) else None


def _within_of(letters: str, name: str) -> tuple[int | None, bool]:
    """The period of what `name` matches, where the commas of a clause part several periods."""
    match, periods = _p(name, letters), list(pattern("aftermath", "within").finditer(letters))
    if match and len(periods) > 1:
        begin, end = letters.rfind(",", 0, match.start()) + 1, letters.find(",", match.end())
        own = [each for each in periods if begin <= each.start() and (end < 0 or each.end() <= end)]
        if own:
            return _within(letters, own[0].start())
    return _within(letters)


def _rules(after: After, sentence: str, clause: str) -> None:
    letters = bare(clause)
    days, working = _within_of(letters, "notice")
    # "Sau hội nghị …; trong 05 ngày thông báo kết luận": from when is said once for both.
    start = _start(letters) or _start(bare(sentence[: sentence.find(clause)]))
    without, with_deadline = _p("without_deadline", letters), _p("with_deadline", letters)
    if without:
        _keep(after, Aftermath(
            Rule.ITEM_WITHOUT_DEADLINE, days, working, start if days else None, _to(clause), _must_reply(letters)
        ), sentence)  # fmt: skip
    elif with_deadline:
        _keep(after, Aftermath(Rule.ITEM_WITH_DEADLINE, due=entries("aftermath")["as_stated"]), sentence)
    elif _p("notice", letters) and days and start == "dialogue" and not _p("after_notice", letters):
        _keep(after, Aftermath(Rule.CONCLUSION_NOTICE, days, working, start, _to(clause)), sentence)
    elif days and start and _p("replies", letters):
        # A period for all replies is one for those whose day the notice does not name.
        _keep(after, Aftermath(
            Rule.ITEM_WITHOUT_DEADLINE, days, working, start, _to(clause), _must_reply(letters)
        ), sentence, sure=False)  # fmt: skip
    if _p("beyond", letters):
        must = entries("aftermath")["must_propose"] if _p("written_proposal", letters) else None
        _keep(after, Aftermath(Rule.ESCALATE_BEYOND_AUTHORITY, must=must), sentence)


def _keep(after: After, rule: Aftermath, sentence: str, *, sure: bool = True) -> None:
    before = after.found.get(rule.rule)
    if before is None or (sure and not before[2]) or (rule.within_days and not before[0].within_days):
        after.found[rule.rule] = (rule, sentence, sure)


def _must_reply(letters: str) -> str | None:
    if not _p("in_writing", letters):
        return None
    words = entries("aftermath")["must_reply"]
    parts = [said for name, said in words["parts"].items() if _p(name, letters)]
    return f"{words['start']}: {' and '.join(parts)}" if parts else str(words["start"])


def _to(sentence: str) -> tuple[str, ...]:
    """Those who get it, in the order of the sentence."""
    letters = bare(sentence)
    found: list[str] = []
    named = [*pattern("aftermath", "recipient").finditer(letters)]
    named += marked("aftermath", "recipient_hamlets").finditer(small(sentence))
    for match in sorted(named, key=lambda each: each.start()):
        head = letters[: match.start()]
        if head.endswith(", ") and marked("names", "verb").match(small(sentence), match.end() + 1):
            continue  # who does something: "…, UBND xã trả lời …"
        if not re.search(pattern("aftermath", "recipient_begins").pattern, head) or not _p("gives_to", head):
            continue
        name = sentence[match.start() : match.end()]
        cut = pattern("aftermath", "recipient_begin").match(bare(name))
        name = short(name[cut.end() :] if cut else name)
        if plain(name) not in {plain(each) for each in found}:
            found.append(name)
    return tuple(found)


def _publication(after: After, sentence: str, notes: Notes) -> None:
    letters = bare(sentence)
    medium, does = _p("medium", letters), _p("publish", letters)
    if not medium or not does or does.start() > medium.start() + 60:
        return
    if not _p("public_medium", letters):
        return
    sure = not _p("when_needed", letters)
    if not after.publish:
        after.publish = True
        notes.take("publish", sentence, sure=sure)
    for clause in _clauses(sentence):
        _publication_of_results(after, clause, sentence, sure=sure)


def _publication_of_results(after: After, clause: str, sentence: str, *, sure: bool) -> None:
    letters = bare(clause)
    medium, does, result = _p("medium", letters), _p("publish", letters), _p("results", letters)
    if not medium or not does or not result or result.start() >= medium.start() + 120:
        return
    where = _p("where", letters)
    place = None
    if where:
        end = re.search(r"[.;(]|,? " + pattern("aftermath", "where_end").pattern, letters[where.end() :])
        place = clause[where.end() : where.end() + end.start()] if end else clause[where.end() :]
        place = marked("aftermath", "all_of_them").sub("", trim(place)) if len(place) < 200 else None
    # A period in front of the verb is that of what else the clause asks for.
    days, working = _within(letters, does.end())
    behind = letters[does.end() :]
    start = ("conclusion_notice" if _p("after_issue", behind) else _start(behind)) if days else None
    _keep(after, Aftermath(Rule.PUBLISH_RESULTS, days, working, start, where=place), sentence, sure=sure)


def _survey(after: After, sentence: str, notes: Notes) -> None:
    letters = bare(sentence)
    if not after.survey and _p("survey", letters):
        after.survey = True
        notes.take("survey", sentence, sure=not _p("when_needed", letters))


def _ad_hoc(after: After, sentence: str, notes: Notes) -> None:
    letters = bare(sentence)
    if not after.ad_hoc and _p("ad_hoc", letters) and _p("dialogue", letters):
        after.ad_hoc = True
        notes.take("ad_hoc_dialogues", sentence)


# ── who ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _roles(after: After, outline: Outline, item: Item, sentence: str, notes: Notes, *, aim: bool) -> None:
    letters = bare(sentence)
    if after.supervisor is None and not aim:
        after.supervisor = _supervisor(outline, item, sentence, letters)
        if after.supervisor:
            notes.take("supervisor", sentence)
    if aim:
        return
    if after.minutes_by is None and item.label_end and pattern("aftermath", "secretary").fullmatch(item.label):
        named = body_at(item.rest, 0)
        if named:
            after.minutes_by = short(named[0])
            notes.take("minutes_by", sentence)
    if after.minutes_by is None and (_p("keeps_minutes", letters) or _p("minutes_are_kept", letters)):
        after.minutes_by = _doer(outline, item, sentence, letters, "keeps_minutes")
        if after.minutes_by:
            notes.take("minutes_by", sentence)
    drawn = _p("draws_notice", letters) and not _p("after_notice", letters) and not _p("by_notice", letters)
    if after.conclusion_by is None and drawn:
        after.conclusion_by = _doer(outline, item, sentence, letters, "draws_notice")
        if after.conclusion_by:
            notes.take("conclusion_by", sentence)


def _doer(outline: Outline, item: Item, sentence: str, letters: str, does: str) -> str | None:
    """The body that the sentence, or what it stands under, begins with."""
    found = subject(sentence)
    if found is None and item.label_end and sentence.startswith(item.text[: item.label_end]):
        found = subject(sentence[item.label_end :].lstrip())  # "Sau hội nghị: Văn phòng hoàn thiện biên bản"
    if found is None:
        # "…; giao Văn phòng ghi biên bản": named right before what it does
        match = _p(does, letters)
        near = _p("gives_task", letters[: match.start()]) if match else None
        near = near or _p("done_by", letters)
        found = body_at(sentence, near.end()) if near else None
        # "Trong thời hạn 05 ngày …, Văn phòng tham mưu …"
        for start in (m.end() for m in re.finditer(r", ", letters[: match.start()])) if match and not found else ():
            named = body_at(sentence, start)
            if match and named and match.start() - named[1] < 3:
                found = named
    if found:
        return short(found[0])
    head = subject(item.text) if item.label_end else None
    if head and head[1] < item.label_end:
        return short(head[0])
    above = above_it(outline, item)
    return short(above) if above else None


def _supervisor(outline: Outline, item: Item, sentence: str, letters: str) -> str | None:
    match = _p("oversees", letters)
    while match:
        head = letters[max(0, match.start() - 60) : match.end()]
        if not _p("oversight_at_large", head):
            break
        match = pattern("aftermath", "oversees").search(letters, match.end())
    if not match or not _p("overseen", letters):
        return None
    own = subject(sentence)
    if own is None:
        fronts = [each for each in pattern("aftermath", "front").finditer(letters) if each.end() <= match.start() + 2]
        if fronts and match.start() - fronts[-1].end() < 60:
            return _front(sentence[fronts[-1].start() : fronts[-1].end()])
    doer = own[0] if own else above_it(outline, item)
    if doer is None:
        return None
    front = _p("front", bare(doer))
    if own and not front and not _p("overseer", bare(doer)):
        front = _p("front", letters[: match.start()])
    if front:
        text = doer if _p("front", bare(doer)) else sentence
        return _front(text[front.start() : front.end()])
    return short(doer) if _p("overseer", bare(doer)) else None


def _front(name: str) -> str:
    name = short(name)
    lead = str(entries("aftermath")["front_is"])
    return name if bare(name).startswith(bare(lead)) else f"{lead} {name}"


def _opinions_by(after: After, outline: Outline, notes: Notes, aims: set[int]) -> None:
    """Who collects opinions, where no day is set for it."""
    for item in outline.items:
        if item.index in aims or item.cells:
            continue
        match = _p("collects", item.bare)
        own = subject(item.text)
        if not match or not own or own[1] > match.start():
            continue
        name = short(own[0])
        partner = re.match(pattern("aftermath", "together_with").pattern, item.bare[own[1] :])
        if partner:
            at = own[1] + partner.end()
            other = body_at(item.text, at)
            if other:
                name = f"{name} {item.text[own[1] : at].strip()} {_partners(short(other[0]))}"
        after.opinions_by = name
        notes.take("opinions_by", sentence_at(item.text, match.start()))
        return


def _partners(name: str) -> str:
    """ "MTTQ và các đoàn thể chính trị - xã hội từ xã đến thôn": without what kind of bodies and how far down."""
    cut = _p("partner_end", bare(name))
    return trim(name[: cut.start()]) if cut else name
