"""What typed words mean where something could be pressed; the words themselves are data (`Known.typed`)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.petition import code_at_head
from domain.text import clean, fold, has_words

Menu = Sequence[tuple[str, str]]
"""Keys and labels in the order in which they were shown."""

# What a word means where its own button is not there: before the first question is nothing to go back to.
OTHERWISE = {"back": ("correct", "cancel"), "send": ("done",), "yes": ("send",), "no": ("skip",)}
# What a word means on a screen outside forms, by the names of effects.
AT_LARGE = {
    "yes": ("petition.from-loose", "transfer.accept", "gate.understood"),
    "send": ("petition.from-loose",),
    "no": ("petition.drop-loose", "transfer.decline", "gate.opinion"),
    "cancel": ("petition.drop-loose", "gate.understood"),
    "petition-take": ("work.take", "transfer.accept"),
    "petition-answer": ("answer.begin",),
    "petition-ask": ("ask.begin",),
    "petition-transfer": ("transfer.begin", "move.begin"),
    "petition-undo": ("answer.undo",),
    "petition-approve": ("approval.yes",),
    "petition-return": ("approval.no",),
    "petition-assign": ("assign.begin",),
    "petition-note": ("note.begin",),
    "petition-refuse": ("refuse.begin",),
}
# What belongs to forms: typed anywhere else it is no opinion, but a look for the way.
OF_FORMS = frozenset("back cancel done send skip correct yes no".split())
# Short forms that go on with a text.
SAYING = frozenset({"petition-answer", "petition-ask", "petition-return", "petition-note", "petition-refuse"})
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MOST_DIGITS = 3
_HEAD_AND_TEXT = re.compile(r"([^:：\n]{1,40})(?:[:：]|\n)(.*)", re.DOTALL)


@dataclass(frozen=True)
class Work:
    """A short form such as "CM25-0001 trả lời: …": the code, what is to be done ("" if it is unclear), the text."""

    code: str
    meaning: str
    text: str


def number_of(text: str, vocabulary: Mapping[str, str]) -> int | None:
    """The number that folded text is ("2", "so 2", "chon hai"); None where it says anything else."""
    parts = text.split()
    for start in range(min(len(parts), 3)):
        before, rest = " ".join(parts[:start]), " ".join(parts[start:])
        if start and vocabulary.get(before) != "pick":
            continue
        if rest.isascii() and rest.isdecimal() and len(rest) <= MOST_DIGITS:
            return int(rest)
        if (meaning := vocabulary.get(rest)) in NUMBERS:
            return NUMBERS.index(meaning) + 1
    return None


def numbered(menu: Menu, text: str, vocabulary: Mapping[str, str]) -> str | None:
    """The key of the choice whose number folded text is."""
    number = number_of(text, vocabulary)
    if number is None or not 1 <= number <= len(menu):
        return None
    # Hamlets may be called Năm or Hải: a word that is on a label names that, not a number.
    if not any(c.isdecimal() for c in text) and any(_has_word(label, text) for _, label in menu):
        return None
    return menu[number - 1][0]


def in_form(menu: Menu, screen: int, text: str, vocabulary: Mapping[str, str], *, asks_for_text: bool) -> str | None:
    """The key of the form's button that folded text means, as far as the button is shown."""
    meaning = vocabulary.get(text, "")
    if asks_for_text and meaning in ("yes", "no"):
        return None
    offered = [key for key, _ in menu]
    for wanted in (f"{screen}.@{each}" for each in (meaning, *OTHERWISE.get(meaning, ()))):
        if wanted in offered:
            return wanted
    return None if asks_for_text else refused(menu, meaning, vocabulary) or agreed(menu, meaning, vocabulary)


def refused(menu: Menu, meaning: str, vocabulary: Mapping[str, str]) -> str | None:
    """The key of the only choice that begins with a "no", where that was meant."""
    if meaning != "no":
        return None
    keys = [key for key, label in menu if vocabulary.get((fold(label).split() or [""])[0]) == "no"]
    return keys[0] if len(keys) == 1 else None


def agreed(menu: Menu, meaning: str, vocabulary: Mapping[str, str]) -> str | None:
    """The key of the only other answer beside one that begins with a "no", where a "yes" was meant."""
    no = refused(menu, "no", vocabulary)
    others = [key for key, _ in menu if "@" not in key and key != no]
    return others[0] if meaning == "yes" and no and len(others) == 1 else None


def at_large(menu: Menu, text: str, vocabulary: Mapping[str, str]) -> str | None:
    """The key that folded text means outside of forms; None for what is no word of ours."""
    meaning = vocabulary.get(text, "")
    for name in AT_LARGE.get(meaning, ()):
        keys = [key for key, _ in menu if key.partition(":")[0] == name]
        if len(keys) == 1:
            return keys[0]
    if key := refused(menu, meaning, vocabulary):
        return key
    if "." in meaning:
        return meaning
    if number_of(text, vocabulary) is not None:
        # Beyond the list: no opinion either.
        return "chat.unknown"
    return "menu.show" if meaning in OF_FORMS else None


def typed_work(text: str, vocabulary: Mapping[str, str], prefix: str) -> Work | None:
    """The short form that `text` is, with a code of the commune in front; None for everything else."""
    found = code_at_head(clean(text))
    if found is None or not found[0].startswith(prefix):
        return None
    code, rest = found
    if not has_words(rest):
        return Work(code, "petition-show", "")
    verb, said = rest, ""
    if parts := _HEAD_AND_TEXT.fullmatch(rest):
        verb, said = parts[1], parts[2].strip()
    meaning = vocabulary.get(fold(verb), "")
    if not meaning.startswith("petition-") or (said and meaning not in SAYING):
        return Work(code, "", rest)
    return Work(code, meaning, said)


def _has_word(label: str, text: str) -> bool:
    return f" {text} " in f" {fold(label)} "
