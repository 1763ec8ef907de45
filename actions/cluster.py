"""Open petitions that seem to be one matter, for clerks: merged together, or said not to be the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.desk import Desk
from actions.likeness import of_petition
from domain.access import OnPetition, OnPetitions, check
from domain.likeness import without_apart
from domain.petition import Petition
from understanding.likeness import clusters

# The latest open petitions that are compared with each other; comparing takes their square.
COMPARED = 300


@dataclass(frozen=True)
class Group:
    """Petitions that seem to be one matter, earliest first; `because` are the words that most of them share.

    `hamlet` is the key of the hamlet that all have, None where they differ.
    """

    members: tuple[Petition, ...]
    because: tuple[str, ...]
    hamlet: str | None

    @property
    def key(self) -> str:
        return self.members[0].code


async def find_groups(desk: Desk) -> list[Group]:
    """What seems to be one matter among the latest open petitions, largest first; only for clerks."""
    check(desk.actor, OnPetitions.COMPARE, desk.commune)
    latest = await desk.uow.petitions.latest_open(desk.commune.id, COMPARED)
    by_id = {each.id: each for each in reversed(latest)}
    found = clusters((str(id_), of_petition(desk.commune, each)) for id_, each in by_id.items())
    apart = await desk.uow.likenesses.apart(desk.commune.id, by_id)
    groups = [
        Group(tuple(by_id[id_] for id_ in members), cluster.because, cluster.hamlet)
        for cluster in found
        for members in without_apart([int(key) for key in cluster.members], apart)
    ]
    return sorted(groups, key=lambda group: -len(group.members))


async def set_apart(desk: Desk, codes: Sequence[str]) -> None:
    """A clerk says that these are not the same; it is not proposed again. Raises Refused for a code that is unknown."""
    check(desk.actor, OnPetitions.COMPARE, desk.commune)
    found = await desk.uow.petitions.find_all(desk.commune.id, codes)
    for each in found:
        check(desk.actor, OnPetition.MERGE, each)
    await desk.uow.likenesses.set_apart(desk.commune.id, [each.id for each in found], desk.actor.person, desk.now)


async def take_out(desk: Desk, codes: Sequence[str], code: str) -> None:
    """A clerk says that one of several is not the same as the others."""
    for other in codes:
        if other != code:
            await set_apart(desk, (code, other))
