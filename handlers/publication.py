"""Making results public: looking through what is proposed, changing it, leaving it out, publishing, taking back."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.card import hamlet_of
from actions.publication import (
    Hidden,
    Matter,
    Matters,
    approve,
    choose_photos,
    edit,
    find_matters,
    leave_out,
    mark_of_all,
    photos_of,
    propose_again,
    public_view,
    publish,
    take_back,
)
from documents.photo import shown_photo
from domain.access import OnHall, check
from domain.calendar import day_of
from domain.notice import Words, verbatim, words
from domain.publication import MAX_TEXT, NO_DIALOGUE, Decision, PublicState, Standing, mark_of
from domain.refusal import Refused
from domain.text import shorten
from handlers.conversation.form import Facts, Filling, Form, Known, Line, OneOf, Step
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.papers import keep_paper, print_paper
from handlers.results_paper import results_paper
from handlers.visit import Outcome, Visit, effect, form, outcome
from locales import FIRST, render
from understanding.redaction import MarkKind, redact

# What one screen shows to be approved together: so many matters, and so many letters of them.
A_PAGE, PAGE_LETTERS = 10, 2800
LISTED, DIALOGUES, MOST_PHOTOS = 10, 6, 8


def hidden_words() -> Hidden:
    """What stands for personal data, in the language of the commune."""
    return {kind: render(words(f"hidden-{kind}"), FIRST) for kind in MarkKind}


def state_words(standing: Standing, visit: Visit) -> Words:
    """Where a matter stands today, as a resident understands it."""
    late = standing.due_on is not None and day_of(visit.desk.now) > standing.due_on
    if standing.state in (PublicState.PROMISED, PublicState.OPEN) and late:
        return words("public-state-late", due=standing.due_on)
    if standing.state is PublicState.PROMISED and standing.due_on is not None:
        return words("public-state-promised-by", due=standing.due_on)
    return words(f"public-state-{standing.state}")


async def _matters(visit: Visit) -> Matters:
    return await find_matters(visit.desk, visit.number(), hidden_words())


def _title(matters: Matters) -> Words:
    return verbatim(matters.dialogue.title) if matters.dialogue else words("publication-apart")


def _back(dialogue_id: int) -> Choice:
    return choice(f"publish.show:{dialogue_id}", "form-back")


# ── where it stands ───────────────────────────────────────────────────────────────────────────────────────────


@effect("publish.list", "command.congkhai", reads=True)
async def listed(visit: Visit) -> Outcome:
    """The dialogues that something can be published of, and what belongs to none."""
    check(visit.desk.actor, OnHall.PUBLISH, visit.desk.commune)
    dialogues = await visit.desk.uow.dialogues.latest(visit.desk.commune.id)
    rows = [choice(f"publish.show:{d.id}", verbatim(shorten(d.title, 40))) for d in dialogues[:DIALOGUES]]
    apart = choice(f"publish.show:{NO_DIALOGUE}", "publication-apart")
    lines = (words("publication-list"), words("publication-address", address=visit.results_link))
    return outcome(Reply(lines, (*rows, apart, choice("menu.show", "menu-button"))))


@effect("publish.show", reads=True)
async def show(visit: Visit) -> Outcome:
    matters = await _matters(visit)
    return outcome(_page(visit, matters))


def _page(visit: Visit, matters: Matters) -> Reply:
    id_, undecided, ready = matters.dialogue_id, matters.undecided, matters.to_publish
    counts = [
        words("publication-count-undecided", count=len(undecided)),
        words("publication-count-ready", count=len(ready)),
        words("publication-count-shown", count=len(matters.shown)),
        words("publication-count-left-out", count=len(matters.left_out)),
    ]
    lines = [words("publication-page", title=_title(matters)), words("lines", lines=counts)]
    if matters.withheld:
        held = [words(f"publication-withheld-{why}", count=n) for why, n in sorted(matters.withheld.items())]
        lines.append(words("lines", lines=[words("publication-withheld"), *held]))
    if matters.public is not None:
        lines.append(words("publication-address", address=visit.results_link))
    rows = []
    if undecided:
        rows.append(choice(f"publish.look:{id_}", "publication-look", count=len(undecided)))
    if ready:
        rows.append(choice(f"publish.ask:{id_}", "publication-publish", count=len(ready)))
    if any(m.is_approved or m.is_public for m in matters.found):
        rows.append(choice(f"publish.approved:{id_}", "publication-approved"))
    if matters.public is not None:
        rows.append(choice(f"publish.paper:{id_}", "publication-paper"))
    if matters.left_out:
        rows.append(choice(f"publish.out:{id_}", "publication-left-out", count=len(matters.left_out)))
    back = choice(f"dialogue.show:{id_}", "form-back") if matters.dialogue else choice("publish.list", "form-back")
    return Reply(tuple(lines), (*rows, back))


# ── looking through what is proposed ──────────────────────────────────────────────────────────────────────────


def _together(undecided: Sequence[Matter]) -> list[Matter]:
    """As many as one screen shows in full, but one at least."""
    page: list[Matter] = []
    letters = 0
    for matter in undecided[:A_PAGE]:
        letters += len(matter.proposed) + len(matter.answer)
        if page and letters > PAGE_LETTERS:
            break
        page.append(matter)
    return page


def _seen(page: Sequence[Matter]) -> str:
    return mark_of(*(each.seen for each in page))


@effect("publish.look", reads=True)
async def look(visit: Visit) -> Outcome:
    """A page of what is proposed, in full: it can be approved together, or one by one."""
    matters = await _matters(visit)
    return outcome(_look_page(visit, matters, visit.number(1) if len(visit.arguments) > 1 else 0))


def _look_page(visit: Visit, matters: Matters, first: int) -> Reply:
    id_, undecided = matters.dialogue_id, matters.undecided
    first = first if first < len(undecided) else 0
    page = _together(undecided[first:])
    if not page:
        return _page(visit, matters)
    sure = [m for m in page if not m.doubts]
    head = words("publication-look-head", count=len(undecided), first=first + 1, last=first + len(page))
    lines = [head, *(_item_words(visit, matter) for matter in page)]
    rows = []
    if sure:
        label = "publication-approve-all" if len(sure) == len(page) else "publication-approve-sure"
        rows.append(choice(f"publish.approve:{id_}:{first}:{_seen(page)}", label, count=len(sure)))
    rows += [choice(f"publish.item:{id_}:{m.code}", "publication-one", code=m.code) for m in page]
    if first + len(page) < len(undecided):
        rows.append(choice(f"publish.look:{id_}:{first + len(page)}", "publication-later"))
    return Reply(tuple(lines), (*rows, _back(id_)))


def _item_words(visit: Visit, matter: Matter) -> Words:
    """What is proposed of a matter, in full, with what was hidden in it and why it needs a second look."""
    commune = visit.desk.commune
    petition = matter.petition
    lines = [
        words(
            "publication-item", code=matter.code, topic=commune.topic(petition.topic).name,
            place=hamlet_of(commune, petition.hamlet), state=state_words(matter.standing, visit),
        ),
        words("publication-item-text", text=matter.proposed or words("petition-without-text")),
        words("publication-item-answer", text=matter.answer or words("publication-no-answer")),
    ]  # fmt: skip
    if matter.people > 1:
        lines.append(words("publication-item-people", count=matter.people))
    if matter.kinds_hidden and matter.decision is None:
        kinds = [words(f"hidden-{kind}") for kind in matter.kinds_hidden]
        lines.append(words("publication-item-hidden", kinds=kinds))
    if matter.is_changed:
        lines.append(words("publication-item-changed"))
    lines += [words(f"publication-doubt-{doubt}") for doubt in matter.doubts]
    return words("lines", lines=lines)


@effect("publish.approve")
async def approve_page(visit: Visit) -> Outcome:
    """Approve what was shown on a page, without what needs a second look."""
    matters = await _matters(visit)
    first = visit.number(1)
    page = _together(matters.undecided[first:])
    if not page or _seen(page) != visit.argument(2):
        return outcome(say("publication-refused-changed"), _look_page(visit, matters, first))
    sure = [m for m in page if not m.doubts]
    await approve(visit.desk, sure)
    after = await _matters(visit)
    said = words("publication-approved-now", count=len(sure))
    if not after.undecided:
        return outcome(Reply((said,)), _page(visit, after))
    return outcome(Reply((said,)), _look_page(visit, after, first + len(page) - len(sure)))


# ── one matter ────────────────────────────────────────────────────────────────────────────────────────────────


@effect("publish.item", reads=True)
async def one(visit: Visit) -> Outcome:
    matters = await _matters(visit)
    matter = matters.matter(visit.argument(1))
    page = _one_page(visit, matters, matter)
    if sent := await photos_of(visit.desk, matter):
        chosen = len(matter.decided.photos) if matter.decided else 0
        pick = choice(f"publish.photos:{matters.dialogue_id}:{matter.code}", "publication-photos",
                      chosen=chosen, count=len(sent))  # fmt: skip
        page = replace(page, choices=(*page.choices[:-1], pick, page.choices[-1]))
    return outcome(page)


def _one_page(visit: Visit, matters: Matters, matter: Matter) -> Reply:
    id_, code = matters.dialogue_id, matter.code
    lines = [_item_words(visit, matter), _decided_words(visit, matter)]
    rows = []
    if matter.decision is not Decision.APPROVED:
        rows.append(choice(f"publish.yes:{id_}:{code}:{matter.seen}", "publication-approve"))
    if matter.is_to_publish and matter.is_public:
        rows.append(choice(f"publish.ask:{id_}", "publication-correct"))
    rows += [
        choice(f"publish.edit:{id_}:{code}:text", "publication-edit-text"),
        choice(f"publish.edit:{id_}:{code}:answer", "publication-edit-answer"),
    ]
    if matter.decision is Decision.APPROVED:
        rows.append(choice(f"publish.again:{id_}:{code}", "publication-again"))
    if matter.is_public:
        rows.append(choice(f"publish.withdraw:{id_}:{code}", "publication-withdraw"))
    elif matter.decision is not Decision.LEFT_OUT:
        rows.append(choice(f"publish.leave:{id_}:{code}", "publication-leave"))
    more = choice(f"publish.look:{id_}", "publication-look-on") if matters.undecided else _back(id_)
    return Reply(tuple(lines), (*rows, more))


def _decided_words(visit: Visit, matter: Matter) -> Words:
    if matter.is_public and matter.public is not None:
        if matter.is_to_publish:
            return words("publication-state-corrected")
        return words("publication-state-public", at=matter.public.published_at, address=_address(visit, matter.code))
    if matter.decision is Decision.LEFT_OUT and matter.decided is not None:
        return words("publication-state-left-out", reason=matter.decided.reason)
    return words("publication-state-approved" if matter.is_approved else "publication-state-proposed")


def _address(visit: Visit, code: str) -> str:
    return f"{visit.results_link}/{code}"


@effect("publish.yes")
async def approve_one(visit: Visit) -> Outcome:
    matters = await _matters(visit)
    matter = matters.matter(visit.argument(1))
    if matter.seen != visit.argument(2):
        return outcome(say("publication-refused-changed"), _one_page(visit, matters, matter))
    await approve(visit.desk, [matter])
    return await _on(visit, say("publication-approved-one", code=matter.code))


async def _on(visit: Visit, said: Reply) -> Outcome:
    """After one was decided: those that wait, else where it stands."""
    after = await _matters(visit)
    return outcome(said, _look_page(visit, after, 0))


@effect("publish.again")
async def propose_once_more(visit: Visit) -> Outcome:
    matters = await _matters(visit)
    await propose_again(visit.desk, matters.matter(visit.argument(1)))
    after = await _matters(visit)
    return outcome(_one_page(visit, after, after.matter(visit.argument(1))))


# ── photos ────────────────────────────────────────────────────────────────────────────────────────────────────


@effect("publish.photos", reads=True)
async def photos(visit: Visit) -> Outcome:
    """What its author has sent; nothing of it is shown unless it is chosen."""
    matters = await _matters(visit)
    return outcome(await _photos_page(visit, matters, matters.matter(visit.argument(1))))


async def _photos_page(visit: Visit, matters: Matters, matter: Matter) -> Reply:
    id_, code = matters.dialogue_id, matter.code
    sent = (await photos_of(visit.desk, matter))[:MOST_PHOTOS]
    chosen = {source for source, _ in matter.decided.photos} if matter.decided else set()
    rows = [
        choice(
            f"publish.photo:{id_}:{code}:{nth}",
            "publication-photo-chosen" if photo.sha256 in chosen else "publication-photo", number=nth,
        )
        for nth, photo in enumerate(sent, start=1)
    ]  # fmt: skip
    lines = (words("publication-photos-page", code=code, count=len(sent)),
             words("publication-photos-now", count=len(chosen)))  # fmt: skip
    return Reply(lines, (*rows, choice(f"publish.item:{id_}:{code}", "form-back")), sent)


@effect("publish.photo")
async def choose_photo(visit: Visit) -> Outcome:
    """Choose a photo, or take it out again; what is shown is drawn anew of it."""
    matters = await _matters(visit)
    matter = matters.matter(visit.argument(1))
    sent, nth = await photos_of(visit.desk, matter), visit.number(2)
    if not 1 <= nth <= len(sent):
        raise Refused("chat-button-incomplete")
    source = sent[nth - 1].sha256
    before = matter.decided.photos if matter.decided else ()
    after = tuple(pair for pair in before if pair[0] != source)
    if after == before:
        drawn = await asyncio.to_thread(shown_photo, visit.files.path(source))
        if drawn is None:
            raise Refused("publication-refused-photo")
        after = (*before, (source, (await keep_paper(visit, drawn, f"{matter.code}-{nth}.jpg")).sha256))
    await choose_photos(visit.desk, matter, after)
    fresh = await _matters(visit)
    return outcome(await _photos_page(visit, fresh, fresh.matter(matter.code)))


# ── other words ───────────────────────────────────────────────────────────────────────────────────────────────


def _as_written(text: str, known: Known) -> str:
    return text


def _about(known: Known, filling: Filling) -> Facts:
    return {"code": filling.facts["code"], "text": filling.facts["text"]}


def _has_personal(known: Known, filling: Filling) -> bool:
    return bool(redact(filling.answers.get("text", "")).marks)


def _personal(known: Known, filling: Filling) -> Facts:
    found = redact(filling.answers["text"])
    kinds = list(dict.fromkeys(mark.kind for mark in found.marks))
    return {"kinds": [words(f"hidden-{kind}") for kind in kinds], "text": found.shown(hidden_words())}


def _ways(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [("hide", words("publication-hide")), ("keep", words("publication-keep"))]


form(
    Form(
        name="publication-words",
        version=1,
        steps=(
            Step("text", ask="publication-ask-text", takes=Line(max_length=MAX_TEXT, parse=_as_written), facts=_about),
            Step("personal", ask="publication-ask-personal", takes=OneOf(_ways), facts=_personal, when=_has_personal),
        ),
        finished="publish.edited",
        left=lambda filling: f"publish.item:{filling.facts['dialogue']}:{filling.facts['code']}",
    )
)


@effect("publish.edit")
async def begin_edit(visit: Visit) -> Outcome:
    matters = await _matters(visit)
    matter, what = matters.matter(visit.argument(1)), visit.argument(2)
    if what not in ("text", "answer"):
        raise Refused("chat-button-incomplete")
    text = (matter.proposed if what == "text" else matter.answer) or "…"
    facts = {"dialogue": matters.dialogue_id, "code": matter.code, "what": what, "text": text}
    return Outcome(begin=Filling("publication-words", 1, "", facts=facts))


@effect("publish.edited")
async def edited(visit: Visit) -> Outcome:
    facts, answers = visit.filling.facts, visit.filling.answers
    text = answers["text"]
    if answers.get("personal") == "hide":
        text = redact(text).shown(hidden_words())
    matters = await find_matters(visit.desk, facts["dialogue"], hidden_words())
    changed: dict[str, Any] = {facts["what"]: text}
    await edit(visit.desk, matters.matter(facts["code"]), **changed)
    after = await find_matters(visit.desk, facts["dialogue"], hidden_words())
    return outcome(_one_page(visit, after, after.matter(facts["code"])))


# ── leaving out, taking back ──────────────────────────────────────────────────────────────────────────────────


def _reasons(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(f"@{why}", words(f"publication-reason-{why}")) for why in ("private", "checking", "elsewhere")]


for _name, _ask, _done in (
    ("publication-leave", "publication-ask-leave", "publish.left"),
    ("publication-withdraw", "publication-ask-withdraw", "publish.withdrawn"),
):
    form(
        Form(
            name=_name,
            version=1,
            steps=(Step("reason", ask=_ask, takes=Line(max_length=300, suggestions=_reasons), facts=_about),),
            finished=_done,
            drafted=False,
            left=lambda filling: f"publish.item:{filling.facts['dialogue']}:{filling.facts['code']}",
        )
    )


async def _begin(visit: Visit, name: str) -> Outcome:
    matters = await _matters(visit)
    matter = matters.matter(visit.argument(1))
    facts = {"dialogue": matters.dialogue_id, "code": matter.code, "text": shorten(matter.proposed, 200) or "…"}
    return Outcome(begin=Filling(name, 1, "", facts=facts))


def _reason(visit: Visit) -> str:
    """What was pressed, in the language of the commune, or what was written."""
    said = str(visit.filling.answers["reason"])
    return render(words(f"publication-reason-{said[1:]}"), FIRST) if said.startswith("@") else said


@effect("publish.leave", reads=True)
async def begin_leave(visit: Visit) -> Outcome:
    return await _begin(visit, "publication-leave")


@effect("publish.left")
async def left(visit: Visit) -> Outcome:
    facts = visit.filling.facts
    matters = await find_matters(visit.desk, facts["dialogue"], hidden_words())
    await leave_out(visit.desk, matters.matter(facts["code"]), _reason(visit))
    after = await find_matters(visit.desk, facts["dialogue"], hidden_words())
    return outcome(say("publication-left-now", code=facts["code"]), _look_page(visit, after, 0))


@effect("publish.withdraw", reads=True)
async def begin_withdraw(visit: Visit) -> Outcome:
    return await _begin(visit, "publication-withdraw")


@effect("publish.withdrawn")
async def withdrawn(visit: Visit) -> Outcome:
    facts = visit.filling.facts
    await take_back(visit.desk, facts["dialogue"], facts["code"], hidden_words(), _reason(visit))
    after = await find_matters(visit.desk, facts["dialogue"], hidden_words())
    said = say("publication-withdrawn-now", code=facts["code"], address=_address(visit, facts["code"]))
    return outcome(said, _page(visit, after))


# ── lists ─────────────────────────────────────────────────────────────────────────────────────────────────────


async def _list(visit: Visit, found: Sequence[Matter], key: str, head: Words) -> Outcome:
    id_ = visit.number()
    page = visit.number(1) if len(visit.arguments) > 1 else 0
    shown = found[page * LISTED : (page + 1) * LISTED]
    lines = [
        words(
            "publication-line", code=m.code, text=shorten(m.proposed, 70) or words("petition-without-text"),
            state=_short_state(m),
        )
        for m in shown
    ]  # fmt: skip
    rows = [choice(f"publish.item:{id_}:{m.code}", "publication-one", code=m.code) for m in shown]
    if len(found) > (page + 1) * LISTED:
        rows.append(choice(f"{key}:{id_}:{page + 1}", "hall-more"))
    return outcome(Reply((head, words("lines", lines=lines)), (*rows, _back(id_))))


def _short_state(matter: Matter) -> Words:
    if matter.is_public:
        return words("publication-short-corrected" if matter.is_to_publish else "publication-short-public")
    return words("publication-short-approved" if matter.is_approved else "publication-short-left-out")


@effect("publish.approved", reads=True)
async def approved(visit: Visit) -> Outcome:
    matters = await _matters(visit)
    found = [m for m in matters.found if m.is_approved or m.is_public]
    return await _list(visit, found, "publish.approved", words("publication-approved-head", count=len(found)))


@effect("publish.out", reads=True)
async def out(visit: Visit) -> Outcome:
    matters = await _matters(visit)
    found = matters.left_out
    return await _list(visit, found, "publish.out", words("publication-out-head", count=len(found)))


# ── publishing ────────────────────────────────────────────────────────────────────────────────────────────────


@effect("publish.ask", reads=True)
async def ask(visit: Visit) -> Outcome:
    matters = await _matters(visit)
    return outcome(_confirm(visit, matters))


def _confirm(visit: Visit, matters: Matters) -> Reply:
    ready = matters.to_publish
    if not ready:
        raise Refused("publication-refused-nothing")
    new = sum(not m.is_public for m in ready)
    lines = [words("publication-sure", title=_title(matters), new=new, corrected=len(ready) - new)]
    if matters.undecided:
        lines.append(words("publication-sure-undecided", count=len(matters.undecided)))
    lines.append(words("publication-sure-address", address=visit.results_link))
    now = choice(f"publish.now:{matters.dialogue_id}:{mark_of_all(ready)}", "publication-publish", count=len(ready))
    return Reply(tuple(lines), (now, _back(matters.dialogue_id)))


@effect("publish.now")
async def publish_now(visit: Visit) -> Outcome:
    id_ = visit.number()
    published = await publish(visit.desk, id_, hidden_words(), visit.results_link, visit.argument(1))
    rows = (_back(id_), choice("menu.show", "menu-button"))
    said = "publication-published-apart" if id_ == NO_DIALOGUE else "publication-published"
    return outcome(say(said, *rows, count=len(published), address=visit.results_link))


@effect("publish.paper")
async def paper(visit: Visit) -> Outcome:
    """What is public, as a Word file to be numbered, signed and posted up."""
    dialogue, items = await public_view(visit.desk, visit.number())
    made = results_paper(visit.desk.commune, dialogue, items, day_of(visit.desk.now), visit.results_link)
    file = await print_paper(visit, made, f"ket-qua-{dialogue.id}.docx")
    return outcome(Reply((words("publication-paper-made", count=len(items)),), (_back(dialogue.id),), (file,)))
