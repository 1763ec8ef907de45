"""What like petitions share, so that those near a message are found again.

Revision ID: 0013
"""

from storage.migrations.sql import run

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    run("0013_likeness.sql")


def downgrade() -> None:
    run("0013_likeness.down.sql")
