"""Announcing a dialogue: the preview and the sending, how far it has come, papers, and who says they come."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from functools import partial
from zlib import crc32

from actions.announcement import Announcement, announce, announcement_of, loudspeaker_script, poster_of
from actions.attendance import answer_invitation
from actions.broadcast import broadcasts_of, progress_words, stop_broadcast
from actions.card import hamlet_of, hamlet_words
from actions.dialogue import find_dialogue
from documents.poster import print_poster
from domain.access import OnDialogue, check
from domain.commune import Hamlet
from domain.dialogue import Dialogue
from domain.notice import Attachment, Words, verbatim, words
from handlers.conversation.reply import Choice, Reply, choice, say
from handlers.visit import Outcome, Visit, effect, outcome
from handlers.welcome import dialogue_payload
from locales import FIRST, render, render_all
from storage.broadcast import Broadcast
from storage.file import attachment

WHOLE_COMMUNE = "-"


def _back(dialogue_id: int) -> Choice:
    return choice(f"dialogue.show:{dialogue_id}", "form-back")


# ── telling residents ─────────────────────────────────────────────────────────────────────────────────────────


@effect("announce.begin")
async def preview(visit: Visit) -> Outcome:
    """Exactly what will be said, and how many it will reach."""
    return outcome(_preview(visit, await announcement_of(visit.desk, visit.number())))


def _preview(visit: Visit, announcement: Announcement) -> Reply:
    dialogue, last = announcement.dialogue, announcement.last
    lines: list[Words] = []
    if last is not None:
        lines.append(words("announce-again", at=last.made_at))
    if announcement.days_left is not None:
        lines.append(words("announce-late", days=announcement.days_left, notice=visit.desk.commune.notice_days))
    who = hamlet_of(visit.desk.commune, dialogue.hamlet)
    lines.append(words("announce-preview", people=announcement.people, who=who))
    lines += announcement.lines
    labels = [each.label for each in announcement.choices]
    lines.append(
        words(
            "announce-buttons", labels=words("lines", lines=[words("announce-button", label=each) for each in labels])
        )
    )
    key = f"announce.send:{dialogue.id}:{last.id if last else 0}:{_mark(announcement)}"
    send = choice(key, "announce-send-again" if last else "announce-send")
    return Reply(tuple(lines), (send, _back(dialogue.id)))


def _mark(announcement: Announcement) -> str:
    """What was seen: what is sent has the same."""
    labels = [each.label for each in announcement.choices]
    return f"{crc32(render_all([*announcement.lines, *labels], FIRST).encode()):08x}"


@effect("announce.send")
async def send(visit: Visit) -> Outcome:
    dialogue_id, after, seen = visit.number(), visit.number(1), visit.argument(2)
    found = await announcement_of(visit.desk, dialogue_id)
    if _mark(found) != seen and (found.last.id if found.last else 0) == after:
        return outcome(say("announce-changed"), _preview(visit, found))
    note = render(words("announce-note", people=found.people), FIRST)
    sent = await announce(visit.desk, dialogue_id, note, after)
    quiet = visit.desk.commune.quiet_until(visit.desk.now)
    lines = [words("announce-sent", title=sent.dialogue.title, people=sent.people)]
    if quiet:
        lines.append(words("announce-quiet", at=quiet))
    rows = (
        choice(f"broadcast.list:{dialogue_id}", "clerk-broadcasts"),
        choice(f"poster.begin:{dialogue_id}", "clerk-poster"),
        _back(dialogue_id),
    )
    return outcome(Reply(tuple(lines), rows))


# ── how far it has come ───────────────────────────────────────────────────────────────────────────────────────


@effect("broadcast.list")
async def progress(visit: Visit) -> Outcome:
    dialogue = await find_dialogue(visit.desk, visit.number())
    found = await broadcasts_of(visit.desk, dialogue.id)
    if not found:
        return outcome(say("broadcast-none", _back(dialogue.id), title=dialogue.title))
    lines = [words("broadcast-head", title=dialogue.title)]
    rows = []
    for each, done in found[:5]:
        lines += [_broadcast_words(visit, each), *progress_words(done)]
        if each.is_running:
            rows.append(choice(f"broadcast.stop:{each.id}", "broadcast-stop", at=_at(each)))
    refresh = choice(f"broadcast.list:{dialogue.id}", "broadcast-refresh")
    return outcome(Reply(tuple(lines), (refresh, *rows, _back(dialogue.id))))


def _broadcast_words(visit: Visit, broadcast: Broadcast) -> Words:
    return words(
        f"broadcast-{broadcast.kind}",
        at=broadcast.made_at,
        who=hamlet_of(visit.desk.commune, broadcast.hamlet),
        state=words(f"broadcast-state-{broadcast.state}"),
    )


def _at(broadcast: Broadcast) -> Words:
    return words("broadcast-at", at=broadcast.made_at)


@effect("broadcast.stop")
async def ask_stop(visit: Visit) -> Outcome:
    check(visit.desk.actor, OnDialogue.ANNOUNCE, visit.desk.commune)
    found = await visit.desk.uow.broadcasts.find(visit.desk.commune.id, visit.number())
    if found is None or not found.is_running:
        return Outcome(then=f"broadcast.stop-now:{visit.number()}")
    done = await visit.desk.uow.broadcasts.progress(found)
    rows = [choice(f"broadcast.stop-now:{found.id}", "broadcast-stop-now")]
    if found.dialogue_id is not None:
        rows.append(choice(f"broadcast.list:{found.dialogue_id}", "form-back"))
    return outcome(Reply((words("broadcast-ask-stop", sent=done.sent),), tuple(rows)))


@effect("broadcast.stop-now")
async def stop(visit: Visit) -> Outcome:
    stopped = await stop_broadcast(visit.desk, visit.number())
    return outcome(say("broadcast-stopped"), then=f"broadcast.list:{stopped.dialogue_id}")


# ── papers ────────────────────────────────────────────────────────────────────────────────────────────────────


@effect("poster.begin")
async def begin_poster(visit: Visit) -> Outcome:
    """For a dialogue of one hamlet there is nothing to choose."""
    check(visit.desk.actor, OnDialogue.ANNOUNCE, visit.desk.commune)
    dialogue = await find_dialogue(visit.desk, visit.number())
    hamlets = visit.desk.commune.hamlets
    if dialogue.hamlet or not hamlets:
        return Outcome(then=f"poster.make:{dialogue.id}:{dialogue.hamlet or WHOLE_COMMUNE}")
    rows = [choice(f"poster.make:{dialogue.id}:{WHOLE_COMMUNE}", words("hamlet-none"))]
    rows += [choice(f"poster.make:{dialogue.id}:{hamlet.key}", hamlet_words(hamlet)) for hamlet in hamlets]
    return outcome(Reply((words("poster-ask-hamlet"),), (*rows, _back(dialogue.id))))


@effect("poster.make")
async def make_poster(visit: Visit) -> Outcome:
    check(visit.desk.actor, OnDialogue.ANNOUNCE, visit.desk.commune)
    dialogue = await find_dialogue(visit.desk, visit.number())
    hamlet = visit.desk.commune.hamlet(visit.argument(1))
    links = visit.links(dialogue_payload(dialogue.commune_id, dialogue.id, hamlet.key if hamlet else None))
    files = await _posters(visit, dialogue, hamlet, links)
    # Read out and put up in the language of the commune, whatever the clerk's is.
    script = render_all(loudspeaker_script(visit.desk.commune, dialogue, hamlet), FIRST)
    lines = (words("poster-made", who=hamlet_words(hamlet)), words("poster-script"), verbatim(script))
    rows = (choice(f"poster.begin:{dialogue.id}", "poster-another"), _back(dialogue.id))
    return outcome(Reply(lines, rows if not dialogue.hamlet else rows[1:], files))


async def _posters(
    visit: Visit, dialogue: Dialogue, hamlet: Hamlet | None, links: Mapping[str, str]
) -> tuple[Attachment, ...]:
    poster = poster_of(visit.desk.commune, dialogue, hamlet, links, say=partial(render, language=FIRST), language=FIRST)
    name = "-".join(["thong-bao", str(dialogue.id), *([hamlet.key] if hamlet else [])])
    pdf, png = await asyncio.to_thread(print_poster, poster)
    return await _keep(visit, pdf, f"{name}.pdf"), await _keep(visit, png, f"{name}.png")


async def _keep(visit: Visit, content: bytes, name: str) -> Attachment:
    async def at_once() -> AsyncIterator[bytes]:
        yield content

    file = await visit.files.keep(at_once())
    await visit.desk.uow.files.add(file, visit.desk.now)
    return attachment(file, name)


# ── who comes ─────────────────────────────────────────────────────────────────────────────────────────────────


@effect("attend.yes", "attend.no")
async def attend(visit: Visit) -> Outcome:
    comes = visit.effect.name == "attend.yes"
    dialogue = await answer_invitation(visit.desk, visit.number(), comes=comes)
    rows = [
        choice(f"attend.no:{dialogue.id}", "attend-no") if comes else choice(f"attend.yes:{dialogue.id}", "attend-yes")
    ]
    if dialogue.takes_speakers(visit.desk.now) and comes:
        rows.append(choice(f"speaker.begin:{dialogue.id}", "menu-speaker"))
    if dialogue.takes_opinions(visit.desk.now):
        rows.append(choice(f"petition.begin:{dialogue.id}", "menu-petition"))
    return outcome(
        Reply(
            (
                words(
                    "attend-noted-yes" if comes else "attend-noted-no",
                    title=dialogue.title, when=dialogue.when(), venue=dialogue.venue,
                ),
            ),
            (*rows, choice("menu.show", "menu-button")),
        )
    )  # fmt: skip
