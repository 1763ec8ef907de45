"""A copy of everything that is stored of somebody: a page to read, the same for machines, and their files."""

import html
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Channels carry files up to about this size; what does not fit goes into another archive.
PART_BYTES = 40_000_000


@dataclass(frozen=True)
class Section:
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Enclosed:
    """A file of theirs: the name it gets, where it lies, and its bytes."""

    name: str
    path: Path
    size: int


@dataclass(frozen=True)
class MyDataCopy:
    """`record` is plain values for JSON; all texts are in the language of who asked."""

    language: str
    title: str
    sections: tuple[Section, ...]
    record: Mapping[str, Any]
    files: tuple[Enclosed, ...] = ()


_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body{{font:16px/1.5 sans-serif;max-width:46em;margin:2em auto;padding:0 1em}}
p{{white-space:pre-wrap;overflow-wrap:anywhere;border-left:3px solid #ccc;padding-left:.8em}}</style></head>
<body><h1>{title}</h1>
{sections}
</body></html>
"""


def page_of(copy: MyDataCopy) -> str:
    """The page to read; what people wrote is text in it, never markup."""
    sections = [
        f"<h2>{html.escape(section.title)}</h2>\n" + "\n".join(f"<p>{html.escape(p)}</p>" for p in section.paragraphs)
        for section in copy.sections
    ]
    return _PAGE.format(language=copy.language, title=html.escape(copy.title), sections="\n".join(sections))


def write_archives(copy: MyDataCopy, directory: Path) -> list[Path]:
    """Write the archives into `directory`; files that are not there any more are left out."""
    parts = _parts([file for file in copy.files if file.path.is_file()])
    written = []
    for number, files in enumerate(parts, 1):
        target = directory / f"{number}.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            if number == 1:
                archive.writestr("du-lieu.html", page_of(copy))
                archive.writestr("du-lieu.json", json.dumps(copy.record, ensure_ascii=False, indent=2))
            for each in files:
                archive.write(each.path, f"tep/{each.name}", zipfile.ZIP_STORED)
        written.append(target)
    return written


def _parts(files: Sequence[Enclosed]) -> list[list[Enclosed]]:
    """The files by archive; the first one is there even without any."""
    parts: list[list[Enclosed]] = [[]]
    size = 0
    for each in files:
        if parts[-1] and size + each.size > PART_BYTES:
            parts.append([])
            size = 0
        parts[-1].append(each)
        size += each.size
    return parts
