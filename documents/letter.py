"""A long answer as a Word file: a heading, what it answers, its paragraphs."""

import io

from docx import Document
from docx.shared import Pt

FONT = "Times New Roman"
SIZE = Pt(14)


def write_letter(office: str, title: str, about: str, text: str) -> bytes:
    """`office` is who answers, `about` the opinion that is answered; `text` has its paragraphs on lines."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, SIZE
    document.add_paragraph().add_run(office).bold = True
    document.add_paragraph().add_run(title).bold = True
    document.add_paragraph().add_run(about).italic = True
    for paragraph in text.split("\n"):
        if paragraph.strip():
            document.add_paragraph(paragraph.strip())
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
