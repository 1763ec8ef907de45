"""Names in a plan: bodies and what they do, hamlets, communes, persons."""

import re
from functools import cache

from documents.plan.letters import bare, is_capital, small, trim
from documents.plan.vocabulary import entries, marked, pattern

_WORD = re.compile(r"[^\s,;:.()\[\]\"“”|]+")
MAX_NAME = 170


def body_at(text: str, at: int, *, recipient: bool = False) -> tuple[str, int] | None:
    """The name of a body or post that begins at `at`, and where it ends; None where none begins.

    It runs to what the body does, to a bracket or full stop; over commas and "và" only to the next name.
    """
    letters = bare(text)
    begin = pattern("names", "body").match(letters, at)
    if not begin:
        return None
    end = _ends(text, begin.end(), recipient)
    lone = pattern("names", "lone")
    if lone.fullmatch(letters[at:end].strip()) and text[end : end + 1].isalpha():
        # "Ban điều hành khu phố": what looks like a verb belongs to the name; else the name is no name.
        part = marked("names", "part_of_name").match(small(text), end)
        if not part:
            return None
        end = _ends(text, part.end(), recipient)
    while end < len(text) and text[end] == ",":
        following = pattern("names", "body").match(letters, end + 2)
        if following and recipient and pattern("names", "rank").match(letters, end + 2):
            break
        # "Phòng Kinh tế, Hạ tầng và Đô thị": a name may have commas of its own.
        listing = not recipient or pattern("names", "has_commas").match(letters, at)
        if not following and (not listing or not re.match(r", [^\W\d_]", text[end:]) or not text[end + 2].isupper()):
            break
        end = _ends(text, following.end() if following else end + 2, recipient)
    if end - at > MAX_NAME:
        return None
    return trim(text[at:end]), end


def _ends(text: str, at: int, recipient: bool) -> int:
    lower = small(text)
    edge = marked("names", "boundary").search(lower, at)
    end = edge.start() if edge else len(text)
    for verb in marked("names", "verb").finditer(lower, at, end):
        # "Lập" may be a part of a name; what a body does begins small, or is two words.
        if text[verb.start()].islower() or " " in verb[0]:
            end = verb.start()
            break
    stop = marked("names", "recipient_end").search(lower, at, end) if recipient else None
    return stop.start() if stop else end


def subject(text: str) -> tuple[str, int] | None:
    """The body that `text` begins with, as the one who does something, and where its name ends."""
    letters = bare(text)
    at = 0
    lead = re.compile(pattern("names", "lead").pattern + r"\s+").match(letters)
    if lead:
        at = lead.end()
    found = body_at(text, at)
    if found is None:
        return None
    name, end = found
    told = re.compile(r"\s*" + pattern("names", "told").pattern + r"\s+").match(letters, end)
    if told:
        other = body_at(text, told.end())
        if other and re.match(r"\s*\w", letters[other[1] :]):
            return other
    return name, end


def short(name: str) -> str:
    """The name with the short forms that papers use beside the long ones."""
    letters = bare(name)
    for long, brief in _shorts():
        at = letters.find(long)
        while at >= 0:
            before, after = letters[at - 1 : at], letters[at + len(long) : at + len(long) + 1]
            if not before.isalnum() and not after.isalnum():
                name = name[:at] + brief + name[at + len(long) :]
                letters = bare(name)
            at = letters.find(long, at + len(brief))
    return trim(name)


@cache
def _shorts() -> list[tuple[str, str]]:
    listed = entries("names")["short"]
    return sorted(((bare(long), brief) for long, brief in listed.items()), key=lambda pair: -len(pair[0]))


def capitals(text: str, at: int, most: int = 5) -> int:
    """Where the run of capitalised words and numbers that begins at `at` ends."""
    end = at
    for _ in range(most):
        word = _WORD.match(text, end + 1 if end > at else at)
        if not word or not is_capital(word[0]) or (end > at and text[end] != " "):
            break
        if word[0][0].isdigit() and not re.fullmatch(r"\d{1,3}[A-Za-z]?(?:/\d{1,2})?", word[0]):
            break
        end = word.end()
        if word[0][0].isdigit():
            break
    return end


def hamlets(text: str) -> list[tuple[str, int, int]]:
    """Hamlets named in `text` ("thôn Mới", "tổ dân phố số 5", "các thôn A, B và C"), with where they stand."""
    lower, letters = small(text), bare(text)
    found: list[tuple[str, int, int]] = []
    for kind in marked("names", "hamlet").finditer(lower):
        if found and kind.start() < found[-1][2]:
            continue
        before = lower[: kind.start()].rstrip().rpartition(" ")[2]
        if marked("names", "not_hamlet_after").fullmatch(before):
            continue
        end = kind.end()
        ending = end
        while True:
            at = end
            # Behind a number, a colon may stand before the names: "3 thôn: Mẫu Bắc, Mẫu Nam".
            counted = at == kind.end() and before.isdecimal()
            number = marked("names", "behind_count" if counted else "behind_kind").match(lower, at)
            if not number:
                break
            if marked("names", "hamlet").match(lower, number.end()) and at == kind.end():
                end = marked("names", "hamlet").match(lower, number.end()).end()  # type: ignore[union-attr]
                continue  # a doubled word, or "tổ dân phố" behind "khu"
            stop = capitals(text, number.end())
            if stop == number.end() or marked("names", "counted").match(lower, number.end()):
                break
            ending = end = stop
            joint = marked("names", "joins_hamlets").match(lower, end)
            if not joint or letters[joint.end() : joint.end() + 8].lstrip().startswith(("quy ", "thang ", "ngay ")):
                break
            following = marked("names", "behind_kind").match(lower, joint.end())
            if not following or capitals(text, following.end()) == following.end():
                break
            if pattern("names", "body").match(letters, following.end()):
                break
            if marked("names", "venue").match(lower, following.end()):
                break
            end = joint.end()
        if ending > kind.end():
            name = undoubled(text[kind.start() : ending].replace(":", ""))
            found.append((name[:1].lower() + name[1:] if not name[:2].isupper() else name, kind.start(), ending))
    return found


def undoubled(text: str) -> str:
    """Without the slip of writing the kind of a hamlet twice ("bản bản Mỳ")."""
    words = text.split()
    kept = [
        word
        for n, word in enumerate(words)
        if n == 0 or word.lower() != words[n - 1].lower() or not marked("names", "hamlet").fullmatch(word.lower())
    ]
    return " ".join(kept)


def person(line: str) -> str | None:
    """The name of a person, where `line` is nothing else."""
    line = re.sub(r"^\W+|\W+$", "", line)
    rank = re.match(pattern("names", "rank").pattern + r"\s+", bare(line))
    line = line[rank.end() :] if rank else line
    words = line.split()
    # "K’Mẫu", "H’Mẫu": names of the Central Highlands
    if not 2 <= len(words) <= 6 or not all(
        word[0].isupper() and bare(word).replace("'", "").isalpha() for word in words
    ):
        return None
    letters = bare(line)
    if pattern("names", "body").match(letters) or pattern("heading", "post_line").fullmatch(letters):
        return None
    return " ".join(word.capitalize() for word in words) if line.isupper() else line


def title_case(name: str) -> str:
    """A name set in capitals, as it is written in a sentence."""
    return " ".join(word.capitalize() for word in name.split()) if name.isupper() else name
