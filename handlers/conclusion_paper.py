"""What stands on the papers that follow a dialogue, in the commune's language, whatever language its clerk reads."""

from dataclasses import replace

from actions.card import hamlet_of
from documents.conclusion_notice import ConclusionItem, ConclusionPaper, Edited, Part
from documents.official import Meeting, Recipients, Signature, Signing
from domain.commune import VIETNAM, Commune
from domain.conclusion import ConclusionNotice, NoticeGroup, NoticeItem, NoticeLayout
from domain.dialogue import Dialogue
from domain.notice import words
from domain.text import shorten
from handlers.papers import head_of, on_paper, unit_name

MATTER_SHOWN = 400


def conclusion_paper(commune: Commune, dialogue: Dialogue, notice: ConclusionNotice) -> ConclusionPaper:
    """What is lacking stays empty: a draft leaves room for it."""
    layout = notice.layout or NoticeLayout.STATE
    return ConclusionPaper(
        head=replace(head_of(commune, layout), number=notice.number or "", day=notice.signed_on),
        meeting=Meeting(
            dialogue.title,
            dialogue.starts_at.astimezone(VIETNAM) if dialogue.starts_at else None,
            dialogue.venue,
            chairs=commune.chairs,
        ),
        items=tuple(_item(commune, item) for item in notice.kept),
        recipients=Recipients(tuple(_recipients(commune, notice)), on_paper(words(f"paper-archive-{layout}"))),
        signature=Signature(notice.signatory_title or "…", notice.signatory or "…", Signing.BODY),
        report_days=commune.follow_up.progress_days,
    )  # fmt: skip


def _item(commune: Commune, item: NoticeItem) -> ConclusionItem:
    """No names: whoever raised it knows the code."""
    return ConclusionItem(
        item.code,
        Part(item.group.value),
        shorten(item.matter, MATTER_SHOWN),
        item.words or on_paper(words(f"paper-nothing-{item.group}")),
        commune.department(item.department).name if item.department else "",
        item.due_on,
        on_paper(hamlet_of(commune, item.hamlet)) if item.hamlet else "",
        carried=item.carried,
    )


def _recipients(commune: Commune, notice: ConclusionNotice) -> list[str]:
    departments = dict.fromkeys(
        commune.department(item.department).name
        for item in notice.kept
        if item.department and item.group is not NoticeGroup.ANSWERED
    )
    front = on_paper(words("paper-recipient-front", unit=unit_name(commune)))
    return [*(name for name in departments if name not in front), front]


def take_edited(notice: ConclusionNotice, paper: ConclusionPaper, edited: Edited) -> ConclusionNotice:
    """The notice with what was changed in its `paper`, so that what is followed is what was issued.

    What the paper only shortens or puts into words of its own stays as it was.
    """
    printed = {each.code: each for each in paper.items}
    for now in edited.items:
        if now.code not in edited.changed:
            continue
        item, was = notice.item(now.code), printed[now.code]
        matter = item.matter if now.matter == was.matter else now.matter
        said = item.words if now.words == was.words else now.words
        item = replace(item, words=said, matter=matter, group=NoticeGroup(now.part), due_on=now.due_on, edited=True)
        notice = notice.with_item(item)
    return notice
