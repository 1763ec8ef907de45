"""Changes of a dialogue are told to those who were told of it.

Revision ID: 0005
"""

from storage.migrations.sql import run

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    run("0005_changes_told.sql")


def downgrade() -> None:
    run("0005_changes_told.down.sql")
