"""The minutes as a Word file, as people spoke, with room for two signatures."""

from documents.minutes import MinutesPaper, Statement, Vote
from documents.sheets.official import Sheet
from domain.notice import Words, words


def minutes_docx(paper: MinutesPaper) -> bytes:
    """Parts of which nothing is known are left out."""
    sheet = Sheet(paper.head)
    sheet.begin("BB", words("paper-minutes"), sheet.meeting(paper.meeting), dated=False)
    for line in _facts(sheet, paper):
        sheet.body(line)
    if paper.agenda:
        sheet.heading(words("paper-minutes-agenda"))
        for number, text in enumerate(paper.agenda, start=1):
            sheet.body(f"{number}. {sheet.say(text)}")
    sheet.heading(words("paper-minutes-statements"))
    if not paper.statements:
        sheet.body(words("paper-minutes-no-statements"))
    for number, statement in enumerate(paper.statements, start=1):
        _put_statement(sheet, number, statement)
    if paper.votes:
        sheet.heading(words("paper-minutes-votes"))
        for vote in paper.votes:
            sheet.body(_vote(vote))
    if paper.conclusions:
        sheet.heading(words("paper-minutes-conclusions"))
        for number, text in enumerate(paper.conclusions, start=1):
            sheet.body(f"{number}. {sheet.say(text)}")
    ends = words("paper-minutes-ends-open")
    if paper.ended_at:
        ends = words("paper-minutes-ends", at=sheet.moment(paper.ended_at))
    sheet.closing(ends)
    sheet.end_with_two(
        paper.signed_by_secretary, paper.signed_by_chair,
        words(f"paper-minutes-secretary-{sheet.layout}"), words(f"paper-minutes-chair-{sheet.layout}"),
    )  # fmt: skip
    return sheet.file()


def _facts(sheet: Sheet, paper: MinutesPaper) -> list[Words]:
    meeting = paper.meeting
    starts = words("paper-minutes-begins-open")
    if meeting.starts_at:
        starts = words("paper-minutes-begins", at=sheet.moment(meeting.starts_at))
    lines = [starts]
    if meeting.venue:
        lines.append(words("paper-minutes-venue", venue=meeting.venue.rstrip(" .")))
    if meeting.chairs:
        lines.append(words("paper-minutes-chairs", chairs=sheet.listed(meeting.chairs)))
    if paper.secretary:
        lines.append(words("paper-minutes-secretary", secretary=paper.secretary.rstrip(" .")))
    if meeting.participants:
        lines.append(words("paper-minutes-participants", participants=sheet.listed(meeting.participants)))
    return [*lines, *_numbers(paper)]


def _numbers(paper: MinutesPaper) -> list[Words]:
    lines = [] if paper.invited is None else [words("paper-minutes-invited", invited=paper.invited)]
    return lines if paper.present is None else [*lines, words("paper-minutes-present", present=paper.present)]


def _put_statement(sheet: Sheet, number: int, statement: Statement) -> None:
    speaker = words("paper-minutes-speaker", number=number, speaker=statement.speaker)
    lead = sheet.say(speaker)
    if statement.code:
        lead += " " + sheet.say(words("paper-minutes-code", code=statement.code))
    sheet.body(statement.text, lead=f"{lead}:", own=False)
    for reply in statement.replies:
        sheet.body(reply.text, lead=sheet.say(words("paper-minutes-reply", by=reply.by)), own=False)


def _vote(vote: Vote) -> Words:
    total = vote.agreed + vote.against + vote.other
    share = f"{100 * vote.agreed / total:.1f}".replace(".", ",") if total else "0"
    return words(
        "paper-minutes-vote", question=vote.question.rstrip(" .:"), agreed=vote.agreed, against=vote.against,
        other=vote.other, total=total, share=share,
    )  # fmt: skip
