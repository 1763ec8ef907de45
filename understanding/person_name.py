"""Names of people in a message: after titles, offices and relations, after words that announce one, by surname."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from domain.text import fold
from understanding.spelling import written

_WORD = re.compile(r"[^\W_]+")


def find_names(full: str, bare: str) -> list[tuple[int, int]]:
    """Places of names in a clean text, in order; `bare` is its `bare_copy`. Places, offices and streets are none."""
    return _Names(_Words(full, bare), _vocabulary()).find()


def is_famous(bare: tuple[str, ...]) -> bool:
    """Whether these bare syllables are the name of somebody for whom roads and schools are named."""
    return bare in _vocabulary().famous


def bare_copy(full: str) -> str:
    """A copy of the same length: lower case, no diacritics, digits and letters of any width as plain ones."""
    return "".join(_plain(c) for c in full)


@cache
def _plain(character: str) -> str:
    if character.isascii():
        return character.lower()
    spread = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", character).lower().replace("\u0111", "d"))
    bare = "".join(c for c in spread if not unicodedata.combining(c))
    if len(bare) != 1:
        return " " if not bare and unicodedata.combining(character) else character
    return str(unicodedata.digit(bare)) if bare.isdigit() else bare


@lru_cache(maxsize=16_384)
def _low(word: str) -> str:
    [low] = written(word) or (word.lower(),)
    return low


@dataclass(frozen=True)
class _Word:
    """`written` in lower case with its marks, `bare` without; `capital` when its first letter is one."""

    start: int
    end: int
    written: str
    bare: str
    capital: bool
    letter: bool


def _words_of(row: str) -> list[tuple[str, ...]]:
    return [written(entry.replace("_", " ")) for entry in row.split()]


def _stripped(phrase: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(syllable) for syllable in phrase)


class _Phrases:
    """Phrases that are looked for at a place, with their marks where the text has marks."""

    def __init__(self, phrases: Iterable[tuple[str, ...]], only_marked: Iterable[tuple[str, ...]] = ()) -> None:
        self._marked: set[tuple[str, ...]] = set(phrases)
        self._bare = {_stripped(phrase) for phrase in self._marked.difference(only_marked)}
        self._longest = max(map(len, self._marked))
        self._first = {phrase[0] for phrase in self._bare | {_stripped(phrase) for phrase in self._marked}}
        self._last = {phrase[-1] for phrase in self._bare | {_stripped(phrase) for phrase in self._marked}}

    def after(self, words: "_Words", at: int) -> int:
        """How many words from `at` on are one of the phrases; 0 when none is."""
        if at >= len(words.all) or words.all[at].bare not in self._first:
            return 0
        for length in range(min(self._longest, len(words.all) - at), 0, -1):
            if words.joined(at, at + length) and self.is_one(words, at, length):
                return length
        return 0

    def before(self, words: "_Words", at: int) -> int:
        """How many words before `at` are one of the phrases; 0 when none is."""
        if at == 0 or words.all[at - 1].bare not in self._last:
            return 0
        for length in range(min(self._longest, at), 0, -1):
            if words.joined(at - length, at) and self.is_one(words, at - length, length):
                return length
        return 0

    def is_one(self, words: "_Words", at: int, length: int) -> bool:
        some = words.all[at : at + length]
        if tuple(word.written for word in some) in self._marked:
            return True
        if tuple(word.bare for word in some) not in self._bare:
            return False
        # Marks that were left out may be anything; marks that are there have to be the right ones.
        return not words.marked and all(word.written == word.bare for word in some)


@dataclass(frozen=True)
class _Vocabulary:
    titles: _Phrases
    unsure: frozenset[str]
    title_letters: frozenset[str]
    relations: _Phrases
    offices: _Phrases
    said_names: _Phrases
    perhaps_names: _Phrases
    places: _Phrases
    famous: frozenset[tuple[str, ...]]
    famous_first: frozenset[str]
    not_people: frozenset[tuple[str, ...]]
    surnames: frozenset[str]
    capital_surnames: frozenset[str]
    bare_surnames: frozenset[str]
    bare_capital: frozenset[str]
    strong: frozenset[str]
    middles: frozenset[str]
    bare_middles: frozenset[str]
    given: frozenset[str]
    bare_given: frozenset[str]
    plain: frozenset[str]
    never: _Phrases
    person_before: _Phrases
    person_after: _Phrases


@cache
def _vocabulary() -> _Vocabulary:
    entries: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "person_name.yaml").read_text("utf-8"))

    def singles(name: str) -> frozenset[str]:
        return frozenset(" ".join(phrase) for phrase in _words_of(entries[name]))

    def bares(name: str) -> frozenset[str]:
        return frozenset(map(fold, singles(name)))

    def phrases(name: str) -> frozenset[tuple[str, ...]]:
        return frozenset(_stripped(phrase) for phrase in _words_of(entries[name]))

    return _Vocabulary(
        titles=_Phrases(
            [*_words_of(entries["titles"]), *(written(phrase) for phrase in entries["title_phrases"])],
            _words_of(entries["marked_titles"]),
        ),
        unsure=bares("unsure_titles"),
        title_letters=singles("title_letters"),
        relations=_Phrases(_words_of(entries["relations"])),
        offices=_Phrases(_words_of(entries["offices"])),
        said_names=_Phrases(_words_of(entries["said_names"])),
        perhaps_names=_Phrases(_words_of(entries["perhaps_names"])),
        places=_Phrases(_words_of(entries["place_words"])),
        famous=phrases("famous"),
        famous_first=frozenset(phrase[0] for phrase in phrases("famous")),
        not_people=phrases("not_people"),
        surnames=singles("surnames"),
        capital_surnames=singles("capital_surnames"),
        bare_surnames=bares("surnames"),
        bare_capital=bares("capital_surnames"),
        strong=singles("strong_surnames"),
        middles=singles("middles"),
        bare_middles=bares("middles"),
        given=singles("given"),
        bare_given=bares("given"),
        plain=bares("plain"),
        never=_Phrases(_words_of(entries["never"])),
        person_before=_Phrases(_words_of(entries["person_before"])),
        person_after=_Phrases(_words_of(entries["person_after"])),
    )


# ── looking for them ──────────────────────────────────────────────────────────────────────────────────────────


class _Words:
    """The words of a text, and how its author writes: with marks, and with capitals that mean something."""

    def __init__(self, full: str, bare: str) -> None:
        self.full = full
        self.all: list[_Word] = []
        for found in _WORD.finditer(full):
            word = found[0]
            low = _low(word)
            stripped = bare[found.start() : found.end()]
            self.all.append(
                _Word(found.start(), found.end(), low, stripped, word[0].isupper(), len(word) == 1 and word.isalpha())
            )
        letters = [word for word in self.all if not word.bare.isdigit()]
        self.marked = sum(word.written != word.bare for word in letters) * 5 >= len(letters)
        capitals = sum(word.capital for word in letters)
        # Where most words have a capital, capitals say nothing.
        self.capitals = capitals * 10 <= len(letters) * 8 or len(letters) < 4
        if self.capitals and len(letters) >= 4:
            upper = sum(c.isupper() for c in full)
            self.capitals = upper * 2 < sum(c.isalpha() for c in full)

    def gap(self, at: int) -> str:
        """What stands between the word `at` and the one before it."""
        return self.full[self.all[at - 1].end : self.all[at].start] if 0 < at < len(self.all) else "\n"

    def joined(self, first: int, last: int) -> bool:
        """Whether nothing but blanks (and the dots of abbreviations) parts the words from `first` to before `last`."""
        return all(self.gap(n) in (" ", "/", ". ", ".") for n in range(first + 1, last))


class _Names:
    """Looks for names: after titles, offices, relations and words that announce one, and by surnames."""

    def __init__(self, words: _Words, vocabulary: _Vocabulary) -> None:
        self._words = words
        self._all = words.all
        self._known = vocabulary

    def find(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(self._all):
            end, start = self._name_at(at)
            if end > start:
                found.append((self._all[start].start, self._end(end)))
                found += self._listed(end)
                at = end
            else:
                at += self._famous(at) or 1
        return found

    def _famous(self, at: int) -> int:
        """How many words from `at` on are the name of somebody for whom roads are named, and no more than that name."""
        if at >= len(self._all) or self._all[at].bare not in self._known.famous_first:
            return 0
        for length in (4, 3, 2):
            if (
                at + length <= len(self._all)
                and tuple(word.bare for word in self._all[at : at + length]) in self._known.famous
            ):
                more = self._words.capitals and self._capitals(at) > at + length
                return 0 if more or not self._words.joined(at, at + length) else length
        return 0

    def _end(self, end: int) -> int:
        """Where a name ends in the text: initials keep their dot."""
        stop = self._all[end - 1].end
        single = self._all[end - 1].letter
        return stop + 1 if single and self._words.full[stop : stop + 1] == "." else stop

    def _name_at(self, at: int) -> tuple[int, int]:
        """End and start of a name that begins at or after the words at `at`; equal when there is none."""
        known, words = self._known, self._words
        if (length := known.titles.after(words, at)) and self._is_title(at, length):
            start = self._past_office(at + length)
            end = self._after_title(at, start, known)
            if end > start:
                return end, start
        if (end := self._highland(at)) > at:
            return end, at
        if (end := self._initialed(at)) > at:
            return end, at
        if self._is_title_letter(at) and (end := self._capitals(at + 1)) > at + 1:
            return end, at + 1
        if (end := self._after_title_letter(at)) > at + 1:
            return end, at + 1
        for phrases, look in (
            (known.said_names, self._announced),
            (known.perhaps_names, self._likely),
            (known.offices, self._after_office),
            (known.relations, self._related),
        ):
            if length := phrases.after(words, at):
                start = at + length
                if at and known.places.before(words, start) > length:
                    continue  # ngã ba is no father
                if start < len(self._all) and words.gap(start).strip(" \n:.-–,(") == "":
                    end = look(start)
                    if end > start:
                        return end, start
        return self._by_surname(at), at

    # after a title

    def _is_title(self, at: int, length: int) -> bool:
        """Whether the title is not part of the name of a place (chợ Bà Chiểu)."""
        if at + length >= len(self._all) or (at > 1 and self._is_country(at - 2)):
            return False
        # Without marks "o" is mostly ở, no aunt.
        if self._all[at].written == "o" and not self._words.marked:
            return False
        if at and self._words.gap(at) == " " and self._all[at - 1].written in _CALLED_AFTER:
            return self._all[at + length].letter
        if self._is_no_person(at) and not (self._words.capitals and not self._all[at + length].capital):
            return False
        return not (self._all[at].capital and self._words.capitals and self._is_after_place(at))

    def _is_no_person(self, at: int) -> bool:
        """Whether title and name together are a place or a saying: Bà Rịa, Ông Ích Khiêm."""
        bare = tuple(word.bare for word in self._all[at : at + 4])
        return any(bare[:n] in self._known.not_people for n in (2, 3, 4))

    def _past_office(self, at: int) -> int:
        """Skip an office between title and name: ông Chủ tịch Nguyễn …, ông trưởng thôn Hùng."""
        length = self._known.offices.after(self._words, at) if at < len(self._all) else 0
        return at + length if length else at

    def _after_title(self, title: int, start: int, known: _Vocabulary) -> int:
        if start >= len(self._all) or self._words.gap(start) not in (" ", ". ", ".", ": "):
            return start
        first = self._all[start]
        if (end := self._initialed(start)) > start or (end := self._nicknamed(title, start)) > start:
            return end
        if self._words.capitals and first.capital:
            if self._all[title].written == "cau" and known.titles.after(self._words, start):
                return start  # cau Ong Thin is a bridge
            if known.places.after(self._words, start) and not self._is_surname(start):
                return start
            return self._capitals(start)
        if self._famous(start + 1) and known.places.after(self._words, start):
            return start
        is_title = known.titles.after(self._words, start) and (first.bare == "anh" or not self._is_given(start))
        if known.never.is_one(self._words, start - 1, 2) or is_title:
            return start
        title_word = self._all[title].bare
        if (end := self._initials(start)) > start:
            return end
        if self._is_chain(start) or self._is_surname_and_name(start):
            return self._chain(start)
        if not self._is_given(start) or self._is_ordinary(start):
            return start
        unsure = not self._words.marked and title_word in known.unsure
        if unsure and first.bare in known.plain and not (self._is_about_person(title, start) or self._is_double(start)):
            return start
        return self._small(start)

    def _is_about_person(self, title: int, name: int) -> bool:
        return bool(self._known.person_before.before(self._words, title)) or self._is_told_of(name)

    def _is_told_of(self, name: int) -> bool:
        """Whether what follows the syllable is said of people: lives at, sells, beats."""
        if name + 1 >= len(self._all) or self._words.gap(name + 1) not in (" ", ", "):
            return False
        following = self._known.person_after.after(self._words, name + 1)
        return bool(following or (self._known.titles.after(self._words, name + 1) and self._is_given(name + 2)))

    def _is_double(self, at: int) -> bool:
        """Whether two names follow each other, one of them telling: bao ngoc, thu trang."""
        if not (self._is_middle(at) and self._is_given(at + 1)) or self._words.gap(at + 1) != " ":
            return False
        telling = self._all[at].bare not in self._known.plain or self._all[at + 1].bare not in self._known.plain
        return telling and not self._is_ordinary(at) and not self._is_ordinary(at + 1)

    def _nicknamed(self, title: int, at: int) -> int:
        """End of a name by the place among brothers and sisters, and what goes with it (ong sau nho); `at` for none."""
        if self._all[at].written not in _ELDEST or self._all[at].capital or self._all[title].bare in self._known.unsure:
            return at
        following = at + 1 < len(self._all) and self._words.gap(at + 1) == " "
        return at + 2 if following and not self._is_told_of(at) and self._is_told_of(at + 1) else at

    def _initials(self, at: int) -> int:
        """End of initials in small letters (n.v.b., h'hen); `at` when there are none."""
        word = self._all[at]
        following = self._words.full[word.end : word.end + 1]
        if not word.letter or (following not in (".", "'", "’") and word.bare in _CHAT_LETTERS):
            return at
        end = at + 1
        while end < len(self._all) and end - at < 5 and self._words.gap(end) in (".", "'", "’"):
            end += 1
        return end

    def _is_surname_and_name(self, at: int) -> bool:
        """Whether a surname and a given name stand after a title, in small letters without marks."""
        if at + 1 >= len(self._all) or self._words.gap(at + 1) != " " or self._words.marked:
            return False
        return self._is_surname(at) and self._is_given(at + 1) and not self._is_ordinary(at + 1)

    def _highland(self, at: int) -> int:
        """End of a name of the Central Highlands that begins with A or Y (A Kiểm, Y Thắm Niê); `at` where none does."""
        word = self._all[at]
        if not (word.letter and word.bare in ("a", "y") and word.capital and self._words.capitals):
            return at
        if self._words.gap(at + 1) != " " or self._is_after_place(at) or self._is_no_person(at):
            return at
        following = self._all[at + 1]
        known = self._is_given(at + 1) or not self._opens_sentence(at)
        return self._capitals(at) if following.capital and not following.letter and known else at

    def _opens_sentence(self, at: int) -> bool:
        return at == 0 or any(sign in self._words.gap(at) for sign in ".!?:\n")

    def _initialed(self, at: int) -> int:
        """End of a name of initials (N.T.H., L. T. Hoa) after a word for a person; `at` where there is none."""
        if not (self._all[at].letter and self._all[at].capital):
            return at
        end = at + 1
        while end < len(self._all) and end - at < 4 and self._words.gap(end) in (".", ". ") and self._all[end].capital:
            end += 1
            if not self._all[end - 1].letter:
                break
        known, words = self._known, self._words
        told = any(
            phrases.before(words, at)
            for phrases in (known.titles, known.relations, known.said_names, known.perhaps_names, known.person_before)
        )
        return end if end > at + 1 and told else at

    def _is_title_letter(self, at: int) -> bool:
        word = self._all[at]
        if not word.letter or word.written not in self._known.title_letters or at + 1 >= len(self._all):
            return False
        following = self._all[at + 1]
        return (
            self._words.capitals
            and following.capital
            and not following.letter
            and self._words.gap(at + 1) in (" ", ". ", ".")
            and (self._is_given(at + 1) or self._is_surname(at + 1))
            and not self._is_after_place(at)
        )

    def _after_title_letter(self, at: int) -> int:
        """End of a name in small letters after "a" or "c" when something is said of its bearer."""
        word = self._all[at]
        if not word.letter or word.written not in ("a", "c") or at + 1 >= len(self._all):
            return at + 1
        if self._words.gap(at + 1) not in (" ", ". ", ".") or not self._is_given(at + 1):
            return at + 1
        return at + 2 if self._is_told_of(at + 1) and not self._is_ordinary(at + 1) else at + 1

    # after other words

    def _announced(self, at: int) -> int:
        """After "tên": anything in capitals, or a known name."""
        if self._words.capitals and self._all[at].capital:
            return at if self._known.places.after(self._words, at) and not self._is_surname(at) else self._capitals(at)
        if self._is_chain(at):
            return self._chain(at)
        if self._is_spelt_bare(at):
            return at + 3
        if self._known.places.after(self._words, at):
            return at
        return self._small(at) if self._is_given(at) and not self._is_ordinary(at) else at

    def _is_spelt_bare(self, at: int) -> bool:
        """Whether three syllables without marks stand there of which the second is văn or thị."""
        some = self._all[at : at + 3]
        bare = all(word.written == word.bare and not word.bare.isdigit() for word in some)
        return len(some) == 3 and bare and some[1].bare in ("van", "thi") and self._words.joined(at, at + 3)

    def _likely(self, at: int) -> int:
        """After "tôi là", an office or a relation: a known name."""
        if self._words.gap(at) not in (" ", ": ", " (", ", ", ":"):
            return at
        may_be = self._is_surname(at) or not self._known.places.after(self._words, at)
        if self._words.capitals and self._all[at].capital and may_be:
            end = self._capitals(at)
            return end if self._is_given(at) or (end > at + 1 and self._is_surname(at)) else at
        if self._is_chain(at) and not self._is_ordinary(at):
            return self._chain(at)
        return self._small(at) if self._is_given(at) and self._is_told_of(at) and not self._is_ordinary(at) else at

    def _related(self, at: int) -> int:
        """After a relation: as `_likely`, but what may be another word is none."""
        word = self._all[at]
        may_be = not self._words.marked and not word.capital and word.bare in self._known.plain
        return at if may_be else self._likely(at)

    def _after_office(self, at: int) -> int:
        end = self._likely(at)
        near = self._known.places.before(self._words, at) or self._known.places.after(self._words, at)
        if end > at or near or self._words.gap(at) != " ":
            return end
        sure = self._is_given(at) and self._all[at].bare not in self._known.plain and not self._is_ordinary(at)
        return self._small(at) if sure and not self._all[at].capital else at

    def _listed(self, at: int) -> list[tuple[int, int]]:
        """Further names after a name: ông Hùng, Tuấn và Dũng."""
        found: list[tuple[int, int]] = []
        while at < len(self._all):
            if self._all[at].bare == "va" and self._words.gap(at) == " ":
                at += 1
            elif self._words.gap(at) not in (", ", " - ", "-", " – ", "–"):
                break
            if at >= len(self._all) or not (self._words.capitals and self._all[at].capital):
                break
            if not self._is_given(at) or self._known.places.after(self._words, at):
                break
            end = self._capitals(at)
            found.append((self._all[at].start, self._end(end)))
            at = end
        return found

    # by surname

    def _by_surname(self, at: int) -> int:
        if not self._is_surname(at):
            return at
        if self._words.capitals:
            return self._capital_surname(at) if self._all[at].capital else self._small_surname(at)
        return self._small_surname(at)

    def _capital_surname(self, at: int) -> int:
        end = self._capitals(at)
        length = end - at
        bare = tuple(word.bare for word in self._all[at:end])
        if length < 2 or self._is_no_person(at) or bare in self._known.famous:
            return at
        if self._words.gap(at) == " " and self._known.places.before(self._words, at):
            return end if length >= 3 and self._is_in_office(at) else at
        if self._is_certain(at):
            return end
        if self._known.places.after(self._words, at) and not (self._is_middle(at + 1) or self._is_given(at + 1)):
            return at
        if self._is_after_place(at):
            return at
        if length >= 3:
            return end
        return end if self._all[at].written in self._known.strong or self._ends_text(end) else at

    def _is_in_office(self, at: int) -> bool:
        """Whether an office with its place stands before: trưởng công an xã Lê …"""
        return any(
            self._known.offices.after(self._words, n) and self._words.joined(n, at) for n in range(max(0, at - 5), at)
        )

    def _small_surname(self, at: int) -> int:
        """Without capitals only surname, văn or thị, and a name are sure: nguyen van an."""
        if at + 2 >= len(self._all) or not self._is_certain(at) or not self._words.joined(at, at + 3):
            return at
        if self._words.gap(at) == " " and self._known.places.before(self._words, at):
            return at
        if at and self._known.never.is_one(self._words, at - 1, 2):
            return at
        end = self._chain(at)
        if tuple(word.bare for word in self._all[at:end]) in self._known.famous:
            return at
        last = self._all[at + 2]
        long = self._is_middle(at + 2) and self._is_given(at + 3)
        telling = long or self._all[at].bare in _CLEAR or self._words.marked or last.bare not in self._known.plain
        return end if telling and not self._is_ordinary(at + 1) else at

    def _is_certain(self, at: int) -> bool:
        """Whether văn or thị stands second."""
        return (
            at + 2 < len(self._all) and self._all[at + 1].written in _BETWEEN and self._words.gap(at + 1) == " "
        )  # fmt: skip

    def _ends_text(self, end: int) -> bool:
        return end >= len(self._all) or "\n" in self._words.gap(end)

    def _is_after_place(self, at: int) -> bool:
        """Whether a place word stands before, perhaps with other names in a list between."""
        while at > 0:
            if self._words.gap(at) not in (" ", ", ", " - ", "-", " – "):
                return False
            if self._known.places.before(self._words, at):
                return True
            before = self._all[at - 1]
            if not (before.capital or before.bare.isdigit() or before.bare in ("va", "so")):
                return False
            at -= 1
        return False

    # names themselves

    def _capitals(self, at: int) -> int:
        """End of the words with capitals from `at` on, at most five, before offices and places."""
        end = at
        if self._is_country(at):
            return at
        while end < len(self._all) and end - at < 5:
            word = self._all[end]
            if not word.capital or (end > at and not self._same_name(end)):
                break
            if end > at and self._is_word_of_place(end):
                break
            end += 1
        return end

    def _is_country(self, at: int) -> bool:
        """Việt Nam is nobody, whatever stands before it (Mẹ Việt Nam anh hùng)."""
        return tuple(word.bare for word in self._all[at : at + 2]) == _COUNTRY

    def _is_word_of_place(self, at: int) -> bool:
        word = self._all[at].written
        if word in self._known.given or word in self._known.middles or self._is_surname(at):
            return False
        return bool(self._known.places.after(self._words, at) or self._known.offices.after(self._words, at))

    def _same_name(self, at: int) -> bool:
        gap = self._words.gap(at)
        before = self._all[at - 1]
        return gap == " " or gap in ("'", "’") or (gap in (".", ". ") and (before.letter and self._all[at].letter))

    def _is_surname(self, at: int) -> bool:
        word = self._all[at]
        if word.written in self._known.surnames:
            return True
        if self._words.capitals and word.capital and word.written in self._known.capital_surnames:
            return True
        if not self._words.marked:
            return word.bare in self._known.bare_surnames or self._is_before_highland(at)
        # Among words with marks stands "le thi hoa", copied from elsewhere.
        between = at + 1 < len(self._all) and self._all[at + 1].written in ("van", "thi")
        return between and word.written in _CLEAR

    def _is_before_highland(self, at: int) -> bool:
        """Whether a family of the mountains stands before its A in capitals without marks: Vang A Sinh."""
        capital = self._words.capitals and self._all[at].capital and self._all[at].bare in self._known.bare_capital
        return capital and self._highland(at + 1) > at + 1 if at + 1 < len(self._all) else False

    def _is_given(self, at: int) -> bool:
        if at >= len(self._all):
            return False
        word = self._all[at]
        if word.written in self._known.given:
            return True
        return not self._words.marked and word.bare in self._known.bare_given

    def _is_middle(self, at: int) -> bool:
        if at >= len(self._all):
            return False
        word = self._all[at]
        if word.written in self._known.middles:
            return True
        return not self._words.marked and word.bare in self._known.bare_middles

    def _is_chain(self, at: int) -> bool:
        """Whether a surname, a middle name and a further syllable stand here, in whatever letters."""
        if at + 1 >= len(self._all) or not self._is_surname(at) or self._words.gap(at + 1) != " ":
            return self._is_highland(at)
        if self._is_certain(at) or self._is_highland(at):
            return True
        if at + 2 < len(self._all) and self._is_middle(at + 1) and self._is_given(at + 2):
            return self._words.joined(at, at + 3) and not self._is_ordinary(at + 2)
        clear = self._words.marked or self._all[at].bare in _CLEAR_ALONE
        return clear and self._is_given(at + 1) and not self._is_ordinary(at + 1)

    def _is_highland(self, at: int) -> bool:
        """Whether a surname of two syllables and a name stand here: Rơ Châm Hyêu."""
        return (self._all[at].bare, *(w.bare for w in self._all[at + 1 : at + 2])) in _TWO and self._words.joined(
            at, min(at + 3, len(self._all))
        )

    def _chain(self, at: int) -> int:
        """End of a full name in small letters."""
        end = at + 1
        if self._is_highland(at):
            return min(at + 3, len(self._all))
        if self._is_certain(at):
            end = at + 3
            if self._continues(end) and self._is_middle(end - 1):
                end += 1
            return end
        while end - at < 4 and end < len(self._all) and self._continues(end):
            end += 1
        return max(end, at + 2)

    def _continues(self, at: int) -> bool:
        if at >= len(self._all) or self._words.gap(at) != " ":
            return False
        return (self._is_given(at) or self._is_middle(at)) and not self._is_ordinary(at)

    def _small(self, at: int) -> int:
        """End of a name without surname in small letters: one syllable, two when both are names and nothing else."""
        following = at + 1
        if not (self._is_middle(at) and self._continues(following)):
            return following
        return at + 2 if self._all[following].bare not in self._known.plain or self._is_double(at) else following

    def _is_ordinary(self, at: int) -> bool:
        """Whether the syllable and the next make a word that is no name: thanh niên, công an."""
        if at + 1 >= len(self._all) or self._words.gap(at + 1) != " ":
            return False
        return self._known.never.is_one(self._words, at, 2)


_COUNTRY = ("viet", "nam")
_BETWEEN = frozenset({"văn", "thị", "van", "thi", "seo"})
# Surnames that are nothing else without marks.
_CLEAR = frozenset({"nguyen", "tran", "pham", "huynh", "phan", "trinh", "bui", "dang", "vu", "le", "ngo", "hoang"})
_ELDEST = frozenset("hai ba tư tu năm nam sáu sau bảy bay tám tam chín chin mười muoi út ut".split())
# What is called after a person: xóm ông Cả, chợ bà Chúa.
_CALLED_AFTER = frozenset("xóm xom chợ cầu cau kênh kenh rạch rach cồn gò dốc núi miếu".split())
_TWO = frozenset({("ro", "cham"), ("rah", "lan")})
_CLEAR_ALONE = frozenset({"nguyen", "tran", "pham", "huynh", "trinh", "giang", "sung", "quach"})
# Letters that stand for words in chat ("chị k biết").
_CHAT_LETTERS = frozenset("kjrmtedoasvh")
