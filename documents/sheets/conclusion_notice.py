"""The conclusion notice as a Word file; every text that may be edited there has a bookmark before it."""

from documents.conclusion_notice import (
    ConclusionItem,
    ConclusionPaper,
    Part,
    Slot,
    due_words,
    label_words,
    mark_name,
    shown,
)
from documents.official import short_day
from documents.sheets.official import Sheet
from domain.calendar import day_of
from domain.notice import Words, words


def conclusion_docx(paper: ConclusionPaper) -> bytes:
    """Parts without matters are left out; the last part says how what was concluded is carried out."""
    sheet = Sheet(paper.head)
    whose = paper.chair or sheet.listed(paper.meeting.chairs) or sheet.say(words("paper-chair-role"))
    about = words("paper-notice-about", whose=whose, meeting=sheet.meeting(paper.meeting))
    sheet.begin("TB", words("paper-notice"), about)
    _open(sheet, paper)
    number = 0
    for part in Part:
        items = [item for item in paper.items if item.part is part]
        if items:
            sheet.mark(sheet.heading(words(f"paper-part-{part}")), mark_name(part, Slot.PART))
        for item in items:
            number += 1
            _put_item(sheet, item, number, paper.report_days)
    if paper.items:
        sheet.mark(sheet.heading(words("paper-carrying-out")), mark_name("end", Slot.PART))
        for place, line in enumerate(_carrying_out(paper), start=1):
            sheet.body(f"{place}. {sheet.say(line)}")
    sheet.closing(words("paper-notice-closing"))
    sheet.end(paper.recipients, paper.signature)
    return sheet.file()


def _open(sheet: Sheet, paper: ConclusionPaper) -> None:
    meeting = paper.meeting
    chairs = sheet.listed(meeting.chairs) or sheet.say(words("paper-chair-role"))
    facts = {
        "day": short_day(day_of(meeting.starts_at)) if meeting.starts_at else "…",
        "chairs": chairs,
        "meeting": sheet.meeting(meeting),
    }
    if meeting.venue:
        sheet.body(words("paper-notice-opening", venue=meeting.venue, **facts))
    else:
        sheet.body(words("paper-notice-opening-no-venue", **facts))
    if meeting.participants:
        sheet.body(words("paper-participants", participants=sheet.listed(meeting.participants)))
    if paper.items:
        sheet.body(words("paper-notice-so", count=len(paper.items)))
    else:
        sheet.body(words("paper-notice-so-none"))


def _put_item(sheet: Sheet, item: ConclusionItem, number: int, report_days: int) -> None:
    """What was raised, what was concluded, who does it until when: each begins with its label in bold."""
    lead = sheet.say(words("paper-item", number=number, code=item.code))
    paragraph = sheet.body("", lead=lead)
    paragraph.add_run(_aside(sheet, item))
    paragraph.paragraph_format.keep_with_next = True
    sheet.mark(paragraph, mark_name(item.code, Slot.LEAD))
    for slot in (Slot.MATTER, Slot.WORDS):
        first = sheet.body(shown(item, slot), lead=sheet.say(label_words(item, slot)), own=False)
        sheet.mark(first, mark_name(item.code, slot))
    due = sheet.body(due_words(item, report_days), lead=sheet.say(label_words(item, Slot.DUE)))
    sheet.mark(due, mark_name(item.code, Slot.DUE))


def _aside(sheet: Sheet, item: ConclusionItem) -> str:
    """The hamlet, and that a matter has come from a dialogue before."""
    if item.hamlet and item.carried:
        return " " + sheet.say(words("paper-item-hamlet-carried", hamlet=item.hamlet))
    if item.hamlet:
        return " " + sheet.say(words("paper-item-hamlet", hamlet=item.hamlet))
    return " " + sheet.say(words("paper-item-carried")) if item.carried else ""


def _carrying_out(paper: ConclusionPaper) -> list[Words]:
    parts = {item.part for item in paper.items}
    lines = [words("paper-carrying-out-dated")] if parts & {Part.PROMISED, Part.OPEN} else []
    if Part.ASSIGNED in parts:
        lines.append(words("paper-carrying-out-undated", days=f"{paper.report_days:02d}"))
    if Part.BEYOND in parts:
        lines.append(words("paper-carrying-out-beyond"))
    return [*lines, words("paper-carrying-out-front")]
