"""Many who speak of the same: which petition leads when several are dealt with together."""

from collections.abc import Iterable

from domain.petition import Petition, PetitionState
from domain.refusal import Refused

_S = PetitionState
# An answer is under way, or the matter is elsewhere: it can lead, but not vanish into another.
KEPT = frozenset({_S.DRAFTED, _S.APPROVED, _S.ESCALATED})


def lead_of(petitions: Iterable[Petition]) -> Petition:
    """The petition in which all are dealt with: one whose answer is under way, else the one that is due first.

    Raises Refused where there are two of the former, or one is not open.
    """
    found = list(petitions)
    for each in found:
        if not each.is_open:
            raise Refused(f"petition-refused-when-{each.state}", {"code": each.code})
    ahead = [each for each in found if each.state in KEPT]
    first = min(ahead or found, key=lambda each: (each.due_on, each.id))
    for other in ahead:
        if other.id != first.id:
            raise Refused("merge-refused-both-ahead", {"code": first.code, "other": other.code})
    return first


def many_voices(petitions: Iterable[Petition]) -> int:
    """How many people speak in petitions: who sent two counts once, each matter collected at home by itself."""
    return len({(each.author, each.id if each.collected else 0) for each in petitions})
