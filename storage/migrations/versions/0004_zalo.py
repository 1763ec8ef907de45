"""Zalo: accounts with their tokens, when somebody was last heard, ways to reach people, one person in several chats.

Revision ID: 0004
"""

from storage.migrations.sql import run

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    run("0004_zalo.sql")


def downgrade() -> None:
    run("0004_zalo.down.sql")
