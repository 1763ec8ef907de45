"""What `./doithoai test` runs: every check of the project, one after the other, whether or not one fails."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# import-linter has no __main__; its command is called the way its console script calls it.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run(['--no-logo'], prog_name='lint-imports')"
COVERAGE = "--coverage"
EVERY_CHANNEL = "--every-channel"
PYTEST = ("-m", "pytest", "-n", "2")
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("style", ("-m", "ruff", "check", ".")),
    ("types", ("-m", "mypy")),
    ("layers", ("-c", LINT_IMPORTS)),
    ("words", ("-m", "locales.check")),
)


def run(arguments: list[str]) -> int:
    """Run every step, or only pytest when it is given arguments; 0 when all passed, otherwise 1.

    ``--coverage`` runs everything and says what no test has run: that takes a third longer. ``--every-channel`` runs
    what people do on all channels instead of two of three: a fifth longer.
    """
    if not set(arguments) <= {COVERAGE, EVERY_CHANNEL}:
        return 0 if python(*PYTEST, *arguments) else 1
    started = time.monotonic()
    failed = [name for name, command in STEPS if not quiet_step(name, command)]
    options = ["--cov", "--cov-report=term"] if COVERAGE in arguments else []
    options += [EVERY_CHANNEL] if EVERY_CHANNEL in arguments else []
    if not tests(options):
        failed.append("tests")
    print(f"Failed: {', '.join(failed)}." if failed else "Everything passed.", end=" ")
    print(f"{time.monotonic() - started:.0f} s")
    return 1 if failed else 0


def quiet_step(name: str, command: tuple[str, ...]) -> bool:
    """Run one checker, which speaks only when it has found something."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    report(name, "FAILED" if done.returncode else "passed", f"{time.monotonic() - started:6.1f} s")
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def tests(options: list[str]) -> bool:
    """Run pytest in view; its own closing line stays among the last ones printed."""
    lacking = []
    if chromium() is None:
        report("browser", "NOT RUN", "no Chromium; to install it: sudo apt-get install chromium")
        lacking.append("not browser")
    if libreoffice() is None:
        report("office", "NOT RUN", "no LibreOffice; to install it: sudo apt-get install libreoffice-writer-nogui")
        lacking.append("not office")
    if lacking:
        options += ["-m", " and ".join(lacking)]
    started = time.monotonic()
    passed = python(*PYTEST, *options)
    report("tests", "passed" if passed else "FAILED", f"{time.monotonic() - started:6.1f} s")
    return passed


def chromium() -> str | None:
    """Path of the system's Chromium or Chrome, for the tests marked `browser`."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for path in map(shutil.which, names) if path), None)


def libreoffice() -> str | None:
    """Path of LibreOffice, for the tests marked `office`, which turn papers into pages."""
    return next((path for path in map(shutil.which, ("soffice", "libreoffice")) if path), None)


def python(*arguments: str) -> bool:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode == 0


def report(name: str, outcome: str, detail: str) -> None:
    print(f"{name:<8} {outcome:<8} {detail}", flush=True)
