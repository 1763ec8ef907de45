"""The clerk's list of what seems to be one matter: merged by one tap, or said not to be the same."""

from actions.card import hamlet_of
from actions.cluster import Group, find_groups, set_apart, take_out
from actions.merge import merge
from domain.notice import Words, verbatim, words
from domain.text import shorten
from handlers.conversation.form import Facts, Filling, Form, Known, OneOf, Step
from handlers.conversation.reply import Reply, choice, say
from handlers.visit import Outcome, Visit, effect, form, outcome

# Groups on one page, and members of one that have buttons.
MOST_GROUPS = 10
MOST_MEMBERS = 8
GLIMPSE = 90


def _because(group: Group) -> Words:
    if not group.because:
        return words("cluster-because-none")
    return words("cluster-because", words=[verbatim(word) for word in group.because])


@effect("cluster.list", reads=True)
async def show_groups(visit: Visit) -> Outcome:
    """What seems to be one matter, largest first, each with the words that tell."""
    groups = (await find_groups(visit.desk))[:MOST_GROUPS]
    back = choice("petitions.show", "form-back")
    if not groups:
        return outcome(say("cluster-none", back))
    lines = [
        words(
            "cluster-line", number=str(n), count=len(group.members), hamlet=hamlet_of(visit.desk.commune, group.hamlet),
            text=shorten(group.members[0].body, GLIMPSE), because=_because(group),
        )
        for n, group in enumerate(groups, 1)
    ]  # fmt: skip
    rows = [
        choice(f"cluster.show:{group.key}", "cluster-open", number=str(n), count=len(group.members))
        for n, group in enumerate(groups, 1)
    ]
    return outcome(Reply((words("cluster-list", count=len(groups)), words("lines", lines=lines)), (*rows, back)))


def _options(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    codes: list[str] = filling.facts["codes"]
    rows = [("merge", words("cluster-merge", count=len(codes))), ("apart", words("cluster-apart"))]
    rows += [(f"see-{code}", words("petition-open", code=code)) for code in codes[:MOST_MEMBERS]]
    if len(codes) > 2:
        rows += [(f"out-{code}", words("cluster-take-out", code=code)) for code in codes[:MOST_MEMBERS]]
    return rows


def _ask(known: Known, filling: Filling) -> Facts:
    facts = filling.facts
    lines = [words("merge-option", code=code, text=text) for code, text in facts["texts"]]
    because = words("cluster-because", words=[verbatim(word) for word in facts["because"]])
    return {
        "count": len(facts["codes"]),
        "because": because if facts["because"] else words("cluster-because-none"),
        "items": words("lines", lines=lines),
    }


form(
    Form(
        name="cluster",
        version=1,
        steps=(Step("do", ask="cluster-ask", takes=OneOf(_options), facts=_ask),),
        finished="cluster.submit",
        drafted=False,
        left=lambda filling: "cluster.list",
    )
)


@effect("cluster.show", reads=True)
async def show_group(visit: Visit) -> Outcome:
    code = visit.argument()
    groups = await find_groups(visit.desk)
    group = next((each for each in groups if any(member.code == code for member in each.members)), None)
    if group is None:
        return outcome(say("cluster-gone"), then="cluster.list")
    codes = [each.code for each in group.members]
    texts = [(each.code, shorten(each.body, GLIMPSE) or "…") for each in group.members[: 2 * MOST_MEMBERS]]
    facts = {"codes": codes, "texts": texts, "because": list(group.because)}
    return Outcome(begin=Filling("cluster", 1, "", facts=facts))


@effect("cluster.submit")
async def submit(visit: Visit) -> Outcome:
    codes: list[str] = visit.filling.facts["codes"]
    what, _, code = str(visit.filling.answers["do"]).partition("-")
    match what:
        case "merge":
            lead = await merge(visit.desk, codes)
            see = choice(f"work.show:{lead.code}", "petition-open", code=lead.code)
            more = choice("cluster.list", "cluster-more")
            return outcome(say("merge-done", see, more, code=lead.code, count=len(codes) - 1))
        case "apart":
            await set_apart(visit.desk, codes)
            return outcome(say("cluster-apart-done"), then="cluster.list")
        case "out":
            await take_out(visit.desk, codes, code)
            left = next(each for each in codes if each != code)
            return outcome(say("cluster-taken-out", code=code), then=f"cluster.show:{left}")
    return Outcome(then=f"work.show:{code}")
