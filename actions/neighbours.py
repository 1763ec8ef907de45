"""Neighbours who have sent the same: what a person may see of it, and joining them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.card import card_choices
from actions.desk import Desk
from actions.likeness import of_petition, of_text
from actions.merge import join_into
from actions.petition import PetitionDraft, check_collected, file_petition
from domain.access import OnMatter, may
from domain.merge import many_voices
from domain.notice import Notice, ToDepartment, verbatim, words
from domain.petition import Petition
from domain.text import shorten
from understanding.likeness import asked_of, same
from understanding.redaction import redact

# So much of somebody else's petition is shown, and so many of them.
SHOWN = 160
FEW = 3
# Petitions that are compared with a message, as reading one takes longer than finding it: so many, and beyond these so
# many more as share at least half of what the first of them does.
SURELY_COMPARED, COMPARED = 5, 15


@dataclass(frozen=True)
class Neighbour:
    """What others have sent that seems to be the same matter, as any resident of the commune may see it.

    `text` is shortened and without personal data, nobody's name is in it. `people` is how many have sent it,
    `here` whether it is of the hamlet that was asked about.
    """

    code: str
    text: str
    people: int
    here: bool


async def neighbours(desk: Desk, text: str, hamlet: str | None) -> list[Neighbour]:
    """What others have sent and still wait for that seems to be the same matter, the surest first.

    What one household has for itself (a certificate, an allowance) is nobody else's matter, what somebody sent without
    showing their name is not shown, and what the actor has sent themselves they know.
    """
    message = of_text(desk.commune, text, hamlet)
    asked = {} if message.personal else asked_of(message)
    if not asked:
        return []
    sure: dict[int, float] = {}
    found = await desk.uow.likenesses.near(desk.commune.id, asked, COMPARED, public=True)
    for n, near in enumerate(found):
        if n >= SURELY_COMPARED and near.weight < found[0].weight / 2:
            break
        compared = same(message, of_petition(desk.commune, near.petition))
        if compared.is_same:
            sure[near.lead] = max(compared.score, sure.get(near.lead, 0.0))
    best = sorted(sure, key=lambda lead: -sure[lead])
    return [each for each in await _shown(desk, best, hamlet) if each is not None][:FEW]


async def _shown(desk: Desk, leads: Sequence[int], hamlet: str | None) -> list[Neighbour | None]:
    if not leads:
        return []
    found = {each.id: each for each in await desk.uow.petitions.by_ids(desk.commune.id, leads)}
    members = await desk.uow.petitions.merged_into(desk.commune.id, leads)
    return [_neighbour(desk, [found[lead], *members.get(lead, [])], hamlet) for lead in leads if lead in found]


def _neighbour(desk: Desk, together: Sequence[Petition], hamlet: str | None) -> Neighbour | None:
    """Of petitions dealt with together, the first that may be shown stands for all."""
    if any(each.author == desk.actor.person and not each.collected for each in together):
        return None
    shown = next((each for each in together if may(desk.actor, OnMatter.SEE, each)), None)
    if shown is None or not shown.body:
        return None
    # Redacted first, shortened after: a cut never shows half of what is hidden.
    text = shorten(redact(shown.body).text, SHOWN)
    return Neighbour(shown.code, text, many_voices(together), hamlet is not None and shown.hamlet == hamlet)


async def join_petition(desk: Desk, draft: PetitionDraft, code: str) -> tuple[Petition, Petition] | None:
    """File `draft` as one more voice in the matter of petition `code`, whose topic, dialogue and department it takes.

    Return it with the petition in which the matter is dealt with; None when nobody waits for that any more.
    """
    check_collected(desk, draft)
    lead = await _lead(desk, code)
    if lead is None:
        return None
    draft = replace(draft, topic=lead.topic, dialogue_id=lead.dialogue_id)
    petition, _ = await file_petition(desk, draft, desk.actor.person)
    petition = await join_into(desk, petition, lead)
    members = (await desk.uow.petitions.merged_into(desk.commune.id, [lead.id])).get(lead.id, [])
    desk.tell(
        Notice(
            ToDepartment(lead.department),
            (
                words("neighbours-joined-department", lead=lead.code, code=petition.code,
                      count=many_voices([lead, *members])),
                verbatim(petition.body) if petition.body else words("petition-without-text"),
            ),
            card_choices(lead),
            files=draft.files,
            about=lead.code,
        )
    )  # fmt: skip
    return petition, lead


async def _lead(desk: Desk, code: str) -> Petition | None:
    """The open petition in which the matter of `code` is dealt with, locked; None where there is none to join."""
    found = await desk.uow.petitions.find(desk.commune.id, code)
    if found is None or not may(desk.actor, OnMatter.JOIN, found):
        return None
    # Only the lead is locked: whoever answers it locks that first as well. It may be merged while we wait for it.
    while True:
        leads = found.merged_into if found.is_merged and found.merged_into is not None else found.id
        lead = await desk.uow.petitions.get(desk.commune.id, leads, lock=True)
        if not lead.is_merged:
            return lead if lead.is_open else None
        found = lead
