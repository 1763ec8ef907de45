"""What is compared of petitions, and filing them so that those near a message are found."""

import zlib
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from domain.commune import Commune
from domain.petition import Petition
from storage.database import UnitOfWork
from understanding.likeness import Likeness, likeness, terms_of

# What the numbers that petitions are filed under are made by.
_MADE_BY = ("likeness.py", "likeness.yaml", "things.py", "spelling.py", "spelling.yaml", "telex.py")
_COUNTED = ("marks.tsv", "concepts.tsv")


def of_petition(commune: Commune, petition: Petition) -> Likeness:
    return of_text(commune, petition.body, petition.hamlet)


def of_text(commune: Commune, text: str, hamlet: str | None) -> Likeness:
    """What is compared of a text that is filed under a hamlet of the commune, or under none."""
    found = commune.hamlet(hamlet)
    return likeness(text, hamlet, found.name if found else "")


async def file(uow: UnitOfWork, commune: Commune, petitions: Collection[Petition]) -> None:
    """Make petitions findable, in the transaction that stores or opens them. Who waits no more are taken out by
    changing their state.
    """
    filed = [(each.id, terms_of(of_petition(commune, each))) for each in petitions]
    await uow.likenesses.file(commune.id, filed, edition())


@cache
def edition() -> int:
    """Another one whenever what messages are compared by was changed: then all are filed anew."""
    folder = files("understanding")
    read = (*(folder / name for name in _MADE_BY), *(folder / "weights" / name for name in _COUNTED))
    return zlib.crc32(b"".join(path.read_bytes() for path in read)) >> 1
