"""Tests of the copy of somebody's data: what people wrote is text, all is there, and large files are spread."""

import json
import zipfile
from pathlib import Path

import pytest

from documents import my_data
from documents.my_data import Enclosed, MyDataCopy, Section, page_of, write_archives

COPY = MyDataCopy(
    "vi", "Dữ liệu <của> tôi", (Section("Ý kiến & trả lời", ("<script>alert(1)</script>\nhai dòng",)),),
    {"person": {"name": "Nguyễn Văn Mẫu"}},
)  # fmt: skip


def test_what_people_wrote_is_text_on_the_page() -> None:
    page = page_of(COPY)
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\nhai dòng" in page
    assert "<h1>Dữ liệu &lt;của&gt; tôi</h1>" in page
    assert '<html lang="vi">' in page


def test_files_are_spread_over_archives_and_those_that_are_gone_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(my_data, "PART_BYTES", 10)
    files = []
    for n, size in enumerate((6, 6, 3, 12)):
        path = tmp_path / f"{n}"
        path.write_bytes(bytes([65 + n]) * size)
        files.append(Enclosed(f"{n}.png", path, size))
    files.append(Enclosed("gone.png", tmp_path / "gone", 1))
    out = tmp_path / "out"
    out.mkdir()
    written = write_archives(MyDataCopy(COPY.language, COPY.title, COPY.sections, COPY.record, tuple(files)), out)
    names = [zipfile.ZipFile(each).namelist() for each in written]
    assert names == [["du-lieu.html", "du-lieu.json", "tep/0.png"], ["tep/1.png", "tep/2.png"], ["tep/3.png"]]
    with zipfile.ZipFile(written[0]) as first:
        assert json.loads(first.read("du-lieu.json")) == COPY.record
        assert first.read("tep/0.png") == b"A" * 6


def test_without_files_there_is_one_archive(tmp_path: Path) -> None:
    assert [each.name for each in write_archives(COPY, tmp_path)] == ["1.zip"]
