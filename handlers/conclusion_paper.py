"""The conclusion notice as a paper: what stands on it, and what a copy that was edited in Word says of its items."""

from dataclasses import replace

from actions.card import hamlet_of
from documents.conclusion_notice import ConclusionItem, ConclusionPaper, Edited, Part
from documents.official import Head, Layout, Meeting, Recipients, Signature
from domain.commune import Commune
from domain.conclusion import ConclusionNotice, NoticeGroup, NoticeItem, NoticeLayout
from domain.dialogue import Dialogue
from domain.notice import Words, words
from domain.text import fold
from locales import FIRST, render

# Cities under the central government (Resolution 202/2025/QH15); every other province is a "tỉnh".
CITIES = frozenset({"ha noi", "hai phong", "hue", "da nang", "can tho", "ho chi minh"})


def _say(said: Words) -> str:
    return render(said, FIRST)


def head_of(commune: Commune, layout: Layout) -> Head:
    """Who issues a paper, in the words of the commune's language, whatever its clerk's is."""
    unit = _say(words(f"commune-{commune.kind}", name=commune.name))
    party = layout is Layout.PARTY
    province = fold(commune.province).removeprefix("thanh pho ").removeprefix("tinh ")
    above = words("official-above-party", province=commune.province, city="yes" if province in CITIES else "no")
    return Head(
        layout,
        _say(words(f"official-body-{layout}", unit=unit)),
        commune.name,
        above=_say(above) if party else "",
        short="" if party else _say(words("official-short-state")),
    )


def conclusion_paper(commune: Commune, dialogue: Dialogue, notice: ConclusionNotice) -> ConclusionPaper:
    """What is lacking leaves room for writing by hand."""
    layout = Layout(notice.layout or NoticeLayout.STATE)
    head = replace(head_of(commune, layout), day=notice.signed_on, number=notice.number or "")
    return ConclusionPaper(
        head,
        Meeting(dialogue.title, dialogue.starts_at, dialogue.venue, commune.chairs),
        tuple(_item(commune, item) for item in notice.kept),
        _recipients(commune, notice, layout),
        Signature(notice.signatory_title or "", notice.signatory or ""),
        report_days=commune.follow_up.progress_days,
    )


def _item(commune: Commune, item: NoticeItem) -> ConclusionItem:
    """No names: whoever raised it knows the code."""
    return ConclusionItem(
        item.code,
        Part(item.group),
        item.matter,
        item.words,
        commune.department(item.department).name if item.department else "",
        item.due_on,
        _say(hamlet_of(commune, item.hamlet)) if item.hamlet else "",
        carried=item.carried,
    )


def _recipients(commune: Commune, notice: ConclusionNotice, layout: Layout) -> Recipients:
    departments = dict.fromkeys(
        commune.department(item.department).name
        for item in notice.kept
        if item.department and item.group is not NoticeGroup.ANSWERED
    )
    unit = _say(words(f"commune-{commune.kind}", name=commune.name))
    front = _say(words("official-recipient-front", unit=unit))
    return Recipients((*departments, front), _say(words(f"official-kept-{layout}")))


def take_edited(notice: ConclusionNotice, edited: Edited) -> ConclusionNotice:
    """The notice with what was changed in its paper, so that what is followed is what was issued."""
    for now in edited.items:
        if now.code in edited.changed:
            group = NoticeGroup(now.part)
            item = replace(
                notice.item(now.code), words=now.words, matter=now.matter, group=group, due_on=now.due_on, edited=True
            )
            notice = notice.with_item(item)
    return notice
