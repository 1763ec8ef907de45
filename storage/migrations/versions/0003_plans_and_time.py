"""Plans, the longer life of a dialogue, milestones, reminders, who comes, and messages to very many people.

Revision ID: 0003
"""

from storage.migrations.sql import run

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    run("0003_plans_and_time.sql")


def downgrade() -> None:
    run("0003_plans_and_time.down.sql")
