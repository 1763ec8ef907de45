"""Calls that clerks make where nothing else reaches somebody, ways that were gone instead, and the tap that helps."""

from collections.abc import Sequence

from actions.call import calls_of, finish_call
from actions.card import hamlet_of
from domain.notice import Words, verbatim, words
from handlers.conversation.reply import Reply, choice, say
from handlers.visit import Outcome, Visit, effect, outcome
from storage.call import Call
from storage.outbox import Taken

LISTED = 5


@effect("call.list", reads=True)
async def listed(visit: Visit) -> Outcome:
    """Those who wait longest, each with what to tell them."""
    waiting = await calls_of(visit.desk)
    if not waiting:
        return outcome(say("call-none", choice("menu.show", "menu-button")))
    lines = [words("call-list", count=len(waiting)), *(_call_words(visit, each) for each in waiting[:LISTED])]
    if len(waiting) > LISTED:
        lines.append(words("call-more", count=len(waiting) - LISTED))
    rows = []
    for each in waiting[:LISTED]:
        name = each.name or words("person-unnamed")
        rows += [
            choice(f"call.reached:{each.id}", "call-reached", name=name),
            choice(f"call.missed:{each.id}", "call-missed", name=name),
        ]
    return outcome(Reply(tuple(lines), (*rows, choice("menu.show", "menu-button"))))


def _call_words(visit: Visit, call: Call) -> Words:
    return words(
        "call-line",
        name=call.name or words("person-unnamed"),
        hamlet=hamlet_of(visit.desk.commune, call.hamlet),
        phone=call.phone or words("call-no-phone"),
        what=verbatim(call.text),
        why=words(f"trouble-{call.trouble}"),
    )


@effect("call.reached", "call.missed")
async def done(visit: Visit) -> Outcome:
    reached = visit.effect.name == "call.reached"
    call = await finish_call(visit.desk, visit.number(), reached=reached)
    id_ = "call-noted-reached" if reached else "call-noted-missed"
    return outcome(say(id_, name=call.name or words("person-unnamed")), then="call.list")


def way_words(ways: Sequence[Taken]) -> Words | None:
    """How it went on after the first way had failed: the last way and what came of it; None where there was none."""
    if not ways:
        return None
    last = next((each for each in reversed(ways) if not each.failed), ways[-1])
    state = "failed" if last.failed else "done" if last.done_at else "waiting"
    return words("way-taken", way=words(f"way-{last.way}"), state=words(f"way-state-{state}"))


@effect("tap.here", reads=True)
async def tapped(visit: Visit) -> Outcome:
    """The press itself is what was wanted; whatever was under way goes on."""
    return Outcome((say("tap-thanks"),), goes_on=True)
