"""Tests of `doithoai plan read`: what is printed, and how refusals end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from tests.documents import papers

PHUONG = "mau-phuong-ngay-gio"


def test_a_plan_is_shown_with_the_words_behind_each_fact(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "read", str(papers.PLANS / f"{PHUONG}.txt")]) == 0

    shown = capsys.readouterr().out.splitlines()
    assert "1. unit: phường Mẫu An" in shown
    assert "   when: 08:00 20/11/2026" in shown
    assert "    “Thời gian: 01 buổi, hồi 8 giờ 00, thứ Sáu, ngày 20/11/2026.”" in shown
    assert "   due: before 12/11/2026" in shown
    assert "   due: 3 days before the dialogue" in shown
    assert any(line.endswith("(not sure)") for line in shown)


def test_what_is_not_found_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "read", str(papers.PLANS / "cam-son-2024.txt")]) == 0

    shown = capsys.readouterr().out.splitlines()
    assert "signed by: not found" in shown
    assert "   half days: 1 to 2" in shown
    assert not any(line.startswith("minutes by") for line in shown)


def test_json_is_the_plan_with_its_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "read", "--json", str(papers.PLANS / f"{PHUONG}.txt")]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["dialogues"][0]["when"] == {
        "precision": "day", "from": "2026-11-20", "to": "2026-11-20", "time": "08:00",
    }  # fmt: skip
    assert found["sources"]["dialogues[0].when"] == "Thời gian: 01 buổi, hồi 8 giờ 00, thứ Sáu, ngày 20/11/2026."
    assert set(found["unsure"]) <= {*found["sources"]}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"Xin chao", "This paper is no plan of dialogues."),
        ("a.jpg", b"\xff\xd8\xff\xe0scan", "This file is a picture or a scan without text."),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "This kind of file cannot be read."),
        ("a.pdf", b"%PDF-1.7 cut", "This file is damaged and cannot be opened."),
    ],
)
def test_a_refusal_is_one_sentence_and_status_2(
    name: str, content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    assert main(["plan", "read", str(file)]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"doithoai: {file}: {said}")
    assert printed.err.count("\n") == 1


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing.docx"
    assert main(["plan", "read", str(missing)]) == 2
    assert capsys.readouterr().err == f"doithoai: {missing} cannot be read: No such file or directory.\n"


def test_whoever_reads_only_the_beginning_of_it_gets_no_traceback() -> None:
    """As with ``| head``: the other end is gone before everything was printed."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "plan", "read", str(papers.PLANS / "cao-minh-2025.txt"), "--json"],
            cwd=Path(__file__).parents[2], stdout=gone, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (141, b"")
