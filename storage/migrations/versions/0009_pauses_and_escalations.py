"""Clocks that are stopped and extended, departments that help, and what was passed up to the upper level.

Revision ID: 0009
"""

from storage.migrations.sql import run

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    run("0009_pauses_and_escalations.sql")


def downgrade() -> None:
    run("0009_pauses_and_escalations.down.sql")
