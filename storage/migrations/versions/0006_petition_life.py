"""A petition is assigned, drafted, approved, escalated, merged, closed; answers have outcomes.

Revision ID: 0006
"""

from storage.migrations.sql import run

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    run("0006_petition_life.sql")


def downgrade() -> None:
    run("0006_petition_life.down.sql")
