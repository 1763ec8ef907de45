"""The letter of invitation as a Word file (form 01 of decree 59/2023)."""

from documents.invitation_letter import InvitationLetter
from documents.sheets.official import Sheet
from domain.notice import Words, words


def invitation_docx(paper: InvitationLetter) -> bytes:
    sheet = Sheet(paper.head, tight=True)
    meeting = paper.meeting
    sheet.begin("GM", words("paper-invitation"), None)
    _put_invited(sheet, paper.to)
    title = sheet.meeting(meeting)
    sheet.body(words("paper-invitation-about", meeting=title))
    body = sheet.say(paper.head.body).replace("\n", " ")
    sheet.body(words("paper-invitation-opening", body=body))
    when = words("paper-invitation-time-open")
    if meeting.starts_at:
        when = words("paper-invitation-time", at=sheet.moment(meeting.starts_at))
    venue = [words("paper-invitation-venue", venue=meeting.venue.rstrip(" ."))] if meeting.venue else []
    _put_part(sheet, 1, words("paper-invitation-when"), [when, *venue])
    who = [words("paper-invitation-chairs", chairs=sheet.listed(meeting.chairs))] if meeting.chairs else []
    if meeting.participants:
        who.append(words("paper-invitation-participants", participants=sheet.listed(meeting.participants)))
    _put_part(sheet, 2, words("paper-invitation-who"), who)
    contents = [words("paper-invitation-content", text=_ended(sheet.say(text))) for text in paper.contents]
    _put_part(sheet, 3, words("paper-invitation-contents"), contents)
    _put_part(sheet, 4, words("paper-invitation-contact"), [_ended(sheet.say(paper.contact))])
    enclosed = [words("paper-invitation-content", text=_ended(sheet.say(text))) for text in paper.enclosed]
    nothing = [words("paper-invitation-nothing-enclosed")]
    _put_part(sheet, 5, words("paper-invitation-enclosed"), enclosed or nothing)
    sheet.closing(words("paper-invitation-closing"))
    sheet.end(paper.recipients, paper.signature)
    return sheet.file()


def _put_invited(sheet: Sheet, to: tuple[str, ...]) -> None:
    """One beside the words, several below them."""
    lead = sheet.say(words("paper-invitation-to"))
    if len(to) == 1:
        sheet.body(_ended(sheet.say(to[0])), lead=lead)
        return
    sheet.body("", lead=lead)
    for number, each in enumerate(to, start=1):
        sheet.body(f"- {sheet.say(each).rstrip(' .;,')}{'.' if number == len(to) else ';'}")


def _put_part(sheet: Sheet, number: int, title: Words, lines: list[Words] | list[str] | list[Words | str]) -> None:
    if not lines:
        return
    lead = f"{number}. {sheet.say(title)}"
    if len(lines) == 1:
        sheet.body(sheet.say(lines[0]).removeprefix("- "), lead=f"{lead}:")
        return
    sheet.body("", lead=lead).paragraph_format.keep_with_next = True
    for line in lines:
        sheet.body(line)


def _ended(text: str) -> str:
    return text.rstrip(" .;,") + "."
