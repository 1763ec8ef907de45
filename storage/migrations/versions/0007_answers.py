"""Answers are drafted, approved and sent when they can no longer be taken back; texts to begin them with.

Revision ID: 0007
"""

from storage.migrations.sql import run

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    run("0007_answers.sql")


def downgrade() -> None:
    run("0007_answers.down.sql")
