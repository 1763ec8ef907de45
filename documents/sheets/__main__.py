"""Print one paper: the order as JSON on standard input (`documents.official`), the file on standard output."""

import json
import sys
from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

from documents.collation import CollationPaper
from documents.conclusion_notice import ConclusionPaper
from documents.invitation_letter import InvitationLetter
from documents.minutes import MinutesPaper
from documents.report import ReportPaper
from documents.results import PublishedResults
from documents.sheets.collation import collation_docx, collation_xlsx
from documents.sheets.conclusion_notice import conclusion_docx
from documents.sheets.invitation_letter import invitation_docx
from documents.sheets.minutes import minutes_docx
from documents.sheets.report import report_docx, report_xlsx
from documents.sheets.results import results_docx

PAPERS: dict[tuple[str, str], tuple[type, Callable[[Any], bytes]]] = {
    ("ConclusionPaper", "docx"): (ConclusionPaper, conclusion_docx),
    ("ReportPaper", "docx"): (ReportPaper, report_docx),
    ("ReportPaper", "xlsx"): (ReportPaper, report_xlsx),
    ("PublishedResults", "docx"): (PublishedResults, results_docx),
    ("CollationPaper", "docx"): (CollationPaper, collation_docx),
    ("CollationPaper", "xlsx"): (CollationPaper, collation_xlsx),
    ("InvitationLetter", "docx"): (InvitationLetter, invitation_docx),
    ("MinutesPaper", "docx"): (MinutesPaper, minutes_docx),
}


def main() -> None:
    order = json.load(sys.stdin)
    kind, draw = PAPERS[order["paper"], order["form"]]
    sys.stdout.buffer.write(draw(TypeAdapter(kind).validate_python(order["facts"])))


if __name__ == "__main__":
    main()
