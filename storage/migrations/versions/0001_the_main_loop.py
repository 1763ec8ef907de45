"""Everything from a message to its answer.

Revision ID: 0001
"""

from storage.migrations.sql import run

revision = "0001"
down_revision = None


def upgrade() -> None:
    run("0001_the_main_loop.sql")


def downgrade() -> None:
    run("0001_the_main_loop.down.sql")
