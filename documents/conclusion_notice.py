"""The conclusion notice as a Word file, in the layout of the Party or of the State.

What it says comes finished: here is only how it stands on the page.
"""

import io
from dataclasses import dataclass

from domain.conclusion import NoticeLayout


@dataclass(frozen=True)
class ConclusionLine:
    """One matter: `matter` what was raised, `outcome` what the notice says of it (answer, department, day)."""

    matter: str
    outcome: str


@dataclass(frozen=True)
class ConclusionSection:
    """A part of the notice: its heading, and its matters in their order."""

    heading: str
    lines: tuple[ConclusionLine, ...]


@dataclass(frozen=True)
class ConclusionPaper:
    """Everything that stands on the paper, in the words of the commune's language.

    `above` is the body above the one that issues it (may be empty), `motto` the lines on the right, `subject` what
    follows the word "notice" (trích yếu), `opening` the paragraphs before the parts, `closing` those after them.
    `capacity` is in whose name it is signed ("T/M ĐẢNG ỦY", "TM. ỦY BAN NHÂN DÂN"; may be empty).
    """

    layout: NoticeLayout
    above: str
    issuer: str
    motto: tuple[str, ...]
    number: str
    place_and_day: str
    kind: str
    subject: str
    opening: tuple[str, ...]
    sections: tuple[ConclusionSection, ...]
    closing: tuple[str, ...]
    recipients_label: str
    recipients: tuple[str, ...]
    capacity: str
    title: str
    name: str


def write_conclusion(paper: ConclusionPaper) -> bytes:
    """The paper as .docx. It takes a tenth of a second: not in the event loop."""
    # 60 ms to import: only who writes papers pays.
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)

    def say(text: str, *, bold: bool = False, italic: bool = False, centred: bool = False) -> None:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.space_after = Pt(6)

    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = "\n".join(line for line in (paper.above, paper.issuer, paper.number) if line)
    right.text = "\n".join((*paper.motto, paper.place_and_day))
    for cell in (left, right):
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    say(paper.kind, bold=True, centred=True)
    say(paper.subject, bold=True, centred=True)
    for text in paper.opening:
        say(text)
    for section in paper.sections:
        say(section.heading, bold=True)
        for nth, line in enumerate(section.lines, start=1):
            say(f"{nth}. {line.matter}")
            if line.outcome:
                say(line.outcome)
    for text in paper.closing:
        say(text)
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = "\n".join((paper.recipients_label, *paper.recipients))
    right.text = "\n".join((paper.capacity, paper.title, "", "", "", paper.name))
    right.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
