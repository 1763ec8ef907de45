"""Names as papers write them, and what they mean in a commune: its departments, its hamlets, or the whole of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.commune import Commune
from domain.text import fold

# A name that stands for no single department: everybody's business, or somebody outside the commune's offices.
NOBODY = "-"
WHOLE_COMMUNE = "@commune"
AUDIENCE = "@audience"


@dataclass(frozen=True)
class Vocabulary:
    """Folded phrases: `bodies` by what they mean, `nobody` those that begin a name of no single department, `helpers`
    what comes before those who only help, `places` what the name of a hamlet begins with,
    `whole` what is said for a whole commune.
    """

    bodies: Mapping[str, tuple[str, ...]]
    nobody: tuple[str, ...]
    helpers: tuple[str, ...]
    places: tuple[str, ...]
    whole: tuple[str, ...] = ()


def department_named(name: str, commune: Commune, vocabulary: Vocabulary) -> str | None:
    """The key of the department that is meant, `NOBODY`, or None where that has to be asked."""
    own = {fold(department.name): department.key for department in commune.departments}
    if fold(name) in own:
        return own[fold(name)]
    words = _leading(fold(name), vocabulary.helpers)
    if any(_begins(words, phrase) for phrase in vocabulary.nobody):
        return NOBODY
    found = dict.fromkeys(_meanings(words, _phrases(commune, vocabulary)))
    (only, *others) = found or (None,)
    return only if not others else None


def hamlet_named(unit: str, commune: Commune, vocabulary: Vocabulary) -> str | None:
    """The key of the hamlet, `WHOLE_COMMUNE`, `AUDIENCE` (people of no one place), or None where it has to be asked."""
    words = fold(unit)
    if not words or words in (fold(commune.name), fold(f"{commune.kind} {commune.name}"), fold(commune.kind)):
        return WHOLE_COMMUNE
    if any(_begins(words, phrase) for phrase in vocabulary.whole):
        return WHOLE_COMMUNE
    named = [h.key for h in commune.hamlets if words in (fold(h.name), fold(f"{h.kind} {h.name}"))]
    if len(named) == 1:
        return named[0]
    return None if any(_begins(words, place) for place in vocabulary.places) else AUDIENCE


def _leading(words: str, helpers: Sequence[str]) -> str:
    """What stands before those who only help."""
    ends = [at for phrase in helpers if (at := f" {words} ".find(f" {phrase} ")) > 0]
    return words[: min(ends)].strip() if ends else words


def _begins(words: str, phrase: str) -> bool:
    return f"{words} ".startswith(f"{phrase} ")


def _phrases(commune: Commune, vocabulary: Vocabulary) -> list[tuple[str, str | None]]:
    """Phrases and the department each means, longest first; None for a body that the commune has not set up."""
    owners: dict[str, str] = {}
    phrases: dict[str, str | None] = {}
    known = [(phrase, body) for body, spoken in vocabulary.bodies.items() for phrase in spoken]
    known.sort(key=lambda each: -len(each[0]))
    for department in commune.departments:
        own = fold(department.name)
        phrases[own] = department.key
        body = next((body for phrase, body in known if f" {phrase} " in f" {own} "), None)
        if body is not None:
            owners.setdefault(body, department.key)
        # "Công an xã" is also called "Công an".
        short = own.removesuffix(f" {fold(commune.kind)}")
        if len(short.split()) > 1:
            phrases.setdefault(short, department.key)
    for phrase, body in known:
        phrases.setdefault(phrase, owners.get(body))
    return sorted(phrases.items(), key=lambda each: -len(each[0]))


def _meanings(words: str, phrases: Sequence[tuple[str, str | None]]) -> Iterator[str | None]:
    """What is named, in the order in which it is; a phrase inside a longer one does not count."""
    rest = f" {words} "
    found: list[tuple[int, str | None]] = []
    for phrase, meaning in phrases:
        at = rest.find(f" {phrase} ")
        while at >= 0:
            found.append((at, meaning))
            rest = rest[: at + 1] + "·" * len(phrase) + rest[at + 1 + len(phrase) :]
            at = rest.find(f" {phrase} ")
    for _, meaning in sorted(found, key=lambda each: each[0]):
        yield meaning
