"""Closing a dialogue: what is missing, what will be carried on; and what was carried into one."""

from actions.card import one_line
from actions.closing import carried_into, closing_of, next_words
from actions.dialogue import find_dialogue
from actions.milestone import PUBLISH_RESULTS
from domain.access import OnHall, Role, check, check_role
from domain.calendar import day_of
from domain.dialogue import MOVES, DialogueState
from domain.notice import words
from domain.refusal import Refused
from domain.text import shorten
from handlers.conversation.reply import Reply, choice
from handlers.visit import Outcome, Visit, effect, outcome

LISTED = 8


@effect("dialogue.close", reads=True)
async def show(visit: Visit) -> Outcome:
    """What has to be done before it can be closed, and what will be carried into the next one."""
    check_role(visit.desk.actor, Role.CLERK)
    dialogue = await find_dialogue(visit.desk, visit.number())
    if DialogueState.CLOSED not in MOVES[dialogue.state]:
        raise Refused(f"dialogue-refused-when-{dialogue.state}", {"title": dialogue.title})
    closing = await closing_of(visit.desk, dialogue)
    lines = [words("closing-page", title=dialogue.title)]
    rows = []
    if closing.missing:
        said = [words("closing-missing", what=m.words()) for m in closing.missing]
        lines.append(words("lines", lines=[words("closing-missing-head"), *said]))
        rows += [
            choice(f"milestone.show:{m.id}", "milestone-open", what=words(f"milestone-what-{m.what}"))
            for m in closing.missing
        ]
        if any(m.what == PUBLISH_RESULTS for m in closing.missing):
            rows.append(choice(f"publish.show:{dialogue.id}", "publication-button"))
    if closing.questions:
        lines.append(words("closing-questions", codes=[q.code for q in closing.questions]))
    if closing.unresolved:
        said = [words("closing-unresolved", code=p.code, text=shorten(p.body, 60) or words("petition-without-text"))
                for p in closing.unresolved[:LISTED]]  # fmt: skip
        more = [words("reminder-more", count=len(closing.unresolved) - LISTED)] if closing.unresolved[LISTED:] else []
        head = words("closing-unresolved-head", count=len(closing.unresolved), into=next_words(closing))
        lines.append(words("lines", lines=[head, *said, *more]))
    if not closing.missing:
        lines.append(words("closing-ready"))
        rows.append(choice(f"dialogue.move:{dialogue.id}:{DialogueState.CLOSED}", "clerk-move-closed"))
    return outcome(Reply(tuple(lines), (*rows, choice(f"dialogue.show:{dialogue.id}", "form-back"))))


@effect("carried.list", reads=True)
async def carried(visit: Visit) -> Outcome:
    """What came from dialogues before."""
    check(visit.desk.actor, OnHall.NOTE, visit.desk.commune)
    dialogue = await find_dialogue(visit.desk, visit.number())
    found = await carried_into(visit.desk, dialogue)
    today = day_of(visit.desk.now)
    lines = [words("carried-list", title=dialogue.title, count=len(found))]
    lines += [one_line(visit.desk.commune, petition, today) for petition in found[:20]]
    rows = [choice(f"mine.show:{p.code}", "petition-open", code=p.code) for p in found[:LISTED]]
    return outcome(Reply(tuple(lines), (*rows, choice(f"dialogue.show:{dialogue.id}", "form-back"))))
