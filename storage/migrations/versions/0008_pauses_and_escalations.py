"""Clocks that are stopped and extended, departments that help, and what was passed up to the upper level.

Revision ID: 0008
"""

from storage.migrations.sql import run

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    run("0008_pauses_and_escalations.sql")


def downgrade() -> None:
    run("0008_pauses_and_escalations.down.sql")
