"""The gate: messages that wait for a word of their authors, what came of alarms, and petitions whose text was erased.

Revision ID: 0011
"""

from storage.migrations.sql import run

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    run("0011_the_gate.sql")


def downgrade() -> None:
    run("0011_the_gate.down.sql")
