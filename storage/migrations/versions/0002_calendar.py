"""The working calendar that clerks correct, and the one by which open petitions were dated.

Revision ID: 0002
"""

from storage.migrations.sql import run

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    run("0002_calendar.sql")


def downgrade() -> None:
    run("0002_calendar.down.sql")
