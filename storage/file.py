"""Uploaded files: checked by content, stored by the hash of it, never under a name that somebody chose."""

import asyncio
import codecs
import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import puremagic
from sqlalchemy import Column, MetaData, Table, Text, exists, select, text, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.attachment import ALLOWED, MAX_BYTES, FileKind
from domain.notice import Attachment
from domain.refusal import Refused
from domain.text import clean, shorten
from storage.tables import metadata, stored_file


@dataclass(frozen=True)
class StoredFile:
    sha256: str
    kind: str
    mime: str
    size: int


HEAD = 4096  # bytes that tell what a file is
MOST_LISTED = 1_000_000  # bytes of names in an archive
_SHA256 = re.compile("[0-9a-f]{64}")


class Files:
    """What is known of stored files."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, file: StoredFile, now: datetime) -> None:
        await self._connection.execute(
            insert(stored_file)
            .values(sha256=file.sha256, kind=file.kind, mime=file.mime, size=file.size, stored_at=now)
            # Somebody has sent it again: what was to go stays.
            .on_conflict_do_update(index_elements=["sha256"], set_={"stored_at": now, "unused_since": None})
        )

    async def known(self, names: Collection[str]) -> set[str]:
        """Those of `names` that are the hash of a file that is known."""
        found = select(stored_file.c.sha256).where(stored_file.c.sha256.in_(list(names)))
        return set(await self._connection.scalars(found))

    async def drop(self, hashes: Collection[str]) -> None:
        await self._connection.execute(stored_file.delete().where(stored_file.c.sha256.in_(list(hashes))))

    async def forget_unused(self, *, stored_before: datetime, unused_before: datetime, now: datetime) -> list[str]:
        """Mark what nothing refers to; return the hashes of what was marked before then and goes.

        Nothing refers to a file when its hash stands nowhere in the database, in whatever table and column.
        """
        # Looking through everything that is stored is for when there is something to lose or to save.
        concerned = exists().where((stored_file.c.stored_at < stored_before) | stored_file.c.unused_since.is_not(None))
        if not await self._connection.scalar(select(concerned)):
            return []
        await self._connection.execute(text("create temporary table used_file (sha256 text) on commit drop"))
        for column in REFERRING:
            place = _REFERS.replace("TABLE", f'"{column.table}"').replace("COLUMN", f'"{column.name}"')
            await self._connection.execute(text(place))
        is_used = exists().where(_used_file.c.sha256 == stored_file.c.sha256)
        marked = stored_file.c.unused_since.is_not(None)
        await self._connection.execute(update(stored_file).where(marked, is_used).values(unused_since=None))
        await self._connection.execute(
            update(stored_file)
            .where(~marked, stored_file.c.stored_at < stored_before, ~is_used)
            .values(unused_since=now)
        )
        gone = await self._connection.scalars(
            stored_file.delete()
            .where(stored_file.c.unused_since < unused_before, ~is_used)
            .returning(stored_file.c.sha256)
        )
        return list(gone)

    async def find(self, sha256: str) -> StoredFile | None:
        row = (await self._connection.execute(select(stored_file).where(stored_file.c.sha256 == sha256))).one_or_none()
        return StoredFile(row.sha256, row.kind, row.mime, row.size) if row else None


# Where the hash of a file may stand: in every text and every value that is JSON. A table that is new is among them.
REFERRING: tuple[Column[Any], ...] = tuple(
    column
    for table in metadata.sorted_tables
    for column in table.columns
    if table is not stored_file and isinstance(column.type, JSONB | Text)
)
_REFERS = """
    insert into used_file select distinct found[1]
    from TABLE, regexp_matches(cast(COLUMN as text), '[0-9a-f]{64}', 'g') found
    where cast(COLUMN as text) ~ '[0-9a-f]{64}'
"""
_used_file = Table("used_file", MetaData(), Column("sha256", Text), prefixes=["temporary"])


class FileStore:
    """The files themselves, below one directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        directory.mkdir(parents=True, exist_ok=True)
        directory.chmod(0o700)

    def path(self, sha256: str) -> Path:
        """Where the file with this hash lies. Raises ValueError for anything that is not a hash."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError("not a SHA-256")
        return self._directory / sha256[:2] / sha256

    def forget(self, sha256: str) -> None:
        """Delete the content of a file, if it is there."""
        self.path(sha256).unlink(missing_ok=True)

    async def keep(self, chunks: AsyncIterator[bytes]) -> StoredFile:
        """Store a file and return what it is.

        Raises Refused `file-too-big`, `file-empty` or `file-not-allowed`; the stream is read to its end in
        any case, so that the sender gets to read the answer.
        """
        digest, size = hashlib.sha256(), 0
        handle, name = tempfile.mkstemp(dir=self._directory)
        try:
            with os.fdopen(handle, "wb") as file:
                async for chunk in chunks:
                    size += len(chunk)
                    if size <= MAX_BYTES:
                        digest.update(chunk)
                        file.write(chunk)
                if size > MAX_BYTES:
                    raise Refused("file-too-big")
                if size == 0:
                    raise Refused("file-empty")
                file.flush()
                await asyncio.to_thread(os.fsync, file.fileno())
            mime = await asyncio.to_thread(recognise, Path(name))
            if mime not in ALLOWED:
                raise Refused("file-not-allowed")
            await asyncio.to_thread(_put, Path(name), self.path(digest.hexdigest()))
        finally:
            Path(name).unlink(missing_ok=True)  # noqa: ASYNC240  at once, also when cancelled
        return StoredFile(digest.hexdigest(), ALLOWED[mime].value, mime, size)

    def keep_own(self, file: Path) -> StoredFile:
        """Store an archive that the program itself has made; it is moved."""
        with file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
            os.fsync(opened.fileno())
        size = file.stat().st_size
        handle, name = tempfile.mkstemp(dir=self._directory)
        os.close(handle)
        shutil.move(file, name)
        _put(Path(name), self.path(sha256))
        return StoredFile(sha256, FileKind.DOCUMENT.value, "application/zip", size)

    def older_than(self, moment: float) -> list[str]:
        """Names of files that were put there before `moment` (seconds since 1970), hashes and remnants alike."""
        return [
            file.name
            for file in (*self._directory.glob("*/*"), *self._directory.glob("*"))
            if file.is_file() and file.stat().st_mtime < moment
        ]

    def remove(self, name: str, put_before: float) -> bool:
        """Remove a file unless it was put there anew since `put_before` (seconds since 1970); tell whether it went.

        It is taken aside before it is looked at: who puts the same file there meanwhile finds the place free.
        """
        if not _SHA256.fullmatch(name):
            # What was left of something that was cut short.
            for left in (*self._directory.glob(f"*/{name}"), self._directory / name):
                left.unlink(missing_ok=True)
            return True
        path = self.path(name)
        aside = path.with_name(f"{name}.gone")
        try:
            path.rename(aside)
        except FileNotFoundError:
            return False
        is_fresh = aside.stat().st_mtime >= put_before
        if is_fresh:
            with contextlib.suppress(FileExistsError):
                os.link(aside, path)
        aside.unlink()
        return not is_fresh


def _put(file: Path, target: Path) -> None:
    """Move `file` to `target` so that it is still there after a power cut: names are kept by directories."""
    fresh = not target.parent.exists()
    target.parent.mkdir(exist_ok=True, mode=0o700)
    file.replace(target)
    for directory in (target.parent, target.parent.parent)[: 1 + fresh]:
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def attachment(file: StoredFile, name: str) -> Attachment:
    return Attachment(file.sha256, display_name(name, file.mime), file.kind, file.size)


_SAME = {
    "image/jpg": "image/jpeg",
    "image/heif": "image/heic",
    "audio/x-m4a": "audio/mp4",
    "audio/m4a": "audio/mp4",
    "audio/opus": "audio/ogg",
    "application/ogg": "audio/ogg",
    "audio/vorbis": "audio/ogg",
    "audio/x-wav": "audio/wav",
    "audio/wave": "audio/wav",
    "audio/vnd.wave": "audio/wav",
    "audio/mp3": "audio/mpeg",
    "audio/aacp": "audio/aac",
    "audio/x-aac": "audio/aac",
    "video/x-m4v": "video/mp4",
    "video/3gpp2": "video/3gpp",
}
_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "audio/ogg": ".ogg",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/aac": ".aac",
    "audio/webm": ".webm",
    "audio/wav": ".wav",
    "audio/amr": ".amr",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "video/quicktime": ".mov",
    "video/3gpp": ".3gp",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "text/plain": ".txt",
}


def recognise(path: Path) -> str | None:
    """Tell the MIME type of a file from its content alone; None when it is nothing known."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head[:4] == b"\x1aE\xdf\xa3" and b"webm" in head[:64]:
        # Browsers record voice as WebM; it is a voice message when it holds no picture track.
        return "video/webm" if b"V_VP" in head or b"V_AV1" in head else "audio/webm"
    if head[4:8] == b"ftyp":
        return _FTYP.get(head[8:12], "video/3gpp" if head[8:11] == b"3gp" else "video/mp4")
    if head[:2] in (b"\xff\xfb", b"\xff\xf3") or head[:3] == b"ID3":
        return "audio/mpeg"
    if head[:2] in (b"\xff\xf0", b"\xff\xf1", b"\xff\xf8", b"\xff\xf9"):
        return "audio/aac"
    if head.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return "audio/amr"
    if head[:2] == b"PK":
        return _office_zip(path)
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _old_office(path)
    try:
        mime = puremagic.magic_file(path)[0].mime_type
    except (puremagic.PureError, IndexError, ValueError):
        mime = ""
    mime = _SAME.get(mime, mime)
    if mime in ALLOWED and mime != "text/plain":
        return str(mime)
    return "text/plain" if _is_plain_text(head) else None


_FTYP = {
    **dict.fromkeys((b"heic", b"heix", b"mif1", b"msf1", b"hevc"), "image/heic"),
    **dict.fromkeys((b"M4A ", b"M4B "), "audio/mp4"),
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
    b"qt  ": "video/quicktime",
}


def _office_zip(path: Path) -> str | None:
    """Tell documents and tables from all else that is a ZIP: archives, programs, documents with macros."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 66_000))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    # An archive of very many empty entries would fill the memory with their names.
    listing = int.from_bytes(tail[end + 12 : end + 16], "little")
    if end < 0 or listing > MOST_LISTED or b"PK\x06\x07" in tail:
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None
    if "[content_types].xml" not in names or any(name.endswith("vbaproject.bin") for name in names):
        return None
    if "word/document.xml" in names:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if "xl/workbook.xml" in names:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return None


def _old_office(path: Path) -> str | None:
    """Tell documents and tables from all else in that container: installers, mails, slides."""
    content = path.read_bytes()
    if "WordDocument".encode("utf-16-le") in content:
        return "application/msword"
    if any(f"{name}\0".encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "application/vnd.ms-excel"
    return None


# What makes a browser or an interpreter run a text, whatever it is called.
_RUNNABLE = (b"<html", b"<svg", b"<script", b"<!doctype", b"<?xml", b"<?php")


def _is_plain_text(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"\x00" in head or start.startswith((b"<", b"{", b"#!", b"%!", b"%PDF", b"MZ")):
        return False
    if any(mark in head.lower() for mark in _RUNNABLE):
        return False
    try:
        # The cut may fall inside a character, which is then not final.
        codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) < HEAD)
    except UnicodeDecodeError:
        return False
    return True


def display_name(name: str, mime: str) -> str:
    """A harmless name to show: what the person called it, without directories, with a truthful ending."""
    stem = PurePosixPath(clean(name).replace("\\", "/").replace("\n", " ")).name
    stem = stem.rsplit(".", 1)[0] if "." in stem else stem
    return f"{shorten(stem, 60) or 'tep'}{_ENDINGS.get(mime, '')}"
