"""The conclusion notice in the chat: looking through it, editing it, its paper, issuing it."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any
from zlib import crc32

from actions.conclusion import (
    NoticeFacts,
    change_item,
    counted,
    draft_notice,
    find_notice,
    issue_notice,
    item_line,
    move_item,
    set_facts,
    set_file,
)
from documents.conclusion_notice import ConclusionPaper, Edited, read_edited
from domain.access import OnHall, Role, check
from domain.attachment import FileKind
from domain.calendar import day_of
from domain.conclusion import (
    COMMITTED,
    GROUPS,
    MAX_WORDS,
    ConclusionNotice,
    NoticeGroup,
    NoticeItem,
    read_number,
)
from domain.dialogue import Dialogue
from domain.notice import Attachment, Words, verbatim, words
from domain.refusal import Refused
from domain.text import shorten
from handlers.conclusion_paper import conclusion_paper, take_edited
from handlers.conversation.form import Facts, Filling, Form, Known, Line, OneOf, Problem, Step, Written
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.dialogue import read_day, read_near_day
from handlers.hall import NO_DAY, days_ahead
from handlers.papers import print_paper
from handlers.petition import written_files
from handlers.visit import Outcome, Visit, effect, form, outcome

# Matters of one part, and buttons for them, that one screen shows.
SHOWN, A_PAGE = 5, 7


def _back(dialogue_id: int) -> Choice:
    return choice(f"conclusion.show:{dialogue_id}", "form-back")


@effect("conclusion.show")
async def show(visit: Visit) -> Outcome:
    """The clerk's draft follows what becomes of petitions; the chair reads it, the Front once it is issued."""
    if visit.desk.actor.has(Role.CLERK):
        dialogue, notice = await draft_notice(visit.desk, visit.number())
        return outcome(_page(visit, dialogue, notice))
    dialogue, found = await find_notice(visit.desk, visit.number())
    if found is None or not (found.is_issued or visit.desk.actor.has(Role.CHAIR)):
        raise Refused("conclusion-refused-not-issued", {"title": dialogue.title})
    return outcome(_page(visit, dialogue, found))


def _page(visit: Visit, dialogue: Dialogue, notice: ConclusionNotice) -> Reply:
    id_ = dialogue.id
    lines = [words("conclusion-page", title=dialogue.title), _state(notice)]
    for group, count in counted(notice.kept):
        if count:
            lines.append(_part(notice, group, count))
    left_out = sum(item.left_out for item in notice.items)
    if left_out:
        lines.append(words("conclusion-left-out", count=left_out))
    back = choice(f"dialogue.show:{id_}", "form-back")
    if notice.is_issued:
        return Reply(tuple(lines), (choice(f"front.dialogue:{id_}", "front-see"), back), _files(notice))
    paper = choice(f"conclusion.paper:{id_}", "conclusion-paper")
    if not visit.desk.actor.has(Role.CLERK):
        return Reply(tuple(lines), (paper, back))
    rows = (
        choice(f"conclusion.items:{id_}", "conclusion-edit"),
        choice(f"conclusion.facts:{id_}", "conclusion-facts"),
        paper,
        choice(f"conclusion.send:{id_}", "conclusion-send"),
        choice(f"conclusion.ask:{id_}", "conclusion-issue"),
        back,
    )
    return Reply(tuple(lines), rows)


def _files(notice: ConclusionNotice) -> tuple[Attachment, ...]:
    return (notice.file,) if notice.file else ()


def _state(notice: ConclusionNotice) -> Words:
    if notice.is_issued:
        return words("conclusion-state-issued", number=notice.number or "", at=notice.issued_at)
    facts = []
    if notice.number:
        facts.append(words("conclusion-numbered", number=notice.number))
    if notice.signed_on and notice.signatory:
        facts.append(
            words("conclusion-signed", day=notice.signed_on, title=notice.signatory_title or "", name=notice.signatory)
        )
    if notice.layout:
        facts.append(words(f"conclusion-layout-{notice.layout}"))
    if notice.own_file and notice.file:
        facts.append(words("conclusion-own-file", name=notice.file.name))
    if notice.lacks:
        facts.append(words("conclusion-lacks", lacks=[words(f"conclusion-lacks-{each}") for each in notice.lacks]))
    return words("lines", lines=facts)


def _part(notice: ConclusionNotice, group: NoticeGroup, count: int) -> Words:
    lines = [item_line(item) for item in notice.kept if item.group is group]
    more = [words("reminder-more", count=count - SHOWN)] if count > SHOWN else []
    head = words("conclusion-part", group=words(f"conclusion-group-{group}"), count=count)
    return words("lines", lines=[head, *lines[:SHOWN], *more])


# ── item by item ──────────────────────────────────────────────────────────────────────────────────────────────


@effect("conclusion.items")
async def items(visit: Visit) -> Outcome:
    dialogue, notice = await draft_notice(visit.desk, visit.number())
    page = visit.number(1) if len(visit.arguments) > 1 else 0
    everything = (*notice.kept, *(item for item in notice.items if item.left_out))
    shown = everything[page * A_PAGE : (page + 1) * A_PAGE]
    lines = [words("conclusion-items", title=dialogue.title)]
    if shown:
        lines.append(words("lines", lines=[_listed(item) for item in shown]))
    rows = [
        choice(f"conclusion.item:{dialogue.id}:{item.code}", "hall-option", code=item.code,
               text=shorten(item.words or item.matter, 30) or words("petition-without-text"))
        for item in shown
    ]  # fmt: skip
    if len(everything) > (page + 1) * A_PAGE:
        rows.append(choice(f"conclusion.items:{dialogue.id}:{page + 1}", "hall-more"))
    return outcome(Reply(tuple(lines), (*rows, _back(dialogue.id))))


def _listed(item: NoticeItem) -> Words:
    return words("conclusion-item-left-out", line=item_line(item)) if item.left_out else item_line(item)


@effect("conclusion.item")
async def one(visit: Visit) -> Outcome:
    dialogue, notice = await draft_notice(visit.desk, visit.number())
    return outcome(_item_page(visit, dialogue.id, notice, visit.argument(1)))


def _item_page(visit: Visit, id_: int, notice: ConclusionNotice, code: str) -> Reply:
    item = notice.item(code)
    lines = [
        words("conclusion-item-head", code=code, group=words(f"conclusion-group-{item.group}")),
        words("conclusion-item-matter", text=shorten(item.matter, 500) or words("petition-without-text")),
        words("conclusion-item-words", text=item.words or words("form-not-given")),
    ]
    if item.department:
        lines.append(
            words("conclusion-item-department", department=visit.desk.commune.department(item.department).name)
        )
    if item.due_on:
        lines.append(words("conclusion-item-due", due=item.due_on))
    if item.carried:
        lines.append(words("conclusion-item-carried"))
    rows = [
        choice(f"conclusion.change:{id_}:{code}:words", "conclusion-change-words"),
        choice(f"conclusion.change:{id_}:{code}:department", "conclusion-change-department"),
        *([choice(f"conclusion.change:{id_}:{code}:due", "conclusion-change-due")] if item.group in COMMITTED else []),
        choice(f"conclusion.change:{id_}:{code}:group", "conclusion-change-group"),
        choice(f"conclusion.move:{id_}:{code}:up", "conclusion-up"),
        choice(f"conclusion.move:{id_}:{code}:down", "conclusion-down"),
        choice(f"conclusion.leave:{id_}:{code}", "conclusion-put-back" if item.left_out else "conclusion-leave"),
        choice(f"conclusion.items:{id_}", "form-back"),
    ]
    return Reply((words("lines", lines=lines),), tuple(rows))


@effect("conclusion.move")
async def move(visit: Visit) -> Outcome:
    id_, code, way = visit.number(), visit.argument(1), visit.argument(2)
    notice = await move_item(visit.desk, id_, code, -1 if way == "up" else 1)
    group = notice.item(code).group
    there = [item.code for item in notice.kept if item.group is group]
    place = there.index(code) + 1 if code in there else 0
    return outcome(
        say("conclusion-place", code=code, place=place, count=len(there)), then=f"conclusion.item:{id_}:{code}"
    )


@effect("conclusion.leave")
async def leave(visit: Visit) -> Outcome:
    id_, code = visit.number(), visit.argument(1)
    dialogue, notice = await draft_notice(visit.desk, id_)
    item = notice.item(code)
    notice = await change_item(visit.desk, dialogue.id, replace(item, left_out=not item.left_out))
    return outcome(_item_page(visit, dialogue.id, notice, code))


def _doing(what: str) -> Any:
    return lambda known, filling: filling.facts.get("what") == what


def _item_facts(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"], "text": filling.facts["text"]}


def _all_departments(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(d.key, verbatim(d.name)) for d in known.commune.departments]


def _groups(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    # With or without a day is one choice: the day is asked for by itself.
    return [(group.value, words(f"conclusion-choose-{group}")) for group in GROUPS if group is not NoticeGroup.ASSIGNED]


form(
    Form(
        name="conclusion-item",
        version=1,
        steps=(
            Step("words", ask="conclusion-ask-words", takes=Line(max_length=MAX_WORDS), facts=_item_facts,
                 when=_doing("words")),
            Step("department", ask="conclusion-ask-department", takes=OneOf(_all_departments), facts=_item_facts,
                 when=_doing("department")),
            Step("due", ask="conclusion-ask-due", takes=Line(max_length=40, parse=read_day, suggestions=days_ahead),
                 facts=_item_facts, when=_doing("due")),
            Step("group", ask="conclusion-ask-group", takes=OneOf(_groups), facts=_item_facts, when=_doing("group")),
        ),
        finished="conclusion.changed",
        left=lambda filling: f"conclusion.item:{filling.facts['dialogue']}:{filling.facts['code']}",
    )
)  # fmt: skip


@effect("conclusion.change")
async def change(visit: Visit) -> Outcome:
    dialogue, notice = await draft_notice(visit.desk, visit.number())
    notice.check_open()
    item = notice.item(visit.argument(1))
    what = visit.argument(2)
    if what not in ("words", "department", "due", "group"):
        raise Refused("chat-button-incomplete")
    text = shorten(item.words or item.matter, 300) or "…"
    facts = {"dialogue": dialogue.id, "code": item.code, "what": what, "text": text}
    return Outcome(begin=Filling("conclusion-item", 1, "", facts=facts))


@effect("conclusion.changed")
async def changed(visit: Visit) -> Outcome:
    facts, answers = visit.filling.facts, visit.filling.answers
    dialogue, notice = await draft_notice(visit.desk, facts["dialogue"])
    item, what = notice.item(facts["code"]), facts["what"]
    match what:
        case "words":
            item = replace(item, words=answers["words"], edited=True)
        case "department":
            item = replace(item, department=answers["department"], edited=True)
        case "due":
            item = item.due_by(None if answers["due"] == NO_DAY else date.fromisoformat(answers["due"]))
        case _:
            item = item.of_group(NoticeGroup(answers["group"]))
    notice = await change_item(visit.desk, dialogue.id, item)
    return outcome(_item_page(visit, dialogue.id, notice, item.code))


# ── number, day, signature ────────────────────────────────────────────────────────────────────────────────────


def _number(text: str, known: Known) -> str:
    found = read_number(text)
    if found is None:
        raise Problem(words("conclusion-no-number"))
    return found[0]


def _today(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    today = day_of(known.now)
    return [(today.isoformat(), words("form-day", day=today))]


def _titles(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(f"@{n}", verbatim(title)) for n, title in enumerate(known.commune.chairs)]


def _show_title(known: Known, filling: Filling, value: Any) -> Words:
    return dict(_titles(known, filling)).get(value, verbatim(str(value)))


def _show_day(known: Known, filling: Filling, value: Any) -> Words:
    return words("form-day", day=date.fromisoformat(value))


def _show_number(known: Known, filling: Filling, value: Any) -> Words:
    found = read_number(value)
    assert found is not None
    return words("conclusion-number-shown", number=value, layout=words(f"conclusion-layout-{found[1]}"))


form(
    Form(
        name="conclusion-facts",
        version=1,
        steps=(
            Step("number", ask="conclusion-ask-number", takes=Line(max_length=40, parse=_number),
                 label="conclusion-label-number", show=_show_number),
            Step("day", ask="conclusion-ask-day", takes=Line(max_length=40, parse=read_near_day, suggestions=_today),
                 label="conclusion-label-day", show=_show_day),
            Step("title", ask="conclusion-ask-title", takes=Line(max_length=120, suggestions=_titles),
                 label="conclusion-label-title", show=_show_title),
            Step("name", ask="conclusion-ask-name", takes=Line(max_length=80), label="conclusion-label-name"),
        ),
        review="conclusion-facts-review",
        send="conclusion-facts-send",
        finished="conclusion.stated",
        left=lambda filling: f"conclusion.show:{filling.facts['dialogue']}",
    )
)  # fmt: skip


@effect("conclusion.facts")
async def begin_facts(visit: Visit) -> Outcome:
    dialogue, notice = await draft_notice(visit.desk, visit.number())
    notice.check_open()
    return Outcome(begin=Filling("conclusion-facts", 1, "", facts={"dialogue": dialogue.id}))


@effect("conclusion.stated")
async def stated(visit: Visit) -> Outcome:
    answers, id_ = visit.filling.answers, visit.filling.facts["dialogue"]
    found = read_number(answers["number"])
    if found is None:
        raise Refused("conclusion-no-number")
    chairs = {f"@{n}": title for n, title in enumerate(visit.desk.commune.chairs)}
    title = chairs.get(answers["title"], answers["title"])
    facts = NoticeFacts(found[0], found[1], date.fromisoformat(answers["day"]), title, answers["name"])
    await set_facts(visit.desk, id_, facts)
    return Outcome(then=f"conclusion.show:{id_}")


# ── the paper ─────────────────────────────────────────────────────────────────────────────────────────────────


async def _paper(visit: Visit, dialogue: Dialogue, notice: ConclusionNotice) -> Attachment:
    """What would be issued: the file that a clerk has sent in, else one made of the notice."""
    if notice.file is not None:
        return notice.file
    made = conclusion_paper(visit.desk.commune, dialogue, notice)
    return await print_paper(visit, made, f"thong-bao-ket-luan-{dialogue.id}.docx")


@effect("conclusion.paper")
async def paper(visit: Visit) -> Outcome:
    dialogue, found = await find_notice(visit.desk, visit.number())
    if found is None or not (found.is_issued or visit.desk.actor.has(Role.CLERK) or visit.desk.actor.has(Role.CHAIR)):
        raise Refused("conclusion-refused-not-issued", {"title": dialogue.title})
    file = await _paper(visit, dialogue, found)
    return outcome(Reply((words("conclusion-paper-made"),), (_back(dialogue.id),), (file,)))


form(
    Form(
        name="conclusion-file",
        version=1,
        steps=(Step("file", ask="conclusion-ask-file", takes=Written(max_length=500, max_files=1)),),
        finished="conclusion.sent",
        left=lambda filling: f"conclusion.show:{filling.facts['dialogue']}",
    )
)


@effect("conclusion.send")
async def begin_send(visit: Visit) -> Outcome:
    dialogue, notice = await draft_notice(visit.desk, visit.number())
    notice.check_open()
    return Outcome(begin=Filling("conclusion-file", 1, "", facts={"dialogue": dialogue.id}))


@effect("conclusion.sent")
async def sent(visit: Visit) -> Outcome:
    files = written_files(visit.filling.answers["file"])
    documents = [file for file in files if file.kind == FileKind.DOCUMENT]
    if not documents:
        raise Refused("conclusion-refused-no-file")
    file, id_ = documents[-1], visit.filling.facts["dialogue"]
    dialogue, notice = await draft_notice(visit.desk, id_)
    notice.check_open()
    lines = [words("conclusion-file-taken", name=file.name)]
    if file.name.lower().endswith(".docx"):
        paper = conclusion_paper(visit.desk.commune, dialogue, notice)
        edited = await asyncio.to_thread(_read_edited, visit, file, paper)
        notice = take_edited(notice, paper, edited)
        if edited.changed:
            lines.append(words("conclusion-file-changed", codes=list(edited.changed)))
        unread = [*edited.missing, *edited.unclear]
        if unread:
            lines.append(words("conclusion-file-unread", codes=unread))
        elif edited.strange:
            lines.append(words("conclusion-file-strange"))
    else:
        lines.append(words("conclusion-file-not-read"))
    await set_file(visit.desk, id_, file, notice.items)
    return outcome(Reply(tuple(lines)), then=f"conclusion.show:{id_}")


def _read_edited(visit: Visit, file: Attachment, paper: ConclusionPaper) -> Edited:
    return read_edited(visit.files.path(file.sha256).read_bytes(), paper)


# ── issuing ───────────────────────────────────────────────────────────────────────────────────────────────────


def _mark(notice: ConclusionNotice) -> str:
    """What was seen: what is issued has the same."""
    return f"{crc32(repr(replace(notice, drafted_at=None, drafted_by=None)).encode()):08x}"


@effect("conclusion.ask")
async def ask(visit: Visit) -> Outcome:
    """Who will be told, before it is final."""
    dialogue, notice = await draft_notice(visit.desk, visit.number())
    notice.check_open()
    return outcome(_confirm(visit, dialogue, notice))


def _confirm(visit: Visit, dialogue: Dialogue, notice: ConclusionNotice) -> Reply:
    if notice.lacks:
        lacks = [words(f"conclusion-lacks-{each}") for each in notice.lacks]
        rows = (choice(f"conclusion.facts:{dialogue.id}", "conclusion-facts"), _back(dialogue.id))
        return Reply((words("conclusion-lacks", lacks=lacks),), rows)
    departments = dict.fromkeys(
        visit.desk.commune.department(item.department).name
        for item in notice.kept
        if item.department and item.group is not NoticeGroup.ANSWERED
    )
    lines = [
        words("conclusion-sure", number=notice.number or "", commitments=len(notice.committed)),
        *([words("conclusion-sure-told", departments=list(departments))] if departments else []),
        words("conclusion-sure-file", name=notice.file.name) if notice.file else words("conclusion-sure-made"),
    ]
    issue = choice(f"conclusion.issue:{dialogue.id}:{_mark(notice)}", "conclusion-issue")
    return Reply(tuple(lines), (issue, _back(dialogue.id)))


@effect("conclusion.issue")
async def issue(visit: Visit) -> Outcome:
    check(visit.desk.actor, OnHall.EDIT_NOTICE, visit.desk.commune)
    dialogue, notice = await draft_notice(visit.desk, visit.number())
    notice.check_open()
    if _mark(notice) != visit.argument(1):
        return outcome(say("conclusion-changed"), _confirm(visit, dialogue, notice))
    dialogue, notice = await issue_notice(visit.desk, dialogue.id, await _paper(visit, dialogue, notice))
    rows = (
        choice(f"publish.show:{dialogue.id}", "publication-button"),
        choice(f"front.dialogue:{dialogue.id}", "front-see"),
        choice(f"dialogue.show:{dialogue.id}", "dialogue-see"),
        choice("menu.show", "menu-button"),
    )
    said = words("conclusion-issued-now", number=notice.number or "", commitments=len(notice.committed))
    return outcome(Reply((said,), rows, _files(notice)))
