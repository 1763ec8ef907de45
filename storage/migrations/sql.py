"""Running a migration that is written in SQL."""

from pathlib import Path

from alembic import op
from sqlalchemy import text

from storage.script import statements

_VERSIONS = Path(__file__).parent / "versions"


def run(file: str) -> None:
    """Run the statements of ``versions/<file>``, parted by semicolons at line ends."""
    for statement in statements((_VERSIONS / file).read_text(encoding="utf-8")):
        op.execute(text(statement.replace(":", "\\:")))
