"""What is to be talked about, and in which order the conference runs."""

import re
from collections.abc import Iterator

from documents.plan.letters import bare, lower_first, plain, small, trim
from documents.plan.notes import Notes
from documents.plan.outline import Item, Outline, sentence_at
from documents.plan.vocabulary import marked, pattern


def _sections(outline: Outline, name: str, without: str) -> list[Item]:
    return [
        item
        for item in outline.items
        if item.label
        and not item.cells
        and pattern("topics", name).fullmatch(item.label)
        and not pattern("topics", without).fullmatch(item.label)
    ]


def _lines(outline: Outline, section: Item) -> list[Item]:
    below = outline.below(section)
    own = [section] if section.label_end and section.rest else []
    return own + below


def read_topics(outline: Outline, notes: Notes) -> tuple[str, ...]:
    """Fields named in the sections on content."""
    topics: list[str] = []
    read: set[int] = set()
    for section in _sections(outline, "section", "not_section"):
        for item in _lines(outline, section):
            apart = [section, *(each for each in outline.ancestors(item) if each.index > section.index)]
            if item.index in read or item.cells or any(_is_other(each) for each in (item, *apart[1:])):
                continue
            read.add(item.index)
            labelled = item is section or pattern("topics", "section").fullmatch(item.label)
            start = item.label_end if labelled else 0
            if start and item.text.count(";", start) >= 2:
                for at, topic in _listed(item.text, start):
                    _add(topics, topic, sentence_at(item.text, at), notes)
                continue
            for match in pattern("topics", "fields").finditer(item.bare, start):
                text = item.text[match.start() : match.end()]
                lead = re.match(pattern("topics", "lead").pattern, bare(text))
                topic = lower_first(trim(text[lead.end() :] if lead else text))
                if _is_name(item.text, match.start()):
                    topic = trim(text)
                _add(topics, topic, sentence_at(item.text, match.start()), notes)
    return tuple(topics)


def _add(topics: list[str], topic: str, sentence: str, notes: Notes) -> None:
    if plain(topic) not in {plain(each) for each in topics}:
        notes.take(f"topics[{len(topics)}]", sentence)
        topics.append(topic)


def _listed(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Topics of a list with semicolons: those of the vocabulary, and short names of others as they stand."""
    fields = pattern("topics", "fields")
    for piece in re.finditer(r"[^;]+", text[start:].rstrip(" .")):
        at, words = start + piece.start(), piece[0]
        parts = re.split(r",\s+", words)
        # "thuế, hóa đơn điện tử" is two, "phòng, chống bạo lực" one
        if fields.fullmatch(bare(trim(words))):
            yield at, lower_first(trim(words))
        elif (
            len(parts) > 1
            and not fields.search(bare(words.replace(parts[0], "", 1)))
            and not any(len(part.split()) < 2 and not fields.fullmatch(bare(part.strip())) for part in parts)
        ):
            yield from ((at, each) for part in parts for each in _named(part))
        else:
            yield from ((at, each) for each in _named(words))


def _named(words: str) -> Iterator[str]:
    name = trim(words)
    lead = marked("topics", "list_lead").match(small(name))
    name = name[lead.end() :] if lead else name
    found = [name[m.start() : m.end()] for m in pattern("topics", "fields").finditer(bare(name))]
    listed = "," in name and bool(found) and (len(found) > 1 or plain(found[0]) == plain(name))
    if listed or len(name.split()) > 8:
        yield from (lower_first(trim(each)) for each in found)
    elif name and not pattern("topics", "no_topic").match(bare(name)):
        yield lower_first(name)


def _is_name(text: str, at: int) -> bool:
    """A capital in the middle of a sentence, not behind a mark that begins one."""
    return text[at].isupper() and text[max(0, at - 2) : at].strip() not in (":", ";", "", "(", ",")


def _is_other(item: Item) -> bool:
    """A line below "Nội dung, thành phần, thời gian" that is about something else."""
    own = item.label if item.label_end or item.is_heading else ""
    return bool(pattern("topics", "other").match(own))


def read_programme(outline: Outline, notes: Notes) -> tuple[str, ...]:
    """The steps of the conference."""
    for section in _sections(outline, "programme", "not_programme"):
        if any(pattern("topics", "tasks").match(each.bare) for each in outline.ancestors(section)):
            continue
        steps = [item for item in outline.below(section) if not item.is_heading or item.level >= 3]
        if len(steps) < 2:
            continue
        for index, item in enumerate(steps):
            notes.take(f"programme[{index}]", item.text)
        return tuple(trim(item.text) for item in steps)
    return ()
