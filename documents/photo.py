"""A photo as everybody may see it: smaller, without what a camera writes beside it (place, device, hour)."""

import os
import subprocess
import sys
from pathlib import Path

SECONDS = 30

_ROOT = Path(__file__).resolve().parent.parent


def shown_photo(photo: Path) -> bytes | None:
    """A JPEG of `photo`, drawn anew in a process of its own; None for what is no picture that can be drawn.

    It takes up to a second: call it in a thread. The same photo gives the same bytes.
    """
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "documents.photo_sheet"],
            input=photo.read_bytes(),
            capture_output=True,
            timeout=SECONDS,
            cwd=_ROOT,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "PYTHONUTF8": "1"},
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    return ran.stdout
