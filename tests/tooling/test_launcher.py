"""Tests of ./doithoai with a small program in its place: what it installs, keeps, repairs and refuses."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Stands for the bot: says what it was given and where it runs.
PROGRAM = "import os, sys; print(sys.argv[1:], os.getcwd(), sys.prefix, sep='|')"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder whose lists are empty, so that nothing is fetched."""
    house = tmp_path_factory.mktemp("a house with spaces")
    shutil.copy(ROOT / "doithoai", house)
    (house / "bot").mkdir()
    (house / "bot" / "__main__.py").write_text(PROGRAM)
    for name in ("requirements.lock", "requirements-dev.lock"):
        (house / name).write_text("# nothing\n")
    return house


def launch(house: Path, *arguments: str, cwd: Path | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, house / "doithoai", *arguments],
        cwd=cwd,
        # As in a shell: coverage and the test run's own import path stay out.
        env={name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def start(house: Path, *arguments: str, cwd: Path | None = None) -> tuple[int, str, str]:
    """Exit code, what it printed, what it complained about."""
    process = launch(house, *arguments, cwd=cwd)
    printed, complained = process.communicate(timeout=100)
    return process.returncode, printed, complained


def test_two_first_starts_at_once_prepare_one_environment(house: Path) -> None:
    shutil.rmtree(house / ".venv", ignore_errors=True)
    ended = [process.communicate(timeout=100) for process in (launch(house), launch(house))]

    expected = f"[]|{Path.cwd()}|{house / '.venv'}\n"
    assert [printed for printed, _ in ended] == [expected, expected]
    assert sorted(complained for _, complained in ended) == ["", "Preparing .venv (first start only) ...\n"]


def test_a_later_start_is_silent_and_keeps_arguments_and_folder(house: Path, tmp_path: Path) -> None:
    (tmp_path / "bot.py").write_text("raise SystemExit('a file of the user, not the program')")
    start(house)

    printed = f"['read', 'a plan.docx']|{tmp_path}|{house / '.venv'}\n"
    assert start(house, "read", "a plan.docx", cwd=tmp_path) == (0, printed, "")


def test_an_interrupted_installation_is_begun_again(house: Path) -> None:
    start(house)
    (house / ".venv" / "installed.txt").unlink()
    (house / ".venv" / "half-installed").touch()

    assert start(house)[::2] == (0, "Preparing .venv (first start only) ...\n")
    assert not (house / ".venv" / "half-installed").exists()
    assert start(house)[::2] == (0, "")


def test_a_list_that_cannot_be_installed_is_refused_and_leaves_the_program_usable(house: Path) -> None:
    start(house)
    dev = house / "requirements-dev.lock"
    dev.write_text("./no-such-folder\n")

    code, _, complained = start(house, "test")
    assert code == 2
    assert complained.endswith(
        "packages listed in requirements-dev.lock could not be installed; pip's reason is above.\n"
    )
    assert start(house)[::2] == (0, "")
    dev.write_text("# nothing\n")
    assert start(house, "test")[::2] == (0, "Updating .venv ...\n")
    assert start(house, "test")[::2] == (0, "")


def test_an_old_python_is_told_what_is_needed() -> None:
    pretend = "import sys; sys.version_info = (3, 9, 2); exec(compile(open('doithoai').read(), 'doithoai', 'exec'))"
    done = subprocess.run([sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr.startswith("Python 3.11 or newer is needed, this is 3.9: install it")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lists_pin_everything_by_hash_and_name_no_host(name: str) -> None:
    text = (ROOT / name).read_text()
    packages = [line for line in text.replace("\\\n", "").splitlines() if line and line[0] not in " #"]

    assert "://" not in text
    assert packages
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []
