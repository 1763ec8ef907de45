"""Tests of uploaded files: known by their content, stored under their hash, refused when they could run."""

import asyncio
import hashlib
import io
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.attachment import ALLOWED, MAX_BYTES
from domain.notice import Attachment
from domain.refusal import Refused
from storage.database import Database
from storage.file import FileStore, StoredFile, attachment, display_name, recognise
from tests.town import PNG

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)


def archive(*names: str, content: bytes = b"") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in names:
            file.writestr(name, content)
    return packed.getvalue()


def ftyp(brand: bytes) -> bytes:
    return b"\x00\x00\x00\x18ftyp" + brand + b"\x00\x00\x00\x00isom" + bytes(40)


OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
WORD = "WordDocument".encode("utf-16-le")
BOOK = "Workbook\0".encode("utf-16-le")
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00" + bytes(40)
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(40)
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        pytest.param(PNG, "image/png", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40) + b"\xff\xd9", "image/jpeg", id="jpeg"),
        pytest.param(b"GIF89a\x01\x00\x01\x00" + bytes(40), "image/gif", id="gif"),
        pytest.param(WEBP, "image/webp", id="webp"),
        pytest.param(ftyp(b"heic"), "image/heic", id="heic"),
        pytest.param(ftyp(b"mif1"), "image/heic", id="heic-of-another-kind"),
        pytest.param(ftyp(b"isom"), "video/mp4", id="mp4"),
        pytest.param(ftyp(b"qt  "), "video/quicktime", id="mov"),
        pytest.param(ftyp(b"3gp4"), "video/3gpp", id="3gp"),
        pytest.param(ftyp(b"M4A "), "audio/mp4", id="m4a"),
        pytest.param(WEBM + b"A_OPUS", "audio/webm", id="voice-of-a-browser"),
        pytest.param(WEBM + b"V_VP8", "video/webm", id="film-of-a-browser"),
        pytest.param(b"OggS\x00\x02" + bytes(22) + b"\x01\x13OpusHead" + bytes(20), "audio/ogg", id="voice-message"),
        pytest.param(b"ID3\x03\x00" + bytes(40), "audio/mpeg", id="mp3"),
        pytest.param(b"\xff\xfb\x90\x00" + bytes(40), "audio/mpeg", id="mp3-without-tags"),
        pytest.param(b"\xff\xf1\x50\x80" + bytes(40), "audio/aac", id="aac"),
        pytest.param(b"#!AMR\n" + bytes(40), "audio/amr", id="amr"),
        pytest.param(WAV, "audio/wav", id="wav"),
        pytest.param(PDF, "application/pdf", id="pdf"),
        pytest.param(
            archive("[Content_Types].xml", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            id="docx",
        ),
        pytest.param(
            archive("[Content_Types].xml", "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            id="xlsx",
        ),
        pytest.param(OLD_OFFICE + WORD, "application/msword", id="doc"),
        pytest.param(OLD_OFFICE + BOOK, "application/vnd.ms-excel", id="xls"),
        pytest.param("Danh sách ý kiến thôn Mẫu\n1. Đường hỏng\n".encode(), "text/plain", id="text"),
        pytest.param(b"\xef\xbb\xbf" + "có dấu".encode(), "text/plain", id="text-with-a-mark-in-front"),
        pytest.param("ý".encode() * 4000, "text/plain", id="text-cut-inside-a-letter"),
        pytest.param(b"MZ\x90\x00" + bytes(60), None, id="program-for-windows"),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(60), None, id="program-for-linux"),
        pytest.param(b"#!/bin/sh\nrm -rf /\n", None, id="script"),
        pytest.param(b"<html><script>alert(1)</script></html>", None, id="page"),
        pytest.param(b"  \n<!DOCTYPE html>\n<p>", None, id="page-after-blanks"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', None, id="drawing-that-runs"),
        pytest.param(b"chao\n<script>alert(1)</script>", None, id="text-with-a-script"),
        pytest.param(b"<?php system($_GET[0]);", None, id="php"),
        pytest.param(b'{"a": 1}', None, id="json"),
        pytest.param(b"a\x00b", None, id="text-with-nul"),
        pytest.param(b"\xff\xfe\xfa\xfb\xfc" * 20, None, id="noise"),
        pytest.param(archive("a.txt", content=b"hello"), None, id="archive"),
        pytest.param(archive("META-INF/MANIFEST.MF", "A.class"), None, id="java"),
        pytest.param(
            archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None, id="docx-with-macros"
        ),
        pytest.param(archive("[Content_Types].xml", "xl/workbook.xml")[:-30], None, id="archive-cut-off"),
        pytest.param(archive(*(f"{n:060d}" for n in range(12_000))), None, id="archive-of-very-many-names"),
        pytest.param(OLD_OFFICE, None, id="installer"),
        pytest.param(PNG[:4], None, id="png-cut-off"),
    ],
)
def test_a_file_is_known_by_its_content(tmp_path: Path, content: bytes, mime: str | None) -> None:
    (tmp_path / "file").write_bytes(content)
    found = recognise(tmp_path / "file")
    assert (found if found in ALLOWED else None) == mime


@given(content=st.binary(max_size=300))
def test_whatever_is_sent_recognising_it_never_fails(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "anything"
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF", b"RIFF", b"\x1aE\xdf\xa3"):
        path.write_bytes(start + content)
        recognise(path)


async def stream(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def leftovers(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "files").rglob("*") if path.is_file())


async def test_a_file_is_stored_once_under_its_hash(store: FileStore, tmp_path: Path) -> None:
    first = await store.keep(stream(PNG[:10], PNG[10:]))
    second = await store.keep(stream(PNG))
    assert first == second == StoredFile(hashlib.sha256(PNG).hexdigest(), "photo", "image/png", len(PNG))
    assert store.path(first.sha256).read_bytes() == PNG
    assert leftovers(tmp_path) == [first.sha256]


async def test_nobody_else_on_the_machine_can_read_files(store: FileStore) -> None:
    kept = await store.keep(stream(PNG))
    path = store.path(kept.sha256)
    assert [folder.stat().st_mode & 0o077 for folder in (path, path.parent, path.parent.parent)] == [0, 0, 0]


async def test_many_may_send_the_same_file_at_once(store: FileStore, tmp_path: Path) -> None:
    kept = await asyncio.gather(*(store.keep(stream(PNG)) for _ in range(10)))
    assert len(set(kept)) == 1
    assert leftovers(tmp_path) == [kept[0].sha256]


@pytest.mark.parametrize(
    ("chunks", "code"),
    [
        pytest.param((b"",), "file-empty", id="empty"),
        pytest.param((b"MZ\x90\x00",), "file-not-allowed", id="program"),
        pytest.param((PNG, *[bytes(1024 * 1024)] * (MAX_BYTES // 1024 // 1024)), "file-too-big", id="too-big"),
    ],
)
async def test_what_cannot_be_taken_is_refused_and_leaves_nothing(
    store: FileStore, tmp_path: Path, chunks: tuple[bytes, ...], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        await store.keep(stream(*chunks))
    assert leftovers(tmp_path) == []


async def test_a_file_that_is_too_big_is_read_to_its_end_so_that_its_sender_reads_the_answer(store: FileStore) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(MAX_BYTES // 1024 // 1024 + 5):
            sent += 1
            yield bytes(1024 * 1024)

    with pytest.raises(Refused, match="file-too-big"):
        await store.keep(endless())
    assert sent == MAX_BYTES // 1024 // 1024 + 5


async def test_a_file_of_exactly_the_most_that_is_taken_is_taken(store: FileStore) -> None:
    kept = await store.keep(stream(PDF, bytes(MAX_BYTES - len(PDF))))
    assert (kept.size, kept.kind) == (MAX_BYTES, "document")


async def test_a_sender_who_breaks_off_leaves_nothing(store: FileStore, tmp_path: Path) -> None:
    async def breaks_off() -> AsyncIterator[bytes]:
        yield PNG
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await store.keep(breaks_off())
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("name", ["", "..", "a" * 63, "A" * 64, "../" + "a" * 61, "a" * 64 + "\n", "/etc/passwd"])
def test_only_a_hash_leads_to_a_file(store: FileStore, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.path(name)


@pytest.mark.parametrize(
    ("name", "mime", "shown"),
    [
        ("Ảnh đường hỏng.png", "image/png", "Ảnh đường hỏng.png"),
        ("anh.exe", "image/png", "anh.png"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("C:\\Users\\a\\don.doc", "application/msword", "don.doc"),
        ("a\u202egnp.exe", "image/png", "agnp.png"),
        ("hai\ndòng.pdf", "application/pdf", "hai dòng.pdf"),
        ("", "image/jpeg", "tep.jpg"),
        (".hidden", "text/plain", "tep.txt"),
        ("a" * 300 + ".pdf", "application/pdf", "a" * 59 + "….pdf"),
    ],
)
def test_a_file_is_called_what_its_owner_called_it_with_a_truthful_ending(name: str, mime: str, shown: str) -> None:
    assert display_name(name, mime) == shown
    assert attachment(StoredFile("ab" * 32, "document", mime, 5), name) == Attachment("ab" * 32, shown, "document", 5)


async def test_what_is_known_of_a_file_is_found_by_its_hash(database: Database) -> None:
    file = StoredFile("ab" * 32, "photo", "image/png", 5)
    async with database.begin() as uow:
        assert await uow.files.find(file.sha256) is None
        await uow.files.add(file, NOW)
        await uow.files.add(file, NOW)
        assert await uow.files.find(file.sha256) == file
