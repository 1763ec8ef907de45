"""Running a migration that is written in SQL."""

from pathlib import Path

from alembic import op
from sqlalchemy import text

_VERSIONS = Path(__file__).parent / "versions"


def run(file: str) -> None:
    """Run the statements of ``versions/<file>``, parted by semicolons at line ends."""
    for statement in (_VERSIONS / file).read_text(encoding="utf-8").split(";\n"):
        bare = "\n".join(line for line in statement.split("\n") if not line.startswith("--")).strip()
        if bare:
            op.execute(text(bare.replace(":", "\\:")))
