"""The conclusion notice in the words that stand on the paper, whatever language its clerk reads."""

from datetime import date

from actions.card import hamlet_of
from documents.conclusion_notice import ConclusionLine, ConclusionPaper, ConclusionSection
from domain.commune import VIETNAM, Commune
from domain.conclusion import GROUPS, ConclusionNotice, NoticeGroup, NoticeItem, NoticeLayout
from domain.dialogue import Dialogue
from domain.notice import Words, words
from domain.text import shorten
from locales import FIRST, render

ROMAN = "I II III IV V".split()
MATTER_SHOWN = 400


def _say(said: Words) -> str:
    return render(said, FIRST)


def _written(day: date) -> dict[str, str]:
    """As offices write a day: two digits where one could be changed into two (decree 30/2020)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return {"day": f"{day.day:02d}", "month": month, "year": str(day.year)}


def conclusion_paper(commune: Commune, dialogue: Dialogue, notice: ConclusionNotice) -> ConclusionPaper:
    """Raises nothing for what is lacking: a draft shows dots where it stands."""
    layout = notice.layout or NoticeLayout.STATE
    unit = _say(words(f"commune-{commune.kind}", name=commune.name))
    kept = notice.kept
    signed = notice.signed_on
    return ConclusionPaper(
        layout=layout,
        above=_above(commune).upper() if layout is NoticeLayout.PARTY else "",
        issuer=_say(words(f"paper-issuer-{layout}", unit=unit)).upper(),
        motto=tuple(_say(words(f"paper-motto-{layout}")).splitlines()),
        number=_say(words(f"paper-number-{layout}", number=notice.number or "…")),
        place_and_day=_say(
            words("paper-place-and-day", place=commune.name, **_written(signed))
            if signed
            else words("paper-place-and-day-open", place=commune.name)
        ),
        kind=_say(words("paper-notice")),
        subject=_say(words(f"paper-subject-{layout}", title=dialogue.title)),
        opening=(_opening(commune, dialogue, len(kept)),),
        sections=tuple(_sections(commune, notice, layout)),
        closing=tuple(_closing(commune, notice, unit)),
        recipients_label=_say(words("paper-recipients")),
        recipients=tuple(_recipients(commune, notice, layout, unit)),
        capacity=_say(words(f"paper-capacity-{layout}")),
        title=(notice.signatory_title or "…").upper(),
        name=notice.signatory or "…",
    )


def _above(commune: Commune) -> str:
    return _say(words("paper-above", province=commune.province))


def _opening(commune: Commune, dialogue: Dialogue, count: int) -> str:
    chairs = ", ".join(commune.chairs) or _say(words("paper-chairs"))
    at = dialogue.starts_at.astimezone(VIETNAM) if dialogue.starts_at else None
    facts = {"title": dialogue.title, "venue": dialogue.venue, "chairs": chairs, "count": count}
    if at is None:
        return _say(words("paper-opening-undated", **facts))
    return _say(words("paper-opening", when=f"{at:%d/%m/%Y}", **facts))


def _sections(commune: Commune, notice: ConclusionNotice, layout: NoticeLayout) -> list[ConclusionSection]:
    """The parts that there is something in, numbered."""
    there = [group for group in GROUPS if any(item.group is group for item in notice.kept)]
    found = []
    for nth, group in enumerate(there):
        number = f"{ROMAN[nth]}-" if layout is NoticeLayout.PARTY else f"{ROMAN[nth]}."
        heading = f"{number} {_say(words(f'paper-group-{group}'))}"
        lines = tuple(_line(commune, item) for item in notice.kept if item.group is group)
        found.append(ConclusionSection(heading, lines))
    return found


def _line(commune: Commune, item: NoticeItem) -> ConclusionLine:
    """No names: whoever raised it knows the code."""
    beside = [item.code]
    if item.hamlet:
        beside.append(_say(hamlet_of(commune, item.hamlet)))
    if item.carried:
        beside.append(_say(words("paper-carried")))
    asked = shorten(item.matter, MATTER_SHOWN) or _say(words("paper-no-matter"))
    return ConclusionLine(f"{asked} ({', '.join(beside)})", _outcome(commune, item))


def _outcome(commune: Commune, item: NoticeItem) -> str:
    department = commune.department(item.department).name if item.department else "…"
    said = item.words.rstrip(". ") or _say(words(f"paper-nothing-{item.group}"))
    due = f"{item.due_on:%d/%m/%Y}" if item.due_on else "…"
    if item.group is NoticeGroup.OPEN and item.due_on is None:
        return _say(words("paper-outcome-open-late", department=department, text=said))
    return _say(words(f"paper-outcome-{item.group}", department=department, text=said, due=due))


def _closing(commune: Commune, notice: ConclusionNotice, unit: str) -> list[str]:
    found = []
    if any(item.group is NoticeGroup.ASSIGNED for item in notice.kept):
        found.append(_say(words("paper-closing-undated", days=commune.follow_up.progress_days)))
    if any(item.group is NoticeGroup.BEYOND for item in notice.kept):
        found.append(_say(words("paper-closing-beyond")))
    return [*found, _say(words("paper-closing", unit=unit))]


def _recipients(commune: Commune, notice: ConclusionNotice, layout: NoticeLayout, unit: str) -> list[str]:
    departments = dict.fromkeys(
        commune.department(item.department).name
        for item in notice.kept
        if item.department and item.group is not NoticeGroup.ANSWERED
    )
    front = _say(words("paper-recipient-front", unit=unit))
    names = [*(name for name in departments if name not in front), front]
    return [
        *(_say(words("paper-recipient", name=name)) for name in names),
        _say(words(f"paper-archive-{layout}")),
    ]
