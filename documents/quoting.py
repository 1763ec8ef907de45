"""Whether a paper quotes what somebody wrote: what has to be erased is looked for in files too."""

import html
import re
import unicodedata
import zipfile
from collections.abc import Collection
from pathlib import Path

_READ = (".xml", ".html", ".json")
_MOST = 30_000_000  # bytes of a member, unpacked; no paper of ours comes near
_PARAGRAPH = re.compile(r"</(?:w:p|a:p|si|is|p|li|td)>|<w:br/>|<w:tab/>")
_TAG = re.compile(r"<[^<>]*>")


def quotes(path: Path, openings: Collection[str]) -> bool:
    """Whether one of `openings` (of texts, in small letters) stands in the paper at `path`.

    A file that is none, is damaged or is not there quotes nothing.
    """
    return any(opening in said for said in _texts(path) for opening in openings)


def _texts(path: Path) -> list[str]:
    try:
        if not zipfile.is_zipfile(path):
            return [_plain(path.read_bytes()[:_MOST].decode("utf-8", "replace"))]
        with zipfile.ZipFile(path) as package:
            members = [each for each in package.infolist() if each.filename.endswith(_READ) and each.file_size <= _MOST]
            return [_plain(package.read(each).decode("utf-8", "replace")) for each in members]
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        return []


def _plain(markup: str) -> str:
    """What markup says, in one line and small letters: a sentence may be cut into runs of different looks."""
    said = html.unescape(_TAG.sub("", _PARAGRAPH.sub("\n", markup)))
    return " ".join(unicodedata.normalize("NFC", said).split()).lower()
